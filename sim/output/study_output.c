/* Journal, sums and files of a study behind one handle.
 *
 * Adding goes through a gate: blocks are summed side by side, rows are appended one by one, and a checkpoint waits
 * until nobody is between the two, so that rows and sums on the disk always hold the same blocks. */
#include "output/study_output.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/check.h"
#include "output/collect.h"
#include "output/datapackage.h"
#include "output/journal.h"
#include "output/manifest.h"
#include "output/recent.h"
#include "output/results.h"

/* A checkpoint is due this many times its own duration after the last one, and not before a second has gone. */
enum { CHECKPOINT_SHARE = 50 };

struct study_output {
    struct study_request request;
    char *folder;
    struct journal *journal;
    struct recent *recent; /* blocks since the last checkpoint */
    struct collect *collect;
    size_t n_plan, plan_capacity;
    struct mandate_block *plan; /* sorted by (world, first) */
    size_t *lost;               /* (n_plan) entry of the journal whose rows are lost, or JOURNAL_NEW */
    bool *added;                /* (n_plan) */
    pthread_mutex_t door;       /* guards what follows, and the journal */
    pthread_cond_t moved;
    size_t inside; /* blocks being summed */
    bool closed;   /* a checkpoint waits or runs */
    size_t n_added;
    bool unsaved;
    double due; /* next checkpoint [s] of a clock that only runs forward */
    char notice[320];
};

/* ---- what is wanted ---- */

static bool world_wanted(const struct study_request *request, uint64_t world) {
    if (world == 0) return request->central;
    if (world > request->layout->worlds) return false;
    return request->shards < 2 || (world - 1) % request->shards == request->shard;
}

static int block_order(struct mandate_block a, struct mandate_block b) {
    if (a.world != b.world) return a.world < b.world ? -1 : 1;
    return a.first < b.first ? -1 : a.first > b.first;
}

static int entry_order(const void *a, const void *b) {
    const struct journal_entry *x = a, *y = b;
    return block_order(x->block, y->block);
}

/* The journal's blocks sorted, those of world 0 left out unless wanted; the caller frees them. */
static struct journal_entry *entries_sorted(const struct study_output *out, size_t *n) {
    const struct journal_entry *entries;
    size_t all = journal_entries(out->journal, &entries);
    struct journal_entry *sorted = memory_take(all * sizeof *sorted);
    *n = 0;
    for (size_t i = 0; i < all; i++)
        if (entries[i].block.count > 0 && (entries[i].block.world > 0 || out->request.central))
            sorted[(*n)++] = entries[i];
    qsort(sorted, *n, sizeof *sorted, entry_order);
    return sorted;
}

/* The sums of more than was asked for cannot be taken apart again. */
static enum mandate_status check_covered(const struct study_output *out, const struct journal_entry *entries, size_t n,
                                         struct file_reason *reason) {
    const struct mandate_layout *layout = out->request.layout;
    uint64_t worlds = 0, replications = 0;
    bool other = false;
    for (size_t i = 0; i < n; i++) {
        struct mandate_block block = entries[i].block;
        uint64_t end = (uint64_t)block.first + block.count;
        worlds = block.world > worlds ? block.world : worlds;
        replications = end > replications ? end : replications;
        other = other || (block.world <= layout->worlds && !world_wanted(&out->request, block.world));
    }
    if (worlds > layout->worlds || replications > layout->replications) {
        (void)snprintf(reason->text, sizeof reason->text,
                       "'%.200s' holds up to world %" PRIu64 " and %" PRIu64 " replications, but %" PRIu64 " x %" PRIu32
                       " are asked for; ask for at least as many, or choose another folder with -o",
                       out->folder, worlds, replications, layout->worlds, layout->replications);
        return MANDATE_BAD_INPUT;
    }
    if (!other) return MANDATE_OK;
    (void)snprintf(reason->text, sizeof reason->text,
                   "'%.200s' holds worlds of another shard; choose another folder with -o", out->folder);
    return MANDATE_BAD_INPUT;
}

/* ---- plan ---- */

static void plan_put(struct study_output *out, struct mandate_block block, size_t lost) {
    size_t capacity = out->plan_capacity;
    out->plan = memory_grow(out->plan, sizeof *out->plan, out->n_plan, &capacity);
    if (capacity != out->plan_capacity) out->lost = memory_resize(out->lost, capacity * sizeof *out->lost);
    out->plan_capacity = capacity;
    out->lost[out->n_plan] = lost;
    out->plan[out->n_plan++] = block;
}

