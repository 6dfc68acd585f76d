/* Bounds of cells, and quantiles by interpolation inside them. */
#include "stats/sketch.h"

#include <math.h>

#include "stats/quantile.h"

enum { FRACTION = 52, BIAS = 1023 };

struct sketch_scale sketch_scale_of(struct sketch_range range) {
    struct sketch_scale scale = {.range = range, .shift = FRACTION - range.bits};
    scale.first = (uint64_t)(range.low + BIAS) << range.bits;
    scale.span = (uint32_t)(range.high - range.low) << range.bits;
    scale.origin = range.negative ? scale.span + 2 : 1;
    scale.cells = scale.origin + scale.span + 4;
    return scale;
}

uint64_t sketch_count(const struct sketch_scale *scale, const uint32_t *counts) {
    uint64_t n = 0;
    for (uint32_t i = 0; i < scale->cells; i++) n += counts[i];
    return n;
}

uint32_t sketch_never(const struct sketch_scale *scale, const uint32_t *counts) { return counts[scale->cells - 1]; }

/* ---- bounds ---- */

/* Lower bound of positive cell `out`, counted from (0, 2^low) as 0; the cell above the last begins at 2^high. */
static double bound(const struct sketch_scale *scale, uint32_t out) {
    if (out == 0) return 0;
    uint64_t word = (scale->first + out - 1) << scale->shift;
    double value;
    memcpy(&value, &word, sizeof value);
    return value;
}

/* Values a cell can hold: low ... high. */
struct cell {
    double low, high;
};

static struct cell cell_of(const struct sketch_scale *scale, uint32_t index) {
    uint32_t origin = scale->origin, last = scale->span + 1;
    if (index == origin) return (struct cell){0, 0};
    if (index == scale->cells - 1) return (struct cell){(double)INFINITY, (double)INFINITY};
    bool positive = index > origin;
    uint32_t out = positive ? index - origin - 1 : origin - 1 - index;
    /* The single cell of the negative values reaches from zero to the least of them. */
    double low = bound(scale, out);
    double high = out == last || (index == 0 && !scale->range.negative) ? (double)INFINITY : bound(scale, out + 1);
    return positive ? (struct cell){low, high} : (struct cell){-high, -low};
}

static double clamp(double value, double low, double high) { return value < low ? low : value > high ? high : value; }

/* Whole numbers of [low, high) are ceil(low) ... ceil(high) - 1, each with an equal share. */
static double whole_at(struct cell cell, double share) {
    double first = ceil(cell.low), n = fmax(ceil(cell.high) - first, 1);
    return first + floor(share * n);
}

/* ---- ranks ---- */

/* Cells walked so far: `before` values lie below cell `index`. */
struct walk {
    const struct sketch_scale *scale;
    const uint32_t *counts;
    struct sketch_extent extent;
    uint64_t finite; /* values that are not never */
    uint32_t index;
    uint64_t before;
};

/* The value that stands at `share` of the way through a cell. */
static double walk_value(const struct walk *walk, uint32_t index, double share) {
    struct cell cell = cell_of(walk->scale, index);
    struct sketch_extent extent = walk->extent;
    if (cell.low == cell.high) return cell.low;
    cell.low = fmax(cell.low, extent.least);
    cell.high = fmin(cell.high, extent.greatest + (extent.whole ? 1 : 0));
    double value = extent.whole ? whole_at(cell, share) : cell.low + share * (cell.high - cell.low);
    return clamp(value, extent.least, extent.greatest);
}

/* From where the walk stands, to the cell that holds `rank`. */
static double walk_at(const void *context, size_t rank) {
    const struct walk *walk = context;
    if (rank == 0 && walk->finite > 0) return walk->extent.least;
    if (rank + 1 == walk->finite) return walk->extent.greatest;
    uint32_t index = walk->index;
    uint64_t before = walk->before;
    while (before + walk->counts[index] <= rank) before += walk->counts[index++];
    return walk_value(walk, index, ((double)(rank - before) + 0.5) / walk->counts[index]);
}

void sketch_quantiles(const struct sketch_scale *scale, const uint32_t *counts, struct sketch_extent extent,
                      const double *p, size_t n, double *out) {
    uint64_t count = sketch_count(scale, counts);
    struct walk walk = {
        .scale = scale, .counts = counts, .extent = extent, .finite = count - sketch_never(scale, counts)};
    for (size_t i = 0; i < n; i++) {
        uint64_t rank = count > 0 ? (uint64_t)((double)(count - 1) * p[i]) : 0;
        while (count > 0 && walk.before + counts[walk.index] <= rank) walk.before += counts[walk.index++];
        out[i] = quantile_ranked(walk_at, &walk, (size_t)count, p[i]);
    }
}
