/* The command line as data: one table of verbs, one table of options. They drive the parser, the messages, the help and
 * the shell completion. Not for what the verbs do. */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mandate/status.h"

/* X(NAME, name, operands, least, most, what it does, more for `mandate help VERB`) */
/* clang-format off */
#define VERB_LIST(X) \
    X(NEW, new, "DIR", 1, 1, "writes a small commented study that runs in two seconds", \
      "Writes DIR/study.yaml and, for editors, DIR/study.schema.json. A study that is there already is not touched.") \
    X(CHECK, check, "FILE...", 1, 1000, "validates studies; every mistake in one pass; silent when all is well", \
      "Each mistake is shown with its file, line, column and address, and with what to write instead.") \
    X(PLAN, plan, "FILE", 1, 1, "what `run` would do: options x worlds x replications, streams, files, memory, time, disk", \
      "The time is measured by running a few replications of each option for at most 0.3 s.") \
    X(RUN, run, "FILE", 1, 1, "runs the study; running it again continues or tops up; prints the comparison", \
      "Results go to DIR, by default out/ and the name of the study's folder. After a stop the same command goes on where it\n" \
      "was. More --worlds or --replications top up what is there. --shard I/N runs the I-th of N parts into a folder of its\n" \
      "own; `mandate merge` joins them. The bytes of all files depend on the study alone.") \
    X(COMPARE, compare, "DIR", 1, 1, "the comparison again from the results", \
      "Intervals are of 95 % confidence and come from the means of the worlds. Differences are to the reference option, in\n" \
      "the same worlds and replications.") \
    X(PLOT, plot, "DIR", 1, 1, "draws the figures of a results folder with gnuplot", \
      "Writes DIR/plots/*.svg and *.png: results over time and by option, what moves differences, maps (one for each date of\n" \
      "output.places_on), and the course of each option, for which the first worlds are run once more.") \
    X(REPORT, report, "DIR", 1, 1, "one HTML page: the answer, options, pictures, assumptions, credibility", \
      "Writes DIR/report.html, which needs no network and reads with scripts off. Without gnuplot it has no pictures.") \
    X(EXPLAIN, explain, "FILE OPTION PATH", 3, 3, "a value: its unit, which file and line set it, its source, what the option changes", \
      "PATH is an address such as fleets.helicopters.tails, response.decide.lognormal.median or units[type=infantry].strength.") \
    X(DIFF, diff, "FILE OPTION OPTION", 3, 3, "what differs between two options, as dated changes", \
      "Changes that both options share are left out.") \
    X(REPLAY, replay, "DIR OPTION/WORLD/REPLICATION", 2, 2, "one replication day by day, and whether it equals its row of runs.csv", \
      "Attacks with what was done about them, units, bases, aircraft, roads, values and consent; then the row. The replication\n" \
      "is computed anew from the inputs that the results hold; status 5 when its row differs. -o DIR also writes what\n" \
      "happened as CSV.") \
    X(VERIFY, verify, "DIR", 1, 1, "recomputes a sample of rows, or all, and compares the bytes; checks the digests of the files", \
      "Rows are computed one by one on one thread; status 5 when any differs.") \
    X(VALIDATE, validate, "FILE", 1, 1, "simulated against observed history: intervals, scores, misses, smell tests", \
      "The reference option, or that of --option, is run over all worlds; every row of the observed data gets a predictive\n" \
      "distribution with the noise of recording. Rows that entered the scenario are shown and not scored. Writes\n" \
      "validation.csv to DIR, by default validation/ in the folder of the study's results. A miss is information: status 0.") \
    X(CALIBRATE, calibrate, "FILE", 1, 1, "history matching: the worlds that could have given the observed history", \
      "Runs every world and keeps those whose implausibility by the rows marked `calibrate` is at most 3. Writes\n" \
      "worlds_kept.csv, which can be the design of any study of the mission, and implausibility.csv to DIR, by default\n" \
      "calibration/ in the folder of the study's results.") \
    X(MERGE, merge, "DIR...", 1, 1000, "joins the results of shards", \
      "The folders are those of `mandate run --shard I/N` of one study; the result has the bytes of a run without shards.") \
    X(BENCH, bench, "[FILE]", 0, 1, "times of each phase, draws per replication, the floor of this machine, the fraction reached", \
      "Medians of interleaved rounds. Without FILE the largest study that comes with the program is taken.") \
    X(SCHEMA, schema, "", 0, 0, "JSON Schema of study files, for editors", "") \
    X(LIST, list, "WHAT [FILE]", 1, 2, "metrics, observables, processes, happenings, templates, distributions, units; or the options of a study", \
      "WHAT is metrics, observables, processes, happenings, templates, distributions, units, or options with a FILE.") \
    X(HELP, help, "[VERB|reference|credibility|completion]", 0, 1, "this list; the page of a verb; the manual of all keys; how far to trust it; completion for bash", \
      "For completion: eval \"$(mandate help completion)\"")

#define VERB_ENUM(NAME, name, operands, least, most, about, more) VERB_##NAME,
enum verb { VERB_LIST(VERB_ENUM) VERBS };
#undef VERB_ENUM

#define V(name) (1u << VERB_##name)
#define V_HISTORY (V(VALIDATE) | V(CALIBRATE))
#define V_STUDY (V(CHECK) | V(PLAN) | V(RUN) | V(EXPLAIN) | V(DIFF) | V(BENCH) | V(LIST) | V_HISTORY)
#define V_ALL UINT32_MAX

/* X(KIND, member, name, letter, argument, verbs, about)
 * KIND: FLAG; TEXT, the last one counts; TEXTS, each one counts; CHOICE, one of the words of `argument`, the first by default */
