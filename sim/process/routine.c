/* P06: routine flights of a sector and role, counted by week (MODEL.md P02, P06; RULINGS 20, 66, D 19).
 * Of the flights needed some are not asked for, some are refused under the mood of the zone in that week; what is
 * approved is flown as far as weather and means allow. */
#include "process/routine.h"

#include <math.h>

#include "base/number.h"
#include "mandate/function.h"
#include "process/aviation.h"
#include "process/permissions.h"

/* Uniforms and moods of all weeks of a replication, at once. */
static void draw_weeks(struct state *state) {
    const struct model *model = state->model;
    struct shared *shared = state->shared;
    size_t cells = model->n_sector * MANDATE_ROLES, n = shared->n_week * cells,
           moods = shared->n_week * model->n_sector;
    for (size_t i = 0; i < n; i++)
        shared->week_events[i] = mandate_event(model->permission_stream[i % cells], i / cells);
    mandate_uniforms_many(&state->draws, shared->week_events, n, 1, shared->week_uniforms, n);
    for (size_t i = 0; i < n; i++) {
        shared->routine[i].drawn = false;
        shared->routine[i].u_request = shared->week_uniforms[i];
        shared->routine[i].u_refuse = shared->week_uniforms[n + i];
    }
    for (size_t i = 0; i < moods; i++) {
        int region = model->sector_region[i % model->n_sector];
        shared->week_events[i] = mandate_event(model->zone_stream[region < 0 ? 0 : region], i / model->n_sector);
    }
    mandate_uniforms_many(&state->draws, shared->week_events, moods, 1, shared->week_uniforms, moods);
    mandate_normal_quantile_many(shared->week_uniforms, shared->mood, moods);
    shared->routine_stamp = shared->stamp;
}

/* Whole flights of a week: the demand since the start, cut into weeks without loss; the last one may be short. */
static double needed_in_week(const struct state *state, double per_hour, size_t week) {
    double begin = 168 * (double)week, end = lesser(begin + 168, state->model->horizon);
    return floor(per_hour * end + 1e-9) - floor(per_hour * begin + 1e-9);
}

/* The cell of a sector and role in a week, with its inputs now; NULL = no flight is needed. Grounded aircraft keep
 * asking. Options with the same inputs share the draws. */
static struct routine_week *cell_of(struct state *state, size_t week, size_t sector, size_t role) {
    double rate = state->live.sectors.at[sector].routine_sorties[role];
    if (rate <= 0) return NULL;
    double needed = needed_in_week(state, rate, week);
    if (needed <= 0) return NULL;
    bool medevac = role == MANDATE_ROLE_MEDEVAC, grounded = state->now < state->flights_suspended_until;
    double ask = medevac ? 1 : state->sector_ask[sector];
    double approve = grounded && !medevac ? 0 : permissions_approve_sector(state, (enum mandate_role)role, sector);
    struct routine_week *cell =
        &state->shared->routine[(week * state->model->n_sector + sector) * MANDATE_ROLES + role];
    if (cell->needed != needed || cell->ask != ask || cell->approve != approve) cell->drawn = false;
    cell->needed = needed;
    cell->ask = ask;
    cell->approve = approve;
    return cell;
}

/* Margins stay p; `score` is the normal score of p. */
static double score_given_mood(double r, double score, double mood) { return (score - sqrt(r) * mood) / sqrt(1 - r); }

static void draw(struct routine_week *cell, double approve) {
    cell->drawn = true;
    cell->requested = cell->ask >= 1 ? cell->needed : mandate_binomial(cell->needed, cell->ask, cell->u_request);
    cell->refused = cell->requested - mandate_binomial(cell->requested, approve, cell->u_refuse);
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

static void count(struct state *state, const struct routine_week *cell, size_t sector, size_t role) {
    struct tally *tally = &state->tally;
    double approved = cell->requested - cell->refused,
           lost =
               approved * state->model->sector_closed[sector * 12 + (size_t)state->model->months[state->month].number];
    double flown = (approved - lost) * state->role_means[role];
    tally->needed += cell->needed;
    tally->censored += cell->needed - cell->requested;
    tally->requested += cell->requested;
    tally->refused += cell->refused;
    tally->lost_weather += lost;
    tally->flown += flown;
    tally->lost_means += approved - lost - flown;
    count_waiting(state, role, approved);
}

/* P(approved | mood) of all cells of the week at once, then their draws, then their sums. */
void routine_week(struct state *state, size_t week) {
    struct shared *shared = state->shared;
    size_t n_cell = state->model->n_sector * MANDATE_ROLES, n = 0;
    if (shared->routine_stamp != shared->stamp) draw_weeks(state);
    struct routine_week **cells = shared->week_cells;
    double r = state->live.permissions.weekly_correlation, *approve = shared->week_uniforms;
    for (size_t i = 0; i < n_cell; i++) {
        size_t sector = i / MANDATE_ROLES;
        cells[i] = sector_flies(state, sector) ? cell_of(state, week, sector, i % MANDATE_ROLES) : NULL;
        if (cells[i] && !cells[i]->drawn)
            approve[n++] =
                score_given_mood(r, state->sector_score[i], shared->mood[week * state->model->n_sector + sector]);
    }
    mandate_normal_cdf_many(approve, approve, n);
    for (size_t i = 0, k = 0; i < n_cell; i++) {
        if (!cells[i]) continue;
        if (!cells[i]->drawn) {
            double p = approve[k++];
            draw(cells[i], r > 0 && cells[i]->approve > 0 && cells[i]->approve < 1 ? p : cells[i]->approve);
        }
        count(state, cells[i], i / MANDATE_ROLES, i % MANDATE_ROLES);
    }
}
