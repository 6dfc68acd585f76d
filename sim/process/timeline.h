/* P00: dated changes, ramps of values, triggers: the only way an option acts. */
#ifndef PROCESS_TIMELINE_H
#define PROCESS_TIMELINE_H

#include "process/state.h"

/* Schedules the changes of the mission that the option shares. */
void timeline_start(struct state *state);

/* Adds the option's own, at the start or when the time up to which options are alike is over. */
void timeline_option(struct state *state);

/* Hours from the start in which the variant does nothing but share the mission's changes; 0 = none, inf = all. */
double timeline_alike(const struct state *state, size_t variant);

/* Carries out pending change number `index`. */
void timeline_change(struct state *state, int index, double t);

/* Moves ramped values on to time t. */
void timeline_values(struct state *state, double t);

/* Looks at every condition; the next look is due when one of them may have changed. */
void timeline_triggers(struct state *state, double t);

/* After a policy event at time t: conditions are looked at on the first day from then on. */
void timeline_seen(struct state *state, double t);

#endif
