/* Writing and reading CSV. Not for what the columns mean (results.c, datapackage.c). */
#include "output/csv.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum { WRITE_BUFFER = 1 << 20, READ_BUFFER = 1 << 16 };

/* "FOLDER/NAME" in memory of its own. */
static char *path_join(const char *folder, const char *name) {
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = memory_take(size);
    (void)snprintf(path, size, "%s/%s", folder, name);
    return path;
}

/* ---- writing ---- */

struct csv {
    struct file_out *file;
    bool inside; /* a field stands before in this row */
    size_t used;
    char buffer[WRITE_BUFFER];
};

enum mandate_status csv_create(const char *folder, const char *name, struct csv **csv, struct file_reason *reason) {
    char *path = path_join(folder, name);
    struct file_out *file;
    enum mandate_status status = file_create(path, &file, reason);
    memory_free(path);
    *csv = NULL;
    if (status != MANDATE_OK) return status;
    *csv = memory_take(sizeof **csv);
    (*csv)->file = file;
    return MANDATE_OK;
}

/* Room for `size` more bytes, at most the whole buffer. */
static char *room(struct csv *csv, size_t size) {
    if (WRITE_BUFFER - csv->used < size) {
        file_put(csv->file, csv->buffer, csv->used);
        csv->used = 0;
    }
    return csv->buffer + csv->used;
}

static void put(struct csv *csv, char letter) {
    *room(csv, 1) = letter;
    csv->used++;
}

static void separate(struct csv *csv) {
    if (csv->inside) put(csv, ',');
    csv->inside = true;
}

void csv_text(struct csv *csv, const char *text) {
    separate(csv);
    bool formula = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
    bool quoted = text[strcspn(text, ",\"\r\n")] != '\0';
    if (quoted) put(csv, '"');
    if (formula) put(csv, '\'');
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"') put(csv, '"');
        put(csv, *p);
    }
    if (quoted) put(csv, '"');
}

void csv_texts(struct csv *csv, const char *const *names) {
    for (; *names != NULL; names++) csv_text(csv, *names);
    csv_line(csv);
}

void csv_real(struct csv *csv, double value) {
    separate(csv);
    csv->used += text_real_write(room(csv, TEXT_REAL), value);
}

void csv_whole(struct csv *csv, uint64_t value) {
    char digits[20];
    size_t n = 0;
    separate(csv);
    do digits[n++] = (char)('0' + value % 10);
    while ((value /= 10) != 0);
    while (n > 0) put(csv, digits[--n]);
}

void csv_date(struct csv *csv, double hours) {
    char text[CSV_DATE];
    csv_date_write(text, hours);
    csv_text(csv, text);
}

void csv_line(struct csv *csv) {
    put(csv, '\n');
    csv->inside = false;
}

enum mandate_status csv_commit(struct csv *csv, struct file_reason *reason) {
    file_put(csv->file, csv->buffer, csv->used);
    enum mandate_status status = file_commit(csv->file, reason);
    memory_free(csv);
    return status;
}

void csv_discard(struct csv *csv) {
    file_discard(csv->file);
    memory_free(csv);
}

/* ---- dates ---- */

struct civil {
    long year, month, day;
};

/* Gregorian date of a day counted from 1970-01-01; years are counted from March, so that leap days come last. */
static struct civil civil_of(long days) {
    long z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, day_of_era = z - era * 146097;
    long year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day = day_of_era - (365 * year + year / 4 - year / 100), m = (5 * day + 2) / 153;
    long month = m < 10 ? m + 3 : m - 9;
    return (struct civil){year + era * 400 + (month <= 2), month, day - (153 * m + 2) / 5 + 1};
}

void csv_date_write(char out[CSV_DATE], double hours) {
    out[0] = '\0';
    if (!(fabs(hours) < 1e8)) return;
    long minutes = lround(hours * 60), day = minutes / 1440 - (minutes % 1440 < 0);
    unsigned rest = (unsigned)(minutes - day * 1440);
    struct civil c = civil_of(day);
    if (rest == 0) (void)snprintf(out, CSV_DATE, "%04ld-%02ld-%02ld", c.year, c.month, c.day);
    else (void)snprintf(out, CSV_DATE, "%04ld-%02ld-%02ldT%02u:%02u", c.year, c.month, c.day, rest / 60, rest % 60);
}

