/* Changes as they are written. Their order in the document is that of the resolved lists. */
#include "scenario/diff.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/date.h"
#include "scenario/documents.h"
#include "scenario/path.h"
#include "scenario/written.h"

/* ---- one change ---- */

/* Keys that do not say what a change does. */
static bool aside(const char *key) {
    static const char *const keys[] = {"id", "at", "do", "when", "for", "repeat", "source", "confidence", "note"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i], key) == 0) return true;
    return false;
}

/* What a verb acts on. */
static bool names_subject(const char *key) {
    static const char *const keys[] = {"path", "unit", "units", "fleet", "base", "patch", "suspend"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i], key) == 0) return true;
    return false;
}

static void key_append(struct text *text, const struct mandate_node *node, const char *key, const char *before) {
    const struct mandate_node *value = node_find(node, key);
    if (value == NULL) return;
    text_append_string(text, before);
    written_line(text, value);
}

static const char *text_keep(struct arena *arena, struct text *text) {
    const char *copy = arena_copy(arena, text->bytes != NULL ? text->bytes : "", text->length);
    text_free(text);
    return copy;
}

/* "when host.state >= 4, for 30 d: set, path: ..." */
static const char *what_text(struct arena *arena, const struct mandate_node *node) {
    struct text text = {0};
    bool trigger = node_find(node, "when") != NULL;
    key_append(&text, node, "when", "when ");
    key_append(&text, node, "for", trigger ? ", for " : "for ");
    if (text.length > 0) text_append_string(&text, ": ");
    key_append(&text, node, "do", "");
    for (uint32_t i = 0; i < node->n; i++) {
        if (aside(node_key(node, i)->as.text)) continue;
        text_print(&text, ", %s: ", node_key(node, i)->as.text);
        written_line(&text, node_value(node, i));
    }
    return text_keep(arena, &text);
}

static const char *subject_text(struct arena *arena, const struct mandate_node *node) {
    struct text text = {0};
    key_append(&text, node, "when", "");
    key_append(&text, node, "do", " ");
    for (uint32_t i = 0; i < node->n; i++)
        if (names_subject(node_key(node, i)->as.text)) key_append(&text, node, node_key(node, i)->as.text, " ");
    return text_keep(arena, &text);
}

static struct dated dated_of(struct arena *arena, const struct mandate_operation *operation,
                             const struct mandate_node *node, bool shared) {
    char date[DATE_TEXT] = "trigger";
    bool timed = node_find(node, "when") == NULL;
    if (timed && isfinite(operation->at)) date_write(date, operation->at);
    return (struct dated){.at = timed ? operation->at : INFINITY,
                          .date = arena_copy(arena, date, strlen(date)),
                          .what = what_text(arena, node),
                          .subject = subject_text(arena, node),
                          .place = node->place,
                          .shared = shared};
}

/* ---- lists of changes ---- */

/* Where changes of an option stand: resolved, and as written. */
struct part {
    const struct mandate_changes *changes;
    const struct mandate_node *node;
    bool shared;
};

enum { PARTS = 4 };

/* Timeline and triggers of the option, then those of the mission if they hold. Returns how many. */
static size_t parts_of(const struct mandate_documents *documents, const struct mandate_scenario *scenario,
                       size_t option, struct part parts[PARTS]) {
    const struct mandate_node *mission = node_find(documents->root, "mission");
    const struct mandate_node *own =
        node_find(node_find(documents->root, "options"), scenario->study.options.at[option].id);
    parts[0] = (struct part){&scenario->option_timelines[option], node_find(own, "timeline"), false};
    parts[1] = (struct part){&scenario->option_triggers[option], node_find(own, "triggers"), false};
    parts[2] = (struct part){&scenario->timeline, node_find(mission, "timeline"), true};
    parts[3] = (struct part){&scenario->triggers, node_find(mission, "triggers"), true};
    return scenario->study.options.at[option].baseline != 0 ? PARTS : 2;
}

static int by_date(const void *left, const void *right) {
    const struct dated *a = left, *b = right;
    if (a->at != b->at) return a->at < b->at ? -1 : 1;
    if (a->place.source == b->place.source && a->place.line != b->place.line)
        return a->place.line < b->place.line ? -1 : 1;
    return strcmp(a->what, b->what);
}

/* ---- changes of one value ---- */

/* True if a change sets, adds to, scales or ramps a number of the reference. */
static bool touches_value(const struct store *store, const struct mandate_change *change,
                          const struct reference *reference) {
    size_t n;
    const double *first = reference_numbers(store, reference, &n);
    for (size_t i = 0; i < change->n_target; i++)
        if (first != NULL && change->targets[i] >= first && change->targets[i] < first + n) return true;
    return false;
}

/* True if a change names the unit, fleet or base that the reference belongs to. */
static bool touches_entity(const struct mandate_mission *mission, const struct mandate_operation *operation,
                           const void *entity) {
    if (entity == NULL) return false;
    for (size_t i = 0; i < operation->units.n; i++)
        if (entity == (const void *)&mission->units.at[operation->units.at[i]]) return true;
    return (operation->unit >= 0 && entity == (const void *)&mission->units.at[operation->unit]) ||
           (operation->fleet >= 0 && entity == (const void *)&mission->fleets.at[operation->fleet]) ||
           (operation->base >= 0 && entity == (const void *)&mission->bases.at[operation->base]);
}

