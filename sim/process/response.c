/* P10 and P11: the response to one attack (MODEL.md P10, P11; RULINGS 3 to 8, 42, 46, 51, 52, 67, 68).
 *
 *   R = detect + verify + decide x gap + permission + notice + travel
 *
 * Means are tried in the order of their expected arrival; one that is not committed, not permitted or
 * not free is passed over; one element responds. */
#include "process/response.h"

#include <math.h>

#include "base/arena.h"
#include "base/heap.h"
#include "base/number.h"
#include "mandate/function.h"
#include "process/aviation.h"
#include "process/bases.h"
#include "process/convoys.h"
#include "process/detection.h"
#include "process/hostility.h"
#include "process/investigations.h"
#include "process/permissions.h"
#include "process/weather.h"

enum { MAX_MEANS = 48 };

/* One way to respond. */
struct means {
    enum response_mode mode;
    int base;
    const struct responder *responder; /* NULL = by road */
    double distance;
    double expected; /* hours from the decision to arrival, without luck */
};

/* The means to choose from: those that are committed by the time they would take, and what there is beside. */
struct choice {
    size_t n;
    bool reached;     /* somebody is in reach */
    bool present;     /* and could be sent */
    bool cover;       /* armed helicopters are among them; told only where it matters */
    bool host;        /* a host-linked attack: the will of bases does not count */
    double commit, u; /* probability of commitment, times will; its uniform */
    bool nobody;      /* whoever it may be will not go: what is left to know is whether there is somebody */
    double pace;      /* [h/km] by road, where somebody may go by road */
    struct means list[MAX_MEANS];
};

/* Where an attack is, seen from its locality [km]. */
struct point {
    double x, y;
};

static double uniform_of(const struct state *state, const struct response *response, unsigned slot) {
    return pool_uniform(state->pool, response->incident, slot);
}

static bool decision_before(const struct state *state, const struct undecided *a, const struct undecided *b) {
    if (a->decided < b->decided) return true;
    if (a->decided > b->decided) return false;
    const struct response *x = &state->responses[a->response], *y = &state->responses[b->response];
    return state->pool->at[x->incident].event < state->pool->at[y->incident].event;
}

#define DECISION_BEFORE(a, b) decision_before(state, &(a), &(b))

static void decision_push(struct state *state, double decided, size_t response) {
    const struct undecided decision = {decided, (uint32_t)response};
    state->decisions =
        memory_grow(state->decisions, sizeof *state->decisions, state->n_decision, &state->decisions_capacity);
    HEAP_PUSH(state->decisions, state->n_decision, decision, DECISION_BEFORE);
}

static struct response *decision_pop(struct state *state) {
    struct undecided first = state->decisions[0], last;
    HEAP_DROP(state->decisions, state->n_decision, last, DECISION_BEFORE);
    return &state->responses[first.response];
}

double response_duration(const struct state *state, const struct response *response) {
    double beta = state->model->mission->deterrence.beta_duration;
    double duration = state->pool->at[response->incident].duration;
    return beta == 0 ? duration : duration * mandate_exp(-beta * response->patrol);
}

/* What is known when an attack happens; nobody who decides may hear of it in time. */
static struct response response_begun(struct state *state, uint32_t index, int locality) {
    const struct incident *incident = &state->pool->at[index];
    bool fast;
    double limit = state->model->mission->response.limit, detect = detection_delay(state, incident, &fast),
           decide = incident->decide * state->live.command.gap, hours = detect + incident->verify + decide,
           ordered = incident->onset + hours;
    return (struct response){.incident = index,
                             .locality = locality,
                             .accepted = true,
                             .fast = fast,
                             .consent = state->consent,
                             .ordered = ordered,
                             .decided = greater(ordered, state->now),
                             .detect = detect,
                             .verify = incident->verify,
                             .decide = decide,
                             .permit = 0,
                             .notice = 0,
                             .travel = 0,
                             .response = INFINITY,
                             .patrol = state->patrol[incident->region],
                             .averted = 0,
                             .outcome = detect > limit  ? OUTCOME_UNDETECTED
                                        : hours > limit ? OUTCOME_TOO_LATE
                                                        : OUTCOME_REACHED,
                             .mode = MODE_NONE,
                             .base = -1,
                             .fleet = -1};
}

