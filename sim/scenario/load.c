/* From documents to a scenario, step by step. Not for any of the steps. */
#include "mandate/load.h"

#include <math.h>

#include "scenario/consistency.h"
#include "scenario/date.h"
#include "scenario/fill.h"
#include "scenario/intent.h"
#include "scenario/loader.h"
#include "scenario/operation.h"
#include "scenario/setting.h"
#include "scenario/unknown.h"
#include "scenario/variant.h"

/* The end of the horizon: calendar months, or hours. */
static double end_find(const struct mandate_study *study) {
    const struct mandate_span *horizon = &study->horizon;
    if (!isfinite(study->start)) return INFINITY;
    return horizon->months > 0 ? date_add_months(study->start, horizon->months) : study->start + horizon->hours;
}

static size_t errors_so_far(const struct loader *loader) {
    return mandate_diagnostics_errors(loader->diagnostics) - loader->errors;
}

static void scenario_make(struct loader *loader) {
    struct mandate_scenario *scenario = &loader->store->scenario;
    const struct mandate_node *root = loader->documents->root;
    study_prepare(loader, root);
    study_fill(loader, root);
    settings_apply(loader);
    if (root->kind != NODE_MAPPING) return;
    scenario->end = end_find(&scenario->study);
    operations_resolve(loader);
    unknowns_finish(loader);
    variants_make(loader);
    intent_read(loader);
    consistency_check(loader);
}

static struct store *store_new(void) {
    struct arena *arena = arena_new();
    struct store *store = ARENA_NEW(arena, struct store);
    store->scenario.arena = arena;
    return store;
}

struct mandate_scenario *mandate_scenario_load(const struct mandate_documents *documents,
                                               struct mandate_diagnostics *diagnostics) {
    if (documents == NULL || documents->root == NULL) return NULL;
    struct store *store = store_new();
    struct loader loader = {.arena = store->scenario.arena,
                            .diagnostics = diagnostics,
                            .documents = documents,
                            .store = store,
                            .errors = mandate_diagnostics_errors(diagnostics)};
    scenario_make(&loader);
    memory_free(loader.drafts);
    memory_free(loader.settled);
    if (errors_so_far(&loader) == 0 && !documents->broken) return &store->scenario;
    mandate_scenario_free(&store->scenario);
    return NULL;
}

void mandate_scenario_free(struct mandate_scenario *scenario) {
    if (scenario == NULL) return;
    memory_free(store_of(scenario)->origins);
    arena_free(scenario->arena);
}
