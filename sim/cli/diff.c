/* mandate diff: two options side by side. */
#include "scenario/diff.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "output/json.h"

enum { WIDTH = 120, DATE_WIDTH = 12, GAP = 2, NARROW = 24 };

/* ---- columns ---- */

/* Bytes of `text` that fit into `width` columns, up to a blank if there is one. */
static size_t line_fit(const char *text, size_t width) {
    size_t length = strlen(text), cut = width;
    if (length <= width) return length;
    while (cut > width / 2 && text[cut] != ' ') cut--;
    if (text[cut] == ' ') return cut;
    for (cut = width; cut > 1 && ((unsigned char)text[cut] & 0xc0) == 0x80;) cut--;
    return cut;
}

/* Prints both texts beside each other, wrapped. */
static void beside_print(const char *date, const char *left, const char *right, size_t width) {
    while (date[0] != '\0' || left[0] != '\0' || right[0] != '\0') {
        size_t l = line_fit(left, width), r = line_fit(right, width);
        if (r > 0) (void)printf("%-*s%-*.*s%.*s\n", DATE_WIDTH, date, (int)(width + GAP), (int)l, left, (int)r, right);
        else (void)printf("%-*s%.*s\n", DATE_WIDTH, date, (int)l, left);
        left += l + (left[l] == ' ');
        right += r + (right[r] == ' ');
        date = "";
    }
}

static void table_put(const struct arguments *arguments, const struct difference *list, size_t n) {
    int columns = terminal_width(stdout);
    size_t width = (size_t)((columns > 0 ? columns : WIDTH) - DATE_WIDTH - GAP) / 2;
    if (columns > 0 && columns < DATE_WIDTH + GAP + 2 * NARROW) width = NARROW;
    beside_print("date", arguments->operands[1], arguments->operands[2], width);
    for (size_t i = 0; i < n; i++)
        beside_print(list[i].date, list[i].left != NULL ? list[i].left : "-",
                     list[i].right != NULL ? list[i].right : "-", width);
}

static void json_print(const struct arguments *arguments, const struct difference *list, size_t n) {
    struct json json = {0};
    json_open(&json, NULL, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(&json, NULL, '{');
        json_text(&json, "date", list[i].date);
        if (list[i].left != NULL) json_text(&json, arguments->operands[1], list[i].left);
        if (list[i].right != NULL) json_text(&json, arguments->operands[2], list[i].right);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_end(&json);
    put(json.text.bytes);
    text_free(&json.text);
}

/* ---- the verb ---- */

static enum mandate_status session_diff(const struct session *session, const struct arguments *arguments) {
    struct difference *list;
    size_t n;
    int left = session_option(session, arguments->operands[1]), right = session_option(session, arguments->operands[2]);
    if (left < 0 || right < 0) return MANDATE_BAD_INPUT;
    options_differ(session->documents, session->scenario, (size_t)left, (size_t)right, session->arena, &n, &list);
    if (arguments->json) json_print(arguments, list, n);
    else if (n > 0) table_put(arguments, list, n);
    else (void)puts("no difference");
    return MANDATE_OK;
}

enum mandate_status verb_diff(const struct arguments *arguments) {
    struct session session;
    enum mandate_status status = session_open(&session, arguments->operands[0], arguments);
    if (status == MANDATE_OK) status = session_diff(&session, arguments);
    session_close(&session);
    return status;
}
