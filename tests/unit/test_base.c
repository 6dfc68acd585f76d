/* Tests of the ground floor: memory, text, numbers as text, files, hashes, statuses, diagnostics. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "mandate/diagnostic.h"
#include "mandate/random.h"
#include "mandate/status.h"

/* ---- memory ---- */

static void test_arena(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    assert_non_null(arena);
    unsigned char *block[2000];
    for (size_t i = 0; i < 2000; i++) {
        size_t size = i % 50 == 49 ? 40000 + i : i % 97;
        block[i] = arena_take(arena, size);
        assert_int_equal((uintptr_t)block[i] % 64, 0);
        for (size_t k = 0; k < size; k++) assert_int_equal(block[i][k], 0);
        memset(block[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < 2000; i++) {
        size_t size = i % 50 == 49 ? 40000 + i : i % 97;
        for (size_t k = 0; k < size; k++) assert_int_equal(block[i][k], i % 251);
    }
    assert_true(arena_size(arena) > 40 * 40000);
    assert_string_equal(arena_copy(arena, "gao/jnim", 3), "gao");
    assert_string_equal(arena_print(arena, "%s-%d", "base", 7), "base-7");
    arena_free(arena);
    arena_free(NULL);
}

static void test_memory_grow(void **state) {
    (void)state;
    size_t capacity = 0;
    int *number = NULL;
    for (size_t i = 0; i < 1000; i++) {
        number = memory_grow(number, sizeof *number, i, &capacity);
        number[i] = (int)i;
    }
    for (size_t i = 0; i < 1000; i++) assert_int_equal(number[i], i);
    assert_int_equal(capacity, 1024);
    memory_free(number);
}

/* Runs a function that ends the program and returns its exit code. */
static int exit_of(void (*end)(void)) {
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stderr) == NULL) _exit(99);
        end();
        _exit(98);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void end_check(void) { CHECK(1 + 1 == 3); }
static void end_memory(void) { memory_exhausted(12); }

static void test_ends(void **state) {
    (void)state;
    assert_int_equal(exit_of(end_check), MANDATE_INTERNAL);
    assert_int_equal(exit_of(end_memory), MANDATE_NO_MEMORY);
    assert_string_equal(mandate_status_sentence(MANDATE_OK), "done");
    assert_string_equal(mandate_status_sentence(MANDATE_NO_MEMORY), "out of memory");
}

/* ---- text ---- */

static void test_text(void **state) {
    (void)state;
    struct text text = {0};
    for (int i = 0; i < 500; i++) text_print(&text, "%d,", i % 10);
    assert_int_equal(text.length, 1000);
    text_clear(&text);
    text_append_string(&text, "speed ");
    text_append_real(&text, 230.5);
    text_append(&text, " km/h...", 5);
    assert_string_equal(text.bytes, "speed 230.5 km/h");
    text_free(&text);
    assert_null(text.bytes);
}

static void test_nearest(void **state) {
    (void)state;
    static const char *const keys[] = {"base", "cruise_speed", "contingent", "notice_to_move", "quick_reaction_force"};
    assert_string_equal(text_nearest("cruise_sped", keys, 5), "cruise_speed");
    assert_string_equal(text_nearest("bsae", keys, 5), "base");
    assert_string_equal(text_nearest("Contingents", keys, 5), "contingent");
    assert_string_equal(text_nearest("notice-to-move", keys, 5), "notice_to_move");
    assert_null(text_nearest("weather", keys, 5));
    assert_null(text_nearest("x", keys, 5));
    assert_null(text_nearest("", keys, 5));
    assert_int_equal(text_distance("kitten", "sitting", 9), 3);
    assert_int_equal(text_distance("kitten", "sitting", 1), 2);
    assert_int_equal(text_distance("ab", "ba", 5), 1);
    assert_int_equal(text_distance("", "abc", 5), 3);
}

static void writes(double value, const char *expected) {
    char out[TEXT_REAL];
    size_t length = text_real_write(out, value);
    assert_string_equal(out, expected);
    assert_int_equal(length, strlen(expected));
}

static void test_real_write(void **state) {
    (void)state;
    writes(0.0, "0");
    writes(-0.0, "0");
    writes(12.0, "12");
    writes(-0.25, "-0.25");
    writes(0.1, "0.1");
    writes(0.1 + 0.2, "0.30000000000000004");
    writes(1.0 / 3.0, "0.3333333333333333");
    writes(1e15, "1000000000000000");
    writes(12345678901234567.0, "12345678901234568");
    writes(1e17, "1e17");
    writes(1e23, "1e23");
    writes(9007199254740993.0, "9007199254740992");
    writes(0.0001, "0.0001");
    writes(0.00012, "0.00012");
    writes(0.00001, "0.00001");
    writes(0.000001, "1e-6");
    writes(1.5e-7, "1.5e-7");
    writes(5e-324, "5e-324");
    writes(2.2250738585072014e-308, "2.2250738585072014e-308");
    writes(1.7976931348623157e308, "1.7976931348623157e308");
    writes(HUGE_VAL, "inf");
    writes(-HUGE_VAL, "-inf");
    writes(NAN, "");
    writes(8766.0, "8766");
    writes(6371.0088, "6371.0088");
}

/* Number of significant digits in a text. */
static int digits_of(const char *text) {
    int n = 0, zeros = 0, started = 0;
    for (; *text != '\0' && *text != 'e'; text++) {
        if (*text < '0' || *text > '9') continue;
        if (*text != '0') started = 1;
        if (!started) continue;
        zeros = *text == '0' ? zeros + 1 : 0;
        n++;
    }
    return n - zeros;
}

/* Reads back, is as short as the shortest %.{n}e that reads back, and is at least as near. */
static void writes_shortest(double x) {
    char out[TEXT_REAL], other[40];
    double back;
    size_t length = text_real_write(out, x);
    assert_true(length < TEXT_REAL && text_real_read(out, length, &back) && back == x);
    int n = digits_of(out);
    if (n > 1) {
        (void)snprintf(other, sizeof other, "%.*e", n - 2, x);
        assert_true(strtod(other, NULL) != x);
    }
    (void)snprintf(other, sizeof other, "%.*e", n - 1, x);
    /* The printed one is the nearest of its length; ours is the same unless that one does not read back. */
    if (strtod(other, NULL) == x) assert_true(fabsl(strtold(out, NULL) - x) <= fabsl(strtold(other, NULL) - x));
}

static void test_real_round_trip(void **state) {
    (void)state;
    struct mandate_draws draws = mandate_draws_of(3, 0, 0);
    for (unsigned i = 0; i < 200000; i++) {
        uint64_t bits = mandate_event(UINT64_C(0xf00d), i);
        double x, u = mandate_uniform(&draws, 1, i);
        memcpy(&x, &bits, sizeof x);
        if (isfinite(x)) writes_shortest(x);
        writes_shortest(u);
        writes_shortest(floor(u * 1e6) / 100.0);
        writes_shortest(ldexp(1.0, (int)(i % 2098) - 1074));
        writes_shortest(ldexp(u, -1030)); /* below the normal range */
    }
}

static bool reads(const char *text, double expected) {
    double value = -77.0;
    return text_real_read(text, strlen(text), &value) && value == expected;
}

static bool refuses(const char *text) {
    double value = -77.0;
    return !text_real_read(text, strlen(text), &value) && value == -77.0;
}

static void test_real_read(void **state) {
    (void)state;
    assert_true(reads("1", 1.0) && reads("-2.5e3", -2500.0) && reads(".5", 0.5) && reads("5.", 5.0));
    assert_true(reads("+7", 7.0) && reads("1E-2", 0.01) && reads("inf", HUGE_VAL) && reads("-inf", -HUGE_VAL));
    assert_true(reads("0.1", 0.1) && reads("123456789012345678901234567890", 123456789012345678901234567890.0));
    assert_true(reads("2.2250738585072011e-308", 2.2250738585072011e-308) && reads("1e400", HUGE_VAL));
    assert_true(reads("8.98846567431158e307", 8.98846567431158e307) && reads("1e-400", 0.0));
    assert_true(reads("0.500000000000000166533453693773481063544750213623046875", 0.5000000000000002));
    assert_true(refuses("") && refuses(".") && refuses("-") && refuses("1e") && refuses("e5") && refuses("1e+"));
    assert_true(refuses(" 1") && refuses("1 ") && refuses("0x10") && refuses("nan") && refuses("infinity"));
    assert_true(refuses("1,5") && refuses("1.2.3") && refuses("--1") && refuses("1e5.0") && refuses("1_000"));
}

static void test_numbers_ignore_locale(void **state) {
    (void)state;
    static const char *const comma[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE", "fr_FR"};
    for (size_t i = 0; i < 4; i++) (void)setlocale(LC_ALL, comma[i]);
    writes(1.5, "1.5");
    writes(1.0 / 3.0, "0.3333333333333333");
    assert_true(reads("1.25", 1.25) && reads("1.2500000000000000000001e1", 12.5) && refuses("1,25"));
    (void)setlocale(LC_ALL, "C");
}

/* ---- files ---- */

static char folder[64];

static int folder_begin(void **state) {
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/test_base_XXXXXX");
    return mkdtemp(folder) == NULL ? -1 : chdir(folder);
}

static int folder_end(void **state) {
    (void)state;
    char command[128];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return chdir("/") != 0 || system(command) != 0 ? -1 : 0;
}

static void file_holds(const char *path, const char *expected) {
    char *bytes;
    size_t size;
    struct file_reason reason;
    assert_int_equal(file_read(path, 1 << 20, &bytes, &size, &reason), MANDATE_OK);
    assert_string_equal(bytes, expected);
    assert_int_equal(size, strlen(expected));
    memory_free(bytes);
}

static void test_file_write(void **state) {
    (void)state;
    struct file_reason reason;
    struct file_out *out;
    assert_int_equal(file_make_folder("a/b/c", &reason), MANDATE_OK);
    assert_int_equal(file_make_folder("a/b/c/", &reason), MANDATE_OK);
    assert_int_equal(file_write("a/b/c/runs.csv", "one\n", 4, &reason), MANDATE_OK);
    file_holds("a/b/c/runs.csv", "one\n");
    /* Until the commit the old file stands; a discarded one leaves nothing. */
    assert_int_equal(file_create("a/b/c/runs.csv", &out, &reason), MANDATE_OK);
    file_put(out, "two\n", 4);
    assert_int_equal(file_flush(out, &reason), MANDATE_OK);
    file_holds("a/b/c/runs.csv", "one\n");
    file_discard(out);
    assert_int_equal(system("test \"$(ls a/b/c)\" = runs.csv"), 0);
    /* A link stays a link. */
    assert_int_equal(symlink("a/b/c/runs.csv", "link"), 0);
    assert_int_equal(file_write("link", "three\n", 6, &reason), MANDATE_OK);
    file_holds("a/b/c/runs.csv", "three\n");
    struct stat info;
    assert_int_equal(lstat("link", &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_int_equal(file_remove("link", &reason), MANDATE_OK);
    assert_int_equal(file_remove("link", &reason), MANDATE_OK);
    assert_false(file_exists("link"));
    file_discard(NULL);
}

static void test_file_large(void **state) {
    (void)state;
    enum { SIZE = 300001 };
    struct file_reason reason;
    struct file_out *out;
    char *bytes = memory_take(SIZE + 1), *back;
    for (size_t i = 0; i < SIZE; i++) bytes[i] = (char)('a' + i % 23);
    assert_int_equal(file_create("large", &out, &reason), MANDATE_OK);
    for (size_t i = 0, n = 1; i < SIZE; i += n, n = n * 3 % 100003)
        file_put(out, bytes + i, n < SIZE - i ? n : SIZE - i);
    assert_int_equal(file_commit(out, &reason), MANDATE_OK);
    size_t size;
    assert_int_equal(file_read("large", SIZE, &back, &size, &reason), MANDATE_OK);
    assert_int_equal(size, SIZE);
    assert_memory_equal(back, bytes, SIZE);
    memory_free(back);
    assert_int_equal(file_read("large", SIZE - 1, &back, &size, &reason), MANDATE_BAD_INPUT);
    assert_string_equal(reason.text, "'large' is larger than 300000 bytes");
    assert_null(back);
    memory_free(bytes);
}

static void test_file_failures(void **state) {
    (void)state;
    struct file_reason reason;
    struct file_out *out;
    char *bytes, hash[HASH_TEXT];
    size_t size;
    assert_int_equal(file_read("nowhere", 10, &bytes, &size, &reason), MANDATE_SYSTEM);
    assert_string_equal(reason.text, "cannot open 'nowhere': No such file or directory");
    assert_int_equal(file_read(".", 10, &bytes, &size, &reason), MANDATE_SYSTEM);
    assert_string_equal(reason.text, "cannot read '.': Is a directory");
    assert_int_equal(hash_file("nowhere", hash, &reason), MANDATE_SYSTEM);
    assert_int_equal(file_create("nowhere/x", &out, &reason), MANDATE_SYSTEM);
    assert_string_equal(reason.text, "cannot write 'nowhere/x': No such file or directory");
    assert_null(out);
    assert_int_equal(file_write("plain", "x", 1, &reason), MANDATE_OK);
    assert_int_equal(file_make_folder("plain/x", &reason), MANDATE_SYSTEM);
    assert_int_equal(file_make_folder("plain", &reason), MANDATE_SYSTEM);
    if (access("/dev/full", W_OK) != 0) return;
    assert_int_equal(file_write("/dev/full", "x", 1, &reason), MANDATE_SYSTEM);
    assert_string_equal(reason.text, "cannot write '/dev/full': No space left on device");
}

static void test_file_append(void **state) {
    (void)state;
    struct file_reason reason;
    struct file_out *out, *second;
    assert_int_equal(file_append("journal", FILE_KEEP_ALL, &out, &reason), MANDATE_OK);
    file_put(out, "one\n", 4);
    assert_int_equal(file_flush(out, &reason), MANDATE_OK);
    file_holds("journal", "one\n");
    assert_int_equal(file_append("journal", FILE_KEEP_ALL, &second, &reason), MANDATE_SYSTEM);
    assert_string_equal(reason.text, "'journal' is being written by another run");
    file_put(out, "tw", 2);
    assert_int_equal(file_commit(out, &reason), MANDATE_OK);
    file_holds("journal", "one\ntw");
    assert_int_equal(file_append("journal", 4, &out, &reason), MANDATE_OK);
    file_put(out, "two\n", 4);
    assert_int_equal(file_flush(out, &reason), MANDATE_OK);
    file_put(out, "lost", 4);
    file_discard(out);
    file_holds("journal", "one\ntwo\n");
}

static void test_hash(void **state) {
    (void)state;
    /* FIPS 180-2, appendix B. */
    static const char *const known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    char hash[HASH_TEXT];
    struct file_reason reason;
    hash_text("abc", 3, hash);
    assert_string_equal(hash, known);
    assert_int_equal(file_write("abc", "abc", 3, &reason), MANDATE_OK);
    assert_int_equal(hash_file("abc", hash, &reason), MANDATE_OK);
    assert_string_equal(hash, known);
}

/* ---- diagnostics ---- */

static void prints(const struct mandate_diagnostics *diagnostics, const char *expected) {
    char *bytes = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&bytes, &size);
    assert_non_null(stream);
    mandate_diagnostics_print(diagnostics, stream, false);
    assert_int_equal(fclose(stream), 0);
    assert_string_equal(bytes, expected);
    free(bytes);
}

static struct mandate_source source_of(const char *name, const char *bytes) {
    return (struct mandate_source){.name = name, .bytes = bytes, .size = strlen(bytes)};
}

static struct mandate_place at(const struct mandate_source *source, uint32_t line, uint32_t column, uint32_t length) {
    return (struct mandate_place){.source = source, .line = line, .column = column, .length = length};
}

static void test_diagnostics_order(void **state) {
    (void)state;
    struct mandate_source b = source_of("b.yaml", "cruise: 45 km\nbase: gao\n"), a = source_of("a.yaml", "x: 1");
    struct mandate_diagnostics *diagnostics = mandate_diagnostics_new();
    prints(diagnostics, "");
    mandate_error_add(diagnostics, at(&b, 2, 7, 3), "fleets.gao.base", "no base '%s'; did you mean 'Gao'?", "gao");
    mandate_warning_add(diagnostics, at(&b, 1, 9, 5), "fleets.gao.cruise", "a length; write a speed, e.g. 45 km/h");
    mandate_error_add(diagnostics, at(&b, 2, 7, 3), "fleets.gao.base", "no base '%s'; did you mean 'Gao'?", "gao");
    mandate_error_add(diagnostics, at(&a, 0, 0, 1), NULL, "no study");
    mandate_error_add(diagnostics, at(NULL, 0, 0, 1), NULL, "unknown option --sed; did you mean --seed?");
    assert_int_equal(mandate_diagnostics_errors(diagnostics), 3);
    assert_int_equal(mandate_diagnostics_warnings(diagnostics), 1);
    prints(diagnostics, "command line: error: unknown option --sed; did you mean --seed?\n"
                        "a.yaml: error: no study\n"
                        "b.yaml:1:9: warning: fleets.gao.cruise: a length; write a speed, e.g. 45 km/h\n"
                        "  cruise: 45 km\n"
                        "          ^~~~~\n"
                        "b.yaml:2:7: error: fleets.gao.base: no base 'gao'; did you mean 'Gao'?\n"
                        "  base: gao\n"
                        "        ^~~\n"
                        "3 errors, 1 warning\n");
    mandate_diagnostics_free(diagnostics);
    mandate_diagnostics_free(NULL);
}

/* Tabs, wide and combining characters, bad bytes and controls: the caret stays under its character. */
static void test_diagnostics_characters(void **state) {
    (void)state;
    struct mandate_source source = source_of("x", "\ta\tb\r\n\xe4\xb8\xad\xc3\xa9"
                                                  "e\xcc\x81z\n\x1b[31m\xff\xc2z\ncut\xe4\xb8");
    struct mandate_diagnostics *diagnostics = mandate_diagnostics_new();
    mandate_error_add(diagnostics, at(&source, 1, 4, 1), NULL, "tab");
    mandate_error_add(diagnostics, at(&source, 2, 5, 1), NULL, "wide");
    mandate_error_add(diagnostics, at(&source, 3, 8, 1), NULL, "bad \x1b[2J \xe2\x80\xae \n");
    mandate_error_add(diagnostics, at(&source, 4, 99, 3), NULL, "end");
    mandate_error_add(diagnostics, at(&source, 5, 1, 1), NULL, "beyond");
    prints(diagnostics, "x:1:4: error: tab\n      a   b\n          ^\n"
                        "x:2:5: error: wide\n  \xe4\xb8\xad\xc3\xa9"
                        "e\xcc\x81z\n      ^\n"
                        "x:3:8: error: bad \\x1b[2J \\u202e \\n\n  \\x1b[31m\\xff\\xc2z\n                  ^\n"
                        "x:4:99: error: end\n  cut\\xe4\\xb8\n             ^\n"
                        "x:5:1: error: beyond\n"
                        "5 errors\n");
    mandate_diagnostics_free(diagnostics);
}

static void test_diagnostics_long(void **state) {
    (void)state;
    struct text line = {0}, expected = {0};
    for (int i = 0; i < 1000; i++) text_print(&line, "%d", i % 10);
    struct mandate_source source = source_of("x", line.bytes);
    struct mandate_diagnostics *diagnostics = mandate_diagnostics_new();
    mandate_error_add(diagnostics, at(&source, 1, 501, 2), NULL, "here");
    text_print(&expected, "x:1:501: error: here\n  ...%.100s...\n  %63s^~\n1 error\n", line.bytes + 440, "");
    prints(diagnostics, expected.bytes);
    mandate_error_add(diagnostics, at(NULL, 0, 0, 1), NULL, "%s%s%s", line.bytes, line.bytes, line.bytes);
    mandate_diagnostics_free(diagnostics);
    text_free(&line);
    text_free(&expected);
}

static void test_diagnostics_many(void **state) {
    (void)state;
    struct mandate_diagnostics *diagnostics = mandate_diagnostics_new();
    for (int i = 0; i < 250; i++) mandate_error_add(diagnostics, at(NULL, 0, 0, 1), NULL, "number %d", i);
    assert_int_equal(mandate_diagnostics_errors(diagnostics), 250);
    char *bytes = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&bytes, &size);
    mandate_diagnostics_print(diagnostics, stream, true);
    assert_int_equal(fclose(stream), 0);
    assert_non_null(strstr(bytes, "number 199\n250 errors (50 not shown)\n"));
    assert_non_null(strstr(bytes, "\033[1;31merror:\033[0m number 0\n"));
    free(bytes);
    mandate_diagnostics_free(diagnostics);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena),
        cmocka_unit_test(test_memory_grow),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_real_write),
        cmocka_unit_test(test_real_round_trip),
        cmocka_unit_test(test_real_read),
        cmocka_unit_test(test_numbers_ignore_locale),
        cmocka_unit_test(test_file_write),
        cmocka_unit_test(test_file_large),
        cmocka_unit_test(test_file_failures),
        cmocka_unit_test(test_file_append),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_diagnostics_order),
        cmocka_unit_test(test_diagnostics_characters),
        cmocka_unit_test(test_diagnostics_long),
        cmocka_unit_test(test_diagnostics_many),
    };
    return cmocka_run_group_tests(tests, folder_begin, folder_end);
}
