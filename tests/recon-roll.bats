#!/usr/bin/env bats
# recon-roll: what is open, from day to day.

load helper
load days

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# --- what closes

@test "a late right closes the left of an earlier day" {
	day 2022-11-01 "$EARLY_L"
	day 2022-11-02 "$LATE_R"
	tsv "A17 rolled 12.80 12.80 0.00 CNY 2022-11-01 l.user=7 r.fee=0.08 l.date=2022-11-01 r.date=2022-11-02 closed=2022-11-02" |
		same - <(unnamed 2022-11-02.out)
	grep -c -v '^#' state/open-2022-11-02.1.res | grep -qx 0
}

@test "an early right waits for its left" {
	day 2022-11-01 "A17 right - 12.80 -12.80 CNY 2022-11-01"
	day 2022-11-02
	tsv "A17 right - 12.80 -12.80 CNY 2022-11-01 age=1" |
		same - <(unnamed 2022-11-02.out)
	day 2022-11-03 "A17 left 12.80 - 12.80 CNY 2022-11-03"
	tsv "A17 rolled 12.80 12.80 0.00 CNY 2022-11-01 l.date=2022-11-03 r.date=2022-11-01 closed=2022-11-03" |
		same - <(unnamed 2022-11-03.out)
}

@test "the oldest of equal items closes first" {
	day 2022-11-01 "k left 5.00 - 5.00 CNY 2022-10-31 l.n=older" \
		"k left 5.00 - 5.00 CNY 2022-11-01 l.n=old"
	day 2022-11-02 "k right - 5.00 -5.00 CNY 2022-11-02"
	tsv "k left 5.00 - 5.00 CNY 2022-11-01 l.n=old age=1" \
		"k rolled 5.00 5.00 0.00 CNY 2022-10-31 l.n=older l.date=2022-10-31 r.date=2022-11-02 closed=2022-11-02" |
		same - <(unnamed 2022-11-02.out)
}

@test "a group whose sides add up to the same closes in one line" {
	day 2022-11-01 "k left 4.00 - 4.00 CNY 2022-11-01 l.user=7 l.part=1" \
		"k left 6.00 - 6.00 CNY 2022-11-01 l.user=7 l.part=2"
	day 2022-11-02 "k right - 10.00 -10.00 CNY 2022-11-02 r.fee=1"
	tsv "k rolled 10.00 10.00 0.00 CNY 2022-11-01 l.user=7 r.fee=1 l.date=2022-11-01 r.date=2022-11-02 closed=2022-11-02" |
		same - <(unnamed 2022-11-02.out)
}

@test "a correction closes a wrong amount of an earlier day" {
	day 2022-11-01 "k amount 21.00 10.00 11.00 CNY 2022-11-01 ln=2 rn=1"
	day 2022-11-02 "k right - 11.00 -11.00 CNY 2022-11-02 ln=0 rn=1"
	tsv "k rolled 21.00 21.00 0.00 CNY 2022-11-01 ln=2 rn=2 closed=2022-11-02" |
		same - <(unnamed 2022-11-02.out)
}

@test "a sale and its reversal on one side close each other" {
	day 2022-11-01 "k left 8.00 - 8.00 CNY 2022-11-01"
	day 2022-11-02 "k left -8.00 - -8.00 CNY 2022-11-02"
	tsv "k rolled 0.00 0.00 0.00 CNY 2022-11-01 closed=2022-11-02" |
		same - <(unnamed 2022-11-02.out)
}

@test "items of today alone stay open although they agree" {
	day 2022-11-01 "k left 8.00 - 8.00 CNY 2022-11-01" \
		"k right - 8.00 -8.00 CNY 2022-11-01"
	tsv "k left 8.00 - 8.00 CNY 2022-11-01 age=0" \
		"k right - 8.00 -8.00 CNY 2022-11-01 age=0" |
		same - <(unnamed 2022-11-01.out)
}

@test "currencies never close each other" {
	day 2022-11-01 "k left 8.00 - 8.00 CNY 2022-11-01"
	day 2022-11-02 "k right - 8.00 -8.00 USD 2022-11-02"
	tsv "k left 8.00 - 8.00 CNY 2022-11-01 age=1" \
		"k right - 8.00 -8.00 USD 2022-11-02 age=0" |
		same - <(unnamed 2022-11-02.out)
}

