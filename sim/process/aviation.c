/* P06: aircraft (MODEL.md P06; RULINGS 20, 29, 30, 34, 61 to 64). */
#include "process/aviation.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "mandate/function.h"
#include "process/bases.h"
#include "process/force.h"
#include "process/permissions.h"
#include "process/tally.h"
#include "process/weather.h"

#define MONTH_HOURS 730.5

static const struct mandate_fleet *fleet_of(const struct state *state, const struct wing *wing) {
    return &state->live.fleets.at[wing->fleet];
}

bool wing_flies(const struct state *state, const struct wing *wing) {
    int status = fleet_of(state, wing)->status;
    bool cleared = status == MANDATE_FLEET_ACTIVE || status == MANDATE_FLEET_RESTRICTED;
    return wing->tails > 0 && cleared && base_is_open(&state->bases[wing->base]);
}

bool wing_responds(const struct state *state, const struct wing *wing) {
    return wing_flies(state, wing) && fleet_of(state, wing)->status == MANDATE_FLEET_ACTIVE;
}

static struct wing *wing_at(struct state *state, int fleet, int base) {
    for (size_t w = 0; w < state->n_wing; w++)
        if (state->wings[w].fleet == fleet && state->wings[w].base == base) return &state->wings[w];
    state->wings = memory_grow(state->wings, sizeof *state->wings, state->n_wing, &state->wings_capacity);
    struct wing *wing = &state->wings[state->n_wing++];
    memset(wing, 0, sizeof *wing);
    wing->fleet = fleet;
    wing->base = base;
    return wing;
}

/* Makes room for so many tails, at the end of the list if there are more than before; what is known of them stays. */
static void wing_reserve_room(struct state *state, struct wing *wing, int tails) {
    if (tails <= wing->room) return;
    size_t first = state->n_tail;
    for (int i = 0; i < tails; i++) {
        state->tails = memory_grow(state->tails, sizeof *state->tails, state->n_tail, &state->tails_capacity);
        state->tails[state->n_tail++] =
            i < wing->room ? state->tails[wing->first + (size_t)i] : (struct tail){false, -1, 0};
    }
    wing->first = first;
    wing->room = tails;
}

static void wing_add(struct state *state, struct wing *wing, int tails) {
    wing->tails = wing->tails + tails > MAX_TAILS ? MAX_TAILS : wing->tails + tails;
    wing_reserve_room(state, wing, wing->tails);
}

static void deploy(struct state *state, int fleet, int tails, int base) {
    wing_add(state, wing_at(state, fleet, base), tails);
    state->dirty_tasking = state->dirty_air = true;
}

static void tails_leave(struct state *state, struct wing *wing, int tails) {
    if (tails > 0) note(state, NOTE_FLEET_LEAVES, wing->fleet, wing->base, tails);
    wing->tails -= tails;
}

void aviation_start(struct state *state) {
    for (size_t f = 0; f < state->model->n_fleet; f++) {
        const struct mandate_fleet *fleet = &state->model->mission->fleets.at[f];
        if (fleet->planned == 0 && fleet->tails > 0) deploy(state, (int)f, (int)fleet->tails, fleet->base);
    }
}

/* P(up at t | state then) = A + (1{up} - A) exp(-(1/MTBF + 1/MTTR)|t - then|), also backwards, because the chain is
 * reversible; the first look is stationary. A look before the last one changes nothing. */
static bool tail_is_up(struct state *state, struct wing *wing, int number, double t) {
    struct tail *tail = &state->tails[wing->first + (size_t)number];
    const struct mandate_fleet *fleet = fleet_of(state, wing);
    double available = state->model->availability[wing->fleet], p = available;
    if (tail->seen >= 0 && fleet->mttr > 0 && fleet->mtbf > 0) {
        double decay = mandate_exp(-(1 / fleet->mtbf + 1 / fleet->mttr) * fabs(t - tail->seen));
        p = available + ((double)tail->up - available) * decay;
    }
    uint64_t stream = mandate_event(state->model->tail_stream[wing->fleet], (uint64_t)wing->base);
    double u = mandate_uniform(&state->draws, mandate_event(mandate_event(stream, (uint64_t)number), wing->looks++), 0);
    if (t < tail->seen) return u < p;
    tail->up = u < p;
    tail->seen = t;
    return tail->up;
}

