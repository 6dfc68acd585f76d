/* Files: reading with a cap, atomic writing, appending. Not for what stands inside them, and prints nothing. */
#define _DEFAULT_SOURCE /* flock and realpath; NOLINT(bugprone-reserved-identifier): the C library's own switch */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

static const char part_ending[] = ".part";

enum { BUFFER = 64 * 1024 };

/* `error` is the errno of the first failure, 0 as long as all went well. */
struct file_out {
    int handle, error;
    char *path;      /* the name that it will have, owned */
    char *temporary; /* the name that it has until then; NULL when written in place */
    size_t used;     /* [bytes] of the buffer */
    char buffer[BUFFER];
};

/* Fills the reason and gives the status that goes with it. */
static enum mandate_status failed(struct file_reason *reason, const char *verb, const char *path, int error) {
    char text[128];
    if (strerror_r(error, text, sizeof text) != 0) (void)snprintf(text, sizeof text, "error %d", error);
    (void)snprintf(reason->text, sizeof reason->text, "cannot %s '%.300s': %s", verb, path, text);
    return MANDATE_SYSTEM;
}

/* ---- reading ---- */

static int open_read(const char *path) {
    int handle;
    do handle = open(path, O_RDONLY | O_CLOEXEC);
    while (handle < 0 && errno == EINTR);
    return handle;
}

static ssize_t read_some(int handle, char *bytes, size_t size) {
    ssize_t n;
    do n = read(handle, bytes, size);
    while (n < 0 && errno == EINTR);
    return n;
}

/* Room for the file's size as the system tells it, or a first guess for a pipe. */
static size_t size_guess(int handle, size_t cap) {
    struct stat info;
    size_t size = fstat(handle, &info) == 0 && info.st_size > 0 ? (size_t)info.st_size : BUFFER;
    return (size < cap ? size : cap) + 2;
}

static enum mandate_status read_all(int handle, const char *path, size_t cap, struct file_reason *reason, char **bytes,
                                    size_t *size) {
    size_t capacity = size_guess(handle, cap), length = 0;
    *bytes = memory_take(capacity);
    for (;;) {
        ssize_t n = read_some(handle, *bytes + length, capacity - length - 1);
        if (n < 0) return failed(reason, "read", path, errno);
        length += (size_t)n;
        if (length > cap) {
            (void)snprintf(reason->text, sizeof reason->text, "'%.300s' is larger than %zu bytes", path, cap);
            return MANDATE_BAD_INPUT;
        }
        if (n == 0) break;
        if (length + 1 == capacity) *bytes = memory_resize(*bytes, capacity *= 2);
    }
    (*bytes)[length] = '\0';
    *size = length;
    return MANDATE_OK;
}

enum mandate_status file_read(const char *path, size_t cap, char **bytes, size_t *size, struct file_reason *reason) {
    *bytes = NULL;
    *size = 0;
    if (cap > SIZE_MAX / 4) cap = SIZE_MAX / 4;
    int handle = open_read(path);
    if (handle < 0) return failed(reason, "open", path, errno);
    enum mandate_status status = read_all(handle, path, cap, reason, bytes, size);
    (void)close(handle);
    if (status == MANDATE_OK) return MANDATE_OK;
    memory_free(*bytes);
    *bytes = NULL;
    return status;
}

enum mandate_status file_scan(const char *path, void (*piece)(void *context, const char *bytes, size_t size),
                              void *context, struct file_reason *reason) {
    int handle = open_read(path);
    if (handle < 0) return failed(reason, "open", path, errno);
    char bytes[16 * 1024];
    ssize_t n;
    while ((n = read_some(handle, bytes, sizeof bytes)) > 0) piece(context, bytes, (size_t)n);
    int error = errno;
    (void)close(handle);
    return n < 0 ? failed(reason, "read", path, error) : MANDATE_OK;
}

bool file_exists(const char *path) {
    struct stat info;
    return stat(path, &info) == 0;
}

/* ---- folders ---- */

