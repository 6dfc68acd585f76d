/* Dated changes and changes under a condition. One table says which keys a verb takes; addresses, values, levers and
 * conditions become references. Contradictions between changes are found elsewhere (contradiction.c). */
#include "scenario/operation.h"

#include <math.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "scenario/arrivals.h"
#include "scenario/contradiction.h"
#include "scenario/expression.h"
#include "scenario/number.h"
#include "scenario/patches.h"
#include "scenario/path.h"
#include "scenario/value.h"

/* ---- the keys of the verbs ---- */

/* Keys that a verb needs and may take. "a|b" needs one of both. */
static const struct {
    const char *needs, *takes;
} verb_keys[MANDATE_VERBS] = {
    [MANDATE_DO_SET] = {"path to", "times"},
    [MANDATE_DO_ADD] = {"path by", "over shape times"},
    [MANDATE_DO_SCALE] = {"path by", "over shape times"},
    [MANDATE_DO_RAMP] = {"path to over", "shape times"},
    [MANDATE_DO_ADD_UNIT] = {"unit", "authorised generation no_veto times"},
    [MANDATE_DO_EXIT_UNIT] = {"unit|units", "persons over shape notice announced times"},
    [MANDATE_DO_ADD_FLEET] = {"fleet", "tails generation times"},
    [MANDATE_DO_MOVE] = {"fleet to", "tails out_of_service times"},
    [MANDATE_DO_TRANSFER] = {"unit|units to", "persons over shape times"},
    [MANDATE_DO_OPEN_BASE] = {"base", "over"},
    [MANDATE_DO_CLOSE_BASE] = {"base", "mode at_least"},
    [MANDATE_DO_SUSPEND] = {"suspend for", ""},
    [MANDATE_DO_APPLY] = {"patch", ""},
};
static const char common_keys[] = "id do at when after probability repeat for source confidence note";

static const char *verb_name(enum mandate_verb verb) {
#define VERB_TEXT(name, text) text,
    static const char *const names[] = {MANDATE_VERB_LIST(VERB_TEXT)};
    return names[verb];
}

/* True if `word` is one of a list of words, separated by blanks or '|'. */
static bool word_in(const char *words, const char *word) {
    size_t length = strlen(word);
    for (const char *at = words; *at != '\0';) {
        size_t next = strcspn(at, " |");
        if (next == length && memcmp(at, word, length) == 0) return true;
        at += next + (at[next] != '\0');
    }
    return false;
}

/* ---- one change ---- */

/* The list that is being resolved. */
struct list_of {
    struct loader *loader;
    const struct address *address;
    const struct mandate_option *option; /* whose levers hold, or NULL */
    bool triggers, patch;
};

/* An entry of it. */
struct entry {
    const struct list_of *list;
    const struct mandate_operation *operation;
    const struct mandate_node *node;
    struct address address;
};

/* The place of a key's value, else of the entry. */
static struct mandate_place place_of(const struct entry *entry, const char *key) {
    const struct mandate_node *value = node_find(entry->node, key);
    return value != NULL ? value->place : entry->node->place;
}

static bool given(const struct entry *entry, const char *key) { return node_find(entry->node, key) != NULL; }

static void keys_check(const struct entry *entry) {
    struct loader *loader = entry->list->loader;
    enum mandate_verb verb = (enum mandate_verb)entry->operation->do_;
    for (size_t i = 0; i < entry->node->n; i++) {
        const struct mandate_node *key = node_key(entry->node, i);
        const char *name = key->as.text;
        if (word_in(common_keys, name) || word_in(verb_keys[verb].needs, name) || word_in(verb_keys[verb].takes, name))
            continue;
        if (table_row(table_operation(), name) == NULL) continue;
        complain(loader, key->place, &entry->address, "'%s' takes no '%s'; it takes %s%s%s", verb_name(verb), name,
                 verb_keys[verb].needs, verb_keys[verb].takes[0] != '\0' ? " and may take " : "",
                 verb_keys[verb].takes);
    }
}

