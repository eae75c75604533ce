# Where the runs of a test are: in ./store; or, where RECON_FLOW_SERVER names a
# server of PostgreSQL, as postgresql://recon@127.0.0.1:5432, in a database of
# their own there, and ./store has the attempts of the worker for whom no --dir
# is said.

# served: are they on a server?
served() {
	[ -n "${RECON_FLOW_SERVER-}" ]
}

# of_directory: the rest of the test is about a store in a directory.
of_directory() {
	! served || skip 'of a store in a directory'
}

# flow_store: sets RECON_FLOW_STORE to a new one, and $place to what the
# directory of attempts is called.
flow_store() {
	place=$PWD/store
	export RECON_FLOW_STORE=$place
	served || return 0
	local name=${BATS_TEST_FILENAME##*/}
	name=${name%.bats}_$BATS_TEST_NUMBER
	psql -X -q "$RECON_FLOW_SERVER/postgres" >/dev/null 2>&1 \
		-c "DROP DATABASE IF EXISTS $name WITH (FORCE)" 3>&-
	psql -X -q "$RECON_FLOW_SERVER/postgres" -c "CREATE DATABASE $name" 3>&-
	export RECON_FLOW_STORE=$RECON_FLOW_SERVER/$name XDG_STATE_HOME=$PWD/state
	place=$XDG_STATE_HOME/recon/flow
	mkdir -p "${place%/*}"
	mkdir -m 700 "$PWD/store"
	ln -s "$PWD/store" "$place"
}

# has_runner: does one work on it?
has_runner() {
	if served; then
		[ -n "$(psql -X -A -t "$RECON_FLOW_STORE" 2>/dev/null 3>&- \
		    -c "SELECT 1 FROM worker WHERE state = 'working'")" ]
	else
		[ -e store/flow.db ] && ! flock -n store/runner.lock true
	fi
}

# no_runner [WORD]: what stands above all where none works; WORD behind the
# command.
no_runner() {
	if served; then
		echo "no worker is at work on this store: recon-flow work${1-}"
	else
		echo "no runner works on this store: recon-flow work${1-}"
	fi
}
