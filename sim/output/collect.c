/* Sums over replications, with one lock for each option. */
#include "output/collect.h"

#include <float.h>
#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/arena.h"
#include "base/check.h"
#include "stats/fixed.h"
#include "stats/sketch.h"

enum { FIXED_BITS = 32, MOST = 64 };

/* Beside the cells of one (option, date, metric). */
struct column {
    fixed_sum sum;          /* of the finite values, 2^-FIXED_BITS */
    double least, greatest; /* of the finite values */
    uint64_t fraction;      /* bits of all fixed-point values: tells whether all are whole */
};

struct collect {
    const struct mandate_layout *layout;
    size_t n_key; /* regions and actors */
    struct sketch_scale scales[MANDATE_SERIES];
    size_t offsets[MANDATE_SERIES], cells; /* of a metric's counts in those of one (option, date) */
    uint32_t *counts;                      /* (n_variant, n_date, cells); one more than the scale has, for nan */
    uint16_t *waiting;                     /* (n_variant, n_date, MANDATE_SERIES, MOST) cells to be counted */
    size_t *n_waiting;                     /* (n_variant) */
    struct column *columns;                /* (n_variant, n_date, MANDATE_SERIES) */
    fixed_sum *places;                     /* (n_variant, n_place_value), 2^-FIXED_GRID_BITS */
    fixed_sum *breakdown;                  /* (n_variant, n_quarter, n_key, MANDATE_BREAKDOWNS), 2^-FIXED_BITS */
    uint64_t *replications;                /* (n_variant) that did not fail */
    pthread_mutex_t *locks;                /* (n_variant) */
};

/* ---- scales ---- */

/* Cells by unit: fine near one for counts, wide for what has no natural size. */
static const struct {
    const char *unit;
    struct sketch_range range;
} ranges[] = {
    {"persons", {.bits = 4, .low = -6, .high = 22}}, {"h", {.bits = 4, .low = -4, .high = 17}},
    {"share", {.bits = 4, .low = -14, .high = 1}},   {"bases", {.bits = 5, .low = 0, .high = 8}},
    {"attacks", {.bits = 5, .low = 0, .high = 12}},  {"sorties", {.bits = 5, .low = 0, .high = 12}},
    {"state", {.bits = 5, .low = 0, .high = 4}},     {"MUSD", {.bits = 4, .low = -8, .high = 14}},
};
static const struct sketch_range other_unit = {.bits = 4, .low = -10, .high = 30};

static struct sketch_range range_of(const char *unit) {
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (strcmp(ranges[i].unit, unit) == 0) return ranges[i].range;
    return other_unit;
}

static void scales_set(struct collect *collect) {
    for (size_t m = 0; m < MANDATE_SERIES; m++) {
        collect->scales[m] = sketch_scale_of(range_of(mandate_series_metrics[m].unit));
        collect->offsets[m] = collect->cells;
        collect->cells += collect->scales[m].cells + 1;
    }
}

/* ---- shape ---- */

static size_t n_row(const struct collect *c) { return c->layout->n_variant * c->layout->n_date; }
static size_t n_place(const struct collect *c) { return c->layout->n_variant * c->layout->n_place_value; }
static size_t variant_breakdown(const struct collect *c) {
    return c->layout->n_quarter * c->n_key * MANDATE_BREAKDOWNS;
}
static size_t n_breakdown(const struct collect *c) { return c->layout->n_variant * variant_breakdown(c); }

struct collect *collect_new(const struct mandate_layout *layout) {
    struct collect *c = memory_take(sizeof *c);
    c->layout = layout;
    c->n_key = layout->n_region + layout->n_actor;
    scales_set(c);
    c->counts = memory_take(n_row(c) * c->cells * sizeof *c->counts);
    c->waiting = memory_take(n_row(c) * MANDATE_SERIES * MOST * sizeof *c->waiting);
    c->n_waiting = memory_take(layout->n_variant * sizeof *c->n_waiting);
    c->columns = memory_take(n_row(c) * MANDATE_SERIES * sizeof *c->columns);
    c->places = memory_take(n_place(c) * sizeof *c->places);
    c->breakdown = memory_take(n_breakdown(c) * sizeof *c->breakdown);
    c->replications = memory_take(layout->n_variant * sizeof *c->replications);
    c->locks = memory_take(layout->n_variant * sizeof *c->locks);
    for (size_t i = 0; i < n_row(c) * MANDATE_SERIES; i++)
        c->columns[i] = (struct column){.least = (double)INFINITY, .greatest = -(double)INFINITY};
    for (size_t v = 0; v < layout->n_variant; v++) CHECK(pthread_mutex_init(&c->locks[v], NULL) == 0);
    return c;
}

