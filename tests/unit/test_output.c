/* Unit tests of sim/output: CSV, journal, sums, files, table. A small invented study whose values depend on
 * (world, replication, option) alone stands for the engine. */
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "output/collect.h"
#include "output/csv.h"
#include "output/datapackage.h"
#include "output/journal.h"
#include "output/json.h"
#include "output/manifest.h"
#include "output/plot/labels.h"
#include "output/results.h"
#include "output/study_output.h"
#include "output/table.h"
#include "stats/fixed.h"
#include "stats/quantile.h"

enum { N_VARIANT = 2, N_DATE = 3, N_QUARTER = 2, N_REGION = 2, N_ACTOR = 1, N_BASE = 1, N_LOCALITY = 2 };
enum { N_PLACE = 4 * N_BASE + 2 * N_REGION + 4 * N_LOCALITY };
enum { N_SERIES_VALUE = N_VARIANT * N_DATE * MANDATE_SERIES };
enum { N_BREAKDOWN_VALUE = N_VARIANT * N_QUARTER * (N_REGION + N_ACTOR) * MANDATE_BREAKDOWNS };

static const char *const variants[] = {"status_quo", "reinforce[size=0.5,speed=2]"};
static const char *const regions[] = {"gao", "mopti"}, *const actors[] = {"jnim"}, *const bases[] = {"gao"};
static const char *const localities[] = {"ogossagou", "moura"}, *const unknowns[] = {"threat.rate"},
                         *const units[] = {"1/d"};
static const double dates[] = {464784, 464952, 465120}, quarters[] = {464592, 466752}, horizon[] = {(double)INFINITY};

static struct mandate_layout layout_of(uint64_t worlds, uint32_t replications) {
    return (struct mandate_layout){
        .n_variant = N_VARIANT,
        .variants = variants,
        .n_date = N_DATE,
        .dates = dates,
        .n_quarter = N_QUARTER,
        .quarters = quarters,
        .n_region = N_REGION,
        .n_actor = N_ACTOR,
        .n_base = N_BASE,
        .n_locality = N_LOCALITY,
        .regions = regions,
        .actors = actors,
        .bases = bases,
        .localities = localities,
        .n_place_date = 1,
        .place_dates = horizon,
        .n_place_value = N_PLACE,
        .n_unknown = 1,
        .unknowns = unknowns,
        .unknown_units = units,
        .worlds = worlds,
        .replications = replications,
        .reference = 0,
        .hash = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
    };
}

/* ---- the invented engine ---- */

static uint64_t scramble(uint64_t x) {
    x = (x ^ x >> 31) * UINT64_C(0x7fb5d329728ea185);
    x = (x ^ x >> 27) * UINT64_C(0x81dadef4bc2dd44d);
    return x ^ x >> 33;
}

/* All kinds of values: whole, fractional, zero, never, undefined. */
static double value_of(uint64_t world, uint32_t replication, size_t index, bool finite) {
    uint64_t bits = scramble(world * 1000003 + replication * 7919 + index * 31 + 1);
    double u = (double)(bits >> 11) / 9007199254740992.0;
    switch (bits % 8) {
        case 0: return 0;
        case 1: return floor(u * 40);
        case 2: return finite ? u : (double)NAN;
        case 3: return finite ? u : (double)INFINITY;
        default: return 1000 * u * u * u;
    }
}

static bool fails(uint64_t world, uint32_t replication, size_t variant) {
    return world == 2 && replication == 1 && variant == 1;
}

static struct mandate_block_result result_new(void) {
    return (struct mandate_block_result){
        .rows = memory_take(JOURNAL_BLOCK * N_VARIANT * MANDATE_METRICS * sizeof(double)),
        .failed = memory_take(JOURNAL_BLOCK * N_VARIANT),
        .series = memory_take(JOURNAL_BLOCK * N_SERIES_VALUE * sizeof(double)),
        .places = memory_take(N_VARIANT * N_PLACE * sizeof(double)),
        .breakdown = memory_take(JOURNAL_BLOCK * N_BREAKDOWN_VALUE * sizeof(double)),
    };
}

static void result_free(struct mandate_block_result *result) {
    memory_free(result->rows);
    memory_free(result->failed);
    memory_free(result->series);
    memory_free(result->places);
    memory_free(result->breakdown);
}

static void replication_fill(struct mandate_block_result *result, uint32_t r, size_t v) {
    uint64_t world = result->block.world;
    uint32_t replication = result->block.first + r;
    size_t at = r * N_VARIANT + v, n_series = N_DATE * MANDATE_SERIES, n_breakdown = N_BREAKDOWN_VALUE / N_VARIANT;
    result->failed[at] = fails(world, replication, v) ? MANDATE_FAILURE_EXPLODED : MANDATE_FAILURE_OK;
    for (size_t i = 0; i < MANDATE_METRICS; i++)
        result->rows[at * MANDATE_METRICS + i] = value_of(world, replication, v * 500 + i, false);
    for (size_t i = 0; i < n_series; i++)
        result->series[at * n_series + i] =
            value_of(world, replication, v * 500 + i + 1000, i % MANDATE_SERIES % 3 > 0);
    for (size_t i = 0; i < n_breakdown; i++)
        result->breakdown[at * n_breakdown + i] = value_of(world, replication, v * 500 + i + 2000, true);
    for (size_t i = 0; i < N_PLACE && result->failed[at] == 0; i++)
        result->places[v * N_PLACE + i] += fixed_round(value_of(world, replication, v * 500 + i + 3000, true));
}

static void block_fill(struct mandate_block_result *result, struct mandate_block block) {
    result->block = block;
    memset(result->places, 0, N_VARIANT * N_PLACE * sizeof(double));
    for (uint32_t r = 0; r < block.count; r++)
        for (size_t v = 0; v < N_VARIANT; v++) replication_fill(result, r, v);
}

static void world_values(void *context, uint64_t world, double *values) {
    (void)context;
    values[0] = (double)world / 3;
}

/* ---- folders ---- */

static char root[64];

