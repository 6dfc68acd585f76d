/* Compiles a bound scenario into the model of its world: calendar, geometry, attack rates, flying.
 * Not here: anything that an option may change while the mission runs. */
#include "model/model.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/number.h"
#include "mandate/function.h"
#include "model/calendar.h"
#include "model/geometry.h"
#include "model/rates.h"

static uint64_t *streams_of(struct arena *arena, const char *purpose, const char *const *ids, size_t n) {
    uint64_t *streams = ARENA_ARRAY(arena, uint64_t, n + 1);
    for (size_t i = 0; i < n; i++) streams[i] = mandate_stream(purpose, ids[i]);
    return streams;
}

#define IDS_OF(collection)                                                                             \
    static const char **collection##_ids(const struct mandate_mission *mission, struct arena *arena) { \
        const char **ids = ARENA_ARRAY(arena, const char *, mission->collection.n + 1);                \
        for (size_t i = 0; i < mission->collection.n; i++) ids[i] = mission->collection.at[i].id;      \
        return ids;                                                                                    \
    }
IDS_OF(regions)
IDS_OF(actors)
IDS_OF(bases)
IDS_OF(localities)
IDS_OF(units)
IDS_OF(fleets)
IDS_OF(tracks)

static void count(struct model *model) {
    const struct mandate_mission *mission = model->mission;
    model->n_region = mission->regions.n;
    model->n_locality = mission->localities.n;
    model->n_actor = mission->actors.n;
    model->n_base = mission->bases.n;
    model->n_unit = mission->units.n;
    model->n_fleet = mission->fleets.n;
    model->n_route = mission->routes.n;
    model->n_enabler = mission->enablers.n;
    model->n_sector = mission->sectors.n;
    model->n_state = mission->host.states.n;
    model->n_track = mission->tracks.n;
}
#include "scenario/quantity.h"

/* P06: A = MTBF / (MTBF + MTTR); a fleet that never fails has MTTR 0. P10: roles that respond. */
static void compile_fleets(struct model *model, struct arena *arena) {
    model->availability = ARENA_ARRAY(arena, double, model->n_fleet + 1);
    model->can_respond = ARENA_ARRAY(arena, bool, model->n_fleet + 1);
    for (size_t f = 0; f < model->n_fleet; f++) {
        const struct mandate_fleet *fleet = &model->mission->fleets.at[f];
        double whole = fleet->mtbf + fleet->mttr;
        model->availability[f] = whole > 0 ? fleet->mtbf / whole : 1;
        model->can_respond[f] = fleet->role == MANDATE_ROLE_ATTACK || fleet->role == MANDATE_ROLE_UTILITY;
    }
}

/* P01: P(daily maximum <= limit), daily maxima normal around the mean of the month. */
static void compile_heat(struct model *model, struct arena *arena) {
    model->heat_open = ARENA_ARRAY(arena, double, (model->n_fleet * model->n_region + 1) * 12);
    for (size_t f = 0; f < model->n_fleet; f++)
        for (size_t r = 0; r < model->n_region; r++)
            for (size_t m = 0; m < 12; m++) {
                const struct mandate_region *region = &model->mission->regions.at[r];
                double margin = model->mission->fleets.at[f].temperature_limit - region->temperature[m];
                model->heat_open[(f * model->n_region + r) * 12 + m] =
                    region->temperature_sd > 0 ? mandate_normal_cdf(margin / region->temperature_sd) : margin >= 0;
            }
}

/* P01: a day is closed if one of the last `spell` shocks exceeds 1 - p; q = 1 - (1 - p)^spell is the
 * marginal share of closed days that the scenario gives (RULINGS 59). */
