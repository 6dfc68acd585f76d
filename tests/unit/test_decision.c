/* Unit tests of what decisions stand on: coverage of intervals, noise, curves, selection, stopping, and the tables of
 * decision.h on studies whose answers are known. Sample sizes and seeds are fixed; a bound that is a statistic's is
 * set so that it fails by chance in less than one of 10^9 runs. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "base/arena.h"
#include "output/brief.h"
#include "output/compare_file.h"
#include "output/csv.h"
#include "output/decision.h"
#include "stats/clustered.h"
#include "stats/curve.h"
#include "stats/noise.h"
#include "stats/quantile.h"
#include "stats/selection.h"
#include "stats/sequential.h"

enum { STUDIES = 10000 };

static bool near(double a, double b, double error) { return fabs(a - b) <= error; }

static gsl_rng *rng_new(unsigned long seed) {
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    return rng;
}

/* ---- coverage over 10,000 studies ---- */

/* How worlds scatter. */
typedef double law(gsl_rng *rng);
static double law_normal(gsl_rng *rng) { return gsl_ran_gaussian(rng, 1); }
static double law_skewed(gsl_rng *rng) { return gsl_ran_lognormal(rng, 0, 1) - exp(0.5); }

/* Share of studies whose 95 % interval of the mean holds the true one, 0. */
static double coverage_of_means(law *worlds, size_t n_world, size_t n_replication, unsigned long seed) {
    gsl_rng *rng = rng_new(seed);
    size_t hits = 0;
    for (size_t study = 0; study < STUDIES; study++) {
        struct cluster cluster = {0};
        for (size_t w = 0; w < n_world; w++) {
            double world = worlds(rng);
            for (size_t r = 0; r < n_replication; r++) cluster_add(&cluster, world + gsl_ran_gaussian(rng, 2));
            cluster_close(&cluster);
        }
        struct interval interval = interval_of(&cluster.means, 0.95);
        hits += fabs(interval.mean) <= interval.half;
    }
    gsl_rng_free(rng);
    return (double)hits / STUDIES;
}

static void means_cover(void **state) {
    (void)state;
    double many = coverage_of_means(law_normal, 50, 4, 1), few = coverage_of_means(law_normal, 4, 4, 2);
    double skewed = coverage_of_means(law_skewed, 100, 4, 3), rough = coverage_of_means(law_skewed, 8, 4, 4);
    printf("# coverage of 95 %% intervals: 50 worlds %.2f %%, 4 worlds %.2f %%, 100 skewed worlds %.2f %%\n",
           100 * many, 100 * few, 100 * skewed);
    printf("# known shortfall: 8 skewed worlds (lognormal, log-sd 1) %.2f %%\n", 100 * rough);
    assert_true(near(many, 0.95, 0.0125) && near(few, 0.95, 0.0125));
    assert_true(near(skewed, 0.95, 0.0225));
    assert_true(rough > 0.85 && rough < 0.945);
}

/* The quantile of all replications, whose law is normal with variance 1 + 4. */
static double coverage_of_quantile(double p, size_t n_world, unsigned long seed) {
    gsl_rng *rng = rng_new(seed);
    struct sketch_scale scale = sketch_scale_of((struct sketch_range){5, -20, 40, true});
    double truth = gsl_cdf_gaussian_Pinv(p, sqrt(5));
    size_t hits = 0;
    for (size_t study = 0; study < STUDIES; study++) {
        struct clustered *clustered = clustered_new(&scale);
        for (size_t w = 0; w < n_world; w++) {
            double world = gsl_ran_gaussian(rng, 1);
            for (size_t r = 0; r < 8; r++) clustered_add(clustered, world + gsl_ran_gaussian(rng, 2));
            clustered_close(clustered);
        }
        struct clustered_quantile found = clustered_quantile(clustered, p, 0.95);
        hits += found.low <= truth && truth <= found.high;
        clustered_free(clustered);
    }
    gsl_rng_free(rng);
    return (double)hits / STUDIES;
}

static void quantiles_cover(void **state) {
    (void)state;
    double median = coverage_of_quantile(0.5, 60, 5), tail = coverage_of_quantile(0.95, 60, 6),
           rough = coverage_of_quantile(0.95, 5, 7);
    printf("# coverage of quantiles with 60 worlds: median %.2f %%, 95 %% quantile %.2f %%\n", 100 * median,
           100 * tail);
    printf("# known shortfall: 95 %% quantile with 5 worlds %.2f %%\n", 100 * rough);
    assert_true(near(median, 0.95, 0.0125) && near(tail, 0.95, 0.0125));
    assert_true(rough > 0.7 && rough < 0.9375);
}

