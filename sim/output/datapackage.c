/* The data dictionary. Key columns stand in small tables here; metrics come from the lists of metric.h. */
#include "output/datapackage.h"

#include <string.h>

#include "base/text.h"
#include "output/json.h"

/* ---- key columns ---- */

#define FIELD(n, t, u, a) \
    { .name = (n), .type = (t), .unit = (u), .about = (a) }
#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static const struct datapackage_field runs_keys[] = {
    FIELD("option", "string", "", "option, with the values of its levers in brackets"),
    FIELD("world", "integer", "", "draw of everything that is not known; row of worlds.csv; 0 = the central values"),
    FIELD("replication", "integer", "", "repetition of chance inside the world, from 0"),
    FIELD("status", "string", "", "ok, or why the replication failed: then it has no values and enters no mean"),
};
static const struct datapackage_field worlds_keys[] = {
    FIELD("world", "integer", "", "number of the world"),
};
static const struct datapackage_field series_fields[] = {
    FIELD("option", "string", "", "option, with the values of its levers in brackets"),
    FIELD("date", "date", "", "end of the interval"),
    FIELD("metric", "string", "", "one of the metrics listed below"),
    FIELD("mean", "number", "of the metric", "mean over all worlds and replications"),
    FIELD("p05", "number", "of the metric", "5 % quantile over worlds and replications"),
    FIELD("p25", "number", "of the metric", "25 % quantile"),
    FIELD("p50", "number", "of the metric", "median"),
    FIELD("p75", "number", "of the metric", "75 % quantile"),
    FIELD("p95", "number", "of the metric", "95 % quantile"),
    FIELD("n", "integer", "", "replications that did not fail"),
};
static const struct datapackage_field places_fields[] = {
    FIELD("option", "string", "", "option, with the values of its levers in brackets"),
    FIELD("date", "date", "", "date; empty = mean over the horizon"),
    FIELD("kind", "string", "", "base, region or locality"),
    FIELD("place", "string", "", "id of the place in the scenario"),
    FIELD("metric", "string", "", "one of the metrics listed below"),
    FIELD("value", "number", "of the metric", "mean over all worlds and replications"),
    FIELD("lat", "number", "degrees", "latitude, WGS84; empty for regions"),
    FIELD("lon", "number", "degrees", "longitude, WGS84; empty for regions"),
};
static const struct datapackage_field breakdown_fields[] = {
    FIELD("option", "string", "", "option, with the values of its levers in brackets"),
    FIELD("by", "string", "", "region or actor"),
    FIELD("key", "string", "", "id of the region or actor in the scenario"),
    FIELD("quarter", "string", "", "calendar quarter, as far as it lies inside the horizon"),
    FIELD("metric", "string", "", "one of the metrics listed below"),
    FIELD("mean", "number", "of the metric", "mean over all worlds and replications"),
    FIELD("n", "integer", "", "replications that did not fail"),
};

/* ---- writing ---- */

static const char *sense_text(int sense) {
    return sense > 0 ? "more is better" : sense < 0 ? "less is better" : "neither";
}

static void field_put(struct json *json, const struct datapackage_field *field) {
    json_open(json, NULL, '{');
    json_text(json, "name", field->name);
    json_text(json, "type", field->type);
    if (strcmp(field->type, "date") == 0) json_text(json, "format", "any");
    if (field->unit[0] != '\0') json_text(json, "unit", field->unit);
    json_text(json, "description", field->about);
    if (field->sense != 0) json_text(json, "sense", sense_text(field->sense));
    json_close(json, '}');
}

static void fields_put(struct json *json, const struct datapackage_field *fields, size_t n) {
    for (size_t i = 0; i < n; i++) field_put(json, &fields[i]);
}

/* Name of a resource: its file without the ending. */
static void resource_open(struct json *json, const char *path, const char *about) {
    char name[64] = {0};
    size_t length = strcspn(path, ".");
    memcpy(name, path, length < sizeof name ? length : sizeof name - 1);
    json_open(json, NULL, '{');
    json_text(json, "name", name);
    json_text(json, "path", path);
    json_text(json, "description", about);
    json_text(json, "profile", "tabular-data-resource");
    json_text(json, "format", "csv");
    json_text(json, "mediatype", "text/csv");
    json_text(json, "encoding", "utf-8");
    json_open(json, "schema", '{');
    json_open(json, "fields", '[');
}

