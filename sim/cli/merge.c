/* mandate merge: the results of shards become one folder. */
#include "base/arena.h"
#include "cli/assume.h"
#include "cli/finish.h"
#include "cli/folder.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "mandate.h"

static enum mandate_status shards_join(const struct session *session, const struct arguments *arguments,
                                       const struct study_request *request, struct file_reason *reason) {
    struct study_output *output;
    enum mandate_status status = study_output_merge(request, arguments->operands, arguments->n, reason);
    if (status == MANDATE_OK) status = assume_merge(session, arguments, request, reason);
    if (status == MANDATE_OK) status = folder_inputs_write(session, request->folder, reason);
    if (status != MANDATE_OK) return status;
    status = study_output_open(request, &output, reason);
    if (status != MANDATE_OK) return status;
    status = finish_write(session, arguments, output, request, reason);
    struct file_reason late = {0};
    enum mandate_status closed = study_output_close(output, &late);
    if (closed == MANDATE_OK) return status;
    *reason = late;
    return closed;
}

/* Shards that are missing make no whole study. */
static enum mandate_status session_merge(const struct session *session, const struct arguments *arguments) {
    struct file_reason reason = {0};
    struct study_request request = {
        .folder = arguments->output, .layout = &session->layout, .version = MANDATE_VERSION};
    enum mandate_status status = shards_join(session, arguments, &request, &reason);
    if (status == MANDATE_STOPPED)
        return failure_tell(MANDATE_BAD_INPUT,
                            "some worlds are in none of the folders; name all shards, into a new folder");
    if (status != MANDATE_OK && status != MANDATE_SOME_FAILED) return failure_tell(status, reason.text);
    enum mandate_status shown = finish_show(session, arguments, request.folder);
    return shown == MANDATE_OK ? status : shown;
}

enum mandate_status verb_merge(const struct arguments *arguments) {
    struct session session;
    if (arguments->output == NULL)
        return failure_tell(MANDATE_BAD_INPUT, "merge: write -o DIR, the folder of the result");
    enum mandate_status status = folder_open(&session, arguments->operands[0], arguments);
    if (status == MANDATE_OK) status = session_merge(&session, arguments);
    session_close(&session);
    return status;
}