/* Shares: how often the world meets something with probability p. */
static double coverage_of_share(double p, size_t n, unsigned long seed) {
    gsl_rng *rng = rng_new(seed);
    size_t hits = 0;
    for (size_t study = 0; study < STUDIES; study++) {
        struct moments moments = {0};
        for (size_t w = 0; w < n; w++) moments_add(&moments, gsl_rng_uniform(rng) < p);
        struct bounds bounds = interval_share(&moments, 0.95);
        hits += bounds.low <= p && p <= bounds.high;
    }
    gsl_rng_free(rng);
    return (double)hits / STUDIES;
}

static void shares_cover(void **state) {
    (void)state;
    double middle = coverage_of_share(0.4, 100, 7), edge = coverage_of_share(0.05, 100, 8);
    printf("# coverage of shares over 100 worlds: .4 %.2f %%, .05 %.2f %%\n", 100 * middle, 100 * edge);
    assert_true(near(middle, 0.95, 0.0125));
    assert_true(edge > 0.9375 && edge < 0.9725); /* counts are whole: the interval errs on the safe side there */
    struct moments none = {0}, all = {0};
    for (size_t i = 0; i < 20; i++) moments_add(&all, 1);
    struct bounds bounds = interval_share(&all, 0.95);
    /* Wilson: n / (n + z^2). */
    assert_true(bounds.high == 1 && near(bounds.low, 20 / (20 + 1.959964 * 1.959964), 1e-6));
    assert_true(isnan(interval_share(&none, 0.95).low));
}

/* Looks at 32, 64 ... 512 worlds; the interval shown in the end is that of 95 %. */
static void stopping_keeps_coverage(void **state) {
    (void)state;
    enum { MOST = 512 };
    gsl_rng *rng = rng_new(9);
    double level = sequential_confidence(0.95, sequential_looks(MOST));
    size_t hits = 0, naive_hits = 0, stopped[2] = {0};
    for (size_t study = 0; study < STUDIES; study++) {
        struct moments moments = {0};
        bool done[2] = {false, false};
        for (uint64_t size = 0; size < MOST;) {
            size = sequential_next(size, MOST);
            while (moments.n < size) moments_add(&moments, gsl_ran_gaussian(rng, 1));
            struct interval shown = interval_of(&moments, 0.95);
            bool hit = fabs(shown.mean) <= shown.half, last = size == MOST;
            if (!done[0] && (last || interval_of(&moments, level).half <= 0.3))
                hits += hit, done[0] = true, stopped[0] += size;
            if (!done[1] && (last || shown.half <= 0.3)) naive_hits += hit, done[1] = true, stopped[1] += size;
            if (done[0] && done[1]) break;
        }
    }
    gsl_rng_free(rng);
    double kept = (double)hits / STUDIES, naive = (double)naive_hits / STUDIES;
    printf("# coverage after stopping: %.2f %% (%.0f worlds); without the correction %.2f %% (%.0f worlds)\n",
           100 * kept, (double)stopped[0] / STUDIES, 100 * naive, (double)stopped[1] / STUDIES);
    assert_true(near(kept, 0.95, 0.0125));
    assert_int_equal(sequential_looks(32), 1);
    assert_int_equal(sequential_looks(250), 4);
    assert_int_equal(sequential_next(128, 250), 250);
    assert_int_equal(sequential_next(0, 10), 10);
}

/* ---- estimators ---- */

static void clustered_agrees_with_sorting(void **state) {
    (void)state;
    enum { WORLDS = 30, EACH = 7 };
    gsl_rng *rng = rng_new(10);
    struct sketch_scale scale = sketch_scale_of((struct sketch_range){5, -20, 40, true});
    struct clustered *clustered = clustered_new(&scale);
    double values[WORLDS][EACH], all[WORLDS * EACH];
    for (size_t w = 0; w < WORLDS; w++) {
        double world = 100 + gsl_ran_gaussian(rng, 20);
        for (size_t r = 0; r < EACH; r++) clustered_add(clustered, values[w][r] = world + gsl_ran_gaussian(rng, 10));
        clustered_close(clustered);
    }
    clustered_add(clustered, (double)NAN);
    clustered_close(clustered);
    memcpy(all, values, sizeof all);
    gsl_rng_free(rng);
    for (size_t i = 1; i < WORLDS * EACH; i++)
        for (size_t j = i; j > 0 && all[j] < all[j - 1]; j--) {
            double kept = all[j];
            all[j] = all[j - 1], all[j - 1] = kept;
        }
    struct clustered_quantile median = clustered_quantile(clustered, 0.5, 0.95);
    assert_int_equal(clustered_count(clustered), WORLDS * EACH);
    assert_true(near(median.value, quantile_sorted(all, WORLDS * EACH, 0.5), 2));
    /* Woodruff by hand: the error of the share of values in or below the median's cell, clusters as units. */
    struct moments shares = {0};
    double edge = 0;
    for (size_t i = 0; i < WORLDS * EACH; i++)
        if (sketch_cell(&scale, all[i]) <= sketch_cell(&scale, median.value)) edge = all[i];
    for (size_t w = 0; w < WORLDS; w++) {
        size_t below = 0;
        for (size_t r = 0; r < EACH; r++) below += values[w][r] <= edge;
        moments_add(&shares, (double)below / EACH);
    }
    double half = interval_student(0.95, WORLDS - 1) * moments_error(&shares);
    assert_true(near(median.low, quantile_sorted(all, WORLDS * EACH, 0.5 - half), 2));
    assert_true(near(median.high, quantile_sorted(all, WORLDS * EACH, 0.5 + half), 2));
    clustered_free(clustered);
}

