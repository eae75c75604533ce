# The transport amqp against a RabbitMQ of its own.

load ../helper
load peers

setup_file() {
	[ -x "$transport/amqp" ] || skip "transport amqp was not built"
	for tool in openssl epmd /usr/lib/rabbitmq/bin/rabbitmq-server amqp-consume; do
		command -v "$tool" >/dev/null || skip "no $tool here"
	done
	cd "$BATS_FILE_TMPDIR"
	certificate ca 'DNS:ca.invalid'
	certificate good 'DNS:localhost' ca
	mkdir r
	cat >r/definitions.json <<-'END'
	{"users": [{"name": "recon", "password": "pass word", "tags": "administrator"}],
	 "vhosts": [{"name": "/"}],
	 "permissions": [{"user": "recon", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*"}],
	 "queues": [{"name": "open", "vhost": "/", "durable": true, "auto_delete": false, "arguments": {}},
	  {"name": "killed", "vhost": "/", "durable": true, "auto_delete": false, "arguments": {}},
	  {"name": "five", "vhost": "/", "durable": true, "auto_delete": false,
	   "arguments": {"x-max-length": 5, "x-overflow": "reject-publish"}}]}
	END
	peers=
	PEER_SECONDS=600 # a busy machine takes long to begin one
	peer r "$played/rabbit" r "$PWD/good.pem" "$PWD/good.key" "$PWD/ca.pem"
	export rabbit_peers=$peers
}

teardown_file() {
	# the pipe it hangs on
	[ ! -e "$BATS_FILE_TMPDIR/r/port" ] || exec {held}>&-
	for p in ${rabbit_peers-}; do
		wait "$p" 2>/dev/null || :
	done
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	r=$BATS_FILE_TMPDIR/r
	port=$(cat "$r/port")
	secret pw 'pass word'
	server=(--server=127.0.0.1 "--port=$port" --username=recon '--password=pass word')
}

# amqp_target LINE...: to the broker, without TLS.
amqp_target() {
	target 'transport = amqp' 'host = 127.0.0.1' "port = $port" 'tls = no' \
	    'user = recon' 'password-file = pw' "$@"
}

# events N: so many in the file.
events() {
	seq 1 "$1" | sed 's/.*/{"id":"e&","title":"差异 &"}/' >events
}

send() {
	is 0 "$transport/amqp" targets t <events
}

# consumed N QUEUE: so many messages of a queue, a line each.
consumed() {
	timeout 600 amqp-consume "${server[@]}" -q "$2" -c "$1" -- sh -c 'cat; echo'
}

@test "amqp: what is confirmed is in the queue, byte for byte" {
	amqp_target 'routing-key = open' 'window = 256'
	events 1000
	send
	head -n 1 out | same - <(echo recon-transport 1 window=256)
	[ "$(grep -c "${T}ok$" out)" = 1000 ]
	sed 1d out | cut -f 1 | sort -u | wc -l | same - <(echo 1000)
	consumed 1000 open | same events -
}

@test "amqp: what no queue takes fails, although the broker confirms it" {
	amqp_target 'routing-key = nobody'
	events 3
	send
	answers 'e1 fail returned: 312 NO_ROUTE' 'e2 fail returned: 312 NO_ROUTE' \
	    'e3 fail returned: 312 NO_ROUTE'
}

@test "amqp: what a full queue refuses is tried again" {
	amqp_target 'routing-key = five' 'window = 1'
	events 8
	send
	answers 'e1 ok' 'e2 ok' 'e3 ok' 'e4 ok' 'e5 ok' \
	    'e6 retry - refused by the broker (basic.nack): a queue is full, or it is in trouble' \
	    'e7 retry - refused by the broker (basic.nack): a queue is full, or it is in trouble' \
	    'e8 retry - refused by the broker (basic.nack): a queue is full, or it is in trouble'
	consumed 5 five >/dev/null
}

@test "amqp: an exchange that is not there fails in the broker's words" {
	amqp_target 'exchange = absent' 'routing-key = open' 'window = 1'
	events 2
	send
	answers "e1 fail closed by the broker: 404 NOT_FOUND - no exchange 'absent' in vhost '/'" \
	    "e2 fail closed by the broker: 404 NOT_FOUND - no exchange 'absent' in vhost '/'"
}

@test "amqp: a broker that does not know us, or is not there, is tried again" {
	secret pw 'wrong WORDS'
	amqp_target 'routing-key = open'
	events 1
	send
	answers 'e1 retry - login: ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.'
	run ! grep 'wrong WORDS' out err
	port=1
	amqp_target 'routing-key = open'
	send
	answers 'e1 retry - connect: a socket error occurred'
}

@test "amqp: a certificate that is not good gets no message" {
	tls=$(cat "$r/tls")
	secure() { # HOST CACERT
		target 'transport = amqp' "host = $1" "port = $tls" 'user = recon' \
		    'password-file = pw' 'routing-key = open' "cacert = $2"
	}
	events 1
	secure localhost "$BATS_FILE_TMPDIR/ca.pem"
	send
	answers 'e1 ok'
	secure 127.0.0.1 "$BATS_FILE_TMPDIR/ca.pem" # another name
	send
	answers 'e1 retry - connect: SSL hostname verification failed'
	certificate ca2 'DNS:ca.invalid'
	secure localhost "$PWD/ca2.pem"
	send
	answers 'e1 retry - connect: SSL peer cert verification failed'
	consumed 1 open | same events -
}

@test "amqp: the heart beats while no event comes" {
	amqp_target 'routing-key = open' 'heartbeat = 1s'
	events 2
	{ head -n 1 events; sleep 6; tail -n 1 events; } |
	    is 0 "$transport/amqp" targets t
	answers 'e1 ok' 'e2 ok'
	run ! grep 'missed heartbeats' "$r"/log/*.log
	consumed 2 open | same events -
}

@test "amqp: a broker low on memory is told of, waited for, and then taken up again" {
	amqp_target 'routing-key = open' 'timeout = 10s'
	events 3
	"$r/ctl" set_vm_memory_high_watermark 0.00001
	sleep 1
	mkfifo p
	timeout 200 "$transport/amqp" targets t <p >out 2>err &
	pid=$!
	exec 8>p
	cat events >&8
	for i in $(seq 1 600); do
		[ "$(wc -l <out)" -lt 4 ] || break
		sleep 0.1
	done
	[ "$(grep -cE "^e.${T}retry${T}-${T}blocked by the broker: low on memory$" out)" = 3 ]
	"$r/ctl" set_vm_memory_high_watermark 0.6
	sleep 2
	echo '{"id":"e4"}' >&8
	exec 8>&-
	wait $pid
	grep -qx "e4${T}ok" out
	# what was given back had arrived all the same: at least once
	consumed 4 open | sort | same - <({ cat events; echo '{"id":"e4"}'; } | sort)
}

@test "amqp: a broker that dies and comes again has every event at least once" {
	# A queue of its own: what was taken out of another one shortly before is
	# in it again after the kill.
	amqp_target 'routing-key = killed' 'timeout = 10s'
	events 3000
	cp events left
	: >arrived
	before=$(cat "$r/pid")
	# killed while the first ones go
	rm -f out
	(until [ -s out ]; do sleep 0.01; done; kill -9 "$before") 3>&- &
	# a busy machine takes long to begin one
	end=$((SECONDS + 600))
	while [ -s left ] && [ "$SECONDS" -lt "$end" ]; do
		status=0
		timeout 120 "$transport/amqp" targets t <left >out || status=$?
		# 75: a broker that is half there did not answer in time; 124: nor
		# for one event after the other; what has no answer goes again
		[[ $status = @(0|75|124) ]]
		grep "${T}ok$" out | cut -f 1 >>arrived
		# arrived may be empty: what it has is known by its name
		awk -F '"' 'FILENAME == "arrived" { ok[$1] = 1; next } !($4 in ok)' \
		    arrived events >left
		sleep 1
	done
	[ ! -s left ]
	[ "$(sort -u arrived | wc -l)" -eq 3000 ]
	# it is there again, also if all had gone before it was killed
	until [ "$(cat "$r/pid")" != "$before" ] &&
	    n=$("$r/ctl" list_queues name messages 2>/dev/null |
		awk '$1 == "killed" { print $2 }') && [ -n "$n" ]; do
		[ "$SECONDS" -lt "$end" ]
		sleep 1
	done
	[ "$n" -ge 3000 ]
	consumed "$n" killed | sort -u | same - <(sort events)
}

@test "amqp: what is wrong with a target is told before any event is read" {
	cases() { # WANT LINE...
		target 'transport = amqp' "${@:2}"
		is 2 "$transport/amqp" targets t </dev/null
		says "transport-amqp: $1"
	}
	who=('user = recon' 'password-file = pw')
	cases 'targets: [t] has not both user and password-file' 'user = recon' 'routing-key = open'
	cases 'targets: [t] has no routing-key' "${who[@]}"
	cases 'targets: [t] its host is not this machine: tls = no is for that alone' "${who[@]}" 'routing-key = open' 'host = shop.example' 'tls = no'
	cases 'absent: No such file or directory' "${who[@]}" 'routing-key = open' 'cacert = absent'
	cases 'targets:4: window: "257" is not a number from 1 to 256' 'user = recon' 'window = 257'
}
