/* What the files of figures share: the script at hand, a row of the table of figures, and the parts of which scripts
 * are made. A figure is a function that writes a gnuplot script; texts from scenarios never stand in a command: they go
 * into data blocks (name_put) and are used from there. Not for others. */
#ifndef OUTPUT_PLOT_PART_H
#define OUTPUT_PLOT_PART_H

#include "base/text.h"
#include "output/decision.h"
#include "output/plot/plot.h"

enum { MOST_METRICS = 8, WIDTH = 1200, COLORS = 8 };

struct plot {
    const struct plot_request *request;
    const struct comparison *comparison; /* means of the metrics that figures show */
    const struct decision *decision;     /* regret and single worlds of the headline */
    const struct places *places;         /* places.csv */
    const struct courses *courses;       /* when camps, units and aircraft come and go; NULL = not known */
    struct text script;
    size_t part; /* of a figure that has several: option, date */
    int height;  /* [pixels] of the figure at hand */
};

struct figure {
    struct plot_figure shown;
    const char *axis; /* what the numbers are, with unit */
    size_t n;
    const char *metrics[MOST_METRICS]; /* names in series.csv, runs.csv or places.csv */
    const char *labels[MOST_METRICS];  /* of the parts */
    const char *colors[MOST_METRICS];
    const char *total; /* metric shown as a point with its interval; NULL = none */
    double scale;      /* of the numbers: 100 for shares in % */
    bool dated;        /* one for each date of places.csv */
    enum mandate_status (*draw)(struct plot *plot, const struct figure *figure, struct file_reason *reason);
};

typedef enum mandate_status figure_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason);

/* series.csv: bands by option; means of all options by metric. */
figure_draw bands_draw, lines_draw;
/* runs.csv: bars of parts; how soon; points with intervals. */
figure_draw parts_draw, response_draw, points_draw;
/* runs.csv: cumulative response times; hours by stage. worlds.csv: what moves a difference. Regret. */
figure_draw curves_draw, waterfall_draw, tornado_draw, regret_draw;
/* places.csv: camps, reach and differences by option; the mission itself. */
figure_draw mission_map_draw, camps_map_draw, reach_map_draw, difference_map_draw;
/* Replays: the course of one option (part). */
figure_draw timeline_draw;

/* Makes FOLDER/plots. */
MANDATE_CHECKED enum mandate_status plot_folder_make(const char *folder, struct file_reason *reason);

/* ---- script.c ---- */

/* Okabe & Ito (2008): colours that colour-blind people tell apart. */
extern const char *const plot_palette[COLORS];

/* Shares of attacks by time, dark = soon, and what comes late or never. */
#define PLOT_BLUES "#08306b", "#2171b5", "#4a98c9", "#94c4df", "#d0e1f2"
#define PLOT_LATE "#bbbbbb"
#define PLOT_NEVER "#D55E00"

/* A text in a data block, between quotes or alone on a line. */
void name_put(struct text *script, const char *name);

/* A number, or gnuplot's word for "nothing", and a space. */
void number_put(struct text *script, double value);

/* What has no number takes no room. */
double or_zero(double value);

/* Styles, and the options' names as $names[1] ...; each figure begins with it. */
void script_begin(struct plot *plot, int height);

/* The names of all options with their lines, as a strip along the bottom of a multiplot. */
void legend_put(struct plot *plot, double share);

/* A round number of which about `n` fit into `room`: 1, 2 or 5 times a power of ten. */
double plot_step(double room, double n);

/* Columns of a grid with one panel for each of n. */
size_t panel_columns(size_t n);

/* Letters of the longest name of an option. */
size_t longest_name(const struct plot *plot);

/* A value of runs.csv. */
struct interval value_of(const struct plot *plot, const char *metric, size_t option);
double mean_of(const struct plot *plot, const char *metric, size_t option); /* 0 when there is none */

#endif
