/* The manual of all keys, distributions, units and conditions as Markdown, from the tables. */
#ifndef SCENARIO_MANUAL_H
#define SCENARIO_MANUAL_H

#include "base/text.h"

void manual_append(struct text *text);

#endif
