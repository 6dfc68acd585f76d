/* Smell tests. */
#include "analysis/smell.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/arena.h"
#include "engine/study.h"
#include "mandate/variate.h"

/* What is moved, and which kind of lever it is. */
static const struct {
    const char *path, *group;
} movers[] = {
    {"response.commit_probability", "will"},   {"detection.warning_probability", "warning"},
    {"detection.fast_probability", "warning"}, {"permissions.approve_shift", "permission"},
    {"response.ground_range", "geometry"},     {"response.detour", "geometry"},
    {"response.ground_speed", "speed"},
};
enum { MOVERS = sizeof movers / sizeof *movers, SMELLS = 4 + MOVERS };

/* Bounds that warn: shares of the deaths without a response. */
static const double averted_least = 0.005, averted_most = 0.08, troops_most = 0.02;

/* ---- running ---- */

/* Sums over replications of one option. */
struct totals {
    double attacks, reached, unmitigated, averted, deterred;
};

struct collector {
    const struct mandate_layout *layout;
    pthread_mutex_t lock;
    struct totals *totals; /* (n_variant) */
};

static enum mandate_status collect(void *context, const struct mandate_block_result *result) {
    struct collector *collector = context;
    (void)pthread_mutex_lock(&collector->lock);
    for (size_t i = 0; i < result->block.count * collector->layout->n_variant; i++) {
        const double *row = result->rows + i * MANDATE_METRICS;
        struct totals *totals = &collector->totals[i % collector->layout->n_variant];
        double attacks = row[MANDATE_METRIC_incidents];
        if (result->failed[i] != 0 || attacks <= 0) continue;
        totals->attacks += attacks;
        totals->reached += attacks * row[MANDATE_METRIC_reach_24h];
        totals->unmitigated += row[MANDATE_METRIC_deaths_unmitigated];
        totals->averted += row[MANDATE_METRIC_averted_response];
        totals->deterred += fabs(row[MANDATE_METRIC_averted_deterrence]);
    }
    (void)pthread_mutex_unlock(&collector->lock);
    return MANDATE_OK;
}

/* Sums of all options over the first worlds. */
static enum mandate_status totals_run(const struct smell_run *how, struct totals *totals) {
    struct collector collector = {.layout = how->setup.layout, .totals = totals};
    struct mandate_block *blocks = memory_take(sizeof *blocks * (size_t)how->worlds);
    for (uint64_t k = 0; k < how->worlds; k++) blocks[k] = (struct mandate_block){k + 1, 0, how->replications};
    struct study_run run = {.setup = how->setup,
                            .blocks = blocks,
                            .n_block = (size_t)how->worlds,
                            .threads = how->threads,
                            .take = collect,
                            .take_context = &collector,
                            .stop = how->stop};
    run.setup.most = how->replications;
    memset(totals, 0, sizeof *totals * how->setup.layout->n_variant);
    (void)pthread_mutex_init(&collector.lock, NULL);
    enum mandate_status status = study_run(&run);
    (void)pthread_mutex_destroy(&collector.lock);
    memory_free(blocks);
    return status;
}

/* The worlds of a study with one unknown held. */
struct held {
    world_values *values;
    void *context;
    size_t index;
    double value;
};

static void held_values(void *context, uint64_t world, double *values) {
    const struct held *held = context;
    held->values(held->context, world, values);
    values[held->index] = held->value;
}

static enum mandate_status held_run(const struct smell_run *one, size_t index, double value, struct totals *totals) {
    struct held held = {one->setup.values, one->setup.context, index, value};
    struct smell_run how = *one;
    how.setup.values = held_values;
    how.setup.context = &held;
    return totals_run(&how, totals);
}

/* ---- one at a time ---- */

static int unknown_find(const struct mandate_scenario *scenario, const char *path) {
    for (size_t i = 0; i < scenario->n_unknown; i++)
        if (strcmp(scenario->unknowns[i].path, path) == 0) return (int)i;
    return -1;
}

