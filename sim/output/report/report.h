/* The report: one HTML file that needs nothing else. The answer stands first, then each option, pictures, assumptions
 * with their sources, the credibility sheet, the method and what the intervals leave out. It reads with scripts off;
 * scripts only sort tables. Text from a scenario never acts as markup. */
#ifndef OUTPUT_REPORT_REPORT_H
#define OUTPUT_REPORT_REPORT_H

#include "base/file.h"
#include "mandate/load.h"
#include "mandate/status.h"
#include "output/decision.h"
#include "output/plot/plot.h"

struct report_request {
    const char *folder; /* of the results; the page goes to FOLDER/report.html */
    const struct mandate_documents *documents;
    struct mandate_scenario *scenario;
    const struct decision *decision;
    const char *version, *hash; /* of the program and the study */
    size_t n_picture;
    const struct plot_picture *pictures; /* (n_picture); none = gnuplot was not there */
};

MANDATE_CHECKED enum mandate_status report_write(const struct report_request *request, struct file_reason *reason);

#endif
