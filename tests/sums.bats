# recon-join --sum-of: one record that several of the other side add up to.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# gives ARGS...: recon-join's results without control lines are exactly
# standard input, whose blanks are TABs.
gives() {
	is 0 recon-join --plain "$@"
	tr ' ' '\t' | prints
}

# sums SEED KEYS [DAYS]: makes the files l and r, of which some are sums of others.
sums() {
	python3 "$BATS_TEST_DIRNAME/sum_records.py" "$1" "$2" l r ${3:-}
}

# as_written OPTION...: recon-join answers as the rules written down in Python.
as_written() {
	python3 "$BATS_TEST_DIRNAME/join_reference.py" "$@" l r >want
	recon-join --plain "$@" l r >got
	same want got
}

@test "agrees with the rules written down in Python" {
	for seed in 1 2 3; do
		sums $seed 60
		as_written --sum-of 2
		as_written --sum-of 3 --tolerance 0.02
		as_written --sum-of 4 --tolerance -0.01..+1%
		as_written --sum-of 4 --compare shop
		as_written --sum-of 3 --unique R
		as_written --sum-of 6
		sums $seed 60 5
		as_written --sum-of 4 --date-window 0
		as_written --sum-of 5 --date-window 1 --tolerance CNY=0.02
		as_written --sum-of 3 --date-window 2 --tolerance 1%
	done
}

@test "a record matches the sum of several of the other side" {
	tsv "a 30.00 CNY L 2022-11-01 shop=x t=1" \
	    "a 70.00 CNY L 2022-11-02 shop=x t=2" \
	    "b 100.00 CNY L 2022-11-01" "c -5.00 CNY L -" "c 95.0 CNY L - n=2" \
	    "c 30.00 CNY L -" "d 1.00 CNY L -" "d 2.00 CNY L -" \
	    "d 3.00 USD L -" "e 0.00 CNY L -" | LC_ALL=C sort >l
	tsv "a 100.00 CNY R 2022-11-02 shop=y" "b 33.00 CNY R 2022-11-01" \
	    "b 33.50 CNY R 2022-11-01" "b 33.50 CNY R 2022-11-03" \
	    "c 90.00 CNY R -" "d 3.00 USD R -" "d 4.00 CNY R -" \
	    "e 5.00 CNY R -" "e -5.00 CNY R -" | LC_ALL=C sort >r
	for way in "l r" "r l" "-j1 l r"; do
		gives --sum-of 3 --pass sums $way <<-'END'
		a matched 100.00 100.00 0.00 CNY 2022-11-01 ln=2 rn=1 pass=sums l.date=2022-11-01 r.date=2022-11-02 l.shop=x r.shop=y
		b matched 100.00 100.00 0.00 CNY 2022-11-01 ln=1 rn=3 pass=sums
		c left 30.00 - 30.00 CNY -
		c matched 90.00 90.00 0.00 CNY - ln=3 rn=1 pass=sums
		d amount 1.00 4.00 -3.00 CNY -
		d left 2.00 - 2.00 CNY -
		d matched 3.00 3.00 0.00 USD - pass=sums
		e amount 0.00 -5.00 5.00 CNY -
		e right - 5.00 -5.00 CNY -
		END
	done
	gives --sum-of 2 r l <<-'END'
	a matched 100.00 100.00 0.00 CNY 2022-11-01 ln=2 rn=1 l.date=2022-11-01 r.date=2022-11-02 l.shop=x r.shop=y
	b amount 100.00 33.00 67.00 CNY 2022-11-01
	b right - 33.50 -33.50 CNY 2022-11-01
	b right - 33.50 -33.50 CNY 2022-11-03
	c left 30.00 - 30.00 CNY -
	c matched 90.00 90.00 0.00 CNY - ln=3 rn=1
	d amount 1.00 4.00 -3.00 CNY -
	d left 2.00 - 2.00 CNY -
	d matched 3.00 3.00 0.00 USD -
	e amount 0.00 -5.00 5.00 CNY -
	e right - 5.00 -5.00 CNY -
	END
}

