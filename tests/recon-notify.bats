#!/usr/bin/env bats
# recon-notify: the summary a person wants to see.

load helper

# channels: results of two channels, three currencies' worth of trouble, in day.res.
channels() {
	printf '%s\n' '#recon result 1' \
	    "k1${T}matched${T}0.10${T}0.10${T}0.00${T}CNY${T}2022-11-01${T}l.channel=wechat${T}r.channel=wechat" \
	    "k2${T}matched${T}0.20${T}0.20${T}0.00${T}CNY${T}2022-11-01${T}l.channel=wechat" \
	    "k3${T}left${T}5.00${T}-${T}5.00${T}CNY${T}2022-10-30${T}l.channel=alipay${T}age=2" \
	    "k<4>|x${T}right${T}-${T}7.00${T}-7.00${T}USD${T}2022-11-01${T}r.channel=alipay${T}age=0" \
	    "k5${T}amount${T}3.00${T}2.50${T}0.50${T}CNY${T}2022-11-01${T}age=1" \
	    "#total${T}records=5${T}L.CNY=8.30${T}R.CNY=2.80${T}R.USD=7.00" >day.res
}

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# day: a rolled day of two currencies, every class and several ages.
day() {
	echo '#recon result 1'
	tsv "a|1 amount 21.00 10.00 11.00 CNY 2022-11-01 l.who=x age=2" \
		"b left 10.00 - 10.00 CNY 2022-11-03 l.who=y age=0" \
		"b matched 10.00 10.00 0.00 CNY 2022-11-03" \
		"c matched 100.00 100.01 -0.01 CNY 2022-11-03" \
		"d right - 1234567.89 -1234567.89 CNY 2022-10-20 r.fee=1 age=14" \
		"e right - 500 -500 JPY 2022-11-02 age=1" \
		"f rolled 7 7 0 JPY 2022-10-30 closed=2022-11-03" \
		"g right - 3.00 -3.00 CNY 2022-10-31 age=3" \
		"h left 4.00 - 4.00 CNY -"
	printf '#total\trecords=9\tL.CNY=145.00\tL.JPY=7\tR.CNY=1234690.90\tR.JPY=507\n'
}


# as_written: such a day as the programs write it, in the version that they do.
as_written() {
	sed '1s/1$/2/' | digested
}

@test "lines, sums and differences by currency and class, and by age" {
	day >in
	is 0 recon-notify in
	says ""
	cat >want.txt <<-END
	9 results, totals checked

	currency  class     lines    left       right   difference
	CNY       matched       2  110.00      110.01        -0.01
	CNY       amount        1   21.00       10.00        11.00
	CNY       left          2   14.00           -        14.00
	CNY       right         2       -  1234570.89  -1234570.89
	CNY       all           7  145.00  1234690.90  -1234545.90
	JPY       rolled        1       7           7            0
	JPY       right         1       -         500         -500
	JPY       all           2       7         507         -500

	currency  open for  lines    left       right   difference
	CNY       0 days        1   10.00           -        10.00
	CNY       2 days        1   21.00       10.00        11.00
	CNY       3-6 days      1       -        3.00        -3.00
	CNY       7+ days       1       -  1234567.89  -1234567.89
	CNY       -             1    4.00           -         4.00
	JPY       1 day         1       -         500         -500

	currency   difference    left       right  class    date        age  key
	CNY       -1234567.89       -  1234567.89  right    2022-10-20   14  d  r.fee=1
	CNY             11.00   21.00       10.00  amount   2022-11-01    2  a|1  l.who=x
	CNY             10.00   10.00           -  left     2022-11-03    0  b  l.who=y
	CNY              4.00    4.00           -  left     -             -  h
	CNY             -3.00       -        3.00  right    2022-10-31    3  g
	CNY             -0.01  100.00      100.01  matched  2022-11-03    -  c
	JPY              -500       -         500  right    2022-11-02    1  e
	END
	prints <want.txt
}

