/* Moments by Welford's update; joined by Chan, Golub & LeVeque (1979), equation 1.5. */
#include "stats/moments.h"

#include <math.h>

void moments_add(struct moments *moments, double value) {
    double step = value - moments->mean;
    moments->n++;
    moments->mean += step / (double)moments->n;
    moments->square += step * (value - moments->mean);
}

void moments_merge(struct moments *moments, const struct moments *other) {
    if (other->n == 0) return;
    double a = (double)moments->n, b = (double)other->n, step = other->mean - moments->mean;
    moments->n += other->n;
    moments->mean += step * (b / (a + b));
    moments->square += other->square + step * step * (a * b / (a + b));
}

double moments_variance(const struct moments *moments) {
    return moments->n < 2 ? (double)NAN : moments->square / (double)(moments->n - 1);
}

double moments_error(const struct moments *moments) { return sqrt(moments_variance(moments) / (double)moments->n); }
