/* Sketch: quantiles of any number of values in bounded memory, as counts in log-linear cells.
 *
 * A cell is the exponent and the first `bits` bits after the point of a double: 2^bits cells in each factor of two,
 * so bounds are exact and a cell's width is at most 2^-bits of its value. Zero, values nearer to zero than the first
 * cell, values beyond the last one, and +inf ("never") have cells of their own. Counts are whole numbers: merging is
 * addition, in any order. One set of counts (cells) belongs to the caller, who also keeps the extent
 * of the values. nan is not counted. PERFORMANCE.md section 5 compares it with other sketches. */
#ifndef STATS_SKETCH_H
#define STATS_SKETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What a scale is made of. */
struct sketch_range {
    int bits;      /* 2^bits cells in a factor of two; 4 gives a value error below 0.5 % with interpolation */
    int low, high; /* cells cover 2^low ... 2^high */
    bool negative; /* the same cells for negative values; else all of them share one cell */
};

/* What is known of the finite values beside their cells. */
struct sketch_extent {
    double least, greatest; /* exact */
    bool whole;             /* all are whole numbers, none negative: those below 2^(bits+1) have no error */
};

/* Ready for counting. Cells in order of value:
 *   below | negative cells | (-2^low, 0) | zero | (0, 2^low) | cells | above | never
 * Without negative cells the first three are one. */
struct sketch_scale {
    struct sketch_range range;
    int shift;       /* bits of a double that do not tell the cell */
    uint64_t first;  /* double >> shift of 2^low */
    uint32_t span;   /* cells on one side */
    uint32_t origin; /* cell of zero */
    uint32_t cells;  /* all cells */
};

struct sketch_scale sketch_scale_of(struct sketch_range range);

/* Cells from zero to a finite value whose bits without the sign are `magnitude`; no branches. */
static inline uint32_t sketch_step(const struct sketch_scale *scale, uint64_t magnitude) {
    uint64_t step = magnitude >> scale->shift, low = scale->first - 1, high = scale->first + scale->span;
    step = step < low ? low : step;
    step = step > high ? high : step;
    return (uint32_t)(step - low) + (magnitude != 0);
}

/* Cell of any value that is not nan. */
static inline uint32_t sketch_cell(const struct sketch_scale *scale, double value) {
    uint64_t word, magnitude;
    memcpy(&word, &value, sizeof word);
    magnitude = word & (UINT64_MAX >> 1);
    uint32_t step = sketch_step(scale, magnitude) + (magnitude == UINT64_C(0x7ff0) << 48);
    if (word == magnitude) return scale->origin + step;
    return scale->origin > step ? scale->origin - step : 0;
}

/* Number of values counted. */
uint64_t sketch_count(const struct sketch_scale *scale, const uint32_t *counts);

/* Number of values that are +inf. */
uint32_t sketch_never(const struct sketch_scale *scale, const uint32_t *counts);

/* Quantiles p[0] <= p[1] <= ... of all values counted, type 7 on interpolated ranks. inf when it lies among the
 * never; nan when nothing was counted. */
void sketch_quantiles(const struct sketch_scale *scale, const uint32_t *counts, struct sketch_extent extent,
                      const double *p, size_t n, double *out);

#endif
