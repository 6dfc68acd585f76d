/* Running gnuplot: a script goes in, an image comes out; no shell, no file names, no user's settings.
 * Not for what is drawn (plot.c). */
#ifndef OUTPUT_PLOT_GNUPLOT_H
#define OUTPUT_PLOT_GNUPLOT_H

#include "base/file.h"
#include "base/text.h"
#include "mandate/status.h"

/* Runs the gnuplot on PATH and appends to `image` what the script draws on standard output. MANDATE_SYSTEM when
 * it is not there (the reason tells how to install it) or does not like the script (its first message). */
MANDATE_CHECKED enum mandate_status gnuplot_run(const struct text *script, struct text *image,
                                                struct file_reason *reason);

#endif
