/* The logs of attacks and of policy. The columns of each are one table: the header, the dictionary and the rows. */
#include "cli/events.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "cli/happening.h"
#include "cli/stop.h"
#include "mandate/metric.h"
#include "output/csv.h"
#include "process/response.h"

/* ---- columns ---- */

/* What the cells of a row are made of. */
struct line {
    struct csv *csv;
    struct csv *files[EVENT_FILES];
    const struct session *session;
    const struct state *state;
    uint64_t world;
    uint32_t replication;
    size_t variant;
    const struct incident *incident;
    const struct response *response; /* NULL = it did not happen */
    bool reached;
    const struct note *note;
};

static void put_address(const struct line *line, uint64_t event) {
    char text[24];
    (void)snprintf(text, sizeof text, "%016" PRIx64, event);
    csv_text(line->csv, text);
}

static void put_parent(const struct line *line) {
    if (line->incident->parent >= 0) put_address(line, line->state->pool->at[line->incident->parent].event);
    else csv_text(line->csv, "");
}

static void put_kind(const struct line *line) {
    int parent = line->incident->parent;
    csv_text(line->csv, parent >= 0 ? "offspring" : parent == PARENT_NONE ? "root" : "imposed");
}

/* A number of an attack that happened. */
static void put_real(const struct line *line, bool there, double value) { csv_real(line->csv, there ? value : NAN); }

static void put_flag(const struct line *line, bool there, bool value) {
    csv_text(line->csv, !there ? "" : value ? "1" : "0");
}

static void put_locality(const struct line *line) {
    int locality = line->response != NULL   ? line->response->locality
                   : line->incident->marked ? line->incident->locality
                                            : -1;
    csv_text(line->csv, locality >= 0 ? line->session->layout.localities[locality] : "");
}

static void put_base(const struct line *line) {
    int base = line->reached ? line->response->base : -1;
    csv_text(line->csv, base >= 0 ? line->session->layout.bases[base] : "");
}

static void put_fleet(const struct line *line) {
    int fleet = line->reached ? line->response->fleet : -1;
    csv_text(line->csv, fleet >= 0 ? line->session->scenario->study.mission.fleets.at[fleet].id : "");
}

/* clang-format off */
/* X(name, type, unit, how it is put, about); `i` is the incident, `r` the response. */
#define COLUMN_LIST(X) \
    X(option, "string", "", csv_text(line->csv, line->session->layout.variants[line->variant]), "option, with the values of its levers in brackets") \
    X(world, "integer", "", csv_whole(line->csv, line->world), "number of the world") \
    X(replication, "integer", "", csv_whole(line->csv, line->replication), "repetition of chance inside the world, from 0") \
    X(kind, "string", "", put_kind(line), "root, offspring of another attack, or imposed by the study") \
    X(id, "string", "", put_address(line, i->event), "address of its random numbers, the same in every option") \
    X(parent, "string", "", put_parent(line), "id of the attack that brought it on") \
    X(onset_h, "number", "h", csv_real(line->csv, i->onset), "onset, from the start of the run") \
    X(region, "string", "", csv_text(line->csv, line->session->layout.regions[i->region]), "id of the region") \
    X(locality, "string", "", put_locality(line), "id of the place") \
    X(actor, "string", "", csv_text(line->csv, line->session->layout.actors[i->actor]), "id of the perpetrator") \
    X(accepted, "boolean", "", csv_text(line->csv, r != NULL ? "1" : "0"), "1 = it happens, 0 = a candidate that does not under this option") \
    X(height, "number", "", csv_real(line->csv, i->height), "it happens while this lies below the rate over the height of a slab") \
    X(deaths, "number", "persons", put_real(line, i->marked, i->deaths), "deaths without a response") \
    X(duration_h, "number", "h", put_real(line, i->marked, r != NULL ? response_duration(line->state, r) : i->duration), "duration") \
    X(mass, "boolean", "", put_flag(line, i->marked, i->mass), "1 = a mass killing") \
    X(warned, "boolean", "", put_flag(line, i->marked, i->warned), "1 = there was a warning") \
    X(fast, "boolean", "", put_flag(line, r != NULL, r != NULL && r->fast), "1 = detected fast") \
    X(consent, "string", "", csv_text(line->csv, r != NULL ? line->state->model->mission->host.states.at[r->consent].id : ""), "state of consent at the onset") \
    X(detect_h, "number", "h", put_real(line, r != NULL, r != NULL ? r->detect : 0), "hours from onset to alert; negative = before") \
    X(verify_h, "number", "h", put_real(line, r != NULL, r != NULL ? r->verify : 0), "hours of verification") \
    X(decide_h, "number", "h", put_real(line, r != NULL, r != NULL ? r->decide : 0), "hours of decision") \
    X(decided_h, "number", "h", put_real(line, r != NULL, r != NULL ? r->decided : 0), "when means are asked for, from the start of the run") \
    X(outcome, "string", "", csv_text(line->csv, r != NULL ? event_outcome(r->outcome) : ""), "reached, or why not") \
    X(mode, "string", "", csv_text(line->csv, line->reached ? event_mode(r->mode) : ""), "ground, heliborne or overflight") \
    X(base, "string", "", put_base(line), "id of the base that responds") \
    X(fleet, "string", "", put_fleet(line), "id of the fleet that flies") \
    X(permit_h, "number", "h", put_real(line, line->reached, r != NULL ? r->permit : 0), "hours of waiting for permission") \
    X(notice_h, "number", "h", put_real(line, line->reached, r != NULL ? r->notice : 0), "hours of notice, mobilisation and daylight") \
    X(travel_h, "number", "h", put_real(line, line->reached, r != NULL ? r->travel : 0), "hours of travel") \
    X(response_h, "number", "h", put_real(line, r != NULL, r != NULL ? r->response : 0), "hours from onset to arrival; inf = never") \
    X(averted, "number", "persons", put_real(line, r != NULL, r != NULL ? r->averted : 0), "deaths averted")
