/* Tests of the elementary functions: errors against long double on fixed samples, special values, equal bits of the
 * array versions, and one golden hash over all of them that must hold on every compiler and processor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "mandate/function.h"
#include "mandate/random.h"
#include "mandate/variate.h"

enum { SAMPLE = 300000 };

/* Uniform number i of this file's stream. */
static double draw(unsigned i) {
    struct mandate_draws draws = mandate_draws_of(20240229, 0, 0);
    return mandate_uniform(&draws, UINT64_C(0x5eed), i);
}

/* ---- errors in units in the last place ---- */

static double ulps(double y, long double reference) {
    double size = fabs((double)reference);
    double unit = nextafter(size, HUGE_VAL) - size;
    return (double)(fabsl((long double)y - reference) / (long double)unit);
}

typedef double function(double x);
typedef long double function_long(long double x);

/* Largest error over x = low ... high. */
static void error_below(const char *name, function *f, function_long *reference, double low, double high,
                        double limit) {
    double worst = 0.0, where = 0.0;
    for (unsigned i = 0; i < SAMPLE; i++) {
        double x = low + (high - low) * draw(i), error = ulps(f(x), reference(x));
        if (error <= worst) continue;
        worst = error;
        where = x;
    }
    print_message("  %-12s [%g, %g]: %.2f ulp at %.17g\n", name, low, high, worst, where);
    assert_true(worst <= limit);
}

/* The same for x around 0 at all scales down to 2^-60. */
static void error_near_zero(const char *name, function *f, function_long *reference, double limit) {
    double worst = 0.0;
    for (unsigned i = 0; i < SAMPLE; i++) {
        double x = ldexp(2.0 * draw(i) - 1.0, -(int)(i % 60));
        worst = fmax(worst, ulps(f(x), reference(x)));
    }
    print_message("  %-12s near 0: %.2f ulp\n", name, worst);
    assert_true(worst <= limit);
}

static long double phi_long(long double x) { return 0.5L * erfcl(-x * sqrtl(0.5L)); }

static void test_exp_log(void **state) {
    (void)state;
    error_below("exp", mandate_exp, expl, -708.3, 709.7, 2.0);
    error_below("exp", mandate_exp, expl, -2.0, 2.0, 2.0);
    error_near_zero("exp", mandate_exp, expl, 2.0);
    error_below("log", mandate_log, logl, 0.4, 3.0, 2.0);
    error_below("log", mandate_log, logl, 1e-320, 1e-300, 2.0);
    error_below("log", mandate_log, logl, 0.0, 1e9, 2.0);
    for (unsigned i = 0; i < SAMPLE; i++) {
        double x = ldexp(0.5 + draw(i), (int)(i % 2040) - 1020);
        assert_true(ulps(mandate_log(x), logl(x)) <= 2.0);
        double near = 1.0 + ldexp(draw(i) - 0.5, -(int)(i % 50));
        assert_true(ulps(mandate_log(near), logl(near)) <= 2.0);
    }
}

static void test_expm1_log1p(void **state) {
    (void)state;
    error_below("expm1", mandate_expm1, expm1l, -45.0, 709.0, 4.0);
    error_below("expm1", mandate_expm1, expm1l, -2.0, 2.0, 4.0);
    error_near_zero("expm1", mandate_expm1, expm1l, 4.0);
    error_below("log1p", mandate_log1p, log1pl, -0.9999, 3.0, 4.0);
    error_below("log1p", mandate_log1p, log1pl, 0.0, 1e20, 4.0);
    error_near_zero("log1p", mandate_log1p, log1pl, 4.0);
}

