/* What unknowns do to the choice: curves of paired differences over each unknown (stats/curve.h).
 *
 * The value of knowing one (EVPPI) is what is gained by choosing with the curve instead of choosing once. Both choices
 * are made by worlds that the gain is not counted on, so neither overfitting nor the noise of replications raises it;
 * with few worlds it is too low rather than too high. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "output/csv.h"
#include "output/decision_part.h"
#include "scenario/quantity.h"
#include "stats/curve.h"
#include "stats/noise.h"

enum {
    WORLDS = 4096, /* most that curves are fitted to */
    RANKS = 91,    /* steps along an unknown */
};
static const double rank_low = 0.05, rank_high = 0.95;

/* ---- worlds.csv ---- */

static const char *unit_find(const struct mandate_scenario *scenario, const char *path) {
    for (size_t i = 0; scenario != NULL && i < scenario->n_unknown; i++)
        if (strcmp(scenario->unknowns[i].path, path) == 0) return scenario->unknowns[i].unit;
    return "";
}

static void paths_take(struct part_unknowns *unknowns, const struct csv_reader *reader, size_t world,
                       const struct mandate_scenario *scenario, struct arena *arena) {
    size_t most = csv_columns(reader);
    unknowns->paths = ARENA_ARRAY(arena, const char *, most);
    unknowns->units = ARENA_ARRAY(arena, const char *, most);
    for (size_t i = 0; i < most; i++) {
        const char *name = csv_column_name(reader, i);
        if (i == world) continue;
        unknowns->paths[unknowns->n] = arena_copy(arena, name, strlen(name));
        unknowns->units[unknowns->n++] = unit_find(scenario, name);
    }
}

/* worlds.csv holds base units; people read the unit of the key. */
static void row_take(struct part_unknowns *unknowns, const struct csv_reader *reader, size_t world, size_t place) {
    for (size_t i = 0; i < unknowns->n; i++)
        unknowns->values[i * unknowns->n_world + place] =
            unit_from_base(unknowns->units[i]) * csv_number(reader, i + (i >= world));
}

static enum mandate_status rows_take(struct part_unknowns *unknowns, struct csv_reader *reader, size_t world,
                                     const struct comparison_worlds *each, struct file_reason *reason) {
    size_t place = 0;
    bool more = true;
    for (;;) {
        enum mandate_status status = csv_next(reader, &more, reason);
        if (status != MANDATE_OK || !more) return status;
        uint64_t id = strtoull(csv_field(reader, world), NULL, 10);
        while (place < unknowns->n_world && each->ids[place] < id) place++;
        if (place < unknowns->n_world && each->ids[place] == id) row_take(unknowns, reader, world, place);
    }
}

enum mandate_status part_unknowns_read(const char *folder, const struct mandate_scenario *scenario,
                                       const struct comparison *comparison, struct arena *arena,
                                       struct part_unknowns **unknowns, struct file_reason *reason) {
    struct csv_reader *reader;
    struct part_unknowns *made = ARENA_NEW(arena, struct part_unknowns);
    *unknowns = made;
    enum mandate_status status = csv_open(folder, "worlds.csv", &reader, reason);
    if (status != MANDATE_OK) return status;
    int world = csv_column(reader, "world");
    if (world >= 0) {
        paths_take(made, reader, (size_t)world, scenario, arena);
        made->n_world = comparison->each->n < WORLDS ? comparison->each->n : WORLDS;
        made->values = ARENA_ARRAY(arena, double, made->n * made->n_world);
        for (size_t i = 0; i < made->n * made->n_world; i++) made->values[i] = (double)NAN;
        status = rows_take(made, reader, (size_t)world, comparison->each, reason);
    }
    csv_close(reader);
    return status;
}

/* ---- one unknown and one metric ---- */

/* Worlds in which all is known, and what each option gains over the first option in them. */
struct sample {
    size_t n, n_option;
    const double *x;     /* (n) */
    const double *gains; /* (n_option, n) */
    size_t best;
    double confidence;
    struct curve *curve;
    struct curve_fit *fits; /* (n_option) */
    double *values;         /* (n_option) scratch */
};

static const double *gain_of(const struct sample *sample, size_t option) { return sample->gains + option * sample->n; }

/* Sums of the gains of each option in each fold. */
static double *fold_sums(const struct sample *sample) {
    double *sums = memory_take((CURVE_FOLDS + 1) * sample->n_option * sizeof *sums);
    memset(sums, 0, (CURVE_FOLDS + 1) * sample->n_option * sizeof *sums);
    for (size_t o = 0; o < sample->n_option; o++)
        for (size_t k = 0; k < sample->n; k++) {
            sums[curve_fold(k) * sample->n_option + o] += gain_of(sample, o)[k];
            sums[CURVE_FOLDS * sample->n_option + o] += gain_of(sample, o)[k];
        }
    return sums;
}

