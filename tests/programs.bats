# What every program does alike, as a table: each test goes over all of them, but
# for recon-fetch, recon-flow and recon-cut, which are no filters and have tests of their own.

load helper

# Data that the program takes, on stdout: records, unless it is named here.
input_of() {
	case $1 in
	recon-clean)
		printf 'key,amount\nk1,1.00\nk2,2.50\n'
		;;
	recon-key)
		printf '%s\n' '#recon table 1' "key${T}amount" "k1${T}1.00" \
		    "k2${T}2.50" "#total${T}records=2"
		;;
	recon-roll | recon-notify | recon-report)
		printf '%s\n' '#recon result 1' \
		    "k1${T}left${T}1.00${T}-${T}1.00${T}CNY${T}2022-11-01" \
		    "k2${T}left${T}2.50${T}-${T}2.50${T}CNY${T}2022-11-01" \
		    "#total${T}records=2${T}L.CNY=3.50"
		;;
	recon-store)
		printf '%s\n' '#recon result 1' \
		    "k1${T}matched${T}1.00${T}1.00${T}0.00${T}CNY${T}2022-11-01" \
		    "k2${T}matched${T}2.50${T}2.50${T}0.00${T}CNY${T}2022-11-01" \
		    "#total${T}records=2${T}L.CNY=3.50${T}R.CNY=3.50"
		;;
	*)
		printf '%s\n' '#recon record 1' \
		    "k1${T}1.00${T}CNY${T}L${T}-" \
		    "k2${T}2.50${T}CNY${T}L${T}-" \
		    "#total${T}records=2${T}L.CNY=3.50"
		;;
	esac
}

# Words that it cannot do without go into $needs.
needs_of() {
	needs=()
	case $1 in
	recon-report) needs=(-d 2022-11-01) ;;
	recon-key) needs=(-k key -a amount -c CNY -s L) ;;
	recon-roll)
		state=$(mktemp -d "$BATS_TEST_TMPDIR/stateXXXXXX")
		needs=(-s "$state/s" -d 2022-11-01)
		;;
	recon-store)
		state=$(mktemp -d "$BATS_TEST_TMPDIR/stateXXXXXX")
		needs=(--db "$state/db" --book b -d 2022-11-01 --tee)
		;;
	esac
}

# all COMMAND...: for each program, with its name in $p, its needs in $needs
# and its input in the file $in. Runs all, then fails if one did.
all() {
	local bad=0
	cd "$BATS_TEST_TMPDIR"
	for path in "$BUILD"/bin/recon-*; do
		p=$(basename "$path")
		case $p in recon-fetch | recon-flow | recon-cut) continue ;; esac
		in=$BATS_TEST_TMPDIR/$p.in
		input_of "$p" >"$in"
		needs_of "$p"
		"$@" || { echo "^^^ $p"; bad=1; }
	done
	return $bad
}

# But for its first note of a new chain, which recon-roll always makes.
without_note() {
	sed -i '/a new chain of days begins/d' "$BATS_TEST_TMPDIR/err"
}

help_is_complete() {
	is 0 "$p" --help && says '' && head -n 1 out | grep -q "^usage: $p" &&
	for o in help version profile output plain require-total allow-empty \
	    verbose progress; do
		grep -q -e "--$o\>" out || { echo "no --$o"; return 1; }
	done
}
@test "every program's --help names the options all have" {
	all help_is_complete
}

version() {
	is 0 "$p" --version && grep -qx "$p [0-9.]*" out
}
@test "every program tells its version" {
	all version
}

@test "--help and --version onto a full disk fail" {
	full() {
		for o in --help --version; do
			local got=0
			"$p" $o >/dev/full 2>err || got=$?
			[ $got -eq 2 ] && says \
			    "$p: stdout: write: No space left on device" ||
				return 1
		done
	}
	all full
}

unknown_option() {
	is 2 "$p" --nonsense &&
	says "$p: unrecognized option '--nonsense'; try '$p --help'" &&
	is 2 "$p" --outptu=x &&
	says "$p: unrecognized option '--outptu', '--output' is near; try '$p --help'" &&
	is 2 "$p" --versoin &&
	says "$p: unrecognized option '--versoin', '--version' is near; try '$p --help'" &&
	is 2 "$p" --ver -~ &&
	says "$p: option '--ver' is ambiguous; possibilities:$(
	    case $p in recon-roll | recon-store) echo " '--verify'" ;; esac) '--verbose' '--version'" &&
	is 2 "$p" -~ && says "$p: invalid option -- '~'; try '$p --help'" &&
	is 2 "$p" -o && says "$p: option requires an argument -- 'o'; try '$p --help'"
}
@test "an unknown option is refused" {
	all unknown_option
}

