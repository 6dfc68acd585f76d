#include "cli/verb.h"
enum mandate_status verb_list(const struct arguments *arguments) { (void)arguments; return MANDATE_INTERNAL; }
