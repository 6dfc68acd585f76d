/* The answer and the tables of the decision: what is best on what, how sure, what would change it. */
#include <math.h>
#include <string.h>

#include "output/report/html.h"
#include "output/report/part.h"
#include "output/table.h"

static bool is_share(int metric) { return strcmp(mandate_metrics[metric].unit, "share") == 0; }

/* Decimals that show two digits of an uncertainty, or three of a value. */
static int decimals_for(double value, double half) {
    double scale = half > 0 ? half : fabs(value);
    if (!(scale > 0) || !isfinite(scale)) return 0;
    int decimals = (half > 0 ? 1 : 2) - (int)floor(log10(scale));
    return decimals < 0 ? 0 : decimals > 6 ? 6 : decimals;
}

static void number_put(struct text *out, int metric, double value, double half, const char *points) {
    char number[TABLE_NUMBER];
    double scale = is_share(metric) ? 100 : 1;
    int decimals = decimals_for(scale * value, scale * half);
    table_number(number, scale * value, decimals, false);
    text_append_string(out, number);
    if (half > 0) {
        table_number(number, scale * half, decimals, false);
        text_print(out, " \u00b1%s", number);
    }
    text_print(out, " %s", is_share(metric) ? points : mandate_metrics[metric].unit);
}

void report_value(struct text *out, int metric, double value, double half) {
    number_put(out, metric, value, half, "%");
}

static void difference_put(struct text *out, int metric, double value, double half) {
    number_put(out, metric, value, half, "points");
}

/* "64 %"; never more than can be said of so many worlds. */
static void percent(struct text *out, double share) {
    if (share > 0.99) text_append_string(out, "over 99 %");
    else if (share < 0.01) text_append_string(out, "under 1 %");
    else text_print(out, "%.0f %%", 100 * share);
}

static const char *option_of(const struct report_request *request, int option) {
    return request->decision->comparison->options[option];
}

static const struct comparison_cell *cell_of(const struct report_request *request, size_t m, size_t option) {
    const struct comparison *comparison = request->decision->comparison;
    return &comparison->cells[m * comparison->n_option + option];
}

static int metric_at(const struct report_request *request, size_t m) {
    return request->decision->comparison->metrics[m];
}

static void flush(struct text *page, struct text *cell, void (*put)(struct text *, const char *)) {
    put(page, cell->bytes ? cell->bytes : "");
    text_clear(cell);
}

