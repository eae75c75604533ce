# recon-cut: rounds of three systems that turn a day together.

load helper
load cut

setup() {
	cd "$BATS_TEST_TMPDIR"
	umask 022
	unset RECON_CUT_STORE XDG_STATE_HOME
	export HOME=$BATS_TEST_TMPDIR
	D=2026-11-28
	cut_book pay
}

# told STATUS [LINE...]: the last command said just these lines.
told() {
	printf 'recon-cut: 2026-11-28: %s\n' "$@" | diff -u - err
}

# decided: the date is announced to all, early enough.
decided() {
	is 0 at 22:00:00 announce pay.cut $D
	: >log
}

# all_cut, all_complete, sealed: so far it has come.
all_cut() {
	decided
	is 0 at 23:00:00 cut pay.cut $D
	: >log
}

all_complete() {
	all_cut
	for s in bill ledger general; do
		is 0 at 23:10:00 ready pay.cut $D $s
		is 0 at 23:10:00 complete pay.cut $D $s
	done
	: >log
}

sealed() {
	all_complete
	is 0 at 23:20:00 seal pay.cut $D
}

@test "a round: announced, cut, complete, sealed, in order along the data" {
	is 0 at 22:00:00 announce pay.cut $D
	told 'try 1 begins' 'bill: announced' 'ledger: announced' \
		'general: announced' decided
	states decided decided decided decided
	is 0 at 23:00:00 cut pay.cut $D
	told 'bill: cut' 'ledger: cut' 'general: cut'
	is 0 at 23:01:00 complete pay.cut $D bill
	told 'bill: complete'
	is 0 at 23:02:00 ready pay.cut $D ledger
	told 'ledger: ready'
	is 0 at 23:02:00 complete pay.cut $D ledger
	told 'ledger: complete'
	is 0 at 23:03:00 ready pay.cut $D
	told 'general: ready'
	is 0 at 23:03:00 complete pay.cut $D
	told 'general: complete'
	is 0 at 23:04:00 seal pay.cut $D
	told sealed
	states sealed sealed sealed sealed
	logged <<-END
	bill announce $D 1
	ledger announce $D 1
	general announce $D 1
	bill cut $D 1
	ledger cut $D 1
	general cut $D 1
	bill complete $D 1
	ledger ready $D 1
	ledger complete $D 1
	general ready $D 1
	general complete $D 1
	END
}

@test "every command given again changes nothing, tells nobody, and says so" {
	decided
	is 0 at 22:01:00 announce pay.cut $D
	told 'is decided already'
	all_cut
	is 0 at 23:00:00 cut pay.cut $D
	told 'all are cut already'
	is 0 at 23:00:00 cut pay.cut $D ledger
	told 'ledger: is cut already'
	all_complete
	for s in bill ledger general; do
		is 0 at 23:10:00 complete pay.cut $D $s
		told "$s: is complete already"
	done
	is 0 at 23:10:00 ready pay.cut $D
	told 'all are ready already'
	is 0 at 23:10:00 complete pay.cut $D
	told 'all are complete already'
	is 0 at 23:10:00 ready pay.cut $D bill
	told 'bill: is complete already'
	sealed
	is 0 at 23:20:00 seal pay.cut $D
	told 'is sealed already'
	is 0 at 23:20:00 cut pay.cut $D
	told 'all are cut already'
	logged </dev/null
}

@test "what a system is told: who, what, which date, which try, in a rehearsal" {
	: >events
	is 0 at 22:00:00 announce pay.cut $D
	head -n 1 events >out
	prints <<-'END'
	{"specversion":"1.0","id":"pay.day.2026-11-28.1.bill.announce","source":"recon-cut/pay","type":"recon.cut.announce","time":"2026-11-28T14:00:00Z","title":"支付日切 2026-11-28: 账单核心: announce (rehearsal)","data":{"book":"pay","cycle":"day","date":"2026-11-28","next":"2026-11-29","cut_off":"2026-11-28T15:00:00Z","try":1,"system":"bill","late":false,"rehearsal":true}}
	END
}

@test "a refusal at each position withdraws in reverse whoever may have been told" {
	echo 'fail 明天放假' >bill/announce.once
	is 1 at 22:00:00 announce pay.cut $D
	told 'try 1 begins' 'bill: refused: 明天放假' \
		'general: withdrawn' 'ledger: withdrawn' 'bill: withdrawn' \
		withdrawn 'refused: try 1 was withdrawn: bill: 明天放假; announce begins another'
	logged <<-END
	bill announce $D 1
	bill withdraw $D 1
	END
	states withdrawn withdrawn withdrawn withdrawn
	echo 'fail not now' >ledger/announce.once
	is 1 at 22:01:00 announce pay.cut $D
	logged <<-END
	bill announce $D 2
	ledger announce $D 2
	ledger withdraw $D 2
	bill withdraw $D 2
	END
	echo 'fail never' >general/announce.once
	is 1 at 22:02:00 announce pay.cut $D
	logged <<-END
	bill announce $D 3
	ledger announce $D 3
	general announce $D 3
	general withdraw $D 3
	ledger withdraw $D 3
	bill withdraw $D 3
	END
	is 0 at 22:03:00 announce pay.cut $D
	told 'try 4 begins' 'bill: announced' 'ledger: announced' \
		'general: announced' decided
}

@test "a system that does not acknowledge a withdrawal keeps it from ending" {
	echo 'fail no' >general/announce.once
	echo 'retry busy' >ledger/withdraw
	is 75 at 22:00:00 announce pay.cut $D
	states withdrawing announced withdrawing withdrawn
	tail -n 1 err >last
	echo 'recon-cut: 2026-11-28: ledger: withdraw: not yet: busy' |
		diff -u - last
	is 75 at 22:10:00 announce pay.cut $D
	is 75 at 23:50:00 withdraw pay.cut $D --why again
	rm ledger/withdraw
	is 1 at 23:51:00 announce pay.cut $D
	told 'ledger: withdrawn' 'bill: withdrawn' withdrawn \
		'refused: try 1 was withdrawn: general: no; announce begins another'
}

@test "a person withdraws until it is decided, with a reason" {
	echo 'retry busy' >general/announce
	is 75 at 22:00:00 announce pay.cut $D
	told 'try 1 begins' 'bill: announced' 'ledger: announced' \
		'general: announce: not yet: busy'
	is 1 at 22:01:00 withdraw pay.cut $D
	told 'refused: a withdrawal needs a reason (--why)'
	: >log
	is 0 at 22:02:00 withdraw --why 'wrong calendar' pay.cut $D
	told 'withdrawing: wrong calendar' 'general: withdrawn' \
		'ledger: withdrawn' 'bill: withdrawn' withdrawn
	logged <<-END
	general withdraw $D 1
	ledger withdraw $D 1
	bill withdraw $D 1
	END
	is 0 at 22:02:00 withdraw --why 'wrong calendar' pay.cut $D
	told 'is withdrawn already'
	is 0 at 22:02:00 withdraw --why 'wrong calendar' pay.cut 2026-11-29
	says 'recon-cut: 2026-11-29: there is nothing to withdraw'
	rm general/announce
	is 0 at 22:03:00 announce pay.cut $D
	is 1 at 22:04:00 withdraw --why 'too late' pay.cut $D
	told 'refused: is decided: from there it only goes on'
}

