/* mandate verify: digests of the files, then rows worked out anew. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "cli/folder.h"
#include "cli/rows.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "mandate/random.h"

enum { SAMPLE = 100, MANIFEST_BYTES = 64 * 1024 * 1024 };

/* What was looked at, and what did not fit. */
struct check {
    const struct session *session;
    const char *folder;
    uint64_t rows, checked, differing, files, misplaced;
    uint64_t sample; /* rows to check; UINT64_MAX = all */
};

/* ---- digests ---- */

/* The text between `before` and the next quote from `*at` on; NULL when there is none. Moves behind it. */
static const char *quoted_next(struct arena *arena, const char **at, const char *before) {
    const char *start = strstr(*at, before);
    if (start == NULL) return NULL;
    start += strlen(before);
    size_t length = strcspn(start, "\"");
    *at = start + length;
    return arena_copy(arena, start, length);
}

static void digest_check(struct check *check, const char *name, const char *path, const char *digest) {
    char found[HASH_TEXT];
    struct file_reason reason = {0};
    check->files++;
    bool read = hash_file(path, found, &reason) == MANDATE_OK;
    if (read && strcmp(found, digest) == 0) return;
    check->differing++;
    (void)printf("%s: %s\n", name, read ? "differs from its digest in manifest.json" : reason.text);
}

