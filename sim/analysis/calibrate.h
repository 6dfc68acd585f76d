/* History matching: which worlds could have given the history that was recorded (Craig et al. 1997; Vernon, Goldstein &
 * Bower 2010, "Galaxy formation: a Bayesian uncertainty analysis"). A world is kept unless it is implausible; what is
 * kept is a set of worlds, not a posterior. Not for running the worlds (cli).
 *
 *   I = |y - m| / sqrt(v_record + v_chance + v_mean + v_model)
 *
 * m         mean of the expected records of the world over its replications
 * v_record  of the range of the row ((high - low) / 3.29)^2, and for counts m itself, the noise of counting
 * v_chance  of one replication, since history is one: of the world's own replications, drawn to what all worlds have,
 * for counts as a multiple of m v_mean    v_chance / replications v_model   (observation.discrepancy x y)^2 */
#ifndef ANALYSIS_CALIBRATE_H
#define ANALYSIS_CALIBRATE_H

#include "analysis/validate.h"

/* A world is kept when its largest, or second largest, implausibility is at most this: three standard deviations hold
 * at least 95 % of any law with one peak (Pukelsheim 1994). */
#define CALIBRATE_LIMIT 3.0

struct calibration {
    size_t n;                        /* rows that are matched: scored ones of use calibrate */
    const struct observation **rows; /* (n) */
    uint64_t worlds;
    double *implausibility;   /* (n, worlds) nan = the row is not defined in the world */
    double *error;            /* (n) the denominator, mean over worlds */
    double *largest, *second; /* (worlds) */
    size_t *worst;            /* (worlds) row of the largest */
    bool *kept;               /* (worlds) */
    uint64_t n_kept;
};

/* At least two replications are needed. `by_second` keeps by the second largest. All lives in `arena`. */
struct calibration calibrate(const struct observations *observations, bool by_second, struct arena *arena);

#endif