void collect_free(struct collect *c) {
    if (c == NULL) return;
    for (size_t v = 0; v < c->layout->n_variant; v++) (void)pthread_mutex_destroy(&c->locks[v]);
    memory_free(c->counts);
    memory_free(c->waiting);
    memory_free(c->n_waiting);
    memory_free(c->columns);
    memory_free(c->places);
    memory_free(c->breakdown);
    memory_free(c->replications);
    memory_free(c->locks);
    memory_free(c);
}

size_t collect_size(const struct collect *c) {
    size_t column = sizeof *c->columns + MOST * sizeof *c->waiting;
    return n_row(c) * (c->cells * sizeof *c->counts + MANDATE_SERIES * column) +
           (n_place(c) + n_breakdown(c)) * sizeof(fixed_sum);
}

/* ---- adding ---- */

/* Where the values of the replications that did not fail begin, for one option. */
struct chosen {
    size_t n;
    size_t at[MOST];
};

/* Replications of `variant` that did not fail, times the distance between two replications. */
static struct chosen chosen_of(const struct collect *c, const struct mandate_block_result *result, size_t variant,
                               size_t distance) {
    struct chosen chosen = {.n = 0};
    CHECK(result->block.count <= MOST);
    for (size_t r = 0; r < result->block.count; r++)
        if (result->failed[r * c->layout->n_variant + variant] == MANDATE_FAILURE_OK)
            chosen.at[chosen.n++] = r * distance;
    return chosen;
}

/* Bits of a double; those of +0 ... PLAIN_LIMIT, and no others, are at most bits_of(PLAIN_LIMIT). Up to MOST values
 * below it add up in 64 bits. */
#define PLAIN_LIMIT 8388608.0

