# recon-cut tie: the verdict on a date, by what recon-join found of extracts.

load helper
load cut
load cut_verify

setup() {
	has_records
}

@test "tie: all agrees: the date is tied, on the facts and their figures" {
	differ
	sealed
	extracts
	tie 0 ledger-general.facts bill-ledger.facts
	told '2026-11-28: tied'
	steps tied >got
	tr "$T" '\n' <got >lines
	same - lines <<-END
	- - ledger.general=$(sum ledger-general.facts)
	ledger.general.left=22
	ledger.general.right=24
	ledger.general.records=4
	ledger.general.L.CNY=30.00
	ledger.general.R.CNY=30.00
	bill.ledger=$(sum bill-ledger.facts)
	bill.ledger.left=21
	bill.ledger.right=23
	bill.ledger.records=4
	bill.ledger.L.CNY=30.00
	bill.ledger.R.CNY=30.00
	END
	tie 0 bill-ledger.facts
	told '2026-11-28: is tied already'
	extract 0 --left again pay.cut $D bill # also later
	# a record that came behind the verdict
	records 'A1 10.00 CNY L' 'Z9 1.00 CNY L' >bill/records
	extract 1 --left again pay.cut $D bill
	told '2026-11-28: bill: the date is tied on other records, those of step 21' \
		'2026-11-28: bill: extracted: 2 records'
}

# tied: the date is, as all that the three have agrees.
tied() {
	differ
	sealed
	extracts
	tie 0 bill-ledger.facts ledger-general.facts
	: >log
}

# lock STATUS, word STATUS SYSTEM STATE: the date locked, or by a person's word.
lock() {
	is "$1" at 23:40:00 lock pay.cut $D
}

word() {
	is "$1" at 23:40:00 step --why phone pay.cut $D "$2" "$3"
}

@test "lock: each system is told, also behind an answer that was lost" {
	tied
	echo lost >ledger/locked.once
	lock 75
	told '2026-11-28: bill: locked' \
		'2026-11-28: ledger: locked: not yet: the transport ended with status 1'
	states tied locked tied tied
	lock 0
	told '2026-11-28: ledger: locked' '2026-11-28: general: locked' \
		'2026-11-28: locked'
	states locked locked locked locked
	logged <<-END
	bill locked $D 1
	ledger locked $D 1
	ledger date $D 1
	ledger locked $D 1
	general locked $D 1
	END
	lock 0
	told '2026-11-28: is locked already'
	logged </dev/null
	is 0 at 23:40:00 status pay.cut
	sed -n 2,4p out | sed '/^state/s/,.*//' >got
	same - got <<-END
	date     2026-11-28 to 2026-11-29, try 1
	state    locked
	cut-off  2026-11-28 23:00:00 +08:00
	END
}

@test "lock: a system that stands at the date again is not told, and a person is" {
	tied
	echo lost >bill/locked.once
	lock 75
	tsv 'date=2026-11-28 announced=-' >bill/where
	lock 1
	told '2026-11-28: bill: locked: refused: it is elsewhere, and is not told locked: it says date=2026-11-28 announced=-; a person has to look'
	states tied tied tied tied
	grep -c ' locked ' log | diff -u <(echo 1) -
	tsv 'date=2026-12-02 announced=2026-12-02' >bill/where # far ahead by now
	lock 0
	states locked locked locked locked
}

@test "lock: a system that refuses, or answers later, is asked again" {
	tied
	echo 'fail 帐未平' >ledger/locked.once
	lock 1
	told '2026-11-28: bill: locked' \
		'2026-11-28: ledger: locked: refused: 帐未平'
	echo 'retry busy' >ledger/locked.once
	lock 75
	told '2026-11-28: ledger: locked: not yet: busy'
	lock 0
}

@test "lock: a person's word stands for an answer, for each system and once" {
	tied
	echo 'retry busy' >bill/locked
	lock 75
	word 0 bill locked
	told "2026-11-28: bill: locked, by the word of $(id -un)"
	word 0 bill locked
	told '2026-11-28: bill: is locked already'
	for state in announced cut ready complete; do
		word 0 bill $state
		told '2026-11-28: bill: is locked already'
		word 0 ledger $state
		told '2026-11-28: ledger: is tied already'
	done
	word 1 ledger withdrawn
	told '2026-11-28: refused: is decided: from there it only goes on'
	word 0 general locked # the last one before another
	states tied locked tied locked
	lock 0
	told '2026-11-28: ledger: locked' '2026-11-28: locked'
	word 0 general locked
	told '2026-11-28: general: is locked already'
	steps locked | diff -u - <(echo 'bill phone word=yes'
		echo 'general phone word=yes'; echo 'ledger - -'; echo '- - -')
}

