/* Rules between values that need nothing but the scenario. What needs distances or rates is checked by the model. */
#include "scenario/consistency.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "scenario/date.h"
#include "scenario/totals.h"

/* The place of a key of the study or of the setting that replaced it, else of the study. */
static struct mandate_place study_place(const struct loader *loader, const char *key) {
    for (size_t i = loader->documents->n_setting; i > 0; i--)
        if (strcmp(loader->documents->settings[i - 1].path, key) == 0)
            return loader->documents->settings[i - 1].value->place;
    const struct mandate_node *root = loader->documents->root, *value = node_find(root, key);
    return value != NULL ? value->place : root->place;
}

/* ---- the study ---- */

static void time_check(struct loader *loader) {
    const struct mandate_study *study = &loader->store->scenario.study;
    double steps = study->step > 0 ? 24 / study->step : 0;
    if (study->step > 0 && fabs(steps - floor(steps + 0.5)) > 1e-9)
        complain(loader, study_place(loader, "step"), &(struct address){NULL, "step"},
                 "the step must divide 24 h; write 1, 2, 3, 4, 6, 8, 12 or 24 h");
}

static bool given(const struct loader *loader, const char *key) {
    for (size_t i = 0; i < loader->documents->n_setting; i++)
        if (strcmp(loader->documents->settings[i].path, key) == 0) return true;
    return node_find(loader->documents->root, key) != NULL;
}

/* A grid or list takes its points from levels. */
static void levels_check(struct loader *loader, const struct mandate_unknown *unknown, size_t expected) {
    struct address address = {NULL, unknown->path};
    if (unknown->n_level == 0)
        complain(loader, unknown->place, &address,
                 "a grid or list takes values; write them as a list: [0.1, 0.2, 0.4]");
    else if (expected != 0 && unknown->n_level != expected)
        complain(loader, unknown->place, &address,
                 "%zu values, where others of the list have %zu; a list takes the same number for each",
                 unknown->n_level, expected);
}

static void varied_check(struct loader *loader) {
    const struct mandate_scenario *scenario = &loader->store->scenario;
    enum mandate_design_kind kind = (enum mandate_design_kind)scenario->study.design.kind;
    size_t varied = 0, expected = 0;
    for (size_t i = 0; i < scenario->n_unknown; i++) {
        const struct mandate_unknown *unknown = &scenario->unknowns[i];
        if (!unknown->varied) continue;
        varied++;
        if (kind == MANDATE_DESIGN_GRID || kind == MANDATE_DESIGN_LIST) levels_check(loader, unknown, expected);
        if (kind == MANDATE_DESIGN_LIST && expected == 0) expected = unknown->n_level;
        if (kind == MANDATE_DESIGN_NONE && unknown->n_level > 0)
            complain(loader, unknown->place, &(struct address){NULL, unknown->path},
                     "a list of values needs a design; write design: {kind: grid}");
    }
    if (varied == 0 && kind != MANDATE_DESIGN_NONE && kind != MANDATE_DESIGN_CSV)
        complain(loader, study_place(loader, "design"), &(struct address){NULL, "design"},
                 "a design needs something to vary; write paths under 'vary', or vary: all");
}

static void design_check(struct loader *loader) {
    const struct mandate_design *design = &loader->store->scenario.study.design;
    struct address address = {NULL, "design"};
    bool sampled = design->kind == MANDATE_DESIGN_LHS || design->kind == MANDATE_DESIGN_SOBOL;
    if (design->kind != MANDATE_DESIGN_NONE && given(loader, "worlds"))
        complain(loader, study_place(loader, "worlds"), &(struct address){NULL, "worlds"},
                 "each point of the design is a world; remove 'worlds', or the design");
    if (sampled && !(design->points > 0))
        complain(loader, study_place(loader, "design"), &address,
                 "the design needs 'points', the number of its points");
    if (design->kind == MANDATE_DESIGN_CSV && design->file == NULL)
        complain(loader, study_place(loader, "design"), &address,
                 "the design needs 'file', a CSV file with one column for each path");
    varied_check(loader);
}

