/* The table of figures, and running it: a script becomes an SVG and a PNG. */
#include "output/plot/plot.h"

#include <string.h>

#include "base/check.h"
#include "output/plot/courses.h"
#include "output/plot/gnuplot.h"
#include "output/plot/part.h"
#include "output/plot/places.h"

/* ---- the table ---- */

static const struct figure figures[] = {
    {.shown = {"troops", "Uniformed persons present", "series.csv: troops_present",
               "One panel for each option: uniformed persons over time, median with bands, the median of the reference "
               "dashed.",
               PLOT_PICTURES},
     .axis = "persons",
     .n = 1,
     .metrics = {"troops_present"},
     .scale = 1,
     .draw = bands_draw},
    {.shown =
         {"bases", "Open bases", "series.csv: bases_open",
          "One panel for each option: open bases over time, median with bands, the median of the reference dashed.",
          PLOT_PICTURES},
     .axis = "bases",
     .n = 1,
     .metrics = {"bases_open"},
     .scale = 1,
     .draw = bands_draw},
    {.shown = {"coverage", "Population within 6 h of the mission", "series.csv: cov_pop_6h",
               "One panel for each option: share of the population within 6 hours of the mission over time, median "
               "with bands.",
               PLOT_PICTURES},
     .axis = "% of population",
     .n = 1,
     .metrics = {"cov_pop_6h"},
     .scale = 100,
     .draw = bands_draw},
    {.shown = {"air", "Available aircraft hours in each interval, by role",
               "series.csv: air_available_attack_h, air_available_utility_h, air_available_medevac_h, "
               "air_available_isr_manned_h, air_available_uav_h, air_available_fixed_wing_h",
               "One panel for each role of aircraft: available hours over time, one line for each option.",
               PLOT_PICTURES},
     .axis = "tail-hours",
     .n = 6,
     .scale = 1,
     .draw = lines_draw,
     .metrics = {"air_available_attack_h", "air_available_utility_h", "air_available_medevac_h",
                 "air_available_isr_manned_h", "air_available_uav_h", "air_available_fixed_wing_h"},
     .labels = {"armed helicopters", "utility helicopters", "medical evacuation", "manned surveillance", "drones",
                "aeroplanes"}},
    {.shown = {"response", "How soon attacks are reached",
               "runs.csv: reach_1h, reach_3h, reach_6h, reach_24h, reach_72h",
               "One bar for each option: shares of attacks reached within 1, 3, 6, 24 and 72 hours, later, and never.",
               PLOT_PICTURES},
     .axis = "% of attacks",
     .n = 7,
     .scale = 100,
     .draw = response_draw,
     .total = "never",
     .metrics = {"reach_1h", "reach_3h", "reach_6h", "reach_24h", "reach_72h"},
     .labels = {"within 1 h", "1-3 h", "3-6 h", "6-24 h", "24-72 h", "later", "never"},
     .colors = {PLOT_BLUES, PLOT_LATE, PLOT_NEVER}},
    {.shown = {"reach", "Attacks reached in time, with 95 % intervals",
               "runs.csv: reach_1h, reach_3h, reach_6h, reach_24h, reach_72h, never",
               "Points with 95 % intervals for each option: share of attacks reached within 1, 3, 6, 24 and 72 hours, "
               "and never.",
               PLOT_PICTURES},
     .axis = "% of attacks",
     .n = 6,
     .scale = 100,
     .draw = points_draw,
     .metrics = {"reach_1h", "reach_3h", "reach_6h", "reach_24h", "reach_72h", "never"},
     .labels = {"within 1 h", "within 3 h", "within 6 h", "within 24 h", "within 72 h", "never"}},
    {.shown = {"never", "Why attacks are never reached",
               "runs.csv: never_undetected, never_too_late, never_no_server, never_too_far, never_not_committed, "
               "never_not_permitted, never_aborted",
               "One bar for each option: shares of attacks never reached, by cause.", PLOT_PICTURES},
     .axis = "% of attacks",
     .n = 7,
     .scale = 100,
     .draw = parts_draw,
     .total = "never",
     .metrics = {"never_undetected", "never_too_late", "never_no_server", "never_too_far", "never_not_committed",
                 "never_not_permitted", "never_aborted"},
     .labels = {"not known", "too late", "no team or aircraft", "too far", "force did not go", "not permitted",
                "broken off"},
     .colors = {"#000000", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}},
    {.shown = {"cost", "Cost by line",
               "runs.csv: cost_personnel_musd, cost_civilian_musd, cost_camps_musd, cost_air_musd, cost_convoys_musd, "
               "cost_overhead_musd, cost_one_off_musd",
               "One bar for each option: cost over the horizon by line, and the total with its interval.",
               PLOT_PICTURES},
     .axis = "million USD over the horizon",
     .n = 7,
     .scale = 1,
     .draw = parts_draw,
     .total = "cost_musd",
     .metrics = {"cost_personnel_musd", "cost_civilian_musd", "cost_camps_musd", "cost_air_musd", "cost_convoys_musd",
                 "cost_overhead_musd", "cost_one_off_musd"},
     .labels = {"uniformed", "civilian staff", "camps", "aircraft", "convoys", "overhead", "one-off"},
     .colors = {"#0072B2", "#56B4E9", "#009E73", "#F0E442", "#E69F00", "#CC79A7", "#999999"}},
    {.shown = {"curves", "By when attacks are reached, and how many never are",
               "runs.csv: means of reach_1h to reach_72h and never",
               "Left: share of attacks reached by 1, 3, 6, 24 and 72 hours, one line for each option. Right: share "
               "never reached with 95 % intervals.",
               PLOT_PICTURES},
     .axis = "% of attacks",
     .n = 5,
     .scale = 100,
     .draw = curves_draw,
     .total = "never",
     .metrics = {"reach_1h", "reach_3h", "reach_6h", "reach_24h", "reach_72h"}},
    {.shown = {"hours", "Where the hours go between attack and arrival",
               "runs.csv: means of stage_detect_h to stage_travel_h",
               "One panel for each option: hours for detection, verification, decision, permission, notice and travel, "
               "each bar beginning where the one before ends.",
               PLOT_PICTURES},
     .axis = "mean hours",
     .n = 6,
     .scale = 1,
     .draw = waterfall_draw,
     .metrics = {"stage_detect_h", "stage_verify_h", "stage_decide_h", "stage_permit_h", "stage_notice_h",
                 "stage_travel_h"},
     .labels = {"detect", "verify", "decide", "permit", "notice", "travel"},
     .colors = {"#000000", "#56B4E9", "#0072B2", "#D55E00", "#E69F00", "#009E73"}},
    {.shown = {"tornado_response", "Which unknown moves the difference in response time most",
               "worlds.csv beside world means of resp_rmean_h in runs.csv",
               "One panel for each option but the reference: bars of the seven unknowns that move its difference in "
               "restricted mean response time most, from the difference where the unknown is low to where it is high.",
               PLOT_PICTURES},
     .n = 1,
     .metrics = {"resp_rmean_h"},
     .draw = tornado_draw},
    {.shown = {"tornado_deaths", "Which unknown moves the difference in civilian deaths most",
               "worlds.csv beside world means of deaths in runs.csv",
               "One panel for each option but the reference: bars of the seven unknowns that move its difference in "
               "civilian deaths most, from the difference where the unknown is low to where it is high.",
               PLOT_PICTURES},
     .n = 1,
     .metrics = {"deaths"},
     .draw = tornado_draw},
    {.shown = {"regret", "Regret: how much worse than the best option of each world",
               "compare.csv: regret and regret_p95",
               "One panel for each metric, one bar for each option: mean regret with its interval, and a cross below "
               "which 95 % of worlds lie.",
               PLOT_PICTURES},
     .n = 6,
     .draw = regret_draw,
     .metrics = {"resp_rmean_h", "reach_24h", "deaths", "cov_pop_6h", "troops_usable", "cost_musd"},
     .labels = {"restricted mean response time", "attacks reached within 24 h", "civilians killed",
                "population within 6 h", "usable troops", "cost"}},
    {.shown = {"course", "camps, units and aircraft over time",
               "replays of the first worlds, replication 0; mandate replay tells each of them",
               "Bars over time: when each camp is open, and when units and aircraft that come or go are there.",
               PLOT_COURSES},
     .draw = timeline_draw},
    {.shown = {"map_mission", "The mission", "places.csv: open and persons of the reference; places of the scenario",
               "A map with camps by size and places by population, borders, rivers and roads.", PLOT_MAPS},
     .axis = "squares: camps by uniformed persons; the reference option",
     .draw = mission_map_draw},
    {.shown = {"map_camps", "Camps by option", "places.csv: open and persons of bases",
               "One map for each option: camps as squares by uniformed persons, coloured by whether they are open.",
               PLOT_MAPS},
     .axis = "squares by uniformed persons",
     .dated = true,
     .draw = camps_map_draw},
    {.shown = {"map_unprotected", "How far people are from help", "places.csv: reach_h of localities",
               "One map for each option: places by population, coloured by the expected hours until help arrives.",
               PLOT_MAPS},
     .axis = "places by population; expected hours from the alert to arrival, by the quickest means",
     .n = 1,
     .metrics = {"reach_h"},
     .dated = true,
     .draw = reach_map_draw},
    {.shown = {"map_difference", "What options change for people, against the reference",
               "places.csv: reach_h of localities, less that of the reference",
               "One map for each option but the reference: places by population, coloured by how much sooner or later "
               "help arrives than under the reference.",
               PLOT_MAPS},
     .axis = "places by population; expected hours from the alert to arrival, less those of the reference",
     .n = 1,
     .metrics = {"reach_h"},
     .dated = true,
     .draw = difference_map_draw},
    {.shown = {"map_road", "Reach by road", "places.csv: reach_ground_h of localities",
               "One map for each option: places by population, coloured by the expected hours by road.", PLOT_MAPS},
     .axis = "places by population; expected hours from the alert to arrival by road alone",
     .n = 1,
     .metrics = {"reach_ground_h"},
     .dated = true,
     .draw = reach_map_draw},
    {.shown = {"map_air", "Reach by air", "places.csv: reach_air_h of localities",
               "One map for each option: places by population, coloured by the expected hours by air.", PLOT_MAPS},
     .axis = "places by population; expected hours from the alert to arrival by air alone",
     .n = 1,
     .metrics = {"reach_air_h"},
     .dated = true,
     .draw = reach_map_draw},
};

