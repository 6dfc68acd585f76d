/* P08: convoys, mines and the stocks that convoys keep up (MODEL.md P05, P08; RULINGS 32, 33, 37, 38, 73, 94).
 *
 *   strikes ~ Poisson(sum over regions of km x rate x frailty x P03 x (1 - air cover)(1 - clearance) / reference)
 *
 * Supply convoys are counted by week, at its end: their number is Poisson, each goes and returns. */
#include "process/convoys.h"

#include <math.h>

#include "base/arena.h"
#include "base/number.h"
#include "mandate/function.h"
#include "process/bases.h"
#include "process/casualties.h"
#include "process/permissions.h"
#include "process/tally.h"

/* Slots of a convoy; strike j of it is its child j + 1. */
enum convoy_slot { CONVOY_ESCORT, CONVOY_COVER, CONVOY_STRIKES, CONVOY_PASS, CONVOY_SLOTS };
enum strike_slot { STRIKE_REGION, STRIKE_DEATHS, STRIKE_WOUNDED, STRIKE_DELAY, STRIKE_WHO, STRIKE_SLOTS = 6 };

/* A way through regions and what protects it. */
struct way {
    const double *km;    /* (n_region) */
    struct span regions; /* those with a share of it, in model->route_regions */
    double ways;         /* 1 one way, 2 there and back */
    int base;            /* whose people go */
    bool covered, cleared;
    bool closing; /* a convoy of a closing base: many vehicles, many wounded */
    enum cause cause;
};

/* All weeks at once, two to an event; options share them. */
static void draw_weeks(struct state *state, size_t width) {
    struct shared *shared = state->shared;
    size_t n = (shared->n_week + 1) / 2 * width;
    for (size_t i = 0; i < n; i++)
        shared->count_events[i] = mandate_event(state->model->week_stream[i % width], i / width);
    mandate_uniforms_many(&state->draws, shared->count_events, n, 1, shared->week_counts, n);
    shared->counts_stamp = shared->stamp;
}

const double *convoys_week_uniforms(struct state *state, size_t week) {
    struct shared *shared = state->shared;
    size_t width = state->model->n_route + state->model->n_base, n = (shared->n_week + 1) / 2 * width;
    if (shared->counts_stamp != shared->stamp) draw_weeks(state, width);
    return shared->week_counts + week % 2 * n + week / 2 * width;
}

/* Strikes per km now, as if by a convoy with the protection of the start. */
static double strike_rate(const struct state *state, size_t region) {
    double rate = state->live.regions.at[region].strike_rate;
    if (rate <= 0) return 0;
    return rate * state->live.convoys.strike_factor * state->strikes[region] *
           state->pool->frailty[state->quarter * state->model->n_region + region];
}

static double protection(const struct mandate_convoys *rules, bool covered, bool cleared) {
    return (1 - (covered ? rules->air_cover : 0)) * (1 - (cleared ? rules->clearance : 0));
}

/* Mean strikes in one region. */
static double strikes_in(const struct state *state, const struct way *way, size_t region) {
    const struct mandate_convoys *rules = &state->live.convoys;
    double km = way->ways * way->km[region];
    if (way->closing && !way->covered && state->live.regions.at[region].contested != 0)
        return km * rules->contested_rate;
    return km * strike_rate(state, region) * protection(rules, way->covered, way->cleared) /
           state->model->strike_reference[region];
}

/* Deaths, wounded and delay of one strike. */
static void strike(struct state *state, const struct way *way, size_t region, const double *u,
                   struct passage *passage) {
    const struct mandate_convoys *rules = &state->live.convoys;
    double killed = casualties_of(rules->no_death, rules->deaths, u[STRIKE_DEATHS]);
    double wounded = mandate_poisson(way->closing ? rules->wounded_mass : rules->wounded, u[STRIKE_WOUNDED]);
    passage->strikes++;
    passage->killed += killed;
    passage->wounded += wounded;
    passage->hours += mandate_law_quantile(&rules->delay, u[STRIKE_DELAY]);
    note(state, NOTE_STRIKE, (int)region, way->base, killed);
    if (wounded > 0) note(state, NOTE_WOUNDED, (int)region, way->base, wounded);
    casualties_suffer(state, way->cause, way->base, killed, u[STRIKE_WHO]);
}

static size_t region_of_strike(const struct state *state, const struct way *way, double at) {
    size_t last = 0;
    for (size_t i = way->regions.first; i < way->regions.end; i++) {
        size_t r = state->model->route_regions[i];
        double mean = strikes_in(state, way, r);
        if (mean <= 0) continue;
        last = r;
        at -= mean;
        if (at < 0) break;
    }
    return last;
}

