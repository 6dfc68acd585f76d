/* Opening a study. */
#include "cli/session.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/assume.h"
#include "cli/terminal.h"
#include "model/check.h"
#include "model/model.h"

/* "key=value" as one more setting, if the value is given. */
static void setting_add(struct session *session, const char **set, const char *key, const char *value) {
    if (value != NULL) set[session->settings.n_set++] = arena_print(session->arena, "%s=%s", key, value);
}

void session_begin(struct session *session, const struct arguments *arguments) {
    memset(session, 0, sizeof *session);
    session->arena = arena_new();
    const char **set = ARENA_ARRAY(session->arena, const char *, arguments->set.n + 3);
    for (size_t i = 0; i < arguments->set.n; i++) set[session->settings.n_set++] = arguments->set.at[i];
    setting_add(session, set, "replications", arguments->replications);
    setting_add(session, set, "worlds", arguments->worlds);
    setting_add(session, set, "seed", arguments->seed);
    session->settings.set = set;
    session->settings.n_option = arguments->option.n;
    session->settings.option = arguments->option.at;
}

/* Shapes, labels and worlds, once the scenario stands. */
static void layout_make(struct session *session) {
    session->design = design_new(session->documents, session->scenario, session->diagnostics);
    if (session->design == NULL) return;
    mandate_documents_hash(session->documents, session->hash);
    session->layout = *model_layout(session->scenario, session->hash, session->arena);
    session->layout.worlds = design_worlds(session->design);
}

/* What is right by itself may be wrong together: each assumption is loaded once. */
static enum mandate_status assumptions_check(const struct session *session, const struct arguments *arguments) {
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 0; i < session->scenario->n_assumption; i++) {
        struct session assumed;
        enum mandate_status own = assume_open(session, i, arguments, &assumed);
        if (status == MANDATE_OK) status = own;
        assume_close(&assumed);
    }
    return status;
}

enum mandate_status session_load(struct session *session, const char *file, const struct arguments *arguments,
                                 bool warnings) {
    session->file = file;
    session->diagnostics = mandate_diagnostics_new();
    session->documents = mandate_documents_read(file, &session->settings, session->diagnostics);
    session->scenario = mandate_scenario_load(session->documents, session->diagnostics);
    if (session->scenario != NULL) model_check(session->scenario, session->diagnostics);
    if (session->scenario != NULL) layout_make(session);
    size_t errors = mandate_diagnostics_errors(session->diagnostics);
    if (errors > 0 || warnings)
        mandate_diagnostics_print(session->diagnostics, stderr, terminal_color(arguments, stderr));
    if (errors > 0 || session->scenario == NULL || session->design == NULL) return MANDATE_BAD_INPUT;
    bool whole = arguments->verb == VERB_CHECK || arguments->verb == VERB_PLAN || arguments->verb == VERB_RUN;
    return whole ? assumptions_check(session, arguments) : MANDATE_OK;
}

enum mandate_status session_open(struct session *session, const char *file, const struct arguments *arguments) {
    session_begin(session, arguments);
    enum mandate_status status = session_load(session, file, arguments, false);
    size_t warnings = mandate_diagnostics_warnings(session->diagnostics);
    if (status == MANDATE_OK && warnings > 0)
        remark(arguments, "%zu warning%s; see: mandate check %s", warnings, warnings == 1 ? "" : "s", file);
    return status;
}

void session_close(struct session *session) {
    design_free(session->design);
    mandate_scenario_free(session->scenario);
    mandate_documents_free(session->documents);
    mandate_diagnostics_free(session->diagnostics);
    arena_free(session->arena);
}

void session_worlds_settle(struct session *session) {
    size_t n = session->settings.n_set;
    const char **set = ARENA_ARRAY(session->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) set[i] = session->settings.set[i];
    set[n] = arena_print(session->arena, "worlds=%llu", (unsigned long long)session->layout.worlds);
    session->settings.set = set;
    session->settings.n_set = n + 1;
}

struct worker_setup session_setup(const struct session *session, uint32_t most) {
    return (struct worker_setup){.documents = session->documents,
                                 .layout = &session->layout,
                                 .values = design_values,
                                 .context = session->design,
                                 .most = most};
}

static int option_refuse(const char *name, const char *const *names, size_t n) {
    const char *nearest = text_nearest(name, names, n);
    (void)fprintf(stderr, "mandate: there is no option '%s'%s%s%s\n", name, nearest != NULL ? "; did you mean '" : "",
                  nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
    return -1;
}

int session_variant(const struct session *session, const char *name) {
    const struct mandate_layout *layout = &session->layout;
    for (size_t i = 0; i < layout->n_variant; i++)
        if (strcmp(layout->variants[i], name) == 0) return (int)i;
    return option_refuse(name, layout->variants, layout->n_variant);
}

int session_option(const struct session *session, const char *name) {
    const struct mandate_option_list *options = &session->scenario->study.options;
    const char **ids = ARENA_ARRAY(session->arena, const char *, options->n);
    for (size_t i = 0; i < session->scenario->n_variant; i++)
        if (strcmp(session->scenario->variants[i].name, name) == 0) return session->scenario->variants[i].option;
    for (size_t i = 0; i < options->n; i++) {
        ids[i] = options->at[i].id;
        if (strcmp(ids[i], name) == 0) return (int)i;
    }
    return option_refuse(name, ids, options->n);
}
