/* P12: investigations of attacks: requests, leave, visits, and what a visit changes. */
#ifndef PROCESS_INVESTIGATIONS_H
#define PROCESS_INVESTIGATIONS_H

#include "process/state.h"

/* Does an attack call for an investigation? */
static inline bool investigations_concern(const struct state *state, const struct incident *attack) {
    double deaths = state->model->mission->investigations.deaths;
    return deaths > 0 && (attack->deaths >= deaths || state->model->host_linked[attack->actor]);
}

/* Such an attack happens: it becomes a case when it is known. */
void investigations_open(struct state *state, const struct response *response);

/* Leave is given to case `index`, or it is visited. */
void investigations_event(struct state *state, int index, double t);

/* The host's readiness to give leave may have changed. */
void investigations_follow(struct state *state, double t);

/* Factor on host-linked attacks at time t, and its mean from the start to the end. */
double investigations_accountability(const struct state *state, double t);
double investigations_mean_accountability(const struct state *state);

/* What became of the cases. */
struct investigations_count {
    double opened, visited;
    size_t answered, unanswered; /* of those whose limit lies inside the run */
};

/* Counts them; `days` (n_inquiry) takes those from the alert to leave of the answered ones. */
struct investigations_count investigations_count(const struct state *state, double *days);

#endif
