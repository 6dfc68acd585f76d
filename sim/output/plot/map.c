/* Maps, from places.csv: camps by size and state; places by population and by the hours that help needs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mandate/load.h"
#include "output/plot/ground.h"
#include "output/plot/labels.h"
#include "output/plot/places.h"

enum { FOOT = 70, CLASSES = 6, LETTER = 7, POINT = 5, LINE = 13, NAMES = 40, LINE_ENTRY = 0 };

/* ---- classes of colours ---- */

struct class {
    double below; /* values below it */
    const char *color, *title;
};

static const struct class hours_classes[CLASSES] = {
    {1, "#08306b", "within 1 h"}, {3, "#2171b5", "1-3 h"},        {6, "#4a98c9", "3-6 h"},
    {24, "#86bcdc", "6-24 h"},    {NO_LIMIT, "#b7cfdf", "later"}, {NO_LIMIT, "#D55E00", "not within the limit"}};
static const struct class difference_classes[CLASSES] = {
    {-6, "#08519c", "6 h sooner or more"},      {-1, "#6baed6", "1-6 h sooner"},
    {1, "#bdbdbd", "alike (within 1 h)"},       {6, "#fdae6b", "1-6 h later"},
    {NO_LIMIT, "#D55E00", "6 h later or more"}, {0, NULL, NULL}};

/* The class of hours; the last one is for the limit itself, at which nobody has come. */
static size_t hours_class(double hours, double limit) {
    size_t class = 0;
    if (hours >= 0.999 * limit) return CLASSES - 1;
    while (hours >= hours_classes[class].below) class ++;
    return class;
}

static size_t difference_class(double hours) {
    size_t class = 0;
    while (hours >= difference_classes[class].below) class ++;
    return class;
}

/* ---- places ---- */

static double locality_size(double population, double most) {
    return 0.6 + 1.8 * sqrt(most > 0 ? population / most : 0);
}

static double most_population(const struct mandate_mission *mission) {
    double most = 0;
    for (size_t i = 0; i < mission->localities.n; i++) most = fmax(most, mission->localities.at[i].population);
    return most;
}

struct order {
    double size;
    size_t index;
};

