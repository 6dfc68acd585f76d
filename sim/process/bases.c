/* P05: opening and closing of bases (MODEL.md P05; RULINGS 31 to 36, 72). */
#include "process/bases.h"

#include <math.h>

#include "base/number.h"
#include "mandate/function.h"
#include "process/aviation.h"
#include "process/convoys.h"
#include "process/force.h"
#include "process/hostility.h"
#include "process/response.h"
#include "process/tally.h"
#include "process/tracks.h"

#define LN2 0.6931471805599453

bool base_is_open(const struct base_state *base) { return base->status == BASE_OPEN || base->status == BASE_CLOSING; }

void bases_start(struct state *state) {
    for (size_t b = 0; b < state->model->n_base; b++) {
        bool planned = state->model->mission->bases.at[b].planned != 0;
        state->bases[b].status = planned ? BASE_PLANNED : BASE_OPEN;
        state->bases[b].closed_at = INFINITY;
    }
}

void bases_open(struct state *state, int base, double capacity, double over, double t) {
    struct base_state *at = &state->bases[base];
    const struct mandate_ledger *ledger = &state->live.ledger;
    if (at->status != BASE_PLANNED) return;
    at->status = BASE_BUILDING;
    at->opens = t + over;
    note(state, NOTE_BASE_BUILDING, -1, base, over / 24);
    if (capacity >= 0) state->live.bases.at[base].capacity = capacity;
    tally_one_off(state, state->live.bases.at[base].capacity < 400 ? ledger->build_company : ledger->build_battalion);
    state->dirty_tasking = state->dirty_air = true;
    policy_schedule(state, at->opens, EVENT_OPENING, base);
}

void bases_opening(struct state *state, int base, double t) {
    (void)t;
    if (state->bases[base].status != BASE_BUILDING) return;
    state->bases[base].status = BASE_OPEN;
    note(state, NOTE_BASE_OPENS, -1, base, 0);
    state->dirty_tasking = state->dirty_air = true;
}

/* A camp that is not yet there never opens; units that were to come to it stay away. */
static void give_up(struct state *state, int base, double t) {
    state->bases[base].status = BASE_CLOSED;
    state->bases[base].closed_at = t;
    note(state, NOTE_BASE_GIVEN_UP, -1, base, 0);
    state->dirty_tasking = state->dirty_air = true;
}

void bases_close(struct state *state, int base, enum mandate_closure mode, double at_least, double t) {
    struct base_state *at = &state->bases[base];
    const struct mandate_closing *closing = &state->live.closing;
    if (at->status == BASE_PLANNED || at->status == BASE_BUILDING) give_up(state, base, t);
    if (at->status != BASE_OPEN) return;
    at->status = BASE_CLOSING;
    at->closes_after = t + at_least;
    at->deadline = t + at_least * (mode == MANDATE_CLOSURE_ORDERLY ? closing->orderly_factor : 1);
    note(state, NOTE_BASE_CLOSING, -1, base, (at->deadline - t) / 24);
    at->trucks = at->trucks_all = state->model->mission->bases.at[base].trucks * closing->trucks_factor;
    state->dirty_tasking = state->dirty_air = true;
    if (at->trucks > 0) policy_schedule(state, t, EVENT_CONVOY, base);
    policy_schedule(state, at->closes_after, EVENT_CLOSING, base);
    if (at->deadline > at->closes_after) policy_schedule(state, at->deadline, EVENT_CLOSING, base);
}

/* One loaded convoy per interval, if the host lets it through (RULINGS 32). */
void bases_convoy(struct state *state, int base, double t) {
    struct base_state *at = &state->bases[base];
    if (at->status != BASE_CLOSING || at->trucks <= 0) return;
    uint64_t event = mandate_event(state->model->base_stream[base], at->convoys++);
    if (mandate_uniform(&state->draws, event, 0) < state->live.host.states.at[state->consent].ground_access) {
        double loaded = lesser(at->trucks, state->live.closing.trucks_per_convoy);
        at->trucks -= loaded;
        note(state, NOTE_CLOSING_CONVOY, -1, base, loaded);
        convoys_closing(state, base, mandate_event(event, 1));
    } else {
        note(state, NOTE_CLOSING_REFUSED, -1, base, 0);
    }
    if (at->trucks > 0) policy_schedule(state, t + state->live.closing.convoy_interval, EVENT_CONVOY, base);
    bases_try_close(state, base, t);
}

int bases_refuge(const struct state *state, int base) {
    const int *order = state->model->nearest_hub + (size_t)base * state->model->n_base;
    for (size_t i = 0; i < state->model->n_base; i++)
        if (order[i] != base && state->bases[order[i]].status == BASE_OPEN) return order[i];
    return -1;
}

static double persons_at(const struct state *state, int base, double t) {
    double persons = 0;
    for (size_t p = 0; p < state->n_part; p++)
        if (state->parts[p].base == base) persons += force_level(&state->parts[p], t);
    return persons;
}

/* What is left of the vacuum at one time is worked out once for all regions. */
double bases_vacuum(struct state *state, size_t region, double t) {
    if (state->closings[region] == 0) return 0;
    if (t != state->vacuum_time) {
        state->vacuum_time = t;
        state->vacuum_left = mandate_exp(-(t - state->closings_time) * LN2 / state->live.vacuum.half_life);
    }
    return state->closings[region] * state->vacuum_left;
}

/* The vacuum grows by kernel x spike; what is left of earlier ones is carried to time t. */
static void leave_vacuum(struct state *state, int base, double t) {
    double spike = state->live.vacuum.spike + tracks_closure_spike(state, t);
    for (size_t r = 0; r < state->model->n_region; r++) {
        double kernel = state->model->kernel[r * state->model->n_base + (size_t)base];
        state->closings[r] = bases_vacuum(state, r, t) + kernel * spike;
        state->abandoned[r] += kernel;
    }
    state->closings_time = t;
    state->vacuum_time = -1;
    state->dirty_threat = true;
}

static void close_now(struct state *state, int base, double t) {
    struct base_state *at = &state->bases[base];
    double left = at->trucks_all > 0 ? at->trucks / at->trucks_all : 0;
    tally_destroyed(state, left * state->live.ledger.destroyed);
    note(state, NOTE_BASE_CLOSED, -1, base, at->trucks);
    at->status = BASE_CLOSED;
    at->closed_at = t;
    leave_vacuum(state, base, t);
    hostility_closure(state, base, t);
    force_evacuate(state, base, bases_refuge(state, base), t);
    aviation_base_closed(state, base, bases_refuge(state, base));
    response_base_closed(state, base);
    state->dirty_politics = state->dirty_tasking = state->dirty_air = true;
}

void bases_try_close(struct state *state, int base, double t) {
    const struct base_state *at = &state->bases[base];
    if (at->status != BASE_CLOSING || t < at->closes_after) return;
    if (t >= at->deadline || (at->trucks <= 0 && persons_at(state, base, t) < 0.5)) close_now(state, base, t);
}