@test "every class has its row, with the sides that its lines have" {
	tsv "a adjusted 5.00 - 5.00 CNY 2022-11-01" \
	    "b ambiguous 1.00 - 1.00 CNY 2022-11-01 age=1" \
	    "c ambiguous - 2.00 -2.00 CNY 2022-11-01 age=1" \
	    "d duplicate - 3.00 -3.00 USD 2022-11-01 age=2" \
	    "e field 4.00 4.00 0.00 CNY 2022-11-01 fields=status age=0" >in
	is 1 recon-notify --exit-code --top 0 in
	prints <<-'END'
	5 results, no totals to check: some may be missing

	currency  class      lines   left  right  difference
	CNY       adjusted       1   5.00      -        5.00
	CNY       field          1   4.00   4.00        0.00
	CNY       ambiguous      2   1.00   2.00       -1.00
	CNY       all            4  10.00   6.00        4.00
	USD       duplicate      1      -   3.00       -3.00
	USD       all            1      0   3.00       -3.00

	currency  open for   lines   left  right  difference
	CNY       0 days         1   4.00   4.00        0.00
	CNY       1 day          2   1.00   2.00       -1.00
	USD       2 days         1      -   3.00       -3.00
	END
}

@test "sums and largest differences are those of Python's decimal" {
	python3 - >want.txt <<-'END'
	import random
	from decimal import Decimal
	r = random.Random(5)
	lines, sums, diffs = [], {}, {}
	for n in range(5000):
	    c = r.choice(["CNY", "KWD", "-"])
	    places = {"CNY": 2, "KWD": 3, "-": 0}[c]
	    cls = r.choice(["left", "right", "amount", "matched"])
	    def amount():
	        v = r.choice([r.randint(-9999, 9999),
	                      r.randint(-10**30, 10**30)])
	        return Decimal(v).scaleb(-places, context=None)
	    import decimal
	    decimal.getcontext().prec = 60
	    left = amount() if cls != "right" else None
	    right = amount() if cls != "left" else None
	    if cls == "matched":
	        right = left
	    diff = (left or 0) - (right or 0)
	    def text(a):
	        if a is None:
	            return "-"
	        return format(abs(a) if a == 0 else a, "f")
	    line = "\t".join(["k%04d" % n, cls, text(left), text(right),
	                      text(diff), c, "2022-11-01"])
	    lines.append(line)
	    s = sums.setdefault((c, cls), [0, Decimal(0), Decimal(0)])
	    s[0] += 1
	    s[1] += left or 0
	    s[2] += right or 0
	    if cls != "matched":
	        diffs.setdefault(c, []).append((-abs(diff), line, diff))
	with open("in", "w") as f:
	    f.write("\n".join(lines) + "\n")
	order = ["matched", "amount", "left", "right"]
	for c, cls in sorted(sums, key=lambda k: (k[0], order.index(k[1]))):
	    n, left, right = sums[c, cls]
	    print(c, cls, n, text(left) if cls != "right" else "-",
	          text(right) if cls != "left" else "-", text(left - right))
	for c in sorted(diffs):
	    for _, line, diff in sorted(diffs[c])[:25]:
	        print(c, text(diff), line.split("\t")[0])
	END
	is 0 recon-notify --top 25 in
	awk '$2 ~ /^(matched|amount|left|right)$/ && $3 != "lines" {
			print $1, $2, $3, $4, $5, $6 }
		$8 ~ /^k[0-9]/ { print $1, $2, $8 }' out | same want.txt -
}

@test "--top says how many differences of each currency are shown" {
	day >in
	is 0 recon-notify --top 1 in
	sed '1,/difference *left *right *class/d' out >got
	cat >want.txt <<-END
	CNY       -1234567.89     -  1234567.89  right  2022-10-20   14  d  r.fee=1
	JPY              -500     -         500  right  2022-11-02    1  e
	END
	same want.txt got
	is 0 recon-notify --top 0 in
	run ! grep -q key out
	tail -n 1 out >got
	echo "JPY       1 day         1       -         500         -500" |
		same - got
}

