/* Attack rates of a world (P09a) and the intercept of fast detection (P09c). */
#include "model/rates.h"

#include <math.h>

#include "base/arena.h"
#include "base/number.h"
#include "mandate/function.h"

double rates_deterrence(const struct model *model, size_t actor, double presence) {
    return greater(model->mission->deterrence.floor, mandate_exp(-model->beta[actor] * presence));
}

double rates_presence_weight(const struct mandate_mission *mission, int type) {
    switch (type) {
        case MANDATE_UNIT_INFANTRY:
        case MANDATE_UNIT_QRF: return 1;
        case MANDATE_UNIT_RECON: return mission->deterrence.recon_weight;
        case MANDATE_UNIT_POLICE_FPU: return mission->deterrence.fpu_weight;
        default: return 0;
    }
}

/* Shares of actors in a region, after the factor on host-linked ones; they add up to 1. */
static void actor_shares(const struct mandate_mission *mission, size_t region, double *shares) {
    double sum = 0;
    for (size_t a = 0; a < mission->actors.n; a++) {
        bool host = mission->actors.at[a].host_linked != 0;
        shares[a] = mission->regions.at[region].actors[a] * (host ? mission->attacks.host_linked_factor : 1);
        sum += shares[a];
    }
    for (size_t a = 0; a < mission->actors.n; a++) shares[a] = sum > 0 ? shares[a] / sum : 0;
}

/* m: the total rate, offspring included, under the conditions of the start (RULINGS 14). */
static void compile_reference(struct model *model, struct arena *arena) {
    const struct mandate_mission *mission = model->mission;
    double *shares = ARENA_ARRAY(arena, double, model->n_actor + 1), all = 0;
    for (size_t r = 0; r < model->n_region; r++) all += mission->regions.at[r].attack_share;
    model->reference_rate = ARENA_ARRAY(arena, double, model->n_region * model->n_actor + 1);
    for (size_t r = 0; r < model->n_region; r++) {
        actor_shares(mission, r, shares);
        double regional = all > 0 ? mission->attacks.total * mission->regions.at[r].attack_share / all : 0;
        for (size_t a = 0; a < model->n_actor; a++)
            model->reference_rate[r * model->n_actor + a] = regional * shares[a];
    }
}

/* Where offspring fall: 1 - spillover in the same region, the rest equally in its neighbours. */
static void compile_spill(struct model *model, struct arena *arena) {
    model->spill = ARENA_ARRAY(arena, double, model->n_region * model->n_region + 1);
    for (size_t r = 0; r < model->n_region; r++) {
        const struct mandate_refs *near = &model->mission->regions.at[r].neighbours;
        double *share = model->spill + r * model->n_region, away = near->n ? model->mission->attacks.spillover : 0;
        share[r] = 1 - away;
        for (size_t k = 0; k < near->n; k++) share[near->at[k]] += away / (double)near->n;
        for (size_t s = 1; s < model->n_region; s++) share[s] += share[s - 1];
    }
}

static double spill_share(const struct model *model, size_t from, size_t to) {
    const double *cumulative = model->spill + from * model->n_region;
    return to ? cumulative[to] - cumulative[to - 1] : cumulative[0];
}

/* Offspring of host-linked attacks by armed groups follow the mix of groups where they fall (RULINGS 15). */
static void compile_group_mix(struct model *model, struct arena *arena) {
    model->group_mix = ARENA_ARRAY(arena, double, model->n_region * model->n_actor + 1);
    for (size_t r = 0; r < model->n_region; r++) {
        double *mix = model->group_mix + r * model->n_actor, sum = 0;
        for (size_t a = 0; a < model->n_actor; a++) {
            if (model->mission->actors.at[a].host_linked == 0) sum += model->reference_rate[r * model->n_actor + a];
            mix[a] = sum;
        }
        for (size_t a = 0; a < model->n_actor; a++) mix[a] = sum > 0 ? mix[a] / sum : 0;
    }
}

static double group_share(const struct model *model, size_t region, size_t actor) {
    const double *mix = model->group_mix + region * model->n_actor;
    return actor ? mix[actor] - mix[actor - 1] : mix[0];
}

