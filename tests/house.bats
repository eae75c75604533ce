# How tests are counted, and what make packs.

load helper

ROOT=$BATS_TEST_DIRNAME/..

setup() {
	cd "$BATS_TEST_TMPDIR"
}

@test "however a test program ends, it is counted" {
	printf 'ok 1 - a\n# why\nnot ok 2 - b\n1..2\n\nstatus 1\n' >failed
	printf '1..2\nok 1 c\nok 2 d # skip no luck\n\nstatus 0\n' >skipped
	printf 'ok 1 - e # SKIP no luck\n1..1\n\nstatus 0\n' >skipped_too
	printf '1..0 # SKIP no such system\n\nstatus 0\n' >none
	printf 'ok 1 - f\nSegmentation fault\n\nstatus 139\n' >died
	printf 'ok 1 - g\n\nstatus 0\n' >early
	printf '1..2\nok 1 h\n\nstatus 0\n' >short
	printf 'ok 1 - i\n' >killed
	: >empty
	is 1 awk -v whole=1 -f "$BATS_TEST_DIRNAME/tap.awk" failed skipped \
	    skipped_too none died early short killed empty absent </dev/null
	grep -v '^skipped\|did not end' out >got
	same - got <<-'END'
	== failed
	# why
	b
	1..2

	status 1
	== died
	Segmentation fault

	status 139
	== early

	status 0
	== short
	1..2

	status 0
	failed: failed: b
	failed: died: ended with status 139
	failed: early: ended without its plan
	failed: short: ran 1 of 2 tests
	5 passed, 7 failed, 3 skipped
	END
	grep '^skipped' out | LC_ALL=C sort | same - <(cat <<-'END'
	skipped, 1: no such system
	skipped, 2: no luck
	END
	)
	grep 'did not end' out | LC_ALL=C sort | same - <(cat <<-'END'
	failed: absent: did not end
	failed: empty: did not end
	failed: killed: did not end
	END
	)
}

@test "tests that pass alone, or none at all" {
	printf 'ok 1 - a\n1..1\n\nstatus 0\n' >good
	is 0 awk -v whole=1 -f "$BATS_TEST_DIRNAME/tap.awk" good
	echo '1 passed, 0 failed' | prints
	is 1 awk -v whole=1 -f "$BATS_TEST_DIRNAME/tap.awk" </dev/null
	echo '0 passed, 0 failed' | prints
}

