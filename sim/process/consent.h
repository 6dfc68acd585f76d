/* P02: the host's consent as a chain of states that the mission's doings hasten or slow. */
#ifndef PROCESS_CONSENT_H
#define PROCESS_CONSENT_H

#include "process/state.h"

/* What consent is at the start, with which all covariates are compared. */
void consent_start(struct state *state);

/* Hazards follow the covariates of now. */
void consent_renew(struct state *state, double t);

/* Index 0: a stay in a state of consent ends; 1: a covariate jumps. */
void consent_event(struct state *state, int index, double t);

/* An election lies within so many hours of t. */
bool consent_election_near(const struct state *state, double t, double hours);

#endif
