/* Pair: an option against the reference on the attacks that both reach, inside one replication. Medians and means over
 * the attacks that an option reaches are biased by which ones those are; the attacks that both reach are the same.
 * Not for differences between rows (output/comparison.h). */
#ifndef ENGINE_PAIR_H
#define ENGINE_PAIR_H

#include "process/state.h"

/* Response times under the reference, by candidate; start with {0}. */
struct pair {
    bool there;    /* the reference did not fail */
    size_t n;      /* candidates when the reference had run; later ones are not its attacks */
    double *hours; /* (n) R [h]; nan = no attack, or not reached */
    size_t capacity;
};

/* Keeps what the reference has just run. */
void pair_keep(struct pair *pair, const struct state *state);

/* Fills the metrics of the row that need the reference; nan when it failed. */
void pair_fill(const struct pair *pair, const struct state *state, double *row);

void pair_free(struct pair *pair);

#endif
