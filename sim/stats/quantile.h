/* Quantiles of a sorted array. Not for values that do not fit in memory (sketch.h). */
#ifndef STATS_QUANTILE_H
#define STATS_QUANTILE_H

#include <stddef.h>

/* Quantile p in [0, 1] of n sorted values, type 7 of Hyndman & Fan (1996), as R and numpy give it by default:
 * linear between ranks floor and ceil of (n - 1) p. +inf may stand at the end; nan when n is 0. */
double quantile_sorted(const double *sorted, size_t n, double p);

/* The same rule for any source of ranks: `at(context, rank)` gives the value of rank 0 ... n - 1. */
double quantile_ranked(double (*at)(const void *context, size_t rank), const void *context, size_t n, double p);

#endif
