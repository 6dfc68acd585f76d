/* Figures of the decision: which unknown moves a difference most; what it costs to have chosen wrongly. */
#include <math.h>
#include <string.h>

#include "output/movers.h"
#include "output/plot/part.h"

enum { MOVERS = 7, PATH_LETTERS = 45, ROW_HEIGHT = 22, PANEL_EDGE = 95, FOOT = 60 };

/* ---- parts of both ---- */

/* The place of a metric in the decision. */
static size_t metric_at(const struct plot *plot, const char *name) {
    const struct comparison *comparison = plot->comparison;
    size_t m = 0;
    while (m + 1 < comparison->n_metric && strcmp(mandate_metrics[comparison->metrics[m]].name, name) != 0) m++;
    return m;
}

static double scale_of(const char *unit) { return strcmp(unit, "share") == 0 ? 100 : 1; }

static const char *unit_shown(const char *unit) { return strcmp(unit, "share") == 0 ? "percentage points" : unit; }

/* Origin and size of panel `i` of `n` in two columns, above a strip for the legend. */
static void panel_place(struct plot *plot, size_t i, size_t n) {
    size_t columns = n < 2 ? 1 : 2, rows = (n + columns - 1) / columns, below = rows - 1 - i / columns;
    double foot = (double)FOOT / plot->height, head = 55.0 / plot->height, tall = (1 - foot - head) / (double)rows;
    text_print(&plot->script, "set size %.4f,%.4f\nset origin %.4f,%.4f\n", 1.0 / (double)columns, tall,
               (double)(i % columns) / (double)columns, foot + tall * (double)below);
}

/* What colours stand for, along the bottom. */
static void swatches_put(struct plot *plot, size_t n, const char *const *colors, const char *const *labels) {
    text_print(&plot->script,
               "set origin 0,0\nset size 1,%.4f\nset margins 0,0,0,0\nunset title\nunset border\nunset tics\nunset "
               "grid\nunset arrow\nunset xlabel\nunset ylabel\nset xrange [0:1]\nset yrange [0:1]\n"
               "set key center center horizontal Left reverse samplen 2 width 2 maxrows 1\nplot ",
               (double)FOOT / plot->height);
    for (size_t i = 0; i < n; i++)
        text_print(&plot->script,
                   "%s1/0 with boxes linecolor rgb '%s' fillcolor rgb '%s' fillstyle solid 1 noborder title '%s'",
                   i > 0 ? ", " : "", colors[i], colors[i], labels[i]);
    text_append_string(&plot->script, "\n");
}

/* ---- tornado ---- */

/* The end of a path, which says most. */
static void path_put(struct text *script, const char *path) {
    size_t length = strlen(path);
    if (length > PATH_LETTERS) text_append_string(script, "…");
    name_put(script, length > PATH_LETTERS ? path + length - PATH_LETTERS + 1 : path);
}

/* Block $tN: row, "path", mean, low end, high end, 1 if it is clear. */
static void tornado_data_put(struct plot *plot, size_t option, size_t n, const struct mover *list, double mean,
                             double scale) {
    text_print(&plot->script, "$t%zu << EOD\n", option);
    for (size_t i = 0; i < n; i++) {
        text_print(&plot->script, "%zu \"", i);
        path_put(&plot->script, list[i].path);
        text_append_string(&plot->script, "\" ");
        number_put(&plot->script, scale * mean);
        number_put(&plot->script, scale * list[i].low);
        number_put(&plot->script, scale * list[i].high);
        text_print(&plot->script, "%d\n", list[i].clear);
    }
    text_append_string(&plot->script, "EOD\n");
}

struct range {
    double low, high;
};

/* From the smallest to the largest end, zero inside, with some room. */
static struct range range_of(const struct mover *list, size_t n, double scale) {
    struct range range = {0, 0};
    for (size_t i = 0; i < n; i++) {
        range.low = fmin(range.low, scale * fmin(list[i].low, list[i].high));
        range.high = fmax(range.high, scale * fmax(list[i].low, list[i].high));
    }
    double room = range.high > range.low ? 0.05 * (range.high - range.low) : 1;
    return (struct range){range.low - room, range.high + room};
}

static void tornado_panel_put(struct plot *plot, size_t option, double mean, const char *unit, struct range range) {
    static const struct {
        int column;
        const char *test, *color;
    } bars[] = {{4, "$6==1", "#0072B2"}, {5, "$6==1", "#E69F00"}, {4, "$6==0", "#b3d0e0"}, {5, "$6==0", "#f6dfb0"}};
    text_print(&plot->script,
               "set title $names[%zu].\", mean %+.3g\" noenhanced\nset xlabel '%s' offset 0,0.4\nset yrange "
               "[%d.6:-0.6]\nset arrow 1 from %.17g, graph 0 to %.17g, graph 1 nohead front linecolor rgb '#000000' "
               "dashtype 2\nset arrow 2 from 0, graph 0 to 0, graph 1 nohead linecolor rgb '#999999'\n"
               "set xrange [%.17g:%.17g]\nset xtics %.17g\nplot ",
               option + 1, mean, unit, MOVERS - 1, mean, mean, range.low, range.high,
               plot_step(range.high - range.low, 5));
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++)
        text_print(&plot->script,
                   "%s$t%zu using ((%s)?0.5*($3+$%d):NaN):1:($3<$%d?$3:$%d):($3<$%d?$%d:$3):($1-0.34):($1+0.34):"
                   "ytic(2) with boxxyerror fillcolor rgb '%s' fillstyle solid 1 noborder notitle",
                   i > 0 ? ", " : "", option, bars[i].test, bars[i].column, bars[i].column, bars[i].column,
                   bars[i].column, bars[i].column, bars[i].color);
    text_append_string(&plot->script, "\n");
}

