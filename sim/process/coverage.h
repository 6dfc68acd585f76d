/* Coverage: expected hours from the alert to arrival at each locality with the means that are open,
 * staffed and permitted now. Kept by configuration, because few configurations recur in all replications. */
#ifndef PROCESS_COVERAGE_H
#define PROCESS_COVERAGE_H

#include "process/state.h"

struct coverage *coverage_new(void);
void coverage_free(struct coverage *coverage);

/* Forgets everything: another world. */
void coverage_reset(struct coverage *coverage);

/* Between replications: forgets what is kept when that is too much. */
void coverage_start(struct coverage *coverage);

/* Looks the present configuration up, and puts its coverage into the flows. */
void coverage_update(struct state *state);

/* Adds hours to the present configuration, for the means of places.csv. */
void coverage_spend(struct state *state, double hours);

/* Share of the population for whom some team within 6 h by road is free (after Daskin 1983, the maximal expected
 * covering location problem): `none_free` (n_base) is the chance that no team of the base is free. */
double coverage_of_free(const struct state *state, const double *none_free);

/* Adds to `places` (4, n_locality: reach, by road, by air, within 6 h) the means over the horizon; the present ones. */
void coverage_places(const struct state *state, double *places);
void coverage_places_now(const struct state *state, double *places);

#endif
