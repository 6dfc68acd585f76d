/* The joined tree as YAML. */
#include "scenario/resolved.h"

#include <string.h>

#include "scenario/documents.h"
#include "scenario/written.h"

/* True if a later setting has the same path. */
static bool replaced(const struct mandate_documents *documents, size_t index) {
    for (size_t i = index + 1; i < documents->n_setting; i++)
        if (strcmp(documents->settings[i].path, documents->settings[index].path) == 0) return true;
    return false;
}

static void settings_append(struct text *text, const struct mandate_documents *documents) {
    if (documents->n_setting > 0) text_append_string(text, "set:\n");
    for (size_t i = 0; i < documents->n_setting; i++) {
        if (replaced(documents, i)) continue;
        text_print(text, "  %s: ", documents->settings[i].path);
        written_line(text, documents->settings[i].value);
        text_append_string(text, "\n");
    }
}

/* The study but for its own `set`, which is among the settings. */
static void study_append(struct text *text, const struct mandate_node *root) {
    for (uint32_t i = 0; i < root->n; i++) {
        if (strcmp(node_key(root, i)->as.text, "set") == 0) continue;
        struct mandate_node *entry[] = {root->as.children[(size_t)2 * i], root->as.children[(size_t)2 * i + 1]};
        struct mandate_node one = {.place = root->place, .as.children = entry, .n = 1, .kind = NODE_MAPPING};
        written_block(text, &one, 0);
    }
}

const char *resolved_text(const struct mandate_documents *documents, struct arena *arena) {
    struct text text = {0};
    for (size_t i = 0; i < documents->n_option; i++) text_print(&text, "# only the option %s\n", documents->options[i]);
    study_append(&text, documents->root);
    settings_append(&text, documents);
    const char *copy = arena_copy(arena, text.bytes, text.length);
    text_free(&text);
    return copy;
}
