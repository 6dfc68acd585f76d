/* mandate replay: one replication day by day, and its row. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/address.h"
#include "cli/events.h"
#include "cli/folder.h"
#include "cli/happening.h"
#include "cli/rows.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "output/results.h"
#include "process/response.h"

/* ---- the log ---- */

#define MOMENT 1e-5 /* [h] what ends with a day comes just before the next one, and is told on it */

enum { COLUMN = 10 }; /* where sentences begin: "  14:05   " */

static const char *place_name(const struct session *session, int locality) {
    const char *name = session->scenario->study.mission.localities.at[locality].name;
    return name != NULL && name[0] != '\0' ? name : session->layout.localities[locality];
}

/* "1 death", "12 deaths" */
static void deaths_append(struct text *text, double deaths) {
    text_print(text, "%.6g death%s", deaths, deaths == 1 ? "" : "s");
}

/* A stage of a response that took time. */
static void stage_append(struct text *text, const char *what, double hours) {
    if (hours > 0.05) text_print(text, ", %s %.1f h", what, hours);
}

static const char *const reasons[OUTCOMES] = {
    [OUTCOME_REACHED] = "",
    [OUTCOME_UNDETECTED] = "nobody learns of it in time",
    [OUTCOME_TOO_LATE] = "too late to arrive within the limit",
    [OUTCOME_NO_SERVER] = "there is no team or aircraft to send",
    [OUTCOME_TOO_FAR] = "nothing is in reach",
    [OUTCOME_NOT_COMMITTED] = "who could go does not go",
    [OUTCOME_NOT_PERMITTED] = "who would go is not let through",
    [OUTCOME_ABORTED] = "the response is broken off after a strike",
};

/* What the mission did, in one line. */
static void response_append(struct text *text, const struct session *session, const struct response *response) {
    const struct mandate_layout *layout = &session->layout;
    text_print(text, "\n%*s", COLUMN + 2, "");
    if (response->outcome != OUTCOME_REACHED) {
        text_print(text, "never reached: %s", reasons[response->outcome]);
        return;
    }
    text_append_string(text, event_mode(response->mode));
    if (response->base >= 0) text_print(text, " from %s", layout->bases[response->base]);
    if (response->fleet >= 0)
        text_print(text, " with %s", session->scenario->study.mission.fleets.at[response->fleet].id);
    text_print(text, ", there %.1f h %s the onset: alert at %+.1f h", fabs(response->response),
               response->response < 0 ? "before" : "after", response->detect);
    stage_append(text, "verify", response->verify);
    stage_append(text, "decide", response->decide);
    stage_append(text, "permission", response->permit);
    stage_append(text, "notice", response->notice);
    stage_append(text, "travel", response->travel);
    if (response->averted <= 0) return;
    text_append_string(text, "; averts ");
    deaths_append(text, response->averted);
}

static void attack_append(struct text *text, const struct session *session, const struct state *state,
                          const struct event *event) {
    const struct incident *incident = event->incident;
    const char *actor = session->layout.actors[incident->actor], *region = session->layout.regions[incident->region];
    text_print(text, "%s%s attacks %s (%s): ", actor, incident->mass ? ", a mass killing," : "",
               place_name(session, event->response->locality), region);
    deaths_append(text, incident->deaths - event->response->averted);
    if (event->response->averted > 0) text_print(text, " of %.6g", incident->deaths);
    text_print(text, " in %.1f h%s%s", response_duration(state, event->response),
               incident->warned ? ", with a warning" : "",
               incident->parent == PARENT_STUDY ? ", imposed by the study" : "");
    if (incident->parent >= 0) {
        char date[CSV_DATE];
        double onset = session->scenario->study.start + state->pool->at[incident->parent].onset;
        csv_date_write(date, floor(onset / 24) * 24);
        text_print(text, ", follows on the attack of %s", date);
    }
    response_append(text, session, event->response);
}

/* A day has its date as a heading. */
static void happening_print(struct text *text, const struct session *session, const struct state *state,
                            const struct happening *happening, double *day) {
    double time = session->scenario->study.start + happening->time + MOMENT, date = floor(time / 24) * 24;
    int minutes = (int)((time - date) * 60);
    char heading[CSV_DATE];
    text_clear(text);
    if (happening->note != NULL) note_sentence(text, session, state, happening->note);
    else attack_append(text, session, state, &happening->event);
    if (date != *day) {
        csv_date_write(heading, date);
        (void)printf("\n%s  day %.0f\n", heading, 1 + floor((date - session->scenario->study.start) / 24));
    }
    *day = date;
    (void)printf("  %02d:%02d   %s\n", minutes / 60, minutes % 60, text->bytes);
}

