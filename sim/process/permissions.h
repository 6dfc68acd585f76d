/* P02, tables only: what the host allows in the present state of consent.
 * The state itself is set by options, or moves (consent.h). */
#ifndef PROCESS_PERMISSIONS_H
#define PROCESS_PERMISSIONS_H

#include "process/state.h"

/* Works out the tables of the present state again. */
void permissions_update(struct state *state, double t);

/* Probability that a flight of the role over the region is approved; caps of its sector included. */
double permissions_approve(const struct state *state, enum mandate_role role, size_t region);

/* The same for a sector. */
double permissions_approve_sector(const struct state *state, enum mandate_role role, size_t sector);

/* Probability that a month of asking brings leave to investigate. */
double permissions_investigation(const struct state *state);

/* Is the request granted? Refusals of one zone (region) and week cluster (Gaussian copula, P02). */
bool permissions_granted(const struct state *state, double p, size_t region, double t, double u);

/* Standard normal score of a region's week. */
double permissions_mood(const struct state *state, size_t region, size_t week);

#endif
