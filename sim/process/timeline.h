/* P00: dated changes, ramps of values, triggers: the only way an option acts. */
#ifndef PROCESS_TIMELINE_H
#define PROCESS_TIMELINE_H

#include "process/state.h"

/* Schedules the option's changes and those of the mission that it shares. */
void timeline_start(struct state *state);

/* Carries out pending change number `index`. */
void timeline_change(struct state *state, int index, double t);

/* Moves ramped values on to time t. */
void timeline_values(struct state *state, double t);

/* Looks at every condition. */
void timeline_triggers(struct state *state, double t);

#endif
