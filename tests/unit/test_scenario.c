/* Tests of the scenario language: quantities, dates, distributions, addresses, conditions, unknowns, settings,
 * variants. Messages about mistakes have tests of their own (test_messages.c). Studies are written to a scratch folder.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "mandate/load.h"
#include "scenario/date.h"
#include "scenario/explain.h"
#include "scenario/expression.h"
#include "scenario/path.h"
#include "scenario/quantity.h"
#include "scenario/schema.h"
#include "scenario/store.h"

/* ---- quantities ---- */

/* A text in base units; nan when it cannot be read. */
static double base_of(const char *text) {
    struct quantity_parts parts;
    struct unit unit;
    const char *wrong;
    size_t length;
    if (!quantity_split(text, strlen(text), &parts)) return NAN;
    if (!unit_read(parts.unit, parts.unit_length, &unit, &wrong, &length)) return NAN;
    return unit_to_base(&unit, parts.number);
}

static bool equal(double a, double b) { return !(a < b) && !(a > b); }

static void test_quantities(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double base;
    } cases[] = {
        {"4 h", 4},
        {"45 min", 0.75},
        {"2 d", 48},
        {"1 week", 168},
        {"2 months", 1461},
        {"1 year", 8766},
        {"230 km/h", 230},
        {"12 %", 0.12},
        {"30 h/month", 30 / 730.5},
        {"0.5 /month", 0.5 / 730.5},
        {"520 1/year", 520.0 / 8766},
        {"1428 USD/person/month", 1428 / 730.5},
        {"1.5 MUSD/year", 1.5e6 / 8766},
        {"3 kUSD", 3000},
        {"170572 km2", 170572},
        {"4 km^2", 4},
        {"500 m", 0.5},
        {"-3 C", -3},
        {"1e3 persons", 1000},
        {"7", 7},
        {".5", 0.5},
        {"1h", 1},
        {"6 km * km", 6},
        {"3 persons/km2", 3},
        {"0", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!equal(base_of(cases[i].text), cases[i].base))
            fail_msg("%s gives %.17g, not %.17g", cases[i].text, base_of(cases[i].text), cases[i].base);
}

static void test_no_quantities(void **state) {
    (void)state;
    static const char *const texts[] = {"",     "h",     "inf",   "nan",   "0x10",  "1,000", "1_000",
                                        "1:30", "4 hrs", "4 h h", "4 h/",  "4 //h", "4 h^0", "4 h^9",
                                        "1e",   "--1",   "1e999", "1 h 2", "4 kh"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!isnan(base_of(texts[i]))) fail_msg("'%s' was read as %g", texts[i], base_of(texts[i]));
}

/* ---- dates ---- */

static void test_dates(void **state) {
    (void)state;
    double hours = 0;
    assert_null(date_read("1970-01-01", &hours));
    assert_true(equal(hours, 0));
    assert_null(date_read("2024-02-29T05:30", &hours));
    assert_true(equal(hours, 19782 * 24 + 5.5));
    static const char *const wrong[] = {
        "2023-02-29", "2023-13-01", "2023-00-10", "2023-1-5",          "2023-01-15T24:00", "2023-01-15 05:00",
        "1800-01-01", "2023-04-31", "x",          "2023-01-15T05:00Z", "2023-01-15T05:60", ""};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_non_null(date_read(wrong[i], &hours));
}

/* Every day of two centuries is written and read back. */
static void test_dates_round_trip(void **state) {
    (void)state;
    for (double hours = -25567 * 24.0; hours < 84000 * 24.0; hours += 24) {
        char text[DATE_TEXT];
        double back = NAN;
        date_write(text, hours);
        assert_null(date_read(text, &back));
        assert_true(equal(back, hours));
    }
}

