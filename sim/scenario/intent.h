/* What a study wants to know: its targets, the rule that orders options, and its assumptions. Not for values of the
 * mission: an assumption is only checked here, and takes effect as a setting (documents.h). */
#ifndef SCENARIO_INTENT_H
#define SCENARIO_INTENT_H

#include "scenario/loader.h"

/* Reads targets, criteria and assumptions into the scenario. */
void intent_read(struct loader *loader);

#endif
