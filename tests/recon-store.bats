# recon-store: days of results in SQLite. The same on a server of PostgreSQL:
# peers/store.bats.

load helper
load store

setup() {
	[ -x "$BUILD/bin/recon-store" ] || skip "recon-store was not built"
	cd "$BATS_TEST_TMPDIR"
	db=s.db
}

ask() {
	sqlite3 "$db" "$1"
}

# line WORD...: a result, its words joined by TAB.
line() {
	tsv "$*"
}

ID=98225326543077a150e1

# a day of one open item and one that matched, in day.res
small_day() {
	{
		line A1 matched 1.00 1.00 0.00 CNY 2022-11-01
		line A2 left 2.00 - 2.00 CNY 2022-11-01 id=$ID first=2022-11-01 age=0
	} >plain.res
	recon-sort --announce plain.res >day.res
}

@test "what was loaded is exported, byte for byte" {
	days 3 1
	d=${dates[0]}
	for form in "cat" "recon-sort" "recon-sort --stream-version 1" \
	    "recon-sort --plain"; do
		$form "$d.res" >in
		rm -f s.db
		is 0 store -d "$d" --no-total in
		is 0 store -d "$d" --export
		cmp in out
		is 0 store -d "$d" --export -o file
		cmp in file
	done
	# version 1 as recon-roll writes it, with the totals behind
	{ echo '#recon result 1'; grep -v '^#' "$d.res"
	    sed -n '/^#total/s/\txxh3=.*//p' "$d.res"; } >in
	rm s.db
	is 0 store -d "$d" in
	is 0 store -d "$d" --export
	cmp in out
	is 0 store -d "$d" --export --stream-version 2
	cmp "$d.res" out
	is 0 store -d "$d" --export --plain
	grep -v '^#' in | same - out
	is 2 store -d 2021-01-01 --export
	says "recon-store: s.db: 2021-01-01 of b is not loaded"
}

@test "a day that is loaded again from the same lines changes nothing" {
	days 2 2
	for d in "${dates[@]}"; do
		is 0 store -d "$d" "$d.res"
		says ''
		prints </dev/null
	done
	sqlite3 s.db .dump >before
	is 0 store -v -d "${dates[0]}" <"${dates[0]}.res"
	grep -q "^recon-store: ${dates[0]} of b: is what .* loaded at .*: nothing has changed$" err
	recon-sort --plain "${dates[1]}.res" >plain
	is 0 store --no-total -d "${dates[1]}" plain
	sqlite3 s.db .dump | same before -
}

@test "a day that is loaded from other lines is replaced, and what it was is kept" {
	small_day
	is 0 store -d 2022-11-01 day.res
	ask "SELECT gen, records, total, digest, loaded, who FROM day" >was
	grep -v '^#' day.res | sha256sum | cut -c -64 | same - <(cut -d '|' -f 4 was)
	sed '/^#/d;s/^A1/B1/' day.res | recon-sort --announce >other.res
	is 0 store -d 2022-11-01 other.res
	grep -q '^recon-store: 2022-11-01 of b: replaces what .* loaded at 20..-..-..T..:..:..Z$' err
	ask "SELECT gen, records, total, digest, loaded, who FROM replaced" | same was -
	ask "SELECT count(*) FROM replaced WHERE replaced >= loaded AND replaced_who = who" | same - <(echo 1)
	is 0 store -d 2022-11-01 --export
	same other.res out
	ask "SELECT gen FROM day; SELECT what, item FROM event" | same - <(printf '2\nnew|%s\n' $ID)
	is 0 store --verify
}

@test "in whatever order days come, and are replaced, the items are the same" {
	for seed in 3 4 5; do
		rm -rf state 2022-* s.db t.db
		days 6 $seed
		for d in "${dates[@]}"; do
			is 0 store --column channel -d "$d" "$d.res"
		done
		answers >in_order
		[ "$(ask "SELECT count(*) > 20 FROM item WHERE closed IS NOT NULL")" = 1 ]
		db=t.db
		for i in 4 1 5 0 2 3; do
			is 0 store -d "${dates[i]}" "${dates[i]}.res"
		done
		is 0 recon-store --db t.db --column channel
		same in_order <(answers)
		# away from it and back
		for i in 2 0 5; do
			grep '^#recon' "${dates[0]}.res" >none
			printf '#total\trecords=0\txxh3=0000000000000000\n' >>none
			is 0 store -d "${dates[i]}" none
			is 0 store -d "${dates[i]}" "${dates[i]}.res"
		done
		diff <(sed '/^== SELECT book, date/,/^== /d' in_order) \
		    <(answers | sed '/^== SELECT book, date/,/^== /d')
		is 0 store --verify
		db=s.db
	done
}

