/* The engine against the literal model of oracle.c (MODEL.md V28): the same law at equal steps, the same means across
 * steps.
 *
 * Samples and seeds are fixed. Every check is |z| < 6.5 (8e-11, two-sided) or as rare; a run makes about 560, so that a
 * sound engine fails with probability 5e-8. A relative bias is seen with 98 % from 1.4 % on in resp_rmean_h and
 * reach_24h, 2 % in reach_6h (`loss`), 3 % in the number of attacks (`late offspring`), 7 % in deaths averted.
 * `test_oracle bench` prints the times of the two instead; ORACLE_TALK=1 prints every check with the bias it sees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "engine/worker.h"
#include "oracle.h"

#define LIMIT 6.5

#define STUDY "tests/oracle/study.yaml"
#define TINY "scenarios/tiny/study.yaml"
#define MALI "scenarios/mali-2023/study.yaml"

/* The mission without its timeline, and without rotations: the state of the start for ever. */
/* The literal kernel has no mines, no attacks on bases, no stocks and no other deaths of the mission. */
#define MALI_FIXED                                                                                      \
    "options.status_quo.baseline=no", "units[planned=no].rotation=0 months", "convoys.strike_factor=0", \
        "base_attacks.factor=0", "convoys.stock_low=0 d", "convoys.stock_critical=0 d",                 \
        "casualties.background=0 /person/year", "casualties.air_accidents=0 /h"
#define TINY_FIXED "options.status_quo.baseline=no", "units[planned=no].rotation=0 months"

enum { MOST_SETTINGS = 12 };

/* ---- both sides of a study ---- */

struct pair {
    struct mandate_diagnostics *diagnostics;
    struct mandate_documents *documents;
    struct mandate_scenario *scenario;
    struct arena *arena;
    struct worker *worker;
    struct model *model;
    struct oracle *oracle;
    size_t variant;
};

static void no_values(void *context, uint64_t world, double *values) {
    (void)context;
    (void)world;
    (void)values;
}

static int unit_index(const struct mandate_scenario *scenario, const char *id) {
    for (size_t u = 0; id && u < scenario->study.mission.units.n; u++)
        if (strcmp(scenario->study.mission.units.at[u].id, id) == 0) return (int)u;
    return -1;
}

/* World 0 of the study with settings; in `variant` the unit `gone` leaves on the first day. */
static struct pair pair_new(const char *file, const char *const *set, size_t n_set, size_t variant, const char *gone) {
    struct pair pair = {.variant = variant, .arena = arena_new(), .diagnostics = mandate_diagnostics_new()};
    struct mandate_settings settings = {.n_set = n_set, .set = set};
    pair.documents = mandate_documents_read(file, &settings, pair.diagnostics);
    pair.scenario = mandate_scenario_load(pair.documents, pair.diagnostics);
    if (!pair.scenario) mandate_diagnostics_print(pair.diagnostics, stderr, false);
    assert_non_null(pair.scenario);
    mandate_scenario_bind(pair.scenario, NULL);
    const struct mandate_layout *layout = model_layout(pair.scenario, "0", pair.arena);
    pair.worker = worker_new(
        &(struct worker_setup){.documents = pair.documents, .layout = layout, .values = no_values, .most = 1});
    pair.model = model_compile(pair.scenario, layout, NULL, pair.arena);
    pair.oracle = oracle_new(pair.scenario, pair.model, unit_index(pair.scenario, gone));
    return pair;
}

static void pair_free(struct pair *pair) {
    oracle_free(pair->oracle);
    worker_free(pair->worker);
    arena_free(pair->arena);
    mandate_scenario_free(pair->scenario);
    mandate_documents_free(pair->documents);
    mandate_diagnostics_free(pair->diagnostics);
}

/* ---- samples: what is kept of a replication ---- */

/* Numbers beside the metrics: X(name, what). */
#define EXTRA_LIST(X)                                      \
    X(same_step, "pairs of attacks in one step")           \
    X(next_step, "pairs of attacks in neighbouring steps") \
    X(same_cell, "pairs in one step, region and actor")    \
    X(next_day, "pairs of attacks a day apart")            \
    X(first_days, "attacks in the first five days")        \
    X(last_days, "attacks in the last five days")          \
    X(at_night, "share of attacks from 18 to 06")          \
    X(before, "share of attacks reached before the onset") \
    X(log_deaths, "mean of ln(1 + deaths)")                \
    X(square_deaths, "mean of ln(1 + deaths) squared")     \
    X(host_reached, "attacks of the last actor reached")   \
    X(hours_to_reach, "mean response time of the attacks reached")
