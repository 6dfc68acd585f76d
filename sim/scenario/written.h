/* Pieces of a document as text again: one line, or a block of YAML. Not for values that were worked out. */
#ifndef SCENARIO_WRITTEN_H
#define SCENARIO_WRITTEN_H

#include "base/text.h"
#include "scenario/document.h"

/* Appends a node in one line: 4 h, {lognormal: {median: 6 h, p90: 30 h}}, [a, b]. */
void written_line(struct text *text, const struct mandate_node *node);

/* Appends a mapping as a block, `depth` levels deep. */
void written_block(struct text *text, const struct mandate_node *mapping, int depth);

#endif
