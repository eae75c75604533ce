# recon: make builds the programs into build/bin.
#
#	make          the programs
#	make filters  the six filters alone
#	make deps     installs what building and testing need
#	make check    every test, and every test under AddressSanitizer and UBSan
#	make check-long  all of what make check tries a sample of: faults, deaths,
#	              power failures, limits, flipped bits, SQLite, sort(1) and
#	              a model of recon-roll beside ours, memcheck
#	make check-peers  transports against real servers on this machine, in
#	              both builds
#	make check-cluster  the filters in Spark and Hadoop on this machine
#	make quick    the unit tests alone
#	make test     every test, or TESTS='FILE...' of them, against $(BUILD)
#	make tsan     what uses threads, under ThreadSanitizer
#	make valgrind a sample of the tests under memcheck, or TESTS='FILE...'
#	make cover    how much of each room of lib/ the tests run, and what of its
#	              branches
#	make demo     three days of a small shop, reconciled, and of four systems
#	              that turn the day together
#	make lint     faults that are found without running anything
#	make fuzz     libFuzzer on whatever is read, a minute each (FUZZ_SECONDS)
#	make bench    speed, beside the tools people use today; BENCH='--help' says
#	              what can be asked for
#	make bench-flow  recon-flow, beside make and the runners people use today,
#	              and what its store costs; BENCH='--help' and STORE='--help'
#	make bench-balances  postings into accounts in PostgreSQL, and the accounts
#	               turned meanwhile
#	make bench-cut  the balances of a date verified, by recon-cut and
#	              recon-join; BENCH='--help'
#	make dist     the committed tree as $(BUILD)/recon-$(VERSION).tar.gz
#	make install  to $(DESTDIR)$(PREFIX)
#
# CC=clang BUILD=build/clang builds with another compiler beside the first;
# with WERROR=1, or where CI=true, no warning passes.

