/* Distributions by inverse transform. Not for counts (count.c); no state, no rejection. */
#include "mandate/variate.h"

#include <math.h>

#include "mandate/function.h"
#include "random/kernel.h"

/* 1 - u is exact for the uniforms of random.h, so one logarithm serves. */
double mandate_exponential(double mean, double u) { return -mean * kernel_log(1.0 - u); }

double mandate_lognormal(double median, double log_sd, double u) {
    return median * kernel_exp(log_sd * mandate_normal_quantile(u));
}

static double triangular_quantile(double low, double mode, double high, double u) {
    double width = high - low;
    if (!(width > 0.0)) return low;
    double left = mode - low, right = high - mode;
    if (u * width <= left) return low + sqrt(u * width * left);
    return high - sqrt((1.0 - u) * width * right);
}

/* Cut at `high`: the uniform is squeezed into the part of the law that lies below. */
static double pareto_quantile(double low, double index, double high, double u) {
    double kept = high < KERNEL_INFINITY ? -mandate_expm1(index * mandate_log(low / high)) : 1.0;
    double x = low * mandate_exp(-mandate_log1p(-u * kept) / index);
    return x < high ? x : high;
}

static double discrete_quantile(const struct mandate_law *law, double u) {
    double total = 0.0, sum = 0.0;
    for (size_t i = 0; i < law->n_point; i++) total += law->weights[i];
    size_t last = 0;
    for (size_t i = 0; i < law->n_point; i++) {
        if (!(law->weights[i] > 0.0)) continue;
        last = i;
        sum += law->weights[i];
        if (sum >= u * total) break;
    }
    return law->points[last];
}

/* The law without its zeros. */
static double family_quantile(const struct mandate_law *law, double u) {
    switch (law->family) {
        case MANDATE_FIXED: return law->a;
        case MANDATE_UNIFORM: return law->a + (law->b - law->a) * u;
        case MANDATE_TRIANGULAR: return triangular_quantile(law->a, law->b, law->c, u);
        case MANDATE_NORMAL: return law->a + law->b * mandate_normal_quantile(u);
        case MANDATE_LOGNORMAL: return mandate_lognormal(law->a, law->b, u);
        case MANDATE_LOGUNIFORM: return law->a * mandate_exp(u * mandate_log(law->b / law->a));
        case MANDATE_EXPONENTIAL: return mandate_exponential(law->a, u);
        case MANDATE_GAMMA: return law->b / law->a * mandate_gamma_quantile(law->a, u);
        case MANDATE_POISSON: return mandate_poisson(law->a, u);
        case MANDATE_BINOMIAL: return mandate_binomial(law->a, law->b, u);
        case MANDATE_GEOMETRIC: return mandate_geometric(law->a, u);
        case MANDATE_PARETO: return pareto_quantile(law->a, law->b, law->c, u);
        case MANDATE_DISCRETE: return discrete_quantile(law, u);
        case MANDATE_BERNOULLI: return u > 1.0 - law->a ? 1.0 : 0.0;
        case MANDATE_FAMILIES: break;
    }
    return KERNEL_NAN;
}

double mandate_law_quantile(const struct mandate_law *law, double u) {
    if (law->zero > 0.0) {
        if (u <= law->zero) return 0.0;
        u = (u - law->zero) / (1.0 - law->zero);
        if (!(u < 1.0)) u = 1.0 - 0x1p-53;
    }
    return family_quantile(law, u);
}

bool mandate_law_lognormal(const struct mandate_law *law) {
    return law->family == MANDATE_LOGNORMAL && !(law->zero > 0.0);
}

void mandate_lognormal_many(const struct mandate_law *law, const double *z, double *out, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = z[i] * law->b;
    mandate_exp_many(out, out, n);
    for (size_t i = 0; i < n; i++) out[i] *= law->a;
}

void mandate_law_quantile_many(const struct mandate_law *law, const double *u, double *out, size_t n) {
    if (!mandate_law_lognormal(law)) {
        for (size_t i = 0; i < n; i++) out[i] = mandate_law_quantile(law, u[i]);
        return;
    }
    mandate_normal_quantile_many(u, out, n);
    mandate_lognormal_many(law, out, out, n);
}

/* Integral of x over the density index low^index x^-(index+1), cut at `high` and rescaled. */
static double pareto_mean(double low, double index, double high) {
    if (!(high < KERNEL_INFINITY)) return index > 1.0 ? low * index / (index - 1.0) : KERNEL_INFINITY;
    double ratio = mandate_log(low / high), over = index - 1.0;
    if (!(ratio < 0.0)) return low;
    double moment = over == 0.0 ? -ratio : -mandate_expm1(over * ratio) / over;
    return low * index * moment / -mandate_expm1(index * ratio);
}

static double discrete_mean(const struct mandate_law *law) {
    double total = 0.0, sum = 0.0;
    for (size_t i = 0; i < law->n_point; i++) {
        total += law->weights[i];
        sum += law->weights[i] * law->points[i];
    }
    return sum / total;
}

static double loguniform_mean(double low, double high) {
    double log_ratio = mandate_log(high / low);
    return log_ratio > 0.0 ? low * mandate_expm1(log_ratio) / log_ratio : low;
}

static double family_mean(const struct mandate_law *law) {
    switch (law->family) {
        case MANDATE_FIXED:
        case MANDATE_NORMAL:
        case MANDATE_EXPONENTIAL:
        case MANDATE_POISSON:
        case MANDATE_BERNOULLI: return law->a;
        case MANDATE_UNIFORM: return law->a + 0.5 * (law->b - law->a);
        case MANDATE_TRIANGULAR: return (law->a + law->b + law->c) / 3.0;
        case MANDATE_LOGNORMAL: return law->a * mandate_exp(0.5 * law->b * law->b);
        case MANDATE_LOGUNIFORM: return loguniform_mean(law->a, law->b);
        case MANDATE_GAMMA: return law->b;
        case MANDATE_BINOMIAL: return law->a * law->b;
        case MANDATE_GEOMETRIC: return law->a > 0.0 ? 1.0 / law->a : KERNEL_INFINITY;
        case MANDATE_PARETO: return pareto_mean(law->a, law->b, law->c);
        case MANDATE_DISCRETE: return discrete_mean(law);
        case MANDATE_FAMILIES: break;
    }
    return KERNEL_NAN;
}

double mandate_law_mean(const struct mandate_law *law) {
    if (law->zero >= 1.0) return 0.0;
    return law->zero > 0.0 ? (1.0 - law->zero) * family_mean(law) : family_mean(law);
}

double mandate_law_central(const struct mandate_law *law) {
    if (law->family == MANDATE_TRIANGULAR && !(law->zero > 0.0)) return law->b;
    return mandate_law_quantile(law, 0.5);
}

bool mandate_law_continuous(const struct mandate_law *law) {
    switch (law->family) {
        case MANDATE_POISSON:
        case MANDATE_BINOMIAL:
        case MANDATE_GEOMETRIC:
        case MANDATE_DISCRETE:
        case MANDATE_BERNOULLI:
        case MANDATE_FAMILIES: return false;
        default: return true;
    }
}