#define EXTRA_ENUM(name, what) EXTRA_##name,
enum { EXTRA_LIST(EXTRA_ENUM) EXTRAS };
#define EXTRA_TEXT(name, what) what,
static const char *const extra_text[] = {EXTRA_LIST(EXTRA_TEXT)};

static const double EDGES[] = {0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 24, 30, 36, 48, 60, 72};
enum {
    TIMES = sizeof EDGES / sizeof *EDGES,
    HOURS = 24,
    OUTCOME_KINDS = 8,
    MODE_KINDS = 4,
    MOST_CELLS = 64,
    MOST_PLACES = 128
};
enum { SHARES = TIMES + HOURS + OUTCOME_KINDS + MODE_KINDS + MOST_CELLS + MOST_PLACES };

struct sample {
    size_t n;
    double *metrics; /* (n, MANDATE_METRICS) */
    double *extras;  /* (n, EXTRAS) */
    double
        *shares; /* (n, SHARES) of the attacks: response times, hours of the day, outcomes and modes, cells, places */
};

static struct sample sample_new(size_t n) {
    struct sample sample = {.n = n};
    sample.metrics = memory_take(sizeof(double) * n * MANDATE_METRICS);
    sample.extras = memory_take(sizeof(double) * n * EXTRAS);
    sample.shares = memory_take(sizeof(double) * n * SHARES);
    memset(sample.extras, 0, sizeof(double) * n * EXTRAS);
    memset(sample.shares, 0, sizeof(double) * n * SHARES);
    return sample;
}

static void sample_free(struct sample *sample) {
    memory_free(sample->metrics);
    memory_free(sample->extras);
    memory_free(sample->shares);
}

static void pairs_count(const struct pair *pair, const struct oracle_attack *attacks, size_t n, double *extras) {
    size_t steps = pair->model->n_step, day = (size_t)(24 / pair->model->step), actors = pair->model->n_actor;
    size_t cells = pair->model->n_region * actors;
    double *counts = memory_take(sizeof(double) * (steps + day + 1) * (cells + 1)),
           *all = counts + (steps + day + 1) * cells;
    memset(counts, 0, sizeof(double) * (steps + day + 1) * (cells + 1));
    for (size_t i = 0; i < n; i++) {
        counts[(size_t)attacks[i].step * cells + (size_t)attacks[i].region * actors + (size_t)attacks[i].actor]++;
        all[attacks[i].step]++;
    }
    for (size_t s = 0; s < steps; s++) {
        extras[EXTRA_same_step] += all[s] * (all[s] - 1) / 2;
        extras[EXTRA_next_step] += all[s] * all[s + 1];
        extras[EXTRA_next_day] += all[s] * all[s + day];
        for (size_t c = 0; c < cells; c++)
            extras[EXTRA_same_cell] += counts[s * cells + c] * (counts[s * cells + c] - 1) / 2;
    }
    memory_free(counts);
}

static void attack_keep(const struct pair *pair, const struct oracle_attack *attack, double *extras, double *shares) {
    double hour = fmod(pair->model->start_of_day + attack->onset, 24), log_deaths = log1p(attack->deaths);
    extras[EXTRA_first_days] += attack->onset < 120;
    extras[EXTRA_last_days] += attack->onset >= pair->model->horizon - 120;
    extras[EXTRA_at_night] += hour < 6 || hour >= 18;
    extras[EXTRA_before] += attack->response < 0;
    extras[EXTRA_log_deaths] += log_deaths;
    extras[EXTRA_square_deaths] += log_deaths * log_deaths;
    extras[EXTRA_host_reached] += attack->outcome == REACHED && attack->actor + 1 == (int)pair->model->n_actor;
    extras[EXTRA_hours_to_reach] += attack->outcome == REACHED ? attack->response : 0;
    for (size_t i = 0; i < TIMES; i++)
        if (attack->response <= EDGES[i]) {
            shares[i]++;
            break;
        }
    shares += TIMES;
    shares[(size_t)hour]++;
    shares += HOURS;
    shares[attack->outcome]++;
    shares += OUTCOME_KINDS;
    if (attack->mode != NOBODY) shares[attack->mode]++;
    shares += MODE_KINDS;
    size_t cell = (size_t)attack->region * pair->model->n_actor + (size_t)attack->actor;
    if (cell < MOST_CELLS) shares[cell]++;
    if (attack->locality < MOST_PLACES) shares[MOST_CELLS + attack->locality]++;
}

