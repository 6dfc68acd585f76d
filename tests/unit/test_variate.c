/* Tests of the distributions: inverses against GSL's distribution functions, means of fixed samples against the
 * stated means, order in the uniform. Statistical checks are |z| < 6 on fixed samples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "mandate/random.h"
#include "mandate/variate.h"

static double draw(unsigned i) {
    struct mandate_draws draws = mandate_draws_of(7, 0, 0);
    return mandate_uniform(&draws, UINT64_C(0xabc), i);
}

/* Every second one from a tail, down to e^-30. */
static double draw_with_tails(unsigned i) {
    double u = draw(i);
    if (i % 2 == 0) return u;
    double tail = exp(-30.0 * u);
    return i % 4 == 3 && tail > 1e-15 ? 1.0 - tail : tail;
}

/* ---- real laws: P(quantile(u)) = u ---- */

static double cdf(const struct mandate_law *law, double x) {
    switch (law->family) {
        case MANDATE_UNIFORM: return gsl_cdf_flat_P(x, law->a, law->b);
        case MANDATE_NORMAL: return gsl_cdf_gaussian_P(x - law->a, law->b);
        case MANDATE_LOGNORMAL: return gsl_cdf_lognormal_P(x, log(law->a), law->b);
        case MANDATE_LOGUNIFORM: return log(x / law->a) / log(law->b / law->a);
        case MANDATE_EXPONENTIAL: return gsl_cdf_exponential_P(x, law->a);
        case MANDATE_GAMMA: return gsl_cdf_gamma_P(x, law->a, law->b / law->a);
        case MANDATE_PARETO: return gsl_cdf_pareto_P(x, law->b, law->a) / gsl_cdf_pareto_P(law->c, law->b, law->a);
        case MANDATE_TRIANGULAR: {
            double width = law->c - law->a;
            if (x <= law->b) return (x - law->a) * (x - law->a) / (width * (law->b - law->a));
            return 1.0 - (law->c - x) * (law->c - x) / (width * (law->c - law->b));
        }
        default: return NAN;
    }
}

static const struct mandate_law real_laws[] = {
    {.family = MANDATE_UNIFORM, .a = -3.0, .b = 5.0},
    {.family = MANDATE_TRIANGULAR, .a = 1.0, .b = 2.0, .c = 7.0},
    {.family = MANDATE_TRIANGULAR, .a = 1.0, .b = 1.0, .c = 7.0},
    {.family = MANDATE_TRIANGULAR, .a = 1.0, .b = 7.0, .c = 7.0},
    {.family = MANDATE_NORMAL, .a = 10.0, .b = 2.0},
    {.family = MANDATE_LOGNORMAL, .a = 3.0, .b = 0.8},
    {.family = MANDATE_LOGUNIFORM, .a = 0.1, .b = 40.0},
    {.family = MANDATE_EXPONENTIAL, .a = 4.0},
    {.family = MANDATE_GAMMA, .a = 0.4, .b = 3.0},
    {.family = MANDATE_GAMMA, .a = 6.0, .b = 3.0},
    {.family = MANDATE_PARETO, .a = 2.0, .b = 1.3, .c = 100.0},
    {.family = MANDATE_PARETO, .a = 2.0, .b = 1.0, .c = 100.0},
    {.family = MANDATE_PARETO, .a = 2.0, .b = 3.5, .c = HUGE_VAL},
};
enum { REAL_LAWS = sizeof real_laws / sizeof *real_laws };

static void test_quantile_inverts_cdf(void **state) {
    (void)state;
    for (size_t l = 0; l < REAL_LAWS; l++) {
        for (unsigned i = 0; i < 20000; i++) {
            double u = draw_with_tails(i), x = mandate_law_quantile(&real_laws[l], u);
            double error = fabs(cdf(&real_laws[l], x) - u);
            /* The lower end of laws that start away from 0 has only the digits that the end itself leaves. */
            assert_true(error < 1e-11 * fmin(u, 1.0 - u) + 1e-14);
        }
    }
}

