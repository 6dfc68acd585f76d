/* A set of names with a number each: ids of collections, anchors, keys already seen. Not ordered. */
#ifndef SCENARIO_NAMES_H
#define SCENARIO_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum { NAMES_NONE = -1 };

/* Start with {.arena = arena}; names are not copied and must outlive it. */
struct names {
    struct arena *arena;
    size_t n, capacity;
    struct name_slot *slots; /* (capacity), a power of two */
};

/* The number of a name, or NAMES_NONE. */
int64_t names_find(const struct names *names, const char *name);

/* Gives a name its number; an earlier number is replaced. */
void names_put(struct names *names, const char *name, uint32_t number);

#endif
