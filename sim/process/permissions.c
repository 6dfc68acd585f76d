/* P02, tables only (MODEL.md P02; RULINGS 19, 20, 66, 93). */
#include "process/permissions.h"

#include <math.h>

#include "base/number.h"
#include "mandate/function.h"
#include "process/investigations.h"

/* logit^-1(logit(p) + ln factor). */
static double shifted(double p, double factor) {
    if (factor == 1 || p <= 0 || p >= 1) return p;
    double odds = p / (1 - p) * factor;
    return odds / (1 + odds);
}

static double shift_factor(const struct state *state) { return mandate_exp(state->live.permissions.approve_shift); }

static double tempo(const struct state *state, size_t region) {
    return state->live.regions.at[region].tempo * state->live.host_ops.tempo_factor;
}

/* P(a needed flight is asked for) = (1 - q)(1 - rho min(1, tempo)); q mixes inside and outside the no-fly zone. */
static double ask(const struct state *state, double no_fly_share, double region_tempo) {
    const struct mandate_consent *table = &state->live.host.states.at[state->consent];
    const struct mandate_permissions *rules = &state->live.permissions;
    double q = no_fly_share * table->self_censor_no_fly + (1 - no_fly_share) * table->self_censor;
    return (1 - lesser(1, q * rules->self_censor_factor)) * (1 - rules->rho_need * lesser(1, region_tempo));
}

double permissions_approve_sector(const struct state *state, enum mandate_role role, size_t sector) {
    return state->sector_approve[sector * MANDATE_ROLES + role];
}

/* Routine flights of a sector see the mean over its regions, weighted by their attacks. */
static double ask_in_sector(const struct state *state, size_t sector) {
    double sum = 0, weight = 0;
    for (size_t r = 0; r < state->model->n_region; r++) {
        const struct mandate_region *region = &state->live.regions.at[r];
        if (region->sector != (int)sector) continue;
        sum += region->attack_share * state->ask[r];
        weight += region->attack_share;
    }
    return weight > 0 ? sum / weight : ask(state, 0, 0);
}

/* P(approved) by role, in sectors and in regions; a normal score is worked out only where its P has moved. */
static void approve(struct state *state) {
    const struct mandate_consent *table = &state->live.host.states.at[state->consent];
    size_t n_region = state->model->n_region;
    double factor = shift_factor(state);
    for (size_t role = 0; role < MANDATE_ROLES; role++) state->approve[role] = shifted(table->approve[role], factor);
    for (size_t i = 0; i < MANDATE_ROLES * state->model->n_sector; i++) {
        size_t s = i / MANDATE_ROLES, role = i % MANDATE_ROLES;
        double p = lesser(state->approve[role], state->live.sectors.at[s].approve_cap[role]);
        if (p == state->sector_approve[i]) continue;
        state->sector_approve[i] = p;
        state->sector_score[i] = p > 0 && p < 1 ? mandate_normal_quantile(p) : 0;
    }
    for (size_t r = 0; r < n_region; r++) {
        int sector = state->live.regions.at[r].sector;
        const double *p = sector < 0 ? state->approve : state->sector_approve + (size_t)sector * MANDATE_ROLES;
        for (size_t role = 0; role < MANDATE_ROLES; role++) state->approve_at[role * n_region + r] = p[role];
    }
}

void permissions_update(struct state *state, double t) {
    size_t consent = model_consent(state->model, state->live.host.state);
    if (consent != state->consent) {
        state->consent_since = t;
        note(state, NOTE_CONSENT, (int)consent, (int)state->consent, 0);
    }
    state->consent = consent;
    approve(state);
    for (size_t r = 0; r < state->model->n_region; r++)
        state->ask[r] = ask(state, state->live.regions.at[r].no_fly_share, tempo(state, r));
    for (size_t s = 0; s < state->model->n_sector; s++) state->sector_ask[s] = ask_in_sector(state, s);
    investigations_follow(state, t);
    state->dirty_permissions = false;
    state->dirty_air = true;
}

double permissions_approve(const struct state *state, enum mandate_role role, size_t region) {
    return state->approve_at[(size_t)role * state->model->n_region + region];
}

double permissions_investigation(const struct state *state) {
    return shifted(state->live.host.states.at[state->consent].investigation, shift_factor(state));
}

static double mood_of(const struct state *state, size_t region, size_t week) {
    return mandate_normal_quantile(
        mandate_uniform(&state->draws, mandate_event(state->model->zone_stream[region], week), 0));
}

double permissions_mood(const struct state *state, size_t region, size_t week) {
    const struct shared *shared = state->shared;
    if (week >= shared->n_week) return mood_of(state, region, week);
    struct zone_week *zone = &shared->zones[region * shared->n_week + week];
    if (zone->stamp != shared->stamp) *zone = (struct zone_week){shared->stamp, mood_of(state, region, week)};
    return zone->mood;
}

bool permissions_granted(const struct state *state, double p, size_t region, double t, double u) {
    double r = state->live.permissions.weekly_correlation;
    if (p <= 0 || p >= 1 || r <= 0) return u < p;
    double mood = permissions_mood(state, region, (size_t)(greater(t, 0) / 168));
    return sqrt(r) * mood + sqrt(1 - r) * mandate_normal_quantile(u) < mandate_normal_quantile(p);
}
