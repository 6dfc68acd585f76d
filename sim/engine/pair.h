/* Pair: an option against the reference on the attacks that both reach, inside one replication. Medians and means over
 * the attacks that an option reaches are biased by which ones those are; the attacks that both reach are the same.
 * Not for differences between rows (output/comparison.h). */
#ifndef ENGINE_PAIR_H
#define ENGINE_PAIR_H

#include "process/state.h"

/* The attacks that a variant has reached. */
struct reached {
    bool there; /* it did not fail */
    size_t n, capacity;
    struct {
        uint32_t incident; /* candidate, the same in every option of the replication */
        double hours;      /* R */
    } * at;
};

struct pair {
    size_t n_variant;
    struct reached *variants; /* (n_variant) */
    double *hours;            /* (capacity) R under the reference by candidate; nan = no attack, or not reached */
    size_t capacity;
};

struct pair *pair_new(size_t n_variant);
void pair_free(struct pair *pair);

/* Keeps what a variant has just run. */
void pair_keep(struct pair *pair, size_t variant, const struct state *state);

/* Makes the reference's times ready, once all variants that are asked for have run. */
void pair_ready(struct pair *pair, size_t reference);

/* Fills the metrics of a variant's row that need the reference; nan when that failed. A failed row stays empty. */
void pair_fill(const struct pair *pair, size_t reference, size_t variant, double *row);

#endif
