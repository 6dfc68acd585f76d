/* Elementary functions with fixed bits, made of + - x / and sqrt. Not for the functions of probability
 * (special.c). Polynomials are our own interpolations at Chebyshev nodes; ranges and errors stand beside them. */
#include "mandate/function.h"

#include <math.h>

#include "random/kernel.h"

double mandate_exp(double x) { return kernel_exp(x); }

double mandate_log(double x) { return kernel_log(x); }

/* ---- exp(x) - 1 and log(1 + x) near zero ---- */

double mandate_expm1(double x) {
    if (!(x < 709.782712893384)) return x != x ? x : KERNEL_INFINITY;
    if (x < -40.0) return -1.0;
    double shifted = x * 0x1.71547652b82fep+0 + KERNEL_ROUND;
    double k = shifted - KERNEL_ROUND;
    double high = x - k * KERNEL_LN2_HIGH, low = k * KERNEL_LN2_LOW;
    double r = high - low;
    double tail = r * r * kernel_exp_tail(r);
    if (k == 0.0) return r + tail;
    if (k > 60.0) return kernel_exp(x) - 1.0;
    /* 2^k (1 + e) - 1 = (2^k - 1) + 2^k e: the first part is exact; e keeps what r lost. */
    double power = kernel_real((kernel_bits(shifted) + 1023) << 52);
    double e = r + (tail + ((high - r) - low));
    return (power - 1.0) + power * e;
}

double mandate_log1p(double x) {
    if (!(x > -1.0)) return x == -1.0 ? -KERNEL_INFINITY : KERNEL_NAN;
    if (x == KERNEL_INFINITY) return x;
    /* Inside the range of the core formula f = x itself, so nothing is lost by adding 1. */
    if (x > -0.29 && x < 0.41) {
        double s = x / (2.0 + x), z = s * s, half = 0.5 * x * x;
        return x - (half - s * (half + z * kernel_log_tail(z)));
    }
    double u = 1.0 + x;
    double lost = x < 1.0 ? x - (u - 1.0) : 1.0 - (u - x);
    return kernel_log(u) + lost / u;
}

/* ---- powers: the logarithm in two doubles ---- */

static struct kernel_pair product_pair(struct kernel_pair a, struct kernel_pair b) {
    struct kernel_pair p = kernel_product(a.high, b.high);
    p.low += a.high * b.low + a.low * b.high;
    return p;
}

/* (R(z) - 2/3) / z of log((1 + s)/(1 - s)) = 2 s + s z R(z); 2^-62 of the result. */
static const double power_tail[] = {0x1.999999999999ep-2, 0x1.249249248e539p-2, 0x1.c71c71d7e63bcp-3,
                                    0x1.745d09f18b693p-3, 0x1.3b18b89d1c66cp-3, 0x1.1018b8c6e2316p-3,
                                    0x1.087809ab606bfp-3};

/* log(x) to about 2^-64, for x normal and positive. */
static struct kernel_pair log_pair(double x, double offset) {
    struct kernel_split split = kernel_split(x);
    double k = split.k + offset, f = split.m - 1.0;
    struct kernel_pair below = kernel_sum(2.0, f), s = {f / below.high, 0.0};
    struct kernel_pair back = kernel_product(s.high, below.high);
    s.low = (((f - back.high) - back.low) - s.high * below.low) / below.high;
    struct kernel_pair z = product_pair(s, s);
    struct kernel_pair r =
        kernel_sum(0x1.5555555555555p-1, 0x1.5555555555555p-55 + z.high * kernel_polynomial(power_tail, 6, z.high));
    struct kernel_pair cubic = product_pair(s, product_pair(z, r));
    struct kernel_pair first = kernel_sum(k * KERNEL_LN2_HIGH, 2.0 * s.high), all = kernel_sum(first.high, cubic.high);
    all.low += first.low + (cubic.low + 2.0 * s.low + k * KERNEL_LN2_LOW);
    return kernel_sum(all.high, all.low);
}

/* x^y at the ends of its range. */
static double pow_edge(double x, double y) {
    if (!(x >= 0.0) || y != y) return KERNEL_NAN;
    if (x == 0.0) return y > 0.0 ? 0.0 : KERNEL_INFINITY;
    return (x > 1.0) == (y > 0.0) ? KERNEL_INFINITY : 0.0;
}

/* x^y = exp(y log x), with y log x in two doubles: within 2 ulp wherever the result is a normal number. */
double mandate_pow(double x, double y) {
    if (y == 0.0 || x == 1.0) return 1.0;
    if (!(x > 0.0 && x < KERNEL_INFINITY && y - y == 0.0)) return pow_edge(x, y);
    double rough = y * kernel_log(x);
    if (!(rough > -709.0 && rough < 710.0)) return pow_edge(x, y);
    struct kernel_pair log_x = x < 0x1p-1022 ? log_pair(x * 0x1p54, -54.0) : log_pair(x, 0.0);
    struct kernel_pair t = kernel_product(y, log_x.high);
    /* Splitting overflows for huge y; log x is then so small that the first product serves. */
    if (fabs(y) > 1e270) t = (struct kernel_pair){y * log_x.high, 0.0};
    t.low += y * log_x.low;
    double power = kernel_exp(t.high);
    return power < KERNEL_INFINITY ? power + power * t.low : power;
}

/* ---- circular functions ---- */

