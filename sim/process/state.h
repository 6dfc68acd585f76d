/* The state of one replication under one option: everything that changes while it runs.
 * One per worker, sized from the model; reset, not rebuilt. Processes meet only here: each writes
 * its own part and reads the others'. Times are hours from the start of the run. */
#ifndef PROCESS_STATE_H
#define PROCESS_STATE_H

#include <math.h>

#include "process/incident.h"
#include "process/note.h"
#include "scenario/expression.h"

/* ---- P00 timeline ---- */

/* On one date, events happen in this order. */
enum event_kind {
    EVENT_MONTH,    /* index: month that begins */
    EVENT_WEEK,     /* index: week that ends: routine flights */
    EVENT_CHANGE,   /* index: pending change */
    EVENT_VALUES,   /* ramps of values move on, once a day */
    EVENT_RAMP_END, /* index: ramp of persons */
    EVENT_OPENING,  /* index: base whose building is over */
    EVENT_CONVOY,   /* index: closing base that sends a convoy */
    EVENT_CLOSING,  /* index: closing base that may close */
    EVENT_ARRIVAL,  /* index: unit that arrives or tries to */
    EVENT_FLEET,    /* index: fleet whose delay is over */
    EVENT_CASE,     /* index: case that may be given leave or visited */
    EVENT_CONSENT,  /* index 0: the host moves to another state; 1: a shock, or the time around a vote begins or ends */
    EVENT_TRACK,    /* index: track that moves; n_track: the time around a vote begins or ends */
    EVENT_DEPARTURE,   /* index: contributor that decides to leave; n_unit + it: its people begin to go */
    EVENT_BASE_ATTACK, /* index: attack on a base */
    EVENT_REPLACEMENT, /* index: loss */
    EVENT_HANDOVER,    /* rotations of this month are over */
    EVENT_REFRESH,     /* allocation is worked out again */
    EVENT_DATE,        /* index: date of series.csv */
    EVENT_PLACES,      /* index: date of places.csv */
    EVENT_KINDS
};

struct policy_event {
    double time; /* [h] */
    enum event_kind kind;
    int index;
};

/* The same in the heap. Ties in time are settled by kind, rank and index, never by the order of scheduling; the rank of
 * changes: the mission's own before the option's before those of triggers, in file order. */
struct scheduled {
    double time;    /* [h] */
    uint64_t order; /* kind, rank and index: 8, 24 and 32 bits */
};

