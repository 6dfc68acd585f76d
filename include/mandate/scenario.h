/* The scenario: typed values in base units (h, km, persons, USD), read from YAML.
 *
 * Every key of a scenario file is one row of a table below, beside the struct member that it fills:
 *   X(kind, member, target, default, low, high, flags, about)
 * kind    how it is written and stored, see MEMBER_* below
 * target  unit of the stored value as text (QUANTITY, MONTHS, ROLES, OVER), or the table, choice
 *         list or collection that it names
 * default as a user would write it; NULL = the key must be given
 * low, high  allowed range in the unit of `target`
 * flags   LIVE: an option may change it while the mission runs; TASKING, THREAT, AIR: what must be
 *         worked out again when it changes
 * about   one sentence for the manual, the template and editors
 * The same rows drive loader, defaults, units, ranges, messages, JSON Schema, manual, template and
 * the resolved scenario. Nothing else knows a key. */
#ifndef MANDATE_SCENARIO_H
#define MANDATE_SCENARIO_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mandate/diagnostic.h"
#include "mandate/variate.h"

/* clang-format off */

/* ---- choices: names as written, in the order of the enumeration ---- */

#define MANDATE_ROLE_LIST(X) X(ATTACK, "attack") X(UTILITY, "utility") X(MEDEVAC, "medevac") X(ISR_MANNED, "isr_manned") X(UAV, "uav") X(FIXED_WING, "fixed_wing")
#define MANDATE_UNIT_TYPE_LIST(X)                                                                                                   \
    X(INFANTRY, "infantry") X(QRF, "qrf") X(RECON, "recon") X(ENGINEER, "engineer") X(EOD, "eod") X(CONVOY, "convoy")             \
    X(POLICE_FPU, "police_fpu") X(AVIATION, "aviation") X(MEDICAL, "medical") X(SIGNALS, "signals") X(STAFF, "staff")
#define MANDATE_BASE_TYPE_LIST(X) X(HUB, "hub") X(CAMP, "camp") X(TOB, "tob") X(HQ, "hq")
#define MANDATE_COMPONENT_LIST(X) X(MILITARY, "military") X(POLICE, "police")
#define MANDATE_FLEET_STATUS_LIST(X) X(ACTIVE, "active") X(SUSPENDED, "suspended") X(NO_CLEARANCE, "no_clearance") X(RESTRICTED, "restricted")
#define MANDATE_VERB_LIST(X)                                                                                                       \
    X(SET, "set") X(ADD, "add") X(SCALE, "scale") X(RAMP, "ramp") X(ADD_UNIT, "add_unit") X(EXIT_UNIT, "exit_unit")               \
    X(ADD_FLEET, "add_fleet") X(MOVE, "move") X(TRANSFER, "transfer") X(OPEN_BASE, "open_base") X(CLOSE_BASE, "close_base")       \
    X(SUSPEND, "suspend") X(APPLY, "apply")
#define MANDATE_SHAPE_LIST(X) X(LINEAR, "linear") X(STEP, "step") X(EXPONENTIAL, "exponential")
#define MANDATE_CLOSURE_LIST(X) X(ORDERLY, "orderly") X(FORCED, "forced")
#define MANDATE_SUSPENSION_LIST(X) X(NOTHING, "nothing") X(FLIGHTS, "flights") X(ROTATIONS, "rotations")
#define MANDATE_STREAMS_LIST(X) X(FRESH, "fresh") X(SHARED, "shared")
#define MANDATE_COURSE_LIST(X) X(GIVEN, "given") X(ENDOGENOUS, "endogenous")
#define MANDATE_TRACKS_LIST(X) X(OFF, "off") X(GIVEN, "given") X(ENDOGENOUS, "endogenous")
#define MANDATE_DESIGN_LIST(X) X(NONE, "none") X(GRID, "grid") X(LIST, "list") X(CSV, "csv") X(LHS, "lhs") X(SOBOL, "sobol")

#define MANDATE_ROLE_ENUM(name, text) MANDATE_ROLE_##name,
enum mandate_role { MANDATE_ROLE_LIST(MANDATE_ROLE_ENUM) MANDATE_ROLES };
#define MANDATE_UNIT_TYPE_ENUM(name, text) MANDATE_UNIT_##name,
enum mandate_unit_type { MANDATE_UNIT_TYPE_LIST(MANDATE_UNIT_TYPE_ENUM) MANDATE_UNIT_TYPES };
#define MANDATE_BASE_TYPE_ENUM(name, text) MANDATE_BASE_##name,
enum mandate_base_type { MANDATE_BASE_TYPE_LIST(MANDATE_BASE_TYPE_ENUM) MANDATE_BASE_TYPES };
#define MANDATE_COMPONENT_ENUM(name, text) MANDATE_COMPONENT_##name,
enum mandate_component { MANDATE_COMPONENT_LIST(MANDATE_COMPONENT_ENUM) MANDATE_COMPONENTS };
#define MANDATE_FLEET_STATUS_ENUM(name, text) MANDATE_FLEET_##name,
enum mandate_fleet_status { MANDATE_FLEET_STATUS_LIST(MANDATE_FLEET_STATUS_ENUM) MANDATE_FLEET_STATUSES };
#define MANDATE_VERB_ENUM(name, text) MANDATE_DO_##name,
enum mandate_verb { MANDATE_VERB_LIST(MANDATE_VERB_ENUM) MANDATE_VERBS };
#define MANDATE_SHAPE_ENUM(name, text) MANDATE_SHAPE_##name,
enum mandate_shape { MANDATE_SHAPE_LIST(MANDATE_SHAPE_ENUM) MANDATE_SHAPES };
#define MANDATE_CLOSURE_ENUM(name, text) MANDATE_CLOSURE_##name,
enum mandate_closure { MANDATE_CLOSURE_LIST(MANDATE_CLOSURE_ENUM) MANDATE_CLOSURES };
#define MANDATE_SUSPENSION_ENUM(name, text) MANDATE_SUSPEND_##name,
enum mandate_suspension { MANDATE_SUSPENSION_LIST(MANDATE_SUSPENSION_ENUM) MANDATE_SUSPENSIONS };
#define MANDATE_STREAMS_ENUM(name, text) MANDATE_STREAMS_##name,
enum mandate_streams { MANDATE_STREAMS_LIST(MANDATE_STREAMS_ENUM) MANDATE_STREAMS_KINDS };
#define MANDATE_COURSE_ENUM(name, text) MANDATE_COURSE_##name,
enum mandate_course { MANDATE_COURSE_LIST(MANDATE_COURSE_ENUM) MANDATE_COURSES };
#define MANDATE_TRACKS_ENUM(name, text) MANDATE_TRACKS_##name,
enum mandate_tracks { MANDATE_TRACKS_LIST(MANDATE_TRACKS_ENUM) MANDATE_TRACKS_KINDS };
#define MANDATE_DESIGN_ENUM(name, text) MANDATE_DESIGN_##name,
enum mandate_design_kind { MANDATE_DESIGN_LIST(MANDATE_DESIGN_ENUM) MANDATE_DESIGNS };

/* ---- kinds: the C type of a member ---- */

struct mandate_node; /* a piece of the document, for rows that keep their text (see scenario/document.h) */

struct mandate_span { double months, hours; }; /* "24 months" are calendar months; "90 d" are hours */
struct mandate_refs { size_t n; const int *at; }; /* indices into the named collection */
struct mandate_texts { size_t n; const char *const *at; };
struct mandate_dates { size_t n; const double *at; }; /* [h since 1970-01-01] */
struct mandate_points { size_t n; const double *at; }; /* (n, 2) latitude, longitude */

#define MEMBER_QUANTITY(member, target) double member;             /* a number with the unit of target; "" = none */
#define MEMBER_COUNT(member, target) double member;                /* a whole number */
#define MEMBER_FLAG(member, target) double member;                 /* yes or no: 1 or 0 */
#define MEMBER_LEVEL(member, target) double member;                /* an entry of a collection, by name or number from 0 */
#define MEMBER_DATE(member, target) double member;                 /* [h since 1970-01-01]; not given = inf */
#define MEMBER_SPAN(member, target) struct mandate_span member;
#define MEMBER_SEED(member, target) uint64_t member;
#define MEMBER_TEXT(member, target) const char *member;            /* not given = NULL */
#define MEMBER_TEXTS(member, target) struct mandate_texts member;
#define MEMBER_DATES(member, target) struct mandate_dates member;
#define MEMBER_POINTS(member, target) struct mandate_points member;
#define MEMBER_CHOICE(member, target) int member;                  /* index into the choice list `target` */
#define MEMBER_REF(member, target) int member;                     /* index into the collection `target`; -1 = none */
#define MEMBER_REFS(member, target) struct mandate_refs member;
#define MEMBER_LAW(member, target) struct mandate_law member;      /* a distribution; parameters in the unit of target */
#define MEMBER_MONTHS(member, target) double member[12];           /* January to December; one number stands for all */
#define MEMBER_HOURS(member, target) double member[24];            /* weights of the hours of the day */
#define MEMBER_ROLES(member, target) double member[MANDATE_ROLES]; /* by aircraft role; one number stands for all */
#define MEMBER_OVER_REGIONS(member, target) double *member;        /* (n_region), by region id */
#define MEMBER_OVER_ACTORS(member, target) double *member;         /* (n_actor), by actor id */
#define MEMBER_TABLE(member, target) struct mandate_##target member;
#define MEMBER_COLLECTION(member, target) struct mandate_##target##_list member; /* a mapping from id to entity */
#define MEMBER_SEQUENCE(member, target) struct mandate_##target##_list member;   /* a list of entities with `id` */
#define MEMBER_RAW(member, target) const struct mandate_node *member;            /* read by its own rules: path -> value */

/* Every entity begins with these. `source` and `confidence` hold for all its values that state none. */
#define MANDATE_ENTITY                                                                            \
    const char *id;                                                                               \
    const char *source;     /* ids of `sources`, separated by ";" */                              \
    const char *confidence; /* A documented, B derived or one weak source, C guess */             \
    struct mandate_place place;

/* Flags. */
#define FIXED 0u         /* stands for the whole run */
#define LIVE 1u          /* an option may change it; nothing else depends on it */
#define TASKING (LIVE | 2u) /* allocation, presence and coverage are worked out again */
#define THREAT (LIVE | 4u)  /* attack rates */
#define AIR (LIVE | 8u)     /* fleets and permissions */

