/* The value of any row, with its evidence: numbers and lists of numbers, texts, choices, references, laws.
 * Not for tables and collections. */
#include "scenario/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/date.h"
#include "scenario/law.h"
#include "scenario/number.h"
#include "scenario/quantity.h"
#include "scenario/unknown.h"
#include "scenario/wrapper.h"

/* ---- elements of a row ---- */

static const char *const numbers[] = {"0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11",
                                      "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23"};

static const struct roster *row_over(const struct store *store, const struct row *row) {
    if (row->kind == ROW_OVER_REGIONS) return store_roster(store, "regions");
    return row->kind == ROW_OVER_ACTORS ? store_roster(store, "actors") : NULL;
}

size_t element_count(const struct store *store, const struct row *row) {
    const struct roster *roster = row_over(store, row);
    return roster != NULL ? roster->list.n : row_width(row);
}

const char *element_name(const struct store *store, const struct row *row, size_t index) {
    const struct roster *roster = row_over(store, row);
    if (roster != NULL) return roster_entity(roster, index)->id;
    if (row->kind == ROW_ROLES) return choice_role.at[index];
    return row->kind == ROW_MONTHS ? numbers[index + 1] : row->kind == ROW_HOURS ? numbers[index] : "";
}

int element_index(const struct store *store, const struct row *row, const char *name) {
    const struct roster *roster = row_over(store, row);
    if (roster != NULL) return roster_find(roster, name);
    for (size_t i = 0; i < row_width(row); i++)
        if (strcmp(element_name(store, row, i), name) == 0) return (int)i;
    return -1;
}

/* ---- numbers ---- */

/* Reads one number, or the law of one, for `width` members that are all alike. */
static bool alike_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                       const struct address *address, const struct wrapped *wrapped, double *first, size_t width) {
    double central = 0;
    struct mandate_law law;
    bool good = true;
    if (wrapped->law == NULL) {
        good = number_read(loader, row, wrapped->value, address, &central);
    } else if (row->kind == ROW_DATE) {
        complain(loader, node->place, address,
                 "a date cannot be uncertain; write the first date, and a delay as 'after'");
        good = false;
    } else {
        good = law_read(loader, row, wrapped->law, address, &law, false);
        if (wrapped->central != NULL) good = number_read(loader, row, wrapped->central, address, &central) && good;
        else if (good) central = mandate_law_central(&law);
        if (good) unknown_add(loader, row, address, node, wrapped, &law, central, first, width);
    }
    for (size_t i = 0; i < width && good; i++) first[i] = central;
    return good;
}

bool value_element_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                        const struct address *address, double *member) {
    struct wrapped wrapped;
    if (!value_unwrap(loader, node, address, &wrapped)) return false;
    origin_add(loader, member, row, node, wrapped.source, wrapped.confidence);
    return alike_read(loader, row, node, address, &wrapped, member, 1);
}

/* ---- rows with several numbers ---- */

static void element_refuse(struct loader *loader, const struct row *row, const struct mandate_node *key,
                           const struct address *address) {
    const struct roster *roster = row_over(loader->store, row);
    const char *name = key->as.text;
    if (roster != NULL)
        complain(loader, key->place, address, "there is no '%s' in %s%s", name, roster->target,
                 did_you_mean(loader, roster_nearest(roster, name)));
    else if (row->kind == ROW_ROLES)
        complain(loader, key->place, address, "there is no aircraft role '%s'%s", name,
                 did_you_mean(loader, text_nearest(name, choice_role.at, choice_role.n)));
    else
        complain(loader, key->place, address, "'%s' is not %s", name,
                 row->kind == ROW_MONTHS ? "a month; write 1 to 12" : "an hour; write 0 to 23");
}

/* {5: 1.2}, {attack: 0.8}, {east: 70 km}: elements by name; the others keep the default. */
static bool mapping_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                         const struct address *address, double *first) {
    bool good = true;
    for (size_t i = 0; i < node->n; i++) {
        int index = element_index(loader->store, row, node_key(node, i)->as.text);
        struct address element = {address, node_key(node, i)->as.text};
        if (index < 0) element_refuse(loader, row, node_key(node, i), address);
        else if (value_element_read(loader, row, node_value(node, i), &element, &first[index])) continue;
        good = false;
    }
    return good;
}

