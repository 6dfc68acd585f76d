/* The literal model. Sections follow the processes of MODEL.md; numbers of RULINGS stand beside what they settle. */
#include "oracle.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"

#define MONTH 730.5 /* h */
#define WEEK 168.0  /* h */

enum { BEYOND = 64 }; /* days of weather before the first and after the last day */

/* Times at which one aircraft changes between up and down; up before the first change if `first_up`. */
struct tail {
    bool first_up, up;
    double *changes;
    size_t n, capacity;
    double until;      /* [h] simulated so far */
    double busy_until; /* [h] */
};

struct base_plan {
    bool staffed;
    double persons, usable, commit, patrol;
    int teams, tobs;
};

/* A temporary base in a village. */
struct stay {
    int base, locality;
    double asked, from, until; /* [h] decision, arrival, end */
};

/* An attack with what is drawn for its response; it waits until its means are asked for. */
struct call {
    size_t attack;
    double duration, detect, verify, decide;
    double decided; /* [h] the true time of the decision */
    double asked;   /* [h] not before the step (RULINGS 46) */
    double x, y;    /* km east and north of the locality */
    double u_commit, mobilise, luck, on_scene;
    bool road_open, tried[MANDATE_ROLES], granted[MANDATE_ROLES];
    double delay[MANDATE_ROLES];
};

/* A way to respond. */
struct choice {
    int mode, base, fleet;
    double distance, expected;
};

struct oracle {
    const struct mandate_scenario *scenario;
    const struct mandate_mission *mission;
    const struct model *model;
    const struct mandate_consent *consent;
    size_t n_region, n_actor, n_base, n_fleet, n_locality, n_day;
    double start, step, horizon;
    int *month_of_day; /* (BEYOND + n_day + BEYOND) 0 January */

    bool *present; /* (n_unit) */
    struct base_plan *bases;
    double *deployed, *patrol; /* (n_region) presence in thousands: deployed, usable */
    double *fast;              /* (n_region) probability of fast detection */
    double intercept;          /* a0 */

    double *phi;          /* (n_actor) exp(-step / mean lag) */
    double *rate;         /* (n_region, n_actor) m per step, with offspring */
    double *background;   /* (n_region, n_actor) mu per step */
    double *neighbour;    /* (n_region, n_region) w from, to */
    double *group_share;  /* (n_region, n_actor) */
    double *deter, *most; /* (n_region, n_actor) D, and D without presence */

    double *ask;     /* (n_region) P(a needed flight is asked for) */
    double *approve; /* (roles, n_region) */
    double *closed;  /* (n_region) share of hazard beyond the reach of open bases */

    /* one replication */
    gsl_rng *rng;
    double *shock;      /* (n_region, days) V */
    double *hottest;    /* (n_region, days) Tmax */
    double *mood;       /* (n_region, n_week) Z */
    double *excited;    /* (n_region, n_actor) sum of phi^(n - n_i - 1) over earlier attacks */
    double *lambda;     /* (n_region, n_actor) offspring expected in the step */
    double *frailty;    /* (n_region) of the quarter */
    struct tail *tails; /* (n_fleet, 64) */
    double *reserve;    /* (n_fleet) hours used this month */
    int reserve_month;
    double *busy;
    int *busy_base;
    size_t n_busy, busy_capacity; /* teams: free again at */
    struct stay *stays;
    size_t n_stay, stay_capacity;
    struct call *calls;
    size_t n_call, call_capacity; /* by time of asking */
    struct oracle_attack *attacks;
    size_t n_attack, attack_capacity;
    double stages[6], sorties, flown, prevented, alert, detected, available[MANDATE_ROLES];
    double needed, censored, requested, refused;
};

/* Arrays without a header of their own. */
static void *zeros(size_t n, size_t size) {
    void *array = memory_take((n + 1) * size);
    memset(array, 0, (n + 1) * size);
    return array;
}

#define ZEROS(type, n) ((type *)zeros((n), sizeof(type)))
#define CELL(o, r, a) ((size_t)(r) * (o)->n_actor + (size_t)(a))

/* ---- calendar ---- */

static int month_at(double hours_since_1970) {
    time_t seconds = (time_t)floor(hours_since_1970 / 24) * 86400;
    struct tm date;
    gmtime_r(&seconds, &date);
    return date.tm_mon;
}

static int quarter_at(double hours_since_1970) {
    time_t seconds = (time_t)floor(hours_since_1970 / 24) * 86400;
    struct tm date;
    gmtime_r(&seconds, &date);
    return date.tm_year * 4 + date.tm_mon / 3;
}

/* Index of the day of time t in tables that begin BEYOND days before the first day of the run. */
static size_t day_at(const struct oracle *o, double t) {
    double day = floor((o->start + t) / 24) - floor(o->start / 24) + BEYOND, last = (double)o->n_day + 2 * BEYOND - 1;
    return (size_t)fmin(fmax(day, BEYOND), last);
}

static double hour_at(const struct oracle *o, double t) {
    double hour = fmod(o->start + t, 24);
    return hour < 0 ? hour + 24 : hour;
}

static bool daylight(const struct oracle *o, double t) {
    return hour_at(o, t) >= o->mission->calendar.sunrise && hour_at(o, t) < o->mission->calendar.sunset;
}

static double until_sunrise(const struct oracle *o, double t) {
    double wait = o->mission->calendar.sunrise - hour_at(o, t);
    return wait < 0 ? wait + 24 : wait;
}

/* ---- distributions ---- */

static double triangular(double low, double mode, double high, double u) {
    double rise = (mode - low) / (high - low);
    return u < rise ? low + sqrt(u * (high - low) * (mode - low)) : high - sqrt((1 - u) * (high - low) * (high - mode));
}

/* The laws that a delay may have. */
static double delay_of(gsl_rng *rng, const struct mandate_law *law) {
    if (law->zero > 0 && gsl_rng_uniform(rng) < law->zero) return 0;
    switch (law->family) {
        case MANDATE_FIXED: return law->a;
        case MANDATE_UNIFORM: return gsl_ran_flat(rng, law->a, law->b);
        case MANDATE_TRIANGULAR: return triangular(law->a, law->b, law->c, gsl_rng_uniform(rng));
        case MANDATE_NORMAL: return law->a + gsl_ran_gaussian(rng, law->b);
        case MANDATE_LOGNORMAL: return gsl_ran_lognormal(rng, log(law->a), law->b);
        case MANDATE_LOGUNIFORM: return exp(gsl_ran_flat(rng, log(law->a), log(law->b)));
        case MANDATE_EXPONENTIAL: return gsl_ran_exponential(rng, law->a);
        case MANDATE_GAMMA: return gsl_ran_gamma(rng, law->a, law->b / law->a);
        default: abort(); /* no delay has it */
    }
}

/* ---- P07: what the force can spare (RULINGS 9 to 13, 95) ---- */

static double ready(const struct oracle *o, const struct mandate_unit *unit) {
    return unit->strength * unit->readiness * exp(-o->mission->force.readiness_loss * unit->overdue);
}

static bool is_combat(int type) {
    return type == MANDATE_UNIT_INFANTRY || type == MANDATE_UNIT_QRF || type == MANDATE_UNIT_RECON;
}

static double weight_of(const struct oracle *o, int type) {
    if (type == MANDATE_UNIT_RECON) return o->mission->deterrence.recon_weight;
    return type == MANDATE_UNIT_POLICE_FPU ? o->mission->deterrence.fpu_weight : is_combat(type) ? 1 : 0;
}

static double persons_at(const struct oracle *o, size_t base) {
    double persons = 0;
    for (size_t u = 0; u < o->mission->units.n; u++)
        if (o->present[u] && o->mission->units.at[u].base == (int)base) persons += o->mission->units.at[u].strength;
    return persons;
}