/* The option with the best mean outside each fold. */
static void choices_without(const struct sample *sample, size_t choices[CURVE_FOLDS]) {
    double *sums = fold_sums(sample);
    for (size_t f = 0; f < CURVE_FOLDS; f++) {
        choices[f] = 0;
        for (size_t o = 0; o < sample->n_option; o++) {
            const double *all = sums + CURVE_FOLDS * sample->n_option, *fold = sums + f * sample->n_option;
            if (all[o] - fold[o] > all[choices[f]] - fold[choices[f]]) choices[f] = o;
        }
    }
    memory_free(sums);
}

/* Mean of the best fitted value in each world, less the best mean: the value with its optimism. */
static double worth_fitted(const struct sample *sample) {
    double *fitted = memory_take(sample->n_option * sample->n * sizeof *fitted), sum = 0, best = -(double)INFINITY;
    for (size_t o = 0; o < sample->n_option; o++) {
        double mean = 0;
        curve_values(sample->curve, &sample->fits[o], fitted + o * sample->n);
        for (size_t k = 0; k < sample->n; k++) mean += gain_of(sample, o)[k] / (double)sample->n;
        best = fmax(best, mean);
    }
    for (size_t k = 0; k < sample->n; k++) {
        double most = fitted[k];
        for (size_t o = 1; o < sample->n_option; o++) most = fmax(most, fitted[o * sample->n + k]);
        sum += most;
    }
    memory_free(fitted);
    return sum / (double)sample->n - best;
}

static struct estimate worth_of(const struct sample *sample) {
    double *crossed = memory_take(sample->n_option * sample->n * sizeof *crossed);
    size_t without[CURVE_FOLDS];
    struct moments gains = {0}, plain = {0};
    choices_without(sample, without);
    for (size_t o = 0; o < sample->n_option; o++)
        curve_cross(sample->curve, gain_of(sample, o), crossed + o * sample->n);
    for (size_t k = 0; k < sample->n; k++) {
        size_t choice = 0;
        for (size_t o = 1; o < sample->n_option; o++)
            if (crossed[o * sample->n + k] > crossed[choice * sample->n + k]) choice = o;
        moments_add(&gains, gain_of(sample, choice)[k] - gain_of(sample, without[curve_fold(k)])[k]);
    }
    memory_free(crossed);
    moments_add(&plain, worth_fitted(sample));
    return part_mean(&gains, &plain, 0, sample->confidence);
}

/* ---- break-even ---- */

static double rank_at(size_t step) { return rank_low + (rank_high - rank_low) * (double)step / (RANKS - 1); }

static size_t best_at(const struct sample *sample, double x) {
    curve_values_at(sample->curve, sample->fits, sample->n_option, x, sample->values);
    return part_largest(sample->values, sample->n_option);
}

/* The lead of the preferred option over another along the unknown, in units of its error. */
static void lead_along(const struct sample *sample, size_t other, double *lead) {
    double *gains = memory_take(sample->n * sizeof *gains);
    for (size_t k = 0; k < sample->n; k++) gains[k] = gain_of(sample, sample->best)[k] - gain_of(sample, other)[k];
    struct curve_fit fit = curve_fit(sample->curve, gains);
    for (size_t step = 0; step < RANKS; step++) {
        struct curve_point point = curve_at(sample->curve, &fit, curve_predictor(sample->curve, rank_at(step)));
        lead[step] = point.error > 0 ? point.value / point.error : point.value * (double)INFINITY;
    }
    memory_free(gains);
}

/* The step, seen from an end at which another option is best, from which on the preferred one is; RANKS = none. */
static size_t change_find(const size_t *best, size_t preferred, bool from_low) {
    for (size_t i = 0; i < RANKS; i++) {
        size_t step = from_low ? i : RANKS - 1 - i;
        if (best[step] == preferred) return i == 0 ? RANKS : step;
    }
    return RANKS;
}

/* Fills break-even, its interval and whether it is settled: the lead is clear on both sides, for as many unknowns as
 * were looked at (Bonferroni). */
static void break_even_find(const struct sample *sample, size_t n_unknown, struct decision_unknown *unknown) {
    size_t best[RANKS];
    double lead[RANKS];
    for (size_t step = 0; step < RANKS; step++)
        best[step] = best_at(sample, curve_predictor(sample->curve, rank_at(step)));
    unknown->best_low = (int)best[0];
    unknown->best_high = (int)best[RANKS - 1];
    unknown->break_even = (struct estimate){(double)NAN, (double)NAN, (double)NAN, (double)NAN};
    bool from_low = best[0] != sample->best;
    size_t change = change_find(best, sample->best, from_low);
    if (change == RANKS && !from_low) change = change_find(best, sample->best, from_low = false);
    if (change == RANKS) return;
    lead_along(sample, best[from_low ? 0 : RANKS - 1], lead);
    double clear = interval_student(1 - (1 - sample->confidence) / (double)n_unknown,
                                    (double)(sample->n - curve_terms(sample->curve)));
    size_t low = change, high = change;
    while (low > 0 && fabs(lead[low]) < clear) low--;
    while (high < RANKS - 1 && fabs(lead[high]) < clear) high++;
    bool sides = (lead[low] > 0) != (lead[high] > 0);
    unknown->settled = sides && fabs(lead[low]) >= clear && fabs(lead[high]) >= clear;
    double x = curve_predictor(sample->curve, rank_at(change));
    unknown->break_even = (struct estimate){x, curve_predictor(sample->curve, rank_at(low)),
                                            curve_predictor(sample->curve, rank_at(high)), x};
}

