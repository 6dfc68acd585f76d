/* One YAML file as a tree of texts with their places. Not for their meaning, and not for other files that it names. */
#ifndef SCENARIO_DOCUMENT_H
#define SCENARIO_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "mandate/diagnostic.h"

enum {
    DOCUMENT_BYTES = 16 * 1024 * 1024, /* of one file */
    DOCUMENT_DEPTH = 64,
    DOCUMENT_NODES = 500000,     /* of all files together */
    DOCUMENT_EXPANDED = 1000000, /* the same with every alias counted as what it stands for */
};

enum node_kind { NODE_SCALAR, NODE_MAPPING, NODE_SEQUENCE };

struct mandate_node {
    struct mandate_place place;
    union {
        const char *text;               /* scalar: (n) bytes and a NUL */
        struct mandate_node **children; /* mapping: (2 n) key, value, key, value ...; sequence: (n) */
    } as;
    uint32_t n;        /* bytes, entries or items */
    uint32_t expanded; /* nodes in it, aliases counted as what they stand for */
    uint8_t kind;      /* enum node_kind */
    bool quoted;       /* a scalar in quotes or a block */
};

/* What is left of the caps on all files of one study. */
struct document_budget {
    size_t nodes, expanded;
};

/* The tree of `source`; NULL after an error that ends the reading. Other errors (duplicate keys, tags) go to
 * `diagnostics` and the tree is given all the same. Places have `shown` as their source. */
struct mandate_node *document_parse(struct arena *arena, const struct mandate_source *source,
                                    const struct mandate_source *shown, struct document_budget *budget,
                                    struct mandate_diagnostics *diagnostics);

/* A tree from a short text: one scalar, or a list or mapping in brackets. NULL when it is not YAML. */
struct mandate_node *document_from_text(struct arena *arena, const char *text, struct mandate_place place,
                                        struct mandate_diagnostics *diagnostics);

struct mandate_node *node_new_scalar(struct arena *arena, const char *text, struct mandate_place place);

/* A mapping or sequence with room for `n` entries or items, which the caller writes. */
struct mandate_node *node_new(struct arena *arena, enum node_kind kind, uint32_t n, struct mandate_place place);

static inline const struct mandate_node *node_key(const struct mandate_node *mapping, size_t i) {
    return mapping->as.children[2 * i];
}

static inline const struct mandate_node *node_value(const struct mandate_node *mapping, size_t i) {
    return mapping->as.children[2 * i + 1];
}

/* The value of a key, or NULL; of something that is no mapping, NULL. */
struct mandate_node *node_find(const struct mandate_node *mapping, const char *key);

/* A scalar with nothing in it and no quotes: `key:`. */
bool node_empty(const struct mandate_node *node);

/* A scalar that names a YAML file: it ends in .yaml or .yml. */
bool node_names_file(const struct mandate_node *node);

/* "a mapping", "a list", "a text" */
const char *node_kind_name(const struct mandate_node *node);

#endif
