/* The answer and the tables of the decision: what is best on what, how sure, what would change it. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "output/report/html.h"
#include "output/report/part.h"
#include "output/shown.h"

static void flush(struct text *page, struct text *cell, void (*put)(struct text *, const char *)) {
    put(page, cell->bytes ? cell->bytes : "");
    text_clear(cell);
}

/* What a metric is, in a few words: its sentence up to the first stop. */
static void short_put(struct text *out, size_t place, const struct report_request *request) {
    const char *about = mandate_metrics[report_metric(request, place)].about;
    text_append(out, about, strcspn(about, ":;,("));
    while (out->length > 0 && out->bytes[out->length - 1] == ' ') out->bytes[--out->length] = '\0';
}

/* The title of the option that a variant belongs to; "" = none. */
static const char *title_of(const struct report_request *request, size_t option) {
    const char *name = request->decision->comparison->options[option];
    const struct mandate_option_list *options = &request->scenario->study.options;
    size_t length = strcspn(name, "[");
    for (size_t i = 0; i < options->n; i++)
        if (strlen(options->at[i].id) == length && strncmp(options->at[i].id, name, length) == 0)
            return options->at[i].title;
    return "";
}

/* ---- in words ---- */

/* The best option is no better than the next one. */
static bool is_tie(const struct decision_metric *metric) {
    return metric->rival >= 0 && !(fabs(metric->lead.mean) > 0);
}

/* What can be said of a best option. */
enum sureness { CLEARLY, SLIGHTLY, PERHAPS, SURENESSES };

static enum sureness sureness_of(const struct decision_metric *metric) {
    if (metric->slight) return SLIGHTLY;
    return metric->rival >= 0 && !metric->settled ? PERHAPS : CLEARLY;
}

/* "clearly best on a; b; c", after what was said before; returns how many. */
static size_t best_list(struct text *out, const struct report_request *request, size_t option, enum sureness sureness) {
    static const char *const words[SURENESSES] = {"clearly best on ", "as good as any on ", "perhaps best on "};
    size_t n = 0;
    for (size_t m = 0; m < request->decision->n_shown; m++) {
        const struct decision_metric *metric = &request->decision->metrics[m];
        if (metric->best != (int)option || sureness_of(metric) != sureness || is_tie(metric)) continue;
        if (n == 0 && out->length > 0) text_append_string(out, ". And ");
        text_append_string(out, n++ > 0 ? "; " : words[sureness]);
        short_put(out, m, request);
    }
    return n;
}

static void option_item(struct text *page, const struct report_request *request, size_t option) {
    struct text said = {0};
    size_t n = 0;
    for (int sureness = 0; sureness < SURENESSES; sureness++)
        n += best_list(&said, request, option, (enum sureness)sureness);
    bool front = request->decision->front == NULL || request->decision->front[option];
    if (n > 0 || !front) {
        text_append_string(page, "<li><strong>");
        html_text(page, request->decision->comparison->options[option]);
        text_append_string(page, "</strong> (");
        html_text(page, title_of(request, option));
        text_append_string(page, "): ");
        if (n > 0) html_text(page, said.bytes);
        if (!front && n > 0) text_append_string(page, ". ");
        if (!front) text_append_string(page, "Beaten or equalled on every metric by another option");
        text_append_string(page, ".</li>\n");
    }
    text_free(&said);
}

static void options_list(struct text *page, const struct report_request *request) {
    text_append_string(page, "<ul>\n");
    for (size_t o = 0; o < request->decision->comparison->n_option; o++) option_item(page, request, o);
    text_append_string(page, "</ul>\n");
}

/* ---- best on ---- */

static void best_row(struct text *page, const struct report_request *request, size_t m, struct text *cell) {
    const struct decision_metric *best = &request->decision->metrics[m];
    const struct mandate_metric *metric = &mandate_metrics[report_metric(request, m)];
    if (best->best < 0) return;
    const struct comparison_cell *value = report_cell(request, m, (size_t)best->best);
    html_row(page);
    html_head(page, metric->name);
    short_put(cell, m, request);
    flush(page, cell, html_cell);
    html_cell(page, report_option(request, best->best));
    shown_value(cell, report_metric(request, m), value->value.mean, value->value.half);
    html_number(page, cell->bytes, value->value.mean);
    text_clear(cell);
    shown_chance(cell, best->cells[best->best].best.value);
    html_number(page, cell->bytes, best->cells[best->best].best.value);
    text_clear(cell);
    if (best->slight && !is_tie(best)) {
        text_print(cell, "under 0.1 %% better than %s, too little to matter", report_option(request, best->rival));
    } else if (best->rival >= 0 && best->settled) {
        shown_difference(cell, report_metric(request, m), best->lead.mean, best->lead.half);
        text_print(cell, " better than %s", report_option(request, best->rival));
    } else if (is_tie(best)) {
        text_print(cell, "no difference to %s", report_option(request, best->rival));
    } else if (best->rival >= 0) {
        text_print(cell, "not settled: it may as well be %s", report_option(request, best->rival));
    }
    flush(page, cell, html_cell);
    html_row_end(page);
}

static void best_table(struct text *page, const struct report_request *request) {
    static const char *const headings[] = {"metric", "what it is", "best option", "#mean", "#best in", "how sure"};
    struct text cell = {0};
    html_table(page,
               "Which option is best on what. \u00b1 is a 95 % interval over worlds; \u201cbest in\u201d is the "
               "share of worlds.",
               6, headings);
    for (size_t m = 0; m < request->decision->n_shown; m++) best_row(page, request, m, &cell);
    html_table_end(page);
    text_free(&cell);
}

