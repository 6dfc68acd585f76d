/* P15: integrals over time, money, and the metrics of a replication. */
#ifndef PROCESS_TALLY_H
#define PROCESS_TALLY_H

#include "process/state.h"

/* Carries strength and money to time t. */
void tally_advance(struct state *state, double t);

/* Carries the integrals of the flows and of what places show to the same time; before any of those changes. */
void tally_settle(struct state *state);

/* Hours flown so far. */
double tally_flown(const struct state *state);

void tally_one_off(struct state *state, double usd);
void tally_destroyed(struct state *state, double usd);

/* Notes what places.csv shows of the bases from now on. */
void tally_places_now(struct state *state);

/* Writes what one date of series.csv shows. */
void tally_date(struct state *state, size_t date);

/* Writes what one date of places.csv shows. */
void tally_place_date(struct state *state, size_t date);

/* Counts the attacks from the last one counted on, up to the first whose outcome is open: once for all options that
 * share them. */
void tally_attacks(struct state *state);

/* The metrics of the replication, after its last chain (MANDATE_METRICS). */
void tally_finish(struct state *state, double *row);

/* Adds the values of places to the sums of the block; false, and nothing is added, when one is not finite or too large
 * to be summed exactly. */
bool tally_keep_places(struct state *state);

#endif
