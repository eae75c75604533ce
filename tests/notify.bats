#!/usr/bin/env bats
# recon-notify: what it tells targets, and what it knows was told.

load helper

setup() {
	[ -x "$BUILD/libexec/recon/transport/file" ] ||
		skip "built without yajl"
	cd "$BATS_TEST_TMPDIR"
	umask 077
	cat >targets <<-END
	[log]
	transport = file
	path = events.log
	[busy]
	transport = exec
	run = sh -c "exit 75"
	retry = 0 2s 2s
	[never]
	transport = exec
	run = sh -c "cat >>never.log; exit 1"
	END
	day >day
}

# day [LINE...]: a day of recon-roll, with more lines.
day() {
	tsv "a left 11.00 - 11.00 CNY 2022-11-01 l.shop=7 $(leg 1) age=0" \
		"b matched 10.00 10.00 0.00 CNY 2022-11-01" \
		"c amount 21.00 10.00 11.00 CNY 2022-10-30 $(legs 2 3) age=2" \
		"d right - 5 -5 JPY 2022-11-01 r.shop=8 $(leg 4) age=0" "$@"
}

# leg N, legs N M: the ids of a line.
leg() {
	printf 'id=%020d first=2022-11-01' "$1"
}

legs() {
	printf 'l.id=%020d r.id=%020d l.first=2022-11-01 r.first=2022-11-01' \
		"$1" "$2"
}

# totalled FILE: with control lines.
totalled() {
	recon-notify --tee -o /dev/null "$1"
}

# tell OPTION...: to log, with the outbox; then what arrived new, KIND KEY each.
tell() {
	local had=0
	[ ! -e events.log ] || had=$(wc -l <events.log)
	is 0 recon-notify --targets targets --outbox box --target log "$@" ||
		return
	! [ -e events.log ] ||
		tail -n +$((had + 1)) events.log | kinds >"$BATS_TEST_TMPDIR/out"
}

kinds() {
	python3 -c '
import json, sys
for line in sys.stdin:
    d = json.loads(line)["data"]
    print(d["kind"], *[d[n] for n in ("key", "count") if n in d])'
}

