#define _DEFAULT_SOURCE /* getrusage */
/* mandate plan: what `run` would do. The time is that of a few blocks, run here; nothing is written. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/assume.h"
#include "cli/folder.h"
#include "cli/progress.h"
#include "cli/rows.h"
#include "cli/shape.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "mandate.h"
#include "output/collect.h"
#include "output/journal.h"
#include "output/json.h"
#include "output/recent.h"

static const double patience = 0.3; /* seconds of measuring */

struct plan {
    const struct session *session;
    struct study_request request;
    unsigned threads;
    uint64_t worlds, rows, rows_done;
    uint64_t assumed_worlds, assumed_done; /* of all assumptions together: worlds, rows there already */
    double world_time, replication_time;   /* seconds: of a world without its replications; of one with all options */
    double row_bytes;                      /* of runs.csv */
    double worker_bytes;
    double seconds, memory, disk; /* of the run; bytes */
};

/* ---- measuring ---- */

static double resident(void) {
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? 1024.0 * (double)usage.ru_maxrss : 0;
}

static double block_time(struct worker *worker, uint64_t world, uint32_t replication) {
    double begin = progress_now();
    (void)worker_run(worker, (struct mandate_block){.world = world, .first = replication, .count = 1});
    return progress_now() - begin;
}

/* Bytes of the rows of one block in runs.csv. */
static double rows_bytes(const struct mandate_layout *layout, const struct mandate_block_result *result) {
    char field[ROWS_FIELD];
    size_t bytes = 0;
    for (size_t v = 0; v < layout->n_variant; v++) {
        bytes += strlen(layout->variants[v]) + 12;
        for (size_t m = 0; m < MANDATE_METRICS; m++) {
            rows_field(field, (enum mandate_failure)result->failed[v], result->rows[v * MANDATE_METRICS + m]);
            bytes += strlen(field) + 1;
        }
    }
    return (double)bytes;
}

/* The first block of a world also binds and compiles it; the second one does not. */
static enum mandate_status measure(struct plan *plan) {
    double before = resident(), end = progress_now() + patience, first = 0, second = 0;
    struct worker_setup setup = session_setup(plan->session, plan->request.block);
    struct worker *worker = worker_new(&setup);
    uint64_t worlds = 0;
    if (worker == NULL) return failure_tell(MANDATE_INTERNAL, "");
    do {
        worlds++;
        first += block_time(worker, worlds, 0);
        second += block_time(worker, worlds, 1);
    } while (progress_now() < end && worlds < plan->session->layout.worlds);
    plan->replication_time = second / (double)worlds;
    plan->world_time = fmax(0, (first - second) / (double)worlds);
    plan->row_bytes =
        rows_bytes(&plan->session->layout, worker_run(worker, (struct mandate_block){.world = 1, .count = 1})) /
        (double)plan->session->layout.n_variant;
    worker_free(worker);
    plan->worker_bytes = resident() - before;
    return MANDATE_OK;
}

/* ---- working out ---- */

static uint64_t shard_worlds(const struct study_request *request) {
    uint64_t worlds = request->layout->worlds, share = request->shards;
    if (share < 2) return worlds + request->central;
    return worlds / share + (worlds % share > request->shard) + request->central;
}

/* Rows that the results folder has already. */
static uint64_t rows_done(const struct study_request *request) {
    struct journal *journal;
    struct file_reason reason = {0};
    const struct journal_entry *entries;
    uint64_t done = 0;
    if (journal_open_read(request->folder, request->layout, request->version, &journal, &reason) != MANDATE_OK)
        return 0;
    for (size_t i = 0, n = journal_entries(journal, &entries); i < n; i++) done += entries[i].block.count;
    journal_close(journal);
    done += recent_replications(request->folder, request->layout, request->version);
    return done * request->layout->n_variant;
}

/* Adds up what the study's assumptions take. */
static enum mandate_status assumptions_count(struct plan *plan, const struct arguments *arguments) {
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 0; i < plan->session->scenario->n_assumption && status == MANDATE_OK; i++) {
        struct session assumed;
        status = assume_open(plan->session, i, arguments, &assumed);
        struct study_request own = assume_request(plan->session, i, &assumed, &plan->request);
        if (status == MANDATE_OK) plan->assumed_worlds += shard_worlds(&own);
        if (status == MANDATE_OK) plan->assumed_done += rows_done(&own);
        assume_close(&assumed);
    }
    return status;
}

/* Bytes of series.csv, places.csv and breakdown.csv: about 50 a row. */
static double tables_bytes(const struct mandate_layout *layout) {
    double series = (double)(layout->n_date * MANDATE_SERIES) * 110, places = (double)layout->n_place_value * 60;
    double breakdown = (double)(layout->n_quarter * (layout->n_region + layout->n_actor) * MANDATE_BREAKDOWNS) * 60;
    return (double)layout->n_variant * (series + places + breakdown) +
           (double)layout->worlds * (double)(layout->n_unknown + 1) * 18;
}

/* Bytes of sums.bin: about 150 for the sketch of an option, date and value. */
static double sums_bytes(const struct mandate_layout *layout) {
    return 150.0 * (double)(layout->n_variant * layout->n_date * MANDATE_SERIES);
}

