/* What history has recorded and the program can be held against: one list. It drives the reader of observed data, the
 * observation model, validation, calibration and the manual.
 *   X(name, unit, noise, place, of, when, about)
 * noise  COUNT: a source counts, recorded ~ Poisson(expected); EXACT: recorded ~ normal with the range of the row
 * place  REGIONS: regions, or sectors for all their regions; SECTORS; BASE: one base; MISSION: the whole mission only
 * of     whom it concerns: ACTORS, ROLES of aircraft, or NOBODY
 * when   WINDOW: in [from, to]; RUN: a property that does not hang on the date, judged over the whole run; NEVER:
 * recorded, but no process gives it, so it can be shown and not judged Counts by the UN or by event data are those of
 * the mission's `observation` keys. Attacks that are imposed on a study are its input, so only recorded_with_imposed
 * metrics count them. */
#ifndef MANDATE_OBSERVABLE_H
#define MANDATE_OBSERVABLE_H

/* clang-format off */
#define MANDATE_OBSERVABLE_LIST(X) \
    X(civilians_killed_un, "persons", COUNT, REGIONS, ACTORS, WINDOW, "civilians killed as the UN documents them: deaths x observation.un_coverage, without imposed attacks") \
    X(civilians_affected_un, "persons", COUNT, REGIONS, ACTORS, WINDOW, "civilians killed, injured, abducted or else harmed: the same x observation.un_victims") \
    X(civilians_killed_acled, "persons", COUNT, REGIONS, ACTORS, WINDOW, "civilians killed as event data count them: deaths, with imposed attacks") \
    X(security_incidents_un, "incidents", COUNT, REGIONS, NOBODY, WINDOW, "incidents of all kinds that the UN counts: attacks x observation.un_incidents") \
    X(attacks_recorded, "attacks", EXACT, REGIONS, ACTORS, WINDOW, "attacks on civilians, in the convention of attacks.total") \
    X(share_of_victims, "share", EXACT, REGIONS, ACTORS, WINDOW, "share of the deaths in the place that is due to the actors") \
    X(dispersion_daily, "", EXACT, REGIONS, ACTORS, RUN, "variance over mean of daily counts of attacks, inside quarters") \
    X(dispersion_weekly, "", EXACT, REGIONS, ACTORS, RUN, "variance over mean of weekly counts of attacks, inside quarters") \
    X(dispersion_quarterly, "", EXACT, REGIONS, ACTORS, RUN, "variance over mean of counts of attacks in quarters of 13 weeks") \
    X(share_detected_6h, "share", EXACT, REGIONS, ACTORS, RUN, "attacks without a warning known within 6 h of the onset") \
    X(share_attended_24h, "share", EXACT, REGIONS, ACTORS, RUN, "attacks that a response of the mission reaches within 24 h") \
    X(response_hours, "h", EXACT, REGIONS, ACTORS, WINDOW, "hours from the onset of the first attack to arrival, at most the limit; an imposed attack comes first") \
    X(flight_requests, "requests", EXACT, SECTORS, ROLES, WINDOW, "routine flights asked for") \
    X(flight_denials, "denials", EXACT, SECTORS, ROLES, WINDOW, "routine flights refused") \
    X(flight_denial_share, "share", EXACT, SECTORS, ROLES, WINDOW, "routine flights refused over asked for") \
    X(uniformed_present, "persons", EXACT, MISSION, NOBODY, WINDOW, "uniformed persons at the end of the last day") \
    X(uniformed_departed, "persons", EXACT, MISSION, NOBODY, WINDOW, "uniformed persons fewer at the end of the last day than at the beginning of the first") \
    X(personnel_departed, "persons", EXACT, MISSION, NOBODY, WINDOW, "the same with civilian staff") \
    X(days_to_closure, "d", EXACT, BASE, NOBODY, WINDOW, "days from the first day to the closing of the base, at most to the last day") \
    X(closing_order, "", EXACT, BASE, NOBODY, WINDOW, "place of the base in the order of closing") \
    X(months_to_peak, "month", EXACT, MISSION, NOBODY, RUN, "months from the start to 95 % of the greatest strength, of a force that has less than half of it at the start") \
    X(peak_share, "share", EXACT, MISSION, NOBODY, RUN, "greatest strength over the authorised one, of such a force") \
    X(attacks_on_mission, "attacks", COUNT, REGIONS, NOBODY, WINDOW, "attacks on the mission as the UN counts them: on bases, and mines x observation.un_strikes") \
    X(strikes_un, "strikes", COUNT, REGIONS, NOBODY, WINDOW, "mines that strike the mission as the UN counts them: x observation.un_strikes") \
    X(strikes_recorded, "strikes", EXACT, REGIONS, NOBODY, WINDOW, "mines that strike the mission, in the convention of event data") \
    X(peacekeepers_killed_hostile, "persons", EXACT, REGIONS, NOBODY, WINDOW, "peacekeepers killed by mines and attacks on bases") \
    X(share_killed_by_mines, "share", EXACT, REGIONS, NOBODY, RUN, "share of those that is due to mines") \
    X(peacekeepers_wounded, "persons", EXACT, REGIONS, NOBODY, WINDOW, "peacekeepers wounded by mines") \
    X(convoy_days, "d", EXACT, BASE, NOBODY, WINDOW, "mean days on the road of the loaded convoys that leave the base in the window while it closes") \
    X(days_without_landing, "d", EXACT, REGIONS, ACTORS, WINDOW, "days from the first attack, an imposed one before all others, in which the host gives no leave to investigate it, at most to the last day") \
    X(mine_attacks_all, "attacks", COUNT, REGIONS, NOBODY, NEVER, "mines and improvised bombs against anybody") \
    X(ground_restrictions, "events", COUNT, MISSION, NOBODY, NEVER, "moves by road that the host stops") \
    X(km_to_base, "km", EXACT, REGIONS, NOBODY, NEVER, "median distance from attacks to the nearest camp") \
    X(km_to_helicopters, "km", EXACT, REGIONS, NOBODY, NEVER, "median distance from attacks to the nearest base of helicopters") \
    X(days_to_overflight, "d", EXACT, REGIONS, NOBODY, NEVER, "days from an attack to the first flight over the place") \
    X(drone_hours, "h", EXACT, MISSION, NOBODY, NEVER, "hours flown by drones since they came") \
    X(early_warnings, "alerts", COUNT, MISSION, NOBODY, NEVER, "alerts of early-warning networks") \
    X(share_alerts_addressed, "share", EXACT, MISSION, NOBODY, NEVER, "share of those alerts that anybody follows up") \
    X(minutes_alert_to_arrival, "min", EXACT, REGIONS, NOBODY, NEVER, "time from an alert in a garrison town to arrival")
/* clang-format on */

#define MANDATE_OBSERVABLE_ENUM(name, unit, noise, place, of, when, about) MANDATE_OBSERVABLE_##name,
enum mandate_observable { MANDATE_OBSERVABLE_LIST(MANDATE_OBSERVABLE_ENUM) MANDATE_OBSERVABLES };

enum mandate_noise { MANDATE_NOISE_EXACT, MANDATE_NOISE_COUNT };
enum mandate_where { MANDATE_WHERE_MISSION, MANDATE_WHERE_REGIONS, MANDATE_WHERE_SECTORS, MANDATE_WHERE_BASE };
enum mandate_of { MANDATE_OF_NOBODY, MANDATE_OF_ACTORS, MANDATE_OF_ROLES };
enum mandate_when { MANDATE_WHEN_WINDOW, MANDATE_WHEN_RUN, MANDATE_WHEN_NEVER };

/* One row of the list. */
struct mandate_observable_row {
    const char *name, *unit, *about;
    enum mandate_noise noise;
    enum mandate_where where;
    enum mandate_of of;
    enum mandate_when when;
};
extern const struct mandate_observable_row mandate_observables[MANDATE_OBSERVABLES];

#endif
