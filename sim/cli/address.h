/* OPTION/WORLD/REPLICATION: which replication, as replay and plot --replay take it. */
#ifndef CLI_ADDRESS_H
#define CLI_ADDRESS_H

#include "cli/session.h"

struct address {
    size_t variant;
    uint64_t world, replication;
};

/* Reads such a text; MANDATE_BAD_INPUT after a message. */
MANDATE_CHECKED enum mandate_status address_read(const struct session *session, const char *text,
                                                 struct address *address);

#endif
