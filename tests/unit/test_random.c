/* Tests of the generator and its addresses: published answers, equal bits of all ways to ask, and statistics along
 * every axis of an address. All samples are fixed; each statistical check fails a sound generator with p < 1e-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mandate/random.h"
#include "random/gsl_type.h"

/* ---- bits ---- */

/* Known answers of philox4x32-10 published with Random123: zeros, ones, digits of pi. */
static void test_known_answers(void **state) {
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], answer[4];
    } known[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < 3; i++) {
        uint32_t out[4];
        mandate_philox(known[i].counter, known[i].key, out);
        assert_memory_equal(out, known[i].answer, sizeof out);
    }
}

static void test_uniform_is_inside(void **state) {
    (void)state;
    struct mandate_draws draws = mandate_draws_of(1, 0, 0);
    uint64_t event = mandate_stream("test", "inside");
    for (unsigned slot = 0; slot < 100000; slot++) {
        double u = mandate_uniform(&draws, event, slot);
        assert_true(u > 0.0 && u < 1.0);
        /* An odd multiple of 2^-53. */
        assert_true(fmod(u * 0x1p53, 2.0) == 1.0);
    }
}

static void test_ways_agree(void **state) {
    (void)state;
    enum { EVENTS = 103, BLOCKS = 19, FIRST = 2, STRIDE = 111 };
    struct mandate_draws draws = mandate_draws_of(UINT64_MAX, 77, UINT32_MAX);
    uint64_t events[EVENTS], stream = mandate_stream("test", "agree");
    static double many[2 * BLOCKS * STRIDE], some[2 * BLOCKS * STRIDE], one[2 * BLOCKS];
    for (size_t i = 0; i < EVENTS; i++) events[i] = mandate_event(stream, i);
    for (size_t n = EVENTS - 9; n <= EVENTS; n++) {
        for (size_t i = 0; i < 2 * BLOCKS * STRIDE; i++) many[i] = -1.0;
        mandate_uniforms_many(&draws, events, n, BLOCKS, many, STRIDE);
        mandate_uniforms_some(&draws, events, n, FIRST, BLOCKS - FIRST, some, STRIDE);
        for (size_t i = 0; i < STRIDE; i++) {
            if (i < n) mandate_uniforms(&draws, events[i], BLOCKS, one);
            for (unsigned slot = 0; slot < 2 * BLOCKS; slot++) {
                double expected = i < n ? one[slot] : -1.0; /* nothing is written beyond n */
                assert_true(many[slot * STRIDE + i] == expected);
                if (i < n) assert_true(mandate_uniform(&draws, events[i], slot) == expected);
                if (i < n && slot >= 2 * FIRST) assert_true(some[(slot - 2 * FIRST) * STRIDE + i] == expected);
            }
        }
    }
}

