/* Arena: memory for the many small objects of one document, scenario or study.
 * The only file of the project that calls malloc is arena.c. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

/* A new empty arena; never NULL. */
struct arena *arena_new(void);

/* Frees the arena and all that was taken from it; accepts NULL. */
void arena_free(struct arena *arena);

/* `size` zeroed bytes, aligned to 64; never NULL: a failed request ends the program through
 * the handler of `memory_exhausted`. */
void *arena_take(struct arena *arena, size_t size);

/* A copy of `length` bytes with a terminating NUL. */
char *arena_copy(struct arena *arena, const char *text, size_t length);

/* Formatted text in the arena. */
char *arena_print(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Bytes taken so far. */
size_t arena_size(const struct arena *arena);

#define ARENA_NEW(arena, type) ((type *)arena_take((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, n) ((type *)arena_take((arena), sizeof(type) * (size_t)(n)))

/* Growing buffers and large blocks that live on their own; same contract about memory. */
void *memory_take(size_t size);
void *memory_resize(void *block, size_t size);
void memory_free(void *block);

/* Makes room in `array` for one more item: doubles `*capacity` when `count` has reached it. */
void *memory_grow(void *array, size_t item, size_t count, size_t *capacity);

/* Room for `count` items in an array; what is in it may be lost. */
void *memory_reserve(void *array, size_t item, size_t count, size_t *capacity);

/* Called when memory is out: says so on stderr and ends with status MANDATE_NO_MEMORY. */
_Noreturn void memory_exhausted(size_t wanted);

#endif
