/* The journal of a results folder: rows.bin grows by one record per block, sums.bin is the last checkpoint; recent.bin
 * holds the blocks after it (recent.h).
 *
 * A block counts as done when the checkpoint has summed it. Records after the checkpoint are cut when the folder is
 * opened again; a torn or damaged record is cut with all behind it, and only its rows have to be worked out anew.
 * Not for what the sums are made of (collect.h), and not thread-safe (study_output.c). */
#ifndef OUTPUT_JOURNAL_H
#define OUTPUT_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "base/text.h"
#include "mandate/result.h"
#include "mandate/status.h"

/* One block that was summed. */
struct journal_entry {
    struct mandate_block block;
    uint64_t offset; /* of its record in rows.bin; 0 = the rows are lost */
    size_t index;    /* among the journal's entries */
};

enum { JOURNAL_BLOCK = 64 }; /* most replications in a block */
#define JOURNAL_NEW SIZE_MAX /* "no entry yet" */

struct journal;

/* Opens or makes FOLDER/journal for this study, version and set of options, locked against a second writer.
 * MANDATE_BAD_INPUT: it belongs to something else; the reason names what differs and the way out. */
MANDATE_CHECKED enum mandate_status journal_open(const char *folder, const struct mandate_layout *layout,
                                                 const char *version, struct journal **journal,
                                                 struct file_reason *reason);

/* The same without making, changing or locking anything: for merging. */
MANDATE_CHECKED enum mandate_status journal_open_read(const char *folder, const struct mandate_layout *layout,
                                                      const char *version, struct journal **journal,
                                                      struct file_reason *reason);

/* Blocks summed, in order of adding. */
size_t journal_entries(const struct journal *journal, const struct journal_entry **entries);

/* Failed replications x options among the rows. */
uint64_t journal_failed(const struct journal *journal);

/* Sums of the last checkpoint, as they were handed to journal_checkpoint; empty for a new journal. */
const char *journal_sums(const struct journal *journal, size_t *size);
void journal_sums_free(struct journal *journal); /* once they were read */

/* What was found on opening, for the user; "" when nothing is worth saying. */
const char *journal_notice(const struct journal *journal);

/* Appends the rows of a block: a new one, or one whose rows were lost (`entry`, else JOURNAL_NEW). */
void journal_add(struct journal *journal, const struct mandate_block_result *result, size_t entry);

/* Reads the rows and failures of an entry. Flushed ones only. MANDATE_SYSTEM: unreadable or damaged. */
MANDATE_CHECKED enum mandate_status journal_read(struct journal *journal, const struct journal_entry *entry,
                                                 double *rows, uint8_t *failed, struct file_reason *reason);

/* Brings rows and sums to the disk: afterwards all blocks added count as done. `encode` appends `sums` to a text. */
typedef void journal_encode(void *sums, struct text *text);
MANDATE_CHECKED enum mandate_status journal_checkpoint(struct journal *journal, void *sums, journal_encode *encode,
                                                       struct file_reason *reason);

/* Frees the handle and keeps what was put; accepts NULL. */
void journal_close(struct journal *journal);

/* 64-bit checksum of bytes; changes with any change inside one 8-byte word. */
uint64_t journal_checksum(const void *bytes, size_t size);

#endif
