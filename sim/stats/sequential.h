/* Sequential: looking at an interval several times, and stopping once it is narrow enough.
 *
 * Looks come at fixed sample sizes, so that nothing but the data decides. Stopping at a small scatter makes intervals
 * cover too seldom; each of n looks therefore asks for the width of an interval at 1 - (1 - confidence) / n
 * (Bonferroni), which then holds whichever look ends it. The test of this file measures what is left. Thread-safe. */
#ifndef STATS_SEQUENTIAL_H
#define STATS_SEQUENTIAL_H

#include <stdint.h>

enum { SEQUENTIAL_FIRST = 32 };

/* The look after one of `size` (0 = the first): twice as many, at most `most`. */
uint64_t sequential_next(uint64_t size, uint64_t most);

/* Looks from the first one up to `most`. */
unsigned sequential_looks(uint64_t most);

/* Confidence of the interval that each of those looks asks for. */
double sequential_confidence(double confidence, unsigned looks);

#endif
