/* mandate compare, and the first screen at the end of a run. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/folder.h"
#include "cli/show.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "output/brief.h"
#include "output/compare_file.h"
#include "output/decision_json.h"
#include "output/json.h"
#include "output/table.h"

/* ---- forms ---- */

static void json_print(const struct decision *decision) {
    struct json json = {0};
    decision_json_put(&json, decision);
    json_end(&json);
    put(json.text.bytes);
    text_free(&json.text);
}

static void csv_print(const struct decision *decision) {
    struct text text = {0};
    compare_file_append(decision, &text);
    put(text.bytes);
    text_free(&text);
}

static void decision_print(const struct arguments *arguments, const struct decision *decision) {
    bool color = terminal_color(arguments, stdout);
    if (arguments->json) json_print(decision);
    else if (arguments->csv) csv_print(decision);
    else if (arguments->table) table_print(stdout, decision->comparison, terminal_width(stdout), color);
    else brief_print(stdout, decision, color);
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

/* The metrics asked for; for CSV all of them when none was. */
static enum mandate_status metrics_read(const struct arguments *arguments, int *metrics, size_t *n) {
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 0; i < arguments->metric.n; i++) {
        metrics[i] = metric_find(arguments->metric.at[i]);
        if (metrics[i] < 0) status = MANDATE_BAD_INPUT;
    }
    *n = arguments->metric.n;
    for (int m = 0; m < MANDATE_METRICS && arguments->csv && arguments->metric.n == 0; m++) metrics[(*n)++] = m;
    return status;
}

static enum mandate_status decision_show(const struct arguments *arguments, const struct decision_request *request) {
    struct decision *decision;
    struct file_reason reason = {0};
    enum mandate_status status = decision_read(request, &decision, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    decision_print(arguments, decision);
    decision_free(decision);
    return MANDATE_OK;
}

enum mandate_status comparison_show(const struct arguments *arguments, const char *folder, const char *reference,
                                    const struct mandate_scenario *scenario) {
    int *metrics = memory_take((arguments->metric.n + MANDATE_METRICS) * sizeof *metrics);
    struct decision_request request = {
        .folder = folder, .reference = reference, .metrics = metrics, .scenario = scenario};
    request.tables = arguments->csv || arguments->table;
    enum mandate_status status = metrics_read(arguments, metrics, &request.n_metric);
    if (status == MANDATE_OK) status = decision_show(arguments, &request);
    memory_free(metrics);
    return status;
}

/* The study of the folder says which option is the reference, and what the study wants to know. */
enum mandate_status verb_compare(const struct arguments *arguments) {
    const char *folder = arguments->operands[0];
    struct session session;
    enum mandate_status status = folder_open(&session, folder, arguments);
    const char *reference = arguments->reference;
    if (status == MANDATE_OK && reference == NULL) reference = session.layout.variants[session.layout.reference];
    if (status == MANDATE_OK) status = comparison_show(arguments, folder, reference, session.scenario);
    session_close(&session);
    return status;
}
