/* Distributions as planners write them. One table holds every form; a parameter that the law stores as it is written
 * may be uncertain and has an address, one that is worked out may not. Not for drawing. */
#include "scenario/law.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "mandate/function.h"
#include "scenario/number.h"
#include "scenario/value.h"

/* ---- forms ---- */

enum { PARAMETERS = 3 };

/* A way to write a family. `units`: u the row's unit and range, s a spread in the row's unit, r a rate, p a
 * probability, k a positive number, n a number that is not negative. `direct`: bit i = parameter i is stored as it is.
 */
struct form {
    const char *name;
    enum mandate_family family;
    const char *names[PARAMETERS];
    const char *units;
    unsigned direct;
    bool list;                                              /* may be written [a, b] */
    void (*make)(const double *p, struct mandate_law *law); /* works out what is not direct */
};

static const double z90 = 1.2815515655446004, z95 = 1.6448536269514722;
static const double range_90 = 3.29; /* width of the central 90 % of a normal law in standard deviations */

static void make_normal_range(const double *p, struct mandate_law *law) {
    law->a = p[0];
    law->b = (p[2] - p[1]) / range_90;
}

static void make_lognormal_p90(const double *p, struct mandate_law *law) { law->b = mandate_log(p[1] / p[0]) / z90; }

static void make_lognormal_p95(const double *p, struct mandate_law *law) { law->b = mandate_log(p[1] / p[0]) / z95; }

static void make_lognormal_moments(const double *p, struct mandate_law *law) {
    double ratio = 1 + p[1] / p[0] * (p[1] / p[0]);
    law->a = p[0] / sqrt(ratio);
    law->b = sqrt(mandate_log(ratio));
}

static void make_lognormal_range(const double *p, struct mandate_law *law) {
    law->a = p[0];
    law->b = mandate_log(p[2] / p[1]) / range_90;
}

static void make_exponential_rate(const double *p, struct mandate_law *law) { law->a = 1 / p[0]; }

static void make_gamma_scale(const double *p, struct mandate_law *law) {
    law->a = p[0];
    law->b = p[0] * p[1];
}

static void make_pareto_open(const double *p, struct mandate_law *law) {
    (void)p;
    law->c = INFINITY;
}

static const struct form forms[] = {
    {"fixed", MANDATE_FIXED, {"value"}, "u", 1, false, NULL},
    {"uniform", MANDATE_UNIFORM, {"low", "high"}, "uu", 3, true, NULL},
    {"triangular", MANDATE_TRIANGULAR, {"low", "mode", "high"}, "uuu", 7, true, NULL},
    {"normal", MANDATE_NORMAL, {"mean", "sd"}, "us", 3, false, NULL},
    {"normal", MANDATE_NORMAL, {"central", "low", "high"}, "uuu", 0, false, make_normal_range},
    {"lognormal", MANDATE_LOGNORMAL, {"median", "log_sd"}, "un", 3, false, NULL},
    {"lognormal", MANDATE_LOGNORMAL, {"median", "p90"}, "uu", 1, false, make_lognormal_p90},
    {"lognormal", MANDATE_LOGNORMAL, {"median", "p95"}, "uu", 1, false, make_lognormal_p95},
    {"lognormal", MANDATE_LOGNORMAL, {"mean", "sd"}, "us", 0, false, make_lognormal_moments},
    {"lognormal", MANDATE_LOGNORMAL, {"central", "low", "high"}, "uuu", 0, false, make_lognormal_range},
    {"loguniform", MANDATE_LOGUNIFORM, {"low", "high"}, "uu", 3, true, NULL},
    {"exponential", MANDATE_EXPONENTIAL, {"mean"}, "u", 1, false, NULL},
    {"exponential", MANDATE_EXPONENTIAL, {"rate"}, "r", 0, false, make_exponential_rate},
    {"gamma", MANDATE_GAMMA, {"shape", "mean"}, "ku", 3, false, NULL},
    {"gamma", MANDATE_GAMMA, {"shape", "scale"}, "ks", 0, false, make_gamma_scale},
    {"poisson", MANDATE_POISSON, {"mean"}, "u", 1, false, NULL},
    {"binomial", MANDATE_BINOMIAL, {"n", "p"}, "np", 3, false, NULL},
    {"geometric", MANDATE_GEOMETRIC, {"p"}, "p", 1, false, NULL},
    {"pareto", MANDATE_PARETO, {"low", "tail"}, "uk", 3, false, make_pareto_open},
    {"pareto", MANDATE_PARETO, {"low", "tail", "high"}, "uku", 7, false, NULL},
    {"bernoulli", MANDATE_BERNOULLI, {"p"}, "p", 1, false, NULL},
};
enum { FORMS = sizeof forms / sizeof *forms };

