/* Figures over time, from series.csv: bands by option, means of all options. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/csv.h"
#include "output/plot/part.h"

enum { BAND = 6, DATE = 24 };

/* What has been read of it. */
struct series {
    size_t n_metric;
    int metrics[MOST_METRICS];          /* columns of the block are in this order */
    double values[MOST_METRICS * BAND]; /* of the date at hand: mean, p05, p25, p50, p75, p95 of each metric */
    char option[64], date[DATE];        /* at hand */
    char first[DATE], last[DATE];
    size_t n_option;
    double most[MOST_METRICS]; /* largest mean or 95 % quantile */
    bool bands;                /* the quantiles count for `most` */
    double scale;
};

static void date_close(struct plot *plot, struct series *series) {
    if (series->date[0] == '\0') return;
    text_print(&plot->script, "%s%s ", series->date, strchr(series->date, 'T') == NULL ? "T00:00" : "");
    for (size_t i = 0; i < series->n_metric * BAND; i++) number_put(&plot->script, series->values[i]);
    text_append_string(&plot->script, "\n");
    series->date[0] = '\0';
}

static void option_close(struct plot *plot, struct series *series) {
    date_close(plot, series);
    if (series->option[0] != '\0') text_append_string(&plot->script, "EOD\n");
}

static void date_open(struct series *series, const char *date) {
    (void)snprintf(series->date, DATE, "%.20s", date);
    if (series->first[0] == '\0' || strcmp(series->date, series->first) < 0) memcpy(series->first, series->date, DATE);
    if (strcmp(series->date, series->last) > 0) memcpy(series->last, series->date, DATE);
    for (size_t i = 0; i < series->n_metric * BAND; i++) series->values[i] = (double)NAN;
}

static void option_open(struct plot *plot, struct series *series, const char *option) {
    (void)snprintf(series->option, sizeof series->option, "%.63s", option);
    text_print(&plot->script, "$o%zu << EOD\n", ++series->n_option);
}

static void band_take(struct series *series, const struct csv_reader *reader, size_t m, const int columns[BAND]) {
    for (size_t i = 0; i < BAND; i++) {
        double value = series->scale * csv_number(reader, (size_t)columns[i]);
        series->values[m * BAND + i] = value;
        if (isfinite(value) && (i == 0 || series->bands)) series->most[m] = fmax(series->most[m], value);
    }
}

/* Columns of series.csv: option, date, metric, then those of a band. */
static const char *const series_names[] = {"option", "date", "metric", "mean", "p05", "p25", "p50", "p75", "p95"};
enum { SERIES_COLUMNS = 3 + BAND };

static void series_row(struct plot *plot, struct series *series, const struct figure *figure,
                       const struct csv_reader *reader, const int columns[SERIES_COLUMNS]) {
    const char *metric = csv_field(reader, (size_t)columns[2]), *option = csv_field(reader, (size_t)columns[0]);
    const char *date = csv_field(reader, (size_t)columns[1]);
    size_t m = 0;
    while (m < figure->n && strcmp(figure->metrics[m], metric) != 0) m++;
    if (m == figure->n) return;
    if (strncmp(series->option, option, sizeof series->option - 1) != 0) {
        option_close(plot, series);
        option_open(plot, series, option);
    }
    if (strncmp(series->date, date, 20) != 0) {
        date_close(plot, series);
        date_open(series, date);
    }
    band_take(series, reader, m, columns + 3);
}

/* Writes data blocks $o1, $o2 ...: date, then six numbers for each metric of the figure. */
static enum mandate_status series_put(struct plot *plot, const struct figure *figure, struct series *series,
                                      struct file_reason *reason) {
    struct csv_reader *reader;
    int columns[SERIES_COLUMNS];
    bool more = true;
    enum mandate_status status = csv_open(plot->request->folder, "series.csv", &reader, reason);
    if (status != MANDATE_OK) return status;
    status =
        csv_columns_find(reader, plot->request->folder, "series.csv", series_names, SERIES_COLUMNS, columns, reason);
    while (status == MANDATE_OK && more) {
        status = csv_next(reader, &more, reason);
        if (status == MANDATE_OK && more) series_row(plot, series, figure, reader, columns);
    }
    option_close(plot, series);
    csv_close(reader);
    return status;
}

/* Ticks on the first of January and every few months after it. */
static void time_axis_put(struct plot *plot, const struct series *series) {
    static const int steps[] = {1, 2, 3, 6, 12, 24, 60, 120};
    const double month = 2629800; /* [s] */
    long from = strtol(series->first, NULL, 10), to = strtol(series->last, NULL, 10);
    long months = (to - from) * 12 + strtol(series->last + 5, NULL, 10) - strtol(series->first + 5, NULL, 10) + 1;
    size_t step = 0;
    while (step + 1 < sizeof steps / sizeof steps[0] && months / steps[step] > 5) step++;
    text_print(&plot->script,
               "set xdata time\nset timefmt '%%Y-%%m-%%dT%%H:%%M'\nset format x \"%%b\\n%%Y\"\nset xrange "
               "['%sT00:00':'%sT00:00']\n"
               "set xtics '%ld-01-01T00:00',%.0f\n",
               series->first, series->last, from, steps[step] * month);
}

