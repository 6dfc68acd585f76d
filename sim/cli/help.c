/* mandate help: pages, the manual of all keys, the credibility sheet, shell completion; all from the tables. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "mandate/metric.h"
#include "mandate/observable.h"
#include "output/credibility.h"
#include "scenario/manual.h"

/* ---- pages ---- */

/* "-o DIR, --output DIR" */
static void option_form(char *out, size_t size, const struct option_row *row) {
    const char *blank = row->argument[0] != '\0' ? " " : "";
    if (row->letter != 0) (void)snprintf(out, size, "-%c%s%s, --%s", row->letter, blank, row->argument, row->name);
    else (void)snprintf(out, size, "--%s%s%s", row->name, blank, row->argument);
}

static void options_print(uint32_t verbs, bool common) {
    char form[80];
    for (size_t i = 0; i < n_option_row; i++) {
        const struct option_row *row = &option_rows[i];
        if ((row->verbs & verbs) == 0 || (row->verbs == V_ALL) != common) continue;
        option_form(form, sizeof form, row);
        (void)printf("  %-36s %s\n", form, row->about);
    }
}

static void statuses_print(void) {
#define STATUS_LINE(name, code, sentence) (void)printf("  %-4d %s\n", code, sentence);
    MANDATE_STATUS_LIST(STATUS_LINE)
#undef STATUS_LINE
    (void)puts("  128+S ended at once by a second signal S; the same command resumes");
}

static void verbs_print(void) {
    (void)puts("mandate: what mission options do to protection, force, flying and cost, with chance and doubt\n");
    for (size_t i = 0; i < VERBS; i++) (void)printf("  mandate %-9s %s\n", verb_rows[i].name, verb_rows[i].about);
    (void)puts("\nOptions of all verbs:");
    options_print(V_ALL, true);
    (void)puts("\nExit codes:");
    statuses_print();
    (void)puts("\nFirst: mandate new demo && mandate run demo/study.yaml\n'mandate help VERB' is the page of a verb.");
}

static bool has_options(enum verb verb) {
    for (size_t i = 0; i < n_option_row; i++)
        if (option_rows[i].verbs != V_ALL && (option_rows[i].verbs & (1u << verb)) != 0) return true;
    return false;
}

void help_print(enum verb verb) {
    if (verb == VERBS) {
        verbs_print();
        return;
    }
    const struct verb_row *row = &verb_rows[verb];
    (void)printf("mandate %s%s%s%s\n\n%s.\n", row->name, row->operands[0] != '\0' ? " " : "", row->operands,
                 has_options(verb) ? " [options]" : "", row->about);
    if (row->more[0] != '\0') (void)printf("\n%s\n", row->more);
    if (has_options(verb)) (void)puts("\nOptions:");
    options_print(1u << verb, false);
    (void)puts("\nOptions of all verbs:");
    options_print(V_ALL, true);
    (void)puts("\nFILE is a study, - is standard input.");
}

/* ---- completion ---- */

/* Words of a verb's options. */
static void words_print(enum verb verb) {
    for (size_t i = 0; i < n_option_row; i++)
        if ((option_rows[i].verbs & (1u << verb)) != 0) (void)printf(" --%s", option_rows[i].name);
}

static void choices_print(void) {
    for (size_t i = 0; i < n_option_row; i++) {
        if (option_rows[i].kind != OPTION_CHOICE) continue;
        (void)printf("    --%s) words='", option_rows[i].name);
        for (const char *p = option_rows[i].argument; *p != '\0'; p++) (void)putchar(*p == '|' ? ' ' : *p);
        (void)puts("' ;;");
    }
}

static void completion_print(void) {
    (void)puts("# bash completion of mandate: eval \"$(mandate help completion)\"\n_mandate() {\n"
               "  local words='' current=${COMP_WORDS[COMP_CWORD]}\n  case ${COMP_WORDS[COMP_CWORD-1]} in");
    choices_print();
    (void)puts("    *)\n      if [ \"$COMP_CWORD\" = 1 ]; then");
    (void)fputs("        words='", stdout);
    for (size_t i = 0; i < VERBS; i++) (void)printf("%s%s", i > 0 ? " " : "", verb_rows[i].name);
    (void)puts("'\n      elif [ \"${current:0:1}\" = - ]; then\n        case ${COMP_WORDS[1]} in");
    for (size_t i = 0; i < VERBS; i++) {
        (void)printf("          %s) words='", verb_rows[i].name);
        words_print((enum verb)i);
        (void)puts("' ;;");
    }
    (void)puts("        esac\n      fi ;;\n  esac\n"
               "  if [ -n \"$words\" ]; then COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
               "  else COMPREPLY=($(compgen -f -- \"$current\")); fi\n}\ncomplete -o filenames -F _mandate mandate");
}

