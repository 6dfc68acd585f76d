/* P15: the ledger and the metrics (MODEL.md P15 and section 8; RULINGS 35, 36, 41, 42, 82).
 * Money per month is paid by calendar month, part months by days. */
#include "process/tally.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "mandate/function.h"
#include "process/bases.h"
#include "process/coverage.h"
#include "process/force.h"
#include "process/hostility.h"
#include "process/investigations.h"
#include "process/tracks.h"
#include "stats/fixed.h"

#define MONTH_HOURS 730.5

void tally_one_off(struct state *state, double usd) { state->tally.cost_one_off += usd; }

void tally_destroyed(struct state *state, double usd) {
    state->tally.destroyed += usd;
    state->tally.cost_one_off += usd;
}

/* Everything that costs money over an interval; `persons` is the mean strength in it. A political mission is one line,
 * beside which only projects are paid. */
static void tally_costs(struct state *state, double hours, double persons) {
    const struct mandate_ledger *price = &state->live.ledger;
    const struct flows *flows = &state->flows;
    struct tally *tally = &state->tally;
    double paid = hours * MONTH_HOURS / state->model->months[state->month].length, guess = price->price_factor;
    tally->cost_projects += paid * flows->cost_projects;
    if (state->live.civil.remote_monitoring != 0) {
        tally->cost_overhead += paid * (price->political_mission + persons * price->guard);
        return;
    }
    double per_person = price->reimbursement + guess * (price->equipment + price->supplies + price->rotation_travel);
    double more = persons - state->model->strength_start;
    tally->cost_personnel += paid * persons * per_person;
    tally->cost_civilian += paid * guess * flows->cost_civilian;
    tally->cost_camps += paid * guess * flows->cost_camps;
    tally->cost_air += paid * guess * flows->cost_air;
    tally->cost_convoys += paid * guess * flows->cost_convoys;
    tally->cost_overhead += paid * greater(price->overhead_least, price->overhead + more * price->overhead_variable);
}

/* All members of `flows` are doubles: its integral is taken member by member. */
static void tally_flows(struct flows *sum, const struct flows *flows, double hours) {
    double *to = (double *)sum;
    const double *from = (const double *)flows;
    for (size_t i = 0; i < sizeof *flows / sizeof(double); i++) to[i] += hours * from[i];
}

/* What places.csv shows of bases now. */
void tally_places_now(struct state *state) {
    size_t n = state->model->n_base;
    double *open = state->base_now, *persons = open + n, *usable = persons + n, *teams = usable + n;
    for (size_t b = 0; b < n; b++) {
        const struct tasking *tasking = &state->tasking[b];
        open[b] = base_is_open(&state->bases[b]);
        persons[b] = tasking->has.persons;
        usable[b] = tasking->usable;
        teams[b] = tasking->teams;
    }
}

static void tally_places(struct state *state, double hours) {
    size_t n = state->model->n_base;
    const double *teams = state->base_now + 3 * n;
    for (size_t i = 0; i < 4 * n; i++) state->base_places[i] += hours * state->base_now[i];
    for (size_t b = 0; b < n; b++) state->team_time[b] += teams[b] > 0 ? hours : 0;
    for (size_t r = 0; r < state->model->n_region; r++) state->region_places[r] += hours * state->presence[r];
    coverage_spend(state, hours);
}

void tally_settle(struct state *state) {
    double hours = state->tally_time - state->settled;
    if (hours <= 0) return;
    tally_flows(&state->tally.flows, &state->flows, hours);
    tally_places(state, hours);
    state->settled = state->tally_time;
}

/* The integral of one flow, up to now. */
static double flowed(const struct state *state, double sum, double flow) {
    return sum + (state->tally_time - state->settled) * flow;
}

double tally_flown(const struct state *state) {
    return flowed(state, state->tally.flows.routine, state->flows.routine) + state->tally.response_hours;
}

static void tally_consent(struct state *state, double hours, double t) {
    size_t last = state->model->n_state - 1;
    state->tally.consent_days[state->consent < 4 ? state->consent : 4] += hours;
    if (state->consent == last && last > 0) state->tally.consent_lost = lesser(state->tally.consent_lost, t - hours);
    bool collapsed = false;
    for (size_t k = 0; k < state->model->n_track; k++) collapsed |= track_collapsed(&state->live.tracks.at[k]);
    state->tally.collapsed += collapsed ? hours : 0;
}

