/* The processes, in the order of the model: the table of contents of a step. */
#ifndef PROCESS_PROCESS_H
#define PROCESS_PROCESS_H

#include "process/state.h"

/* One process of the model. `start` puts its part of the state to the start of a replication. */
struct process {
    const char *id, *name, *about, *file;
    void (*start)(struct state *state);
};

extern const struct process processes[];
extern const size_t n_process;

/* Carries out one policy event: P00 to P07. */
void process_event(struct state *state, struct policy_event event);

/* Works out again what has changed: P02, P06, P07, then P09a. */
void process_refresh(struct state *state);

#endif