static bool list_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                      const struct address *address, double *first) {
    size_t width = element_count(loader->store, row);
    if (node->n != width || row_over(loader->store, row) != NULL) {
        const char *write = row_over(loader->store, row) != NULL
                                ? "a mapping from ids to values"
                                : arena_print(loader->arena, "one value, a list of %zu, or a mapping", width);
        complain(loader, node->place, address, "a list of %u values; write %s", (unsigned)node->n, write);
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < width; i++) {
        struct address element = {address, element_name(loader->store, row, i)};
        good = value_element_read(loader, row, node->as.children[i], &element, &first[i]) && good;
    }
    return good;
}

/* The default of a row with several numbers stands behind a mapping that names only some. */
static void preset_spread(struct loader *loader, const struct row *row, const struct mandate_node *node, double *first,
                          size_t width) {
    double value = 0;
    if (row->preset != NULL) {
        struct mandate_node *preset = node_new_scalar(loader->arena, row->preset, node->place);
        if (!number_read(loader, row, preset, NULL, &value)) return;
    }
    for (size_t i = 0; i < width; i++) first[i] = value;
}

static bool numbers_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                         const struct address *address, double *first) {
    struct wrapped wrapped;
    size_t width = element_count(loader->store, row);
    if (!value_unwrap(loader, node, address, &wrapped)) return false;
    origin_add(loader, first, row, node, wrapped.source, wrapped.confidence);
    const struct mandate_node *value = wrapped.value;
    if (value != NULL && value->kind == NODE_MAPPING && row_width(row) != 1) {
        preset_spread(loader, row, node, first, width);
        return mapping_read(loader, row, value, address, first);
    }
    if (value != NULL && value->kind == NODE_SEQUENCE && row_width(row) != 1)
        return list_read(loader, row, value, address, first);
    if (row_over(loader->store, row) != NULL) {
        shape_refuse(loader, node, address, "a mapping from ids to values");
        return false;
    }
    return alike_read(loader, row, node, address, &wrapped, first, width);
}

static bool over_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                      const struct address *address, void *member) {
    double *first = ARENA_ARRAY(loader->arena, double, element_count(loader->store, row));
    memcpy(member, &first, sizeof first);
    return numbers_read(loader, row, node, address, first);
}

/* ---- texts, choices, references ---- */

static bool scalar_check(struct loader *loader, const struct mandate_node *node, const struct address *address,
                         const char *wanted) {
    if (node->kind == NODE_SCALAR) return true;
    shape_refuse(loader, node, address, wanted);
    return false;
}

static bool text_read(struct loader *loader, const struct mandate_node *node, const struct address *address,
                      const char **member) {
    if (!scalar_check(loader, node, address, "a text")) return false;
    if (strlen(node->as.text) != node->n) {
        complain(loader, node->place, address, "a text with the character NUL; remove it");
        return false;
    }
    *member = node->n > 0 || node->quoted ? node->as.text : NULL;
    return true;
}

static bool choice_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                        const struct address *address, int *member) {
    if (!scalar_check(loader, node, address, "a name")) return false;
    *member = choice_index(row->choice, node->as.text);
    if (*member >= 0) return true;
    struct text all = {0};
    for (size_t i = 0; i < row->choice->n; i++) text_print(&all, "%s%s", i > 0 ? ", " : "", row->choice->at[i]);
    const char *nearest = text_nearest(node->as.text, row->choice->at, row->choice->n);
    complain(loader, node->place, address, "'%s' is none of %s%s", node->as.text, all.bytes,
             did_you_mean(loader, nearest));
    text_free(&all);
    return false;
}

static bool reference_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                           const struct address *address, int *member) {
    *member = -1;
    if (!scalar_check(loader, node, address, "an id")) return false;
    if (node_empty(node)) return true;
    const struct roster *roster = store_roster(loader->store, row->target);
    if (roster != NULL) *member = roster_find(roster, node->as.text);
    if (*member >= 0) return true;
    if (roster == NULL || roster->list.n == 0)
        complain(loader, node->place, address, "there is no '%s': the mission has no %s", node->as.text, row->target);
    else
        complain(loader, node->place, address, "there is no '%s' in %s (%s:%u)%s", node->as.text, row->target,
                 roster->place.source != NULL ? roster->place.source->name : "", (unsigned)roster->place.line,
                 did_you_mean(loader, roster_nearest(roster, node->as.text)));
    return false;
}

