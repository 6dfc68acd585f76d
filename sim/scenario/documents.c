/* Reads a study with all its files and the settings of the command line. Not for typed values. */
#include "scenario/documents.h"

#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "scenario/include.h"
#include "scenario/planned.h"

/* ---- sources ---- */

struct mandate_source *documents_source_read(struct mandate_documents *documents, const char *path,
                                             struct mandate_place place, struct mandate_diagnostics *diagnostics) {
    bool piped = strcmp(path, "-") == 0;
    const char *shown = piped ? "standard input" : path;
    struct file_reason reason = {0};
    char *bytes;
    size_t size;
    if (file_read(piped ? "/dev/stdin" : path, DOCUMENT_BYTES, &bytes, &size, &reason) != MANDATE_OK) {
        mandate_error_add(diagnostics, place, NULL, "%s", reason.text);
        return NULL;
    }
    struct mandate_source *source = ARENA_NEW(documents->arena, struct mandate_source);
    *source = (struct mandate_source){arena_copy(documents->arena, shown, strlen(shown)), bytes, size};
    documents->sources = memory_grow(documents->sources, sizeof(struct mandate_source *), documents->n_source,
                                     &documents->source_capacity);
    documents->sources[documents->n_source++] = source;
    return source;
}

size_t mandate_documents_count(const struct mandate_documents *documents) { return documents->n_source; }

const struct mandate_source *mandate_documents_source(const struct mandate_documents *documents, size_t index) {
    return documents->sources[index];
}

/* ---- settings ---- */

/* Adds one setting; false when it is not PATH=VALUE. */
static bool setting_parse(struct mandate_documents *documents, const char *text, struct setting *setting,
                          struct mandate_diagnostics *diagnostics) {
    struct mandate_place nowhere = {0};
    const char *equals = NULL;
    size_t depth = 0;
    for (const char *p = text; *p != '\0' && equals == NULL; p++) {
        depth += *p == '[';
        depth -= *p == ']' && depth > 0;
        if (*p == '=' && depth == 0) equals = p;
    }
    if (equals == NULL || equals == text) {
        mandate_error_add(diagnostics, nowhere, NULL, "'--set %s' has no value; write --set PATH=VALUE", text);
        return false;
    }
    setting->path = arena_copy(documents->arena, text, (size_t)(equals - text));
    const char *value = arena_copy(documents->arena, equals + 1, strlen(equals + 1));
    setting->value = document_from_text(documents->arena, value, nowhere, diagnostics);
    setting->place = nowhere;
    return setting->value != NULL;
}

/* The study's own settings come first, those of the command line win. */
static void settings_take(struct mandate_documents *documents, const struct mandate_settings *given,
                          struct mandate_diagnostics *diagnostics) {
    const struct mandate_node *set = node_find(documents->root, "set");
    size_t own = set != NULL && set->kind == NODE_MAPPING ? set->n : 0, more = given != NULL ? given->n_set : 0;
    documents->settings = ARENA_ARRAY(documents->arena, struct setting, own + more);
    for (size_t i = 0; i < own; i++) {
        const struct mandate_node *key = node_key(set, i);
        documents->settings[documents->n_setting++] = (struct setting){key->as.text, node_value(set, i), key->place};
    }
    for (size_t i = 0; i < more; i++) {
        struct setting *setting = &documents->settings[documents->n_setting];
        if (setting_parse(documents, given->set[i], setting, diagnostics)) documents->n_setting++;
        else documents->broken = true;
    }
}

static void options_take(struct mandate_documents *documents, const struct mandate_settings *given) {
    documents->n_option = given != NULL ? given->n_option : 0;
    documents->options = ARENA_ARRAY(documents->arena, const char *, documents->n_option);
    for (size_t i = 0; i < documents->n_option; i++)
        documents->options[i] = arena_copy(documents->arena, given->option[i], strlen(given->option[i]));
}

struct mandate_documents *mandate_documents_assume(struct mandate_documents *documents, size_t index) {
    const struct mandate_node *set = node_value(node_find(documents->root, "assumptions"), index);
    struct mandate_documents *assumed = ARENA_NEW(documents->arena, struct mandate_documents);
    *assumed = *documents;
    assumed->settings = ARENA_ARRAY(documents->arena, struct setting, documents->n_setting + set->n);
    if (documents->n_setting > 0)
        memcpy(assumed->settings, documents->settings, documents->n_setting * sizeof *documents->settings);
    for (size_t i = 0; i < set->n; i++) {
        const struct mandate_node *key = node_key(set, i);
        assumed->settings[assumed->n_setting++] = (struct setting){key->as.text, node_value(set, i), key->place};
    }
    return assumed;
}

/* ---- reading ---- */

struct mandate_documents *mandate_documents_read(const char *file, const struct mandate_settings *settings,
                                                 struct mandate_diagnostics *diagnostics) {
    struct mandate_documents *documents = memory_take(sizeof *documents);
    documents->arena = arena_new();
    size_t before = mandate_diagnostics_errors(diagnostics);
    if (include_study(documents, file, diagnostics)) planned_join(documents, diagnostics);
    else documents->root = NULL;
    settings_take(documents, settings, diagnostics);
    options_take(documents, settings);
    documents->broken = documents->broken || mandate_diagnostics_errors(diagnostics) > before;
    return documents;
}

void mandate_documents_free(struct mandate_documents *documents) {
    if (documents == NULL) return;
    for (size_t i = 0; i < documents->n_source; i++) {
        char *bytes;
        memcpy(&bytes, &documents->sources[i]->bytes, sizeof bytes);
        memory_free(bytes);
    }
    memory_free(documents->sources);
    arena_free(documents->arena);
    memory_free(documents);
}

/* ---- hash ---- */

static void node_write(struct text *out, const struct mandate_node *node) {
    text_print(out, "%c%u:", "sml"[node->kind], (unsigned)node -> n);
    if (node->kind == NODE_SCALAR) {
        text_append(out, node->as.text, node->n);
        return;
    }
    size_t n = node->kind == NODE_MAPPING ? 2 * (size_t)node->n : node->n;
    for (size_t i = 0; i < n; i++) node_write(out, node->as.children[i]);
}

/* More worlds or replications top up a study, and what is asked of the rows does not change them: neither makes it
 * another study. */
static bool tops_up(const char *key) {
    static const char *const keys[] = {"worlds",   "replications", "targets",
                                       "criteria", "assumptions",  "assumption_worlds"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(key, keys[i]) == 0) return true;
    return false;
}

void mandate_documents_hash(const struct mandate_documents *documents, char hex[65]) {
    struct text out = {0};
    const struct mandate_node *root = documents->root;
    for (size_t i = 0; root != NULL && root->kind == NODE_MAPPING && i < root->n; i++) {
        if (tops_up(node_key(root, i)->as.text)) continue;
        node_write(&out, node_key(root, i));
        node_write(&out, node_value(root, i));
    }
    for (size_t i = 0; i < documents->n_setting; i++) {
        const struct setting *setting = &documents->settings[i];
        if (tops_up(setting->path)) continue;
        text_print(&out, "=%zu:%s", strlen(setting->path), setting->path);
        node_write(&out, setting->value);
    }
    if (documents->design != NULL) text_append(&out, documents->design->bytes, documents->design->size);
    for (size_t i = 0; i < documents->n_option; i++)
        text_print(&out, "o%zu:%s", strlen(documents->options[i]), documents->options[i]);
    hash_text(out.bytes != NULL ? out.bytes : "", out.length, hex);
    text_free(&out);
}