static void test_calendar_months(void **state) {
    (void)state;
    static const struct {
        const char *from, *to;
        double months;
    } cases[] = {
        {"2023-01-31", "2023-02-28", 1}, {"2023-01-15", "2025-01-15", 24}, {"2023-12-01T06:00", "2024-02-01T06:00", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double from, to;
        assert_null(date_read(cases[i].from, &from));
        assert_null(date_read(cases[i].to, &to));
        assert_true(equal(date_add_months(from, cases[i].months), to));
    }
}

/* ---- the tables ---- */

/* Rows that name a choice, a collection or a unit name one that is there; every default is readable (loading checks
 * it). */
static void test_tables(void **state) {
    (void)state;
#define TABLE_FUNCTION(name, ROWS, entity) table_##name,
    static const struct table *(*const tables[])(void) = {MANDATE_TABLE_LIST(TABLE_FUNCTION)};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const struct table *table = tables[i]();
        assert_true(table->n > 0 && table->n <= 64);
        for (size_t j = 0; j < table->n; j++) {
            const struct row *row = &table->rows[j];
            assert_ptr_equal(table_row(table, row_key(row)), row);
            assert_true(row->offset < table->size);
            assert_true(row->low <= row->high);
            assert_true(strchr(row_key(row), '_') != row_key(row) + strlen(row_key(row)) - 1);
        }
    }
}

/* ---- studies ---- */

struct study {
    struct mandate_diagnostics *diagnostics;
    struct mandate_documents *documents;
    struct mandate_scenario *scenario;
};

static char scratch[] = "/tmp/mandate-scenario-XXXXXX";

static const char mission_text[] =
    "sources: {un: {citation: report}, guess: {citation: own}}\n"
    "sectors: {east: {}}\n"
    "actors: {group: {no_death: 0.4, deaths_ln_mean: 1, deaths_ln_sd: 1}, forces: {host_linked: yes, no_death: 0.3, "
    "deaths_ln_mean: 1, deaths_ln_sd: 1}}\n"
    "regions:\n"
    "  gao: {sector: east, attack_share: 1, actors: {group: 0.9}, temperature: {5: 41 C}, no_fly_days: 0.1, telecom: "
    "0.5}\n"
    "localities: {ansongo: {region: gao, lat: 15, lon: 0, hazard: 1}}\n"
    "bases: {gao: {region: gao, lat: 16, lon: 0, source: un, confidence: B, capacity: 900 persons}, mopti: {region: "
    "gao, lat: 14, lon: -4}}\n"
    "units: {inf: {type: infantry, base: gao, strength: 850 persons}, recon: {type: recon, base: mopti}}\n"
    "fleets:\n"
    "  a: {role: uav, base: gao, tails: 3, class: contract, mttr: 40 h}\n"
    "  b: {role: utility, base: gao, tails: 4, class: contract, mttr: 60 h}\n"
    "  c: {role: uav, base: mopti, tails: {uncertain: {discrete: {1: 1, 2: 3}}, central: 2}}\n"
    "routes: {r: {from: gao, to: mopti, segments: {gao: 200 km}, convoys: 4 /month}}\n"
    "host: {state: low, states: {high: {}, low: {approve: {uav: 0.5}}, none: {approve: 0}}}\n"
    "attacks: {total: 520 /year, source: guess, confidence: C}\n"
    "response:\n"
    "  commit_probability: {uncertain: {triangular: [0.1, 0.3, 0.6]}, source: guess, confidence: C}\n"
    "  verify: {lognormal: {median: {uncertain: {uniform: [1 h, 3 h]}, central: 1.5 h}, log_sd: 0.8}}\n"
    "  decide: {lognormal: {central: 4 h, low: 2 h, high: 8 h}}\n"
    "  on_scene: {lognormal: {mean: 10 h, sd: 5 h}}\n"
    "  mobilise: {zero_inflated: {zero: 0.2, law: {gamma: {shape: 2, scale: 3 h}}}}\n"
    "priors:\n"
    "  'fleets[class=contract].mttr': {uncertain: {lognormal: {central: 50 h, low: 25 h, high: 100 h}}, source: un}\n";

