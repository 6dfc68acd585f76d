/* Lines are made in a text and cut at the width by whole words. */
#include "output/brief.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "output/table.h"

enum { WIDTH = 100, FEW_WORLDS = 20, UNKNOWNS = 4, FIRST = 2, MOST_DECIMALS = 6 };

static const char *const bold = "\033[1m", *const plain = "\033[0m";

struct brief {
    FILE *stream;
    struct text *line;
    const struct decision *decision;
    const struct comparison *comparison;
    size_t name, metric; /* columns of the longest option's and metric's name */
    bool color;
};

/* ---- words and numbers ---- */

static const struct mandate_metric *metric_of(const struct brief *brief, size_t m) {
    return &mandate_metrics[brief->comparison->metrics[m]];
}

static const char *option_of(const struct brief *brief, int option) { return brief->comparison->options[option]; }

/* Decimals that show two digits of an uncertainty, or three of a value. */
static int decimals_for(double value, double half) {
    double scale = half > 0 ? half : fabs(value);
    if (!(scale > 0) || !isfinite(scale)) return 0;
    int decimals = (half > 0 ? 1 : 2) - (int)floor(log10(scale));
    return decimals < 0 ? 0 : decimals > MOST_DECIMALS ? MOST_DECIMALS : decimals;
}

static void real_put(const struct brief *brief, double value, int decimals, bool sign) {
    char text[TABLE_NUMBER];
    table_number(text, value, decimals, sign);
    text_append_string(brief->line, text);
}

/* A share in percent, or a number with its unit. */
static void value_put(const struct brief *brief, size_t m, double value, double half) {
    const char *unit = metric_of(brief, m)->unit;
    bool share = strcmp(unit, "share") == 0;
    double scale = share ? 100 : 1;
    int decimals = decimals_for(scale * value, scale * half);
    real_put(brief, scale * value, decimals, false);
    if (half > 0) {
        text_append_string(brief->line, " ±");
        real_put(brief, scale * half, decimals, false);
    }
    if (unit[0] != '\0') text_print(brief->line, " %s", share ? "%" : unit);
}

/* "63 %", never more than can be said: "over 99 %". */
static void chance_put(const struct brief *brief, double share) {
    if (share >= 0.995) text_append_string(brief->line, "over 99 %");
    else if (share < 0.005) text_append_string(brief->line, "under 1 %");
    else text_print(brief->line, "%.0f %%", 100 * share);
}

static void paint(const struct brief *brief, const char *color) {
    if (brief->color) text_append_string(brief->line, color);
}

/* The same without a unit but %, in few columns: 1,088 k. */
static void short_put(const struct brief *brief, size_t m, double value) {
    bool share = strcmp(metric_of(brief, m)->unit, "share") == 0, large = fabs(value) >= 1e5;
    double shown = share ? 100 * value : large ? value / 1000 : value;
    real_put(brief, shown, decimals_for(shown, 0), false);
    text_append_string(brief->line, share ? " %" : large ? " k" : "");
}

/* ---- lines ---- */

/* Columns of a text: bytes that neither continue a character nor set a colour. */
static size_t columns_of(const char *bytes, size_t length) {
    size_t n = 0;
    bool escape = false;
    for (size_t i = 0; i < length; i++) {
        escape = escape || bytes[i] == '\033';
        n += !escape && ((unsigned char)bytes[i] & 0xc0) != 0x80;
        escape = escape && bytes[i] != 'm';
    }
    return n;
}

/* Bytes of the first line of a text: as many words as fit. */
static size_t words_fit(const char *text, size_t room) {
    size_t length = strlen(text), end = 0;
    if (columns_of(text, length) <= room) return length;
    for (size_t i = 0; i < length; i++)
        if (text[i] == ' ' && text[i + 1] != '%' && columns_of(text, i) <= room) end = i;
    return end > 0 ? end : length;
}

/* Prints the line, the words that do not fit below it, `indent` columns in. */
static void line_end(const struct brief *brief, size_t indent) {
    while (brief->line->length > 0 && brief->line->bytes[brief->line->length - 1] == ' ')
        brief->line->bytes[--brief->line->length] = '\0';
    const char *at = brief->line->length > 0 ? brief->line->bytes : "";
    size_t inside = 0;
    do {
        size_t length = words_fit(at, WIDTH - inside);
        (void)fprintf(brief->stream, "%*s%.*s\n", (int)inside, "", (int)length, at);
        at += length + (at[length] == ' ');
        inside = indent;
    } while (*at != '\0');
    text_clear(brief->line);
}

static void pad_to(const struct brief *brief, size_t column) {
    size_t used = brief->line->length > 0 ? columns_of(brief->line->bytes, brief->line->length) : 0;
    for (; used < column; used++) text_append(brief->line, " ", 1);
}

