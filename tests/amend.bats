#!/usr/bin/env bats
# recon-roll --amend and --adjust: what people close and correct by hand.

load helper
load days

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# id_of KEY [l|r]: the id of its open item in the last evening.
id_of() {
	recon-roll -s state --print-open |
		awk -F '\t' -v key="$1" -v name="${2:+$2.}id=" '$1 == key {
			for (i = 8; i <= NF; i++)
				if (index($i, name) == 1)
					print substr($i, length(name) + 1)
		}'
}

# Items of every kind, open since 2022-11-01, and empty results.
begin() {
	day 2022-11-01 "A17 left 12.80 - 12.80 CNY 2022-11-01 l.user=7" \
		"B right - 5.00 -5.00 CNY 2022-11-01" \
		"C field 3.00 3.00 0.00 CNY 2022-11-01 fields=s l.s=ok r.s=no" \
		"D amount 2.00 1.00 1.00 CNY 2022-11-01"
	stream >none
}

# adjust LINE...: a table of id, reason and by; words, joined by TAB.
adjust() {
	tsv "id reason by" "$@" >adjust
}

# without_ids: the lines of the last "is", but for control lines, the digits of
# ids replaced.
without_ids() {
	grep -v '^#' out | sed -E 's/[0-9a-f]{20}/ID/g'
}

# --- closed by hand

@test "--adjust closes an item, and says who closed it and why" {
	begin
	adjust "$(id_of A17) write-off lin"
	is 0 recon-roll -s state -d 2022-11-02 --adjust adjust -v none
	printf '%s\n' "recon-roll: by hand: 0 records, 0 left out for a reply= that is known, 0 kept and not rolled; 1 item adjusted" \
		"recon-roll: 2022-11-02: 6 open before, 0 new, 1 closed, 5 open now" |
		same - err
	grep '^A17' out >got
	tsv "A17 adjusted 12.80 0.00 12.80 CNY 2022-11-01 l.user=7 reason=write-off by=lin closes=$(sed -n 2p adjust | cut -f 1) closed=2022-11-02" |
		same - got
	run ! grep ^A17 state/open-2022-11-02.1.res
	is 0 recon-roll -s state --verify
	is 0 recon-notify --require-total state/open-2022-11-02.1.res
}

@test "other columns of --adjust are carried, in any order, empty cells are not" {
	begin
	printf 'by\tticket\tid\tnote\treason\n' >adjust
	printf 'lin\tT\\t1\t%s\t\twritten off by hand\n' "$(id_of B)" >>adjust
	is 0 recon-roll -s state -d 2022-11-02 --adjust adjust --plain none
	grep '^B' out | sed -E 's/[0-9a-f]{20}/ID/' >got
	printf 'B\tadjusted\t0.00\t5.00\t-5.00\tCNY\t2022-11-01\treason=written off by hand\tby=lin\tticket=T\\t1\tcloses=ID\tclosed=2022-11-02\n' |
		same - got
}

@test "one leg of an amount item is closed, both of one with other fields" {
	begin
	adjust "$(id_of D l) wrong lin" "$(id_of C r) known lin"
	is 0 recon-roll -s state -d 2022-11-02 --adjust adjust none
	without_ids >got
	tsv "A17 left 12.80 - 12.80 CNY 2022-11-01 l.user=7 id=ID first=2022-11-01 age=1" \
		"B right - 5.00 -5.00 CNY 2022-11-01 id=ID first=2022-11-01 age=1" \
		"C adjusted 3.00 3.00 0.00 CNY 2022-11-01 l.s=ok r.s=no fields=s reason=known by=lin closes=ID,ID closed=2022-11-02" \
		"D adjusted 2.00 0.00 2.00 CNY 2022-11-01 reason=wrong by=lin closes=ID closed=2022-11-02" \
		"D right - 1.00 -1.00 CNY 2022-11-01 id=ID first=2022-11-01 age=1" |
		same - got
	is 0 recon-roll -s state --verify
}