#define NO_LIMIT INFINITY

/* ---- tables ---- */
#define MANDATE_CITATION_ROWS(X) \
    X(TEXT, citation, text, NULL, 0, 0, FIXED, "what to look up") \
    X(TEXT, kind, text, "", 0, 0, FIXED, "press, UN report, dataset, guess ...") \
    X(TEXT, caution, text, "", 0, 0, FIXED, "what to be careful about")

#define MANDATE_SECTOR_ROWS(X) \
    X(TEXT, name, text, "", 0, 0, FIXED, "name in full") \
    X(ROLES, approve_cap, "", "1", 0, 1, AIR, "approval of flights never exceeds this, by role") \
    X(ROLES, routine_sorties, "1/month", "0 /month", 0, NO_LIMIT, AIR, "routine flights wanted by the mission, by role")

#define MANDATE_REGION_ROWS(X) \
    X(TEXT, name, text, "", 0, 0, FIXED, "name in full") \
    X(REF, sector, sectors, "", 0, 0, FIXED, "sector that commands it; none = no sector") \
    X(QUANTITY, population, "persons", "0 persons", 0, NO_LIMIT, FIXED, "inhabitants") \
    X(QUANTITY, area, "km2", "0 km2", 0, NO_LIMIT, FIXED, "surface") \
    X(FLAG, capital, flag, "no", 0, 1, FIXED, "the capital: left out of coverage and of civil escorts") \
    X(FLAG, outside, flag, "no", 0, 1, FIXED, "outside the area of responsibility: left out of coverage") \
    X(REFS, neighbours, regions, "[]", 0, 0, FIXED, "regions that share a border; attacks spill over to them") \
    X(QUANTITY, attack_share, "", NULL, 0, NO_LIMIT, FIXED, "weight of the region in all attacks (made to add up to 1)") \
    X(OVER_ACTORS, actors, "", NULL, 0, NO_LIMIT, FIXED, "weight of each actor in the region's attacks (made to add up to 1)") \
    X(QUANTITY, severity_factor, "", "1", 0, 100, FIXED, "multiplies the deaths of an attack") \
    X(QUANTITY, tempo, "", "0", 0, 10, THREAT, "tempo of host operations, 0 none to 1 very high") \
    X(QUANTITY, tempo_reference, "", "0", 0, 10, FIXED, "tempo in the period from which the attack rates come") \
    X(QUANTITY, no_fly_share, "", "0", 0, 1, AIR, "share of the region inside the host's no-fly zone") \
    X(QUANTITY, telecom, "", "0", 0, 1, TASKING, "reach of the telephone network, 0 to 1; falls when towers are destroyed") \
    X(QUANTITY, hostility, "", "0", 0, 1, LIVE, "hostility of people to the mission at the start, 0 to 1, and the level to which it returns") \
    X(QUANTITY, projects, "USD/year", "0 USD/year", 0, NO_LIMIT, TASKING | THREAT, "quick-impact and employment projects, a cost of their own") \
    X(QUANTITY, strike_rate, "1/km", "0 /km", 0, 1, LIVE, "mine strikes per convoy kilometre, as observed with the air cover and clearance of the start") \
    X(FLAG, contested, flag, "no", 0, 1, LIVE, "a war for the road: closing convoys without air cover are struck at convoys.contested_rate") \
    X(MONTHS, attack_season, "", "1", 0, 10, FIXED, "alternative seasonal factor of attacks by month") \
    X(MONTHS, ground_speed_season, "", "1", 0.05, 2, FIXED, "factor on road speed by month") \
    X(MONTHS, no_fly_days, "", "0", 0, 1, FIXED, "share of days closed to flying by dust or storm, by month") \
    X(MONTHS, temperature, "C", "20 C", -60, 60, FIXED, "mean daily maximum by month, degrees Celsius") \
    X(QUANTITY, temperature_sd, "C", "3 C", 0, 20, FIXED, "standard deviation of the daily maximum, degrees Celsius")

#define MANDATE_LOCALITY_ROWS(X) \
    X(TEXT, name, text, "", 0, 0, FIXED, "name in full") \
    X(REF, region, regions, NULL, 0, 0, FIXED, "region in which it lies") \
    X(QUANTITY, lat, "", NULL, -90, 90, FIXED, "latitude in decimal degrees, WGS84") \
    X(QUANTITY, lon, "", NULL, -180, 180, FIXED, "longitude in decimal degrees, WGS84") \
    X(QUANTITY, population, "persons", "0 persons", 0, NO_LIMIT, FIXED, "inhabitants of the place and the villages that it stands for") \
    X(QUANTITY, hazard, "", NULL, 0, NO_LIMIT, FIXED, "weight of the place in the attacks of its region (made to add up to 1)") \
    X(QUANTITY, scatter, "km", "0 km", 0, 500, FIXED, "attacks fall uniformly in a disc of this radius around it")

/* What maps are drawn of; no result depends on it. */
#define MANDATE_LINE_ROWS(X) \
    X(TEXT, name, text, "", 0, 0, FIXED, "name in full") \
    X(POINTS, points, points, NULL, 0, 0, FIXED, "its course: [latitude, longitude] of each bend, decimal degrees, WGS84")

#define MANDATE_MAP_ROWS(X) \
    X(COLLECTION, outline, line, "{}", 0, 0, FIXED, "borders; each line closes on itself") \
    X(COLLECTION, rivers, line, "{}", 0, 0, FIXED, "rivers and shores") \
    X(COLLECTION, roads, line, "{}", 0, 0, FIXED, "roads; how far a place is by road follows from response.detour, not from these")

#define MANDATE_ACTOR_ROWS(X) \
    X(TEXT, name, text, "", 0, 0, FIXED, "name in full") \
    X(FLAG, host_linked, flag, "no", 0, 1, FIXED, "host forces or their partners") \
    X(QUANTITY, deterrable, "", "1", 0, 1, FIXED, "share of the deterrence elasticity that works on it") \
    X(QUANTITY, no_death, "", NULL, 0, 1, FIXED, "probability that an attack kills nobody") \
    X(QUANTITY, deaths_ln_mean, "", NULL, -10, 10, FIXED, "mean of ln(deaths) of an attack that kills") \
    X(QUANTITY, deaths_ln_sd, "", NULL, 0, 10, FIXED, "standard deviation of ln(deaths)") \
    X(QUANTITY, branching, "", "0", 0, 0.95, FIXED, "mean number of follow-on attacks of one attack, same actor") \
    X(QUANTITY, kernel, "d", "1 d", 0.01, 1000, FIXED, "mean lag of a follow-on attack") \
    X(QUANTITY, duration_median, "h", "3 h", 0.01, 10000, FIXED, "median duration of an attack") \
    X(QUANTITY, ground_effect, "", "0.5", 0, 1, FIXED, "share of the remaining harm that a ground response averts") \
    X(QUANTITY, air_effect, "", "0.4", 0, 1, FIXED, "share of the remaining harm that an armed over-flight averts")

#define MANDATE_BASE_ROWS(X) \
    X(TEXT, name, text, "", 0, 0, FIXED, "name in full") \
    X(CHOICE, type, base_type, "camp", 0, 0, FIXED, "hub, camp, tob (temporary operating base) or hq") \
    X(REF, region, regions, NULL, 0, 0, FIXED, "region in which it lies") \
    X(QUANTITY, lat, "", NULL, -90, 90, FIXED, "latitude in decimal degrees, WGS84") \
    X(QUANTITY, lon, "", NULL, -180, 180, FIXED, "longitude in decimal degrees, WGS84") \
    X(FLAG, planned, flag, "no", 0, 1, FIXED, "not there at the start: an option opens it") \
    X(QUANTITY, capacity, "persons", "0 persons", 0, NO_LIMIT, LIVE, "persons that it can house; 0 = not known") \
    X(FLAG, helipad, flag, "yes", 0, 1, FIXED, "helicopters can land") \
    X(FLAG, night_ops, flag, "no", 0, 1, FIXED, "flying by night is possible") \
    X(FLAG, refuel, flag, "no", 0, 1, FIXED, "aircraft can refuel; information") \
    X(FLAG, guard_by_fpu, flag, "no", 0, 1, FIXED, "formed police may stand guard") \
    X(QUANTITY, threat, "", "1", 0, 10, TASKING, "factor on the guard posts of the perimeter") \
    X(QUANTITY, static_persons, "persons", "0 persons", 0, NO_LIMIT, TASKING, "soldiers bound to airfield, staff and visitors") \
    X(QUANTITY, fixed_cost, "USD/year", "0 USD/year", 0, NO_LIMIT, LIVE, "operation and upkeep") \
    X(QUANTITY, trucks, "", "40", 0, NO_LIMIT, FIXED, "truckloads to be moved when it closes") \
    X(QUANTITY, stock_target, "d", "30 d", 0, 1000, FIXED, "days of stock held when every convoy arrives") \
    X(QUANTITY, attacks, "1/month", "0 /month", 0, 1000, LIVE, "attacks on the base")

#define MANDATE_UNIT_ROWS(X) \
    X(TEXT, name, text, "", 0, 0, FIXED, "name in full") \
    X(TEXT, contributor, text, "", 0, 0, FIXED, "contributing country") \
    X(CHOICE, component, component, "military", 0, 0, FIXED, "military or police; information") \
    X(CHOICE, type, unit_type, NULL, 0, 0, FIXED, "what the unit is for") \
    X(REF, base, bases, NULL, 0, 0, FIXED, "base at the start, or on arrival") \
    X(FLAG, planned, flag, "no", 0, 1, FIXED, "not there at the start: an option adds it") \
    X(QUANTITY, strength, "persons", "0 persons", 0, NO_LIMIT, TASKING, "persons present at the start") \
    X(QUANTITY, authorised, "persons", "0 persons", 0, NO_LIMIT, LIVE, "persons authorised") \
    X(REF, generation, generation, "", 0, 0, FIXED, "law of the delay with which such a unit is raised") \
    X(QUANTITY, rotation, "month", "12 months", 0, 1200, FIXED, "time between rotations; 0 = none") \
    X(QUANTITY, phase, "month", "0 months", 0, 1200, FIXED, "calendar month (1 to 12) of a rotation") \
    X(QUANTITY, overdue, "d", "0 d", 0, 10000, FIXED, "days overdue at the start") \
    X(QUANTITY, readiness, "", "0.9", 0, 1, FIXED, "readiness when not overdue") \
    X(QUANTITY, commit, "", "1", 0, 3, TASKING, "factor on the commit gate: caveats and will") \
    X(QUANTITY, isr, "", "0", 0, 10, FIXED, "what it adds to surveillance around its base at full strength; aircraft that it owns count by their hours instead") \
    X(QUANTITY, patrol_reach, "", "0", 0, 10, FIXED, "share by which it extends the patrols of its base at full strength") \
    X(QUANTITY, intel, "", "0", 0, 10, FIXED, "what it adds to intelligence") \
    X(FLAG, bloc, flag, "no", 0, 1, FIXED, "of the contributors whose share in the force counts for consent")

