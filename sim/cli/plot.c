/* mandate plot: the figures of a results folder. */
#include "output/plot.h"

#include "cli/folder.h"
#include "cli/terminal.h"
#include "cli/verb.h"

static enum mandate_status figures_draw(const struct arguments *arguments, const char *folder, const char *reference) {
    struct file_reason reason = {0};
    enum mandate_status status = plot_write(folder, reference, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    for (size_t i = 0; i < plot_figures(); i++)
        remark(arguments, "%s/plots/%s.svg  %s", folder, plot_figure(i).name, plot_figure(i).title);
    return MANDATE_OK;
}

enum mandate_status verb_plot(const struct arguments *arguments) {
    struct session session;
    const char *folder = arguments->operands[0];
    enum mandate_status status = folder_open(&session, folder, arguments);
    if (status == MANDATE_OK)
        status = figures_draw(arguments, folder, session.layout.variants[session.layout.reference]);
    session_close(&session);
    return status;
}