/* A change that waits for its date. */
struct pending {
    const struct mandate_change *change;
    int rank;         /* mission's own before the option's before those of triggers, in file order */
    double announced; /* [h] date on which it was to happen, before slips */
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

/* What had been counted when conditions were looked at. */
struct look {
    double time; /* [h] */
    double counts[ROLLINGS];
};

/* ---- P04 force ---- */

/* What people are counted as in tasking: P07. Members of it are doubles, which are added up. */
struct muster {
    double persons;  /* uniformed */
    double ready;    /* persons times readiness */
    double infantry; /* effective infantry, QRF, recon */
    double fpu;      /* effective formed police */
    double convoy;   /* effective convoy troops times commit */
    double eod;      /* persons that clear roads */
    double deployed; /* infantry-equivalents in presence, before any task */
    double weighted; /* infantry-equivalents of `infantry`, without police */
    double combat;   /* heads of infantry, QRF and recon */
    double commit;   /* the same times their commit factors */
    double eyes;     /* what they add to surveillance */
    double reach;    /* share by which they extend patrols */
};

/* People of one unit at one base. */
struct part {
    int unit, base;
    double level; /* persons at `time` */
    double slope; /* persons per hour */
    double time;  /* [h] */
    int next_at_base, next_of_unit;
    bool counted; /* `as` holds */
    struct muster as;
};

/* Parts of one base, or of one unit, in order of their making; -1 = none. */
struct part_list {
    int first, last;
};

/* A linear movement of persons out of a part. */
struct ramp {
    int from, to; /* parts; to = -1: they leave the mission */
    double slope, persons, end;
    bool whole; /* nobody is left in `from` at the end */
    bool ended;
};

struct unit_state {
    double readiness; /* when not overdue */
    double due;       /* [h] first rotation that was missed, before the start if negative; inf = none */
    double dip_until; /* [h] readiness is capped until then */
    double leaves;    /* [h] day gone, once it is decided; inf */
    double authorised;
    uint32_t attempts; /* tries to enter */
    bool present, no_veto;
};

/* ---- P02 consent, P03 tracks, P04 contributors: what moves by a hazard (process/chain.h) ---- */

/* A stay in one state: it ends when the integral of the hazard has used up the budget. */
struct visit {
    double budget; /* what was left of its Exp(1) at `since` */
    double hazard; /* [1/h] from `since` on */
    double since;  /* [h] */
    double due;    /* [h] when it ends if the hazard stays; inf */
    uint32_t number;
};

/* A chain of states whose moves to worse ones are hastened by covariates. */
struct course {
    struct visit visit;
    double factor;   /* on moves to a worse state, now */
    double pressure; /* sum of weight x covariate at the start */
    int seen;        /* state in which the visit is */
};

/* A contributor that may leave; at its first unit. */
struct departure {
    struct visit visit;
    double units, overdue, deaths; /* units here to stay, hours they are overdue together, own deaths in 180 days */
};

/* ---- P05 bases ---- */

enum base_status { BASE_PLANNED, BASE_BUILDING, BASE_OPEN, BASE_CLOSING, BASE_CLOSED };

struct base_state {
    enum base_status status;
    double opens, closes_after, deadline, closed_at; /* [h] */
    double trucks, trucks_all;                       /* still to be moved; at first */
    uint32_t convoys;                                /* closing convoys tried */
    bool helicopter_site;                            /* an option has built a site for helicopters */
    bool extended;                                   /* an option extends its capacity */
    double stock;                                    /* [h] of supplies, P05 */
    double locked_until;                             /* [h] no team leaves it until then, P08 */
};

/* ---- P06 aviation ---- */

enum { MAX_TAILS = 64 };

/* Aircraft of one fleet at one base. */
struct wing {
    int fleet, base;
    int tails;
    double ready_at;     /* [h] out of service until then */
    double reserve_used; /* hours flown from the reserve this month */
    double spare;        /* hours per hour for routine flights of the mission, at the last look */
    uint32_t looks;      /* draws of its tails so far */
    size_t first;        /* its tails stand in `tails` from here on */
    int room;            /* for so many */
};

struct tail {
    bool up;           /* at the last look */
    double seen;       /* [h] of the last look; < 0 = never */
    double busy_until; /* [h] */
};

struct fleet_state {
    int tails;       /* to come */
    bool on_its_way; /* added by an option, not yet there */
    bool ready;      /* its own delay is over; it waits for its owner */
};

/* Routine flights of one (sector, role) in one week: what the draws depend on, and what they gave. */
struct routine_input {
    double rate; /* needed flights per hour; 0 = the sector does not fly */
    double ask, approve;
};
struct routine_draw {
    double needed, requested, refused;
};

/* Sums over the sectors and roles of a week, kept for options with the same inputs. */
struct routine_week {
    uint64_t stamp; /* replication that they are of */
    double needed, requested, refused, lost;
    double approved[MANDATE_ROLES], open[MANDATE_ROLES]; /* all; on open days */
};

/* ---- P07 tasking ---- */

struct tasking {
    bool fresh;         /* what follows from its parts holds; readiness is looked at when it is worked out */
    bool settled;       /* readiness there stays as it is */
    struct muster has;  /* sums over its parts */
    double stocked;     /* factor of its stock on readiness, of which they are */
    double commit;      /* strength-weighted commit factor of infantry, QRF and recon */
    double weight;      /* mean weight of its infantry in presence */
    bool stock_low;     /* its stock is low */
    double resupply;    /* hours of aircraft per hour that its lack of stock takes */
    double deficit;     /* share of the perimeter without guards */
    double protection;  /* infantry on guard */
    double fixed_tasks; /* infantry bound to static tasks */
    double left;        /* infantry that they leave */
    double police_left; /* formed police that may escort */
    bool may_escort;    /* people of the kinds that may escort a convoy are there */
    double usable;      /* from here on: worked out at each update */
    double unescorted;  /* share of the convoy escorts that is not there */
    int teams;          /* that can be sent */
    int tobs;           /* temporary bases that may be out */
    bool staffed;       /* open or closing, with people */
};

enum { MAX_TEAMS = 255 }; /* that a base may form */

/* A team that is away from its base, or a temporary base that it keeps. */
struct outing {
    int base;
    bool stays;   /* a temporary base */
    double until; /* [h] */
};

/* Hours under one entry of the coverage (process/coverage.h). */
struct spent {
    uint32_t entry;
    double hours;
};

/* What the tally adds up per hour, as tasking, aviation and ledger last left it. */
struct flows {
    double usable, infantry, protection, convoy, civil, fixed_tasks; /* persons */
    double readiness, bases, ceiling, consent, civil_demand, civil_done;
    double available[MANDATE_ROLES], flyable[MANDATE_ROLES], routine, host; /* hours per hour */
    double covered[4], unprotected;
    double stock_low, resupply; /* bases; hours of utility aircraft per hour */
    double cost_camps, cost_air, cost_convoys, cost_civilian, cost_projects; /* USD/h */
};

/* ---- P14 casualties ---- */

/* A convoy of the week at hand, P08. */
struct convoy {
    size_t route;
    uint64_t event; /* address of its draws */
};

/* An attack on a base to come, P08. */
struct base_attack {
    int base;
    uint64_t event; /* address of its draws */
};

enum cause { CAUSE_MINES, CAUSE_BASES, CAUSE_RESPONSE, CAUSE_AIR, CAUSE_OTHER, CAUSES };

/* Deaths of the mission's own at one time. */
struct loss {
    double time; /* [h] */
    int part;    /* whose strength they lower until they are replaced; -1 = nobody's in particular */
    double killed;
};

/* Sums over time and events that become metrics. */
struct tally {
    double present, readiness; /* person-hours */
    struct flows flows;        /* integrals over time */
    double needed, censored, requested, refused, lost_weather, lost_means, flown, response_sorties, response_hours;
    double approved_routine, approved_medevac, waited_routine, waited_medevac; /* routine flights; their hours */
    double cost_personnel, cost_civilian, cost_camps, cost_air, cost_convoys, cost_projects, cost_overhead,
        cost_one_off, destroyed; /* USD */
    double refusals, suspensions, contributors_left, persons_left;
    double consent_days[5]; /* hours in each state; the fifth also stands for any beyond */
    double consent_lost;    /* [h] when the last state was first entered; inf */
    double collapsed;       /* hours in which a track has collapsed */
    double averted_deterrence;
    double killed[CAUSES], wounded, strikes, base_attacks;
    double convoys_planned, convoys_missed, convoy_km;
    double exit_convoys, exit_hours, exit_strikes, exit_killed;
    double accidents_hours, background_hours; /* flying and person-hours of which accidents and illness are drawn */
    double empty_since;                       /* [h] nobody has been there since; inf while somebody is */
};

/* ---- P09-P11 responses ---- */

enum outcome {
    OUTCOME_REACHED,
    OUTCOME_UNDETECTED,
    OUTCOME_TOO_LATE,
    OUTCOME_NO_SERVER,
    OUTCOME_TOO_FAR,
    OUTCOME_NOT_COMMITTED,
    OUTCOME_NOT_PERMITTED,
    OUTCOME_ABORTED,
    OUTCOMES
};
enum response_mode { MODE_NONE, MODE_GROUND, MODE_HELIBORNE, MODE_OVERFLIGHT, MODES };

/* ---- P12 investigations ---- */

/* A case: an attack that calls for an investigation. */
struct inquiry {
    uint32_t incident; /* index in the pool */
    int locality;
    double alert, requested; /* [h] known; first request */
    double left;             /* what is left of its exponential */
    double made;             /* requests that have failed */
    double due;              /* [h] of leave or visit, as things stand; inf = never */
    double leave, visited;   /* [h]; inf = not yet */
};

/* What became of one attack. */
struct response {
    uint32_t incident; /* index in the pool */
    int locality;
    bool accepted, fast;
    size_t consent; /* index of the state of consent at the onset */
    double ordered; /* [h] when the decision falls: daylight and season */
    double decided; /* [h] when means are asked for: not before the step (RULINGS 46) */
    double detect;  /* hours from onset to alert; negative = before */
    double verify, decide, permit, notice, travel;
    double response; /* R, hours from onset to arrival; inf = never */
    double patrol;   /* in its region at the onset, thousands: it shortens the attack */
    double averted;
    enum outcome outcome;
    enum response_mode mode;
    int base, fleet;
};

/* A response whose means are still to be asked for. */
struct undecided {
    double decided; /* [h] */
    uint32_t response;
};

/* Means are still to be asked for; in all other outcomes but this one nobody comes. */
static inline bool response_is_open(const struct response *response) {
    return response->outcome == OUTCOME_REACHED && !(response->response < (double)INFINITY);
}

enum { RESPONSE_HORIZONS = 5, RESPONSE_STAGES = 6 };

/* What is counted of the first n attacks (process/tally.h). */
struct counts {
    size_t n, quarter; /* the quarter of the last one */
    uint32_t outcomes[OUTCOMES], modes[MODES], within[RESPONSE_HORIZONS], warned, deadly;
    double restricted, alert_restricted;             /* [h] sums of min(R, limit), from the onset and the alert */
    double stages[RESPONSE_STAGES], deaths, averted; /* [h] of the reached; persons */
};

/* A wing that can respond now, with what the dispatch needs of it. */
struct responder {
    enum response_mode mode;
    int wing, base;
    enum mandate_role role;
    double radius, cruise, notice_day, notice_night; /* km, km/h, h, h */
    double reach;                                    /* [km2] square of the distance that it can fly to */
    bool night;                                      /* crew and base work by night */
    double commit;                                   /* factor on the commit gate */
};

/* What has been drawn of the weather of a day in a region (process/weather.h). */
struct weather_day {
    uint64_t stamp;      /* replication that it is of */
    double heat;         /* uniform; 0 = not drawn */
    bool looked, closed; /* `closed` is known; closed to flying */
};

/* The mood of a region's week (process/permissions.h). */
struct zone_week {
    uint64_t stamp; /* replication that it is of */
    double mood;
};

struct coverage; /* process/coverage.h */

/* What the options of a replication share, beside the candidates: nothing in it depends on an option. */
struct shared {
    struct pool *pool;
    struct coverage *coverage;
    uint64_t stamp; /* number of the replication at this worker */
    size_t n_week;
    uint64_t mood_stamp;                  /* replication that `mood` is of */
    uint64_t *mood_events;                /* (n_week, n_sector) scratch */
    double *mood_uniforms;                /* (2, n_week, n_sector) scratch */
    double *mood;                         /* (n_week, n_sector) normal score of the week */
    struct routine_week *routine;         /* (n_week) */
    struct routine_input *routine_inputs; /* (n_week, n_sector, roles) */
    struct routine_draw *routine_draws;   /* (n_week, n_sector, roles) */
    struct routine_input *routine_now;    /* (n_sector, roles) scratch */
    size_t *routine_cells;                /* (n_sector x roles) scratch */
    uint64_t *week_events;                /* (n_sector x roles) scratch */
    double *week_uniforms;                /* (3, n_sector x roles) scratch */
    uint64_t *count_events;               /* (n_week, n_route + n_base) scratch */
    double *week_counts;         /* (2, n_week, n_route + n_base) uniforms of the week's convoys and attacks on bases */
    struct zone_week *zones;     /* (n_region, n_week) */
    size_t n_weather_day;        /* days of a run and some beyond */
    struct weather_day *weather; /* (n_region, n_weather_day) */
    uint64_t counts_stamp;       /* replication that `week_counts` is of */
};

/* Arrays of fixed length: X(type, member, length by the model `m`, what it holds). */
#define STATE_ARRAYS(X)                                                                                          \
    X(struct unit_state, units, m->n_unit, "P04")                                                                \
    X(struct part_list, parts_at, m->n_base, "P04: by base")                                                     \
    X(struct part_list, parts_of, m->n_unit, "P04: by unit")                                                     \
    X(struct base_state, bases, m->n_base, "P05")                                                                \
    X(double, closings, m->n_region, "sum over closed bases of kernel x spike, at closings_time")                \
    X(double, abandoned, m->n_region, "sum of kernels of closed bases")                                          \
    X(struct fleet_state, fleets, m->n_fleet, "P06")                                                             \
    X(double, approve_at, MANDATE_ROLES * m->n_region, "(roles, n_region) P(approved), capped by the sector")    \
    X(double, ask, m->n_region, "P(a needed flight is asked for)")                                               \
    X(double, sector_ask, m->n_sector, "the same for routine flights")                                           \
    X(double, sector_approve, m->n_sector *MANDATE_ROLES, "P(approved), capped")                                 \
    X(double, sector_score, m->n_sector *MANDATE_ROLES, "normal score of it")                                    \
    X(bool, sector_staffed, m->n_sector, "a base in it is staffed")                                              \
    X(struct tasking, tasking, m->n_base, "P07")                                                                 \
    X(double, escorts, m->n_base, "soldiers wanted for convoys")                                                 \
    X(double, deployed, m->n_base, "thousands of which `presence` is")                                           \
    X(double, patrols, m->n_base, "thousands of which `patrol` is")                                              \
    X(bool, route_runs, m->n_route, "its end or a base beyond is staffed")                                       \
    X(double, route_escort, m->n_route, "soldiers on the road on average, if it runs")                           \
    X(double, tob_from, m->n_locality, "[h] arrival of a temporary base")                                        \
    X(double, tob_until, m->n_locality, "[h] its end")                                                           \
    X(double, tob_return, m->n_locality, "[h] end of the return of hazard")                                      \
    X(double, presence, m->n_region + KERNEL_AT_ONCE, "deployed, thousands; no meaning past n_region")           \
    X(double, patrol, m->n_region + KERNEL_AT_ONCE, "usable, thousands; no meaning past n_region")               \
    X(double, deter, m->n_region * m->n_actor, "(n_elastic <= n_actor, n_region) D")                             \
    X(double, level, m->n_region * m->n_actor, "rate over slab height without D and vacuum, this month")         \
    X(double, reach, m->n_region * m->n_actor, "height that slabs must reach")                                   \
    X(double, moves_most, m->n_region * m->n_actor, "[1/h] attacks that move to each neighbour at the least D")  \
    X(double, outflow, m->n_region * m->n_actor, "[1/h] attacks that move to each neighbour where D is 0")       \
    X(double, watched, m->n_region, "share that aircraft and enablers see")                                      \
    X(double, fast, m->n_region, "P(fast detection), where it is known")                                         \
    X(bool, fast_known, m->n_region, "since the last change")                                                    \
    X(double, hostility_seen, m->n_region, "as of then: what attacks of a step change counts from the next one") \
    X(uint32_t, lookouts, m->n_base, "staffed bases whose units add to surveillance")                            \
    X(double, uncovered, m->n_locality, "cumulative hazard of uncovered localities, by region")                  \
    X(double, busy_hours, m->n_base, "team-hours out")                                                           \
    X(double, team_time, m->n_base, "hours with a team at all")                                                  \
    X(double, base_places, m->n_base * 4, "(4, n_base) integrals over time")                                     \
    X(double, base_now, m->n_base * 4, "(4, n_base) values now")                                                 \
    X(double, region_places, m->n_region, "integrals over time")                                                 \
    X(double, place_row, m->layout->n_place_value, "places.csv of this replication")                             \
    X(struct course, tracks, m->n_track, "P03")                                                                  \
    X(struct departure, departures, m->n_unit, "P04: by contributor, at its first unit")                         \
    X(double, staff, m->layout->n_date, "civilian staff on each date of series.csv")                             \
    X(double, unrest, m->n_region, "P03: factor on attacks on civilians")                                        \
    X(double, fighting, m->n_region, "P03: factor on host-linked attacks where a track has collapsed")           \
    X(double, strikes, m->n_region, "P03: factor on mines and on attacks on bases")                              \
    X(double, hostility, m->n_region, "P13: hostility of people to the mission, 0 to 1")                         \
    X(double, hostility_sum, m->n_region, "its integral over time up to hostility_since")                        \
    X(double, hostility_since, m->n_region, "[h] of its last change")                                            \
    X(double, past_left, m->n_actor, "what is left of the excitation by attacks before the start, phi^n")        \
    X(double, scratch, m->n_sector *MANDATE_ROLES + m->n_region, "for sums on the way")

/* Arrays that grow: X(type, member, count, what it holds). */
#define STATE_LISTS(X)                                                            \
    X(struct scheduled, events, n_event, "heap by time and order")                \
    X(struct pending, pending, n_pending, "changes that have a date")             \
    X(struct value_ramp, value_ramps, n_value_ramp, "values on their way")        \
    X(struct trigger_state, triggers, n_trigger, "conditions")                    \
    X(struct look, looks, n_look, "P00: counts day by day, if a condition rolls") \
    X(struct part, parts, n_part, "P04: people of a unit at a base")              \
    X(uint32_t, intel, n_intel, "P04: parts of units that give intelligence")     \
    X(struct ramp, ramps, n_ramp, "P04: people on the move")                      \
    X(struct wing, wings, n_wing, "P06: aircraft of a fleet at a base")           \
    X(struct tail, tails, n_tail, "P06: aircraft one by one, by wing")            \
    X(struct queued, children, n_child, "heap: offspring to come")                \
    X(struct outing, outings, n_outing, "teams that are out, as they left")       \
    X(struct spent, spent, n_spent, "what the coverage has been, in order")       \
    X(struct undecided, decisions, n_decision, "heap by (decided, event)")        \
    X(struct response, responses, n_response, "every attack so far")              \
    X(struct responder, responders, n_responder, "wings that can respond now")    \
    X(uint32_t, rejected, n_rejected, "rejected candidates, if they are kept")    \
    X(struct note, notes, n_note, "what a replay tells, if it is kept")           \
    X(double, failures, n_failure, "P13: [h] attacks near a base never reached")  \
    X(struct inquiry, inquiries, n_inquiry, "P12: cases, in order of opening")    \
    X(double, published, n_published, "P12: [h] cases that became public")        \
    X(struct convoy, convoys, n_convoy, "P08: convoys of the week at hand")       \
    X(struct base_attack, base_attacks, n_base_attack, "P08: attacks on bases")   \
    X(struct loss, losses, n_loss, "P14: deaths of the mission's own")            \
    X(double, sorted, n_sorted, "scratch for quantiles")

#define STATE_ARRAY_MEMBER(type, member, length, about) type *member;
#define STATE_LIST_MEMBER(type, member, count, about) \
    type *member;                                     \
    size_t count, member##_capacity;

struct state {
    const struct model *model;
    const struct mandate_variant *variant;
    size_t variant_index;
    struct mandate_draws draws;
    struct shared *shared;
    struct pool *pool;           /* candidates of this replication */
    struct mandate_mission live; /* the mission with its own arrays: what options have changed so far */