#define MANDATE_FLEET_ROWS(X) \
    X(TEXT, name, text, "", 0, 0, FIXED, "type of aircraft") \
    X(TEXT, class, text, "", 0, 0, FIXED, "class for common uncertainty, e.g. fleets[class=contract].mttr") \
    X(REF, owner, units, "", 0, 0, FIXED, "unit that flies it; none = contract") \
    X(CHOICE, role, role, NULL, 0, 0, FIXED, "attack, utility, medevac, isr_manned, uav or fixed_wing") \
    X(REF, base, bases, NULL, 0, 0, FIXED, "base at the start, or on arrival") \
    X(FLAG, planned, flag, "no", 0, 1, FIXED, "not there at the start: an option adds it") \
    X(CHOICE, status, fleet_status, "active", 0, 0, FIXED, "suspended and no_clearance fly nothing, restricted only routine") \
    X(COUNT, tails, "", NULL, 0, 64, AIR, "aircraft") \
    X(QUANTITY, cruise, "km/h", "220 km/h", 1, 2000, FIXED, "cruise speed") \
    X(QUANTITY, radius, "km", "200 km", 0, 10000, FIXED, "radius of action without refuelling") \
    X(QUANTITY, seats, "", "0", 0, 1000, FIXED, "passenger seats; information") \
    X(QUANTITY, notice_day, "h", "45 min", 0, 1000, FIXED, "notice by day") \
    X(QUANTITY, notice_night, "h", "90 min", 0, 1000, FIXED, "notice by night") \
    X(FLAG, night, flag, "no", 0, 1, FIXED, "flies by night") \
    X(QUANTITY, temperature_limit, "C", "50 C", -60, 100, FIXED, "no flying on days hotter than this, degrees Celsius") \
    X(QUANTITY, hours_per_tail, "h/month", "30 h/month", 0, 744, AIR, "contract hours of a tail") \
    X(QUANTITY, mtbf, "h", "74 h", 0, NO_LIMIT, FIXED, "mean time between failures, calendar hours") \
    X(QUANTITY, mttr, "h", "40 h", 0, NO_LIMIT, FIXED, "mean time to repair, calendar hours") \
    X(QUANTITY, fixed_cost, "USD/year", "0 USD/year", 0, NO_LIMIT, LIVE, "cost of the whole fleet without flying") \
    X(QUANTITY, hour_cost, "USD/h", "0 USD/h", 0, NO_LIMIT, LIVE, "cost of a flying hour") \
    X(REF, generation, generation, "", 0, 0, FIXED, "law of the delay with which it is raised") \
    X(QUANTITY, probability, "", "1", 0, 1, FIXED, "probability that a planned fleet ever comes")

#define MANDATE_ROUTE_ROWS(X) \
    X(TEXT, name, text, "", 0, 0, FIXED, "name in full") \
    X(REF, from, bases, NULL, 0, 0, FIXED, "base that sends the convoys") \
    X(REF, to, bases, NULL, 0, 0, FIXED, "base that they supply") \
    X(OVER_REGIONS, segments, "km", NULL, 0, 5000, FIXED, "kilometres in each region, one way") \
    X(QUANTITY, convoys, "1/month", "0 /month", 0, 1000, TASKING, "convoys; each goes and returns") \
    X(QUANTITY, round_trip, "d", "2 d", 0, 1000, FIXED, "days of a round trip") \
    X(QUANTITY, escort, "persons", "0 persons", 0, NO_LIMIT, TASKING, "soldiers that escort a convoy") \
    X(QUANTITY, vehicles, "", "0", 0, 10000, LIVE, "vehicles of a convoy")

#define MANDATE_ENABLER_ROWS(X) \
    X(TEXT, name, text, "", 0, 0, FIXED, "name in full") \
    X(QUANTITY, level, "", "1", 0, 1, TASKING, "level of the support, 0 to 1") \
    X(QUANTITY, isr, "", "0", 0, 1, FIXED, "what it adds to surveillance at full level") \
    X(QUANTITY, intel, "", "0", 0, 1, FIXED, "what it adds to intelligence at full level") \
    X(QUANTITY, restraint, "", "0", 0, 1, FIXED, "how far it holds the parties of political tracks back at full level")

#define MANDATE_GENERATION_ROWS(X) \
    X(QUANTITY, probability, "", "1", 0, 1, FIXED, "probability that a contributor is found") \
    X(LAW, pledge, "d", "0 d", 0, NO_LIMIT, FIXED, "time until a contributor pledges") \
    X(LAW, prepare, "d", "0 d", 0, NO_LIMIT, FIXED, "time to prepare and move") \
    X(LAW, infrastructure, "d", "0 d", 0, NO_LIMIT, FIXED, "time to build at a camp that is extended")

#define MANDATE_CONSENT_ROWS(X) \
    X(QUANTITY, self_censor, "", "0", 0, 1, AIR, "probability that a needed flight is not even asked for") \
    X(QUANTITY, self_censor_no_fly, "", "0", 0, 1, AIR, "the same inside the no-fly zone") \
    X(ROLES, approve, "", "1", 0, 1, AIR, "probability that a flight is approved, by role") \
    X(LAW, delay_urgent, "h", "0 h", 0, NO_LIMIT, FIXED, "time to approve an urgent flight") \
    X(LAW, delay_medevac, "h", "0 h", 0, NO_LIMIT, FIXED, "time to approve a medical evacuation") \
    X(LAW, delay_routine, "h", "0 h", 0, NO_LIMIT, FIXED, "time to approve a routine flight") \
    X(QUANTITY, ground_access, "", "1", 0, 1, AIR, "probability that a move by road is let through") \
    X(QUANTITY, investigation, "", "1", 0, 1, AIR, "probability that a month of asking brings leave to investigate an attack") \
    X(QUANTITY, rotation_suspended, "", "0", 0, 1, LIVE, "probability that a rotation that is due is suspended for a month") \
    X(QUANTITY, veto, "", "0", 0, 1, LIVE, "probability that the host refuses a new unit on its arrival") \
    X(QUANTITY, cases_reference, "", "0", 0, 100000, FIXED, "cases published in 90 days in this state as things stood") \
    X(QUANTITY, failures_reference, "", "0", 0, 100000, FIXED, "failures in 90 days in this state as things stood")

#define MANDATE_CONSENT_MOVE_ROWS(X) \
    X(LEVEL, from, host.states, NULL, 0, 100, FIXED, "state that is left") \
    X(LEVEL, to, host.states, NULL, 0, 100, FIXED, "state that is entered") \
    X(QUANTITY, rate, "1/month", NULL, 0, 100, FIXED, "hazard when no covariate differs from the start")

#define MANDATE_SHOCK_ROWS(X) \
    X(DATE, at, date, NULL, 0, 0, FIXED, "when it happens") \
    X(QUANTITY, size, "", "1", -100, 100, FIXED, "size of the covariate on that day")

/* Weights of the covariates of moves to a worse state: the hazard is rate x exp(sum of weight x difference to the start). */
#define MANDATE_COVARIATES_ROWS(X) \
    X(QUANTITY, cases, "", "0", -10, 10, FIXED, "per case published in 90 days") \
    X(QUANTITY, failures, "", "0", -10, 10, FIXED, "per failure of the mission in 90 days") \
    X(QUANTITY, tempo, "", "0", -10, 10, FIXED, "per unit of tempo of host operations") \
    X(QUANTITY, shock, "", "0", -10, 10, FIXED, "per unit of the shocks of host.shocks") \
    X(QUANTITY, disinformation, "", "0", -10, 10, FIXED, "per unit of host.disinformation") \
    X(QUANTITY, bloc, "", "0", -10, 10, FIXED, "per share of the uniformed whose units are marked `bloc`") \
    X(QUANTITY, reinforcement, "", "0", -10, 10, FIXED, "while a reinforcement is asked for") \
    X(QUANTITY, conditionality, "", "0", -10, 10, FIXED, "per unit of conditional support x what is wanting in cooperation") \
    X(QUANTITY, election, "", "0", -10, 10, FIXED, "within 90 days of an election") \
    X(QUANTITY, hostility, "", "0", -10, 10, FIXED, "per unit of the people's hostility")

#define MANDATE_HOST_ROWS(X) \
    X(COLLECTION, moves, consent_move, "{}", 0, 0, FIXED, "moves between states of consent (consent: endogenous)") \
    X(QUANTITY, rate_factor, "", "1", 0, 100, FIXED, "factor on the hazard of every move") \
    X(QUANTITY, worsening_factor, "", "1", 0, 100, FIXED, "factor on the hazard of moves to a worse state") \
    X(TABLE, covariates, covariates, "{}", 0, 0, FIXED, "what hastens moves to a worse state") \
    X(SEQUENCE, shocks, shock, "[]", 0, 0, FIXED, "sanctions, coups and other dated shocks") \
    X(QUANTITY, shock_fade, "d", "60 d", 0.1, 10000, FIXED, "time in which a shock falls to 1/e") \
    X(REFS, tempo_regions, regions, "[]", 0, 0, FIXED, "regions whose mean tempo counts; none = all") \
    X(QUANTITY, cases_lag, "d", "0 d", 0, 1000, FIXED, "mean time from an attack to the publication of its case; cases of attacks before the start are not followed") \
    X(QUANTITY, cases_most, "", "5", 0, 1000, FIXED, "most cases above the reference that count") \
    X(QUANTITY, failures_most, "", "10", 0, 1000, FIXED, "most failures above the reference that count") \
    X(QUANTITY, disinformation, "", "0", 0, 1, LIVE, "campaigns against the mission, 0 to 1") \
    X(FLAG, reinforcement_requested, flag, "no", 0, 1, LIVE, "the mission asks for more troops") \
    X(QUANTITY, support, "", "0", 0, 1, LIVE, "support given to the host, 0 to 1") \
    X(FLAG, conditional, flag, "no", 0, 1, LIVE, "support depends on cooperation") \
    X(QUANTITY, backfire, "", "0", 0, 1, FIXED, "probability that making it conditional worsens consent by one state at once") \
    X(QUANTITY, due_diligence_cases, "", "0", 0, 1000, FIXED, "cases published in 90 days above which support is capped; 0 = never") \
    X(QUANTITY, due_diligence_cap, "", "0", 0, 1, FIXED, "support in that case") \
    X(LEVEL, state, host.states, NULL, 0, 100, AIR, "state of consent") \
    X(COLLECTION, states, consent, NULL, 0, 0, FIXED, "states of consent, best first")