static int root_make(void **state) {
    (void)state;
    (void)snprintf(root, sizeof root, "/tmp/mandate-output-XXXXXX");
    return mkdtemp(root) != NULL ? 0 : -1;
}

static const char *const files[] = {"runs.csv",   "worlds.csv",    "series.csv",
                                    "places.csv", "breakdown.csv", "datapackage.json"};
enum { FILES = sizeof files / sizeof files[0] };

static void folder_of(char path[128], const char *name) { (void)snprintf(path, 128, "%s/%s", root, name); }

static void folder_remove(const char *name) {
    static const char *const all[] = {
        "runs.csv",           "worlds.csv",    "series.csv", "places.csv",       "breakdown.csv",
        "datapackage.json",   "manifest.json", "text.csv",   "journal/rows.bin", "journal/sums.bin",
        "journal/recent.bin", "journal",       "."};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char path[512];
        (void)snprintf(path, sizeof path, "%s/%s/%s", root, name, all[i]);
        if (i + 1 == sizeof all / sizeof all[0]) (void)snprintf(path, sizeof path, "%s/%s", root, name);
        (void)remove(path);
    }
}

static int root_remove(void **state) {
    (void)state;
    return rmdir(root);
}

static char *bytes_of(const char *folder, const char *file, size_t *size) {
    char path[512], *bytes;
    struct file_reason reason;
    (void)snprintf(path, sizeof path, "%s/%s/%s", root, folder, file);
    assert_int_equal(file_read(path, 1 << 28, &bytes, size, &reason), MANDATE_OK);
    return bytes;
}

static void bytes_write(const char *folder, const char *file, const char *bytes, size_t size) {
    char path[512];
    struct file_reason reason;
    (void)snprintf(path, sizeof path, "%s/%s/journal", root, folder);
    assert_int_equal(file_make_folder(path, &reason), MANDATE_OK);
    (void)snprintf(path, sizeof path, "%s/%s/%s", root, folder, file);
    FILE *out = fopen(path, "wb"); /* file_write would wait for the disk */
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, size, out), size);
    assert_int_equal(fclose(out), 0);
}

static void assert_same_files(const char *a, const char *b) {
    for (size_t i = 0; i < FILES; i++) {
        size_t n_a, n_b;
        char *x = bytes_of(a, files[i], &n_a), *y = bytes_of(b, files[i], &n_b);
        assert_int_equal(n_a, n_b);
        assert_memory_equal(x, y, n_a);
        memory_free(x);
        memory_free(y);
    }
}

/* ---- running ---- */

struct run {
    const char *folder;
    uint64_t worlds;
    uint32_t replications, block;
    uint64_t shard, shards;
    size_t stop; /* blocks after which it stops; 0 = runs to the end */
    bool backwards;
    bool central;
};

static struct study_output *run_open(const struct run *run, const struct mandate_layout *layout,
                                     enum mandate_status wanted, struct file_reason *reason) {
    char path[128];
    folder_of(path, run->folder);
    struct study_request request = {.folder = path,
                                    .layout = layout,
                                    .version = "1.0",
                                    .block = run->block,
                                    .shard = run->shard,
                                    .shards = run->shards,
                                    .central = run->central};
    struct study_output *out;
    assert_int_equal(study_output_open(&request, &out, reason), wanted);
    return out;
}

/* Runs blocks of the plan; returns the number of blocks that were planned. */
static size_t run_study(struct run run) {
    struct mandate_layout layout = layout_of(run.worlds, run.replications);
    struct file_reason reason;
    struct study_output *out = run_open(&run, &layout, MANDATE_OK, &reason);
    struct mandate_block_result result = result_new();
    const struct mandate_block *plan;
    size_t n = study_output_plan(out, &plan), most = run.stop > 0 && run.stop < n ? run.stop : n;
    for (size_t i = 0; i < most; i++) {
        block_fill(&result, plan[run.backwards ? n - 1 - i : i]);
        assert_false(study_output_has(out, result.block));
        assert_int_equal(study_output_add(out, &result, &reason), MANDATE_OK);
        assert_true(study_output_has(out, result.block));
    }
    enum mandate_status status = study_output_finish(out, world_values, NULL, &reason);
    enum mandate_status all = study_output_failed(out) > 0 ? MANDATE_SOME_FAILED : MANDATE_OK;
    assert_int_equal(status, most < n ? MANDATE_STOPPED : all);
    assert_int_equal(study_output_close(out, &reason), MANDATE_OK);
    result_free(&result);
    return n;
}

/* ---- CSV ---- */

static void csv_writes_and_reads(void **state) {
    (void)state;
    struct csv *csv;
    struct csv_reader *reader;
    struct file_reason reason;
    char path[128];
    bool more;
    bytes_write("csv", "text.csv", "", 0);
    folder_of(path, "csv");
    assert_int_equal(csv_create(path, "text.csv", &csv, &reason), MANDATE_OK);
    csv_texts(csv, (const char *const[]){"a", "b,c", "d\"e", "=1+1", "two\nlines", NULL});
    csv_real(csv, 0.1);
    csv_real(csv, (double)NAN);
    csv_real(csv, (double)INFINITY);
    csv_whole(csv, UINT64_MAX);
    csv_date(csv, 464784);
    csv_line(csv);
    assert_int_equal(csv_commit(csv, &reason), MANDATE_OK);
    size_t size;
    char *bytes = bytes_of("csv", "text.csv", &size);
    assert_string_equal(bytes, "a,\"b,c\",\"d\"\"e\",'=1+1,\"two\nlines\"\n0.1,,inf,18446744073709551615,2023-01-09\n");
    memory_free(bytes);
    assert_int_equal(csv_open(path, "text.csv", &reader, &reason), MANDATE_OK);
    assert_int_equal(csv_columns(reader), 5);
    assert_int_equal(csv_column(reader, "d\"e"), 2);
    assert_int_equal(csv_column(reader, "two\nlines"), 4);
    assert_int_equal(csv_column(reader, "x"), -1);
    assert_int_equal(csv_next(reader, &more, &reason), MANDATE_OK);
    assert_true(more && csv_number(reader, 0) == 0.1 && isnan(csv_number(reader, 1)) && isinf(csv_number(reader, 2)));
    assert_string_equal(csv_field(reader, 4), "2023-01-09");
    assert_int_equal(csv_next(reader, &more, &reason), MANDATE_OK);
    assert_false(more);
    csv_close(reader);
    folder_remove("csv");
}

