#!/usr/bin/env bats
# recon-report: a day as a page for people.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# page COMMAND FILE: what report_page.py says of it.
page() {
	"$BATS_TEST_DIRNAME/report_page.py" "$@"
}

# results LINE...: a stream of them, words for fields.
results() {
	tsv "$@" | recon-sort --announce
}

# day: two currencies, every class, several ages.
day() {
	results "a|1 amount 21.00 10.00 11.00 CNY 2022-11-01 l.who=x age=2" \
	    "b left 10.00 - 10.00 CNY 2022-11-03 l.who=y age=0" \
	    "b matched 10.00 10.00 0.00 CNY 2022-11-03" \
	    "c matched 100.00 100.01 -0.01 CNY 2022-11-03 r.who=z" \
	    "d right - 1234567.89 -1234567.89 CNY 2022-10-20 r.fee=1 age=14" \
	    "e right - 500 -500 JPY 2022-11-02 age=1" \
	    "f rolled 7 7 0 JPY 2022-10-30 closed=2022-11-03" \
	    "g duplicate - 3.00 -3.00 CNY 2022-10-31 age=3" \
	    "h ambiguous 4.00 - 4.00 CNY -" \
	    "i field 4.00 4.00 0.00 CNY 2022-11-03 fields=x age=0" \
	    "j adjusted 4.00 - 4.00 CNY 2022-11-03 reason=r by=z"
}

# as_notify FILE OPTION...: the numbers of the page, and those of recon-notify.
as_notify() {
	local in=$1
	shift
	is 0 recon-report -d 2022-11-03 "$@" -o page.html "$in"
	page check page.html
	page totals page.html >got
	recon-notify "$@" --format json "$in" | python3 -c '
import json, sys
d = json.load(sys.stdin)
for name in ("title", "results", "checked", "by"):
    d.pop(name, None)
print(json.dumps(d, indent=1, ensure_ascii=False))' >want
	same want got
}

@test "the numbers of the page are those of recon-notify" {
	day >in
	as_notify in --top 20
	grep -q 1234567.89 want
	as_notify in --top 1
	results "a left 0.10 - 0.10 - - age=0" >one
	as_notify one --top 5
	results "a matched 1.00 1.00 0.00 CNY -" >none
	as_notify none --top 5
}

@test "random results, amounts of up to 30 digits, many currencies" {
	python3 - >plain <<-'END'
	import random
	r = random.Random(3)
	for n in range(3000):
	    c = r.choice(["CNY", "KWD", "JPY", "EUR", "-", "USD"])
	    p = {"KWD": 3, "JPY": 0, "-": 0}.get(c, 2)
	    def text(v):
	        s = "-" if v < 0 else ""
	        v = str(abs(v)).zfill(p + 1)
	        return s + (v[:-p] + "." + v[-p:] if p else v)
	    def amount():
	        return r.choice([r.randint(-99999, 99999), r.randint(1, 10**30)])
	    cls = r.choice(["left", "right", "amount", "matched", "rolled"])
	    a, b = amount(), amount()
	    if cls in ("matched", "rolled"):
	        b = a
	    if cls == "left":
	        b = None
	    if cls == "right":
	        a = None
	    age = "" if cls in ("matched", "rolled") else "\tage=%d" % r.choice([0, 1, 2, 5, 6, 7, 400])
	    print("k%04d\t%s\t%s\t%s\t%s\t%s\t2022-11-01%s" % (n, cls,
	        "-" if a is None else text(a), "-" if b is None else text(b),
	        text((a or 0) - (b or 0)), c, age))
	END
	recon-sort --announce plain >in
	as_notify in --top 30
}

@test "totals by fields add up to what recon-notify has for each" {
	day >in
	is 0 recon-report -d 2022-11-03 --by who,fee -o page.html in
	page check page.html
	grep -q 'id="by-1"' page.html
	recon-notify --by who --format json in | python3 -c '
import json, sys
d = json.load(sys.stdin)
for r in d["by"]:
    print(r["who"], r["currency"], r["class"], r["lines"], r["difference"])' >want
	python3 - "$BATS_TEST_DIRNAME" >got <<-'END'
	import importlib.util, sys
	dir = sys.argv[1]
	sys.argv = ["x", "text", "page.html"]
	import io, contextlib
	spec = importlib.util.spec_from_file_location("p", dir + "/report_page.py")
	m = importlib.util.module_from_spec(spec)
	with contextlib.redirect_stdout(io.StringIO()):
	    spec.loader.exec_module(m)
	page = m.Page(open("page.html", encoding="utf-8").read())
	for body in page.table("by-1").all("tbody"):
	    value = next(body.all("bdi")).text()
	    for r in body.all("tr"):
	        if r.attrs.get("class") == "g":
	            continue
	        s = m.sums(r, 1)
	        print(value, body.attrs["data-currency"], r.attrs["data-class"],
	              s["lines"], s["difference"])
	END
	same want got
	is 0 recon-report -d 2022-11-03 --by nobody -o page.html in
	says 'recon-report: no line carries "nobody"; recon-key --carry does'
	page text page.html | grep -q 'No line carries nobody'
}

