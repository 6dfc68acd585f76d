/* A study beside observed history: one of its options, run over all worlds and looked at. For validate and calibrate.
 */
#ifndef CLI_HISTORY_H
#define CLI_HISTORY_H

#include "analysis/validate.h"
#include "cli/session.h"

struct history {
    struct session study;   /* as it was asked for, with all its options */
    struct session session; /* the one option, with dates by days */
    struct arguments inner; /* of that session */
    const char *option;
    char *bytes; /* of the observed data */
    struct mandate_source source;
    struct observed observed;
    struct observations observations;
    unsigned threads;
};

/* Opens the study and reads --observed; messages are printed. */
MANDATE_CHECKED enum mandate_status history_open(struct history *history, const struct arguments *arguments);

/* Runs every world and replication. */
MANDATE_CHECKED enum mandate_status history_run(struct history *history, const struct arguments *arguments);
void history_close(struct history *history); /* accepts a half-built one */

/* Arguments with one more setting, and one option alone unless `option` is NULL; texts live in `arena`. */
struct arguments history_arguments(const struct arguments *arguments, struct arena *arena, const char *set,
                                   const char *option);

/* -o, or `name` inside the folder of the study's results. */
const char *history_folder(const struct history *history, const struct arguments *arguments, const char *name);

#endif
