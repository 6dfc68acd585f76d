/* Printing. Metrics are columns, as many side by side as the width holds; options are rows. */
#include "output/table.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

enum { WIDTH = 120, FEW_WORLDS = 20, NUMBER = TABLE_NUMBER, GAP = 3, MOST_DECIMALS = 6 };

static const char *const bold = "\033[1m", *const dim = "\033[2m", *const green = "\033[32m", *const red = "\033[31m",
                         *const plain = "\033[0m";

struct table {
    FILE *stream;
    struct text *line; /* printed without the blanks at its end */
    const struct comparison *comparison;
    size_t width, name; /* columns of all, and of the options' names */
    bool color;
};

/* How one metric is shown. */
struct column {
    double scale;                     /* 1, or 1/1000 */
    int decimals, finer;              /* of values, and of differences */
    size_t value, half, step, spread; /* widths: value, half-width, difference, its half-width */
};

/* ---- numbers ---- */

/* Digits before the point less one: 2 for 123, -2 for 0.05. */
static int magnitude(double value) { return (int)floor(log10(fabs(value))); }

static int clamp(int value, int low, int high) { return value < low ? low : value > high ? high : value; }

size_t table_number(char out[TABLE_NUMBER], double value, int decimals, bool sign) {
    char digits[NUMBER];
    if (!isfinite(value) || fabs(value) >= 1e15)
        return (size_t)snprintf(out, NUMBER, "%s", isnan(value) ? "-" : value > 0 ? "inf" : "-inf");
    int length = snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value));
    size_t whole = strcspn(digits, "."), n = 0;
    bool zero = strspn(digits, "0.") == (size_t)length;
    if (value < 0 && !zero) out[n++] = '-';
    if (value > 0 && !zero && sign) out[n++] = '+';
    for (size_t i = 0; i < (size_t)length; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) out[n++] = ',';
        out[n++] = digits[i];
    }
    out[n] = '\0';
    return n;
}

static const struct comparison_cell *cell_of(const struct table *table, size_t metric, size_t option) {
    return &table->comparison->cells[metric * table->comparison->n_option + option];
}

static void widen(size_t *width, double value, int decimals, bool sign) {
    char text[NUMBER];
    size_t n = table_number(text, value, decimals, sign);
    if (n > *width) *width = n;
}

/* Three digits of the largest mean; differences get up to two more, to show two digits of their widest interval.
 * From a million on, thousands are shown. */
static void decimals_choose(const struct table *table, size_t metric, struct column *column) {
    double most = 0, widest = 0;
    for (size_t o = 0; o < table->comparison->n_option; o++) {
        const struct comparison_cell *cell = cell_of(table, metric, o);
        if (isfinite(cell->value.mean)) most = fmax(most, fabs(cell->value.mean));
        if (o != table->comparison->reference && isfinite(cell->difference.half))
            widest = fmax(widest, cell->difference.half);
    }
    column->scale = most >= 1e6 ? 1e-3 : 1;
    column->decimals = most > 0 ? clamp(2 - magnitude(most * column->scale), 0, MOST_DECIMALS) : 0;
    column->finer = widest > 0 ? 1 - magnitude(widest * column->scale) : column->decimals;
    column->finer = clamp(column->finer, column->decimals, column->decimals + 2);
}

static struct column column_of(const struct table *table, size_t metric) {
    struct column column = {0};
    decimals_choose(table, metric, &column);
    for (size_t o = 0; o < table->comparison->n_option; o++) {
        const struct comparison_cell *cell = cell_of(table, metric, o);
        widen(&column.value, column.scale * cell->value.mean, column.decimals, false);
        widen(&column.half, column.scale * cell->value.half, column.decimals, false);
        if (o == table->comparison->reference) continue;
        widen(&column.step, column.scale * cell->difference.mean, column.finer, true);
        widen(&column.spread, column.scale * cell->difference.half, column.finer, false);
    }
    return column;
}

