/* The processes of the model and what each policy event asks of them. */
#include "process/process.h"

#include <math.h>

#include "base/number.h"
#include "process/aviation.h"
#include "process/base_attacks.h"
#include "process/bases.h"
#include "process/casualties.h"
#include "process/consent.h"
#include "process/contributors.h"
#include "process/convoys.h"
#include "process/detection.h"
#include "process/force.h"
#include "process/hostility.h"
#include "process/investigations.h"
#include "process/permissions.h"
#include "process/routine.h"
#include "process/tally.h"
#include "process/tasking.h"
#include "process/threat.h"
#include "process/timeline.h"
#include "process/tracks.h"

static void start_permissions(struct state *state) {
    state->consent = model_consent(state->model, state->live.host.state);
    permissions_update(state, 0);
}

/* A week's routine flights are counted at its end. */
static void schedule_week(struct state *state, size_t week) {
    if (week >= state->shared->n_week) return;
    policy_schedule(state, lesser(168 * (double)(week + 1), state->model->horizon) - 1e-6, EVENT_WEEK, (int)week);
}

static void schedule_date(struct state *state, size_t date) {
    if (date < state->model->layout->n_date)
        policy_schedule(state, state->model->series_dates[date], EVENT_DATE, (int)date);
}

static void schedule_month(struct state *state, size_t month) {
    if (month < state->model->n_month)
        policy_schedule(state, state->model->months[month].begin, EVENT_MONTH, (int)month);
}

static void start_months(struct state *state) {
    schedule_month(state, 1);
    schedule_week(state, 0);
}

static void start_attacks_on_bases(struct state *state) { base_attacks_week(state, 0); }

static void start_dates(struct state *state) {
    schedule_date(state, 0);
    for (size_t d = 0; d < state->model->layout->n_place_date; d++) {
        double t = state->model->layout->place_dates[d] - state->model->start;
        if (t >= 0) policy_schedule(state, t, EVENT_PLACES, (int)d);
    }
}

const struct process processes[] = {
    {"P00", "timeline", "dated changes and triggers of an option", "sim/process/timeline.c", timeline_start},
    {"P01", "calendar and weather", "months, seasons, days closed to flying, heat", "sim/process/weather.c",
     start_months},
    {"P02", "permissions", "what the host allows in the given state of consent", "sim/process/permissions.c",
     start_permissions},
    {"P04", "force", "strength, arrivals, departures, rotations, readiness", "sim/process/force.c", force_start},
    /* what follows compares with the force of the start */
    {"P02", "consent", "moves of the host between states of consent", "sim/process/consent.c", consent_start},
    {"P03", "tracks", "political tracks, elections, good offices", "sim/process/tracks.c", tracks_start},
    {"P04", "contributors", "contributors that decide to leave", "sim/process/contributors.c", contributors_start},
    {"P05", "bases", "opening and closing of camps, the vacuum that a closure leaves", "sim/process/bases.c",
     bases_start},
    {"P06", "aviation", "serviceability, hours", "sim/process/aviation.c", aviation_start},
    {"P06", "routine flights", "asked for, refused, flown, by week", "sim/process/routine.c", NULL},
    {"P07", "tasking", "what self-protection, convoys and escorts leave; teams, presence, coverage",
     "sim/process/tasking.c", NULL},
    {"P08", "convoys", "supply convoys, mines, stocks", "sim/process/convoys.c", convoys_start},
    {"P08", "attacks on bases", "shelling and complex attacks; a base that is attacked is locked",
     "sim/process/base_attacks.c", start_attacks_on_bases},
    {"P09a", "threat", "attacks on civilians: rates, follow-on attacks, deterrence", "sim/process/threat.c",
     threat_start},
    {"P09b", "attributes", "place, deaths, duration of an attack", "sim/process/incident.c", NULL},
    {"P09c", "detection", "warning, fast and slow detection", "sim/process/detection.c", NULL},
    {"P10", "response", "decision, permission, dispatch, travel", "sim/process/response.c", NULL},
    {"P11", "effect", "harm averted on scene, temporary bases", "sim/process/response.c", NULL},
    {"P12", "investigations", "cases, leave of the host, visits and what they change", "sim/process/investigations.c",
     NULL},
    {"P13", "hostility", "hostility of people to the mission: failures, closures, projects", "sim/process/hostility.c",
     NULL},
    {"P14", "casualties", "deaths of the mission's own and their replacement", "sim/process/casualties.c", NULL},
    {"P15", "ledger and metrics", "money, integrals, metrics", "sim/process/tally.c", start_dates},
};
const size_t n_process = sizeof processes / sizeof *processes;

