/* Levels are those of the program with its own scenarios; a mission whose data are better known may claim more. */
#include "output/credibility.h"

const struct credibility_factor credibility_factors[CREDIBILITY_FACTORS] = {
    {"verification",
     "every process has a closed form that runs through the program (docs/verification.md); a second, literal engine "
     "agrees; bytes are equal on other compilers and processors. No independent team has checked it.",
     3},
    {"validation",
     "counts of one mission in one period; nothing predicts its civilian deaths well, and response times have no "
     "record "
     "to compare with.",
     1},
    {"input pedigree",
     "about three quarters of all values are judgements without a direct source; each carries source and confidence.",
     1},
    {"results uncertainty",
     "unknowns and chance are propagated and kept apart, differences are paired; ranges of the unknowns are themselves "
     "judgements.",
     2},
    {"results robustness",
     "what would change the answer is searched for every unknown and shown; interactions of several are not.", 2},
    {"use history", "no decision has rested on it yet.", 0},
    {"management", "versioned, tested on every change, results carry the digest of all inputs; no outside audit.", 3},
    {"people", "no statement can be made about who runs it.", 0},
};
