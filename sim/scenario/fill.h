/* Walks a document by the tables: first all ids, then all values. Not for rules between values (consistency.h). */
#ifndef SCENARIO_FILL_H
#define SCENARIO_FILL_H

#include "scenario/loader.h"

/* Makes room for all entities of the study and learns their ids, so that references can be read in any order. */
void study_prepare(struct loader *loader, const struct mandate_node *root);

/* Reads every value of the study. */
void study_fill(struct loader *loader, const struct mandate_node *root);

#endif
