#!/usr/bin/env bats
# recon-cut post and balance: accounts, their postings and closing balances.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# opening and postings of two accounts
two() {
	tsv "a 10.00 CNY L 2026-11-27" "b 5.00 CNY L 2026-11-27" >opening
	tsv "a -3.00 CNY L 2026-11-28 id=1" "b 3.00 CNY L 2026-11-28 id=1" \
		"c 1.00 CNY L 2026-11-28 id=2" >postings
}

# held: ACCOUNT TURNED-TO DAY NEXT of each
held() {
	python3 - <<-'END'
	import sqlite3
	for row in sqlite3.connect("db").execute(
	        "SELECT account, turned_to, day, next FROM account ORDER BY 1"):
	    print(*row)
	END
}

close() {
	recon-cut balance --opening opening --date 2026-11-28 "$@"
}

# --- files

@test "postings and opening balances become closing balances, with their totals" {
	two
	is 0 close postings
	says "recon-cut: 3 balances of 2026-11-28, 1 without an opening one; 3 postings"
	prints <<-END
	#recon record 2
	$(tsv "a 7.00 CNY L 2026-11-28" "b 8.00 CNY L 2026-11-28" "c 1.00 CNY L 2026-11-28")
	#total${T}records=3${T}L.CNY=16.00
	END
	is 0 close --plain <postings
	tsv "a 7.00 CNY L 2026-11-28" "b 8.00 CNY L 2026-11-28" \
		"c 1.00 CNY L 2026-11-28" | same - out
	is 0 close --plain -o closing postings
	same closing <(tsv "a 7.00 CNY L 2026-11-28" "b 8.00 CNY L 2026-11-28" \
		"c 1.00 CNY L 2026-11-28")
}

@test "random openings and postings are closed as Python's decimal closes them" {
	for seed in $(seq 1 12); do
		"$HELPER/balances_reference.py" "$seed"
		is 0 close --allow-empty --plain -o got postings
		same want got
	done
}

@test "closing balances open the next day, and no posting counts twice" {
	two
	close -o closing postings 2>err
	is 65 recon-cut balance --opening closing --date 2026-11-29 -o next postings
	says 'recon-cut: key "a": a posting is of 2026-11-28, which the opening balance of 2026-11-28 has already'
	[ ! -e next ]
	is 65 recon-cut balance --opening closing --date 2026-11-28 /dev/null
	is 0 recon-cut balance --opening closing --date 2026-11-29 --allow-empty \
		--plain /dev/null
	sed '/^#/d; s/-28/-29/' closing | same - out
}

@test "the first day of 1970 is a day, of opening balances and of postings" {
	tsv "a 10.00 CNY L 1970-01-01" >opening
	tsv "a -3.00 CNY L 1970-01-01 id=1" >postings
	is 65 recon-cut balance --opening opening --date 1970-01-02 -o got postings
	says 'recon-cut: key "a": a posting is of 1970-01-01, which the opening balance of 1970-01-01 has already'
	# in the same way where the account is closed record by record
	tsv "a 1.00 USD L 1969-12-31" "a 10.00 CNY L 1970-01-01" >opening
	is 65 recon-cut balance --opening opening --date 1970-01-02 -o got postings
	says 'recon-cut: key "a": a posting is of 1970-01-01, which the opening balance of 1970-01-01 has already'
	is 65 recon-cut balance --opening opening --date 1970-01-01 -o got postings
	says 'recon-cut: key "a": the opening balance is of 1970-01-01, and is to be closed with 1970-01-01'
	# and no DATE is none
	tsv "a 10.00 CNY L -" >opening
	is 0 recon-cut balance --opening opening --date 1970-01-02 -o got postings
}

@test "an input that was cut off is closed by nobody" {
	two
	recon-sort --announce opening | head -n -1 >short
	recon-sort --announce postings >whole
	is 65 recon-cut balance --opening short --date 2026-11-28 -o closing whole
	[ ! -e closing ]
	is 65 recon-cut balance --opening whole --date 2026-11-29 -o closing short
	[ ! -e closing ]
	is 65 close --require-total -o closing postings
	[ ! -e closing ]
	is 65 close -o closing /dev/null
	says "recon-cut: /dev/null: is empty, not even a #recon line: did what writes it run? (--allow-empty takes it)"
}

