/* P06: routine flights of a sector and role, counted by week (MODEL.md P02, P06; RULINGS 20, 66, D 19).
 * Of the flights needed some are not asked for, some are refused under the mood of the zone in that week; what is
 * approved is flown as far as weather and means allow. */
#include "process/routine.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "mandate/function.h"
#include "process/aviation.h"
#include "process/permissions.h"

/* Moods of all weeks of a replication, at once. */
static void draw_moods(struct state *state) {
    const struct model *model = state->model;
    struct shared *shared = state->shared;
    size_t n = shared->n_week * model->n_sector;
    for (size_t i = 0; i < n; i++) {
        int region = model->sector_region[i % model->n_sector];
        shared->mood_events[i] = mandate_event(model->zone_stream[region < 0 ? 0 : region], i / model->n_sector);
    }
    mandate_uniforms_many(&state->draws, shared->mood_events, n, 1, shared->mood_uniforms, n);
    mandate_normal_quantile_many(shared->mood_uniforms, shared->mood, n);
    shared->mood_stamp = shared->stamp;
}

/* Whole flights of a week: the demand since the start, cut into weeks without loss; the last one may be short. */
static double needed_in_week(const struct state *state, double per_hour, size_t week) {
    double begin = 168 * (double)week, end = lesser(begin + 168, state->model->horizon);
    return (double)((int64_t)(per_hour * end + 1e-9) - (int64_t)(per_hour * begin + 1e-9));
}

/* What the draws of a week depend on. Grounded aircraft keep asking. */
static void inputs_of(const struct state *state, struct routine_input *inputs) {
    bool grounded = state->now < state->flights_suspended_until;
    for (size_t s = 0; s < state->model->n_sector; s++) {
        bool flies = sector_flies(state, s);
        for (size_t role = 0; role < MANDATE_ROLES; role++, inputs++) {
            bool medevac = role == MANDATE_ROLE_MEDEVAC,
                 none = !flies || state->live.sectors.at[s].routine_sorties[role] <= 0;
            inputs->rate = none ? 0 : state->live.sectors.at[s].routine_sorties[role];
            inputs->ask = none || medevac ? 1 : state->sector_ask[s];
            inputs->approve =
                none || (grounded && !medevac) ? 0 : permissions_approve_sector(state, (enum mandate_role)role, s);
        }
    }
}

static bool same_input(const struct routine_input *a, const struct routine_input *b) {
    return a->rate == b->rate && a->ask == b->ask && a->approve == b->approve;
}

/* The cells of a week whose draws are to be made; those that need no flight are done. */
static size_t list_cells(struct state *state, size_t week, const struct routine_input *inputs, bool all) {
    struct shared *shared = state->shared;
    size_t n_cell = state->model->n_sector * MANDATE_ROLES, n = 0;
    for (size_t i = 0; i < n_cell; i++) {
        if (!all && same_input(&inputs[i], &shared->routine_inputs[week * n_cell + i])) continue;
        struct routine_draw *draw = &shared->routine_draws[week * n_cell + i];
        *draw = (struct routine_draw){0, 0, 0};
        shared->routine_inputs[week * n_cell + i] = inputs[i];
        if (inputs[i].rate > 0) draw->needed = needed_in_week(state, inputs[i].rate, week);
        if (draw->needed > 0) shared->routine_cells[n++] = i;
    }
    return n;
}

/* Margins stay p; `score` is the normal score of p. */
static double score_given_mood(double r, double score, double mood) { return (score - sqrt(r) * mood) / sqrt(1 - r); }

static void draw_cell(struct routine_draw *draw, double ask, double approve, double u_request, double u_refuse) {
    draw->requested = ask >= 1 ? draw->needed : mandate_binomial(draw->needed, ask, u_request);
    draw->refused = draw->requested - mandate_binomial(draw->requested, approve, u_refuse);
}

