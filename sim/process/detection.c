/* P09c: warning and detection (MODEL.md P09c; RULINGS 44, 45). */
#include "process/detection.h"

#include <string.h>

#include "base/number.h"
#include "mandate/function.h"
#include "process/aviation.h"
#include "process/force.h"

/* Log-odds of fast detection without the intercept a0 and hostility. */
static double score(const struct state *state, size_t region, double isr, double intel, double patrol) {
    const struct mandate_detection *d = &state->live.detection;
    return d->telecom * state->live.regions.at[region].telecom + d->isr * isr + d->intel * intel + d->patrol * patrol;
}

static double logistic(double x) { return 1 / (1 + mandate_exp(-x)); }

/* Sum of what units and enablers give, by strength present. */
static double intelligence(const struct state *state) {
    double sum = 0;
    for (size_t i = 0; i < state->n_intel; i++) {
        const struct part *part = &state->parts[state->intel[i]];
        const struct mandate_unit *unit = &state->model->mission->units.at[part->unit];
        double whole = unit->planned != 0 ? state->units[part->unit].authorised : unit->strength;
        if (whole > 0) sum += unit->intel * lesser(1, force_level(part, state->now) / whole);
    }
    for (size_t e = 0; e < state->model->n_enabler; e++)
        sum += state->live.enablers.at[e].level * state->live.enablers.at[e].intel;
    return lesser(1, sum);
}

/* What units see around their bases, aircraft apart. */
static void look_around(const struct state *state, double *seen) {
    for (size_t b = 0; b < state->model->n_base; b++) {
        double eyes = state->tasking[b].has.eyes;
        if (eyes <= 0 || !state->tasking[b].staffed) continue;
        const double *kernel = state->model->kernel_of_base + b * state->model->n_region;
        for (size_t r = 0; r < state->model->n_region; r++) seen[r] += kernel[r] * eyes;
    }
}

/* isr_r = 1 - exp(-hours / h0), enablers added (RULINGS 45). */
static void watch_from_air(struct state *state) {
    size_t n = state->model->n_region;
    double *isr = state->watched, outside = 0;
    for (size_t e = 0; e < state->model->n_enabler; e++)
        outside += state->live.enablers.at[e].level * state->live.enablers.at[e].isr;
    aviation_isr_hours(state, isr);
    for (size_t r = 0; r < n; r++) isr[r] = -isr[r] / state->live.detection.isr_hours;
    mandate_exp_many(isr, isr, n);
    for (size_t r = 0; r < n; r++) isr[r] = 1 - isr[r] + outside;
}

static void watch_from_patrols(struct state *state) {
    size_t n = state->model->n_region;
    double *patrol = state->patrolled;
    for (size_t r = 0; r < n; r++)
        patrol[r] = -state->live.response.patrol_share * state->patrol[r] / state->live.detection.patrol_scale;
    mandate_exp_many(patrol, patrol, n);
    for (size_t r = 0; r < n; r++) patrol[r] = 1 - patrol[r];
}

void detection_update(struct state *state, bool aircraft, bool patrols) {
    size_t n = state->model->n_region;
    double intel = intelligence(state), *isr = state->scratch;
    if (aircraft) watch_from_air(state);
    if (patrols) watch_from_patrols(state);
    memcpy(isr, state->watched, sizeof(double) * n);
    look_around(state, isr);
    for (size_t r = 0; r < n; r++) state->odds[r] = score(state, r, lesser(1, isr[r]), intel, state->patrolled[r]);
    detection_follow(state);
}

void detection_follow(struct state *state) {
    size_t n = state->model->n_region;
    double weight = state->live.detection.hostility;
    for (size_t r = 0; r < n; r++)
        state->fast[r] = -(state->model->fast_intercept + (state->odds[r] + weight * state->hostility[r]));
    state->dirty_hostility = false;
    mandate_exp_many(state->fast, state->fast, n);
    for (size_t r = 0; r < n; r++) state->fast[r] = 1 / (1 + state->fast[r]);
}

static double mean_fast(const struct state *state, const double *scores, double intercept) {
    double sum = 0, all = 0;
    for (size_t r = 0; r < state->model->n_region; r++)
        for (size_t a = 0; a < state->model->n_actor; a++) {
            double rate = state->model->reference_rate[r * state->model->n_actor + a];
            sum += rate * logistic(intercept + scores[r]);
            all += rate;
        }
    return all > 0 ? sum / all : logistic(intercept);
}

double detection_intercept(const struct state *state) {
    double p = state->model->mission->detection.fast_probability, low = -50, high = 50;
    double *scores = state->region_places; /* free before the run begins */
    for (size_t r = 0; r < state->model->n_region; r++)
        scores[r] = state->odds[r] + state->live.detection.hostility * state->hostility[r];
    if (p <= 0 || p >= 1) return p <= 0 ? -1e9 : 1e9;
    for (int i = 0; i < 100; i++) {
        double middle = (low + high) / 2;
        if (mean_fast(state, scores, middle) < p) low = middle;
        else high = middle;
    }
    return (low + high) / 2;
}

double detection_delay(const struct state *state, const struct incident *incident, bool *fast) {
    *fast = !incident->warned && incident->u_fast < state->fast[incident->region];
    if (incident->warned) return -incident->lead;
    return *fast ? incident->fast : incident->slow;
}
