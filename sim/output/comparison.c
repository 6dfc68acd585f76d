/* Reading runs.csv: rows of one (world, replication) are put side by side, then added option by option. */
#include "output/comparison.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "output/csv.h"

/* One metric of one option while rows are read. */
struct sums {
    struct cluster value, difference;
    size_t never; /* values that are inf: their mean is inf */
};

struct reading {
    struct csv_reader *reader;
    struct comparison *comparison;
    int option, world, replication, status; /* columns */
    int *columns;                           /* (n_metric) */
    double *values;                         /* (n_metric, n_option) of the replication at hand, nan = none */
    struct sums *sums;                      /* (n_metric, n_option) */
    char *at_world, *at_replication;        /* texts of the replication at hand */
    size_t in_world;                        /* replications seen in the world at hand */
    size_t last;                            /* option of the row before */
};

enum { NUMBER = 24 };

/* ---- columns, options, metrics ---- */

static enum mandate_status refuse(const char *folder, const char *what, struct file_reason *reason) {
    (void)snprintf(reason->text, sizeof reason->text, "'%.200s/runs.csv': %.250s", folder, what);
    return MANDATE_BAD_INPUT;
}

static enum mandate_status columns_find(struct reading *reading, const char *folder, struct file_reason *reason) {
    struct comparison *comparison = reading->comparison;
    reading->option = csv_column(reading->reader, "option");
    reading->world = csv_column(reading->reader, "world");
    reading->replication = csv_column(reading->reader, "replication");
    reading->status = csv_column(reading->reader, "status");
    if (reading->option < 0 || reading->world < 0 || reading->replication < 0 || reading->status < 0)
        return refuse(folder, "lacks the columns option, world, replication and status; run the study again", reason);
    for (size_t m = 0; m < comparison->n_metric; m++) {
        reading->columns[m] = csv_column(reading->reader, mandate_metrics[comparison->metrics[m]].name);
        if (reading->columns[m] < 0)
            return refuse(folder, "lacks a metric of this version; run the study again", reason);
    }
    return MANDATE_OK;
}

static const char *field(const struct reading *reading, int column) {
    return csv_field(reading->reader, (size_t)column);
}

/* True if the row belongs to the replication at hand. */
static bool same_replication(const struct reading *reading) {
    return strcmp(field(reading, reading->world), reading->at_world) == 0 &&
           strcmp(field(reading, reading->replication), reading->at_replication) == 0;
}

static void replication_begin(struct reading *reading) {
    size_t n = reading->comparison->n_metric * reading->comparison->n_option;
    (void)snprintf(reading->at_world, NUMBER, "%s", field(reading, reading->world));
    (void)snprintf(reading->at_replication, NUMBER, "%s", field(reading, reading->replication));
    for (size_t i = 0; i < n; i++) reading->values[i] = (double)NAN;
}

/* The options of the first replication are those of all. */
static enum mandate_status options_read(struct reading *reading, struct file_reason *reason) {
    struct comparison *comparison = reading->comparison;
    size_t capacity = 0;
    const char **names = NULL;
    bool more;
    enum mandate_status status = csv_next(reading->reader, &more, reason);
    if (status == MANDATE_OK && more) replication_begin(reading);
    while (status == MANDATE_OK && more && same_replication(reading)) {
        const char *name = field(reading, reading->option);
        names = memory_grow(names, sizeof *names, comparison->n_option, &capacity);
        names[comparison->n_option++] = arena_copy(comparison->arena, name, strlen(name));
        status = csv_next(reading->reader, &more, reason);
    }
    const char **kept = ARENA_ARRAY(comparison->arena, const char *, comparison->n_option);
    for (size_t i = 0; i < comparison->n_option && names != NULL; i++) kept[i] = names[i];
    comparison->options = kept;
    memory_free(names);
    return status;
}