@test "items are those that recon-roll has open" {
	days 5 6
	for d in "${dates[@]}"; do
		is 0 store -d "$d" "$d.res"
		recon-roll -s state --print-open -d "$d" | grep -v '^#' |
		    grep -oE '(id|l\.id|r\.id)=[0-9a-f]*' | sed 's/.*=//' | sort >want
		ask "SELECT id FROM open_item ORDER BY id" | same want -
	done
	for d in "${dates[@]}"; do
		recon-roll -s state --print-open -d "$d" | grep -v '^#' |
		    grep -oE '(id|l\.id|r\.id)=[0-9a-f]*' | sed 's/.*=//' | sort >want
		ask "SELECT id FROM open_on WHERE on_date = '$d' ORDER BY id" | same want -
	done
}

@test "what a replaced day opens again is told, with who wanted that" {
	one() { tsv "$@" | recon-sort --announce; }
	roll() { # DATE [OPTION...]
		recon-roll -s state -d "$1" -o "$1.res" "${@:2}" 2>>roll.err
		store -d "$1" "$1.res" 2>>store.err
	}
	one "a left 1.00 - 1.00 CNY 2022-11-01" "c left 9.00 - 9.00 CNY 2022-11-01" | roll 2022-11-01
	one "a right - 1.00 -1.00 CNY 2022-11-02" | roll 2022-11-02
	one "b left 3.00 - 3.00 CNY 2022-11-03" | roll 2022-11-03
	ask "SELECT key, closed FROM item ORDER BY key, side" | same - <(printf '%s\n' 'a|2022-11-02' 'b|' 'c|')
	one "d right - 1.00 -1.00 CNY 2022-11-02" | roll 2022-11-02 --force --by lin --why 'wrong bill'
	one "b left 3.00 - 3.00 CNY 2022-11-03" | roll 2022-11-03
	ask "SELECT key, on_date, what, coalesce(who, '-') FROM change ORDER BY key, on_date" |
	    same - <(printf '%s\n' 'a|2022-11-01|new|-' 'a|2022-11-02|reopened|lin' 'b|2022-11-03|new|-' \
		'c|2022-11-01|new|-' 'd|2022-11-02|new|-')
	ask "SELECT count(*) FROM open_item" | same - <(echo 4)
	is 0 store --verify
	# it closes for good
	one "a right - 1.00 -1.00 CNY 2022-11-04" | roll 2022-11-04
	ask "SELECT closed, closed_by FROM item WHERE key = 'a'" | same - <(echo '2022-11-04|rolled')
}

@test "an adjustment is told with who made it" {
	tsv "a left 1.00 - 1.00 CNY 2022-11-01" "b right - 2.00 -2.00 CNY 2022-11-01" | recon-sort --announce |
	    recon-roll -s state -d 2022-11-01 2>roll.err | store -d 2022-11-01
	id=$(ask "SELECT id FROM item WHERE key = 'b'")
	printf 'id\treason\tby\n%s\tfee, waived\tLi O'"'"'Neil\n' "$id" >adjust
	recon-roll -s state -d 2022-11-02 --adjust adjust --allow-empty </dev/null | store -d 2022-11-02
	ask "SELECT what, who, key FROM changed_today" | same - <(echo "adjusted|Li O'Neil|b")
	ask "SELECT key FROM open_item" | same - <(echo a)
	ask "SELECT on_date, what, right_amount, who FROM life WHERE key = 'b' ORDER BY on_date" |
	    same - <(printf '%s\n' '2022-11-01|new|2.00|' "2022-11-02|adjusted|2.00|Li O'Neil")
	is 0 store --verify
}