void tally_advance(struct state *state, double t) {
    double hours = t - state->tally_time;
    if (hours <= 0) return;
    force_summed(state);
    double persons = greater(0, state->persons + state->slope * hours / 2);
    state->tally.present += persons * hours;
    tally_costs(state, hours, persons);
    tally_consent(state, hours, t);
    state->persons = greater(0, state->persons + state->slope * hours);
    state->tally_time = t;
}

static double cost_musd(const struct tally *tally) {
    return (tally->cost_personnel + tally->cost_civilian + tally->cost_camps + tally->cost_air + tally->cost_convoys +
            tally->cost_projects + tally->cost_overhead + tally->cost_one_off) /
           1e6;
}

static double killed(const struct tally *tally) {
    double sum = 0;
    for (size_t i = 0; i < CAUSES; i++) sum += tally->killed[i];
    return sum;
}

/* Values of the instant; sums of the interval are made from running totals at the end. */
void tally_date(struct state *state, size_t date) {
    double *row = state->series + date * MANDATE_SERIES;
    row[MANDATE_SERIES_troops_present] = state->persons;
    row[MANDATE_SERIES_troops_usable] = state->flows.usable;
    row[MANDATE_SERIES_bases_open] = state->flows.bases;
    for (size_t role = 0; role < MANDATE_ROLES; role++)
        row[MANDATE_SERIES_air_available_attack_h + role] =
            flowed(state, state->tally.flows.available[role], state->flows.available[role]);
    row[MANDATE_SERIES_cov_pop_6h] = state->flows.covered[2];
    row[MANDATE_SERIES_sorties_refused] = state->tally.refused;
    row[MANDATE_SERIES_consent_state] = (double)state->consent;
    row[MANDATE_SERIES_hostility] = hostility_now(state);
    row[MANDATE_SERIES_pk_killed] = killed(&state->tally);
    row[MANDATE_SERIES_cost_musd] = cost_musd(&state->tally);
    state->staff[date] = state->live.civil.staff;
}

static const size_t RUNNING[] = {MANDATE_SERIES_air_available_attack_h,  MANDATE_SERIES_air_available_utility_h,
                                 MANDATE_SERIES_air_available_medevac_h, MANDATE_SERIES_air_available_isr_manned_h,
                                 MANDATE_SERIES_air_available_uav_h,     MANDATE_SERIES_air_available_fixed_wing_h,
                                 MANDATE_SERIES_sorties_refused,         MANDATE_SERIES_pk_killed};

/* Date k shows the sum since date k - 1. */
static void series_differences(struct state *state) {
    for (size_t d = state->model->layout->n_date; d-- > 1;)
        for (size_t i = 0; i < sizeof RUNNING / sizeof *RUNNING; i++)
            state->series[d * MANDATE_SERIES + RUNNING[i]] -= state->series[(d - 1) * MANDATE_SERIES + RUNNING[i]];
}

/* The row of series.csv that shows an attack: of the interval that ends at the next date; NULL = after the last date.
 */
static double *series_of(const struct state *state, double onset) {
    size_t date = (size_t)(onset / state->model->scenario->study.output.series_every) + 1;
    return date < state->model->layout->n_date ? state->series + date * MANDATE_SERIES : NULL;
}

/* The quarter of an onset, sought from that of the attack before. */
static size_t quarter_from(const struct model *model, size_t quarter, double onset) {
    while (quarter > 0 && onset < model->quarter_begin[quarter]) quarter--;
    while (quarter + 1 < model->n_quarter && onset >= model->quarter_begin[quarter + 1]) quarter++;
    return quarter;
}

/* Where one attack shows: its interval (NULL = none), its region and its actor in its quarter. */
struct shown {
    double *series, *region, *actor;
};

static struct shown shown_of(const struct state *state, size_t quarter, const struct incident *incident) {
    const struct model *model = state->model;
    double *rows = state->breakdown + quarter * (model->n_region + model->n_actor) * MANDATE_BREAKDOWNS;
    return (struct shown){series_of(state, incident->onset), rows + (size_t)incident->region * MANDATE_BREAKDOWNS,
                          rows + (model->n_region + (size_t)incident->actor) * MANDATE_BREAKDOWNS};
}

