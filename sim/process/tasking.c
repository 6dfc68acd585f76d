/* P07: allocation of the force (MODEL.md P07; RULINGS 9 to 13, 16, 95). Order of tasks: perimeter,
 * static tasks, convoys, civil escorts, then what is usable. */
#include "process/tasking.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "mandate/function.h"
#include "mandate/random.h"
#include "process/aviation.h"
#include "process/bases.h"
#include "process/convoys.h"
#include "process/coverage.h"
#include "process/detection.h"
#include "process/force.h"
#include "process/permissions.h"
#include "process/response.h"
#include "process/tally.h"
#include "process/threat.h"

#define MOVING_WEEK 168.0 /* [h] */
#define MONTH_DAYS 30.0
#define COMMIT_CONVOY 0.9 /* share of convoy troops that escorts (RULINGS 12) */

double tasking_self_protection(const struct mandate_protection *protection, double persons, double threat) {
    double posts = protection->posts_fixed + protection->posts_sqrt * sqrt(greater(persons, 0));
    return protection->soldiers_per_post * posts * threat * protection->threat_factor;
}

/* Surveillance and reach of patrols leave with the people of a unit (M32). */
static void add_senses(const struct state *state, struct tasking *at, int unit, double persons) {
    const struct mandate_unit *row = &state->model->mission->units.at[unit];
    double whole = row->planned != 0 ? state->units[unit].authorised : row->strength;
    double share = whole > 0 ? lesser(1, persons / whole) : 0;
    at->eyes += share * state->model->eyes[unit];
    at->reach += share * row->patrol_reach;
}

/* Adds what people of one unit are there for, so many of them ready. */
static void add_task(const struct state *state, struct tasking *at, int unit, double persons, double ready) {
    double effective = ready * (1 - state->live.force.leave_share);
    switch ((enum unit_task)state->model->task[unit]) {
        case TASK_COMBAT:
            at->infantry += effective;
            at->weighted += effective * state->model->presence_weight[unit];
            at->commit += persons * state->live.units.at[unit].commit;
            at->combat += persons;
            break;
        case TASK_POLICE: at->fpu += effective; break;
        case TASK_CONVOY: at->convoy += ready * COMMIT_CONVOY * state->live.units.at[unit].commit; break;
        case TASK_EOD: at->eod += persons; break;
        case TASK_OTHER: break;
    }
}

/* While people move they are counted as in the middle of the week for which the allocation stands. */
static void add_parts(const struct state *state, size_t base, struct tasking *at, double t) {
    double stocked = convoys_readiness(state, (int)base);
    at->settles = -INFINITY;
    PARTS_AT(state, base, p) {
        const struct part *part = &state->parts[p];
        double persons = force_level(part, t + MOVING_WEEK / 2);
        at->moving |= part->slope != 0;
        at->settles = greater(at->settles, force_readiness_settles(&state->units[part->unit]));
        if (persons <= 0) continue;
        double ready = persons * (force_readiness(state, part->unit, t) * stocked);
        at->persons += persons;
        at->ready += ready;
        at->deployed += ready * state->model->presence_weight[part->unit];
        if (state->model->has_senses[part->unit]) add_senses(state, at, part->unit, persons);
        add_task(state, at, part->unit, persons, ready);
    }
    if (at->combat > 0) at->commit /= at->combat;
}

/* Takes up to `need` from a pool of troops; returns what is missing. */
static double take(double *pool, double need) {
    double taken = lesser(*pool, greater(need, 0));
    *pool -= taken;
    return greater(need, 0) - taken;
}

/* The perimeter and static tasks come first: they hang on nothing outside the base. */
static void stand_guard(const struct state *state, size_t base, struct tasking *at) {
    const struct mandate_base *camp = &state->live.bases.at[base];
    double guards = tasking_self_protection(&state->live.protection, at->persons, camp->threat);
    at->left = at->infantry;
    at->police_left = camp->guard_by_fpu != 0 ? at->fpu : 0;
    at->may_escort = at->infantry > 0 || at->convoy > 0 || at->police_left > 0;
    double missing = take(&at->left, take(&at->police_left, guards));
    at->deficit = guards > 0 ? missing / guards : 0;
    at->protection = at->infantry - at->left;
    double before = at->left;
    take(&at->left, camp->static_persons);
    at->fixed_tasks = before - at->left;
}

/* Works out again what follows from the people of a base alone. */
static void muster(struct state *state, size_t base, double t) {
    struct tasking at = {0};
    add_parts(state, base, &at, t);
    stand_guard(state, base, &at);
    at.fresh = !at.moving;
    state->tasking[base] = at;
}

