/* Designs. Everything that needs more than the number of a world is worked out once; reading it is thread-safe. */
#include "analysis/design.h"

#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/sheet.h"
#include "base/text.h"
#include "mandate/random.h"
#include "scenario/documents.h"
#include "scenario/store.h"

enum {
    SOBOL_PATHS = 40, /* dimensions of GSL's sequence */
    SOBOL_BITS = 30,  /* its digits */
    POINTS = 16777216,
    SAMPLED = 8388608 /* values of a sampled design: points x paths */
};

struct design {
    const struct mandate_scenario *scenario;
    enum mandate_design_kind kind;
    uint64_t points;
    size_t n;         /* paths that vary */
    size_t *varied;   /* (n) indices of unknowns */
    uint64_t *stream; /* (n_unknown) */
    uint32_t *strata; /* (points, n) lhs, sobol */
    double *values;   /* (points, n) csv */
};

static const struct mandate_unknown *unknown_of(const struct design *design, size_t path) {
    return &design->scenario->unknowns[design->varied[path]];
}

/* ---- one value ---- */

/* A value cut to the range of its row, as binding does; of several members each is cut alone. */
static double value_cut(const struct design *design, size_t index, double value) {
    const struct mandate_limits *limits = &store_of_const(design->scenario)->limits[index];
    if (design->scenario->unknowns[index].relative) return value;
    return limits_cut(limits, value);
}

static double law_value(const struct design *design, size_t index, double u) {
    return value_cut(design, index, mandate_law_quantile(&design->scenario->unknowns[index].law, u));
}

/* The middle of a Sobol point's last digit, in (0, 1). */
static double sobol_uniform(uint32_t digits) { return ((double)digits + 0.5) / (double)(1u << SOBOL_BITS); }

/* A point inside its stratum of the Latin hypercube. */
static double lhs_uniform(const struct design *design, uint64_t point, size_t path, uint32_t stratum) {
    struct mandate_draws draws = mandate_draws_of(design->scenario->study.seed, 0, 0);
    uint64_t event = mandate_event(design->stream[design->varied[path]], point);
    double u = ((double)stratum + mandate_uniform(&draws, event, 1)) / (double)design->points;
    return u < 1 ? u : 0x1.fffffffffffffp-1;
}

/* The level of a path at a point of the grid, the last path fastest. */
static double grid_level(const struct design *design, uint64_t point, size_t path) {
    for (size_t i = design->n - 1; i > path; i--) point /= unknown_of(design, i)->n_level;
    const struct mandate_unknown *unknown = unknown_of(design, path);
    return unknown->levels[point % unknown->n_level];
}

static double point_value(const struct design *design, uint64_t point, size_t path) {
    size_t index = design->varied[path], cell = (size_t)point * design->n + path;
    switch (design->kind) {
        case MANDATE_DESIGN_GRID: return value_cut(design, index, grid_level(design, point, path));
        case MANDATE_DESIGN_LIST: return value_cut(design, index, unknown_of(design, path)->levels[point]);
        case MANDATE_DESIGN_CSV: return value_cut(design, index, design->values[cell]);
        case MANDATE_DESIGN_LHS:
            return law_value(design, index, lhs_uniform(design, point, path, design->strata[cell]));
        case MANDATE_DESIGN_SOBOL: return law_value(design, index, sobol_uniform(design->strata[cell]));
        default: return unknown_of(design, path)->central;
    }
}

void design_values(void *context, uint64_t world, double *values) {
    const struct design *design = context;
    const struct mandate_scenario *scenario = design->scenario;
    struct mandate_draws draws = mandate_draws_of(scenario->study.seed, world, 0);
    for (size_t i = 0; i < scenario->n_unknown; i++)
        values[i] = design->kind != MANDATE_DESIGN_NONE
                        ? scenario->unknowns[i].central
                        : law_value(design, i, mandate_uniform(&draws, mandate_event(design->stream[i], 0), 0));
    for (size_t path = 0; path < design->n; path++) values[design->varied[path]] = point_value(design, world - 1, path);
}

