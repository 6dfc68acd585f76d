/* Slopes over ranks; equal values share their mean rank, so that an unknown with few values counts too. */
#include "output/movers.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "output/decision_part.h"

enum { LEAST_WORLDS = 5 };

struct movers {
    struct part_unknowns *unknowns;
    const struct comparison *comparison;
    struct arena *arena;
};

enum mandate_status movers_read(const char *folder, const struct mandate_scenario *scenario,
                                const struct comparison *comparison, struct arena *arena, struct movers **movers,
                                struct file_reason *reason) {
    *movers = ARENA_NEW(arena, struct movers);
    (*movers)->comparison = comparison;
    (*movers)->arena = arena;
    return part_unknowns_read(folder, scenario, comparison, arena, &(*movers)->unknowns, reason);
}

/* ---- ranks ---- */

struct placed {
    double value;
    size_t place;
};

static int by_value(const void *left, const void *right) {
    const struct placed *a = left, *b = right;
    if (a->value < b->value) return -1;
    if (a->value > b->value) return 1;
    return (a->place > b->place) - (a->place < b->place);
}

/* Ranks of n values from 0 to 1, the mean rank of equals; false when all are equal. `order` (n) is scratch. */
static bool ranks_fill(const double *values, size_t n, struct placed *order, double *ranks) {
    for (size_t i = 0; i < n; i++) order[i] = (struct placed){values[i], i};
    qsort(order, n, sizeof *order, by_value);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && order[j].value == order[i].value;) j++;
        for (size_t k = i; k < j; k++) ranks[order[k].place] = 0.5 * (double)(i + j - 1) / (double)(n - 1);
    }
    return order[0].value < order[n - 1].value;
}

/* ---- lines ---- */

struct line {
    double mean, slope, correlation;
};

static struct line line_fit(const double *x, const double *y, size_t n) {
    double mx = 0, my = 0, xx = 0, xy = 0, yy = 0;
    for (size_t i = 0; i < n; i++) mx += x[i] / (double)n, my += y[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        xx += (x[i] - mx) * (x[i] - mx);
        xy += (x[i] - mx) * (y[i] - my);
        yy += (y[i] - my) * (y[i] - my);
    }
    return (struct line){my, xy / xx, yy > 0 ? xy / sqrt(xx * yy) : 0};
}

/* Both sides of Student's t of a correlation. */
static double chance_of(double correlation, size_t n) {
    double rest = 1 - correlation * correlation;
    if (!(rest > 0)) return 0;
    return 2 * gsl_cdf_tdist_Q(fabs(correlation) * sqrt((double)(n - 2) / rest), (double)(n - 2));
}

static int by_swing(const void *left, const void *right) {
    const struct mover *a = left, *b = right;
    double ours = fabs(a->high - a->low), theirs = fabs(b->high - b->low);
    return (ours < theirs) - (ours > theirs);
}

/* Differences of an option to the reference, and the worlds that have them. */
struct differences {
    size_t n, *worlds;
    double *values;
};

static struct differences differences_take(const struct movers *movers, size_t metric, size_t option) {
    const struct comparison *comparison = movers->comparison;
    const struct comparison_worlds *each = comparison->each;
    size_t most = each->n < movers->unknowns->n_world ? each->n : movers->unknowns->n_world;
    struct differences made = {0, ARENA_ARRAY(movers->arena, size_t, most), ARENA_ARRAY(movers->arena, double, most)};
    for (size_t w = 0; w < most; w++) {
        const double *means = each->means + (w * comparison->n_metric + metric) * comparison->n_option;
        double difference = means[option] - means[comparison->reference];
        if (!isfinite(difference)) continue;
        made.worlds[made.n] = w;
        made.values[made.n++] = difference;
    }
    return made;
}

size_t movers_rank(const struct movers *movers, size_t metric, size_t option, size_t most, struct mover **list,
                   double *mean) {
    struct differences differences = differences_take(movers, metric, option);
    const struct part_unknowns *unknowns = movers->unknowns;
    size_t n = differences.n, found = 0;
    *list = ARENA_ARRAY(movers->arena, struct mover, unknowns->n);
    *mean = (double)NAN;
    if (n < LEAST_WORLDS) return 0;
    double *x = ARENA_ARRAY(movers->arena, double, n), *ranks = ARENA_ARRAY(movers->arena, double, n);
    struct placed *order = ARENA_ARRAY(movers->arena, struct placed, n);
    for (size_t u = 0; u < unknowns->n; u++) {
        bool known = true;
        for (size_t i = 0; i < n; i++) x[i] = unknowns->values[u * unknowns->n_world + differences.worlds[i]];
        for (size_t i = 0; i < n; i++) known = known && isfinite(x[i]);
        if (!known || !ranks_fill(x, n, order, ranks)) continue;
        struct line line = line_fit(ranks, differences.values, n);
        double share = line.correlation * line.correlation;
        bool clear = chance_of(line.correlation, n) * (double)unknowns->n < 0.05;
        *mean = line.mean;
        (*list)[found++] = (struct mover){unknowns->paths[u], line.mean - 0.45 * line.slope,
                                          line.mean + 0.45 * line.slope, share, clear};
    }
    qsort(*list, found, sizeof **list, by_swing);
    return found < most ? found : most;
}
