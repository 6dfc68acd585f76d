/* mandate list: what there is. Each list is a table with a header; --json gives the same as objects. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/share.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "mandate/metric.h"
#include "mandate/observable.h"
#include "output/json.h"
#include "process/process.h"
#include "scenario/law.h"
#include "scenario/quantity.h"

enum { COLUMNS = 4 };

/* A table of texts that grows row by row. */
struct listing {
    struct arena *arena;
    size_t n_column;
    const char *columns[COLUMNS];
    size_t n, capacity;
    const char *(*rows)[COLUMNS]; /* (n) */
};

static void listing_add(struct listing *listing, const char *a, const char *b, const char *c, const char *d) {
    listing->rows = memory_grow(listing->rows, sizeof *listing->rows, listing->n, &listing->capacity);
    const char *cells[COLUMNS] = {a, b, c, d};
    memcpy(listing->rows[listing->n++], cells, sizeof cells);
}

/* ---- the lists ---- */

static void metrics_list(struct listing *listing) {
    for (size_t i = 0; i < MANDATE_METRICS; i++) {
        const struct mandate_metric *metric = &mandate_metrics[i];
        listing_add(listing, metric->name, metric->unit,
                    metric->sense > 0   ? "more"
                    : metric->sense < 0 ? "less"
                                        : "-",
                    metric->about);
    }
}

static void observables_list(struct listing *listing) {
    for (size_t i = 0; i < MANDATE_OBSERVABLES; i++) {
        const struct mandate_observable_row *row = &mandate_observables[i];
        listing_add(listing, row->name, row->unit, row->when == MANDATE_WHEN_NEVER ? "no" : "yes", row->about);
    }
}

static void processes_list(struct listing *listing) {
    for (size_t i = 0; i < n_process; i++)
        listing_add(listing, processes[i].id, processes[i].name, processes[i].file, processes[i].about);
}

static void happenings_list(struct listing *listing) {
    for (size_t i = 0; i < NOTE_KINDS; i++)
        listing_add(listing, note_abouts[i].text, note_abouts[i].unit, note_abouts[i].about, NULL);
}

static void units_list(struct listing *listing) {
    for (size_t i = 0; unit_name(i) != NULL; i++) {
        const char *wrong, *name = unit_name(i);
        char buffer[160], base[TEXT_REAL];
        struct unit unit;
        size_t length;
        if (!unit_read(name, strlen(name), &unit, &wrong, &length)) continue;
        text_real_write(base, unit_to_base(&unit, 1));
        const char *what = unit.percent ? "a share" : unit_describe(&unit, name, buffer, sizeof buffer);
        listing_add(listing, name, arena_copy(listing->arena, base, strlen(base)),
                    arena_copy(listing->arena, what, strlen(what)), NULL);
    }
}

static void distributions_list(struct listing *listing) {
    struct law_form form;
    for (size_t i = 0; law_form(i, &form); i++) {
        struct text text = {0};
        text_print(&text, "{%s: {", form.name);
        for (size_t j = 0; j < form.n; j++) text_print(&text, "%s%s: ...", j > 0 ? ", " : "", form.parameters[j]);
        text_print(&text, "}}%s", form.list ? ", or the values in a list" : "");
        listing_add(listing, form.name, arena_copy(listing->arena, text.bytes, text.length), NULL, NULL);
        text_free(&text);
    }
    listing_add(listing, "discrete", "{discrete: {value: weight, ...}}", NULL, NULL);
    listing_add(listing, "zero_inflated", "{zero_inflated: {zero: probability of 0, law: {...}}}", NULL, NULL);
}

static void templates_list(struct listing *listing, const struct arguments *arguments) {
    struct template *list;
    size_t n;
    share_templates(arguments, listing->arena, &n, &list);
    for (size_t i = 0; i < n; i++) listing_add(listing, list[i].name, list[i].title, NULL, NULL);
}

static void options_list(struct listing *listing, const struct session *session) {
    const struct mandate_scenario *scenario = session->scenario;
    for (size_t v = 0; v < scenario->n_variant; v++) {
        const struct mandate_option *option = &scenario->study.options.at[scenario->variants[v].option];
        const char *mark = (int)v == session->layout.reference ? "reference" : "-";
        listing_add(listing, scenario->variants[v].name, mark, option->title, NULL);
    }
}

/* ---- printing ---- */