/* ---- Latin hypercube ---- */

struct ticket {
    double key;
    uint32_t point;
};

static int by_key(const void *left, const void *right) {
    const struct ticket *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return a->point < b->point ? -1 : a->point > b->point;
}

/* The stratum of each point, for each path: the rank of a keyed uniform. */
static void lhs_make(struct design *design) {
    struct mandate_draws draws = mandate_draws_of(design->scenario->study.seed, 0, 0);
    struct ticket *tickets = memory_take((size_t)design->points * sizeof *tickets);
    for (size_t path = 0; path < design->n; path++) {
        uint64_t stream = design->stream[design->varied[path]];
        for (uint32_t k = 0; k < design->points; k++)
            tickets[k] = (struct ticket){mandate_uniform(&draws, mandate_event(stream, k), 0), k};
        qsort(tickets, (size_t)design->points, sizeof *tickets, by_key);
        for (uint32_t rank = 0; rank < design->points; rank++)
            design->strata[tickets[rank].point * design->n + path] = rank;
    }
    memory_free(tickets);
}

/* ---- Sobol ---- */

/* GSL leaves out the origin, without which 2^m points are no net; it is point 0 here (Owen 2020). */
static void sobol_make(struct design *design) {
    struct mandate_draws draws = mandate_draws_of(design->scenario->study.seed, 0, 0);
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)design->n);
    if (sequence == NULL) memory_exhausted(design->n);
    double point[SOBOL_PATHS] = {0};
    for (size_t k = 0; k < design->points; k++) {
        if (k > 0) gsl_qrng_get(sequence, point);
        for (size_t path = 0; path < design->n; path++) {
            double shift = mandate_uniform(&draws, mandate_event(design->stream[design->varied[path]], 0), 0);
            uint32_t digits = (uint32_t)ldexp(point[path], SOBOL_BITS);
            design->strata[k * design->n + path] = digits ^ (uint32_t)ldexp(shift, SOBOL_BITS);
        }
    }
    gsl_qrng_free(sequence);
}

/* ---- files ---- */

/* A file of points that is being read. */
struct points_file {
    struct sheet sheet;
    const struct mandate_documents *documents;
    struct mandate_diagnostics *diagnostics;
    struct design *design;
    size_t n_column, capacity;
    int *columns; /* (n_column) path that a column sets, -1 = none */
};

#define REFUSE(table, place, ...) mandate_error_add((table)->diagnostics, place, "design.file", __VA_ARGS__)

/* The unknown that a column names, or -1. */
static int unknown_find(const struct mandate_scenario *scenario, const struct sheet_field *field) {
    for (size_t i = 0; i < scenario->n_unknown; i++)
        if (sheet_is(field, scenario->unknowns[i].path)) return (int)i;
    return -1;
}

static void column_refuse(struct points_file *table, const struct sheet_field *field) {
    const struct mandate_scenario *scenario = table->design->scenario;
    const char **paths = memory_take(scenario->n_unknown * sizeof *paths);
    char name[160] = {0};
    memcpy(name, field->text, field->length < sizeof name ? field->length : sizeof name - 1);
    for (size_t i = 0; i < scenario->n_unknown; i++) paths[i] = scenario->unknowns[i].path;
    const char *nearest = text_nearest(name, paths, scenario->n_unknown);
    if (nearest != NULL)
        REFUSE(table, field->place, "'%s' is not uncertain in the study; did you mean '%s'?", name, nearest);
    else REFUSE(table, field->place, "'%s' is not uncertain in the study; give it a law there, or under 'vary'", name);
    memory_free(paths);
}

/* A setting (`set:`, --set, an assumption) holds the value of a column, or of what it is a part of, in all worlds. */
static bool is_settled(const struct mandate_documents *documents, const struct sheet_field *field) {
    for (size_t i = 0; i < documents->n_setting; i++) {
        const char *path = documents->settings[i].path;
        if (strncmp(path, "mission.", 8) == 0) path += 8;
        size_t length = strlen(path);
        if (field->length >= length && memcmp(field->text, path, length) == 0 &&
            (field->length == length || field->text[length] == '.'))
            return true;
    }
    return false;
}