static void plan_work_out(struct plan *plan) {
    const struct mandate_layout *layout = &plan->session->layout;
    struct collect *collect = collect_new(layout);
    plan->worlds = shard_worlds(&plan->request);
    plan->rows = plan->worlds * layout->replications * layout->n_variant;
    plan->rows_done = rows_done(&plan->request);
    double worlds = (double)(plan->worlds + plan->assumed_worlds);
    double rows = worlds * layout->replications * (double)layout->n_variant;
    double left = rows > 0 ? 1 - (double)(plan->rows_done + plan->assumed_done) / rows : 0;
    double all = worlds * (plan->world_time + (double)layout->replications * plan->replication_time);
    plan->seconds = all * left / (double)plan->threads;
    bool assumes = plan->session->scenario->n_assumption > 0; /* its sums are there beside the study's */
    plan->memory = resident() + (double)(plan->threads - 1) * plan->worker_bytes +
                   (double)(1 + assumes) * (double)collect_size(collect);
    plan->disk = rows * (plan->row_bytes + 8.0 * MANDATE_METRICS) + tables_bytes(layout) +
                 (double)(plan->session->scenario->n_assumption + 1) * sums_bytes(layout);
    collect_free(collect);
}

/* ---- showing ---- */

static const char *design_text(const struct session *session) {
    static const char *const names[] = {"drawn from their laws", "the points of a grid", "the points of a list",
                                        "the rows of a file",    "a Latin hypercube",    "a Sobol sequence"};
    return names[session->scenario->study.design.kind];
}

static void plan_print(const struct plan *plan) {
    const struct session *session = plan->session;
    const struct mandate_layout *layout = &session->layout;
    char time[32];
    progress_duration(time, ceil(plan->seconds));
    (void)printf("study         %s\n", session->scenario->study.title);
    (void)printf("options       %zu:", layout->n_variant);
    for (size_t i = 0; i < layout->n_variant; i++)
        (void)printf(" %s%s", layout->variants[i], (int)i == layout->reference ? " (reference)" : "");
    (void)printf("\nworlds        %llu, %zu unknowns, %s\n", (unsigned long long)plan->worlds, layout->n_unknown,
                 design_text(session));
    (void)printf("replications  %llu in each world: %llu rows, %llu of them there already\n",
                 (unsigned long long)layout->replications, (unsigned long long)plan->rows,
                 (unsigned long long)plan->rows_done);
    if (session->scenario->n_assumption > 0)
        (void)printf("assumptions   %zu, %llu worlds in all: %llu rows, %llu of them there already\n",
                     session->scenario->n_assumption, (unsigned long long)plan->assumed_worlds,
                     (unsigned long long)plan->assumed_worlds * layout->replications * layout->n_variant,
                     (unsigned long long)plan->assumed_done);
    (void)printf("streams       Philox4x32-10, keyed by seed %llu, world, replication, process, entity and event\n",
                 (unsigned long long)session->scenario->study.seed);
    (void)printf("inputs        %zu files\n", mandate_documents_count(session->documents));
    (void)printf("folder        %s: runs, worlds, series, places, breakdown, compare%s (.csv), datapackage.json, "
                 "manifest.json\n",
                 plan->request.folder, session->scenario->n_assumption > 0 ? ", assumptions" : "");
    (void)printf("measured      %.2f ms for a world, %.2f ms for a replication of all options\n",
                 1e3 * plan->world_time, 1e3 * plan->replication_time);
    (void)printf("time          about %s on %u threads\n", time, plan->threads);
    (void)printf("memory        about %.0f MB while it runs\n", plan->memory / 1e6);
    (void)printf("disk          about %.1f MB\n", plan->disk / 1e6);
}

static void plan_json(const struct plan *plan) {
    const struct mandate_layout *layout = &plan->session->layout;
    struct json json = {0};
    json_open(&json, NULL, '{');
    json_open(&json, "options", '[');
    for (size_t i = 0; i < layout->n_variant; i++) json_text(&json, NULL, layout->variants[i]);
    json_close(&json, ']');
    json_whole(&json, "worlds", plan->worlds);
    json_whole(&json, "replications", layout->replications);
    json_whole(&json, "unknowns", layout->n_unknown);
    json_whole(&json, "rows", plan->rows);
    json_whole(&json, "rows_done", plan->rows_done);
    json_whole(&json, "assumed_rows", plan->assumed_worlds * layout->replications * layout->n_variant);
    json_whole(&json, "threads", plan->threads);
    json_text(&json, "folder", plan->request.folder);
    json_real(&json, "world_s", plan->world_time);
    json_real(&json, "replication_s", plan->replication_time);
    json_real(&json, "time_s", plan->seconds);
    json_real(&json, "memory_bytes", plan->memory);
    json_real(&json, "disk_bytes", plan->disk);
    json_close(&json, '}');
    json_end(&json);
    put(json.text.bytes);
    text_free(&json.text);
}

enum mandate_status verb_plan(const struct arguments *arguments) {
    struct session session;
    struct plan plan = {.session = &session};
    enum mandate_status status = session_open(&session, arguments->operands[0], arguments);
    if (status == MANDATE_OK) status = shape_read(&session, arguments, &plan.request, &plan.threads);
    if (status == MANDATE_OK) status = assumptions_count(&plan, arguments);
    if (status == MANDATE_OK) status = measure(&plan);
    if (status == MANDATE_OK) {
        plan_work_out(&plan);
        (arguments->json ? plan_json : plan_print)(&plan);
    }
    session_close(&session);
    return status;
}
