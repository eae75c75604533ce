# All programs together: what one day is, and what holds it together.

load helper

ROOT=$(realpath "$BATS_TEST_DIRNAME/..")
KEY=(-k order -a amount -c CNY -t paid_at)

# prints_line TEXT: standard input is that line.
prints_line() {
	diff -u <(printf '%s\n' "$1") -
}

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# orders N: a table of the shop's orders and the channel's bill, in unrelated
# order, with numbers of 24 digits; of 100 orders one is missing on either
# side and one has another amount there.
orders() {
	awk -v n="$1" 'BEGIN {
		print "order,amount,paid_at,status" >"left.csv"
		print "order,amount,paid_at,status" >"right.csv"
		for (i = 0; i < n; i++) {
			a = (i * 7919) % n
			b = (i * 104729) % n
			if (a % 100 != 1)
				row(a, a % 997, "left.csv")
			if (b % 100 != 2)
				row(b, b % 997 + (b % 100 == 3), "right.csv")
		}
	}
	function row(number, cents, file) {
		printf "2022110100000000%08d,%d.%02d,2022-11-01 %02d:%02d:%02d,paid\n",
		    number, cents, number % 100, number % 24, number % 60,
		    number % 59 >file
	}'
}

# records N: left.rec and right.rec, sorted.
records() {
	orders "$1"
	recon-clean left.csv | recon-key "${KEY[@]}" -s L | recon-sort -o left.rec
	recon-clean right.csv | recon-key "${KEY[@]}" -s R | recon-sort -o right.rec
}

@test "the example of the manual, pairwise and aggregate, byte for byte" {
	for side in left right; do
		is 0 recon-clean -o t "$ROOT/examples/worked/$side.csv"
		is 0 recon-key -p "$ROOT/examples/worked/$side.ini" -o k t
		is 0 recon-sort -o $side.rec k
	done
	is 0 recon-join left.rec right.rec
	prints <<END
#recon result 2
key001${T}left${T}11.00${T}-${T}11.00${T}CNY${T}2022-11-01
key001${T}matched${T}10.00${T}10.00${T}0.00${T}CNY${T}2022-11-01
key002${T}matched${T}10.00${T}10.00${T}0.00${T}CNY${T}2022-11-01
key003${T}left${T}10.00${T}-${T}10.00${T}CNY${T}2022-11-01
key004${T}right${T}-${T}10.00${T}-10.00${T}CNY${T}2022-11-01
#total${T}records=5${T}L.CNY=41.00${T}R.CNY=30.00
END
	is 0 recon-join -g left.rec right.rec
	prints <<END
#recon result 2
key001${T}amount${T}21.00${T}10.00${T}11.00${T}CNY${T}2022-11-01${T}ln=2${T}rn=1
key002${T}matched${T}10.00${T}10.00${T}0.00${T}CNY${T}2022-11-01${T}ln=1${T}rn=1
key003${T}left${T}10.00${T}-${T}10.00${T}CNY${T}2022-11-01${T}ln=1${T}rn=0
key004${T}right${T}-${T}10.00${T}-10.00${T}CNY${T}2022-11-01${T}ln=0${T}rn=1
#total${T}records=4${T}L.CNY=41.00${T}R.CNY=30.00
END
}

@test "the shop's three days end as they should, each run twice" {
	export WORK=$PWD/work
	is 0 "$ROOT/examples/shop/demo"
	sed -i "s|$PWD|.|" out
	same "$DATA/shop/demo.txt" out
	for day in 2022-11-01 2022-11-02 2022-11-03; do
		same "$DATA/shop/$day.res" "$WORK/$day/results"
	done
	cp "$WORK/2022-11-03/day.html" page
	is 0 "$ROOT/examples/shop/day" 2022-11-03
	same "$DATA/shop/2022-11-03.res" "$WORK/2022-11-03/results"
	same page "$WORK/2022-11-03/day.html"
	grep -q '2 of 6 results are open, the oldest for 2 days' page
	is 0 recon-store --db "$WORK/shop.db" --book shop -d 2022-11-02 --export
	same "$DATA/shop/2022-11-02.res" out
	is 0 recon-store --db "$WORK/shop.db" --verify
}

