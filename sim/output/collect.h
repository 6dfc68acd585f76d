/* Everything that is summed over replications: bands of series.csv, means of places.csv and breakdown.csv.
 * Whole numbers only, so that neither threads nor the order and split of blocks show. Memory does not depend on the
 * number of replications. Not for rows (journal.h). */
#ifndef OUTPUT_COLLECT_H
#define OUTPUT_COLLECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "mandate/result.h"

struct collect;

struct collect *collect_new(const struct mandate_layout *layout);
void collect_free(struct collect *collect); /* accepts NULL */

/* Adds the replications of a block that did not fail. Thread-safe. */
void collect_add(struct collect *collect, const struct mandate_block_result *result);

/* Appends the sums to a text; collect_decode adds such a text to the sums, and is false (with the sums spoilt) when
 * it has another shape. Neither while blocks are being added. */
void collect_encode(void *collect, struct text *text);
bool collect_decode(struct collect *collect, const char *bytes, size_t size);

/* ---- reading the sums ---- */

/* Finishes what collect_add has put off; once before reading. collect_encode does it too. */
void collect_settle(struct collect *collect);

enum { COLLECT_QUANTILES = 5 }; /* 5, 25, 50, 75 and 95 % */

struct collect_band {
    uint64_t n; /* values, undefined ones left out */
    double mean, quantile[COLLECT_QUANTILES];
};

struct collect_band collect_series(const struct collect *collect, size_t variant, size_t date, size_t metric);

/* Replications of the variant that did not fail. */
uint64_t collect_replications(const struct collect *collect, size_t variant);

double collect_place(const struct collect *collect, size_t variant, size_t value);
double collect_breakdown(const struct collect *collect, size_t variant, size_t quarter, size_t key, size_t metric);

/* Bytes held. */
size_t collect_size(const struct collect *collect);

#endif
