/* P04: contributors that decide to leave. */
#ifndef PROCESS_CONTRIBUTORS_H
#define PROCESS_CONTRIBUTORS_H

#include "process/state.h"

void contributors_start(struct state *state);

/* Hazards follow consent, deaths and rotations of now. */
void contributors_renew(struct state *state, double t);

/* Index: the first unit of a contributor that decides to leave; the number of units + it: its people begin to go. */
void contributors_event(struct state *state, int index, double t);

#endif
