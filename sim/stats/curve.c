/* Normal equations on a basis of Legendre polynomials and truncated cubes, with terms left out that the data cannot
 * tell apart from those before (a predictor with two values has two). */
#include "stats/curve.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "stats/moments.h"
#include "stats/quantile.h"

enum { CUBIC = 4, KNOT_VALUES = 50 };

/* Cholesky factor of a Gram matrix; a term with pivot 0 is left out. */
struct factor {
    double at[CURVE_TERMS][CURVE_TERMS];
};

struct curve {
    size_t n, terms;
    double *basis;  /* (n, terms) */
    double *sorted; /* (n) */
    double gram[CURVE_TERMS][CURVE_TERMS];
    double folds[CURVE_FOLDS][CURVE_TERMS][CURVE_TERMS];
    struct factor factor, without[CURVE_FOLDS]; /* of all values, and without each fold */
};

/* ---- basis ---- */

/* At rank u: Legendre polynomials up to the third on 0 ... 1, then cubes above each knot. */
static void basis_at(double u, size_t terms, double *out) {
    double t = 2 * u - 1;
    const double cubic[CUBIC] = {1, t, 1.5 * t * t - 0.5, (2.5 * t * t - 1.5) * t};
    memcpy(out, cubic, sizeof cubic);
    for (size_t i = CUBIC; i < terms; i++) {
        double above = u - (double)(i - CUBIC + 1) / (double)(terms - CUBIC + 1);
        out[i] = above > 0 ? above * above * above : 0;
    }
}