/* What a metric is, in a few words: its sentence up to the first stop. */
static void short_put(struct text *out, size_t place, const struct report_request *request) {
    const char *about = mandate_metrics[metric_at(request, place)].about;
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

/* "clearly best on a; b; c" */
static size_t best_list(struct text *out, const struct report_request *request, size_t option, bool settled,
                        bool more) {
    size_t n = 0;
    for (size_t m = 0; m < request->decision->n_shown; m++) {
        const struct decision_metric *metric = &request->decision->metrics[m];
        bool sure = metric->settled || metric->rival < 0;
        if (metric->best != (int)option || sure != settled || is_tie(metric)) continue;
        text_append_string(out, n++ > 0   ? "; "
                                : settled ? "clearly best on "
                                : more    ? ". Perhaps best on "
                                          : "perhaps best on ");
        short_put(out, m, request);
    }
    return n;
}

static void option_item(struct text *page, const struct report_request *request, size_t option) {
    struct text clear = {0}, open = {0};
    size_t n = best_list(&clear, request, option, true, false);
    size_t more = best_list(&open, request, option, false, n > 0);
    bool front = request->decision->front == NULL || request->decision->front[option];
    if (n + more > 0 || !front) {
        text_append_string(page, "<li><strong>");
        html_text(page, request->decision->comparison->options[option]);
        text_append_string(page, "</strong> (");
        html_text(page, title_of(request, option));
        text_append_string(page, "): ");
        if (n > 0) html_text(page, clear.bytes);
        if (more > 0) html_text(page, open.bytes);
        if (!front && n + more > 0) text_append_string(page, ". ");
        if (!front) text_append_string(page, "Beaten or equalled on every metric by another option");
        text_append_string(page, ".</li>\n");
    }
    text_free(&clear);
    text_free(&open);
}

static void options_list(struct text *page, const struct report_request *request) {
    text_append_string(page, "<ul>\n");
    for (size_t o = 0; o < request->decision->comparison->n_option; o++) option_item(page, request, o);
    text_append_string(page, "</ul>\n");
}

/* ---- best on ---- */

static void best_row(struct text *page, const struct report_request *request, size_t m, struct text *cell) {
    const struct decision_metric *best = &request->decision->metrics[m];
    const struct mandate_metric *metric = &mandate_metrics[metric_at(request, m)];
    if (best->best < 0) return;
    const struct comparison_cell *value = cell_of(request, m, (size_t)best->best);
    html_row(page);
    html_head(page, metric->name);
    short_put(cell, m, request);
    flush(page, cell, html_cell);
    html_cell(page, option_of(request, best->best));
    report_value(cell, metric_at(request, m), value->value.mean, value->value.half);
    html_number(page, cell->bytes, value->value.mean);
    text_clear(cell);
    percent(cell, best->cells[best->best].best.value);
    html_number(page, cell->bytes, best->cells[best->best].best.value);
    text_clear(cell);
    if (best->rival >= 0 && best->settled) {
        difference_put(cell, metric_at(request, m), best->lead.mean, best->lead.half);
        text_print(cell, " better than %s", option_of(request, best->rival));
    } else if (is_tie(best)) {
        text_print(cell, "no difference to %s", option_of(request, best->rival));
    } else if (best->rival >= 0) {
        text_print(cell, "not settled: it may as well be %s", option_of(request, best->rival));
    }
    flush(page, cell, html_cell);
    html_row_end(page);
}

static void best_table(struct text *page, const struct report_request *request) {
    static const char *const headings[] = {"metric", "what it is", "best option", "mean", "best in", "how sure"};
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
    text_print(cell, "With %s: ", assumption->text);
    for (size_t m = 0; m < request->decision->n_shown; m++) {
        if (assumption->best[m] < 0 || !assumption->changes[m]) continue;
        text_print(cell, "%s%s is best on %s", changed++ ? ", " : "", option_of(request, assumption->best[m]),
                   mandate_metrics[metric_at(request, m)].name);
    }
    if (!changed) text_append_string(cell, "no best option clearly changes");
    text_print(cell, " (%zu worlds).", assumption->worlds);
    flush(page, cell, html_text);
}

static void break_even_item(struct text *page, const struct report_request *request, size_t m,
                            const struct decision_unknown *unknown, struct text *cell) {
    char number[TABLE_NUMBER];
    int decimals = decimals_for(unknown->break_even.value, 0);
    table_number(number, unknown->break_even.value, decimals, false);
    text_print(cell, "On %s the best option changes from %s to %s where %s rises beyond %s %s",
               mandate_metrics[metric_at(request, m)].name, option_of(request, unknown->best_low),
               option_of(request, unknown->best_high), unknown->path, number, unknown->unit);
    table_number(number, unknown->break_even.low, decimals, false);
    text_print(cell, " (not settled between %s", number);
    table_number(number, unknown->break_even.high, decimals, false);
    text_print(cell, " and %s).", number);
    flush(page, cell, html_text);
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
            if (isnan(metric->unknowns[u].break_even.value) || !metric->unknowns[u].settled) continue;
            text_append_string(page, "<li>");
            break_even_item(page, request, m, &metric->unknowns[u], &cell);
            text_append_string(page, "</li>\n");
        }
    }
    text_append_string(page, "</ul>\n");
    text_free(&cell);
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

/* ---- all options ---- */

static void difference_cell(struct text *page, const struct report_request *request, size_t m, size_t option) {
    const struct comparison_cell *cell = cell_of(request, m, option);
    int sense = mandate_metrics[metric_at(request, m)].sense;
    double gain = sense * cell->difference.mean;
    bool clear = fabs(cell->difference.mean) > cell->difference.half;
    struct text text = {0};
    report_value(&text, metric_at(request, m), cell->value.mean, cell->value.half);
    if (option != request->decision->comparison->reference) {
        text_append_string(&text, cell->difference.mean < 0 ? " (" : " (+");
        difference_put(&text, metric_at(request, m), cell->difference.mean, cell->difference.half);
        text_append_string(&text, clear ? ")" : ", unclear)");
    }
    bool plain = option == request->decision->comparison->reference || !clear || sense == 0;
    html_number_of(page, plain ? "" : gain > 0 ? "better" : "worse", text.bytes, cell->value.mean);
    text_free(&text);
}