static bool sequence_check(struct loader *loader, const struct mandate_node *node, const struct address *address,
                           const char *wanted) {
    if (node->kind == NODE_SEQUENCE) return true;
    shape_refuse(loader, node, address, wanted);
    return false;
}

static bool references_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                            const struct address *address, struct mandate_refs *member) {
    if (!sequence_check(loader, node, address, "a list of ids")) return false;
    int *at = ARENA_ARRAY(loader->arena, int, node->n);
    bool good = true;
    for (size_t i = 0; i < node->n; i++)
        good = reference_read(loader, row, node->as.children[i], address, &at[i]) && good;
    *member = (struct mandate_refs){node->n, at};
    return good;
}

/* A member of a list, which has to say something. */
static bool member_read(struct loader *loader, const struct mandate_node *node, const struct address *address,
                        const char **member) {
    if (!text_read(loader, node, address, member)) return false;
    if (*member == NULL) complain(loader, node->place, address, "an empty entry; write a text or remove it");
    return *member != NULL;
}

static bool texts_read(struct loader *loader, const struct mandate_node *node, const struct address *address,
                       struct mandate_texts *member) {
    if (!sequence_check(loader, node, address, "a list of texts")) return false;
    const char **at = ARENA_ARRAY(loader->arena, const char *, node->n);
    size_t read = 0;
    for (size_t i = 0; i < node->n; i++) read += member_read(loader, node->as.children[i], address, &at[read]);
    *member = (struct mandate_texts){read, at};
    return read == node->n;
}

static bool dates_read(struct loader *loader, const struct mandate_node *node, const struct address *address,
                       struct mandate_dates *member) {
    static const struct row date_row = {.kind = ROW_DATE, .key = "date", .target = "date"};
    if (!sequence_check(loader, node, address, "a list of dates")) return false;
    double *at = ARENA_ARRAY(loader->arena, double, node->n);
    bool good = true;
    for (size_t i = 0; i < node->n; i++)
        good = number_read(loader, &date_row, node->as.children[i], address, &at[i]) && good;
    *member = (struct mandate_dates){node->n, at};
    return good;
}

/* [latitude, longitude] */
static bool point_read(struct loader *loader, const struct mandate_node *node, const struct address *address,
                       double *point) {
    static const struct row rows[] = {
        {.kind = ROW_QUANTITY, .key = "latitude", .target = "", .preset = "0", .low = -90, .high = 90},
        {.kind = ROW_QUANTITY, .key = "longitude", .target = "", .preset = "0", .low = -180, .high = 180}};
    if (node->kind != NODE_SEQUENCE || node->n != 2) {
        complain(loader, node->place, address, "a point is [latitude, longitude], for example [14.5, -4.2]");
        return false;
    }
    bool good = number_read(loader, &rows[0], node->as.children[0], address, &point[0]);
    return number_read(loader, &rows[1], node->as.children[1], address, &point[1]) && good;
}

static bool points_read(struct loader *loader, const struct mandate_node *node, const struct address *address,
                        struct mandate_points *member) {
    if (!sequence_check(loader, node, address, "a list of points")) return false;
    double *at = ARENA_ARRAY(loader->arena, double, 2 * (size_t)node->n);
    bool good = true;
    for (size_t i = 0; i < node->n; i++) good = point_read(loader, node->as.children[i], address, &at[2 * i]) && good;
    *member = (struct mandate_points){node->n, at};
    return good;
}

/* ---- spans and seeds ---- */

/* Whole months and years are calendar months. */
static bool calendar_span(const struct quantity_parts *parts, struct mandate_span *span) {
    size_t length = parts->unit_length;
    bool month =
        (length == 5 && memcmp(parts->unit, "month", 5) == 0) || (length == 6 && memcmp(parts->unit, "months", 6) == 0);
    bool year =
        (length == 4 && memcmp(parts->unit, "year", 4) == 0) || (length == 5 && memcmp(parts->unit, "years", 5) == 0);
    if (month || year) *span = (struct mandate_span){parts->number * (year ? 12 : 1), 0};
    return month || year;
}

