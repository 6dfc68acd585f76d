/* Pair: options against the reference on the attacks that both reach, inside one replication. Medians and means over
 * the attacks that an option reaches are biased by which ones those are; the attacks that both reach are the same.
 * Not for differences between rows (output/comparison.h). */
#ifndef ENGINE_PAIR_H
#define ENGINE_PAIR_H

#include "process/state.h"

/* An attack that was reached: its candidate in the pool, and R [h]. */
struct reached {
    uint32_t incident;
    double hours;
};

struct pair {
    size_t n, capacity;
    struct reached *reached; /* (n) of all variants that have run, one after the other */
    struct {
        size_t start, end; /* in `reached` */
        bool there;        /* it ran and did not fail */
    } * variants;          /* (n_variant) */
    size_t n_variant;
    double *hours; /* (n_hours) R of one variant by candidate; nan = not reached */
    size_t n_hours, hours_capacity;
};

struct pair pair_new(size_t n_variant);
void pair_free(struct pair *pair);

/* Forgets all variants; a new replication begins. */
void pair_begin(struct pair *pair);

/* Keeps what a variant has just reached. */
void pair_keep(struct pair *pair, size_t variant, const struct state *state);

/* Takes the reference, which has run, as what others are paired with. */
void pair_aim(struct pair *pair, size_t reference);

/* Fills the metrics of a variant's row that need the reference, if the variant did not fail; nan when that did. */
void pair_fill(const struct pair *pair, size_t reference, size_t variant, double *row);

#endif
