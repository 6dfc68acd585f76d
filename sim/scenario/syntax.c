/* libyaml's complaints in plain words. Not for our own rules. */
#include "scenario/syntax.h"

#include <string.h>

/* What libyaml says, and what it means to someone who edits a file. */
static const struct {
    const char *problem, *sentence;
} sentences[] = {
    {"mapping values are not allowed in this context",
     "a ':' where no key can stand; check the indentation, and put a text that holds ': ' in quotes"},
    {"did not find expected key", "a key was expected here; check the indentation and the lines before"},
    {"did not find expected '-' indicator", "an entry of the list was expected here; begin it with '- '"},
    {"block sequence entries are not allowed in this context",
     "a list cannot begin here; put '- ' on a line of its own"},
    {"did not find expected ',' or ']'", "a list in brackets goes on or ends here; write ',' or ']'"},
    {"did not find expected ',' or '}'", "a mapping in braces goes on or ends here; write ',' or '}'"},
    {"could not find expected ':'", "a key without ':'; write 'key: value'"},
    {"found character that cannot start any token", "a value cannot begin with this character; put the text in quotes"},
    {"found unexpected end of stream", "a text in quotes is not closed; write the closing quote"},
    {"found unexpected document indicator", "a text in quotes is not closed; write the closing quote"},
    {"found unknown escape character", "an unknown escape after '\\'; use single quotes, or write '\\\\'"},
    {"did not find expected hexdecimal number",
     "an escape needs hexadecimal digits; use single quotes, or write '\\\\'"},
    {"did not find expected node content", "a value was expected here"},
    {"did not find expected alphabetic or numeric character",
     "a name is missing after '&' or '*'; put the text in quotes"},
    {"found undefined tag handle", "tags are not read; put a text that begins with '!' in quotes"},
    {"did not find expected <document start>", "text after the end of the document; keep one document in a file"},
    {"found a tab character where an indentation space is expected", "a tab as indentation; YAML takes spaces only"},
};

static const char *sentence_of(const char *problem) {
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (strcmp(problem, sentences[i].problem) == 0) return sentences[i].sentence;
    return NULL;
}

void syntax_error_add(const yaml_parser_t *parser, const struct mandate_source *shown,
                      struct mandate_diagnostics *diagnostics) {
    const char *problem = parser->problem != NULL ? parser->problem : "unreadable";
    const char *sentence = sentence_of(problem);
    /* An unclosed quote is best shown where it opens. */
    bool opening = strstr(problem, "unexpected end of stream") != NULL && parser->context != NULL;
    yaml_mark_t mark = opening ? parser->context_mark : parser->problem_mark;
    struct mandate_place place = {shown, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1, 1};
    if (sentence != NULL) mandate_error_add(diagnostics, place, NULL, "%s", sentence);
    else mandate_error_add(diagnostics, place, NULL, "this is not YAML: %s", problem);
}
