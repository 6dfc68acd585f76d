/* P04: contributors that leave unannounced (MODEL.md P04; RULINGS 25). One clock for each contributor:
 *
 *   h = h0 exp(g1 restriction + g2 own deaths in 180 days + g3 time overdue)
 *
 * restriction = state of consent over the worst one; overdue = mean over its units. A contributor of which no unit is
 * here to stay decides nothing. Who has decided goes after the notice, whatever happens then. */
#include "process/contributors.h"

#include <math.h>

#include "base/number.h"
#include "mandate/function.h"
#include "process/chain.h"
#include "process/force.h"

#define HALF_YEAR (180 * 24.0)

static bool endogenous(const struct state *state) {
    return state->model->scenario->study.departures == MANDATE_COURSE_ENDOGENOUS &&
           state->model->mission->force.departure_rate > 0;
}

static bool keeps_clock(const struct state *state, size_t unit) { return state->model->contributor[unit] == (int)unit; }

static void count_units(struct state *state, double t) {
    for (size_t u = 0; u < state->model->n_unit; u++) {
        const struct unit_state *unit = &state->units[u];
        struct departure *of = &state->departures[u];
        if (keeps_clock(state, u)) of->units = of->overdue = of->deaths = 0;
        if (state->model->contributor[u] < 0 || !unit->present || unit->leaves < INFINITY) continue;
        of = &state->departures[state->model->contributor[u]]; /* an earlier unit, or this one */
        of->units += 1;
        of->overdue += greater(0, t - unit->due);
    }
}

static void count_deaths(struct state *state, double t) {
    for (size_t i = state->n_loss; i-- > 0 && state->losses[i].time > t - HALF_YEAR;) {
        int part = state->losses[i].part, of = part >= 0 ? state->model->contributor[state->parts[part].unit] : -1;
        if (of >= 0) state->departures[of].deaths += state->losses[i].killed;
    }
}

static double hazard(const struct state *state, const struct departure *of) {
    const struct mandate_force *rules = &state->live.force;
    double worst = greater(1, (double)state->model->n_state - 1),
           restriction = (double)model_consent(state->model, state->live.host.state) / worst;
    if (of->units == 0) return 0;
    return rules->departure_rate *
           mandate_exp(rules->departure_restriction * restriction + rules->departure_deaths * of->deaths +
                       rules->departure_overdue * of->overdue / of->units);
}

void contributors_renew(struct state *state, double t) {
    if (!endogenous(state)) return;
    count_units(state, t);
    count_deaths(state, t);
    for (size_t u = 0; u < state->model->n_unit; u++) {
        struct departure *of = &state->departures[u];
        if (keeps_clock(state, u) && of->visit.number == 1)
            visit_renew(state, &of->visit, hazard(state, of), t, EVENT_DEPARTURE, (int)u);
    }
}

/* The first stay is the last: its end is the decision. */
static void decide(struct state *state, int contributor, double t) {
    struct departure *of = &state->departures[contributor];
    if (of->visit.number != 1 || !visit_ends(&of->visit, t)) return;
    visit_begin(&of->visit, &state->draws, state->model->contributor_stream[contributor], t);
    state->tally.contributors_left += 1;
    note(state, NOTE_CONTRIBUTOR_LEAVES, contributor, -1, 0);
    policy_schedule(state, t + state->live.force.departure_notice, EVENT_DEPARTURE,
                    (int)state->model->n_unit + contributor);
}

static void depart(struct state *state, int contributor, double t) {
    double gone = t + state->live.force.departure_over;
    for (size_t u = 0; u < state->model->n_unit; u++) {
        if (state->model->contributor[u] != contributor || state->units[u].leaves <= gone) continue;
        state->tally.persons_left += force_strength(state, (int)u, t);
        force_exit(state, (int)u, -1, t, gone);
    }
}

void contributors_event(struct state *state, int index, double t) {
    int n_unit = (int)state->model->n_unit;
    if (index < n_unit) decide(state, index, t);
    else depart(state, index - n_unit, t);
}

void contributors_start(struct state *state) {
    if (!endogenous(state)) return;
    for (size_t u = 0; u < state->model->n_unit; u++)
        if (keeps_clock(state, u))
            visit_begin(&state->departures[u].visit, &state->draws, state->model->contributor_stream[u], 0);
    contributors_renew(state, 0);
}
