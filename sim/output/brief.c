/* Lines are made in a text and cut at the width by whole words. */
#include "output/brief.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "output/brief_part.h"
#include "output/shown.h"
#include "output/table.h"

enum { FEW_WORLDS = 20 };

static const char *const bold = "\033[1m", *const plain = "\033[0m";

/* ---- words and numbers ---- */

static void paint(const struct brief *brief, const char *color) {
    if (brief->color) text_append_string(brief->line, color);
}

/* The same without a unit but %, in few columns: 1,088 k. */
static void short_put(const struct brief *brief, size_t m, double value) {
    bool share = strcmp(brief_metric(brief, m)->unit, "share") == 0, large = fabs(value) >= 1e5;
    double shown = share ? 100 * value : large ? value / 1000 : value;
    shown_real(brief->line, shown, shown_decimals(shown, 0), false);
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
void brief_line_end(const struct brief *brief, size_t indent) {
    while (brief->line->length > 0 && brief->line->bytes[brief->line->length - 1] == ' ')
        brief->line->bytes[--brief->line->length] = '\0';
    const char *at = brief->line->length > 0 ? brief->line->bytes : "";
    size_t inside = 0;
    do {
        size_t length = words_fit(at, BRIEF_WIDTH - inside);
        (void)fprintf(brief->stream, "%*s%.*s\n", (int)inside, "", (int)length, at);
        at += length + (at[length] == ' ');
        inside = indent;
    } while (*at != '\0');
    text_clear(brief->line);
}

void brief_pad_to(const struct brief *brief, size_t column) {
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
    brief_line_end(brief, 0);
    text_print(brief->line, "± is a %g %% interval with the world as the unit.", 100 * comparison->confidence);
    if (comparison->worlds < 2)
        text_append_string(brief->line, " With one world there is none: add worlds with --worlds.");
    else if (comparison->worlds < FEW_WORLDS)
        text_append_string(brief->line, " Few worlds: intervals are rough; add some with --worlds.");
    if (comparison->failed > 0)
        text_print(brief->line, " %zu of %zu rows failed and enter nothing.", comparison->failed, comparison->rows);
    brief_line_end(brief, 0);
}

/* ---- best on what ---- */

/* Columns of the list: metric, option, mean, share of worlds, lead. */
struct layout {
    size_t option, mean, share, lead;
};

static bool same_everywhere(const struct decision_metric *metric) {
    return metric->rival >= 0 && metric->lead.mean == 0 && !(metric->lead.half > 0);
}

/* Percentage points go without their name here, as the unit of the metric does. */
static void lead_size_put(const struct brief *brief, const struct decision_metric *metric) {
    double scale = strcmp(brief_metric(brief, metric->metric)->unit, "share") == 0 ? 100 : 1;
    double mean = scale * metric->lead.mean, half = scale * metric->lead.half;
    int decimals = shown_decimals(mean, half);
    shown_real(brief->line, mean, decimals, false);
    if (half > 0) text_append_string(brief->line, " ±");
    if (half > 0) shown_real(brief->line, half, decimals, false);
}

static void lead_put(const struct brief *brief, const struct decision_metric *metric) {
    const char *rival = metric->rival >= 0 ? brief_option(brief, metric->rival) : "";
    if (metric->rival < 0) return;
    if (same_everywhere(metric)) {
        text_print(brief->line, "no difference to %s", rival);
    } else if (metric->slight) {
        text_print(brief->line, "under 0.1 %% to %s", rival);
    } else if (!metric->settled) {
        text_print(brief->line, "not settled: or %s", rival);
    } else {
        lead_size_put(brief, metric);
        text_print(brief->line, " to %s", rival);
    }
}

static void metric_put(const struct brief *brief, const struct layout *layout, size_t m) {
    const struct decision_metric *metric = &brief->decision->metrics[m];
    size_t cell = m * brief->comparison->n_option + (size_t)metric->best;
    text_append_string(brief->line, brief_metric(brief, m)->name);
    brief_pad_to(brief, layout->option);
    text_append_string(brief->line, brief_option(brief, metric->best));
    brief_pad_to(brief, layout->mean);
    short_put(brief, m, brief->comparison->cells[cell].value.mean);
    brief_pad_to(brief, layout->share);
    if (metric->rival >= 0 && metric->worlds > 1) shown_chance(brief->line, metric->cells[metric->best].best.value);
    brief_pad_to(brief, layout->lead);
    lead_put(brief, metric);
    brief_line_end(brief, layout->lead);
}

static void best_list(const struct brief *brief) {
    struct layout layout = {.option = brief->metric + 1};
    layout.mean = layout.option + brief->name + 1;
    layout.share = layout.mean + 9;
    layout.lead = layout.share + 10;
    brief_line_end(brief, 0);
    paint(brief, bold);
    text_append_string(brief->line, "best on");
    brief_pad_to(brief, layout.option);
    text_append_string(brief->line, "option");
    brief_pad_to(brief, layout.mean);
    text_append_string(brief->line, "mean");
    brief_pad_to(brief, layout.share);
    text_append_string(brief->line, "best in");
    brief_pad_to(brief, layout.lead);
    text_append_string(brief->line, "lead to the next best");
    paint(brief, plain);
    brief_line_end(brief, 0);
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
    text_print(brief->line, "Target %s, %s at %s ", target->id, brief_metric(brief, m)->name,
               target->at_least ? "least" : "most");
    shown_value(brief->line, target->metric, target->value, 0);
    text_append_string(brief->line, ", is met by the mean of a world with probability");
    for (size_t i = 0; i < comparison->n_option; i++) {
        size_t best = comparison->n_option;
        for (size_t o = 0; o < comparison->n_option; o++)
            if (!told[o] && (best == comparison->n_option || target->met[o].value > target->met[best].value)) best = o;
        told[best] = true;
        text_print(brief->line, "%s %s ", i > 0 ? "," : "", comparison->options[best]);
        shown_chance(brief->line, target->met[best].value);
    }
    text_append_string(brief->line, ".");
    memory_free(told);
    brief_line_end(brief, 2);
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
            shown_chance(brief->line, ranks[o].first.value);
            text_append_string(brief->line, ")");
        }
    text_append_string(brief->line, ".");
    brief_line_end(brief, 2);
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
    brief_line_end(brief, 2);
}

void brief_print(FILE *stream, const struct decision *decision, bool color) {
    struct text line = {0};
    const struct comparison *comparison = decision->comparison;
    struct brief brief = {stream, &line, decision, comparison, strlen("option"), 0, color};
    for (size_t o = 0; o < comparison->n_option; o++)
        if (strlen(comparison->options[o]) > brief.name) brief.name = strlen(comparison->options[o]);
    for (size_t m = 0; m < decision->n_shown; m++)
        if (decision->metrics[m].best >= 0 && strlen(brief_metric(&brief, m)->name) > brief.metric)
            brief.metric = strlen(brief_metric(&brief, m)->name);
    head_put(&brief);
    best_list(&brief);
    table_first_print(stream, comparison, BRIEF_WIDTH, color);
    brief_line_end(&brief, 0);
    for (size_t t = 0; t < decision->n_target; t++) target_put(&brief, &decision->targets[t]);
    if (comparison->n_option > 1) {
        if (decision->ranks != NULL) ranks_put(&brief);
        front_put(&brief);
    }
    brief_changes(&brief);
    text_free(&line);
}
