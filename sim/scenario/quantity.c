/* Numbers with units, strictly: decimal numbers only, and a short list of units. Not for dates. */
#include "scenario/quantity.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"

/* ---- units ---- */

/* clang-format off */
static const struct {
    const char *name;
    double up, down; /* in base units */
    enum dimension dimension;
    signed char power;
} unit_names[] = {
    {"min", 1, 60, DIMENSION_TIME, 1}, {"h", 1, 1, DIMENSION_TIME, 1}, {"hour", 1, 1, DIMENSION_TIME, 1},
    {"hours", 1, 1, DIMENSION_TIME, 1}, {"d", 24, 1, DIMENSION_TIME, 1}, {"day", 24, 1, DIMENSION_TIME, 1},
    {"days", 24, 1, DIMENSION_TIME, 1}, {"week", 168, 1, DIMENSION_TIME, 1}, {"weeks", 168, 1, DIMENSION_TIME, 1},
    {"month", 730.5, 1, DIMENSION_TIME, 1}, {"months", 730.5, 1, DIMENSION_TIME, 1}, {"year", 8766, 1, DIMENSION_TIME, 1},
    {"years", 8766, 1, DIMENSION_TIME, 1},
    {"m", 1, 1000, DIMENSION_LENGTH, 1}, {"km", 1, 1, DIMENSION_LENGTH, 1}, {"km2", 1, 1, DIMENSION_LENGTH, 2},
    {"person", 1, 1, DIMENSION_PERSONS, 1}, {"persons", 1, 1, DIMENSION_PERSONS, 1},
    {"USD", 1, 1, DIMENSION_MONEY, 1}, {"kUSD", 1000, 1, DIMENSION_MONEY, 1}, {"MUSD", 1000000, 1, DIMENSION_MONEY, 1},
    {"C", 1, 1, DIMENSION_TEMPERATURE, 1}, {"%", 1, 100, DIMENSION_TIME, 0},
};
/* clang-format on */
enum { UNIT_NAMES = sizeof unit_names / sizeof *unit_names };

static int unit_find(const char *name, size_t length) {
    for (int i = 0; i < UNIT_NAMES; i++)
        if (strlen(unit_names[i].name) == length && memcmp(unit_names[i].name, name, length) == 0) return i;
    return -1;
}

static bool name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '%' ||
           (unsigned char)c >= 0x80;
}

/* Multiplies the unit by a named one to a power. */
static void unit_multiply(struct unit *unit, int name, int power) {
    for (int i = 0; i < power || i < -power; i++) {
        unit->up *= power > 0 ? unit_names[name].up : unit_names[name].down;
        unit->down *= power > 0 ? unit_names[name].down : unit_names[name].up;
    }
    signed char *sum = &unit->power[unit_names[name].dimension];
    *sum = (signed char)(*sum + unit_names[name].power * power);
    unit->percent = unit->percent || unit_names[name].power == 0;
}

/* "^2" or "^-1" after a name. */
static int power_read(const char **at, const char *end) {
    if (*at == end || **at != '^') return 1;
    (*at)++;
    int sign = *at < end && **at == '-' ? -1 : 1;
    if (sign < 0) (*at)++;
    int power = *at < end && **at >= '1' && **at <= '4' ? *(*at)++ - '0' : 0;
    return sign * power;
}

static const char *blanks_skip(const char *at, const char *end) {
    while (at < end && *at == ' ') at++;
    return at;
}

/* One name with its power; `sign` -1 below the stroke. */
static bool factor_read(struct unit *unit, const char **at, const char *end, int sign, const char **wrong,
                        size_t *length) {
    const char *start = *at;
    while (*at < end && name_character(**at)) (*at)++;
    *wrong = start;
    *length = (size_t)(*at - start);
    if (*length == 1 && *start == '1' && sign > 0 && *at < end && *blanks_skip(*at, end) == '/') return true;
    int name = unit_find(start, *length);
    if (name < 0) {
        if (*length == 0) *length = (size_t)(end - start);
        return false;
    }
    int power = power_read(at, end);
    if (power == 0) return false;
    unit_multiply(unit, name, sign * power);
    return true;
}

bool unit_read(const char *text, size_t size, struct unit *unit, const char **wrong, size_t *length) {
    const char *at = blanks_skip(text, text + size), *end = text + size;
    *unit = (struct unit){.up = 1, .down = 1, .none = at == end};
    int sign = 1;
    if (at < end && *at == '/') {
        sign = -1;
        at = blanks_skip(at + 1, end);
    }
    while (!unit->none) {
        if (!factor_read(unit, &at, end, sign, wrong, length)) return false;
        at = blanks_skip(at, end);
        if (at == end) break;
        if (*at != '/' && *at != '*') {
            *wrong = at;
            *length = (size_t)(end - at);
            return false;
        }
        sign = *at == '/' ? -1 : 1;
        at = blanks_skip(at + 1, end);
    }
    return true;
}

