/* JSON: a small writer into a growing text, indented by two blanks. Not a reader. */
#ifndef OUTPUT_JSON_H
#define OUTPUT_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* Start with {0}; take `text` at the end. Members of an object have a key, elements of an array NULL. */
struct json {
    struct text text;
    int depth;
    bool follows; /* something stands before on this level */
};

void json_open(struct json *json, const char *key, char bracket); /* '{' or '[' */
void json_close(struct json *json, char bracket);                 /* '}' or ']' */
void json_text(struct json *json, const char *key, const char *value);
void json_whole(struct json *json, const char *key, uint64_t value);
void json_real(struct json *json, const char *key, double value); /* null unless finite */
void json_flag(struct json *json, const char *key, bool value);

/* Ends the text with a line feed. */
void json_end(struct json *json);

#endif
