# Records under another key and back, and the passes of recon-join.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# records FILE LINE...: an announced stream of records; blanks are TABs.
records() {
	local file=$1 line
	shift
	for line; do
		printf '%s\n' "$line" | tr ' _' '\t '
	done >lines
	{
		echo '#recon record 1'
		cat lines
		awk -F'\t' '
			{ n++; s[$4 "." $3] += $2 * 100 }
			END {
				printf "#total\trecords=%d", n
				for (k in s) printf "\t%s=%.2f", k, s[k] / 100
				print ""
			}' lines
	} >"$file"
}

# data: what the last "is" printed, control lines left out, is standard input,
# whose blanks are TABs.
data() {
	tr ' _' '\t ' >want
	grep -v '^#' out | diff -u want -
}

@test "--records makes the key of fields and keeps the first one" {
	records in 'b 1.00 CNY L 2022-11-01 shop=x ref=r1' \
	    'c 2.00 USD R 2022-11-02 ref=r2 shop=y'
	is 0 recon-key --records -k shop,date in
	says ''
	prints <<-END
	#recon record 2
	x|2022-11-01	1.00	CNY	L	2022-11-01	shop=x	ref=r1	key0=b
	y|2022-11-02	2.00	USD	R	2022-11-02	ref=r2	shop=y	key0=c
	#total	records=2	L.CNY=1.00	R.USD=2.00
	END
	is 0 recon-key --records -k key,amount,currency,side,shop in
	data <<-'END'
	b|1.00|CNY|L|x 1.00 CNY L 2022-11-01 shop=x ref=r1 key0=b
	c|2.00|USD|R|y 2.00 USD R 2022-11-02 ref=r2 shop=y key0=c
	END
}

@test "a first key stays the first one, and can be a part of a later one" {
	records in 'x 1.00 CNY L 2022-11-01 key0=b|z shop=s'
	is 0 recon-key --records -k shop in
	data <<-'END'
	s 1.00 CNY L 2022-11-01 key0=b|z shop=s
	END
	is 0 recon-key --records -k key0,shop in
	data <<-'END'
	b\x7cz|s 1.00 CNY L 2022-11-01 key0=b|z shop=s
	END
}

@test "keys that differ stay different as parts of another key" {
	records in 'a\\x7cb 1.00 CNY L - s=1' 'a|b 1.00 CNY L - s=1' \
	    'a\x7cb 1.00 CNY L - s=1'
	is 0 recon-key --plain --records -k key,s in
	cut -f1 out | sort -u >keys
	[ "$(wc -l <keys)" -eq 3 ]
}

@test "--fold, --strip-zeros and --pad make the key of a record, too" {
	records in 'b 1.00 CNY L - ref=00AbC' 'c 1.00 CNY L - ref=17'
	is 0 recon-key --records -k ref --fold case --strip-zeros --pad 4 in
	data <<-'END'
	abc 1.00 CNY L - ref=00AbC key0=b
	0017 1.00 CNY L - ref=17 key0=c
	END
}

@test "a record that lacks a field of its new key is bad data" {
	records in 'b 1.00 CNY L 2022-11-01 shop=x' 'c 2.00 CNY L - shop=y'
	is 65 recon-key --records -k shop,date in
	says 'recon-key: in:3: date: the record has none, and it is part of the key (--unkeyed FILE takes such records)'
	is 65 recon-key --records -k till,shop in
	says 'recon-key: in:2: till: the record has none, and it is part of the key (--unkeyed FILE takes such records)'
}

@test "--unkeyed takes records that lack a field, as they came" {
	records in 'b 1.00 CNY L 2022-11-01 shop=x' 'c 2.00 CNY L - shop=y' \
	    'd 4.00 CNY R - shop=-'
	is 0 recon-key --records -k shop,date --unkeyed rest in
	says 'recon-key: 3 records in, 2 of them lack a field of the key'
	data <<-'END'
	x|2022-11-01 1.00 CNY L 2022-11-01 shop=x key0=b
	END
	digested <<-END | diff -u - rest
	#recon record 2
	c	2.00	CNY	L	-	shop=y
	d	4.00	CNY	R	-	shop=-
	#total	records=2	L.CNY=2.00	R.CNY=4.00
	END
}