static int order(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Values below x, or not above it. */
static size_t count_below(const struct curve *curve, double x, bool equal) {
    size_t low = 0, high = curve->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (curve->sorted[middle] < x || (equal && curve->sorted[middle] <= x)) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* The middle rank of equal values, in 0 ... 1. */
static double rank_of(const struct curve *curve, double x) {
    return (double)(count_below(curve, x, false) + count_below(curve, x, true)) / (2 * (double)curve->n);
}

size_t curve_fold(size_t i) { return i % CURVE_FOLDS; }

/* ---- least squares ---- */

static struct factor factor_of(const struct curve *curve, size_t left_out) {
    struct factor factor = {{{0}}};
    for (size_t i = 0; i < curve->terms; i++) {
        for (size_t j = 0; j <= i; j++) {
            double sum = curve->gram[i][j];
            if (left_out < CURVE_FOLDS) sum -= curve->folds[left_out][i][j];
            double whole = sum;
            for (size_t k = 0; k < j; k++) sum -= factor.at[i][k] * factor.at[j][k];
            if (i == j) factor.at[i][i] = sum > 1e-9 * whole ? sqrt(sum) : 0;
            else factor.at[i][j] = factor.at[j][j] > 0 ? sum / factor.at[j][j] : 0;
        }
        if (!(factor.at[i][i] > 0)) memset(factor.at[i], 0, sizeof factor.at[i]);
    }
    return factor;
}

/* Solves L z = b in place. */
static void solve_lower(const struct factor *factor, size_t terms, double *b) {
    for (size_t i = 0; i < terms; i++) {
        for (size_t k = 0; k < i; k++) b[i] -= factor->at[i][k] * b[k];
        b[i] = factor->at[i][i] > 0 ? b[i] / factor->at[i][i] : 0;
    }
}

/* Solves L' x = z in place. */
static void solve_upper(const struct factor *factor, size_t terms, double *z) {
    for (size_t i = terms; i-- > 0;) {
        for (size_t k = i + 1; k < terms; k++) z[i] -= factor->at[k][i] * z[k];
        z[i] = factor->at[i][i] > 0 ? z[i] / factor->at[i][i] : 0;
    }
}

static double dot(const double *a, const double *b, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

static const double *row_of(const struct curve *curve, size_t i) { return curve->basis + i * curve->terms; }

/* ---- making ---- */

static void gram_make(struct curve *curve) {
    for (size_t v = 0; v < curve->n; v++) {
        const double *row = row_of(curve, v);
        double(*fold)[CURVE_TERMS] = curve->folds[curve_fold(v)];
        for (size_t i = 0; i < curve->terms; i++)
            for (size_t j = 0; j <= i; j++) {
                curve->gram[i][j] += row[i] * row[j];
                fold[i][j] += row[i] * row[j];
            }
    }
    curve->factor = factor_of(curve, CURVE_FOLDS);
    for (size_t f = 0; f < CURVE_FOLDS; f++) curve->without[f] = factor_of(curve, f);
}

static size_t terms_for(size_t n) {
    size_t knots = n / KNOT_VALUES;
    if (knots < 3) return CUBIC;
    knots -= 2;
    return knots > CURVE_TERMS - CUBIC ? CURVE_TERMS : CUBIC + knots;
}

struct curve *curve_new(const double *x, size_t n) {
    struct curve *curve = memory_take(sizeof *curve);
    memset(curve, 0, sizeof *curve);
    curve->n = n;
    curve->terms = terms_for(n);
    curve->basis = memory_take(n * curve->terms * sizeof(double));
    curve->sorted = memory_take(n * sizeof(double));
    memcpy(curve->sorted, x, n * sizeof(double));
    qsort(curve->sorted, n, sizeof(double), order);
    for (size_t i = 0; i < n; i++) basis_at(rank_of(curve, x[i]), curve->terms, curve->basis + i * curve->terms);
    gram_make(curve);
    return curve;
}

void curve_free(struct curve *curve) {
    if (curve == NULL) return;
    memory_free(curve->basis);
    memory_free(curve->sorted);
    memory_free(curve);
}

size_t curve_terms(const struct curve *curve) {
    size_t n = 0;
    for (size_t i = 0; i < curve->terms; i++) n += curve->factor.at[i][i] > 0;
    return n;
}

/* ---- fits ---- */

struct curve_fit curve_fit(const struct curve *curve, const double *y) {
    struct curve_fit fit = {{0}, 0};
    double square = 0;
    for (size_t v = 0; v < curve->n; v++)
        for (size_t i = 0; i < curve->terms; i++) fit.terms[i] += row_of(curve, v)[i] * y[v];
    solve_lower(&curve->factor, curve->terms, fit.terms);
    solve_upper(&curve->factor, curve->terms, fit.terms);
    for (size_t v = 0; v < curve->n; v++) {
        double residual = y[v] - dot(row_of(curve, v), fit.terms, curve->terms);
        square += residual * residual;
    }
    fit.variance = square / (double)(curve->n - curve_terms(curve));
    return fit;
}

void curve_values(const struct curve *curve, const struct curve_fit *fit, double *fitted) {
    for (size_t v = 0; v < curve->n; v++) fitted[v] = dot(row_of(curve, v), fit->terms, curve->terms);
}

void curve_cross(const struct curve *curve, const double *y, double *crossed) {
    double all[CURVE_TERMS] = {0}, folds[CURVE_FOLDS][CURVE_TERMS] = {{0}};
    for (size_t v = 0; v < curve->n; v++)
        for (size_t i = 0; i < curve->terms; i++) folds[curve_fold(v)][i] += row_of(curve, v)[i] * y[v];
    for (size_t f = 0; f < CURVE_FOLDS; f++)
        for (size_t i = 0; i < curve->terms; i++) all[i] += folds[f][i];
    for (size_t f = 0; f < CURVE_FOLDS; f++) {
        double terms[CURVE_TERMS];
        for (size_t i = 0; i < curve->terms; i++) terms[i] = all[i] - folds[f][i];
        solve_lower(&curve->without[f], curve->terms, terms);
        solve_upper(&curve->without[f], curve->terms, terms);
        for (size_t v = f; v < curve->n; v += CURVE_FOLDS) crossed[v] = dot(row_of(curve, v), terms, curve->terms);
    }
}

void curve_values_at(const struct curve *curve, const struct curve_fit *fits, size_t n, double x, double *values) {
    double row[CURVE_TERMS];
    basis_at(rank_of(curve, x), curve->terms, row);
    for (size_t i = 0; i < n; i++) values[i] = dot(row, fits[i].terms, curve->terms);
}

struct curve_point curve_at(const struct curve *curve, const struct curve_fit *fit, double x) {
    double row[CURVE_TERMS];
    basis_at(rank_of(curve, x), curve->terms, row);
    struct curve_point point = {.value = dot(row, fit->terms, curve->terms)};
    solve_lower(&curve->factor, curve->terms, row);
    point.error = sqrt(fit->variance * dot(row, row, curve->terms));
    return point;
}

double curve_predictor(const struct curve *curve, double rank) {
    return quantile_sorted(curve->sorted, curve->n, rank);
}

double curve_share(const struct curve_fit *fit, const double *y, size_t n) {
    struct moments moments = {0};
    for (size_t i = 0; i < n; i++) moments_add(&moments, y[i]);
    double variance = moments_variance(&moments);
    return variance > 0 ? fmin(1, fmax(0, 1 - fit->variance / variance)) : 0;
}
