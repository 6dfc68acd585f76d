/* P00: timeline and triggers (MODEL.md P00 and section 6; RULINGS 24, 70, 76, 84). */
#include "process/timeline.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "mandate/function.h"
#include "process/aviation.h"
#include "process/bases.h"
#include "process/force.h"
#include "process/rolling.h"
#include "process/tally.h"
#include "scenario/expression.h"

enum { SLOT_HAPPENS, SLOT_AFTER };

/* Draws of an operation are keyed by its id alone: the same slip in every option that shares it. */
static uint64_t operation_event(const struct mandate_operation *operation, size_t time) {
    return mandate_event(mandate_stream("timeline.operation", operation->id), time);
}

/* Changes of a named patch are multiplied by the lever of that name of the option that applies it. */
static double lever_of(const struct state *state, const struct mandate_change *change) {
    const struct mandate_lever_list *levers = &state->model->scenario->study.options.at[state->variant->option].levers;
    if (change->lever >= 0) return state->variant->levers[change->lever];
    for (size_t i = 0; change->operation->times != NULL && i < levers->n; i++)
        if (strcmp(levers->at[i].id, change->operation->times) == 0) return state->variant->levers[i];
    return 1;
}

static bool whole_unit_exit(const struct mandate_change *change) {
    return change->operation->do_ == MANDATE_DO_EXIT_UNIT && change->operation->persons < 0;
}

/* When a change begins: at its date; a departure begins before its date, when people start to leave. */
static double begins(const struct state *state, const struct mandate_change *change, bool baseline, double *announced) {
    const struct mandate_operation *operation = change->operation;
    double date = operation->at - state->model->start;
    if (operation->do_ == MANDATE_DO_EXIT_UNIT) {
        int unit = operation->unit >= 0 ? operation->unit : operation->units.n ? operation->units.at[0] : 0;
        bool slips = baseline || operation->announced < INFINITY;
        double since = operation->announced < INFINITY ? operation->announced - state->model->start : 0;
        if (slips && whole_unit_exit(change)) date = force_slip(state, unit, date, since);
        *announced = date;
        return greater(0, date - operation->over);
    }
    *announced = date;
    double u[2];
    if (operation->after.family == MANDATE_FIXED) return date + operation->after.a;
    mandate_uniforms(&state->draws, operation_event(operation, 0), 1, u);
    return date + mandate_law_quantile(&operation->after, u[SLOT_AFTER]);
}

/* Ranks of changes on one date. */
enum rank { RANK_MISSION = 0, RANK_OPTION = 1000000, RANK_TRIGGER = 2000000 };

static void pend(struct state *state, const struct mandate_change *change, double t, double announced, int rank) {
    state->pending = memory_grow(state->pending, sizeof *state->pending, state->n_pending, &state->pending_capacity);
    state->pending[state->n_pending] = (struct pending){change, rank, announced};
    policy_schedule(state, greater(t, 0), EVENT_CHANGE, (int)state->n_pending++);
}

static bool happens(const struct state *state, const struct mandate_operation *operation, size_t time) {
    return operation->probability >= 1 ||
           mandate_uniform(&state->draws, operation_event(operation, time), SLOT_HAPPENS) < operation->probability;
}

static void pend_all(struct state *state, const struct mandate_changes *changes, bool baseline) {
    for (size_t i = 0; i < changes->n; i++) {
        double announced, t = begins(state, &changes->at[i], baseline, &announced);
        int rank = (baseline ? RANK_MISSION : RANK_OPTION) + (int)i;
        if (happens(state, changes->at[i].operation, 0)) pend(state, &changes->at[i], t, announced, rank);
    }
}

static void watch(struct state *state, const struct mandate_changes *triggers) {
    for (size_t i = 0; i < triggers->n; i++) {
        state->triggers =
            memory_grow(state->triggers, sizeof *state->triggers, state->n_trigger, &state->triggers_capacity);
        state->triggers[state->n_trigger++] = (struct trigger_state){&triggers->at[i], INFINITY, false};
        state->rolls = state->rolls || expression_rolls(triggers->at[i].when);
    }
}

