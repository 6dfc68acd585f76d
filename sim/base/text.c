/* Text: buffer, nearest name, and decimal numbers that no locale can change.
 * Not for units and not for messages. */
#include "base/text.h"

#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* ---- the growing buffer ---- */

/* Room for `length` more bytes and the NUL. */
static void text_reserve(struct text *text, size_t length) {
    if (length > SIZE_MAX / 4 || text->length > SIZE_MAX / 4) memory_exhausted(length);
    size_t wanted = text->length + length + 1;
    if (wanted <= text->capacity) return;
    size_t grown = text->capacity * 2 > 64 ? text->capacity * 2 : 64;
    text->capacity = grown > wanted ? grown : wanted;
    text->bytes = memory_resize(text->bytes, text->capacity);
}

void text_append(struct text *text, const char *bytes, size_t length) {
    text_reserve(text, length);
    if (length > 0) memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_append_string(struct text *text, const char *string) { text_append(text, string, strlen(string)); }

void text_append_real(struct text *text, double value) {
    text_reserve(text, TEXT_REAL);
    text->length += text_real_write(text->bytes + text->length, value);
}

void text_print(struct text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length <= 0) return;
    text_reserve(text, (size_t)length);
    va_start(arguments, format);
    (void)vsnprintf(text->bytes + text->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    text->length += (size_t)length;
}

void text_clear(struct text *text) {
    text->length = 0;
    if (text->bytes != NULL) text->bytes[0] = '\0';
}

void text_free(struct text *text) {
    memory_free(text->bytes);
    *text = (struct text){0};
}

/* ---- the nearest name ---- */

enum { NAME_MAX_LENGTH = 100 }; /* longer names are not compared */

static char lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); }

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Optimal string alignment: `row[k]` is the row k lines above the current one. */
static size_t alignment(const char *a, size_t n_a, const char *b, size_t n_b) {
    size_t rows[3][NAME_MAX_LENGTH + 1];
    for (size_t j = 0; j <= n_b; j++) rows[0][j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            char x = lower(a[i - 1]), y = lower(b[j - 1]);
            size_t best = least(above[j - 1] + (x != y), least(above[j], row[j - 1]) + 1);
            bool swapped = i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y;
            row[j] = swapped ? least(best, above2[j - 2] + 1) : best;
        }
    }
    return rows[n_a % 3][n_b];
}

size_t text_distance(const char *a, const char *b, size_t limit) {
    size_t n_a = strnlen(a, NAME_MAX_LENGTH + 1), n_b = strnlen(b, NAME_MAX_LENGTH + 1);
    size_t gap = n_a > n_b ? n_a - n_b : n_b - n_a;
    if (gap > limit || n_a > NAME_MAX_LENGTH || n_b > NAME_MAX_LENGTH) return limit + 1;
    return least(alignment(a, n_a, b, n_b), limit + 1);
}

const char *text_nearest(const char *name, const char *const *candidates, size_t n) {
    size_t length = strnlen(name, NAME_MAX_LENGTH + 1);
    size_t limit = length < 6 ? 1 + (length > 3) : length / 3;
    const char *nearest = NULL;
    for (size_t i = 0; i < n; i++) {
        size_t distance = text_distance(name, candidates[i], limit);
        /* A short name that shares no letter with the candidate was not meant. */
        if (distance > limit || distance >= length) continue;
        nearest = candidates[i];
        if (distance == 0) break;
        limit = distance - 1;
    }
    return nearest;
}

/* ---- writing numbers ---- */

/* A decimal: digits * 10^exponent. */
struct decimal {
    uint64_t digits;
    int exponent;
};

__extension__ typedef unsigned __int128 wide;

