/* The normal distribution: its distribution function and quantile. Not for other laws (gamma.c, variate.c). */
#include <math.h>

#include "mandate/function.h"
#include "random/kernel.h"

/* ---- distribution function ---- */

/* (Phi(x) - 1/2) / x in x^2, |x| <= 1; relative error 2^-54. */
static const double centre[] = {0x1.9884533d43651p-2,   -0x1.1058377e2cee0p-4,  0x1.46d04297691d4p-7,
                                -0x1.37403f6ba0d60p-10, 0x1.e42b0d51f3f57p-14,  -0x1.3ce8fabb1fde9p-17,
                                0x1.658a200e25bcbp-21,  -0x1.6222345fe68b2p-25, 0x1.387357c6c19afp-29,
                                -0x1.f051d420e8c74p-34, 0x1.600ea373c4e0ap-38,  -0x1.7c10618be2eb5p-43};

/* (1 + t) Phi(-t)/phi(t) in y = (t - 5)/(t + 5), 0.99 <= t <= 40; relative error 2^-55. The map of the half line to
 * an interval is that of Shepherd & Laframboise (1981). */
static const double mills[] = {0x1.28273b50efa76p+0,   -0x1.d5fd8ffd0f1a0p-3,  0x1.3e97eaf5f2e03p-4,
                               0x1.9ac85788f3a4ep-6,   -0x1.0f103e7129280p-4,  0x1.f7d96e0da0627p-5,
                               -0x1.37838b3b3e3e0p-5,  0x1.0bd973aa66b10p-6,   -0x1.1355f41dac9dap-8,
                               0x1.47ab9c539ba80p-16,  0x1.df3e94cc28a8ap-12,  -0x1.19cd9897ff7eap-13,
                               -0x1.a01c447000a6bp-16, 0x1.7cfa3de5a4f43p-16,  -0x1.9231071b3940ap-23,
                               -0x1.b6e4afb87104ap-19, 0x1.6d277400ef6c7p-22,  0x1.fe1e569351e47p-22,
                               -0x1.6cefae1493fe7p-24, -0x1.e99448f378aa2p-25, 0x1.1a2e1691fdb72p-26};

/* Horner's rule, written out so that values can lie side by side. */
#define HORNER4(c, i) y = y * x + c[i], y = y * x + c[(i)-1], y = y * x + c[(i)-2], y = y * x + c[(i)-3]

KERNEL double centre_at(double x) {
    double y = centre[11];
    HORNER4(centre, 10), HORNER4(centre, 6);
    y = y * x + centre[2], y = y * x + centre[1];
    return y * x + centre[0];
}

KERNEL double mills_at(double x) {
    double y = mills[20];
    HORNER4(mills, 19), HORNER4(mills, 15), HORNER4(mills, 11), HORNER4(mills, 7);
    HORNER4(mills, 3);
    return y;
}

/* Phi(-t) for t >= 1. The rounding of t^2 would cost up to 700 ulp of its exponential, so its rest is kept. */
static double lower_tail(double t) {
    if (t > 37.6) return 0.0;
    struct kernel_pair square = kernel_product(t, t);
    double density = kernel_exp(-0.5 * square.high), rest = -0.5 * square.low;
    double y = (t - 5.0) / (t + 5.0);
    double scale = 0x1.9884533d43651p-2 * mills_at(y) / (1.0 + t);
    return scale * (density + density * rest);
}

double mandate_normal_cdf(double x) {
    if (x != x) return x;
    if (x < -1.0) return lower_tail(-x);
    if (x > 1.0) return 1.0 - lower_tail(x);
    return 0.5 + x * centre_at(x * x);
}

/* Without branches: centre and tail, then the one that holds. */
KERNEL double cdf_lane(double x) {
    double t = fabs(x) > 1.0 ? fabs(x) : 1.0, y = (t - 5.0) / (t + 5.0);
    struct kernel_pair square = kernel_product(t, t);
    double density = kernel_exp(-0.5 * square.high), rest = -0.5 * square.low;
    double scale = 0x1.9884533d43651p-2 * mills_at(y) / (1.0 + t);
    double tail = scale * (density + density * rest), middle = 0.5 + x * centre_at(x * x);
    tail = t > 37.6 ? 0.0 : tail;
    tail = x < 0.0 ? tail : 1.0 - tail;
    return fabs(x) > 1.0 ? tail : middle;
}

KERNEL_MANY(mandate_normal_cdf_many, KERNEL_LOOP(cdf_lane, x, y, n))

/* ---- quantile: Wichura (1988), algorithm AS 241, PPND16 ---- */

struct ratio {
    double above, below;
};

