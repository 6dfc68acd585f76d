/* The choice under an assumption. It is run on a few of the study's worlds, with the same chance; what those worlds
 * gave without it is known, and so is the mean over all worlds. The mean under the assumption is carried over to all
 * worlds by regression (double sampling; Cochran 1977, section 12.6), which needs far fewer worlds than a study anew.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "output/decision_part.h"

/* Values with and without the assumption in the worlds that have both; those without it also in all worlds. */
struct doubled {
    size_t n;
    const double *with, *without; /* (n) */
    struct moments all;
};

/* Mean under the assumption over all worlds; error by the residuals and by the scatter of all worlds. */
static struct interval doubled_mean(const struct doubled *doubled, double confidence) {
    struct moments with = {0}, without = {0};
    double product = 0;
    for (size_t i = 0; i < doubled->n; i++) {
        moments_add(&with, doubled->with[i]);
        moments_add(&without, doubled->without[i]);
    }
    for (size_t i = 0; i < doubled->n; i++)
        product += (doubled->with[i] - with.mean) * (doubled->without[i] - without.mean);
    double slope = without.square > 0 ? product / without.square : 0, freedom = (double)doubled->n - 2;
    struct interval interval = {.mean = doubled->n > 0 ? with.mean : (double)NAN, .half = (double)NAN, .n = doubled->n};
    if (doubled->n < 3) return interval;
    double residual = fmax(with.square - slope * product, 0) / freedom;
    double variance =
        residual / (double)doubled->n + slope * slope * moments_variance(&doubled->all) / (double)doubled->all.n;
    interval.mean += slope * (doubled->all.mean - without.mean);
    interval.half = interval_student(confidence, freedom) * sqrt(variance);
    return interval;
}

/* One metric: places of the worlds that have both, in the values under the assumption and in the study's. */
struct matched {
    struct part_values with, without;
    size_t n, *in_with, *in_without; /* (n) */
    double sense;
    double confidence;
    double *buffer; /* (2, n) */
};

static double at(const struct part_values *values, size_t world, size_t option) {
    return values->values[PART_ALL][world * values->n_option + option];
}

/* Value of an option, less that of `other` unless that is the same option. */
static struct doubled doubled_of(const struct matched *matched, size_t option, size_t other) {
    double *with = matched->buffer, *without = matched->buffer + matched->n, less = option != other;
    struct doubled doubled = {.n = matched->n, .with = with, .without = without};
    for (size_t i = 0; i < matched->n; i++) {
        size_t w = matched->in_with[i], v = matched->in_without[i];
        with[i] = at(&matched->with, w, option) - less * at(&matched->with, w, other);
        without[i] = at(&matched->without, v, option) - less * at(&matched->without, v, other);
    }
    for (size_t v = 0; v < matched->without.n; v++)
        moments_add(&doubled.all, at(&matched->without, v, option) - less * at(&matched->without, v, other));
    return doubled;
}

static struct interval turned(struct interval interval, double sense) {
    interval.mean *= sense;
    return interval;
}

static struct interval change_of(const struct matched *matched, size_t option) {
    struct doubled doubled = doubled_of(matched, option, option);
    struct moments change = {0};
    for (size_t i = 0; i < doubled.n; i++) moments_add(&change, doubled.with[i] - doubled.without[i]);
    return turned(interval_of(&change, matched->confidence), matched->sense);
}

static void matched_make(struct matched *matched, const struct comparison *with, const struct comparison *without,
                         size_t m, struct arena *arena) {
    matched->sense = mandate_metrics[with->metrics[m]].sense < 0 ? -1 : 1;
    matched->confidence = without->confidence;
    matched->with = part_values_of(with, m, arena);
    matched->without = part_values_of(without, m, arena);
    matched->in_with = ARENA_ARRAY(arena, size_t, matched->with.n);
    matched->in_without = ARENA_ARRAY(arena, size_t, matched->with.n);
    matched->buffer = ARENA_ARRAY(arena, double, 2 * matched->with.n);
    matched->n = 0;
    for (size_t i = 0, j = 0; i < matched->with.n; i++) {
        uint64_t id = with->each->ids[matched->with.worlds[i]];
        while (j < matched->without.n && without->each->ids[matched->without.worlds[j]] < id) j++;
        if (j == matched->without.n || without->each->ids[matched->without.worlds[j]] != id) continue;
        matched->in_with[matched->n] = i;
        matched->in_without[matched->n++] = j;
    }
}

