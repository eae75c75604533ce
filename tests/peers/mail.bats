# The transport mail: a program in the place of sendmail, and relays on this
# machine, which tests/peers/smtp.py plays.

load ../helper
load peers

setup_file() {
	command -v openssl >/dev/null || skip "no openssl here"
	cd "$BATS_FILE_TMPDIR"
	certificate ca 'DNS:ca.invalid'
	certificate good 'DNS:localhost' ca
	certificate other 'DNS:other.invalid' ca
	expired late 'DNS:localhost' ca
}

setup() {
	need_transport mail
	cd "$BATS_TEST_TMPDIR"
	peers=
	certs=$BATS_FILE_TMPDIR
	printf '%s\n' '{"id":"e1","title":"对账 A17","text":"line 1\n.\nline 3"}' >events
}

teardown() {
	peers_end
}

# relay MODE [CERT]: starts one; its directory is s.
relay() {
	peer s python3 "$played/smtp.py" s "$1" ${2:+"$certs/$2.pem" "$certs/$2.key"}
	: >s/mails
	: >s/clear
}

# mail_target LINE...: from and to are there.
mail_target() {
	target 'transport = mail' 'from = recon@shop.example' 'to = ops@shop.example, b@shop.example' "$@"
}

send() {
	is 0 "$transport/mail" targets t <events
}

# mail_is: what python reads of the mail in FILE.
mail_is() {
	python3 - "$1" <<-'END' | same - <(printf '%s\n' "('recon@shop.example', 'ops@shop.example, b@shop.example', '对账 A17', '<e1@shop.example>')" 'line 1' . 'line 3')
	import email, email.policy, sys
	m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
	print((m["from"], m["to"], m["subject"], m["message-id"]))
	print(m.get_content().rstrip("\n"))
	assert not m.defects, m.defects
	END
}

@test "mail: sendmail gets the mail on its standard input, and its options" {
	printf '%s\n' '#!/bin/sh' 'echo "$@" >args' 'cat >mail' >sendmail
	chmod 755 sendmail
	mail_target "sendmail = $PWD/sendmail"
	send
	answers 'e1 ok'
	echo '-i -t' | same - args
	mail_is mail
	run ! grep -q $'\r' mail
}

@test "mail: how sendmail ends is the answer" {
	for row in '0=ok' '75=retry - sendmail: status 75' \
	    '67=fail sendmail: status 67'; do
		printf '%s\n' '#!/bin/sh' "cat >/dev/null; exit ${row%%=*}" >sendmail
		chmod 755 sendmail
		mail_target "sendmail = $PWD/sendmail"
		send
		answers "e1 ${row#*=}"
	done
	printf '%s\n' '#!/bin/sh' 'kill -9 $$' >sendmail
	send
	answers 'e1 retry - sendmail: killed by signal 9'
	printf '%s\n' '#!/bin/sh' 'exec sleep 100' >sendmail
	mail_target "sendmail = $PWD/sendmail" 'timeout = 1s'
	send
	answers 'e1 retry - sendmail: no end within 1 s'
	mail_target 'sendmail = /no/sendmail'
	send
	answers 'e1 retry - /no/sendmail: not found (status 127)'
}

@test "mail: a relay takes it behind STARTTLS, and nothing before that" {
	relay starttls good
	mail_target "relay = smtp://localhost:$port" "cacert = $certs/ca.pem" 'cc = c@shop.example'
	seq 1 3 | sed 's/.*/{"id":"e&","title":"n & "}/' >>events
	send
	answers 'e1 ok' 'e1 ok' 'e2 ok' 'e3 ok'
	field 'r["from"], r["to"], r["tls"]' s/mails | sort -u |
	    same - <(echo "('MAIL FROM:<recon@shop.example>', ['RCPT TO:<ops@shop.example>', 'RCPT TO:<b@shop.example>', 'RCPT TO:<c@shop.example>'], True)")
	# one connection for all
	same - s/clear <<-'END'
	"EHLO"
	"STARTTLS"
	END
	field '"\r\n".join(r["lines"])' s/mails | sed '/^Cc:/d' >mails
	python3 -c 'import json; open("mail", "w", newline="").write("\r\n".join(l for l in json.loads(open("s/mails").readline())["lines"] if not l.startswith("Cc:")))'
	mail_is mail
}