@test "what is closed by hand closes nothing else, and what is left goes on" {
	begin
	adjust "$(id_of D l) wrong lin"
	stream "D left 1.00 - 1.00 CNY 2022-11-02" \
		"A17 right - 12.80 -12.80 CNY 2022-11-02" | sort >in
	is 0 recon-roll -s state -d 2022-11-02 --adjust adjust --plain in
	cut -f 1-4 out | grep -e ^D -e ^A >got
	tsv "A17 rolled 12.80 12.80" "D adjusted 2.00 0.00" "D rolled 1.00 1.00" |
		same - got
}

@test "an adjustment that cannot be is bad data, with its file and line" {
	begin
	id=$(id_of A17) other=$(id_of B)
	cp -r state before
	bad() { # LINE TEXT
		is 65 recon-roll -s state -d 2022-11-02 --adjust adjust none
		says "recon-roll: adjust:$1: $2"
		prints_nothing
		diff -r before state
	}
	adjust "$other x lin" "0123456789abcdef0123 x lin"
	bad 3 "there is no open item 0123456789abcdef0123"
	adjust "A17 x lin"
	bad 2 'this is no id of an item: "A17"'
	adjust "$id x lin" "$other x lin" "$id y lin"
	bad 4 "item $id is named again, first at adjust:2"
	adjust "$(id_of C l) x lin" "$(id_of C r) y lin"
	is 65 recon-roll -s state -d 2022-11-02 --adjust adjust none
	grep -Eq '^recon-roll: adjust:[23]: item [0-9a-f]{20} is named again, first at adjust:[23]$' err
	printf 'id\treason\tby\n%s\t\tlin\n' $id >adjust
	bad 2 "no reason is given for closing the item: \"$id\""
	printf 'id\treason\tby\n%s\tx\t-\n' $id >adjust
	bad 2 "nobody is named who closes the item: \"$id\""
	printf 'id\treason\tby\n%s\tx\n' $id >adjust
	bad 2 "2 fields, but the table has 3 columns"
	# closed in the days before
	adjust "$id x lin"
	is 0 recon-roll -s state -d 2022-11-02 --adjust adjust none
	cp -r state before2
	is 65 recon-roll -s state -d 2022-11-03 --adjust adjust none
	says "recon-roll: adjust:2: item $id is closed already"
	diff -r before2 state
}

@test "columns of an adjustment that are missing or taken are told" {
	begin
	bad() { # HEADER TEXT
		printf "$1\n" >adjust
		is 65 recon-roll -s state -d 2022-11-02 --adjust adjust none
		says "recon-roll: adjust: column $2"
	}
	bad 'id\treason' '"by" is not there'
	bad 'id\tby' '"reason" is not there'
	bad 'reason\tby' '"id" is not there'
	bad 'id\treason\tby\tid' '"id" is there twice'
	for name in closes closed replaced age first l.id ln a=b ''; do
		bad "id\treason\tby\t$name" "\"$name\" cannot be carried under this name"
	done
	: >adjust
	is 65 recon-roll -s state -d 2022-11-02 --adjust adjust none
	says "recon-roll: adjust: is empty, not even a #recon line: did what writes it run? (--allow-empty takes it)"
	is 2 recon-roll -s state -d 2022-11-02 --adjust absent none
	says "recon-roll: absent: No such file or directory"
}

# --- records beside the results

@test "--amend takes records of either side, in any order, and rolls them" {
	begin
	tsv "E 1.00 CNY R -" "B 5.00 CNY L 2022-11-02 src=paper" >one
	tsv "A18 2.00 CNY L 2022-10-31" >two
	is 0 recon-roll -s state -d 2022-11-02 --amend one --amend two none
	without_ids | grep -e ^A18 -e ^B -e ^E >got
	tsv "A18 left 2.00 - 2.00 CNY 2022-10-31 id=ID first=2022-11-02 age=2" \
		"B rolled 5.00 5.00 0.00 CNY 2022-11-01 l.src=paper l.date=2022-11-02 r.date=2022-11-01 closes=ID,ID closed=2022-11-02" \
		"E right - 1.00 -1.00 CNY 2022-11-02 id=ID first=2022-11-02 age=0" |
		same - got
	grep ^input state/day-2022-11-02.1 | cut -f 1-3,6- >got
	grep ^total state/day-2022-11-02.1 >>got
	tsv "input results none records=0" \
		"input amend one records=2 L.CNY=5.00 R.CNY=1.00" \
		"input amend two records=1 L.CNY=2.00" \
		"total before records=6 L.CNY=17.80 R.CNY=9.00" \
		"total new records=3 L.CNY=7.00 R.CNY=1.00" \
		"total closed records=2 L.CNY=5.00 R.CNY=5.00" \
		"total open records=7 L.CNY=19.80 R.CNY=5.00" | same - got
	is 0 recon-roll -s state --verify
	# the id is that of the page
	printf 'E\tCNY\tR\t1.00\t2022-11-02\t2022-11-02\ta1' | sha256sum |
		cut -c 1-20 >want
	id_of E | same want -
}

