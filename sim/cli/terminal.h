/* What the streams can show, and one-line messages. Not for data. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "base/file.h"
#include "cli/arguments.h"

/* True if `stream` gets colours: asked for, or a terminal that can show them while NO_COLOR is not set. */
bool terminal_color(const struct arguments *arguments, FILE *stream);

bool terminal_is(FILE *stream);

/* Columns of the terminal behind `stream`, or 0. */
int terminal_width(FILE *stream);

/* "mandate: reason" on stderr; gives `status` back. */
enum mandate_status failure_tell(enum mandate_status status, const char *reason);

/* A remark for people on stderr, unless --quiet. */
void remark(const struct arguments *arguments, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Writes a text to stdout. */
void put(const char *text);

#endif
