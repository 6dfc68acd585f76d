/* recent.bin.
 *
 * recent.bin = identity | record ...         record = head, rows, failures, series, places, breakdown
 * Each part has its checksum in the head, so that arrays go to the file from where they lie. Numbers are in the
 * machine's own byte order, as in rows.bin, which refuses files of another machine first. */
#include "output/recent.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "output/journal.h"

#define RECENT_MAGIC "MNDTLAST"
#define RECORD_MAGIC UINT32_C(0x4b434c42) /* "BLCK" */

enum { PARTS = 5 };

struct identity {
    char magic[8], hash[64], version[24];
    uint64_t size; /* of a record with one replication [bytes] */
};

struct head {
    uint32_t magic, count;
    uint64_t world, first;
    uint64_t sums[PARTS];
};

struct recent {
    const struct mandate_layout *layout;
    struct identity identity;
    struct file_out *out;
};

/* One array of a result. */
struct part {
    void *at;
    size_t size; /* [bytes] */
};

static void parts_of(const struct mandate_layout *layout, const struct mandate_block_result *result,
                     struct part parts[PARTS]) {
    size_t n = (size_t)result->block.count * layout->n_variant, keys = layout->n_region + layout->n_actor;
    parts[0] = (struct part){result->rows, n * MANDATE_METRICS * sizeof(double)};
    parts[1] = (struct part){result->failed, n};
    parts[2] = (struct part){result->series, n * layout->n_date * MANDATE_SERIES * sizeof(double)};
    parts[3] = (struct part){result->places, layout->n_variant * layout->n_place_value * sizeof(double)};
    parts[4] = (struct part){result->breakdown, n * layout->n_quarter * keys * MANDATE_BREAKDOWNS * sizeof(double)};
}

static size_t record_size(const struct mandate_layout *layout, uint32_t count) {
    struct mandate_block_result shape = {.block.count = count};
    struct part parts[PARTS];
    size_t size = sizeof(struct head);
    parts_of(layout, &shape, parts);
    for (size_t i = 0; i < PARTS; i++) size += parts[i].size;
    return size;
}

/* ---- reading ---- */

static void result_new(const struct mandate_layout *layout, struct mandate_block_result *result) {
    struct mandate_block_result shape = {.block.count = JOURNAL_BLOCK};
    struct part parts[PARTS];
    parts_of(layout, &shape, parts);
    *result = (struct mandate_block_result){.rows = memory_take(parts[0].size + 1),
                                            .failed = memory_take(parts[1].size + 1),
                                            .series = memory_take(parts[2].size + 1),
                                            .places = memory_take(parts[3].size + 1),
                                            .breakdown = memory_take(parts[4].size + 1)};
}

static void result_free(struct mandate_block_result *result) {
    void *arrays[] = {result->rows, result->failed, result->series, result->places, result->breakdown};
    for (size_t i = 0; i < PARTS; i++) memory_free(arrays[i]);
}

/* Reads the next record; false when it is torn, damaged or not there. */
static bool record_read(const struct mandate_layout *layout, FILE *file, struct mandate_block_result *result) {
    struct head head;
    struct part parts[PARTS];
    if (fread(&head, sizeof head, 1, file) != 1) return false;
    if (head.magic != RECORD_MAGIC || head.count == 0 || head.count > JOURNAL_BLOCK || head.first > UINT32_MAX)
        return false;
    result->block = (struct mandate_block){.world = head.world, .first = (uint32_t)head.first, .count = head.count};
    parts_of(layout, result, parts);
    for (size_t i = 0; i < PARTS; i++)
        if ((parts[i].size > 0 && fread(parts[i].at, parts[i].size, 1, file) != 1) ||
            journal_checksum(parts[i].at, parts[i].size) != head.sums[i])
            return false;
    return true;
}

/* Hands every whole block on and gives the size of what is whole; 0 when the file is of another study, or is not. */
static uint64_t records_take(const struct recent *recent, const char *path, recent_take *take, void *context) {
    struct identity identity;
    FILE *file = fopen(path, "rb");
    if (file == NULL) return 0;
    bool ours =
        fread(&identity, sizeof identity, 1, file) == 1 && memcmp(&identity, &recent->identity, sizeof identity) == 0;
    uint64_t end = ours ? sizeof identity : 0;
    struct mandate_block_result result;
    result_new(recent->layout, &result);
    while (ours && record_read(recent->layout, file, &result)) {
        take(context, &result);
        end += record_size(recent->layout, result.block.count);
    }
    result_free(&result);
    (void)fclose(file);
    return end;
}

/* ---- use ---- */

static struct identity identity_of(const struct mandate_layout *layout, const char *version) {
    struct identity identity;
    memset(&identity, 0, sizeof identity);
    memcpy(identity.magic, RECENT_MAGIC, sizeof identity.magic);
    memcpy(identity.hash, layout->hash, strnlen(layout->hash, sizeof identity.hash));
    memcpy(identity.version, version, strnlen(version, sizeof identity.version));
    identity.size = record_size(layout, 1);
    return identity;
}

enum mandate_status recent_open(const char *folder, const struct mandate_layout *layout, const char *version,
                                recent_take *take, void *context, struct recent **recent, struct file_reason *reason) {
    struct text path = {0};
    struct recent *made = memory_take(sizeof *made);
    *made = (struct recent){.layout = layout, .identity = identity_of(layout, version)};
    text_print(&path, "%s/journal/recent.bin", folder);
    uint64_t end = records_take(made, path.bytes, take, context);
    enum mandate_status status = file_append(path.bytes, end, &made->out, reason);
    if (status == MANDATE_OK && end == 0) {
        file_put(made->out, &made->identity, sizeof made->identity);
        status = file_push(made->out, reason);
    }
    text_free(&path);
    *recent = status == MANDATE_OK ? made : NULL;
    if (status != MANDATE_OK) recent_close(made);
    return status;
}

static void replications_count(void *context, const struct mandate_block_result *result) {
    *(uint64_t *)context += result->block.count;
}

uint64_t recent_replications(const char *folder, const struct mandate_layout *layout, const char *version) {
    struct text path = {0};
    struct recent recent = {.layout = layout, .identity = identity_of(layout, version)};
    uint64_t n = 0;
    text_print(&path, "%s/journal/recent.bin", folder);
    (void)records_take(&recent, path.bytes, replications_count, &n);
    text_free(&path);
    return n;
}

enum mandate_status recent_add(struct recent *recent, const struct mandate_block_result *result,
                               struct file_reason *reason) {
    const struct mandate_block block = result->block;
    struct head head = {.magic = RECORD_MAGIC, .count = block.count, .world = block.world, .first = block.first};
    struct part parts[PARTS];
    parts_of(recent->layout, result, parts);
    for (size_t i = 0; i < PARTS; i++) head.sums[i] = journal_checksum(parts[i].at, parts[i].size);
    file_put(recent->out, &head, sizeof head);
    for (size_t i = 0; i < PARTS; i++) file_put(recent->out, parts[i].at, parts[i].size);
    return file_push(recent->out, reason);
}

enum mandate_status recent_clear(struct recent *recent, struct file_reason *reason) {
    return file_cut(recent->out, sizeof recent->identity, reason);
}

void recent_close(struct recent *recent) {
    if (recent == NULL) return;
    file_discard(recent->out);
    memory_free(recent);
}
