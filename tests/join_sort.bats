# recon-join --sort: what recon-sort and recon-join in a pipeline write, by one
# process.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# random SEED KEYS [DAYS]: makes the files l and r, which are sorted, and L and
# R with the same records in no order.
random() {
	python3 "$BATS_TEST_DIRNAME/join_records.py" "$1" "$2" l r ${3:-}
	shuf --random-source=<(yes "$1") l >L
	shuf --random-source=<(yes "$1") r >R
}

# piped OPTION...: what the pipeline makes of L and R, in the file want.
piped() {
	recon-join "$@" <(recon-sort L) <(recon-sort R) >want
}

# hostile SEED: keys that are hard to tell apart, with the bytes that streams
# escape, in the files L and R as streams, three currencies, many of them twice.
hostile() {
	python3 - "$1" <<-'END'
	import random, sys
	r = random.Random(int(sys.argv[1]))
	keys = ["a|b", "a\\x7cb", "a\\tb", "a\\\\b", "\\x23k", "k#", "键一", "键二", "-k",
	        "k", "k1", "k10", "0", "é", "e\u0301", "a b", "a  b", "~" * 70]
	keys += ["k%05d" % r.randrange(500) for _ in range(300)]
	for name, side in (("L", "L"), ("R", "R")):
	    with open(name + ".plain", "w") as f:
	        for _ in range(2000):
	            fields = [r.choice(keys), "%d.%02d" % (r.randrange(3), r.randrange(2)),
	                      r.choice(["CNY", "USD", "JPYX"]), side, r.choice(["-", "2022-11-01"])]
	            if r.random() < .5:
	                fields.append("memo=" + r.choice(["x\\ty", "=", "a=b", "键"]))
	            print("\t".join(fields), file=f)
	END
	for side in L R; do
		recon-sort --announce $side.plain >$side.sorted
		shuf --random-source=<(yes "$1") $side.sorted >$side
	done
}

@test "inputs in any order give the bytes of the pipeline" {
	for seed in 1 2; do
		random $seed 200
		while read -r options; do
			piped $options
			recon-join --sort $options L R | same want -
			recon-join --sort -j 1 $options R L | same want -
			cat L R | recon-join --sort $options | same want -
			cat L R | shuf --random-source=<(yes) >both
			recon-join --sort -j 3 -S 64K $options both | same want -
		done <<-'END'

		-g
		--tolerance 3
		-g --tolerance 5%
		--compare status,shop
		--unique LR
		--sum-of 2
		--plain
		END
	done
	random 3 200 5
	piped --date-window 2 --tolerance 1
	recon-join --sort --date-window 2 --tolerance 1 R L | same want -
}

@test "keys that are hard to tell apart, and control lines anywhere among the lines" {
	for seed in 1 2 3; do
		hostile $seed
		for mode in "" -g "--tolerance 0.5"; do
			piped $mode
			recon-join --sort $mode L R | same want -
			recon-join --sort -S 64K $mode R L | same want -
			cat L R | recon-join --sort -j1 $mode | same want -
		done
	done
}

@test "split by key into parts, each joined with --sort, merged: the same as one run" {
	hostile 4
	for n in 1 7 40; do
		piped --plain
		rm -f part.*
		for side in L R; do
			awk -F'\t' -v n=$n -v s=$side '{ h = 0
			    for (i = 1; i <= length($1); i++)
				h = (h * 31 + index("abk0123456789", substr($1, i, 1))) % 65521
			    print >>("part." h % n) }' $side.plain
		done
		for part in part.*; do
			recon-join --sort <$part >done.$part
		done
		recon-sort -m --plain done.part.* | same want -
		rm done.*
	done
}

@test "many inputs, more than can be open at once, more than memory holds" {
	random 5 3000
	piped -g
	split -n l/60 L part.l.
	split -n r/60 R part.r.
	recon-join --sort -g part.* | same want -
	recon-join --sort -g -j 8 -S 1M part.* | same want -
	(ulimit -n 40; recon-join --sort -g part.*) | same want -
}

@test "a pass, --compare and --exit-code as behind recon-sort" {
	random 6 200
	recon-join --pass one --left-open want.l --right-open want.r l r >want
	is 0 recon-join --sort --pass one --left-open got.l --right-open got.r R L
	same want out
	same want.l got.l
	same want.r got.r
	is 1 recon-join --sort --exit-code -v R L
	mv err got.err
	is 1 recon-join --exit-code -v l r
	same err got.err
}

@test "results are the same for any number of threads and any memory" {
	sanitized && n=20000 || n=150000
	awk -v n=$n -v OFS='\t' 'BEGIN { srand(7); for (i = 0; i < n; i++) {
		k = int(rand() * n); c = int(rand() * 9)
		print "20221101" k, c ".00", "CNY", "L", "2022-11-01", "s=" i >"L"
		k = int(rand() * n); c = int(rand() * 9)
		print "20221101" k, c ".00", "CNY", "R", "-", "s=" i >"R" } }'
	piped
	for j in 1 2 5; do
		for memory in 64K 4M 1G; do
			recon-join --sort -j $j -S $memory L R | same want -
		done
	done
	cat L R | recon-join --sort -j 2 -S 4M | same want -
}

@test "one key of many records is put aside, too" {
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 20000; i++) {
		print "k", i % 1000 ".00", "CNY", "L", "2022-11-01", "i=" i >"L"
		print "k", i % 1001 ".00", "CNY", "R", "2022-11-01", "i=" i >"R" } }'
	piped
	recon-join --sort -S 64K L R | same want -
	is 2 recon-join --sort -S 64K -T gone L R
	says "recon-join: gone: no temporary file: No such file or directory"
}

