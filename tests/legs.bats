#!/usr/bin/env bats
# recon-roll: legs, their ids, what the tolerance lets close.

load helper
load days

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# id_of KEY CURRENCY SIDE AMOUNT DATE FIRST N
id_of() {
	local IFS=$'\t'
	printf '%s' "$*" | sha256sum | cut -c 1-20
}

PAIR="k amount 100.00 150.00 -50.00 CNY 2022-11-01 l.user=7 r.fee=1 note=x"

@test "an open line of one leg has its id and the day it was first seen" {
	day 2022-11-01 "k left 5.00 - 5.00 CNY 2022-10-30 l.user=7"
	local id
	id=$(id_of k CNY L 5.00 2022-10-30 2022-11-01 1)
	tsv "k left 5.00 - 5.00 CNY 2022-10-30 l.user=7 id=$id first=2022-11-01 age=2" |
		same - 2022-11-01.out
	day 2022-11-02
	tsv "k left 5.00 - 5.00 CNY 2022-10-30 l.user=7 id=$id first=2022-11-01 age=3" |
		same - 2022-11-02.out
	day 2022-11-03 "k left 6.00 - 6.00 CNY -"
	tsv "k left 5.00 - 5.00 CNY 2022-10-30 l.user=7 id=$id first=2022-11-01 age=4" \
		"k left 6.00 - 6.00 CNY 2022-11-03 id=$(id_of k CNY L 6.00 2022-11-03 2022-11-03 1) first=2022-11-03 age=0" |
		same - 2022-11-03.out
}

@test "legs that are alike are told apart by a number" {
	day 2022-11-01 "k left 5.00 - 5.00 CNY 2022-11-01 l.n=1" \
		"k left 5.00 - 5.00 CNY 2022-11-01 l.n=2"
	local i
	for i in 1 2; do
		tsv "k left 5.00 - 5.00 CNY 2022-11-01 l.n=$i id=$(id_of k CNY L 5.00 2022-11-01 2022-11-01 $i) first=2022-11-01 age=0"
	done | same - 2022-11-01.out
}

@test "an amount line is two legs, of which one may close" {
	day 2022-11-01 "$PAIR"
	local l r
	l=$(id_of k CNY L 100.00 2022-11-01 2022-11-01 1)
	r=$(id_of k CNY R 150.00 2022-11-01 2022-11-01 1)
	tsv "$PAIR l.id=$l r.id=$r l.first=2022-11-01 r.first=2022-11-01 age=0" |
		same - 2022-11-01.out
	day 2022-11-02 "k right - 100.00 -100.00 CNY 2022-11-02 r.fee=2"
	tsv "k right - 150.00 -150.00 CNY 2022-11-01 r.fee=1 note=x id=$r first=2022-11-01 age=1" \
		"k rolled 100.00 100.00 0.00 CNY 2022-11-01 l.user=7 r.fee=2 l.date=2022-11-01 r.date=2022-11-02 closes=$l closed=2022-11-02" |
		same - 2022-11-02.out
}

@test "what stays open is shown as recon-join would show it, whenever it came" {
	day 2022-11-01 "k left 9.00 - 9.00 CNY 2022-11-01 l.user=7 note=x" \
		"k right - 1.00 -1.00 CNY 2022-10-31"
	day 2022-11-02 "k amount 2.00 8.00 -6.00 CNY 2022-11-02 l.user=8 note=y"
	tsv "k amount 2.00 1.00 1.00 CNY 2022-10-31 l.user=8 l.note=y l.date=2022-11-02 r.date=2022-10-31 l.first=2022-11-02 r.first=2022-11-01 age=2" \
		"k amount 9.00 8.00 1.00 CNY 2022-11-01 l.user=7 l.note=x r.note=y l.date=2022-11-01 r.date=2022-11-02 l.first=2022-11-01 r.first=2022-11-02 age=1" |
		same - <(sed -E 's/\t[lr]\.id=[0-9a-f]{20}//g' 2022-11-02.out)
}

