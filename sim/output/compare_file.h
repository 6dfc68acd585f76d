/* compare.csv: one row for each metric and option, with all that can be said about the two. Not for working it out
 * (comparison.h, decision.h). */
#ifndef OUTPUT_COMPARE_FILE_H
#define OUTPUT_COMPARE_FILE_H

#include "base/text.h"
#include "output/datapackage.h"
#include "output/decision.h"

/* Appends the file, metrics in the order of the decision, to `text`. */
void compare_file_append(const struct decision *decision, struct text *text);

/* Works it out for all metrics and writes FOLDER/compare.csv. Statuses as decision_read. */
MANDATE_CHECKED enum mandate_status compare_file_write(const char *folder, const char *reference,
                                                       const struct mandate_scenario *scenario,
                                                       struct file_reason *reason);

/* Its columns; those of targets are the scenario's. The tables live in `arena`. */
struct datapackage_file compare_file_of(const struct mandate_scenario *scenario, struct arena *arena);

#endif
