# recon-cut extract: what a system has of a date that is sealed, as records.

load helper
load cut
load cut_verify

setup() {
	has_records
}

# nothing_left: no file but those of the systems, and no extract.
nothing_left() {
	ls -A | grep -v -x -e bill -e ledger -e general -e pay.cut -e system \
		-e targets.ini -e t.db -e log -e err -e out -e events -e got |
		diff -u /dev/null -
	steps extracted | diff -u /dev/null -
}

@test "extract: a system writes its records, which are sorted, as either side, and registered" {
	sealed
	extract 0 --left l --right r pay.cut $D ledger
	told '2026-11-28: ledger: extracted: 2 records'
	same - l <<-END
	#recon record 2
	A1${T}10.00${T}CNY${T}L${T}2026-11-28
	B2${T}20.00${T}CNY${T}L${T}2026-11-28
	#total${T}records=2${T}L.CNY=30.00${T}xxh3=a1e6a0e06b5c58ef
	END
	same - r <<-END
	#recon record 2
	A1${T}10.00${T}CNY${T}R${T}2026-11-28
	B2${T}20.00${T}CNY${T}R${T}2026-11-28
	#total${T}records=2${T}R.CNY=30.00${T}xxh3=8a670226c9dc908c
	END
	steps extracted >got
	same - got <<-END
	ledger - side=L${T}records=2${T}L.CNY=30.00${T}xxh3=a1e6a0e06b5c58ef${T}sha256=$(sum l)
	ledger - side=R${T}records=2${T}R.CNY=30.00${T}xxh3=a1e6a0e06b5c58ef${T}sha256=$(sum r)
	END
	ls -A | grep tmp && false
	is 0 at 23:40:00 status pay.cut $D
}

@test "extract: again changes nothing; other records are registered, and the first ones once more" {
	sealed
	extract 0 --left one pay.cut $D bill
	extract 0 --left two pay.cut $D bill
	cmp one two
	[ "$(steps extracted | wc -l)" = 1 ]
	cp bill/records kept
	records 'C3 1.00 CNY L' >bill/records
	extract 0 --left two pay.cut $D bill
	[ "$(steps extracted | wc -l)" = 2 ]
	cp kept bill/records
	extract 0 --left two pay.cut $D bill
	steps extracted | sed -n '1p;3p' | uniq | wc -l >got
	echo 1 | diff -u - got
}

@test "extract: facts have both files by their digests, and what they add up to" {
	sealed
	extract 0 --left l --right r --facts f pay.cut $D ledger
	grep -E '^(option|input|output|left|right|status)' f |
		sed "s/${T}xxh3=.*//; /xxh3/d; /^option/d" >got
	same - got <<-END
	output${T}left${T}l${T}$(wc -c <l)${T}$(sum l)${T}records=2${T}L.CNY=30.00
	output${T}right${T}r${T}$(wc -c <r)${T}$(sum r)${T}records=2${T}R.CNY=30.00
	left.records${T}2
	left.L.CNY${T}30.00
	right.records${T}2
	right.R.CNY${T}30.00
	status${T}0
	END
	grep '^option' f | cut -f2 | xargs >got
	echo store rehearse at left right | diff -u - got
	echo 'fail no' >bill/extract.once
	extract 1 --left no --facts f pay.cut $D bill
	grep -x "status${T}1" f
	[ ! -e no ]
}

@test "extract: a date that is tied while a system writes is tied on other records" {
	differ
	sealed
	extracts
	records 'A1 10.00 CNY L' 'Z9 1.00 CNY L' >bill/records
	echo "wait $PWD/soon" >bill/extract
	: >log
	at 23:21:00 extract --left again pay.cut $D bill 2>slow.err 3>&- &
	pid=$!
	until grep -q 'bill extract' log; do sleep 0.05; done
	tie 0 bill-ledger.facts ledger-general.facts
	: >soon
	got=0
	wait $pid || got=$?
	[ $got = 1 ]
	mv slow.err err
	told '2026-11-28: bill: the date is tied on other records, those of step 21' \
		'2026-11-28: bill: extracted: 2 records'
	# and so it is said whenever it is asked
	extract 1 --left again pay.cut $D bill
	told '2026-11-28: bill: the date is tied on other records, those of step 21' \
		'2026-11-28: bill: extracted: 2 records'
	[ "$(steps extracted | wc -l)" = 5 ]
}

@test "extract: the event has where to write, and another id each time" {
	: >events
	sealed
	: >events
	extract 0 --left l pay.cut $D bill
	extract 0 --right r pay.cut $D bill
	python3 - >got <<-'END'
	import json, os
	e = [json.loads(line) for line in open('events')]
	print(len(e), len({x['id'] for x in e}))
	for x in e:
	    print(x['type'], x['id'].rsplit('.', 1)[0],
	        os.path.dirname(x['data']['file']) == os.getcwd())
	END
	same - got <<-END
	2 2
	recon.cut.extract pay.day.2026-11-28.1.bill.extract True
	recon.cut.extract pay.day.2026-11-28.1.bill.extract True
	END
}