struct unit unit_of_row(const char *text) {
    struct unit unit;
    const char *wrong;
    size_t length;
    bool known = unit_read(text, strlen(text), &unit, &wrong, &length);
    CHECK(known);
    return unit;
}

/* Adds the base units of one sign of power, with their exponents. */
static void powers_put(const struct unit *unit, int sign, const char *between, char *out, size_t size) {
    static const char *const names[DIMENSIONS] = {"h", "km", "persons", "USD", "C"};
    for (int i = DIMENSIONS - 1; i >= 0; i--) {
        int power = sign * unit->power[i];
        size_t length = strlen(out);
        if (power <= 0) continue;
        (void)snprintf(out + length, size - length, "%s%s", length > 0 || sign < 0 ? between : "", names[i]);
        length = strlen(out);
        if (power > 1) (void)snprintf(out + length, size - length, "%d", power);
    }
}

double unit_from_base(const char *row) {
    struct unit unit;
    const char *wrong;
    size_t length;
    return unit_read(row, strlen(row), &unit, &wrong, &length) ? unit.down / unit.up : 1;
}

const char *unit_base(const char *row, char out[UNIT_TEXT]) {
    struct unit unit;
    const char *wrong;
    size_t length, size = UNIT_TEXT;
    out[0] = '\0';
    if (!unit_read(row, strlen(row), &unit, &wrong, &length)) return out;
    powers_put(&unit, 1, " ", out, size);
    bool none_above = out[0] == '\0';
    for (int i = 0; i < DIMENSIONS && none_above; i++)
        if (unit.power[i] < 0) {
            (void)snprintf(out, size, "1");
            none_above = false;
        }
    powers_put(&unit, -1, "/", out, size);
    return out;
}

double unit_to_base(const struct unit *unit, double value) { return value * unit->up / unit->down; }

bool unit_same_dimension(const struct unit *a, const struct unit *b) {
    return memcmp(a->power, b->power, sizeof a->power) == 0;
}

const char *unit_name(size_t index) { return index < UNIT_NAMES ? unit_names[index].name : NULL; }

const char *unit_nearest(const char *name) {
    const char *names[UNIT_NAMES];
    for (int i = 0; i < UNIT_NAMES; i++) names[i] = unit_names[i].name;
    return text_nearest(name, names, UNIT_NAMES);
}

/* The dimension as a number in which each power is a digit. */
static int signature(const struct unit *unit) {
    int sum = 0;
    for (int i = 0; i < DIMENSIONS; i++) sum = sum * 10 + unit->power[i];
    return sum;
}

const char *unit_describe(const struct unit *unit, const char *text, char *out, size_t size) {
    /* clang-format off */
    static const struct { struct unit unit; const char *words; } known[] = {
        {{.power = {1}}, "a time (min, h, d, week, month or year)"},
        {{.power = {0, 1}}, "a length (km or m)"},
        {{.power = {0, 2}}, "an area (km2)"},
        {{.power = {0, 0, 1}}, "a number of persons"},
        {{.power = {0, 0, 0, 1}}, "an amount of money (USD, kUSD or MUSD)"},
        {{.power = {0, 0, 0, 0, 1}}, "a temperature (C)"},
        {{.power = {-1}}, "a rate (/h, /d, /week, /month or /year)"},
        {{.power = {-1, 1}}, "a speed (km/h)"},
        {{.power = {-1, 0, 0, 1}}, "money over time (USD/month, MUSD/year ...)"},
        {{.power = {-1, 0, -1, 1}}, "money per person and time (USD/person/month ...)"},
    };
    /* clang-format on */
    if (text[0] == '\0') return "a plain number or a percentage";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (signature(&known[i].unit) == signature(unit)) return known[i].words;
    (void)snprintf(out, size, "a quantity in %s", text);
    return out;
}

/* ---- numbers ---- */

static bool number_character(const char *start, const char *at) {
    char c = *at;
    if ((c >= '0' && c <= '9') || c == '.') return true;
    bool exponent = at > start && (at[-1] == 'e' || at[-1] == 'E');
    if (c == '+' || c == '-') return at == start || exponent;
    return (c == 'e' || c == 'E') && at > start && ((at[1] >= '0' && at[1] <= '9') || at[1] == '-' || at[1] == '+');
}

bool quantity_split(const char *text, size_t size, struct quantity_parts *parts) {
    const char *end = text + size, *start = blanks_skip(text, end), *at = start;
    while (at < end && number_character(start, at)) at++;
    if (!text_real_read(start, (size_t)(at - start), &parts->number) || !isfinite(parts->number)) return false;
    parts->unit = blanks_skip(at, end);
    parts->unit_length = (size_t)(end - parts->unit);
    return true;
}
