/* Levels are those of the program with its own scenarios; a mission whose data are better known may claim more. */
#include "output/credibility.h"

const struct credibility_factor credibility_factors[CREDIBILITY_FACTORS] = {
    {"verification",
     "every process has cases against theory that run through the program (docs/verification.md); a second, literal "
     "engine agrees on attacks and responses; bytes are equal on other compilers and processors. No independent team "
     "has checked it.",
     "a check by people who have not written it, from the description alone.", 3},
    {"validation",
     "mandate validate holds runs of the past against the record of two missions, some of which was used to set the "
     "level. The record is one course of events; nothing predicts civilian deaths well, and of response times hardly "
     "any record is public.",
     "times of alerts and arrivals from a mission's own log; a forecast that was written down before the "
     "events.",
     1},
    {"input pedigree",
     "about three quarters of all values are judgements without a direct source; each carries source and "
     "confidence.",
     "the mission's own tables: units by camp, rotations, flying hours, convoy logs, refusals. "
     "docs/data.md lists what to replace first.",
     1},
    {"results uncertainty",
     "unknowns and chance are propagated and kept apart, differences are paired; ranges of the unknowns "
     "are themselves judgements.",
     "ranges elicited from several people who know the mission, scored on questions with known answers.", 2},
    {"results robustness",
     "what would change the answer is searched for every unknown and shown, assumptions are run beside the"
     " study; interactions of several unknowns are not searched.",
     "a search over pairs of unknowns and over other structures of the model.", 2},
    {"use history", "no decision has rested on it yet.", "uses that were followed up: what was said, what came.", 0},
    {"management", "versioned, tested on every change, results carry the digest of all inputs; no outside audit.",
     "an audit from outside, with a record of requirements and of problems that were reported.", 3},
    {"people", "no statement can be made about who runs it.",
     "names and training of analysts and reviewers in the study that rests on it.", 0},
};
