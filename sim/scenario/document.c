/* libyaml's events become a tree of nodes with places. Refuses what scenario files do not need: tags, several
 * documents, merge keys, keys that are no plain names, and more of anything than a study can want. */
#include "scenario/document.h"

#include <string.h>
#include <yaml.h>

#include "scenario/characters.h"
#include "scenario/names.h"
#include "scenario/syntax.h"

enum { BLOCK = 256, POOL = 16 * 1024 }; /* nodes, and bytes of text, taken from the arena at once */

/* A mapping or sequence that is not closed yet: its children wait on the builder's stack. */
struct open {
    struct mandate_node *node;
    size_t first; /* of its children on the stack */
    const char *anchor;
};

struct builder {
    yaml_parser_t parser;
    struct arena *arena;
    const struct mandate_source *shown;
    struct document_budget *budget;
    struct mandate_diagnostics *diagnostics;
    struct mandate_node *block; /* nodes to be used next */
    size_t block_left;
    char *pool; /* bytes of text to be used next */
    size_t pool_left;
    struct open open[DOCUMENT_DEPTH];
    size_t depth;
    struct mandate_node **stack; /* finished nodes whose parent is open */
    size_t n_stack, stack_capacity;
    struct names anchors; /* name -> index in `anchored` */
    struct mandate_node **anchored;
    size_t n_anchored, anchored_capacity;
    struct mandate_node *root;
    bool stop;
};

/* ---- nodes ---- */

static struct mandate_place place_of(const struct builder *builder, yaml_mark_t start, yaml_mark_t end) {
    bool one_line = start.line == end.line && end.column > start.column;
    uint32_t length = one_line ? (uint32_t)(end.column - start.column) : 1;
    return (struct mandate_place){builder->shown, (uint32_t)start.line + 1, (uint32_t)start.column + 1, length};
}

#define REFUSE(builder, event, ...)                                                                              \
    mandate_error_add((builder)->diagnostics, place_of((builder), (event)->start_mark, (event)->end_mark), NULL, \
                      __VA_ARGS__)

/* A new node of the document, or NULL when there are too many. */
static struct mandate_node *node_take(struct builder *builder, const yaml_event_t *event, enum node_kind kind) {
    if (builder->budget->nodes == 0) {
        REFUSE(builder, event, "more than %d values in the files of one study; is this the right file?",
               DOCUMENT_NODES);
        builder->stop = true;
        return NULL;
    }
    builder->budget->nodes--;
    if (builder->block_left == 0) {
        builder->block = ARENA_ARRAY(builder->arena, struct mandate_node, BLOCK);
        builder->block_left = BLOCK;
    }
    builder->block_left--;
    struct mandate_node *node = builder->block++;
    node->place = place_of(builder, event->start_mark, event->end_mark);
    if (kind != NODE_SCALAR) node->place.length = 1;
    node->kind = (uint8_t)kind;
    node->expanded = 1;
    return node;
}

struct mandate_node *node_new(struct arena *arena, enum node_kind kind, uint32_t n, struct mandate_place place) {
    struct mandate_node *node = ARENA_NEW(arena, struct mandate_node);
    *node = (struct mandate_node){.place = place, .n = n, .expanded = n + 1, .kind = (uint8_t)kind};
    node->as.children = ARENA_ARRAY(arena, struct mandate_node *, kind == NODE_MAPPING ? 2 * (size_t)n : n);
    return node;
}

struct mandate_node *node_new_scalar(struct arena *arena, const char *text, struct mandate_place place) {
    struct mandate_node *node = ARENA_NEW(arena, struct mandate_node);
    *node = (struct mandate_node){.place = place, .n = (uint32_t)strlen(text), .expanded = 1, .kind = NODE_SCALAR};
    node->as.text = text;
    return node;
}

struct mandate_node *node_find(const struct mandate_node *mapping, const char *key) {
    if (mapping == NULL || mapping->kind != NODE_MAPPING) return NULL;
    for (size_t i = 0; i < mapping->n; i++)
        if (strcmp(node_key(mapping, i)->as.text, key) == 0) return mapping->as.children[2 * i + 1];
    return NULL;
}

