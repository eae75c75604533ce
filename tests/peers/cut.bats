# The truth of recon-cut in a PostgreSQL of its own: what the unit tests expect of
# SQLite is so there.

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
