/* Conditions of triggers: recursive descent over a short text, and their evaluation. Not for addresses of values.
 *   condition  = conjunction { "or" conjunction }
 *   conjunction = term { "and" term }
 *   term       = "not" term | "(" condition ")" | operand comparison operand
 *   operand    = number with unit | date | name of a state | observable | "rolling" "(" sum "," window ")" */
#include "scenario/expression.h"

#include <string.h>

#include "base/text.h"
#include "scenario/date.h"
#include "scenario/loader.h"
#include "scenario/path.h"
#include "scenario/quantity.h"

enum { NESTING = 32, EXPRESSION_BYTES = 2000 };

static const struct {
    const char *name, *unit; /* of the numbers that it is compared with */
} observables[] = {
#define OBSERVABLE_ROW(name, text, about) {text, ""},
    OBSERVABLE_LIST(OBSERVABLE_ROW)
#undef OBSERVABLE_ROW
};

static const struct {
    const char *name, *unit;
} rollings[] = {
#define ROLLING_ROW(name, text, unit, so_far, about) {text, unit},
    ROLLING_LIST(ROLLING_ROW)
#undef ROLLING_ROW
};

static const struct {
    const char *text;
    enum expression_kind kind;
} comparisons[] = {{"<=", EXPRESSION_LESS_EQUAL}, {">=", EXPRESSION_GREATER_EQUAL}, {"==", EXPRESSION_EQUAL},
                   {"!=", EXPRESSION_NOT_EQUAL},  {"<", EXPRESSION_LESS},           {">", EXPRESSION_GREATER}};

struct parser {
    struct loader *loader;
    struct mandate_place place;
    const struct address *address;
    const char *at;
    int nesting;
    bool failed;
};

#define REFUSE(parser, ...)                                                                                 \
    do {                                                                                                    \
        if (!(parser)->failed) complain((parser)->loader, (parser)->place, (parser)->address, __VA_ARGS__); \
        (parser)->failed = true;                                                                            \
    } while (0)

static struct mandate_expression *expression_new(struct parser *parser, enum expression_kind kind,
                                                 const struct mandate_expression *left,
                                                 const struct mandate_expression *right) {
    struct mandate_expression *expression = ARENA_NEW(parser->loader->arena, struct mandate_expression);
    *expression = (struct mandate_expression){.kind = kind, .left = left, .right = right};
    return expression;
}

/* ---- words ---- */

static void blanks_skip(struct parser *parser) { parser->at += strspn(parser->at, " \n"); }

static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* Takes a word such as "and" if it stands next. */
static bool word_take(struct parser *parser, const char *word) {
    blanks_skip(parser);
    size_t length = strlen(word);
    if (strncmp(parser->at, word, length) != 0) return false;
    char next = parser->at[length];
    if (letter(word[0]) && (letter(next) || digit(next) || next == '.' || next == '[')) return false;
    parser->at += length;
    return true;
}

/* The rest of the text, shortened for a message. */
static const char *rest(const struct parser *parser) {
    size_t length = strlen(parser->at);
    if (length == 0) return "the end";
    return arena_print(parser->loader->arena, "'%.*s%s'", (int)(length > 30 ? 30 : length), parser->at,
                       length > 30 ? "..." : "");
}

/* ---- operands ---- */

/* One side of a comparison, before it is known what the other side is. */
struct operand {
    struct mandate_expression *expression;
    const char *name; /* a word that may be a state of consent, or NULL */
    struct unit unit; /* of a number */
    bool date;
};

static struct operand operand_new(struct parser *parser, enum expression_kind kind) {
    struct operand operand;
    memset(&operand, 0, sizeof operand);
    operand.expression = expression_new(parser, kind, NULL, NULL);
    return operand;
}

static struct operand date_take(struct parser *parser) {
    size_t length = strspn(parser->at, "0123456789-T:");
    const char *text = arena_copy(parser->loader->arena, parser->at, length);
    struct operand operand = operand_new(parser, EXPRESSION_NUMBER);
    operand.date = true;
    const char *wrong = date_read(text, &operand.expression->value);
    if (wrong != NULL) REFUSE(parser, "'%s' is not a date: %s", text, wrong);
    parser->at += length;
    return operand;
}

/* The unit that may follow a number: everything up to the next word of the language. */
static size_t unit_length(const char *at) {
    size_t length = 0;
    while (letter(at[length]) || digit(at[length]) || at[length] == '/' || at[length] == '%' || at[length] == '^')
        length++;
    bool word = (length == 3 && strncmp(at, "and", 3) == 0) || (length == 2 && strncmp(at, "or", 2) == 0);
    return word ? 0 : length;
}