static void test_pow(void **state) {
    (void)state;
    double worst = 0.0;
    for (unsigned i = 0; i < SAMPLE; i++) {
        double x = ldexp(0.5 + draw(2 * i), (int)(i % 61) - 30), y = 60.0 * draw(2 * i + 1) - 30.0;
        long double reference = powl(x, y);
        if (reference > 1e-307L && reference < 1e308L) worst = fmax(worst, ulps(mandate_pow(x, y), reference));
    }
    print_message("  pow: %.2f ulp\n", worst);
    assert_true(worst <= 4.0);
    assert_true(mandate_pow(2.0, 10.0) == 1024.0);
    assert_true(mandate_pow(0.0, 0.0) == 1.0 && mandate_pow(0.0, 2.0) == 0.0);
    assert_true(mandate_pow(0.0, -1.0) == HUGE_VAL && mandate_pow(1.0, HUGE_VAL) == 1.0);
    assert_true(mandate_pow(2.0, 2000.0) == HUGE_VAL && mandate_pow(2.0, -2000.0) == 0.0);
    assert_true(mandate_pow(0.5, HUGE_VAL) == 0.0 && mandate_pow(HUGE_VAL, -1.0) == 0.0);
    assert_true(isnan(mandate_pow(-1.0, 0.5)) && isnan(mandate_pow(2.0, NAN)));
}

static void test_circular(void **state) {
    (void)state;
    error_below("sin", mandate_sin, sinl, -1e4, 1e4, 4.0);
    error_below("cos", mandate_cos, cosl, -1e4, 1e4, 4.0);
    error_below("sin", mandate_sin, sinl, -4.0, 4.0, 4.0);
    error_below("cos", mandate_cos, cosl, -4.0, 4.0, 4.0);
    error_near_zero("sin", mandate_sin, sinl, 4.0);
    error_below("asin", mandate_asin, asinl, -1.0, 1.0, 4.0);
    error_below("asin", mandate_asin, asinl, 0.999999, 1.0, 4.0);
    error_near_zero("asin", mandate_asin, asinl, 4.0);
    for (int n = -6000; n <= 6000; n++) {
        double x = n * 1.5707963267948966;
        if (n != 0) assert_true(ulps(mandate_sin(x), sinl(x)) <= 4.0 && ulps(mandate_cos(x), cosl(x)) <= 4.0);
        double sine, cosine;
        mandate_sin_cos(x, &sine, &cosine);
        assert_true(sine == mandate_sin(x) && cosine == mandate_cos(x));
    }
}

static void test_log_gamma(void **state) {
    (void)state;
    error_below("log_gamma", mandate_log_gamma, lgammal, 1e-9, 0.7, 4.0);
    error_below("log_gamma", mandate_log_gamma, lgammal, 0.7, 2.5, 4.0);
    error_below("log_gamma", mandate_log_gamma, lgammal, 2.5, 20.0, 4.0);
    error_below("log_gamma", mandate_log_gamma, lgammal, 20.0, 1e7, 4.0);
}

static void test_normal(void **state) {
    (void)state;
    error_below("normal_cdf", mandate_normal_cdf, phi_long, -1.0, 1.0, 5.0);
    error_below("normal_cdf", mandate_normal_cdf, phi_long, -37.0, -1.0, 5.0);
    error_below("normal_cdf", mandate_normal_cdf, phi_long, 1.0, 9.0, 5.0);
    assert_true(mandate_normal_cdf(-50.0) == 0.0 && mandate_normal_cdf(50.0) == 1.0);
    assert_true(mandate_normal_cdf(0.0) == 0.5);
}

/* The exact quantile near y: one step of Halley in long double from there. */
static long double quantile_refined(double p, double y) {
    long double t = y, density = expl(-0.5L * t * t) / sqrtl(8.0L * atanl(1.0L));
    long double error = y <= 0.0 ? phi_long(t) - p : (1.0L - p) - phi_long(-t);
    long double step = error / density;
    return t - step / (1.0L + 0.5L * step * t);
}

