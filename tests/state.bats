#!/usr/bin/env bats
# The state directory of recon-roll, recon-state(5): the chain of days, what is
# run again, what a run leaves that dies, and what is found when it was changed.

load helper
load days

setup() {
	cd "$BATS_TEST_TMPDIR"
}

names() {
	ls -A state
}

# --- the chain of days

@test "the first day begins a chain and says so" {
	stream "$EARLY_L" >in
	is 0 recon-roll -s state -d 2022-11-01 in
	says "recon-roll: state: a new chain of days begins with 2022-11-01"
	names >got
	printf '%s\n' day-2022-11-01.1 lock manifest open-2022-11-01.1.res |
		same - got
	grep -v '^#' out | same - <(grep -v '^#' state/open-2022-11-01.1.res)
}

@test "what a day's file says" {
	stream "$EARLY_L" >in.res
	recon-roll -s state -d 2022-11-01 in.res >/dev/null 2>&1
	stream "$LATE_R" "b left 3.00 - 3.00 CNY 2022-11-02" >'a	b'
	recon-roll -s state -d 2022-11-02 'a	b' >/dev/null
	bytes=$(stat -c %s 'a	b')
	open=$(stat -c %s state/open-2022-11-02.1.res)
	sum() { sha256sum <"$1" | cut -d ' ' -f 1; }
	sed -E '/^(when|check)	/d' state/day-2022-11-02.1 >got
	cat >want <<-END
	recon-state day 1
	date	2022-11-02
	generation	1
	kind	rolled
	from	2022-11-01	1	$(head -n -1 state/day-2022-11-01.1 | sum /dev/stdin)
	user	$(own_name)	$(id -u)
	version	$(recon-roll --version | cut -d ' ' -f 2)
	input	results	a\\tb	$bytes	$(sum 'a	b')	records=2	L.CNY=3.00	R.CNY=12.80
	total	before	records=1	L.CNY=12.80
	total	new	records=2	L.CNY=3.00	R.CNY=12.80
	total	closed	records=2	L.CNY=12.80	R.CNY=12.80
	total	open	records=1	L.CNY=3.00
	oldest	2022-11-02
	file	open	open-2022-11-02.1.res	$open	$(sum state/open-2022-11-02.1.res)
	END
	same want got
	grep -Eqx 'when	[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-9:]{8}Z' state/day-2022-11-02.1
	tail -n 1 state/day-2022-11-02.1 | same - \
		<(printf 'check\t%s\n' "$(head -n -1 state/day-2022-11-02.1 | sum /dev/stdin)")
	{
		echo 'recon-state manifest 1'
		printf 'day\t2022-11-01\t1\t%s\t-\t-\topen\t-\n' \
			"$(head -n -1 state/day-2022-11-01.1 | sum /dev/stdin)"
		printf 'day\t2022-11-02\t1\t%s\t2022-11-01\t1\topen\t-\n' \
			"$(head -n -1 state/day-2022-11-02.1 | sum /dev/stdin)"
	} | same - <(head -n -1 state/manifest)
}

@test "running a day again from the same input writes nothing" {
	day 2022-11-01 "$EARLY_L"
	day 2022-11-02 "$LATE_R"
	day 2022-11-03
	cp -a state before
	for d in 2022-11-03 2022-11-02 2022-11-01; do
		is 0 again $d
		says ""
		prints <$d.out
		diff -r before state
	done
	is 0 again 2022-11-02 -v
	printf '%s\n' "recon-roll: state: the day was run from the same before: nothing was written" \
		"recon-roll: 2022-11-02: 1 open before, 1 new, 2 closed, 0 open now" |
		same - err
	is 0 recon-roll -s state -d 2022-11-02 --plain - <2022-11-02.in
	says ""
	diff -r before state
	is 0 again 2022-11-02 --force "${REASON[@]}"
	says ""
	diff -r before state
}

@test "another input is refused, and --force replaces the day" {
	day 2022-11-01 "$EARLY_L"
	day 2022-11-02
	cp -r state before
	stream "$LATE_R" >2022-11-02.in
	is 2 again 2022-11-02
	says "recon-roll: state: 2022-11-02 was run before, from other input; --force replaces it"
	diff -r before state
	is 2 recon-roll -s state -d 2022-11-02 2022-11-02.in -o results
	[ ! -e results ]
	is 0 again 2022-11-02 --force "${REASON[@]}"
	says "recon-roll: state: 2022-11-02 was run before, from other input"
	[ "$(cut -f 2 out)" = rolled ]
	names >got
	printf '%s\n' day-2022-11-01.1 day-2022-11-02.1 day-2022-11-02.2 lock \
		manifest open-2022-11-01.1.res open-2022-11-02.1.res \
		open-2022-11-02.2.res | same - got
	grep -E '^(force|by)' state/day-2022-11-02.2 >got
	printf '%s\n' "force${T}2022-11-02 was run before, from other input" \
		"by${T}lin${T}the bill was wrong" | same - got
	day 2022-11-03
	[ ! -s 2022-11-03.out ]
}

@test "the days after one that was replaced are stale until they are run again" {
	day 2022-11-01 "$EARLY_L"
	day 2022-11-02
	day 2022-11-03
	day 2022-11-04
	stream >none
	is 0 recon-roll -s state -d 2022-11-01 --force "${REASON[@]}" none
	says "recon-roll: state: 2022-11-01 was run before, from other input; it makes stale 2022-11-02 to 2022-11-04 (3 days)"
	is 2 recon-roll -s state -d 2022-11-05 none
	says "recon-roll: state: 2022-11-02 to 2022-11-04 (3 days) are stale, for a day before was run again; --replay runs what is stale, or run it again in order"
	is 2 recon-roll -s state -d 2022-11-05 --force "${REASON[@]}" none
	is 2 again 2022-11-03
	says "recon-roll: state: 2022-11-02 is stale, for a day before was run again; --replay runs what is stale, or run it again in order"
	is 0 recon-roll -s state --print-open -d 2022-11-03
	says "recon-roll: state/open-2022-11-03.1.res: is stale: a day before was run again"
	for d in 2022-11-02 2022-11-03 2022-11-04; do
		is 0 again $d
		says ""
		[ ! -s out ]
	done
	is 0 recon-roll -s state -d 2022-11-05 none
	says ""
}

@test "a stale day run from another input needs --force, too" {
	day 2022-11-01 "$EARLY_L"
	day 2022-11-02
	stream >none
	recon-roll -s state -d 2022-11-01 --force "${REASON[@]}" none >/dev/null 2>&1
	stream "$LATE_R" >2022-11-02.in
	is 2 again 2022-11-02
	says "recon-roll: state: 2022-11-02 was run before, from other input; --force replaces it"
	is 0 again 2022-11-02 --force "${REASON[@]}"
}

@test "a day left out is refused, and --force names it and goes on" {
	day 2022-11-01 "$EARLY_L"
	stream >in
	is 2 recon-roll -s state -d 2022-11-03 in
	says "recon-roll: state: 2022-11-03 comes after 2022-11-01, which skips 2022-11-02; run that first, or --force goes on without"
	prints_nothing
	is 2 recon-roll -s state -d 2022-12-03 in
	says "recon-roll: state: 2022-12-03 comes after 2022-11-01, which skips 2022-11-02 to 2022-12-02 (31 days); run that first, or --force goes on without"
	is 0 recon-roll -s state -d 2022-11-03 --force "${REASON[@]}" --plain in
	says "recon-roll: state: 2022-11-03 comes after 2022-11-01, which skips 2022-11-02"
	[ "$(cut -f 1 out)" = A17 ]
	# the gap was accepted: the day can be run again
	is 0 recon-roll -s state -d 2022-11-03 --plain in
	says ""
}