# What a flag is told on the command line and in a profile is not what an
# option with a value is told.
options_of_help_are_known() {
	local o want
	for o in $("$p" --help | grep -o -e '--[a-z][a-z-]*' | sort -u); do
		"$p" "$o" </dev/null >out 2>err || :
		want="${o#--}: \"maybe\" is neither yes nor no"
		if grep -q "requires an argument" err; then
			says "$p: option '$o' requires an argument; try '$p --help'" || return
			want=
		else
			is 2 "$p" "$o=x" &&
			says "$p: option '$o' doesn't allow an argument; try '$p --help'" || return
		fi
		case $o in --help | --version | --profile | --profiles)
			want="${o#--}: unknown key; the nearest is"
		esac
		printf '[%s]\n%s = maybe\n' "$p" "${o#--}" >key.ini
		"$p" -p key.ini </dev/null >out 2>err || :
		if [ -n "$want" ]; then
			grep -qF "$p: ./key.ini:2: $want" err
		else
			! grep -e "unknown key" -e "yes nor no" err
		fi || { cat err; echo "$o"; return 1; }
	done
}
@test "every option of --help is taken, and but for three is a key of a profile" {
	all options_of_help_are_known
}

both_ends_of_help() {
	is 0 "$p" --help && says '' && mv out want
	printf '[%s]\nnonsense = x\n' "$p" >bad.ini
	is 2 "$p" -p bad.ini --help && ! grep -q '^usage' out &&
	is 2 "$p" --nonsense --help && ! grep -q '^usage' out &&
	is 0 "$p" --help --nonsense && same want out
}
@test "options are read in order, those of the profile first" {
	all both_ends_of_help
}

takes_its_input() {
	is 0 "$p" "${needs[@]}" "$in" && mv out as_file
	needs_of "$p"
	is 0 "$p" "${needs[@]}" <"$in" && same as_file out
	needs_of "$p"
	is 0 "$p" "${needs[@]}" - < <(cat "$in") && same as_file out
}
@test "a file, standard input and a pipe give the same" {
	all takes_its_input
}

writes_a_file() {
	is 0 "$p" "${needs[@]}" "$in" && mv out as_stdout
	needs_of "$p"
	is 0 "$p" "${needs[@]}" -o file "$in" && prints </dev/null &&
	same as_stdout file && rm file
}
@test "-o FILE gets what standard output gets" {
	all writes_a_file
}

no_file_on_failure() {
	head -n -1 "$in" >short
	[ "$p" = recon-clean ] && printf 'a,b\n1\n' >short
	needs_of "$p"
	is 65 "$p" "${needs[@]}" -o file short && [ ! -e file ] &&
	echo old >file && needs_of "$p" &&
	is 65 "$p" "${needs[@]}" -o file short &&
	echo old | same - file && rm file &&
	[ -z "$(find . -name '.file*')" ]
}
@test "after a failure the file of -o is not there, or the old one" {
	all no_file_on_failure
}

full_disk() {
	local got=0
	"$p" "${needs[@]}" "$in" >/dev/full 2>err || got=$?
	without_note
	[ $got -eq 2 ] || { echo "status $got"; return 1; }
	says "$p: stdout: write: No space left on device"
}
@test "a full disk is status 2 and said" {
	all full_disk
}

half_full_disk() {
	local got=0
	case $p in recon-roll | recon-notify | recon-store | recon-report) return ;; esac # too little
	{ sed '/^#/d;$d' "$in"; yes "$(tail -n 2 "$in" | head -n 1)" |
	    head -n 20000; } >many
	(ulimit -f 100; "$p" "${needs[@]}" -o file many 2>err) || got=$?
	[ $got -eq 2 ] || { echo "status $got"; return 1; }
	says "$p: $PWD/file: write: File too large" ||
	    says "$p: file: write: File too large" || return
	[ -z "$(find . -name '*file*')" ]
}
@test "a disk that fills up half-way is status 2, and leaves nothing there" {
	all half_full_disk
}

