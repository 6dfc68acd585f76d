/* When camps are open, units there and aircraft on hand, under each option: replications that are run again for it, one
 * of each of the first worlds. */
#ifndef OUTPUT_PLOT_COURSES_H
#define OUTPUT_PLOT_COURSES_H

#include "output/plot/plot.h"

enum course_kind { COURSE_BASE, COURSE_UNIT, COURSE_FLEET, COURSE_KINDS };

struct comparison;
struct courses;

/* In the request's arena; NULL when a worker cannot be had. */
const struct courses *courses_read(const struct plot_request *request, const struct comparison *comparison);

size_t courses_runs(const struct courses *courses);                /* replications of each option */
size_t courses_steps(const struct courses *courses);               /* moments, equally far apart */
double courses_time(const struct courses *courses, size_t moment); /* [h since 1970-01-01] */
size_t courses_count(const struct courses *courses, enum course_kind kind);

/* Mean over replications of what is there of it, as a share of the most that is there under any option: 1 = all. */
double courses_share(const struct courses *courses, size_t option, enum course_kind kind, size_t index, size_t moment);

#endif
