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

/* Standard error of the share in or below the cell of `value`. */
static double share_error(const struct clustered *clustered, double value) {
    uint32_t last = sketch_cell(clustered->scale, value);
    double below = 0, square = 0, product = 0, n = (double)clustered->n, k = (double)clustered->clusters;
    for (uint32_t cell = 0; cell <= last; cell++) {
        below += clustered->counts[cell];
        square += clustered->square[cell];
        product += clustered->product[cell];
    }
    double share = below / n, scatter = square - 2 * share * product + share * share * clustered->sizes;
    return sqrt(fmax(scatter, 0) * k / (k - 1)) / n;
}

struct clustered_quantile clustered_quantile(const struct clustered *clustered, double p, double confidence) {
    struct clustered_quantile quantile = {(double)NAN, (double)NAN, (double)NAN};
    const struct sketch_scale *scale = clustered->scale;
    sketch_quantiles(scale, clustered->counts, clustered->extent, &p, 1, &quantile.value);
    if (clustered->clusters < 2) return quantile;
    double half = interval_student(confidence, (double)(clustered->clusters - 1));
    half *= share_error(clustered, quantile.value);
    double shares[] = {fmax(p - half, 0), fmin(p + half, 1)}, bounds[2];
    sketch_quantiles(scale, clustered->counts, clustered->extent, shares, 2, bounds);
    quantile.low = bounds[0];
    quantile.high = bounds[1];
    return quantile;
}