bool node_empty(const struct mandate_node *node) { return node->kind == NODE_SCALAR && node->n == 0 && !node->quoted; }

bool node_names_file(const struct mandate_node *node) {
    if (node->kind != NODE_SCALAR) return false;
    const char *end = node->as.text + node->n;
    return (node->n > 5 && strcmp(end - 5, ".yaml") == 0) || (node->n > 4 && strcmp(end - 4, ".yml") == 0);
}

const char *node_kind_name(const struct mandate_node *node) {
    return node->kind == NODE_MAPPING ? "a mapping" : node->kind == NODE_SEQUENCE ? "a list" : "a single value";
}

/* ---- keys ---- */

/* Says where a key stands twice. */
static void duplicate_refuse(const struct builder *builder, const struct mandate_node *again,
                             const struct mandate_node *first) {
    mandate_error_add(builder->diagnostics, again->place, NULL,
                      "the key '%s' stands twice in one mapping, first in line %u; keep one of them", again->as.text,
                      (unsigned)first->place.line);
}

/* The index of a key among the first `n` of a mapping, or NAMES_NONE; a few are looked through, not put in `seen`. */
static int64_t key_index(const struct mandate_node *mapping, uint32_t n, const struct names *seen, const char *key) {
    if (mapping->n > 12) return names_find(seen, key);
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(node_key(mapping, i)->as.text, key) == 0) return i;
    return NAMES_NONE;
}

/* Refuses keys that stand twice; the first one stays, so that all that read the tree see the same. */
static void duplicates_drop(const struct builder *builder, struct mandate_node *mapping) {
    struct names seen = {.arena = builder->arena};
    uint32_t kept = 0;
    for (uint32_t i = 0; i < mapping->n; i++) {
        const struct mandate_node *key = node_key(mapping, i);
        int64_t first = key_index(mapping, kept, &seen, key->as.text);
        if (first != NAMES_NONE) {
            duplicate_refuse(builder, key, node_key(mapping, (size_t)first));
            continue;
        }
        if (mapping->n > 12) names_put(&seen, key->as.text, kept);
        memmove(mapping->as.children + 2 * kept++, mapping->as.children + 2 * i, 2 * sizeof(struct mandate_node *));
    }
    mapping->n = kept;
}

/* True if a node may stand as a key. */
static bool key_check(struct builder *builder, const struct mandate_node *key, const yaml_event_t *event) {
    if (event->type != YAML_SCALAR_EVENT)
        REFUSE(builder, event, "a key must be a plain name, not %s",
               event->type == YAML_ALIAS_EVENT ? "an alias" : node_kind_name(key));
    else if (strcmp(key->as.text, "<<") == 0 && !key->quoted)
        REFUSE(builder, event,
               "merge keys '<<' are not read; use an anchor for the whole value, or the name of a file");
    else if (key->n == 0) REFUSE(builder, event, "an empty key; write a name before ':'");
    else if (strlen(key->as.text) != key->n) REFUSE(builder, event, "a key with the character NUL; remove it");
    else return true;
    return event->type == YAML_SCALAR_EVENT && key->n > 0;
}

/* ---- building ---- */

/* Adds a finished node, or the start of a container, to the container that is open. */
static void child_add(struct builder *builder, struct mandate_node *node, const yaml_event_t *event) {
    if (builder->depth == 0) {
        builder->root = node;
        return;
    }
    const struct open *parent = &builder->open[builder->depth - 1];
    bool key = parent->node->kind == NODE_MAPPING && (builder->n_stack - parent->first) % 2 == 0;
    if (key && !key_check(builder, node, event)) builder->stop = true;
    builder->stack =
        memory_grow(builder->stack, sizeof(struct mandate_node *), builder->n_stack, &builder->stack_capacity);
    builder->stack[builder->n_stack++] = node;
}

static void anchor_put(struct builder *builder, const char *anchor, struct mandate_node *node) {
    builder->anchored =
        memory_grow(builder->anchored, sizeof(struct mandate_node *), builder->n_anchored, &builder->anchored_capacity);
    builder->anchored[builder->n_anchored] = node;
    names_put(&builder->anchors, anchor, (uint32_t)builder->n_anchored++);
}

