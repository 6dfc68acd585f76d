/* HTML: text that grows into one page. Everything that comes from a scenario passes html_text or html_value, so that it
 * never acts as markup. Not for what a page says (report.c). */
#ifndef OUTPUT_REPORT_HTML_H
#define OUTPUT_REPORT_HTML_H

#include <stddef.h>

#include "base/text.h"

/* Escapes & < > " and '. */
void html_text(struct text *page, const char *text);

/* <tag>text</tag>; `tag` may hold attributes: "h2 id=\"answer\"". */
void html_element(struct text *page, const char *tag, const char *text);

/* A table with a caption and one heading for each column, "#heading" over numbers; rows follow. */
void html_table(struct text *page, const char *caption, size_t n, const char *const *headings);
void html_table_end(struct text *page);
void html_row(struct text *page);
void html_head(struct text *page, const char *text); /* heading of a row */
void html_cell(struct text *page, const char *text);
void html_number(struct text *page, const char *text, double sort); /* aligned right, sorted by `sort` */
void html_number_of(struct text *page, const char *kind, const char *text, double sort); /* with a class */
void html_row_end(struct text *page);

/* A group of which a reader with scripts sees one part at a time, chosen by its name (and a second one, of what is
 * called `second`, NULL = there is none); without scripts and on paper all of them. */
void html_choices(struct text *page, const char *first, const char *second);
void html_choice(struct text *page, const char *name, const char *other); /* other NULL = "" */
void html_choice_end(struct text *page);
void html_choices_end(struct text *page);

/* An SVG file as it stands, without its prolog, its ids made unique by `prefix`; `alt` says in words what it shows. */
void html_svg(struct text *page, const char *svg, const char *prefix, const char *alt);

#endif