@test "sums of views are those of exact decimals" {
	days 4 7
	for d in "${dates[@]}"; do
		is 0 store --column channel -d "$d" "$d.res"
	done
	cat >sums.py <<-'END'
	import collections, decimal, subprocess, sys
	decimal.getcontext().prec = 80
	def ask(sql):
	    out = subprocess.run(["sqlite3", sys.argv[1], sql], stdout=subprocess.PIPE, check=True).stdout
	    return [l.split("|") for l in out.decode().splitlines()]
	def add(rows):
	    sums = collections.defaultdict(lambda: [0, None, None])
	    for *key, left, right in rows:
	        s = sums[tuple(key)]
	        s[0] += 1
	        for i, text in (1, left), (2, right):
	            if text:
	                s[i] = decimal.Decimal(text) + (s[i] or 0)
	    return {k: [str(n)] + ["" if v is None else format(v, "f") for v in s] for k, (n, *s) in sums.items()}
	want = add(ask("SELECT substr(coalesce(r.date, d.date), 1, 7), class, currency, left_amount, right_amount FROM result r JOIN day d ON d.no = r.day WHERE class IN ('matched', 'rolled', 'adjusted')")
	    + ask("SELECT substr(date, 1, 7), class, currency, CASE side WHEN 'L' THEN amount END, CASE side WHEN 'R' THEN amount END FROM item WHERE closed IS NULL"))
	got = {tuple(r[:3]): r[3:] for r in ask("SELECT month, class, currency, lines, left_amount, right_amount FROM by_month")}
	assert len(want) > 15
	assert got == want, (got, want)
	END
	python3 sums.py s.db
	# of several decimals, the most; of more than 64 bits of whole units, none
	{
		line A1 matched 1.5 1 0.5 - -
		line A2 matched -0.25 -1 0.75 - -
		line A3 matched -2 -0.001 -1.999 - -
		line B1 matched 9223372036854775807.5 0 9223372036854775807.5 BIG -
		line B2 matched 99999999999999999999 0 99999999999999999999 BIG -
	} >plain
	is 0 recon-store --db t.db --book c -d 2022-11-01 --no-total plain
	db=t.db ask "SELECT currency, left_amount, right_amount FROM by_month; SELECT left_amount_whole, left_amount_frac FROM result WHERE key > 'A1'" >got
	same - got <<-'END'
	-|-0.75|-0.001
	BIG||0
	-1|750000000000000000
	-2|0
	9223372036854775807|500000000000000000
	|
	END
	db=t.db ask "SELECT left_amount FROM class_sum ORDER BY currency" | same - <(printf '%s\n' -0.75 109223372036854775806.5)
}

@test "--column is the same before and after" {
	days 3 8
	for d in "${dates[@]}"; do
		is 0 store --column channel,note -d "$d" "$d.res"
	done
	db=t.db
	for d in "${dates[@]}"; do
		is 0 store -d "$d" "$d.res"
	done
	is 0 recon-store --db t.db --column note
	is 0 recon-store --db t.db --column note,channel
	for t in result item; do
		sqlite3 s.db "SELECT key, channel, note FROM $t ORDER BY 1, 2, 3" >one
		sqlite3 t.db "SELECT key, channel, note FROM $t ORDER BY 1, 2, 3" >two
		same one two
		[ "$(grep -c 支付宝 one)" -gt 10 ]
	done
	same <(db=s.db answers) <(db=t.db answers)
	ask "SELECT count(*) FROM result WHERE channel <> '' AND fields NOT LIKE '%channel=' || replace(replace(channel, '%', '\\%'), '_', '\\_') || '%' ESCAPE '\\'" >got
	is 2 recon-store --db t.db --column 'a"b'
	says "recon-store: --column: \"a\"b\" cannot be the name of a column"
	is 2 recon-store --db t.db --column fields
	is 0 recon-store --db t.db --verify
}

@test "--column is made, too, where the day is there and the same" {
	days 1 8
	d=${dates[0]}
	is 0 store -d "$d" "$d.res"
	is 0 store --tee --column channel -d "$d" "$d.res"
	same "$d.res" out
	[ "$(ask "SELECT name FROM field_column")" = channel ]
	[ "$(ask "SELECT count(*) FROM result WHERE channel <> ''")" -gt 10 ]
	[ "$(ask "SELECT gen FROM day")" = 1 ]
	is 0 store --verify
	is 2 store --tee --column fields -d "$d" "$d.res"
	is 0 store --verify
}

@test "of a field of both sides the column has the left one" {
	{
		line A1 matched 1.00 1.00 0.00 CNY - r.c=right l.c=left cc=no
		line A2 matched 1.00 1.00 0.00 CNY - l.cc=no r.c=right c=plain
		line A3 matched 1.00 1.00 0.00 CNY - c=plain xc=no l.cx=no
		line A4 matched 1.00 1.00 0.00 CNY - l.c=
		line A5 matched 1.00 1.00 0.00 CNY - lc=no
	} >plain
	is 0 store -d 2022-11-01 --no-total --column c plain
	ask "SELECT coalesce(c, 'none') FROM result ORDER BY seq" >got
	printf '%s\n' left right plain '' none | same - got
	db=t.db
	is 0 store -d 2022-11-01 --no-total plain
	is 0 recon-store --db t.db --column c
	ask "SELECT coalesce(c, 'none') FROM result ORDER BY seq" | same got -
}

