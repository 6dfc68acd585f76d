/* Assumptions are told in a sentence each, then in one table for the first metric. */
#include <string.h>

#include "base/arena.h"
#include "output/brief_part.h"
#include "output/shown.h"

enum { UNKNOWNS = 4, GAP = 2, NUMBER = 9 };

static const char *const as_stated = "as stated";

/* ---- assumptions ---- */

/* "reach_6h 4.75 %" for the second metric, with the option if it is not the study's best one; the first one has a
 * table when there is more than one option. */
static void headline_put(const struct brief *brief, const struct decision_assumption *assumption) {
    const struct decision *decision = brief->decision;
    size_t m = decision_first(decision);
    if (brief->comparison->n_option > 1)
        for (m++; m < decision->n_shown && assumption->best[m] < 0;) m++;
    if (m >= decision->n_shown) return;
    int best = assumption->best[m];
    text_print(brief->line, " %s ", brief_metric(brief, m)->name);
    shown_value(brief->line, brief_index(brief, m),
                assumption->cells[m * brief->comparison->n_option + (size_t)best].value.mean, 0);
    if (best != decision->metrics[m].best) text_print(brief->line, " with %s", brief_option(brief, best));
    text_append_string(brief->line, ";");
}

static void changes_put(const struct brief *brief, const struct decision_assumption *assumption) {
    size_t told = 0;
    for (size_t m = 0; m < brief->decision->n_shown; m++) {
        if (!assumption->changes[m]) continue;
        text_print(brief->line, "%s %s %s instead of %s", told++ > 0 ? "," : " best on", brief_metric(brief, m)->name,
                   brief_option(brief, assumption->best[m]), brief_option(brief, brief->decision->metrics[m].best));
    }
    text_append_string(brief->line, told == 0 ? " no clear change." : ".");
}

static void assumptions_put(const struct brief *brief) {
    for (size_t i = 0; i < brief->decision->n_assumption; i++) {
        const struct decision_assumption *assumption = &brief->decision->assumptions[i];
        text_print(brief->line, "With %s (%s):", assumption->text, assumption->id);
        headline_put(brief, assumption);
        changes_put(brief, assumption);
        brief_line_end(brief, 2);
    }
}

/* ---- order of the options ---- */

/* Columns of the table of places: as the study is, then an assumption each, as many as fit. */
static size_t columns_fit(const struct brief *brief, size_t *at) {
    size_t n = 0, wide = 0;
    at[0] = brief->name + GAP;
    for (; n < brief->decision->n_assumption; n++) {
        size_t before = n == 0 ? strlen(as_stated) : strlen(brief->decision->assumptions[n - 1].id);
        wide = (before > NUMBER ? before : NUMBER) + GAP;
        at[n + 1] = at[n] + wide;
        size_t own = strlen(brief->decision->assumptions[n].id);
        if (at[n + 1] + (own > NUMBER ? own : NUMBER) > BRIEF_WIDTH) break;
    }
    return n;
}

static void place_put(const struct brief *brief, size_t place, double mean) {
    double shown = strcmp(brief_metric(brief, decision_first(brief->decision))->unit, "share") == 0 ? 100 * mean : mean;
    text_print(brief->line, "%zu. ", place);
    shown_real(brief->line, shown, shown_decimals(shown, 0), false);
}

/* Places of all options on the first metric, as the study is and under each assumption. */
static void places_put(const struct brief *brief) {
    size_t m = decision_first(brief->decision), first = m * brief->comparison->n_option;
    if (m == brief->decision->n_shown || brief->decision->n_assumption == 0 || brief->comparison->n_option < 2) return;
    size_t *at = memory_take((brief->decision->n_assumption + 1) * sizeof *at), n = columns_fit(brief, at);
    text_print(brief->line, "Place and mean on %s, as stated and under assumptions:", brief_metric(brief, m)->name);
    brief_line_end(brief, 0);
    brief_pad_to(brief, at[0]);
    text_append_string(brief->line, as_stated);
    for (size_t i = 0; i < n; i++) {
        brief_pad_to(brief, at[i + 1]);
        text_append_string(brief->line, brief->decision->assumptions[i].id);
    }
    brief_line_end(brief, 0);
    for (size_t o = 0; o < brief->comparison->n_option; o++) {
        text_append_string(brief->line, brief_option(brief, (int)o));
        brief_pad_to(brief, at[0]);
        place_put(brief, brief->decision->metrics[m].cells[o].place, brief->comparison->cells[first + o].value.mean);
        for (size_t i = 0; i < n; i++) {
            const struct decision_assumed *cell = &brief->decision->assumptions[i].cells[first + o];
            brief_pad_to(brief, at[i + 1]);
            place_put(brief, cell->place, cell->value.mean);
        }
        brief_line_end(brief, 0);
    }
    memory_free(at);
}