/* Complains about keys that the verb needs and that are not given. */
static void needs_check(const struct entry *entry) {
    const char *words = verb_keys[entry->operation->do_].needs;
    for (const char *at = words; *at != '\0';) {
        size_t length = strcspn(at, " ");
        const char *need = arena_copy(entry->list->loader->arena, at, length);
        bool found = false;
        for (size_t i = 0; i < entry->node->n && !found; i++) found = word_in(need, node_key(entry->node, i)->as.text);
        const char *either = strcmp(need, "unit|units") == 0 ? "unit' or 'units" : need;
        if (!found)
            complain(entry->list->loader, entry->node->place, &entry->address, "'%s' needs '%s'",
                     verb_name((enum mandate_verb)entry->operation->do_), either);
        at += length + (at[length] != '\0');
    }
}

static void moment_check(const struct entry *entry) {
    struct loader *loader = entry->list->loader;
    bool at = given(entry, "at"), when = given(entry, "when");
    if (entry->list->triggers && !when)
        complain(loader, entry->node->place, &entry->address, "a trigger needs 'when', its condition");
    if (entry->list->triggers && at)
        complain(loader, place_of(entry, "at"), &entry->address,
                 "a trigger takes no 'at'; write the date into 'when': date >= 2023-07-01");
    if (entry->list->triggers) return;
    if (!at && !entry->list->patch)
        complain(loader, entry->node->place, &entry->address, "a change of a timeline needs 'at', its date");
    if (when)
        complain(loader, place_of(entry, "when"), &entry->address,
                 "a timeline takes no 'when'; put the change under 'triggers'");
    if (given(entry, "repeat"))
        complain(loader, place_of(entry, "repeat"), &entry->address, "only a trigger can repeat");
    if (given(entry, "for") && entry->operation->do_ != MANDATE_DO_SUSPEND)
        complain(loader, place_of(entry, "for"), &entry->address, "'for' belongs to triggers and to suspend");
}

/* The lever that `times` names, or -1. */
static int lever_find(const struct entry *entry) {
    const char *name = entry->operation->times;
    const struct mandate_option *option = entry->list->option;
    struct loader *loader = entry->list->loader;
    if (name == NULL || entry->list->patch) return -1; /* who applies a patch must have its levers: patches.c */
    if (option == NULL) {
        complain(loader, place_of(entry, "times"), &entry->address,
                 "levers belong to options; 'times' stands in options and in named patches");
        return -1;
    }
    const char **ids = ARENA_ARRAY(loader->arena, const char *, option->levers.n);
    for (size_t i = 0; i < option->levers.n; i++) {
        ids[i] = option->levers.at[i].id;
        if (strcmp(ids[i], name) == 0) return (int)i;
    }
    complain(loader, place_of(entry, "times"), &entry->address, "the option has no lever '%s'%s", name,
             did_you_mean(loader, text_nearest(name, ids, option->levers.n)));
    return -1;
}

/* The base that `to` names, for transfer and move. */
static int base_find(const struct entry *entry) {
    struct loader *loader = entry->list->loader;
    enum mandate_verb verb = (enum mandate_verb)entry->operation->do_;
    const char *name = entry->operation->to;
    const struct roster *roster = store_roster(loader->store, "bases");
    if ((verb != MANDATE_DO_TRANSFER && verb != MANDATE_DO_MOVE) || name == NULL || roster == NULL) return -1;
    int base = roster_find(roster, name);
    if (base < 0)
        complain(loader, place_of(entry, "to"), &entry->address, "there is no '%s' in bases%s", name,
                 did_you_mean(loader, roster_nearest(roster, name)));
    return base;
}

/* What is there from the start cannot be added. */
static void planned_check(const struct entry *entry) {
    const struct mandate_operation *operation = entry->operation;
    const struct mandate_mission *mission = &entry->list->loader->store->scenario.study.mission;
    bool unit = operation->do_ == MANDATE_DO_ADD_UNIT && operation->unit >= 0 &&
                mission->units.at[operation->unit].planned == 0;
    bool fleet = operation->do_ == MANDATE_DO_ADD_FLEET && operation->fleet >= 0 &&
                 mission->fleets.at[operation->fleet].planned == 0;
    const char *key = unit ? "unit" : "fleet";
    if (unit || fleet)
        complain(entry->list->loader, place_of(entry, key), &entry->address,
                 "the %s '%s' is there from the start; only one with planned: yes can be added", key,
                 unit ? mission->units.at[operation->unit].id : mission->fleets.at[operation->fleet].id);
}

/* ---- addresses and values ---- */