/* Looks at conditions fall on whole days. */
static double first_day(double t) { return 24 * ceil(t / 24); }

void timeline_start(struct state *state) {
    const struct mandate_scenario *scenario = state->model->scenario;
    if (scenario->study.options.at[state->variant->option].baseline == 0) return;
    pend_all(state, &scenario->timeline, true);
    watch(state, &scenario->triggers);
    if (state->n_trigger) state->next_look = 0;
}

void timeline_option(struct state *state) {
    const struct mandate_scenario *scenario = state->model->scenario;
    pend_all(state, &scenario->option_timelines[state->variant->option], false);
    watch(state, &scenario->option_triggers[state->variant->option]);
    if (scenario->option_triggers[state->variant->option].n > 0) state->next_look = first_day(state->now);
}

/* The first day on which an operation can do anything. */
static double earliest(const struct state *state, const struct mandate_operation *operation) {
    double date = operation->at - state->model->start;
    return greater(0, operation->do_ == MANDATE_DO_EXIT_UNIT ? date - operation->over : date);
}

double timeline_alike(const struct state *state, size_t variant) {
    const struct mandate_scenario *scenario = state->model->scenario;
    int option = scenario->variants[variant].option;
    double first = INFINITY;
    if (scenario->study.options.at[option].baseline == 0 || scenario->option_triggers[option].n > 0) return 0;
    for (size_t i = 0; i < scenario->option_timelines[option].n; i++)
        first = lesser(first, earliest(state, scenario->option_timelines[option].at[i].operation));
    return first;
}

static void touch(struct state *state, unsigned flags) {
    flags &= ~LIVE; /* which is in each of them */
    bool tasking = (flags & TASKING) != 0, air = (flags & AIR) != 0, threat = (flags & THREAT) != 0;
    if (air) aviation_retail(state);
    state->dirty_tasking |= tasking || air;
    state->dirty_permissions |= air || threat; /* tempo enters what is asked for */
    state->dirty_air |= air || tasking;
    state->dirty_all_bases |= tasking;
    state->dirty_threat |= threat;
    state->dirty_politics = state->dirty_live = true;
}

/* Capacity added to a camp means building: it costs the price of a company camp per 250 persons (RULINGS D 36),
 * and units that are asked for later wait for it (RULINGS 28). */
static void extend_camp(struct state *state, const double *value, double added) {
    for (size_t b = 0; b < state->model->n_base; b++) {
        if (value != &state->live.bases.at[b].capacity || added <= 0) continue;
        state->bases[b].extended = true;
        if (state->bases[b].status != BASE_PLANNED)
            tally_one_off(state, added / 250 * state->live.ledger.build_company);
    }
}

static void begin_ramp(struct state *state, double *value, double to, double t, double over, enum mandate_shape shape,
                       unsigned flags) {
    if (over <= 0 || shape == MANDATE_SHAPE_STEP) {
        *value = to;
        touch(state, flags);
        return;
    }
    state->value_ramps =
        memory_grow(state->value_ramps, sizeof *state->value_ramps, state->n_value_ramp, &state->value_ramps_capacity);
    state->value_ramps[state->n_value_ramp++] = (struct value_ramp){value, *value, to, t, t + over, shape, flags};
    if (state->n_value_ramp == 1) policy_schedule(state, t + 24, EVENT_VALUES, 0);
}

/* Exponential ramps need values of one sign; others are linear. */
static double ramp_value(const struct value_ramp *ramp, double t) {
    double share = lesser(1, (t - ramp->begin) / (ramp->end - ramp->begin));
    if (ramp->shape == MANDATE_SHAPE_EXPONENTIAL && ramp->from * ramp->to > 0)
        return ramp->from * mandate_pow(ramp->to / ramp->from, share);
    return ramp->from + share * (ramp->to - ramp->from);
}

void timeline_values(struct state *state, double t) {
    size_t kept = 0;
    for (size_t i = 0; i < state->n_value_ramp; i++) {
        struct value_ramp *ramp = &state->value_ramps[i];
        *ramp->value = t >= ramp->end ? ramp->to : ramp_value(ramp, t);
        touch(state, ramp->flags);
        if (t < ramp->end) state->value_ramps[kept++] = *ramp;
    }
    state->n_value_ramp = kept;
    if (kept) policy_schedule(state, t + 24, EVENT_VALUES, 0);
}