static void metric_table(struct text *page, const struct report_request *request, size_t m) {
    static const char *const headings[] = {
        "option",      "mean (difference to the reference)", "5 % of runs below", "5 % of runs above", "best in",
        "mean regret", "regret, 95 % of worlds below"};
    const struct comparison *comparison = request->decision->comparison;
    const struct decision_metric *metric = &request->decision->metrics[m];
    struct text text = {0};
    text_print(&text, "%s: %s. Rows of compare.csv with this metric.", mandate_metrics[metric_at(request, m)].name,
               mandate_metrics[metric_at(request, m)].about);
    html_choice(page, mandate_metrics[metric_at(request, m)].name, NULL);
    html_table(page, text.bytes, 7, headings);
    for (size_t o = 0; o < comparison->n_option; o++) {
        const struct comparison_cell *cell = cell_of(request, m, o);
        const double quantiles[2] = {cell->quantiles[COMPARISON_P05].value, cell->quantiles[COMPARISON_P95].value};
        html_row(page);
        html_head(page, comparison->options[o]);
        difference_cell(page, request, m, o);
        for (size_t q = 0; q < 2; q++) {
            text_clear(&text);
            report_value(&text, metric_at(request, m), quantiles[q], 0);
            html_number(page, text.bytes, quantiles[q]);
        }
        for (size_t k = 0; k < 3; k++) {
            double value = !metric->cells ? (double)NAN
                           : k == 0       ? metric->cells[o].best.value
                           : k == 1       ? metric->cells[o].regret.value
                                          : metric->cells[o].regret_p95.value;
            text_clear(&text);
            if (isnan(value)) text_append_string(&text, "-");
            else if (k == 0) percent(&text, value);
            else difference_put(&text, metric_at(request, m), value, 0);
            html_number(page, text.bytes, value);
        }
        html_row_end(page);
    }
    html_table_end(page);
    html_choice_end(page);
    text_free(&text);
}

static void targets_table(struct text *page, const struct report_request *request) {
    const struct decision *decision = request->decision;
    const struct comparison *comparison = decision->comparison;
    struct text text = {0};
    if (decision->n_target == 0) return;
    html_element(page, "h3", "Targets of the study");
    for (size_t t = 0; t < decision->n_target; t++) {
        static const char *const headings[] = {"option", "met by the mean of a world",
                                               "met by a single course of events"};
        const struct decision_target *target = &decision->targets[t];
        text_clear(&text);
        text_print(&text, "%s: %s at %s ", target->id, mandate_metrics[target->metric].name,
                   target->at_least ? "least" : "most");
        report_value(&text, target->metric, target->value, 0);
        html_table(page, text.bytes, 3, headings);
        for (size_t o = 0; o < comparison->n_option; o++) {
            html_row(page);
            html_head(page, comparison->options[o]);
            text_clear(&text);
            percent(&text, target->met[o].value);
            html_number(page, text.bytes, target->met[o].value);
            text_clear(&text);
            percent(&text, target->met_run[o].value);
            html_number(page, text.bytes, target->met_run[o].value);
            html_row_end(page);
        }
        html_table_end(page);
    }
    text_free(&text);
}

/* The order by the study's criteria. */
static void ranks_table(struct text *page, const struct report_request *request) {
    static const char *const headings[] = {"option", "place", "score", "first in"};
    const struct decision *decision = request->decision;
    struct text text = {0};
    if (decision->ranks == NULL) return;
    html_table(page, "Order by the criteria of the study; a score of 1 is the best mean on all of them", 4, headings);
    for (size_t o = 0; o < decision->comparison->n_option; o++) {
        const struct decision_rank *rank = &decision->ranks[o];
        html_row(page);
        html_head(page, decision->comparison->options[o]);
        text_print(&text, "%zu", rank->place);
        html_number(page, text.bytes, (double)rank->place);
        text_clear(&text);
        text_print(&text, "%.2f", rank->score);
        html_number(page, text.bytes, rank->score);
        text_clear(&text);
        percent(&text, rank->first.value);
        html_number(page, text.bytes, rank->first.value);
        text_clear(&text);
        html_row_end(page);
    }
    html_table_end(page);
    text_free(&text);
}

void report_tables(struct text *page, const struct report_request *request) {
    html_element(
        page, "p",
        "Differences are paired: the same attack on the same village at the same hour happens in every option that "
        "accepts it. Regret is how much worse an option is than the best one of that world. A difference whose "
        "interval holds zero is called unclear.");
    targets_table(page, request);
    ranks_table(page, request);
    html_choices(page, "metric", NULL);
    for (size_t m = 0; m < request->decision->n_shown; m++) metric_table(page, request, m);
    html_choices_end(page);
}
