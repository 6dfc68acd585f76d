/* gnuplot as a child process with three channels: script, image, messages. */
#include "output/plot/gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Ends of the channels: [0] is read, [1] is written. The script goes through a socket, because writing to one whose
 * reader has gone can be told not to raise a signal. */
struct channels {
    int script[2], image[2], messages[2];
};

static void close_one(int *handle) {
    if (*handle >= 0) (void)close(*handle);
    *handle = -1;
}

static void channels_close(struct channels *channels) {
    for (int i = 0; i < 2; i++) {
        close_one(&channels->script[i]);
        close_one(&channels->image[i]);
        close_one(&channels->messages[i]);
    }
}

static bool keep_from_child(const int handles[2]) {
    return fcntl(handles[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(handles[1], F_SETFD, FD_CLOEXEC) == 0;
}

static bool channels_open(struct channels *channels) {
    *channels = (struct channels){{-1, -1}, {-1, -1}, {-1, -1}};
    bool good = socketpair(AF_UNIX, SOCK_STREAM, 0, channels->script) == 0 && pipe(channels->image) == 0 &&
                pipe(channels->messages) == 0 && keep_from_child(channels->script) &&
                keep_from_child(channels->image) && keep_from_child(channels->messages);
    if (!good) channels_close(channels);
    return good;
}

/* 0, or the reason why it could not be started. */
static int child_start(const struct channels *channels, pid_t *child) {
    /* -d: no settings of the user's; -: commands come from standard input. */
    char name[] = "gnuplot", plain[] = "-d", input[] = "-";
    char *const words[] = {name, plain, input, NULL};
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) return error;
    error = posix_spawn_file_actions_adddup2(&actions, channels->script[0], STDIN_FILENO);
    if (error == 0) error = posix_spawn_file_actions_adddup2(&actions, channels->image[1], STDOUT_FILENO);
    if (error == 0) error = posix_spawn_file_actions_adddup2(&actions, channels->messages[1], STDERR_FILENO);
    if (error == 0) error = posix_spawnp(child, name, &actions, NULL, words, environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* Reads what is there; closes the channel at its end. */
static void take(int *handle, struct text *text) {
    char bytes[16 * 1024];
    ssize_t n = read(*handle, bytes, sizeof bytes);
    if (n > 0) text_append(text, bytes, (size_t)n);
    else if (n == 0 || errno != EINTR) close_one(handle);
}

/* Sends some of the script; closes the channel at its end, or when nobody listens any more. */
static void give(int *handle, const struct text *script, size_t *sent) {
    ssize_t n = send(*handle, script->bytes + *sent, script->length - *sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n >= 0) *sent += (size_t)n;
    if (*sent == script->length || (n < 0 && errno != EINTR && errno != EAGAIN)) close_one(handle);
}

/* Feeds and empties all channels side by side, so that nobody waits for a full one. */
static void talk(struct channels *channels, const struct text *script, struct text *image, struct text *messages) {
    size_t sent = 0;
    while (channels->image[0] >= 0 || channels->messages[0] >= 0) {
        struct pollfd polled[3] = {{.fd = channels->script[1], .events = POLLOUT},
                                   {.fd = channels->image[0], .events = POLLIN},
                                   {.fd = channels->messages[0], .events = POLLIN}};
        if (poll(polled, 3, -1) < 0 && errno != EINTR) break;
        if (polled[0].revents != 0) give(&channels->script[1], script, &sent);
        if (polled[1].revents != 0) take(&channels->image[0], image);
        if (polled[2].revents != 0) take(&channels->messages[0], messages);
    }
}

/* True if the child ended well. */
static bool child_wait(pid_t child) {
    int status = 0;
    pid_t ended;
    do ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    return ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static enum mandate_status not_started(int error, struct file_reason *reason) {
    if (error == ENOENT)
        (void)snprintf(reason->text, sizeof reason->text,
                       "gnuplot is not installed; apt-get install gnuplot-nox, then try again");
    else (void)snprintf(reason->text, sizeof reason->text, "cannot run gnuplot: %s", strerror(error));
    return MANDATE_SYSTEM;
}

/* gnuplot shows the line, a caret, and then says what is wrong: the last line. */
static void complain(const struct text *messages, struct file_reason *reason) {
    const char *text = messages->length > 0 ? messages->bytes : "it ended early";
    size_t length = strlen(text), start;
    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == ' ')) length--;
    for (start = length; start > 0 && text[start - 1] != '\n';) start--;
    int shown = (int)(length - start < 300 ? length - start : 300);
    (void)snprintf(reason->text, sizeof reason->text, "gnuplot cannot draw this: %.*s", shown, text + start);
}

enum mandate_status gnuplot_run(const struct text *script, struct text *image, struct file_reason *reason) {
    struct channels channels;
    struct text messages = {0};
    pid_t child;
    if (!channels_open(&channels)) return not_started(errno, reason);
    int error = child_start(&channels, &child);
    if (error != 0) {
        channels_close(&channels);
        return not_started(error, reason);
    }
    close_one(&channels.script[0]);
    close_one(&channels.image[1]);
    close_one(&channels.messages[1]);
    talk(&channels, script, image, &messages);
    channels_close(&channels);
    bool good = child_wait(child) && image->length > 0;
    if (!good) complain(&messages, reason);
    text_free(&messages);
    return good ? MANDATE_OK : MANDATE_SYSTEM;
}