static void change_values(struct state *state, int index, double t) {
    const struct mandate_change *change = state->pending[index].change;
    const struct mandate_operation *operation = change->operation;
    bool at_once = operation->over <= 0 || operation->shape == MANDATE_SHAPE_STEP;
    for (size_t i = 0; i < change->n_target; i++) {
        double *value = state_live(state, change->targets[i]), lever = lever_of(state, change), to = change->value;
        if (operation->do_ == MANDATE_DO_ADD) to = *value + change->value * lever;
        else if (operation->do_ == MANDATE_DO_SCALE) to = *value * (1 + (change->value - 1) * lever);
        else if (operation->times != NULL) to = *value + (change->value - *value) * lever;
        to = lesser(greater(to, change->limits[i].low), change->limits[i].high);
        extend_camp(state, value, to - *value);
        if (to != *value) note_change(state, at_once ? NOTE_VALUE : NOTE_VALUE_MOVES, index, (int)i, *value, to);
        begin_ramp(state, value, to, t, operation->over, (enum mandate_shape)operation->shape, change->flags[i]);
    }
}

static void for_units(struct state *state, const struct pending *pending, double t,
                      void (*act)(struct state *, const struct pending *, int, double)) {
    const struct mandate_operation *operation = pending->change->operation;
    if (operation->unit >= 0) act(state, pending, operation->unit, t);
    for (size_t i = 0; i < operation->units.n; i++) act(state, pending, operation->units.at[i], t);
}

static void act_add(struct state *state, const struct pending *pending, int unit, double t) {
    const struct mandate_operation *operation = pending->change->operation;
    double persons =
        operation->authorised >= 0 ? operation->authorised : state->model->mission->units.at[unit].authorised;
    force_add(state, unit, persons * lever_of(state, pending->change), operation->generation, operation->no_veto != 0,
              t);
}

static void act_exit(struct state *state, const struct pending *pending, int unit, double t) {
    const struct mandate_operation *operation = pending->change->operation;
    double persons = operation->persons < 0 ? -1 : operation->persons * lever_of(state, pending->change);
    force_exit(state, unit, persons, t, pending->announced);
}

static void act_transfer(struct state *state, const struct pending *pending, int unit, double t) {
    const struct mandate_operation *operation = pending->change->operation;
    double persons = operation->persons < 0 ? -1 : operation->persons * lever_of(state, pending->change);
    force_transfer(state, unit, persons, pending->change->to_base, operation->over, t);
}

static void act_fleet(struct state *state, const struct pending *pending, double t) {
    const struct mandate_operation *operation = pending->change->operation;
    double tails = operation->tails >= 0 ? operation->tails : state->model->mission->fleets.at[operation->fleet].tails;
    int whole = (int)floor(tails * lever_of(state, pending->change) + 0.5);
    aviation_add(state, operation->fleet, whole, operation->generation, t);
}

static void suspend(struct state *state, int index, double t) {
    const struct mandate_operation *operation = state->pending[index].change->operation;
    double until = t + operation->for_;
    if (operation->suspend == MANDATE_SUSPEND_FLIGHTS) {
        state->flights_suspended_until = greater(state->flights_suspended_until, until);
        note(state, NOTE_FLIGHTS_SUSPENDED, index, -1, operation->for_ / 24);
    }
    if (operation->suspend == MANDATE_SUSPEND_ROTATIONS) {
        state->rotations_suspended_until = greater(state->rotations_suspended_until, until);
        note(state, NOTE_ROTATIONS_SUSPENDED, index, -1, operation->for_ / 24);
    }
    policy_schedule(state, until, EVENT_REFRESH, 1);
    state->dirty_tasking = state->dirty_air = true;
}

