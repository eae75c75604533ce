#!/usr/bin/env bats
# recon-roll: a day that is replaced may open again what it had closed.

load helper
load days

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# three_days: on the second, both items of the first close; the third closes
# nothing of them.
three_days() {
	day 2022-11-01 "a left 1.00 - 1.00 CNY 2022-11-01 l.n=1" \
		"b left 2.00 - 2.00 CNY 2022-11-01"
	day 2022-11-02 "a right - 1.00 -1.00 CNY 2022-11-02" \
		"b right - 2.00 -2.00 CNY 2022-11-02"
	day 2022-11-03 "c left 3.00 - 3.00 CNY 2022-11-03"
	stream "b right - 2.00 -2.00 CNY 2022-11-02" >mended
}

# left: what is open on a day, but for the ids.
left() {
	recon-roll -s state --print-open -d "$1" | grep -v '^#' |
		sed -E 's/\t([lr]\.)?id=[^\t]*//g'
}

@test "an item that the replaced run had closed says by what it is open again" {
	three_days
	is 0 recon-roll -s state -d 2022-11-02 -o two --facts facts --force "${REASON[@]}" mended
	printf '%s\n' "recon-roll: state: 2022-11-02 was run before, from other input; it makes stale 2022-11-03" \
		"recon-roll: state: 2022-11-02: 1 item is open again, closed by an earlier run of the day: reopened=" |
		same - err
	left 2022-11-02 | same - <(tsv "a left 1.00 - 1.00 CNY 2022-11-01 l.n=1 reopened=2022-11-02.2,lin first=2022-11-01 age=1")
	grep ^total state/day-2022-11-02.2 | same - <(printf 'total\t%s\n' \
		"before	records=2	L.CNY=3.00" \
		"new	records=1	R.CNY=2.00" \
		"closed	records=2	L.CNY=2.00	R.CNY=2.00" \
		"open	records=1	L.CNY=1.00" \
		"reopened	records=1	L.CNY=1.00")
	grep ^legs.reopened facts | same - <(printf 'legs.reopened.%s\n' \
		"records	1" "L.CNY	1.00")
	is 0 recon-roll -s state --verify
	# the same again, forced or not, is the same
	cp -R state kept
	is 0 recon-roll -s state -d 2022-11-02 -o again mended
	same two again
	says ""
	is 0 recon-roll -s state -d 2022-11-02 -o again --force "${REASON[@]}" mended
	same two again
	says ""
	diff -r kept state
	# it is carried on until it closes
	is 0 again 2022-11-03
	left 2022-11-03 | same - <(tsv "a left 1.00 - 1.00 CNY 2022-11-01 l.n=1 reopened=2022-11-02.2,lin first=2022-11-01 age=2" \
		"c left 3.00 - 3.00 CNY 2022-11-03 first=2022-11-03 age=0")
	day 2022-11-04 "a right - 1.00 -1.00 CNY 2022-11-04"
	grep rolled 2022-11-04.out | grep -c reopened= | grep -qx 0
}

@test "where a stale day opens again what it had closed, the day that was replaced is said" {
	day 2022-11-01 "a left 1.00 - 1.00 CNY 2022-10-31" \
		"a left 1.00 - 1.00 CNY 2022-11-01"
	day 2022-11-02 "c left 3.00 - 3.00 CNY 2022-11-02"
	day 2022-11-03 "a right - 1.00 -1.00 CNY 2022-11-03"
	# now an older one is there to take what came on the third
	stream "a left 1.00 - 1.00 CNY 2022-10-30" \
		"a left 1.00 - 1.00 CNY 2022-10-31" \
		"a left 1.00 - 1.00 CNY 2022-11-01" >mended
	is 0 recon-roll -s state -d 2022-11-01 -o one --force --by "ann b" \
		--why late mended
	is 0 again 2022-11-02
	says ""
	is 0 again 2022-11-03
	says "recon-roll: state: 2022-11-03: 1 item is open again, closed by an earlier run of the day: reopened="
	left 2022-11-03 | same - <(tsv "a left 1.00 - 1.00 CNY 2022-10-31 reopened=2022-11-01.2,ann~b first=2022-11-01 age=3" \
		"a left 1.00 - 1.00 CNY 2022-11-01 first=2022-11-01 age=2" \
		"c left 3.00 - 3.00 CNY 2022-11-02 first=2022-11-02 age=1" |
		tr '~' ' ')
}

