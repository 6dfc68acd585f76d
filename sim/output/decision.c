/* Tables over worlds: best, good enough, regret, targets. */
#include "output/decision.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "output/decision_part.h"
#include "stats/noise.h"
#include "stats/quantile.h"
#include "stats/selection.h"

/* ---- means of worlds ---- */

struct part_values part_values_of(const struct comparison *comparison, size_t metric, struct arena *arena) {
    const struct comparison_worlds *each = comparison->each;
    const double *parts[PARTS] = {each->means, each->first, each->second};
    size_t n = comparison->n_option, most = each->n;
    double sense = mandate_metrics[comparison->metrics[metric]].sense < 0 ? -1 : 1;
    size_t *worlds = ARENA_ARRAY(arena, size_t, most);
    double *ratio = ARENA_ARRAY(arena, double, most), *values[PARTS];
    struct part_values made = {.n_option = n, .worlds = worlds, .ratio = ratio};
    for (size_t p = 0; p < PARTS; p++) made.values[p] = values[p] = ARENA_ARRAY(arena, double, most *n);
    for (size_t w = 0; w < most; w++) {
        size_t from = (w * comparison->n_metric + metric) * n;
        if (isnan(parts[PART_ALL][from])) continue;
        for (size_t p = 0; p < PARTS; p++)
            for (size_t o = 0; o < n; o++) values[p][made.n * n + o] = sense * parts[p][from + o];
        ratio[made.n] = each->ratio[w * comparison->n_metric + metric];
        worlds[made.n++] = w;
    }
    return made;
}

size_t part_largest(const double *values, size_t n) {
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (values[i] > values[best]) best = i;
    return best;
}

size_t part_rank(const double *values, size_t n, size_t index) {
    size_t place = 1;
    for (size_t i = 0; i < n; i++) place += values[i] > values[index];
    return place;
}

size_t part_place(const int *metrics, int metric) {
    size_t m = 0;
    while (metrics[m] != metric) m++;
    return m;
}

struct moments part_difference(const struct part_values *values, size_t a, size_t b) {
    struct moments moments = {0};
    for (size_t w = 0; w < values->n; w++) {
        const double *world = values->values[PART_ALL] + w * values->n_option;
        moments_add(&moments, world[a] - world[b]);
    }
    return moments;
}

/* ---- estimates ---- */

struct estimate part_mean(const struct moments *corrected, const struct moments *plain, double least,
                          double confidence) {
    struct interval interval = interval_of(corrected, confidence);
    return (struct estimate){fmax(interval.mean, least), fmax(interval.mean - interval.half, least),
                             fmax(interval.mean + interval.half, least), plain->mean};
}

struct estimate part_share(const struct moments *corrected, const struct moments *plain, double confidence) {
    struct bounds bounds = interval_share(corrected, confidence);
    if (corrected->n == 0) return (struct estimate){(double)NAN, (double)NAN, (double)NAN, (double)NAN};
    return (struct estimate){fmin(fmax(corrected->mean, 0), 1), bounds.low, bounds.high, plain->mean};
}

void part_add(const struct part_series *series, part_function *function, const void *context, struct moments *corrected,
              struct moments *plain) {
    size_t n = series->n_out;
    double *out = memory_take(PARTS * n * sizeof *out);
    for (size_t w = 0; w < series->n; w++) {
        bool halves = !isnan(series->ratio[w]);
        for (size_t p = 0; p < (halves ? PARTS : 1); p++)
            function(context, series->values[p] + w * series->width, out + p * n);
        for (size_t o = 0; o < n; o++) {
            double half = halves ? (out[PART_FIRST * n + o] + out[PART_SECOND * n + o]) / 2 : 0;
            moments_add(&corrected[o], noise_free(out[o], half, series->ratio[w]));
            moments_add(&plain[o], out[o]);
        }
    }
    memory_free(out);
}

struct part_series part_series_of(const struct part_values *values) {
    struct part_series series = {
        .n = values->n, .width = values->n_option, .n_out = values->n_option, .ratio = values->ratio};
    for (size_t p = 0; p < PARTS; p++) series.values[p] = values->values[p];
    return series;
}

/* ---- best, good enough, regret ---- */

struct scale {
    size_t n;
    double tolerance;
};

