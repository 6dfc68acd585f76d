/* Kim & Nelson (2001), figure 1, with c = 1. */
#include "stats/selection.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "stats/moments.h"

/* Systems still in, with what decides between them. */
struct contest {
    size_t k;
    double *sums;      /* (k) */
    double *variances; /* (k, k) of differences over the first observations */
    bool *in;          /* (k) */
    double h2, tolerance;
};

static void variances_make(struct contest *contest, const double *values) {
    for (size_t i = 0; i < contest->k; i++)
        for (size_t l = 0; l < contest->k; l++) {
            struct moments difference = {0};
            for (size_t r = 0; r < SELECTION_FIRST; r++)
                moments_add(&difference, values[r * contest->k + i] - values[r * contest->k + l]);
            contest->variances[i * contest->k + l] = moments_variance(&difference);
        }
}

/* True if system i has fallen behind l by more than r observations allow. */
static bool behind(const struct contest *contest, size_t i, size_t l, size_t r) {
    double delta = contest->tolerance, variance = contest->variances[i * contest->k + l];
    double room = fmax(0, delta / 2 * (contest->h2 * variance / (delta * delta) - (double)r));
    return contest->sums[i] < contest->sums[l] - room;
}

/* Takes out who has fallen behind anyone who was in; returns how many are left. */
static size_t screen(struct contest *contest, bool *before, size_t r) {
    size_t left = 0;
    memcpy(before, contest->in, contest->k * sizeof *before);
    for (size_t i = 0; i < contest->k; i++) {
        for (size_t l = 0; l < contest->k && contest->in[i]; l++)
            if (l != i && before[l] && behind(contest, i, l, r)) contest->in[i] = false;
        left += contest->in[i];
    }
    return left;
}

static struct selection contest_run(struct contest *contest, const double *values, size_t n, bool *before) {
    size_t left = contest->k;
    for (size_t r = 1; r <= n; r++) {
        for (size_t i = 0; i < contest->k; i++) contest->sums[i] += values[(r - 1) * contest->k + i];
        if (r >= SELECTION_FIRST) left = screen(contest, before, r);
        if (left > 1) continue;
        size_t last = 0;
        while (!contest->in[last]) last++;
        return (struct selection){last, r};
    }
    return (struct selection){contest->k, n};
}

struct selection selection_run(const double *values, size_t n, size_t k, double tolerance, double confidence) {
    if (n < SELECTION_FIRST || k < 2) return (struct selection){k == 1 ? 0 : k, n};
    double freedom = SELECTION_FIRST - 1, alpha = 1 - confidence;
    double eta = (pow(2 * alpha / (double)(k - 1), -2 / freedom) - 1) / 2;
    struct contest contest = {.k = k,
                              .sums = memory_take(k * sizeof(double)),
                              .variances = memory_take(k * k * sizeof(double)),
                              .in = memory_take(k * sizeof(bool)),
                              .h2 = 2 * eta * freedom,
                              .tolerance = tolerance};
    bool *before = memory_take(k * sizeof *before);
    for (size_t i = 0; i < k; i++) contest.sums[i] = 0, contest.in[i] = true;
    variances_make(&contest, values);
    struct selection selection = contest_run(&contest, values, n, before);
    memory_free(contest.sums);
    memory_free(contest.variances);
    memory_free(contest.in);
    memory_free(before);
    return selection;
}