@test "a bill that was cut short stops the day, which can then be run again" {
	export WORK=$PWD/work BILLS=$PWD/bills
	cp -r "$ROOT/examples/shop/data" bills
	head -n 2 bills/2022-11-01/wechat.csv >short
	mv short bills/2022-11-01/wechat.csv
	is 65 "$ROOT/examples/shop/day" 2022-11-01
	head -n 1 err | cut -d : -f 1,3- | prints_line \
	    'recon-clean: the bill does not tell its total 总交易单数: is it cut short? (--no-check takes it)'
	[ ! -e work/2022-11-01/wechat.rec ]
	[ ! -e work/2022-11-01/results ]
	[ ! -e work/state ]
	cp "$ROOT/examples/shop/data/2022-11-01/wechat.csv" bills/2022-11-01
	is 0 "$ROOT/examples/shop/day" 2022-11-01
	same "$DATA/shop/2022-11-01.res" work/2022-11-01/results
}

@test "a bill that is not there yet stops the day with 75, to be tried again" {
	export WORK=$PWD/work BILLS=$PWD/bills
	cp -r "$ROOT/examples/shop/data" bills
	mv bills/2022-11-01/alipay.csv late
	is 75 "$ROOT/examples/shop/day" 2022-11-01
	says "recon-fetch: file://$PWD/bills/2022-11-01/alipay.csv: not there yet"
	[ ! -e work/2022-11-01/results ]
	mv late bills/2022-11-01/alipay.csv
	is 0 "$ROOT/examples/shop/day" 2022-11-01
	same "$DATA/shop/2022-11-01.res" work/2022-11-01/results
	BILLS=none is 2 "$ROOT/examples/shop/day" 2022-11-01
	says 'realpath: none: No such file or directory'
}

@test "the shop's bills may lie under any name of a directory" {
	export WORK="$PWD/a b" BILLS="$PWD/b %20#?{date}"
	cp -r "$ROOT/examples/shop/data" "$BILLS"
	is 0 "$ROOT/examples/shop/day" 2022-11-01
	same "$DATA/shop/2022-11-01.res" "$WORK/2022-11-01/results"
}

@test "the first pipeline of README and recon(7) runs as it stands" {
	mkdir -p one/examples two
	cp -r "$ROOT/examples/shop" one/examples
	cp -r "$ROOT/examples/shop/." two
	sed -n '/^## The pipeline/,/^## /s/^    //p' "$ROOT/README.md" >one/run
	awk '/^A day is a pipeline/ { found = 1 }
	    found && /^\.Bd/ { shown = 1; next }
	    shown && /^\.Ed/ { exit }
	    shown' "$ROOT/man/recon.7" >two/run
	for dir in one two; do
		(cd $dir && is 0 bash -eo pipefail run)
		says 'recon-roll: state: a new chain of days begins with 2022-11-01'
		mv out $dir.out
		grep -q 'CNY *matched *2' $dir.out || { cat $dir.out; false; }
	done
	same one.out two.out
	[ -s two/state/open-2022-11-01.1.res ]
}

