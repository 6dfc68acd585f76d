/* The results folder of a study: takes blocks from the workers, keeps them in a journal, and writes the files.
 *
 *   study_output_open    opens or continues FOLDER/journal; what was done before is not planned again
 *   study_output_plan    the blocks that are missing, in order of world and replication
 *   study_output_add     takes one block; from any thread, in any order
 *   study_output_finish  writes runs.csv, worlds.csv, series.csv, places.csv, breakdown.csv, datapackage.json
 *   study_output_close   keeps what was added, and frees the handle
 *
 * Bytes of all files depend on the study and on worlds x replications alone: not on threads, blocks, stops, shards.
 * A reason is one line for the user. Not for comparisons (table.h) and not for the manifest (manifest.h). */
#ifndef OUTPUT_STUDY_OUTPUT_H
#define OUTPUT_STUDY_OUTPUT_H

#include <stdbool.h>

#include "base/file.h"
#include "mandate/result.h"
#include "mandate/status.h"

struct study_output;

struct study_request {
    const char *folder;                  /* made when missing */
    const struct mandate_layout *layout; /* must outlive the handle; its hash leaves out worlds and replications */
    const char *version;                 /* of the program */
    uint32_t block;                      /* most replications in a planned block, 1 ... 64; 0 = 64 */
    uint64_t shard, shards;              /* this shard has the worlds with (world - 1) % shards == shard; 0, 0 = all */
    bool central;                        /* also world 0: a row in runs.csv, no part of any sum */
};

/* MANDATE_BAD_INPUT: the folder holds another study, version or request; MANDATE_SYSTEM: files. */
MANDATE_CHECKED enum mandate_status study_output_open(const struct study_request *request, struct study_output **out,
                                                      struct file_reason *reason);

/* The highest world in the journal of a folder; 0 when there is none, or another study's. */
uint64_t study_output_worlds(const struct study_request *request);

/* Blocks missing when the folder was opened; they belong to the handle. Returns how many. */
size_t study_output_plan(const struct study_output *out, const struct mandate_block **blocks);

/* True if all replications of the block are in the journal. Thread-safe. */
bool study_output_has(struct study_output *out, struct mandate_block block);

/* Takes the rows and sums of one block; the arrays may be used again afterwards. Thread-safe. From time to time the
 * caller also writes a checkpoint. Values of `places` must have been added through fixed_round (stats/fixed.h). */
MANDATE_CHECKED enum mandate_status
study_output_add(struct study_output *out, const struct mandate_block_result *result, struct file_reason *reason);

/* Brings all that was added to the disk. Thread-safe. */
MANDATE_CHECKED enum mandate_status study_output_checkpoint(struct study_output *out, struct file_reason *reason);

/* Values of the unknowns of one world (n_unknown), base units. */
typedef void study_world_values(void *context, uint64_t world, double *values);

/* Writes all files, after a checkpoint. MANDATE_STOPPED, with only the checkpoint written, when blocks are missing;
 * MANDATE_SOME_FAILED when all is written but some replications failed. Not while blocks are being added. */
MANDATE_CHECKED enum mandate_status study_output_finish(struct study_output *out, study_world_values *values,
                                                        void *context, struct file_reason *reason);

/* Puts the rows of all blocks, in the order of runs.csv, each after `prefix`. Where blocks are missing:
 * MANDATE_STOPPED. Not while blocks are being added. */
struct csv;
MANDATE_CHECKED enum mandate_status study_output_rows(struct study_output *out, struct csv *csv, const char *prefix,
                                                      struct file_reason *reason);

/* Replications x options in the journal that failed. */
uint64_t study_output_failed(const struct study_output *out);

/* One line about what was found when the folder was opened ("continues: 120 of 250 blocks were there"), or "". */
const char *study_output_notice(const struct study_output *out);

/* Writes a checkpoint if one is due and frees the handle; accepts NULL. */
MANDATE_CHECKED enum mandate_status study_output_close(struct study_output *out, struct file_reason *reason);

/* Joins the journals of shards (`folders`, each of this study) into an empty request->folder. */
MANDATE_CHECKED enum mandate_status study_output_merge(const struct study_request *request, const char *const *folders,
                                                       size_t n, struct file_reason *reason);

#endif
