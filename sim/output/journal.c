/* rows.bin and sums.bin.
 *
 * rows.bin = identity | record ...           record = head, rows, failures, padding to 8, checksum
 * sums.bin = identity | entries | sums | checksum of all before
 * identity = magic, byte order, format, metrics, options, then study, version and names as texts; checksum
 * Numbers are in the machine's own byte order, which the identity tells. */
#include "output/journal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/check.h"

enum { FORMAT = 1, BYTE_ORDER_MARK = 0x01020304, WORD = 8, LOOK = 4096 };
#define ROWS_MAGIC "MNDTROWS"
#define SUMS_MAGIC "MNDTSUMS"
#define RECORD_MAGIC UINT32_C(0x4b434c42) /* "BLCK" */
#define SUMS_CAP (UINT64_C(1) << 36)

/* Fixed part of the identity. */
struct identity {
    char magic[8];
    uint32_t byte_order, format, n_metric, n_variant;
};

/* Head of a record. */
struct head {
    uint32_t magic, count;
    uint64_t world;
    uint32_t first, failed; /* failed: replications x options */
};

struct journal {
    const struct mandate_layout *layout;
    const char *version;
    char *rows_path, *sums_path;
    struct text identity; /* of rows.bin */
    struct journal_entry *entries;
    size_t n_entry, capacity;
    uint64_t failed;
    uint64_t end;     /* where the next record begins */
    char *sums_bytes; /* all of sums.bin */
    const char *sums; /* (sums_size) in it */
    size_t sums_size;
    char *record;         /* (largest record) */
    struct file_out *out; /* NULL when only read */
    FILE *in;             /* NULL until a record is read */
    char notice[256];
};

/* ---- checksum ---- */

