/* P04: strength, arrivals, departures, rotations and readiness (MODEL.md P04).
 * Persons of a unit at a base are a `part`; movements are linear ramps between parts. */
#include "process/force.h"

#include <math.h>

#include "base/arena.h"
#include "base/number.h"
#include "mandate/function.h"
#include "process/aviation.h"
#include "process/bases.h"
#include "process/tally.h"

enum { DRAW_RAISING = 0, DRAW_ENTRY = 1000, DRAW_ROTATION = 100000 }; /* events in the stream of a unit */
enum { SLOT_FOUND, SLOT_PLEDGE, SLOT_PREPARE };

/* What a part is counted as no longer holds. */
static void part_changes(struct state *state, struct part *part) {
    part->counted = false;
    state->tasking[part->base].fresh = false;
}

static void unit_changes(struct state *state, size_t unit) {
    PARTS_OF(state, unit, p) part_changes(state, &state->parts[p]);
}

/* Brings a part to time t, where it changes. */
static void part_settle(struct state *state, struct part *part, double t) {
    part->level = force_level(part, t);
    part->time = t;
    part_changes(state, part);
}

static int part_new(struct state *state, int unit, int base, double level, double t) {
    int part = (int)state->n_part++;
    struct part_list *at = &state->parts_at[base], *of = &state->parts_of[unit];
    state->parts = memory_grow(state->parts, sizeof *state->parts, (size_t)part, &state->parts_capacity);
    state->parts[part] =
        (struct part){.unit = unit, .base = base, .level = level, .time = t, .next_at_base = -1, .next_of_unit = -1};
    if (at->first < 0) at->first = part;
    else state->parts[at->last].next_at_base = part;
    if (of->first < 0) of->first = part;
    else state->parts[of->last].next_of_unit = part;
    at->last = of->last = part;
    if (state->model->has_intel[unit]) {
        state->intel = memory_grow(state->intel, sizeof *state->intel, state->n_intel, &state->intel_capacity);
        state->intel[state->n_intel++] = (uint32_t)part;
    }
    return part;
}

static int part_at(struct state *state, int unit, int base, double t) {
    PARTS_OF(state, unit, p)
    if (state->parts[p].base == base) return p;
    return part_new(state, unit, base, 0, t);
}

/* Notes since when nobody has been there. */
static void strength_noted(struct state *state) {
    state->tally.empty_since = state->persons < 0.5 ? lesser(state->tally.empty_since, state->tally_time) : INFINITY;
}

static void strength_add(struct state *state, double persons) {
    state->persons = greater(0, state->persons + persons);
    strength_noted(state);
}

void force_sum(struct state *state) {
    double persons = 0, slope = 0;
    for (const struct part *part = state->parts, *end = part + state->n_part; part < end; part++) {
        persons += force_level(part, state->tally_time);
        if (part->slope != 0) slope += part->slope;
    }
    state->persons = persons;
    state->slope = state->moving > 0 ? slope : 0;
    state->dirty_persons = false;
    strength_noted(state);
}

void force_start(struct state *state) {
    for (size_t b = 0; b < state->model->n_base; b++) state->parts_at[b] = (struct part_list){-1, -1};
    for (size_t u = 0; u < state->model->n_unit; u++) state->parts_of[u] = (struct part_list){-1, -1};
    for (size_t u = 0; u < state->model->n_unit; u++) {
        const struct mandate_unit *unit = &state->model->mission->units.at[u];
        state->units[u] = (struct unit_state){unit->readiness,
                                              unit->overdue > 0 ? -unit->overdue : INFINITY,
                                              0,
                                              INFINITY,
                                              unit->authorised,
                                              0,
                                              unit->planned == 0,
                                              false};
        if (unit->planned == 0) part_new(state, (int)u, unit->base, unit->strength, 0);
    }
    state->tally.empty_since = INFINITY;
    force_sum(state);
}

double force_readiness_overdue(const struct state *state, const struct unit_state *unit, double t) {
    return unit->readiness * mandate_exp(-state->live.force.readiness_loss * (t - unit->due));
}

/* While people move, allocation is worked out again once a week. */
static void keep_fresh(struct state *state, double t) {
    if (state->refresh_at < INFINITY) return;
    state->refresh_at = t + 168;
    policy_schedule(state, state->refresh_at, EVENT_REFRESH, 0);
}

static void changed(struct state *state) { state->dirty_tasking = state->dirty_persons = true; }

