# A run in memory, step by step, beside a model that was written from the page.

load helper

# agree SEED CASES: so many random flows, taken through random steps.
agree() {
	cd "$BATS_TEST_TMPDIR"
	is 0 python3 "$BATS_TEST_DIRNAME/flow_reference.py" "$1" "$2" . \
		"$BUILD/unit/flow/run/run_steps"
	grep -q "of $2 runs agree" out
}

@test "random flows under random steps are as a model has them" {
	agree 1 400
	agree 2 400
}