/* ---- what was run ---- */

static const char *plural(size_t n) { return n == 1 ? "" : "s"; }

static void head_put(const struct brief *brief) {
    const struct comparison *comparison = brief->comparison;
    text_print(
        brief->line, "%zu world%s (what is not known) x %zu replication%s (chance) of %zu option%s; reference: %s.",
        comparison->worlds, plural(comparison->worlds), comparison->replications, plural(comparison->replications),
        comparison->n_option, plural(comparison->n_option), comparison->options[comparison->reference]);
    line_end(brief, 0);
    text_print(brief->line, "± is a %g %% interval with the world as the unit.", 100 * comparison->confidence);
    if (comparison->worlds < 2)
        text_append_string(brief->line, " With one world there is none: add worlds with --worlds.");
    else if (comparison->worlds < FEW_WORLDS)
        text_append_string(brief->line, " Few worlds: intervals are rough; add some with --worlds.");
    if (comparison->failed > 0)
        text_print(brief->line, " %zu of %zu rows failed and enter nothing.", comparison->failed, comparison->rows);
    line_end(brief, 0);
}

/* ---- best on what ---- */

/* Columns of the list: metric, option, mean, share of worlds, lead. */
struct layout {
    size_t option, mean, share, lead;
};

static bool same_everywhere(const struct decision_metric *metric) {
    return metric->rival >= 0 && metric->lead.mean == 0 && !(metric->lead.half > 0);
}

static void lead_put(const struct brief *brief, const struct decision_metric *metric) {
    const char *rival = metric->rival >= 0 ? option_of(brief, metric->rival) : "";
    const char *unit = metric_of(brief, metric->metric)->unit;
    if (metric->rival < 0) return;
    if (same_everywhere(metric)) text_print(brief->line, "no difference to %s", rival);
    else if (!metric->settled) text_print(brief->line, "not settled: or %s", rival);
    else {
        double scale = strcmp(unit, "share") == 0 ? 100 : 1;
        int decimals = decimals_for(scale * metric->lead.mean, scale * metric->lead.half);
        real_put(brief, scale * metric->lead.mean, decimals, false);
        if (metric->lead.half > 0) text_append_string(brief->line, " ±");
        if (metric->lead.half > 0) real_put(brief, scale * metric->lead.half, decimals, false);
        text_print(brief->line, " to %s", rival);
    }
}

static void metric_put(const struct brief *brief, const struct layout *layout, size_t m) {
    const struct decision_metric *metric = &brief->decision->metrics[m];
    size_t cell = m * brief->comparison->n_option + (size_t)metric->best;
    text_append_string(brief->line, metric_of(brief, m)->name);
    pad_to(brief, layout->option);
    text_append_string(brief->line, option_of(brief, metric->best));
    pad_to(brief, layout->mean);
    short_put(brief, m, brief->comparison->cells[cell].value.mean);
    pad_to(brief, layout->share);
    if (metric->rival >= 0 && metric->worlds > 1) chance_put(brief, metric->cells[metric->best].best.value);
    pad_to(brief, layout->lead);
    lead_put(brief, metric);
    line_end(brief, layout->lead);
}

static void best_list(const struct brief *brief) {
    struct layout layout = {.option = brief->metric + 1};
    layout.mean = layout.option + brief->name + 1;
    layout.share = layout.mean + 9;
    layout.lead = layout.share + 10;
    line_end(brief, 0);
    paint(brief, bold);
    text_append_string(brief->line, "best on");
    pad_to(brief, layout.option);
    text_append_string(brief->line, "option");
    pad_to(brief, layout.mean);
    text_append_string(brief->line, "mean");
    pad_to(brief, layout.share);
    text_append_string(brief->line, "best in");
    pad_to(brief, layout.lead);
    text_append_string(brief->line, "lead to the next best");
    paint(brief, plain);
    line_end(brief, 0);
    for (size_t m = 0; m < brief->decision->n_shown; m++)
        if (brief->decision->metrics[m].best >= 0) metric_put(brief, &layout, m);
}

/* ---- targets, criteria, front ---- */