static void file_put_text(const char *name, const char *text) {
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", scratch, name);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    (void)fputs(text, out);
    (void)fclose(out);
}

/* Loads a study of the mission above; `more` are further keys of the study, `set` ends with NULL. */
static struct study study_load(const char *more, const char *const *set, const char *option) {
    char text[4000], path[256];
    struct mandate_settings settings = {0, set, option != NULL, &option};
    while (set != NULL && set[settings.n_set] != NULL) settings.n_set++;
    bool own = strstr(more, "options:") != NULL;
    (void)snprintf(text, sizeof text, "schema: 1\ntitle: t\nstart: 2023-01-15\nmission: mission.yaml\n%s%s",
                   own ? "" : "options: {base: {title: A}}\n", more);
    file_put_text("mission.yaml", mission_text);
    file_put_text("study.yaml", text);
    (void)snprintf(path, sizeof path, "%s/study.yaml", scratch);
    struct study study = {mandate_diagnostics_new(), NULL, NULL};
    study.documents = mandate_documents_read(path, &settings, study.diagnostics);
    study.scenario = mandate_scenario_load(study.documents, study.diagnostics);
    mandate_diagnostics_print(study.diagnostics, stdout, false);
    return study;
}

static void study_free(struct study *study) {
    mandate_scenario_free(study->scenario);
    mandate_documents_free(study->documents);
    mandate_diagnostics_free(study->diagnostics);
}

static const struct mandate_unknown *unknown_named(const struct study *study, const char *path) {
    for (size_t i = 0; i < study->scenario->n_unknown; i++)
        if (strcmp(study->scenario->unknowns[i].path, path) == 0) return &study->scenario->unknowns[i];
    return NULL;
}

/* The same where there must be one. */
static const struct mandate_unknown *unknown_of(const struct study *study, const char *path) {
    const struct mandate_unknown *unknown = unknown_named(study, path);
    if (unknown == NULL) fail_msg("%s is not unknown", path);
    if (unknown == NULL) abort();
    return unknown;
}

static void test_values(void **state) {
    (void)state;
    struct study study = study_load("horizon: 12 months\nseed: 18446744073709551615\n", NULL, NULL);
    assert_non_null(study.scenario);
    const struct mandate_study *s = &study.scenario->study;
    const struct mandate_mission *m = &s->mission;
    assert_true(s->seed == UINT64_MAX);
    assert_true(equal(s->horizon.months, 12) && equal(study.scenario->end - s->start, 365 * 24));
    assert_true(equal(s->replications, 8) && equal(s->step, 6) && s->reference == 0);
    assert_true(equal(m->regions.at[0].temperature[4], 41) && equal(m->regions.at[0].temperature[5], 20));
    assert_true(equal(m->regions.at[0].no_fly_days[11], 0.1));
    assert_true(equal(m->regions.at[0].actors[0], 0.9) && equal(m->regions.at[0].actors[1], 0));
    assert_true(equal(m->fleets.at[0].notice_day, 0.75) && m->fleets.at[0].owner == -1 &&
                m->fleets.at[1].role == MANDATE_ROLE_UTILITY);
    assert_true(equal(m->host.state, 1) && equal(m->host.states.at[1].approve[MANDATE_ROLE_UAV], 0.5));
    assert_true(equal(m->host.states.at[1].approve[MANDATE_ROLE_ATTACK], 1));
    assert_string_equal(m->bases.at[0].source, "un");
    assert_string_equal(m->bases.at[0].confidence, "B");
    assert_null(m->bases.at[1].source);
    assert_int_equal(m->bases.at[0].place.line, 7);
    study_free(&study);
}

static bool near(double a, double b) { return fabs(a - b) <= 1e-12 * fabs(b); }

