/* What stands at the end of a run or a merge: the manifest, the table, the list of files. */
#ifndef CLI_FINISH_H
#define CLI_FINISH_H

#include "base/file.h"
#include "cli/session.h"
#include "output/datapackage.h"
#include "output/study_output.h"

/* Writes all result files, the events too if they were asked for, and the manifest last. The status of
 * study_output_finish. */
MANDATE_CHECKED enum mandate_status finish_write(const struct session *session, const struct arguments *arguments,
                                                 struct study_output *output, const struct study_request *request,
                                                 struct file_reason *reason);

/* Prints the comparison on stdout, then on stderr the files and the next useful command. */
MANDATE_CHECKED enum mandate_status finish_show(const struct session *session, const struct arguments *arguments,
                                                const char *folder);

#endif
