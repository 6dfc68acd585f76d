/* mandate plot: the figures of a results folder. */
#include "output/plot.h"

#include "cli/terminal.h"
#include "cli/verb.h"

enum mandate_status verb_plot(const struct arguments *arguments) {
    struct file_reason reason = {0};
    enum mandate_status status = plot_write(arguments->operands[0], arguments->reference, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    for (size_t i = 0; i < plot_figures(); i++) remark(arguments, "%s/plots/%s.svg", arguments->operands[0], plot_figure(i).name);
    return MANDATE_OK;
}