# --- what can be told wrong

@test "what is missing or goes nowhere is told" {
	local either="balance: either --opening, a file, or --db, a database of accounts"
	two
	while IFS='|' read -r options text; do
		# shellcheck disable=SC2086 # words
		is 2 recon-cut $options
		says "recon-cut: $text"
	done <<-END
	balance|$either
	balance --db db --opening x --date 2026-11-28|$either
	balance --db db|balance: --db goes with --turn, which turns accounts, or with --date, whose balances are printed
	balance --db db --turn 2026-11-27 --date 2026-11-27|balance: --db goes with --turn, which turns accounts, or with --date, whose balances are printed
	balance --opening opening|balance: --opening goes with --date, that of the closing balances
	balance --opening opening --turn 2026-11-27 --date 2026-11-28|balance: --opening goes with --date, that of the closing balances
	balance --db db --date 2026-11-28 postings|balance: POSTINGS go with --opening; recon-cut post brings them into accounts
	balance --db db --date 2026-11-28 --next 2026-11-29|balance: --next goes with --turn
	balance --db db --turn 2026-11-28 --plain|balance: --turn writes no stream that --output and --plain could be about
	balance --db db --date 2026-11-28 --allow-empty|balance: --require-total and --allow-empty go with --opening
	balance --opening opening --date 2026-11-28 --wait 1|balance: --wait goes with --db
	balance --opening - --date 2026-11-28|-: standard input is there only once
	balance --db none --date 2026-11-28|none: there is no database; recon-cut post --date makes it
	post postings|post: --db says which database the accounts are in
	post --db db --late keep postings|post: --late: "keep" is none of roll, refuse
	post --db db --next 2026-11-28 postings|--next: it is a date behind that of --date
	post --db db --date 2026-11-28 --next 2026-11-28 postings|--next: it is a date behind that of --date
	post --db db postings|db: there is no database; recon-cut post --date makes it
	post --db sqlite:db postings|sqlite:db: there is no database; recon-cut post --date makes it
	END
}

@test "a database of others, or of a later version, is left alone" {
	two
	python3 -c 'import sqlite3; sqlite3.connect("other").execute("CREATE TABLE t (a)")'
	is 65 recon-cut post --db other --date 2026-11-28 postings
	says "recon-cut: other: holds other tables, and no accounts of recon-cut"
	: >empty
	is 2 recon-cut balance --db empty --date 2026-11-28
	says "recon-cut: empty: has no accounts yet: recon-cut post --date makes them"
	is 2 recon-cut post --db empty postings
	says "recon-cut: empty: has no accounts yet: recon-cut post --date makes them"
	recon-cut post --db db --date 2026-11-28 postings >out 2>err
	python3 -c 'import sqlite3; d = sqlite3.connect("db"); d.execute("UPDATE recon_balance SET version = 9"); d.commit()'
	is 65 recon-cut post --db db postings
	says "recon-cut: db: its accounts are of version 9, and this recon-cut knows 1"
}

# --- accounts

@test "postings go into accounts once, are turned, and printed as balances" {
	two
	is 0 recon-cut post --db db --date 2026-11-28 postings
	says "recon-cut: 2 postings: 2 posted"
	prints <<-END
	#recon record 2
	#total${T}records=0
	END
	is 0 recon-cut post --db db <postings
	says "recon-cut: 2 postings: 0 posted, 2 there already"
	is 75 recon-cut balance --db db --date 2026-11-28
	says "recon-cut: db: accounts are not turned from 2026-11-28 yet"
	is 0 recon-cut balance --db db --turn 2026-11-28
	says "recon-cut: 2026-11-28: 3 accounts turned to 2026-11-29"
	is 0 recon-cut balance --db db --turn 2026-11-28
	says "recon-cut: 2026-11-28: 0 accounts turned to 2026-11-29"
	is 0 recon-cut balance --db db --date 2026-11-28
	says "recon-cut: 3 balances of 2026-11-28"
	prints <<-END
	#recon record 2
	$(tsv "a -3.00 CNY L 2026-11-28" "b 3.00 CNY L 2026-11-28" "c 1.00 CNY L 2026-11-28")
	#total${T}records=3${T}L.CNY=1.00
	END
}

