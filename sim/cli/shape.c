#define _DEFAULT_SOURCE /* _SC_NPROCESSORS_ONLN */
/* Folder, shard, threads and blocks. */
#include "cli/shape.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/folder.h"
#include "mandate.h"
#include "output/journal.h"

enum { BLOCKS_PER_THREAD = 4, THREADS = 1024 };

/* "2/4" */
static enum mandate_status shard_read(const struct session *session, const char *text, struct study_request *request) {
    const char *stroke = strchr(text, '/');
    uint64_t shard = 0;
    if (stroke == NULL) {
        (void)fprintf(stderr, "mandate: '--shard %s': write I/N, for example 1/4\n", text);
        return MANDATE_BAD_INPUT;
    }
    const char *first = arena_copy(session->arena, text, (size_t)(stroke - text));
    enum mandate_status status = whole_read(stroke + 1, "--shard", 1, UINT32_MAX, &request->shards);
    if (status == MANDATE_OK) status = whole_read(first, "--shard", 1, request->shards, &shard);
    request->shard = shard - (status == MANDATE_OK);
    return status;
}

static enum mandate_status threads_read(const struct arguments *arguments, unsigned *threads) {
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t value = online > 0 ? (uint64_t)online : 1;
    enum mandate_status status = MANDATE_OK;
    if (arguments->jobs != NULL) status = whole_read(arguments->jobs, "--jobs", 1, THREADS, &value);
    *threads = (unsigned)value;
    return status;
}

/* Smaller blocks when there are few worlds, so that all threads have work. The results do not depend on it. */
static uint32_t block_size(const struct mandate_layout *layout, unsigned threads) {
    uint64_t share = layout->worlds * layout->replications / (BLOCKS_PER_THREAD * (uint64_t)threads);
    return share < 1 ? 1 : share < JOURNAL_BLOCK ? (uint32_t)share : JOURNAL_BLOCK;
}

enum mandate_status shape_read(const struct session *session, const struct arguments *arguments,
                               struct study_request *request, unsigned *threads) {
    *request =
        (struct study_request){.layout = &session->layout, .version = MANDATE_VERSION, .central = arguments->central};
    request->folder = arguments->output != NULL ? arguments->output : folder_default(session);
    enum mandate_status status = threads_read(arguments, threads);
    if (status == MANDATE_OK && arguments->shard != NULL) status = shard_read(session, arguments->shard, request);
    if (status == MANDATE_OK) request->block = block_size(&session->layout, *threads);
    return status;
}
