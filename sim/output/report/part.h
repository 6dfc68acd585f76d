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

/* A value of a metric with its unit, shares in percent: "58.2 h", "4.71 %". */
void report_value(struct text *out, int metric, double value, double half);

#endif
