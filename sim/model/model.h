/* The model of one world: everything that does not change while a mission runs, worked out once.
 * Immutable after model_compile; shared by all options and replications of the world.
 * Counts first, then flat arrays with shape and unit. Times are hours from the start of the run. */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "mandate/load.h"
#include "mandate/random.h"
#include "mandate/result.h"

struct arena;

/* A base as seen from a locality, in the azimuthal equidistant plane around the locality. */
struct approach {
    int base;
    double x, y;     /* position of the base [km] */
    double distance; /* great circle [km] */
};

/* What P07 counts a unit as. */
enum unit_task { TASK_OTHER, TASK_COMBAT, TASK_POLICE, TASK_CONVOY, TASK_EOD };

/* Moves between numbered states, the best of which is 0: consent, political tracks. */
struct chain_move {
    int from, to;
    double rate; /* [1/h] when no covariate differs from the start */
};
struct chain {
    size_t n;
    struct chain_move *moves; /* (n) */
};

/* A part of an array: first ... end - 1. */
struct span {
    size_t first, end;
};

/* A stretch of the run inside one calendar month. */
struct month {
    double begin, end; /* [h] part of the month inside the run */
    double length;     /* hours of the whole calendar month */
    int number;        /* 0 January ... 11 December */
    int quarter;       /* index of the calendar quarter in the run */
};

enum { KERNEL_AT_ONCE = 12 }; /* regions of a row of kernel_of_base that are added up together */

struct model {
    const struct mandate_scenario *scenario;
    const struct mandate_mission *mission; /* values at the start, this world */
    size_t n_region, n_locality, n_actor, n_base, n_unit, n_fleet, n_route, n_enabler, n_sector, n_state, n_track;
    size_t n_step, n_day, n_month, n_quarter;
    double step, horizon; /* [h] */
    double start;         /* [h since 1970-01-01] */
    double start_of_day;  /* hour of the day at which the run starts */

    /* calendar */
    struct month *months;  /* (n_month) */
    uint8_t *month_of_day; /* (n_day + 8) index into months */
    double *quarter_begin; /* (n_quarter + 1) [h] */

    /* geometry */
    double *distance;            /* (n_locality, n_base) great circle [km] */
    struct approach *approaches; /* (n_locality, n_base) by distance */
    struct approach *bases_from; /* (n_locality, n_base) the same by base */
    double *kernel;              /* (n_region, n_base) hazard-weighted mean exp(-d / range) */
    size_t *first_locality;      /* (n_region + 1) localities are grouped by region in locality_order */
    int *locality_order;         /* (n_locality) */
    double *locality_cumulative; /* (n_locality) in that order: cumulative share inside the region */

    /* attacks (P09a) */
    double *slab_height;    /* (n_region, n_actor) of the candidate slabs [1/h] */
    double *background;     /* (n_region, n_actor) mu, attacks per hour under the conditions of the start */
    double *season;         /* (n_region, 12) factor of the month */
    double *reference_rate; /* (n_region, n_actor) m, total with offspring [1/h] */
    double *spill;          /* (n_region, n_region) cumulative share of offspring by region */
    bool *host_linked;      /* (n_actor) */
    double *branching;      /* (n_actor) mean offspring, same actor */
    double *group_mix;      /* (n_region, n_actor) cumulative share of armed groups, for host -> group */
    double host_to_group;   /* mean offspring of host-linked attacks by armed groups */
    double *offspring;      /* (n_actor) mean offspring of an attack by anybody, where D is 1 */
    double *childless;      /* (n_actor) probability of none: exp(-offspring) */
    double *lag_factor;     /* (n_actor) -1 / ln(phi) = mean lag / step: lag in steps = ceil(-ln(u) x this) */
    double deterrence_most; /* the largest D of any (region, actor) */
    double
        *past; /* (n_actor, n_region, n_actor) offspring per hour at the start of attacks before it, by their actor */
    int past_steps;           /* steps after which they no longer count */
    double spectral_radius;   /* of the branching matrix times the largest D */
    uint64_t *attack_stream;  /* (n_region, n_actor) */
    uint64_t *frailty_stream; /* (n_region) */
    double *hour_cumulative;  /* (steps of a day, hours of a step + 1) where onsets fall inside a step */
    size_t steps_per_day, hours_per_step;
    double *beta;                /* (n_actor) deterrence elasticity */
    size_t n_elastic;            /* different ones */
    size_t *elastic;             /* (n_actor) which of them an actor has */
    double *elasticity;          /* (n_elastic) */
    double *presence_start;      /* (n_region) deployed presence at the start, thousands */
    double *deterrence_start;    /* (n_elastic, n_region) f(P) at the start */
    double *deterrence_most_at;  /* (n_region, n_actor) D without presence: the largest D there */
    double *deterrence_least_at; /* (n_region, n_actor) the least D that any presence can bring about */
    double *sector_closed;       /* (n_sector, 12) share of days closed to flying, mean over its regions */
    int *sector_region;          /* (n_sector) its first region; -1 = none */