void response_open(struct state *state, uint32_t index, int locality) {
    state->responses =
        memory_grow(state->responses, sizeof *state->responses, state->n_response, &state->responses_capacity);
    struct response *response = &state->responses[state->n_response++];
    *response = response_begun(state, index, locality);
    if (investigations_concern(state, &state->pool->at[index])) investigations_open(state, response);
    if (response->outcome == OUTCOME_REACHED) decision_push(state, response->decided, state->n_response - 1);
    else hostility_never_reached(state, response);
}

static void means_add(struct choice *choice, struct means means) {
    if (choice->n == MAX_MEANS) return;
    size_t i = choice->n++;
    for (; i > 0 && means.expected < choice->list[i - 1].expected; i--) choice->list[i] = choice->list[i - 1];
    choice->list[i] = means;
}

/* Hours per km of great circle by road in a region at time t. */
static double road_pace(const struct state *state, size_t region, double t) {
    const struct mandate_response *response = &state->model->mission->response;
    double season = state->model->mission->regions.at[region].ground_speed_season[weather_month(state->model, t)];
    double night = weather_daylight(state, t) ? 1 : response->night_speed_factor;
    return response->detour / (response->ground_speed * season * night);
}

/* Notice of a crew from time t on; a crew that does not fly by night waits for daylight. */
static double air_notice(const struct state *state, const struct responder *responder, double t) {
    if (!weather_daylight(state, t))
        return responder->night ? responder->notice_night : weather_until_sunrise(state, t) + responder->notice_day;
    double leaves = t + responder->notice_day;
    return responder->night || weather_daylight(state, leaves)
               ? responder->notice_day
               : responder->notice_day + weather_until_sunrise(state, leaves);
}

static double flight_hours(const struct state *state, const struct responder *responder, double distance) {
    return distance / responder->cruise + (distance > responder->radius ? state->live.air.refuel : 0);
}

/* How a wing responds, if a role can. */
static enum response_mode wing_mode(const struct state *state, const struct wing *wing, enum mandate_role role) {
    const struct mandate_response *rules = &state->live.response;
    if (state->model->mission->bases.at[wing->base].helipad == 0) return MODE_NONE;
    if (role == MANDATE_ROLE_ATTACK) return rules->overflight != 0 ? MODE_OVERFLIGHT : MODE_NONE;
    return rules->heliborne != 0 ? MODE_HELIBORNE : MODE_NONE;
}

/* The most willing of bases and wings. */
static double will_most(const struct state *state) {
    double most = 0;
    for (size_t b = 0; b < state->model->n_base; b++) most = greater(most, state->tasking[b].commit);
    for (size_t i = 0; i < state->n_responder; i++) most = greater(most, state->responders[i].commit);
    return most;
}

void response_means(struct state *state) {
    state->n_responder = 0;
    state->flight_delay = state->model->flight_delay[state->consent] * state->live.permissions.delay_factor;
    for (size_t w = 0; w < state->n_wing; w++) {
        const struct wing *wing = &state->wings[w];
        if (!state->model->can_respond[wing->fleet]) continue;
        const struct mandate_fleet *fleet = &state->live.fleets.at[wing->fleet];
        enum response_mode mode = wing_mode(state, wing, (enum mandate_role)fleet->role);
        if (mode == MODE_NONE || !wing_responds(state, wing)) continue;
        if (mode == MODE_HELIBORNE && state->tasking[wing->base].teams < 1) continue;
        double owner = fleet->owner < 0 ? 1 : state->live.units.at[fleet->owner].commit;
        bool night = fleet->night != 0 && state->live.bases.at[wing->base].night_ops != 0;
        state->responders =
            memory_grow(state->responders, sizeof *state->responders, state->n_responder, &state->responders_capacity);
        state->responders[state->n_responder++] =
            (struct responder){mode,
                               (int)w,
                               wing->base,
                               (enum mandate_role)fleet->role,
                               fleet->radius,
                               fleet->cruise,
                               fleet->notice_day,
                               fleet->notice_night,
                               4 * fleet->radius * fleet->radius,
                               night,
                               mode == MODE_OVERFLIGHT ? owner : state->tasking[wing->base].commit};
    }
    state->will_most = will_most(state);
}

static bool in_reach(const struct responder *responder, double square) { return square <= responder->reach; }

static double square_to(const struct approach *base, const struct point *at) {
    return (base->x - at->x) * (base->x - at->x) + (base->y - at->y) * (base->y - at->y);
}

/* Armed helicopters are among the means in reach. */
static bool has_cover(const struct state *state, const struct approach *from, const struct point *at) {
    for (size_t i = 0; i < state->n_responder; i++)
        if (state->responders[i].mode == MODE_OVERFLIGHT &&
            in_reach(&state->responders[i], square_to(&from[state->responders[i].base], at)))
            return true;
    return false;
}

