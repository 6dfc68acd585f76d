/* Observables of a replication. */
#include "analysis/observe.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"

enum { QUARTER_WEEKS = 13 };

#define STANDING_TEXT(name, text) text,
const char *const standings[STANDINGS] = {STANDING_LIST(STANDING_TEXT)};

/* True if the option stands among those of the row, joined by ";". */
static bool is_history_of(const struct observation *row, const char *option) {
    size_t length = strlen(option);
    if (row->options[0] == '\0') return true;
    for (const char *at = row->options; (at = strstr(at, option)) != NULL; at += length)
        if ((at == row->options || strchr("; ", at[-1]) != NULL) && strchr("; ", at[length]) != NULL) return true;
    return false;
}

enum standing observe_standing(const struct observation *row, const struct mandate_scenario *scenario) {
    const struct mandate_study *study = &scenario->study;
    const struct mandate_observable_row *metric = &mandate_observables[row->metric];
    if (metric->when == MANDATE_WHEN_NEVER) return STANDING_NOT_SIMULATED;
    if (!is_history_of(row, study->options.at[scenario->variants[0].option].id)) return STANDING_OTHER_OPTION;
    if (metric->when == MANDATE_WHEN_WINDOW) {
        if (row->from < study->start || row->to > scenario->end) return STANDING_OUTSIDE;
        if (isfinite(study->judged_from) && row->from < study->judged_from) return STANDING_WARM_UP;
    }
    if (row->use == OBSERVED_INPUT) return STANDING_INPUT;
    return row->use == OBSERVED_FACE ? STANDING_FACE : STANDING_SCORED;
}

bool observe_simulated(enum standing standing) {
    return standing == STANDING_SCORED || standing == STANDING_INPUT || standing == STANDING_FACE;
}

/* ---- attacks ---- */

static const struct incident *incident_of(const struct state *state, const struct response *response) {
    return &state->pool->at[response->incident];
}

static bool is_imposed(const struct incident *incident) { return incident->parent == PARENT_STUDY; }

static bool in_place(const struct observation *row, const struct incident *incident) {
    return row->places == NULL || row->places[incident->region];
}

static bool by_actor(const struct observation *row, const struct incident *incident) {
    return row->of == NULL || row->of[incident->actor];
}

/* The window in hours of the run; properties of the whole run take all of it. */
static bool in_window(const struct observation *row, const struct state *state, double time) {
    if (mandate_observables[row->metric].when == MANDATE_WHEN_RUN) return time < state->model->horizon;
    return time >= row->from - state->model->start && time < row->to - state->model->start;
}

/* Sums over the attacks of a row. */
struct sums {
    double n, deaths, place_deaths; /* place_deaths: of all actors */
    double unwarned, fast, attended;
};

static struct sums sums_of(const struct observation *row, const struct state *state, bool imposed) {
    struct sums sums = {0};
    for (size_t i = 0; i < state->n_response; i++) {
        const struct response *response = &state->responses[i];
        const struct incident *incident = incident_of(state, response);
        if (!response->accepted || (is_imposed(incident) && !imposed) || !in_place(row, incident) ||
            !in_window(row, state, incident->onset))
            continue;
        double deaths = incident->deaths - response->averted;
        sums.place_deaths += deaths;
        if (!by_actor(row, incident)) continue;
        sums.n += 1;
        sums.deaths += deaths;
        sums.unwarned += !incident->warned;
        sums.fast += !incident->warned && response->detect <= 6;
        sums.attended += response->response <= 24;
    }
    return sums;
}

/* The first attack of the window, an imposed one before all others; NULL = none. */
static const struct response *first_attack(const struct observation *row, const struct state *state) {
    const struct response *first = NULL;
    for (size_t i = 0; i < state->n_response; i++) {
        const struct response *response = &state->responses[i];
        const struct incident *incident = incident_of(state, response);
        if (!response->accepted || !in_place(row, incident) || !by_actor(row, incident) ||
            !in_window(row, state, incident->onset))
            continue;
        const struct incident *held = first != NULL ? incident_of(state, first) : NULL;
        bool better = held == NULL || (is_imposed(incident) && !is_imposed(held)) ||
                      (is_imposed(incident) == is_imposed(held) && incident->onset < held->onset);
        if (better) first = response;
    }
    return first;
}