static void compile_weather(struct model *model, struct arena *arena) {
    const struct mandate_air *air = &model->mission->air;
    model->spell = (unsigned)(air->spell / 24 + 0.5);
    if (model->spell < 1) model->spell = 1;
    model->no_fly = ARENA_ARRAY(arena, double, model->n_region * 12 + 1);
    model->no_fly_shock = ARENA_ARRAY(arena, double, model->n_region * 12 + 1);
    for (size_t i = 0; i < model->n_region * 12; i++) {
        double closed = lesser(0.95, model->mission->regions.at[i / 12].no_fly_days[i % 12] * air->no_fly_factor);
        model->no_fly[i] = closed;
        model->no_fly_shock[i] = closed > 0 ? -mandate_expm1(mandate_log1p(-closed) / model->spell) : 0;
    }
}

/* Weights of means over the people: without any people regions count alike. */
static void compile_people(struct model *model, struct arena *arena) {
    double people = 0;
    model->people_share = ARENA_ARRAY(arena, double, model->n_region + 1);
    for (size_t r = 0; r < model->n_region; r++) {
        const struct mandate_region *region = &model->mission->regions.at[r];
        model->people_share[r] = region->capital != 0 || region->outside != 0 ? 0 : region->population;
        people += model->people_share[r];
    }
    for (size_t r = 0; r < model->n_region; r++)
        model->people_share[r] = people > 0 ? model->people_share[r] / people : 1 / (double)model->n_region;
}

/* Sectors see the mean weather of their regions and the mood of the first. */
static void compile_sectors(struct model *model, struct arena *arena) {
    model->sector_closed = ARENA_ARRAY(arena, double, model->n_sector * 12 + 1);
    model->sector_region = ARENA_ARRAY(arena, int, model->n_sector + 1);
    for (size_t s = 0; s < model->n_sector; s++) {
        double n = 0;
        model->sector_region[s] = -1;
        for (size_t r = 0; r < model->n_region; r++) {
            if (model->mission->regions.at[r].sector != (int)s) continue;
            if (model->sector_region[s] < 0) model->sector_region[s] = (int)r;
            for (size_t m = 0; m < 12; m++) model->sector_closed[s * 12 + m] += model->no_fly[r * 12 + m];
            n += 1;
        }
        for (size_t m = 0; m < 12 && n > 0; m++) model->sector_closed[s * 12 + m] /= n;
    }
}

static uint16_t rotation_months(const struct mandate_unit *unit) {
    int period = (int)(unit->rotation / 730.5 + 0.5), phase = (int)(unit->phase / 730.5 + 0.5), months = 0;
    for (int month = 0; month < 12 && period > 0; month++)
        if (((month + 1 - phase) % period + period) % period == 0) months |= 1 << month;
    return (uint16_t)months;
}

/* Aircraft for surveillance see by their hours (P09c): what their owner adds is not counted twice. */
static void compile_senses(struct model *model, struct arena *arena) {
    const struct mandate_mission *mission = model->mission;
    model->has_senses = ARENA_ARRAY(arena, bool, model->n_unit + 1);
    model->eyes = ARENA_ARRAY(arena, double, model->n_unit + 1);
    for (size_t u = 0; u < model->n_unit; u++) model->eyes[u] = mission->units.at[u].isr;
    for (size_t f = 0; f < model->n_fleet; f++) {
        const struct mandate_fleet *fleet = &mission->fleets.at[f];
        bool sees = fleet->role == MANDATE_ROLE_UAV || fleet->role == MANDATE_ROLE_ISR_MANNED;
        if (sees && fleet->owner >= 0) model->eyes[fleet->owner] = 0;
    }
    for (size_t u = 0; u < model->n_unit; u++)
        model->has_senses[u] = model->eyes[u] > 0 || mission->units.at[u].patrol_reach > 0;
}

static const char *contributor_of(const struct model *model, size_t unit) {
    const char *name = model->mission->units.at[unit].contributor;
    return name ? name : "";
}

/* Names that stand for several contributors, or for none yet, have no clock (RULINGS 25). */
static bool may_depart(const struct model *model, const char *name) {
    const struct mandate_texts *exempt = &model->mission->force.departure_exempt;
    for (size_t i = 0; i < exempt->n; i++)
        if (strcmp(exempt->at[i], name) == 0) return false;
    return *name != '\0';
}

