/* Coverage: expected hours from the alert to arrival at each locality with the means that are open,
 * staffed and permitted now. Kept by configuration, because few configurations recur in all replications. */
#ifndef PROCESS_COVERAGE_H
#define PROCESS_COVERAGE_H

#include "process/state.h"

struct coverage *coverage_new(void);
void coverage_free(struct coverage *coverage);

/* Forgets everything: another world. */
void coverage_reset(struct coverage *coverage);

/* Begins a replication of an option: no hours are spent yet. */
void coverage_start(struct coverage *coverage);

/* Hours spent so far: kept, and put back for another option that shares them. */
void coverage_keep(struct coverage *coverage);
void coverage_restore(struct coverage *coverage);

/* Looks the present configuration up, and puts its coverage into the flows. */
void coverage_update(struct state *state);

/* Adds hours to the present configuration, for the means of places.csv. */
void coverage_spend(struct coverage *coverage, double hours);

/* Share of the population for whom some team within 6 h by road is free (after Daskin 1983, the maximal expected
 * covering location problem): `none_free` (n_base) is the chance that no team of the base is free. */
double coverage_of_free(const struct state *state, const double *none_free);

/* Adds to `places` (4, n_locality: reach, by road, by air, within 6 h) the means over `hours`; the present ones. */
void coverage_places(const struct coverage *coverage, size_t n_locality, double hours, double *places);
void coverage_places_now(const struct coverage *coverage, size_t n_locality, double *places);

#endif