static void csv_refuses_ragged_rows(void **state) {
    (void)state;
    struct csv_reader *reader;
    struct file_reason reason;
    char path[128];
    bool more;
    bytes_write("csv", "text.csv", "a,b\n1,2\r\n\"\",\"\"\"\"\n3\n", 19);
    folder_of(path, "csv");
    assert_int_equal(csv_open(path, "text.csv", &reader, &reason), MANDATE_OK);
    assert_int_equal(csv_next(reader, &more, &reason), MANDATE_OK);
    assert_true(csv_number(reader, 1) == 2);
    assert_int_equal(csv_next(reader, &more, &reason), MANDATE_OK);
    assert_string_equal(csv_field(reader, 0), "");
    assert_string_equal(csv_field(reader, 1), "\"");
    assert_int_equal(csv_next(reader, &more, &reason), MANDATE_BAD_INPUT);
    assert_non_null(strstr(reason.text, "line 4: 1 fields, but the header has 2"));
    csv_close(reader);
    folder_remove("csv");
    assert_int_equal(csv_open(path, "text.csv", &reader, &reason), MANDATE_SYSTEM);
}

/* Every double that a file can hold comes back with the same bits. */
static void csv_numbers_round_trip(void **state) {
    (void)state;
    struct csv *csv;
    struct csv_reader *reader;
    struct file_reason reason;
    char path[128];
    bool more;
    enum { N = 20000 };
    static double values[N];
    for (size_t i = 0; i < N; i++) {
        uint64_t bits = scramble(i + 17);
        memcpy(&values[i], &bits, sizeof bits);
        if (i % 2 == 0 || !isfinite(values[i])) values[i] = (double)(bits % 1000000) / 1000.0;
    }
    bytes_write("csv", "text.csv", "", 0);
    folder_of(path, "csv");
    assert_int_equal(csv_create(path, "text.csv", &csv, &reason), MANDATE_OK);
    csv_texts(csv, (const char *const[]){"value", NULL});
    for (size_t i = 0; i < N; i++) {
        csv_real(csv, values[i]);
        csv_line(csv);
    }
    assert_int_equal(csv_commit(csv, &reason), MANDATE_OK);
    assert_int_equal(csv_open(path, "text.csv", &reader, &reason), MANDATE_OK);
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(csv_next(reader, &more, &reason), MANDATE_OK);
        assert_true(more && csv_number(reader, 0) == values[i]);
    }
    csv_close(reader);
    folder_remove("csv");
}