static struct operand number_take(struct parser *parser) {
    struct operand operand = operand_new(parser, EXPRESSION_NUMBER);
    size_t length = strspn(parser->at, "+-.0123456789eE");
    while (length > 0 && letter(parser->at[length - 1])) length--;
    struct quantity_parts parts;
    if (!quantity_split(parser->at, length, &parts) || parts.unit_length > 0) {
        REFUSE(parser, "a number was expected at %s", rest(parser));
        return operand;
    }
    parser->at += length;
    blanks_skip(parser);
    length = unit_length(parser->at);
    const char *wrong;
    size_t wrong_length;
    if (!unit_read(parser->at, length, &operand.unit, &wrong, &wrong_length)) {
        const char *name = arena_copy(parser->loader->arena, wrong, wrong_length);
        REFUSE(parser, "'%s' is not a unit%s", name, did_you_mean(parser->loader, unit_nearest(name)));
    }
    parser->at += length;
    operand.expression->value = unit_to_base(&operand.unit, parts.number);
    return operand;
}

/* The end of an address: names, points and selectors. */
static size_t address_length(const char *at) {
    size_t length = 0;
    bool selector = false;
    for (; at[length] != '\0'; length++) {
        char c = at[length];
        if (c == '[') selector = true;
        if (!selector && !letter(c) && !digit(c) && c != '.') break;
        if (c == ']') selector = false;
    }
    return length;
}

/* `name` is the text without its selector. */
static void observable_refuse(struct parser *parser, const char *text, const char *name) {
    const char *names[OBSERVABLES];
    for (int i = 0; i < OBSERVABLES; i++) names[i] = observables[i].name;
    const char *nearest = text_nearest(name, names, OBSERVABLES);
    if (nearest != NULL) REFUSE(parser, "'%s' cannot be observed; did you mean '%s'?", text, nearest);
    else
        REFUSE(parser,
               "'%s' cannot be observed; conditions look at date, host.state, host.consent_days, units.present, "
               "units.readiness, fleets.tails, fleets.up_tails, bases.open, bases.persons, mission.persons and "
               "rolling(sum, window)",
               text);
}

/* The collection of "fleets[role=uav].tails", with the name of the observable put together: "fleets.tails". */
static const char *name_shorten(struct parser *parser, const char *text, const char *last) {
    size_t collection = strcspn(text, ".[");
    return arena_print(parser->loader->arena, "%.*s.%s", (int)collection, text, last);
}

static int observable_find(const char *name) {
    for (int i = 0; i < OBSERVABLES; i++)
        if (strcmp(observables[i].name, name) == 0) return i;
    return -1;
}

/* fleets[role=attack,base=north].up_tails, units.first_company.present, host.state */
static struct operand observable_take(struct parser *parser, const char *text) {
    struct operand operand = operand_new(parser, EXPRESSION_OBSERVED);
    const char *dot = strrchr(text, '.');
    if (strchr(text, ']') != NULL && dot != NULL && dot < strrchr(text, ']')) dot = NULL;
    const char *name = dot != NULL ? name_shorten(parser, text, dot + 1) : text;
    int found = observable_find(name);
    bool entities = found >= OBSERVE_UNIT_PRESENT && found <= OBSERVE_BASE_PERSONS;
    if (found < 0 || (!entities && strcmp(name, text) != 0)) {
        observable_refuse(parser, text, name);
        return operand;
    }
    operand.expression->observable = (enum observable)found;
    if (!entities || dot == NULL) return operand;
    const struct roster *roster;
    int *indices;
    const char *selection = arena_copy(parser->loader->arena, text, (size_t)(dot - text));
    if (path_entities(parser->loader->store, parser->loader->arena, parser->loader->diagnostics, selection,
                      parser->place, &roster, &operand.expression->n_entity, &indices))
        operand.expression->entities = indices;
    else parser->failed = true;
    return operand;
}

/* ---- rolling sums ---- */

static void sum_take(struct parser *parser, struct mandate_expression *expression) {
    const char *names[ROLLINGS];
    blanks_skip(parser);
    size_t length = address_length(parser->at);
    const char *name = arena_copy(parser->loader->arena, parser->at, length);
    int found = -1;
    for (int i = 0; i < ROLLINGS; i++) {
        names[i] = rollings[i].name;
        if (strcmp(names[i], name) == 0) found = i;
    }
    if (length == 0) REFUSE(parser, "the name of a sum was expected at %s; write rolling(deaths, 90 d)", rest(parser));
    else if (found < 0)
        REFUSE(parser, "there is no sum '%s'%s", name,
               did_you_mean(parser->loader, text_nearest(name, names, ROLLINGS)));
    parser->at += length;
    if (found >= 0) expression->rolling = (enum rolling)found;
}

