/* Changes that contradict one another: two values at once, a value inside a running ramp, a unit or base that acts
 * after it has gone. A timeline of an option is read together with the mission's. Not for single changes. */
#include "scenario/contradiction.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/date.h"

/* One change of one thing, at a date. */
struct act {
    const void *thing; /* a member, a unit or a base */
    double at, end;    /* [h since 1970-01-01]; ramps end later than they begin */
    enum mandate_verb verb;
    size_t order; /* in the files */
    bool own;     /* of the option, not of the mission */
    const struct mandate_operation *operation;
    const struct address *list;
};

struct acts {
    struct loader *loader;
    size_t n, capacity;
    struct act *at;
};

/* ---- collecting ---- */

static void act_add(struct acts *acts, const void *thing, const struct mandate_operation *operation, bool own,
                    const struct address *list) {
    double at = operation->at + operation->after.a;
    enum mandate_verb verb = (enum mandate_verb)operation->do_;
    acts->at = memory_grow(acts->at, sizeof(struct act), acts->n, &acts->capacity);
    acts->at[acts->n] = (struct act){
        thing, at, verb == MANDATE_DO_RAMP ? at + operation->over : at, verb, acts->n, own, operation, list};
    acts->n++;
}

static void units_add(struct acts *acts, const struct mandate_operation *operation, bool own,
                      const struct address *list) {
    const struct mandate_unit_list *units = &acts->loader->store->scenario.study.mission.units;
    if (operation->unit >= 0) act_add(acts, &units->at[operation->unit], operation, own, list);
    for (size_t i = 0; i < operation->units.n; i++)
        if (operation->units.at[i] >= 0) act_add(acts, &units->at[operation->units.at[i]], operation, own, list);
}

static void change_add(struct acts *acts, const struct mandate_change *change, bool own, const struct address *list) {
    const struct mandate_operation *operation = change->operation;
    const struct mandate_base_list *bases = &acts->loader->store->scenario.study.mission.bases;
    bool dated = isfinite(operation->at) && operation->after.family == MANDATE_FIXED && !(operation->after.zero > 0);
    if (!dated) return;
    switch (operation->do_) {
        case MANDATE_DO_SET:
        case MANDATE_DO_RAMP:
            for (size_t i = 0; i < change->n_target; i++) act_add(acts, change->targets[i], operation, own, list);
            break;
        case MANDATE_DO_TRANSFER:
        case MANDATE_DO_EXIT_UNIT: units_add(acts, operation, own, list); break;
        case MANDATE_DO_OPEN_BASE:
        case MANDATE_DO_CLOSE_BASE:
            if (operation->base >= 0) act_add(acts, &bases->at[operation->base], operation, own, list);
            break;
        default: break;
    }
}

static void changes_add(struct acts *acts, const struct mandate_changes *changes, bool own,
                        const struct address *list) {
    for (size_t i = 0; i < changes->n; i++) change_add(acts, &changes->at[i], own, list);
}

/* ---- comparing ---- */