# told LINE...: what arrived with the last tell.
told() {
	if [ $# -gt 0 ]; then printf '%s\n' "$@"; fi >"$BATS_TEST_TMPDIR/want"
	diff -u "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/out"
}

@test "each line that is open is an event; the same day again tells nothing" {
	tell --each --book shop day
	told "opened a" "opened c" "opened d"
	cp events.log first
	tell --each --book shop -v day
	told
	says 'recon-notify: log: 0 events added, 3 known, 0 delivered, 0 left, 0 dead
recon-notify: day: 4 lines'
	same first events.log
	tell --each --book other day
	told "opened a" "opened c" "opened d"
}

@test "a day with one more difference tells that one" {
	tell --each day
	day "e left 1.00 - 1.00 CNY 2022-11-02 $(leg 5) age=0" >next
	tell --each next
	told "opened e"
}

@test "an open item is told once, overdue once for each N, and its end once" {
	tell --each day
	tell --each --overdue 2 day
	told "overdue-2 c"
	tell --each --overdue 2 day
	told
	sed 's/age=2/age=3/' day >day3
	tell --each --overdue 2 day3
	told
	tell --each --overdue 3 day3
	told "overdue-3 c"
	tsv "c rolled 21.00 21.00 0.00 CNY 2022-10-30 closes=$(printf %020d,%020d 2 3) closed=2022-11-03" >closed
	tell --each --class rolled,adjusted closed
	told "closed c"
	tell --each --class rolled,adjusted closed
	told
	tell --each --remind -d 2022-11-02 day
	told "remind-2022-11-02 a" "remind-2022-11-02 c" "remind-2022-11-02 d"
	tell --each --remind -d 2022-11-02 day
	told
}

@test "a leg that is shown otherwise is a change" {
	tell --each day
	tsv "a amount 11.00 12.00 -1.00 CNY 2022-11-01 $(legs 1 9) age=1" >next
	tell --each next
	told "changed a"
	tell --each day
	told
}

# many N: N lines that are open.
many() {
	for i in $(seq "$1"); do
		printf 'k%03d\tleft\t%d.00\t-\t%d.00\tCNY\t2022-11-01\n' \
			"$i" "$i" "$i"
	done
}

@test "more events than a burst are one digest, and told" {
	sed '/^path/aburst = 20' targets >bursts
	mv bursts targets
	many 50 >in
	tell --each in
	told "digest 50"
	python3 -c '
import json
d = json.loads(open("events.log").read())["data"]
print(d["classes"], [r["key"] for r in d["results"]], d["more"])' >got
	echo "[{'currency': 'CNY', 'class': 'left', 'lines': 50, 'left': '1275.00', 'right': None, 'difference': '1275.00'}] ['k050', 'k049', 'k048', 'k047', 'k046', 'k045', 'k044', 'k043', 'k042', 'k041'] 40" |
		same - got
	tell --each in
	told
	many 60 >in
	tell --batch 3 in
	told "batch 3" "batch 3" "batch 3" "batch 1"
}

@test "a batch has up to so many lines" {
	tell --batch 2 day
	told "batch 2" "batch 1"
	tell --each day
	told
}

@test "lines are chosen by class, amount, condition" {
	tell --each --class left,right --min-diff 6 day
	told "opened a"
	tell --each --only 'shop >= 7 and age < 3' --only 'currency = JPY' day
	told "opened d"
	is 0 recon-notify --targets targets --target log --outbox box --each \
		--only 'shpo = 7' day
	says 'recon-notify: no line has "shpo", a name in --only or --link'
	is 65 recon-notify --targets targets --target log --outbox box --each \
		--only 'shop > 1' <<-END
	a${T}left${T}1.00${T}-${T}1.00${T}CNY${T}-${T}l.shop=x
	END
	says 'recon-notify: stdin:1: shop: "x" is to be compared, but is not a plain number'
}

@test "a summary is one event of the day and what the day came to" {
	totalled day >sorted
	tell -d 2022-11-02 --title 'a "day"' --link 'https://x/{book}/{day}?{key}' \
		--book 'b c' sorted
	told "summary"
	python3 -c '
import json
d = json.loads(open("events.log").read())["data"]
print(d["book"], d["date"], d["link"], d["title"], d["results"], d["checked"])
print(d["open"][0]["difference"], len(d["largest"]))' >got
	same - got <<-END
	b c 2022-11-02 https://x/b%20c/2022-11-02? a "day" 4 True
	11.00 3
	END
	tell -d 2022-11-02 --book 'b c' day
	told
	tell -d 2022-11-03 --book 'b c' day
	told "summary"
	day "e left 1.00 - 1.00 CNY 2022-11-02 $(leg 5) age=0" >next
	tell -d 2022-11-02 --book 'b c' next
	told "summary"
}

@test "a stream that was cut, or disagrees with its totals, tells nothing" {
	totalled day | sed 2d >cut
	is 65 recon-notify --targets targets --outbox box --target log --each cut
	is 65 recon-notify --targets targets --outbox box --target log --each \
		<<<"#recon result 1"
	run ! grep -rq . box --include='*.events'
	[ ! -e events.log ]
	tell --each day
	told "opened a" "opened c" "opened d"
}

@test "a run that is killed before it has read all tells nothing" {
	mkfifo in
	recon-notify --targets targets --outbox box --target log --each in 3>&- &
	exec 7>in
	many 3 >&7
	until [ -e box/log/write.lock ]; do sleep 0.01; done
	kill -9 $!
	wait $! || true
	exec 7>&-
	[ -z "$(find box -name '[0-9]*')" ]
	tell --each day
	told "opened a" "opened c" "opened d"
}

@test "a target that was added is told what the others know" {
	printf '[log2]\ntransport = file\npath = events2.log\n' >>targets
	tell --each day
	is 0 recon-notify --targets targets --outbox box --target log,log2 \
		--each -v day
	says 'recon-notify: log: 0 events added, 3 known, 0 delivered, 0 left, 0 dead
recon-notify: log2: 3 events added, 0 known, 3 delivered, 0 left, 0 dead
recon-notify: day: 4 lines'
	same events.log events2.log
}

@test "what is left is 75, with the first reason, and sent by --flush" {
	is 75 recon-notify --targets targets --outbox box --target busy,log \
		--each --wait 0 day
	says 'recon-notify: busy: 3 events left; the first: status 75'
	[ "$(wc -l <events.log)" -eq 3 ]
	is 0 recon-notify --list --outbox box
	cut -f 1,2,4,6,8 out >got
	same - got <<-END
	busy${T}retry${T}a${T}1${T}status 75
	busy${T}retry${T}c${T}1${T}status 75
	busy${T}retry${T}d${T}1${T}status 75
	END
	sed -i 's/2s.*/1h/' targets
	sed -i 's/exit 75/cat >>late.log/' targets
	is 0 recon-notify --targets targets --outbox box --flush
	says ""
	[ "$(wc -l <late.log)" -eq 3 ]
	is 0 recon-notify --list --outbox box
	prints </dev/null
}

@test "what is not due yet stays, and is said to" {
	sed -i 's/2s.*/1h/' targets
	is 75 recon-notify --targets targets --outbox box --target busy --each day
	is 75 recon-notify --targets targets --outbox box --flush
	grep -qE '^recon-notify: busy: 3 events left; the first: it is tried again at 20' err
}

@test "an outbox that was cut is refused; its file moved away, what is open is told" {
	is 75 recon-notify --targets targets --outbox box --target busy,log \
		--each --wait 0 day
	truncate -s -3 box/busy/*.events
	sed -i 's/exit 75/cat >>late.log/; s/2s 2s/0 0/' targets
	is 65 recon-notify --targets targets --outbox box --target busy --each day
	grep -q 'it was cut off: there is no #end$' err
	sed '$d' day >more
	tsv "e left 1.00 - 1.00 CNY 2022-11-01 $(leg 5)" >>more
	is 0 recon-notify --targets targets --outbox box --target log --each more
	is 65 recon-notify --targets targets --outbox box --flush
	[ ! -e late.log ]
	mv box/busy/*.events .
	is 0 recon-notify --targets targets --outbox box --target busy --each day
	kinds <late.log | same - <(printf 'opened %s\n' a c d)
}

@test "what is dead is 2 until it is redone or forgotten" {
	is 2 recon-notify --targets targets --outbox box --target never --each day
	says 'recon-notify: never: 3 events dead; the first: status 1'
	is 2 recon-notify --targets targets --outbox box --target never --each day
	says 'recon-notify: never: 3 events dead; the first: status 1'
	[ "$(wc -l <never.log)" -eq 3 ]
	is 0 recon-notify --list --outbox box
	cut -f 2,4,6,8 out >got
	same - got <<-END
	dead${T}a${T}1${T}status 1
	dead${T}c${T}1${T}status 1
	dead${T}d${T}1${T}status 1
	END
	mapfile -t ids < <(cut -f 3 out)
	is 0 recon-notify --redo "${ids[0]}" --outbox box --target never
	says 'recon-notify: never: 1 event to be sent again'
	sed -i 's/exit 1"/exit 0"/' targets
	is 2 recon-notify --targets targets --outbox box --flush
	says 'recon-notify: never: 2 events dead; the first: status 1'
	is 0 recon-notify --forget "${ids[1]}" --why 'told by phone' --outbox box
	says 'recon-notify: never: 1 event forgotten'
	is 0 recon-notify --redo all --outbox box --target never
	says 'recon-notify: never: 1 event to be sent again'
	is 0 recon-notify --targets targets --outbox box --flush
	says ""
	[ "$(wc -l <never.log)" -eq 5 ]
	is 2 recon-notify --redo "${ids[0]}" --outbox box
	says "recon-notify: ${ids[0]}: no such event is left or dead"
	is 2 recon-notify --redo x --outbox box
	says 'recon-notify: "x" is no id of an event, 32 digits as --list has them'
	is 2 recon-notify --forget all --why x --outbox box
	says 'recon-notify: "all" is no id of an event, 32 digits as --list has them'
	is 2 recon-notify --redo all --outbox box
	says 'recon-notify: --redo all: of which --target?'
	is 0 recon-notify --redo all --target never,nevr --outbox box
	says 'recon-notify: never: no event is dead
recon-notify: nevr: no event is dead'
}

# rogue SCRIPT: a transport that does SCRIPT about each event, $id.
rogue() {
	cat >rogue <<-END
	#!/bin/sh
	echo 'recon-transport 1 window=1'
	while IFS= read -r event; do
		id=\${event#*'"id":"'} id=\${id%%'"'*}
		$1
	done
	END
	chmod +x rogue
	printf '%s\n' '[rogue]' 'transport = ./rogue' 'retry = 0 1h' >>targets
}

@test "what a transport says is one line, whatever stands in it" {
	head -n 1 day >one
	rogue 'printf "%s\tfail\tno\\\\nledger: 0 events left\\\\x1b[2J\\n" "$id"'
	is 2 recon-notify --targets targets --target rogue --each one
	says 'recon-notify: rogue: 1 event dead; the first: no\x0aledger: 0 events left\x1b[2J'
	sed -i 's/fail/retry\\t-/' rogue
	is 75 recon-notify --targets targets --target rogue --each --wait 0 one
	says 'recon-notify: rogue: 1 event lost; the first: no\x0aledger: 0 events left\x1b[2J'
}

@test "--list commands no terminal" {
	printf 'k\302\233\\\\x1b\tleft\t1.00\t-\t1.00\tCNY\t-\n' >in
	rogue 'printf "%s\tfail\tno\302\2332J\\\\t\342\200\256\tx=\302\233\ty=1\\n" "$id"'
	is 2 recon-notify --targets targets --target rogue --each --outbox box in
	is 0 recon-notify --list --outbox box
	cut -f 4,8- out | same - <(printf '%s\t%s\t%s\t%s\n' 'k\xc2\x9b\\x1b' \
		'no\xc2\x9b2J\t\xe2\x80\xae' 'x=\xc2\x9b' y=1)
}

@test "without an outbox it is sent at once or told by the status" {
	is 0 recon-notify --targets targets --target log --each day
	kinds <events.log >out
	told "opened a" "opened c" "opened d"
	mkdir tmp
	TMPDIR=$PWD/tmp is 2 recon-notify --targets targets --target never --each day
	says 'recon-notify: never: 3 events dead; the first: status 1'
	TMPDIR=$PWD/tmp is 75 recon-notify --targets targets --target busy --each --wait 0 day
	says 'recon-notify: busy: 3 events lost; the first: status 75'
	[ -z "$(ls tmp)" ]
}

@test "what was not kept is gone, whatever signal ends the run" {
	mkdir tmp
	export TMPDIR=$PWD/tmp
	for signal in TERM HUP KILL; do
		recon-notify --targets targets --target busy --each day &
		for ((i = 0; i < 100; i++)); do
			[ -z "$(find tmp -name '*.events')" ] || break
			sleep 0.1
		done
		[ -n "$(ls tmp)" ]
		kill -"$signal" $! || return
		! wait $! || return
		for ((i = 0; i < 100; i++)); do
			[ -n "$(ls tmp)" ] || break
			sleep 0.1
		done
		[ -z "$(ls tmp)" ] || { echo "$signal: it stays"; return 1; }
	done
}

@test "what a line carries stays a text in JSON" {
	printf '%s\n' \
	    "k\"},{\\\\\\t\\x1b[2J${T}left${T}1.00${T}-${T}1.00${T}CNY${T}-${T}a=\"${T}a=\\n{{x}}${T}b=$(printf '\xff\xe2\x80\xae<!channel>')${T}id=x" >in
	tell --each in
	cat >look.py <<-'END'
	import json
	lines = open("events.log").read().splitlines()
	event = json.loads(lines[0])
	print(len(lines))
	print(ascii([event["subject"], event["data"]["key"]]))
	print(ascii(event["data"]["fields"]))
	END
	python3 look.py >got
	same - got <<-'END'
	1
	['k"},{\\\t\x1b[2J', 'k"},{\\\t\x1b[2J']
	{'a': '"', 'a#2': '\n{{x}}', 'b': '\\xff\u202e<!channel>'}
	END
	run ! env LC_ALL=C grep -q '[^ -~]' events.log
}

@test "options that make no sense together are refused" {
	refused() {
		local says=$1
		shift
		is 2 recon-notify "$@" </dev/null
		says "recon-notify: $says"
	}
	hint="; try 'recon-notify --help'"
	refused "--each needs --target" --each
	refused "--min-diff needs --each or --batch" --target log --targets targets --min-diff 1
	refused "--top is about a summary" --target log --targets targets --each --top 3
	refused "--format is about a summary that is printed" --target log --targets targets --format json
	refused "of --summary, --each and --batch only one$hint" --target log --targets targets --summary --each
	refused "of --summary, --each and --batch only one$hint" --target log --targets targets --batch 2 --each
	refused "--ask and --target name the same target$hint" --target log --targets targets --ask log
	refused "--allow-new-keys needs --ask$hint" --target log --targets targets --each --allow-new-keys
	refused "--overdue, --remind and --ask are about open classes$hint" --target log --targets targets --each --overdue 1 --class matched
	refused "--remind needs -d$hint" --target log --targets targets --each --remind
	refused "a summary that --outbox remembers needs -d$hint" --target log --targets targets --outbox box
	refused "--tee and --ask both write to standard output$hint" --ask log --targets targets --tee
	refused "-o: nothing is printed; without --target or with --ask something is$hint" --target log --targets targets -o x
	refused "which file has the targets? --targets$hint" --target log
	refused "which outbox? --outbox$hint" --list
	refused "--forget needs --why$hint" --forget x --outbox box
	refused "--why needs --forget" --redo x --outbox box --why y
	refused "of --flush, --list, --redo and --forget only one$hint" --list --flush
	refused "only results that are told are read$hint" --list --outbox box day
	refused "--redo all: of which --target?" --redo all --outbox .
	refused "box: No such file or directory" --list --outbox box
	refused '--class: no class is "lfet"; recon-result(5) has them' --target log --targets targets --each --class lfet
	refused '--min-diff: "-1" is below 0' --target log --targets targets --each --min-diff -1
	refused '--link: a brace without its other in "x{key"' --target log --targets targets --each --link 'x{key'
	refused "targets: no target [nobody]; there is log, busy, never" --target nobody --targets targets --each
	refused '"../x" is no name for a target: letters, digits and -_.' --target ../x --targets targets --each
	[ ! -e box ] || [ -z "$(ls box)" ]
}

@test "no output is a file that is read, or in the outbox" {
	mkdir -m 700 box
	is 2 recon-notify --ask log --targets targets -o targets day
	says "recon-notify: --output and --targets are the same file; try 'recon-notify --help'"
	is 2 recon-notify --ask log --targets targets --outbox box -o box/x day
	says "recon-notify: --output is in the directory of --outbox; try 'recon-notify --help'"
}

@test "--tee passes the results on" {
	totalled day >in
	is 0 recon-notify --targets targets --outbox box --target log --each \
		--tee in
	same in out
	[ "$(wc -l <events.log)" -eq 3 ]
}

@test "what was kept is sent, though nobody reads what --tee passes on" {
	[ -c /dev/full ] || skip "no /dev/full"
	is 2 bash -c 'recon-notify --targets targets --target log,never \
		--outbox box --each --tee day >/dev/full'
	says 'recon-notify: never: 3 events dead; the first: status 1
recon-notify: stdout: write: No space left on device'
	[ "$(wc -l <events.log)" -eq 3 ]
	rm events.log
	is 2 bash -c 'recon-notify --targets targets --target log --each \
		--tee day >/dev/full'
	says 'recon-notify: stdout: write: No space left on device'
	[ ! -e events.log ]
}

@test "words are those of a template" {
	cat >words.t <<-END
	[title]
	{{class}} {{diff}}
	END
	tell --each --template ./words.t day
	python3 -c '
import json
for l in open("events.log"): print(json.loads(l)["title"])' >got
	printf '%s\n' 'left 11.00' 'amount 11.00' 'right -5' | same - got
	echo '{{nothing}}' >>words.t
	day "e left 1.00 - 1.00 CNY 2022-11-02 $(leg 5) age=0" >next
	is 65 recon-notify --targets targets --outbox box --target log --each \
		--template ./words.t next
	grep -qE '^recon-notify: next:[0-9]+: [0-9a-f]{32}: ./words.t:3: ' err
}

# partner ANSWER: a target that answers each question so, ID in it the first
# id of the line, and keeps what it was asked.
partner() {
	cat >partner.sh <<-END
	event=\$(cat)
	echo "\$event" >>asked.log
	id=\$(echo "\$event" | sed 's/.*"legs":"\([0-9]*\).*/\1/')
	printf %s '$1' | sed "s/ID/\$id/g"
	END
	printf '%s\n' '[partner]' 'transport = exec' 'run = sh partner.sh' \
		'reply = yes' 'retry = 0' >>targets
}

# ask STATUS OPTION...: about open lines; standard output has the records.
ask() {
	local want=$1
	shift
	is "$want" recon-notify --targets targets --outbox box --ask partner "$@"
}

@test "an answer is records, as long as the item is open, and asked for once" {
	partner '{"records":[{"side":"R","amount":"11.00","date":"2022-11-02","replaces":null,"fields":{"note":"paid"}}]}'
	ask 0 --class left day
	id=$(sed 's/.*"id":"\([0-9a-f]*\)","source.*/\1/' asked.log)
	prints <<-END
	#recon record 2
	a${T}11.00${T}CNY${T}R${T}2022-11-02${T}src=partner${T}reply=$id-1${T}note=paid
	#total${T}records=1${T}R.CNY=11.00
	END
	cp out first
	ask 0 --class left day
	same first out
	[ "$(wc -l <asked.log)" -eq 1 ]
	grep -v ^a day >closed
	ask 0 --class left closed
	prints <<-END
	#recon record 2
	#total${T}records=0
	END
	ask 0 --class left --plain -o records day
	prints </dev/null
	grep -v '^#' first | same - records
}

@test "a key is that of the line, however it is written there" {
	tsv 'A\\x7c1|\\x23 left 11.00 - 11.00 CNY 2022-11-01' |
		sed 's/\\\\/\\/g' >in
	key=$(cut -f 1 in)
	partner '{"records":[{"side":"R","amount":"11.00","date":"2022-11-02"}]}'
	ask 0 --plain in
	[ "$(cut -f 1 out)" = "$key" ]
	sed -i 's/exit 0/exit 75/; s/cat)$/cat); exit 75/; s/retry = 0$/retry = 0 1h/' targets partner.sh
	sed 's/11/12/g' in >in2
	ask 75 --plain --wait 0 in2
	is 0 recon-notify --list --outbox box
	[ "$(cut -f 4 out)" = "$key" ]
}

@test "who was told is asked about the same form of an item, and the other way round" {
	partner ''
	echo 'cat >>asked.log; echo "{\"records\":[]}"' >partner.sh
	tell_partner() {
		is 0 recon-notify -v --targets targets --outbox box --each \
		    --class left,duplicate --target partner "$1"
	}
	tell_partner day
	grep -q 'partner: 1 events added, 0 known' err
	ask 0 -v --class left day
	grep -q 'partner: 1 events added, 0 known' err
	[ "$(wc -l <asked.log)" -eq 2 ]
	# each only once, and as new to both
	tell_partner day
	grep -q 'partner: 0 events added, 1 known' err
	ask 0 -v --class left day
	grep -q 'partner: 0 events added, 1 known' err
	sed 's/.*"type":"recon.\([a-z]*\)".*/\1/' asked.log | same - <(printf 'opened\nopened\n')
	sed 's/.*"id":"\([0-9a-f]*\)","source.*/\1/' asked.log | sort -u >ids
	[ "$(wc -l <ids)" -eq 2 ]
	sed -n 's/\tleft\t/\tduplicate\t/p' day >other
	ask 0 -v other
	grep -q 'partner: 1 events added, 0 known' err
	tell_partner other
	grep -q 'partner: 1 events added, 0 known' err
	sed 's/.*"type":"recon.\([a-z]*\)".*/\1/' asked.log | tail -n 2 |
	    same - <(printf 'changed\nchanged\n')
}

@test "an answer that is nothing is one" {
	partner ' '
	ask 0 day
	[ "$(wc -l <asked.log)" -eq 3 ]
	prints <<-END
	#recon record 2
	#total${T}records=0
	END
	ask 0 day
	[ "$(wc -l <asked.log)" -eq 3 ]
}

@test "who takes no answer cannot be asked, and is asked again once it can" {
	partner ' '
	sed -i '/^reply/d' targets
	ask 2 --class left day
	says 'recon-notify: partner: 1 event dead; the first: it was told, and no answer was taken: a target that is asked has reply = yes'
	echo 'reply = yes' >>targets
	is 0 recon-notify --redo all --target partner --outbox box
	ask 0 --class left day
	says ""
}

@test "an answer that cannot be kept is asked for again, not dead" {
	partner ' '
	echo 'retry = 0 1h' >>targets
	sed -i '/^retry = 0$/d' targets
	mkdir -p box/partner
	printf 'x\n%032d\t1/1\tA\t1.00\tCNY\tL\t-\n' 1 >box/partner/replies
	ask 65 --class left --wait 0 day
	says 'recon-notify: partner: 1 event left; the first: box/partner/replies:2: it is damaged between answers that are whole
recon-notify: box/partner/replies:2: it is damaged between answers that are whole'
	is 0 recon-notify --list --outbox box
	[ "$(cut -f 2 out)" = retry ]
}

@test "an answer that is no records is dead, with the reason, and no record" {
	partner '{"records":[{"side":"X","amount":"11.00"}]}'
	ask 2 --class left day
	grep -qE '^recon-notify: partner: 1 event dead; the first: record 1: ' err
	prints <<-END
	#recon record 2
	#total${T}records=0
	END
	sed -i 's/"side":"X"/"side":"L","key":"zz"/' partner.sh
	is 0 recon-notify --redo all --target partner --outbox box
	ask 2 --class left day
	is 0 recon-notify --list --outbox box
	cut -f 2,4 out | same - <(printf 'dead\ta\n')
}

@test "with --allow-new-keys an answer may be of another key" {
	partner '{"records":[{"side":"L","key":"zz","amount":"1.00","currency":"USD","date":"2022-11-02"}]}'
	ask 0 --class left --allow-new-keys --plain day
	cut -f 1-5 out | same - <(printf 'zz\t1.00\tUSD\tL\t2022-11-02\n')
}

@test "an answer closes what it is about: recon-roll takes it" {
	printf 'A17\t12.80\tCNY\tL\t2022-10-31\n' >left
	printf 'A17\t12.00\tCNY\tR\t2022-10-31\n' >right
	recon-join left right |
		recon-roll -s state -d 2022-10-31 -o mon.res 2>/dev/null
	cat >partner.sh <<-'END'
	id=$(sed 's/.*"l.id":"\([0-9a-f]*\)".*/\1/')
	printf '{"records":[{"side":"L","amount":"12.00","date":"2022-10-31","replaces":"%s"}]}' "$id"
	END
	printf '%s\n' '[partner]' 'transport = exec' 'run = sh partner.sh' \
		'reply = yes' >>targets
	ask 0 -o fixes mon.res
	for again in 1 2; do
		recon-join --allow-empty /dev/null /dev/null |
			recon-roll -s state -d 2022-11-01 --amend fixes --plain |
			cut -f 1,2 | same - <(printf 'A17\tadjusted\nA17\trolled\n')
	done
	ask 0 -o fixes2 mon.res
	cmp fixes fixes2
	recon-join --allow-empty /dev/null /dev/null |
		recon-roll -v -s state -d 2022-11-02 --amend fixes2 --plain >out 2>err
	prints </dev/null
	grep -q '1 left out for a reply= that is known' err
}

@test "random days are told as a model says" {
	for seed in 1 2; do
		mkdir "$seed"
		(cd "$seed" && "$HELPER/notify_reference.py" $seed 40)
	done
}

@test "a target that is no more keeps no other from being sent to" {
	printf '[old]\ntransport = exec\nrun = false\n' >>targets
	is 2 recon-notify --targets targets --outbox box --each --target old day
	is 75 recon-notify --targets targets --outbox box --each --target busy \
		--wait 0 day
	sed -i '/^.old/,$d; s/exit 75/cat >>late.log/' targets
	is 2 recon-notify --targets targets --outbox box --flush
	says 'recon-notify: old: not sent: targets: no target [old]; there is log, busy, never'
	[ "$(wc -l <late.log)" -eq 3 ]
	is 2 recon-notify --targets targets --outbox box --flush --target old
	says 'recon-notify: targets: no target [old]; there is log, busy, never'
	is 0 recon-notify --list --outbox box
	is 0 recon-notify --outbox box --why 'left the company' \
		--forget "$(cut -f 3 out | paste -sd,)"
	is 0 recon-notify --targets targets --outbox box --flush
	says ""
}

@test "a target that is gone is told, and sent nothing until a redo" {
	cat >gone <<-'END'
	#!/bin/sh
	echo 'recon-transport 1 window=1'
	while IFS= read -r event; do
		echo "$event" >>seen.log
		id=${event#*'"id":"'} id=${id%%'"'*}
		printf '%s\tfail\tno such room\ttarget=gone\n' "$id"
	done
	END
	chmod 755 gone
	printf '[room]\ntransport = ./gone\n' >>targets
	for again in 1 2; do
		is 2 recon-notify --targets targets --outbox box --each \
			--target room day
		grep -q '^recon-notify: room: 3 events dead; the first: ' err
	done
	[ "$(wc -l <seen.log)" -eq 1 ]
	is 0 recon-notify --list --outbox box
	[ "$(head -n 1 out)" = "room${T}gone${T}-${T}-${T}-${T}-${T}-${T}no such room" ]
	sed -i 's/fail.*gone/ok/' gone
	is 0 recon-notify --redo all --target room --outbox box
	is 0 recon-notify --targets targets --outbox box --flush
	[ "$(wc -l <seen.log)" -eq 4 ]
}

@test "--exit-code says that something is open when all was told" {
	is 1 recon-notify --targets targets --outbox box --target log \
		-d 2022-11-02 --exit-code day
	is 0 recon-notify --targets targets --outbox box --target log \
		-d 2022-11-02 --exit-code --older 3 day
}

@test "what people read has words without a template, in their language" {
	[ -x "$BUILD/libexec/recon/transport/http" ] || skip "built without libcurl"
	cat >targets <<-END
	[chat]
	transport = http
	url-file = nothing
	dialect = slack
	markup = yes
	[plain]
	transport = http
	url-file = nothing
	dialect = slack
	lang = zh
	[queue]
	transport = http
	url-file = nothing
	END
	tsv "a|_x left 11.00 - 11.00 CNY 2022-11-01" >in
	is 2 recon-notify --targets targets --outbox box --each \
		--target chat,plain,queue in
	for target in chat plain queue; do
		sed -n 's/.*"text":"\([^"]*\)".*/\1/p' box/$target/*.events
	done >got
	same - got <<-'END'
	*2022-11-01 new*\nleft only diff *11.00 CNY*\n• key: a|_x\n• left: 11.00 CNY\n• right: none\n• date: 2022-11-01
	左单边 差额 11.00 CNY（新增未平）\n\n- 单号：a|_x\n- 左方：11.00 CNY\n- 右方：无\n- 账期：2022-11-01
	END
}

@test "a target that cannot be sent to is told in one line, and harms no other" {
	printf '[wrong]\ntransport = exec\nrum = x\n' >>targets
	is 2 recon-notify --targets targets --outbox box --each \
		--target wrong,log day
	grep -v '^transport-' err >got
	echo 'recon-notify: wrong: 3 events left; the first: the transport ended with status 2' |
		same - got
	[ "$(wc -l <events.log)" -eq 3 ]
}

@test "facts count events" {
	is 2 recon-notify --targets targets --outbox box --target log,never \
		--each --facts facts day
	grep ^events facts >got
	same - got <<-END
	events.added${T}6
	events.known${T}0
	events.delivered${T}3
	events.left${T}0
	events.dead${T}3
	END
}

@test "recon-notify links no network library" {
	! sanitized || skip "a sanitizer's build"
	ldd "$(command -v recon-notify)" >out || skip "no ldd for it"
	run ! grep -E 'libcurl|librabbitmq' out
}
