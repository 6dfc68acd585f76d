/* Where things are: distances, the bases seen from each locality, the reach of presence. */
#ifndef MODEL_GEOMETRY_H
#define MODEL_GEOMETRY_H

#include "model/model.h"

void geometry_compile(struct model *model, struct arena *arena);

#endif
