/* The manifest. Digests are of the files as they stand in the folder, so what was changed later shows. */
#include "output/manifest.h"

#include "base/hash.h"
#include "base/text.h"
#include "output/credibility.h"
#include "output/json.h"

static const char *const outputs[] = {"runs.csv",        "worlds.csv",  "series.csv", "places.csv", "breakdown.csv",
                                      "assumptions.csv", "compare.csv", "events.csv", "policy.csv", "datapackage.json"};

static void path_set(struct text *path, const char *folder, const char *name) {
    text_clear(path);
    text_print(path, "%s/%s", folder, name);
}

enum mandate_status manifest_remove(const char *folder, struct file_reason *reason) {
    struct text path = {0};
    path_set(&path, folder, "manifest.json");
    enum mandate_status status = file_remove(path.bytes, reason);
    text_free(&path);
    return status;
}

static void file_entry(struct json *json, const char *name, const char *digest) {
    json_open(json, NULL, '{');
    json_text(json, "name", name);
    json_text(json, "sha256", digest);
    json_close(json, '}');
}

static void inputs_put(struct json *json, const struct manifest *manifest) {
    char digest[HASH_TEXT];
    json_open(json, "inputs", '[');
    for (size_t i = 0; i < manifest->n_input; i++) {
        hash_text(manifest->inputs[i].bytes, manifest->inputs[i].size, digest);
        file_entry(json, manifest->inputs[i].name, digest);
    }
    json_close(json, ']');
}

static enum mandate_status outputs_put(struct json *json, const char *folder, struct file_reason *reason) {
    char digest[HASH_TEXT];
    struct text path = {0};
    enum mandate_status status = MANDATE_OK;
    json_open(json, "outputs", '[');
    for (size_t i = 0; i < sizeof outputs / sizeof outputs[0] && status == MANDATE_OK; i++) {
        path_set(&path, folder, outputs[i]);
        if (!file_exists(path.bytes)) continue;
        status = hash_file(path.bytes, digest, reason);
        if (status == MANDATE_OK) file_entry(json, outputs[i], digest);
    }
    json_close(json, ']');
    text_free(&path);
    return status;
}

static void notes_put(struct json *json, const struct manifest *manifest) {
    json_open(json, "credibility", '{');
    for (size_t i = 0; i < manifest->n_note; i++) json_text(json, manifest->notes[i].name, manifest->notes[i].text);
    json_open(json, "factors", '[');
    for (size_t i = 0; i < CREDIBILITY_FACTORS; i++) {
        json_open(json, NULL, '{');
        json_text(json, "name", credibility_factors[i].name);
        json_whole(json, "level", (uint64_t)credibility_factors[i].level);
        json_text(json, "reason", credibility_factors[i].reason);
        json_text(json, "raises", credibility_factors[i].raises);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static enum mandate_status manifest_put(struct json *json, const char *folder, const struct manifest *manifest,
                                        struct file_reason *reason) {
    json_open(json, NULL, '{');
    json_text(json, "program", "mandate");
    json_text(json, "version", manifest->version);
    json_text(json, "study", manifest->hash);
    json_whole(json, "seed", manifest->seed);
    json_whole(json, "worlds", manifest->worlds);
    json_whole(json, "replications", manifest->replications);
    inputs_put(json, manifest);
    enum mandate_status status = outputs_put(json, folder, reason);
    notes_put(json, manifest);
    if (manifest->resolved != NULL) json_text(json, "resolved", manifest->resolved);
    json_close(json, '}');
    json_end(json);
    return status;
}

enum mandate_status manifest_write(const char *folder, const struct manifest *manifest, struct file_reason *reason) {
    struct json json = {0};
    struct text path = {0};
    enum mandate_status status = manifest_put(&json, folder, manifest, reason);
    path_set(&path, folder, "manifest.json");
    if (status == MANDATE_OK) status = file_write(path.bytes, json.text.bytes, json.text.length, reason);
    text_free(&path);
    text_free(&json.text);
    return status;
}