static void clustered_of_never(void **state) {
    (void)state;
    struct sketch_scale scale = sketch_scale_of((struct sketch_range){5, -20, 40, true});
    struct clustered *clustered = clustered_new(&scale);
    for (size_t w = 0; w < 10; w++) {
        for (size_t r = 0; r < 10; r++) clustered_add(clustered, r < 7 ? (double)r : (double)INFINITY);
        clustered_close(clustered);
    }
    struct clustered_quantile median = clustered_quantile(clustered, 0.5, 0.95);
    assert_true(median.value == 4 || median.value == 5 || near(median.value, 4.5, 0.6));
    assert_true(isinf(clustered_quantile(clustered, 0.95, 0.95).value));
    clustered_free(clustered);
}

/* Cells of a sketch are wide beside some values: an interval that is not known any better spans all of them. */
static void clustered_in_one_cell(void **state) {
    (void)state;
    struct sketch_scale scale = sketch_scale_of((struct sketch_range){5, -20, 40, true});
    struct clustered *clustered = clustered_new(&scale), *top = clustered_new(&scale);
    for (size_t w = 0; w < 10; w++) {
        for (size_t r = 0; r < 4; r++) clustered_add(clustered, 993 + (double)w); /* a cell: 992 to 1008 */
        for (size_t r = 0; r < 4; r++) clustered_add(top, w < 9 ? (double)w : 1000 + (double)r);
        clustered_close(clustered);
        clustered_close(top);
    }
    struct clustered_quantile middle = clustered_quantile(clustered, 0.5, 0.95);
    assert_true(middle.low == 993 && middle.high == 1002 && middle.value > 993 && middle.value < 1002);
    struct clustered_quantile tail = clustered_quantile(top, 0.95, 0.95);
    assert_true(tail.low < 10 && tail.value > 990 && tail.high == 1003); /* one world of ten */
    clustered_free(clustered);
    clustered_free(top);
}

/* x squared of a noisy mean: bias sigma^2 / n, which the halves remove. */
static void noise_is_removed(void **state) {
    (void)state;
    gsl_rng *rng = rng_new(11);
    struct moments plain = {0}, free = {0}, means = {0}, noise = {0};
    for (size_t w = 0; w < 20000; w++) {
        double world = gsl_ran_gaussian(rng, 1), sums[2] = {0};
        struct moments inside = {0};
        for (size_t r = 0; r < 5; r++) {
            double value = world + gsl_ran_gaussian(rng, 3);
            sums[r % 2] += value;
            moments_add(&inside, value);
        }
        double whole = (sums[0] + sums[1]) / 5, a = sums[0] / 3, b = sums[1] / 2;
        moments_add(&plain, whole * whole);
        moments_add(&free, noise_free(whole * whole, (a * a + b * b) / 2, noise_ratio(3, 2)));
        moments_add(&means, inside.mean);
        moments_add(&noise, moments_variance(&inside) / 5);
    }
    gsl_rng_free(rng);
    assert_true(near(plain.mean, 1 + 9.0 / 5, 6 * moments_error(&plain)));
    assert_true(near(free.mean, 1, 6 * moments_error(&free)) && moments_error(&free) < 0.05);
    assert_true(near(noise_between(&means, &noise), 1, 0.2));
    assert_true(isnan(noise_ratio(0, 1)) && noise_free(3, 9, (double)NAN) == 3 && noise_ratio(2, 2) == 2);
}

/* The bootstrap's interval of the largest of n: (j / n)^n = tail. */
static void quantile_bounds_are_the_bootstraps(void **state) {
    (void)state;
    double sorted[100];
    for (size_t i = 0; i < 100; i++) sorted[i] = (double)i;
    struct bounds worst = interval_quantile(sorted, 100, 1, 0.95), median = interval_quantile(sorted, 100, 0.5, 0.95);
    assert_true(worst.high == 99 && worst.low == ceil(100 * pow(0.025, 0.01)) - 1);
    assert_true(near(median.low, 40, 1.5) && near(median.high, 59, 1.5));
}

