/* A worker. The unit of work is (world, block of replications) with all options inside. */
#include "engine/worker.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "engine/pair.h"
#include "engine/replicate.h"
#include "process/coverage.h"

/* A variant that is alike others before `step`. */
struct branch {
    size_t variant;
    int step;
};

struct worker {
    struct worker_setup setup;
    struct mandate_scenario *scenario;
    struct arena *arena; /* of the present model */
    double *slab_height; /* (n_region, n_actor) of the central world */
    struct model *model;
    uint32_t replication; /* that runs */
    uint64_t world;       /* that the model is of */
    bool bound;
    struct shared *shared;
    struct state *state; /* of the option at hand */
    struct state *trunk; /* of what options share while they are alike */
    double *trunk_series, *trunk_breakdown;
    struct branch *branches; /* (n_branch) in the order in which they part from the trunk */
    size_t n_branch;
    struct mandate_block_result result;
    double *values; /* (n_unknown) */
    struct worker_counts counts;
    struct pair *pair;
};

static void central_slabs(struct worker *worker) {
    mandate_scenario_bind(worker->scenario, NULL);
    worker->model = model_compile(worker->scenario, worker->setup.layout, NULL, worker->arena);
    size_t n = worker->model->n_region * worker->model->n_actor;
    worker->slab_height = memory_take(sizeof(double) * (n + 1));
    memcpy(worker->slab_height, worker->model->slab_height, sizeof(double) * n);
}

static void result_new(struct worker *worker) {
    const struct mandate_layout *layout = worker->setup.layout;
    size_t rows = worker->setup.most * layout->n_variant, width = layout->n_region + layout->n_actor;
    worker->result.rows = memory_take(sizeof(double) * rows * MANDATE_METRICS);
    worker->result.failed = memory_take(rows);
    worker->result.series = memory_take(sizeof(double) * rows * layout->n_date * MANDATE_SERIES);
    worker->result.places = memory_take(sizeof(double) * (layout->n_variant * layout->n_place_value + 1));
    worker->result.breakdown = memory_take(sizeof(double) * rows * layout->n_quarter * width * MANDATE_BREAKDOWNS);
    worker->trunk_series = memory_take(sizeof(double) * layout->n_date * MANDATE_SERIES);
    worker->trunk_breakdown = memory_take(sizeof(double) * (layout->n_quarter * width * MANDATE_BREAKDOWNS + 1));
}

struct worker *worker_new(const struct worker_setup *setup) {
    struct mandate_diagnostics *diagnostics = mandate_diagnostics_new();
    struct mandate_scenario *scenario = mandate_scenario_load(setup->documents, diagnostics);
    mandate_diagnostics_free(diagnostics);
    if (!scenario) return NULL;
    struct worker *worker = memory_take(sizeof *worker);
    memset(worker, 0, sizeof *worker);
    worker->setup = *setup;
    worker->scenario = scenario;
    worker->arena = arena_new();
    worker->values = memory_take(sizeof(double) * (scenario->n_unknown + 1));
    central_slabs(worker);
    worker->pair = pair_new(setup->layout->n_variant);
    worker->shared = shared_new(worker->model);
    worker->state = state_new(worker->model, worker->shared);
    worker->trunk = state_new(worker->model, worker->shared);
    worker->state->keep_log = worker->trunk->keep_log = setup->look != NULL;
    worker->branches = memory_take(sizeof *worker->branches * (setup->layout->n_variant + 1));
    result_new(worker);
    return worker;
}

void worker_free(struct worker *worker) {
    if (!worker) return;
    state_free(worker->state);
    state_free(worker->trunk);
    shared_free(worker->shared);
    arena_free(worker->arena);
    mandate_scenario_free(worker->scenario);
    pair_free(worker->pair);
    void *blocks[] = {worker->slab_height,
                      worker->values,
                      worker->result.rows,
                      worker->result.failed,
                      worker->result.series,
                      worker->result.places,
                      worker->result.breakdown,
                      worker->trunk_series,
                      worker->trunk_breakdown,
                      worker->branches,
                      worker};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) memory_free(blocks[i]);
}