# answer [OPTION...] FILE: the sentence of the page.
answer() {
	recon-report -d 2022-11-03 -o page.html "$@"
	page check page.html
	python3 - <<-'END'
	import re, html
	s = open("page.html", encoding="utf-8").read()
	a = re.search(r'<p id="answer"[^>]*>(.*?)</p>', s).group(1)
	print(html.unescape(re.sub(r"<[^>]*>", "", a)))
	END
}

@test "the answer is one sentence, in both languages" {
	day >in
	results "a left 5.00 - 5.00 CNY 2022-11-02 age=1" >one
	results "a matched 5.00 5.01 -0.01 CNY 2022-11-02" \
	    "b matched 5 5 0 JPY 2022-11-02" >clean
	recon-sort --announce --allow-empty /dev/null | sed 's/line/result/' >none
	for c in A B C D E; do
		echo "k left 5.00 - 5.00 ${c}UR 2022-11-02"
	done | tr ' ' '\t' | recon-sort --announce >many
	{
		answer in
		answer one
		answer clean
		answer none
		answer many
		answer --lang zh in
		answer --lang zh one
		answer --lang zh clean
		answer --lang zh none
	} >got
	same - got <<-'END'
	7 of 11 results are open, the oldest for 14 days; left minus right of what is open is CNY -1234545.89, JPY -500.
	1 of 1 result is open, for 1 day; left minus right of what is open is CNY 5.00.
	Nothing is open: all 2 results are closed; left minus right is CNY -0.01, JPY 0.
	There were no results.
	5 of 5 results are open; left minus right of what is open is told below for 5 currencies.
	11 条结果中 7 条未结，最久 14 天；未结的左减右为 CNY -1234545.89，JPY -500。
	1 条结果中 1 条未结，已 1 天；未结的左减右为 CNY 5.00。
	没有未结：全部 2 条结果均已结；左减右为 CNY -0.01，JPY 0。
	没有任何结果。
	END
}

@test "results without totals: the page says so" {
	day | grep -v '^#' >in
	is 0 recon-report -d 2022-11-03 -o page.html in
	page text page.html | grep -q '11 results, no totals to check: some may be missing'
	is 65 recon-report -d 2022-11-03 --require-total -o page2.html in
	[ ! -e page2.html ]
}

@test "a stream that was cut, or a history that was, makes no page" {
	day >in
	head -n 5 in >cut
	is 65 recon-report -d 2022-11-03 -o page.html cut
	grep -q 'cut: ' err
	[ ! -e page.html ]
	mkdir 2022-11-02
	cp cut 2022-11-02/results
	is 65 recon-report -d 2022-11-03 --history '*/results' -o page.html in
	grep -q '2022-11-02/results: ' err
	[ ! -e page.html ]
}

@test "what data commands is only shown" {
	printf '%b\n' \
	    'k<script>alert(1)</script>\tleft\t1.00\t-\t1.00\tCNY\t-\tl.x="><img src=x onerror=alert(1)>\tage=0' \
	    "k'&amp;\"\\\\x1b[31m\tleft\t2.00\t-\t2.00\tCNY\t-\tl.<b>=</style>\tage=0" \
	    'k\xe2\x80\xaetfel\tleft\t3.00\t-\t3.00\tCNY\t-\tl.x=\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d\tage=0' \
	    'k\xff\xfe\tleft\t4.00\t-\t4.00\tCNY\t-\tl.x=<!-- \tage=0' |
	    LC_ALL=C sort >in
	mkdir '2022-11-02<b>'
	cp in '2022-11-02<b>/r'
	is 0 recon-report -d 2022-11-03 --by x --title '</title><script>alert(2)</script>' \
	    --left-is '<u>"' --right-is "'&" --history '*<b>/r' -o page.html in
	page check page.html
	page text page.html >text
	grep -qF 'k<script>alert(1)</script>' text
	grep -qF 'l.x="><img src=x onerror=alert(1)>' text
	grep -qF "k'&amp;\"\\x1b[31m" text
	grep -qF 'k\xe2\x80\xaetfel' text
	grep -qF 'k\xff\xfe' text
	grep -qF 'Left is <u>", right is '"'&" text
	run ! grep -q "[^[:print:]${T}]" <(LC_ALL=C.UTF-8 tr -d '\n' <page.html | LC_ALL=C tr -d '\200-\377')
	run ! grep -qi '<script\|<img\|<u>\|<b>' page.html
}

@test "a value of a megabyte does not make a page of one" {
	printf 'k\tleft\t1.00\t-\t1.00\tCNY\t-\tl.x=%s\tage=0\n' \
	    "$(head -c 1000000 /dev/zero | tr '\0' x)" >in
	is 0 recon-report -d 2022-11-03 -o page.html in
	[ "$(wc -c <page.html)" -lt 30000 ]
	page text page.html | grep -q 'x… (1000004)'
}

