/* Options with values of their levers: one variant for each combination of the values that the study lists.
 * Not for what the levers do. */
#include "scenario/variant.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scenario/number.h"
#include "scenario/unknown.h"

enum { VARIANTS = 10000, LEVERS = 32 };

/* The values of one lever; `named` when the study states them. */
struct values {
    size_t n;
    double *at;
    bool named;
};

/* What is growing. */
struct growing {
    struct loader *loader;
    struct mandate_variant *at;
    size_t n, capacity;
};

/* Where a lever's values are stated: the last of the study and the settings; NULL when nowhere. */
static const struct mandate_node *statement_find(const struct loader *loader, const char *path) {
    const struct mandate_node *found = node_find(loader->store->scenario.study.levers, path);
    for (size_t i = 0; i < loader->documents->n_setting; i++) {
        const char *behind = setting_behind(&loader->documents->settings[i], "levers.");
        if (behind != NULL && strcmp(behind, path) == 0) found = loader->documents->settings[i].value;
    }
    return found;
}

static void values_read(struct loader *loader, const struct mandate_lever *lever, const struct mandate_node *node,
                        const struct address *address, struct values *values) {
    struct row row = {.kind = ROW_QUANTITY, .key = "lever", .target = "", .low = lever->low, .high = lever->high};
    bool list = node->kind == NODE_SEQUENCE;
    values->named = true;
    values->n = list ? node->n : 1;
    values->at = ARENA_ARRAY(loader->arena, double, values->n);
    if (values->n == 0) complain(loader, node->place, address, "an empty list; write at least one value");
    for (size_t i = 0; i < values->n; i++)
        (void)number_read(loader, &row, list ? node->as.children[i] : node, address, &values->at[i]);
}

/* The values of each lever of an option. */
static void option_values(struct loader *loader, const struct mandate_option *option, struct values *values) {
    for (size_t i = 0; i < option->levers.n; i++) {
        const struct mandate_lever *lever = &option->levers.at[i];
        const char *path = arena_print(loader->arena, "%s.%s", option->id, lever->id);
        struct address root = {NULL, "levers"}, address = {&root, path};
        const struct mandate_node *node = statement_find(loader, path);
        values[i] = (struct values){1, ARENA_NEW(loader->arena, double), false};
        values[i].at[0] = lever->default_;
        if (node != NULL) values_read(loader, lever, node, &address, &values[i]);
    }
}

/* "reinforce[size=0.5]" */
static const char *variant_name(struct loader *loader, const struct mandate_option *option, const struct values *values,
                                const double *levers) {
    struct text out = {0};
    text_append_string(&out, option->id);
    bool any = false;
    for (size_t i = 0; i < option->levers.n; i++) {
        if (!values[i].named) continue;
        text_print(&out, "%s%s=", any ? "," : "[", option->levers.at[i].id);
        text_append_real(&out, levers[i]);
        any = true;
    }
    if (any) text_append_string(&out, "]");
    const char *name = arena_copy(loader->arena, out.bytes, out.length);
    text_free(&out);
    return name;
}

/* True if the settings keep a variant: they name it, or its option, or nothing. */
static bool kept(const struct mandate_documents *documents, const char *name, const char *option) {
    for (size_t i = 0; i < documents->n_option; i++)
        if (strcmp(documents->options[i], name) == 0 || strcmp(documents->options[i], option) == 0) return true;
    return documents->n_option == 0;
}

static void variant_add(struct growing *growing, int index, const struct mandate_option *option,
                        const struct values *values, const size_t *chosen) {
    struct loader *loader = growing->loader;
    double *levers = ARENA_ARRAY(loader->arena, double, option->levers.n);
    for (size_t i = 0; i < option->levers.n; i++) levers[i] = values[i].at[chosen[i]];
    const char *name = variant_name(loader, option, values, levers);
    if (!kept(loader->documents, name, option->id)) return;
    growing->at = memory_grow(growing->at, sizeof(struct mandate_variant), growing->n, &growing->capacity);
    growing->at[growing->n++] = (struct mandate_variant){name, index, levers};
}