int wing_tail(struct state *state, struct wing *wing, double t) {
    if (t < wing->ready_at) return -1;
    for (int tail = 0; tail < wing->tails; tail++)
        if (state->tails[wing->first + (size_t)tail].busy_until <= t && tail_is_up(state, wing, tail, t)) return tail;
    return -1;
}

double wing_reserve(const struct state *state, const struct wing *wing) {
    const struct mandate_fleet *fleet = fleet_of(state, wing);
    return state->live.air.reserve_share * fleet->hours_per_tail * MONTH_HOURS * wing->tails - wing->reserve_used;
}

void aviation_month(struct state *state) {
    for (size_t w = 0; w < state->n_wing; w++) state->wings[w].reserve_used = 0;
}

/* Helicopters that come to a camp by building cost a site, once. */
static void build_site(struct state *state, const struct mandate_fleet *fleet) {
    bool rotary = fleet->role == MANDATE_ROLE_ATTACK || fleet->role == MANDATE_ROLE_UTILITY ||
                  fleet->role == MANDATE_ROLE_MEDEVAC;
    if (!rotary || state->bases[fleet->base].helicopter_site) return;
    state->bases[fleet->base].helicopter_site = true;
    tally_one_off(state, state->live.ledger.build_helicopter_site);
}

/* A planned fleet: its owner's pledge is its own (RULINGS 29); contract fleets draw for themselves. */
void aviation_add(struct state *state, int fleet, int tails, int generation, double t) {
    const struct mandate_fleet *row = &state->model->mission->fleets.at[fleet];
    uint64_t stream = row->owner >= 0 ? state->model->unit_stream[row->owner] : state->model->fleet_stream[fleet];
    bool site = state->model->mission->bases.at[row->base].planned != 0 || state->bases[row->base].extended;
    double chance = mandate_uniform(&state->draws, mandate_event(state->model->fleet_stream[fleet], 1), 0);
    double delay =
        force_generation_delay(state, generation >= 0 ? generation : row->generation, stream, row->base, site);
    if (tails <= 0) return;
    if (delay < 0 || chance >= row->probability) {
        note(state, NOTE_FLEET_NOT_FOUND, fleet, row->base, 0);
        return;
    }
    note(state, NOTE_FLEET_RAISED, fleet, row->base, delay / 24);
    if (site) build_site(state, row);
    state->fleets[fleet] = (struct fleet_state){tails, true, false};
    policy_schedule(state, t + delay, EVENT_FLEET, fleet);
}

static void try_deploy(struct state *state, int fleet, double t) {
    const struct mandate_fleet *row = &state->model->mission->fleets.at[fleet];
    struct fleet_state *at = &state->fleets[fleet];
    if (!at->on_its_way || !at->ready || (row->owner >= 0 && !state->units[row->owner].present)) return;
    if (state->bases[row->base].status == BASE_BUILDING) {
        policy_schedule(state, greater(state->bases[row->base].opens, t), EVENT_FLEET, fleet);
        return;
    }
    if (!base_is_open(&state->bases[row->base])) return;
    at->on_its_way = false;
    note(state, NOTE_FLEET_ARRIVES, fleet, row->base, at->tails);
    deploy(state, fleet, at->tails, row->base);
}

void aviation_delay_over(struct state *state, int fleet, double t) {
    state->fleets[fleet].ready = true;
    try_deploy(state, fleet, t);
}

void aviation_owner_came(struct state *state, int unit, double t) {
    for (size_t f = 0; f < state->model->n_fleet; f++)
        if (state->model->mission->fleets.at[f].owner == unit) try_deploy(state, (int)f, t);
}

void aviation_owner_gone(struct state *state, int unit, double t) {
    (void)t;
    for (size_t w = 0; w < state->n_wing; w++) {
        struct wing *wing = &state->wings[w];
        if (wing->tails == 0 || fleet_of(state, wing)->owner != unit) continue;
        tails_leave(state, wing, wing->tails);
        state->dirty_tasking = state->dirty_air = true;
    }
}

void aviation_move(struct state *state, int fleet, int tails, int base, double out_of_service, double t) {
    struct wing *from = NULL;
    for (size_t w = 0; w < state->n_wing; w++)
        if (state->wings[w].fleet == fleet && state->wings[w].base != base && state->wings[w].tails > 0)
            from = &state->wings[w];
    if (!from) return;
    int moved = tails < 0 || tails > from->tails ? from->tails : tails;
    note(state, NOTE_FLEET_MOVES, fleet, base, moved);
    from->tails -= moved;
    deploy(state, fleet, moved, base);
    wing_at(state, fleet, base)->ready_at = t + out_of_service;
    policy_schedule(state, t + out_of_service, EVENT_REFRESH, 1);
}

