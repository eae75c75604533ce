load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	tsv "key001 10.00 CNY L 2022-11-01" "key001 11.00 CNY L 2022-11-01" \
	    "key002 10.00 CNY L 2022-11-01" "key003 10.00 CNY L 2022-11-01" \
	    >left.rec
	tsv "key001 10.00 CNY R 2022-11-01" "key002 10.00 CNY R 2022-11-01" \
	    "key004 10.00 CNY R 2022-11-01" >right.rec
}

# gives ARGS...: recon-join's results without control lines are exactly
# standard input, whose blanks are TABs.
gives() {
	is 0 recon-join --plain "$@"
	tr ' ' '\t' | prints
}

# random SEED KEYS [DAYS]: makes the files l and r; with DAYS all have dates, of
# so many days.
random() {
	python3 "$BATS_TEST_DIRNAME/join_records.py" "$1" "$2" l r ${3:-}
}

reference() {
	python3 "$BATS_TEST_DIRNAME/join_reference.py" "$@"
}

# data FILE: its lines but for control lines.
data() {
	grep -v '^#' "$1"
}

@test "the worked example, pairwise" {
	is 0 recon-join left.rec right.rec
	prints <<-'END'
	#recon result 2
	key001	left	11.00	-	11.00	CNY	2022-11-01
	key001	matched	10.00	10.00	0.00	CNY	2022-11-01
	key002	matched	10.00	10.00	0.00	CNY	2022-11-01
	key003	left	10.00	-	10.00	CNY	2022-11-01
	key004	right	-	10.00	-10.00	CNY	2022-11-01
	#total	records=5	L.CNY=41.00	R.CNY=30.00
	END
	says ""
}

@test "the worked example, aggregate" {
	is 0 recon-join -g left.rec right.rec
	prints <<-'END'
	#recon result 2
	key001	amount	21.00	10.00	11.00	CNY	2022-11-01	ln=2	rn=1
	key002	matched	10.00	10.00	0.00	CNY	2022-11-01	ln=1	rn=1
	key003	left	10.00	-	10.00	CNY	2022-11-01	ln=1	rn=0
	key004	right	-	10.00	-10.00	CNY	2022-11-01	ln=0	rn=1
	#total	records=4	L.CNY=41.00	R.CNY=30.00
	END
	says ""
}

@test "one stream with both sides, two files and many parts give the same bytes" {
	random 1 200
	for mode in "" -g "--tolerance 2"; do
		recon-join $mode l r >two
		recon-join $mode r l >swapped
		LC_ALL=C sort -m l r | recon-join $mode >one
		for i in 0 1 2 3 4; do
			awk "NR % 5 == $i" l r | LC_ALL=C sort >part$i
		done
		recon-join $mode part[0-4] >parts
		same two swapped
		same two one
		same two parts
	done
}

@test "agrees with the rules written down in Python, random groups" {
	for seed in 1 2 3; do
		random $seed 120
		while read -r options; do
			reference $options l r >want
			recon-join --plain $options l r >got
			same want got
		done <<-'END'

		-g
		--tolerance 0.5
		--tolerance 3
		--tolerance 5%
		--tolerance 100%
		--tolerance 1 --tolerance CNY=0.5% --tolerance USD=0
		-g --tolerance 5%
		--tolerance -2..+0.5
		--tolerance 0..+3
		--tolerance -5%,1..+0.5
		--tolerance 1%,2 --tolerance CNY=0.5,2%
		-g --tolerance -3..0
		--compare status,shop
		--compare shop=status,src --tolerance 3
		--unique L
		--unique R --tolerance 3
		--unique LR
		END
	done
}

@test "agrees with the rules written down in Python, within windows of days" {
	for days in 3 9; do
		random $days 120 $days
		while read -r options; do
			reference $options l r >want
			recon-join --plain $options l r >got
			same want got
		done <<-'END'
		--date-window 0
		--date-window 1
		--date-window 2 --tolerance 1
		--date-window 1 --tolerance -5%..+3
		--date-window 4 --tolerance 10%,2 --compare status
		--date-window 30 --tolerance 3
		--date-window 2 --tolerance 3 --unique R --compare shop
		END
	done
}



@test "keys that are unique on both sides: the answer of SQLite's full join" {
	python3 - <<-'END'
	import random
	rng = random.Random(7)
	keys = [f"2022110142000000{i:08d}" for i in rng.sample(range(10**8), 5000)]
	for side in "LR":
	    with open(side, "w") as f:
	        for k in sorted(rng.sample(keys, 4000)):
	            v = int(k[-4:]) if rng.random() < 0.95 else rng.randrange(10**6)
	            f.write(f"{k}\t{v // 100}.{v % 100:02d}\tCNY\t{side}\t-\n")
	END
	sqlite3 >want <<-'END'
	.mode tabs
	create table l (k text, a text, c text, s text, d text);
	create table r (k text, a text, c text, s text, d text);
	.import L l
	.import R r
	create table j as
	    select k, l.a x, r.a y from l left join r using (k)
	    union all
	    select k, null, r.a from r where k not in (select k from l);
	select k,
	    case when y is null then 'left' when x is null then 'right'
	        when x = y then 'matched' else 'amount' end,
	    ifnull(x, '-'), ifnull(y, '-'),
	    printf('%.2f', ifnull(x, 0) - ifnull(y, 0)), 'CNY', '-'
	    from j order by k;
	END
	recon-join --plain L R >got
	same want got
	cut -f1-2 got | LC_ALL=C sort -c
	[ "$(cut -f2 got | sort -u | wc -l)" -eq 4 ]
}

@test "keys that are unique on both sides: the pairs of join(1)" {
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 3000; i++) {
		k = sprintf("20221101%016d", i * 7919)
		if (i % 3) print k, i ".00", "CNY", "L", "-" >"L"
		if (i % 5) print k, i ".00", "CNY", "R", "-" >"R" } }'
	recon-join --plain L R >got
	LC_ALL=C join -t "$T" L R | cut -f1 >want
	awk -F'\t' '$2 == "matched" { print $1 }' got | diff -u want -
	LC_ALL=C join -t "$T" -v1 L R | cut -f1 >want
	awk -F'\t' '$2 == "left" { print $1 }' got | diff -u want -
	LC_ALL=C join -t "$T" -v2 L R | cut -f1 >want
	awk -F'\t' '$2 == "right" { print $1 }' got | diff -u want -
}

@test "every record is in exactly one line, and the sums of the sides are kept" {
	random 4 500
	for options in "" "--tolerance 3"; do
		recon-join $options l r >res
		cut -f6- l r | grep -o 'src=.*' | sort >want
		data res | grep -o '[lr]\.src=[LR][0-9]*' | cut -c3- | sort >got
		same want got
	done
	cat >sums.py <<-'END'
	import sys
	from decimal import Decimal
	sums = {}
	for line in sys.stdin:
	    side, currency, amount = line.split()
	    if amount != "-":
	        k = side + "." + currency
	        sums[k] = sums.get(k, Decimal(0)) + Decimal(amount)
	for k in sorted(sums):
	    print(k + "=" + format(sums[k], "f"))
	END
	awk -F'\t' '{ print $4, $3, $2 }' l r | python3 sums.py >want
	for options in "" -g "--tolerance 3"; do
		recon-join $options l r >res
		data res | awk -F'\t' '{ print "L", $6, $3; print "R", $6, $4 }' |
		    python3 sums.py >got
		same want got
		tail -n1 res | sed 's,\txxh3=.*,,' | tr '\t' '\n' | tail -n+3 | diff -u want -
	done
}

@test "split by key into parts, each joined, merged: the same as one run" {
	random 5 300
	for mode in "" -g "--tolerance 5%"; do
		recon-join --plain $mode l r >want
		for i in 0 1 2; do
			for side in l r; do
				awk -F'\t' "substr(\$1, length(\$1)) % 3 == $i" $side >$side.$i
			done
			recon-join --plain $mode l.$i r.$i >res.$i
		done
		LC_ALL=C sort -m res.0 res.1 res.2 | diff -u want -
		recon-sort -m res.0 res.1 res.2 | diff -u want -
	done
}

# mirrors: the files l and r with their sides swapped give the mirrored result,
# under each line of options, behind a | those of the other side.
mirrors() {
	local side mode mirrored
	for side in l r; do
		awk -F'\t' -v OFS='\t' '{ $4 = $4 == "L" ? "R" : "L"; print }' \
		    $side | LC_ALL=C sort >$side.swapped
	done
	while IFS='|' read -r mode mirrored; do
		recon-join --plain $mode l r >want
		recon-join --plain ${mirrored:-$mode} l.swapped r.swapped |
		    awk -f mirror.awk | LC_ALL=C sort >got
		same want got
	done
}