static enum mandate_status reference_find(struct comparison *comparison, const char *name, const char *folder,
                                          struct file_reason *reason) {
    char what[200];
    if (comparison->n_option == 0) return refuse(folder, "has no rows; run the study first", reason);
    for (size_t i = 0; i < comparison->n_option && name != NULL; i++)
        if (strcmp(comparison->options[i], name) == 0) {
            comparison->reference = i;
            return MANDATE_OK;
        }
    if (name == NULL) return MANDATE_OK;
    const char *nearest = text_nearest(name, comparison->options, comparison->n_option);
    (void)snprintf(what, sizeof what, "has no option '%.60s'; did you mean '%.60s'?", name,
                   nearest != NULL ? nearest : comparison->options[0]);
    return refuse(folder, what, reason);
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

/* ---- rows ---- */

static void value_add(struct sums *sums, double value, double reference) {
    if (isinf(value)) sums->never++;
    else cluster_add(&sums->value, value);
    /* A pair counts only if both have a number: inf - inf and inf - 1 have none. */
    if (isfinite(value) && isfinite(reference)) cluster_add(&sums->difference, value - reference);
}

static void replication_add(struct reading *reading) {
    const struct comparison *comparison = reading->comparison;
    for (size_t m = 0; m < comparison->n_metric; m++) {
        const double *values = reading->values + m * comparison->n_option;
        for (size_t o = 0; o < comparison->n_option; o++)
            value_add(&reading->sums[m * comparison->n_option + o], values[o], values[comparison->reference]);
    }
    reading->in_world++;
}

static void world_close(struct reading *reading) {
    struct comparison *comparison = reading->comparison;
    for (size_t i = 0; i < comparison->n_metric * comparison->n_option; i++) {
        cluster_close(&reading->sums[i].value);
        cluster_close(&reading->sums[i].difference);
    }
    if (reading->in_world > comparison->replications) comparison->replications = reading->in_world;
    comparison->worlds += reading->in_world > 0;
    reading->in_world = 0;
}

/* Rows come in the order of the options, so the next one is nearly always the one after the last. */
static size_t option_find(struct reading *reading) {
    const struct comparison *comparison = reading->comparison;
    const char *name = field(reading, reading->option);
    for (size_t i = 1; i <= comparison->n_option; i++) {
        size_t option = (reading->last + i) % comparison->n_option;
        if (strcmp(comparison->options[option], name) == 0) return reading->last = option;
    }
    return comparison->n_option;
}

static void row_take(struct reading *reading) {
    struct comparison *comparison = reading->comparison;
    size_t option = option_find(reading);
    if (option == comparison->n_option) return;
    comparison->rows++;
    if (strcmp(field(reading, reading->status), "ok") != 0) {
        comparison->failed++;
        return;
    }
    for (size_t m = 0; m < comparison->n_metric; m++)
        reading->values[m * comparison->n_option + option] = csv_number(reading->reader, (size_t)reading->columns[m]);
}

/* World 0 is no draw: it enters no mean. */
static bool central(const struct reading *reading) { return strcmp(field(reading, reading->world), "0") == 0; }

static enum mandate_status rows_read(struct reading *reading, struct file_reason *reason) {
    bool more, inside = false;
    for (;;) {
        enum mandate_status status = csv_next(reading->reader, &more, reason);
        if (status != MANDATE_OK) return status;
        bool same = more && inside && same_replication(reading);
        if (inside && !same) replication_add(reading);
        if (inside && (!more || strcmp(field(reading, reading->world), reading->at_world) != 0)) world_close(reading);
        if (!more) return MANDATE_OK;
        inside = !central(reading);
        if (inside && !same) replication_begin(reading);
        if (inside) row_take(reading);
    }
}

static void cells_make(struct comparison *comparison, const struct sums *sums) {
    size_t n = comparison->n_metric * comparison->n_option;
    struct comparison_cell *cells = ARENA_ARRAY(comparison->arena, struct comparison_cell, n);
    for (size_t i = 0; i < n; i++) {
        cells[i].value = interval_of(&sums[i].value.means, comparison->confidence);
        cells[i].difference = interval_of(&sums[i].difference.means, comparison->confidence);
        if (sums[i].never > 0) cells[i].value.mean = (double)INFINITY;
        if (sums[i].never > 0) cells[i].value.half = (double)NAN;
    }
    comparison->cells = cells;
}

/* ---- all of it ---- */

/* Opens the file anew and finds the columns. */
static enum mandate_status reading_open(struct reading *reading, const char *folder, struct file_reason *reason) {
    csv_close(reading->reader);
    reading->reader = NULL;
    enum mandate_status status = csv_open(folder, "runs.csv", &reading->reader, reason);
    return status == MANDATE_OK ? columns_find(reading, folder, reason) : status;
}

static enum mandate_status reading_run(struct reading *reading, const struct comparison_request *request,
                                       struct file_reason *reason) {
    struct comparison *comparison = reading->comparison;
    struct arena *arena = comparison->arena;
    metrics_take(comparison, request);
    reading->columns = ARENA_ARRAY(arena, int, comparison->n_metric);
    reading->at_world = arena_take(arena, NUMBER);
    reading->at_replication = arena_take(arena, NUMBER);
    enum mandate_status status = reading_open(reading, request->folder, reason);
    if (status == MANDATE_OK) status = options_read(reading, reason);
    if (status == MANDATE_OK) status = reference_find(comparison, request->reference, request->folder, reason);
    if (status == MANDATE_OK) status = reading_open(reading, request->folder, reason);
    if (status != MANDATE_OK) return status;
    reading->values = ARENA_ARRAY(arena, double, comparison->n_metric * comparison->n_option);
    reading->sums = ARENA_ARRAY(arena, struct sums, comparison->n_metric * comparison->n_option);
    status = rows_read(reading, reason);
    cells_make(comparison, reading->sums);
    return status;
}

enum mandate_status comparison_read(const struct comparison_request *request, struct comparison **comparison,
                                    struct file_reason *reason) {
    struct arena *arena = arena_new();
    if (arena == NULL) memory_exhausted(0);
    struct comparison *made = ARENA_NEW(arena, struct comparison);
    made->arena = arena;
    made->confidence = request->confidence > 0 ? request->confidence : 0.95;
    struct reading reading = {.comparison = made};
    enum mandate_status status = reading_run(&reading, request, reason);
    csv_close(reading.reader);
    *comparison = status == MANDATE_OK ? made : NULL;
    if (status != MANDATE_OK) arena_free(arena);
    return status;
}

void comparison_free(struct comparison *comparison) {
    if (comparison != NULL) arena_free(comparison->arena);
}