/* Best option under the assumption, and whether its lead over all others, and over `before`, is clear. */
static void best_find(const struct matched *matched, int before, int *best, bool *settled, bool *changes) {
    size_t n = matched->with.n_option, most = 0;
    double *means = memory_take(n * sizeof *means);
    for (size_t o = 0; o < n; o++) {
        struct doubled doubled = doubled_of(matched, o, o);
        means[o] = doubled_mean(&doubled, matched->confidence).mean;
    }
    most = part_largest(means, n);
    memory_free(means);
    *best = (int)most;
    *settled = n > 1;
    for (size_t o = 0; o < n; o++) {
        if (o == most) continue;
        struct doubled doubled = doubled_of(matched, most, o);
        /* Bonferroni over the rivals. */
        struct interval lead = doubled_mean(&doubled, 1 - (1 - matched->confidence) / (double)(n - 1));
        bool clear = lead.mean > lead.half;
        *settled = *settled && clear;
        if ((int)o == before) *changes = clear;
    }
}

static void places_fill(const struct matched *matched, struct decision_assumed *cells) {
    size_t n = matched->with.n_option;
    double *means = memory_take(n * sizeof *means);
    for (size_t o = 0; o < n; o++) means[o] = matched->sense * cells[o].value.mean;
    for (size_t o = 0; o < n; o++) cells[o].place = part_rank(means, n, o);
    memory_free(means);
}

static void metric_fill(const struct matched *matched, const struct comparison *comparison,
                        struct decision_assumed *cells) {
    for (size_t o = 0; o < comparison->n_option; o++) {
        struct doubled value = doubled_of(matched, o, o);
        cells[o].value = turned(doubled_mean(&value, matched->confidence), matched->sense);
        struct doubled difference = doubled_of(matched, o, comparison->reference);
        cells[o].difference = turned(doubled_mean(&difference, matched->confidence), matched->sense);
        if (o == comparison->reference) cells[o].difference = (struct interval){0, 0, matched->n};
        cells[o].change = change_of(matched, o);
    }
    places_fill(matched, cells);
}

static void assumption_fill(const struct decision *decision, const struct comparison *with,
                            struct decision_assumption *out) {
    const struct comparison *comparison = decision->comparison;
    size_t n = comparison->n_metric;
    struct decision_assumed *cells = ARENA_ARRAY(decision->arena, struct decision_assumed, n * comparison->n_option);
    int *best = ARENA_ARRAY(decision->arena, int, n);
    bool *settled = ARENA_ARRAY(decision->arena, bool, n), *changes = ARENA_ARRAY(decision->arena, bool, n);
    for (size_t m = 0; m < n; m++) {
        struct arena *arena = arena_new();
        struct matched matched;
        matched_make(&matched, with, comparison, m, arena);
        metric_fill(&matched, comparison, cells + m * comparison->n_option);
        best[m] = -1;
        if (decision->metrics[m].best >= 0 && matched.n > 0)
            best_find(&matched, decision->metrics[m].best, &best[m], &settled[m], &changes[m]);
        arena_free(arena);
    }
    out->worlds = with->worlds;
    out->cells = cells;
    out->best = best;
    out->settled = settled;
    out->changes = changes;
}

/* "deterrence.beta = 0, host.x = 3" */
static const char *assumption_text(const struct mandate_assumption *assumption, struct arena *arena) {
    const char *text = "";
    for (size_t i = 0; i < assumption->n; i++)
        text = arena_print(arena, "%s%s%s = %s", text, i > 0 ? ", " : "", assumption->paths[i], assumption->values[i]);
    return text;
}

static bool same_options(const struct comparison *a, const struct comparison *b) {
    bool same = a->n_option == b->n_option;
    for (size_t o = 0; same && o < a->n_option; o++) same = strcmp(a->options[o], b->options[o]) == 0;
    return same;
}

enum mandate_status part_assumptions_read(const struct decision_request *request, struct decision *decision,
                                          struct file_reason *reason) {
    const struct mandate_scenario *scenario = request->scenario;
    const struct comparison *comparison = decision->comparison;
    struct text path = {0};
    text_print(&path, "%s/assumptions.csv", request->folder);
    bool there = file_exists(path.bytes);
    text_free(&path);
    if (scenario == NULL || !there) return MANDATE_OK;
    struct decision_assumption *found =
        ARENA_ARRAY(decision->arena, struct decision_assumption, scenario->n_assumption);
    decision->assumptions = found;
    for (size_t i = 0; i < scenario->n_assumption; i++) {
        struct comparison *with;
        struct comparison_request wanted = {.folder = request->folder,
                                            .reference = request->reference,
                                            .n_metric = comparison->n_metric,
                                            .metrics = comparison->metrics,
                                            .each = true,
                                            .assumption = scenario->assumptions[i].id};
        enum mandate_status status = comparison_read(&wanted, &with, reason);
        if (status != MANDATE_OK) return status;
        struct decision_assumption *out = &found[decision->n_assumption];
        out->id = scenario->assumptions[i].id;
        out->text = assumption_text(&scenario->assumptions[i], decision->arena);
        if (same_options(comparison, with)) assumption_fill(decision, with, out), decision->n_assumption++;
        comparison_free(with);
    }
    return MANDATE_OK;
}
