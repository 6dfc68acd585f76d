/* Clustered: quantiles of values that come in clusters, with intervals that take the cluster as the unit, in memory
 * that depends neither on values nor on clusters.
 *
 * The share F(c) of values in or below cell c of a sketch is a ratio of sums over clusters, N_k(c) over n_k; its
 * variance needs only the sums of N_k(c)^2, N_k(c) n_k and n_k^2 (Cochran 1977, equation 6.9). The interval of a
 * quantile is that of its share, read back through the sketch (Woodruff 1952). Rough where a tail holds fewer than
 * some ten clusters. Values as in sketch.h: inf may stand among them, nan is left out. Not thread-safe. */
#ifndef STATS_CLUSTERED_H
#define STATS_CLUSTERED_H

#include "stats/sketch.h"

struct clustered;

/* `scale` must outlive it. */
struct clustered *clustered_new(const struct sketch_scale *scale);
void clustered_free(struct clustered *clustered); /* accepts NULL */

/* Adds a value to the open cluster; clustered_close ends that. */
void clustered_add(struct clustered *clustered, double value);
void clustered_close(struct clustered *clustered);

/* Values of closed clusters. */
size_t clustered_count(const struct clustered *clustered);

struct clustered_quantile {
    double value, low, high; /* low and high are nan with fewer than two clusters; inf among the infinite */
};

/* Quantile p in [0, 1] of all values of closed clusters (quantile.h), with its interval. */
struct clustered_quantile clustered_quantile(const struct clustered *clustered, double p, double confidence);

#endif