@test "the margin: none begins in it, and one that it catches is withdrawn" {
	is 75 at 22:55:01 announce pay.cut $D
	told 'the margin before its cut-off has begun: it can be turned as a missed one behind that; from 2026-11-28 23:00:00 +08:00 on'
	logged </dev/null
	echo 'retry busy' >ledger/announce
	is 75 at 22:55:00 announce pay.cut $D
	: >log
	is 1 at 22:55:01 announce pay.cut $D
	told 'withdrawing: the margin before its cut-off has begun, and it is not decided' \
		'general: withdrawn' 'ledger: withdrawn' 'bill: withdrawn' \
		withdrawn 'refused: try 1 was withdrawn: the margin before its cut-off has begun, and it is not decided; announce begins another'
	states withdrawn withdrawn withdrawn withdrawn
}

@test "behind its cut-off a date is turned late, and systems are told so" {
	: >events
	is 0 at 23:00:00 announce pay.cut $D
	told 'try 1 begins, behind its cut-off' 'bill: announced' \
		'ledger: announced' 'general: announced' decided
	is 0 at 23:00:01 cut pay.cut $D
	for s in bill ledger general; do
		is 0 at 23:10:00 ready pay.cut $D $s
		is 0 at 23:10:00 complete pay.cut $D $s
	done
	sed -n 's/.*"type":"recon.cut.\([a-z]*\)".*"late":true.*/\1/p' events |
		sort | uniq -c | sed 's/^ *//' >got
	printf '%s\n' '3 announce' '3 complete' '3 cut' '2 ready' | diff -u - got
	[ "$(wc -l <events)" = 11 ]
}

@test "missed dates: none, 1, 7 and 8: so many wait for a person" {
	is 0 at 22:00:00 announce pay.cut $D
	is 0 at 22:00:00 missed pay.cut
	prints </dev/null
	rm t.db
	cp pay.cut other.cut
	is 0 at 22:00:00 announce other.cut $D
	is 0 at 22:59:59 missed pay.cut
	prints </dev/null
	is 0 at 23:00:00 missed pay.cut
	prints <<<$D
	is 1 at 2026-12-04T23:00:00 missed --exit-code pay.cut
	[ "$(wc -l <out)" = 7 ]
	is 0 at 2026-12-04T23:00:00 announce pay.cut $D
	rm t.db
	: >log
	is 1 at 2026-12-05T23:00:00 announce pay.cut $D
	told 'refused: 8 dates were missed, and no more than 7 are turned without a person: begin with a reason (--why)'
	logged </dev/null
	is 0 at 2026-12-05T23:00:00 announce --why 'after the fire' pay.cut $D
	is 0 at 2026-12-05T23:00:00 missed pay.cut
	[ "$(wc -l <out)" = 7 ]
}

@test "a date waits until the one before it is sealed" {
	is 75 at 22:00:00 announce pay.cut 2026-11-29
	sed 's/-29:/-28:/' err >was && mv was err
	told 'the date before it is not sealed yet'
	all_complete
	is 75 at 23:30:00 announce pay.cut 2026-11-29
	is 0 at 23:30:00 seal pay.cut $D
	is 0 at 23:30:00 announce pay.cut 2026-11-29
	is 0 at 2026-11-29T23:00:00 cut pay.cut 2026-11-29
	is 0 at 2026-11-29T23:00:00 date pay.cut
	prints <<-END
	bill${T}2026-11-30${T}cut
	ledger${T}2026-11-30${T}cut
	general${T}2026-11-30${T}cut
	END
}

@test "nothing is cut before it is decided, before its cut-off, or before what it is after" {
	is 2 at 22:00:00 cut pay.cut $D
	says "recon-cut: t.db: there is no store; the first announce makes it, and --store names another"
	echo 'retry busy' >general/announce.once
	is 75 at 22:00:00 announce pay.cut $D
	is 75 at 23:00:00 cut pay.cut $D
	told 'is not decided yet'
	is 0 at 22:01:00 announce pay.cut $D
	is 75 at 22:59:59 cut pay.cut $D
	told 'its cut-off has not come yet; from 2026-11-28 23:00:00 +08:00 on'
	is 75 at 23:00:00 cut pay.cut $D general
	told 'ledger: is not cut yet'
	echo 'retry loading' >ledger/cut.once
	is 75 at 23:00:00 cut pay.cut $D
	told 'bill: cut' 'ledger: cut: not yet: loading'
	states decided cut decided decided
	is 0 at 23:00:00 cut pay.cut $D
	told 'ledger: cut' 'general: cut'
}

@test "the date each system has: the next once it is cut" {
	decided
	is 0 at 22:00:00 date pay.cut
	prints <<-END
	bill${T}2026-11-28${T}decided
	ledger${T}2026-11-28${T}decided
	general${T}2026-11-28${T}decided
	END
	is 0 at 23:00:00 cut pay.cut $D bill
	is 0 at 23:00:00 date pay.cut bill
	prints <<<2026-11-29
	is 0 at 23:00:00 date pay.cut ledger
	prints <<<2026-11-28
	is 2 at 23:00:00 date pay.cut nobody
	says 'recon-cut: "nobody" is no system of pay; those are bill, ledger, general'
}

