/* places.csv beside the mission's own places: what maps show. */
#ifndef OUTPUT_PLOT_PLACES_H
#define OUTPUT_PLOT_PLACES_H

#include "mandate/metric.h"
#include "output/plot/plot.h"

struct comparison;
struct places;

/* All of places.csv, in the request's arena. */
MANDATE_CHECKED enum mandate_status places_read(const struct plot_request *request, const struct comparison *comparison,
                                                const struct places **places, struct file_reason *reason);

/* Dates that it has; one without a name is the whole horizon. */
size_t places_dates(const struct places *places);
const char *places_date(const struct places *places, size_t date); /* 2023-07-01; NULL = the whole horizon */

/* A value of a base, region or locality (index in the scenario); nan = not in the file. */
double places_value(const struct places *places, size_t option, size_t date, enum mandate_place_index metric,
                    size_t index);

#endif
