# Peers for tests: programs on the other side of a transport. Each is started by
# a test on a free port and ends with the pipe that is its standard input, so
# none outlives the file of tests, however that ends.

transport=$BUILD/libexec/recon/transport
played=$BATS_TEST_DIRNAME

# need_transport NAME: skips where it was not built.
need_transport() {
	[ -x "$transport/$1" ] || skip "transport $1 was not built"
}

# wait_for FILE [SECONDS]: until it is there.
wait_for() {
	local i
	for ((i = 0; i < ${2:-20} * 20; i++)); do
		[ ! -e "$1" ] || return 0
		sleep 0.05
	done
	echo "no $1"
	cat peer.err 2>/dev/null
	return 1
}

# peer DIR COMMAND...: starts one; it writes its port to DIR/port, read into
# $port. Its process is added to $peers. It has PEER_SECONDS (60) for that.
peer() {
	local dir=$1
	shift
	mkdir -p "$dir"
	rm -f "$dir/port" "$dir/hold"
	mkfifo "$dir/hold"
	"$@" <"$dir/hold" >>peer.err 2>&1 3>&- &
	peers+=" $!"
	# held open by this shell: the peer ends when it does
	exec {held}>"$dir/hold"
	wait_for "$dir/port" "${PEER_SECONDS:-60}"
	port=$(cat "$dir/port")
}

# peers_end: each ends, and is waited for.
peers_end() {
	local p
	for p in $peers; do
		kill "$p" 2>/dev/null || :
		wait "$p" 2>/dev/null || :
	done
	peers=
}

# certificate NAME SUBJECT-ALT-NAME [CA]: NAME.pem and NAME.key; signed by
# CA.pem, or by itself.
certificate() {
	local by=()
	[ $# -lt 3 ] || by=(-CA "$3.pem" -CAkey "$3.key")
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout "$1.key" -out "$1.pem" -subj "/CN=recon test $1" \
		-addext "subjectAltName=$2" -days 2 "${by[@]}" 2>>openssl.err ||
		{ cat openssl.err; return 1; }
}

# expired NAME SUBJECT-ALT-NAME CA: the same, of a day in 2020.
expired() {
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout "$1.key" -out "$1.csr" -subj "/CN=recon test $1" \
		2>>openssl.err
	printf '%s\n' '[ca]' 'database = ca.index' 'serial = ca.serial' \
		'new_certs_dir = .' 'policy = any' 'default_md = sha256' \
		'x509_extensions = ext' '[any]' 'commonName = supplied' '[ext]' \
		"subjectAltName = $2" >ca.cnf
	: >ca.index
	openssl ca -batch -config ca.cnf -name ca -rand_serial -notext \
		-cert "$3.pem" -keyfile "$3.key" -in "$1.csr" -out "$1.pem" \
		-startdate 20200101000000Z -enddate 20200102000000Z \
		2>>openssl.err || { cat openssl.err; return 1; }
}

# field N FILE: a field of the lines of a file of requests, python's words.
field() {
	python3 -c '
import json, sys
for line in open(sys.argv[2]):
    r = json.loads(line)
    print(eval(sys.argv[1]))' "$1" "$2"
}

# target LINE...: the file of targets, one target [t].
target() {
	printf '%s\n' '[t]' "$@" >targets
	chmod 600 targets
}

# secret FILE TEXT
secret() {
	printf '%s\n' "$2" >"$1"
	chmod 600 "$1"
}

# answers WANT...: stdout of the last "is" behind its first line, TABs as blanks.
answers() {
	printf '%s\n' "$@" >want
	sed 1d out | tr '\t' ' ' >got
	diff -u want got
}

# in_one_build: a file that waits for minutes, for leases to end, is for the plain
# build, unless PEERS_BOTH is set.
in_one_build() {
	case $BUILD in
	*sanitized*) [ -n "${PEERS_BOTH-}" ] || skip "in the plain build; PEERS_BOTH=1 has it here, too" ;;
	esac
}
