/* What moves by a hazard: consent, political tracks, the patience of contributors. A stay ends when the integral of its
 * hazard has used up an Exp(1) budget, which is exact for hazards that are constant between two renewals (MODEL.md
 * P02 and 9.3). Hazards are renewed at the end of each week and when an option changes anything. */
#ifndef PROCESS_CHAIN_H
#define PROCESS_CHAIN_H

#include "process/state.h"

/* The next stay, with its own budget. */
void visit_begin(struct visit *visit, const struct mandate_draws *draws, uint64_t stream, double t);

/* The hazard from t on; an end that falls before the next renewal is scheduled as an event. */
void visit_renew(struct state *state, struct visit *visit, double hazard, double t, enum event_kind kind, int index);

/* Is an event that was scheduled for t the end of this stay? Others have been overtaken by a renewal. */
bool visit_ends(const struct visit *visit, double t);

/* Total hazard of the moves from the present state: the factor works on moves to a worse one. */
double chain_hazard(const struct chain *chain, const struct course *course);

/* The state in which a stay ends, by the ratio of the hazards. */
int chain_next(const struct chain *chain, const struct course *course, const struct mandate_draws *draws,
               uint64_t stream);

#endif
