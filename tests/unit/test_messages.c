/* Every kind of mistake has a file that provokes it: NAME.yaml is loaded and what is printed must equal NAME.expected.
 * NAME.args adds settings, one a line: "set PATH=VALUE" or "option NAME", or "observed FILE", observed data that are
 * read once the study has loaded. Each case runs in a process of its own, within 1 s and 64 MiB. Hostile files that are
 * large are made here. Usage: test_messages [FOLDER] */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "mandate/load.h"
#include "model/check.h"
#include "scenario/observed.h"

#ifdef SANITIZED /* by the Makefile: sanitizers take time and memory of their own */
enum { BOUNDED = 0 };
#else
enum { BOUNDED = 1 };
#endif

enum { SETTINGS = 16, LINE = 512, MEMORY_KIB = 64 * 1024 };

static unsigned passed, failed;

static void verdict(bool good, const char *name, const char *reason) {
    if (good) passed++;
    else failed++;
    printf("%s %u - %s%s%s\n", good ? "ok" : "not ok", passed + failed, name, good ? "" : ": ", good ? "" : reason);
}

/* ---- one case in a process of its own ---- */

struct arguments {
    char lines[SETTINGS][LINE];
    const char *set[SETTINGS], *option[SETTINGS], *observed;
    size_t n, n_set, n_option;
};

static void arguments_read(struct arguments *arguments, const char *file) {
    FILE *stream = fopen(file, "r");
    memset(arguments, 0, sizeof *arguments);
    while (stream != NULL && arguments->n < SETTINGS && fgets(arguments->lines[arguments->n], LINE, stream) != NULL) {
        char *line = arguments->lines[arguments->n++];
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "set ", 4) == 0) arguments->set[arguments->n_set++] = line + 4;
        if (strncmp(line, "option ", 7) == 0) arguments->option[arguments->n_option++] = line + 7;
        if (strncmp(line, "observed ", 9) == 0) arguments->observed = line + 9;
    }
    if (stream != NULL) (void)fclose(stream);
}

/* Reads observed data; the bytes must outlive the messages. */
static char *observed_load(struct mandate_source *source, const struct mandate_scenario *scenario, struct arena *arena,
                           struct mandate_diagnostics *diagnostics) {
    struct file_reason reason;
    char *bytes = NULL;
    if (file_read(source->name, 1 << 20, &bytes, &source->size, &reason) != MANDATE_OK) abort();
    source->bytes = bytes;
    (void)observed_read(source, scenario, arena, diagnostics);
    return bytes;
}

/* Loads a study and prints its diagnostics; the exit code of a program that checks it. */
static int load_and_print(const char *file, const struct arguments *arguments, FILE *out) {
    struct mandate_settings settings = {arguments->n_set, arguments->set, arguments->n_option, arguments->option};
    struct mandate_diagnostics *diagnostics = mandate_diagnostics_new();
    struct mandate_documents *documents = mandate_documents_read(file, &settings, diagnostics);
    struct mandate_scenario *scenario = mandate_scenario_load(documents, diagnostics);
    bool loaded = (mandate_diagnostics_errors(diagnostics) > 0) == (scenario == NULL);
    if (scenario != NULL) model_check(scenario, diagnostics);
    struct arena *arena = arena_new();
    struct mandate_source source = {.name = arguments->observed};
    char *bytes = NULL;
    if (scenario != NULL && source.name != NULL) bytes = observed_load(&source, scenario, arena, diagnostics);
    mandate_diagnostics_print(diagnostics, out, false);
    int code = mandate_diagnostics_errors(diagnostics) == 0 ? 0 : 2;
    memory_free(bytes);
    arena_free(arena);
    mandate_scenario_free(scenario);
    mandate_documents_free(documents);
    mandate_diagnostics_free(diagnostics);
    return loaded ? code : 99;
}

/* What a case did. */
struct outcome {
    int code;       /* exit code, or 128 + signal */
    double seconds; /* of the processor */
    long memory;    /* [KiB] */
    char *printed;
};

static char *stream_read(FILE *stream) {
    size_t size = 0, capacity = 1 << 16;
    char *text = malloc(capacity);
    if (text == NULL) abort();
    rewind(stream);
    for (size_t n; (n = fread(text + size, 1, capacity - size - 1, stream)) > 0;) {
        size += n;
        if (size + 1 < capacity) continue;
        capacity *= 2;
        text = realloc(text, capacity);
        if (text == NULL) abort();
    }
    text[size] = '\0';
    return text;
}

static double seconds(struct timeval time) { return (double)time.tv_sec + 1e-6 * (double)time.tv_usec; }

static struct outcome case_run(const char *file, const struct arguments *arguments) {
    FILE *out = tmpfile();
    struct outcome outcome = {0};
    struct rusage usage;
    int status = 0;
    if (out == NULL) abort();
    (void)fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        int code = load_and_print(file, arguments, out);
        (void)fflush(out);
        _exit(code);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child) abort();
    outcome.seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    outcome.memory = usage.ru_maxrss;
    outcome.printed = stream_read(out);
    (void)fclose(out);
    return outcome;
}

static bool bounded(const struct outcome *outcome) {
    return !BOUNDED || (outcome->seconds < 1.0 && outcome->memory < MEMORY_KIB);
}

/* ---- files of the folder ---- */

static char *file_text(const char *file) {
    FILE *stream = fopen(file, "r");
    if (stream == NULL) return NULL;
    char *text = stream_read(stream);
    (void)fclose(stream);
    return text;
}

