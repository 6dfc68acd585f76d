/* P02: moves of the host between states of consent (MODEL.md P02; RULINGS 22, 23, 79, D 22).
 *
 *   q_ij(t) = q0_ij exp(sum of weight x (covariate(t) - covariate at the start))   to a worse state
 *   q_ij(t) = q0_ij                                                               to a better one
 *
 * A visit to a state ends when the integral of its total hazard has used up an Exp(1) budget; hazards are renewed
 * once a week and constant in between, for which this is exact. */
#include "process/consent.h"

#include <math.h>

#include "base/number.h"
#include "mandate/function.h"

#define WEEK 168.0
#define QUARTER (90 * 24.0)

enum { EVENT_RENEW, EVENT_MOVE };
enum { SLOT_BUDGET, SLOT_WHERE, SLOT_BACKFIRE };

static bool endogenous(const struct state *state) {
    return state->model->scenario->study.consent == MANDATE_COURSE_ENDOGENOUS &&
           state->model->mission->host.moves.n > 0;
}

/* Times of a list that lie in the 90 days before t; times never fall. */
static double recent(const double *times, size_t n, double t) {
    size_t count = 0;
    while (count < n && times[n - 1 - count] > t - QUARTER) count++;
    return (double)count;
}

static double mean_tempo(const struct state *state) {
    const struct mandate_refs *chosen = &state->live.host.tempo_regions;
    size_t n = chosen->n ? chosen->n : state->model->n_region;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += state->live.regions.at[chosen->n ? (size_t)chosen->at[i] : i].tempo * state->live.host_ops.tempo_factor;
    return n > 0 ? sum / (double)n : 0;
}

static double mean_hostility(const struct state *state) {
    double sum = 0, people = 0;
    for (size_t r = 0; r < state->model->n_region; r++) {
        double here = state->model->mission->regions.at[r].population;
        sum += here * state->hostility[r];
        people += here;
    }
    return people > 0 ? sum / people : 0;
}

static double bloc_share(const struct state *state, double t) {
    double bloc = 0, all = 0;
    for (size_t p = 0; p < state->n_part; p++) {
        double level = greater(0, state->parts[p].level + state->parts[p].slope * (t - state->parts[p].time));
        all += level;
        if (state->model->mission->units.at[state->parts[p].unit].bloc != 0) bloc += level;
    }
    return all > 0 ? bloc / all : 0;
}

/* Shocks that happened before the start are part of how things stood then; each fades on its own. */
static double shock_now(const struct state *state, double t) {
    const struct mandate_host *host = &state->model->mission->host;
    double sum = 0;
    for (size_t i = 0; i < host->shocks.n; i++) {
        double since = t - (host->shocks.at[i].at - state->model->start);
        if (since >= 0) sum += host->shocks.at[i].size * mandate_exp(-since / host->shock_fade);
    }
    return sum;
}

bool consent_election_near(const struct state *state, double t, double hours) {
    const struct mandate_election_list *elections = &state->model->mission->politics.elections;
    for (size_t i = 0; i < elections->n; i++)
        if (fabs(t - (elections->at[i].at - state->model->start)) <= hours) return true;
    return false;
}

/* Support x what is wanting in cooperation, while it is conditional; capped when too many cases stand against the host.
 */
static double conditionality(const struct state *state, double cases) {
    const struct mandate_host *host = &state->live.host;
    if (host->conditional == 0 || state->model->n_state < 2) return 0;
    bool capped = host->due_diligence_cases > 0 && cases > host->due_diligence_cases;
    double support = capped ? lesser(host->support, host->due_diligence_cap) : host->support;
    return support * (double)state->consent / (double)(state->model->n_state - 1);
}

/* Sum of weight x covariate. Counts are taken over their reference in the state at the start, up to a most. */
static double pressure(const struct state *state, double t) {
    const struct mandate_host *host = &state->live.host;
    const struct mandate_covariates *weight = &host->covariates;
    const struct mandate_consent *start =
        &state->model->mission->host.states.at[model_consent(state->model, state->model->mission->host.state)];
    double cases = recent(state->published, state->n_published, t),
           failures = recent(state->failures, state->n_failure, t), grown = lesser(1, t / QUARTER);
    return weight->cases * lesser(cases - grown * start->cases_reference, host->cases_most) +
           weight->failures * lesser(failures - grown * start->failures_reference, host->failures_most) +
           weight->tempo * mean_tempo(state) + weight->shock * shock_now(state, t) +
           weight->disinformation * host->disinformation + weight->bloc * bloc_share(state, t) +
           weight->reinforcement * host->reinforcement_requested +
           weight->conditionality * conditionality(state, cases) +
           weight->election * consent_election_near(state, t, QUARTER) + weight->hostility * mean_hostility(state);
}

