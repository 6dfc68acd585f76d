/* Coverage of the population (MODEL.md section 8, cov_pop; RULINGS 80): localities outside the capital
 * and inside the area of responsibility, from the alert, by the least expected time. A means counts as
 * permitted when its approval is at least as likely as not. */
#include "process/coverage.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "mandate/function.h"
#include "process/aviation.h"
#include "process/bases.h"
#include "process/permissions.h"

enum { MANY = 16384 }; /* configurations kept from one replication to the next */
static const double HORIZONS[4] = {1, 3, 6, 24};

struct entry {
    uint64_t key;
    double covered[4], unprotected;
    double *all, *road, *air; /* (n_locality) */
    double spent;             /* hours in a replication of an option, while they are added up */
};

struct coverage {
    struct entry *entries;
    size_t n, capacity;
    uint32_t *slots;
    size_t n_slot; /* hash table of indices + 1; a power of two */
    struct arena *arena;
};

static void table_resize(struct coverage *coverage, size_t n_slot) {
    coverage->slots = memory_resize(coverage->slots, sizeof(uint32_t) * n_slot);
    coverage->n_slot = n_slot;
    memset(coverage->slots, 0, sizeof(uint32_t) * n_slot);
    for (size_t e = 0; e < coverage->n; e++) {
        size_t at = (size_t)coverage->entries[e].key & (n_slot - 1);
        while (coverage->slots[at]) at = (at + 1) & (n_slot - 1);
        coverage->slots[at] = (uint32_t)e + 1;
    }
}

struct coverage *coverage_new(void) {
    struct coverage *coverage = memory_take(sizeof *coverage);
    memset(coverage, 0, sizeof *coverage);
    coverage->arena = arena_new();
    table_resize(coverage, 1024);
    return coverage;
}

void coverage_free(struct coverage *coverage) {
    if (!coverage) return;
    arena_free(coverage->arena);
    memory_free(coverage->entries);
    memory_free(coverage->slots);
    memory_free(coverage);
}

void coverage_reset(struct coverage *coverage) {
    arena_free(coverage->arena);
    coverage->arena = arena_new();
    coverage->n = 0;
    memset(coverage->slots, 0, sizeof(uint32_t) * coverage->n_slot);
}

void coverage_start(struct coverage *coverage) {
    if (coverage->n > MANY) coverage_reset(coverage);
}

static double mix(double day, double night, const struct mandate_calendar *calendar) {
    double share = (calendar->sunset - calendar->sunrise) / 24;
    return share * day + (1 - share) * night;
}

/* Hours per km by road in a region now, mean over day and night. */
static double road_pace(const struct state *state, size_t region) {
    const struct mandate_response *response = &state->model->mission->response;
    double season =
        state->model->mission->regions.at[region].ground_speed_season[state->model->months[state->month].number];
    double by_day = state->model->travel_mean * response->detour / (response->ground_speed * season);
    return mix(by_day, by_day / response->night_speed_factor, &state->model->mission->calendar);
}

/* Approval and notice, mean over day and night; a crew that does not fly by night waits half the night. */
static double air_delay(const struct state *state, const struct responder *responder) {
    const struct mandate_calendar *calendar = &state->model->mission->calendar;
    double dark = 24 - (calendar->sunset - calendar->sunrise);
    double by_night = responder->night ? responder->notice_night : responder->notice_day + dark / 2;
    return state->model->flight_delay_mean[state->consent] * state->live.permissions.delay_factor +
           mix(responder->notice_day, by_night, calendar);
}

