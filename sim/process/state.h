/* The state of one replication under one option: everything that changes while it runs.
 * One per worker, sized from the model; reset, not rebuilt. Processes meet only here: each writes
 * its own part and reads the others'. Times are hours from the start of the run. */
#ifndef PROCESS_STATE_H
#define PROCESS_STATE_H

#include "process/incident.h"

/* ---- P00 timeline ---- */

enum event_kind {
    EVENT_CHANGE,    /* index: pending change */
    EVENT_VALUES,    /* ramps of values move on, once a day */
    EVENT_MONTH,     /* index: month that begins */
    EVENT_WEEK,      /* index: week that ends: routine flights */
    EVENT_DATE,      /* index: date of series.csv */
    EVENT_PLACES,    /* index: date of places.csv */
    EVENT_ARRIVAL,   /* index: unit that arrives or tries to */
    EVENT_RAMP_END,  /* index: ramp of persons */
    EVENT_REFRESH,   /* allocation is worked out again */
    EVENT_FLEET,     /* index: fleet whose delay is over */
    EVENT_OPENING,   /* index: base whose building is over */
    EVENT_CONVOY,    /* index: closing base that sends a convoy */
    EVENT_CLOSING,   /* index: closing base that may close */
    EVENT_KINDS
};

struct policy_event {
    double time;    /* [h] */
    uint32_t order; /* ties: in the order of scheduling */
    enum event_kind kind;
    int index;
};

/* A change that waits for its date. */
struct pending {
    const struct mandate_change *change;
    double announced; /* [h] date on which it was to happen, before slips */
    bool baseline;    /* of the mission's own timeline */
};

/* A value on its way, from `begin` to `end`. */
struct value_ramp {
    double *value;
    double from, to, begin, end;
    enum mandate_shape shape;
    unsigned flags;
};

struct trigger_state {
    const struct mandate_change *change;
    double since; /* [h] true without a break since then; inf = false */
    bool fired;
};

/* ---- P04 force ---- */

/* People of one unit at one base. */
struct part {
    int unit, base;
    double level; /* persons at `time` */
    double slope; /* persons per hour */
    double time;  /* [h] */
};

/* A linear movement of persons out of a part. */
struct ramp {
    int from, to; /* parts; to = -1: they leave the mission */
    double slope, persons, end;
    bool whole;   /* nobody is left in `from` at the end */
    bool ended;
};

struct unit_state {
    double readiness; /* when not overdue */
    double overdue;   /* [h] already overdue at the start */
    double due;       /* [h] first rotation missed since; inf = none */
    double dip_until; /* [h] readiness is capped until then */
    double leaves;    /* [h] day gone, once it is decided; inf */
    double authorised;
    uint32_t attempts; /* tries to enter */
    bool present, no_veto;
};

/* ---- P05 bases ---- */

enum base_status { BASE_PLANNED, BASE_BUILDING, BASE_OPEN, BASE_CLOSING, BASE_CLOSED };

struct base_state {
    enum base_status status;
    double opens, closes_after, deadline, closed_at; /* [h] */
    double trucks, trucks_all; /* still to be moved; at first */
    uint32_t convoys;          /* closing convoys tried */
    bool extended;             /* an option extends its capacity */
};

/* ---- P06 aviation ---- */

enum { MAX_TAILS = 64 };

/* Aircraft of one fleet at one base. */
struct wing {
    int fleet, base;
    int tails;
    double ready_at;     /* [h] out of service until then */
    double reserve_used; /* hours flown from the reserve this month */
    uint32_t looks;      /* draws of its tails so far */
    uint8_t up[MAX_TAILS];
    double seen[MAX_TAILS];       /* [h] of the last look; < 0 = never */
    double busy_until[MAX_TAILS]; /* [h] */
};

struct fleet_state {
    int tails;       /* to come */
    bool on_its_way; /* added by an option, not yet there */
    bool ready;      /* its own delay is over; it waits for its owner */
};

/* Draws of one week's routine flights in one (sector, role), kept for options with the same inputs. */
struct routine_week { double needed, ask, approve, requested, refused, u_request, u_refuse; bool drawn; };

/* ---- P07 tasking ---- */

