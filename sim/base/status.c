/* The sentences of the statuses. Nothing else. */
#include "mandate/status.h"

const char *mandate_status_sentence(enum mandate_status status) {
    switch (status) {
#define STATUS_CASE(name, code, sentence) \
    case name: return sentence;
        MANDATE_STATUS_LIST(STATUS_CASE)
#undef STATUS_CASE
    }
    return "unknown status";
}