static struct mandate_draws draws_of(const struct worker *worker, uint64_t world, uint32_t replication) {
    const struct mandate_study *study = &worker->scenario->study;
    return mandate_draws_of(study->seed, study->streams == MANDATE_STREAMS_SHARED ? 0 : world, replication);
}

/* Which variants share a trunk in this world, and for how long; one alone has nothing to share. */
static void find_branches(struct worker *worker) {
    worker->n_branch = 0;
    for (size_t v = 0; v < worker->setup.layout->n_variant; v++) {
        int step = replicate_alike(worker->state, v);
        if (step <= 0) continue;
        size_t i = worker->n_branch++;
        for (; i > 0 && step < worker->branches[i - 1].step; i--) worker->branches[i] = worker->branches[i - 1];
        worker->branches[i] = (struct branch){v, step};
    }
    if (worker->n_branch == 1) worker->n_branch = 0;
}

/* World 0 has the central values. */
static void bind(struct worker *worker, uint64_t world) {
    if (worker->bound && worker->world == world) return;
    if (world > 0) worker->setup.values(worker->setup.context, world, worker->values);
    mandate_scenario_bind(worker->scenario, world > 0 ? worker->values : NULL);
    arena_free(worker->arena);
    worker->arena = arena_new();
    worker->model = model_compile(worker->scenario, worker->setup.layout, worker->slab_height, worker->arena);
    worker->bound = true;
    worker->world = world;
    coverage_reset(worker->shared->coverage);
    pool_reset(worker->shared->pool, worker->model, draws_of(worker, world, 0));
    replicate_prepare(worker->state, worker->model);
    find_branches(worker);
}

/* Where the results of replication i and variant v of the block go. */
static void aim(struct worker *worker, size_t i, size_t v) {
    const struct mandate_layout *layout = worker->setup.layout;
    size_t row = i * layout->n_variant + v, dates = layout->n_date * MANDATE_SERIES;
    size_t cells = layout->n_quarter * (layout->n_region + layout->n_actor) * MANDATE_BREAKDOWNS;
    worker->state->series = worker->result.series + row * dates;
    worker->state->breakdown = worker->result.breakdown + row * cells;
    worker->state->places = worker->result.places + v * layout->n_place_value;
}

/* Empties what a run adds to. */
static void clear_results(struct state *state, const struct mandate_layout *layout) {
    size_t cells = layout->n_quarter * (layout->n_region + layout->n_actor) * MANDATE_BREAKDOWNS;
    memset(state->series, 0, sizeof(double) * layout->n_date * MANDATE_SERIES);
    memset(state->breakdown, 0, sizeof(double) * cells);
}

static double *row_of(struct worker *worker, size_t i, size_t v) {
    return worker->result.rows + (i * worker->setup.layout->n_variant + v) * MANDATE_METRICS;
}

static void finish_variant(struct worker *worker, size_t i, size_t v) {
    struct mandate_block at = {worker->world, worker->replication, 1};
    pair_keep(worker->pair, v, worker->state);
    if (worker->setup.look && worker->state->failure == MANDATE_FAILURE_OK)
        worker->setup.look(worker->setup.look_context, at, worker->state);
    worker->counts.attacks += worker->state->n_response;
    worker->result.failed[i * worker->setup.layout->n_variant + v] = (uint8_t)worker->state->failure;
}

static void run_variant(struct worker *worker, size_t i, size_t v) {
    aim(worker, i, v);
    clear_results(worker->state, worker->setup.layout);
    state_reset(worker->state, worker->model, v);
    replicate(worker->state, row_of(worker, i, v));
    finish_variant(worker, i, v);
}

static void trunk_aim(struct worker *worker) {
    worker->trunk->series = worker->trunk_series;
    worker->trunk->breakdown = worker->trunk_breakdown;
    clear_results(worker->trunk, worker->setup.layout);
}

