# recon-cut split: records parted by their accounting dates.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	umask 022
	book Asia/Shanghai 23:00
	D=2026-11-28
}

# book ZONE CUT-OFF [KEY = VALUE...]: a book whose system is told nothing.
book() {
	local zone=$1 cut=$2
	shift 2
	{
		printf '[cut]\nzone = %s\ncut-off = %s\n' "$zone" "$cut"
		echo 'mode = shadow'
		printf '%s\n' "${@:-calendar = every-day}" \
			"${first:-first = 2026-11-28}"
		printf '[system bill]\nvalidates = yes\n'
	} >pay.cut
}

# seal DATE WHEN: the round of a date, from its begin; WHEN is its cut-off.
seal() {
	local c when
	for c in announce cut complete seal; do
		when=$2
		[ $c != announce ] || when=$(date -u -d "$2 - 1 hour" +%FT%TZ)
		recon-cut $c --store t.db --rehearse --at "$when" pay.cut "$1" \
			2>/dev/null || return
	done
}

# opened: the store is there, and no date is sealed.
opened() {
	recon-cut announce --store t.db --rehearse --at 2026-11-28T14:00:00Z \
		pay.cut $D 2>/dev/null
}

split() {
	recon-cut split --store t.db --rehearse "$@"
}

# data FILE: it is a whole, sorted stream; its lines are standard input.
data() {
	recon-sort -c --require-total "$1" || return
	grep -v '^#' "$1" >lines || [ $? -eq 1 ]
	diff -u - lines
}

# refuses STATUS TEXT COMMAND...: nothing appears.
refuses() {
	local status=$1 text=$2
	shift 2
	is "$status" "$@"
	says "recon-cut: $text"
	[ ! -e parts ]
}

