/* mandate run: from the study to its results. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/assume.h"
#include "cli/finish.h"
#include "cli/folder.h"
#include "cli/progress.h"
#include "cli/shape.h"
#include "cli/stop.h"
#include "cli/terminal.h"
#include "cli/until.h"
#include "cli/verb.h"
#include "engine/study.h"
#include "mandate.h"
#include "stats/sequential.h"

/* What the workers hand their blocks to. */
struct sink {
    struct study_output *output;
    pthread_mutex_t lock;
    struct file_reason reason; /* of the first failure */
};

static enum mandate_status sink_take(void *context, const struct mandate_block_result *result) {
    struct sink *sink = context;
    struct file_reason reason = {0};
    enum mandate_status status = study_output_add(sink->output, result, &reason);
    if (status == MANDATE_OK) return status;
    (void)pthread_mutex_lock(&sink->lock);
    if (sink->reason.text[0] == '\0') sink->reason = reason;
    (void)pthread_mutex_unlock(&sink->lock);
    return status;
}

static uint64_t rows_of(const struct mandate_block *blocks, size_t n, size_t n_variant, uint32_t *most) {
    uint64_t rows = 0;
    *most = 1;
    for (size_t i = 0; i < n; i++) {
        rows += (uint64_t)blocks[i].count * n_variant;
        if (blocks[i].count > *most) *most = blocks[i].count;
    }
    return rows;
}

/* Works out what is missing. */
static enum mandate_status blocks_run(const struct session *session, const struct arguments *arguments,
                                      unsigned threads, struct sink *sink) {
    struct study_run run = {.take = sink_take, .take_context = sink, .stop = stop_asked};
    struct progress progress;
    uint32_t most;
    run.n_block = study_output_plan(sink->output, &run.blocks);
    progress_begin(&progress, arguments, rows_of(run.blocks, run.n_block, session->layout.n_variant, &most));
    run.setup = session_setup(session, most);
    run.threads = threads < run.n_block ? threads : (unsigned)run.n_block;
    run.progress = progress_tell;
    run.progress_context = &progress;
    enum mandate_status status = run.n_block > 0 ? study_run(&run) : MANDATE_OK;
    progress_end(&progress);
    return status;
}

/* Runs the study under one assumption, into a journal of its own. */
static enum mandate_status assumption_run(const struct session *session, const struct arguments *arguments,
                                          const struct study_request *request, unsigned threads, size_t index,
                                          struct file_reason *reason) {
    struct session assumed;
    struct sink sink = {0};
    struct file_reason late = {0};
    enum mandate_status status = assume_open(session, index, arguments, &assumed);
    struct study_request own = assume_request(session, index, &assumed, request);
    (void)pthread_mutex_init(&sink.lock, NULL);
    if (status == MANDATE_OK) status = study_output_open(&own, &sink.output, &sink.reason);
    if (status == MANDATE_OK) status = blocks_run(&assumed, arguments, threads, &sink);
    enum mandate_status closed = study_output_close(sink.output, &late);
    (void)pthread_mutex_destroy(&sink.lock);
    assume_close(&assumed);
    *reason = status != MANDATE_OK ? sink.reason : late;
    return status != MANDATE_OK ? status : closed;
}

/* Runs, writes the files; the handle stays open. */
static enum mandate_status output_fill(const struct session *session, const struct arguments *arguments,
                                       const struct study_request *request, unsigned threads, struct sink *sink) {
    const char *notice = study_output_notice(sink->output);
    if (notice[0] != '\0') remark(arguments, "%s", notice);
    enum mandate_status status = folder_inputs_write(session, request->folder, &sink->reason);
    if (status == MANDATE_OK) status = blocks_run(session, arguments, threads, sink);
    for (size_t i = 0; i < session->scenario->n_assumption && status == MANDATE_OK; i++)
        status = assumption_run(session, arguments, request, threads, i, &sink->reason);
    if (status == MANDATE_OK) status = finish_write(session, arguments, sink->output, request, &sink->reason);
    return status;
}