/* CE_b: soldiers on the road, charged to the base that sends them. Every base on a route is staffed. */
static double convoys_of(const struct oracle *o, size_t base) {
    double soldiers = 0;
    for (size_t q = 0; q < o->mission->routes.n; q++) {
        const struct mandate_route *route = &o->mission->routes.at[q];
        int payer = o->bases[route->from].staffed ? route->from : route->to;
        if (payer == (int)base) soldiers += route->convoys * MONTH * (route->round_trip / 24) * route->escort / 30;
    }
    return soldiers;
}

/* CV_b: civil teams need tasks x size x days, spread over staffed bases outside the capital by persons. */
static double civil_of(const struct oracle *o, size_t base) {
    const struct mandate_civil *civil = &o->mission->civil;
    double outside = 0;
    if (o->mission->regions.at[o->mission->bases.at[base].region].capital != 0) return 0;
    if (civil->remote_monitoring != 0 || civil->teams_outside == 0) return 0;
    for (size_t b = 0; b < o->n_base; b++)
        if (o->mission->regions.at[o->mission->bases.at[b].region].capital == 0 && o->bases[b].staffed)
            outside += o->bases[b].persons;
    return civil->tasks * civil->escort_size * civil->escort_days * o->bases[base].persons / outside;
}

static void base_allocate(struct oracle *o, size_t b) {
    const struct mandate_protection *protection = &o->mission->protection;
    const struct mandate_base *base = &o->mission->bases.at[b];
    struct base_plan *plan = &o->bases[b];
    double infantry = 0, weighted = 0, police = 0, escorts = 0, combat = 0, commit = 0,
           here = 1 - o->mission->force.leave_share;
    for (size_t u = 0; u < o->mission->units.n; u++) {
        const struct mandate_unit *unit = &o->mission->units.at[u];
        if (!o->present[u] || unit->base != (int)b) continue;
        if (is_combat(unit->type)) {
            infantry += ready(o, unit) * here;
            weighted += ready(o, unit) * here * weight_of(o, unit->type);
            combat += unit->strength;
            commit += unit->strength * unit->commit;
        }
        if (unit->type == MANDATE_UNIT_POLICE_FPU) police += ready(o, unit) * here;
        if (unit->type == MANDATE_UNIT_CONVOY) escorts += ready(o, unit) * 0.9 * unit->commit;
    }
    double posts = protection->posts_fixed + protection->posts_sqrt * sqrt(plan->persons);
    double guards = protection->soldiers_per_post * posts * base->threat * protection->threat_factor;
    double convoys = fmax(0, convoys_of(o, b) - escorts), spare = base->guard_by_fpu != 0 ? police : 0;
    double by_police = fmin(spare, guards + convoys); /* guards first; what is left over joins convoys */
    double needed = guards + convoys - by_police + base->static_persons + civil_of(o, b);
    plan->commit = combat > 0 ? commit / combat : 0;
    plan->usable = fmax(0, infantry - needed);
    plan->patrol = plan->usable * (infantry > 0 ? weighted / infantry : 0) + o->mission->deterrence.fpu_weight * police;
    plan->teams = (int)floor(o->mission->response.team_share * plan->usable / o->mission->response.team_size + 1e-9);
    plan->tobs = (int)floor(o->mission->response.tob_share * plan->usable / o->mission->response.team_size + 1e-9);
}

/* P_r = sum over bases of K(r, b) x heads / 1000. */
static void presence(struct oracle *o) {
    for (size_t r = 0; r < o->n_region; r++) {
        o->deployed[r] = o->patrol[r] = 0;
        for (size_t u = 0; u < o->mission->units.n; u++) {
            const struct mandate_unit *unit = &o->mission->units.at[u];
            double kernel = o->model->kernel[r * o->n_base + (size_t)unit->base];
            if (o->present[u]) o->deployed[r] += kernel * ready(o, unit) * weight_of(o, unit->type) / 1000;
        }
        for (size_t b = 0; b < o->n_base; b++)
            o->patrol[r] += o->model->kernel[r * o->n_base + b] * o->bases[b].patrol / 1000;
    }
}

static void allocate(struct oracle *o) {
    memset(o->bases, 0, o->n_base * sizeof *o->bases);
    for (size_t b = 0; b < o->n_base; b++) {
        o->bases[b].persons = persons_at(o, b);
        o->bases[b].staffed = o->mission->bases.at[b].planned == 0 && o->bases[b].persons > 0;
    }
    for (size_t b = 0; b < o->n_base; b++)
        if (o->bases[b].staffed) base_allocate(o, b);
    presence(o);
}

/* ---- P09a: rates ---- */

static bool host(const struct oracle *o, size_t actor) { return o->mission->actors.at[actor].host_linked != 0; }

/* m: all attacks under the conditions of the start, by region and actor (RULINGS 14). */
static void reference_rates(struct oracle *o) {
    const struct mandate_attacks *attacks = &o->mission->attacks;
    double all = 0;
    for (size_t r = 0; r < o->n_region; r++) all += o->mission->regions.at[r].attack_share;
    for (size_t r = 0; r < o->n_region; r++) {
        const struct mandate_region *region = &o->mission->regions.at[r];
        double sum = 0;
        for (size_t a = 0; a < o->n_actor; a++)
            sum += region->actors[a] * (host(o, a) ? attacks->host_linked_factor : 1);
        for (size_t a = 0; a < o->n_actor; a++)
            o->rate[CELL(o, r, a)] = attacks->total * o->step * region->attack_share / all * region->actors[a] *
                                     (host(o, a) ? attacks->host_linked_factor : 1) / sum;
    }
}

/* w and the mix of groups, which host-linked attacks excite (RULINGS 15). */
static void offspring_shares(struct oracle *o) {
    for (size_t r = 0; r < o->n_region; r++) {
        const struct mandate_refs *near = &o->mission->regions.at[r].neighbours;
        double away = near->n > 0 ? o->mission->attacks.spillover : 0, groups = 0;
        o->neighbour[r * o->n_region + r] = 1 - away;
        for (size_t k = 0; k < near->n; k++)
            o->neighbour[r * o->n_region + (size_t)near->at[k]] += away / (double)near->n;
        for (size_t a = 0; a < o->n_actor; a++)
            if (!host(o, a)) groups += o->rate[CELL(o, r, a)];
        for (size_t a = 0; a < o->n_actor; a++)
            o->group_share[CELL(o, r, a)] = host(o, a) || groups <= 0 ? 0 : o->rate[CELL(o, r, a)] / groups;
    }
}

static double branching(const struct oracle *o, size_t actor) {
    const struct mandate_attacks *attacks = &o->mission->attacks;
    if (attacks->long_memory != 0) return attacks->long_memory_branching;
    return o->mission->actors.at[actor].branching * attacks->branching_factor;
}

static double phi_of(const struct oracle *o, size_t actor) {
    const struct mandate_attacks *attacks = &o->mission->attacks;
    bool late = attacks->long_memory != 0;
    return exp(-o->step /
               (late ? attacks->long_memory_kernel : o->mission->actors.at[actor].kernel * attacks->kernel_factor));
}

/* children += n w x for the parents x of one (region, actor). */
static void offspring(const struct oracle *o, size_t r, size_t a, double x, double *children) {
    for (size_t to = 0; to < o->n_region; to++) {
        double w = o->neighbour[r * o->n_region + to];
        if (w <= 0) continue;
        children[CELL(o, to, a)] += w * branching(o, a) * x;
        if (!host(o, a)) continue;
        for (size_t g = 0; g < o->n_actor; g++)
            children[CELL(o, to, g)] += w * o->mission->attacks.host_to_group * o->group_share[CELL(o, to, g)] * x;
    }
}