@test "equal amounts and near ones match before sums" {
	tsv "a 1.00 CNY L -" "a 2.00 CNY L -" "b 1.00 CNY L -" "b 2.02 CNY L -" >l
	tsv "a 1.00 CNY R -" "a 3.00 CNY R -" "b 2.00 CNY R -" "b 3.00 CNY R -" >r
	gives --sum-of 2 --tolerance 0.02 l r 2>&1 <<-'END'
	a amount 2.00 3.00 -1.00 CNY -
	a matched 1.00 1.00 0.00 CNY -
	b amount 1.00 3.00 -2.00 CNY -
	b matched 2.02 2.00 0.02 CNY -
	END
}

@test "a sum within the tolerance counts among the differences" {
	tsv "a 1.00 CNY L -" "a 2.01 CNY L -" "b 1.00 CNY L -" "b 2.00 CNY L -" >l
	tsv "a 3.00 CNY R -" "b 3.03 CNY R -" >r
	gives --sum-of 2 --tolerance 0.02 l r <<-'END'
	a matched 3.01 3.00 0.01 CNY - ln=2 rn=1
	b amount 1.00 3.03 -2.03 CNY -
	b left 2.00 - 2.00 CNY -
	END
	says "recon-join: matched within the tolerance: 1 of CNY, which differ by 0.01 in all, left minus right by 0.01"
	is 65 recon-join --sum-of 2 --tolerance 1% --tolerance-total 0.03 l r
	says "recon-join: 2 of CNY matched within the tolerance and differ by 0.04 in all, --tolerance-total is 0.03"
}

@test "the records of a sum are within the window of days of the one" {
	tsv "a 1.00 CNY L 2022-11-01" "a 2.00 CNY L 2022-11-05" \
	    "b 1.00 CNY L 2022-11-01" "b 2.00 CNY L 2022-11-06" >l
	tsv "a 3.00 CNY R 2022-11-03" "b 3.00 CNY R 2022-11-03" >r
	gives --sum-of 2 --date-window 2 l r <<-'END'
	a matched 3.00 3.00 0.00 CNY 2022-11-01 ln=2 rn=1 l.date=2022-11-01 r.date=2022-11-03
	b amount 1.00 3.00 -2.00 CNY 2022-11-01 l.date=2022-11-01 r.date=2022-11-03
	b left 2.00 - 2.00 CNY 2022-11-06
	END
}

@test "sums that differ in records of equal amount and date only are one" {
	tsv "a 1.00 CNY L - x=1" "a 1.00 CNY L - x=2" "a 2.00 CNY L - x=3" \
	    "a 2.00 CNY L - x=4" "a 2.00 CNY L - x=5" "b 1.00 CNY L 2022-11-01" \
	    "b 1.00 CNY L 2022-11-02" "b 2.00 CNY L 2022-11-01" >l
	tsv "a 3.00 CNY R - y=1" "a 3.00 CNY R - y=2" "a 3.00 CNY R - y=3" \
	    "b 3.00 CNY R 2022-11-01" >r
	gives --sum-of 2 l r <<-'END'
	a amount 2.00 3.00 -1.00 CNY - l.x=5 r.y=3
	a matched 3.00 3.00 0.00 CNY - ln=2 rn=1 r.y=1
	a matched 3.00 3.00 0.00 CNY - ln=2 rn=1 r.y=2
	b ambiguous - 3.00 -3.00 CNY 2022-11-01
	b ambiguous 1.00 - 1.00 CNY 2022-11-01
	b ambiguous 1.00 - 1.00 CNY 2022-11-02
	b ambiguous 2.00 - 2.00 CNY 2022-11-01
	END
}

