/* A CSV file of the user's, read field by field with the place of each for messages. RFC 4180 but for line feeds inside
 * quotes. Not for files of ours (output/csv.h). */
#ifndef BASE_SHEET_H
#define BASE_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "mandate/diagnostic.h"

/* Start with the source and `next` at its first byte. */
struct sheet {
    const struct mandate_source *source;
    const char *next; /* what was not yet read */
    const char *at;   /* the present line */
    size_t length;    /* [bytes] without its end */
    size_t from;      /* where its next field begins; beyond `length` after the last one */
    uint32_t line;    /* from 1 */
    uint32_t before;  /* characters of the line before `from` */
};

/* A field without the quotes around it; a quote inside quotes stays doubled. */
struct sheet_field {
    const char *text; /* (length), not terminated */
    size_t length;    /* [bytes] */
    struct mandate_place place;
};

struct sheet sheet_of(const struct mandate_source *source);

/* Goes to the next line that is not empty; false at the end. */
bool sheet_line(struct sheet *sheet);

/* The next field of the line; false after the last one. */
bool sheet_field(struct sheet *sheet, struct sheet_field *field);

/* The beginning of the present line. */
struct mandate_place sheet_place(const struct sheet *sheet);

bool sheet_is(const struct sheet_field *field, const char *text);

#endif