/* Contract fleets go with their base; the others fly to the refuge, if there is one (RULINGS 34). */
void aviation_base_closed(struct state *state, int base, int refuge) {
    for (size_t w = 0; w < state->n_wing; w++) {
        struct wing *wing = &state->wings[w];
        int tails = wing->tails, fleet = wing->fleet;
        if (wing->base != base || tails == 0) continue;
        bool goes = state->model->mission->fleets.at[fleet].owner < 0 || refuge < 0;
        state->dirty_air = true;
        if (goes) {
            tails_leave(state, wing, tails);
            continue;
        }
        wing->tails = 0;
        note(state, NOTE_FLEET_MOVES, fleet, refuge, tails);
        deploy(state, fleet, tails, refuge);
    }
}

/* A fleet whose number of tails an option has set loses them base by base. */
void aviation_retail(struct state *state) {
    for (size_t f = 0; f < state->model->n_fleet; f++) {
        double target = state->live.fleets.at[f].tails;
        if (target == state->model->mission->fleets.at[f].tails) continue;
        int here = 0;
        struct wing *first = NULL;
        for (size_t w = 0; w < state->n_wing; w++) {
            if (state->wings[w].fleet != (int)f) continue;
            here += state->wings[w].tails;
            if (!first) first = &state->wings[w];
            if (here <= (int)target) continue;
            tails_leave(state, &state->wings[w], here - (int)target);
            here = (int)target;
        }
        if (here >= (int)target || state->model->mission->fleets.at[f].planned != 0) continue;
        int base = first ? first->base : state->model->mission->fleets.at[f].base;
        note(state, NOTE_FLEET_ARRIVES, (int)f, base, (int)target - here);
        if (first) wing_add(state, first, (int)target - here);
        else deploy(state, (int)f, (int)target, base);
    }
}

static size_t region_of(const struct state *state, int base) {
    return (size_t)state->model->mission->bases.at[base].region;
}

/* Expected share of time in which a serviceable tail may fly from its base: weather, heat, permission. */
static double open_share(const struct state *state, const struct wing *wing, enum mandate_role role) {
    const struct model *model = state->model;
    size_t region = region_of(state, wing->base), month = (size_t)model->months[state->month].number;
    return (1 - model->no_fly[region * 12 + month]) *
           model->heat_open[((size_t)wing->fleet * model->n_region + region) * 12 + month] *
           permissions_approve(state, role, region);
}

/* Hours per hour that a wing has beside the reserve: less when few tails are serviceable (RULINGS 64). */
static double free_hours(const struct state *state, const struct wing *wing) {
    const struct mandate_air *air = &state->live.air;
    if (!wing_flies(state, wing) || state->now < wing->ready_at) return 0;
    double cap = fleet_of(state, wing)->hours_per_tail * wing->tails * (1 - air->reserve_share);
    return cap * lesser(1, state->model->availability[wing->fleet] / air->routine_availability);
}

bool sector_flies(const struct state *state, size_t sector) {
    return state->sector_staffed[sector] && state->live.civil.remote_monitoring == 0;
}

/* Hours per hour that approved routine flights take on open days, by role, as the sectors want them. */
static void routine_demand(const struct state *state, double *demand) {
    size_t month = (size_t)state->model->months[state->month].number;
    double hours[MANDATE_ROLES] = {0};
    bool suspended = state->now < state->flights_suspended_until;
    for (size_t s = 0; s < state->model->n_sector; s++) {
        if (!sector_flies(state, s)) continue;
        const double *sorties = state->live.sectors.at[s].routine_sorties;
        double open = 1 - state->model->sector_closed[s * 12 + month];
        for (size_t role = 0; role < MANDATE_ROLES; role++) {
            double asked = role == MANDATE_ROLE_MEDEVAC ? 1 : state->sector_ask[s];
            hours[role] +=
                sorties[role] * (asked * permissions_approve_sector(state, (enum mandate_role)role, s)) * open;
        }
    }
    for (size_t role = 0; role < MANDATE_ROLES; role++) {
        double supply = role == MANDATE_ROLE_UTILITY ? state->flows.resupply : 0;
        demand[role] = hours[role] * state->live.air.sortie_hours[role] + supply;
        if (suspended && role != MANDATE_ROLE_MEDEVAC) demand[role] = 0;
    }
}

