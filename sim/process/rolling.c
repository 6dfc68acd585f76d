/* Rolling sums: differences of counts that were taken down day by day. */
#include "process/rolling.h"

#include <math.h>

#include "base/arena.h"

static double deaths_so_far(const struct state *state) {
    double deaths = 0;
    for (size_t i = 0; i < state->n_response; i++)
        deaths += state->pool->at[state->responses[i].incident].deaths - state->responses[i].averted;
    return deaths;
}

/* By the causes from `first` to the one before `end`. */
static double killed_so_far(const struct state *state, enum cause first, enum cause end) {
    double killed = 0;
    for (enum cause cause = first; cause < end; cause++) killed += state->tally.killed[cause];
    return killed;
}

static double so_far(const struct state *state, enum rolling rolling) {
    switch (rolling) {
#define SO_FAR(name, text, unit, count, about) \
    case ROLLING_##name: return count;
        ROLLING_LIST(SO_FAR)
#undef SO_FAR
        case ROLLINGS: break;
    }
    return 0;
}

void rolling_look(struct state *state, double t) {
    state->looks = memory_grow(state->looks, sizeof *state->looks, state->n_look, &state->looks_capacity);
    struct look *look = &state->looks[state->n_look++];
    look->time = t;
    for (int i = 0; i < ROLLINGS; i++) look->counts[i] = so_far(state, (enum rolling)i);
}

double rolling_sum(const struct state *state, enum rolling rolling, double window) {
    size_t low = 0, high = state->n_look;
    double from = state->looks[high - 1].time - window + 1e-6, before = 0;
    while (low < high) { /* looks at or before `from` */
        size_t middle = low + (high - low) / 2;
        if (state->looks[middle].time <= from) low = middle + 1;
        else high = middle;
    }
    if (low > 0) before = state->looks[low - 1].counts[rolling];
    return state->looks[state->n_look - 1].counts[rolling] - before;
}