static void compile_clocks(struct model *model, struct arena *arena) {
    model->contributor = ARENA_ARRAY(arena, int, model->n_unit + 1);
    for (size_t u = 0; u < model->n_unit; u++) {
        const char *name = contributor_of(model, u);
        size_t first = 0;
        while (strcmp(contributor_of(model, first), name) != 0) first++;
        model->contributor[u] = may_depart(model, name) ? (int)first : -1;
    }
}

static void compile_contributors(struct model *model, struct arena *arena) {
    model->contributor_stream = ARENA_ARRAY(arena, uint64_t, model->n_unit + 1);
    for (size_t u = 0; u < model->n_unit; u++) {
        const char *name = contributor_of(model, u);
        bool own = *name == '\0';
        model->contributor_stream[u] =
            mandate_stream(own ? "force.unit_slip" : "force.slip", own ? model->mission->units.at[u].id : name);
    }
    model->strength_start = 0;
    model->rotation_months = ARENA_ARRAY(arena, uint16_t, model->n_unit + 1);
    for (size_t u = 0; u < model->n_unit; u++)
        model->rotation_months[u] = rotation_months(&model->mission->units.at[u]);
    model->has_intel = ARENA_ARRAY(arena, bool, model->n_unit + 1);
    for (size_t u = 0; u < model->n_unit; u++) model->has_intel[u] = model->mission->units.at[u].intel > 0;
    compile_senses(model, arena);
    for (size_t u = 0; u < model->n_unit; u++)
        if (model->mission->units.at[u].planned == 0) model->strength_start += model->mission->units.at[u].strength;
}

static enum unit_task task_of(int type) {
    switch (type) {
        case MANDATE_UNIT_INFANTRY:
        case MANDATE_UNIT_QRF:
        case MANDATE_UNIT_RECON: return TASK_COMBAT;
        case MANDATE_UNIT_POLICE_FPU: return TASK_POLICE;
        case MANDATE_UNIT_CONVOY: return TASK_CONVOY;
        case MANDATE_UNIT_EOD: return TASK_EOD;
        default: return TASK_OTHER;
    }
}

static void compile_tasks(struct model *model, struct arena *arena) {
    model->task = ARENA_ARRAY(arena, uint8_t, model->n_unit + 1);
    model->presence_weight = ARENA_ARRAY(arena, double, model->n_unit + 1);
    for (size_t u = 0; u < model->n_unit; u++) {
        model->task[u] = (uint8_t)task_of(model->mission->units.at[u].type);
        model->presence_weight[u] = rates_presence_weight(model->mission, model->mission->units.at[u].type);
    }
    model->outside_capital = ARENA_ARRAY(arena, bool, model->n_base + 1);
    for (size_t b = 0; b < model->n_base; b++)
        model->outside_capital[b] = model->mission->regions.at[model->mission->bases.at[b].region].capital == 0;
    model->kernel_of_base = ARENA_ARRAY(arena, double, model->n_region * model->n_base + KERNEL_AT_ONCE);
    for (size_t b = 0; b < model->n_base; b++)
        for (size_t r = 0; r < model->n_region; r++)
            model->kernel_of_base[b * model->n_region + r] = model->kernel[r * model->n_base + b];
}

/* q0 of every move between states, with the factors that all of them share. */
static void compile_chains(struct model *model, struct arena *arena) {
    const struct mandate_host *host = &model->mission->host;
    struct chain *consent = &model->consent_chain;
    *consent = (struct chain){host->moves.n, ARENA_ARRAY(arena, struct chain_move, host->moves.n + 1)};
    for (size_t i = 0; i < consent->n; i++) {
        const struct mandate_consent_move *move = &host->moves.at[i];
        double factor = host->rate_factor * (move->to > move->from ? host->worsening_factor : 1);
        consent->moves[i] = (struct chain_move){(int)move->from, (int)move->to, move->rate * factor};
    }
    model->track_chains = ARENA_ARRAY(arena, struct chain, model->n_track + 1);
    for (size_t k = 0; k < model->n_track; k++) {
        const struct mandate_track *track = &model->mission->tracks.at[k];
        struct chain *chain = &model->track_chains[k];
        *chain = (struct chain){track->moves.n, ARENA_ARRAY(arena, struct chain_move, track->moves.n + 1)};
        for (size_t i = 0; i < chain->n; i++) {
            const struct mandate_track_move *move = &track->moves.at[i];
            chain->moves[i] = (struct chain_move){(int)move->from, (int)move->to, move->rate * track->rate_factor};
        }
    }
}