/* P(approved | mood) of all listed cells at once, then their draws. */
static void draw_cells(struct state *state, size_t week, size_t n) {
    struct shared *shared = state->shared;
    size_t n_cell = state->model->n_sector * MANDATE_ROLES;
    const struct routine_input *inputs = shared->routine_inputs + week * n_cell;
    const double *mood = shared->mood + week * state->model->n_sector;
    double r = state->live.permissions.weekly_correlation, *u = shared->week_uniforms, *p = u + 2 * n;
    for (size_t k = 0; k < n; k++) {
        size_t i = shared->routine_cells[k];
        shared->week_events[k] = mandate_event(state->model->permission_stream[i], week);
        p[k] = score_given_mood(r, state->sector_score[i], mood[i / MANDATE_ROLES]);
    }
    mandate_uniforms_many(&state->draws, shared->week_events, n, 1, u, n);
    mandate_normal_cdf_many(p, p, n);
    for (size_t k = 0; k < n; k++) {
        const struct routine_input *input = &inputs[shared->routine_cells[k]];
        bool moody = r > 0 && input->approve > 0 && input->approve < 1;
        draw_cell(&shared->routine_draws[week * n_cell + shared->routine_cells[k]], input->ask,
                  moody ? p[k] : input->approve, u[k], u[n + k]);
    }
}

/* Sums over the cells of a week. */
static void sum_cells(struct state *state, size_t week) {
    const struct model *model = state->model;
    const struct routine_draw *draw = state->shared->routine_draws + week * model->n_sector * MANDATE_ROLES;
    struct routine_week *sums = &state->shared->routine[week];
    size_t month = (size_t)model->months[state->month].number;
    *sums = (struct routine_week){.stamp = state->shared->stamp};
    for (size_t s = 0; s < model->n_sector; s++)
        for (size_t role = 0; role < MANDATE_ROLES; role++, draw++) {
            double approved = draw->requested - draw->refused, lost = approved * model->sector_closed[s * 12 + month];
            sums->needed += draw->needed;
            sums->requested += draw->requested;
            sums->refused += draw->refused;
            sums->lost += lost;
            sums->approved[role] += approved;
            sums->open[role] += approved - lost;
        }
}

/* What has been approved waited for it, by its mean time (M01). */
static void count_waiting(struct state *state, size_t role, double approved) {
    struct tally *tally = &state->tally;
    double factor = approved * state->live.permissions.delay_factor;
    if (role == MANDATE_ROLE_MEDEVAC) {
        tally->approved_medevac += approved;
        tally->waited_medevac += factor * state->model->medevac_delay_mean[state->consent];
    } else {
        tally->approved_routine += approved;
        tally->waited_routine += factor * state->model->routine_delay_mean[state->consent];
    }
}

static void count(struct state *state, const struct routine_week *sums) {
    struct tally *tally = &state->tally;
    double flown = 0, open = 0;
    for (size_t role = 0; role < MANDATE_ROLES; role++) {
        open += sums->open[role];
        flown += sums->open[role] * state->role_means[role];
        count_waiting(state, role, sums->approved[role]);
    }
    tally->needed += sums->needed;
    tally->censored += sums->needed - sums->requested;
    tally->requested += sums->requested;
    tally->refused += sums->refused;
    tally->lost_weather += sums->lost;
    tally->flown += flown;
    tally->lost_means += open - flown;
}

/* Options with the same inputs share the draws: of all cells of a week, or of some. */
void routine_week(struct state *state, size_t week) {
    struct shared *shared = state->shared;
    size_t n_cell = state->model->n_sector * MANDATE_ROLES;
    struct routine_input *inputs = shared->routine_now;
    if (shared->mood_stamp != shared->stamp) draw_moods(state);
    inputs_of(state, inputs);
    bool drawn = routine_drawn(shared, week);
    if (!drawn || memcmp(inputs, shared->routine_inputs + week * n_cell, n_cell * sizeof *inputs) != 0) {
        draw_cells(state, week, list_cells(state, week, inputs, !drawn));
        sum_cells(state, week);
    }
    count(state, &shared->routine[week]);
}
