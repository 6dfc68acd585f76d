/* Figures of a results folder, drawn by gnuplot: FOLDER/plots/NAME.svg and NAME.png. They come from the CSV files, from
 * the places of the scenario, and, for the courses of camps, units and aircraft, from some replications run again. */
#ifndef OUTPUT_PLOT_PLOT_H
#define OUTPUT_PLOT_PLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/file.h"
#include "engine/worker.h"
#include "mandate/status.h"

struct plot_request {
    const char *folder;
    const char *reference; /* option that each is shown beside; NULL = the first one */
    struct mandate_scenario *scenario;
    const struct worker_setup *setup;
    bool svg_only;       /* no PNG */
    struct arena *arena; /* of the list of pictures */
};

enum plot_room { PLOT_PICTURES, PLOT_MAPS, PLOT_COURSES };

/* What a figure is, for reports. */
struct plot_figure {
    const char *name, *title; /* title: what the reader sees */
    const char *rows;         /* which rows of which file it shows */
    const char *alt;          /* how it reads, for those who do not see it */
    enum plot_room room;
};

/* A picture that has been written; figures may have several, by option or date. */
struct plot_picture {
    const char *name; /* FOLDER/plots/NAME.svg */
    const struct plot_figure *figure;
    const char *part; /* option (PLOT_COURSES) or date (PLOT_MAPS); NULL = none */
    const char *svg;  /* the file */
};

/* Draws all figures and lists them in the order of the table. MANDATE_SYSTEM when gnuplot is not there (the reason
 * tells how to install it) or fails; MANDATE_BAD_INPUT when a file is not ours. */
MANDATE_CHECKED enum mandate_status plot_write(const struct plot_request *request, size_t *n,
                                               struct plot_picture **pictures, struct file_reason *reason);

/* One replication as a map that moves, a frame a week: FOLDER/plots/NAME.gif. `state` is that of a replay which kept
 * its log; `title` is shown. */
MANDATE_CHECKED enum mandate_status plot_replay(const struct plot_request *request, const struct state *state,
                                                const char *name, const char *title, struct file_reason *reason);

#endif