@test "of equal differences the first in byte order is shown" {
	tsv "b left 1.00 - 1.00 CNY -" "c left 1.00 - 1.00 CNY -" \
		"a right - 1.00 -1.00 CNY -" "d left 0.99 - 0.99 CNY -" >in
	is 0 recon-notify --top 2 in
	tail -n 2 out | awk '{ print $8 }' >got
	printf '%s\n' a b | same - got
}

@test "nothing open is said" {
	printf '#recon result 1\n#total\trecords=0\n' >in
	is 0 recon-notify in
	prints <<-END
	0 results, totals checked

	nothing is open
	END
	{
		echo '#recon result 1'
		tsv "a matched 1.00 1.00 0.00 CNY -"
		printf '#total\trecords=1\tL.CNY=1.00\tR.CNY=1.00\n'
	} >in
	is 0 recon-notify in
	prints <<-END
	1 result, totals checked

	currency  class    lines  left  right  difference
	CNY       matched      1  1.00   1.00        0.00
	CNY       all          1  1.00   1.00        0.00

	nothing is open
	END
}

@test "a stream without totals is summed up and said to have none" {
	tsv "a matched 1.00 1.00 0.00 CNY -" >in
	is 0 recon-notify in
	head -n 1 out >got
	echo "1 result, no totals to check: some may be missing" | same - got
	is 65 recon-notify --require-total in
	says "recon-notify: in: has no #total, and one is required"
	prints </dev/null
}

@test "a stream that was cut short gives no summary" {
	day | head -n 5 >in
	is 65 recon-notify in
	says "recon-notify: in: ends without its #total: what writes it did not finish"
	prints </dev/null
	day | grep -v '^b' >in
	is 65 recon-notify -o summary in
	says "recon-notify: in: #total says 9 records, read 7"
	[ ! -e summary ]
}

@test "--tee passes the stream on and puts the summary on stderr" {
	day | as_written >in
	is 0 recon-notify --tee in
	prints <in
	recon-notify in | same - err
	is 0 recon-notify --tee -o summary in
	prints <in
	says ""
	recon-notify in | same - summary
	is 0 recon-notify --tee --plain in
	grep -v '^#' in | prints
}

@test "--tee passes comments on where they stand" {
	day | as_written | sed '3i # a comment' >in
	is 0 recon-notify --tee in
	prints <in
}

@test "--tee of a stream that was cut short ends without its total" {
	day | grep -v '^#total' >in
	is 65 recon-notify --tee in
	says "recon-notify: in: ends without its #total: what writes it did not finish"
	run ! grep -q '^#total' out
}

@test "-o writes the summary to a file when it is whole" {
	day >in
	is 0 recon-notify -o summary in
	prints </dev/null
	recon-notify in | same - summary
}

@test "the order of the lines does not matter but for the input's own" {
	day >in
	{ sed 1q in; grep -v '^#' in | tac; grep '^#total' in; } >back
	recon-notify in >a.out
	recon-notify back | same a.out -
}

# on_terminal COMMAND...: what it prints on a terminal, ESC shown as ^[.
on_terminal() {
	python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' "$@" |
		tr -d '\r' | sed 's/\x1b/^[/g'
}

@test "colour is for terminals, and neither with NO_COLOR nor TERM=dumb" {
	python3 -c 'import os; os.openpty()' || skip "no terminal can be opened"
	day | as_written >in
	export TERM=xterm
	on_terminal recon-notify in >got
	grep -qxF '^[[1mcurrency  class     lines    left       right   difference^[[0m' got
	grep -qxF '^[[33mCNY       left          2   14.00           -        14.00^[[0m' got
	grep -qxF '^[[31mCNY       2 days        1   21.00       10.00        11.00^[[0m' got
	grep -qxF 'CNY       matched       2  110.00      110.01        -0.01' got
	recon-notify in >plainly
	on_terminal env NO_COLOR=1 recon-notify in | same plainly -
	on_terminal env TERM=dumb recon-notify in | same plainly -
	on_terminal env -u TERM recon-notify in | same plainly -
	on_terminal env NO_COLOR= recon-notify in | same got -
	on_terminal recon-notify -o file in
	same plainly file
	on_terminal sh -c "recon-notify --tee in >copy" | same got -
	same in copy
}

