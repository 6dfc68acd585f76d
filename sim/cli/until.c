/* Each look asks for more than 95 %, so that the interval that is shown in the end holds (stats/sequential.h). */
#include "cli/until.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "output/comparison.h"
#include "stats/sequential.h"

static const double confidence = 0.95;

static enum mandate_status refuse(const char *text, const char *what) {
    (void)fprintf(stderr, "mandate: '--until %s': %s\n", text, what);
    return MANDATE_BAD_INPUT;
}

static int metric_find(const struct session *session, const char *name, const char **nearest) {
    const char **names = ARENA_ARRAY(session->arena, const char *, MANDATE_METRICS);
    for (int m = 0; m < MANDATE_METRICS; m++) {
        names[m] = mandate_metrics[m].name;
        if (strcmp(names[m], name) == 0) return m;
    }
    *nearest = text_nearest(name, names, MANDATE_METRICS);
    return -1;
}

/* "0.2", or "2 %" for a share. */
static bool half_read(const char *text, double *half) {
    size_t length = strlen(text);
    bool percent = length > 0 && text[length - 1] == '%';
    if (percent) length--;
    while (length > 0 && text[length - 1] == ' ') length--;
    if (!text_real_read(text, length, half)) return false;
    if (percent) *half /= 100;
    return *half > 0 && isfinite(*half);
}

static enum mandate_status one_read(const struct session *session, const char *text, int *metric, double *half) {
    const char *equals = strchr(text, '='), *nearest = NULL;
    if (equals == NULL) return refuse(text, "write METRIC=HALFWIDTH, for example resp_rmean_h=0.2");
    *metric = metric_find(session, arena_copy(session->arena, text, (size_t)(equals - text)), &nearest);
    if (*metric < 0 && nearest != NULL)
        return refuse(text, arena_print(session->arena, "there is no such metric; did you mean '%s'?", nearest));
    if (*metric < 0) return refuse(text, "there is no such metric; see: mandate list metrics");
    if (!half_read(equals + 1, half))
        return refuse(text, "the half-width must be a number above 0 in the unit of the metric, without the unit");
    return MANDATE_OK;
}

enum mandate_status until_read(const struct session *session, const struct arguments *arguments, struct until *until) {
    size_t n = arguments->until.n;
    *until = (struct until){.n = n,
                            .metrics = ARENA_ARRAY(session->arena, int, n),
                            .halves = ARENA_ARRAY(session->arena, double, n),
                            .most = session->layout.worlds};
    for (size_t i = 0; i < n; i++) {
        enum mandate_status status = one_read(session, arguments->until.at[i], &until->metrics[i], &until->halves[i]);
        if (status != MANDATE_OK) return status;
    }
    if (n > 0 && session->scenario->study.design.kind != MANDATE_DESIGN_NONE)
        return refuse(arguments->until.at[0], "the points of a design are fixed; remove the design, or the option");
    if (n > 0 && arguments->shard != NULL)
        return refuse(arguments->until.at[0],
                      "a shard cannot tell when the whole is precise; remove one of the options");
    return MANDATE_OK;
}

enum mandate_status until_look(const struct until *until, const struct session *session, const char *folder,
                               bool *enough, struct file_reason *reason) {
    struct comparison *comparison;
    struct comparison_request request = {.folder = folder,
                                         .reference = session->layout.variants[session->layout.reference],
                                         .n_metric = until->n,
                                         .metrics = until->metrics,
                                         .confidence =
                                             sequential_confidence(confidence, sequential_looks(until->most))};
    enum mandate_status status = comparison_read(&request, &comparison, reason);
    if (status != MANDATE_OK) return status;
    *enough = true;
    for (size_t m = 0; m < until->n; m++)
        for (size_t o = 0; o < comparison->n_option; o++) {
            const struct comparison_cell *cell = &comparison->cells[m * comparison->n_option + o];
            bool single = comparison->n_option == 1;
            if (o == comparison->reference && !single) continue;
            double half = single ? cell->value.half : cell->difference.half;
            *enough = *enough && half <= until->halves[m];
        }
    comparison_free(comparison);
    return MANDATE_OK;
}