static int by_size(const void *left, const void *right) {
    const struct order *a = left, *b = right;
    if (a->size != b->size) return a->size > b->size ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* Indices of localities, the largest first, so that small ones lie on top. */
static struct order *localities_sorted(const struct plot *plot) {
    const struct mandate_locality_list *list = &plot->request->scenario->study.mission.localities;
    struct order *order = ARENA_ARRAY(plot->request->arena, struct order, list->n);
    for (size_t i = 0; i < list->n; i++) order[i] = (struct order){list->at[i].population, i};
    qsort(order, list->n, sizeof *order, by_size);
    return order;
}

/* What a map says of a locality: the colour, or NULL = nothing is known. */
typedef const char *locality_color(const struct plot *plot, const struct figure *figure, size_t option, size_t index);

static const char *color_plain(const struct plot *plot, const struct figure *figure, size_t option, size_t index) {
    (void)plot;
    (void)figure;
    (void)option;
    (void)index;
    return "#9a9a9a";
}

static enum mandate_place_index place_metric(const struct figure *figure) {
    enum mandate_place_index metric = MANDATE_PLACE_locality_reach_h;
    for (int m = 0; m < MANDATE_PLACES; m++)
        if (figure->n > 0 && strcmp(mandate_place_metrics[m].name, figure->metrics[0]) == 0)
            metric = (enum mandate_place_index)m;
    return metric;
}

static const char *color_hours(const struct plot *plot, const struct figure *figure, size_t option, size_t index) {
    double hours = places_value(plot->places, option, plot->part, place_metric(figure), index);
    if (isnan(hours)) return NULL;
    return hours_classes[hours_class(hours, plot->request->scenario->study.mission.response.limit)].color;
}

static const char *color_difference(const struct plot *plot, const struct figure *figure, size_t option, size_t index) {
    enum mandate_place_index metric = place_metric(figure);
    double hours = places_value(plot->places, option, plot->part, metric, index) -
                   places_value(plot->places, plot->comparison->reference, plot->part, metric, index);
    return isnan(hours) ? NULL : difference_classes[difference_class(hours)].color;
}

/* Block $lN: longitude, latitude, size, colour. */
static void localities_put(struct plot *plot, const struct figure *figure, size_t option, const struct order *order,
                           locality_color *color) {
    const struct mandate_mission *mission = &plot->request->scenario->study.mission;
    double most = most_population(mission);
    text_print(&plot->script, "$l%zu << EOD\nNaN NaN 1 0\n", option);
    for (size_t k = 0; k < mission->localities.n; k++) {
        const struct mandate_locality *at = &mission->localities.at[order[k].index];
        const char *shown = color(plot, figure, option, order[k].index);
        if (shown == NULL) continue;
        number_put(&plot->script, at->lon);
        number_put(&plot->script, at->lat);
        text_print(&plot->script, "%.3g 0x%s\n", locality_size(at->population, most), shown + 1);
    }
    text_append_string(&plot->script, "EOD\n");
}

/* ---- camps ---- */

enum camp_state { CAMP_OPEN, CAMP_PARTLY, CAMP_NOT, CAMP_STATES };
static const char *const camp_colors[CAMP_STATES] = {"#0072B2", "#E69F00", "#777777"},
                         *const camp_titles[CAMP_STATES] = {
                             "camp, open", "open for a part of the time or in some replications", "not open"};

static enum camp_state camp_state(const struct plot *plot, size_t option, size_t base) {
    double open = places_value(plot->places, option, plot->part, MANDATE_PLACE_base_open, base);
    return open >= 0.98 ? CAMP_OPEN : open > 0.02 ? CAMP_PARTLY : CAMP_NOT;
}

static double camp_persons(const struct plot *plot, size_t option, size_t base) {
    return or_zero(places_value(plot->places, option, plot->part, MANDATE_PLACE_base_persons, base));
}

static double most_persons(const struct plot *plot) {
    double most = 0;
    for (size_t o = 0; o < plot->comparison->n_option; o++)
        for (size_t b = 0; b < plot->request->scenario->study.mission.bases.n; b++)
            most = fmax(most, camp_persons(plot, o, b));
    return most;
}

static double camp_size(const struct plot *plot, size_t option, size_t base, double most) {
    return 0.6 + 1.9 * sqrt(most > 0 ? camp_persons(plot, option, base) / most : 0);
}

/* A camp that an option never opens is no place of it. */
static bool camp_shown(const struct plot *plot, size_t option, size_t base) {
    return camp_state(plot, option, base) != CAMP_NOT ||
           plot->request->scenario->study.mission.bases.at[base].planned == 0;
}

/* Blocks $bN0 ... $bN2, by state: longitude, latitude, size. */
static void camps_put(struct plot *plot, size_t option) {
    const struct mandate_base_list *bases = &plot->request->scenario->study.mission.bases;
    double most = most_persons(plot);
    for (int state = 0; state < CAMP_STATES; state++) {
        text_print(&plot->script, "$b%zu%d << EOD\nNaN NaN 1\n", option, state);
        for (size_t b = 0; b < bases->n; b++) {
            if ((int)camp_state(plot, option, b) != state || !camp_shown(plot, option, b)) continue;
            number_put(&plot->script, bases->at[b].lon);
            number_put(&plot->script, bases->at[b].lat);
            text_print(&plot->script, "%.3g\n", camp_size(plot, option, b, most));
        }
        text_append_string(&plot->script, "EOD\n");
    }
}

static void camps_plot(struct plot *plot, size_t option) {
    for (int state = 0; state < CAMP_STATES; state++)
        text_print(&plot->script,
                   ", $b%zu%d using 1:2:($3*point) with points pointtype %d pointsize variable linecolor rgb '%s' "
                   "linewidth 1.4 "
                   "notitle",
                   option, state, state == CAMP_NOT ? 4 : 5, camp_colors[state]);
}

/* Small marks where camps are only to be found again. */
static void camps_mark(struct plot *plot, size_t option) {
    text_print(
        &plot->script,
        ", $b%zu0 using 1:2 with points pointtype 4 pointsize 1.1*point linewidth 1.6 linecolor rgb '#000000' notitle, "
        "$b%zu1 using 1:2 with points pointtype 4 pointsize 1.1*point linewidth 1 linecolor rgb '#777777' notitle",
        option, option);
}

/* ---- names ---- */

static const char *name_of(const char *name, const char *id) { return name != NULL && name[0] != '\0' ? name : id; }

/* Names of camps by persons, then of places by population, `room` of these at most; places that are drawn without a
 * name only keep others away. */
static size_t labels_take(const struct plot *plot, const struct ground *ground, size_t option, size_t room,
                          const struct order *order, struct label *labels) {
    const struct mandate_mission *mission = &plot->request->scenario->study.mission;
    double most = most_persons(plot), most_people = most_population(mission);
    size_t n = 0;
    struct order *camps = ARENA_ARRAY(plot->request->arena, struct order, mission->bases.n);
    for (size_t b = 0; b < mission->bases.n; b++) camps[b] = (struct order){camp_persons(plot, option, b), b};
    qsort(camps, mission->bases.n, sizeof *camps, by_size);
    for (size_t k = 0; k < mission->bases.n; k++) {
        const struct mandate_base *base = &mission->bases.at[camps[k].index];
        if (!camp_shown(plot, option, camps[k].index)) continue;
        labels[n++] = (struct label){.text = name_of(base->name, base->id),
                                     .must = true,
                                     .x = ground_x(ground, base->lon),
                                     .y = ground_y(ground, base->lat),
                                     .radius = POINT * camp_size(plot, option, camps[k].index, most)};
    }
    for (size_t k = 0; k < mission->localities.n && room > 0; k++) {
        const struct mandate_locality *at = &mission->localities.at[order[k].index];
        labels[n++] = (struct label){.text = k < room ? name_of(at->name, at->id) : "",
                                     .x = ground_x(ground, at->lon),
                                     .y = ground_y(ground, at->lat),
                                     .radius = POINT * locality_size(at->population, most_people)};
    }
    return n;
}

/* A place that is called like a camp needs no name of its own. */
static bool said_before(const struct label *labels, size_t index) {
    for (size_t i = 0; i < index; i++)
        if (labels[i].shown && strcmp(labels[i].text, labels[index].text) == 0) return true;
    return false;
}

/* Blocks $nN0 ... $nN2 by the end at which texts are fixed: longitude, latitude, "name". Gives which of them hold any:
 * a block without is not to be drawn. */
static unsigned names_put(struct plot *plot, const struct ground *ground, size_t option, size_t room,
                          const struct order *order) {
    const struct mandate_mission *mission = &plot->request->scenario->study.mission;
    struct label *labels = ARENA_ARRAY(plot->request->arena, struct label, mission->bases.n + mission->localities.n);
    size_t n = labels_take(plot, ground, option, room, order, labels);
    unsigned filled = 0;
    labels_place(labels, n, ground->width, ground->height, LETTER, LINE);
    for (int end = 0; end < LABEL_SIDES; end++) {
        text_print(&plot->script, "$n%zu%d << EOD\n", option, end);
        for (size_t i = 0; i < n; i++) {
            if (!labels[i].shown || (int)labels[i].end != end || said_before(labels, i)) continue;
            number_put(&plot->script, ground_lon(ground, labels[i].at_x));
            number_put(&plot->script, ground_lat(ground, labels[i].at_y));
            text_append_string(&plot->script, "\"");
            name_put(&plot->script, labels[i].text);
            text_append_string(&plot->script, "\"\n");
            filled |= 1u << end;
        }
        text_append_string(&plot->script, "EOD\n");
    }
    return filled;
}

static void names_plot(struct plot *plot, size_t option, unsigned filled) {
    static const char *const ends[LABEL_SIDES] = {"left", "center", "right"};
    for (int end = 0; end < LABEL_SIDES; end++)
        if (filled >> end & 1)
            text_print(&plot->script, ", $n%zu%d using 1:2:3 with labels %s font ',9' textcolor rgb '#222222' notitle",
                       option, end, ends[end]);
}

/* ---- legend and title ---- */

struct entry {
    const char *color, *title;
    int point; /* LINE_ENTRY = a line */
};

static void legend_entries_put(struct plot *plot, const struct ground *ground, const struct entry *entries, size_t n) {
    text_print(&plot->script,
               "set lmargin at screen 0\nset rmargin at screen 1\nset tmargin at screen %.4f\nset bmargin at screen 0\n"
               "unset title\nunset border\nunset tics\nunset grid\nunset arrow\nunset label\nset xrange [0:1]\nset "
               "yrange [0:1]\nset key center center horizontal Left reverse samplen 1 width 1 maxrows 2\nplot ",
               ground->foot / plot->height);
    for (size_t i = 0; i < n; i++) {
        text_append_string(&plot->script, i > 0 ? ", NaN with " : "NaN with ");
        if (entries[i].point == LINE_ENTRY) text_append_string(&plot->script, "lines dashtype 1 linewidth 2 ");
        else text_print(&plot->script, "points pointtype %d pointsize 1.4 linewidth 1.6 ", entries[i].point);
        text_print(&plot->script, "linecolor rgb '%s' title '%s'", entries[i].color, entries[i].title);
    }
    text_append_string(&plot->script, "\nunset multiplot\n");
}

static void title_put(struct plot *plot, const struct figure *figure) {
    const char *date = places_date(plot->places, plot->part);
    text_print(&plot->script, "set multiplot title \"%s, %s%s\\n(%s)\" font ',15'\n", figure->shown.title,
               date != NULL ? "on " : "mean over the whole time", date != NULL ? date : "", figure->axis);
}

static size_t classes_entries(const struct class *classes, struct entry *entries) {
    size_t n = 0;
    for (; n < CLASSES && classes[n].color != NULL; n++)
        entries[n] = (struct entry){classes[n].color, classes[n].title, 7};
    return n;
}

/* ---- the maps ---- */

static size_t camp_entries(struct entry *entries) {
    for (size_t i = 0; i < CAMP_STATES; i++)
        entries[i] = (struct entry){camp_colors[i], camp_titles[i], i == CAMP_NOT ? 4 : 5};
    return CAMP_STATES;
}

/* Roads and rivers, where the mission has any. */
static size_t ground_entries(const struct plot *plot, struct entry *entries) {
    const struct mandate_map *map = &plot->request->scenario->study.mission.map;
    size_t n = 0;
    if (map->roads.n > 0) entries[n++] = (struct entry){GROUND_ROAD, "road", LINE_ENTRY};
    if (map->rivers.n > 0) entries[n++] = (struct entry){GROUND_RIVER, "river", LINE_ENTRY};
    return n;
}

static void camps_panel_put(struct plot *plot, const struct figure *figure, const struct ground *ground, size_t panel,
                            size_t option, size_t room, const struct order *order) {
    if (room > 0) localities_put(plot, figure, option, order, color_plain);
    camps_put(plot, option);
    unsigned names = names_put(plot, ground, option, room, order);
    ground_panel(plot, ground, panel);
    if (ground->rows * ground->columns > 1)
        text_print(&plot->script, "set title $names[%zu] offset 0,-0.5\n", option + 1);
    ground_plot(plot);
    if (room > 0)
        text_print(
            &plot->script,
            ", $l%zu using 1:2:($3*point):4 with points pointtype 7 pointsize variable linecolor rgb variable notitle",
            option);
    camps_plot(plot, option);
    names_plot(plot, option, names);
    text_append_string(&plot->script, "\n");
}

/* One large map of the reference, with the names of places. */
enum mandate_status mission_map_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    (void)reason;
    struct entry entries[CAMP_STATES + 3];
    struct ground ground = ground_begin(plot, 1, FOOT);
    size_t n = camp_entries(entries);
    entries[n++] = (struct entry){"#9a9a9a", "place, by population", 7};
    n += ground_entries(plot, entries + n);
    title_put(plot, figure);
    camps_panel_put(plot, figure, &ground, 0, plot->comparison->reference, NAMES, localities_sorted(plot));
    legend_entries_put(plot, &ground, entries, n);
    return MANDATE_OK;
}

