/* mandate compare, and the table at the end of a run. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/folder.h"
#include "cli/show.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "output/json.h"

/* ---- other forms ---- */

static const struct comparison_cell *cell_of(const struct comparison *comparison, size_t metric, size_t option) {
    return &comparison->cells[metric * comparison->n_option + option];
}

static void interval_put(struct json *json, const char *key, const struct interval *interval) {
    json_open(json, key, '{');
    json_real(json, "mean", interval->mean);
    json_real(json, "low", interval->mean - interval->half);
    json_real(json, "high", interval->mean + interval->half);
    json_close(json, '}');
}

static void metric_put(struct json *json, const struct comparison *comparison, size_t m) {
    const struct mandate_metric *metric = &mandate_metrics[comparison->metrics[m]];
    json_open(json, NULL, '{');
    json_text(json, "metric", metric->name);
    json_text(json, "unit", metric->unit);
    json_text(json, "sense", metric->sense > 0 ? "more is better" : metric->sense < 0 ? "less is better" : "neither");
    json_open(json, "options", '{');
    for (size_t o = 0; o < comparison->n_option; o++) {
        json_open(json, comparison->options[o], '{');
        interval_put(json, "value", &cell_of(comparison, m, o)->value);
        if (o != comparison->reference) interval_put(json, "difference", &cell_of(comparison, m, o)->difference);
        json_close(json, '}');
    }
    json_close(json, '}');
    json_close(json, '}');
}

static void json_print(const struct comparison *comparison) {
    struct json json = {0};
    json_open(&json, NULL, '{');
    json_text(&json, "reference", comparison->options[comparison->reference]);
    json_real(&json, "confidence", comparison->confidence);
    json_whole(&json, "worlds", comparison->worlds);
    json_whole(&json, "replications", comparison->replications);
    json_whole(&json, "rows", comparison->rows);
    json_whole(&json, "failed", comparison->failed);
    json_open(&json, "metrics", '[');
    for (size_t m = 0; m < comparison->n_metric; m++) metric_put(&json, comparison, m);
    json_close(&json, ']');
    json_close(&json, '}');
    json_end(&json);
    put(json.text.bytes);
    text_free(&json.text);
}

static void reals_append(struct text *text, const struct interval *interval, bool there) {
    const double values[] = {interval->mean, interval->mean - interval->half, interval->mean + interval->half};
    for (size_t i = 0; i < 3; i++) {
        text_append_string(text, ",");
        if (there) text_append_real(text, values[i]);
    }
}

/* An option's name needs quotes when it has several levers. */
static void csv_print(const struct comparison *comparison) {
    struct text text = {0};
    text_append_string(&text, "metric,option,mean,low,high,difference,difference_low,difference_high\n");
    for (size_t m = 0; m < comparison->n_metric; m++)
        for (size_t o = 0; o < comparison->n_option; o++) {
            const char *quote = strchr(comparison->options[o], ',') != NULL ? "\"" : "";
            const struct comparison_cell *cell = cell_of(comparison, m, o);
            text_print(&text, "%s,%s%s%s", mandate_metrics[comparison->metrics[m]].name, quote, comparison->options[o],
                       quote);
            reals_append(&text, &cell->value, true);
            reals_append(&text, &cell->difference, o != comparison->reference);
            text_append_string(&text, "\n");
        }
    put(text.bytes);
    text_free(&text);
}

/* ---- showing ---- */

/* The index of a metric, or -1 after a message. */
static int metric_find(const char *name) {
    const char *names[MANDATE_METRICS];
    for (int i = 0; i < MANDATE_METRICS; i++) {
        names[i] = mandate_metrics[i].name;
        if (strcmp(names[i], name) == 0) return i;
    }
    const char *nearest = text_nearest(name, names, MANDATE_METRICS);
    (void)fprintf(stderr, "mandate: there is no metric '%s'%s%s%s\n", name, nearest != NULL ? "; did you mean '" : "",
                  nearest != NULL ? nearest : "; see: mandate list metrics", nearest != NULL ? "'?" : "");
    return -1;
}

static enum mandate_status comparison_put(const struct arguments *arguments, const struct comparison_request *request) {
    struct comparison *comparison;
    struct file_reason reason = {0};
    enum mandate_status status = comparison_read(request, &comparison, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    if (arguments->json) json_print(comparison);
    else if (arguments->csv) csv_print(comparison);
    else table_print(stdout, comparison, terminal_width(stdout), terminal_color(arguments, stdout));
    comparison_free(comparison);
    return MANDATE_OK;
}

enum mandate_status comparison_show(const struct arguments *arguments, const char *folder, const char *reference) {
    int *metrics = memory_take((arguments->metric.n + 1) * sizeof *metrics);
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 0; i < arguments->metric.n; i++) {
        metrics[i] = metric_find(arguments->metric.at[i]);
        if (metrics[i] < 0) status = MANDATE_BAD_INPUT;
    }
    struct comparison_request request = {
        .folder = folder, .reference = reference, .n_metric = arguments->metric.n, .metrics = metrics};
    if (status == MANDATE_OK) status = comparison_put(arguments, &request);
    memory_free(metrics);
    return status;
}

/* The study of the folder says which option is the reference. */
enum mandate_status verb_compare(const struct arguments *arguments) {
    const char *folder = arguments->operands[0];
    if (arguments->reference != NULL) return comparison_show(arguments, folder, arguments->reference);
    struct session session;
    enum mandate_status status = folder_open(&session, folder, arguments);
    if (status == MANDATE_OK)
        status = comparison_show(arguments, folder, session.layout.variants[session.layout.reference]);
    session_close(&session);
    return status;
}
