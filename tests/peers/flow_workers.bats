# Several workers on one store of recon-flow, in a PostgreSQL of its own: what
# each node does is there once, whoever dies, and whatever the server does.

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
	declare -gA pids=()
	runs=200
	sanitized && runs=60
	flows
}

teardown() {
	[ ${#pids[@]} -eq 0 ] || kill -KILL "${pids[@]}" 2>/dev/null || :
	pkill -KILL -f "^$PWD/asleep" || :
}

# Retries, a sub-flow for each line, a join, a limit; each effect is a line.
flows() {
	ln -s "$(command -v sleep)" asleep
	printf '[class narrow]\nlimit = 3\n' >classes.ini
	printf '%s\n' x y >list
	cat >sub.flow <<-'END'
	[param n]
	type = int
	[param item]
	type = word
	[node do]
	sh = echo "item $RECON_P_N $RECON_P_ITEM" >>effects
	END
	cat >load.flow <<-'END'
	[param n]
	type = int
	[node begin]
	sh = echo "begin $RECON_P_N" >>effects
	[node narrow]
	after = begin
	class = narrow
	sh = echo + >>narrow; echo "narrow $RECON_P_N" >>effects; sleep 0.01; echo - >>narrow
	[node again]
	after = begin
	sh = mkdir "tried.$RECON_P_N" 2>/dev/null && exit 1; echo "again $RECON_P_N" >>effects
	retry = 2
	backoff = 1s
	[node each]
	after = begin
	flow = sub.flow
	for-each = list
	param n = {n}
	param item = {line.1}
	[node meet]
	after = narrow
	after = again
	after = each
	sh = echo "meet $RECON_P_N" >>effects
	END
}

# begin N: so many runs.
begin() {
	local i
	for ((i = 1; i <= $1; i++)); do printf 'load.flow\tn=%d\n' $i; done |
	    recon-flow start >started
	[ "$(wc -l <started)" -eq "$1" ]
}

# worker DIR: begins, or begins again, with that directory.
worker() {
	recon-flow work --dir "$1" -j 4 2>>"$1.err" 3>&- &
	pids[$1]=$!
}

# kill_worker DIR
kill_worker() {
	kill -KILL "${pids[$1]}"
	wait "${pids[$1]}" 2>/dev/null || :
	unset "pids[$1]"
}

end_workers() {
	local dir got=0
	kill "${pids[@]}"
	for dir in "${!pids[@]}"; do
		wait "${pids[$dir]}" || { got=$?; cat "$dir.err"; }
	done
	pids=()
	return $got
}

all_ended() {
	[ "$(sql "$name" 'SELECT count(*) FROM run WHERE state < 3' 2>/dev/null)" = 0 ]
}

# wait_until SECONDS COMMAND...
wait_until() {
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ $SECONDS -lt $end ] || {
			echo "never: $*"
			recon-flow ls -n 5
			tail -n 5 ./*.err
			return 1
		}
		sleep 0.1
	done
}

# judge N: all of N runs is done, once, and no more than 3 at once where that is
# the limit.
judge() {
	local i
	for ((i = 1; i <= $1; i++)); do
		printf '%s\n' "again $i" "begin $i" "item $i x" "item $i y" \
		    "meet $i" "narrow $i"
	done | sort >want
	sort effects | diff -u want - | head -n 40
	sort effects | cmp -s want -
	[ "$(sql "$name" "SELECT count(*) FROM runs WHERE state = 'done' AND flow = 'load'")" -eq "$1" ]
	awk '/[+]/ && ++n > most { most = n } /-/ { n-- }
	    END { exit !(most >= 1 && most <= 3) }' narrow
}

# by_workers N: so many workers had attempts.
by_workers() {
	sql "$name" 'SELECT count(DISTINCT worker) FROM attempt WHERE worker > 0' | same - <(echo "$1")
}

@test "two workers: each effect once, in 200 runs" {
	begin $runs
	worker a
	worker b
	wait_until 300 all_ended
	end_workers
	judge $runs
	by_workers 2
	cat ./*.err | same /dev/null -
}

@test "four workers: each effect once, in 200 runs" {
	begin $runs
	for w in a b c d; do worker $w; done
	wait_until 300 all_ended
	end_workers
	judge $runs
	by_workers 4
	cat ./*.err | same /dev/null -
}

@test "workers that are killed, and begin again in their directories: each effect once" {
	begin $runs
	for w in a b c; do worker $w; done
	kills=0
	until all_ended || [ $kills -ge 40 ]; do
		sleep 0.$((RANDOM % 9 + 1))
		w=$(printf '%s\n' a b c | shuf -n 1)
		kill_worker $w
		kills=$((kills + 1))
		worker $w
	done
	wait_until 300 all_ended
	end_workers
	judge $runs
	[ $kills -ge 5 ]
}

# up: the server again, on its port.
up() {
	local i
	for ((i = 0; i < 100; i++)); do
		(cd / && exec "${as[@]}" "$bin/postgres" -D "$pg/data" -k "$pg" \
		    -p "$port" -c listen_addresses=127.0.0.1 >>"$pg/log" 2>&1 3>&- & echo $! >"$pg/pid")
		for ((j = 0; j < 100; j++)); do
			! "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" || return 0
			kill -0 "$(cat "$pg/pid")" 2>/dev/null || break
			sleep 0.1
		done
		sleep 0.2 # of one that was killed something is left for a moment
	done
	return 1
}

@test "the server is restarted, and killed, in the middle: each effect once" {
	begin $runs
	worker a
	worker b
	for signal in INT KILL INT KILL; do
		sleep 2
		stop $signal
		is 75 recon-flow ls
		sleep 1
		up
	done
	wait_until 300 all_ended
	end_workers
	judge $runs
}

@test "connections that are ended all the time: each effect once" {
	begin $runs
	worker a
	worker b
	ended=0
	for ((i = 0; i < 60; i++)); do
		! all_ended || break
		n=$(sql postgres "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '$name' AND application_name = 'recon-flow'")
		ended=$((ended + n))
		sleep 0.$((RANDOM % 9 + 1))
	done
	wait_until 300 all_ended
	end_workers
	judge $runs
	[ $ended -ge 10 ]
}

# number DIR: of the worker with that directory.
number() {
	sql "$name" "SELECT id FROM worker WHERE dir = '$PWD/$1'"
}

state_is() { # DIR STATE
	[ "$(sql "$name" "SELECT state FROM worker WHERE dir = '$PWD/$1'" 2>/dev/null)" = "$2" ]
}

node_is() { # RUN NODE STATE
	recon-flow show --json "$1" | "$HELPER/flow_states.py" | grep -qx "$2 $3"
}

# long_flow: nodes that last until go is there; one may be done twice.
long_flow() {
	cat >long.flow <<-'END'
	[node once]
	sh = echo "once $PWD" >>seen; until test -e go; do ./asleep 0.2; done; echo ends >>once
	[node more]
	sh = echo "more $PWD" >>seen; until test -e go; do ./asleep 0.2; done; echo ends >>more
	idempotent = yes
	[node next]
	after = once
	after = more
	sh = echo next >>effects
	END
}

@test "a worker that is stopped for 35 seconds is unreachable, and comes back" {
	worker a
	wait_until 20 state_is a working
	long_flow
	is 0 recon-flow start long.flow
	wait_until 20 lines_are more 1
	wait_until 20 lines_are once 1
	worker b
	kill -STOP "${pids[a]}"
	wait_until 45 state_is a unreachable
	is 0 recon-flow ls
	grep -q "unreachable" out
	# nobody else does what it had
	[ "$(wc -l <seen)" -eq 2 ]
	# what ends meanwhile is taken in when it is back
	: >go
	wait_until 20 grep -q ends once
	wait_until 20 grep -q ends more
	node_is 1 once running
	# and the others go on
	begin 20
	wait_until 120 others_done 20
	kill -CONT "${pids[a]}"
	wait_until 45 node_is 1 next "done"
	state_is a working
	[ "$(wc -l <seen)" -eq 2 ]
	is 0 recon-flow workers
	run ! grep -q unreachable out
	end_workers
	grep -v '^next$' effects >others
	mv others effects
	judge 20
}

lines_are() { # WORD N: so many lines of seen have it
	[ "$(grep -c "$1" seen 2>/dev/null)" -eq "$2" ]
}

# So many results came too late to count.
late_are() {
	[ "$(sql "$name" 'SELECT count(*) FROM attempt WHERE late IS NOT NULL')" -eq "$1" ]
}

others_done() {
	[ "$(sql "$name" "SELECT count(*) FROM runs WHERE flow = 'load' AND state = 'done'")" -eq "$1" ]
}

@test "a worker that is gone: what may be is done elsewhere, the rest waits for a person" {
	worker a
	wait_until 20 state_is a working
	long_flow
	is 0 recon-flow start long.flow
	wait_until 20 lines_are more 1
	wait_until 20 lines_are once 1
	kill_worker a
	worker b
	n=$(number a)
	is 2 recon-flow gone "$n"
	grep -q -- --why err
	is 2 recon-flow gone "$n" --why 'too early'
	wait_until 45 state_is a unreachable
	is 0 recon-flow gone "$n" --why 'its disk is broken'
	wait_until 45 node_is 1 once held
	wait_until 45 lines_are more 2
	[ "$(grep -c once seen)" -eq 1 ]
	state_is a gone
	is 0 recon-flow log
	grep -q 'its disk is broken' out
	# it comes back all the same: what it has is ended, or kept as late
	: >go
	wait_until 30 node_is 1 more "done"
	worker a
	wait_until 30 state_is a working
	wait_until 30 late_are 2
	node_is 1 once held
	is 0 recon-flow log
	grep -q 'worker  *1 on .* is gone: its disk is broken' out
	run ! grep 'heard of, or gone' out
	is 0 recon-flow pass 1 once --why 'seen by hand'
	wait_until 30 node_is 1 next "done"
	[ "$(grep -c once seen)" -eq 1 ]
	end_workers
	same - effects <<<next
}

@test "a worker that is stopped, gone for others, and back: what came of it is kept, not obeyed" {
	worker a
	wait_until 20 state_is a working
	long_flow
	is 0 recon-flow start long.flow
	wait_until 20 lines_are more 1
	wait_until 20 lines_are once 1
	worker b
	kill -STOP "${pids[a]}"
	wait_until 45 state_is a unreachable
	is 0 recon-flow gone "$(number a)" --why 'it does not answer'
	wait_until 45 node_is 1 once held
	wait_until 45 lines_are more 2
	kill -CONT "${pids[a]}"
	wait_until 30 state_is a working
	# what counts no longer is ended there
	wait_until 30 late_are 2
	node_is 1 more running
	: >go
	wait_until 30 node_is 1 more "done"
	node_is 1 once held
	is 0 recon-flow log 1
	grep -q late out
	is 0 recon-flow redo 1 once
	wait_until 30 node_is 1 next "done"
	end_workers
	same - effects <<<next
}