/* A named patch: its dated changes keep their dates, the others begin now. */
static void apply_patch(struct state *state, int patch, double t) {
    const struct mandate_changes *changes = &state->model->scenario->patch_timelines[patch];
    for (size_t i = 0; i < changes->n; i++) {
        const struct mandate_operation *operation = changes->at[i].operation;
        bool dated = operation->at < INFINITY;
        double announced = t + operation->over, begin = t;
        if (dated) begin = greater(t, begins(state, &changes->at[i], false, &announced));
        else if (operation->do_ != MANDATE_DO_EXIT_UNIT)
            begin = t + mandate_law_quantile(&operation->after,
                                             mandate_uniform(&state->draws, operation_event(operation, 0), SLOT_AFTER));
        if (happens(state, operation, 0))
            pend(state, &changes->at[i], begin, announced, RANK_TRIGGER + (int)state->n_pending);
    }
}

void timeline_change(struct state *state, int index, double t) {
    struct pending pending = state->pending[index];
    const struct mandate_operation *operation = pending.change->operation;
    switch ((enum mandate_verb)operation->do_) {
        case MANDATE_DO_SET:
        case MANDATE_DO_ADD:
        case MANDATE_DO_SCALE:
        case MANDATE_DO_RAMP: change_values(state, index, t); break;
        case MANDATE_DO_ADD_UNIT: for_units(state, &pending, t, act_add); break;
        case MANDATE_DO_EXIT_UNIT: for_units(state, &pending, t, act_exit); break;
        case MANDATE_DO_TRANSFER: for_units(state, &pending, t, act_transfer); break;
        case MANDATE_DO_ADD_FLEET: act_fleet(state, &pending, t); break;
        case MANDATE_DO_MOVE:
            aviation_move(state, operation->fleet, (int)operation->tails, pending.change->to_base,
                          operation->out_of_service, t);
            break;
        case MANDATE_DO_OPEN_BASE: bases_open(state, operation->base, -1, operation->over, t); break;
        case MANDATE_DO_CLOSE_BASE:
            bases_close(state, operation->base, (enum mandate_closure)operation->mode, operation->at_least, t);
            break;
        case MANDATE_DO_SUSPEND: suspend(state, index, t); break;
        case MANDATE_DO_APPLY:
            note(state, NOTE_PATCH, index, -1, 0);
            apply_patch(state, operation->patch, t);
            break;
        case MANDATE_VERBS: break;
    }
}

static double observe_units(const struct state *state, const struct mandate_expression *what, double t,
                            bool readiness) {
    double persons = 0, ready = 0;
    for (size_t p = 0; p < state->n_part; p++)
        for (size_t i = 0; i < what->n_entity; i++)
            if (state->parts[p].unit == what->entities[i]) {
                double level = force_level(&state->parts[p], t);
                persons += level;
                ready += level * force_readiness(state, state->parts[p].unit, t);
            }
    return !readiness ? persons : persons > 0 ? ready / persons : 0;
}

static double observe_fleets(const struct state *state, const struct mandate_expression *what, bool up) {
    double tails = 0;
    for (size_t w = 0; w < state->n_wing; w++)
        for (size_t i = 0; i < what->n_entity; i++)
            if (state->wings[w].fleet == what->entities[i])
                tails += state->wings[w].tails * (up ? state->model->availability[state->wings[w].fleet] : 1);
    return tails;
}

static double observe_bases(const struct state *state, const struct mandate_expression *what, double t, bool open) {
    double sum = 0;
    for (size_t i = 0; i < what->n_entity; i++) {
        if (open) sum += base_is_open(&state->bases[what->entities[i]]);
        for (size_t p = 0; p < state->n_part && !open; p++)
            if (state->parts[p].base == what->entities[i]) sum += force_level(&state->parts[p], t);
    }
    return sum;
}

