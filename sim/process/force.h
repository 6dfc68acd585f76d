/* P04: strength, arrivals, departures, rotations and readiness of contingents. */
#ifndef PROCESS_FORCE_H
#define PROCESS_FORCE_H

#include <math.h>

#include "base/number.h"
#include "process/state.h"

void force_start(struct state *state);

/* Runs through the parts of a base, or of a unit, in order of their making; `p` is the index. */
#define PARTS_AT(state, base, p) for (int p = (state)->parts_at[base].first; p >= 0; p = (state)->parts[p].next_at_base)
#define PARTS_OF(state, unit, p) for (int p = (state)->parts_of[unit].first; p >= 0; p = (state)->parts[p].next_of_unit)

/* Persons of a part at time t. */
static inline double force_level(const struct part *part, double t) {
    return part->slope == 0 ? part->level : greater(0, part->level + part->slope * (t - part->time));
}

/* Persons of a unit at time t, wherever they are. */
double force_strength(const struct state *state, int unit, double t);

/* R0 exp(-eta overdue). */
double force_readiness_overdue(const struct state *state, const struct unit_state *unit, double t);

/* Readiness of a unit at time t (P04): less when it is overdue, capped after a handover. */
static inline double force_readiness(const struct state *state, int unit, double t) {
    const struct unit_state *at = &state->units[unit];
    double readiness = at->due < t ? force_readiness_overdue(state, at, t) : at->readiness;
    return t < at->dip_until ? lesser(readiness, state->live.force.handover_readiness) : readiness;
}

/* From time t on its readiness stays as it is until its next rotation. */
static inline bool force_readiness_settled(const struct unit_state *unit, double t) {
    return !(unit->due < INFINITY) && unit->dip_until <= t;
}

/* Adds the persons up from the parts again, at tally_time. */
void force_sum(struct state *state);

/* The same if people have begun or ceased to move since: before anything looks at `persons` or `slope`, and before
 * tally_time moves on. */
static inline void force_summed(struct state *state) {
    if (state->dirty_persons) force_sum(state);
}

/* A planned unit begins to be raised; `authorised` persons; class < 0 = the unit's own. */
void force_add(struct state *state, int unit, double authorised, int generation, bool no_veto, double t);
void force_arrival(struct state *state, int unit, double t);

/* The unit (persons < 0: whole) is gone at `gone`, leaving evenly from t on. */
void force_exit(struct state *state, int unit, double persons, double t, double gone);

/* Persons of the unit (persons < 0: all) move to a base, evenly over `over` hours. */
void force_transfer(struct state *state, int unit, double persons, int base, double over, double t);

void force_ramp_end(struct state *state, int ramp, double t);

/* Readiness may have moved since the last look: bases with units of which it is not settled are summed up again. */
void force_readiness_moved(struct state *state);

/* The first of a month: rotations that are due. */
void force_rotate(struct state *state, size_t month, double t);

/* People of one part die, of those at a base (-1: anywhere), picked by strength with u; the part, or -1. */
int force_lose(struct state *state, int base, double persons, double u, double t);

/* They are replaced, if their unit still stands there and is not about to leave. */
void force_replace(struct state *state, int part, double persons, double t);

/* Whoever is left at a base moves to another at once. */
void force_evacuate(struct state *state, int base, int to, double t);

/* A base begins to close: of those who are already leaving from it a rear party stays. */
void force_keep_rear(struct state *state, int base, double t);

/* Persons at a base at time t: all, and those whose day to be gone has not come. */
double force_at(const struct state *state, int base, double t);
double force_staying(const struct state *state, int base, double t);

/* Date of a departure that was announced at time `since`, after its slip (option-independent). */
double force_slip(const struct state *state, int unit, double date, double since);

/* Delays of a generation class: pledge, then the longer of preparing and building. < 0 = nobody is found. */
double force_generation_delay(const struct state *state, int generation, uint64_t stream, int base, bool building);

#endif
