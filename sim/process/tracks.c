/* P03: political tracks, elections and good offices (MODEL.md P03; RULINGS 56, 83). A track moves like consent, by the
 * stays of process/chain.h:
 *
 *   q_ij(t) = q0_ij exp(sum of weight x (covariate(t) - covariate at the start))   to a worse state
 *   q_ij(t) = q0_ij                                                               to a better one
 *
 * A collapse multiplies attacks by the host's forces and their partners, who then fight the other party, mines and
 * attacks on bases in the regions of the track. */
#include "process/tracks.h"

#include <math.h>

#include "base/number.h"
#include "mandate/function.h"
#include "process/chain.h"
#include "process/consent.h"

static enum mandate_tracks course(const struct state *state) {
    return (enum mandate_tracks)state->model->scenario->study.political_tracks;
}

static bool in_window(const struct state *state, double t) {
    return consent_election_near(state, t, state->live.politics.election_window);
}

double tracks_closure_spike(const struct state *state, double t) {
    bool counts = course(state) != MANDATE_TRACKS_OFF && state->live.politics.election_closure > 0;
    return counts && in_window(state, t) ? state->live.politics.election_closure : 0;
}

static bool concerns(const struct mandate_track *track, size_t region) {
    for (size_t i = 0; i < track->regions.n; i++)
        if ((size_t)track->regions.at[i] == region) return true;
    return false;
}

bool track_collapsed(const struct mandate_track *track) { return track->state + 1 >= (double)track->states.n; }

void tracks_effects(struct state *state, double t) {
    const struct mandate_politics *politics = &state->live.politics;
    if (course(state) == MANDATE_TRACKS_OFF) return;
    double all = in_window(state, t) ? politics->election_attacks : 1;
    all *= 1 - lesser(1, politics->good_offices_effect * politics->good_offices);
    for (size_t r = 0; r < state->model->n_region; r++) {
        state->unrest[r] = all;
        state->fighting[r] = state->strikes[r] = 1;
        for (size_t k = 0; k < state->model->n_track; k++) {
            const struct mandate_track *track = &state->live.tracks.at[k];
            if (!track_collapsed(track) || !concerns(track, r)) continue;
            state->fighting[r] *= track->collapse_attacks;
            state->strikes[r] *= track->collapse_strikes;
        }
    }
}

static double tempo_there(const struct state *state, const struct mandate_track *track) {
    double sum = 0;
    for (size_t i = 0; i < track->regions.n; i++) sum += state->live.regions.at[track->regions.at[i]].tempo;
    return track->regions.n ? state->live.host_ops.tempo_factor * sum / (double)track->regions.n : 0;
}

/* Share of the bases of the start that have closed. */
static double closed_there(const struct state *state, const struct mandate_track *track) {
    double bases = 0, closed = 0;
    for (size_t b = 0; b < state->model->n_base; b++) {
        const struct mandate_base *base = &state->model->mission->bases.at[b];
        if (base->planned != 0 || !concerns(track, (size_t)base->region)) continue;
        bases += 1;
        closed += state->bases[b].status == BASE_CLOSED;
    }
    return bases > 0 ? closed / bases : 0;
}

static double restraint(const struct state *state) {
    double sum = 0;
    for (size_t e = 0; e < state->model->n_enabler; e++)
        sum += state->live.enablers.at[e].level * state->live.enablers.at[e].restraint;
    return sum;
}

static double pressure(const struct state *state, const struct mandate_track *track) {
    return track->host_forces * tempo_there(state, track) + track->closures * closed_there(state, track) +
           track->restraint * restraint(state) + track->good_offices * state->live.politics.good_offices;
}

static void begin(struct state *state, size_t k, double t) {
    state->tracks[k].seen = (int)state->live.tracks.at[k].state;
    visit_begin(&state->tracks[k].visit, &state->draws, state->model->track_stream[k], t);
}

void tracks_renew(struct state *state, double t) {
    if (course(state) != MANDATE_TRACKS_ENDOGENOUS) return;
    for (size_t k = 0; k < state->model->n_track; k++) {
        struct course *track = &state->tracks[k];
        if ((int)state->live.tracks.at[k].state != track->seen) begin(state, k, t); /* an option has set it */
        track->factor = mandate_exp(pressure(state, &state->live.tracks.at[k]) - track->pressure);
        visit_renew(state, &track->visit, chain_hazard(&state->model->track_chains[k], track), t, EVENT_TRACK, (int)k);
    }
}

static void move(struct state *state, size_t k, double t) {
    struct course *track = &state->tracks[k];
    double *now = &state->live.tracks.at[k].state;
    if (!visit_ends(&track->visit, t) || (int)*now != track->seen) return;
    *now = chain_next(&state->model->track_chains[k], track, &state->draws, state->model->track_stream[k]);
    note(state, NOTE_TRACK_MOVES, (int)k, (int)*now, 0);
    begin(state, k, t);
    state->dirty_politics = state->dirty_threat = true;
}

void tracks_event(struct state *state, int index, double t) {
    if ((size_t)index < state->model->n_track) move(state, (size_t)index, t);
    else state->dirty_threat = true;
}

/* The edges of the time around a vote; just past the end, so that it counts as outside. */
static void schedule_elections(struct state *state) {
    const struct mandate_politics *politics = &state->model->mission->politics;
    for (size_t i = 0; i < politics->elections.n; i++) {
        double day = politics->elections.at[i].at - state->model->start;
        const double edges[2] = {day - politics->election_window, day + politics->election_window + 1e-6};
        for (size_t e = 0; e < 2; e++)
            if (edges[e] >= 0) policy_schedule(state, edges[e], EVENT_TRACK, (int)state->model->n_track);
    }
}

void tracks_start(struct state *state) {
    if (course(state) == MANDATE_TRACKS_OFF) return;
    tracks_effects(state, 0);
    if (state->model->mission->politics.election_attacks != 1) schedule_elections(state);
    if (course(state) != MANDATE_TRACKS_ENDOGENOUS) return;
    for (size_t k = 0; k < state->model->n_track; k++) {
        state->tracks[k].pressure = pressure(state, &state->live.tracks.at[k]);
        begin(state, k, 0);
    }
    tracks_renew(state, 0);
}