/* mu = (I - N') m. */
static void background(struct oracle *o) {
    memset(o->lambda, 0, o->n_region * o->n_actor * sizeof(double));
    for (size_t r = 0; r < o->n_region; r++)
        for (size_t a = 0; a < o->n_actor; a++) offspring(o, r, a, o->rate[CELL(o, r, a)], o->lambda);
    for (size_t i = 0; i < o->n_region * o->n_actor; i++) o->background[i] = fmax(0, o->rate[i] - o->lambda[i]);
}

/* f(P) = max(D_min, exp(-beta P)) (RULINGS 2). */
static double held_back(const struct oracle *o, size_t actor, double thousands) {
    const struct mandate_deterrence *d = &o->mission->deterrence;
    double beta = host(o, actor) ? d->beta_host : d->beta * o->mission->actors.at[actor].deterrable;
    return fmax(d->floor, exp(-beta * thousands));
}

/* Hop = max(0, 1 + effect (tempo - reference)), host-linked actors (RULINGS 18). */
static double host_operations(const struct oracle *o, size_t region, size_t actor) {
    const struct mandate_region *at = &o->mission->regions.at[region];
    if (!host(o, actor)) return 1;
    return fmax(0, 1 + o->mission->host_ops.effect *
                           (at->tempo * o->mission->host_ops.tempo_factor - at->tempo_reference));
}

/* ---- P02: permissions (RULINGS D 19, 66, 93) ---- */

static void permissions(struct oracle *o) {
    const struct mandate_permissions *rules = &o->mission->permissions;
    for (size_t r = 0; r < o->n_region; r++) {
        const struct mandate_region *region = &o->mission->regions.at[r];
        double q = region->no_fly_share * o->consent->self_censor_no_fly +
                   (1 - region->no_fly_share) * o->consent->self_censor;
        double tempo = fmin(1, region->tempo * o->mission->host_ops.tempo_factor);
        o->ask[r] = (1 - fmin(1, q * rules->self_censor_factor)) * (1 - rules->rho_need * tempo);
        for (size_t role = 0; role < MANDATE_ROLES; role++) {
            double p = o->consent->approve[role];
            if (p > 0 && p < 1) p = 1 / (1 + exp(-(log(p / (1 - p)) + rules->approve_shift)));
            if (region->sector >= 0) p = fmin(p, o->mission->sectors.at[region->sector].approve_cap[role]);
            o->approve[role * o->n_region + r] = p;
        }
    }
}

/* Approve iff sqrt(r) Z_zone,week + sqrt(1 - r) Z_request < Phi^-1(p). */
static bool approved(struct oracle *o, double p, size_t region, double t) {
    double r = o->mission->permissions.weekly_correlation;
    double z = o->mood[region * (o->n_day / 7 + 2) + (size_t)(fmax(0, fmin(t, o->horizon)) / WEEK)];
    if (p <= 0 || p >= 1) return p >= 1;
    return sqrt(r) * z + sqrt(1 - r) * gsl_ran_ugaussian(o->rng) < gsl_cdf_ugaussian_Pinv(p);
}

/* ---- P09c: detection (RULINGS 44, 45) ---- */

static double intelligence(const struct oracle *o) {
    double sum = 0;
    for (size_t u = 0; u < o->mission->units.n; u++)
        if (o->present[u]) sum += o->mission->units.at[u].intel;
    for (size_t e = 0; e < o->mission->enablers.n; e++)
        sum += o->mission->enablers.at[e].level * o->mission->enablers.at[e].intel;
    return fmin(1, sum);
}

static bool flies(const struct oracle *o, size_t f) {
    const struct mandate_fleet *fleet = &o->mission->fleets.at[f];
    if (fleet->planned != 0 || o->mission->bases.at[fleet->base].planned != 0) return false;
    return fleet->status == MANDATE_FLEET_ACTIVE || fleet->status == MANDATE_FLEET_RESTRICTED;
}

/* isr_r = 1 - exp(-hours / h0), hours of surveillance fleets x K x approval. */
static double surveillance(const struct oracle *o, size_t region) {
    double hours = 0, outside = 0;
    for (size_t f = 0; f < o->n_fleet; f++) {
        const struct mandate_fleet *fleet = &o->mission->fleets.at[f];
        if (!flies(o, f) || (fleet->role != MANDATE_ROLE_UAV && fleet->role != MANDATE_ROLE_ISR_MANNED)) continue;
        double kernel = o->model->kernel[region * o->n_base + (size_t)fleet->base];
        hours += fleet->hours_per_tail * fleet->tails * kernel * o->approve[(size_t)fleet->role * o->n_region + region];
    }
    for (size_t e = 0; e < o->mission->enablers.n; e++)
        outside += o->mission->enablers.at[e].level * o->mission->enablers.at[e].isr;
    return fmin(1, 1 - exp(-hours / o->mission->detection.isr_hours) + outside);
}

static double fast_probability(const struct oracle *o, size_t r, double intercept) {
    const struct mandate_detection *d = &o->mission->detection;
    const struct mandate_region *region = &o->mission->regions.at[r];
    double patrol = 1 - exp(-o->mission->response.patrol_share * o->patrol[r] / d->patrol_scale);
    double score = d->telecom * region->telecom + d->isr * surveillance(o, r) + d->intel * intelligence(o) +
                   d->patrol * patrol + d->hostility * region->hostility;
    return 1 / (1 + exp(-(intercept + score)));
}

/* a0: the mean over attacks at the start is the probability given. */
static double intercept_of(const struct oracle *o) {
    double low = -60, high = 60;
    for (int i = 0; i < 200; i++) {
        double sum = 0, all = 0, middle = (low + high) / 2;
        for (size_t r = 0; r < o->n_region; r++)
            for (size_t a = 0; a < o->n_actor; a++) {
                sum += o->rate[CELL(o, r, a)] * fast_probability(o, r, middle);
                all += o->rate[CELL(o, r, a)];
            }
        if (sum / all < o->mission->detection.fast_probability) low = middle;
        else high = middle;
    }
    return (low + high) / 2;
}

/* ---- the fixed state ---- */

/* Share of a region's hazard that lies beyond the reach of staffed bases. */
static bool covered(const struct oracle *o, size_t locality) {
    for (size_t b = 0; b < o->n_base; b++)
        if (o->bases[b].staffed && o->model->distance[locality * o->n_base + b] <= o->mission->response.ground_range)
            return true;
    return false;
}

static void fix_state(struct oracle *o, int gone) {
    size_t cells = o->n_region * o->n_actor;
    for (size_t u = 0; u < o->mission->units.n; u++) o->present[u] = o->mission->units.at[u].planned == 0;
    for (size_t a = 0; a < o->n_actor; a++) o->phi[a] = phi_of(o, a);
    reference_rates(o);
    offspring_shares(o);
    background(o);
    permissions(o);
    allocate(o);
    o->intercept = intercept_of(o);
    for (size_t i = 0; i < cells; i++) o->most[i] = 1 / held_back(o, i % o->n_actor, o->deployed[i / o->n_actor]);
    if (gone >= 0) o->present[gone] = false;
    allocate(o);
    for (size_t i = 0; i < cells; i++)
        o->deter[i] = o->most[i] * held_back(o, i % o->n_actor, o->deployed[i / o->n_actor]);
    for (size_t r = 0; r < o->n_region; r++) o->fast[r] = fast_probability(o, r, o->intercept);
    for (size_t j = 0; j < o->n_locality; j++)
        if (!covered(o, j)) o->closed[o->mission->localities.at[j].region] += o->mission->localities.at[j].hazard;
}

