/* Designs. Everything that needs more than the number of a world is worked out once; reading it is thread-safe. */
#include "analysis/design.h"

#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "mandate/random.h"
#include "scenario/documents.h"
#include "scenario/store.h"

enum {
    SOBOL_PATHS = 40, /* dimensions of GSL's sequence */
    SOBOL_BITS = 30,  /* its digits */
    POINTS = 16777216
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
    const struct limits *limits = &store_of_const(design->scenario)->limits[index];
    if (design->scenario->unknowns[index].relative) return value;
    if (limits->whole) value = floor(value + 0.5);
    if (value < limits->low) return limits->low;
    return value > limits->high ? limits->high : value;
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

/* A file that is being read line by line. */
struct sheet {
    const struct mandate_source *source;
    struct mandate_diagnostics *diagnostics;
    struct design *design;
    size_t n_column, capacity;
    int *columns;   /* (n_column) path that a column sets, -1 = none */
    uint32_t line;  /* from 1 */
    const char *at; /* start of the line */
    size_t length;  /* without its end */
    const char *next;
};

#define REFUSE(sheet, column, ...)                                                                       \
    mandate_error_add((sheet)->diagnostics,                                                              \
                      (struct mandate_place){(sheet)->source, (sheet)->line, (uint32_t)(column) + 1, 1}, \
                      "design.file", __VA_ARGS__)

/* Goes to the next line that is not empty; false at the end. */
static bool line_next(struct sheet *sheet) {
    const char *end = sheet->source->bytes + sheet->source->size;
    for (sheet->length = 0; sheet->length == 0 && sheet->next < end; sheet->line++) {
        const char *stop = memchr(sheet->next, '\n', (size_t)(end - sheet->next));
        sheet->at = sheet->next;
        sheet->length = (size_t)((stop != NULL ? stop : end) - sheet->at);
        sheet->next = stop != NULL ? stop + 1 : end;
        if (sheet->length > 0 && sheet->at[sheet->length - 1] == '\r') sheet->length--;
    }
    return sheet->length > 0;
}

/* The field that begins at `*at` of the line, without quotes around it; moves behind its comma. False after the last.
 */
static bool field_next(const struct sheet *sheet, size_t *at, const char **field, size_t *length) {
    if (*at > sheet->length) return false;
    const char *start = sheet->at + *at;
    size_t left = sheet->length - *at;
    const char *comma = memchr(start, ',', left);
    *length = comma != NULL ? (size_t)(comma - start) : left;
    *at += *length + 1;
    bool quoted = *length >= 2 && start[0] == '"' && start[*length - 1] == '"';
    *field = start + quoted;
    *length -= 2 * (size_t)quoted;
    return true;
}

static bool is_text(const char *field, size_t length, const char *text) {
    return strlen(text) == length && memcmp(field, text, length) == 0;
}

/* The unknown that a column names, or -1. */
static int unknown_find(const struct mandate_scenario *scenario, const char *field, size_t length) {
    for (size_t i = 0; i < scenario->n_unknown; i++)
        if (is_text(field, length, scenario->unknowns[i].path)) return (int)i;
    return -1;
}

static void column_refuse(struct sheet *sheet, size_t column, const char *field, size_t length) {
    const struct mandate_scenario *scenario = sheet->design->scenario;
    const char **paths = memory_take(scenario->n_unknown * sizeof *paths);
    char name[160] = {0};
    memcpy(name, field, length < sizeof name ? length : sizeof name - 1);
    for (size_t i = 0; i < scenario->n_unknown; i++) paths[i] = scenario->unknowns[i].path;
    const char *nearest = text_nearest(name, paths, scenario->n_unknown);
    if (nearest != NULL) REFUSE(sheet, column, "'%s' is not uncertain in the study; did you mean '%s'?", name, nearest);
    else REFUSE(sheet, column, "'%s' is not uncertain in the study; give it a law there, or under 'vary'", name);
    memory_free(paths);
}

/* Reads the header: which path each column sets. A column `world` is skipped. */
static void header_read(struct sheet *sheet) {
    struct design *design = sheet->design;
    const char *field;
    size_t length;
    for (size_t at = 0, from = 0; field_next(sheet, &at, &field, &length); from = at) {
        int index = unknown_find(design->scenario, field, length), path = -1;
        if (index < 0 && !is_text(field, length, "world")) column_refuse(sheet, from, field, length);
        for (size_t i = 0; index >= 0 && i < design->n; i++)
            if (design->varied[i] == (size_t)index) REFUSE(sheet, from, "the column stands here twice; keep one");
        if (index >= 0 && design->n < design->scenario->n_unknown) {
            path = (int)design->n;
            design->varied[design->n++] = (size_t)index;
        }
        sheet->columns = memory_grow(sheet->columns, sizeof(int), sheet->n_column, &sheet->capacity);
        sheet->columns[sheet->n_column++] = path;
    }
}

/* Reads one row into the design's values. */
static void row_read(struct sheet *sheet, double *values) {
    const char *field;
    size_t length, column = 0;
    for (size_t at = 0, from = 0; field_next(sheet, &at, &field, &length); from = at, column++) {
        if (column >= sheet->n_column || sheet->columns[column] < 0) continue;
        if (!text_real_read(field, length, &values[sheet->columns[column]]))
            REFUSE(sheet, from, "not a number; write it in base units (h, km, persons, USD), without the unit");
    }
    if (column != sheet->n_column) REFUSE(sheet, 0, "%zu fields, where the header has %zu", column, sheet->n_column);
}

static void rows_read(struct sheet *sheet) {
    struct design *design = sheet->design;
    size_t capacity = 0;
    while (line_next(sheet)) {
        if (design->points == capacity) {
            capacity = capacity * 2 + 64;
            design->values = memory_resize(design->values, capacity * (design->n + 1) * sizeof(double));
        }
        row_read(sheet, design->values + design->points * design->n);
        design->points++;
    }
    if (design->points == 0) REFUSE(sheet, 0, "the file has no rows; write one for each world");
}

static void csv_make(struct design *design, const struct mandate_documents *documents,
                     struct mandate_diagnostics *diagnostics) {
    struct sheet sheet = {.source = documents->design, .diagnostics = diagnostics, .design = design};
    design->n = 0;
    sheet.next = sheet.source != NULL ? sheet.source->bytes : NULL;
    if (sheet.source == NULL || !line_next(&sheet)) {
        mandate_error_add(diagnostics, (struct mandate_place){.source = sheet.source}, "design.file",
                          "the file is empty");
        return;
    }
    header_read(&sheet);
    rows_read(&sheet);
    memory_free(sheet.columns);
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

static void size_check(const struct design *design, struct mandate_place place,
                       struct mandate_diagnostics *diagnostics) {
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
    bool sampled = design->kind == MANDATE_DESIGN_LHS || design->kind == MANDATE_DESIGN_SOBOL;
    if (design->kind == MANDATE_DESIGN_NONE) design->points = (uint64_t)study->worlds;
    if (sampled) design->points = (uint64_t)study->design.points;
    if (design->kind == MANDATE_DESIGN_GRID) design->points = grid_points(design);
    if (design->kind == MANDATE_DESIGN_LIST) design->points = unknown_of(design, 0)->n_level;
    if (design->kind == MANDATE_DESIGN_CSV) csv_make(design, documents, diagnostics);
    const struct mandate_node *node = node_find(documents->root, "design");
    size_check(design, node != NULL ? node->place : (struct mandate_place){0}, diagnostics);
    if (sampled) design->strata = memory_take((size_t)design->points * design->n * sizeof *design->strata);
    if (design->kind == MANDATE_DESIGN_LHS) lhs_make(design);
    if (design->kind == MANDATE_DESIGN_SOBOL && design->n <= SOBOL_PATHS) sobol_make(design);
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
