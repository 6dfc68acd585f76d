/* Where a value comes from: for `explain` and for the credibility sheet. Not for what it does. */
#ifndef SCENARIO_EXPLAIN_H
#define SCENARIO_EXPLAIN_H

#include "base/arena.h"
#include "mandate/load.h"

/* One value that a path selects. */
struct explanation {
    const char *path;           /* canonical */
    const char *about;          /* the row's sentence */
    const char *value;          /* as text, in the unit of the row: "0.35", "28 km/h", "lognormal", "hub" */
    const char *unit;           /* "" = none */
    const char *written;        /* as the file has it, NULL when it is a mapping or a list */
    bool given;                 /* false: the default of its row */
    struct mandate_place place; /* where it was set; of a default, where the entity stands */
    bool overrides;             /* a setting replaced a value that was given */
    struct mandate_place overrode;
    const char *source, *confidence;       /* of the value, else of its entity or table; NULL = none */
    const struct mandate_unknown *unknown; /* that targets it, or NULL */
};

/* Explains all values that `path` selects: `*list` (n) in `arena`; false after an error. */
bool mandate_explain(struct mandate_scenario *scenario, const char *path, struct arena *arena,
                     struct mandate_diagnostics *diagnostics, size_t *n, struct explanation **list);

/* The law of an unknown as a sentence: "lognormal, central 40, 5 % to 95 % 18 to 88 h", in the unit of its row. */
const char *explain_law(struct arena *arena, const struct mandate_unknown *unknown);

#endif