/* Ends the fields and names the columns that tell a row ("option,world"). */
static void resource_close(struct json *json, const char *key) {
    json_close(json, ']');
    json_open(json, "primaryKey", '[');
    while (*key != '\0') {
        char name[32] = {0};
        size_t length = strcspn(key, ",");
        memcpy(name, key, length < sizeof name ? length : sizeof name - 1);
        json_text(json, NULL, name);
        key += length + (key[length] == ',');
    }
    json_close(json, ']');
    json_open(json, "missingValues", '[');
    json_text(json, NULL, "");
    json_close(json, ']');
    json_close(json, '}');
}

/* Metrics of a file with one row for each metric. */
static void metrics_put(struct json *json, const struct mandate_metric *metrics, size_t n) {
    json_open(json, "metrics", '[');
    for (size_t i = 0; i < n; i++) {
        json_open(json, NULL, '{');
        json_text(json, "name", metrics[i].name);
        if (metrics[i].kind != NULL) json_text(json, "kind", metrics[i].kind);
        json_text(json, "unit", metrics[i].unit);
        json_text(json, "description", metrics[i].about);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void runs_put(struct json *json) {
    resource_open(json, "runs.csv", "one row for each option, world and replication; inf = among the never-reached");
    fields_put(json, runs_keys, COUNT(runs_keys));
    for (size_t m = 0; m < MANDATE_METRICS; m++) {
        const struct mandate_metric *metric = &mandate_metrics[m];
        field_put(json,
                  &(struct datapackage_field){metric->name, "number", metric->unit, metric->sense, metric->about});
    }
    resource_close(json, "option,world,replication");
    json_close(json, '}');
}

static void worlds_put(struct json *json, const struct mandate_layout *layout) {
    resource_open(json, "worlds.csv", "values of what is not known, one row for each world");
    fields_put(json, worlds_keys, COUNT(worlds_keys));
    for (size_t u = 0; u < layout->n_unknown; u++) {
        const char *unit =
            layout->unknown_units != NULL && layout->unknown_units[u] != NULL ? layout->unknown_units[u] : "";
        field_put(json, &(struct datapackage_field){layout->unknowns[u], "number", unit, 0,
                                                    "address of the value in the study"});
    }
    resource_close(json, "world");
    json_close(json, '}');
}

static void files_put(struct json *json, const struct mandate_layout *layout) {
    runs_put(json);
    worlds_put(json, layout);
    resource_open(json, "series.csv", "bands over time, one row for each option, date and metric");
    fields_put(json, series_fields, COUNT(series_fields));
    resource_close(json, "option,date,metric");
    metrics_put(json, mandate_series_metrics, MANDATE_SERIES);
    json_close(json, '}');
    resource_open(json, "places.csv", "means by base, region and locality: what the maps show");
    fields_put(json, places_fields, COUNT(places_fields));
    resource_close(json, "option,date,kind,place,metric");
    metrics_put(json, mandate_place_metrics, MANDATE_PLACES);
    json_close(json, '}');
    resource_open(json, "breakdown.csv", "means by region or actor and calendar quarter");
    fields_put(json, breakdown_fields, COUNT(breakdown_fields));
    resource_close(json, "option,by,key,quarter,metric");
    metrics_put(json, mandate_breakdown_metrics, MANDATE_BREAKDOWNS);
    json_close(json, '}');
}

static void more_put(struct json *json, const struct datapackage_file *file) {
    resource_open(json, file->path, file->about);
    fields_put(json, file->fields, file->n_field);
    resource_close(json, file->key);
    json_close(json, '}');
}

enum mandate_status datapackage_write(const char *folder, const struct mandate_layout *layout,
                                      const struct datapackage_file *more, size_t n_more, struct file_reason *reason) {
    struct json json = {0};
    struct text path = {0};
    json_open(&json, NULL, '{');
    json_text(&json, "name", "mandate-results");
    json_text(&json, "profile", "tabular-data-package");
    json_open(&json, "resources", '[');
    if (layout != NULL) files_put(&json, layout);
    for (size_t i = 0; i < n_more; i++) more_put(&json, &more[i]);
    json_close(&json, ']');
    json_close(&json, '}');
    json_end(&json);
    text_print(&path, "%s/datapackage.json", folder);
    enum mandate_status status = file_write(path.bytes, json.text.bytes, json.text.length, reason);
    text_free(&path);
    text_free(&json.text);
    return status;
}
