/* P14: deaths of the mission's own, their causes and their replacement. */
#ifndef PROCESS_CASUALTIES_H
#define PROCESS_CASUALTIES_H

#include "process/state.h"

/* A count of deaths: none with probability `no_death`, else 1, 2, ... geometric, so that the mean over all is `mean`.
 */
double casualties_of(double no_death, double mean, double u);

/* `killed` people die now, at a base (-1: anywhere); u picks the unit by its strength. */
void casualties_suffer(struct state *state, enum cause cause, int base, double killed, double u);

/* Accidents and illness since the last call, which was before stretch number `stretch` of the calendar. */
void casualties_count(struct state *state, size_t stretch);

/* The dead of a loss are replaced. */
void casualties_replace(struct state *state, int loss, double t);

#endif