@test "what is amended closes what came today, and what is amended beside it" {
	begin
	stream "E left 1.00 - 1.00 CNY 2022-11-02" "G left 3.00 - 3.00 CNY 2022-11-02" >in
	tsv "E 1.00 CNY R 2022-11-01" "F 2.00 CNY L -" "F 2.00 CNY R -" \
		"G 4.00 CNY R -" >one
	is 0 recon-roll -s state -d 2022-11-02 --amend one --plain in
	cut -f 1-5,7 out | grep '^[E-G]' >got
	tsv "E rolled 1.00 1.00 0.00 2022-11-01" "F rolled 2.00 2.00 0.00 2022-11-02" \
		"G amount 3.00 4.00 -1.00 2022-11-02" | same - got
	grep '^F' out | grep -Eq 'closes=[0-9a-f]{20},[0-9a-f]{20}	'
	is 0 recon-roll -s state --verify
}

@test "random weeks with amendments and adjustments are as the model has them" {
	python3 "$BATS_TEST_DIRNAME/repair_reference.py" "$BUILD/bin" "$PWD" 1 100
}

@test "a day may have amendments although there are no results" {
	begin
	tsv "B 5.00 CNY L -" >one
	is 0 recon-roll -s state -d 2022-11-02 --amend one --allow-empty --plain /dev/null
	grep -q "^B${T}rolled" out
	is 65 recon-roll -s state -d 2022-11-03 --amend one --plain /dev/null
}

@test "replaces= closes the item and puts the record in its place" {
	begin
	old=$(id_of A17)
	tsv "A18 12.80 CNY L 2022-11-01 user=8 replaces=$old" >one
	is 0 recon-roll -s state -d 2022-11-02 --amend one none
	new=$(id_of A18)
	grep ^A1 out >got
	tsv "A17 adjusted 12.80 0.00 12.80 CNY 2022-11-01 l.user=7 replaced=$new closes=$old closed=2022-11-02" \
		"A18 left 12.80 - 12.80 CNY 2022-11-01 l.user=8 l.replaces=$old id=$new first=2022-11-02 age=1" |
		same - got
	# a KEY that comes before that of what it replaces
	tsv "A09 12.80 CNY L 2022-11-01 replaces=$new" >two
	is 0 recon-roll -s state -d 2022-11-03 --amend two none
	grep ^A18 out | grep -q "replaced=$(id_of A09)"
	is 0 recon-roll -s state --verify
}

@test "an item with other fields is corrected by the record of one side" {
	begin
	tsv "C 3.00 CNY L 2022-11-01 s=no replaces=$(id_of C l)" >one
	is 0 recon-roll -s state -d 2022-11-02 --amend one none
	without_ids | grep ^C >got
	tsv "C adjusted 3.00 0.00 3.00 CNY 2022-11-01 l.s=ok replaced=ID closes=ID closed=2022-11-02" \
		"C rolled 3.00 3.00 0.00 CNY 2022-11-01 l.s=no l.replaces=ID r.s=no closes=ID,ID closed=2022-11-02" |
		same - got
	# both of them
	rm -r state
	begin
	tsv "C2 3.00 CNY L 2022-11-01 replaces=$(id_of C l)" \
		"C3 3.00 CNY R 2022-11-01 replaces=$(id_of C r)" >one
	is 0 recon-roll -s state -d 2022-11-02 --amend one --plain none
	cut -f 1,2 out | grep ^C >got
	tsv "C adjusted" "C adjusted" "C2 left" "C3 right" | same - got
}