/* What a condition looks at, at time t. */
static double observe(void *context, const struct mandate_expression *what) {
    const struct state *state = context;
    double t = state->now;
    switch (what->observable) {
        case OBSERVE_DATE: return state->model->start + t;
        case OBSERVE_HOST_STATE: return (double)model_consent(state->model, state->live.host.state);
        case OBSERVE_HOST_DAYS: return (t - state->consent_since) / 24;
        case OBSERVE_UNIT_PRESENT: return observe_units(state, what, t, false);
        case OBSERVE_UNIT_READINESS: return observe_units(state, what, t, true);
        case OBSERVE_FLEET_TAILS: return observe_fleets(state, what, false);
        case OBSERVE_FLEET_UP: return observe_fleets(state, what, true);
        case OBSERVE_BASE_OPEN: return observe_bases(state, what, t, true);
        case OBSERVE_BASE_PERSONS: return observe_bases(state, what, t, false);
        case OBSERVE_MISSION_PERSONS: return state->persons + state->slope * (t - state->tally_time);
        case OBSERVE_ROLLING: return rolling_sum(state, what->rolling, what->window);
        case OBSERVABLES: break;
    }
    return 0;
}

static void fire(struct state *state, struct trigger_state *trigger, double t) {
    const struct mandate_operation *operation = trigger->change->operation;
    trigger->fired = operation->repeat == 0;
    trigger->since = INFINITY;
    int index = (int)(trigger - state->triggers);
    if (!happens(state, operation, 1)) {
        note(state, NOTE_TRIGGER_IDLE, index, -1, 0);
        return;
    }
    double delay = mandate_law_quantile(&operation->after,
                                        mandate_uniform(&state->draws, operation_event(operation, 1), SLOT_AFTER));
    double begin = t + delay;
    bool leaves = operation->do_ == MANDATE_DO_EXIT_UNIT;
    double gone = begin + operation->notice + operation->over;
    note(state, NOTE_TRIGGER, index, -1, ((leaves ? gone - operation->over : begin) - t) / 24);
    pend(state, trigger->change, leaves ? gone - operation->over : begin, leaves ? gone : begin,
         RANK_TRIGGER + (int)state->n_pending);
}

/* Whether an observable may move though no policy event happens. */
static bool moves_by_itself(enum observable observable) {
    switch (observable) {
        case OBSERVE_HOST_STATE:
        case OBSERVE_FLEET_TAILS:
        case OBSERVE_FLEET_UP:
        case OBSERVE_BASE_OPEN: return false;
        default: return true;
    }
}

/* The time from which a condition may have another value although no policy event happens; inf = never. */
static double same_until(const struct state *state, const struct mandate_expression *when) {
    if (when == NULL || when->kind == EXPRESSION_NUMBER) return INFINITY;
    if (when->kind == EXPRESSION_OBSERVED) return moves_by_itself(when->observable) ? state->now : INFINITY;
    bool dated = when->kind >= EXPRESSION_LESS && when->left->kind == EXPRESSION_OBSERVED &&
                 when->left->observable == OBSERVE_DATE && when->right->kind == EXPRESSION_NUMBER;
    double date = dated ? when->right->value - state->model->start : 0;
    if (dated) return date >= state->now ? date : INFINITY;
    return lesser(same_until(state, when->left), same_until(state, when->right));
}

/* Looks at one condition; the time from which another look may find something new. */
static double look_at(struct state *state, struct trigger_state *trigger, double t) {
    double held = trigger->change->operation->do_ == MANDATE_DO_SUSPEND ? 0 : trigger->change->operation->for_;
    if (trigger->fired) return INFINITY;
    if (expression_value(trigger->change->when, observe, state) == 0) trigger->since = INFINITY;
    else if (trigger->since == INFINITY) trigger->since = t;
    if (trigger->since < INFINITY && t - trigger->since >= held) {
        fire(state, trigger, t);
        return t;
    }
    return lesser(same_until(state, trigger->change->when), trigger->since + held - 1e-6);
}

void timeline_triggers(struct state *state, double t) {
    double next = state->rolls ? t : INFINITY;
    state->now = state->looked = t;
    force_summed(state);
    if (state->rolls) rolling_look(state, t);
    for (size_t i = 0; i < state->n_trigger; i++) next = lesser(next, look_at(state, &state->triggers[i], t));
    state->next_look = greater(t + 24, first_day(next));
}

void timeline_seen(struct state *state, double t) {
    if (state->next_look < t + 24 || state->n_trigger == 0) return;
    state->next_look = lesser(state->next_look, greater(state->looked + 24, first_day(t)));
}