static void ramp_begin(struct state *state, int from, int to, double persons, double t, double end, bool whole) {
    state->ramps = memory_grow(state->ramps, sizeof *state->ramps, state->n_ramp, &state->ramps_capacity);
    double slope = end > t ? persons / (end - t) : 0;
    state->ramps[state->n_ramp] = (struct ramp){from, to, slope, persons, end, whole, false};
    part_settle(state, &state->parts[from], t);
    state->parts[from].slope -= slope;
    if (to >= 0) {
        part_settle(state, &state->parts[to], t);
        state->parts[to].slope += slope;
    }
    int index = (int)state->n_ramp++;
    state->moving++;
    note(state, to < 0 ? NOTE_UNIT_LEAVES : NOTE_UNIT_MOVES, state->parts[from].unit,
         state->parts[to < 0 ? from : to].base, persons);
    if (end > t) {
        policy_schedule(state, end, EVENT_RAMP_END, index);
        keep_fresh(state, t);
        changed(state);
    } else {
        force_ramp_end(state, index, t);
    }
}

/* Stops a ramp at time t; what has moved by then stays moved. */
static void ramp_stop(struct state *state, struct ramp *ramp, double t) {
    part_settle(state, &state->parts[ramp->from], t);
    state->parts[ramp->from].slope += ramp->slope;
    if (ramp->to >= 0) {
        part_settle(state, &state->parts[ramp->to], t);
        state->parts[ramp->to].slope -= ramp->slope;
    } else {
        tally_one_off(state,
                      greater(0, ramp->persons - ramp->slope * (ramp->end - t)) * state->live.ledger.repatriation);
    }
    ramp->ended = true;
    state->moving--;
}

double force_strength(const struct state *state, int unit, double t) {
    double persons = 0;
    PARTS_OF(state, unit, p) persons += force_level(&state->parts[p], t);
    return persons;
}

static bool unit_is_gone(const struct state *state, int unit, double t) {
    PARTS_OF(state, unit, p)
    if (force_level(&state->parts[p], t) >= 0.5) return false;
    return true;
}

void force_ramp_end(struct state *state, int index, double t) {
    struct ramp *ramp = &state->ramps[index];
    if (ramp->ended) return;
    bool at_once = ramp->slope == 0;
    ramp_stop(state, ramp, t);
    struct part *from = &state->parts[ramp->from];
    if (at_once) {
        from->level = greater(0, from->level - ramp->persons);
        if (ramp->to >= 0) state->parts[ramp->to].level += ramp->persons;
    }
    if (ramp->whole) from->level = 0;
    int base = from->base, unit = from->unit;
    changed(state);
    if (unit_is_gone(state, unit, t)) {
        state->units[unit].present = false;
        note(state, NOTE_UNIT_GONE, unit, base, 0);
        aviation_owner_gone(state, unit, t);
    }
    if (state->bases[base].status == BASE_CLOSING) policy_schedule(state, t, EVENT_CLOSING, base);
}

double force_generation_delay(const struct state *state, int generation, uint64_t stream, int base, bool building) {
    if (generation < 0) return 0;
    const struct mandate_generation *law = &state->model->mission->generation.at[generation];
    double u[4];
    mandate_uniforms(&state->draws, mandate_event(stream, DRAW_RAISING), 2, u);
    if (u[SLOT_FOUND] >= law->probability) return -1;
    double prepare = mandate_law_quantile(&law->prepare, u[SLOT_PREPARE]), infrastructure = 0;
    if (building) {
        uint64_t site = mandate_event(mandate_event(state->model->base_stream[base], 500), (uint64_t)generation);
        infrastructure = mandate_law_quantile(&law->infrastructure, mandate_uniform(&state->draws, site, 0));
    }
    return mandate_law_quantile(&law->pledge, u[SLOT_PLEDGE]) + greater(prepare, infrastructure);
}

void force_add(struct state *state, int unit, double authorised, int generation, bool no_veto, double t) {
    const struct mandate_unit *row = &state->model->mission->units.at[unit];
    bool extended = state->bases[row->base].extended && state->model->mission->bases.at[row->base].planned == 0;
    double delay = force_generation_delay(state, generation >= 0 ? generation : row->generation,
                                          state->model->unit_stream[unit], row->base, extended);
    state->units[unit].authorised = authorised;
    state->units[unit].no_veto = no_veto;
    unit_changes(state, (size_t)unit);
    if (authorised <= 0) return;
    if (delay < 0) {
        note(state, NOTE_UNIT_NOT_FOUND, unit, row->base, 0);
        return;
    }
    note(state, NOTE_UNIT_RAISED, unit, row->base, delay / 24);
    policy_schedule(state, t + delay, EVENT_ARRIVAL, unit);
}

