/* Moments: number, mean and variance of values that come one by one, in one pass, and of two parts joined.
 * Joining is exact up to rounding; where the order must not show in the bits, use fixed.h. */
#ifndef STATS_MOMENTS_H
#define STATS_MOMENTS_H

#include <stddef.h>

/* Start with {0}. */
struct moments {
    size_t n;
    double mean;
    double square; /* sum of (x - mean)^2 */
};

void moments_add(struct moments *moments, double value);

/* Adds all that `other` has seen. */
void moments_merge(struct moments *moments, const struct moments *other);

/* Sample variance (n - 1); nan with fewer than two values. */
double moments_variance(const struct moments *moments);

/* Standard error of the mean; nan with fewer than two values. */
double moments_error(const struct moments *moments);

#endif
