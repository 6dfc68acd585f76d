/* The tables as data, generated from mandate/scenario.h. Not for reading values. */
#include "scenario/schema.h"

#include <string.h>

#include "base/text.h"

/* ---- choices ---- */

#define CHOICE_NAME(name, text) text,
#define CHOICE(lower, LIST)                                         \
    static const char *const lower##_names[] = {LIST(CHOICE_NAME)}; \
    static const struct choice choice_##lower = {#lower, sizeof lower##_names / sizeof *lower##_names, lower##_names};

static const char *const role_names[] = {MANDATE_ROLE_LIST(CHOICE_NAME)};
const struct choice choice_role = {"role", sizeof role_names / sizeof *role_names, role_names};

CHOICE(unit_type, MANDATE_UNIT_TYPE_LIST)
CHOICE(base_type, MANDATE_BASE_TYPE_LIST)
CHOICE(component, MANDATE_COMPONENT_LIST)
CHOICE(fleet_status, MANDATE_FLEET_STATUS_LIST)
CHOICE(verb, MANDATE_VERB_LIST)
CHOICE(shape, MANDATE_SHAPE_LIST)
CHOICE(closure, MANDATE_CLOSURE_LIST)
CHOICE(suspension, MANDATE_SUSPENSION_LIST)
CHOICE(streams, MANDATE_STREAMS_LIST)
CHOICE(course, MANDATE_COURSE_LIST)
CHOICE(tracks, MANDATE_TRACKS_LIST)
CHOICE(design, MANDATE_DESIGN_LIST)

/* ---- rows ---- */

/* What `target` means for each kind. */
#define TARGET_QUANTITY(unit) .target = unit
#define TARGET_COUNT(unit) .target = unit
#define TARGET_LAW(unit) .target = unit
#define TARGET_MONTHS(unit) .target = unit
#define TARGET_HOURS(unit) .target = unit
#define TARGET_ROLES(unit) .target = unit
#define TARGET_OVER_REGIONS(unit) .target = unit
#define TARGET_OVER_ACTORS(unit) .target = unit
#define TARGET_FLAG(word) .target = ""
#define TARGET_LEVEL(collection) .target = #collection
#define TARGET_DATE(word) .target = #word
#define TARGET_SPAN(word) .target = #word
#define TARGET_SEED(word) .target = #word
#define TARGET_TEXT(word) .target = #word
#define TARGET_TEXTS(word) .target = #word
#define TARGET_DATES(word) .target = #word
#define TARGET_POINTS(word) .target = #word
#define TARGET_RAW(word) .target = #word
#define TARGET_CHOICE(list) .target = #list, .choice = &choice_##list
#define TARGET_REF(collection) .target = #collection
#define TARGET_REFS(collection) .target = #collection
#define TARGET_TABLE(name) .target = #name, .table = table_##name
#define TARGET_COLLECTION(name) .target = #name, .table = table_##name
#define TARGET_SEQUENCE(name) .target = #name, .table = table_##name

#define ROW(kind_, member, target_, preset_, low_, high_, flags_, about_) \
    {.kind = ROW_##kind_,                                                 \
     .key = #member,                                                      \
     .length = sizeof #member - 1,                                        \
     TARGET_##kind_(target_),                                             \
     .preset = preset_,                                                   \
     .low = low_,                                                         \
     .high = high_,                                                       \
     .flags = flags_,                                                     \
     .about = about_,                                                     \
     .offset = offsetof(self, member)},

#define TABLE_DEFINE(name_, ROWS, entity_)                                                                        \
    const struct table *table_##name_(void) {                                                                     \
        typedef struct mandate_##name_ self;                                                                      \
        static const struct row rows[] = {ROWS(ROW)};                                                             \
        static const struct table table = {#name_, entity_ == 1, sizeof(self), sizeof rows / sizeof *rows, rows}; \
        return &table;                                                                                            \
    }
MANDATE_TABLE_LIST(TABLE_DEFINE)

/* ---- access ---- */

struct list list_get(const void *member) {
    struct list list;
    memcpy(&list, member, sizeof list);
    return list;
}

void list_put(void *member, struct list list) { memcpy(member, &list, sizeof list); }

/* Keys that are words of C. */
static const char *const reserved[] = {"for", "do", "default"};

const char *row_key(const struct row *row) {
    size_t length = row->length;
    if (length == 0 || row->key[length - 1] != '_') return row->key;
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (strlen(reserved[i]) == length - 1 && memcmp(reserved[i], row->key, length - 1) == 0) return reserved[i];
    return row->key;
}

const struct row *table_row(const struct table *table, const char *key) {
    for (size_t i = 0; i < table->n; i++)
        if (table->rows[i].key[0] == key[0] && strcmp(row_key(&table->rows[i]), key) == 0) return &table->rows[i];
    return NULL;
}

const char *table_nearest(const struct table *table, const char *key) {
    const char *keys[80] = {"source", "confidence", "note"};
    size_t n = 3;
    for (size_t i = 0; i < table->n && n < sizeof keys / sizeof *keys; i++) keys[n++] = row_key(&table->rows[i]);
    return text_nearest(key, keys, n);
}

int choice_index(const struct choice *choice, const char *name) {
    for (size_t i = 0; i < choice->n; i++)
        if (strcmp(choice->at[i], name) == 0) return (int)i;
    return -1;
}

bool row_numeric(const struct row *row) {
    return row->kind == ROW_QUANTITY || row->kind == ROW_COUNT || row->kind == ROW_FLAG || row->kind == ROW_LEVEL ||
           (row->kind >= ROW_MONTHS && row->kind <= ROW_OVER_ACTORS);
}

const char *row_unit(const struct row *row) {
    bool named = row->kind == ROW_FLAG || row->kind == ROW_LEVEL;
    return row_numeric(row) && !named ? row->target : "";
}

size_t row_width(const struct row *row) {
    switch (row->kind) {
        case ROW_MONTHS: return 12;
        case ROW_HOURS: return 24;
        case ROW_ROLES: return MANDATE_ROLES;
        case ROW_OVER_REGIONS:
        case ROW_OVER_ACTORS: return 0;
        default: return 1;
    }
}
