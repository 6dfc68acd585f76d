/* A study under an assumption is a study with a few more settings. */
#include "cli/assume.h"

#include <string.h>

#include "base/arena.h"
#include "cli/terminal.h"
#include "mandate.h"
#include "model/check.h"
#include "model/model.h"
#include "output/csv.h"
#include "output/results.h"

static const char file_name[] = "assumptions.csv";

static void layout_make(struct session *assumed, uint64_t most) {
    uint64_t wanted = (uint64_t)assumed->scenario->study.assumption_worlds;
    mandate_documents_hash(assumed->documents, assumed->hash);
    assumed->layout = *model_layout(assumed->scenario, assumed->hash, assumed->arena);
    assumed->layout.worlds = wanted < most ? wanted : most;
}

enum mandate_status assume_open(const struct session *session, size_t index, const struct arguments *arguments,
                                struct session *assumed) {
    *assumed = *session;
    assumed->diagnostics = mandate_diagnostics_new();
    assumed->documents = mandate_documents_assume(session->documents, index);
    assumed->scenario = mandate_scenario_load(assumed->documents, assumed->diagnostics);
    assumed->design = NULL;
    if (assumed->scenario != NULL) model_check(assumed->scenario, assumed->diagnostics);
    if (assumed->scenario != NULL && mandate_diagnostics_errors(assumed->diagnostics) == 0)
        assumed->design = design_new(assumed->documents, assumed->scenario, assumed->diagnostics);
    if (assumed->design == NULL) {
        mandate_diagnostics_print(assumed->diagnostics, stderr, terminal_color(arguments, stderr));
        return MANDATE_BAD_INPUT;
    }
    layout_make(assumed, session->layout.worlds);
    return MANDATE_OK;
}

void assume_close(struct session *assumed) {
    design_free(assumed->design);
    mandate_scenario_free(assumed->scenario);
    mandate_diagnostics_free(assumed->diagnostics);
}

static const char *id_of(const struct session *session, size_t index) {
    return session->scenario->assumptions[index].id;
}

/* "DIR/journal/NAME" */
static const char *folder_of(const struct session *session, size_t index, const char *folder) {
    return arena_print(session->arena, "%s/journal/%s", folder, id_of(session, index));
}

struct study_request assume_request(const struct session *session, size_t index, const struct session *assumed,
                                    const struct study_request *request) {
    struct study_request own = *request;
    own.folder = folder_of(session, index, request->folder);
    own.layout = &assumed->layout;
    own.central = false;
    return own;
}

/* ---- the file ---- */

static enum mandate_status rows_put(const struct session *session, const struct arguments *arguments, size_t index,
                                    const struct study_request *request, struct csv *csv, struct file_reason *reason) {
    struct session assumed;
    struct study_output *output = NULL;
    enum mandate_status status = assume_open(session, index, arguments, &assumed);
    struct study_request own = assume_request(session, index, &assumed, request);
    if (status == MANDATE_OK) status = study_output_open(&own, &output, reason);
    if (status == MANDATE_OK) status = study_output_rows(output, csv, id_of(session, index), reason);
    enum mandate_status closed = study_output_close(output, reason);
    assume_close(&assumed);
    return status != MANDATE_OK ? status : closed;
}

enum mandate_status assume_write(const struct session *session, const struct arguments *arguments,
                                 const struct study_request *request, struct file_reason *reason) {
    struct csv *csv;
    if (session->scenario->n_assumption == 0)
        return file_remove(arena_print(session->arena, "%s/%s", request->folder, file_name), reason);
    enum mandate_status status = csv_create(request->folder, file_name, &csv, reason);
    if (status != MANDATE_OK) return status;
    results_rows_header(csv, "assumption");
    for (size_t i = 0; i < session->scenario->n_assumption && status == MANDATE_OK; i++)
        status = rows_put(session, arguments, i, request, csv, reason);
    if (status == MANDATE_OK) return csv_commit(csv, reason);
    csv_discard(csv);
    return status;
}

/* ---- shards ---- */

static enum mandate_status journals_join(const struct session *session, const struct arguments *arguments, size_t index,
                                         const struct study_request *request, struct file_reason *reason) {
    struct session assumed;
    const char **folders = ARENA_ARRAY(session->arena, const char *, arguments->n);
    for (size_t i = 0; i < arguments->n; i++) folders[i] = folder_of(session, index, arguments->operands[i]);
    enum mandate_status status = assume_open(session, index, arguments, &assumed);
    struct study_request own = assume_request(session, index, &assumed, request);
    if (status == MANDATE_OK) status = file_make_folder(own.folder, reason);
    if (status == MANDATE_OK) status = study_output_merge(&own, folders, arguments->n, reason);
    assume_close(&assumed);
    return status;
}

enum mandate_status assume_merge(const struct session *session, const struct arguments *arguments,
                                 const struct study_request *request, struct file_reason *reason) {
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 0; i < session->scenario->n_assumption && status == MANDATE_OK; i++)
        status = journals_join(session, arguments, i, request, reason);
    return status;
}

/* ---- columns ---- */

struct datapackage_file assume_file(const struct session *session) {
    static const struct datapackage_field keys[] = {
        {.name = "assumption", .type = "string", .unit = "", .about = "name of the assumption in the study"},
        {.name = "option", .type = "string", .unit = "", .about = "option, with the values of its levers in brackets"},
        {.name = "world", .type = "integer", .unit = "", .about = "world of the study, but for the values assumed"},
        {.name = "replication",
         .type = "integer",
         .unit = "",
         .about = "repetition of chance inside the world, from 0"},
        {.name = "status", .type = "string", .unit = "", .about = "as in runs.csv"}};
    size_t n = sizeof keys / sizeof *keys;
    struct datapackage_field *fields = ARENA_ARRAY(session->arena, struct datapackage_field, n + MANDATE_METRICS);
    memcpy(fields, keys, sizeof keys);
    for (size_t m = 0; m < MANDATE_METRICS; m++) {
        const struct mandate_metric *metric = &mandate_metrics[m];
        fields[n + m] = (struct datapackage_field){metric->name, "number", metric->unit, metric->sense, metric->about};
    }
    return (struct datapackage_file){.path = file_name,
                                     .about =
                                         "rows as in runs.csv under each assumption of the study, on its first worlds",
                                     .n_field = n + MANDATE_METRICS,
                                     .fields = fields,
                                     .key = "assumption,option,world,replication"};
}