@test "--history: the days that are there, packed or not, the last one from FILE" {
	day >in
	for d in 01 02; do
		mkdir 2022-11-$d
		results "a left ${d#0}.00 - ${d#0}.00 CNY 2022-11-$d age=0" \
		    "b matched 1.00 1.00 0.00 CNY 2022-11-$d" >2022-11-$d/results
	done
	gzip 2022-11-02/results
	mkdir 2022-10-01 2022-11-03
	echo garbage >2022-10-01/results # before the days that are wanted
	echo garbage >2022-11-03/results # the last one
	is 0 recon-report -d 2022-11-03 --history '2022-*/results*' -o page.html in
	page check page.html
	page text page.html >text
	grep -q 'Of 27 of these days there are no results here' text
	python3 - <<-'END' >got
	import re
	s = open("page.html", encoding="utf-8").read()
	t = re.search(r'<table id="trend".*?</table>', s, re.S).group(0)
	for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", t, re.S):
	    print(re.sub(r"<[^>]*>", " ", row).split())
	print(len(re.findall("<figure>", s)))
	END
	same - got <<-'END'
	['2022-11-01', '2', '1', 'CNY', '1.00']
	['2022-11-02', '2', '1', 'CNY', '2.00']
	['2022-11-03', '11', '7', 'CNY', '-1', '234', '545', '.89', ',', 'JPY', '-500']
	3
	END
	is 0 recon-report -d 2022-11-03 -o page.html in
	page text page.html >text
	run ! grep -q Trend text
	is 0 recon-report -d 2022-11-03 --days 2 --history 2022-11-01/results -o page.html in
	page text page.html | grep -q 'Of 1 of these days there are no results here'
}

@test "bars are as high as their share of what the picture reaches" {
	for d in 01 02 03 04; do
		mkdir 2022-11-$d
	done
	results "a left 40.00 - 40.00 CNY - age=0" >2022-11-01/r
	results "a right - 60.00 -60.00 CNY - age=0" >2022-11-02/r
	results "a matched 1.00 1.00 0.00 CNY -" >2022-11-03/r
	results "a left 99999999999999999999999999999999.00 - 99999999999999999999999999999999.00 EUR - age=0" \
	    "b left 20.00 - 20.00 CNY - age=0" >2022-11-04/r
	is 0 recon-report -d 2022-11-04 --days 4 --history '2022*/r' -o page.html 2022-11-04/r
	python3 - <<-'END' >got
	import re
	s = open("page.html", encoding="utf-8").read()
	for id in ("open", "difference-1", "difference-2"):
	    f = re.search(r'aria-labelledby="s-%s".*?</svg>' % id, s, re.S).group(0)
	    print(id, re.findall(r'x="([\d.]+)%" width="([\d.]+)%" y="([\d.]+)" height="([\d.]+)"', f),
	          re.search(r'y1="([\d.]+)"', f).group(1))
	END
	same - got <<-'END'
	open [('0.00', '17.50', '68.0', '48.0'), ('25.00', '17.50', '68.0', '48.0'), ('50.00', '17.50', '116.0', '0.0'), ('75.00', '17.50', '20.0', '96.0')] 116.0
	difference-1 [('0.00', '17.50', '20.0', '38.4'), ('25.00', '17.50', '58.4', '57.6'), ('50.00', '17.50', '58.4', '0.0'), ('75.00', '17.50', '39.2', '19.2')] 58.4
	difference-2 [('0.00', '17.50', '116.0', '0.0'), ('25.00', '17.50', '116.0', '0.0'), ('50.00', '17.50', '116.0', '0.0'), ('75.00', '17.50', '20.0', '96.0')] 116.0
	END
}

# made: a day of the pipeline, with its facts; results are in day.res.
made() {
	printf 'key,amount\nk1,1.00\nk2,2.50\n' >left.csv
	printf 'key,amount\nk1,1.00\nk2,2.00\n' >right.csv
	for side in left right; do
		s=$(echo ${side:0:1} | tr lr LR)
		recon-clean --facts $side-clean.facts $side.csv |
		    recon-key -k key -a amount -c CNY -s $s -d 2022-11-03 \
			--facts $side-key.facts |
		    recon-sort --facts $side-sort.facts -o $side.rec
	done
	recon-join --facts join.facts left.rec right.rec |
	    recon-roll -s state -d 2022-11-03 --facts roll.facts -o day.res 2>/dev/null
}

@test "--stages: which files and programs the numbers come from" {
	made
	is 0 recon-report -d 2022-11-03 --stages '*.facts' -o page.html day.res
	page check page.html
	page text page.html >text
	grep -q 'They are what recon-roll wrote as day.res' text
	for f in left.csv right.csv; do
		grep -q "$(sha256sum <$f | cut -c 1-64)" text
	done
	grep -q "$(sha256sum <day.res | cut -c 1-64)" text
	run ! grep -q "$(sha256sum <left.rec | cut -c 1-64)" text
	# in the order in which the data went through
	python3 - <<-'END' >got
	import re
	s = open("page.html", encoding="utf-8").read()
	t = re.search(r'<table id="stages".*?</table>', s, re.S).group(0)
	print(re.findall(r'<th scope="row"><bdi>(.*?)</bdi>', t))
	END
	same - got <<-'END'
	['recon-clean', 'recon-key', 'recon-sort', 'recon-clean', 'recon-key', 'recon-sort', 'recon-join', 'recon-roll']
	END
	sed 's/1.00/1.10/g' day.res | grep -v '^#' >other
	is 0 recon-report -d 2022-11-03 --stages '*.facts' -o page.html other
	page text page.html | grep -q 'None of the programs below wrote them'
	is 65 recon-join --facts sort2.facts left.csv
	is 0 recon-report -d 2022-11-03 --stages sort2.facts -o page.html day.res
	page text page.html | grep -q 'with status 65: '
}

