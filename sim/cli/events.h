/* events.csv: one row for every attack and for every candidate that did not happen, worked out by replaying. */
#ifndef CLI_EVENTS_H
#define CLI_EVENTS_H

#include "base/file.h"
#include "cli/session.h"
#include "output/datapackage.h"
#include "output/study_output.h"

/* One row: an attack, or a candidate that did not happen. */
struct event {
    const struct incident *incident;
    const struct response *response; /* NULL = it did not happen */
};

/* The events of a replayed state in the order of their onset, `*n` of them; the caller frees them with memory_free. */
struct event *events_sorted(const struct state *state, size_t *n);

/* Names of an outcome ("reached", "too_late") and of a mode ("ground", "" = none). */
const char *event_outcome(enum outcome outcome);
const char *event_mode(enum response_mode mode);

/* Writes FOLDER/events.csv for all worlds, replications and options of the request, in that order. */
MANDATE_CHECKED enum mandate_status events_write(const struct session *session, const struct study_request *request,
                                                 struct file_reason *reason);

/* Removes one of an earlier run. */
MANDATE_CHECKED enum mandate_status events_remove(const struct session *session, const char *folder,
                                                  struct file_reason *reason);

/* Its columns. */
extern const struct datapackage_file events_file;

#endif
