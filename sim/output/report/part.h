/* The parts of the report, each a <section>. Not for others. */
#ifndef OUTPUT_REPORT_PART_H
#define OUTPUT_REPORT_PART_H

#include "base/text.h"
#include "output/report/report.h"

void report_answer(struct text *page, const struct report_request *request);
void report_tables(struct text *page, const struct report_request *request);
void report_maps(struct text *page, const struct report_request *request);
void report_pictures(struct text *page, const struct report_request *request);
void report_options(struct text *page, const struct report_request *request);
void report_assumptions(struct text *page, const struct report_request *request);
void report_method(struct text *page, const struct report_request *request);

/* The picture of number `index` as a <figure> with what it shows and the rows behind it. */
void report_picture(struct text *page, const struct report_request *request, size_t index);

/* Name of an option, metric (enum mandate_metric_index) at a place of the comparison, and what was found for both. */
static inline const char *report_option(const struct report_request *request, int option) {
    return request->decision->comparison->options[option];
}

static inline int report_metric(const struct report_request *request, size_t m) {
    return request->decision->comparison->metrics[m];
}

static inline const struct comparison_cell *report_cell(const struct report_request *request, size_t m, size_t option) {
    return &request->decision->comparison->cells[m * request->decision->comparison->n_option + option];
}

#endif
