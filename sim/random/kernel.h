/* The inner formulas of exp, log and polynomials: inlined into the scalar and the array functions, so that both
 * give the same bits, and free of branches, so that compilers can put values side by side.
 * Only + - x /, comparisons, and moves of bits. Sums are written in the order in which they must be done. */
#ifndef RANDOM_KERNEL_H
#define RANDOM_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define KERNEL static inline __attribute__((always_inline))

#define KERNEL_INFINITY __builtin_inf()
#define KERNEL_NAN __builtin_nan("")

KERNEL uint64_t kernel_bits(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

KERNEL double kernel_real(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Horner's rule: c[0] + c[1] x + ... + c[degree] x^degree. */
KERNEL double kernel_polynomial(const double *c, int degree, double x) {
    double y = c[degree];
    for (int i = degree - 1; i >= 0; i--) y = y * x + c[i];
    return y;
}

/* The same for degree 7 without a loop, for functions whose values are to lie side by side. */
KERNEL double kernel_polynomial7(const double *c, double x) {
    return ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
}

/* A number as the sum of two doubles, the second below half a unit of the first. */
struct kernel_pair {
    double high, low;
};

/* Knuth's exact sum. */
KERNEL struct kernel_pair kernel_sum(double a, double b) {
    double s = a + b, t = s - a;
    return (struct kernel_pair){s, (a - (s - t)) + (b - t)};
}

/* Dekker's exact product, with halves of 26 bits; factors below 2^996. */
KERNEL struct kernel_pair kernel_product(double a, double b) {
    double p = 134217729.0 * a, q = 134217729.0 * b;
    double a1 = p - (p - a), b1 = q - (q - b), a2 = a - a1, b2 = b - b1;
    double product = a * b;
    return (struct kernel_pair){product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2};
}

#define KERNEL_LN2_HIGH 0x1.62e42feep-1 /* 32 bits: k times it is exact for |k| < 2^20 */
#define KERNEL_LN2_LOW 0x1.a39ef35793c76p-33

/* Adding 1.5 2^52 rounds to a whole number, whose bits then stand at the low end of the sum. */
#define KERNEL_ROUND 0x1.8p52

/* (e^r - 1 - r) / r^2 for |r| <= ln(2)/2: polynomial at Chebyshev nodes, relative error of e^r 2^-56. Pairs are
 * summed first (Estrin), which is faster than Horner's rule. */
KERNEL double kernel_exp_tail(double r) {
    double r2 = r * r, r4 = r2 * r2;
    double a = 0x1.0000000000001p-1 + 0x1.5555555555556p-3 * r;
    double b = 0x1.5555555553d63p-5 + 0x1.11111111109b3p-7 * r;
    double c = 0x1.6c16c1788bd90p-10 + 0x1.a01a01a7c41d5p-13 * r;
    double d = 0x1.a019b90d2ae7ap-16 + 0x1.71de0dae63bb3p-19 * r;
    double e = 0x1.289185613a3d6p-22 + 0x1.af38a9b0ec855p-26 * r;
    return (a + b * r2) + r4 * ((c + d * r2) + r4 * e);
}

/* e^x = 2^k e^r with k = round(x / ln 2). */
KERNEL double kernel_exp(double x) {
    double shifted = x * 0x1.71547652b82fep+0 + KERNEL_ROUND;
    double k = shifted - KERNEL_ROUND;
    double r = (x - k * KERNEL_LN2_HIGH) - k * KERNEL_LN2_LOW;
    double y = 1.0 + (r + r * r * kernel_exp_tail(r));
    y = kernel_real(kernel_bits(y) + (kernel_bits(shifted) << 52));
    y = x > 709.782712893384 ? KERNEL_INFINITY : y;
    y = x < -708.39 ? 0.0 : y;
    return x != x ? x : y;
}

/* log((1 + s)/(1 - s)) = 2 s + s^3 R(s^2) for |s| <= 0.1716, R to 2^-57 of the result. */
KERNEL double kernel_log_tail(double z) {
    double z2 = z * z;
    double a = 0x1.5555555555558p-1 + 0x1.99999999952e0p-2 * z;
    double b = 0x1.2492492df1876p-2 + 0x1.c71c62e53043cp-3 * z;
    double c = 0x1.7462b4c1e3314p-3 + 0x1.39fe5d72970c1p-3 * z;
    return (a + b * z2) + (z2 * z2) * (c + 0x1.2b586f1e72436p-3 * z2);
}

/* x = 2^k m with sqrt(1/2) <= m < sqrt(2); x normal and positive. */
struct kernel_split {
    double k, m;
};

#define KERNEL_SQRT_HALF UINT64_C(0x3FE6A09E667F3BCD)

KERNEL struct kernel_split kernel_split(double x) {
    uint64_t bits = kernel_bits(x) + (UINT64_C(0x3FF0000000000000) - KERNEL_SQRT_HALF);
    /* The exponent, still biased by 1023, becomes a double by way of the low bits of 2^52. */
    double k = kernel_real((bits >> 52) | UINT64_C(0x4330000000000000)) - (0x1p52 + 1023.0);
    double m = kernel_real((bits & UINT64_C(0x000FFFFFFFFFFFFF)) + KERNEL_SQRT_HALF);
    return (struct kernel_split){k, m};
}

/* k ln 2 + log(1 + f) with f = m - 1, s = f / (2 + f): log(1 + f) = f - (f^2/2 - s (f^2/2 + s^2 R)), the form of
 * Sun's fdlibm, which loses nothing for small f. */
KERNEL double kernel_log_normal(double x, double offset) {
    struct kernel_split split = kernel_split(x);
    double k = split.k + offset, f = split.m - 1.0;
    double s = f / (2.0 + f), z = s * s, half = 0.5 * f * f;
    double t = s * (half + z * kernel_log_tail(z));
    return k * KERNEL_LN2_HIGH - ((half - (t + k * KERNEL_LN2_LOW)) - f);
}

KERNEL double kernel_log(double x) {
    /* Numbers below the normal range are first scaled into it. */
    double scale = x < 0x1p-1022 ? 0x1p54 : 1.0;
    double offset = x < 0x1p-1022 ? -54.0 : 0.0;
    double y = kernel_log_normal(x * scale, offset);
    y = x == 0.0 ? -KERNEL_INFINITY : y;
    y = x < 0.0 ? KERNEL_NAN : y;
    return x < KERNEL_INFINITY ? y : x; /* inf and nan stay */
}

/* A loop of four turns whose values are to lie side by side: gcc must not unroll it before it looks for that. */
#ifdef __clang__
#define KERNEL_FOUR(j) for (size_t j = 0; j < 4; j++)
#else
#define KERNEL_FOUR(j) _Pragma("GCC unroll 1") for (size_t j = 0; j < 4; j++)
#endif

/* y = lane(x) for n values, by fours; x == y is allowed. If n is no multiple of four, the last four overlap those
 * before them, so what they are made of is set aside first. */
#define KERNEL_LOOP(lane, x, y, n)                                       \
    do {                                                                 \
        double out_[4], last_[4];                                        \
        if ((n) < 4) {                                                   \
            for (size_t i_ = 0; i_ < (n); i_++) (y)[i_] = lane((x)[i_]); \
            break;                                                       \
        }                                                                \
        memcpy(last_, (x) + (n)-4, sizeof last_);                        \
        for (size_t i_ = 0; i_ < (n); i_ += 4) {                         \
            bool whole_ = i_ + 4 <= (n);                                 \
            const double *in_ = whole_ ? (x) + i_ : last_;               \
            KERNEL_FOUR(j_) out_[j_] = lane(in_[j_]);                    \
            memcpy((y) + (whole_ ? i_ : (n)-4), out_, sizeof out_);      \
        }                                                                \
    } while (0)

/* Defines the array function `name` by the statement `body` in x, y and n, compiled plainly and for AVX2; the processor
 * chooses. Speed is all that differs: there are no fused operations in either. (target_clones would do the same with
 * gcc alone.) */
#define KERNEL_MANY(name, body)                                                                             \
    __attribute__((target("avx2"))) static void name##_avx2(const double *x, double *y, size_t n) { body; } \
    static void name##_plain(const double *x, double *y, size_t n) { body; }                                \
    void name(const double *x, double *y, size_t n) {                                                       \
        if (__builtin_cpu_supports("avx2")) name##_avx2(x, y, n);                                           \
        else name##_plain(x, y, n);                                                                         \
    }

#endif
