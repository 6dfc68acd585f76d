/* P07: what self-protection, convoys, civil escorts and static tasks leave of the infantry; teams and presence. */
#ifndef PROCESS_TASKING_H
#define PROCESS_TASKING_H

#include "process/state.h"

/* Works out allocation, teams, presence, coverage and the flows of the tally for time t. */
void tasking_update(struct state *state, double t);

/* The sums over the parts of every base are taken again at the next update. */
void tasking_forget(struct state *state);

/* SP = soldiers per post x (p0 + p1 sqrt N) x threat (P07). */
double tasking_self_protection(const struct mandate_protection *protection, double persons, double threat);

#endif
