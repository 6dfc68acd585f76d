/* P12: investigations (MODEL.md P12; RULINGS 21 and D 21).
 *
 * An attack with many deaths, or by a host-linked actor, is a case from the alert on. After a lag leave is asked for
 * once in an interval. p is the chance that a month of asking brings leave, so that one request succeeds with
 * 1 - (1 - p)^(interval / month); the number of requests is geometric. One exponential per case is used up by
 * -ln(1 - p) interval / month at each request, so that a change of consent changes what is left, not the draw.
 * With leave the visit is attempted once in an interval too; it needs an escort and a way there. */
#include "process/investigations.h"

#include <math.h>

#include "base/arena.h"
#include "base/number.h"
#include "mandate/function.h"
#include "process/aviation.h"
#include "process/permissions.h"

#define LN2 0.6931471805599453
#define MONTH_HOURS 730.5

/* Slots of a case's event: a child of the attack's, with a number that no offspring has. */
enum { SLOT_LAG, SLOT_LEAVE, SLOT_VISIT };

static uint64_t event_of(const struct incident *attack) { return mandate_event(attack->event, UINT64_MAX); }

static bool is_host_linked(const struct state *state, const struct incident *attack) {
    return state->model->host_linked[attack->actor];
}

/* How much of its exponential a case uses up at a request. */
static double hazard_of_request(const struct state *state) {
    double p = permissions_investigation(state);
    if (p >= 1) return INFINITY;
    return -mandate_log1p(-p) * state->model->mission->investigations.interval / MONTH_HOURS;
}

/* When the case is given leave if nothing changes; `made` requests have failed. */
static void await_leave(struct state *state, size_t index) {
    struct inquiry *inquiry = &state->inquiries[index];
    const struct mandate_investigations *rules = &state->model->mission->investigations;
    double hazard = state->request_hazard, more = greater(1, ceil(inquiry->left / hazard));
    bool ever = hazard > 0 && inquiry->made + more <= state->model->requests_most;
    inquiry->due = ever ? inquiry->requested + rules->interval * (inquiry->made + more - 1) : INFINITY;
    if (ever) policy_schedule(state, inquiry->due, EVENT_CASE, (int)index);
}

/* What is drawn for a case, the same under all options. */
static struct rare *case_of(const struct state *state, uint32_t incident) {
    struct rare *rare = pool_rare(state->pool, incident);
    if (rare->is_case) return rare;
    double u[2];
    mandate_uniform_block(&state->draws, event_of(&state->pool->at[incident]), SLOT_LAG / 2, u);
    rare->case_lag = mandate_law_quantile(&state->model->mission->investigations.request_lag, u[SLOT_LAG]);
    rare->case_budget = -mandate_log(u[SLOT_LEAVE]);
    rare->case_luck = 0;
    rare->is_case = true;
    return rare;
}

static double luck_of(const struct state *state, uint32_t incident) {
    struct rare *rare = case_of(state, incident);
    if (rare->case_luck == 0)
        rare->case_luck = mandate_uniform(&state->draws, event_of(&state->pool->at[incident]), SLOT_VISIT);
    return rare->case_luck;
}

void investigations_open(struct state *state, const struct response *response) {
    const struct mandate_investigations *rules = &state->model->mission->investigations;
    const struct incident *attack = &state->pool->at[response->incident];
    const struct rare *drawn = case_of(state, response->incident);
    double alert = attack->onset + greater(0, response->detect), requested = alert + drawn->case_lag;
    struct inquiry inquiry = {.incident = response->incident,
                              .locality = response->locality,
                              .alert = alert,
                              .requested = greater(requested, state->now + state->model->step), /* the step is over */
                              .left = drawn->case_budget,
                              .leave = INFINITY,
                              .visited = INFINITY};
    state->inquiries = memory_grow(state->inquiries, sizeof inquiry, state->n_inquiry, &state->inquiries_capacity);
    state->inquiries[state->n_inquiry++] = inquiry;
    note(state, NOTE_CASE_OPENED, -1, attack->region, attack->deaths);
    await_leave(state, state->n_inquiry - 1);
    if (state->keep_log) /* only to tell that the limit has passed */
        policy_schedule(state, inquiry.requested + rules->limit, EVENT_CASE, (int)state->n_inquiry - 1);
}

/* Requests before time t have been answered under the old hazard. */
static void use_up(struct state *state, size_t index, double t) {
    struct inquiry *inquiry = &state->inquiries[index];
    double past = ceil((t - inquiry->requested) / state->model->mission->investigations.interval - 1e-9);
    double made = lesser(greater(past, inquiry->made), state->model->requests_most);
    if (made > inquiry->made)
        inquiry->left = greater(0, inquiry->left - (made - inquiry->made) * state->request_hazard);
    inquiry->made = made;
}

void investigations_follow(struct state *state, double t) {
    double hazard = state->model->mission->investigations.deaths > 0 ? hazard_of_request(state) : 0;
    if (hazard == state->request_hazard) return;
    for (size_t i = 0; i < state->n_inquiry; i++)
        if (state->inquiries[i].leave == INFINITY && state->inquiries[i].due >= t) use_up(state, i, t);
    state->request_hazard = hazard;
    for (size_t i = 0; i < state->n_inquiry; i++)
        if (state->inquiries[i].leave == INFINITY && state->inquiries[i].due >= t) await_leave(state, i);
}

