# examples/cluster/postgres.sql: payments of a table go out by COPY, and results
# come back by it, in one transaction.

load ../helper
load postgres

EXAMPLES=$BATS_TEST_DIRNAME/../../examples/cluster

setup_file() {
	begin_server
}

teardown_file() {
	end_server
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	begin_database
	export PGHOST=127.0.0.1 PGPORT=$port PGUSER=recon PGDATABASE=$name
}

# a table of payments, and both, the records of it
payments() {
	python3 "$BATS_TEST_DIRNAME/../cluster/payments_table.py" 20000 .
	sed 's/\tshop=/\t/; t; s/$/\t-/' left.rec right.rec >payments.copy
	psql -X -q -c "CREATE TABLE payments (key text, amount numeric(12, 2),
	    currency text, side char(1), date date, shop text)"
	psql -X -q -c "\\copy payments FROM payments.copy WITH (NULL '-')"
	cat left.rec right.rec | recon-sort --announce -o both
}

@test "postgresql: payments joined in a transaction, and the results in a table" {
	payments
	recon-join -o one both
	is 0 psql -X -q -f "$EXAMPLES/postgres.sql"
	says ""
	same one day.res
	# what is in the table is what was written, escapes undone
	psql -X -q -A -t -c "SELECT class, count(*), coalesce(sum(l), 0), coalesce(sum(r), 0),
	    sum(diff) FROM results GROUP BY class ORDER BY class COLLATE \"C\"" >got
	grep -v '^#' one | awk -F'\t' -v OFS='|' '
		{ n[$2]++; l[$2] += $3 * 100; r[$2] += $4 * 100; d[$2] += $5 * 100 }
		END { for (c in n) printf "%s|%d|%.2f|%.2f|%.2f\n",
			c, n[c], l[c] / 100, r[c] / 100, d[c] / 100 }' |
	    sed 's/|0[.]00|/|0|/' | LC_ALL=C sort >want
	sed 's/|0[.]00|/|0|/' got | same want -
	psql -X -q -c "\\copy (SELECT key, class, l, r, diff, currency, date FROM results) TO got WITH (NULL '-')"
	sed "s/^#/\\\\x23/; s/^ /\\\\x20/; s/^\"/\\\\x22/" got | LC_ALL=C sort >keys
	grep -v '^#' one | cut -f 1-7 | LC_ALL=C sort | same - keys
	psql -X -q -A -t -c "SELECT count(*) FROM results WHERE more LIKE E'%shop=tea\\tcups%'" >got
	grep -c 'shop=tea\\tcups' one | same - got
}

@test "postgresql: whatever fails, nothing of it is in the database" {
	payments
	mkdir bin
	for fault in 'kill -9 $$' 'cat >/dev/null; exit 0' 'exit 0' 'head -n 100 | exec recon-join --real "$@"' 'sed 5d | recon-join --real "$@"'; do
		rm -f day.res
		cat >bin/recon-join <<-END
		#!/bin/sh
		if [ "\$1" = --real ]; then
			shift
			exec "$BUILD/bin/recon-join" "\$@"
		fi
		$fault
		END
		chmod +x bin/recon-join
		PATH=$PWD/bin:$PATH is 3 psql -X -q -f "$EXAMPLES/postgres.sql"
		is 3 psql -X -q -v ON_ERROR_STOP=1 -f - <<<'TABLE results;'
	done
	psql -X -q -c "UPDATE payments SET key = '' WHERE ctid = (SELECT max(ctid) FROM payments)"
	is 3 psql -X -q -f "$EXAMPLES/postgres.sql"
	grep -q '^recon-join: stdin:[0-9]*: the key is empty' err
}

@test "postgresql: a program that the server runs fails as loudly" {
	"${as[@]}" test -x "$BUILD/bin/recon-join" ||
	    skip "the server's user cannot run what was built"
	payments
	is 1 psql -X -q -c "COPY (SELECT key, amount, 'usd', side, date FROM payments)
	    TO PROGRAM '$BUILD/bin/recon-join --sort --plain >/dev/null' WITH (NULL '-')"
	grep -q '^DETAIL:  child process exited with exit code 65' err
}

@test "recon-cluster(7): PostgreSQL, word for word" {
	ln -s "$(realpath "$EXAMPLES/..")" examples
	"$BATS_TEST_DIRNAME/../examples" \
	    "$BATS_TEST_DIRNAME/../../man/recon-cluster.7" PostgreSQL
}