/* 10^(27 i), i = -11 ... 12: the first 192 bits, most significant word first. */
static const uint64_t power_of_ten[24][3] = {
    {0xa76c582338ed2621u, 0xaf2af2b80af6f24eu, 0x657c8f4d43323a36u}, /* 10^-297 */
    {0x873e4f75e2224e68u, 0x5a7744a6e804a291u, 0xcc35eddfcf0996d7u}, /* 10^-270 */
    {0xda7f5bf590966848u, 0xaf39a475506a899eu, 0xa30294cc2934e662u}, /* 10^-243 */
    {0xb080392cc4349decu, 0xbd8d794d96aacfb3u, 0xfe13a5c86af64418u}, /* 10^-216 */
    {0x8e938662882af53eu, 0x547eb47b7282ee9cu, 0x41b0230e1421487du}, /* 10^-189 */
    {0xe65829b3046b0afau, 0x0cb4a5a3112a5112u, 0xa3b561b1cb208396u}, /* 10^-162 */
    {0xba121a4650e4ddebu, 0x92f34d62616ce413u, 0x21a0183e10583cd3u}, /* 10^-135 */
    {0x964e858c91ba2655u, 0x3a6a07f8d510f86fu, 0xe9082f25e9c5e9ecu}, /* 10^-108 */
    {0xf2d56790ab41c2a2u, 0xfae27299423fb9c3u, 0x3695dad7e8858901u}, /* 10^-81 */
    {0xc428d05aa4751e4cu, 0xaa97e14c3c26b886u, 0x96842dc95323f5a8u}, /* 10^-54 */
    {0x9e74d1b791e07e48u, 0x775ea264cf55347du, 0xca49f1c05120c9c7u}, /* 10^-27 */
    {0x8000000000000000u, 0x0000000000000000u, 0x0000000000000000u}, /* 10^0 */
    {0xcecb8f27f4200f3au, 0x0000000000000000u, 0x0000000000000000u}, /* 10^27 */
    {0xa70c3c40a64e6c51u, 0x999090b65f67d924u, 0x0000000000000000u}, /* 10^54 */
    {0x86f0ac99b4e8dafdu, 0x69a028bb3ded71a3u, 0xdf9f915627c04e28u}, /* 10^81 */
    {0xda01ee641a708de9u, 0xe80e6f4820cc9495u, 0xd74baad03bc1d8d3u}, /* 10^108 */
    {0xb01ae745b101e9e4u, 0x5ec05dcff72e7f8fu, 0xc04c79ffe324301fu}, /* 10^135 */
    {0x8e41ade9fbebc27du, 0x14588f13be847307u, 0x23bd6a2059c002f5u}, /* 10^162 */
    {0xe5d3ef282a242e81u, 0x8f1668c8a86da5fau, 0xf0b5ccf5176ecc7cu}, /* 10^189 */
    {0xb9a74a0637ce2ee1u, 0x6d953e2bd7173692u, 0x88efb0037ac08bdeu}, /* 10^216 */
    {0x95f83d0a1fb69cd9u, 0x4abdaf101564f98eu, 0x0d5a4af7b3a98e47u}, /* 10^243 */
    {0xf24a01a73cf2dccfu, 0xbc633b39673c8cecu, 0x3d9c44cd2f36917cu}, /* 10^270 */
    {0xc3b8358109e84f07u, 0x0a862f80ec4700c8u, 0x02606ea01029dc37u}, /* 10^297 */
    {0x9e19db92b4e31ba9u, 0x6c07a2c26a8346d1u, 0x4944d9f52cd0dec2u}, /* 10^324 */
};

/* The first 128 bits of 10^k, rounded up, for -292 <= k <= 324. With 192 + 61 bits in between the result is
 * exact for every k (checked once against exact fractions). */
static void power128(int k, uint64_t *high, uint64_t *low) {
    int i = (k + 297) / 27, j = (k + 297) % 27;
    uint64_t five = 1;
    for (int n = 0; n < j; n++) five *= 5;
    const uint64_t *p = power_of_ten[i];
    wide c = (wide)p[2] * five, b = (wide)p[1] * five + (uint64_t)(c >> 64),
         a = (wide)p[0] * five + (uint64_t)(b >> 64);
    uint64_t word[4] = {(uint64_t)(a >> 64), (uint64_t)a, (uint64_t)b, (uint64_t)c};
    int shift = word[0] != 0 ? __builtin_clzll(word[0]) : 64;
    const uint64_t *w = shift == 64 ? word + 1 : word;
    shift %= 64;
    *high = shift == 0 ? w[0] : w[0] << shift | w[1] >> (64 - shift);
    *low = shift == 0 ? w[1] : w[1] << shift | w[2] >> (64 - shift);
    /* Only 10^0 ... 10^55 fit 128 bits exactly. */
    if (k < 0 || k > 55) *high += ++*low == 0;
}

