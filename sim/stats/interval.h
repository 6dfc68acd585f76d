/* Intervals for the mean when values come in clusters: the world is the cluster, and replications of one world are
 * not independent draws of the answer. Means of worlds are averaged, their scatter gives the error (DECISIONS.md
 * section 2). Also Student's p and Holm's adjustment. Thread-safe. */
#ifndef STATS_INTERVAL_H
#define STATS_INTERVAL_H

#include <stddef.h>

#include "stats/moments.h"

struct interval {
    double mean;
    double half; /* half-width; nan with fewer than two clusters */
    size_t n;    /* clusters */
};

/* Values of one cluster after the other; start with {0}. */
struct cluster {
    struct moments means; /* of closed clusters */
    double sum;           /* of the open one */
    size_t count;         /* values in the open one */
    size_t values;        /* values in closed ones */
};

/* Adds a value to the open cluster. A nan is left out. */
void cluster_add(struct cluster *cluster, double value);

/* Ends the open cluster; one without values does not count. */
void cluster_close(struct cluster *cluster);

/* Two-sided interval of the mean of clusters by Student's t with n - 1 degrees of freedom; 0 < confidence < 1. */
struct interval interval_of(const struct moments *means, double confidence);

/* Student's t: P(|T| <= t) = confidence with `freedom` > 0 degrees of freedom. */
double interval_student(double confidence, double freedom);

/* Two-sided p of "the mean is zero"; 1 when all values are zero, nan with fewer than two. */
double interval_p(const struct moments *means);

/* Bounds of a share whose `n` values have this mean and variance: Wilson's (1927) interval, with as many trials as
 * would give that variance, at most n. Values may lie outside 0 ... 1 (noise.h); the bounds do not. nan when n is 0. */
struct bounds {
    double low, high;
};
struct bounds interval_share(const struct moments *values, double confidence);

/* Bounds of quantile p of the law behind n sorted values, by the ranks of the binomial law as the bootstrap would have
 * them (Efron 1979, without its sampling); nan when n is 0. Beyond the last value nothing is known. */
struct bounds interval_quantile(const double *sorted, size_t n, double p, double confidence);

/* Holm (1979): p adjusted for testing n hypotheses; nan stays nan and does not count. `adjusted` may be `p`. */
void holm_adjust(const double *p, size_t n, double *adjusted);

#endif