#define MANDATE_PERMISSIONS_ROWS(X) \
    X(QUANTITY, approve_shift, "", "0", -10, 10, FIXED, "shift in log-odds of every approval") \
    X(QUANTITY, self_censor_factor, "", "1", 0, 10, FIXED, "factor on self-censoring") \
    X(QUANTITY, delay_factor, "", "1", 0, 100, FIXED, "factor on approval delays") \
    X(QUANTITY, rho_need, "", "0", 0, 1, FIXED, "how much less is asked for where host operations run") \
    X(QUANTITY, weekly_correlation, "", "0", 0, 0.999, FIXED, "correlation of the refusals of one zone in one week")

#define MANDATE_MASS_ROWS(X) \
    X(QUANTITY, probability, "", "0", 0, 1, FIXED, "probability that an attack is a mass killing") \
    X(QUANTITY, tail, "", "1.5", 0.05, 20, FIXED, "Pareto tail index of its deaths") \
    X(QUANTITY, low, "", "20", 1, 100000, FIXED, "least deaths") \
    X(QUANTITY, high, "", "500", 1, 1000000, FIXED, "most deaths") \
    X(QUANTITY, duration_median, "h", "48 h", 0.01, 10000, FIXED, "median duration") \
    X(QUANTITY, duration_log_sd, "", "0.7", 0, 5, FIXED, "its log-sd")

#define MANDATE_ATTACKS_ROWS(X) \
    X(QUANTITY, total, "1/year", NULL, 0, NO_LIMIT, FIXED, "attacks on civilians in the whole mission area under the conditions of the start") \
    X(QUANTITY, frailty_shape, "", "0", 0, 10000, FIXED, "gamma shape of the random level of a region and quarter; 0 = none") \
    X(QUANTITY, branching_factor, "", "1", 0, 10, FIXED, "factor on the follow-on attacks of every actor") \
    X(QUANTITY, kernel_factor, "", "1", 0.01, 100, FIXED, "factor on the lag of follow-on attacks") \
    X(QUANTITY, spillover, "", "0", 0, 1, FIXED, "share of follow-on attacks that falls in neighbouring regions") \
    X(QUANTITY, host_to_group, "", "0", 0, 0.95, FIXED, "follow-on attacks by armed groups of one host-linked attack") \
    X(QUANTITY, host_linked_factor, "", "1", 0, 10, FIXED, "factor on the share of host-linked actors") \
    X(FLAG, long_memory, flag, "no", 0, 1, FIXED, "follow-on attacks as in Iraq: many and late") \
    X(QUANTITY, long_memory_branching, "", "0.43", 0, 0.95, FIXED, "mean follow-on attacks in that case") \
    X(QUANTITY, long_memory_kernel, "d", "28 d", 0.01, 1000, FIXED, "their mean lag") \
    X(QUANTITY, season_weight, "", "0", 0, 1, FIXED, "weight of the alternative season: 0 flat, 1 full") \
    X(QUANTITY, adversary_shift, "", "0", 0, 1, FIXED, "share of hazard that moves to localities beyond the reach of open bases") \
    X(QUANTITY, duration_factor, "", "1", 0.01, 100, FIXED, "factor on the duration of attacks") \
    X(QUANTITY, duration_log_sd, "", "0.8", 0, 5, FIXED, "log-sd of the duration") \
    X(QUANTITY, duration_severity_correlation, "", "0", -0.999, 0.999, FIXED, "copula correlation of duration and deaths") \
    X(HOURS, hours, "", "1", 0, 1000, FIXED, "weights of the 24 hours of the day") \
    X(QUANTITY, project_effect, "", "0", 0, 0.9, FIXED, "share by which a million dollars a year of projects more than at the start lowers the attacks of armed groups in the region") \
    X(QUANTITY, displaced, "persons", "0 persons", 0, NO_LIMIT, FIXED, "persons displaced by an attack that kills, for the displacement proxy") \
    X(TABLE, mass, mass, "{}", 0, 0, FIXED, "rare mass killings")

#define MANDATE_OBSERVATION_ROWS(X) \
    X(QUANTITY, un_coverage, "", "1", 0, 10, FIXED, "civilians killed as the UN documents them, over those of the convention of attacks.total") \
    X(QUANTITY, un_victims, "", "1", 1, 100, FIXED, "civilians killed, injured, abducted or else harmed over those killed, in UN counts") \
    X(QUANTITY, un_incidents, "", "1", 0, 100, FIXED, "security incidents of all kinds that the UN counts over attacks on civilians") \
    X(QUANTITY, un_strikes, "", "1", 0, 100, FIXED, "strikes on the mission that the UN counts over those of the convention of event data") \
    X(QUANTITY, discrepancy, "", "0.1", 0, 10, FIXED, "how far the model may be off, one standard deviation as a share of the observed value (calibration)")

#define MANDATE_DETERRENCE_ROWS(X) \
    X(QUANTITY, beta, "", "0", -5, 5, FIXED, "log reduction of attacks per 1,000 infantry-equivalents in reach") \
    X(QUANTITY, beta_host, "", "0", -5, 5, FIXED, "the same for host-linked actors") \
    X(QUANTITY, floor, "", "0.6", 0.001, 1, FIXED, "the factor never falls below this") \
    X(QUANTITY, range, "km", "80 km", 1, 10000, FIXED, "distance at which presence counts 1/e") \
    X(QUANTITY, recon_weight, "", "1.5", 0, 10, FIXED, "weight of reconnaissance troops in presence") \
    X(QUANTITY, fpu_weight, "", "0.7", 0, 10, FIXED, "weight of formed police in presence") \
    X(QUANTITY, beta_duration, "", "0", 0, 5, FIXED, "shortening of attacks (log) per 1,000 usable infantry-equivalents") \
    X(QUANTITY, relocation, "", "0", 0, 1, FIXED, "share of the attacks that presence deters which moves to the neighbouring regions, equally")

#define MANDATE_VACUUM_ROWS(X) \
    X(QUANTITY, spike, "", "0", 0, 10, FIXED, "jump in the attack rate around a base that closes") \
    X(QUANTITY, half_life, "d", "30 d", 0.1, 10000, FIXED, "half-life of that jump") \
    X(QUANTITY, host_linked, "", "0", 0, 10, FIXED, "lasting addition for host-linked actors")

#define MANDATE_HOST_OPS_ROWS(X) \
    X(QUANTITY, tempo_factor, "", "1", 0, 10, THREAT, "factor on the tempo of every region") \
    X(QUANTITY, effect, "", "0", 0, 10, FIXED, "host-linked attacks per unit of tempo above the reference")

#define MANDATE_DETECTION_ROWS(X) \
    X(QUANTITY, warning_probability, "", "0", 0, 1, FIXED, "probability of a warning before the attack") \
    X(LAW, warning_lead, "h", "{lognormal: {median: 8 h, log_sd: 0.8}}", 0, NO_LIMIT, FIXED, "lead of a warning") \
    X(QUANTITY, fast_probability, "", "0.55", 0, 1, FIXED, "share of attacks without warning that is detected fast, mean over attacks at the start") \
    X(LAW, fast, "h", "{lognormal: {median: 1 h, log_sd: 1}}", 0, NO_LIMIT, FIXED, "time of fast detection after the onset") \
    X(LAW, slow, "h", "{lognormal: {median: 60 h, log_sd: 0.7}}", 0, NO_LIMIT, FIXED, "time of slow detection after the onset") \
    X(QUANTITY, telecom, "", "0", -20, 20, FIXED, "log-odds of fast detection per unit of telephone reach") \
    X(QUANTITY, isr, "", "0", -20, 20, FIXED, "log-odds per unit of surveillance") \
    X(QUANTITY, intel, "", "0", -20, 20, FIXED, "log-odds per unit of intelligence") \
    X(QUANTITY, patrol, "", "0", -20, 20, FIXED, "log-odds per unit of patrol coverage") \
    X(QUANTITY, hostility, "", "0", -20, 20, FIXED, "log-odds per unit of hostility") \
    X(QUANTITY, isr_hours, "h/month", "100 h/month", 0.001, NO_LIMIT, FIXED, "flying hours over a region that give 1 - 1/e of full surveillance") \
    X(QUANTITY, patrol_scale, "", "0.25", 0.0001, NO_LIMIT, FIXED, "presence in thousands in the patrol term 1 - exp(-patrol share x presence / this)")

/* P12 */
#define MANDATE_INVESTIGATIONS_ROWS(X) \
    X(QUANTITY, deaths, "persons", "0 persons", 0, NO_LIMIT, FIXED, "an attack with as many deaths is a case, a host-linked one always; 0 = there are no investigations") \
    X(LAW, request_lag, "d", "{lognormal: {median: 3 d, log_sd: 0.8}}", 0, NO_LIMIT, FIXED, "time from the alert to the first request for leave to investigate") \
    X(QUANTITY, interval, "d", "7 d", 0.1, 1000, FIXED, "time between requests, and between attempts at the visit") \
    X(QUANTITY, limit, "d", "90 d", 0, 10000, FIXED, "a case without leave after this is unanswered; so long is the visit attempted") \
    X(QUANTITY, accountability, "", "0", 0, 1, FIXED, "share by which a visit to a host-linked attack with so many deaths lowers host-linked attacks") \
    X(QUANTITY, recovery, "d", "120 d", 0.1, 100000, FIXED, "half-life of that fall") \
    X(QUANTITY, floor, "", "0.8", 0, 1, FIXED, "the factor on host-linked attacks never falls below this")