closed_stdin() {
	local got=0
	"$p" "${needs[@]}" <&- >out 2>err || got=$?
	without_note
	[ $got -eq 2 ] || { echo "status $got"; return 1; }
	says "$p: stdin: read: Bad file descriptor"
}
@test "a closed standard input is status 2 and said" {
	all closed_stdin
}

closed_stdout() {
	local got=0
	"$p" "${needs[@]}" "$in" >&- 2>err || got=$?
	without_note
	[ $got -eq 2 ] || { echo "status $got"; return 1; }
	says "$p: stdout: write: Bad file descriptor"
}
@test "a closed standard output is status 2 and said" {
	all closed_stdout
}

closed_stderr() {
	local got=0
	"$p" "${needs[@]}" "$in" >out 2>&- || got=$?
	[ $got -eq 0 ] && [ -s out ]
}
@test "a closed standard error does not get in the data" {
	all closed_stderr
}

reader_gone() {
	{
		sleep 0.2 # the reader has gone by now
		got=0
		"$p" "${needs[@]}" "$in" 2>err || got=$?
		echo $got >status
	} | :
	without_note
	[ "$(cat status)" -eq 2 ] || { cat status; return 1; }
	says ''
}
@test "a reader that goes away is a failure without a word" {
	all reader_gone
}

directory() {
	mkdir -p dir
	is 2 "$p" "${needs[@]}" dir && says "$p: dir: is a directory"
}
@test "a directory is status 2 and said" {
	all directory
}

missing_file() {
	is 2 "$p" "${needs[@]}" absent &&
	says "$p: absent: No such file or directory"
}
@test "a file that is not there is status 2 and said" {
	all missing_file
}

output_elsewhere() {
	mkdir -p dir
	is 2 "$p" "${needs[@]}" -o dir "$in" &&
	says "$p: dir: is a directory" && needs_of "$p" &&
	is 2 "$p" "${needs[@]}" -o absent/file "$in" &&
	says "$p: absent/file: No such file or directory"
}
@test "a file that cannot be written is status 2 and said" {
	all output_elsewhere
}

empty_file() {
	: >empty
	is 65 "$p" "${needs[@]}" empty && without_note &&
	grep -q "^$p: empty: is empty" err &&
	[ "$(wc -l <err)" -eq 1 ] && ! grep '^#total' out
}
@test "no bytes at all are bad data" {
	all empty_file
}

empty_allowed() {
	: >empty
	is 0 "$p" "${needs[@]}" --allow-empty empty
}
@test "no bytes at all are accepted with --allow-empty" {
	all empty_allowed
}

# A stream of no records is not a missing one.
header_only() {
	case $p in
	recon-clean) echo key,amount ;;
	recon-key)
		printf '%s\n' '#recon table 1' "key${T}amount" \
		    "#total${T}records=0"
		;;
	recon-roll | recon-notify | recon-store | recon-report)
		printf '#recon result 1\n#total\trecords=0\n'
		;;
	*) printf '#recon record 1\n#total\trecords=0\n' ;;
	esac >none
	is 0 "$p" "${needs[@]}" none
}
@test "a bill without rows is no records and success" {
	all header_only
}

cut_off() {
	[ "$p" = recon-clean ] && return # a bill has no control lines
	head -n -1 "$in" >short
	is 65 "$p" "${needs[@]}" short && without_note &&
	says "$p: short: ends without its #total: what writes it did not finish" &&
	run ! grep '^#total' out && { [ -z "${state-}" ] || [ ! -e "$state/s" ] ||
	    [ -z "$(ls "$state/s" | grep 2022)" ]; }
}
@test "input that was cut off is refused, and nothing is totalled or kept" {
	all cut_off
}

plain_input() {
	[ "$p" = recon-clean ] && return
	grep -v '^#' "$in" >plain
	is 65 "$p" "${needs[@]}" --require-total plain && without_note &&
	says "$p: plain: has no #total, and one is required"
}
@test "--require-total refuses what has none" {
	all plain_input
}

another_kind() {
	case $p in
	recon-clean | recon-sort) return ;;
	recon-key) other=recon-join got='record' want='table' ;;
	recon-roll | recon-notify | recon-store | recon-report)
		other=recon-join got='record' want='result'
		;;
	*) other=recon-notify got='result' want='record' ;;
	esac
	input_of $other >other
	is 65 "$p" "${needs[@]}" other && without_note &&
	says "$p: other:1: a $got stream where a $want stream belongs"
}
@test "a stream of another kind is refused" {
	all another_kind
}

