/* P09a: attacks on civilians (MODEL.md P09a and 9.2; RULINGS 14 to 18, 52, 55, 56).
 *
 *   Lambda_ra(n) = D_ra(n) [ mu_ra dt S_rm G_rq Hop_ra (1 + vac_ra) (1 + pol_ra) + sum over earlier attacks of n w g ]
 *
 * where 1 + pol is the unrest of P03 and, for host-linked actors, its fighting and the accountability of P12, for the
 * others what projects prevent (P13); the earlier attacks before the start count by their mean. A share of mu (1 - D)
 * moves to the neighbours. A root candidate is accepted while its height lies under Lambda over the slab height,
 * offspring while theirs lies under D. The step's policy state is frozen at its beginning. */
#include "process/threat.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/heap.h"
#include "base/number.h"
#include "mandate/function.h"
#include "model/rates.h"
#include "process/bases.h"
#include "process/hostility.h"
#include "process/investigations.h"
#include "process/response.h"
#include "process/tracks.h"

static int step_now(const struct state *state) { return (int)(state->now / state->model->step + 1e-9); }

static double deterrence(const struct state *state, size_t region, size_t actor) {
    return state->deter[state->model->elastic[actor] * state->model->n_region + region];
}

/* Hop = max(0, 1 + effect (tempo - reference)), for host-linked actors (RULINGS 18). */
static double host_operations(const struct state *state, size_t region) {
    const struct mandate_region *at = &state->live.regions.at[region];
    double tempo = at->tempo * state->live.host_ops.tempo_factor;
    return greater(0, 1 + state->live.host_ops.effect * (tempo - at->tempo_reference));
}

/* 1 + vac: the spike of closures, and for host-linked actors what closures leave for good. */
static double vacated(const struct state *state, size_t region, bool host, double spike) {
    return 1 + spike + (host ? state->abandoned[region] * state->live.vacuum.host_linked : 0);
}

/* mu with all its factors but D, over the slab height. */
static double root_rate(struct state *state, size_t region, size_t actor, double t) {
    double rate = state->level[region * state->model->n_actor + actor] *
                  vacated(state, region, state->model->host_linked[actor], bases_vacuum(state, region, t));
    return state->model->host_linked[actor] ? rate * investigations_accountability(state, t) : rate;
}

/* xi mu (1 - D) of the neighbours, over the slab height: what presence drives out of them, or draws to them where it is
 * less than at the start (RULINGS 54); mu as it stood when the rates were last worked out. */
struct relocated {
    double now, unopposed; /* at their present D, and at D without presence */
};

static struct relocated relocated(const struct state *state, size_t region, size_t actor) {
    const struct model *model = state->model;
    const struct mandate_refs *near = &model->mission->regions.at[region].neighbours;
    const double *outflow = state->outflow + actor, *most = model->deterrence_most_at + actor,
                 *deter = state->deter + model->elastic[actor] * model->n_region;
    struct relocated sum = {0, 0};
    if (model->mission->deterrence.relocation <= 0) return sum;
    for (size_t k = 0; k < near->n; k++) {
        size_t from = (size_t)near->at[k];
        double moves = outflow[from * model->n_actor];
        sum.now += moves * (1 - deter[from]);
        sum.unopposed += moves * (1 - most[from * model->n_actor]);
    }
    double height = model->slab_height[region * model->n_actor + actor];
    return (struct relocated){sum.now / height, sum.unopposed / height};
}

/* What is left in a step of the excitation by attacks before the start, by their actor: phi^n. */
static void fade_past(struct state *state, int step) {
    const struct model *model = state->model;
    if (state->past_step == step || step >= model->past_steps) return;
    state->past_step = step;
    for (size_t p = 0; p < model->n_actor; p++) state->past_left[p] = -(double)step / model->lag_factor[p];
    mandate_exp_many(state->past_left, state->past_left, model->n_actor);
}

/* Their offspring, over the slab height. */
static double past(struct state *state, size_t cell, int step) {
    const struct model *model = state->model;
    size_t cells = model->n_region * model->n_actor;
    double rate = 0;
    fade_past(state, step);
    for (size_t p = 0; p < model->n_actor; p++) rate += model->past[p * cells + cell] * state->past_left[p];
    return rate / model->slab_height[cell];
}

/* The same for all cells at once. */
static void past_all(struct state *state, int step, double *rate) {
    const struct model *model = state->model;
    size_t cells = model->n_region * model->n_actor;
    memset(rate, 0, sizeof *rate * cells);
    if (step >= model->past_steps) return;
    fade_past(state, step);
    for (size_t p = 0; p < model->n_actor; p++) {
        const double *past_of = model->past + p * cells, left = state->past_left[p];
        for (size_t cell = 0; cell < cells; cell++) rate[cell] += past_of[cell] * left;
    }
    for (size_t cell = 0; cell < cells; cell++) rate[cell] /= model->slab_height[cell];
}