struct tasking {
    bool moving;     /* people are on their way to or from it */
    bool fresh;      /* the sums over its parts hold; readiness is looked at when they are taken */
    double persons;  /* uniformed */
    double ready;    /* persons times readiness */
    double infantry; /* effective infantry, QRF, recon */
    double fpu;      /* effective formed police */
    double convoy;   /* effective convoy troops times commit */
    double deployed; /* infantry-equivalents in presence, before any task */
    double weighted; /* infantry-equivalents of `infantry`, without police */
    double commit;   /* strength-weighted commit factor of infantry, QRF and recon */
    double combat;   /* heads of infantry, QRF and recon present */
    double usable;   /* from here on: worked out at each update */
    double deficit;  /* share of the perimeter without guards */
    int teams;       /* that can be sent */
    int tobs;        /* temporary bases that may be out */
    bool staffed;    /* open or closing, with people */
};

enum { MAX_BUSY = 256 };

struct teams {
    int n_busy, n_tob;
    double free_at[MAX_BUSY];   /* [h] */
    double tob_until[MAX_BUSY]; /* [h] */
};

/* What the tally adds up per hour, as tasking, aviation and ledger last left it. */
struct flows {
    double usable, infantry, protection, convoy, civil, fixed_tasks; /* persons */
    double readiness, bases, ceiling, consent, civil_demand, civil_done;
    double available[MANDATE_ROLES], flyable[MANDATE_ROLES], routine;    /* hours per hour */
    double covered[4], unprotected;
    double cost_camps, cost_air, cost_convoys, cost_civilian;         /* USD/h */
};

/* Sums over time and events that become metrics. */
struct tally {
    double present, readiness; /* person-hours */
    struct flows flows;        /* integrals over time */
    double needed, censored, requested, refused, lost_weather, lost_means, flown, response_sorties, response_hours;
    double cost_personnel, cost_civilian, cost_camps, cost_air, cost_convoys, cost_overhead, cost_one_off, destroyed; /* USD */
    double refusals, suspensions;
    double averted_deterrence;
    double empty_since; /* [h] nobody has been there since; inf while somebody is */
};

/* ---- P09-P11 responses ---- */

enum outcome {
    OUTCOME_REACHED, OUTCOME_UNDETECTED, OUTCOME_TOO_LATE, OUTCOME_NO_SERVER, OUTCOME_TOO_FAR, OUTCOME_NOT_COMMITTED,
    OUTCOME_NOT_PERMITTED, OUTCOME_ABORTED, OUTCOMES
};
enum response_mode { MODE_NONE, MODE_GROUND, MODE_HELIBORNE, MODE_OVERFLIGHT, MODES };

/* What became of one attack. */
struct response {
    uint32_t incident; /* index in the pool */
    int locality;
    bool accepted, fast;
    double decided;    /* [h] when means are asked for */
    double detect;     /* hours from onset to alert; negative = before */
    double verify, decide, permit, notice, travel;
    double response;   /* R, hours from onset to arrival; inf = never */
    double duration;
    double averted;
    enum outcome outcome;
    enum response_mode mode;
    int base, fleet;
};

/* A wing that can respond now, with what the dispatch needs of it. */
struct responder {
    enum response_mode mode;
    int wing, base;
    enum mandate_role role;
    double radius, cruise, notice_day, notice_night; /* km, km/h, h, h */
    bool night;      /* crew and base work by night */
    double commit;   /* factor on the commit gate */
};

struct coverage; /* process/coverage.h */

struct state {
    const struct model *model;
    const struct mandate_variant *variant;
    size_t variant_index;
    struct mandate_draws draws;
    struct pool *pool;           /* candidates of this replication, shared by all options */
    struct mandate_mission live; /* the mission with its own arrays: what options have changed so far */
    double now;                  /* [h] */
    enum mandate_failure failure;

    struct policy_event *events; size_t n_event, event_capacity; uint32_t event_order; /* heap */
    struct pending *pending; size_t n_pending, pending_capacity;
    struct value_ramp *value_ramps; size_t n_value_ramp, value_ramp_capacity;
    struct trigger_state *triggers; size_t n_trigger, trigger_capacity;
    double next_look;            /* [h] conditions are looked at once a day; inf = there are none */
    double flights_suspended_until, rotations_suspended_until;
    double consent_since;        /* [h] */

    struct part *parts; size_t n_part, part_capacity;
    struct ramp *ramps; size_t n_ramp, ramp_capacity;
    struct unit_state *units;    /* (n_unit) */
    double persons, slope;       /* uniformed present at tally_time; persons per hour */
    double refresh_at;           /* [h] next refresh while ramps run; inf */