@test "what is late is refused with status 1 and can be rolled later" {
	two
	recon-cut post --db db --date 2026-11-28 postings >out 2>err
	recon-cut balance --db db --turn 2026-11-28 --next 2026-11-30 2>err
	tsv "a 1.00 CNY L 2026-11-28 id=3" "d 1.00 CNY L 2026-11-30 id=4" >later
	is 1 recon-cut post --db db later
	says "recon-cut: 2 postings: 1 posted, 1 late: refused"
	prints <<-END
	#recon record 2
	$(tsv "a 1.00 CNY L 2026-11-28 id=3 refused=late")
	#total${T}records=1${T}L.CNY=1.00
	END
	cp out refused
	is 0 recon-cut post --db db --late roll refused
	says "recon-cut: 1 posting: 1 posted, 1 of these late, and of the date that accounts stand at"
	is 0 recon-cut post --db db --late roll later
	says "recon-cut: 2 postings: 0 posted, 2 there already"
	held | same - <(printf '%s\n' "a 2026-11-30 -200 0" "b 2026-11-30 300 0" \
		"c 2026-11-30 100 0" "d 2026-11-30 100 0")
}

@test "what is beyond the next date waits with status 75" {
	two
	tsv "a 1.00 CNY L 2026-11-29 id=3" "a 1.00 CNY L 2026-12-01 id=4" >>postings
	is 75 recon-cut post --db db --date 2026-11-28 --plain postings
	says "recon-cut: 4 postings: 3 posted, 1 early: not yet"
	tsv "a 1.00 CNY L 2026-12-01 id=4 refused=early" | same - out
	is 65 recon-cut balance --db db --turn 2026-11-28 --next 2026-12-01
	says "recon-cut: db: there are postings of 2026-11-29, as the date behind 2026-11-28: it can not be 2026-12-01"
	held | head -n 1 | same - <(echo "a 2026-11-28 -300 100")
}

@test "accounts that cannot be turned are printed with status 1, the others turned" {
	tsv "a 46116860184273879.03 CNY L 2026-11-28 id=1" \
		"a 1.00 CNY L 2026-11-29 id=2" "b 1.00 CNY L 2026-11-28 id=3" >postings
	recon-cut post --db db --date 2026-11-28 postings >out 2>err
	is 1 recon-cut balance --db db --turn 2026-11-28
	says "recon-cut: 2026-11-28: 1 account turned to 2026-11-29, 1 not"
	printf 'a\tCNY\tthe balance is too large\n' | same - out
	is 75 recon-cut balance --db db --date 2026-11-28 -o closing
	says 'recon-cut: db: account "a" is not turned from 2026-11-28 yet'
	[ ! -e closing ]
}

# noted: what f, a file of facts, says; digests of files that are there are right.
noted() {
	sed '/^recon-facts/d; /^program/d; /^version/d; /^begun/d; /^ended/d
		/^seconds/d; /xxh3\t/d; s/\txxh3=.*//' f |
		awk -F'\t' -v OFS='\t' '/^(in|out)put/ {
			"sha256sum <" $3 | getline sum
			sub(/ .*/, "", sum)
			$5 = $5 == sum ? "right" : $5 "-" sum
			"wc -c <" $3 | getline $4
		} { print }'
}

@test "facts: what post has read, and written because it was late" {
	two
	recon-cut post --db db --date 2026-11-28 postings >out 2>err
	recon-cut balance --db db --turn 2026-11-28 2>err
	tsv "a 1.00 CNY L 2026-11-28 id=3" "d 2.00 CNY L 2026-11-29 id=4" >later
	is 1 recon-cut post --db db --facts f --plain -o refused later
	noted | same - <(
		tsv "option db db" "option plain yes" \
			"input read later $(wc -c <later) right records=2 L.CNY=3.00" \
			"output written refused $(wc -c <refused) right records=1 L.CNY=1.00" \
			"read.records 2" "read.L.CNY 3.00" \
			"written.records 1" "written.L.CNY 1.00" "status 1"
	)
}

