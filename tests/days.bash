# What the tests of recon-roll share: result streams, days of a state.

# stream LINE...: a result stream of these lines (words are fields), whole, as
# the programs write it.
stream() {
	counted "$@" | digested
}

counted() {
	echo '#recon result 2'
	[ $# -eq 0 ] || tsv "$@"
	[ $# -eq 0 ] || tsv "$@" | awk -F '\t' '
		{ if ($3 != "-") l[$6] += $3; if ($4 != "-") r[$6] += $4 }
		END {
			printf "#total\trecords=%d", NR
			for (c in l) printf "\tL.%s=%.2f", c, l[c]
			for (c in r) printf "\tR.%s=%.2f", c, r[c]
			print ""
		}'
	[ $# -gt 0 ] || printf '#total\trecords=0\n'
}

# own_name: who runs the tests, by /etc/passwd.
own_name() {
	awk -F: -v uid="$(id -u)" '$3 == uid { print $1; found = 1; exit }
		END { if (!found) print "-" }' /etc/passwd
}

# day DATE LINE...: runs a day of the directory state; says nothing.
day() {
	local d=$1
	shift
	stream "$@" >"$d.in"
	recon-roll -s state -d "$d" --plain "$d.in" >"$d.out" 2>/dev/null
}

# again DATE [OPTION...]: the same, once more from the same file, with what it
# says.
again() {
	local d=$1
	shift
	recon-roll -s state -d "$d" --plain "$@" "$d.in"
}

# unnamed FILE: its lines without what names legs: ids and days first seen.
unnamed() {
	sed -E 's/\t([lr]\.)?(id|first)=[^\t]*//g; s/\tcloses=[^\t]*//' "$1"
}

# open_on DATE: KEY to DATE of what is open on that day.
open_on() {
	recon-roll -s state --print-open -d "$1" | grep -v '^#' | cut -f 1-7
}

# known DIR: all that the manifest and the files of days say in a directory, but
# for when it was and the digests that come of it.
known() {
	(cd "$1" && for f in manifest day-*; do
		[ ! -e "$f" ] || sed "s/^/$f: /" "$f"
	done) | sed -E 's/^([^:]*): (when|check)	.*/\1: \2/
		s/^([^:]*): (day|from)(	.*)	[0-9a-f]{64}/\1: \2\3	DIGEST/'
}

# same_state WANT GOT: two directories hold the same days.
same_state() {
	diff -u <(known "$1") <(known "$2") || return
	diff -u <(cd "$1" && ls -A) <(cd "$2" && ls -A) || return
	local f
	for f in "$1"/*.res; do
		[ ! -e "$f" ] || diff -u "$f" "$2/${f##*/}" || return
	done
}

REASON=(--by lin --why "the bill was wrong")
LATE_R="A17 right - 12.80 -12.80 CNY 2022-11-02 r.fee=0.08"
EARLY_L="A17 left 12.80 - 12.80 CNY 2022-11-01 l.user=7"
NAMED="id=d412eac9b8b1f4bde567 first=2022-11-01" # the leg of EARLY_L, new on its day
