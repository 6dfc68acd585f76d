/* Values stand in one array: option, date, metric, place. Rows of other options or places are passed over. */
#include "output/plot/places.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "output/comparison.h"
#include "output/csv.h"

struct places {
    const struct mandate_layout *layout;
    size_t n_option, n_date, width; /* width: places of the largest kind */
    const char **dates;             /* (n_date) as written */
    double *values;                 /* (n_option, n_date, MANDATE_PLACES, width) */
};

enum { OPTION, DATE, KIND, PLACE, METRIC, VALUE, COLUMNS };
static const char *const names[COLUMNS] = {"option", "date", "kind", "place", "metric", "value"};

static double *value_at(const struct places *places, size_t option, size_t date, size_t metric, size_t index) {
    return places->values + ((option * places->n_date + date) * MANDATE_PLACES + metric) * places->width + index;
}

/* ---- names to numbers; `n` = there is none ---- */

/* Rows come in order, so the one sought is mostly `hint` or the next. */
static size_t name_find(const char *const *list, size_t n, const char *name, size_t hint) {
    for (size_t k = 0; k < n; k++) {
        size_t i = (hint + k) % n;
        if (strcmp(list[i], name) == 0) return i;
    }
    return n;
}

static size_t metric_find(const char *kind, const char *name) {
    size_t m = 0;
    while (m < MANDATE_PLACES &&
           (strcmp(mandate_place_metrics[m].name, name) != 0 || strcmp(mandate_place_metrics[m].kind, kind) != 0))
        m++;
    return m;
}

static size_t place_find(const struct mandate_layout *layout, const char *kind, const char *id, size_t hint) {
    const char *const *ids = kind[0] == 'b' ? layout->bases : kind[0] == 'r' ? layout->regions : layout->localities;
    size_t n = kind[0] == 'b' ? layout->n_base : kind[0] == 'r' ? layout->n_region : layout->n_locality;
    size_t found = n > 0 ? name_find(ids, n, id, hint) : 0;
    return found < n ? found : SIZE_MAX;
}

/* ---- reading ---- */

static void row_take(struct places *places, const struct comparison *comparison, const struct csv_reader *reader,
                     const int columns[COLUMNS], size_t hints[2]) {
    const char *fields[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++) fields[i] = csv_field(reader, (size_t)columns[i]);
    size_t option = name_find(comparison->options, comparison->n_option, fields[OPTION], hints[0]);
    size_t metric = metric_find(fields[KIND], fields[METRIC]),
           date = name_find(places->dates, places->n_date, fields[DATE], 0);
    size_t index = place_find(places->layout, fields[KIND], fields[PLACE], hints[1] + 1);
    if (option == comparison->n_option || metric == MANDATE_PLACES || date == places->n_date || index == SIZE_MAX)
        return;
    hints[0] = option;
    hints[1] = index;
    *value_at(places, option, date, metric, index) = csv_number(reader, (size_t)columns[VALUE]);
}

static struct places *places_new(const struct plot_request *request, const struct comparison *comparison) {
    struct places *made = ARENA_NEW(request->arena, struct places);
    const struct mandate_layout *layout = request->setup->layout;
    made->layout = layout;
    made->n_option = comparison->n_option;
    made->width = layout->n_locality > layout->n_base ? layout->n_locality : layout->n_base;
    if (layout->n_region > made->width) made->width = layout->n_region;
    made->n_date = layout->n_place_date;
    made->dates = ARENA_ARRAY(request->arena, const char *, made->n_date);
    for (size_t d = 0; d < made->n_date; d++) {
        char *date = ARENA_ARRAY(request->arena, char, CSV_DATE);
        csv_date_write(date, layout->place_dates[d]);
        made->dates[d] = date;
    }
    size_t all = made->n_option * made->n_date * MANDATE_PLACES * made->width;
    made->values = ARENA_ARRAY(request->arena, double, all);
    for (size_t i = 0; i < all; i++) made->values[i] = (double)NAN;
    return made;
}

enum mandate_status places_read(const struct plot_request *request, const struct comparison *comparison,
                                const struct places **places, struct file_reason *reason) {
    struct places *made = places_new(request, comparison);
    struct csv_reader *reader;
    int columns[COLUMNS];
    bool more = true;
    size_t hints[2] = {0, 0};
    *places = made;
    enum mandate_status status = csv_open(request->folder, "places.csv", &reader, reason);
    if (status != MANDATE_OK) return status;
    status = csv_columns_find(reader, request->folder, "places.csv", names, COLUMNS, columns, reason);
    while (status == MANDATE_OK && more) {
        status = csv_next(reader, &more, reason);
        if (status == MANDATE_OK && more) row_take(made, comparison, reader, columns, hints);
    }
    csv_close(reader);
    return status;
}

/* ---- asking ---- */

size_t places_dates(const struct places *places) { return places->n_date; }

const char *places_date(const struct places *places, size_t date) {
    return places->dates[date][0] != '\0' ? places->dates[date] : NULL;
}

double places_value(const struct places *places, size_t option, size_t date, enum mandate_place_index metric,
                    size_t index) {
    return *value_at(places, option, date, metric, index);
}
