/* Reading the command line by the tables. Verb, operands and options may stand in any order; `--` ends the options. */
#include "cli/arguments.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

#define OPTION_ROW(KIND, member_, name_, letter_, argument_, verbs_, about_) \
    {.kind = OPTION_##KIND,                                                  \
     .offset = offsetof(struct arguments, member_),                          \
     .name = name_,                                                          \
     .letter = letter_,                                                      \
     .argument = argument_,                                                  \
     .verbs = verbs_,                                                        \
     .about = about_},
const struct option_row option_rows[] = {OPTION_LIST(OPTION_ROW)};
const size_t n_option_row = sizeof option_rows / sizeof *option_rows;

#define VERB_ROW(NAME, name, operands, least, most, about, more) {#name, operands, least, most, about, more},
const struct verb_row verb_rows[VERBS] = {VERB_LIST(VERB_ROW)};

/* ---- verbs ---- */

enum verb verb_find(const char *name) {
    for (int i = 0; i < VERBS; i++)
        if (strcmp(verb_rows[i].name, name) == 0) return (enum verb)i;
    return VERBS;
}

const char *verb_nearest(const char *name) {
    const char *names[VERBS];
    for (size_t i = 0; i < VERBS; i++) names[i] = verb_rows[i].name;
    return text_nearest(name, names, VERBS);
}

/* ---- messages ---- */

/* "; did you mean 'x'?" */
static void hint_print(const char *mark, const char *nearest) {
    if (nearest != NULL) (void)fprintf(stderr, "; did you mean '%s%s'?", mark, nearest);
}

static enum mandate_status refuse_end(const struct arguments *arguments) {
    bool verb = arguments->verb != VERBS;
    (void)fprintf(stderr, "\nsee 'mandate help%s%s'\n", verb ? " " : "", verb ? verb_rows[arguments->verb].name : "");
    return MANDATE_BAD_INPUT;
}

static bool option_fits(const struct arguments *arguments, const struct option_row *row) {
    return arguments->verb == VERBS || (row->verbs & (1u << arguments->verb)) != 0;
}

static enum mandate_status unknown_option(const struct arguments *arguments, const char *name) {
    const char *names[64];
    size_t n = 0;
    for (size_t i = 0; i < n_option_row && n < sizeof names / sizeof *names; i++)
        if (option_fits(arguments, &option_rows[i])) names[n++] = option_rows[i].name;
    (void)fprintf(stderr, "mandate: there is no option '--%s'", name);
    hint_print("--", text_nearest(name, names, n));
    return refuse_end(arguments);
}

/* ---- values ---- */

/* The number of `word` among "a|b|c", or -1. */
static int choice_find(const char *choices, const char *word) {
    size_t length = strlen(word);
    int index = 0;
    for (const char *at = choices; *at != '\0'; index++) {
        size_t next = strcspn(at, "|");
        if (next == length && memcmp(at, word, length) == 0) return index;
        at += next + (at[next] != '\0');
    }
    return -1;
}

static void texts_add(struct texts *texts, const char *text) {
    texts->at = memory_resize(texts->at, (texts->n + 1) * sizeof *texts->at);
    texts->at[texts->n++] = text;
}

static enum mandate_status option_take(struct arguments *arguments, const struct option_row *row, const char *value) {
    char *member = (char *)arguments + row->offset;
    int choice = 0;
    bool yes = true;
    switch (row->kind) {
        case OPTION_FLAG: memcpy(member, &yes, sizeof yes); break;
        case OPTION_TEXT: memcpy(member, &value, sizeof value); break;
        case OPTION_TEXTS: texts_add((struct texts *)(void *)member, value); break;
        case OPTION_CHOICE:
            choice = choice_find(row->argument, value);
            if (choice < 0)
                (void)fprintf(stderr, "mandate: '--%s %s': write one of %s", row->name, value, row->argument);
            if (choice < 0) return refuse_end(arguments);
            memcpy(member, &choice, sizeof choice);
            break;
    }
    return MANDATE_OK;
}

enum mandate_status whole_read(const char *text, const char *option, uint64_t least, uint64_t most, uint64_t *value) {
    *value = 0;
    bool good = text[0] != '\0';
    for (const char *p = text; *p != '\0' && good; p++) {
        uint64_t digit = (uint64_t)(unsigned char)*p - '0';
        good = digit <= 9 && *value <= (UINT64_MAX - digit) / 10;
        if (good) *value = *value * 10 + digit;
    }
    if (good && *value >= least && *value <= most) return MANDATE_OK;
    (void)fprintf(stderr, "mandate: '%s %s': write a whole number from %llu to %llu\n", option, text,
                  (unsigned long long)least, (unsigned long long)most);
    return MANDATE_BAD_INPUT;
}

/* ---- walking ---- */

struct walk {
    struct arguments *arguments;
    char **at; /* next argument; ends with NULL */
};

static const struct option_row *row_named(const char *name, size_t length) {
    for (size_t i = 0; i < n_option_row; i++)
        if (strlen(option_rows[i].name) == length && memcmp(option_rows[i].name, name, length) == 0)
            return &option_rows[i];
    return NULL;
}

static const struct option_row *row_lettered(char letter) {
    for (size_t i = 0; i < n_option_row; i++)
        if (option_rows[i].letter == letter) return &option_rows[i];
    return NULL;
}