/* ---- the manual ---- */

/* Text in a cell of Markdown: a stroke would end it. */
static void cell_print(const char *text) {
    for (const char *p = text; *p != '\0'; p++) (void)printf(*p == '|' ? "\\%c" : "%c", *p);
}

static void verb_row_print(const struct verb_row *row) {
    (void)printf("| `mandate %s%s", row->name, row->operands[0] != '\0' ? " " : "");
    cell_print(row->operands);
    (void)fputs("` | ", stdout);
    cell_print(row->about);
    (void)puts(" |");
}

static void option_row_print(const struct option_row *row) {
    char form[80];
    option_form(form, sizeof form, row);
    (void)fputs("| `", stdout);
    cell_print(form);
    (void)printf("` | %s |", row->about);
    for (size_t v = 0; v < VERBS && row->verbs != V_ALL; v++)
        if ((row->verbs & (1u << v)) != 0) (void)printf(" %s", verb_rows[v].name);
    (void)puts(row->verbs == V_ALL ? " all |" : " |");
}

/* The part on the command line, before the keys. */
static void commands_markdown(void) {
    (void)puts("## Commands\n\n| command | does |\n|---|---|");
    for (size_t i = 0; i < VERBS; i++) verb_row_print(&verb_rows[i]);
    (void)puts("\n| option | does | of |\n|---|---|---|");
    for (size_t i = 0; i < n_option_row; i++) option_row_print(&option_rows[i]);
    (void)puts("\n| exit code | means |\n|---|---|");
#define STATUS_ROW(name, code, sentence) (void)printf("| %d | %s |\n", code, sentence);
    MANDATE_STATUS_LIST(STATUS_ROW)
#undef STATUS_ROW
    (void)puts("| 128+S | ended at once by a second signal S; the same command resumes |\n");
}

static const char *sense_text(int sense) { return sense > 0 ? "more" : sense < 0 ? "less" : ""; }

static void metrics_markdown(void) {
    (void)puts("## Metrics\n\nColumns of `runs.csv`.\n\n| metric | unit | better | meaning |\n|---|---|---|---|");
    for (size_t i = 0; i < MANDATE_METRICS; i++)
        (void)printf("| `%s` | %s | %s | %s |\n", mandate_metrics[i].name, mandate_metrics[i].unit,
                     sense_text(mandate_metrics[i].sense), mandate_metrics[i].about);
}

static void observables_markdown(void) {
    (void)puts("\n## Observables\n\nWhat observed data may hold (`mandate validate`, `mandate calibrate`).\n\n"
               "| metric | unit | simulated | meaning |\n|---|---|---|---|");
    for (size_t i = 0; i < MANDATE_OBSERVABLES; i++)
        (void)printf("| `%s` | %s | %s | %s |\n", mandate_observables[i].name, mandate_observables[i].unit,
                     mandate_observables[i].when == MANDATE_WHEN_NEVER ? "no" : "yes", mandate_observables[i].about);
}

static void reference_print(void) {
    struct text text = {0};
    manual_append(&text);
    (void)puts("# Reference\n\nMade by `mandate help reference` from the tables of the program.\n");
    commands_markdown();
    put(text.bytes);
    metrics_markdown();
    observables_markdown();
    text_free(&text);
}

static void credibility_print(void) {
    (void)puts("| factor | level (0 to 4) | why | what would raise it |\n|---|---|---|---|");
    for (size_t i = 0; i < CREDIBILITY_FACTORS; i++) {
        const struct credibility_factor *factor = &credibility_factors[i];
        (void)printf("| %s | %d | %s | %s |\n", factor->name, factor->level, factor->reason, factor->raises);
    }
}

enum mandate_status verb_help(const struct arguments *arguments) {
    const char *what = arguments->n > 0 ? arguments->operands[0] : NULL;
    enum verb verb = what != NULL ? verb_find(what) : VERBS;
    if (what != NULL && strcmp(what, "reference") == 0) reference_print();
    else if (what != NULL && strcmp(what, "completion") == 0) completion_print();
    else if (what != NULL && strcmp(what, "credibility") == 0) credibility_print();
    else if (what == NULL || verb != VERBS) help_print(verb);
    else {
        const char *nearest = verb_nearest(what);
        (void)fprintf(stderr, "mandate: there is no page '%s'%s%s%s\n", what, nearest != NULL ? "; did you mean '" : "",
                      nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
        return MANDATE_BAD_INPUT;
    }
    return MANDATE_OK;
}