@test "order numbers that differ in the last digit never meet" {
	day 2022-11-01 "420000119320220901123456 left 8.00 - 8.00 CNY 2022-11-01"
	day 2022-11-02 "420000119320220901123457 right - 8.00 -8.00 CNY 2022-11-02"
	cut -f2 2022-11-02.out | tr '\n' ' ' | grep -qx 'left right '
}

@test "a key and a longer key that begins with it never meet" {
	day 2022-11-01 "ab left 8.00 - 8.00 CNY 2022-11-01" \
		"abc left 8.00 - 8.00 CNY 2022-11-01"
	day 2022-11-02 "abc right - 8.00 -8.00 CNY 2022-11-02"
	cut -f1,2 2022-11-02.out >got
	tsv "ab left" "abc rolled" | same - got
}

@test "amounts are equal as numbers, whatever their decimals" {
	day 2022-11-01 "k left 8 - 8 CNY 2022-11-01"
	day 2022-11-02 "k right - 8.000 -8.000 CNY 2022-11-02"
	cut -f1-5 2022-11-02.out >got
	tsv "k rolled 8 8.000 0.000" | same - got
}

# --- what stays open

@test "age counts the days from DATE, not from the first run" {
	day 2022-11-03 "k left 8.00 - 8.00 CNY 2022-10-31"
	day 2022-11-04
	tsv "k left 8.00 - 8.00 CNY 2022-10-31 age=4" | same - <(unnamed 2022-11-04.out)
}

@test "age is replaced although another tool put a field behind it" {
	mkdir state
	stream "k left 8.00 - 8.00 CNY 2022-11-01 age=0 note=x" \
		>state/open-2022-11-01.res
	day 2022-11-02
	tsv "k left 8.00 - 8.00 CNY 2022-11-01 note=x age=1" |
		same - <(unnamed 2022-11-02.out)
}

@test "a DATE after today gives age 0" {
	day 2022-11-03 "k left 8.00 - 8.00 CNY 2022-11-04"
	tsv "k left 8.00 - 8.00 CNY 2022-11-04 age=0" | same - <(unnamed 2022-11-03.out)
}

@test "an item without DATE gets the day it was first seen" {
	day 2022-11-03 "k left 8.00 - 8.00 CNY - l.user=7"
	day 2022-11-04
	tsv "k left 8.00 - 8.00 CNY 2022-11-03 l.user=7 age=1" |
		same - <(unnamed 2022-11-04.out)
}

@test "age goes from one to two digits, over the end of a leap February" {
	day 2024-02-28 "k left 8.00 - 8.00 CNY 2024-02-20"
	day 2024-02-29
	day 2024-03-01
	tail -n 1 2024-02-29.out | grep -q 'age=9$'
	tail -n 1 2024-03-01.out | grep -q 'age=10$'
}

@test "matched and rolled lines pass as they are" {
	day 2022-11-01 "k left 8.00 - 8.00 CNY 2022-11-01"
	day 2022-11-02 "k matched 8.00 8.01 -0.01 CNY 2022-11-02 l.user=1" \
		"k rolled 1.00 1.00 0.00 CNY 2022-10-02 closed=2022-11-02"
	tsv "k left 8.00 - 8.00 CNY 2022-11-01 age=1" \
		"k matched 8.00 8.01 -0.01 CNY 2022-11-02 l.user=1" \
		"k rolled 1.00 1.00 0.00 CNY 2022-10-02 closed=2022-11-02" |
		same - <(unnamed 2022-11-02.out)
}

@test "duplicate and ambiguous items close as left and right ones do" {
	day 2022-11-01 "k ambiguous - 7.00 -7.00 CNY 2022-11-01" \
		"k duplicate 8.00 - 8.00 CNY 2022-11-01"
	day 2022-11-02 "k left 7.00 - 7.00 CNY 2022-11-02" \
		"k right - 8.00 -8.00 CNY 2022-11-02"
	tsv "k rolled 7.00 7.00 0.00 CNY 2022-11-01 l.date=2022-11-02 r.date=2022-11-01 closed=2022-11-02" \
		"k rolled 8.00 8.00 0.00 CNY 2022-11-01 l.date=2022-11-01 r.date=2022-11-02 closed=2022-11-02" |
		same - <(unnamed 2022-11-02.out)
}