@test "swapping the sides mirrors the result" {
	random 6 400
	cat >mirror.awk <<-'END'
	BEGIN { FS = OFS = "\t" }
	{
		if ($2 == "left") $2 = "right"
		else if ($2 == "right") $2 = "left"
		t = $3; $3 = $4; $4 = t
		if ($5 ~ /[1-9]/ && !sub(/^-/, "", $5)) $5 = "-" $5
		line = $1; for (i = 2; i <= 7; i++) line = line OFS $i
		n = split("ln= rn= fields= l.date= r.date= l. r.", mark, " ")
		other["fields="] = "fields="
		other["ln="] = "rn="; other["rn="] = "ln="
		other["l.date="] = "r.date="; other["r.date="] = "l.date="
		other["l."] = "r."; other["r."] = "l."
		split("", moved)
		for (m = 1; m <= n; m++)
			for (i = 8; i <= NF; i++) {
				want = other[mark[m]]
				if (!(i in moved) && substr($i, 1, length(want)) == want) {
					line = line OFS mark[m] substr($i, length(want) + 1)
					moved[i]
				}
			}
		print line
	}
	END
	mirrors <<-'END'

	-g
	--tolerance 3
	--tolerance 5%
	--tolerance 2%,1
	--tolerance -1..+5%|--tolerance -5%..+1
	-g --tolerance 0..+3|-g --tolerance -3..0
	--compare status,shop
	--unique L|--unique R
	--unique LR --tolerance 3
	END
	random 7 400 6
	mirrors <<-'END'
	--date-window 0
	--date-window 1 --tolerance 3
	--date-window 2 --tolerance -5%..+1|--date-window 2 --tolerance -1..+5%
	END
	python3 "$BATS_TEST_DIRNAME/sum_records.py" 8 400 l r
	mirrors <<-'END'
	--sum-of 4
	--sum-of 3 --tolerance 0.02 --compare shop
	--sum-of 4 --tolerance -1..+5%|--sum-of 4 --tolerance -5%..+1
	--sum-of 8 --sum-of-steps 200
	END
	python3 "$BATS_TEST_DIRNAME/sum_records.py" 9 400 l r 6
	mirrors <<-'END'
	--sum-of 4 --date-window 1
	--sum-of 4 --date-window 2 --tolerance -5%..+1|--sum-of 4 --date-window 2 --tolerance -1..+5%
	END
}

# day SEED: two sides that mostly agree, as l and r, in stretches that differ
# in length of key, decimals, date and currency.
day() {
	python3 - "$1" <<-'END'
	import random, sys
	rng = random.Random(int(sys.argv[1]))
	sides = {"L": [], "R": []}
	for stretch in range(60):
	    head = rng.choice(["", "k", "2022110142000000", "a|b|" * 12])
	    scale = rng.choice([0, 2, 2, 2, 3])
	    currency = rng.choice(["CNY", "CNY", "USDT", "-"])
	    dates = {s: rng.choice(["2022-11-01", "2022-11-02", "-"])
	             for s in "LR"}
	    for i in range(rng.randint(1, 200)):
	        key = f"{stretch:02d}{head}{i * 7:06d}"
	        text = f"{rng.randint(0, 10 ** rng.randint(1, 9))}"
	        if scale:
	            text += "." + f"{rng.randint(0, 10**scale - 1):0{scale}d}"
	        twice = rng.random() < 0.02
	        for s in "LR":
	            lines = [(text, dates[s], "")]
	            x = rng.random()
	            if x < 0.02:
	                lines = []
	            elif x < 0.04:
	                lines.append((text, dates[s], ""))
	            elif x < 0.05:
	                lines = [("-" + text.replace("0", "1"), dates[s], "")]
	            elif x < 0.06:
	                lines = [(text, "2022-10-31", "")]
	            elif x < 0.07:
	                lines = [(text, dates[s], "\tshop=A")]
	            if twice:
	                lines = [(text, dates[s], ""), ("9" + text, dates[s], "")]
	            for a, d, c in lines:
	                sides[s].append(f"{key}\t{a}\t{currency}\t{s}\t{d}{c}\n")
	for s, name in zip("LR", "lr"):
	    with open(name, "w") as f:
	        f.writelines(sorted(sides[s]))
	END
}

@test "two sides abreast are written as one stream would be" {
	for seed in 1 2 3 4 5 6; do
		day $seed
		for mode in "" -g "--tolerance 1%"; do
			LC_ALL=C sort -m l r | recon-join $mode >want
			recon-join $mode l r | diff -u want -
			recon-join $mode r l | diff -u want -
			cat l | recon-join $mode - r | diff -u want -
		done
	done
}

@test "two sides abreast are checked as each alone would be" {
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 9000; i++) {
		k = sprintf("20221101%016d", i * 7)
		print k, i ".00", "CNY", "L", "-" >"l"
		print k, i ".00", "CNY", "R", "-" >"r" } }'
	for line in 2 3 4500 4501 9000; do
		for bad in 's/^2/1/' 's/CNY/cny/' 's/\.00/.0x/' 's/[LR]\t-/X\t-/' \
		    's/-$/2022-11-31/' 's/^.*\t//' 's/^20221101/#/'; do
			for side in l r; do
				sed "$line$bad" $side >bad
				status=0
				recon-join bad >/dev/null 2>want || status=$?
				other=$([ $side = l ] && echo r || echo l)
				is $status recon-join bad $other
				same want err
				is $status recon-join -g $other bad
				same want err
			done
		done
	done
}

@test "amounts of the same digits and other decimals are not equal abreast" {
	for side in L R; do
		tsv "a 0.01 CNY $side -" "b 0.01 CNY $side -" \
		    "c 0.01 CNY $side -" "d 0.01 CNY $side -" \
		    "e 0.01 CNY $side -" "f 0.01 CNY $side -" >$side
	done
	sed -i '2s/0.01/1/' R
	LC_ALL=C sort -m L R | recon-join >want
	recon-join L R | diff -u want -
	grep "^b	amount	0.01	1	-0.99" want
}

@test "order numbers of 24 digits that differ in the last one are different" {
	tsv "202211014200000000000001 1.00 CNY L -" >l
	tsv "202211014200000000000002 1.00 CNY R -" >r
	gives l r <<-'END'
	202211014200000000000001 left 1.00 - 1.00 CNY -
	202211014200000000000002 right - 1.00 -1.00 CNY -
	END
}

@test "a key that begins with another is a key of its own" {
	tsv "a 1.00 CNY L -" "a! 1.00 CNY L -" "ab 1.00 CNY L -" >l
	tsv "a! 1.00 CNY R -" "abc 1.00 CNY R -" >r
	gives l r <<-'END'
	a left 1.00 - 1.00 CNY -
	a! matched 1.00 1.00 0.00 CNY -
	ab left 1.00 - 1.00 CNY -
	abc right - 1.00 -1.00 CNY -
	END
}

@test "currencies never mix, and their lines of one key are in byte order" {
	tsv "a 1.00 CNY L -" "a 1.00 USD R -" "a 2.00 USD L -" \
	    "a 3.000 KWD R -" >both
	gives both <<-'END'
	a amount 2.00 1.00 1.00 USD -
	a left 1.00 - 1.00 CNY -
	a right - 3.000 -3.000 KWD -
	END
	gives -g both <<-'END'
	a amount 2.00 1.00 1.00 USD - ln=1 rn=1
	a left 1.00 - 1.00 CNY - ln=1 rn=0
	a right - 3.000 -3.000 KWD - ln=0 rn=1
	END
}

@test "amounts are numbers: 1.5 is 1.50, and 9 is less than 10" {
	tsv "a 10.00 CNY L -" "a 9.00 CNY L -" "b 1.5 CNY L -" >l
	tsv "a 11.00 CNY R -" "a 9.50 CNY R -" "b 1.50 CNY R -" >r
	gives l r <<-'END'
	a amount 10.00 11.00 -1.00 CNY -
	a amount 9.00 9.50 -0.50 CNY -
	b matched 1.5 1.50 0.00 CNY -
	END
	gives -g l r <<-'END'
	a amount 19.00 20.50 -1.50 CNY - ln=2 rn=2
	b matched 1.5 1.50 0.00 CNY - ln=1 rn=1
	END
}

