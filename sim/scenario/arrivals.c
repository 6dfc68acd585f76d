/* An option is read together with the mission's changes and with the patches that both apply. What happens under a
 * condition may happen at any time, or not: it excuses others and is not blamed itself. */
#include "scenario/arrivals.h"

#include <math.h>
#include <string.h>

#include "scenario/date.h"

/* When something may first happen, and the change that does it. */
struct first {
    double at; /* [h since 1970-01-01]; -inf = at any time; inf = never */
    const struct mandate_operation *operation;
};

/* What can happen under one option. */
struct reach {
    struct loader *loader;
    const struct mandate_mission *mission;
    struct first *unit_added, *fleet_added, *base_opened; /* (n_unit), (n_fleet), (n_base) */
    struct first *base_closed;                            /* (n_base) dated closures only */
};

/* A list of changes as it is walked. */
struct walk {
    struct reach *reach;
    const struct address *list;
    bool own;       /* of an option; what the mission does may rest on options that this study leaves out */
    double applied; /* patches: when they are applied at the earliest, -inf if not known; lists: nan */
    bool conditional;
};

typedef void visit(const struct walk *walk, const struct mandate_change *change, double at);

/* Calls `see` for each change of a list and of the patches that it applies. */
static void changes_walk(const struct walk *walk, const struct mandate_changes *changes, visit *see) {
    const struct mandate_scenario *scenario = &walk->reach->loader->store->scenario;
    for (size_t i = 0; i < changes->n; i++) {
        const struct mandate_operation *operation = changes->at[i].operation;
        if (operation->do_ < 0) continue;
        double at = walk->conditional ? -INFINITY : isfinite(operation->at) ? operation->at : walk->applied;
        see(walk, &changes->at[i], at);
        if (operation->do_ != MANDATE_DO_APPLY || operation->patch < 0) continue;
        struct walk inside = *walk;
        inside.applied = at;
        changes_walk(&inside, &scenario->patch_timelines[operation->patch], see);
    }
}

/* ---- what may happen ---- */

static void first_note(struct first *first, double at, const struct mandate_operation *operation) {
    if (first->operation == NULL || at < first->at) *first = (struct first){at, operation};
}

static void happening_note(const struct walk *walk, const struct mandate_change *change, double at) {
    const struct mandate_operation *operation = change->operation;
    const struct reach *reach = walk->reach;
    bool sure = isfinite(at) && operation->probability >= 1 && operation->after.family == MANDATE_FIXED;
    if (operation->do_ == MANDATE_DO_ADD_UNIT && operation->unit >= 0)
        first_note(&reach->unit_added[operation->unit], at, operation);
    if (operation->do_ == MANDATE_DO_ADD_FLEET && operation->fleet >= 0)
        first_note(&reach->fleet_added[operation->fleet], at, operation);
    if (operation->do_ == MANDATE_DO_OPEN_BASE && operation->base >= 0)
        first_note(&reach->base_opened[operation->base], at, operation);
    if (operation->do_ == MANDATE_DO_CLOSE_BASE && operation->base >= 0 && sure)
        first_note(&reach->base_closed[operation->base], at + operation->after.a, operation);
}

/* ---- what is asked for ---- */

/* "the unit 'x' is ..., and nothing adds it under this option" */
static void blame_missing(const struct walk *walk, const struct mandate_operation *operation, const char *key,
                          const char *id, const char *does) {
    struct address address = {walk->list, operation->id};
    complain(walk->reach->loader, operation->place, &address,
             "the %s '%s' is planned, and nothing %s it under this option", key, id, does);
}

/* "the unit 'x' is not there yet; it is asked for by new_unit on 2024-02-01" */
static void blame_date(const struct walk *walk, const struct mandate_operation *operation, const char *key,
                       const char *id, const char *sentence, const struct first *other) {
    struct address address = {walk->list, operation->id};
    char date[DATE_TEXT];
    date_write(date, other->at);
    complain(walk->reach->loader, operation->place, &address, "the %s '%s' %s by %s on %s", key, id, sentence,
             other->operation->id, date);
}

/* A unit or fleet that acts must be there, or come before. */
static void presence_check(const struct walk *walk, const struct mandate_operation *operation, const char *key,
                           const char *id, bool planned, const struct first *added, double at) {
    if (!planned || walk->conditional) return;
    if (added->operation == NULL && walk->own) blame_missing(walk, operation, key, id, "adds");
    if (added->operation != NULL && isfinite(at) && isfinite(added->at) && at < added->at)
        blame_date(walk, operation, key, id, "is not there yet; it is asked for", added);
}

