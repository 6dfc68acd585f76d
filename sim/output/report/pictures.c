/* Pictures and maps. Each says in words how it reads, for those who do not see it, and which rows it is drawn from. */
#include <string.h>

#include "output/report/html.h"
#include "output/report/part.h"

/* Figures take their bytes; with many dates or options some stay in the folder: maps first, at last any. */
enum { MOST_BYTES_MAPS = 2800000, MOST_BYTES = 2950000 };

/* About the bytes that a picture takes in the page. */
static size_t written_size(const char *svg) { return strlen(svg) / 5 * 4; }

static void elsewhere_put(struct text *page, const struct plot_picture *picture) {
    text_append_string(page, "<p>");
    html_text(page, picture->figure->title);
    text_append_string(page, ": the picture stands beside this page, <code>plots/");
    html_text(page, picture->name);
    text_append_string(page, ".svg</code>.</p>\n");
}

void report_picture(struct text *page, const struct report_request *request, size_t index) {
    const struct plot_picture *picture = &request->pictures[index];
    struct text prefix = {0};
    if (page->length + written_size(picture->svg) > MOST_BYTES) {
        elsewhere_put(page, picture);
        return;
    }
    text_print(&prefix, "f%zu-", index);
    text_print(page, "<figure aria-labelledby=\"c%zu\">\n", index);
    html_svg(page, picture->svg, prefix.bytes, picture->figure->alt);
    text_print(page, "<figcaption id=\"c%zu\">", index);
    html_text(page, picture->figure->title);
    if (picture->part != NULL) text_append_string(page, ", ");
    html_text(page, picture->part);
    text_append_string(page, ". Drawn from ");
    html_text(page, picture->figure->rows);
    text_append_string(page, ".</figcaption>\n</figure>\n");
    text_free(&prefix);
}

static void none_put(struct text *page, const struct report_request *request) {
    if (request->n_picture == 0)
        html_element(page, "p", "There are no pictures: gnuplot was not there when this page was written.");
}

static void map_put(struct text *page, const struct report_request *request, size_t index) {
    const struct plot_picture *picture = &request->pictures[index];
    html_choice(page, picture->figure->title, picture->part);
    report_picture(page, request, index);
    html_choice_end(page);
}

void report_maps(struct text *page, const struct report_request *request) {
    size_t others = 0, left_out = 0;
    none_put(page, request);
    for (size_t i = 0; i < request->n_picture; i++)
        if (request->pictures[i].figure->room != PLOT_MAPS) others += written_size(request->pictures[i].svg);
    html_choices(page, "map", "date");
    for (size_t i = 0; i < request->n_picture; i++) {
        if (request->pictures[i].figure->room != PLOT_MAPS) continue;
        if (page->length + others + written_size(request->pictures[i].svg) > MOST_BYTES_MAPS) left_out++;
        else map_put(page, request, i);
    }
    html_choices_end(page);
    if (left_out > 0) text_print(page, "<p>%zu more maps stand in the folder plots.</p>\n", left_out);
}

void report_pictures(struct text *page, const struct report_request *request) {
    none_put(page, request);
    for (size_t i = 0; i < request->n_picture; i++)
        if (request->pictures[i].figure->room == PLOT_PICTURES) report_picture(page, request, i);
}