    STATE_ARRAYS(STATE_ARRAY_MEMBER)
    STATE_LISTS(STATE_LIST_MEMBER)

    double now; /* [h] */
    enum mandate_failure failure;
    bool keep_log; /* keep notes and rejected candidates, for events.csv and replays */

    bool rolls;       /* a condition looks at a rolling sum */
    double next_look; /* [h] conditions are looked at at most once a day; inf = nothing new can be seen */
    double looked;    /* [h] the last look */
    double flights_suspended_until, rotations_suspended_until;
    double consent_since;  /* [h] */
    double persons, slope; /* uniformed present at tally_time; persons per hour */
    size_t moving;         /* ramps of persons under way */
    double refresh_at;     /* [h] next refresh while people move; inf */
    double closings_time;  /* [h] */
    struct course host;    /* P02 */
    uint32_t conditions;   /* times that support was made conditional */
    bool conditional_before;
    double vacuum_time, vacuum_left;  /* [h] and what is left of it then */
    double accountability;            /* P12: factor on host-linked attacks just after the last visit, at most 1 */
    double accountability_since;      /* [h] of that visit */
    double accountability_missed;     /* integral of 1 - factor up to then */
    double request_hazard;            /* P12: of leave at one request, in units of a case's exponential */
    size_t consent;                   /* index of the state of consent */
    double role_means[MANDATE_ROLES]; /* share of approved routine flights for which there are means */
    double approve[MANDATE_ROLES];    /* probability in this state, shifted */
    size_t n_lookout;
    double intelligence; /* P09c: sum of what units and enablers give, at most 1 */
    double will_most;    /* the largest factor on the commit gate */
    double flight_delay; /* [h] median time of approval of an urgent flight now */
    bool dirty_politics, dirty_tasking, dirty_threat, dirty_permissions, dirty_air, dirty_all_bases, dirty_hostility,
        dirty_persons;
    bool dirty_live;       /* what an option may change is other than at the last look of tasking */
    size_t month, quarter; /* indices */
    size_t cursor;         /* next root of the quarter */
    int past_step;         /* step that past_left is of; -1 = none */
    bool tasked;           /* tasking has been worked out before */

