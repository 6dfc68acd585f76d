#include "cli/verb.h"
enum mandate_status verb_help(const struct arguments *arguments) { (void)arguments; return MANDATE_INTERNAL; }
void help_print(enum verb verb) { (void)verb; }
