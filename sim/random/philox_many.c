/* Uniforms of many events at once: a plain twin for any processor, and AVX2 with four events side by side.
 * Both give the bits of mandate_uniform; which one runs is a question of speed only. */
#include <immintrin.h>

#include "mandate/random.h"
#include "random/philox.h"

static void many_plain(const struct mandate_draws *draws, const uint64_t *events, size_t n, unsigned first,
                       unsigned blocks, double *out, size_t stride) {
    for (size_t i = 0; i < n; i++) {
        for (unsigned block = 0; block < blocks; block++) {
            __m128d both = philox_uniforms(draws, events[i], first + block);
            _mm_storel_pd(out + 2 * block * stride + i, both);
            _mm_storeh_pd(out + (2 * block + 1) * stride + i, both);
        }
    }
}

#define AVX2 __attribute__((target("avx2")))

/* Each 32-bit word sits in the lower half of a 64-bit lane. The upper halves fill with what is left of the
 * products; the multiplication does not read them, so nothing clears them before the end. */
struct lanes {
    __m256i c0, c1, c2, c3;
};

/* The keys of all rounds, once for a batch. */
struct lanes_keys {
    __m256i k0[PHILOX_ROUNDS], k1[PHILOX_ROUNDS];
};

AVX2 static void lanes_keys_of(struct lanes_keys *keys, const uint32_t key[2]) {
    uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < PHILOX_ROUNDS; round++) {
        keys->k0[round] = _mm256_set1_epi64x(k0);
        keys->k1[round] = _mm256_set1_epi64x(k1);
        k0 += PHILOX_W0;
        k1 += PHILOX_W1;
    }
}

/* What two rounds make of a block and the replication (c0 and c3 of the counter), and of an event (c1 and c2). The
 * first round leaves c0 and c1 to the event alone and c2 and c3 to the block alone; in the second they meet only in the
 * exclusive ors of c0 and c2. So both parts are worked out once, not for each pair. */
struct lanes_block {
    __m256i c0, c1, c2;
};
struct lanes_event {
    __m256i c0, c2, c3;
};

AVX2 static inline struct lanes_block lanes_of_block(uint32_t block, uint32_t replication,
                                                     const struct lanes_keys *keys) {
    uint64_t p0 = (uint64_t)PHILOX_M0 * block;
    __m256i c2 = _mm256_xor_si256(_mm256_set1_epi64x((long long)(p0 >> 32 ^ replication)), keys->k1[0]);
    __m256i p1 = _mm256_mul_epu32(_mm256_set1_epi64x(PHILOX_M1), c2);
    return (struct lanes_block){_mm256_xor_si256(_mm256_srli_epi64(p1, 32), keys->k0[1]), p1,
                                _mm256_xor_si256(_mm256_set1_epi64x((long long)p0), keys->k1[1])};
}

AVX2 static inline struct lanes_event lanes_of_events(const uint64_t *events, const struct lanes_keys *keys) {
    __m256i event = _mm256_loadu_si256((const __m256i *)(const void *)events);
    __m256i p1 = _mm256_mul_epu32(_mm256_set1_epi64x(PHILOX_M1), _mm256_srli_epi64(event, 32));
    __m256i c0 = _mm256_xor_si256(_mm256_srli_epi64(p1, 32), _mm256_xor_si256(event, keys->k0[0]));
    __m256i p0 = _mm256_mul_epu32(_mm256_set1_epi64x(PHILOX_M0), c0);
    return (struct lanes_event){p1, _mm256_srli_epi64(p0, 32), p0};
}

AVX2 static inline struct lanes lanes_philox(const struct lanes_block *block, const struct lanes_event *event,
                                             const struct lanes_keys *keys) {
    const __m256i m0 = _mm256_set1_epi64x(PHILOX_M0), m1 = _mm256_set1_epi64x(PHILOX_M1);
    struct lanes x = {_mm256_xor_si256(block->c0, event->c0), block->c1, _mm256_xor_si256(block->c2, event->c2),
                      event->c3};
    for (int round = 2; round < PHILOX_ROUNDS; round++) {
        __m256i p0 = _mm256_mul_epu32(m0, x.c0), p1 = _mm256_mul_epu32(m1, x.c2);
        x.c0 = _mm256_xor_si256(_mm256_srli_epi64(p1, 32), _mm256_xor_si256(x.c1, keys->k0[round]));
        x.c2 = _mm256_xor_si256(_mm256_srli_epi64(p0, 32), _mm256_xor_si256(x.c3, keys->k1[round]));
        x.c1 = p1;
        x.c3 = p0;
    }
    return x;
}

/* As in philox_uniforms of (high << 32 | low), for lanes with anything in their upper halves. */
AVX2 static inline __m256d lanes_uniform(__m256i low, __m256i high) {
    __m256i word = _mm256_blend_epi32(low, _mm256_slli_epi64(high, 32), 0xAA);
    __m256i bits = _mm256_or_si256(_mm256_srli_epi64(word, 12), _mm256_set1_epi64x(0x3FF0000000000000));
    return _mm256_sub_pd(_mm256_castsi256_pd(bits), _mm256_set1_pd(1.0 - 0x1p-53));
}

enum { BLOCKS_AT_ONCE = 16 };

/* Four events from `events` on. */
AVX2 static inline void four_avx2(const struct lanes_keys *keys, const struct lanes_block *parts, unsigned blocks,
                                  const uint64_t *events, double *out, size_t stride) {
    struct lanes_event event = lanes_of_events(events, keys);
    for (unsigned block = 0; block < blocks; block++) {
        struct lanes x = lanes_philox(&parts[block], &event, keys);
        _mm256_storeu_pd(out + 2 * block * stride, lanes_uniform(x.c0, x.c1));
        _mm256_storeu_pd(out + (2 * block + 1) * stride, lanes_uniform(x.c2, x.c3));
    }
}

/* The last four of n events overlap those before them. */
AVX2 static void many_avx2(const struct mandate_draws *draws, const uint64_t *events, size_t n, unsigned first,
                           unsigned blocks, double *out, size_t stride) {
    struct lanes_keys keys;
    struct lanes_block parts[BLOCKS_AT_ONCE];
    lanes_keys_of(&keys, draws->key);
    while (blocks > 0) {
        unsigned now = blocks < BLOCKS_AT_ONCE ? blocks : BLOCKS_AT_ONCE;
        for (unsigned block = 0; block < now; block++)
            parts[block] = lanes_of_block(first + block, draws->replication, &keys);
        for (size_t i = 0; i + 4 <= n; i += 4) four_avx2(&keys, parts, now, events + i, out + i, stride);
        if (n % 4 != 0) four_avx2(&keys, parts, now, events + n - 4, out + n - 4, stride);
        first += now, blocks -= now, out += 2 * now * stride;
    }
}

void mandate_uniforms_some(const struct mandate_draws *draws, const uint64_t *events, size_t n, unsigned first,
                           unsigned blocks, double *out, size_t stride) {
    if (n >= 4 && __builtin_cpu_supports("avx2")) many_avx2(draws, events, n, first, blocks, out, stride);
    else many_plain(draws, events, n, first, blocks, out, stride);
}

void mandate_uniforms_many(const struct mandate_draws *draws, const uint64_t *events, size_t n, unsigned blocks,
                           double *out, size_t stride) {
    mandate_uniforms_some(draws, events, n, 0, blocks, out, stride);
}
