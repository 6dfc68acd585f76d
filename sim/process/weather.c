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

/* Days are numbered from 64 on, so that the shocks before the first day have numbers too. */
bool weather_closed(const struct state *state, size_t region, double t) {
    double p = state->model->no_fly_shock[region * 12 + weather_month(state->model, t)];
    if (p <= 0) return false;
    size_t day = day_of(state->model, t) + 64;
    for (unsigned back = 0; back < state->model->spell; back++) {
        uint64_t event = mandate_event(state->model->weather_stream[region], day - back);
        if (mandate_uniform(&state->draws, event, 0) > 1 - p) return true;
    }
    return false;
}

bool weather_hot(const struct state *state, size_t fleet, size_t region, double t) {
    size_t month = weather_month(state->model, t);
    double open = state->model->heat_open[(fleet * state->model->n_region + region) * 12 + month];
    if (open >= 1) return false;
    uint64_t event = mandate_event(state->model->heat_stream[region], day_of(state->model, t));
    return mandate_uniform(&state->draws, event, 0) >= open;
}

static double hour_of_day(const struct model *model, double t) {
    double at = t + model->start_of_day;
    return at - 24 * floor(at / 24);
}

bool weather_daylight(const struct state *state, double t) {
    const struct mandate_calendar *calendar = &state->model->mission->calendar;
    double hour = hour_of_day(state->model, t);
    return hour >= calendar->sunrise && hour < calendar->sunset;
}

double weather_until_sunrise(const struct state *state, double t) {
    double wait = state->model->mission->calendar.sunrise - hour_of_day(state->model, t);
    return wait < 0 ? wait + 24 : wait;
}
