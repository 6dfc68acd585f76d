/* Rows of runs.csv against the same rows worked out anew. For replay and verify. */
#ifndef CLI_ROWS_H
#define CLI_ROWS_H

#include "cli/session.h"
#include "output/csv.h"

/* Columns of runs.csv before the metrics. */
enum { ROW_OPTION, ROW_WORLD, ROW_REPLICATION, ROW_STATUS, ROW_METRICS };

/* True if the header of runs.csv has the columns of this program. */
bool rows_header(const struct csv_reader *reader);

/* The field of a metric as runs.csv must have it; "" after a failure. */
enum { ROWS_FIELD = 32 };
void rows_field(char out[ROWS_FIELD], enum mandate_failure failure, double value);

/* The first column at which the reader's row differs from one worked out anew, or -1. */
int rows_difference(const struct csv_reader *reader, enum mandate_failure failure, const double *row);

#endif