/* P13 */
#define MANDATE_HOSTILITY_ROWS(X) \
    X(QUANTITY, relaxation, "1/week", "0 /week", 0, 1, FIXED, "rate at which hostility returns to the level of the region") \
    X(QUANTITY, failure, "", "0", 0, 1, FIXED, "rise in the region by a failure: an attack near a base that is never reached") \
    X(QUANTITY, failure_deaths, "persons", "5 persons", 0, NO_LIMIT, FIXED, "deaths from which such an attack is a failure") \
    X(QUANTITY, failure_distance, "km", "50 km", 0, NO_LIMIT, FIXED, "how near an open base must be") \
    X(QUANTITY, closure, "", "0", 0, 1, FIXED, "rise by the closing of a base, times the nearness of the region to it") \
    X(QUANTITY, disinformation_effect, "1/week", "0 /week", 0, 1, FIXED, "rise by a unit of host.disinformation more than at the start, of what is left up to 1") \
    X(QUANTITY, project_effect, "1/week", "0 /week", 0, 1, FIXED, "fall by a million dollars a year of projects more than at the start")

#define MANDATE_RESPONSE_ROWS(X) \
    X(QUANTITY, commit_probability, "", NULL, 0, 1, FIXED, "commit gate: probability that a force which could go does go") \
    X(QUANTITY, commit_host_linked, "", "0.05", 0, 1, FIXED, "the same against host-linked perpetrators") \
    X(QUANTITY, risk_night, "", "0", 0, 0.9, FIXED, "risk that keeps a force back when the decision falls at night") \
    X(QUANTITY, risk_mines, "", "0", 0, 0.9, FIXED, "the same on a move by road") \
    X(QUANTITY, risk_no_cover, "", "0", 0, 0.9, FIXED, "the same for a team without an armed helicopter in reach") \
    X(QUANTITY, risk_exponent, "", "1", 0, 20, FIXED, "the commit gate is multiplied by (1 - sum of risks, at most 0.9) to this power") \
    X(LAW, verify, "h", "{lognormal: {median: 0.75 h, log_sd: 0.8}}", 0, NO_LIMIT, FIXED, "time to verify a report") \
    X(LAW, decide, "h", "{lognormal: {median: 1.5 h, log_sd: 0.9}}", 0, NO_LIMIT, FIXED, "time to decide") \
    X(LAW, mobilise, "h", "{lognormal: {median: 2 h, log_sd: 0.5}}", 0, NO_LIMIT, FIXED, "time from the order to the departure by road") \
    X(QUANTITY, ground_speed, "km/h", "28 km/h", 0.1, NO_LIMIT, FIXED, "road speed by day in the dry season") \
    X(QUANTITY, night_speed_factor, "", "0.55", 0.01, 2, FIXED, "factor on road speed by night") \
    X(QUANTITY, detour, "", "1.3", 1, 10, FIXED, "road over straight line") \
    X(QUANTITY, travel_log_sd, "", "0.3", 0, 3, FIXED, "log-sd of travel time by road") \
    X(QUANTITY, ground_range, "km", "150 km", 0, NO_LIMIT, FIXED, "great-circle distance beyond which no force is sent by road") \
    X(LAW, on_scene, "h", "{lognormal: {median: 24 h, log_sd: 0.6}}", 0, NO_LIMIT, FIXED, "time on scene of a team") \
    X(QUANTITY, team_size, "persons", "40 persons", 1, 10000, TASKING, "soldiers of a team") \
    X(QUANTITY, team_share, "", "0.3", 0, 1, TASKING, "share of usable troops formed as teams") \
    X(QUANTITY, patrol_share, "", "0.5", 0, 1, TASKING, "share of usable troops on patrol") \
    X(QUANTITY, tob_share, "", "0.2", 0, 1, TASKING, "share of usable troops in temporary operating bases") \
    X(LAW, tob_stay, "d", "{triangular: [10 d, 30 d, 90 d]}", 0, NO_LIMIT, FIXED, "stay of a temporary base") \
    X(QUANTITY, tob_hazard_factor, "", "1", 0, 1, FIXED, "hazard of a locality while a temporary base stands there; 1 = no effect") \
    X(QUANTITY, tob_return, "d", "14 d", 0, 1000, FIXED, "time in which the hazard comes back") \
    X(FLAG, queue, flag, "no", 0, 1, FIXED, "a call waits for the next free team until the limit; otherwise it is lost") \
    X(QUANTITY, limit, "h", "72 h", 1, 10000, FIXED, "an attack not reached within this is never reached") \
    X(FLAG, ground, flag, "yes", 0, 1, AIR, "response by road") \
    X(FLAG, heliborne, flag, "yes", 0, 1, AIR, "response by a team in a utility helicopter") \
    X(FLAG, overflight, flag, "yes", 0, 1, AIR, "response by armed over-flight")

#define MANDATE_EFFECT_ROWS(X) \
    X(QUANTITY, harm_shape, "", "1", 0.05, 20, FIXED, "harm done by time s after the onset is (s / duration) to this power") \
    X(QUANTITY, prevented_before, "", "0.6", 0, 1, FIXED, "probability that an arrival before the onset prevents the attack") \
    X(QUANTITY, factor, "", "1", 0, 1, FIXED, "factor on every effect on scene")

#define MANDATE_AIR_ROWS(X) \
    X(QUANTITY, reserve_share, "", "0.25", 0, 1, AIR, "share of contract hours kept for response and medical evacuation") \
    X(QUANTITY, routine_factor, "", "1.1", 0, 10, AIR, "routine demand over contract hours") \
    X(QUANTITY, routine_availability, "", "0.65", 0.01, 1, FIXED, "serviceability below which routine flying falls") \
    X(ROLES, sortie_hours, "h", "2 h", 0.01, 100, FIXED, "hours of a routine sortie, by role") \
    X(ROLES, host_share, "", "0", 0, 1, AIR, "share of the hours beyond the reserve that is flown for the host, by role") \
    X(QUANTITY, loiter, "h", "1 h", 0, 100, FIXED, "time over the target of a response sortie") \
    X(QUANTITY, turnaround, "h", "2 h", 0, 1000, FIXED, "time on the ground after a response sortie") \
    X(QUANTITY, refuel, "h", "0.7 h", 0, 100, FIXED, "time of the one refuelling stop beyond the radius of action") \
    X(QUANTITY, no_fly_factor, "", "1", 0, 10, FIXED, "factor on no_fly_days") \
    X(QUANTITY, spell, "d", "1.6 d", 1, 30, FIXED, "length of a spell of bad weather")

#define MANDATE_FORCE_ROWS(X) \
    X(QUANTITY, fill, "", "1", 0, 1, FIXED, "strength over authorised strength of newly raised units") \
    X(QUANTITY, leave_share, "", "0.1", 0, 1, TASKING, "share on leave, sick or on course") \
    X(QUANTITY, exit_slip, "", "0", 0, 3, FIXED, "log-sd of the slip of announced departures, on their notice") \
    X(QUANTITY, exit_notice, "d", "180 d", 0, 10000, FIXED, "longest notice that slips") \
    X(QUANTITY, exit_slip_after, "d", "30 d", 0, 10000, FIXED, "departures nearer than this to the start do not slip") \
    X(QUANTITY, readiness_loss, "1/month", "0.05 /month", 0, 10, FIXED, "rate at which readiness decays in a unit that is overdue") \
    X(QUANTITY, handover_readiness, "", "1", 0, 1, FIXED, "readiness is at most this after a rotation") \
    X(QUANTITY, handover_days, "d", "21 d", 0, 1000, FIXED, "how long that lasts") \
    X(QUANTITY, veto_retry, "d", "30 d", 1, 10000, FIXED, "time after which a refused unit tries again") \
    X(QUANTITY, departure_rate, "1/month", "0 /month", 0, 10, FIXED, "hazard that a contributor decides to leave (departures: endogenous)") \
    X(QUANTITY, departure_restriction, "", "0", -10, 10, FIXED, "its weight on consent, 0 the best state to 1 the worst") \
    X(QUANTITY, departure_deaths, "", "0", -10, 10, FIXED, "its weight on own deaths in 180 days") \
    X(QUANTITY, departure_overdue, "1/month", "0 /month", -10, 10, FIXED, "its weight on the time that rotations are overdue") \
    X(QUANTITY, departure_notice, "d", "150 d", 0, 10000, FIXED, "time from the decision until its people begin to leave") \
    X(QUANTITY, departure_over, "d", "30 d", 0, 10000, FIXED, "time in which they leave") \
    X(TEXTS, departure_exempt, text, "[]", 0, 0, FIXED, "names that stand for several contributors or for none yet")

#define MANDATE_PROTECTION_ROWS(X) \
    X(QUANTITY, posts_fixed, "", "8", 0, 10000, TASKING, "guard posts of any camp") \
    X(QUANTITY, posts_sqrt, "", "0.9", 0, 1000, TASKING, "guard posts per square root of persons") \
    X(QUANTITY, soldiers_per_post, "persons", "4.5 persons", 0, 1000, TASKING, "soldiers that keep one post manned day and night") \
    X(QUANTITY, threat_factor, "", "1", 0, 10, TASKING, "factor on the threat of every base")

#define MANDATE_CLOSING_ROWS(X) \
    X(QUANTITY, trucks_factor, "", "1", 0, 100, FIXED, "factor on the truckloads of a closing base") \
    X(QUANTITY, trucks_per_convoy, "", "60", 1, 10000, FIXED, "trucks of one closing convoy") \
    X(QUANTITY, convoy_interval, "d", "7 d", 0.1, 1000, FIXED, "time between closing convoys") \
    X(QUANTITY, orderly_factor, "", "2", 1, 100, FIXED, "deadline of an orderly closure over its least duration") \
    X(QUANTITY, duration_factor, "", "1", 0, 100, FIXED, "factor on the least duration of every closure") \
    X(QUANTITY, rear_share, "", "0", 0, 1, FIXED, "rear party: share of those who leave the mission from a closing base that stays until its materiel has gone")

