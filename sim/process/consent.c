/* P02: moves of the host between states of consent (MODEL.md P02; RULINGS 22, 23, 79, D 22).
 *
 *   q_ij(t) = q0_ij exp(sum of weight x (covariate(t) - covariate at the start))   to a worse state
 *   q_ij(t) = q0_ij                                                               to a better one
 *
 * The state is live.host.state, which options may set as well; a stay in it is that of process/chain.h. */
#include "process/consent.h"

#include <math.h>

#include "base/number.h"
#include "mandate/function.h"
#include "process/chain.h"
#include "process/force.h"
#include "process/hostility.h"

#define QUARTER (90 * 24.0)

enum { EVENT_MOVE, EVENT_LOOK };

static bool endogenous(const struct state *state) {
    return state->model->scenario->study.consent == MANDATE_COURSE_ENDOGENOUS && state->model->consent_chain.n > 0;
}

static uint64_t stream(void) { return mandate_stream("consent.visit", ""); }

static int present_state(const struct state *state) { return (int)model_consent(state->model, state->live.host.state); }

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

static double bloc_share(const struct state *state, double t) {
    double bloc = 0, all = 0;
    for (size_t p = 0; p < state->n_part; p++) {
        double level = force_level(&state->parts[p], t);
        all += level;
        if (state->model->mission->units.at[state->parts[p].unit].bloc != 0) bloc += level;
    }
    return all > 0 ? bloc / all : 0;
}

/* Each shock fades on its own; what is left of those before the start is part of how things stood then. */
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

/* Support x what is wanting in cooperation (0 in the best state, 1 in the worst) while it is conditional; due diligence
 * caps the support when too many cases have been published. */
static double conditionality(const struct state *state, double cases) {
    const struct mandate_host *host = &state->live.host;
    if (host->conditional == 0 || state->model->n_state < 2) return 0;
    bool capped = host->due_diligence_cases > 0 && cases > host->due_diligence_cases;
    double support = capped ? lesser(host->support, host->due_diligence_cap) : host->support;
    return support * present_state(state) / (double)(state->model->n_state - 1);
}

/* The share of the 90 days before t in which what is counted can have come from attacks of the run. */
static double grown(double t, double lag) { return lesser(1, greater(0, t - lag) / QUARTER); }

/* Sum of weight x covariate. Counts are taken over their reference in the state at the start, up to a most. */
static double pressure(const struct state *state, double t) {
    const struct mandate_host *host = &state->live.host;
    const struct mandate_covariates *weight = &host->covariates;
    const struct mandate_consent *start =
        &state->model->mission->host.states.at[model_consent(state->model, state->model->mission->host.state)];
    double cases = recent(state->published, state->n_published, t),
           failures = recent(state->failures, state->n_failure, t);
    return weight->cases * lesser(cases - grown(t, host->cases_lag) * start->cases_reference, host->cases_most) +
           weight->failures * lesser(failures - grown(t, 0) * start->failures_reference, host->failures_most) +
           weight->tempo * mean_tempo(state) + weight->shock * shock_now(state, t) +
           weight->disinformation * host->disinformation + weight->bloc * bloc_share(state, t) +
           weight->reinforcement * host->reinforcement_requested +
           weight->conditionality * conditionality(state, cases) +
           weight->election * consent_election_near(state, t, QUARTER) + weight->hostility * hostility_now(state);
}

static void enter(struct state *state, int to, double t) {
    note(state, NOTE_CONSENT, to, present_state(state), 0);
    state->live.host.state = to;
    state->consent = (size_t)to;
    state->consent_since = t;
    state->host.seen = to;
    visit_begin(&state->host.visit, &state->draws, stream(), t);
    state->dirty_politics = state->dirty_permissions = state->dirty_tasking = state->dirty_air = true;
}

/* Support that has just been made conditional may worsen consent at once, each time anew. */
static bool backfires(struct state *state) {
    bool conditional = state->live.host.conditional != 0, begins = conditional && !state->conditional_before;
    state->conditional_before = conditional;
    if (!begins) return false;
    uint64_t event = mandate_event(mandate_stream("consent.backfire", ""), state->conditions++);
    return present_state(state) + 1 < (int)state->model->n_state &&
           mandate_uniform(&state->draws, event, 0) < state->live.host.backfire;
}

/* A state that an option has set meanwhile is a stay of its own. */
void consent_renew(struct state *state, double t) {
    struct course *host = &state->host;
    if (!endogenous(state)) return;
    if (present_state(state) != host->seen) {
        host->seen = present_state(state);
        visit_begin(&host->visit, &state->draws, stream(), t);
    }
    if (backfires(state)) enter(state, present_state(state) + 1, t);
    host->factor = mandate_exp(pressure(state, t) - host->pressure);
    visit_renew(state, &host->visit, chain_hazard(&state->model->consent_chain, host), t, EVENT_CONSENT, EVENT_MOVE);
}

void consent_event(struct state *state, int index, double t) {
    struct course *host = &state->host;
    if (index == EVENT_LOOK) state->dirty_politics = true;
    else if (visit_ends(&host->visit, t) && present_state(state) == host->seen)
        enter(state, chain_next(&state->model->consent_chain, host, &state->draws, stream()), t);
}

static void look_at(struct state *state, double date) {
    double t = date - state->model->start;
    if (t > 0) policy_schedule(state, t, EVENT_CONSENT, EVENT_LOOK);
}

/* Days on which a covariate jumps by itself. */
static void schedule_looks(struct state *state) {
    const struct mandate_shock_list *shocks = &state->model->mission->host.shocks;
    const struct mandate_election_list *elections = &state->model->mission->politics.elections;
    for (size_t i = 0; i < shocks->n; i++) look_at(state, shocks->at[i].at);
    for (size_t i = 0; i < elections->n; i++) {
        look_at(state, elections->at[i].at - QUARTER);
        look_at(state, elections->at[i].at + QUARTER + 1e-6); /* just past it, so that it counts as outside */
    }
}

/* Covariates count as differences to how things stand at the start. */
void consent_start(struct state *state) {
    if (!endogenous(state)) return;
    state->host.seen = present_state(state);
    state->host.pressure = pressure(state, 0);
    state->conditional_before = state->live.host.conditional != 0;
    visit_begin(&state->host.visit, &state->draws, stream(), 0);
    schedule_looks(state);
    consent_renew(state, 0);
}