/* (1 - risk)^kappa, risk = min(.9, night + mines + no cover) (RULINGS 3); mines lie on roads, in the measure of P03. */
static double nerve(const struct state *state, const struct response *response, enum response_mode mode, bool cover) {
    const struct mandate_response *rules = &state->model->mission->response;
    size_t region = (size_t)state->model->mission->localities.at[response->locality].region;
    double risk = 0;
    if (rules->risk_night > 0 && !weather_daylight(state, response->ordered)) risk += rules->risk_night;
    if (mode == MODE_GROUND) risk += rules->risk_mines * state->strikes[region];
    if (mode != MODE_OVERFLIGHT && !cover) risk += rules->risk_no_cover;
    return risk > 0 ? mandate_pow(1 - lesser(0.9, risk), rules->risk_exponent) : 1;
}

/* Nerve only lowers the will, so that most decisions do not need it. */
static bool commits(const struct state *state, const struct response *response, const struct choice *choice,
                    enum response_mode mode, double will) {
    double commit = choice->host ? choice->commit : choice->commit * will;
    return choice->u < commit &&
           (!state->model->risky || choice->u < commit * nerve(state, response, mode, choice->cover));
}

static void list_road(const struct state *state, const struct response *response, const struct point *at,
                      struct choice *choice) {
    const struct mandate_response *rules = &state->live.response;
    const struct mandate_locality *locality = &state->model->mission->localities.at[response->locality];
    const struct approach *approach = state->model->approaches + (size_t)response->locality * state->model->n_base;
    const struct approach *end = approach + (rules->ground != 0 ? state->model->n_base : 0);
    double range = rules->ground_range, farthest = range + locality->scatter;
    for (; approach < end && !(approach->distance > farthest); approach++) {
        const struct tasking *tasking = &state->tasking[approach->base];
        if (!tasking->staffed) continue;
        double square = square_to(approach, at);
        if (square > range * range) continue;
        choice->reached = true;
        if (tasking->teams < 1) continue;
        choice->present = true;
        if (choice->nobody) return;
        if (!commits(state, response, choice, MODE_GROUND, tasking->commit)) continue;
        if (choice->pace == 0) choice->pace = road_pace(state, (size_t)locality->region, response->ordered);
        double distance = sqrt(square), expected = state->model->mobilise + distance * choice->pace;
        means_add(choice, (struct means){MODE_GROUND, approach->base, NULL, distance, expected});
    }
}

static void list_air(const struct state *state, const struct response *response, const struct point *at,
                     const struct approach *from, struct choice *choice) {
    for (size_t i = 0; i < state->n_responder; i++) {
        const struct responder *responder = &state->responders[i];
        double square = square_to(&from[responder->base], at);
        if (!in_reach(responder, square)) continue;
        choice->reached = choice->present = true;
        if (choice->nobody) return;
        if (!commits(state, response, choice, responder->mode, responder->commit)) continue;
        double distance = sqrt(square), notice = air_notice(state, responder, response->ordered + state->flight_delay);
        means_add(choice, (struct means){responder->mode, responder->base, responder, distance,
                                         state->flight_delay + notice + flight_hours(state, responder, distance)});
    }
}

/* Is the move allowed, and after how many hours? */
static bool permit(const struct state *state, const struct response *response, const struct incident *incident,
                   const struct means *means, double *wait) {
    double t = response->decided;
    const struct mandate_consent *table = &state->live.host.states.at[state->consent];
    *wait = 0;
    if (means->mode == MODE_GROUND) return incident->u_road < table->ground_access;
    unsigned role = (unsigned)means->responder->role;
    size_t region = (size_t)incident->region;
    if (t < state->flights_suspended_until) return false;
    if (uniform_of(state, response, SLOT_ASK + role) >= state->ask[region]) return false;
    double p = permissions_approve(state, (enum mandate_role)role, region);
    if (!permissions_granted(state, p, region, t, uniform_of(state, response, SLOT_APPROVE + role))) return false;
    double delay = mandate_law_quantile(&state->model->mission->host.states.at[state->consent].delay_urgent,
                                        uniform_of(state, response, SLOT_PERMIT + role));
    *wait = delay * state->live.permissions.delay_factor;
    return true;
}

/* Teams of a base that are out at time t. All that are back by then are forgotten: decisions come in the order of their
 * times. */
