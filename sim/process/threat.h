/* P09a: which candidates happen under this option. */
#ifndef PROCESS_THREAT_H
#define PROCESS_THREAT_H

#include "process/state.h"

void threat_start(struct state *state);

/* A month (and perhaps a quarter) begins. */
void threat_month(struct state *state);

/* D follows a change of presence. */
void threat_presence(struct state *state);

/* Rates are worked out again after a change of month, closures or host operations. */
void threat_update(struct state *state);

/* Puts the cursor before the first root candidate of the quarter at or after a step. Other options of the replication
 * add candidates to the pool, so that a place in it holds only while one option runs. */
void threat_seek(struct state *state, int step);

/* Accepts the attacks of step n: P09, then hands them to P10. */
void threat_step(struct state *state, int step);

/* The next step with a candidate; INT32_MAX = none. */
int threat_next(struct state *state);

#endif
