/* Writing calibrations. */
#include "output/calibration.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "output/csv.h"
#include "output/datapackage.h"
#include "output/json.h"
#include "stats/moments.h"

enum { SHOWN = 12 }; /* unknowns that are listed */

static const struct datapackage_field world_fields[] = {
    DATAPACKAGE_FIELD("world", "integer", "draw of everything that is not known"),
    DATAPACKAGE_FIELD("kept", "integer", "1 = the world could have given the record"),
    DATAPACKAGE_FIELD("largest", "number", "its largest implausibility, in standard deviations"),
    DATAPACKAGE_FIELD("second", "number", "its second largest"),
    DATAPACKAGE_FIELD("worst", "string", "row of the largest"),
};
enum { WORLD_FIELDS = sizeof world_fields / sizeof *world_fields };

/* ---- files ---- */

static enum mandate_status implausibility_write(const char *folder, const struct calibration *calibration,
                                                struct file_reason *reason) {
    struct csv *csv;
    enum mandate_status status = csv_create(folder, "implausibility.csv", &csv, reason);
    if (status != MANDATE_OK) return status;
    for (size_t i = 0; i < WORLD_FIELDS; i++) csv_text(csv, world_fields[i].name);
    for (size_t i = 0; i < calibration->n; i++) csv_text(csv, calibration->rows[i]->id);
    csv_line(csv);
    for (uint64_t w = 0; w < calibration->worlds; w++) {
        csv_whole(csv, w + 1);
        csv_whole(csv, calibration->kept[w]);
        csv_real(csv, calibration->largest[w]);
        csv_real(csv, calibration->second[w]);
        csv_text(csv, calibration->n > 0 ? calibration->rows[calibration->worst[w]]->id : "");
        for (size_t i = 0; i < calibration->n; i++)
            csv_real(csv, calibration->implausibility[i * calibration->worlds + w]);
        csv_line(csv);
    }
    return csv_commit(csv, reason);
}

static enum mandate_status kept_write(const char *folder, const struct calibration_output *output,
                                      struct file_reason *reason) {
    struct csv *csv;
    size_t n = output->scenario->n_unknown;
    enum mandate_status status = csv_create(folder, "worlds_kept.csv", &csv, reason);
    if (status != MANDATE_OK) return status;
    csv_text(csv, "world");
    for (size_t u = 0; u < n; u++) csv_text(csv, output->scenario->unknowns[u].path);
    csv_line(csv);
    for (uint64_t w = 0; w < output->calibration->worlds; w++) {
        if (!output->calibration->kept[w]) continue;
        csv_whole(csv, w + 1);
        for (size_t u = 0; u < n; u++) csv_real(csv, output->worlds[w * n + u]);
        csv_line(csv);
    }
    return csv_commit(csv, reason);
}

/* The dictionary: a column for each row of the record, and for each unknown. */
static enum mandate_status dictionary_write(const char *folder, const struct calibration_output *output,
                                            struct file_reason *reason) {
    const struct calibration *calibration = output->calibration;
    size_t n = output->scenario->n_unknown, rows = calibration->n;
    struct datapackage_field *first = memory_take(sizeof *first * (WORLD_FIELDS + rows)),
                             *kept = memory_take(sizeof *kept * (n + 1));
    for (size_t i = 0; i < WORLD_FIELDS; i++) first[i] = world_fields[i];
    for (size_t i = 0; i < rows; i++)
        first[WORLD_FIELDS + i] = (struct datapackage_field){.name = calibration->rows[i]->id,
                                                             .type = "number",
                                                             .unit = "",
                                                             .about = "implausibility by this row of the record"};
    kept[0] = world_fields[0];
    for (size_t u = 0; u < n; u++)
        kept[u + 1] = (struct datapackage_field){.name = output->scenario->unknowns[u].path,
                                                 .type = "number",
                                                 .unit = output->scenario->unknowns[u].unit,
                                                 .about = "address of the value in the study"};
    const struct datapackage_file files[] = {
        {"implausibility.csv", "how implausible each world is", WORLD_FIELDS + rows, first, "world"},
        {"worlds_kept.csv", "worlds that could have given the record", n + 1, kept, "world"}};
    enum mandate_status status = datapackage_write(folder, NULL, files, 2, reason);
    memory_free(first);
    memory_free(kept);
    return status;
}

enum mandate_status calibration_write(const char *folder, const struct calibration_output *output,
                                      struct file_reason *reason) {
    enum mandate_status status = file_make_folder(folder, reason);
    if (status == MANDATE_OK) status = implausibility_write(folder, output->calibration, reason);
    if (status == MANDATE_OK) status = kept_write(folder, output, reason);
    return status == MANDATE_OK ? dictionary_write(folder, output, reason) : status;
}

/* ---- what the record says about the unknowns ---- */

struct narrowing {
    const char *path;
    struct moments all, kept;
    double shift, spread; /* of the mean in standard deviations; kept over all */
    double change;        /* the shift over what leaving out as many worlds by lot gives */
};