/* A panel for each option but the reference. */
static void tornado_panels_put(struct plot *plot, const struct movers *movers, const char *metric) {
    size_t n = plot->comparison->n_option, m = metric_at(plot, metric), panel = 0;
    const char *unit = mandate_metrics[plot->comparison->metrics[m]].unit;
    for (size_t o = 0; o < n; o++) {
        struct mover *list;
        double mean;
        size_t found = o != plot->comparison->reference ? movers_rank(movers, m, o, MOVERS, &list, &mean) : 0;
        if (o == plot->comparison->reference) continue;
        panel_place(plot, panel++, n - 1);
        if (found == 0) continue;
        tornado_data_put(plot, o, found, list, mean, scale_of(unit));
        tornado_panel_put(plot, o, scale_of(unit) * mean, unit_shown(unit), range_of(list, found, scale_of(unit)));
    }
}

enum mandate_status tornado_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    static const char *const colors[] = {"#0072B2", "#E69F00", "#d9d9d9"}, *const labels[] = {
                                                                               "unknown is low (5th percentile)",
                                                                               "unknown is high (95th)",
                                                                               "pale: may be chance"};
    size_t n = plot->comparison->n_option, rows = n < 2 ? 0 : n / 2;
    struct movers *movers;
    if (rows == 0 || plot->comparison->worlds < 5 || plot->request->scenario->n_unknown == 0) return MANDATE_OK;
    enum mandate_status status = movers_read(plot->request->folder, plot->request->scenario, plot->comparison,
                                             plot->decision->arena, &movers, reason);
    if (status != MANDATE_OK) return status;
    script_begin(plot, (int)((PANEL_EDGE + MOVERS * ROW_HEIGHT) * rows) + FOOT + 55);
    text_print(&plot->script,
               "set multiplot title \"%s\\n(difference to %s; dashed: its mean; grey: no difference)\" font ',15'\nset "
               "lmargin 33\nset rmargin 2\nset grid xtics\nset ytics font ',9'\nset xtics font ',10'\nunset key\n",
               figure->shown.title, "the reference");
    tornado_panels_put(plot, movers, figure->metrics[0]);
    swatches_put(plot, 3, colors, labels);
    text_append_string(&plot->script, "unset multiplot\n");
    return MANDATE_OK;
}

/* ---- regret ---- */

/* Block $rN: row, "option", mean, its interval, 95th percentile. Returns the largest. */
static double regret_data_put(struct plot *plot, size_t panel, const struct decision_metric *metric, double scale) {
    double most = 0;
    text_print(&plot->script, "$r%zu << EOD\n", panel);
    for (size_t o = 0; o < plot->comparison->n_option; o++) {
        const struct decision_cell *cell = &metric->cells[o];
        double values[] = {cell->regret.value, cell->regret.low, cell->regret.high, cell->regret_p95.value};
        text_print(&plot->script, "%zu \"", o);
        name_put(&plot->script, plot->comparison->options[o]);
        text_append_string(&plot->script, "\" ");
        for (size_t i = 0; i < 4; i++) number_put(&plot->script, scale * values[i]);
        for (size_t i = 0; i < 4; i++) most = fmax(most, scale * or_zero(values[i]));
        text_append_string(&plot->script, "\n");
    }
    text_append_string(&plot->script, "EOD\n");
    return most;
}

static void regret_panel_put(struct plot *plot, size_t panel, double most) {
    text_print(&plot->script,
               "set xrange [0:%.17g]\nset yrange [%zu.5:-0.5]\nplot $r%zu using (0.5*$3):1:(0):3:($1-0.36):($1+0.36):"
               "ytic(2) with boxxyerror fillcolor rgb '#56B4E9' fillstyle solid 1 noborder notitle, "
               "'' using 3:1:4:5 with xerrorbars linecolor rgb '#000000' linewidth 1.5 pointtype 0 dashtype 1 notitle, "
               "'' using 6:1 with points pointtype 2 pointsize 1 linewidth 2 linecolor rgb '#D55E00' notitle\n",
               most > 0 ? 1.05 * most : 1, plot->comparison->n_option - 1, panel);
}

enum mandate_status regret_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    static const char *const colors[] = {"#56B4E9", "#000000", "#D55E00"}, *const labels[] = {
                                                                               "mean regret",
                                                                               "95 % interval of the mean",
                                                                               "cross: 95 % of worlds have less"};
    size_t n = plot->comparison->n_option, rows = (figure->n + 1) / 2, panel = 0;
    (void)reason;
    script_begin(plot, (int)((PANEL_EDGE + n * ROW_HEIGHT) * rows) + FOOT + 55);
    text_print(&plot->script,
               "set multiplot title \"%s\\n(0 = never worse than another option, in any world)\" font ',15'\nset "
               "lmargin %zu\nset rmargin 2\nset grid xtics\nset ytics font ',10'\nset xtics font ',10'\nunset key\n",
               figure->shown.title, longest_name(plot) + 2);
    for (size_t i = 0; i < figure->n; i++) {
        const struct decision_metric *metric = &plot->decision->metrics[metric_at(plot, figure->metrics[i])];
        const char *unit = mandate_metrics[plot->comparison->metrics[metric->metric]].unit;
        panel_place(plot, panel, figure->n);
        if (metric->best < 0) continue;
        double most = regret_data_put(plot, panel, metric, scale_of(unit));
        text_print(&plot->script, "set title '%s'\nset xlabel '%s' offset 0,0.4\n", figure->labels[i],
                   unit_shown(unit));
        regret_panel_put(plot, panel++, most);
    }
    swatches_put(plot, 3, colors, labels);
    text_append_string(&plot->script, "unset multiplot\n");
    return MANDATE_OK;
}