/* The integer part of g * c / 2^128, its lowest bit set when something was cut ("round to odd"). */
static uint64_t scaled(uint64_t high, uint64_t low, uint64_t c) {
    wide y = (wide)high * c + (uint64_t)((wide)low * c >> 64);
    return (uint64_t)(y >> 64) | ((uint64_t)y > 1);
}

/* The shortest decimal inside the rounding interval of c * 2^q, nearest of those: R. Giulietti (2020), "The
 * Schubfach way to render doubles", sections 8 and 9. `narrow`: c is a power of two, so its lower gap is half. */
static struct decimal shortest(uint64_t c, int q, bool narrow) {
    int k = (q * 1262611 - (narrow ? 524031 : 0)) >> 22; /* floor(log10 of the gap) */
    int h = q + ((-k * 1741647) >> 19) + 1;              /* floor(log2 10^-k) + q + 1 */
    uint64_t high, low, odd = c & 1;
    power128(-k, &high, &low);
    uint64_t bottom = scaled(high, low, (4 * c - (narrow ? 1 : 2)) << h) + odd;
    uint64_t middle = scaled(high, low, (4 * c) << h);
    uint64_t top = scaled(high, low, (4 * c + 2) << h) - odd;
    uint64_t s = middle / 4, tens = s / 10;
    if (s >= 10) {
        bool down = bottom <= 40 * tens, up = 40 * tens + 40 <= top;
        if (down != up) return (struct decimal){tens + up, k + 1};
    }
    bool down = bottom <= 4 * s, up = 4 * s + 4 <= top;
    if (down != up) return (struct decimal){s + up, k};
    uint64_t half = 4 * s + 2;
    return (struct decimal){s + (middle > half || (middle == half && (s & 1) != 0)), k};
}

