/* Several metrics at once: the front of options that none beats on all, and the order by stated criteria. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "output/decision_part.h"

/* Values of all options on several metrics, better = more: (n_metric, n_option). */
struct several {
    size_t n_metric, n_option;
    const struct mandate_criterion *criteria; /* (n_metric) NULL for the front */
    double tolerance;
    const double *low, *high; /* (n_metric) worst and best mean */
};

static bool dominated(const struct several *several, const double *values, size_t option) {
    for (size_t o = 0; o < several->n_option; o++) {
        bool as_good = true, better = false;
        for (size_t m = 0; m < several->n_metric; m++) {
            const double *row = values + m * several->n_option;
            as_good = as_good && row[o] >= row[option];
            better = better || row[o] > row[option];
        }
        if (as_good && better) return true;
    }
    return false;
}

static void front_of(const void *context, const double *values, double *out) {
    const struct several *several = context;
    for (size_t o = 0; o < several->n_option; o++) out[o] = !dominated(several, values, o);
}

static double score_of(const struct several *several, const double *values, size_t option) {
    double score = 0, weights = 0;
    for (size_t m = 0; m < several->n_metric; m++) {
        double weight = several->criteria[m].weight, range = several->high[m] - several->low[m];
        weights += weight;
        if (range > 0) score += weight * (values[m * several->n_option + option] - several->low[m]) / range;
    }
    return score / weights;
}

/* The option that one metric after the other leaves over, among those in `in`. */
static size_t order_first(const struct several *several, const double *values, const bool *in) {
    size_t n = several->n_option, first = n;
    bool *left = memory_take(n * sizeof *left);
    memcpy(left, in, n * sizeof *left);
    for (size_t m = 0; m < several->n_metric; m++) {
        const double *row = values + m * n;
        first = n;
        for (size_t o = 0; o < n; o++)
            if (left[o] && (first == n || row[o] > row[first])) first = o;
        for (size_t o = 0; o < n && first < n; o++)
            left[o] = left[o] && row[o] >= row[first] - several->tolerance * fabs(row[first]);
    }
    memory_free(left);
    return first;
}

static size_t rule_first(const struct several *several, const double *values, const bool *in) {
    size_t first = several->n_option;
    if (several->criteria[0].weight <= 0) return order_first(several, values, in);
    for (size_t o = 0; o < several->n_option; o++)
        if (in[o] && (first == several->n_option || score_of(several, values, o) > score_of(several, values, first)))
            first = o;
    return first;
}

static void first_of(const void *context, const double *values, double *out) {
    const struct several *several = context;
    bool *in = memory_take(several->n_option * sizeof *in);
    for (size_t o = 0; o < several->n_option; o++) out[o] = 0, in[o] = true;
    out[rule_first(several, values, in)] = 1;
    memory_free(in);
}

/* Means of single worlds on several metrics, in the worlds in which all have numbers. */
static struct part_series several_series(const struct comparison *comparison, const size_t *places, size_t n_metric,
                                         struct arena *arena) {
    size_t n = comparison->n_option, width = n_metric * n;
    double *values[PARTS], *ratio = ARENA_ARRAY(arena, double, comparison->each->n);
    size_t *at = ARENA_ARRAY(arena, size_t, n_metric);
    struct part_values *metrics = ARENA_ARRAY(arena, struct part_values, n_metric);
    struct part_series series = {.width = width, .n_out = n, .ratio = ratio};
    for (size_t p = 0; p < PARTS; p++)
        series.values[p] = values[p] = ARENA_ARRAY(arena, double, comparison->each->n *width);
    for (size_t m = 0; m < n_metric; m++) metrics[m] = part_values_of(comparison, places[m], arena);
    for (size_t w = 0; w < comparison->each->n; w++) {
        bool there = true;
        ratio[series.n] = 0;
        for (size_t m = 0; m < n_metric; m++) {
            while (at[m] < metrics[m].n && metrics[m].worlds[at[m]] < w) at[m]++;
            there = there && at[m] < metrics[m].n && metrics[m].worlds[at[m]] == w;
            if (!there) break;
            for (size_t p = 0; p < PARTS; p++)
                memcpy(values[p] + series.n * width + m * n, metrics[m].values[p] + at[m] * n, n * sizeof(double));
            ratio[series.n] += metrics[m].ratio[at[m]] / (double)n_metric;
        }
        series.n += there;
    }
    return series;
}

