/* The credibility sheet: how far results of this program may be trusted, by the factors of NASA-STD-7009A, each with a
 * level from 0 (nothing) to 4, the reason for it and what would raise it. One place for the manifest, the report and
 * docs/credibility.md. */
#ifndef OUTPUT_CREDIBILITY_H
#define OUTPUT_CREDIBILITY_H

#include <stddef.h>

struct credibility_factor {
    const char *name, *reason, *raises;
    int level;
};

enum { CREDIBILITY_FACTORS = 8 };
extern const struct credibility_factor credibility_factors[CREDIBILITY_FACTORS];

#endif
