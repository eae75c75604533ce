# --facts, recon-facts(5): what each program puts down of its run.

load helper

ROOT=$BATS_TEST_DIRNAME/..

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf '%s\n' no,amount,day A1,10.00,2022-11-01 A2,20.50,2022-11-01 \
	    A3,30.00,2022-11-01 >l.csv
	printf '%s\n' no,amount,day A1,10.00,2022-11-01 A2,20.00,2022-11-01 \
	    >r.csv
	key=(-k no -a amount -c CNY -t day)
}

# masked FILE: the facts without what differs from run to run. A digest that is
# that of the file named, of as many bytes, is "its own".
masked() {
	local what role name bytes digest rest
	sed -E "s/^(begun|ended)${T}[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z\$/\1/
	    s/^(seconds\.[a-z]+)${T}[0-9]+\.[0-9]{3}\$/\1/
	    s/^version${T}[0-9.]+\$/version/
	    s/${T}xxh3=[0-9a-f]{16}\$//; /^[a-z-]+\.xxh3${T}[0-9a-f]{16}\$/d" "$1" |
	while IFS= read -r line; do
		IFS=$T read -r what role name bytes digest rest <<<"$line"
		case $what in
		input | output)
			if [ "$digest" = "$(sha256sum <"$name" | cut -c 1-64)" ] &&
			    [ "$bytes" = "$(stat -c %s "$name")" ]; then
				line="$what $role $name its own $rest"
			fi
			;;
		esac
		printf '%s\n' "$line"
	done | tr '\t' ' ' | sed 's/ $//'
}

# facts FILE: it holds, masked, standard input.
facts() {
	masked "$1" >got
	diff -u - got
}

make_records() {
	for side in l r; do
		recon-clean $side.csv |
		    recon-key "${key[@]}" -s ${side^} | recon-sort -o $side.rec
	done
}

@test "recon-clean tells the rows of its bills, and what each rule dropped" {
	recon-clean --keep 'amount > 15' --drop 'no = A3' --keep 'no != none' \
	    --facts f -o t l.csv r.csv
	facts f <<-END
	recon-facts 1
	program recon-clean
	version
	begun
	ended
	seconds.wall
	seconds.cpu
	option keep amount > 15
	option drop no = A3
	option keep no != none
	input read l.csv its own records=3
	input read r.csv its own records=2
	output written t its own records=2
	read.records 5
	written.records 2
	rejected 0
	skipped 3
	dropped.1 2 keep amount > 15
	dropped.2 1 drop no = A3
	status 0
	END
}

@test "recon-clean tells what it rejected, and the file that states totals" {
	printf 'no,amount,day\nB1,1.00,2022-11-01\nB2\n' >bad.csv
	printf 'count,1\n' >totals
	recon-clean --rejects bad --total 'rows ~ ^count,(?<rows>\d+)' \
	    --totals totals --check 'rows = count' --facts f -o t bad.csv
	grep -v -e ^option -e ^se -e ^begun -e ^ended f >g
	facts g <<-END
	recon-facts 1
	program recon-clean
	version
	input totals totals its own
	input read bad.csv its own records=2
	output rejects bad its own records=1
	output written t its own records=1
	read.records 2
	rejects.records 1
	written.records 1
	rejected 1
	skipped 0
	status 0
	END
}

@test "recon-key tells its profile and every option that was given" {
	cat >shop.ini <<-END
	[recon-key]
	key = no
	amount = amount
	currency = CNY
	time = day
	side = R
	verbose = yes
	END
	recon-clean --rename 'day=due	day' -o t l.csv
	recon-key -p ./shop.ini -s L -t 'due\tday' --allow-empty --facts f \
	    -o l.rec t
	[ "$(awk -F'\t' '$1 == "profile" { print $2, $3, $4 }' f)" = \
	    "./shop.ini $(stat -c %s shop.ini) $(sha256sum <shop.ini | cut -c -64)" ]
	grep -v -e ^profile -e ^se -e ^begun -e ^ended f >g
	facts g <<-'END'
	recon-facts 1
	program recon-key
	version
	option key no
	option amount amount
	option currency CNY
	option time day
	option side R
	option side L
	option time due\\tday
	option allow-empty yes
	input read t its own records=3
	output written l.rec its own records=3 L.CNY=60.50
	read.records 3
	written.records 3
	written.L.CNY 60.50
	rejected 0
	status 0
	END
}

