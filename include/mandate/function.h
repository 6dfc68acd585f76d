/* Elementary functions with fixed bits: only + - x / and sqrt, so that the same input gives the
 * same bits with any compiler, optimisation level and processor. GSL is their oracle in the tests.
 * Errors are stated in units in the last place (ulp). All are thread-safe. */
#ifndef MANDATE_FUNCTION_H
#define MANDATE_FUNCTION_H

#include <stddef.h>

double mandate_exp(double x);                                 /* <= 2 ulp; overflow gives inf, below 2^-1022 0 */
double mandate_log(double x);                                 /* <= 2 ulp; x <= 0 gives -inf (0) or nan */
double mandate_expm1(double x);                               /* <= 4 ulp */
double mandate_log1p(double x);                               /* <= 4 ulp */
double mandate_pow(double x, double y);                       /* x >= 0; <= 2 ulp; otherwise as exp */
double mandate_sin(double x);                                 /* |x| <= 1e4; <= 2 ulp */
double mandate_cos(double x);                                 /* |x| <= 1e4; <= 2 ulp */
void mandate_sin_cos(double x, double *sine, double *cosine); /* both, by one reduction; the same bits */
double mandate_asin(double x);                                /* |x| <= 1; <= 2 ulp */
double mandate_log_gamma(double x);                           /* x > 0; <= 4 ulp */
double mandate_normal_cdf(double x);                          /* Phi(x); <= 5 ulp; below -37.6 0 */
double mandate_normal_quantile(double p);                     /* Phi^-1(p), 0 <= p <= 1; <= 8 ulp, symmetric */
double mandate_gamma_cdf(double shape, double x);             /* regularised lower incomplete gamma P(shape, x) */
double mandate_gamma_quantile(double shape, double p);        /* scale 1; both to 2e-13 for shapes .1 ... 1e4 */

/* Great-circle distance on a sphere of radius 6371.0088 km [km]; latitudes and longitudes [degrees]. */
double mandate_haversine(double lat1, double lon1, double lat2, double lon2);

/* Arrays: y[i] = f(x[i]), vectorised, bits equal to the scalar functions; x == y is allowed. */
void mandate_exp_many(const double *x, double *y, size_t n);
void mandate_log_many(const double *x, double *y, size_t n);
void mandate_normal_cdf_many(const double *x, double *y, size_t n);
void mandate_normal_quantile_many(const double *x, double *y, size_t n);

#endif
