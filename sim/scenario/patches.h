/* Named patches: that they end, and that whoever applies one has the levers that it names. */
#ifndef SCENARIO_PATCHES_H
#define SCENARIO_PATCHES_H

#include "scenario/loader.h"

/* After the changes of all lists are resolved; false when a patch in use never ends. */
bool patches_check(struct loader *loader);

#endif
