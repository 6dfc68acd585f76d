/* Comparing rows by the bytes of their fields. */
#include "cli/rows.h"

#include <string.h>

#include "base/text.h"
#include "output/results.h"

bool rows_header(const struct csv_reader *reader) {
    static const char *const keys[ROW_METRICS] = {"option", "world", "replication", "status"};
    if (csv_columns(reader) != ROW_METRICS + (size_t)MANDATE_METRICS) return false;
    for (size_t i = 0; i < csv_columns(reader); i++) {
        const char *name = i < ROW_METRICS ? keys[i] : mandate_metrics[i - ROW_METRICS].name;
        if (strcmp(csv_column_name(reader, i), name) != 0) return false;
    }
    return true;
}

void rows_field(char out[ROWS_FIELD], enum mandate_failure failure, double value) {
    out[0] = '\0';
    if (failure == MANDATE_FAILURE_OK) (void)text_real_write(out, value);
}

int rows_difference(const struct csv_reader *reader, enum mandate_failure failure, const double *row) {
    char field[ROWS_FIELD];
    if (strcmp(csv_field(reader, ROW_STATUS), results_status((uint8_t)failure)) != 0) return ROW_STATUS;
    for (size_t i = 0; i < MANDATE_METRICS; i++) {
        rows_field(field, failure, row[i]);
        if (strcmp(csv_field(reader, ROW_METRICS + i), field) != 0) return (int)(ROW_METRICS + i);
    }
    return -1;
}
