# recon-notify with real servers on this machine behind its transports.

load ../helper
load peers

setup_file() {
	[ -x "$transport/http" ] || skip "built without libcurl"
	command -v openssl >/dev/null || skip "no openssl here"
	cd "$BATS_FILE_TMPDIR"
	certificate ca 'DNS:ca.invalid'
	certificate good 'DNS:localhost,IP:127.0.0.1' ca
	broker
}

# broker: begins a RabbitMQ, if there is one; the last test waits for it.
broker() {
	for tool in epmd /usr/lib/rabbitmq/bin/rabbitmq-server amqp-consume \
	    amqp-declare-queue; do
		command -v "$tool" >/dev/null || return 0
	done
	mkdir r
	cat >r/definitions.json <<-'END'
	{"users": [{"name": "recon", "password": "pass word", "tags": "administrator"}],
	 "vhosts": [{"name": "/"}],
	 "permissions": [{"user": "recon", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*"}],
	 "queues": [{"name": "open", "vhost": "/", "durable": true, "auto_delete": false, "arguments": {}}]}
	END
	mkfifo r/hold
	"$played/rabbit" r <r/hold >>peer.err 2>&1 3>&- &
	export broker=$!
	exec {held}>r/hold
}

teardown_file() {
	# the pipe it hangs on
	[ -z "${broker-}" ] || exec {held}>&-
	[ -z "${broker-}" ] || wait "$broker" || :
}

setup() {
	need_transport http
	cd "$BATS_TEST_TMPDIR"
	umask 077
	peers=
	certs=$BATS_FILE_TMPDIR
}

teardown() {
	peers_end
}

# server [CERT]: one of HTTP, its directory is s, where it is $base.
server() {
	peer s python3 "$played/http.py" s ${1:+"$certs/$1.pem" "$certs/$1.key"}
	touch s/requests s/faults s/answers
	[ $# = 0 ] && base=http://127.0.0.1:$port || base=https://localhost:$port
}

# targets: standard input is the file of them.
targets() {
	cat >targets
}

# lines N [FROM]: so many differences.
lines() {
	awk -v n="$1" -v from="${2:-1}" 'BEGIN { for (i = from; i < from + n; i++)
		printf "k%06d\tleft\t%d.50\t-\t%d.50\tCNY\t2022-11-01\tl.shop=%d\tid=%020d\tage=0\n",
			i, i, i, i % 7, i }'
}

# tell OPTION...: with the outbox.
tell() {
	recon-notify --targets targets --outbox box "$@"
}

# once FILE N [ID]: so many events are in a file of requests, each once; ID is
# what tells them apart, python's words.
once() {
	field "${3-r[\"headers\"][\"webhook-id\"]}" "$1" | sort >ids
	[ "$(wc -l <ids)" -eq "$2" ]
	uniq -d ids | same /dev/null -
}

@test "notify: 10000 differences over HTTPS arrive once each, with good signatures" {
	server good
	secret s/secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
	targets <<-END
	[t]
	transport = http
	url = $base/signed
	cacert = $certs/ca.pem
	secret-file = s/secret
	END
	lines 10000 >in
	SECONDS=0
	is 0 tell --each --target t -v in
	echo "# 10000 events over HTTPS: $SECONDS s" >&3
	says 'recon-notify: t: 10000 events added, 0 known, 10000 delivered, 0 left, 0 dead
recon-notify: in: 10000 lines'
	once s/requests 10000
	field 'json.loads(r["body"])["data"]["key"]' s/requests | sort >got
	cut -f 1 in | same - got
	[ "$(field 'r["connection"]' s/requests | sort -u | wc -l)" -le 16 ]
}

@test "notify: what is signed with another secret is dead, in the server's word" {
	server good
	secret s/secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
	secret other 'another one'
	targets <<-END
	[t]
	transport = http
	url = $base/signed
	cacert = $certs/ca.pem
	secret-file = other
	END
	lines 3 >in
	is 2 tell --each --target t in
	says 'recon-notify: t: 3 events dead; the first: HTTP 401'
	echo 'secret-file = s/secret' >>targets
	is 0 recon-notify --redo all --target t --outbox box
	is 0 tell --flush
	says ""
}

# robots: each with its rules; their texts are in Chinese.
robots() {
	local name
	secret secret SEC-of-the-robot
	for name in dingtalk feishu wecom slack; do
		secret $name.url "$base/$name"
		printf '%s\n' "[$name]" 'transport = http' "dialect = $name" \
		    "url-file = $name.url" 'markup = yes' 'lang = zh'
		case $name in
		dingtalk | feishu) echo 'secret-file = secret' ;;
		esac
	done | targets
}

# nothing_refused: no robot had too much, or a message that was not one.
nothing_refused() {
	same /dev/null s/faults
	run ! grep -vE '"(code|errcode)\\": 0\b|"ok"\]$' s/answers
}

@test "notify: 50 differences are one message of DingTalk, 15 are 15, and two runs keep its pace" {
	server
	robots
	lines 50 >in
	is 0 tell --each --target dingtalk in
	says ""
	[ "$(wc -l <s/requests)" -eq 1 ]
	field 'json.loads(r["body"])["markdown"]["title"]' s/requests >got
	field 'json.loads(r["body"])["markdown"]["text"]' s/requests >text
	grep -q 50 got
	grep -q '左单边' text
	grep -q k000050 text
	lines 15 101 >in
	is 0 tell --each --target dingtalk in
	[ "$(wc -l <s/requests)" -eq 16 ]
	# four more are what is left of the minute
	lines 15 201 >in
	is 75 tell --each --target dingtalk --wait 0 in
	says 'recon-notify: dingtalk: 11 events left; the first: pace'
	once s/requests 20 'r["body"]'
	[ "$(wc -l <s/answers)" -eq 20 ]
	nothing_refused
}

@test "notify: a summary is a message of each robot, with its markup" {
	server
	robots
	lines 300 >in
	is 0 tell -d 2022-11-02 --book shop --target dingtalk,feishu,wecom,slack in
	says ""
	field 'r["path"].split("?")[0]' s/requests | sort |
	    same - <(printf '%s\n' /dingtalk /feishu /slack /wecom)
	[ "$(wc -l <s/answers)" -eq 4 ]
	nothing_refused
	# the words reached each of them as characters
	field '"左单边" in json.dumps(json.loads(r["body"]), ensure_ascii=False)' s/requests |
	    same - <(printf '%s\n' True True True True)
	is 0 tell -d 2022-11-02 --book shop --target dingtalk,feishu,wecom,slack in
	[ "$(wc -l <s/answers)" -eq 4 ]
}

@test "notify: targets that refuse or hang hold nobody up" {
	server
	targets <<-END
	[hung]
	transport = http
	url = $base/behind/200
	[refused]
	transport = http
	url = http://127.0.0.1:1/
	retry = 0 1h
	[live]
	transport = http
	url = $base/ok
	END
	lines 200 >in
	# the server lets the hung one wait until the live one has got all
	is 75 tell --each --target hung,refused,live --wait 0 in
	grep -qE '^recon-notify: refused: 200 events left; the first: .*(connect|refused)' err
	[ "$(wc -l <err)" -eq 1 ]
	grep '"path": "/ok"' s/requests >live
	once live 200
	grep '"path": "/behind' s/requests >hung
	once hung 200
}

@test "notify: a summary is one mail, with HTML, known by the event's id" {
	need_transport mail
	peer m python3 "$played/smtp.py" m plain
	targets <<-END
	[ops]
	transport = mail
	from = recon@shop.example
	to = ops@shop.example, b@shop.example
	relay = smtp://127.0.0.1:$port
	starttls = no
	[log]
	transport = file
	path = events.log
	END
	lines 30 >in
	for again in 1 2; do
		is 0 tell -d 2022-11-02 --book shop --target ops,log in
		says ""
	done
	[ "$(wc -l <m/mails)" -eq 1 ]
	python3 - <<-'END'
	import email, email.policy, json
	mail = json.loads(open("m/mails").read())
	event = json.loads(open("events.log").read())
	assert len(mail["to"]) == 2, mail["to"]
	m = email.message_from_string("\r\n".join(mail["lines"]), policy=email.policy.default)
	assert m["message-id"] == "<%s@shop.example>" % event["id"], m["message-id"]
	assert not m.defects, m.defects
	html = m.get_body(["html"]).get_content()
	text = m.get_body(["plain"]).get_content()
	assert "<table" in html and "k000030" in html, html
	assert "k000030" in text and "<" not in text, text
	END
}

@test "notify: answers over HTTPS are records, which close what was asked about" {
	server good
	targets <<-END
	[partner]
	transport = http
	url = $base/close
	cacert = $certs/ca.pem
	reply = yes
	END
	lines 40 | awk -F '\t' -v OFS='\t' '{ print $1, $3, $6, "L", $7 }' >left
	recon-join --allow-empty left /dev/null |
	    recon-roll -s state -d 2022-11-01 -o mon.res 2>/dev/null
	for again in 1 2; do
		is 0 tell --ask partner -o fixes$again mon.res
		says ""
	done
	same fixes1 fixes2
	once s/requests 40
	[ "$(grep -c "${T}note=closes k0000" fixes1)" -eq 40 ]
	recon-join --allow-empty /dev/null /dev/null |
	    recon-roll -s state -d 2022-11-02 --amend fixes1 -o tue.res
	[ "$(grep -v '^#' tue.res | cut -f 2 | sort | uniq -c | xargs)" = '40 rolled' ]
}

# rabbit: the broker that setup_file began, with the queue open; targets for two.
rabbit() {
	need_transport amqp
	r=$BATS_FILE_TMPDIR/r
	[ -e "$r" ] || skip "no RabbitMQ here, or no amqp-consume"
	wait_for "$r/port" 600 # a busy machine takes long to begin one
	secret pw 'pass word'
	port=$(cat "$r/port")
	server=(--server=127.0.0.1 "--port=$port" --username=recon '--password=pass word')
	for name in open late; do
		printf '%s\n' "[$name]" 'transport = amqp' 'host = 127.0.0.1' \
		    "port = $port" 'tls = no' 'user = recon' \
		    'password-file = pw' "routing-key = $name" 'window = 4'
	done | targets
}

# queue NAME: makes it; fails while the broker is not up.
queue() {
	amqp-declare-queue "${server[@]}" -d -q "$1" >/dev/null 2>&1
}

# taken QUEUE N: until N keys have come out of it, sorted, each once.
taken() {
	local i
	timeout 600 amqp-consume "${server[@]}" -q "$1" -- cat >"$1.got" 3>&- &
	for ((i = 0; i < 3000; i++)); do
		grep -oE '"key":"k[0-9]*"' "$1.got" | cut -d '"' -f 4 |
			sort -u >"$1.keys"
		[ "$(wc -l <"$1.keys")" -lt "$2" ] || break
		sleep 0.2
	done
	kill $!
	wait $! || :
	cat "$1.keys"
}

@test "notify: a broker that dies and comes again loses nothing, and a missing queue is told" {
	rabbit
	lines 2000 >in
	before=$(cat "$r/pid")
	# the first message that comes out kills the broker
	amqp-consume "${server[@]}" -q open -c 1 -- kill -9 "$before" \
	    >/dev/null 2>&1 3>&- &
	is 75 tell --each --target open --wait 0 in
	wait $! || :
	left=$(sed -nE 's/^recon-notify: open: ([0-9]+) events left; the first: (a socket error occurred|.*connection.*)$/\1/p' err)
	[ "$left" -gt 4 ]
	until [ "$(cat "$r/pid")" != "$before" ]; do sleep 0.1; done
	until queue any; do sleep 0.2; done

	# what no queue takes is dead, until somebody makes the queue
	lines 3 >three
	is 2 tell --each --target late three
	says 'recon-notify: late: 3 events dead; the first: returned: 312 NO_ROUTE'
	queue late
	is 0 recon-notify --redo all --target late --outbox box
	# the other queue's target was left alone for half a minute
	is 0 tell --flush
	says ""
	taken late 3 | same - <(cut -f 1 three)
	taken open 2000 | same - <(cut -f 1 in)
}