@test "recon-key tells the records that it put under another key, and the others" {
	printf '%s\n' "A1${T}1.00${T}CNY${T}L${T}-${T}shop=tea" \
	    "A2${T}2.00${T}CNY${T}L${T}-" >in
	recon-key --records -k shop --unkeyed rest --facts f -o out in
	grep -A99 ^input f >g
	facts g <<-END
	input read in its own records=2 L.CNY=3.00
	output written out its own records=1 L.CNY=1.00
	output unkeyed rest its own records=1 L.CNY=2.00
	read.records 2
	read.L.CNY 3.00
	written.records 1
	written.L.CNY 1.00
	unkeyed.records 1
	unkeyed.L.CNY 2.00
	status 0
	END
}

@test "recon-sort tells what says how it worked not at all" {
	make_records
	recon-sort -S 1M -T . -j 1 -v --progress --facts f -o both l.rec 2>/dev/null
	run ! grep ^option f
	for how in '-S 1M -T . -j 1' -m ''; do
		recon-sort $how --facts f -o both r.rec l.rec
		sed -i '/^option/d' f
		facts f <<-END || { echo "with $how"; return 1; }
		recon-facts 1
		program recon-sort
		version
		begun
		ended
		seconds.wall
		seconds.cpu
		input read r.rec its own records=2 R.CNY=30.00
		input read l.rec its own records=3 L.CNY=60.50
		output written both its own records=5 L.CNY=60.50 R.CNY=30.00
		read.records 5
		read.L.CNY 60.50
		read.R.CNY 30.00
		written.records 5
		written.L.CNY 60.50
		written.R.CNY 30.00
		status 0
		END
	done
}

@test "recon-join tells its inputs, its classes, and the files of a pass" {
	make_records
	is 1 recon-join --pass one --left-open lo --right-open ro --exit-code \
	    --facts f -o res l.rec r.rec
	grep -v -e ^se -e ^begun -e ^ended f >g
	facts g <<-END
	recon-facts 1
	program recon-join
	version
	option pass one
	option left-open lo
	option right-open ro
	option exit-code yes
	input read l.rec its own records=3 L.CNY=60.50
	input read r.rec its own records=2 R.CNY=30.00
	output written res its own records=1 L.CNY=10.00 R.CNY=10.00
	output left-open lo its own records=2 L.CNY=50.50
	output right-open ro its own records=1 R.CNY=20.00
	read.records 5
	read.L.CNY 60.50
	read.R.CNY 30.00
	written.records 1
	written.L.CNY 10.00
	written.R.CNY 10.00
	left-open.records 2
	left-open.L.CNY 50.50
	right-open.records 1
	right-open.R.CNY 20.00
	class.amount 1
	class.left 1
	class.matched 1
	status 1
	END
	is 1 recon-join --exit-code --facts f -o res l.rec r.rec
	[ "$(tail -n 1 f)" = "status${T}1" ]
}