static void best_of(const void *context, const double *values, double *out) {
    const struct scale *scale = context;
    double best = values[part_largest(values, scale->n)];
    size_t ties = 0;
    for (size_t o = 0; o < scale->n; o++) ties += values[o] == best;
    for (size_t o = 0; o < scale->n; o++) out[o] = values[o] == best ? 1 / (double)ties : 0;
}

static void satisfied_of(const void *context, const double *values, double *out) {
    const struct scale *scale = context;
    double best = values[part_largest(values, scale->n)];
    for (size_t o = 0; o < scale->n; o++) out[o] = values[o] >= best - scale->tolerance;
}

static void regret_of(const void *context, const double *values, double *out) {
    const struct scale *scale = context;
    double best = values[part_largest(values, scale->n)];
    for (size_t o = 0; o < scale->n; o++) out[o] = best - values[o];
}

static int order(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double regret_in(const struct part_values *values, size_t part, size_t world, size_t option) {
    const double *means = values->values[part] + world * values->n_option;
    return means[part_largest(means, values->n_option)] - means[option];
}

/* Standard deviation of the regret without noise over that with it: halves share nothing but the regret. */
static double regret_shrink(const struct part_values *values, size_t option) {
    struct moments whole = {0}, first = {0}, second = {0};
    double product = 0;
    for (size_t w = 0; w < values->n; w++) {
        if (isnan(values->ratio[w])) return 1;
        double a = regret_in(values, PART_FIRST, w, option), b = regret_in(values, PART_SECOND, w, option);
        moments_add(&whole, regret_in(values, PART_ALL, w, option));
        product += (a - first.mean) * (b - second.mean) * (double)w / ((double)w + 1);
        moments_add(&first, a);
        moments_add(&second, b);
    }
    return whole.square > 0 ? sqrt(fmin(fmax(product / whole.square, 0), 1)) : 1;
}

/* Quantiles of regrets drawn in towards their mean, so that their spread is that without noise (Louis 1984). */
static void regret_quantiles(const struct part_values *values, size_t option, double confidence,
                             struct decision_cell *cell) {
    static const double p[] = {0.95, 1};
    struct estimate *const out[] = {&cell->regret_p95, &cell->regret_worst};
    double *regrets = memory_take((values->n + 1) * sizeof *regrets), shrink = regret_shrink(values, option);
    for (size_t w = 0; w < values->n; w++) regrets[w] = regret_in(values, PART_ALL, w, option);
    qsort(regrets, values->n, sizeof *regrets, order);
    for (size_t q = 0; q < sizeof p / sizeof *p; q++) {
        struct bounds bounds = interval_quantile(regrets, values->n, p[q], confidence);
        double points[] = {quantile_sorted(regrets, values->n, p[q]), bounds.low, bounds.high}, drawn[3];
        for (size_t i = 0; i < 3; i++)
            drawn[i] = fmax(0, cell->regret.value + shrink * (points[i] - cell->regret.plain));
        *out[q] = (struct estimate){drawn[0], drawn[1], drawn[2], points[0]};
    }
    memory_free(regrets);
}

/* Probabilities of being the best add up to 1, also after the corrected ones were cut to 0 ... 1. */
static void best_even_out(struct decision_cell *cells, size_t n) {
    double sum = 0;
    for (size_t o = 0; o < n; o++) sum += cells[o].best.value;
    for (size_t o = 0; o < n; o++) {
        struct estimate *best = &cells[o].best;
        best->value /= sum;
        best->low = fmin(best->low, best->value);
        best->high = fmax(best->high, best->value);
    }
}

static void cells_fill(const struct part_values *values, const struct scale *scale, double confidence,
                       struct decision_cell *cells) {
    static part_function *const functions[] = {best_of, satisfied_of, regret_of};
    struct part_series series = part_series_of(values);
    size_t n = values->n_option;
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
        struct moments *corrected = memory_take(2 * n * sizeof *corrected), *plain = corrected + n;
        memset(corrected, 0, 2 * n * sizeof *corrected);
        part_add(&series, functions[f], scale, corrected, plain);
        for (size_t o = 0; o < n; o++) {
            if (f == 0) cells[o].best = part_share(&corrected[o], &plain[o], confidence);
            if (f == 1) cells[o].satisfied = part_share(&corrected[o], &plain[o], confidence);
            if (f == 2) cells[o].regret = part_mean(&corrected[o], &plain[o], 0, confidence);
        }
        memory_free(corrected);
    }
    best_even_out(cells, n);
    for (size_t o = 0; o < n; o++) regret_quantiles(values, o, confidence, &cells[o]);
}