static void test_normal_quantile(void **state) {
    (void)state;
    double worst = 0.0;
    for (unsigned i = 0; i < SAMPLE; i++) {
        double p = i % 2 ? draw(i) : ldexp(draw(i), -(int)(i % 900));
        double y = mandate_normal_quantile(p);
        if (y != 0.0) worst = fmax(worst, ulps(y, quantile_refined(p, y)));
        /* 1 - p is exact for the uniforms, so the law is exactly symmetric on them. */
        if (i % 2) assert_true(mandate_normal_quantile(1.0 - p) == -y);
    }
    print_message("  normal_quantile: %.2f ulp\n", worst);
    assert_true(worst <= 8.0);
    assert_true(mandate_normal_quantile(0.5) == 0.0);
    assert_true(mandate_normal_quantile(0.0) == -HUGE_VAL && mandate_normal_quantile(1.0) == HUGE_VAL);
    assert_true(isnan(mandate_normal_quantile(-0.1)) && isnan(mandate_normal_quantile(NAN)));
}

static void test_gamma(void **state) {
    (void)state;
    static const double shapes[] = {0.1, 0.3, 0.31, 0.5, 1.0, 1.7, 3.0, 7.99, 8.0, 20.0, 150.0};
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        double a = shapes[s], before = 0.0;
        for (unsigned i = 1; i < 4000; i++) {
            double p = i / 4000.0, x = mandate_gamma_quantile(a, p);
            assert_true(x >= before);
            before = x;
            assert_true(fabs(gsl_cdf_gamma_P(x, a, 1.0) - p) < 4e-12 * fmin(p, 1.0 - p));
            assert_true(fabs(mandate_gamma_cdf(a, x) - p) < 2e-13 * p);
        }
    }
    /* Reference values with 50 digits; GSL has fewer good digits for large shapes. */
    static const double known[][3] = {
        {0.1, 1e-20, 0.010511370061117775355},       {0.1, 0.5, 0.94140244589013351866},
        {0.5, 3.0, 0.98569412156457036047},          {2.5, 0.01, 2.9876015319065938441e-6},
        {8.0, 8.5, 0.61440289817284738965},          {50.0, 30.0, 0.00051889146254803429258},
        {1000.0, 1000.0, 0.5042052441802155085},     {1000.0, 1100.0, 0.99894067674607002265},
        {10000.0, 9700.0, 0.0012341755844684919966}, {10000.0, 10010.0, 0.54113746289250994894},
        {10000.0, 10300.0, 0.99852950510361431872},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_true(fabs(mandate_gamma_cdf(known[i][0], known[i][1]) / known[i][2] - 1.0) < 2e-13);
        if (known[i][2] < 0.9999)
            assert_true(fabs(mandate_gamma_quantile(known[i][0], known[i][2]) / known[i][1] - 1.0) < 2e-13);
    }
    assert_true(mandate_gamma_cdf(2.0, 0.0) == 0.0 && mandate_gamma_cdf(2.0, HUGE_VAL) == 1.0);
    assert_true(mandate_gamma_quantile(2.0, 0.0) == 0.0 && isnan(mandate_gamma_quantile(0.0, 0.5)));
}

static void test_special_values(void **state) {
    (void)state;
    assert_true(mandate_exp(0.0) == 1.0 && mandate_exp(1000.0) == HUGE_VAL && mandate_exp(-1000.0) == 0.0);
    assert_true(mandate_exp(HUGE_VAL) == HUGE_VAL && mandate_exp(-HUGE_VAL) == 0.0 && isnan(mandate_exp(NAN)));
    assert_true(isfinite(mandate_exp(709.78)) && mandate_exp(-708.38) > 0.0);
    assert_true(mandate_log(1.0) == 0.0 && mandate_log(0.0) == -HUGE_VAL && mandate_log(HUGE_VAL) == HUGE_VAL);
    assert_true(isnan(mandate_log(-1.0)) && isnan(mandate_log(NAN)) && isnan(mandate_log(-HUGE_VAL)));
    assert_true(mandate_expm1(0.0) == 0.0 && mandate_expm1(-HUGE_VAL) == -1.0 && mandate_expm1(HUGE_VAL) == HUGE_VAL);
    assert_true(mandate_log1p(0.0) == 0.0 && mandate_log1p(-1.0) == -HUGE_VAL && isnan(mandate_log1p(-2.0)));
    assert_true(mandate_sin(0.0) == 0.0 && mandate_cos(0.0) == 1.0);
    assert_true(mandate_asin(1.0) == 1.5707963267948966 && mandate_asin(-1.0) == -1.5707963267948966);
    assert_true(isnan(mandate_asin(1.1)));
    assert_true(mandate_log_gamma(1.0) == 0.0 && mandate_log_gamma(2.0) == 0.0);
    assert_true(mandate_log_gamma(0.0) == HUGE_VAL && isnan(mandate_log_gamma(-1.0)));
}

