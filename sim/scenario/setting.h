/* `--set PATH=VALUE` and the study's `set`. Not for dated changes (operation.h). */
#ifndef SCENARIO_SETTING_H
#define SCENARIO_SETTING_H

#include "scenario/loader.h"

/* Replaces the values that settings name. */
void settings_apply(struct loader *loader);

#endif
