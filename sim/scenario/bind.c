/* Writes one world's values of the unknowns into a scenario. Not for drawing them. */
#include <math.h>

#include "mandate/load.h"
#include "scenario/store.h"

/* A draw cut to the range of its row; counts, flags and levels become whole. */
static double value_cut(const struct limits *limits, double value) {
    if (limits->whole) value = floor(value + 0.5);
    if (value < limits->low) return limits->low;
    return value > limits->high ? limits->high : value;
}

void mandate_scenario_bind(struct mandate_scenario *scenario, const double *values) {
    const struct store *store = store_of(scenario);
    for (size_t i = 0; i < scenario->n_unknown; i++) {
        const struct mandate_unknown *unknown = &scenario->unknowns[i];
        for (size_t j = 0; j < unknown->n_target; j++) {
            double value = unknown->centrals[j];
            if (values != NULL)
                value =
                    value_cut(&store->limits[i], unknown->relative ? value * values[i] / unknown->central : values[i]);
            *unknown->targets[j] = value;
        }
    }
}
