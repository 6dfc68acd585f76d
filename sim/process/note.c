/* Notes for replays. */
#include "process/note.h"

#include <math.h>

#include "base/arena.h"
#include "process/state.h"

#define NOTE_ABOUT(name, text_, who_, where_, unit_, about_) {text_, unit_, about_, NOTE_OF_##who_, NOTE_OF_##where_},
const struct note_about note_abouts[NOTE_KINDS] = {NOTE_LIST(NOTE_ABOUT)};

void note_change(struct state *state, enum note_kind kind, int who, int where, double before, double value) {
    if (!state->keep_log) return;
    state->notes = memory_grow(state->notes, sizeof *state->notes, state->n_note, &state->notes_capacity);
    state->notes[state->n_note++] = (struct note){state->now, kind, who, where, value, before};
}

void note(struct state *state, enum note_kind kind, int who, int where, double value) {
    note_change(state, kind, who, where, NAN, value);
}
