/* The scenarios that come with the program: beside it when it was built, under PREFIX/share when it was installed. */
#ifndef CLI_SHARE_H
#define CLI_SHARE_H

#include "cli/session.h"

/* The folder of the scenarios, in `arena`; NULL when it is nowhere. */
const char *share_folder(struct arena *arena);

/* What `new` can write. */
struct template {
    const char *name, *title;
};

/* The templates by name; `*list` (n) in `arena`. */
void share_templates(const struct arguments *arguments, struct arena *arena, size_t *n, struct template **list);

/* The study with the most options and localities, for benchmarks, in `arena`; NULL when there is none. */
const char *share_largest(const struct arguments *arguments, struct arena *arena);

/* Opens the study of a template; MANDATE_BAD_INPUT after a message when there is none of this name. */
MANDATE_CHECKED enum mandate_status share_open(const char *name, const struct arguments *arguments,
                                               struct session *session);

#endif