@test "a day that was left out can be put in, and makes what follows stale" {
	day 2022-11-01 "$EARLY_L"
	stream >2022-11-03.in
	again 2022-11-03 --force "${REASON[@]}" >/dev/null 2>&1
	stream "$LATE_R" >2022-11-02.in
	is 2 again 2022-11-02
	says "recon-roll: state: running 2022-11-02 now makes stale 2022-11-03; --force does it, and what is stale has to be run again"
	is 0 again 2022-11-02 --force "${REASON[@]}"
	is 0 again 2022-11-03
	[ ! -s out ]
	is 2 recon-roll -s state -d 2022-10-01 2022-11-03.in
	says "recon-roll: state: running 2022-10-01 now makes stale 2022-11-01 to 2022-11-03 (3 days); --force does it, and what is stale has to be run again"
	is 0 recon-roll -s state -d 2022-10-01 --force "${REASON[@]}" 2022-11-03.in
	printf '%s\n' "recon-roll: state: running 2022-10-01 now makes stale 2022-11-01 to 2022-11-03 (3 days)" \
		"recon-roll: state: a new chain of days begins with 2022-10-01" |
		same - err
}

@test "a day that fails leaves everything as it was" {
	day 2022-11-01
	day 2022-11-02
	cp -r state before
	echo '#recon result 1' >cut
	is 65 recon-roll -s state -d 2022-11-01 --force "${REASON[@]}" cut
	is 65 recon-roll -s state -d 2022-11-03 cut
	diff -r before state
}

# --- opening items

@test "--import begins a chain with what another system left open" {
	stream "A07 left 5.00 - 5.00 CNY 2022-10-20" "$EARLY_L" >old
	is 0 recon-roll -s state -d 2022-10-31 --import old --by lin --why "from the old system" --plain
	says "recon-roll: state: a new chain of days begins with 2022-10-31"
	[ "$(cut -f 1,2 out | tr '\n\t' ' ,')" = "A07,left A17,left " ]
	grep -E '^(kind|by|input|total|oldest)' state/day-2022-10-31.1 | cut -f 1-4 >got
	cat >want <<-END
	kind	imported
	by	lin	from the old system
	input	import	old	$(stat -c %s old)
	total	before	records=0
	total	new	records=2	L.CNY=17.80
	total	closed	records=0
	total	open	records=2	L.CNY=17.80
	oldest	2022-10-20
	END
	same want got
	day 2022-11-01 "A07 right - 5.00 -5.00 CNY 2022-11-01"
	[ "$(cut -f 1,2 2022-11-01.out | tr '\n\t' ' ,')" = "A07,rolled A17,left " ]
	is 0 recon-roll -s state -d 2022-10-31 --import - --by lin --why again <old
	says ""
	stream "$EARLY_L" >other
	is 2 recon-roll -s state -d 2022-10-31 --import other --by lin --why again
	says "recon-roll: state: 2022-10-31 was imported before, from other items; it makes stale 2022-11-01; --force replaces it"
	is 2 recon-roll -s state -d 2022-11-02 --import other --by lin --why again
	says "recon-roll: state: what is imported is open before the first day, and 2022-11-01 was run"
	is 65 recon-roll -s two -d 2022-11-02 --import 2022-11-01.out --no-total --by lin --why again
	says 'recon-roll: 2022-11-01.out: a rolled line of key "A07" among the open items'
	tsv "$EARLY_L" >plain
	is 65 recon-roll -s two -d 2022-11-02 --import /dev/null --by lin --why again
	says "recon-roll: /dev/null: is empty, not even a #recon line: did what writes it run? (--allow-empty takes it)"
	is 65 recon-roll -s two -d 2022-11-02 --import plain --by lin --why again
	says "recon-roll: plain: has no #total, and one is required (--no-total takes it)"
}

@test "no day before an imported one is run" {
	stream "$EARLY_L" >old
	recon-roll -s state -d 2022-10-31 --import old "${REASON[@]}" >/dev/null 2>&1
	day 2022-11-01
	cp -r state kept
	stream >in
	for how in in "--import old"; do
		is 2 recon-roll -s state -d 2022-10-30 --force "${REASON[@]}" $how
		says "recon-roll: state: what was open on 2022-10-31 was imported, and the chain begins there: no day before it is run"
		diff -r kept state
	done
}

@test "a day that was imported and is run, or the other way, is told as that" {
	stream "$EARLY_L" >old
	recon-roll -s state -d 2022-10-31 --import old "${REASON[@]}" >/dev/null 2>&1
	is 2 recon-roll -s state -d 2022-10-31 old
	says "recon-roll: state: 2022-10-31 was imported, and is now run; --force replaces it"
	is 0 recon-roll -s state -d 2022-10-31 --force "${REASON[@]}" old
	is 2 recon-roll -s state -d 2022-10-31 --import old "${REASON[@]}"
	says "recon-roll: state: 2022-10-31 was run before, and is now imported; --force replaces it"
	mkdir older
	stream >older/open-2022-10-31.res
	is 2 recon-roll -s older -d 2022-10-31 --import old "${REASON[@]}"
	grep -q 'older: 2022-10-31 was taken over, and is now imported; --force replaces it' err
	is 0 recon-roll -s older -d 2022-10-31 --import old --force "${REASON[@]}"
}

# --- the open items of a day

@test "--print-open prints the open items of the last day, or of another" {
	day 2022-11-01 "$EARLY_L"
	day 2022-11-02 "k right - 1.00 -1.00 CNY 2022-11-02"
	is 0 recon-roll -s state --print-open
	prints <state/open-2022-11-02.1.res
	is 0 recon-roll -s state --print-open -d 2022-11-01 -o got
	same state/open-2022-11-01.1.res got
	is 2 recon-roll -s state --print-open -d 2022-11-03
	says "recon-roll: state: 2022-11-03 was not run"
	is 2 recon-roll -s absent --print-open
	says "recon-roll: absent: there is no manifest: no day was kept here, or by an older version, and the next run takes them over"
	[ ! -e absent ]
	echo '#recon result 1' >cut
	is 65 recon-roll -s fresh -d 2022-11-03 cut
	is 2 recon-roll -s fresh --print-open
	says "recon-roll: fresh: no day was run yet"
}

# unprivileged COMMAND...: as somebody who is not root.
unprivileged() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	else
		setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
	fi
}

@test "who only looks needs no right to write, and no lock" {
	day 2022-11-01 "$EARLY_L"
	chmod -R a-w,a+rX state
	cp -r state was
	unprivileged true 2>/dev/null || skip "there is no setpriv here"
	! grep -q __gcov_ "$(command -v recon-roll)" ||
		skip "who is somebody else cannot add to the counts of coverage"
	unprivileged test -r state/manifest || skip "others may not come here"
	for what in --print-open --status --verify; do
		is 0 unprivileged recon-roll -s state $what
	done
	stream >in
	is 2 unprivileged recon-roll -s state -d 2022-11-02 in
	says "recon-roll: state/lock: Permission denied"
	chmod u+w state
	diff -r was state
}

# --- status, verify, prune

# Four days: the first run twice, the others stale but for the second.
four_days() {
	day 2022-11-01 "$EARLY_L" "k left 3.00 - 3.00 USD 2022-10-30"
	day 2022-11-02
	day 2022-11-03
	day 2022-11-04
	stream "$EARLY_L" >2022-11-01.in
	again 2022-11-01 --force "${REASON[@]}" >/dev/null 2>&1
	again 2022-11-02 >/dev/null
}

