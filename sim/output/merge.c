/* Joining shards: rows are copied, sums are added. Not for continuing a study (study_output.c). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "output/collect.h"
#include "output/journal.h"
#include "output/study_output.h"

struct merge {
    const struct mandate_layout *layout;
    struct journal *journal;
    struct collect *collect;
    struct mandate_block_result block; /* room for one record */
};

static struct mandate_block_result block_new(const struct mandate_layout *layout) {
    size_t n = JOURNAL_BLOCK * layout->n_variant;
    return (struct mandate_block_result){.rows = memory_take(n * MANDATE_METRICS * sizeof(double)),
                                         .failed = memory_take(n)};
}

static enum mandate_status refuse(struct file_reason *reason, const char *folder, const char *what) {
    (void)snprintf(reason->text, sizeof reason->text, "'%.300s' %s", folder, what);
    return MANDATE_BAD_INPUT;
}

/* Copies all rows of a shard. */
static enum mandate_status rows_copy(struct merge *merge, struct journal *shard, const char *folder,
                                     struct file_reason *reason) {
    const struct journal_entry *entries;
    size_t n = journal_entries(shard, &entries);
    for (size_t i = 0; i < n; i++) {
        if (entries[i].offset == 0)
            return refuse(reason, folder, "lacks the rows of some blocks; run that shard again, then merge");
        merge->block.block = entries[i].block;
        enum mandate_status status = journal_read(shard, &entries[i], merge->block.rows, merge->block.failed, reason);
        if (status != MANDATE_OK) return status;
        journal_add(merge->journal, &merge->block, JOURNAL_NEW);
    }
    return MANDATE_OK;
}

static enum mandate_status shard_add(struct merge *merge, const char *folder, const char *version,
                                     struct file_reason *reason) {
    struct journal *shard;
    size_t size;
    enum mandate_status status = journal_open_read(folder, merge->layout, version, &shard, reason);
    if (status != MANDATE_OK) return status;
    const char *sums = journal_sums(shard, &size);
    if (size == 0 || !collect_decode(merge->collect, sums, size))
        status = refuse(reason, folder, "has no sums to add; run that shard first");
    if (status == MANDATE_OK) status = rows_copy(merge, shard, folder, reason);
    journal_close(shard);
    return status;
}

static int entry_order(const void *a, const void *b) {
    const struct journal_entry *x = a, *y = b;
    if (x->block.world != y->block.world) return x->block.world < y->block.world ? -1 : 1;
    return x->block.first < y->block.first ? -1 : x->block.first > y->block.first;
}

/* No replication may be there twice, for it would count twice. */
static enum mandate_status check_distinct(const struct merge *merge, const char *folder, struct file_reason *reason) {
    const struct journal_entry *entries;
    size_t n = journal_entries(merge->journal, &entries);
    struct journal_entry *sorted = memory_take(n * sizeof *sorted);
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 0; i < n; i++) sorted[i] = entries[i];
    qsort(sorted, n, sizeof *sorted, entry_order);
    for (size_t i = 1; i < n && status == MANDATE_OK; i++) {
        struct mandate_block a = sorted[i - 1].block, b = sorted[i].block;
        if (a.world == b.world && a.first + a.count > b.first)
            status = refuse(reason, folder,
                            "cannot be made: two of the shards hold the same replications; name each shard once");
    }
    memory_free(sorted);
    return status;
}

static enum mandate_status shards_add(struct merge *merge, const struct study_request *request,
                                      const char *const *folders, size_t n, struct file_reason *reason) {
    const struct journal_entry *entries;
    if (journal_entries(merge->journal, &entries) > 0)
        return refuse(reason, request->folder, "holds results already; merge into a new folder");
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 0; i < n && status == MANDATE_OK; i++)
        status = shard_add(merge, folders[i], request->version, reason);
    if (status == MANDATE_OK) status = check_distinct(merge, request->folder, reason);
    if (status == MANDATE_OK) status = journal_checkpoint(merge->journal, merge->collect, collect_encode, reason);
    return status;
}

enum mandate_status study_output_merge(const struct study_request *request, const char *const *folders, size_t n,
                                       struct file_reason *reason) {
    struct merge merge = {.layout = request->layout};
    enum mandate_status status =
        journal_open(request->folder, request->layout, request->version, &merge.journal, reason);
    if (status != MANDATE_OK) return status;
    merge.collect = collect_new(request->layout);
    merge.block = block_new(request->layout);
    status = shards_add(&merge, request, folders, n, reason);
    journal_close(merge.journal);
    collect_free(merge.collect);
    memory_free(merge.block.rows);
    memory_free(merge.block.failed);
    return status;
}