@test "lock: before it is tied nobody is told, whoever says so" {
	sealed
	lock 75
	told '2026-11-28: is not tied yet'
	word 75 bill locked
	told '2026-11-28: is not tied yet'
	grep locked log | diff -u /dev/null -
}

@test "tie: whatever differs is said with its figures, and written down" {
	records 'A1 10.00 CNY L' 'C3 5.00 USD L' >general/records
	sealed
	extracts
	tie 1 bill-ledger.facts ledger-general.facts
	told '2026-11-28: refused: ledger-general.facts: ledger -> general: 1 left, 1 matched, 1 right, L.CNY=30.00, R.CNY=10.00, R.USD=5.00'
	steps 'not tied' >got
	echo '- ledger-general.facts: ledger -> general: 1 left, 1 matched, 1 right, L.CNY=30.00, R.CNY=10.00, R.USD=5.00 -' |
		diff -u - got
	is 0 at 23:31:00 status pay.cut $D
	grep -x 'why      not tied: ledger-general.facts: ledger -> general: 1 left, 1 matched, 1 right, L.CNY=30.00, R.CNY=10.00, R.USD=5.00' out
	is 0 at 23:31:00 status --json pay.cut $D
	grep -F '"why":"not tied: ledger-general.facts: ' out
	# mended there, extracted and compared again
	cp ledger/records general/records
	extract 0 --right general.right pay.cut $D general
	tie 1 bill-ledger.facts ledger-general.facts
	joined ledger general
	tie 0 bill-ledger.facts ledger-general.facts
	is 0 at 23:31:00 status pay.cut $D
	run ! grep '^why' out
}

# tie_slowly: a tie of `one` and `two`, pipes, that `during` feeds; its number.
tie_slowly() {
	[ -p one ] || mkfifo one two
	at 23:30:00 tie pay.cut $D one two 2>err 3>&- &
	pid=$!
}

# during COMMAND...: done when a look of tie has seen which extracts there are.
during() {
	timeout 60 sh -c 'cat bill-ledger.facts >one'
	exec 7>two
	"$@" 7>&-
	cat ledger-general.facts >&7
	exec 7>&-
}

@test "tie: what is extracted while it looks is looked at, too" {
	differ
	sealed
	extracts
	cp bill/records kept
	other() {
		records 'A1 10.00 CNY L' 'Z9 1.00 CNY L' >bill/records
		at 23:30:00 extract --left again pay.cut $D bill 2>/dev/null
	}
	tie_slowly
	during other
	during true
	got=0
	wait $pid || got=$?
	[ $got = 1 ]
	told '2026-11-28: refused: one: it has compared what bill had in step 21, and step 25 extracted other records'
	steps tied | diff -u /dev/null -
	cp kept bill/records
	extract 0 --left bill.left pay.cut $D bill
	tie_slowly
	during true
	wait $pid
	told '2026-11-28: tied'
}

@test "tie: systems that are extracted again and again: not yet" {
	differ
	sealed
	extracts
	cp bill/records kept
	to_and_fro() {
		records 'A1 10.00 CNY L' 'Z9 1.00 CNY L' >bill/records
		at 23:30:00 extract --left again pay.cut $D bill
		cp kept bill/records
		at 23:30:00 extract --left again pay.cut $D bill
	} 2>/dev/null
	tie_slowly
	for _ in 1 2 3; do
		during to_and_fro
	done
	got=0
	wait $pid || got=$?
	[ $got = 75 ]
	told '2026-11-28: whenever it was looked at, systems were extracted anew'
	tie 0 bill-ledger.facts ledger-general.facts
}

@test "tie: the same verdict is written down once" {
	sealed
	extracts
	tie 1 bill-ledger.facts
	tie 1 bill-ledger.facts
	tie 1
	tie 1 bill-ledger.facts
	steps 'not tied' >got
	same - got <<-'END'
	- ledger -> general: no file of facts is of it -
	- bill -> ledger: no file of facts is of it; and 1 more -
	- ledger -> general: no file of facts is of it -
	END
}

@test "tie: not before the date is sealed" {
	is 0 at 22:00:00 announce pay.cut $D
	tie 75
	told '2026-11-28: is not sealed yet'
}