enum { FIGURES = sizeof figures / sizeof figures[0] };

/* ---- the list of pictures ---- */

struct pictures {
    size_t n, capacity;
    struct plot_picture *at;
};

/* What the part at hand is called; NULL = the figure has one part. */
static const char *part_name(const struct plot *plot, const struct figure *figure) {
    if (figure->shown.room == PLOT_COURSES) return plot->comparison->options[plot->part];
    return figure->dated ? places_date(plot->places, plot->part) : NULL;
}

/* Pictures of a figure: one, or one for each option or date. */
static size_t parts_of(const struct plot *plot, const struct figure *figure) {
    if (figure->shown.room == PLOT_COURSES) return plot->comparison->n_option;
    return figure->dated ? places_dates(plot->places) : 1;
}

/* Names of variants hold letters that do not belong into names of files. */
static const char *file_name(struct arena *arena, const char *figure, const char *part) {
    char *name = arena_print(arena, "%s%s%s", figure, part != NULL ? "-" : "", part != NULL ? part : "");
    for (char *c = name; *c != '\0'; c++)
        if (strchr("abcdefghijklmnopqrstuvwxyz0123456789_-.", *c) == NULL) *c = '_';
    return name;
}

static struct plot_picture *picture_add(struct pictures *pictures, const struct plot *plot,
                                        const struct figure *figure) {
    struct arena *arena = plot->request->arena;
    const char *part = part_name(plot, figure);
    CHECK(pictures->n < pictures->capacity);
    struct plot_picture *picture = &pictures->at[pictures->n++];
    part = part != NULL ? arena_print(arena, "%s", part) : NULL;
    *picture = (struct plot_picture){file_name(arena, figure->shown.name, part), &figure->shown, part, NULL};
    return picture;
}