static void breakdown_row(double *restrict row, const double *restrict values) {
    for (size_t i = 0; i < MANDATE_BREAKDOWNS; i++) row[i] += values[i];
}

static void show_reached(const struct shown *shown, const struct incident *incident, const struct response *response,
                         double restricted) {
    double deaths = incident->deaths - response->averted;
    const double values[MANDATE_BREAKDOWNS] = {[MANDATE_BREAKDOWN_incidents] = 1,
                                               [MANDATE_BREAKDOWN_reached_6h] = response->response <= 6,
                                               [MANDATE_BREAKDOWN_reached_24h] = response->response <= 24,
                                               [MANDATE_BREAKDOWN_resp_sum_h] = restricted,
                                               [MANDATE_BREAKDOWN_deaths] = deaths,
                                               [MANDATE_BREAKDOWN_averted_response] = response->averted};
    breakdown_row(shown->region, values);
    breakdown_row(shown->actor, values);
    if (!shown->series) return;
    shown->series[MANDATE_SERIES_incidents] += 1;
    shown->series[MANDATE_SERIES_reached_24h] += values[MANDATE_BREAKDOWN_reached_24h];
    shown->series[MANDATE_SERIES_deaths] += deaths;
    shown->series[MANDATE_SERIES_averted_response] += response->averted;
}

/* The same without what is zero. */
static void show_never(const struct shown *shown, double deaths, double limit) {
    double *rows[2] = {shown->region, shown->actor};
    for (size_t i = 0; i < 2; i++) {
        rows[i][MANDATE_BREAKDOWN_incidents] += 1;
        rows[i][MANDATE_BREAKDOWN_resp_sum_h] += limit;
        rows[i][MANDATE_BREAKDOWN_deaths] += deaths;
    }
    if (!shown->series) return;
    shown->series[MANDATE_SERIES_incidents] += 1;
    shown->series[MANDATE_SERIES_deaths] += deaths;
}

/* The k-th smallest of n values (Hoare 1961, FIND); the order of the rest is lost. */
static double nth(double *values, ptrdiff_t n, ptrdiff_t k) {
    for (ptrdiff_t low = 0, high = n - 1; low < high;) {
        double pivot = values[k];
        ptrdiff_t i = low, j = high;
        while (i <= j) {
            while (values[i] < pivot) i++;
            while (pivot < values[j]) j--;
            if (i > j) break;
            double swap = values[i];
            values[i++] = values[j];
            values[j--] = swap;
        }
        if (j < k) low = i;
        if (k < i) high = j;
    }
    return values[k];
}

/* Quantile by the inverse of the empirical distribution: the smallest value with at least p n at or below. Of the n
 * values those from `finite` on are infinite and need not be there. */
static double quantile(double *values, size_t finite, size_t n, double p) {
    if (n == 0) return NAN;
    size_t k = (size_t)ceil(p * (double)n);
    if (k > finite) return INFINITY;
    return nth(values, (ptrdiff_t)finite, k > 0 ? (ptrdiff_t)k - 1 : 0);
}

static const double HOURS[RESPONSE_HORIZONS] = {1, 3, 6, 24, 72};

static void count_reached(struct counts *counts, const struct response *response) {
    const double stages[RESPONSE_STAGES] = {response->detect, response->verify, response->decide,
                                            response->permit, response->notice, response->travel};
    for (size_t i = 0; i < RESPONSE_STAGES; i++) counts->stages[i] += stages[i];
    counts->modes[response->mode] += 1;
    for (size_t i = 0; i < RESPONSE_HORIZONS; i++) counts->within[i] += response->response <= HOURS[i];
}

/* Sums are taken in the order of the attacks, reached or not. */
static void count_attack(const struct state *state, struct counts *counts, const struct incident *incident,
                         const struct response *response) {
    double limit = state->model->mission->response.limit;
    counts->quarter = quarter_from(state->model, counts->quarter, incident->onset);
    const struct shown shown = shown_of(state, counts->quarter, incident);
    counts->outcomes[response->outcome] += 1;
    counts->deaths += incident->deaths;
    counts->deadly += incident->deaths > response->averted;
    counts->warned += incident->warned;
    if (response->outcome != OUTCOME_REACHED) {
        counts->restricted += limit;
        counts->alert_restricted += response->outcome != OUTCOME_UNDETECTED ? limit : 0;
        show_never(&shown, incident->deaths, limit);
        return;
    }
    double restricted = lesser(response->response, limit);
    counts->restricted += restricted;
    counts->alert_restricted += lesser(response->response - response->detect, limit);
    counts->averted += response->averted;
    count_reached(counts, response);
    show_reached(&shown, incident, response, restricted);
}