@test "yesterday's bills fed again do not all match: the day stops" {
	export WORK=$PWD/work BILLS=$PWD/bills
	cp -r "$ROOT/examples/shop/data" bills
	is 0 "$ROOT/examples/shop/day" 2022-11-01
	cp bills/2022-11-01/* bills/2022-11-02
	is 65 "$ROOT/examples/shop/day" 2022-11-02
	head -n 1 err | prints_line \
	    'recon-key: stdin:3: paid_at: "2022-11-01 09:12:44" is of 2022-11-01, not of 2022-11-02, as --expect-date demands; of 7 rows 7 are not'
	[ ! -e work/2022-11-02/results ]
	[ -z "$(ls work/state | grep 2022-11-02)" ]
}

@test "the shop's bills may be in a directory named from here" {
	cp -r "$ROOT/examples/shop/data" bills
	BILLS=bills WORK=work is 0 "$ROOT/examples/shop/day" 2022-11-01
	same "$DATA/shop/2022-11-01.res" work/2022-11-01/results
}

@test "the shop's bills are what its script writes" {
	python3 "$ROOT/examples/shop/data/make.py" made
	for day in made/*; do
		diff -r "$ROOT/examples/shop/data/$(basename "$day")" "$day"
	done
}

@test "LC_ALL=C sort in the place of recon-sort gives the same" {
	records 3000
	is 0 recon-join left.rec right.rec
	mv out want
	for side in left:L right:R; do
		recon-clean ${side%:*}.csv | recon-key "${KEY[@]}" -s ${side#*:} |
		    LC_ALL=C sort >${side%:*}.gnu
		grep -v '^#' ${side%:*}.rec >ours
		grep -v '^#' ${side%:*}.gnu >theirs
		same theirs ours
	done
	is 0 recon-join left.gnu right.gnu
	same want out
	LC_ALL=C sort -m left.gnu right.gnu >both
	is 0 recon-join both
	same want out
	grep -v '^#' out | LC_ALL=C sort -c
}

@test "awk in the place of recon-clean gives the same" {
	orders 1000
	recon-clean left.csv | recon-key "${KEY[@]}" -s L -x status >want
	awk -F, -v OFS='\t' '{ $1 = $1; print }' left.csv |
	    recon-key "${KEY[@]}" -s L -x status >got
	same want got
}

@test "awk in the place of recon-clean and recon-key gives the same records" {
	orders 1000
	recon-clean left.csv | recon-key "${KEY[@]}" -s L --plain >want
	awk -F, -v OFS='\t' 'NR > 1 {
		print $1, $2, "CNY", "L", substr($3, 1, 10)
	}' left.csv >got
	same want got
}

# One line of results from the fields of two sides, amounts as text of two
# decimals; cents are exact in awk up to 2^53.
RESULT='function cents(t) { gsub(/[.]/, "", t); return t + 0 }
function money(c, s) {
	s = c < 0 ? "-" : ""; c = c < 0 ? -c : c
	return sprintf("%s%d.%02d", s, c / 100, c % 100)
}
function result(key, l, r, date) {
	d = (l == "-" ? 0 : cents(l)) - (r == "-" ? 0 : cents(r))
	c = l == "-" ? "right" : r == "-" ? "left" : d ? "amount" : "matched"
	print key, c, l, r, money(d), "CNY", date
}'

@test "join and awk in the place of recon-join give the same on unique keys" {
	records 3000
	recon-join --plain left.rec right.rec >want
	grep -v '^#' left.rec | cut -f 1,2,5 >l
	grep -v '^#' right.rec | cut -f 1,2,5 >r
	LC_ALL=C join -t "$T" -a 1 -a 2 -e - -o 0,1.2,2.2,1.3,2.3 l r |
	    awk -F '\t' -v OFS='\t' "$RESULT"'
	    { result($1, $2, $3, $4 == "-" ? $5 : $4) }' >got
	same want got
	[ "$(cut -f 2 got | sort -u | tr '\n' ' ')" = 'amount left matched right ' ]
}

@test "SQLite in the place of recon-join gives the same on unique keys" {
	records 3000
	recon-join --plain left.rec right.rec >want
	grep -v '^#' left.rec | cut -f 1,2,5 >l
	grep -v '^#' right.rec | cut -f 1,2,5 >r
	sqlite3 >rows <<'END'
.mode tabs
CREATE TABLE l (k TEXT, a TEXT, d TEXT);
CREATE TABLE r (k TEXT, a TEXT, d TEXT);
.import l l
.import r r
SELECT l.k, l.a, ifnull(r.a, '-'), l.d FROM l LEFT JOIN r USING (k)
UNION ALL
SELECT r.k, '-', r.a, r.d FROM r LEFT JOIN l USING (k) WHERE l.k IS NULL;
END
	awk -F '\t' -v OFS='\t' "$RESULT"'{ result($1, $2, $3, $4) }' rows |
	    LC_ALL=C sort >got
	same want got
}

@test "numbers of 24 digits that differ in the last are different orders" {
	printf 'order,amount\n%s,1.00\n%s,2.00\n' 202211010000000000000001 \
	    202211010000000000000002 >l.csv
	printf 'order,amount\n%s,2.00\n' 202211010000000000000002 >r.csv
	for s in l:L r:R; do
		recon-clean ${s%:*}.csv | recon-key -k order -a amount -c CNY \
		    -s ${s#*:} | recon-sort -o ${s%:*}.rec
	done
	is 0 recon-join --plain l.rec r.rec
	prints <<END
202211010000000000000001${T}left${T}1.00${T}-${T}1.00${T}CNY${T}-
202211010000000000000002${T}matched${T}2.00${T}2.00${T}0.00${T}CNY${T}-
END
}

@test "0.1 and 0.2 are 0.3" {
	printf 'order,amount\nA,0.1\nA,0.2\n' >l.csv
	printf 'order,amount\nA,0.3\n' >r.csv
	for s in l:L r:R; do
		recon-clean ${s%:*}.csv | recon-key -k order -a amount -c CNY \
		    -s ${s#*:} | recon-sort -o ${s%:*}.rec
	done
	is 0 recon-join --plain -g l.rec r.rec
	prints <<END
A${T}matched${T}0.30${T}0.30${T}0.00${T}CNY${T}-${T}ln=2${T}rn=1
END
}

@test "shuffled lines change nothing, control lines among them" {
	records 2000
	for seed in 1 2 3; do
		shuf --random-source=<(yes $seed) left.rec >shuffled
		is 0 recon-sort shuffled
		same left.rec out
	done
}

@test "split by key, joined in parts and merged is one run" {
	records 3000
	for mode in '' -g; do
		recon-join $mode left.rec right.rec | recon-sort >want
		for part in 0 1 2; do
			for side in left right; do
				awk -v part=$part '!/^#/ &&
				    substr($1, 20) % 3 == part' $side.rec |
				    recon-sort >$side.$part
			done
			recon-join $mode left.$part right.$part >part.$part
		done
		is 0 recon-sort -m part.0 part.1 part.2
		grep -v '^#' out >got
		grep -v '^#' want | same - got
	done
}

@test "exchanging the sides mirrors the results" {
	records 1000
	recon-join --plain left.rec right.rec |
	    awk -F '\t' -v OFS='\t' '{
		c = $2 == "left" ? "right" : $2 == "right" ? "left" : $2
		d = $5 ~ /^-/ ? substr($5, 2) : $5 ~ /[1-9]/ ? "-" $5 : $5
		print $1, c, $4, $3, d, $6, $7
	    }' | LC_ALL=C sort >want
	for s in left right; do
		awk -F '\t' -v OFS='\t' '!/^#/ { $4 = $4 == "L" ? "R" : "L"
		    print }' $s.rec | LC_ALL=C sort >$s.swapped
	done
	recon-join --plain right.swapped left.swapped >got
	same want got
}

# survivors VICTIM STAGE...: feeds half of what VICTIM reads, with stages
# behind it up to recon-roll, kills it with -9 while its input is still open,
# and leaves each later stage's status in NAME.status.
survivors() {
	local stages=("$@") i next from=in
	for i in "${!stages[@]}"; do
		mkfifo "fifo$i"
	done
	mkfifo in
	for i in "${!stages[@]}"; do
		next=fifo$i
		rm -f "${stages[i]}.status"
		{
			"stage_${stages[i]}" <"$from" >"$next" 2>"${stages[i]}.err" &
			echo $! >"${stages[i]}.pid"
			wait $! && echo 0 >"${stages[i]}.status" ||
			    echo $? >"${stages[i]}.status"
		} &
		from=$next
	done
	cat "$from" >results.out &
	exec 7>in
	head -c "$half" "$whole" >&7
	sleep 0.3
	kill -9 "$(cat "$1.pid")"
	exec 7>&-
	wait
	rm -f in fifo*
}

stage_clean() { exec recon-clean; }
stage_key() { exec recon-key "${KEY[@]}" -s L; }
stage_sort() { exec recon-sort; }
stage_join() { exec recon-join - right.rec; }
stage_roll() { exec recon-roll -s state -d 2022-11-01 -o results; }
stage_notify() { exec recon-notify; }

@test "a stage that is killed: no later one succeeds, and no state is kept" {
	records 40000
	recon-clean left.csv >left.table
	recon-key "${KEY[@]}" -s L left.table >left.keyed
	recon-join left.rec right.rec >day.res
	local all=(clean key sort join roll) files=(left.csv left.table \
	    left.keyed left.rec day.res) i later
	for i in 0 1 2 3 4; do
		whole=${files[i]}
		half=$(($(wc -c <"$whole") / 2))
		rm -rf state results
		survivors "${all[@]:i}"
		[ "$(cat "${all[i]}.status")" -eq 137 ]
		for later in "${all[@]:i+1}"; do
			echo "killed ${all[i]}: $later: $(cat $later.status) $(cat $later.err)"
			[ "$(cat $later.status)" -eq 65 ]
		done
		[ ! -e results ]
		[ -z "$(ls state 2>/dev/null | grep 2022)" ]
		run ! grep '^#total' results.out
	done
}

@test "the last program of a pipe tells the first reason, with its status" {
	records 100
	printf 'key\tamount\tat\nk1\t1.00\t2022-11-01\nk2\tx\t2022-11-01\n' >bad.tab
	is 65 bash -c 'recon-key -k key -a amount -s L bad.tab | recon-sort |
	    recon-join - right.rec | recon-roll --open-out o -d 2022-11-01 |
	    recon-notify'
	printf '%s\n' 'recon-key: bad.tab:3: amount: "x" is not an amount' \
	    'recon-notify: stdin: recon-key failed: bad.tab:3: amount: "x" is not an amount' |
	    same - err
	is 2 bash -c 'recon-clean absent.csv | recon-key -k a -a b -s R |
	    recon-sort | recon-join | recon-notify --tee | recon-notify'
	printf '%s\n' 'recon-clean: absent.csv: No such file or directory' \
	    'recon-notify: stdin: recon-clean failed: absent.csv: No such file or directory' |
	    same - err
	is 2 bash -c 'recon-sort --nonsense | recon-join'
	tail -n 1 err | prints_line \
	    "recon-join: stdin: recon-sort failed: unrecognized option '--nonsense'; try 'recon-sort --help'"
}

@test "of several failures the worst gives the status, the first the reason" {
	failed() {
		local status
		echo '#recon record 1'
		for status; do
			printf '#failed\t%s\tp%s\tr%s\n' "$status" "$status" "$status"
		done
	}
	while read -r want these; do
		failed $these >in
		for p in recon-sort "recon-sort -m" recon-join \
		    'recon-join -j 1'; do
			is "$want" $p in
			says "${p%% *}: in: p${these%% *} failed: r${these%% *}"
			grep -v '^#recon' out | same - \
			    <(tsv "#failed $want p${these%% *} r${these%% *}")
		done
	done <<-'END'
	75 75
	75 75 75
	2 75 2
	65 2 75 65
	70 75 65 70 2
	65 65 2
	65 1
	65 x
	END
	{ failed 75; printf 'k\t1.00\tCNY\tL\t-\n#total\trecords=1\tL.CNY=1.00\n'; } >in
	is 75 recon-join in
}

@test "several inputs that failed: the worst of all gives the status" {
	fails() {
		printf '#recon %s 1\n#failed\t%s\tp%s\tr\n' "$2" "$3" "$3" >"$1"
	}
	printf '#recon record 1\nk\t1.00\tCNY\tL\t-\n#total\trecords=1\tL.CNY=1.00\n' >whole
	head -n 2 whole >cut
	fails table75 table 75
	fails table2 table 2
	while read -r want first others; do
		fails one record "$first"
		set --
		for status in $others; do
			fails "in$status" record "$status"
			set -- "$@" "in$status"
		done
		for p in recon-sort "recon-sort -m" recon-join \
		    'recon-join -j 1'; do
			is "$want" $p one "$@" whole
			says "${p%% *}: one: p$first failed: r"
			grep -v '^#recon' out | same - \
			    <(tsv "#failed $want p$first r")
		done
	done <<-'END'
	70 65 70
	70 75 2 70
	65 75 65 75
	2 75 2
	75 75 75
	75 75
	END
	fails one record 75
	for p in recon-sort "recon-sort -m" recon-join; do
		is 65 $p one cut
		says "${p%% *}: one: p75 failed: r"
		is 2 $p <(cat one) <(fails /dev/stdout record 2)
	done
	is 2 recon-sort one none
	is 2 recon-key -k a -a b -s L table75 table2
	says 'recon-key: table75: p75 failed: r'
	is 75 recon-key -k a -a b -s L table75 table75
	fails two record 2
	is 2 recon-key --records -k key one two
	says 'recon-key: one: p75 failed: r'
}

@test "a failure goes into pipes and files, not into -o, --plain or text" {
	printf 'key\tamount\nk\tx\n' >bad.tab
	key="recon-key -k key -a amount -s L"
	is 65 $key bad.tab
	printf '#recon record 2\n#failed\t65\trecon-key\tbad.tab:2: amount: "x" is not an amount\n' | prints
	is 65 $key --plain bad.tab
	prints </dev/null
	is 65 $key -o file bad.tab
	prints </dev/null
	[ ! -e file ]
	is 65 recon-notify bad.tab
	prints </dev/null
	is 2 recon-clean --explain absent
	prints </dev/null
	is 1 recon-sort -c bad.tab
	prints </dev/null
}

@test "a failure at the end of many records is read by every thread's piece" {
	awk 'BEGIN { print "#recon record 1"; for (i = 0; i < 400000; i++)
	    printf "k%07d\t1.00\tCNY\tL\t-\n", i
	    print "#failed\t75\trecon-sort\ttry again" }' >many
	for j in 1 2 4; do
		is 75 recon-join -j $j many
		says 'recon-join: many: recon-sort failed: try again'
		tail -n 1 out | same - <(printf '#failed\t75\trecon-sort\ttry again\n')
	done
	{ sed '$d' many; printf '#failed\t2\tcat\tx\n#recon record 1\n'
	  tail -n 1 many; } >two
	sed -i '1000a #failed\t70\tfirst\tbroken' two
	for j in 1 4; do
		is 70 recon-join -j $j two
		says 'recon-join: two: first failed: broken'
	done
}

@test "a reason is escaped, and cut where it is long" {
	printf 'key\tamount\nk\ta\\tb\\\\\n' >bad.tab
	is 65 recon-key -k key -a amount -s L bad.tab
	mv out in
	is 65 recon-sort in
	says 'recon-sort: in: recon-key failed: bad.tab:2: amount: "a\tb\\" is not an amount'
	long=$(printf '\xe4\xb8\x80%.0s' {1..300})
	is 2 recon-sort "$long"
	tail -n 1 out | cut -f 4 | tr -d '\n' | wc -c >n
	[ "$(cat n)" -le 500 ]
	tail -n 1 out | iconv -f UTF-8 -t UTF-8 >/dev/null
}

@test "the last program tells of one that was killed at the front" {
	records 20000
	is 65 bash -c 'set -o pipefail
		{ head -n 15000 left.rec; kill -9 $BASHPID; } |
		    recon-join - right.rec | recon-notify'
	grep -q '^recon-notify: stdin: recon-join failed: stdin: ' err
	[ ! -s out ]
}

@test "ten million records through recon-sort -S 64M stay below 100 MB" {
	local n=10000000
	! sanitized || n=1000000 # shadow memory counts too
	awk -v n=$n 'BEGIN { for (i = 0; i < n; i++)
	    printf "2022110100000000%08d\t%d.%02d\tCNY\tL\t2022-11-01\n",
	    i * 104729 % n, i % 997, i % 100 }' >in
	peak recon-sort -S 64M -o sorted in
	rm in
	# strictly ascending from 0 to n - 1, n of them: every one is there
	LC_ALL=C sort -cu sorted
	[ "$(wc -l <sorted)" -eq $n ]
	[ "$(head -n 1 sorted | cut -c 17-24)" -eq 0 ]
	[ "$(tail -n 1 sorted | cut -c 16-24)" = "$(printf %09d $((n - 1)))" ]
	echo "resident: $peak KiB"
	[ $n -eq 1000000 ] || [ $peak -lt 100000 ]
}

@test "files that are large beside the memory give the same bytes" {
	! sanitized || skip "a sanitizer takes memory of its own"
	python3 - >in.csv <<-'END'
	import random
	r = random.Random(3)
	print("order,amount,note")
	for i in range(250000):
	    print("20221101%016d,%d.%02d,%064d" % (
	        i * 7919 % 250000, i % 997, i % 100, r.randrange(10**64)))
	END
	all() {
		recon-clean -o $1.table in.csv
		recon-key -k order -a amount -s L -x note -o $1.keys $1.table
		recon-sort -v -S 8M -o $1.rec $1.keys 2>$1.err
		recon-join $1.rec >$1.results
	}
	all plain
	[ "$(wc -c <plain.rec)" -gt $((20 << 20)) ]
	(ulimit -d $((256 << 10)) && all limited) # 16 MiB are large now
	for kind in table keys rec results; do
		cmp plain.$kind limited.$kind
	done
	grep ' buckets put aside, [1-9]' limited.err
	# standard input is left at its end, as it is when it is small
	(ulimit -d $((256 << 10)) && { recon-clean -o t - && wc -c; } <in.csv) >rest
	[ "$(cat rest)" = 0 ]
	cmp plain.table t
}

@test "pipes between the programs give the same bytes as files" {
	orders 300000
	for s in L R; do
		[ $s = L ] && side=left || side=right
		recon-clean -o $side.table $side.csv
		recon-key "${KEY[@]}" -x status -s $s -o $side.keys \
		    $side.table
		recon-sort -S 8M -o $side.rec $side.keys
		[ "$(wc -c <$side.rec)" -gt $((12 << 20)) ] # of which 4 are copied
		recon-clean $side.csv | tee table |
		    recon-key "${KEY[@]}" -x status -s $s | tee keys |
		    recon-sort -S 8M | cat >rec
		for kind in table keys rec; do
			cmp $kind $side.$kind
		done
	done
	recon-join -o results left.rec right.rec
	recon-join <(cat left.rec) <(cat right.rec) | cat >got
	cmp got results
}
