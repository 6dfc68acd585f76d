/* One function for each file. */
#include "output/results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/check.h"
#include "output/csv.h"

const char *results_status(uint8_t failure) {
    static const char *const texts[] = {
#define FAILURE_TEXT(name, text) text,
        MANDATE_FAILURE_LIST(FAILURE_TEXT)
#undef FAILURE_TEXT
    };
    return failure < MANDATE_FAILURES ? texts[failure] : "failed";
}

void results_quarter(char out[RESULTS_QUARTER], double hours) {
    char date[CSV_DATE];
    csv_date_write(date, hours);
    /* 2023-04-01 -> 2023-Q2 */
    long month = date[0] != '\0' ? strtol(date + 5, NULL, 10) : 0;
    out[0] = '\0';
    if (month > 0) (void)snprintf(out, RESULTS_QUARTER, "%.4s-Q%ld", date, (month + 2) / 3);
}

/* ---- runs.csv ---- */

struct rows {
    double *values;  /* (count, n_variant, MANDATE_METRICS) */
    uint8_t *failed; /* (count, n_variant) */
};

static void run_put(struct csv *csv, const double *values, uint8_t failed) {
    csv_text(csv, results_status(failed));
    for (size_t m = 0; m < MANDATE_METRICS; m++)
        if (failed == MANDATE_FAILURE_OK) csv_real(csv, values[m]);
        else csv_text(csv, "");
    csv_line(csv);
}

static void block_put(struct csv *csv, const struct results *results, struct mandate_block block,
                      const struct rows *rows, const char *prefix) {
    size_t n = results->layout->n_variant;
    for (uint32_t r = 0; r < block.count; r++)
        for (size_t v = 0; v < n; v++) {
            if (prefix != NULL) csv_text(csv, prefix);
            csv_text(csv, results->layout->variants[v]);
            csv_whole(csv, block.world);
            csv_whole(csv, block.first + r);
            run_put(csv, rows->values + (r * n + v) * MANDATE_METRICS, rows->failed[r * n + v]);
        }
}

void results_rows_header(struct csv *csv, const char *prefix) {
    if (prefix != NULL) csv_text(csv, prefix);
    csv_text(csv, "option");
    csv_text(csv, "world");
    csv_text(csv, "replication");
    csv_text(csv, "status");
    for (size_t m = 0; m < MANDATE_METRICS; m++) csv_text(csv, mandate_metrics[m].name);
    csv_line(csv);
}

enum mandate_status results_rows_put(struct csv *csv, const struct results *results, const char *prefix,
                                     struct file_reason *reason) {
    size_t most = JOURNAL_BLOCK * results->layout->n_variant;
    struct rows rows = {.values = memory_take(most * MANDATE_METRICS * sizeof(double)), .failed = memory_take(most)};
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 0; i < results->n_entry && status == MANDATE_OK; i++) {
        const struct journal_entry *entry = &results->entries[i];
        status = journal_read(results->journal, entry, rows.values, rows.failed, reason);
        if (status == MANDATE_OK) block_put(csv, results, entry->block, &rows, prefix);
    }
    memory_free(rows.values);
    memory_free(rows.failed);
    return status;
}

static enum mandate_status runs_write(const struct results *results, struct file_reason *reason) {
    struct csv *csv;
    enum mandate_status status = csv_create(results->folder, "runs.csv", &csv, reason);
    if (status != MANDATE_OK) return status;
    results_rows_header(csv, NULL);
    status = results_rows_put(csv, results, NULL, reason);
    if (status == MANDATE_OK) return csv_commit(csv, reason);
    csv_discard(csv);
    return status;
}

/* ---- worlds.csv ---- */

static void world_put(struct csv *csv, const struct results *results, uint64_t world, double *values) {
    if (results->values != NULL) results->values(results->context, world, values);
    csv_whole(csv, world);
    for (size_t u = 0; u < results->layout->n_unknown; u++) csv_real(csv, values[u]);
    csv_line(csv);
}

static enum mandate_status worlds_write(const struct results *results, struct file_reason *reason) {
    struct csv *csv;
    enum mandate_status status = csv_create(results->folder, "worlds.csv", &csv, reason);
    if (status != MANDATE_OK) return status;
    double *values = memory_take(results->layout->n_unknown * sizeof *values);
    csv_text(csv, "world");
    for (size_t u = 0; u < results->layout->n_unknown; u++) csv_text(csv, results->layout->unknowns[u]);
    csv_line(csv);
    for (size_t i = 0; i < results->n_entry; i++)
        if (i == 0 || results->entries[i].block.world != results->entries[i - 1].block.world)
            world_put(csv, results, results->entries[i].block.world, values);
    memory_free(values);
    return csv_commit(csv, reason);
}

/* ---- series.csv ---- */

static void band_put(struct csv *csv, const struct results *results, size_t variant, size_t date, size_t metric) {
    struct collect_band band = collect_series(results->collect, variant, date, metric);
    csv_text(csv, results->layout->variants[variant]);
    csv_date(csv, results->layout->dates[date]);
    csv_text(csv, mandate_series_metrics[metric].name);
    csv_real(csv, band.mean);
    for (size_t q = 0; q < COLLECT_QUANTILES; q++) csv_real(csv, band.quantile[q]);
    csv_whole(csv, band.n);
    csv_line(csv);
}

