/* Assumptions of the study, each run on the first of its worlds with some values replaced: journals in
 * DIR/journal/NAME, rows of all of them in DIR/assumptions.csv. Not for what they say (output/decision.h). */
#ifndef CLI_ASSUME_H
#define CLI_ASSUME_H

#include "base/file.h"
#include "cli/session.h"
#include "output/datapackage.h"
#include "output/study_output.h"

/* The study under assumption `index`; documents and arena are those of `session`. MANDATE_BAD_INPUT after its mistakes
 * were printed. Close it with assume_close, also then. */
MANDATE_CHECKED enum mandate_status assume_open(const struct session *session, size_t index,
                                                const struct arguments *arguments, struct session *assumed);
void assume_close(struct session *assumed);

/* Its part of a request for the whole study. */
struct study_request assume_request(const struct session *session, size_t index, const struct session *assumed,
                                    const struct study_request *request);

/* Writes FOLDER/assumptions.csv from the journals, or removes one that the study no longer asks for. */
MANDATE_CHECKED enum mandate_status assume_write(const struct session *session, const struct arguments *arguments,
                                                 const struct study_request *request, struct file_reason *reason);

/* Joins the journals of shards. */
MANDATE_CHECKED enum mandate_status assume_merge(const struct session *session, const struct arguments *arguments,
                                                 const struct study_request *request, struct file_reason *reason);

/* Columns of the file, in the session's arena. */
struct datapackage_file assume_file(const struct session *session);

#endif
