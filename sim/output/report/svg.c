/* What gnuplot writes, in fewer bytes: one space where there are many, short colours, nothing that is the default. Text
 * stays as it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/report/html.h"

/* Where an id is made or pointed to; the prefix goes behind it. */
static const char *const id_marks[] = {" id=\"", "href=\"#", "url(#", "url('#", " id='", "href='#"};

/* What a browser takes anyway, or the style of the page says. */
static const char *const idle[] = {" stroke-linecap=\"butt\"", " stroke-linejoin=\"miter\"", " class=\"gridline\"",
                                   " font-family=\"Arial\"", " color=\"#FFFFFF\" stroke=\"currentColor\""};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Length of the first text of a list that stands here; 0 = none. */
static size_t any_here(const char *at, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strncmp(at, list[i], strlen(list[i])) == 0) return strlen(list[i]);
    return 0;
}

/* "rgb( 86, 180, 233)" as #56b4e9; bytes taken, 0 = it is none. */
static size_t color_put(struct text *page, const char *at) {
    unsigned red, green, blue;
    int length = 0;
    if (sscanf(at, "rgb(%3u,%3u,%3u)%n", &red, &green, &blue, &length) != 3 || length == 0) return 0;
    text_print(page, "#%02x%02x%02x", red & 255, green & 255, blue & 255);
    return (size_t)length;
}

static bool is_space(char letter) { return letter == ' ' || letter == '\t' || letter == '\n'; }

/* One piece inside a tag; bytes taken. */
static size_t piece_put(struct text *page, const char *at, const char *prefix) {
    size_t length = any_here(at, idle, COUNT(idle));
    if (length > 0) return length;
    length = any_here(at, id_marks, COUNT(id_marks));
    if (length > 0) {
        text_append(page, at, length);
        text_append_string(page, prefix);
        return length;
    }
    if (*at == 'r') length = color_put(page, at);
    if (length > 0) return length;
    text_append(page, is_space(*at) ? " " : at, 1);
    return 1;
}

/* Behind the root's tag and what gnuplot says about itself. */
static const char *inside_of(const char *svg) {
    const char *end = strchr(svg, '>'), *desc = strstr(svg, "</desc>");
    return desc != NULL ? desc + strlen("</desc>") : end != NULL ? end + 1 : svg + strlen(svg);
}

/* The root's tag up to its end, then the text that stands for the picture. */
static void root_put(struct text *page, const char *svg, const char *alt) {
    text_append(page, svg, strcspn(svg, ">"));
    text_append_string(page, " role=\"img\" aria-label=\"");
    html_text(page, alt);
    text_append_string(page, "\">");
}

void html_svg(struct text *page, const char *svg, const char *prefix, const char *alt) {
    const char *at = strstr(svg, "<svg");
    bool tag = false, text = false;
    if (at == NULL) return;
    root_put(page, at, alt);
    for (at = inside_of(at); *at != '\0';) {
        if (*at == '<') {
            tag = true;
            text = strncmp(at, "<text", 5) == 0 || strncmp(at, "<tspan", 6) == 0 || (text && at[1] == '/');
        }
        if (tag) at += piece_put(page, at, prefix);
        else text_append(page, is_space(*at) ? " " : at, 1), at++;
        if (at[-1] == '>') tag = false;
        while (is_space(at[0]) && (is_space(at[-1]) || at[-1] == '>') && (tag || !text)) at++;
    }
}
