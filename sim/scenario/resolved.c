#include "scenario/resolved.h"
const char *resolved_text(const struct mandate_scenario *scenario, struct arena *arena) {
    (void)scenario;
    (void)arena;
    return NULL;
}