/* ---- what would change it ---- */

static void assumption_item(struct text *page, const struct report_request *request,
                            const struct decision_assumption *assumption, struct text *cell) {
    size_t changed = 0;
    text_print(cell, "With %s (%s): ", assumption->text, assumption->id);
    for (size_t m = 0; m < request->decision->n_shown; m++) {
        if (assumption->best[m] < 0 || !assumption->changes[m]) continue;
        text_print(cell, "%s%s is best on %s", changed++ ? ", " : "", report_option(request, assumption->best[m]),
                   mandate_metrics[report_metric(request, m)].name);
    }
    if (!changed) text_append_string(cell, "no best option clearly changes");
    text_print(cell, " (%zu worlds).", assumption->worlds);
    flush(page, cell, html_text);
}

static void break_even_item(struct text *page, const struct report_request *request, size_t m,
                            const struct decision_unknown *unknown, struct text *cell) {
    const struct estimate *at = &unknown->break_even;
    int decimals = shown_decimals(at->value, (at->high - at->low) / 2);
    text_print(cell, "On %s the best option changes from %s to %s where %s rises beyond ",
               mandate_metrics[report_metric(request, m)].name, report_option(request, unknown->best_low),
               report_option(request, unknown->best_high), unknown->path);
    shown_real(cell, at->value, decimals, false);
    text_print(cell, "%s%s (not settled between ", unknown->unit[0] != '\0' ? " " : "", unknown->unit);
    shown_real(cell, at->low, decimals, false);
    text_append_string(cell, " and ");
    shown_real(cell, at->high, decimals, false);
    text_append_string(cell, ").");
    flush(page, cell, html_text);
}

/* Places of all options on the first metric, as the study is and under each assumption. */
static void places_table(struct text *page, const struct report_request *request) {
    const struct decision *decision = request->decision;
    const struct comparison *comparison = decision->comparison;
    size_t m = decision_first(decision), n = comparison->n_option, columns = 2 + decision->n_assumption;
    struct text text = {0};
    if (m == decision->n_shown || decision->n_assumption == 0 || n < 2) return;
    const char **headings = ARENA_ARRAY(decision->arena, const char *, columns);
    headings[0] = "option";
    headings[1] = "#as stated";
    for (size_t i = 0; i < decision->n_assumption; i++)
        headings[2 + i] = arena_print(decision->arena, "#%s", decision->assumptions[i].id);
    text_print(&text, "Place and mean on %s, as stated and under each assumption",
               mandate_metrics[report_metric(request, m)].name);
    html_table(page, text.bytes, columns, headings);
    for (size_t o = 0; o < n; o++) {
        html_row(page);
        html_head(page, comparison->options[o]);
        for (size_t i = 0; i <= decision->n_assumption; i++) {
            const struct decision_assumed *cell = i > 0 ? &decision->assumptions[i - 1].cells[m * n + o] : NULL;
            const struct interval *value = cell != NULL ? &cell->value : &comparison->cells[m * n + o].value;
            size_t place = cell != NULL ? cell->place : decision->metrics[m].cells[o].place;
            text_clear(&text);
            text_print(&text, "%zu. ", place);
            shown_value(&text, report_metric(request, m), value->mean, value->half);
            html_number(page, text.bytes, (double)place);
        }
        html_row_end(page);
    }
    html_table_end(page);
    text_free(&text);
}

static void changes_put(struct text *page, const struct report_request *request) {
    struct text cell = {0};
    html_element(page, "h3", "What would change the answer");
    text_append_string(page, "<ul>\n");
    for (size_t i = 0; i < request->decision->n_assumption; i++) {
        text_append_string(page, "<li>");
        assumption_item(page, request, &request->decision->assumptions[i], &cell);
        text_append_string(page, "</li>\n");
    }
    for (size_t m = 0; m < request->decision->n_shown; m++) {
        const struct decision_metric *metric = &request->decision->metrics[m];
        for (size_t u = 0; u < metric->n_unknown; u++) {
            if (!decision_break_even_is_new(request->decision, m, &metric->unknowns[u])) continue;
            text_append_string(page, "<li>");
            break_even_item(page, request, m, &metric->unknowns[u], &cell);
            text_append_string(page, "</li>\n");
        }
    }
    text_append_string(page, "</ul>\n");
    text_free(&cell);
    places_table(page, request);
}

void report_answer(struct text *page, const struct report_request *request) {
    const struct decision *decision = request->decision;
    struct text cell = {0};
    text_print(
        &cell,
        "%zu options in %zu worlds, each a draw of everything that is not known, with %zu repetitions of chance.",
        decision->comparison->n_option, decision->comparison->worlds, decision->comparison->replications);
    html_element(page, "p", cell.bytes);
    text_clear(&cell);
    if (!decision->ranks)
        text_append_string(&cell,
                           "There is no overall winner: the study states no criteria. An option is best on something.");
    for (size_t o = 0; decision->ranks && o < decision->comparison->n_option; o++)
        if (decision->ranks[o].place == 1)
            text_print(&cell, "By the stated criteria %s comes first (first in %.0f %% of worlds).",
                       decision->comparison->options[o], 100 * decision->ranks[o].first.value);
    html_element(page, "p class=\"lead\"", cell.bytes);
    text_free(&cell);
    options_list(page, request);
    best_table(page, request);
    changes_put(page, request);
}
