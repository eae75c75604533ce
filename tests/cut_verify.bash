# For tests of what the systems of cut.bash have of a date that is sealed.

# has_records: a book, pay.cut, whose systems have the same two.
has_records() {
	cd "$BATS_TEST_TMPDIR" || return
	umask 022
	unset RECON_CUT_STORE XDG_STATE_HOME
	export HOME=$BATS_TEST_TMPDIR
	D=2026-11-28
	cut_book pay
	for s in bill ledger general; do
		records 'B2 20.00 CNY L' 'A1 10.00 CNY L' >"$s/records"
	done
}

# differ: each system carries another word, so that no file is that of another.
differ() {
	for s in bill ledger general; do
		sed "/^#/!s/$/${T}of=$s/; /^#total/s/${T}xxh3=.*//" "$s/records" |
			sed 's/^#recon record 2/#recon record 1/' >x
		mv x "$s/records"
	done
}

# records LINE...: a stream of records of the date, fields with blanks between.
records() {
	printf '%s 2026-11-28\n' "$@" | tr ' ' '\t' | recon-sort --announce
}

# told [LINE]...: the last command said just these lines.
told() {
	if [ $# -gt 0 ]; then
		printf 'recon-cut: %s\n' "$@"
	fi | diff -u - err
}

# extract STATUS WORD...
extract() {
	local status=$1
	shift
	is "$status" at 23:21:00 extract "$@"
}

# extracts: of all three, and what recon-join says of them.
extracts() {
	extract 0 --left bill.left pay.cut "$D" bill
	extract 0 --left ledger.left --right ledger.right pay.cut "$D" ledger
	extract 0 --right general.right pay.cut "$D" general
	joined bill ledger
	joined ledger general
}

# joined FROM TO [OPTION]...
joined() {
	local from=$1 to=$2
	shift 2
	recon-join "$@" --facts "$from-$to.facts" -o "$from-$to" \
		"$from.left" "$to.right" 2>/dev/null
}

# tie STATUS [FACTS]...
tie() {
	local status=$1
	shift
	is "$status" at 23:30:00 tie pay.cut "$D" "$@"
}

# steps WHAT: system, reason and evidence of the steps that are called so.
steps() {
	at 23:59:00 history --json pay.cut "$D" | python3 -c '
import json, sys
for line in sys.stdin:
    s = json.loads(line)
    if s["what"] == sys.argv[1]:
        print(s["system"] or "-", s["why"] or "-", s["evidence"] or "-")
' "$1"
}

# sum FILE: its SHA-256.
sum() {
	sha256sum "$1" | cut -c -64
}
