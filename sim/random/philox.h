/* What philox.c and philox_many.c share: constants of the generator and the step from bits to a uniform. */
#ifndef RANDOM_PHILOX_H
#define RANDOM_PHILOX_H

#include <stdint.h>
#include <string.h>

/* Multipliers and key increments of Philox4x32 (Salmon et al. 2011, section 3.3 and Random123). */
#define PHILOX_M0 UINT32_C(0xD2511F53)
#define PHILOX_M1 UINT32_C(0xCD9E8D57)
#define PHILOX_W0 UINT32_C(0x9E3779B9)
#define PHILOX_W1 UINT32_C(0xBB67AE85)
enum { PHILOX_ROUNDS = 10 };

/* (k + 1/2) 2^-52 with k the upper 52 bits: 1.k - (1 - 2^-53) is exact. */
static inline double philox_uniform(uint64_t word) {
    uint64_t bits = word >> 12 | UINT64_C(0x3FF0000000000000);
    double x;
    memcpy(&x, &bits, sizeof x);
    return x - (1.0 - 0x1p-53);
}

#endif