@test "0.1 and 0.2 add up to 0.3" {
	tsv "a 0.1 CNY L -" "a 0.2 CNY L -" >l
	tsv "a 0.3 CNY R -" >r
	gives -g --exit-code l r <<-'END'
	a matched 0.3 0.3 0.0 CNY - ln=2 rn=1
	END
}

@test "DATE is the earliest of the match, and - only where there is none" {
	tsv "a 1.00 CNY L 2022-11-02" "b 1.00 CNY L -" "c 1.00 CNY L -" \
	    "d 1.00 CNY L 2022-11-03" >l
	tsv "a 1.00 CNY R 2022-11-01" "b 1.00 CNY R 2022-11-01" \
	    "c 1.00 CNY R -" "d 1.00 CNY R -" >r
	for mode in "" -g; do
		recon-join --plain $mode l r | cut -f1,7 >got
		tsv "a 2022-11-01" "b 2022-11-01" "c -" "d 2022-11-03" |
		    diff -u - got
	done
}

@test "where the sides have two dates, both are carried" {
	tsv "a 1.00 CNY L 2022-11-02 x=1" "b 2.00 CNY L -" "c 1.00 CNY L 2022-11-01" \
	    "c 2.00 CNY L 2022-11-03" "d 1.00 CNY L 2022-11-04" >l
	tsv "a 1.00 CNY R 2022-11-01 x=2" "b 1.00 CNY R 2022-11-01" \
	    "c 3.00 CNY R 2022-11-02" "c 4.00 CNY R 2022-11-01" \
	    "d 1.00 CNY R 2022-11-04" >r
	cp l one
	cat r >>one
	LC_ALL=C sort -o one one
	for way in "l r" "r l" "one" "-j1 l r"; do
		gives --pass ref $way <<-'END'
		a matched 1.00 1.00 0.00 CNY 2022-11-01 pass=ref l.date=2022-11-02 r.date=2022-11-01 l.x=1 r.x=2
		b amount 2.00 1.00 1.00 CNY 2022-11-01 l.date=- r.date=2022-11-01
		c amount 1.00 3.00 -2.00 CNY 2022-11-01 l.date=2022-11-01 r.date=2022-11-02
		c amount 2.00 4.00 -2.00 CNY 2022-11-01 l.date=2022-11-03 r.date=2022-11-01
		d matched 1.00 1.00 0.00 CNY 2022-11-04 pass=ref
		END
		gives -g $way <<-'END'
		a matched 1.00 1.00 0.00 CNY 2022-11-01 ln=1 rn=1 l.date=2022-11-02 r.date=2022-11-01 l.x=1 r.x=2
		b amount 2.00 1.00 1.00 CNY 2022-11-01 ln=1 rn=1 l.date=- r.date=2022-11-01
		c amount 3.00 7.00 -4.00 CNY 2022-11-01 ln=2 rn=2
		d matched 1.00 1.00 0.00 CNY 2022-11-04 ln=1 rn=1
		END
	done
}

@test "carried fields say their side, and n= is not one of them" {
	tsv "a 1.00 CNY L - status=paid n=2" "b 1.00 CNY L - n=3" >l
	tsv "a 1.00 CNY R - n=4 fee=0.01 x=" >r
	gives l r <<-'END'
	a matched 1.00 1.00 0.00 CNY - l.status=paid r.fee=0.01 r.x=
	b left 1.00 - 1.00 CNY -
	END
	gives -g l r <<-'END'
	a matched 1.00 1.00 0.00 CNY - ln=2 rn=4 l.status=paid r.fee=0.01 r.x=
	b left 1.00 - 1.00 CNY - ln=3 rn=0
	END
}

@test "records pair only within the window of days" {
	tsv "a 1.00 CNY L 2022-11-01" "b 1.00 CNY L 2022-10-31" \
	    "c 1.00 CNY L 2022-11-01" "d 1.00 CNY L 2022-11-01" >l
	tsv "a 1.00 CNY R 2022-11-03" "b 1.00 CNY R 2022-11-03" \
	    "c 2.00 CNY R 2022-10-30" "d 2.00 CNY R 2022-10-29" >r
	for way in "l r" "r l" "-j1 l r" "--tolerance 0.5 l r"; do
		gives --date-window 2 $way <<-'END'
		a matched 1.00 1.00 0.00 CNY 2022-11-01 l.date=2022-11-01 r.date=2022-11-03
		b left 1.00 - 1.00 CNY 2022-10-31
		b right - 1.00 -1.00 CNY 2022-11-03
		c amount 1.00 2.00 -1.00 CNY 2022-10-30 l.date=2022-11-01 r.date=2022-10-30
		d left 1.00 - 1.00 CNY 2022-11-01
		d right - 2.00 -2.00 CNY 2022-10-29
		END
	done
}

@test "equal amounts pair the earliest, near ones by difference, then by days" {
	tsv "a 1.00 CNY L 2022-11-02 n=1" "a 1.00 CNY L 2022-11-03" \
	    "a 1.00 CNY L 2022-11-06" "b 1.00 CNY L 2022-11-03 x=1" \
	    "b 1.01 CNY L 2022-11-03 x=2" "b 1.03 CNY L 2022-11-03 x=3" |
	    LC_ALL=C sort >l
	tsv "a 1.00 CNY R 2022-11-01 x=1" "a 1.00 CNY R 2022-11-04 x=2" \
	    "a 1.00 CNY R 2022-11-05 x=3" "b 1.02 CNY R 2022-11-01 x=4" \
	    "b 1.02 CNY R 2022-11-04 x=5" "b 1.04 CNY R 2022-11-06 x=6" >r
	gives --date-window 2 --tolerance 0.05 l r <<-'END'
	a matched 1.00 1.00 0.00 CNY 2022-11-01 l.date=2022-11-02 r.date=2022-11-01 r.x=1
	a matched 1.00 1.00 0.00 CNY 2022-11-03 l.date=2022-11-03 r.date=2022-11-04 r.x=2
	a matched 1.00 1.00 0.00 CNY 2022-11-05 l.date=2022-11-06 r.date=2022-11-05 r.x=3
	b left 1.00 - 1.00 CNY 2022-11-03 l.x=1
	b matched 1.01 1.02 -0.01 CNY 2022-11-03 l.date=2022-11-03 r.date=2022-11-04 l.x=2 r.x=5
	b matched 1.03 1.02 0.01 CNY 2022-11-01 l.date=2022-11-03 r.date=2022-11-01 l.x=3 r.x=4
	b right - 1.04 -1.04 CNY 2022-11-06 r.x=6
	END
}

@test "a record without a date is bad data within a window" {
	while IFS='|' read -r where left right; do
		tsv "a 1.00 CNY L 2022-11-01" "$left" >l
		tsv "a 1.00 CNY R 2022-11-01" "$right" >r
		for j in 1 3; do
			is 65 recon-join -j$j --date-window 1 l r
			says "recon-join: $where: key \"b\": a record without a date, which --date-window needs"
		done
	done <<-'END'
	l:2|b 1.00 CNY L -|b 1.00 CNY R 2022-11-01
	r:2|b 1.00 CNY L 2022-11-01|b 1.00 CNY R -
	l:2|b 1.00 CNY L -|b 1.00 CNY R -
	l:2|b 1.00 CNY L -|c 1.00 CNY R 2022-11-01
	r:2|a 2.00 CNY L 2022-11-01|b 1.00 CNY R -
	END
}

@test "50000 lefts and 50000 rights of one key within a window of days" {
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 50000; i++) {
		d = sprintf("2022-11-%02d", 1 + i % 9)
		print "k", 1000000 + i * 10 ".00", "CNY", "L", d >"L"
		print "k", 1000003 + i * 10 ".00", "CNY", "R", d >"R" } }'
	LC_ALL=C sort -o L L
	LC_ALL=C sort -o R R
	recon-join --plain --tolerance 1000 --date-window 0 L R | cut -f2,5 |
	    sort | uniq -c | xargs >got
	echo "50000 matched -3.00" | diff -u - got
	recon-join --plain --date-window 3 L R | cut -f2,5 |
	    sort | uniq -c | xargs >got
	echo "50000 amount -3.00" | diff -u - got
}

@test "a tolerance takes no more memory for a longer window of days" {
	! sanitized || skip "a sanitizer takes memory of its own"
	python3 - <<-'END'
	import random
	rng = random.Random(3)
	for side in "LR":
	    with open(side.lower(), "w") as f:
	        f.writelines(sorted(
	            f"k\t{rng.randint(1000, 3000)}.{rng.randint(0, 99):02d}\t"
	            f"CNY\t{side}\t2022-{rng.randint(1, 4):02d}-"
	            f"{rng.randint(1, 28):02d}\n" for _ in range(20000)))
	END
	peak recon-join --tolerance 5 --date-window 1 -o out l r
	short=$peak
	peak recon-join --tolerance 5 --date-window 30 -o out l r
	echo "1 day: $short KiB, 30: $peak KiB"
	[ "$peak" -lt $((short + short / 4)) ]
}