@test "the same input makes the same bytes" {
	made
	for i in 1 2; do
		recon-report -d 2022-11-03 --stages '*.facts' -o $i day.res
	done
	cmp 1 2
	env -i TZ=Asia/Shanghai LC_ALL=de_DE.UTF-8 "$BUILD/bin/recon-report" \
	    -d 2022-11-03 --stages '*.facts' day.res >three
	cmp 1 three
}

@test "colours have the contrast that WCAG 2.1 asks for, in each of the three sets" {
	day >in
	is 0 recon-report -d 2022-11-03 -o page.html in
	page colours page.html
}

@test "memory does not grow with the results" {
	sanitized && skip "memory is watched here"
	seq 1 200000 | awk '{ printf "k%09d\tmatched\t1.00\t1.00\t0.00\tCNY\t2022-11-03\tl.x=%d\n", $1, $1 }' >plain
	recon-sort --announce -o large plain
	head -n 2000 plain | recon-sort --announce -o small
	peak recon-report -d 2022-11-03 -o page.html small
	small=$peak
	peak recon-report -d 2022-11-03 -o page.html large
	[ "$peak" -le $((small + 2000)) ] || { echo "$small $peak"; false; }
}

@test "what cannot be done is told" {
	day >in
	: >empty-path
	while IFS='|' read -r status words text; do
		is "$status" recon-report $words </dev/null
		says "recon-report: $text"
	done <<-'END'
	2|in|needs -d DATE; try 'recon-report --help'
	2|-d 2022-11-03 --lang fr in|--lang: "fr" is none of en, zh
	2|-d 2022-11-03 --left-is a in|--left-is and --right-is need each other; try 'recon-report --help'
	2|-d 2022-11-03 in in|more than one FILE; recon-sort -m merges them
	2|-d 2022-11-03 --history nowhere-2022-11-01/x* in|nowhere-2022-11-01/x*: No such file or directory
	2|-d 2022-11-03 --history 2022-11-01x* in|2022-11-01x*: no such file
	2|-d 2022-11-03 --history nowhere-2022-11-01 in|nowhere-2022-11-01: No such file or directory
	2|-d 2022-11-03 --history in in|in: no date YYYY-MM-DD in its path says which day it is
	2|-d 2022-11-03 --stages nowhere in|nowhere: No such file or directory
	65|-d 2022-11-03 --stages in in|in:1: not as recon-facts(5) has it
	65|-d 2022-11-03 --stages empty-path in|empty-path: no file of recon-facts(5), or one that is not whole
	END
	mkdir 2022-11-01
	cp in 2022-11-01/a
	cp in 2022-11-01/b
	is 2 recon-report -d 2022-11-03 --history '2022-11-01/*' in
	says 'recon-report: 2022-11-01/b: another file of --history is of that day, too'
}

@test "facts that are not whole, or say what they cannot, are refused" {
	made
	bad() { # TEXT SED...
		local text=$1
		shift
		sed "$@" join.facts >bad.facts
		is 65 recon-report -d 2022-11-03 --stages bad.facts -o page.html day.res
		says "recon-report: bad.facts$text"
	}
	bad ': no file of recon-facts(5), or one that is not whole' '$d'
	bad ':1: no file of recon-facts(5)' '1s/1$/2/'
	bad ":$(wc -l <join.facts): not as recon-facts(5) has it" '$s/0/x/'
	bad ':6: not as recon-facts(5) has it' '6s/.*/x/'
	bad ":$(($(wc -l <join.facts) + 1)): no file of recon-facts(5)" "\$a x${T}1"
	n=$(grep -n ^input join.facts | head -n 1 | cut -d : -f 1)
	bad ":$n: not as recon-facts(5) has it" "${n}s/${T}[0-9a-f]\{64\}/${T}12/"
	bad ":$n: cannot read \"L.CNY=x\" in a #total line" "${n}s/L.CNY=[^${T}]*/L.CNY=x/"
}

# with_sheets: skips where the machine lacks what makes a spreadsheet or reads it.
with_sheets() {
	day >in
	recon-report -d 2022-11-03 -o page.html --xlsx try.xlsx in 2>err ||
	    skip "$(cat err)"
	/usr/bin/python3 -c 'import openpyxl' 2>/dev/null ||
	    skip "no python3-openpyxl here"
}

