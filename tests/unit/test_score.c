/* Unit tests of sim/stats/score: scores and ranks against closed forms. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stats/score.h"

enum { MANY = 200001 };

static bool near(double a, double b, double most) { return fabs(a - b) <= most; }

/* The middle of each of n equal parts of a standard normal. */
static double *normal_parts(size_t n) {
    double *values = malloc(n * sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < n; i++) values[i] = gsl_cdf_ugaussian_Pinv(((double)i + 0.5) / (double)n);
    return values;
}

/* CRPS of a standard normal at y: y (2 Phi(y) - 1) + 2 phi(y) - 1 / sqrt(pi) (Gneiting et al. 2005). */
static double crps_normal(double y) {
    return y * (2 * gsl_cdf_ugaussian_P(y) - 1) + 2 * gsl_ran_ugaussian_pdf(y) - 1 / sqrt(acos(-1));
}

static void crps_of_a_normal(void **state) {
    (void)state;
    double *values = normal_parts(MANY);
    const double at[] = {-3, -1, 0, 0.3, 2};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        assert_true(near(score_crps(values, MANY, at[i]), crps_normal(at[i]), 1e-4));
    free(values);
}

/* Two values: E|X - y| less half of the one distance between them. */
static void crps_of_few(void **state) {
    (void)state;
    const double values[] = {1, 4};
    assert_true(score_crps(values, 2, 2) == (1 + 2) / 2.0 - 3 / 2.0);
    assert_true(score_crps(values, 1, 3) == 2);
}

/* Its mean over samples does not hang on their size (fair). */
static void crps_is_fair(void **state) {
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double sum = 0, square = 0;
    enum { SAMPLES = 40000 };
    for (size_t i = 0; i < SAMPLES; i++) {
        double values[2] = {gsl_ran_ugaussian(rng), gsl_ran_ugaussian(rng)};
        double least = fmin(values[0], values[1]), most = fmax(values[0], values[1]);
        values[0] = least, values[1] = most;
        double score = score_crps(values, 2, 0.5);
        sum += score;
        square += score * score;
    }
    double mean = sum / SAMPLES, error = sqrt((square / SAMPLES - mean * mean) / SAMPLES);
    assert_true(fabs(mean - crps_normal(0.5)) < 6 * error);
    assert_true(error < 0.01); /* the plain form would be off by a quarter of E|X - X'|, 0.28 */
    gsl_rng_free(rng);
}

/* Against the definition: sum over whole numbers of (F(x) - 1{y <= x})^2. */
static void crps_of_a_poisson(void **state) {
    (void)state;
    const double means[] = {0.2, 3, 40};
    for (size_t i = 0; i < 3; i++)
        for (double y = 0; y < 80; y += 7) {
            double sum = 0;
            for (unsigned x = 0; x < 300; x++) sum += pow(gsl_cdf_poisson_P(x, means[i]) - (y <= x), 2);
            assert_true(near(score_crps_poisson(means[i], y), sum, 1e-9 * (1 + sum)));
        }
}

/* Ranks of values from the same law are uniform: chi-square of ten cells, also with ties. */
static double rank_chi_square(double (*draw)(gsl_rng *rng), size_t n) {
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    enum { TRIALS = 20000, CELLS = 10 };
    double counts[CELLS] = {0}, values[8], chi = 0;
    for (size_t t = 0; t < TRIALS; t++) {
        for (size_t i = 0; i < n; i++) values[i] = draw(rng);
        double y = draw(rng);
        counts[(size_t)(score_pit(values, n, y, gsl_rng_uniform_pos(rng)) * CELLS)] += 1;
    }
    for (size_t i = 0; i < CELLS; i++) chi += pow(counts[i] - TRIALS / CELLS, 2) / (TRIALS / CELLS);
    gsl_rng_free(rng);
    return gsl_cdf_chisq_Q(chi, CELLS - 1);
}

static double draw_normal(gsl_rng *rng) { return gsl_ran_ugaussian(rng); }
static double draw_few(gsl_rng *rng) { return gsl_ran_poisson(rng, 0.7); }

static void ranks_are_uniform(void **state) {
    (void)state;
    assert_true(rank_chi_square(draw_normal, 7) > 1e-9);
    assert_true(rank_chi_square(draw_few, 7) > 1e-9);
}

static void ranks_of_a_poisson(void **state) {
    (void)state;
    assert_true(near(score_pit_poisson(2, 0, 0.5), 0.5 * exp(-2), 1e-15));
    assert_true(near(score_pit_poisson(2, 1, 0.25), exp(-2) * (1 + 0.25 * 2), 1e-15));
}

/* The bounds are where the tails hold 2.5 %. */
static void binomial_interval(void **state) {
    (void)state;
    struct score_range range = score_binomial(3, 20, 0.95);
    assert_true(near(gsl_cdf_binomial_Q(2, range.low, 20), 0.025, 1e-9));
    assert_true(near(gsl_cdf_binomial_P(3, range.high, 20), 0.025, 1e-9));
    range = score_binomial(0, 10, 0.95);
    assert_true(range.low == 0 && near(range.high, 1 - pow(0.025, 0.1), 1e-12));
    range = score_binomial(10, 10, 0.95);
    assert_true(range.high == 1 && near(range.low, pow(0.025, 0.1), 1e-12));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crps_of_a_normal),  cmocka_unit_test(crps_of_few),       cmocka_unit_test(crps_is_fair),
        cmocka_unit_test(crps_of_a_poisson), cmocka_unit_test(ranks_are_uniform), cmocka_unit_test(ranks_of_a_poisson),
        cmocka_unit_test(binomial_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
