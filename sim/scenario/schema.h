/* The tables of mandate/scenario.h as data: one `struct row` for each key, generated from the same lines as
 * the struct members. Not for reading values (fill.c) and not for addresses (path.c). */
#ifndef SCENARIO_SCHEMA_H
#define SCENARIO_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "mandate/scenario.h"

/* clang-format off */
#define ROW_KIND_LIST(X) \
    X(QUANTITY) X(COUNT) X(FLAG) X(LEVEL) X(DATE) X(SPAN) X(SEED) X(TEXT) X(TEXTS) X(DATES) X(POINTS) X(CHOICE) X(REF) X(REFS) \
    X(LAW) X(MONTHS) X(HOURS) X(ROLES) X(OVER_REGIONS) X(OVER_ACTORS) X(TABLE) X(COLLECTION) X(SEQUENCE) X(RAW)
/* clang-format on */

enum row_kind {
#define ROW_KIND_ENUM(name) ROW_##name,
    ROW_KIND_LIST(ROW_KIND_ENUM)
#undef ROW_KIND_ENUM
};

/* Names as written, in the order of an enumeration. */
struct choice {
    const char *name;
    size_t n;
    const char *const *at; /* (n) */
};

struct table;

struct row {
    enum row_kind kind;
    const char *key;    /* the member's name; row_key gives the key as written */
    size_t length;      /* of `key` [bytes] */
    const char *target; /* unit, or the name of the choice, table or collection */
    const char *preset; /* default as written; NULL = must be given */
    double low, high;   /* in the unit of `target` */
    unsigned flags;
    const char *about;
    size_t offset;                      /* of the member in its struct [bytes] */
    const struct choice *choice;        /* CHOICE only */
    const struct table *(*table)(void); /* TABLE, COLLECTION, SEQUENCE only */
};

struct table {
    const char *name;
    bool entity; /* begins with MANDATE_ENTITY */
    size_t size; /* of its struct [bytes] */
    size_t n;
    const struct row *rows; /* (n) */
};

/* All tables by name, lower ones first: table_region(), table_study() ... */
#define TABLE_DECLARE(name, ROWS, entity) const struct table *table_##name(void);
MANDATE_TABLE_LIST(TABLE_DECLARE)
#undef TABLE_DECLARE

/* The head that all entities share. */
struct entity {
    MANDATE_ENTITY
};

/* What every `struct mandate_<table>_list` looks like. */
struct list {
    size_t n;
    char *at; /* (n) entities of the table's size */
};

struct list list_get(const void *member);
void list_put(void *member, struct list list);

/* The key as users write it: `for`, where the member must be called `for_`. */
const char *row_key(const struct row *row);

/* The row of a key, or NULL. */
const struct row *table_row(const struct table *table, const char *key);

/* The key nearest to a misspelt one, or NULL. */
const char *table_nearest(const struct table *table, const char *key);

/* The index of a name in a choice, or -1; and the name nearest to a misspelt one, or NULL. */
int choice_index(const struct choice *choice, const char *name);

/* A number that uncertain ranges, sweeps and options may address. */
bool row_numeric(const struct row *row);

/* The unit in which a numeric row is written; "" = none. */
const char *row_unit(const struct row *row);

/* Values of a numeric row: 1, 12 (months), 24 (hours), the roles; 0 for rows over a collection. */
size_t row_width(const struct row *row);

/* Bases, months of a season and so on: the names of the aircraft roles. */
extern const struct choice choice_role;

#endif
