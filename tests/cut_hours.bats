# recon-cut: books that turn hours (cycle = hour).

load helper
load cut

setup() {
	cd "$BATS_TEST_TMPDIR"
	umask 022
	unset RECON_CUT_STORE XDG_STATE_HOME
	export HOME=$BATS_TEST_TMPDIR
	cut_book pay 'cycle = hour'
	cut_stand 2026-11-27T23
}

# told [LINE...]: the last command said just these lines.
told() {
	printf 'recon-cut: %s\n' "$@" | diff -u - err
}

# begun HOUR, over HOUR: an hour is announced at its half; and when it is over,
# sealed.
begun() {
	is 0 at "$1:30:00" announce pay.cut "$1"
}

over() {
	local D=$1 at
	at=$(date -u -d "${D}:00Z + 1 hour" +%FT%H)
	is 0 at "$at:00:00" cut pay.cut "$D"
	for s in bill ledger general; do
		is 0 at "$at:01:00" ready pay.cut "$D" $s
		is 0 at "$at:01:00" complete pay.cut "$D" $s
	done
	is 0 at "$at:02:00" seal pay.cut "$D"
}

@test "hours: one is turned to the next; systems are told it, and its accounting date" {
	: >events
	begun 2026-11-27T23
	told '2026-11-27T23: try 1 begins' '2026-11-27T23: bill: announced' \
		'2026-11-27T23: ledger: announced' \
		'2026-11-27T23: general: announced' '2026-11-27T23: decided'
	head -n 1 events >out
	prints <<-'E'
	{"specversion":"1.0","id":"pay.hour.2026-11-27T23.1.bill.announce","source":"recon-cut/pay","type":"recon.cut.announce","time":"2026-11-27T15:30:00Z","title":"支付日切 2026-11-27T23: 账单核心: announce (rehearsal)","data":{"book":"pay","cycle":"hour","date":"2026-11-27T23","next":"2026-11-28T00","day":"2026-11-28","next_day":"2026-11-28","cut_off":"2026-11-27T16:00:00Z","try":1,"system":"bill","late":false,"rehearsal":true}}
	E
	is 75 at 2026-11-27T23:59:59 cut pay.cut 2026-11-27T23
	told '2026-11-27T23: its cut-off has not come yet; from 2026-11-28 00:00:00 +08:00 on'
	over 2026-11-27T23
	is 0 at 00:02:00 date pay.cut
	sort out >got
	same - got <<-E
	bill	2026-11-28T00	sealed
	general	2026-11-28T00	sealed
	ledger	2026-11-28T00	sealed
	E
	begun 2026-11-28T00
	is 0 at 00:40:00 date pay.cut ledger
	echo 2026-11-28T00 | diff -u - out
	is 0 at 00:40:00 status pay.cut
	sed -n '2,4p' out >got
	same - got <<-'E'
	date     2026-11-28T00 to 2026-11-28T01, try 1
	state    decided, since 2026-11-28 00:30:00 +08:00 (10 min)
	cut-off  2026-11-28 01:00:00 +08:00
	E
	at 00:40:00 history --json pay.cut 2026-11-28T00 | head -n 1 >got
	grep -q '"date":"2026-11-28T00"' got
	at 00:40:00 status --json pay.cut | grep -q '"date":"2026-11-28T00","next":"2026-11-28T01"'
}

# nearly: of one system all hours of 2026-11-28 but the last are sealed, without
# being told.
nearly() {
	local h at
	sed -i '/^\[system ledger\]/,$d' pay.cut
	cp pay.cut live
	sed -i -e '/^\[cut\]/a mode = shadow' pay.cut
	echo 'extract = true {date}' >>pay.cut
	for h in 2026-11-27T23 2026-11-28T{00..21}; do
		at=$(date -u -d "${h}:00Z + 1 hour" +%FT%H)
		at "$h:30:00" announce pay.cut "$h"
		at "$at:00:00" cut pay.cut "$h"
		at "$at:00:00" complete pay.cut "$h"
		at "$at:00:00" seal pay.cut "$h"
	done 2>/dev/null
	mv live pay.cut
	cut_stand 2026-11-28T22
}

