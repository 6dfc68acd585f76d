/* What a loaded scenario keeps beside its values: ids, where each value was set, the limits of unknowns. */
#ifndef SCENARIO_STORE_H
#define SCENARIO_STORE_H

#include "mandate/load.h"
#include "scenario/document.h"
#include "scenario/names.h"
#include "scenario/schema.h"

/* A collection that others refer to. */
struct roster {
    const char *target; /* "regions", "host.states": as rows name it */
    const struct table *table;
    struct list list;
    struct names ids;
    struct mandate_place place; /* where it is defined */
};

/* Where a value was set. */
struct origin {
    const void *member;
    const struct row *row;               /* NULL = a whole table */
    const struct mandate_node *node;     /* as written; its place is where it was set */
    const char *source, *confidence;     /* NULL = those of the entity */
    const struct mandate_node *overrode; /* what a setting replaced, or NULL */
};

enum { ROSTERS = 24 };

struct store {
    struct mandate_scenario scenario; /* first: a scenario is the front of its store */
    size_t n_roster;
    struct roster rosters[ROSTERS];
    size_t n_origin, origin_capacity;
    struct origin *origins;        /* (n_origin) in the order of reading, a later one wins; owned */
    struct mandate_limits *limits; /* (n_unknown) */
};

/* A draw cut to the range of its row; counts, flags and levels become whole. */
static inline double limits_cut(const struct mandate_limits *limits, double value) {
    if (limits->whole) value = floor(value + 0.5);
    if (value < limits->low) return limits->low;
    return value > limits->high ? limits->high : value;
}

static inline struct store *store_of(struct mandate_scenario *scenario) { return (struct store *)scenario; }

static inline const struct store *store_of_const(const struct mandate_scenario *scenario) {
    return (const struct store *)scenario;
}

/* The collection that rows call `target`, or NULL. */
const struct roster *store_roster(const struct store *store, const char *target);

/* The head of entity `index` of a collection. */
const struct entity *roster_entity(const struct roster *roster, size_t index);

/* The index of an id, or -1. */
int roster_find(const struct roster *roster, const char *id);

/* The id nearest to a misspelt one, or NULL. */
const char *roster_nearest(const struct roster *roster, const char *id);

/* The last origin of a member, or NULL when it has its default; with `table`, that of the source or confidence of a
 * table that begins there. */
const struct origin *store_origin(const struct store *store, const void *member, bool table);

#endif
