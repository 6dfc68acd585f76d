/* One property for each row. Values may always be wrapped with their evidence, and numbers may be uncertain. */
#include "scenario/json_schema.h"

#include <math.h>
#include <string.h>

#include "scenario/law.h"
#include "scenario/quantity.h"
#include "scenario/schema.h"

static const struct table *(*const tables[])(void) = {
#define TABLE_FUNCTION(name, ROWS, entity) table_##name,
    MANDATE_TABLE_LIST(TABLE_FUNCTION)
#undef TABLE_FUNCTION
};
enum { TABLES = sizeof tables / sizeof *tables };

/* ---- JSON ---- */

static void string_append(struct text *text, const char *value) {
    text_append_string(text, "\"");
    for (const char *p = value; *p != '\0'; p++) text_print(text, *p == '"' || *p == '\\' ? "\\%c" : "%c", *p);
    text_append_string(text, "\"");
}

/* "a|b|c" as "a", "b", "c" is done by callers; this puts the comma between items. */
static void comma(struct text *text, bool follows) {
    if (follows) text_append_string(text, ", ");
}

/* ---- quantities ---- */

/* Names of the units with the dimension of `unit`, as alternatives of a pattern. */
static void unit_names_append(struct text *text, const struct unit *unit) {
    struct unit other;
    const char *wrong;
    size_t length, n = 0;
    for (size_t i = 0; unit_name(i) != NULL; i++) {
        const char *name = unit_name(i);
        if (!unit_read(name, strlen(name), &other, &wrong, &length) || other.percent) continue;
        if (unit_same_dimension(unit, &other)) text_print(text, "%s%s", n++ > 0 ? "|" : "", name);
    }
}

/* "km/h" as "(km|m) ?/ ?(min|h|...)"; "1/month" may leave out the 1. */
static void unit_pattern(struct text *text, const char *target) {
    struct unit unit;
    const char *wrong;
    size_t length;
    for (const char *at = target; *at != '\0';) {
        size_t size = strcspn(at, "/");
        bool one = size == 1 && *at == '1';
        if (at > target) text_append_string(text, " ?/ ?");
        if (!one && unit_read(at, size, &unit, &wrong, &length)) {
            text_append_string(text, "(");
            unit_names_append(text, &unit);
            text_append_string(text, ")");
        }
        at += size + (at[size] == '/');
        if (one && *at == '\0') break;
        if (one) text_append_string(text, "1?");
    }
}

static void limits_append(struct text *text, const struct row *row) {
    if (isfinite(row->low)) {
        text_append_string(text, ", \"minimum\": ");
        text_append_real(text, row->low);
    }
    if (isfinite(row->high)) {
        text_append_string(text, ", \"maximum\": ");
        text_append_real(text, row->high);
    }
}

static void quantity_append(struct text *text, const struct row *row) {
    static const char number[] = "^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)? *";
    if (row->target[0] != '\0') {
        text_print(text, "{\"type\": \"string\", \"pattern\": \"%s", number);
        unit_pattern(text, row->target);
        text_append_string(text, "$\"}");
        return;
    }
    text_append_string(text, "{\"type\": \"number\"");
    limits_append(text, row);
    text_print(text, "}, {\"type\": \"string\", \"pattern\": \"%s%%$\"}", number);
}

/* ---- kinds ---- */

static void names_append(struct text *text, const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++) {
        comma(text, i > 0);
        string_append(text, names[i]);
    }
}

/* A list of `n` values, or a mapping by name. */
static void several_append(struct text *text, size_t n) {
    if (n > 0) text_print(text, ", {\"type\": \"array\", \"minItems\": %zu, \"maxItems\": %zu}", n, n);
    text_append_string(text, ", {\"$ref\": \"#/$defs/by_name\"}");
}

static void number_append(struct text *text, const struct row *row) {
    switch (row->kind) {
        case ROW_COUNT:
            text_append_string(text, "{\"type\": \"integer\"");
            limits_append(text, row);
            text_append_string(text, "}");
            return;
        case ROW_FLAG: text_append_string(text, "{\"enum\": [\"yes\", \"no\", true, false]}"); return;
        case ROW_LEVEL: text_append_string(text, "{\"type\": [\"string\", \"integer\"]}"); return;
        default: quantity_append(text, row); return;
    }
}

