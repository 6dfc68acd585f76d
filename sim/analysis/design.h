/* The worlds of a study: which values the unknowns take in each. Not for reading laws and levels (scenario/unknown.h).
 *
 * Without a design, world k draws each unknown from its law, keyed by (seed, k, path): more worlds or one more unknown
 * move no other value. With a design, point k is world k, and what is not varied stays central:
 *   grid   all combinations of the levels, the last path fastest
 *   list   the levels side by side
 *   csv    the rows of a file with one column for each path, in base units, as in worlds.csv
 *   lhs    a Latin hypercube: each stratum of each law once, keyed by (seed, path, point)
 *   sobol  the sequence of GSL with its origin, shifted digitally by (seed, path), not scrambled; at most 40 paths */
#ifndef ANALYSIS_DESIGN_H
#define ANALYSIS_DESIGN_H

#include <stdint.h>

#include "mandate/load.h"

struct design;

/* The design of a study; mistakes in its file or size go to `diagnostics` and give NULL. Scenario and documents must
 * outlive it. */
struct design *design_new(const struct mandate_documents *documents, const struct mandate_scenario *scenario,
                          struct mandate_diagnostics *diagnostics);
void design_free(struct design *design); /* accepts NULL */

/* Worlds of the study: the points of the design, else those that the study asks for. */
uint64_t design_worlds(const struct design *design);

/* Values of the unknowns of world `world` >= 1 (n_unknown), base units, cut to the ranges of their rows. `design` is a
 * struct design. Thread-safe. */
void design_values(void *design, uint64_t world, double *values);

#endif