/* Takes an option, whose value is `attached` (may be NULL) or the next argument. */
static enum mandate_status row_take(struct walk *walk, const struct option_row *row, const char *attached) {
    const struct arguments *arguments = walk->arguments;
    if (row->kind == OPTION_FLAG && attached != NULL) {
        (void)fprintf(stderr, "mandate: '--%s' takes no value", row->name);
        return refuse_end(arguments);
    }
    if (row->kind != OPTION_FLAG && attached == NULL) attached = *walk->at != NULL ? *walk->at++ : NULL;
    if (row->kind != OPTION_FLAG && (attached == NULL || attached[0] == '\0')) {
        (void)fprintf(stderr, "mandate: '--%s' needs a value: --%s %s", row->name, row->name, row->argument);
        return refuse_end(arguments);
    }
    return option_take(walk->arguments, row, attached);
}

static enum mandate_status long_take(struct walk *walk, const char *text) {
    size_t length = strcspn(text, "=");
    const struct option_row *row = row_named(text, length);
    char name[64] = {0};
    memcpy(name, text, length < sizeof name ? length : sizeof name - 1);
    if (row == NULL) return unknown_option(walk->arguments, name);
    if (option_fits(walk->arguments, row)) return row_take(walk, row, text[length] == '=' ? text + length + 1 : NULL);
    (void)fprintf(stderr, "mandate: '%s' takes no option '--%s'", verb_rows[walk->arguments->verb].name, name);
    return refuse_end(walk->arguments);
}

/* "-j4", "-j 4", "-q" */
static enum mandate_status short_take(struct walk *walk, const char *text) {
    const struct option_row *row = row_lettered(text[0]);
    if (row != NULL && option_fits(walk->arguments, row)) return row_take(walk, row, text[1] != '\0' ? text + 1 : NULL);
    (void)fprintf(stderr, "mandate: there is no option '-%s'", text);
    return refuse_end(walk->arguments);
}

/* The verb is the first operand; it is looked for first, because options depend on it. */
static const char *verb_text(char **argv) {
    for (char **at = argv; *at != NULL; at++) {
        if ((*at)[0] != '-' || (*at)[1] == '\0') return *at;
        const struct option_row *row = strncmp(*at, "--", 2) == 0 ? row_named(*at + 2, strlen(*at + 2))
                                       : (*at)[2] == '\0'         ? row_lettered((*at)[1])
                                                                  : NULL;
        if (row != NULL && row->kind != OPTION_FLAG && at[1] != NULL) at++;
    }
    return NULL;
}

static enum mandate_status verb_take(struct arguments *arguments, char **argv) {
    const char *text = verb_text(argv);
    arguments->verb = text != NULL ? verb_find(text) : VERBS;
    if (text == NULL || arguments->verb != VERBS) return MANDATE_OK;
    (void)fprintf(stderr, "mandate: there is no verb '%s'", text);
    hint_print("", verb_nearest(text));
    return refuse_end(arguments);
}

static enum mandate_status all_take(struct walk *walk) {
    enum mandate_status status = MANDATE_OK;
    bool ended = false, named = false;
    while (status == MANDATE_OK && *walk->at != NULL) {
        const char *text = *walk->at++;
        struct texts operands = {walk->arguments->n, walk->arguments->operands};
        if (!ended && strcmp(text, "--") == 0) ended = true;
        else if (!ended && strncmp(text, "--", 2) == 0) status = long_take(walk, text + 2);
        else if (!ended && text[0] == '-' && text[1] != '\0') status = short_take(walk, text + 1);
        else if (!named) named = true;
        else {
            texts_add(&operands, text);
            walk->arguments->n = operands.n;
            walk->arguments->operands = operands.at;
        }
    }
    return status;
}

static enum mandate_status count_check(const struct arguments *arguments) {
    if (arguments->help || arguments->version || arguments->verb == VERBS) return MANDATE_OK;
    const struct verb_row *row = &verb_rows[arguments->verb];
    bool empty = false; /* a shell's variable that is not set: "" would name the root of the file system */
    for (size_t i = 0; i < arguments->n; i++) empty = empty || arguments->operands[i][0] == '\0';
    if (arguments->n >= row->least && arguments->n <= row->most && !empty) return MANDATE_OK;
    (void)fprintf(stderr, "mandate: %s: write 'mandate %s%s%s'",
                  empty                       ? "an argument is empty"
                  : arguments->n < row->least ? "an argument is missing"
                                              : "too many arguments",
                  row->name, row->operands[0] != '\0' ? " " : "", row->operands);
    return refuse_end(arguments);
}

enum mandate_status arguments_read(struct arguments *arguments, int argc, char **argv) {
    memset(arguments, 0, sizeof *arguments);
    struct walk walk = {arguments, argc > 0 ? argv + 1 : argv};
    enum mandate_status status = verb_take(arguments, walk.at);
    if (status == MANDATE_OK) status = all_take(&walk);
    return status == MANDATE_OK ? count_check(arguments) : status;
}

void arguments_free(struct arguments *arguments) {
    memory_free(arguments->operands);
    for (size_t i = 0; i < n_option_row; i++)
        if (option_rows[i].kind == OPTION_TEXTS)
            memory_free(((struct texts *)(void *)((char *)arguments + option_rows[i].offset))->at);
}