static int teams_out(struct state *state, int base, double t) {
    size_t kept = 0;
    int n = 0;
    for (size_t i = 0; i < state->n_outing; i++) {
        const struct outing outing = state->outings[i];
        if (!(outing.until > t)) continue;
        n += outing.base == base && !outing.stays;
        state->outings[kept++] = outing;
    }
    state->n_outing = kept;
    return n;
}

void response_base_closed(struct state *state, int base) {
    size_t kept = 0;
    for (size_t i = 0; i < state->n_outing; i++)
        if (state->outings[i].base != base) state->outings[kept++] = state->outings[i];
    state->n_outing = kept;
}

static void outing_add(struct state *state, struct outing outing) {
    state->outings = memory_grow(state->outings, sizeof *state->outings, state->n_outing, &state->outings_capacity);
    state->outings[state->n_outing++] = outing;
}

static int bases_kept(const struct state *state, int base) {
    int n = 0;
    for (size_t i = 0; i < state->n_outing; i++) n += state->outings[i].base == base && state->outings[i].stays;
    return n;
}

/* How many teams of its base come back before team i; of those that come together, the one that left first. */
static int teams_before(const struct state *state, size_t i) {
    const struct outing *team = &state->outings[i];
    int before = 0;
    for (size_t j = 0; j < state->n_outing; j++) {
        const struct outing *other = &state->outings[j];
        if (other->base != team->base || other->stays) continue;
        before += j < i ? other->until <= team->until : other->until < team->until;
    }
    return before;
}

/* Hours until a team is free at the base: 0 = now; with losses inf when all are busy, with queues the
 * wait for the team that returns next and is not yet promised (first come, first served). */
static double team_wait(struct state *state, int base, double t) {
    int formed = state->tasking[base].teams;
    double locked = state->bases[base].locked_until; /* by an attack on the base */
    int out = teams_out(state, base, t);
    if (t < locked) return state->model->mission->response.queue != 0 ? locked - t : INFINITY;
    int rank = out - formed; /* as many teams come back before ours is free */
    if (rank < 0) return 0;
    if (state->model->mission->response.queue == 0 || formed < 1) return INFINITY;
    for (size_t i = 0; i < state->n_outing; i++)
        if (state->outings[i].base == base && !state->outings[i].stays && teams_before(state, i) == rank)
            return state->outings[i].until - t;
    return INFINITY;
}

static void team_busy(struct state *state, int base, double from, double until) {
    state->busy_hours[base] += until - from;
    outing_add(state, (struct outing){base, false, until});
}

static bool flyable(const struct state *state, const struct wing *wing, size_t region, double t) {
    size_t home = (size_t)state->model->mission->bases.at[wing->base].region;
    if (weather_closed(state, home, t) || (region != home && weather_closed(state, region, t))) return false;
    return !weather_hot(state, (size_t)wing->fleet, home, t);
}

/* R counts from the true times, even where a warning lies before the step in which means are asked for (RULINGS 46). */
static double response_hours(const struct response *response, double permission, double notice, double travel) {
    return response->detect + response->verify + response->decide + permission + notice + travel;
}

static void arrive(struct response *response, const struct means *means, int fleet, double permission, double notice,
                   double travel) {
    response->mode = means->mode;
    response->base = means->base;
    response->fleet = fleet;
    response->permit = permission;
    response->notice = notice;
    response->travel = travel;
    response->response = response_hours(response, permission, notice, travel);
    response->outcome = OUTCOME_REACHED;
}

enum { EVENT_AMBUSH = 1000, SLOT_ABORT = 0 }; /* child of the attack's event */

static struct passage ambush(struct state *state, uint32_t index, const struct means *means) {
    size_t region = (size_t)state->pool->at[index].region;
    if (state->live.regions.at[region].strike_rate <= 0) return (struct passage){0};
    double km = means->distance * state->model->mission->response.detour;
    struct rare *rare = pool_rare(state->pool, index);
    if (rare->ambush_luck == 0) {
        rare->ambush = mandate_event(state->pool->at[index].event, EVENT_AMBUSH);
        rare->ambush_luck = convoys_ambush_luck(state, rare->ambush);
    }
    return convoys_ambush(state, region, km, means->base, rare->ambush, rare->ambush_luck);
}

