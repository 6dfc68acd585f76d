/* P04: strength, arrivals, departures, rotations and readiness of contingents. */
#ifndef PROCESS_FORCE_H
#define PROCESS_FORCE_H

#include "base/number.h"
#include "process/state.h"

void force_start(struct state *state);

/* Persons of a part at time t. */
static inline double force_level(const struct part *part, double t) {
    return greater(0, part->level + part->slope * (t - part->time));
}

/* Persons of a unit at time t, wherever they are. */
double force_strength(const struct state *state, int unit, double t);

/* Readiness of a unit at time t (P04): R0 exp(-eta overdue), capped after a handover. */
double force_readiness(const struct state *state, int unit, double t);

/* Adds the persons up from the parts again, at the present time. */
void force_sum(struct state *state);

/* A planned unit begins to be raised; `authorised` persons; class < 0 = the unit's own. */
void force_add(struct state *state, int unit, double authorised, int generation, bool no_veto, double t);
void force_arrival(struct state *state, int unit, double t);

/* The unit (persons < 0: whole) is gone at `gone`, leaving evenly from t on. */
void force_exit(struct state *state, int unit, double persons, double t, double gone);

/* Persons of the unit (persons < 0: all) move to a base, evenly over `over` hours. */
void force_transfer(struct state *state, int unit, double persons, int base, double over, double t);

void force_ramp_end(struct state *state, int ramp, double t);

/* Readiness has moved since the last look: bases with such units are summed up again. */
void force_readiness_moved(struct state *state, double t);

/* The first of a month: rotations that are due. */
void force_rotate(struct state *state, size_t month, double t);

/* People of one part die, of those at a base (-1: anywhere), picked by strength with u; the part, or -1. */
int force_lose(struct state *state, int base, double persons, double u, double t);

/* They are replaced, if their unit still stands there and is not about to leave. */
void force_replace(struct state *state, int part, double persons, double t);

/* Whoever is left at a base moves to another at once. */
void force_evacuate(struct state *state, int base, int to, double t);

/* Time of the announced departure after its slip (option-independent). */
double force_slip(const struct state *state, int unit, double announced);

/* Delays of a generation class: pledge, then the longer of preparing and building. < 0 = nobody is found. */
double force_generation_delay(const struct state *state, int generation, uint64_t stream, int base, bool building);

#endif
