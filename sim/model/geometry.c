/* Great-circle distances and what follows from them. Roads enter as a detour factor (P10). */
#include "model/geometry.h"

#include <math.h>

#include "base/arena.h"
#include "mandate/function.h"

#define DEGREE 0.017453292519943295

/* Position of (lat, lon) in the azimuthal equidistant plane around (lat0, lon0): true distance and
 * bearing from the centre. x points east, y north [km]. */
static struct approach approach_of(double lat0, double lon0, double lat, double lon) {
    struct approach approach = {.distance = mandate_haversine(lat0, lon0, lat, lon)};
    double dlon = (lon - lon0) * DEGREE, a = lat0 * DEGREE, b = lat * DEGREE;
    double east = mandate_sin(dlon) * mandate_cos(b);
    double north = mandate_cos(a) * mandate_sin(b) - mandate_sin(a) * mandate_cos(b) * mandate_cos(dlon);
    double norm = sqrt(east * east + north * north);
    if (norm > 0) {
        approach.x = approach.distance * east / norm;
        approach.y = approach.distance * north / norm;
    }
    return approach;
}

static void approaches_sort(struct approach *at, size_t n) {
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && at[j].distance < at[j - 1].distance; j--) {
            struct approach swap = at[j];
            at[j] = at[j - 1];
            at[j - 1] = swap;
        }
}

static void compile_approaches(struct model *model, struct arena *arena) {
    model->distance = ARENA_ARRAY(arena, double, model->n_locality * model->n_base + 1);
    model->approaches = ARENA_ARRAY(arena, struct approach, model->n_locality * model->n_base + 1);
    model->bases_from = ARENA_ARRAY(arena, struct approach, model->n_locality * model->n_base + 1);
    for (size_t j = 0; j < model->n_locality; j++) {
        const struct mandate_locality *place = &model->mission->localities.at[j];
        struct approach *row = model->approaches + j * model->n_base;
        for (size_t b = 0; b < model->n_base; b++) {
            const struct mandate_base *base = &model->mission->bases.at[b];
            row[b] = approach_of(place->lat, place->lon, base->lat, base->lon);
            row[b].base = (int)b;
            model->bases_from[j * model->n_base + b] = row[b];
            model->distance[j * model->n_base + b] = row[b].distance;
        }
        approaches_sort(row, model->n_base);
    }
}

/* Localities grouped by region, with the cumulative share of hazard inside the region. */
static void compile_hazard(struct model *model, struct arena *arena) {
    model->first_locality = ARENA_ARRAY(arena, size_t, model->n_region + 1);
    model->locality_order = ARENA_ARRAY(arena, int, model->n_locality + 1);
    model->locality_cumulative = ARENA_ARRAY(arena, double, model->n_locality + 1);
    size_t n = 0;
    for (size_t r = 0; r < model->n_region; r++) {
        double sum = 0;
        model->first_locality[r] = n;
        for (size_t j = 0; j < model->n_locality; j++) {
            if (model->mission->localities.at[j].region != (int)r) continue;
            sum += model->mission->localities.at[j].hazard;
            model->locality_order[n] = (int)j;
            model->locality_cumulative[n++] = sum;
        }
        for (size_t k = model->first_locality[r]; k < n; k++)
            model->locality_cumulative[k] =
                sum > 0 ? model->locality_cumulative[k] / sum
                        : (double)(k - model->first_locality[r] + 1) / (double)(n - model->first_locality[r]);
    }
    model->first_locality[model->n_region] = n;
}

/* K_rb: hazard-weighted mean over the localities of r of exp(-d / range) (RULINGS 16). */
static void compile_kernel(struct model *model, struct arena *arena) {
    model->kernel = ARENA_ARRAY(arena, double, model->n_region * model->n_base + 1);
    for (size_t r = 0; r < model->n_region; r++)
        for (size_t b = 0; b < model->n_base; b++) {
            double before = 0, sum = 0;
            for (size_t k = model->first_locality[r]; k < model->first_locality[r + 1]; k++) {
                double share = model->locality_cumulative[k] - before;
                before = model->locality_cumulative[k];
                double d = model->distance[(size_t)model->locality_order[k] * model->n_base + b];
                sum += share * mandate_exp(-d / model->mission->deterrence.range);
            }
            model->kernel[r * model->n_base + b] = sum;
        }
}

/* For each base the others: hubs and headquarters by distance, then the rest by distance. */
static void compile_hubs(struct model *model, struct arena *arena) {
    size_t n = model->n_base;
    model->nearest_hub = ARENA_ARRAY(arena, int, n *n + 1);
    double *key = ARENA_ARRAY(arena, double, n + 1);
    for (size_t b = 0; b < n; b++) {
        const struct mandate_base *from = &model->mission->bases.at[b];
        int *order = model->nearest_hub + b * n;
        for (size_t c = 0; c < n; c++) {
            const struct mandate_base *to = &model->mission->bases.at[c];
            bool hub = to->type == MANDATE_BASE_HUB || to->type == MANDATE_BASE_HQ;
            key[c] = mandate_haversine(from->lat, from->lon, to->lat, to->lon) + (hub ? 0 : 1e6) + (c == b ? 1e9 : 0);
            size_t i = c;
            for (; i > 0 && key[order[i - 1]] > key[c]; i--) order[i] = order[i - 1];
            order[i] = (int)c;
        }
    }
}

void geometry_compile(struct model *model, struct arena *arena) {
    compile_approaches(model, arena);
    compile_hazard(model, arena);
    compile_kernel(model, arena);
    compile_hubs(model, arena);
}
