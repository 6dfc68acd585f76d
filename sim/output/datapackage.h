/* datapackage.json (Frictionless): type, unit, meaning and sense of every column of every file. */
#ifndef OUTPUT_DATAPACKAGE_H
#define OUTPUT_DATAPACKAGE_H

#include <stddef.h>

#include "base/file.h"
#include "mandate/result.h"
#include "mandate/status.h"

struct datapackage_field {
    const char *name, *type; /* type: string, integer, number, boolean, date, datetime */
    const char *unit;        /* "" = none */
    int sense;               /* +1 more is better, -1 less, 0 neither */
    const char *about;
};

/* A column without unit or sense. */
#define DATAPACKAGE_FIELD(n, t, a) \
    { .name = (n), .type = (t), .unit = "", .about = (a) }

struct datapackage_file {
    const char *path, *about;
    size_t n_field;
    const struct datapackage_field *fields;
    const char *key; /* columns that tell a row, separated by commas */
};

/* Writes FOLDER/datapackage.json for the files of study_output.h (layout NULL = without them) and `more` (events.csv
 * and the like). */
MANDATE_CHECKED enum mandate_status datapackage_write(const char *folder, const struct mandate_layout *layout,
                                                      const struct datapackage_file *more, size_t n_more,
                                                      struct file_reason *reason);

#endif
