/* What a source would have recorded of a replication: the observables (mandate/observable.h) worked out from its state,
 * before the noise of recording. The study must have one option, and a series by days (OBSERVE_SERIES). */
#ifndef ANALYSIS_OBSERVE_H
#define ANALYSIS_OBSERVE_H

#include "process/state.h"
#include "scenario/observed.h"

/* The setting that dates of presence need. */
#define OBSERVE_SERIES "output.series_every=1 d"

/* How a row of observed data stands to a study: X(NAME, text) */
#define STANDING_LIST(X) \
    X(SCORED, "scored")  \
    X(INPUT, "input")    \
    X(FACE, "face")      \
    X(WARM_UP, "warm-up") X(OUTSIDE, "outside") X(OTHER_OPTION, "other_option") X(NOT_SIMULATED, "not_simulated")
enum standing {
#define STANDING_ENUM(name, text) STANDING_##name,
    STANDING_LIST(STANDING_ENUM)
#undef STANDING_ENUM
        STANDINGS
};
extern const char *const standings[STANDINGS];

/* `scenario` has one option. SCORED: calibrate and holdout rows inside the run. INPUT and FACE are simulated and shown.
 */
enum standing observe_standing(const struct observation *row, const struct mandate_scenario *scenario);

/* True when the row has simulated values. */
bool observe_simulated(enum standing standing);

/* The expected recorded value; nan where it is not defined (no attack in the window, no flight asked for). */
double observe(const struct observation *row, const struct state *state);

#endif
