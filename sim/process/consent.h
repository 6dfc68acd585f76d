/* P02: the host's consent as a chain of states that the mission's doings hasten or slow. */
#ifndef PROCESS_CONSENT_H
#define PROCESS_CONSENT_H

#include "process/state.h"

void consent_start(struct state *state);

/* Index 0: hazards are renewed, once a week; 1: the state of consent changes. */
void consent_event(struct state *state, int index, double t);

/* An election lies within so many hours of t. */
bool consent_election_near(const struct state *state, double t, double hours);

#endif
