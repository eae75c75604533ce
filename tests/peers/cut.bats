# The truth of recon-cut, and accounts, in a PostgreSQL of their own: what the
# unit tests expect of SQLite is so there.

load ../helper
load ../cut
load ../cut_verify
load postgres

setup_file() {
	[ -x "$BUILD/bin/recon-cut" ] || skip "recon-cut was not built"
	ldd "$BUILD/bin/recon-cut" | grep -q libpq || skip "recon-cut was built without libpq"
	begin_server
}

teardown_file() {
	end_server
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	begin_database
}

# unit NAME N: its N tests are good with this database.
unit() {
	"$BUILD/unit/cut/$1" "$db" >out || { cat out; return 1; }
	! grep -v "^ok " out | grep -v "^1\.\.$2\$"
}

truth() {
	unit "truth/$1" "$2"
	[ "$(sql "$name" "SELECT count(*) FROM pg_tables WHERE tablename = 'cut_step'")" -eq 1 ]
}

@test "postgresql: rounds are moved by compare and set as in SQLite" {
	truth truth_move 12
}

@test "postgresql: many processes change one truth, and are killed" {
	truth truth_races 4
}

@test "postgresql: what becomes of postings and accounts is as in SQLite" {
	unit post/post 10
}

@test "postgresql: postings go into accounts once, are late or early, and turned" {
	tsv "a -3.00 CNY L 2026-11-28 id=1" "b 3.00 CNY L 2026-11-28 id=1" \
		"c 1.00 CNY L 2026-11-29 id=2" "c 1.00 CNY L 2026-12-29 id=3" >postings
	tsv "a 1.00 CNY L 2026-11-28 id=4" >late
	is 75 recon-cut post --db "$db" --date 2026-11-28 postings
	says "recon-cut: 3 postings: 2 posted, 1 early: not yet"
	is 75 recon-cut post --db "$db" --date 2026-11-28 postings
	says "recon-cut: 3 postings: 0 posted, 2 there already, 1 early: not yet"
	is 0 recon-cut balance --db "$db" --turn 2026-11-28
	says "recon-cut: 2026-11-28: 3 accounts turned to 2026-11-29"
	is 1 recon-cut post --db "$db" late
	is 0 recon-cut post --db "$db" --late roll late
	is 0 recon-cut balance --db "$db" --plain --date 2026-11-28
	tsv "a -3.00 CNY L 2026-11-28" "b 3.00 CNY L 2026-11-28" \
		"c 0.00 CNY L 2026-11-28" | same - out
	sql "$name" "SELECT account, turned_to, day, next FROM account ORDER BY 1" |
		same - <(printf '%s\n' "a|2026-11-29|-200|0" "b|2026-11-29|300|0" \
		"c|2026-11-29|100|0")
}

@test "postgresql: a round turns each system once, by four schedulers at once" {
	cut_book pay
	store=$db
	for date in 2026-11-27:1 2026-11-28:0; do # nothing is there, nor made
		is ${date#*:} recon-cut is-date --store "$db" --rehearse pay.cut \
			${date%:*}
	done
	[ "$(sql "$name" "SELECT count(*) FROM pg_tables WHERE tablename = 'cut_step'")" -eq 0 ]
	for command in announce cut; do
		time=22:00:00
		[ $command = announce ] || time=23:00:00
		pids=()
		for i in 1 2 3 4; do
			at $time $command pay.cut 2026-11-28 2>err.$i &
			pids+=($!)
		done
		for pid in "${pids[@]}"; do wait "$pid"; done
	done
	for s in bill ledger general; do
		is 0 at 23:10:00 ready pay.cut 2026-11-28 $s
		is 0 at 23:10:00 complete pay.cut 2026-11-28 $s
	done
	is 0 at 23:20:00 seal pay.cut 2026-11-28
	sed 's/^first = .*/first = 2026-12-05/' pay.cut >later
	cat later >pay.cut
	is 0 recon-cut is-date --store "$db" --rehearse pay.cut 2026-11-29
	is 0 at 23:20:00 date pay.cut
	printf '%s\t2026-11-29\tsealed\n' bill ledger general | same - out
	at 23:20:00 history --json pay.cut | grep -v '"what":"told"' |
		grep -o '"system":[^,]*,"what":"[^"]*"' | sort | uniq -d | same - /dev/null
	is 2 recon-cut date --store "$db" pay.cut
	grep -q rehearsal err
}

@test "postgresql: extracts are registered, a date is tied on them, and locked" {
	has_records
	store=$db
	differ
	sealed
	extracts
	tie 1 bill-ledger.facts
	told "2026-11-28: refused: ledger -> general: no file of facts is of it"
	tie 0 bill-ledger.facts ledger-general.facts
	told '2026-11-28: tied'
	steps tied | tr "$T" "\n" | grep -qx "ledger.general=$(sum ledger-general.facts)"
	sql "$name" "SELECT DISTINCT system FROM cut_extract ORDER BY 1" | same - <(printf '%s\n' bill general ledger)
	# a record that came behind the verdict
	records 'A1 10.00 CNY L' 'Z9 1.00 CNY L' >bill/records
	extract 1 --left again pay.cut $D bill
	grep -q 'bill: the date is tied on other records' err
	is 0 at 23:40:00 lock pay.cut $D
	is 0 at 23:41:00 tie pay.cut $D bill-ledger.facts
	told '2026-11-28: is locked already'
}
