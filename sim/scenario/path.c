/* Resolves addresses against a loaded scenario: mission keys first, then keys of the study. Not for expressions. */
#include "scenario/path.h"

#include <string.h>

#include "base/text.h"
#include "scenario/law.h"
#include "scenario/value.h"

enum { SEGMENTS = 16, SELECTORS = 8, PATH_BYTES = 1000 };

struct selector {
    const char *key, *value;
};

/* One step of a path: `fleets[role=attack]`. */
struct segment {
    const char *name;
    size_t n;
    struct selector selectors[SELECTORS];
};

struct resolver {
    struct store *store;
    struct arena *arena;
    struct mandate_diagnostics *diagnostics;
    const char *path;
    struct mandate_place place;
    size_t n;
    struct segment segments[SEGMENTS];
    struct references found;
    size_t capacity;
    bool failed;
};

#define REFUSE(resolver, ...)                                                                             \
    do {                                                                                                  \
        if (!(resolver)->failed)                                                                          \
            mandate_error_add((resolver)->diagnostics, (resolver)->place, (resolver)->path, __VA_ARGS__); \
        (resolver)->failed = true;                                                                        \
    } while (0)

/* ---- cutting the text ---- */

static bool name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

static const char *name_cut(struct resolver *resolver, const char **at) {
    const char *start = *at;
    while (name_character(**at)) (*at)++;
    return arena_copy(resolver->arena, start, (size_t)(*at - start));
}

/* [key=value,key=value] */
static bool selectors_cut(struct resolver *resolver, struct segment *segment, const char **at) {
    (*at)++;
    for (;;) {
        if (segment->n == SELECTORS) return false;
        struct selector *selector = &segment->selectors[segment->n++];
        while (**at == ' ') (*at)++;
        selector->key = name_cut(resolver, at);
        if (selector->key[0] == '\0' || **at != '=') return false;
        (*at)++;
        const char *start = *at;
        *at += strcspn(*at, ",]");
        selector->value = arena_copy(resolver->arena, start, (size_t)(*at - start));
        if (selector->value[0] == '\0' || **at == '\0') return false;
        if (*(*at)++ == ']') return true;
    }
}

static bool path_cut(struct resolver *resolver) {
    const char *at = resolver->path;
    bool good = strlen(at) < PATH_BYTES;
    while (good) {
        if (resolver->n == SEGMENTS) return false;
        struct segment *segment = &resolver->segments[resolver->n++];
        *segment = (struct segment){.name = name_cut(resolver, &at)};
        good = segment->name[0] != '\0';
        if (good && *at == '[') {
            resolver->found.selected = true;
            good = selectors_cut(resolver, segment, &at);
        }
        if (*at == '\0') break;
        good = good && *at++ == '.';
    }
    return good;
}

/* ---- selectors ---- */

/* The text of a member that a selector may look at, NULL when there is none. */
static const char *member_text(const struct store *store, const struct row *row, const char *member) {
    int index;
    double flag;
    const char *text;
    const struct roster *roster;
    switch (row->kind) {
        case ROW_CHOICE: memcpy(&index, member, sizeof index); return index >= 0 ? row->choice->at[index] : NULL;
        case ROW_REF:
            memcpy(&index, member, sizeof index);
            roster = store_roster(store, row->target);
            return index >= 0 && roster != NULL ? roster_entity(roster, (size_t)index)->id : NULL;
        case ROW_TEXT: memcpy(&text, member, sizeof text); return text;
        case ROW_FLAG: memcpy(&flag, member, sizeof flag); return flag != 0 ? "yes" : "no";
        default: return NULL;
    }
}

static bool selectable(const struct row *row) {
    return row->kind == ROW_CHOICE || row->kind == ROW_REF || row->kind == ROW_TEXT || row->kind == ROW_FLAG;
}

