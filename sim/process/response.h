/* P10 and P11: decision, permission, dispatch, travel, effect on scene. */
#ifndef PROCESS_RESPONSE_H
#define PROCESS_RESPONSE_H

#include "process/state.h"

/* An attack has been accepted: its chain begins. */
void response_open(struct state *state, uint32_t incident, int locality);

/* Time of the next decision; inf = none. */
static inline double response_next(const struct state *state) {
    return state->n_decision ? state->decisions[0].decided : (double)INFINITY;
}

/* Carries out the next decision: means are asked for and sent in the order of decision times. */
void response_decide(struct state *state);

/* Hours that an attack lasts: presence shortens it (P09a). */
double response_duration(const struct state *state, const struct response *response);

/* The wings that can respond now, and how willing they and the bases are at most. */
void response_means(struct state *state);

/* Nobody comes back to a base that has closed. */
void response_base_closed(struct state *state, int base);

/* Villages out of reach follow the open bases (adversary_shift). */
void response_uncovered(struct state *state);

#endif
