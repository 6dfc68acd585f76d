/* P08: attacks on bases (MODEL.md P08; RULINGS 74). Their number in a week is Poisson with the rate at its beginning;
 * one that falls on a base without people is none. After an attack no team leaves the base for a while. */
#include "process/base_attacks.h"

#include <math.h>

#include "base/arena.h"
#include "base/number.h"
#include "mandate/function.h"
#include "process/casualties.h"
#include "process/convoys.h"

enum { ATTACK_TIME, ATTACK_COMPLEX, ATTACK_DEATHS, ATTACK_LOCKED, ATTACK_WHO, ATTACK_SLOTS = 6 };

static void schedule(struct state *state, int base, double t, uint64_t event) {
    state->base_attacks = memory_grow(state->base_attacks, sizeof *state->base_attacks, state->n_base_attack,
                                      &state->base_attacks_capacity);
    state->base_attacks[state->n_base_attack] = (struct base_attack){base, event};
    policy_schedule(state, t, EVENT_BASE_ATTACK, (int)state->n_base_attack++);
}

void base_attacks_week(struct state *state, size_t week) {
    double begin = 168 * (double)week, hours = lesser(168, state->model->horizon - begin);
    const double *u = convoys_week_uniforms(state, week) + state->model->n_route;
    for (size_t b = 0; b < state->model->n_base; b++) {
        const struct mandate_base *base = &state->live.bases.at[b];
        double rate = base->attacks * state->live.base_attacks.factor;
        if (rate <= 0) continue;
        double n = mandate_poisson(rate * state->strikes[base->region] * hours, u[b]);
        uint64_t event = n > 0 ? mandate_event(state->model->week_stream[state->model->n_route + b], week) : 0;
        for (uint64_t k = 1; k <= (uint64_t)n; k++) {
            uint64_t attack = mandate_event(event, k);
            schedule(state, (int)b, begin + hours * mandate_uniform(&state->draws, attack, ATTACK_TIME), attack);
        }
    }
}

/* Shelling kills few; a complex attack kills more where the perimeter lacks guards. */
static double deaths_of(const struct state *state, int base, const double *u) {
    const struct mandate_base_attacks *rules = &state->live.base_attacks;
    if (u[ATTACK_COMPLEX] >= rules->complex_share)
        return casualties_of(rules->shelling_no_death, rules->shelling_deaths, u[ATTACK_DEATHS]);
    return floor(mandate_law_quantile(&rules->complex_deaths, u[ATTACK_DEATHS]) * (1 + state->tasking[base].deficit) +
                 0.5);
}

void base_attacks_event(struct state *state, int index, double t) {
    int base = state->base_attacks[index].base;
    if (!state->tasking[base].staffed) return;
    double u[ATTACK_SLOTS];
    mandate_uniforms(&state->draws, state->base_attacks[index].event, ATTACK_SLOTS / 2, u);
    double killed = deaths_of(state, base, u);
    state->tally.base_attacks += 1;
    state->bases[base].locked_until = t + mandate_law_quantile(&state->live.base_attacks.locked, u[ATTACK_LOCKED]);
    note(state, NOTE_BASE_ATTACKED, -1, base, killed);
    casualties_suffer(state, CAUSE_BASES, base, killed, u[ATTACK_WHO]);
}
