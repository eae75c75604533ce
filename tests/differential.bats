# Two roads, one answer, on input made by chance: recon-join beside SQLite,
# recon-sort beside sort(1). A sample of what make check-long tries.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# beside NAME BUILD COUNT: tries it, and shows the figures.
beside() {
	python3 -B "$BATS_TEST_DIRNAME/proof/$1.py" "$2" "$3" >figures 2>&1 || {
		tail -n 30 figures
		return 1
	}
	sed 's/^/# /' figures >&3
}

# instead PROGRAM COMMAND: makes a build here whose PROGRAM is that.
instead() {
	mkdir bin
	printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
	chmod +x "bin/$1"
}

@test "recon-join writes what SQLite makes of its rules" {
	beside join_sqlite "$BUILD" 20000
}

@test "recon-sort writes what sort(1) writes of nasty bytes" {
	beside sort_gnu "$BUILD" 60
}

@test "an answer that differs would be told" {
	instead recon-join "'$BUILD/bin/recon-join' \"\$@\" | sed 's/matched/amount/'"
	is 1 python3 -B "$BATS_TEST_DIRNAME/proof/join_sqlite.py" . 1000
	grep -q '^pairwise: line .*: SQLite .*matched.*, recon-join .*amount' out
	grep -q '^aggregate: line .*: SQLite .*matched.*, recon-join .*amount' out
	rm -r bin
	instead recon-sort "'$BUILD/bin/recon-sort' \"\$@\" | tr -d '\\0'"
	is 1 python3 -B "$BATS_TEST_DIRNAME/proof/sort_gnu.py" . 30
	grep -q '^case .*: not what sort(1) writes$' out
}