#define MANDATE_CONVOYS_ROWS(X) \
    X(QUANTITY, strike_factor, "", "1", 0, 100, LIVE, "factor on the strike rate of every region") \
    X(QUANTITY, contested_rate, "1/km", "0 /km", 0, 1, FIXED, "strikes per kilometre of a closing convoy without air cover through a contested region") \
    X(QUANTITY, cover_share, "", "0.75", 0, 1, FIXED, "share of convoys with air cover where it is asked for and approved") \
    X(QUANTITY, air_cover, "", "0", 0, 1, FIXED, "share of strikes that air cover prevents") \
    X(QUANTITY, clearance, "", "0", 0, 1, FIXED, "share of strikes that route clearance prevents; it goes along where an EOD unit is at either end") \
    X(QUANTITY, no_death, "", "0.845", 0, 1, FIXED, "probability that a strike kills nobody") \
    X(QUANTITY, deaths, "persons", "0.32 persons", 0, 100, FIXED, "mean deaths of a strike") \
    X(QUANTITY, wounded, "persons", "1.8 persons", 0, 1000, FIXED, "mean wounded of a strike") \
    X(QUANTITY, wounded_mass, "persons", "4.3 persons", 0, 1000, FIXED, "mean wounded of a strike on a closing convoy") \
    X(LAW, delay, "h", "{lognormal: {median: 4 h, log_sd: 0.8}}", 0, NO_LIMIT, FIXED, "delay by one strike") \
    X(QUANTITY, advance, "km/d", "350 km/d", 1, 2000, FIXED, "advance of a convoy on a road without mines") \
    X(QUANTITY, advance_covered, "km/d", "76 km/d", 1, 2000, FIXED, "advance on a mined road under air cover") \
    X(QUANTITY, advance_uncovered, "km/d", "55 km/d", 1, 2000, FIXED, "advance on a mined road without it") \
    X(QUANTITY, mined_rate, "1/km", "0.0002 /km", 0, 1, FIXED, "strike rate from which a road counts as mined") \
    X(QUANTITY, stock_low, "d", "0 d", 0, 1000, FIXED, "below this stock readiness falls") \
    X(QUANTITY, stock_low_readiness, "", "0.8", 0, 1, FIXED, "factor on readiness in that case") \
    X(QUANTITY, stock_critical, "d", "0 d", 0, 1000, FIXED, "below this stock a base is supplied by air") \
    X(QUANTITY, air_resupply, "h/d", "2 h/d", 0, 1000, FIXED, "hours of utility aircraft that this takes a day and base") \
    X(QUANTITY, response_abort, "", "0.3", 0, 1, FIXED, "probability that a response by road is broken off after a strike")

#define MANDATE_BASE_ATTACKS_ROWS(X) \
    X(QUANTITY, factor, "", "1", 0, 100, LIVE, "factor on the attacks of every base") \
    X(QUANTITY, complex_share, "", "0.1", 0, 1, FIXED, "share of complex attacks; the others are shelling") \
    X(QUANTITY, shelling_no_death, "", "0.86", 0, 1, FIXED, "probability that shelling kills nobody of the mission") \
    X(QUANTITY, shelling_deaths, "persons", "0.22 persons", 0, 100, FIXED, "mean deaths of the mission by shelling") \
    X(LAW, complex_deaths, "persons", "{lognormal: {median: 2 persons, log_sd: 0.9}}", 0, NO_LIMIT, FIXED, "deaths of the mission in a complex attack on a base that mans its perimeter") \
    X(LAW, locked, "h", "{lognormal: {median: 6 h, log_sd: 0.7}}", 0, NO_LIMIT, FIXED, "time in which no team leaves the base")

#define MANDATE_CASUALTIES_ROWS(X) \
    X(QUANTITY, background, "1/person/year", "0 /person/year", 0, 1, FIXED, "deaths by illness and accident") \
    X(QUANTITY, air_accidents, "1/h", "0 /h", 0, 1, FIXED, "accidents per flying hour") \
    X(QUANTITY, air_no_death, "", "0.6", 0, 1, FIXED, "probability that an accident kills nobody") \
    X(COUNT, air_most_deaths, "", "6", 1, 1000, FIXED, "deaths of the others are 1 to this, equally likely") \
    X(QUANTITY, replacement, "d", "45 d", 0, 10000, FIXED, "time until the dead are replaced")

#define MANDATE_CIVIL_ROWS(X) \
    X(QUANTITY, tasks, "1/week", "0 /week", 0, NO_LIMIT, TASKING, "civil tasks that need an escort") \
    X(QUANTITY, escort_size, "persons", "25 persons", 0, 10000, TASKING, "soldiers of an escort") \
    X(QUANTITY, escort_days, "d", "1.5 d", 0, 1000, TASKING, "days of a task") \
    X(QUANTITY, staff, "persons", "0 persons", 0, NO_LIMIT, LIVE, "civilian staff") \
    X(FLAG, remote_monitoring, flag, "no", 0, 1, TASKING, "the mission is a political one and watches from afar") \
    X(FLAG, teams_outside, flag, "yes", 0, 1, TASKING, "civil teams work outside the capital")

#define MANDATE_COMMAND_ROWS(X) \
    X(QUANTITY, gap, "", "1", 0.1, 100, LIVE, "factor on decision times, above 1 while the command is vacant")

#define MANDATE_CEILING_ROWS(X) \
    X(QUANTITY, ceiling_military, "persons", "0 persons", 0, NO_LIMIT, LIVE, "authorised military personnel") \
    X(QUANTITY, ceiling_police, "persons", "0 persons", 0, NO_LIMIT, LIVE, "authorised police")

#define MANDATE_LEDGER_ROWS(X) \
    X(QUANTITY, reimbursement, "USD/person/month", "0 USD/person/month", 0, NO_LIMIT, LIVE, "rate paid to contributors") \
    X(QUANTITY, equipment, "USD/person/month", "0 USD/person/month", 0, NO_LIMIT, LIVE, "contingent-owned equipment and self-sustainment") \
    X(QUANTITY, supplies, "USD/person/month", "0 USD/person/month", 0, NO_LIMIT, LIVE, "rations, fuel and water") \
    X(QUANTITY, rotation_travel, "USD/person/month", "0 USD/person/month", 0, NO_LIMIT, LIVE, "travel of rotations") \
    X(QUANTITY, civilian_staff, "USD/person/month", "0 USD/person/month", 0, NO_LIMIT, LIVE, "a civilian of the mission") \
    X(QUANTITY, convoy_vehicle_km, "USD/km", "0 USD/km", 0, NO_LIMIT, LIVE, "a kilometre of a convoy vehicle") \
    X(QUANTITY, overhead, "USD/year", "0 USD/year", 0, NO_LIMIT, LIVE, "what is not itemised, at the strength of the start") \
    X(QUANTITY, overhead_variable, "USD/person/year", "0 USD/person/year", 0, NO_LIMIT, LIVE, "its change per uniformed person above or below that strength") \
    X(QUANTITY, overhead_least, "USD/year", "0 USD/year", 0, NO_LIMIT, LIVE, "its least value") \
    X(QUANTITY, build_company, "USD", "0 USD", 0, NO_LIMIT, LIVE, "building a camp for fewer than 400 persons; extending one by 250") \
    X(QUANTITY, build_battalion, "USD", "0 USD", 0, NO_LIMIT, LIVE, "building a camp for 400 persons or more") \
    X(QUANTITY, build_helicopter_site, "USD", "0 USD", 0, NO_LIMIT, LIVE, "building a site for helicopters, once at each camp to which an option brings them by building") \
    X(QUANTITY, repatriation, "USD/person", "0 USD/person", 0, NO_LIMIT, LIVE, "sending home a person with equipment") \
    X(QUANTITY, destroyed, "USD", "0 USD", 0, NO_LIMIT, LIVE, "equipment of a camp that is left behind whole") \
    X(QUANTITY, political_mission, "USD/year", "0 USD/year", 0, NO_LIMIT, LIVE, "a political mission, in place of every other line") \
    X(QUANTITY, guard, "USD/person/month", "0 USD/person/month", 0, NO_LIMIT, LIVE, "a soldier of its guard unit") \
    X(QUANTITY, price_factor, "", "1", 0, 10, FIXED, "factor on guessed prices")

#define MANDATE_CALENDAR_ROWS(X) \
    X(QUANTITY, sunrise, "h", "6 h", 0, 24, FIXED, "first hour of daylight") \
    X(QUANTITY, sunset, "h", "18 h", 0, 24, FIXED, "first hour of the night")

#define MANDATE_TRACK_MOVE_ROWS(X) \
    X(COUNT, from, "", NULL, 0, 100, FIXED, "number of the state that is left, from 0") \
    X(COUNT, to, "", NULL, 0, 100, FIXED, "number of the state that is entered") \
    X(QUANTITY, rate, "1/month", NULL, 0, 100, FIXED, "hazard when no covariate differs from the start")

#define MANDATE_TRACK_ROWS(X) \
    X(TEXTS, states, text, NULL, 0, 0, FIXED, "states, best first; the last is the collapse") \
    X(COUNT, state, "", "0", 0, 100, THREAT, "number of the state, from 0") \
    X(COLLECTION, moves, track_move, "{}", 0, 0, FIXED, "moves between its states (political_tracks: endogenous)") \
    X(QUANTITY, rate_factor, "", "1", 0, 100, FIXED, "factor on the hazard of every move") \
    X(REFS, regions, regions, "[]", 0, 0, FIXED, "regions that it is about") \
    X(QUANTITY, host_forces, "", "0", -10, 10, FIXED, "weight of the tempo of host operations there, on moves to a worse state") \
    X(QUANTITY, closures, "", "0", -10, 10, FIXED, "weight of the share of the bases there that have closed") \
    X(QUANTITY, restraint, "", "0", -10, 10, FIXED, "weight of the restraint by enablers") \
    X(QUANTITY, good_offices, "", "0", -10, 10, FIXED, "weight of the mission's good offices") \
    X(QUANTITY, collapse_attacks, "", "1", 0, 100, FIXED, "factor on attacks by host-linked actors there after a collapse, when the parties fight each other") \
    X(QUANTITY, collapse_strikes, "", "1", 0, 100, FIXED, "factor on mines and attacks on bases there after a collapse")