@test "--tee passes the stream on, and its total only when the day is kept" {
	small_day
	is 0 store --tee -d 2022-11-01 day.res
	sed 1,2d day.res >want
	recon-sort out | same day.res -
	head -n 1 out | same - <(echo '#recon result 2')
	tail -n 1 out | same - <(sed -n 2p day.res)
	sed '/^#/d;s/2.00/3.00/g' day.res | recon-sort --announce >other.res
	# locked by somebody else
	sqlite3 s.db 'BEGIN IMMEDIATE' '.shell touch locked; sleep 3' &
	until [ -e locked ]; do sleep 0.05; done
	is 75 store --tee -d 2022-11-01 other.res
	run ! grep '^#total' out
	grep -q '^#failed.75.recon-store.s.db: another process is at work in it$' out
	wait
	is 0 store --tee -d 2022-11-01 other.res
	recon-sort out | same other.res -
	# nothing stays beside -o
	is 2 recon-store --db absent/s.db --book b -d 2022-11-01 --tee -o kept day.res
	[ ! -e kept ]
	[ -z "$(find . -name '*recon-tmp*')" ]
}

@test "a stream that is cut, failed or disagrees commits nothing" {
	small_day
	is 0 store -d 2022-11-01 day.res
	sqlite3 s.db .dump >before
	sed '/^#/d;s/^A1/B1/' day.res | recon-sort --announce |
	    recon-sort --plain >lines
	{ echo '#recon result 2'; cat lines; } >bad
	is 65 store -d 2022-11-01 bad
	says "recon-store: bad: ends without its #total: what writes it did not finish"
	printf '#failed\t65\trecon-roll\tno luck\n' >>bad
	is 65 store -d 2022-11-02 bad
	says "recon-store: bad: recon-roll failed: no luck"
	sed 's/^A1/B1/' day.res >bad
	is 65 store -d 2022-11-01 bad
	says "recon-store: bad: count and sums agree, the lines do not: a tool between changed them"
	is 65 store -d 2022-11-01 lines
	says "recon-store: lines: has no #total, and one is required (--no-total takes it)"
	for n in $(seq 1 20 "$(wc -c <day.res)"); do
		head -c "$n" day.res >bad
		is 65 store -d 2022-11-01 bad
	done
	sqlite3 s.db .dump | same before -
}

@test "what is wrong with a line, facts or a database is said" {
	small_day
	bad() { # STATUS TEXT WORD...
		local status=$1 text=$2
		shift 2
		{ line A1 matched 1.00 1.00 0.00 CNY -; line "$@"; } >bad.res
		is "$status" store -d 2022-11-01 --no-total bad.res
		says "recon-store: bad.res:2: $text"
	}
	bad 65 'an open item without id=, or with one that is no id: recon-roll gives items their ids' \
	    A2 left 1.00 - 1.00 CNY -
	bad 65 'an open item without id=, or with one that is no id: recon-roll gives items their ids' \
	    A2 left 1.00 - 1.00 CNY - id=98225326543077A150E1 first=2022-11-01
	bad 65 'an open item without r.id=, or with one that is no id: recon-roll gives items their ids' \
	    A2 amount 1.00 2.00 -1.00 CNY - id=$ID l.id=$ID
	bad 65 'an open item without first=' A2 right - 1.00 -1.00 CNY - id=$ID
	bad 65 'first=2022-11-31 is no day YYYY-MM-DD' A2 right - 1.00 -1.00 CNY - id=$ID first=2022-11-31
	bad 65 "closes=$ID, is no list of ids" A2 rolled 1.00 1.00 0.00 CNY - closes=$ID,
	bad 65 "closes=\"] is no list of ids" A2 rolled 1.00 1.00 0.00 CNY - 'closes="]'
	bad 65 'is not UTF-8' $'A2\xff' matched 1.00 1.00 0.00 CNY -
	{ line A2 left 1.00 - 1.00 CNY - id=$ID first=2022-11-01
	    line A3 left 1.00 - 1.00 CNY - id=$ID first=2022-11-01; } >bad.res
	is 65 store -d 2022-11-01 --no-total bad.res
	says "recon-store: two open items have the id $ID, one of them of key A2"
	[ -z "$(sqlite3 s.db .tables)" ]

	echo 'no database, but long enough to be taken for one' >no.db
	is 65 recon-store --db no.db --book b -d 2022-11-01 day.res
	says "recon-store: no.db: file is not a database"
	is 2 recon-store --db absent.db --verify
	says "recon-store: absent.db: No such file or directory"
	is 2 recon-store --db absent/s.db --book b -d 2022-11-01 day.res
	says "recon-store: absent/s.db: No such file or directory"
	sqlite3 foreign.db 'CREATE TABLE t (x)'
	is 2 recon-store --db foreign.db --book b -d 2022-11-01 day.res
	says "recon-store: foreign.db: holds other tables, and is no store of recon"
	: >empty.db
	is 2 recon-store --db empty.db --verify
	says "recon-store: empty.db: is no store of recon"
	is 0 store -d 2022-11-01 day.res
	sqlite3 s.db 'UPDATE recon_store SET version = 2'
	is 2 store -d 2022-11-02 day.res
	says "recon-store: s.db: is a store of version 2, and this recon-store knows 1: a newer one made it, and reads it"
	sqlite3 s.db 'UPDATE recon_store SET version = 0'
	is 2 store -d 2022-11-02 day.res
	says "recon-store: s.db: is a store of version 0, and this recon-store knows 1: the older one that made it can --export its days, which this one loads into a new store"
	is 2 recon-store --db sqlite: --verify
	says 'recon-store: "sqlite:" names no file'
	is 2 recon-store --db :memory: --book b -d 2022-11-01 day.res
	says 'recon-store: ":memory:" names no file'
	is 2 recon-store --db postgresql://u:secret@h/d --verify
	says "recon-store: the URL has a password in it, which every user of this machine can see: --password-file takes it, or libpq's ~/.pgpass"
	is 2 recon-store --db 'postgresql://h/d?password=secret' --verify
	is 2 recon-store --db s.db --password-file day.res --verify
	says "recon-store: a password is for a server of PostgreSQL"
}

