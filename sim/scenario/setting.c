/* Settings replace values that were read. Not for dated changes. */
#include "scenario/setting.h"

#include "scenario/path.h"
#include "scenario/unknown.h"
#include "scenario/value.h"

/* Bytes of the member of a row that unknowns may target. */
static size_t member_size(const struct store *store, const struct reference *reference) {
    if (reference->row->kind == ROW_LAW && !reference->element) return sizeof(struct mandate_law);
    size_t n;
    (void)reference_numbers(store, reference, &n);
    return n * sizeof(double);
}

/* What is set is known: neither an uncertainty beside the old value nor a prior holds. */
static void settle(struct loader *loader, const void *start, size_t size) {
    unknown_drop(loader, start, size);
    loader->settled =
        memory_grow(loader->settled, sizeof(struct settled), loader->n_settled, &loader->settled_capacity);
    loader->settled[loader->n_settled++] = (struct settled){start, size};
}

/* Replaces one value, and remembers what stood there. */
static void reference_set(struct loader *loader, const struct setting *setting, const struct reference *reference) {
    struct store *store = loader->store;
    struct address address = {NULL, reference->path};
    bool law = reference->row->kind == ROW_LAW && !reference->element;
    size_t n;
    double *first = reference_numbers(store, reference, &n);
    const struct origin *before = store_origin(store, law ? (const void *)reference->member : first, false);
    const struct mandate_node *overrode = before != NULL ? before->node : NULL;
    if (law || reference->element || row_numeric(reference->row)) settle(loader, first, member_size(store, reference));
    size_t origin = store->n_origin;
    if (reference->element) (void)value_element_read(loader, reference->row, setting->value, &address, first);
    else (void)value_read(loader, reference->row, setting->value, &address, reference->member);
    if (origin < store->n_origin) store->origins[origin].overrode = overrode;
}

static void setting_apply(struct loader *loader, const struct setting *setting) {
    struct references references;
    if (setting_behind(setting, "levers.") != NULL || setting_behind(setting, "vary.") != NULL) return;
    if (!path_resolve(loader->store, loader->arena, loader->diagnostics, setting->path, setting->place, &references))
        return;
    for (size_t i = 0; i < references.n; i++) reference_set(loader, setting, &references.at[i]);
}

void settings_apply(struct loader *loader) {
    for (size_t i = 0; i < loader->documents->n_setting; i++) setting_apply(loader, &loader->documents->settings[i]);
}
