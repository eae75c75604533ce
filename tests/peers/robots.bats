# The transport http and the robots of chat rooms, which tests/peers/http.py
# plays: it checks signatures and counts, and says no with status 200.

load ../helper
load peers

setup() {
	need_transport http
	cd "$BATS_TEST_TMPDIR"
	peers=
	peer s python3 "$played/http.py" s
	: >s/requests
	: >s/faults
	secret secret SEC-of-the-robot
}

teardown() {
	same /dev/null s/faults
	peers_end
}

# robot NAME [KEY...]: the target [t] is that robot.
robot() {
	secret url "http://127.0.0.1:$port/$1"
	target 'transport = http' "dialect = $1" 'url-file = url' "${@:2}"
}

# send N: so many events to the target t.
send() {
	seq 1 "$1" | sed 's/.*/{"id":"e&","title":"对账 &","text":"差异 &: \\"12.80\\"\\n"}/' >events
	is 0 "$transport/http" targets t <events
}

@test "robots: a signed message is taken, in text and in markup" {
	for name in dingtalk feishu wecom slack; do
		sign=()
		case $name in dingtalk | feishu) sign=('secret-file = secret') ;; esac
		for markup in no yes; do
			robot $name "${sign[@]}" "markup = $markup" "pace-file = $name.$markup"
			[ $name$markup != slackyes ] || sleep 1.1
			send 1
			answers 'e1 ok'
		done
	done
	field 'json.loads(r["body"]).get("msgtype") or json.loads(r["body"]).get("msg_type") or json.loads(r["body"])["mrkdwn"]' s/requests |
	    same - <(printf '%s\n' text markdown text interactive text markdown False True)
	grep -c '差异 1: ' s/requests | same - <(echo 8)
}

@test "robots: a wrong signature fails with the robot's words, and is not tried again" {
	secret secret another
	robot dingtalk 'secret-file = secret'
	send 1
	answers 'e1 fail errcode 310000: sign not match'
	robot feishu 'secret-file = secret'
	send 1
	answers 'e1 fail code 19021: sign match fail or timestamp is not within one hour from current time'
}

@test "robots: what is more than the pace is given back before the robot says so" {
	robot dingtalk 'secret-file = secret'
	send 25
	[ "$(grep -c "${T}ok$" out)" = 20 ]
	[ "$(grep -cE "^e2[1-5]${T}retry${T}[56][0-9]${T}pace${T}paced=yes$" out)" = 5 ]
	[ "$(wc -l <s/requests)" = 20 ]
	# nor does another process
	send 1
	grep -q "${T}paced=yes$" out
	[ "$(wc -l <s/requests)" = 20 ]
	robot feishu 'secret-file = secret' 'pace-file = feishu'
	: >s/requests
	send 12
	[ "$(grep -c "${T}ok$" out)" = 12 ]
	robot wecom 'pace-file = wecom'
	send 21
	[ "$(grep -c "${T}ok$" out)" = 20 ]
	robot slack 'pace-file = slack'
	send 3
	[ "$(grep -c "${T}ok$" out)" = 3 ]
}

@test "robots: one that had too much from somebody else is left alone by all, for as long as it takes" {
	for row in 'dingtalk=600 errcode 130101' 'wecom=60 errcode 45009'; do
		name=${row%%=*}
		sign=()
		[ $name != dingtalk ] || sign=('secret-file = secret')
		robot $name "${sign[@]}" 'pace = 21/1m' "pace-file = $name"
		send 21
		want=${row#*=}
		[ "$(grep -c "${T}ok$" out)" = 20 ]
		grep -q "^e21${T}retry${T}${want%% *}${T}${want#* }: too many messages$" out
		: >s/requests
		send 2
		[ "$(grep -cE "^e.${T}retry${T}[0-9]+${T}pace${T}paced=yes$" out)" = 2 ]
		same /dev/null s/requests
	done
	robot feishu 'secret-file = secret' 'pace = 6/1s' 'pace-file = feishu'
	send 6
	grep -q "^e6${T}retry${T}60${T}code 11232: too many messages$" out
	robot slack 'pace = 2/1s' 'pace-file = slack'
	send 2
	grep -q "^e2${T}retry${T}1${T}HTTP 429$" out
}

@test "robots: a text of any length is cut to what they take" {
	text=$(printf '一%.0s' $(seq 1 20000))
	printf '{"id":"e1","title":"%s","text":"%s"}\n' "$text" "$text" >events
	for name in dingtalk feishu wecom; do
		for markup in no yes; do
			sign=()
			[ $name = wecom ] || sign=('secret-file = secret')
			robot $name "${sign[@]}" "markup = $markup" "pace-file = $name"
			is 0 "$transport/http" targets t <events
			answers 'e1 ok'
		done
	done
	[ "$(grep -c '一…' s/requests)" = 6 ]
}

@test "robots: an answer that is none is tried again" {
	for path in garbage hang short endless status/200 say/no; do
		secret url "http://127.0.0.1:$port/$path"
		target 'transport = http' 'dialect = wecom' 'url-file = url' 'timeout = 1s' 'pace = 100/1m'
		send 1
		grep -q "^e1${T}retry${T}-${T}" out || { echo "$path"; cat out; false; }
	done
}