static void numeric_append(struct text *text, const struct row *row) {
    size_t width = row_width(row);
    if (width > 0) number_append(text, row);
    if (width > 1) several_append(text, width);
    if (width == 0) text_append_string(text, "{\"$ref\": \"#/$defs/by_name\"}");
    if (row->kind == ROW_LAW) text_append_string(text, ", {\"$ref\": \"#/$defs/law\"}");
    text_append_string(text, ", {\"$ref\": \"#/$defs/evidence\"}, {\"$ref\": \"#/$defs/uncertain\"}");
}

static void plain_append(struct text *text, const struct row *row) {
    switch (row->kind) {
        case ROW_DATE: text_append_string(text, "{\"$ref\": \"#/$defs/date\"}"); break;
        case ROW_DATES:
            text_append_string(text, "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/date\"}}");
            break;
        case ROW_POINTS:
            text_append_string(text, "{\"type\": \"array\", \"minItems\": 2, \"items\": {\"type\": \"array\", "
                                     "\"items\": {\"type\": \"number\"}, \"minItems\": 2, \"maxItems\": 2}}");
            break;
        case ROW_SPAN:
            text_append_string(
                text, "{\"type\": \"string\", \"pattern\": \"^[0-9.]+ *(months?|years?|weeks?|d|days?|h|hours?)$\"}");
            break;
        case ROW_SEED: text_append_string(text, "{\"type\": \"integer\", \"minimum\": 0}"); break;
        case ROW_TEXTS:
        case ROW_REFS:
            text_append_string(text, "{\"type\": \"array\", \"items\": {\"type\": [\"string\", \"integer\"]}}");
            break;
        case ROW_CHOICE:
            text_append_string(text, "{\"enum\": [");
            names_append(text, row->choice->at, row->choice->n);
            text_append_string(text, "]}");
            break;
        default: text_append_string(text, "{\"type\": [\"string\", \"number\", \"boolean\", \"null\"]}"); break;
    }
    text_append_string(text, ", {\"$ref\": \"#/$defs/evidence\"}");
}

static void nested_append(struct text *text, const struct row *row) {
    static const char one[] = "{\"anyOf\": [{\"$ref\": \"#/$defs/%s\"}, {\"$ref\": \"#/$defs/file\"}]}";
    if (row->kind == ROW_TABLE) text_print(text, "{\"$ref\": \"#/$defs/%s\"}", row->target);
    if (row->kind == ROW_COLLECTION) {
        text_append_string(text, "{\"type\": \"object\", \"additionalProperties\": ");
        text_print(text, one, row->target);
        text_append_string(text, "}, {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/file\"}}");
    }
    if (row->kind == ROW_SEQUENCE) {
        text_append_string(text, "{\"type\": \"array\", \"items\": ");
        text_print(text, one, row->target);
        text_append_string(text, "}");
    }
    text_append_string(text, ", {\"$ref\": \"#/$defs/file\"}");
}

/* ---- rows and tables ---- */

static void about_append(struct text *text, const struct row *row) {
    struct text about = {0};
    text_append_string(&about, row->about);
    if (row->preset != NULL && row->preset[0] != '\0') text_print(&about, " (default %s)", row->preset);
    string_append(text, about.bytes);
    text_free(&about);
}

static void row_append(struct text *text, const struct row *row) {
    text_append_string(text, "        ");
    string_append(text, row_key(row));
    text_append_string(text, ": {\"description\": ");
    about_append(text, row);
    if (row->kind == ROW_RAW) {
        text_append_string(text, ", \"type\": [\"object\", \"string\"]}");
        return;
    }
    text_append_string(text, ", \"anyOf\": [");
    if (row->kind >= ROW_TABLE) nested_append(text, row);
    else if (row_numeric(row) || row->kind == ROW_LAW) numeric_append(text, row);
    else plain_append(text, row);
    text_append_string(text, "]}");
}

static bool in_sequence(const struct table *table) {
    for (size_t t = 0; t < TABLES; t++)
        for (size_t i = 0; i < tables[t]()->n; i++)
            if (tables[t]()->rows[i].kind == ROW_SEQUENCE && tables[t]()->rows[i].table() == table) return true;
    return false;
}

