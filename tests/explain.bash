# What the tests of recon-clean --explain share.

# alone: recon-clean as it is without a single profile beside it.
alone() {
	[ -x bin/recon-clean ] || {
		mkdir -p bin
		cp "$(command -v recon-clean)" bin
	}
	bin/recon-clean "$@"
}

# sees COMMAND...: it explains something, proved or not.
sees() {
	local got=0
	"$@" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || got=$?
	[ "$got" -le 1 ] && return
	echo "status $got: $*"
	cat "$BATS_TEST_TMPDIR/err"
	return 1
}

# finds LINE: the proposed profile has it.
finds() {
	grep -Fqx -e "$1" start.ini && return
	cat start.ini
	return 1
}

# profile [FILE [OPTION...]]: what is proposed for it, or for bill.csv, alone;
# its status in $proved.
profile() {
	proved=0
	[ $# -gt 0 ] || set -- bill.csv
	alone --explain "$@" >start.ini 2>err || proved=$?
}

# gives STATUS [FILE [OPTION...]] <RECORDS: what is proposed for it, or for
# bill.csv, ends with the status, and the records are these, dates and control
# lines left out.
gives() {
	local bill=${2-bill.csv}
	profile "$bill" "${@:3}"
	[ "$proved" -eq "$1" ] || {
		echo "status $proved, want $1"
		cat start.ini
		return 1
	}
	recon-clean -p ./start.ini "$bill" >table || return
	recon-key -p ./start.ini --plain table | cut -f 1-3 >got || return
	same - got && return
	cat start.ini
	return 1
}