static void test_streams_differ(void **state) {
    (void)state;
    assert_true(mandate_stream("ab", "c") != mandate_stream("a", "bc"));
    assert_true(mandate_stream("a", "") != mandate_stream("", "a"));
    assert_true(mandate_stream("threat", "gao") != mandate_stream("threat", "gaO"));
    assert_true(mandate_stream("seven", "12") != mandate_stream("seven", "1"));
    assert_true(mandate_stream("", "") != 0);
    assert_true(mandate_stream("threat.candidate", "gao/jnim") == mandate_stream("threat.candidate", "gao/jnim"));
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static size_t collisions(uint64_t *value, size_t n) {
    size_t count = 0;
    qsort(value, n, sizeof *value, by_value);
    for (size_t i = 1; i < n; i++) count += value[i] == value[i - 1];
    return count;
}

/* 2^18 keys of 64 bits: two are equal with probability 2e-9. Sums and swaps of (seed, world) are all among them. */
static void test_keys_do_not_collide(void **state) {
    (void)state;
    enum { SIDE = 512 };
    static uint64_t key[SIDE * SIDE], event[SIDE * SIDE];
    for (uint64_t seed = 0; seed < SIDE; seed++) {
        for (uint64_t world = 0; world < SIDE; world++) {
            /* Half of the seeds at the upper end of their range. */
            struct mandate_draws draws = mandate_draws_of(seed % 2 ? UINT64_MAX - seed : seed, world, 0);
            key[seed * SIDE + world] = (uint64_t)draws.key[1] << 32 | draws.key[0];
            event[seed * SIDE + world] = mandate_event(seed, world);
        }
    }
    assert_int_equal(collisions(key, SIDE * SIDE), 0);
    assert_int_equal(collisions(event, SIDE * SIDE), 0);
}

/* Each input bit flips each output bit half of the time: 128 x 64 counts of 2000, |z| < 6.5 (p 7e-7 in all at
 * z = 6.5 is 8192 x 8e-11). */
static void test_event_avalanche(void **state) {
    (void)state;
    enum { TRIALS = 2000 };
    for (unsigned bit = 0; bit < 128; bit++) {
        unsigned count[64] = {0};
        for (uint64_t i = 0; i < TRIALS; i++) {
            uint64_t parent = i / 40, index = i % 40; /* small neighbouring numbers, the worst inputs */
            uint64_t parent2 = parent ^ (bit < 64 ? UINT64_C(1) << bit : 0);
            uint64_t index2 = index ^ (bit >= 64 ? UINT64_C(1) << (bit - 64) : 0);
            uint64_t change = mandate_event(parent, index) ^ mandate_event(parent2, index2);
            for (unsigned k = 0; k < 64; k++) count[k] += (unsigned)(change >> k & 1);
        }
        for (unsigned k = 0; k < 64; k++) assert_true(fabs(count[k] - TRIALS / 2.0) / sqrt(TRIALS / 4.0) < 6.5);
    }
}

/* ---- statistics along the axes of an address ---- */

enum axis { INDEX, CHILD, SLOT, REPLICATION, WORLD, SEED, ENTITY, AXES };

static double along(enum axis axis, uint32_t i) {
    uint64_t stream = mandate_stream("test", "axis");
    char name[16];
    struct mandate_draws draws =
        mandate_draws_of(axis == SEED ? i : 42, axis == WORLD ? i : 3, axis == REPLICATION ? i : 5);
    if (axis == ENTITY) {
        size_t n = 0;
        for (uint32_t rest = i; n == 0 || rest > 0; rest /= 10) name[n++] = (char)('0' + rest % 10);
        name[n] = '\0';
        stream = mandate_stream("test", name);
    }
    uint64_t event = axis == INDEX ? mandate_event(stream, i) : stream;
    if (axis == CHILD) event = mandate_event(mandate_event(stream, i / 4), i % 4);
    return mandate_uniform(&draws, event, axis == SLOT ? i : 0);
}

enum { DRAWS = 1 << 17, SIDE = 16 };

static double chi_square(const unsigned *count, unsigned cells, double n) {
    double sum = 0.0, expected = n / cells;
    for (unsigned i = 0; i < cells; i++) sum += (count[i] - expected) * (count[i] - expected) / expected;
    return sum;
}

static void p_is_ordinary(double chi, double degrees) {
    assert_true(gsl_cdf_chisq_Q(chi, degrees) > 1e-9);
    assert_true(gsl_cdf_chisq_P(chi, degrees) > 1e-9);
}

/* Neighbours at distance 1, 2 and 16 fall evenly into 16 x 16 cells; low bits too. */
static void test_axes_are_independent(void **state) {
    (void)state;
    static double u[DRAWS + SIDE];
    static const uint32_t lag[] = {1, 2, 16};
    for (enum axis axis = INDEX; axis < AXES; axis++) {
        for (uint32_t i = 0; i < DRAWS + SIDE; i++) u[i] = along(axis, i);
        for (size_t l = 0; l < 3; l++) {
            unsigned pair[SIDE * SIDE] = {0}, low[SIDE * SIDE] = {0};
            for (uint32_t i = 0; i < DRAWS; i++) {
                double v = u[i + lag[l]];
                pair[(unsigned)(u[i] * SIDE) * SIDE + (unsigned)(v * SIDE)]++;
                low[(unsigned)(fmod(u[i] * 0x1p30, 1.0) * SIDE) * SIDE + (unsigned)(fmod(v * 0x1p30, 1.0) * SIDE)]++;
            }
            p_is_ordinary(chi_square(pair, SIDE * SIDE, DRAWS), SIDE * SIDE - 1);
            p_is_ordinary(chi_square(low, SIDE * SIDE, DRAWS), SIDE * SIDE - 1);
        }
    }
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Kolmogorov and Smirnov: P(sqrt(n) D > 3.3) = 7e-10. */
static void test_axes_are_uniform(void **state) {
    (void)state;
    static double u[DRAWS];
    for (enum axis axis = INDEX; axis < AXES; axis++) {
        double distance = 0.0;
        for (uint32_t i = 0; i < DRAWS; i++) u[i] = along(axis, i);
        qsort(u, DRAWS, sizeof *u, by_size);
        for (uint32_t i = 0; i < DRAWS; i++) {
            distance = fmax(distance, fabs(u[i] - (double)i / DRAWS));
            distance = fmax(distance, fabs(u[i] - (double)(i + 1) / DRAWS));
        }
        assert_true(distance * sqrt(DRAWS) < 3.3);
    }
}

/* Streams of two axes do not move together: correlation of n pairs has deviation n^-1/2. */
static void test_axes_are_uncorrelated(void **state) {
    (void)state;
    for (enum axis a = INDEX; a < AXES; a++) {
        for (enum axis b = INDEX; b < a; b++) {
            double sum = 0.0;
            for (uint32_t i = 1000; i < 1000 + DRAWS / 4; i++) sum += (along(a, i) - 0.5) * (along(b, i) - 0.5);
            assert_true(fabs(sum * 12.0 / sqrt(DRAWS / 4.0)) < 6.0);
        }
    }
}

/* ---- the type for GSL ---- */

static void test_gsl_equals_slots(void **state) {
    (void)state;
    struct mandate_draws draws = mandate_draws_of(9, 8, 7);
    uint64_t event = mandate_event(mandate_stream("test", "gsl"), 6);
    gsl_rng *rng = gsl_rng_alloc(mandate_gsl_type());
    mandate_gsl_address(rng, &draws, event);
    for (unsigned slot = 0; slot < 50; slot++)
        assert_true(gsl_rng_uniform(rng) == mandate_uniform(&draws, event, slot));
    gsl_rng *twin = gsl_rng_clone(rng);
    assert_true(gsl_rng_get(rng) == gsl_rng_get(twin));
    gsl_rng_set(rng, 1);
    unsigned long first = gsl_rng_get(rng);
    gsl_rng_set(rng, 2);
    assert_true(first != gsl_rng_get(rng));
    gsl_rng_set(rng, 1);
    assert_true(first == gsl_rng_get(rng));
    gsl_rng_free(twin);
    gsl_rng_free(rng);
}

/* Means and variances of GSL's own distributions on our streams. */
static void test_gsl_distributions(void **state) {
    (void)state;
    enum { N = 100000 };
    gsl_rng *rng = gsl_rng_alloc(mandate_gsl_type());
    gsl_rng_set(rng, 12345);
    double gamma = 0.0, normal = 0.0, square = 0.0, whole = 0.0;
    for (int i = 0; i < N; i++) {
        double z = gsl_ran_gaussian_ziggurat(rng, 1.0);
        normal += z;
        square += z * z;
        gamma += gsl_ran_gamma(rng, 2.5, 1.0);
        whole += (double)gsl_rng_uniform_int(rng, 10);
    }
    assert_true(fabs(normal / sqrt(N)) < 6.0);
    assert_true(fabs((square - N) / sqrt(2.0 * N)) < 6.0);
    assert_true(fabs((gamma - 2.5 * N) / sqrt(2.5 * N)) < 6.0);
    assert_true(fabs((whole - 4.5 * N) / sqrt(8.25 * N)) < 6.0);
    gsl_rng_free(rng);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_answers),
        cmocka_unit_test(test_uniform_is_inside),
        cmocka_unit_test(test_ways_agree),
        cmocka_unit_test(test_streams_differ),
        cmocka_unit_test(test_keys_do_not_collide),
        cmocka_unit_test(test_event_avalanche),
        cmocka_unit_test(test_axes_are_independent),
        cmocka_unit_test(test_axes_are_uniform),
        cmocka_unit_test(test_axes_are_uncorrelated),
        cmocka_unit_test(test_gsl_equals_slots),
        cmocka_unit_test(test_gsl_distributions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