static size_t form_width(const struct form *form) { return strlen(form->units); }

static double *law_slot(struct mandate_law *law, size_t i) { return i == 0 ? &law->a : i == 1 ? &law->b : &law->c; }

/* "1/h" for "h", "km" for "1/km". */
static const char *unit_inverse(struct arena *arena, const char *unit) {
    if (unit[0] == '\0') return "";
    return strncmp(unit, "1/", 2) == 0 ? unit + 2 : arena_print(arena, "1/%s", unit);
}

/* The row of a parameter: what may be written there. */
static const struct row *parameter_row_make(struct arena *arena, const struct row *row, const struct form *form,
                                            size_t i) {
    struct row *made = ARENA_NEW(arena, struct row);
    bool named = row->kind == ROW_LEVEL || row->kind == ROW_DATE;
    *made = (struct row){.kind = named ? row->kind : ROW_QUANTITY,
                         .key = form->names[i],
                         .target = row->target,
                         .low = row->low,
                         .high = row->high,
                         .flags = FIXED,
                         .about = row->about};
    char unit = form->units[i];
    if (unit == 'u') return made;
    made->kind = ROW_QUANTITY;
    made->low = unit == 'k' ? 1e-9 : 0;
    made->high = unit == 'p' ? 1 : INFINITY;
    made->target = unit == 's' && !named ? row->target : unit == 'r' ? unit_inverse(arena, row->target) : "";
    return made;
}

/* ---- messages ---- */

/* "{median, log_sd} or {median, p90}": the ways to write a family. */
static const char *ways_text(struct arena *arena, const char *name) {
    struct text out = {0};
    for (size_t i = 0; i < FORMS; i++) {
        if (strcmp(forms[i].name, name) != 0) continue;
        text_append_string(&out, out.length > 0 ? " or {" : "{");
        for (size_t j = 0; j < form_width(&forms[i]); j++)
            text_print(&out, "%s%s", j > 0 ? ", " : "", forms[i].names[j]);
        text_append_string(&out, "}");
        if (!forms[i].list) continue;
        text_append_string(&out, " or [");
        for (size_t j = 0; j < form_width(&forms[i]); j++)
            text_print(&out, "%s%s", j > 0 ? ", " : "", forms[i].names[j]);
        text_append_string(&out, "]");
    }
    const char *copy = arena_copy(arena, out.bytes != NULL ? out.bytes : "", out.length);
    text_free(&out);
    return copy;
}

static void family_refuse(struct loader *loader, const struct mandate_node *key, const struct address *address) {
    const char *names[FORMS + 2] = {"discrete", "zero_inflated"};
    for (size_t i = 0; i < FORMS; i++) names[i + 2] = forms[i].name;
    const char *nearest = text_nearest(key->as.text, names, FORMS + 2);
    if (nearest != NULL)
        complain(loader, key->place, address, "there is no distribution '%s'; did you mean '%s'?", key->as.text,
                 nearest);
    else
        complain(loader, key->place, address,
                 "there is no distribution '%s'; write a value, or one of fixed, uniform, triangular, normal, "
                 "lognormal, loguniform, "
                 "exponential, gamma, poisson, binomial, geometric, pareto, discrete, bernoulli, zero_inflated",
                 key->as.text);
}

/* ---- checks ---- */