@test "tie: each pair is there, once" {
	differ
	sealed
	extracts
	cp bill-ledger.facts twice
	tie 1 bill-ledger.facts twice
	told '2026-11-28: refused: twice: bill -> ledger: another file is of it, too' \
		'2026-11-28: refused: ledger -> general: no file of facts is of it'
	tie 1
	told '2026-11-28: refused: bill -> ledger: no file of facts is of it' \
		'2026-11-28: refused: ledger -> general: no file of facts is of it'
	steps 'not tied' | tail -n 1 >got
	echo '- bill -> ledger: no file of facts is of it; and 1 more -' |
		diff -u - got
	recon-join --facts other -o o bill.left general.right
	tie 1 bill-ledger.facts ledger-general.facts other
	told '2026-11-28: refused: other: it has compared bill as left with general as right, which is no pair of the book'
	tie 0 bill-ledger.facts ledger-general.facts
}

@test "tie: files without records are those of every pair" {
	printf '#recon record 2\n#total\trecords=0\txxh3=0000000000000000\n' |
		tee bill/records ledger/records >general/records
	sealed
	extracts
	tie 1 bill-ledger.facts
	tie 0 ledger-general.facts bill-ledger.facts
}

@test "tie: of pairs with the same extracts the one whose options were used" {
	printf '%s\n' '[verify bill ledger]' 'options = --tolerance 0.05' >>pay.cut
	sealed
	extracts
	joined bill ledger --tolerance 0.05
	tie 1 ledger-general.facts
	told '2026-11-28: refused: bill -> ledger: no file of facts is of it'
	cp ledger-general.facts more
	tie 1 ledger-general.facts bill-ledger.facts more
	told '2026-11-28: refused: more: bill -> ledger: another file is of it, too'
	tie 0 ledger-general.facts bill-ledger.facts
}

@test "tie: what was compared is what was extracted behind the sealing, and last" {
	differ
	sealed
	extracts
	grep -v '^#' bill.left | sed s/20.00/21.00/ | recon-sort --announce >changed
	recon-join --facts changed.facts -o o changed ledger.right
	tie 1 changed.facts ledger-general.facts
	told '2026-11-28: refused: changed.facts: it has read changed, which is no extract: it was not made by extract behind the sealing, or was changed since' \
		'2026-11-28: refused: bill -> ledger: no file of facts is of it'
	# other records of the system in the middle: both its pairs are about them
	cp ledger/records kept
	records 'A1 10.00 CNY L' 'B2 20.00 CNY L' 'Z9 0.00 CNY L' \
		>ledger/records
	extract 0 --left ledger.left pay.cut $D ledger
	tie 1 bill-ledger.facts ledger-general.facts
	told '2026-11-28: refused: bill-ledger.facts: it has compared what ledger had in step 23, and step 26 extracted other records' \
		'2026-11-28: refused: ledger-general.facts: it has compared what ledger had in step 22, and step 26 extracted other records'
	cp kept ledger/records
	extract 0 --left ledger.left pay.cut $D ledger
	tie 0 bill-ledger.facts ledger-general.facts
}