/* The strikes on a way; their number comes from `u`. */
static struct passage strikes_on(struct state *state, const struct way *way, uint64_t event, double u) {
    struct passage passage = {0};
    double mean = 0;
    for (size_t i = way->regions.first; i < way->regions.end; i++)
        mean += strikes_in(state, way, state->model->route_regions[i]);
    double n = mandate_poisson(mean, u);
    for (uint64_t j = 1; j <= (uint64_t)n; j++) {
        double of_strike[STRIKE_SLOTS];
        mandate_uniforms(&state->draws, mandate_event(event, j), STRIKE_SLOTS / 2, of_strike);
        strike(state, way, region_of_strike(state, way, of_strike[STRIKE_REGION] * mean), of_strike, &passage);
    }
    state->tally.wounded += passage.wounded;
    return passage;
}

/* Hours on the road: a mined road is slow, slower without cover. */
static double road_hours(const struct state *state, const struct way *way) {
    const struct mandate_convoys *rules = &state->live.convoys;
    double days = 0;
    for (size_t i = way->regions.first; i < way->regions.end; i++) {
        size_t r = state->model->route_regions[i];
        bool mined = strike_rate(state, r) >= rules->mined_rate || state->live.regions.at[r].contested != 0;
        double advance = !mined ? rules->advance : way->covered ? rules->advance_covered : rules->advance_uncovered;
        days += way->ways * way->km[r] / advance;
    }
    return days;
}

/* Probability of air cover: asked for, approved and there (RULINGS 38). */
static double cover_probability(const struct state *state, int base) {
    size_t region = (size_t)state->model->mission->bases.at[base].region;
    return state->live.convoys.cover_share * permissions_approve(state, MANDATE_ROLE_UTILITY, region) *
           state->ask[region];
}

static bool cleared(const struct state *state, int from, int to) {
    return state->tasking[from].has.eod > 0.5 || state->tasking[to].has.eod > 0.5;
}

/* ---- stocks ---- */

void convoys_start(struct state *state) {
    for (size_t b = 0; b < state->model->n_base; b++)
        state->bases[b].stock = state->model->mission->bases.at[b].stock_target;
}

void convoys_stock(const struct state *state, size_t base, struct tasking *at) {
    const struct mandate_convoys *rules = &state->live.convoys;
    at->stock_low = state->bases[base].stock < rules->stock_low;
    at->stocked = at->stock_low ? rules->stock_low_readiness : 1;
    at->resupply = state->bases[base].stock < rules->stock_critical ? rules->air_resupply : 0;
}

/* A convoy makes up for the consumption between two of them; one that is missed leaves a gap of that size, and the
 * next ones fill it up again load by load. */
static void supply(struct state *state, int base, double load) {
    const struct mandate_convoys *rules = &state->live.convoys;
    struct base_state *at = &state->bases[base];
    double before = at->stock, target = state->model->mission->bases.at[base].stock_target;
    at->stock = lesser(target, greater(0, before + load));
    bool low = at->stock < rules->stock_low, critical = at->stock < rules->stock_critical;
    if (low == (before < rules->stock_low) && critical == (before < rules->stock_critical)) return;
    tally_advance(state, state->now);
    if (low && before >= rules->stock_low) note(state, NOTE_STOCK_LOW, -1, base, at->stock / 24);
    state->tasking[base].fresh = false;
    state->dirty_tasking = true;
    state->dirty_air |= critical != (before < rules->stock_critical); /* it takes flights */
}

/* ---- supply convoys ---- */

/* `u` holds the slots of the convoy, `stride` apart. */
static void run_convoy(struct state *state, const struct convoy *convoy, const double *u, size_t stride) {
    const struct mandate_route *row = &state->live.routes.at[convoy->route];
    int payer = convoys_payer(state, row);
    double load = 1 / row->convoys;
    state->tally.convoys_planned += 1;
    if (u[CONVOY_PASS * stride] >= state->live.host.states.at[state->consent].ground_access ||
        u[CONVOY_ESCORT * stride] < state->tasking[payer].unescorted) {
        state->tally.convoys_missed += 1;
        note(state, NOTE_CONVOY_MISSED, (int)convoy->route, row->to, 0);
        supply(state, row->to, -load);
        return;
    }
    struct way way = {row->segments,
                      state->model->route_span[convoy->route],
                      2,
                      payer,
                      u[CONVOY_COVER * stride] < cover_probability(state, row->to),
                      cleared(state, row->from, row->to),
                      false,
                      CAUSE_MINES};
    state->tally.convoy_km += 2 * state->model->route_km[convoy->route];
    state->tally.strikes += strikes_on(state, &way, convoy->event, u[CONVOY_STRIKES * stride]).strikes;
    supply(state, row->to, load);
}

