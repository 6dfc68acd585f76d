/* All files of one study, joined into one tree. Not for typed values. */
#ifndef SCENARIO_DOCUMENTS_H
#define SCENARIO_DOCUMENTS_H

#include "base/arena.h"
#include "mandate/load.h"
#include "scenario/document.h"

/* `--set PATH=VALUE`, or an entry of the study's `set`. */
struct setting {
    const char *path;
    const struct mandate_node *value;
    struct mandate_place place; /* of the path */
};

struct mandate_documents {
    struct arena *arena;
    struct mandate_node *root; /* the study, with every file that it names in its place; NULL = it could not be read */
    size_t n_source, source_capacity;
    struct mandate_source **sources;     /* (n_source) in order of reading */
    const struct mandate_source *design; /* the file of `design: {kind: csv}`, or NULL */
    size_t n_setting;
    struct setting *settings; /* (n_setting) later ones win */
    size_t n_option;
    const char **options; /* (n_option) names of options or variants to keep */
    bool broken;          /* errors were found, though the tree stands */
};

/* Reads the bytes of a file ("-" = standard input) into the list of sources; NULL after an error, which stands at
 * `place`. */
struct mandate_source *documents_source_read(struct mandate_documents *documents, const char *path,
                                             struct mandate_place place, struct mandate_diagnostics *diagnostics);

#endif
