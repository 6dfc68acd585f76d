/* Values that are not known: collected while reading, then from `priors` and `vary`. Not for drawing them. */
#ifndef SCENARIO_UNKNOWN_H
#define SCENARIO_UNKNOWN_H

#include "scenario/loader.h"
#include "scenario/wrapper.h"

/* Adds an unknown that sets `width` members at `first`, all alike. */
void unknown_add(struct loader *loader, const struct row *row, const struct address *address,
                 const struct mandate_node *node, const struct wrapped *wrapped, const struct mandate_law *law,
                 double central, double *first, size_t width);

/* Drops the unknowns that target a member within `size` bytes from `start`: something else has set it. */
void unknown_drop(struct loader *loader, const void *start, size_t size);

/* Reads the mission's priors and the study's vary; writes the unknowns, sorted by path, into the scenario. */
void unknowns_finish(struct loader *loader);

/* The part of a setting's path behind `prefix`, NULL when it begins otherwise. */
const char *setting_behind(const struct setting *setting, const char *prefix);

#endif