/* The convoys of a week, route by route. */
static void list_convoys(struct state *state, size_t week) {
    double hours = lesser(168, state->model->horizon - 168 * (double)week);
    const double *u = convoys_week_uniforms(state, week);
    state->n_convoy = 0;
    for (size_t q = 0; q < state->model->n_route; q++) {
        double rate = state->live.routes.at[q].convoys;
        if (rate <= 0 || !state->route_runs[q]) continue;
        double n = mandate_poisson(rate * hours, u[q]);
        uint64_t event = n > 0 ? mandate_event(state->model->week_stream[q], week) : 0;
        for (uint64_t k = 1; k <= (uint64_t)n; k++) {
            state->convoys =
                memory_grow(state->convoys, sizeof *state->convoys, state->n_convoy, &state->convoys_capacity);
            state->convoys[state->n_convoy++] = (struct convoy){q, mandate_event(event, k)};
        }
    }
}

enum { CONVOYS_AT_ONCE = 16 };

void convoys_week(struct state *state, size_t week) {
    list_convoys(state, week);
    for (size_t first = 0; first < state->n_convoy; first += CONVOYS_AT_ONCE) {
        const struct convoy *convoys = state->convoys + first;
        size_t n = state->n_convoy - first < CONVOYS_AT_ONCE ? state->n_convoy - first : CONVOYS_AT_ONCE;
        uint64_t events[CONVOYS_AT_ONCE];
        double u[CONVOY_SLOTS * CONVOYS_AT_ONCE];
        for (size_t i = 0; i < n; i++) events[i] = convoys[i].event;
        mandate_uniforms_many(&state->draws, events, n, CONVOY_SLOTS / 2, u, n);
        for (size_t i = 0; i < n; i++) run_convoy(state, &convoys[i], u + i, n);
    }
}

/* ---- other ways ---- */

int convoys_way_out(const struct state *state, int base) {
    for (size_t q = 0; q < state->model->n_route; q++)
        if (state->live.routes.at[q].to == base) return (int)q;
    return -1;
}

struct passage convoys_closing(struct state *state, int base, uint64_t event) {
    struct passage sum = {0};
    int route = convoys_way_out(state, base);
    double u[CONVOY_SLOTS];
    mandate_uniforms(&state->draws, event, CONVOY_SLOTS / 2, u);
    if (route >= 0) {
        const struct mandate_route *row = &state->live.routes.at[route];
        bool covered = u[CONVOY_COVER] < cover_probability(state, base);
        struct span regions = state->model->route_span[route];
        struct way way = {row->segments, regions,    1, base, covered, cleared(state, row->from, row->to),
                          true,          CAUSE_MINES};
        sum = strikes_on(state, &way, event, u[CONVOY_STRIKES]);
        sum.back = road_hours(state, &way);
        sum.hours += sum.back;
    }
    state->tally.strikes += sum.strikes;
    state->tally.exit_convoys += 1;
    state->tally.exit_hours += sum.hours;
    state->tally.exit_strikes += sum.strikes;
    state->tally.exit_killed += sum.killed;
    return sum;
}

double convoys_ambush_luck(const struct state *state, uint64_t event) {
    return mandate_uniform(&state->draws, event, CONVOY_STRIKES);
}

struct passage convoys_ambush(struct state *state, size_t region, double km, int base, uint64_t event, double luck) {
    struct passage passage = {0};
    double mean = km * strike_rate(state, region) / state->model->strike_reference[region];
    double n = mandate_poisson(mean, luck);
    struct way way = {NULL, {0, 0}, 1, base, false, false, false, CAUSE_RESPONSE};
    for (uint64_t j = 1; j <= (uint64_t)n; j++) {
        double u[STRIKE_SLOTS];
        mandate_uniforms(&state->draws, mandate_event(event, j), STRIKE_SLOTS / 2, u);
        strike(state, &way, region, u, &passage);
    }
    state->tally.wounded += passage.wounded;
    return passage;
}

void convoys_reference(const struct state *state, double *reference) {
    const struct model *model = state->model;
    for (size_t r = 0; r < model->n_region; r++) {
        double km = 0, through = 0;
        for (size_t q = 0; q < model->n_route; q++) {
            const struct mandate_route *row = &model->mission->routes.at[q];
            const struct mandate_convoys *rules = &model->mission->convoys;
            double weight = row->segments[r] * row->convoys, cover = cover_probability(state, row->to);
            km += weight;
            through +=
                weight * (1 - rules->air_cover * cover) * protection(rules, false, cleared(state, row->from, row->to));
        }
        reference[r] = km > 0 && through > 0 ? through / km : 1;
    }
}
