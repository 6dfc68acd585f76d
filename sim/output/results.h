/* The CSV files of a results folder, written from the journal and the sums. Not for when they may be written
 * (study_output.c) and not for what the columns mean (datapackage.c). */
#ifndef OUTPUT_RESULTS_H
#define OUTPUT_RESULTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "mandate/status.h"
#include "output/collect.h"
#include "output/csv.h"
#include "output/journal.h"
#include "output/study_output.h"

struct results {
    const char *folder;
    const struct mandate_layout *layout;
    struct journal *journal;
    const struct collect *collect;
    size_t n_entry;
    const struct journal_entry *entries; /* (n_entry) all wanted, in order of world and replication */
    study_world_values *values;          /* NULL = there are no unknowns */
    void *context;
};

/* Writes runs.csv, worlds.csv, series.csv, places.csv and breakdown.csv. */
MANDATE_CHECKED enum mandate_status results_write(const struct results *results, struct file_reason *reason);

/* The header of runs.csv and its rows, after `prefix` and a comma when it is not NULL: for files of such rows. */
void results_rows_header(struct csv *csv, const char *prefix);
MANDATE_CHECKED enum mandate_status results_rows_put(struct csv *csv, const struct results *results, const char *prefix,
                                                     struct file_reason *reason);

/* "2023-Q1" of its first day [h since 1970-01-01]. */
enum { RESULTS_QUARTER = 96 };
void results_quarter(char out[RESULTS_QUARTER], double hours);

/* Text of the column `status`. */
const char *results_status(uint8_t failure);

#endif