static void test_laws(void **state) {
    (void)state;
    struct study study = study_load("", NULL, NULL);
    assert_non_null(study.scenario);
    const struct mandate_response *r = &study.scenario->study.mission.response;
    assert_true(r->verify.family == MANDATE_LOGNORMAL && equal(r->verify.a, 1.5) && equal(r->verify.b, 0.8));
    assert_true(equal(r->decide.a, 4) && near(r->decide.b, log(4) / 3.29));
    assert_true(near(r->on_scene.a * exp(r->on_scene.b * r->on_scene.b / 2), 10));
    assert_true(near(sqrt(exp(r->on_scene.b * r->on_scene.b) - 1), 0.5));
    assert_true(r->mobilise.family == MANDATE_GAMMA && equal(r->mobilise.zero, 0.2) && equal(r->mobilise.b, 6));
    assert_true(r->tob_stay.family == MANDATE_TRIANGULAR && equal(r->tob_stay.c, 90 * 24));
    study_free(&study);
}

/* ---- unknowns ---- */

static void test_unknowns(void **state) {
    (void)state;
    struct study study = study_load("", NULL, NULL);
    assert_non_null(study.scenario);
    struct mandate_mission *m = &study.scenario->study.mission;
    assert_int_equal(study.scenario->n_unknown, 4);
    static const char *const paths[] = {"fleets.c.tails", "fleets[class=contract].mttr", "response.commit_probability",
                                        "response.verify.lognormal.median"};
    for (size_t i = 0; i < 4; i++) assert_string_equal(study.scenario->unknowns[i].path, paths[i]);
    const struct mandate_unknown *class = unknown_of(&study, "fleets[class=contract].mttr");
    assert_true(class->relative && class->n_target == 2 && equal(class->central, 50) && equal(class->centrals[1], 60));
    assert_true(unknown_of(&study, "response.verify.lognormal.median")->targets[0] == &m->response.verify.a);

    /* Draws are written, cut to their range, made whole for counts; the central values come back. */
    double values[4] = {1.6, 100, 1.7, 2.5};
    mandate_scenario_bind(study.scenario, values);
    assert_true(equal(m->fleets.at[2].tails, 2) && equal(m->fleets.at[0].mttr, 80) && equal(m->fleets.at[1].mttr, 120));
    assert_true(equal(m->response.commit_probability, 1) && equal(m->response.verify.a, 2.5));
    mandate_scenario_bind(study.scenario, NULL);
    assert_true(equal(m->fleets.at[2].tails, 2) && equal(m->fleets.at[0].mttr, 40) && equal(m->fleets.at[1].mttr, 60));
    assert_true(equal(m->response.commit_probability, 0.3) && equal(m->response.verify.a, 1.5));
    study_free(&study);
}

static void test_vary(void **state) {
    (void)state;
    struct study study = study_load(
        "design: {kind: grid}\nvary: {response.commit_probability: [0.4, 0.2], 'fleets.a.mttr': [1 d]}\n", NULL, NULL);
    assert_non_null(study.scenario);
    const struct mandate_unknown *commit = unknown_of(&study, "response.commit_probability");
    assert_true(commit->varied && commit->n_level == 2 && equal(commit->levels[0], 0.4) &&
                equal(commit->law.points[0], 0.2));
    assert_true(equal(unknown_of(&study, "fleets.a.mttr")->levels[0], 24));
    /* What is varied by itself leaves the class. */
    assert_int_equal(unknown_of(&study, "fleets[class=contract].mttr")->n_target, 1);
    study_free(&study);
    static const char *const set[] = {"vary.response.commit_probability=[0.5]", NULL};
    study = study_load("design: {kind: grid}\nvary: {response.commit_probability: [0.4, 0.2]}\n", set, NULL);
    assert_int_equal(unknown_of(&study, "response.commit_probability")->n_level, 1);
    study_free(&study);
    study = study_load("design: {kind: lhs, points: 8}\nvary: all\n", NULL, NULL);
    assert_non_null(study.scenario);
    for (size_t i = 0; i < study.scenario->n_unknown; i++) assert_true(study.scenario->unknowns[i].varied);
    study_free(&study);
}

/* ---- addresses ---- */

