/* How well a predictive distribution, given as a sample, fits a value that was recorded. Not for working out the
 * sample. Gneiting & Raftery 2007, "Strictly proper scoring rules, prediction, and estimation"; Czado, Gneiting & Held
 * 2009, "Predictive model assessment for count data". Thread-safe. */
#ifndef STATS_SCORE_H
#define STATS_SCORE_H

#include <stddef.h>

/* Continuous ranked probability score E|X - y| - E|X - X'| / 2 of n >= 1 sorted values; the second mean is over pairs
 * of different members, so that the score does not hang on n (Ferro 2014, "fair"). In the unit of the values; less is
 * better; |x - y| for n = 1. */
double score_crps(const double *sorted, size_t n, double y);

/* Rank of y among the n sorted values as a share, ties broken by the uniform u: uniform in (0, 1) when y comes from
 * the same law as the values. */
double score_pit(const double *sorted, size_t n, double y, double u);

/* The same score for a Poisson law of mean > 0 and a whole number y >= 0 (Wei & Held 2014). */
double score_crps_poisson(double mean, double y);

/* Rank of a whole number under a Poisson law: F(y - 1) + u f(y). */
double score_pit_poisson(double mean, double y, double u);

/* Exact (Clopper & Pearson 1934) interval for a probability after k successes in n >= 1 trials. */
struct score_range {
    double low, high;
};
struct score_range score_binomial(size_t k, size_t n, double confidence);

#endif