/* Laws of all kinds, for what holds for all. */
static const double points[] = {-1.0, 0.0, 2.0, 10.0}, weights[] = {1.0, 0.0, 5.0, 2.0};
static const struct mandate_law other_laws[] = {
    {.family = MANDATE_FIXED, .a = 2.5},
    {.family = MANDATE_POISSON, .a = 0.3},
    {.family = MANDATE_POISSON, .a = 4.4},
    {.family = MANDATE_POISSON, .a = 77.0},
    {.family = MANDATE_BINOMIAL, .a = 12.0, .b = 0.3},
    {.family = MANDATE_BINOMIAL, .a = 300.0, .b = 0.8},
    {.family = MANDATE_GEOMETRIC, .a = 0.2},
    {.family = MANDATE_GEOMETRIC, .a = 1.0},
    {.family = MANDATE_DISCRETE, .n_point = 4, .points = points, .weights = weights},
    {.family = MANDATE_BERNOULLI, .a = 0.15},
    {.family = MANDATE_EXPONENTIAL, .a = 4.0, .zero = 0.3},
    {.family = MANDATE_POISSON, .a = 2.0, .zero = 0.9},
    {.family = MANDATE_LOGNORMAL, .a = 1.0, .b = 1.0, .zero = 1.0},
};
enum { OTHER_LAWS = sizeof other_laws / sizeof *other_laws, LAWS = REAL_LAWS + OTHER_LAWS };

static const struct mandate_law *law_at(size_t l) { return l < REAL_LAWS ? &real_laws[l] : &other_laws[l - REAL_LAWS]; }

/* The sample mean over 2^16 uniforms agrees with the stated one. */
static void test_means(void **state) {
    (void)state;
    enum { N = 1 << 16 };
    for (size_t l = 0; l < LAWS; l++) {
        double sum = 0.0, square = 0.0, mean = mandate_law_mean(law_at(l));
        for (unsigned i = 0; i < N; i++) {
            double x = mandate_law_quantile(law_at(l), draw(i)) - mean;
            sum += x;
            square += x * x;
        }
        assert_true(fabs(sum) <= 6.0 * sqrt(square) + 1e-9);
    }
}

static void test_quantile_is_monotone(void **state) {
    (void)state;
    for (size_t l = 0; l < LAWS; l++) {
        double before = -HUGE_VAL;
        for (unsigned i = 0; i < 20000; i++) {
            double x = mandate_law_quantile(law_at(l), (i + 0.5) / 20000.0);
            assert_true(x >= before);
            before = x;
        }
    }
}

/* The ends of the uniforms give finite values inside the support. */
static void test_ends(void **state) {
    (void)state;
    for (size_t l = 0; l < LAWS; l++) {
        double low = mandate_law_quantile(law_at(l), 0x1p-53), high = mandate_law_quantile(law_at(l), 1.0 - 0x1p-53);
        assert_true(isfinite(low) && isfinite(high) && low <= high);
    }
    assert_true(mandate_law_quantile(&real_laws[0], 0x1p-53) >= -3.0);
    assert_true(mandate_law_quantile(&real_laws[10], 1.0 - 0x1p-53) <= 100.0);
    assert_true(mandate_binomial(12.0, 0.3, 1.0 - 0x1p-53) <= 12.0);
    assert_true(mandate_binomial(12.0, 0.97, 0x1p-53) >= 0.0);
}

static void test_central(void **state) {
    (void)state;
    assert_true(mandate_law_central(&other_laws[0]) == 2.5);
    assert_true(mandate_law_central(&real_laws[1]) == 2.0);
    assert_true(mandate_law_central(&real_laws[4]) == 10.0);
    assert_true(mandate_law_central(&real_laws[5]) == 3.0);
    assert_true(mandate_law_central(&other_laws[11]) == 0.0);
    assert_true(mandate_law_continuous(&real_laws[4]) && !mandate_law_continuous(&other_laws[1]));
    struct mandate_law heavy = {.family = MANDATE_PARETO, .a = 1.0, .b = 1.0, .c = HUGE_VAL};
    assert_true(mandate_law_mean(&heavy) == HUGE_VAL);
}

/* ---- counts: F(k) >= u > F(k - 1), with the tail that has the digits ---- */

static void inverse_is_exact(double u, double lower, double lower_before, double upper, double upper_before) {
    /* 4e-15: what the sums of a walk from 0 may lose; no sample point lies so close to a step by design. */
    const double near = 1e-10, lost = 4e-15;
    if (u <= 0.5) {
        assert_true(lower >= u * (1.0 - near) - lost && lower_before < u * (1.0 + near) + lost);
    } else {
        double rest = 1.0 - u;
        assert_true(upper <= rest * (1.0 + near) + lost && upper_before > rest * (1.0 - near) - lost);
    }
}

