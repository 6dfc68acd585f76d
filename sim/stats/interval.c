/* Student intervals of cluster means, and Holm's adjustment. */
#include "stats/interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"

void cluster_add(struct cluster *cluster, double value) {
    if (isnan(value)) return;
    cluster->sum += value;
    cluster->count++;
}

void cluster_close(struct cluster *cluster) {
    if (cluster->count > 0) moments_add(&cluster->means, cluster->sum / (double)cluster->count);
    cluster->values += cluster->count;
    cluster->sum = 0;
    cluster->count = 0;
}

double interval_student(double confidence, double freedom) {
    /* The upper tail keeps its digits where 1 - confidence is small. */
    return gsl_cdf_tdist_Qinv((1 - confidence) / 2, freedom);
}

struct interval interval_of(const struct moments *means, double confidence) {
    struct interval interval = {.mean = means->n > 0 ? means->mean : (double)NAN, .half = (double)NAN, .n = means->n};
    if (means->n >= 2) interval.half = interval_student(confidence, (double)(means->n - 1)) * moments_error(means);
    return interval;
}

double interval_p(const struct moments *means) {
    if (means->n < 2 || isnan(means->square)) return (double)NAN;
    double error = moments_error(means);
    if (error <= 0) return means->mean == 0 ? 1 : 0;
    return 2 * gsl_cdf_tdist_Q(fabs(means->mean) / error, (double)(means->n - 1));
}

/* ---- shares and quantiles ---- */

static double clamp(double value, double low, double high) { return value < low ? low : value > high ? high : value; }

struct bounds interval_share(const struct moments *values, double confidence) {
    if (values->n == 0) return (struct bounds){(double)NAN, (double)NAN};
    double p = clamp(values->mean, 0, 1), n = (double)values->n, variance = moments_variance(values);
    double trials = variance > 0 ? fmin(n, n * p * (1 - p) / variance) : n;
    if (trials < 1 || p <= 0 || p >= 1) trials = n;
    double z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2), spread = z * z / trials;
    double middle = (p + spread / 2) / (1 + spread);
    double half = z * sqrt(p * (1 - p) / trials + spread / (4 * trials)) / (1 + spread);
    /* The ends of the range are exact, not off by a rounding. */
    return (struct bounds){p <= 0 ? 0 : clamp(middle - half, 0, 1), p >= 1 ? 1 : clamp(middle + half, 0, 1)};
}

/* The least rank, from 1, that a binomial number of n trials with chance q of each value being at or below it reaches
 * with probability `level`: of resamples, that share has its quantile p at or below the rank. */
static size_t bootstrap_rank(size_t n, double p, double level) {
    size_t need = (size_t)fmax(1, ceil(p * (double)n)), low = 1, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        double q = (double)middle / (double)n;
        bool reached = gsl_cdf_binomial_Q((unsigned)(need - 1), q, (unsigned)n) >= level;
        if (reached) high = middle;
        else low = middle + 1;
    }
    return low;
}

struct bounds interval_quantile(const double *sorted, size_t n, double p, double confidence) {
    if (n == 0) return (struct bounds){(double)NAN, (double)NAN};
    double tail = (1 - confidence) / 2;
    return (struct bounds){sorted[bootstrap_rank(n, p, tail) - 1], sorted[bootstrap_rank(n, p, 1 - tail) - 1]};
}

/* ---- Holm ---- */

struct hypothesis {
    double p;
    size_t index;
};

static int hypothesis_order(const void *a, const void *b) {
    const struct hypothesis *x = a, *y = b;
    if (x->p != y->p) return x->p < y->p ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

void holm_adjust(const double *p, size_t n, double *adjusted) {
    struct hypothesis *sorted = memory_take(n * sizeof *sorted);
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(p[i])) sorted[m++] = (struct hypothesis){p[i], i};
    qsort(sorted, m, sizeof *sorted, hypothesis_order);
    for (size_t i = 0; i < n; i++) adjusted[i] = p[i];
    /* The k-th smallest is multiplied by the hypotheses that are left, and never falls below the one before. */
    double floor = 0;
    for (size_t k = 0; k < m; k++) {
        floor = fmax(floor, fmin(1, (double)(m - k) * sorted[k].p));
        adjusted[sorted[k].index] = floor;
    }
    memory_free(sorted);
}
