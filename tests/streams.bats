# What control lines say of a stream, and what is seen where a tool has changed
# it: versions, digests, --announce.

load helper

V2=--stream-version=2
CHANGED='count and sums agree, the lines do not: a tool between changed them'

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'key,amount,date\na1,5,2022-11-01\na2,6.50,2022-11-01\na2,7,2022-11-02\n' >left.csv
	printf 'key,amount,date\na1,5,2022-11-01\na2,6,2022-11-01\n' >right.csv
}

# table and records of left.csv or right.csv, of version 2.
records_of() {
	local side=${1^}
	recon-clean $V2 -o "$1.tab" "$1.csv"
	recon-key $V2 -k key -a amount -c CNY -t date -s "${side:0:1}" \
	    -o "$1.key" "$1.tab"
	recon-sort $V2 -o "$1.rec" "$1.key"
}

results() {
	records_of left
	records_of right
	recon-join $V2 -o results left.rec right.rec
}

# has_digest FILE: its one #total ends with the digest of its lines.
has_digest() {
	grep '^#total' "$1" | sed 's/.*\t//' >told
	echo "xxh3=$("$BATS_TEST_DIRNAME/stream_digest.py" <"$1")" | same - told
}

@test "every program writes the digest of its lines, or version 1" {
	results
	recon-roll $V2 --open /dev/null --open-out still.res -d 2022-11-02 \
	    -o rolled results
	recon-notify $V2 --tee results >tee 2>summary
	recon-sort $V2 -g -o sums left.key
	recon-join $V2 --left-open l.open --right-open r.open -o passed \
	    left.rec right.rec
	for f in left.tab left.key left.rec results rolled still.res tee sums \
	    l.open r.open passed; do
		head -n 1 "$f" | grep -x '#recon [a-z]* 2'
		has_digest "$f"
	done
	recon-sort --stream-version 1 left.key | same - <(cat <<-END
	#recon record 1
	#total${T}records=3${T}L.CNY=18.50
	$(grep -v '^#' left.rec)
	END
	)
	recon-clean --stream-version 1 left.csv | same - <(cat <<-END
	#recon table 1
	$(grep -v '^#' left.tab)
	#total${T}records=3
	END
	)
}

@test "streams of both versions are read, one behind the other, too" {
	records_of left
	records_of right
	recon-sort --stream-version 1 -o old.rec left.rec
	recon-join old.rec right.rec | grep -v '^#' >mixed
	recon-join left.rec right.rec | grep -v '^#' | same mixed -
	is 0 recon-sort $V2 old.rec right.rec
	says ''
	has_digest out
	cat old.rec right.rec >both
	is 0 recon-sort $V2 both
	says 'recon-sort: both: not every #total has xxh3=: only counts and sums were checked, not keys, dates and carried fields'
	has_digest out
}

@test "a version that is not known is refused" {
	is 2 recon-clean --stream-version 3 left.csv
	says 'recon-clean: --stream-version: "3" is not a number from 1 to 2'
	is 2 recon-clean --stream-version 0 left.csv
	says 'recon-clean: --stream-version: "0" is not a number from 1 to 2'
	printf '#recon record 3\n#total\trecords=0\n' >later
	is 65 recon-sort later
	says 'recon-sort: later:1: "#recon record 3" announces a stream this program does not know'
}

@test "cat, sort and sort -m keep a stream valid, a table cat alone" {
	records_of left
	records_of right
	cat left.key right.key >both
	LC_ALL=C sort left.key right.key >sorted
	LC_ALL=C sort -m left.rec right.rec >merged
	LC_ALL=en_US.UTF-8 sort left.key right.key >elsewhere
	recon-sort $V2 both >all
	for f in sorted merged elsewhere; do
		is 0 recon-sort $V2 "$f"
		says ''
		same all out
		has_digest out
	done
	cat left.tab right.tab >tables
	is 0 recon-key $V2 -k key -a amount -c CNY -t date -s L tables
	says ''
	has_digest out
	LC_ALL=C sort left.tab >tables
	is 65 recon-key $V2 -k key -a amount -c CNY -t date -s L tables
}

@test "what counts and sums do not see is told: keys, dates, fields, columns" {
	results
	while read -r file change reader; do
		sed "$change" "$file" >changed
		is 65 $reader changed
		says "${reader%% *}: changed: $CHANGED"
		grep -v '^#' "$file" >was
		grep -v '^#' changed >is
		run ! same was is
	done <<-'END'
	left.key s/^a1/a3/ recon-sort
	left.key s/11-01/11-03/ recon-sort -c
	left.key s/$/\tfee=1/;/^#/s/\tfee=1$// recon-sort -m
	left.rec s/^a1/a0/ recon-join
	results s/^a1/a0/ recon-notify
	results s/^a1/a0/ recon-roll --open /dev/null --open-out new -d 2022-11-02
	left.tab s/^a1/a3/ recon-key -k key -a amount -c CNY -s L
	left.tab s/\tamount/\tprice/ recon-key -k key -a price -c CNY -s L
	left.tab s/\t7\t/\t9\t/ recon-key -k key -a amount -c CNY -s L
	END
}

@test "a table whose rows were put in another order is the same table" {
	records_of left
	{ sed -n 1,2p left.tab; sed -n '3,5{p;}' left.tab | tac
	  sed -n 6p left.tab; } >turned
	run ! same left.tab turned
	is 0 recon-key -k key -a amount -c CNY -t date -s L turned
	says ''
}

