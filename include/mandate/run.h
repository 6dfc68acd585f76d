/* Running a study from a program of your own: one runner a thread, blocks in any order. */
#ifndef MANDATE_RUN_H
#define MANDATE_RUN_H

#include "mandate/load.h"
#include "mandate/result.h"

struct mandate_runner;

/* A runner of the study in `documents`, which must outlive it. NULL when the documents do not load, or when
 * the file of a design is wrong: mandate_scenario_load says why. A runner belongs to one thread. */
struct mandate_runner *mandate_runner_new(const struct mandate_documents *documents);
void mandate_runner_free(struct mandate_runner *runner); /* accepts NULL */

/* Shapes and names of the results. */
const struct mandate_layout *mandate_runner_layout(const struct mandate_runner *runner);

/* Runs all options over the replications of one world; 1 <= block.count <= 64. The result belongs to the
 * runner and lasts until the next call. */
const struct mandate_block_result *mandate_runner_run(struct mandate_runner *runner, struct mandate_block block);

#endif
