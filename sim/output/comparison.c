/* Replications are added option by option; when a world ends, its sums become one value each. */
#include "output/comparison.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "output/runs.h"
#include "stats/clustered.h"
#include "stats/noise.h"

/* One metric of one option while rows are read. */
struct sums {
    struct moments world, difference;         /* of the world at hand */
    struct moments means, differences, noise; /* of the means of worlds, and of their squared errors */
    double square, freedom;                   /* inside worlds */
    size_t values, never, undefined, pairs;   /* never: values that are inf, so that the mean is */
    double half[2];                           /* sums of the world at hand, for `each` */
    struct clustered *spread;                 /* NULL = not asked for */
};

/* Means of single worlds while rows are read. */
struct each {
    size_t n, capacity;
    uint64_t *ids;
    double *parts[3]; /* means, first, second */
    double *ratio;
    size_t (*halves)[2]; /* (n_metric) replications of the world at hand in which all options have a number */
};

struct reading {
    struct runs *runs;
    const struct comparison_request *request;
    struct moments *kept; /* (n_bound, n_option) of worlds */
    size_t (*keeping)[2]; /* (n_bound, n_option) of the world at hand: replications that keep it, all */
    struct comparison *comparison;
    struct sums *sums; /* (n_metric, n_option) */
    struct each each;  /* used if comparison->each */
    uint64_t world;    /* at hand; 0 = none */
    size_t in_world;   /* replications seen in it */
    size_t *failures;  /* (n_option) */
    struct sketch_scale scale;
};

/* Shares, hours, persons and money alike, with an error below 0.3 % of the value. */
static const struct sketch_range range = {.bits = 5, .low = -20, .high = 40, .negative = true};

static size_t cells_of(const struct comparison *comparison) { return comparison->n_metric * comparison->n_option; }

/* ---- options, metrics ---- */

static enum mandate_status reference_find(struct comparison *comparison, const struct comparison_request *request,
                                          struct file_reason *reason) {
    for (size_t i = 0; i < comparison->n_option && request->reference != NULL; i++)
        if (strcmp(comparison->options[i], request->reference) == 0) {
            comparison->reference = i;
            return MANDATE_OK;
        }
    if (request->reference == NULL) return MANDATE_OK;
    const char *nearest = text_nearest(request->reference, comparison->options, comparison->n_option);
    (void)snprintf(reason->text, sizeof reason->text, "'%.200s/runs.csv': has no option '%.60s'; did you mean '%.60s'?",
                   request->folder, request->reference, nearest != NULL ? nearest : comparison->options[0]);
    return MANDATE_BAD_INPUT;
}

/* Metrics of the first table, in its order. */
static void headline_take(struct comparison *comparison) {
    int *metrics = ARENA_ARRAY(comparison->arena, int, MANDATE_METRICS);
    for (int place = 1; place <= MANDATE_METRICS; place++)
        for (int m = 0; m < MANDATE_METRICS; m++)
            if (mandate_metrics[m].headline == place) metrics[comparison->n_metric++] = m;
    comparison->metrics = metrics;
}

static void metrics_take(struct comparison *comparison, const struct comparison_request *request) {
    if (request->n_metric == 0) {
        headline_take(comparison);
        return;
    }
    int *metrics = ARENA_ARRAY(comparison->arena, int, request->n_metric);
    memcpy(metrics, request->metrics, request->n_metric * sizeof *metrics);
    comparison->metrics = metrics;
    comparison->n_metric = request->n_metric;
}

static enum mandate_status options_take(struct reading *reading, const struct comparison_request *request,
                                        struct file_reason *reason) {
    struct comparison *comparison = reading->comparison;
    const char *const *names;
    comparison->n_option = runs_options(reading->runs, &names);
    const char **kept = ARENA_ARRAY(comparison->arena, const char *, comparison->n_option);
    for (size_t i = 0; i < comparison->n_option; i++)
        kept[i] = arena_copy(comparison->arena, names[i], strlen(names[i]));
    comparison->options = kept;
    return reference_find(comparison, request, reason);
}

/* ---- replications ---- */

