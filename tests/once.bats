# recon-sort --once: exports that overlap.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	tsv 'A1 1.00 CNY L - src=a:1 tx=1' 'A1 1.00 CNY L - src=a:2 tx=1' \
	    'A2 2.00 CNY L - tx=2' >a
	tsv 'A1 1.00 CNY L - src=b:7 tx=1' 'A3 3.00 CNY L - tx=3' \
	    'A2 2.00 CNY L - tx=2 src=b:9' 'A3 3.00 CNY L - tx=3' >b
}

@test "a record of two exports counts once, two alike of one export stay two" {
	is 0 recon-sort --once tx a b
	says 'recon-sort: 7 records in, 5 out, 2 counted once with those of another FILE'
	tsv 'A1 1.00 CNY L - src=a:1 tx=1' 'A1 1.00 CNY L - src=a:2 tx=1' \
	    'A2 2.00 CNY L - tx=2' 'A3 3.00 CNY L - tx=3' \
	    'A3 3.00 CNY L - tx=3' | prints
	is 0 recon-sort --once tx b a
	tsv 'A1 1.00 CNY L - src=a:2 tx=1' 'A1 1.00 CNY L - src=b:7 tx=1' \
	    'A2 2.00 CNY L - tx=2 src=b:9' 'A3 3.00 CNY L - tx=3' \
	    'A3 3.00 CNY L - tx=3' | prints
	cat a b >both
	is 0 recon-sort --once tx both
	says ''
	LC_ALL=C sort both | prints
}

@test "any overlaps come out as a model of them says, with any memory and threads" {
	python3 "$BATS_TEST_DIRNAME/once.py" "$BUILD" 100 . >figures
	cat figures
}

@test "overlaps larger than memory are the same as those that fit, and as awk has them" {
	overlap() {
		seq $1 $2 | awk -v f=$3 '{ k = ($1 * 7919) % 120011
		    printf "K%06d\t%d.00\tCNY\tR\t2022-11-01\ttx=%d\tsrc=%s:%d\n", \
			k, k % 90, k, f, NR }'
	}
	overlap 1 80000 one >one
	overlap 50001 120000 two >two
	cat one two | awk -F'\t' '!($1 in seen) { print } { seen[$1] }' |
	    LC_ALL=C sort >sorted
	recon-sort --once tx one two 2>err | cmp - sorted
	says 'recon-sort: 150000 records in, 120000 out, 30000 counted once with those of another FILE'
	recon-sort -S 300K -j 2 --once tx one two 2>err | cmp - sorted
	LC_ALL=C sort -o one one
	LC_ALL=C sort -o two two
	recon-sort -S 300K -m --once tx one two 2>err | cmp - sorted
}

@test "memory stays below -S where exports overlap" {
	sanitized && skip "a sanitizer takes memory of its own"
	seq 1 400000 | awk '{ printf "K%06d\t1.00\tCNY\tR\t2022-11-01\ttx=%d\n", \
	    ($1 * 7919) % 400009, $1 }' >one
	peak recon-sort -S 4M -o out --once tx one one 2>/dev/null
	echo "$peak KiB"
	[ "$peak" -lt 9000 ]
	same <(LC_ALL=C sort one) out
}

@test "the sums of what goes out and of what came again are those of what came" {
	for f in a b; do
		{ echo '#recon record 1'; cat $f; awk -F'\t' '{ s += $2 }
		    END { printf "#total\trecords=%d\tL.CNY=%.2f\n", NR, s }' $f
		} >$f.rec
	done
	is 0 recon-sort --facts f --once key a.rec b.rec
	head -n 1 out | grep '^#recon record'
	tail -n 1 out | grep "^#total${T}records=5${T}L.CNY=10.00"
	grep -e ^once -e records f | grep -v put | same - <(printf '%s\n' \
	    "read.records${T}7" "written.records${T}5" "once${T}2")
	mv out got
	is 0 recon-sort -c got
	sed 's/records=3/records=4/' a.rec >bad.rec
	is 65 recon-sort --plain --once key a.rec bad.rec
	says 'recon-sort: bad.rec: #total says 4 records, read 3'
	prints </dev/null
}

@test "two records that differ under one id are named, each with its place" {
	tsv 'A2 2.00 CNY L - tx=2 status=paid' >c
	is 65 recon-sort --plain --once tx a c
	says 'recon-sort: c:1: another record than a:3, with the same tx: "A2\x092.00\x09CNY\x09L\x09-\x09tx=2\x09status=paid" and "A2\x092.00\x09CNY\x09L\x09-\x09tx=2"'
	is 65 recon-sort --plain --once tx c a
	says 'recon-sort: a:3: another record than c:1, with the same tx: "A2\x092.00\x09CNY\x09L\x09-\x09tx=2" and "A2\x092.00\x09CNY\x09L\x09-\x09tx=2\x09status=paid"'
	cat a c >d
	is 65 recon-sort --plain --once 'key, tx' - <d
	says 'recon-sort: stdin:4: another record than stdin:3, with the same key, tx: "A2\x092.00\x09CNY\x09L\x09-\x09tx=2\x09status=paid" and "A2\x092.00\x09CNY\x09L\x09-\x09tx=2"'
}

@test "a record of the other side is another one" {
	tsv 'A2 2.00 CNY R - tx=2' 'A2 9.00 CNY R - tx=3' >c
	is 0 recon-sort --plain --once tx a c
	says ''
	LC_ALL=C sort a c | prints
}

@test "records without an id, or with two, are bad data" {
	is 65 recon-sort --plain --once nr b
	says 'recon-sort: b:1: nr: the record has none, and --once knows records by it'
	is 65 recon-sort --plain --once date a
	says 'recon-sort: a:1: date: the record has none, and --once knows records by it'
	tsv 'A2 2.00 CNY L - tx=2 tx=3' >c
	is 65 recon-sort --plain --once tx c
	says 'recon-sort: c:1: tx: is carried twice'
	tsv 'A2 2.00 CNY L - src=2 tx=3 src=2' >c
	is 65 recon-sort --plain --once tx c
	says 'recon-sort: c:1: src: is carried twice'
}

@test "only records overlap, and comments are left out" {
	printf 'A1\tleft\t1.00\t-\t1.00\tCNY\t2022-11-01\n' >res
	is 65 recon-sort --plain --once key res
	says 'recon-sort: res:1: amount "left" is not an amount'
	{ echo '# a comment'; cat a; } >c
	is 0 recon-sort --once key c a
	says 'recon-sort: 6 records in, 3 out, 3 counted once with those of another FILE'
	prints <a
	is 65 recon-sort --plain -m --once key b
	says 'recon-sort: b:3: not in order: "A2\x092.00\x09CNY\x09L\x09-\x09tx=2\x09src=b:9" comes after "A3\x093.00\x09CNY\x09L\x09-\x09tx=3"; sort it with recon-sort or LC_ALL=C sort'
	is 2 recon-sort --plain --once key a absent
	says 'recon-sort: absent: No such file or directory'
}

@test "--once goes neither with sums nor with a check" {
	is 2 recon-sort --plain -g --once key a
	says 'recon-sort: --once: does not go with --aggregate: make the sums of what it writes'
	is 2 recon-sort -c --once key a
	says 'recon-sort: --check: does not go with --once'
	is 2 recon-sort --plain --once key, a
	says 'recon-sort: --once: "key,": an empty name'
}

@test "-v tells how many records there were where none came again" {
	is 0 recon-sort -v --plain --once tx a
	says 'recon-sort: 3 records in, 3 out, 0 counted once with those of another FILE'
}
