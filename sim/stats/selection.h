/* Selection of the best of several systems by the fully sequential procedure of Kim & Nelson (2001).
 *
 * Observations are vectors, one value for each system; they may be dependent inside a vector (common random numbers).
 * The selected system is the best one with at least the stated probability whenever the best is `tolerance` better
 * than the second, and within `tolerance` of the best otherwise. It holds for normal observations. Thread-safe. */
#ifndef STATS_SELECTION_H
#define STATS_SELECTION_H

#include <stddef.h>

enum { SELECTION_FIRST = 30 }; /* observations from which the variances are taken */

struct selection {
    size_t system; /* with the largest mean; k when the observations are not enough */
    size_t n;      /* observations used */
};

/* values (n, k); tolerance > 0; 0 < confidence < 1. */
struct selection selection_run(const double *values, size_t n, size_t k, double tolerance, double confidence);

#endif
