/* Means of fixed-point sums. */
#include "stats/fixed.h"

#include <math.h>

double fixed_mean(fixed_sum sum, uint64_t n, int bits) {
    if (n == 0) return (double)NAN;
    /* Two roundings, to 53 bits each; the scale is a power of two and exact. */
    return (double)sum / (double)n / fixed_scale(bits);
}