static void compile_branching(struct model *model, struct arena *arena) {
    const struct mandate_attacks *attacks = &model->mission->attacks;
    model->host_linked = ARENA_ARRAY(arena, bool, model->n_actor + 1);
    model->branching = ARENA_ARRAY(arena, double, model->n_actor + 1);
    model->lag_factor = ARENA_ARRAY(arena, double, model->n_actor + 1);
    model->beta = ARENA_ARRAY(arena, double, model->n_actor + 1);
    for (size_t a = 0; a < model->n_actor; a++) {
        const struct mandate_actor *actor = &model->mission->actors.at[a];
        const struct mandate_deterrence *deterrence = &model->mission->deterrence;
        model->host_linked[a] = actor->host_linked != 0;
        bool late = attacks->long_memory != 0;
        double lag = late ? attacks->long_memory_kernel : actor->kernel * attacks->kernel_factor;
        model->branching[a] = late ? attacks->long_memory_branching : actor->branching * attacks->branching_factor;
        model->lag_factor[a] = lag / model->step;
        model->beta[a] = actor->host_linked != 0 ? deterrence->beta_host : deterrence->beta * actor->deterrable;
    }
    model->host_to_group = attacks->host_to_group;
    model->offspring = ARENA_ARRAY(arena, double, model->n_actor + 1);
    model->childless = ARENA_ARRAY(arena, double, model->n_actor + 1);
    for (size_t a = 0; a < model->n_actor; a++) {
        model->offspring[a] = model->branching[a] + (model->host_linked[a] ? model->host_to_group : 0);
        model->childless[a] = mandate_exp(-model->offspring[a]);
    }
}

/* y = N' x: expected direct offspring by (region, actor) of attacks x. */
static void offspring(const struct model *model, const double *x, double *y) {
    size_t n_r = model->n_region, n_a = model->n_actor;
    for (size_t i = 0; i < n_r * n_a; i++) y[i] = 0;
    for (size_t from = 0; from < n_r; from++) {
        double host = 0;
        for (size_t a = 0; a < n_a; a++)
            if (model->mission->actors.at[a].host_linked != 0) host += x[from * n_a + a];
        for (size_t to = 0; to < n_r; to++) {
            double share = spill_share(model, from, to);
            if (share <= 0) continue;
            for (size_t a = 0; a < n_a; a++)
                y[to * n_a + a] += share * (model->branching[a] * x[from * n_a + a] +
                                            model->host_to_group * host * group_share(model, to, a));
        }
    }
}

/* Attacks before the start: excitation begins at its stationary mean (MODEL.md section 5). Of the attacks of actor
 * p at their reference rate, offspring in step n come at the rate past[p] phi_p^n. */
static void compile_past(struct model *model, struct arena *arena) {
    size_t n_r = model->n_region, n_a = model->n_actor, cells = n_r * n_a;
    double *own = ARENA_ARRAY(arena, double, cells + 1), slowest = 0;
    model->past = ARENA_ARRAY(arena, double, n_a *cells + 1);
    for (size_t p = 0; p < n_a; p++) {
        for (size_t i = 0; i < cells; i++) own[i] = i % n_a == p ? model->reference_rate[i] : 0;
        offspring(model, own, model->past + p * cells);
        slowest = greater(slowest, model->lag_factor[p]);
    }
    model->past_steps = (int)lesser(30 * slowest, (double)model->n_step); /* exp(-30) is nothing */
}

/* mu = (I - N') m, floored at 0. */
static void compile_background(struct model *model, struct arena *arena) {
    size_t n = model->n_region * model->n_actor;
    double *children = ARENA_ARRAY(arena, double, n + 1);
    model->background = ARENA_ARRAY(arena, double, n + 1);
    offspring(model, model->reference_rate, children);
    for (size_t i = 0; i < n; i++) model->background[i] = greater(0, model->reference_rate[i] - children[i]);
}

/* Largest eigenvalue of N' (not negative), by power iteration, times the largest D. */
static void compile_spectral_radius(struct model *model, struct arena *arena) {
    size_t n = model->n_region * model->n_actor;
    double *x = ARENA_ARRAY(arena, double, n + 1), *y = ARENA_ARRAY(arena, double, n + 1), growth = 0;
    for (size_t i = 0; i < n; i++) x[i] = 1;
    for (int round = 0; round < 60 && n; round++) {
        double sum = 0, before = 0;
        offspring(model, x, y);
        for (size_t i = 0; i < n; i++) before += x[i], sum += y[i];
        growth = before > 0 ? sum / before : 0;
        for (size_t i = 0; i < n; i++) x[i] = sum > 0 ? y[i] / sum : 0;
    }
    model->spectral_radius = growth * model->deterrence_most;
}

