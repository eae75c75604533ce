#!/usr/bin/env bats
# recon-roll --overdue: what was open too long, in calendar or business days.

load helper
load days

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# Four items of different age in the evening of Monday, 2022-10-10.
kept_days() {
	day 2022-10-08 "A left 1.00 - 1.00 CNY 2022-09-30 l.user=7" \
		"B right - 2.00 -2.00 CNY 2022-10-07"
	day 2022-10-09 "C left 3.00 - 3.00 USD 2022-10-08"
	day 2022-10-10 "D left 4.00 - 4.00 CNY 2022-10-10"
}

# Their KEYs.
listed() {
	grep -v '^#' out | cut -f 1 | tr '\n' ' '
}

# National Day of 2022 as the State Council had it.
golden_week() {
	cat >holidays <<-END
	# 国务院办公厅关于2022年部分节假日安排的通知
	2022-10-01 国庆节
	2022-10-02
	2022-10-03
	2022-10-04
	2022-10-05
	2022-10-06
	2022-10-07
	work 2022-10-08
	work 2022-10-09
	END
}

@test "--overdue lists the open items of so many calendar days" {
	kept_days
	for want in 0:"A B C D " 1:"A B C " 2:"A B C " 3:"A B " 10:"A " 11:; do
		is 0 recon-roll -s state --overdue ${want%%:*}
		says ""
		[ "$(listed)" = "${want#*:}" ]
	done
	is 0 recon-roll -s state --overdue 3
	recon-roll -s state --print-open | grep -E '^(A|B|#recon)' >want
	printf '#total\trecords=2\tL.CNY=1.00\tR.CNY=2.00\n' >>want
	sed 's/\txxh3=.*//' out | same want -
	recon-notify --require-total <out >/dev/null
	is 0 recon-roll -s state --overdue 3 -d 2022-10-08 --plain -o got
	same - <(cut -f 1 got) <<<A
	grep -q 'age=8$' got
}

@test "--exit-code is 1 if anything is overdue" {
	kept_days
	is 1 recon-roll -s state --overdue 10 --exit-code
	is 0 recon-roll -s state --overdue 11 --exit-code -v
	says "recon-roll: 2022-10-10: 0 of 4 open items are 11 or more days old"
	printf '#total\trecords=0\txxh3=%016d\n' 0 |
	    cat <(echo '#recon result 2') - | prints
}

@test "--holidays counts business days, with those that are worked at a weekend" {
	kept_days
	golden_week
	# 30 September was a Friday: 8, 9 and 10 October came after it
	is 0 recon-roll -s state --overdue 0 --holidays holidays --plain
	says ""
	sed -E 's/\t.*workdays/ workdays/; s/\t/ /' out >got
	printf '%s\n' "A workdays=3 age=10" "B workdays=3 age=3" \
		"C workdays=2 age=2" "D workdays=0 age=0" | same - got
	is 0 recon-roll -s state --overdue 3 --holidays holidays -v
	says "recon-roll: 2022-10-10: 2 of 4 open items are 3 or more business days old"
	# without those that are worked, it is the first day
	grep -v work holidays >off
	is 0 recon-roll -s state --overdue 1 --holidays off
	[ "$(listed)" = "A B C " ]
	is 0 recon-roll -s state --overdue 2 --holidays off
	[ "$(listed)" = "" ]
}

@test "a weekend may be other days, or none" {
	kept_days
	echo 2022-01-01 >holidays
	count() { # LINE: business days of A, from Friday to Monday week
		{ echo "$1"; cat holidays; } >calendar
		recon-roll -s state --overdue 0 --holidays calendar --plain |
			sed -n 's/^A.*workdays=\([0-9]*\).*/\1/p'
	}
	[ "$(count '# as usual')" = 6 ]
	[ "$(count 'weekend Sat Sun')" = 6 ]
	[ "$(count 'weekend Fri Sat')" = 7 ]
	[ "$(count 'weekend Sun')" = 8 ]
	[ "$(count 'weekend none')" = 10 ]
	[ "$(count 'work 2022-10-02')" = 7 ]
}

