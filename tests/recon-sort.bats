#!/usr/bin/env bats
# recon-sort: the lines of streams in order, beside sort(1).

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# stream LINE...: a record stream of these lines (words are fields), whole.
stream() {
	echo '#recon record 1'
	[ $# -eq 0 ] || tsv "$@"
	{ [ $# -eq 0 ] || tsv "$@"; } | awk -F '\t' '
		{ n++; sum[$4 "." $3] += $2 }
		END {
			printf "#total\trecords=%d", n
			for (s in sum) printf "\t%s=%.2f", s, sum[s]
			print ""
		}'
}

# records N: that many records in no order, without control lines.
records() {
	python3 - "$1" <<-'END'
	import random, sys
	r = random.Random(7)
	for i in range(int(sys.argv[1])):
	    print("2022110142%06d\t%d.%02d\tCNY\t%s\t2022-11-%02d" % (
	        r.random() * 1000000, r.random() * 1000, r.random() * 100,
	        "LR"[r.random() < .5], 1 + r.random() * 28))
	END
}

A="A17 10.00 CNY L 2022-11-01"
B="A18 2.50 CNY L 2022-11-01"
C="A19 1.00 CNY R 2022-11-02"

# --- the order

@test "any lines come out as from LC_ALL=C sort, with any memory and threads" {
	for seed in {1..40}; do
		python3 "$BATS_TEST_DIRNAME/sort_lines.py" $seed \
		    $((seed * seed * 3)) >in
		LC_ALL=C sort in >want
		recon-sort --allow-empty in | cmp - want
		recon-sort --allow-empty -j 1 <in | cmp - want
		recon-sort --allow-empty -S 64K -j 2 in | cmp - want
		recon-sort --allow-empty -S 200K in - <in >got
		LC_ALL=C sort in in | cmp - got
	done
}

@test "many lines are sorted by any number of threads alike" {
	records 200000 >in
	LC_ALL=C sort in >want
	for j in 1 2 5 64; do
		recon-sort -j $j in | cmp - want
	done
}

@test "order does not depend on the locale or the environment" {
	printf '%s\n' b ä B a Z z é >in
	LC_ALL=C sort in >want
	for l in C en_US.UTF-8 de_DE.UTF-8 tr_TR.UTF-8; do
		LC_ALL=$l recon-sort in >got
		same want got
	done
	env -i "$(command -v recon-sort)" in >got
	same want got
}

# Sorts in with a temporary file of at most so many KiB.
sort_in_file() {
	local kb=$1
	shift
	LC_ALL=C sort in >want
	(
		trap '' XFSZ
		ulimit -f "$kb"
		recon-sort -v "$@" in 2>err | cmp - want
	)
	run ! grep " 0 runs and 0 buckets" err
}

@test "runs are merged in passes, and the temporary file stays as large as the data" {
	records 40000 >in
	local kb=$(($(wc -c <in) / 1024))
	sort_in_file $((kb + kb / 10)) -S 64K
	awk '$NF == "merges" && $(NF - 1) > 3 { found = 1 }
		END { exit !found }' err
}

@test "records of a day take less than half of their length in the temporary file" {
	records 100000 | awk -v FS='\t' -v OFS='\t' \
	    '{ $4 = "L"; $5 = "2022-11-01"; print }' >in
	sort_in_file $(($(wc -c <in) / 2048)) -S 1M
}

@test "records of a day that fit -S without what they share need no temporary file" {
	records 150000 | awk -v FS='\t' -v OFS='\t' \
	    '{ $4 = "L"; $5 = "2022-11-01"; print }' >in
	LC_ALL=C sort in >want
	[ "$(wc -c <in)" -gt $((4 << 20)) ]
	recon-sort -v -S 5M -T nowhere in 2>err | cmp - want
	grep ' 0 runs and [1-9][0-9]* buckets put aside, 0 bytes in nowhere' err
	recon-sort -v -S 2M in 2>err | cmp - want
	grep ' 0 runs and [1-9][0-9]* buckets put aside, [1-9]' err
}

@test "the shortest lines take no more than they are long in the temporary file" {
	awk 'BEGIN { for (i = 0; i < 300000; i++)
		print i % 7 < 3 ? "" : i % 10 }' >in
	sort_in_file $(($(wc -c <in) / 1024)) -S 1M
}

@test "memory stays below -S and a tenth" {
	! sanitized || skip "a sanitizer takes memory of its own"
	records 400000 >in
	LC_ALL=C sort in >want
	for s in 4 8 16; do
		peak recon-sort -S ${s}M in >got
		echo "-S ${s}M took $peak KiB"
		[ $peak -le $((s * 1024 * 11 / 10 + 2 * 1024)) ]
		cmp got want
	done
}

@test "lines of any length leave memory below -S and a tenth" {
	! sanitized || skip "a sanitizer takes memory of its own"
	for shape in "9 9" "10000 10000" "0 500000" "0 100 500000"; do
		python3 "$BATS_TEST_DIRNAME/sized_lines.py" 30000000 $shape >in
		LC_ALL=C sort in >want
		for j in 1 2; do
			peak recon-sort -j $j -S 8M in >got
			echo "$shape, -j $j: took $peak KiB"
			[ $peak -le $((8 * 1024 * 11 / 10 + 2 * 1024)) ]
			cmp got want
		done
	done
}

@test "lines of 100 MB are sorted, in any memory" {
	head -c 100000000 /dev/zero | tr '\0' x >long
	{ cat long; printf 'b\n'; cat long; echo; printf 'a'; } >in
	for s in 1M 1G; do
		recon-sort -S $s in >got
		{ echo a; cat long; echo; cat long; echo b; } | cmp - got
	done
}

# --- streams

@test "the control lines of all inputs become one of each, first" {
	stream "$C" "$A" >one
	stream "$B" >two
	stream >none
	is 0 recon-sort one two none
	{
		echo '#recon record 2'
		tsv '#total records=3 L.CNY=12.50 R.CNY=1.00' "$A" "$B" "$C"
	} | prints
	cp out want
	cat one two none | recon-sort >got
	same want got
	LC_ALL=C sort one two none | recon-sort >got
	same want got
}

@test "lines in any order, control lines too, give the same bytes" {
	stream "$A" "$B" "$C" "$A" >in
	recon-sort in >want
	for seed in {1..20}; do
		shuf --random-source=<(yes $seed) in | recon-sort >got
		same want got
	done
	tac in | recon-sort >got
	same want got
}

@test "results are sorted and their totals kept" {
	tsv '#recon result 1' 'A18 right - 1.00 -1.00 CNY -' \
	    'A17 left 2.00 - 2.00 CNY -' \
	    '#total records=2 L.CNY=2.00 R.CNY=1.00' | tr '\t' ' ' |
	    sed '2,$s/ /\t/g' >in
	is 0 recon-sort in
	{
		echo '#recon result 2'
		tsv '#total records=2 L.CNY=2.00 R.CNY=1.00' \
		    'A17 left 2.00 - 2.00 CNY -' \
		    'A18 right - 1.00 -1.00 CNY -'
	} | prints
}

@test "inputs without control lines give an output without" {
	tsv "$B" "$A" >in
	is 0 recon-sort in
	tsv "$A" "$B" | prints
}

@test "--plain writes no control lines" {
	stream "$B" "$A" >in
	is 0 recon-sort --plain in
	tsv "$A" "$B" | prints
}

@test "records without control lines count beside a stream with them" {
	tsv "$A" >plain
	stream "$B" >told
	for order in "plain told" "told plain"; do
		is 0 recon-sort $order
		{
			echo '#recon record 2'
			tsv '#total records=2 L.CNY=12.50' "$A" "$B"
		} | prints
	done
}

@test "lines that are no records beside a stream of records are refused" {
	echo 'no record' >plain
	stream "$B" >told
	for order in "plain told" "told plain"; do
		is 65 recon-sort $order
		says 'recon-sort: plain:1: not a record: fewer than five fields in "no record": it has blanks where TABs should be'
		prints_nothing
	done
}

@test "comments are lines like any other" {
	{ stream "$A"; echo '# a note'; echo '#!'; } >in
	is 0 recon-sort in
	{
		echo '#recon record 2'
		tsv '#total records=1 L.CNY=10.00'
		printf '%s\n' '# a note' '#!'
		tsv "$A"
	} | prints
}

@test "kinds do not mix" {
	stream "$A" >rec
	printf '#recon result 1\n#total\trecords=0\n' >res
	is 65 recon-sort rec res
	says 'recon-sort: res:1: a result stream where a record stream belongs'
	is 65 recon-sort -m rec res
	says 'recon-sort: res: a result stream where a record stream belongs'
}

@test "lines of one kind never make those of another input right" {
	for i in {1..300}; do
		echo "2022110142$i matched 1.00 1.00 0.00 CNY 2022-11-01 x=1"
	done | tr ' ' '\t' >results
	{
		echo '#recon record 1'
		for i in {1..300}; do
			# the second lacks its side, as a result does
			[ $i = 2 ] && side= || side='L '
			echo "2022110142$i 1.00 CNY ${side}2022-11-01 x=1"
		done | tr ' ' '\t'
		tsv '#total records=300 L.CNY=299.00'
	} >records
	for inputs in records 'results records'; do
		is 65 recon-sort $inputs
		says 'recon-sort: records:3: side "2022-11-01" is neither L nor R'
	done
}

@test "a table is refused: it has no key" {
	printf '#recon table 1\nno\n7\n#total\trecords=1\n' >in
	for option in -v -m -c; do
		is 65 recon-sort $option in
		says 'recon-sort: in: a table has no key to be sorted by; recon-key makes records of it'
		prints_nothing
	done
}

@test "a wrong total stops everything before a byte is written" {
	stream "$A" "$B" | sed 's/=12.50/=12.51/' >in
	is 65 recon-sort -S 64K in
	says 'recon-sort: in: L.CNY: #total says 12.51, read 12.50'
	prints_nothing
	is 65 recon-sort -o new in
	[ ! -e new ]
}

@test "an upstream that was killed is not the end of the data" {
	records 20000 >data
	mkfifo fifo
	sh -c 'echo "#recon record 1"; cat data; kill -9 $$' >fifo &
	is 65 recon-sort -o new fifo
	says 'recon-sort: fifo: ends without its #total: what writes it did not finish'
	[ ! -e new ]
}

@test "a line that is not of the stream's kind is named" {
	{ echo '#recon record 1'; tsv "$A" "A18 2,50 CNY L -"; } >in
	is 65 recon-sort in
	says 'recon-sort: in:3: amount "2,50" is not an amount'
}

@test "--require-total refuses an input without control lines" {
	tsv "$A" >in
	is 65 recon-sort --require-total in
	says 'recon-sort: in: has no #total, and one is required'
}

@test "nothing at all is bad data unless it is allowed" {
	: >in
	is 65 recon-sort in
	says 'recon-sort: in: is empty, not even a #recon line: did what writes it run? (--allow-empty takes it)'
	is 0 recon-sort --allow-empty in
	prints </dev/null
}

@test "a stream of no records stays one" {
	stream >in
	is 0 recon-sort in
	printf '#recon record 2\n#total\trecords=0\n' | prints
}

@test "CR LF is bad data in records and a byte like others elsewhere" {
	stream "$A" | sed 's/$/\r/' >in
	is 65 recon-sort in
	says 'recon-sort: in:1: "#recon record 1\x0d" announces a stream this program does not know'
	{ echo '#recon record 1'; tsv "$A" | sed 's/$/\r/'; } >in
	is 65 recon-sort in
	says 'recon-sort: in:2: the line ends in CR LF, not in LF'
	printf 'b\r\na\r\n' | recon-sort | cmp - <(printf 'a\r\nb\r\n')
}

# --- files

@test "the output may be one of the inputs" {
	stream "$B" "$A" >in
	recon-sort in >want
	recon-sort -o in in
	same want in
}

@test "a full disk is an error, for the output and for the temporary file" {
	records 20000 >in
	for option in "-S 64K" "-S 64M" -m -g; do
		LC_ALL=C sort in >sorted
		got=0
		recon-sort $option sorted >/dev/full 2>err || got=$?
		[ $got -eq 2 ] || { echo "$option: $got"; cat err; false; }
		same <(echo 'recon-sort: stdout: write: No space left on device') err
	done
	mkdir temp
	full() {
		trap '' XFSZ
		ulimit -f 100
		recon-sort -S 64K -T temp -o new in
	}
	is 2 full
	says 'recon-sort: temp: write to temporary file (-T names another directory): File too large'
	[ ! -e new ]
	[ -z "$(ls -A temp)" ]
}

@test "the temporary directory is -T, then TMPDIR, and has to be there" {
	records 20000 >in
	is 2 recon-sort -S 64K -T gone in
	says 'recon-sort: gone: no temporary file: No such file or directory'
	is 2 env TMPDIR=nowhere recon-sort -S 64K in
	says 'recon-sort: nowhere: no temporary file: No such file or directory'
	LC_ALL=C sort in >want
	TMPDIR=nowhere recon-sort -S 64K -T . in >got
	same want got
	TMPDIR="" recon-sort -S 64K in >got
	same want got
}

@test "inputs that cannot be read are named" {
	is 2 recon-sort gone
	says 'recon-sort: gone: No such file or directory'
	mkdir dir
	for option in -v -m -c; do
		is 2 recon-sort $option dir
		says 'recon-sort: dir: is a directory'
	done
	closed() { recon-sort <&-; }
	is 2 closed
	says 'recon-sort: stdin: read: Bad file descriptor'
}

@test "an output that cannot be written is named before anything is read" {
	is 2 recon-sort -o gone/out gone
	says 'recon-sort: gone/out: No such file or directory'
	mkdir dir
	is 2 recon-sort -m -o dir gone
	says 'recon-sort: dir: is a directory'
}

@test "a reader that leaves ends the program without a word" {
	records 200000 >in
	{ recon-sort in 2>err || echo $? >status; } | head -1 >first
	same <(echo 2) status
	same /dev/null err
}

# --- merge

@test "--merge gives what sort -m gives" {
	for n in 1 2 3 9; do
		rm -f part.*
		records 5000 | split -n r/$n - part.
		for f in part.*; do LC_ALL=C sort -o $f $f; done
		LC_ALL=C sort -m part.* >want
		recon-sort -m part.* >got
		same want got
	done
}

@test "--merge of more inputs than may be open is the same" {
	records 3000 | split -n r/100 -a 3 - part.
	for f in part.*; do LC_ALL=C sort -o $f $f; done
	LC_ALL=C sort -m part.* >want
	few() { ulimit -n 40; recon-sort "$@"; }
	few -m part.* >got
	same want got
	few -m -S 64K part.* >got
	same want got
	printf 'b\na\n' >part.050
	is 65 few -m part.*
	says 'recon-sort: part.050:2: not in order: "a" comes after "b"; sort it with recon-sort or LC_ALL=C sort'
}

@test "--merge merges the control lines, the total comes last" {
	stream "$A" "$C" >one
	stream "$B" >two
	{ echo '# a note'; tsv "$B"; } >plain
	is 0 recon-sort -m plain one two
	{
		echo '#recon record 2'
		echo '# a note'
		tsv "$A" "$B" "$B" "$C" \
		    '#total records=4 L.CNY=15.00 R.CNY=1.00'
	} | prints
	recon-sort out >again
	recon-sort plain one two >want
	same want again
}

@test "--merge has its total last with any number of descriptors" {
	stream "$A" "$C" >one
	stream "$B" >two
	recon-sort -m one two >want
	tail -n 1 want | grep "^#total${T}records=3${T}"
	for n in 9 12 16 17 18 19 40; do
		(ulimit -n $n; recon-sort -m one two) >got
		same want got
	done
}

@test "--merge names a line that is out of order" {
	stream "$B" "$A" >in
	is 65 recon-sort -m in
	says 'recon-sort: in:3: not in order: "A17\x0910.00\x09CNY\x09L\x092022-11-01" comes after "A18\x092.50\x09CNY\x09L\x092022-11-01"; sort it with recon-sort or LC_ALL=C sort'
}

@test "--merge without its total at the end fails" {
	{ echo '#recon record 1'; tsv "$A"; } >in
	is 65 recon-sort -m -o new in
	says 'recon-sort: in: ends without its #total: what writes it did not finish'
	[ ! -e new ]
}

@test "a stream that was announced without a line goes with any other" {
	printf '#recon line 2\n#total\trecords=0\txxh3=%016d\n' 0 >none
	tsv "k left 1.00 - 1.00 CNY -" | recon-sort --announce >res
	for way in "" -m; do
		for files in "none res" "res none" "none res none"; do
			recon-sort $way $files | LC_ALL=C sort >got
			LC_ALL=C sort res | same - got
		done
		recon-sort $way none none | same none -
	done
}

@test "--merge refuses a #recon line behind lines it wrote as plain" {
	stream "$A" "$B" >whole
	{ sed -n 2p whole; sed 2d whole; } >in
	is 65 recon-sort -m in
	says 'recon-sort: in:3: a #recon line behind other lines; sort it without --merge'
	is 0 recon-sort in
}

# --- check

@test "--check says whether sort -c would agree" {
	printf 'a\na\nb\n' >yes
	printf 'a\nc\nb\n' >no
	is 0 recon-sort -c yes
	prints </dev/null
	says ''
	is 1 recon-sort -c yes no
	prints </dev/null
	says 'recon-sort: no:3: not in order: "b" comes after "c"; sort it with recon-sort or LC_ALL=C sort'
	stream "$A" "$B" >rec
	is 0 recon-sort -c rec
	for seed in {1..8}; do
		python3 "$BATS_TEST_DIRNAME/sort_lines.py" $seed 3 >in
		want=0
		LC_ALL=C sort -c in 2>/dev/null || want=$?
		is $want recon-sort --allow-empty -c in
	done
}

@test "--check checks totals too" {
	stream "$A" | sed 's/records=1/records=2/' >in
	is 65 recon-sort -c in
	says 'recon-sort: in: #total says 2 records, read 1'
}

# --- sums

@test "--aggregate adds up what is equal but for amount and carried fields" {
	stream "$B a=1 b=2" "$A" "$B a=1 b=3" "$C" "$B b=2 a=1" >in
	is 0 recon-sort -g in
	{
		echo '#recon record 2'
		tsv "$A" "A18 7.50 CNY L 2022-11-01 a=1 n=3" "$C" \
		    '#total records=3 L.CNY=17.50 R.CNY=1.00'
	} | prints
}

@test "--aggregate agrees with exact sums computed elsewhere" {
	records 30000 | awk -F '\t' -v OFS='\t' '
		{ $1 = substr($1, 1, 13); print }' >in
	python3 - <<-'END' | LC_ALL=C sort >want
	import decimal
	groups = {}
	for line in open("in"):
	    f = line.rstrip("\n").split("\t")
	    groups.setdefault((f[0], *f[2:]), []).append(decimal.Decimal(f[1]))
	for (key, *rest), amounts in groups.items():
	    n = [f"n={len(amounts)}"] if len(amounts) > 1 else []
	    print(key, sum(amounts), *rest, *n, sep="\t")
	END
	for s in 64K 64M; do
		recon-sort -g -S $s in >got
		same want got
	done
	LC_ALL=C sort in | recon-sort -g -m >got
	same want got
}

@test "--aggregate of sums is that of the whole" {
	records 20000 | awk -F '\t' -v OFS='\t' '
		{ $1 = substr($1, 1, 12); $5 = "-"
		  print $0, "of=" NR % 3, "in=x" }' >in
	recon-sort -g in >want
	for n in 2 5; do
		rm -f part.*
		split -n r/$n in part.
		for f in part.*; do recon-sort -g -o $f $f; done
		recon-sort -g part.* >got
		same want got
		recon-sort -g -m part.* >got
		same want got
	done
	recon-sort -g want >got
	same want got
}

@test "--aggregate takes records only" {
	echo 'no record' >in
	is 65 recon-sort -g in
	says 'recon-sort: in:1: not a record: fewer than five fields in "no record": it has blanks where TABs should be'
	printf '#recon result 1\n#total\trecords=0\n' >in
	is 65 recon-sort -g in
	says 'recon-sort: in:1: a result stream where a record stream belongs'
}

@test "--aggregate leaves comments out" {
	{ echo '# a note'; tsv "$A"; } >in
	is 0 recon-sort -g in
	tsv "$A" | prints
}

@test "a sum that does not fit is an error" {
	big=170141183460469231731687303715884105727
	tsv "A $big CNY L -" "A $big CNY L -" >in
	is 65 recon-sort -g -o new in
	says 'recon-sort: in:2: the sum of L.CNY is too large'
	[ ! -e new ]
}

@test "--aggregate refuses an n= that is no count" {
	tsv "A 1 CNY L - n=many" >in
	is 65 recon-sort -g -o new in
	says 'recon-sort: in:1: "n=many" is not a count of records'
	[ ! -e new ]
}

# --- options

@test "options that are wrong are named, with the reason" {
	echo a >in
	while IFS='|' read -r options text; do
		is 2 recon-sort $options in
		says "recon-sort: $text"
	done <<-'END'
	-S 64|-S: "64" is not a size; write it as 64M, 2G or 10%
	--memory x|--memory: "x" is not a size; write it as 64M, 2G or 10%
	-S 0%|-S: "0%" is not between 1% and 100%
	-S 99999999T|-S: "99999999T" is more than a machine can have
	-j 0|-j: "0" is not a number from 1 to 64
	-j 65|-j: "65" is not a number from 1 to 64
	--threads two|--threads: "two" is not a number from 1 to 64
	-c -g|--check: does not go with --aggregate
	-c -m|--check: does not go with --merge
	-c -o x|--check: does not go with --output
	-c --plain|--check: does not go with --plain
	END
}

@test "options may come from a profile" {
	cat >shop.ini <<-'END'
	[recon-sort]
	aggregate = yes
	memory = 1M
	threads = 1
	temp = .
	plain = yes
	END
	stream "$A" "$A" >in
	is 0 recon-sort -p ./shop.ini in
	tsv "A17 20.00 CNY L 2022-11-01 n=2" | prints
	echo '[recon-sort]' >shop.ini
	echo 'memory = much' >>shop.ini
	is 2 recon-sort -p ./shop.ini in
	says 'recon-sort: ./shop.ini:2: memory: "much" is not a size; write it as 64M, 2G or 10%'
}

@test "--verbose says what was sorted" {
	printf 'b\na\n' >in
	is 0 recon-sort -v in
	says 'recon-sort: 2 lines, 4 bytes sorted; 0 runs and 0 buckets put aside, 0 bytes in /tmp, 0 merges'
}

@test "the examples of its page do what the page says" {
	"$BATS_TEST_DIRNAME/examples" "$BATS_TEST_DIRNAME/../man/recon-sort.1"
}
