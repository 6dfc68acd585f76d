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
    X(CONVOY_MISSED, "convoy_missed", ROUTE, BASE, "", "a supply convoy does not get through") \
    X(CONSENT_MOVES, "consent_moves", CONSENT, NONE, "", "the host's consent changes") \
    X(TRACK_MOVES, "track_moves", TRACK, NONE, "state", "a political track changes") \
    X(CONTRIBUTOR_LEAVES, "contributor_leaves", UNIT, NONE, "", "a contributor decides to leave") \
    X(STRIKE, "strike", REGION, BASE, "killed", "a mine strikes a convoy") \
    X(BASE_ATTACKED, "base_attacked", NONE, BASE, "killed", "a base is attacked") \
    X(AIR_ACCIDENT, "air_accident", NONE, NONE, "killed", "an aircraft has an accident") \
    X(STOCK_LOW, "stock_low", NONE, BASE, "d", "stocks fall low") \
    X(CLOSING_CONVOY, "closing_convoy", NONE, BASE, "trucks", "a convoy of a closing camp gets through")
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
