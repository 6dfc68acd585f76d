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
static void count_senses(const struct state *state, struct muster *as, int unit) {
    const struct mandate_unit *row = &state->model->mission->units.at[unit];
    double whole = row->planned != 0 ? state->units[unit].authorised : row->strength;
    double share = whole > 0 ? lesser(1, as->persons / whole) : 0;
    as->eyes = share * state->model->eyes[unit];
    as->reach = share * row->patrol_reach;
}

static void count_task(const struct state *state, struct muster *as, int unit) {
    double effective = as->ready * (1 - state->live.force.leave_share);
    switch ((enum unit_task)state->model->task[unit]) {
        case TASK_COMBAT:
            as->infantry = effective;
            as->weighted = effective * state->model->presence_weight[unit];
            as->commit = as->persons * state->live.units.at[unit].commit;
            as->combat = as->persons;
            break;
        case TASK_POLICE: as->fpu = effective; break;
        case TASK_CONVOY: as->convoy = as->ready * COMMIT_CONVOY * state->live.units.at[unit].commit; break;
        case TASK_EOD: as->eod = as->persons; break;
        case TASK_OTHER: break;
    }
}

/* What a part is counted as; while people move, as in the middle of the week for which the allocation stands. That
 * holds until the part changes if nobody moves and readiness stays as it is. */
static void count_part(const struct state *state, struct part *part, double stocked, double t) {
    part->as = (struct muster){.persons = force_level(part, t + MOVING_WEEK / 2)};
    part->counted = part->slope == 0 && force_readiness_settled(&state->units[part->unit], t);
    if (part->as.persons <= 0) return;
    part->as.ready = part->as.persons * (force_readiness(state, part->unit, t) * stocked);
    part->as.deployed = part->as.ready * state->model->presence_weight[part->unit];
    if (state->model->has_senses[part->unit]) count_senses(state, &part->as, part->unit);
    count_task(state, &part->as, part->unit);
}

/* Counts the parts of a base again that no longer hold, or all. */
static void count_parts(struct state *state, size_t base, struct tasking *at, bool all, double t) {
    bool moving = false;
    at->settled = true;
    PARTS_AT(state, base, p) {
        struct part *part = &state->parts[p];
        if (part->counted && !all) continue;
        count_part(state, part, at->stocked, t);
        moving |= part->slope != 0;
        at->settled &= part->counted;
    }
    at->fresh = !moving;
}

/* Adds them up, in a loop of its own: the sums stay in registers. */
static void add_parts(const struct state *state, size_t base, struct tasking *at) {
    enum { N = sizeof(struct muster) / sizeof(double) };
    double sum[N] = {0};
    PARTS_AT(state, base, p) {
        const double *as = (const double *)&state->parts[p].as;
        for (size_t i = 0; i < N; i++) sum[i] += as[i];
    }
    memcpy(&at->has, sum, sizeof sum);
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
    double guards = tasking_self_protection(&state->live.protection, at->has.persons, camp->threat);
    at->left = at->has.infantry;
    at->police_left = camp->guard_by_fpu != 0 ? at->has.fpu : 0;
    at->may_escort = at->has.infantry > 0 || at->has.convoy > 0 || at->police_left > 0;
    double missing = take(&at->left, take(&at->police_left, guards));
    at->deficit = guards > 0 ? missing / guards : 0;
    at->protection = at->has.infantry - at->left;
    double before = at->left;
    take(&at->left, camp->static_persons);
    at->fixed_tasks = before - at->left;
}

/* What is other than at the last look. */
struct news {
    bool live, aircraft, staffing, commit, deployed, patrols;
    bool served; /* bases that have teams */
};

/* Puts another value in the place of one; true = it is another. */
static bool replace(double *value, double by) {
    bool other = *value != by;
    *value = by;
    return other;
}

