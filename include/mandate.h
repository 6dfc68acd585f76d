/* Mandate: a Monte Carlo simulator that compares options for the mandate of a UN peacekeeping mission.
 *
 * The whole library, in the order of the data:
 *
 *     struct mandate_diagnostics *diagnostics = mandate_diagnostics_new();
 *     struct mandate_documents *documents = mandate_documents_read("study.yaml", &(struct mandate_settings){0},
 * diagnostics); struct mandate_scenario *scenario = documents ? mandate_scenario_load(documents, diagnostics) : NULL;
 *     if (!scenario) {
 *         mandate_diagnostics_print(diagnostics, stderr, false);
 *         return MANDATE_BAD_INPUT;
 *     }
 *     struct mandate_runner *runner = mandate_runner_new(documents);
 *     const struct mandate_block_result *result = mandate_runner_run(runner, (struct mandate_block){.world = 1, .first
 * = 0, .count = 8}); printf("%g\n", result->rows[MANDATE_METRIC_resp_rmean_h]); mandate_runner_free(runner);
 *     mandate_scenario_free(scenario);
 *     mandate_documents_free(documents);
 *     mandate_diagnostics_free(diagnostics);
 *
 * No global state, no printing, no exit (but when memory is out), no signal handler. Link with
 * -lmandate -lyaml -lgsl -lgslcblas -lnettle -lm. */
#ifndef MANDATE_H
#define MANDATE_H

#define MANDATE_VERSION "0.1.0"

#include "mandate/diagnostic.h"
#include "mandate/function.h"
#include "mandate/load.h"
#include "mandate/metric.h"
#include "mandate/observable.h"
#include "mandate/random.h"
#include "mandate/result.h"
#include "mandate/run.h"
#include "mandate/scenario.h"
#include "mandate/status.h"
#include "mandate/variate.h"

#endif
