/* Refuses bytes that are no text, with their place. Not for YAML. */
#include "scenario/characters.h"

#include <stdint.h>

/* Where the scan stands. */
struct scan {
    const unsigned char *at, *end;
    uint32_t line, column;
    bool indentation; /* only blanks so far on this line */
};

/* Decodes one character (RFC 3629); 0 bytes when it is not UTF-8. */
static unsigned decode(const unsigned char *at, const unsigned char *end, uint32_t *code) {
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned n = *at < 0x80 ? 1 : *at < 0xC2 ? 0 : *at < 0xE0 ? 2 : *at < 0xF0 ? 3 : *at < 0xF5 ? 4 : 0;
    if (n == 0 || end - at < (long)n) return 0;
    *code = n == 1 ? *at : *at & (0x7Fu >> n);
    for (unsigned i = 1; i < n; i++) {
        if ((at[i] & 0xC0) != 0x80) return 0;
        *code = *code << 6 | (at[i] & 0x3Fu);
    }
    bool surrogate = *code >= 0xD800 && *code <= 0xDFFF;
    return *code < least[n] || *code > 0x10FFFF || surrogate ? 0 : n;
}

/* Line separators other than LF and CR LF would make line numbers ambiguous. */
static bool forbidden(const struct scan *scan, uint32_t code) {
    if (code == '\r') return scan->end - scan->at < 2 || scan->at[1] != '\n';
    bool control = (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code < 0xA0);
    return control || code == 0x2028 || code == 0x2029 || code == 0xFEFF || code == 0xFFFE || code == 0xFFFF;
}

static bool refuse(const struct scan *scan, const struct mandate_source *shown, struct mandate_diagnostics *diagnostics,
                   unsigned n, uint32_t code) {
    struct mandate_place place = {shown, scan->line, scan->column, 1};
    if (n == 0)
        mandate_error_add(diagnostics, place, NULL, "the byte 0x%02x is not UTF-8; save the file as UTF-8", *scan->at);
    else if (code == '\t') mandate_error_add(diagnostics, place, NULL, "a tab as indentation; YAML takes spaces only");
    else mandate_error_add(diagnostics, place, NULL, "the control character U+%04X; remove it", (unsigned)code);
    return false;
}

bool characters_check(const struct mandate_source *source, const struct mandate_source *shown,
                      struct mandate_diagnostics *diagnostics) {
    const unsigned char *start = (const unsigned char *)source->bytes;
    struct scan scan = {start, start + source->size, 1, 1, true};
    if (source->size >= 3 && start[0] == 0xEF && start[1] == 0xBB && start[2] == 0xBF) scan.at += 3;
    while (scan.at < scan.end) {
        uint32_t code = 0;
        unsigned n = decode(scan.at, scan.end, &code);
        bool tab = code == '\t' && scan.indentation;
        if (n == 0 || tab || forbidden(&scan, code)) return refuse(&scan, shown, diagnostics, n, code);
        scan.at += n;
        scan.column++;
        scan.indentation = scan.indentation && code == ' ';
        if (code != '\n') continue;
        scan.line++;
        scan.column = 1;
        scan.indentation = true;
    }
    return true;
}