/* Blocks for the replications first ... end - 1 of a world. */
static void plan_gap(struct study_output *out, uint64_t world, uint32_t first, uint32_t end) {
    uint32_t most = out->request.block > 0 && out->request.block < JOURNAL_BLOCK ? out->request.block : JOURNAL_BLOCK;
    for (; first < end; first += most < end - first ? most : end - first)
        plan_put(
            out,
            (struct mandate_block){.world = world, .first = first, .count = most < end - first ? most : end - first},
            JOURNAL_NEW);
}

/* Plans what world `world` lacks; entries from *at on are those of this world and later ones. */
static void plan_world(struct study_output *out, uint64_t world, const struct journal_entry *entries, size_t n,
                       size_t *at) {
    uint32_t done = 0;
    for (; *at < n && entries[*at].block.world == world; ++*at) {
        struct mandate_block block = entries[*at].block;
        plan_gap(out, world, done, block.first);
        if (entries[*at].offset == 0) plan_put(out, block, entries[*at].index);
        done = block.first + block.count;
    }
    plan_gap(out, world, done, out->request.layout->replications);
}

static void plan_make(struct study_output *out, const struct journal_entry *entries, size_t n) {
    size_t at = 0;
    for (uint64_t world = 0; world <= out->request.layout->worlds; world++)
        if (world_wanted(&out->request, world)) plan_world(out, world, entries, n, &at);
    out->added = memory_take(out->n_plan * sizeof *out->added);
}

/* Index in the plan of the block that begins at or before this one; n_plan = none. */
static size_t plan_find(const struct study_output *out, struct mandate_block block) {
    size_t low = 0, high = out->n_plan;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (block_order(out->plan[middle], block) <= 0) low = middle + 1;
        else high = middle;
    }
    return low > 0 ? low - 1 : out->n_plan;
}

static void notice_make(struct study_output *out, size_t done) {
    const char *found = journal_notice(out->journal);
    if (found[0] != '\0') (void)snprintf(out->notice, sizeof out->notice, "%s", found);
    else if (done > 0)
        (void)snprintf(out->notice, sizeof out->notice, "continues: %zu of %zu blocks were done before", done,
                       done + out->n_plan);
}

/* ---- opening ---- */

