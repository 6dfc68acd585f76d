/* From the command line to a verb, and from its status to the exit code. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/arguments.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "mandate.h"

static enum mandate_status verb_run_named(const struct arguments *arguments) {
    if (arguments->version) (void)puts("mandate " MANDATE_VERSION);
    if (arguments->version) return MANDATE_OK;
    if (arguments->help || arguments->verb == VERBS) {
        help_print(arguments->verb);
        return arguments->help ? MANDATE_OK : MANDATE_BAD_INPUT;
    }
    switch (arguments->verb) {
#define VERB_CASE(NAME, name, operands, least, most, about, more) \
    case VERB_##NAME: return verb_##name(arguments);
        VERB_LIST(VERB_CASE)
#undef VERB_CASE
        case VERBS: break;
    }
    return MANDATE_INTERNAL;
}

/* Data that could not be written is a failure, whatever the verb says. */
static enum mandate_status output_end(enum mandate_status status) {
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout)) return status;
    (void)fprintf(stderr, "mandate: cannot write standard output: %s\n",
                  errno != 0 ? strerror(errno) : "an earlier write failed");
    return MANDATE_SYSTEM;
}

int main(int argc, char **argv) {
    struct arguments arguments;
    enum mandate_status status = arguments_read(&arguments, argc, argv);
    if (status == MANDATE_OK) status = output_end(verb_run_named(&arguments));
    arguments_free(&arguments);
    return (int)status;
}