/* What is wrong with the parameters, or NULL. */
static const char *law_fault(const struct mandate_law *law) {
    switch (law->family) {
        case MANDATE_UNIFORM: return law->a < law->b ? NULL : "low must be less than high";
        case MANDATE_TRIANGULAR:
            return law->a <= law->b && law->b <= law->c && law->a < law->c
                       ? NULL
                       : "write low <= mode <= high, and low less than high";
        case MANDATE_NORMAL: return law->b >= 0 ? NULL : "low must be less than high";
        case MANDATE_LOGNORMAL:
            if (!(law->a > 0)) return "the median must be above 0";
            return law->b >= 0 && isfinite(law->b)
                       ? NULL
                       : "the spread must not be negative: the upper value lies above the lower one, and both above 0";
        case MANDATE_LOGUNIFORM: return law->a > 0 && law->a < law->b ? NULL : "write 0 < low < high";
        case MANDATE_EXPONENTIAL: return law->a > 0 && isfinite(law->a) ? NULL : "mean or rate must be above 0";
        case MANDATE_GAMMA: return law->b > 0 ? NULL : "the mean must be above 0";
        case MANDATE_BINOMIAL: return floor(law->a) == law->a ? NULL : "n must be a whole number";
        case MANDATE_GEOMETRIC: return law->a > 0 ? NULL : "p must be above 0";
        case MANDATE_PARETO: return law->a > 0 && law->a < law->c ? NULL : "write 0 < low < high";
        default: return NULL;
    }
}

static bool ordered_check(const struct form *form, const double *p) {
    if (strcmp(form->names[0], "central") != 0) return true;
    return p[1] <= p[0] && p[0] <= p[2] && p[1] < p[2];
}

static bool law_check(struct loader *loader, const struct form *form, const double *p, const struct mandate_node *node,
                      const struct address *address, const struct mandate_law *law) {
    const char *fault = law_fault(law);
    if (fault == NULL && !ordered_check(form, p)) fault = "write low <= central <= high, and low less than high";
    if (fault != NULL) complain(loader, node->place, address, "%s", fault);
    return fault == NULL;
}

/* ---- reading the forms ---- */

/* What is being read. */
struct reading {
    struct loader *loader;
    const struct row *row;
    const struct address *address; /* of the family: response.verify.lognormal */
    bool open;
};

/* Says which parameters may be uncertain. */
static void uncertainty_refuse(const struct reading *reading, const struct mandate_node *node,
                               const struct address *address, const struct mandate_law *law) {
    if (reading->open)
        complain(reading->loader, node->place, address,
                 "this cannot be uncertain; write the distribution by what it stores: %s",
                 law_parameters_text(reading->loader->arena, law));
    else
        complain(reading->loader, node->place, address,
                 "a plain value was expected; the law of an unknown has no unknowns itself");
}

static bool parameter_read(const struct reading *reading, const struct form *form, size_t i,
                           const struct mandate_node *node, struct mandate_law *law, double *value) {
    const struct row *row = parameter_row_make(reading->loader->arena, reading->row, form, i);
    struct address address = {reading->address, form->names[i]};
    bool direct = (form->direct >> i & 1) != 0;
    if (!reading->open || !direct) {
        if (node->kind == NODE_MAPPING) {
            uncertainty_refuse(reading, node, &address, law);
            return false;
        }
        if (!number_read(reading->loader, row, node, &address, value)) return false;
        if (direct) *law_slot(law, i) = *value;
        return true;
    }
    double *slot = law_slot(law, i);
    bool good = value_element_read(reading->loader, row, node, &address, slot);
    *value = *slot;
    return good;
}

static const struct mandate_node *parameter_node(const struct form *form, const struct mandate_node *node, size_t i) {
    if (node->kind == NODE_MAPPING && node_find(node, form->names[i]) != NULL) return node_find(node, form->names[i]);
    return node->kind == NODE_SEQUENCE ? node->as.children[i] : node;
}

static bool form_read(const struct reading *reading, const struct form *form, const struct mandate_node *node,
                      struct mandate_law *law) {
    double p[PARAMETERS] = {0, 0, 0};
    bool good = true;
    law->family = form->family;
    for (size_t i = 0; i < form_width(form); i++)
        good = parameter_read(reading, form, i, parameter_node(form, node, i), law, &p[i]) && good;
    if (!good) return false;
    if (form->make != NULL) form->make(p, law);
    return law_check(reading->loader, form, p, node, reading->address, law);
}