static bool changes_path(enum mandate_verb verb) {
    return verb == MANDATE_DO_SET || verb == MANDATE_DO_ADD || verb == MANDATE_DO_SCALE || verb == MANDATE_DO_RAMP;
}

/* The row by which `to` or `by` is read. */
static struct row value_row(enum mandate_verb verb, const struct row *row) {
    struct row made = *row;
    if (made.kind >= ROW_MONTHS && made.kind <= ROW_OVER_ACTORS) made.kind = ROW_QUANTITY;
    if (verb == MANDATE_DO_SET || verb == MANDATE_DO_RAMP) return made;
    made.kind = ROW_QUANTITY;
    made.low = verb == MANDATE_DO_ADD ? -INFINITY : 0;
    made.high = INFINITY;
    if (verb == MANDATE_DO_SCALE || row->kind == ROW_COUNT || row->kind == ROW_FLAG || row->kind == ROW_LEVEL)
        made.target = "";
    made.preset = NULL;
    return made;
}

static void value_take(const struct entry *entry, const struct row *row, struct mandate_change *change) {
    struct loader *loader = entry->list->loader;
    enum mandate_verb verb = (enum mandate_verb)entry->operation->do_;
    const char *key = verb == MANDATE_DO_SET || verb == MANDATE_DO_RAMP ? "to" : "by";
    const char *text = strcmp(key, "to") == 0 ? entry->operation->to : entry->operation->by;
    const struct mandate_node *written = node_find(entry->node, key);
    struct address address = {&entry->address, key};
    struct row made = value_row(verb, row);
    if (written != NULL && node_find(written, "uncertain") != NULL) {
        const struct row *kept = memcpy(ARENA_NEW(loader->arena, struct row), &made, sizeof made);
        (void)value_element_read(loader, kept, written, &address, &change->value);
    } else if (text != NULL) {
        const struct mandate_node *node = node_new_scalar(loader->arena, text, place_of(entry, key));
        (void)number_read(loader, &made, node, &address, &change->value);
    }
}

/* Complains about a target that does not change while the mission runs. */
static bool live_check(const struct entry *entry, const struct reference *reference) {
    bool number = reference->element || row_numeric(reference->row);
    if (number && (reference->row->flags & LIVE) != 0) return true;
    complain(entry->list->loader, place_of(entry, "path"), &entry->address,
             "%s stands for the whole run; an option cannot change it", reference->path);
    return false;
}

static void targets_take(const struct entry *entry, const struct references *references,
                         struct mandate_change *change) {
    const struct loader *loader = entry->list->loader;
    size_t total = 0, n;
    for (size_t i = 0; i < references->n; i++) {
        if (!live_check(entry, &references->at[i])) return;
        (void)reference_numbers(loader->store, &references->at[i], &n);
        total += n;
    }
    double **targets = ARENA_ARRAY(loader->arena, double *, total);
    unsigned *flags = ARENA_ARRAY(loader->arena, unsigned, total);
    struct mandate_limits *limits = ARENA_ARRAY(loader->arena, struct mandate_limits, total);
    const char **paths = ARENA_ARRAY(loader->arena, const char *, total);
    const char **units = ARENA_ARRAY(loader->arena, const char *, total);
    total = 0;
    for (size_t i = 0; i < references->n; i++) {
        double *first = reference_numbers(loader->store, &references->at[i], &n);
        for (size_t j = 0; j < n && first != NULL; j++) {
            flags[total] = references->at[i].row->flags;
            limits[total] = row_limits(loader, references->at[i].row);
            paths[total] = references->at[i].path;
            units[total] = row_unit(references->at[i].row);
            targets[total++] = first + j;
        }
    }
    change->n_target = total;
    change->targets = targets;
    change->flags = flags;
    change->limits = limits;
    change->paths = paths;
    change->units = units;
}

static void path_take(const struct entry *entry, struct mandate_change *change) {
    struct loader *loader = entry->list->loader;
    struct references references;
    if (!changes_path((enum mandate_verb)entry->operation->do_) || entry->operation->path == NULL) return;
    if (!path_resolve(loader->store, loader->arena, loader->diagnostics, entry->operation->path,
                      place_of(entry, "path"), &references))
        return;
    targets_take(entry, &references, change);
    if (change->n_target > 0) value_take(entry, references.at[0].row, change);
}

/* ---- lists ---- */

