/* One table of Markdown for each table of the scenario. */
#include "scenario/manual.h"

#include <math.h>
#include <string.h>

#include "scenario/expression.h"
#include "scenario/law.h"
#include "scenario/quantity.h"
#include "scenario/schema.h"

static const struct table *(*const tables[])(void) = {
#define TABLE_FUNCTION(name, ROWS, entity) table_##name,
    MANDATE_TABLE_LIST(TABLE_FUNCTION)
#undef TABLE_FUNCTION
};
enum { TABLES = sizeof tables / sizeof *tables };

/* ---- rows ---- */

/* Text in a cell: a stroke would end it. */
static void cell_append(struct text *text, const char *value) {
    for (const char *p = value; *p != '\0'; p++) text_print(text, *p == '|' ? "\\%c" : "%c", *p);
}

static void choices_append(struct text *text, const struct choice *choice) {
    for (size_t i = 0; i < choice->n; i++) text_print(text, "%s`%s`", i > 0 ? ", " : "", choice->at[i]);
}

/* What may be written. */
static void kind_append(struct text *text, const struct row *row) {
    char buffer[160];
    struct unit unit = {0};
    bool numbers = row_numeric(row) || row->kind == ROW_LAW;
    if (numbers && row->kind != ROW_LEVEL) unit = unit_of_row(row->target);
    const char *quantity =
        numbers && row->kind != ROW_LEVEL ? unit_describe(&unit, row->target, buffer, sizeof buffer) : "";
    switch (row->kind) {
        case ROW_QUANTITY: cell_append(text, quantity); break;
        case ROW_COUNT: text_append_string(text, "a whole number"); break;
        case ROW_FLAG: text_append_string(text, "yes or no"); break;
        case ROW_LEVEL: text_print(text, "an entry of `%s`", row->target); break;
        case ROW_DATE: text_append_string(text, "a date"); break;
        case ROW_SPAN: text_append_string(text, "calendar months, or days"); break;
        case ROW_SEED: text_append_string(text, "a whole number"); break;
        case ROW_TEXT: text_append_string(text, "a text"); break;
        case ROW_TEXTS: text_append_string(text, "a list of texts"); break;
        case ROW_DATES: text_append_string(text, "a list of dates"); break;
        case ROW_POINTS: text_append_string(text, "a list of pairs [latitude, longitude]"); break;
        case ROW_CHOICE: choices_append(text, row->choice); break;
        case ROW_REF: text_print(text, "an id of `%s`", row->target); break;
        case ROW_REFS: text_print(text, "a list of ids of `%s`", row->target); break;
        case ROW_LAW: text_print(text, "%s, or a distribution", quantity); break;
        case ROW_MONTHS: text_print(text, "%s; one value, a list of 12, or by month 1 to 12", quantity); break;
        case ROW_HOURS: text_append_string(text, "one number, a list of 24, or by hour 0 to 23"); break;
        case ROW_ROLES: text_print(text, "%s; one value, or by role of aircraft", quantity); break;
        case ROW_OVER_REGIONS: text_print(text, "%s, by region", quantity); break;
        case ROW_OVER_ACTORS: text_print(text, "%s, by actor", quantity); break;
        case ROW_TABLE: text_print(text, "[%s](#%s)", row->target, row->target); break;
        case ROW_COLLECTION: text_print(text, "a mapping from ids to [%s](#%s)", row->target, row->target); break;
        case ROW_SEQUENCE: text_print(text, "a list of [%s](#%s)", row->target, row->target); break;
        case ROW_RAW: text_append_string(text, "a mapping"); break;
    }
}

static void range_append(struct text *text, const struct row *row) {
    bool low = isfinite(row->low), high = isfinite(row->high);
    if (!(row_numeric(row) || row->kind == ROW_LAW) || row->kind == ROW_FLAG || row->kind == ROW_LEVEL) return;
    if (low && high) text_append_string(text, "");
    if (low && !high) text_append_string(text, "at least ");
    if (!low && high) text_append_string(text, "at most ");
    if (low) text_append_real(text, row->low);
    if (low && high) text_append_string(text, " to ");
    if (high) text_append_real(text, row->high);
    if ((low || high) && row->target[0] != '\0') text_print(text, " %s", row->target);
}