#define OPTION_LIST(X) \
    X(TEXTS, set, "set", 0, "PATH=VALUE", V_STUDY, "replaces a value of the study; may be repeated") \
    X(TEXTS, option, "option", 0, "NAME", V_STUDY, "only this option, or this variant of one; may be repeated") \
    X(TEXT, replications, "replications", 0, "N", V_STUDY, "replications in each world") \
    X(TEXT, worlds, "worlds", 0, "N", V_STUDY, "draws of what is not known") \
    X(TEXT, seed, "seed", 0, "N", V_STUDY, "seed, 0 to 18446744073709551615") \
    X(TEXTS, until, "until", 0, "METRIC=HALFWIDTH", V(RUN), "stops at 32, 64, 128 ... worlds, at most those of the study, once the interval of every difference to the reference is this narrow, in the unit of the metric; may be repeated") \
    X(TEXT, shard, "shard", 0, "I/N", V(RUN) | V(PLAN), "only part I of N, from 1: every N-th world") \
    X(TEXT, jobs, "jobs", 'j', "N", V(RUN) | V(PLAN) | V_HISTORY, "threads; by default one for each processor") \
    X(TEXT, output, "output", 'o', "DIR", V(RUN) | V(PLAN) | V(MERGE) | V(REPLAY) | V_HISTORY, "folder of the results; replay: also events.csv and policy.csv of this replication") \
    X(FLAG, events, "events", 0, "", V(RUN), "also events.csv, one row for every attack and every candidate that did not happen, and policy.csv, one for all else that happened") \
    X(FLAG, central, "central", 0, "", V(RUN) | V(PLAN), "also world 0, the central values: rows that enter no mean") \
    X(TEXTS, metric, "metric", 0, "NAME", V(COMPARE), "this metric, instead of the headline; may be repeated") \
    X(TEXT, reference, "reference", 0, "OPTION", V(COMPARE), "option that the others are compared with") \
    X(TEXT, replay, "replay", 0, "OPTION/WORLD/REPLICATION", V(PLOT), "instead of the figures one replication as a map that moves, a frame a week (GIF)") \
    X(TEXT, sample, "sample", 0, "N|all", V(VERIFY), "rows to recompute; by default 100") \
    X(TEXT, template, "template", 0, "NAME", V(NEW), "another template; see `mandate list templates`") \
    X(TEXT, observed, "observed", 0, "FILE", V_HISTORY, "CSV file of observed data") \
    X(CHOICE, implausible, "implausible", 0, "largest|second", V(CALIBRATE), "which implausibility of a world must be at most 3") \
    X(FLAG, no_smell, "no-smell", 0, "", V(VALIDATE), "without the smell tests") \
    X(FLAG, json, "json", 0, "", V(PLAN) | V(RUN) | V(COMPARE) | V(EXPLAIN) | V(DIFF) | V(BENCH) | V(LIST) | V_HISTORY, "data as JSON") \
    X(FLAG, csv, "csv", 0, "", V(COMPARE), "data as CSV, for all metrics unless some are named") \
    X(FLAG, table, "table", 0, "", V(COMPARE), "means and paired differences of all options instead of the first screen") \
    X(CHOICE, progress, "progress", 0, "auto|always|never|json", V(RUN) | V_HISTORY, "progress on stderr; auto: on a terminal; json: a line each second") \
    X(CHOICE, color, "color", 0, "auto|always|never", V_ALL, "colours; auto: on a terminal, unless NO_COLOR is set") \
    X(FLAG, quiet, "quiet", 'q', "", V_ALL, "only data and errors") \
    X(FLAG, help, "help", 'h', "", V_ALL, "the page of the verb") \
    X(FLAG, version, "version", 0, "", V_ALL, "version of the program")
/* clang-format on */

struct texts {
    size_t n;
    const char **at; /* (n) */
};

#define OPTION_TYPE_FLAG(member) bool member;
#define OPTION_TYPE_TEXT(member) const char *member; /* NULL = not given */
#define OPTION_TYPE_TEXTS(member) struct texts member;
#define OPTION_TYPE_CHOICE(member) int member;
#define OPTION_MEMBER(KIND, member, name, letter, argument, verbs, about) OPTION_TYPE_##KIND(member)

/* What was given. */
struct arguments {
    enum verb verb; /* VERBS = none */
    size_t n;
    const char **operands; /* (n) without the verb */
    OPTION_LIST(OPTION_MEMBER)
};
#undef OPTION_MEMBER

enum { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER, PROGRESS_JSON };
enum { IMPLAUSIBLE_LARGEST, IMPLAUSIBLE_SECOND };
enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_TEXTS, OPTION_CHOICE };

struct option_row {
    enum option_kind kind;
    size_t offset; /* in struct arguments */
    const char *name;
    char letter; /* 0 = none */
    const char *argument;
    uint32_t verbs;
    const char *about;
};
extern const struct option_row option_rows[];
extern const size_t n_option_row;

struct verb_row {
    const char *name, *operands;
    size_t least, most;
    const char *about, *more;
};
extern const struct verb_row verb_rows[VERBS];

/* The verb of a name, or VERBS. */
enum verb verb_find(const char *name);

/* The name of a verb nearest to a misspelt one, or NULL. */
const char *verb_nearest(const char *name);

/* Reads the command line; MANDATE_BAD_INPUT after a message. Texts are those of `argv`. */
MANDATE_CHECKED enum mandate_status arguments_read(struct arguments *arguments, int argc, char **argv);
void arguments_free(struct arguments *arguments);

/* A whole number of the command line from `least` to `most`; MANDATE_BAD_INPUT after a message that names `option`. */
MANDATE_CHECKED enum mandate_status whole_read(const char *text, const char *option, uint64_t least, uint64_t most,
                                               uint64_t *value);

#endif
