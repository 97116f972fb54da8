# SPDX-License-Identifier: Apache-2.0
# smimelint: make, make demo, make check, make check-san, make coverage, make fuzz, make bench, make install,
# make check-html, make prove, make deb
#
# No configure step.  DEV=1 turns warnings into errors; CFLAGS, CPPFLAGS,
# LDFLAGS, CC, prefix and DESTDIR mean what they always do.

CC ?= cc
AR ?= ar
LD ?= ld
OBJCOPY ?= objcopy
PKG_CONFIG ?= pkg-config
READELF ?= readelf
prefix ?= /usr/local
VARIANT ?= release

VERSION := $(shell sed -n 's/^.define SMIMELINT_VERSION_[A-Z]* //p' src/smimelint.h | paste -sd. )
SOVERSION := 0

# ---- flags ----

CSTD = -std=c11 -D_POSIX_C_SOURCE=200809L
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-qual -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wvla -Wformat=2 -Wundef -Wpointer-arith -Wwrite-strings \
	-Wimplicit-fallthrough -Wnull-dereference
HARD = -O2 -g -fstack-protector-strong -fno-common -fvisibility=hidden -fPIC -fno-plt
ifeq ($(VARIANT),release)
HARD += -D_FORTIFY_SOURCE=2
endif
IS_CLANG := $(shell $(CC) --version 2>/dev/null | grep -c clang)
ifeq ($(IS_CLANG),0)
WARN += -Wduplicated-cond -Wduplicated-branches -Wlogical-op
endif
ifneq ($(filter x86_64%,$(shell $(CC) -dumpmachine 2>/dev/null)),)
HARD += -fcf-protection=full -fstack-clash-protection
endif
LHARD = -Wl,-z,relro,-z,now,-z,noexecstack
ifdef DEV
WARN += -Werror
endif

SANFLAGS.release =
SANFLAGS.san = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -O1
SANFLAGS.tsan = -fsanitize=thread -O1
SANFLAGS.ubsan = -fsanitize=undefined -fno-sanitize-recover=all -O1
SANFLAGS.fuzz = -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -O1
SANFLAGS.cover = --coverage -O0
SAN = $(SANFLAGS.$(VARIANT))

LIB_PKGS = libcrypto libidn2
TOOL_PKGS = zlib libzstd
TEST_PKGS = libcjson
LIBS = $(shell $(PKG_CONFIG) --libs $(LIB_PKGS)) -lunistring -lm
TOOL_LIBS = $(shell $(PKG_CONFIG) --libs $(TOOL_PKGS))
TEST_LIBS = $(shell $(PKG_CONFIG) --libs $(TEST_PKGS))
PKG_CFLAGS = $(shell $(PKG_CONFIG) --cflags $(LIB_PKGS) $(TOOL_PKGS) $(TEST_PKGS) 2>/dev/null)

ALL_CPPFLAGS = -Isrc -I. $(PKG_CFLAGS) $(CPPFLAGS)
ALL_CFLAGS = $(CSTD) $(WARN) $(HARD) $(SAN) -ffile-prefix-map=$(CURDIR)=. $(CFLAGS)
ALL_LDFLAGS = $(LHARD) $(SAN) $(LDFLAGS)

# ---- what is built ----

B = build/$(VARIANT)
ifeq ($(VARIANT),release)
OUT = build
else
OUT = $(B)
endif

