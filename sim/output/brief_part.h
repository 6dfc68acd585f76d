/* What the parts of the first screen share. Not for others. */
#ifndef OUTPUT_BRIEF_PART_H
#define OUTPUT_BRIEF_PART_H

#include "base/text.h"
#include "output/brief.h"

enum { BRIEF_WIDTH = 100 };

struct brief {
    FILE *stream;
    struct text *line;
    const struct decision *decision;
    const struct comparison *comparison;
    size_t name, metric; /* columns of the longest option's and metric's name */
    bool color;
};

static inline int brief_index(const struct brief *brief, size_t m) { return brief->comparison->metrics[m]; }

static inline const struct mandate_metric *brief_metric(const struct brief *brief, size_t m) {
    return &mandate_metrics[brief_index(brief, m)];
}

static inline const char *brief_option(const struct brief *brief, int option) {
    return brief->comparison->options[option];
}

/* Prints the line, the words that do not fit below it, `indent` columns in. */
void brief_line_end(const struct brief *brief, size_t indent);

/* Blanks up to a column. */
void brief_pad_to(const struct brief *brief, size_t column);

/* What would change the answer: assumptions, the order of the options under them, single unknowns. */
void brief_changes(const struct brief *brief);

#endif
