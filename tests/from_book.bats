# recon-flow from-book: a book becomes a flow that runs; every fault of a book is
# told with its line, those of the flow that it would be too.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	umask 022
	export RECON_FLOW_STORE=$PWD/store
}

# wrong: the book on standard input, up to a line "--", has just the faults
# behind it, "LINE: MESSAGE", or "MESSAGE" of the whole file.
wrong() {
	local text
	text=$(cat)
	printf '%s\n' "${text%%$'\n'--*}" >b.book
	printf '%s\n' "${text#*--$'\n'}" |
		sed 's/^[0-9]*: /b.book:&/; /^b.book/!s/^/b.book: /
			s/^/recon-flow: /' >want
	is 65 recon-flow from-book b.book || return
	same want err && [ ! -s out ]
}

# sides: the two sections that every book needs.
sides() {
	printf '%s\n' '[left]' 'run = cp l {file}' 'profile = l' \
		'[right]' 'run = cp r {file}' 'profile = r'
}

# line_of NODE KEY: what the flow in f.flow says.
line_of() {
	sed -n "/^\[node $1\]/,/^\$/s/^$2 = //p" f.flow
}

@test "sections and keys that are not known, or there twice" {
	wrong <<-'END'
	name = b
	[book]
	name = b
	name = c
	titel = x
	[books]
	[left]
	fetch = --stable 5m https://a/b.csv
	profile = a
	[left]
	[right]
	fetch = --stable 5m https://a/b.csv
	profile = a
	[notify]
	[notify a b]
	[join x]
	[roll]
	wholly-unlike = 1
	no key
	--
	1: "name = b" stands before the first section, [book]
	4: name: it is there twice, in line 3 too
	5: titel: unknown key; the nearest is "title"
	6: [books] is no section of a book; there are book, channels, left, right, join, roll, notify NAME, review, store, report, param NAME, schedule NAME, alarm
	10: [left] is there twice, in line 7 too
	14: [notify] is not like [notify NAME]: a name is letters of any script, digits, _ and -, at most 100 bytes, no - first
	15: [notify a b] is not like [notify NAME]: a name is letters of any script, digits, _ and -, at most 100 bytes, no - first
	16: [join x] is no section of a book; there are book, channels, left, right, join, roll, notify NAME, review, store, report, param NAME, schedule NAME, alarm
	18: wholly-unlike: [roll] has no such key
	19: "no key" is neither [section], key = value nor a comment
	END
}

@test "what sections lack, and what does not go together" {
	wrong <<-'END'
	[left]
	key = order
	[right]
	fetch = --stable 5m https://a/b.csv
	run = cp a {file}
	profile = a
	[channels]
	[join]
	match = sums
	sum-of = 3
	date-window = 2
	[roll]
	holidays = cn.txt
	state = state
	[notify a]
	[review]
	[store]
	[param date]
	type = date
	[param channel]
	type = word
	--
	1: [left] says neither fetch = nor run =
	1: [left] says no profile =, and not both key = and amount =
	5: run: there is fetch = already, and one of the two is enough
	7: [channels] says no list =
	10: sum-of: with match = sums all of a side are added up already
	11: date-window: with match = sums there are many dates in a sum
	13: holidays: it is for overdue =, which is not said
	14: state: each channel has a state of its own: {channel} in it
	15: [notify a] says no target =
	16: [review] says no group =
	17: [store] says no db =
	18: [param date] is there without being said
	20: [param channel] is there by [channels]
	END
}

@test "values that are none" {
	wrong <<-'END'
	[book]
	name = a b
	lang = fr
	work = work/{date}
	title =
	[left]
	fetch = "--stable 5m https://a/b.csv
	profile = {nobody}.ini
	expect-date = maybe
	[right]
	run = cp {channel} {file}
	profile = {file}
	[join]
	match = pair
	tolerance = some
	sum-of = 0
	[notify a]
	target = a
	what = batch x
	--
	2: name: "a b" is not one word without quotes and braces
	3: lang: "fr" is none of: en zh
	4: work: "work/{date}" is not one word without quotes and braces
	5: title: it says nothing
	7: fetch: a quote is not closed
	8: profile: nobody has the name "nobody"; a parameter is declared, [param nobody]
	9: expect-date: "maybe" is none of: refuse keep tell none
	11: run: nobody has the name "channel"; a parameter is declared, [param channel]
	12: profile: nobody has the name "file"; a parameter is declared, [param file]
	14: match: "pair" is none of: pairs sums
	15: tolerance: "some" is not an amount; wanted is one like 0.05, 0.5%, 0.5%,0.05, -0.01..+0.05 or CNY=0.05
	16: sum-of: "0" is no number from 1 to 1000000
	19: what: "x" is no number from 1 to 1000000
	END
}