static void log_print(const struct session *session, const struct state *state) {
    size_t n;
    double day = -INFINITY;
    struct text text = {0};
    struct happening *list = happenings_sorted(state, &n);
    for (size_t i = 0; i < n; i++) happening_print(&text, session, state, &list[i], &day);
    memory_free(list);
    text_free(&text);
}

static void row_print(enum mandate_failure failure, const double *row) {
    char field[ROWS_FIELD];
    (void)printf("\nstatus %s\n", results_status((uint8_t)failure));
    for (size_t i = 0; i < MANDATE_METRICS; i++) {
        rows_field(field, failure, row[i]);
        (void)printf("%-28s %-22s %s\n", mandate_metrics[i].name, field[0] != '\0' ? field : "-",
                     mandate_metrics[i].unit);
    }
}

/* ---- its row in runs.csv ---- */

static bool is_row(const struct csv_reader *reader, const struct session *session, const struct address *address) {
    return csv_number(reader, ROW_WORLD) == (double)address->world &&
           csv_number(reader, ROW_REPLICATION) == (double)address->replication &&
           strcmp(csv_field(reader, ROW_OPTION), session->layout.variants[address->variant]) == 0;
}

/* Finds the row and compares it; says what came of it. */
static enum mandate_status row_compare(const struct session *session, const char *folder, const struct address *address,
                                       enum mandate_failure failure, const double *row) {
    struct csv_reader *reader;
    struct file_reason reason = {0};
    bool more = true, found = false;
    enum mandate_status status = csv_open(folder, "runs.csv", &reader, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    bool known = rows_header(reader);
    while (known && !found && (status = csv_next(reader, &more, &reason)) == MANDATE_OK && more)
        found = is_row(reader, session, address);
    int column = found ? rows_difference(reader, failure, row) : -1;
    if (found && column >= 0)
        (void)printf("\ndiffers from runs.csv, first in %s\n", csv_column_name(reader, (size_t)column));
    csv_close(reader);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    if (!found) return failure_tell(MANDATE_MISMATCH, "runs.csv has no such row");
    if (column < 0) (void)puts("\nequals its row of runs.csv");
    return column < 0 ? MANDATE_OK : MANDATE_MISMATCH;
}

static enum mandate_status replication_show(const struct session *session, const char *folder,
                                            const struct address *address) {
    double row[MANDATE_METRICS];
    struct worker_setup setup = session_setup(session, 1);
    struct worker *worker = worker_new(&setup);
    if (worker == NULL) return failure_tell(MANDATE_INTERNAL, "");
    const struct state *state =
        worker_replay(worker, address->world, (uint32_t)address->replication, address->variant, true, row);
    (void)printf("%s: %s, world %llu, replication %llu\n", session->scenario->study.title,
                 session->layout.variants[address->variant], (unsigned long long)address->world,
                 (unsigned long long)address->replication);
    log_print(session, state);
    row_print(state->failure, row);
    enum mandate_status status = row_compare(session, folder, address, state->failure, row);
    worker_free(worker);
    return status;
}

/* The same as CSV, into a folder of the user's. */
static enum mandate_status files_write(const struct session *session, const struct arguments *arguments,
                                       const struct address *address) {
    struct file_reason reason = {0};
    const char *folder = arguments->output;
    if (folder == NULL) return MANDATE_OK;
    if (file_exists(arena_print(session->arena, "%s/runs.csv", folder)))
        return failure_tell(MANDATE_BAD_INPUT, "replay: -o names a folder of results; choose another one");
    enum mandate_status status =
        events_write_one(session, folder, address->world, (uint32_t)address->replication, address->variant, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    for (size_t i = 0; i < EVENT_FILES; i++) remark(arguments, "%s/%s", folder, event_files[i].path);
    return MANDATE_OK;
}

enum mandate_status verb_replay(const struct arguments *arguments) {
    struct session session;
    struct address address = {0};
    const char *folder = arguments->operands[0];
    enum mandate_status status = folder_open(&session, folder, arguments);
    if (status == MANDATE_OK) status = address_read(&session, arguments->operands[1], &address);
    if (status == MANDATE_OK) status = files_write(&session, arguments, &address);
    if (status == MANDATE_OK) status = replication_show(&session, folder, &address);
    session_close(&session);
    return status;
}
