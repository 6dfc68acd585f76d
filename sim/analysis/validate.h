/* A study against observed history: the predictive distribution of every row of observed data, its score, and that of
 * two plain forecasts made from the record alone. Not for running (cli) and not for printing (output/validation.h).
 *
 * The predictive sample of a row has one value for each world and replication: what `observe` gives, with the noise of
 * recording of its metric, keyed by (seed, world, replication, id of the row). */
#ifndef ANALYSIS_VALIDATE_H
#define ANALYSIS_VALIDATE_H

#include "analysis/observe.h"
#include "mandate/result.h"

/* Central intervals that are judged. */
enum { LEVEL_50, LEVEL_80, LEVEL_95, LEVELS };
extern const double validate_levels[LEVELS];

enum { RANK_CELLS = 10 };

/* Values of all rows in all replications; workers fill it through observation_look. */
struct observations {
    const struct mandate_scenario *scenario;
    const struct observed *observed;
    enum standing *standing; /* (n) */
    uint64_t *stream;        /* (n) of the noise of recording */
    uint64_t worlds;
    uint32_t replications;
    double *expected; /* (n, worlds, replications) before the noise; nan = not defined, or the replication failed */
    double *recorded; /* the same with it */
};

struct observations observations_new(const struct observed *observed, const struct mandate_scenario *scenario,
                                     const struct mandate_layout *layout);
void observations_free(struct observations *observations); /* accepts a half-built one */

/* A replication_look; `context` is a struct observations. Replications write to cells of their own. */
void observation_look(void *context, struct mandate_block at, const struct state *state);

/* A plain forecast of a count: Poisson with a mean taken from earlier rows of the record. */
enum { NAIVE_LAST, NAIVE_SEASON, NAIVES }; /* the window before; the same window a year before */
struct naive {
    double mean; /* nan = the record has no such row */
    double crps, pit;
};

struct verdict {
    const struct observation *row;
    enum standing standing;
    size_t n;                         /* values of the sample; 0 = there are none */
    double mean, median;              /* of the sample */
    double low[LEVELS], high[LEVELS]; /* central intervals */
    bool covered[LEVELS];
    double crps, pit;
    struct naive naive[NAIVES];
};

/* The verdict of each row (n), in the arena. */
struct verdict *validate(const struct observations *observations, struct arena *arena);

/* Sums over the scored rows of one use. */
struct validation {
    size_t n, covered[LEVELS];
    size_t ranks[RANK_CELLS];                /* rows by PIT */
    size_t n_naive[NAIVES];                  /* rows with that forecast, and over those: */
    double crps[NAIVES], crps_naive[NAIVES]; /* mean of the model's and of its score */
    size_t won[NAIVES];                      /* rows on which the model scores better */
    size_t covered_naive[NAIVES];            /* inside its central 95 % */
};
struct validation validation_of(const struct verdict *verdicts, size_t n, enum observed_use use);

#endif
