/* mandate report: one HTML page about a results folder. */
#include "output/report.h"

#include "base/arena.h"
#include "cli/folder.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "mandate.h"
#include "output/plot.h"

/* Without gnuplot the page has no pictures; that is said in one line and is no failure. */
static bool figures_draw(const struct arguments *arguments, const char *folder, const char *reference) {
    struct file_reason reason = {0};
    enum mandate_status status = plot_write(folder, reference, &reason);
    if (status != MANDATE_OK) remark(arguments, "without pictures: %s", reason.text);
    return status == MANDATE_OK;
}

static enum mandate_status page_write(const struct arguments *arguments, const struct session *session,
                                      const char *folder) {
    const char *reference = session->layout.variants[session->layout.reference];
    struct decision_request question = {.folder = folder, .reference = reference, .scenario = session->scenario};
    struct report_request request = {.folder = folder,
                                     .documents = session->documents,
                                     .scenario = session->scenario,
                                     .version = MANDATE_VERSION,
                                     .hash = session->hash};
    struct file_reason reason = {0};
    struct decision *decision;
    enum mandate_status status = decision_read(&question, &decision, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    request.decision = decision;
    request.figures = figures_draw(arguments, folder, reference);
    status = report_write(&request, &reason);
    decision_free(decision);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    remark(arguments, "%s/report.html", folder);
    return MANDATE_OK;
}

enum mandate_status verb_report(const struct arguments *arguments) {
    struct session session;
    const char *folder = arguments->operands[0];
    enum mandate_status status = folder_open(&session, folder, arguments);
    if (status == MANDATE_OK) status = page_write(arguments, &session, folder);
    session_close(&session);
    return status;
}