static void entry_resolve(const struct entry *entry, struct mandate_change *change) {
    struct loader *loader = entry->list->loader;
    *change = (struct mandate_change){.operation = entry->operation, .to_base = -1, .lever = -1};
    if (entry->node->kind != NODE_MAPPING || !given(entry, "do") || entry->operation->do_ < 0) return;
    keys_check(entry);
    needs_check(entry);
    moment_check(entry);
    planned_check(entry);
    path_take(entry, change);
    change->lever = lever_find(entry);
    change->to_base = base_find(entry);
    if (!entry->list->triggers || entry->operation->when == NULL) return;
    struct address when = {&entry->address, "when"};
    change->when = expression_parse(loader, entry->operation->when, place_of(entry, "when"), &when);
}

/* Resolves one list; `node` is the list as written. */
static struct mandate_changes list_resolve(const struct list_of *list, const struct mandate_operation_list *operations,
                                           const struct mandate_node *node) {
    if (node == NULL || node->kind != NODE_SEQUENCE) return (struct mandate_changes){0, NULL};
    struct mandate_change *changes = ARENA_ARRAY(list->loader->arena, struct mandate_change, operations->n);
    for (size_t i = 0; i < operations->n; i++) {
        struct entry entry = {list, &operations->at[i], node->as.children[i], {list->address, operations->at[i].id}};
        entry_resolve(&entry, &changes[i]);
    }
    return (struct mandate_changes){operations->n, changes};
}

static void mission_resolve(struct loader *loader, const struct mandate_node *node) {
    struct mandate_scenario *scenario = &loader->store->scenario;
    const struct mandate_mission *mission = &scenario->study.mission;
    struct address timeline = {NULL, "timeline"}, triggers = {NULL, "triggers"};
    scenario->timeline = list_resolve(&(struct list_of){loader, &timeline, NULL, false, false}, &mission->timeline,
                                      node_find(node, "timeline"));
    scenario->triggers = list_resolve(&(struct list_of){loader, &triggers, NULL, true, false}, &mission->triggers,
                                      node_find(node, "triggers"));
}

static void patches_resolve(struct loader *loader, const struct mandate_node *node) {
    struct mandate_scenario *scenario = &loader->store->scenario;
    const struct mandate_patch_list *patches = &scenario->study.mission.patches;
    struct mandate_changes *timelines = ARENA_ARRAY(loader->arena, struct mandate_changes, patches->n);
    struct address root = {NULL, "patches"};
    for (size_t i = 0; i < patches->n; i++) {
        struct address patch = {&root, patches->at[i].id}, timeline = {&patch, "timeline"};
        timelines[i] = list_resolve(&(struct list_of){loader, &timeline, NULL, false, true}, &patches->at[i].timeline,
                                    node_find(node_find(node, patches->at[i].id), "timeline"));
    }
    scenario->patch_timelines = timelines;
}

static void options_resolve(struct loader *loader, const struct mandate_node *node) {
    struct mandate_scenario *scenario = &loader->store->scenario;
    const struct mandate_option_list *options = &scenario->study.options;
    struct mandate_changes *timelines = ARENA_ARRAY(loader->arena, struct mandate_changes, options->n);
    struct mandate_changes *triggers = ARENA_ARRAY(loader->arena, struct mandate_changes, options->n);
    struct address root = {NULL, "options"};
    for (size_t i = 0; i < options->n; i++) {
        const struct mandate_option *option = &options->at[i];
        const struct mandate_node *own = node_find(node, option->id);
        struct address at = {&root, option->id}, timeline = {&at, "timeline"}, trigger = {&at, "triggers"};
        timelines[i] = list_resolve(&(struct list_of){loader, &timeline, option, false, false}, &option->timeline,
                                    node_find(own, "timeline"));
        triggers[i] = list_resolve(&(struct list_of){loader, &trigger, option, true, false}, &option->triggers,
                                   node_find(own, "triggers"));
    }
    scenario->option_timelines = timelines;
    scenario->option_triggers = triggers;
}

void operations_resolve(struct loader *loader) {
    const struct mandate_node *root = loader->documents->root, *mission = node_find(root, "mission");
    mission_resolve(loader, mission);
    patches_resolve(loader, node_find(mission, "patches"));
    options_resolve(loader, node_find(root, "options"));
    if (patches_check(loader)) arrivals_check(loader);
    contradictions_check(loader);
}