@test "an item whose fields differ stays open whatever comes" {
	day 2022-11-01 "a field 8.00 8.00 0.00 CNY 2022-11-01 fields=status" \
		"b field 8.00 8.00 0.00 CNY 2022-11-01 fields=status" \
		"b left 5.00 - 5.00 CNY 2022-11-01"
	day 2022-11-02 "b left 8.00 - 8.00 CNY 2022-11-02" \
		"b right - 5.00 -5.00 CNY 2022-11-02"
	tsv "a field 8.00 8.00 0.00 CNY 2022-11-01 fields=status age=1" \
		"b field 8.00 8.00 0.00 CNY 2022-11-01 fields=status age=1" \
		"b left 8.00 - 8.00 CNY 2022-11-02 age=0" \
		"b rolled 5.00 5.00 0.00 CNY 2022-11-01 l.date=2022-11-01 r.date=2022-11-02 closed=2022-11-02" |
		same - <(unnamed 2022-11-02.out)
}

@test "an adjusted line passes as it is" {
	day 2022-11-01 "k adjusted 8.00 - 8.00 CNY 2022-10-01 by=lin"
	tsv "k adjusted 8.00 - 8.00 CNY 2022-10-01 by=lin" |
		same - <(unnamed 2022-11-01.out)
}

@test "lines of one key come out in byte order" {
	day 2022-11-01 "k left 10.00 - 10.00 CNY - l.z=1" \
		"k left 10.00 - 10.00 CNY 2022-11-01 l.a=1" \
		"k left 9.00 - 9.00 CNY 2022-11-01" "k0 left 1.00 - 1.00 USD -"
	LC_ALL=C sort -c 2022-11-01.out
	[ "$(wc -l <2022-11-01.out)" -eq 4 ]
}

# --- against the reference

@test "random weeks roll as the slow reference says, and balance" {
	python3 "$BATS_TEST_DIRNAME/roll_reference.py" "$BUILD/bin" "$PWD" 1 100
}

# --- damage

@test "unsorted results stop the run, name both lines and keep nothing" {
	stream "k2 left 1.00 - 1.00 CNY -" "k1 left 1.00 - 1.00 CNY -" >in
	is 65 recon-roll -s state -d 2022-11-01 in
	says 'recon-roll: in:3: not in order: "k1\x09left\x091.00\x09-\x091.00\x09CNY\x09-" comes after "k2\x09left\x091.00\x09-\x091.00\x09CNY\x09-"; sort it with recon-sort or LC_ALL=C sort'
	run ! grep -q '^#total' out
	ls -A state >got
	printf '%s\n' lock manifest | same - got
}

@test "results without #total are refused unless --no-total" {
	tsv "$EARLY_L" >in
	is 65 recon-roll -s state -d 2022-11-01 in
	says "recon-roll: in: has no #total, and one is required (--no-total takes it)"
	is 0 recon-roll -s state -d 2022-11-01 --no-total in
	stream "$EARLY_L $NAMED age=0" | prints
}

@test "results that were cut short keep nothing and end without #total" {
	day 2022-11-01 "$EARLY_L"
	stream "$LATE_R" | grep -v '^#total' >in
	is 65 recon-roll -s state -d 2022-11-02 in
	says "recon-roll: in: ends without its #total: what writes it did not finish"
	run ! grep -q '^#total' out
	is 65 recon-roll -s state -d 2022-11-02 -o result in
	[ ! -e result ]
	ls -A state >got
	printf '%s\n' day-2022-11-01.1 lock manifest open-2022-11-01.1.res | same - got
}

@test "a stage before it that is killed keeps nothing" {
	mkfifo pipe
	{ echo '#recon result 1'; tsv "$EARLY_L"; exec sleep 60; } >pipe &
	local writer=$!
	recon-roll -s state -d 2022-11-01 pipe >out 2>err &
	local roll=$!
	for _ in $(seq 200); do
		ls -l /proc/$roll/fd | grep -q "$PWD/pipe" && break
		sleep 0.02
	done
	kill -9 "$writer"
	local status=0
	wait "$roll" || status=$?
	[ "$status" -eq 65 ]
	run ! grep -q '^#total' out
	ls -A state >got
	printf '%s\n' lock manifest | same - got
}

# --- the filter