static void case_check(const char *name) {
    char file[LINE], expected_file[LINE], arguments_file[LINE];
    (void)snprintf(file, sizeof file, "%s.yaml", name);
    (void)snprintf(expected_file, sizeof expected_file, "%s.expected", name);
    (void)snprintf(arguments_file, sizeof arguments_file, "%s.args", name);
    struct arguments arguments;
    arguments_read(&arguments, arguments_file);
    char *expected = file_text(expected_file);
    struct outcome outcome = case_run(file, &arguments);
    bool same = expected != NULL && strcmp(expected, outcome.printed) == 0;
    if (!same)
        printf("---- expected\n%s---- printed\n%s", expected != NULL ? expected : "(no such file)\n", outcome.printed);
    verdict(same, name, "the messages differ");
    verdict(outcome.code == 0 || outcome.code == 2, name, "it crashed, or the messages do not fit the result");
    verdict(bounded(&outcome), name, "too slow, or too much memory");
    free(expected);
    free(outcome.printed);
}

static int by_name(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void folder_check(void) {
    enum { CASES = 1000 };
    static char *names[CASES];
    size_t n = 0;
    DIR *folder = opendir(".");
    for (struct dirent *entry; folder != NULL && n < CASES && (entry = readdir(folder)) != NULL;) {
        size_t length = strlen(entry->d_name);
        if (length > 5 && strcmp(entry->d_name + length - 5, ".yaml") == 0)
            names[n++] = strndup(entry->d_name, length - 5);
    }
    if (folder != NULL) (void)closedir(folder);
    qsort(names, n, sizeof *names, by_name);
    for (size_t i = 0; i < n; i++) {
        case_check(names[i]);
        free(names[i]);
    }
    verdict(n >= 60, "folder", "fewer than 60 cases were found");
}

/* ---- hostile files ---- */

static void repeat(FILE *out, const char *text, size_t n) {
    for (size_t i = 0; i < n; i++) (void)fputs(text, out);
}

static void brackets_write(FILE *out) { repeat(out, "[", 100000); }
static void braces_write(FILE *out) { repeat(out, "{a: ", 100000); }
static void dashes_write(FILE *out) { repeat(out, "- ", 100000); }
static void keys_write(FILE *out) { repeat(out, "? ", 100000); }

/* Each list stands for ten of the list before it. */
static void aliases_write(FILE *out) {
    (void)fputs("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n", out);
    for (int i = 1; i < 12; i++) {
        (void)fprintf(out, "a%d: &a%d [", i, i);
        for (int j = 0; j < 10; j++) (void)fprintf(out, "%s*a%d", j > 0 ? ", " : "", i - 1);
        (void)fputs("]\n", out);
    }
}

static void values_write(FILE *out) { repeat(out, "- a\n", 600000); }

static void wide_mapping_write(FILE *out) {
    for (int i = 0; i < 100000; i++) (void)fprintf(out, "k%d: 1\n", i);
}

static void anchors_write(FILE *out) {
    for (int i = 0; i < 100000; i++) (void)fprintf(out, "- &a%d x\n", i);
}

static void long_line_write(FILE *out) {
    (void)fputs("title: [", out);
    repeat(out, "aaaaaaaa, ", 100000);
    (void)fputs("b}\n", out);
}

static void large_write(FILE *out) {
    repeat(out, "# a comment that fills the file up to more than the largest size\n", 270000);
}

static const struct {
    const char *name, *sentence;
    void (*write)(FILE *out);
} hostile[] = {
    {"100,000 brackets", "nested more than 64 deep", brackets_write},
    {"100,000 braces", "nested more than 64 deep", braces_write},
    {"100,000 dashes", "nested more than 64 deep", dashes_write},
    {"100,000 question marks", "error:", keys_write},
    {"aliases of aliases", "aliases stand for more than", aliases_write},
    {"600,000 values", "more than 500000 values", values_write},
    {"100,000 keys", "there is no key 'k0'", wide_mapping_write},
    {"100,000 anchors", "a mapping", anchors_write},
    {"a line of 1 MB", "error:", long_line_write},
    {"17 MB", "error:", large_write},
};

static void hostile_check(const char *folder) {
    char file[LINE];
    (void)snprintf(file, sizeof file, "%s/hostile.yaml", folder);
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        FILE *out = fopen(file, "w");
        if (out == NULL) abort();
        hostile[i].write(out);
        (void)fclose(out);
        struct arguments none = {0};
        struct outcome outcome = case_run(file, &none);
        bool refused = outcome.code == 2 && strstr(outcome.printed, hostile[i].sentence) != NULL;
        if (!refused) printf("%.600s", outcome.printed);
        verdict(refused, hostile[i].name, "it is not refused with its sentence");
        if (!bounded(&outcome)) printf("%.2f s, %ld KiB\n", outcome.seconds, outcome.memory);
        verdict(bounded(&outcome), hostile[i].name, "too slow, or too much memory");
        free(outcome.printed);
    }
    (void)remove(file);
}

int main(int n_arguments, char **arguments) {
    const char *folder = n_arguments > 1 ? arguments[1] : "tests/messages";
    char scratch[] = "/tmp/mandate-messages-XXXXXX";
    if (mkdtemp(scratch) == NULL || chdir(folder) != 0) {
        printf("cannot enter %s\n", folder);
        return 1;
    }
    folder_check();
    hostile_check(scratch);
    (void)rmdir(scratch);
    printf("1..%u\n", passed + failed);
    return failed == 0 ? 0 : 1;
}
