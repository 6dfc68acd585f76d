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

void html_table(struct text *page, const char *caption, size_t n, const char *const *headings) {
    text_append_string(page, "<div class=\"wide\" tabindex=\"0\"><table>\n");
    html_element(page, "caption", caption);
    text_append_string(page, "<thead><tr>");
    for (size_t i = 0; i < n; i++) html_element(page, "th scope=\"col\"", headings[i]);
    text_append_string(page, "</tr></thead>\n<tbody>\n");
}

void html_table_end(struct text *page) { text_append_string(page, "</tbody></table></div>\n"); }

void html_row(struct text *page) { text_append_string(page, "<tr>"); }

void html_row_end(struct text *page) { text_append_string(page, "</tr>\n"); }

void html_head(struct text *page, const char *text) { html_element(page, "th scope=\"row\"", text); }

void html_cell(struct text *page, const char *text) { html_element(page, "td", text); }

void html_number(struct text *page, const char *text, double sort) {
    char number[TEXT_REAL];
    (void)text_real_write(number, isnan(sort) ? INFINITY : sort);
    text_print(page, "<td class=\"n\" data-sort=\"%s\">", number);
    html_text(page, text);
    text_append_string(page, "</td>\n");
}
