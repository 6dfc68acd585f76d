/* What the parts of decision.c share: the means of single worlds of one metric, better = more. */
#ifndef OUTPUT_DECISION_PART_H
#define OUTPUT_DECISION_PART_H

#include "output/decision.h"
#include "stats/moments.h"

/* All replications of a world, and its two halves. */
enum { PART_ALL, PART_FIRST, PART_SECOND, PARTS };

/* Means of one metric, times its sense; in the worlds in which all options have a number. */
struct part_values {
    size_t n, n_option;
    const size_t *worlds;        /* (n) places among the worlds of the comparison */
    const double *values[PARTS]; /* (n, n_option) */
    const double *ratio;         /* (n) of the noise; nan = no halves */
};

/* `sense` 0 is taken as +1. Lives in `arena`. */
struct part_values part_values_of(const struct comparison *comparison, size_t metric, struct arena *arena);

/* Index of the largest of n values, the first one of equals. */
size_t part_largest(const double *values, size_t n);

/* Place of one of n values, from 1 for the largest; equals share it. */
size_t part_rank(const double *values, size_t n, size_t index);

/* Paired differences between two options over worlds. */
struct moments part_difference(const struct part_values *values, size_t a, size_t b);

/* Place of a metric (enum mandate_metric_index) that is there among those of a comparison. */
size_t part_place(const int *metrics, int metric);

/* A function of the means of one world: `values` (width) gives `out` (n_out). */
typedef void part_function(const void *context, const double *values, double *out);

/* Means of worlds that functions are taken of. */
struct part_series {
    size_t n, width, n_out;
    const double *values[PARTS]; /* (n, width) */
    const double *ratio;         /* (n) */
};

/* The series of one metric: width and n_out are the options. */
struct part_series part_series_of(const struct part_values *values);

/* Adds the function's values in each world to `corrected` and `plain` (n_out): free of the bias of noise, and not. */
void part_add(const struct part_series *series, part_function *function, const void *context, struct moments *corrected,
              struct moments *plain);

/* A share of worlds with its interval. */
struct estimate part_share(const struct moments *corrected, const struct moments *plain, double confidence);

/* Value and interval of a mean over worlds, cut at `least`. */
struct estimate part_mean(const struct moments *corrected, const struct moments *plain, double least,
                          double confidence);

/* The targets, from the means of worlds and what the comparison kept. */
void part_targets_fill(struct decision *decision, const struct mandate_scenario *scenario);

/* The front, and the order by the criteria of the study, once the metrics are done; `arena` is for scratch. */
void part_front_fill(struct decision *decision, const struct mandate_scenario *scenario, struct arena *arena);
void part_ranks_fill(struct decision *decision, const struct mandate_scenario *scenario, struct arena *arena);

/* What the unknowns are in each world. MANDATE_SYSTEM or MANDATE_BAD_INPUT: worlds.csv. */
struct part_unknowns {
    size_t n, n_world;
    const char **paths; /* (n) */
    const char **units; /* (n) "" = not known */
    double *values;     /* (n, n_world) at the places of the comparison's worlds; nan = not in the file */
};
MANDATE_CHECKED enum mandate_status part_unknowns_read(const char *folder, const struct mandate_scenario *scenario,
                                                       const struct comparison *comparison, struct arena *arena,
                                                       struct part_unknowns **unknowns, struct file_reason *reason);
/* What they do to a metric, for decision->metrics[m]. */
void part_unknowns_weigh(const struct part_unknowns *unknowns, const struct comparison *comparison,
                         const struct part_values *values, struct arena *arena, struct decision_metric *metric);

/* The assumptions of the study that stand in assumptions.csv. */
MANDATE_CHECKED enum mandate_status part_assumptions_read(const struct decision_request *request,
                                                          struct decision *decision, struct file_reason *reason);

#endif
