/* Figures of response times, from runs.csv: how many attacks are reached by when, and where the hours go. */
#include <math.h>
#include <string.h>

#include "output/plot/part.h"

/* ---- cumulative curves, and what is never reached ---- */

static const double limits[] = {1, 3, 6, 24, 72}; /* [h] of reach_1h ... */
enum { LIMITS = sizeof limits / sizeof limits[0] };

/* Block $cN: hours, share, half-width; block $never: place, share, half-width. */
static double curves_put(struct plot *plot, const struct figure *figure) {
    double most = 0;
    for (size_t o = 0; o < plot->comparison->n_option; o++) {
        text_print(&plot->script, "$c%zu << EOD\n", o + 1);
        for (size_t k = 0; k < LIMITS; k++) {
            struct interval value = value_of(plot, figure->metrics[k], o);
            number_put(&plot->script, limits[k]);
            number_put(&plot->script, figure->scale * value.mean);
            number_put(&plot->script, figure->scale * or_zero(value.half));
            text_append_string(&plot->script, "\n");
            most = fmax(most, figure->scale * (or_zero(value.mean) + or_zero(value.half)));
        }
        text_append_string(&plot->script, "EOD\n");
    }
    return most;
}

static void never_put(struct plot *plot, const struct figure *figure) {
    for (size_t o = 0; o < plot->comparison->n_option; o++) {
        struct interval value = value_of(plot, figure->total, o);
        text_print(&plot->script, "$n%zu << EOD\n%zu ", o + 1, o);
        number_put(&plot->script, figure->scale * value.mean);
        number_put(&plot->script, figure->scale * or_zero(value.half));
        text_append_string(&plot->script, "\nEOD\n");
    }
}

static void options_plot(struct plot *plot, const char *block, const char *style) {
    text_append_string(&plot->script, "plot ");
    for (size_t o = 1; o <= plot->comparison->n_option; o++)
        text_print(&plot->script, "%s$%s%zu using 1:2%s linetype %zu notitle", o > 1 ? ", " : "", block, o, style, o);
    text_append_string(&plot->script, "\n");
}

enum mandate_status curves_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    (void)reason;
    size_t n = plot->comparison->n_option, legend = 30 * ((n + 3) / 4) + 20;
    script_begin(plot, 560 + (int)legend);
    double foot = (double)legend / plot->height, tall = 1 - foot - 0.06, most = curves_put(plot, figure);
    never_put(plot, figure);
    text_print(&plot->script,
               "set multiplot title \"%s\" font ',15'\nset bmargin 4.5\nset size 0.68,%.4f\nset origin 0,%.4f\nset "
               "logscale x\n"
               "set xrange [0.9:80]\nset yrange [0:%.17g]\nset xtics ('1 h' 1, '3 h' 3, '6 h' 6, '12 h' 12, '24 h' 24, "
               "'48 h' 48, '72 h' 72)\nset xlabel 'hours after the attack began'\nset ylabel '%s reached by then'\n"
               "set title 'reached (95 %% intervals)'\n",
               figure->shown.title, tall, foot, most > 0 ? 1.05 * most : 1, figure->axis);
    options_plot(plot, "c", ":3 with yerrorlines");
    text_print(&plot->script,
               "unset logscale x\nset size 0.32,%.4f\nset origin 0.68,%.4f\nset xrange [-0.7:%zu]\nset yrange [0:100]\n"
               "unset xtics\nset xlabel 'options, in the order of the legend'\nset ylabel '%s'\n"
               "set title 'never reached (95 %% intervals)'\n",
               tall, foot, n, figure->axis);
    options_plot(plot, "n", ":3 with yerrorbars dashtype 1");
    legend_put(plot, foot);
    text_append_string(&plot->script, "unset multiplot\n");
    return MANDATE_OK;
}

/* ---- waterfall of the stages ---- */

struct reach {
    double low, high;
};

/* Block $wN: row, "stage", begin, end. Widens `reach`: where there is warning, the first stage ends before the attack
 * begins. */
static void waterfall_put(struct plot *plot, const struct figure *figure, size_t option, struct reach *reach) {
    double at = 0;
    text_print(&plot->script, "$w%zu << EOD\n", option + 1);
    for (size_t k = 0; k < figure->n; k++) {
        double hours = mean_of(plot, figure->metrics[k], option);
        text_print(&plot->script, "%zu \"%s\" ", k, figure->labels[k]);
        number_put(&plot->script, at);
        number_put(&plot->script, at += hours);
        text_append_string(&plot->script, "\n");
        reach->low = fmin(reach->low, at);
        reach->high = fmax(reach->high, at);
    }
    text_print(&plot->script, "%zu \"together\" 0 ", figure->n);
    number_put(&plot->script, at);
    text_append_string(&plot->script, "\nEOD\n");
}

/* Bars that float from where the stage before ended; the hours stand beside them. */
static void waterfall_panel_put(struct plot *plot, const struct figure *figure, size_t option) {
    text_print(&plot->script, "set title $names[%zu]\nplot ", option + 1);
    for (size_t k = 0; k <= figure->n; k++)
        text_print(&plot->script,
                   "$w%zu every ::%zu::%zu using (0.5*($3+$4)):1:3:4:($1-0.38):($1+0.38):ytic(2) with boxxyerror "
                   "fillcolor rgb '%s' fillstyle solid 1 noborder notitle, ",
                   option + 1, k, k, k < figure->n ? figure->colors[k] : "#666666");
    text_print(
        &plot->script,
        "$w%zu using ($4>$3?$4:$3):1:(sprintf('%%.1f', $4-$3)) with labels left offset 0.4,0 font ',10' notitle\n",
        option + 1);
}

enum mandate_status waterfall_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    (void)reason;
    size_t n = plot->comparison->n_option, columns = panel_columns(n) < 4 ? panel_columns(n) : 4;
    size_t rows = (n + columns - 1) / columns;
    struct reach reach = {0, 0};
    script_begin(plot, (int)(260 * rows) + 80);
    for (size_t o = 0; o < n; o++) waterfall_put(plot, figure, o, &reach);
    text_print(
        &plot->script,
        "set multiplot layout %zu,%zu title \"%s\\n(means over the attacks reached, which are other attacks in "
        "each option: where hours go, not how good an option is)\" font ',13'\nset xrange [%.17g:%.17g]\nset yrange "
        "[%zu.6:-0.6]\nset xlabel '%s' offset 0,0.4\nunset grid\nset grid xtics\nset ytics scale 0\n",
        rows, columns, figure->shown.title, 1.22 * reach.low, reach.high > 0 ? 1.22 * reach.high : 1, figure->n,
        figure->axis);
    for (size_t o = 0; o < n; o++) waterfall_panel_put(plot, figure, o);
    text_append_string(&plot->script, "unset multiplot\n");
    return MANDATE_OK;
}
