/* Where a value comes from. Not for what it does. */
#include "scenario/explain.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scenario/date.h"
#include "scenario/law.h"
#include "scenario/path.h"
#include "scenario/quantity.h"
#include "scenario/value.h"

/* ---- values as text ---- */

static const char *number_text(const struct store *store, struct arena *arena, const struct row *row, double value) {
    const struct roster *roster = row->kind == ROW_LEVEL ? store_roster(store, row->target) : NULL;
    if (roster != NULL && value >= 0 && value < (double)roster->list.n) return roster_entity(roster, (size_t)value)->id;
    if (row->kind == ROW_FLAG) return value != 0 ? "yes" : "no";
    char text[(int)TEXT_REAL > (int)DATE_TEXT ? (int)TEXT_REAL : (int)DATE_TEXT];
    if (row->kind == ROW_DATE && isfinite(value)) {
        date_write(text, value);
        return arena_copy(arena, text, strlen(text));
    }
    struct unit unit = unit_of_row(row->kind == ROW_DATE ? "" : row->target);
    text_real_write(text, value * unit.down / unit.up);
    return unit.none ? arena_copy(arena, text, strlen(text))
                     : arena_print(arena, "%s %s", text, row->target + (row->target[0] == '1'));
}

static const char *law_text(struct arena *arena, const struct mandate_law *law) {
    if (law->family == MANDATE_FIXED) return NULL;
    return arena_print(arena, "%s, %s", law_family_name(law->family), law_parameters_text(arena, law));
}

/* Several numbers, separated by commas. */
static const char *numbers_text(const struct store *store, struct arena *arena, const struct reference *reference) {
    size_t n;
    const double *first = reference_numbers(store, reference, &n);
    struct text out = {0};
    for (size_t i = 0; i < n && first != NULL; i++)
        text_print(&out, "%s%s", i > 0 ? ", " : "", number_text(store, arena, reference->row, first[i]));
    const char *copy = arena_copy(arena, out.bytes != NULL ? out.bytes : "", out.length);
    text_free(&out);
    return copy;
}

static const char *value_text(const struct store *store, struct arena *arena, const struct reference *reference) {
    const struct row *row = reference->row;
    const struct mandate_law *law = (const struct mandate_law *)(const void *)reference->member;
    const char *text = NULL;
    int index;
    if (row->kind == ROW_LAW && !reference->element) text = law_text(arena, law);
    if (text != NULL) return text;
    if (row->kind == ROW_LAW && !reference->element) {
        struct row plain = *row;
        plain.kind = ROW_QUANTITY;
        return number_text(store, arena, &plain, law->a);
    }
    if (reference->element || row_numeric(row) || row->kind == ROW_DATE) return numbers_text(store, arena, reference);
    if (row->kind == ROW_TEXT) {
        memcpy(&text, reference->member, sizeof text);
        return text != NULL ? text : "";
    }
    if (row->kind != ROW_CHOICE && row->kind != ROW_REF) return "";
    memcpy(&index, reference->member, sizeof index);
    const struct roster *roster = row->kind == ROW_REF ? store_roster(store, row->target) : NULL;
    if (index < 0) return "none";
    return row->kind == ROW_CHOICE ? row->choice->at[index]
           : roster != NULL        ? roster_entity(roster, (size_t)index)->id
                                   : "";
}

/* ---- origins ---- */

/* The origin of the value; of an element, else of the row that stands for all elements. */
static const struct origin *origin_find(const struct store *store, const struct reference *reference) {
    size_t n;
    const double *first = reference_numbers(store, reference, &n);
    const struct origin *own = store_origin(store, reference->member, false);
    if (own == NULL) own = store_origin(store, first, false);
    for (size_t i = store->n_origin; i > 0 && own == NULL && reference->element; i--) {
        const struct origin *origin = &store->origins[i - 1];
        size_t width = origin->row == reference->row ? element_count(store, origin->row) : 0;
        const double *start = origin->member;
        if (width > 1 && first >= start && first < start + width) own = origin;
    }
    return own;
}

