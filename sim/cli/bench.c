/* mandate bench: times of each phase, and how far they are from what draws and functions alone cost on this machine.
 * Every measure is taken once in each round, so that what else the machine does falls on all of them alike. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/progress.h"
#include "cli/share.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "engine/study.h"
#include "mandate/function.h"
#include "mandate/random.h"
#include "output/json.h"

enum { ROUNDS = 5, REPLICATIONS = 8, SLICE = 1024, SLICES = 100, BLOCKS = 16 };

/* What is measured on. */
struct bench {
    const struct arguments *arguments;
    const char *file;
    struct session all, one; /* the study; the same with its reference option only */
    struct worker *worker_all, *worker_one;
    struct arena *arena; /* of `model` */
    struct model *model;
    struct pool *pool;
    double *values;   /* (n_unknown) */
    double *buffer;   /* (SLICE) */
    uint64_t *events; /* (SLICE / 2) */
    double *heights;  /* (cells) */
    double sum;       /* keeps results alive */
    uint32_t next;    /* replication */
    uint64_t world;
};

/* Processor seconds of this thread: what the others do falls out. */
static double thread_now(void) {
    struct timespec time;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* ---- phases: each gives the seconds of one unit ---- */

static double time_load(struct bench *bench) {
    struct session session;
    struct arguments quiet = *bench->arguments;
    quiet.quiet = true;
    session_begin(&session, &quiet);
    double begin = thread_now();
    enum mandate_status status = session_load(&session, bench->file, &quiet, false);
    double seconds = thread_now() - begin;
    session_close(&session);
    return status == MANDATE_OK ? seconds : 0;
}

static double time_compile(struct bench *bench) {
    double begin = thread_now();
    design_values(bench->one.design, 1 + bench->world++ % bench->one.layout.worlds, bench->values);
    mandate_scenario_bind(bench->one.scenario, bench->values);
    struct arena *arena = arena_new();
    bench->sum += model_compile(bench->one.scenario, &bench->one.layout, NULL, arena)->horizon;
    arena_free(arena);
    double seconds = thread_now() - begin;
    mandate_scenario_bind(bench->one.scenario, NULL);
    return seconds;
}

/* Candidates under the rates of the start, with their marks. */
static double time_candidates(struct bench *bench) {
    double begin = thread_now();
    for (uint32_t r = 0; r < REPLICATIONS; r++) {
        pool_reset(bench->pool, bench->model, mandate_draws_of(bench->one.scenario->study.seed, 0, bench->next++));
        for (size_t q = 0; q < bench->model->n_quarter; q++) {
            pool_open_quarter(bench->pool, q);
            pool_reach(bench->pool, q, bench->heights);
        }
        bench->sum += (double)bench->pool->n;
    }
    return (thread_now() - begin) / REPLICATIONS;
}

static double time_block(struct worker *worker, struct bench *bench) {
    double begin = thread_now();
    (void)worker_run(worker, (struct mandate_block){.world = 1, .first = bench->next, .count = REPLICATIONS});
    bench->next += REPLICATIONS;
    return (thread_now() - begin) / REPLICATIONS;
}

static double time_one(struct bench *bench) { return time_block(bench->worker_one, bench); }
static double time_all(struct bench *bench) { return time_block(bench->worker_all, bench); }

static enum mandate_status block_drop(void *context, const struct mandate_block_result *result) {
    (void)context;
    (void)result;
    return MANDATE_OK;
}

/* Seconds of BLOCKS worlds over threads. */
static double time_threads(struct bench *bench, unsigned threads) {
    struct mandate_block blocks[BLOCKS];
    for (uint32_t i = 0; i < BLOCKS; i++)
        blocks[i] = (struct mandate_block){.world = 1 + i % bench->all.layout.worlds, .count = REPLICATIONS};
    struct study_run run = {.blocks = blocks, .n_block = BLOCKS, .threads = threads, .take = block_drop};
    run.setup = session_setup(&bench->all, REPLICATIONS);
    double begin = progress_now();
    enum mandate_status status = study_run(&run);
    return status == MANDATE_OK ? progress_now() - begin : 0;
}

static double time_thread_1(struct bench *bench) { return time_threads(bench, 1); }
static double time_thread_2(struct bench *bench) { return time_threads(bench, 2); }

/* ---- the floor: seconds of one draw or function, in batches ---- */

static double time_uniform(struct bench *bench) {
    struct mandate_draws draws = mandate_draws_of(1, 1, 0);
    double begin = thread_now();
    for (int i = 0; i < SLICES; i++)
        mandate_uniforms_many(&draws, bench->events, SLICE / 2, 1, bench->buffer, SLICE / 2);
    bench->sum += bench->buffer[7];
    return (thread_now() - begin) / ((double)SLICE * SLICES);
}

static double time_function(struct bench *bench, void (*function)(const double *, double *, size_t)) {
    double out[SLICE];
    struct mandate_draws draws = mandate_draws_of(1, 2, 0);
    mandate_uniforms_many(&draws, bench->events, SLICE / 2, 1, bench->buffer, SLICE / 2);
    double begin = thread_now();
    for (int i = 0; i < SLICES; i++) {
        function(bench->buffer, out, SLICE);
        bench->sum += out[i];
    }
    return (thread_now() - begin) / ((double)SLICE * SLICES);
}

static double time_exp(struct bench *bench) { return time_function(bench, mandate_exp_many); }
static double time_log(struct bench *bench) { return time_function(bench, mandate_log_many); }
static double time_quantile(struct bench *bench) { return time_function(bench, mandate_normal_quantile_many); }

/* ---- rounds ---- */

enum measure { LOAD, COMPILE, CANDIDATES, ONE, ALL, THREAD_1, THREAD_2, UNIFORM, EXP, LOG, QUANTILE, MEASURES };

static const struct {
    const char *key, *about;
    double scale;
    const char *unit;
    double (*time)(struct bench *bench);
} measures[MEASURES] = {
    [LOAD] = {"load", "read and check the study", 1e3, "ms", time_load},
    [COMPILE] = {"compile", "bind and compile a world", 1e3, "ms", time_compile},
    [CANDIDATES] = {"candidates", "candidates of a replication", 1e6, "us", time_candidates},
    [ONE] = {"one_option", "a replication, one option", 1e6, "us", time_one},
    [ALL] = {"all_options", "a replication, all options", 1e6, "us", time_all},
    [THREAD_1] = {"threads_1", "16 worlds x 8 replications, 1 thread", 1e3, "ms", time_thread_1},
    [THREAD_2] = {"threads_2", "the same on 2 threads", 1e3, "ms", time_thread_2},
    [UNIFORM] = {"uniform", "a uniform (Philox4x32-10)", 1e9, "ns", time_uniform},
    [EXP] = {"exp", "an exponential function", 1e9, "ns", time_exp},
    [LOG] = {"log", "a logarithm", 1e9, "ns", time_log},
    [QUANTILE] = {"quantile", "a quantile of the normal law", 1e9, "ns", time_quantile},
};

static int by_size(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

struct figures {
    double times[MEASURES][ROUNDS];
    double median[MEASURES];
};

static double median_of(const double values[ROUNDS]) {
    double sorted[ROUNDS];
    memcpy(sorted, values, sizeof sorted);
    qsort(sorted, ROUNDS, sizeof *sorted, by_size);
    return sorted[ROUNDS / 2];
}

/* The median of the ratios of the rounds. */
static double ratio_of(const struct figures *figures, enum measure above, enum measure below) {
    double ratios[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) ratios[i] = figures->times[above][i] / figures->times[below][i];
    return median_of(ratios);
}

static void rounds_run(struct bench *bench, struct figures *figures) {
    for (int round = 0; round < ROUNDS; round++)
        for (int m = 0; m < MEASURES; m++) figures->times[m][round] = measures[m].time(bench);
    for (int m = 0; m < MEASURES; m++) figures->median[m] = median_of(figures->times[m]);
}

/* ---- what a replication needs at least ---- */

struct need {
    double uniforms, logs, quantiles, exps; /* of one replication of one option */
    double candidates, attacks;
    double seconds;
};

/* Draws are counted. Each candidate needs a logarithm for its gap; each one with marks five normal scores (deaths,
 * duration, detection, verification, decision) and as many exponentials; each attack two of both more (mobilisation,
 * travel). Decisions, sums and memory come on top: they are what is above the floor. */
static struct need need_of(const struct bench *bench, const struct figures *figures) {
    const double *median = figures->median;
    struct worker_counts counts = worker_counts(bench->worker_one);
    double replications = (double)counts.replications;
    struct need need = {.uniforms = (double)counts.uniforms / replications,
                        .candidates = (double)counts.candidates / replications,
                        .attacks = (double)counts.attacks / replications};
    need.logs = need.candidates;
    need.quantiles = 5 * need.candidates + 2 * need.attacks;
    need.exps = need.quantiles;
    need.seconds = need.uniforms * median[UNIFORM] + need.logs * median[LOG] + need.quantiles * median[QUANTILE] +
                   need.exps * median[EXP];
    return need;
}

/* ---- showing ---- */

static void floor_line(const char *what, double count, double each) {
    (void)printf("  %-38s %8.0f x %6.2f ns = %8.2f us\n", what, count, 1e9 * each, 1e6 * count * each);
}

static void bench_print(const struct bench *bench, const struct figures *figures, const struct need *need) {
    size_t n = bench->all.layout.n_variant;
    const double *median = figures->median;
    for (int m = 0; m < MEASURES; m++)
        (void)printf("%-40s %10.3f %s\n", measures[m].about, measures[m].scale * median[m], measures[m].unit);
    (void)printf("\n%-40s %10.0f\n", "replications per second and core, one", 1 / median[ONE]);
    (void)printf("%-40s %10.0f\n", "rows per second and core, all options", (double)n / median[ALL]);
    (void)printf("%zu options cost %.2f times one\n", n, ratio_of(figures, ALL, ONE));
    (void)printf("2 threads are %.2f times as fast as 1\n", ratio_of(figures, THREAD_1, THREAD_2));
    (void)printf("%.0f draws, %.0f candidates and %.0f attacks in a replication of one option\n\n", need->uniforms,
                 need->candidates, need->attacks);
    (void)puts("floor of a replication of one option: draws and functions alone");
    floor_line("uniforms", need->uniforms, median[UNIFORM]);
    floor_line("logarithms", need->logs, median[LOG]);
    floor_line("normal scores", need->quantiles, median[QUANTILE]);
    floor_line("exponentials", need->exps, median[EXP]);
    (void)printf("  %.1f us; a replication takes %.1f us: %.0f %% of the floor's speed\n", 1e6 * need->seconds,
                 1e6 * median[ONE], 100 * need->seconds / median[ONE]);
}

static void bench_json(const struct bench *bench, const struct figures *figures, const struct need *need) {
    const double *median = figures->median;
    struct json json = {0};
    json_open(&json, NULL, '{');
    for (int m = 0; m < MEASURES; m++) {
        char key[40];
        (void)snprintf(key, sizeof key, "%s_s", measures[m].key);
        json_real(&json, key, median[m]);
    }
    json_whole(&json, "options", bench->all.layout.n_variant);
    json_real(&json, "replications_per_second", 1 / median[ONE]);
    json_real(&json, "all_over_one", ratio_of(figures, ALL, ONE));
    json_real(&json, "speed_up_2", ratio_of(figures, THREAD_1, THREAD_2));
    json_real(&json, "draws", need->uniforms);
    json_real(&json, "candidates", need->candidates);
    json_real(&json, "attacks", need->attacks);
    json_real(&json, "floor_s", need->seconds);
    json_real(&json, "fraction", need->seconds / median[ONE]);
    json_close(&json, '}');
    json_end(&json);
    put(json.text.bytes);
    text_free(&json.text);
}

/* ---- the verb ---- */

/* The study with only its reference. */
static enum mandate_status one_open(struct bench *bench) {
    struct arguments one = *bench->arguments;
    const char *name = bench->all.layout.variants[bench->all.layout.reference];
    one.option = (struct texts){1, &name};
    one.quiet = true;
    session_begin(&bench->one, &one);
    bench->one.settings.option = memcpy(ARENA_NEW(bench->one.arena, const char *), &name, sizeof name);
    return session_load(&bench->one, bench->file, &one, false);
}

static enum mandate_status workers_make(struct bench *bench) {
    struct worker_setup all = session_setup(&bench->all, REPLICATIONS), one = session_setup(&bench->one, REPLICATIONS);
    bench->worker_all = worker_new(&all);
    bench->worker_one = worker_new(&one);
    bench->arena = arena_new();
    bench->values = ARENA_ARRAY(bench->arena, double, bench->one.layout.n_unknown);
    bench->buffer = ARENA_ARRAY(bench->arena, double, SLICE);
    bench->events = ARENA_ARRAY(bench->arena, uint64_t, SLICE / 2);
    for (uint64_t i = 0; i < SLICE / 2; i++) bench->events[i] = mandate_event(mandate_stream("bench", ""), i);
    bench->model = model_compile(bench->one.scenario, &bench->one.layout, NULL, bench->arena);
    size_t cells = bench->model->n_region * bench->model->n_actor;
    bench->heights = ARENA_ARRAY(bench->arena, double, cells);
    for (size_t i = 0; i < cells; i++) bench->heights[i] = 1;
    bench->pool = pool_new(bench->model);
    return bench->worker_all != NULL && bench->worker_one != NULL ? MANDATE_OK : failure_tell(MANDATE_INTERNAL, "");
}

static void bench_run(struct bench *bench) {
    struct figures figures;
    (void)time_one(bench);
    (void)time_all(bench);
    rounds_run(bench, &figures);
    struct need need = need_of(bench, &figures);
    (bench->arguments->json ? bench_json : bench_print)(bench, &figures, &need);
}

enum mandate_status verb_bench(const struct arguments *arguments) {
    struct bench bench = {.arguments = arguments};
    struct arena *arena = arena_new();
    bench.file = arguments->n > 0 ? arguments->operands[0] : share_largest(arguments, arena);
    if (bench.file == NULL)
        return failure_tell(MANDATE_BAD_INPUT, "bench: the scenarios are not beside the program; name a FILE");
    enum mandate_status status = session_open(&bench.all, bench.file, arguments);
    if (status == MANDATE_OK) status = one_open(&bench);
    if (status == MANDATE_OK) status = workers_make(&bench);
    if (status == MANDATE_OK) bench_run(&bench);
    pool_free(bench.pool);
    worker_free(bench.worker_all);
    worker_free(bench.worker_one);
    arena_free(bench.arena);
    session_close(&bench.one);
    session_close(&bench.all);
    arena_free(arena);
    return status;
}
