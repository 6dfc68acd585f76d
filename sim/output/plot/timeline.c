/* The course of one option: camps, units and aircraft as bars over time. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mandate/load.h"
#include "output/plot/courses.h"
#include "output/plot/part.h"

enum { MOST_ROWS = 26, LONGEST = 30, ROW_PIXELS = 21, EDGE_PIXELS = 190, SHADES = 3 };

/* A bar is dark where nearly all replications have it, and pale where few have. */
static const double shade_from[SHADES] = {0.05, 0.5, 0.95};
static const char *const shades[COURSE_KINDS][SHADES] = {
    {"#c6dbef", "#6baed6", "#0072B2"}, {"#c7e9c0", "#74c476", "#007a55"}, {"#fdd9b5", "#fdae6b", "#D55E00"}};

struct bar_row {
    enum course_kind kind;
    size_t index;
    double size; /* persons or aircraft */
};

struct rows {
    size_t n, left_out[COURSE_KINDS];
    struct bar_row at[COURSE_KINDS * MOST_ROWS];
};

/* ---- which rows ---- */

static bool ever(const struct plot *plot, struct bar_row row) {
    for (size_t k = 0; k < courses_steps(plot->courses); k++)
        if (courses_share(plot->courses, plot->part, row.kind, row.index, k) > 0) return true;
    return false;
}

static bool changes(const struct plot *plot, struct bar_row row) {
    double first = courses_share(plot->courses, plot->part, row.kind, row.index, 0);
    for (size_t k = 1; k < courses_steps(plot->courses); k++)
        if (courses_share(plot->courses, plot->part, row.kind, row.index, k) != first) return true;
    return false;
}

static double size_of(const struct mandate_mission *mission, enum course_kind kind, size_t index) {
    if (kind == COURSE_FLEET) return mission->fleets.at[index].tails;
    if (kind == COURSE_BASE) return -(double)index;
    const struct mandate_unit *unit = &mission->units.at[index];
    return unit->strength > 0 ? unit->strength : unit->authorised;
}