@test "as a filter it is a function of two files" {
	stream "$EARLY_L" >old
	stream "$LATE_R" "b left 3.00 - 3.00 CNY -" >in
	local b="id=1c689106803421c57b4d first=2022-11-02"
	is 0 recon-roll --open old --open-out new -d 2022-11-02 in
	says ""
	stream "A17 rolled 12.80 12.80 0.00 CNY 2022-11-01 l.user=7 r.fee=0.08 l.date=2022-11-01 r.date=2022-11-02 closes=d412eac9b8b1f4bde567 closed=2022-11-02" \
		"b left 3.00 - 3.00 CNY 2022-11-02 $b age=0" | prints
	stream "b left 3.00 - 3.00 CNY 2022-11-02 $b age=0" | same - new
}

@test "the filter's first day has no open items, or /dev/null, or none yet" {
	stream "$EARLY_L" >in
	stream >none
	for open in "" "--open /dev/null" "--open none"; do
		rm -f new
		is 0 recon-roll $open --open-out new -d 2022-11-01 in
		says ""
		stream "$EARLY_L $NAMED age=0" | same - new
	done
}

@test "the filter refuses open items that are not there or not whole" {
	stream "$EARLY_L" >in
	is 2 recon-roll --open old --open-out new -d 2022-11-01 in
	says "recon-roll: old: No such file or directory"
	: >old
	is 65 recon-roll --open old --open-out new -d 2022-11-01 in
	says "recon-roll: old: is empty, not even a #recon line: did what writes it run? (--allow-empty takes it)"
	tsv "$EARLY_L" >old
	is 65 recon-roll --open old --open-out new -d 2022-11-01 in
	says "recon-roll: old: has no #total, and one is required (--no-total takes it)"
	[ ! -e new ]
	is 0 recon-roll --open old --open-out new -d 2022-11-01 --no-total in
}

@test "--plain writes no control lines but to the open items" {
	stream "$EARLY_L" >in
	is 0 recon-roll --open-out new -d 2022-11-01 --plain in
	tsv "$EARLY_L $NAMED age=0" | prints
	stream "$EARLY_L $NAMED age=0" | same - new
}

# --- usage

@test "each misuse has its message" {
	stream >in
	t() {
		is 2 recon-roll "${@:2}" </dev/null
		says "$1"
	}
	t "recon-roll: where do open items go? give --state or --open-out; try 'recon-roll --help'" \
		-d 2022-11-01 in
	t "recon-roll: --state keeps the open items; --open and --open-out do not go with it; try 'recon-roll --help'" \
		-s state --open-out new -d 2022-11-01 in
	t "recon-roll: which day is it? give --date; try 'recon-roll --help'" \
		-s state in
	t 'recon-roll: -d: "2022-02-29" is not a day YYYY-MM-DD' \
		-s state -d 2022-02-29 in
	t 'recon-roll: --date: "today" is not a day YYYY-MM-DD' \
		-s state --date today in
	t "recon-roll: more than one FILE; recon-sort -m merges them; try 'recon-roll --help'" \
		-s state -d 2022-11-01 in in
	t "recon-roll: --open-out needs a file, standard output has the results; try 'recon-roll --help'" \
		--open-out - -d 2022-11-01 in
	t "recon-roll: --open and FILE cannot both be standard input; try 'recon-roll --help'" \
		--open - --open-out new -d 2022-11-01
	t "recon-roll: --open-out and --open are the same file; try 'recon-roll --help'" \
		--open in --open-out ./in -d 2022-11-01 in
	[ ! -e state ]
}

@test "a reader that went away is no success, and keeps nothing" {
	# more than any pipe holds
	seq -w 100000 | sed "s/.*/k& left 12.80 - 12.80 CNY 2022-11-01/" |
	    tr ' ' '\t' >lines
	{ recon-roll -s state -d 2022-11-01 --no-total lines 2>err ||
		echo $? >status; } | head -n 1 >/dev/null
	echo 2 | same - status
	[ -z "$(ls state | grep 2022)" ]
	[ ! -s err ]
}

@test "closed standard input, a directory and an empty file are told" {
	is 2 recon-roll -s state -d 2022-11-01 <&-
	says "recon-roll: stdin: read: Bad file descriptor"
	is 2 recon-roll -s state -d 2022-11-01 .
	says "recon-roll: .: is a directory"
	: >empty
	is 65 recon-roll -s state -d 2022-11-01 empty
	says "recon-roll: empty: is empty, not even a #recon line: did what writes it run? (--allow-empty takes it)"
	is 0 recon-roll -s state -d 2022-11-01 --allow-empty empty
	stream | prints
}

