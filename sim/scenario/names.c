/* Names with numbers: open addressing, linear probing. Not for prefixes or ranges. */
#include "scenario/names.h"

#include <string.h>

struct name_slot {
    const char *name; /* NULL = free */
    uint32_t hash, number;
};

/* FNV-1a. */
static uint32_t name_hash(const char *name) {
    uint32_t hash = 2166136261u;
    for (; *name != '\0'; name++) hash = (hash ^ (unsigned char)*name) * 16777619u;
    return hash ^ hash >> 15;
}

/* The slot of a name, or the free one where it belongs. */
static struct name_slot *slot_of(const struct names *names, const char *name, uint32_t hash) {
    size_t mask = names->capacity - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct name_slot *slot = &names->slots[i];
        if (slot->name == NULL || (slot->hash == hash && strcmp(slot->name, name) == 0)) return slot;
    }
}

static void names_grow(struct names *names) {
    struct names grown = {names->arena, names->n, names->capacity > 0 ? names->capacity * 2 : 16, NULL};
    grown.slots = ARENA_ARRAY(names->arena, struct name_slot, grown.capacity);
    for (size_t i = 0; i < names->capacity; i++) {
        const struct name_slot *old = &names->slots[i];
        if (old->name != NULL) *slot_of(&grown, old->name, old->hash) = *old;
    }
    *names = grown;
}

int64_t names_find(const struct names *names, const char *name) {
    if (names->capacity == 0) return NAMES_NONE;
    const struct name_slot *slot = slot_of(names, name, name_hash(name));
    return slot->name != NULL ? (int64_t)slot->number : NAMES_NONE;
}

void names_put(struct names *names, const char *name, uint32_t number) {
    if (2 * names->n >= names->capacity) names_grow(names);
    uint32_t hash = name_hash(name);
    struct name_slot *slot = slot_of(names, name, hash);
    names->n += slot->name == NULL;
    *slot = (struct name_slot){name, hash, number};
}
