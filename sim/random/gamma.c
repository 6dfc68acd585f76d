/* The gamma function's logarithm, the gamma distribution, and the parts of both that other laws need. */
#include <math.h>

#include "mandate/function.h"
#include "random/kernel.h"
#include "random/special.h"

#define HALF_LOG_2PI 0x1.d67f1c864beb5p-1
#define ROOT_2PI 0x1.40d931ff62706p+1

/* ---- log Gamma ---- */

/* log Gamma(1 + y) / y, -0.3 <= y <= 0.25; relative error 2^-55. */
static const double near_one[] = {
    -0x1.2788cfc6fb619p-1, 0x1.a51a6625307d3p-1,  -0x1.9a4d55beab2cep-2, 0x1.151322ac7d7f1p-2,  -0x1.a8b9c17aa8302p-3,
    0x1.5b40cb1018364p-3,  -0x1.2703a1db5af54p-3, 0x1.010b36a9b5ae0p-3,  -0x1.c806719c5864ap-4, 0x1.9a01e66ce61c6p-4,
    -0x1.748bf04f7e8cfp-4, 0x1.556a7117dff3ep-4,  -0x1.3b26a70f924eap-4, 0x1.249df4fc8aa1fp-4,  -0x1.104d89f43b06bp-4,
    0x1.ffb3c67176900p-5,  -0x1.f69fb1a2091cap-5, 0x1.c1c4d63b66b3ep-5,  -0x1.0feee1646eaf3p-5, 0x1.f513d5e1557b0p-5,
    -0x1.dfe3e56e862a1p-4};

/* log Gamma(2 + y) / y, -0.75 <= y <= 0.5; relative error 2^-54. */
static const double near_two[] = {
    0x1.b0ee6072093cep-2,   0x1.4a34cc4a60fa6p-2,   -0x1.13e001a557602p-4,  0x1.51322ac7d8494p-6,
    -0x1.e404fc21917d7p-8,  0x1.7add6eadb36ddp-9,   -0x1.38ac5c2a7a03fp-10, 0x1.0b36af89061a2p-11,
    -0x1.d3fd4d898d79cp-13, 0x1.a127ae73ddd88p-14,  -0x1.78de2374e9d04p-15, 0x1.580e6fdb05720p-16,
    -0x1.3cc385a8b2155p-17, 0x1.257f6559ccb9ap-18,  -0x1.11318fc0858b8p-19, 0x1.029cd8cc2ec09p-20,
    -0x1.ec5e300766236p-22, 0x1.89961b02049f1p-23,  -0x1.94b869176bb9bp-24, 0x1.b740faf5996cep-24,
    -0x1.534da987b9e68p-29, -0x1.0e95d7eef3df6p-25, -0x1.54dbe5bddb045p-25};

/* x (log Gamma(x) - (x - 1/2) log x + x - log(2 pi)/2) in 1/x^2, x >= 8; error 2^-57. */
static const double stirling_tail[] = {0x1.5555555555555p-4,   -0x1.6c16c16c16b29p-9, 0x1.a01a019ee0dbep-11,
                                       -0x1.38137ec070147p-11, 0x1.b94f6d6592192p-11, -0x1.f5ff2fdcdf048p-10,
                                       0x1.96db40614b193p-8,   -0x1.55b3a71b66a2ep-6};

static double stirling_large(double x) { return kernel_polynomial(stirling_tail, 7, 1.0 / (x * x)) / x; }

/* 0.7 <= x <= 2.5: the zeros at 1 and 2 stand as factors. */
static double log_gamma_low(double x) {
    if (x <= 1.25) return (x - 1.0) * kernel_polynomial(near_one, 20, x - 1.0);
    return (x - 2.0) * kernel_polynomial(near_two, 22, x - 2.0);
}

/* 2.5 < x < 8: down to (1.5, 2.5] by Gamma(x) = (x - 1) Gamma(x - 1). */
static double log_gamma_middle(double x) {
    double product = 1.0;
    while (x > 2.5) {
        x -= 1.0;
        product *= x;
    }
    return kernel_log(product) + log_gamma_low(x);
}

/* x < 0.7: up by Gamma(x) = Gamma(1 + x)/x; 1 + x is taken apart from x, so that nothing is lost. */
static double log_gamma_small(double x) {
    double above =
        x <= 0.25 ? x * kernel_polynomial(near_one, 20, x) : (x - 1.0) * kernel_polynomial(near_two, 22, x - 1.0);
    return above - kernel_log(x);
}

/* x >= 8: Stirling's series (Abramowitz & Stegun 6.1.40). */
static double log_gamma_large(double x) {
    if (x > 2.5e305) return KERNEL_INFINITY;
    return (x - 0.5) * (kernel_log(x) - 1.0) + (HALF_LOG_2PI - 0.5 + stirling_large(x));
}

double mandate_log_gamma(double x) {
    if (!(x > 0.0)) return x == 0.0 ? KERNEL_INFINITY : KERNEL_NAN;
    if (x >= 8.0) return log_gamma_large(x);
    if (x > 2.5) return log_gamma_middle(x);
    return x < 0.7 ? log_gamma_small(x) : log_gamma_low(x);
}

/* ---- shared parts ---- */

