/* The study as it was run: every value with its unit, defaults included, as YAML text. Not for reading it. */
#ifndef SCENARIO_RESOLVED_H
#define SCENARIO_RESOLVED_H

#include "base/arena.h"
#include "mandate/load.h"

/* The text; lives in `arena`. */
const char *resolved_text(const struct mandate_scenario *scenario, struct arena *arena);

#endif