static void options_check(struct loader *loader) {
    struct mandate_study *study = &loader->store->scenario.study;
    if (study->options.n == 0 && node_find(loader->documents->root, "options") != NULL)
        complain(loader, study_place(loader, "options"), &(struct address){NULL, "options"},
                 "a study needs at least one option");
    if (study->reference < 0) study->reference = 0;
    struct address root = {NULL, "options"};
    for (size_t i = 0; i < study->options.n; i++)
        for (size_t j = 0; j < study->options.at[i].levers.n; j++) {
            const struct mandate_lever *lever = &study->options.at[i].levers.at[j];
            struct address option = {&root, study->options.at[i].id}, levers = {&option, "levers"},
                           address = {&levers, lever->id};
            if (!(lever->low <= lever->default_ && lever->default_ <= lever->high))
                complain(loader, lever->place, &address, "the default lies outside low to high");
        }
}

static void incidents_check(struct loader *loader) {
    const struct mandate_scenario *scenario = &loader->store->scenario;
    struct address root = {NULL, "incidents"};
    for (size_t i = 0; i < scenario->study.incidents.n; i++) {
        const struct mandate_incident *incident = &scenario->study.incidents.at[i];
        struct address address = {&root, incident->id};
        if (isfinite(incident->at) && isfinite(scenario->study.start) &&
            !(incident->at >= scenario->study.start && incident->at < scenario->end))
            caution(loader, incident->place, &address, "lies outside the run and never happens");
    }
}

/* ---- places and attacks ---- */

/* Sums of a region's localities. */
static void region_localities(const struct mandate_mission *mission, int region, size_t *n, double *hazard) {
    *n = 0;
    *hazard = 0;
    for (size_t i = 0; i < mission->localities.n; i++) {
        if (mission->localities.at[i].region != region) continue;
        (*n)++;
        *hazard += mission->localities.at[i].hazard;
    }
}

static void neighbours_check(struct loader *loader, const struct mandate_region *region, int index,
                             const struct address *address) {
    const struct mandate_refs *near = &region->neighbours;
    struct mandate_place place = entity_place(loader, "regions", region->id, "neighbours", region->place);
    struct address here = {address, "neighbours"};
    for (size_t i = 0; i < near->n; i++) {
        bool twice = false;
        for (size_t j = 0; j < i; j++) twice = twice || (near->at[i] >= 0 && near->at[i] == near->at[j]);
        if (near->at[i] == index) complain(loader, place, &here, "a region is no neighbour of itself");
        if (twice) complain(loader, place, &here, "a neighbour stands twice; write it once");
    }
}

static void region_check(struct loader *loader, const struct mandate_mission *mission, int index,
                         const struct address *root) {
    const struct mandate_region *region = &mission->regions.at[index];
    struct address address = {root, region->id};
    size_t n;
    double hazard, actors = 0;
    neighbours_check(loader, region, index, &address);
    if (!(region->attack_share > 0)) return;
    region_localities(mission, index, &n, &hazard);
    for (size_t i = 0; region->actors != NULL && i < mission->actors.n; i++) actors += region->actors[i];
    if (n == 0)
        complain(loader, region->place, &address,
                 "the region has attacks but no locality; add one, or write attack_share: 0");
    else if (!(hazard > 0))
        complain(loader, region->place, &address,
                 "the hazards of the region's localities add up to 0; give at least one above 0");
    if (!(actors > 0))
        complain(loader, entity_place(loader, "regions", region->id, "actors", region->place),
                 &(struct address){&address, "actors"},
                 "the weights of the actors add up to 0; give at least one above 0");
}

/* Attacks of one run beyond which their candidates would not fit (process/incident.h). */
enum { ATTACKS_MOST = 500000 };

static void number_check(struct loader *loader) {
    const struct mandate_scenario *scenario = &loader->store->scenario;
    struct address attacks = {NULL, "attacks"}, address = {&attacks, "total"};
    double number = scenario->study.mission.attacks.total * (scenario->end - scenario->study.start);
    char text[TEXT_REAL];
    text_real_write(text, floor(number));
    if (isfinite(number) && number > ATTACKS_MOST)
        complain(loader, mission_place(loader, "attacks", "total"), &address,
                 "%s attacks in one run, more than the %d that can be followed; is the unit right?", text,
                 ATTACKS_MOST);
}

