/* Order, names and sentences of what happened. */
#include "cli/happening.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "scenario/quantity.h"

/* ---- order ---- */

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

static int by_time(const void *left, const void *right) {
    const struct happening *a = left, *b = right;
    if (a->time != b->time) return a->time < b->time ? -1 : 1;
    if ((a->note == NULL) != (b->note == NULL)) return a->note == NULL ? 1 : -1;
    if (a->note != NULL) return a->note < b->note ? -1 : a->note > b->note;
    return by_onset(&a->event, &b->event);
}

struct happening *happenings_sorted(const struct state *state, size_t *n) {
    struct happening *list = memory_take((state->n_response + state->n_note + 1) * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < state->n_note; i++)
        list[(*n)++] = (struct happening){.time = state->notes[i].time, .note = &state->notes[i]};
    for (size_t i = 0; i < state->n_response; i++) {
        struct event event = {&state->pool->at[state->responses[i].incident], &state->responses[i]};
        list[(*n)++] = (struct happening){.time = event.incident->onset, .event = event};
    }
    qsort(list, *n, sizeof *list, by_time);
    return list;
}

/* ---- names ---- */

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

static const struct mandate_change *change_of(const struct state *state, const struct note *note) {
    return state->pending[note->who].change;
}

static const char *name_of(const struct session *session, const struct state *state, const struct note *note,
                           enum note_entity entity, int index) {
    const struct mandate_mission *mission = &session->scenario->study.mission;
    if (index < 0) return "";
    switch (entity) {
        case NOTE_OF_UNIT: return mission->units.at[index].id;
        case NOTE_OF_BASE: return mission->bases.at[index].id;
        case NOTE_OF_FLEET: return mission->fleets.at[index].id;
        case NOTE_OF_ROUTE: return mission->routes.at[index].id;
        case NOTE_OF_REGION: return mission->regions.at[index].id;
        case NOTE_OF_CONSENT: return mission->host.states.at[index].id;
        case NOTE_OF_CHANGE: return state->pending[index].change->operation->id;
        case NOTE_OF_TARGET: return change_of(state, note)->paths[index];
        case NOTE_OF_TRIGGER: return state->triggers[index].change->operation->id;
        case NOTE_OF_TRACK: return mission->tracks.at[index].id;
        case NOTE_OF_TRACK_STATE: return mission->tracks.at[note->who].states.at[index];
        case NOTE_OF_NONE: break;
    }
    return "";
}

const char *note_who(const struct session *session, const struct state *state, const struct note *note) {
    return name_of(session, state, note, note_abouts[note->kind].who, note->who);
}

const char *note_where(const struct session *session, const struct state *state, const struct note *note) {
    return name_of(session, state, note, note_abouts[note->kind].where, note->where);
}

/* ---- numbers ---- */

static bool changes_value(const struct note *note) { return note_abouts[note->kind].where == NOTE_OF_TARGET; }

const char *note_unit(const struct state *state, const struct note *note) {
    return changes_value(note) ? change_of(state, note)->units[note->where] : note_abouts[note->kind].unit;
}

double note_number(const struct state *state, const struct note *note, double number) {
    if (!changes_value(note)) return note_abouts[note->kind].unit[0] != '\0' ? number : NAN;
    struct unit unit = unit_of_row(note_unit(state, note));
    char digits[TEXT_REAL]; /* twelve, so that 4 a month stay 4 */
    (void)snprintf(digits, sizeof digits, "%.12g", number * unit.down / unit.up);
    return strtod(digits, NULL);
}

/* "4 /month", "1 person" */
static void number_append(struct text *text, const struct state *state, const struct note *note, double number) {
    const char *unit = note_unit(state, note);
    double shown = note_number(state, note, number);
    size_t length = strlen(unit), skip = unit[0] == '1';
    if (isnan(shown)) return;
    text_print(text, "%.6g", changes_value(note) ? shown : shown < 10 ? round(shown * 10) / 10 : round(shown));
    if (length == 0) return;
    bool one = shown == 1 && strcmp(unit, "killed") != 0 && unit[length - 1] == 's';
    text_print(text, " %.*s", (int)(length - skip - one), unit + skip);
}

/* ---- sentences ---- */

static bool part_take(const char **at, const char *part) {
    size_t length = strlen(part);
    if (strncmp(*at, part, length) != 0) return false;
    *at += length;
    return true;
}

/* A sentence without places for them is followed by who, where and how much. */
static void rest_append(struct text *text, const struct session *session, const struct state *state,
                        const struct note *note) {
    const char *who = note_who(session, state, note), *where = note_where(session, state, note);
    if (who[0] != '\0') text_print(text, ", %s", who);
    if (where[0] != '\0') text_print(text, ", %s", where);
    if (isnan(note_number(state, note, note->value))) return;
    text_append_string(text, ", ");
    number_append(text, state, note, note->value);
}

void note_sentence(struct text *text, const struct session *session, const struct state *state,
                   const struct note *note) {
    const char *at = note_abouts[note->kind].about;
    bool whole = strchr(at, '{') == NULL;
    while (*at != '\0') {
        if (part_take(&at, "{who}")) text_append_string(text, note_who(session, state, note));
        else if (part_take(&at, "{where}")) text_append_string(text, note_where(session, state, note));
        else if (part_take(&at, "{value}")) number_append(text, state, note, note->value);
        else if (part_take(&at, "{before}")) number_append(text, state, note, note->before);
        else if (part_take(&at, "{over}")) text_print(text, "%.6g d", change_of(state, note)->operation->over / 24);
        else text_append(text, at++, 1);
    }
    if (whole) rest_append(text, session, state, note);
}