@test "--status shows the chain of days" {
	four_days
	is 0 recon-roll -s state --status --plain
	says ""
	cut -f 1-9,11- out >got
	user=$(own_name)
	tsv "2022-11-01 2 rolled - 1 2022-11-01 0 open - $user L.CNY=12.80" \
		"2022-11-02 2 rolled - 1 2022-11-01 1 open - $user L.CNY=12.80" \
		"2022-11-03 1 rolled stale 2 2022-10-30 4 open - $user L.CNY=12.80 L.USD=3.00" \
		"2022-11-04 1 rolled stale 2 2022-10-30 5 open - $user L.CNY=12.80 L.USD=3.00" |
		same - got
	is 0 recon-roll -s state --status -o table
	sed -E 's/....-..-..T..:..:..Z/WHEN                /; s/ +$//' table >got
	cat >want <<-END
	day         run  open  oldest      age  at                            sums
	2022-11-01    2     1  2022-11-01    0  WHEN                  forced  L.CNY=12.80
	2022-11-02    2     1  2022-11-01    1  WHEN                  -       L.CNY=12.80
	2022-11-03    1     2  2022-10-30    4  WHEN                  stale   L.CNY=12.80 L.USD=3.00
	2022-11-04    1     2  2022-10-30    5  WHEN                  stale   L.CNY=12.80 L.USD=3.00
	END
	same want got
	is 2 recon-roll -s absent --status
}

@test "--verify finds that all is as it was, and what is not" {
	four_days
	is 0 recon-roll -s state --verify
	says "recon-roll: state: all as the manifest says; days: 4, stale: 2, generations: 6, pruned: 0, files: 13"
	cp -r state kept
	bad() { # FILE TEXT
		is 65 recon-roll -s state --verify
		says "recon-roll: state/$1: $2"
		rm -rf state && cp -r kept state
	}
	sed -i s/user=7/user=8/ state/open-2022-11-02.1.res
	bad open-2022-11-02.1.res "its SHA-256 is not that of the manifest: it was changed or is damaged"
	sed -i s/12.80/12.81/ state/day-2022-11-01.1
	bad day-2022-11-01.1 "its check line and what stands above it do not agree: it was changed or is damaged"
	rm state/day-2022-11-01.1
	bad day-2022-11-01.1 "is not there, and the manifest names it"
	rm state/open-2022-11-03.1.res
	bad open-2022-11-03.1.res "is not there, and the manifest names it"
	ln -s ../kept/open-2022-11-03.1.res state/link
	mv state/link state/open-2022-11-03.1.res
	bad open-2022-11-03.1.res "is no regular file"
}

# Seals the text of standard input as FILE, and prints its digest.
seal() {
	cat >t
	{ cat t; printf 'check\t%s\n' "$(sha256sum <t | cut -d ' ' -f 1)"; } >"$1"
	sha256sum <t | cut -d ' ' -f 1
}

# Makes EDIT, of sed, in the file of a day, as somebody would who seals all anew.
forge() { # DAY EDIT
	local old new
	old=$(tail -n 1 state/day-$1 | cut -f 2)
	new=$(head -n -1 state/day-$1 | sed "$2" | seal state/day-$1)
	head -n -1 state/manifest | sed s/$old/$new/ | seal state/manifest >/dev/null
}

@test "--verify finds days that do not follow from each other" {
	day 2022-11-01 "$EARLY_L"
	day 2022-11-02 "$LATE_R" "b left 3.00 - 3.00 CNY 2022-11-02"
	cp -r state kept
	bad() {
		is 65 recon-roll -s state --verify
		says "recon-roll: state/$1: $2"
		rm -rf state && cp -r kept state
	}
	forge 2022-11-02.1 '/before/s/12.80/12.90/'
	bad day-2022-11-02.1 "what was open before is not what the day before left: L.CNY: #total says 12.90, read 12.80"
	forge 2022-11-02.1 '/new/s/records=2/records=3/'
	bad day-2022-11-02.1 "what closed and stayed is not what was there and came: #total says 3 records, read 4"
	forge 2022-11-02.1 '/total.*\(new\|open\)/s/3.00/4.00/'
	bad day-2022-11-02.1 "what is open is not in its file: L.CNY: #total says 4.00, read 3.00"
	forge 2022-11-01.1 's/user.*/user\tmallory\t7/'
	bad day-2022-11-02.1 "what it was rolled from: the manifest has another one"
	forge 2022-11-02.1 's/^date.*/date\t2022-11-03/;s/open-2022-11-02/open-2022-11-03/'
	bad day-2022-11-02.1 "is of another day, or rolled from another one, than the manifest says"
	forge 2022-11-02.1 's/^oldest.*/youngest\t-/'
	bad day-2022-11-02.1:14 "is no file of a day from here on"
}

@test "--prune removes old files and keeps what is known, and what is needed" {
	for d in 01 02 03 04 05; do
		day 2022-11-$d "k$d left 1.00 - 1.00 CNY 2022-11-$d"
	done
	cp -r state kept
	is 0 recon-roll -s state --prune 2
	says "recon-roll: state: open items and copies of 2022-11-01 to 2022-11-02 were removed; generations: 2"
	names >got
	printf '%s\n' day-2022-11-0{1,2,3,4,5}.1 lock manifest \
		open-2022-11-0{3,4,5}.1.res | same - got
	is 0 recon-roll -s state --verify
	says "recon-roll: state: all as the manifest says; days: 5, stale: 0, generations: 5, pruned: 2, files: 9"
	is 2 recon-roll -s state --print-open -d 2022-11-02
	says "recon-roll: state: 2022-11-02 has no open items here, which were pruned"
	is 2 again 2022-11-03
	says "recon-roll: state: the open items of 2022-11-02 were pruned, so that 2022-11-03 cannot be run again"
	is 0 again 2022-11-05
	is 0 recon-roll -s state --prune 2
	says ""
	# never what the last day was rolled from
	is 0 recon-roll -s state --prune 0
	says "recon-roll: state: open items and copies of 2022-11-03 to 2022-11-03 were removed; generations: 1"
	is 0 again 2022-11-05
	stream >in
	is 0 recon-roll -s state -d 2022-11-06 in
	# nor what a stale day needs
	rm -rf state && cp -r kept state
	stream >in
	is 0 recon-roll -s state -d 2022-11-02 --force "${REASON[@]}" in
	is 0 recon-roll -s state --prune 0
	says ""
	is 0 again 2022-11-03
	is 0 recon-roll -s state --prune 0
	says "recon-roll: state: open items and copies of 2022-11-01 to 2022-11-01 were removed; generations: 1"
	for d in 03 04 05; do is 0 again 2022-11-$d; done
}

@test "a day that was misdated and forced is out of the way once a real one came" {
	for d in 01 02 03; do
		stream "k$d left 1.00 - 1.00 CNY 2022-11-$d" >2022-11-$d.in
		is 0 again 2022-11-$d --keep 5
	done
	stream >in
	cp in 2022-11-04.in
	is 0 recon-roll -s state -d 2202-11-04 --keep 5 --force "${REASON[@]}" in
	# no copy is too old for that
	find state -name '*.gz' | wc -l | grep -qx 8
	is 2 again 2022-11-04 --keep 5
	says "recon-roll: state: running 2022-11-04 now makes stale 2202-11-04; --force does it, and what is stale has to be run again"
	is 0 again 2022-11-04 --keep 5 --force "${REASON[@]}"
	for d in 05 06 07; do
		cp in 2022-11-$d.in
		is 0 again 2022-11-$d --keep 5
		says ""
	done
	is 0 again 2022-11-07 --keep 5
	ls state/results-* >got
	printf 'state/results-%s.1.gz\n' 2022-11-0{3,4,5,6,7} 2202-11-04 | same - got
	is 0 recon-roll -s state --print-open
	says ""
	prints <state/open-2022-11-07.1.res
	is 0 recon-roll -s state --print-results
	zcat state/results-2022-11-07.1.gz | prints
	is 0 recon-roll -s state --prune 3
	says "recon-roll: state: open items and copies of 2022-11-01 to 2022-11-03 were removed; generations: 3"
	is 0 again 2022-11-07
	stream "k01 right - 1.00 -1.00 CNY 2022-11-07" >2022-11-07.in
	is 2 again 2022-11-07
	says "recon-roll: state: 2022-11-07 was run before, from other input; --force replaces it"
	is 0 recon-roll -s state --verify
}

