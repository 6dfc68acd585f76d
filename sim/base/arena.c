/* Memory: arenas for small objects, and blocks that grow.
 * Not for anything inside a replication, where nothing allocates. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mandate/status.h"

enum { ALIGNMENT = 64, CHUNK = 64 * 1024 };

/* A chunk stands at the front of its own memory; what it lends begins at the next multiple of 64. */
struct chunk {
    struct chunk *next;
    size_t used, size; /* [bytes], counted from the chunk's own address */
};

struct arena {
    struct chunk *first; /* the chunk in use; full ones behind it */
    size_t taken;        /* [bytes] */
};

void memory_exhausted(size_t wanted) {
    fprintf(stderr, "mandate: out of memory (asked for %zu bytes)\n", wanted);
    _Exit(MANDATE_NO_MEMORY);
}

void *memory_take(size_t size) {
    void *block = calloc(size > 0 ? size : 1, 1);
    if (block == NULL) memory_exhausted(size);
    return block;
}

void *memory_resize(void *block, size_t size) {
    void *resized = realloc(block, size > 0 ? size : 1);
    if (resized == NULL) memory_exhausted(size);
    return resized;
}

void memory_free(void *block) { free(block); }

void *memory_grow(void *array, size_t item, size_t count, size_t *capacity) {
    if (count < *capacity) return array;
    size_t grown = *capacity > 0 ? *capacity * 2 : 16;
    if (grown < *capacity || grown > SIZE_MAX / 2 / item) memory_exhausted(SIZE_MAX);
    *capacity = grown;
    return memory_resize(array, grown * item);
}

void *memory_reserve(void *array, size_t item, size_t count, size_t *capacity) {
    if (count <= *capacity) return array;
    *capacity = 2 * count;
    return memory_resize(array, *capacity * item);
}

struct arena *arena_new(void) {
    return memory_take(sizeof(struct arena));
}

void arena_free(struct arena *arena) {
    if (arena == NULL) return;
    for (struct chunk *chunk = arena->first; chunk != NULL;) {
        struct chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    free(arena);
}

/* A chunk with room for `size` bytes; what is large gets a chunk of its own. */
static struct chunk *chunk_new(size_t size) {
    size_t room = size > CHUNK / 4 ? size : CHUNK;
    size_t bytes = room + 2 * ALIGNMENT;
    struct chunk *chunk = aligned_alloc(ALIGNMENT, (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    if (chunk == NULL) memory_exhausted(bytes);
    *chunk = (struct chunk){.next = NULL, .used = ALIGNMENT, .size = ALIGNMENT + room};
    return chunk;
}

/* Puts a new chunk in front, or behind the first when that one still has more room. */
static struct chunk *chunk_add(struct arena *arena, size_t size) {
    struct chunk *chunk = chunk_new(size), *first = arena->first;
    if (first != NULL && first->size - first->used > chunk->size - chunk->used - size) {
        chunk->next = first->next;
        first->next = chunk;
    } else {
        chunk->next = first;
        arena->first = chunk;
    }
    return chunk;
}

void *arena_take(struct arena *arena, size_t size) {
    if (size > SIZE_MAX / 2) memory_exhausted(size);
    size_t room = size > 0 ? (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : ALIGNMENT;
    struct chunk *chunk = arena->first;
    if (chunk == NULL || chunk->size - chunk->used < room) chunk = chunk_add(arena, room);
    char *block = (char *)chunk + chunk->used;
    chunk->used += room;
    arena->taken += room;
    return memset(block, 0, room);
}

char *arena_copy(struct arena *arena, const char *text, size_t length) {
    char *copy = arena_take(arena, length + 1);
    if (length > 0) memcpy(copy, text, length);
    return copy;
}

char *arena_print(struct arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    size_t size = length > 0 ? (size_t)length + 1 : 1;
    char *text = arena_take(arena, size);
    va_start(arguments, format);
    (void)vsnprintf(text, size, format, arguments);
    va_end(arguments);
    return text;
}

size_t arena_size(const struct arena *arena) { return arena->taken; }
