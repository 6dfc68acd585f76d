/* Dated changes and changes under a condition: which keys each verb takes, and what their texts mean. */
#ifndef SCENARIO_OPERATION_H
#define SCENARIO_OPERATION_H

#include "scenario/loader.h"

/* Resolves every timeline and trigger of the mission, its patches and the options into the scenario. */
void operations_resolve(struct loader *loader);

#endif
