# Tickets of recon-flow, recon-tickets(7), by a RabbitMQ of its own.

load ../helper
load peers
load broker

tickets=$BUILD/libexec/recon/tickets/amqp

setup_file() {
	[ -x "$tickets" ] || skip "tickets were not built"
	begin_broker
}

teardown_file() {
	end_broker
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	r=$BATS_FILE_TMPDIR/r
	declare -gA pids fds
	broker
}

teardown() {
	local n
	for n in "${!pids[@]}"; do
		kill -9 "${pids[$n]}" 2>/dev/null || :
	done
	wait
}

# worker NAME STORE: one that speaks by say and hears into NAME.out.
worker() {
	local fd
	rm -f "$1.in"
	mkfifo "$1.in"
	(
		for fd in "${fds[@]}"; do exec {fd}>&-; done
		exec "$tickets" broker.ini "$2" <"$1.in" >"$1.out" 2>"$1.err" 3>&-
	) &
	pids[$1]=$!
	exec {fd}>"$1.in"
	fds[$1]=$fd
	heard "$1" 'recon-tickets 1 window=4096'
}

# say NAME FIELD...: a line.
say() {
	local IFS=$T
	printf '%s\n' "${*:2}" >&"${fds[$1]}"
}

# heard NAME LINE [COUNT]: until such lines came, as grep -E has them, blanks for
# TABs; the test fails where they do not in two minutes.
heard() {
	local end=$((SECONDS + 120))
	while [ "$SECONDS" -lt "$end" ]; do
		[ "$(tr '\t' ' ' <"$1.out" | grep -cxE "$2")" -lt "${3:-1}" ] || return 0
		kill -0 "${pids[$1]}" 2>/dev/null || break
		sleep 0.05
	done
	echo "$1 did not hear $2:"
	tail -n 20 "$1.out" "$1.err"
	return 1
}

# ends NAME STATUS: by itself.
ends() {
	local got=0
	wait "${pids[$1]}" || got=$?
	unset "pids[$1]"
	[ "$got" -eq "$2" ] || { echo "status $got"; cat "$1.err"; return 1; }
}

# finish NAME: no more comes for it.
finish() {
	local fd=${fds[$1]}
	exec {fd}>&-
	unset "fds[$1]"
	ends "$1" 0
}

# handle NAME TEXT: by which it has a ticket.
handle() {
	awk -F '\t' -v text="$2" '$1 == "ticket" && $5 == text { n = $2 } END { print n }' "$1.out"
}

# queue NAME: how many messages it has, ready and not.
queue() {
	"$r/ctl" list_queues name messages | awk -F '\t' -v q="$1" '$1 == q { print $2 }'
}

# has QUEUE N: so many messages at last; the broker counts now and then.
has() {
	local end=$((SECONDS + 60))
	until [ "$(queue "$1")" = "$2" ]; do
		[ "$SECONDS" -lt "$end" ] || { echo "$(queue "$1"), not $2"; return 1; }
		sleep 0.5
	done
}

@test "tickets: what is given is confirmed and comes as it was, whatever its class is called" {
	worker w names
	say w queue sftp fast 5
	say w queue 'send ops' '' 5
	say w queue '' '' 5
	say w queue '中 .~%' 'a\tb' 5
	say w give 7 sftp fast '17 3 1'
	say w give 8 'send ops' '' "a\\tb\\\\"
	say w give 9 '' '' x
	say w give 10 '中 .~%' 'a\tb' y
	for n in 7 8 9 10; do heard w "given $n"; done
	heard w 'ticket [0-9]+ sftp fast 17 3 1'
	heard w "ticket [0-9]+ send ops  a\\\\tb\\\\\\\\"
	heard w 'ticket [0-9]+   x'
	heard w 'ticket [0-9]+ 中 .~% a\\tb y'
	for h in 1 2 3 4; do say w took $h; done
	say w ask sftp fast
	heard w 'depth sftp fast 0 1'
	finish w
	"$r/ctl" list_queues name type durable messages arguments |
	    grep '^recon[.]names[.]' | LC_ALL=C sort | same - <(
		for q in . '%E4%B8%AD%20%2E%7E%25.a%09b' send%20ops. sftp.fast; do
			printf 'recon.names.%s\tquorum\ttrue\t0\t%s\n' "$q" '[{"x-message-ttl",60000},{"x-expires",86400000},{"x-delivery-limit",20},{"x-queue-type","quorum"}]'
		done | LC_ALL=C sort)
}