static enum mandate_status study_do(const struct session *session, const struct arguments *arguments,
                                    const struct study_request *request, unsigned threads) {
    struct sink sink = {0};
    struct file_reason late = {0};
    enum mandate_status status = study_output_open(request, &sink.output, &sink.reason);
    if (status != MANDATE_OK) return failure_tell(status, sink.reason.text);
    (void)pthread_mutex_init(&sink.lock, NULL);
    status = output_fill(session, arguments, request, threads, &sink);
    enum mandate_status closed = study_output_close(sink.output, &late);
    (void)pthread_mutex_destroy(&sink.lock);
    if (status == MANDATE_OK || status == MANDATE_SOME_FAILED)
        return closed == MANDATE_OK ? status : failure_tell(closed, late.text);
    if (status == MANDATE_STOPPED) remark(arguments, "stopped; the same command goes on where it was");
    return status == MANDATE_STOPPED ? status : failure_tell(status, sink.reason.text);
}

/* ---- until it is precise ---- */

/* Works out what is missing up to the worlds of the layout, and writes the rows. */
static enum mandate_status worlds_run(const struct session *session, const struct arguments *arguments,
                                      const struct study_request *request, unsigned threads,
                                      struct file_reason *reason) {
    struct sink sink = {0};
    struct file_reason late = {0};
    enum mandate_status status = study_output_open(request, &sink.output, &sink.reason);
    (void)pthread_mutex_init(&sink.lock, NULL);
    if (status == MANDATE_OK) status = blocks_run(session, arguments, threads, &sink);
    if (status == MANDATE_OK) status = study_output_finish(sink.output, design_values, session->design, &sink.reason);
    enum mandate_status closed = study_output_close(sink.output, &late);
    (void)pthread_mutex_destroy(&sink.lock);
    if (status == MANDATE_SOME_FAILED) status = MANDATE_OK;
    *reason = status != MANDATE_OK ? sink.reason : late;
    return status != MANDATE_OK ? status : closed;
}

/* Sets the worlds of the layout to those of the first look that is precise enough, or to all. Looks before what the
 * folder holds already were not enough, or nobody asked. */
static enum mandate_status worlds_find(struct session *session, const struct arguments *arguments,
                                       const struct study_request *request, unsigned threads, const struct until *until,
                                       bool *enough) {
    struct file_reason reason = {0};
    uint64_t held = study_output_worlds(request);
    enum mandate_status status = MANDATE_OK;
    for (uint64_t size = 0; status == MANDATE_OK && !*enough && size < until->most;) {
        size = sequential_next(size, until->most);
        if (size < held) continue;
        session->layout.worlds = size;
        status = worlds_run(session, arguments, request, threads, &reason);
        if (status == MANDATE_OK) status = until_look(until, session, request->folder, enough, &reason);
        if (status == MANDATE_OK)
            remark(arguments, "%llu worlds: %s", (unsigned long long)size,
                   *enough ? "precise enough" : "not precise yet");
    }
    session_worlds_settle(session);
    if (status == MANDATE_STOPPED) remark(arguments, "stopped; the same command goes on where it was");
    return status == MANDATE_OK || status == MANDATE_STOPPED ? status : failure_tell(status, reason.text);
}

/* ---- the verb ---- */

static enum mandate_status session_run(struct session *session, const struct arguments *arguments) {
    struct study_request request;
    struct until until;
    unsigned threads;
    bool enough = false;
    enum mandate_status status = shape_read(session, arguments, &request, &threads);
    if (status == MANDATE_OK) status = until_read(session, arguments, &until);
    if (status == MANDATE_OK && until.n > 0)
        status = worlds_find(session, arguments, &request, threads, &until, &enough);
    if (status != MANDATE_OK) return status;
    status = study_do(session, arguments, &request, threads);
    if (status != MANDATE_OK && status != MANDATE_SOME_FAILED) return status;
    if (request.shards > 1) {
        remark(arguments, "shard %s is done; next:\n  mandate merge DIR... -o DIR", arguments->shard);
        return status;
    }
    enum mandate_status shown = finish_show(session, arguments, request.folder);
    if (status == MANDATE_SOME_FAILED) remark(arguments, "%s", mandate_status_sentence(status));
    if (shown != MANDATE_OK) return shown;
    if (until.n == 0 || enough) return status;
    remark(arguments, "not precise enough with all %llu worlds of the study; add some with --worlds",
           (unsigned long long)until.most);
    return MANDATE_IMPRECISE;
}

enum mandate_status verb_run(const struct arguments *arguments) {
    struct session session;
    stop_listen();
    enum mandate_status status = session_open(&session, arguments->operands[0], arguments);
    if (status == MANDATE_OK) status = session_run(&session, arguments);
    session_close(&session);
    return status;
}
