/* Targets are numbers in the unit of their metric, so they are read once the metric is known. */
#include "scenario/intent.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "mandate/metric.h"
#include "scenario/number.h"
#include "scenario/path.h"
#include "scenario/quantity.h"

static const struct mandate_node no_entries = {.kind = NODE_MAPPING};

/* The node of a key of the study, for its place. */
static const struct mandate_node *study_node(const struct loader *loader, const char *key) {
    const struct mandate_node *node = node_find(loader->documents->root, key);
    return node != NULL ? node : loader->documents->root;
}

/* A mapping of the study that is read by its own rules; one without entries after an error. */
static const struct mandate_node *mapping_of(struct loader *loader, const struct mandate_node *node,
                                             const struct address *address) {
    if (node != NULL && node->kind == NODE_MAPPING) return node;
    if (node != NULL) shape_refuse(loader, node, address, "a mapping");
    return &no_entries;
}

/* The index of a metric, or -1 after an error. */
static int metric_find(struct loader *loader, const char *name, struct mandate_place place,
                       const struct address *address) {
    const char *names[MANDATE_METRICS];
    for (int i = 0; i < MANDATE_METRICS; i++) {
        names[i] = mandate_metrics[i].name;
        if (strcmp(names[i], name) == 0) return i;
    }
    complain(loader, place, address, "there is no metric '%s'%s", name,
             did_you_mean(loader, text_nearest(name, names, MANDATE_METRICS)));
    return -1;
}

/* ---- targets ---- */

/* A row whose unit is that of a metric, or none where it counts things. */
static struct row metric_row(int metric) {
    const char *unit = mandate_metrics[metric].unit, *wrong;
    struct unit known;
    size_t length;
    bool has = unit_read(unit, strlen(unit), &known, &wrong, &length);
    return (struct row){.kind = ROW_QUANTITY, .target = has ? unit : "", .low = -INFINITY, .high = INFINITY};
}

/* The place of a key of a target, else of the target: a setting may have given it. */
static struct mandate_place place_of(const struct mandate_node *node, const char *key,
                                     const struct mandate_goal *goal) {
    const struct mandate_node *written = node_find(node, key);
    return written != NULL ? written->place : goal->place;
}

static void target_read(struct loader *loader, const struct mandate_goal *goal, struct mandate_target *target) {
    struct address root = {NULL, "targets"}, here = {&root, goal->id};
    const struct mandate_node *node = node_find(study_node(loader, "targets"), goal->id);
    bool least = goal->at_least != NULL, most = goal->at_most != NULL;
    if (least == most) {
        complain(loader, goal->place, &here, "a target needs either 'at_least' or 'at_most'");
        return;
    }
    const char *key = least ? "at_least" : "at_most";
    int metric = goal->metric != NULL ? metric_find(loader, goal->metric, place_of(node, "metric", goal), &here) : -1;
    if (metric < 0) return;
    struct row row = metric_row(metric);
    *target = (struct mandate_target){.id = goal->id, .metric = metric, .at_least = least};
    const struct mandate_node *value =
        node_new_scalar(loader->arena, least ? goal->at_least : goal->at_most, place_of(node, key, goal));
    if (number_read(loader, &row, value, &(struct address){&here, key}, &target->value)) {
        struct unit unit = unit_of_row(row.target);
        target->value /= unit_to_base(&unit, 1);
    }
}

static void targets_read(struct loader *loader) {
    struct mandate_scenario *scenario = &loader->store->scenario;
    size_t n = scenario->study.targets.n;
    struct mandate_target *targets = ARENA_ARRAY(loader->arena, struct mandate_target, n);
    for (size_t i = 0; i < n; i++) target_read(loader, &scenario->study.targets.at[i], &targets[i]);
    scenario->n_target = n;
    scenario->targets = targets;
}

/* ---- criteria ---- */

/* A metric that options can be ordered by. */
static int sensed_find(struct loader *loader, const char *name, struct mandate_place place,
                       const struct address *address) {
    int metric = metric_find(loader, name, place, address);
    if (metric < 0 || mandate_metrics[metric].sense != 0) return metric;
    complain(loader, place, address, "neither more nor less of '%s' is better, so options cannot be ordered by it",
             name);
    return -1;
}

static size_t weights_read(struct loader *loader, const struct mandate_node *weights,
                           struct mandate_criterion *criteria) {
    static const struct row row = {.kind = ROW_QUANTITY, .target = "", .low = 0, .high = INFINITY};
    struct address root = {NULL, "criteria"}, here = {&root, "weights"};
    size_t n = 0;
    for (size_t i = 0; i < weights->n; i++) {
        const struct mandate_node *key = node_key(weights, i);
        struct address address = {&here, key->as.text};
        double weight;
        int metric = sensed_find(loader, key->as.text, key->place, &address);
        if (!number_read(loader, &row, node_value(weights, i), &address, &weight) || metric < 0) continue;
        if (weight > 0) criteria[n++] = (struct mandate_criterion){metric, weight};
    }
    return n;
}