static void test_paths(void **state) {
    (void)state;
    static const struct {
        const char *path, *first;
        size_t n;
    } cases[] = {
        {"fleets.a.mttr", "fleets.a.mttr", 1},
        {"fleets[role=uav].tails", "fleets.a.tails", 2},
        {"fleets[role=uav,base=mopti].tails", "fleets.c.tails", 1},
        {"fleets[id=b].tails", "fleets.b.tails", 1},
        {"regions.gao.no_fly_days.5", "regions.gao.no_fly_days.5", 1},
        {"regions.gao.no_fly_days", "regions.gao.no_fly_days", 1},
        {"regions.gao.actors.forces", "regions.gao.actors.forces", 1},
        {"attacks.hours.0", "attacks.hours.0", 1},
        {"host.states.low.approve.uav", "host.states.low.approve.uav", 1},
        {"routes.r.segments.gao", "routes.r.segments.gao", 1},
        {"response.verify.lognormal.median", "response.verify.lognormal.median", 1},
        {"response.tob_stay.triangular.mode", "response.tob_stay.triangular.mode", 1},
        {"step", "step", 1},
        {"design.kind", "design.kind", 1},
        {"options.base.title", "options.base.title", 1},
    };
    struct study study = study_load("", NULL, NULL);
    assert_non_null(study.scenario);
    struct arena *arena = arena_new();
    struct mandate_place nowhere = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct references references;
        if (!path_resolve(store_of(study.scenario), arena, study.diagnostics, cases[i].path, nowhere, &references))
            fail_msg("%s", cases[i].path);
        assert_int_equal(references.n, cases[i].n);
        assert_string_equal(references.at[0].path, cases[i].first);
        size_t n;
        if (row_numeric(references.at[0].row))
            assert_non_null(reference_numbers(store_of(study.scenario), &references.at[0], &n));
    }
    static const char *const wrong[] = {"",
                                        "fleets",
                                        "fleets.a",
                                        "fleets.z.tails",
                                        "fleets[role=uav]",
                                        "fleets[role=uav].x",
                                        "a b",
                                        "response.verify.gamma.mean",
                                        "step.x",
                                        "regions.gao.no_fly_days.13",
                                        "fleets[].tails",
                                        "fleets[role].tails",
                                        "fleets.a.tails.",
                                        "host[a=b].state"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct references references;
        assert_false(path_resolve(store_of(study.scenario), arena, study.diagnostics, wrong[i], nowhere, &references));
    }
    arena_free(arena);
    study_free(&study);
}

static void test_settings(void **state) {
    (void)state;
    static const char *const set[] = {"response.commit_probability=0.25",
                                      "response.verify=2 h",
                                      "regions.gao.no_fly_days.3=50 %",
                                      "seed=7",
                                      "fleets[role=uav].cruise=100 km/h",
                                      "units.inf.base=mopti",
                                      "fleets.b.mttr=9 h",
                                      "response.commit_probability=0.75",
                                      NULL};
    struct study study = study_load("set: {step: 3 h, seed: 5}\n", set, NULL);
    assert_non_null(study.scenario);
    const struct mandate_mission *m = &study.scenario->study.mission;
    assert_true(equal(m->response.commit_probability, 0.75) && equal(study.scenario->study.step, 3) &&
                study.scenario->study.seed == 7);
    assert_true(m->response.verify.family == MANDATE_FIXED && equal(m->response.verify.a, 2));
    assert_true(equal(m->regions.at[0].no_fly_days[2], 0.5) && equal(m->regions.at[0].no_fly_days[3], 0.1));
    assert_true(equal(m->fleets.at[2].cruise, 100) && equal(m->fleets.at[1].cruise, 220) && m->units.at[0].base == 1);
    /* A value that is set is known, whatever a prior says. */
    assert_int_equal(unknown_of(&study, "fleets[class=contract].mttr")->n_target, 1);
    assert_null(unknown_named(&study, "response.commit_probability"));
    assert_null(unknown_named(&study, "response.verify.lognormal.median"));
    study_free(&study);
}

