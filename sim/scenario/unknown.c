/* Values that are not known: from `uncertain:` beside a value, from the mission's `priors`, from the study's `vary`.
 * Not for drawing them. */
#include "scenario/unknown.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/law.h"
#include "scenario/number.h"
#include "scenario/path.h"

/* ---- drafts ---- */

static struct draft *draft_add(struct loader *loader) {
    loader->drafts = memory_grow(loader->drafts, sizeof(struct draft), loader->n_draft, &loader->draft_capacity);
    struct draft *draft = &loader->drafts[loader->n_draft++];
    memset(draft, 0, sizeof *draft);
    return draft;
}

void unknown_add(struct loader *loader, const struct row *row, const struct address *address,
                 const struct mandate_node *node, const struct wrapped *wrapped, const struct mandate_law *law,
                 double central, double *first, size_t width) {
    struct draft *draft = draft_add(loader);
    double **targets = ARENA_ARRAY(loader->arena, double *, width),
           *centrals = ARENA_ARRAY(loader->arena, double, width);
    for (size_t i = 0; i < width; i++) {
        targets[i] = first + i;
        centrals[i] = central;
    }
    draft->limits = row_limits(loader, row);
    draft->centrals = centrals;
    draft->unknown = (struct mandate_unknown){.path = address_text(loader->arena, address),
                                              .law = *law,
                                              .central = central,
                                              .unit = row->target,
                                              .n_target = width,
                                              .targets = targets,
                                              .centrals = centrals,
                                              .source = wrapped->source,
                                              .confidence = wrapped->confidence,
                                              .place = node->place};
}

static bool within(const double *target, const void *start, size_t size) {
    uintptr_t at = (uintptr_t)target, from = (uintptr_t)start;
    return at >= from && at < from + size;
}

/* Takes one target out of an unknown; without targets it is no unknown. */
static void target_remove(struct draft *draft, size_t i) {
    struct mandate_unknown *unknown = &draft->unknown;
    size_t last = --unknown->n_target;
    unknown->targets[i] = unknown->targets[last];
    draft->centrals[i] = draft->centrals[last];
}

/* Takes the targets within `size` bytes from `start` out of an unknown. */
static void draft_drop(struct draft *draft, const void *start, size_t size) {
    for (size_t i = draft->unknown.n_target; i > 0; i--)
        if (within(draft->unknown.targets[i - 1], start, size)) target_remove(draft, i - 1);
}

void unknown_drop(struct loader *loader, const void *start, size_t size) {
    for (size_t i = 0; i < loader->n_draft; i++) draft_drop(&loader->drafts[i], start, size);
}

/* ---- priors and vary ---- */

const char *setting_behind(const struct setting *setting, const char *prefix) {
    size_t length = strlen(prefix);
    return strncmp(setting->path, prefix, length) == 0 ? setting->path + length : NULL;
}

/* One entry: a path and its law or levels. */
struct entry {
    const char *path;
    struct mandate_place place;
    const struct mandate_node *node;
    bool varied;
};

/* True if a reference is a number that may be unknown. */
static bool reference_check(struct loader *loader, const struct entry *entry, const struct reference *reference) {
    struct address address = {NULL, entry->path};
    size_t first = strcspn(reference->path, ".");
    const char *key = arena_copy(loader->arena, reference->path, first);
    bool own = table_row(table_mission(), key) == NULL && strcmp(key, "options") != 0;
    bool law = reference->row->kind == ROW_LAW && !reference->element;
    if (own)
        complain(loader, entry->place, &address,
                 "a key of the study; only values of the mission and the options can be unknown");
    else if (law && ((const struct mandate_law *)(const void *)reference->member)->family != MANDATE_FIXED)
        complain(loader, entry->place, &address, "a distribution; name a parameter: %s",
                 law_parameters_text(loader->arena, (const struct mandate_law *)(const void *)reference->member));
    else if (!law && !reference->element && !row_numeric(reference->row))
        complain(loader, entry->place, &address, "not a number; only numbers can be unknown");
    else return true;
    return false;
}

/* All numbers that an entry's path selects. */
static bool targets_find(struct loader *loader, const struct entry *entry, const struct references *references,
                         struct draft *draft) {
    size_t total = 0, n;
    for (size_t i = 0; i < references->n; i++) {
        if (!reference_check(loader, entry, &references->at[i])) return false;
        (void)reference_numbers(loader->store, &references->at[i], &n);
        total += n;
    }
    struct mandate_unknown *unknown = &draft->unknown;
    unknown->targets = ARENA_ARRAY(loader->arena, double *, total);
    draft->centrals = ARENA_ARRAY(loader->arena, double, total);
    unknown->centrals = draft->centrals;
    for (size_t i = 0; i < references->n; i++) {
        double *first = reference_numbers(loader->store, &references->at[i], &n);
        for (size_t j = 0; j < n && first != NULL; j++) {
            draft->centrals[unknown->n_target] = first[j];
            unknown->targets[unknown->n_target++] = first + j;
        }
    }
    return unknown->n_target > 0;
}

