/* Everything of a decision as JSON. */
#ifndef OUTPUT_DECISION_JSON_H
#define OUTPUT_DECISION_JSON_H

#include "output/decision.h"
#include "output/json.h"

/* Puts one object; the caller ends the text. */
void decision_json_put(struct json *json, const struct decision *decision);

#endif
