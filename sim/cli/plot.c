/* mandate plot: the figures of a results folder, or one replication as a map that moves. */
#include "output/plot/plot.h"

#include "base/arena.h"
#include "cli/address.h"
#include "cli/folder.h"
#include "cli/terminal.h"
#include "cli/verb.h"

static enum mandate_status figures_draw(const struct arguments *arguments, const struct plot_request *request) {
    struct file_reason reason = {0};
    struct plot_picture *pictures;
    size_t n;
    enum mandate_status status = plot_write(request, &n, &pictures, &reason);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    for (size_t i = 0; i < n; i++)
        remark(arguments, "%s/plots/%s.svg  %s%s%s", request->folder, pictures[i].name, pictures[i].figure->title,
               pictures[i].part != NULL ? ", " : "", pictures[i].part != NULL ? pictures[i].part : "");
    return MANDATE_OK;
}

static enum mandate_status replay_draw(const struct arguments *arguments, const struct session *session,
                                       const struct plot_request *request, const struct address *address) {
    double row[MANDATE_METRICS];
    struct file_reason reason = {0};
    const char *option = session->layout.variants[address->variant];
    unsigned long long world = address->world, replication = address->replication;
    const char *title = arena_print(session->arena, "%s, world %llu, replication %llu", option, world, replication);
    const char *name = arena_print(session->arena, "replay-%zu-%llu-%llu", address->variant, world, replication);
    struct worker *worker = worker_new(request->setup);
    if (worker == NULL) return failure_tell(MANDATE_INTERNAL, "");
    const struct state *state =
        worker_replay(worker, address->world, (uint32_t)address->replication, address->variant, true, row);
    enum mandate_status status = plot_replay(request, state, name, title, &reason);
    worker_free(worker);
    if (status != MANDATE_OK) return failure_tell(status, reason.text);
    remark(arguments, "%s/plots/%s.gif  %s", request->folder, name, title);
    return MANDATE_OK;
}

static enum mandate_status session_draw(const struct arguments *arguments, const struct session *session,
                                        const char *folder) {
    struct worker_setup setup = session_setup(session, 1);
    struct plot_request request = {.folder = folder,
                                   .reference = session->layout.variants[session->layout.reference],
                                   .scenario = session->scenario,
                                   .setup = &setup,
                                   .arena = session->arena};
    struct address address;
    if (arguments->replay == NULL) return figures_draw(arguments, &request);
    enum mandate_status status = address_read(session, arguments->replay, &address);
    return status == MANDATE_OK ? replay_draw(arguments, session, &request, &address) : status;
}

enum mandate_status verb_plot(const struct arguments *arguments) {
    struct session session;
    const char *folder = arguments->operands[0];
    enum mandate_status status = folder_open(&session, folder, arguments);
    if (status == MANDATE_OK) status = session_draw(arguments, &session, folder);
    session_close(&session);
    return status;
}