/* ---- reading ---- */

/* Fields of a row, each with a NUL, in the bytes that hold them. */
struct row {
    char *bytes;
    size_t *starts; /* (n) of the fields in `bytes` */
    size_t n, room;
};

struct csv_reader {
    FILE *file;
    char *path;
    size_t line;
    struct row header, row;
    char *buffer; /* (capacity) */
    size_t at, size, capacity;
};

static void row_free(struct row *row) {
    memory_free(row->bytes);
    memory_free(row->starts);
}

/* Moves what is left to the front of the buffer, and reads more behind it; false at the end of the file. */
static bool buffer_fill(struct csv_reader *reader) {
    reader->size -= reader->at;
    if (reader->size > 0) memmove(reader->buffer, reader->buffer + reader->at, reader->size);
    reader->at = 0;
    if (reader->size + 1 >= reader->capacity)
        reader->buffer = memory_resize(reader->buffer, reader->capacity = 2 * reader->capacity + READ_BUFFER);
    size_t read = fread(reader->buffer + reader->size, 1, reader->capacity - reader->size - 1, reader->file);
    reader->size += read;
    return read > 0;
}

/* Quotes of a stretch of bytes are odd in number: a line that ends there goes on. */
static bool quote_open(const char *bytes, size_t size) {
    bool open = false;
    const char *end = bytes + size;
    while ((bytes = memchr(bytes, '"', (size_t)(end - bytes))) != NULL) bytes++, open = !open;
    return open;
}

/* Length of the row at hand, without what ends it; the whole of it is in the buffer then. False: there is no more. */
static bool row_length(struct csv_reader *reader, size_t *length) {
    size_t from = 0;
    for (;;) {
        const char *start = reader->buffer + reader->at;
        const char *end =
            reader->size > reader->at + from ? memchr(start + from, '\n', reader->size - reader->at - from) : NULL;
        *length = end != NULL ? (size_t)(end - start) : reader->size - reader->at;
        if (end != NULL && !quote_open(start, *length)) return true;
        from = end != NULL ? *length + 1 : *length;
        if (end == NULL && !buffer_fill(reader)) return *length > 0;
    }
}

static void row_begin(struct row *row, char *bytes) {
    row->n = 0;
    row->bytes = bytes;
}

static void field_begin(struct row *row, const char *at) {
    if (row->n == row->room) row->starts = memory_grow(row->starts, sizeof *row->starts, row->n, &row->room);
    row->starts[row->n++] = (size_t)(at - row->bytes);
}

/* Cuts a row into fields where it stands. A doubled quote closes and opens again. */
static void quoted_cut(struct row *row, char *bytes, size_t length) {
    const char *at = bytes, *end = bytes + length;
    char *to = bytes;
    bool quoted = false;
    for (row_begin(row, bytes);; at++) {
        field_begin(row, to);
        for (; at < end && (quoted || *at != ','); at++) {
            if (*at == '"') {
                if (!quoted && at > bytes && at[-1] == '"') *to++ = '"';
                quoted = !quoted;
            } else if (*at != '\r' || quoted) {
                *to++ = *at;
            }
        }
        *to++ = '\0';
        if (at >= end) return;
    }
}

/* The same where nothing has to move, which is nearly always. */
static void plain_cut(struct row *row, char *bytes, size_t length) {
    char *end = bytes + length, *at = bytes;
    row_begin(row, bytes);
    while (at != NULL) {
        field_begin(row, at);
        at = memchr(at, ',', (size_t)(end - at));
        if (at != NULL) *at++ = '\0';
    }
    *end = '\0';
}

