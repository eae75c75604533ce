# The room db and a PostgreSQL of its own: what is asked and told there, and what
# becomes of it when the server goes away.

load ../helper
load postgres

setup_file() {
	[ -x "$BUILD/unit/db/postgres" ] || skip "unit tests of databases were not built"
	ldd "$BUILD/unit/db/postgres" | grep -q libpq || skip "built without libpq"
	begin_server
	control
}

teardown_file() {
	end_server
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	begin_database
}

# control: $pg/control is a command that stops this server at once, or starts it
# where it was.
control() {
	cat >"$pg/control" <<-END
	#!/bin/sh
	cd / || exit
	case \$1 in
	stop)
		kill -QUIT "\$(cat $pg/pid)"
		while kill -0 "\$(cat $pg/pid)" 2>/dev/null; do sleep 0.1; done
		;;
	start)
		${as[*]} $bin/postgres -D $pg/data -k $pg -p $(cat "$pg/port") \\
		    -c listen_addresses=127.0.0.1 >>$pg/log 2>&1 </dev/null 3>&- &
		echo \$! >$pg/pid
		until $bin/pg_isready -q -h 127.0.0.1 -p $(cat "$pg/port"); do sleep 0.1; done
		;;
	esac
	END
	chmod 755 "$pg/control"
}

# unit NAME N: its N tests are good with this database.
unit() {
	# memory that was freed is no longer held for errors to be found in it
	ASAN_OPTIONS=quarantine_size_mb=1:${ASAN_OPTIONS-} \
	    "$BUILD/unit/db/$1" "$db" "$pg/control" >out || { cat out; return 1; }
	! grep -v "^ok " out | grep -v "^1\.\.$2\$"
}

@test "postgresql: what is asked and given, and what stays prepared" {
	unit postgres 12
}

@test "postgresql: what goes together is told, taken back and committed" {
	unit postgres_later 10
}

@test "postgresql: a connection that is lost is known, and made again" {
	unit postgres_lost 7
}

@test "postgresql: without a server the same tests are skipped" {
	for name in postgres postgres_later postgres_lost; do
		"$BUILD/unit/db/$name" | same - <(echo "1..0 # SKIP peers/db.bats has a server for it")
	done
}