@test "where a key is unique a second record of it is a duplicate" {
	tsv "a 1.00 CNY L - x=1" "a 1.00 CNY L - x=2" "a 2.00 CNY L -" \
	    "a 2.00 USD L -" "b 1.00 CNY L - n=2" "c 1.00 CNY L - n=1" \
	    "d 1.00 CNY L - n=2" "d 2.00 CNY L -" >l
	tsv "a 1.00 CNY R -" "a 2.00 CNY R -" "b 1.00 CNY R -" "c 1.00 CNY R -" >r
	for way in "l r" "r l" "-j1 l r" "-j3 l r" "--tolerance 1 l r"; do
		gives --unique L $way <<-'END'
		a duplicate 1.00 - 1.00 CNY - l.x=2
		a duplicate 2.00 - 2.00 CNY -
		a left 2.00 - 2.00 USD -
		a matched 1.00 1.00 0.00 CNY - l.x=1
		a right - 2.00 -2.00 CNY -
		b duplicate 1.00 - 1.00 CNY -
		b right - 1.00 -1.00 CNY -
		c matched 1.00 1.00 0.00 CNY -
		d duplicate 1.00 - 1.00 CNY -
		d duplicate 2.00 - 2.00 CNY -
		END
	done
	gives --unique R l r <<-'END'
	a duplicate - 2.00 -2.00 CNY -
	a left 1.00 - 1.00 CNY - l.x=2
	a left 2.00 - 2.00 CNY -
	a left 2.00 - 2.00 USD -
	a matched 1.00 1.00 0.00 CNY - l.x=1
	b matched 1.00 1.00 0.00 CNY -
	c matched 1.00 1.00 0.00 CNY -
	d left 1.00 - 1.00 CNY -
	d left 2.00 - 2.00 CNY -
	END
	# whether the first stands for several or not, in memory or in files
	{
		tsv "k 1.00 CNY L - n=2" "k 1.00 CNY L - x=1"
		for i in $(seq 100 999); do printf 'k\t1.00\tCNY\tR\t-\ti=%d\n' $i; done
	} >many
	for memory in 0K 64K 1G; do
		recon-join --plain -S $memory --unique L many | cut -f2 | sort | uniq -c | xargs >got
		echo "2 duplicate 900 right" | diff -u - got
	done
	is 1 recon-join -v --exit-code --unique LR l r
	says "recon-join: 12 records in, 10 lines out: 2 matched, 0 amount, 1 left, 1 right, 6 duplicate"
}

@test "what matches has to agree in the fields compared" {
	tsv "a 1.00 CNY L - status=paid fee=0.01" "b 1.00 CNY L - status=paid" \
	    "c 1.00 CNY L - fee=0.01" "d 1.00 CNY L -" "e 1.00 CNY L - status=" \
	    "f 1.00 CNY L - status=paid" "g 1.00 CNY L - status=paid" \
	    "h 1.00 CNY L - xstatus=1 statusx=2 status=3" >l
	tsv "a 1.00 CNY R - fee=0.01 status=paid" "b 1.00 CNY R - status=Paid" \
	    "c 1.00 CNY R - fee=0.02 status=paid" "d 1.00 CNY R -" \
	    "e 1.00 CNY R -" "f 1.01 CNY R - status=open" "h 1.00 CNY R - status=3" >r
	gives --compare status,fee l r <<-'END'
	a matched 1.00 1.00 0.00 CNY - l.status=paid l.fee=0.01 r.fee=0.01 r.status=paid
	b field 1.00 1.00 0.00 CNY - fields=status l.status=paid r.status=Paid
	c field 1.00 1.00 0.00 CNY - fields=status,fee l.fee=0.01 r.fee=0.02 r.status=paid
	d matched 1.00 1.00 0.00 CNY -
	e field 1.00 1.00 0.00 CNY - fields=status l.status=
	f amount 1.00 1.01 -0.01 CNY - l.status=paid r.status=open
	g left 1.00 - 1.00 CNY - l.status=paid
	h matched 1.00 1.00 0.00 CNY - l.xstatus=1 l.statusx=2 l.status=3 r.status=3
	END
	recon-join --compare status,fee l r >once
	is 0 recon-join --compare status,fee,status --compare fee l r
	same once out
	is 1 recon-join -v --exit-code --compare fee --compare status --tolerance 0.01 l r
	grep "^f	field	1.00	1.01	-0.01	CNY	-	fields=status" out
	says "recon-join: 15 records in, 8 lines out: 3 matched, 0 amount, 1 left, 0 right, 4 field"
}

@test "a comma in the name of a field compared is escaped in fields=" {
	printf 'a\t1.00\tCNY\tL\t-\tx,y=1\tx=2\n' >l
	printf 'a\t1.00\tCNY\tR\t-\tx=1\ty=2\n' >r
	gives --compare 'x\,y=y,x' l r <<-'END'
	a field 1.00 1.00 0.00 CNY - fields=x\x2cy,x l.x,y=1 l.x=2 r.x=1 r.y=2
	END
	gives --compare 'x\,y=x' l r <<-'END'
	a matched 1.00 1.00 0.00 CNY - l.x,y=1 l.x=2 r.x=1 r.y=2
	END
}

@test "a field compared may have another name on the right" {
	tsv "a 1.00 CNY L - st=1 a,b=x" >l
	tsv "a 1.00 CNY R - state=1 st=2 c=x" >r
	gives --compare 'st=state,a\,b=c' l r <<-'END'
	a matched 1.00 1.00 0.00 CNY - l.st=1 l.a,b=x r.state=1 r.st=2 r.c=x
	END
	gives --compare st l r <<-'END'
	a field 1.00 1.00 0.00 CNY - fields=st l.st=1 l.a,b=x r.state=1 r.st=2 r.c=x
	END
	gives --compare state=st,a\\,b l r <<-'END'
	a field 1.00 1.00 0.00 CNY - fields=state,a\x2cb l.st=1 l.a,b=x r.state=1 r.st=2 r.c=x
	END
}

@test "a field that no record compared has is told" {
	tsv "a 1.00 CNY L - status=paid" "b 2.00 CNY L -" >l
	tsv "a 1.00 CNY R - status=paid" "c 2.00 CNY R - statsu=1" >r
	for j in 1 3; do
		is 0 recon-join -j$j --compare status,statsu l r
		says 'recon-join: no record that was compared has the field "statsu"'
		is 0 recon-join -j$j --compare status --compare x=y l r
		says 'recon-join: no record that was compared has the field "x" or "y"'
		is 0 recon-join -j$j --compare st=status --compare typo <(sed s/status/st/ l) <(sed s/paid/open/ r)
		grep -q "^a	field" out
		says 'recon-join: no record that was compared has the field "typo"'
		is 0 recon-join -j$j --compare status l r
		says ''
	done
	sed -i d r
	is 0 recon-join --allow-empty --compare statsu l r
	says ''
}

@test "-g keeps a carried field only where all records of the side agree" {
	tsv "a 1.00 CNY L - shop=A time=1 x=1" "a 2.00 CNY L - shop=A time=2 x=1" \
	    "a 2.50 CNY L - x=1 shop=A" "a 3.00 USD L - shop=B time=3" >l
	tsv "a 5.50 CNY R - shop=C" >r
	gives -g l r <<-'END'
	a left 3.00 - 3.00 USD - ln=1 rn=0 l.shop=B l.time=3
	a matched 5.50 5.50 0.00 CNY - ln=3 rn=1 l.shop=A l.x=1 r.shop=C
	END
}

@test "added up by recon-sort -g before or not, -g gives the same bytes" {
	for seed in 11 12 13; do
		random $seed 200
		recon-join -g l r >want
		recon-sort -g -o sl l
		recon-sort -g -o sr r
		recon-join -g sl sr | diff -u want -
		recon-sort -g l r | recon-join -g | diff -u want -
	done
	[ "$(wc -l <sl)" -lt "$(wc -l <l)" ]
}

