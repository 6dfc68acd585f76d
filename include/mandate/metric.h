/* Metrics: one list of names, units, senses and sentences. It drives the header of runs.csv, the
 * data dictionary, the comparison, the plots and the manual. Definitions follow the process files.
 *   X(name, unit, sense, headline, about)
 * sense: +1 more is better, -1 less is better, 0 neither. headline: place in the first table, 0 = not there.
 * Values: finite; inf for a quantile that lies among attacks never reached; nan = undefined (an empty
 * field), for example a ratio with a zero denominator or a date that never comes. */
#ifndef MANDATE_METRIC_H
#define MANDATE_METRIC_H

#include <stddef.h>

/* clang-format off */
#define MANDATE_METRIC_LIST(X) \
    X(resp_rmean_h, "h", -1, 1, "restricted mean response time: mean over all attacks of min(R, limit), R from onset to first arrival") \
    X(reach_1h, "share", 1, 0, "attacks reached within 1 h of the onset, arrivals before the onset included") \
    X(reach_3h, "share", 1, 0, "attacks reached within 3 h") \
    X(reach_6h, "share", 1, 2, "attacks reached within 6 h") \
    X(reach_24h, "share", 1, 3, "attacks reached within 24 h") \
    X(reach_72h, "share", 1, 0, "attacks reached within 72 h") \
    X(never, "share", -1, 4, "attacks never reached") \
    X(never_undetected, "share", -1, 0, "never reached: not known within the limit") \
    X(never_too_late, "share", -1, 0, "never reached: known, but decision or arrival after the limit") \
    X(never_no_server, "share", -1, 0, "never reached: no team or aircraft free, serviceable and flyable") \
    X(never_too_far, "share", -1, 0, "never reached: no base with means within reach") \
    X(never_not_committed, "share", -1, 0, "never reached: the force did not go") \
    X(never_not_permitted, "share", -1, 0, "never reached: permission refused or not asked for") \
    X(never_aborted, "share", -1, 0, "never reached: the response was broken off on the way") \
    X(resp_p50_h, "h", -1, 0, "median response time over all attacks; inf = among the never-reached") \
    X(resp_p90_h, "h", -1, 0, "90 % quantile of the response time over all attacks") \
    X(resp_p50_reached_h, "h", -1, 0, "median response time of the attacks reached (selected: never rank by it)") \
    X(resp_p90_reached_h, "h", -1, 0, "90 % quantile of the response time of the attacks reached") \
    X(resp_alert_rmean_h, "h", -1, 0, "restricted mean response time from the first alert, over detected attacks") \
    X(stage_detect_h, "h", -1, 0, "mean hours from onset to alert, attacks reached") \
    X(stage_verify_h, "h", -1, 0, "mean hours of verification, attacks reached") \
    X(stage_decide_h, "h", -1, 0, "mean hours of decision, attacks reached") \
    X(stage_permit_h, "h", -1, 0, "mean hours of waiting for permission, attacks reached") \
    X(stage_notice_h, "h", -1, 0, "mean hours of notice, mobilisation and daylight, attacks reached") \
    X(stage_travel_h, "h", -1, 0, "mean hours of travel, attacks reached") \
    X(reached_ground, "share", 0, 0, "attacks reached by road") \
    X(reached_heliborne, "share", 0, 0, "attacks reached by a team in a helicopter") \
    X(reached_overflight, "share", 0, 0, "attacks reached by armed over-flight") \
    X(both_reached, "attacks", 0, 0, "attacks reached under this option and under the reference") \
    X(both_saved_h, "h", 1, 0, "mean hours by which these are reached earlier than under the reference: the same attacks, so free of selection") \
    X(incidents, "attacks", -1, 0, "attacks on civilians") \
    X(detected, "share", 1, 0, "attacks known within the limit") \
    X(warned, "share", 1, 0, "attacks with a warning") \
    X(deaths_unmitigated, "persons", -1, 0, "deaths that the attacks would cause without a response") \
    X(deaths, "persons", -1, 5, "civilians killed") \
    X(averted_response, "persons", 1, 6, "deaths averted by response") \
    X(averted_deterrence, "persons", 1, 7, "deaths averted by deterrence: of attacks that it prevents, relative to no presence; 0 when beta is 0") \
    X(averted_total, "persons", 1, 0, "averted_response + averted_deterrence") \
    X(displaced, "persons", -1, 0, "displacement proxy: attacks that kill times attacks.displaced; 0 when that is not known") \
    X(failures, "attacks", -1, 0, "failures: grave attacks near an open base that are never reached") \
    X(hostility, "share", -1, 0, "hostility of people outside the capital to the mission, 0 to 1, mean over time") \
    X(cases, "attacks", 0, 0, "attacks that call for an investigation") \
    X(cases_answered, "share", 1, 0, "cases for which the host gives leave within the limit, of those whose limit lies inside the run") \
    X(cases_unanswered, "attacks", -1, 0, "such cases without leave") \
    X(cases_visited, "attacks", 1, 0, "cases visited by investigators, and made public") \
    X(case_days, "d", -1, 0, "median days from the alert to leave, cases answered") \
    X(accountability, "factor", -1, 0, "factor that visits put on host-linked attacks, mean over time; 1 = none") \
    X(cov_pop_1h, "share", 1, 0, "population within 1 h: expected hours from the alert to arrival by open, staffed and permitted means, mean over time") \
    X(cov_pop_3h, "share", 1, 0, "population within 3 h, in the same sense") \
    X(cov_pop_6h, "share", 1, 8, "population within 6 h: expected hours from the alert to arrival by open, staffed and permitted means, mean over time") \
    X(cov_pop_24h, "share", 1, 0, "population within 24 h, in the same sense") \
    X(cov_busy_6h, "share", 1, 0, "population weighted chance that some team within 6 h by road is free: 1 - product over bases of (share of team-hours busy)^teams") \
    X(unprotected_6h, "persons", -1, 9, "population farther than 6 h, mean over time") \
    X(troops_present, "persons", 0, 10, "uniformed persons present, mean over time") \
    X(troops_end, "persons", 0, 0, "uniformed persons present at the end") \
    X(troops_usable, "persons", 1, 11, "usable troops: infantry, QRF and recon left after self-protection, escorts and static tasks, mean over time") \
    X(tooth, "share", 1, 0, "troops_usable over troops_present") \
    X(area_per_usable_km2, "km2", -1, 0, "area of responsibility for each usable soldier") \
    X(tied_protection, "share", -1, 0, "share of infantry-type troops tied down by self-protection") \
    X(tied_convoys, "share", -1, 0, "share tied down by convoy escorts") \
    X(tied_civil, "share", -1, 0, "share tied down by civil escorts") \
    X(tied_static, "share", -1, 0, "share tied down by static tasks") \
    X(ceiling_gap, "persons", -1, 0, "authorised less present, mean over time") \
    X(units_refused, "refusals", -1, 0, "refusals of new units by the host") \
    X(bases_open, "bases", 0, 0, "open bases, mean over time") \
    X(bases_open_end, "bases", 0, 0, "open bases at the end") \
    X(air_available_attack_h, "h", 1, 12, "hours of armed helicopters: tail-hours serviceable, deployed, weather-open and permitted (expected)") \
    X(air_available_utility_h, "h", 1, 13, "hours of utility helicopters, in the same sense") \
    X(air_available_medevac_h, "h", 1, 0, "the same: medical evacuation") \
    X(air_available_isr_manned_h, "h", 1, 0, "the same: manned surveillance") \
    X(air_available_uav_h, "h", 1, 0, "the same: drones") \
    X(air_available_fixed_wing_h, "h", 1, 0, "the same: aeroplanes") \
    X(air_flyable_attack_h, "h", 1, 0, "the same, at most the contract hours: armed helicopters") \
    X(air_flyable_utility_h, "h", 1, 0, "utility helicopters") \
    X(air_flyable_medevac_h, "h", 1, 0, "medical evacuation") \
    X(air_flyable_isr_manned_h, "h", 1, 0, "manned surveillance") \
    X(air_flyable_uav_h, "h", 1, 0, "drones") \
    X(air_flyable_fixed_wing_h, "h", 1, 0, "aeroplanes") \
    X(air_hours_flown, "h", 0, 0, "hours flown, routine and response") \
    X(air_hours_host, "h", 0, 0, "part of them flown for the host") \
    X(sorties_needed, "sorties", 0, 0, "routine flights wanted") \
    X(sorties_censored, "sorties", -1, 0, "not even asked for") \
    X(sorties_requested, "sorties", 0, 0, "asked for") \
    X(sorties_refused, "sorties", -1, 0, "refused by the host") \
    X(sorties_lost_weather, "sorties", -1, 0, "approved, lost to weather") \
    X(sorties_lost_means, "sorties", -1, 0, "approved, lost to serviceability, grounding or contract hours") \
    X(sorties_flown, "sorties", 1, 0, "flown") \
    X(sorties_response, "sorties", 0, 0, "response sorties flown, beside the routine ones") \
    X(denial_recorded, "share", -1, 14, "flights refused: refused over asked for") \
    X(denial_latent, "share", -1, 0, "refused and not even asked for, over needed") \
    X(air_wait_routine_h, "h", -1, 0, "mean hours from the request to the approval of a routine flight, medical evacuation apart") \
    X(air_wait_medevac_h, "h", -1, 0, "the same of a medical evacuation") \
    X(civil_demanded, "tasks", 0, 0, "civil tasks that need an escort") \
    X(civil_done, "share", 1, 15, "civil tasks carried out") \
    X(readiness, "share", 1, 0, "readiness of the uniformed, mean over persons and time") \
    X(rotations_suspended, "rotations", -1, 0, "rotations suspended") \
    X(consent_mean, "state", -1, 0, "mean state of consent over time, 0 is the best") \
    X(days_consent_0, "d", 1, 0, "days in the best state of consent") \
    X(days_consent_1, "d", 0, 0, "days in the second state") \
    X(days_consent_2, "d", 0, 0, "days in the third state") \
    X(days_consent_3, "d", -1, 0, "days in the fourth state") \
    X(days_consent_4, "d", -1, 0, "days in the fifth state and any beyond it") \
    X(consent_lost, "share", -1, 0, "1 when the last state of consent was entered; its mean is the probability") \
    X(days_to_consent_lost, "d", 1, 0, "days until then; empty = never") \
    X(track_collapsed, "d", -1, 0, "days in which a political track has collapsed") \
    X(contributors_left, "contributors", -1, 0, "contributors that have decided to leave unannounced") \
    X(persons_left, "persons", -1, 0, "persons that have begun to leave with them") \
    X(cost_musd, "MUSD", -1, 16, "cost, all lines") \
    X(cost_personnel_musd, "MUSD", -1, 0, "reimbursement, equipment, supplies and travel") \
    X(cost_civilian_musd, "MUSD", -1, 0, "civilian staff") \
    X(cost_camps_musd, "MUSD", -1, 0, "upkeep of camps") \
    X(cost_air_musd, "MUSD", -1, 0, "aircraft, fixed and hours") \
    X(cost_convoys_musd, "MUSD", -1, 0, "convoys") \
    X(cost_projects_musd, "MUSD", -1, 0, "quick-impact and employment projects") \
    X(cost_overhead_musd, "MUSD", -1, 0, "overhead, or the whole of a political mission") \
    X(cost_one_off_musd, "MUSD", -1, 0, "building, repatriation, destroyed equipment") \
    X(destroyed_musd, "MUSD", -1, 0, "value of equipment left behind, part of cost_one_off_musd") \
    X(pk_killed, "persons", -1, 17, "deaths of the mission's own, all causes") \
    X(pk_killed_hostile, "persons", -1, 0, "by mines, attacks on bases and on the way to a response") \
    X(pk_killed_mines, "persons", -1, 0, "by mines on convoys") \
    X(pk_killed_bases, "persons", -1, 0, "by attacks on bases") \
    X(pk_killed_response, "persons", -1, 0, "by mines on the way to a response") \
    X(pk_killed_air, "persons", -1, 0, "by accidents of aircraft") \
    X(pk_killed_other, "persons", -1, 0, "by illness and other accidents") \
    X(pk_wounded, "persons", -1, 0, "wounded of the mission, by mines") \
    X(strikes, "strikes", -1, 0, "mine strikes on convoys, those of closing camps included") \
    X(convoys_planned, "convoys", 0, 0, "supply convoys wanted") \
    X(convoys_missed, "share", -1, 0, "supply convoys that were not let through or had no escort") \
    X(convoy_km, "km", 0, 0, "kilometres of supply convoys, both ways") \
    X(stock_low, "base-days", -1, 0, "days of bases below the stock at which readiness falls") \
    X(air_resupply_h, "h", -1, 0, "hours of utility aircraft for bases without stock") \
    X(base_attacks, "attacks", -1, 0, "attacks on bases") \
    X(exit_convoys, "convoys", 0, 0, "convoys of closing camps") \
    X(exit_convoy_days, "d", -1, 0, "mean days on the road of a convoy of a closing camp") \
    X(exit_strikes, "strikes", -1, 0, "mine strikes on convoys of closing camps") \
    X(exit_killed, "persons", -1, 0, "killed in them") \
    X(days_to_exit, "d", 0, 0, "days from the start to the last uniformed person; empty = some are still there")

