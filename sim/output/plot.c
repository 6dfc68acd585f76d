/* Figures. Each is a row of a table with a function that writes a gnuplot script.
 *
 * Names from scenarios never stand in a command: they go into data blocks and are used from there. Colours are those
 * of Okabe & Ito (2008), which colour-blind people tell apart, with dashes and points beside them. */
#include "output/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "output/comparison.h"
#include "output/csv.h"
#include "output/gnuplot.h"

enum { MOST_METRICS = 8, BAND = 6, WIDTH = 1200, DATE = 24 };

struct plot {
    const char *folder;
    const struct comparison *comparison;
    struct text script;
    int height; /* [pixels] of the figure at hand */
};

struct figure {
    struct plot_figure shown;
    const char *axis; /* what the numbers are, with unit */
    size_t n;
    const char *metrics[MOST_METRICS]; /* names in series.csv or runs.csv */
    const char *labels[MOST_METRICS];  /* of the parts */
    const char *colors[MOST_METRICS];
    const char *total; /* metric shown as a point with its interval; NULL = none */
    double scale;      /* of the numbers: 100 for shares in % */
    enum mandate_status (*draw)(struct plot *plot, const struct figure *figure, struct file_reason *reason);
};

/* ---- parts of scripts ---- */

static const char *const palette[] = {"#000000", "#E69F00", "#56B4E9", "#009E73",
                                      "#D55E00", "#0072B2", "#CC79A7", "#888888"};
enum { COLORS = sizeof palette / sizeof palette[0] };

/* The letter, or what stands for one that would end the block, the line or the quotes. */
static char letter_shown(char letter) {
    if (letter == '"') return '\'';
    if (letter == '\\') return '/';
    if ((unsigned char)letter < ' ') return ' ';
    return letter;
}

/* A name in a data block. */
static void name_put(struct text *script, const char *name) {
    for (; *name != '\0'; name++) {
        char letter = letter_shown(*name);
        text_append(script, &letter, 1);
    }
}

/* gnuplot's word for "nothing". */
static void number_put(struct text *script, double value) {
    if (isfinite(value)) text_append_real(script, value);
    else text_append_string(script, "NaN");
    text_append(script, " ", 1);
}

/* One line for each option, so that $names[1] is the first one's name. */
static void names_put(struct plot *plot) {
    text_append_string(&plot->script, "$names << EOD\n");
    for (size_t o = 0; o < plot->comparison->n_option; o++) {
        name_put(&plot->script, plot->comparison->options[o]);
        text_append_string(&plot->script, strcmp(plot->comparison->options[o], "EOD") == 0 ? " \n" : "\n");
    }
    text_append_string(&plot->script, "EOD\n");
}

static void styles_put(struct plot *plot) {
    text_append_string(&plot->script,
                       "set encoding utf8\nset border 3 linecolor rgb '#555555'\nset tics nomirror scale 0.5\n"
                       "set grid linetype 1 linecolor rgb '#dddddd' linewidth 0.6\n");
    for (size_t o = 0; o < plot->comparison->n_option; o++)
        text_print(&plot->script,
                   "set linetype %zu linecolor rgb '%s' dashtype %zu pointtype %zu linewidth 1.6 pointsize 1\n", o + 1,
                   palette[o % COLORS], o % 5 + 1, o % 13 + 1);
}

/* Styles, names and title, as every figure begins. */
static void script_begin(struct plot *plot, int height) {
    text_clear(&plot->script);
    plot->height = height;
    styles_put(plot);
    names_put(plot);
}

/* The names of all options with their lines, as a strip along the bottom of a multiplot. */
static void legend_put(struct plot *plot, double share) {
    size_t n = plot->comparison->n_option, rows = (n + 3) / 4;
    text_print(&plot->script,
               "set origin 0,0\nset size 1,%.3f\nset margins 0,0,0,0\nunset title\nunset border\nunset tics\nunset "
               "grid\nunset label\n"
               "unset xlabel\nunset ylabel\nunset xdata\nset xrange [0:1]\nset yrange [0:1]\n"
               "set key center center horizontal Left reverse maxrows %zu samplen 4 width 2\nplot ",
               share, rows);
    for (size_t o = 1; o <= n; o++)
        text_print(&plot->script, "%sNaN with linespoints linetype %zu title $names[%zu]", o > 1 ? ", " : "", o, o);
    text_append_string(&plot->script, "\n");
}