/* ---- the best one and its rival ---- */

static const double slight_share = 1e-3;

static void lead_find(const struct part_values *values, double mean, double confidence,
                      struct decision_metric *metric) {
    size_t n = values->n_option;
    double *p = memory_take(n * sizeof *p);
    for (size_t o = 0; o < n; o++) {
        struct moments difference = part_difference(values, (size_t)metric->best, o);
        p[o] = (int)o == metric->best ? (double)NAN : interval_p(&difference);
    }
    holm_adjust(p, n, p);
    metric->rival = -1;
    for (size_t o = 0; o < n; o++) {
        if ((int)o == metric->best) continue;
        struct moments difference = part_difference(values, (size_t)metric->best, o);
        struct interval lead = interval_of(&difference, confidence);
        bool first = metric->rival < 0 || p[o] > p[metric->rival] ||
                     (p[o] == p[metric->rival] && lead.mean / lead.half < metric->lead.mean / metric->lead.half);
        if (!first) continue;
        metric->rival = (int)o;
        metric->lead = lead;
    }
    metric->settled = metric->rival >= 0 && p[metric->rival] < 1 - confidence;
    metric->slight = metric->rival >= 0 && metric->lead.mean + metric->lead.half < slight_share * fabs(mean);
    memory_free(p);
}

static void metric_fill(const struct decision *decision, const struct part_values *values, double tolerance,
                        struct decision_metric *metric) {
    const struct comparison *comparison = decision->comparison;
    size_t n = comparison->n_option;
    metric->best = metric->rival = metric->selected = -1;
    metric->worlds = values->n;
    if (mandate_metrics[comparison->metrics[metric->metric]].sense == 0 || values->n == 0) return;
    double *means = memory_take(n * sizeof *means);
    for (size_t o = 0; o < n; o++) {
        struct moments moments = {0};
        for (size_t w = 0; w < values->n; w++) moments_add(&moments, values->values[PART_ALL][w * n + o]);
        means[o] = moments.mean;
    }
    metric->best = (int)part_largest(means, n);
    metric->tolerance = tolerance * fabs(means[metric->best]);
    struct decision_cell *cells = ARENA_ARRAY(decision->arena, struct decision_cell, n);
    for (size_t o = 0; o < n; o++) cells[o].place = part_rank(means, n, o);
    cells_fill(values, &(struct scale){n, metric->tolerance}, comparison->confidence, cells);
    lead_find(values, means[metric->best], comparison->confidence, metric);
    memory_free(means);
    struct selection selection = {n, values->n};
    if (metric->tolerance > 0)
        selection = selection_run(values->values[PART_ALL], values->n, n, metric->tolerance, comparison->confidence);
    metric->selected = selection.system < n ? (int)selection.system : -1;
    metric->selected_after = selection.n;
    metric->cells = cells;
    metric->perfect = cells[metric->best].regret;
}

static void metrics_fill(struct decision *decision, double tolerance, const struct part_unknowns *unknowns) {
    size_t n = decision->comparison->n_metric;
    struct decision_metric *metrics = ARENA_ARRAY(decision->arena, struct decision_metric, n);
    for (size_t m = 0; m < n; m++) {
        struct arena *arena = arena_new();
        struct part_values values = part_values_of(decision->comparison, m, arena);
        metrics[m].metric = m;
        metric_fill(decision, &values, tolerance, &metrics[m]);
        if (unknowns != NULL && m < decision->n_shown)
            part_unknowns_weigh(unknowns, decision->comparison, &values, decision->arena, &metrics[m]);
        arena_free(arena);
    }
    decision->metrics = metrics;
}

/* ---- all of it ---- */

static void metric_want(int *metrics, size_t *n, int metric) {
    for (size_t i = 0; i < *n; i++)
        if (metrics[i] == metric) return;
    metrics[(*n)++] = metric;
}

