/* One replication as a map that moves: in each frame the camps at the end of a week, and the attacks of that week. */
#include <math.h>
#include <string.h>

#include "mandate/load.h"
#include "output/csv.h"
#include "output/plot/gnuplot.h"
#include "output/plot/ground.h"

enum { FRAMES = 200, FRAME_WIDTH = 800, FRAME_FOOT = 76, HUNDREDTHS = 30 }; /* most frames; [pixels]; of a second */

static const double week = 168; /* [h] */

/* ---- camps ---- */

enum camp { CAMP_ABSENT, CAMP_OPEN, CAMP_CLOSING, CAMP_CLOSED, CAMPS };

static void camp_note(enum camp *camps, const struct note *note) {
    if (note->kind == NOTE_BASE_OPENS) camps[note->where] = CAMP_OPEN;
    if (note->kind == NOTE_BASE_CLOSING) camps[note->where] = CAMP_CLOSING;
    if (note->kind == NOTE_BASE_CLOSED) camps[note->where] = CAMP_CLOSED;
}

/* Blocks $c1 ... $c3 of the frame at hand. */
static void camps_put(struct text *script, const struct mandate_base_list *bases, const enum camp *camps) {
    for (int kind = CAMP_OPEN; kind < CAMPS; kind++) {
        text_print(script, "$c%d << EOD\nNaN NaN\n", kind);
        for (size_t b = 0; b < bases->n; b++) {
            if ((int)camps[b] != kind) continue;
            number_put(script, bases->at[b].lon);
            number_put(script, bases->at[b].lat);
            text_append_string(script, "\n");
        }
        text_append_string(script, "EOD\n");
    }
}

/* ---- attacks ---- */

enum answer { WITHIN_6, WITHIN_24, LATER, NEVER, ANSWERS };
static const struct {
    const char *color, *title;
} answers[ANSWERS] = {{"#2171b5", "attack reached within 6 h"},
                      {"#6baed6", "within 24 h"},
                      {"#bdbdbd", "later"},
                      {"#D55E00", "never reached"}};

static enum answer answer_of(const struct response *response) {
    if (response->outcome != OUTCOME_REACHED) return NEVER;
    return response->response <= 6 ? WITHIN_6 : response->response <= 24 ? WITHIN_24 : LATER;
}

/* Blocks $a0 ... $a3: longitude, latitude, size by deaths. Returns how many. */
static size_t attacks_put(struct text *script, const struct mandate_locality_list *places, const struct state *state,
                          double from) {
    size_t n = 0;
    for (int kind = 0; kind < ANSWERS; kind++) {
        text_print(script, "$a%d << EOD\nNaN NaN 1\n", kind);
        for (size_t i = 0; i < state->n_response; i++) {
            const struct response *response = &state->responses[i];
            const struct incident *incident = &state->pool->at[response->incident];
            bool now = incident->onset >= from && incident->onset < from + week;
            if (!now || response->locality < 0 || (int)answer_of(response) != kind) continue;
            number_put(script, places->at[response->locality].lon);
            number_put(script, places->at[response->locality].lat);
            text_print(script, "%.3g\n", 0.8 + 0.5 * sqrt(fmin(incident->deaths - response->averted, 100)));
            n++;
        }
        text_append_string(script, "EOD\n");
    }
    return n;
}

/* ---- frames ---- */

static void frame_put(struct plot *plot, const struct ground *ground, double date, size_t attacks) {
    static const char *const colors[CAMPS] = {"", "#000000", "#E69F00", "#999999"};
    char day[CSV_DATE];
    csv_date_write(day, floor(date / 24) * 24);
    text_print(
        &plot->script,
        "set multiplot title $title[1].\"\\nweek from %s, %zu attack%s, discs by civilians killed\" font ',13'\n", day,
        attacks, attacks == 1 ? "" : "s");
    ground_panel(plot, ground, 0);
    ground_plot(plot);
    for (int kind = 0; kind < ANSWERS; kind++)
        text_print(&plot->script,
                   ", $a%d using 1:2:3 with points pointtype 7 pointsize variable linecolor rgb '%s' notitle", kind,
                   answers[kind].color);
    for (int kind = CAMP_OPEN; kind < CAMPS; kind++)
        text_print(&plot->script,
                   ", $c%d using 1:2 with points pointtype 4 pointsize 1.3 linewidth 2 linecolor rgb '%s' notitle",
                   kind, colors[kind]);
    text_append_string(&plot->script, "\n");
}