static int by_change(const void *left, const void *right) {
    const struct narrowing *a = left, *b = right;
    return a->change > b->change ? -1 : a->change < b->change;
}

/* Unknowns, the most changed first; the caller frees them. */
static struct narrowing *narrowings_make(const struct calibration_output *output) {
    size_t n = output->scenario->n_unknown;
    struct narrowing *out = memory_take(sizeof *out * (n + 1));
    for (size_t u = 0; u < n; u++) {
        struct narrowing one = {.path = output->scenario->unknowns[u].path};
        for (uint64_t w = 0; w < output->calibration->worlds; w++) {
            moments_add(&one.all, output->worlds[w * n + u]);
            if (output->calibration->kept[w]) moments_add(&one.kept, output->worlds[w * n + u]);
        }
        double sd = sqrt(moments_variance(&one.all));
        one.shift = sd > 0 && one.kept.n > 1 ? (one.kept.mean - one.all.mean) / sd : 0;
        one.spread = sd > 0 && one.kept.n > 1 ? sqrt(moments_variance(&one.kept)) / sd : 1;
        double lot = sqrt(1 / (double)one.kept.n - 1 / (double)one.all.n);
        one.change = lot > 0 ? fabs(one.shift) / lot : 0;
        out[u] = one;
    }
    qsort(out, n, sizeof *out, by_change);
    return out;
}

/* Worlds that a row makes implausible. */
static uint64_t refused(const struct calibration *calibration, size_t row) {
    uint64_t n = 0;
    for (uint64_t w = 0; w < calibration->worlds; w++)
        n += calibration->implausibility[row * calibration->worlds + w] > CALIBRATE_LIMIT;
    return n;
}

/* ---- text and JSON ---- */

static void rows_print(struct text *text, const struct calibration *calibration) {
    text_print(text, "\n%-30s %-24s %10s %10s %22s\n", "row", "metric", "observed", "error", "worlds beyond the limit");
    for (size_t i = 0; i < calibration->n; i++)
        text_print(text, "%-30.30s %-24s %10.4g %10.3g %22llu\n", calibration->rows[i]->id,
                   mandate_observables[calibration->rows[i]->metric].name, calibration->rows[i]->value,
                   calibration->error[i], (unsigned long long)refused(calibration, i));
}

static void unknowns_print(struct text *text, const struct calibration_output *output) {
    struct narrowing *narrowings = narrowings_make(output);
    size_t n = output->scenario->n_unknown < SHOWN ? output->scenario->n_unknown : SHOWN;
    text_print(text, "\n%-44s %12s %12s %8s %10s\n", "most changed by what was kept", "mean of all", "of kept", "shift",
               "spread");
    for (size_t u = 0; u < n; u++)
        text_print(text, "%-44.44s %12.4g %12.4g %+8.2f %9.0f %% %8.1f\n", narrowings[u].path, narrowings[u].all.mean,
                   narrowings[u].kept.mean, narrowings[u].shift, 100 * narrowings[u].spread, narrowings[u].change);
    text_append_string(text, "(base units; shift in standard deviations; spread kept over all; by lot: the change over "
                             "what leaving\nout as many worlds by lot gives, beyond 3 it means something)\n");
    memory_free(narrowings);
}

void calibration_print(struct text *text, const struct calibration_output *output) {
    const struct calibration *calibration = output->calibration;
    text_print(text,
               "%s: %llu of %llu worlds could have given the record: %s implausibility at most %g over %zu rows\n",
               output->option, (unsigned long long)calibration->n_kept, (unsigned long long)calibration->worlds,
               output->by_second ? "second largest" : "largest", CALIBRATE_LIMIT, calibration->n);
    rows_print(text, calibration);
    if (calibration->n_kept > 1) unknowns_print(text, output);
    if (calibration->n_kept == 0)
        text_append_string(text,
                           "\nNo world is left: the record and the model disagree. See which rows refuse them.\n");
}

void calibration_json(struct text *text, const struct calibration_output *output) {
    const struct calibration *calibration = output->calibration;
    struct json json = {0};
    json_open(&json, NULL, '{');
    json_text(&json, "option", output->option);
    json_whole(&json, "worlds", calibration->worlds);
    json_whole(&json, "kept", calibration->n_kept);
    json_real(&json, "limit", CALIBRATE_LIMIT);
    json_text(&json, "by", output->by_second ? "second" : "largest");
    json_open(&json, "rows", '[');
    for (size_t i = 0; i < calibration->n; i++) {
        json_open(&json, NULL, '{');
        json_text(&json, "id", calibration->rows[i]->id);
        json_real(&json, "observed", calibration->rows[i]->value);
        json_real(&json, "error", calibration->error[i]);
        json_whole(&json, "implausible", refused(calibration, i));
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_close(&json, '}');
    json_end(&json);
    text_append_string(text, json.text.bytes);
    text_free(&json.text);
}