static uint64_t bits_of(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Adds a value that is not plain (undefined, never, negative or very large), all but its count; gives its cell. */
static uint32_t odd_add(struct column *column, const struct sketch_scale *scale, double value) {
    if (!(value >= -DBL_MAX)) return scale->cells;
    if (value > DBL_MAX) return sketch_cell(scale, value);
    int64_t fixed = fixed_from(value, fixed_scale(FIXED_BITS));
    column->sum += fixed;
    column->fraction |= (uint64_t)fixed;
    column->least = value < column->least ? value : column->least;
    column->greatest = value > column->greatest ? value : column->greatest;
    return sketch_cell(scale, value);
}

/* Adds the values of one column, and writes down their cells: the hot loop of a study's output. */
static void column_add(struct column *column, const struct sketch_scale *scale, const double *values,
                       const struct chosen *chosen, uint16_t *waiting) {
    const struct sketch_scale cells = *scale;
    const double unit = fixed_scale(FIXED_BITS);
    const uint64_t limit = bits_of(PLAIN_LIMIT);
    int64_t sum = 0, fraction = 0;
    double least = column->least, greatest = column->greatest;
    bool odd = false;
    for (size_t i = 0; i < chosen->n; i++) {
        double value = values[chosen->at[i]];
        if (bits_of(value) > limit) {
            odd = true;
            continue;
        }
        int64_t fixed = (int64_t)(value * unit + 0.5);
        waiting[i] = (uint16_t)(cells.origin + sketch_step(&cells, bits_of(value)));
        sum += fixed;
        fraction |= fixed;
        least = value < least ? value : least;
        greatest = value > greatest ? value : greatest;
    }
    column->sum += sum;
    column->fraction |= (uint64_t)fraction;
    column->least = least;
    column->greatest = greatest;
    for (size_t i = 0; i < chosen->n && odd; i++)
        if (bits_of(values[chosen->at[i]]) > limit)
            waiting[i] = (uint16_t)odd_add(column, scale, values[chosen->at[i]]);
}

/* Counts n cells for each metric of one (option, date). The metrics take turns, so that a count is seldom raised again
 * before the last time is through. */
static void cells_count(const struct collect *c, uint32_t *counts, const uint16_t *cells, size_t n) {
    for (size_t i = 0; i < n; i++)
        for (size_t m = 0; m < MANDATE_SERIES; m++) counts[c->offsets[m] + cells[m * MOST + i]]++;
}

/* Counts the cells that wait. The counts of a study are larger than the caches, so each part of them is called in
 * once for many replications. */
static void waiting_count(struct collect *c, size_t variant) {
    size_t first = variant * c->layout->n_date;
    for (size_t row = first; row < first + c->layout->n_date; row++)
        cells_count(c, c->counts + row * c->cells, c->waiting + row * MANDATE_SERIES * MOST, c->n_waiting[variant]);
    c->n_waiting[variant] = 0;
}

static void series_add(struct collect *c, const struct mandate_block_result *result, size_t variant) {
    struct chosen chosen = chosen_of(c, result, variant, n_row(c) * MANDATE_SERIES);
    if (c->n_waiting[variant] + chosen.n > MOST) waiting_count(c, variant);
    for (size_t date = 0; date < c->layout->n_date; date++)
        for (size_t m = 0; m < MANDATE_SERIES; m++) {
            size_t column = (variant * c->layout->n_date + date) * MANDATE_SERIES + m;
            column_add(&c->columns[column], &c->scales[m], result->series + column, &chosen,
                       c->waiting + column * MOST + c->n_waiting[variant]);
        }
    c->n_waiting[variant] += chosen.n;
}

void collect_settle(struct collect *c) {
    for (size_t v = 0; v < c->layout->n_variant; v++) waiting_count(c, v);
}

/* Sums over a block are doubles: they are exact only if each term lay on the grid. */
static void places_add(struct collect *c, const struct mandate_block_result *result, size_t variant) {
    const double unit = fixed_scale(FIXED_GRID_BITS);
    size_t n = c->layout->n_place_value;
    const double *values = result->places + variant * n;
    for (size_t i = 0; i < n; i++) {
        int64_t fixed = fixed_from(values[i], unit);
        CHECK((double)fixed == values[i] * unit);
        c->places[variant * n + i] += fixed;
    }
}

static void breakdown_add(struct collect *c, const struct mandate_block_result *result, size_t variant) {
    const double unit = fixed_scale(FIXED_BITS);
    const uint64_t limit = bits_of(PLAIN_LIMIT);
    size_t n = variant_breakdown(c);
    struct chosen chosen = chosen_of(c, result, variant, c->layout->n_variant * n);
    fixed_sum *sums = c->breakdown + variant * n;
    for (size_t k = 0; k < n; k++) {
        const double *values = result->breakdown + variant * n + k;
        int64_t sum = 0;
        for (size_t i = 0; i < chosen.n; i++) {
            double value = values[chosen.at[i]];
            if (bits_of(value) <= limit) sum += (int64_t)(value * unit + 0.5);
            else sums[k] += fixed_from(value, unit);
        }
        sums[k] += sum;
    }
}

void collect_add(struct collect *c, const struct mandate_block_result *result) {
    size_t n = c->layout->n_variant;
    /* Threads begin at different options, so that they seldom wait for each other. */
    size_t start = (size_t)((result->block.world + result->block.first) % n);
    for (size_t i = 0; i < n; i++) {
        size_t variant = (start + i) % n;
        CHECK(pthread_mutex_lock(&c->locks[variant]) == 0);
        c->replications[variant] += chosen_of(c, result, variant, 1).n;
        series_add(c, result, variant);
        places_add(c, result, variant);
        breakdown_add(c, result, variant);
        CHECK(pthread_mutex_unlock(&c->locks[variant]) == 0);
    }
}

/* ---- text of the sums ----
 * replications | columns, each with its filled cells as (gap, count) | places | breakdown */

static void number_append(struct text *text, uint64_t number) {
    char bytes[10];
    size_t n = 0;
    do {
        bytes[n] = (char)((number & 127) | (number > 127 ? 128 : 0));
        number >>= 7;
        n++;
    } while (number > 0);
    text_append(text, bytes, n);
}

static void cells_append(struct text *text, const uint32_t *counts, uint32_t n) {
    uint32_t filled = 0, last = 0;
    for (uint32_t i = 0; i < n; i++) filled += counts[i] > 0;
    number_append(text, filled);
    for (uint32_t i = 0; i < n; i++) {
        if (counts[i] == 0) continue;
        number_append(text, i - last);
        number_append(text, counts[i]);
        last = i;
    }
}

static void bytes_append(struct text *text, const void *bytes, size_t size) { text_append(text, bytes, size); }

void collect_encode(void *collect, struct text *text) {
    struct collect *c = collect;
    collect_settle(c);
    bytes_append(text, c->replications, c->layout->n_variant * sizeof *c->replications);
    for (size_t row = 0; row < n_row(c); row++)
        for (size_t m = 0; m < MANDATE_SERIES; m++) {
            bytes_append(text, &c->columns[row * MANDATE_SERIES + m], sizeof(struct column));
            cells_append(text, c->counts + row * c->cells + c->offsets[m], c->scales[m].cells);
        }
    bytes_append(text, c->places, n_place(c) * sizeof *c->places);
    bytes_append(text, c->breakdown, n_breakdown(c) * sizeof *c->breakdown);
}

/* What is left to read; `end` moves in front of `at` never. */
struct reader {
    const char *at, *end;
    bool good;
};

static void bytes_take(struct reader *reader, void *out, size_t size) {
    if ((size_t)(reader->end - reader->at) < size) reader->good = false;
    if (!reader->good) return;
    memcpy(out, reader->at, size);
    reader->at += size;
}

static uint64_t number_take(struct reader *reader) {
    uint64_t number = 0;
    unsigned char byte = 128;
    for (int shift = 0; shift < 64 && byte > 127 && reader->good; shift += 7) {
        bytes_take(reader, &byte, 1);
        number |= (uint64_t)(byte & 127) << shift;
    }
    return number;
}

static void cells_take(struct reader *reader, uint32_t *counts, uint32_t n) {
    uint64_t filled = number_take(reader), at = 0;
    for (uint64_t i = 0; i < filled && reader->good; i++) {
        at += number_take(reader);
        uint64_t count = number_take(reader);
        if (at >= n) reader->good = false;
        if (reader->good) counts[at] += (uint32_t)count;
    }
}

static void column_take(struct reader *reader, struct column *column) {
    struct column more = {0};
    bytes_take(reader, &more, sizeof more);
    if (!reader->good) return;
    column->sum += more.sum;
    column->fraction |= more.fraction;
    column->least = fmin(column->least, more.least);
    column->greatest = fmax(column->greatest, more.greatest);
}

static void sums_take(struct reader *reader, fixed_sum *sums, size_t n) {
    for (size_t i = 0; i < n && reader->good; i++) {
        fixed_sum more = 0;
        bytes_take(reader, &more, sizeof more);
        sums[i] += more;
    }
}

bool collect_decode(struct collect *c, const char *bytes, size_t size) {
    struct reader reader = {.at = bytes, .end = bytes + size, .good = true};
    for (size_t v = 0; v < c->layout->n_variant; v++) {
        uint64_t more = 0;
        bytes_take(&reader, &more, sizeof more);
        c->replications[v] += more;
    }
    for (size_t row = 0; row < n_row(c) && reader.good; row++)
        for (size_t m = 0; m < MANDATE_SERIES; m++) {
            column_take(&reader, &c->columns[row * MANDATE_SERIES + m]);
            cells_take(&reader, c->counts + row * c->cells + c->offsets[m], c->scales[m].cells);
        }
    sums_take(&reader, c->places, n_place(c));
    sums_take(&reader, c->breakdown, n_breakdown(c));
    return reader.good && reader.at == reader.end;
}

/* ---- reading ---- */

struct collect_band collect_series(const struct collect *c, size_t variant, size_t date, size_t metric) {
    static const double p[COLLECT_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};
    size_t row = variant * c->layout->n_date + date;
    CHECK(c->n_waiting[variant] == 0);
    const struct column *column = &c->columns[row * MANDATE_SERIES + metric];
    const struct sketch_scale *scale = &c->scales[metric];
    const uint32_t *counts = c->counts + row * c->cells + c->offsets[metric];
    const uint64_t below_one = (UINT64_C(1) << FIXED_BITS) - 1;
    struct sketch_extent extent = {.least = column->least,
                                   .greatest = column->greatest,
                                   .whole = (column->fraction & below_one) == 0 && column->least >= 0};
    struct collect_band band = {.n = sketch_count(scale, counts)};
    bool never = sketch_never(scale, counts) > 0;
    band.mean = never ? (double)INFINITY : fixed_mean(column->sum, band.n, FIXED_BITS);
    sketch_quantiles(scale, counts, extent, p, COLLECT_QUANTILES, band.quantile);
    return band;
}

uint64_t collect_replications(const struct collect *c, size_t variant) { return c->replications[variant]; }

double collect_place(const struct collect *c, size_t variant, size_t value) {
    return fixed_mean(c->places[variant * c->layout->n_place_value + value], c->replications[variant], FIXED_GRID_BITS);
}

double collect_breakdown(const struct collect *c, size_t variant, size_t quarter, size_t key, size_t metric) {
    size_t at = ((variant * c->layout->n_quarter + quarter) * c->n_key + key) * MANDATE_BREAKDOWNS + metric;
    return fixed_mean(c->breakdown[at], c->replications[variant], FIXED_BITS);
}