@test "what was sent is what was got, exactly, or it is told" {
	all_cut
	is 75 at 23:10:00 ready pay.cut $D ledger
	told 'bill: is not complete yet'
	is 75 at 23:10:00 complete pay.cut $D ledger
	told 'ledger: is not ready yet'
	is 0 at 23:10:00 complete pay.cut $D bill
	tsv 'in.bill.count=2 in.bill.CNY=20.00' >ledger/in
	is 75 at 23:10:00 ready pay.cut $D ledger
	told 'ledger: ready: not yet: bill sent 3 records, it has 2'
	tsv 'in.bill.count=4 in.bill.CNY=40.00' >ledger/in
	is 1 at 23:10:00 ready pay.cut $D ledger
	told 'ledger: ready: refused: bill sent 3 records, it has 4'
	tsv 'in.bill.count=3 in.bill.CNY=30.01' >ledger/in
	is 1 at 23:10:00 ready pay.cut $D ledger
	told 'ledger: ready: refused: bill sent 30.00 CNY in 3 records, it has 30.01'
	tsv 'in.bill.count=3 in.bill.CNY=30 in.bill.USD=0.01' >ledger/in
	is 1 at 23:10:00 ready pay.cut $D ledger
	told 'ledger: ready: refused: bill sent 0 USD in 3 records, it has 0.01'
	tsv 'in.bill.count=3' >ledger/in
	is 1 at 23:10:00 ready pay.cut $D ledger
	told 'ledger: ready: refused: bill sent 30.00 CNY in 3 records, it has 0'
	rm ledger/in
	is 65 at 23:10:00 ready pay.cut $D ledger
	told 'ledger: ready: wrong answer: its answer lacks in.bill.count'
	tsv 'in.bill.count=few' >ledger/in
	is 65 at 23:10:00 ready pay.cut $D ledger
	told 'ledger: ready: wrong answer: in.bill.count is no number: "few"'
	tsv 'in.bill.count=3 in.bill.CNY=30,0' >ledger/in
	is 65 at 23:10:00 ready pay.cut $D ledger
	told 'ledger: ready: wrong answer: in.bill.CNY is not an amount: "30,0"'
	echo 'retry 3 files are missing' >ledger/ready.once
	is 75 at 23:10:00 ready pay.cut $D ledger
	told 'ledger: ready: not yet: 3 files are missing'
	states decided complete cut cut
	tsv 'in.bill.count=3 in.bill.CNY=30.000' >ledger/in
	is 0 at 23:10:00 ready pay.cut $D ledger
	told 'ledger: ready'
	is 0 at 23:10:00 ready pay.cut $D ledger
	told 'ledger: is ready already'
	is 0 at 23:10:00 ready pay.cut $D bill
	told 'bill: is complete already'
}

@test "complete tells what was sent to each that gets it" {
	all_cut
	is 0 at 23:10:00 ready pay.cut $D bill
	told 'bill: has to get nothing of others'
	mv bill/out out.bill
	is 65 at 23:10:00 complete pay.cut $D bill
	told 'bill: complete: wrong answer: its answer lacks out.ledger.count'
	tsv 'out.ledger.count=3 out.ledger.CNY=1e3' >bill/out
	is 65 at 23:10:00 complete pay.cut $D bill
	told 'bill: complete: wrong answer: out.ledger.CNY is not an amount: "1e3"'
	echo 'fail the disk is full' >bill/complete.once
	is 1 at 23:10:00 complete pay.cut $D bill
	told 'bill: complete: refused: the disk is full'
	mv out.bill bill/out
	is 0 at 23:10:00 complete pay.cut $D bill
}

@test "sealed when all are complete" {
	all_cut
	is 75 at 23:10:00 seal pay.cut $D
	told 'bill: is not complete yet'
	sealed
	is 75 at 23:20:00 lock pay.cut $D
	told 'is not tied yet'
}

@test "an event that was lost, or its answer: the system is asked where it stands" {
	echo die >ledger/announce.once
	is 75 at 22:00:00 announce pay.cut $D
	told 'try 1 begins' 'bill: announced' \
		'ledger: announce: not yet: the transport ended with status 1'
	: >log
	is 0 at 22:01:00 announce pay.cut $D
	logged <<-END
	ledger date $D 1
	ledger announce $D 1
	general announce $D 1
	END
	echo lost >ledger/cut.once
	is 75 at 23:00:00 cut pay.cut $D
	: >log
	is 0 at 23:00:00 cut pay.cut $D
	told 'ledger: cut, as it was found' 'general: cut'
	logged <<-END
	ledger date $D 1
	general cut $D 1
	END
}

@test "a withdrawal is also told to who lost the announcement, or its answer" {
	for how in die lost; do
		echo $how >ledger/announce.once
		echo 'retry busy' >ledger/date
		is 75 at 22:00:00 announce pay.cut $D
		rm ledger/date
		: >log
		is 0 at 22:01:00 withdraw --why no pay.cut $D
		grep withdraw log | sed 's/ [0-9]*$//' >got
		printf "%s withdraw $D\n" ledger bill | diff -u - got
	done
}

@test "a system that is elsewhere is not told, and a person is" {
	decided
	echo lost >bill/cut.once
	is 75 at 23:00:00 cut pay.cut $D bill
	tsv 'date=2026-11-27 announced=-' >bill/where
	is 1 at 23:00:00 cut pay.cut $D bill
	told 'bill: cut: refused: it is elsewhere, and is not told cut: it says date=2026-11-27 announced=-; a person has to look'
	tsv 'date=2026-11-31 announced=-' >bill/where
	is 65 at 23:00:00 cut pay.cut $D bill
	told 'bill: cut: wrong answer: its answer to date says date=2026-11-31, which is no date'
	tsv 'announced=-' >bill/where
	is 65 at 23:00:00 cut pay.cut $D bill
	told 'bill: cut: wrong answer: its answer to date has no date=YYYY-MM-DD'
	tsv 'date=2026-11-28' >bill/where
	is 65 at 23:00:00 cut pay.cut $D bill
	told 'bill: cut: wrong answer: its answer to date has no announced=YYYY-MM-DD'
	tsv 'date=2026-11-28 announced=2026-11-28 try=one' >bill/where
	is 65 at 23:00:00 cut pay.cut $D bill
	told 'bill: cut: wrong answer: its answer to date says try=one, which is no number'
	tsv 'date=2026-11-29 announced=- date=2026-11-28' >bill/where
	is 65 at 23:00:00 cut pay.cut $D bill
	told 'bill: cut: wrong answer: its answer to date says date twice'
	tsv 'date=2026-11-28 announced=2026-11-28 try=1 try=2' >bill/where
	is 65 at 23:00:00 cut pay.cut $D bill
	told 'bill: cut: wrong answer: its answer to date says try twice'
	rm bill/where
	echo 'fail what date' >bill/date.once
	is 1 at 23:00:00 cut pay.cut $D bill
	told 'bill: cut: refused: it does not say where it stands: what date'
	echo 'retry busy' >bill/date.once
	is 75 at 23:00:00 cut pay.cut $D bill
	told 'bill: cut: not yet: it does not say where it stands: busy'
	is 0 at 23:00:00 cut pay.cut $D bill
	told 'bill: cut, as it was found'
}

