/* Extrapolation to no noise. */
#include "stats/noise.h"

#include <math.h>

double noise_ratio(size_t first, size_t second) {
    if (first == 0 || second == 0) return (double)NAN;
    double a = (double)first, b = (double)second;
    return (1 / a + 1 / b) / 2 * (a + b);
}

double noise_free(double whole, double halves, double ratio) {
    return isnan(ratio) ? whole : (ratio * whole - halves) / (ratio - 1);
}

double noise_between(const struct moments *means, const struct moments *noise) {
    double variance = moments_variance(means);
    return isnan(variance) ? variance : fmax(variance - noise->mean, 0);
}
