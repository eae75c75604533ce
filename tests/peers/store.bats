# recon-store and a PostgreSQL of its own: the same days and the same questions as
# in SQLite, and what becomes of a day when the server goes away.

load ../helper
load ../store
load postgres

setup_file() {
	[ -x "$BUILD/bin/recon-store" ] || skip "recon-store was not built"
	ldd "$BUILD/bin/recon-store" | grep -q libpq || skip "recon-store was built without libpq"
	begin_server
}

teardown_file() {
	end_server
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	begin_database
}

ask() {
	sql "$name" "$1"
}

@test "postgresql: the same days, the same questions, the same answers as SQLite" {
	for seed in 21 22; do
		rm -rf state 2022-* s.db
		ask "DROP SCHEMA public CASCADE; CREATE SCHEMA public" 2>/dev/null
		days 6 $seed
		for d in "${dates[@]}"; do
			is 0 store --column channel -d "$d" "$d.res"
			is 0 recon-store --db s.db --book b --column channel -d "$d" "$d.res"
		done
		both() {
			answers >of_postgres
			(
				ask() { sqlite3 s.db "$1"; }
				answers
			) >of_sqlite
			same of_sqlite of_postgres
		}
		both
		[ "$(wc -l <of_postgres)" -gt 1000 ]
		is 0 store --verify
		# replaced, out of turn, pruned
		for i in 3 1 3; do
			for to in "$db" s.db; do
				is 0 recon-store --db "$to" --book b -d "${dates[i]}" "${dates[0]}.res"
				is 0 recon-store --db "$to" --book b -d "${dates[i]}" "${dates[i]}.res"
			done
		done
		both
		for to in "$db" s.db; do
			is 0 recon-store --db "$to" --prune 2
			is 0 recon-store --db "$to" --book b --usual 5
			mv out "usual.$seed.${to%%:*}"
		done
		same "usual.$seed.s.db" "usual.$seed.postgresql"
		both
		is 0 store --verify
	done
}

@test "postgresql: the page of a day is that of SQLite, and of its export" {
	days 4 24
	for d in "${dates[@]}"; do
		is 0 store -d "$d" "$d.res"
		is 0 recon-store --db s.db --book b -d "$d" "$d.res"
	done
	for d in "${dates[@]}"; do
		for to in "$db" s.db; do
			is 0 recon-report --db "$to" --book b -d "$d" --days 3 \
			    --by channel -o "${to%%:*}.html"
			says ''
		done
		same s.db.html postgresql.html
	done
	mkdir "${dates[0]}"
	is 0 store -d "${dates[0]}" --export -o "${dates[0]}/res"
	store -d "${dates[1]}" --export |
	    recon-report -d "${dates[1]}" --history '*/res' >piped.html
	is 0 recon-report --db "$db" --book b -d "${dates[1]}" -o page.html
	same piped.html page.html
	is 0 store --prune 2
	is 2 recon-report --db "$db" --book b -d "${dates[0]}" -o none.html
	says "recon-report: $db: ${dates[0]} of b was pruned"
}

@test "postgresql: the life of a key is found by an index" {
	days 2 29
	for d in "${dates[@]}"; do
		is 0 store -d "$d" "$d.res"
	done
	ask "SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN SELECT * FROM life WHERE key = 'x'" >plan
	grep -q 'Index Scan using result_key on result' plan
	grep -q 'Index Scan using item_key on item' plan
}

@test "postgresql: what was loaded is exported, byte for byte" {
	days 2 23
	for form in "cat" "recon-sort" "recon-sort --stream-version 1" \
	    "recon-sort --plain"; do
		$form "${dates[1]}.res" >in
		is 0 store -d "${dates[0]}" <(printf '#recon result 2\n#total\trecords=0\txxh3=0000000000000000\n')
		is 0 store -d "${dates[0]}" --no-total in
		is 0 store -d "${dates[0]}" --export
		cmp in out
	done
	ask "SELECT count(*) FROM replaced" >replaced
	is 0 store -v -d "${dates[0]}" --no-total in
	grep -q 'nothing has changed$' err
	ask "SELECT count(*) FROM replaced" | same replaced -
}