/* Reads the header: which path each column sets. A column `world` and those of values that a setting holds are
 * skipped. */
static void header_read(struct points_file *table) {
    struct design *design = table->design;
    struct sheet_field field;
    while (sheet_field(&table->sheet, &field)) {
        int index = unknown_find(design->scenario, &field), path = -1;
        if (index < 0 && !sheet_is(&field, "world") && !is_settled(table->documents, &field))
            column_refuse(table, &field);
        for (size_t i = 0; index >= 0 && i < design->n; i++)
            if (design->varied[i] == (size_t)index)
                REFUSE(table, field.place, "the column stands here twice; keep one");
        if (index >= 0 && design->n < design->scenario->n_unknown) {
            path = (int)design->n;
            design->varied[design->n++] = (size_t)index;
        }
        table->columns = memory_grow(table->columns, sizeof(int), table->n_column, &table->capacity);
        table->columns[table->n_column++] = path;
    }
}

/* A value that binding would cut is not what the file asks for. */
static void value_check(struct points_file *table, size_t path, const struct sheet_field *field, double value) {
    char low[TEXT_REAL], high[TEXT_REAL];
    size_t index = table->design->varied[path];
    const struct mandate_limits *limits = &store_of_const(table->design->scenario)->limits[index];
    double slack = 1e-12 * fabs(value);
    bool inside = value >= limits->low - slack && value <= limits->high + slack;
    if (inside || table->design->scenario->unknowns[index].relative) return;
    text_real_write(low, limits->low);
    text_real_write(high, limits->high);
    REFUSE(table, field->place, "outside the range of '%s'; write a value from %s to %s, in base units",
           table->design->scenario->unknowns[index].path, low, high);
}

/* Reads one row into the design's values. */
static void row_read(struct points_file *table, double *values) {
    struct sheet_field field;
    size_t column = 0;
    for (; sheet_field(&table->sheet, &field); column++) {
        if (column >= table->n_column || table->columns[column] < 0) continue;
        size_t path = (size_t)table->columns[column];
        if (!text_real_read(field.text, field.length, &values[path]) || !isfinite(values[path]))
            REFUSE(table, field.place, "not a number; write it in base units (h, km, persons, USD), without the unit");
        else value_check(table, path, &field, values[path]);
    }
    if (column != table->n_column)
        REFUSE(table, sheet_place(&table->sheet), "%zu fields, where the header has %zu", column, table->n_column);
}

static void rows_read(struct points_file *table) {
    struct design *design = table->design;
    size_t capacity = 0;
    while (sheet_line(&table->sheet)) {
        if (design->points == capacity) {
            capacity = capacity * 2 + 64;
            design->values = memory_resize(design->values, capacity * (design->n + 1) * sizeof(double));
        }
        row_read(table, design->values + design->points * design->n);
        design->points++;
    }
    if (design->points == 0)
        REFUSE(table, sheet_place(&table->sheet), "the file has no rows; write one for each world");
}

static void csv_make(struct design *design, const struct mandate_documents *documents,
                     struct mandate_diagnostics *diagnostics) {
    struct points_file table = {.documents = documents, .diagnostics = diagnostics, .design = design};
    design->n = 0;
    if (documents->design != NULL) table.sheet = sheet_of(documents->design);
    if (documents->design == NULL || !sheet_line(&table.sheet)) {
        REFUSE(&table, (struct mandate_place){.source = documents->design}, "the file is empty");
        return;
    }
    header_read(&table);
    rows_read(&table);
    memory_free(table.columns);
}

/* ---- making ---- */

