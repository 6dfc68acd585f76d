/* P14: deaths of the mission's own (MODEL.md P14; RULINGS 74, 75). Those by mines and attacks come from P08 and P10;
 * accidents of aircraft go by hours flown, illness and other accidents by person-years. */
#include "process/casualties.h"

#include <math.h>

#include "base/arena.h"
#include "base/number.h"
#include "mandate/function.h"
#include "process/force.h"
#include "process/tally.h"

double casualties_of(double no_death, double mean, double u) {
    if (u < no_death || mean <= 0) return 0;
    double others = greater(1, mean / (1 - no_death)); /* mean of those that kill */
    return mandate_geometric(1 / others, (u - no_death) / (1 - no_death));
}

void casualties_suffer(struct state *state, enum cause cause, int base, double killed, double u) {
    if (killed <= 0) return;
    tally_advance(state, state->now);
    state->tally.killed[cause] += killed;
    int part = force_lose(state, base, killed, u, state->now);
    state->losses = memory_grow(state->losses, sizeof *state->losses, state->n_loss, &state->losses_capacity);
    state->losses[state->n_loss] = (struct loss){state->now, part, killed};
    if (part >= 0)
        policy_schedule(state, state->now + state->live.casualties.replacement, EVENT_REPLACEMENT, (int)state->n_loss);
    state->n_loss++;
}

void casualties_replace(struct state *state, int loss, double t) {
    force_replace(state, state->losses[loss].part, state->losses[loss].killed, t);
}

enum { SLOT_NUMBER, SLOT_WHO = 0, SLOT_DEATHS_OF_ONE };

static void accidents(struct state *state, size_t stretch, double hours) {
    const struct mandate_casualties *rules = &state->live.casualties;
    uint64_t event = mandate_event(mandate_stream("casualties.air", ""), stretch);
    double n = mandate_poisson(rules->air_accidents * hours, mandate_uniform(&state->draws, event, SLOT_NUMBER));
    for (uint64_t k = 1; k <= (uint64_t)n; k++) {
        double u[2], killed = 0;
        mandate_uniforms(&state->draws, mandate_event(event, k), 1, u);
        if (u[SLOT_DEATHS_OF_ONE] >= rules->air_no_death)
            killed = 1 + floor((u[SLOT_DEATHS_OF_ONE] - rules->air_no_death) / (1 - rules->air_no_death) *
                               rules->air_most_deaths);
        note(state, NOTE_AIR_ACCIDENT, -1, -1, killed);
        casualties_suffer(state, CAUSE_AIR, -1, killed, u[SLOT_WHO]);
    }
}

static void illness(struct state *state, size_t stretch, double person_hours) {
    uint64_t event = mandate_event(mandate_stream("casualties.background", ""), stretch);
    double n = mandate_poisson(state->live.casualties.background * person_hours,
                               mandate_uniform(&state->draws, event, SLOT_NUMBER));
    for (uint64_t k = 1; k <= (uint64_t)n; k++)
        casualties_suffer(state, CAUSE_OTHER, -1, 1, mandate_uniform(&state->draws, mandate_event(event, k), SLOT_WHO));
}

void casualties_count(struct state *state, size_t stretch) {
    struct tally *tally = &state->tally;
    double flown = tally_flown(state), present = tally->present;
    if (state->live.casualties.air_accidents > 0) accidents(state, stretch, flown - tally->accidents_hours);
    if (state->live.casualties.background > 0) illness(state, stretch, present - tally->background_hours);
    tally->accidents_hours = flown;
    tally->background_hours = present;
}
