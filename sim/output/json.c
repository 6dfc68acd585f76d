/* Writing JSON (RFC 8259). Bytes that are not UTF-8 are the caller's; control characters are escaped. */
#include "output/json.h"

#include <math.h>
#include <string.h>

static void string(struct text *text, const char *value) {
    text_append(text, "\"", 1);
    for (const char *p = value; *p != '\0'; p++) {
        unsigned char byte = (unsigned char)*p;
        if (byte == '"' || byte == '\\') text_print(text, "\\%c", byte);
        else if (byte == '\n') text_append(text, "\\n", 2);
        else if (byte < 0x20 || byte == 0x7f) text_print(text, "\\u%04x", byte);
        else text_append(text, p, 1);
    }
    text_append(text, "\"", 1);
}

static void line(struct json *json) {
    text_append(&json->text, "\n", 1);
    for (int i = 0; i < json->depth; i++) text_append(&json->text, "  ", 2);
}

/* Comma, line and key before a value. */
static void begin(struct json *json, const char *key) {
    if (json->follows) text_append(&json->text, ",", 1);
    if (json->depth > 0) line(json);
    if (key != NULL) {
        string(&json->text, key);
        text_append(&json->text, ": ", 2);
    }
    json->follows = true;
}

void json_open(struct json *json, const char *key, char bracket) {
    begin(json, key);
    text_append(&json->text, &bracket, 1);
    json->depth++;
    json->follows = false;
}

void json_close(struct json *json, char bracket) {
    json->depth--;
    if (json->follows) line(json);
    text_append(&json->text, &bracket, 1);
    json->follows = true;
}

void json_text(struct json *json, const char *key, const char *value) {
    begin(json, key);
    string(&json->text, value);
}

void json_whole(struct json *json, const char *key, uint64_t value) {
    begin(json, key);
    text_print(&json->text, "%llu", (unsigned long long)value);
}

void json_real(struct json *json, const char *key, double value) {
    begin(json, key);
    if (isfinite(value)) text_append_real(&json->text, value);
    else text_append_string(&json->text, "null");
}

void json_flag(struct json *json, const char *key, bool value) {
    begin(json, key);
    text_append_string(&json->text, value ? "true" : "false");
}

void json_end(struct json *json) { text_append(&json->text, "\n", 1); }
