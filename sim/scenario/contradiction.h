/* Changes that contradict one another. Not for single changes (operation.h). */
#ifndef SCENARIO_CONTRADICTION_H
#define SCENARIO_CONTRADICTION_H

#include "scenario/loader.h"

/* Looks at the timelines of the mission, its patches and each option together with the mission's. */
void contradictions_check(struct loader *loader);

#endif