@test "recon-roll tells the legs before, new, closed and open, of both its ways" {
	make_records
	recon-join -o one.res l.rec
	recon-join -o two.res r.rec
	recon-roll -s state -d 2022-11-01 -o 1 --facts f one.res 2>/dev/null
	grep -A99 ^option f >g
	facts g <<-END
	option state state
	option date 2022-11-01
	input read one.res its own records=3 L.CNY=60.50
	output written 1 its own records=3 L.CNY=60.50
	read.records 3
	read.L.CNY 60.50
	written.records 3
	written.L.CNY 60.50
	legs.before.records 0
	legs.new.records 3
	legs.new.L.CNY 60.50
	legs.closed.records 0
	legs.open.records 3
	legs.open.L.CNY 60.50
	status 0
	END
	recon-roll -s state -d 2022-11-02 -o 2 --keep 9 --facts f two.res
	grep -A99 ^input f >g
	sed 's/^option keep.*//;s,state/open-2022-11-01.1.res,old,;/^output open/d' \
	    g >by_state
	cp state/open-2022-11-01.1.res old
	recon-roll --open old --open-out new -d 2022-11-02 -o 2 --facts f two.res
	grep -A99 ^input f >g
	facts g <<-END
	input before old its own records=3 L.CNY=60.50
	input read two.res its own records=2 R.CNY=30.00
	output written 2 its own records=3 L.CNY=60.50 R.CNY=30.00
	output open new its own records=2 L.CNY=50.50 R.CNY=20.00
	before.records 3
	before.L.CNY 60.50
	read.records 2
	read.R.CNY 30.00
	written.records 3
	written.L.CNY 60.50
	written.R.CNY 30.00
	open.records 2
	open.L.CNY 50.50
	open.R.CNY 20.00
	legs.before.records 3
	legs.before.L.CNY 60.50
	legs.new.records 2
	legs.new.R.CNY 30.00
	legs.closed.records 2
	legs.closed.L.CNY 10.00
	legs.closed.R.CNY 10.00
	legs.open.records 3
	legs.open.L.CNY 50.50
	legs.open.R.CNY 20.00
	status 0
	END
	diff <(sort by_state) <(grep -v -e ^output.open -e ^open g | sort)
}

@test "recon-notify tells its summary, the results of before, and what it passes on" {
	make_records
	recon-join -o one.res l.rec
	recon-join -o two.res r.rec
	recon-notify --since one.res --tee --facts f -o sum two.res >passed
	sed -i 's/stdout/passed/' f
	grep -A99 ^option f >g
	facts g <<-END
	option since one.res
	option tee yes
	input since one.res its own records=3 L.CNY=60.50
	input read two.res its own records=2 R.CNY=30.00
	output written passed its own records=2 R.CNY=30.00
	output summary sum its own
	since.records 3
	since.L.CNY 60.50
	read.records 2
	read.R.CNY 30.00
	written.records 2
	written.R.CNY 30.00
	status 0
	END
}

# chain FILE...: of a pipeline in its order; each stage reads what the one before
# wrote, byte for byte and in figures.
chain() {
	local f before=
	for f; do
		awk -F'\t' -v OFS='\t' '$1 == "input" && $3 == "stdin" {
		    $1 = $2 = $3 = ""; print }' "$f" >read
		[ -z "$before" ] || diff -u written read || return
		awk -F'\t' -v OFS='\t' '$1 == "output" && $2 == "written" {
		    $1 = $2 = $3 = ""; print }' "$f" >written
		[ -s written ] || return
		before=$f
	done
}

