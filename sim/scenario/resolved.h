/* The study as it was run, in one file: every file that it names in its place, settings of the command line under
 * `set`. Defaults follow from the version of the program. Not for single values (explain.h). */
#ifndef SCENARIO_RESOLVED_H
#define SCENARIO_RESOLVED_H

#include "base/arena.h"
#include "mandate/load.h"

/* The text, which is a study file; lives in `arena`. */
const char *resolved_text(const struct mandate_documents *documents, struct arena *arena);

#endif
