/* Dates of the mission's local time as hours since 1970-01-01T00:00. Not for durations (quantity.h). */
#ifndef SCENARIO_DATE_H
#define SCENARIO_DATE_H

#include <stdbool.h>
#include <stddef.h>

/* Reads 2023-01-15 or 2023-01-15T05:00. NULL when it is a date, else what is wrong with it. */
const char *date_read(const char *text, double *hours);

/* The same day and hour `months` calendar months later; a day that the month lacks becomes its last. */
double date_add_months(double hours, double months);

enum { DATE_TEXT = 32 };

/* 2023-01-15, or 2023-01-15T05:00 when it is not midnight. */
void date_write(char out[DATE_TEXT], double hours);

#endif
