/* The shape of a run: folder, shard, threads, size of the blocks. For run and plan. */
#ifndef CLI_SHAPE_H
#define CLI_SHAPE_H

#include "cli/session.h"
#include "output/study_output.h"

/* What the options ask for; MANDATE_BAD_INPUT after a message. Texts live in the session's arena. */
MANDATE_CHECKED enum mandate_status shape_read(const struct session *session, const struct arguments *arguments,
                                               struct study_request *request, unsigned *threads);

#endif