@test "a calendar made elsewhere: a mark, CR before LF, blanks, names" {
	kept_days
	golden_week
	recon-roll -s state --overdue 0 --holidays holidays >list
	{ printf '\xef\xbb\xbf'; sed 's/^/  /; s/$/\t a name\r/' holidays; echo; } >made
	is 0 recon-roll -s state --overdue 0 --holidays made
	says ""
	prints <list
	is 0 recon-roll -s state --overdue 0 --holidays - <holidays
	prints <list
}

@test "years of which the calendar has no day are told" {
	stream "A left 1.00 - 1.00 CNY 2020-12-31" >open
	echo 2022-10-01 >holidays
	is 0 recon-roll --overdue 2 --holidays holidays -d 2022-10-10 open
	says "recon-roll: holidays: names no day of 2021: only weekends are off there"
	is 0 recon-roll --overdue 2 --holidays holidays -d 2024-01-02 open
	says "recon-roll: holidays: names no day of 2021 to 2024 (3 years): only weekends are off there"
	is 0 recon-roll --overdue 2 --holidays holidays -d 2020-12-31 open
	says ""
}

@test "a calendar that is none is refused, and nothing is listed" {
	kept_days
	bad() { # STATUS TEXT
		is $1 recon-roll -s state --overdue 1 --holidays holidays -o got
		says "recon-roll: holidays$2"
		[ ! -e got ]
	}
	bad 2 ": No such file or directory"
	: >holidays
	bad 65 ": names no day: is it the calendar?"
	printf '# no day\nweekend Sun\n' >holidays
	bad 65 ": names no day: is it the calendar?"
	none='is no DATE, no "work DATE", and no "weekend DAY..." (Mon to Sun, once)'
	for line in 2022-02-30 20221001 "work" "work monday" "weekend" \
	    "weekend Sat Caturday" "weekend Sat Sat" "weekend none Sat" \
	    "weekend Mon Tue Wed Thu Fri Sat Sun"; do
		printf '2022-10-01\n%s\n' "$line" >holidays
		bad 65 ":2: $none: \"$line\""
	done
	printf 'weekend Sat\n2022-10-01\nweekend Sat\n' >holidays
	bad 65 ":3: $none: \"weekend Sat\""
	printf '2022-10-08\n2022-10-01\n2022-10-01\nwork 2022-10-08\n' >holidays
	bad 65 ":4: 2022-10-08 is worked, and line 1 says that it is off"
	printf 'work 2022-10-08\n2022-10-08\n' >holidays
	bad 65 ":2: 2022-10-08 is off, and line 1 says that it is worked"
	printf 'work 2022-10-08\nwork 2022-10-10\n' >holidays
	bad 65 ":2: 2022-10-10 is worked anyway: it is a Mon, and no weekend"
	printf 'work 2022-10-08\nweekend Fri Sun\n' >holidays
	bad 65 ":1: 2022-10-08 is worked anyway: it is a Sat, and no weekend"
	rm holidays
	mkdir holidays
	bad 2 ": is a directory"
}

@test "open items in a file are listed, of the evening that is said" {
	kept_days
	recon-roll -s state --print-open >open
	recon-roll -s state --overdue 3 >list
	is 0 recon-roll --overdue 3 -d 2022-10-10 open
	prints <list
	is 0 recon-roll --overdue 3 -d 2022-10-10 <open
	prints <list
	# a week later they are older
	is 0 recon-roll --overdue 8 -d 2022-10-17 --plain open
	[ "$(listed)" = "A B C " ]
	grep -o 'age=.*' out | tr '\n' ' ' | grep -qx 'age=17 age=10 age=9 '
	# without control lines, in an evening before, and without a DATE
	tsv "E left 1.00 - 1.00 CNY 2022-10-12" "F left 1.00 - 1.00 CNY -" >plain
	is 65 recon-roll --overdue 0 -d 2022-10-10 plain
	says "recon-roll: plain: has no #total, and one is required (--no-total takes it)"
	is 0 recon-roll --overdue 0 -d 2022-10-10 --no-total --plain plain
	tsv "E left 1.00 - 1.00 CNY 2022-10-12 age=0" \
		"F left 1.00 - 1.00 CNY - age=0" | prints
	is 65 recon-roll --overdue 0 -d 2022-10-10 --no-total --require-total plain
	says "recon-roll: plain: has no #total, and one is required"
	stream "k matched 1.00 1.00 0.00 CNY 2022-11-01" >closed
	is 65 recon-roll --overdue 0 -d 2022-11-10 closed
	says 'recon-roll: closed: a matched line of key "k" among the open items'
}