/* Puts another value in the place of one; true = it is another. */
static bool replace(double *value, double by) {
    bool other = *value != by;
    *value = by;
    return other;
}

/* Musters the bases that are not fresh; true = other troops are deployed than before. */
static bool muster_all(struct state *state, double t) {
    bool other = false;
    state->flows.readiness = 0;
    for (size_t b = 0; b < state->model->n_base; b++) {
        struct tasking *at = &state->tasking[b];
        bool open = base_is_open(&state->bases[b]);
        if (!at->fresh) muster(state, b, t);
        at->staffed = open && at->persons > 0.5;
        at->usable = 0;
        at->teams = at->tobs = 0;
        state->flows.readiness += at->ready;
        other |= replace(&state->deployed[b], open ? at->deployed : 0);
    }
    return other;
}

static bool route_runs(const struct state *state, size_t route) {
    const bool *beyond = state->model->route_beyond + route * state->model->n_base;
    for (size_t b = 0; b < state->model->n_base; b++)
        if (beyond[b] && state->tasking[b].staffed) return true;
    return false;
}

/* Whether other bases are staffed than at the last look. */
static bool staffing_changed(struct state *state) {
    bool changed = !state->staffing_known;
    for (size_t b = 0; b < state->model->n_base; b++) {
        changed |= state->was_staffed[b] != state->tasking[b].staffed;
        state->was_staffed[b] = state->tasking[b].staffed;
    }
    state->staffing_known = true;
    return changed;
}

/* What depends only on which bases are staffed. */
static void follow_staffing(struct state *state) {
    for (size_t q = 0; q < state->model->n_route; q++) state->route_runs[q] = route_runs(state, q);
    for (size_t s = 0; s < state->model->n_sector; s++) state->sector_staffed[s] = false;
    for (size_t b = 0; b < state->model->n_base; b++) {
        int sector = state->model->mission->regions.at[state->model->mission->bases.at[b].region].sector;
        if (sector >= 0 && state->tasking[b].staffed) state->sector_staffed[sector] = true;
    }
    state->dirty_air = true;
    response_uncovered(state);
}

/* Soldiers on the road and what convoys cost, by the routes that run. */
static void follow_routes(struct state *state) {
    state->flows.cost_convoys = 0;
    for (size_t q = 0; q < state->model->n_route; q++) {
        const struct mandate_route *route = &state->live.routes.at[q];
        state->route_escort[q] = 0;
        if (route->convoys <= 0 || !state->route_runs[q]) continue;
        double per_month = route->convoys * 730.5, days = route->round_trip / 24;
        state->route_escort[q] = per_month * days * route->escort / MONTH_DAYS;
        state->flows.cost_convoys +=
            route->convoys * 2 * state->model->route_km[q] * route->vehicles * state->live.ledger.convoy_vehicle_km;
    }
}

/* They are charged to the base that sends them, or to the other end (RULINGS 12). The loaded convoys of closing bases
 * come on top: one escort of each is on the road at a time. */
static void demand_escorts(struct state *state, double *demand, double t) {
    memset(demand, 0, sizeof(double) * state->model->n_base);
    for (size_t q = 0; q < state->model->n_route; q++)
        demand[convoys_payer(state, &state->live.routes.at[q])] += state->route_escort[q];
    for (size_t b = 0; b < state->model->n_base; b++) {
        int way = bases_way_out(state, (int)b, t);
        if (way < 0) continue;
        const struct mandate_route *route = &state->live.routes.at[way];
        double share = lesser(1, route->round_trip / state->live.closing.convoy_interval);
        demand[convoys_payer(state, route)] += route->escort * share;
    }
}

/* Soldiers that civil teams need, over the staffed bases outside the capital by persons (RULINGS 13). */
static double civil_demand(const struct state *state) {
    const struct mandate_civil *civil = &state->live.civil;
    if (civil->teams_outside == 0 || civil->remote_monitoring != 0) return 0;
    return civil->tasks * civil->escort_size * civil->escort_days;
}

/* Adds the presence of troops (n_base), in thousands, up over the regions in reach. */
static void spread_presence(const struct state *state, const double *troops, double *restrict presence) {
    size_t n = state->model->n_region;
    memset(presence, 0, sizeof(double) * n);
    for (size_t b = 0; b < state->model->n_base; b++) {
        if (troops[b] == 0) continue;
        const double *restrict kernel = state->model->kernel_of_base + b * n;
        double thousands = troops[b] / 1000;
        for (size_t r = 0; r < n; r++) presence[r] += kernel[r] * thousands;
    }
}