static double now(void) {
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static char *text_copy(const char *text) {
    size_t size = strlen(text) + 1;
    return memcpy(memory_take(size), text, size);
}

static void output_free(struct study_output *out) {
    journal_close(out->journal);
    recent_close(out->recent);
    collect_free(out->collect);
    (void)pthread_mutex_destroy(&out->door);
    (void)pthread_cond_destroy(&out->moved);
    memory_free(out->folder);
    memory_free(out->plan);
    memory_free(out->lost);
    memory_free(out->added);
    memory_free(out);
}

static struct study_output *output_new(const struct study_request *request) {
    struct study_output *out = memory_take(sizeof *out);
    out->request = *request;
    out->folder = text_copy(request->folder);
    out->collect = collect_new(request->layout);
    CHECK(pthread_mutex_init(&out->door, NULL) == 0);
    CHECK(pthread_cond_init(&out->moved, NULL) == 0);
    out->due = now() + 1;
    return out;
}

/* Where blocks that the last checkpoint may not have seen go. */
struct late {
    struct study_output *out;
    size_t n;
    struct journal_entry *entries; /* (n) of the checkpoint, sorted by block */
};

/* Takes over one of them, unless the checkpoint has it. */
static void late_take(void *context, const struct mandate_block_result *result) {
    const struct late *late = context;
    struct journal_entry wanted = {.block = result->block};
    const struct journal_entry *entry = bsearch(&wanted, late->entries, late->n, sizeof wanted, entry_order);
    if (entry != NULL && entry->offset != 0) return;
    /* Rows that were lost are in the sums already, and world 0 is no draw. */
    if (entry == NULL && result->block.world > 0) collect_add(late->out->collect, result);
    journal_add(late->out->journal, result, entry != NULL ? entry->index : JOURNAL_NEW);
    late->out->unsaved = true;
}

static enum mandate_status late_add(struct study_output *out, struct file_reason *reason) {
    const struct journal_entry *entries;
    struct late late = {.out = out, .n = journal_entries(out->journal, &entries)};
    late.entries = memory_take((late.n + 1) * sizeof *entries);
    if (late.n > 0) memcpy(late.entries, entries, late.n * sizeof *entries);
    qsort(late.entries, late.n, sizeof *entries, entry_order);
    enum mandate_status status =
        recent_open(out->folder, out->request.layout, out->request.version, late_take, &late, &out->recent, reason);
    memory_free(late.entries);
    return status;
}

/* Takes over sums and blocks of the journal, and plans the rest. */
static enum mandate_status output_continue(struct study_output *out, struct file_reason *reason) {
    size_t size, n;
    const char *sums = journal_sums(out->journal, &size);
    if (size > 0 && !collect_decode(out->collect, sums, size)) {
        (void)snprintf(reason->text, sizeof reason->text,
                       "'%.300s/journal/sums.bin' has another shape; choose another folder with -o", out->folder);
        return MANDATE_BAD_INPUT;
    }
    journal_sums_free(out->journal);
    enum mandate_status status = late_add(out, reason);
    if (status != MANDATE_OK) return status;
    struct journal_entry *entries = entries_sorted(out, &n);
    status = check_covered(out, entries, n, reason);
    if (status == MANDATE_OK) plan_make(out, entries, n);
    memory_free(entries);
    notice_make(out, n);
    return status;
}

enum mandate_status study_output_open(const struct study_request *request, struct study_output **out,
                                      struct file_reason *reason) {
    struct study_output *made = output_new(request);
    file_sweep(made->folder);
    enum mandate_status status = journal_open(made->folder, request->layout, request->version, &made->journal, reason);
    if (status == MANDATE_OK) status = output_continue(made, reason);
    *out = status == MANDATE_OK ? made : NULL;
    if (status != MANDATE_OK) output_free(made);
    return status;
}

uint64_t study_output_worlds(const struct study_request *request) {
    struct journal *journal;
    struct file_reason reason = {0};
    const struct journal_entry *entries;
    uint64_t worlds = 0;
    if (journal_open_read(request->folder, request->layout, request->version, &journal, &reason) != MANDATE_OK)
        return 0;
    size_t n = journal_entries(journal, &entries);
    for (size_t i = 0; i < n; i++) worlds = entries[i].block.world > worlds ? entries[i].block.world : worlds;
    journal_close(journal);
    return worlds;
}

size_t study_output_plan(const struct study_output *out, const struct mandate_block **blocks) {
    *blocks = out->plan;
    return out->n_plan;
}

const char *study_output_notice(const struct study_output *out) { return out->notice; }

uint64_t study_output_failed(const struct study_output *out) { return journal_failed(out->journal); }

/* ---- the gate ---- */

static void door_lock(struct study_output *out) { CHECK(pthread_mutex_lock(&out->door) == 0); }
static void door_unlock(struct study_output *out) { CHECK(pthread_mutex_unlock(&out->door) == 0); }

/* Waits, with the door locked, until no checkpoint is going on. */
static void wait_open(struct study_output *out) {
    while (out->closed) CHECK(pthread_cond_wait(&out->moved, &out->door) == 0);
}

/* With the door locked and nobody inside. */
static enum mandate_status save(struct study_output *out, struct file_reason *reason) {
    if (!out->unsaved) return MANDATE_OK;
    double start = now();
    enum mandate_status status = journal_checkpoint(out->journal, out->collect, collect_encode, reason);
    if (status == MANDATE_OK) status = recent_clear(out->recent, reason);
    double pause = CHECKPOINT_SHARE * (now() - start);
    out->due = now() + (pause > 1 ? pause : 1);
    out->unsaved = status != MANDATE_OK;
    return status;
}

/* With the door locked: lets nobody in until all are out, and saves. */
static enum mandate_status close_and_save(struct study_output *out, struct file_reason *reason) {
    wait_open(out);
    out->closed = true;
    while (out->inside > 0) CHECK(pthread_cond_wait(&out->moved, &out->door) == 0);
    enum mandate_status status = save(out, reason);
    out->closed = false;
    CHECK(pthread_cond_broadcast(&out->moved) == 0);
    return status;
}

enum mandate_status study_output_checkpoint(struct study_output *out, struct file_reason *reason) {
    door_lock(out);
    enum mandate_status status = close_and_save(out, reason);
    door_unlock(out);
    return status;
}

/* ---- adding ---- */

/* Claims the planned block; SIZE_MAX when it was not planned, or was added before. */
static size_t block_enter(struct study_output *out, struct mandate_block block) {
    size_t i = plan_find(out, block);
    bool planned = i < out->n_plan && block_order(out->plan[i], block) == 0 && out->plan[i].count == block.count;
    door_lock(out);
    wait_open(out);
    if (!planned || out->added[i]) i = SIZE_MAX;
    if (i != SIZE_MAX) {
        out->added[i] = true;
        out->inside++;
    }
    door_unlock(out);
    return i;
}

static enum mandate_status block_leave(struct study_output *out, const struct mandate_block_result *result, size_t i,
                                       struct file_reason *reason) {
    enum mandate_status status = MANDATE_OK;
    door_lock(out);
    journal_add(out->journal, result, out->lost[i]);
    out->unsaved = true;
    out->n_added++;
    out->inside--;
    CHECK(pthread_cond_broadcast(&out->moved) == 0);
    if (now() >= out->due && !out->closed) status = close_and_save(out, reason);
    else status = recent_add(out->recent, result, reason);
    door_unlock(out);
    return status;
}

enum mandate_status study_output_add(struct study_output *out, const struct mandate_block_result *result,
                                     struct file_reason *reason) {
    size_t i = block_enter(out, result->block);
    if (i == SIZE_MAX) {
        (void)snprintf(reason->text, sizeof reason->text,
                       "block of world %" PRIu64 ", replications %" PRIu32 " to %" PRIu32 ", was not planned",
                       result->block.world, result->block.first, result->block.first + result->block.count - 1);
        return MANDATE_INTERNAL;
    }
    /* World 0 is no draw, and rows that were lost are in the sums already. */
    if (result->block.world > 0 && out->lost[i] == JOURNAL_NEW) collect_add(out->collect, result);
    return block_leave(out, result, i, reason);
}

bool study_output_has(struct study_output *out, struct mandate_block block) {
    bool has = world_wanted(&out->request, block.world) &&
               (uint64_t)block.first + block.count <= out->request.layout->replications;
    size_t i = plan_find(out, block);
    door_lock(out);
    for (i = i < out->n_plan ? i : 0; has && i < out->n_plan; i++) {
        const struct mandate_block *planned = &out->plan[i];
        if (planned->world > block.world ||
            (planned->world == block.world && planned->first >= block.first + block.count))
            break;
        has = planned->world < block.world || planned->first + planned->count <= block.first || out->added[i];
    }
    door_unlock(out);
    return has;
}

/* ---- end ---- */

/* Saves; MANDATE_STOPPED when blocks are missing. */
static enum mandate_status output_complete(struct study_output *out, struct file_reason *reason) {
    enum mandate_status status = study_output_checkpoint(out, reason);
    if (status != MANDATE_OK || out->n_added == out->n_plan) return status;
    (void)snprintf(reason->text, sizeof reason->text, "%zu of %zu planned blocks are missing; the same command goes on",
                   out->n_plan - out->n_added, out->n_plan);
    return MANDATE_STOPPED;
}

enum mandate_status study_output_finish(struct study_output *out, study_world_values *values, void *context,
                                        struct file_reason *reason) {
    enum mandate_status status = output_complete(out, reason);
    if (status != MANDATE_OK) return status;
    struct results results = {.folder = out->folder,
                              .layout = out->request.layout,
                              .journal = out->journal,
                              .collect = out->collect,
                              .values = values,
                              .context = context};
    struct journal_entry *entries = entries_sorted(out, &results.n_entry);
    results.entries = entries;
    collect_settle(out->collect);
    status = manifest_remove(out->folder, reason);
    if (status == MANDATE_OK) status = results_write(&results, reason);
    if (status == MANDATE_OK) status = datapackage_write(out->folder, out->request.layout, NULL, 0, reason);
    memory_free(entries);
    return status == MANDATE_OK && study_output_failed(out) > 0 ? MANDATE_SOME_FAILED : status;
}

enum mandate_status study_output_rows(struct study_output *out, struct csv *csv, const char *prefix,
                                      struct file_reason *reason) {
    enum mandate_status status = output_complete(out, reason);
    if (status != MANDATE_OK) return status;
    struct results results = {.folder = out->folder, .layout = out->request.layout, .journal = out->journal};
    struct journal_entry *entries = entries_sorted(out, &results.n_entry);
    results.entries = entries;
    status = results_rows_put(csv, &results, prefix, reason);
    memory_free(entries);
    return status;
}

enum mandate_status study_output_close(struct study_output *out, struct file_reason *reason) {
    if (out == NULL) return MANDATE_OK;
    enum mandate_status status = study_output_checkpoint(out, reason);
    output_free(out);
    return status;
}