/* Hazard of a move from the present state; 0 = it starts elsewhere. */
static double hazard(const struct state *state, const struct mandate_consent_move *move, double factor) {
    if (model_consent(state->model, move->from) != state->consent) return 0;
    return move->rate * (move->to > move->from ? factor : 1);
}

static double total_hazard(const struct state *state) {
    const struct mandate_consent_move_list *moves = &state->model->mission->host.moves;
    double sum = 0;
    for (size_t i = 0; i < moves->n; i++) sum += hazard(state, &moves->at[i], state->consent_factor);
    return sum;
}

static uint64_t visit_event(const struct state *state) {
    return mandate_event(mandate_stream("consent.visit", ""), state->consent_visits);
}

static void begin_visit(struct state *state) {
    state->consent_visits++;
    state->consent_budget = -mandate_log(mandate_uniform(&state->draws, visit_event(state), SLOT_BUDGET));
}

/* The hazard until the next renewal; a move that falls before it gets its time. */
static void plan(struct state *state, double t, double until) {
    double q = total_hazard(state);
    if (q > 0 && state->consent_budget < q * (until - t))
        policy_schedule(state, t + state->consent_budget / q, EVENT_CONSENT, EVENT_MOVE);
    else state->consent_budget -= q * (until - t);
}

static void enter(struct state *state, double to, double t) {
    size_t before = state->consent;
    state->live.host.state = to;
    state->dirty_permissions = state->dirty_tasking = state->dirty_air = true;
    state->consent = model_consent(state->model, to);
    state->consent_since = t;
    note(state, NOTE_CONSENT, (int)state->consent, (int)before, 0);
    begin_visit(state);
}

static void move(struct state *state, double t) {
    const struct mandate_consent_move_list *moves = &state->model->mission->host.moves;
    double at = mandate_uniform(&state->draws, visit_event(state), SLOT_WHERE) * total_hazard(state);
    double to = state->live.host.state;
    for (size_t i = 0; i < moves->n; i++) {
        double q = hazard(state, &moves->at[i], state->consent_factor);
        if (q <= 0) continue;
        to = moves->at[i].to;
        at -= q;
        if (at < 0) break;
    }
    enter(state, to, t);
    plan(state, t, state->consent_renewal);
}

/* Support that has just been made conditional may worsen consent at once (once for each time). */
static void backfire(struct state *state, double t) {
    bool conditional = state->live.host.conditional != 0, begins = conditional && !state->conditional_before;
    state->conditional_before = conditional;
    if (!begins || state->consent + 1 >= state->model->n_state) return;
    uint64_t event = mandate_event(mandate_stream("consent.backfire", ""), ++state->backfires);
    if (mandate_uniform(&state->draws, event, 0) < state->live.host.backfire)
        enter(state, (double)state->consent + 1, t);
}

/* An option may have set another state since: a visit to it has its own budget. */
static void renew(struct state *state, double t) {
    size_t now = model_consent(state->model, state->live.host.state);
    if (now != state->consent_seen) begin_visit(state);
    backfire(state, t);
    state->consent_factor = mandate_exp(pressure(state, t) - state->consent_pressure);
    state->consent_renewal = t + WEEK;
    plan(state, t, state->consent_renewal);
    policy_schedule(state, state->consent_renewal, EVENT_CONSENT, EVENT_RENEW);
}

void consent_event(struct state *state, int index, double t) {
    state->consent = model_consent(state->model, state->live.host.state);
    if (index == EVENT_RENEW) renew(state, t);
    else move(state, t);
    state->consent_seen = model_consent(state->model, state->live.host.state);
}

/* Covariates count as differences to how things stand at the start. */
void consent_start(struct state *state) {
    if (!endogenous(state)) return;
    state->consent = state->consent_seen = model_consent(state->model, state->live.host.state);
    state->consent_pressure = pressure(state, 0);
    state->conditional_before = state->live.host.conditional != 0;
    begin_visit(state);
    policy_schedule(state, 0, EVENT_CONSENT, EVENT_RENEW);
}