static bool touches(const struct mandate_scenario *scenario, const struct mandate_change *change,
                    const struct references *references) {
    for (size_t i = 0; i < references->n; i++)
        if (touches_value(store_of_const(scenario), change, &references->at[i]) ||
            touches_entity(&scenario->study.mission, change->operation, references->at[i].entity))
            return true;
    return false;
}

bool changes_to(const struct mandate_documents *documents, struct mandate_scenario *scenario, size_t option,
                const char *path, struct arena *arena, struct mandate_diagnostics *diagnostics, size_t *n,
                struct dated **list) {
    struct references references;
    struct part parts[PARTS];
    size_t n_part = parts_of(documents, scenario, option, parts), most = 0;
    if (!path_resolve(store_of(scenario), arena, diagnostics, path, (struct mandate_place){0}, &references))
        return false;
    for (size_t p = 0; p < n_part; p++) most += parts[p].changes->n;
    *list = ARENA_ARRAY(arena, struct dated, most);
    *n = 0;
    for (size_t p = 0; p < n_part; p++)
        for (size_t i = 0; i < parts[p].changes->n; i++) {
            const struct mandate_change *change = &parts[p].changes->at[i];
            if (touches(scenario, change, &references))
                (*list)[(*n)++] = dated_of(arena, change->operation, parts[p].node->as.children[i], parts[p].shared);
        }
    if (*n > 0) qsort(*list, *n, sizeof **list, by_date);
    return true;
}

/* ---- two options ---- */

/* All changes of an option, by date. */
static struct dated *changes_all(const struct mandate_documents *documents, const struct mandate_scenario *scenario,
                                 size_t option, struct arena *arena, size_t *n) {
    struct part parts[PARTS];
    size_t n_part = parts_of(documents, scenario, option, parts), most = 0;
    for (size_t p = 0; p < n_part; p++) most += parts[p].changes->n;
    struct dated *list = ARENA_ARRAY(arena, struct dated, most);
    *n = 0;
    for (size_t p = 0; p < n_part; p++)
        for (size_t i = 0; i < parts[p].changes->n; i++)
            list[(*n)++] =
                dated_of(arena, parts[p].changes->at[i].operation, parts[p].node->as.children[i], parts[p].shared);
    if (*n > 0) qsort(list, *n, sizeof *list, by_date);
    return list;
}

/* The first of `list` that is not used and has the same date and text, or else subject, as `wanted`; n = none. */
static size_t match_find(const struct dated *list, size_t n, const bool *used, const struct dated *wanted,
                         bool subject) {
    for (size_t i = 0; i < n; i++)
        if (!used[i] && strcmp(list[i].date, wanted->date) == 0 &&
            strcmp(subject ? list[i].subject : list[i].what, subject ? wanted->subject : wanted->what) == 0)
            return i;
    return n;
}

struct merge {
    struct dated *left, *right;
    size_t n_left, n_right;
    bool *used_left, *used_right;
};

/* Marks what both have. */
static void same_drop(struct merge *merge) {
    for (size_t i = 0; i < merge->n_left; i++) {
        size_t j = match_find(merge->right, merge->n_right, merge->used_right, &merge->left[i], false);
        if (j == merge->n_right) continue;
        merge->used_left[i] = merge->used_right[j] = true;
    }
}

/* What is left, by date: the two lists are already in this order. */
static size_t rest_merge(struct merge *merge, struct difference *list) {
    size_t n = 0, j = 0;
    for (size_t i = 0; i < merge->n_left; i++) {
        const struct dated *left = &merge->left[i];
        if (merge->used_left[i]) continue;
        for (; j < merge->n_right && merge->right[j].at < left->at; j++)
            if (!merge->used_right[j])
                list[n++] = (struct difference){merge->right[j].date, NULL, merge->right[j].what};
        size_t partner = match_find(merge->right, merge->n_right, merge->used_right, left, true);
        const char *right = partner < merge->n_right ? merge->right[partner].what : NULL;
        if (partner < merge->n_right) merge->used_right[partner] = true;
        list[n++] = (struct difference){left->date, left->what, right};
    }
    for (; j < merge->n_right; j++)
        if (!merge->used_right[j]) list[n++] = (struct difference){merge->right[j].date, NULL, merge->right[j].what};
    return n;
}

void options_differ(const struct mandate_documents *documents, const struct mandate_scenario *scenario, size_t left,
                    size_t right, struct arena *arena, size_t *n, struct difference **list) {
    struct merge merge = {0};
    merge.left = changes_all(documents, scenario, left, arena, &merge.n_left);
    merge.right = changes_all(documents, scenario, right, arena, &merge.n_right);
    merge.used_left = ARENA_ARRAY(arena, bool, merge.n_left);
    merge.used_right = ARENA_ARRAY(arena, bool, merge.n_right);
    same_drop(&merge);
    *list = ARENA_ARRAY(arena, struct difference, merge.n_left + merge.n_right);
    *n = rest_merge(&merge, *list);
}
