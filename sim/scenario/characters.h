/* Looks at the bytes of a file before YAML does. Not for the meaning of any character. */
#ifndef SCENARIO_CHARACTERS_H
#define SCENARIO_CHARACTERS_H

#include <stdbool.h>

#include "mandate/diagnostic.h"

/* True if the text is UTF-8 without control characters and without tabs as indentation; else the first
 * mistake goes to `diagnostics`. */
bool characters_check(const struct mandate_source *source, const struct mandate_source *shown,
                      struct mandate_diagnostics *diagnostics);

#endif
