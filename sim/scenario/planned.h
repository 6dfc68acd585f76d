/* Option files may define bases, units, fleets and routes; they join the mission's, as planned. */
#ifndef SCENARIO_PLANNED_H
#define SCENARIO_PLANNED_H

#include "scenario/documents.h"

/* Moves what option files define into the mission of documents->root. */
void planned_join(struct mandate_documents *documents, struct mandate_diagnostics *diagnostics);

#endif