/* A place that people or aircraft come to must be open by then, or opened at some time. */
static void place_check(const struct walk *walk, const struct mandate_operation *operation, int base, double at) {
    const struct reach *reach = walk->reach;
    if (base < 0 || walk->conditional) return;
    const struct first *opened = &reach->base_opened[base], *closed = &reach->base_closed[base];
    const char *id = reach->mission->bases.at[base].id;
    bool planned = reach->mission->bases.at[base].planned != 0;
    if (planned && opened->operation == NULL && walk->own) blame_missing(walk, operation, "base", id, "opens");
    if (closed->operation != NULL && isfinite(at) && at > closed->at)
        blame_date(walk, operation, "base", id, "is no longer open; it is closed", closed);
}

static void unit_check(const struct walk *walk, const struct mandate_operation *operation, int unit, double at) {
    const struct mandate_unit *row = &walk->reach->mission->units.at[unit];
    presence_check(walk, operation, "unit", row->id, row->planned != 0, &walk->reach->unit_added[unit], at);
}

static void demand_check(const struct walk *walk, const struct mandate_change *change, double at) {
    const struct mandate_operation *operation = change->operation;
    const struct mandate_mission *mission = walk->reach->mission;
    bool acts = operation->do_ == MANDATE_DO_EXIT_UNIT || operation->do_ == MANDATE_DO_TRANSFER;
    if (acts && operation->unit >= 0) unit_check(walk, operation, operation->unit, at);
    for (size_t i = 0; acts && i < operation->units.n; i++)
        if (operation->units.at[i] >= 0) unit_check(walk, operation, operation->units.at[i], at);
    if (operation->do_ == MANDATE_DO_MOVE && operation->fleet >= 0) {
        const struct mandate_fleet *fleet = &mission->fleets.at[operation->fleet];
        presence_check(walk, operation, "fleet", fleet->id, fleet->planned != 0,
                       &walk->reach->fleet_added[operation->fleet], at);
    }
    if (operation->do_ == MANDATE_DO_ADD_UNIT && operation->unit >= 0)
        place_check(walk, operation, mission->units.at[operation->unit].base, at);
    if (operation->do_ == MANDATE_DO_ADD_FLEET && operation->fleet >= 0)
        place_check(walk, operation, mission->fleets.at[operation->fleet].base, at);
    if (operation->do_ == MANDATE_DO_TRANSFER || operation->do_ == MANDATE_DO_MOVE)
        place_check(walk, operation, change->to_base, at);
}

/* ---- options ---- */

static void reach_clear(struct reach *reach) {
    memset(reach->unit_added, 0, reach->mission->units.n * sizeof(struct first));
    memset(reach->fleet_added, 0, reach->mission->fleets.n * sizeof(struct first));
    memset(reach->base_opened, 0, reach->mission->bases.n * sizeof(struct first));
    memset(reach->base_closed, 0, reach->mission->bases.n * sizeof(struct first));
}

/* Walks through a timeline and the triggers beside it. */
static void lists_walk(struct reach *reach, const struct address *at, const struct mandate_changes *timeline,
                       const struct mandate_changes *triggers, visit *see) {
    struct address dated = {at, "timeline"}, conditional = {at, "triggers"};
    changes_walk(&(struct walk){reach, &dated, at != NULL, NAN, false}, timeline, see);
    changes_walk(&(struct walk){reach, &conditional, at != NULL, NAN, true}, triggers, see);
}

static void option_walk(struct reach *reach, size_t option, visit *see) {
    const struct mandate_scenario *scenario = &reach->loader->store->scenario;
    struct address root = {NULL, "options"}, at = {&root, scenario->study.options.at[option].id};
    lists_walk(reach, &at, &scenario->option_timelines[option], &scenario->option_triggers[option], see);
}

static void mission_walk(struct reach *reach, visit *see) {
    const struct mandate_scenario *scenario = &reach->loader->store->scenario;
    lists_walk(reach, NULL, &scenario->timeline, &scenario->triggers, see);
}

void arrivals_check(struct loader *loader) {
    const struct mandate_study *study = &loader->store->scenario.study;
    struct reach reach = {.loader = loader, .mission = &study->mission};
    reach.unit_added = ARENA_ARRAY(loader->arena, struct first, study->mission.units.n + 1);
    reach.fleet_added = ARENA_ARRAY(loader->arena, struct first, study->mission.fleets.n + 1);
    reach.base_opened = ARENA_ARRAY(loader->arena, struct first, study->mission.bases.n + 1);
    reach.base_closed = ARENA_ARRAY(loader->arena, struct first, study->mission.bases.n + 1);
    for (size_t i = 0; i < study->options.n; i++) {
        reach_clear(&reach);
        if (study->options.at[i].baseline != 0) mission_walk(&reach, happening_note);
        option_walk(&reach, i, happening_note);
        option_walk(&reach, i, demand_check);
    }
    reach_clear(&reach);
    mission_walk(&reach, happening_note);
    mission_walk(&reach, demand_check);
}