@test "tie: an extract of another date" {
	sealed
	extracts
	tie 0 bill-ledger.facts ledger-general.facts
	D=2026-11-29
	for step in 22:00:00.announce 23:00:00.cut; do
		is 0 at 2026-11-29T${step%.*} ${step#*.} pay.cut $D
	done
	for s in bill ledger general; do
		is 0 at 2026-11-29T23:10:00 ready pay.cut $D $s
		is 0 at 2026-11-29T23:10:00 complete pay.cut $D $s
	done
	is 0 at 2026-11-29T23:20:00 seal pay.cut $D
	is 1 at 2026-11-29T23:30:00 tie pay.cut $D bill-ledger.facts
	sed -n 1p err >first
	echo 'recon-cut: 2026-11-29: refused: bill-ledger.facts: it has read bill.left, which is an extract of 2026-11-28' |
		diff -u - first
}

@test "tie: the facts are those of a run of recon-join that ended well" {
	sealed
	extracts
	recon-sort --facts sort.facts -o o bill.left
	tie 1 sort.facts ledger-general.facts
	sed -n 1p err >first
	echo 'recon-cut: 2026-11-28: refused: sort.facts: it is of recon-sort, and pairs are compared by recon-join' |
		diff -u - first
	recon-join --facts bad.facts -o o bill.left pay.cut 2>/dev/null || :
	tie 1 bad.facts ledger-general.facts
	sed -n 1p err >first
	echo 'recon-cut: 2026-11-28: refused: bad.facts: its run ended with status 65: pay.cut:1: not a record: fewer than five fields in "[cut]"' |
		diff -u - first
	recon-join --facts three.facts -o o bill.left ledger.right general.right
	tie 1 three.facts ledger-general.facts
	sed -n 1p err >first
	echo 'recon-cut: 2026-11-28: refused: three.facts: it has read 3 files, and a pair is two extracts' |
		diff -u - first
	tie 2 none
	told 'none: No such file or directory'
	tie 65 pay.cut
	told 'pay.cut:1: not as recon-facts(5) has it'
	sed /^status/d bill-ledger.facts >cut.facts
	tie 65 cut.facts
	told 'cut.facts: no file of recon-facts(5), or one that is not whole'
}

@test "tie: recon-join was run as the book says" {
	printf '%s\n' '[verify bill ledger]' \
		'options = --tolerance "0.05" --sum-of=2 -j 2' >>pay.cut
	records 'A1 10.00 CNY L' 'B2 20.01 CNY L' >bill/records
	sealed
	extracts
	tie 1 bill-ledger.facts ledger-general.facts
	told '2026-11-28: refused: bill-ledger.facts: bill -> ledger: recon-join was run with "", and the book says "--tolerance 0.05 --sum-of 2"'
	joined bill ledger --tolerance 1000 --sum-of 2
	tie 1 bill-ledger.facts ledger-general.facts
	told '2026-11-28: refused: bill-ledger.facts: bill -> ledger: recon-join was run with "--tolerance 1000 --sum-of 2", and the book says "--tolerance 0.05 --sum-of 2"'
	joined ledger general --left-open lo --right-open ro
	joined bill ledger --tolerance 0.05 --sum-of 2 --exit-code -S 1M
	tie 1 bill-ledger.facts ledger-general.facts
	told '2026-11-28: bill -> ledger: agrees within its tolerance: CNY left minus right by 0.01' \
		'2026-11-28: refused: ledger-general.facts: ledger -> general: recon-join was run with "--left-open lo --right-open ro", and the book says ""'
	joined ledger general
	tie 0 bill-ledger.facts ledger-general.facts
	told '2026-11-28: bill -> ledger: agrees within its tolerance: CNY left minus right by 0.01' \
		'2026-11-28: tied'
	steps tied | tr "$T" '\n' | grep tolerated >got
	echo 'bill.ledger.tolerated=CNY left minus right by 0.01' | diff -u - got
}

@test "tie: facts that tell of fewer results than records" {
	sealed
	extracts
	sed '/^output/s/L.CNY=30.00/L.CNY=29.00/' bill-ledger.facts >x
	tie 1 x ledger-general.facts
	sed -n 1p err >first
	echo 'recon-cut: 2026-11-28: refused: x: bill -> ledger: the results lack records that were read: read L.CNY=30.00 R.CNY=30.00, written L.CNY=29.00 R.CNY=30.00' |
		diff -u - first
	sed '/^class/d' bill-ledger.facts >x
	tie 1 x ledger-general.facts
	sed -n 1p err >first
	echo 'recon-cut: 2026-11-28: refused: x: bill -> ledger: its results are not as many as those of its classes' |
		diff -u - first
	sed '/^output/s/\trecords=.*//' bill-ledger.facts >x
	tie 1 x ledger-general.facts
	sed -n 1p err >first
	echo 'recon-cut: 2026-11-28: refused: x: bill -> ledger: it does not tell all sums' |
		diff -u - first
}

@test "tie: a book whose systems pass nothing on needs no facts" {
	cut_book pay
	sed -i '/^after/d' pay.cut
	for s in bill ledger general; do
		rm -f $s/in $s/out
	done
	sealed
	tie 0
	told '2026-11-28: tied'
}

@test "check: options of a pair are those of recon-join that say what matches" {
	while IFS='|' read -r options text; do
		cut_book pay
		printf '%s\n' '[verify bill ledger]' "options = $options" >>pay.cut
		if [ -n "$text" ]; then
			is 65 recon-cut check pay.cut
			told "pay.cut:16: options: $text"
		else
			is 0 recon-cut check pay.cut
		fi
	done <<-'END'
	-g --tolerance 1 --tolerance-total=CNY=2 --compare a=b --unique L|
	--date-window 2 --sum-of 3 --sum-of-steps 9 -j2 -S 1G -T /tmp --threads 1|
	--left-open x|"--left-open" is none of the options of recon-join that a pair can have
	-p x|"-p" is none of the options of recon-join that a pair can have
	file|"file" is none of the options of recon-join that a pair can have
	--aggregate=yes|"--aggregate=yes" is none of the options of recon-join that a pair can have
	--tol 1|"--tol" is none of the options of recon-join that a pair can have
	--tolerance|--tolerance: it takes a value
	END
}
