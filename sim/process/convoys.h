/* P08: convoys and mines. */
#ifndef PROCESS_CONVOYS_H
#define PROCESS_CONVOYS_H

#include "process/state.h"

/* What befalls a convoy or a response on its way. */
struct passage {
    int strikes;
    double killed, wounded;
    double hours; /* on the road, delays included (convoys); delays alone (responses) */
    double back;  /* hours of the way back, without loads (closing convoys) */
};

/* (n_route + n_base) uniforms of this week's numbers: of convoys by route, then of attacks by base. */
const double *convoys_week_uniforms(struct state *state, size_t week);

/* Supply convoys of a week, at its end. */
void convoys_week(struct state *state, size_t week);

/* The base whose soldiers escort the convoys of a route: the one that sends them, or the other end if that has
 * nobody who could (RULINGS 12). */
static inline int convoys_payer(const struct state *state, const struct mandate_route *route) {
    const struct tasking *from = &state->tasking[route->from];
    return from->staffed && from->may_escort ? route->from : route->to;
}

/* The route over which a closing base sends its convoys, the first that ends there; -1 = none. */
int convoys_way_out(const struct state *state, int base);

/* One loaded convoy of a closing base, one way. */
struct passage convoys_closing(struct state *state, int base, uint64_t event);

/* Mines on `km` of road in a region on the way of a response from a base; `luck` is the uniform of their number. */
struct passage convoys_ambush(struct state *state, size_t region, double km, int base, uint64_t event, double luck);
double convoys_ambush_luck(const struct state *state, uint64_t event);

/* Share of strikes that cover and clearance let through at the start, by region: the observed rates are divided by
 * it, so that they hold there (n_region). */
void convoys_reference(const struct state *state, double *reference);

/* Stocks at the start are at their target. */
void convoys_start(struct state *state);

/* What follows from the stock of a base (P05): whether it is low, the factor on the readiness of its troops, hours of
 * aircraft that supply it. A base is not fresh when that changes. */
void convoys_stock(const struct state *state, size_t base, struct tasking *at);

#endif