@test "a difference equal to the tolerance is within it, one unit more is not" {
	tsv "a 10.00 CNY L -" "b 10.00 CNY L -" "c 10.00 CNY L -" >l
	tsv "a 10.05 CNY R -" "b 10.06 CNY R -" "c 9.951 CNY R -" >r
	for mode in "" -g; do
		recon-join --plain $mode --tolerance 0.05 l r | cut -f1-5 >got
		tsv "a matched 10.00 10.05 -0.05" "b amount 10.00 10.06 -0.06" \
		    "c matched 10.00 9.951 0.049" | diff -u - got
		recon-join --plain $mode --tolerance 0.0501 l r |
		    cut -f1-2 >got
		tsv "a matched" "b amount" "c matched" | diff -u - got
	done
}

@test "a percent is of the larger absolute amount, exactly" {
	# 0.5% of 200.00 is 1.00, of -200.00 too
	tsv "a 199.00 CNY L -" "b 198.99 CNY L -" "c -200.00 CNY L -" \
	    "d -200.00 CNY L -" "e 0.00 CNY L -" >l
	tsv "a 200.00 CNY R -" "b 200.00 CNY R -" "c -199.00 CNY R -" \
	    "d -198.9999 CNY R -" "e 0.01 CNY R -" >r
	for mode in "" -g; do
		recon-join --plain $mode --tolerance 0.5% l r | cut -f1-2 >got
		tsv "a matched" "b amount" "c matched" "d amount" "e amount" |
		    diff -u - got
	done
	recon-join --plain --tolerance 100% l r | cut -f2 | sort -u |
	    diff -u <(echo matched) -
}

@test "a percent is exact where 128 bits are not enough for the product" {
	half=85070591730234615865843651857942052863 # of 2^127 - 2
	while read -r left right class; do
		tsv "a $left CNY L -" >l
		tsv "a $right CNY R -" >r
		for mode in "" -g; do
			recon-join --plain $mode --tolerance 50% l r |
			    cut -f2 >got
			echo "$class" | diff -u - got
		done
		reference --tolerance 50% l r | cut -f2 | diff -u got -
	done <<-END
	170141183460469231731687303715884105726 $half matched
	170141183460469231731687303715884105726 ${half%3}2 amount
	-170141183460469231731687303715884105726 -$half matched
	-${half%3}2 -170141183460469231731687303715884105726 amount
	END
}

@test "a range is for left minus right, and ends where it says" {
	tsv "a 10.00 CNY L -" "b 10.00 CNY L -" "c 10.00 CNY L -" \
	    "d 10.00 CNY L -" >l
	tsv "a 10.01 CNY R -" "b 10.02 CNY R -" "c 9.95 CNY R -" \
	    "d 9.94 CNY R -" >r
	for mode in "" -g; do
		recon-join --plain $mode --tolerance -0.01..+0.05 l r |
		    cut -f1,2,5 >got
		tsv "a matched -0.01" "b amount -0.02" "c matched 0.05" \
		    "d amount 0.06" | diff -u - got
		recon-join --plain $mode --tolerance USD=0 \
		    --tolerance CNY=-0.1%..0 l r | cut -f1,2 >got
		tsv "a matched" "b amount" "c amount" "d amount" |
		    diff -u - got
	done
}

@test "of a percent and an amount the larger one holds" {
	tsv "a 1000.00 CNY L -" "b 1000.00 CNY L -" "c 10.00 CNY L -" \
	    "d 10.00 CNY L -" >l
	tsv "a 800.00 CNY R -" "b 799.99 CNY R -" "c -90.00 CNY R -" \
	    "d -90.01 CNY R -" >r
	for t in 20%,100 100,20% -20%,100..+100,20%; do
		recon-join --plain --tolerance $t l r | cut -f1,2 >got
		tsv "a matched" "b amount" "c matched" "d amount" |
		    diff -u - got
	done
}

@test "what differs within the tolerance is told, by any number of threads" {
	tsv "a 10.00 CNY L -" "b 10.00 CNY L -" "c 10 JPY L -" \
	    "d 10.00 CNY L -" "e 7.00 USD L -" >l
	tsv "a 10.02 CNY R -" "b 9.99 CNY R -" "c 11 JPY R -" \
	    "d 10.00 CNY R -" "e 8.00 USD R -" >r
	for mode in -j1 -j4 -g; do
		is 0 recon-join $mode --tolerance 0.02 --tolerance JPY=1 l r
		says "recon-join: matched within the tolerance: 2 of CNY, which differ by 0.03 in all, left minus right by -0.01; 1 of JPY, which differ by 1 in all, left minus right by -1"
	done
	is 0 recon-join --tolerance 0.001 l r
	says ""
}

@test "differences that add up to more than --tolerance-total are 65" {
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 50000; i++) {
		printf "k%06d\t10.00\tCNY\tL\t-\n", i >"l"
		printf "k%06d\t%s\tCNY\tR\t-\n", i,
		    i % 2 ? "10.01" : "9.99" >"r" } }'
	for j in 1 3; do
		is 0 recon-join -j$j --tolerance 0.01 --tolerance-total 500.00 l r
		says "recon-join: matched within the tolerance: 50000 of CNY, which differ by 500.00 in all, left minus right by 0.00"
		is 65 recon-join -j$j --tolerance 0.01 --tolerance-total 499.99 l r
		says "recon-join: 50000 of CNY matched within the tolerance and differ by 500.00 in all, --tolerance-total is 499.99"
		run ! grep -q '^#total' out
		is 65 recon-join -j$j --tolerance 0.01 --tolerance-total 1 -o res l r
		[ ! -e res ]
	done
	for caps in "CNY=500" "1 --tolerance-total CNY=500" \
	    "USD=0" "CNY=1 --tolerance-total CNY=500.00"; do
		is 0 recon-join --tolerance 0.01 --tolerance-total $caps l r
	done
	is 65 recon-join -g --tolerance 0.01 --tolerance-total CNY=499 l r
	says "recon-join: 50000 of CNY matched within the tolerance and differ by 500.00 in all, --tolerance-total is 499"
}

@test "the closest pair within the tolerance comes first, ties in stream order" {
	# 10.00 is as far from 9.99 as from 10.01; text puts 10.01 first
	tsv "a 10.00 CNY L -" "b 10.00 CNY L -" "b 10.03 CNY L -" \
	    "c 10.01 CNY L -" "c 9.99 CNY L -" >l
	tsv "a 10.01 CNY R -" "a 9.99 CNY R -" "b 10.02 CNY R -" \
	    "c 10.00 CNY R -" >r
	gives --tolerance 0.05 l r <<-'END'
	a matched 10.00 10.01 -0.01 CNY -
	a right - 9.99 -9.99 CNY -
	b left 10.00 - 10.00 CNY -
	b matched 10.03 10.02 0.01 CNY -
	c left 9.99 - 9.99 CNY -
	c matched 10.01 10.00 0.01 CNY -
	END
}

@test "equal amounts match before near ones" {
	tsv "a 10.00 CNY L -" "a 10.01 CNY L -" >l
	tsv "a 10.01 CNY R -" "a 10.02 CNY R -" >r
	gives --tolerance 0.02 l r <<-'END'
	a matched 10.00 10.02 -0.02 CNY -
	a matched 10.01 10.01 0.00 CNY -
	END
}

@test "a tolerance for a currency stands before the one for all, the last one given counts" {
	tsv "a 1.00 CNY L -" "b 1.00 USD L -" "c 1.00 - L -" >l
	tsv "a 1.10 CNY R -" "b 1.10 USD R -" "c 1.10 - R -" >r
	classes() { recon-join --plain "$@" l r | cut -f2 | xargs; }
	[ "$(classes --tolerance CNY=0.1)" = "matched amount amount" ]
	[ "$(classes --tolerance 0.1 --tolerance USD=0.09)" = "matched amount matched" ]
	[ "$(classes --tolerance USD=0 --tolerance 0.1 --tolerance USD=10%)" = "matched matched matched" ]
	[ "$(classes --tolerance 0.1 --tolerance 0.01)" = "amount amount amount" ]
	[ "$(classes --tolerance -=0.1)" = "amount amount matched" ]
}

@test "a profile's tolerance is taken, the command line has the last word" {
	printf '[recon-join]\naggregate = yes\ntolerance = 0.5\ntolerance = USD=9\n' >p.ini
	tsv "a 1.00 CNY L -" >l
	tsv "a 1.50 CNY R -" >r
	gives -p ./p.ini l r <<-'END'
	a matched 1.00 1.50 -0.50 CNY - ln=1 rn=1
	END
	gives -p ./p.ini --tolerance 0.49 l r <<-'END'
	a amount 1.00 1.50 -0.50 CNY - ln=1 rn=1
	END
}

