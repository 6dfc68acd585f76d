/* P06: routine flights: asked for, refused, flown. */
#ifndef PROCESS_ROUTINE_H
#define PROCESS_ROUTINE_H

#include "process/state.h"

/* Counts the routine flights of a week at its end. */
void routine_week(struct state *state, size_t week);

#endif