@test "--xlsx: keys stay text, amounts are numbers unless they would be rounded" {
	with_sheets
	printf '%b\n' \
	    '202211020000000000000001\tleft\t999999999999999.00\t-\t999999999999999.00\tCNY\t2022-11-03\tl.n=00123\tage=0' \
	    '202211020000000000000002\tamount\t9999999999999.99\t0.01\t9999999999999.98\tCNY\t1899-12-31\tage=44867' \
	    '=1+1\tright\t-\t-0.10\t0.10\tUSD\t-\tr.f==HYPERLINK("http://x")\tid=1e5\tage=1' \
	    'k_x0041_\\x1b\tmatched\t7\t7\t0\tJPY\t2022-11-03\tl.x=\xe2\x80\xae' \
	    'kwd\tmatched\t1.005\t1.005\t0.000\tKWD\t2022-11-03\tl.y=a' >plain
	is 0 recon-report -d 2022-11-03 -o page.html --xlsx day.xlsx plain
	says ''
	"$BATS_TEST_DIRNAME/sheet_rows.py" day.xlsx >got
	same - got <<-'END'
	== Totals A1:G10 A2 A1:G10
	s Currency | s Class | s State | s Lines | s Left | s Right | s Difference
	s CNY | s amount | s open | n 1 #,##0 | n 9999999999999.99 #,##0.00 | n 0.01 #,##0.00 | n 9999999999999.98 #,##0.00
	s CNY | s left | s open | n 1 #,##0 | s 999999999999999.00 | - | s 999999999999999.00
	s CNY | s all | - | n 2 #,##0 | s 1009999999999998.99 | n 0.01 #,##0.00 | s 1009999999999998.98
	s JPY | s matched | s closed | n 1 #,##0 | n 7 #,##0 | n 7 #,##0 | n 0 #,##0
	s JPY | s all | - | n 1 #,##0 | n 7 #,##0 | n 7 #,##0 | n 0 #,##0
	s KWD | s matched | s closed | n 1 #,##0 | n 1.005 #,##0.000 | n 1.005 #,##0.000 | n 0 #,##0.000
	s KWD | s all | - | n 1 #,##0 | n 1.005 #,##0.000 | n 1.005 #,##0.000 | n 0 #,##0.000
	s USD | s right | s open | n 1 #,##0 | - | n -0.1 #,##0.00 | n 0.1 #,##0.00
	s USD | s all | - | n 1 #,##0 | n 0 #,##0 | n -0.1 #,##0.00 | n 0.1 #,##0.00
	== Open A1:K4 A2 A1:K4
	s Key | s Class | s Currency | s Left | s Right | s Difference | s Date | s Open for | s l.n | s r.f | s id
	s 202211020000000000000001 | s left | s CNY | s 999999999999999.00 | - | s 999999999999999.00 | d 2022-11-03 | n 0 #,##0 | s 00123 | - | -
	s 202211020000000000000002 | s amount | s CNY | n 9999999999999.99 #,##0.00 | n 0.01 #,##0.00 | n 9999999999999.98 #,##0.00 | s 1899-12-31 | n 44867 #,##0 | - | - | -
	s =1+1 | s right | s USD | - | n -0.1 #,##0.00 | n 0.1 #,##0.00 | - | n 1 #,##0 | - | s =HYPERLINK("http://x") | s 1e5
	== Closed A1:J3 A2 A1:J3
	s Key | s Class | s Currency | s Left | s Right | s Difference | s Date | s Open for | s l.x | s l.y
	s k_x0041_\x1b | s matched | s JPY | n 7 #,##0 | n 7 #,##0 | n 0 #,##0 | d 2022-11-03 | - | s \xe2\x80\xae | -
	s kwd | s matched | s KWD | n 1.005 #,##0.000 | n 1.005 #,##0.000 | n 0 #,##0.000 | d 2022-11-03 | - | - | s a
	END
}

@test "--xlsx: every amount of up to 15 digits is the number that Python reads" {
	with_sheets
	python3 - >plain <<-'END'
	import random
	r = random.Random(8)
	for n in range(3000):
	    p = r.choice([0, 2, 2, 3, 8])
	    v = r.randint(1, 10 ** r.randint(1, 15) - 1) if n % 3 else 10 ** r.randint(0, 14)
	    t = str(v).zfill(p + 1)
	    t = t[:-p] + "." + t[-p:] if p else t
	    if n % 2:
	        print("k%04d\tleft\t%s\t-\t%s\tX%s\t-\tage=0" % (n, t, t, "ABCDEFGHI"[p] * 2))
	    else:
	        print("k%04d\tright\t-\t%s\t-%s\tX%s\t-\tage=0" % (n, t, t, "ABCDEFGHI"[p] * 2))
	END
	is 0 recon-report -d 2022-11-03 -o page.html --xlsx day.xlsx plain
	/usr/bin/python3 - >got <<-'END'
	import openpyxl
	for row in list(openpyxl.load_workbook("day.xlsx")["Open"].values)[1:]:
	    print(row[0], repr(float(row[5])))
	END
	python3 - >want <<-'END'
	for line in open("plain"):
	    f = line.split("\t")
	    print(f[0], repr(float(f[4])))
	END
	same want got
}

