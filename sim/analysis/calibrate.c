/* Implausibility of worlds. */
#include "analysis/calibrate.h"

#include <math.h>

#include "base/arena.h"
#include "stats/moments.h"

#define CHANCE_WEIGHT 4.0

/* Expected records of one row in one world. */
static struct moments moments_of(const struct observations *observations, size_t row, uint64_t world) {
    struct moments moments = {0};
    size_t at = (row * (size_t)observations->worlds + (size_t)world) * observations->replications;
    for (uint32_t r = 0; r < observations->replications; r++)
        if (isfinite(observations->expected[at + r])) moments_add(&moments, observations->expected[at + r]);
    return moments;
}

static bool is_count(const struct observation *row) {
    return mandate_observables[row->metric].noise == MANDATE_NOISE_COUNT;
}

/* Variance of one replication, pooled over worlds: of counts over their mean, of the rest as it is. */
static double chance_pooled(const struct observations *observations, size_t row, const struct moments *all) {
    double squares = 0, weights = 0;
    for (uint64_t w = 0; w < observations->worlds; w++) {
        if (all[w].n < 2) continue;
        squares += moments_variance(&all[w]);
        weights += is_count(&observations->observed->at[row]) ? all[w].mean : 1;
    }
    return weights > 0 ? squares / weights : 0;
}

/* The variance of one replication in a world: its own, drawn to the pooled one as if that had CHANCE_WEIGHT values
 * (Smyth 2004, "moderated" variances), since a world has few replications. */
static double chance_of(const struct observation *row, double pooled, const struct moments *world) {
    double prior = is_count(row) ? pooled * world->mean : pooled, own = (double)world->n - 1;
    if (world->n < 2) return prior;
    return (CHANCE_WEIGHT * prior + own * moments_variance(world)) / (CHANCE_WEIGHT + own);
}

/* Square of the denominator. */
static double variance_of(const struct observations *observations, const struct observation *row, double pooled,
                          const struct moments *world) {
    double v_chance = chance_of(row, pooled, world), counting = is_count(row) ? world->mean : 0;
    double record = observed_sd(row),
           model = observations->scenario->study.mission.observation.discrepancy * row->value;
    return record * record + counting + v_chance * (1 + 1 / (double)world->n) + model * model;
}

static void row_match(struct calibration *calibration, const struct observations *observations, size_t row,
                      struct moments *all) {
    const struct observation *observed = &observations->observed->at[row];
    double *out = calibration->implausibility + calibration->n * calibration->worlds, error = 0;
    uint64_t n = 0;
    for (uint64_t w = 0; w < calibration->worlds; w++) all[w] = moments_of(observations, row, w);
    double pooled = chance_pooled(observations, row, all);
    for (uint64_t w = 0; w < calibration->worlds; w++) {
        out[w] = NAN;
        if (all[w].n == 0) continue;
        double sd = sqrt(variance_of(observations, observed, pooled, &all[w]));
        out[w] = sd > 0 ? fabs(observed->value - all[w].mean) / sd : observed->value == all[w].mean ? 0 : INFINITY;
        error += sd;
        n++;
    }
    if (n == 0) return; /* defined nowhere: nothing to match */
    calibration->error[calibration->n] = error / (double)n;
    calibration->rows[calibration->n++] = observed;
}

/* Largest and second largest of a world, and whether it is kept. */
static void world_judge(struct calibration *calibration, uint64_t w, bool by_second) {
    double first = 0, second = 0;
    for (size_t i = 0; i < calibration->n; i++) {
        double value = calibration->implausibility[i * calibration->worlds + w];
        if (value > first) second = first, first = value, calibration->worst[w] = i;
        else if (value > second) second = value;
    }
    calibration->largest[w] = first;
    calibration->second[w] = second;
    calibration->kept[w] = (by_second ? second : first) <= CALIBRATE_LIMIT;
    calibration->n_kept += calibration->kept[w];
}

struct calibration calibrate(const struct observations *observations, bool by_second, struct arena *arena) {
    size_t n = observations->observed->n, worlds = (size_t)observations->worlds;
    struct moments *all = memory_take(sizeof *all * (worlds + 1));
    struct calibration calibration = {.worlds = observations->worlds};
    calibration.rows = ARENA_ARRAY(arena, const struct observation *, n + 1);
    calibration.error = ARENA_ARRAY(arena, double, n + 1);
    calibration.implausibility = ARENA_ARRAY(arena, double, n *worlds + 1);
    calibration.largest = ARENA_ARRAY(arena, double, worlds + 1);
    calibration.second = ARENA_ARRAY(arena, double, worlds + 1);
    calibration.worst = ARENA_ARRAY(arena, size_t, worlds + 1);
    calibration.kept = ARENA_ARRAY(arena, bool, worlds + 1);
    for (size_t i = 0; i < n; i++)
        if (observations->standing[i] == STANDING_SCORED && observations->observed->at[i].use == OBSERVED_CALIBRATE)
            row_match(&calibration, observations, i, all);
    for (uint64_t w = 0; w < calibration.worlds; w++) world_judge(&calibration, w, by_second);
    memory_free(all);
    return calibration;
}
