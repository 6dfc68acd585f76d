/* The state of a replication: one set of arrays for all replications of a worker. */
#include "process/state.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/heap.h"
#include "process/coverage.h"

/* Collections whose members an option may change. */
#define LIVE_COLLECTIONS(X) \
    X(sectors) X(regions) X(bases) X(units) X(fleets) X(routes) X(enablers) X(host.states) X(tracks)

static void *array_new(size_t item, size_t n) {
    void *array = memory_take(item * (n + 1));
    memset(array, 0, item * (n + 1));
    return array;
}

/* X(member, length) */
#define SHARED_ARRAYS(X)                       \
    X(mood_events, moods)                      \
    X(mood_uniforms, 2 * moods)                \
    X(mood, moods)                             \
    X(routine, shared->n_week)                 \
    X(routine_inputs, shared->n_week *cells)   \
    X(routine_draws, shared->n_week *cells)    \
    X(routine_now, cells)                      \
    X(routine_cells, cells)                    \
    X(week_events, cells)                      \
    X(week_uniforms, 3 * cells)                \
    X(count_events, counts)                    \
    X(week_counts, 2 * counts)                 \
    X(zones, model->n_region * shared->n_week) \
    X(weather, model->n_region * shared->n_weather_day)

struct shared *shared_new(const struct model *model) {
    struct shared *shared = array_new(sizeof *shared, 0);
    shared->n_week = (size_t)ceil(model->horizon / 168);
    shared->n_weather_day = model->n_day + 8;
    size_t cells = model->n_sector * MANDATE_ROLES, moods = shared->n_week * model->n_sector,
           counts = shared->n_week * (model->n_route + model->n_base);
    shared->pool = pool_new(model);
    shared->coverage = coverage_new();
#define TAKE_SHARED(member, length) shared->member = array_new(sizeof *shared->member, (length));
    SHARED_ARRAYS(TAKE_SHARED)
#undef TAKE_SHARED
    return shared;
}

void shared_free(struct shared *shared) {
    if (!shared) return;
    pool_free(shared->pool);
    coverage_free(shared->coverage);
#define GIVE_SHARED(member, length) memory_free(shared->member);
    SHARED_ARRAYS(GIVE_SHARED)
#undef GIVE_SHARED
    memory_free(shared);
}

struct state *state_new(const struct model *m, struct shared *shared) {
    struct state *state = array_new(sizeof *state, 0);
    state->shared = shared;
    state->live = *m->mission;
#define TAKE_LIVE(collection) \
    state->live.collection.at = array_new(sizeof *m->mission->collection.at, m->mission->collection.n);
    LIVE_COLLECTIONS(TAKE_LIVE)
#undef TAKE_LIVE
#define TAKE_ARRAY(type, member, length, about) state->member = array_new(sizeof(type), (length));
    STATE_ARRAYS(TAKE_ARRAY)
#undef TAKE_ARRAY
    state->model = m;
    return state;
}

void state_free(struct state *state) {
    if (!state) return;
#define GIVE_LIVE(collection) memory_free(state->live.collection.at);
    LIVE_COLLECTIONS(GIVE_LIVE)
#undef GIVE_LIVE
#define GIVE(type, member, length, about) memory_free(state->member);
    STATE_ARRAYS(GIVE)
    STATE_LISTS(GIVE)
#undef GIVE
    memory_free(state);
}

static void live_reset(struct state *state, const struct mandate_mission *mission) {
    struct mandate_mission live = *mission;
#define RESET(collection)                                                                                              \
    memcpy(state->live.collection.at, mission->collection.at, sizeof *mission->collection.at * mission->collection.n); \
    live.collection = state->live.collection;
    LIVE_COLLECTIONS(RESET)
#undef RESET
    state->live = live;
}

/* The member of `to` that lies where `at` lies in `from`; NULL = not a live value. */
static double *live_twin(const struct mandate_mission *from, struct mandate_mission *to, const double *value) {
    const char *at = (const char *)value;
    if (at >= (const char *)from && at < (const char *)(from + 1))
        return (double *)(void *)((char *)to + (at - (const char *)from));
#define FIND(collection)                                                                                          \
    if (at >= (const char *)from->collection.at && at < (const char *)(from->collection.at + from->collection.n)) \
        return (double *)(void *)((char *)to->collection.at + (at - (const char *)from->collection.at));
    LIVE_COLLECTIONS(FIND)
#undef FIND
    return NULL;
}

double *state_live(struct state *state, const double *original) {
    double *value = live_twin(state->model->mission, &state->live, original);
    CHECK(value != NULL);
    return value;
}