void tally_attacks(struct state *state) {
    struct counts counts = state->counts; /* nothing else points to it */
    for (; counts.n < state->n_response; counts.n++) {
        const struct response *response = &state->responses[counts.n];
        if (response_is_open(response)) break;
        count_attack(state, &counts, &state->pool->at[response->incident], response);
    }
    state->counts = counts;
}

/* The times of the attacks reached, and room for as many numbers as there are attacks. */
static double *reached_hours(struct state *state) {
    size_t n = 0;
    state->sorted =
        memory_reserve(state->sorted, sizeof *state->sorted, state->n_response + 1, &state->sorted_capacity);
    for (size_t i = 0; i < state->n_response; i++) {
        state->sorted[n] = state->responses[i].response;
        n += state->responses[i].outcome == OUTCOME_REACHED;
    }
    return state->sorted;
}

#define SET(name, value) row[MANDATE_METRIC_##name] = (value)

static void finish_response(struct state *state, double *row) {
    const struct counts *c = &state->counts;
    double *hours = reached_hours(state), n = (double)c->n, detected = n - c->outcomes[OUTCOME_UNDETECTED];
    size_t n_reached = c->outcomes[OUTCOME_REACHED];
    SET(resp_rmean_h, c->restricted / n);
    for (size_t i = 0; i < RESPONSE_HORIZONS; i++) row[MANDATE_METRIC_reach_1h + i] = c->within[i] / n;
    SET(never, (n - (double)n_reached) / n);
    for (size_t i = 1; i < OUTCOMES; i++) row[MANDATE_METRIC_never_undetected + i - 1] = c->outcomes[i] / n;
    SET(resp_p50_h, quantile(hours, n_reached, c->n, 0.5));
    SET(resp_p90_h, quantile(hours, n_reached, c->n, 0.9));
    SET(resp_p50_reached_h, quantile(hours, n_reached, n_reached, 0.5));
    SET(resp_p90_reached_h, quantile(hours, n_reached, n_reached, 0.9));
    SET(resp_alert_rmean_h, c->alert_restricted / detected);
    for (size_t i = 0; i < RESPONSE_STAGES; i++)
        row[MANDATE_METRIC_stage_detect_h + i] = c->stages[i] / (double)n_reached;
    for (size_t i = 1; i < MODES; i++) row[MANDATE_METRIC_reached_ground + i - 1] = c->modes[i] / n;
    SET(incidents, n);
    SET(detected, detected / n);
    SET(warned, c->warned / n);
    SET(deaths_unmitigated, c->deaths);
    SET(deaths, c->deaths - c->averted);
    SET(averted_response, c->averted);
    SET(averted_deterrence, state->tally.averted_deterrence);
    SET(averted_total, c->averted + state->tally.averted_deterrence);
    SET(displaced, c->deadly * state->model->mission->attacks.displaced);
    SET(failures, (double)state->n_failure);
}

/* After the responses: the days are sorted in the same scratch. */
static void finish_society(struct state *state, double *row) {
    struct investigations_count c = investigations_count(state, state->sorted);
    double decided = (double)(c.answered + c.unanswered);
    SET(cases, c.opened);
    SET(cases_answered, (double)c.answered / decided);
    SET(cases_unanswered, (double)c.unanswered);
    SET(cases_visited, c.visited);
    SET(case_days, quantile(state->sorted, c.answered, c.answered, 0.5));
    SET(accountability, investigations_mean_accountability(state));
    SET(hostility, hostility_mean(state, state->model->horizon));
}

/* Area of responsibility. */
static double area(const struct state *state) {
    double sum = 0;
    for (size_t r = 0; r < state->model->n_region; r++) {
        const struct mandate_region *region = &state->model->mission->regions.at[r];
        if (region->outside == 0) sum += region->area;
    }
    return sum;
}