/* Combinations of the levels, or 0 when there are too many. */
static uint64_t grid_points(const struct design *design) {
    uint64_t points = 1;
    for (size_t path = 0; path < design->n; path++) {
        points *= unknown_of(design, path)->n_level;
        if (points > POINTS) return 0;
    }
    return points;
}

static bool sampled(const struct design *design) {
    return design->kind == MANDATE_DESIGN_LHS || design->kind == MANDATE_DESIGN_SOBOL;
}

static void size_check(const struct design *design, struct mandate_place place,
                       struct mandate_diagnostics *diagnostics) {
    if (sampled(design) && design->points * design->n > SAMPLED)
        mandate_error_add(diagnostics, place, "design",
                          "%llu points of %zu paths are more than the %d values that a design can hold; take fewer "
                          "points",
                          (unsigned long long)design->points, design->n, SAMPLED);
    if (design->kind == MANDATE_DESIGN_GRID && design->points == 0)
        mandate_error_add(diagnostics, place, "design",
                          "the grid has more than %d points; list fewer levels, or use lhs", POINTS);
    if (design->kind == MANDATE_DESIGN_SOBOL && design->n > SOBOL_PATHS)
        mandate_error_add(diagnostics, place, "design",
                          "%zu paths vary, and a Sobol sequence has at most %d; use kind: lhs", design->n, SOBOL_PATHS);
}

/* Notes which unknowns vary, and the streams of all. */
static void paths_find(struct design *design) {
    const struct mandate_scenario *scenario = design->scenario;
    design->varied = memory_take((scenario->n_unknown + 1) * sizeof *design->varied);
    design->stream = memory_take((scenario->n_unknown + 1) * sizeof *design->stream);
    for (size_t i = 0; i < scenario->n_unknown; i++) {
        const char *purpose = design->kind == MANDATE_DESIGN_NONE ? "world" : "design";
        design->stream[i] = mandate_stream(purpose, scenario->unknowns[i].path);
        if (scenario->unknowns[i].varied && design->kind != MANDATE_DESIGN_NONE) design->varied[design->n++] = i;
    }
}

static void points_make(struct design *design, const struct mandate_documents *documents,
                        struct mandate_diagnostics *diagnostics) {
    const struct mandate_study *study = &design->scenario->study;
    size_t errors = mandate_diagnostics_errors(diagnostics);
    if (design->kind == MANDATE_DESIGN_NONE) design->points = (uint64_t)study->worlds;
    if (sampled(design)) design->points = (uint64_t)study->design.points;
    if (design->kind == MANDATE_DESIGN_GRID) design->points = grid_points(design);
    if (design->kind == MANDATE_DESIGN_LIST) design->points = unknown_of(design, 0)->n_level;
    if (design->kind == MANDATE_DESIGN_CSV) csv_make(design, documents, diagnostics);
    const struct mandate_node *node = node_find(documents->root, "design");
    size_check(design, node != NULL ? node->place : (struct mandate_place){0}, diagnostics);
    if (!sampled(design) || mandate_diagnostics_errors(diagnostics) > errors) return;
    design->strata = memory_take((size_t)design->points * design->n * sizeof *design->strata);
    if (design->kind == MANDATE_DESIGN_LHS) lhs_make(design);
    else sobol_make(design);
}

struct design *design_new(const struct mandate_documents *documents, const struct mandate_scenario *scenario,
                          struct mandate_diagnostics *diagnostics) {
    size_t errors = mandate_diagnostics_errors(diagnostics);
    struct design *design = memory_take(sizeof *design);
    *design = (struct design){.scenario = scenario, .kind = (enum mandate_design_kind)scenario->study.design.kind};
    paths_find(design);
    points_make(design, documents, diagnostics);
    if (mandate_diagnostics_errors(diagnostics) == errors) return design;
    design_free(design);
    return NULL;
}

void design_free(struct design *design) {
    if (design == NULL) return;
    memory_free(design->varied);
    memory_free(design->stream);
    memory_free(design->strata);
    memory_free(design->values);
    memory_free(design);
}

uint64_t design_worlds(const struct design *design) { return design->points; }
