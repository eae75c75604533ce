# Workers of one store in PostgreSQL that hand each other work by RabbitMQ, both of
# its own: recon-tickets(7).

load ../helper
load peers
load broker
load postgres

tickets=$BUILD/libexec/recon/tickets/amqp

setup_file() {
	[ -x "$BUILD/bin/recon-flow" ] || skip "recon-flow was not built"
	ldd "$BUILD/bin/recon-flow" | grep -q libpq || skip "recon-flow was built without libpq"
	[ -x "$tickets" ] || skip "tickets were not built"
	begin_server
	begin_broker
}

teardown_file() {
	end_broker
	end_server
}

setup() {
	in_one_build
	cd "$BATS_TEST_TMPDIR"
	umask 022
	begin_database
	r=$BATS_FILE_TMPDIR/r
	broker
	export RECON_FLOW_STORE=$db
	workers=()
	printf '%s\n' '[class c]' 'limit = 6' '[class d]' 'limit = 2' >classes.ini
}

teardown() {
	[ ${#workers[@]} -eq 0 ] || kill -CONT "${workers[@]}" 2>/dev/null || :
	[ ${#workers[@]} -eq 0 ] || kill -KILL "${workers[@]}" 2>/dev/null || :
	[ -z "${r-}" ] || kill -CONT "$(cat "$r/pid")"
}

# worker DIR [WORD...]: one beside, with that directory and the broker; its number
# is the last of workers.
worker() {
	recon-flow work --dir "$1" --broker broker.ini "${@:2}" 2>>"$1.err" 3>&- &
	workers+=($!)
}

# end_workers: all of them, in order.
end_workers() {
	kill "${workers[@]}"
	for pid in "${workers[@]}"; do wait "$pid"; done
	workers=()
}

# until_true SECONDS COMMAND...
until_true() {
	local end=$((SECONDS + $1))
	until "${@:2}" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$end" ] || { echo "never: ${*:2}"; tail ./*.err; return 1; }
		sleep 0.2
	done
}

# ready N: until so many queues have somebody who takes.
takers() {
	[ "$("$r/ctl" list_queues consumers | awk '$1 > 0' | wc -l)" -ge "$1" ]
}

# count: from now on each ticket is counted, in the table given.
count() {
	sql "$name" "CREATE TABLE given (run bigint, place bigint, ticket bigint);
	CREATE FUNCTION given() RETURNS trigger LANGUAGE plpgsql AS
	'BEGIN INSERT INTO given VALUES (NEW.run, NEW.place, NEW.ticket); RETURN NEW; END';
	CREATE TRIGGER given AFTER INSERT OR UPDATE ON node FOR EACH ROW
	WHEN (NEW.ticket IS NOT NULL) EXECUTE FUNCTION given();"
}

# given: how many were.
given() {
	sql "$name" 'SELECT count(DISTINCT (run, place, ticket)) FROM given'
}

# five: a flow whose five nodes each leave a line in effects; the sleep is $1.
five() {
	cat >t.flow <<-END
	[param x]
	type = int
	[node a]
	sh = sleep $1; echo a \$RECON_P_X >>effects
	class = c
	[node b]
	after = a
	sh = sleep $1; echo b \$RECON_P_X >>effects
	class = d
	[node e]
	after = a
	sh = sleep $1; echo e \$RECON_P_X >>effects
	class = c
	[node f]
	after = b
	after = e
	sh = echo f \$RECON_P_X >>effects
	[node g]
	after = f
	sh = sleep $1; echo g \$RECON_P_X >>effects
	class = c
	END
}

# begin N: so many runs.
begin() {
	seq 1 "$1" | sed "s/.*/t.flow${T}x=&/" >lines
	is 0 recon-flow start <lines
}

# all_done N: so many runs are, each node once.
all_done() {
	[ "$(sql "$name" "SELECT count(*) FROM run WHERE ended IS NOT NULL" 2>/dev/null)" = "$1" ]
}

once() {
	for x in $(seq 1 "$1"); do printf '%s\n' a b e f g | sed "s/$/ $x/"; done |
	    sort | same - <(sort effects)
}

# warm WORKER...: those are there, with the words of $words, the broker knows them, and one
# run, x=0, is over.
warm() {
	for w; do worker "$w" ${words-}; done
	is 0 recon-flow start t.flow x=0
	until_true 120 all_done 1
	until_true 120 takers 2
	rm effects
}

# settled N: so many runs more are over, each effect is there once, and nothing
# is left.
settled() {
	until_true 600 all_done $(($1 + 1))
	once "$1"
	[ "$(sql "$name" 'SELECT count(*) FROM node WHERE ticket IS NOT NULL')" = 0 ]
	[ "$(sql "$name" 'SELECT count(*) FROM attempt WHERE ended IS NULL')" = 0 ]
}

# only_broker WORKER...: they say nothing but that the broker was not as it should
# be: on a busy machine it may be late.
only_broker() {
	for w; do
		run ! grep -vE 'closed by the broker: 541|ended with status 75; what is ready|tickets are given again' "$w.err"
	done
}

@test "two workers do what is ready by tickets, each effect once" {
	five 0
	warm one two
	count
	begin 60
	settled 60
	end_workers
	# each of a, b, e and g; not all, where a worker was not ready yet
	[ "$(given)" -ge 200 ]
	[ "$(sql "$name" 'SELECT count(DISTINCT worker) FROM attempt')" = 2 ]
	only_broker one two
}

# says FILE LINE...: each of these lines, in any order.
said() {
	local file=$1
	shift
	for line; do
		grep -qE "$line" "$file" || { echo "no $line in $file:"; cat "$file"; return 1; }
	done
}

@test "the broker is killed, stopped and purged, its connections are closed, its memory is low: each effect once" {
	five 0.2
	broker 'heartbeat = 2s' 'timeout = 10s'
	warm one two
	begin 100
	sleep 2
	"$r/ctl" close_all_connections 'by an operator'
	sleep 2
	id=$(sql "$name" "SELECT value FROM note WHERE name = 'id'")
	for q in $("$r/ctl" list_queues name | grep "^recon[.]${id}[.]"); do
		"$r/ctl" purge_queue "$q"
	done
	"$r/ctl" set_vm_memory_high_watermark 0.000001
	sleep 4
	"$r/ctl" set_vm_memory_high_watermark 0.6
	pid=$(cat "$r/pid")
	kill -STOP "$pid"
	sleep 8
	kill -CONT "$pid"
	sleep 2
	kill -9 "$pid"
	again "$pid"
	settled 100
	end_workers
	for w in one two; do
		said $w.err 'recon-flow: broker.ini: no tickets are given: .*; what is ready is begun without' \
		    'recon-flow: broker.ini: tickets are given again'
	done
}

@test "tickets that are doubled, late, or about nothing do no harm" {
	five 0.1
	warm one two
	id=$(sql "$name" "SELECT value FROM note WHERE name = 'id'")
	begin 30
	# one who gives tickets for whatever there may be, again and again
	{
		n=0
		while ! all_done 31; do
			for run in $(seq 1 31); do
				for node in 0 1 2 3 4 5 99; do
					for lane in fast slow; do
						printf 'give\t%s\tc\t%s\t%s %s 1\n' $((n += 1)) $lane "$run" $node
					done
				done
			done
			for text in x '' '1 2' '1 2 3 4' '-1 0 1' '1 0 4294967296' '9999999999 0 1'; do
				printf 'give\t%s\tc\tfast\t%s\n' $((n += 1)) "$text"
			done
			sleep 1
		done
	} | is 0 "$tickets" broker.ini "$id"
	grep -q '^given' out
	run ! grep -q '^lost' out
	settled 30
	end_workers
	only_broker one two
}

@test "a worker that is killed, and one that is stopped, keep no ticket from the others" {
	five 0.3
	words='-j 2' # so that what they have under way leaves places in the class
	warm one two
	begin 20
	sleep 1
	kill -KILL "${workers[0]}"
	kill -STOP "${workers[1]}"
	worker three -j 2
	# what the dead one had under way is its own's; what the other one has,
	# its own: what they had tickets for is done by the third
	sleep 40
	done_by=$(sql "$name" "SELECT count(*) FROM attempt a JOIN worker w ON w.id = a.worker WHERE w.dir LIKE '%/three' AND a.ended IS NOT NULL")
	[ "$done_by" -gt 0 ]
	kill -CONT "${workers[1]}"
	workers=("${workers[@]:1}")
	worker one
	settled 20
	end_workers
}

@test "without the broker all is done, and is said once; a file that is wrong is told" {
	five 0
	sed -i 's/^port = .*/port = 1/' broker.ini
	worker one
	begin 10
	until_true 120 all_done 10
	once 10
	sleep 4
	end_workers
	grep -c 'no tickets are given' one.err | same - <(echo 1)
	said one.err 'recon-flow: broker.ini: no tickets are given: .*/libexec/recon/tickets/amqp ended with status 75; what is ready is begun without' \
	    'tickets-amqp: connect: a socket error occurred'
	printf '[other]\ntransport = amqp\n' >broker.ini
	is 2 recon-flow work --dir one --broker broker.ini --until-idle
	says 'recon-flow: broker.ini: no target [broker]; there is other'
	is 2 recon-flow work --dir one --broker absent --until-idle
	says 'recon-flow: absent: No such file or directory'
}

# self: a program of tickets that hands them back to the worker that gave them, and
# keeps what that wants in the file wanted.
self() {
	cat >self <<-\END
	#!/bin/sh
	echo 'recon-tickets 1 window=100'
	tab=$(printf '\t') handle=0
	while IFS= read -r line; do
		rest=${line#*"$tab"}
		case $line in
		"give$tab"*)
			printf 'given\t%s\n' "${rest%%"$tab"*}"
			printf 'ticket\t%s\t%s\n' $((handle += 1)) "${rest#*"$tab"}" ;;
		"queue$tab"*) echo "$rest" | tr '\t' ' ' >>wanted ;;
		esac
	done
	END
	cat >all <<-\END
	#!/bin/sh
	echo 'recon-transport 1 window=100'
	while IFS= read -r line; do
		id=${line#*'"id":"'}
		printf '%s\tok\n' "${id%%'"'*}"
	done
	END
	chmod +x self all
	printf '%s\n' '[broker]' "transport = $PWD/self" >broker.ini
	printf '%s\n' '[all]' "transport = $PWD/all" >targets.ini
}

@test "of a lane with events alone many tickets are wanted, of one with processes as many as it has jobs" {
	self
	printf '%s\n' '[node a]' 'send = all' 'class = c' >events.flow
	printf '%s\n' '[node a]' 'run = true' 'class = d' >processes.flow
	printf '%s\n' '[node a]' 'send = all' 'class = c' \
	    '[node b]' 'after = a' 'run = true' 'class = c' >both.flow
	for flow in events processes both; do
		recon-flow start "$flow.flow"
		recon-flow work --dir one --broker broker.ini --jobs 4 --until-idle
		mv wanted "$flow.wanted"
	done
	same events.wanted - <<<'c fast 512'
	same processes.wanted - <<<'d fast 4'
	printf '%s\n' 'c fast 512' 'c fast 4' | same both.wanted -
}
