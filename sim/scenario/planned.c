/* What option files may write that the mission's tables hold: bases, units, fleets and routes join the mission's
 * collections, as planned, so that every option speaks of the same entities. Works on the tree, before values are
 * typed. */
#include "scenario/planned.h"

#include <string.h>

#include "scenario/names.h"
#include "scenario/schema.h"

static const char *const collections[] = {"bases", "units", "fleets", "routes"};
enum { COLLECTIONS = sizeof collections / sizeof *collections };

/* A collection that grows. */
struct joined {
    struct mandate_documents *documents;
    struct mandate_diagnostics *diagnostics;
    const struct row *row;
    struct mandate_node *whole;
    const struct mandate_node **origin; /* (whole->n) the node that an entry comes from */
    struct names ids;
};

/* The collection's table knows `planned`, and the entity does not say it. */
static bool planned_missing(const struct joined *joined, const struct mandate_node *entity) {
    return table_row(joined->row->table(), "planned") != NULL && entity->kind == NODE_MAPPING &&
           node_find(entity, "planned") == NULL;
}

/* The entity with `planned: yes`. */
static struct mandate_node *planned_mark(const struct joined *joined, struct mandate_node *entity) {
    if (!planned_missing(joined, entity)) return entity;
    struct arena *arena = joined->documents->arena;
    struct mandate_node *marked = node_new(arena, NODE_MAPPING, entity->n + 1, entity->place);
    memcpy(marked->as.children, entity->as.children, 2 * (size_t)entity->n * sizeof(struct mandate_node *));
    marked->as.children[2 * entity->n] = node_new_scalar(arena, "planned", entity->place);
    marked->as.children[2 * entity->n + 1] = node_new_scalar(arena, "yes", entity->place);
    return marked;
}

static void entry_append(struct joined *joined, struct mandate_node *key, struct mandate_node *value, bool planned) {
    int64_t first = names_find(&joined->ids, key->as.text);
    if (first != NAMES_NONE && joined->origin[first] == value) return;
    if (first != NAMES_NONE) {
        const struct mandate_place *place = &node_key(joined->whole, (size_t)first)->place;
        mandate_error_add(joined->diagnostics, key->place, NULL,
                          "'%s' is defined twice, first at %s:%u; rename one, or let both options name one file",
                          key->as.text, place->source->name, (unsigned)place->line);
        joined->documents->broken = true;
        return;
    }
    uint32_t n = joined->whole->n++;
    names_put(&joined->ids, key->as.text, n);
    joined->origin[n] = value;
    joined->whole->as.children[2 * n] = key;
    joined->whole->as.children[2 * n + 1] = planned ? planned_mark(joined, value) : value;
}

static void entries_append(struct joined *joined, const struct mandate_node *part, bool planned) {
    for (size_t i = 0; part != NULL && part->kind == NODE_MAPPING && i < part->n; i++)
        entry_append(joined, part->as.children[2 * i], part->as.children[2 * i + 1], planned);
}

/* Entries of a collection in the mission and in all options. */
static size_t entries_count(const struct mandate_node *mission, const struct mandate_node *options, const char *key) {
    const struct mandate_node *own = node_find(mission, key);
    size_t n = own != NULL && own->kind == NODE_MAPPING ? own->n : 0;
    for (size_t i = 0; i < options->n; i++) {
        const struct mandate_node *part = node_find(node_value(options, i), key);
        n += part != NULL && part->kind == NODE_MAPPING ? part->n : 0;
    }
    return n;
}

/* Puts a value at a key of a mapping, at the end when the key is new. */
static void entry_put(struct arena *arena, struct mandate_node *mapping, const char *key, struct mandate_node *value) {
    for (size_t i = 0; i < mapping->n; i++)
        if (strcmp(node_key(mapping, i)->as.text, key) == 0) {
            mapping->as.children[2 * i + 1] = value;
            return;
        }
    struct mandate_node *grown = node_new(arena, NODE_MAPPING, mapping->n + 1, mapping->place);
    memcpy(grown->as.children, mapping->as.children, 2 * (size_t)mapping->n * sizeof(struct mandate_node *));
    grown->as.children[2 * mapping->n] = node_new_scalar(arena, key, mapping->place);
    grown->as.children[2 * mapping->n + 1] = value;
    *mapping = *grown;
}