/* Keys beside the rows: the evidence of all values, the id in a list, what option files define for the mission. */
static void more_append(struct text *text, const struct table *table) {
    static const char *const planned[] = {"bases", "units", "fleets", "routes"};
    text_append_string(text, "        \"source\": {\"$ref\": \"#/$defs/source\"}, \"confidence\": {\"$ref\": "
                             "\"#/$defs/confidence\"}, \"note\": {}");
    if (in_sequence(table)) text_append_string(text, ",\n        \"id\": {\"type\": [\"string\", \"integer\"]}");
    for (size_t i = 0; i < sizeof planned / sizeof *planned && table == table_option(); i++) {
        text_append_string(text, ",\n");
        row_append(text, table_row(table_mission(), planned[i]));
    }
}

static void table_append(struct text *text, const struct table *table) {
    text_print(text, ",\n    \"%s\": {\n      \"type\": \"object\",\n      \"properties\": {\n", table->name);
    for (size_t i = 0; i < table->n; i++) {
        row_append(text, &table->rows[i]);
        text_append_string(text, ",\n");
    }
    more_append(text, table);
    text_append_string(text, "\n      },\n      \"required\": [");
    bool follows = false;
    for (size_t i = 0; i < table->n; i++) {
        if (table->rows[i].preset != NULL) continue;
        comma(text, follows);
        string_append(text, row_key(&table->rows[i]));
        follows = true;
    }
    text_append_string(text, "],\n      \"additionalProperties\": false\n    }");
}

/* ---- distributions ---- */

static void form_append(struct text *text, const struct law_form *form) {
    text_append_string(text, "{\"type\": \"object\", \"required\": [");
    names_append(text, form->parameters, form->n);
    text_append_string(text, "], \"properties\": {");
    for (size_t i = 0; i < form->n; i++) {
        comma(text, i > 0);
        text_print(text, "\"%s\": {}", form->parameters[i]);
    }
    text_append_string(text, "}, \"additionalProperties\": false}");
    if (form->list) text_print(text, ", {\"type\": \"array\", \"minItems\": %zu, \"maxItems\": %zu}", form->n, form->n);
    if (form->n == 1) text_append_string(text, ", {\"type\": [\"string\", \"number\"]}");
}

/* Forms of one family follow one another. */
static void laws_append(struct text *text) {
    struct law_form form;
    const char *name = "";
    text_append_string(text, "    \"law\": {\"type\": \"object\", \"minProperties\": 1, \"maxProperties\": 1, "
                             "\"additionalProperties\": false, \"properties\": {");
    for (size_t i = 0; law_form(i, &form); i++) {
        bool same = strcmp(name, form.name) == 0;
        if (!same) text_print(text, "%s\n      \"%s\": {\"anyOf\": [", i > 0 ? "]}," : "", form.name);
        if (same) text_append_string(text, ", ");
        form_append(text, &form);
        name = form.name;
    }
    text_append_string(
        text,
        "]},\n      \"discrete\": {\"type\": \"object\"},\n      \"zero_inflated\": {\"type\": \"object\"}\n    }}");
}

static void definitions_append(struct text *text) {
    static const char evidence[] = "\"source\": {\"$ref\": \"#/$defs/source\"}, \"confidence\": {\"$ref\": "
                                   "\"#/$defs/confidence\"}, \"note\": {}}, \"additionalProperties\": false}";
    text_append_string(
        text,
        "    \"file\": {\"type\": \"string\", \"pattern\": \"[.]ya?ml$\"},\n"
        "    \"date\": {\"type\": \"string\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$\"},\n"
        "    \"source\": {\"description\": \"ids of sources, separated by ;\", \"type\": [\"string\", \"array\"]},\n"
        "    \"confidence\": {\"description\": \"A documented, B derived, C guess\", \"enum\": [\"A\", \"B\", "
        "\"C\"]},\n"
        "    \"by_name\": {\"type\": \"object\"},\n");
    text_print(
        text,
        "    \"evidence\": {\"type\": \"object\", \"required\": [\"value\"], \"properties\": {\"value\": {}, %s,\n",
        evidence);
    text_print(
        text,
        "    \"uncertain\": {\"type\": \"object\", \"required\": [\"uncertain\"], \"properties\": {\"uncertain\": "
        "{\"$ref\": \"#/$defs/law\"}, \"central\": {}, %s,\n",
        evidence);
    laws_append(text);
    for (size_t t = 0; t < TABLES; t++) table_append(text, tables[t]());
}

void json_schema_append(struct text *text) {
    text_append_string(
        text, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
              "  \"title\": \"A study of mission options\",\n  \"$ref\": \"#/$defs/study\",\n  \"$defs\": {\n");
    definitions_append(text);
    text_append_string(text, "\n  }\n}\n");
}