/* ---- distances ---- */

static double haversine_long(double lat1, double lon1, double lat2, double lon2) {
    const long double degree = 4.0L * atanl(1.0L) / 180.0L;
    long double s = sinl((lat2 - (long double)lat1) * degree / 2), t = sinl((lon2 - (long double)lon1) * degree / 2);
    long double h = s * s + cosl(lat1 * degree) * cosl(lat2 * degree) * t * t;
    return (double)(2.0L * 6371.0088L * asinl(sqrtl(h < 1.0L ? h : 1.0L)));
}

static void test_haversine(void **state) {
    (void)state;
    for (unsigned i = 0; i < 100000; i++) {
        double lat1 = 180.0 * draw(4 * i) - 90.0, lon1 = 360.0 * draw(4 * i + 1) - 180.0;
        double scale = i % 2 ? 1.0 : ldexp(1.0, -(int)(i % 30)); /* near pairs too */
        double lat2 = i % 2 ? 180.0 * draw(4 * i + 2) - 90.0 : lat1 + scale * draw(4 * i + 2);
        double lon2 = i % 2 ? 360.0 * draw(4 * i + 3) - 180.0 : lon1 + scale * draw(4 * i + 3);
        double expected = haversine_long(lat1, lon1, lat2, lon2);
        /* The slope of asin grows towards the antipode, 20015 km away. */
        double allowed = expected < 15000.0 ? 1e-9 : 1e-4;
        assert_true(fabs(mandate_haversine(lat1, lon1, lat2, lon2) - expected) < allowed);
    }
    assert_true(mandate_haversine(16.27, -0.05, 16.27, -0.05) == 0.0);
    assert_true(fabs(mandate_haversine(0.0, 0.0, 0.0, 180.0) - 20015.114352233686) < 1e-3);
    /* Bamako to Gao, 951 km on this sphere. */
    assert_true(fabs(mandate_haversine(12.65, -8.0, 16.27, -0.05) - haversine_long(12.65, -8.0, 16.27, -0.05)) < 1e-9);
}

/* ---- arrays and golden bits ---- */

typedef void function_many(const double *x, double *y, size_t n);

static bool same_bits(double a, double b) { return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b)); }

static void many_equals_one(function_many *many, function *one, const double *x, size_t n) {
    static double y[4096];
    many(x, y, n);
    for (size_t i = 0; i < n; i++) assert_true(same_bits(y[i], one(x[i])));
    memcpy(y, x, n * sizeof *y);
    many(y, y, n);
    for (size_t i = 0; i < n; i++) assert_true(same_bits(y[i], one(x[i])));
}

static void test_many_equals_one(void **state) {
    (void)state;
    static double x[4096];
    static const double odd[] = {0.0, -0.0,  HUGE_VAL, -HUGE_VAL, NAN,   1e-310, 5e-324,
                                 1.0, 1e300, -1.0,     0.5,       1e-12, 1e-200};
    for (size_t n = 4000; n < 4096; n += 5) {
        for (unsigned i = 0; i < n; i++) x[i] = 1600.0 * draw(i) - 800.0;
        memcpy(x + n / 3, odd, sizeof odd);
        many_equals_one(mandate_exp_many, mandate_exp, x, n);
        for (unsigned i = 0; i < n; i++) x[i] = ldexp(draw(i) - 0.05, (int)(i % 2000) - 1000);
        memcpy(x + n / 3, odd, sizeof odd);
        many_equals_one(mandate_log_many, mandate_log, x, n);
        for (unsigned i = 0; i < n; i++) x[i] = i % 7 ? draw(i) : ldexp(draw(i), -(int)(i % 300));
        many_equals_one(mandate_normal_quantile_many, mandate_normal_quantile, x, n);
        for (unsigned i = 0; i < n; i++) x[i] = 80.0 * draw(i) - 40.0;
        memcpy(x + n / 3, odd, sizeof odd);
        many_equals_one(mandate_normal_cdf_many, mandate_normal_cdf, x, n);
        for (unsigned i = 0; i < n; i++) x[i] = 4.0 * draw(i) - 2.0;
        many_equals_one(mandate_normal_cdf_many, mandate_normal_cdf, x, n);
        /* Where the far tail begins, e^-25. */
        for (unsigned i = 0; i < n; i++) x[i] = (1.2 + 0.4 * draw(i)) * 1e-11;
        many_equals_one(mandate_normal_quantile_many, mandate_normal_quantile, x, n);
        memcpy(x + n / 3, odd, sizeof odd);
        many_equals_one(mandate_normal_quantile_many, mandate_normal_quantile, x, n);
    }
}