static bool span_read(struct loader *loader, const struct mandate_node *node, const struct address *address,
                      struct mandate_span *member) {
    static const struct row time_row = {
        .kind = ROW_QUANTITY, .key = "span", .target = "h", .preset = "24 months", .low = 1, .high = 87660};
    struct quantity_parts parts;
    if (!scalar_check(loader, node, address, "a duration")) return false;
    *member = (struct mandate_span){0, 0};
    bool calendar = quantity_split(node->as.text, node->n, &parts) && calendar_span(&parts, member);
    if (!calendar) return number_read(loader, &time_row, node, address, &member->hours);
    if (floor(member->months) == member->months && member->months >= 1 && member->months <= 120) return true;
    complain(loader, node->place, address, "'%s' is outside the allowed range; write 1 to 120 whole months, or days",
             node->as.text);
    return false;
}

static bool seed_read(struct loader *loader, const struct mandate_node *node, const struct address *address,
                      uint64_t *member) {
    bool good = node->kind == NODE_SCALAR && node->n > 0 && node->n <= 20;
    *member = 0;
    for (size_t i = 0; good && i < node->n; i++) {
        unsigned digit = (unsigned)(node->as.text[i] - '0');
        good = digit <= 9 && *member <= (UINT64_MAX - digit) / 10;
        *member = *member * 10 + digit;
    }
    if (!good) complain(loader, node->place, address, "a seed is a whole number from 0 to 18446744073709551615");
    return good;
}

/* ---- laws ---- */

static bool law_member_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                            const struct address *address, struct mandate_law *law) {
    struct wrapped wrapped;
    if (!value_unwrap(loader, node, address, &wrapped)) return false;
    origin_add(loader, law, row, node, wrapped.source, wrapped.confidence);
    return law_read(loader, row, wrapped.value != NULL ? wrapped.value : node, address, law, true);
}

/* ---- any ---- */

/* What is not a number or a law has no wrapper with a law, but may have evidence. */
static bool plain_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                       const struct address *address, void *member) {
    switch (row->kind) {
        case ROW_SPAN: return span_read(loader, node, address, member);
        case ROW_SEED: return seed_read(loader, node, address, member);
        case ROW_TEXT: return text_read(loader, node, address, member);
        case ROW_TEXTS: return texts_read(loader, node, address, member);
        case ROW_DATES: return dates_read(loader, node, address, member);
        case ROW_POINTS: return points_read(loader, node, address, member);
        case ROW_CHOICE: return choice_read(loader, row, node, address, member);
        case ROW_REF: return reference_read(loader, row, node, address, member);
        case ROW_REFS: return references_read(loader, row, node, address, member);
        default: return false;
    }
}

static bool evidenced_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                           const struct address *address, void *member) {
    struct wrapped wrapped;
    if (!value_unwrap(loader, node, address, &wrapped)) return false;
    origin_add(loader, member, row, node, wrapped.source, wrapped.confidence);
    /* The value of a change is read by the row of its target, later (operation.c). */
    if (wrapped.value == NULL && strcmp(row->target, "value") == 0) return true;
    if (wrapped.value != NULL) return plain_read(loader, row, wrapped.value, address, member);
    complain(loader, node->place, address, "only numbers can be uncertain; write one value");
    return false;
}

bool value_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                const struct address *address, void *member) {
    switch (row->kind) {
        case ROW_QUANTITY:
        case ROW_COUNT:
        case ROW_FLAG:
        case ROW_LEVEL:
        case ROW_DATE:
        case ROW_MONTHS:
        case ROW_HOURS:
        case ROW_ROLES: return numbers_read(loader, row, node, address, member);
        case ROW_OVER_REGIONS:
        case ROW_OVER_ACTORS: return over_read(loader, row, node, address, member);
        case ROW_LAW: return law_member_read(loader, row, node, address, member);
        case ROW_RAW: memcpy(member, &node, sizeof node); return true;
        default: return evidenced_read(loader, row, node, address, member);
    }
}
