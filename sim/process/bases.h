/* P05: opening and closing of bases, and the vacuum that a closure leaves. */
#ifndef PROCESS_BASES_H
#define PROCESS_BASES_H

#include "process/state.h"

void bases_start(struct state *state);

/* Is there a camp that works (open, or closing and not yet closed)? */
static inline bool base_is_open(const struct base_state *base) {
    return base->status == BASE_OPEN || base->status == BASE_CLOSING;
}

void bases_open(struct state *state, int base, double capacity, double over, double t);
void bases_opening(struct state *state, int base, double t);
void bases_close(struct state *state, int base, enum mandate_closure mode, double at_least, double t);
void bases_convoy(struct state *state, int base, double t);

/* The route whose escorts its loaded convoys need; -1 = none: it sends no more, no route ends there, or only the rear
 * party is left, which goes with the loads itself. */
int bases_way_out(const struct state *state, int base, double t);

/* Closes the base if everything is done or its deadline has come. */
void bases_try_close(struct state *state, int base, double t);

/* The nearest open base, hubs first; -1 = none. */
int bases_refuge(const struct state *state, int base);

/* vac_ra without host: sum over closed bases of kernel x spike x exp(-(t - closed) / tau) (P09a). */
double bases_vacuum(struct state *state, size_t region, double t);

#endif