static double response_hours(const struct observation *row, const struct state *state) {
    const struct response *first = first_attack(row, state);
    return first != NULL ? lesser(first->response, state->model->mission->response.limit) : NAN;
}

/* Until the host gives leave to investigate; an attack that is no case has none to wait for. */
static double days_without_landing(const struct observation *row, const struct state *state) {
    const struct response *first = first_attack(row, state);
    for (size_t i = 0; first != NULL && i < state->n_inquiry; i++) {
        const struct inquiry *inquiry = &state->inquiries[i];
        if (inquiry->incident != first->incident) continue;
        return (lesser(inquiry->leave, row->to - state->model->start) - incident_of(state, first)->onset) / 24;
    }
    return NAN;
}

/* Variance over mean of counts in cells of `days`: inside blocks of a quarter, or of all cells when a block has one. */
static double dispersion(const struct observation *row, const struct state *state, size_t days, size_t per_block) {
    size_t n = (size_t)(state->model->horizon / (24 * (double)days)) / per_block * per_block;
    double *counts = memory_take(sizeof(double) * (n + 1)), mean = 0, squares = 0, freedom = 0;
    memset(counts, 0, sizeof(double) * (n + 1));
    for (size_t i = 0; i < state->n_response; i++) {
        const struct incident *incident = incident_of(state, &state->responses[i]);
        size_t cell = (size_t)(incident->onset / (24 * (double)days));
        if (state->responses[i].accepted && incident->onset >= 0 && cell < n && in_place(row, incident) &&
            by_actor(row, incident) && !is_imposed(incident))
            counts[cell] += 1;
    }
    size_t block = per_block > 1 ? per_block : n;
    for (size_t first = 0; block > 1 && first + block <= n; first += block) {
        double sum = 0;
        for (size_t i = 0; i < block; i++) sum += counts[first + i];
        for (size_t i = 0; i < block; i++) squares += pow(counts[first + i] - sum / (double)block, 2);
        mean += sum;
        freedom += (double)block - 1;
    }
    memory_free(counts);
    return freedom > 0 && mean > 0 ? squares / freedom / (mean / (double)n) : NAN;
}

/* ---- flights ---- */

struct flights {
    double requested, refused;
};

/* Weeks count by the part that lies in the window. */
static struct flights flights_of(const struct observation *row, const struct state *state) {
    const struct model *model = state->model;
    double from = row->from - model->start, to = row->to - model->start;
    struct flights flights = {0};
    for (size_t i = 0; i < state->shared->n_week * model->n_sector * MANDATE_ROLES; i++) {
        const struct routine_draw *draw = &state->shared->routine_draws[i];
        size_t role = i % MANDATE_ROLES, sector = i / MANDATE_ROLES % model->n_sector;
        size_t week = i / MANDATE_ROLES / model->n_sector;
        double begin = 168 * (double)week, end = lesser(begin + 168, model->horizon);
        double part = (lesser(end, to) - greater(begin, from)) / (end - begin);
        if (!routine_drawn(state->shared, week) || part <= 0 || (row->places != NULL && !row->places[sector]) ||
            (row->of != NULL && !row->of[role]))
            continue;
        flights.requested += part * draw->requested;
        flights.refused += part * draw->refused;
    }
    return flights;
}

/* ---- the mission's own ---- */

/* What the notes of a replication tell of attacks on the mission. */
struct hostile {
    double strikes, base_attacks, killed_strikes, killed_bases;
};