@test "equal records are legs of their own, each with its id" {
	begin
	tsv "E 1.00 CNY L -" "E 1.00 CNY L 2022-11-02" "E 1.00 CNY L - a=b" >one
	stream "E left 1.00 - 1.00 CNY 2022-11-02" >in
	is 0 recon-roll -s state -d 2022-11-02 --amend one in
	[ "$(id_of E | sort -u | wc -l)" -eq 4 ]
	is 0 recon-roll -s state --verify
}

@test "a record that cannot be is bad data, with its file and line" {
	begin
	id=$(id_of A17)
	bad() { # TEXT LINE...
		tsv "${@:2}" >one
		is 65 recon-roll -s state -d 2022-11-02 --amend one none
		says "recon-roll: one:$1"
		prints_nothing
	}
	bad '1: replaces="A17" is no id of an item' "E 1.00 CNY L - replaces=A17"
	bad '1: replaces= is empty' "E 1.00 CNY L - replaces="
	bad '1: reply= is empty' "E 1.00 CNY L - reply="
	bad '1: replaces: is carried twice' \
		"E 1.00 CNY L - replaces=$id x=1 replaces=$(id_of B)"
	bad '2: reply: is carried twice' "E 1.00 CNY L - reply=a" \
		"E 1.00 CNY L - reply=a reply=b"
	bad "2: there is no open item 0123456789abcdef0123" \
		"E 1.00 CNY L -" "E 1.00 CNY L - replaces=0123456789abcdef0123"
	bad "2: item $id is named again, first at one:1" \
		"E 1.00 CNY L - replaces=$id" "E 2.00 CNY L - replaces=$id"
	bad '1: the item of key "E" has l.id=, which recon-roll gives itself; carry it under another name' \
		"E 1.00 CNY L - id=5"
	bad '2: amount "x" is not an amount' "E 1.00 CNY L -" "F x CNY L -"
	adjust "$id x lin"
	tsv "E 1.00 CNY L - replaces=$id" >one
	is 65 recon-roll -s state -d 2022-11-02 --amend one --adjust adjust none
	says "recon-roll: one:1: item $id is named again, first at adjust:2"
	echo '#recon record 1' | cat - one >cut
	is 65 recon-roll -s state -d 2022-11-02 --amend cut none
	says "recon-roll: cut: ends without its #total: what writes it did not finish"
	is 65 recon-roll -s state -d 2022-11-02 --amend none none
	says 'recon-roll: none:1: a result stream where a record stream belongs'
}

@test "a record of --amend that stands for several counts as recon-join -g says" {
	begin
	tsv "E 5.00 CNY L - n=5 user=7" "F 2.00 CNY R - n=2" \
		"G 1.00 CNY L - n=1" >one
	is 0 recon-roll -s state -d 2022-11-02 --amend one --plain none
	grep '^[EFG]' out | cut -f 1-9 >got
	tsv "E left 5.00 - 5.00 CNY 2022-11-02 ln=5 rn=0" \
		"F right - 2.00 -2.00 CNY 2022-11-02 ln=0 rn=2" >want
	head -n 2 got | same - want
	grep -q "^E.*${T}l.user=7${T}id=" out
	run ! grep -e "[lr][.]n=" out
	sort one | recon-join -g --plain 2>/dev/null | cut -f 1,8-9 | head -n 2 >joined
	head -n 2 got | cut -f 1,8-9 | same - joined
}

# --- answers of others

