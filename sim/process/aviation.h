/* P06: aircraft, their serviceability and hours; routine flights; movements of fleets. */
#ifndef PROCESS_AVIATION_H
#define PROCESS_AVIATION_H

#include "process/state.h"

void aviation_start(struct state *state);

/* Flies at all; flies in response. */
bool wing_flies(const struct state *state, const struct wing *wing);
bool wing_responds(const struct state *state, const struct wing *wing);

/* A tail that is up and free at time t, or -1: lazily, by the exact law of the two-state chain. */
int wing_tail(struct state *state, struct wing *wing, double t);

/* Hours left in the reserve this month. */
double wing_reserve(const struct state *state, const struct wing *wing);

void aviation_add(struct state *state, int fleet, int tails, int generation, double t);
void aviation_delay_over(struct state *state, int fleet, double t);
void aviation_move(struct state *state, int fleet, int tails, int base, double out_of_service, double t);
void aviation_owner_came(struct state *state, int unit, double t);
void aviation_owner_gone(struct state *state, int unit, double t);
void aviation_base_closed(struct state *state, int base, int refuge);

/* Tails of a fleet as an option has set them. */
void aviation_retail(struct state *state);

/* Hours per hour by role, available and flyable, and the cost of flying, into the flows; what of the
 * routine flights can be flown. */
void aviation_flows(struct state *state);

/* A sector flies routine sorties while a base in it is staffed; a mission that watches from afar flies none. */
bool sector_flies(const struct state *state, size_t sector);

/* A month begins: reserves are full again. */
void aviation_month(struct state *state);

/* Surveillance hours per hour over each region (n_region), P09c. */
void aviation_isr_hours(const struct state *state, double *hours);

/* Chance that a utility flight from a region is asked for, approved and flown now. */
double aviation_lift(const struct state *state, size_t region, double t);

#endif