static enum mandate_status effect_measure(const struct smell_run *one, size_t mover, struct smell_report *report) {
    int index = unknown_find(one->scenario, movers[mover].path);
    struct totals low, high;
    if (index < 0) return MANDATE_OK; /* it is known here */
    const struct mandate_law *law = &one->scenario->unknowns[index].law;
    struct smell_effect effect = {.path = movers[mover].path, .group = movers[mover].group};
    effect.low = mandate_law_quantile(law, 0.05);
    effect.high = mandate_law_quantile(law, 0.95);
    enum mandate_status status = held_run(one, (size_t)index, effect.low, &low);
    if (status == MANDATE_OK) status = held_run(one, (size_t)index, effect.high, &high);
    if (status != MANDATE_OK) return status;
    effect.reach = high.reached / high.attacks - low.reached / low.attacks;
    effect.averted = high.averted / high.unmitigated - low.averted / low.unmitigated;
    report->effects[report->n_effect++] = effect;
    return status;
}

/* The largest effect on the share averted in a group; nan = nothing of it is unknown. */
static double group_effect(const struct smell_report *report, const char *group) {
    double most = NAN;
    for (size_t i = 0; i < report->n_effect; i++)
        if (strcmp(report->effects[i].group, group) == 0) most = fmax(most, fabs(report->effects[i].averted));
    return most;
}

/* ---- what smells ---- */

#define SMELL(report, arena, warn, ...) \
    (report)->smells[(report)->n++] = (struct smell) { arena_print(arena, __VA_ARGS__), warn }

static void averted_judge(const struct totals *totals, struct arena *arena, struct smell_report *report) {
    double share = totals->averted / totals->unmitigated;
    SMELL(report, arena, !(share >= averted_least && share <= averted_most),
          "response averts %.1f %% of the deaths without one; a few per cent is plausible (%.1f to %.0f)", 100 * share,
          100 * averted_least, 100 * averted_most);
}

static void ranking_judge(struct arena *arena, struct smell_report *report) {
    double people = fmax(group_effect(report, "will"), group_effect(report, "warning"));
    double map = fmax(group_effect(report, "geometry"), group_effect(report, "speed"));
    if (isnan(people) || isnan(map)) return;
    SMELL(report, arena, map > people,
          "will and warning move the share averted by up to %.1f points, distance and speed by up to %.1f",
          100 * people, 100 * map);
}

static void deterrence_judge(const struct totals *totals, size_t n, struct arena *arena, struct smell_report *report) {
    double deterred = 0;
    for (size_t v = 0; v < n; v++) deterred += totals[v].deterred;
    SMELL(report, arena, deterred != 0, "with the elasticity at zero deterrence saves %s",
          deterred == 0 ? "exactly nothing" : "lives, which is a mistake of the program");
}

/* Without deterrence options differ by response alone. */
static void troops_judge(const struct smell_run *all, const struct totals *totals, struct arena *arena,
                         struct smell_report *report) {
    const struct mandate_layout *layout = all->setup.layout;
    const struct totals *reference = &totals[layout->reference];
    double most = 0;
    size_t which = (size_t)layout->reference;
    for (size_t v = 0; v < layout->n_variant; v++) {
        double change = totals[v].averted / totals[v].unmitigated - reference->averted / reference->unmitigated;
        if (change > most) most = change, which = v;
    }
    if (layout->n_variant > 1)
        SMELL(report, arena, most > troops_most,
              "without deterrence no option averts more than %.1f points more by response than %s (%s); about one is "
              "plausible",
              100 * most, layout->variants[layout->reference], layout->variants[which]);
}

enum mandate_status smell_measure(const struct smell_run *one, const struct smell_run *all, struct arena *arena,
                                  struct smell_report *report) {
    struct totals base, *options = ARENA_ARRAY(arena, struct totals, all->setup.layout->n_variant);
    *report = (struct smell_report){0};
    report->effects = ARENA_ARRAY(arena, struct smell_effect, MOVERS);
    report->smells = ARENA_ARRAY(arena, struct smell, SMELLS);
    enum mandate_status status = totals_run(one, &base);
    for (size_t i = 0; i < MOVERS && status == MANDATE_OK; i++) status = effect_measure(one, i, report);
    if (status == MANDATE_OK) status = totals_run(all, options);
    if (status != MANDATE_OK) return status;
    averted_judge(&base, arena, report);
    ranking_judge(arena, report);
    deterrence_judge(options, all->setup.layout->n_variant, arena, report);
    troops_judge(all, options, arena, report);
    return status;
}
