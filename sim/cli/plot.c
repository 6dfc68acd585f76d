/* mandate plot: the figures of a results folder. */
#include "output/plot/plot.h"

#include "cli/folder.h"
#include "cli/terminal.h"
#include "cli/verb.h"

static enum mandate_status figures_draw(const struct arguments *arguments, const struct session *session,
                                        const struct plot_request *request) {
    struct file_reason reason = {0};
    struct plot_picture *pictures;
    size_t n;
    (void)session;
    enum mandate_status status = plot_write(request, &n, &pictures, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    for (size_t i = 0; i < n; i++)
        remark(arguments, "%s/plots/%s.svg  %s", request->folder, pictures[i].name, pictures[i].figure->title);
    return MANDATE_OK;
}

enum mandate_status verb_plot(const struct arguments *arguments) {
    struct session session;
    const char *folder = arguments->operands[0];
    enum mandate_status status = folder_open(&session, folder, arguments);
    if (status == MANDATE_OK) {
        struct worker_setup setup = session_setup(&session, 1);
        struct plot_request request = {.folder = folder,
                                       .reference = session.layout.variants[session.layout.reference],
                                       .scenario = session.scenario,
                                       .setup = &setup,
                                       .arena = session.arena};
        status = figures_draw(arguments, &session, &request);
    }
    session_close(&session);
    return status;
}