@test "--prune makes no directory" {
	is 2 recon-roll -s absent --prune 3
	says "recon-roll: absent: there is no manifest: no day was kept here, or by an older version, and the next run takes them over"
	[ ! -e absent ]
}

@test "--prune of what was taken over, killed at any point, leaves nothing behind" {
	mkdir state
	for d in 01 02 03; do stream >state/open-2022-11-$d.res; done
	day 2022-11-04
	touch state/open-2022-11-04.res # somebody's
	cp -r state start
	recon-roll -s state --prune 0 2>/dev/null
	ls state/*.res >got
	printf 'state/%s\n' open-2022-11-03.res open-2022-11-04.1.res \
		open-2022-11-04.res | same - got
	cp -r state want.state
	: >want
	want_out=want want_state=want.state
	scene() { rm -rf state && cp -r start state; }
	verifies() { recon-roll -s state --verify 2>/dev/null; }
	die_everywhere scene verifies recon-roll -s state --prune 0
}

@test "what was taken over is pruned, too" {
	mkdir state
	for d in 01 02 03; do stream >state/open-2022-11-$d.res; done
	day 2022-11-04
	is 0 recon-roll -s state --prune 1
	ls state/*.res >got
	printf 'state/%s\n' open-2022-11-03.res open-2022-11-04.1.res | same - got
	is 0 recon-roll -s state --verify
}

@test "--prune killed at any point leaves a state that verifies" {
	for d in 01 02 03 04 05; do
		day 2022-11-$d "k$d left 1.00 - 1.00 CNY 2022-11-$d"
	done
	cp -r state start
	recon-roll -s state --prune 1 2>/dev/null
	cp -r state want.state
	: >want
	want_out=want want_state=want.state
	scene() { rm -rf state && cp -r start state; }
	verifies() { recon-roll -s state --verify 2>/dev/null; }
	die_everywhere scene verifies recon-roll -s state --prune 1
}

# --- copies, and days run again from them

@test "--keep copies what was read and written, and drops it in time" {
	day 2022-11-01 "$EARLY_L"
	stream "$LATE_R" >2022-11-02.in
	is 0 again 2022-11-02 --keep 2
	zcat state/input-2022-11-02.1.1.gz | same 2022-11-02.in -
	zcat state/results-2022-11-02.1.gz | same out -
	grep '^copy' state/day-2022-11-02.1 | cut -f 1,2 >got
	tsv "copy input-2022-11-02.1.1.gz" "copy results-2022-11-02.1.gz" | same - got
	stream >2022-11-03.in
	is 0 recon-roll -s state -d 2022-11-03 --keep 2 - <2022-11-03.in
	mv out results
	is 0 recon-roll -s state --print-results
	prints <results
	is 0 recon-roll -s state --print-results -d 2022-11-03 -o got
	same results got
	is 0 recon-roll -s state --verify
	says "recon-roll: state: all as the manifest says; days: 3, stale: 0, generations: 3, pruned: 0, files: 11"
	is 2 recon-roll -s state --print-results -d 2022-11-01
	says "recon-roll: state: 2022-11-01 has no copies here, which --keep makes"
	cp 2022-11-03.in 2022-11-04.in
	is 0 again 2022-11-04 --keep 2
	is 0 again 2022-11-04 --keep 2
	ls state/*.gz >got
	printf 'state/%s\n' input-2022-11-0{3,4}.1.1.gz results-2022-11-0{3,4}.1.gz | same - got
	# the copies do not depend on when they are made
	for f in input-2022-11-04.1.1 results-2022-11-04.1; do
		od -An -tx1 -j 4 -N 4 state/$f.gz >time
		diff -u - time <<<' 00 00 00 00'
	done
	printf x >>state/results-2022-11-04.1.gz
	is 65 recon-roll -s state --verify
	says "recon-roll: state/results-2022-11-04.1.gz: its SHA-256 is not that of the manifest: it was changed or is damaged"
}

# Days with copies, the first of them replaced: those after it are stale.
stale_days() {
	stream "$EARLY_L" "k left 3.00 - 3.00 CNY 2022-10-30" >2022-11-01.in
	stream "$LATE_R" >2022-11-02.in
	stream "k right - 3.00 -3.00 CNY 2022-11-03" >'2022-11-03.in'
	for d in 01 02 03; do
		again 2022-11-$d --keep 9 >/dev/null 2>&1
	done
	stream "$EARLY_L" >2022-11-01.in
	again 2022-11-01 --keep 9 --force "${REASON[@]}" >/dev/null 2>&1
}

@test "--replay runs what is stale again, from the copies" {
	stale_days
	is 0 recon-roll -s state --replay --plain
	printf '%s\n' "recon-roll: 2022-11-02: replayed: 1 open before, 1 new, 2 closed, 0 open now" \
		"recon-roll: 2022-11-03: replayed: 0 open before, 1 new, 0 closed, 1 open now" |
		same - err
	prints </dev/null
	is 0 recon-roll -s state --verify
	grep -q "stale: 0, generations: 6" err
	is 0 recon-roll -s state --replay
	says ""
	# the same as by hand
	mv state replayed
	stale_days
	for d in 02 03; do
		again 2022-11-$d --keep 9 >2022-11-$d.out
	done
	same_state state replayed
	is 0 recon-roll -s replayed --print-results -d 2022-11-03
	grep -v '^#' out | same 2022-11-03.out -
	# and what was replayed can be replayed again
	stream >2022-11-01.in
	rm -rf state && mv replayed state
	again 2022-11-01 --keep 9 --force "${REASON[@]}" >/dev/null 2>&1
	is 0 recon-roll -s state --replay
	is 0 recon-roll -s state --verify
}

@test "--replay without copies says which day has to be run again" {
	stale_days
	stream "$LATE_R" >2022-11-02.in
	again 2022-11-02 >/dev/null
	stream >in
	recon-roll -s state -d 2022-11-02 --force "${REASON[@]}" in >/dev/null 2>&1
	rm state/input-2022-11-03.1.1.gz
	is 65 recon-roll -s state --replay
	says "recon-roll: state/input-2022-11-03.1.1.gz: is not there, and the manifest names it"
	rm -rf state
	day 2022-11-01
	day 2022-11-02
	stream "$EARLY_L" >2022-11-01.in
	again 2022-11-01 --force "${REASON[@]}" >/dev/null 2>&1
	is 2 recon-roll -s state --replay
	says "recon-roll: state: 2022-11-02 is stale, and there is no copy of its input: run it again (--keep keeps copies)"
}

@test "--replay takes no copy that was changed" {
	stale_days
	cp -r state kept
	gz=state/input-2022-11-02.1.1.gz
	stream "A17 right - 11.80 -11.80 CNY 2022-11-02" | gzip -n >$gz
	is 65 recon-roll -s state --replay
	says "recon-roll: $gz: its SHA-256 is not that of the manifest: it was changed or is damaged"
	is 2 recon-roll -s state --replay --force "${REASON[@]}"
	says "recon-roll: --replay runs days from their own input, in turn: nothing is forced; try 'recon-roll --help'"
	cp kept/${gz#*/} $gz
	diff -r kept state
}

@test "--replay takes the copy of an older generation, if it is of the same input" {
	stale_days
	# by hand, and without a copy
	is 0 again 2022-11-02
	stream "k left 9.00 - 9.00 CNY 2022-10-30" >2022-11-01.in
	is 0 again 2022-11-01 --force "${REASON[@]}"
	is 0 recon-roll -s state --replay
	says "recon-roll: 2022-11-02: replayed: 1 open before, 1 new, 0 closed, 2 open now
recon-roll: 2022-11-03: replayed: 2 open before, 1 new, 0 closed, 3 open now"
	is 0 recon-roll -s state --verify
	# an older one of another input does not
	stream >2022-11-02.in
	is 0 again 2022-11-02 --force "${REASON[@]}"
	stream >2022-11-01.in
	is 0 again 2022-11-01 --force "${REASON[@]}"
	is 2 recon-roll -s state --replay
	says "recon-roll: state: 2022-11-02 is stale, and there is no copy of its input: run it again (--keep keeps copies)"
}

