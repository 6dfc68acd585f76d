/* The comparison on the terminal: metrics x options, made to be read at 100 to 140 columns.
 * Not for working it out (comparison.h). */
#ifndef OUTPUT_TABLE_H
#define OUTPUT_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "output/comparison.h"

/* Prints the table, `width` columns wide (0 = 120). Better and worse are green and red if `color`. */
void table_print(FILE *stream, const struct comparison *comparison, int width, bool color);

#endif