static void sample_put(const struct pair *pair, struct sample *sample, size_t i, const struct oracle_attack *attacks,
                       size_t n) {
    double *extras = sample->extras + i * EXTRAS, *shares = sample->shares + i * SHARES, reached = 0;
    pairs_count(pair, attacks, n, extras);
    for (size_t k = 0; k < n; k++) {
        attack_keep(pair, &attacks[k], extras, shares);
        reached += attacks[k].outcome == REACHED;
    }
    for (size_t k = EXTRA_at_night; k <= EXTRA_square_deaths; k++) extras[k] /= (double)n;
    extras[EXTRA_hours_to_reach] /= reached;
    for (size_t k = 0; k < SHARES; k++) shares[k] /= (double)n;
}

static void draw_oracle(const struct pair *pair, struct sample *sample, unsigned long seed) {
    for (size_t i = 0; i < sample->n; i++) {
        const struct oracle_attack *attacks;
        size_t n = oracle_run(pair->oracle, seed + i, sample->metrics + i * MANDATE_METRICS, &attacks);
        sample_put(pair, sample, i, attacks, n);
    }
}

static void draw_engine(const struct pair *pair, struct sample *sample) {
    struct oracle_attack *attacks = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < sample->n; i++) {
        double *row = sample->metrics + i * MANDATE_METRICS;
        const struct state *state = worker_replay(pair->worker, 0, (uint32_t)i, pair->variant, false, row);
        assert_int_equal(state->failure, MANDATE_FAILURE_OK);
        for (size_t k = 0; k < state->n_response; k++) {
            const struct response *response = &state->responses[k];
            const struct incident *incident = &state->pool->at[response->incident];
            attacks = memory_grow(attacks, sizeof *attacks, k, &capacity);
            attacks[k] = (struct oracle_attack){.step = incident->step,
                                                .region = incident->region,
                                                .actor = incident->actor,
                                                .locality = response->locality,
                                                .onset = incident->onset,
                                                .response = response->response,
                                                .deaths = incident->deaths,
                                                .averted = response->averted,
                                                .warned = incident->warned,
                                                .outcome = (int)response->outcome,
                                                .mode = (int)response->mode};
        }
        sample_put(pair, sample, i, attacks, state->n_response);
    }
    memory_free(attacks);
}

/* ---- comparisons ---- */

struct moments {
    size_t n;
    double mean, var, fourth;
};

/* Over the finite values of a column. */
static struct moments moments_of(const double *table, size_t n, size_t width, size_t column) {
    struct moments m = {0, 0, 0, 0};
    for (size_t i = 0; i < n; i++)
        if (isfinite(table[i * width + column])) m.n++, m.mean += table[i * width + column];
    m.mean /= (double)m.n;
    for (size_t i = 0; i < n; i++) {
        double d = table[i * width + column] - m.mean;
        if (!isfinite(d)) continue;
        m.var += d * d / (double)(m.n - 1);
        m.fourth += d * d * d * d / (double)m.n;
    }
    return m;
}

struct verdict {
    const char *study;
    int checks, failures;
    double worst;
    char worst_name[64];
    bool talk;
};

static void judge(struct verdict *verdict, const char *name, double z, double oracle, double engine) {
    verdict->checks++;
    if (fabs(z) >= verdict->worst) {
        verdict->worst = fabs(z);
        snprintf(verdict->worst_name, sizeof verdict->worst_name, "%s", name);
    }
    bool bad = !(fabs(z) < LIMIT);
    verdict->failures += bad;
    if (bad || verdict->talk)
        print_message("%s%s: %s: oracle %.6g, engine %.6g, z %.1f\n", bad ? "DIFFER " : "", verdict->study, name,
                      oracle, engine, z);
}

/* Equal where nothing varies, else Welch's z. */
static void compare_means(struct verdict *verdict, const char *name, struct moments a, struct moments b) {
    double error = sqrt(a.var / (double)a.n + b.var / (double)b.n), gap = b.mean - a.mean;
    if (error <= 1e-9 * fabs(a.mean))
        judge(verdict, name, fabs(gap) <= 1e-8 * fabs(a.mean) ? 0 : INFINITY, a.mean, b.mean);
    else judge(verdict, name, gap / error, a.mean, b.mean);
    if (verdict->talk && a.mean != 0)
        print_message("    would see %.2g %%\n", 100 * (LIMIT + 2) * error / fabs(a.mean));
}