@test "the dates of two legs come from the line, and go with each leg" {
	day 2022-11-01 "k amount 2.00 1.00 1.00 CNY 2022-10-30 l.date=2022-11-01 r.date=2022-10-30"
	local l r
	l=$(id_of k CNY L 2.00 2022-11-01 2022-11-01 1)
	r=$(id_of k CNY R 1.00 2022-10-30 2022-11-01 1)
	tsv "k amount 2.00 1.00 1.00 CNY 2022-10-30 l.date=2022-11-01 r.date=2022-10-30 l.id=$l r.id=$r l.first=2022-11-01 r.first=2022-11-01 age=2" |
		same - 2022-11-01.out
	day 2022-11-02 "k left 1.00 - 1.00 CNY 2022-11-02"
	tsv "k left 2.00 - 2.00 CNY 2022-11-01 id=$l first=2022-11-01 age=1" \
		"k rolled 1.00 1.00 0.00 CNY 2022-10-30 l.date=2022-11-02 r.date=2022-10-30 closes=$r closed=2022-11-02" |
		same - 2022-11-02.out
}

@test "duplicates and ambiguous legs keep their class and are not paired" {
	day 2022-11-01 "k ambiguous - 4.00 -4.00 CNY 2022-11-01" \
		"k duplicate 5.00 - 5.00 CNY 2022-11-01"
	day 2022-11-02 "k left 7.00 - 7.00 CNY 2022-11-02"
	tsv "k ambiguous - 4.00 -4.00 CNY 2022-11-01 age=1" \
		"k duplicate 5.00 - 5.00 CNY 2022-11-01 age=1" \
		"k left 7.00 - 7.00 CNY 2022-11-02 age=0" |
		same - <(unnamed 2022-11-02.out)
}

@test "a zero from before does not close by itself, without anything new" {
	day 2022-11-01 "k left 0.00 - 0.00 CNY 2022-11-01"
	day 2022-11-02
	tsv "k left 0.00 - 0.00 CNY 2022-11-01 age=1" |
		same - <(unnamed 2022-11-02.out)
}

@test "items of version 0.1.0 get ids, first seen on their DATE" {
	stream "a left 5.00 - 5.00 CNY 2022-10-30 age=2" \
		"b amount 2.00 1.00 1.00 CNY 2022-11-09 age=0" >old
	stream >in
	is 0 recon-roll --open old --open-out new -d 2022-11-02 --plain in
	local a l r
	a=$(id_of a CNY L 5.00 2022-10-30 2022-10-30 1)
	l=$(id_of b CNY L 2.00 2022-11-09 2022-11-01 1)
	r=$(id_of b CNY R 1.00 2022-11-09 2022-11-01 1)
	prints <<-END
	$(tsv "a left 5.00 - 5.00 CNY 2022-10-30 id=$a first=2022-10-30 age=3" \
		"b amount 2.00 1.00 1.00 CNY 2022-11-09 l.id=$l r.id=$r l.first=2022-11-01 r.first=2022-11-01 age=0")
	END
}

@test "what is imported was first seen on its DATE, or on that day" {
	stream "a left 5.00 - 5.00 CNY 2022-10-30" \
		"b left 5.00 - 5.00 CNY 2022-11-09" >old
	is 0 recon-roll -s state -d 2022-11-01 --import old "${REASON[@]}"
	recon-roll -s state --print-open | grep -o 'first=[^	]*' >got
	printf 'first=%s\n' 2022-10-30 2022-11-01 | same - got
}

