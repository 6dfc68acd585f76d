/* events.csv, one row for every attack and for every candidate that did not happen, and policy.csv, one for every
 * thing that happened to units, bases, aircraft, values and consent; both worked out by replaying. */
#ifndef CLI_EVENTS_H
#define CLI_EVENTS_H

#include "base/file.h"
#include "cli/session.h"
#include "output/datapackage.h"
#include "output/study_output.h"

/* Writes both into the request's folder for all its worlds, replications and options, in that order. */
MANDATE_CHECKED enum mandate_status events_write(const struct session *session, const struct study_request *request,
                                                 struct file_reason *reason);

/* Writes both into FOLDER, which is made, for one replication of one variant, and a dictionary of their columns. */
MANDATE_CHECKED enum mandate_status events_write_one(const struct session *session, const char *folder, uint64_t world,
                                                     uint32_t replication, size_t variant, struct file_reason *reason);

/* Removes those of an earlier run. */
MANDATE_CHECKED enum mandate_status events_remove(const struct session *session, const char *folder,
                                                  struct file_reason *reason);

/* Their columns. */
enum { EVENT_FILES = 2 };
extern const struct datapackage_file event_files[EVENT_FILES];

#endif