/* "reach (reach_6h at least 10 %): one_camp 40 %, status_quo 12 %", the likeliest first. */
static void target_put(const struct brief *brief, const struct decision_target *target) {
    const struct comparison *comparison = brief->comparison;
    size_t m = 0;
    bool *told = memory_take((comparison->n_option + 1) * sizeof *told);
    memset(told, 0, (comparison->n_option + 1) * sizeof *told);
    while (comparison->metrics[m] != target->metric) m++;
    text_print(brief->line, "Target %s, %s at %s ", target->id, metric_of(brief, m)->name,
               target->at_least ? "least" : "most");
    value_put(brief, m, target->value, 0);
    text_append_string(brief->line, ", is met by the mean of a world with probability");
    for (size_t i = 0; i < comparison->n_option; i++) {
        size_t best = comparison->n_option;
        for (size_t o = 0; o < comparison->n_option; o++)
            if (!told[o] && (best == comparison->n_option || target->met[o].value > target->met[best].value)) best = o;
        told[best] = true;
        text_print(brief->line, "%s %s ", i > 0 ? "," : "", comparison->options[best]);
        chance_put(brief, target->met[best].value);
    }
    text_append_string(brief->line, ".");
    memory_free(told);
    line_end(brief, 2);
}

static void ranks_put(const struct brief *brief) {
    const struct decision_rank *ranks = brief->decision->ranks;
    text_append_string(brief->line, brief->decision->lexicographic ? "By the study's criteria, one after the other:"
                                                                   : "By the study's criteria, weighted:");
    for (size_t place = 1; place <= brief->comparison->n_option; place++)
        for (size_t o = 0; o < brief->comparison->n_option; o++) {
            if (ranks[o].place != place) continue;
            text_print(brief->line, "%s %zu. %s (first in ", place > 1 ? "," : "", place,
                       brief->comparison->options[o]);
            chance_put(brief, ranks[o].first.value);
            text_append_string(brief->line, ")");
        }
    text_append_string(brief->line, ".");
    line_end(brief, 2);
}

/* Options that another one equals or beats on everything. */
static void front_put(const struct brief *brief) {
    size_t beaten = 0;
    for (size_t o = 0; o < brief->comparison->n_option; o++) beaten += !brief->decision->front[o];
    const char *on = brief->decision->ranks != NULL ? "all criteria" : "every metric";
    if (beaten == 0) text_print(brief->line, "No option is beaten on %s", on);
    else text_print(brief->line, "Beaten or equalled on %s by another option:", on);
    for (size_t o = 0, told = 0; o < brief->comparison->n_option; o++)
        if (!brief->decision->front[o])
            text_print(brief->line, "%s %s", told++ > 0 ? "," : "", brief->comparison->options[o]);
    text_append_string(brief->line, ".");
    if (brief->decision->ranks == NULL)
        text_append_string(brief->line, " There is no overall winner: the study states no criteria.");
    line_end(brief, 2);
}

/* ---- what would change it ---- */

/* "resp_rmean_h 66.1 h" for the first metrics, with the option if it is not the study's best one. */
static void headline_put(const struct brief *brief, const struct decision_assumption *assumption) {
    size_t told = 0;
    for (size_t m = 0; m < brief->decision->n_shown && told < FIRST; m++) {
        int best = assumption->best[m];
        if (best < 0) continue;
        text_print(brief->line, "%s %s ", told++ > 0 ? "," : "", metric_of(brief, m)->name);
        value_put(brief, m, assumption->cells[m * brief->comparison->n_option + (size_t)best].value.mean, 0);
        if (best != brief->decision->metrics[m].best) text_print(brief->line, " with %s", option_of(brief, best));
    }
}

static void changes_put(const struct brief *brief, const struct decision_assumption *assumption) {
    size_t told = 0;
    for (size_t m = 0; m < brief->decision->n_shown; m++) {
        if (!assumption->changes[m]) continue;
        text_print(brief->line, "%s %s %s instead of %s", told++ > 0 ? "," : "; best on", metric_of(brief, m)->name,
                   option_of(brief, assumption->best[m]), option_of(brief, brief->decision->metrics[m].best));
    }
    text_append_string(brief->line, told == 0 ? "; no clear change." : ".");
}

static void assumptions_put(const struct brief *brief) {
    for (size_t i = 0; i < brief->decision->n_assumption; i++) {
        const struct decision_assumption *assumption = &brief->decision->assumptions[i];
        text_print(brief->line, "With %s:", assumption->text);
        headline_put(brief, assumption);
        changes_put(brief, assumption);
        line_end(brief, 2);
    }
}

/* "Where response.commit_probability is below 0.21 (0.18 to 0.25), b is best on deaths, not a." */
static void break_even_put(const struct brief *brief, size_t m, const struct decision_unknown *unknown) {
    int best = brief->decision->metrics[m].best;
    bool below = unknown->best_low != best;
    const struct estimate *at = &unknown->break_even;
    const char *unit = unknown->unit[0] != '\0' ? " " : "";
    int decimals = decimals_for(at->value, (at->high - at->low) / 2);
    text_print(brief->line, "Where %s is %s ", unknown->path, below ? "below" : "above");
    real_put(brief, at->value, decimals, false);
    text_append_string(brief->line, " (");
    real_put(brief, at->low, decimals, false);
    text_append_string(brief->line, " to ");
    real_put(brief, at->high, decimals, false);
    text_print(brief->line, ")%s%s, %s is best on %s, not %s.", unit, unknown->unit,
               option_of(brief, below ? unknown->best_low : unknown->best_high), metric_of(brief, m)->name,
               option_of(brief, best));
    line_end(brief, 2);
}