/* What a law in `priors` or `vary` describes: the row's own values. */
static const struct row *law_row(struct loader *loader, const struct row *row) {
    if (row->kind != ROW_LAW) return row;
    struct row *plain = ARENA_NEW(loader->arena, struct row);
    *plain = *row;
    plain->kind = ROW_QUANTITY;
    return plain;
}

/* [0, 0.5, 1]: the levels of a grid or list, as a law with equal weights. */
static bool levels_read(struct loader *loader, const struct row *row, const struct mandate_node *list,
                        const struct address *address, struct mandate_unknown *unknown) {
    enum { LEVELS = 10000 };
    if (list->n == 0 || list->n > LEVELS) {
        complain(loader, list->place, address, "a list of %u levels; write 1 to %d", (unsigned)list->n, LEVELS);
        return false;
    }
    double *levels = ARENA_ARRAY(loader->arena, double, list->n), *points = ARENA_ARRAY(loader->arena, double, list->n);
    double *weights = ARENA_ARRAY(loader->arena, double, list->n);
    bool good = true;
    for (size_t i = 0; i < list->n; i++) {
        good = number_read(loader, row, list->as.children[i], address, &levels[i]) && good;
        weights[i] = 1;
        size_t j = i;
        for (; j > 0 && points[j - 1] > levels[i]; j--) points[j] = points[j - 1];
        points[j] = levels[i];
    }
    unknown->n_level = list->n;
    unknown->levels = levels;
    unknown->law =
        (struct mandate_law){.family = MANDATE_DISCRETE, .n_point = list->n, .points = points, .weights = weights};
    return good;
}

/* Reads the law or the levels of an entry. */
static bool entry_read(struct loader *loader, const struct entry *entry, const struct row *row, struct draft *draft) {
    struct wrapped wrapped;
    struct address address = {NULL, entry->path};
    struct mandate_unknown *unknown = &draft->unknown;
    if (!value_unwrap(loader, entry->node, &address, &wrapped)) return false;
    const struct mandate_node *law = wrapped.law != NULL ? wrapped.law : wrapped.value;
    unknown->source = wrapped.source;
    unknown->confidence = wrapped.confidence;
    unknown->central = draft->centrals[0];
    bool levels = law->kind == NODE_SEQUENCE && entry->varied;
    if (levels) return levels_read(loader, row, law, &address, unknown);
    if (!law_read(loader, row, law, &address, &unknown->law, false)) return false;
    unknown->central = mandate_law_central(&unknown->law);
    if (wrapped.central != NULL && !number_read(loader, row, wrapped.central, &address, &unknown->central))
        return false;
    unknown->relative = unknown->n_target > 1;
    if (!unknown->relative || unknown->central != 0) return true;
    complain(loader, law->place, &address,
             "the central value is 0, and a law of several values multiplies each by draw over central");
    return false;
}

static bool targets_member(const struct mandate_unknown *unknown, const double *member) {
    for (size_t i = 0; i < unknown->n_target; i++)
        if (unknown->targets[i] == member) return true;
    return false;
}

/* An unknown of the same kind that shares a target, or NULL. */
static const struct mandate_unknown *overlap_find(const struct loader *loader, const struct mandate_unknown *unknown) {
    for (size_t i = 0; i < loader->n_draft; i++) {
        const struct mandate_unknown *other = &loader->drafts[i].unknown;
        for (size_t j = 0; other->varied == unknown->varied && j < unknown->n_target; j++)
            if (targets_member(other, unknown->targets[j])) return other;
    }
    return NULL;
}

/* A value may have one law only. */
static bool overlap_check(struct loader *loader, const struct entry *entry, const struct mandate_unknown *unknown) {
    const struct mandate_unknown *other = overlap_find(loader, unknown);
    struct address address = {NULL, entry->path};
    if (other == NULL) return true;
    complain(loader, entry->place, &address, "'%s' has a law already (%s:%u); keep one", other->path,
             other->place.source != NULL ? other->place.source->name : "command line", (unsigned)other->place.line);
    return false;
}

/* Priors stand back where a setting has set the value; `vary` replaces earlier laws. */
static void precedence_settle(struct loader *loader, const struct entry *entry, struct draft *draft) {
    for (size_t i = 0; i < loader->n_settled && !entry->varied; i++)
        draft_drop(draft, loader->settled[i].start, loader->settled[i].size);
    for (size_t i = 0; i < loader->n_draft && entry->varied; i++) {
        struct draft *other = &loader->drafts[i];
        for (size_t j = other->unknown.n_target; !other->unknown.varied && j > 0; j--)
            if (targets_member(&draft->unknown, other->unknown.targets[j - 1])) target_remove(other, j - 1);
    }
}

