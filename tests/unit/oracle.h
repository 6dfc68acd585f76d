/* A literal model of attacks and responses (MODEL.md P06, P09a to P09c, P10, P11 with the tables of P01, P02 and P07)
 * under a policy that does not change: every step of every (region, actor) draws its number of attacks, every tail goes
 * up and down, every day of every region has its weather. Slow and plain: what the engine must agree with in law, and
 * the naive baseline of the benchmark. Nothing of sim/process is used; draws are GSL's. Not here: options, consent,
 * convoys, money. */
#ifndef UNIT_ORACLE_H
#define UNIT_ORACLE_H

#include "mandate/load.h"
#include "mandate/metric.h"
#include "model/model.h"

struct oracle;

enum oracle_outcome { REACHED, UNDETECTED, TOO_LATE, NO_SERVER, TOO_FAR, NOT_COMMITTED, NOT_PERMITTED, ABORTED };
enum oracle_mode { NOBODY, BY_ROAD, BY_HELICOPTER, BY_OVERFLIGHT };

/* What became of one attack. */
struct oracle_attack {
    int step, region, actor, locality;
    double onset;    /* [h] */
    double response; /* hours from onset to arrival; inf = never */
    double deaths, averted;
    bool warned;
    int outcome, mode;
};

/* Takes geometry and the calendar of the run from `model`, everything else from the bound scenario. `gone` is a unit
 * that leaves on the first day, -1 = none. Both must outlive the oracle. */
struct oracle *oracle_new(const struct mandate_scenario *scenario, const struct model *model, int gone);
void oracle_free(struct oracle *oracle);

/* One replication; the seed is that of GSL's mt19937. Metrics that the oracle does not have are nan in `row`
 * (MANDATE_METRICS). The attacks belong to the oracle and last until the next call. */
size_t oracle_run(struct oracle *oracle, unsigned long seed, double *row, const struct oracle_attack **attacks);

#endif
