/* Rows are taken until the replication changes; the first row of the next one waits in the reader. */
#include "output/runs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "output/csv.h"

enum { NUMBER = 24 };

struct runs {
    struct runs_request request;
    struct arena *arena;
    struct csv_reader *reader;
    bool waiting;                                       /* the reader stands at a row that was not taken */
    int assumption, option, world, replication, status; /* columns */
    int *columns;                                       /* (n_metric) */
    size_t n_option;
    const char **options; /* (n_option) */
    double *values;       /* (n_metric, n_option) */
    bool *there, *failed; /* (n_option) */
    size_t last;          /* option of the row before */
    char at_world[NUMBER], at_replication[NUMBER];
};

static enum mandate_status refuse(const struct runs *runs, const char *what, struct file_reason *reason) {
    (void)snprintf(reason->text, sizeof reason->text, "'%.200s/%.40s': %.250s", runs->request.folder,
                   runs->request.file, what);
    return MANDATE_BAD_INPUT;
}

static enum mandate_status columns_find(struct runs *runs, struct file_reason *reason) {
    const struct runs_request *request = &runs->request;
    runs->assumption = csv_column(runs->reader, "assumption");
    runs->option = csv_column(runs->reader, "option");
    runs->world = csv_column(runs->reader, "world");
    runs->replication = csv_column(runs->reader, "replication");
    runs->status = csv_column(runs->reader, "status");
    if (runs->option < 0 || runs->world < 0 || runs->replication < 0 || runs->status < 0 ||
        (request->assumption != NULL && runs->assumption < 0))
        return refuse(runs, "lacks the columns option, world, replication and status; run the study again", reason);
    for (size_t m = 0; m < request->n_metric; m++) {
        runs->columns[m] = csv_column(runs->reader, mandate_metrics[request->metrics[m]].name);
        if (runs->columns[m] < 0) return refuse(runs, "lacks a metric of this version; run the study again", reason);
    }
    return MANDATE_OK;
}

static const char *field(const struct runs *runs, int column) { return csv_field(runs->reader, (size_t)column); }

/* World 0 and rows of other assumptions are passed over. */
static bool wanted(const struct runs *runs) {
    if (strcmp(field(runs, runs->world), "0") == 0) return false;
    return runs->request.assumption == NULL || strcmp(field(runs, runs->assumption), runs->request.assumption) == 0;
}

/* Goes to the next row that is wanted. */
static enum mandate_status row_next(struct runs *runs, bool *more, struct file_reason *reason) {
    enum mandate_status status = MANDATE_OK;
    *more = true;
    do status = csv_next(runs->reader, more, reason);
    while (status == MANDATE_OK && *more && !wanted(runs));
    runs->waiting = status == MANDATE_OK && *more;
    return status;
}

static void replication_begin(struct runs *runs) {
    (void)snprintf(runs->at_world, NUMBER, "%s", field(runs, runs->world));
    (void)snprintf(runs->at_replication, NUMBER, "%s", field(runs, runs->replication));
}

/* True if the row belongs to the replication at hand. */
static bool same_replication(const struct runs *runs) {
    return strcmp(field(runs, runs->replication), runs->at_replication) == 0 &&
           strcmp(field(runs, runs->world), runs->at_world) == 0;
}

static enum mandate_status options_read(struct runs *runs, struct file_reason *reason) {
    bool more;
    size_t capacity = 0;
    const char **names = NULL;
    enum mandate_status status = row_next(runs, &more, reason);
    if (status == MANDATE_OK && more) replication_begin(runs);
    while (status == MANDATE_OK && more && same_replication(runs)) {
        const char *name = field(runs, runs->option);
        names = memory_grow(names, sizeof *names, runs->n_option, &capacity);
        names[runs->n_option++] = arena_copy(runs->arena, name, strlen(name));
        status = row_next(runs, &more, reason);
    }
    runs->options = ARENA_ARRAY(runs->arena, const char *, runs->n_option);
    for (size_t i = 0; i < runs->n_option && names != NULL; i++) runs->options[i] = names[i];
    memory_free(names);
    if (status == MANDATE_OK && runs->n_option == 0) return refuse(runs, "has no rows; run the study first", reason);
    return status;
}