@test "fields that name legs are refused where they cannot be" {
	stream >none
	t() {
		stream "$2" >in
		is 65 recon-roll --open-out new -d 2022-11-02 in
		says "recon-roll: in: the item of key \"k\" has $1, which recon-roll gives itself; carry it under another name"
	}
	t id= "k left 5.00 - 5.00 CNY 2022-11-01 id=7"
	t first= "k right - 5.00 -5.00 CNY - first=2022-11-01"
	t l.id= "k left 5.00 - 5.00 CNY 2022-11-01 l.id=7"
	t r.date= "k right - 5.00 -5.00 CNY 2022-11-01 r.date=2022-11-01"
	t l.first= "k amount 5.00 4.00 1.00 CNY 2022-11-01 l.first=2022-11-01"
	o() {
		stream "$2" >old
		is 65 recon-roll --open old --open-out new -d 2022-11-02 none
		says "recon-roll: old: the item of key \"k\" has $1"
	}
	o 'id="7", which is no id of an item' \
		"k left 5.00 - 5.00 CNY 2022-11-01 id=7"
	o 'r.first="never", which is no day' \
		"k amount 5.00 4.00 1.00 CNY 2022-11-01 r.first=never"
	o 'id=, which recon-roll gives itself; carry it under another name' \
		"k amount 5.00 4.00 1.00 CNY 2022-11-01 id=7"
	[ ! -e new ]
}

@test "two days leave open what both leave open joined as one" {
	tsv "C7 100.00 EUR L 2022-11-01" "C7 150.00 EUR R 2022-11-01" >one
	tsv "C7 100.00 EUR R 2022-11-02" >two
	recon-join one | recon-roll --open-out o1 -d 2022-11-01 >/dev/null
	recon-join two | recon-roll --open o1 --open-out o2 -d 2022-11-02 >/dev/null
	grep -v '^#' o2 | cut -f 1-7 >got
	tsv "C7 right - 150.00 -150.00 EUR 2022-11-01" | same - got
	sort one two | recon-join --plain | grep -v matched | same - got
}

# --- the tolerance

EARLY="A left 100.00 - 100.00 EUR 2022-11-01"
LATE="A right - 99.99 -99.99 EUR 2022-11-02"
CENT="recon-roll: matched within the tolerance: 1 of EUR, which differ by 0.01 in all, left minus right by 0.01"

@test "what differs within the tolerance closes across midnight, and is told" {
	stream "$EARLY" >one
	stream "$LATE" >two
	is 0 recon-roll --open-out o1 -d 2022-11-01 --tolerance 0.05 one
	says ""
	is 0 recon-roll --open o1 --open-out o2 -d 2022-11-02 --plain \
		--tolerance 0.05 two
	says "$CENT"
	prints <<-END
	$(tsv "A rolled 100.00 99.99 0.01 EUR 2022-11-01 l.date=2022-11-01 r.date=2022-11-02 closes=$(id_of A EUR L 100.00 2022-11-01 2022-11-01 1) closed=2022-11-02")
	END
	is 0 recon-roll --open o1 --open-out o2 -d 2022-11-02 --plain \
		--tolerance USD=0.05 two
	says ""
	cut -f 2 out | tr '\n' ' ' | grep -qx 'amount '
}

@test "differences that add up to more than --tolerance-total keep no day" {
	day 2022-11-01 "$EARLY"
	stream "$LATE" >in
	is 65 recon-roll -s state -d 2022-11-02 --tolerance 0.05 \
		--tolerance-total 0.001 in
	says "recon-roll: 1 of EUR matched within the tolerance and differ by 0.01 in all, --tolerance-total is 0.001"
	[ ! -e state/day-2022-11-02.1 ]
	is 0 recon-roll -s state -d 2022-11-02 --tolerance 0.05 \
		--tolerance-total EUR=0.01 -o two.out in
	says "$CENT"
}

