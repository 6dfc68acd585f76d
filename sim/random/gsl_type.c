/* The streams as a `gsl_rng_type`. Not for the path to runs.csv. */
#include "random/gsl_type.h"

#include "base/check.h"

/* The state that GSL copies and compares as bytes: no pointers. */
struct stream {
    struct mandate_draws draws;
    uint32_t next; /* slot */
    uint64_t event;
};

static double stream_uniform(void *state) {
    struct stream *stream = state;
    return mandate_uniform(&stream->draws, stream->event, stream->next++);
}

/* The upper 32 bits of the uniform's 52. */
static unsigned long stream_get(void *state) { return (unsigned long)(stream_uniform(state) * 0x1p32); }

static void stream_set(void *state, unsigned long seed) {
    struct stream *stream = state;
    *stream = (struct stream){.draws = mandate_draws_of(seed, 0, 0), .next = 0, .event = mandate_stream("gsl", "")};
}

static const gsl_rng_type stream_type = {
    .name = "mandate",
    .max = UINT32_MAX,
    .min = 0,
    .size = sizeof(struct stream),
    .set = stream_set,
    .get = stream_get,
    .get_double = stream_uniform,
};

const gsl_rng_type *mandate_gsl_type(void) { return &stream_type; }

void mandate_gsl_address(gsl_rng *rng, const struct mandate_draws *draws, uint64_t event) {
    CHECK(rng->type == &stream_type);
    struct stream *stream = gsl_rng_state(rng);
    *stream = (struct stream){.draws = *draws, .next = 0, .event = event};
}