/* All combinations, the last lever fastest. */
static void option_expand(struct growing *growing, int index, const struct mandate_option *option) {
    struct values values[LEVERS] = {{0}};
    size_t chosen[LEVERS] = {0}, n = option->levers.n, total = 1;
    struct address root = {NULL, "options"}, address = {&root, option->id};
    if (n > LEVERS) {
        complain(growing->loader, option->place, &address, "more than %d levers", LEVERS);
        return;
    }
    option_values(growing->loader, option, values);
    for (size_t i = 0; i < n; i++) total = total * values[i].n < VARIANTS ? total * values[i].n : VARIANTS;
    if (total >= VARIANTS)
        complain(growing->loader, option->place, &address, "the levers make %d variants or more; list fewer values",
                 VARIANTS);
    for (size_t done = 0; done < total && total < VARIANTS; done++) {
        variant_add(growing, index, option, values, chosen);
        for (size_t i = n; i > 0 && ++chosen[i - 1] == values[i - 1].n; i--) chosen[i - 1] = 0;
    }
}

/* ---- names that mean nothing ---- */

static void lever_check(struct loader *loader, const char *path, struct mandate_place place) {
    const struct mandate_option_list *options = &loader->store->scenario.study.options;
    const char **paths = NULL;
    size_t n = 0, capacity = 0;
    struct address root = {NULL, "levers"}, address = {&root, path};
    bool found = false;
    for (size_t i = 0; i < options->n; i++)
        for (size_t j = 0; j < options->at[i].levers.n; j++) {
            paths = memory_grow(paths, sizeof *paths, n, &capacity);
            paths[n++] = arena_print(loader->arena, "%s.%s", options->at[i].id, options->at[i].levers.at[j].id);
            found = found || strcmp(paths[n - 1], path) == 0;
        }
    const char *nearest = text_nearest(path, paths, n);
    if (!found)
        complain(loader, place, &address, "there is no such lever; write option.lever%s",
                 did_you_mean(loader, nearest));
    memory_free(paths);
}

static void statements_check(struct loader *loader) {
    const struct mandate_node *levers = loader->store->scenario.study.levers;
    for (size_t i = 0; levers != NULL && levers->kind == NODE_MAPPING && i < levers->n; i++)
        lever_check(loader, node_key(levers, i)->as.text, node_key(levers, i)->place);
    for (size_t i = 0; i < loader->documents->n_setting; i++) {
        const struct setting *setting = &loader->documents->settings[i];
        if (setting_behind(setting, "levers.") != NULL)
            lever_check(loader, setting_behind(setting, "levers."), setting->place);
    }
}

/* Complains about a name on the command line that is no option and no variant. */
static void wanted_check(struct loader *loader, const struct growing *growing, const char *name) {
    const struct mandate_option_list *options = &loader->store->scenario.study.options;
    const char **ids = ARENA_ARRAY(loader->arena, const char *, options->n + growing->n);
    size_t n = 0;
    for (size_t i = 0; i < options->n; i++) ids[n++] = options->at[i].id;
    for (size_t i = 0; i < growing->n; i++) ids[n++] = growing->at[i].name;
    for (size_t i = 0; i < n; i++)
        if (strcmp(ids[i], name) == 0) return;
    complain(loader, (struct mandate_place){0}, NULL, "--option %s: the study has no such option%s", name,
             did_you_mean(loader, text_nearest(name, ids, n)));
}

void variants_make(struct loader *loader) {
    struct mandate_scenario *scenario = &loader->store->scenario;
    struct growing growing = {.loader = loader};
    statements_check(loader);
    for (size_t i = 0; i < scenario->study.options.n; i++)
        option_expand(&growing, (int)i, &scenario->study.options.at[i]);
    for (size_t i = 0; i < loader->documents->n_option; i++)
        wanted_check(loader, &growing, loader->documents->options[i]);
    struct mandate_variant *variants = ARENA_ARRAY(loader->arena, struct mandate_variant, growing.n);
    if (growing.n > 0) memcpy(variants, growing.at, growing.n * sizeof *variants);
    memory_free(growing.at);
    scenario->n_variant = growing.n;
    scenario->variants = variants;
}