@test "with --allow-empty-part only a record without any field lacks its key" {
	records in 'b 1.00 CNY L 2022-11-01' 'c 2.00 CNY L - shop=y' \
	    'd 4.00 CNY R -'
	is 0 recon-key --records -k shop,date --allow-empty-part \
	    --unkeyed rest in
	data <<-'END'
	|2022-11-01 1.00 CNY L 2022-11-01 key0=b
	y| 2.00 CNY L - shop=y key0=c
	END
	grep -v '^#' rest | diff -u <(tsv 'd 4.00 CNY R -') -
}

@test "a field that is carried twice is no part of a key" {
	records in 'b 1.00 CNY L - s=1 s=2'
	is 65 recon-key --records -k s in
	says 'recon-key: in:2: s: is carried twice'
	records in 'b 1.00 CNY L - s=1 key0=2 key0=2'
	is 65 recon-key --records -k s in
	says 'recon-key: in:2: key0: is carried twice'
	is 65 recon-key --restore in
	says 'recon-key: in:2: key0: is carried twice'
}

@test "--restore puts records under their first key" {
	records in 'x 1.00 CNY L 2022-11-01 key0=b a=1' \
	    'y 2.00 CNY R - a=1 key0=c=d' 'z 4.00 CNY R - a=1' \
	    'z 4.00 CNY R - key0=e'
	is 0 recon-key --restore in
	says ''
	prints <<-END
	#recon record 2
	b	1.00	CNY	L	2022-11-01	a=1
	c=d	2.00	CNY	R	-	a=1
	z	4.00	CNY	R	-	a=1
	e	4.00	CNY	R	-
	#total	records=4	L.CNY=1.00	R.CNY=10.00
	END
}

@test "--restore refuses what is no key" {
	records in 'x 1.00 CNY L - key0=-'
	is 65 recon-key --restore in
	says 'recon-key: in:2: key0: "-" is not a key'
}

@test "--restore undoes --records, byte for byte" {
	python3 - >lines <<-'END'
	import random
	r = random.Random(7)
	def text(n):
	    return "".join(r.choice(["a", "Z", "0", "|", "=", ".", "\\\\",
	        "\\t", "\\x7c", "\\x01", "é", "号", " "])
	        for _ in range(r.randint(1, n)))
	for i in range(3000):
	    key = "k" + text(9)
	    cells = [key, "%d.%02d" % (r.randint(0, 999), r.randint(0, 99)),
	        r.choice(["CNY", "USD", "-"]), r.choice("LR"),
	        r.choice(["2022-11-01", "-"])]
	    names = r.sample(["a", "b", "key", "n", "key00", "src"], r.randint(0, 4))
	    for n in names:
	        cells.append(n + "=" + ("2" if n == "n" else text(6)))
	    print("\t".join(cells))
	END
	for k in a key key,a,b date,amount side,currency,src; do
		recon-key --plain --records -k $k --allow-empty-part \
		    --unkeyed rest lines >once 2>err
		recon-key --plain --records -k key0,amount once >twice
		cat rest once | recon-key --plain --restore | LC_ALL=C sort >back
		LC_ALL=C sort lines | diff - back
		cat rest twice | recon-key --plain --restore | LC_ALL=C sort |
			diff back -
	done
}