@test "facts: balances that are made of files, and those of accounts" {
	two
	is 0 close --facts f --plain -o closing postings
	noted | same - <(
		tsv "option opening opening" "option date 2026-11-28" "option plain yes" \
			"input opening opening $(wc -c <opening) right records=2 L.CNY=15.00" \
			"input read postings $(wc -c <postings) right records=3 L.CNY=1.00" \
			"output written closing $(wc -c <closing) right records=3 L.CNY=16.00" \
			"opening.records 2" "opening.L.CNY 15.00" \
			"read.records 3" "read.L.CNY 1.00" \
			"written.records 3" "written.L.CNY 16.00" "status 0"
	)
	recon-cut post --db db --date 2026-11-28 postings >out 2>err
	recon-cut balance --db db --turn 2026-11-28 2>err
	is 0 recon-cut balance --db db --date 2026-11-28 --facts f --plain -o closing
	noted | same - <(
		tsv "option db db" "option date 2026-11-28" "option plain yes" \
			"output written closing $(wc -c <closing) right records=3 L.CNY=1.00" \
			"written.records 3" "written.L.CNY 1.00" "status 0"
	)
}

@test "facts: how many accounts were turned, and how many not" {
	tsv "a 46116860184273879.03 CNY L 2026-11-28 id=1" \
		"a 1.00 CNY L 2026-11-29 id=2" "b 1.00 CNY L 2026-11-28 id=3" \
		"c 1.00 CNY L 2026-11-28 id=4" >postings
	recon-cut post --db db --date 2026-11-28 postings >out 2>err
	is 1 recon-cut balance --db db --turn 2026-11-28 --facts f
	noted | same - <(tsv "option db db" "option turn 2026-11-28" \
		"accounts.turned 2" "accounts.failed 1" "status 1")
	is 75 recon-cut balance --db db --turn 2026-11-30 --facts f
	noted | same - <(tsv "option db db" "option turn 2026-11-30" | cat - \
		<(printf 'reason\t%s\nstatus\t75\n' \
		"db: accounts stand at 2026-11-29, not at 2026-11-30 yet"))
}

@test "of a stream with bad data nothing is there, or what was committed before, and it is named" {
	two
	tsv "a 1.005 CNY L 2026-11-28 id=9" >>postings
	is 65 recon-cut post --db db --date 2026-11-28 postings
	says "recon-cut: postings:4: amount 1.005: has more decimals than the 2 of CNY"
	held >got
	[ ! -s got ]
	is 65 recon-cut post --db db --date 2026-11-28 --together 1 postings
	says "recon-cut: postings:4: amount 1.005: has more decimals than the 2 of CNY"
	held | same - <(printf '%s\n' "a 2026-11-28 -300 0" "b 2026-11-28 300 0" \
		"c 2026-11-28 100 0")
}

@test "a database that another has locked is waited for, and then told" {
	two
	recon-cut post --db db --date 2026-11-28 postings >out 2>err
	python3 - <<-'END' &
	import os, sqlite3, time
	db = sqlite3.connect("db", isolation_level=None)
	db.execute("BEGIN IMMEDIATE")
	open("locked", "w").close()
	while not os.path.exists("go"):
	    time.sleep(0.01)
	END
	while [ ! -e locked ]; do sleep 0.01; done
	is 75 recon-cut post --db db --wait 0 postings
	says "recon-cut: db: another process is at work in it"
	is 75 recon-cut balance --db db --wait 0 --turn 2026-11-28
	says "recon-cut: db: another process is at work in it"
	recon-cut post --db db postings >out 2>err &
	: >go
	wait $!
	wait
}

@test "whatever call fails, a posting is whole or not there, an account turned or not" {
	! sanitized || skip "what is preloaded comes before the sanitizer"
	[ "$(uname -m)" = x86_64 ] || skip "the injector knows x86-64"
	"$HELPER/balance_faults.py" "$BUILD" 25
}

@test "postings and the batch that turns accounts are killed, and nothing is lost or twice" {
	"$HELPER/balance_kills.py" 6 "$RANDOM"
}
