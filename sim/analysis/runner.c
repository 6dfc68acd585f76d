/* The public way to run a study: scenario, design, layout and worker in one object (include/mandate/run.h). */
#include "mandate/run.h"

#include <string.h>

#include "analysis/design.h"
#include "base/arena.h"
#include "base/check.h"
#include "engine/worker.h"
#include "model/check.h"

enum { MOST = 64 };

struct mandate_runner {
    struct mandate_diagnostics *diagnostics;
    struct mandate_scenario *scenario;
    struct design *design;
    struct arena *arena;
    const struct mandate_layout *layout;
    struct worker *worker;
};

static bool prepare(struct mandate_runner *runner, const struct mandate_documents *documents) {
    char hash[65];
    runner->scenario = mandate_scenario_load(documents, runner->diagnostics);
    if (!runner->scenario) return false;
    model_check(runner->scenario, runner->diagnostics);
    if (mandate_diagnostics_errors(runner->diagnostics) > 0) return false;
    runner->design = design_new(documents, runner->scenario, runner->diagnostics);
    if (!runner->design) return false;
    mandate_documents_hash(documents, hash);
    runner->layout = model_layout(runner->scenario, hash, runner->arena);
    runner->worker = worker_new(&(struct worker_setup){.documents = documents,
                                                       .layout = runner->layout,
                                                       .values = design_values,
                                                       .context = runner->design,
                                                       .most = MOST});
    return runner->worker != NULL;
}

struct mandate_runner *mandate_runner_new(const struct mandate_documents *documents) {
    struct mandate_runner *runner = memory_take(sizeof *runner);
    memset(runner, 0, sizeof *runner);
    runner->diagnostics = mandate_diagnostics_new();
    runner->arena = arena_new();
    if (prepare(runner, documents)) return runner;
    mandate_runner_free(runner);
    return NULL;
}

void mandate_runner_free(struct mandate_runner *runner) {
    if (!runner) return;
    worker_free(runner->worker);
    design_free(runner->design);
    mandate_scenario_free(runner->scenario);
    arena_free(runner->arena);
    mandate_diagnostics_free(runner->diagnostics);
    memory_free(runner);
}

const struct mandate_layout *mandate_runner_layout(const struct mandate_runner *runner) { return runner->layout; }

const struct mandate_block_result *mandate_runner_run(struct mandate_runner *runner, struct mandate_block block) {
    CHECK(block.count >= 1 && block.count <= MOST);
    return worker_run(runner->worker, block);
}
