# When runs of schedules are due, and what becomes of them: beside a model by
# Python's zoneinfo.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
}

@test "what is due is what clocks show, by Python's zoneinfo" {
	python3 "$HELPER/schedules_reference.py" times 100 1 >cases
	is 0 "$BUILD/unit/flow/due/flow_due_times" cases
	echo '100 agree, 0 differ' | prints
	[ "$(cut -f6 cases | tr -cd = | wc -c)" -gt 300 ]
}

@test "random looks with a clock that jumps come to what a model comes to" {
	python3 "$HELPER/schedules_reference.py" looks 40 1 script want
	is 0 "$BUILD/unit/flow/due/flow_due_judge" script
	same want out
	for what in starts missed skipped late unfinished; do
		[ "$(grep -c "^$what " want)" -gt 5 ]
	done
}
