/* Writing validations. */
#include "output/validation.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/csv.h"
#include "output/datapackage.h"
#include "output/json.h"
#include "stats/score.h"

enum { NUMBER = 32 };

static const char *const naive_names[NAIVES] = {"last", "season"};
static const char *const naive_titles[NAIVES] = {"the window before, Poisson",
                                                 "the same window a year before, Poisson"};

static const struct mandate_observable_row *metric_of(const struct verdict *verdict) {
    return &mandate_observables[verdict->row->metric];
}

static bool is_scored(const struct verdict *verdict) { return verdict->standing == STANDING_SCORED && verdict->n > 0; }

/* ---- CSV ---- */

static const struct datapackage_field fields[] = {
    DATAPACKAGE_FIELD("id", "string", "row of the observed data"),
    DATAPACKAGE_FIELD("metric", "string", "what was recorded"),
    DATAPACKAGE_FIELD("place", "string", "where"),
    DATAPACKAGE_FIELD("of", "string", "actors or roles of aircraft; empty = all"),
    DATAPACKAGE_FIELD("from", "date", "first day"),
    DATAPACKAGE_FIELD("to", "date", "last day"),
    DATAPACKAGE_FIELD("use", "string", "calibrate, holdout, face or input"),
    DATAPACKAGE_FIELD(
        "standing", "string",
        "scored; input and face are shown only; warm-up, outside (the run), other_option and not_simulated have no "
        "values"),
    DATAPACKAGE_FIELD("source", "string", "where the number comes from"),
    DATAPACKAGE_FIELD("confidence", "string", "A documented, B derived or one weak source, C guess"),
    DATAPACKAGE_FIELD("unit", "string", "unit of the values"),
    DATAPACKAGE_FIELD("observed", "number", "what was recorded"),
    DATAPACKAGE_FIELD("observed_low", "number", "5 % point of what may have been meant"),
    DATAPACKAGE_FIELD("observed_high", "number", "95 % point"),
    DATAPACKAGE_FIELD("n", "integer", "worlds x replications in which the value is defined"),
    DATAPACKAGE_FIELD("mean", "number", "mean of the simulated records, noise of recording included"),
    DATAPACKAGE_FIELD("median", "number", "their median"),
    DATAPACKAGE_FIELD("low_50", "number", "central 50 % interval"),
    DATAPACKAGE_FIELD("high_50", "number", "its end"),
    DATAPACKAGE_FIELD("low_80", "number", "central 80 % interval"),
    DATAPACKAGE_FIELD("high_80", "number", "its end"),
    DATAPACKAGE_FIELD("low_95", "number", "central 95 % interval"),
    DATAPACKAGE_FIELD("high_95", "number", "its end"),
    DATAPACKAGE_FIELD("in_50", "integer", "1 = the observed value lies in the 50 % interval"),
    DATAPACKAGE_FIELD("in_80", "integer", "in the 80 % interval"),
    DATAPACKAGE_FIELD("in_95", "integer", "in the 95 % interval"),
    DATAPACKAGE_FIELD("crps", "number",
                      "continuous ranked probability score, in the unit of the values; less is better"),
    DATAPACKAGE_FIELD("pit", "number", "rank of the observed value among the simulated ones, as a share"),
    DATAPACKAGE_FIELD("last_mean", "number", "plain forecast: Poisson with the rate of the window before"),
    DATAPACKAGE_FIELD("last_crps", "number", "its score"),
    DATAPACKAGE_FIELD("season_mean", "number",
                      "plain forecast: Poisson with the rate of the same window a year before"),
    DATAPACKAGE_FIELD("season_crps", "number", "its score"),
};
enum { FIELDS = sizeof fields / sizeof *fields };

static void row_labels(struct csv *csv, const struct verdict *verdict) {
    const struct observation *row = verdict->row;
    csv_text(csv, row->id);
    csv_text(csv, metric_of(verdict)->name);
    csv_text(csv, row->where);
    csv_text(csv, row->whom);
    csv_date(csv, row->from);
    csv_date(csv, row->to - 24);
    csv_text(csv, observed_uses[row->use]);
    csv_text(csv, standings[verdict->standing]);
    csv_text(csv, row->source);
    csv_text(csv, row->confidence);
    csv_text(csv, metric_of(verdict)->unit);
    csv_real(csv, row->value);
    csv_real(csv, row->low);
    csv_real(csv, row->high);
}

static void row_put(struct csv *csv, const struct verdict *verdict) {
    bool there = verdict->n > 0, scored = is_scored(verdict);
    row_labels(csv, verdict);
    csv_whole(csv, verdict->n);
    csv_real(csv, verdict->mean);
    csv_real(csv, verdict->median);
    for (size_t i = 0; i < LEVELS; i++) {
        csv_real(csv, there ? verdict->low[i] : NAN);
        csv_real(csv, there ? verdict->high[i] : NAN);
    }
    for (size_t i = 0; i < LEVELS; i++) csv_real(csv, scored ? (double)verdict->covered[i] : NAN);
    csv_real(csv, scored ? verdict->crps : NAN);
    csv_real(csv, scored ? verdict->pit : NAN);
    for (size_t i = 0; i < NAIVES; i++) {
        csv_real(csv, scored ? verdict->naive[i].mean : NAN);
        csv_real(csv, scored ? verdict->naive[i].crps : NAN);
    }
    csv_line(csv);
}

