/* mandate new: a template becomes a study of the user's own. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/folder.h"
#include "cli/share.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "scenario/json_schema.h"

static const char schema_name[] = "study.schema.json";

/* The bytes with the name of the schema for editors, which lies beside the study, and with tables that several studies
 * share in the study's own folder. */
static void document_append(struct text *text, const struct mandate_source *source) {
    static const char schema[] = "$schema=", shared[] = "../common", own[] = "common";
    for (const char *at = source->bytes, *end = at + source->size; at < end;) {
        size_t left = (size_t)(end - at);
        if (left > strlen(schema) && memcmp(at, schema, strlen(schema)) == 0) {
            text_append_string(text, schema);
            text_append_string(text, schema_name);
            at += strcspn(at, " \t\r\n");
        } else if (left > strlen(shared) && memcmp(at, shared, strlen(shared)) == 0) {
            text_append_string(text, own);
            at += strlen(shared);
        } else {
            text_append(text, at++, 1);
        }
    }
}

/* "study/options/x.yaml" goes to FOLDER/options/x.yaml, "common/air.yaml" to FOLDER/common/air.yaml. */
static const char *target_path(const struct session *session, const char *folder, size_t index) {
    static const char inside[] = "study/";
    const char *name = folder_input_name(session, index);
    bool own = strncmp(name, inside, strlen(inside)) == 0;
    return arena_print(session->arena, "%s/%s", folder, own ? name + strlen(inside) : name);
}

static enum mandate_status document_write(const struct session *session, const char *folder, size_t index,
                                          struct file_reason *reason) {
    struct text text = {0};
    const char *path = target_path(session, folder, index);
    document_append(&text, mandate_documents_source(session->documents, index));
    const char *above = arena_copy(session->arena, path, (size_t)(strrchr(path, '/') - path));
    enum mandate_status status = file_make_folder(above, reason);
    if (status == MANDATE_OK) status = file_write(path, text.bytes, text.length, reason);
    text_free(&text);
    return status;
}

static enum mandate_status schema_write(const struct session *session, const char *folder, struct file_reason *reason) {
    struct text text = {0};
    json_schema_append(&text);
    enum mandate_status status =
        file_write(arena_print(session->arena, "%s/%s", folder, schema_name), text.bytes, text.length, reason);
    text_free(&text);
    return status;
}

static enum mandate_status template_write(const struct session *session, const struct arguments *arguments) {
    const char *folder = arguments->operands[0];
    struct file_reason reason = {0};
    size_t n = mandate_documents_count(session->documents);
    for (size_t i = 0; i < n; i++) {
        const char *path = target_path(session, folder, i);
        if (!file_exists(path)) continue;
        return failure_tell(MANDATE_BAD_INPUT,
                            arena_print(session->arena, "'%s' is there already; choose another folder", path));
    }
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 0; i < n && status == MANDATE_OK; i++) status = document_write(session, folder, i, &reason);
    if (status == MANDATE_OK) status = schema_write(session, folder, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    for (size_t i = 0; i < n; i++) remark(arguments, "%s", target_path(session, folder, i));
    remark(arguments, "%s/%s\nnext:\n  mandate run %s", folder, schema_name, target_path(session, folder, 0));
    return MANDATE_OK;
}

enum mandate_status verb_new(const struct arguments *arguments) {
    struct session session;
    enum mandate_status status =
        share_open(arguments->template != NULL ? arguments->template : "tiny", arguments, &session);
    if (status == MANDATE_OK) status = template_write(&session, arguments);
    session_close(&session);
    return status;
}