static void arrays_new(struct oracle *o) {
    size_t cells = o->n_region * o->n_actor, days = o->n_day + 2 * BEYOND;
    o->month_of_day = ZEROS(int, days);
    o->present = ZEROS(bool, o->mission->units.n);
    o->bases = ZEROS(struct base_plan, o->n_base);
    o->tails = ZEROS(struct tail, o->n_fleet * 64);
    o->busy = NULL;
    double **by_cell[] = {&o->rate, &o->background, &o->group_share, &o->deter, &o->most, &o->excited, &o->lambda};
    double **by_region[] = {&o->deployed, &o->patrol, &o->fast, &o->ask, &o->closed, &o->frailty};
    for (size_t i = 0; i < sizeof by_cell / sizeof *by_cell; i++) *by_cell[i] = ZEROS(double, cells);
    for (size_t i = 0; i < sizeof by_region / sizeof *by_region; i++) *by_region[i] = ZEROS(double, o->n_region);
    o->phi = ZEROS(double, o->n_actor);
    o->neighbour = ZEROS(double, o->n_region * o->n_region);
    o->approve = ZEROS(double, MANDATE_ROLES * o->n_region);
    o->shock = ZEROS(double, o->n_region *days);
    o->hottest = ZEROS(double, o->n_region *days);
    o->mood = ZEROS(double, o->n_region *(o->n_day / 7 + 2));
    o->reserve = ZEROS(double, o->n_fleet);
}

struct oracle *oracle_new(const struct mandate_scenario *scenario, const struct model *model, int gone) {
    struct oracle *o = ZEROS(struct oracle, 0);
    const struct mandate_mission *mission = &scenario->study.mission;
    o->scenario = scenario;
    o->mission = mission;
    o->model = model;
    o->consent = &mission->host.states.at[(size_t)mission->host.state];
    o->n_region = mission->regions.n;
    o->n_actor = mission->actors.n;
    o->n_base = mission->bases.n;
    o->n_fleet = mission->fleets.n;
    o->n_locality = mission->localities.n;
    o->start = scenario->study.start;
    o->step = scenario->study.step;
    o->horizon = scenario->end - scenario->study.start;
    o->n_day = (size_t)ceil(o->horizon / 24) + 1;
    o->rng = gsl_rng_alloc(gsl_rng_mt19937);
    arrays_new(o);
    for (size_t d = 0; d < o->n_day + 2 * BEYOND; d++)
        o->month_of_day[d] = month_at(o->start + 24 * ((double)d - BEYOND));
    fix_state(o, gone);
    return o;
}

void oracle_free(struct oracle *o) {
    if (!o) return;
    for (size_t i = 0; i < o->n_fleet * 64; i++) memory_free(o->tails[i].changes);
    void *arrays[] = {o->month_of_day, o->present,     o->bases, o->tails,   o->phi,     o->rate,
                      o->background,   o->group_share, o->deter, o->most,    o->excited, o->lambda,
                      o->deployed,     o->patrol,      o->fast,  o->ask,     o->closed,  o->frailty,
                      o->neighbour,    o->approve,     o->shock, o->hottest, o->mood,    o->reserve,
                      o->busy,         o->busy_base,   o->stays, o->calls,   o->attacks};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) memory_free(arrays[i]);
    gsl_rng_free(o->rng);
    memory_free(o);
}

/* ---- P01: weather (RULINGS 59, 60) ---- */

static void weather_draw(struct oracle *o) {
    size_t days = o->n_day + 2 * BEYOND;
    for (size_t r = 0; r < o->n_region; r++) {
        const struct mandate_region *region = &o->mission->regions.at[r];
        for (size_t d = 0; d < days; d++) {
            o->shock[r * days + d] = gsl_rng_uniform(o->rng);
            o->hottest[r * days + d] =
                region->temperature[o->month_of_day[d]] + gsl_ran_gaussian(o->rng, region->temperature_sd);
        }
        for (size_t w = 0; w < o->n_day / 7 + 2; w++) o->mood[r * (o->n_day / 7 + 2) + w] = gsl_ran_ugaussian(o->rng);
    }
}

/* Closed if max over the last L days of V exceeds 1 - p, p = 1 - (1 - q)^(1/L). */
static bool closed(const struct oracle *o, size_t region, double t) {
    size_t day = day_at(o, t), days = o->n_day + 2 * BEYOND, spell = (size_t)fmax(1, round(o->mission->air.spell / 24));
    double q =
        fmin(0.95, o->mission->regions.at[region].no_fly_days[o->month_of_day[day]] * o->mission->air.no_fly_factor);
    double p = 1 - pow(1 - q, 1 / (double)spell), most = 0;
    for (size_t l = 0; l < spell; l++) most = fmax(most, o->shock[region * days + day - l]);
    return most > 1 - p;
}

static bool too_hot(const struct oracle *o, size_t fleet, size_t region, double t) {
    return o->hottest[region * (o->n_day + 2 * BEYOND) + day_at(o, t)] > o->mission->fleets.at[fleet].temperature_limit;
}

/* ---- P06: aircraft ---- */

static void tail_change(struct tail *tail, double t) {
    tail->changes = memory_grow(tail->changes, sizeof(double), tail->n, &tail->capacity);
    tail->changes[tail->n++] = t;
    tail->up = !tail->up;
}

/* One step of a two-state chain: exponential times, drawn anew in every step as they have no memory. */
static void tail_step(struct oracle *o, const struct mandate_fleet *fleet, struct tail *tail) {
    double t = tail->until, end = tail->until + o->step;
    for (;;) {
        double mean = tail->up ? fleet->mtbf : fleet->mttr;
        t += mean > 0 ? gsl_ran_exponential(o->rng, mean) : 0;
        if (t >= end) break;
        tail_change(tail, t);
    }
    tail->until = end;
}

static bool unbreakable(const struct mandate_fleet *fleet) { return !(fleet->mttr > 0); }

static void tails_start(struct oracle *o) {
    for (size_t f = 0; f < o->n_fleet; f++)
        for (size_t i = 0; i < (size_t)o->mission->fleets.at[f].tails; i++) {
            const struct mandate_fleet *fleet = &o->mission->fleets.at[f];
            struct tail *tail = &o->tails[f * 64 + i];
            tail->n = 0;
            tail->until = -WEEK; /* warned attacks may lie before the run */
            tail->busy_until = -INFINITY;
            tail->first_up = tail->up =
                unbreakable(fleet) || gsl_rng_uniform(o->rng) < fleet->mtbf / (fleet->mtbf + fleet->mttr);
        }
}

static bool tail_is_up(struct oracle *o, size_t fleet, struct tail *tail, double t) {
    if (unbreakable(&o->mission->fleets.at[fleet])) return true;
    while (tail->until <= t) tail_step(o, &o->mission->fleets.at[fleet], tail);
    size_t changes = tail->n;
    while (changes > 0 && tail->changes[changes - 1] > t) changes--;
    return changes % 2 == 0 ? tail->first_up : !tail->first_up;
}

static double reserve_left(const struct oracle *o, size_t f) {
    const struct mandate_fleet *fleet = &o->mission->fleets.at[f];
    return o->mission->air.reserve_share * fleet->hours_per_tail * MONTH * fleet->tails - o->reserve[f];
}