enum mandate_status camps_map_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    (void)reason;
    struct entry entries[CAMP_STATES + 2];
    size_t n = camp_entries(entries);
    const struct order *order = localities_sorted(plot);
    struct ground ground = ground_begin(plot, plot->comparison->n_option, FOOT);
    title_put(plot, figure);
    for (size_t o = 0; o < plot->comparison->n_option; o++) camps_panel_put(plot, figure, &ground, o, o, 0, order);
    n += ground_entries(plot, entries + n);
    legend_entries_put(plot, &ground, entries, n);
    return MANDATE_OK;
}

static size_t mark_entries(const struct plot *plot, struct entry *entries) {
    entries[0] = (struct entry){"#000000", "camp, open", 4};
    entries[1] = (struct entry){"#777777", "camp, at times", 4};
    return 2 + ground_entries(plot, entries + 2);
}

static void reach_panel_put(struct plot *plot, const struct figure *figure, const struct ground *ground, size_t panel,
                            size_t option, const struct order *order, locality_color *color) {
    localities_put(plot, figure, option, order, color);
    camps_put(plot, option);
    ground_panel(plot, ground, panel);
    text_print(&plot->script, "set title $names[%zu] offset 0,-0.5\n", option + 1);
    ground_plot(plot);
    text_print(
        &plot->script,
        ", $l%zu using 1:2:($3*point):4 with points pointtype 7 pointsize variable linecolor rgb variable notitle",
        option);
    camps_mark(plot, option);
    text_append_string(&plot->script, "\n");
}

