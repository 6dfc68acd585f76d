# Mandate: build, run, test, check, install. `make help` lists the targets.
# May be set: CC=clang, OPT=-O1, CI=1 (a warning is an error), V=1 (show commands), PREFIX=, DESTDIR=, JOBS=,
# FUZZ_SECONDS=.

ifeq ($(origin CC),default)
CC := gcc
endif
OPT ?= -O3
PREFIX ?= /usr/local
JOBS ?= $(shell nproc)
FUZZ_SECONDS ?= 60

# ---- flavours: each has its own folder under build/ ----

SANITIZE :=
FLAVOUR := $(if $(findstring clang,$(CC)),clang,release)
BUILD := build/$(FLAVOUR)

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wcast-qual \
            -Wformat=2 -Wvla -Wnull-dereference $(if $(CI),-Werror)
# The same bits on every compiler and processor: no contraction to fused multiply-add, and never -ffast-math.
NUMBERS := -ffp-contract=off -fno-math-errno -fno-trapping-math
SANITIZERS := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer -DSANITIZED)
# What runs in every step is optimised as a whole in the program; other programs link the same objects as they are.
HOT := base random stats model process engine
WHOLE := $(if $(filter -O3,$(OPT)),$(if $(filter gcc,$(CC)),-flto=auto))
COMPILE := $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude -Isim $(CPPFLAGS) $(OPT) -g -pthread $(NUMBERS) \
           $(WARNINGS) $(SANITIZERS) $(CFLAGS)
LIBRARIES := -lyaml -lgsl -lgslcblas -lnettle -lm

