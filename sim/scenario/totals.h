/* Where values of the mission are written, and whether its totals agree: units, camps, what is authorised, roads. */
#ifndef SCENARIO_TOTALS_H
#define SCENARIO_TOTALS_H

#include "scenario/loader.h"

/* The place of a key of one of the mission's tables, else of the table, else of the mission. */
struct mandate_place mission_place(const struct loader *loader, const char *table, const char *key);

/* The place of a key of an entity, else of the entity. */
struct mandate_place entity_place(const struct loader *loader, const char *collection, const char *id, const char *key,
                                  struct mandate_place entity);

void totals_check(struct loader *loader);

#endif
