# recon-flow: runs, from their begin to their end; what people say about them;
# two runners; and whatever is killed.

load helper
load flow

setup() {
	cd "$BATS_TEST_TMPDIR"
	umask 022
	flow_store
}

# flow NAME: a file of that name, of standard input.
flow() {
	cat >"$1.flow"
}

# states RUN: each node and its state, a line a node.
states() {
	recon-flow show --json "$1" | "$HELPER/flow_states.py"
}

# node_is RUN NODE STATE
node_is() {
	states "$1" | grep -qx "$2 $3"
}

# A runner beside, which the test ends.
runner() {
	recon-flow work 2>runner.err &
	runner=$!
	until has_runner; do sleep 0.05; done
}

stop_runner() {
	kill "$runner"
	wait "$runner"
}

teardown() {
	if [ -n "${runner-}" ]; then kill -KILL "$runner" 2>/dev/null || :; fi
	if [ -n "${open-}" ]; then cd /; rm -rf "$open"; fi
}

# until_true COMMAND...: within 20 seconds.
until_true() {
	local left=200
	until "$@" >/dev/null 2>&1; do
		[ $((left -= 1)) -gt 0 ] || { echo "never: $*"; return 1; }
		sleep 0.1
	done
}

@test "each kind of node, outputs, conditions and joins" {
	flow all <<-'END'
	[param day]
	type = date
	[node words]
	run = printf %s|%s\n {day} "two  words"
	[node shell]
	after = words
	sh = printf 'n\t%s\ntext\ta\\tb\nother\tx\n' 12 >>"$RECON_OUT"; echo "$RECON_P_DAY" >day
	out = n int, text text
	[node more]
	after = shell if shell.out.n > 10
	run = printf %s {shell.out.text}
	[node less]
	after = shell if shell.out.n <= 10
	run = false
	[node meet]
	after = more
	after = less
	join = some
	delay = 0
	[node asked]
	after = meet
	when-run = test -e absent
	run = false
	[node yes]
	after = meet
	when-run = test -e day
	run = true
	[node wait]
	after = meet
	delay = 1s
	[node last]
	after = asked
	after = yes
	after = wait
	join = ended
	run = true
	END
	is 0 recon-flow run all.flow day=2026-02-28
	says ''
	same - day <<<'2026-02-28'
	same - store/runs/1/words/1/stdout <<<'2026-02-28|two  words'
	printf 'a\tb' | same - store/runs/1/more/1/stdout
	head -n 1 out | same - <(echo 'run 1')
	tail -n 1 out | same - <(echo 'run 1: done')
	states 1 | sort | same - <(printf '%s\n' 'asked skipped' 'last done' \
	    'less skipped' 'meet done' 'more done' 'shell done' 'wait done' \
	    'words done' 'yes done')
}