crlf() {
	sed 's/$/\r/' "$in" >crlf
	if [ "$p" = recon-clean ]; then
		is 0 "$p" "${needs[@]}" "$in" && mv out want &&
		is 0 "$p" "${needs[@]}" crlf && same want out
		return
	fi
	grep -v '^#' crlf >plain
	if [ "$p" = recon-sort ]; then # sorts lines of any bytes
		is 0 "$p" plain && same plain out
		return
	fi
	is 65 "$p" "${needs[@]}" plain && without_note && grep -q "CR LF" err
}
@test "CR LF is taken in bills and refused in streams" {
	all crlf
}

nul() {
	grep -v '^#' "$in" | sed 's/k2/k\x00/' >nul
	if [ "$p" = recon-sort ]; then # sorts lines of any bytes
		is 0 "$p" nul && LC_ALL=C sort nul | same - out
		return
	fi
	is 65 "$p" "${needs[@]}" nul && without_note &&
	grep -q "^$p: nul:[0-9]*: " err && [ "$(wc -l <err)" -eq 1 ]
}
@test "a NUL byte is bad data with its place" {
	all nul
}

# The second record gets a cell or carried field of 100 MB.
long_line() {
	case $p in
	recon-clean)
		printf 'key,amount,note\nk1,1.00,x\nk2,2.50,'
		cat long
		echo
		;;
	recon-key)
		printf 'key\tamount\tnote\nk1\t1.00\tx\nk2\t2.50\t'
		cat long
		echo
		needs+=(-x note)
		;;
	*)
		grep -v '^#' "$in" | head -n 1
		printf '%s\tnote=' "$(sed -n 3p "$in")"
		cat long
		echo
		;;
	esac >in
	case $p in recon-roll | recon-store) needs+=(--no-total) ;; esac
	[ "$p" != recon-clean ] || needs+=(--row-max 128M)
	is 0 "$p" "${needs[@]}" in && without_note && says '' || return
	case $p in recon-notify | recon-report) return ;; esac
	[ "$(wc -c <out)" -gt 100000000 ]
}
@test "a line of 100 MB is a line" {
	cd "$BATS_TEST_TMPDIR"
	head -c 100000000 /dev/zero | tr '\0' x >long
	all long_line
	rm -f long in out
}

any_environment() {
	is 0 "$p" "${needs[@]}" "$in" && mv out want
	for e in LC_ALL=tr_TR.UTF-8 LC_ALL=zh_CN.GB18030 LANG=de_DE TZ=Asia/Tokyo \
	    TERM=dumb COLUMNS=1 HOME= TMPDIR=/nonexistent; do
		needs_of "$p"
		is 0 env -i "$e" "$BUILD/bin/$p" "${needs[@]}" "$in" &&
		same want out || { echo "with $e"; return 1; }
	done
	needs_of "$p"
	is 0 env -i "$BUILD/bin/$p" "${needs[@]}" "$in" && same want out
}
@test "the environment changes nothing" {
	all any_environment
}

# Waits, at most some seconds, until COMMAND is true.
until_true() {
	for _ in $(seq 100); do
		"$@" && return
		sleep 0.05
	done
	return 1
}

# SIGUSR1 is the tenth bit from the right.
catches_usr1() {
	(( 0x$(awk '/SigCgt/ { print $2 }' "/proc/$1/status") & 0x200 ))
}

asked_by_signal() {
	is 0 "$p" "${needs[@]}" "$in" && mv out want
	needs_of "$p"
	rm -f fifo
	mkfifo fifo
	: >err
	"$BUILD/bin/$p" "${needs[@]}" <fifo >out 2>err &
	exec 7>fifo
	until_true catches_usr1 $! && kill -USR1 $! &&
	until_true grep -q '^' err || return
	cat "$in" >&7
	exec 7>&-
	wait $! && same want out && head -n 1 err |
	    grep -qx "$p: 0 rows, 0 rows/s, 0 B in, [0-9]* B out"
}
@test "SIGUSR1 asks how far it is and disturbs nothing" {
	all asked_by_signal
}

tells_its_progress() {
	is 0 "$p" "${needs[@]}" --progress "$in" && without_note && says ''
}
@test "--progress says nothing of what takes no time" {
	all tells_its_progress
}