@test "--xlsx: columns are the fields of the first lines, others stand in the last" {
	with_sheets
	seq 1500 | awk '{ printf "k%04d\tmatched\t1.00\t1.00\t0.00\tCNY\t-\tl.a=%d%s\n",
	    $1, $1, ($1 > 1200 ? "\tl.late=" $1 "\tr.late=x" : "") }' >plain
	is 0 recon-report -d 2022-11-03 -o page.html --xlsx day.xlsx plain
	"$BATS_TEST_DIRNAME/sheet_rows.py" day.xlsx | grep -e '^== Closed' \
	    -e k1200 -e k1201 | sed 's/ | s matched .* n 0 #,##0.00//' >got
	same - got <<-'END'
	== Closed A1:J1501 A2 A1:J1501
	s k1200 | - | - | s 1200 | -
	s k1201 | - | - | s 1201 | s l.late=1201  r.late=x
	END
	awk 'BEGIN { printf "k\tmatched\t1.00\t1.00\t0.00\tCNY\t-"
	    for (i = 0; i < 150; i++) printf "\tl.f%d=%d", i, i
	    print "" }' >plain
	is 0 recon-report -d 2022-11-03 -o page.html --xlsx day.xlsx plain
	"$BATS_TEST_DIRNAME/sheet_rows.py" day.xlsx | tail -n 1 >got
	grep -q '| s 99 | s l.f100=100  l.f101=101 .*  l.f149=149$' got
}

@test "--xlsx: what is longer than a cell takes is cut, and said" {
	with_sheets
	for n in 32767 32768; do
		printf 'k\tleft\t1.00\t-\t1.00\tCNY\t-\tl.x=%s\tage=0\n' \
		    "$(head -c $n /dev/zero | tr '\0' x)" >plain
		is 0 recon-report -d 2022-11-03 -o page.html --xlsx day.xlsx plain
		mv err err.$n
		"$BATS_TEST_DIRNAME/sheet_rows.py" day.xlsx | grep -o 'x\{32767\}' |
		    wc -c | same <(echo 32768) -
	done
	same /dev/null err.32767
	same <(echo 'recon-report: day.xlsx: cut, being longer than a cell takes: 1 texts') err.32768
}

@test "--xlsx: a language, the same bytes again, and nothing where it fails" {
	with_sheets
	for i in 1 2; do
		is 0 recon-report -d 2022-11-03 --lang zh -o page.html --xlsx $i.xlsx in
		sleep 1
	done
	cmp 1.xlsx 2.xlsx
	"$BATS_TEST_DIRNAME/sheet_rows.py" 1.xlsx | grep '^==\|键' >got
	grep -q '^== 未结 ' got && grep -q '^== 已结 ' got && grep -q '键' got
	head -n 5 in >cut
	is 65 recon-report -d 2022-11-03 -o page2.html --xlsx 3.xlsx cut
	is 2 recon-report -d 2022-11-03 -o page2.html --xlsx nowhere/3.xlsx in
	is 2 recon-report -d 2022-11-03 -o in2 --xlsx in in
	is 2 recon-report -d 2022-11-03 -o same --xlsx same in
	[ -z "$(find . -name 'page2*' -o -name '*3.xlsx*' -o -name '.*tmp*')" ]
}

@test "--xlsx: facts tell the workbook as they tell the page" {
	with_sheets
	is 0 recon-report -d 2022-11-03 --facts f -o page.html --xlsx day.xlsx in
	for file in page.html day.xlsx; do
		printf '%s\t%s\t%s\n' $file "$(wc -c <$file)" \
		    "$(sha256sum $file | cut -c 1-64)"
	done >want
	grep ^output f | cut -f 3-5 | sort -r | same want -
}

@test "--xlsx: memory does not grow with the lines" {
	with_sheets
	sanitized && skip "memory is watched here"
	seq 1 60000 | awk '{ printf "k%09d\tmatched\t1.00\t1.00\t0.00\tCNY\t2022-11-03\tl.x=%d\n", $1, $1 }' >large
	head -n 6000 large >small
	peak recon-report -d 2022-11-03 -o page.html --xlsx s.xlsx small
	small=$peak
	peak recon-report -d 2022-11-03 -o page.html --xlsx l.xlsx large
	[ "$peak" -le $((small + 3000)) ] || { echo "$small $peak"; false; }
}

# proof OPTION...: the paper of the day that made made.
proof() {
	recon-report --proof -d 2022-11-03 --exit-code -s state \
	    --stages '*.facts' -o proof.html "$@"
}

@test "--proof: all that one program wrote is what the next one read" {
	made
	is 0 proof day.res
	says ''
	page check proof.html
	page fails proof.html | same /dev/null -
	page text proof.html >text
	grep -q "All $(grep -c '<tr class="holds">' proof.html) checks hold" text
	for name in 'recon-key read what recon-clean wrote' \
	    'recon-join read what recon-sort wrote' \
	    'recon-roll read what recon-join wrote' \
	    'The results at hand are what recon-roll wrote' \
	    'recon-clean: each row was written, or told as put aside' \
	    'recon-sort: as many records and the same sums' \
	    'recon-join: the same sums of both sides' \
	    'recon-roll: open before and new is closed and open now' \
	    'The directory holds what its manifest says' \
	    'The results that the directory knows are those'; do
		grep -q "$name" text || { echo "no: $name"; false; }
	done
	for file in *.facts left.csv right.csv; do
		grep -q "$(sha256sum <"$file" | cut -c 1-64)" text || echo "no: $file"
	done
	is 0 proof --lang zh day.res
	page check proof.html
	page text proof.html | grep -q '全部 [0-9]* 项核对成立'
}

