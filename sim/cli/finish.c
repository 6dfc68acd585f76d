/* The end of a run. */
#include "cli/finish.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/assume.h"
#include "cli/events.h"
#include "cli/folder.h"
#include "cli/show.h"
#include "cli/terminal.h"
#include "mandate.h"
#include "output/compare_file.h"
#include "output/manifest.h"
#include "scenario/resolved.h"

/* ---- credibility sheet ---- */

/* "60: 5 A, 20 B, 35 C": the unknowns by confidence. */
static const char *unknowns_text(const struct session *session) {
    size_t count[4] = {0};
    for (size_t i = 0; i < session->scenario->n_unknown; i++) {
        const char *confidence = session->scenario->unknowns[i].confidence;
        count[confidence != NULL && confidence[0] >= 'A' && confidence[0] <= 'C' ? confidence[0] - 'A' : 3]++;
    }
    return arena_print(session->arena, "%zu: %zu documented (A), %zu derived (B), %zu guessed (C), %zu without a grade",
                       session->scenario->n_unknown, count[0], count[1], count[2], count[3]);
}

static const char *failures_text(const struct session *session, const struct study_output *output) {
    return arena_print(session->arena, "%llu rows failed and enter no mean",
                       (unsigned long long)study_output_failed(output));
}

/* ---- manifest ---- */

static enum mandate_status manifest_put(const struct session *session, const struct study_output *output,
                                        const char *folder, struct file_reason *reason) {
    size_t n = mandate_documents_count(session->documents);
    struct manifest_input *inputs = ARENA_ARRAY(session->arena, struct manifest_input, n);
    for (size_t i = 0; i < n; i++) {
        const struct mandate_source *source = mandate_documents_source(session->documents, i);
        inputs[i] = (struct manifest_input){folder_input_name(session, i), source->bytes, source->size};
    }
    const struct manifest_note notes[] = {{"unknowns", unknowns_text(session)},
                                          {"failures", failures_text(session, output)}};
    struct manifest manifest = {.version = MANDATE_VERSION, .hash = session->hash};
    manifest.seed = session->scenario->study.seed;
    manifest.worlds = session->layout.worlds;
    manifest.replications = session->layout.replications;
    manifest.n_input = n;
    manifest.inputs = inputs;
    manifest.n_note = sizeof notes / sizeof *notes;
    manifest.notes = notes;
    manifest.resolved = resolved_text(session->documents, session->arena);
    return manifest_write(folder, &manifest, reason);
}

/* ---- files ---- */

/* compare.csv, assumptions.csv, events.csv and policy.csv, and the data dictionary of all that is there. A shard has no
 * worlds of its own to compare. */
static enum mandate_status more_write(const struct session *session, const struct arguments *arguments,
                                      const struct study_request *request, struct file_reason *reason) {
    struct datapackage_file files[EVENT_FILES + 2];
    size_t n = 0;
    enum mandate_status status =
        arguments->events ? events_write(session, request, reason) : events_remove(session, request->folder, reason);
    for (size_t i = 0; i < EVENT_FILES && arguments->events; i++) files[n++] = event_files[i];
    if (status == MANDATE_OK) status = assume_write(session, arguments, request, reason);
    if (session->scenario->n_assumption > 0) files[n++] = assume_file(session);
    if (request->shards < 2) {
        const char *reference = session->layout.variants[session->layout.reference];
        if (status == MANDATE_OK) status = compare_file_write(request->folder, reference, session->scenario, reason);
        files[n++] = compare_file_of(session->scenario, session->arena);
    }
    return status == MANDATE_OK ? datapackage_write(request->folder, &session->layout, files, n, reason) : status;
}

enum mandate_status finish_write(const struct session *session, const struct arguments *arguments,
                                 struct study_output *output, const struct study_request *request,
                                 struct file_reason *reason) {
    enum mandate_status done = study_output_finish(output, design_values, session->design, reason);
    if (done != MANDATE_OK && done != MANDATE_SOME_FAILED) return done;
    enum mandate_status status = more_write(session, arguments, request, reason);
    if (status == MANDATE_OK) status = manifest_put(session, output, request->folder, reason);
    return status == MANDATE_OK ? done : status;
}

/* ---- for people ---- */

static void files_list(const struct arguments *arguments, const char *folder) {
    static const char *const names[] = {"compare.csv", "runs.csv",         "worlds.csv",      "series.csv",
                                        "places.csv",  "breakdown.csv",    "assumptions.csv", "events.csv",
                                        "policy.csv",  "datapackage.json", "manifest.json"};
    struct text path = {0};
    remark(arguments, "\nwritten:");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        text_clear(&path);
        text_print(&path, "%s/%s", folder, names[i]);
        if (file_exists(path.bytes)) remark(arguments, "  %s", path.bytes);
    }
    text_free(&path);
}

enum mandate_status finish_show(const struct session *session, const struct arguments *arguments, const char *folder) {
    enum mandate_status status =
        comparison_show(arguments, folder, session->layout.variants[session->layout.reference], session->scenario);
    if (status != MANDATE_OK) return status;
    (void)fflush(stdout);
    files_list(arguments, folder);
    remark(arguments, "next:\n  mandate report %s\n  mandate compare %s --table\n  mandate plot %s", folder, folder,
           folder);
    return MANDATE_OK;
}
