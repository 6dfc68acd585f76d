/* Fixed point: sums of doubles as whole numbers of 2^-bits. Adding whole numbers is exact, so a mean has the same
 * bits for any order of the values, any number of threads and any split into blocks. Not for products. */
#ifndef STATS_FIXED_H
#define STATS_FIXED_H

#include <stdint.h>

__extension__ typedef __int128 fixed_sum;

/* Largest magnitude of one value in units of 2^-bits; more is cut to it. */
#define FIXED_LIMIT 4.0e18

/* `value`, finite, as a whole number of 2^-bits, halves away from zero. `scale` is 2^bits. */
static inline int64_t fixed_from(double value, double scale) {
    double y = value * scale;
    y = y > FIXED_LIMIT ? FIXED_LIMIT : y < -FIXED_LIMIT ? -FIXED_LIMIT : y;
    return (int64_t)(y + (y < 0 ? -0.5 : 0.5));
}

/* 2^bits, 0 <= bits <= 62. */
static inline double fixed_scale(int bits) { return (double)(UINT64_C(1) << bits); }

/* Mean of n values whose sum is `sum`; nan when n is 0. */
double fixed_mean(fixed_sum sum, uint64_t n, int bits);

/* Grid of values that are summed as doubles inside a block (places.csv): multiples of 2^-FIXED_GRID_BITS add up
 * exactly as long as the sum is below 2^29. */
enum { FIXED_GRID_BITS = 24 };

#define FIXED_GRID_LIMIT 67108864.0 /* 2^26 */

/* `value` rounded to the grid, |value| < FIXED_GRID_LIMIT, so that sums of such values do not depend on the order. */
static inline double fixed_round(double value) {
    const double shift = 6755399441055744.0 / (1 << FIXED_GRID_BITS); /* 1.5 * 2^52, in units of the grid */
    return (value + shift) - shift;
}

#endif