@test "a person's word stands for an answer, in order and with a reason" {
	is 2 at 22:00:00 step pay.cut $D bill announced
	says 'recon-cut: step: it takes a reason, --why TEXT'
	echo 'retry busy' >bill/announce
	is 75 at 22:00:00 announce pay.cut $D
	is 2 at 22:00:00 step --why phone pay.cut $D bill tied
	says 'recon-cut: step: "tied" is none of announced, cut, ready, complete, locked, withdrawn'
	is 1 at 22:00:00 step --why phone pay.cut $D ledger announced
	told 'bill: refused: comes first'
	is 0 at 22:00:00 step --why phone pay.cut $D bill announced
	told "bill: announced, by the word of $(id -un)"
	is 0 at 22:00:00 step --why phone pay.cut $D bill announced
	told 'bill: is announced already'
	is 75 at 22:00:00 step --why phone pay.cut $D bill cut
	told 'is not decided yet'
	is 0 at 22:00:00 announce pay.cut $D
	is 0 at 23:00:00 cut pay.cut $D
	is 0 at 23:00:00 step --why phone pay.cut $D bill complete
	is 0 at 23:00:00 ready pay.cut $D ledger
	told 'ledger: ready'
	is 0 at 23:00:00 complete pay.cut $D ledger
	is 0 at 23:00:00 step --why phone pay.cut $D general ready
	told "general: ready, by the word of $(id -un)"
	is 0 at 23:00:00 step --why phone pay.cut $D general ready
	told 'general: is ready already'
	is 0 at 23:00:00 step --why phone pay.cut $D bill ready
	told 'bill: is complete already'
	is 0 at 23:00:00 step --why phone pay.cut $D bill cut
	told 'bill: is complete already'
	is 1 at 23:00:00 step --why phone pay.cut $D bill withdrawn
	told 'refused: is decided: from there it only goes on'
	at 23:00:00 history --json pay.cut | grep -c '"why":"phone"' |
		diff -u <(echo 3) -
}

@test "a person's word for cuts and withdrawals, in their order" {
	echo 'fail no' >general/announce.once
	for s in bill ledger; do
		echo 'retry busy' >$s/withdraw
	done
	is 75 at 22:00:00 announce pay.cut $D
	is 0 at 22:00:00 step --why phone pay.cut 2026-11-29 bill withdrawn
	says 'recon-cut: 2026-11-29: there is nothing to withdraw'
	is 1 at 22:00:00 step --why phone pay.cut $D bill withdrawn
	told 'ledger: refused: comes first'
	is 0 at 22:00:00 step --why phone pay.cut $D ledger withdrawn
	told "ledger: withdrawn, by the word of $(id -un)"
	is 0 at 22:00:00 step --why phone pay.cut $D ledger withdrawn
	told 'ledger: is withdrawn already'
	is 0 at 22:00:00 step --why phone pay.cut $D bill withdrawn
	is 0 at 22:00:00 withdraw pay.cut $D
	told 'withdrawn'
	is 0 at 22:00:00 step --why phone pay.cut $D bill withdrawn
	told 'bill: is withdrawn already'
	decided
	is 75 at 22:59:59 step --why phone pay.cut $D bill cut
	told 'its cut-off has not come yet; from 2026-11-28 23:00:00 +08:00 on'
	is 75 at 23:00:00 step --why phone pay.cut $D ledger cut
	told 'bill: is not cut yet'
	is 0 at 23:00:00 step --why phone pay.cut $D bill cut
	told "bill: cut, by the word of $(id -un)"
	is 0 at 23:00:00 step --why phone pay.cut $D bill cut
	told 'bill: is cut already'
	is 0 at 23:00:00 step --why phone pay.cut $D bill ready
	told 'bill: has to get nothing of others'
	is 75 at 23:00:00 step --why phone pay.cut $D ledger ready
	told 'ledger: is not cut yet'
	logged </dev/null
}

@test "a round keeps its book: what the file says later is for the next" {
	decided
	sed -i '/^\[system general\]/,$d' pay.cut
	is 0 at 23:00:00 cut pay.cut $D
	told 'bill: cut' 'ledger: cut' 'general: cut'
	echo 'nonsense = 1' >>pay.cut
	is 0 at 23:00:00 complete pay.cut $D bill
	is 65 at 23:00:00 announce pay.cut 2026-11-29
}

@test "a system whose program is not there has not answered: it is asked again" {
	sed -i '/^\[ledger\]/,/^transport/c\[ledger]\ntransport = exec\nrun = ./gone' targets.ini
	is 75 at 22:00:00 announce pay.cut $D
	told 'try 1 begins' 'bill: announced' \
	    'ledger: announce: not yet: ./gone: not found (status 127)'
	printf '%s\n' '#!/bin/sh' 'cat >/dev/null' >gone
	is 75 at 22:00:30 announce pay.cut $D
	told 'ledger: announce: not yet: it does not say where it stands: ./gone: cannot be run (status 126)'
}

@test "targets are in the file that the book names now, or else the round's own" {
	decided
	mv targets.ini ways.ini
	is 2 at 23:00:00 cut pay.cut $D
	says 'recon-cut: targets.ini: No such file or directory; it says how systems are reached, recon-targets(5), and the book names it (targets =)'
	sed -i 's/^first/targets = ways.ini\n&/' pay.cut
	is 0 at 23:00:00 cut pay.cut $D
	told 'bill: cut' 'ledger: cut' 'general: cut'
	# of a book that is wrong the file is not taken
	echo 'nonsense = 1' >>pay.cut
	is 2 at 23:00:00 complete pay.cut $D bill
	grep -q 'targets.ini: No such file' err
	mv ways.ini targets.ini
	is 0 at 23:00:00 complete pay.cut $D bill
	told 'bill: complete'
}

@test "rehearsals are in a store of their own, and only they have another clock" {
	is 2 recon-cut announce --at 2026-11-28T22:00:00Z pay.cut $D
	says 'recon-cut: --at goes with --rehearse: else it is as late as it is'
	is 2 recon-cut announce --rehearse pay.cut $D
	says 'recon-cut: --rehearse: it takes a store of its own, --store'
	is 2 recon-cut announce --rehearse --store t.db --at 22:00 pay.cut $D
	says 'recon-cut: --at: "22:00" is no moment: YYYY-MM-DDTHH:MM:SS and Z, or an offset like +08:00'
	decided
	is 2 recon-cut announce --store t.db pay.cut $D
	grep -q rehearsal err
}

@test "a rehearsal of a year ahead, and of one that is long past" {
	sed 's/^first = .*/first = 2031-05-01/' pay.cut >ahead.cut
	sed 's/^first = .*/first = 2001-05-01/' pay.cut >past.cut
	for year in 2031 2001; do
		book=ahead.cut
		[ $year = 2031 ] || book=past.cut
		cut_stand $year-05-01
		is 0 at $year-05-01T22:00:00 announce $book $year-05-01
		is 0 at $year-05-01T23:00:00 cut $book $year-05-01
		is 0 at $year-05-01T23:00:00 date $book bill
		prints <<<$year-05-02
	done
}