/* Heights for what may move in, and what may move out for each neighbour. */
static void reach_relocated(struct state *state) {
    const struct model *model = state->model;
    const double relocation = model->mission->deterrence.relocation,
                 held[2] = {relocation, investigations_accountability(state, state->now) * relocation};
    double *outflow = state->outflow, *most = state->moves_most;
    const double *height = model->slab_height;
    for (size_t r = 0, cell = 0; r < model->n_region; r++) {
        double near = (double)model->mission->regions.at[r].neighbours.n;
        for (size_t a = 0; a < model->n_actor; a++, cell++)
            if (near > 0) outflow[cell] *= held[model->host_linked[a]] * height[cell] / near;
    }
    for (size_t cell = 0; cell < model->n_region * model->n_actor; cell++)
        most[cell] = outflow[cell] * (1 - model->deterrence_least_at[cell]);
    for (size_t r = 0, cell = 0; r < model->n_region; r++) {
        const struct mandate_refs *near = &model->mission->regions.at[r].neighbours;
        for (size_t a = 0; a < model->n_actor; a++, cell++) {
            double sum = 0;
            for (size_t k = 0; k < near->n; k++) sum += most[(size_t)near->at[k] * model->n_actor + a];
            state->reach[cell] += greater(0, sum / height[cell]);
        }
    }
}

/* Slabs must reach the rate at no presence, so that what deterrence prevents is counted. */
static void reach(struct state *state) {
    const struct model *model = state->model;
    past_all(state, step_now(state), state->reach);
    for (size_t r = 0, cell = 0; r < model->n_region; r++) {
        double spike = bases_vacuum(state, r, state->now);
        const double left[2] = {vacated(state, r, false, spike), vacated(state, r, true, spike)};
        for (size_t a = 0; a < model->n_actor; a++, cell++)
            state->outflow[cell] = state->level[cell] * left[model->host_linked[a]];
    }
    for (size_t cell = 0; cell < model->n_region * model->n_actor; cell++)
        state->reach[cell] = (state->outflow[cell] + state->reach[cell]) * model->deterrence_most_at[cell];
    if (model->mission->deterrence.relocation > 0) reach_relocated(state);
    pool_reach(state->pool, state->quarter, state->reach);
    if (state->pool->exploded || state->pool->n > POOL_MOST) state->failure = MANDATE_FAILURE_EXPLODED;
}

static int root_step(const struct state *state) { return state->pool->roots[state->quarter][state->cursor].step; }

void threat_seek(struct state *state, int step) {
    size_t low = 0, high = state->pool->n_root[state->quarter];
    while (low < high) {
        state->cursor = (low + high) / 2;
        if (root_step(state) < step) low = state->cursor + 1;
        else high = state->cursor;
    }
    state->cursor = low;
}

/* Projects keep people from joining armed groups: each million a year lowers their attacks by the same share (M52). */
static double recruitment(const struct state *state, size_t region) {
    double effect = state->model->mission->attacks.project_effect;
    if (state->live.regions.at[region].projects == state->model->mission->regions.at[region].projects) return 1;
    return mandate_exp(hostility_projects(state, region) * mandate_log1p(-effect));
}

void threat_update(struct state *state) {
    const struct model *model = state->model;
    tracks_effects(state, state->now);
    size_t month = (size_t)model->months[state->month].number;
    for (size_t r = 0, cell = 0; r < model->n_region; r++) {
        double frailty = state->pool->frailty[state->quarter * model->n_region + r],
               season = model->season[r * 12 + month], unrest = state->unrest[r];
        const double factor[2] = {recruitment(state, r), state->fighting[r]},
                     operations[2] = {1, host_operations(state, r)};
        for (size_t a = 0; a < model->n_actor; a++, cell++) {
            bool host = model->host_linked[a];
            double base = model->background[cell] * season * frailty * factor[host];
            state->level[cell] = base * unrest * operations[host] / model->slab_height[cell];
        }
    }
    reach(state);
    threat_seek(state, step_now(state));
    state->dirty_threat = false;
}

/* D = f(P) / f(P at the start). */
void threat_presence(struct state *state) {
    const struct model *model = state->model;
    size_t n_r = model->n_region, n = model->n_elastic * n_r;
    double floor_ = model->mission->deterrence.floor, *deter = state->deter;
    for (size_t e = 0; e < model->n_elastic; e++)
        for (size_t r = 0; r < n_r; r++) deter[e * n_r + r] = -model->elasticity[e] * state->presence[r];
    mandate_exp_many(deter, deter, n);
    for (size_t i = 0; i < n; i++) deter[i] = greater(floor_, deter[i]) / model->deterrence_start[i];
}

void threat_month(struct state *state) {
    size_t quarter = (size_t)state->model->months[state->month].quarter;
    state->quarter = quarter;
    pool_open_quarter(state->pool, quarter);
    state->dirty_threat = true;
}

void threat_start(struct state *state) { threat_month(state); }

