/* Parts of the functions of probability that the count distributions use too. */
#ifndef RANDOM_SPECIAL_H
#define RANDOM_SPECIAL_H

/* What Stirling's formula leaves: log Gamma(a + 1) - (a + 1/2) log a + a - log(2 pi)/2, for a > 0. */
double special_stirling(double a);

/* Deviance a phi(x/a), phi(t) = t - 1 - log t, without cancellation near x = a (Loader 2000); a, x > 0. */
double special_deviance(double a, double x);

/* x^a e^-x / Gamma(a + 1): for whole a the Poisson probability of a with mean x; a >= 0, x > 0. */
double special_poisson(double a, double x);

#endif