/* Tail-hours of the step: serviceable, weather open, permitted (expected). */
static void count_available(struct oracle *o, double t) {
    for (size_t f = 0; f < o->n_fleet; f++) {
        const struct mandate_fleet *fleet = &o->mission->fleets.at[f];
        size_t home = (size_t)o->mission->bases.at[fleet->base].region;
        if (!flies(o, f)) continue;
        bool open = !closed(o, home, t) && !too_hot(o, f, home, t);
        for (size_t i = 0; i < (size_t)fleet->tails; i++)
            if (tail_is_up(o, f, &o->tails[f * 64 + i], t) && open)
                o->available[fleet->role] += o->step * o->approve[(size_t)fleet->role * o->n_region + home];
    }
}

/* Routine flights of a week, one by one (RULINGS 20, D 19). The mood of a sector is that of its first region. */
static void routine_week(struct oracle *o, size_t week) {
    for (size_t s = 0; s < o->mission->sectors.n; s++) {
        double ask = 0, weight = 0;
        size_t first = o->n_region;
        for (size_t r = o->n_region; r-- > 0;)
            if (o->mission->regions.at[r].sector == (int)s) {
                ask += o->mission->regions.at[r].attack_share * o->ask[r];
                weight += o->mission->regions.at[r].attack_share;
                first = r;
            }
        for (size_t role = 0; role < MANDATE_ROLES && first < o->n_region; role++) {
            double each = o->mission->sectors.at[s].routine_sorties[role], begin = WEEK * (double)week;
            double end = begin + WEEK < o->horizon ? begin + WEEK : o->horizon; /* the last week may be short */
            double flights = floor(each * end + 1e-9) - floor(each * begin + 1e-9);
            double p_ask = role == MANDATE_ROLE_MEDEVAC ? 1 : ask / weight;
            for (double i = 0; i < flights; i++) {
                bool asked = gsl_rng_uniform(o->rng) < p_ask;
                o->needed++;
                o->censored += !asked;
                o->requested += asked;
                if (asked)
                    o->refused += !approved(o, o->approve[role * o->n_region + first], first, WEEK * (double)week);
            }
        }
    }
}

/* ---- P09a, P09b: attacks ---- */

static void frailty_draw(struct oracle *o) {
    double k = o->mission->attacks.frailty_shape;
    for (size_t r = 0; r < o->n_region; r++) o->frailty[r] = k > 0 ? gsl_ran_gamma(o->rng, k, 1 / k) : 1;
}

/* The hour of the day by weights among the hours of the step, uniform inside the hour (DECISIONS section 4). */
static double onset_draw(struct oracle *o, int step) {
    double begin = o->step * step, weights[24], sum = 0;
    size_t hours = (size_t)o->step;
    for (size_t h = 0; h < hours; h++)
        sum += weights[h] = o->mission->attacks.hours[(size_t)hour_at(o, begin + (double)h)];
    double u = gsl_rng_uniform(o->rng) * sum;
    for (size_t h = 0; h < hours && sum > 0; h++) {
        if (u < weights[h]) return begin + (double)h + gsl_rng_uniform(o->rng);
        u -= weights[h];
    }
    return begin + gsl_rng_uniform(o->rng) * o->step;
}

/* A locality of the region by hazard, of all or of the uncovered ones. */
static int locality_draw(struct oracle *o, size_t region) {
    double sum = 0;
    bool shifts = gsl_rng_uniform(o->rng) < o->mission->attacks.adversary_shift && o->closed[region] > 0;
    for (size_t j = 0; j < o->n_locality; j++) {
        const struct mandate_locality *at = &o->mission->localities.at[j];
        if (at->region == (int)region) sum += shifts && covered(o, j) ? 0 : at->hazard;
    }
    double u = gsl_rng_uniform(o->rng) * sum;
    int last = -1;
    for (size_t j = 0; j < o->n_locality; j++) {
        const struct mandate_locality *at = &o->mission->localities.at[j];
        if (at->region != (int)region || (shifts && covered(o, j))) continue;
        last = (int)j;
        if (u < at->hazard) break;
        u -= at->hazard;
    }
    return last;
}

/* M and T by a Gaussian copula (RULINGS 48 to 50). */
static double severity_draw(struct oracle *o, size_t region, size_t actor, double *duration) {
    const struct mandate_attacks *attacks = &o->mission->attacks;
    const struct mandate_actor *by = &o->mission->actors.at[actor];
    double rho = attacks->duration_severity_correlation, z = gsl_ran_ugaussian(o->rng), u = gsl_cdf_ugaussian_P(z);
    double z_duration = rho * z + sqrt(1 - rho * rho) * gsl_ran_ugaussian(o->rng);
    if (gsl_rng_uniform(o->rng) < attacks->mass.probability) {
        const struct mandate_mass *mass = &attacks->mass;
        *duration = mass->duration_median * exp(mass->duration_log_sd * z_duration);
        double cut = 1 - pow(mass->low / mass->high, mass->tail);
        return round(mass->low * pow(1 - u * cut, -1 / mass->tail));
    }
    *duration = by->duration_median * attacks->duration_factor * exp(attacks->duration_log_sd * z_duration);
    if (u <= by->no_death) return 0;
    double lognormal =
        gsl_cdf_lognormal_Pinv((u - by->no_death) / (1 - by->no_death), by->deaths_ln_mean, by->deaths_ln_sd);
    return fmax(1, round(o->mission->regions.at[region].severity_factor * lognormal));
}

/* A temporary base keeps part of the hazard of its village away, half of it for a while after (RULINGS 52). */
static bool kept_away(struct oracle *o, int locality, double t) {
    const struct mandate_response *rules = &o->mission->response;
    double factor = 1;
    for (size_t i = 0; i < o->n_stay; i++) {
        const struct stay *stay = &o->stays[i];
        if (stay->locality != locality || t < stay->from) continue;
        if (t < stay->until) factor = fmin(factor, rules->tob_hazard_factor);
        else if (t < stay->until + rules->tob_return) factor = fmin(factor, (1 + rules->tob_hazard_factor) / 2);
    }
    return gsl_rng_uniform(o->rng) >= factor;
}

/* ---- P09c, P10: the call for a response ---- */

static double detect_draw(struct oracle *o, size_t region, bool *warned) {
    const struct mandate_detection *d = &o->mission->detection;
    *warned = gsl_rng_uniform(o->rng) < d->warning_probability;
    if (*warned) return -delay_of(o->rng, &d->warning_lead);
    return delay_of(o->rng, gsl_rng_uniform(o->rng) < o->fast[region] ? &d->fast : &d->slow);
}

static void call_draw(struct oracle *o, struct call *call, const struct oracle_attack *attack) {
    const struct mandate_response *rules = &o->mission->response;
    double radius = o->mission->localities.at[attack->locality].scatter * sqrt(gsl_rng_uniform(o->rng));
    double angle = 2 * M_PI * gsl_rng_uniform(o->rng);
    call->x = radius * cos(angle);
    call->y = radius * sin(angle);
    call->verify = delay_of(o->rng, &rules->verify);
    call->decide = delay_of(o->rng, &rules->decide) * o->mission->command.gap;
    call->u_commit = gsl_rng_uniform(o->rng);
    call->road_open = gsl_rng_uniform(o->rng) < o->consent->ground_access;
    call->mobilise = delay_of(o->rng, &rules->mobilise);
    call->luck = gsl_ran_lognormal(o->rng, 0, rules->travel_log_sd);
    call->on_scene = delay_of(o->rng, &rules->on_scene);
}

/* Calls wait in the order of the time at which means are asked for. */
static void call_add(struct oracle *o, struct call call) {
    o->calls = memory_grow(o->calls, sizeof call, o->n_call, &o->call_capacity);
    size_t i = o->n_call++;
    for (; i > 0 && call.asked < o->calls[i - 1].asked; i--) o->calls[i] = o->calls[i - 1];
    o->calls[i] = call;
}

