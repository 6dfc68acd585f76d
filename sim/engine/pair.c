/* Candidates are shared by the options of a replication, so an attack is known by its index in the pool. */
#include "engine/pair.h"

#include <math.h>

#include "base/arena.h"

static bool reached(const struct response *response) { return response->outcome == OUTCOME_REACHED; }

void pair_keep(struct pair *pair, const struct state *state) {
    pair->there = state->failure == MANDATE_FAILURE_OK;
    pair->n = state->pool->n;
    if (pair->n > pair->capacity) {
        pair->capacity = 2 * pair->n;
        pair->hours = memory_resize(pair->hours, pair->capacity * sizeof *pair->hours);
    }
    for (size_t i = 0; i < pair->n; i++) pair->hours[i] = NAN;
    for (size_t i = 0; i < state->n_response; i++)
        if (reached(&state->responses[i])) pair->hours[state->responses[i].incident] = state->responses[i].response;
}

void pair_fill(const struct pair *pair, const struct state *state, double *row) {
    double n = 0, saved = 0;
    for (size_t i = 0; i < state->n_response && pair->there; i++) {
        const struct response *response = &state->responses[i];
        if (!reached(response) || response->incident >= pair->n || isnan(pair->hours[response->incident])) continue;
        n += 1;
        saved += pair->hours[response->incident] - response->response;
    }
    row[MANDATE_METRIC_both_reached] = pair->there ? n : NAN;
    row[MANDATE_METRIC_both_saved_h] = saved / n;
}

void pair_free(struct pair *pair) { memory_free(pair->hours); }
