/* Patches apply patches. Each is measured once; each list that applies one is followed through them. */
#include "scenario/patches.h"

#include <stdint.h>
#include <string.h>

/* Nested deeper, or of more changes in all, a patch is a mistake. */
enum { DEEP = 32, MOST = 10000 };

/* Changes that a patch stands for; the larger ones are not numbers. */
#define UNKNOWN SIZE_MAX
#define AT_WORK (SIZE_MAX - 1)
#define ENDLESS (SIZE_MAX - 2)

struct patches {
    struct loader *loader;
    const struct mandate_changes *at; /* (n) */
    const struct mandate_patch *rows; /* (n) */
    size_t n;
    size_t *sizes; /* (n) */
    bool *seen;    /* (n) followed for the present user */
    bool good;     /* all in use end */
};

/* A change that applies a patch. */
struct user {
    struct patches *patches;
    const struct mandate_option *option; /* NULL = the mission */
    const struct mandate_operation *operation;
    struct address address; /* of the operation */
};

static bool applies(const struct mandate_operation *operation) {
    return operation->do_ == MANDATE_DO_APPLY && operation->patch >= 0;
}

/* ---- how much a patch stands for ---- */

static size_t size_of(const struct patches *patches, int patch, int depth) {
    size_t *size = &patches->sizes[patch], sum = patches->at[patch].n;
    if (*size == AT_WORK || depth > DEEP) return ENDLESS;
    if (*size != UNKNOWN) return *size;
    *size = AT_WORK;
    for (size_t i = 0; i < patches->at[patch].n && sum <= MOST; i++) {
        const struct mandate_operation *operation = patches->at[patch].at[i].operation;
        size_t more = applies(operation) ? size_of(patches, operation->patch, depth + 1) : 0;
        sum = more == ENDLESS ? ENDLESS : sum + more;
    }
    return *size = sum;
}

static bool size_check(const struct user *user, int patch) {
    size_t size = size_of(user->patches, patch, 0);
    const char *id = user->patches->rows[patch].id;
    if (size <= MOST) return true;
    user->patches->good = false;
    if (size == ENDLESS)
        complain(user->patches->loader, user->operation->place, &user->address,
                 "the patch '%s' applies itself through others, or nests more than %d deep; it would never end", id,
                 DEEP);
    else
        complain(user->patches->loader, user->operation->place, &user->address,
                 "the patch '%s' stands for more than %d changes", id, MOST);
    return false;
}

/* ---- levers ---- */

static bool has_lever(const struct mandate_option *option, const char *name) {
    for (size_t i = 0; option != NULL && i < option->levers.n; i++)
        if (strcmp(option->levers.at[i].id, name) == 0) return true;
    return false;
}

static void lever_refuse(const struct user *user, const char *patch, const char *lever) {
    const char *what = user->option == NULL ? "and the mission has none; apply it in an option"
                                            : "which the option does not have; add it to its levers";
    complain(user->patches->loader, user->operation->place, &user->address,
             "the patch '%s' is multiplied by the lever '%s', %s", patch, lever, what);
}

/* Looks through what a patch does and applies, up to the first lever that is missing. */
static bool levers_check(const struct user *user, int patch) {
    const struct mandate_changes *changes = &user->patches->at[patch];
    if (user->patches->seen[patch]) return true;
    user->patches->seen[patch] = true;
    for (size_t i = 0; i < changes->n; i++) {
        const struct mandate_operation *operation = changes->at[i].operation;
        if (operation->times != NULL && !has_lever(user->option, operation->times)) {
            lever_refuse(user, user->patches->rows[patch].id, operation->times);
            return false;
        }
        if (applies(operation) && !levers_check(user, operation->patch)) return false;
    }
    return true;
}

/* ---- lists ---- */

static void changes_check(struct patches *patches, const struct mandate_changes *changes,
                          const struct mandate_option *option, const struct address *list) {
    for (size_t i = 0; i < changes->n; i++) {
        const struct mandate_operation *operation = changes->at[i].operation;
        struct user user = {patches, option, operation, {list, operation->id}};
        if (!applies(operation)) continue;
        memset(patches->seen, 0, patches->n);
        if (size_check(&user, operation->patch)) (void)levers_check(&user, operation->patch);
    }
}

bool patches_check(struct loader *loader) {
    const struct mandate_scenario *scenario = &loader->store->scenario;
    const struct mandate_patch_list *rows = &scenario->study.mission.patches;
    const struct mandate_option_list *options = &scenario->study.options;
    struct patches patches = {loader, scenario->patch_timelines, rows->at, rows->n, NULL, NULL, true};
    struct address timeline = {NULL, "timeline"}, triggers = {NULL, "triggers"}, root = {NULL, "options"};
    patches.sizes = ARENA_ARRAY(loader->arena, size_t, rows->n + 1);
    patches.seen = ARENA_ARRAY(loader->arena, bool, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++) patches.sizes[i] = UNKNOWN;
    changes_check(&patches, &scenario->timeline, NULL, &timeline);
    changes_check(&patches, &scenario->triggers, NULL, &triggers);
    for (size_t i = 0; i < options->n; i++) {
        const struct mandate_option *option = &options->at[i];
        struct address at = {&root, option->id}, own = {&at, "timeline"}, conditional = {&at, "triggers"};
        changes_check(&patches, &scenario->option_timelines[i], option, &own);
        changes_check(&patches, &scenario->option_triggers[i], option, &conditional);
    }
    return patches.good;
}
