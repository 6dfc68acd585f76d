/* Who comes, goes and moves under an option: whether they are there by then, and whether anything opens the place. */
#ifndef SCENARIO_ARRIVALS_H
#define SCENARIO_ARRIVALS_H

#include "scenario/loader.h"

/* After the changes of all lists are resolved and patches are known to end. */
void arrivals_check(struct loader *loader);

#endif
