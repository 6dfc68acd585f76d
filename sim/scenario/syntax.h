/* libyaml's complaints in the words of someone who edits a scenario. Not for our own rules. */
#ifndef SCENARIO_SYNTAX_H
#define SCENARIO_SYNTAX_H

#include <yaml.h>

#include "mandate/diagnostic.h"

void syntax_error_add(const yaml_parser_t *parser, const struct mandate_source *shown,
                      struct mandate_diagnostics *diagnostics);

#endif
