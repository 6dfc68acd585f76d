/* P09c: warning and detection (MODEL.md P09c; RULINGS 44, 45). */
#include "process/detection.h"

#include <string.h>

#include "base/number.h"
#include "mandate/function.h"
#include "process/aviation.h"
#include "process/force.h"

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

static void list_lookouts(struct state *state) {
    state->n_lookout = 0;
    for (size_t b = 0; b < state->model->n_base; b++)
        if (state->tasking[b].has.eyes > 0 && state->tasking[b].staffed)
            state->lookouts[state->n_lookout++] = (uint32_t)b;
}

/* The same with what units see around their bases. */
static double watched(const struct state *state, size_t region) {
    const double *kernel = state->model->kernel + region * state->model->n_base;
    double seen = state->watched[region];
    for (size_t i = 0; i < state->n_lookout; i++)
        seen += kernel[state->lookouts[i]] * state->tasking[state->lookouts[i]].has.eyes;
    return lesser(1, seen);
}

static double patrolled(const struct state *state, size_t region) {
    return 1 -
           mandate_exp(-state->live.response.patrol_share * state->patrol[region] / state->live.detection.patrol_scale);
}

/* Log-odds of fast detection without the intercept a0. */
static double score(const struct state *state, size_t region) {
    const struct mandate_detection *d = &state->live.detection;
    double without = d->telecom * state->live.regions.at[region].telecom + d->isr * watched(state, region) +
                     d->intel * state->intelligence + d->patrol * patrolled(state, region);
    return without + d->hostility * state->hostility_seen[region];
}

void detection_update(struct state *state, bool aircraft) {
    if (aircraft) watch_from_air(state);
    state->intelligence = intelligence(state);
    list_lookouts(state);
    detection_follow(state);
}

void detection_follow(struct state *state) {
    memset(state->fast_known, 0, sizeof *state->fast_known * state->model->n_region);
    memcpy(state->hostility_seen, state->hostility, sizeof *state->hostility * state->model->n_region);
    state->dirty_hostility = false;
}

/* p_f of a region: few regions see an attack before anything changes again. */
static double fast_probability(struct state *state, size_t region) {
    if (!state->fast_known[region]) state->fast[region] = logistic(state->model->fast_intercept + score(state, region));
    state->fast_known[region] = true;
    return state->fast[region];
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
    for (size_t r = 0; r < state->model->n_region; r++) scores[r] = score(state, r);
    if (p <= 0 || p >= 1) return p <= 0 ? -1e9 : 1e9;
    for (int i = 0; i < 100; i++) {
        double middle = (low + high) / 2;
        if (mean_fast(state, scores, middle) < p) low = middle;
        else high = middle;
    }
    return (low + high) / 2;
}

double detection_delay(struct state *state, const struct incident *incident, bool *fast) {
    *fast = !incident->warned && incident->u_fast < fast_probability(state, (size_t)incident->region);
    if (incident->warned) return -incident->lead;
    return *fast ? incident->fast : incident->slow;
}