static void value_add(struct sums *sums, double value, double reference, bool there) {
    if (isnan(value)) sums->undefined += there;
    else if (isinf(value)) sums->never++;
    else moments_add(&sums->world, value);
    if (sums->spread != NULL) clustered_add(sums->spread, value);
    /* A pair counts only if both have a number: inf - inf and inf - 1 have none. */
    if (isfinite(value) && isfinite(reference)) moments_add(&sums->difference, value - reference);
}

/* The halves are taken by turns, so that each metric's are as even as can be. */
static void halves_add(struct reading *reading, size_t m, const double *values) {
    size_t n = reading->comparison->n_option;
    for (size_t o = 0; o < n; o++)
        if (!isfinite(values[o])) return;
    size_t *counts = reading->each.halves[m], half = counts[0] > counts[1];
    counts[half]++;
    for (size_t o = 0; o < n; o++) reading->sums[m * n + o].half[half] += values[o];
}

static void bounds_add(struct reading *reading, const double *values) {
    size_t n = reading->comparison->n_option;
    for (size_t b = 0; b < reading->request->n_bound; b++) {
        const struct comparison_bound *bound = &reading->request->bounds[b];
        for (size_t o = 0; o < n; o++) {
            double value = values[bound->metric * n + o];
            bool keeps = bound->at_least ? value >= bound->value : value <= bound->value;
            reading->keeping[b * n + o][0] += keeps;
            reading->keeping[b * n + o][1] += isnan(value) ? 0 : 1;
        }
    }
}

static void bounds_close(struct reading *reading) {
    for (size_t i = 0; i < reading->request->n_bound * reading->comparison->n_option; i++) {
        size_t *keeping = reading->keeping[i];
        if (keeping[1] > 0) moments_add(&reading->kept[i], (double)keeping[0] / (double)keeping[1]);
        keeping[0] = keeping[1] = 0;
    }
}

static void replication_add(struct reading *reading, const struct runs_replication *replication) {
    struct comparison *comparison = reading->comparison;
    size_t n = comparison->n_option;
    for (size_t o = 0; o < n; o++) {
        comparison->rows += replication->there[o] || replication->failed[o];
        comparison->failed += replication->failed[o];
        reading->failures[o] += replication->failed[o];
    }
    for (size_t m = 0; m < comparison->n_metric; m++) {
        const double *values = replication->values + m * n;
        for (size_t o = 0; o < n; o++)
            value_add(&reading->sums[m * n + o], values[o], values[comparison->reference], replication->there[o]);
        if (reading->each.halves != NULL) halves_add(reading, m, values);
    }
    bounds_add(reading, replication->values);
    reading->in_world++;
}

/* ---- worlds ---- */

static void each_grow(struct reading *reading) {
    struct each *each = &reading->each;
    size_t cells = cells_of(reading->comparison);
    if (each->n < each->capacity) return;
    each->capacity = 2 * each->capacity + 64;
    each->ids = memory_resize(each->ids, each->capacity * sizeof *each->ids);
    each->ratio = memory_resize(each->ratio, each->capacity * reading->comparison->n_metric * sizeof(double));
    for (size_t i = 0; i < 3; i++)
        each->parts[i] = memory_resize(each->parts[i], each->capacity * cells * sizeof(double));
}

static double mean_of(double sum, size_t n) { return n > 0 ? sum / (double)n : (double)NAN; }

static void each_close(struct reading *reading) {
    const struct comparison *comparison = reading->comparison;
    struct each *each = &reading->each;
    size_t n = comparison->n_option, cells = cells_of(comparison);
    each_grow(reading);
    each->ids[each->n] = reading->world;
    for (size_t i = 0; i < cells; i++) {
        double *half = reading->sums[i].half;
        const size_t *counts = each->halves[i / n];
        each->parts[0][each->n * cells + i] = mean_of(half[0] + half[1], counts[0] + counts[1]);
        for (size_t h = 0; h < 2; h++) each->parts[1 + h][each->n * cells + i] = mean_of(half[h], counts[h]);
        half[0] = half[1] = 0;
    }
    for (size_t m = 0; m < comparison->n_metric; m++) {
        each->ratio[each->n * comparison->n_metric + m] = noise_ratio(each->halves[m][0], each->halves[m][1]);
        each->halves[m][0] = each->halves[m][1] = 0;
    }
    each->n++;
}