double special_stirling(double a) {
    if (a >= 8.0) return stirling_large(a);
    return mandate_log_gamma(a + 1.0) - ((a + 0.5) * kernel_log(a) - a + HALF_LOG_2PI);
}

double special_deviance(double a, double x) {
    double f = (x - a) / a;
    if (f > -0.29 && f < 0.41) {
        /* log(1 + f) - f = s (s^2 R - f), s = f / (2 + f) */
        double s = f / (2.0 + f), z = s * s;
        return a * (s * (f - z * kernel_log_tail(z)));
    }
    return (x - a) - a * kernel_log(x / a);
}

/* What x^a e^-x / Gamma(a + 1) takes of a > 0 alone: once for many x. */
struct shape {
    double a, factorial; /* log Gamma(a + 1), or what Stirling's formula leaves of it from 8 on */
};

static struct shape shape_of(double a) {
    return (struct shape){a, a < 8.0 ? mandate_log_gamma(a + 1.0) : special_stirling(a)};
}

static double front_of(const struct shape *shape, double x) {
    double a = shape->a;
    if (a < 8.0) return kernel_exp(a * kernel_log(x) - x - shape->factorial);
    return kernel_exp(-shape->factorial - special_deviance(a, x)) / (ROOT_2PI * sqrt(a));
}

double special_poisson(double a, double x) {
    if (a == 0.0) return kernel_exp(-x);
    struct shape shape = shape_of(a);
    return front_of(&shape, x);
}

/* ---- the gamma distribution ---- */

/* Both tails and x^a e^-x / Gamma(a + 1). The smaller tail is computed, so that both are good to 1e-13. */
struct tails {
    double lower, upper, front;
};

/* Series of the lower tail (Abramowitz & Stegun 6.5.29): front (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...). */
static double lower_series(double a, double x) {
    double sum = 1.0, term = 1.0;
    for (double n = 1.0; term > 0x1p-56 * sum; n += 1.0) {
        term *= x / (a + n);
        sum += term;
    }
    return sum;
}

/* Continued fraction of the upper tail (A & S 6.5.31) by the method of Lentz and Thompson, over x^a e^-x / Gamma(a). */
static double upper_fraction(double a, double x) {
    double b = x + 1.0 - a, c = 1e300, d = 1.0 / b, h = d;
    for (int i = 1; i < 1000000; i++) {
        double an = i * (a - i);
        b += 2.0;
        d = 1.0 / (an * d + b);
        c = b + an / c;
        double change = d * c;
        h *= change;
        if (fabs(change - 1.0) < 0x1p-52) break;
    }
    return h;
}

static struct tails tails_of(const struct shape *shape, double x) {
    double a = shape->a;
    struct tails t = {.front = front_of(shape, x)};
    if (x < a + 1.0) {
        double lower = t.front * lower_series(a, x);
        t.lower = lower < 1.0 ? lower : 1.0;
        t.upper = 1.0 - t.lower;
    } else {
        t.upper = t.front * a * upper_fraction(a, x);
        t.lower = 1.0 - t.upper;
    }
    return t;
}

double mandate_gamma_cdf(double shape, double x) {
    if (!(shape > 0.0) || x != x) return KERNEL_NAN;
    if (x <= 0.0) return 0.0;
    if (x == KERNEL_INFINITY) return 1.0;
    struct shape of = shape_of(shape);
    return tails_of(&of, x).lower;
}

/* A first guess: Wilson & Hilferty (1931), or the leading term of the series where that fails. */
static double quantile_guess(double a, double p) {
    double root = 1.0 - 1.0 / (9.0 * a) + mandate_normal_quantile(p) / (3.0 * sqrt(a));
    double x = a * root * root * root;
    if (root > 0.3 && a > 0.3) return x;
    double small = kernel_exp((kernel_log(p) + mandate_log_gamma(a + 1.0)) / a);
    return small < a + 1.0 || x <= 0.0 ? small : x;
}

/* Halley's step in log x, where the function is close to a straight line in both tails. */
static double quantile_step(const struct shape *shape, double p, double x) {
    struct tails t = tails_of(shape, x);
    double a = shape->a;
    double error = p < 0.5 ? t.lower - p : (1.0 - p) - t.upper;
    double slope = a * t.front; /* dP / dlog x */
    if (!(slope > 0.0)) return t.lower < p ? x * 2.0 : x * 0.5;
    double newton = error / slope, bend = 0.5 * newton * (a - x);
    double step = newton / (1.0 - (bend < -1.0 ? -1.0 : bend > 0.5 ? 0.5 : bend));
    step = step > 1.0 ? 1.0 : step < -1.0 ? -1.0 : step;
    return x * kernel_exp(-step);
}

double mandate_gamma_quantile(double shape, double p) {
    if (!(shape > 0.0 && p >= 0.0 && p <= 1.0)) return KERNEL_NAN;
    if (p == 0.0 || p == 1.0) return p == 0.0 ? 0.0 : KERNEL_INFINITY;
    struct shape of = shape_of(shape);
    double x = quantile_guess(shape, p);
    for (int i = 0; i < 40 && x > 0.0; i++) {
        double next = quantile_step(&of, p, x);
        double change = fabs(next - x);
        x = next;
        if (change <= 1e-7 * x) break; /* cubic: the error is now below rounding */
    }
    return x;
}
