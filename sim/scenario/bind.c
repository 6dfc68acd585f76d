/* Writes one world's values of the unknowns into a scenario. Not for drawing them. */
#include "mandate/load.h"
#include "scenario/store.h"

void mandate_scenario_bind(struct mandate_scenario *scenario, const double *values) {
    const struct store *store = store_of(scenario);
    for (size_t i = 0; i < scenario->n_unknown; i++) {
        const struct mandate_unknown *unknown = &scenario->unknowns[i];
        for (size_t j = 0; j < unknown->n_target; j++) {
            double value = unknown->centrals[j];
            if (values != NULL)
                value =
                    limits_cut(&store->limits[i], unknown->relative ? value * values[i] / unknown->central : values[i]);
            *unknown->targets[j] = value;
        }
    }
}
