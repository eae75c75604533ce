# The truth of recon-cut, and accounts, in a PostgreSQL of their own: what the
# unit tests expect of SQLite is so there.

load ../helper
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
	"$BUILD/unit/cut/truth/$1" "$db" >out || { cat out; return 1; }
	! grep -v "^ok " out | grep -v "^1\.\.$2\$"
	[ "$(sql "$name" "SELECT count(*) FROM pg_tables WHERE tablename = 'cut_step'")" -eq 1 ]
}

@test "postgresql: rounds are moved by compare and set as in SQLite" {
	unit truth_move 10
}

@test "postgresql: many processes change one truth, and are killed" {
	unit truth_races 4
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