@test "shadow: everything is decided and written down, nobody is told" {
	sed -i -e 's/^first/mode = shadow\n&/' -e 's/^\[system .*/&\nextract = true/' pay.cut
	is 0 at 22:00:00 announce pay.cut $D
	told 'try 1 begins' 'bill: announced, nothing was sent (shadow)' \
		'ledger: announced, nothing was sent (shadow)' \
		'general: announced, nothing was sent (shadow)' decided
	is 0 at 23:00:00 cut pay.cut $D
	for s in bill ledger general; do
		is 0 at 23:00:00 ready pay.cut $D $s
		is 0 at 23:00:00 complete pay.cut $D $s
	done
	is 0 at 23:00:00 seal pay.cut $D
	logged </dev/null
	at 23:00:00 history --json pay.cut | grep -c 'shadow=yes' |
		diff -u <(echo 11) -
}

@test "a date that is none of the book, words that are no date" {
	is 2 at 22:00:00 announce pay.cut 2026-11-27
	says 'recon-cut: 2026-11-27: is no accounting date of pay: it is before the first one'
	printf '%s\n' 'work 2026-11-28' '2026-11-30 a feast' >days
	sed 's/every-day/days/' pay.cut >feasts.cut
	is 2 at 22:00:00 announce feasts.cut 2026-11-30
	says 'recon-cut: 2026-11-30: is no accounting date of feasts: it is a day off by its calendar, days; it is one without its line there, or, of a weekend, with "work 2026-11-30"'
	is 65 at 22:00:00 announce feasts.cut 2027-01-04
	says 'recon-cut: feasts.cut: calendar: it names no day of 2027, so nobody knows which are off'
	is 2 at 22:00:00 announce pay.cut tomorrow
	says 'recon-cut: announce: "tomorrow" is no date YYYY-MM-DD'
	is 2 at 22:00:00 announce nothing.cut $D
	says 'recon-cut: nothing.cut: No such file or directory'
}

@test "targets that are not there, or refuse: the command fails, nothing is refused" {
	sed -i 's/^\[ledger\]/[other]/' targets.ini
	is 2 at 22:00:00 announce pay.cut $D
	tail -n 1 err >last
	grep -q 'targets.ini: .*ledger' last
	states open announced open open
	printf '[ledger]\ntransport = ./no-system\n' >>targets.ini
	is 2 at 22:00:00 announce pay.cut $D
	printf '#!/bin/sh\nexit 2\n' >no-system
	chmod +x no-system
	is 2 at 22:00:00 announce pay.cut $D
	says 'recon-cut: ledger: its transport refuses the target'
	printf '#!/bin/sh\necho hello\ncat\n' >no-system
	is 75 at 22:00:00 announce pay.cut $D
	told 'ledger: announce: not yet: it does not say where it stands: the transport broke the protocol: its first line is "hello"'
}

@test "an answer that does not come in time is not yet" {
	echo 'answer-within = 1s' >>targets.ini # of general, the last
	echo 'wait never' >general/announce
	is 75 at 22:00:00 announce pay.cut $D
	tail -n 1 err >last
	echo 'recon-cut: 2026-11-28: general: announce: not yet: no answer within 1 s' |
		diff -u - last
}

@test "values may come as a JSON object in the reply of a program" {
	cat >answer <<-'END'
	#!/bin/sh
	read -r event
	case $event in
	*recon.cut.complete*) echo '{"out.ledger.count": 3, "out.ledger.CNY": "30.00", "note": null}' ;;
	esac
	END
	chmod +x answer
	sed -i '/^\[bill\]/,/^transport/c\[bill]\ntransport = exec\nrun = ./answer\nreply = yes' targets.ini
	all_cut
	is 0 at 23:10:00 complete pay.cut $D bill
	is 0 at 23:10:00 ready pay.cut $D ledger
	told 'ledger: ready'
	is 0 at 23:10:00 history pay.cut $D
	sed -n "s/.* complete  *$(id -un)  *//p" out >got
	echo 'out.ledger.count=3 out.ledger.CNY=30.00' | diff -u - got
	at 23:10:00 history --json pay.cut $D | grep -q 'evidence":"reply={'
}

@test "status: one screen of a round" {
	decided
	echo 'retry loading' >bill/cut
	is 75 at 23:00:00 cut pay.cut $D
	is 0 at 23:10:00 status pay.cut
	prints <<-'END'
	book     pay  支付日切, a rehearsal
	date     2026-11-28 to 2026-11-29, try 1
	state    decided, since 2026-11-28 22:00:00 +08:00 (1 h 10 min)
	cut-off  2026-11-28 23:00:00 +08:00
	next     cut: bill

	SYSTEM   STATE    TOLD  SINCE                              AGE  WHY
	bill     decided  cut   2026-11-28 23:00:00 +08:00      10 min  loading
	ledger   decided  -     2026-11-28 22:00:00 +08:00  1 h 10 min
	general  decided  -     2026-11-28 22:00:00 +08:00  1 h 10 min
	END
	is 0 at 23:30:01 status pay.cut
	grep '^stuck' out >last
	echo 'stuck    nothing has moved for 30 min' | diff -u - last
}

@test "status: why a round goes back, and what ends that" {
	echo 'fail 明天放假' >ledger/announce.once
	echo 'fail lost it' >ledger/withdraw
	is 1 at 22:00:00 announce pay.cut $D
	is 0 at 22:00:00 status pay.cut
	prints <<-'END'
	book     pay  支付日切, a rehearsal
	date     2026-11-28 to 2026-11-29, try 1
	state    withdrawing, since 2026-11-28 22:00:00 +08:00 (0 s)
	why      ledger: 明天放假
	cut-off  2026-11-28 23:00:00 +08:00
	next     withdraw: ledger

	SYSTEM   STATE        TOLD      SINCE                       AGE  WHY
	bill     announced    -         2026-11-28 22:00:00 +08:00  0 s
	ledger   withdrawing  withdraw  2026-11-28 22:00:00 +08:00  0 s  lost it
	general  withdrawn    -         2026-11-28 22:00:00 +08:00  0 s
	END
	rm ledger/withdraw
	is 0 at 22:01:00 withdraw pay.cut $D
	is 0 at 22:01:00 status pay.cut
	sed -n 3,6p out >got
	diff -u - got <<-'END'
	state    withdrawn, since 2026-11-28 22:01:00 +08:00 (0 s)
	why      ledger: 明天放假
	cut-off  2026-11-28 23:00:00 +08:00
	next     announce
	END
	is 0 at 22:01:00 status --json pay.cut
	grep -q '"why":"ledger: 明天放假","cut_off"' out
	echo 'retry busy' >bill/announce
	is 75 at 22:02:00 announce pay.cut $D
	is 0 at 22:03:00 withdraw --why 'wrong date' pay.cut $D
	is 0 at 22:03:00 status pay.cut
	grep '^why' out >got
	echo 'why      wrong date' | diff -u - got
}