void state_reset(struct state *state, const struct model *m, size_t variant) {
    struct state empty = {.model = m, .shared = state->shared, .live = state->live, .keep_log = state->keep_log};
    empty.series = state->series;
    empty.breakdown = state->breakdown;
    empty.places = state->places;
#define KEEP_ARRAY(type, member, length, about) \
    empty.member = state->member;               \
    memset(state->member, 0, sizeof(type) * (length));
#define KEEP_LIST(type, member, count, about) \
    empty.member = state->member, empty.member##_capacity = state->member##_capacity;
    STATE_ARRAYS(KEEP_ARRAY)
    STATE_LISTS(KEEP_LIST)
#undef KEEP_ARRAY
#undef KEEP_LIST
    *state = empty;
    live_reset(state, m->mission);
    state->pool = state->shared->pool;
    state->draws = state->pool->draws;
    state->variant_index = variant;
    state->variant = &m->scenario->variants[variant];
    state->refresh_at = state->next_look = INFINITY;
    state->looked = -24;
    state->past_step = -1;
    state->vacuum_time = -1;
    state->accountability = 1;
    state->tally.consent_lost = INFINITY;
    for (size_t r = 0; r < m->n_region; r++) {
        state->unrest[r] = state->fighting[r] = state->strikes[r] = 1;
        state->hostility[r] = m->mission->regions.at[r].hostility;
    }
    state->dirty_tasking = state->dirty_threat = state->dirty_permissions = state->dirty_air = state->dirty_all_bases =
        state->dirty_live = true;
    for (size_t j = 0; j < m->n_locality; j++) state->tob_from[j] = state->tob_until[j] = state->tob_return[j] = -1;
}

/* The first `kept` of n items are there already. */
static void *list_copy(void *to, size_t *capacity, const void *from, size_t item, size_t kept, size_t n) {
    if (*capacity < n) {
        *capacity = 2 * n;
        to = memory_resize(to, item * *capacity);
    }
    if (n > kept) memcpy((char *)to + item * kept, (const char *)from + item * kept, item * (n - kept));
    return to;
}

static void results_copy(struct state *to, const struct state *from) {
    const struct mandate_layout *layout = from->model->layout;
    size_t cells = layout->n_quarter * (layout->n_region + layout->n_actor) * MANDATE_BREAKDOWNS;
    memcpy(to->series, from->series, sizeof(double) * layout->n_date * MANDATE_SERIES);
    memcpy(to->breakdown, from->breakdown, sizeof(double) * cells);
}

void state_copy(struct state *to, const struct state *from) {
    struct state copy = *from;
    const struct model *m = from->model;
    size_t settled = to->copied_stamp == from->shared->stamp ? to->copied : 0;
    copy.copied_stamp = from->shared->stamp;
    copy.copied = from->counts.n;
    copy.series = to->series;
    copy.breakdown = to->breakdown;
    copy.places = to->places;
    copy.live = from->live;
#define COPY_LIVE(collection)                                           \
    memcpy(to->live.collection.at, from->live.collection.at,            \
           sizeof *from->live.collection.at * from->live.collection.n); \
    copy.live.collection.at = to->live.collection.at;
    LIVE_COLLECTIONS(COPY_LIVE)
#undef COPY_LIVE
#define COPY_ARRAY(type, member, length, about)                \
    memcpy(to->member, from->member, sizeof(type) * (length)); \
    copy.member = to->member;
    STATE_ARRAYS(COPY_ARRAY)
#undef COPY_ARRAY
#define COPY_LIST(type, member, count, about)                                                          \
    copy.member = list_copy(to->member, &to->member##_capacity, from->member, sizeof(type),            \
                            (const void *)from->member == from->responses ? settled : 0, from->count); \
    copy.member##_capacity = to->member##_capacity;
    STATE_LISTS(COPY_LIST)
#undef COPY_LIST
    *to = copy;
    for (size_t i = 0; i < to->n_value_ramp; i++)
        to->value_ramps[i].value = live_twin(&from->live, &to->live, from->value_ramps[i].value);
    results_copy(to, from);
}

static bool event_before(const struct scheduled *a, const struct scheduled *b) {
    return a->time < b->time || (a->time == b->time && a->order < b->order);
}

#define EVENT_BEFORE(a, b) event_before(&(a), &(b))

void policy_schedule(struct state *state, double time, enum event_kind kind, int index) {
    bool looks = kind == EVENT_DATE || kind == EVENT_PLACES; /* windows are half open, but the end can be looked at */
    if (looks ? time > state->model->horizon : !(time < state->model->horizon)) return;
    state->events = memory_grow(state->events, sizeof *state->events, state->n_event, &state->events_capacity);
    uint64_t rank = kind == EVENT_CHANGE ? (uint64_t)state->pending[index].rank : 0;
    const struct scheduled event = {time, (uint64_t)kind << 56 | rank << 32 | (uint32_t)index};
    HEAP_PUSH(state->events, state->n_event, event, EVENT_BEFORE);
}

double policy_next(const struct state *state) { return state->n_event ? state->events[0].time : INFINITY; }

struct policy_event policy_take(struct state *state) {
    struct scheduled first = state->events[0], last;
    HEAP_DROP(state->events, state->n_event, last, EVENT_BEFORE);
    return (struct policy_event){first.time, (enum event_kind)(first.order >> 56), (int)(uint32_t)first.order};
}