@test "the tolerance of a day is one of its options: another is another day" {
	local roll="recon-roll -s state -d 2022-11-02 -o two.out"
	day 2022-11-01 "$EARLY"
	stream "$LATE" >in
	is 0 $roll --tolerance 0.01 --tolerance USD=1 --tolerance 0.05 in
	grep '^option' state/day-2022-11-02.1 | same - <(
		printf 'option\ttolerance\t%s\n' 0.05 USD=1)
	is 0 $roll --tolerance USD=1 --tolerance 0.05 -v in
	grep -q 'nothing was written' err
	is 2 $roll --tolerance USD=2 --tolerance 0.05 in
	says "recon-roll: state: 2022-11-02 was run before, with other options; --force replaces it"
	is 2 $roll in
	says "recon-roll: state: 2022-11-02 was run before, with other options; --force replaces it"
	is 0 $roll in --force "${REASON[@]}"
	printf 'recon-roll: state: 2022-11-02%s\n' \
		" was run before, with other options" \
		": 1 item is open again, closed by an earlier run of the day: reopened=" |
		same - err
	run ! grep '^option' state/day-2022-11-02.2
	is 0 recon-roll -s state --verify
}

@test "--replay wants the options of the days" {
	local roll="recon-roll -s state --keep 9 --tolerance 0.05"
	stream "$EARLY" >one
	stream "$LATE" >two
	$roll -d 2022-11-01 one >/dev/null 2>&1
	$roll -d 2022-11-02 two >/dev/null 2>&1
	stream "$EARLY" "B left 1.00 - 1.00 EUR 2022-11-01" >mended
	$roll -d 2022-11-01 --force "${REASON[@]}" mended >/dev/null 2>&1
	is 2 recon-roll -s state --replay
	says "recon-roll: state: 2022-11-02 was run before, with other options; --force replaces it"
	is 0 recon-roll -s state --replay --tolerance 0.05
	says "recon-roll: 2022-11-02: replayed: 2 open before, 1 new, 2 closed, 1 open now"
	is 0 recon-roll -s state --verify
}

@test "each misuse of the tolerance has its message" {
	stream >in
	t() {
		is 2 recon-roll -s state -d 2022-11-01 "${@:2}" in
		says "$1"
	}
	t "recon-roll: --tolerance-total needs --tolerance; try 'recon-roll --help'" \
		--tolerance-total 1
	t "recon-roll: --tolerance-total: there is no --tolerance for USD" \
		--tolerance CNY=1 --tolerance-total USD=1
	is 2 recon-roll -s state --status --tolerance 1
	says "recon-roll: --tolerance is for a day that is run; try 'recon-roll --help'"
	is 2 recon-roll -s state -d 2022-11-01 --import in "${REASON[@]}" \
		--tolerance 1 --tolerance-total 1
	says "recon-roll: --tolerance is for a day that is run; try 'recon-roll --help'"
	t "recon-roll: --tolerance: a tolerance cannot be negative" \
		--tolerance -0.01
	t "recon-roll: --tolerance-total: a total cannot be negative" \
		--tolerance 1 --tolerance-total -1
	[ ! -e state ]
}

# --- sums

SUM_OF=(--sum-of 3 --sum-of-after 2)

# summed DATE LINE...: a day with sums, as day; what it says is in DATE.said.
summed() {
	local d=$1
	shift
	stream "$@" >"$d.in"
	recon-roll -s state -d "$d" --plain "${SUM_OF[@]}" "$d.in" >"$d.out" \
		2>"$d.said"
}

@test "a leg closes with several of the other side that add up to it" {
	summed 2022-11-01 "shop left 40.00 - 40.00 CNY 2022-11-01 l.n=1" \
		"shop left 60.00 - 60.00 CNY 2022-11-01 l.n=2" \
		"shop left 99.00 - 99.00 CNY 2022-11-01 l.n=3"
	summed 2022-11-02 "shop left 7.00 - 7.00 CNY 2022-11-02 l.n=4"
	summed 2022-11-03 "shop right - 100.00 -100.00 CNY 2022-11-03"
	tsv "shop left 7.00 - 7.00 CNY 2022-11-02 l.n=4 age=1" \
		"shop left 99.00 - 99.00 CNY 2022-11-01 l.n=3 age=2" \
		"shop rolled 100.00 100.00 0.00 CNY 2022-11-01 l.date=2022-11-01 r.date=2022-11-03 closed=2022-11-03" |
		same - <(unnamed 2022-11-03.out)
	grep -o 'closes=.*' 2022-11-03.out | same - <(
		printf 'closes=%s,%s\tclosed=2022-11-03\n' \
			"$(id_of shop CNY L 40.00 2022-11-01 2022-11-01 1)" \
			"$(id_of shop CNY L 60.00 2022-11-01 2022-11-01 1)")
	is 0 recon-roll -s state --verify
}

