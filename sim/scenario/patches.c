/* Patches apply patches; each list that applies one is followed through them. */
#include "scenario/patches.h"

#include <string.h>

enum { DEEP = 32 };

/* A list of changes that may apply patches. */
struct user {
    struct loader *loader;
    const struct mandate_option *option; /* NULL = the mission */
    const struct mandate_operation *operation;
    struct address address; /* of the operation */
};

static const struct mandate_lever *lever_of(const struct mandate_option *option, const char *name) {
    for (size_t i = 0; option != NULL && i < option->levers.n; i++)
        if (strcmp(option->levers.at[i].id, name) == 0) return &option->levers.at[i];
    return NULL;
}

static void lever_refuse(const struct user *user, const char *patch, const char *lever) {
    if (user->option == NULL)
        complain(user->loader, user->operation->place, &user->address,
                 "the patch '%s' is multiplied by the lever '%s', and the mission has none; apply it in an option", patch,
                 lever);
    else
        complain(user->loader, user->operation->place, &user->address,
                 "the patch '%s' is multiplied by the lever '%s', which the option does not have; add it to its levers",
                 patch, lever);
}

/* Looks through what a patch does and applies; false after a message. */
static bool patch_follow(const struct user *user, int patch, int depth) {
    const struct mandate_scenario *scenario = &user->loader->store->scenario;
    const struct mandate_changes *changes = &scenario->patch_timelines[patch];
    const char *id = scenario->study.mission.patches.at[patch].id;
    if (depth > DEEP) {
        complain(user->loader, user->operation->place, &user->address,
                 "the patch '%s' applies itself, at once or through others; it would never end", id);
        return false;
    }
    for (size_t i = 0; i < changes->n; i++) {
        const struct mandate_operation *operation = changes->at[i].operation;
        if (operation->times != NULL && lever_of(user->option, operation->times) == NULL) {
            lever_refuse(user, id, operation->times);
            return false;
        }
        bool applies = operation->do_ == MANDATE_DO_APPLY && operation->patch >= 0;
        if (applies && !patch_follow(user, operation->patch, depth + 1)) return false;
    }
    return true;
}

static void changes_check(struct loader *loader, const struct mandate_changes *changes,
                          const struct mandate_option *option, const struct address *list) {
    for (size_t i = 0; i < changes->n; i++) {
        const struct mandate_operation *operation = changes->at[i].operation;
        struct user user = {loader, option, operation, {list, operation->id}};
        if (operation->do_ == MANDATE_DO_APPLY && operation->patch >= 0) (void)patch_follow(&user, operation->patch, 0);
    }
}

void patches_check(struct loader *loader) {
    const struct mandate_scenario *scenario = &loader->store->scenario;
    const struct mandate_option_list *options = &scenario->study.options;
    struct address timeline = {NULL, "timeline"}, triggers = {NULL, "triggers"}, root = {NULL, "options"};
    changes_check(loader, &scenario->timeline, NULL, &timeline);
    changes_check(loader, &scenario->triggers, NULL, &triggers);
    for (size_t i = 0; i < options->n; i++) {
        const struct mandate_option *option = &options->at[i];
        struct address at = {&root, option->id}, own = {&at, "timeline"}, conditional = {&at, "triggers"};
        changes_check(loader, &scenario->option_timelines[i], option, &own);
        changes_check(loader, &scenario->option_triggers[i], option, &conditional);
    }
}
