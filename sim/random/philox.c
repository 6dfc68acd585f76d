/* Philox4x32-10, addresses of events, and uniforms one at a time.
 * Not for arrays of events (philox_many.c) and not for other distributions (variate.c). */
#include "random/philox.h"

#include "mandate/random.h"

void mandate_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
    struct philox_pairs c = {_mm_set_epi32(0, (int)counter[2], 0, (int)counter[0]),
                             _mm_set_epi32(0, (int)counter[3], 0, (int)counter[1])};
    _mm_storeu_si128((__m128i *)(void *)out, philox_words(c, key));
}

/* A bijection of 64 bits in which each input bit flips each output bit with probability near 1/2: xor-shift and
 * multiply (Appleby's MurmurHash3 finaliser) with the constants of Stafford's variant 13 (Steele, Lea & Flood 2014). */
static uint64_t mix(uint64_t x) {
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

static const uint64_t golden = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 / golden ratio, odd */

/* Two numbers into one: both steps are bijections of the second, so that equal firsts never collide; the first
 * is mixed alone before the second enters, so that sums and differences of the two mean nothing. */
static uint64_t mix_pair(uint64_t first, uint64_t second) {
    return mix(mix(first + golden) + second * golden + UINT64_C(0x8CB92BA72F3D8DD7));
}

struct mandate_draws mandate_draws_of(uint64_t seed, uint64_t world, uint32_t replication) {
    uint64_t key = mix_pair(seed, world);
    return (struct mandate_draws){.key = {(uint32_t)key, (uint32_t)(key >> 32)}, .replication = replication};
}

/* Takes bytes into a hash, eight to a word, first byte lowest, so that all machines agree. */
struct hash {
    uint64_t state, word;
    unsigned filled; /* bytes in `word` */
};

static void hash_byte(struct hash *hash, unsigned char byte) {
    hash->word |= (uint64_t)byte << 8 * hash->filled;
    if (++hash->filled < 8) return;
    hash->state = mix_pair(hash->state, hash->word);
    hash->word = 0;
    hash->filled = 0;
}

static void hash_name(struct hash *hash, const char *name) {
    for (const char *c = name; *c != '\0'; c++) hash_byte(hash, (unsigned char)*c);
}

uint64_t mandate_stream(const char *purpose, const char *entity) {
    struct hash hash = {0};
    hash_name(&hash, purpose);
    hash_byte(&hash, 0); /* no name holds a NUL: "ab","c" and "a","bc" differ */
    hash_name(&hash, entity);
    /* The byte 1 ends the text, so that trailing NULs of the last word mean nothing. */
    return mix_pair(hash.state, hash.word | UINT64_C(1) << 8 * hash.filled);
}

uint64_t mandate_event(uint64_t parent, uint64_t index) { return mix_pair(parent, index); }

double mandate_uniform(const struct mandate_draws *draws, uint64_t event, unsigned slot) {
    __m128d both = philox_uniforms(draws, event, slot / 2);
    return _mm_cvtsd_f64(slot % 2 == 0 ? both : _mm_unpackhi_pd(both, both));
}

void mandate_uniform_block(const struct mandate_draws *draws, uint64_t event, unsigned block, double out[2]) {
    _mm_storeu_pd(out, philox_uniforms(draws, event, block));
}

void mandate_uniforms(const struct mandate_draws *draws, uint64_t event, unsigned blocks, double *out) {
    for (unsigned block = 0; block < blocks; block++) mandate_uniform_block(draws, event, block, out + 2 * block);
}
