/* Predictive samples, their scores, plain forecasts. */
#include "analysis/validate.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "mandate/random.h"
#include "mandate/variate.h"
#include "stats/quantile.h"
#include "stats/score.h"

const double validate_levels[LEVELS] = {0.5, 0.8, 0.95};

/* ---- samples ---- */

struct observations observations_new(const struct observed *observed, const struct mandate_scenario *scenario,
                                     const struct mandate_layout *layout) {
    struct observations observations = {.scenario = scenario, .observed = observed};
    size_t n = observed->n, cells = n * (size_t)layout->worlds * layout->replications;
    observations.worlds = layout->worlds;
    observations.replications = layout->replications;
    observations.standing = memory_take(sizeof(enum standing) * (n + 1));
    observations.stream = memory_take(sizeof(uint64_t) * (n + 1));
    observations.expected = memory_take(sizeof(double) * (cells + 1));
    observations.recorded = memory_take(sizeof(double) * (cells + 1));
    for (size_t i = 0; i < n; i++) {
        observations.standing[i] = observe_standing(&observed->at[i], scenario);
        observations.stream[i] = mandate_stream("observed", observed->at[i].id);
    }
    for (size_t i = 0; i < cells; i++) observations.expected[i] = observations.recorded[i] = NAN;
    return observations;
}

void observations_free(struct observations *observations) {
    memory_free(observations->standing);
    memory_free(observations->stream);
    memory_free(observations->expected);
    memory_free(observations->recorded);
}

/* A count is Poisson; of the rest the record's own range is the noise. */
static double record(const struct observations *observations, size_t index, const struct state *state,
                     double expected) {
    const struct observation *row = &observations->observed->at[index];
    double u = mandate_uniform(&state->draws, mandate_event(observations->stream[index], 0), 0);
    if (mandate_observables[row->metric].noise == MANDATE_NOISE_COUNT) return mandate_poisson(expected, u);
    return expected + observed_sd(row) * gsl_cdf_ugaussian_Pinv(u);
}

void observation_look(void *context, struct mandate_block at, const struct state *state) {
    struct observations *observations = context;
    size_t width = (size_t)observations->worlds * observations->replications;
    if (at.world < 1 || at.world > observations->worlds || at.first >= observations->replications) return;
    size_t cell = (size_t)(at.world - 1) * observations->replications + at.first;
    for (size_t i = 0; i < observations->observed->n; i++) {
        if (!observe_simulated(observations->standing[i])) continue;
        double expected = observe(&observations->observed->at[i], state);
        observations->expected[i * width + cell] = expected;
        observations->recorded[i * width + cell] =
            isfinite(expected) ? record(observations, i, state, expected) : expected;
    }
}