/* Runs what the alike variants share; each goes on from a copy where it parts. */
static void run_branches(struct worker *worker, size_t i) {
    if (worker->n_branch == 0) return;
    trunk_aim(worker);
    state_reset(worker->trunk, worker->model, worker->branches[0].variant);
    int from = 0;
    for (size_t b = 0; b < worker->n_branch; b++) {
        struct branch branch = worker->branches[b];
        replicate_shared(worker->trunk, from, branch.step);
        from = branch.step;
        aim(worker, i, branch.variant);
        state_copy(worker->state, worker->trunk);
        worker->state->variant_index = branch.variant;
        worker->state->variant = &worker->scenario->variants[branch.variant];
        replicate_option(worker->state, branch.step, row_of(worker, i, branch.variant));
        finish_variant(worker, i, branch.variant);
    }
}

static bool is_branch(const struct worker *worker, size_t variant) {
    for (size_t b = 0; b < worker->n_branch; b++)
        if (worker->branches[b].variant == variant) return true;
    return false;
}

static void begin_replication(struct worker *worker, uint64_t world, uint32_t replication) {
    pool_reset(worker->shared->pool, worker->model, draws_of(worker, world, replication));
    coverage_start(worker->shared->coverage);
    worker->shared->stamp++;
    worker->replication = replication;
}

/* All variants of a replication, then what compares them with the reference. */
static void run_replication(struct worker *worker, uint32_t i) {
    const struct mandate_layout *layout = worker->setup.layout;
    run_branches(worker, i);
    for (size_t v = 0; v < layout->n_variant; v++)
        if (!is_branch(worker, v)) run_variant(worker, i, v);
    pair_ready(worker->pair, (size_t)layout->reference);
    for (size_t v = 0; v < layout->n_variant; v++)
        pair_fill(worker->pair, (size_t)layout->reference, v, row_of(worker, i, v));
}

const struct mandate_block_result *worker_run(struct worker *worker, struct mandate_block block) {
    const struct mandate_layout *layout = worker->setup.layout;
    struct mandate_block_result *result = &worker->result;
    bind(worker, block.world);
    result->block = block;
    memset(result->places, 0, sizeof(double) * layout->n_variant * layout->n_place_value);
    for (uint32_t i = 0; i < block.count; i++) {
        begin_replication(worker, block.world, block.first + i);
        run_replication(worker, i);
        worker->counts.candidates += worker->shared->pool->n;
        worker->counts.replications++;
    }
    worker->counts.uniforms = worker->shared->pool->drawn;
    return result;
}

/* Runs the reference of a replay beside it, afterwards and in the trunk, so that what is replayed stays as it is. */
static void replay_reference(struct worker *worker, size_t reference, double *row) {
    trunk_aim(worker);
    worker->trunk->places = worker->result.places + reference * worker->setup.layout->n_place_value;
    state_reset(worker->trunk, worker->model, reference);
    replicate(worker->trunk, row);
    pair_keep(worker->pair, reference, worker->trunk);
}

const struct state *worker_replay(struct worker *worker, uint64_t world, uint32_t replication, size_t variant,
                                  bool rejected, double *row) {
    size_t reference = (size_t)worker->setup.layout->reference;
    bind(worker, world);
    begin_replication(worker, world, replication);
    memset(worker->result.places, 0,
           sizeof(double) * worker->setup.layout->n_variant * worker->setup.layout->n_place_value);
    worker->state->keep_log = rejected;
    run_variant(worker, 0, variant);
    worker->state->keep_log = worker->setup.look != NULL;
    if (variant != reference) replay_reference(worker, reference, row);
    memcpy(row, row_of(worker, 0, variant), sizeof(double) * MANDATE_METRICS);
    pair_ready(worker->pair, reference);
    pair_fill(worker->pair, reference, variant, row);
    return worker->state;
}

struct worker_counts worker_counts(const struct worker *worker) {
    return worker->counts;
}
