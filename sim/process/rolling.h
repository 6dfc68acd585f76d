/* P00: sums over a window of days, for conditions. Kept once a day, and only where a condition looks at one. */
#ifndef PROCESS_ROLLING_H
#define PROCESS_ROLLING_H

#include "process/state.h"
#include "scenario/expression.h"

/* Takes down what has been counted up to a look at time t. */
void rolling_look(struct state *state, double t);

/* What was counted in the `window` hours [h] before the last look; from the start of the run on. */
double rolling_sum(const struct state *state, enum rolling rolling, double window);

#endif