/* After a strike a response is broken off with some probability, or comes too late. */
static bool broken_off(struct state *state, struct response *response, const struct incident *incident,
                       const struct passage *passage, double hours) {
    double u = mandate_uniform(&state->draws, mandate_event(incident->event, EVENT_AMBUSH), SLOT_ABORT);
    bool aborted =
        u<state->live.convoys.response_abort, late = response_hours(response, 0, hours, passage->hours)> state->model
            ->mission->response.limit;
    if (aborted) response->outcome = OUTCOME_ABORTED;
    else if (late) response->outcome = OUTCOME_TOO_LATE;
    return aborted || late;
}

/* By road: mobilise, drive; the team is away until it has driven back. False: no team. */
static bool send_by_road(struct state *state, struct response *response, const struct incident *incident,
                         const struct means *means, double pace, bool *late) {
    const struct mandate_response *rules = &state->model->mission->response;
    double wait = team_wait(state, means->base, response->decided);
    if (wait == INFINITY) return false;
    double notice = wait + incident->mobilise;
    double travel = means->distance * pace * incident->luck;
    double arrival = response->decided + notice + travel;
    *late = response_hours(response, 0, notice, travel) > rules->limit;
    if (*late) return false;
    const struct passage passage = ambush(state, response->incident, means);
    if (passage.strikes > 0 && broken_off(state, response, incident, &passage, notice + travel)) {
        team_busy(state, means->base, response->decided + wait, arrival + passage.hours + travel);
        return true;
    }
    travel += passage.hours;
    team_busy(state, means->base, response->decided + wait, arrival + passage.hours + incident->on_scene + travel);
    arrive(response, means, -1, 0, notice, travel);
    return true;
}

/* By air: a serviceable tail, hours in the reserve, open weather, and a team for a landing. */
static bool send_by_air(struct state *state, struct response *response, const struct incident *incident,
                        const struct means *means, double permission, bool *late) {
    struct wing *wing = &state->wings[means->responder->wing];
    double leaves = response->decided + permission,
           notice = air_notice(state, means->responder, response->ordered + permission);
    double flight = flight_hours(state, means->responder, means->distance);
    double arrival = leaves + notice + flight,
           hours = 2 * means->distance / means->responder->cruise + state->live.air.loiter;
    if (means->mode == MODE_HELIBORNE && team_wait(state, means->base, response->decided) > 0) return false;
    if (wing_reserve(state, wing) < hours || !flyable(state, wing, (size_t)incident->region, leaves + notice))
        return false;
    int tail = wing_tail(state, wing, leaves + notice);
    if (tail < 0) return false;
    *late = response_hours(response, permission, notice, flight) > state->model->mission->response.limit;
    if (*late) return false;
    state->tails[wing->first + (size_t)tail].busy_until = arrival + flight + state->live.air.turnaround;
    wing->reserve_used += hours;
    state->tally.response_hours += hours;
    state->tally.response_sorties += 1;
    state->tally.cost_air += hours * state->live.fleets.at[wing->fleet].hour_cost * state->live.ledger.price_factor;
    if (means->mode == MODE_HELIBORNE) team_busy(state, means->base, leaves, arrival + incident->on_scene + flight);
    arrive(response, means, wing->fleet, permission, notice, flight);
    return true;
}

/* Tries the means that are committed in their order; fills the outcome. */
static void dispatch(struct state *state, struct response *response, const struct incident *incident,
                     const struct choice *choice) {
    bool any_late = false, permitted = false;
    for (size_t i = 0; i < choice->n; i++) {
        const struct means *means = &choice->list[i];
        double permission = 0;
        bool late = false;
        if (!permit(state, response, incident, means, &permission)) continue;
        permitted = true;
        if (means->mode == MODE_GROUND ? send_by_road(state, response, incident, means, choice->pace, &late)
                                       : send_by_air(state, response, incident, means, permission, &late))
            return;
        any_late |= late;
    }
    response->outcome = any_late           ? OUTCOME_TOO_LATE
                        : !choice->reached ? OUTCOME_TOO_FAR
                        : !choice->present ? OUTCOME_NO_SERVER
                        : choice->n == 0   ? OUTCOME_NOT_COMMITTED
                        : !permitted       ? OUTCOME_NOT_PERMITTED
                                           : OUTCOME_NO_SERVER;
}

/* e: share of the remaining harm that this response averts. */
static double effect_of(const struct state *state, const struct incident *incident, const struct response *response) {
    const struct mandate_actor *actor = &state->model->mission->actors.at[incident->actor];
    double effect = response->mode == MODE_OVERFLIGHT ? actor->air_effect : actor->ground_effect;
    return effect * state->model->mission->effect.factor;
}

