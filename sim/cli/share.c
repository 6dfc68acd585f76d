/* Finding scenarios: every folder with a study.yaml that loads is a template. */
#include "cli/share.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/terminal.h"

enum { TEMPLATES = 256 };

const char *share_folder(struct arena *arena) {
    static const char *const places[] = {"scenarios", "../share/mandate/scenarios", "../../scenarios"};
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    while (length > 0 && program[length - 1] != '/') length--;
    for (size_t i = 0; i < sizeof places / sizeof *places && length > 0; i++) {
        const char *folder = arena_print(arena, "%.*s%s", (int)length, program, places[i]);
        if (file_exists(arena_print(arena, "%s/tiny/study.yaml", folder))) return folder;
    }
    return NULL;
}

static int by_name(const void *left, const void *right) {
    return strcmp(((const struct template *)left)->name, ((const struct template *)right)->name);
}

/* Reads the study of a folder of the scenarios. */
static bool study_load(struct session *session, const char *name, const struct arguments *arguments) {
    struct arguments none = {.verb = arguments->verb, .color = arguments->color, .quiet = true};
    session_begin(session, &none);
    const char *folder = share_folder(session->arena);
    const char *file = folder != NULL ? arena_print(session->arena, "%s/%s/study.yaml", folder, name) : "";
    return file_exists(file) && session_load(session, file, &none, false) == MANDATE_OK;
}

/* Calls `visit` for the study of every folder of the scenarios. */
static void studies_visit(const struct arguments *arguments, struct arena *arena,
                          void (*visit)(void *context, const char *name, const struct session *session),
                          void *context) {
    const char *folder = share_folder(arena);
    DIR *stream = folder != NULL ? opendir(folder) : NULL;
    for (struct dirent *entry; stream != NULL && (entry = readdir(stream)) != NULL;) {
        struct session session;
        if (entry->d_name[0] == '.') continue;
        if (study_load(&session, entry->d_name, arguments)) visit(context, entry->d_name, &session);
        session_close(&session);
    }
    if (stream != NULL) (void)closedir(stream);
}

struct templates {
    struct arena *arena;
    size_t n;
    struct template at[TEMPLATES];
};

static void template_take(void *context, const char *name, const struct session *session) {
    struct templates *templates = context;
    const char *title = session->scenario->study.title;
    if (templates->n == TEMPLATES) return;
    templates->at[templates->n++] = (struct template){arena_copy(templates->arena, name, strlen(name)),
                                                      arena_copy(templates->arena, title, strlen(title))};
}

void share_templates(const struct arguments *arguments, struct arena *arena, size_t *n, struct template **list) {
    struct templates *templates = ARENA_NEW(arena, struct templates);
    templates->arena = arena;
    studies_visit(arguments, arena, template_take, templates);
    if (templates->n > 0) qsort(templates->at, templates->n, sizeof *templates->at, by_name);
    *n = templates->n;
    *list = templates->at;
}

struct largest {
    struct arena *arena;
    size_t size;
    const char *file;
};

static void largest_take(void *context, const char *name, const struct session *session) {
    struct largest *largest = context;
    size_t size = session->layout.n_variant * session->layout.n_locality;
    (void)name;
    if (size <= largest->size) return;
    largest->size = size;
    largest->file = arena_copy(largest->arena, session->file, strlen(session->file));
}

const char *share_largest(const struct arguments *arguments, struct arena *arena) {
    struct largest largest = {.arena = arena};
    studies_visit(arguments, arena, largest_take, &largest);
    return largest.file;
}

enum mandate_status share_open(const char *name, const struct arguments *arguments, struct session *session) {
    if (strchr(name, '/') == NULL && study_load(session, name, arguments)) return MANDATE_OK;
    const char *names[TEMPLATES];
    struct template *list;
    size_t n;
    share_templates(arguments, session->arena, &n, &list);
    for (size_t i = 0; i < n; i++) names[i] = list[i].name;
    const char *nearest = text_nearest(name, names, n);
    (void)fprintf(stderr, "mandate: there is no template '%s'%s%s%s\n", name, nearest != NULL ? "; did you mean '" : "",
                  nearest != NULL ? nearest
                  : n > 0         ? "; see: mandate list templates"
                                  : ": the folder 'scenarios' is not beside the program",
                  nearest != NULL ? "'?" : "");
    return MANDATE_BAD_INPUT;
}
