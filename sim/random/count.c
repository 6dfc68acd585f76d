/* Counts: Poisson, binomial and geometric numbers by exact inversion of the distribution function: the smallest k
 * with F(k) >= u. Not for laws of real numbers (variate.c). */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/number.h"
#include "mandate/function.h"
#include "mandate/variate.h"
#include "random/kernel.h"
#include "random/special.h"

enum { WALK_MEAN = 40 }; /* up to this mean the sum from 0 is shorter than a start near the answer */

/* Poisson: n < 0. Binomial: n trials with probability p <= 1/2, odds p/(1 - p). */
struct count {
    double n, p, odds, mean;
};

/* P(k)/P(k - 1) */
static double count_ratio(const struct count *c, double k) {
    return c->n < 0.0 ? c->mean / k : (c->n - k + 1.0) * c->odds / k;
}

/* 1/1 ... 1/64: a product is ready sooner than a quotient. */
#define INVERSES_8(k)                                                                                                \
    1.0 / (k), 1.0 / ((k) + 1), 1.0 / ((k) + 2), 1.0 / ((k) + 3), 1.0 / ((k) + 4), 1.0 / ((k) + 5), 1.0 / ((k) + 6), \
        1.0 / ((k) + 7)
enum { INVERSES = 64 };
static const double inverses[INVERSES] = {INVERSES_8(1),  INVERSES_8(9),  INVERSES_8(17), INVERSES_8(25),
                                          INVERSES_8(33), INVERSES_8(41), INVERSES_8(49), INVERSES_8(57)};

static double walk_from_zero(const struct count *c, double probability, double u) {
    double k = 0.0, sum = probability;
    for (int i = 0; sum < u; i++) {
        k += 1.0;
        double inverse = i < INVERSES ? inverses[i] : 1.0 / k;
        probability *= (c->n < 0.0 ? c->mean : (c->n - k + 1.0) * c->odds) * inverse;
        sum += probability;
        /* Rounding may keep the sum below a u near 1. */
        if (probability < 0x1p-60 && k > c->mean) break;
    }
    return k;
}

/* Poisson: special_poisson. Binomial: Loader (2000), "Fast and accurate computation of binomial probabilities". */
static double count_probability(const struct count *c, double k) {
    if (c->n < 0.0) return special_poisson(k, c->mean);
    double q = 1.0 - c->p, rest = c->n - k;
    if (k == 0.0) return kernel_exp(c->n * mandate_log1p(-c->p));
    if (rest == 0.0) return kernel_exp(c->n * kernel_log(c->p));
    double exponent = special_stirling(c->n) - special_stirling(k) - special_stirling(rest) -
                      special_deviance(k, c->mean) - special_deviance(rest, c->n * q);
    return kernel_exp(exponent) * sqrt(c->n / (0x1.921fb54442d18p+2 * k * rest));
}

/* F(k) over P(k): terms below k. */
static double sum_below(const struct count *c, double k) {
    double sum = 1.0, term = 1.0;
    for (; k >= 1.0 && term > 0x1p-58 * sum; k -= 1.0) {
        term /= count_ratio(c, k);
        sum += term;
    }
    return sum;
}

/* (1 - F(k)) over P(k): terms above k. */
static double sum_above(const struct count *c, double k) {
    double sum = 0.0, term = 1.0;
    for (k += 1.0; c->n < 0.0 || k <= c->n; k += 1.0) {
        term *= count_ratio(c, k);
        sum += term;
        if (term <= 0x1p-58 * sum) break;
    }
    return sum;
}

/* A start from the expansion of Cornish & Fisher (1937), kept inside the support. */
static double count_guess(const struct count *c, double u) {
    double q = c->n < 0.0 ? 1.0 : 1.0 - c->p, skew = c->n < 0.0 ? 1.0 : 1.0 - 2.0 * c->p;
    double z = mandate_normal_quantile(u);
    double k = floor(c->mean + z * sqrt(c->mean * q) + skew * (z * z - 1.0) / 6.0);
    if (c->n >= 0.0 && k > c->n) k = c->n;
    return k > 0.0 ? k : 0.0;
}

/* u <= 1/2: moves k until F(k) >= u > F(k - 1). */
static double walk_lower(const struct count *c, double k, double u) {
    double probability = count_probability(c, k), sum = probability * sum_below(c, k);
    while (sum < u) {
        k += 1.0;
        probability *= count_ratio(c, k);
        sum += probability;
    }
    while (k >= 1.0 && sum - probability >= u) {
        sum -= probability;
        probability /= count_ratio(c, k);
        k -= 1.0;
    }
    return k;
}

/* u > 1/2: the same with the upper tail, 1 - F(k) <= 1 - u < 1 - F(k - 1), for precision near u = 1. */
static double walk_upper(const struct count *c, double k, double u) {
    double probability = count_probability(c, k), rest = probability * sum_above(c, k), limit = 1.0 - u;
    while (rest > limit && (c->n < 0.0 || k < c->n)) {
        k += 1.0;
        probability *= count_ratio(c, k);
        rest -= probability;
    }
    while (k >= 1.0 && rest + probability <= limit) {
        rest += probability;
        probability /= count_ratio(c, k);
        k -= 1.0;
    }
    return k;
}

static double walk_from_guess(const struct count *c, double u) {
    double k = count_guess(c, u);
    return u <= 0.5 ? walk_lower(c, k, u) : walk_upper(c, k, u);
}

double mandate_poisson(double mean, double u) {
    if (!(mean > 0.0) || u <= 1.0 - mean) return 0.0; /* exp(-mean) > 1 - mean */
    struct count c = {.n = -1.0, .mean = mean};
    return mean < WALK_MEAN ? walk_from_zero(&c, kernel_exp(-mean), u) : walk_from_guess(&c, u);
}

/* (1 - p)^n: products as long as they lose less than their logarithm would. */
static double none_of(double n, double p) {
    if (n >= 64) return kernel_exp(n * mandate_log1p(-p));
    double power = 1 - p, result = 1;
    for (unsigned k = (unsigned)n; k > 0; k >>= 1, power *= power)
        if (k & 1) result *= power;
    return result;
}

/* n without its fraction; a conversion is shorter than floor. */
static double whole_trials(double n) { return n < 0x1p31 ? (double)(int32_t)n : floor(n); }

double mandate_binomial(double n, double p, double u) {
    if (!(n >= 1.0 && p > 0.0)) return 0.0;
    n = whole_trials(n);
    if (p >= 1.0) return n;
    bool failures = p > 0.5; /* counted instead */
    if (failures) p = 1.0 - p, u = 1.0 - u;
    struct count c = {.n = n, .p = p, .odds = p / (1.0 - p), .mean = n * p};
    double k = c.mean >= WALK_MEAN ? walk_from_guess(&c, u) : lesser(walk_from_zero(&c, none_of(n, p), u), n);
    return failures ? n - k : k;
}

/* The smallest k with 1 - (1 - p)^k >= u. */
double mandate_geometric(double p, double u) {
    if (p >= 1.0) return 1.0;
    if (!(p > 0.0)) return KERNEL_INFINITY;
    double k = ceil(kernel_log(1.0 - u) / mandate_log1p(-p));
    return k > 1.0 ? k : 1.0;
}
