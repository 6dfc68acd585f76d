/* --until METRIC=HALFWIDTH: how many worlds are enough. Not for running them (run.c). */
#ifndef CLI_UNTIL_H
#define CLI_UNTIL_H

#include "cli/session.h"
#include "output/study_output.h"

struct until {
    size_t n;       /* 0 = not asked for */
    int *metrics;   /* (n) enum mandate_metric_index */
    double *halves; /* (n) [unit of the metric] */
    uint64_t most;  /* worlds of the study */
};

/* Reads the options, in the session's arena; MANDATE_BAD_INPUT after a message. */
MANDATE_CHECKED enum mandate_status until_read(const struct session *session, const struct arguments *arguments,
                                               struct until *until);

/* Whether the results in the folder, of `session->layout.worlds` worlds, are precise enough. */
MANDATE_CHECKED enum mandate_status until_look(const struct until *until, const struct session *session,
                                               const char *folder, bool *enough, struct file_reason *reason);

#endif
