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
	#recon record 1
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
	diff -u - rest <<-END
	#recon record 1
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
	#recon record 1
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
