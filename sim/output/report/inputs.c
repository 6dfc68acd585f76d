/* What went in: options as dated changes, unknowns with law, source and confidence. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "output/report/html.h"
#include "output/report/part.h"
#include "scenario/diff.h"
#include "scenario/explain.h"

/* ---- options ---- */

static void option_put(struct text *page, const struct report_request *request, size_t option, struct arena *arena) {
    static const char *const headings[] = {"date", "change"};
    const struct mandate_study *study = &request->scenario->study;
    const struct mandate_option *at = &study->options.at[option];
    size_t reference = study->reference >= 0 ? (size_t)study->reference : 0, n = 0;
    struct difference *list = NULL;
    text_append_string(page, "<h3><code>");
    html_text(page, at->id);
    text_append_string(page, "</code>: ");
    html_text(page, at->title);
    text_append_string(page, "</h3>\n");
    if (at->about) html_element(page, "p", at->about);
    if (option == reference) {
        html_element(page, "p",
                     "The reference: the mission's own timeline, which every option shares unless it says so.");
        return;
    }
    options_differ(request->documents, request->scenario, reference, option, arena, &n, &list);
    html_table(page, "Dated changes that the reference does not have", 2, headings);
    for (size_t i = 0; i < n; i++) {
        if (!list[i].right) continue;
        html_row(page);
        html_element(page, "th scope=\"row\" class=\"d\"", list[i].date);
        html_cell(page, list[i].right);
        html_row_end(page);
    }
    html_table_end(page);
}

/* The courses of the option and of its variants. */
static void courses_put(struct text *page, const struct report_request *request, const char *option) {
    size_t length = strlen(option);
    for (size_t i = 0; i < request->n_picture; i++) {
        const struct plot_picture *picture = &request->pictures[i];
        if (picture->figure->room != PLOT_COURSES || strncmp(picture->part, option, length) != 0) continue;
        if (picture->part[length] == '\0' || picture->part[length] == '[') report_picture(page, request, i);
    }
}

void report_options(struct text *page, const struct report_request *request) {
    struct arena *arena = arena_new();
    for (size_t o = 0; o < request->scenario->study.options.n; o++) {
        option_put(page, request, o, arena);
        courses_put(page, request, request->scenario->study.options.at[o].id);
    }
    arena_free(arena);
}

/* ---- assumptions ---- */

/* How many of each confidence. */
static void confidence_put(struct text *page, const struct mandate_scenario *scenario) {
    size_t counts[3] = {0};
    for (size_t u = 0; u < scenario->n_unknown; u++) {
        const char *confidence = scenario->unknowns[u].confidence;
        if (confidence != NULL && confidence[0] >= 'A' && confidence[0] <= 'C') counts[confidence[0] - 'A']++;
    }
    text_print(page, "<p>Of %zu unknowns %zu are A, %zu are B and %zu are C.</p>\n", scenario->n_unknown, counts[0],
               counts[1], counts[2]);
}

void report_assumptions(struct text *page, const struct report_request *request) {
    static const char *const headings[] = {"value", "what is assumed", "confidence", "source"},
                             *const sources[] = {"id", "what to look up", "kind", "what to be careful about"};
    const struct mandate_citation_list *citations = &request->scenario->study.mission.sources;
    struct arena *arena = arena_new();
    html_element(
        page, "p",
        "Each of these values is drawn anew in every world. Confidence: A documented, B derived or one weak source, C "
        "guess. mandate explain tells the same of every other value. Values of each world: worlds.csv.");
    confidence_put(page, request->scenario);
    html_table(page, "What nobody knows exactly", 4, headings);
    for (size_t u = 0; u < request->scenario->n_unknown; u++) {
        const struct mandate_unknown *unknown = &request->scenario->unknowns[u];
        html_row(page);
        html_head(page, unknown->path);
        html_cell(page, explain_law(arena, unknown));
        html_cell(page, unknown->confidence ? unknown->confidence : "");
        html_cell(page, unknown->source ? unknown->source : "");
        html_row_end(page);
    }
    html_table_end(page);
    html_table(page, "Sources", 4, sources);
    for (size_t i = 0; i < citations->n; i++) {
        html_row(page);
        html_head(page, citations->at[i].id);
        html_cell(page, citations->at[i].citation);
        html_cell(page, citations->at[i].kind ? citations->at[i].kind : "");
        html_cell(page, citations->at[i].caution ? citations->at[i].caution : "");
        html_row_end(page);
    }
    html_table_end(page);
    arena_free(arena);
}
