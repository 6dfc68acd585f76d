/* From files to a scenario: read the documents, load them by the tables of scenario.h, bind a world.
 *
 *   documents = mandate_documents_read("study.yaml", &settings, diagnostics)   bytes -> text with positions
 *   scenario  = mandate_scenario_load(documents, diagnostics)                  text -> typed values
 *   mandate_scenario_bind(scenario, values)                                    one world's values of the unknowns
 *
 * Documents are immutable and may be shared by threads; a scenario belongs to one thread, because
 * binding a world writes into it. Each worker loads its own from the same documents. */
#ifndef MANDATE_LOAD_H
#define MANDATE_LOAD_H

#include "mandate/scenario.h"
#include "mandate/status.h"

struct mandate_documents;
struct mandate_expression; /* scenario/expression.h */

/* What the command line adds: --set PATH=VALUE, --option NAME, --worlds and so on, as text. */
struct mandate_settings {
    size_t n_set;
    const char *const *set; /* (n_set) "path=value", later ones win */
    size_t n_option;
    const char *const *option; /* (n_option) names of options or variants to keep; none = all */
};

/* Reads the study and every file that it names. Never NULL: after an error, which is in `diagnostics`, loading gives
 * NULL. Messages point into the files, so print them before freeing the documents. */
struct mandate_documents *mandate_documents_read(const char *file, const struct mandate_settings *settings,
                                                 struct mandate_diagnostics *diagnostics);
void mandate_documents_free(struct mandate_documents *documents);

/* The files that were read, in order of reading: for the manifest and the study's hash. */
size_t mandate_documents_count(const struct mandate_documents *documents);
const struct mandate_source *mandate_documents_source(const struct mandate_documents *documents, size_t index);

/* The documents with the values of assumption `index` of the study in place of its own; they live and end with
 * `documents`, which must not be shared by threads meanwhile. */
struct mandate_documents *mandate_documents_assume(struct mandate_documents *documents, size_t index);

/* The range of a row: draws of unknowns and what options make of a value are cut to it. */
struct mandate_limits {
    double low, high; /* finite, base units */
    bool whole;       /* counts, flags and levels: drawn as whole numbers */
};

/* A value that is not known: each world draws it. */
struct mandate_unknown {
    const char *path;       /* canonical path; its name in worlds.csv and in the random stream */
    struct mandate_law law; /* in base units; from `uncertain:`, `priors:` or `vary:` */
    double central;         /* the value written beside it, else that of the law */
    const char *unit;       /* unit of the row, base units are stored */
    size_t n_target;
    double **targets;       /* (n_target) members of this scenario */
    const double *centrals; /* (n_target) their values in the file */
    bool relative;          /* several targets: each is multiplied by draw / central */
    bool varied;            /* stands under `vary:`: takes the columns of a design */
    size_t n_level;         /* values listed under `vary:` (grid, list) */
    const double *levels;   /* (n_level) base units */
    const char *source, *confidence;
    struct mandate_place place;
};

/* One change of a timeline or trigger with its texts resolved. */
struct mandate_change {
    const struct mandate_operation *operation;
    size_t n_target;
    double **targets;                      /* (n_target) members that set, add, scale, ramp change */
    const unsigned *flags;                 /* (n_target) LIVE, TASKING ... of their rows */
    const struct mandate_limits *limits;   /* (n_target) least and greatest value of their rows, base units */
    const char *const *paths;              /* (n_target) their canonical addresses */
    const char *const *units;              /* (n_target) units of their rows; "" = none */
    double value;                          /* `to` or `by` in base units, before the lever */
    int to_base;                           /* base named by `to`, or -1 */
    int lever;                             /* index among the option's levers, or -1 */
    const struct mandate_expression *when; /* triggers; NULL on a timeline */
};

struct mandate_changes {
    size_t n;
    const struct mandate_change *at; /* (n) in file order */
};

/* An option with values of its levers: what a row of results calls `option`. */
struct mandate_variant {
    const char *name;     /* "reinforce" or "reinforce[size=0.5]" */
    int option;           /* index into study.options */
    const double *levers; /* (levers of the option) */
};

/* What a metric of the study should reach. */
struct mandate_target {
    const char *id;
    int metric; /* enum mandate_metric_index */
    bool at_least;
    double value; /* [unit of the metric] */
};

/* One metric of the rule that orders the options. */
struct mandate_criterion {
    int metric;
    double weight; /* 0 = the metrics decide one after the other */
};

/* A named set of values, run beside the study. */
struct mandate_assumption {
    const char *id;
    size_t n;
    const char *const *paths, *const *values; /* (n) as written */
};

struct mandate_scenario {
    struct mandate_study study; /* typed values; study.mission is what options change */
    size_t n_unknown;
    struct mandate_unknown *unknowns; /* (n_unknown) sorted by path */
    size_t n_variant;
    const struct mandate_variant *variants;                           /* (n_variant) in the order of the file */
    struct mandate_changes timeline, triggers;                        /* the mission's own */
    const struct mandate_changes *option_timelines, *option_triggers; /* (n_option) */
    const struct mandate_changes *patch_timelines;                    /* (n_patch) */
    size_t n_target, n_criterion, n_assumption;
    const struct mandate_target *targets;         /* (n_target) */
    const struct mandate_criterion *criteria;     /* (n_criterion) */
    const struct mandate_assumption *assumptions; /* (n_assumption) */
    double end;                                   /* end of the horizon [h since 1970-01-01] */
    struct arena *arena;
};

/* Loads the scenario; every mistake of all files in one pass goes to `diagnostics`. NULL after an error.
 * The units, bases, fleets and routes that option files define are part of study.mission, as planned. */
struct mandate_scenario *mandate_scenario_load(const struct mandate_documents *documents,
                                               struct mandate_diagnostics *diagnostics);
void mandate_scenario_free(struct mandate_scenario *scenario);

/* Writes one world: `values` (n_unknown) in base units; NULL = the central values. */
void mandate_scenario_bind(struct mandate_scenario *scenario, const double *values);

/* Canonical text of everything that the rows depend on (values as written, settings; not targets and the like), for the
 * study's hash: SHA-256 in hexadecimal, 64 characters and NUL. */
void mandate_documents_hash(const struct mandate_documents *documents, char hex[65]);

#endif
