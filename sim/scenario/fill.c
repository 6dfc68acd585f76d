/* Walks a document by the tables. Two passes: the first makes room for entities and learns ids, the second reads the
 * values, so that references may point forward. Not for rules between values. */
#include "scenario/fill.h"

#include <math.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "scenario/value.h"
#include "scenario/wrapper.h"

enum { KEYS = 64 }; /* more rows than any table has */

/* ---- first pass: entities and ids ---- */

static void table_prepare(struct loader *loader, const struct table *table, const struct mandate_node *node,
                          const struct address *address, char *base);

/* Ids are names in paths, files and columns. Sources may keep the names of a bibliography. */
static bool id_check(struct loader *loader, const struct table *table, const struct mandate_node *id,
                     const struct address *address) {
    static const char small[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    static const char any[] = "abcdefghijklmnopqrstuvwxyz0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZ.-";
    bool citation = table == table_citation();
    bool good =
        id->kind == NODE_SCALAR && id->n > 0 && id->n <= 64 && strspn(id->as.text, citation ? any : small) == id->n;
    if (!good)
        complain(loader, id->place, address, "'%s' is not an id; use up to 64 of a-z, 0-9 and _",
                 id->kind == NODE_SCALAR ? id->as.text : "");
    return good;
}

static struct entity *entity_at(const struct list *list, const struct table *table, size_t i) {
    return (struct entity *)(void *)(list->at + i * table->size);
}

/* The roster of a collection that is not inside an entity: "regions", "host.states", "options". */
static void roster_add(struct loader *loader, const struct row *row, const struct address *address, struct list list,
                       const struct names *ids, struct mandate_place place) {
    struct store *store = loader->store;
    CHECK(store->n_roster < ROSTERS);
    store->rosters[store->n_roster++] =
        (struct roster){address_text(loader->arena, address), row->table(), list, *ids, place};
}

static void entity_prepare(struct loader *loader, const struct table *table, const struct mandate_node *id,
                           const struct mandate_node *node, const struct address *address, struct entity *entity) {
    struct address here = {address, id->as.text};
    entity->id = id->as.text;
    entity->place = id->place;
    table_prepare(loader, table, node, &here, (char *)entity);
}

static void collection_prepare(struct loader *loader, const struct row *row, const struct mandate_node *node,
                               const struct address *address, char *member, bool listed) {
    const struct table *table = row->table();
    struct names ids = {.arena = loader->arena};
    size_t n = node != NULL && node->kind == NODE_MAPPING ? node->n : 0;
    struct list list = {n, arena_take(loader->arena, n * table->size)};
    for (size_t i = 0; i < n; i++) {
        const struct mandate_node *id = node_key(node, i);
        if (id_check(loader, table, id, address)) names_put(&ids, id->as.text, (uint32_t)i);
        entity_prepare(loader, table, id, node_value(node, i), address, entity_at(&list, table, i));
    }
    list_put(member, list);
    struct mandate_place nowhere = {0};
    if (listed) roster_add(loader, row, address, list, &ids, node != NULL ? node->place : nowhere);
}

/* The id of an entry of a list. */
static const struct mandate_node *entry_id(struct loader *loader, const struct row *row,
                                           const struct mandate_node *entry, const struct address *address,
                                           struct names *ids, size_t index) {
    const struct mandate_node *id = node_find(entry, "id");
    if (id == NULL || !id_check(loader, row->table(), id, address)) {
        if (id == NULL && entry->kind == NODE_MAPPING)
            complain(loader, entry->place, address, "entry %zu has no id; every entry needs one, it is its address",
                     index + 1);
        return node_new_scalar(loader->arena, arena_print(loader->arena, "entry_%zu", index + 1), entry->place);
    }
    if (names_find(ids, id->as.text) != NAMES_NONE)
        complain(loader, id->place, address, "the id '%s' stands twice in this list; rename one", id->as.text);
    names_put(ids, id->as.text, (uint32_t)index);
    return id;
}

static void sequence_prepare(struct loader *loader, const struct row *row, const struct mandate_node *node,
                             const struct address *address, char *member) {
    const struct table *table = row->table();
    struct names ids = {.arena = loader->arena};
    size_t n = node != NULL && node->kind == NODE_SEQUENCE ? node->n : 0;
    struct list list = {n, arena_take(loader->arena, n * table->size)};
    for (size_t i = 0; i < n; i++) {
        const struct mandate_node *entry = node->as.children[i], *id = entry_id(loader, row, entry, address, &ids, i);
        entity_prepare(loader, table, id, entry, address, entity_at(&list, table, i));
    }
    list_put(member, list);
}

static void table_prepare(struct loader *loader, const struct table *table, const struct mandate_node *node,
                          const struct address *address, char *base) {
    bool listed = !table->entity; /* what stands inside an entity is not referred to from elsewhere */
    for (size_t i = 0; i < table->n; i++) {
        const struct row *row = &table->rows[i];
        if (row->kind < ROW_TABLE || row->kind == ROW_RAW) continue;
        const struct mandate_node *value = node_find(node, row_key(row));
        struct address here = {address, strcmp(row->target, "mission") == 0 ? "" : row_key(row)};
        if (row->kind == ROW_TABLE) table_prepare(loader, row->table(), value, &here, base + row->offset);
        if (row->kind == ROW_COLLECTION) collection_prepare(loader, row, value, &here, base + row->offset, listed);
        if (row->kind == ROW_SEQUENCE) sequence_prepare(loader, row, value, &here, base + row->offset);
    }
}

void study_prepare(struct loader *loader, const struct mandate_node *root) {
    struct address address = {NULL, ""};
    table_prepare(loader, table_study(), root, &address, (char *)&loader->store->scenario.study);
}

/* ---- second pass: values ---- */

static void table_fill(struct loader *loader, const struct table *table, const struct mandate_node *node,
                       const struct address *address, char *base);

static bool is_setting(const struct loader *loader, const char *path) {
    for (size_t i = 0; i < loader->documents->n_setting; i++)
        if (strcmp(loader->documents->settings[i].path, path) == 0) return true;
    return false;
}

/* A key that must be given and is not, unless a setting gives it. */
static void missing_refuse(struct loader *loader, const struct row *row, const struct mandate_node *node,
                           const struct address *address) {
    if (is_setting(loader, address_text(loader->arena, address))) return;
    complain(loader, node->place, address->up, "the key '%s' is missing: %s", row_key(row), row->about);
}

/* What a member is without any value, also after an error: no date, no reference. */
static void member_blank(const struct row *row, char *member) {
    double never = INFINITY;
    int none = -1;
    if (row->kind == ROW_DATE) memcpy(member, &never, sizeof never);
    if (row->kind == ROW_REF || row->kind == ROW_CHOICE) memcpy(member, &none, sizeof none);
}

/* Reads a row's default, as a user would have written it. */
static void preset_fill(struct loader *loader, const struct row *row, const struct mandate_node *node,
                        const struct address *address, char *member) {
    if (row->preset[0] == '\0') return;
    size_t origins = loader->store->n_origin;
    struct mandate_node scalar = {.place = node->place, .as.text = row->preset, .n = (uint32_t)strlen(row->preset)};
    const struct mandate_node *preset = &scalar;
    if (row->preset[0] == '{' || row->preset[0] == '[')
        preset = document_from_text(loader->arena, row->preset, node->place, loader->diagnostics);
    CHECK(preset != NULL);
    bool good = value_read(loader, row, preset, address, member);
    CHECK(good);                       /* a default that its own row refuses is a mistake of ours */
    loader->store->n_origin = origins; /* nobody set it */
}

static bool kind_check(struct loader *loader, const struct mandate_node *node, enum node_kind kind,
                       const struct address *address, const char *wanted) {
    if (node->kind == kind) return true;
    complain(loader, node->place, address, "%s was expected, not %s", wanted, node_kind_name(node));
    return false;
}

static void collection_fill(struct loader *loader, const struct row *row, const struct mandate_node *node,
                            const struct address *address, char *member) {
    struct list list = list_get(member);
    if (!kind_check(loader, node, NODE_MAPPING, address,
                    "a mapping from ids to entries, or the name of a file with one,"))
        return;
    for (size_t i = 0; i < list.n; i++) {
        struct address here = {address, entity_at(&list, row->table(), i)->id};
        table_fill(loader, row->table(), node_value(node, i), &here, (char *)entity_at(&list, row->table(), i));
    }
}

static void sequence_fill(struct loader *loader, const struct row *row, const struct mandate_node *node,
                          const struct address *address, char *member) {
    struct list list = list_get(member);
    if (!kind_check(loader, node, NODE_SEQUENCE, address, "a list of entries")) return;
    for (size_t i = 0; i < list.n; i++) {
        struct address here = {address, entity_at(&list, row->table(), i)->id};
        table_fill(loader, row->table(), node->as.children[i], &here, (char *)entity_at(&list, row->table(), i));
    }
}

/* One row of a table: what is written there, or the default. */
static void row_fill(struct loader *loader, const struct row *row, const struct mandate_node *node,
                     const struct mandate_node *value, const struct address *address, char *base) {
    static const struct mandate_node nothing = {.kind = NODE_MAPPING};
    char *member = base + row->offset;
    struct address here = {address, strcmp(row->target, "mission") == 0 ? "" : row_key(row)};
    bool structure = row->kind == ROW_TABLE || row->kind == ROW_COLLECTION || row->kind == ROW_SEQUENCE;
    member_blank(row, member);
    if (value != NULL && node_empty(value)) {
        complain(loader, value->place, address, "the key '%s' has no value; write one, or remove the key",
                 row_key(row));
    } else if (value == NULL && row->preset == NULL) {
        missing_refuse(loader, row, node, &here);
    } else if (value == NULL && !structure) {
        preset_fill(loader, row, node, &here, member);
    } else if (row->kind == ROW_TABLE) {
        struct mandate_node empty = nothing;
        empty.place = node->place;
        table_fill(loader, row->table(), value != NULL ? value : &empty, &here, member);
    } else if (value != NULL && row->kind == ROW_COLLECTION) {
        collection_fill(loader, row, value, &here, member);
    } else if (value != NULL && row->kind == ROW_SEQUENCE) {
        sequence_fill(loader, row, value, &here, member);
    } else if (value != NULL) {
        (void)value_read(loader, row, value, &here, member);
    }
}

/* Keys that every table takes: where its numbers come from. */
static bool evidence_fill(struct loader *loader, const struct table *table, const char *key,
                          const struct mandate_node *value, const struct address *address, char *base) {
    bool source = strcmp(key, "source") == 0, confidence = strcmp(key, "confidence") == 0;
    bool id = strcmp(key, "id") == 0 && table->entity;
    if (!source && !confidence) return id || strcmp(key, "note") == 0;
    const char *text = source ? sources_read(loader, value, address) : confidence_read(loader, value, address);
    if (!table->entity) {
        origin_add(loader, base, NULL, value, source ? text : NULL, source ? NULL : text);
        return true;
    }
    struct entity *entity = (struct entity *)(void *)base;
    *(source ? &entity->source : &entity->confidence) = text;
    return true;
}

/* Keys that belong to the study look alike to those of the mission: say where they belong. */
static void key_refuse(struct loader *loader, const struct table *table, const struct mandate_node *key,
                       const struct address *address) {
    const char *nearest = table_nearest(table, key->as.text), *home = "";
    if (strcmp(key->as.text, "<<") == 0) return; /* refused before */
    if (table == table_study() && table_row(table_mission(), key->as.text) != NULL)
        home = "; it belongs to the mission";
    if (table != table_study() && nearest == NULL && table_row(table_study(), key->as.text) != NULL)
        home = "; it belongs to the study";
    complain(loader, key->place, address, "there is no key '%s' here%s%s", key->as.text, home,
             home[0] != '\0' ? "" : did_you_mean(loader, nearest));
}

static void table_fill(struct loader *loader, const struct table *table, const struct mandate_node *node,
                       const struct address *address, char *base) {
    const struct mandate_node *values[KEYS] = {NULL};
    CHECK(table->n <= KEYS);
    if (!kind_check(loader, node, NODE_MAPPING, address, "a mapping, or the name of a file with one,")) return;
    for (size_t i = 0; i < node->n; i++) {
        const struct mandate_node *key = node_key(node, i);
        const struct row *row = table_row(table, key->as.text);
        if (row != NULL) values[row - table->rows] = node_value(node, i);
        else if (!evidence_fill(loader, table, key->as.text, node_value(node, i), address, base))
            key_refuse(loader, table, key, address);
    }
    for (size_t i = 0; i < table->n; i++) row_fill(loader, &table->rows[i], node, values[i], address, base);
}

void study_fill(struct loader *loader, const struct mandate_node *root) {
    struct address address = {NULL, ""};
    table_fill(loader, table_study(), root, &address, (char *)&loader->store->scenario.study);
}