@test "what could command a terminal is shown as escapes" {
	printf 'k\177\302\233x\tleft\t1.00\t-\t1.00\tCNY\t-\tl.who=\302\205\302\251\n' >in
	is 0 recon-notify in
	tail -n 1 out >got
	printf '%s\n' 'CNY             1.00  1.00      -  left   -       -  k\x7f\xc2\x9bx  l.who=\xc2\x85©' |
		same - got
}

@test "each misuse has its message" {
	t() {
		is 2 recon-notify "${@:2}" </dev/null
		says "$1"
		prints </dev/null
	}
	t 'recon-notify: --top: "-1" is not a number from 0 to 1000000' --top -1
	t 'recon-notify: --top: "" is not a number from 0 to 1000000' --top ''
	t 'recon-notify: --top: "9x" is not a number from 0 to 1000000' --top 9x
	t 'recon-notify: --top: "1000001" is not a number from 0 to 1000000' \
		--top 1000001
	t 'recon-notify: --top: "99999999999999999999" is not a number from 0 to 1000000' \
		--top 99999999999999999999
	t 'recon-notify: more than one FILE; recon-sort -m merges them' a b
	t 'recon-notify: none: No such file or directory' none
	t 'recon-notify: .: is a directory' .
}

@test "a bad line is named" {
	tsv "a left 1.00 - 1.00 CNY -" "b left 1.00 - 2.00 CNY -" >in
	is 65 recon-notify in
	says "recon-notify: in:2: difference 2.00 is not left minus right"
	printf 'a\0\tleft\t1.00\t-\t1.00\tCNY\t-\n' >in
	is 65 recon-notify in
	says 'recon-notify: in:1: "a\x00" cannot be a key'
	tsv "a left 1.00 - 1.00 CNY -" | sed 's/$/\r/' >in
	is 65 recon-notify in
	says 'recon-notify: in:1: the line ends in CR LF, not in LF'
	: >in
	is 65 recon-notify in
	says "recon-notify: in: is empty, not even a #recon line: did what writes it run? (--allow-empty takes it)"
	is 0 recon-notify --allow-empty in
	printf '#recon record 1\n#total\trecords=0\n' >in
	is 65 recon-notify in
	says "recon-notify: in:1: a record stream where a result stream belongs"
}

@test "a sum that does not fit is an error, not a wrong number" {
	local most=170141183460469231731687303715884105727
	tsv "a left $most - $most CNY -" "b left 1 - 1 CNY -" >in
	is 65 recon-notify in
	says "recon-notify: in:2: the sum of L.CNY is too large"
	tsv "a left $most - $most CNY -" "b right - -$most $most CNY -" >in
	is 65 recon-notify in
	says "recon-notify: a difference of CNY is too large"
}

@test "a full disk, a reader that went away and a closed stdin are told" {
	day >in
	local status=0
	recon-notify in >/dev/full 2>err || status=$?
	[ "$status" -eq 2 ]
	says "recon-notify: stdout: write: No space left on device"
	status=0
	recon-notify --tee in >/dev/full 2>err || status=$?
	[ "$status" -eq 2 ]
	tail -n 1 err >got
	echo "recon-notify: stdout: write: No space left on device" |
		same - got
	status=0
	recon-notify --tee in 2>/dev/full >out || status=$?
	[ "$status" -eq 2 ]
	run ! grep -q '^#total' out
	is 2 recon-notify <&-
	says "recon-notify: stdin: read: Bad file descriptor"
}