@test "a sum waits until its one leg, or each of the several, is old enough" {
	local -r parts=("s left 40.00 - 40.00 CNY 2022-11-01"
		"s left 60.00 - 60.00 CNY 2022-11-01"
		"s left 99.00 - 99.00 CNY 2022-11-01")
	summed 2022-11-01 "${parts[@]}"
	summed 2022-11-02 "s right - 100.00 -100.00 CNY 2022-11-02"
	cut -f 1-7 2022-11-02.out | same - <(tsv \
		"s amount 40.00 100.00 -60.00 CNY 2022-11-01" \
		"s left 60.00 - 60.00 CNY 2022-11-01" \
		"s left 99.00 - 99.00 CNY 2022-11-01")
	# old enough today, but nothing came that is of the group
	summed 2022-11-03 "t left 1.00 - 1.00 CNY 2022-11-03"
	grep -c rolled 2022-11-03.out | grep -qx 0
	summed 2022-11-04 "s left 3.00 - 3.00 CNY 2022-11-04"
	grep rolled 2022-11-04.out | cut -f 1-7 | same - <(tsv \
		"s rolled 100.00 100.00 0.00 CNY 2022-11-01")
}

@test "sums that share a leg stay open as ambiguous, and are looked at again" {
	summed 2022-11-01 "s left 40.00 - 40.00 CNY 2022-11-01" \
		"s left 60.00 - 60.00 CNY 2022-10-31 l.n=1" \
		"s left 60.00 - 60.00 CNY 2022-11-01 l.n=2" \
		"s left 99.00 - 99.00 CNY 2022-11-01"
	summed 2022-11-02
	summed 2022-11-03 "s right - 100.00 -100.00 CNY 2022-11-03"
	cut -f 1-7 2022-11-03.out | same - <(tsv \
		"s ambiguous - 100.00 -100.00 CNY 2022-11-03" \
		"s ambiguous 40.00 - 40.00 CNY 2022-11-01" \
		"s ambiguous 60.00 - 60.00 CNY 2022-10-31" \
		"s ambiguous 60.00 - 60.00 CNY 2022-11-01" \
		"s left 99.00 - 99.00 CNY 2022-11-01")
	# on a day without news all of it stays as it is
	summed 2022-11-04 "t left 1.00 - 1.00 CNY 2022-11-04"
	grep -c ambiguous 2022-11-04.out | grep -qx 4
	# the older 60 closes by itself: now the sum is the only one
	summed 2022-11-05 "s right - 60.00 -60.00 CNY 2022-11-05"
	cut -f 1-7 2022-11-05.out | same - <(tsv \
		"s left 99.00 - 99.00 CNY 2022-11-01" \
		"s rolled 100.00 100.00 0.00 CNY 2022-11-01" \
		"s rolled 60.00 60.00 0.00 CNY 2022-10-31" \
		"t left 1.00 - 1.00 CNY 2022-11-04")
}

