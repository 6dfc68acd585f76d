/* Distributions, drawn by inverse transform: one uniform gives one variate, monotone in the uniform.
 * (A zero-inflated mixture uses the same single uniform, rescaled.) */
#ifndef MANDATE_VARIATE_H
#define MANDATE_VARIATE_H

#include <stdbool.h>
#include <stddef.h>

enum mandate_family {
    MANDATE_FIXED,       /* a                value */
    MANDATE_UNIFORM,     /* a, b             low, high */
    MANDATE_TRIANGULAR,  /* a, b, c          low, mode, high */
    MANDATE_NORMAL,      /* a, b             mean, sd */
    MANDATE_LOGNORMAL,   /* a, b             median, log-sd */
    MANDATE_LOGUNIFORM,  /* a, b             low, high */
    MANDATE_EXPONENTIAL, /* a                mean */
    MANDATE_GAMMA,       /* a, b             shape, mean */
    MANDATE_POISSON,     /* a                mean */
    MANDATE_BINOMIAL,    /* a, b             trials, probability */
    MANDATE_GEOMETRIC,   /* a                probability; 1, 2, 3, ... */
    MANDATE_PARETO,      /* a, b, c          low, tail index, high (inf = not cut) */
    MANDATE_DISCRETE,    /* points, weights  values with weights */
    MANDATE_BERNOULLI,   /* a                probability of 1 */
    MANDATE_FAMILIES
};

/* A distribution in base units. `zero` > 0 makes it a mixture: 0 with probability `zero`, else the law. */
struct mandate_law {
    enum mandate_family family;
    double a, b, c;
    double zero;           /* [0, 1] */
    size_t n_point;        /* discrete only */
    const double *points;  /* (n_point) */
    const double *weights; /* (n_point), not negative, sum positive */
};

double mandate_law_quantile(const struct mandate_law *law, double u); /* 0 < u < 1 */

/* The same for n uniforms; bits equal to one by one; u == out is allowed. */
void mandate_law_quantile_many(const struct mandate_law *law, const double *u, double *out, size_t n);

/* Of a lognormal law without zeros, by the normal scores of the uniforms; z == out is allowed. */
void mandate_lognormal_many(const struct mandate_law *law, const double *z, double *out, size_t n);
bool mandate_law_lognormal(const struct mandate_law *law); /* such a law */

double mandate_law_mean(const struct mandate_law *law);     /* inf where it does not exist */
double mandate_law_central(const struct mandate_law *law);  /* median; of fixed: the value; triangular: the mode */
bool mandate_law_continuous(const struct mandate_law *law); /* not a count or a list: fit for a delay (fixed too) */

/* Single families, for loops that know theirs. */
double mandate_exponential(double mean, double u);
double mandate_lognormal(double median, double log_sd, double u);
double mandate_poisson(double mean, double u); /* a whole number; inverse of the distribution function */
double mandate_binomial(double n, double p, double u);
double mandate_geometric(double p, double u); /* 1, 2, ... */

#endif