    /* detection (P09c) */
    double fast_intercept; /* a0, so that the mean over attacks at the start is fast_probability */

    /* convoys (P08) */
    double *strike_reference; /* (n_region) share of strikes that cover and clearance let through at the start */
    uint64_t *week_stream;    /* (n_route + n_base) */

    /* response (P10) */
    double mobilise, mobilise_mean; /* median and mean time of mobilisation [h] */
    bool risky;                     /* a risk bears on the commit gate */
    bool *can_respond;              /* (n_fleet) aircraft of a role that takes part in responses */
    double travel_mean;             /* mean factor of luck on travel by road */
    double *flight_delay_mean;      /* (n_state) mean time of approval of an urgent flight [h] */
    double *flight_delay;           /* (n_state) median time of approval of an urgent flight [h] */
    double *routine_delay_mean;     /* (n_state) mean time of approval of a routine flight [h] */
    double *medevac_delay_mean;     /* (n_state) the same of a medical evacuation */

    /* investigations (P12) */
    double requests_most; /* requests for leave that may be made within the limit */

    /* flying (P06) */
    double *availability;                                 /* (n_fleet) MTBF / (MTBF + MTTR) */
    double *heat_open;                                    /* (n_fleet, n_region, 12) P(daily maximum <= limit) */
    double *no_fly;                                       /* (n_region, 12) marginal share of closed days */
    double *no_fly_shock;                                 /* (n_region, 12) per-shock probability */
    unsigned spell;                                       /* days of a shock */
    uint64_t *weather_stream, *heat_stream, *zone_stream; /* (n_region) */
    uint64_t *tail_stream;                                /* (n_fleet) */
    uint64_t *permission_stream;                          /* (n_sector, roles) routine flights */

    /* politics (P02, P03) */
    struct chain consent_chain;
    struct chain *track_chains; /* (n_track) */
    uint64_t *track_stream;     /* (n_track) */

    /* force (P04), bases (P05) */
    uint64_t *unit_stream, *fleet_stream, *base_stream; /* (n_unit), (n_fleet), (n_base) */
    uint64_t *contributor_stream;                       /* (n_unit) by contributor: slip of announced departures */
    uint16_t *rotation_months;                          /* (n_unit) bit m: a rotation is due in calendar month m */
    int *contributor;        /* (n_unit) first unit of the same contributor, which keeps its clock; -1 = leaves only as
                                announced */
    bool *has_intel;         /* (n_unit) gives intelligence */
    bool *has_senses;        /* (n_unit) adds to surveillance or to the reach of patrols */
    double *eyes;            /* (n_unit) what it adds to surveillance but by aircraft */
    uint8_t *task;           /* (n_unit) enum unit_task: what P07 counts it as */
    double *presence_weight; /* (n_unit) weight in deployed presence */
    double *kernel_of_base;  /* (n_base, n_region) the kernel, transposed; may be read KERNEL_AT_ONCE past the end */
    bool *outside_capital;   /* (n_base) its region is not the capital's */
    double strength_start;   /* uniformed persons at the start */
    int *nearest_hub;        /* (n_base, n_base) other bases by distance, hubs first */
    double *people_share;    /* (n_region) of the people outside the capital, inside the area of responsibility */
    bool *route_beyond;      /* (n_route, n_base) base is `to` of the route or lies beyond it */
    double *route_km;        /* (n_route) one way [km] */
    struct span *route_span; /* (n_route) of route_regions: the regions that it crosses */
    size_t *route_regions;   /* by route, in the order of the regions */

    const double *series_dates; /* (layout.n_date) [h since the start] */
    const struct mandate_layout *layout;
    struct arena *arena;
};

/* Compiles the scenario as it is bound now; all of it lives in `arena`. `slab_height` (n_region, n_actor)
 * is the height of candidate slabs, the background of the central world; NULL = of this world.
 * fast_intercept is left at 0: it follows from the tasking at the start (process/detection.h). */
struct model *model_compile(const struct mandate_scenario *scenario, const struct mandate_layout *layout,
                            const double *slab_height, struct arena *arena);

/* Shapes and labels of the results; in the scenario's own arena. */
const struct mandate_layout *model_layout(const struct mandate_scenario *scenario, const char *hash,
                                          struct arena *arena);

/* The state of consent as an index. */
size_t model_consent(const struct model *model, double level);

#endif