@test "an ambiguous leg keeps its class, and closes by every rule" {
	tsv "s 40.00 CNY L 2022-11-01" "s 60.00 CNY L 2022-10-30" \
		"s 60.00 CNY L 2022-10-31" "s 9.00 CNY L 2022-11-01" >one
	recon-join one | recon-roll --open-out o1 -d 2022-11-01 >/dev/null
	tsv "s 100.00 CNY R 2022-11-03" | recon-join | recon-roll --open o1 \
		--open-out o3 -d 2022-11-03 "${SUM_OF[@]}" >/dev/null
	grep -c ambiguous o3 | grep -qx 4
	tsv "s 60.00 CNY R 2022-11-04" | recon-join | recon-roll --open o3 \
		--open-out o4 -d 2022-11-04 --plain | cut -f 1-7 >4.out
	tsv "s ambiguous - 100.00 -100.00 CNY 2022-11-03" \
		"s ambiguous 40.00 - 40.00 CNY 2022-11-01" \
		"s ambiguous 60.00 - 60.00 CNY 2022-10-31" \
		"s left 9.00 - 9.00 CNY 2022-11-01" \
		"s rolled 60.00 60.00 0.00 CNY 2022-10-30" | same - 4.out
}

@test "where sums take too many steps the group stays as it is without them" {
	local i
	for i in $(seq 30); do
		tsv "s left $((1000 + i * i)).00 - $((1000 + i * i)).00 CNY 2022-11-01"
	done | LC_ALL=C sort >lines
	mapfile -t lines < <(tr '\t' ' ' <lines)
	summed 2022-11-01 "${lines[@]}"
	stream "s right - 99.00 -99.00 CNY 2022-11-02" \
		"t right - 1.00 -1.00 CNY 2022-11-02" >in
	is 0 recon-roll -s state -d 2022-11-02 -o two.out --sum-of 3 \
		--sum-of-after 0 --sum-of-steps 9 --facts facts in
	says 'recon-roll: no sums in 1 group, key "s": to look for them takes more than 9 steps (--sum-of-steps)'
	grep -x 'no-sums	1' facts
	grep '^option' state/day-2022-11-02.1 | same - <(
		printf 'option\t%s\t%s\n' sum-of 3 sum-of-after 0 sum-of-steps 9)
}

@test "sums of a day are options of it: others are another day" {
	local roll="recon-roll -s state -d 2022-11-01 -o out1"
	stream "$EARLY" >in
	is 0 $roll --tolerance 0.05 "${SUM_OF[@]}" --sum-of-steps 1000000 in
	grep '^option' state/day-2022-11-01.1 | same - <(
		printf 'option\t%s\t%s\n' sum-of 3 sum-of-after 2 tolerance 0.05)
	is 0 $roll --tolerance 0.05 "${SUM_OF[@]}" in
	is 2 $roll --tolerance 0.05 --sum-of 3 --sum-of-after 1 in
	says "recon-roll: state: 2022-11-01 was run before, with other options; --force replaces it"
	is 2 $roll --tolerance 0.05 in
	is 0 $roll --tolerance 0.05 --force "${REASON[@]}" in
	run ! grep '^option	sum' state/day-2022-11-01.2
}

@test "each misuse of sums has its message" {
	stream >in
	t() {
		is 2 recon-roll "${@:2}"
		says "recon-roll: $1; try 'recon-roll --help'"
	}
	local pair="--sum-of and --sum-of-after need each other"
	t "$pair" -s state -d 2022-11-01 --sum-of 2 in
	t "$pair" -s state -d 2022-11-01 --sum-of-after 0 in
	t "$pair" -s state -d 2022-11-01 --sum-of-steps 5 in
	t "--sum-of is for a day that is run" -s state --status --sum-of 2
	t "--sum-of is for a day that is run" -s state -d 2022-11-01 \
		--import in "${REASON[@]}" --sum-of 2 --sum-of-after 1
	is 2 recon-roll -s state -d 2022-11-01 --sum-of 1 --sum-of-after 0 in
	is 2 recon-roll -s state -d 2022-11-01 --sum-of 9 --sum-of-after 0 in
	[ ! -e state ]
	# a profile's are passed over where no day is run
	printf '[recon-roll]\nsum-of = 2\nsum-of-after = 3\n' >p
	is 0 recon-roll -p ./p -s state -d 2022-11-01 -o out1 in
	is 0 recon-roll -p ./p -s state --status
	is 0 recon-roll -p ./p -s state --replay
}