static void collection_join(struct mandate_documents *documents, struct mandate_diagnostics *diagnostics,
                            struct mandate_node *mission, const struct mandate_node *options, const char *key) {
    const struct mandate_node *own = node_find(mission, key);
    size_t n = entries_count(mission, options, key);
    if (n == (own != NULL && own->kind == NODE_MAPPING ? own->n : 0)) return;
    struct arena *arena = documents->arena;
    struct joined joined = {documents, diagnostics, table_row(table_mission(), key), NULL, NULL, {.arena = arena}};
    joined.whole = node_new(arena, NODE_MAPPING, (uint32_t)n, own != NULL ? own->place : mission->place);
    joined.whole->n = 0;
    joined.origin = ARENA_ARRAY(arena, const struct mandate_node *, n);
    entries_append(&joined, own, false);
    for (size_t i = 0; i < options->n; i++) entries_append(&joined, node_find(node_value(options, i), key), true);
    entry_put(arena, mission, key, joined.whole);
}

static bool is_collection(const char *key) {
    for (size_t i = 0; i < COLLECTIONS; i++)
        if (strcmp(key, collections[i]) == 0) return true;
    return false;
}

/* An option without the collections that have joined the mission. */
static struct mandate_node *option_strip(struct arena *arena, const struct mandate_node *option) {
    struct mandate_node *stripped = node_new(arena, NODE_MAPPING, option->n, option->place);
    stripped->n = 0;
    for (size_t i = 0; i < option->n; i++) {
        bool moved = is_collection(node_key(option, i)->as.text) && node_value(option, i)->kind == NODE_MAPPING;
        if (moved) continue;
        memcpy(stripped->as.children + 2 * stripped->n, option->as.children + 2 * i, 2 * sizeof(struct mandate_node *));
        stripped->n++;
    }
    return stripped;
}

/* A lever's `range: [low, high]` is short for both. */
static void range_spread(struct arena *arena, struct mandate_node *lever) {
    struct mandate_node *range = node_find(lever, "range");
    if (range == NULL || range->kind != NODE_SEQUENCE || range->n != 2) return;
    if (node_find(lever, "low") != NULL || node_find(lever, "high") != NULL) return; /* both: `range` is refused */
    for (size_t i = 0; i < lever->n; i++) {
        if (lever->as.children[2 * i + 1] != range) continue;
        lever->as.children[2 * i] = node_new_scalar(arena, "low", node_key(lever, i)->place);
        lever->as.children[2 * i + 1] = range->as.children[0];
    }
    if (node_find(lever, "high") == NULL) entry_put(arena, lever, "high", range->as.children[1]);
}

static void levers_spread(struct arena *arena, const struct mandate_node *option) {
    const struct mandate_node *levers = node_find(option, "levers");
    for (size_t i = 0; levers != NULL && levers->kind == NODE_MAPPING && i < levers->n; i++)
        range_spread(arena, levers->as.children[2 * i + 1]);
}

void planned_join(struct mandate_documents *documents, struct mandate_diagnostics *diagnostics) {
    struct mandate_node *mission = node_find(documents->root, "mission"),
                        *options = node_find(documents->root, "options");
    if (mission == NULL || options == NULL || mission->kind != NODE_MAPPING || options->kind != NODE_MAPPING) return;
    for (size_t i = 0; i < COLLECTIONS; i++) collection_join(documents, diagnostics, mission, options, collections[i]);
    for (size_t i = 0; i < options->n; i++) {
        if (node_value(options, i)->kind != NODE_MAPPING) continue;
        options->as.children[2 * i + 1] = option_strip(documents->arena, node_value(options, i));
        levers_spread(documents->arena, node_value(options, i));
    }
}
