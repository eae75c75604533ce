# What all transports do alike, and those that need no network.

load helper

transport=$BUILD/libexec/recon/transport

setup() {
	[ -x "$transport/file" ] || skip "built without yajl"
	cd "$BATS_TEST_TMPDIR"
	cat >targets <<-END
	[log]
	transport = file
	path = log
	END
}

# exec_target RUN [KEY...]: a target that runs a command.
exec_target() {
	printf '%s\n' '[x]' 'transport = exec' "run = $1" "${@:2}" >targets
}

one() {
	echo '{"id":"e1","title":"one"}'
}

@test "every transport says how it is used, which version it is, and refuses anything else" {
	for p in "$transport"/*; do
		name=transport-$(basename "$p")
		is 0 "$p" --help
		grep -qx "usage: $name TARGETS-FILE TARGET" out
		is 0 "$p" -V
		grep -qxE "$name [0-9.]+" out
		is 2 "$p" targets
		says "$name: not TARGETS-FILE and TARGET; try '$name --help'"
		is 2 "$p" targets nobody
		says "$name: targets: no target [nobody]; there is log"
		is 2 "$p" absent log
		says "$name: absent: No such file or directory"
	done
}

@test "no filter, and no transport that needs none, links a network library" {
	! sanitized || skip "a sanitizer's build"
	for p in "$BUILD"/bin/recon-* "$transport/exec" "$transport/file"; do
		[ "$(basename "$p")" != recon-fetch ] || continue
		ldd "$p" >out || skip "no ldd for it"
		run ! grep -E 'libcurl|librabbitmq|librdkafka' out
	done
}

@test "every transport is built as the programs are" {
	! sanitized || skip "a sanitizer's build"
	command -v readelf >/dev/null || skip "no readelf here"
	for p in "$transport"/*; do
		readelf -Wh "$p" | grep -qE 'Type: +DYN'
		readelf -Wd "$p" | grep -qE 'FLAGS_1.*NOW.*PIE'
		readelf -Wl "$p" | grep -q GNU_RELRO
		readelf -W --dyn-syms "$p" | grep -q __stack_chk_fail
	done
}

@test "file: events are lines of the file, in their order, before they are answered" {
	seq 1 1000 | sed 's/.*/{"id":"e&","text":"n\\u00b0 &"}/' >events
	is 0 "$transport/file" targets log <events
	{ echo "recon-transport 1 window=256"; seq 1 1000 |
	    sed "s/.*/e&${T}ok/"; } | prints
	same events log
	[ "$(stat -c %a log)" = 600 ]
	# a second run adds
	one | is 0 "$transport/file" targets log
	{ cat events; one; } | same - log
}

@test "file: a line that a crash has cut off does not join the next" {
	printf '{"id":"e0"}\n{"id":"cut' >log
	one | is 0 "$transport/file" targets log
	{ printf '{"id":"e0"}\n{"id":"cut\n'; one; } | same - log
}

@test "file: what the disk does not take is not answered" {
	sed -i 's/log$/\/dev\/full/; s/\[.*/[log]/' targets
	one | is 2 "$transport/file" targets log
	says "transport-file: /dev/full: not a regular file"
	printf '[log]\ntransport = file\npath = absent/log\n' >targets
	one | is 2 "$transport/file" targets log
	says "transport-file: absent/log: No such file or directory"
	printf '[log]\ntransport = file\npath = log\n' >targets
	printf '{"id":"e1","text":"%02000d"}\n' 0 >event # more than a block
	is 2 bash -c 'ulimit -f 1; exec "$0" targets log' "$transport/file" <event
	says "transport-file: log: File too large"
	echo "recon-transport 1 window=256" | prints
}

@test "file: two at once tear no line" {
	seq 1 2000 | sed 's/.*/{"id":"a&"}/' >a
	seq 1 2000 | sed 's/.*/{"id":"b&"}/' >b
	"$transport/file" targets log <a >/dev/null &
	first=$!
	"$transport/file" targets log <b >/dev/null
	wait $first
	grep a log | same a -
	grep b log | same b -
}

@test "a line that is no event ends a transport, and those before it are answered" {
	{ one; echo '{"title":"no id"}'; } | is 65 "$transport/file" targets log
	says "transport-file: stdin:2: an event without an id"
	printf '%s\n' "recon-transport 1 window=256" "e1${T}ok" | prints
	one | same - log
	printf 'x\n' | is 65 "$transport/file" targets log
	says "transport-file: stdin:1: not JSON: lexical error: invalid char in json text"
	printf '{"id":"e1"}' | is 65 "$transport/file" targets log
	says "transport-file: stdin:1: the end of the input cuts it off"
	{ printf '{"id":"e1","text":"'; head -c 17000000 /dev/zero | tr '\0' x; echo '"}'; } |
	    is 65 "$transport/file" targets log
	says "transport-file: stdin:1: an event of more than 16777216 bytes"
}

