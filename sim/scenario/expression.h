/* Conditions of triggers: comparisons joined by and, or, not over what an option may look at.
 * Parsed once with the scenario; evaluated by the engine, which supplies the observed values. */
#ifndef SCENARIO_EXPRESSION_H
#define SCENARIO_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "mandate/diagnostic.h"

/* What can be observed: name after the entity (or alone), what it is. */
#define OBSERVABLE_LIST(X)                                                            \
    X(DATE, "date", "date [h since 1970-01-01]")                                      \
    X(HOST_STATE, "host.state", "state of consent, 0 is the best; names are allowed") \
    X(HOST_DAYS, "host.consent_days", "days in the present state of consent")         \
    X(UNIT_PRESENT, "units.present", "persons present, summed over the units")        \
    X(UNIT_READINESS, "units.readiness", "mean readiness of the units present")       \
    X(FLEET_TAILS, "fleets.tails", "aircraft deployed, summed over the fleets")       \
    X(FLEET_UP, "fleets.up_tails", "expected serviceable aircraft, summed")           \
    X(BASE_OPEN, "bases.open", "number of the bases that are open")                   \
    X(BASE_PERSONS, "bases.persons", "uniformed persons at the bases")                \
    X(MISSION_PERSONS, "mission.persons", "uniformed persons of the mission")

enum observable {
#define OBSERVABLE_ENUM(name, text, about) OBSERVE_##name,
    OBSERVABLE_LIST(OBSERVABLE_ENUM)
#undef OBSERVABLE_ENUM
        OBSERVABLES
};

enum expression_kind {
    EXPRESSION_NUMBER,   /* value */
    EXPRESSION_OBSERVED, /* observable, entities */
    EXPRESSION_AND,
    EXPRESSION_OR,
    EXPRESSION_NOT, /* left, right */
    EXPRESSION_LESS,
    EXPRESSION_LESS_EQUAL,
    EXPRESSION_GREATER,
    EXPRESSION_GREATER_EQUAL,
    EXPRESSION_EQUAL,
    EXPRESSION_NOT_EQUAL
};

struct mandate_expression {
    enum expression_kind kind;
    double value; /* base units; dates in h since 1970-01-01 */
    enum observable observable;
    size_t n_entity;
    const int *entities; /* (n_entity) indices of units, fleets or bases */
    const struct mandate_expression *left, *right;
};

/* What an observable is now, in base units; `observed` is of kind EXPRESSION_OBSERVED. */
typedef double (*expression_observe)(void *context, const struct mandate_expression *observed);

/* The value of an expression: a number, or 1 and 0 for true and false. */
double expression_value(const struct mandate_expression *expression, expression_observe observe, void *context);

static inline bool expression_true(const struct mandate_expression *expression, expression_observe observe,
                                   void *context) {
    return expression_value(expression, observe, context) != 0;
}

struct loader;
struct address;

/* Parses a condition; NULL after an error. Lives in the loader's arena. */
const struct mandate_expression *expression_parse(struct loader *loader, const char *text, struct mandate_place place,
                                                  const struct address *address);

#endif