# The rooms of the command, each with what lies in it; every other room is the library's.
TOOL_ROOMS = os input report option command
TOOL_SRC := $(sort $(shell find $(TOOL_ROOMS:%=src/%) -name '*.c'))
LIB_SRC := $(sort $(filter-out $(TOOL_SRC),$(shell find src rules -name '*.c')))
UNIT_SRC := $(sort $(shell find tests/unit -name '*.c'))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
RECIPE_SRC := $(sort $(wildcard tests/recipe/*.c))
RECIPES := $(sort $(shell find testdata -name '*.recipe'))

LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o)
TOOL_OBJ := $(TOOL_SRC:%.c=$(B)/%.o) $(B)/gen/html_assets.o $(B)/gen/examples.o
# What the command uses besides the public interface: text, days, arenas, DER framing.
TOOL_BASE_OBJ := $(filter $(B)/src/base/%.o $(B)/src/der/%.o,$(LIB_OBJ))
RUN_SRC := $(sort $(wildcard tests/rules/*.c))
RUN_OBJ := $(RUN_SRC:%.c=$(B)/%.o)
RECIPE_OBJ := $(RECIPE_SRC:%.c=$(B)/%.o)
UNITS := $(UNIT_SRC:tests/unit/%.c=$(B)/unit/%)
REPLAYS := $(FUZZ_SRC:tests/fuzz/%.c=$(B)/fuzz/%-replay)

.PHONY: all
all: $(OUT)/smimelint $(OUT)/libsmimelint.a $(OUT)/libsmimelint.so.$(SOVERSION)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

# Which objects the libraries are made of: a file that is gone, or new, makes them anew.
$(B)/objects: FORCE
	@mkdir -p $(@D)
	@echo $(LIB_OBJ) $(TOOL_OBJ) | cmp -s - $@ || echo $(LIB_OBJ) $(TOOL_OBJ) > $@
.PHONY: FORCE
FORCE:

# All objects with every symbol, for the tests.
$(B)/libinternal.a: $(LIB_OBJ) $(B)/objects
	@rm -f $@
	$(AR) rcs $@ $(LIB_OBJ)

# One object in which only the public symbols are left global.  Groups of sections (i386: how functions learn
# where they are) must be resolved in it, or each would lose its own copy.
$(OUT)/libsmimelint.a: $(LIB_OBJ) $(B)/objects
	@mkdir -p $(@D)
	$(LD) -r --force-group-allocation $(LIB_OBJ) -o $(B)/smimelint-all.o
	$(OBJCOPY) --localize-hidden $(B)/smimelint-all.o
	@rm -f $@
	$(AR) rcs $@ $(B)/smimelint-all.o

$(OUT)/libsmimelint.so.$(SOVERSION): $(LIB_OBJ) $(B)/objects src/smimelint.map
	@mkdir -p $(@D)
	$(CC) -shared -Wl,-soname,libsmimelint.so.$(SOVERSION) -Wl,--version-script=src/smimelint.map \
		$(ALL_LDFLAGS) $(if $(SAN),,-Wl,-z,defs) $(LIB_OBJ) $(LIBS) -o $@

# The command loads some libraries late (src/os/late.c), so that it is not linked with them.
LATE_OBJ = $(B)/src/os/late.o
LATE_PKGS = libidn2 zlib libzstd
LATE_LIBS = $(shell $(PKG_CONFIG) --libs $(LATE_PKGS)) -lunistring
NOW_LIBS = $(shell $(PKG_CONFIG) --libs libcrypto) -lm
# The rules are tables of 17,000 pointers, each of which the loader sets: packed where a program that is linked so finds one set.
PACKED = -Wl,-z,pack-relative-relocs
packed_where = $(shell mkdir -p $(B) && echo 'static int x; int *volatile p = &x; int main(void) { return p != &x; }' | \
	$(CC) -x c - -fPIC $(1) $(PACKED),--fatal-warnings -o $(B)/packed 2> /dev/null && $(B)/packed && echo $(PACKED))
RELOCS = $(call packed_where,-pie)
$(OUT)/smimelint: $(TOOL_OBJ) $(TOOL_BASE_OBJ) $(OUT)/libsmimelint.a
	$(CC) $(ALL_LDFLAGS) $(RELOCS) -pie $(TOOL_OBJ) $(TOOL_BASE_OBJ) $(OUT)/libsmimelint.a $(NOW_LIBS) -lpthread -o $@

# The names under which they are loaded are those that a program linked with them would ask for; packages depend on what this is linked with.
$(B)/gen/late.so:
	@mkdir -p $(@D)
	$(CC) -shared $(LDFLAGS) -Wl,--no-as-needed $(LATE_LIBS) -o $@
$(B)/gen/late_names.h: $(B)/gen/late.so
	$(READELF) -d $< | sed -n 's/.*(NEEDED).*\[\(lib\([a-z0-9]*\)\.so.*\)\]/#define LATE_\2 "\1"/p' > $@
$(LATE_OBJ): $(B)/gen/late_names.h
$(LATE_OBJ): ALL_CPPFLAGS += -include $(B)/gen/late_names.h

# The style sheet and the script of the HTML report are part of the command.
HTML_ASSETS = src/report/html/report.css src/report/html/report.js
$(B)/gen/html_assets.c: src/report/html/embed.sh $(HTML_ASSETS)
	@mkdir -p $(@D)
	sh src/report/html/embed.sh $(HTML_ASSETS) > $@.tmp
	mv $@.tmp $@
$(B)/gen/html_assets.o: $(B)/gen/html_assets.c
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c $< -o $@

# So are the examples of `explain`.
$(B)/gen/examples.c: src/command/rules/examples.txt
	@mkdir -p $(@D)
	{ printf '#include "command/rules/examples.h"\n\nconst unsigned char examples_text[] = {\n'; \
	od -An -v -tu1 $< | sed 's/^ *//; s/  */,/g; s/$$/,/'; \
	printf '};\nconst size_t examples_size = sizeof examples_text;\n'; } > $@.tmp
	mv $@.tmp $@
$(B)/gen/examples.o: $(B)/gen/examples.c
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c $< -o $@

# ---- tests ----

$(B)/tests/unit/%.o: ALL_CPPFLAGS += -Itests
$(B)/unit/%: $(B)/tests/unit/%.o $(B)/libinternal.a
	@mkdir -p $(@D)
	$(CC) $< $(ALL_LDFLAGS) $(UNIT_LIBS) $(B)/libinternal.a $(LIBS) $(TOOL_LIBS) $(TEST_LIBS) -lcmocka -lpthread -o $@

$(B)/fuzz/%-replay: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/replay.o $(B)/libinternal.a
	@mkdir -p $(@D)
	$(CC) $< $(B)/tests/fuzz/replay.o $(ALL_LDFLAGS) $(FUZZ_LIBS) $(B)/libinternal.a $(LIBS) $(TOOL_LIBS) $(TEST_LIBS) -o $@
.SECONDARY: $(UNIT_SRC:%.c=$(B)/%.o) $(FUZZ_SRC:%.c=$(B)/%.o)

# The command without its main(), for the tests of its parts, which are linked with all libraries.
$(B)/libtool.a: $(filter-out $(B)/src/command/main.o $(LATE_OBJ),$(TOOL_OBJ)) $(B)/objects
	@rm -f $@
	$(AR) rcs $@ $(filter %.o,$^)

# Tests of the command's rooms.
TOOL_UNITS := $(filter $(TOOL_ROOMS:%=$(B)/unit/%/%),$(UNITS))
$(TOOL_UNITS): $(B)/libtool.a
$(TOOL_UNITS): UNIT_LIBS = $(B)/libtool.a
WRAP_MALLOC = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
WRAP_ARENA = -Wl,--wrap=arena_take,--wrap=arena_array,--wrap=arena_grow,--wrap=arena_text,--wrap=arena_printf
$(B)/unit/engine/alloc: UNIT_LIBS = $(WRAP_MALLOC)
$(B)/unit/engine/fault: UNIT_LIBS = $(WRAP_MALLOC) $(WRAP_ARENA)
$(B)/unit/command/nomem: UNIT_LIBS = $(WRAP_MALLOC) $(WRAP_ARENA) -Wl,--wrap=strdup $(B)/libtool.a
$(B)/unit/command/import: UNIT_LIBS = -Wl,--wrap=strcmp,--wrap=strcasecmp,--wrap=memchr,--wrap=arena_take $(B)/libtool.a
$(B)/unit/command/lacking: UNIT_LIBS = -Wl,--wrap=archive_library $(B)/libtool.a
$(B)/unit/os/clock: UNIT_LIBS = -Wl,--wrap=_exit $(B)/libtool.a
$(B)/unit/input/arrival: UNIT_LIBS = -Wl,--wrap=run_certificate $(B)/libtool.a
$(B)/unit/input/mime: UNIT_LIBS = -Wl,--wrap=memchr $(B)/libtool.a
$(B)/unit/input/streams: UNIT_LIBS = $(WRAP_MALLOC) -Wl,--wrap=free $(B)/libtool.a
FUZZ_TOOLS = archive command config container html import merge pem report resume serve template
FUZZ_TOOL_REPLAYS := $(FUZZ_TOOLS:%=$(B)/fuzz/fuzz_%-replay)
$(FUZZ_TOOL_REPLAYS): $(B)/libtool.a
$(FUZZ_TOOL_REPLAYS): FUZZ_LIBS = $(B)/libtool.a

# ---- test data: testdata/README.md ----

# Reads recipes and builds their certificates; for mkcert, the rule runner and their unit tests.
$(B)/librecipe.a: $(RECIPE_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

RECIPE_UNITS := $(filter $(B)/unit/recipe/%,$(UNITS)) $(patsubst %,$(B)/unit/engine/%,issuers known paths profile engine ca_profile past past_answers past_keys past_moment past_order vouch) $(addprefix $(B)/unit/,result/result x509/revocation)
$(RECIPE_UNITS): $(B)/librecipe.a
$(RECIPE_UNITS): UNIT_LIBS = $(B)/librecipe.a
$(B)/unit/engine/vouch: UNIT_LIBS = -Wl,--wrap=vouch_for_response,--wrap=key_verify $(B)/librecipe.a
GATE_OBJ = $(B)/tests/rules/gate.o $(B)/tests/rules/finding.o
$(B)/unit/rules/gate: $(GATE_OBJ)
$(B)/unit/rules/gate: UNIT_LIBS = $(GATE_OBJ)
RUNNER_OBJ = $(B)/tests/rules/finding.o $(B)/tests/rules/judge.o $(B)/tests/rules/lint.o $(B)/tests/rules/record.o $(B)/tests/rules/rebase.o
$(B)/unit/rules/runner: $(RUNNER_OBJ) $(B)/librecipe.a
$(B)/unit/rules/runner: UNIT_LIBS = $(RUNNER_OBJ) $(B)/librecipe.a

$(B)/mkcert: $(B)/tests/tools/mkcert.o $(B)/librecipe.a $(filter $(B)/src/base/% $(B)/src/der/%,$(LIB_OBJ))
	$(CC) $(ALL_LDFLAGS) $^ $(LIBS) -o $@

$(B)/mkformat: $(B)/tests/tools/mkformat.o $(B)/libinternal.a
	$(CC) $(ALL_LDFLAGS) $^ $(LIBS) -o $@

$(B)/rules-run: $(RUN_OBJ) $(B)/librecipe.a $(B)/libinternal.a
	$(CC) $(ALL_LDFLAGS) -Wl,--wrap=beyond_limit,--wrap=unreadable_above $^ $(LIBS) -o $@

# What no option and no neighbour may hide.
GUARDS := $(patsubst tests/guard/%.c,$(B)/guard/%,$(wildcard tests/guard/*.c))
$(GUARDS): $(B)/guard/%: $(B)/tests/guard/%.o $(B)/librecipe.a $(B)/libinternal.a
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) $(filter %.o,$^) $(GUARD_LIBS) $(filter %.a,$^) $(LIBS) -o $@
$(B)/guard/torn: $(B)/libtool.a
$(B)/guard/torn: GUARD_LIBS = $(B)/libtool.a $(B)/libinternal.a $(TOOL_LIBS)
$(B)/guard/options: $(B)/tests/rules/finding.o $(B)/tests/rules/lint.o $(B)/tests/rules/record.o
$(B)/guard/astray $(B)/guard/behind $(B)/guard/emptied $(B)/guard/tails $(B)/guard/spoilt $(B)/guard/unread: $(B)/tests/rules/edit.o

# All cases and pairs of them.  Each guard is a target of its own, so that -j runs several at once.
GUARD_RUNS := options pairs combine limits names values second_subject tails spoilt unread behind astray emptied carriers damage
.PHONY: check-guards $(GUARD_RUNS:%=check-guard-%)
check-guards: $(GUARD_RUNS:%=check-guard-%)
$(GUARD_RUNS:%=check-guard-%): all $(GUARDS) $(B)/rules-run
check-guard-options check-guard-combine check-guard-tails check-guard-spoilt check-guard-unread check-guard-behind check-guard-astray check-guard-emptied:
	$(B)/guard/$(@:check-guard-%=%) $(RECIPES)
check-guard-limits check-guard-names check-guard-values:
	$(B)/guard/$(@:check-guard-%=%)
check-guard-pairs:
	$(B)/guard/options --pairs --every 7 $(RECIPES)
check-guard-second_subject:
	$(B)/guard/second_subject $(filter-out testdata/demo/%,$(RECIPES))
check-guard-carriers:
	sh tests/guard/carriers.sh $(OUT)/smimelint $(B)/guard/carriers
check-guard-damage:
	$(B)/rules-run --no-gate --damage-all $(RECIPES)

# Random certificates, CRLs and responses with known deviations; chains; texts with a torn certificate.
RANDOM_RUNS := random revocation chains torn
SEED = 1
N = 2000
.PHONY: check-random $(RANDOM_RUNS:%=check-random-%)
check-random: $(RANDOM_RUNS:%=check-random-%)
check-random-random check-random-revocation check-random-torn: check-random-%: $(B)/guard/%
	$(B)/guard/$* --seed $(SEED) --number $(N)
check-random-chains: $(B)/guard/chains
	$(B)/guard/chains --seed $(SEED) --number $$(( $(N) / 10 ))

# Every limit, its value and what happens beyond it.
.PHONY: limits
limits:
	@sh tests/tree/limits.sh --print

# The bundles; the expectations (read the difference before you commit it); the check.
.PHONY: testdata testdata-rebase check-rules check-deletions check-changes
testdata: $(B)/mkcert
	$(B)/mkcert $(RECIPES)
testdata-rebase: $(B)/rules-run
	$(B)/rules-run --no-gate --rebase $(RECIPES)
check-rules: $(B)/rules-run
	$(B)/rules-run $(RUN_FLAGS) $(RECIPES)
# Who leaves a fact out of a record gains nothing by it.
check-deletions: $(B)/rules-run
	$(B)/rules-run --no-gate --deletions-all $(RUN_FLAGS) $(filter testdata/base/% testdata/evidence/%,$(RECIPES))
# A value that the text forbids never passes.
check-changes: $(B)/rules-run
	$(B)/rules-run --no-gate --changes $(RUN_FLAGS) $(filter testdata/base/% testdata/evidence/%,$(RECIPES))

.PHONY: units
units: $(UNITS)
	@set -e; for t in $(UNITS); do $$t; done

# ---- what one types ----

# Says what is missing of the tools and libraries; installs it where apt-get and the right to use it are there.
.PHONY: deps
deps:
	@CC="$(CC)" PKG_CONFIG="$(PKG_CONFIG)" sh tests/tools/deps.sh

# As many at once as there are processors, where nobody says how many (make -j).
JOBS = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell getconf _NPROCESSORS_ONLN))

DEMO = $(OUT)/smimelint testdata/demo/demo.pem

.PHONY: demo
demo: deps
	@echo 'building'
	@$(MAKE) --no-print-directory -s $(JOBS) all
	@echo '$$ $(DEMO)'
	@$(DEMO) || test $$? -eq 1

# Everything that make check runs is built here, so that it can be built in parallel.
.PHONY: check-build
check-build: all $(UNITS) $(REPLAYS) $(B)/mkcert $(B)/mkformat $(B)/rules-run $(GUARDS)

.PHONY: check
check: deps
	@echo 'building'
	@$(MAKE) --no-print-directory -s $(JOBS) check-build
	@echo 'testing'
	@B=$(B) OUT=$(OUT) sh tests/check.sh cli deletions changes rules units guards damage tree docs fuzz

# The same under the address and undefined behaviour sanitizers, but for the checks of the tree itself;
# then the workers of the command under the thread sanitizer.
# The gate lints the cases again by two rules at a time, which takes four times as long: SAN_RULES= has it, too.
SAN_RULES = --no-gate
.PHONY: check-san
check-san: deps
	@echo 'building with sanitizers'
	@$(MAKE) --no-print-directory -s VARIANT=san check-build
	@echo 'testing'
	@B=build/san OUT=build/san ASAN_OPTIONS=detect_leaks=1 RULES_FLAGS=$(SAN_RULES) sh tests/check.sh rules units cli fuzz
	@$(MAKE) --no-print-directory -s VARIANT=tsan build/tsan/smimelint
	@SMIMELINT=build/tsan/smimelint sh tests/cli/run.sh jobs

# The workers over all of testdata in every form under the thread sanitizer: minutes.
.PHONY: check-tsan
check-tsan:
	@$(MAKE) --no-print-directory -s VARIANT=tsan build/tsan/smimelint
	@sh tests/workers.sh build/tsan/smimelint

# The unit tests and the fuzz targets' inputs by what clang holds for undefined, NULL + 0 for one.
.PHONY: check-ubsan
check-ubsan:
	@$(MAKE) --no-print-directory -s VARIANT=ubsan CC="$(FUZZ_CC)" check-build
	@MAKE="$(MAKE) VARIANT=ubsan" B=build/ubsan OUT=build/ubsan sh tests/check.sh units fuzz

# What the tests run of each folder, in lines and branches; fails below the bounds that stand in the script.
.PHONY: coverage
coverage: deps
	@echo 'building for coverage'
	@$(MAKE) --no-print-directory -s VARIANT=cover check-build
	@find build/cover -name '*.gcda' -delete
	@echo 'testing'
	@B=build/cover OUT=build/cover sh tests/check.sh rules deletions changes units cli guards damage docs fuzz
	@python3 tests/tools/coverage.py build/cover

.PHONY: check-cli
check-cli: $(OUT)/smimelint
	@SMIMELINT=$(OUT)/smimelint sh tests/cli/run.sh

# SARIF reports by the published schema, which npm has; without npm it says so.
.PHONY: check-sarif
check-sarif: $(OUT)/smimelint
	@SMIMELINT=$(OUT)/smimelint sh tests/sarif/check.sh

# The HTML report in a headless browser; tests/html/run.sh says what it needs.
.PHONY: check-html
check-html: $(OUT)/smimelint
	@sh tests/html/run.sh check.py $(OUT)/smimelint

# Time and memory of 100,000 certificates with as many records of evidence.
.PHONY: bench-evidence
bench-evidence: $(OUT)/smimelint
	@python3 tests/bench/evidence.py $(OUT)/smimelint 100000

# Time, memory and size of the report of 100,000 certificates.
.PHONY: bench-html
bench-html: $(OUT)/smimelint $(B)/certs_der
	@sh tests/html/run.sh bench.py $(OUT)/smimelint $(B)/certs_der
$(B)/certs_der: tests/html/certs_der.c tests/bench/certs.c tests/bench/certs.h
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) tests/html/certs_der.c tests/bench/certs.c $(ALL_LDFLAGS) $(LIBS) -o $@

SHELLS = bash zsh fish

.PHONY: docs completions
completions: docs
docs: $(OUT)/smimelint $(B)/mkformat
	$(B)/mkformat schema > src/evidence/record/record.schema.json
	sh tests/tools/examples.sh > src/command/rules/examples.txt
	sh tests/tools/members.sh $(B)/mkformat man/smimelint-evidence.5
	$(OUT)/smimelint rules --format man > man/smimelint-rules.7.tmp
	mv man/smimelint-rules.7.tmp man/smimelint-rules.7
	for shell in $(SHELLS); do $(OUT)/smimelint completion $$shell -o completions/smimelint.$$shell || exit; done

# ---- installation ----

bindir = $(prefix)/bin
libdir = $(prefix)/lib
includedir = $(prefix)/include
mandir = $(prefix)/share/man
sharedir = $(prefix)/share
SOFILE = libsmimelint.so.$(SOVERSION)

.PHONY: install
install: all
	install -d $(DESTDIR)$(bindir) $(DESTDIR)$(libdir)/pkgconfig $(DESTDIR)$(includedir) \
		$(DESTDIR)$(mandir)/man1 $(DESTDIR)$(mandir)/man3 $(DESTDIR)$(mandir)/man5 $(DESTDIR)$(mandir)/man7 \
		$(DESTDIR)$(sharedir)/smimelint
	install -m 755 $(OUT)/smimelint $(DESTDIR)$(bindir)
	install -m 644 $(OUT)/libsmimelint.a $(DESTDIR)$(libdir)
	install -m 755 $(OUT)/$(SOFILE) $(DESTDIR)$(libdir)/libsmimelint.so.$(VERSION)
	ln -sf libsmimelint.so.$(VERSION) $(DESTDIR)$(libdir)/$(SOFILE)
	ln -sf $(SOFILE) $(DESTDIR)$(libdir)/libsmimelint.so
	install -m 644 src/smimelint.h $(DESTDIR)$(includedir)
	sed -e 's|@prefix@|$(prefix)|; s|@libdir@|$(libdir)|; s|@includedir@|$(includedir)|; s|@version@|$(VERSION)|' \
		src/smimelint.pc.in > $(DESTDIR)$(libdir)/pkgconfig/smimelint.pc
	install -m 644 man/smimelint.1 $(DESTDIR)$(mandir)/man1
	install -m 644 man/libsmimelint.3 $(DESTDIR)$(mandir)/man3
	install -m 644 man/smimelint-evidence.5 $(DESTDIR)$(mandir)/man5
	install -m 644 man/smimelint-rules.7 $(DESTDIR)$(mandir)/man7
	install -d $(DESTDIR)$(sharedir)/doc/smimelint/examples
	install -m 644 man/examples/*.json $(DESTDIR)$(sharedir)/doc/smimelint/examples
	install -m 644 src/evidence/record/record.schema.json $(DESTDIR)$(sharedir)/smimelint
	install -d $(DESTDIR)$(sharedir)/bash-completion/completions $(DESTDIR)$(sharedir)/zsh/site-functions \
		$(DESTDIR)$(sharedir)/fish/vendor_completions.d
	install -m 644 completions/smimelint.bash $(DESTDIR)$(sharedir)/bash-completion/completions/smimelint
	install -m 644 completions/smimelint.zsh $(DESTDIR)$(sharedir)/zsh/site-functions/_smimelint
	install -m 644 completions/smimelint.fish $(DESTDIR)$(sharedir)/fish/vendor_completions.d

# ---- releases ----

DIST = smimelint-$(VERSION)
DEB_VERSION = $(shell sed -n '1s/.*(\(.*\)).*/\1/p' debian/changelog)

# The tarball of the commit at hand, its contents as SPDX, and checksums: the same octets every time.
.PHONY: dist
dist: $(OUT)/smimelint
	@mkdir -p $(OUT)/dist
	git archive --format=tar --prefix=$(DIST)/ HEAD | gzip -9n > $(OUT)/dist/$(DIST).tar.gz
	PKG_CONFIG="$(PKG_CONFIG)" sh packaging/sbom.sh $(VERSION) > $(OUT)/dist/$(DIST).spdx.json
	cd $(OUT)/dist && sha256sum $(DIST).tar.gz $(DIST).spdx.json > SHA256SUMS

# The command in one file that needs no library: half the time of a start, and any container.
# What is read may be hostile, and has one attempt to guess where the code lies: so it lies elsewhere each time, which is a third of a start
# (166 pages of relocated tables).  Who does without, or has a C library without start files for it, takes STATIC=-static.
STATIC ?= -static-pie
STATIC_LIBS = $(shell $(PKG_CONFIG) --static --libs $(LIB_PKGS) $(TOOL_PKGS)) -lunistring -lm
.PHONY: static check-static
static: $(OUT)/smimelint-static
# It loads no library, so that it reads no archives, and none of what a configuration of OpenSSL names, so that it reads none.
STATIC_SRC = src/input/pack/library.c src/os/crypto.c
STATIC_OWN = $(STATIC_SRC:%.c=$(B)/static/%.o)
STATIC_OBJ = $(filter-out $(LATE_OBJ) $(STATIC_SRC:%.c=$(B)/%.o),$(TOOL_OBJ)) $(STATIC_OWN)
$(STATIC_OWN): $(B)/static/%.o: %.c %.h
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) -DSMIMELINT_STATIC $(ALL_CFLAGS) -c $< -o $@
$(OUT)/smimelint-static: $(STATIC_OBJ) $(TOOL_BASE_OBJ) $(OUT)/libsmimelint.a
	$(CC) $(ALL_LDFLAGS) $(STATIC) $(call packed_where,$(STATIC)) $(STATIC_OBJ) $(TOOL_BASE_OBJ) $(OUT)/libsmimelint.a $(STATIC_LIBS) -lpthread -o $@
check-static: $(OUT)/smimelint-static $(OUT)/smimelint
	sh tests/static/check.sh $(OUT)/smimelint-static $(OUT)/smimelint

# make deb makes the Debian packages out of the tarball; make check-deb makes them twice, compares, and uses them.
.PHONY: deb check-deb
deb: dist
	sh packaging/deb.sh $(OUT)/dist/$(DIST).tar.gz $(OUT)/deb
check-deb: deb
	rm -rf $(OUT)/deb.first
	mv $(OUT)/deb $(OUT)/deb.first
	sh packaging/deb.sh $(OUT)/dist/$(DIST).tar.gz $(OUT)/deb
	for deb in $(OUT)/deb/*.deb; do cmp $$deb $(OUT)/deb.first/$${deb##*/} || exit; done
	rm -r $(OUT)/deb.first
	sh tests/deb/smoke.sh $(OUT)/deb
	lintian --allow-root --fail-on error --suppress-tags initial-upload-closes-no-bugs $(OUT)/deb/*.changes

# ---- benchmark ----

# Times and instructions; ONLY=lint|bundle|evidence|report|start|hostile|texts measures one part, ONLY=scale what takes minutes.
# The start of the static build stands beside the other where "make static" has made one.

BENCH_SRC := $(filter-out tests/bench/startup.c tests/bench/json.c,$(sort $(wildcard tests/bench/*.c)))

# Measured beside ours where it is installed.
MBEDTLS_LIBS := $(if $(wildcard /usr/include/mbedtls/x509_crt.h),-lmbedx509 -lmbedcrypto)
$(B)/bench: $(BENCH_SRC) $(wildcard tests/bench/*.h) $(OUT)/libsmimelint.a
	$(CC) $(ALL_CPPFLAGS) $(if $(MBEDTLS_LIBS),-DBENCH_MBEDTLS) $(ALL_CFLAGS) $(BENCH_SRC) $(ALL_LDFLAGS) \
		$(OUT)/libsmimelint.a $(LIBS) $(MBEDTLS_LIBS) -lpthread -o $@

$(B)/startup: tests/bench/startup.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $< $(ALL_LDFLAGS) -pie $(shell $(PKG_CONFIG) --libs libcrypto) -o $@

YYJSON := $(shell $(PKG_CONFIG) --exists yyjson 2>/dev/null && echo yyjson)
$(B)/json: tests/bench/json.c $(B)/libinternal.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(if $(YYJSON),-DBENCH_YYJSON $(shell $(PKG_CONFIG) --cflags yyjson)) $(ALL_CFLAGS) $< $(ALL_LDFLAGS) \
		$(B)/libinternal.a $(if $(YYJSON),$(shell $(PKG_CONFIG) --libs yyjson)) $(LIBS) -o $@

.PHONY: bench
bench: $(B)/bench $(B)/startup $(B)/json $(OUT)/smimelint
	@python3 tests/bench/bench.py $(OUT) $(B) $(ONLY)

# CRLs and OCSP responses: instructions for each entry, time beside OpenSSL's, memory.
.PHONY: bench-crl
bench-crl: $(OUT)/smimelint
	@python3 tests/bench/crl.py $(OUT)

# What a certificate costs in instructions stays within a tenth of tests/bench/instructions.txt.
.PHONY: check-instructions
check-instructions: $(B)/bench $(B)/startup $(OUT)/smimelint
	@python3 tests/bench/check.py $(OUT) $(B) "gcc-$(shell $(CC) -dumpversion)"

# make fuzz F=cert T=60: runs tests/fuzz/fuzz_cert.c for 60 seconds.  The corpus
# in the tree is read only; what is new goes to build/fuzz/corpus/<target>.  make fuzz-all T=20 runs all of them.
# FUZZ_SEED=7 begins with the same random numbers each time.
F ?= cert
T ?= 60
export FUZZ_SEED ?= 0
FUZZ_CC ?= clang
FUZZERS := $(FUZZ_SRC:tests/fuzz/%.c=$(B)/fuzz/%)
# The objects are those of the variant; libFuzzer's main() comes with the link.  All inputs of a target share one OpenSSL.
FUZZ_KEPT = $(B)/tests/fuzz/kept.o -Wl,--wrap=key_lib_new,--wrap=key_lib_free,--wrap=key_work_new,--wrap=key_work_free
$(FUZZERS): $(B)/fuzz/%: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/kept.o $(B)/libtool.a $(B)/libinternal.a
	@mkdir -p $(@D)
	$(CC) $< $(FUZZ_KEPT) $(ALL_LDFLAGS) -fsanitize=fuzzer $(B)/libtool.a $(B)/libinternal.a $(LIBS) $(TOOL_LIBS) $(TEST_LIBS) -lpthread -o $@
.PHONY: fuzzers
fuzzers: $(FUZZERS)

.PHONY: fuzz fuzz-all
fuzz:
	@$(MAKE) --no-print-directory -s VARIANT=fuzz CC="$(FUZZ_CC)" build/fuzz/fuzz/fuzz_$(F)
	sh tests/fuzz/run.sh build/fuzz $(T) $(F)
# Every target for T seconds, as many at once as there are processors, then how often each ran: now, and in all.
fuzz-all:
	@$(MAKE) --no-print-directory -s VARIANT=fuzz CC="$(FUZZ_CC)" fuzzers
	sh tests/fuzz/run.sh build/fuzz $(T)
	printf '%s\n' $(patsubst tests/fuzz/fuzz_%.c,%,$(FUZZ_SRC)) | xargs -n 1 -P "$$(getconf _NPROCESSORS_ONLN)" sh tests/fuzz/run.sh build/fuzz $(T)

# The readers that all others stand on, followed by Frama-C for every text of 0 to 64 octets: tests/prove/README.md.
# The check takes a few sizes, and sees that what reads too far is found.
.PHONY: prove check-prove
prove:
	sh tests/prove/run.sh
check-prove:
	sh tests/prove/check.sh

.PHONY: clean
clean:
	rm -rf build

-include $(RECIPE_OBJ:.o=.d) $(RUN_OBJ:.o=.d) $(B)/tests/tools/mkcert.d $(B)/tests/tools/mkformat.d $(LIB_OBJ:.o=.d) $(TOOL_OBJ:.o=.d) $(UNIT_SRC:%.c=$(B)/%.d) $(GUARDS:$(B)/guard/%=$(B)/tests/guard/%.d) $(FUZZ_SRC:%.c=$(B)/%.d)
