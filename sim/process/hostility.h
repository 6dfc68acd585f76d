/* P13: hostility of people to the mission, by region. */
#ifndef PROCESS_HOSTILITY_H
#define PROCESS_HOSTILITY_H

#include "process/state.h"

/* A base has closed: those around it feel abandoned. */
void hostility_closure(struct state *state, int base, double t);

/* An attack is never reached: people of its region notice, if it is grave and near a base. */
void hostility_failure(struct state *state, const struct response *response);
static inline void hostility_never_reached(struct state *state, const struct response *response) {
    double deaths = state->pool->at[response->incident].deaths;
    if (!(deaths < state->live.hostility.failure_deaths)) hostility_failure(state, response);
}

/* A week of relaxation, of disinformation and of projects, up to time t. */
void hostility_week(struct state *state, double t);

/* Spending on projects in the region above that of the start, in millions of dollars a year. */
double hostility_projects(const struct state *state, size_t region);

/* Mean over the people outside the capital, now; and over time from the start to t. */
double hostility_now(const struct state *state);
double hostility_mean(struct state *state, double t);

/* Hostility integrated over time up to t, by region (n_region) [h]. */
const double *hostility_places(struct state *state, double t);

#endif
