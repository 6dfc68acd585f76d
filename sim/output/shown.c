/* Digits are chosen by what is known of a number. */
#include "output/shown.h"

#include <math.h>
#include <string.h>

#include "mandate/metric.h"
#include "output/table.h"

enum { MOST_DECIMALS = 6 };

int shown_decimals(double value, double half) {
    double scale = half > 0 ? half : fabs(value);
    if (!(scale > 0) || !isfinite(scale)) return 0;
    int decimals = (half > 0 ? 1 : 2) - (int)floor(log10(scale));
    return decimals < 0 ? 0 : decimals > MOST_DECIMALS ? MOST_DECIMALS : decimals;
}

void shown_real(struct text *out, double value, int decimals, bool sign) {
    char number[TABLE_NUMBER];
    table_number(number, value, decimals, sign);
    text_append_string(out, number);
}

static void quantity_put(struct text *out, int metric, double value, double half, const char *points) {
    const char *unit = mandate_metrics[metric].unit;
    bool share = strcmp(unit, "share") == 0;
    double scale = share ? 100 : 1;
    int decimals = shown_decimals(scale * value, scale * half);
    shown_real(out, scale * value, decimals, false);
    if (half > 0) {
        text_append_string(out, " ±");
        shown_real(out, scale * half, decimals, false);
    }
    if (unit[0] != '\0') text_print(out, " %s", share ? points : unit);
}

void shown_value(struct text *out, int metric, double value, double half) {
    quantity_put(out, metric, value, half, "%");
}

void shown_difference(struct text *out, int metric, double value, double half) {
    quantity_put(out, metric, value, half, "points");
}

void shown_chance(struct text *out, double share) {
    if (share > 0.99) text_append_string(out, "over 99 %");
    else if (share < 0.01) text_append_string(out, "under 1 %");
    else text_print(out, "%.0f %%", 100 * share);
}