static const char *anchor_copy(const struct builder *builder, const yaml_char_t *anchor) {
    const char *text = (const char *)anchor;
    return text != NULL ? arena_copy(builder->arena, text, strlen(text)) : NULL;
}

static void tag_check(const struct builder *builder, const yaml_event_t *event, const yaml_char_t *tag) {
    static const char standard[] = "tag:yaml.org,2002:";
    if (tag == NULL) return;
    const char *text = (const char *)tag;
    bool shorthand = strncmp(text, standard, sizeof standard - 1) == 0;
    REFUSE(builder, event, "the tag '%s%s'; tags are not read, remove it", shorthand ? "!!" : "",
           shorthand ? text + sizeof standard - 1 : text);
}

/* A copy of a text, packed tightly: most texts are short. */
static const char *text_copy(struct builder *builder, const char *text, size_t length) {
    if (length >= POOL / 4) return arena_copy(builder->arena, text, length);
    if (builder->pool_left <= length) {
        builder->pool = arena_take(builder->arena, POOL);
        builder->pool_left = POOL;
    }
    char *copy = builder->pool;
    memcpy(copy, text, length);
    copy[length] = '\0';
    builder->pool += length + 1;
    builder->pool_left -= length + 1;
    return copy;
}

static void scalar_add(struct builder *builder, const yaml_event_t *event) {
    struct mandate_node *node = node_take(builder, event, NODE_SCALAR);
    if (node == NULL) return;
    const char *text = (const char *)event->data.scalar.value;
    node->n = (uint32_t)event->data.scalar.length;
    node->as.text = text_copy(builder, text, node->n);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    tag_check(builder, event, event->data.scalar.tag);
    const char *anchor = anchor_copy(builder, event->data.scalar.anchor);
    if (anchor != NULL) anchor_put(builder, anchor, node);
    child_add(builder, node, event);
}

static void alias_add(struct builder *builder, const yaml_event_t *event) {
    const char *name = (const char *)event->data.alias.anchor;
    int64_t index = names_find(&builder->anchors, name);
    if (index == NAMES_NONE) {
        REFUSE(builder, event, "the alias '*%s' has no anchor '&%s' that ends before it", name, name);
        builder->stop = true;
        return;
    }
    struct mandate_node *node = builder->anchored[index];
    if (node->expanded > builder->budget->expanded) {
        REFUSE(builder, event, "the aliases stand for more than %d values; write fewer of them", DOCUMENT_EXPANDED);
        builder->stop = true;
        return;
    }
    builder->budget->expanded -= node->expanded;
    child_add(builder, node, event);
}

static void container_open(struct builder *builder, const yaml_event_t *event, enum node_kind kind,
                           const yaml_char_t *anchor, const yaml_char_t *tag) {
    if (builder->depth == DOCUMENT_DEPTH) {
        REFUSE(builder, event, "lists and mappings are nested more than %d deep", DOCUMENT_DEPTH);
        builder->stop = true;
        return;
    }
    struct mandate_node *node = node_take(builder, event, kind);
    if (node == NULL) return;
    tag_check(builder, event, tag);
    child_add(builder, node, event);
    builder->open[builder->depth++] = (struct open){node, builder->n_stack, anchor_copy(builder, anchor)};
}

static uint32_t saturated(uint64_t n) { return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX; }

static void container_close(struct builder *builder) {
    const struct open *open = &builder->open[--builder->depth];
    struct mandate_node *node = open->node;
    size_t n = builder->n_stack - open->first;
    node->as.children = ARENA_ARRAY(builder->arena, struct mandate_node *, n);
    if (n > 0) memcpy(node->as.children, builder->stack + open->first, n * sizeof(struct mandate_node *));
    builder->n_stack = open->first;
    uint64_t expanded = 1;
    for (size_t i = 0; i < n; i++) expanded += node->as.children[i]->expanded;
    node->expanded = saturated(expanded);
    node->n = (uint32_t)(node->kind == NODE_MAPPING ? n / 2 : n);
    if (node->kind == NODE_MAPPING) duplicates_drop(builder, node);
    if (open->anchor != NULL) anchor_put(builder, open->anchor, node);
}

