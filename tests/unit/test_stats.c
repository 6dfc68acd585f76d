/* Unit tests of sim/stats: moments, quantiles, sketch, fixed point, intervals. GSL is the oracle. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_statistics_double.h>

#include "stats/fixed.h"
#include "stats/interval.h"
#include "stats/moments.h"
#include "stats/quantile.h"
#include "stats/sketch.h"

enum { MANY = 20000 };

static bool near(double a, double b, double relative) { return fabs(a - b) <= relative * fmax(fabs(a), fabs(b)); }

static int order(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double *sample(size_t n, double (*draw)(gsl_rng *rng)) {
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double *values = malloc(n * sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < n; i++) values[i] = draw(rng);
    gsl_rng_free(rng);
    return values;
}

static double draw_lognormal(gsl_rng *rng) { return gsl_ran_lognormal(rng, 1, 1.5); }
static double draw_normal(gsl_rng *rng) { return gsl_ran_gaussian(rng, 100); }
static double draw_poisson(gsl_rng *rng) { return gsl_ran_poisson(rng, 7); }
static double draw_mixed(gsl_rng *rng) {
    double u = gsl_rng_uniform(rng);
    return u < 0.3 ? 0 : u < 0.8 ? gsl_ran_exponential(rng, 10) : (double)INFINITY;
}

/* ---- moments ---- */

static void moments_agree_with_gsl(void **state) {
    (void)state;
    double *values = sample(MANY, draw_normal);
    struct moments all = {0}, left = {0}, right = {0};
    for (size_t i = 0; i < MANY; i++) {
        moments_add(&all, values[i]);
        moments_add(i < 777 ? &left : &right, values[i]);
    }
    moments_merge(&left, &right);
    assert_true(near(moments_variance(&all), gsl_stats_variance(values, 1, MANY), 1e-12));
    assert_true(fabs(all.mean - gsl_stats_mean(values, 1, MANY)) < 1e-11);
    assert_true(left.n == MANY && fabs(left.mean - all.mean) < 1e-11);
    assert_true(near(left.square, all.square, 1e-12));
    free(values);
}

static void moments_of_few(void **state) {
    (void)state;
    struct moments moments = {0}, none = {0};
    assert_true(isnan(moments_variance(&moments)));
    moments_add(&moments, 3);
    moments_merge(&moments, &none);
    assert_true(isnan(moments_error(&moments)) && moments.mean == 3);
    moments_merge(&none, &moments);
    assert_true(none.n == 1 && none.mean == 3);
}

/* ---- quantiles ---- */

static void quantile_agrees_with_gsl(void **state) {
    (void)state;
    double *values = sample(1001, draw_normal);
    qsort(values, 1001, sizeof *values, order);
    for (int i = 0; i <= 100; i++)
        assert_true(near(quantile_sorted(values, 1001, i / 100.0),
                         gsl_stats_quantile_from_sorted_data(values, 1, 1001, i / 100.0), 1e-14));
    free(values);
}

static void quantile_among_never(void **state) {
    (void)state;
    const double values[] = {1, 2, (double)INFINITY, (double)INFINITY};
    assert_true(quantile_sorted(values, 4, 0) == 1);
    assert_true(quantile_sorted(values, 4, 1.0 / 3) == 2);
    assert_true(isinf(quantile_sorted(values, 4, 0.5)));
    assert_true(isinf(quantile_sorted(values, 4, 1)));
    assert_true(isnan(quantile_sorted(values, 0, 0.5)));
}

/* ---- sketch ---- */

static const double p_all[] = {0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1};
enum { P_ALL = sizeof p_all / sizeof p_all[0] };

/* Fills counts from values and gives quantiles beside the exact ones. */
static void sketch_run(struct sketch_range range, double *values, size_t n, bool whole, double *found, double *exact) {
    struct sketch_scale scale = sketch_scale_of(range);
    struct sketch_extent extent = {(double)INFINITY, -(double)INFINITY, whole};
    uint32_t *counts = calloc(scale.cells, sizeof *counts);
    assert_non_null(counts);
    for (size_t i = 0; i < n; i++) {
        uint32_t cell = sketch_cell(&scale, values[i]);
        assert_true(cell < scale.cells);
        counts[cell]++;
        if (isinf(values[i])) continue;
        extent.least = fmin(extent.least, values[i]);
        extent.greatest = fmax(extent.greatest, values[i]);
    }
    assert_true(sketch_count(&scale, counts) == n);
    sketch_quantiles(&scale, counts, extent, p_all, P_ALL, found);
    qsort(values, n, sizeof *values, order);
    for (size_t i = 0; i < P_ALL; i++) exact[i] = quantile_sorted(values, n, p_all[i]);
    free(counts);
}