/* The mean, where it exists. */
static double mean_or_median(const struct mandate_law *law) {
    double mean = mandate_law_mean(law);
    return isfinite(mean) ? mean : mandate_law_central(law);
}

/* Dispatch goes by medians, coverage by means. */
static void compile_delays(struct model *model, struct arena *arena) {
    const struct mandate_response *response = &model->mission->response;
    model->mobilise = mandate_law_central(&response->mobilise);
    model->mobilise_mean = mean_or_median(&response->mobilise);
    model->risky = response->risk_night > 0 || response->risk_mines > 0 || response->risk_no_cover > 0;
    model->requests_most =
        floor(model->mission->investigations.limit / model->mission->investigations.interval + 1e-9) + 1;
    model->travel_mean = mandate_exp(response->travel_log_sd * response->travel_log_sd / 2);
    model->flight_delay = ARENA_ARRAY(arena, double, model->n_state + 1);
    model->flight_delay_mean = ARENA_ARRAY(arena, double, model->n_state + 1);
    model->routine_delay_mean = ARENA_ARRAY(arena, double, model->n_state + 1);
    model->medevac_delay_mean = ARENA_ARRAY(arena, double, model->n_state + 1);
    for (size_t i = 0; i < model->n_state; i++) {
        const struct mandate_consent *state = &model->mission->host.states.at[i];
        const struct mandate_law *delay = &state->delay_urgent;
        model->routine_delay_mean[i] = mean_or_median(&state->delay_routine);
        model->medevac_delay_mean[i] = mean_or_median(&state->delay_medevac);
        model->flight_delay[i] = mandate_law_central(delay);
        model->flight_delay_mean[i] = mean_or_median(delay);
    }
}

static void compile_streams(struct model *model, struct arena *arena) {
    const char **regions = regions_ids(model->mission, arena), **units = units_ids(model->mission, arena);
    const char **fleets = fleets_ids(model->mission, arena), **bases = bases_ids(model->mission, arena);
    model->weather_stream = streams_of(arena, "calendar.weather", regions, model->n_region);
    model->heat_stream = streams_of(arena, "calendar.heat", regions, model->n_region);
    model->zone_stream = streams_of(arena, "permissions.zone", regions, model->n_region);
    model->frailty_stream = streams_of(arena, "threat.frailty", regions, model->n_region);
    model->unit_stream = streams_of(arena, "force.unit", units, model->n_unit);
    model->fleet_stream = streams_of(arena, "force.fleet", fleets, model->n_fleet);
    model->tail_stream = streams_of(arena, "aviation.tail", fleets, model->n_fleet);
    model->base_stream = streams_of(arena, "bases.closing", bases, model->n_base);
    model->track_stream = streams_of(arena, "tracks.visit", tracks_ids(model->mission, arena), model->n_track);
    model->permission_stream = ARENA_ARRAY(arena, uint64_t, model->n_sector * MANDATE_ROLES + 1);
    for (size_t s = 0; s < model->n_sector; s++) {
        uint64_t sector = mandate_stream("permissions.routine", model->mission->sectors.at[s].id);
        for (size_t r = 0; r < MANDATE_ROLES; r++)
            model->permission_stream[s * MANDATE_ROLES + r] = mandate_event(sector, r);
    }
}

