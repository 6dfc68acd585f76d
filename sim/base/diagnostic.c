/* Diagnostics: collects the mistakes of a user's files and prints them in order, each with its line and a caret.
 * Not for failures of the machine (a status and a reason) and not for mistakes of ours (check.h). */
#include "mandate/diagnostic.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum {
    KEPT = 200,           /* messages */
    MESSAGE_LIMIT = 2000, /* bytes of one message; the user's text inside it may be long */
    WINDOW = 100,         /* characters shown of a source line */
    BEFORE_CARET = 60     /* of those, at most so many before the caret */
};

struct diagnostic {
    struct mandate_place place;
    const char *path, *what;
    size_t order; /* of arrival */
    bool warning;
};

struct mandate_diagnostics {
    struct arena *arena;
    size_t n, errors, warnings, dropped;
    struct diagnostic item[KEPT];
};

struct mandate_diagnostics *mandate_diagnostics_new(void) {
    struct mandate_diagnostics *diagnostics = memory_take(sizeof *diagnostics);
    diagnostics->arena = arena_new();
    return diagnostics;
}

void mandate_diagnostics_free(struct mandate_diagnostics *diagnostics) {
    if (diagnostics == NULL) return;
    arena_free(diagnostics->arena);
    memory_free(diagnostics);
}

size_t mandate_diagnostics_errors(const struct mandate_diagnostics *diagnostics) { return diagnostics->errors; }

size_t mandate_diagnostics_warnings(const struct mandate_diagnostics *diagnostics) { return diagnostics->warnings; }

/* ---- collecting ---- */

static bool same(const struct diagnostic *a, const struct diagnostic *b) {
    return a->warning == b->warning && a->place.source == b->place.source && a->place.line == b->place.line &&
           a->place.column == b->place.column && strcmp(a->path, b->path) == 0 && strcmp(a->what, b->what) == 0;
}

static bool known(const struct mandate_diagnostics *diagnostics, const struct diagnostic *wanted) {
    for (size_t i = 0; i < diagnostics->n; i++)
        if (same(&diagnostics->item[i], wanted)) return true;
    return false;
}

__attribute__((format(printf, 4, 0))) static void add(struct mandate_diagnostics *diagnostics, struct diagnostic item,
                                                      const char *path, const char *format, va_list arguments) {
    char what[MESSAGE_LIMIT];
    int length = vsnprintf(what, sizeof what, format, arguments);
    if (length >= MESSAGE_LIMIT) memcpy(what + MESSAGE_LIMIT - 4, "...", 4);
    item.path = path != NULL ? path : "";
    item.what = what;
    item.order = diagnostics->n;
    if (known(diagnostics, &item)) return;
    *(item.warning ? &diagnostics->warnings : &diagnostics->errors) += 1;
    if (diagnostics->n == KEPT) {
        diagnostics->dropped++;
        return;
    }
    item.path = arena_copy(diagnostics->arena, item.path, strlen(item.path));
    item.what = arena_copy(diagnostics->arena, what, strlen(what));
    diagnostics->item[diagnostics->n++] = item;
}

void mandate_error_add(struct mandate_diagnostics *diagnostics, struct mandate_place place, const char *path,
                       const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add(diagnostics, (struct diagnostic){.place = place}, path, format, arguments);
    va_end(arguments);
}

void mandate_warning_add(struct mandate_diagnostics *diagnostics, struct mandate_place place, const char *path,
                         const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add(diagnostics, (struct diagnostic){.place = place, .warning = true}, path, format, arguments);
    va_end(arguments);
}

/* ---- order ---- */

static int by_number(uint64_t a, uint64_t b) { return (a > b) - (a < b); }

/* The command line first, then files by name, then place, then arrival. */
static int by_place(const void *left, const void *right) {
    const struct diagnostic *a = left, *b = right;
    const struct mandate_source *s = a->place.source, *t = b->place.source;
    int order = s == NULL || t == NULL ? (s != NULL) - (t != NULL) : strcmp(s->name, t->name);
    if (order == 0) order = by_number(a->place.line, b->place.line);
    if (order == 0) order = by_number(a->place.column, b->place.column);
    return order != 0 ? order : by_number(a->order, b->order);
}

/* ---- characters ---- */