static uint64_t mixed(uint64_t key, uint64_t value) {
    key = (key ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    return key ^ key >> 29;
}

/* What the coverage depends on, mixed into one number. */
static uint64_t configuration(const struct state *state) {
    const struct mandate_response *response = &state->live.response;
    bool grounded = state->now < state->flights_suspended_until;
    uint64_t key = mixed(state->month, state->consent);
    for (size_t b = 0; b < state->model->n_base; b++) key = mixed(key, state->tasking[b].teams > 0);
    for (size_t i = 0; i < state->n_responder; i++)
        key = mixed(key, (uint64_t)state->wings[state->responders[i].wing].fleet << 32 |
                             (uint64_t)state->responders[i].base);
    for (size_t role = 0; role < MANDATE_ROLES; role++) key = mixed(key, (uint64_t)(state->approve[role] * 1e9));
    key = mixed(key, (uint64_t)(response->ground + 2 * response->heliborne + 4 * response->overflight) + 8u * grounded);
    return mixed(key, (uint64_t)(state->live.host.states.at[state->consent].ground_access * 1e9));
}

/* By road: the nearest base with a team. */
static void reach_by_road(const struct state *state, struct entry *entry) {
    const struct mandate_response *response = &state->live.response;
    const struct model *model = state->model;
    if (response->ground == 0 || state->live.host.states.at[state->consent].ground_access < 0.5) return;
    for (size_t j = 0; j < model->n_locality; j++) {
        const struct approach *row = model->approaches + j * model->n_base;
        size_t i = 0;
        while (i < model->n_base && state->tasking[row[i].base].teams == 0) i++;
        if (i == model->n_base || row[i].distance > response->ground_range) continue;
        double hours =
            model->mobilise_mean + row[i].distance * road_pace(state, (size_t)model->mission->localities.at[j].region);
        entry->road[j] = lesser(entry->road[j], hours);
    }
}

static void reach_by_air(const struct state *state, struct entry *entry) {
    const struct model *model = state->model;
    if (state->now < state->flights_suspended_until) return;
    for (size_t i = 0; i < state->n_responder; i++) {
        const struct responder *responder = &state->responders[i];
        double delay = air_delay(state, responder), refuel = state->live.air.refuel;
        for (size_t j = 0; j < model->n_locality; j++) {
            double d = model->distance[j * model->n_base + (size_t)responder->base];
            if (d > 2 * responder->radius ||
                permissions_approve(state, responder->role, (size_t)model->mission->localities.at[j].region) < 0.5)
                continue;
            entry->air[j] = lesser(entry->air[j], delay + d / responder->cruise + (d > responder->radius ? refuel : 0));
        }
    }
}

static bool counts(const struct state *state, size_t locality) {
    const struct mandate_region *region =
        &state->model->mission->regions.at[state->model->mission->localities.at[locality].region];
    return region->capital == 0 && region->outside == 0;
}

static void fill(struct state *state, struct entry *entry) {
    struct coverage *coverage = state->shared->coverage;
    double limit = state->live.response.limit, people = 0, covered[4] = {0, 0, 0, 0};
    size_t n = state->model->n_locality;
    entry->all = ARENA_ARRAY(coverage->arena, double, n);
    entry->road = ARENA_ARRAY(coverage->arena, double, n);
    entry->air = ARENA_ARRAY(coverage->arena, double, n);
    for (size_t j = 0; j < n; j++) entry->road[j] = entry->air[j] = limit;
    reach_by_road(state, entry);
    reach_by_air(state, entry);
    for (size_t j = 0; j < n; j++) {
        entry->all[j] = lesser(entry->road[j], entry->air[j]);
        if (!counts(state, j)) continue;
        double population = state->model->mission->localities.at[j].population;
        people += population;
        for (size_t h = 0; h < 4; h++) covered[h] += entry->all[j] <= HORIZONS[h] ? population : 0;
    }
    for (size_t h = 0; h < 4; h++) entry->covered[h] = people > 0 ? covered[h] / people : 0;
    entry->unprotected = people - covered[2];
}

/* The entry of a key, made and filled when it is new. */
static size_t entry_of(struct state *state, uint64_t key) {
    struct coverage *coverage = state->shared->coverage;
    if (2 * coverage->n >= coverage->n_slot) table_resize(coverage, 2 * coverage->n_slot);
    size_t at = (size_t)key & (coverage->n_slot - 1);
    for (; coverage->slots[at]; at = (at + 1) & (coverage->n_slot - 1))
        if (coverage->entries[coverage->slots[at] - 1].key == key) return coverage->slots[at] - 1;
    coverage->entries = memory_grow(coverage->entries, sizeof *coverage->entries, coverage->n, &coverage->capacity);
    struct entry *entry = &coverage->entries[coverage->n];
    memset(entry, 0, sizeof *entry);
    entry->key = key;
    fill(state, entry);
    coverage->slots[at] = (uint32_t)coverage->n + 1;
    return coverage->n++;
}

/* The hours under it begin at zero. */
static void spend_on(struct state *state, size_t entry) {
    if (state->n_spent > 0 && state->spent[state->n_spent - 1].entry == entry) return;
    state->spent = memory_grow(state->spent, sizeof *state->spent, state->n_spent, &state->spent_capacity);
    state->spent[state->n_spent++] = (struct spent){(uint32_t)entry, 0};
}

void coverage_update(struct state *state) {
    size_t present = entry_of(state, configuration(state));
    const struct entry *entry = &state->shared->coverage->entries[present];
    memcpy(state->flows.covered, entry->covered, sizeof entry->covered);
    state->flows.unprotected = entry->unprotected;
    spend_on(state, present);
}

void coverage_spend(struct state *state, double hours) {
    if (state->n_spent > 0) state->spent[state->n_spent - 1].hours += hours;
}

static void add_places(const struct entry *entry, size_t n, double weight, double *restrict places) {
    for (size_t j = 0; j < n; j++) places[j] += weight * entry->all[j];
    for (size_t j = 0; j < n; j++) places[n + j] += weight * entry->road[j];
    for (size_t j = 0; j < n; j++) places[2 * n + j] += weight * entry->air[j];
    for (size_t j = 0; j < n; j++) places[3 * n + j] += entry->all[j] <= HORIZONS[2] ? weight : 0;
}

/* The hours under each entry are added up first: few entries recur. */
void coverage_places(const struct state *state, double *places) {
    struct entry *entries = state->shared->coverage->entries;
    for (size_t i = 0; i < state->n_spent; i++) entries[state->spent[i].entry].spent += state->spent[i].hours;
    for (size_t i = 0; i < state->n_spent; i++) {
        struct entry *entry = &entries[state->spent[i].entry];
        if (entry->spent > 0) add_places(entry, state->model->n_locality, entry->spent / state->model->horizon, places);
        entry->spent = 0;
    }
}

void coverage_places_now(const struct state *state, double *places) {
    const struct entry *entries = state->shared->coverage->entries;
    add_places(&entries[state->spent[state->n_spent - 1].entry], state->model->n_locality, 1, places);
}

double coverage_of_free(const struct state *state, const double *none_free) {
    const struct model *model = state->model;
    double people = 0, served = 0;
    for (size_t j = 0; j < model->n_locality; j++) {
        const struct approach *row = model->approaches + j * model->n_base;
        double population = model->mission->localities.at[j].population, none = 1;
        double pace = road_pace(state, (size_t)model->mission->localities.at[j].region);
        if (!counts(state, j)) continue;
        for (size_t i = 0; i < model->n_base && row[i].distance <= model->mission->response.ground_range; i++)
            if (model->mobilise_mean + row[i].distance * pace <= HORIZONS[2]) none *= none_free[row[i].base];
        people += population;
        served += population * (1 - none);
    }
    return people > 0 ? served / people : 0;
}