/* ---- series.csv ---- */

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
    enum mandate_status status = csv_open(plot->folder, "series.csv", &reader, reason);
    if (status != MANDATE_OK) return status;
    for (size_t i = 0; i < SERIES_COLUMNS; i++) {
        columns[i] = csv_column(reader, series_names[i]);
        if (columns[i] >= 0) continue;
        (void)snprintf(reason->text, sizeof reason->text, "'%.300s/series.csv' has no column %s; run the study again",
                       plot->folder, series_names[i]);
        status = MANDATE_BAD_INPUT;
    }
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

static size_t panel_columns(size_t n) { return n <= 3 ? n : n <= 8 ? (n + 1) / 2 : 5; }

/* ---- one panel for each option: bands over time ---- */

static void band_panel_put(struct plot *plot, size_t option, size_t reference) {
    const char *color = palette[option % COLORS];
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

static enum mandate_status bands_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
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

/* ---- one panel for each metric: means of all options over time; sums of an interval begin at the second date ---- */

static void lines_panel_put(struct plot *plot, const struct figure *figure, size_t m, double most) {
    size_t n = plot->comparison->n_option;
    text_print(&plot->script, "set title '%s'\nset yrange [0:%.17g]\nplot ", figure->labels[m],
               most > 0 ? 1.05 * most : 1);
    for (size_t o = 0; o < n; o++)
        text_print(&plot->script,
                   "%s$o%zu every ::1 using 1:%zu with linespoints linetype %zu pointinterval 13 notitle",
                   o > 0 ? ", " : "", o + 1, 2 + m * BAND, o + 1);
    text_append_string(&plot->script, "\n");
}

static enum mandate_status lines_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    struct series series = {.n_metric = figure->n, .scale = figure->scale};
    size_t columns = panel_columns(figure->n), rows = (figure->n + columns - 1) / columns;
    script_begin(plot, 760);
    enum mandate_status status = series_put(plot, figure, &series, reason);
    if (status != MANDATE_OK || series.n_option != plot->comparison->n_option) return status;
    time_axis_put(plot, &series);
    text_print(&plot->script, "set multiplot title \"%s\" font ',15'\nset size %.4f,%.4f\n", figure->shown.title,
               1.0 / (double)columns, 0.82 / (double)rows);
    for (size_t m = 0; m < figure->n; m++) {
        size_t column = m % columns, row = m / columns;
        ylabel_put(plot, column == 0 ? figure->axis : "");
        text_print(&plot->script, "set origin %.4f,%.4f\n", (double)column / (double)columns,
                   0.12 + 0.82 * (double)(rows - 1 - row) / (double)rows);
        lines_panel_put(plot, figure, m, series.most[m]);
    }
    legend_put(plot, 0.1);
    text_append_string(&plot->script, "unset multiplot\n");
    return MANDATE_OK;
}

/* ---- runs.csv: bars of parts, one for each option ---- */

/* The metric's place in the comparison. */
static size_t metric_find(const struct plot *plot, const char *name) {
    size_t m = 0;
    while (m + 1 < plot->comparison->n_metric && strcmp(mandate_metrics[plot->comparison->metrics[m]].name, name) != 0)
        m++;
    return m;
}

static struct interval value_of(const struct plot *plot, const char *metric, size_t option) {
    return plot->comparison->cells[metric_find(plot, metric) * plot->comparison->n_option + option].value;
}

/* What has no number takes no room. */
static double or_zero(double value) { return isfinite(value) ? value : 0; }

static double mean_of(const struct plot *plot, const char *metric, size_t option) {
    return or_zero(value_of(plot, metric, option).mean);
}

/* Lines of $bars: place, "name", total, its half-width, then the bounds of the parts from 0 on. Returns the largest. */
static double bars_put(struct plot *plot, const struct figure *figure,
                       double (*part)(const struct plot *, const struct figure *, size_t, size_t)) {
    double most = 0;
    text_append_string(&plot->script, "$bars << EOD\n");
    for (size_t o = 0; o < plot->comparison->n_option; o++) {
        struct interval total = value_of(plot, figure->total, o);
        double sum = 0;
        text_print(&plot->script, "%zu \"", o);
        name_put(&plot->script, plot->comparison->options[o]);
        text_append_string(&plot->script, "\" ");
        number_put(&plot->script, figure->scale * total.mean);
        number_put(&plot->script, figure->scale * or_zero(total.half));
        number_put(&plot->script, 0);
        for (size_t k = 0; k < figure->n; k++)
            number_put(&plot->script, figure->scale * (sum += fmax(0, part(plot, figure, k, o))));
        text_append_string(&plot->script, "\n");
        most = fmax(most, figure->scale * fmax(sum, or_zero(total.mean) + or_zero(total.half)));
    }
    text_append_string(&plot->script, "EOD\n");
    return most;
}

