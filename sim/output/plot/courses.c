/* Notes of replays, summed over moments. */
#include "output/plot/courses.h"

#include <math.h>
#include <string.h>

#include "mandate/load.h"
#include "output/comparison.h"

enum { RUNS = 20, MOMENTS = 105 };

struct courses {
    size_t n_option, runs;
    double start, step;      /* [h] */
    size_t n[COURSE_KINDS];  /* entities of each kind */
    size_t at[COURSE_KINDS]; /* the first of each kind among all of them */
    size_t width;            /* all of them */
    double *sums;            /* (n_option, width, MOMENTS) */
    double *most;            /* (width) */
    double *now;             /* (width) scratch */
};

static double *sums_of(const struct courses *courses, size_t option, size_t entity) {
    return courses->sums + (option * courses->width + entity) * MOMENTS;
}

/* ---- what is there ---- */

static void start_fill(struct courses *courses, const struct mandate_mission *mission) {
    for (size_t i = 0; i < courses->n[COURSE_BASE]; i++) courses->now[i] = mission->bases.at[i].planned == 0;
    for (size_t i = 0; i < courses->n[COURSE_UNIT]; i++)
        courses->now[courses->at[COURSE_UNIT] + i] = mission->units.at[i].planned == 0;
    for (size_t i = 0; i < courses->n[COURSE_FLEET]; i++)
        courses->now[courses->at[COURSE_FLEET] + i] =
            mission->fleets.at[i].planned == 0 ? mission->fleets.at[i].tails : 0;
}

static void note_take(struct courses *courses, const struct note *note) {
    double *units = courses->now + courses->at[COURSE_UNIT], *fleets = courses->now + courses->at[COURSE_FLEET];
    switch (note->kind) {
        case NOTE_BASE_OPENS: courses->now[note->where] = 1; break;
        case NOTE_BASE_CLOSED: courses->now[note->where] = 0; break;
        case NOTE_UNIT_ARRIVES: units[note->who] = 1; break;
        case NOTE_UNIT_GONE: units[note->who] = 0; break;
        case NOTE_FLEET_ARRIVES: fleets[note->who] += note->value; break;
        case NOTE_FLEET_LEAVES: fleets[note->who] -= note->value; break;
        default: break;
    }
}

static void moment_add(struct courses *courses, size_t option, size_t moment) {
    for (size_t i = 0; i < courses->width; i++) {
        sums_of(courses, option, i)[moment] += courses->now[i];
        courses->most[i] = fmax(courses->most[i], courses->now[i]);
    }
}

static void state_add(struct courses *courses, size_t option, const struct mandate_mission *mission,
                      const struct state *state) {
    size_t n = 0;
    start_fill(courses, mission);
    for (size_t k = 0; k < MOMENTS; k++) {
        double time = (double)k * courses->step;
        for (; n < state->n_note && state->notes[n].time <= time; n++) note_take(courses, &state->notes[n]);
        moment_add(courses, option, k);
    }
}

/* ---- replays ---- */

static struct courses *courses_new(const struct plot_request *request, const struct comparison *comparison) {
    struct courses *made = ARENA_NEW(request->arena, struct courses);
    const struct mandate_study *study = &request->scenario->study;
    const struct mandate_layout *layout = request->setup->layout;
    const size_t counts[COURSE_KINDS] = {study->mission.bases.n, study->mission.units.n, study->mission.fleets.n};
    made->n_option = comparison->n_option;
    made->start = study->start;
    made->step = (layout->dates[layout->n_date - 1] - study->start) / (MOMENTS - 1);
    for (size_t k = 0; k < COURSE_KINDS; k++) {
        made->n[k] = counts[k];
        made->at[k] = made->width;
        made->width += counts[k];
    }
    made->sums = ARENA_ARRAY(request->arena, double, made->n_option * made->width * MOMENTS);
    made->most = ARENA_ARRAY(request->arena, double, made->width);
    made->now = ARENA_ARRAY(request->arena, double, made->width);
    return made;
}

/* The same replications of all options; one that fails under an option is left out everywhere. */
static void world_add(struct courses *courses, struct worker *worker, const struct mandate_mission *mission,
                      uint64_t world) {
    double row[MANDATE_METRICS];
    bool good = true;
    for (size_t o = 0; o < courses->n_option && good; o++)
        good = worker_replay(worker, world, 0, o, true, row)->failure == MANDATE_FAILURE_OK;
    for (size_t o = 0; o < courses->n_option && good; o++)
        state_add(courses, o, mission, worker_replay(worker, world, 0, o, true, row));
    courses->runs += good;
}

const struct courses *courses_read(const struct plot_request *request, const struct comparison *comparison) {
    struct courses *made = courses_new(request, comparison);
    struct worker *worker = worker_new(request->setup);
    uint64_t worlds = request->setup->layout->worlds;
    if (worker == NULL || comparison->n_option != request->setup->layout->n_variant) return NULL;
    for (uint64_t world = 1; world <= worlds && world <= RUNS; world++)
        world_add(made, worker, &request->scenario->study.mission, world);
    worker_free(worker);
    return made->runs > 0 ? made : NULL;
}

/* ---- asking ---- */

size_t courses_runs(const struct courses *courses) { return courses->runs; }

size_t courses_steps(const struct courses *courses) {
    (void)courses;
    return MOMENTS;
}

double courses_time(const struct courses *courses, size_t moment) {
    return courses->start + (double)moment * courses->step;
}

size_t courses_count(const struct courses *courses, enum course_kind kind) { return courses->n[kind]; }

double courses_share(const struct courses *courses, size_t option, enum course_kind kind, size_t index, size_t moment) {
    size_t entity = courses->at[kind] + index;
    if (!(courses->most[entity] > 0)) return 0;
    return sums_of(courses, option, entity)[moment] / (courses->most[entity] * (double)courses->runs);
}