static int by_value(const void *left, const void *right) {
    const double *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

/* The finite values of a row, sorted; returns how many. */
static size_t sample_take(const struct observations *observations, size_t row, double *sorted) {
    size_t width = (size_t)observations->worlds * observations->replications, n = 0;
    const double *values = observations->recorded + row * width;
    for (size_t i = 0; i < width; i++)
        if (isfinite(values[i])) sorted[n++] = values[i];
    qsort(sorted, n, sizeof *sorted, by_value);
    return n;
}

/* ---- plain forecasts from the record ---- */

static bool same_text(const char *a, const char *b) { return strcmp(a, b) == 0; }

static bool same_series(const struct observation *a, const struct observation *b) {
    return a->metric == b->metric && same_text(a->where, b->where) && same_text(a->whom, b->whom);
}

/* The rate of the record in a window: a row of just that window, else the shortest one that holds it, by days; nan =
 * there is none. A source of its own for each metric: counts of two sources are never mixed. */
static double record_mean(const struct observed *observed, const struct observation *row, double from, double to) {
    const struct observation *best = NULL;
    for (size_t i = 0; i < observed->n; i++) {
        const struct observation *other = &observed->at[i];
        bool earlier = other->to <= row->from, holds = other->from <= from && other->to >= to;
        if (!same_series(row, other) || !earlier || !holds) continue;
        if (best == NULL || other->to - other->from < best->to - best->from) best = other;
    }
    return best != NULL ? best->value * (row->to - row->from) / (best->to - best->from) : NAN;
}

static struct naive naive_of(const struct observed *observed, const struct observation *row, size_t kind, double u) {
    double length = row->to - row->from, year = 365 * 24;
    double from = kind == NAIVE_LAST ? row->from - length : row->from - year;
    struct naive naive = {.mean = NAN, .crps = NAN, .pit = NAN};
    if (mandate_observables[row->metric].noise != MANDATE_NOISE_COUNT) return naive;
    /* windows of the record differ by a day or two: look for the middle part */
    naive.mean = record_mean(observed, row, from + length / 4, from + length * 3 / 4);
    if (!(naive.mean > 0)) return naive;
    naive.crps = score_crps_poisson(naive.mean, floor(row->value));
    naive.pit = score_pit_poisson(naive.mean, floor(row->value), u);
    return naive;
}

/* ---- verdicts ---- */

static void verdict_score(struct verdict *verdict, const double *sorted, double u) {
    double y = verdict->row->value, sum = 0;
    for (size_t i = 0; i < verdict->n; i++) sum += sorted[i];
    verdict->mean = sum / (double)verdict->n;
    verdict->median = quantile_sorted(sorted, verdict->n, 0.5);
    for (size_t i = 0; i < LEVELS; i++) {
        verdict->low[i] = quantile_sorted(sorted, verdict->n, (1 - validate_levels[i]) / 2);
        verdict->high[i] = quantile_sorted(sorted, verdict->n, (1 + validate_levels[i]) / 2);
        verdict->covered[i] = verdict->low[i] <= y && y <= verdict->high[i];
    }
    verdict->crps = score_crps(sorted, verdict->n, y);
    verdict->pit = score_pit(sorted, verdict->n, y, u);
}

struct verdict *validate(const struct observations *observations, struct arena *arena) {
    size_t n = observations->observed->n, width = (size_t)observations->worlds * observations->replications;
    struct verdict *verdicts = ARENA_ARRAY(arena, struct verdict, n + 1);
    double *sorted = memory_take(sizeof(double) * (width + 1));
    struct mandate_draws draws = mandate_draws_of(observations->scenario->study.seed, 0, 0);
    for (size_t i = 0; i < n; i++) {
        double u = mandate_uniform(&draws, mandate_event(observations->stream[i], 1), 0);
        verdicts[i] = (struct verdict){.row = &observations->observed->at[i], .standing = observations->standing[i]};
        verdicts[i].n = sample_take(observations, i, sorted);
        verdicts[i].mean = verdicts[i].median = verdicts[i].crps = verdicts[i].pit = NAN;
        if (verdicts[i].n > 0) verdict_score(&verdicts[i], sorted, u);
        for (size_t k = 0; k < NAIVES; k++)
            verdicts[i].naive[k] = naive_of(observations->observed, verdicts[i].row, k, u);
    }
    memory_free(sorted);
    return verdicts;
}

static void naive_add(struct validation *sums, const struct verdict *verdict, size_t kind) {
    const struct naive *naive = &verdict->naive[kind];
    if (!isfinite(naive->crps)) return;
    sums->n_naive[kind]++;
    sums->crps[kind] += verdict->crps;
    sums->crps_naive[kind] += naive->crps;
    sums->won[kind] += verdict->crps < naive->crps;
    sums->covered_naive[kind] += naive->pit >= 0.025 && naive->pit <= 0.975;
}

struct validation validation_of(const struct verdict *verdicts, size_t n, enum observed_use use) {
    struct validation sums = {0};
    for (size_t i = 0; i < n; i++) {
        const struct verdict *verdict = &verdicts[i];
        if (verdict->standing != STANDING_SCORED || verdict->row->use != use || verdict->n == 0) continue;
        size_t cell = (size_t)(verdict->pit * RANK_CELLS);
        sums.n++;
        sums.ranks[cell < RANK_CELLS ? cell : RANK_CELLS - 1]++;
        for (size_t level = 0; level < LEVELS; level++) sums.covered[level] += verdict->covered[level];
        for (size_t kind = 0; kind < NAIVES; kind++) naive_add(&sums, verdict, kind);
    }
    for (size_t kind = 0; kind < NAIVES; kind++) {
        sums.crps[kind] /= (double)sums.n_naive[kind];
        sums.crps_naive[kind] /= (double)sums.n_naive[kind];
    }
    return sums;
}