/* rolling(deaths, 90 d), after its first word */
static struct operand rolling_take(struct parser *parser) {
    struct operand operand = operand_new(parser, EXPRESSION_OBSERVED);
    operand.expression->observable = OBSERVE_ROLLING;
    if (!word_take(parser, "(")) REFUSE(parser, "'(' was expected at %s; write rolling(deaths, 90 d)", rest(parser));
    if (!parser->failed) sum_take(parser, operand.expression);
    if (!parser->failed && !word_take(parser, ","))
        REFUSE(parser, "',' and a window were expected at %s; write rolling(deaths, 90 d)", rest(parser));
    if (parser->failed) return operand;
    blanks_skip(parser);
    struct operand window = number_take(parser);
    struct unit days = unit_of_row("d");
    double hours = window.expression->value;
    bool whole = hours >= 24 && hours <= 87660 && hours == 24 * (double)(int)(hours / 24);
    if (!parser->failed && (window.unit.none || !unit_same_dimension(&window.unit, &days) || !whole))
        REFUSE(parser, "the window of a rolling sum is a whole number of days, at least one; write 90 d");
    if (!parser->failed && !word_take(parser, ")")) REFUSE(parser, "')' was expected at %s", rest(parser));
    operand.expression->window = hours;
    return operand;
}

static struct operand operand_take(struct parser *parser) {
    blanks_skip(parser);
    if (word_take(parser, "rolling")) return rolling_take(parser);
    const char *at = parser->at;
    if (digit(at[0]) && strspn(at, "0123456789") == 4 && at[4] == '-') return date_take(parser);
    if (digit(at[0]) || at[0] == '.' || at[0] == '-' || at[0] == '+') return number_take(parser);
    struct operand operand = operand_new(parser, EXPRESSION_NUMBER);
    size_t length = address_length(at);
    if (!letter(at[0]) || length == 0) {
        REFUSE(parser, "a value was expected at %s", rest(parser));
        return operand;
    }
    const char *text = arena_copy(parser->loader->arena, at, length);
    parser->at += length;
    const struct roster *states = store_roster(parser->loader->store, "host.states");
    int state = states != NULL ? roster_find(states, text) : -1;
    bool known = observable_find(text) >= 0;
    if (known || state < 0) {
        if (!known && strchr(text, '.') == NULL) operand.name = text;
        if (operand.name != NULL) return operand;
        return observable_take(parser, text);
    }
    operand.name = text;
    operand.expression->value = state;
    return operand;
}

/* ---- comparisons ---- */

/* The dimension in which an observable is compared. */
static const char *observable_unit(const struct mandate_expression *observed) {
    switch (observed->observable) {
        case OBSERVE_ROLLING: return rollings[observed->rolling].unit;
        case OBSERVE_HOST_DAYS: return "d";
        case OBSERVE_UNIT_PRESENT:
        case OBSERVE_BASE_PERSONS:
        case OBSERVE_MISSION_PERSONS: return "persons";
        default: return "";
    }
}

/* Fits a value to the observable that it is compared with. */
static void operand_fit(struct parser *parser, const struct operand *observed, struct operand *value) {
    enum observable observable = observed->expression->observable;
    const char *name = observables[observable].name;
    if (value->name != NULL) {
        const struct roster *states = store_roster(parser->loader->store, "host.states");
        bool state = states != NULL && roster_find(states, value->name) >= 0;
        if (state && observable != OBSERVE_HOST_STATE)
            REFUSE(parser, "'%s' is a state of consent; compare it with host.state", value->name);
        else if (!state && observable == OBSERVE_HOST_STATE)
            REFUSE(parser, "there is no '%s' in host.states%s", value->name,
                   did_you_mean(parser->loader, states != NULL ? roster_nearest(states, value->name) : NULL));
        else if (!state) observable_refuse(parser, value->name, value->name);
        return;
    }
    if (value->expression->kind != EXPRESSION_NUMBER) return;
    struct unit want = unit_of_row(observable_unit(observed->expression));
    bool date = observable == OBSERVE_DATE;
    if (date != value->date)
        REFUSE(parser, date ? "'date' is compared with a date, such as 2023-10-01" : "'%s' is not compared with a date",
               name);
    else if (!date && !value->unit.none && !unit_same_dimension(&value->unit, &want))
        REFUSE(parser, "the number compared with '%s' has the wrong unit; write a plain number%s%s", name,
               want.none ? "" : " or one in ", want.none ? "" : observable_unit(observed->expression));
    /* Days are counted as days, as their name says. */
    if (observable == OBSERVE_HOST_DAYS && !value->unit.none) value->expression->value /= 24;
}

