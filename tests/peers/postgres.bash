# A server of PostgreSQL of the tests' own.

# server DIR: starts it on a free port, with files of 24 MB at most; its process
# is in DIR/pid.
server() {
	local i port
	for ((i = 0; i < 20; i++)); do
		port=$((20000 + RANDOM % 30000))
		(
			ulimit -f 24576
			exec "${as[@]}" "$bin/postgres" -D "$1/data" -k "$1" -p $port \
			    -c listen_addresses=127.0.0.1 >>"$1/log" 2>&1 3>&- &
			echo $! >"$1/pid"
		)
		for ((j = 0; j < 200; j++)); do
			! "$bin/pg_isready" -q -h 127.0.0.1 -p $port || { echo $port >"$1/port"; return; }
			kill -0 "$(cat "$1/pid")" 2>/dev/null || break
			sleep 0.1
		done
	done
	cat "$1/log"
	return 1
}

# stop SIGNAL: the server ends, and is waited for.
stop() {
	local pid
	pid=$(cat "$pg/pid")
	kill -"$1" "$pid"
	while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
}

# begin_server: makes it, in a new directory $pg, or skips.
begin_server() {
	for bin in /usr/lib/postgresql/*/bin; do :; done
	[ -x "$bin/initdb" ] || skip "no PostgreSQL here"
	as=()
	if [ "$(id -u)" -eq 0 ]; then
		getent passwd postgres >/dev/null || skip "no user postgres here"
		as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
	fi
	# whose it is can get there
	pg=$(mktemp -d /tmp/recon-pg.XXXXXX)
	[ ${#as[@]} -eq 0 ] || chown postgres "$pg"
	export pg bin
	(cd / && "${as[@]}" "$bin/initdb" -D "$pg/data" -U recon -A trust \
	    --locale=C.UTF-8 -E UTF8 -N) >"$pg/initdb" 2>&1 || { cat "$pg/initdb"; return 1; }
	(cd / && server "$pg")
}

end_server() {
	[ -n "${pg-}" ] || return 0
	[ ! -e "$pg/pid" ] || { kill -INT "$(cat "$pg/pid")" 2>/dev/null && stop INT; } || :
	rm -rf "$pg"
}

# begin_database: a new one for this test, $name, whose URL is $db.
begin_database() {
	as=()
	[ "$(id -u)" -ne 0 ] || as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
	port=$(cat "$pg/port")
	name=t$BATS_TEST_NUMBER
	sql postgres "DROP DATABASE IF EXISTS $name" >/dev/null 2>&1
	sql postgres "CREATE DATABASE $name"
	db=postgresql://recon@127.0.0.1:$port/$name
}

# sql DATABASE SQL
sql() {
	psql -X -q -A -t -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U recon \
	    -c "$2" "$1"
}