/* True if a node is written in this form. A wrapped single value counts as a scalar. */
static bool form_fits(const struct form *form, const struct mandate_node *node) {
    size_t width = form_width(form);
    if (node->kind == NODE_SCALAR) return width == 1;
    if (node->kind == NODE_SEQUENCE) return form->list && node->n == width;
    bool wrapped = node_find(node, "uncertain") != NULL ||
                   (node_find(node, "value") != NULL && strcmp(form->names[0], "value") != 0);
    if (wrapped) return width == 1;
    if (node->n != width) return false;
    for (size_t i = 0; i < width; i++)
        if (node_find(node, form->names[i]) == NULL) return false;
    return true;
}

static bool family_read(const struct reading *reading, const struct mandate_node *key, const struct mandate_node *node,
                        struct mandate_law *law) {
    bool known = false;
    for (size_t i = 0; i < FORMS; i++) {
        if (strcmp(forms[i].name, key->as.text) != 0) continue;
        known = true;
        if (form_fits(&forms[i], node)) return form_read(reading, &forms[i], node, law);
    }
    if (known)
        complain(reading->loader, node->place, reading->address, "these are not the parameters of %s; write %s",
                 key->as.text, ways_text(reading->loader->arena, key->as.text));
    else family_refuse(reading->loader, key, reading->address->up);
    return false;
}

/* ---- discrete ---- */

struct point {
    double value, weight;
};

/* Values in rising order, so that the variate rises with its uniform. */
static void points_sort(struct point *points, size_t n) {
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && points[j].value < points[j - 1].value; j--) {
            struct point swap = points[j];
            points[j] = points[j - 1];
            points[j - 1] = swap;
        }
}

static bool point_read(const struct reading *reading, const struct mandate_node *key, const struct mandate_node *value,
                       struct point *point) {
    static const struct row weight_row = {
        .kind = ROW_QUANTITY, .key = "weight", .target = "", .low = 0, .high = INFINITY};
    struct address address = {reading->address, key->as.text};
    bool good = number_read(reading->loader, reading->row, key, &address, &point->value);
    return number_read(reading->loader, &weight_row, value, &address, &point->weight) && good;
}

static void points_store(struct arena *arena, const struct point *points, size_t n, struct mandate_law *law) {
    double *values = ARENA_ARRAY(arena, double, n), *weights = ARENA_ARRAY(arena, double, n);
    for (size_t i = 0; i < n; i++) {
        values[i] = points[i].value;
        weights[i] = points[i].weight;
    }
    *law = (struct mandate_law){.family = MANDATE_DISCRETE, .n_point = n, .points = values, .weights = weights};
}

static bool discrete_read(const struct reading *reading, const struct mandate_node *node, struct mandate_law *law) {
    enum { POINTS = 1000 };
    if (node->kind != NODE_MAPPING || node->n == 0 || node->n > POINTS) {
        complain(reading->loader, node->place, reading->address,
                 "discrete takes a mapping from values to weights, such as {0: 0.7, 1: 0.3}");
        return false;
    }
    struct point *points = ARENA_ARRAY(reading->loader->arena, struct point, node->n);
    double sum = 0;
    bool good = true;
    for (size_t i = 0; i < node->n; i++) {
        good = point_read(reading, node_key(node, i), node_value(node, i), &points[i]) && good;
        sum += points[i].weight;
    }
    if (good && !(sum > 0))
        complain(reading->loader, node->place, reading->address, "the weights add up to 0; give at least one above 0");
    points_sort(points, node->n);
    points_store(reading->loader->arena, points, node->n, law);
    return good && sum > 0;
}

/* ---- zero-inflated ---- */

static bool zero_inflated_read(const struct reading *reading, const struct mandate_node *node,
                               struct mandate_law *law) {
    static const struct row zero_row = {.kind = ROW_QUANTITY, .key = "zero", .target = "", .low = 0, .high = 1};
    const struct mandate_node *zero = node_find(node, "zero"), *rest = node_find(node, "law");
    if (zero == NULL || rest == NULL || node->n != 2) {
        complain(reading->loader, node->place, reading->address,
                 "zero_inflated takes {zero: probability of 0, law: the distribution otherwise}");
        return false;
    }
    struct address zero_at = {reading->address, "zero"}, law_at = {reading->address, "law"};
    double share = 0;
    bool good = law_read(reading->loader, reading->row, rest, &law_at, law, reading->open);
    good = number_read(reading->loader, &zero_row, zero, &zero_at, &share) && good;
    if (good && law->zero > 0)
        complain(reading->loader, rest->place, &law_at, "a zero_inflated law inside another; write one");
    good = good && !(law->zero > 0);
    law->zero = share;
    return good;
}

