# RECON_OPTIONS: options that every program is started with, as a table over
# programs.

load helper

TAKES='it takes -j N, -S SIZE and --allow-empty'

setup() {
	cd "$BATS_TEST_TMPDIR"
	: >empty
	printf 'k\t1.00\tCNY\t%s\t-\n' L R >record
	printf '%s\n' '#recon table 1' "key${T}amount" "k${T}1.00" \
	    "#total${T}records=1" >table
	printf 'key,amount\nk,1.00\n' >bill
	printf '%s\n' '#recon result 1' \
	    "k${T}matched${T}1.00${T}1.00${T}0.00${T}CNY${T}2022-11-01" \
	    "#total${T}records=1${T}L.CNY=1.00${T}R.CNY=1.00" >result
}

# The table: a program, what it reads, and words that it cannot do without.
programs() {
	cat <<-'END'
	recon-clean bill
	recon-key table -k key -a amount -c CNY -s L
	recon-sort record
	recon-join record
	recon-roll result -s state -d 2022-11-01
	recon-notify result
	recon-store result --db db --book b -d 2022-11-01
	recon-report result -d 2022-11-01
	recon-fetch bill --appears-whole -o got
	END
}

# each COMMAND...: for each program that is built, $p its name, $in what it
# reads, $needs its words. Runs all, then fails if one did.
each() {
	local bad=0
	while read -ra needs; do
		p=${needs[0]} in=${needs[1]}
		needs=("${needs[@]:2}")
		[ -x "$BUILD/bin/$p" ] || continue
		rm -rf state db got
		"$@" || { echo "^^^ $p"; bad=1; }
	done < <(programs)
	return $bad
}

# operand FILE: as the program takes it.
operand() {
	if [ "$p" = recon-fetch ]; then echo "file://$PWD/$1"; else echo "$1"; fi
}

# with OPTIONS STATUS FILE [WORD...]: the program, in that environment.
with() {
	local options=$1 status=$2 file=$3
	shift 3
	RECON_OPTIONS=$options is "$status" \
	    "$p" "${needs[@]}" "$@" "$(operand "$file")" </dev/null
}

@test "every table of programs is whole: what has one of the options reads it" {
	for path in "$BUILD"/bin/recon-*; do
		name=$(basename "$path")
		if "$path" --help | grep -qE -- '--(allow-empty|memory|threads)\>'; then
			echo "$name"
		fi
	done | grep -v '^recon-cut$' >got
	programs | cut -d ' ' -f 1 | LC_ALL=C sort >want
	[ -x "$BUILD/bin/recon-fetch" ] || sed -i '/recon-fetch/d' want
	[ -x "$BUILD/bin/recon-store" ] || sed -i '/recon-store/d' want
	same want got
}

allows_empty() {
	with '' 65 empty && with '-j 1 -S 64M' 65 empty && rm -rf state db &&
	with --allow-empty 0 empty && rm -rf state db &&
	with " -S 64M$T--allow-empty  -j2 " 0 empty
}
@test "every program takes --allow-empty, among those that it may not have" {
	each allows_empty
}

passes_over() {
	with '' 0 "$in" && mv out want && rm -rf state db &&
	with '--threads=3 --memory 1% --allow-empty' 0 "$in" && same want out
}
@test "what comes out is the same with it" {
	each passes_over
}

refuses() {
	with '--plain' 2 "$in" &&
	says "$p: RECON_OPTIONS: unrecognized option '--plain'; $TAKES" &&
	with '--memroy=1G' 2 "$in" &&
	says "$p: RECON_OPTIONS: unrecognized option '--memroy', '--memory' is near; $TAKES" &&
	with '-j 2 -v' 2 "$in" &&
	says "$p: RECON_OPTIONS: invalid option -- 'v'; $TAKES" &&
	with '-j' 2 "$in" &&
	says "$p: RECON_OPTIONS: option requires an argument -- 'j'; $TAKES" &&
	with '-j 0' 2 "$in" &&
	says "$p: RECON_OPTIONS: --threads: \"0\" is not a number from 1 to 64" &&
	with '-S 64' 2 "$in" &&
	says "$p: RECON_OPTIONS: --memory: \"64\" is not a size; write it as 64M, 2G or 10%" &&
	with '--allow-empty yes' 2 "$in" &&
	says "$p: RECON_OPTIONS: \"yes\" is no option" && [ ! -e got ] &&
	[ ! -e state ] && [ ! -e db ]
}
@test "what is none of the three, or a bad value, ends every program with 2" {
	each refuses
}