@test "-S is the memory of all of it" {
	! sanitized || skip "a sanitizer takes memory of its own"
	awk -v OFS='\t' 'BEGIN { srand(1); for (i = 0; i < 600000; i++)
		print int(rand() * 1e9), i % 7 ".00", "CNY", i % 2 ? "L" : "R", "-",
		    "src=a-place-that-is-not-short:" i }' >both
	peak recon-join -j1 --sort -S 16M -o few both
	few=$peak
	peak recon-join -j1 --sort -S 1G -o all both
	same all few
	echo "16M: $few KiB, 1G: $peak KiB"
	[ "$few" -lt 32000 ]
	[ "$peak" -gt 45000 ]
}

@test "without --sort these inputs are refused" {
	tsv "b 1.00 CNY L -" "a 1.00 CNY L -" >L
	is 65 recon-join L
	grep -q '^recon-join: L:2: not in order' err
	is 0 recon-join --plain --sort L
	tsv "a left 1.00 - 1.00 CNY -" "b left 1.00 - 1.00 CNY -" | prints
}

@test "bad data is named as recon-sort names it, and nothing is written" {
	hostile 5
	while IFS='|' read -r change text; do
		sed "$change" L.plain >bad
		for way in "bad R" "R bad" "-j1 R bad" "-j1 bad"; do
			is 65 recon-join --sort $way
			head -n 1 err | cut -c1-200 | grep -qF "recon-join: bad:$text" ||
			    { cat err; false; }
			grep -v '^#' out | same /dev/null -
		done
	done <<-'END'
	700s/.*/x/|700: 
	1999s/L/X/|1999: 
	$s/$/\tx/|2000: 
	3s/\t[0-9.]*\t/\t1,00\t/|3: 
	9i#total\trecords=1| has a #total without its #recon line
	9i#recon result 2|9: a result stream where a record stream belongs
	9i#recon record 2\n#total\trecords=1| #total says 1 records, read 2000
	END
	sed '5s/CNY\|USD\|JPYX/EUR/' L >bad
	is 65 recon-join --sort bad R
	grep -q '^recon-join: bad: ' err
	head -n 1000 L | grep -v '^#total' >bad
	sed -i '1i#recon record 2' bad
	is 65 recon-join --sort bad R
	grep -q '^recon-join: bad: ends without its #total' err
}

@test "the whole is compared before anything is written" {
	tsv "a 1.00 CNY L -" "b 1.00 CNY L -" | recon-sort --announce >L
	sed 's/^b/c/' L >changed
	is 65 recon-join --sort changed
	says "recon-join: changed: count and sums agree, the lines do not: a tool between changed them"
	grep -v '^#' out | same /dev/null -
	is 65 recon-join --sort --require-total <(grep -v '^#' L) </dev/null
	grep -q 'has no #total, and one is required$' err
}

@test "no bytes, no records, a comment" {
	is 65 recon-join --sort /dev/null
	says "recon-join: /dev/null: is empty, not even a #recon line: did what writes it run? (--allow-empty takes it)"
	is 0 recon-join --sort --allow-empty /dev/null
	printf '#recon result 2\n#total\trecords=0\txxh3=0000000000000000\n' | same - out
	printf '# a comment\n' | recon-join --sort --plain >out
	same /dev/null out
	printf '# a\tb\n' | is 65 recon-join --sort
	printf '# a\tb\n' | recon-join --sort --plain --comments >out
	same /dev/null out
	is 2 recon-join --sort - -
	says "recon-join: -: standard input is there only once"
	is 2 recon-join --sort none
	says "recon-join: none: No such file or directory"
}

@test "a stage before that failed is passed on, the worst of all gives the status" {
	fails() {
		printf '#recon record 1\n#failed\t%s\tp%s\tr\n' "$2" "$2" >"$1"
	}
	printf '#recon record 1\nk\t1.00\tCNY\tL\t-\n#total\trecords=1\tL.CNY=1.00\n' >whole
	head -n 2 whole >cut
	while read -r want first others; do
		fails one "$first"
		set --
		for status in $others; do
			fails "in$status" "$status"
			set -- "$@" "in$status"
		done
		for j in 1 2 5; do
			is "$want" recon-join --sort -j $j one "$@" whole
			says "recon-join: one: p$first failed: r"
			grep -v '^#recon' out | same - <(tsv "#failed $want p$first r")
		done
	done <<-'END'
	70 65 70
	70 75 2 70
	65 75 65 75
	2 75 2
	75 75 75
	75 75
	END
	fails one 75
	is 65 recon-join --sort one cut
	says "recon-join: one: p75 failed: r"
	is 65 bash -c 'recon-key -k none -a x -s L <(printf "a\tb\n1\t2\n") | recon-join --sort'
}

@test "facts name the inputs, not what was sorted" {
	random 7 50
	recon-join --facts want.facts l r >want
	recon-join --sort --facts got.facts L R >got
	same want got
	grep -c ^input got.facts | same - <(echo 2)
	for i in L R; do
		grep "^input.read.$i.$(wc -c <$i).$(sha256sum <$i | cut -d' ' -f1)" got.facts
	done
	for f in want got; do
		grep -v "^input\|^output\|^option\|^seconds\|^begun\|^ended\|^cpu" $f.facts >$f
	done
	same want got
	grep -q '^option.sort.yes$' got.facts
}

@test "what looks wrong is told of the inputs" {
	tsv "a 1.00 CNY L -" >L
	for n in 2 3 6; do
		is 0 recon-join --sort --plain $(yes L | head -n $n)
		says "recon-join: all $n records of $n inputs are of side L: recon-key --side says which each is of"
	done
}
