/* P01: calendar and weather (MODEL.md P01; RULINGS 59, 60). */
#include "process/weather.h"

#include <math.h>

#include "base/number.h"
#include "mandate/function.h"

static size_t day_of(const struct model *model, double t) {
    return (size_t)((greater(t, 0) + model->start_of_day) / 24);
}

size_t weather_month(const struct model *model, double t) {
    size_t day = day_of(model, t), last = model->n_day + 63;
    return (size_t)model->months[model->month_of_day[day < last ? day : last]].number;
}

static bool closed_by_shock(const struct state *state, size_t region, size_t day, double p) {
    for (unsigned back = 0; back < state->model->spell; back++) {
        uint64_t event = mandate_event(state->model->weather_stream[region], day - back);
        if (mandate_uniform(&state->draws, event, 0) > 1 - p) return true;
    }
    return false;
}

/* What is drawn for a day of a region, the same under all options; NULL = too far beyond the horizon to be kept. */
static struct weather_day *day_at(const struct state *state, size_t region, size_t day) {
    struct shared *shared = state->shared;
    if (day >= shared->n_weather_day) return NULL;
    struct weather_day *at = &shared->weather[region * shared->n_weather_day + day];
    if (at->stamp != shared->stamp) *at = (struct weather_day){.stamp = shared->stamp};
    return at;
}

/* Days are numbered from 64 on, so that the shocks before the first day have numbers too. */
bool weather_closed(const struct state *state, size_t region, double t) {
    size_t day = day_of(state->model, t);
    double p = state->model->no_fly_shock[region * 12 + weather_month(state->model, t)];
    if (p <= 0) return false;
    struct weather_day *at = day_at(state, region, day);
    if (!at) return closed_by_shock(state, region, day + 64, p);
    if (!at->looked) at->closed = closed_by_shock(state, region, day + 64, p);
    at->looked = true;
    return at->closed;
}

static double heat_of(const struct state *state, size_t region, size_t day) {
    return mandate_uniform(&state->draws, mandate_event(state->model->heat_stream[region], day), 0);
}

bool weather_hot(const struct state *state, size_t fleet, size_t region, double t) {
    size_t day = day_of(state->model, t);
    double open =
        state->model->heat_open[(fleet * state->model->n_region + region) * 12 + weather_month(state->model, t)];
    if (open >= 1) return false;
    struct weather_day *at = day_at(state, region, day);
    if (!at) return heat_of(state, region, day) >= open;
    if (at->heat == 0) at->heat = heat_of(state, region, day); /* no uniform is 0 */
    return at->heat >= open;
}