/* Complains about a selector that can match nothing. */
static void selector_check(struct resolver *resolver, const struct table *table, const struct selector *selector) {
    if (strcmp(selector->key, "id") == 0) return;
    const struct row *row = table_row(table, selector->key);
    const char *nearest = NULL;
    if (row == NULL || !selectable(row)) {
        const char *keys[80];
        size_t n = 0;
        for (size_t i = 0; i < table->n; i++)
            if (selectable(&table->rows[i])) keys[n++] = row_key(&table->rows[i]);
        nearest = text_nearest(selector->key, keys, n);
        REFUSE(resolver, "'%s' cannot select %ss%s%s%s", selector->key, table->name,
               nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
        return;
    }
    const struct roster *roster = row->kind == ROW_REF ? store_roster(resolver->store, row->target) : NULL;
    bool known = true;
    if (row->kind == ROW_CHOICE) {
        known = choice_index(row->choice, selector->value) >= 0;
        if (!known) nearest = text_nearest(selector->value, row->choice->at, row->choice->n);
    }
    if (roster != NULL) {
        known = roster_find(roster, selector->value) >= 0;
        if (!known) nearest = roster_nearest(roster, selector->value);
    }
    if (!known)
        REFUSE(resolver, "there is no %s '%s'%s%s%s", selector->key, selector->value,
               nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
}

static bool selector_matches(const struct store *store, const struct table *table, const struct selector *selector,
                             const char *entity) {
    if (strcmp(selector->key, "id") == 0)
        return strcmp(((const struct entity *)(const void *)entity)->id, selector->value) == 0;
    const struct row *row = table_row(table, selector->key);
    const char *text = row != NULL ? member_text(store, row, entity + row->offset) : NULL;
    return text != NULL && strcmp(text, selector->value) == 0;
}

static bool segment_matches(const struct store *store, const struct table *table, const struct segment *segment,
                            const char *entity) {
    for (size_t i = 0; i < segment->n; i++)
        if (!selector_matches(store, table, &segment->selectors[i], entity)) return false;
    return true;
}

/* ---- walking ---- */

static void reference_add(struct resolver *resolver, struct reference reference, const struct address *address) {
    if (resolver->found.n == resolver->capacity) {
        struct reference *grown = ARENA_ARRAY(resolver->arena, struct reference, resolver->capacity * 2 + 4);
        if (resolver->found.n > 0) memcpy(grown, resolver->found.at, resolver->found.n * sizeof *grown);
        resolver->capacity = resolver->capacity * 2 + 4;
        resolver->found.at = grown;
    }
    reference.path = address_text(resolver->arena, address);
    resolver->found.at[resolver->found.n++] = reference;
}

/* "; did you mean 'x'?" for names in an array. */
static const char *mean_text(struct resolver *resolver, const char *nearest) {
    return nearest != NULL ? arena_print(resolver->arena, "; did you mean '%s'?", nearest) : "";
}

static void table_walk(struct resolver *resolver, const struct table *table, char *base, const struct entity *entity,
                       size_t i, const struct address *address);

/* After a LAW: the parameter; without one, the law itself. */
static void law_walk(struct resolver *resolver, const struct row *row, char *member, const struct entity *entity,
                     size_t i, const struct address *address) {
    struct mandate_law *law = (struct mandate_law *)(void *)member;
    const struct row *parameter = NULL;
    if (i == resolver->n) {
        reference_add(resolver, (struct reference){row, member, false, entity, NULL}, address);
        return;
    }
    double *slot = i + 2 == resolver->n ? law_parameter(resolver->arena, row, law, resolver->segments[i].name,
                                                        resolver->segments[i + 1].name, &parameter)
                                        : NULL;
    if (slot == NULL) {
        const char *names = law_parameters_text(resolver->arena, law);
        if (law->family == MANDATE_FIXED)
            REFUSE(resolver, "'%s' is a single value; its address ends there", address->key);
        else REFUSE(resolver, "'%s' has no '%s'; it has %s", address->key, resolver->segments[i].name, names);
        return;
    }
    struct address family = {address, resolver->segments[i].name}, here = {&family, resolver->segments[i + 1].name};
    reference_add(resolver, (struct reference){parameter, (char *)slot, true, entity, NULL}, &here);
}

/* After a row with several numbers: one of them; without more, all of them. */
static void elements_walk(struct resolver *resolver, const struct row *row, char *member, const struct entity *entity,
                          size_t i, const struct address *address) {
    if (i == resolver->n) {
        reference_add(resolver, (struct reference){row, member, false, entity, NULL}, address);
        return;
    }
    const char *name = resolver->segments[i].name;
    struct reference whole = {row, member, false, entity, NULL};
    size_t n;
    double *first = reference_numbers(resolver->store, &whole, &n);
    int index = i + 1 == resolver->n ? element_index(resolver->store, row, name) : -1;
    if (index < 0 || first == NULL) {
        const char **names = ARENA_ARRAY(resolver->arena, const char *, n);
        for (size_t j = 0; j < n; j++) names[j] = element_name(resolver->store, row, j);
        REFUSE(resolver, "'%s' has no '%s'%s", address->key, name, mean_text(resolver, text_nearest(name, names, n)));
        return;
    }
    struct address here = {address, name};
    reference_add(resolver, (struct reference){row, (char *)&first[index], true, entity, NULL}, &here);
}

static void entities_refuse(struct resolver *resolver, const struct row *row, const struct list *list,
                            const char *name) {
    const char **ids = ARENA_ARRAY(resolver->arena, const char *, list->n);
    for (size_t i = 0; i < list->n; i++)
        ids[i] = ((const struct entity *)(const void *)(list->at + i * row->table()->size))->id;
    REFUSE(resolver, "there is no '%s' in %s%s", name, row_key(row),
           mean_text(resolver, text_nearest(name, ids, list->n)));
}

/* After a collection: a selector, or an id. */
static void collection_walk(struct resolver *resolver, const struct row *row, const char *member, size_t i,
                            const struct address *address) {
    const struct segment *segment = &resolver->segments[i - 1];
    const struct table *table = row->table();
    struct list list = list_get(member);
    bool chosen = segment->n > 0, any = false;
    const char *id = !chosen && i < resolver->n ? resolver->segments[i].name : NULL;
    for (size_t j = 0; j < segment->n; j++) selector_check(resolver, table, &segment->selectors[j]);
    if (!chosen && id == NULL)
        REFUSE(resolver, "'%s' is a collection; name one of its entries, or select some: %s[key=value]", segment->name,
               segment->name);
    for (size_t j = 0; j < list.n && !resolver->failed; j++) {
        char *entity = list.at + j * table->size;
        struct entity *head = (struct entity *)(void *)entity;
        bool match = chosen ? segment_matches(resolver->store, table, segment, entity) : strcmp(head->id, id) == 0;
        struct address here = {address, head->id};
        if (match) table_walk(resolver, table, entity, head, i + !chosen, &here);
        any = any || match;
    }
    if (!any && chosen) REFUSE(resolver, "the selector matches none of the %zu %s", list.n, row_key(row));
    if (!any && !chosen && id != NULL) entities_refuse(resolver, row, &list, id);
}

static void row_walk(struct resolver *resolver, const struct row *row, char *base, const struct entity *entity,
                     size_t i, const struct address *up) {
    struct address address = {up, strcmp(row->target, "mission") == 0 ? "" : row_key(row)};
    char *member = base + row->offset;
    bool collection = row->kind == ROW_COLLECTION || row->kind == ROW_SEQUENCE;
    if (resolver->segments[i - 1].n > 0 && !collection)
        REFUSE(resolver, "'%s' is no collection; a selector cannot follow it", row_key(row));
    else if (collection) collection_walk(resolver, row, member, i, &address);
    else if (row->kind == ROW_TABLE) table_walk(resolver, row->table(), member, entity, i, &address);
    else if (row->kind == ROW_LAW) law_walk(resolver, row, member, entity, i, &address);
    else if (row_numeric(row) && row_width(row) != 1) elements_walk(resolver, row, member, entity, i, &address);
    else if (i < resolver->n) REFUSE(resolver, "'%s' is a single value; its address ends there", row_key(row));
    else reference_add(resolver, (struct reference){row, member, false, entity, NULL}, &address);
}

static void table_walk(struct resolver *resolver, const struct table *table, char *base, const struct entity *entity,
                       size_t i, const struct address *address) {
    if (i == resolver->n) {
        REFUSE(resolver, "'%s' holds several values; name one of them", address->key);
        return;
    }
    const struct row *row = table_row(table, resolver->segments[i].name);
    if (row == NULL)
        REFUSE(resolver, "'%s' has no '%s'%s", address->key[0] != '\0' ? address->key : "the study",
               resolver->segments[i].name, mean_text(resolver, table_nearest(table, resolver->segments[i].name)));
    else row_walk(resolver, row, base, entity, i + 1, address);
}

/* The first name is a key of the mission or of the study. */
static void root_walk(struct resolver *resolver) {
    struct mandate_study *study = &resolver->store->scenario.study;
    struct address root = {NULL, ""};
    const char *name = resolver->segments[0].name;
    bool mission = table_row(table_mission(), name) != NULL, own = table_row(table_study(), name) != NULL;
    /* Both have a title and words about it; a path means the study's. */
    bool shared = mission && own;
    const char *nearest = table_nearest(table_mission(), name);
    if (!mission && !own)
        REFUSE(resolver, "there is no '%s' in the mission or the study%s", name,
               mean_text(resolver, nearest != NULL ? nearest : table_nearest(table_study(), name)));
    else if (mission && !shared) table_walk(resolver, table_mission(), (char *)&study->mission, NULL, 0, &root);
    else table_walk(resolver, table_study(), (char *)study, NULL, 0, &root);
}

static void resolver_start(struct resolver *resolver, struct store *store, struct arena *arena,
                           struct mandate_diagnostics *diagnostics, const char *path, struct mandate_place place) {
    memset(resolver, 0, sizeof *resolver);
    resolver->store = store;
    resolver->arena = arena;
    resolver->diagnostics = diagnostics;
    resolver->path = path;
    resolver->place = place;
    if (!path_cut(resolver))
        REFUSE(resolver,
               "this is not an address; write for example units.first_company.strength or fleets[role=uav].tails");
}

bool path_resolve(struct store *store, struct arena *arena, struct mandate_diagnostics *diagnostics, const char *path,
                  struct mandate_place place, struct references *references) {
    struct resolver resolver;
    resolver_start(&resolver, store, arena, diagnostics, path, place);
    if (!resolver.failed) root_walk(&resolver);
    *references = resolver.found;
    return !resolver.failed;
}

/* Adds the indices of the entities that a segment, or an id after it, selects. */
static void entities_collect(struct resolver *resolver, const struct roster *roster, const char *id, size_t *n,
                             int *indices) {
    const struct segment *segment = &resolver->segments[0];
    for (size_t j = 0; j < segment->n; j++) selector_check(resolver, roster->table, &segment->selectors[j]);
    for (size_t i = 0; i < roster->list.n && !resolver->failed; i++) {
        const char *entity = roster->list.at + i * roster->table->size;
        bool match = id != NULL ? strcmp(roster_entity(roster, i)->id, id) == 0
                                : segment_matches(resolver->store, roster->table, segment, entity);
        if (match) indices[(*n)++] = (int)i;
    }
    if (*n > 0 || resolver->failed) return;
    if (id != NULL)
        REFUSE(resolver, "there is no '%s' in %s%s", id, roster->target,
               mean_text(resolver, roster_nearest(roster, id)));
    else REFUSE(resolver, "the selector matches none of the %zu %s", roster->list.n, roster->target);
}

bool path_entities(struct store *store, struct arena *arena, struct mandate_diagnostics *diagnostics, const char *path,
                   struct mandate_place place, const struct roster **roster, size_t *n, int **indices) {
    struct resolver resolver;
    resolver_start(&resolver, store, arena, diagnostics, path, place);
    *n = 0;
    *roster = resolver.failed ? NULL : store_roster(store, resolver.segments[0].name);
    if (*roster == NULL || resolver.n > 2) REFUSE(&resolver, "this selects no entities");
    if (resolver.failed) return false;
    *indices = ARENA_ARRAY(arena, int, (*roster)->list.n);
    entities_collect(&resolver, *roster, resolver.n == 2 ? resolver.segments[1].name : NULL, n, *indices);
    return !resolver.failed;
}

double *reference_numbers(const struct store *store, const struct reference *reference, size_t *n) {
    double *first = (double *)(void *)reference->member;
    *n = reference->element ? 1 : element_count(store, reference->row);
    bool over = reference->row->kind == ROW_OVER_REGIONS || reference->row->kind == ROW_OVER_ACTORS;
    if (over && !reference->element) memcpy(&first, reference->member, sizeof first);
    if (!reference->element && reference->row->kind == ROW_LAW)
        first = &((struct mandate_law *)(void *)reference->member)->a;
    return first;
}