static struct hostile hostile_of(const struct observation *row, const struct state *state) {
    struct hostile sums = {0};
    for (size_t i = 0; i < state->n_note; i++) {
        const struct note *note = &state->notes[i];
        bool strike = note->kind == NOTE_STRIKE;
        if (!strike && note->kind != NOTE_BASE_ATTACKED) continue;
        int region = strike ? note->who : state->model->mission->bases.at[note->where].region;
        if ((row->places != NULL && !row->places[region]) || !in_window(row, state, note->time)) continue;
        *(strike ? &sums.strikes : &sums.base_attacks) += 1;
        *(strike ? &sums.killed_strikes : &sums.killed_bases) += note->value;
    }
    return sums;
}

static double peacekeepers_wounded(const struct observation *row, const struct state *state) {
    double sum = 0;
    for (size_t i = 0; i < state->n_note; i++) {
        const struct note *note = &state->notes[i];
        bool counts = note->kind == NOTE_WOUNDED && (row->places == NULL || row->places[note->who]);
        if (counts && in_window(row, state, note->time)) sum += note->value;
    }
    return sum;
}

/* ---- force and bases ---- */

/* Index of the date of the series that lies at an hour of the run. */
static size_t date_at(const struct state *state, double hours) {
    size_t date = (size_t)floor(hours / 24 + 0.5);
    return date < state->model->layout->n_date ? date : state->model->layout->n_date - 1;
}

static double uniformed_at(const struct state *state, double hours) {
    return state->series[date_at(state, hours) * MANDATE_SERIES + MANDATE_SERIES_troops_present];
}

/* Persons that the window sees leave; civilians count `staff` times. */
static double departed(const struct observation *row, const struct state *state, double staff) {
    double from = row->from - state->model->start, to = row->to - state->model->start;
    double civilians = state->staff[date_at(state, from)] - state->staff[date_at(state, to)];
    return uniformed_at(state, from) - uniformed_at(state, to) + staff * civilians;
}

static size_t first_place(const struct observation *row) {
    size_t place = 0;
    while (!row->places[place]) place++;
    return place;
}

static double closed_at(const struct state *state, size_t base) {
    return state->bases[base].status == BASE_CLOSED ? state->bases[base].closed_at : INFINITY;
}

static double days_to_closure(const struct observation *row, const struct state *state) {
    double from = row->from - state->model->start;
    return (lesser(closed_at(state, first_place(row)), row->to - state->model->start) - from) / 24;
}

static double convoy_days(const struct observation *row, const struct state *state) {
    double days = 0, n = 0;
    for (size_t i = 0; i < state->n_note; i++) {
        const struct note *note = &state->notes[i];
        if (note->kind != NOTE_CLOSING_ARRIVES || !row->places[note->where] || !in_window(row, state, note->time))
            continue;
        days += note->value;
        n += 1;
    }
    return n > 0 ? days / n : NAN;
}

static double closing_order(const struct observation *row, const struct state *state) {
    double own = closed_at(state, first_place(row)), order = 1;
    for (size_t b = 0; b < state->model->n_base; b++)
        order += state->model->mission->bases.at[b].planned == 0 && closed_at(state, b) < own;
    return own < INFINITY ? order : NAN;
}

static size_t peak_date(const struct state *state) {
    size_t peak = 0;
    for (size_t d = 0; d < state->model->layout->n_date; d++)
        if (state->series[d * MANDATE_SERIES + MANDATE_SERIES_troops_present] >
            state->series[peak * MANDATE_SERIES + MANDATE_SERIES_troops_present])
            peak = d;
    return peak;
}

/* The first date with nearly all of it: the last few units of a force do not count. */
static double months_to_peak(const struct state *state) {
    double peak = uniformed_at(state, 24 * (double)peak_date(state));
    size_t date = 0;
    while (uniformed_at(state, 24 * (double)date) < 0.95 * peak) date++;
    return (double)date / 30.4375;
}

/* A force that stands at the start has no peak to wait for. */
static bool is_built_up(const struct state *state) {
    return uniformed_at(state, 0) < uniformed_at(state, 24 * (double)peak_date(state)) / 2;
}

static double peak_share(const struct state *state) {
    const struct mandate_ceiling *ceiling = &state->live.mandate;
    return uniformed_at(state, 24 * (double)peak_date(state)) / (ceiling->ceiling_military + ceiling->ceiling_police);
}

