/* Signals: the first one asks the run to stop in order, a second one ends the program at once with 128 + its number. */
#ifndef CLI_STOP_H
#define CLI_STOP_H

#include <stdbool.h>

/* Begins to listen to SIGINT, SIGTERM and SIGUSR1. */
void stop_listen(void);

/* True once a signal came. Thread-safe; the context is not used. */
bool stop_asked(void *context);

#endif