@test "options that do not fit are refused" {
	usage() { # TEXT OPTION...
		local text=$1
		shift
		is 2 recon-store "$@" </dev/null
		says "recon-store: $text; try 'recon-store --help'"
	}
	usage 'which database? --db URL names it' --book b -d 2022-11-01
	usage 'whose day is it? --book NAME says so' --db s.db -d 2022-11-01
	usage '--book: a name is not empty' --db s.db --book '' -d 2022-11-01
	usage 'which day is it? --date YYYY-MM-DD says so' --db s.db --book b
	usage 'which day is it? --date YYYY-MM-DD says so' --db s.db --book b --export
	usage '--export, --verify, --usual, --prune and --schema do not go together' --db s.db --verify --prune 3
	usage '--with-facts, --tee and --no-total are for a day that is loaded' --db s.db --verify --tee
	usage '--column is for a day that is loaded, or alone' --db s.db --verify --column x
	usage '--date is for a day that is loaded, for --export and --usual' --db s.db --verify -d 2022-11-01
	usage '--exit-code is for --usual' --db s.db --verify --exit-code
	usage 'a FILE is for a day that is loaded' --db s.db --verify file
	usage 'nothing is written that --output could take; a load does with --tee' --db s.db --book b -d 2022-11-01 -o f
	usage '--output and --db are the same file' --db s.db --book b -d 2022-11-01 --export -o s.db
	is 2 recon-store --db s.db --book b -d 2022-11-01 one two
	says 'recon-store: more than one FILE; recon-sort -m merges them'
	[ ! -e s.db ]
}

@test "of two loads at once the second waits, or is 75" {
	small_day
	is 0 store -d 2022-10-31 <(printf '#recon result 2\n#total\trecords=0\txxh3=0000000000000000\n')
	mkfifo slow
	store -d 2022-11-01 slow &
	exec {held}>slow
	cat day.res >&$held
	until [ -e s.db-journal ]; do sleep 0.05; done
	is 75 store -d 2022-11-02 day.res
	says "recon-store: s.db: another process is at work in it"
	(
		exec {held}>&- # what the first reads ends with this shell
		store --wait 60 -d 2022-11-02 day.res
		echo $? >second
	) &
	sleep 0.3
	[ ! -e second ]
	exec {held}>&-
	wait
	echo 0 | same - second
	ask "SELECT date, records FROM day ORDER BY date" | same - <(printf '%s\n' '2022-10-31|0' '2022-11-01|2' '2022-11-02|2')
}

