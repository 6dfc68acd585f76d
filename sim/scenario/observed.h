/* Observed history: rows of a CSV file, with names turned into the places and actors of a scenario. Not for comparing
 * (analysis/validate.h). Columns, in any order:
 *   id          name of the row
 *   from, to    first and last day, both inside
 *   place       mission; or regions, sectors or one base, several joined by ";"
 *   of          actors or roles of aircraft, joined by ";"; empty = all
 *   metric      a name of MANDATE_OBSERVABLE_LIST
 *   value       what was recorded; low, high: 5 and 95 % points of what may have been meant
 *   use         calibrate, holdout, face (shown only) or input (it entered the scenario, so it is not scored)
 *   option      options whose history it is, joined by ";"; empty = all
 *   source, confidence, note */
#ifndef SCENARIO_OBSERVED_H
#define SCENARIO_OBSERVED_H

#include "mandate/load.h"
#include "mandate/observable.h"

/* X(NAME, text) */
#define OBSERVED_USE_LIST(X) X(CALIBRATE, "calibrate") X(HOLDOUT, "holdout") X(FACE, "face") X(INPUT, "input")
enum observed_use {
#define OBSERVED_USE_ENUM(name, text) OBSERVED_##name,
    OBSERVED_USE_LIST(OBSERVED_USE_ENUM)
#undef OBSERVED_USE_ENUM
        OBSERVED_USES
};
extern const char *const observed_uses[OBSERVED_USES];

struct observation {
    const char *id, *where, *whom, *options, *source, *confidence; /* as written */
    enum mandate_observable metric;
    enum observed_use use;
    double from, to; /* [h since 1970-01-01], half open */
    double value, low, high;
    bool *places; /* (n_region), (n_sector) or (n_base), by the metric; NULL = the whole mission */
    bool *of;     /* (n_actor) or (roles); NULL = all */
};

/* Standard deviation of what may have been meant: `low` and `high` are 5 and 95 % points of a normal. */
double observed_sd(const struct observation *row);

struct observed {
    size_t n;
    struct observation *at; /* (n) in file order */
};

/* Reads the rows of `source` into `arena`; mistakes go to `diagnostics`, all in one pass. */
struct observed observed_read(const struct mandate_source *source, const struct mandate_scenario *scenario,
                              struct arena *arena, struct mandate_diagnostics *diagnostics);

#endif