/* A route runs while its `to`, or a base beyond it, is staffed (RULINGS 33). */
static void mark_beyond(const struct mandate_mission *mission, size_t route, bool *beyond, size_t depth) {
    int to = mission->routes.at[route].to;
    if (beyond[to] || depth > mission->routes.n) return;
    beyond[to] = true;
    for (size_t q = 0; q < mission->routes.n; q++)
        if (mission->routes.at[q].from == to && mission->routes.at[q].to != mission->routes.at[route].from)
            mark_beyond(mission, q, beyond, depth + 1);
}

/* The length of a route and the regions that it crosses. */
static void measure_route(struct model *model, size_t route) {
    const double *km = model->mission->routes.at[route].segments;
    size_t n = route > 0 ? model->route_span[route - 1].end : 0;
    model->route_span[route] = (struct span){n, n};
    for (size_t r = 0; r < model->n_region; r++) {
        model->route_km[route] += km[r];
        if (km[r] > 0) model->route_regions[model->route_span[route].end++] = r;
    }
}

static void compile_routes(struct model *model, struct arena *arena) {
    model->route_beyond = ARENA_ARRAY(arena, bool, model->n_route * model->n_base + 1);
    model->route_km = ARENA_ARRAY(arena, double, model->n_route + 1);
    model->route_span = ARENA_ARRAY(arena, struct span, model->n_route + 1);
    model->route_regions = ARENA_ARRAY(arena, size_t, model->n_route * model->n_region + 1);
    for (size_t q = 0; q < model->n_route; q++) {
        mark_beyond(model->mission, q, model->route_beyond + q * model->n_base, 0);
        measure_route(model, q);
    }
    model->strike_reference = ARENA_ARRAY(arena, double, model->n_region + 1);
    for (size_t r = 0; r < model->n_region; r++) model->strike_reference[r] = 1;
    model->week_stream = ARENA_ARRAY(arena, uint64_t, model->n_route + model->n_base + 1);
    for (size_t q = 0; q < model->n_route; q++)
        model->week_stream[q] = mandate_stream("convoys.week", model->mission->routes.at[q].id);
    for (size_t b = 0; b < model->n_base; b++)
        model->week_stream[model->n_route + b] = mandate_stream("base_attacks.week", model->mission->bases.at[b].id);
}

/* A (region, actor) without attacks in the central world still needs a height, should another world have some. */
static void compile_slabs(struct model *model, const double *slab_height, struct arena *arena) {
    size_t n = model->n_region * model->n_actor;
    double total = model->mission->attacks.total;
    double least = total > 0 ? greater(1e-9, total / (double)(100 * n + 1)) : 1e-5;
    model->slab_height = ARENA_ARRAY(arena, double, n + 1);
    for (size_t i = 0; i < n; i++) {
        double height = slab_height ? slab_height[i] : model->background[i];
        model->slab_height[i] = height > 0 ? height : least;
    }
}

struct model *model_compile(const struct mandate_scenario *scenario, const struct mandate_layout *layout,
                            const double *slab_height, struct arena *arena) {
    struct model *model = ARENA_NEW(arena, struct model);
    model->scenario = scenario;
    model->mission = &scenario->study.mission;
    model->layout = layout;
    model->arena = arena;
    count(model);
    calendar_compile(model, arena);
    geometry_compile(model, arena);
    compile_fleets(model, arena);
    compile_heat(model, arena);
    compile_weather(model, arena);
    compile_sectors(model, arena);
    compile_people(model, arena);
    compile_contributors(model, arena);
    compile_clocks(model, arena);
    compile_chains(model, arena);
    compile_streams(model, arena);
    compile_routes(model, arena);
    compile_tasks(model, arena);
    compile_delays(model, arena);
    rates_compile(model, arena);
    compile_slabs(model, slab_height, arena);
    double *dates = ARENA_ARRAY(arena, double, layout->n_date + 1);
    for (size_t i = 0; i < layout->n_date; i++) dates[i] = layout->dates[i] - model->start;
    model->series_dates = dates;
    return model;
}

