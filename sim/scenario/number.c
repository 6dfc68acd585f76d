/* One number of a row. Not for wrappers or lists (value.c). */
#include "scenario/number.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scenario/date.h"
#include "scenario/quantity.h"

/* ---- what to write instead ---- */

/* The unit of a row as it stands behind a number: "/year" for "1/year". */
static const char *unit_written(const struct row *row) { return row->target[0] == '1' ? row->target + 1 : row->target; }

/* ", such as 4 h": the user's number when it is one, else the row's default when it is not 0. */
static const char *example(const struct loader *loader, const struct row *row, const char *number) {
    bool preset = row->preset != NULL && row->preset[0] != '\0' && strchr("{[-0", row->preset[0]) == NULL;
    if (row->target[0] == '\0') return "";
    if (number == NULL && preset) return arena_print(loader->arena, ", such as %s", row->preset);
    return arena_print(loader->arena, ", such as %s %s", number != NULL ? number : "4", unit_written(row));
}

static const char *wanted(const struct loader *loader, const struct row *row, const char *number) {
    char buffer[160];
    struct unit unit = unit_of_row(row->target);
    const char *words = unit_describe(&unit, row->target, buffer, sizeof buffer);
    return arena_print(loader->arena, "write %s%s", words, example(loader, row, number));
}

void shape_refuse(struct loader *loader, const struct mandate_node *node, const struct address *address,
                  const char *what) {
    complain(loader, node->place, address, "%s was expected, not %s", what, node_kind_name(node));
}

/* ---- ranges ---- */

static struct unit range_unit(const struct row *row) {
    bool quantity = row->kind != ROW_FLAG && row->kind != ROW_LEVEL && row->kind != ROW_DATE && row->kind != ROW_COUNT;
    return unit_of_row(quantity ? row->target : "");
}

/* Where a row has no limit: nothing of a mission is larger, and sums of smaller values are finite [base units]. */
static const double number_most = 1e12;

struct mandate_limits row_limits(const struct loader *loader, const struct row *row) {
    struct unit unit = range_unit(row);
    bool whole = row->kind == ROW_COUNT || row->kind == ROW_FLAG || row->kind == ROW_LEVEL;
    double low = fmax(unit_to_base(&unit, row->low), -number_most);
    struct mandate_limits limits = {low, fmin(unit_to_base(&unit, row->high), number_most), whole};
    const struct roster *roster = row->kind == ROW_LEVEL ? store_roster(loader->store, row->target) : NULL;
    if (roster != NULL && roster->list.n > 0) limits.high = (double)roster->list.n - 1;
    if (row->kind == ROW_DATE) limits = (struct mandate_limits){-INFINITY, INFINITY, false};
    return limits;
}

const char *range_text(const struct loader *loader, const struct row *row) {
    char low[TEXT_REAL], high[TEXT_REAL];
    struct mandate_limits limits = row_limits(loader, row);
    bool level = row->kind == ROW_LEVEL;
    text_real_write(low, level ? limits.low : row->low);
    text_real_write(high, level ? limits.high : row->high);
    const char *unit = level ? "" : row->target, *blank = unit[0] != '\0' ? " " : "";
    if (unit[0] == '1') unit++;
    if (limits.low >= limits.high) return arena_print(loader->arena, "of %s", low);
    if (isinf(row->high)) return arena_print(loader->arena, "of at least %s%s%s", low, blank, unit);
    if (isinf(row->low)) return arena_print(loader->arena, "of at most %s%s%s", high, blank, unit);
    return arena_print(loader->arena, "from %s to %s%s%s", low, high, blank, unit);
}

static bool range_check(struct loader *loader, const struct row *row, const struct mandate_node *node,
                        const struct address *address, double value) {
    struct mandate_limits limits = row_limits(loader, row);
    if (fabs(value) > number_most && isinf(value < 0 ? row->low : row->high)) {
        complain(loader, node->place, address, "%s is larger than anything in a mission; is the unit right?",
                 node->as.text);
        return false;
    }
    /* A bound that went through a unit may be a rounding away from the same value in another unit. */
    double slack = 1e-12 * fabs(value);
    if (value >= limits.low - slack && value <= limits.high + slack) return true;
    complain(loader, node->place, address, "%s is outside the allowed range; write a value %s", node->as.text,
             range_text(loader, row));
    return false;
}

/* ---- kinds ---- */