static void test_explain(void **state) {
    (void)state;
    static const char *const set[] = {"fleets.a.mttr=3 d", NULL};
    struct study study = study_load("", set, NULL);
    assert_non_null(study.scenario);
    struct arena *arena = arena_new();
    struct explanation *list;
    size_t n;
    assert_true(mandate_explain(study.scenario, "response.commit_probability", arena, study.diagnostics, &n, &list));
    assert_true(n == 1 && list->given && list->place.line == 17 && list->unknown != NULL);
    assert_string_equal(list->source, "guess");
    assert_true(mandate_explain(study.scenario, "bases.gao.capacity", arena, study.diagnostics, &n, &list));
    assert_string_equal(list->value, "900 persons");
    assert_string_equal(list->confidence, "B");
    assert_true(mandate_explain(study.scenario, "fleets.a.mttr", arena, study.diagnostics, &n, &list));
    assert_true(list->overrides && list->overrode.line == 10 && list->place.source == NULL);
    assert_string_equal(list->value, "72 h");
    assert_true(mandate_explain(study.scenario, "attacks.total", arena, study.diagnostics, &n, &list));
    assert_string_equal(list->value, "520 /year");
    assert_string_equal(list->source, "guess");
    assert_true(mandate_explain(study.scenario, "air.loiter", arena, study.diagnostics, &n, &list));
    assert_false(list->given);
    assert_true(mandate_explain(study.scenario, "regions.gao.temperature.5", arena, study.diagnostics, &n, &list));
    assert_true(list->given);
    assert_string_equal(list->value, "41 C");
    assert_true(mandate_explain(study.scenario, "fleets.a.role", arena, study.diagnostics, &n, &list));
    assert_string_equal(list->value, "uav");
    arena_free(arena);
    study_free(&study);
}

/* ---- options ---- */

static const char options_text[] =
    "options:\n"
    "  base: {title: A}\n"
    "  more:\n"
    "    title: B\n"
    "    levers: {size: {default: 1, range: [0, 2]}, pace: {default: 0.5, low: 0, high: 1}}\n"
    "    units: {new: {type: qrf, base: camp, authorised: 100 persons}}\n"
    "    bases: {camp: {region: gao, lat: 15, lon: 1}}\n"
    "    timeline:\n"
    "      - {id: open, at: 2023-03-01, do: open_base, base: camp}\n"
    "      - {id: add, at: 2023-04-01, do: add_unit, unit: new, times: pace}\n"
    "      - {id: hours, at: 2023-04-01, do: add, path: 'fleets[class=contract].hours_per_tail', by: 7.305 h/month}\n"
    "      - {id: host, at: 2023-05-01, do: set, path: host.state, to: none}\n"
    "    triggers:\n"
    "      - {id: go, when: 'units.inf.present < 100', do: transfer, unit: recon, to: gao}\n";

/* The value of a change may be unknown, too. */
static void test_uncertain_change(void **state) {
    (void)state;
    struct study study = study_load("options: {base: {title: A, timeline: [{id: x, at: 2023-02-01, do: scale, path: "
                                    "civil.tasks, by: {uncertain: {uniform: [0.5, 1.5]}}}]}}\n",
                                    NULL, NULL);
    assert_non_null(study.scenario);
    assert_string_equal(study.scenario->unknowns[2].path, "options.base.timeline.x.by");
    double values[5] = {1, 60, 0.75, 0.5, 2};
    mandate_scenario_bind(study.scenario, values);
    assert_true(equal(study.scenario->option_timelines[0].at[0].value, 0.75));
    study_free(&study);
}