static void attacks_check(struct loader *loader) {
    const struct mandate_mission *mission = &loader->store->scenario.study.mission;
    double shares = 0, hours = 0;
    struct address root = {NULL, "regions"};
    for (size_t i = 0; i < mission->regions.n; i++) {
        shares += mission->regions.at[i].attack_share;
        region_check(loader, mission, (int)i, &root);
    }
    for (int i = 0; i < 24; i++) hours += mission->attacks.hours[i];
    if (!(shares > 0) && mission->attacks.total > 0)
        complain(loader, mission_place(loader, "regions", ""), &root,
                 "the attack shares of the regions add up to 0; give at least one above 0");
    number_check(loader);
    struct address attacks = {NULL, "attacks"}, mass = {&attacks, "mass"};
    if (!(hours > 0))
        complain(loader, mission_place(loader, "attacks", "hours"), &(struct address){&attacks, "hours"},
                 "the weights of the hours add up to 0");
    if (mission->attacks.mass.low >= mission->attacks.mass.high)
        complain(loader, mission_place(loader, "attacks", "mass"), &mass, "low must be less than high");
}

/* ---- bases, units, fleets, routes ---- */

static const struct mandate_base *base_of(const struct mandate_mission *mission, int base) {
    return base >= 0 ? &mission->bases.at[base] : NULL;
}

static void opening_refuse(struct loader *loader, const char *collection, const struct entity *entity,
                           const struct mandate_base *base) {
    struct address root = {NULL, collection}, address = {&root, entity->id};
    complain(loader, entity_place(loader, collection, entity->id, "base", entity->place),
             &(struct address){&address, "base"},
             "the base '%s' is planned and not open at the start; name another base, or write planned: yes here",
             base->id);
}

static void starts_check(struct loader *loader) {
    const struct mandate_mission *mission = &loader->store->scenario.study.mission;
    for (size_t i = 0; i < mission->units.n; i++) {
        const struct mandate_unit *unit = &mission->units.at[i];
        const struct mandate_base *base = base_of(mission, unit->base);
        if (base != NULL && unit->planned == 0 && base->planned != 0)
            opening_refuse(loader, "units", (const struct entity *)(const void *)unit, base);
    }
    for (size_t i = 0; i < mission->fleets.n; i++) {
        const struct mandate_fleet *fleet = &mission->fleets.at[i];
        const struct mandate_base *base = base_of(mission, fleet->base);
        if (base != NULL && fleet->planned == 0 && base->planned != 0)
            opening_refuse(loader, "fleets", (const struct entity *)(const void *)fleet, base);
    }
}

static void routes_check(struct loader *loader) {
    const struct mandate_mission *mission = &loader->store->scenario.study.mission;
    struct address root = {NULL, "routes"};
    for (size_t i = 0; i < mission->routes.n; i++) {
        const struct mandate_route *route = &mission->routes.at[i];
        struct address address = {&root, route->id};
        if (route->from >= 0 && route->from == route->to)
            complain(loader, entity_place(loader, "routes", route->id, "to", route->place),
                     &(struct address){&address, "to"}, "the route ends where it begins");
        double km = 0;
        for (size_t r = 0; route->segments != NULL && r < mission->regions.n; r++) km += route->segments[r];
        if (!(km > 0))
            complain(loader, entity_place(loader, "routes", route->id, "segments", route->place),
                     &(struct address){&address, "segments"},
                     "the road has no length; give the kilometres in at least one region");
    }
}

static void host_check(struct loader *loader) {
    const struct mandate_mission *mission = &loader->store->scenario.study.mission;
    struct address host = {NULL, "host"}, calendar = {NULL, "calendar"};
    if (mission->host.states.n == 0 &&
        node_find(node_find(node_find(loader->documents->root, "mission"), "host"), "states") != NULL)
        complain(loader, mission_place(loader, "host", "states"), &(struct address){&host, "states"},
                 "a host needs at least one state of consent");
    if (!(mission->calendar.sunrise < mission->calendar.sunset))
        complain(loader, mission_place(loader, "calendar", "sunset"), &(struct address){&calendar, "sunset"},
                 "the sun must set after it has risen");
}