@test "what would be wrong with the flow has the line of the book" {
	sides >b
	cat >>b <<-'END'
	[notify a]
	target = a
	if = joint.status = done
	[schedule night]
	at = 25:00
	zone = UTC
	param day = due
	[param limit]
	typ = amount
	END
	{ cat b; cat <<-'END'; } | wrong
	--
	9: if: nobody has the name "joint.status": there is no [node joint]
	10: the schedule does not say param date, which has no default
	10: the schedule does not say param limit, which has no default
	11: at: "25:00" is no time of day from 00:00 to 23:59
	13: param day: the flow has no [param day]
	14: [param limit] has no type; say type = date, int, amount, text or word
	15: [param] has no key "typ"; the nearest is "type"
	END
}

@test "a book that is not there, or that others can write, is refused" {
	is 2 recon-flow from-book none.book
	says "recon-flow: none.book: No such file or directory"
	sides >b.book
	chmod 666 b.book
	is 2 recon-flow from-book b.book
	grep -q 'b.book: others can write it\|b.book:.*write' err
}

@test "what is no UTF-8 in a book is told with its line" {
	sides >b.book
	printf '[book]\ntitle = \xff\n' >>b.book
	is 65 recon-flow from-book b.book
	grep -q '^recon-flow: b.book:[0-9]*: "title = \\xff" is no UTF-8$' err
}

@test "the shortest book, and what it is by default" {
	sides >b.book
	is 0 recon-flow from-book -o f.flow b.book
	says ''
	[ ! -s out ]
	is 0 recon-flow check f.flow
	grep '^\[node' f.flow >got
	printf '[node %s]\n' begin {left,right}-{fetch,clean,key,sort} join roll |
		same - got
	grep -o '# ---- .* ----' f.flow | cut -d ' ' -f 3 >got
	printf '%s\n' 数据准备 对账处理 差异处理 结果处理 | same - got
	same <(line_of left-key run) <(echo "recon-key -p l --facts work/{date}/left-key.facts -o work/{date}/left.keyed -s L -d {date} --expect-date refuse work/{date}/left.table")
	same <(line_of roll run) <(echo "recon-roll -s state -d {date} --facts work/{date}/roll.facts -o work/{date}/results work/{date}/joined")
}