static void document_open(struct builder *builder, const yaml_event_t *event) {
    bool second = builder->root != NULL;
    bool directives = event->data.document_start.version_directive != NULL ||
                      event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end;
    if (second) REFUSE(builder, event, "a second document in one file; keep one, in a file of its own");
    if (directives) REFUSE(builder, event, "a directive; begin the file with its first key");
    builder->stop = builder->stop || second || directives;
}

static void event_take(struct builder *builder, const yaml_event_t *event) {
    switch (event->type) {
        case YAML_DOCUMENT_START_EVENT: document_open(builder, event); break;
        case YAML_SCALAR_EVENT: scalar_add(builder, event); break;
        case YAML_ALIAS_EVENT: alias_add(builder, event); break;
        case YAML_SEQUENCE_START_EVENT:
            container_open(builder, event, NODE_SEQUENCE, event->data.sequence_start.anchor,
                           event->data.sequence_start.tag);
            break;
        case YAML_MAPPING_START_EVENT:
            container_open(builder, event, NODE_MAPPING, event->data.mapping_start.anchor,
                           event->data.mapping_start.tag);
            break;
        case YAML_SEQUENCE_END_EVENT:
        case YAML_MAPPING_END_EVENT: container_close(builder); break;
        default: break;
    }
}

/* Reads all events; false after an error that ends the reading. */
static bool events_read(struct builder *builder) {
    bool end = false;
    while (!end && !builder->stop) {
        yaml_event_t event;
        if (yaml_parser_parse(&builder->parser, &event) == 0) {
            syntax_error_add(&builder->parser, builder->shown, builder->diagnostics);
            return false;
        }
        end = event.type == YAML_STREAM_END_EVENT;
        event_take(builder, &event);
        yaml_event_delete(&event);
    }
    return !builder->stop;
}

/* True if the file holds something. */
static bool content_check(const struct builder *builder) {
    if (builder->root != NULL && !node_empty(builder->root)) return true;
    struct mandate_place place = {builder->shown, 0, 0, 1};
    mandate_error_add(builder->diagnostics, place, NULL, "the file holds nothing");
    return false;
}

struct mandate_node *document_parse(struct arena *arena, const struct mandate_source *source,
                                    const struct mandate_source *shown, struct document_budget *budget,
                                    struct mandate_diagnostics *diagnostics) {
    if (!characters_check(source, shown, diagnostics)) return NULL;
    struct builder builder = {
        .arena = arena, .shown = shown, .budget = budget, .diagnostics = diagnostics, .anchors = {.arena = arena}};
    if (yaml_parser_initialize(&builder.parser) == 0) memory_exhausted(0);
    yaml_parser_set_encoding(&builder.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&builder.parser, (const unsigned char *)source->bytes, source->size);
    bool good = events_read(&builder) && content_check(&builder);
    yaml_parser_delete(&builder.parser);
    memory_free(builder.stack);
    memory_free(builder.anchored);
    return good ? builder.root : NULL;
}

/* Gives every node the place of the text that it comes from. */
static void place_spread(struct mandate_node *node, struct mandate_place place) {
    node->place = place;
    size_t n = node->kind == NODE_SCALAR ? 0 : node->kind == NODE_MAPPING ? 2 * (size_t)node->n : node->n;
    for (size_t i = 0; i < n; i++) place_spread(node->as.children[i], place);
}

struct mandate_node *document_from_text(struct arena *arena, const char *text, struct mandate_place place,
                                        struct mandate_diagnostics *diagnostics) {
    if (text[0] != '{' && text[0] != '[') return node_new_scalar(arena, text, place);
    if (strcmp(text, "{}") == 0) return node_new(arena, NODE_MAPPING, 0, place);
    if (strcmp(text, "[]") == 0) return node_new(arena, NODE_SEQUENCE, 0, place);
    struct mandate_source source = {NULL, text, strlen(text)};
    struct document_budget budget = {DOCUMENT_NODES, DOCUMENT_EXPANDED};
    struct mandate_node *node = document_parse(arena, &source, NULL, &budget, diagnostics);
    if (node != NULL) place_spread(node, place);
    return node;
}
