/* Comparison of options, read from runs.csv in one pass: means of worlds and paired differences, with intervals.
 * Memory does not depend on the number of rows. Not for compare.csv, probabilities of best or regret (analysis/). */
#ifndef OUTPUT_COMPARISON_H
#define OUTPUT_COMPARISON_H

#include <stddef.h>

#include "base/file.h"
#include "mandate/metric.h"
#include "mandate/status.h"
#include "stats/interval.h"

/* One metric of one option. */
struct comparison_cell {
    struct interval value;      /* mean of world means */
    struct interval difference; /* to the reference, paired by (world, replication) */
};

struct comparison {
    size_t n_option;
    const char *const *options; /* (n_option) in the order of runs.csv */
    size_t reference;           /* index */
    size_t n_metric;
    const int *metrics;                  /* (n_metric) enum mandate_metric_index */
    const struct comparison_cell *cells; /* (n_metric, n_option) */
    size_t worlds, replications;         /* replications: the most seen in a world */
    size_t rows, failed;                 /* rows of runs.csv, and those with a status other than ok */
    double confidence;
    struct arena *arena; /* owns all of it */
};

struct comparison_request {
    const char *folder;
    const char *reference; /* name of an option; NULL = the first one */
    size_t n_metric;
    const int *metrics; /* (n_metric); none = the headline, in its order */
    double confidence;  /* 0 = 0.95 */
};

/* Reads FOLDER/runs.csv. MANDATE_BAD_INPUT: not such a file, or no such reference; MANDATE_SYSTEM: cannot be read. */
MANDATE_CHECKED enum mandate_status comparison_read(const struct comparison_request *request,
                                                    struct comparison **comparison, struct file_reason *reason);
void comparison_free(struct comparison *comparison);

#endif