/* ---- single unknowns ---- */

/* "Where response.commit_probability is below 0.21 (0.18 to 0.25), b is best on deaths, not a." */
static void break_even_put(const struct brief *brief, size_t m, const struct decision_unknown *unknown) {
    int best = brief->decision->metrics[m].best;
    bool below = unknown->best_low != best;
    const struct estimate *at = &unknown->break_even;
    const char *unit = unknown->unit[0] != '\0' ? " " : "";
    int decimals = shown_decimals(at->value, (at->high - at->low) / 2);
    text_print(brief->line, "Where %s is %s ", unknown->path, below ? "below" : "above");
    shown_real(brief->line, at->value, decimals, false);
    text_append_string(brief->line, " (");
    shown_real(brief->line, at->low, decimals, false);
    text_append_string(brief->line, " to ");
    shown_real(brief->line, at->high, decimals, false);
    text_print(brief->line, ")%s%s, %s is best on %s, not %s.", unit, unknown->unit,
               brief_option(brief, below ? unknown->best_low : unknown->best_high), brief_metric(brief, m)->name,
               brief_option(brief, best));
    brief_line_end(brief, 2);
}

/* Settled break-even values in the order of the metrics; returns how many there are. */
static size_t break_evens_put(const struct brief *brief) {
    size_t n = 0;
    for (size_t m = 0; m < brief->decision->n_shown; m++) {
        const struct decision_metric *metric = &brief->decision->metrics[m];
        for (size_t u = 0; u < metric->n_unknown; u++) {
            if (!decision_break_even_is_new(brief->decision, m, &metric->unknowns[u])) continue;
            if (n++ < UNKNOWNS) break_even_put(brief, m, &metric->unknowns[u]);
        }
    }
    if (n > UNKNOWNS) {
        text_print(brief->line, "%zu more such values: mandate compare DIR --json.", n - UNKNOWNS);
        brief_line_end(brief, 2);
    }
    return n;
}

/* What it would be worth to know all, and the most valuable unknown, on the first metric. */
static void worth_put(const struct brief *brief) {
    size_t m = decision_first(brief->decision);
    if (m == brief->decision->n_shown || brief->comparison->n_option < 2) return;
    const struct decision_metric *metric = &brief->decision->metrics[m];
    const struct decision_unknown *top = NULL;
    for (size_t u = 0; u < metric->n_unknown; u++)
        if (top == NULL || metric->unknowns[u].worth.value > top->worth.value) top = &metric->unknowns[u];
    text_print(brief->line, "To know everything before choosing would be worth ");
    shown_value(brief->line, brief_index(brief, m), metric->perfect.value, 0);
    text_print(brief->line, " of %s", brief_metric(brief, m)->name);
    if (top != NULL && top->worth.low > 0) {
        text_append_string(brief->line, "; of single unknowns most to know ");
        text_print(brief->line, "%s, ", top->path);
        shown_value(brief->line, brief_index(brief, m), top->worth.value, 0);
    } else if (metric->n_unknown > 0) {
        text_append_string(brief->line, "; no single unknown is clearly worth anything");
    }
    text_append_string(brief->line, ".");
    brief_line_end(brief, 2);
}

static void unknowns_put(const struct brief *brief) {
    size_t all = 0;
    for (size_t m = 0; m < brief->decision->n_shown; m++) all += brief->decision->metrics[m].n_unknown;
    if (all > 0 && break_evens_put(brief) == 0) {
        text_append_string(brief->line,
                           "No single unknown, within its range, clearly changes the best option on any metric.");
        brief_line_end(brief, 2);
    }
    worth_put(brief);
}

void brief_changes(const struct brief *brief) {
    assumptions_put(brief);
    places_put(brief);
    unknowns_put(brief);
}