/* "thousand persons, less is better"; returns the length. */
static size_t title_write(const struct table *table, size_t metric, double scale, char title[NUMBER]) {
    const struct mandate_metric *row = &mandate_metrics[table->comparison->metrics[metric]];
    return (size_t)snprintf(title, NUMBER, "%s%.12s%s", scale < 1 ? "thousand " : "", row->unit,
                            row->sense > 0   ? ", more is better"
                            : row->sense < 0 ? ", less is better"
                                             : "");
}

/* "value ±half  step ±spread *" or its titles, whichever is wider. */
static size_t column_width(const struct table *table, size_t metric, const struct column *column) {
    char title[NUMBER];
    size_t numbers = column->value + 2 + column->half + (column->step > 0 ? column->step + column->spread + 6 : 0);
    size_t name = strlen(mandate_metrics[table->comparison->metrics[metric]].name);
    size_t unit = title_write(table, metric, column->scale, title);
    size_t titles = name > unit ? name : unit;
    return numbers > titles ? numbers : titles;
}

/* ---- lines ---- */

static void put(const struct table *table, const char *text) { text_append_string(table->line, text); }

static void pad(const struct table *table, size_t n) {
    for (size_t i = 0; i < n; i++) text_append(table->line, " ", 1);
}

static void paint(const struct table *table, const char *color) {
    if (table->color) put(table, color);
}

static void line_end(const struct table *table) {
    size_t n = table->line->length;
    while (n > 0 && table->line->bytes[n - 1] == ' ') n--;
    (void)fprintf(table->stream, "%.*s\n", (int)n, n > 0 ? table->line->bytes : "");
    text_clear(table->line);
}

static void right(const struct table *table, const char *text, size_t length, size_t width) {
    pad(table, width > length ? width - length : 0);
    put(table, text);
}

static void number_put(const struct table *table, double value, int decimals, bool sign, size_t width) {
    char text[NUMBER];
    size_t n = table_number(text, value, decimals, sign);
    right(table, text, n, width);
}

/* " ±half", blank when there is none. */
static void half_put(const struct table *table, double half, int decimals, size_t width) {
    char text[NUMBER];
    size_t n = table_number(text, half, decimals, false);
    if (isnan(half)) {
        pad(table, width + 2);
        return;
    }
    text_print(table->line, " ±%s", text);
    pad(table, width - n);
}

static bool sure(const struct interval *difference) { return fabs(difference->mean) > difference->half; }

static const char *judgement(const struct table *table, size_t metric, const struct interval *difference) {
    int sense = mandate_metrics[table->comparison->metrics[metric]].sense;
    if (!sure(difference) || sense == 0) return "";
    return (difference->mean > 0) == (sense > 0) ? green : red;
}

/* Returns the columns used. */
static size_t cell_put(const struct table *table, size_t metric, size_t option, const struct column *column) {
    const struct comparison_cell *cell = cell_of(table, metric, option);
    number_put(table, column->scale * cell->value.mean, column->decimals, false, column->value);
    half_put(table, column->scale * cell->value.half, column->decimals, column->half);
    size_t used = column->value + 2 + column->half;
    if (option == table->comparison->reference || column->step == 0) return used;
    const char *color = judgement(table, metric, &cell->difference);
    pad(table, 2);
    paint(table, color);
    number_put(table, column->scale * cell->difference.mean, column->finer, true, column->step);
    half_put(table, column->scale * cell->difference.half, column->finer, column->spread);
    put(table, sure(&cell->difference) ? " *" : "  ");
    if (color[0] != '\0') paint(table, plain);
    return used + column->step + column->spread + 6;
}

/* Metrics first ... end - 1 side by side. */
struct group {
    size_t first, end;
    struct column columns[MANDATE_METRICS];
    size_t widths[MANDATE_METRICS];
};

static struct group group_of(const struct table *table, size_t first) {
    struct group group = {.first = first, .end = first};
    size_t used = table->name;
    for (size_t m = first; m < table->comparison->n_metric; m++) {
        group.columns[m - first] = column_of(table, m);
        group.widths[m - first] = column_width(table, m, &group.columns[m - first]);
        used += GAP + group.widths[m - first];
        if (used > table->width && m > first) break;
        group.end = m + 1;
    }
    return group;
}