@test "a reply that is known is left out, counted, and told with -v" {
	begin
	tsv "E 1.00 CNY L - reply=R1" "F 1.00 CNY L - reply=R1" \
		"G 1.00 CNY L -" >one
	is 0 recon-roll -s state -d 2022-11-02 --amend one none
	grep ^reply state/day-2022-11-02.1 >got
	tsv "reply R1 rolled -" "reply R1 rolled -" | same - got
	# it comes again with another, and a second time in one day
	tsv "E 1.00 CNY L - reply=R1" "H 1.00 CNY L - reply=R2" \
		"H 1.00 CNY L - reply=R2" "G 1.00 CNY L -" >two
	is 0 recon-roll -s state -d 2022-11-03 --amend two --plain -v none
	says "recon-roll: by hand: 4 records, 2 left out for a reply= that is known, 0 kept and not rolled; 0 items adjusted
recon-roll: 2022-11-03: 9 open before, 2 new, 0 closed, 11 open now"
	mv out first
	cut -f 1 first | uniq -c | sed 's/^ *//' >got
	tsv "1 A17" "1 B" "1 C" "1 D" "1 E" "1 F" "2 G" "1 H" | tr '\t' ' ' | same - got
	grep ^reply state/day-2022-11-03.1 | same - <(tsv "reply R2 rolled -")
	# the same when the day is run again
	cp -r state before
	is 0 recon-roll -s state -d 2022-11-03 --amend two --plain none
	same first out
	diff -r before state
	is 0 recon-roll -s state -d 2022-11-02 --amend one none
	diff -r before state
	is 0 recon-roll -s state --verify
}

@test "a reply to what is closed is kept and not rolled, and told" {
	begin
	id=$(id_of A17)
	adjust "$id x lin"
	is 0 recon-roll -s state -d 2022-11-02 --adjust adjust none
	tsv "A17 12.00 CNY L 2022-11-01 replaces=$id reply=R1" >one
	is 0 recon-roll -s state -d 2022-11-03 --amend one --plain none
	says "recon-roll: one:1: item $id is closed already: the record is kept, and not rolled"
	run ! grep ^A17 out
	grep ^reply state/day-2022-11-03.1 >got
	printf 'reply\tR1\tlate\tA17\\t12.00\\tCNY\\tL\\t2022-11-01\\treplaces=%s\\treply=R1\n' $id |
		same - got
	is 0 recon-roll -s state -d 2022-11-04 --amend one --plain -v none
	grep -q "1 record, 1 left out" err
	# without reply= it is a mistake
	tsv "A17 12.00 CNY L 2022-11-01 replaces=$id" >two
	is 65 recon-roll -s state -d 2022-11-05 --amend two none
	says "recon-roll: two:1: item $id is closed already"
	is 0 recon-roll -s state --verify
}

# --- as inputs of the day

@test "a day run again without its amendments, or with others, is refused" {
	begin
	adjust "$(id_of B) x lin"
	tsv "E 1.00 CNY L -" >one
	is 0 recon-roll -s state -d 2022-11-02 --amend one --adjust adjust none
	mv out first
	cp -r state before
	is 0 recon-roll -s state -d 2022-11-02 --amend one --adjust adjust none
	says ""
	same first out
	diff -r before state
	tsv "E 2.00 CNY L -" >two
	for how in "" "--amend one" "--adjust adjust" "--amend two --adjust adjust"; do
		is 2 recon-roll -s state -d 2022-11-02 $how none
		says "recon-roll: state: 2022-11-02 was run before, from other input; --force replaces it"
		diff -r before state
	done
	is 0 recon-roll -s state -d 2022-11-02 --force "${REASON[@]}" none
	is 0 recon-roll -s state --verify
}