@test "postgresql: what is wrong is said" {
	{ echo $'A1\tmatched\t1.00\t1.00\t0.00\tCNY\t-'
	    echo $'A2\tmatched\t1.00\t1.00\t0.00\tCNY\t0000-01-01'; } >year
	is 65 store -d 2022-11-01 --no-total year
	grep -q "^recon-store: $db: date/time field value out of range: \"0000-01-01\"$" err
	{ printf k; head -c 20000 /dev/urandom | base64 -w 0
	    printf '\tmatched\t1.00\t1.00\t0.00\tCNY\t-\n'; } >long
	is 65 store -d 2022-11-01 --no-total long
	grep -q "^recon-store: $db: index row " err
	[ -z "$(ask "SELECT 1 FROM pg_tables WHERE schemaname = 'public'")" ]
	is 2 store --verify
	says "recon-store: $db: is no store of recon"
	is 2 recon-store --db "postgresql://recon@127.0.0.1:$port/absent" --verify
	grep -q 'database "absent" does not exist$' err
	is 75 recon-store --db "postgresql://recon@127.0.0.1:1/d" --verify
	[ "$(wc -l <err)" = 1 ]
	grep -q 'Connection refused$' err
}

@test "postgresql: a password is read from a file that nobody else reads" {
	ask "CREATE ROLE clerk LOGIN PASSWORD 'open sesame'; GRANT ALL ON SCHEMA public TO clerk"
	cp "$pg/data/pg_hba.conf" hba
	{ echo "host all clerk 127.0.0.1/32 scram-sha-256"; cat hba; } >"$pg/data/pg_hba.conf"
	ask "SELECT pg_reload_conf()" >reloaded
	sleep 1
	db=${db/recon@/clerk@}
	echo $'A1\tmatched\t1.00\t1.00\t0.00\tCNY\t-' >day
	is 2 store -d 2022-11-01 --no-total day
	grep -q 'no password supplied$' err
	echo 'open sesame' >secret
	chmod 644 secret
	is 2 store --password-file secret -d 2022-11-01 --no-total day
	run ! grep sesame err
	chmod 600 secret
	is 0 store --password-file secret -d 2022-11-01 --no-total day
	echo wrong >secret
	is 2 store --password-file secret -d 2022-11-01 --no-total day
	grep -q 'password authentication failed for user "clerk"$' err
	cat hba >"$pg/data/pg_hba.conf"
	ask "SELECT pg_reload_conf()" >reloaded
}

# slow: a load of 2022-11-02 that waits for the end of its stream, and has read
# much of it; its process is $loader.
slow() {
	mkfifo slow
	recon-store --db "$db" --book b --no-total --tee -d 2022-11-02 <slow >slow.out 2>slow.err &
	loader=$!
	exec {held}>slow
	seq 1 50000 | awk -v OFS='\t' '{ print "k" $1, "matched", "1.00", "1.00", "0.00", "CNY", "2022-11-02" }' >&$held
	until sql "$name" "SELECT query FROM pg_stat_activity WHERE state = 'active'" | grep -q '^COPY result'; do sleep 0.05; done
}

@test "postgresql: of two loads of a book the second waits, or is 75" {
	days 1 24
	d=${dates[0]}
	is 0 store -d "$d" "$d.res"
	slow
	is 75 store -d 2022-11-03 "$d.res"
	says "recon-store: $db: another process is at work in it"
	is 75 store --wait 1 -d 2022-11-03 "$d.res"
	# another book does not wait
	is 0 recon-store --db "$db" --book c -d 2022-11-03 "$d.res"
	(
		exec {held}>&-
		store --wait 60 -d 2022-11-03 "$d.res"
		echo $? >second
	) &
	sleep 0.5
	[ ! -e second ]
	exec {held}>&-
	wait "$loader"
	wait
	echo 0 | same - second
	ask "SELECT book, date, gen FROM day ORDER BY 1, 2" | same - <(printf '%s\n' "b|$d|1" 'b|2022-11-02|1' 'b|2022-11-03|1' 'c|2022-11-03|1')
	is 0 recon-store --db "$db" --verify
}

