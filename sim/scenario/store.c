/* Look-ups in what a scenario keeps beside its values. Not for addresses (path.c). */
#include "scenario/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

const struct roster *store_roster(const struct store *store, const char *target) {
    for (size_t i = 0; i < store->n_roster; i++)
        if (strcmp(store->rosters[i].target, target) == 0) return &store->rosters[i];
    return NULL;
}

const struct entity *roster_entity(const struct roster *roster, size_t index) {
    return (const struct entity *)(const void *)(roster->list.at + index * roster->table->size);
}

int roster_find(const struct roster *roster, const char *id) { return (int)names_find(&roster->ids, id); }

const char *roster_nearest(const struct roster *roster, const char *id) {
    size_t n = roster->list.n;
    const char **ids = memory_take(n * sizeof *ids);
    for (size_t i = 0; i < n; i++) ids[i] = roster_entity(roster, i)->id;
    const char *nearest = text_nearest(id, ids, n);
    memory_free(ids);
    return nearest;
}

const struct origin *store_origin(const struct store *store, const void *member, bool table) {
    for (size_t i = store->n_origin; i > 0; i--) {
        const struct origin *origin = &store->origins[i - 1];
        if (origin->member == member && (origin->row == NULL) == table) return origin;
    }
    return NULL;
}