static const struct mandate_expression *comparison_take(struct parser *parser) {
    struct operand left = operand_take(parser);
    enum expression_kind kind = EXPRESSION_NUMBER;
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons && kind == EXPRESSION_NUMBER && !parser->failed;
         i++)
        if (word_take(parser, comparisons[i].text)) kind = comparisons[i].kind;
    if (kind == EXPRESSION_NUMBER) {
        REFUSE(parser, "a comparison (<, <=, >, >=, == or !=) was expected at %s", rest(parser));
        return NULL;
    }
    struct operand right = operand_take(parser);
    if (parser->failed) return NULL;
    bool left_observed = left.expression->kind == EXPRESSION_OBSERVED,
         right_observed = right.expression->kind == EXPRESSION_OBSERVED;
    if (left_observed) operand_fit(parser, &left, &right);
    if (right_observed) operand_fit(parser, &right, &left);
    if (!left_observed && !right_observed) {
        const char *name = left.name != NULL ? left.name : right.name;
        if (name != NULL && observable_find(name) < 0) observable_refuse(parser, name, name);
        else REFUSE(parser, "a comparison of two fixed values; compare with something observed, such as host.state");
    }
    return expression_new(parser, kind, left.expression, right.expression);
}

/* ---- and, or, not ---- */

static const struct mandate_expression *condition_take(struct parser *parser);

static const struct mandate_expression *term_take(struct parser *parser) {
    if (++parser->nesting > NESTING) REFUSE(parser, "parentheses are nested more than %d deep", NESTING);
    const struct mandate_expression *term = NULL;
    if (parser->failed) return NULL;
    if (word_take(parser, "not")) {
        term = expression_new(parser, EXPRESSION_NOT, term_take(parser), NULL);
    } else if (word_take(parser, "(")) {
        term = condition_take(parser);
        if (!word_take(parser, ")")) REFUSE(parser, "')' was expected at %s", rest(parser));
    } else {
        term = comparison_take(parser);
    }
    parser->nesting--;
    return term;
}

static bool looks_at_date(const struct mandate_expression *term) {
    return term != NULL && term->left != NULL && term->left->kind == EXPRESSION_OBSERVED &&
           term->left->observable == OBSERVE_DATE;
}

/* Looking has no effects, so that the order is free: a date, which is looked up at once, goes first. */
static const struct mandate_expression *conjunction_take(struct parser *parser) {
    const struct mandate_expression *left = term_take(parser);
    while (!parser->failed && word_take(parser, "and")) {
        const struct mandate_expression *right = term_take(parser);
        bool swap = looks_at_date(right);
        left = expression_new(parser, EXPRESSION_AND, swap ? right : left, swap ? left : right);
    }
    return left;
}

static const struct mandate_expression *condition_take(struct parser *parser) {
    const struct mandate_expression *left = conjunction_take(parser);
    while (!parser->failed && word_take(parser, "or"))
        left = expression_new(parser, EXPRESSION_OR, left, conjunction_take(parser));
    return left;
}

const struct mandate_expression *expression_parse(struct loader *loader, const char *text, struct mandate_place place,
                                                  const struct address *address) {
    struct parser parser = {loader, place, address, text, 0, false};
    if (strlen(text) > EXPRESSION_BYTES) REFUSE(&parser, "a condition of more than %d bytes", EXPRESSION_BYTES);
    const struct mandate_expression *expression = condition_take(&parser);
    blanks_skip(&parser);
    if (*parser.at != '\0') REFUSE(&parser, "'and' or 'or' was expected at %s", rest(&parser));
    return parser.failed ? NULL : expression;
}

/* ---- evaluation ---- */

bool expression_rolls(const struct mandate_expression *expression) {
    if (expression == NULL) return false;
    if (expression->kind == EXPRESSION_OBSERVED) return expression->observable == OBSERVE_ROLLING;
    return expression_rolls(expression->left) || expression_rolls(expression->right);
}

double expression_value(const struct mandate_expression *expression, expression_observe observe, void *context) {
    if (expression->kind == EXPRESSION_NUMBER) return expression->value;
    if (expression->kind == EXPRESSION_OBSERVED) return observe(context, expression);
    double left = expression_value(expression->left, observe, context);
    if (expression->kind == EXPRESSION_NOT) return left == 0;
    if (expression->kind == EXPRESSION_AND && left == 0) return 0;
    if (expression->kind == EXPRESSION_OR && left != 0) return 1;
    double right = expression_value(expression->right, observe, context);
    switch (expression->kind) {
        case EXPRESSION_LESS: return left < right;
        case EXPRESSION_LESS_EQUAL: return left <= right;
        case EXPRESSION_GREATER: return left > right;
        case EXPRESSION_GREATER_EQUAL: return left >= right;
        case EXPRESSION_EQUAL: return left == right;
        case EXPRESSION_NOT_EQUAL: return left != right;
        default: return right != 0; /* AND, OR */
    }
}
