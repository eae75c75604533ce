# shellcheck shell=sh disable=SC2154
# system.sh: what the four systems of the example have in common: a database, what
# comes in and goes out as files, and the events of recon-cut, recon-cut(5), by the
# protocol of recon-transport(7).
#
# What a system holds is beside its program, in $here: NAME.db, NAME.in/, NAME.out/.

tab=$(printf '\t')
PATH=$here:$PATH

# this_is NAME FROM TO: which system it is, and between which.
this_is() {
	name=$1 from=$2 to=$3
}

# What a system may do otherwise.
objection() { :; } # DATE NEXT: why it does not turn them
turned() { :; } # DATE NEXT CUT-OFF: it has turned them, behind the cut-off

# sql [TEXT]: does it, or what stands on standard input, as one transaction.
sql() {
	{
		echo 'BEGIN IMMEDIATE;'
		if [ $# -gt 0 ]; then echo "$1;"; else cat; fi
		echo 'COMMIT;'
	} | sqlite3 -batch -bail -cmd '.timeout 20000' -separator "$tab" \
		"$here/$name.db"
}

# born DATE: a system of no payments whose date is that.
born() {
	mkdir -p "$here/$name.in" "$here/$name.out"
	sql <<-END
	CREATE TABLE stands (
	 date TEXT NOT NULL,  -- that payments have now
	 announced TEXT, try INTEGER,  -- the date that will be turned, told by recon-cut
	 turned TEXT  -- the date that was turned last
	);
	CREATE TABLE withdrawn (date TEXT, try INTEGER, PRIMARY KEY (date, try));
	-- What came: payments to bill, records to the others; and whether they are
	-- in the books. again: how often it was passed on once more; then it is
	-- booked although its date is complete.
	CREATE TABLE gate (
	 id TEXT PRIMARY KEY, date TEXT, merchant TEXT, cents INTEGER, at TEXT,
	 booked INTEGER DEFAULT 0, again INTEGER DEFAULT 0
	);
	CREATE TABLE entry (
	 id TEXT PRIMARY KEY, date TEXT, merchant TEXT, cents INTEGER, at TEXT,
	 passed INTEGER DEFAULT 0, again INTEGER DEFAULT 0
	);
	CREATE TABLE complete (date TEXT PRIMARY KEY);
	CREATE TABLE locked (date TEXT PRIMARY KEY);
	INSERT INTO stands (date) VALUES ('$1');
	END
}

# take: what came in; the same file twice, or the same record, changes nothing.
take() {
	for file in "$here/$name.in"/*.tsv; do
		cp "$file" "$here/$name.$$" 2>/dev/null || continue
		sql <<-END
		CREATE TEMP TABLE came (id, date, merchant, cents, at, again);
		.import '$here/$name.$$' came
		INSERT INTO gate (id, date, merchant, cents, at, again)
		 SELECT * FROM came WHERE true
		 ON CONFLICT DO UPDATE SET date = excluded.date,
		  again = excluded.again, booked = 0
		 WHERE excluded.again > gate.again;
		END
		rm -f "$file" "$here/$name.$$"
	done
}

# book: what came is put into the books of its date, unless that is complete.
book() {
	sql <<-'END'
	CREATE TEMP TABLE due AS SELECT * FROM gate
	 WHERE NOT booked AND date NOT IN (SELECT date FROM locked)
	 AND (again OR date NOT IN (SELECT date FROM complete));
	INSERT INTO entry (id, date, merchant, cents, at, again)
	 SELECT id, date, merchant, cents, at, again FROM due WHERE true
	 ON CONFLICT DO UPDATE SET date = excluded.date, again = excluded.again,
	  passed = 0;
	UPDATE gate SET booked = 1 WHERE id IN (SELECT id FROM due);
	END
}

# pass_on: what is in the books and was not passed on goes out, some records a
# file, and is marked behind that: it may go out twice, and is known by its id.
pass_on() {
	while [ -n "$to" ]; do
		out=$here/$name.out/$(date +%s%N).$$
		sql 'SELECT id, date, merchant, cents, at, again FROM entry
		    WHERE NOT passed ORDER BY id LIMIT 3' >"$out"
		ids=$(cut -f 1 "$out" | sed "s/.*/'&'/" | paste -sd ,)
		if [ -z "$ids" ]; then
			rm "$out"
			return
		fi
		mv "$out" "$out.tsv"
		sql "UPDATE entry SET passed = 1 WHERE id IN ($ids)"
	done
}

work() {
	take
	book
	pass_on
}

# figures PREFIX TABLE: how many records of the date, and what they come to, as
# values of an answer.
figures() {
	sql "SELECT '$1.count=' || count(*),
	    '$1.CNY=' || printf('%d.%02d', coalesce(sum(cents), 0) / 100,
	    coalesce(sum(cents), 0) % 100) FROM $2 WHERE date = '$date'"
}

# The events. Each says what it answers, without the id.

on_date() {
	sql "SELECT 'ok', 'date=' || date, 'announced=' || coalesce(announced, '-'),
	    'try=' || coalesce(try, 0) FROM stands"
}

on_announce() {
	reason=$(objection "$date" "$next")
	[ -z "$reason" ] || sql "INSERT OR IGNORE INTO withdrawn VALUES ('$date', $try)"
	sql <<-END
	UPDATE stands SET announced = '$date', try = $try WHERE date = '$date' AND NOT
	 EXISTS (SELECT 1 FROM withdrawn WHERE date = '$date' AND try >= $try);
	SELECT CASE
	 WHEN '$reason' <> '' THEN 'fail' || char(9) || '$reason'
	 WHEN date <> '$date' THEN 'fail' || char(9) || 'its date is ' || date
	 WHEN announced = '$date' AND try = $try THEN 'ok'
	 ELSE 'fail' || char(9) || 'try $try was withdrawn' END FROM stands;
	END
}

on_withdraw() {
	sql <<-END
	INSERT OR IGNORE INTO withdrawn VALUES ('$date', $try);
	UPDATE stands SET announced = NULL, try = NULL
	 WHERE announced = '$date' AND try <= $try;
	SELECT CASE WHEN turned = '$date' THEN 'fail' || char(9) || 'it is turned'
	 ELSE 'ok' END FROM stands;
	END
}

on_cut() {
	sql <<-END
	UPDATE stands SET date = '$next', announced = NULL, try = NULL, turned = '$date'
	 WHERE announced = '$date' AND try = $try;
	SELECT CASE WHEN turned = '$date' THEN 'ok'
	 ELSE 'fail' || char(9) || 'try $try of $date is not announced' END FROM stands;
	END
	[ "$late" = 0 ] || turned "$date" "$next" "$cut_off"
}

on_ready() {
	work
	printf 'ok\t'
	figures "in.$from" gate
}

on_complete() {
	work
	left=$(sql "SELECT count(*) FROM gate WHERE date = '$date' AND NOT booked")
	if [ "$left" -gt 0 ]; then
		printf 'retry\t-\t%s records of %s are not in the books\n' \
			"$left" "$date"
		return
	fi
	sql "INSERT OR IGNORE INTO complete VALUES ('$date')"
	[ -n "$to" ] || { echo ok; return; }
	printf 'ok\t'
	figures "out.$to" entry
}

on_extract() {
	extract "$date" >"$file"
	echo ok
}

on_locked() {
	sql "INSERT OR IGNORE INTO locked VALUES ('$date')"
	echo ok
}

# extract DATE: the books of a date as a stream of records.
extract() {
	sqlite3 -batch -bail -cmd '.timeout 20000' -csv -header "$here/$name.db" "
		SELECT id, date, merchant,
		printf('%d.%02d', cents / 100, cents % 100) AS amount
		FROM entry WHERE date = '$1' ORDER BY at" |
		recon-clean -p "$here/books.ini" |
		recon-key -p "$here/books.ini"
}

# The protocol: an event, one answer. What an event has stands in variables.
transport() {
	echo 'recon-transport 1 window=1'
	while IFS= read -r event; do
		members=$(printf '%s' "$event" | sed "s/'/''/g")
		members=$(sqlite3 -batch -separator "$tab" :memory: "
			WITH e AS (SELECT '$members' AS j) SELECT j ->> 'id',
			j ->> 'type', d ->> 'date', d ->> 'next', d ->> 'cut_off',
			d ->> 'try', d ->> 'late', coalesce(d ->> 'file', '-')
			FROM (SELECT j, j -> 'data' AS d FROM e)")
		IFS=$tab read -r id type date next cut_off try late file <<-END
		$members
		END
		answer=$("on_${type##*.}") ||
			answer=$(printf 'retry\t-\t%s failed' "$name")
		printf '%s\t%s\n' "$id" "$answer"
	done
}

# system COMMAND: what each of them can be told.
system() {
	case $1 in
	born | work | extract)
		"$@"
		;;
	again) # ID: a person says: book it, and pass it on, once more
		sql "UPDATE gate SET booked = 0, again = again + 1 WHERE id = '$2'"
		work
		;;
	*.ini)
		transport
		;;
	*)
		echo "$name: what is $1?" >&2
		exit 2
		;;
	esac
}
