/* Reading observed data. */
#include "scenario/observed.h"

#include <string.h>

#include "base/arena.h"
#include "base/sheet.h"
#include "base/text.h"
#include "scenario/date.h"

#define OBSERVABLE_ROW(name_, unit_, noise_, place_, of_, when_, about_) \
    {.name = #name_,                                                     \
     .unit = unit_,                                                      \
     .about = about_,                                                    \
     .noise = MANDATE_NOISE_##noise_,                                    \
     .where = MANDATE_WHERE_##place_,                                    \
     .of = MANDATE_OF_##of_,                                             \
     .when = MANDATE_WHEN_##when_},
const struct mandate_observable_row mandate_observables[MANDATE_OBSERVABLES] = {
    MANDATE_OBSERVABLE_LIST(OBSERVABLE_ROW)};

#define USE_TEXT(name, text) text,
const char *const observed_uses[OBSERVED_USES] = {OBSERVED_USE_LIST(USE_TEXT)};

double observed_sd(const struct observation *row) { return (row->high - row->low) / 3.289707; }

/* Columns: X(name, 1 = must stand there) */
#define COLUMN_LIST(X) \
    X(id, 1)           \
    X(from, 1)         \
    X(to, 1)           \
    X(place, 1)        \
    X(of, 0)           \
    X(metric, 1)       \
    X(value, 1)        \
    X(low, 1)          \
    X(high, 1)         \
    X(use, 1)          \
    X(option, 0)       \
    X(source, 1)       \
    X(confidence, 1)   \
    X(note, 0)
#define COLUMN_ENUM(name, needed) COLUMN_##name,
enum column { COLUMN_LIST(COLUMN_ENUM) COLUMNS };
#define COLUMN_TEXT(name, needed) #name,
static const char *const columns[COLUMNS] = {COLUMN_LIST(COLUMN_TEXT)};
#define COLUMN_NEEDED(name, needed) needed,
static const bool needed[COLUMNS] = {COLUMN_LIST(COLUMN_NEEDED)};

enum { MOST_COLUMNS = 64, MOST_NAMES = 4096 };

struct reading {
    struct sheet sheet;
    const struct mandate_scenario *scenario;
    struct arena *arena;
    struct mandate_diagnostics *diagnostics;
    size_t n_column;
    int column[MOST_COLUMNS]; /* (n_column) enum column, or -1 */
    struct observation *at;   /* of the rows so far */
    size_t n, capacity;
    /* the present row */
    struct mandate_place place[COLUMNS];
    const char *text[COLUMNS];
};

/* A list of names, for "did you mean". */
struct words {
    size_t n;
    const char *at[MOST_NAMES];
};

#define REFUSE(reading, place, ...) mandate_error_add((reading)->diagnostics, place, "observed", __VA_ARGS__)
#define REFUSE_FIELD(reading, column, ...) REFUSE(reading, (reading)->place[COLUMN_##column], __VA_ARGS__)

static int word_find(const struct words *words, const char *name) {
    for (size_t i = 0; i < words->n; i++)
        if (strcmp(words->at[i], name) == 0) return (int)i;
    return -1;
}

static int word_refuse(struct reading *reading, enum column column, const struct words *words, const char *name,
                       const char *what) {
    const char *nearest = text_nearest(name, words->at, words->n);
    if (nearest != NULL)
        REFUSE(reading, reading->place[column], "there is no %s '%s'; did you mean '%s'?", what, name, nearest);
    else
        REFUSE(reading, reading->place[column], "there is no %s '%s'; write '%s', for example", what, name,
               words->n > 0 ? words->at[0] : "");
    return -1;
}

#define WORDS_OF(words, list) \
    for (size_t i = 0; i < (list).n && (words)->n < MOST_NAMES; i++) (words)->at[(words)->n++] = (list).at[i].id

/* ---- header ---- */

static void column_refuse(struct reading *reading, const struct sheet_field *field) {
    const char *name = arena_copy(reading->arena, field->text, field->length);
    const char *nearest = text_nearest(name, columns, COLUMNS);
    if (nearest != NULL) REFUSE(reading, field->place, "there is no column '%s'; did you mean '%s'?", name, nearest);
    else REFUSE(reading, field->place, "there is no column '%s'; take it out", name);
}

/* False when a column is missing. */
static bool header_read(struct reading *reading) {
    bool there[COLUMNS] = {false}, complete = true;
    struct sheet_field field;
    while (sheet_field(&reading->sheet, &field) && reading->n_column < MOST_COLUMNS) {
        int column = COLUMNS - 1;
        while (column >= 0 && !sheet_is(&field, columns[column])) column--;
        if (column < 0) column_refuse(reading, &field);
        else if (there[column]) REFUSE(reading, field.place, "the column stands here twice; keep one");
        else there[column] = true;
        reading->column[reading->n_column++] = column;
    }
    for (size_t i = 0; i < COLUMNS; i++) {
        if (!needed[i] || there[i]) continue;
        REFUSE(reading, sheet_place(&reading->sheet), "the column '%s' is missing; add it", columns[i]);
        complete = false;
    }
    return complete;
}

/* ---- fields ---- */

/* Texts and places of the fields of a row; false when it has too few or too many. */
static bool fields_take(struct reading *reading) {
    struct sheet_field field;
    size_t n = 0;
    for (size_t i = 0; i < COLUMNS; i++) reading->text[i] = "", reading->place[i] = sheet_place(&reading->sheet);
    for (; sheet_field(&reading->sheet, &field); n++) {
        if (n >= reading->n_column || reading->column[n] < 0) continue;
        reading->text[reading->column[n]] = arena_copy(reading->arena, field.text, field.length);
        reading->place[reading->column[n]] = field.place;
    }
    if (n == reading->n_column) return true;
    REFUSE(reading, sheet_place(&reading->sheet), "%zu fields, where the header has %zu", n, reading->n_column);
    return false;
}

static double number_take(struct reading *reading, enum column column) {
    double value = 0;
    if (!text_real_read(reading->text[column], strlen(reading->text[column]), &value))
        REFUSE(reading, reading->place[column], "not a number; write it in the unit of the metric, without the unit");
    return value;
}

static double date_take(struct reading *reading, enum column column) {
    double hours = 0;
    const char *wrong = date_read(reading->text[column], &hours);
    if (wrong != NULL) REFUSE(reading, reading->place[column], "%s", wrong);
    return hours;
}

static void window_take(struct reading *reading, struct observation *row) {
    size_t errors = mandate_diagnostics_errors(reading->diagnostics);
    row->from = date_take(reading, COLUMN_from);
    row->to = date_take(reading, COLUMN_to) + 24;
    if (mandate_diagnostics_errors(reading->diagnostics) == errors && row->to <= row->from)
        REFUSE_FIELD(reading, to, "the last day lies before the first; exchange 'from' and 'to'");
}

static void values_take(struct reading *reading, struct observation *row) {
    size_t errors = mandate_diagnostics_errors(reading->diagnostics);
    row->value = number_take(reading, COLUMN_value);
    row->low = number_take(reading, COLUMN_low);
    row->high = number_take(reading, COLUMN_high);
    if (mandate_diagnostics_errors(reading->diagnostics) == errors &&
        !(row->low <= row->value && row->value <= row->high))
        REFUSE_FIELD(reading, value, "the value does not lie between low and high; exchange or widen them");
}

/* ---- names ---- */

static int metric_take(struct reading *reading) {
    struct words words = {.n = MANDATE_OBSERVABLES};
    for (size_t i = 0; i < MANDATE_OBSERVABLES; i++) words.at[i] = mandate_observables[i].name;
    int metric = word_find(&words, reading->text[COLUMN_metric]);
    return metric >= 0 ? metric : word_refuse(reading, COLUMN_metric, &words, reading->text[COLUMN_metric], "metric");
}

static void use_take(struct reading *reading, struct observation *row) {
    struct words words = {.n = OBSERVED_USES};
    memcpy(words.at, observed_uses, sizeof observed_uses);
    int use = word_find(&words, reading->text[COLUMN_use]);
    if (use < 0) (void)word_refuse(reading, COLUMN_use, &words, reading->text[COLUMN_use], "use");
    else row->use = (enum observed_use)use;
}

/* The next of several names joined by ";", without blanks around it; NULL at the end. */
static const char *name_next(struct reading *reading, const char **at) {
    *at += strspn(*at, "; ");
    size_t length = strcspn(*at, ";"), kept = length;
    while (kept > 0 && (*at)[kept - 1] == ' ') kept--;
    const char *name = kept > 0 ? arena_copy(reading->arena, *at, kept) : NULL;
    *at += length;
    return name;
}

/* Marks the entries of `words` that a field names. */
static bool *marks_take(struct reading *reading, enum column column, const struct words *words, const char *what) {
    bool *marks = ARENA_ARRAY(reading->arena, bool, words->n + 1);
    const char *at = reading->text[column], *name;
    while ((name = name_next(reading, &at)) != NULL) {
        int index = word_find(words, name);
        if (index < 0) (void)word_refuse(reading, column, words, name, what);
        else marks[index] = true;
    }
    return marks;
}

/* A sector stands for its regions. */
static bool *regions_take(struct reading *reading) {
    const struct mandate_mission *mission = &reading->scenario->study.mission;
    struct words words = {0};
    WORDS_OF(&words, mission->regions);
    WORDS_OF(&words, mission->sectors);
    bool *marks = marks_take(reading, COLUMN_place, &words, "region or sector");
    for (size_t r = 0; r < mission->regions.n; r++) {
        int sector = mission->regions.at[r].sector;
        if (sector >= 0 && marks[mission->regions.n + (size_t)sector]) marks[r] = true;
    }
    return marks;
}

static void places_count(struct reading *reading, const struct mandate_observable_row *metric) {
    const char *at = reading->text[COLUMN_place];
    size_t n = 0;
    while (name_next(reading, &at) != NULL) n++;
    if (n == 0) REFUSE_FIELD(reading, place, "no place; write mission, or name it");
    if (n > 1 && metric->where == MANDATE_WHERE_BASE)
        REFUSE_FIELD(reading, place, "%s is of one base; give each a row of its own", metric->name);
}

static bool *places_take(struct reading *reading, const struct mandate_observable_row *metric) {
    const struct mandate_mission *mission = &reading->scenario->study.mission;
    struct words words = {0};
    places_count(reading, metric);
    if (strcmp(reading->text[COLUMN_place], "mission") == 0 && metric->where != MANDATE_WHERE_BASE) return NULL;
    switch (metric->where) {
        case MANDATE_WHERE_REGIONS: return regions_take(reading);
        case MANDATE_WHERE_SECTORS: WORDS_OF(&words, mission->sectors); break;
        case MANDATE_WHERE_BASE: WORDS_OF(&words, mission->bases); break;
        case MANDATE_WHERE_MISSION:
            REFUSE_FIELD(reading, place, "%s is of the whole mission; write mission", metric->name);
            return NULL;
    }
    return marks_take(reading, COLUMN_place, &words, metric->where == MANDATE_WHERE_BASE ? "base" : "sector");
}

static bool *of_take(struct reading *reading, const struct mandate_observable_row *metric) {
    struct words words = {0};
    if (reading->text[COLUMN_of][0] == '\0') return NULL;
#define ROLE_WORD(name, text) words.at[words.n++] = text;
    if (metric->of == MANDATE_OF_ROLES) {
        MANDATE_ROLE_LIST(ROLE_WORD)
    } else if (metric->of == MANDATE_OF_ACTORS) WORDS_OF(&words, reading->scenario->study.mission.actors);
    else REFUSE_FIELD(reading, of, "%s is of nobody in particular; leave it empty", metric->name);
    if (metric->of == MANDATE_OF_NOBODY) return NULL;
    return marks_take(reading, COLUMN_of, &words, metric->of == MANDATE_OF_ROLES ? "role" : "actor");
}

static void evidence_take(struct reading *reading, struct observation *row) {
    struct words words = {0};
    WORDS_OF(&words, reading->scenario->study.mission.sources);
    row->source = reading->text[COLUMN_source];
    row->confidence = reading->text[COLUMN_confidence];
    if (row->source[0] == '\0') REFUSE_FIELD(reading, source, "no source; name one of the mission's 'sources'");
    (void)marks_take(reading, COLUMN_source, &words, "source");
    if (strlen(row->confidence) != 1 || strchr("ABC", row->confidence[0]) == NULL)
        REFUSE_FIELD(reading, confidence,
                     "not a grade; write A (documented), B (derived or one weak source) or C (guess)");
}

static void id_take(struct reading *reading, struct observation *row) {
    row->id = reading->text[COLUMN_id];
    if (row->id[0] == '\0') REFUSE_FIELD(reading, id, "no id; give the row a name");
    for (size_t i = 0; i < reading->n; i++)
        if (strcmp(reading->at[i].id, row->id) == 0)
            REFUSE_FIELD(reading, id, "the id '%s' stands here twice; give each row its own", row->id);
}

/* ---- rows ---- */

static void row_read(struct reading *reading) {
    struct observation row = {0};
    if (!fields_take(reading)) return;
    id_take(reading, &row);
    window_take(reading, &row);
    values_take(reading, &row);
    use_take(reading, &row);
    evidence_take(reading, &row);
    row.where = reading->text[COLUMN_place];
    row.whom = reading->text[COLUMN_of];
    row.options = reading->text[COLUMN_option];
    int metric = metric_take(reading);
    if (metric >= 0) {
        row.metric = (enum mandate_observable)metric;
        row.places = places_take(reading, &mandate_observables[metric]);
        row.of = of_take(reading, &mandate_observables[metric]);
    }
    reading->at = memory_grow(reading->at, sizeof row, reading->n, &reading->capacity);
    reading->at[reading->n++] = row;
}

struct observed observed_read(const struct mandate_source *source, const struct mandate_scenario *scenario,
                              struct arena *arena, struct mandate_diagnostics *diagnostics) {
    struct reading reading = {
        .sheet = sheet_of(source), .scenario = scenario, .arena = arena, .diagnostics = diagnostics};
    struct observed observed = {0};
    if (!sheet_line(&reading.sheet)) {
        REFUSE(&reading, (struct mandate_place){.source = source}, "the file is empty; write a header and rows");
        return observed;
    }
    bool complete = header_read(&reading);
    while (complete && sheet_line(&reading.sheet)) row_read(&reading);
    if (complete && reading.n == 0)
        REFUSE(&reading, sheet_place(&reading.sheet), "the file has no rows; write one for each observation");
    observed.n = reading.n;
    observed.at = ARENA_ARRAY(arena, struct observation, reading.n + 1);
    if (reading.n > 0) memcpy(observed.at, reading.at, reading.n * sizeof *reading.at);
    memory_free(reading.at);
    return observed;
}