/* Metrics that are one the complement of the other change at the same value: it is told once. */
static bool told_before(const struct brief *brief, size_t m, const struct decision_unknown *unknown) {
    for (size_t before = 0; before < m; before++)
        for (size_t u = 0; u < brief->decision->metrics[before].n_unknown; u++) {
            const struct decision_unknown *other = &brief->decision->metrics[before].unknowns[u];
            if (other->settled && other->unknown == unknown->unknown && other->best_low == unknown->best_low &&
                other->best_high == unknown->best_high && other->break_even.value == unknown->break_even.value)
                return true;
        }
    return false;
}

/* Settled break-even values in the order of the metrics; returns how many there are. */
static size_t break_evens_put(const struct brief *brief) {
    size_t n = 0;
    for (size_t m = 0; m < brief->decision->n_shown; m++) {
        const struct decision_metric *metric = &brief->decision->metrics[m];
        for (size_t u = 0; u < metric->n_unknown; u++) {
            if (!metric->unknowns[u].settled || told_before(brief, m, &metric->unknowns[u])) continue;
            if (n++ < UNKNOWNS) break_even_put(brief, m, &metric->unknowns[u]);
        }
    }
    if (n > UNKNOWNS) {
        text_print(brief->line, "%zu more such values: mandate compare DIR --json.", n - UNKNOWNS);
        line_end(brief, 2);
    }
    return n;
}

/* What it would be worth to know all, and the most valuable unknown, on the first metric. */
static void worth_put(const struct brief *brief) {
    size_t m = 0;
    while (m < brief->decision->n_shown && brief->decision->metrics[m].best < 0) m++;
    if (m == brief->decision->n_shown || brief->comparison->n_option < 2) return;
    const struct decision_metric *metric = &brief->decision->metrics[m];
    const struct decision_unknown *top = NULL;
    for (size_t u = 0; u < metric->n_unknown; u++)
        if (top == NULL || metric->unknowns[u].worth.value > top->worth.value) top = &metric->unknowns[u];
    text_print(brief->line, "To know everything before choosing would be worth ");
    value_put(brief, m, metric->perfect.value, 0);
    text_print(brief->line, " of %s", metric_of(brief, m)->name);
    if (top != NULL && top->worth.low > 0) {
        text_append_string(brief->line, "; of single unknowns most to know ");
        text_print(brief->line, "%s, ", top->path);
        value_put(brief, m, top->worth.value, 0);
    } else if (metric->n_unknown > 0) {
        text_append_string(brief->line, "; no single unknown is clearly worth anything");
    }
    text_append_string(brief->line, ".");
    line_end(brief, 2);
}

static void unknowns_put(const struct brief *brief) {
    size_t all = 0;
    for (size_t m = 0; m < brief->decision->n_shown; m++) all += brief->decision->metrics[m].n_unknown;
    if (all > 0 && break_evens_put(brief) == 0) {
        text_append_string(brief->line,
                           "No single unknown, within its range, clearly changes the best option on any metric.");
        line_end(brief, 2);
    }
    worth_put(brief);
}

void brief_print(FILE *stream, const struct decision *decision, bool color) {
    struct text line = {0};
    const struct comparison *comparison = decision->comparison;
    struct brief brief = {stream, &line, decision, comparison, strlen("option"), 0, color};
    for (size_t o = 0; o < comparison->n_option; o++)
        if (strlen(comparison->options[o]) > brief.name) brief.name = strlen(comparison->options[o]);
    for (size_t m = 0; m < decision->n_shown; m++)
        if (decision->metrics[m].best >= 0 && strlen(metric_of(&brief, m)->name) > brief.metric)
            brief.metric = strlen(metric_of(&brief, m)->name);
    head_put(&brief);
    best_list(&brief);
    table_first_print(stream, comparison, WIDTH, color);
    line_end(&brief, 0);
    for (size_t t = 0; t < decision->n_target; t++) target_put(&brief, &decision->targets[t]);
    if (comparison->n_option > 1) {
        if (decision->ranks != NULL) ranks_put(&brief);
        front_put(&brief);
    }
    assumptions_put(&brief);
    unknowns_put(&brief);
    text_free(&line);
}
