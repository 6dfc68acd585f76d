/* A binary heap in an array: BEFORE(a, b) tells whether item a comes before item b. The caller makes room. */
#ifndef BASE_HEAP_H
#define BASE_HEAP_H

#include <stddef.h>

/* Adds `item` to `heap` of `n` items; n grows by one. */
#define HEAP_PUSH(heap, n, item, BEFORE)                                              \
    do {                                                                              \
        size_t at_ = (n)++;                                                           \
        for (; at_ > 0 && BEFORE((item), (heap)[(at_ - 1) / 2]); at_ = (at_ - 1) / 2) \
            (heap)[at_] = (heap)[(at_ - 1) / 2];                                      \
        (heap)[at_] = (item);                                                         \
    } while (0)

/* Takes the first item off; n falls by one. `last` is a variable of the item's type, for use inside. The gap goes down
 * to the end, where the last item mostly belongs, and that rises from there: one comparison a level, not two (Wegener
 * 1993). */
#define HEAP_DROP(heap, n, last, BEFORE)                                                  \
    do {                                                                                  \
        size_t at_ = 0;                                                                   \
        (last) = (heap)[--(n)];                                                           \
        for (size_t child_; (child_ = 2 * at_ + 1) < (n); at_ = child_) {                 \
            if (child_ + 1 < (n) && BEFORE((heap)[child_ + 1], (heap)[child_])) child_++; \
            (heap)[at_] = (heap)[child_];                                                 \
        }                                                                                 \
        for (; at_ > 0 && BEFORE((last), (heap)[(at_ - 1) / 2]); at_ = (at_ - 1) / 2)     \
            (heap)[at_] = (heap)[(at_ - 1) / 2];                                          \
        if ((n) > 0) (heap)[at_] = (last);                                                \
    } while (0)

#endif
