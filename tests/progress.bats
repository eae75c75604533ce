#!/usr/bin/env bats
# How far a program is, told by itself from the third second on.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
}

records() {
	awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++)
		printf "%08d\t1.00\tCNY\tL\t2022-11-01\n", (i * 7919) % n }'
}

@test "--progress tells rows, rate, bytes, percent and the time left" {
	records 200000 >in
	# sorted at once, but nobody takes the output for a while
	recon-sort --plain --progress in 2>err | (sleep 4; cat >/dev/null)
	cat err
	[ $(wc -l <err) -eq 1 ]
	grep -Eqx 'recon-sort: 200000 rows, [0-9]+ rows/s, 6\.2 MB in, 1\.[0-9] MB out, 5[0-9]%, 0:0[2-5] left' err
}

@test "without a size there is no percent" {
	(records 1000 | LC_ALL=C sort; sleep 4) | recon-join --plain --progress 2>err >out
	cat err
	[ $(wc -l <err) -eq 1 ]
	grep -Eqx 'recon-join: [0-9]+ rows, [0-9]+ rows/s, 31\.0 kB in, [0-9.]+ k?B out' err
}

@test "without --progress and without a terminal nothing is told" {
	(records 10 | LC_ALL=C sort; sleep 4) | recon-join --plain 2>err >out
	[ ! -s err ]
}