/* First-order shares of Ishigami's function: 0.3139, 0.4424, 0. */
static void curve_knows_ishigami(void **state) {
    (void)state;
    enum { N = 4096 };
    static double x[3][N], y[N];
    static const double truth[3] = {0.3139, 0.4424, 0};
    gsl_rng *rng = rng_new(12);
    for (size_t i = 0; i < N; i++) {
        for (size_t k = 0; k < 3; k++) x[k][i] = gsl_ran_flat(rng, -acos(-1), acos(-1));
        y[i] = sin(x[0][i]) + 7 * pow(sin(x[1][i]), 2) + 0.1 * pow(x[2][i], 4) * sin(x[0][i]);
    }
    gsl_rng_free(rng);
    for (size_t k = 0; k < 3; k++) {
        struct curve *curve = curve_new(x[k], N);
        struct curve_fit fit = curve_fit(curve, y);
        double share = curve_share(&fit, y, N);
        printf("# Ishigami S%zu %.3f (%.3f)\n", k + 1, share, truth[k]);
        assert_true(near(share, truth[k], 0.05));
        curve_free(curve);
    }
}

static double value_at(const struct curve *curve, const struct curve_fit *fit, double x) {
    double value;
    curve_values_at(curve, fit, 1, x, &value);
    return value;
}

/* A line and a cubic are fitted exactly; two values have two terms; cross-fitted values do not see their own. */
static void curve_fits(void **state) {
    (void)state;
    enum { N = 200 };
    double x[N], y[N], two[N], crossed[N];
    for (size_t i = 0; i < N; i++) {
        x[i] = (double)((i * 37) % N);
        two[i] = i % 3 == 0;
        y[i] = 3 * x[i] / N - 1;
    }
    struct curve *curve = curve_new(x, N);
    struct curve_fit fit = curve_fit(curve, y);
    assert_true(near(curve_at(curve, &fit, 100).value, 0.5, 1e-9) && curve_at(curve, &fit, 100).error < 1e-9);
    assert_true(near(value_at(curve, &fit, 50), -0.25, 1e-9));
    curve_cross(curve, y, crossed);
    for (size_t i = 0; i < N; i++) assert_true(near(crossed[i], y[i], 1e-7));
    y[0] += 100;
    double changed[N];
    curve_cross(curve, y, changed);
    assert_true(near(changed[0], crossed[0], 1e-7) && !near(changed[1], crossed[1], 1e-3));
    for (size_t i = 0; i < N; i++) y[i] = (x[i] / N - 0.2) * (x[i] / N - 0.5) * (x[i] / N - 0.9);
    fit = curve_fit(curve, y);
    assert_true(near(value_at(curve, &fit, 150), 0.55 * 0.25 * -0.15, 1e-9) && fit.variance < 1e-18);
    assert_true(near(value_at(curve, &fit, 20), -0.1 * -0.4 * -0.8, 1e-9));
    curve_free(curve);
    curve = curve_new(two, N);
    assert_int_equal(curve_terms(curve), 2);
    for (size_t i = 0; i < N; i++) y[i] = two[i] > 0 ? 7 : 2;
    fit = curve_fit(curve, y);
    assert_true(near(value_at(curve, &fit, 1), 7, 1e-6) && near(value_at(curve, &fit, 0), 2, 1e-6));
    curve_free(curve);
}

/* Five normal systems with common random numbers; the best leads by the tolerance, the least favourable case. */
static void selection_is_correct(void **state) {
    (void)state;
    enum { K = 5, MOST = 4000, TRIALS = 2000 };
    static double values[MOST * K];
    gsl_rng *rng = rng_new(13);
    size_t correct = 0, used = 0, unfinished = 0;
    for (size_t trial = 0; trial < TRIALS; trial++) {
        for (size_t r = 0; r < MOST; r++) {
            double shared = gsl_ran_gaussian(rng, 1);
            for (size_t k = 0; k < K; k++) values[r * K + k] = shared + gsl_ran_gaussian(rng, 1) + (k == 3 ? 0.5 : 0);
        }
        struct selection selection = selection_run(values, MOST, K, 0.5, 0.95);
        correct += selection.system == 3;
        unfinished += selection.system == K;
        used += selection.n;
    }
    gsl_rng_free(rng);
    printf("# selection: right in %.2f %% (at least 95), after %.0f observations\n", 100.0 * (double)correct / TRIALS,
           (double)used / TRIALS);
    assert_int_equal(unfinished, 0);
    /* Six standard errors below 95 %. */
    assert_true((double)correct / TRIALS > 0.95 - 6 * sqrt(0.95 * 0.05 / TRIALS));
    assert_int_equal(selection_run(values, 10, K, 0.5, 0.95).system, K);
    assert_int_equal(selection_run(values, 40, K, 1e-6, 0.95).system, K);
}