/* Values kept at each date of series.csv: X(name, unit, about). Counts and hours are sums since the date before. */
#define MANDATE_SERIES_LIST(X) \
    X(troops_present, "persons", "uniformed persons present") \
    X(troops_usable, "persons", "usable infantry-type troops") \
    X(bases_open, "bases", "open bases") \
    X(air_available_attack_h, "h", "available tail-hours in the interval: armed helicopters") \
    X(air_available_utility_h, "h", "utility helicopters") \
    X(air_available_medevac_h, "h", "medical evacuation") \
    X(air_available_isr_manned_h, "h", "manned surveillance") \
    X(air_available_uav_h, "h", "drones") \
    X(air_available_fixed_wing_h, "h", "aeroplanes") \
    X(cov_pop_6h, "share", "population within 6 h") \
    X(incidents, "attacks", "attacks in the interval") \
    X(reached_24h, "attacks", "attacks of the interval reached within 24 h") \
    X(deaths, "persons", "civilians killed in the interval") \
    X(averted_response, "persons", "deaths averted by response in the interval") \
    X(sorties_refused, "sorties", "flights refused in the interval") \
    X(consent_state, "state", "state of consent") \
    X(hostility, "share", "hostility of people outside the capital to the mission") \
    X(pk_killed, "persons", "deaths of the mission's own in the interval") \
    X(cost_musd, "MUSD", "cost since the start")

