# examples/cluster/hadoop-streaming: records joined by Hadoop Streaming, in its
# local mode, are those of one machine, and what goes wrong is noticed.

load ../helper
load peers
load hadoop

EXAMPLES=$BATS_TEST_DIRNAME/../../examples/cluster

setup_file() {
	"$cluster/fetch" streaming >/dev/null || return 0 # each test is skipped
	begin_payments
}

setup() {
	need_streaming
	launchers
	cd "$BATS_TEST_TMPDIR"
}

# streaming OPTION...: the example, its log in log.
streaming() {
	"$EXAMPLES/hadoop-streaming" "$@" 2>log || { s=$?; tail -n 20 log >&2; return $s; }
}

# small: a few orders, announced, and what they are.
small() {
	python3 "$cluster/payments_table.py" 200 .
	cat left.rec right.rec | recon-sort --announce -o both
	grep '^#total' both >totals
	recon-join -o one both
}

@test "hadoop: 1, 7 and 200 parts have the bytes of one machine" {
	# files of several sources, of which each was announced by itself
	mkdir in
	split -n l/2 "$payments/left" half.
	for f in half.aa half.ab "$payments/right"; do
		recon-sort --announce "$f" | shuf --random-source=<(yes) >"in/${f##*/}"
	done
	for n in 1 7 200; do
		streaming -e "$payments/sources" -o parts.$n -n $n -r day1 in >got
		same "$payments/one" got
		[ "$(find parts.$n -name 'part-*' | wc -l)" -eq $n ]
	done
	# what the programs of recon say does not get lost in the log of the job
	run ! grep -a 'recon-' log
	# parts that stay where they are
	is 0 recon-sort -c --engine hadoop --parts 200@day1 --expect-total "$payments/sources" parts.200/part-*
	# one part lost, doubled, of another run, cut
	is 65 recon-sort -c --engine hadoop --parts 200@day1 parts.200/part-001*
	grep -q '^recon-sort: 100 of 200 parts are missing: 1, 2, 3' err
	is 65 recon-sort -c --engine hadoop --parts 7@day1 parts.7/part-* parts.7/part-00004
	says "recon-sort: parts.7/part-00004: part 5/7@day1 comes twice, first from parts.7/part-00004"
	is 65 recon-sort -c --engine hadoop --parts 7@day1 parts.7/part-0000[0-57]
	says "recon-sort: 1 of 7 parts is missing: 7"
	is 65 recon-sort -c --engine hadoop --parts 7@day1 parts.7/part-0000[0-5] parts.200/part-00006
	says "recon-sort: parts.200/part-00006: is part 7/200@day1, where --parts has 7@day1"
}

@test "hadoop: parted by KEY and CURRENCY, more parts than keys, added up" {
	small
	streaming -C -e totals -o c -n 5 -r d both >got
	same one got
	printf 'k1\t1.00\tCNY\tL\t-\nk1\t2.00\tCNY\tR\t-\n' | recon-sort --announce >few
	grep '^#total' few >few.totals
	streaming -e few.totals -o few.parts -n 3 -r d -x '-g --tolerance 1' few >got
	recon-join -g --tolerance 1 few 2>/dev/null | same - got
}

@test "hadoop: a filter that is killed, a bad record, a command that reads nothing" {
	small
	mkdir broken
	while read -r what; do
		cat >broken/recon-join <<-END
		#!/bin/sh
		# of tasks, not of what merges them
		[ "\${mapreduce_task_partition-}" != 1 ] || $what
		exec "$BUILD/bin/recon-join" "\$@"
		END
		chmod +x broken/recon-join
		rm -rf parts
		PATH=$PWD/broken:$PATH is "${what##*# }" streaming -e totals -o parts -n 3 -r d both
		run ! grep '^#total' out
		cp log log.${what%% *}
	done <<-'END'
	kill -9 $$ # 1
	exit 0 # 65
	END
	grep -q 'subprocess failed with code 137' log.kill
		grep -q '^recon-sort: not what totals says: [0-9]* records, read [0-9]*; L' log.exit
	printf 'k9\tx\tCNY\tL\t-\n' >bad
	is 1 streaming -e totals -o bad.parts -n 3 -r d both bad
	grep -q 'recon-join: stdin:[0-9]*: amount "x" is not an amount' log
	run ! grep '^#total' out
}

@test "hadoop: rows that are lost before they are shuffled, and ones that are new" {
	small
	sed '/^back/d' both >lost
	is 65 streaming -e totals -o lost.parts -n 3 -r d lost
	grep -q '^recon-sort: not what totals says: [0-9]* records, read [0-9]*; L' log
	is 2 "$EXAMPLES/hadoop-streaming" -o x both
	says 'hadoop-streaming: cannot read the totals of the records; give -e FILE'
	is 2 "$EXAMPLES/hadoop-streaming" -e totals -o x -x '-g; rm' both
	says 'hadoop-streaming: not a word that a reducer can be given: -g; rm'
}

@test "recon-cluster(7): Hadoop Streaming, word for word" {
	ln -s "$(realpath "$EXAMPLES/..")" examples
	"$BATS_TEST_DIRNAME/../examples" \
	    "$BATS_TEST_DIRNAME/../../man/recon-cluster.7" 'Hadoop Streaming'
}
