/* Curve: a smooth function of one predictor by least squares, for several responses on the same predictor.
 *
 * The predictor enters by its rank, so that a skewed one does not hang on its tail: a cubic polynomial with one knot
 * more for each 50 values (none below 150, eight at most). Cross-fitted values are those of a curve that has not seen
 * the value: ten folds. Used for the value of information of a parameter (Strong, Oakley & Brennan 2014, with a
 * spline in place of the additive model), break-even values and first-order variance shares. Not thread-safe. */
#ifndef STATS_CURVE_H
#define STATS_CURVE_H

#include <stddef.h>

enum { CURVE_TERMS = 12, CURVE_FOLDS = 10, CURVE_LEAST = 20 }; /* CURVE_LEAST: values that a curve needs */

struct curve;

/* A curve over n >= CURVE_LEAST predictor values, all finite. */
struct curve *curve_new(const double *x, size_t n);
void curve_free(struct curve *curve); /* accepts NULL */

/* Terms that the data can tell apart. */
size_t curve_terms(const struct curve *curve);

/* Least squares of one response. */
struct curve_fit {
    double terms[CURVE_TERMS];
    double variance; /* of the residuals, with the degrees of freedom that are left */
};
struct curve_fit curve_fit(const struct curve *curve, const double *y);

/* Fitted and cross-fitted values (n). */
void curve_values(const struct curve *curve, const struct curve_fit *fit, double *fitted);
void curve_cross(const struct curve *curve, const double *y, double *crossed);

/* Values of n fits at one value of the predictor. */
void curve_values_at(const struct curve *curve, const struct curve_fit *fits, size_t n, double x, double *values);

/* Value of a fit and its standard error at a value of the predictor. */
struct curve_point {
    double value, error;
};
struct curve_point curve_at(const struct curve *curve, const struct curve_fit *fit, double x);

/* The predictor at a rank in 0 ... 1. */
double curve_predictor(const struct curve *curve, double rank);

/* Fold of value i, 0 ... CURVE_FOLDS - 1. */
size_t curve_fold(size_t i);

/* Share of the variance of y, in 0 ... 1, that goes with x: the adjusted R squared. */
double curve_share(const struct curve_fit *fit, const double *y, size_t n);

#endif