static enum mandate_status folder_make(const char *path, struct file_reason *reason) {
    struct stat info;
    if (mkdir(path, 0777) == 0) return MANDATE_OK;
    int error = errno;
    if (error == EEXIST && stat(path, &info) == 0 && S_ISDIR(info.st_mode)) return MANDATE_OK;
    return failed(reason, "make the folder", path, error == EEXIST ? ENOTDIR : error);
}

enum mandate_status file_make_folder(const char *path, struct file_reason *reason) {
    size_t length = strlen(path);
    char *part = memory_take(length + 1);
    memcpy(part, path, length + 1);
    enum mandate_status status = MANDATE_OK;
    for (size_t i = 1; i <= length && status == MANDATE_OK; i++) {
        if (part[i] != '/' && part[i] != '\0') continue;
        char kept = part[i];
        part[i] = '\0';
        status = folder_make(part, reason);
        part[i] = kept;
    }
    memory_free(part);
    return status;
}

enum mandate_status file_remove(const char *path, struct file_reason *reason) {
    if (unlink(path) == 0 || errno == ENOENT) return MANDATE_OK;
    return failed(reason, "remove", path, errno);
}

void file_sweep(const char *folder) {
    DIR *entries = opendir(folder);
    for (const struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        size_t length = strlen(entry->d_name);
        if (length > sizeof part_ending && strcmp(entry->d_name + length - sizeof part_ending + 1, part_ending) == 0)
            (void)unlinkat(dirfd(entries), entry->d_name, 0);
    }
    if (entries != NULL) (void)closedir(entries);
}

/* A rename is only safe once the folder itself is on the disk; some file systems cannot do that (EINVAL). */
static int folder_sync(const char *path) {
    const char *slash = strrchr(path, '/');
    size_t size = slash != NULL ? (size_t)(slash - path) + 2 : 2;
    char *folder = memory_take(size);
    (void)snprintf(folder, size, "%s", slash != NULL ? path : ".");
    int handle = open(folder, O_RDONLY | O_CLOEXEC);
    int error = handle < 0 || fsync(handle) != 0 ? errno : 0;
    if (handle >= 0) (void)close(handle);
    memory_free(folder);
    return error == EINVAL || error == ENOTSUP || error == EACCES ? 0 : error;
}

/* ---- writing ---- */

static char *joined(const char *a, const char *b) {
    size_t size = strlen(a) + strlen(b) + 1;
    char *text = memory_take(size);
    (void)snprintf(text, size, "%s%s", a, b);
    return text;
}

static void out_free(struct file_out *out) {
    if (out->handle >= 0) (void)close(out->handle);
    memory_free(out->path);
    memory_free(out->temporary);
    memory_free(out);
}

static struct file_out *out_new(const char *path) {
    struct file_out *out = memory_take(sizeof *out);
    out->handle = -1;
    out->path = joined(path, "");
    return out;
}

static int open_write(const char *path, int flags) {
    int handle;
    do handle = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0666);
    while (handle < 0 && errno == EINTR);
    return handle;
}

/* A link stays a link: its target is replaced. */
static void link_follow(struct file_out *out) {
    struct stat info;
    if (lstat(out->path, &info) != 0 || !S_ISLNK(info.st_mode)) return;
    char target[PATH_MAX];
    if (realpath(out->path, target) == NULL) return;
    memory_free(out->path);
    out->path = joined(target, "");
}

/* The temporary name carries the process number, so that two programs do not write into one file. */
static char *temporary_name(const char *path) {
    char ending[40];
    (void)snprintf(ending, sizeof ending, ".%ld%s", (long)getpid(), part_ending);
    return joined(path, ending);
}

enum mandate_status file_create(const char *path, struct file_out **out, struct file_reason *reason) {
    struct stat info;
    struct file_out *file = out_new(path);
    *out = NULL;
    bool there = stat(path, &info) == 0;
    if (!there || S_ISREG(info.st_mode)) {
        link_follow(file);
        file->temporary = temporary_name(file->path);
    }
    file->handle = open_write(file->temporary != NULL ? file->temporary : path, O_TRUNC);
    if (file->handle < 0) {
        enum mandate_status status = failed(reason, "write", path, errno);
        out_free(file);
        return status;
    }
    *out = file;
    return MANDATE_OK;
}