/* ---- all unknowns ---- */

/* Share of the variance between worlds of the best option that goes with the unknown, noise taken off. */
static double effect_of(const struct sample *sample, const double *level, double noise) {
    struct curve_fit fit = curve_fit(sample->curve, level);
    struct moments moments = {0};
    for (size_t k = 0; k < sample->n; k++) moments_add(&moments, level[k]);
    double variance = moments_variance(&moments), left = variance - noise;
    if (!(left > 0)) return 0;
    return fmin(1, curve_share(&fit, level, sample->n) * variance / left);
}

static bool constant(const double *x, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (x[i] != x[0]) return false;
    return true;
}

static int by_worth(const void *a, const void *b) {
    const struct decision_unknown *x = a, *y = b;
    if (x->settled != y->settled) return x->settled ? -1 : 1;
    if (x->worth.value != y->worth.value) return x->worth.value > y->worth.value ? -1 : 1;
    if (x->effect != y->effect) return x->effect > y->effect ? -1 : 1;
    return x->unknown < y->unknown ? -1 : x->unknown > y->unknown;
}

/* Worlds of the metric that lie in the file: their gains (n_option, n), the best option's values (n), places (n). */
struct material {
    size_t n;
    double *gains, *level;
    size_t *worlds;
};

static struct material material_of(const struct part_unknowns *unknowns, const struct part_values *values, size_t best,
                                   struct arena *arena) {
    size_t n_option = values->n_option;
    struct material material = {.level = ARENA_ARRAY(arena, double, values->n),
                                .worlds = ARENA_ARRAY(arena, size_t, values->n)};
    while (material.n < values->n && values->worlds[material.n] < unknowns->n_world) material.n++;
    material.gains = ARENA_ARRAY(arena, double, n_option *material.n);
    for (size_t k = 0; k < material.n; k++) {
        const double *world = values->values[PART_ALL] + k * n_option;
        for (size_t o = 0; o < n_option; o++) material.gains[o * material.n + k] = world[o] - world[0];
        material.level[k] = world[best];
        material.worlds[k] = values->worlds[k];
    }
    return material;
}

static bool unknown_weigh(const struct part_unknowns *unknowns, size_t u, const struct material *material,
                          struct sample *sample, double noise, struct decision_unknown *out) {
    double *x = memory_take((material->n + 1) * sizeof *x);
    bool good = true;
    for (size_t k = 0; k < material->n; k++) {
        x[k] = unknowns->values[u * unknowns->n_world + material->worlds[k]];
        good = good && isfinite(x[k]);
    }
    good = good && !constant(x, material->n);
    if (good) {
        sample->x = x;
        sample->curve = curve_new(x, material->n);
        for (size_t o = 0; o < sample->n_option; o++) sample->fits[o] = curve_fit(sample->curve, gain_of(sample, o));
        *out = (struct decision_unknown){.unknown = u, .path = unknowns->paths[u], .unit = unknowns->units[u]};
        out->low = curve_predictor(sample->curve, rank_low);
        out->high = curve_predictor(sample->curve, rank_high);
        out->worth = worth_of(sample);
        out->effect = effect_of(sample, material->level, noise);
        break_even_find(sample, unknowns->n, out);
        curve_free(sample->curve);
    }
    memory_free(x);
    return good;
}

void part_unknowns_weigh(const struct part_unknowns *unknowns, const struct comparison *comparison,
                         const struct part_values *values, struct arena *arena, struct decision_metric *metric) {
    if (metric->best < 0) return;
    struct arena *scratch = arena_new();
    size_t best = (size_t)metric->best, n = comparison->n_option;
    struct material material = material_of(unknowns, values, best, scratch);
    const struct comparison_cell *cell = &comparison->cells[metric->metric * n + best];
    double noise = isnan(cell->chance) ? 0 : cell->chance * cell->chance / (double)comparison->replications;
    struct sample sample = {.n = material.n,
                            .n_option = n,
                            .gains = material.gains,
                            .best = best,
                            .confidence = comparison->confidence,
                            .fits = ARENA_ARRAY(scratch, struct curve_fit, n),
                            .values = ARENA_ARRAY(scratch, double, n)};
    struct decision_unknown *found = ARENA_ARRAY(arena, struct decision_unknown, unknowns->n);
    for (size_t u = 0; u < unknowns->n && material.n >= 2 * CURVE_LEAST; u++)
        metric->n_unknown += unknown_weigh(unknowns, u, &material, &sample, noise, &found[metric->n_unknown]);
    if (metric->n_unknown > 0) qsort(found, metric->n_unknown, sizeof *found, by_worth);
    metric->unknowns = found;
    arena_free(scratch);
}
