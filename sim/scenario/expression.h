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
    X(MISSION_PERSONS, "mission.persons", "uniformed persons of the mission")         \
    X(ROLLING, "rolling", "sum over the last days, as in `rolling(deaths, 90 d)`: see below")

/* What can be summed over a window: X(NAME, name, unit, what counts so far in `state`, about). A new sum is a row. */
/* clang-format off */
#define ROLLING_LIST(X) \
    X(ATTACKS, "attacks", "", (double)state->n_response, "attacks on civilians") \
    X(DEATHS, "deaths", "persons", deaths_so_far(state), "civilians killed, less those averted") \
    X(REFUSALS, "units_refused", "", state->tally.refusals, "refusals of new units by the host") \
    X(SUSPENSIONS, "rotations_suspended", "", state->tally.suspensions, "rotations suspended") \
    X(SORTIES_REQUESTED, "sorties_requested", "", state->tally.requested, "routine flights asked for, counted at the end of a week") \
    X(SORTIES_REFUSED, "sorties_refused", "", state->tally.refused, "routine flights refused, counted at the end of a week") \
    X(CONVOYS_MISSED, "convoys_missed", "", state->tally.convoys_missed, "supply convoys that did not get through") \
    X(STRIKES, "strikes", "", state->tally.strikes, "strikes of mines on convoys") \
    X(BASE_ATTACKS, "base_attacks", "", state->tally.base_attacks, "attacks on bases") \
    X(PK_DEATHS, "pk_deaths", "persons", killed_so_far(state, CAUSE_MINES, CAUSES), "deaths of the mission's own") \
    X(PK_HOSTILE, "pk_deaths_hostile", "persons", killed_so_far(state, CAUSE_MINES, CAUSE_AIR), "those by mines, attacks on bases and in response") \
    X(PK_WOUNDED, "pk_wounded", "persons", state->tally.wounded, "wounded of the mission's own") \
    X(FAILURES, "failures", "", (double)state->n_failure, "attacks near a base that were never reached") \
    X(CASES, "cases_published", "", (double)state->n_published, "human-rights cases that became public")
/* clang-format on */

enum rolling {
#define ROLLING_ENUM(name, text, unit, so_far, about) ROLLING_##name,
    ROLLING_LIST(ROLLING_ENUM)
#undef ROLLING_ENUM
        ROLLINGS
};

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
    const int *entities;  /* (n_entity) indices of units, fleets or bases */
    enum rolling rolling; /* OBSERVE_ROLLING: what is summed ... */
    double window;        /* ... over the last hours */
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

/* True if it looks at a rolling sum. */
bool expression_rolls(const struct mandate_expression *expression);

struct loader;
struct address;

/* Parses a condition; NULL after an error. Lives in the loader's arena. */
const struct mandate_expression *expression_parse(struct loader *loader, const char *text, struct mandate_place place,
                                                  const struct address *address);

#endif
