/* Figures of a results folder, drawn by gnuplot: FOLDER/plots/NAME.svg and NAME.png, from the CSV files alone. */
#ifndef OUTPUT_PLOT_H
#define OUTPUT_PLOT_H

#include <stddef.h>

#include "base/file.h"
#include "mandate/status.h"

/* Draws all figures; `reference` is the option that each is shown beside, NULL = the first one. MANDATE_SYSTEM when
 * gnuplot is not there (the reason tells how to install it) or fails; MANDATE_BAD_INPUT when a file is not ours. */
MANDATE_CHECKED enum mandate_status plot_write(const char *folder, const char *reference, struct file_reason *reason);

/* The figures, for reports. */
struct plot_figure {
    const char *name, *title; /* FOLDER/plots/NAME.svg */
    const char *rows;         /* file and metrics behind it */
};
size_t plot_figures(void);                    /* how many */
struct plot_figure plot_figure(size_t index); /* index < plot_figures() */

#endif