static void sketch_near_exact(void **state) {
    (void)state;
    double found[P_ALL] = {0}, exact[P_ALL] = {0}, *values = sample(MANY, draw_lognormal);
    sketch_run((struct sketch_range){.bits = 4, .low = -10, .high = 12}, values, MANY, false, found, exact);
    for (size_t i = 0; i < P_ALL; i++) assert_true(near(found[i], exact[i], 0.005));
    assert_true(found[0] == exact[0] && found[P_ALL - 1] == exact[P_ALL - 1]);
    free(values);
}

static void sketch_of_negative_values(void **state) {
    (void)state;
    double found[P_ALL] = {0}, exact[P_ALL] = {0}, *values = sample(MANY, draw_normal);
    sketch_run((struct sketch_range){.bits = 4, .low = -4, .high = 12, .negative = true}, values, MANY, false, found,
               exact);
    for (size_t i = 0; i < P_ALL; i++) assert_true(fabs(found[i] - exact[i]) <= 0.005 * fabs(exact[i]) + 0.3);
    free(values);
}

static void sketch_exact_for_whole_numbers(void **state) {
    (void)state;
    double found[P_ALL] = {0}, exact[P_ALL] = {0}, *values = sample(MANY, draw_poisson);
    sketch_run((struct sketch_range){.bits = 4, .low = 0, .high = 8}, values, MANY, true, found, exact);
    for (size_t i = 0; i < P_ALL; i++) assert_true(found[i] == exact[i]);
    free(values);
}

static void sketch_of_zero_and_never(void **state) {
    (void)state;
    double found[P_ALL] = {0}, exact[P_ALL] = {0}, *values = sample(MANY, draw_mixed);
    sketch_run((struct sketch_range){.bits = 4, .low = -6, .high = 10}, values, MANY, false, found, exact);
    for (size_t i = 0; i < P_ALL; i++) {
        if (isinf(exact[i]) || exact[i] == 0) assert_true(found[i] == exact[i]);
        else assert_true(near(found[i], exact[i], 0.01));
    }
    free(values);
}

/* Values outside the cells keep their order and stay between the extremes. */
static void sketch_outside_its_range(void **state) {
    (void)state;
    double values[] = {-5, -2, 0, 0.001, 0.002, 1.5, 1000, 2000, 1e300}, found[P_ALL] = {0}, exact[P_ALL] = {0};
    sketch_run((struct sketch_range){.bits = 4, .low = 0, .high = 4}, values, 9, false, found, exact);
    assert_true(found[0] == -5 && found[P_ALL - 1] == 1e300);
    for (size_t i = 1; i < P_ALL; i++) assert_true(found[i] >= found[i - 1]);
    sketch_run((struct sketch_range){.bits = 4, .low = 0, .high = 1, .negative = true}, values, 9, false, found, exact);
    assert_true(found[0] == -5);
    for (size_t i = 1; i < P_ALL; i++) assert_true(found[i] >= found[i - 1]);
}

static void sketch_cells_in_order(void **state) {
    (void)state;
    struct sketch_scale scale =
        sketch_scale_of((struct sketch_range){.bits = 4, .low = -2, .high = 6, .negative = true});
    uint32_t last = 0;
    for (double x = -100; x < 100; x += 0.01) {
        uint32_t cell = sketch_cell(&scale, x);
        assert_true(cell >= last && cell < scale.cells);
        last = cell;
    }
    assert_int_equal(sketch_cell(&scale, 0.0), scale.origin);
    assert_int_equal(sketch_cell(&scale, -0.0), scale.origin);
    assert_int_equal(sketch_cell(&scale, (double)INFINITY), scale.cells - 1);
    assert_int_equal(sketch_cell(&scale, 1e308), scale.cells - 2);
    assert_int_equal(sketch_cell(&scale, -1e308), 0);
}

static void sketch_of_nothing(void **state) {
    (void)state;
    struct sketch_scale scale = sketch_scale_of((struct sketch_range){.bits = 4, .low = 0, .high = 4});
    uint32_t *counts = calloc(scale.cells, sizeof *counts);
    double out[P_ALL];
    assert_non_null(counts);
    sketch_quantiles(&scale, counts, (struct sketch_extent){(double)INFINITY, -(double)INFINITY, true}, p_all, P_ALL,
                     out);
    for (size_t i = 0; i < P_ALL; i++) assert_true(isnan(out[i]));
    free(counts);
}

static void sketch_of_one_value(void **state) {
    (void)state;
    double values[] = {11769.25}, found[P_ALL] = {0}, exact[P_ALL] = {0};
    sketch_run((struct sketch_range){.bits = 4, .low = 0, .high = 20}, values, 1, false, found, exact);
    for (size_t i = 0; i < P_ALL; i++) assert_true(found[i] == 11769.25);
}

/* ---- fixed point ---- */

static void fixed_mean_has_no_order(void **state) {
    (void)state;
    double *values = sample(MANY, draw_lognormal);
    fixed_sum up = 0, down = 0;
    for (size_t i = 0; i < MANY; i++) {
        up += fixed_from(values[i], fixed_scale(32));
        down += fixed_from(values[MANY - 1 - i], fixed_scale(32));
    }
    assert_true(up == down);
    assert_true(near(fixed_mean(up, MANY, 32), gsl_stats_mean(values, 1, MANY), 1e-9));
    free(values);
}