static uint64_t mix(uint64_t sum, uint64_t word) {
    sum = (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return sum ^ sum >> 29;
}

static uint64_t word_at(const unsigned char *bytes, size_t size) {
    uint64_t word = 0;
    memcpy(&word, bytes, size < WORD ? size : WORD);
    return word;
}

/* Four sums side by side, because each step waits for the one before. */
uint64_t journal_checksum(const void *bytes, size_t size) {
    const unsigned char *p = bytes;
    uint64_t lane[4] = {1, 2, 3, 4}, sum = size;
    for (; size >= sizeof lane; p += sizeof lane, size -= sizeof lane)
        for (size_t i = 0; i < 4; i++) lane[i] = mix(lane[i], word_at(p + WORD * i, WORD));
    for (size_t i = 0; i < 4; i++) sum = mix(sum, lane[i]);
    for (; size > 0; p += WORD, size -= size < WORD ? size : WORD) sum = mix(sum, word_at(p, size));
    return mix(sum, 0);
}

static void append_checksum(struct text *text, size_t start) {
    uint64_t sum = journal_checksum(text->bytes + start, text->length - start);
    text_append(text, (const char *)&sum, sizeof sum);
}

/* ---- identity ---- */

static void append_string(struct text *text, const char *string) {
    uint64_t length = strlen(string);
    text_append(text, (const char *)&length, sizeof length);
    text_append(text, string, length);
    text_append(text, "\0\0\0\0\0\0\0", (WORD - length % WORD) % WORD);
}

static void identity_append(struct text *text, const char *magic, const struct mandate_layout *layout,
                            const char *version) {
    struct identity fixed = {.byte_order = BYTE_ORDER_MARK, .format = FORMAT, .n_metric = MANDATE_METRICS};
    size_t start = text->length;
    memcpy(fixed.magic, magic, sizeof fixed.magic);
    fixed.n_variant = (uint32_t)layout->n_variant;
    text_append(text, (const char *)&fixed, sizeof fixed);
    append_string(text, layout->hash);
    append_string(text, version);
    for (size_t i = 0; i < layout->n_variant; i++) append_string(text, layout->variants[i]);
    append_checksum(text, start);
}

/* Takes a text of the identity; NULL when the bytes end before it does. */
static const char *take_string(const char *bytes, size_t size, size_t *at, size_t *length) {
    uint64_t n;
    if (size - *at < sizeof n) return NULL;
    memcpy(&n, bytes + *at, sizeof n);
    if (n > size - *at - sizeof n) return NULL;
    const char *string = bytes + *at + sizeof n;
    *at += sizeof n + (size_t)n + (WORD - (size_t)n % WORD) % WORD;
    if (*at > size) *at = size;
    *length = (size_t)n;
    return string;
}

static bool same(const char *string, size_t length, const char *wanted) {
    return strlen(wanted) == length && memcmp(string, wanted, length) == 0;
}

/* The options are part of the study's identity: its changes show in the hash, --option in the names. */
static const char *difference(const char *bytes, size_t size, const struct mandate_layout *layout, const char *version,
                              char *text, size_t room) {
    struct identity fixed;
    size_t at = sizeof fixed, length = 0;
    const char *string;
    if (size < sizeof fixed) return "is damaged";
    memcpy(&fixed, bytes, sizeof fixed);
    if (memcmp(fixed.magic, ROWS_MAGIC, sizeof fixed.magic) != 0) return "is not a journal of this program";
    if (fixed.byte_order != BYTE_ORDER_MARK) return "was written on a machine with another byte order";
    bool format = fixed.format == FORMAT && fixed.n_metric == MANDATE_METRICS;
    string = take_string(bytes, size, &at, &length);
    bool study = string != NULL && same(string, length, layout->hash);
    string = take_string(bytes, size, &at, &length);
    if (string == NULL) return "is damaged";
    if (!format && same(string, length, version)) return "was written by another build of this version";
    if (!same(string, length, version)) {
        (void)snprintf(text, room, "was written by version %.*s, and this is version %s", (int)length, string, version);
        return text;
    }
    if (!study) return "belongs to another study (a file, a --set or the seed has changed)";
    return "has other options";
}

static enum mandate_status refuse(const struct journal *journal, const char *bytes, size_t size,
                                  struct file_reason *reason) {
    char text[160];
    const char *what = difference(bytes, size, journal->layout, journal->version, text, sizeof text);
    (void)snprintf(reason->text, sizeof reason->text,
                   "'%.200s' %s; choose another folder with -o, or remove this one to start anew", journal->rows_path,
                   what);
    return MANDATE_BAD_INPUT;
}

/* ---- records ---- */

static size_t rows_bytes(const struct journal *journal, uint32_t count) {
    return (size_t)count * journal->layout->n_variant * MANDATE_METRICS * sizeof(double);
}

static size_t failed_bytes(const struct journal *journal, uint32_t count) {
    return ((size_t)count * journal->layout->n_variant + WORD - 1) / WORD * WORD;
}

static size_t record_bytes(const struct journal *journal, uint32_t count) {
    return sizeof(struct head) + rows_bytes(journal, count) + failed_bytes(journal, count) + sizeof(uint64_t);
}

/* Builds a record in journal->record and returns its size. */
static size_t record_build(struct journal *journal, const struct mandate_block_result *result) {
    const struct mandate_block block = result->block;
    size_t n = (size_t)block.count * journal->layout->n_variant, size = record_bytes(journal, block.count);
    struct head head = {RECORD_MAGIC, block.count, block.world, block.first, 0};
    char *failed = journal->record + sizeof head + rows_bytes(journal, block.count);
    for (size_t i = 0; i < n; i++) head.failed += result->failed[i] != MANDATE_FAILURE_OK;
    memcpy(journal->record, &head, sizeof head);
    memcpy(journal->record + sizeof head, result->rows, rows_bytes(journal, block.count));
    memset(failed, 0, failed_bytes(journal, block.count));
    memcpy(failed, result->failed, n);
    uint64_t sum = journal_checksum(journal->record, size - sizeof sum);
    memcpy(journal->record + size - sizeof sum, &sum, sizeof sum);
    return size;
}

/* Reads the record at the file's position into journal->record; false when it is torn, damaged or not there. */
static bool record_read(struct journal *journal, FILE *file, struct head *head) {
    uint64_t sum;
    if (fread(head, sizeof *head, 1, file) != 1) return false;
    if (head->magic != RECORD_MAGIC || head->count == 0 || head->count > JOURNAL_BLOCK) return false;
    size_t size = record_bytes(journal, head->count);
    memcpy(journal->record, head, sizeof *head);
    if (fread(journal->record + sizeof *head, size - sizeof *head, 1, file) != 1) return false;
    memcpy(&sum, journal->record + size - sizeof sum, sizeof sum);
    return sum == journal_checksum(journal->record, size - sizeof sum);
}

/* ---- opening ---- */

static bool block_equal(struct mandate_block a, struct mandate_block b) {
    return a.world == b.world && a.first == b.first && a.count == b.count;
}

static struct journal_entry *entry_new(struct journal *journal, struct mandate_block block) {
    journal->entries = memory_grow(journal->entries, sizeof *journal->entries, journal->n_entry, &journal->capacity);
    journal->entries[journal->n_entry] = (struct journal_entry){.block = block, .index = journal->n_entry};
    return &journal->entries[journal->n_entry++];
}

/* Splits the bytes of sums.bin; false when they are not whole or not of this study. */
static bool sums_split(struct journal *journal, const char *bytes, size_t size) {
    struct text identity = {0};
    uint64_t sum, n = 0;
    identity_append(&identity, SUMS_MAGIC, journal->layout, journal->version);
    size_t at = identity.length;
    bool whole = size >= at + 2 * sizeof sum && memcmp(bytes, identity.bytes, at) == 0;
    text_free(&identity);
    if (!whole) return false;
    size -= sizeof sum;
    memcpy(&sum, bytes + size, sizeof sum);
    if (sum != journal_checksum(bytes, size)) return false;
    memcpy(&n, bytes + at, sizeof n);
    at += sizeof n;
    if (n > (size - at) / sizeof(struct mandate_block)) return false;
    for (uint64_t i = 0; i < n; i++, at += sizeof(struct mandate_block)) {
        struct mandate_block block;
        memcpy(&block, bytes + at, sizeof block);
        (void)entry_new(journal, block);
    }
    journal->sums = bytes + at;
    journal->sums_size = size - at;
    return true;
}

static enum mandate_status sums_load(struct journal *journal, struct file_reason *reason) {
    size_t size;
    if (!file_exists(journal->sums_path)) return MANDATE_OK;
    enum mandate_status status = file_read(journal->sums_path, SUMS_CAP, &journal->sums_bytes, &size, reason);
    if (status != MANDATE_OK) return status;
    if (!sums_split(journal, journal->sums_bytes, size))
        (void)snprintf(journal->notice, sizeof journal->notice,
                       "the journal's sums are damaged: all is worked out anew");
    return MANDATE_OK;
}

/* Gives each entry the place of its record, in the order of both; what follows the last match is not kept. */
static void records_match(struct journal *journal, FILE *file) {
    struct head head;
    journal->end = journal->identity.length;
    for (size_t i = 0; record_read(journal, file, &head);) {
        struct mandate_block block = {.world = head.world, .first = head.first, .count = head.count};
        while (i < journal->n_entry && !block_equal(journal->entries[i].block, block)) i++;
        if (i == journal->n_entry) break;
        journal->entries[i++].offset = journal->end;
        journal->end += record_bytes(journal, head.count);
        journal->failed += head.failed;
    }
}

static void notice_lost(struct journal *journal) {
    size_t lost = 0;
    for (size_t i = 0; i < journal->n_entry; i++) lost += journal->entries[i].offset == 0;
    if (lost > 0)
        (void)snprintf(journal->notice, sizeof journal->notice,
                       "the journal is damaged at byte %" PRIu64 ": the rows of %zu blocks are worked out anew",
                       journal->end, lost);
}

/* Checks that rows.bin is of this study, and finds its records. */
static enum mandate_status rows_load(struct journal *journal, struct file_reason *reason) {
    FILE *file = fopen(journal->rows_path, "rb");
    if (file == NULL) {
        (void)snprintf(reason->text, sizeof reason->text, "cannot read '%.300s': %.100s", journal->rows_path,
                       strerror(errno));
        return MANDATE_SYSTEM;
    }
    size_t wanted = journal->identity.length, most = wanted > LOOK ? wanted : LOOK;
    char *bytes = memory_take(most);
    size_t size = fread(bytes, 1, most, file);
    enum mandate_status status = MANDATE_OK;
    if (size < wanted || memcmp(bytes, journal->identity.bytes, wanted) != 0)
        status = refuse(journal, bytes, size, reason);
    else status = sums_load(journal, reason);
    if (status == MANDATE_OK && fseeko(file, (off_t)wanted, SEEK_SET) == 0) records_match(journal, file);
    memory_free(bytes);
    (void)fclose(file);
    notice_lost(journal);
    return status;
}

static char *path_of(const char *folder, const char *name) {
    struct text path = {0};
    text_print(&path, "%s/journal%s", folder, name);
    return path.bytes;
}

static struct journal *journal_new(const char *folder, const struct mandate_layout *layout, const char *version) {
    struct journal *journal = memory_take(sizeof *journal);
    journal->layout = layout;
    journal->version = version;
    journal->rows_path = path_of(folder, "/rows.bin");
    journal->sums_path = path_of(folder, "/sums.bin");
    journal->record = memory_take(record_bytes(journal, JOURNAL_BLOCK));
    identity_append(&journal->identity, ROWS_MAGIC, layout, version);
    return journal;
}

/* The lock is held while the file is read, and let go for an instant only before it is cut. */
static enum mandate_status open_locked(struct journal *journal, struct file_reason *reason) {
    enum mandate_status status = MANDATE_OK;
    if (!file_exists(journal->rows_path))
        status = file_write(journal->rows_path, journal->identity.bytes, journal->identity.length, reason);
    if (status == MANDATE_OK) status = file_append(journal->rows_path, FILE_KEEP_ALL, &journal->out, reason);
    if (status == MANDATE_OK) status = rows_load(journal, reason);
    if (status != MANDATE_OK) return status;
    file_discard(journal->out);
    return file_append(journal->rows_path, journal->end, &journal->out, reason);
}

static enum mandate_status hand_over(struct journal *made, enum mandate_status status, struct journal **journal) {
    *journal = status == MANDATE_OK ? made : NULL;
    if (status != MANDATE_OK) journal_close(made);
    return status;
}

enum mandate_status journal_open(const char *folder, const struct mandate_layout *layout, const char *version,
                                 struct journal **journal, struct file_reason *reason) {
    struct journal *made = journal_new(folder, layout, version);
    char *path = path_of(folder, "");
    enum mandate_status status = file_make_folder(path, reason);
    memory_free(path);
    if (status == MANDATE_OK) status = open_locked(made, reason);
    return hand_over(made, status, journal);
}

enum mandate_status journal_open_read(const char *folder, const struct mandate_layout *layout, const char *version,
                                      struct journal **journal, struct file_reason *reason) {
    struct journal *made = journal_new(folder, layout, version);
    return hand_over(made, rows_load(made, reason), journal);
}

void journal_close(struct journal *journal) {
    if (journal == NULL) return;
    file_discard(journal->out);
    if (journal->in != NULL) (void)fclose(journal->in);
    journal_sums_free(journal);
    text_free(&journal->identity);
    memory_free(journal->rows_path);
    memory_free(journal->sums_path);
    memory_free(journal->entries);
    memory_free(journal->record);
    memory_free(journal);
}

/* ---- use ---- */

size_t journal_entries(const struct journal *journal, const struct journal_entry **entries) {
    *entries = journal->entries;
    return journal->n_entry;
}

uint64_t journal_failed(const struct journal *journal) { return journal->failed; }

const char *journal_notice(const struct journal *journal) { return journal->notice; }

const char *journal_sums(const struct journal *journal, size_t *size) {
    *size = journal->sums_size;
    return journal->sums;
}

void journal_sums_free(struct journal *journal) {
    memory_free(journal->sums_bytes);
    journal->sums_bytes = NULL;
    journal->sums = NULL;
    journal->sums_size = 0;
}

void journal_add(struct journal *journal, const struct mandate_block_result *result, size_t entry) {
    CHECK(result->block.count > 0 && result->block.count <= JOURNAL_BLOCK);
    size_t size = record_build(journal, result);
    struct head head;
    memcpy(&head, journal->record, sizeof head);
    /* Entries stand in the order of their records, so one whose rows were lost moves to the end. */
    if (entry != JOURNAL_NEW) journal->entries[entry].block.count = 0;
    entry_new(journal, result->block)->offset = journal->end;
    file_put(journal->out, journal->record, size);
    journal->end += size;
    journal->failed += head.failed;
}

enum mandate_status journal_read(struct journal *journal, const struct journal_entry *entry, double *rows,
                                 uint8_t *failed, struct file_reason *reason) {
    struct head head;
    if (journal->in == NULL) journal->in = fopen(journal->rows_path, "rb");
    bool read = journal->in != NULL && fseeko(journal->in, (off_t)entry->offset, SEEK_SET) == 0 &&
                record_read(journal, journal->in, &head) && head.world == entry->block.world &&
                head.first == entry->block.first && head.count == entry->block.count;
    if (!read) {
        (void)snprintf(reason->text, sizeof reason->text,
                       "cannot read '%.300s' at byte %" PRIu64 "; run the same command again", journal->rows_path,
                       entry->offset);
        return MANDATE_SYSTEM;
    }
    memcpy(rows, journal->record + sizeof head, rows_bytes(journal, head.count));
    memcpy(failed, journal->record + sizeof head + rows_bytes(journal, head.count),
           (size_t)head.count * journal->layout->n_variant);
    return MANDATE_OK;
}

static void append_entries(struct text *text, const struct journal *journal) {
    uint64_t n = 0;
    for (size_t i = 0; i < journal->n_entry; i++) n += journal->entries[i].block.count > 0;
    text_append(text, (const char *)&n, sizeof n);
    for (size_t i = 0; i < journal->n_entry; i++)
        if (journal->entries[i].block.count > 0)
            text_append(text, (const char *)&journal->entries[i].block, sizeof journal->entries[i].block);
}

enum mandate_status journal_checkpoint(struct journal *journal, void *sums, journal_encode *encode,
                                       struct file_reason *reason) {
    enum mandate_status status = file_flush(journal->out, reason);
    if (status != MANDATE_OK) return status;
    struct text text = {0};
    identity_append(&text, SUMS_MAGIC, journal->layout, journal->version);
    append_entries(&text, journal);
    encode(sums, &text);
    append_checksum(&text, 0);
    status = file_write(journal->sums_path, text.bytes, text.length, reason);
    text_free(&text);
    return status;
}
