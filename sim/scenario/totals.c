/* Where values of the mission are written, and whether its totals agree. */
#include "scenario/totals.h"

#include <string.h>

#include "base/text.h"

struct mandate_place mission_place(const struct loader *loader, const char *table, const char *key) {
    const struct mandate_node *mission = node_find(loader->documents->root, "mission");
    const struct mandate_node *own = node_find(mission, table), *value = node_find(own, key);
    if (value != NULL) return value->place;
    return own != NULL ? own->place : mission != NULL ? mission->place : loader->documents->root->place;
}

struct mandate_place entity_place(const struct loader *loader, const char *collection, const char *id, const char *key,
                                  struct mandate_place entity) {
    const struct mandate_node *mission = node_find(loader->documents->root, "mission");
    const struct mandate_node *value = node_find(node_find(node_find(mission, collection), id), key);
    return value != NULL ? value->place : entity;
}

/* ---- persons ---- */

/* "850", for messages. */
static const char *persons_text(struct loader *loader, double persons) {
    char text[TEXT_REAL];
    text_real_write(text, persons);
    return arena_print(loader->arena, "%s", text);
}

static double base_strength(const struct mandate_mission *mission, int base) {
    double sum = 0;
    for (size_t i = 0; i < mission->units.n; i++)
        if (mission->units.at[i].base == base && mission->units.at[i].planned == 0)
            sum += mission->units.at[i].strength;
    return sum;
}

static void capacity_check(struct loader *loader) {
    const struct mandate_mission *mission = &loader->store->scenario.study.mission;
    struct address root = {NULL, "bases"};
    for (size_t i = 0; i < mission->bases.n; i++) {
        const struct mandate_base *base = &mission->bases.at[i];
        double strength = base_strength(mission, (int)i);
        struct address address = {&root, base->id};
        if (base->capacity > 0 && strength > base->capacity)
            caution(loader, entity_place(loader, "bases", base->id, "capacity", base->place),
                    &(struct address){&address, "capacity"},
                    "%s persons at the start, more than the %s that the base can house", persons_text(loader, strength),
                    persons_text(loader, base->capacity));
    }
}

/* A unit that says what it is authorised has no more persons than that. */
static void authorised_check(struct loader *loader) {
    const struct mandate_mission *mission = &loader->store->scenario.study.mission;
    struct address root = {NULL, "units"};
    for (size_t i = 0; i < mission->units.n; i++) {
        const struct mandate_unit *unit = &mission->units.at[i];
        struct address address = {&root, unit->id};
        if (unit->planned == 0 && unit->authorised > 0 && unit->strength > unit->authorised)
            complain(loader, entity_place(loader, "units", unit->id, "strength", unit->place),
                     &(struct address){&address, "strength"},
                     "%s persons are there, more than the %s that are authorised; correct one of them",
                     persons_text(loader, unit->strength), persons_text(loader, unit->authorised));
    }
}

/* What the mission is authorised bounds what is there, military and police apart. */
static void ceiling_check(struct loader *loader, const char *key, enum mandate_component component, double ceiling) {
    const struct mandate_mission *mission = &loader->store->scenario.study.mission;
    struct address table = {NULL, "mandate"};
    double sum = 0;
    for (size_t i = 0; i < mission->units.n; i++)
        if (mission->units.at[i].planned == 0 && mission->units.at[i].component == (int)component)
            sum += mission->units.at[i].strength;
    if (ceiling > 0 && sum > ceiling)
        caution(loader, mission_place(loader, "mandate", key), &(struct address){&table, key},
                "%s persons of the units at the start, more than the %s that are authorised", persons_text(loader, sum),
                persons_text(loader, ceiling));
}

/* ---- roads ---- */

static bool has_road(const struct mandate_mission *mission, int base) {
    for (size_t i = 0; i < mission->routes.n; i++)
        if (mission->routes.at[i].from == base || mission->routes.at[i].to == base) return true;
    return false;
}

/* People live where something can bring them what they need; a mission without roads does not speak of them. */
static void reach_check(struct loader *loader) {
    const struct mandate_mission *mission = &loader->store->scenario.study.mission;
    struct address root = {NULL, "bases"};
    for (size_t i = 0; i < mission->bases.n && mission->routes.n > 0; i++) {
        const struct mandate_base *base = &mission->bases.at[i];
        if (base->helipad != 0 || has_road(mission, (int)i) || !(base_strength(mission, (int)i) > 0)) continue;
        complain(
            loader, base->place, &(struct address){&root, base->id},
            "nothing reaches it: no route ends here and no helicopter can land; add a route, or write helipad: yes");
    }
}

void totals_check(struct loader *loader) {
    const struct mandate_ceiling *mandate = &loader->store->scenario.study.mission.mandate;
    capacity_check(loader);
    authorised_check(loader);
    ceiling_check(loader, "ceiling_military", MANDATE_COMPONENT_MILITARY, mandate->ceiling_military);
    ceiling_check(loader, "ceiling_police", MANDATE_COMPONENT_POLICE, mandate->ceiling_police);
    reach_check(loader);
}