/* P11: F(R) = min(1, (R / T)^g); averted ~ Binomial(M, e (1 - F)); before the onset all with a probability (RULINGS
 * 51). */
static double averted(const struct state *state, const struct incident *incident, const struct response *response) {
    const struct mandate_effect *effect = &state->model->mission->effect;
    double r = response->response, done = 0;
    if (incident->deaths <= 0) return 0;
    if (r < 0 && uniform_of(state, response, SLOT_PREVENTED) < effect->prevented_before) return incident->deaths;
    if (r >= incident->duration) return 0; /* presence makes none longer */
    double duration = response_duration(state, response);
    if (r >= duration) return 0;
    if (r > 0) done = effect->harm_shape == 1 ? r / duration : mandate_pow(r / duration, effect->harm_shape);
    return mandate_binomial(incident->deaths, effect_of(state, incident, response) * (1 - done),
                            uniform_of(state, response, SLOT_AVERTED));
}

/* A temporary base may stay in the village while few are out (RULINGS 52). */
static void stay(struct state *state, const struct incident *incident, const struct response *response) {
    const struct mandate_response *rules = &state->live.response;
    if (response->mode == MODE_OVERFLIGHT || rules->tob_hazard_factor >= 1) return;
    if (bases_kept(state, response->base) >= state->tasking[response->base].tobs) return;
    double arrival = incident->onset + response->response, *from = &state->tob_from[response->locality];
    double until = arrival + mandate_law_quantile(&state->model->mission->response.tob_stay,
                                                  uniform_of(state, response, SLOT_TOB_STAY));
    outing_add(state, (struct outing){response->base, true, until});
    *from = arrival > state->tob_until[response->locality] ? arrival : lesser(*from, arrival);
    state->tob_until[response->locality] = greater(state->tob_until[response->locality], until);
    state->tob_return[response->locality] = greater(state->tob_return[response->locality], until + rules->tob_return);
}

/* What bears on the commitment of all means. */
static void choice_begin(const struct state *state, struct choice *choice, const struct incident *incident) {
    const struct mandate_response *rules = &state->model->mission->response;
    choice->n = 0;
    choice->pace = 0;
    choice->reached = choice->present = choice->cover = false;
    choice->host = state->model->host_linked[incident->actor];
    choice->commit = choice->host ? rules->commit_host_linked : rules->commit_probability;
    choice->u = incident->u_commit;
    choice->nobody = !(choice->u < choice->commit * (choice->host ? 1 : state->will_most));
}

void response_decide(struct state *state) {
    struct response *response = decision_pop(state);
    struct incident *incident = &state->pool->at[response->incident];
    const struct approach *from = state->model->bases_from + (size_t)response->locality * state->model->n_base;
    double scatter = state->model->mission->localities.at[response->locality].scatter;
    struct choice choice;
    if (!incident->placed) pool_place(incident);
    const struct point at = {scatter * incident->x, scatter * incident->y};
    choice_begin(state, &choice, incident);
    if (state->model->risky) choice.cover = has_cover(state, from, &at);
    list_road(state, response, &at, &choice);
    if (!choice.nobody || !choice.present) list_air(state, response, &at, from, &choice);
    dispatch(state, response, incident, &choice);
    if (response->outcome != OUTCOME_REACHED) {
        hostility_never_reached(state, response);
        return;
    }
    response->averted = averted(state, incident, response);
    stay(state, incident, response);
}

static bool staffed_within(const struct state *state, const struct approach *row, double range) {
    for (size_t i = 0; i < state->model->n_base && row[i].distance <= range; i++)
        if (state->tasking[row[i].base].staffed) return true;
    return false;
}

/* Cumulative hazard of the villages of each region without an open, staffed base in road reach. */
void response_uncovered(struct state *state) {
    const struct model *model = state->model;
    if (model->mission->attacks.adversary_shift <= 0) return;
    for (size_t r = 0; r < model->n_region; r++) {
        double sum = 0, before = 0;
        size_t first = model->first_locality[r], end = model->first_locality[r + 1];
        for (size_t k = first; k < end; k++) {
            const struct approach *row = model->approaches + (size_t)model->locality_order[k] * model->n_base;
            double share = model->locality_cumulative[k] - before;
            before = model->locality_cumulative[k];
            if (!staffed_within(state, row, model->mission->response.ground_range)) sum += share;
            state->uncovered[k] = sum;
        }
        for (size_t k = first; k < end && sum > 0; k++) state->uncovered[k] /= sum;
    }
}
