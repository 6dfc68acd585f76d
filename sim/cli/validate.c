/* mandate validate: simulated against observed history, then the smell tests. */
#include <math.h>
#include <stdio.h>

#include "analysis/smell.h"
#include "base/arena.h"
#include "cli/history.h"
#include "cli/stop.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "output/json.h"
#include "output/validation.h"

enum { SMELL_WORLDS = 16, SMELL_REPLICATIONS = 4 };

/* ---- smell tests ---- */

static struct smell_run smell_of(const struct history *history, const struct session *session) {
    const struct mandate_layout *layout = &session->layout;
    return (struct smell_run){.setup = session_setup(session, SMELL_REPLICATIONS),
                              .scenario = session->scenario,
                              .worlds = layout->worlds < SMELL_WORLDS ? layout->worlds : SMELL_WORLDS,
                              .replications =
                                  layout->replications < SMELL_REPLICATIONS ? layout->replications : SMELL_REPLICATIONS,
                              .threads = history->threads,
                              .stop = stop_asked};
}

/* The study with all its options and no deterrence, beside the one option. */
static enum mandate_status smell_run_all(const struct history *history, const struct arguments *arguments,
                                         struct smell_report *report) {
    struct arena *arena = history->session.arena;
    struct arguments inner = history_arguments(arguments, arena, "mission.deterrence.beta=0", NULL);
    inner = history_arguments(&inner, arena, "mission.deterrence.beta_host=0", NULL);
    struct session flat;
    session_begin(&flat, &inner);
    enum mandate_status status = session_load(&flat, arguments->operands[0], arguments, false);
    if (status == MANDATE_OK) {
        struct smell_run one = smell_of(history, &history->session), all = smell_of(history, &flat);
        status = smell_measure(&one, &all, arena, report);
    }
    session_close(&flat);
    return status;
}

static void smells_print(struct text *text, const struct smell_report *report) {
    text_append_string(text, "\nsmell tests (they warn, they do not fail)\n");
    for (size_t i = 0; i < report->n; i++)
        text_print(text, "  %-8s %s\n", report->smells[i].warns ? "WARNING" : "ok", report->smells[i].text);
    if (report->n_effect > 0)
        text_print(text, "  %-32s %-12s %22s %18s\n", "one at a time, 5 to 95 %", "kind", "reached in 24 h, points",
                   "averted, points");
    for (size_t i = 0; i < report->n_effect; i++) {
        const struct smell_effect *effect = &report->effects[i];
        text_print(text, "  %-32s %-12s %+22.1f %+18.2f\n", effect->path, effect->group, 100 * effect->reach,
                   100 * effect->averted);
    }
}

static void smells_json(struct json *json, const struct smell_report *report) {
    json_open(json, "smells", '[');
    for (size_t i = 0; i < report->n; i++) {
        json_open(json, NULL, '{');
        json_flag(json, "warns", report->smells[i].warns);
        json_text(json, "text", report->smells[i].text);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "effects", '[');
    for (size_t i = 0; i < report->n_effect; i++) {
        json_open(json, NULL, '{');
        json_text(json, "path", report->effects[i].path);
        json_text(json, "kind", report->effects[i].group);
        json_real(json, "reach_24h", report->effects[i].reach);
        json_real(json, "averted", report->effects[i].averted);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* ---- showing ---- */

static void validation_show(const struct arguments *arguments, const struct validation_output *output,
                            const struct smell_report *report) {
    struct json json = {0};
    struct text text = {0};
    if (arguments->json) {
        json_open(&json, NULL, '{');
        validation_json(&json, output);
        smells_json(&json, report);
        json_close(&json, '}');
        json_end(&json);
        put(json.text.bytes);
    } else {
        validation_print(&text, output);
        if (report->n > 0) smells_print(&text, report);
        put(text.bytes);
    }
    text_free(&json.text);
    text_free(&text);
}

static enum mandate_status history_judge(struct history *history, const struct arguments *arguments) {
    struct file_reason reason = {0};
    struct smell_report report = {0};
    struct validation_output output = {.option = history->option,
                                       .worlds = history->session.layout.worlds,
                                       .replications = history->session.layout.replications,
                                       .n = history->observed.n};
    output.verdicts = validate(&history->observations, history->session.arena);
    const char *folder = history_folder(history, arguments, "validation");
    enum mandate_status status = validation_write(folder, &output, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    if (!arguments->no_smell) status = smell_run_all(history, arguments, &report);
    if (status != MANDATE_OK) return status;
    validation_show(arguments, &output, &report);
    (void)fflush(stdout);
    remark(arguments, "\nwritten:\n  %s/validation.csv\n  %s/datapackage.json", folder, folder);
    return MANDATE_OK;
}

enum mandate_status verb_validate(const struct arguments *arguments) {
    struct history history;
    stop_listen();
    enum mandate_status status = history_open(&history, arguments);
    if (status == MANDATE_OK) status = history_run(&history, arguments);
    if (status == MANDATE_OK) status = history_judge(&history, arguments);
    history_close(&history);
    return status;
}