@test "hours: a date ends with its last, and what comes then is late for it" {
	is 1 recon-cut is-last pay.cut 2026-11-28T21
	is 0 recon-cut is-last pay.cut 2026-11-28T22
	is 1 recon-cut is-last pay.cut 2026-11-28T23
	is 1 recon-cut is-last pay.cut 2026-11-27T22 # before the first
	tsv 'A1 1.00 CNY L - t=2026-11-28T22:59:59' \
		'A2 1.00 CNY L - t=2026-11-28T23:00:00' >in
	nearly
	: >events
	begun 2026-11-28T22
	grep -o '"date":.*"cut_off":"[^"]*"' events | uniq >got
	same - got <<-'E'
	"date":"2026-11-28T22","next":"2026-11-28T23","day":"2026-11-28","next_day":"2026-11-29","cut_off":"2026-11-28T15:00:00Z"
	E
	is 0 at 22:30:00 split -d parts -t t pay.cut in
	grep -q '2 records in 2 parts, as of step [0-9]*$' err
	for c in cut complete seal; do
		is 0 at 23:00:00 $c pay.cut 2026-11-28T22
	done
	is 0 at 23:30:00 split -d parts -t t pay.cut in
	grep -q '2 records in 1 part, as of step [0-9]*; 1 late (roll)$' err
	grep ^A parts/2026-11-29.records >got
	tsv 'A1 1.00 CNY L 2026-11-29 t=2026-11-28T22:59:59 late=2026-11-28' \
		'A2 1.00 CNY L 2026-11-29 t=2026-11-28T23:00:00' | diff -u - got
}

@test "hours: each waits until the one before is sealed" {
	begun 2026-11-27T23
	is 75 at 00:30:00 announce pay.cut 2026-11-28T00
	told '2026-11-28T00: the date before it is not sealed yet'
	is 75 at 00:30:00 announce pay.cut 2026-12-30T00
	told '2026-12-30T00: the date before it is not sealed yet'
	cp pay.cut kept
	sed -i 's/^first = .*/first = 2026-12-30/' pay.cut
	is 1 at 00:30:00 announce pay.cut 2026-12-29T23
	told '2026-12-29T23: refused: the systems were turned to 2026-11-28T00, and that is turned next, whatever the calendar says now: announce it first'
	mv kept pay.cut
	over 2026-11-27T23
	begun 2026-11-28T00
	over 2026-11-28T00
	is 75 at 01:10:00 lock pay.cut 2026-11-28T00
	told '2026-11-28T00: is not tied yet'
}

@test "hours: missed ones are told, and turned late, oldest first" {
	is 75 at 02:10:00 announce pay.cut 2026-11-28T01
	is 1 at 02:10:00 missed --exit-code pay.cut
	same - out <<-'E'
	2026-11-27T23
	2026-11-28T00
	2026-11-28T01
	E
	is 0 at 02:10:00 announce pay.cut 2026-11-27T23
	sed -n 1p err >got
	echo 'recon-cut: 2026-11-27T23: try 1 begins, behind its cut-off' |
		diff -u - got
	is 0 at 02:10:00 missed pay.cut
	head -n 1 out >got
	echo 2026-11-28T00 | diff -u - got
	is 0 at 02:10:00 status pay.cut
	grep -q '^missed   2 dates, the first 2026-11-28T00$' out
}

@test "hours: what is none is refused, and so is a date" {
	is 2 at 00:30:00 announce pay.cut 2026-11-28
	told 'announce: "2026-11-28" is no hour YYYY-MM-DDTHH'
	is 2 at 00:30:00 status pay.cut 2026-11-28
	told 'status: "2026-11-28" is no hour YYYY-MM-DDTHH'
	is 2 at 00:30:00 history pay.cut 2026-11-28T24
	told 'history: "2026-11-28T24" is no hour YYYY-MM-DDTHH'
	is 2 at 00:30:00 announce pay.cut 2026-11-28T7
	told 'announce: "2026-11-28T7" is no date YYYY-MM-DD'
	is 2 at 00:30:00 announce pay.cut 2026-11-27T22
	told '2026-11-27T22: is no hour of pay: it is before the first one'
	sed -i 's/^zone.*/zone = Europe\/Berlin/; s/^first.*/first = 2026-03-29/' pay.cut
	is 2 at 00:30:00 announce pay.cut 2026-03-29T02
	told '2026-03-29T02: is no hour of pay: clocks skip it, or the calendar does not know its year'
	is 1 recon-cut is-date pay.cut 2026-03-29T02
	is 0 recon-cut is-date pay.cut 2026-03-29T03
	cut_book days
	is 2 at 00:30:00 announce days.cut 2026-11-28T00
	told 'announce: "2026-11-28T00" is no date YYYY-MM-DD'
	is 0 recon-cut is-last days.cut 2026-11-28
}

