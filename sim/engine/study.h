/* Runs the blocks of a study over threads. */
#ifndef ENGINE_STUDY_H
#define ENGINE_STUDY_H

#include "engine/worker.h"
#include "mandate/status.h"

struct study_run {
    struct worker_setup setup;
    const struct mandate_block *blocks; /* (n_block) to run, in this order */
    size_t n_block;
    unsigned threads;
    /* Takes a result, from any thread, in any order; another status than MANDATE_OK stops the run. */
    enum mandate_status (*take)(void *context, const struct mandate_block_result *result);
    void *take_context;
    /* Asked between blocks: true stops in order. Called from all threads. */
    bool (*stop)(void *context);
    void *stop_context;
    /* Told after each block, from one thread at a time: replications x options done. */
    void (*progress)(void *context, uint64_t done);
    void *progress_context;
};

/* MANDATE_OK, MANDATE_STOPPED, MANDATE_INTERNAL, or the status of `take`. */
MANDATE_CHECKED enum mandate_status study_run(const struct study_run *run);

#endif
