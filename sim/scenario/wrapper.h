/* A value with its evidence: {value: 4 h, source: ..., confidence: A} or {uncertain: <law>, central: ..., source: ...}.
 */
#ifndef SCENARIO_WRAPPER_H
#define SCENARIO_WRAPPER_H

#include "scenario/loader.h"

struct wrapped {
    const struct mandate_node *value;         /* the value itself, or NULL when it is uncertain */
    const struct mandate_node *law, *central; /* uncertain: its law, and the central value if given */
    const char *source, *confidence;          /* NULL = not given */
};

/* Takes a value out of its wrapper; without one, `value` is the node. False after an error. */
bool value_unwrap(struct loader *loader, const struct mandate_node *node, const struct address *address,
                  struct wrapped *wrapped);

/* Ids of sources, joined by ";", all of them known; NULL after an error. */
const char *sources_read(struct loader *loader, const struct mandate_node *node, const struct address *address);

/* A, B or C; NULL after an error. */
const char *confidence_read(struct loader *loader, const struct mandate_node *node, const struct address *address);

#endif
