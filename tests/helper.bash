# Common to all bats files: the programs under test first in PATH, a clean
# environment, files compared byte by byte.

bats_require_minimum_version 1.5.0

# relative to where the tests were started, whatever they change to
HELPER=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
BUILD=$(realpath "${BUILD:-$HELPER/../build}")
export PATH="$BUILD/bin:$PATH"
export TZ=UTC
unset RECON_PROFILES RECON_OPTIONS RECON_OUT RECON_OUT_AS NO_COLOR TMPDIR
unset LANG LANGUAGE "${!LC_@}" # the least that a machine has
DATA=$HELPER/data
T=$'\t'

# same WANT GOT: fails with the difference.
same() {
	diff -u "$1" "$2"
}

# is STATUS COMMAND...: runs it with stdout in $BATS_TEST_TMPDIR/out and
# stderr in .../err, and checks the exit status.
is() {
	local want=$1 got=0
	shift
	"$@" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || got=$?
	[ "$got" -eq "$want" ] && return
	echo "status $got, want $want: $*"
	head -c 2000 "$BATS_TEST_TMPDIR/err"
	return 1
}

# says TEXT: stderr of the last "is" was exactly that line ("" is nothing).
says() {
	local want=$BATS_TEST_TMPDIR/want
	if [ -n "$1" ]; then printf '%s\n' "$1"; fi >"$want"
	diff -u "$want" "$BATS_TEST_TMPDIR/err"
}

# digested: passes on; a #total of version 2 gets the digest of the lines, where
# it has none.
digested() {
	local text
	text=$(cat; echo .)
	text=${text%.}
	if [[ $text =~ (^|$'\n')'#recon '[a-z]*' 2'$'\n' ]]; then
		printf %s "$text" | "$BATS_TEST_DIRNAME/stream_digest.py" add
	else
		printf %s "$text"
	fi
}

# prints: stdout of the last "is" was exactly standard input, digested.
prints() {
	digested >"$BATS_TEST_TMPDIR/want"
	diff -u "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/out"
}

# prints_nothing: the same of no lines but control lines.
prints_nothing() {
	grep -v '^#' "$BATS_TEST_TMPDIR/out" | diff -u /dev/null -
}

# tsv FIELD...: one line, the words of each argument joined by TAB.
tsv() {
	local line
	for line; do
		printf '%s\n' "$(echo $line | tr ' ' '\t')"
	done
}

# sums PROFILE FILE WANT [OPTION...]: the totals of the records that a profile
# makes of a sample, sorted; OPTION... are recon-clean's. Leaves table and
# records in BATS_TEST_TMPDIR.
sums() {
	local profile=$1 file=$2
	echo "$3" >"$BATS_TEST_TMPDIR/want"
	shift 3
	recon-clean -p "$profile" "$@" -o "$BATS_TEST_TMPDIR/table" \
		"$DATA/$file" || return
	recon-key -p "$profile" -o "$BATS_TEST_TMPDIR/records" \
		"$BATS_TEST_TMPDIR/table" || return
	recon-sort "$BATS_TEST_TMPDIR/records" |
		sed -n '/^#total/{s/^#total.//;s/\txxh3=.*//;s/\t/ /g;p;}' >"$BATS_TEST_TMPDIR/got"
	diff -u "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/got"
}

# peak COMMAND...: runs it; $peak is how many KiB of memory it had at most. The
# process that starts it is small, for its own peak is the least there can be.
peak() {
	local launch=$BATS_FILE_TMPDIR/launch status
	[ -x "$launch" ] || cc -o "$launch" "$HELPER/bench/launch.c"
	"$launch" 3 "$@" 3>"$BATS_TEST_TMPDIR/launched" || return
	read -r _ _ peak status <"$BATS_TEST_TMPDIR/launched"
	return "$status"
}

# Is memory watched, which takes memory and time of its own?
sanitized() {
	grep -q '__[at]san_init\|valgrind' "$BUILD/bin/recon-sort"
}
