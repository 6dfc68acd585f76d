/* Parts of scripts. Colours come with dashes and points beside them. */
#include <math.h>
#include <string.h>

#include "output/plot/part.h"

const char *const plot_palette[COLORS] = {"#000000", "#E69F00", "#56B4E9", "#009E73",
                                          "#D55E00", "#0072B2", "#CC79A7", "#888888"};

/* The letter, or what stands for one that would end the block, the line or the quotes. */
static char letter_shown(char letter) {
    if (letter == '"') return '\'';
    if (letter == '\\') return '/';
    if ((unsigned char)letter < ' ') return ' ';
    return letter;
}

/* A name in a data block. */
void name_put(struct text *script, const char *name) {
    for (; *name != '\0'; name++) {
        char letter = letter_shown(*name);
        text_append(script, &letter, 1);
    }
}

/* gnuplot's word for "nothing". */
void number_put(struct text *script, double value) {
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
                   plot_palette[o % COLORS], o % 5 + 1, o % 13 + 1);
}

/* Styles, names and title, as every figure begins. */
void script_begin(struct plot *plot, int height) {
    text_clear(&plot->script);
    plot->height = height;
    styles_put(plot);
    names_put(plot);
}

/* The names of all options with their lines, as a strip along the bottom of a multiplot. */
void legend_put(struct plot *plot, double share) {
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

double plot_step(double room, double n) {
    double power = pow(10, floor(log10(room / n))), share = room / n / power;
    return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
}

size_t panel_columns(size_t n) { return n <= 3 ? n : n <= 8 ? (n + 1) / 2 : 5; }

size_t longest_name(const struct plot *plot) {
    size_t longest = 0;
    for (size_t o = 0; o < plot->comparison->n_option; o++) {
        size_t n = strlen(plot->comparison->options[o]);
        longest = n > longest ? n : longest;
    }
    return longest;
}

/* ---- runs.csv ---- */

/* The metric's place in the comparison. */
static size_t metric_find(const struct plot *plot, const char *name) {
    size_t m = 0;
    while (m + 1 < plot->comparison->n_metric && strcmp(mandate_metrics[plot->comparison->metrics[m]].name, name) != 0)
        m++;
    return m;
}

struct interval value_of(const struct plot *plot, const char *metric, size_t option) {
    return plot->comparison->cells[metric_find(plot, metric) * plot->comparison->n_option + option].value;
}

/* What has no number takes no room. */
double or_zero(double value) { return isfinite(value) ? value : 0; }

double mean_of(const struct plot *plot, const char *metric, size_t option) {
    return or_zero(value_of(plot, metric, option).mean);
}
