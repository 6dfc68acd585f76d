/* Which unknown moves the paired difference between two options most: straight lines of the worlds' differences over
 * the ranks of each unknown. Monotone effects show, valleys and hills do not. Not for what changes the best option
 * (decision.h). */
#ifndef OUTPUT_MOVERS_H
#define OUTPUT_MOVERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "mandate/load.h"
#include "output/comparison.h"

struct mover {
    const char *path;
    double low, high; /* difference where the unknown is at its 5th and 95th percentile [unit of metric] */
    double share;     /* of the variance of the worlds' differences */
    bool clear;       /* the slope is not chance: t test, 5 %, by Bonferroni over all unknowns */
};

struct movers;

/* Reads FOLDER/worlds.csv for the worlds of a comparison with `each`. */
MANDATE_CHECKED enum mandate_status movers_read(const char *folder, const struct mandate_scenario *scenario,
                                                const struct comparison *comparison, struct arena *arena,
                                                struct movers **movers, struct file_reason *reason);

/* The movers of `option` less the reference on a metric (its place in the comparison), the strongest first; `*list`
 * (n, at most `most`) in the arena; `*mean` of the differences. Needs five worlds. */
size_t movers_rank(const struct movers *movers, size_t metric, size_t option, size_t most, struct mover **list,
                   double *mean);

#endif
