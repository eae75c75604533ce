# Accounts of recon-cut in a PostgreSQL of their own, under many processes; and a
# system that reads balances and writes them back, as recon-epoch(7) has it.

load ../helper
load postgres

setup_file() {
	[ -x "$BUILD/bin/recon-cut" ] || skip "recon-cut was not built"
	ldd "$BUILD/bin/recon-cut" | grep -q libpq || skip "recon-cut was built without libpq"
	begin_server
}

teardown_file() {
	end_server
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	begin_database
}

teardown() {
	local pid
	for pid in ${pids-}; do
		kill -KILL "$pid" 2>/dev/null || :
	done
}

# until_so SQL: its answer is t, within some seconds.
until_so() {
	local i
	for ((i = 0; i < 200; i++)); do
		[ "$(sql "$name" "$1")" != t ] || return 0
		sleep 0.1
	done
	echo "not so: $1"
	return 1
}

# --- accounts of recon-cut

@test "eight processes post, two turn the accounts: all is right to the cent" {
	"$HELPER/peers/balances_many.py" "$db" 20000 16000 0 "$RANDOM"
	run ! grep "deadlock detected" "$pg/log"
}

@test "postings and the batch are killed again and again: all is right to the cent" {
	"$HELPER/peers/balances_many.py" "$db" 3000 8000 8 "$RANDOM"
	run ! grep "deadlock detected" "$pg/log"
}

# entries N [X]: a posting each of N accounts, of one date; X is in their ids
entries() {
	seq 1 "$1" | awk -v OFS='\t' -v x="${2-}" '{ print "a" $1, "1.00", "CNY", "L", "2026-11-28", "id=" x $1 }'
}

@test "who is stopped within a transaction has its accounts for 15 seconds, nobody else's" {
	entries 20000 >open
	is 0 recon-cut post --db "$db" --date 2026-11-28 --together 1000 open
	entries 20000 x >many
	recon-cut post --db "$db" --together 400 many >out.1 2>err.1 &
	pids=$!
	local i n idle="SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = '$name' AND state = 'idle in transaction' AND query LIKE '%FOR UPDATE OF a%'"
	for ((i = 0; i < 300; i++)); do
		kill -STOP "$pids"
		[ "$(sql "$name" "$idle")" != t ] || break
		kill -CONT "$pids"
	done
	[ "$(sql "$name" "$idle")" = t ]
	n=$(sql "$name" "SELECT count(*) FROM posting WHERE id LIKE 'x%'")
	entries 20000 y | sed -n "$((n + 401))p" >other
	entries 20000 z | sed -n "$((n + 1))p" >same
	is 0 recon-cut post --db "$db" --wait 1 other
	is 0 recon-cut post --db "$db" --wait 1 --together 1 <(sed 's/id=y/id=w/' other)
	is 75 recon-cut post --db "$db" --wait 1 same
	is 0 recon-cut balance --db "$db" --turn 2026-11-28
	says "recon-cut: 2026-11-28: 20000 accounts turned to 2026-11-29"
	[ "$(sql "$name" "$idle")" = f ]
	kill -CONT "$pids"
	wait "$pids" && status=0 || status=$?
	pids=
	[ "$status" -eq 75 ]
	is 0 recon-cut post --db "$db" --late roll many
	[ "$(sql "$name" "SELECT count(*), sum(day + next) FROM account")" = "20000|4000200" ]
}

@test "a stream that has all accounts waits for nobody in the midst of it, nor lets others in" {
	entries 10500 >many
	tsv "b 1.00 CNY L 2026-11-28 id=b" >open
	is 0 recon-cut post --db "$db" --date 2026-11-28 open
	mkfifo in
	recon-cut post --db "$db" in >out.1 2>err.1 &
	pids=$!
	exec 4>in
	cat many >&4
	until_so "SELECT count(*) = 1 FROM pg_locks WHERE mode = 'ExclusiveLock' AND relation = 'account'::regclass AND granted"
	is 75 recon-cut post --db "$db" --wait 1 <(sed 's/id=b/id=c/' open)
	is 75 recon-cut balance --db "$db" --wait 1 --turn 2026-11-28
	exec 4>&-
	wait "$pids"
	pids=
	grep -q "10500 posted" err.1
	is 0 recon-cut post --db "$db" --wait 1 <(sed 's/id=b/id=c/' open)
}

