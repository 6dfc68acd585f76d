/* Where names stand beside points without lying on one another: each in turn takes the first of eight places that is
 * free; a name without one is left out, or, if it must be told, lies over symbols of lesser points. */
#ifndef OUTPUT_PLOT_LABELS_H
#define OUTPUT_PLOT_LABELS_H

#include <stdbool.h>
#include <stddef.h>

enum label_side { LABEL_LEFT, LABEL_CENTRE, LABEL_RIGHT, LABEL_SIDES }; /* which end of the text the anchor is */

struct label {
    const char *text;    /* "" = a symbol that keeps names away, and has none */
    bool must;           /* be told if any place is free of names and of symbols like its own */
    double x, y;         /* [pixels] of the point, from the lower left corner of the panel */
    double radius;       /* [pixels] of its symbol */
    bool shown;          /* there was room for it */
    enum label_side end; /* where the text is fixed */
    double at_x, at_y;   /* [pixels] of that end, in the middle of the height */
};

/* Places n labels, the most important first, in a panel of width x height [pixels]; `letter` and `line` are the width
 * of a letter and the height of a line. */
void labels_place(struct label *labels, size_t n, double width, double height, double letter, double line);

#endif
