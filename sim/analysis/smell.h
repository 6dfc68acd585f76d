/* Smell tests: what a model of this kind should show whatever the numbers are, worked out by running a few worlds. They
 * warn, they never fail. Orders of magnitude: MODEL.md P11, "commit > warning and detection > permission > footprint >
 * speed"; moving troops alone changes the deaths that response averts by about one per cent of the toll. */
#ifndef ANALYSIS_SMELL_H
#define ANALYSIS_SMELL_H

#include "engine/worker.h"

struct arena;

/* Runs of one study: how, and how many. */
struct smell_run {
    struct worker_setup setup;
    const struct mandate_scenario *scenario; /* of the same documents */
    uint64_t worlds;
    uint32_t replications;
    unsigned threads;
    bool (*stop)(void *context); /* NULL = never */
};

/* One thing that is not known, at its 5 and 95 % points while all else is drawn as ever. */
struct smell_effect {
    const char *path, *group;
    double low, high;      /* values [base units] */
    double reach, averted; /* change of the share reached within 24 h and of the share of deaths averted by response */
};

struct smell {
    const char *text; /* one line, in the arena */
    bool warns;
};

struct smell_report {
    size_t n_effect, n;
    struct smell_effect *effects;
    struct smell *smells;
};

/* `one`: a study with one option. `all`: every option, with deterrence.beta and beta_host set to zero. MANDATE_STOPPED
 * when `stop` says so. */
MANDATE_CHECKED enum mandate_status smell_measure(const struct smell_run *one, const struct smell_run *all,
                                                  struct arena *arena, struct smell_report *report);

#endif