@test "one posting a commit: repeated, late, early, of another side, and with an id of others" {
	while IFS='|' read -r status text line; do
		# shellcheck disable=SC2086 # words
		tsv "$line" >one
		is "$status" recon-cut post --db "$db" --date 2026-11-28 --together 1 one
		says "recon-cut: $text"
	done <<-END
	0|1 posting: 1 posted|a 1.00 CNY L 2026-11-28 id=1
	0|1 posting: 0 posted, 1 there already|a 1.00 CNY L 2026-11-28 id=1
	65|one:1: posting "1": was posted with other entries|a 2.00 CNY L 2026-11-28 id=1
	65|one:1: posting "1": was posted with other entries|b 1.00 CNY L 2026-11-28 id=1
	65|one:1: key "a": its balance in CNY is of side L, not R|a 1.00 CNY R 2026-11-28 id=2
	1|1 posting: 0 posted, 1 late: refused|a 1.00 CNY L 2026-11-27 id=3
	75|1 posting: 0 posted, 1 early: not yet|a 1.00 CNY L 2026-12-24 id=4
	0|1 posting: 1 posted|a 2.00 CNY L 2026-11-29 id=5
	0|1 posting: 1 posted|a 3.00 CNY L 2026-11-29 id=6
	65|one:1: key "a": the balance is too large|a 46116860184273879.03 CNY L 2026-11-29 id=7
	END
	[ "$(sql "$name" "SELECT account, day, next FROM account")" = "a|100|500" ]
	[ "$(sql "$name" "SELECT count(*) FROM posting")" = 3 ]
}

# --- systems that read balances and write them back

@test "epochs: a posting of the old one is waited for, and missed without the barrier" {
	[ -x "$BUILD/unit/cut/epoch/epoch" ] || skip "its unit test was not built"
	"$BUILD/unit/cut/epoch/epoch" "$db" >out || { cat out; return 1; }
	grep -v "^ok \|^# without\|^1\.\.4\$" out | same - /dev/null
}

# page: its blocks of SQL, as sql.1, sql.2, ...
page() {
	awk '/^\.Bd -literal/ { f = "sql." ++n; next } /^\.Ed/ { f = ""; next }
	    f { print >f }' "$BATS_TEST_DIRNAME/../../man/recon-epoch.7"
	[ -e sql.8 ] && [ ! -e sql.9 ]
	psql_of <sql.1
	sql "$name" "INSERT INTO account VALUES ('a', '2026-11-28', 100, 0), ('b', '2026-11-28', 0, 5)"
}

psql_of() {
	psql -X -q -A -t -v ON_ERROR_STOP=1 "$db"
}

# posting: a session that gets its statements by descriptor 5
posting() {
	mkfifo session
	psql_of <session >said 2>&1 &
	pids=$!
	exec 5>session
}

@test "recon-epoch(7): its SQL turns accounts beside a posting, which is waited for" {
	page
	posting
	cat sql.2 sql.3 >&5
	until_so "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = '$name' AND state = 'idle in transaction' AND query LIKE 'SELECT account, turned_to%'"
	psql_of <sql.6 >flipped 2>&1 &
	pids+=" $!"
	until_so "SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
	cat sql.4 >&5
	exec 5>&-
	wait
	pids=
	psql_of <sql.7
	psql_of <sql.5
	psql_of <sql.8
	sql "$name" "SELECT account, balance FROM closing ORDER BY 1" |
		same - <(printf '%s\n' "a|70" "b|30")
	sql "$name" "SELECT account, turned_to, day, next FROM account ORDER BY 1" |
		same - <(printf '%s\n' "a|2026-11-29|70|0" "b|2026-11-29|35|0")
	[ "$(sql "$name" "SELECT number FROM epoch")" = 2 ]
}

@test "recon-epoch(7): without the barrier the closing lacks a posting" {
	page
	posting
	cat sql.2 >&5
	until_so "SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'advisory' AND granted"
	head -n 1 sql.6 | psql_of
	psql_of <sql.7
	cat sql.3 sql.4 >&5
	exec 5>&-
	wait
	pids=
	sql "$name" "SELECT account, balance FROM closing ORDER BY 1" |
		same - <(printf '%s\n' "a|100" "b|0")
}
