/* Writing YAML. Texts that could be read as something else are put in quotes. */
#include "scenario/written.h"

#include <string.h>

enum { LINE = 100 }; /* what is shorter stands in one line */

static void quoted(struct text *text, const struct mandate_node *node) {
    text_append(text, "\"", 1);
    for (uint32_t i = 0; i < node->n; i++) {
        unsigned char byte = (unsigned char)node->as.text[i];
        if (byte == '"' || byte == '\\') text_print(text, "\\%c", byte);
        else if (byte == '\n') text_append_string(text, "\\n");
        else if (byte < 0x20 || byte == 0x7f) text_print(text, "\\x%02x", byte);
        else text_append(text, &node->as.text[i], 1);
    }
    text_append(text, "\"", 1);
}

/* A plain scalar may not begin with an indicator or hold what ends it inside brackets. */
static bool needs_quotes(const struct mandate_node *node) {
    if (node->quoted || node->n == 0) return node->quoted;
    const char *value = node->as.text;
    if (strchr("-?:,[]{}#&*!|>'\"%@` ", value[0]) != NULL && !(value[0] == '-' && node->n > 1 && value[1] != ' '))
        return true;
    if (value[node->n - 1] == ' ' || value[node->n - 1] == ':') return true;
    return strpbrk(value, ",[]{}\n\"") != NULL || strstr(value, ": ") != NULL || strstr(value, " #") != NULL;
}

static void scalar(struct text *text, const struct mandate_node *node) {
    if (needs_quotes(node)) quoted(text, node);
    else text_append(text, node->as.text, node->n);
}

void written_line(struct text *text, const struct mandate_node *node) {
    if (node->kind == NODE_SCALAR) {
        scalar(text, node);
        return;
    }
    bool mapping = node->kind == NODE_MAPPING;
    text_append_string(text, mapping ? "{" : "[");
    for (uint32_t i = 0; i < node->n; i++) {
        if (i > 0) text_append_string(text, ", ");
        if (mapping) scalar(text, node_key(node, i));
        if (mapping) text_append_string(text, ": ");
        written_line(text, mapping ? node_value(node, i) : node->as.children[i]);
    }
    text_append_string(text, mapping ? "}" : "]");
}

static void indent(struct text *text, int depth) {
    for (int i = 0; i < depth; i++) text_append_string(text, "  ");
}

/* True if the node is short enough for one line. */
static bool short_node(const struct mandate_node *node) {
    if (node->kind == NODE_SCALAR || node->n == 0) return true;
    struct text line = {0};
    written_line(&line, node);
    bool fits = line.length <= LINE;
    text_free(&line);
    return fits;
}

static void sequence_block(struct text *text, const struct mandate_node *sequence, int depth) {
    for (uint32_t i = 0; i < sequence->n; i++) {
        indent(text, depth);
        text_append_string(text, "- ");
        written_line(text, sequence->as.children[i]);
        text_append_string(text, "\n");
    }
}

void written_block(struct text *text, const struct mandate_node *mapping, int depth) {
    for (uint32_t i = 0; i < mapping->n; i++) {
        const struct mandate_node *value = node_value(mapping, i);
        indent(text, depth);
        scalar(text, node_key(mapping, i));
        bool one = short_node(value);
        text_append_string(text, one ? ": " : ":\n");
        if (one) written_line(text, value);
        if (one) text_append_string(text, "\n");
        if (!one && value->kind == NODE_MAPPING) written_block(text, value, depth + 1);
        if (!one && value->kind == NODE_SEQUENCE) sequence_block(text, value, depth + 1);
    }
}
