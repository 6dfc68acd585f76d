/* P09c: probability of fast detection by region. */
#ifndef PROCESS_DETECTION_H
#define PROCESS_DETECTION_H

#include "process/state.h"

/* Surveillance, intelligence, patrols, telephones or hostility have changed: p_f of a region is worked out again when
 * an attack there asks for it; whether what aircraft and enablers see is other than at the last look. */
void detection_update(struct state *state, bool aircraft);

/* The same after a change of hostility alone. */
void detection_follow(struct state *state);

/* The intercept a0 for which the mean of p_f over the attacks of the start is fast_probability; the
 * state must stand at the start, with tasking worked out (RULINGS 44). */
double detection_intercept(const struct state *state);

/* Hours from onset to alert; negative = warned. */
double detection_delay(struct state *state, const struct incident *incident, bool *fast);

#endif
