/* One replication of one option: the loop over time. */
#ifndef ENGINE_REPLICATE_H
#define ENGINE_REPLICATE_H

#include "process/state.h"

/* Runs the replication for which the state was reset; fills `row` (MANDATE_METRICS). The state's
 * `failure` says how it ended; after a failure the row is all nan and nothing was added to `places`. */
void replicate(struct state *state, double *row);

/* Finds the intercept of fast detection of the model's world (it needs the tasking at the start). */
void replicate_prepare(struct state *state, struct model *model, struct pool *pool);

#endif
