/* CSV: RFC 4180 in UTF-8 with LF, shortest numbers that read back the same, an empty field for nan, `inf` for never.
 * Text that a spreadsheet would take for a formula gets an apostrophe in front. Not for columns and their meaning. */
#ifndef OUTPUT_CSV_H
#define OUTPUT_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "mandate/status.h"

/* ---- writing; failures are told by csv_commit ---- */

struct csv;

/* Begins FOLDER/NAME under a temporary name. */
MANDATE_CHECKED enum mandate_status csv_create(const char *folder, const char *name, struct csv **csv,
                                               struct file_reason *reason);
void csv_text(struct csv *csv, const char *text);
void csv_real(struct csv *csv, double value);
void csv_whole(struct csv *csv, uint64_t value);
void csv_date(struct csv *csv, double hours); /* [h since 1970-01-01]; empty unless finite */
void csv_line(struct csv *csv);               /* ends a row */

/* A row of texts, such as the header; `names` ends with NULL. */
void csv_texts(struct csv *csv, const char *const *names);

/* Gives the file its name and frees the handle. */
MANDATE_CHECKED enum mandate_status csv_commit(struct csv *csv, struct file_reason *reason);

/* Gives up and frees the handle; what stood under the name stays. */
void csv_discard(struct csv *csv);

/* ---- reading files of ours, row by row ---- */

struct csv_reader;

/* Opens FOLDER/NAME and reads its header. */
MANDATE_CHECKED enum mandate_status csv_open(const char *folder, const char *name, struct csv_reader **reader,
                                             struct file_reason *reason);

/* Number of the column `name`, or -1. */
int csv_column(const struct csv_reader *reader, const char *name);

/* Numbers of the columns `names` (n). MANDATE_BAD_INPUT, with FOLDER/NAME in the reason, when one is not there. */
MANDATE_CHECKED enum mandate_status csv_columns_find(const struct csv_reader *reader, const char *folder,
                                                     const char *name, const char *const *names, size_t n, int *columns,
                                                     struct file_reason *reason);
size_t csv_columns(const struct csv_reader *reader);
const char *csv_column_name(const struct csv_reader *reader, size_t column);

/* Goes to the next row; *more is false after the last one. MANDATE_BAD_INPUT: a row of another length than the header.
 */
MANDATE_CHECKED enum mandate_status csv_next(struct csv_reader *reader, bool *more, struct file_reason *reason);

/* Fields of the row, valid until the next one. */
const char *csv_field(const struct csv_reader *reader, size_t column);
double csv_number(const struct csv_reader *reader, size_t column); /* nan when empty or not a number */

/* Frees the reader; accepts NULL. */
void csv_close(struct csv_reader *reader);

/* ---- dates ---- */

enum { CSV_DATE = 96 };

/* 2023-01-15, with T06:00 when it is not midnight; empty unless finite. [h since 1970-01-01] */
void csv_date_write(char out[CSV_DATE], double hours);

#endif