/* Opens the file anew and finds the columns. */
static enum mandate_status reader_open(struct runs *runs, struct file_reason *reason) {
    csv_close(runs->reader);
    runs->reader = NULL;
    runs->waiting = false;
    enum mandate_status status = csv_open(runs->request.folder, runs->request.file, &runs->reader, reason);
    return status == MANDATE_OK ? columns_find(runs, reason) : status;
}

enum mandate_status runs_open(const struct runs_request *request, struct runs **runs, struct file_reason *reason) {
    struct arena *arena = arena_new();
    struct runs *made = ARENA_NEW(arena, struct runs);
    made->arena = arena;
    made->request = *request;
    made->columns = ARENA_ARRAY(arena, int, request->n_metric);
    enum mandate_status status = reader_open(made, reason);
    if (status == MANDATE_OK) status = options_read(made, reason);
    if (status == MANDATE_OK) status = reader_open(made, reason);
    made->values = ARENA_ARRAY(arena, double, request->n_metric * made->n_option);
    made->there = ARENA_ARRAY(arena, bool, made->n_option);
    made->failed = ARENA_ARRAY(arena, bool, made->n_option);
    *runs = status == MANDATE_OK ? made : NULL;
    if (status != MANDATE_OK) runs_close(made);
    return status;
}

size_t runs_options(const struct runs *runs, const char *const **options) {
    *options = runs->options;
    return runs->n_option;
}

/* Rows come in the order of the options, so the next one is nearly always the one after the last. */
static size_t option_find(struct runs *runs) {
    const char *name = field(runs, runs->option);
    for (size_t i = 1; i <= runs->n_option; i++) {
        size_t option = (runs->last + i) % runs->n_option;
        if (strcmp(runs->options[option], name) == 0) return runs->last = option;
    }
    return runs->n_option;
}

/* Takes a row; false if it is of no option of the first replication, or of one that has its row. */
static bool row_take(struct runs *runs) {
    size_t option = option_find(runs);
    if (option == runs->n_option || runs->there[option] || runs->failed[option]) return false;
    bool good = strcmp(field(runs, runs->status), "ok") == 0;
    runs->there[option] = good;
    runs->failed[option] = !good;
    for (size_t m = 0; m < runs->request.n_metric && good; m++)
        runs->values[m * runs->n_option + option] = csv_number(runs->reader, (size_t)runs->columns[m]);
    return true;
}

/* The rows of one replication, of each option one. */
static enum mandate_status replication_take(struct runs *runs, struct file_reason *reason) {
    enum mandate_status status = MANDATE_OK;
    size_t n = 0;
    bool good = true;
    replication_begin(runs);
    for (bool inside = true; status == MANDATE_OK && inside && good; n++) {
        good = row_take(runs);
        status = row_next(runs, &inside, reason);
        inside = inside && same_replication(runs);
    }
    if (status == MANDATE_OK && !(good && n == runs->n_option))
        return refuse(runs, "has not one row for each option in every replication; run the study again", reason);
    return status;
}

enum mandate_status runs_next(struct runs *runs, struct runs_replication *replication, bool *more,
                              struct file_reason *reason) {
    enum mandate_status status = MANDATE_OK;
    *more = runs->waiting;
    if (!runs->waiting) status = row_next(runs, more, reason);
    if (status != MANDATE_OK || !*more) return status;
    for (size_t i = 0; i < runs->request.n_metric * runs->n_option; i++) runs->values[i] = (double)NAN;
    memset(runs->there, 0, runs->n_option * sizeof *runs->there);
    memset(runs->failed, 0, runs->n_option * sizeof *runs->failed);
    status = replication_take(runs, reason);
    *replication =
        (struct runs_replication){strtoull(runs->at_world, NULL, 10), runs->values, runs->there, runs->failed};
    return status;
}

void runs_close(struct runs *runs) {
    if (runs == NULL) return;
    csv_close(runs->reader);
    arena_free(runs->arena);
}