VERSION = 0.1.0
PREFIX = /usr/local
BUILD = build
CC = cc
CFLAGS = -O3 -g
# Optimised across modules when a program is linked; LTO= does without.
LTO = $(if $(findstring clang,$(CC)),,-flto=auto -ffat-lto-objects)
WERROR = $(filter true,$(CI))
WARNINGS = -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings $(if $(WERROR),-Werror)
# What an attacker finds closed. A sanitizer has its own, and without
# optimisation there is nothing to fortify; HARDEN= does without.
HARDEN = $(if $(findstring -fsanitize,$(CFLAGS))$(findstring -O0,$(CFLAGS)),,\
	-fPIE -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
HARDEN_LD = $(if $(HARDEN),-pie -Wl$(comma)-z$(comma)relro -Wl$(comma)-z$(comma)now)
comma = ,
ALL_CFLAGS = -std=c17 -D_DEFAULT_SOURCE -D_FILE_OFFSET_BITS=64 -Ilib -pthread \
	$(WARNINGS) $(HARDEN) $(CFLAGS) $(LTO)
LDLIBS = -Wl,--as-needed -lcsv -lpcre2-8 -lz -lzip -lxml2 -lnettle \
	-lutf8proc $(if $(YAJL),-lyajl) -pthread
# JSON is read where there is yajl; YAJL= does without.
YAJL := $(shell echo '\#include <yajl/yajl_parse.h>' | \
	$(CC) -E - >/dev/null 2>&1 && echo yes)
# recon-fetch and the transports that need a network library are built where it
# is; CURL= does without, RABBIT= too. Nothing else links one.
CURL := $(shell echo '\#include <curl/curl.h>' | \
	$(CC) -E - >/dev/null 2>&1 && echo yes)
RABBIT := $(shell echo '\#include <amqp_ssl_socket.h>' | \
	$(CC) -E - >/dev/null 2>&1 && echo yes)
# recon-store, recon-flow and recon-cut are built where SQLite is, and know PostgreSQL where
# libpq is; SQLITE= and POSTGRES= do without. Of the others only recon-report
# links them, for --db.
SQLITE := $(shell echo '\#include <sqlite3.h>' | \
	$(CC) -E - >/dev/null 2>&1 && echo yes)
PQ_INCLUDE = -I/usr/include/postgresql
POSTGRES := $(shell echo '\#include <libpq-fe.h>' | \
	$(CC) $(PQ_INCLUDE) -E - >/dev/null 2>&1 && echo yes)
DB_LIBS = $(if $(SQLITE),-lsqlite3 $(if $(POSTGRES),-lpq))
# recon-report --xlsx, likewise; XLSX= does without.
XLSX := $(shell echo '\#include <xlsxwriter.h>' | \
	$(CC) -E - >/dev/null 2>&1 && echo yes)
# The shim is static where that can be linked; no sanitizer can.
STATIC := $(if $(findstring -fsanitize,$(CFLAGS)),,$(shell \
	echo 'int main(void) { return 0; }' | $(CC) -static-pie -fPIE -x c \
	-o /dev/null - 2>/dev/null && echo $(if $(HARDEN),-static-pie,-static)))
NET_LIBS = $(if $(CURL),-lcurl) $(if $(RABBIT),-lrabbitmq)
SANITIZE = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer

# lib/ROOM/ or lib/ROOM/CORNER/, see lib/README; tests/unit/ likewise.
ALL_C = $(wildcard lib/*/*.c lib/*/*/*.c)
WITH_YAJL = lib/bill/json/json.c lib/bill/json/json_parser.c \
	lib/event/event.c lib/event/json_object.c lib/notify/notify.c
WITHOUT_YAJL = lib/bill/json/json_absent.c lib/notify/notify_absent.c
# What only those link that link a database.
FLOW_OF_DB = store keep list runs runner view page show follow command
CUT_OF_DB = truth turn show split balance post epoch verify command
OF_DB = lib/db/% lib/store/% lib/report/stored/stored.c \
	$(addsuffix /%,$(addprefix lib/flow/,$(FLOW_OF_DB)) \
	$(addprefix lib/cut/,$(CUT_OF_DB)))
LIB_C = $(filter-out lib/net/% lib/fetch/% $(OF_DB) \
	lib/report/sheet/$(if $(XLSX),xlsx_absent,xlsx).c \
	$(if $(SQLITE),lib/report/stored/stored_absent.c) \
	$(if $(YAJL),$(WITHOUT_YAJL),$(WITH_YAJL)),$(ALL_C))
# lib/net/, which only transports and recon-fetch link, and what is its own.
NET_C = $(if $(CURL),$(filter lib/net/curl/% lib/fetch/%,$(ALL_C))) \
	$(if $(RABBIT),$(filter lib/net/amqp/%,$(ALL_C)))
POSTGRES_C = $(filter-out %_absent.c,$(wildcard lib/db/postgres*.c))
DB_C = $(if $(SQLITE),$(filter-out \
	$(if $(POSTGRES),lib/db/postgres_absent.c,$(POSTGRES_C)),\
	$(filter $(OF_DB),$(ALL_C))))
UNIT_C = $(filter-out $(if $(XLSX),,tests/unit/report/sheet/%) \
	$(if $(SQLITE),,$(OF_DB:lib/%=tests/unit/%)) \
	$(if $(CURL),,tests/unit/net/curl/% tests/unit/fetch/%) \
	$(if $(RABBIT),,tests/unit/net/amqp/%) \
	$(if $(YAJL),,tests/unit/event/event.c \
	tests/unit/event/json_object.c tests/unit/transport/% \
	tests/unit/notify/% tests/unit/template/% \
	tests/unit/flow/alarm/% \
	tests/unit/net/%),$(wildcard tests/unit/*/*.c tests/unit/*/*/*.c))
