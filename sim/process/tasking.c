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

/* While people move they are counted as in the middle of the week for which the allocation stands. */
static void add_part(struct state *state, const struct part *part, double t) {
    struct tasking *at = &state->tasking[part->base];
    double persons = force_level(part, part->slope != 0 ? t + MOVING_WEEK / 2 : t);
    if (persons <= 0) return;
    double readiness = force_readiness(state, part->unit, t) * convoys_readiness(state, part->base),
           ready = persons * readiness, weight = state->model->presence_weight[part->unit];
    at->persons += persons;
    at->ready += ready;
    at->deployed += ready * weight;
    if (state->model->has_senses[part->unit]) add_senses(state, at, part->unit, persons);
    double effective = ready * (1 - state->live.force.leave_share);
    switch ((enum unit_task)state->model->task[part->unit]) {
        case TASK_COMBAT:
            at->infantry += effective;
            at->weighted += effective * weight;
            at->commit += persons * state->live.units.at[part->unit].commit;
            at->combat += persons;
            break;
        case TASK_POLICE: at->fpu += effective; break;
        case TASK_CONVOY: at->convoy += ready * COMMIT_CONVOY * state->live.units.at[part->unit].commit; break;
        case TASK_EOD: at->eod += persons; break;
        case TASK_OTHER: break;
    }
}