/* clang-format on */

/* clang-format off */
/* The same of policy.csv; `k` is the note. */
#define POLICY_LIST(X) \
    X(option, "string", "", csv_text(line->csv, line->session->layout.variants[line->variant]), "option, with the values of its levers in brackets") \
    X(world, "integer", "", csv_whole(line->csv, line->world), "number of the world") \
    X(replication, "integer", "", csv_whole(line->csv, line->replication), "repetition of chance inside the world, from 0") \
    X(number, "integer", "", csv_whole(line->csv, (uint64_t)(k - line->state->notes)), "number inside the replication, from 0, in the order of time") \
    X(time_h, "number", "h", csv_real(line->csv, k->time), "time from the start of the run") \
    X(date, "datetime", "", csv_date(line->csv, line->state->model->start + k->time + 1e-5), "date, with the hour when it is not midnight") \
    X(kind, "string", "", csv_text(line->csv, note_abouts[k->kind].text), "what happened; see mandate list happenings") \
    X(who, "string", "", csv_text(line->csv, note_who(line->session, line->state, k)), "id of the unit, fleet, route, region, state of consent, change or trigger that it happens to") \
    X(where, "string", "", csv_text(line->csv, note_where(line->session, line->state, k)), "id of the base, address of the value, or the state of consent before") \
    X(value, "number", "", csv_real(line->csv, note_number(line->state, k, k->value)), "how much, in `unit`") \
    X(before, "number", "", csv_real(line->csv, note_number(line->state, k, k->before)), "the value before, in `unit`") \
    X(unit, "string", "", csv_text(line->csv, note_unit(line->state, k)), "unit of value and before") \
    X(about, "string", "", put_sentence(line), "the same as a sentence")
/* clang-format on */

static void put_sentence(const struct line *line) {
    struct text text = {0};
    note_sentence(&text, line->session, line->state, line->note);
    csv_text(line->csv, text.bytes);
    text_free(&text);
}

#define COLUMN_FIELD(name_, type_, unit_, put_, about_) {.name = #name_, .type = type_, .unit = unit_, .about = about_},
static const struct datapackage_field fields[] = {COLUMN_LIST(COLUMN_FIELD)};
static const struct datapackage_field policy_fields[] = {POLICY_LIST(COLUMN_FIELD)};

enum { FILE_EVENTS, FILE_POLICY };

const struct datapackage_file event_files[EVENT_FILES] = {
    [FILE_EVENTS] = {.path = "events.csv",
                     .about = "one row for each attack, and for each candidate that does not happen under an option",
                     .n_field = sizeof fields / sizeof *fields,
                     .fields = fields,
                     .key = "option,world,replication,id"},
    [FILE_POLICY] = {.path = "policy.csv",
                     .about = "one row for each thing that happens to units, bases, aircraft, values and consent",
                     .n_field = sizeof policy_fields / sizeof *policy_fields,
                     .fields = policy_fields,
                     .key = "option,world,replication,number"}};

#define COLUMN_PUT(name, type, unit, put, about) put;
static void event_put(const struct line *line) {
    const struct incident *i = line->incident;
    const struct response *r = line->response;
    COLUMN_LIST(COLUMN_PUT)
    csv_line(line->csv);
}