static void begin_month(struct state *state, size_t month, double t) {
    state->month = month;
    aviation_month(state);
    casualties_count(state, month - 1);
    force_rotate(state, month, t);
    threat_month(state);
    schedule_month(state, month + 1);
    state->dirty_tasking = state->dirty_air = true;
}

/* What moves by a hazard looks at its covariates again. */
static void renew_politics(struct state *state, double t) {
    state->dirty_politics = false;
    consent_renew(state, t);
    tracks_renew(state, t);
    contributors_renew(state, t);
}

static void end_week(struct state *state, size_t week) {
    state->dirty_politics = true;
    routine_week(state, week);
    convoys_week(state, week);
    hostility_week(state, 168 * ((double)week + 1));
    if (week + 1 < state->shared->n_week) base_attacks_week(state, week + 1);
    schedule_week(state, week + 1);
}

/* Index 1: the end of a suspension or of a move of aircraft; index 0: the weekly look while people move. */
static void refresh(struct state *state, int index, double t) {
    state->dirty_tasking = true;
    if (index == 1) state->dirty_all_bases = state->dirty_air = true;
    if (t < state->refresh_at) return;
    state->refresh_at = INFINITY;
    force_summed(state);
    if (state->slope == 0) return;
    state->refresh_at = t + 168;
    policy_schedule(state, state->refresh_at, EVENT_REFRESH, 0);
}

void process_event(struct state *state, struct policy_event event) {
    double t = event.time;
    if (event.kind == EVENT_DATE || event.kind == EVENT_PLACES || event.kind == EVENT_CONVOY) process_refresh(state);
    if (event.kind != EVENT_WEEK && event.kind != EVENT_CASE) tally_advance(state, t);
    state->now = t;
    switch (event.kind) {
        case EVENT_CHANGE: timeline_change(state, event.index, t); break;
        case EVENT_VALUES: timeline_values(state, t); break;
        case EVENT_MONTH: begin_month(state, (size_t)event.index, t); break;
        case EVENT_WEEK: end_week(state, (size_t)event.index); break;
        case EVENT_DATE:
            tally_date(state, (size_t)event.index);
            schedule_date(state, (size_t)event.index + 1);
            break;
        case EVENT_PLACES: tally_place_date(state, (size_t)event.index); break;
        case EVENT_ARRIVAL: force_arrival(state, event.index, t); break;
        case EVENT_RAMP_END: force_ramp_end(state, event.index, t); break;
        case EVENT_CASE: investigations_event(state, event.index, t); break;
        case EVENT_CONSENT: consent_event(state, event.index, t); break;
        case EVENT_TRACK: tracks_event(state, event.index, t); break;
        case EVENT_DEPARTURE: contributors_event(state, event.index, t); break;
        case EVENT_BASE_ATTACK: base_attacks_event(state, event.index, t); break;
        case EVENT_REPLACEMENT: casualties_replace(state, event.index, t); break;
        case EVENT_HANDOVER: force_readiness_moved(state); break;
        case EVENT_REFRESH: refresh(state, event.index, t); break;
        case EVENT_FLEET: aviation_delay_over(state, event.index, t); break;
        case EVENT_OPENING: bases_opening(state, event.index, t); break;
        case EVENT_CONVOY: bases_convoy(state, event.index, t); break;
        case EVENT_CLOSING: bases_try_close(state, event.index, t); break;
        case EVENT_KINDS: break;
    }
    if (state->dirty_politics) renew_politics(state, t);
}

void process_refresh(struct state *state) {
    if (state->dirty_tasking) tasking_update(state, state->now);
    else if (state->dirty_permissions) permissions_update(state, state->now);
    if (state->dirty_hostility) detection_follow(state);
    if (state->dirty_threat) threat_update(state);
}