@test "what one stage of the shop's day wrote is what the next one read" {
	is 0 env WORK="$PWD/work" "$ROOT/examples/shop/day" 2022-11-01
	cd work/2022-11-01
	[ "$(grep -l ^status ./*.facts | wc -l)" -eq 15 ]
	for side in orders wechat alipay; do
		awk -F'\t' '$1 == "output" { print $5 }' $side-fetch.facts |
		    diff -u - <(awk -F'\t' '$1 == "input" { print $5 }' \
			$side-clean.facts)
		chain $side-clean.facts $side-key.facts $side-sort.facts
		awk -F'\t' -v OFS='\t' '$1 == "output" { $1 = $2 = ""; print }' \
		    $side-sort.facts
	done >sorted
	awk -F'\t' -v OFS='\t' '$1 == "input" { $1 = $2 = ""; print }' \
	    join.facts | diff -u sorted -
	chain join.facts roll.facts
	awk -F'\t' '$1 == "output" { print $5 }' roll.facts |
	    diff -u - <(awk -F'\t' '$1 == "input" { print $5 }' notify.facts)
	run ! grep -v "${T}0\$" <(grep -h ^status ./*.facts)
}

@test "the digest of the lines is that of #total, and adds up over inputs" {
	make_records
	for f in l r; do
		recon-sort --stream-version 2 --facts $f.f -o $f.two $f.rec
		sed -n 's/^#total.*xxh3=//p' $f.two >want
		awk -F'\t' '$1 == "written.xxh3" { print $2 }' $f.f | diff -u want -
		grep -q "^output.*${T}xxh3=$(cat want)\$" $f.f
	done
	recon-sort --stream-version 2 --facts f -o both l.two r.two
	for what in read written; do
		grep "^$what.xxh3" f | cut -f 2 |
		    diff -u <(sed -n 's/^#total.*xxh3=//p' both) -
	done
	grep "^input.*l.two" f | grep -q "xxh3=$(sed -n 's/^#total.*xxh3=//p' l.two)\$"
	recon-sort --stream-version 1 -o r.one r.rec
	recon-sort --facts f -o both l.two r.one 2>/dev/null
	run ! grep ^read.xxh3 f
}

@test "standard output has the SHA-256 that the facts tell, when it is handed over in pages too" {
	yes 'A1	1.00	CNY	L	2022-11-01	note=some text that is longer' |
	    head -n 200000 >many
	recon-sort --facts f -m many | sha256sum | cut -c -64 >want
	awk -F'\t' '$1 == "output" { print $5 }' f | diff -u want -
	grep -q "^read.records${T}200000\$" f
}

@test "a bill's SHA-256 is that of the file, packed as it is, in every form of bill" {
	cp "$DATA/mt940/sns.sta" "$DATA/camt/example.v2.xml" "$DATA/xlsx/kinds.xlsx" .
	printf '{"rows":[{"id":"K1"}]}\n\n' >a.json
	printf 'H1\nD12\nT3\n\n' >a.fix
	gzip -kn l.csv
	zip -q bills.zip l.csv r.csv
	each() {
		local file=$1
		shift
		recon-clean "$@" --facts f -o t "$file" 2>/dev/null
		[ "$(awk -F'\t' '$1 == "input" { print $4, $5; exit }' f)" = \
		    "$(stat -c %s "$file") $(sha256sum <"$file" | cut -c -64)" ] ||
			{ echo "$*"; cat f; return 1; }
	}
	each l.csv.gz
	each bills.zip --entries csv
	cut -f 3 <(grep ^input f) | diff - <(printf 'bills.zip/%s\n' l.csv r.csv)
	each sns.sta --format mt940
	each example.v2.xml --format camt
	each kinds.xlsx --format xlsx --sheet 1
	each l.csv --trailer ^A2 --after-trailer ignore
	recon-clean --facts f --entry l <bills.zip >t
	grep -q "^input${T}read${T}stdin/l.csv${T}$(stat -c %s bills.zip)${T}$(
	    sha256sum <bills.zip | cut -c -64)" f
	recon-clean --format json --column x=/x /dev/null 2>&1 |
	    grep -q 'built without JSON' ||
		each a.json --format json --column 'id=/rows/*/id'
}

@test "a run that ends badly says so in its facts, with what it read to the end" {
	make_records
	printf 'old\n' >f
	echo nonsense >bad
	is 65 recon-join --facts f -o res l.rec bad
	says 'recon-join: bad:1: not a record: fewer than five fields in "nonsense"'
	grep -A99 ^input f >g
	facts g <<-END
	input read l.rec - -
	input read bad - -
	output written res - -
	reason bad:1: not a record: fewer than five fields in "nonsense"
	status 65
	END
	is 1 recon-sort -c --facts f r.rec <(sort -r l.rec)
	grep -A9 ^input f | sed 's,/dev/fd/[0-9]*,pipe,' >g
	facts g <<-END
	input read r.rec its own records=2 R.CNY=30.00
	input read pipe - -
	reason $(sed 's/^recon-sort: //;s,/dev/fd/[0-9]*,pipe,;s/\\/&&/g' err)
	status 1
	END
}

@test "facts of a run whose reader went away say that it did not end well" {
	make_records
	{ sleep 0.2; recon-sort --facts f l.rec || true; } | :
	tail -n 2 f | diff -u <(printf 'reason\t-\nstatus\t2\n') -
}

@test "a run with wrong options leaves the facts that were there" {
	echo old >f
	is 2 recon-join --facts f --tolerance x l.rec
	echo old | same - f
}

@test "facts that cannot be written end the run, before anything is read" {
	is 2 recon-sort --facts - l.rec
	says "recon-sort: --facts takes a file, standard output has the data; try 'recon-sort --help'"
	is 2 recon-sort --facts /dev/stdout l.rec
	says "recon-sort: --facts takes a file, standard output has the data; try 'recon-sort --help'"
	is 2 recon-sort --facts absent/f l.rec
	says 'recon-sort: absent/f: No such file or directory'
	is 2 recon-clean --explain --facts f l.csv
	says "recon-clean: --facts: does not go with --explain; try 'recon-clean --help'"
}

@test "facts that do not reach the disk are status 2" {
	make_records
	is 2 recon-sort --facts /dev/full -o out l.rec
	says 'recon-sort: /dev/full: write: No space left on device'
	[ -s out ]
}

@test "facts are no other file of the run" {
	make_records
	is 2 recon-sort --facts l.rec -o out l.rec
	says "recon-sort: --facts and the input l.rec are the same file; try 'recon-sort --help'"
	is 2 recon-sort --facts out -o out l.rec
	says "recon-sort: --facts and --output are the same file; try 'recon-sort --help'"
	is 2 recon-key "${key[@]}" -s L --rejects f --facts ./f t
	says "recon-key: --rejects and --facts are the same file; try 'recon-key --help'"
	mkdir state
	is 2 recon-roll -s state -d 2022-11-01 --facts state/f l.rec
	says "recon-roll: --facts is in the directory of --state; try 'recon-roll --help'"
	is 2 sh -c 'recon-sort --facts f l.rec >>f'
	says "recon-sort: standard output and --facts are the same file; try 'recon-sort --help'"
}

@test "facts of a profile's file are taken, and every program's are whole" {
	printf '[recon-sort]\nfacts = f\n' >p.ini
	make_records
	recon-sort -p ./p.ini l.rec >out
	grep -q "^profile${T}./p.ini${T}" f && tail -n 1 f | grep -x "status${T}0"
	recon-sort -p <(cat p.ini) l.rec >out
	grep -q "^profile${T}/dev/fd/[0-9]*${T}-${T}-\$" f
}

@test "what recon-roll does beside days has facts too" {
	make_records
	recon-join -o one.res l.rec
	recon-roll -s state -d 2022-11-01 --keep 9 -o 1 one.res 2>/dev/null
	for task in --status --verify --print-open "--prune 3"; do
		recon-roll -s state $task --facts f >/dev/null
		grep -A9 ^option f | tr '\t' ' ' | diff -u - <(
			echo 'option state state'
			echo "$task" | sed 's/^--/option /;/ [0-9]/!s/$/ yes/'
			echo 'status 0')
	done
	recon-roll -s other -d 2022-10-31 --import one.res --by me --why so \
	    --facts f 2>/dev/null
	grep -e ^input -e ^import -e ^legs.new f >g
	facts g <<-END
	input import one.res its own records=3 L.CNY=60.50
	import.records 3
	import.L.CNY 60.50
	legs.new.records 3
	legs.new.L.CNY 60.50
	END
}

@test "what --overdue has read and listed is in its facts, of a day and of a file" {
	make_records
	recon-join -o one.res l.rec
	recon-roll -s state -d 2022-11-01 -o 1 one.res 2>/dev/null
	recon-roll -s state --overdue 0 --facts f -o late
	grep -e ^input -e ^output -e ^read.rec -e ^written.rec f >g
	facts g <<-END
	input read state/open-2022-11-01.1.res its own records=3 L.CNY=60.50
	output written late its own records=3 L.CNY=60.50
	read.records 3
	written.records 3
	END
	recon-roll --overdue 99999 -d 2022-11-02 --facts f -o none late
	grep -e ^input -e ^output f >g
	facts g <<-END
	input read late its own records=3 L.CNY=60.50
	output written none its own records=0
	END
}

@test "recon-roll keeps the facts of the stages before with the day" {
	make_records
	recon-sort --facts l.facts -o l.rec l.rec
	recon-join --facts join.facts -o one.res l.rec r.rec
	is 0 recon-roll -s state -d 2022-11-01 --keep 9 --facts-in l.facts \
	    --facts-in join.facts --facts f -o 1 one.res
	says "recon-roll: state: a new chain of days begins with 2022-11-01"
	grep ^input f | cut -f 1-3 | same - <(printf 'input\t%s\n' \
	    "facts-in${T}l.facts" "facts-in${T}join.facts" "read${T}one.res")
	recon-roll -s state --print-facts | same <(cat l.facts join.facts) -
	recon-roll -s state --print-facts -d 2022-11-01 -o printed
	cat l.facts join.facts | same - printed
	grep ^facts state/day-2022-11-01.1 | cut -f 2-4 | same - <(
	    for x in l.facts join.facts; do
		printf '%s\t%s\t%s\n' $x "$(wc -c <$x)" \
		    "$(sha256sum <$x | cut -c 1-64)"
	    done)
	is 0 recon-roll -s state --verify
	# they are no input: without them or with others it is the same day
	cp -R state kept
	is 0 recon-roll -s state -d 2022-11-01 -o 1 one.res
	is 0 recon-roll -s state -d 2022-11-01 -o 1 --facts-in l.facts one.res
	says "recon-roll: one.res: no --facts-in says that it wrote this"
	diff -r state kept
}

@test "a stale day that is run again keeps its facts, one that is replaced does not" {
	make_records
	recon-join --facts join.facts -o one.res l.rec
	recon-join -o two.res r.rec
	recon-roll -s state -d 2022-11-01 --keep 9 -o 1 one.res 2>err
	recon-roll -s state -d 2022-11-02 --keep 9 --facts-in join.facts -o 2 one.res
	recon-roll -s state -d 2022-11-01 --keep 9 -o 1 --force --by me \
	    --why so two.res 2>err
	is 0 recon-roll -s state --print-facts -d 2022-11-02 -o printed
	says "recon-roll: state: 2022-11-02 is stale: a day before was run again"
	is 0 recon-roll -s state --replay
	is 0 recon-roll -s state --print-facts -o printed
	says ""
	same join.facts printed
	recon-roll -s state -d 2022-11-02 -o 2 --force --by me --why so two.res 2>err
	is 0 recon-roll -s state --print-facts
	says "recon-roll: state: 2022-11-02 has no facts of the stages before it, which --facts-in keeps"
	[ ! -s out ]
	is 2 recon-roll -s state --print-facts -d 2022-11-05
	says "recon-roll: state: 2022-11-05 was not run"
	[ ! -s out ]
}

@test "facts that are not whole, or of a run that failed, are not kept" {
	make_records
	recon-join --facts join.facts -o one.res l.rec
	t() {
		is "$1" recon-roll -s state -d 2022-11-01 --facts-in bad one.res
		says "recon-roll: $2"
		[ ! -e state/day-2022-11-01.1 ]
	}
	sed '$d' join.facts >bad
	t 65 "bad: is no whole file of facts: its last line is no status"
	head -c -1 join.facts >bad
	t 65 "bad: is no whole file of facts: its last line is no status"
	sed 1s/1/2/ join.facts >bad
	t 65 "bad: is no file of facts that this version knows"
	cp one.res bad
	t 65 "bad: is no file of facts that this version knows"
	rm bad
	is 65 recon-join --facts bad one.res
	t 65 "bad: is of a run that ended with status 65: one.res:1: a result stream where a record stream belongs"
	(cat join.facts && yes | head -c 1100000) >bad
	t 65 "bad: is longer than 1048576 bytes, and no file of facts"
	rm bad
	t 2 "bad: No such file or directory"
	local only="--facts-in is for a day that is run and kept in --state"
	is 2 recon-roll -s state --status --facts-in join.facts
	says "recon-roll: $only; try 'recon-roll --help'"
	is 2 recon-roll --open-out new -d 2022-11-01 --facts-in join.facts one.res
	says "recon-roll: $only; try 'recon-roll --help'"
	is 2 recon-roll -s state -d 2022-11-01 --facts-in - one.res
	says "recon-roll: --facts-in: takes files"
}
