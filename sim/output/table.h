/* The comparison on the terminal: metrics x options, made to be read at 100 to 140 columns.
 * Not for working it out (comparison.h). */
#ifndef OUTPUT_TABLE_H
#define OUTPUT_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "output/comparison.h"

/* 1234567.8 with one decimal -> 1,234,567.8, with a + in front if `sign`; "-" for nan. Returns the length. */
enum { TABLE_NUMBER = 48 };
size_t table_number(char out[TABLE_NUMBER], double value, int decimals, bool sign);

/* Prints its first part only: as many metrics as stand side by side, without the sentences. */
void table_first_print(FILE *stream, const struct comparison *comparison, int width, bool color);

/* Prints the table, `width` columns wide (0 = 120). Better and worse are green and red if `color`. */
void table_print(FILE *stream, const struct comparison *comparison, int width, bool color);

#endif
