/* The smaller and the larger of two numbers, without a call: fmin and fmax are functions of libm. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

static inline double lesser(double a, double b) { return a < b ? a : b; }
static inline double greater(double a, double b) { return a > b ? a : b; }

#endif
