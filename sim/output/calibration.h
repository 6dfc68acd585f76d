/* The result of history matching: implausibility.csv, worlds_kept.csv, JSON, and text for people. */
#ifndef OUTPUT_CALIBRATION_H
#define OUTPUT_CALIBRATION_H

#include "analysis/calibrate.h"
#include "base/file.h"
#include "base/text.h"
#include "mandate/status.h"

struct calibration_output {
    const char *option; /* that was simulated */
    const struct calibration *calibration;
    const struct mandate_scenario *scenario;
    const double *worlds; /* (worlds, n_unknown) values of the unknowns, base units */
    bool by_second;
};

/* Two files and the data dictionary into `folder`. worlds_kept.csv can be the `design` of any study of the mission:
 * design: {kind: csv, file: worlds_kept.csv}, vary: all. */
MANDATE_CHECKED enum mandate_status calibration_write(const char *folder, const struct calibration_output *output,
                                                      struct file_reason *reason);
void calibration_print(struct text *text, const struct calibration_output *output);
void calibration_json(struct text *text, const struct calibration_output *output);

#endif