/* Works out again what follows from the people and the stock of a base alone. */
static void muster(struct state *state, size_t base, struct news *news, double t) {
    struct tasking *at = &state->tasking[base];
    double stocked = at->stocked;
    convoys_stock(state, base, at);
    count_parts(state, base, at, stocked != at->stocked, t);
    add_parts(state, base, at);
    stand_guard(state, base, at);
    at->unescorted = 0;
    at->weight = at->has.infantry > 0 ? at->has.weighted / at->has.infantry : 0;
    news->commit |= replace(&at->commit, at->has.combat > 0 ? at->has.commit / at->has.combat : 0);
}

/* Musters the bases that are not fresh, and adds up over all. */
static void muster_all(struct state *state, struct news *news, double t) {
    double readiness = 0, bases = 0, cost_camps = 0, stock_low = 0, resupply = 0;
    for (size_t b = 0; b < state->model->n_base; b++) {
        struct tasking *at = &state->tasking[b];
        bool open = base_is_open(&state->bases[b]), staffed = at->staffed;
        if (!at->fresh) muster(state, b, news, t);
        at->staffed = open && at->has.persons > 0.5;
        news->staffing |= staffed != at->staffed;
        news->deployed |= replace(&state->deployed[b], open ? at->has.deployed / 1000 : 0);
        readiness += at->has.ready;
        bases += open;
        if (open || state->bases[b].status == BASE_BUILDING) cost_camps += state->live.bases.at[b].fixed_cost;
        stock_low += at->staffed && at->stock_low;
        resupply += at->staffed ? at->resupply : 0;
    }
    struct flows *flows = &state->flows;
    flows->readiness = readiness;
    flows->bases = bases;
    flows->cost_camps = cost_camps;
    flows->stock_low = stock_low;
    flows->resupply = resupply;
}