    struct flows flows;
    struct tally tally;
    struct counts counts;
    double tally_time; /* [h] up to which the integrals of strength and money run */
    double settled;    /* [h] the same for those of the flows, which change in tasking_update alone */

    /* So many responses were there when the state was last copied, in this replication: their outcomes are settled, so
     * that they are still as they were. */
    size_t copied;
    uint64_t copied_stamp; /* replication; 0 = not copied since the reset */

    double *series;    /* (n_date, MANDATE_SERIES) of the block's result */
    double *breakdown; /* (n_quarter, n_region + n_actor, MANDATE_BREAKDOWNS) */
    double *places;    /* (n_place_value) sums of the block, this variant */
};

/* Have the routine flights of the week been drawn in this replication? */
static inline bool routine_drawn(const struct shared *shared, size_t week) {
    return shared->routine[week].stamp == shared->stamp;
}

struct shared *shared_new(const struct model *model);
void shared_free(struct shared *shared);

struct state *state_new(const struct model *model, struct shared *shared);
void state_free(struct state *state);

/* Begins a replication: empties everything; `live` is the mission again. */
void state_reset(struct state *state, const struct model *model, size_t variant);

/* Makes `to` what `from` is, but for where its results go. */
void state_copy(struct state *to, const struct state *from);

/* The same value in the live mission: `original` is a member of the scenario's mission. */
double *state_live(struct state *state, const double *original);

/* Heap of policy events. */
void policy_schedule(struct state *state, double time, enum event_kind kind, int index);
double policy_next(const struct state *state); /* time of the next event; inf = none */
struct policy_event policy_take(struct state *state);

#endif