static void note_put(const struct line *line) {
    const struct note *k = line->note;
    POLICY_LIST(COLUMN_PUT)
    csv_line(line->csv);
}
#undef COLUMN_PUT

/* ---- one replication of one option ---- */

static void events_put(struct line line) {
    size_t n;
    struct event *events = events_sorted(line.state, &n);
    line.csv = line.files[FILE_EVENTS];
    for (size_t k = 0; k < n; k++) {
        line.incident = events[k].incident;
        line.response = events[k].response;
        line.reached = line.response != NULL && line.response->outcome == OUTCOME_REACHED;
        event_put(&line);
    }
    memory_free(events);
}

static void notes_put(struct line line) {
    line.csv = line.files[FILE_POLICY];
    for (size_t k = 0; k < line.state->n_note; k++) {
        line.note = &line.state->notes[k];
        note_put(&line);
    }
}

static void replication_put(struct worker *worker, struct line line) {
    double row[MANDATE_METRICS];
    line.state = worker_replay(worker, line.world, line.replication, line.variant, true, row);
    if (line.state->failure != MANDATE_FAILURE_OK) return;
    events_put(line);
    notes_put(line);
}

/* ---- the files ---- */

/* Which replications: those of a request, or the one that the line names. */
static enum mandate_status worlds_put(struct worker *worker, struct line line, const struct study_request *request) {
    const struct mandate_layout *layout = &line.session->layout;
    if (request == NULL) {
        replication_put(worker, line);
        return MANDATE_OK;
    }
    for (uint64_t world = request->central ? 0 : 1; world <= layout->worlds; world++) {
        if (world > 0 && request->shards > 1 && (world - 1) % request->shards != request->shard) continue;
        line.world = world;
        for (uint32_t replication = 0; replication < layout->replications; replication++)
            for (size_t variant = 0; variant < layout->n_variant; variant++) {
                line.replication = replication;
                line.variant = variant;
                replication_put(worker, line);
            }
        if (stop_asked(NULL)) return MANDATE_STOPPED;
    }
    return MANDATE_OK;
}

/* Begins both with their headers. */
static enum mandate_status files_begin(const char *folder, struct line *line, struct file_reason *reason) {
    enum mandate_status status = MANDATE_OK;
    for (size_t f = 0; f < EVENT_FILES && status == MANDATE_OK; f++) {
        status = csv_create(folder, event_files[f].path, &line->files[f], reason);
        if (status != MANDATE_OK) break;
        for (size_t i = 0; i < event_files[f].n_field; i++) csv_text(line->files[f], event_files[f].fields[i].name);
        csv_line(line->files[f]);
    }
    return status;
}

static enum mandate_status files_end(struct line *line, enum mandate_status status, struct file_reason *reason) {
    for (size_t f = 0; f < EVENT_FILES; f++) {
        if (status == MANDATE_OK) status = csv_commit(line->files[f], reason);
        else if (line->files[f] != NULL) csv_discard(line->files[f]);
    }
    return status;
}

static enum mandate_status files_write(const char *folder, struct line line, const struct study_request *request,
                                       struct file_reason *reason) {
    enum mandate_status status = files_begin(folder, &line, reason);
    if (status == MANDATE_OK) {
        struct worker_setup setup = session_setup(line.session, 1);
        struct worker *worker = worker_new(&setup);
        status = worker != NULL ? worlds_put(worker, line, request) : MANDATE_INTERNAL;
        worker_free(worker);
    }
    return files_end(&line, status, reason);
}

enum mandate_status events_write(const struct session *session, const struct study_request *request,
                                 struct file_reason *reason) {
    return files_write(request->folder, (struct line){.session = session}, request, reason);
}

enum mandate_status events_write_one(const struct session *session, const char *folder, uint64_t world,
                                     uint32_t replication, size_t variant, struct file_reason *reason) {
    struct line line = {.session = session, .world = world, .replication = replication, .variant = variant};
    enum mandate_status status = file_make_folder(folder, reason);
    if (status == MANDATE_OK) status = files_write(folder, line, NULL, reason);
    return status == MANDATE_OK ? datapackage_write(folder, NULL, event_files, EVENT_FILES, reason) : status;
}

enum mandate_status events_remove(const struct session *session, const char *folder, struct file_reason *reason) {
    enum mandate_status status = MANDATE_OK;
    for (size_t f = 0; f < EVENT_FILES && status == MANDATE_OK; f++)
        status = file_remove(arena_print(session->arena, "%s/%s", folder, event_files[f].path), reason);
    return status;
}