/* Decodes one character of UTF-8 (RFC 3629) and returns its bytes; a byte that starts none gives itself as `wrong`. */
static size_t character(const char *bytes, size_t size, uint32_t *code, bool *wrong) {
    const unsigned char *b = (const unsigned char *)bytes;
    size_t n = b[0] < 0x80 ? 1 : b[0] >= 0xF0 ? 4 : b[0] >= 0xE0 ? 3 : 2;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    *code = n == 1 ? b[0] : b[0] & (0x7Fu >> n);
    *wrong = b[0] > 0xF4 || (b[0] >= 0x80 && b[0] < 0xC2) || n > size;
    for (size_t i = 1; i < n && !*wrong; i++) {
        *wrong = (b[i] & 0xC0) != 0x80;
        *code = *code << 6 | (b[i] & 0x3F);
    }
    *wrong = *wrong || *code < least[n] || *code > 0x10FFFF || (*code >= 0xD800 && *code <= 0xDFFF);
    if (*wrong) *code = b[0];
    return *wrong ? 1 : n;
}

static bool between(uint32_t x, uint32_t low, uint32_t high) { return x >= low && x <= high; }

/* Characters that a terminal would obey instead of show: controls, and marks that turn the direction of writing. */
static bool unsafe(uint32_t code) {
    return code < 0x20 || between(code, 0x7F, 0x9F) || between(code, 0x200B, 0x200F) || between(code, 0x2028, 0x202E) ||
           between(code, 0x2060, 0x206F) || code == 0xFEFF;
}

/* Columns that a terminal gives a character: 0 for combining marks, 2 for East Asian wide ones. */
static size_t columns(uint32_t code) {
    if (between(code, 0x300, 0x36F)) return 0;
    bool wide = between(code, 0x1100, 0x115F) || between(code, 0x2E80, 0xA4CF) || between(code, 0xAC00, 0xD7A3) ||
                between(code, 0xF900, 0xFAFF) || between(code, 0xFE30, 0xFE6F) || between(code, 0xFF00, 0xFF60) ||
                between(code, 0xFFE0, 0xFFE6) || between(code, 0x1F300, 0x1F64F) || between(code, 0x20000, 0x3FFFD);
    return wide ? 2 : 1;
}

/* Appends one character so that it can be shown, moves `*bytes` past it, and returns the columns that it takes. */
static size_t show(struct text *out, const char **bytes, const char *end) {
    uint32_t code;
    bool wrong;
    size_t n = character(*bytes, (size_t)(end - *bytes), &code, &wrong), before = out->length;
    const char *start = *bytes;
    *bytes += n;
    if (!wrong && !unsafe(code)) {
        text_append(out, start, n);
        return columns(code);
    }
    if (code == '\n') text_append_string(out, "\\n");
    else if (code == '\t') text_append_string(out, "\\t");
    else text_print(out, wrong || code < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)code);
    return out->length - before;
}

static void show_all(struct text *out, const char *string) {
    for (const char *end = string + strlen(string); string < end;) (void)show(out, &string, end);
}

/* ---- printing ---- */

struct colors {
    const char *bold, *error, *warning, *caret, *plain;
};

static const struct colors colors_on = {"\033[1m", "\033[1;31m", "\033[1;35m", "\033[1;32m", "\033[0m"};
static const struct colors colors_off = {"", "", "", "", ""};

/* The bytes of a line; false when the source has no such line. */
static bool line_find(const struct mandate_source *source, uint32_t line, const char **start, const char **end) {
    const char *p = source->bytes, *stop = p + source->size;
    for (uint32_t i = 1; i < line && p != NULL; i++) {
        p = p < stop ? memchr(p, '\n', (size_t)(stop - p)) : NULL;
        if (p != NULL) p++;
    }
    if (p == NULL || p >= stop) return false;
    const char *newline = memchr(p, '\n', (size_t)(stop - p));
    *start = p;
    *end = newline != NULL ? newline : stop;
    if (*end > p && (*end)[-1] == '\r') (*end)--;
    return true;
}

static const char *skip(const char *p, const char *end, size_t n) {
    uint32_t code;
    bool wrong;
    for (; n > 0 && p < end; n--) p += character(p, (size_t)(end - p), &code, &wrong);
    return p;
}

