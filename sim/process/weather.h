/* P01: days closed to flying by dust and storm, and by heat. Pure functions of the day. */
#ifndef PROCESS_WEATHER_H
#define PROCESS_WEATHER_H

#include "process/state.h"

/* Is the region closed to flying at time t (moving maximum of keyed shocks)? */
bool weather_closed(const struct state *state, size_t region, double t);

/* Is the day too hot for the fleet in the region? */
bool weather_hot(const struct state *state, size_t fleet, size_t region, double t);

static inline double weather_hour(const struct model *model, double t) {
    double at = t + model->start_of_day, days = (double)(int64_t)(at / 24);
    return at - 24 * (days > at / 24 ? days - 1 : days); /* floor without a call */
}

/* Daylight at time t; hours until sunrise. */
static inline bool weather_daylight(const struct state *state, double t) {
    const struct mandate_calendar *calendar = &state->model->mission->calendar;
    double hour = weather_hour(state->model, t);
    return hour >= calendar->sunrise && hour < calendar->sunset;
}

static inline double weather_until_sunrise(const struct state *state, double t) {
    double wait = state->model->mission->calendar.sunrise - weather_hour(state->model, t);
    return wait < 0 ? wait + 24 : wait;
}

/* Calendar month (0 to 11) of time t; times beyond the horizon count in its last month. */
size_t weather_month(const struct model *model, double t);

#endif