enum mandate_status reach_map_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    (void)reason;
    struct entry entries[CLASSES + 4];
    size_t n = classes_entries(hours_classes, entries);
    const struct order *order = localities_sorted(plot);
    struct ground ground = ground_begin(plot, plot->comparison->n_option, FOOT);
    n += mark_entries(plot, entries + n);
    title_put(plot, figure);
    for (size_t o = 0; o < plot->comparison->n_option; o++)
        reach_panel_put(plot, figure, &ground, o, o, order, color_hours);
    legend_entries_put(plot, &ground, entries, n);
    return MANDATE_OK;
}

enum mandate_status difference_map_draw(struct plot *plot, const struct figure *figure, struct file_reason *reason) {
    (void)reason;
    struct entry entries[CLASSES + 4];
    size_t n = classes_entries(difference_classes, entries), panel = 0;
    const struct order *order = localities_sorted(plot);
    if (plot->comparison->n_option < 2) return MANDATE_OK;
    struct ground ground = ground_begin(plot, plot->comparison->n_option - 1, FOOT);
    n += mark_entries(plot, entries + n);
    title_put(plot, figure);
    for (size_t o = 0; o < plot->comparison->n_option; o++)
        if (o != plot->comparison->reference)
            reach_panel_put(plot, figure, &ground, panel++, o, order, color_difference);
    legend_entries_put(plot, &ground, entries, n);
    return MANDATE_OK;
}