static void attack_make(struct oracle *o, int step, size_t region, size_t actor) {
    double onset = onset_draw(o, step), limit = o->mission->response.limit;
    int locality = locality_draw(o, region);
    if (kept_away(o, locality, onset)) return;
    o->attacks = memory_grow(o->attacks, sizeof *o->attacks, o->n_attack, &o->attack_capacity);
    struct oracle_attack *attack = &o->attacks[o->n_attack];
    struct call call = {.attack = o->n_attack++};
    *attack = (struct oracle_attack){.step = step,
                                     .region = (int)region,
                                     .actor = (int)actor,
                                     .locality = locality,
                                     .onset = onset,
                                     .response = INFINITY};
    attack->deaths = severity_draw(o, region, actor, &call.duration);
    call.duration *= exp(-o->mission->deterrence.beta_duration * o->patrol[region]);
    call.detect = detect_draw(o, region, &attack->warned);
    call_draw(o, &call, attack);
    call.decided = onset + call.detect + call.verify + call.decide;
    call.asked = fmax(call.decided, o->step * step);
    if (call.detect > limit) attack->outcome = UNDETECTED;
    else if (call.decided - onset > limit) attack->outcome = TOO_LATE;
    else call_add(o, call);
    if (attack->outcome != UNDETECTED) o->detected++;
    if (attack->outcome == TOO_LATE) o->alert += limit;
}

/* ---- P10: dispatch ---- */

static double road_hours(const struct oracle *o, size_t region, double distance, double t) {
    const struct mandate_response *rules = &o->mission->response;
    double season = o->mission->regions.at[region].ground_speed_season[o->month_of_day[day_at(o, t)]];
    return distance * rules->detour / (rules->ground_speed * season * (daylight(o, t) ? 1 : rules->night_speed_factor));
}

static bool flies_by_night(const struct oracle *o, size_t f) {
    const struct mandate_fleet *fleet = &o->mission->fleets.at[f];
    return fleet->night != 0 && o->mission->bases.at[fleet->base].night_ops != 0;
}

/* Notice of the crew; without night flying it waits for daylight. */
static double notice_hours(const struct oracle *o, size_t f, double t) {
    const struct mandate_fleet *fleet = &o->mission->fleets.at[f];
    if (!daylight(o, t)) return flies_by_night(o, f) ? fleet->notice_night : until_sunrise(o, t) + fleet->notice_day;
    double leaves = t + fleet->notice_day;
    return fleet->notice_day + (flies_by_night(o, f) || daylight(o, leaves) ? 0 : until_sunrise(o, leaves));
}

static double flight_hours(const struct oracle *o, size_t f, double distance) {
    const struct mandate_fleet *fleet = &o->mission->fleets.at[f];
    return distance / fleet->cruise + (distance > fleet->radius ? o->mission->air.refuel : 0);
}

static double distance_of(const struct oracle *o, const struct call *call, int locality, size_t base) {
    const struct approach *from = &o->model->bases_from[(size_t)locality * o->n_base + base];
    return hypot(from->x - call->x, from->y - call->y);
}

static void choice_add(struct choice *list, size_t *n, struct choice choice) {
    size_t i = (*n)++;
    for (; i > 0 && choice.expected < list[i - 1].expected; i--) list[i] = list[i - 1];
    list[i] = choice;
}

static int mode_of(const struct oracle *o, size_t f) {
    const struct mandate_response *rules = &o->mission->response;
    const struct mandate_fleet *fleet = &o->mission->fleets.at[f];
    if (!flies(o, f) || fleet->status != MANDATE_FLEET_ACTIVE || o->mission->bases.at[fleet->base].helipad == 0)
        return NOBODY;
    if (fleet->role == MANDATE_ROLE_ATTACK && rules->overflight != 0) return BY_OVERFLIGHT;
    bool team = o->bases[fleet->base].teams > 0;
    return fleet->role == MANDATE_ROLE_UTILITY && rules->heliborne != 0 && team ? BY_HELICOPTER : NOBODY;
}

/* Means within reach in the order of their expected arrival: median delays, no luck (RULINGS 6 to 8). `any` says
 * whether a staffed base or an aircraft is in reach at all. */
static size_t choices_list(const struct oracle *o, const struct call *call, struct choice *list, bool *any) {
    const struct oracle_attack *attack = &o->attacks[call->attack];
    const struct mandate_response *rules = &o->mission->response;
    double delay = mandate_law_central(&o->consent->delay_urgent) * o->mission->permissions.delay_factor;
    size_t n = 0;
    *any = false;
    for (size_t b = 0; b < o->n_base && rules->ground != 0; b++) {
        double distance = distance_of(o, call, attack->locality, b);
        if (!o->bases[b].staffed || distance > rules->ground_range) continue;
        *any = true;
        double hours =
            mandate_law_central(&rules->mobilise) + road_hours(o, (size_t)attack->region, distance, call->decided);
        if (o->bases[b].teams > 0) choice_add(list, &n, (struct choice){BY_ROAD, (int)b, -1, distance, hours});
    }
    for (size_t f = 0; f < o->n_fleet; f++) {
        const struct mandate_fleet *fleet = &o->mission->fleets.at[f];
        double distance = distance_of(o, call, attack->locality, (size_t)fleet->base);
        if (mode_of(o, f) == NOBODY || distance > 2 * fleet->radius) continue;
        *any = true;
        double hours = delay + notice_hours(o, f, call->decided + delay) + flight_hours(o, f, distance);
        choice_add(list, &n, (struct choice){mode_of(o, f), fleet->base, (int)f, distance, hours});
    }
    return n;
}

/* One uniform of the incident against c0 x c_unit of each mode (RULINGS 3 to 5). */
static bool committed(const struct oracle *o, const struct call *call, const struct choice *choice) {
    const struct mandate_response *rules = &o->mission->response;
    if (host(o, (size_t)o->attacks[call->attack].actor)) return call->u_commit < rules->commit_host_linked;
    double will = o->bases[choice->base].commit;
    if (choice->mode == BY_OVERFLIGHT) {
        int owner = o->mission->fleets.at[choice->fleet].owner;
        will = owner < 0 ? 1 : o->mission->units.at[owner].commit;
    }
    return call->u_commit < rules->commit_probability * will;
}

/* One request for each role; by road the access of the incident. */
static bool permitted(struct oracle *o, struct call *call, const struct choice *choice) {
    if (choice->mode == BY_ROAD) return call->road_open;
    size_t role = (size_t)o->mission->fleets.at[choice->fleet].role, region = (size_t)o->attacks[call->attack].region;
    if (call->tried[role]) return call->granted[role];
    call->tried[role] = true;
    call->granted[role] = gsl_rng_uniform(o->rng) < o->ask[region] &&
                          approved(o, o->approve[role * o->n_region + region], region, call->decided);
    call->delay[role] = delay_of(o->rng, &o->consent->delay_urgent) * o->mission->permissions.delay_factor;
    return call->granted[role];
}

/* When a team of the base is free, first come, first served: the engagements beyond the number of teams must end first.
 * With losses inf unless one is free at `asked`. */
static double team_free(const struct oracle *o, int base, double asked) {
    size_t engaged = 0, teams = (size_t)o->bases[base].teams;
    for (size_t i = 0; i < o->n_busy; i++) engaged += o->busy_base[i] == base && o->busy[i] > asked;
    if (engaged < teams) return asked;
    if (o->mission->response.queue == 0) return INFINITY;
    double next = asked;
    for (size_t k = 0; k < engaged - teams + 1; k++) {
        double soonest = INFINITY;
        for (size_t i = 0; i < o->n_busy; i++)
            if (o->busy_base[i] == base && o->busy[i] > next) soonest = fmin(soonest, o->busy[i]);
        next = soonest;
    }
    return next;
}

