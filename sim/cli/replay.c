/* mandate replay: one replication day by day, and its row. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/events.h"
#include "cli/folder.h"
#include "cli/rows.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "output/results.h"

/* Which replication. */
struct address {
    size_t variant;
    uint64_t world, replication;
};

/* ---- the address ---- */

/* "reinforce[size=0.5]/3/0": the last two strokes part it. */
static enum mandate_status address_read(const struct session *session, const char *text, struct address *address) {
    char *copy = arena_copy(session->arena, text, strlen(text));
    char *last = strrchr(copy, '/'), *middle = NULL;
    if (last != NULL) *last = '\0';
    if (last != NULL) middle = strrchr(copy, '/');
    if (middle == NULL)
        return failure_tell(MANDATE_BAD_INPUT, "replay: write OPTION/WORLD/REPLICATION, for example status_quo/1/0");
    *middle = '\0';
    int variant = session_variant(session, copy);
    if (variant < 0) return MANDATE_BAD_INPUT;
    address->variant = (size_t)variant;
    enum mandate_status status = whole_read(middle + 1, "world", 0, session->layout.worlds, &address->world);
    if (status != MANDATE_OK) return status;
    return whole_read(last + 1, "replication", 0, session->layout.replications - 1, &address->replication);
}

/* ---- the log ---- */

static const char *number(char out[TEXT_REAL], double value, int digits) {
    (void)snprintf(out, TEXT_REAL, "%.*f", digits, value);
    return out;
}

/* What the mission did, in one line. */
static void response_print(const struct session *session, const struct response *response) {
    const struct mandate_layout *layout = &session->layout;
    if (response->outcome != OUTCOME_REACHED) {
        (void)printf("                    never reached: %s\n", event_outcome(response->outcome));
        return;
    }
    (void)printf(
        "                    alert %+.1f h, verify %.1f, decide %.1f, permission %.1f, notice %.1f, travel %.1f:",
        response->detect, response->verify, response->decide, response->permit, response->notice, response->travel);
    (void)printf(" %s", event_mode(response->mode));
    if (response->base >= 0) (void)printf(" from %s", layout->bases[response->base]);
    if (response->fleet >= 0) (void)printf(" with %s", session->scenario->study.mission.fleets.at[response->fleet].id);
    (void)printf(", there after %.1f h, %g averted\n", response->response, response->averted);
}

static void event_print(const struct session *session, const struct state *state, const struct event *event) {
    const struct mandate_layout *layout = &session->layout;
    const struct incident *incident = event->incident;
    double onset = session->scenario->study.start + incident->onset, day = floor(onset / 24) * 24;
    int minutes = (int)((onset - day) * 60);
    char date[CSV_DATE], deaths[TEXT_REAL], hours[TEXT_REAL];
    csv_date_write(date, day);
    (void)printf("%s %02d:%02d  attack on %s (%s) by %s: %s deaths, %s h%s%s%s%s\n", date, minutes / 60, minutes % 60,
                 layout->localities[event->response->locality], layout->regions[incident->region],
                 layout->actors[incident->actor], number(deaths, incident->deaths, 0),
                 number(hours, event->response->duration, 1), incident->mass ? ", mass killing" : "",
                 incident->warned ? ", warned" : "", incident->parent >= 0 ? ", a follow-on" : "",
                 incident->parent == -2 ? ", imposed" : "");
    if (incident->parent >= 0) {
        csv_date_write(date,
                       floor((session->scenario->study.start + state->pool->at[incident->parent].onset) / 24) * 24);
        (void)printf("                    of the attack of %s\n", date);
    }
    response_print(session, event->response);
}

static void log_print(const struct session *session, const struct state *state) {
    size_t n;
    struct event *events = events_sorted(state, &n);
    for (size_t i = 0; i < n; i++) event_print(session, state, &events[i]);
    memory_free(events);
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
        worker_replay(worker, address->world, (uint32_t)address->replication, address->variant, false, row);
    (void)printf("%s, world %llu, replication %llu\n\n", session->layout.variants[address->variant],
                 (unsigned long long)address->world, (unsigned long long)address->replication);
    log_print(session, state);
    row_print(state->failure, row);
    enum mandate_status status = row_compare(session, folder, address, state->failure, row);
    worker_free(worker);
    return status;
}

enum mandate_status verb_replay(const struct arguments *arguments) {
    struct session session;
    struct address address = {0};
    const char *folder = arguments->operands[0];
    enum mandate_status status = folder_open(&session, folder, arguments);
    if (status == MANDATE_OK) status = address_read(&session, arguments->operands[1], &address);
    if (status == MANDATE_OK) status = replication_show(&session, folder, &address);
    session_close(&session);
    return status;
}