@test "100000 lefts and 100000 rights of one key, all near each other" {
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 100000; i++) {
		print "k", 1000000 + i * 10 ".00", "CNY", "L", "-" >"L"
		print "k", 1000003 + i * 10 ".00", "CNY", "R", "-" >"R" } }'
	LC_ALL=C sort -o L L
	LC_ALL=C sort -o R R
	recon-join --plain --tolerance 1000 L R | cut -f2,5 | sort | uniq -c |
	    xargs >got
	echo "100000 matched -3.00" | diff -u - got
}

@test "--exit-code is 1 where not every line is matched" {
	is 1 recon-join --exit-code left.rec right.rec
	tail -n1 out | grep -q '^#total'
	head -n1 left.rec >l
	head -n1 right.rec >r
	is 0 recon-join --exit-code l r
	tsv "key001 10.01 CNY R 2022-11-01" >r
	is 1 recon-join --exit-code l r
	is 0 recon-join --exit-code --tolerance 0.01 l r
	printf '#recon record 1\n#total\trecords=0\n' >none
	is 0 recon-join --exit-code none
}

@test "-v counts records and lines" {
	is 0 recon-join -v left.rec right.rec
	says "recon-join: 7 records in, 5 lines out: 2 matched, 0 amount, 2 left, 1 right"
	is 0 recon-join -gv left.rec right.rec
	says "recon-join: 7 records in, 4 lines out: 1 matched, 1 amount, 1 left, 1 right"
}

@test "no records are no lines" {
	printf '#recon record 1\n#total\trecords=0\n' >none
	is 0 recon-join none none
	printf '#recon result 2\n#total\trecords=0\n' | prints
}

@test "unsorted input stops with both lines named and without #total" {
	tsv "a 1.00 CNY L -" "c 1.00 CNY L -" "b 1.00 CNY L -" >l
	is 65 recon-join l
	says 'recon-join: l:3: not in order: "b\x091.00\x09CNY\x09L\x09-" comes after "c\x091.00\x09CNY\x09L\x09-"; sort it with recon-sort or LC_ALL=C sort'
	run ! grep -q '^#total' out
	# within one key too, where keys alone would not show it
	tsv "a 2.00 CNY L -" "a 1.00 CNY L -" >l
	is 65 recon-join -g - <l
	says 'recon-join: stdin:2: not in order: "a\x091.00\x09CNY\x09L\x09-" comes after "a\x092.00\x09CNY\x09L\x09-"; sort it with recon-sort or LC_ALL=C sort'
	run ! grep -q '^#total' out
	is 65 recon-join -o res l
	[ ! -e res ]
}

@test "control lines and comments between two lines do not hide disorder" {
	{
		tsv "b 1.00 CNY L -"
		for i in 1 2 3; do
			echo "# $i $(head -c 300000 /dev/zero | tr '\0' x)"
		done
		tsv "a 1.00 CNY L -"
	} >l
	is 65 recon-join l
	says 'recon-join: l:5: not in order: "a\x091.00\x09CNY\x09L\x09-" comes after "b\x091.00\x09CNY\x09L\x09-"; sort it with recon-sort or LC_ALL=C sort'
}

@test "a stream cut short is 65, and nothing of ours says it is whole" {
	{ echo '#recon record 1'; cat left.rec; } >cut
	for mode in "" -g; do
		is 65 recon-join $mode cut right.rec
		says "recon-join: cut: ends without its #total: what writes it did not finish"
		run ! grep -q '^#total' out
		is 65 recon-join $mode -o res cut right.rec
		[ ! -e res ]
		[ "$(ls -A | grep -c res)" -eq 0 ]
	done
}

@test "an upstream that is killed is 65" {
	mkfifo pipe
	{
		printf '#recon record 1\n'
		cat left.rec
		kill -9 "$BASHPID"
	} >pipe &
	is 65 recon-join pipe right.rec
	says "recon-join: pipe: ends without its #total: what writes it did not finish"
	run ! grep -q '^#total' out
}

@test "totals that disagree with what was read are 65" {
	{ echo '#recon record 1'; cat left.rec
	  printf '#total\trecords=4\tL.CNY=41.01\n'; } >l
	is 65 recon-join l right.rec
	says "recon-join: l: L.CNY: #total says 41.01, read 41.00"
	run ! grep -q '^#total' out
}

@test "parts behind each other and control lines anywhere are one stream" {
	part() { echo '#recon record 1'; cat; printf '%b\n' "$1"; }
	head -n2 left.rec | part '#total\trecords=2\tL.CNY=21.00' >l
	tail -n2 left.rec | part '#total\trecords=2\tL.CNY=20.00' >>l
	part '#total\trecords=3\tR.CNY=30.00' <right.rec >r
	recon-join left.rec right.rec >want
	recon-join l right.rec | diff -u want -
	LC_ALL=C sort l r | recon-join | diff -u want -
}

@test "bad data is named with its line" {
	while IFS='|' read -r mode line text; do
		tsv "A 1.00 CNY L -" >l
		printf "$line\n" >>l
		is 65 recon-join $mode l
		says "recon-join: $text"
		run ! grep -q '^#total' out
	done <<-'END'
	|b\t1.00\tCNY\tL|l:2: not a record: fewer than five fields in "b\x091.00\x09CNY\x09L"
	|b\t1,00\tCNY\tL\t-|l:2: amount "1,00" is not an amount
	|b\t1.00\tcny\tL\t-|l:2: currency "cny" is not a code
	|b\t1.00\tCNY\tB\t-|l:2: side "B" is neither L nor R
	|b\t1.00\tCNY\tL\t2022-02-29|l:2: date "2022-02-29" is not YYYY-MM-DD
	|b\t1.00\tCNY\tL\t-\r|l:2: the line ends in CR LF, not in LF
	|b\t1.00\tCNY\tL\t-\tstatus|l:2: carried field "status" is not NAME=VALUE
	|b\t1.00\tCNY\tL\t-\t=paid|l:2: carried field "=paid" is not NAME=VALUE
	|b\t1.00\tCNY\tL\t-\t|l:2: carried field "" is not NAME=VALUE
	|b\t1.00\tCNY\tL\t-\ta=1\tdate=2022-11-01|l:2: carried field "date=2022-11-01": the name "date" is kept for the dates of both sides
	|b\0c\t1.00\tCNY\tL\t-|l:2: key "b\x00c": control bytes must be written as \xHH
	-g|b\t1.00\tCNY\tL\t-\tn=0|l:2: "n=0" is not a count of records
	|b\t1.00\tCNY\tL\t-\tn=1.5|l:2: "n=1.5" is not a count of records
	|#recon result 1|l:2: a result stream where a record stream belongs
	|b\t170141183460469231731687303715884105727\tCNY\tL\t-|l:2: the sum of L.CNY is too large
	END
}

@test "a difference or sum that 128 bits do not hold is 65" {
	max=170141183460469231731687303715884105727
	tsv "a $max CNY L -" >l
	tsv "a -$max CNY R -" >r
	for mode in "" -g; do
		is 65 recon-join $mode l r
		says "recon-join: key \"a\": its difference is too large"
	done
	tsv "a 0.01 CNY R -" "a 0.02 CNY R -" >r
	is 65 recon-join l r
	says 'recon-join: key "a": its amounts are too large to be compared'
	is 65 recon-join -g l r
	says 'recon-join: key "a": its difference is too large'
	# two files: each total fits, their sum does not
	tsv "a 1 CNY L -" >r
	is 65 recon-join -g l r
	says 'recon-join: l:1: key "a": its sum is too large'
	tsv "b 1 CNY L -" >r
	is 65 recon-join l r
	says 'recon-join: the sum of L.CNY is too large'
	tsv "a 1.00 CNY L - n=999999999999999999" >l
	for i in $(seq 20); do cat l; done >many
	is 65 recon-join -g many
	says 'recon-join: many:19: key "a": its sum is too large'
}

