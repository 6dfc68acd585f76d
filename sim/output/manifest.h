/* manifest.json: what made these results, and the digest of each file. Written last: a folder without it is not whole.
 */
#ifndef OUTPUT_MANIFEST_H
#define OUTPUT_MANIFEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "mandate/status.h"

struct manifest_input {
    const char *name;  /* as the study names it */
    const char *bytes; /* (size) */
    size_t size;
};

/* A fact of the credibility sheet. */
struct manifest_note {
    const char *name, *text;
};

struct manifest {
    const char *version, *hash; /* of the program; of the study */
    uint64_t seed, worlds;
    uint32_t replications;
    size_t n_input;
    const struct manifest_input *inputs;
    size_t n_note;
    const struct manifest_note *notes;
    const char *resolved; /* the study as it was run, as text */
};

/* Removes the manifest, before files are written anew. */
MANDATE_CHECKED enum mandate_status manifest_remove(const char *folder, struct file_reason *reason);

/* Writes FOLDER/manifest.json with the digests of the results that stand in the folder (runs.csv ... compare.csv). */
MANDATE_CHECKED enum mandate_status manifest_write(const char *folder, const struct manifest *manifest,
                                                   struct file_reason *reason);

#endif
