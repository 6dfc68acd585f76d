/* Diagnostics: every mistake of the user, collected, sorted by place and printed in one pass. */
#ifndef MANDATE_DIAGNOSTIC_H
#define MANDATE_DIAGNOSTIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A file of the user's: its name as shown in messages, and its bytes (for the source line). */
struct mandate_source {
    const char *name;  /* as the user would type it */
    const char *bytes; /* (size), not terminated */
    size_t size;       /* [bytes] */
};

/* A place in a file: line and column count from 1, columns in characters; line 0 = the whole file. */
struct mandate_place {
    const struct mandate_source *source; /* NULL = the command line */
    uint32_t line, column;
    uint32_t length; /* characters to underline, at least 1 */
};

struct mandate_diagnostics;

struct mandate_diagnostics *mandate_diagnostics_new(void);
void mandate_diagnostics_free(struct mandate_diagnostics *diagnostics);

/* Adds an error: `path` is the address of the value (may be NULL), `what` one sentence that says
 * what is wrong and, after a semicolon, what to write instead. At most 200 are kept; the rest is
 * counted. Not thread-safe: one collection belongs to one thread. */
void mandate_error_add(struct mandate_diagnostics *diagnostics, struct mandate_place place, const char *path,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same for a warning, which does not fail a check. */
void mandate_warning_add(struct mandate_diagnostics *diagnostics, struct mandate_place place, const char *path,
                         const char *format, ...) __attribute__((format(printf, 4, 5)));

size_t mandate_diagnostics_errors(const struct mandate_diagnostics *diagnostics);
size_t mandate_diagnostics_warnings(const struct mandate_diagnostics *diagnostics);

/* Prints all, sorted by file, line and column:
 *   file:line:column: error: path: what is wrong; what to write instead
 *     the source line
 *         ^~~~
 * Control characters of the user's text are shown escaped. `color` adds ANSI colours. */
void mandate_diagnostics_print(const struct mandate_diagnostics *diagnostics, FILE *stream, bool color);

#endif