static void team_send(struct oracle *o, int base, double until) {
    size_t capacity = o->busy_capacity;
    o->busy = memory_grow(o->busy, sizeof(double), o->n_busy, &o->busy_capacity);
    if (capacity != o->busy_capacity) o->busy_base = memory_resize(o->busy_base, sizeof(int) * o->busy_capacity);
    o->busy[o->n_busy] = until;
    o->busy_base[o->n_busy++] = base;
}

/* Teams that are back are struck off. */
static void teams_return(struct oracle *o, double t) {
    size_t kept = 0;
    for (size_t i = 0; i < o->n_busy; i++) {
        if (o->busy[i] <= t) continue;
        o->busy[kept] = o->busy[i];
        o->busy_base[kept++] = o->busy_base[i];
    }
    o->n_busy = kept;
}

enum trial { WENT, NOBODY_FREE, TOO_SLOW };

/* Hours from the onset to an arrival with these stages. */
static double response_of(const struct call *call, double permission, double notice, double travel) {
    return call->detect + call->verify + call->decide + permission + notice + travel;
}

/* What an arrival brings: times, and harm averted (P11). */
static void arrive(struct oracle *o, const struct call *call, const struct choice *choice, double permission,
                   double notice, double travel) {
    struct oracle_attack *attack = &o->attacks[call->attack];
    const struct mandate_effect *effect = &o->mission->effect;
    const struct mandate_actor *by = &o->mission->actors.at[attack->actor];
    double e = (choice->mode == BY_OVERFLIGHT ? by->air_effect : by->ground_effect) * effect->factor;
    double r = response_of(call, permission, notice, travel);
    double stages[6] = {call->detect, call->verify, call->decide, permission, notice, travel};
    for (size_t i = 0; i < 6; i++) o->stages[i] += stages[i];
    attack->response = r;
    attack->mode = choice->mode;
    double done = r <= 0 ? 0 : fmin(1, pow(r / call->duration, effect->harm_shape));
    bool prevented = r < 0 && gsl_rng_uniform(o->rng) < effect->prevented_before;
    attack->averted = prevented ? attack->deaths : gsl_ran_binomial(o->rng, e * (1 - done), (unsigned)attack->deaths);
}

/* After an arrival on the ground a temporary base may stay while few are out (RULINGS 52). */
static void stay_on(struct oracle *o, const struct call *call, const struct choice *choice) {
    int out = 0;
    double arrival = o->attacks[call->attack].onset + o->attacks[call->attack].response;
    for (size_t i = 0; i < o->n_stay; i++) out += o->stays[i].base == choice->base && o->stays[i].until > call->asked;
    if (choice->mode == BY_OVERFLIGHT || out >= o->bases[choice->base].tobs) return;
    double until = arrival + delay_of(o->rng, &o->mission->response.tob_stay);
    o->stays = memory_grow(o->stays, sizeof *o->stays, o->n_stay, &o->stay_capacity);
    o->stays[o->n_stay++] = (struct stay){choice->base, o->attacks[call->attack].locality, call->asked, arrival, until};
}

/* R counts from the true times; teams and tails are bound for as long, from the time of asking on (RULINGS 46). */
static enum trial send_by_road(struct oracle *o, struct call *call, const struct choice *choice) {
    const struct oracle_attack *attack = &o->attacks[call->attack];
    double wait = team_free(o, choice->base, call->asked) - call->asked, notice = wait + call->mobilise;
    double travel = road_hours(o, (size_t)attack->region, choice->distance, call->decided) * call->luck;
    if (wait == INFINITY) return NOBODY_FREE;
    if (response_of(call, 0, notice, travel) > o->mission->response.limit) return TOO_SLOW;
    team_send(o, choice->base, call->asked + notice + travel + call->on_scene + travel);
    arrive(o, call, choice, 0, notice, travel);
    return WENT;
}

/* The first tail that is neither away nor down. */
static struct tail *tail_find(struct oracle *o, size_t fleet, double t) {
    for (size_t i = 0; i < (size_t)o->mission->fleets.at[fleet].tails; i++) {
        struct tail *tail = &o->tails[fleet * 64 + i];
        if (tail->busy_until <= t && tail_is_up(o, fleet, tail, t)) return tail;
    }
    return NULL;
}

static bool weather_open(const struct oracle *o, size_t fleet, size_t region, double t) {
    size_t home = (size_t)o->mission->bases.at[o->mission->fleets.at[fleet].base].region;
    return !closed(o, home, t) && !closed(o, region, t) && !too_hot(o, fleet, home, t);
}

static enum trial send_by_air(struct oracle *o, struct call *call, const struct choice *choice) {
    size_t f = (size_t)choice->fleet, region = (size_t)o->attacks[call->attack].region;
    const struct mandate_fleet *fleet = &o->mission->fleets.at[f];
    double permission = call->delay[fleet->role], notice = notice_hours(o, f, call->decided + permission);
    double leaves = call->asked + permission + notice, flight = flight_hours(o, f, choice->distance);
    double hours = 2 * choice->distance / fleet->cruise + o->mission->air.loiter;
    if (choice->mode == BY_HELICOPTER && team_free(o, choice->base, call->asked) > call->asked) return NOBODY_FREE;
    if (reserve_left(o, f) < hours || !weather_open(o, f, region, leaves)) return NOBODY_FREE;
    struct tail *tail = tail_find(o, f, leaves);
    if (!tail) return NOBODY_FREE;
    if (response_of(call, permission, notice, flight) > o->mission->response.limit) return TOO_SLOW;
    tail->busy_until = leaves + 2 * flight + o->mission->air.turnaround;
    o->reserve[f] += hours;
    o->sorties += 1;
    if (choice->mode == BY_HELICOPTER) team_send(o, choice->base, leaves + flight + call->on_scene + flight);
    arrive(o, call, choice, permission, notice, flight);
    return WENT;
}

/* Means are tried in their order; one that will not, may not or cannot go is passed over (RULINGS 6, 42). */
static int dispatch(struct oracle *o, struct call *call, const struct choice *list, size_t n) {
    bool will = false, may = false, slow = false;
    for (size_t i = 0; i < n; i++) {
        if (!committed(o, call, &list[i])) continue;
        will = true;
        if (!permitted(o, call, &list[i])) continue;
        may = true;
        enum trial trial = list[i].mode == BY_ROAD ? send_by_road(o, call, &list[i]) : send_by_air(o, call, &list[i]);
        slow |= trial == TOO_SLOW;
        if (trial != WENT) continue;
        stay_on(o, call, &list[i]);
        return REACHED;
    }
    return slow ? TOO_LATE : !will ? NOT_COMMITTED : !may ? NOT_PERMITTED : NO_SERVER;
}

static void answer(struct oracle *o, struct call *call) {
    struct choice list[128];
    bool any;
    struct oracle_attack *attack = &o->attacks[call->attack];
    int month = month_at(o->start + fmin(call->asked, o->horizon - 1));
    if (month != o->reserve_month) memset(o->reserve, 0, sizeof(double) * o->n_fleet);
    o->reserve_month = month;
    teams_return(o, call->asked);
    size_t n = choices_list(o, call, list, &any);
    attack->outcome = n > 0 ? dispatch(o, call, list, n) : any ? NO_SERVER : TOO_FAR;
    o->alert += fmin(attack->response - call->detect, o->mission->response.limit);
}

static void answer_until(struct oracle *o, double end) {
    size_t done = 0;
    while (done < o->n_call && o->calls[done].asked < end) answer(o, &o->calls[done++]);
    o->n_call -= done;
    if (done > 0) memmove(o->calls, o->calls + done, o->n_call * sizeof *o->calls);
}