static enum mandate_status series_write(const struct results *results, struct file_reason *reason) {
    static const char *const header[] = {"option", "date", "metric", "mean", "p05", "p25",
                                         "p50",    "p75",  "p95",    "n",    NULL};
    struct csv *csv;
    enum mandate_status status = csv_create(results->folder, "series.csv", &csv, reason);
    if (status != MANDATE_OK) return status;
    csv_texts(csv, header);
    for (size_t v = 0; v < results->layout->n_variant; v++)
        for (size_t date = 0; date < results->layout->n_date; date++)
            for (size_t m = 0; m < MANDATE_SERIES; m++) band_put(csv, results, v, date, m);
    return csv_commit(csv, reason);
}

/* ---- places.csv ---- */

/* The kinds of metric.h, by name. */
struct kind {
    size_t n;
    const char *const *ids;
    const struct mandate_point *points; /* NULL = they have none */
};

static struct kind kind_of(const struct mandate_layout *layout, const char *name) {
    if (name[0] == 'b') return (struct kind){layout->n_base, layout->bases, layout->base_points};
    if (name[0] == 'r') return (struct kind){layout->n_region, layout->regions, NULL};
    return (struct kind){layout->n_locality, layout->localities, layout->locality_points};
}

/* Values of one date, from `at` on; returns the index after them. */
static size_t places_put(struct csv *csv, const struct results *results, size_t variant, size_t date, size_t at) {
    const struct mandate_layout *layout = results->layout;
    for (size_t m = 0; m < MANDATE_PLACES; m++) {
        struct kind kind = kind_of(layout, mandate_place_metrics[m].kind);
        for (size_t i = 0; i < kind.n; i++) {
            csv_text(csv, layout->variants[variant]);
            csv_date(csv, layout->place_dates[date]);
            csv_text(csv, mandate_place_metrics[m].kind);
            csv_text(csv, kind.ids[i]);
            csv_text(csv, mandate_place_metrics[m].name);
            csv_real(csv, collect_place(results->collect, variant, at++));
            csv_real(csv, kind.points != NULL ? kind.points[i].lat : NAN);
            csv_real(csv, kind.points != NULL ? kind.points[i].lon : NAN);
            csv_line(csv);
        }
    }
    return at;
}

static enum mandate_status places_write(const struct results *results, struct file_reason *reason) {
    static const char *const header[] = {"option", "date", "kind", "place", "metric", "value", "lat", "lon", NULL};
    struct csv *csv;
    enum mandate_status status = csv_create(results->folder, "places.csv", &csv, reason);
    if (status != MANDATE_OK) return status;
    csv_texts(csv, header);
    for (size_t v = 0; v < results->layout->n_variant; v++) {
        size_t at = 0;
        for (size_t date = 0; date < results->layout->n_place_date; date++) at = places_put(csv, results, v, date, at);
        CHECK(at == results->layout->n_place_value);
    }
    return csv_commit(csv, reason);
}

/* ---- breakdown.csv ---- */

struct breakdown_row {
    size_t variant, quarter, key, metric;
};

static void breakdown_put(struct csv *csv, const struct results *results, struct breakdown_row row) {
    const struct mandate_layout *layout = results->layout;
    bool region = row.key < layout->n_region;
    char quarter[RESULTS_QUARTER];
    results_quarter(quarter, layout->quarters[row.quarter]);
    csv_text(csv, layout->variants[row.variant]);
    csv_text(csv, region ? "region" : "actor");
    csv_text(csv, region ? layout->regions[row.key] : layout->actors[row.key - layout->n_region]);
    csv_text(csv, quarter);
    csv_text(csv, mandate_breakdown_metrics[row.metric].name);
    csv_real(csv, collect_breakdown(results->collect, row.variant, row.quarter, row.key, row.metric));
    csv_whole(csv, collect_replications(results->collect, row.variant));
    csv_line(csv);
}

static enum mandate_status breakdown_write(const struct results *results, struct file_reason *reason) {
    static const char *const header[] = {"option", "by", "key", "quarter", "metric", "mean", "n", NULL};
    const struct mandate_layout *layout = results->layout;
    struct csv *csv;
    enum mandate_status status = csv_create(results->folder, "breakdown.csv", &csv, reason);
    if (status != MANDATE_OK) return status;
    csv_texts(csv, header);
    for (size_t v = 0; v < layout->n_variant; v++)
        for (size_t key = 0; key < layout->n_region + layout->n_actor; key++)
            for (size_t quarter = 0; quarter < layout->n_quarter; quarter++)
                for (size_t m = 0; m < MANDATE_BREAKDOWNS; m++)
                    breakdown_put(csv, results, (struct breakdown_row){v, quarter, key, m});
    return csv_commit(csv, reason);
}

typedef enum mandate_status file_writer(const struct results *results, struct file_reason *reason);

enum mandate_status results_write(const struct results *results, struct file_reason *reason) {
    static file_writer *const files[] = {runs_write, worlds_write, series_write, places_write, breakdown_write};
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 0; i < sizeof files / sizeof files[0] && status == MANDATE_OK; i++)
        status = files[i](results, reason);
    return status;
}
