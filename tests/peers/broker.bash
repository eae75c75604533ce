# A RabbitMQ of the tests' own; behind peers.bash.

# begin_broker: starts it in $BATS_FILE_TMPDIR/r, whose users are below, or skips;
# $r is that.
begin_broker() {
	for tool in epmd /usr/lib/rabbitmq/bin/rabbitmq-server; do
		command -v "$tool" >/dev/null || skip "no $tool here"
	done
	cd "$BATS_FILE_TMPDIR" || return
	mkdir r
	cat >r/definitions.json <<-'END'
	{"users": [{"name": "recon", "password": "pass word", "tags": "administrator"},
	  {"name": "narrow", "password": "pass word", "tags": ""},
	  {"name": "mute", "password": "pass word", "tags": ""}],
	 "vhosts": [{"name": "/"}],
	 "permissions": [{"user": "recon", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*"},
	  {"user": "narrow", "vhost": "/", "configure": "^recon\\.", "write": "^(recon\\..*|amq\\.default)$", "read": "^recon\\."},
	  {"user": "mute", "vhost": "/", "configure": "^recon\\.m\\.", "write": ".*", "read": ".*"}],
	 "queues": [{"name": "recon.refuse.c.old", "vhost": "/", "durable": true, "auto_delete": false, "arguments": {}}]}
	END
	peers=
	PEER_SECONDS=600 # a busy machine takes long to begin one
	peer r "$played/rabbit" r
	export rabbit_peers=$peers
}

end_broker() {
	# the pipe it hangs on
	[ ! -e "$BATS_FILE_TMPDIR/r/port" ] || exec {held}>&-
	for p in ${rabbit_peers-}; do
		wait "$p" 2>/dev/null || :
	done
}

# broker [LINE...]: the file broker.ini here, without TLS; of the user recon,
# unless a line says another.
broker() {
	printf 'pass word\n' >pw
	printf '%s\n' '[broker]' 'transport = amqp' 'host = 127.0.0.1' \
	    "port = $(cat "$BATS_FILE_TMPDIR/r/port")" 'tls = no' \
	    'password-file = pw' "$@" >broker.ini
	[[ "$*" = *'user ='* ]] || echo 'user = recon' >>broker.ini
	chmod 600 pw broker.ini
}

# up: until the broker answers again.
up() {
	local end=$((SECONDS + 600))
	until "$BATS_FILE_TMPDIR/r/ctl" -t 10 list_queues >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$end" ]
		sleep 1
	done
}

# again PID: until another broker is there than that one, which was killed.
again() {
	until [ "$(cat "$BATS_FILE_TMPDIR/r/pid")" != "$1" ]; do sleep 0.2; done
	up
}