profiles() {
	section="[$p]"
	printf '%s\noutptu = x\n' "$section" >typo.ini
	is 2 "$p" -p typo.ini "${needs[@]}" "$in" &&
	says "$p: ./typo.ini:2: outptu: unknown key; the nearest is \"output\"" &&
	printf '%s\nplain = maybe\n' "$section" >flag.ini &&
	is 2 "$p" -p flag.ini "${needs[@]}" "$in" &&
	says "$p: ./flag.ini:2: plain: \"maybe\" is neither yes nor no" &&
	printf '%s\nversion = yes\n' "$section" >never.ini &&
	is 2 "$p" -p never.ini "${needs[@]}" "$in" &&
	grep -q "^$p: ./never.ini:2: version: unknown key" err &&
	printf '%s\noutput = file\n' "$section" >out.ini && rm -f file &&
	is 0 "$p" -p out.ini "${needs[@]}" "$in" && [ -s file ] &&
	needs_of "$p" &&
	is 0 "$p" -o other -p out.ini "${needs[@]}" "$in" && same file other &&
	rm file other && needs_of "$p" &&
	printf '%s\n# comment\nplain = no\n[recon-clean]\n[recon-sort]\n[roll]\n' "$section" \
	    >fine.ini && is 0 "$p" -p fine.ini "${needs[@]}" "$in" &&
	is 2 "$p" -p ./absent "${needs[@]}" "$in" &&
	grep -q "^$p: profile ./absent: not found" err
}
@test "a profile's keys are the long options, and mistakes are named" {
	all profiles
}

mistyped_section() {
	for s in "${p}x" "${p%?}" recon-noify clan; do
		printf '[%s]\nplain = yes\n' "$s" >near.ini
		is 2 "$p" -p near.ini "${needs[@]}" "$in" || return
		grep -q "^$p: \./near.ini:2: plain: no program is named by \[recon-${s#recon-}\]; the nearest is \[recon-[a-z]*\]$" err ||
			{ cat err; return 1; }
	done
	printf '[%s]\nplain = yes\n' recon-noify >near.ini
	is 2 "$p" -p near.ini "${needs[@]}" "$in" && grep -q 'is \[recon-notify\]' err
}
@test "a section that no program knows is refused" {
	all mistyped_section
}

profile_found() {
	mkdir -p one two
	rm -f one/mine.ini mine.ini from-two
	printf '[%s]\noutput = from-two\n' "$p" >two/mine.ini
	RECON_PROFILES=one:two is 0 "$p" -p mine "${needs[@]}" "$in" &&
	[ -s from-two ] && needs_of "$p" && rm from-two &&
	RECON_PROFILES=two:two/../two is 0 "$p" -p mine "${needs[@]}" "$in" &&
	needs_of "$p" && cp two/mine.ini one &&
	RECON_PROFILES=one:two is 0 "$p" -p mine "${needs[@]}" "$in" &&
	needs_of "$p" && echo '# another' >>one/mine.ini &&
	RECON_PROFILES=one:two is 2 "$p" -p mine "${needs[@]}" "$in" &&
	says "$p: profile mine: there are two, one/mine.ini and two/mine.ini; give the path of one" &&
	cp one/mine.ini . &&
	RECON_PROFILES=two is 2 "$p" -p mine.ini "${needs[@]}" "$in" &&
	says "$p: profile mine.ini: there are two, two/mine.ini and ./mine.ini; give the path of one" &&
	is 0 "$p" -p mine "${needs[@]}" "$in" && needs_of "$p" &&
	RECON_PROFILES=two is 0 "$p" -p ./mine.ini "${needs[@]}" "$in" &&
	cp mine.ini wechat.ini &&
	is 2 "$p" -p wechat "${needs[@]}" "$in" &&
	grep -q "^$p: profile wechat: there are two, /.*/wechat.ini and ./wechat.ini; give the path of one$" err &&
	rm wechat.ini mine.ini
}
@test "a profile is looked up in RECON_PROFILES, the shipped ones, and here, and is one" {
	all profile_found
}