static size_t longest_name(const struct plot *plot) {
    size_t longest = 0;
    for (size_t o = 0; o < plot->comparison->n_option; o++) {
        size_t n = strlen(plot->comparison->options[o]);
        longest = n > longest ? n : longest;
    }
    return longest;
}

static void bars_begin(struct plot *plot, const struct figure *figure) {
    size_t n = plot->comparison->n_option;
    script_begin(plot, (int)(220 + 55 * n));
    text_print(&plot->script,
               "set title \"%s\" font ',15'\nset xlabel \"%s\\n \"\nset yrange [%zu.5:-0.5]\nset lmargin %zu\nset "
               "rmargin 12\nunset grid\n"
               "set grid xtics linetype 1 linecolor rgb '#dddddd' linewidth 0.6\nset key outside center bottom "
               "horizontal Left reverse maxrows 2 samplen 2 width 1\n",
               figure->shown.title, figure->axis, n - 1, longest_name(plot) + 3);
}

static void parts_plot(struct plot *plot, const struct figure *figure) {
    text_append_string(&plot->script, "plot ");
    for (size_t k = 0; k < figure->n; k++)
        text_print(&plot->script,
                   "$bars using (0):1:%zu:%zu:($1-0.36):($1+0.36):ytic(2) with boxxyerror linetype 1 dashtype 1 "
                   "linewidth 1 fillcolor rgb '%s' "
                   "fillstyle solid 1 border rgb '#ffffff' title '%s', ",
                   5 + k, 6 + k, figure->colors[k], figure->labels[k]);
}

static double part_plain(const struct plot *plot, const struct figure *figure, size_t k, size_t option) {
    return mean_of(plot, figure->metrics[k], option);
}

/* Parts, and the total as a point with its interval and its number. */
static enum mandate_status parts_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    (void)reason;
    bars_begin(plot, figure);
    double most = bars_put(plot, figure, part_plain);
    text_print(&plot->script, "set xrange [0:%.17g]\n", most > 0 ? 1.02 * most : 1);
    parts_plot(plot, figure);
    text_print(&plot->script,
               "$bars using 3:1:4 with xerrorbars linecolor rgb '#000000' dashtype 1 linewidth 2 pointtype 7 pointsize "
               "0.9 title 'total, with 95 %% interval', "
               "$bars using (%.17g):1:(sprintf(' %%.%df', $3)) with labels left notitle\n",
               most > 0 ? 1.02 * most : 1, figure->scale > 1 ? 1 : 0);
    return MANDATE_OK;
}

/* Shares reached between one limit and the next; the last two parts are "later" and "never". */
static double part_reached(const struct plot *plot, const struct figure *figure, size_t k, size_t option) {
    double never = mean_of(plot, figure->total, option);
    if (k + 1 == figure->n) return never;
    if (k + 2 == figure->n) return 1 - never - mean_of(plot, figure->metrics[k - 1], option);
    return mean_of(plot, figure->metrics[k], option) - (k > 0 ? mean_of(plot, figure->metrics[k - 1], option) : 0);
}

static enum mandate_status response_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    (void)reason;
    bars_begin(plot, figure);
    (void)bars_put(plot, figure, part_reached);
    text_append_string(&plot->script, "set xrange [0:100]\n");
    parts_plot(plot, figure);
    text_append_string(&plot->script, "$bars using (100):1:(sprintf(' %.0f %% never', $3)) with labels left notitle\n");
    return MANDATE_OK;
}

/* ---- runs.csv: points with intervals ---- */

/* Block $p1 ...: place on the axis, mean, half-width. */
static double points_put(struct plot *plot, const struct figure *figure) {
    size_t n = plot->comparison->n_option;
    double most = 0;
    for (size_t o = 0; o < n; o++) {
        text_print(&plot->script, "$p%zu << EOD\n", o + 1);
        for (size_t m = 0; m < figure->n; m++) {
            struct interval value = value_of(plot, figure->metrics[m], o);
            double half = or_zero(value.half);
            number_put(&plot->script, (double)m + 0.8 * ((double)o - 0.5 * (double)(n - 1)) / (double)n);
            number_put(&plot->script, figure->scale * value.mean);
            number_put(&plot->script, figure->scale * half);
            text_append_string(&plot->script, "\n");
            most = fmax(most, figure->scale * (or_zero(value.mean) + half));
        }
        text_append_string(&plot->script, "EOD\n");
    }
    return most;
}