@test "what is listed is in order, whatever the fields of the items" {
	stream "k left 1.00 - 1.00 CNY 2022-10-01" \
		"k left 1.00 - 1.00 CNY 2022-10-01 X=1" \
		"k left 1.00 - 1.00 CNY 2022-10-01 age=2 workdays=9 z=1" >open
	echo 2022-10-01 >holidays
	is 0 recon-roll --overdue 1 -d 2022-10-10 --holidays holidays open
	grep -v '^#' out >lines
	LC_ALL=C sort -c lines
	tsv "k left 1.00 - 1.00 CNY 2022-10-01 X=1 workdays=6 age=9" \
		"k left 1.00 - 1.00 CNY 2022-10-01 workdays=6 age=9" \
		"k left 1.00 - 1.00 CNY 2022-10-01 z=1 workdays=6 age=9" | same - lines
}

@test "business days are those that Python counts" {
	cat >days.py <<-'END'
	import datetime, random, sys
	r = random.Random(5)
	day = datetime.date(2024, 2, 29)
	off = {}
	for _ in range(300):
	    d = day - datetime.timedelta(r.randrange(2000))
	    off[d] = d.weekday() < 5 or r.random() < 0.7
	with open("holidays", "w") as f:
	    for d in r.sample(sorted(off), len(off)):
	        print("%s%s" % ("" if off[d] else "work ", d), file=f)
	with open("open", "w") as lines, open("want", "w") as want:
	    for i in range(400):
	        date = day - datetime.timedelta(r.randrange(-3, 2000))
	        n, d = 0, date
	        while d < day:
	            d += datetime.timedelta(1)
	            n += not off.get(d, d.weekday() >= 5)
	        print("k%03d\tleft\t1.00\t-\t1.00\tCNY\t%s" % (i, date), file=lines)
	        print("k%03d workdays=%d" % (i, n), file=want)
	END
	python3 days.py
	is 0 recon-roll --overdue 0 -d 2024-02-29 --no-total --plain --holidays holidays open
	sed -E 's/\t.*(workdays=[0-9]*).*/ \1/' out | same want -
}

@test "a stale day is listed and told, one that is not there is told" {
	kept_days
	stream >2022-10-08.in
	again 2022-10-08 --force "${REASON[@]}" >/dev/null 2>&1
	is 0 recon-roll -s state --overdue 1 -d 2022-10-09
	says "recon-roll: state/open-2022-10-09.1.res: is stale: a day before was run again"
	[ "$(listed)" = "A B C " ]
	is 0 recon-roll -s state --overdue 1
	says ""
	[ "$(listed)" = "" ]
	is 2 recon-roll -s state --overdue 1 -d 2022-10-11
	says "recon-roll: state: 2022-10-11 was not run"
	sed -i s/user=7/user=8/ state/open-2022-10-09.1.res
	is 65 recon-roll -s state --overdue 1 -d 2022-10-09
	says "recon-roll: state/open-2022-10-09.1.res: its SHA-256 is not that of the manifest: it was changed or is damaged"
}

@test "what says nothing beside --overdue is refused" {
	t() {
		is 2 recon-roll "${@:2}" </dev/null
		says "recon-roll: $1"
	}
	help="; try 'recon-roll --help'"
	t "--keep does not go with --overdue" --overdue 1 -s state --keep 3
	t "--status does not go with --overdue" --status --overdue 1 -s state
	t "--no-total does not go with --overdue" --overdue 1 -s state --no-total
	t "--open-out does not go with --overdue" --overdue 1 --open-out x -d 2022-10-10 y
	t "--holidays and --exit-code are for --overdue$help" -s state --status --exit-code
	t "--holidays and --exit-code are for --overdue$help" -s state -d 2022-10-10 --holidays x
	t "more than one FILE; recon-sort -m merges them$help" --overdue 1 -d 2022-10-10 x y
	t "no FILE is read here$help" --overdue 1 -s state x
	t "which day is it? give --date$help" --overdue 1 x
	t "--holidays and FILE cannot both be standard input$help" --overdue 1 -d 2022-10-10 --holidays - -
	t '--overdue: "x" is not a number from 0 to 3660000' --overdue x -s state
}