static void compile_season(struct model *model, struct arena *arena) {
    double weight = model->mission->attacks.season_weight;
    model->season = ARENA_ARRAY(arena, double, model->n_region * 12 + 1);
    for (size_t i = 0; i < model->n_region * 12; i++)
        model->season[i] = 1 + weight * (model->mission->regions.at[i / 12].attack_season[i % 12] - 1);
}

/* P^ref: deployed presence at the start, before any change (RULINGS 17). */
static void compile_presence(struct model *model, struct arena *arena) {
    const struct mandate_mission *mission = model->mission;
    double *deployed = ARENA_ARRAY(arena, double, model->n_base + 1);
    model->presence_start = ARENA_ARRAY(arena, double, model->n_region + 1);
    for (size_t u = 0; u < model->n_unit; u++) {
        const struct mandate_unit *unit = &mission->units.at[u];
        double weight = rates_presence_weight(mission, unit->type), readiness = unit->readiness;
        if (unit->planned != 0 || !(weight > 0)) continue;
        if (unit->overdue > 0) readiness *= mandate_exp(-mission->force.readiness_loss * unit->overdue);
        deployed[unit->base] += unit->strength * readiness * weight;
    }
    for (size_t b = 0; b < model->n_base; b++) {
        if (mission->bases.at[b].planned != 0 || deployed[b] == 0) continue;
        for (size_t r = 0; r < model->n_region; r++)
            model->presence_start[r] += model->kernel[r * model->n_base + b] * deployed[b] / 1000;
    }
}

/* Actors with the same elasticity share f(P). */
static void compile_elasticities(struct model *model, struct arena *arena) {
    model->elastic = ARENA_ARRAY(arena, size_t, model->n_actor + 1);
    model->elasticity = ARENA_ARRAY(arena, double, model->n_actor + 1);
    for (size_t a = 0; a < model->n_actor; a++) {
        size_t e = 0;
        while (e < model->n_elastic && model->elasticity[e] != model->beta[a]) e++;
        if (e == model->n_elastic) model->elasticity[model->n_elastic++] = model->beta[a];
        model->elastic[a] = e;
    }
}

/* f(P) of the start, and D without presence: f(0) = 1 over it. */
static void compile_deterrence(struct model *model, struct arena *arena) {
    size_t n = model->n_region * model->n_actor;
    model->deterrence_start = ARENA_ARRAY(arena, double, model->n_region * model->n_elastic + 1);
    model->deterrence_most_at = ARENA_ARRAY(arena, double, n + 1);
    model->deterrence_least_at = ARENA_ARRAY(arena, double, n + 1);
    model->deterrence_most = 1;
    for (size_t i = 0; i < n; i++) {
        size_t region = i / model->n_actor, actor = i % model->n_actor;
        double start = rates_deterrence(model, actor, model->presence_start[region]);
        model->deterrence_start[model->elastic[actor] * model->n_region + region] = start;
        model->deterrence_most_at[i] = greater(1, 1 / start);
        model->deterrence_least_at[i] = (model->beta[actor] > 0 ? model->mission->deterrence.floor : 1) / start;
        model->deterrence_most = greater(model->deterrence_most, model->deterrence_most_at[i]);
    }
}

static void compile_streams(struct model *model, struct arena *arena) {
    model->attack_stream = ARENA_ARRAY(arena, uint64_t, model->n_region * model->n_actor + 1);
    for (size_t r = 0; r < model->n_region; r++) {
        uint64_t region = mandate_stream("threat.candidate", model->mission->regions.at[r].id);
        for (size_t a = 0; a < model->n_actor; a++)
            model->attack_stream[r * model->n_actor + a] =
                region ^ mandate_stream("threat.actor", model->mission->actors.at[a].id);
    }
}

void rates_compile(struct model *model, struct arena *arena) {
    compile_reference(model, arena);
    compile_spill(model, arena);
    compile_group_mix(model, arena);
    compile_branching(model, arena);
    compile_background(model, arena);
    compile_past(model, arena);
    compile_season(model, arena);
    compile_presence(model, arena);
    compile_elasticities(model, arena);
    compile_deterrence(model, arena);
    compile_spectral_radius(model, arena);
    compile_streams(model, arena);
}