@test "status: of a date without a round" {
	decided
	is 0 at 22:10:00 status pay.cut 2026-11-29
	sed -n 2,5p out >got
	diff -u - got <<-'END'
	date     2026-11-29 to 2026-11-30
	state    no try has begun
	cut-off  2026-11-29 23:00:00 +08:00, to be decided until 2026-11-29 22:55:00 +08:00
	next     announce: the date before it is not sealed yet
	END
}

@test "bad usage is refused" {
	is 2 recon-cut
	says "recon-cut: no command; try 'recon-cut --help'"
	is 2 recon-cut anounce
	says "recon-cut: \"anounce\" is no command, announce is near; try 'recon-cut --help'"
	is 2 recon-cut cut pay.cut
	says "recon-cut: cut: it takes BOOK DATE [SYSTEM]; try 'recon-cut --help'"
	is 2 recon-cut cut --json pay.cut $D
	says "recon-cut: cut: --json is not of this command; try 'recon-cut --help'"
	is 2 recon-cut withdraw --why '' pay.cut $D
	says 'recon-cut: --why: it is empty'
	for command in "date" flow; do
		is 2 recon-cut $command --rehearse pay.cut
		says 'recon-cut: --rehearse: it takes a store of its own, --store'
	done
	is 2 env -u HOME recon-cut date pay.cut
	says 'recon-cut: where is the store? --store or RECON_CUT_STORE says it, and HOME is not set'
}

@test "a store that can not be made, and one that is not there" {
	if [ "$(id -u)" = 0 ]; then
		command -v setpriv >/dev/null || skip 'no setpriv'
		chmod 755 . # others read the book
		nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
	else
		nobody() { "$@"; }
	fi
	nobody recon-cut is-date pay.cut $D || skip 'others can not read here'
	mkdir closed
	chmod 555 closed
	is 2 nobody recon-cut announce --store closed/t.db pay.cut $D
	says 'recon-cut: closed/t.db: Permission denied'
	is 2 nobody recon-cut announce --store closed/in/t.db pay.cut $D
	says 'recon-cut: closed/in: Permission denied'
	is 2 recon-cut date --store closed/t.db pay.cut
	says 'recon-cut: closed/t.db: there is no store; the first announce makes it, and --store names another'
}

@test "the store is made below the home of who acts, unless it is said elsewhere" {
	is 2 recon-cut date pay.cut
	says "recon-cut: $HOME/.local/state/recon/cut.db: there is no store; the first announce makes it, and --store names another"
	is 75 recon-cut announce pay.cut 2999-11-28
	is 0 recon-cut date pay.cut bill
	prints <<<$D
	is 75 env RECON_CUT_STORE=sqlite:$PWD/other/cut.db recon-cut announce \
		pay.cut 2999-11-28
	[ -e other/cut.db ]
	is 75 env XDG_STATE_HOME="$PWD/state" recon-cut announce pay.cut \
		2999-11-28
	[ -e state/recon/cut.db ]
}

@test "days off have no accounting date: the one before them is turned to the one behind" {
	cat >days <<-'END'
	weekend none
	2026-11-29 a day off
	2026-11-30 another
	END
	sed -i 's/^calendar = .*/calendar = days/' pay.cut
	is 2 at 2026-11-29T22:00:00 announce pay.cut 2026-11-29
	says 'recon-cut: 2026-11-29: is no accounting date of pay: it is a day off by its calendar, days; it is one without its line there, or, of a weekend, with "work 2026-11-29"'
	sealed
	is 0 at 2026-11-30T23:30:00 missed pay.cut
	prints </dev/null
	is 0 at 2026-12-01T22:00:00 announce pay.cut 2026-12-01
	is 0 at 2026-12-01T22:00:00 date pay.cut bill
	prints <<<2026-12-01
}

@test "a date that systems were turned to is the next, whatever the book says by then" {
	local is='the systems were turned to 2026-11-29, and that is turned next, whatever the calendar says now: announce it first'
	sealed
	cat >days <<-'END'
	weekend none
	2026-11-29 storm
	END
	sed -i 's/^calendar = .*/calendar = days/' pay.cut
	is 1 at 2026-11-30T22:00:00 announce pay.cut 2026-11-30
	says "recon-cut: 2026-11-30: refused: $is"
	is 0 at 2026-11-29T23:00:00 missed pay.cut
	prints <<<2026-11-29
	sed -i 's/^calendar = .*/calendar = every-day/' pay.cut
	sed -i 's/^first = .*/first = 2026-12-05/' pay.cut
	is 1 at 2026-12-05T22:00:00 announce pay.cut 2026-12-05
	says "recon-cut: 2026-12-05: refused: $is"
	sed -i 's/^first = .*/first = 2026-11-20/' pay.cut
	is 1 at 2026-11-28T23:30:00 announce --why again pay.cut 2026-11-20
	says "recon-cut: 2026-11-20: refused: $is"
	is 75 at 2026-11-29T22:00:00 announce pay.cut 2026-11-30
	says 'recon-cut: 2026-11-30: the date before it is not sealed yet'
	logged </dev/null
	is 0 at 2026-11-29T22:00:00 announce pay.cut 2026-11-29
}

# off LINE...: the calendar has these days off, and no weekends.
off() {
	printf '%s\n' 'weekend none' "$@" >days
	sed -i 's/^calendar = .*/calendar = days/' pay.cut
}

# dated STATUS DATE...: is-date ends so, by the book and the store.
dated() {
	local status=$1 date
	shift
	for date; do
		is "$status" recon-cut is-date --store t.db --rehearse pay.cut $date
	done
}

# turned DATE: all that is between announce and seal.
turned() {
	local date=$1
	is 0 at ${date}T22:00:00 announce pay.cut $date
	is 0 at ${date}T23:00:00 cut pay.cut $date
	for s in bill ledger general; do
		is 0 at ${date}T23:10:00 ready pay.cut $date $s
		is 0 at ${date}T23:10:00 complete pay.cut $date $s
	done
	is 0 at ${date}T23:20:00 seal pay.cut $date
}

@test "a date that is off by the time that it is next is turned, and leads to the next one" {
	sealed
	off '2026-11-29 storm' '2026-11-30 storm'
	is 1 recon-cut is-date pay.cut 2026-11-29 # no store is there
	dated 0 2026-11-29 2026-12-01
	dated 1 2026-11-30 2026-11-27
	is 0 at 2026-11-29T21:00:00 status pay.cut 2026-11-29
	sed -n 2,5p out >got
	diff -u - got <<-'END'
	date     2026-11-29 to 2026-12-01
	state    no try has begun
	cut-off  2026-11-29 23:00:00 +08:00, to be decided until 2026-11-29 22:55:00 +08:00
	next     announce
	END
	is 1 at 2026-11-29T22:00:00 announce pay.cut 2026-12-01
	turned 2026-11-29
	dated 0 $D 2026-11-29 2026-12-01
	is 0 at 2026-11-29T23:30:00 date pay.cut bill
	prints <<<2026-12-01
	off '2026-12-25 Christmas' # 11-30 is none, whatever it is now
	dated 1 2026-11-30
	is 1 at 2026-11-30T22:00:00 announce pay.cut 2026-11-30
	says 'recon-cut: 2026-11-30: refused: the systems were turned to 2026-12-01, and that is turned next, whatever the calendar says now: announce it first'
	turned 2026-12-01
	dated 0 2026-12-02
}

