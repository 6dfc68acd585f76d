/* One list of columns drives header, rows and data dictionary. */
#include "output/compare_file.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

#define METRIC "of the metric"

/* clang-format off */
/* X(name, type, unit, value, about); `cell` and `row` are those of the metric and option, `other` = not the reference. */
#define COLUMN_LIST(X) \
    X(n, "integer", "", (double)cell->n, "replications with a value") \
    X(undefined, "integer", "", (double)cell->undefined, "replications that did not fail and have no value, such as a ratio over nothing") \
    X(failed, "integer", "", (double)failed, "replications that failed; they enter nothing") \
    X(mean, "number", METRIC, cell->value.mean, "mean of the means of worlds; inf = among the never-reached") \
    X(mean_low, "number", METRIC, cell->value.mean - cell->value.half, "lower bound of the 95 % interval of the mean; the world is the unit of all intervals here") \
    X(mean_high, "number", METRIC, cell->value.mean + cell->value.half, "upper bound") \
    X(p05, "number", METRIC, cell->quantiles[COMPARISON_P05].value, "5 % quantile over worlds and replications") \
    X(p05_low, "number", METRIC, cell->quantiles[COMPARISON_P05].low, "lower bound of its interval") \
    X(p05_high, "number", METRIC, cell->quantiles[COMPARISON_P05].high, "upper bound") \
    X(p50, "number", METRIC, cell->quantiles[COMPARISON_P50].value, "median") \
    X(p50_low, "number", METRIC, cell->quantiles[COMPARISON_P50].low, "lower bound of its interval") \
    X(p50_high, "number", METRIC, cell->quantiles[COMPARISON_P50].high, "upper bound") \
    X(p95, "number", METRIC, cell->quantiles[COMPARISON_P95].value, "95 % quantile") \
    X(p95_low, "number", METRIC, cell->quantiles[COMPARISON_P95].low, "lower bound of its interval") \
    X(p95_high, "number", METRIC, cell->quantiles[COMPARISON_P95].high, "upper bound") \
    X(pairs, "integer", "", (double)cell->pairs, "replications in which option and reference both have a number") \
    X(difference, "number", METRIC, other ? cell->difference.mean : NONE, "mean paired difference to the reference; empty for the reference") \
    X(difference_low, "number", METRIC, other ? cell->difference.mean - cell->difference.half : NONE, "lower bound of its interval") \
    X(difference_high, "number", METRIC, other ? cell->difference.mean + cell->difference.half : NONE, "upper bound") \
    X(p_adjusted, "number", "", cell->p, "p of no difference, adjusted by Holm over all options and the metrics of the first table (or over all other metrics)") \
    X(variance_ratio, "number", "", cell->variance_ratio, "variance of the paired differences of world means over the sum of both variances: below 1, the common attacks and unknowns sharpen the comparison") \
    X(ignorance, "number", METRIC, cell->ignorance, "standard deviation between worlds, what is not known, with the noise of replications taken off") \
    X(chance, "number", METRIC, cell->chance, "standard deviation between replications of one world") \
    X(best, "number", "share", row != NULL ? row->best.value : NONE, "probability over worlds of being the best option; empty for metrics without a sense") \
    X(best_low, "number", "share", row != NULL ? row->best.low : NONE, "lower bound of its interval") \
    X(best_high, "number", "share", row != NULL ? row->best.high : NONE, "upper bound") \
    X(good_enough, "number", "share", row != NULL ? row->satisfied.value : NONE, "share of worlds in which it is within the tolerance of the best") \
    X(good_enough_low, "number", "share", row != NULL ? row->satisfied.low : NONE, "lower bound of its interval") \
    X(good_enough_high, "number", "share", row != NULL ? row->satisfied.high : NONE, "upper bound") \
    X(regret, "number", METRIC, row != NULL ? row->regret.value : NONE, "how much worse than the best option of each world, mean over worlds; the noise of replications is taken off") \
    X(regret_low, "number", METRIC, row != NULL ? row->regret.low : NONE, "lower bound of its interval") \
    X(regret_high, "number", METRIC, row != NULL ? row->regret.high : NONE, "upper bound") \
    X(regret_noisy, "number", METRIC, row != NULL ? row->regret.plain : NONE, "the same with that noise") \
    X(regret_p95, "number", METRIC, row != NULL ? row->regret_p95.value : NONE, "95 % quantile of the regret over worlds") \
    X(regret_p95_low, "number", METRIC, row != NULL ? row->regret_p95.low : NONE, "lower bound of its interval") \
    X(regret_p95_high, "number", METRIC, row != NULL ? row->regret_p95.high : NONE, "upper bound") \
    X(regret_worst, "number", METRIC, row != NULL ? row->regret_worst.value : NONE, "regret in the worst world") \
    X(regret_worst_low, "number", METRIC, row != NULL ? row->regret_worst.low : NONE, "lower bound of its interval; worlds that were not drawn may be worse than the upper one") \
    X(regret_worst_high, "number", METRIC, row != NULL ? row->regret_worst.high : NONE, "upper bound")
/* clang-format on */

#define NONE ((double)NAN)

/* X(ending of target_ID, member of struct decision_target, member of struct estimate, about) */
#define TARGET_LIST(X)                                                                                      \
    X("", met, value, "probability over worlds that the mean of the world meets the target of the study")   \
    X("_low", met, low, "lower bound of its interval")                                                      \
    X("_high", met, high, "upper bound")                                                                    \
    X("_run", met_run, value, "probability over worlds and chance that a single course of events meets it") \
    X("_run_low", met_run, low, "lower bound of its interval")                                              \
    X("_run_high", met_run, high, "upper bound")

