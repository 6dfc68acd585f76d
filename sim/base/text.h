/* Small text tools: a growing buffer, the nearest name for "did you mean", and numbers without locale.
 * Not for units (quantity) and not for messages (diagnostic). All are thread-safe. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* A growing text; start with {0}. `bytes` ends with a NUL once something was appended. */
struct text {
    char *bytes;             /* (length), owned */
    size_t length, capacity; /* [bytes] */
};

void text_append(struct text *text, const char *bytes, size_t length);
void text_append_string(struct text *text, const char *string);
void text_append_real(struct text *text, double value); /* as text_real_write */
void text_print(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_clear(struct text *text); /* keeps the memory */
void text_free(struct text *text);  /* accepts a half-built one; leaves {0} */

/* The candidate nearest to `name` by edit distance (insert, delete, replace, swap of neighbours; case
 * ignored), the first of equals; NULL when none is near enough to be meant: a third of the length, at least 1. */
const char *text_nearest(const char *name, const char *const *candidates, size_t n);

/* The edit distance of two names, or `limit` + 1 when it is more than `limit`. */
size_t text_distance(const char *a, const char *b, size_t limit);

enum { TEXT_REAL = 32 };

/* The shortest decimal that reads back as `value`, nearest to it among those, without locale:
 * 12, 0.25, 1e-7, inf, -inf; nan gives an empty text, and -0 gives 0. Returns the length; ends with NUL. */
size_t text_real_write(char out[TEXT_REAL], double value);

/* Reads a whole text as a finite or infinite decimal, correctly rounded, without locale. False, with
 * `value` untouched, unless all of it is a plain number ("1", "-2.5e3", ".5", "inf"; no hex, no spaces, no nan). */
bool text_real_read(const char *bytes, size_t length, double *value);

#endif
