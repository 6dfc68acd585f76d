/* A worker: its own scenario, model, pool and state; it turns blocks into results. */
#ifndef ENGINE_WORKER_H
#define ENGINE_WORKER_H

#include "mandate/load.h"
#include "mandate/result.h"
#include "process/state.h"

struct worker;

/* Values of the unknowns of a world (n_unknown), base units. Thread-safe. */
typedef void world_values(void *context, uint64_t world, double *values);

/* Looks at a replication of one option that has just ended (and did not fail). Called from all threads. */
typedef void replication_look(void *context, struct mandate_block at, const struct state *state);

struct worker_setup {
    const struct mandate_documents *documents;
    const struct mandate_layout *layout;
    world_values *values;
    void *context;
    uint32_t most;          /* replications in a block, at most */
    replication_look *look; /* NULL = nobody looks; at.first is the replication, at.count 1 */
    void *look_context;
};

/* NULL when the documents do not load (they did before). */
struct worker *worker_new(const struct worker_setup *setup);
void worker_free(struct worker *worker);

/* Runs all options of a block; the result belongs to the worker and lasts until the next call. */
const struct mandate_block_result *worker_run(struct worker *worker, struct mandate_block block);

/* Runs one replication of one option and leaves its state to be looked at; `row` (MANDATE_METRICS). */
const struct state *worker_replay(struct worker *worker, uint64_t world, uint32_t replication, size_t variant,
                                  bool rejected, double *row);

/* Uniforms drawn for the marks of attacks so far, and candidates made: for the benchmark. */
struct worker_counts {
    uint64_t candidates, attacks, uniforms, replications;
};
struct worker_counts worker_counts(const struct worker *worker);

#endif