#define TARGET_ONE(ending, met, bound, about) +1
enum { TARGET_COLUMNS = 0 TARGET_LIST(TARGET_ONE) };
#undef TARGET_ONE

/* ---- rows ---- */

static void name_append(struct text *text, const char *name) {
    const char *quote = strchr(name, ',') != NULL ? "\"" : "";
    text_print(text, "%s%s%s", quote, name, quote);
}

static void real_append(struct text *text, double value) {
    text_append_string(text, ",");
    text_append_real(text, value);
}

/* Targets have columns of their own, which are empty in the rows of other metrics. */
static void targets_append(const struct decision *decision, struct text *text, int metric, size_t o) {
    for (size_t t = 0; t < decision->n_target; t++) {
        const struct decision_target *target = &decision->targets[t];
        bool own = target->metric == metric;
#define TARGET_APPEND(ending, met, bound, about) real_append(text, own ? target->met[o].bound : NONE);
        TARGET_LIST(TARGET_APPEND)
#undef TARGET_APPEND
    }
}

static void row_append(const struct decision *decision, struct text *text, size_t m, size_t o) {
    const struct comparison *comparison = decision->comparison;
    const struct comparison_cell *cell = &comparison->cells[m * comparison->n_option + o];
    const struct decision_cell *cells = decision->metrics[m].cells, *row = cells != NULL ? &cells[o] : NULL;
    bool other = o != comparison->reference;
    size_t failed = comparison->failures[o];
    text_print(text, "%s,", mandate_metrics[comparison->metrics[m]].name);
    name_append(text, comparison->options[o]);
#define COLUMN_APPEND(name, type, unit, value, about) real_append(text, value);
    COLUMN_LIST(COLUMN_APPEND)
#undef COLUMN_APPEND
    targets_append(decision, text, comparison->metrics[m], o);
    text_append_string(text, "\n");
}

void compare_file_append(const struct decision *decision, struct text *text) {
    const struct comparison *comparison = decision->comparison;
    text_append_string(text, "metric,option");
#define COLUMN_TITLE(name, type, unit, value, about) text_append_string(text, "," #name);
    COLUMN_LIST(COLUMN_TITLE)
#undef COLUMN_TITLE
    for (size_t t = 0; t < decision->n_target; t++) {
#define TARGET_TITLE(ending, met, bound, about) text_print(text, ",target_%s%s", decision->targets[t].id, ending);
        TARGET_LIST(TARGET_TITLE)
#undef TARGET_TITLE
    }
    text_append_string(text, "\n");
    for (size_t m = 0; m < decision->n_shown; m++)
        for (size_t o = 0; o < comparison->n_option; o++) row_append(decision, text, m, o);
}

/* ---- the file ---- */

enum mandate_status compare_file_write(const char *folder, const char *reference,
                                       const struct mandate_scenario *scenario, struct file_reason *reason) {
    int metrics[MANDATE_METRICS];
    struct decision *decision;
    for (int m = 0; m < MANDATE_METRICS; m++) metrics[m] = m;
    struct decision_request request = {.folder = folder,
                                       .reference = reference,
                                       .n_metric = MANDATE_METRICS,
                                       .metrics = metrics,
                                       .scenario = scenario,
                                       .tables = true};
    enum mandate_status status = decision_read(&request, &decision, reason);
    if (status != MANDATE_OK) return status;
    struct text text = {0}, path = {0};
    compare_file_append(decision, &text);
    text_print(&path, "%s/compare.csv", folder);
    status = file_write(path.bytes, text.bytes, text.length, reason);
    text_free(&text);
    text_free(&path);
    decision_free(decision);
    return status;
}

/* ---- columns ---- */

static void target_fields(const char *id, struct arena *arena, struct datapackage_field *fields) {
    static const struct {
        const char *ending, *about;
    } columns[] = {
#define TARGET_FIELD(ending, met, bound, about) {ending, about},
        TARGET_LIST(TARGET_FIELD)
#undef TARGET_FIELD
    };
    for (size_t i = 0; i < TARGET_COLUMNS; i++)
        fields[i] = (struct datapackage_field){.name = arena_print(arena, "target_%s%s", id, columns[i].ending),
                                               .type = "number",
                                               .unit = "share",
                                               .about = columns[i].about};
}

struct datapackage_file compare_file_of(const struct mandate_scenario *scenario, struct arena *arena) {
#define COLUMN_FIELD(name_, type_, unit_, value, about_) \
    {.name = #name_, .type = type_, .unit = unit_, .about = about_},
    static const struct datapackage_field own[] = {
        {.name = "metric", .type = "string", .unit = "", .about = "column of runs.csv"},
        {.name = "option", .type = "string", .unit = "", .about = "option, with the values of its levers in brackets"},
        COLUMN_LIST(COLUMN_FIELD)};
#undef COLUMN_FIELD
    size_t n = sizeof own / sizeof *own;
    struct datapackage_field *fields =
        ARENA_ARRAY(arena, struct datapackage_field, n + TARGET_COLUMNS * scenario->n_target);
    memcpy(fields, own, sizeof own);
    for (size_t t = 0; t < scenario->n_target; t++)
        target_fields(scenario->targets[t].id, arena, fields + n + TARGET_COLUMNS * t);
    return (struct datapackage_file){.path = "compare.csv",
                                     .about = "options compared, one row for each metric and option",
                                     .n_field = n + TARGET_COLUMNS * scenario->n_target,
                                     .fields = fields,
                                     .key = "metric,option"};
}
