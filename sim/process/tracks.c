/* P03: political tracks, elections and good offices (MODEL.md P03; RULINGS 56, 83). A track moves like consent: an
 * Exp(1) budget for each visit, hazards renewed once a week. A collapse multiplies attacks on civilians, mines and
 * attacks on bases in the regions of the track. */
#include "process/tracks.h"

#include <math.h>

#include "base/number.h"
#include "mandate/function.h"
#include "process/bases.h"
#include "process/consent.h"

#define WEEK 168.0

enum { EVENT_ELECTION, EVENT_RENEW, EVENT_MOVE };
enum { SLOT_BUDGET, SLOT_WHERE };

static bool moves(const struct state *state) {
    return state->model->scenario->study.political_tracks == MANDATE_COURSE_ENDOGENOUS &&
           state->model->mission->tracks.n > 0;
}

static bool in_window(const struct state *state, double t) {
    return consent_election_near(state, t, state->live.politics.election_window);
}

double tracks_closure_spike(const struct state *state, double t) {
    double spike = state->live.politics.election_closure;
    return spike > 0 && in_window(state, t) ? spike : 0;
}

static bool concerns(const struct mandate_track *track, size_t region) {
    for (size_t i = 0; i < track->regions.n; i++)
        if ((size_t)track->regions.at[i] == region) return true;
    return false;
}

static bool collapsed(const struct mandate_track *track) { return track->state + 1 >= (double)track->states.n; }

void tracks_effects(struct state *state, double t) {
    const struct mandate_politics *politics = &state->live.politics;
    double all = in_window(state, t) ? politics->election_attacks : 1;
    all *= 1 - lesser(1, politics->good_offices_effect * politics->good_offices);
    for (size_t r = 0; r < state->model->n_region; r++) {
        state->unrest[r] = all;
        state->strikes[r] = 1;
        for (size_t k = 0; k < state->live.tracks.n; k++) {
            const struct mandate_track *track = &state->live.tracks.at[k];
            if (!collapsed(track) || !concerns(track, r)) continue;
            state->unrest[r] *= track->collapse_attacks;
            state->strikes[r] *= track->collapse_strikes;
        }
    }
}

static double tempo_there(const struct state *state, const struct mandate_track *track) {
    double sum = 0;
    for (size_t i = 0; i < track->regions.n; i++) sum += state->live.regions.at[track->regions.at[i]].tempo;
    return track->regions.n ? state->live.host_ops.tempo_factor * sum / (double)track->regions.n : 0;
}

static double closed_there(const struct state *state, const struct mandate_track *track) {
    double closed = 0;
    for (size_t b = 0; b < state->model->n_base; b++)
        closed +=
            state->bases[b].status == BASE_CLOSED && concerns(track, (size_t)state->model->mission->bases.at[b].region);
    return closed;
}

static double pressure(const struct state *state, const struct mandate_track *track) {
    double sum = track->host_forces * tempo_there(state, track) + track->closures * closed_there(state, track) +
                 track->good_offices * state->live.politics.good_offices;
    if (track->restraint >= 0) sum += track->restraint_weight * state->live.enablers.at[track->restraint].level;
    return sum;
}

static double hazard(const struct mandate_track *track, const struct mandate_track_move *move, double factor) {
    return move->from != track->state ? 0 : move->rate * (move->to > move->from ? factor : 1);
}

static double total_hazard(const struct mandate_track *track, double factor) {
    double sum = 0;
    for (size_t i = 0; i < track->moves.n; i++) sum += hazard(track, &track->moves.at[i], factor);
    return sum;
}

static uint64_t visit_event(const struct state *state, size_t k) {
    return mandate_event(mandate_stream("tracks.visit", state->model->mission->tracks.at[k].id),
                         state->track_states[k].visits);
}

static void begin_visit(struct state *state, size_t k) {
    state->track_states[k].visits++;
    state->track_states[k].budget = -mandate_log(mandate_uniform(&state->draws, visit_event(state, k), SLOT_BUDGET));
}

static void plan(struct state *state, size_t k, double t) {
    struct track_state *at = &state->track_states[k];
    double q = total_hazard(&state->live.tracks.at[k], at->factor), hours = state->track_renewal - t;
    if (q > 0 && at->budget < q * hours) policy_schedule(state, t + at->budget / q, EVENT_TRACK, EVENT_MOVE + (int)k);
    else at->budget -= q * hours;
}

static void renew(struct state *state, double t) {
    state->track_renewal = t + WEEK;
    for (size_t k = 0; k < state->live.tracks.n; k++) {
        struct track_state *at = &state->track_states[k];
        at->factor = mandate_exp(pressure(state, &state->live.tracks.at[k]) - at->pressure);
        plan(state, k, t);
    }
    policy_schedule(state, state->track_renewal, EVENT_TRACK, EVENT_RENEW);
}

static void move(struct state *state, size_t k, double t) {
    struct mandate_track *track = &state->live.tracks.at[k];
    double factor = state->track_states[k].factor,
           at = mandate_uniform(&state->draws, visit_event(state, k), SLOT_WHERE) * total_hazard(track, factor);
    double to = track->state;
    for (size_t i = 0; i < track->moves.n; i++) {
        double q = hazard(track, &track->moves.at[i], factor);
        if (q <= 0) continue;
        to = track->moves.at[i].to;
        at -= q;
        if (at < 0) break;
    }
    track->state = to;
    note(state, NOTE_TRACK_MOVES, (int)k, (int)to, 0);
    begin_visit(state, k);
    plan(state, k, t);
    state->dirty_threat = true;
}

void tracks_event(struct state *state, int index, double t) {
    if (index == EVENT_ELECTION) state->dirty_threat = true;
    else if (index == EVENT_RENEW) renew(state, t);
    else move(state, (size_t)(index - EVENT_MOVE), t);
}

/* The edges of the time around a vote; just past them, so that they count as inside and outside. */
static void schedule_elections(struct state *state) {
    const struct mandate_politics *politics = &state->model->mission->politics;
    if (politics->election_attacks == 1) return;
    for (size_t i = 0; i < politics->elections.n; i++) {
        double day = politics->elections.at[i].at - state->model->start;
        const double edges[2] = {day - politics->election_window, day + politics->election_window + 1e-6};
        for (size_t e = 0; e < 2; e++)
            if (edges[e] >= 0) policy_schedule(state, edges[e], EVENT_TRACK, EVENT_ELECTION);
    }
}

void tracks_start(struct state *state) {
    schedule_elections(state);
    if (!moves(state)) return;
    for (size_t k = 0; k < state->live.tracks.n; k++) {
        state->track_states[k].pressure = pressure(state, &state->live.tracks.at[k]);
        begin_visit(state, k);
    }
    policy_schedule(state, 0, EVENT_TRACK, EVENT_RENEW);
}