/* Inputs stand in a folder of their own. */
static enum mandate_status digests_check(struct check *check) {
    struct arena *arena = check->session->arena;
    struct file_reason reason = {0};
    char *bytes;
    size_t size;
    const char *path = arena_print(arena, "%s/manifest.json", check->folder), *name, *digest;
    enum mandate_status status = file_read(path, MANIFEST_BYTES, &bytes, &size, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    const char *at = bytes, *study = quoted_next(arena, &at, "\"study\": \""),
               *outputs = strstr(bytes, "\"outputs\": [");
    if (study == NULL || strcmp(study, check->session->hash) != 0) {
        check->differing++;
        (void)puts("inputs: not the study of manifest.json");
    }
    while ((name = quoted_next(arena, &at, "\"name\": \"")) != NULL &&
           (digest = quoted_next(arena, &at, "\"sha256\": \"")) != NULL) {
        bool input = outputs != NULL && at < outputs;
        digest_check(check, name, arena_print(arena, "%s/%s%s", check->folder, input ? "inputs/" : "", name), digest);
    }
    memory_free(bytes);
    return MANDATE_OK;
}

/* ---- rows ---- */

static void row_check(struct check *check, struct worker *worker, const struct csv_reader *reader) {
    double row[MANDATE_METRICS];
    const struct mandate_layout *layout = &check->session->layout;
    size_t variant = 0;
    while (variant < layout->n_variant && strcmp(layout->variants[variant], csv_field(reader, ROW_OPTION)) != 0)
        variant++;
    double world = csv_number(reader, ROW_WORLD), replication = csv_number(reader, ROW_REPLICATION);
    bool known = variant < layout->n_variant && world >= 0 && replication >= 0 && world <= (double)layout->worlds;
    int column = ROW_OPTION;
    if (known) {
        const struct state *state = worker_replay(worker, (uint64_t)world, (uint32_t)replication, variant, false, row);
        column = rows_difference(reader, state->failure, row);
    }
    check->checked++;
    if (column < 0) return;
    check->differing++;
    (void)printf("%s/%s/%s: %s differs\n", csv_field(reader, ROW_OPTION), csv_field(reader, ROW_WORLD),
                 csv_field(reader, ROW_REPLICATION), csv_column_name(reader, (size_t)column));
}

/* Rows stand by world, replication and option, all of a world beside each other: none is missing, none is there twice.
 * Whole worlds may be missing, as in a shard. */
static bool row_in_place(const struct check *check, const struct csv_reader *reader, uint64_t index, double *world) {
    const struct mandate_layout *layout = &check->session->layout;
    uint64_t replication = index / layout->n_variant % layout->replications;
    bool first = index % (layout->n_variant * layout->replications) == 0;
    double before = *world;
    *world = csv_number(reader, ROW_WORLD);
    return strcmp(csv_field(reader, ROW_OPTION), layout->variants[index % layout->n_variant]) == 0 &&
           csv_number(reader, ROW_REPLICATION) == (double)replication && (first ? *world > before : *world == before);
}

static void place_check(struct check *check, const struct csv_reader *reader, uint64_t index, double *world) {
    if (row_in_place(check, reader, index, world)) return;
    if (check->misplaced++ == 0)
        (void)printf("runs.csv: row %llu, %s/%s/%s, is not where it belongs; one is missing or there twice\n",
                     (unsigned long long)index + 1, csv_field(reader, ROW_OPTION), csv_field(reader, ROW_WORLD),
                     csv_field(reader, ROW_REPLICATION));
}

/* The last world must be whole too. */
static void end_check(struct check *check) {
    const struct mandate_layout *layout = &check->session->layout;
    bool whole = check->rows % (layout->n_variant * layout->replications) == 0;
    if (!whole && check->misplaced++ == 0) (void)puts("runs.csv: rows are missing at its end");
    check->differing += check->misplaced > 0;
}

/* One row of each of `sample` equal parts of the file, at a keyed place. */
static bool row_chosen(const struct check *check, uint64_t index) {
    if (check->sample >= check->rows) return true;
    struct mandate_draws draws = mandate_draws_of(check->session->scenario->study.seed, 0, 0);
    uint64_t part = index * check->sample / check->rows;
    uint64_t begin = (part * check->rows + check->sample - 1) / check->sample;
    uint64_t end = ((part + 1) * check->rows + check->sample - 1) / check->sample;
    double u = mandate_uniform(&draws, mandate_event(mandate_stream("verify", ""), part), 0);
    return index == begin + (uint64_t)(u * (double)(end - begin));
}

/* Goes through runs.csv: without a worker counts its rows and looks at their order, with one checks the chosen ones. */
static enum mandate_status rows_walk(struct check *check, struct worker *worker) {
    struct csv_reader *reader;
    struct file_reason reason = {0};
    bool more = true;
    uint64_t index = 0;
    double world = -1;
    enum mandate_status status = csv_open(check->folder, "runs.csv", &reader, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    if (!rows_header(reader)) {
        csv_close(reader);
        return failure_tell(MANDATE_MISMATCH, "runs.csv has other columns than this program writes");
    }
    while ((status = csv_next(reader, &more, &reason)) == MANDATE_OK && more) {
        if (worker == NULL) place_check(check, reader, index, &world);
        else if (row_chosen(check, index)) row_check(check, worker, reader);
        index++;
    }
    if (worker == NULL) check->rows = index;
    if (worker == NULL) end_check(check);
    csv_close(reader);
    return status == MANDATE_OK ? status : failure_tell(status, reason.text);
}

static enum mandate_status folder_check(struct check *check) {
    struct worker_setup setup = session_setup(check->session, 1);
    enum mandate_status status = digests_check(check);
    if (status == MANDATE_OK) status = rows_walk(check, NULL);
    if (status != MANDATE_OK) return status;
    struct worker *worker = worker_new(&setup);
    status = worker != NULL ? rows_walk(check, worker) : MANDATE_INTERNAL;
    worker_free(worker);
    return status == MANDATE_OK && check->differing > 0 ? MANDATE_MISMATCH : status;
}

enum mandate_status verb_verify(const struct arguments *arguments) {
    struct session session;
    struct check check = {.session = &session, .folder = arguments->operands[0], .sample = SAMPLE};
    bool all = arguments->sample != NULL && strcmp(arguments->sample, "all") == 0;
    enum mandate_status status = MANDATE_OK;
    if (all) check.sample = UINT64_MAX;
    if (arguments->sample != NULL && !all)
        status = whole_read(arguments->sample, "--sample", 1, UINT32_MAX, &check.sample);
    if (status != MANDATE_OK) return status;
    status = folder_open(&session, check.folder, arguments);
    if (status == MANDATE_OK) status = folder_check(&check);
    if (status == MANDATE_OK || status == MANDATE_MISMATCH)
        remark(arguments, "%llu of %llu rows worked out anew, %llu files; %llu differ",
               (unsigned long long)check.checked, (unsigned long long)check.rows, (unsigned long long)check.files,
               (unsigned long long)check.differing);
    session_close(&session);
    return status;
}
