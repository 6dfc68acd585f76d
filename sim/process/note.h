/* What a replay tells, day by day, beside the attacks: what happened to units, bases, aircraft, roads
 * and consent. Kept only when it is asked for; without that a note costs one test. */
#ifndef PROCESS_NOTE_H
#define PROCESS_NOTE_H

struct state;

/* What the numbers of a note point to. */
enum note_entity {
    NOTE_OF_NONE,
    NOTE_OF_UNIT,
    NOTE_OF_BASE,
    NOTE_OF_FLEET,
    NOTE_OF_ROUTE,
    NOTE_OF_REGION,
    NOTE_OF_CONSENT,
    NOTE_OF_CHANGE,  /* index of a pending change */
    NOTE_OF_TARGET,  /* index of one of its targets */
    NOTE_OF_TRIGGER, /* index of a trigger */
    NOTE_OF_TRACK,
    NOTE_OF_TRACK_STATE /* number of a state of the track that `who` is */
};

/* X(name, kind as written in policy.csv, what `who` is, what `where` is, unit of `value` ("" = none), what happened)
 * The sentence holds {who}, {where}, {value} with its unit, {before}, and {over}, how long a change takes; one without
 * any of them is followed by what is known. */
/* clang-format off */
#define NOTE_LIST(X) \
    X(VALUE, "value", CHANGE, TARGET, "", "{where} becomes {value}, from {before} ({who})") \
    X(VALUE_MOVES, "value_moves", CHANGE, TARGET, "", "{where} begins to move to {value}, from {before}, in {over} ({who})") \
    X(PATCH, "patch", CHANGE, NONE, "", "the changes of the patch that {who} names are applied") \
    X(FLIGHTS_SUSPENDED, "flights_suspended", CHANGE, NONE, "d", "flights are suspended for {value} ({who})") \
    X(ROTATIONS_SUSPENDED, "rotations_suspended", CHANGE, NONE, "d", "rotations are suspended for {value} ({who})") \
    X(TRIGGER, "trigger", TRIGGER, NONE, "d", "the condition of {who} has held; it takes effect in {value}") \
    X(TRIGGER_IDLE, "trigger_idle", TRIGGER, NONE, "", "the condition of {who} has held, and nothing comes of it") \
    X(CONSENT, "consent", CONSENT, CONSENT, "", "consent turns from {where} to {who}") \
    X(UNIT_RAISED, "unit_raised", UNIT, BASE, "d", "{who} is raised for {where} and is ready in {value}") \
    X(UNIT_NOT_FOUND, "unit_not_found", UNIT, BASE, "", "nobody is found to send {who} to {where}") \
    X(UNIT_ARRIVES, "unit_arrives", UNIT, BASE, "persons", "{who} arrives at {where} with {value}") \
    X(UNIT_REFUSED, "unit_refused", UNIT, BASE, "", "the host refuses {who}, which was to come to {where}") \
    X(UNIT_LEAVES, "unit_leaves", UNIT, BASE, "persons", "{value} of {who} begin to leave {where}") \
    X(UNIT_MOVES, "unit_moves", UNIT, BASE, "persons", "{value} of {who} begin to move to {where}") \
    X(UNIT_GONE, "unit_gone", UNIT, BASE, "", "the last of {who} have left, from {where}") \
    X(ROTATION_SUSPENDED, "rotation_suspended", UNIT, NONE, "", "the rotation of {who} is suspended") \
    X(BASE_BUILDING, "base_building", NONE, BASE, "d", "building begins at {where} and takes {value}") \
    X(BASE_OPENS, "base_opens", NONE, BASE, "", "{where} opens") \
    X(BASE_CLOSING, "base_closing", NONE, BASE, "d", "{where} begins to close, within {value} at the latest") \
    X(BASE_CLOSED, "base_closed", NONE, BASE, "truckloads", "{where} is closed; {value} are left behind") \
    X(BASE_GIVEN_UP, "base_given_up", NONE, BASE, "", "{where} is given up before it opens") \
    X(CLOSING_CONVOY, "closing_convoy", NONE, BASE, "trucks", "a convoy of {value} leaves closing {where}") \
    X(CLOSING_ARRIVES, "closing_arrives", NONE, BASE, "d", "that convoy from {where} is on the road for {value}") \
    X(CLOSING_WAITS, "closing_waits", NONE, BASE, "", "a convoy from closing {where} has no escort and waits") \
    X(CLOSING_REFUSED, "closing_refused", NONE, BASE, "", "a convoy from closing {where} is not let through") \
    X(FLEET_RAISED, "fleet_raised", FLEET, BASE, "d", "{who} is raised for {where} and is ready in {value}") \
    X(FLEET_NOT_FOUND, "fleet_not_found", FLEET, BASE, "", "nobody is found to send {who} to {where}") \
    X(FLEET_ARRIVES, "fleet_arrives", FLEET, BASE, "aircraft", "{value} of {who} arrive at {where}") \
    X(FLEET_LEAVES, "fleet_leaves", FLEET, BASE, "aircraft", "{value} of {who} leave {where}") \
    X(FLEET_MOVES, "fleet_moves", FLEET, BASE, "aircraft", "{value} of {who} move to {where}") \
    X(CONVOY_MISSED, "convoy_missed", ROUTE, BASE, "", "a supply convoy by {who} does not get through to {where}") \
    X(STOCK_LOW, "stock_low", NONE, BASE, "d", "stocks at {where} fall to {value}") \
    X(STRIKE, "strike", REGION, BASE, "killed", "a mine strikes a convoy for {where} in {who}: {value}") \
    X(WOUNDED, "wounded", REGION, BASE, "persons", "{value} of the convoy for {where} are wounded in {who}") \
    X(BASE_ATTACKED, "base_attacked", NONE, BASE, "killed", "{where} is attacked: {value}") \
    X(AIR_ACCIDENT, "air_accident", NONE, NONE, "killed", "an aircraft has an accident: {value}") \
    X(TRACK_MOVES, "track_moves", TRACK, TRACK_STATE, "", "the track {who} is {where}") \
    X(CONTRIBUTOR_LEAVES, "contributor_leaves", UNIT, NONE, "", "the contributor of {who} decides to leave") \
    X(FAILURE, "failure", NONE, REGION, "persons", "an attack with {value} killed in {where}, near a base, is never reached") \
    X(CASE_OPENED, "case_opened", NONE, REGION, "persons", "an attack with {value} killed in {where} becomes a case to investigate") \
    X(CASE_LEAVE, "case_leave", NONE, REGION, "d", "the host gives leave to investigate an attack in {where}, {value} after the alert") \
    X(CASE_VISITED, "case_visited", NONE, REGION, "d", "investigators visit the place of an attack in {where}, {value} after the alert") \
    X(CASE_UNANSWERED, "case_unanswered", NONE, REGION, "d", "no leave to investigate an attack in {where}, {value} after the alert")
/* clang-format on */

#define NOTE_ENUM(name, text, who, where, unit, about) NOTE_##name,
enum note_kind { NOTE_LIST(NOTE_ENUM) NOTE_KINDS };

struct note {
    double time; /* [h] */
    enum note_kind kind;
    int who, where;       /* -1 = nobody, nowhere */
    double value, before; /* in the unit of the kind; values that change: in base units */
};

/* Notes what happens now. */
void note(struct state *state, enum note_kind kind, int who, int where, double value);

/* The same of a value that changes: `who` is the pending change, `where` the target. */
void note_change(struct state *state, enum note_kind kind, int who, int where, double before, double value);

/* How a kind is written and what its numbers point to. */
struct note_about {
    const char *text, *unit, *about;
    enum note_entity who, where;
};
extern const struct note_about note_abouts[NOTE_KINDS];

#endif
