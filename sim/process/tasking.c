/* P07: allocation of the force (MODEL.md P07; RULINGS 9 to 13, 16, 95). Order of tasks: perimeter,
 * static tasks, convoys, civil escorts, then what is usable. */
#include "process/tasking.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "mandate/function.h"
#include "model/rates.h"
#include "process/aviation.h"
#include "process/bases.h"
#include "process/coverage.h"
#include "process/detection.h"
#include "process/force.h"
#include "process/permissions.h"
#include "process/response.h"
#include "process/threat.h"

#define MONTH_DAYS 30.0
#define COMMIT_CONVOY 0.9 /* share of convoy troops that escorts (RULINGS 12) */

double tasking_self_protection(const struct mandate_protection *protection, double persons, double threat) {
    double posts = protection->posts_fixed + protection->posts_sqrt * sqrt(greater(persons, 0));
    return protection->soldiers_per_post * posts * threat * protection->threat_factor;
}

static bool is_combat(int type) { return type == MANDATE_UNIT_INFANTRY || type == MANDATE_UNIT_QRF || type == MANDATE_UNIT_RECON; }

static void add_part(struct state *state, const struct part *part, double t) {
    const struct mandate_unit *unit = &state->live.units.at[part->unit];
    struct tasking *at = &state->tasking[part->base];
    double persons = force_level(part, t);
    if (persons <= 0) return;
    double readiness = force_readiness(state, part->unit, t), effective = persons * readiness * (1 - state->live.force.leave_share);
    at->persons += persons;
    state->flows.readiness += persons * readiness;
    if (is_combat(unit->type)) {
        at->infantry += effective;
        at->weighted += effective * rates_presence_weight(&state->live, unit->type);
        at->commit += persons * unit->commit;
        at->combat += persons;
    } else if (unit->type == MANDATE_UNIT_POLICE_FPU) {
        at->fpu += effective;
    } else if (unit->type == MANDATE_UNIT_CONVOY) {
        at->convoy += persons * readiness * COMMIT_CONVOY * unit->commit;
    }
    double weight = rates_presence_weight(&state->live, unit->type);
    if (weight > 0) at->deployed += persons * readiness * weight;
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

/* Soldiers on the road, charged to the base that sends them, or to the other end (RULINGS 12). */
static void demand_convoys(struct state *state, double *demand) {
    state->flows.cost_convoys = 0;
    for (size_t q = 0; q < state->model->n_route; q++) {
        const struct mandate_route *route = &state->live.routes.at[q];
        if (route->convoys <= 0 || !route_runs(state, q)) continue;
        double per_month = route->convoys * 730.5, days = route->round_trip / 24;
        int payer = state->tasking[route->from].staffed ? route->from : route->to;
        demand[payer] += per_month * days * route->escort / MONTH_DAYS;
        state->flows.cost_convoys += route->convoys * 2 * state->model->route_km[q] * route->vehicles * state->live.ledger.convoy_vehicle_km;
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

static void sum_parts(struct state *state, double t) {
    memset(state->tasking, 0, sizeof *state->tasking * state->model->n_base);
    memset(state->presence, 0, sizeof(double) * state->model->n_region);
    memset(state->patrol, 0, sizeof(double) * state->model->n_region);
    state->flows.readiness = 0;
    for (size_t p = 0; p < state->n_part; p++) add_part(state, &state->parts[p], t);
    for (size_t b = 0; b < state->model->n_base; b++) {
        struct tasking *at = &state->tasking[b];
        at->staffed = base_is_open(&state->bases[b]) && at->persons > 0.5;
        at->commit = at->combat > 0 ? at->commit / at->combat : 0;
        if (!base_is_open(&state->bases[b]) || at->deployed == 0) continue;
        for (size_t r = 0; r < state->model->n_region; r++)
            state->presence[r] += state->model->kernel[r * state->model->n_base + b] * at->deployed / 1000;
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
    take(&left, take(&police, road));
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
    at->teams = (int)lesser(floor(response->team_share * at->usable / response->team_size + 1e-9), MAX_BUSY - 1);
    at->tobs = (int)lesser(floor(response->tob_share * at->usable / response->team_size + 1e-9), MAX_BUSY - 1);
    double mean_weight = at->infantry > 0 ? at->weighted / at->infantry : 0;
    double patrol = at->usable * mean_weight + state->live.deterrence.fpu_weight * at->fpu;
    for (size_t r = 0; r < state->model->n_region; r++)
        state->patrol[r] += state->model->kernel[r * state->model->n_base + base] * patrol / 1000;
}

static void sum_bases(struct state *state) {
    struct flows *flows = &state->flows;
    flows->bases = flows->cost_camps = 0;
    for (size_t b = 0; b < state->model->n_base; b++) {
        bool open = base_is_open(&state->bases[b]);
        flows->bases += open;
        if (open || state->bases[b].status == BASE_BUILDING) flows->cost_camps += state->live.bases.at[b].fixed_cost;
    }
    flows->ceiling = state->live.mandate.ceiling_military + state->live.mandate.ceiling_police;
    flows->cost_civilian = state->live.civil.staff * state->live.ledger.civilian_staff;
    flows->consent = (double)state->consent;
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

void tasking_update(struct state *state, double t) {
    struct flows *flows = &state->flows;
    flows->usable = flows->infantry = flows->protection = flows->convoy = flows->civil = flows->fixed_tasks = 0;
    flows->civil_demand = flows->civil_done = 0;
    permissions_update(state, t);
    aviation_retail(state);
    sum_parts(state, t);
    spread(state);
    sum_bases(state);
    aviation_flows(state);
    aviation_means(state);
    detection_update(state);
    coverage_update(state);
    response_uncovered(state);
    threat_presence(state);
    state->dirty_tasking = false;
}