/* |p - 1/2| <= 0.425; r = 0.180625 - (p - 1/2)^2 */
KERNEL struct ratio ratio_centre(double r) {
    static const double a[] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                               1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                               3.3430575583588128105e+4, 2.5090809287301226727e+3};
    static const double b[] = {1.0,
                               4.2313330701600911252e+1,
                               6.8718700749205790830e+2,
                               5.3941960214247511077e+3,
                               2.1213794301586595867e+4,
                               3.9307895800092710610e+4,
                               2.8729085735721942674e+4,
                               5.2264952788528545610e+3};
    return (struct ratio){kernel_polynomial7(a, r), kernel_polynomial7(b, r)};
}

/* sqrt(-log p) <= 5; r is that less 1.6 */
KERNEL struct ratio ratio_middle(double r) {
    static const double a[] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                               3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                               2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static const double b[] = {1.0,
                               2.05319162663775882187e0,
                               1.67638483018380384940e0,
                               6.89767334985100004550e-1,
                               1.48103976427480074590e-1,
                               1.51986665636164571966e-2,
                               5.47593808499534494600e-4,
                               1.05075007164441684324e-9};
    return (struct ratio){kernel_polynomial7(a, r), kernel_polynomial7(b, r)};
}

/* sqrt(-log p) > 5; r is that less 5 */
static struct ratio ratio_far(double r) {
    static const double a[] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                               2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                               2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static const double b[] = {1.0,
                               5.99832206555887937690e-1,
                               1.36929880922735805310e-1,
                               1.48753612908506148525e-2,
                               7.86869131145613259100e-4,
                               1.84631831751005468180e-5,
                               1.42151175831644588870e-7,
                               2.04426310338993978564e-15};
    return (struct ratio){kernel_polynomial7(a, r), kernel_polynomial7(b, r)};
}

/* The smaller of the two tail probabilities; 1 - p is exact where it is taken. */
KERNEL double tail_of(double p) { return p < 0.5 ? p : 1.0 - p; }

double mandate_normal_quantile(double p) {
    double q = p - 0.5;
    if (fabs(q) <= 0.425) {
        struct ratio x = ratio_centre(0.180625 - q * q);
        return q * x.above / x.below;
    }
    if (!(p > 0.0 && p < 1.0)) return p == 0.0 ? -KERNEL_INFINITY : p == 1.0 ? KERNEL_INFINITY : KERNEL_NAN;
    double r = sqrt(-kernel_log(tail_of(p)));
    struct ratio x = r <= 5.0 ? ratio_middle(r - 1.6) : ratio_far(r - 5.0);
    double y = x.above / x.below;
    return q < 0.0 ? -y : y;
}

KERNEL double centre_lane(double p) {
    double q = p - 0.5;
    struct ratio x = ratio_centre(0.180625 - q * q);
    return q * x.above / x.below;
}

/* Wrong beyond sqrt(-log p) = 5. */
KERNEL double tail_lane(double p) {
    struct ratio x = ratio_middle(sqrt(-kernel_log_normal(tail_of(p), 0.0)) - 1.6);
    double y = x.above / x.below;
    return p < 0.5 ? -y : y;
}

/* 85 % of the probabilities lie in the centre, so all are taken for that first; the others are gathered and done side
 * by side too, but for the far tails, one value in 10^11. */
enum { QUANTILES = 64 };

KERNEL void quantiles(const double *x, double *y, size_t n) {
    const double edge = 1.3888e-11; /* just above e^-25, where the far tail begins */
    double out[QUANTILES], least = 1.0;
    uint8_t at[QUANTILES];
    size_t n_out = 0;
    for (size_t i = 0; i < n; i++) {
        at[n_out] = (uint8_t)i;
        if (!(fabs(x[i] - 0.5) <= 0.425)) n_out++;
    }
    for (size_t k = 0; k < n_out; k++) {
        out[k] = x[at[k]];
        double tail = tail_of(out[k]);
        least = tail < least ? tail : least;
    }
    KERNEL_LOOP(centre_lane, x, y, n);
    if (least > edge) KERNEL_LOOP(tail_lane, out, out, n_out);
    else
        for (size_t k = 0; k < n_out; k++) out[k] = mandate_normal_quantile(out[k]);
    for (size_t k = 0; k < n_out; k++) y[at[k]] = out[k];
}

KERNEL void quantile_loop(const double *x, double *y, size_t n) {
    for (; n > QUANTILES; n -= QUANTILES, x += QUANTILES, y += QUANTILES) quantiles(x, y, QUANTILES);
    quantiles(x, y, n);
}

KERNEL_MANY(mandate_normal_quantile_many, quantile_loop(x, y, n))
