/* The last two strokes part an address, for names of variants may hold any letter. */
#include "cli/address.h"

#include <string.h>

#include "base/arena.h"
#include "cli/terminal.h"

/* "reinforce[size=0.5]/3/0": the last two strokes part it. */
enum mandate_status address_read(const struct session *session, const char *text, struct address *address) {
    char *copy = arena_copy(session->arena, text, strlen(text));
    char *last = strrchr(copy, '/'), *middle = NULL;
    if (last != NULL) *last = '\0';
    if (last != NULL) middle = strrchr(copy, '/');
    if (middle == NULL)
        return failure_tell(MANDATE_BAD_INPUT, "write OPTION/WORLD/REPLICATION, for example status_quo/1/0");
    *middle = '\0';
    int variant = session_variant(session, copy);
    if (variant < 0) return MANDATE_BAD_INPUT;
    address->variant = (size_t)variant;
    enum mandate_status status = whole_read(middle + 1, "world", 0, session->layout.worlds, &address->world);
    if (status != MANDATE_OK) return status;
    return whole_read(last + 1, "replication", 0, session->layout.replications - 1, &address->replication);
}
