/* What a results folder says, as the first screen, a table, JSON or CSV. */
#ifndef CLI_SHOW_H
#define CLI_SHOW_H

#include "cli/arguments.h"
#include "mandate/load.h"

/* Prints it on stdout; `reference` NULL = the first option, `scenario` NULL = without targets and the like. */
MANDATE_CHECKED enum mandate_status comparison_show(const struct arguments *arguments, const char *folder,
                                                    const char *reference, const struct mandate_scenario *scenario);

#endif
