/* What the parts of the loader share while a scenario is made: where to put things, and how to complain. */
#ifndef SCENARIO_LOADER_H
#define SCENARIO_LOADER_H

#include "base/arena.h"
#include "mandate/load.h"
#include "scenario/documents.h"
#include "scenario/store.h"

/* An unknown that is being collected. */
struct draft {
    struct mandate_unknown unknown;
    struct mandate_limits limits;
    double *centrals; /* (n_target) those of the unknown */
};

/* Members that a setting has set. */
struct settled {
    const void *start;
    size_t size; /* [bytes] */
};

struct loader {
    struct arena *arena;
    struct mandate_diagnostics *diagnostics;
    const struct mandate_documents *documents;
    struct store *store;
    size_t n_draft, draft_capacity;
    struct draft *drafts;
    size_t n_settled, settled_capacity;
    struct settled *settled;
    size_t errors; /* in `diagnostics` before loading */
};

/* The address of a value: a chain of keys up to the root, printed only when it is needed. */
struct address {
    const struct address *up; /* NULL = root */
    const char *key;          /* "" = adds nothing */
};

/* "regions.east.attack_season.5"; lives in the arena. */
const char *address_text(struct arena *arena, const struct address *address);

/* An error, or a warning, about a value. */
void complain(const struct loader *loader, struct mandate_place place, const struct address *address,
              const char *format, ...) __attribute__((format(printf, 4, 5)));
void caution(const struct loader *loader, struct mandate_place place, const struct address *address, const char *format,
             ...) __attribute__((format(printf, 4, 5)));

/* "; did you mean 'east'?" or "" when `nearest` is NULL; lives in the arena. */
const char *did_you_mean(const struct loader *loader, const char *nearest);

/* Remembers where a member was set. */
void origin_add(struct loader *loader, const void *member, const struct row *row, const struct mandate_node *node,
                const char *source, const char *confidence);

#endif