/* Values of places.csv: X(name, kind, unit, about); kind: base, region or locality. */
#define MANDATE_PLACE_LIST(X) \
    X(open, base, "share", "open (mean over replications, and over time if no date is given)") \
    X(persons, base, "persons", "uniformed persons") \
    X(usable, base, "persons", "usable infantry-type troops") \
    X(teams, base, "teams", "teams") \
    X(presence, region, "thousand", "deployed infantry-equivalents in reach") \
    X(hostility, region, "share", "hostility of people to the mission, 0 to 1") \
    X(reach_h, locality, "h", "expected hours from the alert to arrival, at most the limit") \
    X(reach_ground_h, locality, "h", "the same by road only") \
    X(reach_air_h, locality, "h", "the same by air only") \
    X(covered_6h, locality, "share", "reached within 6 h")

/* Values of breakdown.csv, by region or actor and calendar quarter: X(name, unit, about). */
#define MANDATE_BREAKDOWN_LIST(X) \
    X(incidents, "attacks", "attacks") \
    X(reached_6h, "attacks", "attacks reached within 6 h") \
    X(reached_24h, "attacks", "attacks reached within 24 h") \
    X(resp_sum_h, "h", "sum of min(R, limit)") \
    X(deaths, "persons", "civilians killed") \
    X(averted_response, "persons", "deaths averted by response")
