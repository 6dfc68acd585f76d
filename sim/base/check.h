/* Our own mistakes: an always-on check that names its place and how to report it. */
#ifndef BASE_CHECK_H
#define BASE_CHECK_H

/* Prints the place and the condition, and ends with status MANDATE_INTERNAL. */
_Noreturn void check_failed(const char *condition, const char *file, int line);

#define CHECK(condition) ((condition) ? (void)0 : check_failed(#condition, __FILE__, __LINE__))

#endif
