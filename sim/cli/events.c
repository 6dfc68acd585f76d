/* The log of attacks. Its columns are one table: the header, the dictionary and the rows. */
#include "cli/events.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/stop.h"
#include "mandate/metric.h"
#include "output/csv.h"

/* ---- events of a state ---- */

static int by_onset(const void *left, const void *right) {
    const struct incident *a = ((const struct event *)left)->incident, *b = ((const struct event *)right)->incident;
    if (a->onset != b->onset) return a->onset < b->onset ? -1 : 1;
    return a->event < b->event ? -1 : a->event > b->event;
}

struct event *events_sorted(const struct state *state, size_t *n) {
    *n = state->n_response + state->n_rejected;
    struct event *events = memory_take((*n + 1) * sizeof *events);
    for (size_t i = 0; i < state->n_response; i++)
        events[i] = (struct event){&state->pool->at[state->responses[i].incident], &state->responses[i]};
    for (size_t i = 0; i < state->n_rejected; i++)
        events[state->n_response + i] = (struct event){&state->pool->at[state->rejected[i]], NULL};
    qsort(events, *n, sizeof *events, by_onset);
    return events;
}

const char *event_outcome(enum outcome outcome) {
    static const char *const names[OUTCOMES] = {
        [OUTCOME_REACHED] = "reached",   [OUTCOME_UNDETECTED] = "undetected",
        [OUTCOME_TOO_LATE] = "too_late", [OUTCOME_NO_SERVER] = "no_server",
        [OUTCOME_TOO_FAR] = "too_far",   [OUTCOME_NOT_COMMITTED] = "not_committed",
        [OUTCOME_ABORTED] = "aborted",   [OUTCOME_NOT_PERMITTED] = "not_permitted",
    };
    return names[outcome];
}

const char *event_mode(enum response_mode mode) {
    static const char *const names[MODES] = {
        [MODE_NONE] = "", [MODE_GROUND] = "ground", [MODE_HELIBORNE] = "heliborne", [MODE_OVERFLIGHT] = "overflight"};
    return names[mode];
}

/* ---- columns ---- */

/* What the cells of a row are made of. */
struct line {
    struct csv *csv;
    const struct session *session;
    const struct state *state;
    uint64_t world;
    uint32_t replication;
    size_t variant;
    const struct incident *incident;
    const struct response *response; /* NULL = it did not happen */
    bool reached;
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
    csv_text(line->csv, parent >= 0 ? "offspring" : parent == -1 ? "root" : "imposed");
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
    X(duration_h, "number", "h", put_real(line, i->marked, r != NULL ? r->duration : i->duration), "duration") \
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

#define COLUMN_FIELD(name_, type_, unit_, put_, about_) {.name = #name_, .type = type_, .unit = unit_, .about = about_},
static const struct datapackage_field fields[] = {COLUMN_LIST(COLUMN_FIELD)};

const struct datapackage_file events_file = {
    .path = "events.csv",
    .about = "one row for each attack, and for each candidate that does not happen under an option",
    .n_field = sizeof fields / sizeof *fields,
    .fields = fields,
    .key = "option,world,replication,id"};

static void line_put(const struct line *line) {
    const struct incident *i = line->incident;
    const struct response *r = line->response;
#define COLUMN_PUT(name, type, unit, put, about) put;
    COLUMN_LIST(COLUMN_PUT)
#undef COLUMN_PUT
    csv_line(line->csv);
}

/* ---- the file ---- */

/* All events of one replication of one option. */
static void replication_put(struct worker *worker, struct line line) {
    double row[MANDATE_METRICS];
    size_t n;
    line.state = worker_replay(worker, line.world, line.replication, line.variant, true, row);
    struct event *events = events_sorted(line.state, &n);
    for (size_t k = 0; k < n && line.state->failure == MANDATE_FAILURE_OK; k++) {
        line.incident = events[k].incident;
        line.response = events[k].response;
        line.reached = line.response != NULL && line.response->outcome == OUTCOME_REACHED;
        line_put(&line);
    }
    memory_free(events);
}

static enum mandate_status worlds_put(struct worker *worker, struct line line, const struct study_request *request) {
    const struct mandate_layout *layout = &line.session->layout;
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

enum mandate_status events_write(const struct session *session, const struct study_request *request,
                                 struct file_reason *reason) {
    struct csv *csv;
    enum mandate_status status = csv_create(request->folder, events_file.path, &csv, reason);
    if (status != MANDATE_OK) return status;
    struct worker_setup setup = session_setup(session, 1);
    struct worker *worker = worker_new(&setup);
    for (size_t i = 0; i < events_file.n_field; i++) csv_text(csv, fields[i].name);
    csv_line(csv);
    status =
        worker != NULL ? worlds_put(worker, (struct line){.csv = csv, .session = session}, request) : MANDATE_INTERNAL;
    worker_free(worker);
    if (status == MANDATE_OK) return csv_commit(csv, reason);
    csv_discard(csv);
    return status;
}

enum mandate_status events_remove(const struct session *session, const char *folder, struct file_reason *reason) {
    return file_remove(arena_print(session->arena, "%s/%s", folder, events_file.path), reason);
}