static void test_options(void **state) {
    (void)state;
    char more[2000];
    (void)snprintf(more, sizeof more, "%slevers: {more.size: [0, 0.25, 2]}\n", options_text);
    struct study study = study_load(more, NULL, NULL);
    assert_non_null(study.scenario);
    const struct mandate_scenario *s = study.scenario;
    const struct mandate_mission *m = &s->study.mission;
    assert_int_equal(s->n_variant, 4);
    assert_string_equal(s->variants[0].name, "base");
    assert_string_equal(s->variants[2].name, "more[size=0.25]");
    assert_true(s->variants[3].option == 1 && equal(s->variants[3].levers[0], 2) &&
                equal(s->variants[3].levers[1], 0.5));
    /* What the option defines belongs to the mission, as planned. */
    assert_true(m->units.n == 3 && equal(m->units.at[2].planned, 1) && m->units.at[2].base == 2 &&
                equal(m->bases.at[2].planned, 1));
    const struct mandate_changes *changes = &s->option_timelines[1];
    assert_int_equal(changes->n, 4);
    assert_int_equal(changes->at[1].lever, 1);
    assert_true(changes->at[2].n_target == 2 && near(changes->at[2].value, 0.01) && changes->at[2].flags[0] == AIR);
    assert_true(changes->at[2].targets[1] == &m->fleets.at[1].hours_per_tail);
    assert_true(changes->at[3].targets[0] == &m->host.state && equal(changes->at[3].value, 2));
    assert_true(s->option_triggers[1].at[0].when != NULL && s->option_triggers[1].at[0].to_base == 0);
    study_free(&study);
    static const char *const set[] = {"levers.more.size=1.5", NULL};
    study = study_load(more, set, "more");
    assert_int_equal(study.scenario->n_variant, 1);
    assert_string_equal(study.scenario->variants[0].name, "more[size=1.5]");
    study_free(&study);
}

/* ---- conditions ---- */

static double observe(void *context, const struct mandate_expression *observed) {
    const double *values = context;
    return values[observed->observable] + 100 * (double)observed->n_entity;
}

