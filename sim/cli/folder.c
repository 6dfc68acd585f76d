#define _GNU_SOURCE /* realpath */
/* DIR/inputs: the documents byte for byte, and settings.csv with one row for each thing that the command line gave. */
#include "cli/folder.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/terminal.h"
#include "output/csv.h"

static const char settings_name[] = "settings.csv";

/* ---- names ---- */

/* The real folder of a path that exists, without a slash at its end; the arena's. */
static const char *real_folder(struct arena *arena, const char *path) {
    char real[PATH_MAX];
    const char *slash = strrchr(path, '/');
    const char *folder = slash == NULL ? "." : slash == path ? "/" : arena_copy(arena, path, (size_t)(slash - path));
    return realpath(folder, real) != NULL ? arena_copy(arena, real, strlen(real)) : folder;
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static bool piped(const struct session *session) { return strcmp(session->file, "-") == 0; }

const char *folder_default(const struct session *session) {
    const char *folder = base_name(real_folder(session->arena, session->file)), *file = base_name(session->file);
    const char *end = strrchr(file, '.');
    size_t length = end != NULL ? (size_t)(end - file) : strlen(file);
    if (piped(session) || strcmp(file, "study.yaml") == 0) return arena_print(session->arena, "out/%s", folder);
    return arena_print(session->arena, "out/%s-%.*s", folder, (int)length, file);
}

/* A file lies in the study's folder or in the folder `common` beside it. */
const char *folder_input_name(const struct session *session, size_t index) {
    const char *name = mandate_documents_source(session->documents, index)->name;
    if (index == 0) return arena_print(session->arena, "study/%s", piped(session) ? "study.yaml" : base_name(name));
    const char *folder = real_folder(session->arena, session->file), *own = real_folder(session->arena, name);
    size_t length = strlen(folder);
    if (strncmp(own, folder, length) == 0 && own[length] == '\0')
        return arena_print(session->arena, "study/%s", base_name(name));
    if (strncmp(own, folder, length) == 0 && own[length] == '/')
        return arena_print(session->arena, "study/%s/%s", own + length + 1, base_name(name));
    size_t above = (size_t)(base_name(folder) - folder);
    return arena_print(session->arena, "%s/%s", strlen(own) > above ? own + above : "common", base_name(name));
}

/* ---- writing ---- */

static enum mandate_status document_write(const struct session *session, const char *folder, size_t index,
                                          struct file_reason *reason) {
    const struct mandate_source *source = mandate_documents_source(session->documents, index);
    const char *path = arena_print(session->arena, "%s/inputs/%s", folder, folder_input_name(session, index));
    const char *inside = arena_copy(session->arena, path, (size_t)(base_name(path) - path));
    enum mandate_status status = file_make_folder(inside, reason);
    return status == MANDATE_OK ? file_write(path, source->bytes, source->size, reason) : status;
}

static void setting_put(struct csv *csv, const char *what, const char *value) {
    csv_text(csv, what);
    csv_text(csv, value);
    csv_line(csv);
}

static enum mandate_status settings_write(const struct session *session, const char *inputs,
                                          struct file_reason *reason) {
    struct csv *csv;
    enum mandate_status status = csv_create(inputs, settings_name, &csv, reason);
    if (status != MANDATE_OK) return status;
    setting_put(csv, "what", "value");
    setting_put(csv, "study", folder_input_name(session, 0));
    for (size_t i = 0; i < session->settings.n_set; i++) setting_put(csv, "set", session->settings.set[i]);
    for (size_t i = 0; i < session->settings.n_option; i++) setting_put(csv, "option", session->settings.option[i]);
    return csv_commit(csv, reason);
}

enum mandate_status folder_inputs_write(const struct session *session, const char *folder, struct file_reason *reason) {
    const char *inputs = arena_print(session->arena, "%s/inputs", folder);
    enum mandate_status status = file_make_folder(inputs, reason);
    for (size_t i = 0; i < mandate_documents_count(session->documents) && status == MANDATE_OK; i++)
        status = document_write(session, folder, i, reason);
    return status == MANDATE_OK ? settings_write(session, inputs, reason) : status;
}

/* ---- reading ---- */

/* Adds one row to the session's settings. */
static void setting_take(struct session *session, const char *folder, const char *what, const char *value) {
    const char *copy = arena_copy(session->arena, value, strlen(value));
    struct mandate_settings *settings = &session->settings;
    bool set = strcmp(what, "set") == 0;
    if (strcmp(what, "study") == 0) session->file = arena_print(session->arena, "%s/inputs/%s", folder, copy);
    if (!set && strcmp(what, "option") != 0) return;
    size_t n = set ? settings->n_set : settings->n_option;
    const char **grown = ARENA_ARRAY(session->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) grown[i] = set ? settings->set[i] : settings->option[i];
    grown[n] = copy;
    if (set) *settings = (struct mandate_settings){n + 1, grown, settings->n_option, settings->option};
    else *settings = (struct mandate_settings){settings->n_set, settings->set, n + 1, grown};
}

static enum mandate_status settings_read(struct session *session, const char *folder, struct file_reason *reason) {
    struct csv_reader *reader;
    const char *inputs = arena_print(session->arena, "%s/inputs", folder);
    enum mandate_status status = csv_open(inputs, settings_name, &reader, reason);
    if (status != MANDATE_OK) return status;
    bool more = csv_columns(reader) == 2;
    while (more && (status = csv_next(reader, &more, reason)) == MANDATE_OK && more)
        setting_take(session, folder, csv_field(reader, 0), csv_field(reader, 1));
    csv_close(reader);
    return status;
}

enum mandate_status folder_open(struct session *session, const char *folder, const struct arguments *arguments) {
    struct file_reason reason = {0};
    struct arguments none = {.verb = arguments->verb};
    session_begin(session, &none);
    enum mandate_status status = settings_read(session, folder, &reason);
    if (status == MANDATE_OK && session->file != NULL) return session_load(session, session->file, arguments, false);
    (void)fprintf(stderr, "mandate: '%s' is not a results folder of this program: %s\n", folder, reason.text);
    return status == MANDATE_OK ? MANDATE_BAD_INPUT : status;
}