static void ylabel_put(struct plot *plot, const char *label) { text_print(&plot->script, "set ylabel '%s'\n", label); }

/* ---- one panel for each option: bands over time ---- */

static void band_panel_put(struct plot *plot, size_t option, size_t reference) {
    const char *color = plot_palette[option % COLORS];
    text_print(&plot->script,
               "set title $names[%zu]\nplot $o%zu using 1:3:7 with filledcurves fillcolor rgb '%s' fillstyle solid "
               "0.18 noborder notitle, "
               "'' using 1:4:6 with filledcurves fillcolor rgb '%s' fillstyle solid 0.35 noborder notitle, ",
               option + 1, option + 1, color, color);
    if (option != reference)
        text_print(&plot->script,
                   "$o%zu using 1:5 with lines linecolor rgb '#777777' dashtype 2 linewidth 1.4 notitle, ",
                   reference + 1);
    text_print(&plot->script, "$o%zu using 1:5 with lines linecolor rgb '%s' dashtype 1 linewidth 2 notitle\n",
               option + 1, color);
}

enum mandate_status bands_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    struct series series = {.n_metric = 1, .bands = true, .scale = figure->scale};
    size_t n = plot->comparison->n_option, columns = panel_columns(n), rows = (n + columns - 1) / columns;
    script_begin(plot, rows < 2 ? 500 : (int)(350 * rows));
    enum mandate_status status = series_put(plot, figure, &series, reason);
    if (status != MANDATE_OK || series.n_option != n) return status;
    time_axis_put(plot, &series);
    text_print(&plot->script,
               "set yrange [0:%.17g]\nset multiplot layout %zu,%zu title \"%s, by option\\n"
               "(bands: 5-95 %% and 25-75 %% of all replications; line: median; dashed: median of the reference)\" "
               "font ',15'\n",
               series.most[0] > 0 ? 1.05 * series.most[0] : 1, rows, columns, figure->shown.title);
    for (size_t o = 0; o < n; o++) {
        ylabel_put(plot, o % columns == 0 ? figure->axis : "");
        band_panel_put(plot, o, plot->comparison->reference);
    }
    text_append_string(&plot->script, "unset multiplot\n");
    return MANDATE_OK;
}

/* ---- one panel for each metric: means of all options over time, and the band of the reference; sums of an interval
 * begin at the second date ---- */

static void lines_panel_put(struct plot *plot, const struct figure *figure, size_t m, double most) {
    size_t n = plot->comparison->n_option;
    text_print(
        &plot->script,
        "set title '%s'\nset yrange [0:%.17g]\nplot $o%zu every ::1 using 1:%zu:%zu with filledcurves fillcolor rgb "
        "'#777777' fillstyle solid 0.15 noborder notitle",
        figure->labels[m], most > 0 ? 1.05 * most : 1, plot->comparison->reference + 1, 3 + m * BAND, 7 + m * BAND);
    for (size_t o = 0; o < n; o++)
        text_print(&plot->script,
                   ", $o%zu every ::1 using 1:%zu with linespoints linetype %zu pointinterval 13 notitle", o + 1,
                   2 + m * BAND, o + 1);
    text_append_string(&plot->script, "\n");
}

/* The metrics of which an option has anything; all of them if none has. */
static size_t panels_wanted(const struct figure *figure, const struct series *series, size_t *wanted) {
    size_t n = 0;
    for (size_t m = 0; m < figure->n; m++)
        if (series->most[m] > 0) wanted[n++] = m;
    for (size_t m = 0; m < figure->n && (n == 0 || n == m); m++) wanted[n++] = m;
    return n;
}

enum mandate_status lines_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    struct series series = {.n_metric = figure->n, .bands = true, .scale = figure->scale};
    size_t wanted[MOST_METRICS];
    script_begin(plot, 780);
    enum mandate_status status = series_put(plot, figure, &series, reason);
    if (status != MANDATE_OK || series.n_option != plot->comparison->n_option) return status;
    size_t n = panels_wanted(figure, &series, wanted), columns = panel_columns(n), rows = (n + columns - 1) / columns;
    time_axis_put(plot, &series);
    text_print(&plot->script,
               "set multiplot title \"%s\\n(lines: means; grey: 5-95 %% of all replications of the reference)\" font "
               "',15'\nset size %.4f,%.4f\n",
               figure->shown.title, 1.0 / (double)columns, 0.82 / (double)rows);
    for (size_t i = 0; i < n; i++) {
        size_t column = i % columns, row = i / columns;
        ylabel_put(plot, column == 0 ? figure->axis : "");
        text_print(&plot->script, "set origin %.4f,%.4f\n", (double)column / (double)columns,
                   0.12 + 0.82 * (double)(rows - 1 - row) / (double)rows);
        lines_panel_put(plot, figure, wanted[i], series.most[wanted[i]]);
    }
    legend_put(plot, 0.1);
    text_append_string(&plot->script, "unset multiplot\n");
    return MANDATE_OK;
}
