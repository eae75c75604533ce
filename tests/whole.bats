# The parts of a run where they meet: --part, --parts and --expect-total.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	python3 "$BATS_TEST_DIRNAME/join_records.py" 18 150 l r
	recon-sort --announce -o L l
	recon-sort --announce -o R r
	grep -h '^#total' L R >sources
	recon-join -o one L R
}

# shuffle N FILE...: the lines of both, by their keys into part.1 to part.N, some
# of which may have none.
shuffle() {
	local n=$1
	shift
	rm -f part.*
	for k in $(seq $n); do : >part.$k; done
	cat "$@" | grep -v '^#' | awk -F'\t' -v n=$n '{
		print >("part." (substr($1, length($1) - 3) % n + 1)) }'
}

# parts N RUN [OPTION...]: shuffles l and r, joins each part, to done.K.
parts() {
	local n=$1 run=$2
	shift 2
	rm -f done.*
	shuffle $n l r
	for k in $(seq $n); do
		recon-join --sort --allow-empty --part $k/$n@$run "$@" \
			<part.$k >done.$k || return
	done
}

@test "parts that are all there become the bytes of one run" {
	for n in 1 7 40; do
		for mode in "" -g "--tolerance 3"; do
			recon-join $mode -o one L R
			parts $n day1 $mode
			is 0 recon-sort -m --parts $n@day1 --expect-total sources done.*
			same one out
			says ""
			recon-sort --parts $n --expect-total L --expect-total R done.* | grep -v '^#' >got
			grep -v '^#' one | same - got
		done
	done
}

@test "a #total names its part, and what its lines were made of" {
	tsv "k1 1.00 CNY L -" "k1 1.00 CNY R -" "k2 3.00 CNY L -" >in
	digest=$(recon-sort --announce in | sed -n 's/^#total.*\txxh3=//p')
	is 0 recon-join --sort --part 3/7@r.1 in
	prints <<-END
	#recon result 2
	k1	matched	1.00	1.00	0.00	CNY	-
	k2	left	3.00	-	3.00	CNY	-
	#total	records=2	L.CNY=4.00	R.CNY=1.00	part=3/7@r.1	read=3	read-xxh3=$digest
	END
	is 0 recon-join --part 3/7 --left-open lo --right-open ro in
	tail -n 1 lo | same - <(tsv "#total records=1 L.CNY=3.00 part=3/7 xxh3=$(
	    grep -v '^#' lo | recon-sort --announce | sed -n 's/^#total.*xxh3=//p')")
	tail -n 1 ro | same - <(tsv "#total records=0 part=3/7 xxh3=0000000000000000")
	# recon-sort: the lines are those that were read, unless they are added up
	is 0 recon-sort --part 1/2 in
	sed -n 2p out | same - <(tsv "#total records=3 L.CNY=4.00 R.CNY=1.00 part=1/2 xxh3=$digest")
	tsv "k1 1.00 CNY L -" >>in
	digest=$(recon-sort --announce in | sed -n 's/^#total.*\txxh3=//p')
	is 0 recon-sort -g --part 2/2 in
	tail -n 1 out | grep -q "^#total.records=3.L.CNY=5.00.R.CNY=1.00.part=2/2.read=4.read-xxh3=$digest.xxh3="
	# and what is made of those is told through
	recon-join --part 9/9@x out >res
	tail -n 1 res | grep -q "part=9/9@x.read=4.read-xxh3=$digest.xxh3="
	printf 'key\tamount\nk\t1.00\n' | recon-key -k key -a amount -s L --part 2/5@x >rec
	tail -n 1 rec | grep -q '^#total.records=1.L.-=1.00.part=2/5@x.xxh3='
	recon-roll --open /dev/null --allow-empty --no-total --open-out open -d 2022-11-01 --part 2/5@x res >rolled
	grep -h '^#total' rolled open | cut -f2- | grep -c 'part=2/5@x.xxh3=' | same - <(echo 2)
}

