# recon-flow with its store in a PostgreSQL of its own: what is so of runs in a
# directory is so there, and what only a server has.

load ../helper
load peers
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
	in_one_build
	cd "$BATS_TEST_TMPDIR"
	umask 022
	begin_database
	export RECON_FLOW_STORE=$db
	workers=()
}

teardown() {
	[ ${#workers[@]} -eq 0 ] || kill -KILL "${workers[@]}" 2>/dev/null || :
}

flow() {
	cat >"$1.flow"
}

# worker DIR [WORD...]: one beside, with that directory; its number is the last of
# workers.
worker() {
	local dir=$1
	shift
	recon-flow work --dir "$dir" "$@" 2>>"$dir.err" 3>&- &
	workers+=($!)
	until [ -n "$(sql "$name" "SELECT 1 FROM worker WHERE state = 'working' AND dir = '$PWD/$dir'" 2>/dev/null)" ]; do
		kill -0 "${workers[-1]}" || { cat "$dir.err"; return 1; }
		sleep 0.05
	done
}

# end_workers: all of them, in order.
end_workers() {
	kill "${workers[@]}"
	for pid in "${workers[@]}"; do wait "$pid"; done
	workers=()
}

# until_true COMMAND...: within 60 seconds.
until_true() {
	local left=600
	until "$@" >/dev/null 2>&1; do
		[ $((left -= 1)) -gt 0 ] || { echo "never: $*"; return 1; }
		sleep 0.1
	done
}

# node_is RUN NODE STATE
node_is() {
	recon-flow show --json "$1" | "$HELPER/flow_states.py" | grep -qx "$2 $3"
}

# The same tests, with the server.
in_directories() {
	local got=0
	RECON_FLOW_SERVER=postgresql://recon@127.0.0.1:$port \
	    timeout 1500 bats --formatter tap "$HELPER/$1.bats" >tap 2>&1 3>&- || got=$?
	grep -v '^ok ' tap || :
	[ $got -eq 0 ]
	[ "$(grep -c '^ok .* # skip of a store in a directory' tap)" -le "$2" ]
}

@test "postgresql: runs, orders, runners and kills are as in a directory" {
	in_directories flow_run 9
}

@test "postgresql: what people see is as in a directory" {
	in_directories flow_show 3
}

@test "postgresql: what runner.ini says is done as in a directory" {
	in_directories runner_ini 1
}

@test "a server that is not there, or has something else: 75, 65, and no store is made" {
	gone=postgresql://recon@127.0.0.1:1/flows
	flow t <<<$'[node a]\nrun = true'
	for words in "start t.flow" "hold 1" ls "show 1" "log" stats \
	    "work --until-idle --dir w" "run t.flow --dir w" "prune --keep 1d" \
	    "missed" "missed go 1" "draw --run 1"; do
		is 75 recon-flow $words --store $gone
		grep -q "^recon-flow: $gone: " err
		[ ! -s out ]
	done
	is 75 recon-flow ls
	says "recon-flow: $db: is empty: nothing has run in it yet"
	sql "$name" "CREATE TABLE another (x int)"
	is 65 recon-flow ls
	grep -q 'something else' err
	is 65 recon-flow start t.flow
	sql "$name" "SELECT count(*) FROM pg_tables WHERE tablename = 'run'" |
		same - <(echo 0)
}

@test "a password is read from a file that nobody else reads, and named where one types" {
	sql "$name" "DROP ROLE IF EXISTS clerk"
	sql "$name" "CREATE ROLE clerk LOGIN PASSWORD 'key'; GRANT ALL ON SCHEMA public TO clerk"
	cp "$pg/data/pg_hba.conf" hba
	sed -i '1i host all clerk all scram-sha-256' "$pg/data/pg_hba.conf"
	kill -HUP "$(cat "$pg/pid")"
	until ! psql -X -w -h 127.0.0.1 -p "$port" -U clerk -c 'SELECT 1' "$name" >/dev/null 2>&1; do sleep 0.1; done
	url=postgresql://clerk@127.0.0.1:$port/$name
	unset RECON_FLOW_STORE
	flow t <<<$'[node a]\nrun = false'
	is 2 recon-flow start --store $url t.flow
	grep -q 'no password supplied$' err
	echo key >secret
	chmod 644 secret
	is 2 recon-flow start --store $url --password-file secret t.flow
	grep -q '^recon-flow: secret: ' err
	chmod 600 secret
	is 0 recon-flow start --store $url --password-file secret t.flow
	is 0 recon-flow work --store $url --password-file secret --until-idle --dir w
	is 0 recon-flow show --store $url --password-file secret 1
	sed -n 's/^  recon-flow redo/redo/p' out >typed
	same typed - <<<"redo --store $url --password-file secret 1 a"
	is 2 recon-flow ls --store "postgresql://clerk:key@127.0.0.1:$port/$name"
	says "recon-flow: the URL has a password in it, which every user of this machine can see: --password-file takes it, or libpq's ~/.pgpass"
}

@test "a directory has attempts of one store, and one worker" {
	flow t <<<$'[node a]\nrun = true'
	is 0 recon-flow run t.flow --dir w
	[ "$(stat -c %a w)" = 700 ]
	mine=$(sql "$name" "SELECT value FROM note WHERE name = 'id'")
	sed -n 2p w/worker | same - <(echo "$mine")
	sql postgres "DROP DATABASE IF EXISTS other"
	sql postgres "CREATE DATABASE other"
	other=${db%/*}/other
	is 2 recon-flow work --until-idle --store $other --dir w
	theirs=$(sql other "SELECT value FROM note WHERE name = 'id'")
	says "recon-flow: $PWD/w: has attempts of another store, $mine, and this is $theirs; --dir names another directory"
	# nor one in files
	is 2 recon-flow run t.flow --store w
	says "recon-flow: w: has attempts of a worker of a store on a server, $mine: --store names that, or another directory"
	[ ! -e w/flow.db ]
	is 0 recon-flow run t.flow --store d
	is 2 recon-flow work --until-idle --dir d
	says "recon-flow: $PWD/d: has a store of its own, flow.db; --dir names another directory"
	[ ! -e d/worker ]
	mkdir -m 777 open
	chmod 777 open
	is 2 recon-flow work --until-idle --dir open
	says "recon-flow: $PWD/open: others can write in it (mode 0777)"
	worker w
	is 75 timeout 30 recon-flow work --until-idle --dir w
	says "recon-flow: w: another process (pid ${workers[0]}) is running flows"
	end_workers
}

@test "run follows a worker that is there, else it is one" {
	flow t <<<$'[node a]\nsh = printf %s "$RECON_ATTEMPT" >a'
	is 0 recon-flow run t.flow --dir mine
	[ -e mine/runs/1/a/1/result ]
	worker w
	is 0 recon-flow run t.flow --dir mine
	printf '%s\n' 'run 2' 'a: done' 'run 2: done' | same - out
	[ -e w/runs/2/a/1/result ]
	[ ! -e mine/runs/2 ]
	end_workers
	is 0 recon-flow run t.flow --dir mine
	[ -e mine/runs/3/a/1/result ]
	# one that waits for a person, and that a person ends meanwhile
	flow p <<<$'[node a]\nsh = until test -e go; do sleep 0.1; done'
	worker w
	recon-flow run p.flow --dir mine >out 2>err 3>&- &
	run=$!
	until_true node_is 4 a running
	is 0 recon-flow cancel 4
	got=0
	wait $run || got=$?
	[ $got -eq 2 ]
	end_workers
}

@test "what attempts wrote is shown where it lies, else on which machine that is" {
	flow t <<<$'[node a]\nsh = echo "no <server>" >&2; exit 3'
	is 75 recon-flow run t.flow --dir w
	is 0 recon-flow show 1
	sed -n '/^a, try/,$p' out >got
	same got - <<-END
	a, try 1: failed, status 3; $PWD/w/runs/1/a/1
	  stderr
	    | no <server>
	END
	is 0 recon-flow draw --run 1 --html
	grep -q 'no &lt;server&gt;' out
	sql "$name" "UPDATE worker SET host = 'two', machine = 'x' || machine"
	is 0 recon-flow show 1
	sed -n '/^a, try/,$p' out >got
	same got - <<-END
	a, try 1: failed, status 3; on two, in $PWD/w/runs/1/a/1
	END
	is 0 recon-flow draw --run 1 --html
	grep -q "^<p class=.m.>on .*two.*, in .*/w/runs/1/a/1" out
	run ! grep 'no &lt;server&gt;$' out
}

@test "a worker whose directory is taken away ends, and its attempts do not" {
	flow t <<-'END'
	[node a]
	sh = echo begins >>seen; until test -e go; do sleep 0.1; done; echo ends >>seen
	[node b]
	after = a
	sh = echo b >>seen
	END
	worker w
	is 0 recon-flow start t.flow
	until_true test -s seen
	mv w moved
	got=0
	wait "${workers[0]}" || got=$?
	workers=()
	[ $got -eq 2 ]
	printf '%s\n' "recon-flow: $PWD/w: the directory of a worker was removed or moved while a runner worked on it; nothing more begins in it, and attempts that are under way go on by themselves" |
	    same - w.err
	touch go
	until_true grep -q ends seen
	mv moved w
	is 0 recon-flow work --until-idle --dir w
	same - seen <<<$'begins\nends\nb'
}

@test "figures and schedules are of the store, whichever worker has them" {
	mkdir flows
	cat >flows/day.flow <<-'END'
	[node a]
	run = true
	[schedule s]
	at = 00:00
	zone = UTC
	END
	is 0 recon-flow work --until-idle --flows flows --dir a
	is 0 recon-flow work --until-idle --flows flows --dir b --metrics m.prom
	grep -qx 'recon_flow_alarms_owed 0' m.prom
	rm flows/day.flow
	is 0 recon-flow work --until-idle --flows flows --dir b
	is 0 recon-flow ls
	grep -q '^1 alarm nobody was told of:$' out
	is 0 recon-flow retire flows/day.flow
}
