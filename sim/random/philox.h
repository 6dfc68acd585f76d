/* What philox.c and philox_many.c share: the generator for one block and its constants. */
#ifndef RANDOM_PHILOX_H
#define RANDOM_PHILOX_H

#include <emmintrin.h>
#include <stdint.h>

#include "mandate/random.h"

/* Multipliers and key increments of Philox4x32 (Salmon et al. 2011, section 3.3 and Random123). */
#define PHILOX_M0 UINT32_C(0xD2511F53)
#define PHILOX_M1 UINT32_C(0xCD9E8D57)
#define PHILOX_W0 UINT32_C(0x9E3779B9)
#define PHILOX_W1 UINT32_C(0xBB67AE85)
enum { PHILOX_ROUNDS = 10 };

/* The words of a counter, two side by side, each in the lower half of a 64-bit lane: one multiplication serves both.
 * The upper halves are never read. */
struct philox_pairs {
    __m128i even, odd; /* c0 and c2; c1 and c3 */
};

/* The ten rounds; the result as two words of 64 bits, c1 c0 and c3 c2. */
static inline __m128i philox_words(struct philox_pairs c, const uint32_t key[2]) {
    const __m128i multipliers = _mm_set_epi32(0, (int)PHILOX_M1, 0, (int)PHILOX_M0),
                  increments = _mm_set_epi32(0, (int)PHILOX_W1, 0, (int)PHILOX_W0);
    __m128i keys = _mm_set_epi32(0, (int)key[1], 0, (int)key[0]);
    for (int round = 0; round < PHILOX_ROUNDS; round++) {
        __m128i products = _mm_mul_epu32(c.even, multipliers); /* of c0: low, high; of c2: low, high */
        c.even = _mm_xor_si128(_mm_xor_si128(_mm_shuffle_epi32(products, _MM_SHUFFLE(1, 1, 3, 3)), c.odd), keys);
        c.odd = _mm_shuffle_epi32(products, _MM_SHUFFLE(0, 0, 2, 2));
        keys = _mm_add_epi32(keys, increments);
    }
    return _mm_or_si128(_mm_and_si128(c.even, _mm_set1_epi64x(0xFFFFFFFF)), _mm_slli_epi64(c.odd, 32));
}

/* The two uniforms of a block of an event: (k + 1/2) 2^-52 with k the upper 52 bits of a word; 1.k - (1 - 2^-53) is
 * exact. */
static inline __m128d philox_uniforms(const struct mandate_draws *draws, uint64_t event, uint32_t block) {
    __m128i address = _mm_cvtsi64_si128((long long)event);
    struct philox_pairs c = {_mm_unpacklo_epi64(_mm_cvtsi32_si128((int)block), _mm_srli_epi64(address, 32)),
                             _mm_unpacklo_epi64(address, _mm_cvtsi32_si128((int)draws->replication))};
    __m128i bits = _mm_or_si128(_mm_srli_epi64(philox_words(c, draws->key), 12), _mm_set1_epi64x(0x3FF0000000000000));
    return _mm_sub_pd(_mm_castsi128_pd(bits), _mm_set1_pd(1.0 - 0x1p-53));
}

#endif