@test "what comes from a system that turns is parted by the cut-off of the book" {
	opened
	tsv 'B 2.00 CNY L - paid=2026-11-28T23:00:00' \
		'A 1.00 CNY L - paid=2026-11-28T22:59:59' >in
	is 0 split -d parts -t paid pay.cut in
	says 'recon-cut: 2 records in 2 parts, as of step 4'
	data parts/2026-11-28.records <<-END
	A${T}1.00${T}CNY${T}L${T}2026-11-28${T}paid=2026-11-28T22:59:59
	END
	data parts/2026-11-29.records <<-END
	B${T}2.00${T}CNY${T}L${T}2026-11-29${T}paid=2026-11-28T23:00:00
	END
	echo parts/* | diff -u - <(echo parts/2026-11-28.records \
		parts/2026-11-29.records parts/late.records parts/split)
	# the digests of the file split are those of sha256sum, and of the book
	awk -F'\t' '$1 == "part" { print $5 "  parts/" $4 }
		$1 == "late" { print $4 "  parts/" $3 }
		$1 == "book" { print $3 "  pay.cut" }' parts/split | sha256sum -c
}

@test "times are of the first form of --date-format that fits" {
	opened
	tsv 'A 1.00 CNY L - paid=28.11.2026/22:59:59' \
		'B 2.00 CNY L - paid=20261128230000' \
		'C 4.00 CNY L - paid=20261128225959' >in
	split -d parts -t paid --date-format %d.%m.%Y/%H:%M:%S \
		--date-format %Y%m%d%H%M%S pay.cut in
	cut -f1 parts/2026-11-28.records | diff -u - <(printf '%s\n' \
		'#recon record 2' '#total' A C)
	data parts/2026-11-29.records <<-END
	B${T}2.00${T}CNY${T}L${T}2026-11-29${T}paid=20261128230000
	END
	# one that fits both is of the first
	tsv 'D 1.00 CNY L - paid=11-12-2026/12:00:00' >in
	split -d day -t paid --date-format %d-%m-%Y/%H:%M:%S \
		--date-format %m-%d-%Y/%H:%M:%S pay.cut in
	[ -s day/2026-12-11.records ]
	split -d month -t paid --date-format %m-%d-%Y/%H:%M:%S \
		--date-format %d-%m-%Y/%H:%M:%S pay.cut in
	[ -s month/2026-11-12.records ]
}

@test "what is late is so by a step, whatever comes behind it" {
	seal $D 2026-11-28T15:00:00Z
	tsv "A 1.00 CNY L $D" 'B 2.00 CNY L 2026-11-29' >in
	split -d sealed pay.cut in 2>err
	echo 'recon-cut: 2 records in 1 part, as of step 8; 1 late (roll)' |
		diff -u - err
	split -d open --as-of 7 pay.cut in
	data open/$D.records <<<"A${T}1.00${T}CNY${T}L${T}$D"
	data open/late.records </dev/null
	split -d before --as-of 0 pay.cut in
	diff open before | diff -u - <(printf '%s\n' 'diff open/split before/split' \
		2c2 "< as-of${T}7${T}$D" --- "> as-of${T}0${T}$D")
	data sealed/late.records <<<"A${T}1.00${T}CNY${T}L${T}2026-11-29${T}late=$D"
	seal 2026-11-29 2026-11-29T15:00:00Z
	split -d again --as-of 8 pay.cut in
	diff -r sealed again
	split -d now pay.cut in
	data now/late.records <<-END
	A${T}1.00${T}CNY${T}L${T}2026-11-30${T}late=$D
	B${T}2.00${T}CNY${T}L${T}2026-11-30${T}late=2026-11-29
	END
}

@test "late records are refused, and listed, or stay where they are" {
	seal $D 2026-11-28T15:00:00Z
	tsv "A 1.00 CNY L $D" 'B 2.00 CNY L 2026-11-29' >in
	refuses 65 '1 record is late: its date was sealed by step 8' \
		split -d parts --late refuse --refused list pay.cut in
	data list <<<"A${T}1.00${T}CNY${T}L${T}$D"
	is 0 split -d parts --late keep pay.cut in
	says 'recon-cut: 2 records in 2 parts, as of step 8; 1 late (keep)'
	same list parts/$D.records
	same list parts/late.records
	grep -q "^part${T}$D${T}sealed${T}" parts/split
	grep -q "^part${T}2026-11-29${T}open${T}" parts/split
	# nothing of this is late, and the list is empty
	is 0 split -d parts --late refuse --refused list pay.cut \
		parts/2026-11-29.records
	data list </dev/null
}

@test "dates before the first and ahead of the next are told" {
	opened
	tsv 'A 1 CNY L 2026-11-27' 'B 1 CNY L 2026-11-30' \
		'C 1 CNY L 2026-11-29' >in
	is 0 split -d parts pay.cut <in
	says 'recon-cut: 3 records in 3 parts, as of step 4; 1 before the first date; 1 ahead of the next date'
	cut -f1-3 parts/split | grep ^part | diff -u - <(tsv \
		'part 2026-11-27 before' 'part 2026-11-29 next' \
		'part 2026-11-30 ahead')
}

@test "what is wrong is told, and nothing appears" {
	refuses 2 't.db: there is no store; the first announce makes it, and --store names another' \
		split -d parts pay.cut in
	opened
	tsv "A 1.00 CNY L $D" 'B 2.00 CNY L -' >in
	refuses 65 'in:2: the record has no DATE: say with --time which field has its time' \
		split -d parts pay.cut in
	refuses 65 'in:1: the record has no paid' split -d parts -t paid pay.cut in
	refuses 2 'split: -d says which directory the parts go into' \
		split pay.cut in
	refuses 2 '--refused goes with --late refuse' \
		split -d parts --refused x pay.cut in
	refuses 2 '--date-format goes with --time' \
		split -d parts --date-format %F pay.cut in
	refuses 2 '--late: "drop" is none of roll, refuse, keep' \
		split -d parts --late drop pay.cut in
	refuses 2 '--as-of: "x" is not the number of a step' \
		split -d parts --as-of x pay.cut in
	refuses 2 '--as-of 5: the last step is 4' \
		split -d parts --as-of 5 pay.cut in
	refuses 2 '--facts and the input in are the same file; try '\''recon-cut --help'\' \
		split -d parts --facts in pay.cut in
	refuses 2 '--facts is in the directory of --into; try '\''recon-cut --help'\' \
		split -d parts --facts parts/f pay.cut in
	printf '#recon record 2\nA\t1\t-\tL\t%s\n' $D >cut
	refuses 65 'cut: ends without its #total: what writes it did not finish' \
		split -d parts pay.cut cut
	tsv "A 1.00 CNY L $D" >plain
	refuses 65 'plain: has no #total, and one is required' \
		split -d parts --require-total pay.cut plain
	: >none
	refuses 65 \
		'none: is empty, not even a #recon line: did what writes it run? (--allow-empty takes it)' \
		split -d parts pay.cut none
	split -d parts --allow-empty pay.cut none
	rm -r parts
	mkdir parts && touch parts/mine
	is 2 split -d parts pay.cut in
	says 'recon-cut: parts: holds mine, which is not made here: it is not replaced'
	[ "$(ls -A parts)" = mine ]
	find . -name '*recon-tmp*' | diff -u /dev/null -
}

@test "facts tell that all that was read was written" {
	seal $D 2026-11-28T15:00:00Z
	tsv "A 1.00 CNY L $D" 'B 2.00 CNY L 2026-11-29' >in
	split -d parts --facts f --late keep -S 1M pay.cut in
	grep -E '^(read|written|late|refused)\.(records|L)|^option|^before|^ahead' f |
		diff -u - <(tsv 'option store t.db' 'option rehearse yes' \
			'option into parts' 'option late keep' \
			'read.records 2' 'read.L.CNY 3.00' 'late.records 1' \
			'late.L.CNY 1.00' 'written.records 2' \
			'written.L.CNY 3.00' 'before 0' 'ahead 0')
	grep "^input${T}book${T}pay.cut${T}" f | cut -f5 |
		diff -u - <(sha256sum <pay.cut | cut -d' ' -f1)
	grep "^output${T}written${T}parts/$D.records${T}" f | cut -f5 |
		diff -u - <(sha256sum <parts/$D.records | cut -d' ' -f1)
}

@test "random records are parted as Python's zones and decimals do" {
	printf '%s\n' 'weekend Tue Wed' 2026-05-01 >days
	first='first = 2026-10-23' book Europe/Berlin 02:30 'calendar = days'
	seal 2026-10-23 2026-10-24T00:30:00Z
	seal 2026-10-24 2026-10-25T00:30:00Z
	for seed in 1 2 3; do
		"$BATS_TEST_DIRNAME/split_reference.py" make 3000 $seed >in
		for late in roll keep; do
			rm -rf want && mkdir want
			"$BATS_TEST_DIRNAME/split_reference.py" split want $late 2 \
				in >sums
			shuf --random-source=in in | split -d parts -t paid \
				--late $late -S 64K -j 2 pay.cut
			for f in want/*; do
				data parts/"${f##*/}" <"$f"
			done
			(cd parts && echo *.records) >got
			(cd want && echo *.records) | diff -u - got
			{
				sed -n "s/^part$T\([^$T]*\).*\(${T}records=\)/\1\2/p" \
					parts/split
				sed -n "s/^late$T.*\(${T}records=\)/late\1/p" \
					parts/split
			} | diff -u sums -
		done
	done
}

@test "memory is bounded" {
	! sanitized || skip "a sanitizer has memory of its own"
	opened
	awk 'BEGIN { for (i = 0; i < 600000; i++)
		printf "K%07d\t%d.00\tCNY\tL\t2026-11-%d\tnote=%030d\n",
			i * 7919 % 600000, i % 100, 28 + i % 2, i }' >in
	head -n 1 in >one
	peak recon-cut split --store t.db --rehearse -d parts -S 8M -j 1 pay.cut one
	least=$peak
	peak recon-cut split --store t.db --rehearse -d parts -S 8M -j 1 pay.cut in
	echo "-S 8M took $peak KiB, $least of them for one record"
	[ $peak -le $((least + 8 * 1024)) ]
	grep -c "records=300000" parts/split | diff -u - <(echo 2)
}