/* Civil teams work under escort: the share of their tasks that gets one now. */
static double escort(const struct state *state) {
    const struct mandate_civil *civil = &state->live.civil;
    if (civil->teams_outside == 0 || civil->remote_monitoring != 0) return 0;
    return state->flows.civil_demand > 0 ? state->flows.civil_done / state->flows.civil_demand : 1;
}

static bool base_in_reach(const struct state *state, int locality) {
    const struct approach *row = state->model->approaches + (size_t)locality * state->model->n_base;
    for (size_t i = 0; i < state->model->n_base && row[i].distance <= state->live.response.ground_range; i++)
        if (state->tasking[row[i].base].staffed) return true;
    return false;
}

/* A flight of utility helicopters that is asked for, approved and flown, or a move by road from a base in reach. */
static double way_there(const struct state *state, const struct inquiry *inquiry, double t) {
    size_t region = (size_t)state->pool->at[inquiry->incident].region;
    double flight = aviation_lift(state, region, t);
    double road =
        base_in_reach(state, inquiry->locality) ? state->live.host.states.at[state->consent].ground_access : 0;
    return 1 - (1 - flight) * (1 - road);
}

double investigations_accountability(const struct state *state, double t) {
    if (state->accountability >= 1) return 1;
    double left = (t - state->accountability_since) * LN2 / state->model->mission->investigations.recovery;
    return 1 - (1 - state->accountability) * mandate_exp(-left);
}

/* Integral of 1 - factor since the last visit. */
static double missing_since(const struct state *state, double t) {
    double rate = LN2 / state->model->mission->investigations.recovery;
    return (investigations_accountability(state, t) - state->accountability) / rate;
}

/* Grave cases become public, and for their own the host's forces are held to account (RULINGS 21, D 21). */
static void visit(struct state *state, size_t index, double t) {
    struct inquiry *inquiry = &state->inquiries[index];
    const struct mandate_investigations *rules = &state->model->mission->investigations;
    const struct incident *attack = &state->pool->at[inquiry->incident];
    inquiry->visited = t;
    note(state, NOTE_CASE_VISITED, -1, attack->region, (t - inquiry->alert) / 24);
    if (attack->deaths < rules->deaths) return;
    state->published = memory_grow(state->published, sizeof(double), state->n_published, &state->published_capacity);
    state->published[state->n_published++] = t;
    if (!is_host_linked(state, attack)) return;
    double before = investigations_accountability(state, t);
    state->accountability_missed += missing_since(state, t);
    state->accountability = lesser(before, greater(rules->floor, before * (1 - rules->accountability)));
    state->accountability_since = t;
}

/* The chance of a visit in an interval is that on the day of the leave. */
static void plan_visit(struct state *state, size_t index, double t) {
    struct inquiry *inquiry = &state->inquiries[index];
    double chance = escort(state) * way_there(state, inquiry, t), tries = 1;
    if (chance <= 0) return;
    double u = luck_of(state, inquiry->incident);
    if (u < 1 - chance) tries = ceil(mandate_log(u) / mandate_log1p(-chance));
    if (tries <= 1) {
        visit(state, index, t);
        return;
    }
    if (tries > state->model->requests_most) return;
    inquiry->due = t + state->model->mission->investigations.interval * (tries - 1);
    policy_schedule(state, inquiry->due, EVENT_CASE, (int)index);
}

static void give_leave(struct state *state, size_t index, double t) {
    struct inquiry *inquiry = &state->inquiries[index];
    inquiry->leave = t;
    inquiry->due = INFINITY;
    note(state, NOTE_CASE_LEAVE, -1, state->pool->at[inquiry->incident].region, (t - inquiry->alert) / 24);
    plan_visit(state, index, t);
}

void investigations_event(struct state *state, int index, double t) {
    const struct inquiry *inquiry = &state->inquiries[index];
    double last = inquiry->requested + state->model->mission->investigations.limit;
    if (t == inquiry->due && inquiry->leave == INFINITY) give_leave(state, (size_t)index, t);
    else if (t == inquiry->due) visit(state, (size_t)index, t);
    else if (t == last && inquiry->leave == INFINITY) /* others were planned before consent changed */
        note(state, NOTE_CASE_UNANSWERED, -1, state->pool->at[inquiry->incident].region, (t - inquiry->alert) / 24);
}

double investigations_mean_accountability(const struct state *state) {
    double horizon = state->model->horizon, missed = state->accountability_missed + missing_since(state, horizon);
    return 1 - missed / horizon;
}

/* Shares count cases whose limit lies inside the run, so that those without an answer yet do not distort them. */
struct investigations_count investigations_count(const struct state *state, double *days) {
    struct investigations_count count = {.opened = (double)state->n_inquiry};
    double limit = state->model->mission->investigations.limit;
    for (size_t i = 0; i < state->n_inquiry; i++) {
        const struct inquiry *inquiry = &state->inquiries[i];
        count.visited += inquiry->visited < INFINITY;
        if (inquiry->requested + limit > state->model->horizon) continue;
        if (inquiry->leave < INFINITY) days[count.answered++] = (inquiry->leave - inquiry->alert) / 24;
        else count.unanswered++;
    }
    return count;
}