/* x = n pi/2 + high + low with |high| <= pi/4: pi/2 in three parts of 33, 33 and 53 bits (Cody & Waite 1980), so
 * that n times a part is exact for |n| < 2^20. */
struct turn {
    double high, low;
    unsigned quarter;
};

static struct turn turn_of(double x) {
    double shifted = x * 0x1.45f306dc9c883p-1 + KERNEL_ROUND;
    double n = shifted - KERNEL_ROUND;
    double a = x - n * 0x1.921fb544p+0;
    struct kernel_pair b = kernel_sum(a, -(n * 0x1.0b4611a6p-34));
    double low = b.low - n * 0x1.3198a2e037073p-69;
    struct kernel_pair sum = kernel_sum(b.high, low);
    return (struct turn){sum.high, sum.low, (unsigned)(kernel_bits(shifted) & 3)};
}

/* (sin x / x - 1) / x^2 and (cos x - 1 + x^2/2) / x^4 in x^2, |x| <= pi/4; errors 2^-57 and less. */
static const double sine_tail[] = {-0x1.5555555555555p-3, 0x1.1111111111110p-7,   -0x1.a01a01a019937p-13,
                                   0x1.71de3a54607a5p-19, -0x1.ae64541295cdfp-26, 0x1.61217ee5cca1bp-33,
                                   -0x1.ab17bdcbd3414p-41};
static const double cosine_tail[] = {0x1.5555555555555p-5,   -0x1.6c16c16c16c16p-10, 0x1.a01a01a019d0ap-16,
                                     -0x1.27e4fb7712ca2p-22, 0x1.1eed8deb82809p-29,  -0x1.9394b9eb4d56dp-37,
                                     0x1.ab78473be59d7p-45};

static double sine_near(double x, double low) {
    double z = x * x;
    return x + (x * z * kernel_polynomial(sine_tail, 6, z) + low * (1.0 - 0.5 * z));
}

static double cosine_near(double x, double low) {
    double z = x * x, half = 0.5 * z, first = 1.0 - half;
    return first + (((1.0 - first) - half) + (z * z * kernel_polynomial(cosine_tail, 6, z) - x * low));
}

/* sin(x + quarter pi/2) */
static double sine_turned(struct turn t) {
    double y = t.quarter % 2 == 0 ? sine_near(t.high, t.low) : cosine_near(t.high, t.low);
    return t.quarter % 4 < 2 ? y : -y;
}

double mandate_sin(double x) { return sine_turned(turn_of(x)); }

double mandate_cos(double x) {
    struct turn t = turn_of(x);
    t.quarter++;
    return sine_turned(t);
}

void mandate_sin_cos(double x, double *sine, double *cosine) {
    struct turn t = turn_of(x);
    *sine = sine_turned(t);
    t.quarter++;
    *cosine = sine_turned(t);
}

/* (asin x / x - 1) / x^2 in x^2, |x| <= 1/2; error 2^-57. */
static const double arcsine_tail[] = {
    0x1.5555555555556p-3, 0x1.3333333332ec4p-4,  0x1.6db6db6e3292ep-5, 0x1.f1c71c1d4aa0dp-6, 0x1.6e8bb1d89492bp-6,
    0x1.1c4d343fa57f6p-6, 0x1.c9cf3759fd8ffp-7,  0x1.78246f32d075cp-7, 0x1.524ea8b3aad31p-7, 0x1.653a8f8cfd43cp-8,
    0x1.1d661531b222ep-6, -0x1.e7a24f548c99fp-7, 0x1.d78189767524ep-6};

/* asin x = pi/2 - 2 asin(sqrt((1 - x)/2)) for x > 1/2. */
static double arcsine_upper(double x) {
    double z = 0.5 * (1.0 - x), s = sqrt(z);
    double y = s * z * kernel_polynomial(arcsine_tail, 12, z);
    /* What the root lost: z - s^2 over 2 s. */
    struct kernel_pair square = kernel_product(s, s);
    double lost = s > 0.0 ? ((z - square.high) - square.low) / (2.0 * s) : 0.0;
    return 0x1.921fb54442d18p+0 - (2.0 * s + (2.0 * (y + lost) - 0x1.1a62633145c07p-54));
}

double mandate_asin(double x) {
    double size = fabs(x);
    if (!(size <= 1.0)) return KERNEL_NAN;
    if (size > 0.5) return x < 0.0 ? -arcsine_upper(size) : arcsine_upper(size);
    return x + x * (x * x) * kernel_polynomial(arcsine_tail, 12, x * x);
}

/* Haversine formula (Sinnott 1984); mean radius of the earth R1 of WGS 84 (Moritz 2000). Near the antipode the
 * result is good to some ten metres only, elsewhere to a micrometre. */
double mandate_haversine(double lat1, double lon1, double lat2, double lon2) {
    const double degree = 0x1.1df46a2529d39p-6, radius = 6371.0088;
    double s = mandate_sin((lat2 - lat1) * degree * 0.5), t = mandate_sin((lon2 - lon1) * degree * 0.5);
    double h = s * s + mandate_cos(lat1 * degree) * mandate_cos(lat2 * degree) * (t * t);
    return 2.0 * radius * mandate_asin(sqrt(h < 1.0 ? h : 1.0));
}

/* ---- arrays ---- */

KERNEL_MANY(mandate_exp_many, KERNEL_LOOP(kernel_exp, x, y, n))
KERNEL_MANY(mandate_log_many, KERNEL_LOOP(kernel_log, x, y, n))
