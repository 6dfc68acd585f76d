/* Files: whole reads with a cap, atomic writes, folders, and a journal that is appended to.
 * The only file of the project that writes files is file.c. It prints nothing: a failure gives a status and
 * the system's reason as a text. Thread-safe as long as one handle belongs to one thread. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mandate/status.h"

/* "cannot write 'runs.csv': No space left on device" */
struct file_reason {
    char text[512];
};

/* Reads all of a file into memory that the caller frees with memory_free; a NUL follows the last byte.
 * MANDATE_SYSTEM when it cannot be read, MANDATE_BAD_INPUT when it is larger than `cap` bytes or a folder. */
MANDATE_CHECKED enum mandate_status file_read(const char *path, size_t cap, char **bytes, size_t *size,
                                              struct file_reason *reason);

/* Hands a file over piece by piece. MANDATE_SYSTEM when it cannot be read. */
MANDATE_CHECKED enum mandate_status file_scan(const char *path,
                                              void (*piece)(void *context, const char *bytes, size_t size),
                                              void *context, struct file_reason *reason);

/* True if something stands at `path`. */
bool file_exists(const char *path);

/* Makes a folder and those above it; one that is there already is fine. */
MANDATE_CHECKED enum mandate_status file_make_folder(const char *path, struct file_reason *reason);

/* Removes a file; one that is not there is fine. */
MANDATE_CHECKED enum mandate_status file_remove(const char *path, struct file_reason *reason);

/* Removes what a program that was killed has left of its atomic writes in a folder. */
void file_sweep(const char *folder);

/* Writes a whole file at once: a reader sees the old content or the new, also after a power cut. */
MANDATE_CHECKED enum mandate_status file_write(const char *path, const void *bytes, size_t size,
                                               struct file_reason *reason);

/* A file that is being written, with a buffer. */
struct file_out;

/* Begins a file under a temporary name in the same folder; file_commit gives it its name. What stands at `path`
 * and is not a regular file (/dev/stdout, a pipe) is written directly. MANDATE_SYSTEM leaves `*out` NULL. */
MANDATE_CHECKED enum mandate_status file_create(const char *path, struct file_out **out, struct file_reason *reason);

/* Opens or makes a file that only grows, after cutting it to its first `keep` bytes (a torn tail);
 * FILE_KEEP_ALL keeps all. It is locked against a second writer: MANDATE_SYSTEM with that reason. */
#define FILE_KEEP_ALL UINT64_MAX
MANDATE_CHECKED enum mandate_status file_append(const char *path, uint64_t keep, struct file_out **out,
                                                struct file_reason *reason);

/* Adds bytes; a failure is kept and told by the next flush, commit or close. */
void file_put(struct file_out *out, const void *bytes, size_t size);

/* Hands what was put to the system without waiting for the disk: it outlives the program, not the machine. */
MANDATE_CHECKED enum mandate_status file_push(struct file_out *out, struct file_reason *reason);

/* Cuts a file that is appended to after its first `keep` bytes. */
MANDATE_CHECKED enum mandate_status file_cut(struct file_out *out, uint64_t keep, struct file_reason *reason);

/* Brings what was put to the disk, and waits for it. */
MANDATE_CHECKED enum mandate_status file_flush(struct file_out *out, struct file_reason *reason);

/* Flushes, gives a created file its name, and frees the handle, also on failure (then the old file stands). */
MANDATE_CHECKED enum mandate_status file_commit(struct file_out *out, struct file_reason *reason);

/* Gives up: removes the temporary file, keeps an appended one as last flushed, frees the handle; accepts NULL. */
void file_discard(struct file_out *out);

#endif
