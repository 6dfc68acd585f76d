/* The comparison of a results folder, as a table, JSON or CSV. */
#ifndef CLI_SHOW_H
#define CLI_SHOW_H

#include "cli/arguments.h"
#include "output/table.h"

/* Prints the comparison on stdout; `reference` NULL = the first option. */
MANDATE_CHECKED enum mandate_status comparison_show(const struct arguments *arguments, const char *folder,
                                                    const char *reference);

#endif