static const double ten[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

/* Values with at most 10 decimals and 15 digits: m / 10^d is the correctly rounded value of that decimal, so
 * equality proves it. With the most decimals that 15 digits have room for, m is exact; without its zeros at the end it
 * is the shortest. */
static bool few_decimals(double x, struct decimal *out) {
    if (!(x < 1e15 && x >= 1e-5)) return false;
    uint64_t m = (uint64_t)x;
    int d = 0;
    if ((double)m != x) {
        for (d = 10; x * ten[d] >= 1e15;) d--;
        m = (uint64_t)(x * ten[d] + 0.5);
        if ((double)m / ten[d] != x) return false;
        for (; d > 0 && m % 10 == 0; d--) m /= 10;
    }
    *out = (struct decimal){m, -d};
    return true;
}

static struct decimal decimal_of(double x) {
    struct decimal d;
    if (few_decimals(x, &d)) return d;
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    uint64_t fraction = bits & ((UINT64_C(1) << 52) - 1);
    int exponent = (int)(bits >> 52);
    if (exponent == 0) d = shortest(fraction, -1074, false);
    else d = shortest(fraction | UINT64_C(1) << 52, exponent - 1075, fraction == 0 && exponent > 1);
    while (d.digits % 10 == 0) {
        d.digits /= 10;
        d.exponent++;
    }
    return d;
}

/* Two digits at a time, from the last. */
static size_t digits_write(char *out, uint64_t digits) {
    static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                                "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                                "8081828384858687888990919293949596979899";
    char buffer[20];
    size_t at = sizeof buffer;
    for (; digits >= 10; digits /= 100) memcpy(buffer + (at -= 2), pairs + 2 * (digits % 100), 2);
    if (digits > 0 || at == sizeof buffer) buffer[--at] = (char)('0' + digits);
    memcpy(out, buffer + at, sizeof buffer - at);
    return sizeof buffer - at;
}

/* d.ddde-7 */
static size_t scientific(char *out, const char *digits, size_t n, int point) {
    size_t length = 0;
    out[length++] = digits[0];
    if (n > 1) {
        out[length++] = '.';
        memcpy(out + length, digits + 1, n - 1);
        length += n - 1;
    }
    out[length++] = 'e';
    if (point <= 0) out[length++] = '-';
    return length + digits_write(out + length, (uint64_t)abs(point - 1));
}

/* Writes the digits with the point after the first `point` of them: 1200, 12.5, 0.0125. */
static size_t plain(char *out, const char *digits, size_t n, int point) {
    size_t length = 0;
    if (point <= 0) {
        out[length++] = '0';
        out[length++] = '.';
        for (; point < 0; point++) out[length++] = '0';
    }
    size_t whole = least((size_t)point, n);
    memcpy(out + length, digits, whole);
    length += whole;
    for (; whole < (size_t)point; whole++) out[length++] = '0';
    if (whole >= n) return length;
    if (point > 0) out[length++] = '.';
    memcpy(out + length, digits + whole, n - whole);
    return length + n - whole;
}

size_t text_real_write(char out[TEXT_REAL], double value) {
    size_t length = 0;
    if (value < 0) out[length++] = '-';
    if (value != value) {
        length = 0;
    } else if (value == 0) {
        out[length++] = '0';
    } else if (fabs(value) > 1.7976931348623157e308) {
        memcpy(out + length, "inf", 3);
        length += 3;
    } else {
        struct decimal d = decimal_of(fabs(value));
        char digits[20];
        size_t n = digits_write(digits, d.digits);
        int point = (int)n + d.exponent;
        bool wide_range = point < -4 || point > 17;
        length += wide_range ? scientific(out + length, digits, n, point) : plain(out + length, digits, n, point);
    }
    out[length] = '\0';
    return length;
}

/* ---- reading numbers ---- */

static const char *digits_skip(const char *p, const char *end, size_t *n) {
    const char *start = p;
    while (p < end && *p >= '0' && *p <= '9') p++;
    *n += (size_t)(p - start);
    return p;
}

/* [+-] digits [. digits] [e [+-] digits], or [+-] inf */
static bool number_is_plain(const char *p, const char *end) {
    if (p < end && (*p == '+' || *p == '-')) p++;
    if (end - p == 3 && memcmp(p, "inf", 3) == 0) return true;
    size_t mantissa = 0, exponent = 0;
    p = digits_skip(p, end, &mantissa);
    if (p < end && *p == '.') p = digits_skip(p + 1, end, &mantissa);
    if (mantissa == 0) return false;
    if (p == end) return true;
    if (*p != 'e' && *p != 'E') return false;
    p++;
    if (p < end && (*p == '+' || *p == '-')) p++;
    p = digits_skip(p, end, &exponent);
    return p == end && exponent > 0;
}

/* [+-] digits [. digits] with up to 15 digits and 10 decimals: both are exact doubles, so one operation rounds once.
 * False for all else, numbers or not. */
static bool read_short(const char *p, const char *end, double *value) {
    bool negative = p < end && *p == '-';
    p += p < end && (*p == '-' || *p == '+');
    const char *start = p, *point = NULL;
    uint64_t digits = 0;
    if (end - p > 16) return false;
    for (; p < end; p++) {
        unsigned digit = (unsigned)(unsigned char)*p - '0';
        if (digit < 10) digits = digits * 10 + digit;
        else if (*p == '.' && point == NULL) point = p;
        else return false;
    }
    ptrdiff_t n = end - start - (point != NULL), decimals = point != NULL ? end - point - 1 : 0;
    if (n < 1 || n > 15 || decimals > 10) return false;
    double x = (double)digits / ten[decimals];
    *value = negative ? -x : x;
    return true;
}

/* glibc's strtod rounds correctly; a locale of this thread's own keeps the decimal point a point. */
static double read_any(const char *text) {
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0) memory_exhausted(0);
    locale_t before = uselocale(plain);
    double x = strtod(text, NULL);
    (void)uselocale(before);
    freelocale(plain);
    return x;
}

bool text_real_read(const char *bytes, size_t length, double *value) {
    if (read_short(bytes, bytes + length, value)) return true;
    if (!number_is_plain(bytes, bytes + length)) return false;
    char buffer[64];
    char *copy = length < sizeof buffer ? buffer : memory_take(length + 1);
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    *value = read_any(copy);
    if (copy != buffer) memory_free(copy);
    return true;
}
