/* Rows of runs.csv, or of one assumption in assumptions.csv, put side by side: one replication of all options at a
 * time, in the order of the file. Memory does not depend on the number of rows. Not for what is made of them. */
#ifndef OUTPUT_RUNS_H
#define OUTPUT_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "mandate/metric.h"
#include "mandate/status.h"

struct runs;

struct runs_replication {
    uint64_t world;       /* never 0: the central values are no draw */
    const double *values; /* (n_metric, n_option); nan = undefined, failed or missing */
    const bool *there;    /* (n_option) a row with status ok */
    const bool *failed;   /* (n_option) a row with another status */
};

/* Opens FOLDER/FILE for these metrics (enum mandate_metric_index); `assumption` NULL = a file without that column.
 * MANDATE_BAD_INPUT: not such a file, or without rows; MANDATE_SYSTEM: cannot be read. */
struct runs_request {
    const char *folder, *file, *assumption;
    size_t n_metric;
    const int *metrics; /* (n_metric) */
};
MANDATE_CHECKED enum mandate_status runs_open(const struct runs_request *request, struct runs **runs,
                                              struct file_reason *reason);

/* Options of the first replication, in its order; they are those of all. */
size_t runs_options(const struct runs *runs, const char *const **options);

/* The next replication, valid until the next call; *more is false after the last one. */
MANDATE_CHECKED enum mandate_status runs_next(struct runs *runs, struct runs_replication *replication, bool *more,
                                              struct file_reason *reason);

void runs_close(struct runs *runs); /* accepts NULL */

#endif
