/* Numbers with units: "4 h", "230 km/h", "12 %", "1428 USD/person/month". Base units inside: h, km, persons, USD.
 * Not for dates (date.h) and not for distributions (law.h). */
#ifndef SCENARIO_QUANTITY_H
#define SCENARIO_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>

enum dimension {
    DIMENSION_TIME,
    DIMENSION_LENGTH,
    DIMENSION_PERSONS,
    DIMENSION_MONEY,
    DIMENSION_TEMPERATURE,
    DIMENSIONS
};

struct unit {
    double up, down; /* one of it is up / down base units; both exact, so that 45 min is 0.75 h */
    signed char power[DIMENSIONS];
    bool percent; /* a share, written with % */
    bool none;    /* no unit at all */
};

/* Reads a unit: products and quotients of names with whole powers; "" = none. False when a name is not known;
 * `wrong` is then the start of that name and `length` its length. */
bool unit_read(const char *text, size_t size, struct unit *unit, const char **wrong, size_t *length);

/* The unit of a row; a mistake in it is ours. */
struct unit unit_of_row(const char *text);

/* The base unit in which values of a row are stored: "1/h" for "1/month"; "" for what has no unit. Returns `out`. */
enum { UNIT_TEXT = 64 };
const char *unit_base(const char *row, char out[UNIT_TEXT]);

/* Values of a row in its own unit over those in base units: 1/24 for "d"; 1 for what has no unit. */
double unit_from_base(const char *row);

double unit_to_base(const struct unit *unit, double value);

bool unit_same_dimension(const struct unit *a, const struct unit *b);

/* The names of units, one after the other; NULL past the last. */
const char *unit_name(size_t index);

/* The nearest unit name to a misspelt one, or NULL. */
const char *unit_nearest(const char *name);

/* "a time (min, h, d, week, month, year)": what a dimension is and how it may be written; `out` of 160 bytes. */
const char *unit_describe(const struct unit *unit, const char *text, char *out, size_t size);

/* A text cut into its number and its unit. */
struct quantity_parts {
    double number;
    const char *unit; /* inside the text */
    size_t unit_length;
};

/* False when the text does not begin with a plain decimal number. */
bool quantity_split(const char *text, size_t size, struct quantity_parts *parts);

#endif