@test "tickets: a worker has no more than it wants, and what it gives back another gets" {
	worker a bound
	worker b bound
	say a queue c fast 3
	for n in 1 2 3 4 5; do say a give $n c fast "t$n"; done
	heard a 'given .' 5
	heard a 'ticket .*' 3
	say a ask c fast
	heard a 'depth c fast 2 1'
	say a took "$(handle a t1)"
	heard a 'ticket .*' 4
	# more at once
	say a queue c fast 4
	heard a 'ticket .*' 5
	# none any more: what comes now is b's
	say a queue c fast 0
	say b queue c fast 10
	say a back "$(handle a t3)"
	heard b 'ticket [0-9]+ c fast t3'
	say b took "$(handle b t3)"
	for t in t2 t4 t5; do say a took "$(handle a $t)"; done
	finish a
	finish b
	has recon.bound.c.fast 0
}

@test "tickets: those of a worker that is killed go to another" {
	worker a killed
	worker b killed
	say a queue c '' 10
	for n in $(seq 1 5); do say a give "$n" c '' "t$n"; done
	heard a 'ticket .*' 5
	say a took "$(handle a t2)"
	say a ask c ''
	heard a 'depth .*'
	say b queue c '' 10
	kill -9 "${pids[a]}"
	heard b 'ticket .*' 4
	cut -f 5 b.out | sed 1d | sort | same - <(printf 't%s\n' 1 3 4 5)
	# one that ends well gives back, too
	worker c killed
	say c queue c '' 10
	say c ask c ''
	heard c 'depth .*'
	finish b
	heard c 'ticket .*' 4
	finish c
}

@test "tickets: who speaks with a broker that dies ends with 75, and the next one goes on" {
	worker w dies
	say w give 1 c fast one
	heard w 'given 1'
	before=$(cat "$r/pid")
	kill -9 "$before"
	ends w 75
	grep -qxE 'tickets-amqp: .+' w.err
	# nothing is there: told at once
	is 75 "$tickets" broker.ini dies </dev/null
	says 'tickets-amqp: connect: a socket error occurred'
	again "$before"
	# a queue that is not there yet ends it with 75, too
	end=$((SECONDS + 600))
	while [ "$SECONDS" -lt "$end" ]; do
		worker w dies
		say w queue d fast 5
		say w give 2 d fast two
		! heard w 'ticket [0-9]+ d fast two' || break
		ends w 75
	done
	heard w 'ticket [0-9]+ d fast two'
	say w took "$(handle w two)"
	finish w
}

@test "tickets: connections that an operator closes end it with 75" {
	worker w closed
	say w queue c fast 5
	say w give 1 c fast one
	heard w 'ticket .*'
	"$r/ctl" close_all_connections 'by an operator'
	ends w 75
	says_closed=$(cat w.err)
	[[ $says_closed = 'tickets-amqp: '*'by an operator'* ]]
	worker w closed
	say w queue c fast 5
	heard w 'ticket [0-9]+ c fast one' # it was not taken
	say w took 1
	finish w
}

@test "tickets: a broker that hangs ends it with 75" {
	broker 'heartbeat = 2s' 'timeout = 10s'
	worker w hangs
	worker x hangs
	say w queue c fast 5
	pid=$(cat "$r/pid")
	kill -STOP "$pid"
	say w give 1 c fast one
	seq 1 4097 | sed "s/.*/give$T&${T}c${T}fast${T}t/" >&"${fds[x]}"
	ends x 65
	same x.err <(echo 'tickets-amqp: stdin:4097: more than 4096 tickets have no answer')
	ends w 75
	# nor does one that does not greet us
	got=0
	timeout 120 "$tickets" broker.ini hangs </dev/null >out 2>err || got=$?
	kill -CONT "$pid"
	[ "$got" -eq 75 ]
	up
}

@test "tickets: with a broker low on memory none is given, and what is there is taken" {
	worker w alarm
	say w queue c fast 2
	for n in 1 2 3 4 5 6; do say w give $n c fast "t$n"; done
	heard w 'given .' 6
	heard w 'ticket .*' 2
	"$r/ctl" set_vm_memory_high_watermark 0.000001
	sleep 1
	say w give 7 c fast t7
	heard w 'blocked low on memory'
	say w give 8 c fast t8
	heard w 'lost 8 blocked by the broker: low on memory'
	# while it takes nothing, what was taken counts, and more comes
	for t in t1 t2 t3 t4 t5; do
		heard w "ticket [0-9]+ c fast $t"
		say w took "$(handle w $t)"
	done
	heard w 'ticket [0-9]+ c fast t6'
	"$r/ctl" set_vm_memory_high_watermark 0.6
	heard w unblocked
	heard w '(given 7|lost 7 .*)' # it was on its way, and comes
	heard w 'ticket [0-9]+ c fast t7'
	say w give 9 c fast t9
	heard w 'given 9'
	for t in t6 t7; do say w took "$(handle w $t)"; done
	heard w 'ticket [0-9]+ c fast t9'
	say w took "$(handle w t9)"
	finish w
	has recon.alarm.c.fast 0
}