/* ---- studies with known answers ---- */

static char root[] = "/tmp/mandate-decision-XXXXXX";

static int root_make(void **state) {
    (void)state;
    return mkdtemp(root) != NULL ? 0 : -1;
}

static int root_remove(void **state) {
    static const char *const names[] = {"runs.csv", "worlds.csv", "assumptions.csv", "compare.csv"};
    char path[128];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", root, names[i]);
        (void)remove(path);
    }
    return rmdir(root);
}

/* A made-up study: values of one replication of all options and metrics, from the world's unknowns. */
enum { OPTIONS = 3, UNKNOWNS = 2 };
static const char *const option_names[OPTIONS] = {"a", "b", "c"};
static const char *const unknown_names[UNKNOWNS] = {"first", "second"};
static const char *const metric_names[] = {"reach_6h", "cost_musd", "deaths"};
enum { METRICS = sizeof metric_names / sizeof *metric_names };

struct made {
    size_t n_option, worlds, replications;
    double noise;
    void (*values)(const double *unknowns, double values[METRICS][OPTIONS]);
    bool assumed; /* `first` is 0 */
};

static void header_put(struct csv *csv, bool assumption) {
    if (assumption) csv_text(csv, "assumption");
    csv_text(csv, "option");
    csv_text(csv, "world");
    csv_text(csv, "replication");
    csv_text(csv, "status");
    for (size_t m = 0; m < METRICS; m++) csv_text(csv, metric_names[m]);
    csv_line(csv);
}

static void replication_put(struct csv *csv, const struct made *made, uint64_t world, uint64_t replication,
                            double values[METRICS][OPTIONS], gsl_rng *noise) {
    double shared = gsl_ran_gaussian(noise, 1), own[OPTIONS];
    for (size_t o = 0; o < OPTIONS; o++) own[o] = gsl_ran_gaussian(noise, made->noise);
    for (size_t o = 0; o < made->n_option; o++) {
        if (made->assumed) csv_text(csv, "none");
        csv_text(csv, option_names[o]);
        csv_whole(csv, world);
        csv_whole(csv, replication);
        csv_text(csv, "ok");
        for (size_t m = 0; m < METRICS; m++) csv_real(csv, values[m][o] + (m == 0 ? shared + own[o] : 0));
        csv_line(csv);
    }
}

static void made_write(const struct made *made, unsigned long seed) {
    struct csv *rows, *worlds;
    struct file_reason reason;
    gsl_rng *rng = rng_new(seed), *noise = rng_new(seed + 1);
    assert_int_equal(csv_create(root, made->assumed ? "assumptions.csv" : "runs.csv", &rows, &reason), MANDATE_OK);
    assert_int_equal(csv_create(root, "worlds.csv", &worlds, &reason), MANDATE_OK);
    header_put(rows, made->assumed);
    csv_texts(worlds, (const char *const[]){"world", unknown_names[0], unknown_names[1], NULL});
    for (uint64_t w = 1; w <= made->worlds; w++) {
        double unknowns[UNKNOWNS], values[METRICS][OPTIONS] = {{0}};
        csv_whole(worlds, w);
        for (size_t u = 0; u < UNKNOWNS; u++) csv_real(worlds, unknowns[u] = gsl_ran_gaussian(rng, 1));
        csv_line(worlds);
        if (made->assumed) unknowns[0] = 0;
        made->values(unknowns, values);
        for (uint64_t r = 0; r < made->replications; r++) replication_put(rows, made, w, r, values, noise);
    }
    gsl_rng_free(rng);
    gsl_rng_free(noise);
    assert_int_equal(csv_commit(rows, &reason), MANDATE_OK);
    if (made->assumed) csv_discard(worlds);
    else assert_int_equal(csv_commit(worlds, &reason), MANDATE_OK);
}

static struct decision *decide(const struct mandate_scenario *scenario) {
    static const int metrics[METRICS] = {MANDATE_METRIC_reach_6h, MANDATE_METRIC_cost_musd, MANDATE_METRIC_deaths};
    struct file_reason reason = {0};
    struct decision *decision;
    struct decision_request request = {.folder = root, .n_metric = METRICS, .metrics = metrics, .scenario = scenario};
    enum mandate_status status = decision_read(&request, &decision, &reason);
    if (status != MANDATE_OK) printf("# %s\n", reason.text);
    assert_int_equal(status, MANDATE_OK);
    return decision;
}

/* b is better than a by 0.3 + first + 0.5 second. */
static void two_normal(const double *x, double values[METRICS][OPTIONS]) {
    values[0][0] = 10;
    values[0][1] = 10.3 + x[0] + 0.5 * x[1];
    values[1][0] = values[1][1] = 5;
}

