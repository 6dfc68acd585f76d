/* Degrees are drawn as they are, with the longitudes squeezed by the cosine of the middle latitude. */
#include "output/plot/ground.h"

#include <math.h>
#include <stdio.h>

#include "mandate/load.h"

enum { LEFT = 46, RIGHT = 14, TOP = 34, BOTTOM = 34, HEAD = 60 }; /* [pixels] edges of a panel; title of the picture */

static const double tallest = 1.35;     /* height over width of a panel, at most */
static const double km_degree = 111.32; /* of latitude */

/* ---- the part of the earth ---- */

static void point_cover(struct ground *ground, double lat, double lon) {
    ground->south = fmin(ground->south, lat);
    ground->north = fmax(ground->north, lat);
    ground->west = fmin(ground->west, lon);
    ground->east = fmax(ground->east, lon);
}

static void lines_cover(struct ground *ground, const struct mandate_line_list *lines) {
    for (size_t i = 0; i < lines->n; i++)
        for (size_t k = 0; k < lines->at[i].points.n; k++)
            point_cover(ground, lines->at[i].points.at[2 * k], lines->at[i].points.at[2 * k + 1]);
}

/* All that the mission knows, and some room around it. */
static void mission_cover(struct ground *ground, const struct mandate_mission *mission) {
    ground->south = ground->west = INFINITY;
    ground->north = ground->east = -INFINITY;
    lines_cover(ground, &mission->map.outline);
    lines_cover(ground, &mission->map.roads);
    for (size_t i = 0; i < mission->bases.n; i++)
        point_cover(ground, mission->bases.at[i].lat, mission->bases.at[i].lon);
    for (size_t i = 0; i < mission->localities.n; i++)
        point_cover(ground, mission->localities.at[i].lat, mission->localities.at[i].lon);
    double room = fmax(0.05 * fmax(ground->north - ground->south, ground->east - ground->west), 0.05);
    ground->south -= room;
    ground->north += room;
    ground->west -= room;
    ground->east += room;
    ground->squeeze = cos(0.5 * (ground->south + ground->north) * 3.14159265358979 / 180);
}

static void size_fit(struct ground *ground, size_t n) {
    double aspect = (ground->north - ground->south) / ((ground->east - ground->west) * ground->squeeze);
    ground->columns = n <= 1 ? 1 : n <= 4 ? 2 : 3;
    if (aspect > tallest && n > 2) ground->columns = n < 4 ? n : 4;
    ground->rows = (n + ground->columns - 1) / ground->columns;
    ground->cell = (double)WIDTH / (double)ground->columns;
    ground->width = ground->cell - LEFT - RIGHT;
    if (ground->columns == 1 && aspect > 0.75) ground->width = ground->width * 0.75 / aspect;
    if (aspect > tallest) ground->width = ground->width * tallest / aspect;
    ground->height = ground->width * aspect;
    ground->tall = ground->height + TOP + BOTTOM;
}

/* ---- data ---- */

static void lines_put(struct text *script, const char *block, const struct mandate_line_list *lines, bool closed) {
    text_print(script, "$%s << EOD\nNaN NaN\n", block);
    for (size_t i = 0; i < lines->n; i++) {
        const struct mandate_points *points = &lines->at[i].points;
        text_append_string(script, "\n");
        for (size_t k = 0; k < points->n + (closed && points->n > 0); k++) {
            number_put(script, points->at[2 * (k % points->n) + 1]);
            number_put(script, points->at[2 * (k % points->n)]);
            text_append_string(script, "\n");
        }
    }
    text_append_string(script, "EOD\n");
}

struct ground ground_begin(struct plot *plot, size_t n, double foot) {
    const struct mandate_mission *mission = &plot->request->scenario->study.mission;
    struct ground ground = {.foot = foot};
    mission_cover(&ground, mission);
    size_fit(&ground, n);
    script_begin(plot, (int)(HEAD + (double)ground.rows * ground.tall + foot));
    lines_put(&plot->script, "outline", &mission->map.outline, true);
    lines_put(&plot->script, "rivers", &mission->map.rivers, false);
    lines_put(&plot->script, "roads", &mission->map.roads, false);
    return ground;
}

/* ---- a panel ---- */

double ground_x(const struct ground *ground, double lon) {
    return ground->width * (lon - ground->west) / (ground->east - ground->west);
}
double ground_y(const struct ground *ground, double lat) {
    return ground->height * (lat - ground->south) / (ground->north - ground->south);
}
double ground_lon(const struct ground *ground, double x) {
    return ground->west + x * (ground->east - ground->west) / ground->width;
}
double ground_lat(const struct ground *ground, double y) {
    return ground->south + y * (ground->north - ground->south) / ground->height;
}