/* clang-format on */

#define MANDATE_METRIC_ENUM(name, unit, sense, headline, about) MANDATE_METRIC_##name,
enum mandate_metric_index { MANDATE_METRIC_LIST(MANDATE_METRIC_ENUM) MANDATE_METRICS };
#define MANDATE_SERIES_ENUM(name, unit, about) MANDATE_SERIES_##name,
enum mandate_series_index { MANDATE_SERIES_LIST(MANDATE_SERIES_ENUM) MANDATE_SERIES };
#define MANDATE_PLACE_ENUM(name, kind, unit, about) MANDATE_PLACE_##kind##_##name,
enum mandate_place_index { MANDATE_PLACE_LIST(MANDATE_PLACE_ENUM) MANDATE_PLACES };
#define MANDATE_BREAKDOWN_ENUM(name, unit, about) MANDATE_BREAKDOWN_##name,
enum mandate_breakdown_index { MANDATE_BREAKDOWN_LIST(MANDATE_BREAKDOWN_ENUM) MANDATE_BREAKDOWNS };

/* One row of a list above, for writers. */
struct mandate_metric {
    const char *name, *unit, *about;
    int sense, headline; /* runs.csv only */
    const char *kind;    /* places.csv only */
};

extern const struct mandate_metric mandate_metrics[MANDATE_METRICS];
extern const struct mandate_metric mandate_series_metrics[MANDATE_SERIES];
extern const struct mandate_metric mandate_place_metrics[MANDATE_PLACES];
extern const struct mandate_metric mandate_breakdown_metrics[MANDATE_BREAKDOWNS];

#endif
