/* HTML 5, written so that it is also easy to read as a file. */
#include "output/report/html.h"

#include <math.h>
#include <string.h>

void html_text(struct text *page, const char *text) {
    for (const char *c = text ? text : ""; *c; c++) switch (*c) {
            case '&': text_append_string(page, "&amp;"); break;
            case '<': text_append_string(page, "&lt;"); break;
            case '>': text_append_string(page, "&gt;"); break;
            case '"': text_append_string(page, "&quot;"); break;
            case '\'': text_append_string(page, "&#39;"); break;
            default: text_append(page, c, 1);
        }
}

/* The name of a tag without its attributes. */
static int name_length(const char *tag) { return (int)strcspn(tag, " "); }

void html_element(struct text *page, const char *tag, const char *text) {
    text_print(page, "<%s>", tag);
    html_text(page, text);
    text_print(page, "</%.*s>\n", name_length(tag), tag);
}

static void attribute_put(struct text *page, const char *name, const char *value) {
    text_print(page, " %s=\"", name);
    html_text(page, value);
    text_append_string(page, "\"");
}

void html_table(struct text *page, const char *caption, size_t n, const char *const *headings) {
    text_append_string(page, "<div class=\"wide\" tabindex=\"0\" role=\"group\"");
    attribute_put(page, "aria-label", caption);
    text_append_string(page, "><table>\n");
    html_element(page, "caption", caption);
    text_append_string(page, "<thead><tr>");
    for (size_t i = 0; i < n; i++)
        if (headings[i][0] == '#') html_element(page, "th scope=\"col\" class=\"n\"", headings[i] + 1);
        else html_element(page, "th scope=\"col\"", headings[i]);
    text_append_string(page, "</tr></thead>\n<tbody>\n");
}

void html_table_end(struct text *page) { text_append_string(page, "</tbody></table></div>\n"); }

void html_row(struct text *page) { text_append_string(page, "<tr>"); }

void html_row_end(struct text *page) { text_append_string(page, "</tr>\n"); }

void html_head(struct text *page, const char *text) { html_element(page, "th scope=\"row\"", text); }

void html_cell(struct text *page, const char *text) { html_element(page, "td", text); }

/* As scripts read numbers; what is not known comes last. */
static void sort_put(struct text *page, double sort) {
    if (isfinite(sort)) text_append_real(page, sort);
    else text_append_string(page, sort < 0 ? "-Infinity" : "Infinity");
}

void html_number_of(struct text *page, const char *kind, const char *text, double sort) {
    text_print(page, "<td class=\"n %s\" data-sort=\"", kind);
    sort_put(page, sort);
    text_append_string(page, "\">");
    html_text(page, text);
    text_append_string(page, "</td>\n");
}

void html_number(struct text *page, const char *text, double sort) { html_number_of(page, "", text, sort); }

void html_choices(struct text *page, const char *first, const char *second) {
    text_append_string(page, "<div class=\"choices\"");
    attribute_put(page, "data-first", first);
    if (second != NULL) attribute_put(page, "data-second", second);
    text_append_string(page, ">\n");
}

void html_choice(struct text *page, const char *name, const char *other) {
    text_append_string(page, "<div class=\"choice\"");
    attribute_put(page, "data-first", name);
    if (other != NULL) attribute_put(page, "data-second", other);
    text_append_string(page, ">\n");
}

void html_choice_end(struct text *page) { text_append_string(page, "</div>\n"); }

void html_choices_end(struct text *page) { text_append_string(page, "</div>\n"); }