@test "a line of 100 MB is read, shown and passed on" {
	{
		printf 'k\tleft\t1.00\t-\t1.00\tCNY\t-\tl.x='
		head -c 100000000 /dev/zero | tr '\0' x
		echo
	} >in
	is 0 recon-notify --top 0 in
	grep -qx 'CNY       left          1  1.00      -        1.00' out
	is 0 recon-notify --tee --plain --top 1 in
	cmp in out
}

@test "memory does not grow with the stream" {
	! sanitized || skip "a sanitizer takes memory of its own"
	python3 - >in <<-'END'
	for n in range(400000):
	    print("k%06d\tleft\t1.00\t-\t1.00\tCNY\t-\tl.x=%050d" % (n, n))
	END
	(ulimit -v 24000 && is 0 recon-notify in) # which has 36 MB
}

@test "it says how many lines it read" {
	day >in
	is 0 recon-notify -v in
	says "recon-notify: in: 9 lines"
}

@test "a profile gives the options" {
	day | as_written >in
	printf '[recon-notify]\ntop = 1\ntee = yes\n' >shop.ini
	is 0 recon-notify -p ./shop.ini in
	prints <in
}

@test "neither environment nor locale change anything" {
	day >in
	recon-notify in >plainly
	is 0 env -i "$BUILD/bin/recon-notify" in
	prints <plainly
	is 0 env LC_ALL=de_DE.UTF-8 recon-notify in
	prints <plainly
}

@test "--by adds up by a carried field, exactly, of either side" {
	channels
	is 0 recon-notify --top 0 --by channel day.res
	says ''
	sed -n '/^channel/,$p' out | same - <(cat <<-'END'
	channel  currency  class    lines  left  right  difference
	-        CNY       amount       1  3.00   2.50        0.50
	-        CNY       all          1  3.00   2.50        0.50
	alipay   CNY       left         1  5.00      -        5.00
	alipay   CNY       all          1  5.00      0        5.00
	alipay   USD       right        1     -   7.00       -7.00
	alipay   USD       all          1     0   7.00       -7.00
	wechat   CNY       matched      2  0.30   0.30        0.00
	wechat   CNY       all          2  0.30   0.30        0.00
	END
	)
	is 0 recon-notify --top 0 --by absent day.res
	[ "$(grep -c '^-       ' out)" -eq 6 ]
	says 'recon-notify: no line carries "absent"; recon-key --carry does'
	: >none
	is 0 recon-notify --allow-empty --by absent none
	says ''
	awk 'BEGIN { for (i = 0; i < 10001; i++)
	    printf "k%d\tleft\t1\t-\t1\tJPY\t-\tl.no=%d\n", i, i }' >many
	is 65 recon-notify --by no many
	says 'recon-notify: many:10001: the field "no" has more than 10000 values; totals by it are of no use'
}

@test "--older shows and counts what is open for so long" {
	channels
	is 0 recon-notify --exit-code --older 3 day.res
	run ! grep k3 out
	is 1 recon-notify --exit-code --older 2 day.res
	grep -q ' k3 ' out
	run ! grep 'k5\|k<4>' out
	is 1 recon-notify --exit-code day.res
	is 0 recon-notify day.res
	grep -v 'left\|right\|amount\|#' day.res >none
	is 0 recon-notify --exit-code none
	is 2 recon-notify --older 0 day.res
	says 'recon-notify: --older: "0" is not a number from 1 to 100000'
}

@test "--title stands above, whatever bytes it has" {
	channels
	is 0 recon-notify --title $'shop\x7f \x1b[31m' --top 0 day.res
	head -n 3 out | cat -v | same - <(printf 'shop\\x7f \\x1b[31m\n\n5 results, totals checked\n')
}