static void default_append(struct text *text, const struct row *row) {
    if (row->preset == NULL) text_append_string(text, "**must be given**");
    else if (row->preset[0] != '\0') {
        text_append_string(text, "`");
        cell_append(text, row->preset);
        text_append_string(text, "`");
    }
}

static void row_append(struct text *text, const struct row *row) {
    text_print(text, "| `%s` | ", row_key(row));
    kind_append(text, row);
    text_append_string(text, " | ");
    default_append(text, row);
    text_append_string(text, " | ");
    range_append(text, row);
    text_print(text, " | %s | ", row->flags != FIXED ? "yes" : "");
    cell_append(text, row->about);
    text_append_string(text, " |\n");
}

static void table_append(struct text *text, const struct table *table) {
    text_print(text,
               "### %s\n\n| key | what is written | default | range | an option may change it | meaning "
               "|\n|---|---|---|---|---|---|\n",
               table->name);
    for (size_t i = 0; i < table->n; i++) row_append(text, &table->rows[i]);
    text_append_string(text, "\n");
}

/* ---- what else is written ---- */

static void laws_append(struct text *text) {
    struct law_form form;
    text_append_string(text, "## Distributions\n\nA distribution is a mapping with the name of its family.\n\n");
    for (size_t i = 0; law_form(i, &form); i++) {
        text_print(text, "* `{%s: {", form.name);
        for (size_t j = 0; j < form.n; j++) text_print(text, "%s%s: ...", j > 0 ? ", " : "", form.parameters[j]);
        text_append_string(text, "}}`");
        if (form.list) text_print(text, " or `{%s: [...]}`", form.name);
        text_append_string(text, "\n");
    }
    text_append_string(
        text, "* `{discrete: {value: weight, ...}}`\n* `{zero_inflated: {zero: probability of 0, law: {...}}}`\n\n");
}

static void units_append(struct text *text) {
    text_append_string(
        text, "## Units\n\nA number and a unit, with `/` between units: `4 h`, `230 km/h`, `2 /month`, `12 %`.\n\n");
    for (size_t i = 0; unit_name(i) != NULL; i++) text_print(text, "%s`%s`", i > 0 ? ", " : "", unit_name(i));
    text_append_string(
        text, "\n\nA month is 730.5 h and a year 8,766 h, but for the horizon, which counts calendar months.\n\n");
}

static void conditions_append(struct text *text) {
    text_append_string(text, "## Conditions of triggers\n\nComparisons joined by `and`, `or`, `not`. What can be "
                             "looked at:\n\n| name | what it is |\n|---|---|\n");
#define OBSERVABLE_ROW(NAME, name, about) text_print(text, "| `%s` | %s |\n", name, about);
    OBSERVABLE_LIST(OBSERVABLE_ROW)
#undef OBSERVABLE_ROW
    text_append_string(text, "\nSums of `rolling(sum, window)`, over whole days and from the start of the run on:\n\n"
                             "| sum | unit | what it is |\n|---|---|---|\n");
#define ROLLING_ROW(NAME, name, unit, so_far, about) text_print(text, "| `%s` | %s | %s |\n", name, unit, about);
    ROLLING_LIST(ROLLING_ROW)
#undef ROLLING_ROW
    text_append_string(
        text,
        "\nConditions are looked at once a day, at the hour at which the run starts, after the changes of that moment; "
        "`for` counts from the first look at which one holds.\n\n");
}

void manual_append(struct text *text) {
    text_append_string(
        text, "## Keys\n\nEvery value may be `{value: ..., source: ..., confidence: A, note: ...}`, and every number "
              "`{uncertain: {...}, central: ..., source: ..., confidence: C}`.\n\n");
    for (size_t t = TABLES; t > 0; t--) table_append(text, tables[t - 1]());
    laws_append(text);
    units_append(text);
    conditions_append(text);
}