@test "sums that share a record are ambiguous, and nothing else is" {
	tsv "a 1.00 CNY L -" "a 2.00 CNY L -" "a 4.00 CNY L -" "a 5.00 CNY L -" \
	    "a 40.00 CNY L -" "a 50.00 CNY L -" "a 9000.00 CNY L -" |
	    LC_ALL=C sort >l
	tsv "a 6.00 CNY R -" "a 90.00 CNY R -" "a 700.00 CNY R -" |
	    LC_ALL=C sort >r
	is 1 recon-join --exit-code --plain -v --sum-of 2 l r
	tr ' ' '\t' <<-'END' | prints
	a ambiguous - 6.00 -6.00 CNY -
	a ambiguous 1.00 - 1.00 CNY -
	a ambiguous 2.00 - 2.00 CNY -
	a ambiguous 4.00 - 4.00 CNY -
	a ambiguous 5.00 - 5.00 CNY -
	a amount 9000.00 700.00 8300.00 CNY -
	a matched 90.00 90.00 0.00 CNY - ln=2 rn=1
	END
	says "recon-join: 10 records in, 7 lines out: 1 matched, 1 amount, 0 left, 0 right, 5 ambiguous"
	is 0 recon-join --sum-of 2 --left-open lo --right-open ro l r
	grep -v "^#" out | diff -u <(tsv "a matched 90.00 90.00 0.00 CNY - ln=2 rn=1") -
	grep -v 0.00 l | diff -u - <(grep -v "^#" lo | grep -v 9000)
	grep -v "^#" ro | diff -u <(grep -v 90 r) -
}

@test "where sums take too many steps there are none, and that is told" {
	sums 10 60
	is 0 recon-join --plain -v l r
	mv out none
	for j in 1 3; do
		is 0 recon-join -j$j --plain --facts f --sum-of 4 \
		    --sum-of-steps 1 l r
		grep -qx "no-sums.76" f
		same none out
		says 'recon-join: no sums in 76 groups, key "shop00000" and others: to look for them takes more than 1 steps (--sum-of-steps)'
	done
	tsv "a 1.00 CNY L -" "a 2.00 CNY L -" "b 1.00 CNY L -" "b 2.00 CNY L -" \
	    "b 4.00 CNY L -" "b 8.00 CNY L -" >l
	tsv "a 3.00 CNY R -" "b 15.00 CNY R -" >r
	gives --sum-of 4 --sum-of-steps 14 l r <<-'END'
	a matched 3.00 3.00 0.00 CNY - ln=2 rn=1
	b amount 1.00 15.00 -14.00 CNY -
	b left 2.00 - 2.00 CNY -
	b left 4.00 - 4.00 CNY -
	b left 8.00 - 8.00 CNY -
	END
	says 'recon-join: no sums in 1 group, key "b": to look for them takes more than 14 steps (--sum-of-steps)'
	is 0 recon-join --sum-of 4 --sum-of-steps 40 l r
	says ''
}

@test "amounts that are too large to be added up are told" {
	most=10633823966279326983230456482242756607
	tsv "a 1 JPY L -" "a $most JPY L -" >l
	tsv "a 10633823966279326983230456482242756608 JPY R -" >r
	is 65 recon-join --sum-of 2 l r
	says 'recon-join: key "a": its amounts are too large to be added up'
	tsv "a $most JPY L -" "a 4611686018427387904 JPY L -" >l
	tsv "a $most JPY R -" "a 1 JPY R -" | LC_ALL=C sort >r
	is 0 recon-join --sum-of 2 l r
}

@test "sums within a key that memory does not hold" {
	python3 - <<-'END'
	import random
	rng = random.Random(5)
	sides = {"l": [], "r": []}
	def add(side, minor):
	    sides[side].append(f"k\t{minor // 100}.{minor % 100:02d}\tCNY\t"
	                       f"{side.upper()}\t-\tsrc={len(sides[side])}\n")
	for i in range(60):
	    parts = [rng.randint(1, 10**9) for _ in range(rng.choice([2, 3]))]
	    one, other = rng.choice(["lr", "rl"])
	    add(one, sum(parts))
	    for p in parts:
	        add(other, p)
	for name, lines in sides.items():
	    with open(name, "w") as f:
	        f.writelines(sorted(lines))
	END
	is 0 recon-join -v --sum-of 3 l r
	says "recon-join: $(cat l r | wc -l) records in, 60 lines out: 60 matched, 0 amount, 0 left, 0 right"
	mv out want
	is 0 recon-join -S 64K --sum-of 3 l r
	same want out
}