#define MANDATE_ELECTION_ROWS(X) \
    X(DATE, at, date, NULL, 0, 0, FIXED, "day of the vote")

#define MANDATE_POLITICS_ROWS(X) \
    X(SEQUENCE, elections, election, "[]", 0, 0, FIXED, "votes") \
    X(QUANTITY, election_window, "d", "30 d", 0, 1000, FIXED, "days before and after a vote with more violence") \
    X(QUANTITY, election_attacks, "", "1", 0, 100, FIXED, "factor on attacks on civilians in that time") \
    X(QUANTITY, election_closure, "", "0", 0, 10, FIXED, "added to the jump in attacks around a base that closes in that time") \
    X(QUANTITY, good_offices, "", "1", 0, 10, THREAT, "capacity of the mission's good offices, 1 as at the start") \
    X(QUANTITY, good_offices_effect, "", "0", 0, 1, FIXED, "share of attacks that good offices prevent at that capacity")

/* One dated change, or one change under a condition. Which keys a verb takes: see MANDATE_VERB_KEYS in scenario/operation.c. */
#define MANDATE_OPERATION_ROWS(X) \
    X(DATE, at, date, "", 0, 0, FIXED, "date on which it happens (timeline)") \
    X(TEXT, when, text, "", 0, 0, FIXED, "condition under which it happens (triggers), e.g. host.state >= 4 and date > 2023-10-01") \
    X(QUANTITY, for_, "d", "0 d", 0, 100000, FIXED, "how long the condition must have held; for suspend: how long it lasts") \
    X(FLAG, repeat, flag, "no", 0, 1, FIXED, "a trigger may fire more than once") \
    X(LAW, after, "d", "0 d", 0, NO_LIMIT, FIXED, "lead time between date or condition and effect") \
    X(CHOICE, do_, verb, NULL, 0, 0, FIXED, "the verb") \
    X(TEXT, path, text, "", 0, 0, FIXED, "address of the value that set, add, scale and ramp change") \
    X(TEXT, to, value, "", 0, 0, FIXED, "the new value (set, ramp), or the base (transfer, move)") \
    X(TEXT, by, value, "", 0, 0, FIXED, "what is added (add), or the factor (scale)") \
    X(TEXT, times, text, "", 0, 0, FIXED, "lever that multiplies persons, tails or by") \
    X(QUANTITY, over, "d", "0 d", 0, 100000, FIXED, "duration of a ramp: from the date on; exit_unit: up to the date") \
    X(CHOICE, shape, shape, "linear", 0, 0, FIXED, "linear, step or exponential") \
    X(REF, unit, units, "", 0, 0, FIXED, "unit") \
    X(REFS, units, units, "[]", 0, 0, FIXED, "several units") \
    X(REF, fleet, fleets, "", 0, 0, FIXED, "fleet") \
    X(REF, base, bases, "", 0, 0, FIXED, "base") \
    X(REF, patch, patches, "", 0, 0, FIXED, "named patch that apply carries out") \
    X(QUANTITY, persons, "persons", "-1 persons", -1, NO_LIMIT, FIXED, "persons concerned; not given = all") \
    X(COUNT, tails, "", "-1", -1, 64, FIXED, "tails concerned; not given = all") \
    X(QUANTITY, authorised, "persons", "-1 persons", -1, NO_LIMIT, FIXED, "authorised strength of a new unit; not given = the unit's own") \
    X(REF, generation, generation, "", 0, 0, FIXED, "law of the delay; not given = the unit's or fleet's own") \
    X(FLAG, no_veto, flag, "no", 0, 1, FIXED, "the host does not refuse it") \
    X(QUANTITY, at_least, "d", "0 d", 0, 10000, FIXED, "least duration of a closure") \
    X(CHOICE, mode, closure, "orderly", 0, 0, FIXED, "orderly or forced closure") \
    X(QUANTITY, out_of_service, "d", "0 d", 0, 10000, FIXED, "time out of service of a fleet that moves") \
    X(QUANTITY, notice, "d", "0 d", 0, 10000, FIXED, "time between decision and departure of a unit under a trigger") \
    X(DATE, announced, date, "", 0, 0, FIXED, "day on which a departure was announced: its date slips like those of the mission, on the notice from that day on") \
    X(QUANTITY, probability, "", "1", 0, 1, FIXED, "probability that it happens at all") \
    X(CHOICE, suspend, suspension, "nothing", 0, 0, FIXED, "what suspend stops: flights (but for medical evacuation) or rotations")

#define MANDATE_LEVER_ROWS(X) \
    X(QUANTITY, default_, "", "1", -NO_LIMIT, NO_LIMIT, FIXED, "value when the study states none") \
    X(QUANTITY, low, "", "0", -NO_LIMIT, NO_LIMIT, FIXED, "least value") \
    X(QUANTITY, high, "", "1", -NO_LIMIT, NO_LIMIT, FIXED, "greatest value") \
    X(TEXT, about, text, "", 0, 0, FIXED, "what it means")

#define MANDATE_PATCH_ROWS(X) \
    X(TEXT, title, text, "", 0, 0, FIXED, "one line for people") \
    X(SEQUENCE, timeline, operation, "[]", 0, 0, FIXED, "changes; `at` counts from the day on which the patch is applied when not given")

#define MANDATE_OPTION_ROWS(X) \
    X(TEXT, title, text, NULL, 0, 0, FIXED, "one line for people") \
    X(TEXT, about, text, "", 0, 0, FIXED, "what is assumed") \
    X(FLAG, baseline, flag, "yes", 0, 1, FIXED, "the mission's own timeline and triggers hold too") \
    X(COLLECTION, levers, lever, "{}", 0, 0, FIXED, "numbers that a study may vary") \
    X(SEQUENCE, timeline, operation, "[]", 0, 0, FIXED, "dated changes") \
    X(SEQUENCE, triggers, operation, "[]", 0, 0, FIXED, "changes under a condition")

#define MANDATE_INCIDENT_ROWS(X) \
    X(DATE, at, date, NULL, 0, 0, FIXED, "onset: 2020-02-14T05:00") \
    X(REF, locality, localities, NULL, 0, 0, FIXED, "place") \
    X(REF, actor, actors, NULL, 0, 0, FIXED, "perpetrator") \
    X(QUANTITY, deaths, "persons", NULL, 0, NO_LIMIT, FIXED, "deaths without a response") \
    X(QUANTITY, duration, "h", NULL, 0, 10000, FIXED, "duration") \
    X(QUANTITY, warning, "h", "-1 h", -1, 10000, FIXED, "lead of a warning; not given = as the model draws it")

#define MANDATE_MISSION_ROWS(X) \
    X(TEXT, title, text, "", 0, 0, FIXED, "name of the mission") \
    X(TEXT, about, text, "", 0, 0, FIXED, "what the file covers") \
    X(COLLECTION, sources, citation, "{}", 0, 0, FIXED, "where numbers come from") \
    X(COLLECTION, sectors, sector, "{}", 0, 0, FIXED, "sectors: zones of routine flying") \
    X(COLLECTION, actors, actor, NULL, 0, 0, FIXED, "perpetrators of attacks on civilians") \
    X(COLLECTION, regions, region, NULL, 0, 0, FIXED, "regions") \
    X(COLLECTION, localities, locality, NULL, 0, 0, FIXED, "localities") \
    X(COLLECTION, bases, base, "{}", 0, 0, FIXED, "camps") \
    X(COLLECTION, generation, generation, "{}", 0, 0, FIXED, "how long it takes to raise units, by class") \
    X(COLLECTION, units, unit, "{}", 0, 0, FIXED, "contingents") \
    X(COLLECTION, fleets, fleet, "{}", 0, 0, FIXED, "aircraft of one type at one base") \
    X(COLLECTION, routes, route, "{}", 0, 0, FIXED, "supply roads") \
    X(COLLECTION, enablers, enabler, "{}", 0, 0, FIXED, "support by forces outside the mission") \
    X(TABLE, host, host, NULL, 0, 0, FIXED, "consent of the host") \
    X(TABLE, permissions, permissions, "{}", 0, 0, FIXED, "permissions for flights and moves") \
    X(TABLE, attacks, attacks, NULL, 0, 0, FIXED, "attacks on civilians") \
    X(TABLE, deterrence, deterrence, "{}", 0, 0, FIXED, "effect of presence on attacks") \
    X(TABLE, vacuum, vacuum, "{}", 0, 0, FIXED, "effect of closures on attacks") \
    X(TABLE, host_ops, host_ops, "{}", 0, 0, FIXED, "host operations") \
    X(TABLE, detection, detection, "{}", 0, 0, FIXED, "warning and detection") \
    X(TABLE, response, response, NULL, 0, 0, FIXED, "decision, dispatch and travel") \
    X(TABLE, effect, effect, "{}", 0, 0, FIXED, "effect on scene") \
    X(TABLE, investigations, investigations, "{}", 0, 0, FIXED, "investigations of attacks, and what they change") \
    X(TABLE, hostility, hostility, "{}", 0, 0, FIXED, "hostility of people to the mission") \
    X(TABLE, air, air, "{}", 0, 0, FIXED, "flying") \
    X(TABLE, force, force, "{}", 0, 0, FIXED, "force generation, rotation and departure") \
    X(TABLE, protection, protection, "{}", 0, 0, FIXED, "self-protection of bases") \
    X(TABLE, closing, closing, "{}", 0, 0, FIXED, "closing of bases") \
    X(TABLE, convoys, convoys, "{}", 0, 0, FIXED, "convoys and mines") \
    X(TABLE, base_attacks, base_attacks, "{}", 0, 0, FIXED, "attacks on bases") \
    X(TABLE, casualties, casualties, "{}", 0, 0, FIXED, "other deaths of the mission, and their replacement") \
    X(TABLE, civil, civil, "{}", 0, 0, FIXED, "civilian part of the mission") \
    X(COLLECTION, tracks, track, "{}", 0, 0, FIXED, "political tracks: accords and their like") \
    X(TABLE, politics, politics, "{}", 0, 0, FIXED, "elections and good offices") \
    X(TABLE, command, command, "{}", 0, 0, FIXED, "command") \
    X(TABLE, mandate, ceiling, "{}", 0, 0, FIXED, "what the Council has authorised") \
    X(TABLE, ledger, ledger, "{}", 0, 0, FIXED, "prices") \
    X(TABLE, calendar, calendar, "{}", 0, 0, FIXED, "daylight") \
    X(TABLE, observation, observation, "{}", 0, 0, FIXED, "how history is recorded: for mandate validate and calibrate; no result of a run depends on it") \
    X(TABLE, map, map, "{}", 0, 0, FIXED, "what maps show beside camps and places") \
    X(COLLECTION, patches, patch, "{}", 0, 0, FIXED, "named changes that options and triggers apply") \
    X(SEQUENCE, timeline, operation, "[]", 0, 0, FIXED, "dated changes that every option shares unless it says baseline: no") \
    X(SEQUENCE, triggers, operation, "[]", 0, 0, FIXED, "changes under a condition that every option shares") \
    X(RAW, priors, law, "{}", 0, 0, FIXED, "path: law; a path that selects several entities multiplies each by draw over central")