static void entry_take(struct loader *loader, const struct entry *entry) {
    struct references references;
    if (!path_resolve(loader->store, loader->arena, loader->diagnostics, entry->path, entry->place, &references))
        return;
    const struct row *row = law_row(loader, references.at[0].row);
    struct draft draft = {.unknown = {.path = references.n == 1 ? references.at[0].path : entry->path,
                                      .unit = row->target,
                                      .varied = entry->varied,
                                      .place = entry->place}};
    if (!targets_find(loader, entry, &references, &draft) || !entry_read(loader, entry, row, &draft)) return;
    draft.limits = row_limits(loader, row);
    precedence_settle(loader, entry, &draft);
    if (overlap_check(loader, entry, &draft.unknown)) *draft_add(loader) = draft;
}

/* An entry of `vary` that the command line states anew. */
static bool restated(const struct loader *loader, const char *path) {
    for (size_t i = 0; i < loader->documents->n_setting; i++) {
        const char *behind = setting_behind(&loader->documents->settings[i], "vary.");
        if (behind != NULL && strcmp(behind, path) == 0) return true;
    }
    return false;
}

static void entries_take(struct loader *loader, const struct mandate_node *mapping, const char *key, bool varied) {
    struct address address = {NULL, key};
    if (mapping == NULL) return;
    if (mapping->kind != NODE_MAPPING) {
        complain(loader, mapping->place, &address, "a mapping from addresses to laws was expected, not %s",
                 node_kind_name(mapping));
        return;
    }
    for (size_t i = 0; i < mapping->n; i++) {
        const struct mandate_node *path = node_key(mapping, i);
        if (!varied || !restated(loader, path->as.text))
            entry_take(loader, &(struct entry){path->as.text, path->place, node_value(mapping, i), varied});
    }
}

static bool says_all(const struct mandate_node *vary) {
    return vary != NULL && vary->kind == NODE_SCALAR && strcmp(vary->as.text, "all") == 0;
}

static void vary_take(struct loader *loader) {
    const struct mandate_node *vary = loader->store->scenario.study.vary;
    if (!says_all(vary)) entries_take(loader, vary, "vary", true);
    for (size_t i = 0; i < loader->documents->n_setting; i++) {
        const struct setting *setting = &loader->documents->settings[i];
        const char *path = setting_behind(setting, "vary.");
        if (path != NULL) entry_take(loader, &(struct entry){path, setting->place, setting->value, true});
    }
    for (size_t i = 0; i < loader->n_draft && says_all(vary); i++) loader->drafts[i].unknown.varied = true;
}

/* ---- the list ---- */

static int by_path(const void *left, const void *right) {
    const struct draft *a = left, *b = right;
    return strcmp(a->unknown.path, b->unknown.path);
}

static bool begins_with(const char *path, const char *prefix) { return strncmp(path, prefix, strlen(prefix)) == 0; }

/* What the study has switched off looks at no value of its own: unknowns there would only be noise beside the others.
 */
static bool idle(const struct mandate_study *study, const struct mandate_unknown *unknown) {
    const char *path = unknown->path;
    if (unknown->varied) return false;
    if (study->consent == MANDATE_COURSE_GIVEN && begins_with(path, "host.")) return !begins_with(path, "host.state");
    if (study->departures == MANDATE_COURSE_GIVEN && begins_with(path, "force.departure_")) return true;
    return study->political_tracks == MANDATE_TRACKS_OFF &&
           (begins_with(path, "tracks.") || begins_with(path, "politics."));
}

void unknowns_finish(struct loader *loader) {
    struct mandate_scenario *scenario = &loader->store->scenario;
    entries_take(loader, scenario->study.mission.priors, "priors", false);
    vary_take(loader);
    if (loader->n_draft > 0) qsort(loader->drafts, loader->n_draft, sizeof(struct draft), by_path);
    scenario->unknowns = ARENA_ARRAY(loader->arena, struct mandate_unknown, loader->n_draft);
    loader->store->limits = ARENA_ARRAY(loader->arena, struct mandate_limits, loader->n_draft);
    for (size_t i = 0; i < loader->n_draft; i++) {
        if (loader->drafts[i].unknown.n_target == 0 || idle(&scenario->study, &loader->drafts[i].unknown)) continue;
        loader->store->limits[scenario->n_unknown] = loader->drafts[i].limits;
        scenario->unknowns[scenario->n_unknown++] = loader->drafts[i].unknown;
    }
}
