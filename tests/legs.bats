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
	says "recon-roll: state: 2022-11-02 was run before, with other options"
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