static enum mandate_status points_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    (void)reason;
    size_t n = plot->comparison->n_option;
    script_begin(plot, 700);
    double most = points_put(plot, figure);
    text_print(
        &plot->script,
        "set title \"%s\" font ',15'\nset ylabel '%s'\nset yrange [0:%.17g]\nset xrange [-0.5:%zu.5]\nunset grid\n"
        "set grid ytics linetype 1 linecolor rgb '#dddddd' linewidth 0.6\nset key outside center bottom horizontal "
        "Left reverse maxrows %zu samplen 2 width 2\nset xlabel ' '\n"
        "set xtics (",
        figure->shown.title, figure->axis, most > 0 ? 1.05 * most : 1, figure->n - 1, (n + 3) / 4);
    for (size_t m = 0; m < figure->n; m++)
        text_print(&plot->script, "%s'%s' %zu", m > 0 ? ", " : "", figure->labels[m], m);
    text_append_string(&plot->script, ")\n");
    for (size_t m = 1; m < figure->n; m++)
        text_print(&plot->script, "set arrow from %zu.5, graph 0 to %zu.5, graph 1 nohead linecolor rgb '#dddddd'\n",
                   m - 1, m - 1);
    text_append_string(&plot->script, "plot ");
    for (size_t o = 1; o <= n; o++)
        text_print(&plot->script, "%s$p%zu using 1:2:3 with yerrorbars linetype %zu dashtype 1 title $names[%zu]",
                   o > 1 ? ", " : "", o, o, o);
    text_append_string(&plot->script, "\n");
    return MANDATE_OK;
}

/* ---- the table ---- */

#define BLUES "#08306b", "#2171b5", "#4a98c9", "#94c4df", "#d0e1f2"

static const struct figure figures[] = {
    {.shown = {"troops", "Uniformed persons present", "series.csv: troops_present"},
     .axis = "persons",
     .n = 1,
     .metrics = {"troops_present"},
     .scale = 1,
     .draw = bands_draw},
    {.shown = {"bases", "Open bases", "series.csv: bases_open"},
     .axis = "bases",
     .n = 1,
     .metrics = {"bases_open"},
     .scale = 1,
     .draw = bands_draw},
    {.shown = {"coverage", "Population within 6 h of the mission", "series.csv: cov_pop_6h"},
     .axis = "% of population",
     .n = 1,
     .metrics = {"cov_pop_6h"},
     .scale = 100,
     .draw = bands_draw},
    {.shown = {"air", "Available aircraft hours in each interval, by role (means)",
               "series.csv: air_available_attack_h, air_available_utility_h, air_available_medevac_h, "
               "air_available_isr_manned_h, air_available_uav_h, air_available_fixed_wing_h"},
     .axis = "tail-hours",
     .n = 6,
     .scale = 1,
     .draw = lines_draw,
     .metrics = {"air_available_attack_h", "air_available_utility_h", "air_available_medevac_h",
                 "air_available_isr_manned_h", "air_available_uav_h", "air_available_fixed_wing_h"},
     .labels = {"armed helicopters", "utility helicopters", "medical evacuation", "manned surveillance", "drones",
                "aeroplanes"}},
    {.shown = {"response", "How soon attacks are reached",
               "runs.csv: reach_1h, reach_3h, reach_6h, reach_24h, reach_72h"},
     .axis = "% of attacks",
     .n = 7,
     .scale = 100,
     .draw = response_draw,
     .total = "never",
     .metrics = {"reach_1h", "reach_3h", "reach_6h", "reach_24h", "reach_72h"},
     .labels = {"within 1 h", "1-3 h", "3-6 h", "6-24 h", "24-72 h", "later", "never"},
     .colors = {BLUES, "#bbbbbb", "#D55E00"}},
    {.shown = {"reach", "Attacks reached in time, with 95 % intervals",
               "runs.csv: reach_1h, reach_3h, reach_6h, reach_24h, reach_72h, never"},
     .axis = "% of attacks",
     .n = 6,
     .scale = 100,
     .draw = points_draw,
     .metrics = {"reach_1h", "reach_3h", "reach_6h", "reach_24h", "reach_72h", "never"},
     .labels = {"within 1 h", "within 3 h", "within 6 h", "within 24 h", "within 72 h", "never"}},
    {.shown = {"never", "Why attacks are never reached",
               "runs.csv: never_undetected, never_too_late, never_no_server, never_too_far, never_not_committed, "
               "never_not_permitted, never_aborted"},
     .axis = "% of attacks",
     .n = 7,
     .scale = 100,
     .draw = parts_draw,
     .total = "never",
     .metrics = {"never_undetected", "never_too_late", "never_no_server", "never_too_far", "never_not_committed",
                 "never_not_permitted", "never_aborted"},
     .labels = {"not known", "too late", "no team or aircraft", "too far", "force did not go", "not permitted",
                "broken off"},
     .colors = {"#000000", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}},
    {.shown = {"cost", "Cost by line",
               "runs.csv: cost_personnel_musd, cost_civilian_musd, cost_camps_musd, cost_air_musd, cost_convoys_musd, "
               "cost_overhead_musd, cost_one_off_musd"},
     .axis = "million USD over the horizon",
     .n = 7,
     .scale = 1,
     .draw = parts_draw,
     .total = "cost_musd",
     .metrics = {"cost_personnel_musd", "cost_civilian_musd", "cost_camps_musd", "cost_air_musd", "cost_convoys_musd",
                 "cost_overhead_musd", "cost_one_off_musd"},
     .labels = {"uniformed", "civilian staff", "camps", "aircraft", "convoys", "overhead", "one-off"},
     .colors = {"#0072B2", "#56B4E9", "#009E73", "#F0E442", "#E69F00", "#CC79A7", "#999999"}},
};
enum { FIGURES = sizeof figures / sizeof figures[0] };