enum mandate_status validation_write(const char *folder, const struct validation_output *output,
                                     struct file_reason *reason) {
    const struct datapackage_file file = {"validation.csv", "observed history against its predictive distributions",
                                          FIELDS, fields, "id"};
    const char *names[FIELDS + 1] = {NULL};
    struct csv *csv;
    enum mandate_status status = file_make_folder(folder, reason);
    if (status == MANDATE_OK) status = csv_create(folder, file.path, &csv, reason);
    if (status != MANDATE_OK) return status;
    for (size_t i = 0; i < FIELDS; i++) names[i] = fields[i].name;
    csv_texts(csv, names);
    for (size_t i = 0; i < output->n; i++) row_put(csv, &output->verdicts[i]);
    status = csv_commit(csv, reason);
    return status == MANDATE_OK ? datapackage_write(folder, NULL, &file, 1, reason) : status;
}

/* ---- JSON ---- */

static void verdict_json(struct json *json, const struct verdict *verdict) {
    json_open(json, NULL, '{');
    json_text(json, "id", verdict->row->id);
    json_text(json, "metric", metric_of(verdict)->name);
    json_text(json, "use", observed_uses[verdict->row->use]);
    json_text(json, "standing", standings[verdict->standing]);
    json_real(json, "observed", verdict->row->value);
    json_whole(json, "n", verdict->n);
    json_real(json, "mean", verdict->mean);
    json_open(json, "interval_95", '[');
    json_real(json, NULL, verdict->n > 0 ? verdict->low[LEVEL_95] : NAN);
    json_real(json, NULL, verdict->n > 0 ? verdict->high[LEVEL_95] : NAN);
    json_close(json, ']');
    json_real(json, "crps", is_scored(verdict) ? verdict->crps : NAN);
    json_real(json, "pit", is_scored(verdict) ? verdict->pit : NAN);
    json_close(json, '}');
}

static void naive_json(struct json *json, const struct validation *sums, size_t kind) {
    json_open(json, naive_names[kind], '{');
    json_whole(json, "n", sums->n_naive[kind]);
    json_real(json, "crps", sums->crps_naive[kind]);
    json_real(json, "crps_model", sums->crps[kind]);
    json_whole(json, "model_better", sums->won[kind]);
    json_whole(json, "in_95", sums->covered_naive[kind]);
    json_close(json, '}');
}

static void sums_json(struct json *json, const struct validation *sums, const char *use) {
    json_open(json, use, '{');
    json_whole(json, "n", sums->n);
    json_whole(json, "in_50", sums->covered[LEVEL_50]);
    json_whole(json, "in_80", sums->covered[LEVEL_80]);
    json_whole(json, "in_95", sums->covered[LEVEL_95]);
    json_open(json, "ranks", '[');
    for (size_t i = 0; i < RANK_CELLS; i++) json_whole(json, NULL, sums->ranks[i]);
    json_close(json, ']');
    for (size_t i = 0; i < NAIVES; i++) naive_json(json, sums, i);
    json_close(json, '}');
}

void validation_json(struct json *json, const struct validation_output *output) {
    json_text(json, "option", output->option);
    json_whole(json, "worlds", output->worlds);
    json_whole(json, "replications", output->replications);
    json_open(json, "observations", '[');
    for (size_t i = 0; i < output->n; i++) verdict_json(json, &output->verdicts[i]);
    json_close(json, ']');
    for (size_t use = OBSERVED_CALIBRATE; use <= OBSERVED_HOLDOUT; use++) {
        struct validation sums = validation_of(output->verdicts, output->n, (enum observed_use)use);
        sums_json(json, &sums, observed_uses[use]);
    }
}

/* ---- text ---- */

/* Four digits are enough to read: 1277, 34.5, 0.231. */
static const char *number(char out[NUMBER], double value) {
    if (isnan(value)) (void)snprintf(out, NUMBER, "-");
    else if (fabs(value) >= 100) (void)snprintf(out, NUMBER, "%.0f", value);
    else (void)snprintf(out, NUMBER, "%.3g", value);
    return out;
}

/* Where the observed value lies. */
static const char *lies(const struct verdict *verdict) {
    double y = verdict->row->value;
    if (verdict->covered[LEVEL_50]) return "in 50 %";
    if (verdict->covered[LEVEL_80]) return "in 80 %";
    if (verdict->covered[LEVEL_95]) return "in 95 %";
    return y > verdict->high[LEVEL_95] ? "MISS: more" : "MISS: less";
}