static void dates_are_iso(void **state) {
    (void)state;
    static const struct {
        double hours;
        const char *text;
    } cases[] = {{0, "1970-01-01"},      {464784, "2023-01-09"},   {464784 + 6.5, "2023-01-09T06:30"},
                 {-24, "1969-12-31"},    {-1, "1969-12-31T23:00"}, {474648, "2024-02-24"},
                 {474768, "2024-02-29"}, {(double)INFINITY, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[CSV_DATE];
        csv_date_write(text, cases[i].hours);
        assert_string_equal(text, cases[i].text);
    }
    char quarter[RESULTS_QUARTER];
    results_quarter(quarter, 466752);
    assert_string_equal(quarter, "2023-Q2");
}

static void json_is_escaped(void **state) {
    (void)state;
    struct json json = {0};
    json_open(&json, NULL, '{');
    json_text(&json, "a\"b", "c\\d\n\x01");
    json_open(&json, "list", '[');
    json_whole(&json, NULL, 7);
    json_real(&json, NULL, (double)NAN);
    json_close(&json, ']');
    json_open(&json, "none", '{');
    json_close(&json, '}');
    json_flag(&json, "yes", true);
    json_close(&json, '}');
    json_end(&json);
    assert_string_equal(json.text.bytes,
                        "{\n  \"a\\\"b\": \"c\\\\d\\n\\u0001\",\n  \"list\": [\n    7,\n    null\n  ],\n"
                        "  \"none\": {},\n  \"yes\": true\n}\n");
    text_free(&json.text);
}

/* ---- sums ---- */

static int order(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* The bands of one column against the values themselves. */
static void bands_near_exact(void **state) {
    (void)state;
    enum { WORLDS = 40, REPLICATIONS = 12 };
    struct mandate_layout layout = layout_of(WORLDS, REPLICATIONS);
    struct collect *collect = collect_new(&layout);
    struct mandate_block_result result = result_new();
    double values[WORLDS * REPLICATIONS];
    size_t n = 0, metric = 1, date = 2, variant = 1;
    for (uint64_t w = 1; w <= WORLDS; w++) {
        block_fill(&result, (struct mandate_block){w, 0, REPLICATIONS});
        collect_add(collect, &result);
        for (uint32_t r = 0; r < REPLICATIONS; r++)
            if (!fails(w, r, variant))
                values[n++] = result.series[((r * N_VARIANT + variant) * N_DATE + date) * MANDATE_SERIES + metric];
    }
    collect_settle(collect);
    struct collect_band band = collect_series(collect, variant, date, metric);
    double sum = 0;
    qsort(values, n, sizeof values[0], order);
    for (size_t i = 0; i < n; i++) sum += values[i];
    const double p[] = {0.05, 0.25, 0.5, 0.75, 0.95};
    assert_int_equal(band.n, n);
    assert_int_equal(collect_replications(collect, variant), n);
    assert_true(fabs(band.mean - sum / (double)n) < 1e-8);
    for (size_t i = 0; i < 5; i++)
        assert_true(fabs(band.quantile[i] - quantile_sorted(values, n, p[i])) <=
                    0.04 * quantile_sorted(values, n, p[i]) + 0.02);
    struct text text = {0};
    collect_encode(collect, &text);
    struct collect *copy = collect_new(&layout);
    assert_true(collect_decode(copy, text.bytes, text.length));
    assert_true(collect_series(copy, variant, date, metric).mean == band.mean);
    assert_false(collect_decode(copy, text.bytes, text.length - 1));
    assert_true(collect_size(collect) > 0);
    text_free(&text);
    collect_free(copy);
    collect_free(collect);
    result_free(&result);
}

/* ---- the same bytes whatever the way ---- */

static void blocks_do_not_show(void **state) {
    (void)state;
    (void)run_study((struct run){.folder = "fresh", .worlds = 5, .replications = 12, .block = 12});
    (void)run_study((struct run){.folder = "small", .worlds = 5, .replications = 12, .block = 5, .backwards = true});
    assert_same_files("fresh", "small");
    folder_remove("fresh");
    folder_remove("small");
}

static void topping_up_is_fresh(void **state) {
    (void)state;
    (void)run_study((struct run){.folder = "fresh", .worlds = 5, .replications = 12});
    assert_int_equal(run_study((struct run){.folder = "more", .worlds = 3, .replications = 8}), 3);
    assert_int_equal(run_study((struct run){.folder = "more", .worlds = 3, .replications = 12}), 3);
    assert_int_equal(run_study((struct run){.folder = "more", .worlds = 5, .replications = 12}), 2);
    assert_int_equal(run_study((struct run){.folder = "more", .worlds = 5, .replications = 12}), 0);
    assert_same_files("fresh", "more");
    folder_remove("fresh");
    folder_remove("more");
}

static void stopping_is_fresh(void **state) {
    (void)state;
    (void)run_study((struct run){.folder = "fresh", .worlds = 5, .replications = 12});
    assert_int_equal(run_study((struct run){
                         .folder = "stops", .worlds = 5, .replications = 12, .block = 4, .stop = 4, .backwards = true}),
                     15);
    assert_int_equal(run_study((struct run){.folder = "stops", .worlds = 5, .replications = 12, .block = 4, .stop = 3}),
                     11);
    assert_int_equal(run_study((struct run){.folder = "stops", .worlds = 5, .replications = 12, .block = 3}), 11);
    assert_same_files("fresh", "stops");
    folder_remove("fresh");
    folder_remove("stops");
}

static void shards_merge_to_fresh(void **state) {
    (void)state;
    struct mandate_layout layout = layout_of(5, 6);
    struct file_reason reason;
    char a[128], b[128], all[128];
    (void)run_study((struct run){.folder = "fresh", .worlds = 5, .replications = 6});
    (void)run_study((struct run){.folder = "a", .worlds = 5, .replications = 6, .shard = 0, .shards = 2});
    (void)run_study((struct run){.folder = "b", .worlds = 5, .replications = 6, .shard = 1, .shards = 2});
    folder_of(a, "a");
    folder_of(b, "b");
    folder_of(all, "all");
    struct study_request request = {.folder = all, .layout = &layout, .version = "1.0"};
    assert_int_equal(study_output_merge(&request, (const char *const[]){a, b, a}, 3, &reason), MANDATE_BAD_INPUT);
    assert_non_null(strstr(reason.text, "the same replications"));
    assert_int_equal(study_output_merge(&request, (const char *const[]){a, b}, 2, &reason), MANDATE_OK);
    assert_int_equal(study_output_merge(&request, (const char *const[]){a, b}, 2, &reason), MANDATE_BAD_INPUT);
    assert_int_equal(run_study((struct run){.folder = "all", .worlds = 5, .replications = 6}), 0);
    assert_same_files("fresh", "all");
    struct run other = {.folder = "a", .worlds = 5, .replications = 6, .shard = 1, .shards = 2};
    (void)run_open(&other, &layout, MANDATE_BAD_INPUT, &reason);
    assert_non_null(strstr(reason.text, "another shard"));
    folder_remove("fresh");
    folder_remove("a");
    folder_remove("b");
    folder_remove("all");
}

struct worker {
    struct study_output *out;
    size_t start;
};

enum { THREADS = 3 };

/* Every third block, with a checkpoint now and then. */
static void *worker_run(void *context) {
    struct worker *worker = context;
    struct mandate_block_result result = result_new();
    struct file_reason reason;
    const struct mandate_block *plan;
    size_t n = study_output_plan(worker->out, &plan);
    for (size_t i = worker->start; i < n; i += THREADS) {
        block_fill(&result, plan[(i * 7) % n]);
        if (study_output_add(worker->out, &result, &reason) != MANDATE_OK) abort();
        if (i % 5 == 0 && study_output_checkpoint(worker->out, &reason) != MANDATE_OK) abort();
    }
    result_free(&result);
    return NULL;
}

static void threads_do_not_show(void **state) {
    (void)state;
    struct mandate_layout layout = layout_of(10, 8);
    struct file_reason reason;
    struct run run = {.folder = "threads", .worlds = 10, .replications = 8, .block = 2};
    struct study_output *out = run_open(&run, &layout, MANDATE_OK, &reason);
    pthread_t threads[THREADS];
    struct worker workers[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){out, i};
        assert_int_equal(pthread_create(&threads[i], NULL, worker_run, &workers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(study_output_finish(out, world_values, NULL, &reason), MANDATE_SOME_FAILED);
    assert_int_equal(study_output_close(out, &reason), MANDATE_OK);
    (void)run_study((struct run){.folder = "fresh", .worlds = 10, .replications = 8});
    assert_same_files("fresh", "threads");
    folder_remove("fresh");
    folder_remove("threads");
}

/* ---- damage ---- */

static void copy_journal(const char *from, const char *to, size_t keep, size_t flip) {
    size_t n_rows, n_sums;
    char *rows = bytes_of(from, "journal/rows.bin", &n_rows), *sums = bytes_of(from, "journal/sums.bin", &n_sums);
    if (flip < n_rows) rows[flip] ^= 0x10;
    bytes_write(to, "journal/rows.bin", rows, keep < n_rows ? keep : n_rows);
    bytes_write(to, "journal/sums.bin", sums, n_sums);
    memory_free(rows);
    memory_free(sums);
}

static size_t rows_size(const char *folder) {
    size_t size;
    memory_free(bytes_of(folder, "journal/rows.bin", &size));
    return size;
}

enum { RECORD = 24 + N_VARIANT * MANDATE_METRICS * 8 + 8 + 8 }; /* one replication */

/* Opens the folder and tells how many blocks are missing. */
static size_t missing(struct run run) {
    struct mandate_layout layout = layout_of(run.worlds, run.replications);
    struct file_reason reason;
    const struct mandate_block *plan;
    struct study_output *out = run_open(&run, &layout, MANDATE_OK, &reason);
    size_t n = study_output_plan(out, &plan);
    assert_int_equal(study_output_close(out, &reason), MANDATE_OK);
    return n;
}

/* A tail cut at any byte of the last record costs that block alone. */
static void torn_tail_is_cut(void **state) {
    (void)state;
    const struct run torn = {.folder = "torn", .worlds = 3, .replications = 2, .block = 1};
    (void)run_study((struct run){.folder = "fresh", .worlds = 3, .replications = 2, .block = 1});
    size_t size = rows_size("fresh"), n_rows;
    char *rows = bytes_of("fresh", "journal/rows.bin", &n_rows), path[512];
    copy_journal("fresh", "torn", size, SIZE_MAX);
    (void)snprintf(path, sizeof path, "%s/torn/journal/rows.bin", root);
    for (size_t keep = size - 1; keep >= size - RECORD; keep--) {
        assert_int_equal(truncate(path, (off_t)keep), 0);
        assert_int_equal(missing(torn), 1);
        assert_int_equal(rows_size("torn"), size - RECORD);
        bytes_write("torn", "journal/rows.bin", rows, keep);
        if (keep % 200 > 0) continue;
        assert_int_equal(run_study(torn), 1);
        assert_int_equal(rows_size("torn"), size);
        assert_same_files("fresh", "torn");
    }
    memory_free(rows);
    folder_remove("fresh");
    folder_remove("torn");
}

/* A changed byte costs its record and those behind it. */
static void damaged_record_is_cut(void **state) {
    (void)state;
    (void)run_study((struct run){.folder = "fresh", .worlds = 3, .replications = 2, .block = 1});
    size_t size = rows_size("fresh"), first = size - 6 * RECORD;
    for (size_t flip = first; flip < size; flip += 61) {
        copy_journal("fresh", "torn", SIZE_MAX, flip);
        size_t lost = 6 - (flip - first) / RECORD;
        assert_int_equal(run_study((struct run){.folder = "torn", .worlds = 3, .replications = 2, .block = 1}), lost);
        assert_same_files("fresh", "torn");
    }
    /* Lost rows may come back in any order, over several runs. */
    copy_journal("fresh", "torn", first, SIZE_MAX);
    assert_int_equal(
        run_study((struct run){.folder = "torn", .worlds = 3, .replications = 2, .stop = 2, .backwards = true}), 6);
    assert_int_equal(
        run_study((struct run){.folder = "torn", .worlds = 3, .replications = 2, .stop = 2, .backwards = true}), 4);
    assert_int_equal(run_study((struct run){.folder = "torn", .worlds = 3, .replications = 2}), 2);
    assert_int_equal(run_study((struct run){.folder = "torn", .worlds = 3, .replications = 2}), 0);
    assert_same_files("fresh", "torn");
    folder_remove("fresh");
    folder_remove("torn");
}

static void damaged_sums_start_anew(void **state) {
    (void)state;
    (void)run_study((struct run){.folder = "fresh", .worlds = 3, .replications = 2, .block = 1});
    size_t size;
    char *sums = bytes_of("fresh", "journal/sums.bin", &size);
    for (size_t flip = 0; flip < size; flip += size / 37) {
        copy_journal("fresh", "torn", SIZE_MAX, SIZE_MAX);
        sums[flip] ^= 1;
        bytes_write("torn", "journal/sums.bin", sums, flip % 2 == 0 ? size : flip);
        sums[flip] ^= 1;
        assert_int_equal(run_study((struct run){.folder = "torn", .worlds = 3, .replications = 2, .block = 1}), 6);
    }
    assert_same_files("fresh", "torn");
    memory_free(sums);
    folder_remove("fresh");
    folder_remove("torn");
}

/* Adds three blocks, with a checkpoint after `saved` of them, and is killed. */
static void killed_run(size_t saved) {
    struct run run = {.folder = "killed", .worlds = 3, .replications = 2, .block = 1};
    pid_t child = fork();
    int status = -1;
    if (child == 0) {
        struct mandate_layout layout = layout_of(3, 2);
        struct file_reason reason;
        struct study_output *out = run_open(&run, &layout, MANDATE_OK, &reason);
        struct mandate_block_result result = result_new();
        const struct mandate_block *plan;
        (void)study_output_plan(out, &plan);
        for (size_t i = 0; i < 3; i++) {
            block_fill(&result, plan[i]);
            if (study_output_add(out, &result, &reason) != MANDATE_OK) _exit(1);
            if (i + 1 == saved && study_output_checkpoint(out, &reason) != MANDATE_OK) _exit(1);
        }
        (void)raise(SIGKILL);
    }
    assert_true(child > 0 && waitpid(child, &status, 0) == child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

/* What was added outlives the program, before the first checkpoint and after it. */
static void killed_loses_nothing(void **state) {
    (void)state;
    struct run run = {.folder = "killed", .worlds = 3, .replications = 2, .block = 1};
    (void)run_study((struct run){.folder = "fresh", .worlds = 3, .replications = 2, .block = 1});
    for (size_t saved = 0; saved <= 3; saved++) {
        killed_run(saved);
        assert_int_equal(run_study(run), 3);
        assert_same_files("fresh", "killed");
        folder_remove("killed");
    }
    folder_remove("fresh");
}

/* A torn block is lost; one that the checkpoint has is not counted twice. */
static void recent_blocks_torn_or_old(void **state) {
    (void)state;
    struct run run = {.folder = "killed", .worlds = 3, .replications = 2, .block = 1};
    (void)run_study((struct run){.folder = "fresh", .worlds = 3, .replications = 2, .block = 1});
    killed_run(1);
    size_t n;
    char *recent = bytes_of("killed", "journal/recent.bin", &n);
    bytes_write("killed", "journal/recent.bin", recent, n - 1);
    assert_int_equal(missing(run), 4);
    bytes_write("killed", "journal/recent.bin", recent, n);
    assert_int_equal(missing(run), 3); /* the first of both is in the sums by now */
    bytes_write("killed", "journal/recent.bin", recent, n);
    recent[n / 2] ^= 1;
    bytes_write("killed", "journal/recent.bin", recent, n);
    assert_int_equal(run_study(run), 3);
    assert_same_files("fresh", "killed");
    memory_free(recent);
    folder_remove("killed");
    folder_remove("fresh");
}

/* ---- refusals ---- */

static void refusals_say_why(void **state) {
    (void)state;
    struct mandate_layout layout = layout_of(3, 2);
    struct file_reason reason;
    struct run run = {.folder = "full", .worlds = 3, .replications = 2};
    (void)run_study(run);
    layout.hash = "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    (void)run_open(&run, &layout, MANDATE_BAD_INPUT, &reason);
    assert_non_null(strstr(reason.text, "another study"));
    layout = layout_of(3, 2);
    layout.n_variant = 1;
    (void)run_open(&run, &layout, MANDATE_BAD_INPUT, &reason);
    assert_non_null(strstr(reason.text, "other options"));
    layout = layout_of(2, 2);
    (void)run_open(&run, &layout, MANDATE_BAD_INPUT, &reason);
    assert_non_null(strstr(reason.text, "at least as many"));
    layout = layout_of(3, 1);
    (void)run_open(&run, &layout, MANDATE_BAD_INPUT, &reason);
    assert_non_null(strstr(reason.text, "at least as many"));
    layout = layout_of(3, 2);
    char path[128];
    folder_of(path, "full");
    struct study_output *out;
    struct study_request request = {.folder = path, .layout = &layout, .version = "1.1"};
    assert_int_equal(study_output_open(&request, &out, &reason), MANDATE_BAD_INPUT);
    assert_non_null(strstr(reason.text, "version 1.0, and this is version 1.1"));
    const char text[] = "not a journal of ours, but long enough";
    bytes_write("full", "journal/rows.bin", text, sizeof text);
    (void)run_open(&run, &layout, MANDATE_BAD_INPUT, &reason);
    assert_non_null(strstr(reason.text, "not a journal"));
    folder_remove("full");
}

static void one_writer_at_a_time(void **state) {
    (void)state;
    struct mandate_layout layout = layout_of(3, 2);
    struct file_reason reason;
    struct run run = {.folder = "busy", .worlds = 3, .replications = 2};
    struct study_output *out = run_open(&run, &layout, MANDATE_OK, &reason);
    (void)run_open(&run, &layout, MANDATE_SYSTEM, &reason);
    assert_non_null(strstr(reason.text, "another run"));
    assert_int_equal(study_output_close(out, &reason), MANDATE_OK);
    folder_remove("busy");
}

static void unplanned_blocks_are_refused(void **state) {
    (void)state;
    struct mandate_layout layout = layout_of(3, 2);
    struct file_reason reason;
    struct run run = {.folder = "plan", .worlds = 3, .replications = 2};
    struct study_output *out = run_open(&run, &layout, MANDATE_OK, &reason);
    struct mandate_block_result result = result_new();
    block_fill(&result, (struct mandate_block){4, 0, 2});
    assert_int_equal(study_output_add(out, &result, &reason), MANDATE_INTERNAL);
    assert_false(study_output_has(out, result.block));
    block_fill(&result, (struct mandate_block){3, 0, 2});
    assert_int_equal(study_output_add(out, &result, &reason), MANDATE_OK);
    assert_int_equal(study_output_add(out, &result, &reason), MANDATE_INTERNAL);
    assert_true(study_output_has(out, (struct mandate_block){3, 1, 1}));
    assert_false(study_output_has(out, (struct mandate_block){2, 1, 1}));
    assert_false(study_output_has(out, (struct mandate_block){3, 1, 2}));
    assert_int_equal(study_output_close(out, &reason), MANDATE_OK);
    result_free(&result);
    folder_remove("plan");
}

/* ---- files ---- */

static void failed_replications_are_rows_only(void **state) {
    (void)state;
    (void)run_study((struct run){.folder = "fails", .worlds = 2, .replications = 2});
    size_t size;
    char *runs = bytes_of("fails", "runs.csv", &size), *series = bytes_of("fails", "series.csv", &size);
    const char *row = strstr(runs, "\n\"reinforce[size=0.5,speed=2]\",2,1,exploded,");
    assert_non_null(row);
    row += strlen("\n\"reinforce[size=0.5,speed=2]\",2,1,exploded");
    assert_int_equal(strspn(row, ","), MANDATE_METRICS);
    assert_int_equal(row[MANDATE_METRICS], '\n');
    assert_non_null(strstr(series, ",4\n"));
    assert_non_null(strstr(series, ",3\n"));
    memory_free(runs);
    memory_free(series);
    folder_remove("fails");
}

static void central_world_enters_no_sum(void **state) {
    (void)state;
    (void)run_study((struct run){.folder = "fresh", .worlds = 2, .replications = 2});
    (void)run_study((struct run){.folder = "central", .worlds = 2, .replications = 2, .central = true});
    size_t n_a, n_b;
    char *a = bytes_of("fresh", "series.csv", &n_a), *b = bytes_of("central", "series.csv", &n_b);
    assert_string_equal(a, b);
    memory_free(a);
    memory_free(b);
    a = bytes_of("central", "runs.csv", &n_a);
    assert_non_null(strstr(a, "\nstatus_quo,0,0,ok,"));
    memory_free(a);
    assert_int_equal(run_study((struct run){.folder = "central", .worlds = 2, .replications = 2}), 0);
    assert_same_files("fresh", "central");
    folder_remove("fresh");
    folder_remove("central");
}

static void manifest_comes_last(void **state) {
    (void)state;
    struct file_reason reason;
    char path[128];
    (void)run_study((struct run){.folder = "whole", .worlds = 2, .replications = 2});
    folder_of(path, "whole");
    struct manifest_input input = {"study.yaml", "schema: 1\n", 10};
    struct manifest_note note = {"validated", "no"};
    struct manifest manifest = {.version = "1.0",
                                .hash = "ab",
                                .seed = 7,
                                .worlds = 2,
                                .replications = 2,
                                .n_input = 1,
                                .inputs = &input,
                                .n_note = 1,
                                .notes = &note,
                                .resolved = "schema: 1\n"};
    assert_int_equal(manifest_write(path, &manifest, &reason), MANDATE_OK);
    size_t size;
    char *text = bytes_of("whole", "manifest.json", &size);
    assert_non_null(strstr(text, "\"name\": \"runs.csv\""));
    assert_non_null(strstr(text, "\"resolved\": \"schema: 1\\n\""));
    assert_null(strstr(text, root));
    memory_free(text);
    /* Writing the files anew takes the manifest away. */
    (void)run_study((struct run){.folder = "whole", .worlds = 2, .replications = 2});
    (void)snprintf(path, sizeof path, "%s/whole/manifest.json", root);
    assert_false(file_exists(path));
    folder_remove("whole");
}

static void datapackage_names_all_columns(void **state) {
    (void)state;
    struct mandate_layout layout = layout_of(1, 1);
    struct file_reason reason;
    char path[128];
    bytes_write("data", "text.csv", "", 0);
    folder_of(path, "data");
    const struct datapackage_field field = {"metric", "string", "", 0, "name of the metric"};
    const struct datapackage_file more = {"compare.csv", "comparison", 1, &field, "metric,option"};
    assert_int_equal(datapackage_write(path, &layout, &more, 1, &reason), MANDATE_OK);
    size_t size;
    char *text = bytes_of("data", "datapackage.json", &size);
    for (size_t m = 0; m < MANDATE_METRICS; m++) assert_non_null(strstr(text, mandate_metrics[m].name));
    assert_non_null(strstr(text, "\"name\": \"threat.rate\""));
    assert_non_null(strstr(text, "\"path\": \"compare.csv\""));
    memory_free(text);
    folder_remove("data");
}

/* ---- comparison, table, figures ---- */

/* runs.csv of two worlds, two replications and two options, with the values given for resp_rmean_h; all other metrics
 * are 0.5. nan gives an empty field, a negative value a failed replication. */
static void runs_write(const char *folder, const double values[2][2][2]) {
    struct csv *csv;
    struct file_reason reason;
    char path[128];
    bytes_write(folder, "text.csv", "", 0);
    folder_of(path, folder);
    assert_int_equal(csv_create(path, "runs.csv", &csv, &reason), MANDATE_OK);
    csv_text(csv, "option");
    csv_text(csv, "world");
    csv_text(csv, "replication");
    csv_text(csv, "status");
    for (size_t m = 0; m < MANDATE_METRICS; m++) csv_text(csv, mandate_metrics[m].name);
    csv_line(csv);
    for (uint64_t row = 0; row < 8; row++) {
        double value = values[row / 4][row / 2 % 2][row % 2];
        csv_text(csv, variants[row % 2]);
        csv_whole(csv, row / 4 + 1);
        csv_whole(csv, row / 2 % 2);
        csv_text(csv, value < 0 ? "exploded" : "ok");
        for (size_t m = 0; m < MANDATE_METRICS; m++)
            csv_real(csv, value < 0 ? (double)NAN : m == MANDATE_METRIC_resp_rmean_h ? value : 0.5);
        csv_line(csv);
    }
    assert_int_equal(csv_commit(csv, &reason), MANDATE_OK);
}

static struct comparison *compare(const char *folder, const char *reference, enum mandate_status wanted,
                                  struct file_reason *reason) {
    char path[128];
    struct comparison *comparison;
    folder_of(path, folder);
    struct comparison_request request = {.folder = path, .reference = reference};
    assert_int_equal(comparison_read(&request, &comparison, reason), wanted);
    return comparison;
}

/* World means are 10 +- 1 and 14 +- 2; the pair of a failed replication is dropped. */
static void comparison_pairs_by_world(void **state) {
    (void)state;
    static const double values[2][2][2] = {{{9, 10}, {11, 14}}, {{10, 15}, {12, -1}}};
    struct file_reason reason;
    runs_write("runs", values);
    struct comparison *comparison = compare("runs", NULL, MANDATE_OK, &reason);
    assert_true(comparison->worlds == 2 && comparison->replications == 2 && comparison->rows == 8 &&
                comparison->failed == 1);
    assert_int_equal(comparison->metrics[0], MANDATE_METRIC_resp_rmean_h);
    const struct comparison_cell *cells = comparison->cells;
    assert_true(cells[0].value.mean == 10.5 && cells[1].value.mean == 13.5);
    assert_true(fabs(cells[0].value.half - 12.706204736 * 0.5) < 1e-6);
    assert_true(cells[0].difference.mean == 0 && cells[0].difference.half == 0);
    /* World 1: +1 and +3; world 2: +5 only. */
    assert_true(cells[1].difference.mean == 3.5 && cells[1].difference.n == 2);
    comparison_free(comparison);
    comparison = compare("runs", variants[1], MANDATE_OK, &reason);
    assert_true(comparison->cells[0].difference.mean == -3.5);
    comparison_free(comparison);
    (void)compare("runs", "status_qou", MANDATE_BAD_INPUT, &reason);
    assert_non_null(strstr(reason.text, "did you mean 'status_quo'"));
    folder_remove("runs");
    (void)compare("runs", NULL, MANDATE_SYSTEM, &reason);
}

static void comparison_of_never_and_nothing(void **state) {
    (void)state;
    static const double values[2][2][2] = {{{(double)INFINITY, 10}, {11, (double)NAN}},
                                           {{10, (double)NAN}, {12, (double)NAN}}};
    struct file_reason reason;
    runs_write("runs", values);
    struct comparison *comparison = compare("runs", NULL, MANDATE_OK, &reason);
    assert_true(isinf(comparison->cells[0].value.mean) && isnan(comparison->cells[0].value.half));
    assert_true(comparison->cells[1].value.mean == 10 && comparison->cells[1].value.n == 1);
    assert_true(isnan(comparison->cells[1].difference.mean) && comparison->cells[1].difference.n == 0);
    comparison_free(comparison);
    folder_remove("runs");
}

static char *table_text(const struct comparison *comparison, int width, bool color) {
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    table_print(stream, comparison, width, color);
    assert_int_equal(fclose(stream), 0);
    return text;
}

/* Columns of a line: bytes that do not continue a character. */
static size_t columns_of(const char *line, size_t length) {
    size_t n = 0;
    for (size_t i = 0; i < length; i++) n += ((unsigned char)line[i] & 0xc0) != 0x80;
    return n;
}

static void table_reads_well(void **state) {
    (void)state;
    static const double values[2][2][2] = {{{9, 10}, {11, 14}}, {{10, 15}, {12, -1}}};
    struct file_reason reason;
    runs_write("runs", values);
    struct comparison *comparison = compare("runs", NULL, MANDATE_OK, &reason);
    char *text = table_text(comparison, 100, false);
    assert_non_null(strstr(text, "Means over 2 worlds x 2 replications; ± is the half-width of a 95 % interval"));
    assert_non_null(strstr(text, "Few worlds"));
    assert_non_null(strstr(text, "1 of 8 rows failed"));
    assert_non_null(strstr(text, "h, less is better"));
    assert_non_null(strstr(text, "10.5 ±6.4"));
    assert_null(strstr(text, "\033"));
    assert_null(strstr(text, " \n"));
    for (const char *line = text; *line != '\0'; line += strcspn(line, "\n") + 1)
        if (strncmp(line, "Means", 5) != 0) assert_true(columns_of(line, strcspn(line, "\n")) <= 100);
    free(text);
    text = table_text(comparison, 100, true);
    assert_non_null(strstr(text, "\033[1m"));
    free(text);
    comparison_free(comparison);
    folder_remove("runs");
}

/* ---- names on maps ---- */

enum { CROWD = 24 };

/* One name amid a crowd of lesser points, so that no place beside it is free of them. */
static struct label *crowd_place(struct label labels[1 + CROWD], bool must) {
    labels[0] = (struct label){.text = "camp", .must = must, .x = 100, .y = 100, .radius = 4};
    for (size_t i = 0; i < CROWD; i++)
        labels[1 + i] =
            (struct label){.text = "", .x = 72 + 14 * (double)(i % 5), .y = 72 + 14 * (double)(i / 5), .radius = 3};
    labels_place(labels, 1 + CROWD, 200, 200, 7, 13);
    return labels;
}

static void camps_are_named_in_a_crowd(void **state) {
    (void)state;
    struct label labels[1 + CROWD];
    assert_false(crowd_place(labels, false)[0].shown);
    assert_true(crowd_place(labels, true)[0].shown);
    for (size_t i = 1; i <= CROWD; i++) assert_false(labels[i].shown);
    /* Two that must be told, close together: their names do not lie on one another. */
    struct label pair[] = {{.text = "first", .must = true, .x = 100, .y = 100, .radius = 4},
                           {.text = "second", .must = true, .x = 112, .y = 100, .radius = 4}};
    labels_place(pair, 2, 200, 200, 7, 13);
    assert_true(pair[0].shown && pair[1].shown);
    assert_true(pair[0].end != pair[1].end || fabs(pair[0].at_y - pair[1].at_y) >= 13);
}

/* The second has no room to its right; to its left it would read as one word with the first. */
static void names_in_a_row_stand_apart(void **state) {
    (void)state;
    struct label row[] = {{.text = "north", .x = 50, .y = 100, .radius = 4},
                          {.text = "south", .x = 140, .y = 100, .radius = 4}};
    labels_place(row, 2, 165, 200, 7, 13);
    assert_true(row[0].shown && row[0].end == LABEL_LEFT);
    assert_true(row[1].shown && row[1].end == LABEL_CENTRE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_writes_and_reads),
        cmocka_unit_test(csv_refuses_ragged_rows),
        cmocka_unit_test(csv_numbers_round_trip),
        cmocka_unit_test(dates_are_iso),
        cmocka_unit_test(json_is_escaped),
        cmocka_unit_test(bands_near_exact),
        cmocka_unit_test(blocks_do_not_show),
        cmocka_unit_test(topping_up_is_fresh),
        cmocka_unit_test(stopping_is_fresh),
        cmocka_unit_test(shards_merge_to_fresh),
        cmocka_unit_test(threads_do_not_show),
        cmocka_unit_test(torn_tail_is_cut),
        cmocka_unit_test(damaged_record_is_cut),
        cmocka_unit_test(damaged_sums_start_anew),
        cmocka_unit_test(killed_loses_nothing),
        cmocka_unit_test(recent_blocks_torn_or_old),
        cmocka_unit_test(refusals_say_why),
        cmocka_unit_test(one_writer_at_a_time),
        cmocka_unit_test(unplanned_blocks_are_refused),
        cmocka_unit_test(failed_replications_are_rows_only),
        cmocka_unit_test(central_world_enters_no_sum),
        cmocka_unit_test(manifest_comes_last),
        cmocka_unit_test(datapackage_names_all_columns),
        cmocka_unit_test(comparison_pairs_by_world),
        cmocka_unit_test(comparison_of_never_and_nothing),
        cmocka_unit_test(table_reads_well),
        cmocka_unit_test(camps_are_named_in_a_crowd),
        cmocka_unit_test(names_in_a_row_stand_apart),
    };
    return cmocka_run_group_tests(tests, root_make, root_remove);
}