static void test_conditions(void **state) {
    (void)state;
    double values[OBSERVABLES] = {0};
    values[OBSERVE_DATE] = 19600 * 24;
    values[OBSERVE_HOST_STATE] = 1;
    values[OBSERVE_HOST_DAYS] = 40;
    values[OBSERVE_UNIT_PRESENT] = 50;
    values[OBSERVE_MISSION_PERSONS] = 1200;
    static const struct {
        const char *text;
        bool holds;
    } cases[] = {
        {"host.state >= low", true},
        {"host.state > low", false},
        {"host.state == 1 and host.consent_days > 30", true},
        {"host.consent_days > 6 weeks", false},
        {"not host.state == high", true},
        {"date >= 2023-08-31", true},
        {"date < 2023-08-31", false},
        {"host.state == 0 or host.state == 1 and date > 2020-01-01", true},
        {"(host.state == 0 or host.state == 1) and date < 2020-01-01", false},
        {"units.inf.present == 150", true},
        {"units.present == 250 persons", true},
        {"units[type=infantry].present != 150", false},
        {"1000 persons < mission.persons", true},
        {"mission.persons <= 1.2e3", true},
        {"not (not (host.state < 2))", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char more[1000];
        (void)snprintf(more, sizeof more,
                       "options: {base: {title: A, triggers: [{id: x, when: '%s', do: exit_unit, unit: inf}]}}\n",
                       cases[i].text);
        struct study study = study_load(more, NULL, NULL);
        assert_non_null(study.scenario);
        const struct mandate_expression *when = study.scenario->option_triggers[0].at[0].when;
        if (expression_true(when, observe, values) != cases[i].holds) fail_msg("%s", cases[i].text);
        study_free(&study);
    }
}

/* ---- the whole ---- */

/* The hash tells studies apart, and does not see comments, worlds and replications. */
static void test_hash(void **state) {
    (void)state;
    static const char *const texts[] = {"", "# a comment\n", "worlds: 500\nreplications: 3\n", "seed: 2\n",
                                        "about: x\n"};
    char hex[5][65];
    for (size_t i = 0; i < 5; i++) {
        struct study study = study_load(texts[i], NULL, NULL);
        mandate_documents_hash(study.documents, hex[i]);
        assert_int_equal(strlen(hex[i]), 64);
        study_free(&study);
    }
    assert_string_equal(hex[0], hex[1]);
    assert_string_equal(hex[0], hex[2]);
    assert_string_not_equal(hex[0], hex[3]);
    assert_string_not_equal(hex[0], hex[4]);
    static const char *const worlds[] = {"worlds=7", NULL}, *const step[] = {"step=3 h", NULL};
    char other[65];
    struct study study = study_load("", worlds, NULL);
    mandate_documents_hash(study.documents, other);
    assert_string_equal(hex[0], other);
    study_free(&study);
    study = study_load("", step, NULL);
    mandate_documents_hash(study.documents, other);
    assert_string_not_equal(hex[0], other);
    study_free(&study);
}

/* Each worker loads its own scenario from the same documents, and all are alike. */
static void test_two_loads(void **state) {
    (void)state;
    struct study study = study_load(options_text, NULL, NULL);
    struct mandate_scenario *other = mandate_scenario_load(study.documents, study.diagnostics);
    assert_non_null(other);
    assert_int_equal(other->n_unknown, study.scenario->n_unknown);
    for (size_t i = 0; i < other->n_unknown; i++) {
        assert_string_equal(other->unknowns[i].path, study.scenario->unknowns[i].path);
        assert_ptr_not_equal(other->unknowns[i].targets[0], study.scenario->unknowns[i].targets[0]);
    }
    double values[4] = {1, 60, 0.5, 2};
    mandate_scenario_bind(other, values);
    assert_true(equal(other->study.mission.response.commit_probability, 0.5));
    assert_true(equal(study.scenario->study.mission.response.commit_probability, 0.3));
    mandate_scenario_free(other);
    study_free(&study);
}

/* Files are found beside the study and in the folder `common` next to it. */
static void test_common_folder(void **state) {
    (void)state;
    char path[256];
    (void)snprintf(path, sizeof path, "%s/a", scratch);
    assert_int_equal(mkdir(path, 0700), 0);
    (void)snprintf(path, sizeof path, "%s/common", scratch);
    assert_int_equal(mkdir(path, 0700), 0);
    file_put_text("common/mission.yaml", mission_text);
    file_put_text(
        "a/study.yaml",
        "schema: 1\ntitle: t\nstart: 2023-01-15\nmission: ../common/mission.yaml\noptions: {o: {title: A}}\n");
    (void)snprintf(path, sizeof path, "%s/a/study.yaml", scratch);
    struct mandate_diagnostics *diagnostics = mandate_diagnostics_new();
    struct mandate_documents *documents = mandate_documents_read(path, NULL, diagnostics);
    struct mandate_scenario *scenario = mandate_scenario_load(documents, diagnostics);
    assert_non_null(scenario);
    assert_int_equal(mandate_documents_count(documents), 2);
    assert_non_null(strstr(mandate_documents_source(documents, 1)->name, "/common/mission.yaml"));
    assert_null(strstr(mandate_documents_source(documents, 1)->name, "/../"));
    mandate_scenario_free(scenario);
    mandate_documents_free(documents);
    mandate_diagnostics_free(diagnostics);
}

static int scratch_make(void **state) {
    (void)state;
    return mkdtemp(scratch) != NULL ? 0 : -1;
}

static int scratch_remove(void **state) {
    (void)state;
    static const char *const names[] = {"a/study.yaml", "common/mission.yaml", "a", "common",
                                        "study.yaml",   "mission.yaml",        ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[256];
        (void)snprintf(path, sizeof path, "%s/%s", scratch, names[i]);
        (void)remove(path);
    }
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quantities),
        cmocka_unit_test(test_no_quantities),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_dates_round_trip),
        cmocka_unit_test(test_calendar_months),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_unknowns),
        cmocka_unit_test(test_vary),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_settings),
        cmocka_unit_test(test_explain),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_uncertain_change),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_two_loads),
        cmocka_unit_test(test_common_folder),
    };
    return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