static int by_thing(const void *left, const void *right) {
    const struct act *a = left, *b = right;
    uintptr_t x = (uintptr_t)a->thing, y = (uintptr_t)b->thing;
    if (x != y) return x < y ? -1 : 1;
    if (a->at < b->at || a->at > b->at) return a->at < b->at ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* Complains at the one that belongs to the option, or at the later one. */
static void contradict(const struct acts *acts, const struct act *earlier, const struct act *later,
                       const char *sentence) {
    bool blame_later = later->own || !earlier->own;
    const struct act *blamed = blame_later ? later : earlier, *other = blame_later ? earlier : later;
    struct address address = {blamed->list, blamed->operation->id}, there = {other->list, other->operation->id};
    char date[DATE_TEXT];
    date_write(date, other->at);
    complain(acts->loader, blamed->operation->place, &address, "%s (%s of %s, %s:%u)", sentence,
             address_text(acts->loader->arena, &there), date,
             other->operation->place.source != NULL ? other->operation->place.source->name : "",
             (unsigned)other->operation->place.line);
}

static bool of_path(const struct act *act) { return act->verb == MANDATE_DO_SET || act->verb == MANDATE_DO_RAMP; }

static bool leaves(const struct act *act) { return act->verb == MANDATE_DO_EXIT_UNIT && act->operation->persons < 0; }

/* A departure whose date slips may still be ahead when another one is due, which then ends it. */
static bool ends_slip(const struct act *earlier, const struct act *later) {
    return isfinite(earlier->operation->announced) && leaves(later);
}

/* Two acts on one thing, the earlier first. */
static void pair_check(const struct acts *acts, const struct act *earlier, const struct act *later) {
    bool same_time = !(later->at > earlier->at);
    if (of_path(later) && of_path(earlier)) {
        if (later->verb == MANDATE_DO_SET && earlier->verb == MANDATE_DO_SET && same_time)
            contradict(acts, earlier, later, "sets a value that another change sets at the same time; remove one");
        else if (earlier->verb == MANDATE_DO_RAMP && later->at < earlier->end &&
                 (!same_time || later->verb == MANDATE_DO_RAMP))
            contradict(acts, earlier, later,
                       "changes a value while a ramp of it is running; begin after the ramp, or shorten it");
    } else if (leaves(earlier) && later->own == earlier->own && !ends_slip(earlier, later)) {
        contradict(acts, earlier, later, "the unit has left already");
    } else if (leaves(earlier) && later->own && later->verb == MANDATE_DO_TRANSFER) {
        contradict(acts, earlier, later, "the unit has left already");
    }
}

/* Closing and opening take turns. */
static void base_check(const struct acts *acts, const struct act *earlier, const struct act *later) {
    const struct mandate_base *base = later->thing;
    if (earlier != NULL && earlier->verb != later->verb && !(later->at > earlier->at))
        contradict(acts, earlier, later, "opens or closes a base while another change does the opposite; remove one");
    if (earlier != NULL && earlier->verb == later->verb && earlier->own == later->own)
        contradict(acts, earlier, later,
                   later->verb == MANDATE_DO_CLOSE_BASE ? "the base is closed already" : "the base is open already");
    if (earlier != NULL || later->verb != MANDATE_DO_OPEN_BASE || base->planned != 0) return;
    struct address address = {later->list, later->operation->id};
    complain(acts->loader, later->operation->place, &address,
             "the base '%s' is open from the start; only a planned or closed base can be opened", base->id);
}

static bool of_base(const struct act *act) {
    return act->verb == MANDATE_DO_OPEN_BASE || act->verb == MANDATE_DO_CLOSE_BASE;
}

/* Looks at all acts; with `option`, only at pairs in which the option has a part. */
static void acts_check(struct acts *acts, bool option) {
    if (acts->n > 1) qsort(acts->at, acts->n, sizeof(struct act), by_thing);
    const struct act *lasting = NULL; /* the last ramp or departure of the thing */
    for (size_t i = 0; i < acts->n; i++) {
        const struct act *later = &acts->at[i],
                         *earlier = i > 0 && acts->at[i - 1].thing == later->thing ? &acts->at[i - 1] : NULL;
        if (earlier == NULL) lasting = NULL;
        bool concerned =
            !option || later->own || (earlier != NULL && earlier->own) || (lasting != NULL && lasting->own);
        if (of_base(later)) {
            if (concerned) base_check(acts, earlier, later);
            continue;
        }
        if (earlier != NULL && concerned && (later->own || earlier->own || !option)) pair_check(acts, earlier, later);
        if (lasting != NULL && lasting != earlier && concerned && (later->own || lasting->own || !option))
            pair_check(acts, lasting, later);
        bool lasts =
            leaves(later) || (later->verb == MANDATE_DO_RAMP && (lasting == NULL || later->end > lasting->end));
        if (lasts) lasting = later;
    }
    acts->n = 0;
}

/* ---- dates outside the run ---- */

static void dates_check(struct loader *loader, const struct mandate_changes *changes, const struct address *list) {
    const struct mandate_scenario *scenario = &loader->store->scenario;
    for (size_t i = 0; i < changes->n; i++) {
        const struct mandate_operation *operation = changes->at[i].operation;
        struct address address = {list, operation->id};
        if (!isfinite(operation->at) || !isfinite(scenario->study.start) ||
            (operation->at >= scenario->study.start && operation->at < scenario->end))
            continue;
        char date[DATE_TEXT];
        date_write(date, operation->at);
        caution(loader, operation->place, &address, "%s lies outside the run; the change %s", date,
                operation->at < scenario->study.start ? "holds from the start" : "never happens");
    }
}

void contradictions_check(struct loader *loader) {
    const struct mandate_scenario *scenario = &loader->store->scenario;
    const struct mandate_option_list *options = &scenario->study.options;
    struct address mission = {NULL, "timeline"}, root = {NULL, "options"};
    struct acts acts = {.loader = loader};
    dates_check(loader, &scenario->timeline, &mission);
    changes_add(&acts, &scenario->timeline, false, &mission);
    acts_check(&acts, false);
    for (size_t i = 0; i < options->n; i++) {
        struct address option = {&root, options->at[i].id}, list = {&option, "timeline"};
        dates_check(loader, &scenario->option_timelines[i], &list);
        if (options->at[i].baseline != 0) changes_add(&acts, &scenario->timeline, false, &mission);
        changes_add(&acts, &scenario->option_timelines[i], true, &list);
        acts_check(&acts, true);
    }
    memory_free(acts.at);
}
