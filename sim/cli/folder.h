/* The results folder as a place that knows its study: DIR/inputs holds the documents as they were read and the
 * settings, so that replay, verify, compare and merge need nothing else. Not for the results themselves
 * (output/study_output.h). */
#ifndef CLI_FOLDER_H
#define CLI_FOLDER_H

#include "base/file.h"
#include "cli/session.h"

/* out/NAME: the name of the study's folder, and that of its file unless it is study.yaml. In the session's arena. */
const char *folder_default(const struct session *session);

/* The name of a source inside DIR/inputs: study/... or common/...; in the session's arena. */
const char *folder_input_name(const struct session *session, size_t source);

/* Writes DIR/inputs. */
MANDATE_CHECKED enum mandate_status folder_inputs_write(const struct session *session, const char *folder,
                                                        struct file_reason *reason);

/* Opens the study of a results folder, with the settings that it was run with; messages are printed. */
MANDATE_CHECKED enum mandate_status folder_open(struct session *session, const char *folder,
                                                const struct arguments *arguments);

#endif