no_such_profile() {
	is 2 "$p" -p nosuch "${needs[@]}" "$in" &&
	grep -q "^$p: profile nosuch: there is none, neither in .RECON_PROFILES, nor installed, nor as ./nosuch.ini; there are: adyen, alipay, .*wechat-success; the path of a file has a \"/\"$" err &&
	: >nosuch && is 2 "$p" -p nosuch "${needs[@]}" "$in" && rm nosuch &&
	is 0 "$p" -p list && says '' &&
	grep -q "^mt940${T}SWIFT MT940" out && LC_ALL=C sort -c out &&
	[ "$(wc -l <out)" -eq "$(find "$BUILD/share/recon/profiles" -name '*.ini' | wc -l)" ]
}
@test "a profile that is not there names those that are, and -p list does" {
	all no_such_profile
	is 0 recon-clean --profiles
	mv out want
	mkdir -p mine
	printf '# own - a bank of ours\n' >mine/own.ini
	: >mine/wechat.ini
	RECON_PROFILES=mine is 0 recon-clean --profiles
	grep -x "own${T}a bank of ours" out
	grep "^wechat${T}profile wechat: there are two" out
	recon-clean -p list | grep -c . | same - <(wc -l <want)
}

@test "-o - and -o /dev/stdout are standard output, a file behind it is not replaced" {
	local f=$BATS_TEST_TMPDIR/log
	echo before >"$f"
	printf 'k\t1.00\tCNY\tL\t-\n' | recon-sort --plain -o - >>"$f"
	printf 'k\t2.00\tCNY\tL\t-\n' | recon-sort --plain -o /dev/stdout >>"$f"
	printf 'before\nk\t1.00\tCNY\tL\t-\nk\t2.00\tCNY\tL\t-\n' >"$f.want"
	same "$f.want" "$f"
}

# counts_of FACTS AS: the counts in a file of facts as lines of RECON_OUT.
counts_of() {
	awk -F '\t' -v as="$2" '$1 == "input" || $1 == "output" { n = 0; next }
		$1 == "status" { exit } { line[n++] = as "." $1 FS $2 }
		END { for (i = 0; i < n; i++) print line[i] }' "$1"
}

values() {
	rm -f o f
	RECON_OUT=o is 0 "$p" "${needs[@]}" --facts f "$in" && needs_of "$p" &&
	counts_of f "$p" >want && [ -s want ] && same want o &&
	# appended, and without digests as with them
	RECON_OUT=o RECON_OUT_AS=a_1.b-C is 0 "$p" "${needs[@]}" "$in" &&
	counts_of f a_1.b-C >>want && same want o && needs_of "$p" &&
	RECON_OUT='' RECON_OUT_AS='?' is 0 "$p" "${needs[@]}" "$in" &&
	needs_of "$p" &&
	RECON_OUT=o RECON_OUT_AS='' is 0 "$p" "${needs[@]}" "$in" &&
	counts_of f "$p" >>want && same want o
}
@test "every program appends its counts and sums to RECON_OUT" {
	all values
}

no_values() {
	rm -f o
	RECON_OUT=o RECON_OUT_AS="a b" is 2 "$p" "${needs[@]}" "$in" &&
	says "$p: RECON_OUT_AS: \"a b\" is no name of letters, digits, _, . and -" &&
	RECON_OUT=- is 2 "$p" "${needs[@]}" "$in" &&
	says "$p: RECON_OUT: takes a file, standard output has the data" &&
	RECON_OUT=no/o is 2 "$p" "${needs[@]}" "$in" &&
	says "$p: RECON_OUT: no/o: No such file or directory" &&
	RECON_OUT=$in is 2 "$p" "${needs[@]}" "$in" &&
	says "$p: RECON_OUT and the input $in are the same file; try '$p --help'" &&
	RECON_OUT=o is 2 "$p" "${needs[@]}" -o ./o "$in" &&
	says "$p: --output and RECON_OUT are the same file; try '$p --help'" &&
	[ ! -e o ] &&
	# what did not end well has no values
	RECON_OUT=o is 2 "$p" "${needs[@]}" missing && [ ! -s o ] || return
	needs_of "$p"
	RECON_OUT=/dev/full is 2 "$p" "${needs[@]}" "$in" && without_note &&
	says "$p: RECON_OUT: /dev/full: No space left on device"
}
@test "values that cannot be written end every program, and what failed has none" {
	all no_values
}

@test "values of several programs in a pipe stay whole lines" {
	cd "$BATS_TEST_TMPDIR"
	input_of recon-sort >in
	local i
	for i in $(seq 100); do
		RECON_OUT=o RECON_OUT_AS=run$i recon-sort in >/dev/null &
	done
	wait
	seq 100 | sed "s/.*/run&.read.records${T}2/" | sort >want
	grep -F .read.records o | sort | same want -
	[ "$(wc -l <o)" -eq "$((100 * $(grep -c '^run1\.' o)))" ]
}