@test "exits: those of the toolkit, those of others, and those that are named" {
	mkdir bin
	for i in 0 1 2 65 75; do
		printf '#!/bin/sh\nexit %s\n' $i >bin/recon-e$i
	done
	cp bin/recon-e1 bin/recon-join
	chmod +x bin/*
	flow e <<-END
	[node ours]
	run = $PWD/bin/recon-join
	[node other]
	run = $PWD/bin/recon-e2
	give-up = fail
	[node named]
	sh = exit 7
	differs = 7
	[node never]
	sh = exit 8
	never = 8
	retry = 5
	backoff = 1d
	give-up = fail
	[node absent]
	sh = exec ./no-such-command
	retry = 5
	backoff = 1d
	give-up = fail
	[node signal]
	sh = kill -TERM \$\$
	give-up = fail
	[node output]
	sh = printf 'n\tx\n' >"\$RECON_OUT"
	out = n int
	give-up = fail
	[node twice]
	sh = printf 'n\t1\nn\t1\n' >"\$RECON_OUT"
	out = n int
	give-up = fail
	[node torn]
	sh = printf 'n\t1' >"\$RECON_OUT"
	out = n int
	give-up = fail
	END
	is 2 recon-flow run e.flow
	states 1 | sort | same - <(printf '%s\n' 'absent failed' \
	    'named differs' 'never failed' 'other failed' 'ours differs' \
	    'output failed' 'signal failed' 'torn failed' 'twice failed')
	tail -n 1 out | same - <(echo 'run 1: failed')
	flow d <<-'END'
	[node n]
	sh = exit 7
	differs = 7
	END
	is 0 recon-flow run d.flow
	is 1 recon-flow run --exit-code d.flow
	printf '%s\n' 'run 3' 'n: differs' 'run 3: done, something differs' |
		same - out
}

# A sleep that no other test has: ./asleep.
own_sleep() {
	ln -s "$(command -v sleep)" asleep
}

@test "retries, polls, time-outs and too much output" {
	own_sleep
	flow r <<-'END'
	[node again]
	sh = echo x >>tries; test "$(wc -l <tries)" = 3
	retry = 5
	backoff = 1s
	[node poll]
	sh = echo x >>polls; test "$(wc -l <polls)" = 3 || exit 75
	every = 1s
	times = 10
	[node late]
	sh = trap '' TERM; "$PWD/asleep" 300 & wait; "$PWD/asleep" 300
	timeout = 1s
	grace = 1s
	give-up = fail
	[node loud]
	sh = head -c 100000000 /dev/zero
	give-up = fail
	END
	is 2 recon-flow run r.flow
	states 1 | sort | same - <(printf '%s\n' 'again done' 'late failed' \
	    'loud failed' 'poll done')
	[ "$(wc -l <tries)" = 3 ]
	[ "$(wc -l <polls)" = 3 ]
	[ "$(stat -c %s store/runs/1/loud/1/stdout)" -le 67108864 ]
	run ! pgrep -f "^$PWD/asleep"
}

@test "what nobody did is held, and a person decides" {
	flow h <<-'END'
	[node bad]
	sh = echo "it broke" >&2; test -e mended
	[node next]
	after = bad
	run = true
	END
	is 75 recon-flow run h.flow
	printf '%s\n' 'run 1' 'bad: held: exit status 1: it broke' \
	    'run 1: waits for a person: bad; recon-flow show 1' | same - out
	is 2 recon-flow pass 1 bad
	says 'recon-flow: pass needs a reason, --why TEXT'
	touch mended
	is 0 recon-flow redo 1 bad
	says ''
	is 0 recon-flow work --until-idle
	states 1 | same - <(printf '%s\n' 'bad done' 'next done')
	rm mended
	is 75 recon-flow run h.flow
	is 0 recon-flow pass 2 bad --why "it is known"
	is 0 recon-flow work --until-idle
	states 2 | same - <(printf '%s\n' 'bad done' 'next done')
	is 0 recon-flow log 2
	grep -q 'it is known' out
	is 75 recon-flow run h.flow
	is 0 recon-flow skip 3 bad --why "not today"
	is 0 recon-flow work --until-idle
	states 3 | same - <(printf '%s\n' 'bad skipped' 'next skipped')
}

@test "orders that cannot be done say why, and change nothing" {
	flow h <<-'END'
	[node bad]
	sh = exit 1
	END
	is 75 recon-flow run h.flow
	states 1 >before
	is 2 recon-flow redo 7 bad
	[ -s err ]
	is 2 recon-flow redo 1 none
	[ -s err ]
	is 2 recon-flow approve 1 bad
	[ -s err ]
	is 2 recon-flow hold x
	says 'recon-flow: hold: "x" is no number of a run; recon-flow ls tells them'
	is 2 recon-flow class c
	says 'recon-flow: class: it takes NAME and limit=N, or NAME and --reset'
	is 2 recon-flow missed lose 1
	says 'recon-flow: missed: "lose" is neither go nor drop'
	is 2 recon-flow retire none
	[ -s err ]
	is 2 recon-flow start none.flow
	says 'recon-flow: none.flow: No such file or directory'
	is 2 recon-flow start h.flow x=1
	[ -s err ]
	is 2 recon-flow run h.flow x
	says 'recon-flow: "x" is not NAME=VALUE'
	states 1 | same before -
	served || [ -z "$(ls store/orders)" ]
}

@test "commands and options: each has its own, and what is near is told" {
	of_directory
	is 2 recon-flow
	says "recon-flow: no command; try 'recon-flow --help'"
	is 2 recon-flow shwo 1
	says "recon-flow: \"shwo\" is no command, show is near; try 'recon-flow --help'"
	is 2 recon-flow frobnicate
	says "recon-flow: \"frobnicate\" is no command; try 'recon-flow --help'"
	is 2 recon-flow show 1 --why x
	says "recon-flow: show: --why is not of this command; try 'recon-flow --help'"
	is 2 recon-flow show
	says "recon-flow: show: it takes RUN; try 'recon-flow --help'"
	is 2 recon-flow ls --stroe x
	says "recon-flow: unrecognized option '--stroe', '--store' is near; try 'recon-flow --help'"
	is 2 recon-flow ls --store none
	says 'recon-flow: none: there is no store; the first run or start makes it, and --store names another'
	is 2 recon-flow work --until-idle --flows none
	says 'recon-flow: --flows: none: No such file or directory'
	[ ! -e store ]
	is 2 recon-flow hold 1 --wait soon
	says 'recon-flow: --wait: "soon" is no duration: digits and s, m, h or d'
	is 2 recon-flow ls --dir x
	says "recon-flow: ls: --dir is not of this command; try 'recon-flow --help'"
	is 2 recon-flow work --dir x
	says 'recon-flow: --dir goes with a store on a server, postgresql://...; one in a directory has its attempts there'
	is 2 recon-flow work --broker x
	says 'recon-flow: --broker goes with a store on a server, postgresql://...; one in a directory has one runner, who has nobody to hand work to'
	is 2 recon-flow ls --password-file x
	says 'recon-flow: --password-file goes with a store on a server, postgresql://...'
	is 2 recon-flow work --store postgresql://x --dir ''
	says 'recon-flow: --dir: it is empty'
	is 2 env -u HOME -u XDG_STATE_HOME "$BUILD/bin/recon-flow" work --store postgresql://x
	says 'recon-flow: where are attempts to be? --dir says it, and HOME is not set'
	is 2 recon-flow backup --store postgresql://x file
	says 'recon-flow: backup: a store on a server is copied by pg_dump(1)'
	is 2 recon-flow ls --store postgresql://me:secret@x
	says "recon-flow: the URL has a password in it, which every user of this machine can see: --password-file takes it, or libpq's ~/.pgpass"
	[ ! -e store ]
	is 2 env -u RECON_FLOW_STORE -u HOME -u XDG_STATE_HOME "$BUILD/bin/recon-flow" ls
	says 'recon-flow: where is the store? --store or RECON_FLOW_STORE says it, and HOME is not set'
}

@test "the store is made where the user has state, for the user alone" {
	of_directory
	flow t <<<$'[node a]\nrun = true'
	HOME=$PWD/home RECON_FLOW_STORE='' is 0 recon-flow run t.flow
	[ "$(stat -c %a home/.local/state/recon/flow)" = 700 ]
	[ "$(stat -c %a home/.local/state/recon/flow/orders)" = 700 ]
	XDG_STATE_HOME=$PWD/x RECON_FLOW_STORE='' is 0 recon-flow run t.flow
	[ -e x/recon/flow/flow.db ]
	is 0 recon-flow run --store other t.flow
	[ -e other/flow.db ]
}

@test "sub-flows and a run for each line of a file" {
	flow sub <<-'END'
	[param item]
	type = word
	[node n]
	sh = echo "$RECON_P_ITEM" >>items; test "$RECON_P_ITEM" != bad
	give-up = fail
	END
	flow each <<-'END'
	[node e]
	flow = sub.flow
	for-each = list
	param item = {line.1}
	give-up = fail
	[node one]
	after = e
	flow = sub.flow
	param item = last
	END
	printf 'a\nb\nc\n' >list
	is 0 recon-flow run each.flow
	sort items | same - <(printf '%s\n' a b c last)
	is 0 recon-flow ls --children --json
	[ "$(grep -c '"flow":"sub"' out)" = 4 ]
	printf 'a\na\n' >list
	is 2 recon-flow run each.flow
	printf 'a\nbad\n' >list
	is 2 recon-flow run each.flow
}

@test "a runner knows the classes of runs that it has not made" {
	printf '[class many]\nlimit = 4\n' >classes.ini
	flow four <<-'END'
	[param n]
	type = int
	[node meet]
	class = many
	sh = touch "here$RECON_P_N"; until [ -e here1 ] && [ -e here2 ] && [ -e here3 ] && [ -e here4 ]; do sleep 0.05; done
	timeout = 10s
	give-up = fail
	END
	for n in 1 2 3 4; do
		recon-flow start four.flow n=$n >/dev/null
	done
	is 0 recon-flow work --until-idle
	for n in 1 2 3 4; do
		node_is $n meet "done"
	done
}

@test "events go to targets, and their answers are outputs" {
	cat >t.sh <<-'END'
	#!/bin/sh
	echo 'recon-transport 1 window=4'
	while read -r event; do
		printf '%s\n' "$event" >>"$(dirname "$0")/seen"
		id=${event#*'"id":"'} id=${id%%'"'*}
		case $event in
		*refused*) printf '%s\tfail\tno such room\n' "$id" ;;
		*) printf '%s\tok\tref=A-1\n' "$id" ;;
		esac
	done
	END
	chmod +x t.sh
	printf '[ops]\ntransport = ./t.sh\n' >targets.ini
	flow s <<-'END'
	[param n]
	type = int
	[node tell]
	send = ops
	text = {n} are open
	out = ref text
	[node got]
	after = tell if tell.out.ref = "A-1"
	run = true
	[node no]
	send = ops
	text = refused
	give-up = fail
	END
	is 2 recon-flow run s.flow n=3
	states 1 | same - <(printf '%s\n' 'tell done' 'got done' 'no failed')
	[ "$(wc -l <seen)" = 2 ]
	grep -q '3 are open' seen
	run ! pgrep -f "$PWD/t.sh"
}

@test "orders are answered by the runner that works" {
	flow h <<-'END'
	[node wait]
	sh = test -e go || exit 75
	every = 1s
	times = 1000
	[node next]
	after = wait
	run = true
	END
	runner
	is 0 recon-flow start h.flow
	same - out <<<1
	until_true node_is 1 wait waiting
	is 0 recon-flow hold 1
	touch go
	is 0 recon-flow start h.flow
	until_true node_is 2 next "done"
	node_is 1 next waiting
	is 0 recon-flow go 1
	until_true node_is 1 next "done"
	is 0 recon-flow run h.flow
	tail -n 1 out | same - <(echo 'run 3: done')
	stop_runner
	[ ! -s runner.err ]
}

@test "many are started from standard input, each once" {
	flow m <<-'END'
	[param x]
	type = text
	[node n]
	run = test {x} != bad
	END
	for i in {1..300}; do printf 'm.flow\tx=%s\\t%s\n' $i $i; done >lines
	is 0 recon-flow start <lines
	seq 300 | same - out
	is 0 recon-flow work --until-idle --jobs 20
	is 0 recon-flow ls --state "done" --max 1000 --json
	[ "$(wc -l <out)" = 300 ]
	is 2 recon-flow start <<<$'none.flow\tx=1'
	says 'recon-flow: stdin:1: none.flow: No such file or directory'
	printf 'm.flow\ty=1\nm.flow\tx=1\n' >lines
	is 2 recon-flow start <lines
	same - out <<<301
}

@test "a second runner is refused, and says who works" {
	runner
	is 75 timeout 30 recon-flow work --until-idle
	says "recon-flow: $place: another process (pid $runner) is running flows"
	stop_runner
	is 0 recon-flow work --until-idle
}

@test "two commands that run something take turns" {
	flow t <<<$'[node a]\nrun = sleep 0.3'
	recon-flow run t.flow >one 2>&1 &
	one=$!
	recon-flow run t.flow >two 2>&1 &
	two=$!
	if ! wait $one || ! wait $two; then
		tail -n 5 one two
		return 1
	fi
	cat one two | grep -c ': done$' | same - <(echo 4)
}

@test "TERM leaves the run, and the next runner finds its attempts" {
	flow t <<-'END'
	[node a]
	sh = echo begins >>seen; until test -e go; do sleep 0.1; done; echo ends >>seen
	[node b]
	after = a
	run = true
	END
	recon-flow run t.flow >out 2>err &
	run=$!
	until_true test -s seen
	kill $run
	got=0
	wait $run || got=$?
	[ $got = 75 ]
	tail -n 1 out | grep -q 'left as it is'
	touch go
	until_true grep -q ends seen
	is 0 recon-flow work --until-idle
	same - seen <<<$'begins\nends'
	states 1 | same - <(printf '%s\n' 'a done' 'b done')
}

@test "a runner that is killed loses nothing, and nothing runs twice" {
	flow t <<-'END'
	[node a]
	sh = echo begins >>seen; until test -e go; do sleep 0.1; done; echo ends >>seen
	END
	runner
	is 0 recon-flow start t.flow
	until_true test -s seen
	is 0 recon-flow ls
	run ! grep '^no ' out
	kill -KILL $runner
	wait $runner || :
	runner=
	if ! served; then # who has a lease: that goes by
		is 0 recon-flow ls
		head -n 2 out | same - <(no_runner; echo)
		is 0 recon-flow draw --run 1 --html
		grep -qx '<p class="bad">no runner works on this store: .*</p>' out
	fi
	touch go
	is 0 recon-flow work --until-idle
	is 0 recon-flow ls
	run ! grep '^no ' out
	same - seen <<<$'begins\nends'
	states 1 | same - <(echo 'a done')
}

@test "a shim that is killed: the command is swept, the node lost, or tried again" {
	own_sleep
	flow t <<-'END'
	[node once]
	sh = echo once >>seen; exec "$PWD/asleep" 300
	[node more]
	sh = echo more >>seen; test -e go || exec "$PWD/asleep" 300
	idempotent = yes
	END
	runner
	is 0 recon-flow start t.flow
	until_true grep -q more seen
	until_true grep -q once seen
	touch go
	for n in once more; do
		kill -KILL "$(sed -n 's/^shim\t//p' store/runs/1/$n/1/begun)"
	done
	until_true node_is 1 more "done"
	until_true node_is 1 once held
	stop_runner
	run ! pgrep -f "^$PWD/asleep"
	[ "$(grep -c once seen)" = 1 ]
	[ "$(grep -c more seen)" = 2 ]
	is 0 recon-flow show 1
	grep -q 'lost' out
}

@test "an attempt whose directory is taken away is lost, and not made again" {
	flow t <<-'END'
	[node once]
	sh = echo once >>seen; rm -rf "${RECON_OUT%/out}"
	END
	is 75 recon-flow run t.flow
	[ "$(wc -l <seen)" = 1 ]
	grep -q '^once: held: .*: its directory was taken away$' out
}

@test "a shim that does not begin is said once, and asked for each second" {
	flow t <<<$'[node a]\nrun = true'
	mkdir -p inst/bin inst/libexec/recon
	cp "$BUILD/bin/recon-flow" inst/bin
	printf '#!/bin/sh\necho >>%s/begun\nexit 3\n' "$PWD" \
		>inst/libexec/recon/attempt
	chmod +x inst/libexec/recon/attempt
	inst/bin/recon-flow work 2>runner.err &
	runner=$!
	is 0 recon-flow start t.flow
	until_true grep -c . runner.err
	is 0 recon-flow cancel 1
	stop_runner
	same - runner.err <<-'END'
	recon-flow: run 1, a could not begin, it is tried again: its shim ended before the command began
	END
	[ "$(wc -l <begun)" -lt 9 ]
}

@test "killed before any change that it makes, a run of ten nodes does each once" {
	of_directory
	command -v strace >/dev/null || skip 'no strace'
	sanitized && skip 'not under AddressSanitizer, which strace hinders'
	"$HELPER/flow_kills" "$BUILD" calls ${FLOW_KILLS_STEP:-9}
}

@test "killed again and again, by chance, every effect is there once, or lost" {
	of_directory
	"$HELPER/flow_kills" "$BUILD" chance ${FLOW_KILLS:-25} ${FLOW_NODES:-200}
}

@test "approval is given by another of the group, never by who started it" {
	[ "$(id -u)" = 0 ] || skip 'only root can act as others'
	command -v setpriv >/dev/null || skip 'no setpriv'
	group=$(id -gn nobody)
	open=$(mktemp -d /tmp/recon-open.XXXXXX)
	chmod 711 "$open"
	cd "$open"
	if ! served; then
		export RECON_FLOW_STORE=$open/store
		mkdir -m 3770 store
		chgrp "$group" store
		chmod 3770 store
	fi
	flow a <<-END
	[node ask]
	approve = $group
	END
	as_nobody() {
		setpriv --reuid nobody --regid "$group" --clear-groups \
			env HOME=/nonexistent "$BUILD/bin/recon-flow" "$@"
	}
	setpriv --reuid nobody --regid "$group" --clear-groups \
		test -x "$BUILD/bin/recon-flow" || skip 'the build is not for others'
	runner
	is 0 recon-flow start a.flow
	is 2 recon-flow approve 1 ask
	grep -q 'who started the run' "$BATS_TEST_TMPDIR/err"
	is 0 as_nobody approve 1 ask
	until_true node_is 1 ask "done"
	is 0 recon-flow log 1
	grep -q nobody "$BATS_TEST_TMPDIR/out"
	stop_runner
}

@test "an order is of who owns its file, and files that are none are refused" {
	of_directory
	flow t <<<$'[node a]\nrun = true'
	is 0 recon-flow run t.flow
	ln -s /etc/passwd store/orders/x.order
	echo hello >store/orders/y.order
	printf 'recon-flow 1\nhold\t1' >store/orders/z.order
	printf 'recon-flow 1\nhold\t1\\q\n' >store/orders/w.order
	printf 'recon-flow 1\ngo\t1\n' >store/one
	ln store/one store/orders/v.order
	is 0 recon-flow work --until-idle
	run ! compgen -G "store/orders/*.order"
	for f in y z w v; do
		grep -qv "^0$T" store/orders/$f.answer
	done
	grep -q 'another name' store/orders/v.answer
}

@test "a flow file that vanishes or changes: a run keeps the text it began with" {
	flow t <<-'END'
	[node a]
	sh = until test -e go; do sleep 0.1; done
	[node b]
	after = a
	sh = echo first >>seen
	END
	runner
	is 0 recon-flow start t.flow
	until_true node_is 1 a running
	rm t.flow
	touch go
	until_true node_is 1 b "done"
	stop_runner
	same - seen <<<first
}

@test "a store that is read-only, full or damaged: said, and nothing lost" {
	of_directory
	flow t <<<$'[node a]\nrun = true'
	is 0 recon-flow run t.flow
	cp store/flow.db kept
	head -c 4096 /dev/urandom >store/flow.db
	is 65 recon-flow ls
	[ -s err ]
	is 65 recon-flow work --until-idle
	[ -s err ]
	rm -f store/flow.db*
	cat kept >store/flow.db
	(ulimit -f 40; is 75 recon-flow start t.flow --wait 1s; [ -s err ])
	is 0 recon-flow ls
	is 0 recon-flow work --until-idle
	# a file that was put there is a copy
	is 0 recon-flow ls --state "done" --json
	cut -d, -f1 out | same - <(printf '%s\n' '{"restored":true}' '{"run":1')
	is 0 recon-flow go
	is 0 recon-flow work --until-idle
	is 0 recon-flow ls --state "done" --json
	cut -d, -f1 out | same - <(printf '%s\n' '{"run":2' '{"run":1')
	if [ "$(id -u)" = 0 ]; then skip 'root may write everything'; fi
	chmod -w store store/flow.db
	is 2 recon-flow run t.flow
	chmod u+w store store/flow.db
}

@test "a store that is removed, moved or replaced ends its runner, not the attempts" {
	of_directory
	flow t <<-'END'
	[node a]
	sh = echo begins >>seen; until test -e go; do sleep 0.1; done; echo ends >>seen
	[node b]
	after = a
	sh = echo b >>seen
	END
	runner
	is 0 recon-flow start t.flow
	until_true test -s seen
	mv store moved
	got=0
	wait $runner || got=$?
	runner=
	[ $got = 2 ]
	printf '%s\n' "recon-flow: $PWD/store: the store was removed or moved while a runner worked on it; nothing more begins in it, and attempts that are under way go on by themselves" |
	    same - runner.err
	[ ! -e store ]
	touch go
	until_true grep -q ends seen
	is 0 recon-flow work --until-idle --store moved
	same - seen <<<$'begins\nends\nb'
	# and another put in its place
	mv moved store
	runner
	mv store old
	cp -r old store
	got=0
	wait $runner || got=$?
	runner=
	[ $got = 2 ]
	grep -q ': another store was put in the place of the one ' runner.err
	cmp old/flow.db store/flow.db
	is 0 recon-flow ls
	is 0 recon-flow ls --store old
}

@test "a directory of flows is the same wherever the runner begins" {
	mkdir flows
	cat >flows/day.flow <<-'END'
	[node a]
	run = true
	[schedule s]
	at = 00:00
	zone = UTC
	END
	is 0 recon-flow work --until-idle --flows flows
	(cd flows && is 0 recon-flow work --until-idle --flows .)
	rm flows/day.flow
	is 0 recon-flow work --until-idle --flows "$PWD/flows"
	is 0 recon-flow ls
	grep -q '^1 alarm nobody was told of:$' out
	is 2 recon-flow retire other/day.flow
	is 0 recon-flow retire flows/day.flow
}

@test "--metrics: what Prometheus reads, whole" {
	flow t <<<$'[node a]\nrun = true\nclass = "c'
	flow t <<<$'[node a]\nrun = true'
	is 0 recon-flow start t.flow
	is 0 recon-flow work --until-idle --metrics m.prom
	grep -qx 'recon_flow_runs{flow="t",state="done"} 1' m.prom
	grep -qx 'recon_flow_alarms_owed 0' m.prom
	awk '!/^#/ && !/^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.]+$/' \
		m.prom | same /dev/null -
	awk '/^# TYPE/ { if (seen[$3]++) print }' m.prom | same /dev/null -
	is 0 recon-flow work --until-idle --metrics none/m.prom
	[ "$(wc -l <err)" = 1 ]
	rm m.prom
	recon-flow work --metrics m.prom &
	runner=$!
	until_true test -s m.prom
	kill -HUP "$runner"
	is 0 recon-flow start t.flow
	stop_runner
}

@test "what nobody was to be told of a run is over when the run ended well" {
	flow t <<<$'[node a]\nrun = false'
	is 75 recon-flow run t.flow
	is 0 recon-flow ls
	grep -q '^1 alarm' out
	is 0 recon-flow skip 1 a --why 'not today'
	is 0 recon-flow ls
	run ! grep alarm out
	flow u <<<$'[node a]\nrun = false\ngive-up = fail'
	is 2 recon-flow run u.flow
	is 0 recon-flow ls
	grep -q '^1 alarm' out
}

@test "prune and backup" {
	flow t <<<$'[node a]\nrun = true'
	is 0 recon-flow run t.flow
	is 0 recon-flow run t.flow
	served || is 0 recon-flow backup copy.db
	sleep 1.1
	is 0 recon-flow run t.flow
	is 0 recon-flow prune --keep 1s
	same - out <<<2
	served || (cd store/runs && echo *) | same - <(echo 3)
	of_directory
	mkdir -m 700 other
	mv copy.db other/flow.db
	is 0 recon-flow ls --store other --json
	[ "$(wc -l <out)" = 2 ]
	is 75 recon-flow run --store other t.flow
	is 0 recon-flow start --store other t.flow
	is 75 recon-flow run --store other t.flow
	says 'recon-flow: other: is a copy that was restored: look at recon-flow ls --store other; nothing begins before recon-flow go --store other says so'
	is 0 recon-flow work --store other --until-idle
	says 'recon-flow: the store is a copy that was restored: nothing begins before recon-flow go --store other says so'
	[ ! -e other/runs/3 ]
	is 0 recon-flow go --store other
	is 0 recon-flow work --store other --until-idle
	[ -e other/runs/3 ]
	is 2 recon-flow prune
	says 'recon-flow: prune: --keep DURATION says of how long runs are kept'
}

@test "a store of version 1 becomes one of this version where it lies" {
	of_directory
	command -v sqlite3 >/dev/null || skip "no sqlite3 here"
	mkdir -m 700 old
	sqlite3 old/flow.db <"$BATS_TEST_DIRNAME/data/flow_store_1.sql"
	chmod 600 old/flow.db
	is 2 recon-flow ls --store old
	says 'recon-flow: old/flow.db: is a store of version 1, made by an older recon-flow: "recon-flow move DIR DIR", its directory twice, makes it one of version 2'
	is 0 recon-flow move old old
	says 'recon-flow: old: 7 runs, 5 of which have not ended, and 1 attempt under way'
	is 0 recon-flow ls --store old --children --json
	sed -n 's/^{"run":\([0-9]*\).*"flow":"\([a-z]*\)",.*"state":"\([a-z]*\)",.*/\1 \2 \3/p' out |
		sort | same - <(printf '%s\n' '1 one going' '2 bad held' '3 above going' \
		'4 below done' '5 below held' '6 below done' '7 long going')
	is 0 recon-flow log --store old 5
	grep -q 'exit status 1' out
	[ "$(sqlite3 old/flow.db 'PRAGMA user_version')" = 2 ]
	[ "$(sqlite3 old/flow.db.version-1 'PRAGMA user_version')" = 1 ]
	is 0 recon-flow go --store old
	is 0 recon-flow cancel --store old 2
	is 0 recon-flow ls --store old --json
	grep -q '"run":2,"flow":"bad".*"state":"cancelled"' out
}
