/* Pictures and maps. Each says in words how it reads, for those who do not see it, and which rows it is drawn from. */
#include "output/report/html.h"
#include "output/report/part.h"

void report_picture(struct text *page, const struct report_request *request, size_t index) {
    const struct plot_picture *picture = &request->pictures[index];
    struct text prefix = {0};
    text_print(&prefix, "f%zu-", index);
    text_append_string(page, "<figure>\n");
    html_svg(page, picture->svg, prefix.bytes, picture->figure->alt);
    text_append_string(page, "<figcaption>");
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

void report_maps(struct text *page, const struct report_request *request) {
    none_put(page, request);
    for (size_t i = 0; i < request->n_picture; i++)
        if (request->pictures[i].figure->room == PLOT_MAPS) report_picture(page, request, i);
}

void report_pictures(struct text *page, const struct report_request *request) {
    none_put(page, request);
    for (size_t i = 0; i < request->n_picture; i++)
        if (request->pictures[i].figure->room == PLOT_PICTURES) report_picture(page, request, i);
}