/* A tab is shown as blanks up to the next multiple of four, so that the caret stands right on every terminal. */
static size_t show_cell(struct text *out, const char **p, const char *end, size_t column) {
    if (**p != '\t') return show(out, p, end);
    size_t n = 4 - column % 4;
    text_append(out, "    ", n);
    (*p)++;
    return n;
}

/* The columns of the underlined part within what is shown. */
struct caret {
    size_t start, width;
};

/* Appends the line, or the window of it around `column`, and finds where the caret goes. */
static struct caret line_show(struct text *out, const char *p, const char *end, const struct mandate_place *place) {
    size_t first = 1;
    if (place->column > BEFORE_CARET && skip(p, end, WINDOW) < end) first = place->column - BEFORE_CARET;
    const char *start = skip(p, end, first - 1), *stop = skip(start, end, WINDOW);
    size_t at = first, shown = 0;
    struct caret caret = {0, 0};
    if (first > 1) {
        text_append_string(out, "...");
        shown = 3;
    }
    caret.start = shown;
    for (p = start; p < stop; at++) {
        if (at == place->column) caret.start = shown;
        size_t width = show_cell(out, &p, stop, shown);
        shown += width;
        if (at >= place->column && at - place->column < place->length) caret.width = shown - caret.start;
    }
    if (at <= place->column) caret.start = shown;
    if (stop < end) text_append_string(out, "...");
    return caret;
}

static void caret_show(struct text *out, struct caret caret, const struct colors *colors) {
    text_print(out, "  %*s%s^", (int)caret.start, "", colors->caret);
    for (size_t i = 1; i < caret.width; i++) text_append(out, "~", 1);
    text_print(out, "%s\n", colors->plain);
}

static void source_show(struct text *out, const struct mandate_place *place, const struct colors *colors) {
    const char *start, *end;
    if (place->source == NULL || place->source->bytes == NULL || place->line == 0) return;
    if (!line_find(place->source, place->line, &start, &end)) return;
    text_append_string(out, "  ");
    struct caret caret = line_show(out, start, end, place);
    text_append_string(out, "\n");
    if (place->column > 0) caret_show(out, caret, colors);
}

static void place_show(struct text *out, const struct mandate_place *place) {
    show_all(out, place->source != NULL ? place->source->name : "command line");
    if (place->line > 0) text_print(out, ":%u", (unsigned)place->line);
    if (place->line > 0 && place->column > 0) text_print(out, ":%u", (unsigned)place->column);
    text_append_string(out, ": ");
}

static void item_show(struct text *out, const struct diagnostic *item, const struct colors *colors) {
    text_append_string(out, colors->bold);
    place_show(out, &item->place);
    text_append_string(out, item->warning ? colors->warning : colors->error);
    text_append_string(out, item->warning ? "warning:" : "error:");
    text_append_string(out, colors->plain);
    text_append_string(out, " ");
    if (item->path[0] != '\0') {
        show_all(out, item->path);
        text_append_string(out, ": ");
    }
    show_all(out, item->what);
    text_append_string(out, "\n");
    source_show(out, &item->place, colors);
}

static void number_show(struct text *out, size_t n, const char *noun) {
    text_print(out, "%zu %s%s", n, noun, n == 1 ? "" : "s");
}

/* "3 errors, 1 warning" */
static void counts_show(struct text *out, const struct mandate_diagnostics *diagnostics) {
    if (diagnostics->errors > 0) number_show(out, diagnostics->errors, "error");
    if (diagnostics->errors > 0 && diagnostics->warnings > 0) text_append_string(out, ", ");
    if (diagnostics->warnings > 0) number_show(out, diagnostics->warnings, "warning");
    if (diagnostics->dropped > 0) text_print(out, " (%zu not shown)", diagnostics->dropped);
    text_append_string(out, "\n");
}

void mandate_diagnostics_print(const struct mandate_diagnostics *diagnostics, FILE *stream, bool color) {
    size_t n = diagnostics->n;
    if (n == 0) return;
    struct diagnostic *sorted = memory_take(n * sizeof *sorted);
    memcpy(sorted, diagnostics->item, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_place);
    struct text out = {0};
    for (size_t i = 0; i < n; i++) item_show(&out, &sorted[i], color ? &colors_on : &colors_off);
    counts_show(&out, diagnostics);
    (void)fwrite(out.bytes, 1, out.length, stream);
    text_free(&out);
    memory_free(sorted);
}