/* A mission without a table of demand for the role wants routine_factor of its contract hours. */
static bool role_has_demand(const struct state *state, enum mandate_role role) {
    for (size_t s = 0; s < state->model->n_sector; s++)
        if (state->live.sectors.at[s].routine_sorties[role] > 0) return true;
    return false;
}

/* What the host does not get of the free hours (M09), by role; notes it of each wing. */
static void routine_room(struct state *state, double *room) {
    for (size_t role = 0; role < MANDATE_ROLES; role++) room[role] = 0;
    for (size_t w = 0; w < state->n_wing; w++) {
        struct wing *wing = &state->wings[w];
        int role = fleet_of(state, wing)->role;
        wing->spare = free_hours(state, wing) * (1 - state->live.air.host_share[role]);
        room[role] += wing->spare;
    }
}

/* Flown = min(demand, cap - reserve), by role over the whole mission (P06): the share of the room that is flown,
 * and the share of approved flights for which there are means. */
static void routine_shares(struct state *state, double *flown) {
    double room[MANDATE_ROLES], demand[MANDATE_ROLES];
    double wanted = state->live.air.routine_factor / (1 - state->live.air.reserve_share);
    routine_room(state, room);
    routine_demand(state, demand);
    for (size_t role = 0; role < MANDATE_ROLES; role++) {
        bool known = role_has_demand(state, (enum mandate_role)role);
        flown[role] = lesser(1, known ? (room[role] > 0 ? demand[role] / room[role] : 0) : wanted);
        state->role_means[role] = demand[role] > 0 ? lesser(1, room[role] / demand[role]) : room[role] > 0;
    }
}

static void wing_flows(struct state *state, const struct wing *wing, const double *flown) {
    struct flows *flows = &state->flows;
    const struct mandate_fleet *fleet = fleet_of(state, wing);
    double declared = greater(state->model->mission->fleets.at[wing->fleet].tails, 1);
    flows->cost_air += fleet->fixed_cost * wing->tails / declared;
    if (!wing_flies(state, wing) || state->now < wing->ready_at) return;
    double hours =
        wing->tails * state->model->availability[wing->fleet] * open_share(state, wing, (enum mandate_role)fleet->role);
    flows->available[fleet->role] += hours;
    flows->flyable[fleet->role] += lesser(hours, fleet->hours_per_tail * wing->tails);
    double routine = wing->spare * flown[fleet->role], share = state->live.air.host_share[fleet->role],
           host = share > 0 ? free_hours(state, wing) * share : 0;
    flows->routine += routine;
    flows->host += host;
    flows->cost_air += (routine + host) * fleet->hour_cost;
}

void aviation_flows(struct state *state) {
    struct flows *flows = &state->flows;
    double flown[MANDATE_ROLES];
    memset(flows->available, 0, sizeof flows->available);
    memset(flows->flyable, 0, sizeof flows->flyable);
    flows->routine = flows->host = flows->cost_air = 0;
    state->dirty_air = false;
    routine_shares(state, flown);
    for (size_t w = 0; w < state->n_wing; w++)
        if (state->wings[w].tails > 0) wing_flows(state, &state->wings[w], flown);
}

void aviation_isr_hours(const struct state *state, double *hours) {
    const struct model *model = state->model;
    memset(hours, 0, sizeof(double) * model->n_region);
    for (size_t w = 0; w < state->n_wing; w++) {
        const struct wing *wing = &state->wings[w];
        const struct mandate_fleet *fleet = fleet_of(state, wing);
        if ((fleet->role != MANDATE_ROLE_UAV && fleet->role != MANDATE_ROLE_ISR_MANNED) || !wing_responds(state, wing))
            continue;
        const double *kernel = model->kernel_of_base + (size_t)wing->base * model->n_region;
        const double *approve = state->approve_at + (size_t)fleet->role * model->n_region;
        for (size_t r = 0; r < model->n_region; r++)
            hours[r] += fleet->hours_per_tail * wing->tails * kernel[r] * approve[r];
    }
}

double aviation_lift(const struct state *state, size_t region, double t) {
    if (t < state->flights_suspended_until) return 0;
    return state->ask[region] * permissions_approve(state, MANDATE_ROLE_UTILITY, region) *
           state->role_means[MANDATE_ROLE_UTILITY];
}
