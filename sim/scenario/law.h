/* Distributions as planners write them: {lognormal: {median: 6 h, p90: 30 h}}. Not for drawing (variate.h). */
#ifndef SCENARIO_LAW_H
#define SCENARIO_LAW_H

#include "scenario/loader.h"

/* Reads a distribution of the row's values: a number, or a mapping with the name of a family. Its parameters may be
 * uncertain if `open`. False after an error. */
bool law_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
              const struct address *address, struct mandate_law *law, bool open);

/* A parameter of a law, by the names of its family and of the parameter: its place in the law and a row for it.
 * NULL when the law is of another family or has no such parameter. */
double *law_parameter(struct arena *arena, const struct row *row, struct mandate_law *law, const char *family,
                      const char *parameter, const struct row **parameter_row);

/* "lognormal: median, log_sd": what may be addressed in a law; lives in the arena. */
const char *law_parameters_text(struct arena *arena, const struct mandate_law *law);

/* A way to write a distribution. */
struct law_form {
    const char *name;
    size_t n;
    const char *const *parameters; /* (n) */
    bool list;                     /* may be written [a, b] */
};

/* The ways to write distributions with parameters, one after the other; false past the last. */
bool law_form(size_t index, struct law_form *form);

/* Name of a family. */
const char *law_family_name(enum mandate_family family);

#endif
