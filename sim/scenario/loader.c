/* Addresses, complaints and origins. Not for reading values. */
#include "scenario/loader.h"

#include <stdarg.h>
#include <string.h>

#include "base/text.h"

enum { LEVELS = 32 };

/* Appends the keys from the root down. */
static void address_append(struct text *out, const struct address *address) {
    const struct address *chain[LEVELS];
    size_t n = 0;
    for (; address != NULL && n < LEVELS; address = address->up)
        if (address->key[0] != '\0') chain[n++] = address;
    for (; n > 0; n--) {
        if (out->length > 0) text_append_string(out, ".");
        text_append_string(out, chain[n - 1]->key);
    }
}

const char *address_text(struct arena *arena, const struct address *address) {
    struct text out = {0};
    address_append(&out, address);
    const char *copy = arena_copy(arena, out.bytes != NULL ? out.bytes : "", out.length);
    text_free(&out);
    return copy;
}

static void add(const struct loader *loader, bool warning, struct mandate_place place, const struct address *address,
                const char *sentence) {
    struct text path = {0};
    address_append(&path, address);
    if (warning) mandate_warning_add(loader->diagnostics, place, path.bytes, "%s", sentence);
    else mandate_error_add(loader->diagnostics, place, path.bytes, "%s", sentence);
    text_free(&path);
}

void complain(const struct loader *loader, struct mandate_place place, const struct address *address,
              const char *format, ...) {
    char sentence[2048];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    add(loader, false, place, address, sentence);
}

void caution(const struct loader *loader, struct mandate_place place, const struct address *address, const char *format,
             ...) {
    char sentence[2048];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    add(loader, true, place, address, sentence);
}

const char *did_you_mean(const struct loader *loader, const char *nearest) {
    return nearest != NULL ? arena_print(loader->arena, "; did you mean '%s'?", nearest) : "";
}

void origin_add(struct loader *loader, const void *member, const struct row *row, const struct mandate_node *node,
                const char *source, const char *confidence) {
    struct store *store = loader->store;
    store->origins = memory_grow(store->origins, sizeof(struct origin), store->n_origin, &store->origin_capacity);
    store->origins[store->n_origin++] = (struct origin){member, row, node, source, confidence, NULL};
}