static void finish_politics(struct state *state, double *row) {
    const struct tally *tally = &state->tally;
    bool lost = tally->consent_lost < INFINITY;
    for (size_t i = 0; i < 5; i++) row[MANDATE_METRIC_days_consent_0 + i] = tally->consent_days[i] / 24;
    SET(consent_lost, lost);
    SET(days_to_consent_lost, lost ? tally->consent_lost / 24 : NAN);
    SET(track_collapsed, tally->collapsed / 24);
    SET(contributors_left, tally->contributors_left);
    SET(persons_left, tally->persons_left);
}

static void finish_losses(struct state *state, double *row) {
    const struct tally *tally = &state->tally;
    double hostile = tally->killed[CAUSE_MINES] + tally->killed[CAUSE_BASES] + tally->killed[CAUSE_RESPONSE];
    SET(pk_killed, killed(tally));
    SET(pk_killed_hostile, hostile);
    for (size_t i = 0; i < CAUSES; i++) row[MANDATE_METRIC_pk_killed_mines + i] = tally->killed[i];
    SET(pk_wounded, tally->wounded);
    SET(strikes, tally->strikes);
    SET(convoys_planned, tally->convoys_planned);
    SET(convoys_missed, tally->convoys_missed / tally->convoys_planned);
    SET(convoy_km, tally->convoy_km);
    SET(stock_low, tally->flows.stock_low / 24);
    SET(air_resupply_h, tally->flows.resupply);
    SET(base_attacks, tally->base_attacks);
    SET(exit_convoys, tally->exit_convoys);
    SET(exit_convoy_days, tally->exit_hours / tally->exit_convoys / 24);
    SET(exit_strikes, tally->exit_strikes);
    SET(exit_killed, tally->exit_killed);
}

static void finish_force(struct state *state, double *row) {
    const struct tally *tally = &state->tally;
    const struct flows *sum = &tally->flows;
    double hours = state->model->horizon;
    for (size_t i = 0; i < 4; i++) row[MANDATE_METRIC_cov_pop_1h + i] = sum->covered[i] / hours;
    SET(unprotected_6h, sum->unprotected / hours);
    SET(troops_present, tally->present / hours);
    SET(troops_end, state->persons);
    SET(troops_usable, sum->usable / hours);
    SET(tooth, sum->usable / tally->present);
    SET(area_per_usable_km2, area(state) / (sum->usable / hours));
    SET(tied_protection, sum->protection / sum->infantry);
    SET(tied_convoys, sum->convoy / sum->infantry);
    SET(tied_civil, sum->civil / sum->infantry);
    SET(tied_static, sum->fixed_tasks / sum->infantry);
    SET(ceiling_gap, (sum->ceiling - tally->present) / hours);
    SET(units_refused, tally->refusals);
    SET(bases_open, sum->bases / hours);
    SET(bases_open_end, state->flows.bases);
    SET(readiness, sum->readiness / tally->present);
    SET(rotations_suspended, tally->suspensions);
    SET(consent_mean, sum->consent / hours);
    finish_losses(state, row);
    finish_politics(state, row);
    SET(days_to_exit, tally->empty_since < INFINITY ? tally->empty_since / 24 : NAN);
}

/* Chance that no team of a base is free: while it has teams, the share of team-hours that is busy to the power of
 * their mean number; else one. */
static void finish_free_teams(struct state *state, double *row) {
    double *none_free = state->base_now;
    const double *all_hours = state->base_places + 3 * state->model->n_base;
    for (size_t b = 0; b < state->model->n_base; b++) {
        double team_hours = all_hours[b], time = state->team_time[b];
        none_free[b] = 1;
        if (team_hours <= 0) continue;
        double busy = lesser(1, state->busy_hours[b] / team_hours);
        none_free[b] = 1 - time / state->model->horizon * (1 - mandate_pow(busy, team_hours / time));
    }
    SET(cov_busy_6h, coverage_of_free(state, none_free));
}