blank() {
	with '' 0 "$in" && rm -rf state db && with " $T " 0 "$in"
}
@test "a blank one says nothing" {
	each blank
}

between() {
	printf '[%s]\nallow-empty = yes\n' "$p" >p.ini
	with '-j 1' 0 empty -p ./p.ini
}
@test "what it does not say the profile does" {
	each between
}

# Memory for all lines needs no temporary file.
@test "-S: the command line wins over it, and it over a profile" {
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 9000; i++)
		print "k" i * 7919 % 9000, "1.00", "CNY", "L", "-" }' >many
	for command in 'recon-sort' 'recon-join --sort'; do
		p=${command%% *}
		printf '[%s]\nmemory = 1G\n' $p >big.ini
		printf '[%s]\nmemory = 64K\n' $p >small.ini
		is 0 $command -T gone -p ./big.ini many
		RECON_OPTIONS='-S 64K' is 2 $command -T gone many
		says "$p: gone: no temporary file: No such file or directory"
		RECON_OPTIONS='-S 64K' is 2 $command -T gone -p ./big.ini many
		RECON_OPTIONS='-S 1G' is 0 $command -T gone -p ./small.ini many
		RECON_OPTIONS='-S 64K' is 0 $command -T gone -S 1G many
		RECON_OPTIONS='-S 1G' is 2 $command -T gone -S 64K many
	done
}

# threads_of COMMAND...: $threads it has once it writes to a pipe in which there
# is no room.
threads_of() {
	rm -f pipe
	mkfifo pipe
	"$@" >pipe &
	local pid=$!
	exec 7<pipe
	IFS= read -r _ <&7
	threads=$(find /proc/$pid/task -mindepth 1 -maxdepth 1 | wc -l)
	exec 7<&-
	wait $pid || :
}

@test "-j: as many threads as it says, unless the command line says it" {
	[ -d /proc/self/task ] || skip 'no /proc'
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 400000; i++)
		print i * 7919 % 400000 + 1000000, "1.00", "CNY", "L", "-" }' >many
	export RECON_OPTIONS='-j 1 -S 8M'
	threads_of recon-sort many
	[ "$threads" -eq 1 ]
	threads_of recon-sort -j 4 many
	more=$threads
	[ "$more" -gt 1 ]
	RECON_OPTIONS='--threads=4 -S 8M' threads_of recon-sort many
	[ "$threads" -eq "$more" ]
	RECON_OPTIONS='--threads=4 -S 8M' threads_of recon-sort -j 1 many
	[ "$threads" -eq 1 ]
}

@test "facts say that an empty input was allowed" {
	RECON_OPTIONS='--allow-empty -j 1' is 0 recon-sort --facts f empty
	grep '^option' f | same - <(echo "option${T}allow-empty${T}yes")
}

@test "tasks of recon-roll that read nothing pass it over" {
	export RECON_OPTIONS='--allow-empty'
	is 0 recon-roll -s state -d 2022-11-01 result
	is 0 recon-roll -s state --verify
	is 2 recon-roll -s state --verify --allow-empty
	says "recon-roll: --allow-empty is for results that are read or written, and none are here"
}

@test "recon-cut takes -j and -S of it, with every command" {
	[ -x "$BUILD/bin/recon-cut" ] || skip 'built without JSON or SQLite'
	is 0 recon-cut balance --opening empty --date 2026-11-28 --allow-empty empty
	RECON_OPTIONS=--allow-empty is 65 recon-cut balance --opening empty \
	    --date 2026-11-28 empty
	RECON_OPTIONS='--allow-empty -j 2 -S 64M' is 0 recon-cut --version
	RECON_OPTIONS='-j x' is 2 recon-cut check no.cut
	says "recon-cut: RECON_OPTIONS: --threads: \"x\" is not a number from 1 to 64"
	RECON_OPTIONS='--store x' is 2 recon-cut check no.cut
	says "recon-cut: RECON_OPTIONS: unrecognized option '--store'; $TAKES"
}

@test "the commands of a flow find it; recon-flow itself has no use for it" {
	[ -x "$BUILD/bin/recon-flow" ] || skip 'built without SQLite'
	umask 022
	printf '[node a]\nsh = echo "$RECON_OPTIONS" >%s/seen\n' "$PWD" >one.flow
	export RECON_OPTIONS='any  words' RECON_FLOW_STORE=$PWD/store
	is 0 recon-flow run one.flow
	echo 'any  words' | same - seen
}
