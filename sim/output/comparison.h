/* Comparison of options, read from runs.csv in one pass: means, quantiles and paired differences with intervals that
 * take the world as cluster, and what part of the spread is ignorance, what part chance. Memory grows with worlds, not
 * with rows. A failed replication enters nothing, and a difference needs both of its pair. Not for what is best
 * (decision.h). */
#ifndef OUTPUT_COMPARISON_H
#define OUTPUT_COMPARISON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "mandate/metric.h"
#include "mandate/status.h"
#include "stats/interval.h"

/* A quantile over worlds and replications; inf among the never-reached. The bounds are nan with one world. */
struct comparison_quantile {
    double value, low, high;
};

enum { COMPARISON_P05, COMPARISON_P50, COMPARISON_P95, COMPARISON_QUANTILES };

/* One metric of one option. nan = undefined. */
struct comparison_cell {
    struct interval value;      /* mean of world means */
    struct interval difference; /* to the reference, paired by (world, replication) */
    struct comparison_quantile quantiles[COMPARISON_QUANTILES];
    size_t n;              /* replications with a value, inf included */
    size_t undefined;      /* replications that did not fail and have none */
    size_t pairs;          /* in the difference */
    double p;              /* of "no difference", adjusted over all options and metrics of the comparison (Holm) */
    double variance_ratio; /* variance of paired differences of world means over the sum of both; < 1 = pairing helps */
    double ignorance;      /* standard deviation between worlds, noise of replications taken off [unit of metric] */
    double chance;         /* standard deviation inside a world */
};

/* Means of single worlds, over the replications in which all options have a number; nan = there are none. */
struct comparison_worlds {
    size_t n;
    const uint64_t *ids; /* (n) numbers of the worlds */
    /* (n, n_metric, n_option) of all replications, of every second one from the first on, of the others */
    const double *means, *first, *second;
    const double *ratio; /* (n, n_metric) noise_ratio of the halves (stats/noise.h) */
};

/* A bound on a metric, for the share of replications that keep it. */
struct comparison_bound {
    size_t metric; /* place among the metrics */
    bool at_least;
    double value; /* [unit of the metric] */
};

struct comparison {
    size_t n_option;
    const char *const *options; /* (n_option) in the order of runs.csv */
    size_t reference;           /* index */
    size_t n_metric;
    const int *metrics;                   /* (n_metric) enum mandate_metric_index */
    const struct comparison_cell *cells;  /* (n_metric, n_option) */
    size_t worlds, replications;          /* replications: the most seen in a world */
    const struct comparison_worlds *each; /* NULL unless asked for */
    const struct moments *kept; /* (n_bound, n_option) shares of single worlds that keep the bounds asked for */
    size_t rows, failed;        /* rows of runs.csv, and those with a status other than ok */
    const size_t *failures;     /* (n_option) failed rows of each option */
    double confidence;
    struct arena *arena; /* owns all of it, but for the means of single worlds, */
    void *owned[5];      /* which are these */
};

struct comparison_request {
    const char *folder;
    const char *reference; /* name of an option; NULL = the first one */
    size_t n_metric;
    const int *metrics; /* (n_metric); none = the headline, in its order */
    double confidence;  /* 0 = 0.95 */
    bool each;          /* also the means of single worlds */
    bool spread;        /* also quantiles; without them they are nan */
    size_t n_bound;
    const struct comparison_bound *bounds; /* (n_bound) */
    const char *assumption;                /* NULL = runs.csv; else the rows of assumptions.csv under this one */
};

/* Means, quantiles and the rest from FOLDER/runs.csv. MANDATE_BAD_INPUT: not such a file, or no such reference;
 * MANDATE_SYSTEM: cannot be read. */
MANDATE_CHECKED enum mandate_status comparison_read(const struct comparison_request *request,
                                                    struct comparison **comparison, struct file_reason *reason);
void comparison_free(struct comparison *comparison);

#endif
