/* Random numbers as pure functions of their address.
 *
 * Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3").
 * Key = 64-bit mix of (seed, world). Counter = (block, event low, event high, replication), where
 * `event` is a 64-bit address built from names and numbers: the stream of a purpose and an entity,
 * then the index of the event in that stream, then children of the event. Slot s of an event is
 * half s % 2 of block s / 2. Neither the option, nor the thread, nor an array position enters. */
#ifndef MANDATE_RANDOM_H
#define MANDATE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Where draws come from: one (seed, world, replication). Small; pass by pointer to const. */
struct mandate_draws {
    uint32_t key[2];
    uint32_t replication;
};

/* Philox4x32-10 itself: one block of 128 bits. */
void mandate_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/* The draws of one replication in one world of one seed. */
struct mandate_draws mandate_draws_of(uint64_t seed, uint64_t world, uint32_t replication);

/* The address of the stream of a purpose ("threat.candidate") and an entity ("delta/raiders"; "" = none). */
uint64_t mandate_stream(const char *purpose, const char *entity);

/* Event number `index` of a stream, or child number `index` of an event. */
uint64_t mandate_event(uint64_t parent, uint64_t index);

/* The uniform in (0, 1) at a slot of an event: (k + 1/2) 2^-52 with k of 52 bits, so that u and 1 - u are exact. */
double mandate_uniform(const struct mandate_draws *draws, uint64_t event, unsigned slot);

/* Slots 2 * block and 2 * block + 1 at once. */
void mandate_uniform_block(const struct mandate_draws *draws, uint64_t event, unsigned block, double out[2]);

/* The first `2 * blocks` slots of an event into `out` (2 * blocks). Equal to mandate_uniform slot by slot. */
void mandate_uniforms(const struct mandate_draws *draws, uint64_t event, unsigned blocks, double *out);

/* The same for `n` events at once: out[slot * stride + i] for event i; vectorised, same bits. */
void mandate_uniforms_many(const struct mandate_draws *draws, const uint64_t *events, size_t n, unsigned blocks,
                           double *out, size_t stride);

/* The same from block `first` on: slot 2 first stands at the beginning of `out`. */
void mandate_uniforms_some(const struct mandate_draws *draws, const uint64_t *events, size_t n, unsigned first,
                           unsigned blocks, double *out, size_t stride);

#endif
