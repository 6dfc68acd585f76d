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

enum { SLOT_LEAVE, SLOT_ESCORT };
enum { FIRST_RETREAT = 1 << 20 }; /* events of a base: closing convoys by number, then days after the deadline */

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
    at_least *= closing->duration_factor;
    at->closes_after = t + at_least;
    at->deadline = t + at_least * (mode == MANDATE_CLOSURE_ORDERLY ? closing->orderly_factor : 1);
    note(state, NOTE_BASE_CLOSING, -1, base, (at->deadline - t) / 24);
    at->trucks = at->trucks_all = state->model->mission->bases.at[base].trucks * closing->trucks_factor;
    force_keep_rear(state, base, t);
    state->dirty_tasking = state->dirty_air = true;
    if (at->trucks > 0) policy_schedule(state, t, EVENT_CONVOY, base);
    policy_schedule(state, at->closes_after, EVENT_CLOSING, base);
    if (at->deadline > at->closes_after) policy_schedule(state, at->deadline, EVENT_CLOSING, base);
}

/* A loaded convoy leaves; hours until its trucks are back. */
static double convoy_leaves(struct state *state, int base, uint64_t event) {
    struct base_state *at = &state->bases[base];
    double loaded = lesser(at->trucks, state->live.closing.trucks_per_convoy);
    at->trucks -= loaded;
    note(state, NOTE_CLOSING_CONVOY, -1, base, loaded);
    struct passage passage = convoys_closing(state, base, event);
    note(state, NOTE_CLOSING_ARRIVES, -1, base, passage.hours / 24);
    if (at->trucks <= 0) state->dirty_tasking = true; /* escorts are free again */
    return passage.hours + passage.back;
}

int bases_way_out(const struct state *state, int base, double t) {
    const struct base_state *at = &state->bases[base];
    bool sends = at->status == BASE_CLOSING && at->trucks > 0 && t <= at->deadline;
    return sends && force_staying(state, base, t) >= 0.5 ? convoys_way_out(state, base) : -1;
}

/* One loaded convoy per interval, and not before the trucks of the last are back, if the host lets it through and
 * there are soldiers to escort it (RULINGS 12, 32). */
void bases_convoy(struct state *state, int base, double t) {
    struct base_state *at = &state->bases[base];
    if (at->status != BASE_CLOSING || at->trucks <= 0 || t > at->deadline) return;
    uint64_t event = mandate_event(state->model->base_stream[base], at->convoys++);
    int way = bases_way_out(state, base, t);
    double u[2], next = state->live.closing.convoy_interval;
    mandate_uniforms(&state->draws, event, 1, u);
    if (u[SLOT_LEAVE] >= state->live.host.states.at[state->consent].ground_access)
        note(state, NOTE_CLOSING_REFUSED, -1, base, 0);
    else if (way >= 0 && u[SLOT_ESCORT] < state->tasking[convoys_payer(state, &state->live.routes.at[way])].unescorted)
        note(state, NOTE_CLOSING_WAITS, -1, base, 0);
    else next = greater(next, convoy_leaves(state, base, mandate_event(event, 1)));
    if (at->trucks > 0) policy_schedule(state, t + next, EVENT_CONVOY, base);
    bases_try_close(state, base, t);
}

int bases_refuge(const struct state *state, int base) {
    const int *order = state->model->nearest_hub + (size_t)base * state->model->n_base;
    for (size_t i = 0; i < state->model->n_base; i++)
        if (order[i] != base && state->bases[order[i]].status == BASE_OPEN) return order[i];
    return -1;
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

/* At the deadline who is left goes by road or by air, whatever is let through first; it is asked for once a day. */
static bool may_retreat(const struct state *state, int base, double t) {
    const struct base_state *at = &state->bases[base];
    uint64_t day = (uint64_t)((t - at->deadline) / 24 + 1e-9);
    uint64_t event = mandate_event(state->model->base_stream[base], FIRST_RETREAT + day);
    double road = state->live.host.states.at[state->consent].ground_access,
           air = aviation_lift(state, (size_t)state->model->mission->bases.at[base].region, t);
    return mandate_uniform(&state->draws, event, 0) < 1 - (1 - road) * (1 - air);
}

/* Done when the least time is over, the materiel has gone and nobody is left but the rear party. */
void bases_try_close(struct state *state, int base, double t) {
    const struct base_state *at = &state->bases[base];
    if (at->status != BASE_CLOSING || t < at->closes_after) return;
    bool done = at->trucks <= 0 && force_staying(state, base, t) < 0.5;
    if (!done && t < at->deadline) return;
    if (done || force_at(state, base, t) < 0.5 || may_retreat(state, base, t)) close_now(state, base, t);
    else policy_schedule(state, at->deadline + 24 * (floor((t - at->deadline) / 24 + 1e-9) + 1), EVENT_CLOSING, base);
}
