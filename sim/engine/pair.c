/* Candidates are shared by the options of a replication, so an attack is known by its index in the pool. */
#include "engine/pair.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

struct pair pair_new(size_t n_variant) {
    struct pair pair = {.n_variant = n_variant};
    pair.variants = memory_take((n_variant + 1) * sizeof *pair.variants);
    pair_begin(&pair);
    return pair;
}

void pair_free(struct pair *pair) {
    memory_free(pair->reached);
    memory_free(pair->variants);
    memory_free(pair->hours);
}

void pair_begin(struct pair *pair) {
    pair->n = 0;
    memset(pair->variants, 0, (pair->n_variant + 1) * sizeof *pair->variants);
}

void pair_keep(struct pair *pair, size_t variant, const struct state *state) {
    pair->variants[variant].start = pair->n;
    pair->variants[variant].there = state->failure == MANDATE_FAILURE_OK;
    for (size_t i = 0; i < state->n_response; i++) {
        const struct response *response = &state->responses[i];
        if (response->outcome != OUTCOME_REACHED) continue;
        pair->reached = memory_grow(pair->reached, sizeof *pair->reached, pair->n, &pair->capacity);
        pair->reached[pair->n++] = (struct reached){response->incident, response->response};
    }
    pair->variants[variant].end = pair->n;
}

void pair_aim(struct pair *pair, size_t reference) {
    size_t start = pair->variants[reference].start, end = pair->variants[reference].end, n = 0;
    for (size_t i = start; i < end; i++) n = pair->reached[i].incident >= n ? pair->reached[i].incident + 1u : n;
    if (n > pair->hours_capacity) {
        pair->hours_capacity = 2 * n;
        pair->hours = memory_resize(pair->hours, pair->hours_capacity * sizeof *pair->hours);
    }
    for (size_t i = 0; i < n; i++) pair->hours[i] = NAN;
    for (size_t i = start; i < end; i++) pair->hours[pair->reached[i].incident] = pair->reached[i].hours;
    pair->n_hours = n;
}

void pair_fill(const struct pair *pair, size_t reference, size_t variant, double *row) {
    double n = 0, saved = 0;
    if (!pair->variants[variant].there) return;
    for (size_t i = pair->variants[variant].start; i < pair->variants[variant].end; i++) {
        const struct reached *own = &pair->reached[i];
        if (own->incident >= pair->n_hours || isnan(pair->hours[own->incident])) continue;
        n += 1;
        saved += pair->hours[own->incident] - own->hours;
    }
    row[MANDATE_METRIC_both_reached] = pair->variants[reference].there ? n : NAN;
    row[MANDATE_METRIC_both_saved_h] = saved / n;
}