static void test_poisson(void **state) {
    (void)state;
    static const double means[] = {1e-3, 0.5, 4.9, 20.0, 39.9, 40.0, 100.0, 1e3, 1e5};
    for (size_t m = 0; m < sizeof means / sizeof *means; m++) {
        for (unsigned i = 0; i < 10000; i++) {
            double u = draw_with_tails(i), mean = means[m], k = mandate_poisson(mean, u);
            unsigned n = (unsigned)k;
            assert_true(k == floor(k) && k >= 0.0);
            inverse_is_exact(u, gsl_cdf_poisson_P(n, mean), n > 0 ? gsl_cdf_poisson_P(n - 1, mean) : 0.0,
                             gsl_cdf_poisson_Q(n, mean), n > 0 ? gsl_cdf_poisson_Q(n - 1, mean) : 1.0);
        }
    }
    assert_true(mandate_poisson(0.0, 0.7) == 0.0);
}

static void test_binomial(void **state) {
    (void)state;
    static const double cases[][2] = {{1.0, 0.5},    {20.0, 0.2}, {20.0, 0.9},   {100.0, 0.5}, {1000.0, 0.03},
                                      {1000.0, 0.7}, {1e5, 0.3},  {1e5, 0.9999}, {50.0, 0.99}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        double trials = cases[c][0], p = cases[c][1];
        for (unsigned i = 0; i < 10000; i++) {
            double u = draw_with_tails(i), k = mandate_binomial(trials, p, u);
            unsigned n = (unsigned)k, all = (unsigned)trials;
            assert_true(k == floor(k) && k >= 0.0 && k <= trials);
            inverse_is_exact(u, gsl_cdf_binomial_P(n, p, all), n > 0 ? gsl_cdf_binomial_P(n - 1, p, all) : 0.0,
                             gsl_cdf_binomial_Q(n, p, all), n > 0 ? gsl_cdf_binomial_Q(n - 1, p, all) : 1.0);
        }
    }
    assert_true(mandate_binomial(10.0, 0.0, 0.9) == 0.0 && mandate_binomial(10.0, 1.0, 0.1) == 10.0);
    assert_true(mandate_binomial(0.0, 0.5, 0.9) == 0.0);
}

static void test_geometric(void **state) {
    (void)state;
    static const double chances[] = {1e-6, 0.01, 0.5, 0.99};
    for (size_t c = 0; c < 4; c++) {
        for (unsigned i = 0; i < 10000; i++) {
            double u = draw(i), p = chances[c], k = mandate_geometric(p, u);
            assert_true(k >= 1.0 && k == floor(k));
            assert_true(gsl_cdf_geometric_P((unsigned)k, p) >= u - 1e-12);
            if (k > 1.0) assert_true(gsl_cdf_geometric_P((unsigned)k - 1, p) < u + 1e-12);
        }
    }
    assert_true(mandate_geometric(1.0, 0.9) == 1.0);
}

/* Frequencies of a discrete law and of a mixture over a grid of uniforms are its weights. */
static void test_discrete_and_mixture(void **state) {
    (void)state;
    enum { N = 80000 };
    unsigned count[4] = {0}, zeros = 0;
    for (unsigned i = 0; i < N; i++) {
        double u = (i + 0.5) / N, x = mandate_law_quantile(&other_laws[8], u);
        for (size_t k = 0; k < 4; k++) count[k] += x == points[k];
        zeros += mandate_law_quantile(&other_laws[10], u) == 0.0;
    }
    assert_int_equal(count[0], N / 8);
    assert_int_equal(count[1], 0);
    assert_int_equal(count[2], N / 8 * 5);
    assert_int_equal(count[3], N / 8 * 2);
    assert_int_equal(zeros, N / 10 * 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quantile_inverts_cdf),
        cmocka_unit_test(test_means),
        cmocka_unit_test(test_quantile_is_monotone),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_central),
        cmocka_unit_test(test_poisson),
        cmocka_unit_test(test_binomial),
        cmocka_unit_test(test_geometric),
        cmocka_unit_test(test_discrete_and_mixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
