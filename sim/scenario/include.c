/* Values that are the names of files are replaced by what the files hold: a table or a collection may stand in a file
 * of its own, a collection also in several. A file lies in the study's folder or in the folder `common` beside it. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "scenario/include.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "scenario/names.h"
#include "scenario/schema.h"

enum { INCLUDE_DEPTH = 16 }; /* files that name files */

/* A file that was read. */
struct held {
    const char *real; /* its absolute path without links */
    struct mandate_node *node;
};

struct reader {
    struct mandate_documents *documents;
    struct mandate_diagnostics *diagnostics;
    struct document_budget budget;
    const char *folder, *common; /* absolute, without links; `common` NULL = there is none */
    struct held *held;
    size_t n_held, held_capacity;
    const char *open[INCLUDE_DEPTH]; /* real paths of the files that are being walked */
    size_t n_open;
    bool failed;
};

/* ---- names of files ---- */

/* The folder of a path, "." when it has none. */
static const char *folder_of(struct arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    if (slash == NULL) return ".";
    return arena_copy(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

/* True if `path` lies inside `folder`. */
static bool inside(const char *path, const char *folder) {
    if (folder == NULL) return false;
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || (length == 1 && folder[0] == '/'));
}

/* Takes "a/../" out of a name, so that messages show the short one. */
static const char *name_shorten(char *name) {
    for (char *up = strstr(name, "/../"); up != NULL && up > name; up = strstr(name, "/../")) {
        char *start = up;
        while (start > name && start[-1] != '/') start--;
        if (strncmp(start, "..", 2) == 0 || up - start == 0 || (*start == '.' && up - start == 1)) break;
        memmove(start, up + 4, strlen(up + 4) + 1);
    }
    return name;
}

/* The name as a user would type it: relative to the file that names it. */
static const char *name_shown(const struct reader *reader, const struct mandate_node *scalar) {
    struct arena *arena = reader->documents->arena;
    const char *from = scalar->place.source != NULL ? scalar->place.source->name : "";
    const char *slash = strrchr(from, '/');
    if (slash == NULL) return scalar->as.text;
    return name_shorten(arena_print(arena, "%.*s/%s", (int)(slash - from), from, scalar->as.text));
}

static const char *real_copy(struct arena *arena, const char *path) {
    char real[PATH_MAX];
    return realpath(path, real) != NULL ? arena_copy(arena, real, strlen(real)) : NULL;
}

/* ---- reading one file ---- */

#define REFUSE(reader, node, ...)                                                   \
    do {                                                                            \
        mandate_error_add((reader)->diagnostics, (node)->place, NULL, __VA_ARGS__); \
        (reader)->failed = true;                                                    \
    } while (0)

/* The real path of a file that `scalar` names; NULL if it may not be read. */
static const char *file_admit(struct reader *reader, const struct mandate_node *scalar, const char *shown) {
    if (scalar->as.text[0] == '/') {
        REFUSE(reader, scalar, "'%s' is an absolute path; name files relative to this one", scalar->as.text);
        return NULL;
    }
    const char *real = real_copy(reader->documents->arena, shown);
    if (real == NULL) {
        REFUSE(reader, scalar, "there is no file '%s'", shown);
        return NULL;
    }
    struct stat info;
    if (stat(real, &info) != 0 || !S_ISREG(info.st_mode)) {
        REFUSE(reader, scalar, "'%s' is a folder or a device, not a file", shown);
        return NULL;
    }
    if (!inside(real, reader->folder) && !inside(real, reader->common)) {
        REFUSE(reader, scalar,
               "'%s' lies outside the study's folder; move it there, or into the folder 'common' beside it", shown);
        return NULL;
    }
    for (size_t i = 0; i < reader->n_open; i++) {
        if (strcmp(reader->open[i], real) != 0) continue;
        REFUSE(reader, scalar, "'%s' is read while it is being read: the files name one another in a circle", shown);
        return NULL;
    }
    return real;
}

static struct held *held_find(const struct reader *reader, const char *real) {
    for (size_t i = 0; i < reader->n_held; i++)
        if (strcmp(reader->held[i].real, real) == 0) return &reader->held[i];
    return NULL;
}

/* The tree of a file; the same node when it is named again. */
static struct mandate_node *file_tree(struct reader *reader, const char *real, const char *shown,
                                      struct mandate_place place) {
    struct held *known = held_find(reader, real);
    if (known != NULL) return known->node;
    struct mandate_node *node = NULL;
    struct mandate_source *source = documents_source_read(reader->documents, shown, place, reader->diagnostics);
    if (source != NULL)
        node = document_parse(reader->documents->arena, source, source, &reader->budget, reader->diagnostics);
    if (node == NULL) reader->failed = true;
    reader->held = memory_grow(reader->held, sizeof(struct held), reader->n_held, &reader->held_capacity);
    reader->held[reader->n_held++] = (struct held){real, node};
    return node;
}

static void table_walk(struct reader *reader, const struct table *table, struct mandate_node *node);
static void row_walk(struct reader *reader, const struct row *row, struct mandate_node **slot);

/* Puts the tree of the file that a scalar names in its place, and walks on inside as `walk` says. */
static void file_enter(struct reader *reader, const struct row *row, const struct table *table,
                       struct mandate_node **slot) {
    const struct mandate_node *scalar = *slot;
    const char *shown = name_shown(reader, scalar);
    if (reader->n_open == INCLUDE_DEPTH) {
        REFUSE(reader, scalar, "'%s' is named by a file that is named by a file and so on, too deep", shown);
        return;
    }
    const char *real = file_admit(reader, scalar, shown);
    if (real == NULL) return;
    struct mandate_node *node = file_tree(reader, real, shown, scalar->place);
    if (node == NULL) return;
    *slot = node;
    reader->open[reader->n_open++] = real;
    if (row != NULL) row_walk(reader, row, slot);
    else table_walk(reader, table, node);
    reader->n_open--;
}

/* ---- walking ---- */

/* An entity or a table: a mapping, or the name of the file that holds it. */
static void instance_walk(struct reader *reader, const struct table *table, struct mandate_node **slot) {
    if (node_names_file(*slot)) file_enter(reader, NULL, table, slot);
    else table_walk(reader, table, *slot);
}

/* Copies the entries of a part behind those that are there; an id that is there already is an error. */
static void part_append(struct reader *reader, struct mandate_node *whole, struct names *ids,
                        const struct mandate_node *part) {
    for (size_t i = 0; i < part->n; i++) {
        struct mandate_node *key = part->as.children[2 * i];
        int64_t first = names_find(ids, key->as.text);
        if (first != NAMES_NONE) {
            const struct mandate_place *place = &node_key(whole, (size_t)first)->place;
            mandate_error_add(reader->diagnostics, key->place, NULL,
                              "'%s' is defined twice, first at %s:%u; keep one of them", key->as.text,
                              place->source->name, (unsigned)place->line);
            reader->documents->broken = true;
            continue;
        }
        names_put(ids, key->as.text, whole->n);
        whole->as.children[2 * whole->n] = key;
        whole->as.children[2 * whole->n + 1] = part->as.children[2 * i + 1];
        whole->n++;
    }
}

/* A list of files, each with a part of the collection, becomes one mapping. */
static void parts_join(struct reader *reader, struct mandate_node **slot) {
    struct mandate_node *parts = *slot;
    size_t n = 0;
    for (size_t i = 0; i < parts->n; i++) {
        if (node_names_file(parts->as.children[i])) file_enter(reader, NULL, NULL, &parts->as.children[i]);
        if (parts->as.children[i]->kind == NODE_MAPPING) n += parts->as.children[i]->n;
    }
    struct arena *arena = reader->documents->arena;
    struct mandate_node *whole = node_new(arena, NODE_MAPPING, (uint32_t)n, parts->place);
    struct names ids = {.arena = arena};
    whole->n = 0;
    for (size_t i = 0; i < parts->n; i++)
        if (parts->as.children[i]->kind == NODE_MAPPING) part_append(reader, whole, &ids, parts->as.children[i]);
    *slot = whole;
}

/* A list of nothing but names of files. */
static bool lists_files(const struct mandate_node *node) {
    if (node->kind != NODE_SEQUENCE || node->n == 0) return false;
    for (size_t i = 0; i < node->n; i++)
        if (!node_names_file(node->as.children[i])) return false;
    return true;
}

static void row_walk(struct reader *reader, const struct row *row, struct mandate_node **slot) {
    if (row->kind < ROW_TABLE) return;
    if (node_names_file(*slot)) {
        file_enter(reader, row, NULL, slot);
        return;
    }
    if (row->kind == ROW_COLLECTION && lists_files(*slot)) parts_join(reader, slot);
    struct mandate_node *node = *slot;
    if (row->kind == ROW_TABLE) table_walk(reader, row->table(), node);
    if (row->kind == ROW_COLLECTION && node->kind == NODE_MAPPING)
        for (size_t i = 0; i < node->n; i++) instance_walk(reader, row->table(), &node->as.children[2 * i + 1]);
    if (row->kind == ROW_SEQUENCE && node->kind == NODE_SEQUENCE)
        for (size_t i = 0; i < node->n; i++) instance_walk(reader, row->table(), &node->as.children[i]);
}

/* Option files may define the mission's planned entities. */
static const struct row *planned_row(const struct table *table, const char *key) {
    if (table != table_option()) return NULL;
    bool planned = strcmp(key, "bases") == 0 || strcmp(key, "units") == 0 || strcmp(key, "fleets") == 0 ||
                   strcmp(key, "routes") == 0;
    return planned ? table_row(table_mission(), key) : NULL;
}

static void table_walk(struct reader *reader, const struct table *table, struct mandate_node *node) {
    if (table == NULL || node->kind != NODE_MAPPING) return;
    for (size_t i = 0; i < node->n; i++) {
        const char *key = node_key(node, i)->as.text;
        const struct row *row = table_row(table, key);
        if (row == NULL) row = planned_row(table, key);
        if (row != NULL) row_walk(reader, row, &node->as.children[2 * i + 1]);
    }
}

/* ---- the study ---- */

/* The folders in which files may lie. */
static void folders_find(struct reader *reader, const char *real) {
    struct arena *arena = reader->documents->arena;
    reader->folder = folder_of(arena, real);
    reader->common = real_copy(arena, arena_print(arena, "%s/../common", reader->folder));
}

/* The table of a designed sweep is data, not YAML; it is kept as it is. */
static void design_read(struct reader *reader) {
    struct mandate_documents *documents = reader->documents;
    const struct mandate_node *name = node_find(node_find(documents->root, "design"), "file");
    if (name == NULL || name->kind != NODE_SCALAR || name->n == 0) return;
    const char *shown = name_shown(reader, name), *real = file_admit(reader, name, shown);
    if (real == NULL) return;
    documents->design = documents_source_read(documents, shown, name->place, reader->diagnostics);
    if (documents->design == NULL) reader->failed = true;
}

bool include_study(struct mandate_documents *documents, const char *file, struct mandate_diagnostics *diagnostics) {
    bool piped = strcmp(file, "-") == 0;
    struct reader reader = {
        .documents = documents, .diagnostics = diagnostics, .budget = {DOCUMENT_NODES, DOCUMENT_EXPANDED}};
    const char *real = real_copy(documents->arena, piped ? "." : file);
    if (real != NULL && piped) real = arena_print(documents->arena, "%s/-", real);
    if (real == NULL) {
        mandate_error_add(diagnostics, (struct mandate_place){0}, NULL, "there is no file '%s'", file);
        return false;
    }
    folders_find(&reader, real);
    struct mandate_place nowhere = {0};
    documents->root = file_tree(&reader, real, file, nowhere);
    reader.open[reader.n_open++] = real;
    if (documents->root != NULL) table_walk(&reader, table_study(), documents->root);
    if (documents->root != NULL) design_read(&reader);
    memory_free(reader.held);
    return !reader.failed;
}
