/* Options side by side: one table for each metric, targets, criteria, and what it would be worth to know more. */
#include <math.h>

#include "output/report/html.h"
#include "output/report/part.h"
#include "output/shown.h"

enum { MOST_UNKNOWNS = 5 };

/* ---- one metric ---- */

static void difference_cell(struct text *page, const struct report_request *request, size_t m, size_t option) {
    const struct comparison_cell *cell = report_cell(request, m, option);
    int sense = mandate_metrics[report_metric(request, m)].sense;
    double gain = sense * cell->difference.mean;
    bool clear = fabs(cell->difference.mean) > cell->difference.half;
    struct text text = {0};
    shown_value(&text, report_metric(request, m), cell->value.mean, cell->value.half);
    if (option != request->decision->comparison->reference) {
        text_append_string(&text, cell->difference.mean < 0 ? " (" : " (+");
        shown_difference(&text, report_metric(request, m), cell->difference.mean, cell->difference.half);
        text_append_string(&text, clear ? ")" : ", unclear)");
    }
    bool plain = option == request->decision->comparison->reference || !clear || sense == 0;
    html_number_of(page, plain ? "" : gain > 0 ? "better" : "worse", text.bytes, cell->value.mean);
    text_free(&text);
}

/* "12.3 h", or "-" where the metric has no best option. */
static void loss_cell(struct text *page, const struct report_request *request, size_t m,
                      const struct estimate *estimate) {
    struct text text = {0};
    if (estimate == NULL) text_append_string(&text, "-");
    else shown_difference(&text, report_metric(request, m), estimate->value, 0);
    html_number(page, text.bytes, estimate != NULL ? estimate->value : (double)NAN);
    text_free(&text);
}

static void chance_cell(struct text *page, const struct estimate *estimate) {
    struct text text = {0};
    if (estimate == NULL) text_append_string(&text, "-");
    else shown_chance(&text, estimate->value);
    html_number(page, text.bytes, estimate != NULL ? estimate->value : (double)NAN);
    text_free(&text);
}

static void quantile_cell(struct text *page, const struct report_request *request, size_t m, double value) {
    struct text text = {0};
    shown_value(&text, report_metric(request, m), value, 0);
    html_number(page, text.bytes, value);
    text_free(&text);
}

static void option_row(struct text *page, const struct report_request *request, size_t m, size_t option) {
    const struct comparison_quantile *quantiles = report_cell(request, m, option)->quantiles;
    const struct decision_cell *cells = request->decision->metrics[m].cells;
    const struct decision_cell *row = cells != NULL ? &cells[option] : NULL;
    html_row(page);
    html_head(page, report_option(request, (int)option));
    difference_cell(page, request, m, option);
    quantile_cell(page, request, m, quantiles[COMPARISON_P05].value);
    quantile_cell(page, request, m, quantiles[COMPARISON_P95].value);
    chance_cell(page, row != NULL ? &row->best : NULL);
    chance_cell(page, row != NULL ? &row->satisfied : NULL);
    loss_cell(page, request, m, row != NULL ? &row->regret : NULL);
    loss_cell(page, request, m, row != NULL ? &row->regret_p95 : NULL);
    loss_cell(page, request, m, row != NULL ? &row->regret_worst : NULL);
    html_row_end(page);
}

/* "0.0934 h (0.07 to 0.12)" */
static void worth_put(struct text *out, int metric, const struct estimate *worth) {
    shown_difference(out, metric, worth->value, 0);
    text_append_string(out, " (");
    shown_difference(out, metric, worth->low, 0);
    text_append_string(out, " to ");
    shown_difference(out, metric, worth->high, 0);
    text_append_string(out, ")");
}

/* What it would be worth to know all, and those single unknowns that are clearly worth something. */
static void worth_sentence(struct text *page, const struct report_request *request, size_t m) {
    const struct decision_metric *metric = &request->decision->metrics[m];
    struct text text = {0};
    size_t told = 0;
    if (metric->best < 0 || metric->rival < 0) return;
    text_append_string(&text, "To know everything before choosing would be worth ");
    worth_put(&text, report_metric(request, m), &metric->perfect);
    for (size_t u = 0; u < metric->n_unknown && told < MOST_UNKNOWNS; u++) {
        if (!(metric->unknowns[u].worth.low > 0)) continue;
        text_append_string(&text, told++ == 0 ? "; of single unknowns, to know " : "; ");
        text_print(&text, "%s ", metric->unknowns[u].path);
        worth_put(&text, report_metric(request, m), &metric->unknowns[u].worth);
    }
    text_append_string(&text, told > 0 ? "." : "; no single unknown is clearly worth anything.");
    html_element(page, "p", text.bytes);
    text_free(&text);
}