@test "--records and --restore refuse what has no meaning with them" {
	is 2 recon-key --records -k a -s L /dev/null
	says 'recon-key: --records: does not go with --side'
	is 2 recon-key --records -k a --rejects r /dev/null
	says 'recon-key: --records: does not go with --rejects'
	is 2 recon-key --restore -k a /dev/null
	says 'recon-key: --restore: does not go with --key'
	is 2 recon-key --restore --records /dev/null
	says 'recon-key: --restore: does not go with --records'
	is 2 recon-key --records /dev/null
	says "recon-key: what identifies a payment? give --key; try 'recon-key --help'"
	is 2 recon-key -k a -a b -s L --unkeyed r /dev/null
	says 'recon-key: --unkeyed: goes with --records'
	is 2 recon-key --records -k a --unkeyed - /dev/null
	says 'recon-key: --unkeyed: standard output has the other records'
	is 2 recon-key --records -k a --unkeyed r -o r /dev/null
	says "recon-key: --unkeyed and --output are the same file; try 'recon-key --help'"
}

@test "a table is no stream of records" {
	printf '#recon table 1\nkey\tamount\n#total\trecords=0\n' >t
	is 65 recon-key --records -k key t
	says 'recon-key: t:1: a table stream where a record stream belongs'
}

@test "the file of --unkeyed appears only when all is well" {
	records in 'b 1.00 CNY L - shop=x' 'c 2.00 CNY L -'
	sed -i '$d' in
	is 65 recon-key --records -k shop --unkeyed rest -o to in
	[ ! -e rest ] && [ ! -e to ]
	records in 'b 1.00 CNY L - shop=x' 'c 2.00 CNY L -'
	is 2 recon-key --records -k shop --unkeyed rest -o none/to in
	[ ! -e rest ]
}

@test "the first key of a record is no column of a table" {
	printf 'no\tamount\tk\na\t1\tz\n' >t
	is 2 recon-key -k no -a amount -s L -x key0=k t
	grep -q 'the name "key0" is kept for the first key of a record; carry the column under another, NAME=key0' err
}

@test "a pass passes on what is open, and names what it matched" {
	records left 'a 1.00 CNY L 2022-11-01 shop=x' \
	    'b 2.00 CNY L 2022-11-01' 'b 3.00 CNY L 2022-11-01' \
	    'c 4.00 CNY L 2022-11-01' 'e 5.00 CNY L -'
	records right 'a 1.00 CNY R 2022-11-02' 'b 3.00 CNY R 2022-11-01' \
	    'c 4.50 CNY R 2022-11-01' 'd 6.00 CNY R - t=9'
	is 0 recon-join --pass ref --left-open l --right-open r left right
	says ''
	prints <<-END
	#recon result 2
	a	matched	1.00	1.00	0.00	CNY	2022-11-01	pass=ref	l.date=2022-11-01	r.date=2022-11-02	l.shop=x
	b	matched	3.00	3.00	0.00	CNY	2022-11-01	pass=ref
	#total	records=2	L.CNY=4.00	R.CNY=4.00
	END
	digested <<-END | diff -u - l
	#recon record 2
	b	2.00	CNY	L	2022-11-01
	c	4.00	CNY	L	2022-11-01
	e	5.00	CNY	L	-
	#total	records=3	L.CNY=11.00
	END
	digested <<-END | diff -u - r
	#recon record 2
	c	4.50	CNY	R	2022-11-01
	d	6.00	CNY	R	-	t=9
	#total	records=2	R.CNY=10.50
	END
	is 1 recon-join -v --exit-code --left-open l --right-open r left right
	says 'recon-join: 9 records in, 2 lines out: 2 matched, 1 amount, 2 left, 1 right; 5 records for another pass'
	grep -v '^#' left >half
	is 0 recon-join --plain --exit-code --left-open l --right-open r \
	    <(sed -n 2p left) <(sed -n 2p right)
	[ ! -s l ] && [ ! -s r ]
}

@test "what a pass matched and what it left are what one run makes of all" {
	for seed in 1 2 3; do
		python3 "$BATS_TEST_DIRNAME/join_records.py" $seed 400 left right 9
		for o in "" "--tolerance 0.30" "--date-window 2 --tolerance 5%" \
		    "--unique L"; do
			recon-join --plain $o left right >whole
			for j in 1 4; do
				recon-join --plain -j $j $o --left-open l \
				    --right-open r left right >first
				LC_ALL=C sort -c l && LC_ALL=C sort -c r
				run ! grep -P '\t(left|right|amount)\t' first
				recon-join --plain $o l r |
					LC_ALL=C sort -m first - | diff whole -
			done
		done
	done
}