/* Arrival: the camp must be open, the host may refuse and is asked again (RULINGS 27, 28). */
void force_arrival(struct state *state, int unit, double t) {
    int base = state->model->mission->units.at[unit].base;
    const struct base_state *camp = &state->bases[base];
    if (camp->status == BASE_BUILDING) {
        policy_schedule(state, greater(camp->opens, t), EVENT_ARRIVAL, unit);
        return;
    }
    if (camp->status == BASE_PLANNED || camp->status == BASE_CLOSED || state->units[unit].present) return;
    if (state->units[unit].leaves < INFINITY) return; /* called back before it came */
    double veto = state->units[unit].no_veto ? 0 : state->live.host.states.at[state->consent].veto;
    uint64_t event = mandate_event(state->model->unit_stream[unit], DRAW_ENTRY + state->units[unit].attempts++);
    if (mandate_uniform(&state->draws, event, 0) < veto) {
        state->tally.refusals += 1;
        note(state, NOTE_UNIT_REFUSED, unit, base, 0);
        policy_schedule(state, t + state->live.force.veto_retry, EVENT_ARRIVAL, unit);
        return;
    }
    state->units[unit].present = true;
    double persons = state->units[unit].authorised * state->live.force.fill;
    int part = part_at(state, unit, base, t); /* the list of parts may move */
    part_settle(state, &state->parts[part], t);
    state->parts[part].level += persons;
    note(state, NOTE_UNIT_ARRIVES, unit, base, persons);
    changed(state);
    aviation_owner_came(state, unit, t);
}

/* Of those who leave the mission from a closing base some stay with its materiel (P05). */
static double rear_share(const struct state *state, int base) {
    const struct base_state *at = &state->bases[base];
    return at->status == BASE_CLOSING && at->trucks > 0 ? state->live.closing.rear_share : 0;
}

/* Leaving: a departure that comes earlier than one already under way replaces it; a later one is ignored. */
void force_exit(struct state *state, int unit, double persons, double t, double gone) {
    bool whole = persons < 0;
    double left = persons;
    if (whole && gone >= state->units[unit].leaves) return;
    if (whole) state->units[unit].leaves = gone;
    for (size_t r = 0; r < state->n_ramp && whole; r++)
        if (!state->ramps[r].ended && state->parts[state->ramps[r].from].unit == unit)
            ramp_stop(state, &state->ramps[r], t);
    PARTS_OF(state, unit, p) {
        double level = force_level(&state->parts[p], t), go = whole ? level : lesser(left, level);
        left -= go;
        if (whole) go *= 1 - rear_share(state, state->parts[p].base);
        if (go > 0) ramp_begin(state, p, -1, go, t, greater(gone, t), go >= level);
    }
}

void force_keep_rear(struct state *state, int base, double t) {
    double rear = rear_share(state, base);
    for (size_t r = 0, n = state->n_ramp; r < n && rear > 0; r++) {
        struct ramp *ramp = &state->ramps[r];
        int part = ramp->from;
        if (ramp->ended || ramp->to >= 0 || !ramp->whole || state->parts[part].base != base) continue;
        ramp_stop(state, ramp, t);
        ramp_begin(state, part, -1, (1 - rear) * force_level(&state->parts[part], t), t, ramp->end, false);
    }
}

double force_staying(const struct state *state, int base, double t) {
    double persons = 0;
    PARTS_AT(state, base, p)
    if (state->units[state->parts[p].unit].leaves > t) persons += force_level(&state->parts[p], t);
    return persons;
}

double force_at(const struct state *state, int base, double t) {
    double persons = 0;
    PARTS_AT(state, base, p) persons += force_level(&state->parts[p], t);
    return persons;
}

static int largest_part(const struct state *state, int unit, int not_at, double t) {
    int best = -1;
    double most = 0;
    PARTS_OF(state, unit, p) {
        const struct part *part = &state->parts[p];
        if (part->base == not_at || force_level(part, t) <= most) continue;
        most = force_level(part, t);
        best = p;
    }
    return best;
}

void force_transfer(struct state *state, int unit, double persons, int base, double over, double t) {
    int from = largest_part(state, unit, base, t);
    if (from < 0 || state->units[unit].leaves < INFINITY) return; /* who is leaving is not moved */
    int to = part_at(state, unit, base, t);
    double level = force_level(&state->parts[from], t), go = persons < 0 ? level : lesser(persons, level);
    ramp_begin(state, from, to, go, t, t + over, go >= level);
}