@test "results that look as if the wrong things were joined are told" {
	printf 'a1\t1.00\tCNY\tL\t-\na2\t1.00\tCNY\tL\t-\n' >l
	printf '00a1\t1.00\tCNY\tR\t-\n' >r
	for j in 1 4; do
		is 0 recon-join -j $j l r
		says 'recon-join: no KEY is on both sides: left has e.g. "a1", right "00a1"'
		is 0 recon-join -g -j $j r l
		says 'recon-join: no KEY is on both sides: left has e.g. "a1", right "00a1"'
	done
	sed 's/-$/2022-11-01/' l >early
	sed 's/-$/2022-12-01/' l | tr L R >late
	is 0 recon-join --date-window 3 early late
	says ''
	printf 'a1\t1.00\tCNY\tR\t-\tn=2\n' | cat r - | is 0 recon-join --unique R l -
	says ''
	cat r l | is 0 recon-join
	says 'recon-join: no KEY is on both sides: left has e.g. "a1", right "00a1"'
	sed 's/R/L/' r >both
	is 0 recon-join l both
	says 'recon-join: all 3 records of 2 inputs are of side L: recon-key --side says which each is of'
	sed 's/CNY/-/; s/^00//' r >other
	is 0 recon-join l other
	says 'recon-join: currencies that do not meet: CNY is only on the left, - only on the right'
	is 0 recon-join --exit-code l <(sed 's/L/R/' l)
	says ''
	printf '#recon record 1\n#total\trecords=0\n' >none
	for files in "l none" "none r" "none none"; do
		is 0 recon-join $files
		says ''
	done
	printf 'a1\t2.00\tCNY\tR\t-\nb\t2.00\tCNY\tR\t-\n' >amount
	is 0 recon-join l amount
	says ''
}

@test "the keys that are told are the first, of many" {
	for i in $(seq 100000 160000); do echo "k$i"; done |
	    awk '{ printf "%s\t1.00\tCNY\t%s\t-\n", $1, NR % 2 ? "L" : "R" }' >many
	for j in 1 2 4; do
		is 0 recon-join -j $j many
		says 'recon-join: no KEY is on both sides: left has e.g. "k100000", right "k100001"'
	done
}

@test "blanks where TABs should be are told" {
	echo 'a1 1.00 CNY L -' >l
	is 65 recon-join l
	says 'recon-join: l:1: not a record: fewer than five fields in "a1 1.00 CNY L -": it has blanks where TABs should be'
	printf 'a1\t1.00 CNY L -\n' >l
	is 65 recon-join l
	says 'recon-join: l:1: not a record: fewer than five fields in "a1\x091.00 CNY L -"'
	echo 'a1 left 1.00 - 1.00 CNY -' >r
	is 65 recon-notify r
	says 'recon-notify: r:1: not a result: fewer than seven fields in "a1 left 1.00 - 1.00 CNY -": it has blanks where TABs should be'
	echo 'no amount' >t
	is 65 recon-key -k no -a amount -s L t
	says 'recon-key: t:1: no column "no"; there are: no amount: it has blanks where TABs should be'
}

@test "options that make no sense are refused" {
	while IFS='|' read -r arg text; do
		is 2 recon-join --tolerance "$arg" left.rec
		says "recon-join: --tolerance: $text"
	done <<-'END'
	x|"x" is not an amount; wanted is one like 0.05, 0.5%, 0.5%,0.05, -0.01..+0.05 or CNY=0.05
	|"" is not an amount; wanted is one like 0.05, 0.5%, 0.5%,0.05, -0.01..+0.05 or CNY=0.05
	%|"" is not an amount; wanted is one like 0.05, 0.5%, 0.5%,0.05, -0.01..+0.05 or CNY=0.05
	1e2|"1e2" is not an amount; wanted is one like 0.05, 0.5%, 0.5%,0.05, -0.01..+0.05 or CNY=0.05
	-1|a tolerance cannot be negative
	CNY=-1%|a tolerance cannot be negative
	100.1%|a percent above 100 would match anything
	0.00000000000000001%|a percent can have at most 16 decimals
	0.0000000000000000001|"0.0000000000000000001" is too large; wanted is one like 0.05, 0.5%, 0.5%,0.05, -0.01..+0.05 or CNY=0.05
	yuan=1|"yuan" is not a currency code
	1%,2%|with a comma wanted is one percent and one amount, like 0.5%,0.05
	1,2,3%|with a comma wanted is one percent and one amount, like 0.5%,0.05
	1,|"" is not an amount; wanted is one like 0.05, 0.5%, 0.5%,0.05, -0.01..+0.05 or CNY=0.05
	0.01..+0.05|"0.01..+0.05" does not hold 0: wanted is a range like -0.01..+0.05
	-0.05..-0.01|"-0.05..-0.01" does not hold 0: wanted is a range like -0.01..+0.05
	-1..|"" is not an amount; wanted is one like 0.05, 0.5%, 0.5%,0.05, -0.01..+0.05 or CNY=0.05
	-101%..+1|a percent above 100 would match anything
	END
	while IFS='|' read -r arg text; do
		is 2 recon-join --tolerance 1 --tolerance-total "$arg" left.rec
		says "recon-join: --tolerance-total: $text"
	done <<-'END'
	1%|"1%" is not an amount; wanted is one like 100.00 or CNY=100.00
	cny=1|"cny" is not a currency code
	-1|a total cannot be negative
	END
	while IFS='|' read -r arg text; do
		is 2 recon-join --compare "$arg" left.rec
		says "recon-join: --compare: $text"
	done <<-'END'
	a=b=c|"a=b=c" is neither FIELD nor LEFT=RIGHT
	=b|"=b" is neither FIELD nor LEFT=RIGHT
	a=|"a=" is neither FIELD nor LEFT=RIGHT
	a,n|n is a count of records and no field
	n=a|n is a count of records and no field
	END
	is 2 recon-join --compare "$(seq -s, 65)" left.rec
	says "recon-join: --compare: more than 64 fields"
	is 2 recon-join -g --compare status left.rec
	says "recon-join: --compare is of two records; --aggregate has sums; try 'recon-join --help'"
	for n in -1 36526 1.5 ""; do
		is 2 recon-join --date-window "$n" left.rec
		says "recon-join: --date-window: \"$n\" is not a number from 0 to 36525"
	done
	is 2 recon-join -g --date-window 1 left.rec
	says "recon-join: --date-window is of two records; --aggregate has sums; try 'recon-join --help'"
	for sides in "" l RL LL X; do
		is 2 recon-join --unique "$sides" left.rec
		says "recon-join: --unique: \"$sides\" is not L, R or LR"
	done
	is 2 recon-join -g --unique L left.rec
	says "recon-join: --unique is of records; --aggregate has sums; try 'recon-join --help'"
	for n in 0 1 9 two ""; do
		is 2 recon-join --sum-of "$n" left.rec
		says "recon-join: --sum-of: \"$n\" is not a number from 2 to 8"
	done
	is 2 recon-join --sum-of 2 --sum-of-steps 0 left.rec
	says "recon-join: --sum-of-steps: \"0\" is not a number from 1 to 4294967295"
	is 2 recon-join --sum-of-steps 9 left.rec
	says "recon-join: --sum-of-steps needs --sum-of; try 'recon-join --help'"
	is 2 recon-join -g --sum-of 2 left.rec
	says "recon-join: --sum-of is of records; --aggregate adds up all of them; try 'recon-join --help'"
	is 2 recon-join --tolerance-total 1 left.rec
	says "recon-join: --tolerance-total needs --tolerance; try 'recon-join --help'"
	is 2 recon-join --tolerance CNY=1 --tolerance-total 1 \
	    --tolerance-total USD=1 left.rec
	says "recon-join: --tolerance-total: there is no --tolerance for USD"
	for n in 0 65 -1 two ""; do
		is 2 recon-join -j "$n" left.rec
		says "recon-join: -j: \"$n\" is not a number from 1 to 64"
	done
	is 2 recon-join - left.rec -
	says "recon-join: -: standard input is there only once"
	is 2 recon-join --tolerence 1
	says "recon-join: unrecognized option '--tolerence', '--tolerance' is near; try 'recon-join --help'"
}

@test "what cannot be read or written is told, with status 2" {
	is 2 recon-join nothere
	says "recon-join: nothere: No such file or directory"
	mkdir dir
	is 2 recon-join left.rec dir
	says "recon-join: dir: is a directory"
	is 2 recon-join <&-
	says "recon-join: stdin: read: Bad file descriptor"
	is 2 bash -c 'recon-join left.rec right.rec >/dev/full'
	says "recon-join: stdout: write: No space left on device"
	is 2 recon-join -o nodir/res left.rec
	says "recon-join: nodir/res: No such file or directory"
}

@test "no bytes at all are 65, unless --allow-empty" {
	: >empty
	is 65 recon-join left.rec empty
	says "recon-join: empty: is empty, not even a #recon line: did what writes it run? (--allow-empty takes it)"
	is 0 recon-join --allow-empty --plain left.rec empty
	[ "$(wc -l <out)" -eq 4 ]
	is 65 recon-join </dev/null
}

@test "--require-total refuses a plain stream" {
	is 65 recon-join --require-total left.rec
	says "recon-join: left.rec: has no #total, and one is required"
}