@test "what was forced stays noted when a day is run again from the same input" {
	stale_days
	stream "k left 9.00 - 9.00 CNY 2022-10-30" >2022-11-02.in
	is 0 again 2022-11-02 --keep 9 --force --by wu --why "a new bill"
	is 0 recon-roll -s state --replay
	stream >2022-11-01.in
	is 0 again 2022-11-01 --keep 9 --force "${REASON[@]}"
	is 0 recon-roll -s state --replay
	ls state/day-2022-11-02.3
	grep -E '^(force|by)' state/day-2022-11-02.3 >got
	printf '%s\n' "force${T}2022-11-02 was run before, from other input" \
		"by${T}wu${T}a new bill" | same - got
	run ! grep -E '^(force|by)' state/day-2022-11-03.3
	is 0 recon-roll -s state --status
	grep 2022-11-02 out | grep -q 'forced copies'
	# but not from another one
	is 0 again 2022-11-01 --keep 9
	stream "$EARLY_L" >2022-11-01.in
	is 0 again 2022-11-01 --keep 9 --force "${REASON[@]}"
	stream >2022-11-02.in
	is 0 again 2022-11-02 --force "${REASON[@]}"
	grep -E '^by' state/day-2022-11-02.4 >got
	printf '%s\n' "by${T}lin${T}the bill was wrong" | same - got
}

@test "--replay says why a day that was taken over cannot be replayed" {
	mkdir state
	stream >state/open-2022-11-01.res
	stream >state/open-2022-11-02.res
	stream >in
	recon-roll -s state -d 2022-11-01 in >/dev/null 2>&1
	stream "$EARLY_L" >in
	is 0 recon-roll -s state -d 2022-11-01 --force "${REASON[@]}" in
	is 2 recon-roll -s state --replay
	says "recon-roll: state: 2022-11-02 is stale, and was taken over without its input: run it from its results with --force"
	is 0 recon-roll -s state -d 2022-11-02 --force "${REASON[@]}" in
}

@test "--replay killed at any point can go on" {
	stale_days
	cp -r state start
	recon-roll -s state --replay 2>/dev/null
	cp -r state want.state
	: >want
	want_out=want want_state=want.state
	scene() { rm -rf state && cp -r start state; }
	verifies() { recon-roll -s state --verify 2>/dev/null; }
	die_everywhere scene verifies recon-roll -s state --replay
}

# --- the form of version 0.1.0

@test "a directory of the older form is taken over once, and told" {
	mkdir state
	{
		echo '#recon result 1'
		echo '# open at the end of 2022-11-01, the first day'
		stream "b left 3.00 - 3.00 CNY 2022-10-30 age=2" | tail -n +2
	} >state/open-2022-11-01.res
	stream "$EARLY_L age=1" "b left 3.00 - 3.00 CNY 2022-10-30 age=3" \
		>state/open-2022-11-02.res
	touch state/.open-2022-11-02.res.recon-tmp-abcdef state/notes
	cp -r state was
	stream "$LATE_R" >in
	is 0 recon-roll -s state -d 2022-11-03 --plain in
	says "recon-roll: state: 2 days of the older form, 2022-11-01 to 2022-11-02, taken over"
	[ "$(cut -f 1,2 out | tr '\n\t' ' ,')" = "A17,rolled b,left " ]
	same was/open-2022-11-01.res state/open-2022-11-01.res
	same was/open-2022-11-02.res state/open-2022-11-02.res
	names >got
	printf '%s\n' day-2022-11-01.1 day-2022-11-02.1 day-2022-11-03.1 lock \
		manifest notes open-2022-11-01.res open-2022-11-02.res \
		open-2022-11-03.1.res | same - got
	is 0 recon-roll -s state --print-open -d 2022-11-02
	prints <was/open-2022-11-02.res
	is 0 recon-roll -s state -d 2022-11-03 --plain in
	says ""
	stream >in
	is 2 recon-roll -s state -d 2022-11-02 in
	says "recon-roll: state: 2022-11-02 was taken over, and is now run; it makes stale 2022-11-03; --force replaces it"
}

@test "a step back of the older form that was cut short is completed" {
	mkdir state
	stream "b left 3.00 - 3.00 CNY 2022-10-30" >state/open-2022-10-31.res
	stream >state/open-2022-11-01.res
	stream >state/open-2022-11-02.res
	stream "$EARLY_L" >state/back-open-2022-11-01.res
	is 0 recon-roll -s state -d 2022-11-02 --plain <(stream "$LATE_R")
	says "recon-roll: state: 2 days of the older form, 2022-10-31 to 2022-11-01, taken over"
	[ "$(cut -f 2 out)" = rolled ]
}

@test "that a directory was taken over is told even where the run then fails" {
	mkdir state
	stream "$EARLY_L" >state/open-2022-11-01.res
	stream >in
	is 2 recon-roll -s state -d 2022-11-03 in
	printf '%s\n' "recon-roll: state: 1 day of the older form, 2022-11-01 to 2022-11-01, taken over" \
		"recon-roll: state: 2022-11-03 comes after 2022-11-01, which skips 2022-11-02; run that first, or --force goes on without" |
		same - err
	is 0 recon-roll -s state --verify
	rm state/open-2022-11-01.res
	cp state/manifest kept
	is 2 recon-roll -s state -d 2022-11-01 <(stream "$EARLY_L")
	same kept state/manifest
}

@test "what is mended is told even where the results cannot be written" {
	local lines=("$EARLY_L" "B1 matched 1.00 1.00 0.00 CNY 2022-11-01" \
		"B2 matched 1.00 1.00 0.00 CNY 2022-11-01" \
		"B3 matched 1.00 1.00 0.00 CNY 2022-11-01")
	day 2022-11-01 "${lines[@]}"
	f=state/open-2022-11-01.1.res
	rm $f
	# all but the #total of the results can be written
	most=$(recon-roll -s state -d 2022-11-01 2022-11-01.in 2>/dev/null |
		grep -v '^#total' | wc -c)
	rm $f
	status=0
	prlimit --fsize=$most recon-roll -s state -d 2022-11-01 2022-11-01.in \
		>results 2>err || status=$?
	[ $status -eq 2 ]
	printf '%s\n' "recon-roll: $f: is not there, and the manifest names it; it was written again" \
		"recon-roll: stdout: write: File too large" | same - err
	is 0 recon-roll -s state --verify
}

@test "what is damaged is not taken over" {
	mkdir state
	stream "$EARLY_L" >elsewhere
	ln -s ../elsewhere state/open-2022-11-01.res
	stream >in
	is 65 recon-roll -s state -d 2022-11-02 in
	says "recon-roll: state/open-2022-11-01.res: is no regular file"
	rm state/open-2022-11-01.res
	stream "$EARLY_L" | grep -v '^#total' >state/open-2022-11-01.res
	stream >in
	is 65 recon-roll -s state -d 2022-11-02 in
	says "recon-roll: state/open-2022-11-01.res: ends without its #total: what writes it did not finish"
	stream "k matched 1.00 1.00 0.00 CNY 2022-11-01" >state/open-2022-11-01.res
	is 65 recon-roll -s state -d 2022-11-02 in
	says 'recon-roll: state/open-2022-11-01.res: a matched line of key "k" among the open items'
	{
		echo '#recon result 1'
		echo '# open at the end of 2022-11-02, the first day'
		echo "#total${T}records=0"
	} >state/open-2022-11-01.res
	is 65 recon-roll -s state -d 2022-11-02 in
	says "recon-roll: state/open-2022-11-01.res: holds what was open at the end of 2022-11-02"
	names >got
	printf '%s\n' lock manifest open-2022-11-01.res | same - got
}