/* How many worlds it takes to choose. */
static void selection_sentence(struct text *page, const struct report_request *request, size_t m) {
    const struct decision_metric *metric = &request->decision->metrics[m];
    struct text text = {0};
    if (metric->best < 0 || metric->rival < 0 || !(metric->tolerance > 0)) return;
    if (metric->selected >= 0)
        text_print(&text, "%zu worlds are enough to choose %s: with %g %% confidence it is within ",
                   metric->selected_after, report_option(request, metric->selected),
                   100 * request->decision->comparison->confidence);
    else text_print(&text, "%zu worlds are too few to choose one that is surely within ", metric->worlds);
    shown_difference(&text, report_metric(request, m), metric->tolerance, 0);
    text_append_string(&text, " of the best (procedure of Kim and Nelson).");
    html_element(page, "p", text.bytes);
    text_free(&text);
}

static void metric_table(struct text *page, const struct report_request *request, size_t m) {
    static const char *const headings[] = {"option",
                                           "#mean (difference to the reference)",
                                           "#5 % of runs below",
                                           "#5 % of runs above",
                                           "#best in",
                                           "#good enough in",
                                           "#mean regret",
                                           "#regret, 95 % of worlds below",
                                           "#regret, worst world"};
    const struct mandate_metric *metric = &mandate_metrics[report_metric(request, m)];
    struct text text = {0};
    text_print(&text, "%s: %s. Rows of compare.csv with this metric.", metric->name, metric->about);
    html_choice(page, metric->name, NULL);
    html_table(page, text.bytes, sizeof headings / sizeof *headings, headings);
    for (size_t o = 0; o < request->decision->comparison->n_option; o++) option_row(page, request, m, o);
    html_table_end(page);
    worth_sentence(page, request, m);
    selection_sentence(page, request, m);
    html_choice_end(page);
    text_free(&text);
}

/* ---- several metrics ---- */

static void targets_table(struct text *page, const struct report_request *request) {
    const struct decision *decision = request->decision;
    const struct comparison *comparison = decision->comparison;
    struct text text = {0};
    if (decision->n_target == 0) return;
    html_element(page, "h3", "Targets of the study");
    for (size_t t = 0; t < decision->n_target; t++) {
        static const char *const headings[] = {"option", "#met by the mean of a world",
                                               "#met by a single course of events"};
        const struct decision_target *target = &decision->targets[t];
        text_clear(&text);
        text_print(&text, "%s: %s at %s ", target->id, mandate_metrics[target->metric].name,
                   target->at_least ? "least" : "most");
        shown_value(&text, target->metric, target->value, 0);
        html_table(page, text.bytes, 3, headings);
        for (size_t o = 0; o < comparison->n_option; o++) {
            html_row(page);
            html_head(page, comparison->options[o]);
            chance_cell(page, &target->met[o]);
            chance_cell(page, &target->met_run[o]);
            html_row_end(page);
        }
        html_table_end(page);
    }
    text_free(&text);
}

/* The order by the study's criteria. */
static void ranks_table(struct text *page, const struct report_request *request) {
    static const char *const headings[] = {"option", "#place", "#score", "#first in"};
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
        chance_cell(page, &rank->first);
        html_row_end(page);
    }
    html_table_end(page);
    text_free(&text);
}

/* Who is on the front, and in how many worlds. */
static void front_table(struct text *page, const struct report_request *request) {
    static const char *const headings[] = {"option", "by the means", "#not beaten in"};
    const struct decision *decision = request->decision;
    struct text text = {0};
    if (decision->comparison->n_option < 2 || decision->n_front < 2) return;
    text_append_string(&text, "Not beaten means: no other option is as good on all, and better on one, of");
    for (size_t i = 0; i < decision->n_front; i++)
        text_print(&text, "%s %s", i > 0 ? "," : "",
                   mandate_metrics[report_metric(request, decision->front_metrics[i])].name);
    text_append_string(&text, ".");
    html_element(page, "p", text.bytes);
    html_table(page, "Options that no other one beats", 3, headings);
    for (size_t o = 0; o < decision->comparison->n_option; o++) {
        html_row(page);
        html_head(page, decision->comparison->options[o]);
        html_cell(page, decision->front[o] ? "not beaten" : "beaten or equalled");
        chance_cell(page, &decision->front_share[o]);
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
        "interval holds zero is called unclear. An option is good enough in a world in which it comes within the "
        "tolerance of the best one (5 % unless the study states another).");
    targets_table(page, request);
    ranks_table(page, request);
    front_table(page, request);
    html_choices(page, "metric", NULL);
    for (size_t m = 0; m < request->decision->n_shown; m++) metric_table(page, request, m);
    html_choices_end(page);
}
