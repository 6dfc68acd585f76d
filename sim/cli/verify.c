#include "cli/verb.h"
enum mandate_status verb_verify(const struct arguments *arguments) { (void)arguments; return MANDATE_INTERNAL; }
