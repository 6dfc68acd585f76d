/* Quantiles of sorted values: Hyndman & Fan (1996), type 7. */
#include "stats/quantile.h"

#include <math.h>

static double array_at(const void *context, size_t rank) { return ((const double *)context)[rank]; }

double quantile_ranked(double (*at)(const void *context, size_t rank), const void *context, size_t n, double p) {
    if (n == 0) return (double)NAN;
    double rank = (double)(n - 1) * p;
    size_t below = (size_t)rank;
    double share = rank - (double)below, low = at(context, below);
    if (share <= 0 || below + 1 >= n) return low;
    double high = at(context, below + 1);
    /* Between a number and "never" there is nothing but never; equal values stay as they are. */
    if (isinf(high)) return high;
    return low == high ? low : low + share * (high - low);
}

double quantile_sorted(const double *sorted, size_t n, double p) { return quantile_ranked(array_at, sorted, n, p); }