#define MANDATE_DESIGN_ROWS(X) \
    X(CHOICE, kind, design, "none", 0, 0, FIXED, "grid, list, csv, lhs or sobol") \
    X(COUNT, points, "", "0", 0, 16777216, FIXED, "design points (lhs, sobol)") \
    X(TEXT, file, text, "", 0, 0, FIXED, "CSV file with one column per path (csv)")

#define MANDATE_OUTPUT_ROWS(X) \
    X(QUANTITY, series_every, "d", "7 d", 0.04, 10000, FIXED, "interval of series.csv") \
    X(DATES, places_on, date, "[]", 0, 0, FIXED, "dates of places.csv; none = means over the whole horizon")

#define MANDATE_GOAL_ROWS(X) \
    X(TEXT, metric, metric, NULL, 0, 0, FIXED, "metric, a column of runs.csv") \
    X(TEXT, at_least, value, "", 0, 0, FIXED, "met from this value on, in the unit of the metric: 10 %, 4 h, 300 MUSD") \
    X(TEXT, at_most, value, "", 0, 0, FIXED, "met up to this value")

#define MANDATE_CRITERIA_ROWS(X) \
    X(RAW, weights, weight, "{}", 0, 0, FIXED, "metric: weight; options are ordered by the weighted sum of metrics scaled from worst to best") \
    X(TEXTS, order, metric, "[]", 0, 0, FIXED, "metrics, the most important first: the next one decides among options that are as good") \
    X(QUANTITY, tolerance, "", "5 %", 0, 1, FIXED, "as good as the best: within this share of its value (order, and the share of worlds in which an option is good enough)")

#define MANDATE_STUDY_ROWS(X) \
    X(COUNT, schema, "", NULL, 1, 1, FIXED, "version of the language") \
    X(TEXT, title, text, NULL, 0, 0, FIXED, "one line for people") \
    X(TEXT, about, text, "", 0, 0, FIXED, "what the study asks") \
    X(TABLE, mission, mission, NULL, 0, 0, FIXED, "the mission, mostly the name of its file") \
    X(COLLECTION, options, option, NULL, 0, 0, FIXED, "options to compare") \
    X(REF, reference, options, "", 0, 0, FIXED, "option that the others are compared with; not given = the first") \
    X(DATE, start, date, NULL, 0, 0, FIXED, "first day") \
    X(SPAN, horizon, span, "24 months", 0, 0, FIXED, "how long the run lasts: calendar months or days") \
    X(DATE, judged_from, date, "", 0, 0, FIXED, "observations that begin earlier are warm-up and not judged (mandate validate); not given = the start") \
    X(QUANTITY, step, "h", "6 h", 1, 24, FIXED, "time step; it divides 24 h") \
    X(SEED, seed, seed, "1", 0, 0, FIXED, "0 to 18446744073709551615") \
    X(COUNT, worlds, "", "100", 1, 16777216, FIXED, "draws of the unknowns; not with a design") \
    X(COUNT, replications, "", "8", 1, 4294967295, FIXED, "replications in each world") \
    X(CHOICE, streams, streams, "fresh", 0, 0, FIXED, "fresh: each world has its own chance; shared: all worlds the same") \
    X(CHOICE, consent, course, "given", 0, 0, FIXED, "given: consent follows the dated path of the option; endogenous: it moves by host.moves") \
    X(CHOICE, political_tracks, tracks, "off", 0, 0, FIXED, "off: no accord, vote or good offices acts; given: tracks follow the option; endogenous: they also move by their moves") \
    X(CHOICE, departures, course, "given", 0, 0, FIXED, "given: contributors leave as announced; endogenous: also by force.departure_rate") \
    X(TABLE, design, design, "{}", 0, 0, FIXED, "designed sweep of unknowns") \
    X(RAW, vary, law, "{}", 0, 0, FIXED, "path: law or list of values") \
    X(RAW, levers, lever, "{}", 0, 0, FIXED, "option.lever: value or list of values; each value is a variant of the option") \
    X(RAW, set, path, "{}", 0, 0, FIXED, "path: value that replaces the one of the mission file") \
    X(SEQUENCE, incidents, incident, "[]", 0, 0, FIXED, "attacks that are imposed") \
    X(COLLECTION, targets, goal, "{}", 0, 0, FIXED, "values that a metric should reach: how likely does each option do so?") \
    X(TABLE, criteria, criteria, "{}", 0, 0, FIXED, "a rule that orders the options; without it there is no overall winner") \
    X(RAW, assumptions, path, "{}", 0, 0, FIXED, "name: {path: value}; what would the answer be under these values? Run on some of the worlds") \
    X(COUNT, assumption_worlds, "", "20", 2, 16777216, FIXED, "worlds on which each assumption is run, at most those of the study") \
    X(TABLE, output, output, "{}", 0, 0, FIXED, "what is written")

/* All tables, lower ones first: X(name, ROWS, is_entity). */
#define MANDATE_TABLE_LIST(X)                                                                                                 \
    X(citation, MANDATE_CITATION_ROWS, 1) X(sector, MANDATE_SECTOR_ROWS, 1) X(region, MANDATE_REGION_ROWS, 1)               \
    X(locality, MANDATE_LOCALITY_ROWS, 1) X(line, MANDATE_LINE_ROWS, 1) X(map, MANDATE_MAP_ROWS, 0) X(actor, MANDATE_ACTOR_ROWS, 1) X(base, MANDATE_BASE_ROWS, 1)                     \
    X(unit, MANDATE_UNIT_ROWS, 1) X(fleet, MANDATE_FLEET_ROWS, 1) X(route, MANDATE_ROUTE_ROWS, 1)                           \
    X(enabler, MANDATE_ENABLER_ROWS, 1) X(generation, MANDATE_GENERATION_ROWS, 1) X(consent, MANDATE_CONSENT_ROWS, 1)       \
    X(consent_move, MANDATE_CONSENT_MOVE_ROWS, 1) X(shock, MANDATE_SHOCK_ROWS, 1)                                           \
    X(covariates, MANDATE_COVARIATES_ROWS, 0) X(track_move, MANDATE_TRACK_MOVE_ROWS, 1) X(track, MANDATE_TRACK_ROWS, 1)     \
    X(election, MANDATE_ELECTION_ROWS, 1) X(politics, MANDATE_POLITICS_ROWS, 0)                                             \
    X(host, MANDATE_HOST_ROWS, 0) X(permissions, MANDATE_PERMISSIONS_ROWS, 0) X(mass, MANDATE_MASS_ROWS, 0)                 \
    X(attacks, MANDATE_ATTACKS_ROWS, 0) X(deterrence, MANDATE_DETERRENCE_ROWS, 0) X(vacuum, MANDATE_VACUUM_ROWS, 0)         \
    X(host_ops, MANDATE_HOST_OPS_ROWS, 0) X(detection, MANDATE_DETECTION_ROWS, 0) X(response, MANDATE_RESPONSE_ROWS, 0)     \
    X(investigations, MANDATE_INVESTIGATIONS_ROWS, 0) X(hostility, MANDATE_HOSTILITY_ROWS, 0)                               \
    X(effect, MANDATE_EFFECT_ROWS, 0) X(air, MANDATE_AIR_ROWS, 0) X(force, MANDATE_FORCE_ROWS, 0)                           \
    X(protection, MANDATE_PROTECTION_ROWS, 0) X(closing, MANDATE_CLOSING_ROWS, 0) X(convoys, MANDATE_CONVOYS_ROWS, 0)       \
    X(base_attacks, MANDATE_BASE_ATTACKS_ROWS, 0) X(casualties, MANDATE_CASUALTIES_ROWS, 0) X(civil, MANDATE_CIVIL_ROWS, 0)  \
    X(command, MANDATE_COMMAND_ROWS, 0) X(ceiling, MANDATE_CEILING_ROWS, 0) X(ledger, MANDATE_LEDGER_ROWS, 0)               \
    X(calendar, MANDATE_CALENDAR_ROWS, 0) X(observation, MANDATE_OBSERVATION_ROWS, 0) X(operation, MANDATE_OPERATION_ROWS, 1) X(lever, MANDATE_LEVER_ROWS, 1)           \
    X(patch, MANDATE_PATCH_ROWS, 1) X(option, MANDATE_OPTION_ROWS, 1) X(incident, MANDATE_INCIDENT_ROWS, 1)                 \
    X(mission, MANDATE_MISSION_ROWS, 0) X(design, MANDATE_DESIGN_ROWS, 0) X(output, MANDATE_OUTPUT_ROWS, 0)                 \
    X(goal, MANDATE_GOAL_ROWS, 1) X(criteria, MANDATE_CRITERIA_ROWS, 0)                                                     \
    X(study, MANDATE_STUDY_ROWS, 0)

/* struct mandate_<table> and struct mandate_<table>_list {n, at} for each of them. */
#define MANDATE_HEAD_0
#define MANDATE_HEAD_1 MANDATE_ENTITY
#define MANDATE_MEMBER(kind, member, target, def, low, high, flags, about) MEMBER_##kind(member, target)
#define MANDATE_STRUCT(name, ROWS, entity)                    \
    struct mandate_##name {                                   \
        MANDATE_HEAD_##entity ROWS(MANDATE_MEMBER)            \
    };                                                        \
    struct mandate_##name##_list {                            \
        size_t n;                                             \
        struct mandate_##name *at; /* (n), in file order */   \
    };
MANDATE_TABLE_LIST(MANDATE_STRUCT)

/* clang-format on */

#endif
