/* The tables as a JSON Schema (draft 2020-12), so that editors complete keys, show what they mean and mark mistakes.
 * Looser than `mandate check`, never stricter. */
#ifndef SCENARIO_JSON_SCHEMA_H
#define SCENARIO_JSON_SCHEMA_H

#include "base/text.h"

void json_schema_append(struct text *text);

#endif