    struct base_state *bases;    /* (n_base) */
    double *closings;            /* (n_region) sum over closed bases of kernel x spike, at `closings_time` */
    double *abandoned;           /* (n_region) sum of kernels of closed bases */
    double closings_time;

    struct wing *wings; size_t n_wing, wing_capacity;
    struct fleet_state *fleets;  /* (n_fleet) */
    struct routine_week *routine; /* (n_week, n_sector, roles) shared by the options of a replication */
    double *mood;                /* (n_week, n_sector) normal score of the week */
    uint64_t *week_events;       /* (n_week x n_sector x roles) scratch */
    double *week_uniforms;       /* (2, n_week x n_sector x roles) scratch */
    uint64_t routine_stamp;      /* replication that `routine` is of */
    size_t n_week;
    uint64_t stamp;              /* number of the replication at this worker: what `routine` was filled for */

    size_t consent;              /* index of the state of consent */
    double approve[MANDATE_ROLES]; /* probability in this state, shifted */
    double *approve_at;          /* (roles, n_region) the same, capped by the sector */
    double *ask;                 /* (n_region) probability that a needed flight is asked for */
    double *sector_ask;          /* (n_sector) the same for routine flights */
    double *sector_means;        /* (n_sector, roles) share of approved routine flights that can be flown */

    struct tasking *tasking;     /* (n_base) */
    struct teams *teams;         /* (n_base) */
    double *escorts;             /* (n_base) soldiers wanted for convoys */
    bool *route_runs;            /* (n_route) its end or a base beyond is staffed */
    double *scratch;             /* (n_sector * roles + n_region) */
    double *tob_until, *tob_return; /* (n_locality) [h] end of a temporary base; of the return of hazard */
    bool dirty_tasking, dirty_threat, dirty_permissions, dirty_air, dirty_all_bases;
    size_t month;                /* index */
    double *presence, *patrol;   /* (n_region) deployed and usable, thousands */
    double *deter;               /* (n_region, n_actor) D */
    double *level;               /* (n_region, n_actor) rate over slab height without D and vacuum, this month */
    double *reach;               /* (n_region, n_actor) height that slabs must reach */
    double *fast;                /* (n_region) probability of fast detection */
    uint64_t staffed;            /* mark of the staffed bases that `uncovered` is of; 0 = none */
    double *uncovered;           /* (n_locality) cumulative hazard of uncovered localities, by region */
    size_t quarter;              /* open quarter */
    size_t cursor;               /* next root in it */

    uint32_t *children; size_t n_child, child_capacity;     /* heap by (step, event): offspring to come */
    uint32_t *decisions; size_t n_decision, decision_capacity; /* heap of responses by (decided, event) */
    struct response *responses; size_t n_response, response_capacity;
    double *sorted;              /* scratch for quantiles */
    size_t sorted_capacity;

    struct responder *responders; size_t n_responder, responder_capacity;
    double flight_delay;         /* [h] median time of approval of an urgent flight now */
    struct coverage *coverage;
    struct flows flows;
    struct tally tally;
    double tally_time;           /* [h] up to which the integrals run */

    double *series;              /* (n_date, MANDATE_SERIES) of the block's result */
    double *breakdown;           /* (n_quarter, n_region + n_actor, MANDATE_BREAKDOWNS) */
    double *places;              /* (n_place_value) sums of the block, this variant */
    double *base_places;         /* (n_base, 4) integrals over time */
    double *base_now;            /* (n_base, 4) scratch */
    double *region_places;       /* (n_region) */
    double *place_row;           /* (n_place_value) of this replication */
    bool keep_rejected;          /* note rejected candidates too, for events.csv */
    uint32_t *rejected; size_t n_rejected, rejected_capacity; /* their indices in the pool */
};

struct state *state_new(const struct model *model);
void state_free(struct state *state);

/* Begins a replication: empties everything; `live` is the mission again. */
void state_reset(struct state *state, const struct model *model, struct pool *pool, size_t variant);

/* The same value in the live mission: `original` is a member of the scenario's mission. */
double *state_live(struct state *state, const double *original);

/* Heap of policy events. */
void policy_schedule(struct state *state, double time, enum event_kind kind, int index);
double policy_next(const struct state *state);            /* time of the next event; inf = none */
struct policy_event policy_take(struct state *state);

#endif