@test "a line in the place of another of the same amount is told" {
	printf 'key,amount\nb1,5\nb2,5\nb2,5\n' >equal.csv
	recon-clean equal.csv | recon-key -k key -a amount -c CNY -s L |
	    recon-sort $V2 -o equal.rec
	sed '4s/^b2/b1/' equal.rec >twice
	is 65 recon-sort twice
	says "recon-sort: twice: $CHANGED"
	LC_ALL=C sort -u equal.rec >unique
	is 65 recon-sort unique
	says 'recon-sort: unique: #total says 3 records, read 2'
}

@test "a #total of version 2 without its digest is refused" {
	records_of left
	sed 's/\txxh3=.*//' left.rec >without
	is 65 recon-sort without
	says 'recon-sort: without: is of version 2, and its #total has no xxh3=: a tool changed it'
	sed 's/xxh3=/&0/' left.rec >long
	is 65 recon-sort long
	says 'recon-sort: long:2: xxh3= of a #total line is not 16 digits, or is there twice'
}

@test "names of #total that are not known are skipped" {
	records_of left
	sed 's/^#total/&\tlater=7/' left.rec >later
	recon-sort $V2 later | same left.rec -
}

@test "one changed byte among many records is seen by any number of threads" {
	awk 'BEGIN { for (i = 0; i < 200000; i++)
	    printf "k%06d\t1.00\tCNY\t%s\t-\tsrc=bill.csv:%d\n",
	        i / 2, i % 2 ? "R" : "L", i }' | recon-sort --announce -o many
	has_digest many
	sed '100000s/bill/bilk/' many >changed
	for j in 1 2 4; do
		is 0 recon-join -j $j many
		says ''
		has_digest out
		is 65 recon-join -j $j changed
		says "recon-join: changed: $CHANGED"
	done
	for options in "" "-S 64K" -m -c -g; do
		is 65 recon-sort $options changed
		says "recon-sort: changed: $CHANGED"
	done
}

# --- --announce

@test "--announce makes a stream of plain records, or results" {
	results
	grep -v '^#' left.key >plain
	recon-sort $V2 --announce plain | same left.rec -
	recon-sort $V2 --announce <plain | same left.rec -
	grep -v '^#' left.rec >sorted
	recon-sort $V2 -m --announce sorted >merged
	has_digest merged
	LC_ALL=C sort merged | same - <(LC_ALL=C sort left.rec)
	recon-sort $V2 -g --announce plain >sums
	has_digest sums
	recon-sort $V2 -g left.key | same - sums
	grep -v '^#' results >plain
	recon-sort $V2 --announce plain | same - <(recon-sort $V2 results)
	is 0 recon-sort --announce plain
	head -n 1 out | grep -x '#recon result [12]'
}

@test "--announce takes streams that are announced, too, and checks them" {
	results
	recon-sort $V2 --announce left.key | same left.rec -
	grep -v '^#' left.key >plain
	for options in "" -m; do
		LC_ALL=C sort -o plain plain
		is 0 recon-sort $V2 --announce $options plain right.rec
		has_digest out
		grep -q "^#total${T}records=5${T}L.CNY=18.50${T}R.CNY=11.00" out
	done
	sed 's/^a1/a0/' left.rec >changed
	is 65 recon-sort --announce changed
	says "recon-sort: changed: $CHANGED"
	is 65 recon-sort --announce plain results
	says 'recon-sort: results:1: a result stream where a record stream belongs'
}

@test "--announce of nothing is a stream of any kind" {
	: >empty
	is 0 recon-sort --announce --allow-empty $V2 empty
	printf '#recon line 2\n#total\trecords=0\txxh3=%016d\n' 0 | prints
	mv out nothing
	is 0 recon-join nothing
	is 0 recon-notify nothing
	is 0 recon-sort $V2 nothing
	same nothing out
	is 0 recon-sort --announce --allow-empty -g $V2 empty
	printf '#recon record 2\n#total\trecords=0\txxh3=%016d\n' 0 | prints
}

@test "--announce takes no other lines, and goes with neither -c nor --plain" {
	for options in "" -m; do
		is 65 recon-sort --announce $options left.csv
		says 'recon-sort: left.csv: its lines are neither records nor results: --announce makes a stream of no others'
	done
	tsv 'a1 1.00 CNY L -' >plain
	is 65 recon-sort --announce plain right.csv
	says 'recon-sort: right.csv:1: not a record: fewer than five fields in "key,amount,date"'
	is 65 recon-sort -m --announce plain right.csv
	says 'recon-sort: right.csv:1: not a record: fewer than five fields in "key,amount,date"'
	is 2 recon-sort --announce --plain plain
	says 'recon-sort: --announce: does not go with --plain'
	is 2 recon-sort --announce -c plain
	says 'recon-sort: --check: does not go with --announce'
}

@test "a stage that fails says so in a stream of the version told" {
	printf 'key,amount\na1\n' >short.csv
	is 65 recon-clean $V2 short.csv
	head -n 1 out | grep -x '#recon table 2'
	is 2 recon-key $V2 -k key -a amount -c CNY -s L absent
	sed 's/\t.*//' out | same - <(printf '#recon record 2\n#failed\n')
}