/* ---- the steps ---- */

/* Attacks of a step; deterrence prevents those between the rate and the rate without presence (RULINGS 55). */
static void attack_step(struct oracle *o, int n) {
    double begin = o->step * n;
    int month = month_at(o->start + begin);
    memset(o->lambda, 0, sizeof(double) * o->n_region * o->n_actor);
    for (size_t r = 0; r < o->n_region; r++)
        for (size_t a = 0; a < o->n_actor; a++)
            offspring(o, r, a, (1 - o->phi[a]) * o->excited[CELL(o, r, a)], o->lambda);
    for (size_t r = 0; r < o->n_region; r++)
        for (size_t a = 0; a < o->n_actor; a++) {
            double season =
                1 + o->mission->attacks.season_weight * (o->mission->regions.at[r].attack_season[month] - 1);
            double rate = o->background[CELL(o, r, a)] * season * o->frailty[r] * host_operations(o, r, a) +
                          o->lambda[CELL(o, r, a)];
            size_t before = o->n_attack;
            unsigned attacks = gsl_ran_poisson(o->rng, o->deter[CELL(o, r, a)] * rate);
            for (unsigned k = 0; k < attacks; k++) attack_make(o, n, r, a);
            o->excited[CELL(o, r, a)] = o->phi[a] * o->excited[CELL(o, r, a)] + (double)(o->n_attack - before);
            double gap = o->most[CELL(o, r, a)] - o->deter[CELL(o, r, a)];
            unsigned prevented = gap > 0 ? gsl_ran_poisson(o->rng, gap * rate) : 0;
            for (unsigned k = 0; k < prevented; k++) {
                double duration;
                o->prevented += severity_draw(o, r, a, &duration);
            }
        }
}

/* Excitation at its stationary mean (RULINGS 90): m attacks in every step before the first. */
static void replication_start(struct oracle *o) {
    o->n_attack = o->n_call = o->n_busy = o->n_stay = 0;
    o->sorties = o->flown = o->prevented = o->alert = o->detected = 0;
    o->needed = o->censored = o->requested = o->refused = 0;
    memset(o->stages, 0, sizeof o->stages);
    memset(o->available, 0, sizeof o->available);
    memset(o->reserve, 0, sizeof(double) * o->n_fleet);
    o->reserve_month = month_at(o->start);
    for (size_t i = 0; i < o->n_region * o->n_actor; i++) o->excited[i] = o->rate[i] / (1 - o->phi[i % o->n_actor]);
    weather_draw(o);
    tails_start(o);
}

static void count_attack(const struct oracle *o, const struct oracle_attack *attack, double *row) {
    static const double HOURS[5] = {1, 3, 6, 24, 72};
    for (size_t i = 0; i < 5; i++) row[MANDATE_METRIC_reach_1h + i] += attack->response <= HOURS[i];
    row[MANDATE_METRIC_resp_rmean_h] += fmin(attack->response, o->mission->response.limit);
    row[MANDATE_METRIC_never] += attack->outcome != REACHED;
    if (attack->outcome != REACHED) row[MANDATE_METRIC_never_undetected + attack->outcome - 1] += 1;
    if (attack->mode != NOBODY) row[MANDATE_METRIC_reached_ground + attack->mode - 1] += 1;
    row[MANDATE_METRIC_incidents] += 1;
    row[MANDATE_METRIC_warned] += attack->warned;
    row[MANDATE_METRIC_deaths_unmitigated] += attack->deaths;
    row[MANDATE_METRIC_averted_response] += attack->averted;
}

/* Share metrics stand in a row between reach and warned. */
static void metrics(const struct oracle *o, double *row) {
    static const size_t SUMS[] = {MANDATE_METRIC_resp_rmean_h,
                                  MANDATE_METRIC_reach_1h,
                                  MANDATE_METRIC_reach_3h,
                                  MANDATE_METRIC_reach_6h,
                                  MANDATE_METRIC_reach_24h,
                                  MANDATE_METRIC_reach_72h,
                                  MANDATE_METRIC_never,
                                  MANDATE_METRIC_never_undetected,
                                  MANDATE_METRIC_never_too_late,
                                  MANDATE_METRIC_never_no_server,
                                  MANDATE_METRIC_never_too_far,
                                  MANDATE_METRIC_never_not_committed,
                                  MANDATE_METRIC_never_not_permitted,
                                  MANDATE_METRIC_never_aborted,
                                  MANDATE_METRIC_reached_ground,
                                  MANDATE_METRIC_reached_heliborne,
                                  MANDATE_METRIC_reached_overflight,
                                  MANDATE_METRIC_warned,
                                  MANDATE_METRIC_incidents,
                                  MANDATE_METRIC_deaths_unmitigated,
                                  MANDATE_METRIC_averted_response};
    enum { SHARES = 18 };
    double n = (double)o->n_attack;
    for (size_t i = 0; i < MANDATE_METRICS; i++) row[i] = NAN;
    for (size_t i = 0; i < sizeof SUMS / sizeof *SUMS; i++) row[SUMS[i]] = 0;
    for (size_t i = 0; i < o->n_attack; i++) count_attack(o, &o->attacks[i], row);
    double reached = n - row[MANDATE_METRIC_never];
    for (size_t i = 0; i < SHARES; i++) row[SUMS[i]] /= n;
    for (size_t i = 0; i < 6; i++) row[MANDATE_METRIC_stage_detect_h + i] = o->stages[i] / reached;
    row[MANDATE_METRIC_detected] = o->detected / n;
    row[MANDATE_METRIC_resp_alert_rmean_h] = o->alert / o->detected;
    row[MANDATE_METRIC_deaths] = row[MANDATE_METRIC_deaths_unmitigated] - row[MANDATE_METRIC_averted_response];
    row[MANDATE_METRIC_averted_deterrence] = o->prevented;
    row[MANDATE_METRIC_averted_total] = o->prevented + row[MANDATE_METRIC_averted_response];
    row[MANDATE_METRIC_sorties_response] = o->sorties;
    row[MANDATE_METRIC_sorties_needed] = o->needed;
    row[MANDATE_METRIC_sorties_censored] = o->censored;
    row[MANDATE_METRIC_sorties_requested] = o->requested;
    row[MANDATE_METRIC_sorties_refused] = o->refused;
    row[MANDATE_METRIC_denial_recorded] = o->refused / o->requested;
    row[MANDATE_METRIC_denial_latent] = (o->refused + o->censored) / o->needed;
    row[MANDATE_METRIC_troops_usable] = 0;
    for (size_t b = 0; b < o->n_base; b++) row[MANDATE_METRIC_troops_usable] += o->bases[b].usable;
    for (size_t role = 0; role < MANDATE_ROLES; role++)
        row[MANDATE_METRIC_air_available_attack_h + role] = o->available[role];
}

size_t oracle_run(struct oracle *o, unsigned long seed, double *row, const struct oracle_attack **attacks) {
    int quarter = -1;
    gsl_rng_set(o->rng, seed);
    replication_start(o);
    for (int n = 0; (n + 1) * o->step <= o->horizon + 1e-9; n++) {
        double begin = o->step * n;
        if (quarter_at(o->start + begin) != quarter) frailty_draw(o);
        quarter = quarter_at(o->start + begin);
        count_available(o, begin);
        attack_step(o, n);
        answer_until(o, begin + o->step);
    }
    for (size_t week = 0; WEEK * (double)week < o->horizon; week++) routine_week(o, week);
    answer_until(o, INFINITY);
    metrics(o, row);
    *attacks = o->attacks;
    return o->n_attack;
}