/* True if what follows a number is no unit but more of it: 1,000 or 1:30 or 0x10. */
static bool number_goes_on(const struct mandate_node *node, const struct quantity_parts *parts) {
    char next = 'h';
    if (parts->unit_length > 0) next = parts->unit[0];
    bool hexadecimal = next == 'x' && parts->unit > node->as.text && parts->unit[-1] == '0';
    return hexadecimal || strchr(",:;_'.+-", next) != NULL ||
           (next >= '0' && next <= '9' && strncmp(parts->unit, "1/", 2) != 0);
}

/* Complains about the unit of a number: none, unknown, or of another dimension. */
static bool unit_check(struct loader *loader, const struct row *row, const struct mandate_node *node,
                       const struct address *address, const struct quantity_parts *parts, struct unit *unit) {
    const char *wrong;
    size_t length;
    struct unit want = unit_of_row(row->target);
    if (number_goes_on(node, parts)) {
        complain(loader, node->place, address,
                 "'%s' is not a number; write digits with '.' for decimals, without separators", node->as.text);
        return false;
    }
    if (!unit_read(parts->unit, parts->unit_length, unit, &wrong, &length)) {
        const char *name = arena_copy(loader->arena, wrong, length);
        const char *nearest = unit_nearest(name);
        const char *mean = did_you_mean(loader, nearest);
        complain(loader, node->place, address, "'%s' is not a unit%s%s", name, mean,
                 nearest != NULL ? "" : arena_print(loader->arena, "; %s", wanted(loader, row, NULL)));
        return false;
    }
    /* Temperatures have one unit only, so that a bare number is no riddle. */
    bool bare = unit->none && row->target[0] != '\0' && strcmp(row->target, "C") != 0 && parts->number != 0;
    bool share = unit->percent && row->target[0] != '\0';
    if (bare)
        complain(loader, node->place, address, "%s has no unit; %s", node->as.text, wanted(loader, row, node->as.text));
    else if (share || (!unit->none && !unit_same_dimension(unit, &want)))
        complain(loader, node->place, address, "%s has the wrong unit; %s", node->as.text, wanted(loader, row, NULL));
    else return true;
    return false;
}

static bool quantity_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                          const struct address *address, double *value) {
    struct quantity_parts parts;
    struct unit unit;
    if (!quantity_split(node->as.text, node->n, &parts)) {
        complain(loader, node->place, address, "'%s' is not a number; %s", node->as.text, wanted(loader, row, NULL));
        return false;
    }
    if (!unit_check(loader, row, node, address, &parts, &unit)) return false;
    *value = unit_to_base(&unit, parts.number);
    return range_check(loader, row, node, address, *value);
}

static bool count_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                       const struct address *address, double *value) {
    if (!text_real_read(node->as.text, node->n, value) || floor(*value) != *value || isinf(*value)) {
        complain(loader, node->place, address, "'%s' is not a whole number; write a number such as 4, without a unit",
                 node->as.text);
        return false;
    }
    return range_check(loader, row, node, address, *value);
}

static bool flag_read(struct loader *loader, const struct mandate_node *node, const struct address *address,
                      double *value) {
    const char *text = node->as.text;
    *value = strcmp(text, "yes") == 0 || strcmp(text, "true") == 0;
    if (*value != 0 || strcmp(text, "no") == 0 || strcmp(text, "false") == 0) return true;
    complain(loader, node->place, address, "'%s' is neither yes nor no; write yes or no", text);
    return false;
}

static bool level_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                       const struct address *address, double *value) {
    const struct roster *roster = store_roster(loader->store, row->target);
    int index = roster != NULL ? roster_find(roster, node->as.text) : -1;
    if (index >= 0) {
        *value = index;
        return true;
    }
    if (text_real_read(node->as.text, node->n, value)) return count_read(loader, row, node, address, value);
    complain(loader, node->place, address, "there is no '%s' in %s%s", node->as.text, row->target,
             did_you_mean(loader, roster != NULL ? roster_nearest(roster, node->as.text) : NULL));
    return false;
}

static bool date_value_read(struct loader *loader, const struct mandate_node *node, const struct address *address,
                            double *value) {
    const char *wrong = date_read(node->as.text, value);
    if (wrong == NULL) return true;
    complain(loader, node->place, address, "'%s' is not a date: %s", node->as.text, wrong);
    return false;
}

bool number_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
                 const struct address *address, double *value) {
    if (node->kind != NODE_SCALAR) {
        shape_refuse(loader, node, address, "a single value");
        return false;
    }
    switch (row->kind) {
        case ROW_COUNT: return count_read(loader, row, node, address, value);
        case ROW_FLAG: return flag_read(loader, node, address, value);
        case ROW_LEVEL: return level_read(loader, row, node, address, value);
        case ROW_DATE: return date_value_read(loader, node, address, value);
        default: return quantity_read(loader, row, node, address, value);
    }
}
