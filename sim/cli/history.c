/* Opening and running a study beside observed history. */
#include "cli/history.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "cli/folder.h"
#include "cli/progress.h"
#include "cli/shape.h"
#include "cli/stop.h"
#include "cli/terminal.h"
#include "engine/study.h"

enum { OBSERVED_BYTES = 16 * 1024 * 1024, BLOCK = 64 };

struct arguments history_arguments(const struct arguments *arguments, struct arena *arena, const char *set,
                                   const char *option) {
    struct arguments inner = *arguments;
    inner.set.at = ARENA_ARRAY(arena, const char *, arguments->set.n + 1);
    for (size_t i = 0; i < arguments->set.n; i++) inner.set.at[i] = arguments->set.at[i];
    inner.set.at[inner.set.n++] = set;
    if (option == NULL) return inner;
    inner.option.at = ARENA_ARRAY(arena, const char *, 1);
    inner.option.at[0] = option;
    inner.option.n = 1;
    return inner;
}

/* ---- opening ---- */

static enum mandate_status observed_load(struct history *history, const struct arguments *arguments) {
    struct session *session = &history->session;
    struct file_reason reason = {0};
    if (arguments->observed == NULL)
        return failure_tell(MANDATE_BAD_INPUT, "write --observed FILE, the file of observed data");
    history->source.name = arguments->observed;
    enum mandate_status status =
        file_read(arguments->observed, OBSERVED_BYTES, &history->bytes, &history->source.size, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    history->source.bytes = history->bytes;
    history->observed = observed_read(&history->source, session->scenario, session->arena, session->diagnostics);
    if (mandate_diagnostics_errors(session->diagnostics) == 0) return MANDATE_OK;
    mandate_diagnostics_print(session->diagnostics, stderr, terminal_color(arguments, stderr));
    return MANDATE_BAD_INPUT;
}

enum mandate_status history_open(struct history *history, const struct arguments *arguments) {
    struct study_request request;
    memset(history, 0, sizeof *history);
    enum mandate_status status = session_open(&history->study, arguments->operands[0], arguments);
    if (status == MANDATE_OK) status = shape_read(&history->study, arguments, &request, &history->threads);
    if (status != MANDATE_OK) return status;
    history->option = history->study.layout.variants[history->study.layout.reference];
    history->inner = history_arguments(arguments, history->study.arena, OBSERVE_SERIES, history->option);
    session_begin(&history->session, &history->inner);
    status = session_load(&history->session, arguments->operands[0], arguments, false);
    return status == MANDATE_OK ? observed_load(history, arguments) : status;
}

void history_close(struct history *history) {
    observations_free(&history->observations);
    memory_free(history->bytes);
    session_close(&history->session);
    session_close(&history->study);
}

const char *history_folder(const struct history *history, const struct arguments *arguments, const char *name) {
    if (arguments->output != NULL) return arguments->output;
    return arena_print(history->session.arena, "%s/%s", folder_default(&history->study), name);
}

/* ---- running ---- */

static enum mandate_status nothing_take(void *context, const struct mandate_block_result *result) {
    (void)context;
    (void)result;
    return MANDATE_OK;
}

/* All worlds in blocks of at most BLOCK replications. */
static struct mandate_block *blocks_make(const struct mandate_layout *layout, size_t *n) {
    size_t in_world = (layout->replications + BLOCK - 1) / BLOCK;
    *n = (size_t)layout->worlds * in_world;
    struct mandate_block *blocks = memory_take(sizeof *blocks * (*n + 1));
    for (size_t i = 0; i < *n; i++) {
        uint32_t first = (uint32_t)(i % in_world) * BLOCK, left = layout->replications - first;
        blocks[i] = (struct mandate_block){i / in_world + 1, first, left < BLOCK ? left : BLOCK};
    }
    return blocks;
}

enum mandate_status history_run(struct history *history, const struct arguments *arguments) {
    const struct mandate_layout *layout = &history->session.layout;
    struct progress progress;
    struct study_run run = {.take = nothing_take, .stop = stop_asked, .threads = history->threads};
    struct mandate_block *blocks = blocks_make(layout, &run.n_block);
    history->observations = observations_new(&history->observed, history->session.scenario, layout);
    run.blocks = blocks;
    run.setup = session_setup(&history->session, layout->replications < BLOCK ? layout->replications : BLOCK);
    run.setup.look = observation_look;
    run.setup.look_context = &history->observations;
    run.progress = progress_tell;
    run.progress_context = &progress;
    progress_begin(&progress, arguments, layout->worlds * layout->replications);
    enum mandate_status status = study_run(&run);
    progress_end(&progress);
    memory_free(blocks);
    if (status == MANDATE_STOPPED) remark(arguments, "stopped; nothing was written");
    return status;
}
