/* Dated changes of options as texts: what one value is changed by, and what differs between two options.
 * Not for carrying them out (process/timeline.h). */
#ifndef SCENARIO_DIFF_H
#define SCENARIO_DIFF_H

#include "base/arena.h"
#include "mandate/load.h"

/* A change as it is written. */
struct dated {
    double at;                  /* [h since 1970-01-01]; inf for a trigger */
    const char *date;           /* 2023-07-01; "trigger" */
    const char *what;           /* "add, path: fleets.helicopters.tails, by: 2" */
    const char *subject;        /* verb and what it acts on: changes with one subject stand side by side */
    struct mandate_place place; /* where it is written */
    bool shared;                /* the mission's own, which every option with `baseline: yes` has */
};

/* The changes of an option (index into study.options) that touch a value of `path`, or the unit, fleet or base that it
 * belongs to; those of the mission too where they hold. `*list` (n) in `arena`; false after an error. */
bool changes_to(const struct mandate_documents *documents, struct mandate_scenario *scenario, size_t option,
                const char *path, struct arena *arena, struct mandate_diagnostics *diagnostics, size_t *n,
                struct dated **list);

/* A date and subject on which two options differ; NULL = that option has no such change. */
struct difference {
    const char *date;
    const char *left, *right;
};

/* What differs between two options (indices into study.options), by date. `*list` (n) in `arena`. */
void options_differ(const struct mandate_documents *documents, const struct mandate_scenario *scenario, size_t left,
                    size_t right, struct arena *arena, size_t *n, struct difference **list);

#endif