/* E max(0, d) - max(0, E d) for a normal d, and with only a part of its variance known. */
static double worth_closed(double mean, double sd) {
    double z = fabs(mean) / sd;
    return sd * (gsl_ran_gaussian_pdf(z, 1) - z * gsl_cdf_gaussian_Q(z, 1));
}

static void value_of_information_closed_form(void **state) {
    (void)state;
    struct made made = {.n_option = 2, .worlds = 2000, .replications = 4, .noise = 0.7, .values = two_normal};
    made_write(&made, 20);
    struct decision *decision = decide(NULL);
    const struct decision_metric *metric = &decision->metrics[0];
    double sd = sqrt(1.25), perfect = worth_closed(0.3, sd), noisy = worth_closed(0.3, sqrt(1.25 + 2 * 0.49 / 4));
    printf("# value of perfect information %.4f (%.4f); with noise %.4f (%.4f)\n", metric->perfect.value, perfect,
           metric->perfect.plain, noisy);
    assert_int_equal(metric->best, 1);
    assert_true(near(metric->perfect.value, perfect, 0.07) && near(metric->perfect.plain, noisy, 0.07));
    assert_true(metric->perfect.low < perfect && perfect < metric->perfect.high);
    double chance = gsl_cdf_gaussian_P(0.3 / sd, 1);
    assert_true(near(metric->cells[1].best.value, chance, 0.07));
    assert_true(near(metric->cells[0].best.value + metric->cells[1].best.value, 1, 1e-9));
    /* The regret of a is E max(d, 0). */
    assert_true(near(metric->cells[0].regret.value, 0.3 + perfect, 0.12));
    /* Its 95 % quantile is that of max(d, 0): 0.3 + 1.645 sd; noise would add a third. */
    assert_true(near(metric->cells[0].regret_p95.value, 0.3 + 1.645 * sd, 0.25));
    assert_true(metric->cells[0].regret_worst.value >= metric->cells[0].regret_p95.value);
    for (size_t i = 0; i < 2; i++) {
        const struct decision_unknown *unknown = &metric->unknowns[i];
        double part = worth_closed(0.3, unknown->unknown == 0 ? 1 : 0.5);
        printf("# worth of %s %.4f (%.4f), effect %.3f, changes at %.2f\n", unknown->path, unknown->worth.value, part,
               unknown->effect, unknown->break_even.value);
        assert_true(near(unknown->worth.value, part, 0.07));
        assert_true(near(unknown->effect, unknown->unknown == 0 ? 0.8 : 0.2, 0.08));
        /* d is 0 where first is -0.3, or second is -0.6. */
        assert_true(near(unknown->break_even.value, unknown->unknown == 0 ? -0.3 : -0.6, 0.25) && unknown->settled);
        assert_true(unknown->best_low == 0 && unknown->best_high == 1);
    }
    decision_free(decision);
}

static void equal_options_share(void **state) {
    (void)state;
    struct made made = {.n_option = 2, .worlds = 50, .replications = 2, .noise = 1, .values = two_normal};
    made_write(&made, 21);
    struct decision *decision = decide(NULL);
    const struct decision_metric *cost = &decision->metrics[1];
    assert_true(cost->cells[0].best.value == 0.5 && cost->cells[1].best.value == 0.5 && !cost->settled);
    assert_true(cost->cells[0].place == 1 && cost->cells[1].place == 1);
    assert_true(cost->perfect.value == 0 && cost->cells[1].regret_worst.value == 0 &&
                cost->cells[0].satisfied.value == 1);
    decision_free(decision);
}

/* a is dear and good, b cheap and bad, c worse than a on all. */
static void three_plain(const double *x, double values[METRICS][OPTIONS]) {
    static const double reach[OPTIONS] = {30, 20, 29}, cost[OPTIONS] = {100, 50, 101}, deaths[OPTIONS] = {10, 12, 11};
    for (size_t o = 0; o < OPTIONS; o++) {
        values[0][o] = reach[o] + 2 * x[0];
        values[1][o] = cost[o];
        values[2][o] = deaths[o];
    }
}

