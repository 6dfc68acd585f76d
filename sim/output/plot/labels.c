/* Boxes of names against boxes of names and of symbols. */
#include "output/plot/labels.h"

#include <string.h>

enum { GAP = 2, APART = 6 }; /* [pixels] from the own symbol; from those of others */

struct box {
    double left, right, bottom, top;
};

static bool overlap(struct box a, struct box b) {
    return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

/* Characters of a UTF-8 text. */
static size_t letters_of(const char *text) {
    size_t n = 0;
    for (; *text != '\0'; text++) n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

static struct box symbol_box(double x, double y, double radius) {
    return (struct box){x - radius, x + radius, y - radius, y + radius};
}

static struct box label_box(const struct label *label, double width, double line) {
    double left = label->end == LABEL_LEFT    ? label->at_x
                  : label->end == LABEL_RIGHT ? label->at_x - width
                                              : label->at_x - width / 2;
    return (struct box){left, left + width, label->at_y - line / 2, label->at_y + line / 2};
}

/* Puts the label at one of the places around its point. */
static void place_take(struct label *label, size_t place, double line) {
    static const struct {
        int x, y; /* -1, 0, 1 */
        enum label_side end;
    } places[] = {{1, 0, LABEL_LEFT}, {-1, 0, LABEL_RIGHT}, {0, 1, LABEL_CENTRE}, {0, -1, LABEL_CENTRE},
                  {1, 1, LABEL_LEFT}, {1, -1, LABEL_LEFT},  {-1, 1, LABEL_RIGHT}, {-1, -1, LABEL_RIGHT}};
    bool corner = places[place].x != 0 && places[place].y != 0;
    double away = (corner ? 0.7 : 1) * label->radius + GAP;
    label->end = places[place].end;
    label->at_x = label->x + places[place].x * away;
    label->at_y = label->y + places[place].y * (away + (places[place].x == 0 ? line / 2 : line / 3));
}
enum { PLACES = 8 };

struct field {
    const struct label *labels;
    size_t n;
    double width, height, letter, line;
};

/* A camp lies in the place whose name it has: their symbols cover each other. */
static bool same_spot(const struct label *a, const struct label *b) {
    double reach = a->radius > b->radius ? a->radius : b->radius, x = a->x - b->x, y = a->y - b->y;
    return x * x + y * y < reach * reach;
}

/* What a name may lie over: nothing; symbols of lesser points. */
enum tolerance { OVER_NOTHING, OVER_LESSER, TOLERANCES };

/* With the room of a letter where there is some, so that two names in a row do not read as one. */
static double width_of(const struct field *field, const struct label *label, enum tolerance over) {
    return field->letter * (double)(letters_of(label->text) + (over == OVER_NOTHING));
}

static bool symbol_blocks(const struct label *own, const struct label *other, struct box box, enum tolerance over) {
    bool counts = over == OVER_NOTHING || other->must;
    double apart = over == OVER_NOTHING && other->text[0] != '\0' ? APART : 0;
    return counts && !same_spot(other, own) && overlap(box, symbol_box(other->x, other->y, other->radius + apart));
}

static bool is_free(const struct field *field, size_t index, struct box box, enum tolerance over) {
    if (box.left < 0 || box.right > field->width || box.bottom < 0 || box.top > field->height) return false;
    for (size_t i = 0; i < field->n; i++) {
        const struct label *other = &field->labels[i];
        if (i != index && symbol_blocks(&field->labels[index], other, box, over)) return false;
        if (i < index && other->shown && overlap(box, label_box(other, width_of(field, other, over), field->line)))
            return false;
    }
    return true;
}

static bool label_place(const struct field *field, struct label *label, size_t index, enum tolerance over) {
    double wide = width_of(field, label, over);
    for (size_t place = 0; place < PLACES; place++) {
        place_take(label, place, field->line);
        if (is_free(field, index, label_box(label, wide, field->line), over)) return true;
    }
    return false;
}

void labels_place(struct label *labels, size_t n, double width, double height, double letter, double line) {
    struct field field = {labels, n, width, height, letter, line};
    for (size_t i = 0; i < n; i++) {
        labels[i].shown = false;
        for (int over = 0; over < (labels[i].must ? TOLERANCES : 1) && !labels[i].shown; over++)
            labels[i].shown = labels[i].text[0] != '\0' && label_place(&field, &labels[i], i, (enum tolerance)over);
    }
}