LIB_O = $(patsubst lib/%.c,$(BUILD)/obj/lib/%.o,$(LIB_C))
NET_O = $(patsubst lib/%.c,$(BUILD)/obj/lib/%.o,$(NET_C))
DB_O = $(patsubst lib/%.c,$(BUILD)/obj/lib/%.o,$(DB_C))
FACE_O = $(patsubst cmd/%.c,$(BUILD)/obj/cmd/%.o,\
	$(filter-out cmd/recon-%.c cmd/transport%.c cmd/tickets-%.c cmd/attempt.c,\
	$(wildcard cmd/*.c)))
WITH_DB = cmd/recon-store.c cmd/recon-flow.c cmd/recon-cut.c
PROGRAMS = $(patsubst cmd/%.c,$(BUILD)/bin/%,$(filter-out \
	$(if $(CURL),,cmd/recon-fetch.c) $(if $(SQLITE),,$(WITH_DB)) \
	$(if $(YAJL),,cmd/recon-cut.c),\
	$(wildcard cmd/recon-*.c)))
FILTERS = $(addprefix $(BUILD)/bin/recon-,clean key sort join roll notify)
# cmd/transport-NAME.c, started by other programs: recon-transport(7).
LACKING = $(if $(YAJL),$(if $(CURL),,cmd/transport-http.c cmd/transport-mail.c) \
	$(if $(RABBIT),,cmd/transport-amqp.c),cmd/transport-%.c)
TRANSPORTS = $(patsubst cmd/transport-%.c,$(BUILD)/libexec/recon/transport/%,\
	$(filter-out $(LACKING),$(wildcard cmd/transport-*.c)))
# cmd/tickets-NAME.c, started by workers of recon-flow: recon-tickets(7).
TICKETS = $(if $(YAJL),$(if $(RABBIT),$(BUILD)/libexec/recon/tickets/amqp))
# cmd/attempt.c, started by runners: recon-attempt(7).
ATTEMPT = $(BUILD)/libexec/recon/attempt
UNITS = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(UNIT_C))
CLANG_SEEN = $(patsubst %.c,build/clang-seen/%,\
	$(filter-out $(if $(SQLITE),,$(WITH_DB)),$(wildcard cmd/*.c)) \
	$(LIB_C) $(NET_C) $(DB_C) $(UNIT_C))
PROFILES = $(patsubst examples/profiles/%,$(BUILD)/share/recon/profiles/%,\
	$(wildcard examples/profiles/*.ini))
TEMPLATES = $(patsubst examples/templates/%,\
	$(BUILD)/share/recon/templates/%,$(wildcard examples/templates/*.*))
MANUAL = $(wildcard man/*.[157])

all: programs $(TRANSPORTS) $(TICKETS) $(ATTEMPT) $(TEMPLATES)

programs: $(PROGRAMS) $(PROFILES)

filters: $(FILTERS) $(PROFILES) $(TEMPLATES)

# Objects are made again when the Makefile's flags may have changed.
$(BUILD)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# What clang warns about, without making anything.
build/clang-seen/%: CC = clang
build/clang-seen/%: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -fsyntax-only -MMD -MP -MF $@.d -MT $@ $<
	@touch $@

$(BUILD)/obj/cmd/program.o build/clang-seen/cmd/program: ALL_CFLAGS += -DRECON_VERSION='"$(VERSION)"' \
	-DRECON_DATADIR='"$(PREFIX)/share/recon"' \
	-DRECON_LIBEXECDIR='"$(PREFIX)/libexec/recon"' \
	-DRECON_PROGRAMS='"$(basename $(notdir $(wildcard cmd/recon-*.c)))"'

$(foreach m,io/xml/xml io/xml/sax io/xml/xml_memory,$(BUILD)/obj/lib/$(m).o build/clang-seen/lib/$(m)): ALL_CFLAGS += -I/usr/include/libxml2

$(BUILD)/lib/librecon.a: $(LIB_O)
	@mkdir -p $(@D)
	@rm -f $@
	$(if $(YAJL),,$(info no yajl (libyajl-dev): recon-clean is built without JSON, \
		recon-notify without targets, recon-cut not at all))
	$(if $(SQLITE),,$(info no SQLite (libsqlite3-dev): recon-store, \
		recon-flow and recon-cut are not built, recon-report without --db))
	$(if $(XLSX),,$(info no libxlsxwriter (libxlsxwriter-dev): recon-report is \
		built without --xlsx))
	$(AR) rcs $@ $(LIB_O)

$(BUILD)/lib/librecon-net.a: $(NET_O)
	@mkdir -p $(@D)
	@rm -f $@
	$(if $(CURL),,$(info no libcurl (libcurl4-openssl-dev): recon-fetch and \
		the transports http and mail are not built))
	$(if $(RABBIT),,$(info no librabbitmq (librabbitmq-dev): the transport \
		amqp and the tickets of recon-flow are not built))
	$(AR) rcs $@ $(NET_O)

$(BUILD)/lib/librecon-db.a: $(DB_O)
	@mkdir -p $(@D)
	@rm -f $@
	$(if $(POSTGRES),,$(info no libpq (libpq-dev): recon-store is built \
		without PostgreSQL))
	$(AR) rcs $@ $(DB_O)

$(foreach m,$(POSTGRES_C:%.c=%),$(BUILD)/obj/$(m).o build/clang-seen/$(m)): ALL_CFLAGS += $(PQ_INCLUDE)

$(WITH_DB:cmd/%.c=$(BUILD)/bin/%): $(BUILD)/bin/%: $(BUILD)/obj/cmd/%.o $(FACE_O) \
		$(BUILD)/lib/librecon-db.a $(BUILD)/lib/librecon.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(HARDEN_LD) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(DB_LIBS)

$(BUILD)/libexec/recon/transport/%: $(BUILD)/obj/cmd/transport-%.o \
		$(BUILD)/obj/cmd/transport.o $(FACE_O) \
		$(BUILD)/lib/librecon-net.a $(BUILD)/lib/librecon.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(HARDEN_LD) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(NET_LIBS)

$(BUILD)/libexec/recon/tickets/%: $(BUILD)/obj/cmd/tickets-%.o $(FACE_O) \
		$(BUILD)/lib/librecon-net.a $(BUILD)/lib/librecon.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(HARDEN_LD) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(NET_LIBS)

$(BUILD)/bin/recon-report: $(BUILD)/obj/cmd/recon-report.o $(FACE_O) \
		$(if $(SQLITE),$(BUILD)/lib/librecon-db.a) $(BUILD)/lib/librecon.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(HARDEN_LD) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(DB_LIBS)

$(BUILD)/bin/recon-%: $(BUILD)/obj/cmd/recon-%.o $(FACE_O) \
		$(BUILD)/lib/librecon.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(HARDEN_LD) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# One a command that runs: static, so that it begins at once and takes little.
$(ATTEMPT): $(BUILD)/obj/cmd/attempt.o $(BUILD)/lib/librecon.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(if $(STATIC),$(STATIC) $(filter-out -pie,\
		$(HARDEN_LD)),$(HARDEN_LD)) $(LDFLAGS) -o $@ $^

# No filter: it alone of the programs speaks to a network.
$(BUILD)/bin/recon-fetch: $(BUILD)/obj/cmd/recon-fetch.o $(FACE_O) \
		$(BUILD)/lib/librecon-net.a $(BUILD)/lib/librecon.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(HARDEN_LD) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(NET_LIBS)

$(BUILD)/bin/recon-report $(BUILD)/unit/report/sheet/%: LDLIBS += \
	$(if $(XLSX),-lxlsxwriter)

$(BUILD)/obj/tests/unit/%.o build/clang-seen/tests/unit/%: ALL_CFLAGS += -Itests/unit

# A test links what the module that it tests needs.
LINK_UNIT = mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) $(LDFLAGS) \
	$(LTO:%=-fno-lto) -o $@ $^ $(LDLIBS)
$(BUILD)/unit/net/% $(BUILD)/unit/fetch/%: LDLIBS += $(NET_LIBS)

$(BUILD)/unit/net/%: $(BUILD)/obj/tests/unit/net/%.o \
		$(BUILD)/lib/librecon-net.a $(BUILD)/lib/librecon.a
	$(LINK_UNIT)

$(BUILD)/unit/fetch/%: $(BUILD)/obj/tests/unit/fetch/%.o \
		$(BUILD)/lib/librecon-net.a $(BUILD)/lib/librecon.a
	$(LINK_UNIT)

# Of the rooms in OF_DB.
define UNIT_OF_DB
$(BUILD)/unit/$(1)/%: LDLIBS += $(DB_LIBS)
$(BUILD)/unit/$(1)/%: $(BUILD)/obj/tests/unit/$(1)/%.o \
		$(BUILD)/lib/librecon-db.a $(BUILD)/lib/librecon.a
	$$(LINK_UNIT)
endef
$(foreach room,db store $(addprefix flow/,$(FLOW_OF_DB)) \
	$(addprefix cut/,$(CUT_OF_DB)),\
	$(eval $(call UNIT_OF_DB,$(room))))

$(BUILD)/unit/attempt/%: $(BUILD)/obj/tests/unit/attempt/%.o \
		$(BUILD)/lib/librecon.a | $(ATTEMPT)
	$(LINK_UNIT)

$(BUILD)/unit/%: $(BUILD)/obj/tests/unit/%.o $(BUILD)/lib/librecon.a
	$(LINK_UNIT)

$(BUILD)/share/recon/%: examples/%
	@mkdir -p $(@D)
	cp $< $@

units: $(UNITS)

# As many jobs as there are cores, unless make was told how many.
PARALLEL = $(if $(findstring jobserver,$(MAKEFLAGS)),,\
	-j$(shell getconf _NPROCESSORS_ONLN))

# The same with every error of memory and arithmetic made fatal.
SANITIZED = BUILD=build/sanitized CFLAGS='$(SANITIZE)' LTO=

plain:
	$(MAKE) BUILD=build all units

sanitized:
	$(MAKE) $(SANITIZED) all units

seen-by-clang: $(CLANG_SEEN)

# Both builds beside each other, and what clang says where there is one.
check:
	tests/need build test
	$(MAKE) -s $(PARALLEL) plain sanitized \
		$(shell command -v clang >/dev/null && echo seen-by-clang)
	tests/run build build/sanitized

check-long: all units
	tests/proof/long $(BUILD)

# Unit tests that are also of a server of PostgreSQL.
peer-units: $(if $(SQLITE),$(addprefix $(BUILD)/unit/,\
	$(addprefix cut/truth/,truth_move truth_races) cut/post/post \
	cut/epoch/epoch flow/list/list_runs \
	$(addprefix db/,postgres postgres_later postgres_lost) \
	flow/keep/keep_prune \
	$(addprefix flow/store/,store_alarms store_attempts store_dues \
	store_locks store_memory store_others store_queue store_rates \
	store_run store_server store_slots store_taken store_workers tables)))

check-peers:
	tests/need build test
	tests/need peers || echo 'what needs them is skipped'
	$(MAKE) -s $(PARALLEL) BUILD=build all peer-units
	$(MAKE) -s $(PARALLEL) $(SANITIZED) all peer-units
	TEST_SECONDS=1800 TESTS="$(wildcard tests/peers/*.bats)" \
		tests/run build build/sanitized

# In the plain build alone: tested is how engines run the programs.
check-cluster:
	tests/need build test
	tests/need cluster || echo 'what needs them is skipped'
	$(MAKE) -s $(PARALLEL) BUILD=build all
	tests/cluster/fetch spark && tests/cluster/fetch streaming || \
		echo 'what needs it is skipped'
	TEST_SECONDS=1800 TESTS="$(wildcard tests/cluster/*.bats)" \
		tests/run build

test: all units
	tests/run $(BUILD)

quick:
	tests/need build
	$(MAKE) -s $(PARALLEL) units
	TESTS='$(UNIT_C)' tests/run $(BUILD)

# The modules that speak of threads, and the programs that do their work in
# them.
TSAN_TESTS = $(filter $(UNIT_C),$(addsuffix .c,$(basename $(patsubst \
	lib/%,tests/unit/%,$(shell grep -rlE \
	'"sys/(threads|ordered_work|file/read_ahead).h"' lib))))) \
	tests/recon-sort.bats tests/recon-join.bats
tsan:
	tests/need build test
	$(MAKE) -s $(PARALLEL) BUILD=build/tsan LTO= \
		CFLAGS='-O1 -g -fsanitize=thread' WERROR= all units
	TESTS='$(sort $(TSAN_TESTS))' tests/run build/tsan

# Each test takes some twenty times as long: not for every day.
valgrind:
	tests/need build test valgrind
	$(MAKE) -s $(PARALLEL) all units
	tests/valgrind $(BUILD) $(TESTS)

cover:
	tests/need build test
	$(MAKE) -s $(PARALLEL) BUILD=build/cover LTO= \
		CFLAGS='-O0 -g --coverage' all units
	tests/cover build/cover

demo:
	tests/need build demo
	$(MAKE) -s $(PARALLEL) all
	examples/shop/demo
	@if [ -x $(BUILD)/bin/recon-flow ] && \
	    [ -x $(BUILD)/libexec/recon/transport/file ]; then \
		echo examples/flow/demo; examples/flow/demo && \
		echo examples/daycut/demo && examples/daycut/demo; \
	else echo "examples/flow/demo and examples/daycut/demo need SQLite" \
		"and yajl: left out"; fi

bench:
	tests/need build bench
	$(MAKE) all
	tests/bench/run $(BENCH)

bench-flow:
	tests/need build bench
	$(MAKE) all units
	tests/bench/flow $(BUILD) $(BENCH)
	tests/bench/flow-store $(BUILD) $(STORE)

bench-balances:
	tests/need build bench
	$(MAKE) all
	tests/bench/balances $(BUILD) $(BENCH)

bench-cut:
	tests/need build bench
	$(MAKE) all
	tests/bench/cut-verify $(BUILD) $(BENCH)

dist:
	@mkdir -p $(BUILD)
	git -c tar.umask=0022 archive --format=tar --prefix=recon-$(VERSION)/ \
		HEAD | gzip -n9 >$(BUILD)/recon-$(VERSION).tar.gz

deps:
	tests/need build test

# For everybody to read, whatever the umask of who installs.
PUT = install -m
install: all
	umask 022; for m in 1 5 7; do \
		d=$(DESTDIR)$(PREFIX)/share/man/man$$m; \
		mkdir -p $$d && $(PUT) 644 man/*.$$m $$d || exit; \
	done
	umask 022; mkdir -p $(DESTDIR)$(PREFIX)/bin \
		$(DESTDIR)$(PREFIX)/share/recon/profiles \
		$(DESTDIR)$(PREFIX)/share/recon/templates
	$(PUT) 755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	umask 022; if [ -n "$(TRANSPORTS)" ]; then \
		d=$(DESTDIR)$(PREFIX)/libexec/recon/transport; \
		mkdir -p $$d && $(PUT) 755 $(TRANSPORTS) $$d; fi
	umask 022; if [ -n "$(TICKETS)" ]; then \
		d=$(DESTDIR)$(PREFIX)/libexec/recon/tickets; \
		mkdir -p $$d && $(PUT) 755 $(TICKETS) $$d; fi
	umask 022; d=$(DESTDIR)$(PREFIX)/libexec/recon; \
		mkdir -p $$d && $(PUT) 755 $(ATTEMPT) $$d
	if [ -n "$(PROFILES)" ]; then $(PUT) 644 $(PROFILES) \
		$(DESTDIR)$(PREFIX)/share/recon/profiles; fi
	$(PUT) 644 $(TEMPLATES) $(DESTDIR)$(PREFIX)/share/recon/templates

uninstall:
	for p in $(notdir $(PROGRAMS)); do rm -f $(DESTDIR)$(PREFIX)/bin/$$p; done
	for p in $(notdir $(TRANSPORTS)); do \
		rm -f $(DESTDIR)$(PREFIX)/libexec/recon/transport/$$p; done
	for p in $(notdir $(TICKETS)); do \
		rm -f $(DESTDIR)$(PREFIX)/libexec/recon/tickets/$$p; done
	rm -f $(DESTDIR)$(PREFIX)/libexec/recon/attempt
	for p in $(notdir $(PROFILES)); do \
		rm -f $(DESTDIR)$(PREFIX)/share/recon/profiles/$$p; done
	for t in $(notdir $(TEMPLATES)); do \
		rm -f $(DESTDIR)$(PREFIX)/share/recon/templates/$$t; done
	for m in $(notdir $(MANUAL)); do \
		rm -f $(DESTDIR)$(PREFIX)/share/man/man$${m##*.}/$$m; done

clean:
	rm -rf build

# Fuzzing: tests/fuzz/NAME.c reads any bytes as one kind of input. Every build
# has it with a driver that reads the inputs kept in tests/fuzz/corpus/NAME
# and changes of them; make fuzz builds it with libFuzzer instead, and runs
# each for FUZZ_SECONDS. clang's UBSan, unlike gcc's, objects to NULL + 0,
# which is where a span of no bytes ends: that check is left out.
FUZZ_C = $(filter-out tests/fuzz/driver.c $(if $(YAJL),,tests/fuzz/event.c \
	tests/fuzz/template.c tests/fuzz/reply.c),\
	$(wildcard tests/fuzz/*.c))
FUZZ = $(patsubst tests/%.c,$(BUILD)/%,$(FUZZ_C))
FUZZ_MAIN = $(BUILD)/obj/tests/fuzz/driver.o
FUZZ_SECONDS = 60

$(BUILD)/obj/tests/fuzz/%.o: ALL_CFLAGS += -Itests/unit

$(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(FUZZ_MAIN) \
		$(BUILD)/lib/librecon.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) $(LTO:%=-fno-lto) -o $@ $^ $(LDLIBS)

fuzzers: $(FUZZ)

units: fuzzers

fuzz:
	tests/need build fuzz
	$(MAKE) -s BUILD=build/fuzzing CC=clang LTO= FUZZ_MAIN= \
		CFLAGS='$(SANITIZE) -fno-sanitize=pointer-overflow \
		-fsanitize=fuzzer-no-link' \
		LDFLAGS=-fsanitize=fuzzer fuzzers
	tests/fuzz/run build/fuzzing $(FUZZ_SECONDS)

lint:
	tests/lint

.PHONY: fuzzers fuzz lint

-include $(LIB_O:.o=.d) $(NET_O:.o=.d) $(DB_O:.o=.d) $(wildcard $(BUILD)/obj/cmd/*.d) \
	$(patsubst tests/%.c,$(BUILD)/obj/tests/%.d,$(UNIT_C)) \
	$(wildcard $(BUILD)/obj/tests/fuzz/*.d) $(CLANG_SEEN:=.d)

.PHONY: all programs filters units plain sanitized seen-by-clang check check-long \
	check-peers peer-units check-cluster test quick tsan valgrind cover demo bench bench-flow \
	bench-balances bench-cut dist deps install uninstall clean
.SECONDARY:
