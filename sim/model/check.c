/* Checks of the central world. In drawn worlds the same mistakes are failed replications. */
#include "model/check.h"

#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "model/model.h"

/* The farthest that a camp can lie from the nearest locality of its own region [km]: beyond it a sign is wrong, or two
 * numbers are mixed up. */
enum { REGION_WIDTH = 1500 };

/* The actor whose attacks bring on most others. */
static const struct mandate_actor *worst_actor(const struct model *model) {
    size_t worst = 0;
    for (size_t a = 1; a < model->n_actor; a++)
        if (model->branching[a] > model->branching[worst]) worst = a;
    return &model->mission->actors.at[worst];
}

/* The reproduction number of attacks, with the largest D that an option can bring about (MODEL.md 9.2). */
static void branching_check(const struct model *model, struct mandate_diagnostics *diagnostics) {
    const struct mandate_actor *actor = worst_actor(model);
    char path[160];
    if (!(model->spectral_radius >= 1)) return;
    (void)snprintf(path, sizeof path, "actors.%s.branching", actor->id);
    mandate_error_add(diagnostics, actor->place, path,
                      "attacks explode: each brings on %.3g others by branching and its factors, times %.3g where no "
                      "force is left to deter them; their product must stay below 1",
                      model->spectral_radius / model->deterrence_most, model->deterrence_most);
}

/* Kilometres from a base to the nearest locality of its region; infinite when it has none. */
static double nearest_of_region(const struct model *model, size_t base) {
    double nearest = INFINITY;
    for (size_t j = 0; j < model->n_locality; j++) {
        bool own = model->mission->localities.at[j].region == model->mission->bases.at[base].region;
        if (own) nearest = fmin(nearest, model->distance[j * model->n_base + base]);
    }
    return nearest;
}

static void bases_check(const struct model *model, struct mandate_diagnostics *diagnostics) {
    for (size_t b = 0; b < model->n_base; b++) {
        const struct mandate_base *base = &model->mission->bases.at[b];
        double nearest = nearest_of_region(model, b);
        char path[160];
        if (isinf(nearest) || nearest <= REGION_WIDTH) continue;
        (void)snprintf(path, sizeof path, "bases.%s", base->id);
        mandate_error_add(diagnostics, base->place, path,
                          "lies %.0f km from the nearest locality of its region '%s'; check lat and lon", nearest,
                          model->mission->regions.at[base->region].id);
    }
}

void model_check(struct mandate_scenario *scenario, struct mandate_diagnostics *diagnostics) {
    struct arena *arena = arena_new();
    mandate_scenario_bind(scenario, NULL);
    const struct mandate_layout *layout = model_layout(scenario, "", arena);
    const struct model *model = model_compile(scenario, layout, NULL, arena);
    branching_check(model, diagnostics);
    bases_check(model, diagnostics);
    arena_free(arena);
}