/* The metrics asked for, then those of targets and criteria. */
static void metrics_want(struct decision *decision, const struct decision_request *request, int *metrics, size_t *n) {
    *n = request->n_metric;
    for (size_t i = 0; i < *n; i++) metrics[i] = request->metrics[i];
    for (int place = 1; place <= MANDATE_METRICS && request->n_metric == 0; place++)
        for (int m = 0; m < MANDATE_METRICS; m++)
            if (mandate_metrics[m].headline == place) metrics[(*n)++] = m;
    decision->n_shown = *n;
    const struct mandate_scenario *scenario = request->scenario;
    if (scenario == NULL) return;
    for (size_t i = 0; i < scenario->n_target; i++) metric_want(metrics, n, scenario->targets[i].metric);
    for (size_t i = 0; i < scenario->n_criterion; i++) metric_want(metrics, n, scenario->criteria[i].metric);
}

static enum mandate_status means_read(struct decision *decision, const struct decision_request *request,
                                      struct file_reason *reason) {
    const struct mandate_scenario *scenario = request->scenario;
    size_t n, n_target = scenario != NULL ? scenario->n_target : 0;
    int *metrics = ARENA_ARRAY(decision->arena, int, 3 * MANDATE_METRICS + request->n_metric);
    struct comparison_bound *bounds = ARENA_ARRAY(decision->arena, struct comparison_bound, n_target);
    metrics_want(decision, request, metrics, &n);
    for (size_t t = 0; t < n_target; t++) {
        const struct mandate_target *target = &scenario->targets[t];
        bounds[t] = (struct comparison_bound){part_place(metrics, target->metric), target->at_least, target->value};
    }
    struct comparison_request wanted = {.folder = request->folder,
                                        .reference = request->reference,
                                        .n_metric = n,
                                        .metrics = metrics,
                                        .each = true,
                                        .spread = true,
                                        .n_bound = n_target,
                                        .bounds = bounds};
    struct comparison *comparison = NULL;
    enum mandate_status status = comparison_read(&wanted, &comparison, reason);
    decision->comparison = comparison;
    return status;
}

static enum mandate_status tables_fill(struct decision *decision, const struct decision_request *request,
                                       struct file_reason *reason) {
    const struct mandate_scenario *scenario = request->scenario;
    struct part_unknowns *unknowns = NULL;
    enum mandate_status status = MANDATE_OK;
    if (!request->tables)
        status =
            part_unknowns_read(request->folder, scenario, decision->comparison, decision->arena, &unknowns, reason);
    if (status != MANDATE_OK) return status;
    struct arena *arena = arena_new();
    decision->corrected = decision->comparison->replications > 1;
    metrics_fill(decision, scenario != NULL ? scenario->study.criteria.tolerance : 0.05, unknowns);
    part_targets_fill(decision, scenario);
    part_front_fill(decision, scenario, arena);
    if (scenario != NULL && scenario->n_criterion > 0) part_ranks_fill(decision, scenario, arena);
    arena_free(arena);
    return request->tables ? MANDATE_OK : part_assumptions_read(request, decision, reason);
}

enum mandate_status decision_read(const struct decision_request *request, struct decision **decision,
                                  struct file_reason *reason) {
    struct arena *arena = arena_new();
    struct decision *made = ARENA_NEW(arena, struct decision);
    made->arena = arena;
    enum mandate_status status = means_read(made, request, reason);
    if (status == MANDATE_OK) status = tables_fill(made, request, reason);
    *decision = status == MANDATE_OK ? made : NULL;
    if (status != MANDATE_OK) decision_free(made);
    return status;
}

void decision_free(struct decision *decision) {
    if (decision == NULL) return;
    struct comparison *comparison;
    memcpy(&comparison, &decision->comparison, sizeof comparison);
    comparison_free(comparison);
    arena_free(decision->arena);
}

size_t decision_first(const struct decision *decision) {
    size_t m = 0;
    while (m < decision->n_shown && decision->metrics[m].best < 0) m++;
    return m;
}

bool decision_break_even_is_new(const struct decision *decision, size_t metric,
                                const struct decision_unknown *unknown) {
    for (size_t before = 0; before < metric; before++)
        for (size_t u = 0; u < decision->metrics[before].n_unknown; u++) {
            const struct decision_unknown *other = &decision->metrics[before].unknowns[u];
            if (other->settled && other->unknown == unknown->unknown && other->best_low == unknown->best_low &&
                other->best_high == unknown->best_high && other->break_even.value == unknown->break_even.value)
                return false;
        }
    return unknown->settled;
}
