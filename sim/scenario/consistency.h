/* Rules between values that need nothing but the scenario. */
#ifndef SCENARIO_CONSISTENCY_H
#define SCENARIO_CONSISTENCY_H

#include "scenario/loader.h"

void consistency_check(struct loader *loader);

#endif