@test "a date before what is the first by now is turned, where systems have it" {
	sealed
	sed -i 's/^first = .*/first = 2026-12-05/' pay.cut
	dated 0 2026-11-29 2026-12-05
	dated 1 2026-11-30
	turned 2026-11-29
	is 0 at 2026-11-29T23:30:00 date pay.cut bill
	prints <<<2026-12-05
	sed -i 's/^first = .*/first = 2026-11-20/' pay.cut
	dated 1 2026-11-20 2026-11-30
	is 2 at 2026-11-30T22:00:00 is-date pay.cut 2026-11-30
	says "recon-cut: is-date: --at is not of this command; try 'recon-cut --help'"
}

@test "is-date: a store that is empty has no rounds, one of the other kind is refused" {
	: >t.db
	dated 0 $D
	dated 1 2026-11-27
	[ ! -s t.db ]
	rm t.db
	decided
	is 2 recon-cut is-date --store t.db pay.cut $D
	says 'recon-cut: t.db: is a store of rehearsals, for --rehearse alone'
	echo 'no database, but some text' >t.db
	is 65 recon-cut is-last --store t.db --rehearse pay.cut $D
}

@test "a date that was withdrawn and is off by now keeps nobody from seeing what payments have" {
	sealed
	echo 'fail no' >bill/announce.once
	is 1 at 2026-11-29T22:00:00 announce pay.cut 2026-11-29
	off '2026-11-29 storm'
	is 0 at 2026-11-29T22:00:00 date pay.cut bill
	prints <<<2026-11-29
	is 0 at 2026-11-29T22:00:00 status pay.cut
	sed -n 2,4p out >got
	diff -u - got <<-'END'
	date     2026-11-29 to 2026-11-30, try 1
	state    withdrawn, since 2026-11-29 22:00:00 +08:00 (0 s)
	why      bill: no
	END
	dated 0 2026-11-29
	is 0 at 2026-11-29T22:01:00 announce pay.cut 2026-11-29
	head -n 1 err >got
	echo 'recon-cut: 2026-11-29: try 2 begins' | diff -u - got
}

@test "a first date that was withdrawn, and is none by now: payments have what is the first" {
	echo 'fail no' >bill/announce.once
	is 1 at 22:00:00 announce pay.cut $D
	is 0 at 22:00:00 date pay.cut bill
	prints <<<$D
	for first in 2026-12-05 2026-11-20; do
		sed -i "s/^first = .*/first = $first/" pay.cut
		is 0 at 22:00:00 date pay.cut bill
		prints <<<$first
		is 0 at 22:00:00 status pay.cut
		grep -q "^date     $first to " out
	done
	cut_stand 2026-11-20
	turned 2026-11-20
	is 0 at 22:00:00 date pay.cut bill
	prints <<<2026-11-21
}

@test "a calendar that is gone, or has the date off by now, keeps no round from its end" {
	cat >days <<-'END'
	weekend none
	2026-12-25 Christmas
	END
	sed -i 's/^calendar = .*/calendar = days/' pay.cut
	decided
	echo '2026-11-28 storm' >>days
	is 0 at 23:00:00 cut pay.cut $D bill
	rm days
	is 0 at 23:00:00 cut pay.cut $D
	is 0 at 23:10:00 complete pay.cut $D bill
	is 0 at 23:10:00 status pay.cut
	is 65 at 23:10:00 announce pay.cut 2026-11-29
	says 'recon-cut: pay.cut:5: calendar: days: No such file or directory; it is every-day, or a file'
}

@test "check: what is wrong with a book, and with what it names" {
	is 0 recon-cut check pay.cut
	says ''
	sed -i 's/^margin.*//; s/^cut-off.*/cut-off = 25:00/' pay.cut
	is 65 recon-cut check pay.cut
	grep -q 'recon-cut: pay.cut:4: ' err
	cut_book pay
	sed -i '/^.ledger/,$d' targets.ini
	is 65 recon-cut check pay.cut
	printf 'recon-cut: pay.cut:%s; there is bill\n' \
		'11: targets.ini: no target [ledger]' \
		'13: targets.ini: no target [general]' | diff -u - err
	cut_book pay
	chmod -x system
	is 65 recon-cut check --json pay.cut
	prints <<-'END'
	{"file":"pay.cut","line":8,"message":"targets.ini: [bill] its transport ./system: Permission denied"}
	{"file":"pay.cut","line":11,"message":"targets.ini: [ledger] its transport ./system: Permission denied"}
	{"file":"pay.cut","line":13,"message":"targets.ini: [general] its transport ./system: Permission denied"}
	END
	rm targets.ini
	is 65 recon-cut check pay.cut
	says 'recon-cut: pay.cut: targets: targets.ini: No such file or directory; it says how systems are reached, recon-targets(5)'
	sed -i 's/^first/targets = ways.ini\n&/' pay.cut
	is 65 recon-cut check pay.cut
	says 'recon-cut: pay.cut:6: targets: ways.ini: No such file or directory; it says how systems are reached, recon-targets(5)'
	is 2 recon-cut check nothing.cut
	says 'recon-cut: nothing.cut: No such file or directory'
}

@test "a book that is wrong stops what needs it, not a round under way" {
	decided
	echo 'nonsense = 1' >>pay.cut
	is 0 at 23:00:00 cut pay.cut $D
	for command in announce\ pay.cut\ 2026-11-29 missed\ pay.cut \
		history\ pay.cut; do
		is 65 at 23:00:00 $command
		says 'recon-cut: pay.cut:15: nonsense: [system] has no such key'
	done
}

