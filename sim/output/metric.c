/* The tables of metrics that metric.h declares, made from its lists. */
#include "mandate/metric.h"

#define METRIC_ROW(label, u, s, h, a) {.name = #label, .unit = (u), .about = (a), .sense = (s), .headline = (h)},
const struct mandate_metric mandate_metrics[MANDATE_METRICS] = {MANDATE_METRIC_LIST(METRIC_ROW)};

#define PLAIN_ROW(label, u, a) {.name = #label, .unit = (u), .about = (a)},
const struct mandate_metric mandate_series_metrics[MANDATE_SERIES] = {MANDATE_SERIES_LIST(PLAIN_ROW)};
const struct mandate_metric mandate_breakdown_metrics[MANDATE_BREAKDOWNS] = {MANDATE_BREAKDOWN_LIST(PLAIN_ROW)};

#define PLACE_ROW(label, k, u, a) {.name = #label, .unit = (u), .about = (a), .kind = #k},
const struct mandate_metric mandate_place_metrics[MANDATE_PLACES] = {MANDATE_PLACE_LIST(PLACE_ROW)};
