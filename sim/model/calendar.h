/* The calendar of a run: days, months and calendar quarters, and where onsets fall inside a step. */
#ifndef MODEL_CALENDAR_H
#define MODEL_CALENDAR_H

#include "model/model.h"

struct calendar_date {
    int year, month, day;
}; /* month 1 ... 12 */

/* The civil date of a time [h since 1970-01-01], and back (proleptic Gregorian calendar). */
struct calendar_date calendar_date_of(double hours);
double calendar_hours_of(struct calendar_date date);

/* Months, quarters and the hours of onset of the model's run. */
void calendar_compile(struct model *model, struct arena *arena);

/* First days of the calendar quarters that the run touches [h since 1970-01-01]. */
const double *calendar_quarters(const struct mandate_scenario *scenario, size_t *n, struct arena *arena);

#endif
