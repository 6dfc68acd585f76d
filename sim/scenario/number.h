/* One number of a row, from its text: unit, dimension, range. Not for wrappers or lists (value.h). */
#ifndef SCENARIO_NUMBER_H
#define SCENARIO_NUMBER_H

#include "scenario/loader.h"

/* Reads a scalar in base units by a numeric row (or one of its elements), or a DATE. False after an error. */
bool number_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                 const struct address *address, double *value);

/* The range of a row in base units; `whole` for counts, flags and levels. */
struct mandate_limits row_limits(const struct loader *loader, const struct row *row);

/* "from 0 to 1", "of at least 0 km": the range as a user would write it; lives in the arena. */
const char *range_text(const struct loader *loader, const struct row *row);

/* Complains that a node is not of the kind that is wanted. */
void shape_refuse(struct loader *loader, const struct mandate_node *node, const struct address *address,
                  const char *wanted);

#endif
