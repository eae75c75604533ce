# A store of flows in a PostgreSQL of its own: what the unit tests expect of
# SQLite is so there.

load ../helper
load postgres

setup_file() {
	[ -x "$BUILD/bin/recon-flow" ] || skip "recon-flow was not built"
	ldd "$BUILD/bin/recon-flow" | grep -q libpq || skip "recon-flow was built without libpq"
	begin_server
}

teardown_file() {
	end_server
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	begin_database
}

# unit NAME N: its N tests are good with this database, none is skipped.
unit() {
	RECON_TEST_STORE=$db "$BUILD/unit/flow/$1" >out || { cat out; return 1; }
	! grep -v "^ok " out | grep -v "^1\.\.$2\$"
	! grep SKIP out
}

@test "postgresql: a database becomes a store once, or is refused" {
	unit store/store_server 3
}

@test "postgresql: runs are kept, and what became of them, as in SQLite" {
	unit store/store_run 7
	unit store/store_attempts 5
}

@test "postgresql: what is ready, or wakes, or waits for a place, is found" {
	unit store/store_queue 5
}

@test "postgresql: due starts, alarms, orders and notes are kept" {
	unit store/store_dues 5
	unit store/store_alarms 6
}

@test "postgresql: what is written at the end of a transaction is seen by all" {
	unit store/store_memory 5
}

@test "postgresql: old runs are pruned" {
	unit keep/keep_prune 5
}

@test "postgresql: lists and views say the same" {
	unit list/list_runs 8
	unit store/tables 2
}