@test "postgresql: two that find no store, of two books, make one" {
	days 1 25
	for book in one two three four; do
		recon-store --db "$db" --book $book -d 2022-11-01 "${dates[0]}.res" &
	done
	wait
	ask "SELECT book FROM day ORDER BY 1" | same - <(printf '%s\n' four one three two)
	is 0 recon-store --db "$db" --verify
}

@test "postgresql: who reads for long is not waited for without end" {
	days 1 25
	is 0 recon-store --db "$db" --book shop -d 2022-11-01 "${dates[0]}.res"
	mkfifo hold
	psql -X -q -A -t -h 127.0.0.1 -p "$port" -U recon "$name" <hold >reads 3>&- &
	reader=$!
	exec 9>hold
	echo 'BEGIN; SELECT count(*) > 0 FROM result;' >&9
	until grep -q t reads; do sleep 0.1; done
	is 75 recon-store --db "$db" --column shop
	grep -q 'lock timeout' err
	exec 9>&-
	wait "$reader"
	is 0 recon-store --db "$db" --column shop
}

@test "postgresql: a load that is killed leaves the day as it was" {
	days 1 26
	is 0 store -d 2022-11-02 "${dates[0]}.res"
	answers_of_day() { ask "SELECT * FROM day; SELECT * FROM result ORDER BY day, seq; SELECT * FROM item ORDER BY id; SELECT * FROM event ORDER BY item"; }
	answers_of_day >before
	slow
	kill -9 "$loader"
	wait "$loader" || :
	exec {held}>&-
	answers_of_day | same before -
	is 0 store --wait 30 -d 2022-11-02 "${dates[0]}.res"
	answers_of_day | same before -
}

@test "postgresql: a server that stops in the middle is 75, and the day as it was" {
	days 1 27
	is 0 store -d 2022-11-02 "${dates[0]}.res"
	ask "SELECT * FROM day; SELECT * FROM result ORDER BY day, seq" >before
	for signal in INT QUIT; do
		rm -f slow
		slow
		stop $signal
		seq 1 90000 | awk -v OFS='\t' '{ print "m" $1, "matched", "1.00", "1.00", "0.00", "CNY", "2022-11-02" }' >many
		cat many >&$held || :
		exec {held}>&-
		got=0
		wait "$loader" || got=$?
		[ $got -eq 75 ] || { echo "status $got"; cat slow.err; return 1; }
		grep -q '^#failed.75.recon-store' slow.out
		run ! grep -q '^#total' slow.out
		is 75 store -d 2022-11-02 "${dates[0]}.res"
		(cd / && server "$pg")
		port=$(cat "$pg/port")
		db=postgresql://recon@127.0.0.1:$port/$name
		ask "SELECT * FROM day; SELECT * FROM result ORDER BY day, seq" | same before -
		is 0 store --verify
	done
}

@test "postgresql: a disk that is full is status 2, and the day as it was" {
	days 1 28
	is 0 store -d 2022-11-02 "${dates[0]}.res"
	ask "SELECT * FROM day; SELECT * FROM result ORDER BY day, seq" >before
	# a file of the server may have 24 MB
	seq 1 400000 | awk -v OFS='\t' '{ print "k" $1, "matched", "1.00", "1.00", "0.00", "CNY", "2022-11-02" }' >many
	is 2 store --no-total --tee -d 2022-11-02 many
	grep -q "^recon-store: $db: could not extend file .*: File too large$" err
	run ! grep '^#total' out
	ask "SELECT * FROM day; SELECT * FROM result ORDER BY day, seq" | same before -
	is 0 store --verify
}
