/* mandate check: all mistakes of all files. */
#include "cli/session.h"
#include "cli/verb.h"

enum mandate_status verb_check(const struct arguments *arguments) {
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 0; i < arguments->n; i++) {
        struct session session;
        session_begin(&session, arguments);
        if (session_load(&session, arguments->operands[i], arguments, !arguments->quiet) != MANDATE_OK)
            status = MANDATE_BAD_INPUT;
        session_close(&session);
    }
    return status;
}