@test "a part that is missing, comes twice or is of another run" {
	parts 7 day1
	cp done.3 old.3
	parts 7 day2
	for way in "-m" "" "-c"; do
		while read -r files; do
			read -r text
			rm -f file
			is 65 recon-sort $way --parts 7 $files
			says "recon-sort: $text"
			grep -v '^#recon\|^#failed' out | grep '^#' | same /dev/null -
		done <<-'END'
		done.1 done.2 done.3 done.4 done.5 done.6
		1 of 7 parts is missing: 7
		done.7 done.5 done.3
		4 of 7 parts are missing: 1, 2, 4, 6
		done.1 done.2 done.3 done.4 done.5 done.6 done.7 done.3
		done.3: part 3/7@day2 comes twice, first from done.3
		done.1 old.3
		old.3: is part 3/7@day1, and 1/7@day2 is done.1: parts of different runs
		done.1 one
		one: its #total names no part, and --parts needs it
		END
	done
	is 65 recon-sort --parts 7@day1 done.*
	says "recon-sort: done.1: is part 1/7@day2, where --parts has 7@day1"
	is 65 recon-sort --parts 8 done.*
	says "recon-sort: done.1: is part 1/7@day2, where --parts has 8"
	head -n 3 done.2 >half
	is 65 recon-sort -m --parts 7 done.1 half done.[3-7]
	says "recon-sort: half: ends without its #total: what writes it did not finish"
	is 65 recon-sort -m --parts 7 /dev/null done.[2-7]
	grep -q 'is empty' err
	# files that engines leave where a task had nothing to do
	is 65 recon-sort -m --allow-empty --parts 7 /dev/null done.[2-7]
	says "recon-sort: 1 of 7 parts is missing: 1"
	is 0 recon-sort -m --allow-empty --parts 7 --expect-total sources done.[1-7] /dev/null
	same one out
	is 0 recon-sort -c --parts 7@day2 --expect-total sources done.*
	says ""
}

@test "what is lost, doubled or changed on the way is told with both figures" {
	n=$(cat l r | wc -l)
	while IFS='|' read -r change text; do
		shuffle 7 l r
		sh -c "$change"
		rm -f done.*
		for k in 1 2 3 4 5 6 7; do
			recon-join --sort --allow-empty --part $k/7 <part.$k >done.$k
		done
		is 65 recon-sort -m --parts 7 --expect-total sources done.*
		grep -E "^recon-sort: not what sources says: $text" err || { cat err; false; }
		grep '^#total' out | same /dev/null -
		is 65 recon-sort --parts 7 --expect-total sources -o file done.*
		[ ! -e file ]
	done <<-END
	sed -i 2d part.2|$n records, read $((n - 1))
	sed -i 2p part.2|$n records, read $((n + 1))
	: >part.5|$n records, read [0-9]*; L
	cat part.4 >>part.5|$n records, read [0-9]*; [LR]
	sed -i '1s/\t[0-9.-]*\t/\t99.99\t/' part.1|[LR]\.[A-Z-]* [0-9.-]*, read [0-9.-]*$
	sed -i '1s/\t/x\t/' part.1|count and sums agree, the lines do not: keys, dates or carried fields are others$
	sed -i '1s/$/\tx=y/' part.1|count and sums agree, the lines do not: keys, dates or carried fields are others$
	END
}

@test "a row of zero, and two that cancel each other, are missed as well" {
	tsv "a 0.00 CNY L -" "b 5.00 CNY L -" "c -5.00 CNY L -" "d 1.00 CNY R -" >all
	recon-sort --announce all | grep '^#total' >sources
	for lost in /^a/d '/^[bc]/d'; do
		sed "$lost" all | recon-join --sort --part 1/1 >joined
		is 65 recon-sort -m --parts 1 --expect-total sources joined
		grep -q '^recon-sort: not what sources says: 4 records, read [23]$' err
	done
	recon-join --sort <all >joined
	is 0 recon-sort -m --expect-total sources joined
	says "recon-sort: --expect-total: the #total lines do not say of how many records they are (recon-join --part does): only sums were compared"
	sed /^d/d all | recon-join --sort >joined
	is 65 recon-sort -m --expect-total sources joined
	says "recon-sort: not what sources says: R.CNY 1.00, read 0"
}

