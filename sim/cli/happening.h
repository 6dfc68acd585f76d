/* What a replayed replication tells, in the order of time: attacks, and what happened to units, bases, aircraft, values
 * and consent. Names and sentences for both; not for files (events.c). */
#ifndef CLI_HAPPENING_H
#define CLI_HAPPENING_H

#include "base/text.h"
#include "cli/session.h"

/* An attack, or a candidate that did not happen. */
struct event {
    const struct incident *incident;
    const struct response *response; /* NULL = it did not happen */
};

/* One of both. */
struct happening {
    double time;             /* [h] from the start of the run */
    const struct note *note; /* NULL = an attack */
    struct event event;
};

/* The events of a replayed state in the order of their onset, `*n` of them; the caller frees them with memory_free. */
struct event *events_sorted(const struct state *state, size_t *n);

/* Attacks that happened, and notes, in the order of time; at one time notes come first, in the order in which they were
 * made. The caller frees them with memory_free. */
struct happening *happenings_sorted(const struct state *state, size_t *n);

/* Names of an outcome ("reached", "too_late") and of a mode ("ground", "" = none). */
const char *event_outcome(enum outcome outcome);
const char *event_mode(enum response_mode mode);

/* Ids or addresses of who and where; "" = nobody, nowhere. */
const char *note_who(const struct session *session, const struct state *state, const struct note *note);
const char *note_where(const struct session *session, const struct state *state, const struct note *note);

/* Unit of the note's numbers as they are shown, and a number in that unit; nan = none. */
const char *note_unit(const struct state *state, const struct note *note);
double note_number(const struct state *state, const struct note *note, double number);

/* Appends what happened, as a sentence. */
void note_sentence(struct text *text, const struct session *session, const struct state *state,
                   const struct note *note);

#endif
