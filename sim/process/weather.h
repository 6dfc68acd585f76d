/* P01: days closed to flying by dust and storm, and by heat. Stateless: pure functions of the day. */
#ifndef PROCESS_WEATHER_H
#define PROCESS_WEATHER_H

#include "process/state.h"

/* Is the region closed to flying at time t (moving maximum of keyed shocks)? */
bool weather_closed(const struct state *state, size_t region, double t);

/* Is the day too hot for the fleet in the region? */
bool weather_hot(const struct state *state, size_t fleet, size_t region, double t);

/* Daylight at time t; hours until sunrise. */
bool weather_daylight(const struct state *state, double t);
double weather_until_sunrise(const struct state *state, double t);

/* Calendar month (0 to 11) of time t; times beyond the horizon count in its last month. */
size_t weather_month(const struct model *model, double t);

#endif
