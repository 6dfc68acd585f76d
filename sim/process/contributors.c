/* P04: contributors that leave unannounced (MODEL.md P04; RULINGS 25). One clock for each contributor:
 *
 *   h = h0 exp(g1 restriction + g2 own deaths in 180 days + g3 months overdue)
 *
 * looked at once a month; it decides when the integral has used up an Exp(1) budget, and goes after its notice. */
#include "process/contributors.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "mandate/function.h"
#include "process/force.h"

#define HALF_YEAR (180 * 24.0)

static bool endogenous(const struct state *state) {
    return state->model->scenario->study.departures == MANDATE_COURSE_ENDOGENOUS &&
           state->model->mission->force.departure_rate > 0;
}

static const char *name_of(const struct state *state, int unit) {
    const char *name = state->model->mission->units.at[unit].contributor;
    return name ? name : "";
}

static bool same(const struct state *state, int a, int b) { return strcmp(name_of(state, a), name_of(state, b)) == 0; }

/* The first unit of each contributor keeps its clock. */
static bool keeps_clock(const struct state *state, int unit) {
    const struct mandate_texts *exempt = &state->model->mission->force.departure_exempt;
    if (*name_of(state, unit) == 0) return false;
    for (size_t i = 0; i < exempt->n; i++)
        if (strcmp(exempt->at[i], name_of(state, unit)) == 0) return false;
    for (int u = 0; u < unit; u++)
        if (same(state, u, unit)) return false;
    return true;
}

void contributors_start(struct state *state) {
    if (!endogenous(state)) return;
    for (size_t u = 0; u < state->model->n_unit; u++)
        state->departures[u] =
            keeps_clock(state, (int)u)
                ? -mandate_log(mandate_uniform(&state->draws, mandate_event(state->model->contributor_stream[u], 1), 0))
                : INFINITY;
}

static double own_deaths(const struct state *state, int unit, double t) {
    double sum = 0;
    for (size_t i = state->n_loss; i-- > 0 && state->losses[i].time > t - HALF_YEAR;)
        if (state->losses[i].part >= 0 && same(state, state->parts[state->losses[i].part].unit, unit))
            sum += state->losses[i].killed;
    return sum;
}

/* Mean time that its units present are overdue [h]; < 0 = none is there. */
static double overdue(const struct state *state, int unit, double t) {
    double sum = 0, n = 0;
    for (size_t u = 0; u < state->model->n_unit; u++) {
        if (!state->units[u].present || state->units[u].leaves < INFINITY || !same(state, (int)u, unit)) continue;
        sum += state->units[u].due < t ? t - state->units[u].due : 0;
        n++;
    }
    return n > 0 ? sum / n : -1;
}

static void decide(struct state *state, int unit, double t) {
    state->tally.contributors_left += 1;
    note(state, NOTE_CONTRIBUTOR_LEAVES, unit, -1, 0);
    for (size_t u = 0; u < state->model->n_unit; u++)
        if (same(state, (int)u, unit) && state->units[u].present)
            policy_schedule(state, t + state->live.force.departure_notice, EVENT_DEPARTURE, (int)u);
}

void contributors_departure(struct state *state, int unit, double t) {
    force_exit(state, unit, -1, t, t + state->live.force.departure_over);
}

void contributors_month(struct state *state, size_t month, double t) {
    const struct mandate_force *rules = &state->live.force;
    if (!endogenous(state)) return;
    double hours = t - state->model->months[month - 1].begin,
           worst = state->model->n_state > 1 ? (double)(state->model->n_state - 1) : 1;
    for (size_t u = 0; u < state->model->n_unit; u++) {
        if (state->departures[u] == INFINITY) continue;
        double late = overdue(state, (int)u, t);
        if (late < 0) continue;
        double hazard =
            rules->departure_rate *
            mandate_exp(rules->departure_restriction * (double)state->consent / worst +
                        rules->departure_deaths * own_deaths(state, (int)u, t) + rules->departure_overdue * late);
        state->departures[u] -= hazard * hours;
        if (state->departures[u] > 0) continue;
        state->departures[u] = INFINITY;
        decide(state, (int)u, t);
    }
}