@test "what is expected may be a stream, its #total or facts, of one file or of several" {
	recon-sort --facts facts.l L >/dev/null
	recon-sort --facts facts.r R >/dev/null
	cat L R >both
	for files in "L R" "both" "facts.l facts.r" "sources" "facts.l R"; do
		expect=()
		for f in $files; do expect+=(--expect-total "$f"); done
		is 0 recon-join "${expect[@]}" l r
		is 0 recon-join --sort "${expect[@]}" r l
		is 0 recon-sort "${expect[@]}" l r
		is 0 recon-sort -m "${expect[@]}" L R
		is 0 recon-sort -g "${expect[@]}" L R
		is 65 recon-join "${expect[@]}" l
		grep -q "^recon-join: not what ${files// /, } says: [0-9]* records, read [0-9]*; R" err
		grep '^#total' out | same /dev/null -
		is 65 recon-join --sort "${expect[@]}" r
		is 65 recon-sort "${expect[@]}" L
		is 65 recon-sort -m "${expect[@]}" L R R
	done
	is 0 recon-join --expect-total <(cat sources) L R
	tail -n +2 sources >half
	is 65 recon-join --expect-total half L R
	while IFS='|' read -r file text; do
		is 65 recon-sort --expect-total $file L
		says "recon-sort: $file: $text"
	done <<-'END'
	l|has no #total line, nor does it have facts of a stream that was written
	/dev/null|has no #total line, nor does it have facts of a stream that was written
	END
	printf '#recon record 2\n' | cat L - >cut
	is 65 recon-sort --expect-total cut L
	says "recon-sort: cut: has a #recon line without its #total: what wrote it did not finish"
	is 2 recon-sort --expect-total none L
	says "recon-sort: none: No such file or directory"
	# lines that are of no kind have no sums
	echo x >words
	is 65 recon-sort --expect-total sources words
	says "recon-sort: words: its lines are neither records nor results: they have no total"
}

@test "parts are named by those that are read: frames that go through a shuffle" {
	for n in 3 7; do
		rm -f frame.*
		shuffle $n l r
		for k in $(seq $n); do
			recon-sort --announce --allow-empty --part $k/$n@f part.$k |
			    sed 's/^#recon line/#recon record/' |
			    shuf --random-source=<(yes) >frame.$k
		done
		# two frames and more come to one task, control lines among the rows
		cat frame.1 frame.3 | shuf --random-source=<(yes 1) >task1
		cat $(ls frame.* | grep -v '[.][13]$') | shuf --random-source=<(yes 2) >task2
		for t in 1 2; do
			recon-join --sort --part input --require-total <task$t >done.$t
		done
		grep -h '^#total' done.1 | tr '\t' '\n' | grep ^part |
		    same - <(printf 'part=%s/'$n'@f\n' 1 3)
		is 0 recon-sort -m --parts $n@f --expect-total sources done.1 done.2
		same one out
		is 65 recon-sort -m --parts $n@f done.1
		is 65 recon-sort -m --parts $n@f done.1 done.2 done.1
		# what a task has lost it notices itself
		sed '0,/^2/{/^2/d}' task1 >lost
		is 65 recon-join --sort --part input lost
		says "recon-join: lost: #total says $(grep -vc '^#' task1) records, read $(grep -vc '^#' lost)"
		# a merge in two steps
		recon-sort -m --part input done.1 >step.1
		recon-sort -m --part input done.2 >step.2
		is 0 recon-sort -m --parts $n@f --expect-total sources step.1 step.2
		same one out
		rm done.*
	done
	is 65 recon-sort --part input done.1 L 2>&1 || is 65 recon-sort --part input L
	says "recon-sort: L: its #total names no part, and --part input needs it"
	recon-sort --part 1/2@a L >a
	recon-sort --part 1/2@a R >b
	is 65 recon-sort --part input a b
	says "recon-sort: b: part 1/2@a comes twice, first from a"
	is 0 recon-join --part input a b
	tail -n 1 out | grep -q 'R.USD=[0-9.-]*.part=1/2@a.read='
	recon-sort --part 1/2@b R >b
	is 65 recon-join --part input a b
	says "recon-join: b: is part 1/2@b, and 1/2@a is a: parts of different runs"
}