@test "--proof: the commands for a second person do what the paper says" {
	made
	mkdir "a b"
	printf '[recon-clean]\nkeep = key != it'"'"'s $x\n' >"a b/p.ini"
	recon-clean -p "a b/p.ini" --facts left-clean.facts left.csv |
	    recon-key -k key -a amount -c CNY -s L -d 2022-11-03 \
		--facts left-key.facts | recon-sort --facts left-sort.facts -o left.rec
	is 0 proof day.res
	page steps proof.html >steps.json
	python3 - >got <<-'END'
	import json, re, subprocess
	for text in json.load(open("steps.json")):
	    want = re.findall(r"sha256sum # ([0-9a-f]{64})", text)
	    r = subprocess.run(["sh", "-ec", text], capture_output=True, text=True)
	    got = re.findall(r"^([0-9a-f]{64})  -$", r.stdout, re.M)
	    print(text.split()[0], r.returncode, len(want), got == want, r.stderr.replace("\n", ""))
	END
	same - got <<-'END'
	sha256sum 0 0 True 
	sha256sum 0 0 True 
	recon-clean 0 3 True 
	recon-roll 0 0 True recon-roll: state: all as the manifest says; days: 1, stale: 0, generations: 1, pruned: 0, files: 3
	recon-notify 0 0 True 
	END
}

# fails WHAT...: the paper says that this does not hold, and nothing else.
fails() {
	local n
	[ "$status" -eq 1 ] || { echo "status $status"; return 1; }
	page check proof.html
	page fails proof.html >got
	printf '%s\n' "$@" | same - got
	n=$(wc -l <got)
	grep -q "^recon-report: $n of [0-9]* checks fail\$" err
}

# tried FILE SED: the paper with the file of facts changed.
tried() {
	cp "$1" kept
	sed -i "$2" "$1"
	status=0
	proof day.res 2>err || status=$?
	cp kept "$1"
	rm kept
}

@test "--proof: whatever does not hang together is named" {
	made
	tried join.facts "/^output/s/records=[0-9]*/records=9/"
	fails 'recon-roll read what recon-join wrote'
	tried left-key.facts "/^output/s/xxh3=.*/xxh3=0123456789abcdef/"
	fails 'recon-sort read what recon-key wrote'
	tried left-clean.facts "s/^skipped.*/skipped${T}1/"
	fails 'recon-clean: each row was written, or told as put aside'
	tried roll.facts "s/^legs.open.L.CNY.*/legs.open.L.CNY${T}7.00/"
	fails 'recon-roll: open before and new is closed and open now'
	tried join.facts "s/^status.*/status${T}70/"
	fails 'recon-join ended well'
	tried left-sort.facts "/^output/s/L.CNY=[0-9.]*/L.CNY=3.00/"
	fails 'recon-join read what recon-sort wrote' \
	    'recon-sort: as many records and the same sums'
	tried roll.facts "/^output/s/records=[0-9]*/records=9/"
	fails 'The results at hand are what recon-roll wrote'
}

@test "--proof: a program that is missing, a file that was changed, other results" {
	made
	mv left-key.facts away
	status=0
	proof day.res 2>err || status=$?
	fails 'None of these programs wrote the stdin of recon-sort'
	mv away left-key.facts
	sed '/^#/d;s/1.00/1.10/g' left.rec >other
	recon-sort --announce -o left.rec other
	recon-join --facts join.facts left.rec right.rec -o joined
	status=0
	proof 2>err || status=$?
	fails 'left.rec is not as it was written when recon-join read it' \
	    'None of these programs wrote the stdin of recon-roll'
	made
	recon-sort --announce -o results other 2>err || :
	grep -v '^#' day.res | sed 1d >results
	status=0
	proof results 2>err || status=$?
	fails 'None of these programs wrote the results at hand'
}

@test "--proof: days that were changed, are stale, or are not there" {
	made
	echo >>state/open-2022-11-03.1.res
	status=0
	proof day.res 2>err || status=$?
	fails 'The directory holds what its manifest says'
	page text proof.html | grep -q 'open-2022-11-03.1.res'
	rm -r state
	made
	status=0
	recon-report --proof -d 2022-11-04 --exit-code -s state -o proof.html 2>err || status=$?
	fails '2022-11-04 is there, and rolled from the days before it as they are now'
	recon-roll -s state -d 2022-11-04 --allow-empty --no-total -o next </dev/null
	recon-roll -s state -d 2022-11-03 --force --by me --why x --no-total --allow-empty \
	    -o again </dev/null 2>err
	status=0
	recon-report --proof -d 2022-11-04 --exit-code -s state -o proof.html 2>err || status=$?
	fails '2022-11-04 is there, and rolled from the days before it as they are now'
	page text proof.html | grep -q stale
}

