/* What a replay tells, day by day, beside the attacks: what happened to units, bases, aircraft, roads
 * and consent. Kept only when it is asked for; without that a note costs one test. */
#ifndef PROCESS_NOTE_H
#define PROCESS_NOTE_H

struct state;

/* What the numbers of a note point to. */
enum note_entity {
    NOTE_NONE,
    NOTE_UNIT,
    NOTE_BASE,
    NOTE_FLEET,
    NOTE_ROUTE,
    NOTE_REGION,
    NOTE_CONSENT,
    NOTE_TRACK,
    NOTE_TRACK_STATE
};

/* X(name, kind as written in events, what `who` is, what `where` is, unit of `value` ("" = none), what happened) */
/* clang-format off */
#define NOTE_LIST(X) \
    X(UNIT_ARRIVES, "unit_arrives", UNIT, BASE, "persons", "a unit arrives") \
    X(UNIT_REFUSED, "unit_refused", UNIT, BASE, "", "the host refuses a unit") \
    X(UNIT_GONE, "unit_gone", UNIT, BASE, "", "the last of a unit has left") \
    X(FAILURE, "failure", NONE, REGION, "persons", "a grave attack near a base is never reached") \
    X(CASE_OPENED, "case_opened", NONE, REGION, "persons", "an attack becomes a case to investigate") \
    X(CASE_LEAVE, "case_leave", NONE, REGION, "d", "the host gives leave to investigate, days after the alert") \
    X(CASE_VISITED, "case_visited", NONE, REGION, "d", "investigators have visited the place, days after the alert") \
    X(CASE_UNANSWERED, "case_unanswered", NONE, REGION, "d", "no leave within the limit, days after the alert")
/* clang-format on */

#define NOTE_ENUM(name, text, who, where, unit, about) NOTE_##name,
enum note_kind { NOTE_LIST(NOTE_ENUM) NOTE_KINDS };

struct note {
    double time; /* [h] */
    enum note_kind kind;
    int who, where; /* -1 = nobody, nowhere */
    double value;
};

/* Notes what happens now. */
void note(struct state *state, enum note_kind kind, int who, int where, double value);

/* How a kind is written and what its numbers point to. */
struct note_about {
    const char *text, *unit, *about;
    enum note_entity who, where;
};
extern const struct note_about note_abouts[NOTE_KINDS];

#endif
