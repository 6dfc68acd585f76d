/* Sums over clusters are kept as steps along the cells, so that closing a cluster costs its filled cells only. */
#include "stats/clustered.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "stats/interval.h"

struct clustered {
    const struct sketch_scale *scale;
    uint32_t *counts;         /* (cells) of closed clusters */
    double *square, *product; /* (cells) steps of the sums of N(c)^2 and N(c) n */
    uint32_t *open;           /* (cells) of the open cluster */
    uint16_t *filled;         /* (cells) its cells, in order of filling */
    size_t n_filled, n_open;
    double sizes; /* sum of n^2 */
    size_t clusters, n;
    struct sketch_extent extent;
};

struct clustered *clustered_new(const struct sketch_scale *scale) {
    struct clustered *clustered = memory_take(sizeof *clustered);
    size_t n = scale->cells;
    *clustered = (struct clustered){.scale = scale,
                                    .counts = memory_take(n * sizeof(uint32_t)),
                                    .square = memory_take(n * sizeof(double)),
                                    .product = memory_take(n * sizeof(double)),
                                    .open = memory_take(n * sizeof(uint32_t)),
                                    .filled = memory_take(n * sizeof(uint16_t)),
                                    .extent = {(double)INFINITY, -(double)INFINITY, true}};
    return clustered;
}

void clustered_free(struct clustered *clustered) {
    if (clustered == NULL) return;
    memory_free(clustered->counts);
    memory_free(clustered->square);
    memory_free(clustered->product);
    memory_free(clustered->open);
    memory_free(clustered->filled);
    memory_free(clustered);
}

void clustered_add(struct clustered *clustered, double value) {
    if (isnan(value)) return;
    uint32_t cell = sketch_cell(clustered->scale, value);
    if (clustered->open[cell]++ == 0) clustered->filled[clustered->n_filled++] = (uint16_t)cell;
    clustered->n_open++;
    if (isinf(value)) return;
    struct sketch_extent *extent = &clustered->extent;
    if (value < extent->least) extent->least = value;
    if (value > extent->greatest) extent->greatest = value;
    extent->whole = extent->whole && value >= 0 && value == floor(value);
}

static int cell_order(const void *a, const void *b) {
    uint16_t x = *(const uint16_t *)a, y = *(const uint16_t *)b;
    return x < y ? -1 : x > y;
}

/* N(c) of the cluster rises from `before` to `after` at a cell, so its square does by their squares' difference. */
void clustered_close(struct clustered *clustered) {
    double n = (double)clustered->n_open, before = 0;
    if (clustered->n_open == 0) return;
    qsort(clustered->filled, clustered->n_filled, sizeof *clustered->filled, cell_order);
    for (size_t i = 0; i < clustered->n_filled; i++) {
        uint16_t cell = clustered->filled[i];
        double after = before + clustered->open[cell];
        clustered->square[cell] += after * after - before * before;
        clustered->product[cell] += (after - before) * n;
        clustered->counts[cell] += clustered->open[cell];
        clustered->open[cell] = 0;
        before = after;
    }
    clustered->sizes += n * n;
    clustered->n += clustered->n_open;
    clustered->clusters++;
    clustered->n_filled = clustered->n_open = 0;
}

size_t clustered_count(const struct clustered *clustered) { return clustered->n; }

/* Sums over the cells up to one: of values, of N(c)^2 and of N(c) n. */
struct below {
    double n, square, product;
};

static void below_add(struct below *below, const struct clustered *clustered, uint32_t cell) {
    below->n += clustered->counts[cell];
    below->square += clustered->square[cell];
    below->product += clustered->product[cell];
}

/* Standard error of the share F that lies below, over sqrt(F (1 - F)); nan where nothing or all does. */
static double error_factor(const struct clustered *clustered, const struct below *below) {
    double n = (double)clustered->n, k = (double)clustered->clusters, share = below->n / n;
    double scatter = below->square - 2 * share * below->product + share * share * clustered->sizes;
    if (!(share > 0 && share < 1)) return (double)NAN;
    return sqrt(fmax(scatter, 0) * k / (k - 1)) / n / sqrt(share * (1 - share));
}

/* Standard error of share p, which falls into the cell of `value`: as between the shares at both ends of the cell.
 * Infinite if that cell holds all values. */
static double share_error(const struct clustered *clustered, double p, double value) {
    uint32_t last = sketch_cell(clustered->scale, value);
    struct below start = {0, 0, 0}, end;
    for (uint32_t cell = 0; cell < last; cell++) below_add(&start, clustered, cell);
    end = start;
    below_add(&end, clustered, last);
    double at_start = error_factor(clustered, &start), at_end = error_factor(clustered, &end);
    double along = fmin(fmax((p * (double)clustered->n - start.n) / (end.n - start.n), 0), 1);
    double factor = isnan(at_end) ? at_start : isnan(at_start) ? at_end : at_start + along * (at_end - at_start);
    return isnan(factor) ? (double)INFINITY : factor * sqrt(p * (1 - p));
}

struct clustered_quantile clustered_quantile(const struct clustered *clustered, double p, double confidence) {
    struct clustered_quantile quantile = {(double)NAN, (double)NAN, (double)NAN};
    const struct sketch_scale *scale = clustered->scale;
    sketch_quantiles(scale, clustered->counts, clustered->extent, &p, 1, &quantile.value);
    if (clustered->clusters < 2) return quantile;
    double half = interval_student(confidence, (double)(clustered->clusters - 1));
    half *= share_error(clustered, p, quantile.value);
    double shares[] = {fmax(p - half, 0), fmin(p + half, 1)}, bounds[2];
    sketch_quantiles(scale, clustered->counts, clustered->extent, shares, 2, bounds);
    quantile.low = bounds[0];
    quantile.high = bounds[1];
    return quantile;
}