static void targets_front_and_criteria(void **state) {
    (void)state;
    struct made made = {.n_option = 3, .worlds = 400, .replications = 4, .noise = 0.5, .values = three_plain};
    static const struct mandate_target targets[] = {{"near", MANDATE_METRIC_reach_6h, true, 30},
                                                    {"cheap", MANDATE_METRIC_cost_musd, false, 60},
                                                    {"dear", MANDATE_METRIC_cost_musd, true, 100}};
    static const struct mandate_criterion weights[] = {{MANDATE_METRIC_reach_6h, 3}, {MANDATE_METRIC_cost_musd, 1}};
    static const struct mandate_criterion in_order[] = {{MANDATE_METRIC_deaths, 0}, {MANDATE_METRIC_cost_musd, 0}};
    struct mandate_scenario scenario = {.n_target = 3, .targets = targets, .n_criterion = 2, .criteria = weights};
    scenario.study.criteria.tolerance = 0.05;
    made_write(&made, 22);
    struct decision *decision = decide(&scenario);
    assert_true(near(decision->targets[0].met[0].value, 0.5, 0.15));
    assert_true(near(decision->targets[0].met_run[0].value, 0.5, 0.15));
    assert_true(decision->targets[0].met[1].value < 0.01 && decision->targets[1].met[1].value == 1);
    assert_true(decision->targets[1].met[0].value == 0 && decision->targets[1].met_run[1].value == 1);
    assert_true(decision->targets[2].met[0].value == 1 && decision->targets[2].met[1].value == 0);
    assert_true(decision->front[0] && decision->front[1] && !decision->front[2]);
    /* c is worse than a whatever the world, and reaches more than b. */
    assert_true(decision->front_share[0].value > 0.99 && decision->front_share[2].value < 0.05);
    assert_true(decision->metrics[1].cells[0].place == 2 && decision->metrics[1].cells[1].place == 1);
    assert_true(decision->metrics[1].cells[2].place == 3);
    /* a: 3 x 1 + 1 x 1/51 over 4; b: 0 + 1; c: 3 x 0.9 + 0. */
    assert_true(near(decision->ranks[0].score, (3 + 1.0 / 51) / 4, 0.01) && near(decision->ranks[1].score, 0.25, 0.01));
    assert_true(decision->ranks[0].place == 1 && decision->ranks[2].place == 2 && decision->ranks[1].place == 3);
    assert_true(!decision->lexicographic && decision->ranks[0].first.value > 0.99);
    decision_free(decision);
    scenario.criteria = in_order;
    scenario.study.criteria.tolerance = 0.15;
    decision = decide(&scenario);
    /* c has within 15 % of the deaths of a, and costs more. */
    assert_true(decision->lexicographic && decision->ranks[0].place == 1 && isnan(decision->ranks[0].score));
    decision_free(decision);
    scenario.study.criteria.tolerance = 0.25;
    decision = decide(&scenario);
    assert_true(decision->ranks[1].place == 1 && decision->ranks[1].first.value == 1);
    decision_free(decision);
}

/* Without `first`, a is better than b by 0.3; with it b is, by 0.7 on average. */
static void turned(const double *x, double values[METRICS][OPTIONS]) {
    values[0][0] = 10 + 3 * x[1];
    values[0][1] = 9.7 + 3 * x[1] + x[0] * x[0];
    values[1][0] = 3;
    values[1][1] = 4;
}

/* 400 worlds as they are, and 24 of them with `first` at 0. */
static struct decision *decide_assumed(void) {
    static const char *const path[] = {"first"}, *const value[] = {"0"};
    static const struct mandate_assumption assumption = {"none", 1, path, value};
    static const struct mandate_scenario scenario = {.n_assumption = 1, .assumptions = &assumption};
    struct made made = {.n_option = 2, .worlds = 400, .replications = 4, .noise = 0.1, .values = turned};
    made_write(&made, 23);
    made.assumed = true;
    made.worlds = 24;
    made_write(&made, 23);
    return decide(&scenario);
}

static void assumption_turns_the_choice(void **state) {
    (void)state;
    struct decision *decision = decide_assumed();
    assert_int_equal(decision->n_assumption, 1);
    const struct decision_assumption *found = decision->assumptions;
    const struct decision_assumed *b = &found->cells[1];
    assert_string_equal(found->text, "first = 0");
    assert_true(found->worlds == 24 && decision->metrics[0].best == 1 && found->best[0] == 0);
    assert_true(found->settled[0] && found->changes[0] && !found->changes[1] && found->best[1] == 0);
    assert_true(near(b->difference.mean, -0.3, 0.1) && b->difference.half < 0.1);
    assert_true(decision->metrics[0].cells[0].place == 2 && decision->metrics[0].cells[1].place == 1);
    assert_true(found->cells[0].place == 1 && b->place == 2);
    assert_true(near(b->change.mean, -1, 1) && b->change.mean < 0);
    /* The mean over all 400 worlds, from 24 of them: sampling 24 alone would err by 0.6. */
    double mean = 0;
    for (size_t w = 0; w < decision->comparison->each->n; w++)
        mean += decision->comparison->each->means[w * METRICS * 2] / 400;
    assert_true(near(found->cells[0].value.mean, mean, 0.15));
    decision_free(decision);
}

