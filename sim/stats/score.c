/* Scores. */
#include "stats/score.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_bessel.h>
#include <math.h>

double score_crps(const double *sorted, size_t n, double y) {
    double distance = 0, spread = 0;
    for (size_t i = 0; i < n; i++) {
        distance += fabs(sorted[i] - y);
        spread += (2 * (double)i - (double)n + 1) * sorted[i];
    }
    distance /= (double)n;
    return n > 1 ? distance - spread / ((double)n * ((double)n - 1)) : distance;
}

double score_pit(const double *sorted, size_t n, double y, double u) {
    size_t below = 0, equal = 0;
    for (size_t i = 0; i < n; i++) {
        below += sorted[i] < y;
        equal += sorted[i] == y;
    }
    return ((double)below + u * (double)(equal + 1)) / (double)(n + 1);
}

double score_crps_poisson(double mean, double y) {
    double below = gsl_cdf_poisson_P((unsigned)y, mean), at = gsl_ran_poisson_pdf((unsigned)y, mean);
    double bessel = gsl_sf_bessel_I0_scaled(2 * mean) + gsl_sf_bessel_I1_scaled(2 * mean);
    return (y - mean) * (2 * below - 1) + 2 * mean * at - mean * bessel;
}

double score_pit_poisson(double mean, double y, double u) {
    double at = gsl_ran_poisson_pdf((unsigned)y, mean);
    return gsl_cdf_poisson_P((unsigned)y, mean) - at + u * at;
}

struct score_range score_binomial(size_t k, size_t n, double confidence) {
    double tail = (1 - confidence) / 2, hits = (double)k, misses = (double)(n - k);
    return (struct score_range){k > 0 ? gsl_cdf_beta_Pinv(tail, hits, misses + 1) : 0,
                                k < n ? gsl_cdf_beta_Qinv(tail, hits + 1, misses) : 1};
}