static bool route_runs(const struct state *state, size_t route) {
    const bool *beyond = state->model->route_beyond + route * state->model->n_base;
    for (size_t b = 0; b < state->model->n_base; b++)
        if (beyond[b] && state->tasking[b].staffed) return true;
    return false;
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
        int way = state->bases[b].status == BASE_CLOSING ? bases_way_out(state, (int)b, t) : -1;
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

/* Adds the presence of thousands of troops (n_base) up over the regions in reach; some regions at once, whose sums stay
 * in registers. */
static void spread_presence(const struct state *state, const double *thousands, double *presence) {
    size_t n = state->model->n_region;
    for (size_t first = 0; first < n; first += KERNEL_AT_ONCE) {
        const double *kernel = state->model->kernel_of_base + first;
        double sum[KERNEL_AT_ONCE] = {0};
        for (size_t b = 0; b < state->model->n_base; b++, kernel += n) {
            if (thousands[b] == 0) continue;
            for (size_t i = 0; i < KERNEL_AT_ONCE; i++) sum[i] += kernel[i] * thousands[b];
        }
        memcpy(presence + first, sum, sizeof sum);
    }
}

/* Sums over bases of what is tied down and what is left. */
struct tied {
    double protection, fixed_tasks, convoy, civil, civil_demand, usable, infantry;
};

/* What convoys and civil teams leave at one staffed base. */
static void allocate(struct tasking *at, double convoys, double civil, struct tied *tied) {
    double left = at->left, police = at->police_left, road = greater(0, convoys - at->has.convoy);
    double unescorted = take(&left, take(&police, road));
    at->unescorted = convoys > 0 ? unescorted / convoys : 0;
    tied->protection += at->protection;
    tied->fixed_tasks += at->fixed_tasks;
    tied->convoy += at->left - left;
    double undone = take(&left, civil);
    tied->civil += civil - undone;
    tied->civil_demand += civil;
    at->usable = left;
    tied->usable += left;
    tied->infantry += at->has.infantry;
}

/* How many teams a share of the usable troops forms. */
static int teams_of(const struct state *state, const struct tasking *at, double share) {
    return (int)lesser(share * at->usable / state->live.response.team_size + 1e-9, MAX_TEAMS);
}

/* Teams of a staffed base; infantry-equivalents of those who may patrol. */
static double form_teams(const struct state *state, struct tasking *at) {
    at->teams = teams_of(state, at, state->live.response.team_share);
    at->tobs = teams_of(state, at, state->live.response.tob_share);
    return (at->usable * at->weight + state->live.deterrence.fpu_weight * at->has.fpu) * (1 + at->has.reach);
}

static void allocate_all(struct state *state, struct news *news, double t) {
    const bool *outside_capital = state->model->outside_capital;
    double civil = civil_demand(state), outside = 0;
    struct tied tied = {0};
    demand_escorts(state, state->escorts, t);
    for (size_t b = 0; b < state->model->n_base; b++)
        if (state->tasking[b].staffed && outside_capital[b]) outside += state->tasking[b].has.persons;
    for (size_t b = 0; b < state->model->n_base; b++) {
        struct tasking *at = &state->tasking[b];
        bool served = at->teams > 0;
        double patrols = at->usable = 0;
        at->teams = at->tobs = 0;
        if (at->staffed) {
            double share = outside > 0 && outside_capital[b] ? civil * at->has.persons / outside : 0;
            allocate(at, state->escorts[b], share, &tied);
            patrols = form_teams(state, at) / 1000;
        }
        news->patrols |= replace(&state->patrols[b], patrols);
        news->served |= served != (at->teams > 0);
    }
    struct flows *flows = &state->flows;
    flows->protection = tied.protection;
    flows->fixed_tasks = tied.fixed_tasks;
    flows->convoy = tied.convoy;
    flows->civil = flows->civil_done = tied.civil;
    flows->civil_demand = outside > 0 ? tied.civil_demand : tied.civil_demand + civil;
    flows->usable = tied.usable;
    flows->infantry = tied.infantry;
}

/* Money and ceilings, which hang on what an option may change alone. */
static void follow_live(struct state *state) {
    struct flows *flows = &state->flows;
    flows->ceiling = state->live.mandate.ceiling_military + state->live.mandate.ceiling_police;
    flows->cost_civilian = state->live.civil.staff * state->live.ledger.civilian_staff;
    flows->cost_projects = 0;
    for (size_t r = 0; r < state->model->n_region; r++) flows->cost_projects += state->live.regions.at[r].projects;
}

void tasking_forget(struct state *state) {
    for (size_t b = 0; b < state->model->n_base; b++) state->tasking[b].fresh = false;
    for (size_t p = 0; p < state->n_part; p++) state->parts[p].counted = false;
    state->dirty_all_bases = false;
}

/* What follows from which bases are staffed, and from what an option has changed. */
static void follow(struct state *state, const struct news *news) {
    if (news->staffing) follow_staffing(state);
    if (news->live) follow_live(state);
    if (news->staffing || news->live) follow_routes(state);
}

static void follow_presence(struct state *state, const struct news *news) {
    if (news->deployed) spread_presence(state, state->deployed, state->presence);
    if (news->deployed) threat_presence(state);
    if (news->patrols) spread_presence(state, state->patrols, state->patrol);
    detection_update(state, news->aircraft);
}

void tasking_update(struct state *state, double t) {
    tally_settle(state);
    force_summed(state);
    if (state->dirty_permissions) permissions_update(state, t);
    if (state->dirty_all_bases) tasking_forget(state);
    bool first = !state->tasked;
    struct news news = {.live = state->dirty_live, .staffing = first, .deployed = first, .patrols = first};
    muster_all(state, &news, t);
    follow(state, &news);
    allocate_all(state, &news, t);
    state->flows.consent = (double)state->consent;
    news.aircraft = state->dirty_air;
    if (news.aircraft) aviation_flows(state);
    if (news.aircraft || news.served || news.commit) response_means(state);
    if (news.aircraft || news.served) coverage_update(state);
    follow_presence(state, &news);
    tally_places_now(state);
    state->dirty_tasking = state->dirty_live = false;
    state->tasked = true;
}
