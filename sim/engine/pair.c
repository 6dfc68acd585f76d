/* Candidates are shared by the options of a replication, so an attack is known by its index in the pool. */
#include "engine/pair.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

struct pair *pair_new(size_t n_variant) {
    struct pair *pair = memory_take(sizeof *pair);
    *pair = (struct pair){.n_variant = n_variant};
    pair->variants = memory_take(sizeof *pair->variants * n_variant);
    memset(pair->variants, 0, sizeof *pair->variants * n_variant);
    return pair;
}

void pair_free(struct pair *pair) {
    if (!pair) return;
    for (size_t v = 0; v < pair->n_variant; v++) memory_free(pair->variants[v].at);
    memory_free(pair->variants);
    memory_free(pair->hours);
    memory_free(pair);
}

void pair_keep(struct pair *pair, size_t variant, const struct state *state) {
    struct reached *reached = &pair->variants[variant];
    reached->there = state->failure == MANDATE_FAILURE_OK;
    reached->n = 0;
    reached->at = memory_reserve(reached->at, sizeof *reached->at, state->n_response, &reached->capacity);
    for (size_t i = 0; i < state->n_response; i++) {
        const struct response *response = &state->responses[i];
        if (response->outcome != OUTCOME_REACHED) continue;
        reached->at[reached->n].incident = response->incident;
        reached->at[reached->n++].hours = response->response;
    }
    if (state->pool->n <= pair->capacity) return;
    pair->capacity = 2 * state->pool->n;
    pair->hours = memory_resize(pair->hours, pair->capacity * sizeof *pair->hours);
}

void pair_ready(struct pair *pair, size_t reference) {
    const struct reached *reached = &pair->variants[reference];
    for (size_t i = 0; i < pair->capacity; i++) pair->hours[i] = NAN;
    for (size_t i = 0; i < reached->n; i++) pair->hours[reached->at[i].incident] = reached->at[i].hours;
}

void pair_fill(const struct pair *pair, size_t reference, size_t variant, double *row) {
    const struct reached *reached = &pair->variants[variant];
    double n = 0, saved = 0;
    if (!reached->there) return;
    for (size_t i = 0; i < reached->n; i++) {
        double hours = pair->hours[reached->at[i].incident];
        if (isnan(hours)) continue;
        n += 1;
        saved += hours - reached->at[i].hours;
    }
    bool there = pair->variants[reference].there;
    row[MANDATE_METRIC_both_reached] = there ? n : NAN;
    row[MANDATE_METRIC_both_saved_h] = there ? saved / n : NAN;
}