@test "mail: a relay with a certificate that is not good gets no mail" {
	for row in 'late=certificate has expired' 'other=no alternative certificate subject name' \
	    'good=unable to get local issuer certificate'; do
		for mode in starttls tls; do
			relay "$mode" "${row%%=*}"
			scheme=smtp
			[ $mode = starttls ] || scheme=smtps
			if [ "${row%%=*}" = good ]; then
				mail_target "relay = $scheme://localhost:$port"
			else
				mail_target "relay = $scheme://localhost:$port" "cacert = $certs/ca.pem"
			fi
			send
			grep -q "^e1${T}retry${T}-${T}.*${row#*=}" out || { cat out; false; }
			same /dev/null s/mails
			peers_end
		done
	done
}

@test "mail: a relay that offers no TLS gets nothing, unless it is this machine and that was asked for" {
	relay plain
	mail_target "relay = smtp://localhost:$port"
	send
	grep -q "^e1${T}retry${T}-${T}" out
	same /dev/null s/mails
	mail_target "relay = smtp://127.0.0.1:$port" 'starttls = no'
	send
	answers 'e1 ok'
	mail_target "relay = smtp://shop.example" 'starttls = no'
	is 2 "$transport/mail" targets t <events
	says 'transport-mail: targets: [t] its relay is not this machine: starttls = no is for that alone'
}

@test "mail: a password goes to the relay, behind TLS, and nowhere else" {
	relay starttls good
	: >s/auth
	secret pw 'pass word'
	mail_target "relay = smtp://localhost:$port" "cacert = $certs/ca.pem" 'user = recon' 'password-file = pw'
	send
	answers 'e1 ok'
	secret pw 'wrong WORDS'
	send
	grep -qE "^e1${T}fail${T}SMTP 535: " out || { cat out; false; }
	run ! grep -r 'wrong WORDS' out err s
}

@test "mail: what a relay says of a recipient is the answer" {
	relay plain
	for row in '450=retry - SMTP 450: ' '550=fail SMTP 550: ' '421=retry - SMTP 421: '; do
		target 'transport = mail' 'from = recon@shop.example' "to = ops@shop.example, ${row%%=*}@shop.example" \
		    "relay = smtp://localhost:$port" 'starttls = no'
		send
		tr '\t' ' ' <out | grep -q "^e1 ${row#*=}" || { cat out; false; }
		same /dev/null s/mails
	done
	peers_end
	send
	grep -q "^e1${T}retry${T}-${T}Failed to connect to localhost port $port" out
}

@test "mail: data gets into no header and no command" {
	relay plain
	mail_target "relay = smtp://localhost:$port" 'starttls = no'
	printf '%s\n' '{"id":"e1","title":"a\r\nBcc: x@evil","text":"a\r\n.\r\nMAIL FROM:<x@evil>\r\n"}' >events
	send
	answers 'e1 ok'
	[ "$(wc -l <s/mails)" = 1 ]
	run ! grep -i evil s/mails
}

@test "mail: what is wrong with a target is told before any event is read" {
	cases() { # WANT LINE...
		target 'transport = mail' "${@:2}"
		is 2 "$transport/mail" targets t </dev/null
		says "transport-mail: $1"
	}
	from='from = a@b'
	to='to = c@d'
	cases 'targets: [t] has not both from and to' "$from"
	cases 'targets: [t] has not both from and to' "$to"
	cases 'targets: [t] "a" is no address' 'from = a' "$to"
	cases 'targets: [t] "-oQ/tmp@b" is no address' "$from" 'to = -oQ/tmp@b'
	cases 'targets: [t] "c" is no address' "$from" "$to" 'cc = c'
	cases 'targets: [t] has both relay and sendmail' "$from" "$to" 'relay = smtp://x' 'sendmail = y'
	cases 'targets: [t] has user, password-file, cacert or starttls, and no relay' "$from" "$to" 'user = x'
	cases 'targets: [t] has not both user and password-file' "$from" "$to" 'relay = smtp://x' 'user = x'
	cases 'targets: [t] its relay is neither smtp:// nor smtps://' "$from" "$to" 'relay = http://x'
	cases 'targets: [t] its relay has a user: user and password-file take it' "$from" "$to" 'relay = smtp://a:b@x'
	cases 'targets: [t] its relay is none' "$from" "$to" 'relay = smtp://'
	cases 'absent: No such file or directory' "$from" "$to" 'relay = smtp://x' 'cacert = absent'
	cases 'absent: No such file or directory' "$from" "$to" 'relay = smtp://x' 'user = x' 'password-file = absent'
}
