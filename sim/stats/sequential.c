/* Doubling. */
#include "stats/sequential.h"

uint64_t sequential_next(uint64_t size, uint64_t most) {
    uint64_t next = size == 0 ? SEQUENTIAL_FIRST : 2 * size;
    return next < most ? next : most;
}

unsigned sequential_looks(uint64_t most) {
    unsigned looks = 1;
    for (uint64_t size = sequential_next(0, most); size < most; size = sequential_next(size, most)) looks++;
    return looks;
}

double sequential_confidence(double confidence, unsigned looks) { return 1 - (1 - confidence) / looks; }