@test "what a book says becomes words of its programs" {
	cat >b.book <<-'END'
	[book]
	name = shop
	lang = zh
	work = w
	[left]
	title = 订单 {x}
	fetch = --done .done "https://a/{date:%Y%m%d} l.csv"
	class = web
	every = 1m
	deadline = 2h
	key = order no, kind
	amount = -paid
	currency = CNY
	time = at
	expect-date = keep
	clean-options = --keep "a = ""b"""
	key-options = --zone UTC
	sort-options = -S 64M
	[right]
	title = 账单
	run = ./get {date} {file}
	profile = a b
	expect-date = none
	[join]
	tolerance = 0.01
	tolerance = USD=0.5%
	date-window = 2
	sum-of = 3
	[roll]
	state = s t
	keep = 30
	overdue = 3
	holidays = cn.txt
	[notify ops]
	target = ops
	what = batch 50
	class = left,right
	only = diff > 10
	if = roll.out.recon-roll.legs.open.records > 5
	[review]
	group = finance
	[store]
	db = d.db
	options = --column channel
	[report]
	title = 日报 {1}
	by = channel
	END
	is 0 recon-flow from-book b.book
	cp out f.flow
	same <(line_of left-fetch run) - <<-'END'
	recon-fetch --facts w/{date}/left-fetch.facts -o w/{date}/left.bill -d {date} --done .done "https://a/{{date:%Y%m%d} l.csv"
	END
	same <(sed -n '/node left-fetch/,/^$/p' f.flow | grep -e title -e class -e every -e deadline) - <<-'END'
	title = 数据准备：获取订单 {x}
	class = web
	every = 1m
	deadline = 2h
	END
	same <(line_of left-clean run; line_of left-key run; line_of left-sort run) - <<-'END'
	recon-clean --facts w/{date}/left-clean.facts -o w/{date}/left.table --keep "a = ""b""" w/{date}/left.bill
	recon-key --facts w/{date}/left-key.facts -o w/{date}/left.keyed -s L -k "order no, kind" -a -paid -c CNY -t at -d {date} --expect-date keep --zone UTC w/{date}/left.table
	recon-sort --facts w/{date}/left-sort.facts -o w/{date}/left.rec -S 64M w/{date}/left.keyed
	END
	same <(line_of right-fetch run; line_of right-clean run; line_of right-key run) - <<-'END'
	./get {date} w/{date}/right.bill
	recon-clean -p "a b" --facts w/{date}/right-clean.facts -o w/{date}/right.table w/{date}/right.bill
	recon-key -p "a b" --facts w/{date}/right-key.facts -o w/{date}/right.keyed -s R -d {date} w/{date}/right.table
	END
	same <(line_of join run; line_of roll run; line_of overdue run) - <<-'END'
	recon-join --tolerance 0.01 --tolerance USD=0.5% --date-window 2 --sum-of 3 --facts w/{date}/join.facts -o w/{date}/joined w/{date}/left.rec w/{date}/right.rec
	recon-roll -s "s t" -d {date} --keep 30 --facts w/{date}/roll.facts -o w/{date}/results w/{date}/joined
	recon-roll -s "s t" -d {date} --exit-code --overdue 3 --holidays cn.txt -o w/{date}/overdue
	END
	same <(line_of notify-ops after; line_of notify-ops run; line_of review after; line_of review approve) - <<-'END'
	roll if roll.out.recon-roll.legs.open.records > 5
	recon-notify --batch 50 -d {date} --book shop --target ops --class left,right --only "diff > 10" --targets targets.ini --outbox outbox w/{date}/results
	overdue if overdue.status = differs
	finance
	END
	# the right side's bill is fetched by a command, which leaves no facts
	run ! grep -q right-fetch.facts <(line_of store run)
	same <(line_of store run | grep -o -e '--db.*2*-d {date}' -e '--column.*') - <<-'END'
	--db d.db --book shop -d {date}
	--column channel w/{date}/results
	END
	same <(line_of report run) - <<-'END'
	recon-report -d {date} --lang zh --title "日报 {{1}" --left-is "订单 {{x}" --right-is 账单 --by channel --stages w/{date}/*.facts -o w/{date}/day.html w/{date}/results
	END
}

@test "channels: a flow of one, and one that runs it for each" {
	{ cat <<-'END'; sides; } >b.book
	[param bills]
	type = text
	[param limit]
	type = amount
	default = 1.00
	[channels]
	list = in/{date}.list
	class = channels
	param limit = {line.2}
	[schedule night]
	at = 01:00
	zone = UTC
	param date = due - 1 day
	param bills = in
	[alarm]
	send = log
	END
	is 0 recon-flow from-book -o b-channel.flow b.book
	is 0 recon-flow from-book --channels -o b.flow b.book
	printf '[class channels]\nlimit = 2\n' >classes.ini
	printf '[log]\ntransport = file\npath = log\n' >targets.ini
	is 0 recon-flow check b.flow
	says ''
	run ! grep -q schedule b-channel.flow
	sed -n '/node channels/,/^$/p' b.flow >got
	same - got <<-'END'
	[node channels]
	title = Each channel
	flow = b-channel.flow
	for-each = in/{date}.list
	class = channels
	param date = {date}
	param channel = {line.1}
	param bills = {bills}
	param limit = {line.2}

	END
	sides >b.book
	is 65 recon-flow from-book --channels b.book
	says 'recon-flow: b.book: there is no [channels]'
}
