/* Figures of means by option, from runs.csv: bars of parts, points with intervals. */
#include <math.h>
#include <string.h>

#include "output/plot/part.h"

/* ---- bars of parts, one for each option ---- */

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
enum mandate_status parts_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    (void)reason;
    bars_begin(plot, figure);
    double most = bars_put(plot, figure, part_plain);
    text_print(&plot->script, "set xrange [0:%.17g]\n", most > 0 ? 1.02 * most : 1);
    parts_plot(plot, figure);
    text_print(&plot->script,
               "$bars using 3:1:4 with xerrorbars linecolor rgb '#000000' dashtype 1 linewidth 2 pointtype 7 pointsize "
               "0.9 title 'total, with 95 %% interval', "
               "$bars using (%.17g):1:(sprintf('%%.%df', $3)) with labels left offset 0.5,0 notitle\n",
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

enum mandate_status response_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    (void)reason;
    bars_begin(plot, figure);
    (void)bars_put(plot, figure, part_reached);
    text_append_string(&plot->script, "set xrange [0:100]\n");
    parts_plot(plot, figure);
    text_append_string(&plot->script,
                       "$bars using (100):1:(sprintf('%.0f %% never', $3)) with labels left offset 0.5,0 notitle\n");
    return MANDATE_OK;
}

/* ---- points with intervals ---- */

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

enum mandate_status points_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
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