/* Cuts what is longer than `keep`; 0 or the errno of the failure. */
static int cut(int handle, uint64_t keep) {
    struct stat info;
    if (fstat(handle, &info) != 0) return errno;
    if (!S_ISREG(info.st_mode) || (uint64_t)info.st_size <= keep) return 0;
    return ftruncate(handle, (off_t)keep) == 0 ? 0 : errno;
}

enum mandate_status file_append(const char *path, uint64_t keep, struct file_out **out, struct file_reason *reason) {
    struct file_out *file = out_new(path);
    *out = NULL;
    file->handle = open_write(path, O_APPEND);
    int error = file->handle < 0 ? errno : 0;
    /* File systems without locks answer with other errors: then we go on without. */
    bool held = error == 0 && flock(file->handle, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (error == 0 && !held) error = cut(file->handle, keep);
    if (error == 0 && !held) {
        *out = file;
        return MANDATE_OK;
    }
    enum mandate_status status = failed(reason, "append to", path, error);
    if (held) (void)snprintf(reason->text, sizeof reason->text, "'%.300s' is being written by another run", path);
    out_free(file);
    return status;
}

/* Writes all, or keeps the error. */
static void write_all(struct file_out *out, const char *bytes, size_t size) {
    while (size > 0 && out->error == 0) {
        ssize_t n = write(out->handle, bytes, size < INT_MAX ? size : INT_MAX);
        if (n < 0) {
            if (errno != EINTR) out->error = errno;
            continue;
        }
        bytes += n;
        size -= (size_t)n;
    }
}

static void buffer_write(struct file_out *out) {
    write_all(out, out->buffer, out->used);
    out->used = 0;
}

void file_put(struct file_out *out, const void *bytes, size_t size) {
    if (size > BUFFER - out->used) buffer_write(out);
    if (size > BUFFER) {
        write_all(out, bytes, size);
    } else if (size > 0) {
        memcpy(out->buffer + out->used, bytes, size);
        out->used += size;
    }
}

/* Pipes and terminals cannot be synchronised (EINVAL, EROFS): nothing to wait for. */
static void sync_data(struct file_out *out) {
    if (out->error == 0 && fsync(out->handle) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP)
        out->error = errno;
}

enum mandate_status file_push(struct file_out *out, struct file_reason *reason) {
    buffer_write(out);
    return out->error == 0 ? MANDATE_OK : failed(reason, "write", out->path, out->error);
}

enum mandate_status file_cut(struct file_out *out, uint64_t keep, struct file_reason *reason) {
    buffer_write(out);
    if (out->error == 0) out->error = cut(out->handle, keep);
    return out->error == 0 ? MANDATE_OK : failed(reason, "cut", out->path, out->error);
}

enum mandate_status file_flush(struct file_out *out, struct file_reason *reason) {
    buffer_write(out);
    sync_data(out);
    return out->error == 0 ? MANDATE_OK : failed(reason, "write", out->path, out->error);
}

enum mandate_status file_commit(struct file_out *out, struct file_reason *reason) {
    buffer_write(out);
    sync_data(out);
    int handle = out->handle;
    out->handle = -1;
    if (close(handle) != 0 && errno != EINTR && out->error == 0) out->error = errno;
    if (out->temporary != NULL) {
        if (out->error == 0 && rename(out->temporary, out->path) != 0) out->error = errno;
        if (out->error == 0) out->error = folder_sync(out->path);
        else (void)unlink(out->temporary);
    }
    enum mandate_status status = out->error == 0 ? MANDATE_OK : failed(reason, "write", out->path, out->error);
    out_free(out);
    return status;
}

void file_discard(struct file_out *out) {
    if (out == NULL) return;
    if (out->temporary != NULL) (void)unlink(out->temporary);
    out_free(out);
}

enum mandate_status file_write(const char *path, const void *bytes, size_t size, struct file_reason *reason) {
    struct file_out *out;
    enum mandate_status status = file_create(path, &out, reason);
    if (status != MANDATE_OK) return status;
    file_put(out, bytes, size);
    return file_commit(out, reason);
}