/* States of a track are numbers below that of their names. */
static void track_state_check(struct loader *loader, const struct mandate_track *track, double state,
                              struct mandate_place place, const struct address *address) {
    if (state < (double)track->states.n) return;
    complain(loader, place, address, "the track has %zu states; their numbers go from 0 to %zu", track->states.n,
             track->states.n - 1);
}

static void tracks_check(struct loader *loader) {
    const struct mandate_mission *mission = &loader->store->scenario.study.mission;
    struct address root = {NULL, "tracks"};
    for (size_t k = 0; k < mission->tracks.n; k++) {
        const struct mandate_track *track = &mission->tracks.at[k];
        struct address address = {&root, track->id}, moves = {&address, "moves"};
        if (track->states.n == 0) continue;
        track_state_check(loader, track, track->state, entity_place(loader, "tracks", track->id, "state", track->place),
                          &(struct address){&address, "state"});
        for (size_t i = 0; i < track->moves.n; i++) {
            const struct mandate_track_move *move = &track->moves.at[i];
            track_state_check(loader, track, greater(move->from, move->to), move->place,
                              &(struct address){&moves, move->id});
        }
    }
}

/* Changes of what the study has switched off do nothing. */
static void switched_off_warn(struct loader *loader, const struct mandate_option *option,
                              const struct mandate_changes *changes) {
    struct address root = {NULL, "options"}, address = {&root, option->id};
    for (size_t i = 0; i < changes->n; i++) {
        const struct mandate_operation *operation = changes->at[i].operation;
        if (operation->path == NULL || strncmp(operation->path, "tracks", strlen("tracks")) != 0) continue;
        caution(loader, operation->place, &(struct address){&address, operation->id},
                "changes a track, and this study has tracks switched off; write political_tracks: given");
    }
}

static void politics_check(struct loader *loader) {
    const struct mandate_scenario *scenario = &loader->store->scenario;
    tracks_check(loader);
    if (scenario->study.political_tracks != MANDATE_TRACKS_OFF) return;
    for (size_t i = 0; i < scenario->study.options.n; i++) {
        switched_off_warn(loader, &scenario->study.options.at[i], &scenario->option_timelines[i]);
        switched_off_warn(loader, &scenario->study.options.at[i], &scenario->option_triggers[i]);
    }
}

/* Aircraft that are there are flown by somebody who is there. */
static void owners_check(struct loader *loader) {
    const struct mandate_mission *mission = &loader->store->scenario.study.mission;
    struct address root = {NULL, "fleets"};
    for (size_t i = 0; i < mission->fleets.n; i++) {
        const struct mandate_fleet *fleet = &mission->fleets.at[i];
        struct address address = {&root, fleet->id};
        if (fleet->owner < 0 || fleet->planned != 0 || mission->units.at[fleet->owner].planned == 0) continue;
        complain(loader, entity_place(loader, "fleets", fleet->id, "owner", fleet->place),
                 &(struct address){&address, "owner"},
                 "the unit '%s' is planned and at no base at the start; name another owner, or write planned: yes here",
                 mission->units.at[fleet->owner].id);
    }
}

/* Usable troops are given out once. */
static void shares_check(struct loader *loader) {
    const struct mandate_response *response = &loader->store->scenario.study.mission.response;
    double sum = response->team_share + response->patrol_share + response->tob_share;
    struct address table = {NULL, "response"}, address = {&table, "team_share"};
    char text[TEXT_REAL];
    text_real_write(text, sum);
    if (sum > 1 + 1e-9)
        caution(loader, mission_place(loader, "response", "team_share"), &address,
                "team_share, patrol_share and tob_share add up to %s; some soldiers count more than once", text);
}

/* True if a table of the mission was there to be read. */
static bool present(const struct loader *loader, const char *table) {
    const struct mandate_node *own = node_find(node_find(loader->documents->root, "mission"), table);
    return own != NULL && own->kind == NODE_MAPPING;
}

void consistency_check(struct loader *loader) {
    time_check(loader);
    options_check(loader);
    design_check(loader);
    incidents_check(loader);
    if (present(loader, "host")) host_check(loader);
    if (present(loader, "attacks") && present(loader, "regions")) attacks_check(loader);
    politics_check(loader);
    starts_check(loader);
    totals_check(loader);
    routes_check(loader);
    owners_check(loader);
    if (present(loader, "response")) shares_check(loader);
}