@test "a load that is killed leaves the day as it was" {
	days 1 9
	d=${dates[0]}
	is 0 store -d "$d" "$d.res"
	sqlite3 s.db .dump >before
	mkfifo slow
	# more than the pages that memory keeps, so that the file is written to
	seq 1 900000 | awk -v OFS='\t' '{ print "k" $1, "matched", "1.00", "1.00", "0.00", "CNY", "2022-02-26", "l.note=some words that make it long, and some more" }' >many
	recon-store --db s.db --book b --no-total -d "$d" <slow &
	pid=$!
	exec {held}>slow
	cat many >&$held
	[ -e s.db-journal ]
	kill -9 $pid
	wait $pid || :
	exec {held}>&-
	[ "$(wc -c <s.db)" -gt 50000000 ]
	is 0 store --verify
	sqlite3 s.db .dump | same before -
	is 0 store --no-total -d "$d" many
	ask "SELECT count(*) FROM result" | same - <(echo 900000)
}

@test "a load that is killed at any call leaves the old day or the new one" {
	[ "$(uname)" = Linux ] || skip "what is preloaded knows Linux"
	if sanitized && ! ldd "$BUILD/bin/recon-store" | grep -q libasan; then
		skip "a sanitizer that is linked statically hears nothing preloaded"
	fi
	cc -shared -fPIC -o kill_at.so "$BATS_TEST_DIRNAME/kill_at.c"
	days 2 13
	for d in "${dates[@]}"; do
		is 0 store -d "$d" "$d.res"
	done
	d=${dates[0]}
	cp s.db old.db
	grep -v '^#' "$d.res" | sed 4d | recon-sort --announce >new.res
	is 0 store -d "$d" new.res
	questions_of() { sqlite3 "$1" "SELECT seq, key, fields FROM result ORDER BY 1, 2; SELECT id, closed FROM item ORDER BY 1; SELECT records FROM replaced"; }
	questions_of old.db >old
	questions_of s.db >new
	run ! cmp -s old new
	for ((n = 1; ; n++)); do
		rm -f s.db*
		cp old.db s.db
		status=0
		{ KILL_AT=$n LD_PRELOAD=$PWD/kill_at.so \
			ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 \
			store --tee -d "$d" new.res >died 2>/dev/null; } 2>/dev/null || status=$?
		[ "$status" -ne 0 ] || break
		[ "$status" -eq 137 ]
		is 0 store --verify
		questions_of s.db >got
		cmp -s old got || same new got
		# no stream is whole whose day was not kept
		if grep -q '^#total' died; then same new got; fi
		is 0 store -d "$d" new.res
		questions_of s.db | same new -
	done
	echo "died $((n - 1)) times"
	[ "$n" -gt 30 ]
}

@test "a system call that fails, whichever, leaves the old day or the new one" {
	! sanitized || skip "what watches memory makes calls of its own"
	[ "$(uname -m)" = x86_64 ] || skip "the injector knows x86-64"
	"$BATS_TEST_DIRNAME/store_faults.py" "$BUILD" 150
}

@test "a disk that is full is status 2, and the day is as it was" {
	days 1 10
	d=${dates[0]}
	is 0 store -d "$d" "$d.res"
	sqlite3 s.db .dump >before
	seq 1 300000 | awk -v OFS='\t' '{ print "k" $1, "matched", "1.00", "1.00", "0.00", "CNY", "2022-02-26" }' >many
	full() {
		ulimit -f 10000
		store --no-total --tee -d "$d" many
	}
	is 2 full
	says "recon-store: s.db: disk I/O error"
	run ! grep '^#total' out
	sqlite3 s.db .dump | same before -
}

@test "facts of the stages are loaded, and those of another run are refused" {
	printf 'A17\t12.80\tCNY\tL\t2022-11-01\n' >left
	printf 'A17\t12.80\tCNY\tR\t2022-11-01\n' >right
	recon-join --plain --facts join.facts left right >day
	recon-join --facts join.facts left right |
	    recon-roll -s st -d 2022-11-01 --facts roll.facts >day.res 2>roll.err
	is 0 store -d 2022-11-01 --with-facts join.facts --with-facts roll.facts day.res
	ask "SELECT stage || char(9) || name || char(9) || value FROM fact ORDER BY stage, line" >got
	{ sed "s/^/1$T/" join.facts; sed "s/^/2$T/" roll.facts; } | same - got
	is 65 store -d 2022-11-02 --with-facts roll.facts <(printf '#recon result 2\n#total\trecords=0\txxh3=0000000000000000\n')
	says "recon-store: the facts of recon-roll are of other results than these: of another run"
	is 65 recon-join --facts bad.facts left day.res
	is 65 store -d 2022-11-02 --with-facts bad.facts day.res
	says "recon-store: bad.facts: is of a run that ended with status 65"
	sed '$d' join.facts >cut.facts
	is 65 store -d 2022-11-02 --with-facts cut.facts day.res
	says "recon-store: cut.facts: is not whole, without status"
	is 65 store -d 2022-11-02 --with-facts left day.res
	says "recon-store: left: is no file of facts"
	echo word >>cut.facts
	is 65 store -d 2022-11-02 --with-facts cut.facts day.res
	says "recon-store: cut.facts:$(wc -l <cut.facts): \"word\" is no fact"
	ask "SELECT count(*) FROM day" | same - <(echo 1)
}