@test "a reader that goes away stops it early, without a word and without success" {
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 200000; i++)
		printf "k%07d\t1.00\tCNY\tL\t-\n", i }' >l
	{ recon-join l || echo $? >status; } 2>err | head -n1 >/dev/null
	[ "$(cat status)" -eq 2 ]
	[ ! -s err ]
}

@test "a last line without LF counts" {
	printf 'a\t1.00\tCNY\tL\t-' >l
	printf 'a\t1.00\tCNY\tR\t-' >r
	gives l r <<-'END'
	a matched 1.00 1.00 0.00 CNY -
	END
}

@test "lines of 100 MB go through" {
	{ printf 'a\t1.00\tCNY\tL\t-\tx='; head -c 100000000 /dev/zero | tr '\0' x; echo; } >l
	tsv "a 1.00 CNY R -" >r
	recon-join --plain l r >out
	[ "$(head -c 41 out)" = "a${T}matched${T}1.00${T}1.00${T}0.00${T}CNY${T}-${T}l.x=xxxxxx" ]
	[ "$(wc -c <out)" -eq $((100000000 + 36)) ]
	rm -f l out
}

# large: makes the files l and r, of several slices each, r with its totals
# at the front; a KEY now and then is large.
large() {
	python3 - <<-'END'
	import random
	r = random.Random(7)
	l, s = open("L", "w"), open("R", "w")
	for i in range(60000):
	    for _ in range(2000 if i % 9973 == 0 else 1 + (r.random() < .1)):
	        start = "2022110142%014d\t%d.00\tCNY" % (i * 7, r.randint(1, 5))
	        if r.random() < .95:
	            print(start, "L", "-", sep="\t", file=l)
	        if r.random() < .95:
	            print(start, "R", "-", sep="\t", file=s)
	END
	LC_ALL=C sort -o l L
	{
		echo "#recon record 1"
		LC_ALL=C sort R
		awk -v OFS='\t' '{ sum += $2 }
			END { print "#total", "records=" NR, "R.CNY=" sum }' R
	} | recon-sort -o r
}

@test "the same bytes from any number of threads, from files and from pipes" {
	large
	for mode in "" -g "--tolerance 1"; do
		is 0 recon-join -v -j1 $mode l r
		mv out want
		mv err want.err
		for n in 2 3 8; do
			is 0 recon-join -v -j $n $mode l r
			same want out
			same want.err err
		done
		recon-join -j2 $mode <(cat l) - < <(cat r) >out
		same want out
		grep -hv '^#' l r | LC_ALL=C sort | recon-join -j3 $mode >out
		same want out
	done
	split -n l/40 l part.
	recon-join -j2 --tolerance 1 part.* r | same want -
}

@test "an error is told alike by any number of threads" {
	large
	n=$(wc -l <l)
	for at in 20000 $n; do
		for change in "s/L/X/" "s/^/1/" "p;s/CNY/cny/" "s/$/\r/" \
		    "i#total\trecords=1"; do
			sed "$at$change" l >bad
			is 65 recon-join -j1 bad r
			mv err want.err
			[ -s want.err ]
			is 65 recon-join -j2 bad r
			same want.err err
			run ! grep -q '^#total' out
		done
	done
	head -n 50000 r >cut
	is 65 recon-join -j2 l cut
	says "recon-join: cut: #total says $(wc -l <R) records, read 49998"
}

@test "who writes two pipes in turn is never kept waiting" {
	mkfifo p q
	timeout 60 recon-join -j2 --plain p q >out &
	timeout 60 awk -v OFS='\t' 'BEGIN { for (i = 0; i < 100000; i++) {
		printf "k%07d\t1.00\tCNY\tL\t-\n", i >"p"
		printf "k%07d\t1.00\tCNY\tR\t-\n", i >"q" } }'
	wait $!
	[ "$(cut -f2 out | sort | uniq -c | xargs)" = "100000 matched" ]
}

# one_key SEED [DAYS]: makes the files l and r as random does, all of one KEY.
one_key() {
	random "$1" 300 ${2:-}
	for side in l r; do
		sed -i 's/^[0-9]*/k/' $side
		LC_ALL=C sort -o $side $side
	done
}

@test "a key that memory does not hold gives the same bytes" {
	while read -r days options; do
		[ "$days" != - ] || days=
		one_key 21 $days
		is 0 recon-join -j1 -v $options l r
		mv out want
		mv err want.err
		for memory in 64K 1M; do
			is 0 recon-join -j1 -v -S $memory $options l r
			same want out
			same want.err err
			is 0 recon-join -j3 -v -S $memory $options r l
			same want out
			same want.err err
		done
	done <<-'END'
	-
	- --tolerance 1
	- --tolerance CNY=-5%..+0.5 --compare status
	- --unique R
	- --unique LR --tolerance 3
	- --sum-of 2 --tolerance 0.01
	- --sum-of 8 --sum-of-steps 1000
	9 --sum-of 3 --date-window 1 --sum-of-steps 300000
	9 --date-window 1
	9 --date-window 2 --tolerance 2
	9 --date-window 0 --compare shop
	END
}

@test "a key that memory does not hold is checked as any other" {
	one_key 22 9
	tsv "k 9999.00 CNY R -" >>r
	for memory in 64K 1G; do
		is 65 recon-join -S $memory --date-window 1 l r
		says "recon-join: r:$(wc -l <r): key \"k\": a record without a date, which --date-window needs"
	done
	{
		cat l
		tsv "k 170141183460469231731687303715884105727 CNY R -"
	} | LC_ALL=C sort >big
	for memory in 64K 1G; do
		is 65 recon-join -S $memory big
		says 'recon-join: key "k": its amounts are too large to be compared'
	done
	tac l >back
	is 65 recon-join -S 64K back
	grep -q '^recon-join: back:2: not in order' err
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 9000; i++)
		print "k", i % 10 ".00", "CNY", "L", "2022-11-01", "i=" i }' |
	    LC_ALL=C sort >many
	is 2 recon-join -S 64K -T gone many
	says "recon-join: gone: no temporary file: No such file or directory"
	is 2 env TMPDIR=nowhere recon-join -S 64K many
	says "recon-join: nowhere: no temporary file: No such file or directory"
	is 2 bash -c 'recon-join -S 64K l r >/dev/full'
	says "recon-join: stdout: write: No space left on device"
	is 2 recon-join -S x l r
	says 'recon-join: -S: "x" is not a size; write it as 64M, 2G or 10%'
}

@test "one key of a million records takes no more memory than it may" {
	! sanitized || skip "a sanitizer takes memory of its own"
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 500000; i++) {
		print "k", i % 1000 ".00", "CNY", "L", "2022-11-01", "i=" i >"L"
		print "k", i % 1001 ".00", "CNY", "R", "2022-11-01", "i=" i >"R" } }'
	recon-sort -o l L
	recon-sort -o r R
	peak recon-join -j1 -S 16M -o few l r
	few=$peak
	peak recon-join -j1 -S 2G -o all l r
	same all few
	echo "16M: $few KiB, all: $peak KiB"
	[ "$few" -lt 32000 ]
	[ "$peak" -gt 100000 ]
}

@test "the same bytes in an empty environment and in any locale" {
	random 8 100
	recon-join --tolerance 1 l r >want
	env -i "$(command -v recon-join)" --tolerance 1 l r | diff -u want -
	for locale in C.UTF-8 de_DE.UTF-8 zh_CN.GB18030; do
		LC_ALL=$locale recon-join --tolerance 1 l r | diff -u want -
	done
}

@test "memory does not grow with the input" {
	! sanitized || skip "a sanitizer takes memory of its own"
	awk 'BEGIN { for (i = 0; i < 300000; i++)
		printf "k%08d\t1.00\tCNY\tL\t-\tstatus=paid\n", i }' >l
	sed 's/\tL\t/\tR\t/' l >r
	sed 's/^k[0-9]*/k/' l l l l >one
	for f in l r one; do
		head -n $(($(wc -l <$f) / 4)) $f >quarter.$f
	done
	# with -g one key of any size is no more than its sum
	for run in "-j2 l r" "-j2 -g l r" "-j2 -g one"; do
		part=${run// l/ quarter.l}
		part=${part// r/ quarter.r}
		peak recon-join ${part// one/ quarter.one} >/dev/null
		quarter=$peak
		peak recon-join $run >/dev/null
		echo "$run: $peak KiB, a quarter of it $quarter KiB"
		[ $peak -lt $((quarter + 2000)) ]
	done
}
