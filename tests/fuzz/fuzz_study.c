/* Any bytes as a study: load, say what is wrong, bind the central values. `make fuzz` runs it with libFuzzer in
 * tests/messages, so that files which the seeds name are found. What it breaks on becomes a case in that folder. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "mandate/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* The bytes as standard input: a file in memory, which each reading opens anew. */
static void stdin_fill(const uint8_t *bytes, size_t size) {
    static int file = -1;
    if (file < 0) file = memfd_create("study", 0);
    if (file < 0 || dup2(file, STDIN_FILENO) < 0 || ftruncate(file, 0) != 0 ||
        pwrite(file, bytes, size, 0) != (ssize_t)size)
        abort();
}

/* What is printed, so that its making is tried; the text itself is the matter of test_messages. */
static void diagnostics_print(const struct mandate_diagnostics *diagnostics) {
    static FILE *nowhere;
    if (nowhere == NULL) nowhere = fopen("/dev/null", "w");
    if (nowhere == NULL) abort();
    mandate_diagnostics_print(diagnostics, nowhere, true);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    char hash[65];
    stdin_fill(bytes, size);
    struct mandate_diagnostics *diagnostics = mandate_diagnostics_new();
    struct mandate_documents *documents = mandate_documents_read("-", NULL, diagnostics);
    struct mandate_scenario *scenario = mandate_scenario_load(documents, diagnostics);
    diagnostics_print(diagnostics);
    mandate_documents_hash(documents, hash);
    if (scenario != NULL) mandate_scenario_bind(scenario, NULL);
    if ((scenario == NULL) != (mandate_diagnostics_errors(diagnostics) > 0)) abort(); /* refused without a word */
    mandate_scenario_free(scenario);
    mandate_documents_free(documents);
    mandate_diagnostics_free(diagnostics);
    return 0;
}