/* What convoys and civil teams leave at one staffed base; sums of what is tied down go to the flows. */
static void allocate(struct state *state, size_t base, double convoys, double civil) {
    struct tasking *at = &state->tasking[base];
    struct flows *flows = &state->flows;
    double left = at->left, police = at->police_left, road = greater(0, convoys - at->convoy);
    double unescorted = take(&left, take(&police, road));
    at->unescorted = convoys > 0 ? unescorted / convoys : 0;
    flows->protection += at->protection;
    flows->fixed_tasks += at->fixed_tasks;
    flows->convoy += at->left - left;
    double undone = take(&left, civil);
    flows->civil_done += civil - undone;
    flows->civil += civil - undone;
    flows->civil_demand += civil;
    at->usable = left;
    flows->usable += left;
    flows->infantry += at->infantry;
}

/* How many teams a share of the usable troops forms. */
static int teams_of(const struct state *state, const struct tasking *at, double share) {
    return (int)lesser(share * at->usable / state->live.response.team_size + 1e-9, MAX_TEAMS);
}

/* Teams of a staffed base; infantry-equivalents of those who may patrol. */
static double form_teams(struct state *state, struct tasking *at) {
    at->teams = teams_of(state, at, state->live.response.team_share);
    at->tobs = teams_of(state, at, state->live.response.tob_share);
    double mean_weight = at->infantry > 0 ? at->weighted / at->infantry : 0;
    return (at->usable * mean_weight + state->live.deterrence.fpu_weight * at->fpu) * (1 + at->reach);
}

/* Allocation at all bases; true = other troops patrol than before. */
static bool allocate_all(struct state *state, double t) {
    size_t n = state->model->n_base;
    const bool *outside_capital = state->model->outside_capital;
    double civil = civil_demand(state), outside = 0;
    bool other = false;
    demand_escorts(state, state->escorts, t);
    for (size_t b = 0; b < n; b++)
        if (state->tasking[b].staffed && outside_capital[b]) outside += state->tasking[b].persons;
    for (size_t b = 0; b < n; b++) {
        struct tasking *at = &state->tasking[b];
        double share = outside > 0 && outside_capital[b] ? civil * at->persons / outside : 0;
        if (at->staffed) allocate(state, b, state->escorts[b], share);
        other |= replace(&state->patrols[b], at->staffed ? form_teams(state, at) : 0);
    }
    if (outside <= 0) state->flows.civil_demand += civil;
    return other;
}

/* Money and ceilings, which hang on what an option may change alone. */
static void follow_live(struct state *state) {
    struct flows *flows = &state->flows;
    flows->ceiling = state->live.mandate.ceiling_military + state->live.mandate.ceiling_police;
    flows->cost_civilian = state->live.civil.staff * state->live.ledger.civilian_staff;
    flows->cost_projects = 0;
    for (size_t r = 0; r < state->model->n_region; r++) flows->cost_projects += state->live.regions.at[r].projects;
}

static void sum_bases(struct state *state) {
    struct flows *flows = &state->flows;
    flows->bases = flows->cost_camps = 0;
    for (size_t b = 0; b < state->model->n_base; b++) {
        bool open = base_is_open(&state->bases[b]);
        flows->bases += open;
        if (open || state->bases[b].status == BASE_BUILDING) flows->cost_camps += state->live.bases.at[b].fixed_cost;
    }
    convoys_flows(state);
    flows->consent = (double)state->consent;
}

void tasking_forget(struct state *state) {
    for (size_t b = 0; b < state->model->n_base; b++) state->tasking[b].fresh = false;
    state->dirty_all_bases = false;
}

void tasking_update(struct state *state, double t) {
    struct flows *flows = &state->flows;
    tally_settle(state);
    flows->usable = flows->infantry = flows->protection = flows->convoy = flows->civil = flows->fixed_tasks = 0;
    flows->civil_demand = flows->civil_done = 0;
    if (state->dirty_permissions) permissions_update(state, t);
    if (state->dirty_all_bases) tasking_forget(state);
    bool live = state->dirty_live, deployed = muster_all(state, t) || live, staffing = staffing_changed(state);
    if (staffing) follow_staffing(state);
    if (live) follow_live(state);
    if (staffing || live) follow_routes(state);
    bool patrols = allocate_all(state, t) || live, aircraft = state->dirty_air || live;
    sum_bases(state);
    if (state->dirty_air) aviation_flows(state);
    response_means(state);
    coverage_update(state);
    if (deployed) spread_presence(state, state->deployed, state->presence);
    if (deployed) threat_presence(state);
    if (patrols) spread_presence(state, state->patrols, state->patrol);
    detection_update(state, aircraft, patrols);
    tally_places_now(state);
    state->dirty_tasking = state->dirty_live = false;
}
