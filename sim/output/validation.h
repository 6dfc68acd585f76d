/* The result of a validation as validation.csv, as JSON and as text for people. */
#ifndef OUTPUT_VALIDATION_H
#define OUTPUT_VALIDATION_H

#include "analysis/validate.h"
#include "base/file.h"
#include "base/text.h"
#include "mandate/status.h"

struct json;

struct validation_output {
    const char *option; /* that was simulated */
    uint64_t worlds;
    uint32_t replications;
    size_t n;
    const struct verdict *verdicts; /* (n) */
};

/* FOLDER/validation.csv, one row for each row of the record, and the data dictionary beside it. */
MANDATE_CHECKED enum mandate_status validation_write(const char *folder, const struct validation_output *output,
                                                     struct file_reason *reason);

/* The members "option" ... "uses" of an open object. */
void validation_json(struct json *json, const struct validation_output *output);

/* Rows, sums and misses. */
void validation_print(struct text *text, const struct validation_output *output);

#endif
