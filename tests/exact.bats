# Amounts, cells, dates and zones, computed by others too: decTest's cases, the
# list of ISO 4217, and Python's decimal, re, datetime and zoneinfo.

load helper

# agree UNIT COUNT WHAT...: as many cases of exact_cases.py, all the same.
agree() {
	cd "$BATS_TEST_TMPDIR"
	python3 "$BATS_TEST_DIRNAME/exact_cases.py" "${1##*/}" "$3" >cases
	is 0 "$BUILD/unit/value/$1" cases
	echo "$2" | prints
}

@test "decTest's exact sums, differences and comparisons come out" {
	cd "$BATS_TEST_TMPDIR"
	is 0 "$BUILD/unit/value/amount" "$DATA/dectest/exact_cases.tsv"
	echo '787 agree, 0 differ, 16 beyond the limits' | prints
}

@test "a million random operations are those of Python's decimal" {
	agree amount '1000000 agree, 0 differ, 0 beyond the limits' 1000000
}

@test "a cell is an amount where it can be read in one way only" {
	agree money '100000 agree, 0 differ' 100000
}

@test "times printed by strftime are read" {
	agree time/time_format '30000 agree, 0 differ' 30000
}

@test "every zone has the offsets and moments of Python's zoneinfo" {
	cd "$BATS_TEST_TMPDIR"
	python3 "$BATS_TEST_DIRNAME/exact_cases.py" zone 2 >cases
	is 0 "$BUILD/unit/value/time/zone" cases
	echo "$(wc -l <cases) agree, 0 differ" | prints
	[ "$(wc -l <cases)" -gt 10000 ]
}

@test "every day has Python's number" {
	cd "$BATS_TEST_TMPDIR"
	python3 "$BATS_TEST_DIRNAME/exact_cases.py" date >want
	is 0 "$BUILD/unit/value/time/date" list
	cmp want out
}

@test "every current code of ISO 4217 has its minor unit" {
	cd "$BATS_TEST_TMPDIR"
	is 0 "$BUILD/unit/value/currency" "$DATA/iso4217.tsv"
	echo '178 codes, 0 differ' | prints
}