@test "history: all steps, in their order, and on what evidence" {
	all_cut
	is 0 at 23:10:00 complete pay.cut $D bill
	echo 'retry no files' >ledger/ready.once
	is 75 at 23:10:00 ready pay.cut $D ledger
	echo 'retry no files' >ledger/ready.once
	is 75 at 23:11:00 ready pay.cut $D ledger
	is 0 at 23:12:00 history pay.cut $D
	sed "s/ $(id -un) */ WHO /; s/ WHO \$/ WHO/" out | tail -n 5 >got
	diff -u - got <<-'END'
	  12  2026-11-28 23:00:00 +08:00  2026-11-28    1  ledger   cut        WHO
	  13  2026-11-28 23:00:00 +08:00  2026-11-28    1  general  told       WHO cut
	  14  2026-11-28 23:00:00 +08:00  2026-11-28    1  general  cut        WHO
	  15  2026-11-28 23:10:00 +08:00  2026-11-28    1  bill     complete   WHO out.ledger.count=3 out.ledger.CNY=30.00
	  16  2026-11-28 23:10:00 +08:00  2026-11-28    1  ledger   not yet    WHO no files
	END
	is 0 at 23:12:00 history --json pay.cut
	tail -n 2 out | sed "s/\"who\":\"$(id -un)\"/\"who\":\"WHO\"/" >got
	diff -u - got <<-'END'
	{"step":15,"at":"2026-11-28T15:10:00Z","date":"2026-11-28","try":1,"system":"bill","what":"complete","who":"WHO","why":null,"evidence":"out.ledger.count=3\tout.ledger.CNY=30.00"}
	{"step":16,"at":"2026-11-28T15:10:00Z","date":"2026-11-28","try":1,"system":"ledger","what":"not yet","who":"WHO","why":"no files","evidence":"ready"}
	END
	is 0 at 23:12:00 history pay.cut 2026-11-29
	[ "$(wc -l <out)" = 1 ]
}

@test "status --json: all that the screen has" {
	all_cut
	is 0 at 23:10:00 complete pay.cut $D bill
	is 0 at 23:12:00 status --json pay.cut
	prints <<-'END'
	{"book":"pay","title":"支付日切","date":"2026-11-28","next":"2026-11-29","try":1,"state":"decided","since":"2026-11-28T14:00:00Z","why":null,"cut_off":"2026-11-28T15:00:00Z","decide_until":"2026-11-28T14:55:00Z","late":false,"rehearsal":true,"shadow":false,"missed":0,"stuck":false,"then":{"command":"ready","system":"ledger","why":null},"systems":[{"system":"bill","title":"账单核心","state":"complete","told":null,"ready":false,"since":"2026-11-28T15:10:00Z","why":null},{"system":"ledger","title":"ledger","state":"cut","told":null,"ready":false,"since":"2026-11-28T15:00:00Z","why":null},{"system":"general","title":"general","state":"cut","told":null,"ready":false,"since":"2026-11-28T15:00:00Z","why":null}]}
	END
}

# changed SQL...: the store, by another hand.
changed() {
	python3 - "$@" <<-'END'
	import hashlib, sqlite3, sys
	db = sqlite3.connect("t.db")
	db.create_function("sha", 1,
	    lambda s: hashlib.sha256(s.encode()).hexdigest())
	for sql in sys.argv[1:]:
	    db.execute(sql)
	db.commit()
	END
}

@test "a store that another hand has changed is told, and nothing is done" {
	decided
	cp t.db kept.db
	changed "UPDATE cut_round SET body = body || '#'"
	is 65 at 23:00:00 cut pay.cut $D
	says 'recon-cut: pay: the book that the round keeps was changed in the store'
	cp kept.db t.db
	changed "UPDATE cut_round SET body = body || 'what = 1'" \
		"UPDATE cut_round SET digest = sha(body)"
	is 65 at 23:00:00 cut pay.cut $D
	says 'recon-cut: pay.cut:15: in the text that the round keeps: what: [system] has no such key'
	cp kept.db t.db
	changed "UPDATE cut_stand SET system = 'other' WHERE system = 'ledger'"
	is 65 at 23:00:00 cut pay.cut $D
	says 'recon-cut: pay: its round has other systems than the book that it keeps'
	logged </dev/null
}

@test "status: late, missed, and told while no answer has come" {
	echo 'wait go' >ledger/announce
	at 2026-11-30T23:00:00 announce pay.cut $D 2>/dev/null &
	until [ -e t.db ] && is 0 at 2026-11-30T23:00:05 status pay.cut &&
		grep -q '^ledger .*announce' out; do
		sleep 0.1
	done
	: >go
	wait
	diff -u - out <<-'END'
	book     pay  支付日切, a rehearsal
	date     2026-11-28 to 2026-11-29, try 1, late
	state    open, since 2026-11-30 23:00:00 +08:00 (5 s)
	cut-off  2026-11-28 23:00:00 +08:00
	next     announce: ledger
	missed   3 dates, the first 2026-11-28

	SYSTEM   STATE      TOLD      SINCE                       AGE  WHY
	bill     announced  -         2026-11-30 23:00:00 +08:00  5 s
	ledger   open       announce  2026-11-30 23:00:00 +08:00  5 s  it may have been told, and has not said ok
	general  open       -         2026-11-30 23:00:00 +08:00  5 s
	END
	is 0 at 2026-11-30T23:01:00 status pay.cut
	grep -qx 'missed   2 dates, the first 2026-11-29' out
}

# utc TIME COMMAND...: the same by the clock of UTC.
utc() {
	local time=$1 command=$2
	shift 2
	recon-cut "$command" --store t.db --rehearse --at "${time}Z" "$@"
}

@test "a cut-off at any hour, twice, or in none: nothing is cut before that moment" {
	while read -r zone time fold date before moment; do
		rm -f t.db
		cut_book pay "fold = $fold"
		sed -i "s,^zone = .*,zone = $zone,; s/^cut-off = .*/cut-off = $time/
			s/^first = .*/first = $date/" pay.cut
		cut_stand $date
		is 0 utc ${moment%T*}T00:00:00 announce pay.cut $date
		is 75 utc $before cut pay.cut $date
		is 0 utc $moment cut pay.cut $date
	done <<-'END'
	Asia/Shanghai 23:00 refuse 2026-11-28 2026-11-28T14:59:59 2026-11-28T15:00:00
	Asia/Shanghai 00:00 refuse 2026-11-28 2026-11-28T15:59:59 2026-11-28T16:00:00
	Asia/Shanghai 04:00 refuse 2026-11-28 2026-11-28T19:59:59 2026-11-28T20:00:00
	Europe/Berlin 02:30 refuse 2026-10-24 2026-10-25T00:29:59 2026-10-25T00:30:00
	Europe/Berlin 02:30 later 2026-10-24 2026-10-25T01:29:59 2026-10-25T01:30:00
	Europe/Berlin 02:30 refuse 2026-03-28 2026-03-29T00:59:59 2026-03-29T01:00:00
	Europe/Berlin 02:30 refuse 2026-10-25 2026-10-26T01:29:59 2026-10-26T01:30:00
	America/New_York 02:30 refuse 2026-03-07 2026-03-08T06:59:59 2026-03-08T07:00:00
	America/New_York 02:30 refuse 2026-10-31 2026-11-01T07:29:59 2026-11-01T07:30:00
	END
}