static void child_push(struct state *state, uint32_t index) {
    struct queued child = {state->pool->at[index].step, index, state->pool->at[index].event};
    if (child.step >= (int)state->model->n_step) return;
    state->children = memory_grow(state->children, sizeof child, state->n_child, &state->children_capacity);
    HEAP_PUSH(state->children, state->n_child, child, queued_before);
}

static uint32_t child_pop(struct state *state) {
    struct queued last;
    uint32_t first = state->children[0].index;
    HEAP_DROP(state->children, state->n_child, last, queued_before);
    return first;
}

/* Rejected by a temporary base in the locality, which keeps part of the hazard away (P11, RULINGS 52); an attack that
 * the study imposes always happens. */
static bool held_off(const struct state *state, const struct incident *incident, int locality) {
    double factor = state->live.response.tob_hazard_factor;
    if (incident->parent == PARENT_STUDY) return false;
    if (incident->onset < state->tob_from[locality]) return false; /* still on its way */
    if (incident->onset < state->tob_until[locality]) return incident->u_tob >= factor;
    return incident->onset < state->tob_return[locality] && incident->u_tob >= (1 + factor) / 2;
}

/* The village: that of the candidate, or one out of reach if the attacker shifts (adversary_shift). */
static int village(const struct state *state, const struct incident *incident) {
    const struct model *model = state->model;
    double shift = model->mission->attacks.adversary_shift;
    size_t first = model->first_locality[incident->region], end = model->first_locality[incident->region + 1];
    if (shift <= 0 || incident->u_shift >= shift || state->uncovered[end - 1] <= 0) return incident->locality;
    for (size_t k = first; k < end; k++)
        if (incident->u_locality < state->uncovered[k]) return model->locality_order[k];
    return incident->locality;
}

static void reject(struct state *state, uint32_t index) {
    if (!state->keep_log) return;
    state->rejected = memory_grow(state->rejected, sizeof(uint32_t), state->n_rejected, &state->rejected_capacity);
    state->rejected[state->n_rejected++] = index;
}

static void accept(struct state *state, uint32_t index) {
    pool_mark(state->pool, index);
    struct incident *incident = &state->pool->at[index];
    int locality = village(state, incident);
    if (held_off(state, incident, locality)) {
        reject(state, index);
        return;
    }
    pool_breed(state->pool, index);
    incident = &state->pool->at[index];
    for (uint32_t c = 0; c < incident->n_child; c++) child_push(state, incident->first_child + c);
    response_open(state, index, locality);
}

/* Accepts what lies under the rate. Deterrence prevents the deaths between it and the rate at no presence; it brings
 * about those that relocation adds above that. */
static void consider(struct state *state, uint32_t index, double rate, double unopposed) {
    double height = state->pool->at[index].height;
    if (height < rate) accept(state, index);
    else reject(state, index);
    if ((height < rate) == (height < unopposed)) return;
    pool_mark(state->pool, index);
    double deaths = state->pool->at[index].deaths;
    state->tally.averted_deterrence += height < unopposed ? deaths : -deaths;
}

static void consider_root(struct state *state, uint32_t index) {
    const struct model *model = state->model;
    const struct incident *incident = &state->pool->at[index];
    size_t region = (size_t)incident->region, actor = (size_t)incident->actor, cell = region * model->n_actor + actor;
    double rate = root_rate(state, region, actor, state->now);
    struct relocated moved = relocated(state, region, actor);
    if (incident->step < model->past_steps) rate += past(state, cell, incident->step);
    consider(state, index, rate * deterrence(state, region, actor) + moved.now,
             rate * model->deterrence_most_at[cell] + moved.unopposed);
}

static void consider_child(struct state *state, uint32_t index) {
    const struct incident *incident = &state->pool->at[index];
    size_t region = (size_t)incident->region, actor = (size_t)incident->actor;
    consider(state, index, deterrence(state, region, actor),
             state->model->deterrence_most_at[region * state->model->n_actor + actor]);
}

void threat_step(struct state *state, int step) {
    const struct pool *pool = state->pool;
    const struct queued *roots = pool->roots[state->quarter], *end = roots + pool->n_root[state->quarter],
                        *root = roots + state->cursor;
    for (size_t i = 0; i < pool->n_imposed; i++)
        if (pool->at[pool->imposed[i]].step == step) accept(state, pool->imposed[i]);
    for (; root < end && root->step == step; root++) consider_root(state, root->index);
    state->cursor = (size_t)(root - roots);
    while (state->n_child && state->children[0].step <= step) consider_child(state, child_pop(state));
}

int threat_next(struct state *state) {
    const struct pool *pool = state->pool;
    int next = INT32_MAX;
    if (state->cursor < pool->n_root[state->quarter]) next = root_step(state);
    if (state->n_child && state->children[0].step < next) next = state->children[0].step;
    for (size_t i = 0; i < pool->n_imposed; i++) {
        int step = pool->at[pool->imposed[i]].step, now = step_now(state);
        if (step > now && step < next) next = step;
    }
    return next;
}
