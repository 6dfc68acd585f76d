/* The state of a replication: one set of arrays for all replications of a worker. */
#include "process/state.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/check.h"
#include "process/coverage.h"

/* Collections whose members an option may change. */
#define LIVE_COLLECTIONS(X) X(sectors) X(regions) X(bases) X(units) X(fleets) X(routes) X(enablers) X(host.states)

static void *array_new(size_t item, size_t n) {
    void *array = memory_take(item * (n + 1));
    memset(array, 0, item * (n + 1));
    return array;
}

#define ARRAY(type, n) array_new(sizeof(type), (n))

struct state *state_new(const struct model *model) {
    struct state *state = ARRAY(struct state, 1);
    const struct mandate_mission *mission = model->mission;
    size_t cells = model->n_region * model->n_actor;
    state->live = *mission;
#define TAKE(collection) state->live.collection.at = array_new(sizeof *mission->collection.at, mission->collection.n);
    LIVE_COLLECTIONS(TAKE)
#undef TAKE
    state->units = ARRAY(struct unit_state, model->n_unit);
    state->bases = ARRAY(struct base_state, model->n_base);
    state->fleets = ARRAY(struct fleet_state, model->n_fleet);
    state->tasking = ARRAY(struct tasking, model->n_base);
    state->teams = ARRAY(struct teams, model->n_base);
    state->escorts = ARRAY(double, model->n_base);
    state->route_runs = ARRAY(bool, model->n_route);
    state->scratch = ARRAY(double, model->n_sector * MANDATE_ROLES + model->n_region);
    state->tob_until = ARRAY(double, model->n_locality);
    state->tob_return = ARRAY(double, model->n_locality);
    state->presence = ARRAY(double, model->n_region);
    state->patrol = ARRAY(double, model->n_region);
    state->ask = ARRAY(double, model->n_region);
    state->approve_at = ARRAY(double, MANDATE_ROLES * model->n_region);
    state->sector_ask = ARRAY(double, model->n_sector);
    state->sector_means = ARRAY(double, model->n_sector * MANDATE_ROLES);
    state->fast = ARRAY(double, model->n_region);
    state->deter = ARRAY(double, cells);
    state->level = ARRAY(double, cells);
    state->reach = ARRAY(double, cells);
    state->closings = ARRAY(double, model->n_region);
    state->abandoned = ARRAY(double, model->n_region);
    state->uncovered = ARRAY(double, model->n_locality);
    state->n_week = (size_t)(model->horizon / 168) + 1;
    size_t weeks = state->n_week * model->n_sector * MANDATE_ROLES;
    state->routine = ARRAY(struct routine_week, weeks);
    state->mood = ARRAY(double, state->n_week * model->n_sector);
    state->week_events = ARRAY(uint64_t, weeks);
    state->week_uniforms = ARRAY(double, 2 * weeks);
    state->base_places = ARRAY(double, model->n_base * 4);
    state->base_now = ARRAY(double, model->n_base * 4);
    state->region_places = ARRAY(double, model->n_region);
    state->place_row = ARRAY(double, model->layout->n_place_value);
    state->coverage = coverage_new(model);
    state->model = model;
    return state;
}

void state_free(struct state *state) {
    if (!state) return;
#define GIVE(collection) memory_free(state->live.collection.at);
    LIVE_COLLECTIONS(GIVE)
#undef GIVE
    void *arrays[] = {state->units,     state->bases,      state->fleets,    state->tasking,     state->teams,      state->tob_until,
                      state->tob_return, state->presence,  state->patrol,    state->ask,         state->fast,       state->deter,
                      state->level,     state->closings,   state->abandoned, state->uncovered,   state->routine,    state->base_places,
                      state->region_places, state->place_row, state->events, state->pending,     state->value_ramps, state->triggers,
                      state->parts,     state->ramps,      state->wings,     state->children,    state->decisions,  state->responses,
                      state->sorted,    state->escorts,    state->base_now,  state->rejected,
                      state->sector_ask, state->sector_means, state->scratch, state->reach,
                      state->mood,      state->week_events, state->week_uniforms, state->route_runs, state->responders, state->approve_at};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) memory_free(arrays[i]);
    coverage_free(state->coverage);
    memory_free(state);
}

