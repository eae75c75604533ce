# The transport http against real servers on this machine.

load ../helper
load peers

setup_file() {
	command -v openssl >/dev/null || skip "no openssl here"
	cd "$BATS_FILE_TMPDIR"
	certificate ca 'DNS:ca.invalid'
	certificate good 'DNS:localhost,IP:127.0.0.1' ca
	expired late 'DNS:localhost,IP:127.0.0.1' ca
	certificate other 'DNS:other.invalid' ca
	certificate self 'DNS:localhost,IP:127.0.0.1'
	certificate ca2 'DNS:ca.invalid'
	certificate unknown 'DNS:localhost,IP:127.0.0.1' ca2
}

setup() {
	need_transport http
	cd "$BATS_TEST_TMPDIR"
	peers=
	certs=$BATS_FILE_TMPDIR
}

teardown() {
	peers_end
}

# server [CERT]: starts one; its directory is s.
server() {
	peer s python3 "$played/http.py" s ${1:+"$certs/$1.pem" "$certs/$1.key"}
	: >s/requests
	: >s/faults
	[ $# = 0 ] && base=http://127.0.0.1:$port || base=https://localhost:$port
}

# send: the event on standard input or e1, to the target t.
send() {
	if [ $# = 0 ]; then
		echo '{"id":"e1","title":"one"}' >events
	fi
	is 0 "$transport/http" targets t <events
}

@test "http: an event is sent as it is, with its id and a signature for each secret" {
	server good
	secret s1 whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
	secret s2 'any words'
	target 'transport = http' "url = $base/status/202" "cacert = $certs/ca.pem" \
	    'secret-file = s1' 'secret-file = s2'
	echo '{"id":"e1", "title":"\u4e00 \"1\"","data":{"left":"12.80"}}' >events
	send events
	answers 'e1 ok'
	head -n 1 out | same - <(echo recon-transport 1 window=16)
	field 'r["body"]' s/requests | same events -
	field 'r["method"], r["headers"]["content-type"], r["headers"]["webhook-id"]' s/requests |
	    same - <(echo "('POST', 'application/cloudevents+json; charset=UTF-8', 'e1')")
	python3 - <<-'END'
	import base64, hashlib, hmac, json, time
	r = json.loads(open("s/requests").read())
	h = r["headers"]
	assert abs(int(h["webhook-timestamp"]) - time.time()) < 60
	text = "%s.%s.%s" % (h["webhook-id"], h["webhook-timestamp"], r["body"])
	keys = [base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), b"any words"]
	want = ["v1," + base64.b64encode(hmac.new(k, text.encode(), hashlib.sha256).digest()).decode()
	        for k in keys]
	assert h["webhook-signature"] == " ".join(want), h
	END
}

@test "http: a certificate that is not good is refused before a byte of an event is sent" {
	for row in 'late=certificate has expired' 'self=self-signed certificate' \
	    'unknown=unable to get local issuer certificate'; do
		server "${row%%=*}"
		target 'transport = http' "url = $base/ok" "cacert = $certs/ca.pem"
		send
		answers "e1 retry - SSL certificate problem: ${row#*=}"
		same /dev/null s/requests
		peers_end
	done
	server other
	target 'transport = http' "url = $base/ok" "cacert = $certs/ca.pem"
	send
	answers "e1 retry - SSL: no alternative certificate subject name matches target host name 'localhost'"
	same /dev/null s/requests
	peers_end
	server good # the system's certificates do not know it
	target 'transport = http' "url = $base/ok"
	send
	answers "e1 retry - SSL certificate problem: unable to get local issuer certificate"
	same /dev/null s/requests
}

@test "http: what a status means" {
	server
	for row in '200=ok' '204=ok' '299=ok' \
	    '302=fail HTTP 302: redirects are not followed' \
	    '304=fail HTTP 304: redirects are not followed' \
	    '400=fail HTTP 400' '401=fail HTTP 401' '404=fail HTTP 404' \
	    '408=retry - HTTP 408' '425=retry - HTTP 425' '429=retry - HTTP 429' \
	    '410=fail HTTP 410 target=gone' '413=fail HTTP 413' \
	    '500=retry - HTTP 500' '503=retry - HTTP 503' '599=retry - HTTP 599' \
	    '600=fail HTTP 600'; do
		target 'transport = http' "url = $base/status/${row%%=*}"
		send
		answers "e1 ${row#*=}"
	done
}

@test "http: nothing is followed" {
	server
	target 'transport = http' "url = $base/redirect"
	send
	answers 'e1 fail HTTP 302: redirects are not followed'
	field 'r["path"]' s/requests | same - <(echo /redirect)
}

@test "http: Retry-After is taken as seconds and as a date, and is bounded" {
	server
	target 'transport = http' "url = $base/status/503?Retry-After=120"
	send
	answers 'e1 retry 120 HTTP 503'
	target 'transport = http' "url = $base/status/429?Retry-After=99999999999"
	send
	answers 'e1 retry 604800 HTTP 429'
	target 'transport = http' "url = $base/status/429?Retry-After=soon"
	send
	answers 'e1 retry - HTTP 429'
	target 'transport = http' "url = $base/date/300"
	send
	seconds=$(sed -n "s/^e1${T}retry${T}\([0-9]*\)${T}HTTP 503$/\1/p" out)
	[ "$seconds" -ge 290 ]
	[ "$seconds" -le 300 ]
	target 'transport = http' "url = $base/date/-300"
	send
	answers 'e1 retry - HTTP 503'
}

@test "http: a server that does not behave holds nobody up and takes no memory" {
	server
	for row in 'endless=ok' 'slow=ok' 'short=ok' \
	    'hang=retry - Operation timed out' 'headers=retry - Failed writing' \
	    'reset=retry - Recv failure: Connection reset by peer' \
	    'garbage=retry - Received HTTP/0.9 when not allowed'; do
		target 'transport = http' "url = $base/${row%%=*}" 'timeout = 2s'
		echo '{"id":"e1"}' >events
		peak timeout 20 "$transport/http" targets t <events >out
		sed 1d out | tr '\t' ' ' >got
		grep -q "^e1 ${row#*=}" got || { echo "$row"; cat got; false; }
		sanitized || [ "$peak" -lt 30000 ]
	done
	# and where nobody listens
	peers_end
	target 'transport = http' "url = $base/ok"
	send
	grep -q "^e1${T}retry${T}-${T}Failed to connect to 127.0.0.1 port $port" out
}

@test "http: the answer of the other side is the reply, where it is asked for" {
	server
	target 'transport = http' "url = $base/echo" 'reply = yes'
	send
	answers 'e1 ok reply={"id":"e1","title":"one"}'
	target 'transport = http' "url = $base/endless" 'reply = yes'
	send
	answers 'e1 fail a reply of more than 1048576 bytes'
	target 'transport = http' "url = $base/say/%ff" 'reply = yes'
	send
	answers 'e1 fail a reply that is no UTF-8'
	target 'transport = http' "url = $base/say/a%09b%0a%1b" 'reply = yes'
	send
	answers 'e1 ok reply=a\tb\n\x1b'
	target 'transport = http' "url = $base/short" 'reply = yes'
	send
	grep -q "^e1${T}retry${T}-${T}transfer closed" out
	target 'transport = http' "url = $base/status/500" 'reply = yes'
	send
	answers 'e1 retry - HTTP 500'
}

@test "http: a thousand events go over few connections, several at once, and each is answered" {
	server good
	target 'transport = http' "url = $base/script/503,200" "cacert = $certs/ca.pem"
	seq 1 1000 | sed 's/.*/{"id":"e&","text":"&"}/' >events
	send events
	sed 1d out | cut -f 1 | LC_ALL=C sort >got
	seq 1 1000 | sed 's/^/e/' | LC_ALL=C sort | same - got
	[ "$(grep -c "${T}ok$" out)" = 999 ]
	field 'r["body"]' s/requests | LC_ALL=C sort | same <(LC_ALL=C sort events) -
	[ "$(field 'r["connection"]' s/requests | sort -u | wc -l)" -le 16 ]
}

@test "http: events that arrive together wait for their turn in the window" {
	server
	target 'transport = http' "url = $base/ok" 'window = 1'
	seq 1 50 | sed 's/.*/{"id":"e&"}/' >events
	send events
	head -n 1 out | same - <(echo recon-transport 1 window=1)
	sed 1d out | same <(seq 1 50 | sed "s/.*/e&${T}ok/") -
}

@test "http: a pace holds events back, those of other processes counted too" {
	server
	target 'transport = http' "url = $base/ok" 'pace = 3/1h'
	seq 1 2 | sed 's/.*/{"id":"e&"}/' >events
	send events
	sed 1d out | LC_ALL=C sort | same - <(printf '%s\n' "e1${T}ok" "e2${T}ok")
	send events
	[ "$(grep -c "${T}ok$" out)" = 1 ]
	grep -qxE "e2${T}retry${T}36[0-9][0-9]${T}pace${T}paced=yes" out
	[ "$(wc -l <s/requests)" = 3 ]
	[ "$(wc -l <targets.t.pace)" = 3 ]
}

@test "http: what a pace of seconds holds back is waited for" {
	server
	target 'transport = http' "url = $base/ok" 'pace = 2/1s' 'pace-file = here.pace'
	seq 1 5 | sed 's/.*/{"id":"e&"}/' >events
	begin=$(date +%s%N)
	send events
	[ $(($(date +%s%N) - begin)) -ge 2200000000 ]
	[ "$(grep -c "${T}ok$" out)" = 5 ]
	[ -e here.pace ]
}

@test "http: data gets into no header, and no secret out" {
	server
	secret u "$base/status/200?key=SESAME"
	secret w SECRET-WORDS
	target 'transport = http' 'url-file = u' 'secret-file = w'
	printf '%s\n' '{"id":"e1","title":"a\r\nX-Evil: 1","key":"b\r\nX-Evil: 2"}' >events
	send events
	answers 'e1 ok'
	field '[h for h in r["headers"] if "evil" in h]' s/requests | same - <(echo '[]')
	# the process, while it waits for an event
	mkfifo p
	"$transport/http" targets t <p >out 2>err &
	pid=$!
	exec 8>p
	sleep 1
	tr '\0' '\n' <"/proc/$pid/cmdline" >seen
	tr '\0' '\n' <"/proc/$pid/environ" >>seen
	exec 8>&-
	wait $pid
	run ! grep -e SESAME -e SECRET-WORDS seen out err
	# and in no message
	secret u "https://user:SESAME@no.such.host.invalid/SESAME"
	send events
	run ! grep -e SESAME out err
	secret u "ftp://x/SESAME"
	is 2 "$transport/http" targets t <events
	says "transport-http: targets: [t] its url is neither https nor http to this machine"
}

@test "http: no proxy and no other thing of the environment is obeyed" {
	server
	target 'transport = http' "url = $base/ok"
	export http_proxy=http://127.0.0.1:1 https_proxy=http://127.0.0.1:1 ALL_PROXY=http://127.0.0.1:1
	send
	answers 'e1 ok'
	target 'transport = http' "url = $base/ok" 'proxy = http://127.0.0.1:1'
	send
	grep -q "^e1${T}retry${T}-${T}Failed to connect to 127.0.0.1 port 1" out
}

@test "http: what is wrong with a target is told before any event is read" {
	url='url = https://x/'
	secret s words
	secret bad 'whsec_!'
	secret two "$(printf 'https://x/\nhttps://y/')"
	cases() { # WANT LINE...
		target 'transport = http' "${@:2}"
		is 2 "$transport/http" targets t </dev/null
		says "transport-http: $1"
		same /dev/null out
	}
	cases 'targets: [t] has not one of url and url-file'
	cases 'targets: [t] has not one of url and url-file' "$url" 'url-file = s'
	cases 'targets: [t] its url is neither https nor http to this machine' 'url = http://x/'
	cases 'targets: [t] its url is neither https nor http to this machine' 'url = http://localhost.x/'
	cases 'targets: [t] its url is none' 'url = https://'
	cases 'targets: [t] its url has a user: that is a secret; url-file takes it' 'url = https://me:pw@x/'
	cases 'targets: [t] its url is more than a line' 'url-file = two'
	cases 'absent: No such file or directory' 'url-file = absent'
	cases 'absent: No such file or directory' "$url" 'secret-file = absent'
	cases 'absent: No such file or directory' "$url" 'cacert = absent'
	cases 'bad: what stands behind whsec_ is no base64' "$url" 'secret-file = bad'
	cases 'targets: [t] has the url of a robot, which is a secret; url-file takes it' "$url" 'dialect = slack'
	cases 'targets: [t] dialect "irc" is none of dingtalk, feishu, wecom, slack' "$url" 'dialect = irc'
	secret s https://x/
	cases 'targets: [t] has a secret-file, and dialect wecom signs nothing' 'url-file = s' 'dialect = wecom' 'secret-file = s'
	cases 'targets: [t] has a secret-file, and dialect slack signs nothing' 'url-file = s' 'dialect = slack' 'secret-file = s'
	cases 'targets: [t] has too many of secret-file' 'url-file = s' 'dialect = feishu' 'secret-file = s' 'secret-file = bad'
	cases 'targets: [t] has a dialect, and reply, content-type or window' 'url-file = s' 'dialect = feishu' 'reply = yes'
	cases 'targets: [t] has markup, and no dialect' "$url" 'markup = yes'
	cases 'targets:4: pace: "20" is no pace: up to four of 20/1m, 5/1s' "$url" 'pace = 20'
	cases 'targets:4: window: "0" is not a number from 1 to 256' "$url" 'window = 0'
	chmod 644 s
	target 'transport = http' 'url-file = s'
	is 2 "$transport/http" targets t </dev/null
	says 'transport-http: s: others can read it (mode 0644); chmod 600 makes it safe'
}

@test "http: a line that is no event ends it, and those before it are answered" {
	server
	target 'transport = http' "url = $base/ok"
	printf '%s\n' '{"id":"e1"}' '{}' >events
	is 65 "$transport/http" targets t <events
	says 'transport-http: stdin:2: an event without an id'
	answers 'e1 ok'
}
