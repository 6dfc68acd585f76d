/* mandate schema: JSON Schema of study files. */
#include "scenario/json_schema.h"

#include "cli/terminal.h"
#include "cli/verb.h"

enum mandate_status verb_schema(const struct arguments *arguments) {
    (void)arguments;
    struct text text = {0};
    json_schema_append(&text);
    put(text.bytes);
    text_free(&text);
    return MANDATE_OK;
}