static void sums_close(struct sums *sums) {
    struct moments *world = &sums->world;
    if (world->n > 0) moments_add(&sums->means, world->mean);
    if (world->n > 1) moments_add(&sums->noise, moments_variance(world) / (double)world->n);
    sums->values += world->n;
    sums->square += world->square;
    sums->freedom += world->n > 0 ? (double)(world->n - 1) : 0;
    if (sums->difference.n > 0) moments_add(&sums->differences, sums->difference.mean);
    sums->pairs += sums->difference.n;
    *world = sums->difference = (struct moments){0};
    if (sums->spread != NULL) clustered_close(sums->spread);
}

static void world_close(struct reading *reading) {
    struct comparison *comparison = reading->comparison;
    if (reading->in_world == 0) return;
    for (size_t i = 0; i < cells_of(comparison); i++) sums_close(&reading->sums[i]);
    if (reading->each.halves != NULL) each_close(reading);
    bounds_close(reading);
    if (reading->in_world > comparison->replications) comparison->replications = reading->in_world;
    comparison->worlds++;
    reading->in_world = 0;
}

static enum mandate_status rows_read(struct reading *reading, struct file_reason *reason) {
    struct runs_replication replication;
    bool more;
    for (;;) {
        enum mandate_status status = runs_next(reading->runs, &replication, &more, reason);
        if (status != MANDATE_OK) return status;
        if (!more || replication.world != reading->world) world_close(reading);
        if (!more) return MANDATE_OK;
        reading->world = replication.world;
        replication_add(reading, &replication);
    }
}

/* ---- cells ---- */

static void quantiles_make(const struct comparison *comparison, const struct sums *sums,
                           struct comparison_quantile *quantiles) {
    static const double p[COMPARISON_QUANTILES] = {0.05, 0.5, 0.95};
    for (size_t q = 0; q < COMPARISON_QUANTILES; q++) {
        quantiles[q] = (struct comparison_quantile){(double)NAN, (double)NAN, (double)NAN};
        if (sums->spread == NULL) continue;
        struct clustered_quantile found = clustered_quantile(sums->spread, p[q], comparison->confidence);
        quantiles[q] = (struct comparison_quantile){found.value, found.low, found.high};
    }
}

static void cell_make(const struct comparison *comparison, const struct sums *sums, const struct sums *reference,
                      struct comparison_cell *cell) {
    double both = moments_variance(&sums->means) + moments_variance(&reference->means);
    cell->value = interval_of(&sums->means, comparison->confidence);
    cell->difference = interval_of(&sums->differences, comparison->confidence);
    cell->n = sums->values + sums->never;
    cell->undefined = sums->undefined;
    cell->pairs = sums->pairs;
    cell->p = sums == reference ? (double)NAN : interval_p(&sums->differences);
    cell->variance_ratio = sums == reference || !(both > 0) ? (double)NAN : moments_variance(&sums->differences) / both;
    cell->ignorance = sums->noise.n > 0 ? sqrt(noise_between(&sums->means, &sums->noise)) : (double)NAN;
    cell->chance = sums->freedom > 0 ? sqrt(sums->square / sums->freedom) : (double)NAN;
    quantiles_make(comparison, sums, cell->quantiles);
    if (sums->never == 0) return;
    cell->value.mean = (double)INFINITY;
    cell->value.half = cell->ignorance = cell->chance = cell->variance_ratio = (double)NAN;
}

/* Holm's adjustment over the headline, and over the other metrics, so that asking for more of these does not move
 * those. */
static void p_adjust(const struct comparison *comparison, struct comparison_cell *cells, bool headline) {
    size_t n = cells_of(comparison);
    double *p = memory_take(n * sizeof *p);
    for (size_t i = 0; i < n; i++) {
        bool in = (mandate_metrics[comparison->metrics[i / comparison->n_option]].headline > 0) == headline;
        p[i] = in ? cells[i].p : (double)NAN;
    }
    holm_adjust(p, n, p);
    for (size_t i = 0; i < n; i++)
        if (!isnan(p[i])) cells[i].p = p[i];
    memory_free(p);
}

