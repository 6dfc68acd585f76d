/* SHA-256 through nettle, a library that is kept and audited. Not for random streams. */
#include "base/hash.h"

#include <nettle/sha2.h>

static void digest_text(const uint8_t digest[HASH_BYTES], char text[HASH_TEXT]) {
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i < HASH_BYTES; i++) {
        text[2 * i] = hex[digest[i] >> 4];
        text[2 * i + 1] = hex[digest[i] & 15];
    }
    text[HASH_TEXT - 1] = '\0';
}

void hash_bytes(const void *bytes, size_t size, uint8_t digest[HASH_BYTES]) {
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, size, bytes);
    sha256_digest(&context, HASH_BYTES, digest);
}

void hash_text(const void *bytes, size_t size, char text[HASH_TEXT]) {
    uint8_t digest[HASH_BYTES];
    hash_bytes(bytes, size, digest);
    digest_text(digest, text);
}

static void piece_update(void *context, const char *bytes, size_t size) {
    sha256_update(context, size, (const uint8_t *)bytes);
}

enum mandate_status hash_file(const char *path, char text[HASH_TEXT], struct file_reason *reason) {
    struct sha256_ctx context;
    sha256_init(&context);
    enum mandate_status status = file_scan(path, piece_update, &context, reason);
    if (status != MANDATE_OK) return status;
    uint8_t digest[HASH_BYTES];
    sha256_digest(&context, HASH_BYTES, digest);
    digest_text(digest, text);
    return MANDATE_OK;
}