static void live_reset(struct state *state, const struct mandate_mission *mission) {
    struct mandate_mission live = *mission;
#define RESET(collection)                                                                                        \
    memcpy(state->live.collection.at, mission->collection.at, sizeof *mission->collection.at * mission->collection.n); \
    live.collection = state->live.collection;
    LIVE_COLLECTIONS(RESET)
#undef RESET
    state->live = live;
}

double *state_live(struct state *state, const double *original) {
    const char *at = (const char *)original;
    const struct mandate_mission *mission = state->model->mission;
    if (at >= (const char *)mission && at < (const char *)(mission + 1)) return (double *)((char *)&state->live + (at - (const char *)mission));
#define FIND(collection)                                                                            \
    if (at >= (const char *)mission->collection.at && at < (const char *)(mission->collection.at + mission->collection.n)) \
        return (double *)((char *)state->live.collection.at + (at - (const char *)mission->collection.at));
    LIVE_COLLECTIONS(FIND)
#undef FIND
    CHECK(!"a change reaches a value outside the live mission");
    return NULL;
}

void state_reset(struct state *state, const struct model *model, struct pool *pool, size_t variant) {
    state->model = model;
    state->pool = pool;
    state->draws = pool->draws;
    state->variant_index = variant;
    state->variant = &model->scenario->variants[variant];
    live_reset(state, model->mission);
    state->now = state->tally_time = 0;
    state->failure = MANDATE_FAILURE_OK;
    state->n_event = state->n_pending = state->n_value_ramp = state->n_trigger = state->n_part = state->n_ramp = state->n_wing = 0;
    state->n_child = state->n_decision = state->n_response = state->n_rejected = 0;
    state->event_order = 0;
    state->staffed = 0;
    state->flights_suspended_until = state->rotations_suspended_until = state->closings_time = state->consent_since = 0;
    state->persons = state->slope = 0;
    state->refresh_at = INFINITY;
    state->month = state->quarter = state->cursor = 0;
    state->dirty_tasking = state->dirty_threat = state->dirty_permissions = state->dirty_air = state->dirty_all_bases = true;
    memset(&state->flows, 0, sizeof state->flows);
    memset(&state->tally, 0, sizeof state->tally);
    memset(state->bases, 0, sizeof *state->bases * model->n_base);
    memset(state->fleets, 0, sizeof *state->fleets * model->n_fleet);
    memset(state->closings, 0, sizeof(double) * model->n_region);
    memset(state->abandoned, 0, sizeof(double) * model->n_region);
    memset(state->base_places, 0, sizeof(double) * model->n_base * 4);
    memset(state->region_places, 0, sizeof(double) * model->n_region);
    memset(state->place_row, 0, sizeof(double) * model->layout->n_place_value);
    coverage_start(state->coverage);
    for (size_t b = 0; b < model->n_base; b++) state->teams[b].n_busy = state->teams[b].n_tob = 0;
    for (size_t j = 0; j < model->n_locality; j++) state->tob_until[j] = state->tob_return[j] = -1;
}

static bool event_before(const struct policy_event *a, const struct policy_event *b) {
    return a->time < b->time || (a->time == b->time && a->order < b->order);
}

void policy_schedule(struct state *state, double time, enum event_kind kind, int index) {
    if (!(time < state->model->horizon)) return;
    state->events = memory_grow(state->events, sizeof *state->events, state->n_event, &state->event_capacity);
    struct policy_event event = {time, state->event_order++, kind, index};
    size_t i = state->n_event++;
    for (; i > 0 && event_before(&event, &state->events[(i - 1) / 2]); i = (i - 1) / 2) state->events[i] = state->events[(i - 1) / 2];
    state->events[i] = event;
}

double policy_next(const struct state *state) { return state->n_event ? state->events[0].time : INFINITY; }

struct policy_event policy_take(struct state *state) {
    struct policy_event first = state->events[0], last = state->events[--state->n_event];
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < state->n_event; i = child) {
        if (child + 1 < state->n_event && event_before(&state->events[child + 1], &state->events[child])) child++;
        if (!event_before(&state->events[child], &last)) break;
        state->events[i] = state->events[child];
    }
    if (state->n_event) state->events[i] = last;
    return first;
}