@test "--format json is what Python reads, no amount a number" {
	channels
	is 0 recon-notify --format json --title 'a "b" \\ c' --by channel day.res
	python3 - out <<-'END'
	import json, sys
	d = json.load(open(sys.argv[1]))
	assert d["title"] == 'a "b" \\\\ c', d["title"]
	assert d["results"] == 5 and d["checked"] is True
	assert d["classes"][0] == {"currency": "CNY", "class": "matched",
	    "lines": 2, "left": "0.30", "right": "0.30", "difference": "0.00"}
	usd = [c for c in d["classes"] if c["currency"] == "USD"]
	assert usd[0]["left"] is None and usd[0]["right"] == "7.00"
	assert [o["open for"] for o in d["open"]] == ["1 day", "2 days", "0 days"]
	assert d["by"][0]["channel"] == "-"
	top = d["largest"][0]
	assert top["key"] == "k3" and top["age"] == 2
	assert top["carried"] == "l.channel=alipay"
	assert any(t["key"] == "k<4>|x" for t in d["largest"])
	END
	printf '#recon result 1\n#total\trecords=0\n' >none
	is 0 recon-notify --format json none
	python3 -m json.tool out >/dev/null
}

@test "--format markdown and html escape what would be markup" {
	channels
	is 0 recon-notify --format markdown --title 'a|b <c>' day.res
	sed -n '1p;3p;5,7p' out | same - <(cat <<-'END'
	# a\|b &lt;c&gt;
	5 results, totals checked
	| currency | class | lines | left | right | difference |
	|---|---|---:|---:|---:|---:|
	| CNY | matched | 2 | 0.30 | 0.30 | 0.00 |
	END
	)
	grep -qF '| k&lt;4&gt;\|x | r.channel=alipay |' out
	is 0 recon-notify --format html --title 'a & <b>' day.res
	[ "$(head -n 1 out)" = '<h1>a &amp; &lt;b&gt;</h1>' ]
	grep -qF '<td>k&lt;4&gt;|x</td>' out
	grep -qF '<td align="right">-7.00</td>' out
	python3 - out <<-'END'
	import sys
	from html.parser import HTMLParser
	class P(HTMLParser):
	    open = []
	    def handle_starttag(self, t, a): self.open.append(t)
	    def handle_endtag(self, t): assert self.open.pop() == t, t
	p = P(); p.feed(open(sys.argv[1]).read()); assert not p.open
	END
	is 2 recon-notify --format pdf day.res
	says 'recon-notify: --format: "pdf" is none of text, json, markdown, html'
}

@test "--since compares what is open, currency by currency" {
	channels
	printf '%s\n' "k3${T}left${T}5.00${T}-${T}5.00${T}CNY${T}2022-10-30${T}age=1" \
	    "k6${T}left${T}1.10${T}-${T}1.10${T}CNY${T}2022-10-30" \
	    "k7${T}right${T}-${T}400${T}-400${T}JPY${T}2022-10-30" \
	    "k8${T}matched${T}9${T}9${T}0${T}JPY${T}2022-10-30" >old.res
	is 0 recon-notify --top 0 --since old.res day.res
	sed -n '/since/,$p' out | same - <(cat <<-'END'
	currency  since        lines  left  right  difference
	CNY       open before      2  6.10      0        6.10
	CNY       open now         2  8.00   2.50        5.50
	CNY       change           0  1.90   2.50       -0.60
	JPY       open before      1     0    400        -400
	JPY       open now         0     0      0           0
	JPY       change          -1     0   -400         400
	USD       open before      0     0      0           0
	USD       open now         1     0   7.00       -7.00
	USD       change           1     0   7.00       -7.00
	END
	)
	is 0 recon-notify --format json --since old.res day.res
	python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))["since"]
assert d[0]["since"] == "open before" and d[0]["left"] == "6.10"
assert [r["lines"] for r in d] == [2, 2, 0, 1, 0, -1, 0, 1, 1]' out
	head -n 1 day.res >short
	is 65 recon-notify --since short day.res
	says 'recon-notify: short: ends without its #total: what writes it did not finish'
	is 2 recon-notify --since day.res day.res
	says "recon-notify: --since and FILE are the same; try 'recon-notify --help'"
	is 2 recon-notify --since absent day.res
}