# bill N DATE: a day of so many matched payments and its facts, loaded.
bill() {
	seq 1 "$1" | awk -v OFS='\t' -v d="$2" '{ print "k" $1, "matched", "1.00", "1.00", "0.00", "CNY", d }' |
	    recon-sort --announce >day.res
	printf '%s\n' "recon-facts${T}1" "program${T}recon-clean" \
	    "profile${T}conf/wechat.ini${T}9${T}ab" "read.records${T}$1" \
	    "written.R.CNY${T}$1.00" "status${T}0" >f
	store -d "$2" --with-facts f day.res
}

@test "--usual shows a day beside the like weekdays before it" {
	bill 1000 2022-10-05
	bill 1200 2022-10-12
	bill 100 2022-10-13 # a Thursday
	bill 1400 2022-10-19
	bill 3 2022-10-26
	is 0 store --usual 3
	says ''
	prints <<-END
	of                  currency  lines  usual  left    usual  right    usual
	recon-clean wechat  -             3   1200     -        -      -        -  low
	recon-clean wechat  CNY           -      -     -        -   3.00  1200.00  
	matched             CNY           3   1200  3.00  1200.00   3.00  1200.00  low
	END
	is 1 store --usual 2 --exit-code
	awk '$1 == "matched" { print $4 }' out | same - <(echo 1200)
	is 0 store --usual 2 -d 2022-10-19 --exit-code
	run ! grep -e low -e high out
	bill 2801 2022-11-02
	is 1 store --usual 4 --exit-code -o table
	prints </dev/null
	awk '$1 == "matched" { print $3, $4, $NF }' table | same - <(echo '2801 1000 high')
	is 0 store --usual 5 -d 2022-10-13 --exit-code
	says "recon-store: 2022-10-13 of b: 0 like weekdays before it are loaded, not 5"
	is 2 store --usual 3 -d 2022-01-01
	says "recon-store: s.db: 2022-01-01 of b is not loaded"
	is 2 recon-store --db s.db --book other --usual 3
	says "recon-store: s.db: a day of other is not loaded"
	# few lines are not unusual
	bill 9 2022-10-14
	bill 1 2022-10-21
	is 0 store --usual 1 -d 2022-10-21 --exit-code
}

@test "--usual commands no terminal, whatever facts call their stages" {
	small_day
	printf 'recon-facts\t1\nprogram\trecon-clean\nprofile\t\033]0;x\007.ini\nread.records\t5\nstatus\t0\n' >facts
	is 0 store --with-facts facts -d 2022-11-01 day.res
	is 0 store --usual 1
	grep -q '^recon-clean \\x1b]0;x\\x07  *-  *5 ' out
}

@test "--verify finds whatever is changed in the rows" {
	days 3 11
	for d in "${dates[@]}"; do
		is 0 store -d "$d" "$d.res"
	done
	is 0 store -v --verify
	results=$(cat 2022-*.res | grep -vc '^#')
	says "recon-store: s.db: all as it was loaded; days: 3, pruned: 0, results: $results, items: $(ask 'SELECT count(*) FROM item')"
	cp s.db good.db
	changed() { # SQL
		cp good.db s.db
		sqlite3 s.db "$1"
		is 65 recon-store --db s.db --verify
		[ "$(wc -l <err)" = 1 ]
	}
	changed "DELETE FROM result WHERE id = (SELECT max(id) FROM result)"
	changed "UPDATE result SET left_amount = '1' WHERE id = (SELECT min(id) FROM result WHERE left_amount IS NOT NULL)"
	changed "UPDATE result SET key = key || 'x' WHERE id = (SELECT max(id) FROM result)"
	changed "UPDATE result SET fields = 'a=b' WHERE id = (SELECT max(id) FROM result WHERE class = 'matched')"
	changed "UPDATE result SET date = '2022-01-01' WHERE id = (SELECT max(id) FROM result)"
	changed "UPDATE result SET class = 'none' WHERE id = (SELECT max(id) FROM result)"
	changed "UPDATE day SET total = replace(total, 'records=', 'records=1')"
	changed "UPDATE day SET digest = 'x' WHERE no = 2"
	changed "UPDATE item SET closed = '2022-03-01' WHERE id = (SELECT id FROM open_item LIMIT 1)"
	changed "UPDATE item SET closed = NULL WHERE id = (SELECT id FROM item WHERE closed IS NOT NULL LIMIT 1)"
	changed "DELETE FROM item WHERE id = (SELECT id FROM open_item LIMIT 1)"
	changed "UPDATE item SET amount = '77' WHERE closed IS NULL"
}

