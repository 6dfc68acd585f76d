/* Progress of a run. It is told often and writes seldom. */
#include "cli/progress.h"

#include <stdio.h>
#include <time.h>

#include "cli/terminal.h"

double progress_now(void) {
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void progress_duration(char out[32], double seconds) {
    unsigned long long whole = seconds > 0 && seconds < 1e15 ? (unsigned long long)(seconds + 0.5) : 0;
    if (whole >= 3600) (void)snprintf(out, 32, "%llu:%02llu:%02llu", whole / 3600, whole / 60 % 60, whole % 60);
    else (void)snprintf(out, 32, "%llu:%02llu", whole / 60, whole % 60);
}

void progress_begin(struct progress *progress, const struct arguments *arguments, uint64_t total) {
    bool terminal = arguments->progress == PROGRESS_AUTO && terminal_is(stderr) && !arguments->quiet;
    *progress = (struct progress){.total = total, .begin = progress_now()};
    progress->json = arguments->progress == PROGRESS_JSON;
    progress->shown = progress->json || arguments->progress == PROGRESS_ALWAYS || terminal;
    progress->next = progress->begin + (progress->json ? 1 : 0.2);
}

static void json_put(const struct progress *progress, uint64_t done, double seconds, double rate) {
    (void)fprintf(stderr, "{\"done\": %llu, \"total\": %llu, \"seconds\": %.1f, \"rate\": %.1f, \"left\": %.1f}\n",
                  (unsigned long long)done, (unsigned long long)progress->total, seconds, rate,
                  rate > 0 ? (double)(progress->total - done) / rate : 0);
}

static void line_put(struct progress *progress, uint64_t done, double rate) {
    char left[32];
    progress_duration(left, rate > 0 ? (double)(progress->total - done) / rate : 0);
    (void)fprintf(stderr, "\r\033[K%3.0f %%  %llu of %llu rows  %.0f/s  %s left",
                  100 * (double)done / (double)progress->total, (unsigned long long)done,
                  (unsigned long long)progress->total, rate, left);
    progress->drawn = true;
}

void progress_tell(void *context, uint64_t done) {
    struct progress *progress = context;
    double now = progress_now(), seconds = now - progress->begin;
    if (!progress->shown || (now < progress->next && done < progress->total)) return;
    double rate = seconds > 0 ? (double)done / seconds : 0;
    progress->next = now + (progress->json ? 1 : 0.2);
    if (progress->json) json_put(progress, done, seconds, rate);
    else line_put(progress, done, rate);
    (void)fflush(stderr);
}

void progress_end(struct progress *progress) {
    if (progress->drawn) (void)fputs("\r\033[K", stderr);
    progress->drawn = false;
}