size_t plot_figures(void) { return FIGURES; }

struct plot_figure plot_figure(size_t index) {
    return figures[index].shown;
}

/* ---- running ---- */

static const char *const endings[] = {"svg", "png"};

static void terminal_put(struct text *script, size_t format, int height) {
    if (format == 0)
        text_print(script, "set terminal svg noenhanced size %d,%d dynamic font 'Arial,14' background 'white'\n", WIDTH,
                   height);
    else
        text_print(script, "set terminal pngcairo noenhanced size %d,%d font 'Sans,11' background 'white'\n", WIDTH,
                   height);
}

static enum mandate_status image_write(const struct plot *plot, const char *name, size_t format,
                                       struct file_reason *reason) {
    struct text script = {0}, image = {0}, path = {0};
    terminal_put(&script, format, plot->height);
    text_append(&script, plot->script.bytes, plot->script.length);
    text_print(&path, "%s/plots/%s.%s", plot->folder, name, endings[format]);
    enum mandate_status status = gnuplot_run(&script, &image, reason);
    if (status == MANDATE_OK) status = file_write(path.bytes, image.bytes, image.length, reason);
    text_free(&script);
    text_free(&image);
    text_free(&path);
    return status;
}

/* Metrics that the figures take from runs.csv. */
static size_t metrics_wanted(int metrics[MANDATE_METRICS]) {
    static const char *const starts[] = {"reach_", "never", "cost_"};
    size_t n = 0;
    for (int m = 0; m < MANDATE_METRICS; m++)
        for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
            if (strncmp(mandate_metrics[m].name, starts[i], strlen(starts[i])) == 0) metrics[n++] = m;
    return n;
}

static enum mandate_status figures_draw(struct plot *plot, struct file_reason *reason) {
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 0; i < FIGURES && status == MANDATE_OK; i++) {
        status = figures[i].draw(plot, &figures[i], reason);
        for (size_t f = 0; f < sizeof endings / sizeof endings[0] && status == MANDATE_OK; f++)
            status = image_write(plot, figures[i].shown.name, f, reason);
    }
    return status;
}

static enum mandate_status folder_make(const char *folder, struct file_reason *reason) {
    struct text path = {0};
    text_print(&path, "%s/plots", folder);
    enum mandate_status status = file_make_folder(path.bytes, reason);
    text_free(&path);
    return status;
}

enum mandate_status plot_write(const char *folder, const char *reference, struct file_reason *reason) {
    int metrics[MANDATE_METRICS];
    struct comparison *comparison;
    struct comparison_request request = {.folder = folder, .reference = reference, .metrics = metrics};
    request.n_metric = metrics_wanted(metrics);
    enum mandate_status status = comparison_read(&request, &comparison, reason);
    if (status != MANDATE_OK) return status;
    struct plot plot = {.folder = folder, .comparison = comparison};
    status = folder_make(folder, reason);
    if (status == MANDATE_OK) status = figures_draw(&plot, reason);
    text_free(&plot.script);
    comparison_free(comparison);
    return status;
}
