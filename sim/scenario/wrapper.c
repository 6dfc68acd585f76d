/* Values with their evidence. Not for the values themselves. */
#include "scenario/wrapper.h"

#include <string.h>

#include "base/text.h"

const char *confidence_read(struct loader *loader, const struct mandate_node *node, const struct address *address) {
    bool known = node->kind == NODE_SCALAR && node->n == 1 && strchr("ABC", node->as.text[0]) != NULL;
    if (known) return node->as.text;
    complain(loader, node->place, &(struct address){address, "confidence"},
             "confidence is A (documented), B (derived, or one weak source) or C (guess)");
    return NULL;
}

/* Complains about a source that the mission does not list. */
static void source_check(struct loader *loader, const char *id, struct mandate_place place,
                         const struct address *address) {
    const struct roster *roster = store_roster(loader->store, "sources");
    if (roster == NULL || roster->list.n == 0 || roster_find(roster, id) >= 0) return;
    complain(loader, place, &(struct address){address, "source"},
             "there is no source '%s' in the mission's sources (%s:%u)%s", id,
             roster->place.source != NULL ? roster->place.source->name : "", (unsigned)roster->place.line,
             did_you_mean(loader, roster_nearest(roster, id)));
}

/* Checks each id of "a; b; c". */
static void sources_check(struct loader *loader, const struct mandate_node *scalar, const struct address *address) {
    for (const char *at = scalar->as.text; *at != '\0';) {
        at += strspn(at, "; ");
        size_t length = strcspn(at, ";");
        size_t id = length;
        while (id > 0 && at[id - 1] == ' ') id--;
        if (id > 0) source_check(loader, arena_copy(loader->arena, at, id), scalar->place, address);
        at += length;
    }
}

const char *sources_read(struct loader *loader, const struct mandate_node *node, const struct address *address) {
    if (node->kind == NODE_SCALAR) {
        sources_check(loader, node, address);
        return node->as.text;
    }
    struct text joined = {0};
    for (size_t i = 0; node->kind == NODE_SEQUENCE && i < node->n; i++) {
        const struct mandate_node *item = node->as.children[i];
        if (item->kind != NODE_SCALAR) continue;
        sources_check(loader, item, address);
        if (joined.length > 0) text_append_string(&joined, ";");
        text_append_string(&joined, item->as.text);
    }
    const char *copy = joined.length > 0 ? arena_copy(loader->arena, joined.bytes, joined.length) : NULL;
    text_free(&joined);
    if (copy == NULL)
        complain(loader, node->place, &(struct address){address, "source"}, "write ids of sources, separated by ';'");
    return copy;
}

static void key_refuse(struct loader *loader, const struct mandate_node *key, const struct address *address) {
    static const char *const keys[] = {"value", "uncertain", "central", "source", "confidence", "note"};
    complain(loader, key->place, address, "a value with evidence has no key '%s'%s", key->as.text,
             did_you_mean(loader, text_nearest(key->as.text, keys, sizeof keys / sizeof *keys)));
}

/* Takes one entry of a wrapper. */
static void entry_take(struct loader *loader, const struct mandate_node *key, const struct mandate_node *value,
                       const struct address *address, struct wrapped *wrapped) {
    const char *name = key->as.text;
    if (strcmp(name, "value") == 0) wrapped->value = value;
    else if (strcmp(name, "uncertain") == 0) wrapped->law = value;
    else if (strcmp(name, "central") == 0) wrapped->central = value;
    else if (strcmp(name, "source") == 0) wrapped->source = sources_read(loader, value, address);
    else if (strcmp(name, "confidence") == 0) wrapped->confidence = confidence_read(loader, value, address);
    else if (strcmp(name, "note") != 0) key_refuse(loader, key, address);
}

bool value_unwrap(struct loader *loader, const struct mandate_node *node, const struct address *address,
                  struct wrapped *wrapped) {
    *wrapped = (struct wrapped){.value = node};
    if (node->kind != NODE_MAPPING) return true;
    if (node_find(node, "value") == NULL && node_find(node, "uncertain") == NULL) return true;
    wrapped->value = NULL;
    for (size_t i = 0; i < node->n; i++) entry_take(loader, node_key(node, i), node_value(node, i), address, wrapped);
    if (wrapped->value != NULL && wrapped->law != NULL) {
        complain(loader, node->place, address,
                 "both 'value' and 'uncertain'; keep 'uncertain', and write the value as 'central'");
        return false;
    }
    if (wrapped->value != NULL && wrapped->central != NULL) {
        complain(loader, wrapped->central->place, address, "'central' belongs to 'uncertain'; remove it");
        return false;
    }
    return true;
}