static void line_print(struct text *text, const struct verdict *verdict) {
    char observed[NUMBER], mean[NUMBER], low[NUMBER], high[NUMBER], crps[NUMBER];
    bool scored = is_scored(verdict);
    text_print(text, "%-30.30s %-27.27s %8s %8s %8s %8s  %-11s %8s\n", verdict->row->id, metric_of(verdict)->name,
               number(observed, verdict->row->value), number(mean, verdict->mean),
               number(low, verdict->n > 0 ? verdict->low[LEVEL_95] : NAN),
               number(high, verdict->n > 0 ? verdict->high[LEVEL_95] : NAN),
               scored ? lies(verdict) : standings[verdict->standing], number(crps, scored ? verdict->crps : NAN));
}

/* Rows of a use that have values. */
static void lines_print(struct text *text, const struct validation_output *output, enum observed_use use) {
    bool titled = false;
    for (size_t i = 0; i < output->n; i++) {
        const struct verdict *verdict = &output->verdicts[i];
        if (verdict->row->use != use || verdict->n == 0) continue;
        if (!titled)
            text_print(text, "\n%-30s %-27s %8s %8s %8s %8s  %-11s %8s\n", observed_uses[use], "metric", "observed",
                       "mean", "2.5 %", "97.5 %", "it lies", "CRPS");
        titled = true;
        line_print(text, verdict);
    }
}

static void naive_print(struct text *text, const struct validation *sums, size_t kind) {
    char model[NUMBER], naive[NUMBER];
    if (sums->n_naive[kind] == 0) return;
    bool better = sums->crps[kind] < sums->crps_naive[kind];
    text_print(
        text, "  against %s, on %zu counts: CRPS %s, that forecast %s; %s (better on %zu; its own 95 %% holds %zu)\n",
        naive_titles[kind], sums->n_naive[kind], number(model, sums->crps[kind]), number(naive, sums->crps_naive[kind]),
        better ? "the model is better" : "the model is NOT better: claim response, means and cost, not counts",
        sums->won[kind], sums->covered_naive[kind]);
}

static void sums_print(struct text *text, const struct validation *sums, const char *use) {
    if (sums->n == 0) return;
    text_print(text, "\n%s: %zu scored\n", use, sums->n);
    for (size_t i = 0; i < LEVELS; i++) {
        struct score_range range = score_binomial(sums->covered[i], sums->n, 0.95);
        text_print(text, "  in the central %2.0f %%: %zu, %.0f %% (if rows were independent: %.0f to %.0f %%)\n",
                   100 * validate_levels[i], sums->covered[i], 100 * (double)sums->covered[i] / (double)sums->n,
                   100 * range.low, 100 * range.high);
    }
    text_append_string(text, "  ranks in tenths:");
    for (size_t i = 0; i < RANK_CELLS; i++) text_print(text, " %zu", sums->ranks[i]);
    text_append_string(text, "\n");
    for (size_t i = 0; i < NAIVES; i++) naive_print(text, sums, i);
}

/* How many rows have no values, and why. */
static void silent_print(struct text *text, const struct validation_output *output) {
    size_t count[STANDINGS] = {0}, undefined = 0;
    for (size_t i = 0; i < output->n; i++) {
        bool silent = !observe_simulated(output->verdicts[i].standing);
        if (silent) count[output->verdicts[i].standing]++;
        else undefined += output->verdicts[i].n == 0;
    }
    text_print(text,
               "\nnot compared: %zu outside the run, %zu in its warm-up, %zu of other options, %zu that no process "
               "gives, %zu never defined\n",
               count[STANDING_OUTSIDE], count[STANDING_WARM_UP], count[STANDING_OTHER_OPTION],
               count[STANDING_NOT_SIMULATED], undefined);
}

static void misses_print(struct text *text, const struct validation_output *output) {
    char observed[NUMBER], low[NUMBER], high[NUMBER];
    size_t n = 0;
    for (size_t i = 0; i < output->n; i++) {
        const struct verdict *verdict = &output->verdicts[i];
        if (!is_scored(verdict) || verdict->covered[LEVEL_95]) continue;
        if (n++ == 0) text_append_string(text, "\nmisses, outside the central 95 %:\n");
        text_print(text, "  %s: %s recorded, %s to %s simulated\n", verdict->row->id,
                   number(observed, verdict->row->value), number(low, verdict->low[LEVEL_95]),
                   number(high, verdict->high[LEVEL_95]));
    }
    if (n == 0) text_append_string(text, "\nno misses: every scored value lies in its central 95 %\n");
}

void validation_print(struct text *text, const struct validation_output *output) {
    text_print(text, "%s, %llu worlds x %u replications; records simulated with the noise of recording\n",
               output->option, (unsigned long long)output->worlds, (unsigned)output->replications);
    for (size_t use = 0; use < OBSERVED_USES; use++) lines_print(text, output, (enum observed_use)use);
    for (size_t use = OBSERVED_CALIBRATE; use <= OBSERVED_HOLDOUT; use++) {
        struct validation sums = validation_of(output->verdicts, output->n, (enum observed_use)use);
        sums_print(text, &sums, observed_uses[use]);
    }
    misses_print(text, output);
    silent_print(text, output);
}
