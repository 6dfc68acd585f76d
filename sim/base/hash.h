/* SHA-256 of bytes and files, for the manifest. Not for random streams (random/philox.c) and not for secrets. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "mandate/status.h"

enum { HASH_BYTES = 32, HASH_TEXT = 2 * HASH_BYTES + 1 };

/* The digest of `size` bytes. */
void hash_bytes(const void *bytes, size_t size, uint8_t digest[HASH_BYTES]);

/* The same as 64 lower-case hexadecimal digits and a NUL. */
void hash_text(const void *bytes, size_t size, char text[HASH_TEXT]);

/* The hexadecimal digest of a file's bytes, read in pieces; MANDATE_SYSTEM with a reason when it cannot be read. */
MANDATE_CHECKED enum mandate_status hash_file(const char *path, char text[HASH_TEXT], struct file_reason *reason);

#endif
