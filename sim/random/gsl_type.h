/* The streams as a `gsl_rng_type`, so that any GSL distribution can be drawn from an address. For designs,
 * analysis and tests; not for the path to runs.csv, where GSL's distributions would call libm. */
#ifndef RANDOM_GSL_TYPE_H
#define RANDOM_GSL_TYPE_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

#include "mandate/random.h"

/* The type: each value takes one slot; gsl_rng_uniform_pos gives the slots of mandate_uniform in order.
 * gsl_rng_set(rng, s) means seed s, world 0, replication 0, and a stream of its own. */
const gsl_rng_type *mandate_gsl_type(void);

/* Puts `rng` (of mandate_gsl_type) at slot 0 of an event. */
void mandate_gsl_address(gsl_rng *rng, const struct mandate_draws *draws, uint64_t event);

#endif
