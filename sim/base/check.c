/* The end of the program after a mistake of ours. Not for mistakes of the user or of the machine. */
#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>

#include "mandate/status.h"

void check_failed(const char *condition, const char *file, int line) {
    fprintf(stderr,
            "mandate: internal error at %s:%d: '%s' does not hold\n"
            "Please report this line with the command and the scenario that led to it.\n",
            file, line, condition);
    /* Other threads may still run, so no exit handlers. */
    _Exit(MANDATE_INTERNAL);
}
