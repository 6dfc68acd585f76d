/* mandate calibrate: the worlds that could have given the observed history. */
#include <stdio.h>

#include "base/arena.h"
#include "cli/history.h"
#include "cli/stop.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "output/calibration.h"

/* Values of the unknowns in all worlds. */
static double *worlds_values(const struct session *session) {
    size_t n = session->scenario->n_unknown;
    double *values = memory_take(sizeof(double) * ((size_t)session->layout.worlds * n + 1));
    for (uint64_t w = 0; w < session->layout.worlds; w++) design_values(session->design, w + 1, values + w * n);
    return values;
}

static void calibration_show(const struct arguments *arguments, const struct calibration_output *output) {
    struct text text = {0};
    if (arguments->json) calibration_json(&text, output);
    else calibration_print(&text, output);
    put(text.bytes);
    (void)fflush(stdout);
    text_free(&text);
}

static enum mandate_status history_match(const struct history *history, const struct arguments *arguments) {
    const struct session *session = &history->session;
    struct file_reason reason = {0};
    bool by_second = arguments->implausible == IMPLAUSIBLE_SECOND;
    struct calibration calibration = calibrate(&history->observations, by_second, session->arena);
    double *values = worlds_values(session);
    struct calibration_output output = {history->option, &calibration, session->scenario, values, by_second};
    const char *folder = history_folder(history, arguments, "calibration");
    enum mandate_status status = calibration_write(folder, &output, &reason);
    if (status != MANDATE_OK) (void)failure_tell(status, reason.text);
    else {
        calibration_show(arguments, &output);
        remark(arguments, "\nwritten:\n  %s/worlds_kept.csv\n  %s/implausibility.csv\n  %s/datapackage.json", folder,
               folder, folder);
        remark(arguments, "next, in a study beside worlds_kept.csv, in place of 'worlds':\n"
                          "  design: {kind: csv, file: worlds_kept.csv}\n  vary: all");
    }
    memory_free(values);
    return status;
}

enum mandate_status verb_calibrate(const struct arguments *arguments) {
    struct history history;
    stop_listen();
    enum mandate_status status = history_open(&history, arguments);
    if (status == MANDATE_OK && history.session.layout.replications < 2)
        status = failure_tell(MANDATE_BAD_INPUT,
                              "calibrate: at least 2 replications show what is chance; write --replications 8");
    if (status == MANDATE_OK) status = history_run(&history, arguments);
    if (status == MANDATE_OK) status = history_match(&history, arguments);
    history_close(&history);
    return status;
}