# --- one run at a time

# Starts a run of 2022-11-02 that has the lock until descriptor 7 is closed.
hold_lock() {
	mkfifo pipe
	recon-roll -s state -d 2022-11-02 pipe >first.out 2>/dev/null &
	first=$!
	exec 7>pipe
	# it holds the lock once a third process cannot have it
	for _ in $(seq 200); do
		! recon-roll -s state -d 2022-11-01 2022-11-01.in \
			>/dev/null 2>&1 && break
		sleep 0.02
	done
}

@test "a second run in the same directory is told to wait" {
	day 2022-11-01
	hold_lock
	is 75 recon-roll -s state -d 2022-11-02 2022-11-01.in
	says "recon-roll: state: process $first is at work here; try again when it is done"
	prints_nothing
	is 75 recon-roll -s state -d 2022-11-02 --wait 1 2022-11-01.in
	# who only looks does not wait
	is 0 recon-roll -s state --print-open
	stream "$EARLY_L" >&7
	exec 7>&-
	wait "$first"
	grep -q '^A17' first.out
}

@test "--wait waits for the run at work" {
	day 2022-11-01
	hold_lock
	stream >in
	recon-roll -s state -d 2022-11-03 --wait 60 in 7>&- >second.out &
	second=$!
	stream "$EARLY_L" >&7
	exec 7>&-
	wait "$first"
	wait "$second"
	grep -q '^A17' second.out
	is 2 recon-roll -s state -d 2022-11-03 --wait x in
	says 'recon-roll: --wait: "x" is not a number from 0 to 86400'
}

@test "runs at once: each has all of the chain or is told to try again" {
	day 2022-11-01
	stream "$EARLY_L" >2022-11-02.in
	for i in 1 2 3 4 5 6; do
		again 2022-11-02 >out.$i 2>&1 & pids[i]=$!
	done
	for p in "${pids[@]}"; do wait $p || [ $? -eq 75 ]; done
	is 0 again 2022-11-02
	says ""
	ls state | grep -c '^day-2022-11-02' | grep -qx 1
}

# --- what is there besides

@test "files of others in the directory are left alone" {
	mkdir state
	touch state/notes state/open-2022-11-01.1.res.bak state/open-2022-02-30.1.res \
		state/open-2022-11-05.01.res state/.open-2022-11-05.1.res.backup \
		state/day-2022-11-05.1.txt state/input-2022-11-05.1.gz
	day 2022-11-05
	day 2022-11-06
	names | grep -v -e '-0[56]\.1$' -e '-0[56]\.1\.res$' >got
	printf '%s\n' .open-2022-11-05.1.res.backup day-2022-11-05.1.txt \
		input-2022-11-05.1.gz lock manifest notes \
		open-2022-02-30.1.res open-2022-11-01.1.res.bak \
		open-2022-11-05.01.res | same - got
}

@test "what no manifest names the next run removes" {
	day 2022-11-01
	touch state/day-2022-11-01.2 \
		state/input-2022-11-01.1.1.gz state/results-2022-11-01.1.gz \
		state/.manifest.recon-tmp-abcdef \
		state/.day-2022-11-02.1.recon-tmp-abcdef
	echo precious >precious
	ln -s "$PWD/precious" state/open-2022-11-01.2.res
	is 0 again 2022-11-01
	names >got
	printf '%s\n' day-2022-11-01.1 lock manifest open-2022-11-01.1.res | same - got
	grep -q precious precious
}

@test "where an older manifest was put back, nothing is removed" {
	day 2022-11-01 "$EARLY_L"
	cp state/manifest older
	day 2022-11-02 "k left 3.00 - 3.00 CNY 2022-11-02"
	day 2022-11-03
	cp state/manifest newest
	stream >2022-11-01.in
	again 2022-11-01 --force "${REASON[@]}" >/dev/null 2>&1
	cp state/manifest last
	cp older state/manifest
	cp -r state before
	refused() { # FILE MORE COMMAND...
		is 65 "${@:3}"
		says "recon-roll: state/$1: the manifest names neither this nor the files of $2 more generations, and a run that was killed leaves one at most: was an older manifest put back? put back the newest one, or move the files away"
		prints_nothing
		diff -r before state
	}
	refused open-2022-11-03.1.res 2 again 2022-11-02
	refused open-2022-11-03.1.res 2 again 2022-11-02 --force "${REASON[@]}"
	refused open-2022-11-03.1.res 2 recon-roll -s state --prune 0
	for how in --status --verify --print-open --replay; do
		refused open-2022-11-03.1.res 2 recon-roll -s state $how
	done
	# it names all but one generation: that one is what a killed run leaves
	rm -rf state && cp -r before state
	cp newest state/manifest
	is 0 again 2022-11-03
	is 0 recon-roll -s state --verify
	says "recon-roll: state: all as the manifest says; days: 3, stale: 0, generations: 3, pruned: 0, files: 7"
	# as the message says
	rm -rf state && cp -r before state
	cp last state/manifest
	is 0 recon-roll -s state --verify
	rm -rf state && cp -r before state
	rm state/{day,open}-*-0[23].1* state/{day,open}-*.2*
	is 0 recon-roll -s state --verify
}

@test "a first manifest put back over days is told, too" {
	mkdir older
	stream >older/open-2022-10-31.res
	cp -r older state
	echo '#recon result 1' >cut
	is 65 recon-roll -s fresh -d 2022-11-01 cut
	day 2022-11-01 "$EARLY_L"
	day 2022-11-02
	cp fresh/manifest state/manifest
	cp -r state before
	stream >in
	is 65 recon-roll -s state -d 2022-11-03 in
	says "recon-roll: state/open-2022-11-02.1.res: the manifest names neither this nor the files of 1 more generations, and a run that was killed leaves one at most: was an older manifest put back? put back the newest one, or move the files away"
	diff -r before state
}

@test "links, pipes and directories where files belong are no files of a day" {
	day 2022-11-01
	stream >in
	mv state elsewhere
	ln -s elsewhere state
	is 0 recon-roll -s state -d 2022-11-02 in
	rm state
	mv elsewhere state
	for f in manifest day-2022-11-02.1; do
		mv state/$f kept
		ln -s "$PWD/kept" state/$f
		is 2 recon-roll -s state -d 2022-11-03 in
		says "recon-roll: state/$f: is no regular file"
		rm state/$f
		mkfifo state/$f
		is 2 recon-roll -s state -d 2022-11-03 in
		rm state/$f
		mv kept state/$f
	done
	mkdir state/open-2022-11-03.1.res
	is 2 recon-roll -s state -d 2022-11-03 in
	says "recon-roll: state/open-2022-11-03.1.res: is a directory"
}

# --- damage

