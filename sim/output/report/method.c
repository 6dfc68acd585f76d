/* How far to trust it: the credibility sheet, the method, what the intervals leave out. */
#include "output/credibility.h"
#include "output/report/html.h"
#include "output/report/part.h"

static const char *const method[] = {
    ("Each option is simulated in the same possible futures: a world draws every value that is not known, a "
     "replication draws where and when attacks fall, what is out of order, who is let through. Draws are keyed to "
     "things, not to options, so that an option that changes one thing changes nothing else."),
    ("Intervals take the world as the unit, because repetitions inside a world are not independent answers. p values "
     "are adjusted by Holm's method over all metrics and options shown. Bands and quantiles pool worlds and "
     "repetitions."),
    "World 0, the central values, enters no mean: the centre of a range is not the mean of a world.",
    ("Maps show means of places.csv. The courses of camps, units and aircraft are those of the first worlds, run once "
     "more: mandate replay tells each of them day by day."),
};

static const char *const limits[] = {
    ("Intervals hold the spread of the stated ranges and the noise of the simulation. They do not hold errors of the "
     "model's form, of ranges that are themselves judgements, or of what the model leaves out: tactical combat, "
     "adversaries that plan, causes in the political process."),
    ("The effect of presence on attacks is the least known of all; read every figure on deaths beside the answer with "
     "that effect at zero."),
    ("Medians and means over the attacks reached are of other attacks in each option: never rank by them. "
     "both_saved_h compares the attacks that both options reach."),
    ("Which unknown moves a difference is read from straight lines over ranks, one unknown at a time: what works only "
     "together with another, or up and down again, does not show. Pale bars may be chance."),
    ("The program compares options. It does not forecast deaths, it does not predict any village, and it ranks no "
     "contingent."),
};

static void list_put(struct text *page, const char *title, const char *const *lines, size_t n) {
    html_element(page, "h3", title);
    text_append_string(page, "<ul>\n");
    for (size_t i = 0; i < n; i++) html_element(page, "li", lines[i]);
    text_append_string(page, "</ul>\n");
}

void report_method(struct text *page, const struct report_request *request) {
    static const char *const headings[] = {"factor", "#level (0 to 4)", "why"};
    (void)request;
    html_table(page, "Credibility sheet, after the factors of NASA-STD-7009A", 3, headings);
    for (size_t i = 0; i < CREDIBILITY_FACTORS; i++) {
        char level[2] = {(char)('0' + credibility_factors[i].level), '\0'};
        html_row(page);
        html_head(page, credibility_factors[i].name);
        html_number(page, level, credibility_factors[i].level);
        html_cell(page, credibility_factors[i].reason);
        html_row_end(page);
    }
    html_table_end(page);
    list_put(page, "Method", method, sizeof method / sizeof *method);
    list_put(page, "What the intervals do not cover", limits, sizeof limits / sizeof *limits);
}