@test "a KEY that memory does not hold is passed on in order" {
	awk 'BEGIN { for (i = 0; i < 60000; i++)
		printf "k\t%d.%02d\tCNY\tL\t-\tn0=%d\n", i % 977, i % 7, i }' |
		LC_ALL=C sort >left
	awk 'BEGIN { for (i = 0; i < 60000; i++)
		printf "k\t%d.%02d\tCNY\tR\t-\tn0=%d\n", i % 991, i % 5, i }' |
		LC_ALL=C sort >right
	recon-join --plain -S 64M -o once --left-open l1 --right-open r1 left right
	recon-join --plain -S 2M -o again --left-open l2 --right-open r2 left right
	LC_ALL=C sort -c l2 && LC_ALL=C sort -c r2
	cmp l1 l2 && cmp r1 r2 && cmp once again
	[ -s l1 ] && [ -s r1 ]
}

@test "records of several threads are passed on in order, and counted" {
	awk 'BEGIN { for (i = 0; i < 200000; i++)
		printf "k%06d\t%d.00\tCNY\tL\t-\n", i, i % 3 }' >left
	awk 'BEGIN { for (i = 0; i < 200000; i++)
		printf "k%06d\t%d.00\tCNY\tR\t-\n", i, i % 5 }' >right
	recon-join -j 1 -o a1 --left-open l1 --right-open r1 left right
	recon-join -j 4 -o a4 --left-open l4 --right-open r4 left right
	cmp a1 a4 && cmp l1 l4 && cmp r1 r4
	recon-sort -c l1 r1 && recon-sort -c a1
	[ "$(grep -vc '^#' a1)" -eq 40002 ]
	[ "$(grep -vc '^#' l1)" -eq 159998 ]
}

@test "the files of a pass appear only when all is well" {
	records left 'a 1.00 CNY L -'
	records right 'b 1.00 CNY R -'
	sed -i '$d' right
	is 65 recon-join --left-open l --right-open r -o to left right
	[ ! -e l ] && [ ! -e r ] && [ ! -e to ]
	is 2 recon-join --left-open l --right-open none/r -o to left left
	[ ! -e l ] && [ ! -e to ]
	records right 'b 1.00 CNY R -'
	is 2 recon-join --left-open l --right-open /dev/full -o to left right
	says 'recon-join: /dev/full: write: No space left on device'
	[ ! -e l ] && [ ! -e to ]
	is 2 sh -c 'recon-join --left-open l --right-open r left right >/dev/full'
	says 'recon-join: stdout: write: No space left on device'
	[ ! -e l ] && [ ! -e r ]
}

@test "recon-join refuses a pass that makes no sense" {
	is 2 recon-join --left-open l left
	says "recon-join: --left-open and --right-open go together; try 'recon-join --help'"
	is 2 recon-join --right-open l left
	says "recon-join: --left-open and --right-open go together; try 'recon-join --help'"
	is 2 recon-join -g --left-open l --right-open r left
	says "recon-join: --left-open is of records; --aggregate has sums; try 'recon-join --help'"
	is 2 recon-join --left-open l --right-open - left
	says "recon-join: --left-open and --right-open take files, not standard output; try 'recon-join --help'"
	is 2 recon-join --left-open l --right-open l left
	says "recon-join: --left-open and --right-open are the same file; try 'recon-join --help'"
	for name in '' 'a b' 123456789012345678901234567890123; do
		is 2 recon-join --pass "$name" left
		says "recon-join: --pass: \"$name\" is no name of letters, digits, \".\", \"_\" and \"-\", 32 at most"
	done
}
