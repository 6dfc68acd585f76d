/* The ground of a map: which part of the earth, how large a panel is, borders, rivers, roads, scale bar, degrees. */
#ifndef OUTPUT_PLOT_GROUND_H
#define OUTPUT_PLOT_GROUND_H

#include "output/plot/part.h"

#define GROUND_ROAD "#c9a66b"
#define GROUND_RIVER "#8ec6e8"

/* A grid of panels of one map each, in a picture of WIDTH pixels. */
struct ground {
    double west, east, south, north; /* [degrees] */
    double squeeze;                  /* cosine of the middle latitude */
    size_t columns, rows;
    double width, height; /* [pixels] of a map */
    double cell, tall;    /* [pixels] of a map with its edges */
    double foot;          /* [pixels] for the legend */
};

/* For n panels of the mission; begins the script with the data blocks $outline, $rivers and $roads. */
struct ground ground_begin(struct plot *plot, size_t n, double foot);

/* Makes panel `index` the one at hand: margins, ranges, degrees, scale bar. */
void ground_panel(struct plot *plot, const struct ground *ground, size_t index);

/* The beginning of a plot command: borders, rivers and roads. */
void ground_plot(struct plot *plot);

/* Pixels in a panel of a place, and back. */
double ground_x(const struct ground *ground, double lon);
double ground_y(const struct ground *ground, double lat);
double ground_lon(const struct ground *ground, double x);
double ground_lat(const struct ground *ground, double y);

#endif