@test "a manifest that is lost or changed is told" {
	day 2022-11-01 "$EARLY_L"
	stream >in
	mv state/manifest kept
	is 65 recon-roll -s state -d 2022-11-02 in
	says "recon-roll: state: there are files of days, and the manifest that names them is not there"
	[ -e state/open-2022-11-01.1.res ]
	for how in --status --verify --print-open --print-results --replay \
	    "--prune 3"; do
		is 65 recon-roll -s state $how
		says "recon-roll: state: there are files of days, and the manifest that names them is not there"
	done
	: >state/manifest
	is 65 recon-roll -s state -d 2022-11-02 in
	says "recon-roll: state/manifest: ends before its check line"
	sed 's/2022-11-01/2022-11-03/' kept >state/manifest
	is 65 recon-roll -s state -d 2022-11-02 in
	says "recon-roll: state/manifest: its check line and what stands above it do not agree: it was changed or is damaged"
	# sealed anew, by somebody who means it
	head -n -1 kept | sed 's/manifest 1/manifest 2/' | seal state/manifest >/dev/null
	is 65 recon-roll -s state -d 2022-11-02 in
	says 'recon-roll: state/manifest:1: is no manifest that this version knows: "recon-state manifest 2"'
	head -n -1 kept | sed 's/2022-11-01/2022-11-32/' | seal state/manifest >/dev/null
	is 65 recon-roll -s state -d 2022-11-02 in
	head -n -1 kept | sed 2p | seal state/manifest >/dev/null
	is 65 recon-roll -s state -d 2022-11-02 in
	says "recon-roll: state/manifest:3: days out of order"
	cp kept state/manifest
	head -n -1 state/day-2022-11-01.1 | sed 's/12.80/12.81/g' | seal state/day-2022-11-01.1 >/dev/null
	is 65 recon-roll -s state -d 2022-11-02 in
	says "recon-roll: state/day-2022-11-01.1: is not the file that the manifest names"
	rm state/day-2022-11-01.1
	is 65 recon-roll -s state -d 2022-11-02 in
	says "recon-roll: state/day-2022-11-01.1: is not there, and the manifest names it"
}

@test "open items that were changed are never used" {
	day 2022-11-01 "$EARLY_L"
	stream "$LATE_R" >in
	cp -r state kept
	f='open-2022-11-01.1.res'
	grep -v '^#total' kept/$f >state/$f
	is 65 recon-roll -s state -d 2022-11-02 in
	says "recon-roll: state/$f: ends without its #total: what writes it did not finish"
	sed 's/l.user=7/l.user=8/' kept/$f >state/$f
	is 65 recon-roll -s state -d 2022-11-02 in
	is 65 recon-roll -s state --print-open
	says "recon-roll: state/$f: its SHA-256 is not that of the manifest: it was changed or is damaged"
	rm state/$f
	is 2 recon-roll -s state -d 2022-11-02 in
	says "recon-roll: state/$f: No such file or directory"
	cp kept/$f state/
	diff -r kept state
}

@test "open items that were lost or changed come back when their day is run again" {
	day 2022-11-01 "$EARLY_L"
	day 2022-11-02 "$LATE_R"
	cp -r state kept
	f='open-2022-11-01.1.res'
	rm state/$f
	is 0 again 2022-11-01 -v
	printf '%s\n' "recon-roll: state/$f: is not there, and the manifest names it; it was written again" \
		"recon-roll: 2022-11-01: 0 open before, 1 new, 0 closed, 1 open now" |
		same - err
	diff -r kept state
	sed -i s/user=7/user=8/ state/$f
	is 0 again 2022-11-01
	says "recon-roll: state/$f: its SHA-256 is not that of the manifest: it was changed or is damaged; it was written again"
	diff -r kept state
	mv state/$f link
	ln -s ../link state/$f
	is 0 again 2022-11-01
	says "recon-roll: state/$f: is no regular file; it was written again"
	same kept/$f link
	diff -r kept state
	[ ! -L state/$f ]
	rm state/$f
	is 2 again 2022-11-02
	is 0 again 2022-11-01
	is 0 again 2022-11-02
	is 0 recon-roll -s state --verify
	# not what was pruned
	day 2022-11-03
	recon-roll -s state --prune 0 2>/dev/null
	cp -r state pruned
	is 0 again 2022-11-01
	says ""
	diff -r pruned state
}

