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
	unit store_locks 11
}

@test "postgresql: runs, classes, attempts and means are as in SQLite" {
	unit store_taken 7
	unit store_slots 2
	unit store_others 5
	unit store_rates 4
}

@test "postgresql: workers come and go as in SQLite" {
	unit store_workers 6
}

@test "postgresql: workers, gone and stats tell of the workers of a store" {
	printf '[class c]\nlimit = 2\n' >classes.ini
	printf '[node a]\nrun = true\nclass = c\n' >t.flow
	is 0 recon-flow start --store "$db" t.flow
	is 0 recon-flow work --store "$db" --dir d --until-idle --metrics m.prom
	is 0 recon-flow workers --store "$db" --json
	grep -q "^{\"worker\":1,\"host\":\"$(uname -n)\",\"dir\":\"$PWD/d\"," out
	[ "$(wc -l <out)" -eq 1 ]
	grep -q '^recon_flow_workers{state="[a-z]*"} 1$' m.prom
	sql "$name" "UPDATE worker SET state = 'working', until = 5, seen = 5"
	is 0 recon-flow ls --store "$db"
	grep -q "^worker 1 on $(uname -n), in $PWD/d, is unreachable since 1970" out
	grep -q "if it never comes back: recon-flow gone 1 --store $db --why TEXT\$" out
	is 0 recon-flow stats --store "$db" --json
	grep -q '^{"worker":1,' out
	is 2 recon-flow gone --store "$db" one --why burnt
	says "recon-flow: gone: \"one\" is no number of a worker; recon-flow workers --store $db tells them"
	is 2 recon-flow gone --store "$db" 1
	says 'recon-flow: gone: say --why, too'
	is 2 recon-flow gone --store "$db" 7 --why burnt
	says 'recon-flow: there is no worker 7'
	# nobody else is there who would have noticed
	is 0 recon-flow gone --store "$db" 1 --why burnt
	is 0 recon-flow workers --store "$db" --json
	grep -q '"worker":1,.*,"state":"gone",.*,"why":"burnt"}$' out
	is 0 recon-flow ls --store "$db"
	run ! grep unreachable out
}