static void compare_variances(struct verdict *verdict, const char *name, struct moments a, struct moments b) {
    double error = sqrt((a.fourth - a.var * a.var) / (double)a.n + (b.fourth - b.var * b.var) / (double)b.n);
    char text[64];
    snprintf(text, sizeof text, "variance of %s", name);
    if (error > 0) judge(verdict, text, (b.var - a.var) / error, a.var, b.var);
}

/* Pooled covariance of the columns `kept` of the shares. */
static gsl_matrix *covariance_of(const struct sample *a, const struct sample *b, const size_t *kept, size_t k) {
    gsl_matrix *sum = gsl_matrix_calloc(k, k);
    const struct sample *both[2] = {a, b};
    double off[SHARES], means[SHARES];
    for (size_t s = 0; s < 2; s++) {
        for (size_t i = 0; i < k; i++) means[i] = moments_of(both[s]->shares, both[s]->n, SHARES, kept[i]).mean;
        for (size_t r = 0; r < both[s]->n; r++) {
            for (size_t i = 0; i < k; i++) off[i] = both[s]->shares[r * SHARES + kept[i]] - means[i];
            for (size_t i = 0; i < k; i++)
                for (size_t j = 0; j < k; j++) *gsl_matrix_ptr(sum, i, j) += off[i] * off[j];
        }
    }
    gsl_matrix_scale(sum, 1 / (double)(a->n + b->n - 2));
    return sum;
}

/* Shares that are neither rare (1 in 2,000) nor certain; without the last one when they make up the whole. */
static size_t shares_keep(const struct sample *sample, size_t first, size_t width, size_t *kept) {
    size_t k = 0;
    double total = 0;
    for (size_t i = first; i < first + width; i++) {
        double mean = moments_of(sample->shares, sample->n, SHARES, i).mean;
        total += mean;
        if (mean > 0.0005 && mean < 0.9995) kept[k++] = i;
    }
    return k > 0 && total > 0.999 ? k - 1 : k;
}

/* Hotelling's T2 of the shares [first, first + width): replications are independent, attacks in one are not. */
static void compare_shares(struct verdict *verdict, const char *name, const struct sample *a, const struct sample *b,
                           size_t first, size_t width) {
    size_t kept[SHARES], k = shares_keep(a, first, width, kept);
    if (k == 0) return;
    double n = (double)a->n, m = (double)b->n, dof = (double)k, t2 = 0, means[2][SHARES];
    gsl_matrix *covariance = covariance_of(a, b, kept, k);
    gsl_vector *x = gsl_vector_alloc(k);
    for (size_t i = 0; i < k; i++) {
        means[0][i] = moments_of(a->shares, a->n, SHARES, kept[i]).mean;
        means[1][i] = moments_of(b->shares, b->n, SHARES, kept[i]).mean;
        gsl_vector_set(x, i, means[1][i] - means[0][i]);
    }
    gsl_linalg_cholesky_decomp1(covariance);
    gsl_linalg_cholesky_svx(covariance, x);
    for (size_t i = 0; i < k; i++) t2 += (means[1][i] - means[0][i]) * gsl_vector_get(x, i) * n * m / (n + m);
    double p = gsl_cdf_fdist_Q(t2 * (n + m - dof - 1) / (dof * (n + m - 2)), dof, n + m - dof - 1);
    double z = p > 0 ? gsl_cdf_ugaussian_Qinv(p / 2) : INFINITY;
    judge(verdict, name, z, dof, t2);
    for (size_t i = 0; i < k && (z >= LIMIT || verdict->talk); i++)
        print_message("    share %zu: oracle %.5f, engine %.5f\n", kept[i] - first, means[0][i], means[1][i]);
    gsl_matrix_free(covariance);
    gsl_vector_free(x);
}

static void compare_all(struct verdict *verdict, const struct sample *oracle, const struct sample *engine) {
    for (size_t i = 0; i < MANDATE_METRICS; i++) {
        struct moments a = moments_of(oracle->metrics, oracle->n, MANDATE_METRICS, i);
        struct moments b = moments_of(engine->metrics, engine->n, MANDATE_METRICS, i);
        if (a.n > oracle->n / 2) compare_means(verdict, mandate_metrics[i].name, a, b);
        if (i == MANDATE_METRIC_incidents || i == MANDATE_METRIC_resp_rmean_h || i == MANDATE_METRIC_reach_6h ||
            i == MANDATE_METRIC_sorties_refused)
            compare_variances(verdict, mandate_metrics[i].name, a, b);
    }
    for (size_t i = 0; i < EXTRAS; i++)
        compare_means(verdict, extra_text[i], moments_of(oracle->extras, oracle->n, EXTRAS, i),
                      moments_of(engine->extras, engine->n, EXTRAS, i));
    static const struct {
        const char *name;
        size_t width;
    } parts[] = {{"response times", TIMES}, {"hours of the day", HOURS},        {"outcomes", OUTCOME_KINDS},
                 {"modes", MODE_KINDS},     {"regions and actors", MOST_CELLS}, {"places", MOST_PLACES}};
    for (size_t i = 0, first = 0; i < sizeof parts / sizeof *parts; first += parts[i++].width)
        compare_shares(verdict, parts[i].name, oracle, engine, first, parts[i].width);
}

