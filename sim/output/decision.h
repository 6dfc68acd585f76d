/* What a results folder says about the decision: which option is best on what, how sure that is, what it costs to
 * choose wrongly, and which assumption would change the answer. Everything the terminal, --json, compare.csv and the
 * report need stands in one struct, worked out from runs.csv, worlds.csv and assumptions.csv.
 *
 * All statements are over worlds, what is not known; chance inside a world is averaged. A world's mean of few
 * replications is noisy, which makes every "best" look better than it is: values here are free of the leading term of
 * that bias (stats/noise.h), and `plain` says what they were with it. "Best" is always best on one metric; an overall
 * order stands here only when the study states `criteria:`. Not for means and differences (comparison.h) and not for
 * printing. nan = undefined everywhere. */
#ifndef OUTPUT_DECISION_H
#define OUTPUT_DECISION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/file.h"
#include "mandate/load.h"
#include "mandate/status.h"
#include "output/comparison.h"

/* A value with its interval at the confidence of the comparison; `plain` still has the bias of replication noise. */
struct estimate {
    double value, low, high, plain;
};

/* One option on one metric, over worlds. Regret: how much worse than the best option of that world [unit of metric]. */
struct decision_cell {
    size_t place;                 /* from 1, by the means; those that tie share it */
    struct estimate best;         /* probability of being the best option; those that tie share it */
    struct estimate satisfied;    /* share of worlds within the tolerance of the best */
    struct estimate regret;       /* mean */
    struct estimate regret_p95;   /* 95th percentile */
    struct estimate regret_worst; /* in the worst world seen */
};

/* What one unknown does to the choice on one metric: the best option as a function of its value, by regression of the
 * worlds' paired differences on it. */
struct decision_unknown {
    size_t unknown;          /* column of worlds.csv, from 0 */
    const char *path, *unit; /* unit of the values below; worlds.csv has base units */
    double low, high;        /* range of its values over the worlds (5th and 95th percentile) */
    struct estimate worth;   /* expected value of knowing it exactly (EVPPI) [unit of metric]; never below 0 */
    double effect;           /* share of the variance between worlds, of the best option's value, that goes with it */
    int best_low, best_high; /* best option where it is low and where it is high, by the regression */
    struct estimate break_even; /* value at which the best option changes; nan = nowhere between low and high;
                                   the interval holds the values at which the change is not settled */
    bool settled;               /* on both sides of it the difference is clear */
};

/* One metric of the comparison, in the same order. */
struct decision_metric {
    size_t metric; /* place in comparison->metrics */
    int best;      /* option with the best mean; -1 = the metric has no sense, or no values */
    int rival;     /* the option that is hardest to tell from it; -1 with one option */
    size_t worlds; /* in which all options have a number; the others do not count */
    bool settled;  /* the difference of best and rival excludes zero, adjusted for all rivals (Holm) */
    bool slight; /* all of its interval is below a thousandth of the mean: whoever is ahead, it is too little to matter
                  */
    struct interval lead;              /* best less rival, paired; > 0 is better whatever the sense */
    double tolerance;                  /* of `satisfied` [unit of metric] */
    const struct decision_cell *cells; /* (n_option); NULL when best is -1 */
    int selected;            /* option that may be chosen as within `tolerance` of the best, with the confidence of the
                                comparison (stats/selection.h); -1 = the worlds are not enough for that */
    size_t selected_after;   /* worlds that it took */
    struct estimate perfect; /* expected value of perfect information [unit of metric] */
    size_t n_unknown;        /* those that could matter, the most valuable first */
    const struct decision_unknown *unknowns;
};

/* A target of the study: `metric` is at least (or at most) `value`. */
struct decision_target {
    const char *id;
    int metric; /* enum mandate_metric_index */
    bool at_least;
    double value;               /* [unit of metric] */
    const struct estimate *met; /* (n_option) probability over worlds that the world's mean meets it */
    const struct estimate
        *met_run; /* (n_option) probability over worlds and chance that a single course of events does */
};

/* Place of an option by the stated criteria. */
struct decision_rank {
    double score;          /* weighted sum of the metrics, each scaled from 0 (worst mean) to 1 (best mean) */
    struct estimate first; /* probability over worlds of having the best score */
    size_t place;          /* from 1 */
};

/* One option on one metric under an assumption. */
struct decision_assumed {
    struct interval value;      /* mean under the assumption */
    struct interval difference; /* to the reference */
    struct interval change;     /* of the mean, against the same worlds without the assumption */
    size_t place;               /* from 1, by the means under it; those that tie share it */
};

/* A named assumption of the study, run on the first worlds of the study with some values replaced. */
struct decision_assumption {
    const char *id;
    const char *text; /* "deterrence.beta = 0" */
    size_t worlds;
    const struct decision_assumed *cells; /* (n_metric, n_option) in the order of the comparison */
    const int *best;                      /* (n_metric) best option under it; -1 as above */
    const bool *settled;                  /* (n_metric) */
    const bool *changes; /* (n_metric) the best option is another one than without it, and clearly better than that */
};

struct decision {
    const struct comparison *comparison;   /* options, reference, metrics, means, differences, quantiles */
    size_t n_shown;                        /* metrics asked for; those behind are there for targets and criteria */
    const struct decision_metric *metrics; /* (comparison->n_metric) same order */
    size_t n_target;
    const struct decision_target *targets;
    size_t n_front;              /* metrics of the Pareto front */
    const size_t *front_metrics; /* (n_front) places in comparison->metrics */
    const bool *front;           /* (n_option) no other option has means as good on all of them and better on one */
    const struct estimate *front_share; /* (n_option) share of worlds in which the option is on the front */
    const struct decision_rank *ranks;  /* (n_option); NULL = the study states no criteria */
    bool lexicographic;                 /* the rule of the criteria */
    size_t n_assumption;
    const struct decision_assumption *assumptions;
    bool corrected;      /* at least two replications in each world, so that the bias of noise could be removed */
    struct arena *arena; /* owns all of it, and the comparison */
};

struct decision_request {
    const char *folder;
    const char *reference; /* name of an option; NULL = the first one */
    size_t n_metric;
    const int *metrics;                      /* (n_metric) enum mandate_metric_index; none = the headline */
    const struct mandate_scenario *scenario; /* targets, criteria, assumptions, units of unknowns; NULL = none */
    bool tables;                             /* without unknowns and assumptions: for compare.csv */
};

/* Reads FOLDER/runs.csv, worlds.csv and, where there is one, assumptions.csv. Statuses as comparison_read. */
MANDATE_CHECKED enum mandate_status decision_read(const struct decision_request *request, struct decision **decision,
                                                  struct file_reason *reason);
void decision_free(struct decision *decision); /* accepts NULL */

/* The first metric shown that has a best option; n_shown = none. */
size_t decision_first(const struct decision *decision);

/* A settled break-even value that no metric before has: those that are one the complement of the other, as people
 * reached and not reached, change at the same value. */
bool decision_break_even_is_new(const struct decision *decision, size_t metric, const struct decision_unknown *unknown);

#endif
