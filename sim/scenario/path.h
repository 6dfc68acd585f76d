/* The one language of addresses: `fleets.heavy.cruise`, `fleets[role=attack,base=north].tails`,
 * `response.verify.lognormal.median`. Not for expressions (expression.h). */
#ifndef SCENARIO_PATH_H
#define SCENARIO_PATH_H

#include "scenario/loader.h"

/* A value that a path selects. */
struct reference {
    const struct row *row;
    char *member;                /* of the row; with `element`, the number itself */
    bool element;                /* one number of a row with several, or a parameter of a law */
    const struct entity *entity; /* that it belongs to, or NULL */
    const char *path;            /* canonical, without selectors */
};

struct references {
    size_t n;
    struct reference *at; /* (n) in the order of the files */
    bool selected;        /* the path holds a selector */
};

/* Finds what a path selects; false after an error, which stands at `place`. Lives in `arena`. */
bool path_resolve(struct store *store, struct arena *arena, struct mandate_diagnostics *diagnostics, const char *path,
                  struct mandate_place place, struct references *references);

/* The entities of one collection that `units.a`, `units[type=qrf]` or `units` selects, as indices; false after an
 * error. */
bool path_entities(struct store *store, struct arena *arena, struct mandate_diagnostics *diagnostics, const char *path,
                   struct mandate_place place, const struct roster **roster, size_t *n, int **indices);

/* The numbers behind a reference: its member, or the members of its row. */
double *reference_numbers(const struct store *store, const struct reference *reference, size_t *n);

#endif