/* ---- the whole ---- */

/* A value stands for a law that is always that value. */
static bool fixed_read(const struct reading *reading, const struct mandate_node *node, struct mandate_law *law) {
    *law = (struct mandate_law){.family = MANDATE_FIXED};
    const struct row *row = parameter_row_make(reading->loader->arena, reading->row, &forms[0], 0);
    if (reading->open) return value_element_read(reading->loader, row, node, reading->address, &law->a);
    return number_read(reading->loader, row, node, reading->address, &law->a);
}

static bool law_is_value(const struct mandate_node *node) {
    return node->kind == NODE_SCALAR || node_find(node, "uncertain") != NULL;
}

/* Only families with any continuous law may stand where a delay is wanted. */
static bool continuous_check(const struct reading *reading, const struct mandate_node *node,
                             const struct mandate_law *law) {
    bool discrete = law->family == MANDATE_POISSON || law->family == MANDATE_BINOMIAL ||
                    law->family == MANDATE_GEOMETRIC || law->family == MANDATE_DISCRETE ||
                    law->family == MANDATE_BERNOULLI;
    bool delay = reading->row->kind == ROW_LAW;
    if (!delay || !discrete) return true;
    complain(reading->loader, node->place, reading->address,
             "a delay needs a continuous distribution, such as lognormal");
    return false;
}

bool law_read(struct loader *loader, const struct row *row, const struct mandate_node *node,
              const struct address *address, struct mandate_law *law, bool open) {
    *law = (struct mandate_law){.family = MANDATE_FIXED};
    struct reading whole = {loader, row, address, open};
    if (law_is_value(node)) return fixed_read(&whole, node, law);
    if (node->kind != NODE_MAPPING || node->n != 1) {
        complain(loader, node->place, address,
                 "a distribution is a value or one family, such as {lognormal: {median: ..., p90: ...}}");
        return false;
    }
    const struct mandate_node *key = node_key(node, 0), *value = node_value(node, 0);
    struct address family = {address, key->as.text};
    struct reading reading = {loader, row, &family, open};
    bool good;
    if (strcmp(key->as.text, "discrete") == 0) good = discrete_read(&reading, value, law);
    else if (strcmp(key->as.text, "zero_inflated") == 0) good = zero_inflated_read(&reading, value, law);
    else good = family_read(&reading, key, value, law);
    return good && continuous_check(&reading, node, law);
}

/* ---- addresses ---- */

double *law_parameter(struct arena *arena, const struct row *row, struct mandate_law *law, const char *family,
                      const char *parameter, const struct row **parameter_row) {
    for (size_t i = 0; i < FORMS; i++) {
        const struct form *form = &forms[i];
        if (form->family != law->family || strcmp(form->name, family) != 0) continue;
        for (size_t j = 0; j < form_width(form); j++) {
            if ((form->direct >> j & 1) == 0 || strcmp(form->names[j], parameter) != 0) continue;
            *parameter_row = parameter_row_make(arena, row, form, j);
            return law_slot(law, j);
        }
    }
    return NULL;
}

const char *law_family_name(enum mandate_family family) {
    for (size_t i = 0; i < FORMS; i++)
        if (forms[i].family == family) return forms[i].name;
    return "discrete";
}

const char *law_parameters_text(struct arena *arena, const struct mandate_law *law) {
    struct text out = {0};
    for (size_t i = 0; i < FORMS; i++)
        for (size_t j = 0; forms[i].family == law->family && j < form_width(&forms[i]); j++)
            if ((forms[i].direct >> j & 1) != 0 && (out.bytes == NULL || strstr(out.bytes, forms[i].names[j]) == NULL))
                text_print(&out, "%s%s.%s", out.length > 0 ? ", " : "", forms[i].name, forms[i].names[j]);
    const char *copy = arena_copy(arena, out.bytes != NULL ? out.bytes : "", out.length);
    text_free(&out);
    return copy;
}

bool law_form(size_t index, struct law_form *form) {
    if (index >= FORMS) return false;
    *form = (struct law_form){forms[index].name, form_width(&forms[index]), forms[index].names, forms[index].list};
    return true;
}
