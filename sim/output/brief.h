/* The first screen: in plain words, which option is best on what, how sure that is, what each option costs and gives,
 * and which assumption would change it. At most some 55 lines of 100 columns; all numbers are in compare.csv and
 * --json. There is no overall winner unless the study states criteria. Not for means of all metrics (table.h). */
#ifndef OUTPUT_BRIEF_H
#define OUTPUT_BRIEF_H

#include <stdbool.h>
#include <stdio.h>

#include "output/decision.h"

void brief_print(FILE *stream, const struct decision *decision, bool color);

#endif