@test "where nobody reads the answers a transport ends with 2 and says nothing" {
	{ one; sleep 1; one; } | { "$transport/file" targets log 2>err || echo $? >status; } | head -n 0
	[ "$(cat status)" = 2 ]
	[ ! -s err ]
}

@test "exec: the event is what the command reads" {
	exec_target 'sh -c "cat >got; pwd >&2"'
	one | is 0 "$transport/exec" targets x
	one | same - got
	printf '%s\n' "recon-transport 1 window=1" "e1${T}ok" | prints
}

@test "exec: how the command ends is the answer" {
	for row in 'true=ok' 'sh -c "exit 75"=retry - status 75' \
	    'sh -c "exit 1"=fail status 1' 'false=fail status 1' \
	    'no-such-thing=retry - no-such-thing: not found (status 127)' \
	    '/dev/null=retry - /dev/null: cannot be run (status 126)' \
	    'sh -c "kill -9 $$"=retry - killed by signal 9'; do
		exec_target "${row%%=*}"
		one | is 0 "$transport/exec" targets x
		want=${row#*=}
		printf '%s\n' "recon-transport 1 window=1" "e1 $want" |
		    same - <(tr '\t' ' ' <out)
		says ""
	done
}

@test "exec: what takes too long is ended and may be tried again" {
	exec_target 'sh -c "sleep 300 & sleep 300"' 'timeout = 1s'
	one | is 0 "$transport/exec" targets x
	printf '%s\n' "recon-transport 1 window=1" "e1${T}retry${T}-${T}no end within 1 s" | prints
}

@test "exec: what the command says is the reply, where it is asked for" {
	exec_target 'printf "a\tb\n\001"' 'reply = yes'
	one | is 0 "$transport/exec" targets x
	printf '%s\n' "recon-transport 1 window=1" "e1${T}ok${T}reply=a\\tb\\n\\x01" | prints
	exec_target 'printf "\351"' 'reply = yes'
	one | is 0 "$transport/exec" targets x
	printf '%s\n' "recon-transport 1 window=1" "e1${T}fail${T}a reply that is no UTF-8" | prints
	exec_target 'head -c 1048577 /dev/zero' 'reply = yes'
	one | is 0 "$transport/exec" targets x
	printf '%s\n' "recon-transport 1 window=1" "e1${T}fail${T}a reply of more than 1048576 bytes" | prints
	exec_target 'echo not asked for' 'reply = no'
	one | is 0 "$transport/exec" targets x
	printf '%s\n' "recon-transport 1 window=1" "e1${T}ok" | prints
}

@test "exec: no shell sees the event or the command" {
	exec_target 'printf "%s|" $HOME `id` "a  ""b""" ; rm' 'reply = yes'
	echo '{"id":"e1","text":"$(touch broken) `touch broken`"}' |
	    is 0 "$transport/exec" targets x
	printf '%s\n' "recon-transport 1 window=1" "e1${T}ok${T}reply=\$HOME|\`id\`|a  \"b\"|;|rm|" | prints
	[ ! -e broken ]
}

@test "exec: the lock that a transport holds is not for its command" {
	exec_target 'sh -c "{ echo broken >&3; } 2>&-; true"'
	one | is 0 "$transport/exec" targets x 3>held
	printf '%s\n' "recon-transport 1 window=1" "e1${T}ok" | prints
	same /dev/null held
}

@test "what is wrong with a target is told before any event is read" {
	printf '[x]\ntransport = exec\n' >targets
	is 2 "$transport/exec" targets x
	says "transport-exec: targets: [x] has no run"
	printf '[x]\ntransport = file\n' >targets
	is 2 "$transport/file" targets x
	says "transport-file: targets: [x] has no path"
	exec_target 'a "b'
	is 2 "$transport/exec" targets x
	says "transport-exec: run: a quote that is not closed"
	exec_target 'a' 'timeout = 2d'
	is 2 "$transport/exec" targets x
	says "transport-exec: targets:4: timeout: \"2d\" is not from 1s to 86400s"
	exec_target 'a' 'runs = a'
	is 2 "$transport/exec" targets x
	says "transport-exec: targets:4: unknown key \"runs\", see recon-targets(5)"
	chmod 666 targets
	is 2 "$transport/exec" targets x
	says "transport-exec: targets: others can write it (mode 0666); chmod go-w makes it safe"
}