static void frame_legend_put(struct plot *plot) {
    static const char *const camps[] = {"camp, open", "closing", "closed"}, *const colors[] = {"#000000", "#E69F00",
                                                                                               "#999999"};
    text_print(&plot->script,
               "set lmargin at screen 0\nset rmargin at screen 1\nset tmargin at screen %.4f\nset bmargin at screen 0\n"
               "unset border\nunset tics\nunset grid\nunset arrow\nunset label\nset xrange [0:1]\nset yrange [0:1]\n"
               "set key center center horizontal Left reverse samplen 1 width 1 maxrows 2 font ',9'\nplot ",
               (double)FRAME_FOOT / plot->height);
    for (int kind = 0; kind < ANSWERS; kind++)
        text_print(&plot->script, "NaN with points pointtype 7 pointsize 1.4 linecolor rgb '%s' title '%s', ",
                   answers[kind].color, answers[kind].title);
    for (int kind = 0; kind < 3; kind++)
        text_print(&plot->script,
                   "%sNaN with points pointtype 4 pointsize 1.3 linewidth 2 linecolor rgb '%s' title '%s'",
                   kind > 0 ? ", " : "", colors[kind], camps[kind]);
    text_append_string(&plot->script, "\nunset multiplot\nset grid\n");
}

static void frames_put(struct plot *plot, const struct ground *ground, const struct state *state, double length) {
    const struct mandate_study *study = &plot->request->scenario->study;
    enum camp *camps = ARENA_ARRAY(plot->request->arena, enum camp, study->mission.bases.n);
    size_t note = 0;
    for (size_t b = 0; b < study->mission.bases.n; b++)
        camps[b] = study->mission.bases.at[b].planned == 0 ? CAMP_OPEN : CAMP_ABSENT;
    for (size_t k = 0; k < FRAMES && (double)k * week < length; k++) {
        double from = (double)k * week;
        for (; note < state->n_note && state->notes[note].time <= from + week; note++)
            camp_note(camps, &state->notes[note]);
        camps_put(&plot->script, &study->mission.bases, camps);
        size_t attacks = attacks_put(&plot->script, &study->mission.localities, state, from);
        frame_put(plot, ground, study->start + from, attacks);
        frame_legend_put(plot);
    }
}

static void title_put(struct text *script, const char *title) {
    text_append_string(script, "$title << EOD\n");
    name_put(script, title);
    text_append_string(script, "\nEOD\n");
}

static enum mandate_status gif_write(const struct plot *plot, const char *name, struct file_reason *reason) {
    struct text script = {0}, image = {0}, path = {0};
    text_print(&script,
               "set terminal gif animate delay %d loop 0 noenhanced size %d,%d font 'Sans,10' background "
               "'#ffffff'\n",
               HUNDREDTHS, FRAME_WIDTH, plot->height * FRAME_WIDTH / WIDTH);
    text_append(&script, plot->script.bytes, plot->script.length);
    text_print(&path, "%s/plots/%s.gif", plot->request->folder, name);
    enum mandate_status status = gnuplot_run(&script, &image, reason);
    if (status == MANDATE_OK) status = file_write(path.bytes, image.bytes, image.length, reason);
    text_free(&script);
    text_free(&image);
    text_free(&path);
    return status;
}

enum mandate_status plot_replay(const struct plot_request *request, const struct state *state, const char *name,
                                const char *title, struct file_reason *reason) {
    static const struct comparison nothing = {0};
    struct plot plot = {.request = request, .comparison = &nothing};
    const struct mandate_layout *layout = request->setup->layout;
    struct ground ground = ground_begin(&plot, 1, FRAME_FOOT);
    title_put(&plot.script, title);
    frames_put(&plot, &ground, state, layout->dates[layout->n_date - 1] - request->scenario->study.start);
    enum mandate_status status = plot_folder_make(request->folder, reason);
    if (status == MANDATE_OK) status = gif_write(&plot, name, reason);
    text_free(&plot.script);
    return status;
}
