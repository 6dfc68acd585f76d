#define _DEFAULT_SOURCE /* winsize */
/* Streams and their terminals. */
#include "cli/terminal.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool terminal_is(FILE *stream) { return isatty(fileno(stream)) == 1; }

bool terminal_color(const struct arguments *arguments, FILE *stream) {
    if (arguments->color != COLOR_AUTO) return arguments->color == COLOR_ALWAYS;
    const char *off = getenv("NO_COLOR"), *term = getenv("TERM");
    bool dumb = term == NULL || strcmp(term, "dumb") == 0;
    return terminal_is(stream) && !dumb && (off == NULL || off[0] == '\0');
}

int terminal_width(FILE *stream) {
    struct winsize size = {0};
    return ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

enum mandate_status failure_tell(enum mandate_status status, const char *reason) {
    (void)fprintf(stderr, "mandate: %s\n", reason[0] != '\0' ? reason : mandate_status_sentence(status));
    return status;
}

void remark(const struct arguments *arguments, const char *format, ...) {
    if (arguments->quiet) return;
    va_list list;
    va_start(list, format);
    (void)vfprintf(stderr, format, list);
    va_end(list);
    (void)fputc('\n', stderr);
}

void put(const char *text) { (void)fputs(text, stdout); }
