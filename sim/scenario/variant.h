/* Options with values of their levers. Not for what the levers do (operation.h). */
#ifndef SCENARIO_VARIANT_H
#define SCENARIO_VARIANT_H

#include "scenario/loader.h"

/* Makes the variants of all options from the study's `levers`, keeps those that the settings name. */
void variants_make(struct loader *loader);

#endif
