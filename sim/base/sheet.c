/* Lines and fields. */
#include "base/sheet.h"

#include <string.h>

struct sheet sheet_of(const struct mandate_source *source) {
    bool marked = source->size >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0; /* a spreadsheet's UTF-8 */
    return (struct sheet){.source = source, .next = source->bytes + (marked ? 3 : 0)};
}

bool sheet_line(struct sheet *sheet) {
    const char *end = sheet->source->bytes + sheet->source->size;
    for (sheet->length = sheet->from = sheet->before = 0; sheet->length == 0 && sheet->next < end; sheet->line++) {
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

/* Columns count characters, not bytes. */
static uint32_t characters(const char *text, size_t length) {
    uint32_t n = 0;
    for (size_t i = 0; i < length; i++) n += ((unsigned char)text[i] & 0xC0u) != 0x80u;
    return n;
}

struct mandate_place sheet_place(const struct sheet *sheet) {
    return (struct mandate_place){sheet->source, sheet->line, 1, 1};
}

bool sheet_field(struct sheet *sheet, struct sheet_field *field) {
    if (sheet->from > sheet->length) return false;
    const char *start = sheet->at + sheet->from;
    size_t length = field_length(start, sheet->length - sheet->from);
    bool quoted = length >= 2 && start[0] == '"' && start[length - 1] == '"';
    uint32_t width = characters(start, length);
    struct mandate_place place = {sheet->source, sheet->line, sheet->before + 1, width > 0 ? width : 1};
    *field = (struct sheet_field){start + quoted, length - 2 * (size_t)quoted, place};
    sheet->from += length + 1;
    sheet->before += width + 1;
    return true;
}

bool sheet_is(const struct sheet_field *field, const char *text) {
    return strlen(text) == field->length && memcmp(field->text, text, field->length) == 0;
}
