/* Lines and fields. */
#include "base/sheet.h"

#include <string.h>

struct sheet sheet_of(const struct mandate_source *source) {
    return (struct sheet){.source = source, .next = source->bytes};
}

bool sheet_line(struct sheet *sheet) {
    const char *end = sheet->source->bytes + sheet->source->size;
    for (sheet->length = sheet->from = 0; sheet->length == 0 && sheet->next < end; sheet->line++) {
        const char *stop = memchr(sheet->next, '\n', (size_t)(end - sheet->next));
        sheet->at = sheet->next;
        sheet->length = (size_t)((stop != NULL ? stop : end) - sheet->at);
        sheet->next = stop != NULL ? stop + 1 : end;
        if (sheet->length > 0 && sheet->at[sheet->length - 1] == '\r') sheet->length--;
    }
    return sheet->length > 0;
}

/* Bytes up to the comma that ends the field: one outside quotes. */
static size_t field_length(const char *start, size_t left) {
    bool quoted = false;
    size_t n = 0;
    for (; n < left && (quoted || start[n] != ','); n++)
        if (start[n] == '"') quoted = !quoted;
    return n;
}

/* The place of a piece of the line; columns count characters, not bytes. */
static struct mandate_place place_of(const struct sheet *sheet, size_t from, size_t length) {
    struct mandate_place place = {sheet->source, sheet->line, 1, 0};
    for (size_t i = 0; i < from + length; i++) {
        bool begins = ((unsigned char)sheet->at[i] & 0xC0u) != 0x80u;
        if (i < from) place.column += begins;
        else place.length += begins;
    }
    if (place.length == 0) place.length = 1;
    return place;
}

struct mandate_place sheet_place(const struct sheet *sheet) {
    return place_of(sheet, 0, 0);
}

bool sheet_field(struct sheet *sheet, struct sheet_field *field) {
    if (sheet->from > sheet->length) return false;
    const char *start = sheet->at + sheet->from;
    size_t length = field_length(start, sheet->length - sheet->from);
    bool quoted = length >= 2 && start[0] == '"' && start[length - 1] == '"';
    *field = (struct sheet_field){start + quoted, length - 2 * (size_t)quoted, place_of(sheet, sheet->from, length)};
    sheet->from += length + 1;
    return true;
}

bool sheet_is(const struct sheet_field *field, const char *text) {
    return strlen(text) == field->length && memcmp(field->text, text, field->length) == 0;
}
