/* Threads take blocks from a shared counter. Results do not depend on who takes which. */
#include "engine/study.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/arena.h"

struct crew {
    const struct study_run *run;
    atomic_size_t next;
    _Atomic int status;
    pthread_mutex_t lock;
    uint64_t done;
};

static void report(struct crew *crew, const struct mandate_block *block) {
    pthread_mutex_lock(&crew->lock);
    crew->done += block->count * crew->run->setup.layout->n_variant;
    if (crew->run->progress) crew->run->progress(crew->run->progress_context, crew->done);
    pthread_mutex_unlock(&crew->lock);
}

static bool stopped(struct crew *crew) {
    if (crew->run->stop && crew->run->stop(crew->run->stop_context)) {
        int running = MANDATE_OK;
        atomic_compare_exchange_strong(&crew->status, &running, MANDATE_STOPPED);
    }
    return atomic_load(&crew->status) != MANDATE_OK;
}

static void *work(void *context) {
    struct crew *crew = context;
    struct worker *worker = worker_new(&crew->run->setup);
    if (!worker) atomic_store(&crew->status, MANDATE_INTERNAL);
    while (worker && !stopped(crew)) {
        size_t at = atomic_fetch_add(&crew->next, 1);
        if (at >= crew->run->n_block) break;
        enum mandate_status status =
            crew->run->take(crew->run->take_context, worker_run(worker, crew->run->blocks[at]));
        if (status != MANDATE_OK) atomic_store(&crew->status, (int)status);
        report(crew, &crew->run->blocks[at]);
    }
    worker_free(worker);
    return NULL;
}

enum mandate_status study_run(const struct study_run *run) {
    struct crew crew = {.run = run};
    unsigned threads = run->threads < 1 ? 1 : run->threads, started = 0;
    pthread_t *ids = memory_take(sizeof *ids * threads);
    pthread_mutex_init(&crew.lock, NULL);
    for (unsigned i = 1; i < threads; i++)
        if (pthread_create(&ids[started], NULL, work, &crew) == 0) started++;
    work(&crew);
    for (unsigned i = 0; i < started; i++) pthread_join(ids[i], NULL);
    pthread_mutex_destroy(&crew.lock);
    memory_free(ids);
    return (enum mandate_status)atomic_load(&crew.status);
}
