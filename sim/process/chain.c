/* Stays and moves of whatever goes by a hazard. Not for the covariates (consent.c, tracks.c, contributors.c). */
#include "process/chain.h"

#include <math.h>

#include "base/number.h"
#include "mandate/function.h"

#define RENEWAL 168.0 /* [h] the longest time between two renewals */

enum { SLOT_BUDGET, SLOT_WHERE };

static double draw(const struct mandate_draws *draws, uint64_t stream, const struct visit *visit, unsigned slot) {
    return mandate_uniform(draws, mandate_event(stream, visit->number), slot);
}

void visit_begin(struct visit *visit, const struct mandate_draws *draws, uint64_t stream, double t) {
    *visit = (struct visit){0, 0, t, INFINITY, visit->number + 1};
    visit->budget = -mandate_log(draw(draws, stream, visit, SLOT_BUDGET));
}

/* A hazard that has not changed leaves everything as it is, so that a change that concerns it in nothing moves no bit.
 */
void visit_renew(struct state *state, struct visit *visit, double hazard, double t, enum event_kind kind, int index) {
    if (hazard != visit->hazard) {
        visit->budget = greater(0, visit->budget - visit->hazard * (t - visit->since));
        visit->hazard = hazard;
        visit->since = t;
        visit->due = hazard > 0 ? t + visit->budget / hazard : INFINITY;
    }
    if (visit->due <= t + RENEWAL) policy_schedule(state, greater(t, visit->due), kind, index);
}

bool visit_ends(const struct visit *visit, double t) { return t >= visit->due; }

static double hazard_of(const struct chain_move *move, const struct course *course) {
    if (move->from != course->seen) return 0;
    return move->rate * (move->to > move->from ? course->factor : 1);
}

double chain_hazard(const struct chain *chain, const struct course *course) {
    double sum = 0;
    for (size_t i = 0; i < chain->n; i++) sum += hazard_of(&chain->moves[i], course);
    return sum;
}

int chain_next(const struct chain *chain, const struct course *course, const struct mandate_draws *draws,
               uint64_t stream) {
    double at = draw(draws, stream, &course->visit, SLOT_WHERE) * chain_hazard(chain, course);
    int to = course->seen;
    for (size_t i = 0; i < chain->n && at >= 0; i++) {
        double q = hazard_of(&chain->moves[i], course);
        if (q <= 0) continue;
        to = chain->moves[i].to;
        at -= q;
    }
    return to;
}