/* ---- all ---- */

double observe(const struct observation *row, const struct state *state) {
    const struct mandate_observation *record = &state->model->mission->observation;
    struct sums sums;
    struct flights flights;
    struct hostile hostile;
    switch (row->metric) {
        case MANDATE_OBSERVABLE_civilians_killed_un: return record->un_coverage * sums_of(row, state, false).deaths;
        case MANDATE_OBSERVABLE_civilians_affected_un:
            return record->un_coverage * record->un_victims * sums_of(row, state, false).deaths;
        case MANDATE_OBSERVABLE_civilians_killed_acled: return sums_of(row, state, true).deaths;
        case MANDATE_OBSERVABLE_security_incidents_un: return record->un_incidents * sums_of(row, state, false).n;
        case MANDATE_OBSERVABLE_attacks_recorded: return sums_of(row, state, false).n;
        case MANDATE_OBSERVABLE_share_of_victims:
            sums = sums_of(row, state, false);
            return sums.place_deaths > 0 ? sums.deaths / sums.place_deaths : NAN;
        case MANDATE_OBSERVABLE_dispersion_daily: return dispersion(row, state, 1, 7 * QUARTER_WEEKS);
        case MANDATE_OBSERVABLE_dispersion_weekly: return dispersion(row, state, 7, QUARTER_WEEKS);
        case MANDATE_OBSERVABLE_dispersion_quarterly: return dispersion(row, state, 7 * QUARTER_WEEKS, 1);
        case MANDATE_OBSERVABLE_share_detected_6h: sums = sums_of(row, state, false); return sums.fast / sums.unwarned;
        case MANDATE_OBSERVABLE_share_attended_24h: sums = sums_of(row, state, false); return sums.attended / sums.n;
        case MANDATE_OBSERVABLE_response_hours: return response_hours(row, state);
        case MANDATE_OBSERVABLE_flight_requests: return flights_of(row, state).requested;
        case MANDATE_OBSERVABLE_flight_denials: return flights_of(row, state).refused;
        case MANDATE_OBSERVABLE_flight_denial_share:
            flights = flights_of(row, state);
            return flights.refused / flights.requested;
        case MANDATE_OBSERVABLE_uniformed_present: return uniformed_at(state, row->to - state->model->start);
        case MANDATE_OBSERVABLE_uniformed_departed: return departed(row, state, 0);
        case MANDATE_OBSERVABLE_personnel_departed: return departed(row, state, 1);
        case MANDATE_OBSERVABLE_days_to_closure: return days_to_closure(row, state);
        case MANDATE_OBSERVABLE_closing_order: return closing_order(row, state);
        case MANDATE_OBSERVABLE_months_to_peak: return is_built_up(state) ? months_to_peak(state) : NAN;
        case MANDATE_OBSERVABLE_peak_share: return is_built_up(state) ? peak_share(state) : NAN;
        case MANDATE_OBSERVABLE_attacks_on_mission:
            hostile = hostile_of(row, state);
            return record->un_strikes * hostile.strikes + hostile.base_attacks;
        case MANDATE_OBSERVABLE_strikes_un: return record->un_strikes * hostile_of(row, state).strikes;
        case MANDATE_OBSERVABLE_strikes_recorded: return hostile_of(row, state).strikes;
        case MANDATE_OBSERVABLE_peacekeepers_killed_hostile:
            hostile = hostile_of(row, state);
            return hostile.killed_strikes + hostile.killed_bases;
        case MANDATE_OBSERVABLE_share_killed_by_mines:
            hostile = hostile_of(row, state);
            return hostile.killed_strikes / (hostile.killed_strikes + hostile.killed_bases);
        case MANDATE_OBSERVABLE_peacekeepers_wounded: return peacekeepers_wounded(row, state);
        case MANDATE_OBSERVABLE_convoy_days: return convoy_days(row, state);
        case MANDATE_OBSERVABLE_days_without_landing: return days_without_landing(row, state);
        default: return NAN;
    }
}