static void titles_put(const struct table *table, const struct group *group) {
    char title[NUMBER];
    paint(table, bold);
    pad(table, table->name);
    for (size_t m = group->first; m < group->end; m++) {
        const char *name = mandate_metrics[table->comparison->metrics[m]].name;
        text_print(table->line, "%*s%s", GAP, "", name);
        if (m + 1 < group->end) pad(table, group->widths[m - group->first] - strlen(name));
    }
    paint(table, plain);
    line_end(table);
    paint(table, dim);
    pad(table, table->name);
    for (size_t m = group->first; m < group->end; m++) {
        size_t n = title_write(table, m, group->columns[m - group->first].scale, title);
        text_print(table->line, "%*s%s", GAP, "", title);
        if (m + 1 < group->end) pad(table, group->widths[m - group->first] - n);
    }
    paint(table, plain);
    line_end(table);
}

static void option_put(const struct table *table, const struct group *group, size_t option) {
    const char *name = table->comparison->options[option];
    put(table, name);
    pad(table, table->name - strlen(name));
    for (size_t m = group->first; m < group->end; m++) {
        pad(table, GAP);
        size_t used = cell_put(table, m, option, &group->columns[m - group->first]);
        if (m + 1 < group->end) pad(table, group->widths[m - group->first] - used);
    }
    line_end(table);
}

/* ---- sentences ---- */

static void count_put(const struct table *table, size_t n) { number_put(table, (double)n, 0, false, 0); }

static void sentence_means(const struct table *table) {
    const struct comparison *comparison = table->comparison;
    put(table, "Means over ");
    count_put(table, comparison->worlds);
    put(table, comparison->worlds == 1 ? " world x " : " worlds x ");
    count_put(table, comparison->replications);
    put(table, comparison->replications == 1 ? " replication" : " replications");
    text_print(table->line, "; ± is the half-width of a %g %% interval that treats the world as the unit.",
               100 * comparison->confidence);
    line_end(table);
}

static void sentence_failed(const struct table *table) {
    count_put(table, table->comparison->failed);
    put(table, " of ");
    count_put(table, table->comparison->rows);
    put(table, " rows failed and enter no mean; see the column status of runs.csv.");
    line_end(table);
}

static void sentences_put(const struct table *table) {
    const struct comparison *comparison = table->comparison;
    sentence_means(table);
    if (comparison->n_option > 1) {
        text_print(table->line, "Beside it: the paired difference to %s; * = its interval excludes 0.",
                   comparison->options[comparison->reference]);
        line_end(table);
    }
    if (comparison->worlds < FEW_WORLDS) {
        put(table, comparison->worlds < 2 ? "With one world there are no intervals: add worlds with --worlds."
                                          : "Few worlds: the intervals are rough; add some with --worlds.");
        line_end(table);
    }
    if (comparison->failed > 0) sentence_failed(table);
}

static struct table table_of(FILE *stream, const struct comparison *comparison, int width, bool color,
                             struct text *line) {
    struct table table = {.stream = stream,
                          .line = line,
                          .comparison = comparison,
                          .width = width > 0 ? (size_t)width : WIDTH,
                          .color = color};
    for (size_t o = 0; o < comparison->n_option; o++) {
        size_t n = strlen(comparison->options[o]);
        if (n > table.name) table.name = n;
    }
    return table;
}

static void group_put(const struct table *table, const struct group *group) {
    line_end(table);
    titles_put(table, group);
    for (size_t o = 0; o < table->comparison->n_option; o++) option_put(table, group, o);
}

void table_first_print(FILE *stream, const struct comparison *comparison, int width, bool color) {
    struct text line = {0};
    struct table table = table_of(stream, comparison, width, color, &line);
    struct group group = group_of(&table, 0);
    group_put(&table, &group);
    text_free(&line);
}

void table_print(FILE *stream, const struct comparison *comparison, int width, bool color) {
    struct text line = {0};
    struct table table = table_of(stream, comparison, width, color, &line);
    sentences_put(&table);
    struct group group;
    for (size_t first = 0; first < comparison->n_metric; first = group.end) {
        group = group_of(&table, first);
        group_put(&table, &group);
    }
    text_free(&line);
}
