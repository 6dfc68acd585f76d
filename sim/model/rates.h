/* Attack rates of a world (P09a): background, offspring, deterrence at the start, detection. */
#ifndef MODEL_RATES_H
#define MODEL_RATES_H

#include "model/model.h"

void rates_compile(struct model *model, struct arena *arena);

/* f(P) = max(floor, exp(-beta P)), P in thousands of deployed infantry-equivalents (RULINGS 2). */
double rates_deterrence(const struct model *model, size_t actor, double presence);

/* Weight of a unit type in deployed presence; 0 = none. */
double rates_presence_weight(const struct mandate_mission *mission, int type);

#endif
