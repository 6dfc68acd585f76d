/* Blocks that were finished since the last checkpoint of the journal, whole: journal/recent.bin. Each is handed to the
 * system as soon as it is there, so that a run that is killed loses the blocks at hand and no others. A checkpoint,
 * which waits for the disk, empties it. Not for rows that are safe (journal.h), and not thread-safe (study_output.c).
 */
#ifndef OUTPUT_RECENT_H
#define OUTPUT_RECENT_H

#include "base/file.h"
#include "mandate/result.h"
#include "mandate/status.h"

struct recent;

/* Opens or makes FOLDER/journal/recent.bin, locked against a second writer, and hands every whole block in it to
 * `take`, in the order of adding; a torn one is cut, and a file of another study or version is emptied. */
typedef void recent_take(void *context, const struct mandate_block_result *result);
MANDATE_CHECKED enum mandate_status recent_open(const char *folder, const struct mandate_layout *layout,
                                                const char *version, recent_take *take, void *context,
                                                struct recent **recent, struct file_reason *reason);

/* Replications of the blocks in it, without opening it for writing. */
uint64_t recent_replications(const char *folder, const struct mandate_layout *layout, const char *version);

/* Adds a block; it is the system's when this returns, and on the disk when the system gets to it. */
MANDATE_CHECKED enum mandate_status recent_add(struct recent *recent, const struct mandate_block_result *result,
                                               struct file_reason *reason);

/* Forgets all blocks: a checkpoint has them. */
MANDATE_CHECKED enum mandate_status recent_clear(struct recent *recent, struct file_reason *reason);

void recent_close(struct recent *recent); /* keeps what was added; accepts NULL */

#endif
