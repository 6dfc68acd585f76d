/* The loop over time: policy events, then attacks of the step, then decisions that fall into it. */
#include "engine/replicate.h"

#include <math.h>

#include "base/number.h"
#include "process/casualties.h"
#include "process/convoys.h"
#include "process/detection.h"
#include "process/process.h"
#include "process/response.h"
#include "process/tally.h"
#include "process/tasking.h"
#include "process/threat.h"
#include "process/timeline.h"

static void start(struct state *state) {
    if (state->model->spectral_radius >= 1) {
        state->failure = MANDATE_FAILURE_EXPLODED;
        return;
    }
    for (size_t p = 0; p < n_process; p++)
        if (processes[p].start) processes[p].start(state);
    process_refresh(state);
}

void replicate_prepare(struct state *state, struct model *model) {
    model->fast_intercept = 0;
    state_reset(state, model, 0);
    for (size_t p = 1; p < n_process; p++)
        if (processes[p].start) processes[p].start(state);
    tasking_update(state, 0);
    model->fast_intercept = detection_intercept(state);
    convoys_reference(state, model->strike_reference);
}

/* The first step at or after time t. */
static int step_at(const struct model *model, double t) {
    double step = t / model->step - 1e-9;
    if (step >= (double)model->n_step) return (int)model->n_step;
    int whole = (int)step;
    return whole + (whole < step);
}

static int step_of(const struct model *model, double t) {
    return t >= model->horizon ? (int)model->n_step : (int)(t / model->step);
}

/* The next step in which anything happens. */
static int next_step(struct state *state) {
    int next = step_at(state->model, lesser(policy_next(state), state->next_look)), attack = threat_next(state);
    int decision =
        response_next(state) < INFINITY ? step_of(state->model, response_next(state)) : (int)state->model->n_step;
    if (attack < next) next = attack;
    return decision < next ? decision : next;
}

/* Policy events and looks at conditions, in order of time; a change is seen on that day or the next. */
static void run_policy(struct state *state, double until) {
    for (;;) {
        double next = policy_next(state);
        if (state->next_look < next) {
            if (state->next_look > until) return;
            timeline_triggers(state, state->next_look);
        } else {
            if (next > until) return;
            process_event(state, policy_take(state));
            timeline_seen(state, next);
        }
    }
}

/* Step n: the policy state is frozen at its beginning (MODEL.md section 3). */
static void run_step(struct state *state, int step) {
    const struct model *model = state->model;
    double begin = model->step * step, end = begin + model->step;
    run_policy(state, begin + 1e-9);
    state->now = begin;
    process_refresh(state);
    threat_step(state, step);
    while (response_next(state) < end) response_decide(state);
}

/* Chains of the last attacks are followed past the horizon (RULINGS 77). */
static void run_out(struct state *state) {
    run_policy(state, state->model->horizon);
    process_refresh(state);
    tally_advance(state, state->model->horizon);
    state->now = state->model->horizon;
    casualties_count(state, state->model->n_month - 1);
    while (response_next(state) < INFINITY) response_decide(state);
}

static bool finite_row(const double *row) {
    return isfinite(row[MANDATE_METRIC_cost_musd]) && isfinite(row[MANDATE_METRIC_incidents]) &&
           isfinite(row[MANDATE_METRIC_deaths]) && isfinite(row[MANDATE_METRIC_troops_present]);
}

static void fail(struct state *state, double *row, enum mandate_failure failure) {
    state->failure = failure;
    for (size_t i = 0; i < MANDATE_METRICS; i++) row[i] = NAN;
}

int replicate_alike(const struct state *state, size_t variant) {
    return step_of(state->model, timeline_alike(state, variant));
}

/* What a step asks for at its own beginning happens at the next one: no step is run twice. */
static void run_until(struct state *state, int step, int until) {
    while (step < until && state->failure == MANDATE_FAILURE_OK) {
        run_step(state, step);
        int next = next_step(state);
        step = next > step ? next : step + 1;
    }
}

/* The step with which a run goes on that has done all before `from`. */
static int resume(struct state *state, int from) {
    if (from == 0 || state->failure != MANDATE_FAILURE_OK) return from;
    threat_seek(state, from);
    return next_step(state);
}

void replicate_shared(struct state *state, int from, int until) {
    if (from == 0) start(state);
    run_until(state, resume(state, from), until);
    tally_attacks(state);
}

void replicate_option(struct state *state, int from, double *row) {
    if (state->failure == MANDATE_FAILURE_OK) timeline_option(state);
    run_until(state, resume(state, from), (int)state->model->n_step);
    if (state->failure != MANDATE_FAILURE_OK) {
        fail(state, row, state->failure);
        return;
    }
    run_out(state);
    tally_finish(state, row);
    if (!finite_row(row) || !tally_keep_places(state)) fail(state, row, MANDATE_FAILURE_NOT_FINITE);
}

void replicate(struct state *state, double *row) {
    start(state);
    replicate_option(state, 0, row);
}
