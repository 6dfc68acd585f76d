/* mandate report: one HTML page about a results folder. */
#include "output/report/report.h"

#include "base/arena.h"
#include "cli/folder.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "mandate.h"
#include "output/plot/plot.h"

/* Without gnuplot the page has no pictures; that is said in one line and is no failure. */
static void figures_draw(const struct arguments *arguments, const struct session *session,
                         struct report_request *request) {
    struct worker_setup setup = session_setup(session, 1);
    struct plot_request wanted = {.folder = request->folder,
                                  .reference = session->layout.variants[session->layout.reference],
                                  .scenario = session->scenario,
                                  .setup = &setup,
                                  .svg_only = true,
                                  .arena = session->arena};
    struct plot_picture *pictures;
    struct file_reason reason = {0};
    size_t n;
    if (plot_write(&wanted, &n, &pictures, &reason) != MANDATE_OK) {
        remark(arguments, "without pictures: %s", reason.text);
        return;
    }
    request->n_picture = n;
    request->pictures = pictures;
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
    figures_draw(arguments, session, &request);
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