@test "--keep copies amendments and adjustments, and --replay runs them" {
	stream "A17 left 12.80 - 12.80 CNY 2022-11-01" \
		"B right - 5.00 -5.00 CNY 2022-11-01" >2022-11-01.in
	again 2022-11-01 --keep 9 >/dev/null 2>&1
	adjust "$(id_of B) x lin"
	tsv "E 1.00 CNY L - reply=R1" >'a	b'
	stream >none
	is 0 recon-roll -s state -d 2022-11-02 --keep 9 --amend 'a	b' --adjust adjust none
	zcat state/input-2022-11-02.1.2.gz | same 'a	b' -
	zcat state/input-2022-11-02.1.3.gz | same adjust -
	is 0 recon-roll -s state --verify
	# B stays, so that it can be closed again
	stream "A17 left 9.80 - 9.80 CNY 2022-11-01" \
		"B right - 5.00 -5.00 CNY 2022-11-01" >2022-11-01.in
	is 0 again 2022-11-01 --keep 9 --force "${REASON[@]}"
	is 0 recon-roll -s state --replay
	says "recon-roll: 2022-11-02: replayed: 2 open before, 1 new, 1 closed, 2 open now"
	grep -E '^(input|reply)' state/day-2022-11-02.1 | same - \
		<(grep -E '^(input|reply)' state/day-2022-11-02.2)
	is 0 recon-roll -s state --verify
	recon-roll -s state --print-results -d 2022-11-02 | grep -v '^#' |
		cut -f 1-4 >got
	tsv "A17 left 9.80 -" "B adjusted 0.00 5.00" "E left 1.00 -" | same - got
	# what cannot be closed any more stops it
	stream "A17 left 9.80 - 9.80 CNY 2022-11-01" >2022-11-01.in
	is 0 again 2022-11-01 --keep 9 --force "${REASON[@]}"
	is 65 recon-roll -s state --replay
	grep -Eqx 'recon-roll: state/input-2022-11-02.2.3.gz:2: there is no open item [0-9a-f]{20}; 2022-11-02 stays stale: run it by hand, from files that were mended, with --force' err
	head -n 1 adjust >mended
	is 0 recon-roll -s state -d 2022-11-02 --amend 'a	b' --adjust mended --force "${REASON[@]}" none
	recon-roll -s state --status --plain | cut -f 4 | uniq | same - <(echo -)
}

@test "with --open and --open-out, too" {
	begin
	recon-roll -s state --print-open >old
	id=$(id_of A17)
	adjust "$(id_of B) x lin"
	tsv "A18 12.80 CNY L 2022-11-01 replaces=$id reply=R1" >one
	is 0 recon-roll --open old --open-out new -d 2022-11-02 --amend one --adjust adjust none
	mv out filter
	is 0 recon-roll -s state -d 2022-11-02 --amend one --adjust adjust none
	same filter out
	same state/open-2022-11-02.1.res new
	is 65 recon-roll --open new --open-out newer -d 2022-11-03 --amend one none
	says "recon-roll: one:1: there is no open item $id"
	[ ! -e newer ]
	is 65 recon-roll --open-out newer -d 2022-11-03 --adjust adjust none
	says "recon-roll: adjust:2: there is no open item $(sed -n 2p adjust | cut -f 1)"
	is 2 recon-roll --open <(cat old) --open-out newer -d 2022-11-03 --adjust adjust none
	grep -q ': is read twice to find the items to be closed by hand, and has to be a regular file$' err
	is 2 recon-roll --open - --open-out newer -d 2022-11-03 --adjust adjust none <old
	says "recon-roll: stdin: is read twice to find the items to be closed by hand, and has to be a regular file"
	# amendments alone close nothing by id
	tsv "B 5.00 CNY L -" >two
	is 0 recon-roll --open - --open-out newer -d 2022-11-03 --amend two --plain none <old
	grep -q "^B${T}rolled" out
}

@test "amendments come from standard input, but only one thing does" {
	begin
	is 0 recon-roll -s state -d 2022-11-02 --amend - --plain none < <(tsv "E 1.00 CNY L -")
	grep -q ^E out
	grep ^input state/day-2022-11-02.1 | cut -f 2,3 | same - <(tsv "results none" "amend stdin")
	t() {
		is 2 recon-roll "${@:2}" </dev/null
		says "recon-roll: $1; try 'recon-roll --help'"
	}
	only="only one of FILE, --open, --amend and --adjust can be standard input"
	t "$only" -s state -d 2022-11-03 --amend -
	t "$only" -s state -d 2022-11-03 --amend - --adjust - none
	t "$only" -s state -d 2022-11-03 --amend - --amend - none
	t "$only" --open - --open-out new -d 2022-11-03 --adjust - none
	for how in --status --verify --replay --print-open "--prune 3"; do
		t "--amend and --adjust are for a day that is run" -s state $how --amend none
		t "--amend and --adjust are for a day that is run" -s state $how --adjust none
	done
	t "--amend and --adjust are for a day that is run" -s other -d 2022-11-03 \
		--import none "${REASON[@]}" --adjust none
	is 2 recon-roll -s state --overdue 3 --adjust none
	says "recon-roll: --adjust does not go with --overdue"
}
