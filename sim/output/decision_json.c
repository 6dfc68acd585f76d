/* One function for each struct of decision.h. */
#include "output/decision_json.h"

#include <math.h>

static const char *option_of(const struct decision *decision, int option) {
    return option >= 0 ? decision->comparison->options[option] : "";
}

static const char *metric_name(const struct decision *decision, size_t m) {
    return mandate_metrics[decision->comparison->metrics[m]].name;
}

/* ---- numbers with bounds ---- */

static void bounds_put(struct json *json, double low, double high) {
    json_real(json, "low", low);
    json_real(json, "high", high);
}

static void interval_put(struct json *json, const char *key, const struct interval *interval) {
    json_open(json, key, '{');
    json_real(json, "mean", interval->mean);
    bounds_put(json, interval->mean - interval->half, interval->mean + interval->half);
    json_close(json, '}');
}

static void estimate_put(struct json *json, const char *key, const struct estimate *estimate) {
    json_open(json, key, '{');
    json_real(json, "value", estimate->value);
    bounds_put(json, estimate->low, estimate->high);
    json_real(json, "noisy", estimate->plain);
    json_close(json, '}');
}

static void quantile_put(struct json *json, const char *key, const struct comparison_quantile *quantile) {
    json_open(json, key, '{');
    json_real(json, "value", quantile->value);
    bounds_put(json, quantile->low, quantile->high);
    json_close(json, '}');
}

/* ---- metrics ---- */

static void cell_put(struct json *json, const struct decision *decision, size_t m, size_t o) {
    const struct comparison *comparison = decision->comparison;
    const struct comparison_cell *cell = &comparison->cells[m * comparison->n_option + o];
    const struct decision_cell *row = decision->metrics[m].cells;
    json_open(json, comparison->options[o], '{');
    interval_put(json, "value", &cell->value);
    quantile_put(json, "p05", &cell->quantiles[COMPARISON_P05]);
    quantile_put(json, "p50", &cell->quantiles[COMPARISON_P50]);
    quantile_put(json, "p95", &cell->quantiles[COMPARISON_P95]);
    json_whole(json, "n", cell->n);
    json_whole(json, "undefined", cell->undefined);
    json_real(json, "ignorance", cell->ignorance);
    json_real(json, "chance", cell->chance);
    if (o != comparison->reference) {
        interval_put(json, "difference", &cell->difference);
        json_whole(json, "pairs", cell->pairs);
        json_real(json, "p_adjusted", cell->p);
        json_real(json, "variance_ratio", cell->variance_ratio);
    }
    if (row != NULL) {
        json_whole(json, "place", row[o].place);
        estimate_put(json, "best", &row[o].best);
        estimate_put(json, "good_enough", &row[o].satisfied);
        estimate_put(json, "regret", &row[o].regret);
        estimate_put(json, "regret_p95", &row[o].regret_p95);
        estimate_put(json, "regret_worst", &row[o].regret_worst);
    }
    json_close(json, '}');
}

static void unknown_put(struct json *json, const struct decision *decision, const struct decision_unknown *unknown) {
    json_open(json, NULL, '{');
    json_text(json, "path", unknown->path);
    json_text(json, "unit", unknown->unit);
    bounds_put(json, unknown->low, unknown->high);
    estimate_put(json, "worth", &unknown->worth);
    json_real(json, "effect", unknown->effect);
    json_text(json, "best_low", option_of(decision, unknown->best_low));
    json_text(json, "best_high", option_of(decision, unknown->best_high));
    estimate_put(json, "break_even", &unknown->break_even);
    json_text(json, "settled", unknown->settled ? "yes" : "no");
    json_close(json, '}');
}

static void metric_put(struct json *json, const struct decision *decision, size_t m) {
    const struct comparison *comparison = decision->comparison;
    const struct decision_metric *metric = &decision->metrics[m];
    const struct mandate_metric *row = &mandate_metrics[comparison->metrics[m]];
    json_open(json, NULL, '{');
    json_text(json, "metric", row->name);
    json_text(json, "unit", row->unit);
    json_text(json, "sense", row->sense > 0 ? "more is better" : row->sense < 0 ? "less is better" : "neither");
    json_open(json, "options", '{');
    for (size_t o = 0; o < comparison->n_option; o++) cell_put(json, decision, m, o);
    json_close(json, '}');
    if (metric->best >= 0) {
        json_text(json, "best", option_of(decision, metric->best));
        json_text(json, "rival", option_of(decision, metric->rival));
        json_text(json, "settled", metric->settled ? "yes" : "no");
        json_text(json, "slight", metric->slight ? "yes" : "no");
        interval_put(json, "lead", &metric->lead);
        json_real(json, "tolerance", metric->tolerance);
        json_text(json, "selected", option_of(decision, metric->selected));
        json_whole(json, "selected_after", metric->selected_after);
        json_whole(json, "worlds", metric->worlds);
        estimate_put(json, "perfect_information", &metric->perfect);
        json_open(json, "unknowns", '[');
        for (size_t u = 0; u < metric->n_unknown; u++) unknown_put(json, decision, &metric->unknowns[u]);
        json_close(json, ']');
    }
    json_close(json, '}');
}

