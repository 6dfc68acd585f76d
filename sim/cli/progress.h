/* How far a run is, on stderr: a line that is written over on a terminal, or one line of JSON each second. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/arguments.h"

struct progress {
    bool shown, json, color;
    uint64_t total;     /* rows to be worked out */
    double begin, next; /* [s] */
    bool drawn;
};

/* Seconds of a clock that only runs forward. */
double progress_now(void);

/* "1:02:03" or "0:07" into `out` of 32 bytes. */
void progress_duration(char out[32], double seconds);

void progress_begin(struct progress *progress, const struct arguments *arguments, uint64_t total);

/* Told after each block: rows done of the total. */
void progress_tell(void *progress, uint64_t done);

/* Clears the line. */
void progress_end(struct progress *progress);

#endif