@test "a book that has no day is told, and not called good" {
	small_day
	is 0 store -d 2022-11-01 day.res
	for task in --verify '--prune 3' '--usual 3'; do
		is 2 recon-store --db s.db --book till $task
		says "recon-store: s.db: a day of till is not loaded"
	done
}

@test "--prune removes results of old days, and what they came to stays" {
	days 6 12
	for d in "${dates[@]}"; do
		is 0 store -d "$d" "$d.res"
	done
	is 0 recon-store --db s.db --book c -d 2022-02-26 2022-02-26.res
	ask "SELECT * FROM class_sum; SELECT * FROM open_item; SELECT no, total FROM day" >before
	is 0 recon-store -v --db s.db --prune 2
	gone=$(cat 2022-02-26.res 2022-02-27.res 2022-02-28.res | grep -vc '^#')
	says "recon-store: s.db: pruned: 3 days, $gone results"
	ask "SELECT * FROM class_sum; SELECT * FROM open_item; SELECT no, total FROM day" | same before -
	ask "SELECT count(*) FROM item WHERE closed < '2022-03-01'" | same - <(echo 0)
	ask "SELECT DISTINCT day FROM result" | same - <(printf '%s\n' 4 5 6 7)
	is 0 recon-store -v --db s.db --verify
	grep -q 'days: 4, pruned: 3, ' err
	is 2 store -d 2022-02-27 --export
	says "recon-store: s.db: 2022-02-27 of b was pruned"
	for d in 2022-02-27 2022-01-01; do
		is 2 store -d $d 2022-02-28.res
		says "recon-store: s.db: $d of b was pruned, or a day after it"
	done
	is 0 store -d 2022-03-01 2022-03-03.res
	is 0 store -d 2022-03-01 2022-03-01.res
	ask "SELECT * FROM open_item" >after
	grep -v '^[0-9]' before | grep -vE '^[a-z]*\|[A-Z]' >/dev/null
	is 0 recon-store -v --db s.db --prune 2
	says "recon-store: s.db: pruned: 0 days, 0 results"
}

@test "--schema is what is made" {
	small_day
	is 0 store -d 2022-11-01 day.res
	is 0 recon-store --schema
	sqlite3 t.db <out
	same <(sqlite3 s.db .schema) <(sqlite3 t.db .schema)
	is 0 recon-store --schema --db postgresql://h/d
	grep -q '^CREATE TABLE day (no bigint PRIMARY KEY' out
	run ! grep '[{}]' out
	recon-store --schema | run ! grep '[{}]'
	# what the page says is there
	for view in $(sqlite3 t.db "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"); do
		grep -qw "$view" "$BATS_TEST_DIRNAME/../man/recon-store.5" || { echo "$view"; return 1; }
	done
}

@test "the questions are answered from an index" {
	small_day
	is 0 store -d 2022-11-01 --column c day.res
	plan() {
		ask "EXPLAIN QUERY PLAN $1" >plan
		run ! grep -E 'SCAN (r|result|i|item|e|event)$|SCAN (r|result|i|item|e|event) ' plan
	}
	plan "SELECT * FROM life WHERE key = 'A1'"
	plan "SELECT * FROM open_item WHERE book = 'b'"
	plan "SELECT * FROM changed_today WHERE book = 'b'"
	plan "SELECT * FROM open_on WHERE book = 'b' AND on_date = '2022-11-01'"
	plan "SELECT * FROM result WHERE c = 'x'"
	plan "SELECT * FROM item WHERE c = 'x'"
}

@test "only programs that keep or ask a store link a database" {
	for p in "$BUILD"/bin/recon-*; do
		case ${p##*/} in recon-store | recon-report | recon-flow | recon-cut) continue ;; esac
		ldd "$p" >libs
		run ! grep -e sqlite -e libpq libs
	done
}
