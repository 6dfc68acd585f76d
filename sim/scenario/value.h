/* The value of any row, with its evidence. Not for tables and collections (fill.h). */
#ifndef SCENARIO_VALUE_H
#define SCENARIO_VALUE_H

#include "scenario/loader.h"

/* Reads a value into its member. False after an error. */
bool value_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                const struct address *address, void *member);

/* Reads one number, which may be wrapped or uncertain, into its member. False after an error. */
bool value_element_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                        const struct address *address, double *member);

/* The number as the name of a month (1 to 12), hour (0 to 23) or other element of a row; static storage. */
const char *element_name(const struct store *store, const struct row *row, size_t index);

/* The index of an element by its name, or -1. */
int element_index(const struct store *store, const struct row *row, const char *name);

/* Number of values of a row: 12, 24, the roles, or the size of a collection; 1 for a single value. */
size_t element_count(const struct store *store, const struct row *row);

#endif