enum { POINTS = 2048, COLUMNS = 24 };

/* One row of every function at a point; the arguments come from exact operations only. */
static void golden_row(double u, double v, double row[COLUMNS]) {
    const double values[COLUMNS] = {
        u,
        mandate_exp(1400.0 * u - 700.0),
        mandate_log(u),
        mandate_log(1e6 * v),
        mandate_expm1(8.0 * u - 4.0),
        mandate_log1p(4.0 * u - 0.99),
        mandate_pow(100.0 * u, 6.0 * v - 3.0),
        mandate_sin(2000.0 * u - 1000.0),
        mandate_cos(2000.0 * u - 1000.0),
        mandate_asin(2.0 * u - 1.0),
        mandate_log_gamma(12.0 * u),
        mandate_normal_cdf(16.0 * u - 8.0),
        mandate_normal_quantile(u),
        mandate_normal_quantile(u * 0x1p-60),
        mandate_gamma_cdf(20.0 * u, 20.0 * v),
        mandate_gamma_quantile(0.1 + 20.0 * u * u, v),
        mandate_haversine(180.0 * u - 90.0, 360.0 * v - 180.0, 13.5, -2.1),
        mandate_exponential(3.0, u),
        mandate_lognormal(2.0, 0.7, u),
        mandate_poisson(5.0 * v, u),
        mandate_poisson(500.0 * v, u),
        mandate_binomial(1000.0, v, u),
        mandate_geometric(v, u),
        mandate_binomial(12.0, v, u),
    };
    memcpy(row, values, sizeof values);
}

static void test_golden_bits(void **state) {
    (void)state;
    static double table[POINTS + 1][COLUMNS];
    static double many[3][POINTS], x[POINTS];
    for (unsigned i = 0; i < POINTS; i++) {
        golden_row(draw(2 * i), draw(2 * i + 1), table[i]);
        x[i] = draw(i);
    }
    mandate_exp_many(x, many[0], POINTS);
    mandate_log_many(x, many[1], POINTS);
    mandate_normal_quantile_many(x, many[2], POINTS);
    char hash[HASH_TEXT], hash_many[HASH_TEXT];
    hash_text(table, sizeof table, hash);
    hash_text(many, sizeof many, hash_many);
    assert_string_equal(hash, "058e08e7850a24da6545c208f3a2d35f70f652f685e8b6c6a6170276562b9748");
    assert_string_equal(hash_many, "bcdd9ade670bc40ca2aaed5471cd539428a065928275d4dbf4cf8eb0914f8b53");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exp_log),
        cmocka_unit_test(test_expm1_log1p),
        cmocka_unit_test(test_pow),
        cmocka_unit_test(test_circular),
        cmocka_unit_test(test_log_gamma),
        cmocka_unit_test(test_normal),
        cmocka_unit_test(test_normal_quantile),
        cmocka_unit_test(test_gamma),
        cmocka_unit_test(test_special_values),
        cmocka_unit_test(test_haversine),
        cmocka_unit_test(test_many_equals_one),
        cmocka_unit_test(test_golden_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