/* The mission's table that a path begins with: `response` of response.verify. */
static const void *table_of(const struct store *store, const char *path) {
    size_t length = strcspn(path, ".");
    const struct table *mission = table_mission();
    for (size_t i = 0; i < mission->n; i++) {
        const char *key = row_key(&mission->rows[i]);
        if (mission->rows[i].kind == ROW_TABLE && strlen(key) == length && memcmp(key, path, length) == 0)
            return (const char *)&store->scenario.study.mission + mission->rows[i].offset;
    }
    return NULL;
}

/* Source and confidence of the whole table, where a value states none. */
static void table_evidence(const struct store *store, struct explanation *explanation) {
    const void *table = table_of(store, explanation->path);
    for (size_t i = 0; i < store->n_origin && table != NULL; i++) {
        const struct origin *origin = &store->origins[i];
        if (origin->member != table || origin->row != NULL) continue;
        if (explanation->source == NULL) explanation->source = origin->source;
        if (explanation->confidence == NULL) explanation->confidence = origin->confidence;
    }
}

static void evidence_take(const struct store *store, const struct reference *reference,
                          struct explanation *explanation) {
    const struct entity *entity = reference->entity;
    if (entity != NULL && explanation->source == NULL) explanation->source = entity->source;
    if (entity != NULL && explanation->confidence == NULL) explanation->confidence = entity->confidence;
    table_evidence(store, explanation);
}

static const struct mandate_unknown *unknown_find(const struct mandate_scenario *scenario, const double *target) {
    for (size_t i = 0; i < scenario->n_unknown; i++)
        for (size_t j = 0; j < scenario->unknowns[i].n_target; j++)
            if (scenario->unknowns[i].targets[j] == target) return &scenario->unknowns[i];
    return NULL;
}

static void reference_explain(const struct store *store, struct arena *arena, const struct reference *reference,
                              struct explanation *explanation) {
    size_t n;
    const double *first = reference_numbers(store, reference, &n);
    const struct origin *origin = origin_find(store, reference);
    *explanation = (struct explanation){.path = reference->path,
                                        .about = reference->row->about,
                                        .unit = reference->row->target,
                                        .value = value_text(store, arena, reference),
                                        .given = origin != NULL};
    if (reference->entity != NULL) explanation->place = reference->entity->place;
    explanation->unknown = unknown_find(&store->scenario, first);
    if (origin != NULL) {
        explanation->place = origin->node->place;
        explanation->written = origin->node->kind == NODE_SCALAR ? origin->node->as.text : NULL;
        explanation->source = origin->source;
        explanation->confidence = origin->confidence;
        explanation->overrides = origin->overrode != NULL;
        if (origin->overrode != NULL) explanation->overrode = origin->overrode->place;
    }
    evidence_take(store, reference, explanation);
}

bool mandate_explain(struct mandate_scenario *scenario, const char *path, struct arena *arena,
                     struct mandate_diagnostics *diagnostics, size_t *n, struct explanation **list) {
    struct references references;
    struct mandate_place nowhere = {0};
    if (!path_resolve(store_of(scenario), arena, diagnostics, path, nowhere, &references)) return false;
    *n = references.n;
    *list = ARENA_ARRAY(arena, struct explanation, references.n);
    for (size_t i = 0; i < references.n; i++)
        reference_explain(store_of_const(scenario), arena, &references.at[i], &(*list)[i]);
    return true;
}

const char *explain_law(struct arena *arena, const struct mandate_unknown *unknown) {
    double scale = unit_from_base(unknown->unit);
    return arena_print(arena, "%s, central %.4g, 5 %% to 95 %% %.4g to %.4g %s%s", law_family_name(unknown->law.family),
                       scale * unknown->central, scale * mandate_law_quantile(&unknown->law, 0.05),
                       scale * mandate_law_quantile(&unknown->law, 0.95), unknown->unit + (unknown->unit[0] == '1'),
                       unknown->relative ? "; each value is multiplied by draw over central" : "");
}