/* Room for all of them. */
static struct pictures pictures_begin(const struct plot *plot) {
    struct pictures made = {0};
    for (size_t i = 0; i < FIGURES; i++) made.capacity += parts_of(plot, &figures[i]);
    made.at = ARENA_ARRAY(plot->request->arena, struct plot_picture, made.capacity);
    return made;
}

/* ---- running ---- */

static const char *const endings[] = {"svg", "png"};

/* `point` makes symbols of maps as large in one as in the other. */
static void terminal_put(struct text *script, size_t format, int height) {
    if (format == 0)
        text_print(script,
                   "set terminal svg noenhanced size %d,%d dynamic font 'Arial,11' fontscale 1.3 background "
                   "'white'\npoint = 0.75\n",
                   WIDTH, height);
    else
        text_print(script, "set terminal pngcairo noenhanced size %d,%d font 'Sans,11' background 'white'\npoint = 1\n",
                   WIDTH, height);
}

static enum mandate_status image_write(const struct plot *plot, struct plot_picture *picture, size_t format,
                                       struct file_reason *reason) {
    struct text script = {0}, image = {0}, path = {0};
    terminal_put(&script, format, plot->height);
    text_append(&script, plot->script.bytes, plot->script.length);
    text_print(&path, "%s/plots/%s.%s", plot->request->folder, picture->name, endings[format]);
    enum mandate_status status = gnuplot_run(&script, &image, reason);
    if (status == MANDATE_OK) status = file_write(path.bytes, image.bytes, image.length, reason);
    if (status == MANDATE_OK && format == 0) picture->svg = arena_copy(plot->request->arena, image.bytes, image.length);
    text_free(&script);
    text_free(&image);
    text_free(&path);
    return status;
}