@test "two legs of one line say it each for itself" {
	day 2022-11-01 "a amount 5.00 2.00 3.00 CNY 2022-11-01"
	day 2022-11-02 "a left 2.00 - 2.00 CNY 2022-11-02"
	stream >none
	is 0 recon-roll -s state -d 2022-11-02 -o two --force "${REASON[@]}" none
	left 2022-11-02 | same - <(tsv "a amount 5.00 2.00 3.00 CNY 2022-11-01 r.reopened=2022-11-02.2,lin l.first=2022-11-01 r.first=2022-11-01 age=1")
	# each goes its own way
	day 2022-11-03 "a right - 5.00 -5.00 CNY 2022-11-03"
	left 2022-11-03 | same - <(tsv "a right - 2.00 -2.00 CNY 2022-11-01 reopened=2022-11-02.2,lin first=2022-11-01 age=2")
}

@test "what a person closed is open again, too, where that is taken back" {
	three_days
	local id
	id=$(recon-roll -s state --print-open -d 2022-11-01 |
		grep -o 'id=[0-9a-f]*' | head -n 1)
	tsv "id reason by" "${id#id=} error lin" >adjust
	stream >none
	is 0 recon-roll -s state -d 2022-11-02 -o two --force "${REASON[@]}" \
		--adjust adjust none
	grep -q 1.item err
	is 0 recon-roll -s state -d 2022-11-02 -o two --force --by eve \
		--why "it was none" none
	left 2022-11-02 | same - <(tsv "a left 1.00 - 1.00 CNY 2022-11-01 l.n=1 reopened=2022-11-02.3,eve first=2022-11-01 age=1" \
		"b left 2.00 - 2.00 CNY 2022-11-01 reopened=2022-11-02.2,lin first=2022-11-01 age=1")
}

@test "what cannot be known of older open items is told, and nothing is marked" {
	three_days
	echo x >>state/open-2022-11-02.1.res
	is 0 recon-roll -s state -d 2022-11-02 -o two --force "${REASON[@]}" mended
	grep -Fx "recon-roll: state: 2022-11-02: which items it opens again is not known: state/open-2022-11-02.1.res: its SHA-256 is not that of the manifest: it was changed or is damaged" err
	grep -c reopened= two | grep -qx 0
	# rolled from a day that is not before it any more, and was pruned
	stream >none
	is 0 recon-roll -s other -d 2022-11-01 -o one 2022-11-01.in
	is 0 recon-roll -s other -d 2022-11-04 -o four --force "${REASON[@]}" \
		2022-11-02.in
	is 0 recon-roll -s other -d 2022-11-02 -o o2 --force "${REASON[@]}" none
	is 0 recon-roll -s other -d 2022-11-03 -o o3 none
	is 0 recon-roll -s other --prune 0
	is 0 recon-roll -s other -d 2022-11-04 -o four 2022-11-02.in
	says "recon-roll: other: 2022-11-04: which items it opens again is not known: other: older open items were pruned"
}

@test "a day whose marks cannot be read is run again without them only by --force" {
	three_days
	is 0 recon-roll -s state -d 2022-11-02 -o two --force "${REASON[@]}" mended
	echo x >>state/open-2022-11-02.2.res
	is 65 recon-roll -s state -d 2022-11-02 -o again mended
	says "recon-roll: state/open-2022-11-02.2.res: its SHA-256 is not that of the manifest: it was changed or is damaged"
	is 0 recon-roll -s state -d 2022-11-02 -o again --force "${REASON[@]}" mended
	printf 'recon-roll: state: 2022-11-02%s\n' \
		": which items it opens again is not known: state/open-2022-11-02.2.res: its SHA-256 is not that of the manifest: it was changed or is damaged" \
		" was run before, and what it opened again is lost" | same - err
	grep -c reopened= again | grep -qx 0
	is 0 recon-roll -s state -d 2022-11-02 -o again mended
	rm state/open-2022-11-02.2.res
	is 0 recon-roll -s state --prune 0
	is 0 recon-roll -s state -d 2022-11-03 -o three 2022-11-03.in
}

@test "reopened= is not for a line of today, and is read of those before" {
	stream "a left 1.00 - 1.00 CNY 2022-11-01 reopened=x" >in
	is 65 recon-roll -s state -d 2022-11-01 in
	says 'recon-roll: in: the item of key "a" has reopened=, which recon-roll gives itself; carry it under another name'
	stream >none
	is 0 recon-roll --open in --open-out new -d 2022-11-02 --plain none
	unnamed out | same - <(tsv "a left 1.00 - 1.00 CNY 2022-11-01 reopened=x age=1")
}

@test "random weeks with replaced days agree with a slow reference" {
	python3 "$BATS_TEST_DIRNAME/reopened_reference.py" "$BUILD/bin" "$PWD" 1 8
}
