/* P03: political tracks, elections, good offices. */
#ifndef PROCESS_TRACKS_H
#define PROCESS_TRACKS_H

#include "process/state.h"

void tracks_start(struct state *state);

/* Index 0: an election draws near or has passed; 1: hazards are renewed; 2 + k: track k moves. */
void tracks_event(struct state *state, int index, double t);

/* What tracks and elections do to attacks and mines now. */
void tracks_effects(struct state *state, double t);

/* Added to the jump in attacks around a base that closes now. */
double tracks_closure_spike(const struct state *state, double t);

#endif