/* Takes up to `need` from a pool of troops; returns what is missing. */
static double take(double *pool, double need) {
    double taken = lesser(*pool, greater(need, 0));
    *pool -= taken;
    return greater(need, 0) - taken;
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

/* Soldiers on the road, charged to the base that sends them, or to the other end (RULINGS 12). */
static void demand_convoys(struct state *state, double *demand) {
    state->flows.cost_convoys = 0;
    for (size_t q = 0; q < state->model->n_route; q++) {
        const struct mandate_route *route = &state->live.routes.at[q];
        if (route->convoys <= 0 || !state->route_runs[q]) continue;
        double per_month = route->convoys * 730.5, days = route->round_trip / 24;
        int payer = state->tasking[route->from].staffed ? route->from : route->to;
        demand[payer] += per_month * days * route->escort / MONTH_DAYS;
        state->flows.cost_convoys +=
            route->convoys * 2 * state->model->route_km[q] * route->vehicles * state->live.ledger.convoy_vehicle_km;
    }
}

/* Soldiers that civil teams need, over the staffed bases outside the capital by persons (RULINGS 13). */
static double civil_demand(const struct state *state) {
    const struct mandate_civil *civil = &state->live.civil;
    if (civil->teams_outside == 0 || civil->remote_monitoring != 0) return 0;
    return civil->tasks * civil->escort_size * civil->escort_days;
}

static bool outside_capital(const struct state *state, size_t base) {
    return state->model->mission->regions.at[state->model->mission->bases.at[base].region].capital == 0;
}

/* Adds the presence of some troops of a base, in thousands, to the regions in reach. */
static void spread_presence(const struct state *state, double *restrict presence, size_t base, double troops) {
    const double *restrict kernel = state->model->kernel_of_base + base * state->model->n_region;
    double thousands = troops / 1000;
    for (size_t r = 0; r < state->model->n_region; r++) presence[r] += kernel[r] * thousands;
}

static void sum_parts(struct state *state, double t) {
    size_t n_r = state->model->n_region;
    for (size_t b = 0; b < state->model->n_base; b++)
        if (!state->tasking[b].fresh) memset(&state->tasking[b], 0, sizeof state->tasking[b]);
    memset(state->presence, 0, sizeof(double) * n_r);
    memset(state->patrol, 0, sizeof(double) * n_r);
    state->flows.readiness = 0;
    for (size_t p = 0; p < state->n_part; p++) {
        const struct part *part = &state->parts[p];
        if (state->tasking[part->base].fresh) continue;
        add_part(state, part, t);
        if (part->slope != 0) state->tasking[part->base].moving = true;
    }
    for (size_t b = 0; b < state->model->n_base; b++) {
        struct tasking *at = &state->tasking[b];
        bool open = base_is_open(&state->bases[b]);
        at->staffed = open && at->persons > 0.5;
        if (!at->fresh && at->combat > 0) at->commit /= at->combat;
        at->fresh = !at->moving;
        at->usable = 0;
        at->teams = at->tobs = 0;
        state->flows.readiness += at->ready;
        if (!open || at->deployed == 0) continue;
        spread_presence(state, state->presence, b, at->deployed);
    }
}

/* Allocation at one staffed base; sums of what is tied down go to the flows. */
static void allocate(struct state *state, size_t base, double convoys, double civil) {
    const struct mandate_base *camp = &state->live.bases.at[base];
    struct tasking *at = &state->tasking[base];
    struct flows *flows = &state->flows;
    double left = at->infantry, police = camp->guard_by_fpu != 0 ? at->fpu : 0;
    double guards = tasking_self_protection(&state->live.protection, at->persons, camp->threat);
    double missing = take(&left, take(&police, guards));
    at->deficit = guards > 0 ? missing / guards : 0;
    double before = left;
    flows->protection += at->infantry - left;
    take(&left, camp->static_persons);
    flows->fixed_tasks += before - left;
    before = left;
    double road = greater(0, convoys - at->convoy);
    double unescorted = take(&left, take(&police, road));
    at->unescorted = convoys > 0 ? unescorted / convoys : 0;
    flows->convoy += before - left;
    double undone = take(&left, civil);
    flows->civil_done += civil - undone;
    flows->civil += civil - undone;
    flows->civil_demand += civil;
    at->usable = left;
    flows->usable += left;
    flows->infantry += at->infantry;
}

static void form_teams(struct state *state, size_t base) {
    struct tasking *at = &state->tasking[base];
    const struct mandate_response *response = &state->live.response;
    at->teams = (int)lesser(floor(response->team_share * at->usable / response->team_size + 1e-9), MAX_TEAMS);
    at->tobs = (int)lesser(floor(response->tob_share * at->usable / response->team_size + 1e-9), MAX_TEAMS);
    double mean_weight = at->infantry > 0 ? at->weighted / at->infantry : 0;
    double patrol = (at->usable * mean_weight + state->live.deterrence.fpu_weight * at->fpu) * (1 + at->reach);
    spread_presence(state, state->patrol, base, patrol);
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
    flows->ceiling = state->live.mandate.ceiling_military + state->live.mandate.ceiling_police;
    flows->cost_civilian = state->live.civil.staff * state->live.ledger.civilian_staff;
    flows->consent = (double)state->consent;
    flows->cost_projects = 0;
    for (size_t r = 0; r < state->model->n_region; r++) flows->cost_projects += state->live.regions.at[r].projects;
}

static void spread(struct state *state) {
    size_t n = state->model->n_base;
    double civil = civil_demand(state), outside = 0;
    memset(state->escorts, 0, sizeof(double) * n);
    demand_convoys(state, state->escorts);
    for (size_t b = 0; b < n; b++)
        if (state->tasking[b].staffed && outside_capital(state, b)) outside += state->tasking[b].persons;
    for (size_t b = 0; b < n; b++) {
        if (!state->tasking[b].staffed) continue;
        double share = outside > 0 && outside_capital(state, b) ? civil * state->tasking[b].persons / outside : 0;
        allocate(state, b, state->escorts[b], share);
        form_teams(state, b);
    }
    if (outside <= 0) state->flows.civil_demand += civil;
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
    sum_parts(state, t);
    if (staffing_changed(state)) follow_staffing(state);
    spread(state);
    sum_bases(state);
    if (state->dirty_air) aviation_flows(state);
    detection_update(state);
    response_means(state);
    coverage_update(state);
    threat_presence(state);
    tally_places_now(state);
    state->dirty_tasking = false;
}