@test "tickets: a queue that is purged or deleted under it is used on" {
	worker w gone
	say w give 1 c fast one
	heard w 'given 1'
	"$r/ctl" purge_queue recon.gone.c.fast
	say w ask c fast
	heard w 'depth c fast 0 0'
	say w queue c fast 5
	say w give 2 c fast two
	heard w 'ticket [0-9]+ c fast two'
	say w took "$(handle w two)"
	say w ask c fast
	heard w 'depth c fast 0 1'
	# its consumer is told, and makes it again
	"$r/ctl" delete_queue recon.gone.c.fast
	has recon.gone.c.fast 0
	say w give 3 c fast three
	heard w 'ticket [0-9]+ c fast three'
	say w took "$(handle w three)"
	# without one the broker returns what is given, and the next finds it
	say w queue c fast 0
	until [ "$("$r/ctl" list_queues name consumers |
	    awk -F '\t' '$1 == "recon.gone.c.fast" { print $2 }')" = 0 ]; do sleep 0.2; done
	"$r/ctl" delete_queue recon.gone.c.fast
	say w give 4 c fast four
	heard w 'lost 4 its queue is gone'
	say w give 5 c fast five
	heard w 'given 5'
	finish w
	has recon.gone.c.fast 1
}

@test "tickets: a queue that is refused is told of, and the others go on" {
	worker w refuse
	say w queue c old 5
	heard w "refused c old closed by the broker: 406 PRECONDITION_FAILED - inequivalent arg .*"
	say w give 1 c old one
	say w give 2 c fast two
	say w ask c old
	heard w 'lost 1 closed by the broker: 406 PRECONDITION_FAILED .*'
	heard w 'given 2'
	heard w 'refused .*' 2
	say w queue c fast 5
	heard w 'ticket [0-9]+ c fast two'
	finish w
}

@test "tickets: the rights that the page asks for are enough, and without them it is told" {
	broker 'user = narrow'
	worker w narrow
	say w queue c fast 5
	say w give 1 c fast one
	heard w 'given 1'
	heard w 'ticket .*'
	say w took 1
	finish w
	broker 'user = mute'
	worker w x
	say w give 1 c fast one
	heard w "lost 1 closed by the broker: 403 ACCESS_REFUSED - .*"
	finish w
}

@test "tickets: while nobody reads what came the heart beats on" {
	broker 'heartbeat = 1s'
	worker a unread
	long=$(printf 'x%.0s' $(seq 1 1000))
	for n in $(seq 1 300); do say a give "$n" c '' "$long"; done
	heard a 'given .*' 300
	rm -f b.in
	mkfifo b.in b.pipe
	"$tickets" broker.ini unread <b.in >b.pipe 2>b.err 3>&- &
	pids[b]=$!
	exec {in}>b.in {out}<b.pipe
	fds[b]=$in
	say b queue c '' 1000
	sleep 6
	kill -0 "${pids[b]}"
	head -n 301 <&"$out" >b.out
	[ "$(grep -c "^ticket$T" b.out)" = 300 ]
	exec {out}<&-
	run ! grep 'missed heartbeats' "$r"/log/*.log
	kill "${pids[b]}"
	finish a
}

@test "tickets: at the end of the input what was given is answered" {
	seq 1 500 | sed "s/.*/give$T&${T}c${T}fast${T}t&/" >lines
	is 0 "$tickets" broker.ini ended <lines
	sed 1d out | sort -V | same - <(seq 1 500 | sed "s/^/given$T/")
	has recon.ended.c.fast 500
}

@test "tickets: what is no line ends it with 65, what is wrong with the file with 2" {
	cases() { # STATUS WANT LINE
		printf '%b\n' "$3" | is "$1" "$tickets" broker.ini bad
		says "tickets-amqp: $2"
	}
	cases 65 'stdin:1: no line of recon-tickets(7): "x"' x
	cases 65 'stdin:2: a word of the other side' 'ask\tc\tl\ngiven\t1'
	cases 65 'stdin:1: no ticket 1 is out' 'took\t1'
	cases 65 'stdin:1: more than 1000 tickets at once' 'queue\tc\tl\t1001'
	printf 'took' | is 65 "$tickets" broker.ini bad
	says 'tickets-amqp: stdin:1: the end of the input cuts it off'
	broker 'window = 5'
	cases 2 'broker.ini:7: unknown key "window", see recon-tickets(7)' ''
	broker 'retry = 5s'
	cases 2 'broker.ini:7: unknown key "retry", see recon-tickets(7)' ''
	broker 'user = '
	cases 2 'broker.ini:7: user: no value' ''
}

@test "tickets: a password that is wrong is told, and not seen" {
	broker
	secret pw 'wrong WORDS'
	is 75 "$tickets" broker.ini wrong </dev/null
	says 'tickets-amqp: login: ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.'
	chmod 644 pw
	is 2 "$tickets" broker.ini wrong </dev/null
	chmod 622 broker.ini
	is 2 "$tickets" broker.ini wrong </dev/null
	run ! grep -r 'wrong WORDS' out err
}
