/* mandate explain: where a value comes from and what an option does to it. */
#include "scenario/explain.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "output/json.h"
#include "scenario/diff.h"
#include "scenario/law.h"
#include "scenario/quantity.h"

/* ---- parts of the answer ---- */

static const char *place_text(struct arena *arena, struct mandate_place place) {
    if (place.source == NULL) return "command line";
    return arena_print(arena, "%s:%u", place.source->name, (unsigned)place.line);
}

static void line_put(const char *key, const char *value) {
    if (value != NULL && value[0] != '\0') (void)printf("  %-12s %s\n", key, value);
}

static void explanation_print(struct arena *arena, const struct explanation *e) {
    (void)printf("%s\n", e->path);
    line_put("value", e->value[0] != '\0' ? e->value : "-");
    line_put("meaning", e->about);
    if (e->written != NULL && strcmp(e->written, e->value) != 0) line_put("written", e->written);
    line_put("set at", e->given ? place_text(arena, e->place) : "default");
    if (e->overrides) line_put("overrides", place_text(arena, e->overrode));
    line_put("source", e->source);
    line_put("confidence", e->confidence);
    if (e->unknown != NULL) line_put("uncertain", explain_law(arena, e->unknown));
    if (e->unknown != NULL && strcmp(e->unknown->path, e->path) != 0) line_put("drawn with", e->unknown->path);
}

static void changes_print(struct arena *arena, const struct dated *changes, size_t n) {
    if (n == 0) (void)puts("  no dated change");
    for (size_t i = 0; i < n; i++)
        (void)printf("  %-12s %s%s\n  %-12s   %s\n", changes[i].date, changes[i].what,
                     changes[i].shared ? " (of the mission)" : "", "", place_text(arena, changes[i].place));
}

/* ---- JSON ---- */

static void explanation_put(struct json *json, struct arena *arena, const struct explanation *e) {
    json_open(json, NULL, '{');
    json_text(json, "path", e->path);
    json_text(json, "value", e->value);
    json_text(json, "unit", e->unit);
    json_text(json, "about", e->about);
    json_flag(json, "given", e->given);
    if (e->written != NULL) json_text(json, "written", e->written);
    if (e->given) json_text(json, "place", place_text(arena, e->place));
    if (e->overrides) json_text(json, "overrides", place_text(arena, e->overrode));
    if (e->source != NULL) json_text(json, "source", e->source);
    if (e->confidence != NULL) json_text(json, "confidence", e->confidence);
    if (e->unknown != NULL) json_text(json, "uncertain", law_family_name(e->unknown->law.family));
    if (e->unknown != NULL) json_real(json, "central", e->unknown->central);
    json_close(json, '}');
}

static void changes_put(struct json *json, struct arena *arena, const struct dated *changes, size_t n) {
    json_open(json, "changes", '[');
    for (size_t i = 0; i < n; i++) {
        json_open(json, NULL, '{');
        json_text(json, "date", changes[i].date);
        json_text(json, "change", changes[i].what);
        json_text(json, "of", changes[i].shared ? "mission" : "option");
        json_text(json, "place", place_text(arena, changes[i].place));
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* ---- the verb ---- */

/* All that there is to say about a path under an option. */
struct answer {
    size_t n, n_change;
    struct explanation *values;
    struct dated *changes;
};

static void answer_json(struct arena *arena, const struct answer *answer) {
    struct json json = {0};
    json_open(&json, NULL, '{');
    json_open(&json, "values", '[');
    for (size_t i = 0; i < answer->n; i++) explanation_put(&json, arena, &answer->values[i]);
    json_close(&json, ']');
    changes_put(&json, arena, answer->changes, answer->n_change);
    json_close(&json, '}');
    json_end(&json);
    put(json.text.bytes);
    text_free(&json.text);
}

static void answer_print(struct arena *arena, const struct answer *answer, const char *option) {
    for (size_t i = 0; i < answer->n; i++) explanation_print(arena, &answer->values[i]);
    (void)printf("changes under %s\n", option);
    changes_print(arena, answer->changes, answer->n_change);
}

static enum mandate_status session_explain(struct session *session, const struct arguments *arguments) {
    struct answer answer;
    const char *path = arguments->operands[2];
    int option = session_option(session, arguments->operands[1]);
    if (option < 0) return MANDATE_BAD_INPUT;
    bool good =
        mandate_explain(session->scenario, path, session->arena, session->diagnostics, &answer.n, &answer.values) &&
        changes_to(session->documents, session->scenario, (size_t)option, path, session->arena, session->diagnostics,
                   &answer.n_change, &answer.changes);
    if (!good) mandate_diagnostics_print(session->diagnostics, stderr, terminal_color(arguments, stderr));
    if (!good) return MANDATE_BAD_INPUT;
    if (arguments->json) answer_json(session->arena, &answer);
    else answer_print(session->arena, &answer, arguments->operands[1]);
    return MANDATE_OK;
}

enum mandate_status verb_explain(const struct arguments *arguments) {
    struct session session;
    enum mandate_status status = session_open(&session, arguments->operands[0], arguments);
    if (status == MANDATE_OK) status = session_explain(&session, arguments);
    session_close(&session);
    return status;
}
