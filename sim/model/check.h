/* Rules that need distances or rates: what a scenario must hold, at its central values, to be run. */
#ifndef MODEL_CHECK_H
#define MODEL_CHECK_H

#include "mandate/diagnostic.h"
#include "mandate/load.h"

/* Adds an error for each rule that is broken. Binds the central values. */
void model_check(struct mandate_scenario *scenario, struct mandate_diagnostics *diagnostics);

#endif