@test "make dist packs what is committed, the same bytes each time" {
	git -C "$ROOT" rev-parse HEAD >/dev/null 2>&1 ||
	    skip "no git, or not a checkout of it"
	for i in 1 2; do
		make -s -C "$ROOT" BUILD="$PWD/$i" dist
	done
	name=$(cd 1 && echo recon-*.tar.gz)
	version=${name#recon-}
	version=${version%.tar.gz}
	is 0 recon-join --version
	echo "recon-join $version" | prints
	cmp "1/$name" "2/$name"
	tar -xzf "1/$name"
	(cd "recon-$version" && find . -type f | LC_ALL=C sort) >got
	git -C "$ROOT" ls-tree -r --name-only HEAD | sed 's|^|./|' |
	    LC_ALL=C sort | same - got
}

@test "where there is no yajl make says so in a line, and leaves JSON out" {
	cd "$BATS_TEST_DIRNAME/.."
	make -n -B YAJL= MAKELEVEL=0 MAKEFLAGS= BUILD="$BATS_TEST_TMPDIR/b" filters >"$BATS_TEST_TMPDIR/out" 2>&1
	grep -qx 'no yajl (libyajl-dev): recon-clean is built without JSON, recon-notify without targets, recon-cut not at all' "$BATS_TEST_TMPDIR/out"
	grep -q 'lib/bill/json/json_absent[.]c' "$BATS_TEST_TMPDIR/out"
	run ! grep -qE 'lib/bill/json/json[.]c|-lyajl' "$BATS_TEST_TMPDIR/out"
	# not before what is missing is installed
	make -n -B YAJL= MAKELEVEL=0 MAKEFLAGS= BUILD="$BATS_TEST_TMPDIR/b" demo | head -n 1 | same - <(echo tests/need build demo)
}

@test "where there is no libcurl make says so in a line, and leaves recon-fetch, http and mail out" {
	cd "$BATS_TEST_DIRNAME/.."
	make -n -B CURL= MAKELEVEL=0 MAKEFLAGS= BUILD="$BATS_TEST_TMPDIR/b" all >"$BATS_TEST_TMPDIR/out" 2>&1
	grep -qx 'no libcurl (libcurl4-openssl-dev): recon-fetch and the transports http and mail are not built' "$BATS_TEST_TMPDIR/out"
	grep -q 'transport/exec' "$BATS_TEST_TMPDIR/out"
	# a profile may have its section all the same
	grep -q 'RECON_PROGRAMS=.*recon-fetch' "$BATS_TEST_TMPDIR/out"
	run ! grep -qE 'bin/recon-fetch|recon/transport/http|recon/transport/mail|lib/net/curl|-lcurl' "$BATS_TEST_TMPDIR/out"
}

@test "where there is no librabbitmq make says so in a line, and leaves amqp out" {
	cd "$BATS_TEST_DIRNAME/.."
	make -n -B RABBIT= MAKELEVEL=0 MAKEFLAGS= BUILD="$BATS_TEST_TMPDIR/b" all >"$BATS_TEST_TMPDIR/out" 2>&1
	grep -qx 'no librabbitmq (librabbitmq-dev): the transport amqp and the tickets of recon-flow are not built' "$BATS_TEST_TMPDIR/out"
	run ! grep -qE 'recon/transport/amqp|recon/tickets|lib/net/amqp|-lrabbitmq' "$BATS_TEST_TMPDIR/out"
}

@test "where there is no SQLite make says so in a line, and leaves out what needs it" {
	cd "$BATS_TEST_DIRNAME/.."
	make -n -B SQLITE= MAKELEVEL=0 MAKEFLAGS= BUILD="$BATS_TEST_TMPDIR/b" all >"$BATS_TEST_TMPDIR/out" 2>&1
	grep -qx 'no SQLite (libsqlite3-dev): recon-store, recon-flow and recon-cut are not built, recon-report without --db' "$BATS_TEST_TMPDIR/out"
	grep -q 'bin/recon-report' "$BATS_TEST_TMPDIR/out"
	grep -q 'lib/report/stored/stored_absent[.]c' "$BATS_TEST_TMPDIR/out"
	run ! grep -qE 'bin/recon-store|bin/recon-flow|bin/recon-cut|lib/report/stored/stored[.]c|lib/db/|lib/store/|-lsqlite3|-lpq' "$BATS_TEST_TMPDIR/out"
}

@test "where there is no libpq make says so in a line, and leaves PostgreSQL out" {
	cd "$BATS_TEST_DIRNAME/.."
	make -n -B POSTGRES= MAKELEVEL=0 MAKEFLAGS= BUILD="$BATS_TEST_TMPDIR/b" all >"$BATS_TEST_TMPDIR/out" 2>&1
	grep -qx 'no libpq (libpq-dev): recon-store is built without PostgreSQL' "$BATS_TEST_TMPDIR/out"
	grep -q 'lib/db/postgres_absent[.]c' "$BATS_TEST_TMPDIR/out"
	grep -q 'bin/recon-store .*-lsqlite3' "$BATS_TEST_TMPDIR/out"
	run ! grep -qE 'lib/db/postgres(_[^a][a-z]*)?[.]c|-lpq' "$BATS_TEST_TMPDIR/out"
}

@test "what lies at the top is what belongs there" {
	command -v git >/dev/null && [ -e "$ROOT/.git" ] || skip 'no checkout'
	git -C "$ROOT" ls-files | sed 's,/.*,/,' | LC_ALL=C sort -u >got
	same - got <<-END
	.ci/
	.clang-format
	.gitattributes
	.gitignore
	CONTRIBUTING.md
	LICENSE
	Makefile
	NEWS
	README.md
	SECURITY.md
	cmd/
	examples/
	lib/
	man/
	tests/
	END
}

@test "the tests that the table of kinds of faults names are there" {
	bad=
	n=0
	while IFS=: read -r file name; do
		n=$((n + 1))
		grep -qF -e "test \"${name# }" -e "test(\"${name# }" -- "$ROOT/tests/$file" ||
			bad+="$file:$name"$'\n'
	done < <(sed -n '/^## Which fault/,/^## Fuzzing/p' "$ROOT/tests/README.md" |
	    grep -o '`[^`]*: [^`]*`' | tr -d '`')
	[ -z "$bad" ] || { printf '%s' "$bad"; return 1; }
	[ $n -gt 100 ]
}