@test "hours: where a system stands is asked and answered as an hour" {
	begun 2026-11-27T23
	echo lost >ledger/cut.once
	is 75 at 00:00:00 cut pay.cut 2026-11-27T23
	: >log
	is 0 at 00:00:10 cut pay.cut 2026-11-27T23
	told '2026-11-27T23: ledger: cut, as it was found' \
		'2026-11-27T23: general: cut'
	logged <<-'E'
	ledger date 2026-11-27T23 1
	general cut 2026-11-27T23 1
	E
	cut_book pay 'cycle = hour'
	rm t.db
	cut_stand 2026-11-27T23
	begun 2026-11-27T23
	echo lost >bill/cut.once
	is 75 at 00:00:00 cut pay.cut 2026-11-27T23
	tsv 'date=2026-11-28 announced=-' >bill/where
	is 65 at 00:00:10 cut pay.cut 2026-11-27T23
	grep -q 'its answer to date says date=2026-11-28, which is no date' err
}

# records LINE...: a stream of records with its total.
records() {
	tsv "$@" | recon-sort --announce
}

@test "hours: an extract has the records of an hour, with its accounting date" {
	sed -i '/^\[system ledger\]/i extract = ./bill-records {date} {next}' pay.cut
	printf '%s\n' '#!/bin/sh' 'echo "$@" >asked' 'cat records' >bill-records
	chmod +x bill-records
	begun 2026-11-27T23
	over 2026-11-27T23
	records 'A1 1.00 CNY L 2026-11-28' >records
	is 0 at 00:10:00 extract --left l pay.cut 2026-11-27T23 bill
	told '2026-11-27T23: bill: extracted: 1 record'
	echo '2026-11-27T23 2026-11-28T00' | diff -u - asked
	records 'A1 1.00 CNY L 2026-11-27' >records
	is 65 at 00:10:00 extract --left l pay.cut 2026-11-27T23 bill
	grep -q 'its DATE is 2026-11-27, and the extract is of 2026-11-28' err
}

@test "hours: the flow has a schedule for each, and a parameter that is one" {
	cat >>pay.cut <<-'E'
	[verify bill ledger]
	options = --tolerance 0.01
	[job fees]
	system = bill
	run = echo "{{date} a" {date} at{date}
	E
	recon-cut flow --store cut.db -o pay.flow pay.cut
	is 0 recon-flow check pay.flow
	recon-flow draw pay.flow >/dev/null
	grep -c '^\[schedule hour-' pay.flow >got
	echo 24 | diff -u - got
	grep -A 7 'schedule hour-07' pay.flow >got
	same - got <<-'E'
	[schedule hour-07]
	at = 07:30
	zone = Asia/Shanghai
	param begins = due
	param hour = 07
	catch-up = all max 7
	overlap = wait
	grace = 15m
	E
	grep '^run' pay.flow | grep -c '{date}' >got || true
	grep '^run = echo' pay.flow >>got
	grep '^run = mkdir' pay.flow >>got
	same - got <<-'E'
	1
	run = echo "{{date} a" {begins}T{hour} at{begins}T{hour}
	run = mkdir -p work/{begins}T{hour}
	E
	sed -i 's/^zone.*/zone = Europe\/Berlin/; s/^first.*/first = 2026-03-29/' pay.cut
	is 0 recon-flow run --store runs pay.flow begins=2026-03-29 hour=02
	recon-flow show --store runs 1 | grep -q 'announce.*skipped'
	[ ! -e cut.db ]
}