@test "--proof: what is told of it" {
	made
	while IFS='|' read -r status words text; do
		is "$status" recon-report $words </dev/null
		says "recon-report: $text"
	done <<-'END'
	2|--proof -d 2022-11-03|--proof needs --stages or --state; try 'recon-report --help'
	2|-d 2022-11-03 -s state day.res|--state goes with --proof; try 'recon-report --help'
	2|--proof -d 2022-11-03 -s state --top 3|--proof goes without --top; try 'recon-report --help'
	2|--proof -d 2022-11-03 -s state --by x|--proof goes without --by; try 'recon-report --help'
	2|--proof -d 2022-11-03 -s nowhere|nowhere: there is no manifest: no day was kept here, or by an older version, and the next run takes them over
	END
	is 1 recon-report -d 2022-11-03 --exit-code -o page.html day.res
	is 0 recon-report -d 2022-11-03 -o page.html day.res
}

@test "--proof: names and options of others are only shown, and quoted for the shell" {
	mkdir '<b>x' && cd '<b>x'
	printf 'key,amount\n$(touch run)`touch run`,1.00\n' >'a$(touch run)'"'"'.csv'
	recon-clean --facts c.facts --keep 'key != $(touch run)' -o t \
	    'a$(touch run)'"'"'.csv'
	is 0 recon-report --proof -d 2022-11-03 --stages '*.facts' -o ../proof.html
	page check ../proof.html
	page steps ../proof.html >steps.json
	python3 - <<-'END'
	import json, subprocess
	for text in json.load(open("steps.json")):
	    subprocess.run(["sh", "-ec", text], check=True)
	END
	[ ! -e run ]
}

@test "--proof: a bill that was fetched is a link, and what is there is looked at" {
	[ -x "$(command -v recon-fetch)" ] || skip "recon-fetch is not built"
	made
	mkdir at
	mv left.csv at/a.csv
	recon-fetch -d 2022-11-03 --appears-whole --facts left-fetch.facts \
	    -o left.csv "file://$PWD/at/a.csv"
	is 0 proof day.res
	page text proof.html | grep -q 'recon-clean read what recon-fetch wrote'
	page steps proof.html | grep -q 'left.csv'
	page steps proof.html >steps.json
	python3 - <<-'END'
	import json, subprocess
	for text in json.load(open("steps.json")):
	    subprocess.run(["sh", "-ec", text], check=True)
	END
	sed -i "/^input/s,file://[^$T]*,cmd:cat," left-fetch.facts
	is 0 proof day.res
	page steps proof.html | grep -q 'recon-clean left.csv'
	run ! grep -q 'recon-fetch.*cmd:' <(page steps proof.html)
}

@test "--proof: facts that are forged give no command of theirs to a shell" {
	local a b
	a=$(printf %064d 1) b=$(printf %064d 2)
	# forged PROGRAM OPTION INPUT...
	forged() {
		printf 'recon-facts\t1\nprogram\t%s\nversion\t1\n' "$1"
		printf 'option\t%s\tv\n' "$2"
		printf 'input\tread\t%s\t5\t'$a'\n' "${@:3}"
		printf 'output\twritten\tstdout\t5\t'$b'\nstatus\t0\n'
	}
	forged 'recon-sort; touch run #' x y >one.facts
	forged sh c run >two.facts
	forged recon-sort 'x;touch run;' -ofile >three.facts
	forged recon-notify targets y >four.facts
	forged recon-sort x y >$'five\nEND\ntouch run\n#.facts'
	# a circle, and many of them: it would not end
	forged recon-clean x $(yes stdin | head -n 16) | sed "/^input/s/$a/$b/;/^output/s/$b/$a/" >six.facts
	forged recon-key x $(yes stdin | head -n 16) >seven.facts
	forged recon-join x $(yes stdin | head -n 16) |
	    sed "/^input/s/$a/$b/;/^output/s/$b/$(printf %064d 3)/" >eight.facts
	is 0 timeout 60 recon-report --proof -d 2022-11-03 --stages '*.facts' -o proof.html
	page check proof.html
	page steps proof.html >steps.json
	python3 - >got <<-'END'
	import json, subprocess
	for text in json.load(open("steps.json")):
	    subprocess.run(["sh", "-c", text], capture_output=True)
	    if "sha256sum #" in text:
	        print(text, end="")
	END
	[ ! -e run ]
	grep -c . got
	run ! grep -E '^(sh|recon-notify|recon-clean|recon-key) ' got
	run ! grep ' -ofile' got
	grep -qF "recon-sort --'x;touch run;'=v ./-ofile" got
}

@test "--proof: each column of the chain of days has its name" {
	made
	is 0 proof day.res
	python3 - >got <<-'END'
	import re
	text = open("proof.html").read()
	days = text[text.index('id="days"'):]
	head = days[:days.index("</thead>")]
	print(*re.findall(r"<th[^>]*>([^<]*)</th>", head), sep="\n")
	END
	same - got <<-'END'
	Date
	Run
	Open before
	New
	Closed
	Open
	Of these reopened
	SHA-256 of the day
	END
}

@test "results of another day than -d says are told" {
	results "a left 10.00 - 10.00 CNY 2022-11-03 age=0" \
	    "b right - 1.00 -1.00 CNY 2022-11-01 age=2" >day.res
	is 0 recon-report -d 2022-11-03 -o page.html day.res
	says ''
	is 0 recon-report -d 2022-11-04 -o page.html day.res
	says 'recon-report: the results are of 2022-11-03, as the age of what is open says, and -d says 2022-11-04'
}
