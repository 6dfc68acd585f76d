/* P08: attacks on bases. */
#ifndef PROCESS_BASE_ATTACKS_H
#define PROCESS_BASE_ATTACKS_H

#include "process/state.h"

/* The attacks of a week get their times, at its beginning. */
void base_attacks_week(struct state *state, size_t week);

/* A base is attacked. */
void base_attacks_event(struct state *state, int index, double t);

#endif