@test "extract: not before the date is sealed" {
	extract 2 --left l pay.cut $D bill
	told 't.db: there is no store; the first announce makes it, and --store names another'
	is 0 at 22:00:00 announce pay.cut $D
	extract 75 --left l pay.cut $D bill
	told '2026-11-28: is not sealed yet'
	nothing_left
}

@test "extract: a system that is not so far, or refuses, is not asked again and again in the history" {
	sealed
	echo 'retry 2 batches are open' >bill/extract
	for _ in 1 2 3; do
		extract 75 --left l pay.cut $D bill
		told '2026-11-28: bill: extract: not yet: 2 batches are open'
	done
	steps 'not yet' >got
	echo 'bill 2 batches are open extract' | diff -u - got
	echo 'fail no such date here' >bill/extract
	extract 1 --left l pay.cut $D bill
	told '2026-11-28: bill: extract: refused: no such date here'
	echo die >bill/extract
	extract 75 --left l pay.cut $D bill
	nothing_left
}

@test "extract: a command runs in the directory of the book, with its dates" {
	cat >take <<-'END'
	#!/bin/sh
	echo "$PWD $*" >>log
	cat bill/records
	END
	chmod +x take
	sed -i '/^\[system ledger\]/i extract = ./take "of {date}" {next}' pay.cut
	sealed
	: >log
	mkdir elsewhere
	(
		cd elsewhere
		recon-cut extract --store ../t.db --rehearse --left l \
			--at 2026-11-28T23:21:00+08:00 ../pay.cut $D bill
	)
	echo "$PWD of 2026-11-28 2026-11-29" | logged
	grep -c 2026-11-28 elsewhere/l
	grep -q "^A1${T}" elsewhere/l
	ls -A elsewhere >got
	echo l | diff -u - got
}

@test "extract: what a command ends with" {
	cat >take <<-'END'
	#!/bin/sh
	cat bill/records
	eval "$(cat how)"
	END
	chmod +x take
	sed -i '/^\[system ledger\]/i extract = ./take\nextract-timeout = 1s' pay.cut
	sealed
	while IFS=: read -r status how text; do
		echo "$how" >how
		extract "$status" --left l pay.cut $D bill
		told "$text"
	done <<-'END'
	65:exit 65:bill: ./take: status 65
	70:exit 70:bill: ./take: status 70
	75:exit 75:2026-11-28: bill: extract: not yet: ./take: status 75
	2:exit 1:bill: ./take: status 1
	2:exit 3:bill: ./take: status 3
	2:kill -9 $$:bill: ./take: killed by signal 9
	75:exec sleep 60:2026-11-28: bill: extract: not yet: ./take: no end within 1 s
	END
	rm take how
	extract 2 --left l pay.cut $D bill
	told 'bill: ./take: not found'
	nothing_left
}

@test "extract: an answer is waited for as long as the book says, not the targets" {
	sed -i '/^\[system ledger\]/i extract-timeout = 1s' pay.cut
	sealed
	echo "wait $PWD/never" >bill/extract
	extract 75 --left l pay.cut $D bill
	told '2026-11-28: bill: extract: not yet: no answer within 1 s'
	sed -i '/^transport/a answer-within = 1s' targets.ini
	echo "wait $PWD/soon" >ledger/extract
	(sleep 2 && : >soon) &
	extract 0 --left l pay.cut $D ledger
	: >never
}

@test "extract: whoever kills it, what it did not end is not there, and again it is" {
	printf '%s\n' '#!/bin/sh' '[ ! -e deadly ] || kill -9 $PPID' \
		'cat bill/records' >take
	chmod +x take
	sed -i '/^\[system ledger\]/i extract = ./take' pay.cut
	sealed
	: >deadly
	extract 137 --left l pay.cut $D bill
	steps extracted | diff -u /dev/null -
	[ ! -e l ]
	rm deadly
	extract 0 --left l pay.cut $D bill
	steps extracted | grep -c sha256="$(sum l)"
}

@test "extract: what is no whole stream of records of the date is refused, and leaves nothing" {
	local r=A1${T}1.00${T}CNY
	sealed
	rm bill/records
	extract 65 --left l --right r pay.cut $D bill
	told 'records of bill: is empty, not even a #recon line: did what writes it run?'
	while IFS='|' read -r lines text; do
		printf "$lines" >bill/records
		extract 65 --left l --right r pay.cut $D bill
		told "records of bill$text"
	done <<-END
	#recon record 2\n$r\tL\t2026-11-27\n|:2: its DATE is 2026-11-27, and the extract is of 2026-11-28
	#recon record 2\n$r\tL\t-\n|:2: its DATE is -, and the extract is of 2026-11-28
	#recon record 2\n$r\tL\t$D\n$r\tR\t$D\n|:3: its SIDE is R, and those before have L: records of one system have one
	$r\tL\t$D\n|: has no #total, and one is required
	#recon record 2\n$r\tL\t$D\n|: ends without its #total: what writes it did not finish
	#recon record 1\n$r\tL\t$D\n#total\trecords=2\tL.CNY=1.00\n|: #total says 2 records, read 1
	#recon result 2\n|:1: a result stream where a record stream belongs
	#recon record 2\nA1\n|:2: not a record: fewer than five fields in "A1"
	#recon record 2\n$r\tL\t$D\n#failed\t65\tledger\tgave up\n|: ledger failed: gave up
	END
	nothing_left
}

