/* One function for each verb, each in a file of its name. They print, and give the status that becomes the exit code.
 */
#ifndef CLI_VERB_H
#define CLI_VERB_H

#include "cli/arguments.h"

#define VERB_FUNCTION(NAME, name, operands, least, most, about, more) \
    MANDATE_CHECKED enum mandate_status verb_##name(const struct arguments *arguments);
VERB_LIST(VERB_FUNCTION)
#undef VERB_FUNCTION

/* The page of a verb, or the list of verbs for VERBS, on stdout. */
void help_print(enum verb verb);

#endif