static void fixed_values(void **state) {
    (void)state;
    assert_int_equal(fixed_from(0.5, 1), 1);
    assert_int_equal(fixed_from(-0.5, 1), -1);
    assert_int_equal(fixed_from(1e300, 1), 4000000000000000000);
    assert_int_equal(fixed_from(-1e300, 1), -4000000000000000000);
    assert_true(isnan(fixed_mean(0, 0, 32)));
    assert_true(fixed_mean((fixed_sum)3 << 31, 1, 32) == 1.5);
    assert_true(fixed_mean(-((fixed_sum)1 << 100), 1, 0) == -ldexp(1, 100));
}

/* Sums of rounded values are the same doubles for any order. */
static void fixed_round_sums(void **state) {
    (void)state;
    double *values = sample(MANY, draw_normal), up = 0, down = 0;
    for (size_t i = 0; i < MANY; i++) {
        assert_true(fabs(fixed_round(values[i]) - values[i]) <= ldexp(0.5, -FIXED_GRID_BITS));
        up += fixed_round(values[i]);
        down += fixed_round(values[MANY - 1 - i]);
    }
    assert_true(up == down);
    free(values);
}

/* ---- intervals ---- */

static void student_agrees_with_gsl(void **state) {
    (void)state;
    for (int n = 1; n < 300; n += 7) assert_true(near(interval_student(0.95, n), gsl_cdf_tdist_Pinv(0.975, n), 1e-12));
    assert_true(fabs(interval_student(0.95, 9) - 2.262157) < 1e-6);
}

static void interval_of_worlds(void **state) {
    (void)state;
    const double values[3][2] = {{1, 3}, {4, 4}, {(double)NAN, 9}};
    struct cluster cluster = {0};
    for (size_t w = 0; w < 3; w++) {
        for (size_t r = 0; r < 2; r++) cluster_add(&cluster, values[w][r]);
        cluster_close(&cluster);
    }
    cluster_close(&cluster);
    struct interval interval = interval_of(&cluster.means, 0.95);
    const double means[3] = {2, 4, 9};
    assert_true(interval.n == 3 && cluster.values == 5);
    assert_true(near(interval.mean, 5, 1e-15));
    assert_true(near(interval.half, gsl_cdf_tdist_Pinv(0.975, 2) * gsl_stats_sd(means, 1, 3) / sqrt(3), 1e-12));
    assert_true(
        near(interval_p(&cluster.means), 2 * gsl_cdf_tdist_Q(5 / (gsl_stats_sd(means, 1, 3) / sqrt(3)), 2), 1e-12));
}

static void interval_of_few(void **state) {
    (void)state;
    struct moments moments = {0};
    assert_true(isnan(interval_of(&moments, 0.95).mean) && isnan(interval_p(&moments)));
    moments_add(&moments, 0);
    assert_true(interval_of(&moments, 0.95).mean == 0 && isnan(interval_of(&moments, 0.95).half));
    moments_add(&moments, 0);
    assert_true(interval_of(&moments, 0.95).half == 0 && interval_p(&moments) == 1);
}

/* Example of Wright (1992), table 1. */
static void holm_example(void **state) {
    (void)state;
    double p[] = {0.01, 0.04, (double)NAN, 0.03, 0.005}, adjusted[5];
    const double wanted[] = {0.03, 0.06, (double)NAN, 0.06, 0.02};
    holm_adjust(p, 5, adjusted);
    for (size_t i = 0; i < 5; i++)
        assert_true(isnan(wanted[i]) ? isnan(adjusted[i]) : near(adjusted[i], wanted[i], 1e-15));
    holm_adjust(p, 5, p);
    assert_true(p[0] == adjusted[0] && p[4] == adjusted[4]);
    double high[] = {0.9, 0.8};
    holm_adjust(high, 2, high);
    assert_true(high[0] == 1 && high[1] == 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_agree_with_gsl),
        cmocka_unit_test(moments_of_few),
        cmocka_unit_test(quantile_agrees_with_gsl),
        cmocka_unit_test(quantile_among_never),
        cmocka_unit_test(sketch_near_exact),
        cmocka_unit_test(sketch_of_negative_values),
        cmocka_unit_test(sketch_exact_for_whole_numbers),
        cmocka_unit_test(sketch_of_zero_and_never),
        cmocka_unit_test(sketch_outside_its_range),
        cmocka_unit_test(sketch_cells_in_order),
        cmocka_unit_test(sketch_of_nothing),
        cmocka_unit_test(sketch_of_one_value),
        cmocka_unit_test(fixed_mean_has_no_order),
        cmocka_unit_test(fixed_values),
        cmocka_unit_test(fixed_round_sums),
        cmocka_unit_test(student_agrees_with_gsl),
        cmocka_unit_test(interval_of_worlds),
        cmocka_unit_test(interval_of_few),
        cmocka_unit_test(holm_example),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