static void table_print_text(const struct listing *listing) {
    size_t width[COLUMNS] = {0};
    for (size_t c = 0; c < listing->n_column; c++) {
        width[c] = strlen(listing->columns[c]);
        for (size_t i = 0; i < listing->n; i++)
            if (strlen(listing->rows[i][c]) > width[c]) width[c] = strlen(listing->rows[i][c]);
    }
    for (size_t i = 0; i <= listing->n; i++)
        for (size_t c = 0; c < listing->n_column; c++) {
            const char *cell = i == 0 ? listing->columns[c] : listing->rows[i - 1][c];
            if (c + 1 < listing->n_column) (void)printf("%-*s  ", (int)width[c], cell);
            else (void)puts(cell);
        }
}

static void json_print(const struct listing *listing) {
    struct json json = {0};
    json_open(&json, NULL, '[');
    for (size_t i = 0; i < listing->n; i++) {
        json_open(&json, NULL, '{');
        for (size_t c = 0; c < listing->n_column; c++) json_text(&json, listing->columns[c], listing->rows[i][c]);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_end(&json);
    put(json.text.bytes);
    text_free(&json.text);
}

/* ---- the verb ---- */

enum listed {
    LIST_METRICS,
    LIST_OBSERVABLES,
    LIST_PROCESSES,
    LIST_HAPPENINGS,
    LIST_TEMPLATES,
    LIST_DISTRIBUTIONS,
    LIST_UNITS,
    LIST_OPTIONS,
    LISTS
};

static const struct {
    const char *name;
    size_t n_column;
    const char *columns[COLUMNS];
} lists[LISTS] = {
    [LIST_METRICS] = {"metrics", 4, {"metric", "unit", "better", "meaning"}},
    [LIST_OBSERVABLES] = {"observables", 4, {"observable", "unit", "simulated", "meaning"}},
    [LIST_PROCESSES] = {"processes", 4, {"process", "name", "file", "does"}},
    [LIST_HAPPENINGS] = {"happenings", 3, {"kind", "unit", "what happens"}},
    [LIST_TEMPLATES] = {"templates", 2, {"template", "title"}},
    [LIST_DISTRIBUTIONS] = {"distributions", 2, {"distribution", "written"}},
    [LIST_UNITS] = {"units", 3, {"unit", "in base units", "of"}},
    [LIST_OPTIONS] = {"options", 3, {"option", "role", "title"}},
};

/* LISTS after a message. */
static enum listed list_find(const char *name) {
    const char *names[LISTS];
    for (size_t i = 0; i < LISTS; i++) {
        names[i] = lists[i].name;
        if (strcmp(names[i], name) == 0) return (enum listed)i;
    }
    const char *nearest = text_nearest(name, names, LISTS);
    (void)fprintf(stderr, "mandate: there is no list '%s'; %s%s%s\n", name,
                  nearest != NULL ? "did you mean '" : "write one of ",
                  nearest != NULL ? nearest : verb_rows[VERB_LIST].about, nearest != NULL ? "'?" : "");
    return LISTS;
}

static enum mandate_status options_of(struct listing *listing, const struct arguments *arguments) {
    struct session session;
    if (arguments->n < 2)
        return failure_tell(MANDATE_BAD_INPUT, "list options: write the study too: mandate list options FILE");
    enum mandate_status status = session_open(&session, arguments->operands[1], arguments);
    if (status == MANDATE_OK) {
        options_list(listing, &session);
        (arguments->json ? json_print : table_print_text)(listing);
    }
    session_close(&session);
    return status;
}

static enum mandate_status listing_print(struct listing *listing, const struct arguments *arguments, enum listed list) {
    switch (list) {
        case LIST_METRICS: metrics_list(listing); break;
        case LIST_OBSERVABLES: observables_list(listing); break;
        case LIST_PROCESSES: processes_list(listing); break;
        case LIST_HAPPENINGS: happenings_list(listing); break;
        case LIST_TEMPLATES: templates_list(listing, arguments); break;
        case LIST_DISTRIBUTIONS: distributions_list(listing); break;
        case LIST_UNITS: units_list(listing); break;
        case LIST_OPTIONS: return options_of(listing, arguments);
        case LISTS: return MANDATE_BAD_INPUT;
    }
    (arguments->json ? json_print : table_print_text)(listing);
    return MANDATE_OK;
}

enum mandate_status verb_list(const struct arguments *arguments) {
    enum listed list = list_find(arguments->operands[0]);
    if (list == LISTS) return MANDATE_BAD_INPUT;
    struct listing listing = {.arena = arena_new(), .n_column = lists[list].n_column};
    memcpy(listing.columns, lists[list].columns, sizeof listing.columns);
    enum mandate_status status = listing_print(&listing, arguments, list);
    memory_free(listing.rows);
    arena_free(listing.arena);
    return status;
}
