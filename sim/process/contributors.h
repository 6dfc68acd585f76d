/* P04: contributors that decide to leave. */
#ifndef PROCESS_CONTRIBUTORS_H
#define PROCESS_CONTRIBUTORS_H

#include "process/state.h"

void contributors_start(struct state *state);

/* A month begins: hazards of the month before have been used up. */
void contributors_month(struct state *state, size_t month, double t);

/* The people of a unit begin to leave. */
void contributors_departure(struct state *state, int unit, double t);

#endif