SOURCES := $(sort $(wildcard sim/*/*.c sim/*/*/*.c))
PROGRAM := $(filter sim/cli/%,$(SOURCES))
UNITS := $(wildcard tests/unit/test_*.c)
UNIT_HELP := $(filter-out $(UNITS),$(wildcard tests/unit/*.c))
UNIT_PROGRAMS := $(UNITS:tests/unit/%.c=$(BUILD)/tests/%)
FORMATTED := $(wildcard include/*.h include/*/*.h sim/*/*.[ch] sim/*/*/*.[ch] tests/unit/*.[ch] tests/fuzz/*.c)

objects = $(patsubst %.c,$(BUILD)/%.o,$(1))
# Targets that users call run their parts in parallel; those parts are real files.
PARTS = $(MAKE) --no-print-directory $(if $(V),,-s) $(if $(filter -j%,$(MAKEFLAGS)),,-j$(JOBS))
TO_BUILD := compiler gsl yaml nettle
TO_TEST := $(TO_BUILD) cmocka python ?gnuplot
export CC

.PHONY: all run test test-all page notebooks cluster asan ubsan tsan clang golden fuzz analyze format format-check layers bench docs verification validation install \
        dist clean help units sanitized FORCE
.DELETE_ON_ERROR:

all: ## build ./mandate
	@+$(PARTS) mandate

run: ## install what is missing, build, run the Mali study
	@.ci/deps $(TO_BUILD) ?gnuplot
	@+$(PARTS) mandate
	./mandate run scenarios/mali-2023/study.yaml -o out/mali-2023

test: ## install what is missing, build, run the fast tests
	@.ci/deps $(TO_TEST)
	@+$(PARTS) mandate units
	@python3 tests/run.py --mandate ./mandate --cases $(UNIT_PROGRAMS)

# ---- what gets built ----

mandate: $(BUILD)/mandate FORCE
	@cmp -s $< $@ || cp -f $< $@

units: $(UNIT_PROGRAMS)

$(BUILD)/mandate: $(call objects,$(PROGRAM)) $(BUILD)/libmandate.a
	$(COMPILE) $(WHOLE) $(LDFLAGS) $^ $(LIBRARIES) -o $@

$(BUILD)/libmandate.a: $(call objects,$(filter-out $(PROGRAM),$(SOURCES)))
$(BUILD)/libcli.a: $(call objects,$(filter-out sim/cli/main.c,$(PROGRAM)))
$(BUILD)/lib%.a:
	@rm -f $@
	$(AR) rcs $@ $^

$(UNIT_PROGRAMS): $(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(call objects,$(UNIT_HELP)) \
                                    $(BUILD)/libcli.a $(BUILD)/libmandate.a
	$(COMPILE) $(LDFLAGS) $^ -lcmocka $(LIBRARIES) -o $@

$(BUILD)/fuzz_study: $(BUILD)/tests/fuzz/fuzz_study.o $(BUILD)/libmandate.a
	$(COMPILE) -fsanitize=fuzzer $(LDFLAGS) $^ $(LIBRARIES) -o $@

$(call objects,$(filter $(HOT:%=sim/%/%),$(SOURCES))): private COMPILE += $(if $(WHOLE),-flto -ffat-lto-objects)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  $(CC) $<'
	$(COMPILE) -MMD -MP -c $< -o $@

# Other flags than last time: everything is compiled anew.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(COMPILE) $(WHOLE) $(LDFLAGS)' | cmp -s - $@ || echo '$(COMPILE) $(WHOLE) $(LDFLAGS)' >$@

.SECONDARY:
-include $(patsubst %.c,$(BUILD)/%.d,$(SOURCES) $(UNITS) $(UNIT_HELP))

# ---- checks beyond the fast tests ----

test-all: ## the fast tests, every check below, and the build with clang
	@+for target in test layers format-check page notebooks cluster asan ubsan tsan clang golden fuzz analyze; do \
	    echo "== $$target" && $(MAKE) --no-print-directory CI=1 $$target || exit 1; done

asan: ## unit tests and a tiny study under AddressSanitizer
	@+$(MAKE) --no-print-directory sanitized FLAVOUR=asan SANITIZE=address

ubsan: ## the same under UndefinedBehaviorSanitizer
	@+$(MAKE) --no-print-directory sanitized FLAVOUR=ubsan SANITIZE=undefined,float-cast-overflow

tsan: ## the same under ThreadSanitizer
	@+$(MAKE) --no-print-directory sanitized FLAVOUR=tsan SANITIZE=thread

clang: ## the same built with clang
	@.ci/deps clang
	@+$(MAKE) --no-print-directory sanitized CC=clang

page: ## the report opened in a browser without a screen
	@.ci/deps $(TO_TEST) chromium
	@+$(PARTS) mandate
	@python3 -m unittest discover -s tests/cli -p test_report.py

notebooks: ## notebooks/ executed on results of the Mali study, with pandas, matplotlib and R; pictures in build/notebooks
	@.ci/deps $(TO_TEST) pandas matplotlib nbconvert ipykernel r
	@+$(PARTS) mandate
	@python3 tests/more/notebooks.py

cluster: ## the scripts of docs/cluster.md on a Slurm of one node, started for it
	@.ci/deps $(TO_TEST) '?slurm' '?munge'
	@+$(PARTS) mandate
	@python3 tests/more/cluster.py

golden: ## the same bytes from other compilers, levels of optimisation and processors
	@.ci/deps $(TO_TEST) clang '?qemu-user'
	@+$(call GOLDEN,golden-O0,gcc,-O0)
	@+$(call GOLDEN,golden-clang,clang,-O2)
	@+$(call GOLDEN,golden-native,gcc,-O3 -march=native,Golden.test_this_processor)
	@+$(if $(filter x86_64,$(shell uname -m)),$(call GOLDEN,golden-x86-64,gcc,-O3 -march=x86-64))

# Flavour, compiler, level, tests (without them all).
GOLDEN = echo '$(2) $(3)' && $(PARTS) FLAVOUR=$(1) CC=$(2) OPT='$(3)' build/$(1)/mandate && \
         MANDATE=$(CURDIR)/build/$(1)/mandate python3 tests/identities/test_golden.py $(4)

fuzz: ## studies of any bytes, for FUZZ_SECONDS, under clang's sanitizers
	@.ci/deps $(TO_BUILD) clang
	@.ci/deps fuzzer
	@+$(PARTS) FLAVOUR=fuzz CC=clang SANITIZE=fuzzer-no-link,address,undefined,float-cast-overflow OPT=-O1 WARNINGS= \
	    build/fuzz/fuzz_study
	@mkdir -p build/fuzz/found
	@grep -ahoE '[a-z_]{3,40}' include/mandate/scenario.h scenarios/tiny/study.yaml tests/messages/*.yaml | sort -u | \
	    sed 's/.*/"&"/' >build/fuzz/words
	@cd tests/messages && UBSAN_OPTIONS=print_stacktrace=1 ../../build/fuzz/fuzz_study -max_total_time=$(FUZZ_SECONDS) \
	    -timeout=10 -max_len=10000 -dict=../../build/fuzz/words -artifact_prefix=../../build/fuzz/ -verbosity=0 \
	    -print_final_stats=1 ../../build/fuzz/found . ../../scenarios/tiny >../../build/fuzz/log 2>&1 || \
	    { grep -v '^"' ../../build/fuzz/log; exit 1; }
	@grep number_of_executed_units build/fuzz/log

# Warnings are for builds without the sanitizers' own code.
sanitized:
	@.ci/deps $(TO_TEST)
	@+$(PARTS) $(BUILD)/mandate units $(if $(SANITIZE),OPT=-O1 WARNINGS=)
	@python3 tests/run.py --mandate $(BUILD)/mandate --timeout 1800 $(UNIT_PROGRAMS)
	@rm -rf $(BUILD)/tiny
	$(BUILD)/mandate run scenarios/tiny/study.yaml -o $(BUILD)/tiny --quiet

# incorrectLogicOperator: cppcheck misreads hexadecimal numbers such as 0x1p900.
analyze: ## gcc -fanalyzer, clang-tidy, cppcheck
	@.ci/deps $(TO_BUILD) clang-tidy cppcheck
	@+$(PARTS) FLAVOUR=analyzer CC=gcc CI=1 OPT=-O1 CFLAGS=-fanalyzer build/analyzer/mandate
	@printf '%s\n' $(SOURCES) | xargs -P $(JOBS) -I FILE \
	    clang-tidy --quiet FILE -- -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude -Isim 2>/dev/null
	@cppcheck -j $(JOBS) --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
	    --suppress=missingIncludeSystem --suppress=incorrectLogicOperator --error-exitcode=1 \
	    -D_POSIX_C_SOURCE=200809L -Iinclude -Isim sim

format: ## lay out the C code by .clang-format (version 14)
	clang-format -i $(FORMATTED)

format-check: ## say where the layout differs
	@.ci/deps clang-format
	@differ=0; for file in $(FORMATTED); do \
	    clang-format $$file | cmp -s - $$file || { echo "$$file: run make format"; differ=1; }; done; exit $$differ

layers: ## who may include, call and name what (tests/layers)
	@.ci/deps $(TO_BUILD) python
	@+$(PARTS) $(BUILD)/libmandate.a $(BUILD)/libcli.a
	@python3 tests/layers.py tests/layers $(BUILD)

# ---- use ----

bench: all ## phase times and the fraction of the machine's floor
	./mandate bench

docs: all ## what is generated: docs/study.schema.json, docs/reference.md, tables in the other pages
	./mandate schema >docs/study.schema.json
	./mandate help reference >docs/reference.md
	python3 docs/keys.py

validation: all ## docs/validation.md: the studies of history against the record
	python3 docs/validation.py

verification: all ## docs/verification.md: every case against its closed form
	python3 tests/cases/run.py --report docs/verification.md >build/cases.log || { tail -n 20 build/cases.log; exit 1; }

install: all ## program, library, headers, manual and scenarios under DESTDIR/PREFIX
	install -D mandate $(DESTDIR)$(PREFIX)/bin/mandate
	install -Dm644 $(BUILD)/libmandate.a $(DESTDIR)$(PREFIX)/lib/libmandate.a
	for file in $$(cd include && find . -name '*.h'); do \
	    install -Dm644 include/$$file $(DESTDIR)$(PREFIX)/include/$$file || exit 1; done
	for file in README.md LICENSE $$(find docs -type f ! -name '*.py*'); do \
	    install -Dm644 $$file $(DESTDIR)$(PREFIX)/share/doc/mandate/$$file || exit 1; done
	for file in $$(find scenarios -type f); do \
	    install -Dm644 $$file $(DESTDIR)$(PREFIX)/share/mandate/$$file || exit 1; done

VERSION = $(shell sed -n 's/^\#define MANDATE_VERSION "\(.*\)"/\1/p' include/mandate.h)

dist: ## build/mandate-VERSION.tar.gz of the last commit
	@mkdir -p build
	git archive --prefix=mandate-$(VERSION)/ HEAD | gzip -9n >build/mandate-$(VERSION).tar.gz

clean: ## remove what was built (results under out/ stay)
	rm -rf build mandate

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 16