@test "words of #total come through every thread's piece" {
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 300000; i++)
		printf "k%07d\t1.00\tCNY\tL\t-\n", i }' >l
	sed 's/\tL\t/\tR\t/' l >r
	recon-sort --part 1/2@a l >first
	{ grep -v '^#total' first; grep '^#total' first; } >last
	recon-sort --part 1/2@a r >R
	for j in 1 2 5; do
		for f in first last; do
			is 0 recon-join -j $j --part input $f R
			tail -n 1 out | grep -q '^#total.records=300000.*part=1/2@a.read=600000.read-xxh3='
		done
	done
}

@test "readers that do not ask pass over these words" {
	parts 3 day1
	recon-join --part 1/1@x -o named L R
	cat named | recon-sort >sorted
	same one <(recon-sort --plain sorted | cat <(head -n1 one) - <(tail -n1 one))
	recon-roll --open /dev/null --allow-empty --open-out want.open -d 2022-11-02 one >want
	recon-roll --open /dev/null --allow-empty --open-out got.open -d 2022-11-02 named >got
	same want.open got.open
	same want got
	recon-notify named >got
	recon-notify one | same - got
	recon-sort --part 1/1 L | recon-join - R | same one -
}

@test "--part and --parts that make no sense are refused" {
	while IFS='|' read -r options text; do
		is 2 recon-sort $options L
		says "recon-sort: $text"
	done <<-'END'
	--part 0/3|--part: "0/3" is no part, as 3/200 or 3/200@RUN
	--part 4/3|--part: "4/3" is no part, as 3/200 or 3/200@RUN
	--part 3|--part: "3" is no part, as 3/200 or 3/200@RUN
	--part 1/3@a/b|--part: "1/3@a/b" is no part, as 3/200 or 3/200@RUN
	--part inputs|--part: "inputs" is no part, as 3/200 or 3/200@RUN
	--parts 0|--parts: "0" is no number of parts, as 200 or 200@RUN
	--parts 1/3|--parts: "1/3" is no number of parts, as 200 or 200@RUN
	--part 1/3 --plain|--part: does not go with --plain
	--part input --plain|--part: does not go with --plain
	--part 1/3 --stream-version 1|--part: does not go with --stream-version 1, which has no word for it
	-c --part 1/3|--check: does not go with --part
	END
	is 2 recon-key -k a -a b -s L --part input L
	says 'recon-key: --part: "input" is no part, as 3/200 or 3/200@RUN'
	is 2 recon-join --part 1/3 --plain L
	says 'recon-join: --part: does not go with --plain'
	is 2 recon-roll -s state --status --part 1/2
	says 'recon-roll: --part is for results that are read or written, and none are here'
	is 2 recon-sort --expect-total L -o L R
	says "recon-sort: --output and --expect-total are the same file; try 'recon-sort --help'"
}

@test "a task without a row has its part, too" {
	for p in "recon-sort" "recon-join" "recon-join --sort"; do
		$p --allow-empty --part 2/3@r </dev/null >out
		sed -n '/^#total/p' out | grep '^#total.records=0.part=2/3@r.' ||
		    { cat out; false; }
	done
	tsv "k 1.00 CNY L -" | recon-join --part 1/2 >done.1
	recon-join --allow-empty --part 2/2 </dev/null >done.2
	is 0 recon-sort -m --parts 2 done.1 done.2
	recon-sort --allow-empty --part 2/2 </dev/null >done.2
	is 0 recon-sort -m --parts 2 done.1 done.2
	is 0 recon-sort --parts 2 done.2 done.1
}