/* ---- equal steps, equal law ---- */

struct task {
    const char *name, *file;
    size_t n_oracle, n_engine;
    size_t variant;
    const char *gone;
    const char *set[MOST_SETTINGS];
};

static void compare_task(const struct task *task) {
    size_t n_set = 0;
    while (n_set < MOST_SETTINGS && task->set[n_set]) n_set++;
    struct pair pair = pair_new(task->file, task->set, n_set, task->variant, task->gone);
    struct sample oracle = sample_new(task->n_oracle), engine = sample_new(task->n_engine);
    clock_t begin = clock();
    draw_oracle(&pair, &oracle, 1000003);
    clock_t middle = clock();
    draw_engine(&pair, &engine);
    struct verdict verdict = {.study = task->name, .talk = getenv("ORACLE_TALK") != NULL};
    double oracle_s = (double)(middle - begin) / CLOCKS_PER_SEC, engine_s = (double)(clock() - middle) / CLOCKS_PER_SEC;
    compare_all(&verdict, &oracle, &engine);
    print_message("%-24s %3d checks, worst |z| %.1f (%s); oracle %.1f s, engine %.1f s\n", task->name, verdict.checks,
                  verdict.worst, verdict.worst_name, oracle_s, engine_s);
    sample_free(&oracle);
    sample_free(&engine);
    pair_free(&pair);
    assert_int_equal(verdict.failures, 0);
}

static void test_loss(void **state) {
    (void)state;
    compare_task(&(struct task){.name = "loss", .file = STUDY, .n_oracle = 900, .n_engine = 1800});
}

/* Teams are few and temporary bases strong. */
static void test_queue(void **state) {
    (void)state;
    compare_task(
        &(struct task){.name = "queue",
                       .file = STUDY,
                       .n_oracle = 450,
                       .n_engine = 800,
                       .set = {"response.queue=yes", "attacks.frailty_shape=0", "response.team_share=0.12",
                               "response.tob_share=0.3", "response.tob_hazard_factor=0.1", "host_ops.effect=1.5"}});
}

static void test_hour(void **state) {
    (void)state;
    compare_task(&(struct task){
        .name = "step of an hour", .file = STUDY, .n_oracle = 200, .n_engine = 500, .set = {"step=1 h"}});
}

static void test_day(void **state) {
    (void)state;
    compare_task(
        &(struct task){.name = "step of a day",
                       .file = STUDY,
                       .n_oracle = 400,
                       .n_engine = 700,
                       .set = {"step=24 h", "detection.warning_probability=0.5", "response.night_speed_factor=0.4"}});
}

/* Presence below that of the start: D > 1. */
static void test_thinner(void **state) {
    (void)state;
    compare_task(&(struct task){.name = "a battalion less",
                                .file = STUDY,
                                .n_oracle = 300,
                                .n_engine = 400,
                                .variant = 1,
                                .gone = "mill_battalion",
                                .set = {"attacks.frailty_shape=0", "deterrence.beta=0.8", "air.reserve_share=0.15"}});
}

static void test_late_offspring(void **state) {
    (void)state;
    compare_task(
        &(struct task){.name = "late offspring",
                       .file = STUDY,
                       .n_oracle = 250,
                       .n_engine = 500,
                       .set = {"attacks.long_memory=yes", "attacks.frailty_shape=0", "attacks.host_to_group=0"}});
}

static void test_tiny(void **state) {
    (void)state;
    compare_task(&(struct task){.name = "tiny", .file = TINY, .n_oracle = 1500, .n_engine = 3000, .set = {TINY_FIXED}});
}

static void test_mali(void **state) {
    (void)state;
    compare_task(&(struct task){.name = "mali", .file = MALI, .n_oracle = 120, .n_engine = 600, .set = {MALI_FIXED}});
}

