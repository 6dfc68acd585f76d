/* Targets of the study: how likely the mean of a world, and a single course of events, meets them. */
#include "base/arena.h"
#include "output/decision_part.h"

struct goal {
    size_t n;
    double value;
};

static void met_of(const void *context, const double *values, double *out) {
    const struct goal *goal = context;
    for (size_t o = 0; o < goal->n; o++) out[o] = values[o] >= goal->value;
}

static struct estimate *met_fill(const struct decision *decision, const struct mandate_target *target) {
    const struct comparison *comparison = decision->comparison;
    size_t n = comparison->n_option;
    struct arena *arena = arena_new();
    struct part_values values = part_values_of(comparison, part_place(comparison->metrics, target->metric), arena);
    struct part_series series = part_series_of(&values);
    /* Values are turned so that more is better; a target against that sense is met by what stays below. */
    bool better = mandate_metrics[target->metric].sense < 0 ? !target->at_least : target->at_least;
    double sense = mandate_metrics[target->metric].sense < 0 ? -1 : 1;
    double *turned = ARENA_ARRAY(arena, double, PARTS *values.n *n);
    for (size_t p = 0; p < PARTS && !better; p++) {
        for (size_t i = 0; i < values.n * n; i++) turned[p * values.n * n + i] = -values.values[p][i];
        series.values[p] = turned + p * values.n * n;
    }
    struct moments *corrected = ARENA_ARRAY(arena, struct moments, 2 * n), *plain = corrected + n;
    struct goal goal = {n, (better ? sense : -sense) * target->value};
    part_add(&series, met_of, &goal, corrected, plain);
    struct estimate *met = ARENA_ARRAY(decision->arena, struct estimate, n);
    for (size_t o = 0; o < n; o++) met[o] = part_share(&corrected[o], &plain[o], comparison->confidence);
    arena_free(arena);
    return met;
}

void part_targets_fill(struct decision *decision, const struct mandate_scenario *scenario) {
    const struct comparison *comparison = decision->comparison;
    size_t n = comparison->n_option, n_target = scenario != NULL ? scenario->n_target : 0;
    struct decision_target *targets = ARENA_ARRAY(decision->arena, struct decision_target, n_target);
    for (size_t t = 0; t < n_target; t++) {
        const struct mandate_target *target = &scenario->targets[t];
        struct estimate *run = ARENA_ARRAY(decision->arena, struct estimate, n);
        for (size_t o = 0; o < n; o++) {
            const struct moments *kept = &comparison->kept[t * n + o];
            run[o] = part_share(kept, kept, comparison->confidence);
        }
        targets[t] = (struct decision_target){
            target->id, target->metric, target->at_least, target->value, met_fill(decision, target), run};
    }
    decision->targets = targets;
    decision->n_target = n_target;
}