size_t model_consent(const struct model *model, double level) {
    double last = (double)model->n_state - 1, state = floor(level + 0.5);
    return (size_t)(state < 0 ? 0 : state > last ? last : state);
}

static const double *series_dates(const struct mandate_scenario *scenario, size_t *n, struct arena *arena) {
    double every = scenario->study.output.series_every, start = scenario->study.start;
    *n = (size_t)floor((scenario->end - start) / every + 1e-9) + 1;
    double *dates = ARENA_ARRAY(arena, double, *n);
    for (size_t i = 0; i < *n; i++) dates[i] = start + every * (double)i;
    return dates;
}

static const char **unknown_names(const struct mandate_scenario *scenario, struct arena *arena, bool unit) {
    const char **names = ARENA_ARRAY(arena, const char *, scenario->n_unknown + 1);
    char base[UNIT_TEXT];
    for (size_t i = 0; i < scenario->n_unknown; i++) {
        const char *name = unit ? unit_base(scenario->unknowns[i].unit, base) : scenario->unknowns[i].path;
        names[i] = arena_copy(arena, name, strlen(name));
    }
    return names;
}

#define POINTS_OF(collection)                                                                                 \
    static const struct mandate_point *collection##_points(const struct mandate_mission *mission,             \
                                                           struct arena *arena) {                             \
        struct mandate_point *points = ARENA_ARRAY(arena, struct mandate_point, mission->collection.n + 1);   \
        for (size_t i = 0; i < mission->collection.n; i++)                                                    \
            points[i] = (struct mandate_point){mission->collection.at[i].lat, mission->collection.at[i].lon}; \
        return points;                                                                                        \
    }
POINTS_OF(bases)
POINTS_OF(localities)

const struct mandate_layout *model_layout(const struct mandate_scenario *scenario, const char *hash,
                                          struct arena *arena) {
    struct mandate_layout *layout = ARENA_NEW(arena, struct mandate_layout);
    const struct mandate_study *study = &scenario->study;
    const struct mandate_mission *mission = &study->mission;
    const char **variants = ARENA_ARRAY(arena, const char *, scenario->n_variant + 1);
    for (size_t v = 0; v < scenario->n_variant; v++) {
        variants[v] = scenario->variants[v].name;
        if (scenario->variants[v].option == study->reference && strcmp(variants[layout->reference], variants[v]) != 0)
            if (scenario->variants[layout->reference].option != study->reference) layout->reference = (int)v;
    }
    layout->n_variant = scenario->n_variant;
    layout->variants = variants;
    layout->dates = series_dates(scenario, &layout->n_date, arena);
    layout->quarters = calendar_quarters(scenario, &layout->n_quarter, arena);
    layout->n_region = mission->regions.n;
    layout->n_actor = mission->actors.n;
    layout->n_base = mission->bases.n;
    layout->n_locality = mission->localities.n;
    layout->regions = regions_ids(mission, arena);
    layout->actors = actors_ids(mission, arena);
    layout->bases = bases_ids(mission, arena);
    layout->localities = localities_ids(mission, arena);
    layout->base_points = bases_points(mission, arena);
    layout->locality_points = localities_points(mission, arena);
    bool dated = study->output.places_on.n > 0;
    double *whole = ARENA_NEW(arena, double);
    *whole = INFINITY;
    layout->n_place_date = dated ? study->output.places_on.n : 1;
    layout->place_dates = dated ? study->output.places_on.at : whole;
    layout->n_place_value = layout->n_place_date * (4 * layout->n_base + 2 * layout->n_region + 4 * layout->n_locality);
    layout->n_unknown = scenario->n_unknown;
    layout->unknowns = unknown_names(scenario, arena, false);
    layout->unknown_units = unknown_names(scenario, arena, true);
    layout->worlds = (uint64_t)study->worlds;
    layout->replications = (uint32_t)study->replications;
    layout->hash = arena_copy(arena, hash, strlen(hash));
    return layout;
}
