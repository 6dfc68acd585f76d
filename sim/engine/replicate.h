/* One replication of one option: the loop over time. */
#ifndef ENGINE_REPLICATE_H
#define ENGINE_REPLICATE_H

#include "process/state.h"

/* Runs the replication for which the state was reset; fills `row` (MANDATE_METRICS). The state's
 * `failure` says how it ended; after a failure the row is all nan and nothing was added to `places`. */
void replicate(struct state *state, double *row);

/* The same in parts: what comes before step `until` under the mission's own changes, which options share while they are
 * alike, on from step `from` (0 = from the start); then, for each option, its own changes and the rest. */
void replicate_shared(struct state *state, int from, int until);
void replicate_option(struct state *state, int from, double *row);

/* The steps in which the variant does nothing but share the mission's changes; 0 = none. */
int replicate_alike(const struct state *state, size_t variant);

/* Finds the intercept of fast detection of the model's world (it needs the tasking at the start). */
void replicate_prepare(struct state *state, struct model *model);

#endif