/* "12°W" at the round degrees of an axis. */
static void degrees_put(struct plot *plot, char axis, double from, double to, const char *sides, double pixels) {
    double step = plot_step(to - from, fmax(2, pixels / 90));
    text_print(&plot->script, "set %ctics (", axis);
    bool first = true;
    for (double k = ceil(from / step); k * step <= to; k++, first = false)
        text_print(&plot->script, "%s'%g°%c' %.10g", first ? "" : ", ", fabs(k * step), k == 0 ? ' ' : sides[k > 0],
                   k * step);
    text_append_string(&plot->script, ") font ',9' textcolor rgb '#444444'\n");
}

/* Camps and places in a corner of the map. */
static size_t crowd(const struct ground *ground, const struct mandate_mission *mission, bool east, bool north) {
    size_t n = 0;
    for (size_t i = 0; i < mission->localities.n + mission->bases.n; i++) {
        bool base = i >= mission->localities.n;
        size_t k = base ? i - mission->localities.n : i;
        double lat = base ? mission->bases.at[k].lat : mission->localities.at[k].lat;
        double lon = base ? mission->bases.at[k].lon : mission->localities.at[k].lon;
        double x = ground_x(ground, lon) / ground->width, y = ground_y(ground, lat) / ground->height;
        n += (east ? x > 0.6 : x < 0.4) && (north ? y > 0.85 : y < 0.15);
    }
    return n;
}

/* A bar of round length in the emptiest corner. */
static void scale_put(struct plot *plot, const struct ground *ground) {
    const struct mandate_mission *mission = &plot->request->scenario->study.mission;
    double degree = km_degree * ground->squeeze, wide = (ground->east - ground->west) * degree;
    double km = plot_step(wide, 5);
    bool east = true, north = false;
    for (int corner = 0; corner < 4; corner++)
        if (crowd(ground, mission, corner % 2 == 0, corner > 1) < crowd(ground, mission, east, north)) {
            east = corner % 2 == 0;
            north = corner > 1;
        }
    double x = east ? 0.96 - km / wide : 0.04, y = north ? 0.95 : 0.06;
    text_print(&plot->script,
               "set arrow 9 from graph %.4f,%.4f to graph %.4f,%.4f heads size screen 0.004,90 front linewidth 1.5 "
               "linecolor rgb '#333333'\nset label 9 '%g km' at graph %.4f,%.4f center front font ',9'\n",
               x, y, x + km / wide, y, km, x + 0.5 * km / wide, y + 0.035);
}

void ground_panel(struct plot *plot, const struct ground *ground, size_t index) {
    size_t column = index % ground->columns, row = index / ground->columns;
    double left = (double)column * ground->cell + LEFT + 0.5 * (ground->cell - LEFT - RIGHT - ground->width);
    double top = plot->height - HEAD - (double)row * ground->tall - TOP;
    text_print(&plot->script,
               "set origin 0,0\nset size 1,1\nset lmargin at screen %.5f\nset rmargin at screen %.5f\nset tmargin at "
               "screen %.5f\nset bmargin at screen %.5f\nset xrange [%.6f:%.6f]\nset yrange [%.6f:%.6f]\nset border 15 "
               "linecolor rgb '#aaaaaa'\nset tics scale 0.4 out\nunset key\n",
               left / WIDTH, (left + ground->width) / WIDTH, top / plot->height, (top - ground->height) / plot->height,
               ground->west, ground->east, ground->south, ground->north);
    degrees_put(plot, 'x', ground->west, ground->east, "WE", ground->width);
    degrees_put(plot, 'y', ground->south, ground->north, "SN", ground->height);
    scale_put(plot, ground);
}

void ground_plot(struct plot *plot) {
    text_append_string(
        &plot->script,
        "plot $outline using 1:2 with filledcurves closed fillcolor rgb '#f4f1e8' fillstyle solid 1 "
        "noborder notitle, $outline using 1:2 with lines linecolor rgb '#888888' linewidth 1.2 "
        "dashtype 1 notitle, $rivers using 1:2 with lines linecolor rgb '" GROUND_RIVER "' linewidth 2 dashtype "
        "1 notitle, $roads using 1:2 with lines linecolor rgb '" GROUND_ROAD "' linewidth 1.1 dashtype 1 "
        "notitle");
}
