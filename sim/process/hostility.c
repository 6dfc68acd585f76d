/* P13: hostility and legitimacy (MODEL.md P13; RULINGS 39).
 *
 *   weekly  H <- H + w [ k_d (dis - dis_0)(1 - H) - k_q (q - q_0) - k_0 (H - H_eq) ],  cut to [0, 1]
 *   at once H <- H + failure, by an attack near a base that is never reached;  + closure x kernel, by a closed base
 *
 * q is the spending on projects in millions a year; disinformation and projects count as differences to the start,
 * because H_eq, the level of the region, holds under those of the start. Without inputs H - H_eq falls by 1 - k_0 w a
 * week. Success and lasting abandonment have no inputs and are left out. */
#include "process/hostility.h"

#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "process/bases.h"

#define WEEK 168.0 /* [h] */

static double cut(double hostility) { return lesser(1, greater(0, hostility)); }

/* Adds what has passed since the last change to the integral of a region. */
static void carry(struct state *state, size_t region, double t) {
    double hours = t - state->hostility_since[region];
    if (hours <= 0) return;
    state->hostility_sum[region] += hours * state->hostility[region];
    state->hostility_since[region] = t;
}

static void put(struct state *state, size_t region, double hostility, double t) {
    if (hostility == state->hostility[region]) return;
    carry(state, region, t);
    state->hostility[region] = hostility;
    state->dirty_hostility = true;
}

void hostility_closure(struct state *state, int base, double t) {
    double jump = state->live.hostility.closure;
    const double *kernel = state->model->kernel_of_base + (size_t)base * state->model->n_region;
    for (size_t r = 0; r < state->model->n_region && jump > 0; r++)
        put(state, r, cut(state->hostility[r] + jump * kernel[r]), t);
}

static bool near_a_base(const struct state *state, int locality) {
    const struct approach *row = state->model->approaches + (size_t)locality * state->model->n_base;
    for (size_t i = 0; i < state->model->n_base && row[i].distance <= state->live.hostility.failure_distance; i++)
        if (base_is_open(&state->bases[row[i].base])) return true;
    return false;
}

void hostility_failure(struct state *state, const struct response *response) {
    const struct incident *incident = &state->pool->at[response->incident];
    if (!near_a_base(state, response->locality)) return;
    state->failures = memory_grow(state->failures, sizeof(double), state->n_failure, &state->failures_capacity);
    state->failures[state->n_failure++] = state->now;
    note(state, NOTE_FAILURE, -1, incident->region, incident->deaths);
    size_t region = (size_t)incident->region;
    put(state, region, cut(state->hostility[region] + state->live.hostility.failure), state->now);
}

double hostility_projects(const struct state *state, size_t region) {
    double more = state->live.regions.at[region].projects - state->model->mission->regions.at[region].projects;
    return more * (8766 / 1e6);
}

void hostility_week(struct state *state, double t) {
    const struct mandate_hostility *rules = &state->live.hostility;
    const struct mandate_mission *start = state->model->mission;
    double told = rules->disinformation_effect * (state->live.host.disinformation - start->host.disinformation);
    for (size_t r = 0; r < state->model->n_region; r++) {
        const struct mandate_region *region = &state->live.regions.at[r];
        double h = state->hostility[r], off = h - region->hostility, bought = 0;
        if (region->projects != start->regions.at[r].projects)
            bought = rules->project_effect * hostility_projects(state, r);
        if (off == 0 && told == 0 && bought == 0) continue;
        put(state, r, cut(h + WEEK * (told * (1 - h) - bought - rules->relaxation * off)), t);
    }
}

static double mean_over_people(const struct state *state, const double *values) {
    double sum = 0;
    for (size_t r = 0; r < state->model->n_region; r++) sum += state->model->people_share[r] * values[r];
    return sum;
}

double hostility_now(const struct state *state) { return mean_over_people(state, state->hostility); }

const double *hostility_places(struct state *state, double t) {
    for (size_t r = 0; r < state->model->n_region; r++) carry(state, r, t);
    return state->hostility_sum;
}

double hostility_mean(struct state *state, double t) { return mean_over_people(state, hostility_places(state, t)) / t; }
