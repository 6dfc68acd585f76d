#include "cli/verb.h"
enum mandate_status verb_replay(const struct arguments *arguments) { (void)arguments; return MANDATE_INTERNAL; }
