# What the fuzzers found, and inputs near to it: tests/fuzz/NAME.c reads each of
# tests/fuzz/corpus/NAME, then some that are changed at random, the same in
# every run.

load helper

FUZZ=$BATS_TEST_DIRNAME/fuzz

# every OPTION...: each target, on its corpus.
every() {
	local t bad=
	for t in "$BUILD"/fuzz/*; do
		"$t" "$@" -k "$BATS_TEST_TMPDIR/${t##*/}" \
			"$FUZZ/corpus/${t##*/}"/* >err 2>&1 && continue
		tail -n 20 err
		bad+=" ${t##*/}"
	done
	[ -z "$bad" ] || { echo "input ends badly:$bad"; return 1; }
}

@test "each target is built and has a corpus, each corpus a target" {
	cd "$FUZZ"
	printf '%s\n' *.c | sed 's/[.]c$//' | grep -vx driver >"$BATS_TEST_TMPDIR/want"
	for d in "$BUILD/fuzz" corpus; do
		ls "$d" >"$BATS_TEST_TMPDIR/got"
		same "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/got"
	done
}

@test "what was kept is read without a fault, and as slow twins read it" {
	cd "$BATS_TEST_TMPDIR"
	every
}

@test "so is what was changed at random" {
	cd "$BATS_TEST_TMPDIR"
	every -n 500000
}

@test "an input that ends a target is kept" {
	cd "$BATS_TEST_TMPDIR"
	printf 'a\tb\n' >in
	# more than can be read in the time given
	is 1 bash -c 'ulimit -t 1; exec "$0" -n 9999999999 -k kept in' \
		"$BUILD/fuzz/record"
	[ -e kept ]
	grep -q 'the input is kept in kept' err
}