@test "extract: a date without records is a stream of none" {
	printf '#recon record 2\n#total\trecords=0\txxh3=0000000000000000\n' \
		>bill/records
	sealed
	extract 0 --left l --right r pay.cut $D bill
	told '2026-11-28: bill: extracted: 0 records'
	cmp l r
	cmp l bill/records
}

@test "extract: many records are those that sort(1) puts in order, in little memory too" {
	python3 - >rows <<-'END'
	import random
	random.seed(7)
	for i in range(60000):
	    print(f'{random.choice("ABab|~")}{random.randrange(9000)}',
	        f'{random.randrange(-999, 9999999)/100:.2f}'.replace('-0.00', '0.00'),
	        random.choice(['CNY', 'USD']), 'R', '2026-11-28',
	        f'note=R{i}', sep='\t')
	END
	{ echo '#recon record 1' && cat rows && recon-sort --announce rows | sed -n 's/\txxh3=.*//; /^#total/p'; } >bill/records
	sealed
	extract 0 --left l --right r -S 1M -T . -j 2 pay.cut $D bill
	LC_ALL=C sort rows >want
	grep -v '^#' r | cmp - want
	LC_ALL=C sed "s/${T}R${T}/${T}L${T}/" want | LC_ALL=C sort >left
	grep -v '^#' l | cmp - left
	recon-sort --require-total -c l
	recon-sort --require-total -c r
}

@test "extract: the command of a pair" {
	cat >>pay.cut <<-'END'
	[verify bill ledger]
	left = cat bill/of-ledger
	END
	records 'A1 3.00 CNY L' >bill/of-ledger
	sealed
	extract 0 --of ledger --left l pay.cut $D bill
	grep -q "^A1${T}3.00" l
	steps extracted | grep -q "pair=bill.ledger$"
	extract 2 --of bill --right r pay.cut $D ledger
	told 'pay.cut: there is no [verify bill ledger] with right ='
	extract 2 --of general --left r pay.cut $D bill
	told 'pay.cut: there is no [verify bill general] with left ='
	extract 2 --of general --left l --right r pay.cut $D bill
	told '--of: it goes with --left or with --right'
	# it is no extract of the system itself
	extract 0 --right ledger.right pay.cut $D ledger
	recon-join --facts f -o o l ledger.right
	cp l bill.left
	extract 0 --left bill.left pay.cut $D bill
	joined bill ledger
	tie 1 f bill-ledger.facts
	sed -n 2p err >second
	echo 'recon-cut: 2026-11-28: refused: bill-ledger.facts: it has compared bill as left with ledger as right, which is no pair of the book' |
		diff -u - second
}

@test "extract: words that make no sense" {
	sealed
	extract 2 pay.cut $D bill
	told 'extract: --left or --right says which file the records go into'
	extract 2 --left - pay.cut $D bill
	told 'extract: --left takes a file that is kept, and - is none'
	mkfifo pipe
	extract 2 --left l --right pipe pay.cut $D bill
	told 'extract: --right takes a file that is kept, and pipe is none'
	rm pipe
	extract 2 --left l pay.cut $D nobody
	told '"nobody" is no system of pay; those are bill, ledger, general'
	extract 2 --left no/l pay.cut $D bill
	told 'no/l: No such file or directory'
	extract 2 --left l --right l pay.cut $D bill
	nothing_left
	# a file may be called as the system is
	mkdir into
	extract 0 --left into/bill pay.cut $D bill
}

@test "extract: in shadow mode only commands are run" {
	cut_book pay 'mode = shadow'
	sed -i '/^\[system ledger\]/i extract = cat bill/records' pay.cut
	cat >>pay.cut <<-'END'
	[verify bill ledger]
	right = cat ledger/records
	[verify ledger general]
	left = cat ledger/records
	right = cat general/records
	END
	sealed
	extract 0 --left l pay.cut $D bill
	extract 0 --of bill --right r pay.cut $D ledger
	extract 1 --left l pay.cut $D ledger
	told '2026-11-28: ledger: extract: refused: the book is in shadow mode, in which no system is asked, and has no command for its extract'
	logged </dev/null
}

@test "extract: whatever call fails, a file is old or new, and none is registered that is not there" {
	! sanitized || skip "what is preloaded comes before the sanitizer"
	[ "$(uname -m)" = x86_64 ] || skip "the injector knows x86-64"
	"$HELPER/extract_faults.py" "$BUILD" 25
}