static void finish_air(struct state *state, double *row) {
    const struct tally *tally = &state->tally;
    for (size_t role = 0; role < MANDATE_ROLES; role++) {
        row[MANDATE_METRIC_air_available_attack_h + role] = tally->flows.available[role];
        row[MANDATE_METRIC_air_flyable_attack_h + role] = tally->flows.flyable[role];
    }
    SET(air_hours_flown, tally->flows.routine + tally->flows.host + tally->response_hours);
    SET(air_hours_host, tally->flows.host);
    SET(sorties_needed, tally->needed);
    SET(sorties_censored, tally->censored);
    SET(sorties_requested, tally->requested);
    SET(sorties_refused, tally->refused);
    SET(sorties_lost_weather, tally->lost_weather);
    SET(sorties_lost_means, tally->lost_means);
    SET(sorties_flown, tally->flown);
    SET(sorties_response, tally->response_sorties);
    SET(denial_recorded, tally->refused / tally->requested);
    SET(denial_latent, (tally->refused + tally->censored) / tally->needed);
    SET(air_wait_routine_h, tally->waited_routine / tally->approved_routine);
    SET(air_wait_medevac_h, tally->waited_medevac / tally->approved_medevac);
}

static void finish_money(struct state *state, double *row) {
    const struct tally *tally = &state->tally;
    const struct mandate_civil *civil = &state->model->mission->civil;
    SET(civil_demanded, tally->flows.civil_demand / (civil->escort_size * civil->escort_days));
    SET(civil_done, tally->flows.civil_done / tally->flows.civil_demand);
    SET(cost_musd, cost_musd(tally));
    SET(cost_personnel_musd, tally->cost_personnel / 1e6);
    SET(cost_civilian_musd, tally->cost_civilian / 1e6);
    SET(cost_camps_musd, tally->cost_camps / 1e6);
    SET(cost_air_musd, tally->cost_air / 1e6);
    SET(cost_convoys_musd, tally->cost_convoys / 1e6);
    SET(cost_projects_musd, tally->cost_projects / 1e6);
    SET(cost_overhead_musd, tally->cost_overhead / 1e6);
    SET(cost_one_off_musd, tally->cost_one_off / 1e6);
    SET(destroyed_musd, tally->destroyed / 1e6);
}

/* Blocks of places.csv: bases by metric, regions by metric, localities by metric (order of MANDATE_PLACE_LIST). Each
 * returns where the next begins. */
static double *put_bases(const struct model *model, const double *bases, double weight, double *places) {
    for (size_t i = 0; i < 4 * model->n_base; i++) places[i] = bases[i] * weight;
    return places + 4 * model->n_base;
}

static double *put_regions(const struct model *model, const double *regions, double weight, double *places) {
    for (size_t r = 0; r < model->n_region; r++) places[r] = regions[r] * weight;
    return places + model->n_region;
}

void tally_place_date(struct state *state, size_t date) {
    const struct model *model = state->model;
    double *places = state->place_row + date * (model->layout->n_place_value / model->layout->n_place_date);
    places = put_bases(model, state->base_now, 1, places);
    places = put_regions(model, state->presence, 1, places);
    places = put_regions(model, state->hostility, 1, places);
    coverage_places_now(state, places);
}

/* Means over the horizon when no dates are asked for. */
static void finish_places(struct state *state) {
    const struct model *model = state->model;
    if (!(model->layout->place_dates[0] < INFINITY)) {
        double *places = put_bases(model, state->base_places, 1 / model->horizon, state->place_row);
        places = put_regions(model, state->region_places, 1 / model->horizon, places);
        places = put_regions(model, hostility_places(state, model->horizon), 1 / model->horizon, places);
        coverage_places(state, places);
    }
}

bool tally_keep_places(struct state *state) {
    size_t n = state->model->layout->n_place_value;
    for (size_t i = 0; i < n; i++)
        if (!(fabs(state->place_row[i]) < FIXED_GRID_LIMIT)) return false;
    for (size_t i = 0; i < n; i++) state->places[i] += fixed_round(state->place_row[i]);
    return true;
}

/* Values are cut to 9 decimals (6 where they are large), so that sums taken in another order print the same. */
static double tidy(double value) {
    double scale = fabs(value) < 4e6 ? 1e9 : 1e6;
    return fabs(value) < 4e9 ? floor(value * scale + 0.5) / scale : value;
}

void tally_finish(struct state *state, double *row) {
    tally_settle(state);
    tally_attacks(state);
    finish_response(state, row);
    finish_society(state, row);
    finish_force(state, row);
    finish_air(state, row);
    finish_free_teams(state, row);
    finish_money(state, row);
    for (size_t i = 0; i < MANDATE_METRICS; i++) row[i] = tidy(row[i]);
    series_differences(state);
    finish_places(state);
}
