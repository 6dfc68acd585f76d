/* A study that a verb works on: documents, scenario, layout and design, or the messages why there is none. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "analysis/design.h"
#include "cli/arguments.h"
#include "engine/worker.h"
#include "mandate/load.h"
#include "mandate/result.h"

struct session {
    struct arena *arena;
    struct mandate_settings settings; /* as the command line, or a results folder, gives them */
    const char *file;                 /* of the study */
    struct mandate_diagnostics *diagnostics;
    struct mandate_documents *documents;
    struct mandate_scenario *scenario;
    struct design *design;
    struct mandate_layout layout; /* with the worlds of the design */
    char hash[65];
};

/* The settings of --set, --replications, --worlds, --seed and --option; in the session's arena. */
void session_begin(struct session *session, const struct arguments *arguments);

/* Reads and loads `file`; mistakes are printed, warnings too if `warnings`. MANDATE_BAD_INPUT after a mistake. */
MANDATE_CHECKED enum mandate_status session_load(struct session *session, const char *file,
                                                 const struct arguments *arguments, bool warnings);

/* Both, for most verbs; warnings are counted in one line. */
MANDATE_CHECKED enum mandate_status session_open(struct session *session, const char *file,
                                                 const struct arguments *arguments);
void session_close(struct session *session); /* accepts a half-built one */

/* Makes the worlds of the layout a setting, for the inputs that stand in a results folder. */
void session_worlds_settle(struct session *session);

/* What a worker of this study needs. */
struct worker_setup session_setup(const struct session *session, uint32_t most);

/* The variant of a name, or -1 after a message. */
int session_variant(const struct session *session, const char *name);

/* The option of a name, or of the name of one of its variants, as an index into study.options; -1 after a message. */
int session_option(const struct session *session, const char *name);

#endif