void force_evacuate(struct state *state, int base, int to, double t) {
    for (size_t r = 0; r < state->n_ramp; r++)
        if (!state->ramps[r].ended && state->parts[state->ramps[r].from].base == base)
            ramp_stop(state, &state->ramps[r], t);
    PARTS_AT(state, base, p) {
        double level = force_level(&state->parts[p], t);
        if (level <= 0) continue;
        int unit = state->parts[p].unit, target = to >= 0 ? part_at(state, unit, to, t) : -1;
        ramp_begin(state, p, target, level, t, t, true);
        double leaves = state->units[unit].leaves; /* who was leaving goes on from there */
        if (target >= 0 && leaves < INFINITY)
            ramp_begin(state, target, -1, force_level(&state->parts[target], t), t, greater(leaves, t), true);
    }
}

/* The part in which the share u of all persons lies that stand in the list of parts; -1 = nobody is there. */
static int part_of_share(const struct state *state, int base, double u, double t) {
    double sum = 0, share = u * force_at(state, base, t);
    PARTS_AT(state, base, p) {
        double level = force_level(&state->parts[p], t);
        sum += level;
        if (sum > share && level > 0) return p;
    }
    return -1;
}

static int part_of_share_anywhere(const struct state *state, double u, double t) {
    const struct part *parts = state->parts, *end = parts + state->n_part;
    double sum = 0, all = 0;
    for (const struct part *part = parts; part < end; part++) all += force_level(part, t);
    for (const struct part *part = parts; part < end; part++) {
        double level = force_level(part, t);
        sum += level;
        if (sum > u * all && level > 0) return (int)(part - parts);
    }
    return -1;
}

int force_lose(struct state *state, int base, double persons, double u, double t) {
    int p = base >= 0 ? part_of_share(state, base, u, t) : part_of_share_anywhere(state, u, t);
    if (p < 0) return -1;
    force_summed(state);
    struct part *part = &state->parts[p];
    part_settle(state, part, t);
    double lost = lesser(part->level, persons);
    part->level -= lost;
    strength_add(state, -lost); /* too few to work out the allocation again; the next one counts them */
    return p;
}

void force_replace(struct state *state, int part, double persons, double t) {
    struct part *at = &state->parts[part];
    if (!state->units[at->unit].present || state->units[at->unit].leaves < INFINITY ||
        state->bases[at->base].status != BASE_OPEN || force_level(at, t) <= 0)
        return;
    force_summed(state);
    part_settle(state, at, t);
    at->level += persons;
    strength_add(state, persons);
}

void force_readiness_moved(struct state *state) {
    for (size_t b = 0; b < state->model->n_base; b++)
        if (!state->tasking[b].settled) state->tasking[b].fresh = false;
    state->dirty_tasking = true;
}

void force_rotate(struct state *state, size_t month, double t) {
    double suspended =
        t < state->rotations_suspended_until ? 1 : state->live.host.states.at[state->consent].rotation_suspended;
    bool handover = false;
    const uint16_t *months = state->model->rotation_months, now = (uint16_t)(1 << state->model->months[month].number);
    for (size_t u = 0; u < state->model->n_unit; u++) {
        struct unit_state *at = &state->units[u];
        bool missed = at->due < INFINITY;
        if (!(missed || (months[u] & now)) || !at->present) continue;
        unit_changes(state, u);
        uint64_t event = mandate_event(state->model->unit_stream[u], DRAW_ROTATION + month);
        if (suspended > 0 && mandate_uniform(&state->draws, event, 0) < suspended) {
            state->tally.suspensions += 1;
            note(state, NOTE_ROTATION_SUSPENDED, (int)u, -1, 0);
            if (!missed) at->due = t;
            continue;
        }
        at->due = INFINITY;
        at->dip_until = t + state->live.force.handover_days;
        handover = true;
    }
    if (handover) policy_schedule(state, t + state->live.force.handover_days, EVENT_HANDOVER, 0);
    force_readiness_moved(state);
}

double force_slip(const struct state *state, int unit, double date, double since) {
    const struct mandate_force *force = &state->model->mission->force;
    if (force->exit_slip <= 0 || date - since <= force->exit_slip_after) return date;
    double notice = lesser(force->exit_notice, date - since);
    double u = mandate_uniform(&state->draws, mandate_event(state->model->contributor_stream[unit], 0), 0);
    return date + notice * (mandate_lognormal(1, force->exit_slip, u) - 1);
}
