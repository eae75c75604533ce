# Workers that share a store of flows in a PostgreSQL of its own: locks of rows,
# what is passed over, who waits.

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
	RECON_TEST_STORE=$db "$BUILD/unit/flow/store/$1" >out || { cat out; return 1; }
	! grep -v "^ok " out | grep -v "^1\.\.$2\$"
	! grep SKIP out
}

@test "postgresql: workers at once take each run and each node once, and none is lost" {
	unit store_locks 9
}

@test "postgresql: runs, classes, attempts and means are as in SQLite" {
	unit store_taken 6
	unit store_slots 2
	unit store_others 4
	unit store_rates 4
}

@test "postgresql: workers come and go as in SQLite" {
	unit store_workers 6
}
