/* Statuses: every way in which a call or a verb can end, with its exit code and its sentence.
 * One list; `mandate_status_sentence` and the exit codes of the program are generated from it. */
#ifndef MANDATE_STATUS_H
#define MANDATE_STATUS_H

/* clang-format off */
#define MANDATE_STATUS_LIST(X)                                                   \
    X(MANDATE_OK, 0, "done")                                                     \
    X(MANDATE_BAD_INPUT, 2, "bad input or usage")                                \
    X(MANDATE_SOME_FAILED, 3, "done, but some replications failed")              \
    X(MANDATE_IMPRECISE, 4, "requested precision not reached")                   \
    X(MANDATE_MISMATCH, 5, "verification found a difference")                    \
    X(MANDATE_SYSTEM, 6, "file or system error")                                 \
    X(MANDATE_NO_MEMORY, 7, "out of memory")                                     \
    X(MANDATE_INTERNAL, 70, "internal error, please report it")                  \
    X(MANDATE_STOPPED, 75, "stopped in order on a signal; the same command resumes")
/* clang-format on */

enum mandate_status {
#define MANDATE_STATUS_ENUM(name, code, sentence) name = (code),
    MANDATE_STATUS_LIST(MANDATE_STATUS_ENUM)
#undef MANDATE_STATUS_ENUM
};

/* A status that the caller must look at. */
#define MANDATE_CHECKED __attribute__((warn_unused_result))

/* The sentence of a status; static storage; thread-safe. */
const char *mandate_status_sentence(enum mandate_status status);

#endif