/* ---- across steps ---- */

/* What a longer step may move: a temporary base or a team that comes back acts on the attacks of later steps only. */
#define FREEZING 0.01

/* Hours of the day have no weights here: they hold inside a step only, so a step of a day sees them and one of an hour
 * does not. */
static struct sample steps_draw(const char *step) {
    const char *const set[] = {step, "attacks.hours=1", "attacks.frailty_shape=0"};
    struct pair pair = pair_new(STUDY, set, 3, 0, NULL);
    struct sample sample = sample_new(450);
    draw_engine(&pair, &sample);
    pair_free(&pair);
    return sample;
}

static void test_steps(void **state) {
    (void)state;
    static const size_t metrics[] = {MANDATE_METRIC_incidents,       MANDATE_METRIC_resp_rmean_h,
                                     MANDATE_METRIC_reach_1h,        MANDATE_METRIC_reach_6h,
                                     MANDATE_METRIC_reach_24h,       MANDATE_METRIC_never_no_server,
                                     MANDATE_METRIC_averted_response};
    struct sample samples[3] = {steps_draw("step=1 h"), steps_draw("step=6 h"), steps_draw("step=24 h")};
    struct verdict verdict = {.study = "across steps", .talk = getenv("ORACLE_TALK") != NULL};
    for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
        struct moments m[3];
        for (size_t s = 0; s < 3; s++) m[s] = moments_of(samples[s].metrics, samples[s].n, MANDATE_METRICS, metrics[i]);
        for (size_t s = 0; s < 3; s += 2) {
            double error = sqrt(m[1].var / (double)m[1].n + m[s].var / (double)m[s].n), gap = m[s].mean - m[1].mean;
            double beyond = fmax(0, fabs(gap) - FREEZING * m[1].mean);
            judge(&verdict, mandate_metrics[metrics[i]].name, copysign(beyond, gap) / error, m[1].mean, m[s].mean);
        }
    }
    for (size_t s = 0; s < 3; s++) sample_free(&samples[s]);
    print_message("%-24s %3d checks, worst |z| %.1f (%s)\n", verdict.study, verdict.checks, verdict.worst,
                  verdict.worst_name);
    assert_int_equal(verdict.failures, 0);
}

/* ---- bench ---- */

static double now_s(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Seconds per replication of both, in turns; the median of the ratios of the turns. */
static void bench_study(const char *name, const char *file, const char *const *set, size_t n_set) {
    enum { ROUNDS = 15, ORACLE = 4, ENGINE = 40 };
    struct pair pair = pair_new(file, set, n_set, 0, NULL);
    double row[MANDATE_METRICS], oracle[ROUNDS], engine[ROUNDS], ratio[ROUNDS];
    const struct oracle_attack *attacks;
    for (size_t round = 0; round < ROUNDS; round++) {
        double begin = now_s();
        for (unsigned long i = 0; i < ORACLE; i++) (void)oracle_run(pair.oracle, 1 + i, row, &attacks);
        double middle = now_s();
        for (uint32_t i = 0; i < ENGINE; i++) (void)worker_replay(pair.worker, 0, i, 0, false, row);
        oracle[round] = (middle - begin) / ORACLE;
        engine[round] = (now_s() - middle) / ENGINE;
        ratio[round] = oracle[round] / engine[round];
    }
    gsl_sort(oracle, 1, ROUNDS);
    gsl_sort(engine, 1, ROUNDS);
    gsl_sort(ratio, 1, ROUNDS);
    printf("%-8s literal %8.3f ms, engine %8.3f ms a replication; ratio %.1f (%.1f to %.1f)\n", name,
           1e3 * oracle[ROUNDS / 2], 1e3 * engine[ROUNDS / 2], ratio[ROUNDS / 2], ratio[0], ratio[ROUNDS - 1]);
    pair_free(&pair);
}

static int bench(void) {
    const char *const mali[] = {MALI_FIXED}, *const tiny[] = {TINY_FIXED};
    bench_study("mali", MALI, mali, sizeof mali / sizeof *mali);
    bench_study("tiny", TINY, tiny, 2);
    bench_study("study", STUDY, NULL, 0);
    return 0;
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "bench") == 0) return bench();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loss), cmocka_unit_test(test_queue),   cmocka_unit_test(test_hour),
        cmocka_unit_test(test_day),  cmocka_unit_test(test_thinner), cmocka_unit_test(test_late_offspring),
        cmocka_unit_test(test_tiny), cmocka_unit_test(test_mali),    cmocka_unit_test(test_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
