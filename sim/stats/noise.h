/* Noise of replications: taking it out of what is computed from the means of worlds.
 *
 * A function of a world's means that is not linear (is this option the best, how far is it from the best) is biased
 * by the noise of those means; for a smooth spread of worlds the leading term goes with the noise's variance. Each
 * half of a world's replications gives the same function with about twice the variance, and the extrapolation to none
 * removes that term (Richardson's rule; the half-sample case of the jackknife of Quenouille 1956). Single values so
 * corrected may leave the range of the function; their means over worlds seldom do. Thread-safe. */
#ifndef STATS_NOISE_H
#define STATS_NOISE_H

#include <stddef.h>

#include "stats/moments.h"

/* Variance of the mean of a half over that of the whole, the mean of both halves; nan when one is empty. */
double noise_ratio(size_t first, size_t second);

/* The function without noise: `whole` on all replications, `halves` the mean of its values on both halves. */
double noise_free(double whole, double halves, double ratio);

/* Variance between clusters, the noise of their means taken off; `noise` holds the squared errors of those means. Cut
 * at 0; nan with fewer than two. */
double noise_between(const struct moments *means, const struct moments *noise);

#endif
