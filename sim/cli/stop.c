/* The only signal handlers of the program. */
#include "cli/stop.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

static atomic_int asked;

static void on_signal(int number) {
    if (atomic_exchange(&asked, 1) != 0) _exit(128 + number);
}

void stop_listen(void) {
    static const int numbers[] = {SIGINT, SIGTERM, SIGUSR1};
    struct sigaction action = {.sa_flags = SA_RESTART};
    action.sa_handler = on_signal;
    (void)sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) (void)sigaction(numbers[i], &action, NULL);
}

bool stop_asked(void *context) {
    (void)context;
    return atomic_load(&asked) != 0;
}
