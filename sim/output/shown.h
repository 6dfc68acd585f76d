/* Numbers as people read them, on the terminal and in the report alike. Not for files (csv.h). */
#ifndef OUTPUT_SHOWN_H
#define OUTPUT_SHOWN_H

#include <stdbool.h>

#include "base/text.h"

/* Decimals that show two digits of an uncertainty, or three of a value if there is none (`half` not above 0). */
int shown_decimals(double value, double half);

/* "1,234.5", with a + in front if `sign`. */
void shown_real(struct text *out, double value, int decimals, bool sign);

/* A value of a metric with its unit, shares in percent: "58.28 ±0.71 h", "4.7 %". */
void shown_value(struct text *out, int metric, double value, double half);

/* The same for a difference, which is in percentage points: "0.093 ±0.040 points". */
void shown_difference(struct text *out, int metric, double value, double half);

/* "63 %"; at the ends "over 99 %" and "under 1 %": so many worlds say no more. */
void shown_chance(struct text *out, double share);

#endif