static int by_size(const void *left, const void *right) {
    const struct bar_row *a = left, *b = right;
    if (a->size != b->size) return a->size > b->size ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* All camps that ever are; of units and aircraft those that come or go, the largest first. */
static void kind_add(struct rows *rows, const struct plot *plot, enum course_kind kind) {
    const struct mandate_mission *mission = &plot->request->scenario->study.mission;
    size_t n = courses_count(plot->courses, kind), found = 0;
    struct bar_row *all = ARENA_ARRAY(plot->request->arena, struct bar_row, n);
    for (size_t i = 0; i < n; i++) {
        struct bar_row row = {kind, i, size_of(mission, kind, i)};
        if (kind == COURSE_BASE ? ever(plot, row) : changes(plot, row)) all[found++] = row;
    }
    qsort(all, found, sizeof *all, by_size);
    for (size_t i = 0; i < found && i < MOST_ROWS; i++) rows->at[rows->n++] = all[i];
    rows->left_out[kind] = found > MOST_ROWS ? found - MOST_ROWS : 0;
}

/* ---- the script ---- */

static const char *label_of(const struct plot *plot, struct bar_row row) {
    const struct mandate_mission *mission = &plot->request->scenario->study.mission;
    const char *id = row.kind == COURSE_BASE   ? mission->bases.at[row.index].id
                     : row.kind == COURSE_UNIT ? mission->units.at[row.index].id
                                               : mission->fleets.at[row.index].id;
    const char *name = row.kind == COURSE_BASE ? mission->bases.at[row.index].name : NULL;
    return name != NULL && name[0] != '\0' && strlen(name) <= LONGEST ? name : id;
}

static size_t shade_of(double share) {
    size_t shade = 0;
    while (shade < SHADES && share >= shade_from[shade]) shade++;
    return shade; /* 0 = nothing */
}

/* Lines "from to row" of one shade: stretches of equal shade. */
static void stretches_put(struct plot *plot, const struct rows *rows, enum course_kind kind, size_t shade) {
    const struct courses *courses = plot->courses;
    size_t n = courses_steps(courses);
    text_print(&plot->script, "$s%d%zu << EOD\n0 0 NaN\n", (int)kind, shade);
    for (size_t r = 0; r < rows->n; r++)
        for (size_t k = 0, begin = 0; k < n && rows->at[r].kind == kind; k++) {
            bool here = shade_of(courses_share(courses, plot->part, kind, rows->at[r].index, k)) == shade;
            bool next =
                k + 1 < n && shade_of(courses_share(courses, plot->part, kind, rows->at[r].index, k + 1)) == shade;
            if (here &&
                (k == 0 || shade_of(courses_share(courses, plot->part, kind, rows->at[r].index, k - 1)) != shade))
                begin = k;
            if (here && !next)
                text_print(&plot->script, "%.0f %.0f %zu\n", 3600 * courses_time(courses, begin),
                           3600 * courses_time(courses, k + 1 < n ? k + 1 : k), r);
        }
    text_append_string(&plot->script, "EOD\n");
}

static void labels_put(struct plot *plot, const struct rows *rows) {
    text_append_string(&plot->script, "$labels << EOD\n");
    for (size_t r = 0; r < rows->n; r++) {
        text_print(&plot->script, "%zu \"", r);
        name_put(&plot->script, label_of(plot, rows->at[r]));
        text_append_string(&plot->script, "\"\n");
    }
    text_append_string(&plot->script, "EOD\n");
}

static void axes_put(struct plot *plot, const struct figure *figure, const struct rows *rows) {
    const struct courses *courses = plot->courses;
    const char *left_out = rows->left_out[COURSE_UNIT] == 0
                               ? ""
                               : arena_print(plot->request->arena, "; %zu smaller units that come or go are left out",
                                             rows->left_out[COURSE_UNIT]);
    text_print(&plot->script,
               "set title $names[%zu].\": %s\\n(the darker, the more of %zu replications have it%s)\" noenhanced "
               "font ',15'\nset lmargin %d\nset rmargin 3\nset xdata time\nset format x \"%%b\\n%%Y\"\n"
               "set xrange [%.0f:%.0f]\nset yrange [%zu.7:-0.7]\nset ytics scale 0 font ',10'\nset grid xtics noytics\n"
               "set key outside center bottom horizontal samplen 2\nset xlabel ' '\n",
               plot->part + 1, figure->shown.title, courses_runs(courses), left_out, LONGEST - 2,
               3600 * courses_time(courses, 0), 3600 * courses_time(courses, courses_steps(courses) - 1), rows->n - 1);
}

enum mandate_status timeline_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    static const char *const titles[COURSE_KINDS] = {"camps", "units that come or go", "aircraft that come or go"};
    struct rows rows = {0};
    (void)reason;
    if (plot->courses == NULL) return MANDATE_OK;
    for (int kind = 0; kind < COURSE_KINDS; kind++) kind_add(&rows, plot, (enum course_kind)kind);
    if (rows.n == 0) return MANDATE_OK;
    script_begin(plot, (int)(rows.n * ROW_PIXELS) + EDGE_PIXELS);
    for (int kind = 0; kind < COURSE_KINDS; kind++)
        for (size_t shade = 1; shade <= SHADES; shade++) stretches_put(plot, &rows, (enum course_kind)kind, shade);
    labels_put(plot, &rows);
    axes_put(plot, figure, &rows);
    text_append_string(&plot->script, "plot $labels using (NaN):1:ytic(2) with points notitle");
    for (int kind = 0; kind < COURSE_KINDS; kind++)
        for (size_t shade = 1; shade <= SHADES; shade++)
            text_print(
                &plot->script,
                ", $s%d%zu using (0.5*($1+$2)):3:($1):($2):($3-0.38):($3+0.38) with boxxyerror fillcolor rgb '%s' "
                "fillstyle solid 1 noborder %s%s%s",
                kind, shade, shades[kind][shade - 1], shade == SHADES ? "title '" : "notitle",
                shade == SHADES ? titles[kind] : "", shade == SHADES ? "'" : "");
    text_append_string(&plot->script, "\n");
    return MANDATE_OK;
}
