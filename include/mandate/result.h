/* Results: what one block of replications gives, and how a study's results are laid out.
 *
 * A block is (world, replications first ... first + count - 1) with all option variants inside.
 * Sums that outlive a block are integers (fixed point), so that they do not depend on the order in
 * which blocks are added: threads, shards, resumes and top-ups all give the same bytes. */
#ifndef MANDATE_RESULT_H
#define MANDATE_RESULT_H

#include <stdint.h>

#include "mandate/metric.h"

struct mandate_block {
    uint64_t world; /* 1 ... worlds; 0 = central values, on request only */
    uint32_t first; /* first replication, from 0 */
    uint32_t count; /* replications */
};

/* What the engine fills for one block; arrays are owned by the worker and reused. */
struct mandate_block_result {
    struct mandate_block block;
    double *rows;      /* (count, n_variant, MANDATE_METRICS) */
    uint8_t *failed;   /* (count, n_variant) 0 = ok, else enum mandate_failure */
    double *series;    /* (count, n_variant, n_date, MANDATE_SERIES) */
    double *places;    /* (n_variant, n_place_value) sums over the block of values on the grid of stats/fixed.h */
    double *breakdown; /* (count, n_variant, n_quarter, n_region + n_actor, MANDATE_BREAKDOWNS) */
};

/* Why a replication failed: X(name, text in the column `status`). */
#define MANDATE_FAILURE_LIST(X) \
    X(OK, "ok")                 \
    X(EXPLODED, "exploded")     \
    X(NOT_FINITE, "not_finite")
enum mandate_failure {
#define MANDATE_FAILURE_ENUM(name, text) MANDATE_FAILURE_##name,
    MANDATE_FAILURE_LIST(MANDATE_FAILURE_ENUM)
#undef MANDATE_FAILURE_ENUM
        MANDATE_FAILURES
};

/* Where something lies: decimal degrees, WGS84. */
struct mandate_point {
    double lat, lon;
};

/* Shapes and labels that are the same for all blocks of a study; made once from scenario and model. */
struct mandate_layout {
    size_t n_variant;
    const char *const *variants; /* (n_variant) names */
    size_t n_date;               /* dates of series.csv */
    const double *dates;         /* (n_date) [h since 1970-01-01] */
    size_t n_quarter;
    const double *quarters; /* (n_quarter) first day of each calendar quarter touched */
    size_t n_region, n_actor, n_base, n_locality;
    const char *const *regions, *const *actors, *const *bases, *const *localities; /* ids */
    const struct mandate_point *base_points, *locality_points; /* (n_base), (n_locality); NULL = not known */
    size_t n_place_date; /* dates of places.csv; 1 with date inf = mean over the horizon */
    const double *place_dates;
    size_t n_place_value; /* n_place_date x (4 n_base + n_region + 4 n_locality), in the order of MANDATE_PLACE_LIST:
                             for each date, for each metric, for each place of its kind */
    size_t n_unknown;
    const char *const *unknowns; /* (n_unknown) canonical paths, columns of worlds.csv */
    const char *const *unknown_units;
    uint64_t worlds;       /* worlds of the study */
    uint32_t replications; /* in each world */
    int reference;         /* index of the reference variant */
    const char *hash;      /* hash of the study, 64 hexadecimal digits */
};

#endif