static size_t order_read(struct loader *loader, const struct mandate_texts *order, struct mandate_criterion *criteria) {
    struct address root = {NULL, "criteria"}, here = {&root, "order"};
    struct mandate_place place = study_node(loader, "criteria")->place;
    size_t n = 0;
    for (size_t i = 0; i < order->n; i++) {
        int metric = sensed_find(loader, order->at[i], place, &here);
        for (size_t j = 0; j < n && metric >= 0; j++)
            if (criteria[j].metric == metric)
                complain(loader, place, &here, "'%s' stands twice; the second one never decides", order->at[i]);
        if (metric >= 0) criteria[n++] = (struct mandate_criterion){metric, 0};
    }
    return n;
}

static void criteria_read(struct loader *loader) {
    struct mandate_scenario *scenario = &loader->store->scenario;
    const struct mandate_criteria *written = &scenario->study.criteria;
    struct address root = {NULL, "criteria"};
    const struct mandate_node *weights = mapping_of(loader, written->weights, &(struct address){&root, "weights"});
    size_t errors = mandate_diagnostics_errors(loader->diagnostics);
    struct mandate_criterion *criteria =
        ARENA_ARRAY(loader->arena, struct mandate_criterion, weights->n + written->order.n);
    if (weights->n > 0 && written->order.n > 0)
        complain(loader, study_node(loader, "criteria")->place, &root,
                 "write either 'weights' or 'order'; they are two rules");
    scenario->criteria = criteria;
    scenario->n_criterion =
        weights->n > 0 ? weights_read(loader, weights, criteria) : order_read(loader, &written->order, criteria);
    bool told = mandate_diagnostics_errors(loader->diagnostics) > errors;
    if (node_find(loader->documents->root, "criteria") != NULL && scenario->n_criterion == 0 && !told)
        complain(loader, study_node(loader, "criteria")->place, &root,
                 "no metric decides; give a weight above 0 under 'weights', or list metrics under 'order'");
}

/* ---- assumptions ---- */

/* A value of an assumption must be a number that its path can take. */
static void assumed_check(struct loader *loader, const struct mandate_node *key, const struct mandate_node *value,
                          const struct address *address) {
    struct references references;
    double number;
    if (!path_resolve(loader->store, loader->arena, loader->diagnostics, key->as.text, key->place, &references)) return;
    for (size_t i = 0; i < references.n; i++) {
        const struct row *row = references.at[i].row;
        if (!row_numeric(row)) {
            complain(loader, key->place, address, "an assumption sets numbers, and '%s' is none", key->as.text);
            return;
        }
        if (!number_read(loader, row, value, &(struct address){address, key->as.text}, &number)) return;
    }
}

static void assumption_read(struct loader *loader, const struct mandate_node *id, const struct mandate_node *set,
                            struct mandate_assumption *assumption) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    struct address root = {NULL, "assumptions"}, here = {&root, id->as.text};
    if (strspn(id->as.text, letters) != id->n || id->n == 0 || id->n > 64)
        complain(loader, id->place, &root, "'%s' is not an id; use up to 64 of a-z, 0-9 and _", id->as.text);
    set = mapping_of(loader, set, &here);
    if (set->n == 0 && set != &no_entries) complain(loader, id->place, &here, "an assumption needs a path: value");
    const char **paths = ARENA_ARRAY(loader->arena, const char *, set->n);
    const char **values = ARENA_ARRAY(loader->arena, const char *, set->n);
    for (size_t i = 0; i < set->n; i++) {
        const struct mandate_node *value = node_value(set, i);
        paths[i] = node_key(set, i)->as.text;
        values[i] = value->kind == NODE_SCALAR ? value->as.text : "";
        assumed_check(loader, node_key(set, i), value, &here);
    }
    *assumption = (struct mandate_assumption){id->as.text, set->n, paths, values};
}

static void assumptions_read(struct loader *loader) {
    struct mandate_scenario *scenario = &loader->store->scenario;
    const struct mandate_node *written =
        mapping_of(loader, scenario->study.assumptions, &(struct address){NULL, "assumptions"});
    struct mandate_assumption *assumptions = ARENA_ARRAY(loader->arena, struct mandate_assumption, written->n);
    for (size_t i = 0; i < written->n; i++)
        assumption_read(loader, node_key(written, i), node_value(written, i), &assumptions[i]);
    scenario->n_assumption = written->n;
    scenario->assumptions = assumptions;
}

void intent_read(struct loader *loader) {
    targets_read(loader);
    criteria_read(loader);
    assumptions_read(loader);
}