/* Means over those worlds (n_metric, n_option). */
static double *several_means(const struct part_series *series, struct arena *arena) {
    double *means = ARENA_ARRAY(arena, double, series->width);
    for (size_t i = 0; i < series->width; i++) {
        struct moments moments = {0};
        for (size_t w = 0; w < series->n; w++) moments_add(&moments, series->values[PART_ALL][w * series->width + i]);
        means[i] = series->n > 0 ? moments.mean : (double)NAN;
    }
    return means;
}

static struct estimate *several_shares(const struct decision *decision, const struct part_series *series,
                                       part_function *function, const struct several *several) {
    size_t n = several->n_option;
    struct moments *corrected = memory_take(2 * n * sizeof *corrected);
    memset(corrected, 0, 2 * n * sizeof *corrected);
    part_add(series, function, several, corrected, corrected + n);
    struct estimate *shares = ARENA_ARRAY(decision->arena, struct estimate, n);
    for (size_t o = 0; o < n; o++)
        shares[o] = part_share(&corrected[o], &corrected[n + o], decision->comparison->confidence);
    memory_free(corrected);
    return shares;
}

/* The front takes the metrics of the criteria, else those shown that have a sense. */
void part_front_fill(struct decision *decision, const struct mandate_scenario *scenario, struct arena *arena) {
    const struct comparison *comparison = decision->comparison;
    bool stated = scenario != NULL && scenario->n_criterion > 0;
    size_t n = stated ? scenario->n_criterion : decision->n_shown, *places;
    places = ARENA_ARRAY(decision->arena, size_t, n);
    for (size_t i = 0; i < n; i++) {
        size_t m = stated ? part_place(comparison->metrics, scenario->criteria[i].metric) : i;
        if (decision->metrics[m].best >= 0) places[decision->n_front++] = m;
    }
    decision->front_metrics = places;
    struct several several = {.n_metric = decision->n_front, .n_option = comparison->n_option};
    struct part_series series = several_series(comparison, places, decision->n_front, arena);
    const double *means = several_means(&series, arena);
    bool *front = ARENA_ARRAY(decision->arena, bool, comparison->n_option);
    for (size_t o = 0; o < comparison->n_option; o++) front[o] = !dominated(&several, means, o);
    decision->front = front;
    decision->front_share = several_shares(decision, &series, front_of, &several);
}

/* Places by the rule: the first, then the first of the rest, and so on. */
static void places_fill(const struct several *several, const double *means, struct decision_rank *ranks) {
    bool *in = memory_take(several->n_option * sizeof *in);
    for (size_t o = 0; o < several->n_option; o++) in[o] = true;
    for (size_t place = 1; place <= several->n_option; place++) {
        size_t first = rule_first(several, means, in);
        ranks[first].place = place;
        in[first] = false;
    }
    memory_free(in);
}

void part_ranks_fill(struct decision *decision, const struct mandate_scenario *scenario, struct arena *arena) {
    const struct comparison *comparison = decision->comparison;
    size_t n = comparison->n_option, n_metric = scenario->n_criterion;
    size_t *places = ARENA_ARRAY(arena, size_t, n_metric);
    for (size_t m = 0; m < n_metric; m++) places[m] = part_place(comparison->metrics, scenario->criteria[m].metric);
    struct part_series series = several_series(comparison, places, n_metric, arena);
    if (series.n == 0) return;
    const double *means = several_means(&series, arena);
    double *low = ARENA_ARRAY(arena, double, 2 * n_metric), *high = low + n_metric;
    for (size_t m = 0; m < n_metric; m++) {
        low[m] = high[m] = means[m * n];
        for (size_t o = 1; o < n; o++)
            low[m] = fmin(low[m], means[m * n + o]), high[m] = fmax(high[m], means[m * n + o]);
    }
    struct several several = {n_metric, n, scenario->criteria, scenario->study.criteria.tolerance, low, high};
    struct decision_rank *ranks = ARENA_ARRAY(decision->arena, struct decision_rank, n);
    const struct estimate *first = several_shares(decision, &series, first_of, &several);
    decision->lexicographic = scenario->criteria[0].weight <= 0;
    for (size_t o = 0; o < n; o++) {
        ranks[o].score = decision->lexicographic ? (double)NAN : score_of(&several, means, o);
        ranks[o].first = first[o];
    }
    places_fill(&several, means, ranks);
    decision->ranks = ranks;
}