@test "CR LF and NUL are bad data with their place" {
	stream "$EARLY_L" | sed 's/$/\r/' >in
	is 65 recon-roll -s state -d 2022-11-01 --no-total in
	says 'recon-roll: in:1: "#recon result 2\x0d" announces a stream this program does not know'
	tsv "k left 1.00 - 1.00 CNY -" | sed 's/$/\r/' >in
	is 65 recon-roll -s state -d 2022-11-01 --no-total in
	says 'recon-roll: in:1: the line ends in CR LF, not in LF'
	printf 'k\0\tleft\t1.00\t-\t1.00\tCNY\t-\n' >in
	is 65 recon-roll -s state -d 2022-11-01 --no-total in
	says 'recon-roll: in:1: "k\x00" cannot be a key'
}

@test "a line of 100 MB goes through and can be rolled" {
	{
		printf 'k\tleft\t1.00\t-\t1.00\tCNY\t2022-11-01\tl.x='
		head -c 100000000 /dev/zero | tr '\0' x
		echo
	} >in
	is 0 recon-roll -s state -d 2022-11-01 --no-total --plain in
	{ head -c -1 in; printf '\tid=bc17f393ac9da965c93d\tfirst=2022-11-01\tage=0\n'; } |
		cmp - out
	stream "k right - 1.00 -1.00 CNY 2022-11-02" >in2
	is 0 recon-roll -s state -d 2022-11-02 --plain in2
	[ "$(cut -f 2 out)" = rolled ]
	[ "$(wc -c <out)" -gt 100000000 ]
}

@test "memory does not grow with the open items" {
	! sanitized || skip "a sanitizer takes memory of its own"
	python3 - >old <<-'END'
	for n in range(400000):
	    print("k%06d\tleft\t1.00\t-\t1.00\tCNY\t-\tl.x=%050d" % (n, n))
	END
	stream >in
	# the items have 36 MB
	(ulimit -v 24000 && is 0 recon-roll --no-total --open old \
		--open-out new -d 2022-11-01 in)
}

@test "many items of one key close in the time it takes to sort them" {
	python3 - <<-'END'
	n = 100000
	with open("old", "w") as f:
	    for i in range(n):
	        f.write("k\tleft\t1.00\t-\t1.00\tCNY\t2022-10-%02d\tl.i=%06d\n"
	                % (1 + i * 30 // n, i))
	with open("in", "w") as f:
	    for i in range(n):
	        f.write("k\tright\t-\t1.00\t-1.00\tCNY\t2022-11-01\tr.i=%06d\n"
	                % i)
	with open("want.txt", "w") as f:
	    for i in range(n):
	        f.write("k\trolled\t1.00\t1.00\t0.00\tCNY\t2022-10-%02d\tl.i=%06d"
	                "\tr.i=%06d\tl.date=2022-10-%02d\tr.date=2022-11-01"
	                "\tclosed=2022-11-01\n"
	                % (1 + i * 30 // n, i, i, 1 + i * 30 // n))
	END
	is 0 timeout 60 recon-roll --no-total --plain --open old \
		--open-out new -d 2022-11-01 in
	same want.txt <(unnamed out)
}

@test "it says how many came and went" {
	day 2022-11-01 "$EARLY_L" "b left 3.00 - 3.00 CNY -"
	stream "$LATE_R" >in
	is 0 recon-roll -s state -d 2022-11-02 -v in
	says "recon-roll: 2022-11-02: 2 open before, 1 new, 2 closed, 1 open now"
}

@test "a profile gives the options" {
	printf '[recon-roll]\nstate = state\nplain = yes\n' >shop.ini
	stream "$EARLY_L" >in
	is 0 recon-roll -p ./shop.ini -d 2022-11-01 in
	tsv "$EARLY_L $NAMED age=0" | prints
}

@test "neither environment nor locale change anything" {
	day 2022-11-01 "$EARLY_L"
	stream "$LATE_R" >in
	recon-roll -s state -d 2022-11-02 in >plainly
	is 0 env -i "$BUILD/bin/recon-roll" -s state -d 2022-11-02 in
	prints <plainly
	is 0 env LC_ALL=de_DE.UTF-8 TZ=Asia/Shanghai recon-roll -s state \
		-d 2022-11-02 in
	prints <plainly
}