/* ---- targets, front, criteria ---- */

static void target_put(struct json *json, const struct decision *decision, const struct decision_target *target) {
    json_open(json, NULL, '{');
    json_text(json, "target", target->id);
    json_text(json, "metric", mandate_metrics[target->metric].name);
    json_real(json, target->at_least ? "at_least" : "at_most", target->value);
    json_open(json, "options", '{');
    for (size_t o = 0; o < decision->comparison->n_option; o++) {
        json_open(json, decision->comparison->options[o], '{');
        estimate_put(json, "world_mean", &target->met[o]);
        estimate_put(json, "single_run", &target->met_run[o]);
        json_close(json, '}');
    }
    json_close(json, '}');
    json_close(json, '}');
}

static void front_put(struct json *json, const struct decision *decision) {
    json_open(json, "front", '{');
    json_open(json, "metrics", '[');
    for (size_t i = 0; i < decision->n_front; i++)
        json_text(json, NULL, metric_name(decision, decision->front_metrics[i]));
    json_close(json, ']');
    json_open(json, "options", '{');
    for (size_t o = 0; o < decision->comparison->n_option; o++) {
        json_open(json, decision->comparison->options[o], '{');
        json_text(json, "on_front", decision->front[o] ? "yes" : "no");
        estimate_put(json, "worlds", &decision->front_share[o]);
        json_close(json, '}');
    }
    json_close(json, '}');
    json_close(json, '}');
}

static void ranks_put(struct json *json, const struct decision *decision) {
    json_open(json, "criteria", '{');
    json_text(json, "rule", decision->lexicographic ? "order" : "weights");
    json_open(json, "options", '{');
    for (size_t o = 0; o < decision->comparison->n_option; o++) {
        json_open(json, decision->comparison->options[o], '{');
        json_whole(json, "place", decision->ranks[o].place);
        json_real(json, "score", decision->ranks[o].score);
        estimate_put(json, "first", &decision->ranks[o].first);
        json_close(json, '}');
    }
    json_close(json, '}');
    json_close(json, '}');
}

/* ---- assumptions ---- */

static void assumed_put(struct json *json, const struct decision *decision,
                        const struct decision_assumption *assumption, size_t m) {
    const struct comparison *comparison = decision->comparison;
    json_open(json, NULL, '{');
    json_text(json, "metric", metric_name(decision, m));
    json_open(json, "options", '{');
    for (size_t o = 0; o < comparison->n_option; o++) {
        const struct decision_assumed *cell = &assumption->cells[m * comparison->n_option + o];
        json_open(json, comparison->options[o], '{');
        if (assumption->best[m] >= 0) json_whole(json, "place", cell->place);
        interval_put(json, "value", &cell->value);
        if (o != comparison->reference) interval_put(json, "difference", &cell->difference);
        interval_put(json, "change", &cell->change);
        json_close(json, '}');
    }
    json_close(json, '}');
    if (assumption->best[m] >= 0) {
        json_text(json, "best", option_of(decision, assumption->best[m]));
        json_text(json, "settled", assumption->settled[m] ? "yes" : "no");
        json_text(json, "changes", assumption->changes[m] ? "yes" : "no");
    }
    json_close(json, '}');
}

static void assumption_put(struct json *json, const struct decision *decision,
                           const struct decision_assumption *assumption) {
    json_open(json, NULL, '{');
    json_text(json, "assumption", assumption->id);
    json_text(json, "values", assumption->text);
    json_whole(json, "worlds", assumption->worlds);
    json_open(json, "metrics", '[');
    for (size_t m = 0; m < decision->n_shown; m++) assumed_put(json, decision, assumption, m);
    json_close(json, ']');
    json_close(json, '}');
}

void decision_json_put(struct json *json, const struct decision *decision) {
    const struct comparison *comparison = decision->comparison;
    json_open(json, NULL, '{');
    json_text(json, "reference", comparison->options[comparison->reference]);
    json_real(json, "confidence", comparison->confidence);
    json_whole(json, "worlds", comparison->worlds);
    json_whole(json, "replications", comparison->replications);
    json_whole(json, "rows", comparison->rows);
    json_whole(json, "failed", comparison->failed);
    json_text(json, "noise_removed", decision->corrected ? "yes" : "no");
    json_open(json, "metrics", '[');
    for (size_t m = 0; m < decision->n_shown; m++) metric_put(json, decision, m);
    json_close(json, ']');
    json_open(json, "targets", '[');
    for (size_t t = 0; t < decision->n_target; t++) target_put(json, decision, &decision->targets[t]);
    json_close(json, ']');
    front_put(json, decision);
    if (decision->ranks != NULL) ranks_put(json, decision);
    json_open(json, "assumptions", '[');
    for (size_t i = 0; i < decision->n_assumption; i++) assumption_put(json, decision, &decision->assumptions[i]);
    json_close(json, ']');
    json_close(json, '}');
}