static void row_cut(struct row *row, char *bytes, size_t length) {
    bool plain = memchr(bytes, '"', length) == NULL && memchr(bytes, '\r', length) == NULL;
    if (plain) plain_cut(row, bytes, length);
    else quoted_cut(row, bytes, length);
}

/* False at the end of the file. */
static bool row_read(struct csv_reader *reader, struct row *row) {
    size_t length;
    if (!row_length(reader, &length)) return false;
    char *bytes = reader->buffer + reader->at;
    reader->at += length + (reader->at + length < reader->size);
    row_cut(row, bytes, length);
    reader->line++;
    return true;
}

/* The header outlives the buffer's bytes. */
static bool header_read(struct csv_reader *reader) {
    struct row *header = &reader->header;
    if (!row_read(reader, header)) return false;
    size_t last = header->starts[header->n - 1], size = last + strlen(header->bytes + last) + 1;
    header->bytes = memcpy(memory_take(size), header->bytes, size);
    return true;
}

static enum mandate_status cannot_read(const char *path, struct file_reason *reason) {
    (void)snprintf(reason->text, sizeof reason->text, "cannot read '%.300s': %.100s", path, strerror(errno));
    return MANDATE_SYSTEM;
}

enum mandate_status csv_open(const char *folder, const char *name, struct csv_reader **reader,
                             struct file_reason *reason) {
    char *path = path_join(folder, name);
    FILE *file = fopen(path, "rb");
    *reader = NULL;
    if (file == NULL) {
        enum mandate_status status = cannot_read(path, reason);
        memory_free(path);
        return status;
    }
    *reader = memory_take(sizeof **reader);
    (*reader)->file = file;
    (*reader)->path = path;
    if (header_read(*reader)) return MANDATE_OK;
    (void)snprintf(reason->text, sizeof reason->text, "'%.300s' is empty; run the study again", path);
    csv_close(*reader);
    *reader = NULL;
    return MANDATE_BAD_INPUT;
}

enum mandate_status csv_columns_find(const struct csv_reader *reader, const char *folder, const char *name,
                                     const char *const *names, size_t n, int *columns, struct file_reason *reason) {
    for (size_t i = 0; i < n; i++) {
        columns[i] = csv_column(reader, names[i]);
        if (columns[i] >= 0) continue;
        (void)snprintf(reason->text, sizeof reason->text, "'%.300s/%s' has no column %s; run the study again", folder,
                       name, names[i]);
        return MANDATE_BAD_INPUT;
    }
    return MANDATE_OK;
}

size_t csv_columns(const struct csv_reader *reader) { return reader->header.n; }

const char *csv_column_name(const struct csv_reader *reader, size_t column) {
    return reader->header.bytes + reader->header.starts[column];
}

int csv_column(const struct csv_reader *reader, const char *name) {
    for (size_t i = 0; i < reader->header.n; i++)
        if (strcmp(csv_column_name(reader, i), name) == 0) return (int)i;
    return -1;
}

enum mandate_status csv_next(struct csv_reader *reader, bool *more, struct file_reason *reason) {
    *more = row_read(reader, &reader->row);
    if (ferror(reader->file)) return cannot_read(reader->path, reason);
    if (!*more || reader->row.n == reader->header.n) return MANDATE_OK;
    (void)snprintf(reason->text, sizeof reason->text,
                   "'%.300s', line %zu: %zu fields, but the header has %zu; run the study again", reader->path,
                   reader->line, reader->row.n, reader->header.n);
    return MANDATE_BAD_INPUT;
}

const char *csv_field(const struct csv_reader *reader, size_t column) {
    return reader->row.bytes + reader->row.starts[column];
}

double csv_number(const struct csv_reader *reader, size_t column) {
    const char *field = csv_field(reader, column);
    double value;
    return text_real_read(field, strlen(field), &value) ? value : (double)NAN;
}

void csv_close(struct csv_reader *reader) {
    if (reader == NULL) return;
    (void)fclose(reader->file);
    memory_free(reader->path);
    row_free(&reader->header);
    memory_free(reader->row.starts);
    memory_free(reader->buffer);
    memory_free(reader);
}
