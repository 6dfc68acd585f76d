/* P03: political tracks, elections, good offices. */
#ifndef PROCESS_TRACKS_H
#define PROCESS_TRACKS_H

#include "process/state.h"

void tracks_start(struct state *state);

/* Hazards follow the covariates of now. */
void tracks_renew(struct state *state, double t);

/* Index k: track k moves; the number of tracks: the time around a vote begins or ends. */
void tracks_event(struct state *state, int index, double t);

/* Is the track in its last state? */
bool track_collapsed(const struct mandate_track *track);

/* What tracks and elections do to attacks and mines now. */
void tracks_effects(struct state *state, double t);

/* Added to the jump in attacks around a base that closes now. */
double tracks_closure_spike(const struct state *state, double t);

#endif