static void cells_make(struct comparison *comparison, const struct sums *sums) {
    size_t n = cells_of(comparison);
    struct comparison_cell *cells = ARENA_ARRAY(comparison->arena, struct comparison_cell, n);
    for (size_t i = 0; i < n; i++)
        cell_make(comparison, &sums[i], &sums[i - i % comparison->n_option + comparison->reference], &cells[i]);
    p_adjust(comparison, cells, true);
    p_adjust(comparison, cells, false);
    comparison->cells = cells;
}

/* ---- all of it ---- */

static void each_hand_over(struct reading *reading) {
    struct comparison *comparison = reading->comparison;
    struct each *each = &reading->each;
    if (each->halves == NULL) return;
    struct comparison_worlds *worlds = ARENA_NEW(comparison->arena, struct comparison_worlds);
    *worlds = (struct comparison_worlds){.n = each->n,
                                         .ids = each->ids,
                                         .means = each->parts[0],
                                         .first = each->parts[1],
                                         .second = each->parts[2],
                                         .ratio = each->ratio};
    comparison->each = worlds;
    comparison->owned[0] = each->ids;
    comparison->owned[1] = each->ratio;
    for (size_t i = 0; i < 3; i++) comparison->owned[2 + i] = each->parts[i];
}

static void reading_prepare(struct reading *reading, const struct comparison_request *request) {
    struct comparison *comparison = reading->comparison;
    size_t n = cells_of(comparison);
    reading->sums = ARENA_ARRAY(comparison->arena, struct sums, n);
    reading->failures = ARENA_ARRAY(comparison->arena, size_t, comparison->n_option);
    comparison->failures = reading->failures;
    reading->scale = sketch_scale_of(range);
    for (size_t i = 0; i < n && request->spread; i++) reading->sums[i].spread = clustered_new(&reading->scale);
    reading->kept = ARENA_ARRAY(comparison->arena, struct moments, request->n_bound * comparison->n_option);
    reading->keeping =
        arena_take(comparison->arena, request->n_bound * comparison->n_option * sizeof *reading->keeping);
    comparison->kept = reading->kept;
    if (request->each)
        reading->each.halves = arena_take(comparison->arena, comparison->n_metric * sizeof *reading->each.halves);
}

static enum mandate_status reading_run(struct reading *reading, const struct comparison_request *request,
                                       struct file_reason *reason) {
    struct comparison *comparison = reading->comparison;
    metrics_take(comparison, request);
    struct runs_request rows = {.folder = request->folder,
                                .file = request->assumption != NULL ? "assumptions.csv" : "runs.csv",
                                .assumption = request->assumption,
                                .n_metric = comparison->n_metric,
                                .metrics = comparison->metrics};
    enum mandate_status status = runs_open(&rows, &reading->runs, reason);
    if (status == MANDATE_OK) status = options_take(reading, request, reason);
    if (status != MANDATE_OK) return status;
    reading_prepare(reading, request);
    status = rows_read(reading, reason);
    each_hand_over(reading);
    if (status == MANDATE_OK) cells_make(comparison, reading->sums);
    for (size_t i = 0; i < cells_of(comparison); i++) clustered_free(reading->sums[i].spread);
    return status;
}

enum mandate_status comparison_read(const struct comparison_request *request, struct comparison **comparison,
                                    struct file_reason *reason) {
    struct arena *arena = arena_new();
    struct comparison *made = ARENA_NEW(arena, struct comparison);
    made->arena = arena;
    made->confidence = request->confidence > 0 ? request->confidence : 0.95;
    struct reading reading = {.comparison = made, .request = request};
    enum mandate_status status = reading_run(&reading, request, reason);
    runs_close(reading.runs);
    *comparison = status == MANDATE_OK ? made : NULL;
    if (status != MANDATE_OK) comparison_free(made);
    return status;
}

void comparison_free(struct comparison *comparison) {
    if (comparison == NULL) return;
    for (size_t i = 0; i < sizeof comparison->owned / sizeof *comparison->owned; i++) memory_free(comparison->owned[i]);
    arena_free(comparison->arena);
}