@test "whichever bit of the state's files is flipped, it is refused or changes nothing" {
	day 2022-11-01 "$EARLY_L"
	stream "$LATE_R" >in
	cp -r state kept
	recon-roll -s state -d 2022-11-02 --plain in >want
	rm -r state
	cat >flip.py <<-'END'
	import os, shutil, subprocess, sys
	flipped = 0
	for name in sorted(os.listdir("kept")):
	    size = os.path.getsize("kept/" + name)
	    for bit in range(0, size * 8, int(sys.argv[1])):
	        shutil.rmtree("state", ignore_errors=True)
	        shutil.copytree("kept", "state")
	        data = bytearray(open("kept/" + name, "rb").read())
	        data[bit // 8] ^= 1 << bit % 8
	        open("state/" + name, "wb").write(data)
	        run = subprocess.run(["recon-roll", "-s", "state", "-d",
	            "2022-11-02", "--plain", "in"], capture_output=True)
	        assert run.returncode == 65, (name, bit, run)
	        assert not [f for f in os.listdir("state") if "11-02" in f], (name, bit)
	        flipped += 1
	print(flipped, "flipped bits refused")
	assert flipped > 100
	END
	# FLIP_EVERY=1 is every bit
	python3 flip.py "${FLIP_EVERY:-11}"
}

# --- dying

# Runs a command with every possible death in turn, until it lives: $1 sets
# the scene, $2 judges what a dead run left.
die_everywhere() {
	local scene=$1 judge=$2 n=0 status
	shift 2
	if sanitized && ! ldd "$BUILD/bin/recon-roll" | grep -q libasan; then
		skip "a sanitizer that is linked statically hears nothing preloaded"
	fi
	cc -shared -fPIC -o kill_at.so "$BATS_TEST_DIRNAME/kill_at.c"
	while :; do
		n=$((n + 1))
		"$scene"
		status=0
		{ KILL_AT=$n LD_PRELOAD=$PWD/kill_at.so \
			ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 \
			"$@" >died 2>/dev/null; } 2>/dev/null || status=$?
		[ "$status" -ne 0 ] || break
		[ "$status" -eq 137 ]
		"$judge"
		# no result is announced whole whose day was not kept
		if grep -q '^#total' died; then same "$want_out" died; fi
		is 0 "$@"
		same "$want_out" out
		same_state "$want_state" state
	done
	echo "died $((n - 1)) times"
	[ "$n" -gt 10 ]
}

# What the manifest says holds: all of it can be printed.
chain_is_whole() {
	local d
	[ -e state/manifest ] || return 0
	for d in $(grep '^day' state/manifest | cut -f 2 | uniq); do
		recon-roll -s state --print-open -d $d 2>/dev/null |
			recon-notify --require-total >/dev/null
	done
}

@test "a run killed at any point can be run again with the same bytes" {
	day 2022-11-01 "$EARLY_L"
	rm -f state/lock
	cp -r state start
	stream "$LATE_R" "b left 3.00 - 3.00 CNY -" >in
	recon-roll -s state -d 2022-11-02 in >want
	cp -r state want.state
	want_out=want want_state=want.state
	scene() { rm -rf state && cp -r start state; }
	die_everywhere scene chain_is_whole recon-roll -s state -d 2022-11-02 in
}

@test "a first run killed at any point can be run again" {
	stream "$EARLY_L" >in
	recon-roll -s state -d 2022-11-01 in >want
	cp -r state want.state
	want_out=want want_state=want.state
	scene() { rm -rf state; }
	die_everywhere scene chain_is_whole recon-roll -s state -d 2022-11-01 in
}

@test "a day that is replaced and killed at any point is as it was, or complete" {
	day 2022-11-01 "$EARLY_L"
	day 2022-11-02
	day 2022-11-03
	cp -r state start
	stream "$LATE_R" >in
	recon-roll -s state -d 2022-11-02 --force "${REASON[@]}" in >want
	cp -r state want.state
	want_out=want want_state=want.state
	scene() { rm -rf state && cp -r start state; }
	decided() {
		chain_is_whole
		rm -rf found && cp -r state found
		# the next run removes what was left
		is 2 recon-roll -s found -d 2022-10-01 in
		same_state start found >/dev/null || same_state want.state found
	}
	die_everywhere scene decided recon-roll -s state -d 2022-11-02 --force "${REASON[@]}" in
}

@test "a directory being taken over and killed at any point can be taken over again" {
	mkdir start
	stream "$EARLY_L" >start/open-2022-11-01.res
	stream "$EARLY_L" >start/open-2022-11-02.res
	cp -r start state
	stream "$LATE_R" >in
	recon-roll -s state -d 2022-11-03 in >want 2>/dev/null
	cp -r state want.state
	want_out=want want_state=want.state
	scene() { rm -rf state && cp -r start state; }
	die_everywhere scene chain_is_whole recon-roll -s state -d 2022-11-03 in
}

@test "an fsync that fails, whichever, is status 2 and keeps the old state" {
	if sanitized && ! ldd "$BUILD/bin/recon-roll" | grep -q libasan; then
		skip "a sanitizer that is linked statically hears nothing preloaded"
	fi
	cat >no_sync.c <<-'END'
	#include <errno.h>
	#include <stdlib.h>
	int fsync(int fd) {
		static int n;
		(void)fd;
		if (++n != atoi(getenv("FAIL_AT")))
			return 0;
		errno = EIO;
		return -1;
	}
	END
	cc -shared -fPIC -o no_sync.so no_sync.c
	day 2022-11-01 "$EARLY_L"
	stream "$LATE_R" "b left 3.00 - 3.00 CNY -" >in
	cp -r state kept
	recon-roll -s state -d 2022-11-02 --keep 3 in >want
	cp -r state whole
	n=0
	while :; do
		n=$((n + 1))
		rm -rf state && cp -r kept state
		local status=0
		FAIL_AT=$n LD_PRELOAD=$PWD/no_sync.so \
			ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 \
			recon-roll -s state -d 2022-11-02 --keep 3 in >out 2>err || status=$?
		[ $status -ne 0 ] || break
		[ $status -eq 2 ]
		grep -q 'fsync' err
		run ! grep -q '^#total' out
		is 2 recon-roll -s state -d 2022-10-01 in
		# only the very last one, of the directory, may have been too late
		same_state kept state || same_state whole state
		recon-roll -s state --verify 2>/dev/null
	done
	[ $n -ge 10 ]
	same_state whole state
}

# --- trouble

@test "trouble with the directory is told" {
	stream >in
	is 2 recon-roll -s no/state -d 2022-11-01 in
	says "recon-roll: no/state: No such file or directory"
	is 2 recon-roll -s in -d 2022-11-01 in
	says "recon-roll: in/lock: Not a directory"
}

@test "a full disk is status 2 and keeps the old state" {
	day 2022-11-01 "$EARLY_L"
	stream "$LATE_R" "b left 3.00 - 3.00 CNY -" >in
	cp -r state kept
	# files may not grow beyond so many bytes, as on a disk that is full
	for limit in 0 100 200 400 600; do
		rm -rf state && cp -r kept state
		local status=0
		prlimit --fsize=$limit recon-roll -s state -d 2022-11-02 in 2>err |
			cat >out || status=$?
		grep -q 'write: File too large' err || { same_state kept state; continue; }
		run ! grep -q '^#total' out
		is 2 recon-roll -s state -d 2022-10-01 in
		same_state kept state
	done
	local status=0
	recon-roll -s state -d 2022-11-02 in >/dev/full 2>err || status=$?
	[ "$status" -eq 2 ]
	says "recon-roll: stdout: write: No space left on device"
	is 2 recon-roll -s state -d 2022-10-01 in
	same_state kept state
}

# --- usage

@test "each misuse has its message" {
	stream >in
	t() {
		is 2 recon-roll "${@:2}" </dev/null
		says "$1"
	}
	t "recon-roll: --force, --keep and --wait are for the days of --state; try 'recon-roll --help'" \
		--force --open-out new -d 2022-11-01 in
	t "recon-roll: --force, --keep and --wait are for the days of --state; try 'recon-roll --help'" \
		--keep 3 --open-out new -d 2022-11-01 in
	t "recon-roll: --force and --import are kept in the state with who and why: give --by and --why; try 'recon-roll --help'" \
		--force -s state -d 2022-11-01 in
	t "recon-roll: --force and --import are kept in the state with who and why: give --by and --why; try 'recon-roll --help'" \
		--force --by lin --why "" -s state -d 2022-11-01 in
	t "recon-roll: --by and --why are for --force and --import; try 'recon-roll --help'" \
		--by lin -s state -d 2022-11-01 in
	all="--import, --replay, --print-open, --print-results, --print-facts, --status, --verify and --prune"
	t "recon-roll: $all are for the days of --state; try 'recon-roll --help'" \
		--import in --by lin --why x --open-out new -d 2022-11-01
	t "recon-roll: $all do not go together; try 'recon-roll --help'" \
		--import in --by lin --why x --print-open -s state
	t "recon-roll: $all do not go together; try 'recon-roll --help'" \
		--status --verify -s state
	t "recon-roll: no FILE is read here; try 'recon-roll --help'" \
		--import in --by lin --why x -s state -d 2022-11-01 in
	t "recon-roll: no FILE is read here; try 'recon-roll --help'" \
		--status -s state in
	for how in --status --verify --print-open --print-results "--prune 3"; do
		t "recon-roll: --force and --keep are for a day that is run; try 'recon-roll --help'" \
			$how -s state --keep 3
		t "recon-roll: --force and --keep are for a day that is run; try 'recon-roll --help'" \
			$how -s state --force "${REASON[@]}"
		t "recon-roll: --no-total is for what is read, and no results are read here; try 'recon-roll --help'" \
			$how -s state --no-total
	done
	t "recon-roll: --force and --keep are for a day that is run; try 'recon-roll --help'" \
		--replay -s state --keep 3
	for how in --status --verify --print-open --print-results; do
		t "recon-roll: --wait is for what changes the state, and this only reads it; try 'recon-roll --help'" \
			$how -s state --wait 3
	done
	t "recon-roll: nothing goes to --output here; try 'recon-roll --help'" \
		--verify -s state -o out.res
	t "recon-roll: --date is for one day, and this is for all; try 'recon-roll --help'" \
		--status -s state -d 2022-11-01
	t "recon-roll: which day is it? give --date; try 'recon-roll --help'" \
		--import in --by lin --why x -s state
	t 'recon-roll: --prune: "x" is not a number from 0 to 36500' \
		--prune x -s state
	t 'recon-roll: --keep: "0" is not a number from 1 to 36500' \
		--keep 0 -s state -d 2022-11-01 in
	[ ! -e state ]
	# what is said of streams, where there are none
	local task o
	for task in --status --verify "--prune 3" --print-open --print-facts; do
		for o in --allow-empty --comments --require-total \
			"--stream-version 1"; do
			is 2 recon-roll -s state $task $o
			says "recon-roll: ${o% 1} is for results that are read or written, and none are here"
		done
	done
	printf '[recon-roll]\nrequire-total = yes\ncomments = yes\n' >streams.ini
	is 0 recon-roll -s other -d 2022-11-01 -o other.out in
	is 0 recon-roll -p ./streams.ini -s other --status
}

@test "what a profile says of days that are run is passed over where none is" {
	printf '%s\n' '[recon-roll]' 'state = state' 'keep = 9' 'wait = 3' \
	    'tolerance = 0.05' 'tolerance-total = 1' 'no-total = yes' >roll.ini
	printf 'A\tleft\t1.00\t-\t1.00\tCNY\t2022-11-01\n' >one.res
	recon-roll -p ./roll.ini -d 2022-11-01 -o 1 one.res 2>/dev/null
	for task in --status --verify --print-open --print-results "--prune 9" \
	    --replay "--overdue 0"; do
		is 0 recon-roll -p ./roll.ini $task
	done
	is 2 recon-roll -p ./roll.ini --status --keep 9
	says 'recon-roll: --force and --keep are for a day that is run; try '"'recon-roll --help'"
	is 2 recon-roll -p ./roll.ini --status --tolerance 1
	says 'recon-roll: --tolerance is for a day that is run; try '"'recon-roll --help'"
	is 2 recon-roll -p ./roll.ini --overdue 1 --keep 9
	says 'recon-roll: --keep does not go with --overdue'
}