/* Draws one figure, unless there is nothing to show, and adds it to the list. */
static enum mandate_status picture_draw(struct plot *plot, const struct figure *figure, struct pictures *pictures,
                                        struct file_reason *reason) {
    text_clear(&plot->script);
    plot->height = 0;
    enum mandate_status status = figure->draw(plot, figure, reason);
    if (status != MANDATE_OK || plot->height == 0) return status;
    struct plot_picture *picture = picture_add(pictures, plot, figure);
    for (size_t f = 0; f < (plot->request->svg_only ? 1 : 2) && status == MANDATE_OK; f++)
        status = image_write(plot, picture, f, reason);
    return status;
}

static enum mandate_status figures_draw(struct plot *plot, struct pictures *pictures, struct file_reason *reason) {
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 0; i < FIGURES && status == MANDATE_OK; i++) {
        size_t parts = parts_of(plot, &figures[i]);
        for (plot->part = 0; plot->part < parts && status == MANDATE_OK; plot->part++)
            status = picture_draw(plot, &figures[i], pictures, reason);
    }
    return status;
}

enum mandate_status plot_folder_make(const char *folder, struct file_reason *reason) {
    struct text path = {0};
    text_print(&path, "%s/plots", folder);
    enum mandate_status status = file_make_folder(path.bytes, reason);
    text_free(&path);
    return status;
}

/* The headline, and all metrics that figures take from runs.csv. */
static size_t metrics_wanted(int metrics[MANDATE_METRICS]) {
    static const char *const starts[] = {"reach_", "never", "cost_", "stage_"};
    size_t n = 0;
    for (int m = 0; m < MANDATE_METRICS; m++) {
        bool wanted = mandate_metrics[m].headline > 0;
        for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
            wanted = wanted || strncmp(mandate_metrics[m].name, starts[i], strlen(starts[i])) == 0;
        if (wanted) metrics[n++] = m;
    }
    return n;
}

enum mandate_status plot_write(const struct plot_request *request, size_t *n, struct plot_picture **pictures,
                               struct file_reason *reason) {
    int metrics[MANDATE_METRICS];
    struct decision_request question = {
        .folder = request->folder, .reference = request->reference, .metrics = metrics, .tables = true};
    struct decision *decision;
    struct plot plot = {.request = request};
    question.n_metric = metrics_wanted(metrics);
    enum mandate_status status = decision_read(&question, &decision, reason);
    if (status != MANDATE_OK) return status;
    plot.decision = decision;
    plot.comparison = decision->comparison;
    status = places_read(request, plot.comparison, &plot.places, reason);
    if (status == MANDATE_OK) status = plot_folder_make(request->folder, reason);
    if (status == MANDATE_OK) {
        plot.courses = courses_read(request, plot.comparison);
        struct pictures made = pictures_begin(&plot);
        status = figures_draw(&plot, &made, reason);
        *n = made.n;
        *pictures = made.at;
    }
    text_free(&plot.script);
    decision_free(decision);
    return status;
}
