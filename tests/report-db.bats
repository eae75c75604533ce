# recon-report --db: the page of a day that recon-store keeps. The same on a server
# of PostgreSQL: peers/store.bats.

load helper
load store

setup() {
	[ -x "$BUILD/bin/recon-store" ] || skip "recon-store was not built"
	cd "$BATS_TEST_TMPDIR"
	db=s.db
}

# page DATE OPTION...: of the day in the database, as page.html.
page() {
	is 0 recon-report --db "$db" --book b -d "$1" -o page.html "${@:2}"
	says ''
}

@test "the page of a day in a database is that of its export, and of those before" {
	days 4 41
	for form in cat recon-sort "recon-sort --stream-version 1" \
	    "recon-sort --plain"; do
		rm -rf s.db export
		for d in "${dates[@]}"; do
			$form "$d.res" >in
			is 0 store --no-total -d "$d" in
			mkdir -p "export/$d"
			recon-store --db s.db --book b -d "$d" --export >"export/$d/res"
		done
		for d in "${dates[@]:1}"; do
			page "$d" --days 3 --by channel
			recon-store --db s.db --book b -d "$d" --export |
			    recon-report -d "$d" --days 3 --by channel \
				--history 'export/*/res' >want.html
			same want.html page.html
		done
		grep -q 'id="trend"' page.html
	done
	page "${dates[0]}" --lang zh --xlsx day.xlsx
	[ -s day.xlsx ]
	is 1 recon-report --db s.db --book b -d "${dates[0]}" -v --exit-code -o page.html
	says "recon-report: s.db: ${dates[0]} of b: $(grep -vc '^#' "${dates[0]}.res") lines"
}

@test "facts that were loaded with the day are on its page, unless --stages names others" {
	printf 'A17\t12.80\tCNY\tL\t2022-11-01\n' >left
	printf 'A17\t12.90\tCNY\tR\t2022-11-01\n' >right
	recon-join --facts join.facts -o joined left right
	recon-roll -s st -d 2022-11-01 --facts roll.facts -o day.res joined 2>roll.err
	is 0 store -d 2022-11-01 --with-facts join.facts --with-facts roll.facts day.res
	page 2022-11-01
	mkdir 2022-10-31
	: >2022-10-31/res
	recon-report --allow-empty -d 2022-11-01 --stages '*.facts' --days 2 --history 2022-10-31/res day.res |
	    sed -n '/id="h-sources"/,$p' >want
	sed -n '/id="h-sources"/,$p' page.html | same want -
	grep -q 'recon-roll' want
	page 2022-11-01 --stages join.facts
	run ! grep 'recon-roll' page.html
	sqlite3 s.db "DELETE FROM fact WHERE name = 'status' AND stage = 2"
	is 65 recon-report --db s.db --book b -d 2022-11-01 -o none.html
	says 'recon-report: s.db: facts 2 of 2022-11-01 of b: no file of recon-facts(5), or one that is not whole'
	[ ! -e none.html ]
}

@test "a day that was pruned has no page, and its place in the trend" {
	days 4 42
	for d in "${dates[@]}"; do
		is 0 store -d "$d" "$d.res"
	done
	page "${dates[3]}" --days 4
	cp page.html before.html
	is 0 recon-store --db s.db --prune 1
	page "${dates[3]}" --days 4
	same before.html page.html
	is 2 recon-report --db s.db --book b -d "${dates[0]}" -o none.html
	says "recon-report: s.db: ${dates[0]} of b was pruned"
	[ ! -e none.html ]
}

@test "rows that were changed make no page" {
	days 2 43
	for d in "${dates[@]}"; do
		is 0 store -d "$d" "$d.res"
	done
	cp s.db whole.db
	while IFS='|' read -r sql text; do
		cp whole.db s.db
		sqlite3 s.db "$sql"
		is 65 recon-report --db s.db --book b -d "${dates[1]}" -o none.html
		says "recon-report: s.db: $text"
		[ ! -e none.html ]
	done <<-END
	UPDATE result SET fields = 'x=1' WHERE day = 2 AND seq = 1|${dates[1]} of b: count and sums agree, the lines do not: a tool between changed them
	UPDATE result SET class = 'none' WHERE day = 2 AND seq = 2|${dates[1]} of b:3: class "none" is unknown
	UPDATE class_sum SET left_amount = 'x' WHERE day = 1|a sum of a day is "x"
	UPDATE class_sum SET class = 'x' WHERE day = 1 AND rowid = (SELECT min(rowid) FROM class_sum)|a sum of a day is "x"
	UPDATE class_sum SET currency = hex(zeroblob(40)) WHERE day = 1 AND rowid = (SELECT min(rowid) FROM class_sum)|a sum of a day is "$(printf %080d 0)"
	END
}

@test "memory does not grow with the results of a database" {
	sanitized && skip "memory is watched here"
	seq 1 100000 | awk '{ printf "k%09d\tmatched\t1.00\t1.00\t0.00\tCNY\t2022-11-03\tl.x=%d\n", $1, $1 }' >plain
	recon-sort --announce plain | store -d 2022-11-03
	head -n 2000 plain | recon-sort --announce | store -d 2022-11-04
	peak recon-report --db s.db --book b -d 2022-11-04 -o page.html
	small=$peak
	peak recon-report --db s.db --book b -d 2022-11-03 -o page.html
	[ "$peak" -le $((small + 4000)) ] || { echo "$small $peak"; false; }
}

@test "what cannot be done with a database is told" {
	days 1 44
	d=${dates[0]}
	is 0 store -d "$d" "$d.res"
	while IFS='|' read -r status words text; do
		is "$status" recon-report -d "$d" $words </dev/null
		says "recon-report: $text"
	done <<-END
	2|--db s.db|--db needs --book NAME; try 'recon-report --help'
	2|--book b|--book, --password-file and --wait go with --db; try 'recon-report --help'
	2|--wait 0 x|--book, --password-file and --wait go with --db; try 'recon-report --help'
	2|--db s.db --book b $d.res|a FILE goes without --db; try 'recon-report --help'
	2|--db s.db --book b --history x|--history goes without --db, which has the days before; try 'recon-report --help'
	2|--proof -s st --db s.db --book b|--proof goes without --db; try 'recon-report --help'
	2|--db s.db --book c|s.db: $d of c is not loaded
	2|--db none.db --book b|none.db: No such file or directory
	END
	is 2 recon-report --db s.db --book b -d 2021-01-01
	says 'recon-report: s.db: 2021-01-01 of b is not loaded'
	echo 'no database, but long enough for the head of one' >text.db
	is 65 recon-report --db text.db --book b -d "$d"
	says 'recon-report: text.db: file is not a database'
	# to which nothing is written
	chmod 444 s.db
	sha256sum s.db >sum
	page "$d"
	sha256sum -c --quiet sum
	[ "$(echo s.db*)" = s.db ]
}

@test "while somebody has the database for themselves the page waits, or is 75" {
	days 1 45
	d=${dates[0]}
	is 0 store -d "$d" "$d.res"
	mkfifo go
	sqlite3 s.db 'BEGIN EXCLUSIVE' '.shell touch locked; cat go >got' &
	while [ ! -e locked ]; do sleep 0.05; done
	is 75 recon-report --db s.db --book b -d "$d" -o page.html
	says 'recon-report: s.db: another process is at work in it'
	[ ! -e page.html ]
	recon-report --db s.db --book b -d "$d" --wait 60 -o page.html &
	pid=$!
	echo >go
	wait "$pid"
	[ -s page.html ]
}