static void compare_file_has_all_columns(void **state) {
    (void)state;
    struct made made = {.n_option = 3, .worlds = 40, .replications = 3, .noise = 1, .values = three_plain};
    static const struct mandate_target target = {"near", MANDATE_METRIC_reach_6h, true, 30};
    struct mandate_scenario scenario = {.n_target = 1, .targets = &target};
    made_write(&made, 24);
    struct decision *decision = decide(&scenario);
    struct text text = {0};
    struct arena *arena = arena_new();
    compare_file_append(decision, &text);
    struct datapackage_file file = compare_file_of(&scenario, arena);
    size_t commas[2] = {0}, lines = 0;
    for (const char *p = text.bytes; *p != '\0'; p++) {
        if (*p == ',' && lines < 2) commas[lines]++;
        lines += *p == '\n';
    }
    assert_true(commas[0] + 1 == file.n_field && commas[1] == commas[0]);
    assert_int_equal(lines, 1 + METRICS * OPTIONS);
    for (size_t i = 0; i < file.n_field; i++) assert_non_null(strstr(text.bytes, file.fields[i].name));
    text_free(&text);
    arena_free(arena);
    decision_free(decision);
}

/* b reaches a thousandth of a thousandth more, in every world; it costs a hundredth less. */
static void nearly_alike(const double *x, double values[METRICS][OPTIONS]) {
    (void)x;
    values[0][0] = 30;
    values[0][1] = 30.00003;
    values[1][0] = 100;
    values[1][1] = 99;
}

static void screen_take(const struct decision *decision, char **shown) {
    size_t size;
    FILE *stream = open_memstream(shown, &size);
    brief_print(stream, decision, false);
    assert_int_equal(fclose(stream), 0);
}

static void slight_leads_are_called_so(void **state) {
    (void)state;
    struct made made = {.n_option = 2, .worlds = 40, .replications = 2, .noise = 1e-6, .values = nearly_alike};
    made_write(&made, 26);
    struct decision *decision = decide(NULL);
    assert_true(decision->metrics[0].settled && decision->metrics[0].slight && decision->metrics[0].best == 1);
    assert_true(decision->metrics[1].settled && !decision->metrics[1].slight);
    char *shown = NULL;
    screen_take(decision, &shown);
    assert_non_null(strstr(shown, "under 0.1 % to a"));
    free(shown);
    decision_free(decision);
}

/* The table of places under assumptions, and words for single unknowns. */
static void screen_shows_places(void **state) {
    (void)state;
    struct decision *decision = decide_assumed();
    char *shown = NULL;
    screen_take(decision, &shown);
    const char *table = strstr(shown, "as stated  none");
    assert_non_null(strstr(shown, "With first = 0 (none):"));
    assert_non_null(table);
    assert_non_null(strstr(table, "\na       2. "));
    assert_non_null(strstr(table, "\nb       1. "));
    free(shown);
    decision_free(decision);
}

static void screen_says_not_settled(void **state) {
    (void)state;
    struct made made = {.n_option = 3, .worlds = 30, .replications = 2, .noise = 40, .values = three_plain};
    made_write(&made, 25);
    struct decision *decision = decide(NULL);
    char *shown = NULL;
    screen_take(decision, &shown);
    assert_non_null(strstr(shown, "not settled: or "));
    assert_non_null(strstr(shown, "There is no overall winner"));
    assert_non_null(strstr(shown, "50.0 to a"));
    for (const char *line = shown; *line != '\0'; line += strcspn(line, "\n") + 1)
        assert_true(strcspn(line, "\n") <= 110);
    free(shown);
    decision_free(decision);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_cover),
        cmocka_unit_test(quantiles_cover),
        cmocka_unit_test(shares_cover),
        cmocka_unit_test(stopping_keeps_coverage),
        cmocka_unit_test(clustered_agrees_with_sorting),
        cmocka_unit_test(clustered_of_never),
        cmocka_unit_test(clustered_in_one_cell),
        cmocka_unit_test(noise_is_removed),
        cmocka_unit_test(quantile_bounds_are_the_bootstraps),
        cmocka_unit_test(curve_knows_ishigami),
        cmocka_unit_test(curve_fits),
        cmocka_unit_test(selection_is_correct),
        cmocka_unit_test(value_of_information_closed_form),
        cmocka_unit_test(equal_options_share),
        cmocka_unit_test(targets_front_and_criteria),
        cmocka_unit_test(assumption_turns_the_choice),
        cmocka_unit_test(compare_file_has_all_columns),
        cmocka_unit_test(screen_says_not_settled),
        cmocka_unit_test(slight_leads_are_called_so),
        cmocka_unit_test(screen_shows_places),
    };
    return cmocka_run_group_tests(tests, root_make, root_remove);
}
