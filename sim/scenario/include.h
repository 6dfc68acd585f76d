/* Values that are the names of files are replaced by what the files hold. Not for the meaning of the values. */
#ifndef SCENARIO_INCLUDE_H
#define SCENARIO_INCLUDE_H

#include "scenario/documents.h"

/* Reads the study `file` into documents->root, with every file that it names. False after an error that leaves no
 * whole tree. */
bool include_study(struct mandate_documents *documents, const char *file, struct mandate_diagnostics *diagnostics);

#endif
