# Systems that turn a day together, as small transports in sh, for tests of
# recon-cut: each keeps where it stands in S/stand, its date and what it has
# announced, writes what it is told into
# `log`, and answers as files say.

# cut_system: the transport. What a system S answers to EVENT stands in S/EVENT:
#	fail REASON | retry REASON   that, and does nothing
#	die                          ends before it has done anything
#	lost                         does it, and ends before it has answered
#	wait FILE                    does it once FILE is there
# S/EVENT.once is the same for one time. Values of ready and complete are in S/in
# and S/out, a line, TABs between them; the records that it has, in S/records.
cut_system() {
	cat >system <<-'END'
	#!/bin/sh
	cd "$(dirname "$1")" || exit 2
	s=$2 tab=$(printf '\t')
	member() {
		member=${event#*'"'$1'":'} member=${member#'"'}
		member=${member%%[\",\}]*}
	}
	stand() { echo "$*" >"$s/stand.$$" && mv "$s/stand.$$" "$s/stand"; }
	ok() { printf '%s\tok%s\n' "$id" "$1"; }
	echo 'recon-transport 1 window=1'
	while IFS= read -r event; do
		member id; id=$member
		member type; what=${member#recon.cut.}
		member date; date=$member
		member next; next=$member
		member try; try=$member
		echo "$s $what $date $try" >>log
		[ ! -e events ] || printf '%s\n' "$event" >>events
		word=; reason=
		for f in "$s/$what.once" "$s/$what"; do
			[ -e "$f" ] || continue
			read -r word reason <"$f"
			break
		done
		rm -f "$s/$what.once"
		case $word in
		fail) printf '%s\tfail\t%s\n' "$id" "$reason"; continue ;;
		retry) printf '%s\tretry\t-\t%s\n' "$id" "$reason"; continue ;;
		die) exit 1 ;;
		wait) until [ -e "$reason" ]; do sleep 0.05; done ;;
		esac
		values=
		case $what in
		announce)
			[ -e "$s/gone.$date.$try" ] && word=gone ||
				stand "$date" "$date" "$try"
			;;
		withdraw) : >"$s/gone.$date.$try"; stand "$date" - ;;
		cut) stand "$next" - ;;
		ready) [ ! -e "$s/in" ] || values=$tab$(cat "$s/in") ;;
		complete) [ ! -e "$s/out" ] || values=$tab$(cat "$s/out") ;;
		extract)
			member file
			[ ! -e "$s/records" ] || cp "$s/records" "$member"
			;;
		date)
			read -r date announced try <"$s/stand"
			values=${tab}date=$date${tab}announced=$announced
			[ -z "$try" ] || values=$values${tab}try=$try
			[ ! -e "$s/where" ] || values=$tab$(cat "$s/where")
			;;
		esac
		case $word in
		lost) exit 1 ;;
		gone) printf '%s\tfail\ttry %s was withdrawn\n' "$id" "$try" ;;
		*) ok "$values" ;;
		esac
	done
	END
	chmod +x system
}

# cut_book NAME [KEY = VALUE...]: a book of three systems, one behind the other,
# and how each is reached; its systems stand at 2026-11-28.
cut_book() {
	local s name=$1
	shift
	cut_system
	{
		echo '[cut]'
		echo 'title = 支付日切'
		echo 'zone = Asia/Shanghai'
		echo 'cut-off = 23:00'
		echo 'calendar = every-day'
		echo 'first = 2026-11-28'
		printf '%s\n' "$@"
		echo '[system bill]'
		echo 'title = 账单核心'
		echo 'validates = yes'
		echo '[system ledger]'
		echo 'after = bill'
		echo '[system general]'
		echo 'after = ledger'
	} >"$name.cut"
	mkdir -p bill ledger general
	for s in bill ledger general; do
		printf '[%s]\ntransport = ./system\n' "$s"
	done >targets.ini
	cut_stand 2026-11-28
	tsv 'out.ledger.count=3 out.ledger.CNY=30.00' >bill/out
	tsv 'in.bill.count=3 in.bill.CNY=30.00' >ledger/in
	tsv 'out.general.count=2 out.general.CNY=30.00' >ledger/out
	tsv 'in.ledger.count=2 in.ledger.CNY=30.00' >general/in
}

# cut_stand DATE: all systems stand there, and were told nothing.
cut_stand() {
	local s
	for s in bill ledger general; do
		echo "$1 -" >"$s/stand"
		rm -f "$s"/gone.*
	done
	: >log
}

# at TIME COMMAND...: recon-cut in a store of rehearsals, t.db or $store, when it is that late in
# Shanghai on 2026-11-28, or on the day that stands before the T.
at() {
	local time=$1 command=$2
	shift 2
	case $time in *T*) ;; *) time=2026-11-28T$time ;; esac
	recon-cut "$command" --store "${store:-t.db}" --rehearse --at "$time+08:00" "$@"
}

# sealed: so far it has come: all three have said what they sent and got.
sealed() {
	at 22:00:00 announce pay.cut "$D"
	at 23:00:00 cut pay.cut "$D"
	for s in bill ledger general; do
		at 23:10:00 ready pay.cut "$D" $s
		at 23:10:00 complete pay.cut "$D" $s
	done
	at 23:20:00 seal pay.cut "$D"
} 2>/dev/null

# logged: what systems were told since it was looked last is exactly standard
# input.
logged() {
	diff -u - log && : >log
}

# states WANT...: how the round of pay.cut stands, and its systems.
states() {
	at 22:30:00 status --json pay.cut 2026-11-28 | python3 -c '
import json, sys
r = json.load(sys.stdin)
print(r["state"], *[s["state"] for s in r["systems"]])' >got
	echo "$@" | diff -u - got
}
