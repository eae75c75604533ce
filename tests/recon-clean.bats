load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	W=$DATA/wechat/bill.ALL.csv
	wechat=(--mark '`' --header '微信订单号,订单金额' --trailer '^总交易单数')
	A=$DATA/bills/alipay-personal.csv
}

peer() {
	python3 "$BATS_TEST_DIRNAME/clean_peer.py" "$@"
}

# gives INPUT ARG...: the table, without control lines, that recon-clean makes
# of the bytes that printf makes of INPUT is exactly standard input, in which
# "|" stands for TAB.
gives() {
	printf "$1" >in.csv
	shift
	is 0 recon-clean --plain "$@" in.csv
	tr '|' '\t' | prints
	says ''
}

# refuses INPUT TEXT ARG...: status 65 and that text behind "in.csv:".
refuses() {
	local text=$2
	printf "$1" >in.csv
	shift 2
	is 65 recon-clean "$@" in.csv
	says "recon-clean: in.csv:$text"
}

# usage TEXT ARG...: status 2 and that text.
usage() {
	local text=$1
	shift
	printf 'a,b\n1,2\n' >in.csv
	is 2 recon-clean "$@" in.csv
	says "recon-clean: $text"
}

@test "every row of csv-spectrum is what its JSON says" {
	peer spectrum "$DATA/csv/spectrum"
}

@test "what Python's csv module writes is read as it reads it itself" {
	for seed in 1 2; do
		peer write $seed w.csv
		peer read w.csv >want
		is 0 recon-clean --plain w.csv
		same want out
	done
}

@test "three ways to split agree on ten million random bytes" {
	peer random 1 r.csv
	[ "$(wc -c <r.csv)" -gt 10000000 ]
	"$BUILD/unit/bill/csv/csv" r.csv
	peer read r.csv ISO-8859-1 >want
	is 0 recon-clean --plain --no-trim --encoding ISO-8859-1 r.csv
	cmp want out
	rm r.csv want out
}

@test "of random quotes, what is taken is what Python takes" {
	peer strays 1 6000
}

@test "the W3C's UTF-16 and UTF-8 files are one table" {
	is 0 recon-clean --plain "$DATA/csv/w3c/test-utf8.csv"
	mv out want
	[ "$(wc -l <want)" -eq 4 ]
	is 0 recon-clean --plain "$DATA/csv/w3c/test-utf8-bom.csv"
	same want out
	for f in test-utf16 test-utf16-bom; do
		is 0 recon-clean --plain --encoding UTF-16 \
		    "$DATA/csv/w3c/$f.csv"
		same want out
	done
	is 0 recon-clean --plain --encoding auto \
	    "$DATA/csv/w3c/test-utf16-bom.csv"
	same want out
	is 65 recon-clean "$DATA/csv/w3c/test-utf16.csv"
	says "recon-clean: $DATA/csv/w3c/test-utf16.csv:1: has a NUL byte; is it UTF-16? (--encoding)"
}

@test "frictionless: duplicate names, leading zeros, blanks, a mark" {
	F=$DATA/csv/frictionless
	is 0 recon-clean --plain "$F/duplicate-headers.csv"
	head -n 1 out >got
	printf 'id\tname\tid_2\tage\tid_3\n' | same - got
	is 0 recon-clean --plain "$F/leading-zeros.csv"
	printf 'value\n01\n002\n00003\n' | prints
	is 0 recon-clean --plain "$F/bom.csv"
	printf 'id\tname\n1\tenglish\n2\t中国人\n' | prints
	is 0 recon-clean --plain --encoding ISO-8859-1 "$F/latin1.csv"
	printf 'id\tname\n1\tenglish\n2\t©\n' | prints
	is 0 recon-clean --plain "$F/blank-cells.csv"
	[ "$(tail -n 1 out)" = "5$T-" ]
}

@test "frictionless: rows that are defective are refused by line" {
	F=$DATA/csv/frictionless
	is 65 recon-clean "$F/defective-rows.csv"
	says "recon-clean: $F/defective-rows.csv:2: 2 cells, but the header has 3"
	is 65 recon-clean "$F/structure-errors.csv"
	says "recon-clean: $F/structure-errors.csv:5: 6 cells, but the header has 3"
	is 65 recon-clean "$F/escaping.csv"
	says "recon-clean: $F/escaping.csv:4: a quote where none may be: inside a cell without quotes, or behind the end of a quoted one"
}

@test "frictionless: quotes in quotes, rows of empty cells" {
	for f in doublequote.csv blank-rows.csv blank-rows-multiple.csv; do
		peer read "$DATA/csv/frictionless/$f" >want
		is 0 recon-clean --plain "$DATA/csv/frictionless/$f"
		same want out
	done
	[ "$(wc -l <out)" -eq 14 ]
}

@test "frictionless: a header behind other rows, and comments" {
	F=$DATA/csv/frictionless
	is 0 recon-clean --plain --header id,name "$F/skip-rows-before-headers.csv"
	printf 'id\tname\n1\tenglish\n2\t中国人\n' | prints
	is 0 recon-clean --plain --names a,b,c,d --comment '^#' \
	    "$F/matrix-with-comment.csv"
	[ "$(wc -l <out)" -eq 6 ]
}

@test "the WeChat merchant bill: 45 rows, its sums, its order numbers" {
	is 0 recon-clean -v "${wechat[@]}" "$W"
	says "recon-clean: $W: decoded as UTF-8
recon-clean: $W: 48 lines: 1 header, 45 rows, 2 trailer
recon-clean: $W: 45 rows in, 45 records out, 0 rejected, 0 skipped"
	tail -n 1 out >got
	printf '#total\trecords=45\n' | same - <(sed 's/\txxh3=.*//' got)
	for sum in 应结订单金额=0.47 代金券金额=0.04 退款金额=0.14 \
	    手续费=0.08000 订单金额=0.47 申请退款金额=0.14; do
		[ "$(peer sum "${sum%=*}" <out)" = "${sum#*=}" ]
	done
	is 0 recon-clean --plain "${wechat[@]}" --select 微信订单号 "$W"
	[ "$(sed 1d out | sort -u | wc -l)" -eq 43 ]
	is 0 recon-clean --plain "${wechat[@]}" --keep '交易状态 = REFUND' "$W"
	[ "$(sed 1d out | wc -l)" -eq 14 ]
}

@test "the WeChat bill checked against its own trailer" {
	is 0 recon-clean "${wechat[@]}" --require-total \
	    --total 总交易单数,订单总金额 --check '总交易单数 = count' \
	    --check '订单总金额 = sum 订单金额' "$W"
	says ''
	head -n -3 "$W" >cut
	is 65 recon-clean "${wechat[@]}" --total 总交易单数,订单总金额 \
	    --check '总交易单数 = count' cut
}

@test "the same WeChat bill whatever way it was saved again" {
	is 0 recon-clean --plain "${wechat[@]}" "$W"
	mv out want
	sed 's/\r$//' "$W" >lf
	is 0 recon-clean --plain "${wechat[@]}" lf
	same want out
	sed '1s/^\xef\xbb\xbf//' "$W" >nobom
	is 0 recon-clean --plain "${wechat[@]}" nobom
	same want out
	{ printf '交易账单"\n\n,,,\n'; cat nobom; } >junk
	is 0 recon-clean --plain "${wechat[@]}" junk
	same want out
	iconv -f UTF-8 -t GB18030 nobom >gb
	is 0 recon-clean --plain --encoding GB18030 "${wechat[@]}" gb
	same want out
	is 0 recon-clean --plain --encoding auto "${wechat[@]}" gb
	same want out
	iconv -f UTF-8 -t UTF-16 nobom >utf16
	is 0 recon-clean --plain --encoding auto "${wechat[@]}" utf16
	same want out
	gzip <"$W" >bill.gz
	is 0 recon-clean --plain "${wechat[@]}" bill.gz
	same want out
}

@test "columns that come, go or change places do not matter to --select" {
	select=(--select '微信订单号,订单金额')
	is 0 recon-clean --plain "${wechat[@]}" "${select[@]}" "$W"
	mv out want
	awk -F, 'NR == 1 { print "新列," $0; next }
	    /^`/ { print "`x," $0; next } { print }' "$W" |
	    sed '1s/\xef\xbb\xbf//' >more
	is 0 recon-clean --plain "${wechat[@]}" "${select[@]}" more
	same want out
}

@test "a bill without a column that is needed shows those it has" {
	refuses 'id,sum\n1,2\n' '1: the bill has no column amount; its columns are: id, sum' \
	    --select id,amount
	refuses 'id,sum\n1,2\n' '1: the bill has no column amount; its columns are: id, sum' \
	    --keep 'amount > 1'
	refuses 'id,sum\n1,2\n' '1: the bill has no column a, b; its columns are: id, sum' \
	    --expect a,id,b
	refuses 'id,sum\n1,2\n' ' no line has the columns id, amount; the nearest, line 1, is: id,sum' \
	    --header id,amount
}

@test "the Alipay bill in GB18030: rows, sum, padding gone" {
	for encoding in GB18030 auto GBK; do
		is 0 recon-clean --encoding $encoding \
		    --header '交易时间,金额' "$A"
		tail -n 1 out | grep -q "^#total${T}records=10${T}xxh3="
		[ "$(peer sum 金额 <out)" = 222687.51 ]
		run ! grep -q ' 	' out
	done
	sed -n 2p out | grep -q '	column13$'
	is 0 recon-clean -v --encoding auto --header '交易时间,金额' "$A"
	says "recon-clean: $A: decoded as GB18030
recon-clean: $A: 35 lines: 24 before the header, 1 header, 10 rows
recon-clean: $A: 10 rows in, 10 records out, 0 rejected, 0 skipped"
}

@test "the HSBC bill: a TAB behind the closing quote is a blank" {
	is 0 recon-clean --plain "$DATA/bills/hsbc-hk.csv"
	[ "$(wc -l <out)" -eq 11 ]
	[ "$(tr -d , <out | peer sum 'Billing amount')" = 21978.95 ]
}

@test "delimiter, quote, blanks" {
	gives 'a;b\n1;"x;y"\n' --delimiter ';' <<-'END'
	a|b
	1|x;y
	END
	gives 'a\tb\n1\t"x\ty"\n' --delimiter '\t' <<-'END'
	a|b
	1|x\ty
	END
	gives "a,b\n1,'x,\"y'\n" --quote "'" <<-'END'
	a|b
	1|x,"y
	END
	gives 'a,b\n1,"x"y\n' --no-quote <<-'END'
	a|b
	1|"x"y
	END
	gives 'a , b\n\t1 ," 2 "\n' <<-'END'
	a|b
	1| 2 
	END
	gives 'a, b\n1 , 2\n' --no-trim <<-'END'
	a|b
	1 | 2
	END
}

@test "stray quotes are data where that is declared, on one line" {
	gives 'a,b\n"UAB "Nida"",5" pipe\n"x\ny",2\n' --stray-quotes <<-'END'
	a|b
	UAB "Nida"|5" pipe
	x\ny|2
	END
	refuses 'a,b\n1,"x\n2,3\n' '2: a quoted cell that does not end' \
	    --stray-quotes
}

@test "a delimiter of several bytes" {
	printf 'a||b\n1|2||"3\n' >in.csv
	is 0 recon-clean --plain --delimiter '||' in.csv
	printf 'a\tb\n1|2\t"3\n' | prints
}

@test "what stands in a cell is escaped, an empty one is -" {
	gives 'a,b\n"x\ny",\n\\,"\t\x01\x7f"\n#1,"\r\n"\n' <<-'END'
	a|b
	x\ny|-
	\\|\t\x01\x7f
	\x231|\r\n
	END
}

@test "rows end at LF, CR LF or CR, and at the end" {
	for end in '\n' '\r\n' '\r'; do
		gives "a,b${end}1,2${end}${end}3,4" <<-'END'
		a|b
		1|2
		3|4
		END
	done
}

@test "a header without rows is no records and success" {
	printf 'a,b' >in.csv
	is 0 recon-clean in.csv
	printf '#recon table 2\na\tb\n#total\trecords=0\n' | prints
}

@test "no bytes are bad data, unless allowed" {
	refuses '' ' is empty, it has not even a header (--allow-empty takes it)'
	is 0 recon-clean --allow-empty in.csv
	printf '#recon table 2\n#total\trecords=0\n' | prints
	refuses '' ' is empty, it has not even a header (--allow-empty takes it)' \
	    --names a,b
	refuses '\n\n' ' has no header, only blank lines and comments'
	local format fixed=(--record 'row: a 1')
	for format in fixed mt940 camt bai2; do
		[ $format = fixed ] || fixed=()
		refuses '' ' is empty (--allow-empty takes it)' \
		    --format $format "${fixed[@]}"
		is 0 recon-clean --allow-empty --format $format "${fixed[@]}" \
		    in.csv
	done
}

@test "bad rows are named by line, physical lines counted" {
	refuses 'Shop 7\n\nno,amount\n' '3: 2 cells, but the header has 1: say --header or --delimiter, which --explain may find'
	refuses 'no;net\nA17;1,00\n' '2: 2 cells, but the header has 1: say --header or --delimiter, which --explain may find'
	refuses 'no\nA17,1\n' '2: 2 cells, but the header has 1' --header no
	refuses 'A17\nA18,1\n' '2: 2 cells, but the header has 1' --names no
	refuses 'a,b\n"x\ny",1\n2\n' '4: 1 cells, but the header has 2'
	refuses 'a,b\r\n1,2\r\n1,2,3\r\n' '3: 3 cells, but the header has 2'
	refuses 'a,b\n1,"x\n' '2: a quoted cell that does not end'
	refuses 'a,b\n1,"x\n' '2: a quoted cell that does not end' --stray-quotes
	refuses 'a,b\n1,x"y\n' '2: a quote where none may be: inside a cell without quotes, or behind the end of a quoted one'
	refuses 'a,b\n1,"x"y\n' '2: a quote where none may be: inside a cell without quotes, or behind the end of a quoted one'
	refuses 'a,b\n1,x\0y\n' '2: has a NUL byte; is it UTF-16? (--encoding)'
	refuses 'a,b\n1,\xff\n' '2: the byte ff at offset 6 is not UTF-8: say --encoding, which --explain may find'
	refuses 'a,b\n1,\xe4\xb8' '2: the bytes e4 b8 at offset 6 end inside a character of UTF-8'
	refuses 'a,b\n1,\xff\n' '2: the byte ff at offset 6 is not GB18030' \
	    --encoding GB18030
	refuses 'a,b\n`1,`2\n1,2\n' '3: the row does not begin with the mark "`"' \
	    --mark '`'
}

@test "rejects have the place, the reason and the row as it was" {
	printf 'a,b\n1,2\n3\n"x\ty"z,1\nq,\xff\n5,"6\n7,8\n' >in.csv
	is 0 recon-clean --plain --rejects bad in.csv
	says 'recon-clean: in.csv: 6 rows in, 2 records out, 4 rejected, 0 skipped'
	printf 'a\tb\n1\t2\n7\t8\n' | prints
	{
		printf 'in.csv:3\t1 cells, but the header has 2\t3\n'
		printf 'in.csv:4\ta quote where none may be: inside a cell without quotes, or behind the end of a quoted one\t"x\\ty"z,1\n'
		printf 'in.csv:5\tthe byte ff at offset 21 is not UTF-8: say --encoding, which --explain may find\tq,\xff\n'
		printf 'in.csv:6\ta quoted cell that does not end\t5,"6\n'
	} | same - bad
}

@test "rows in are rows out, rejected and skipped, whatever they are" {
	for seed in 1 2 3 4 5 6 7 8; do
		python3 - $seed >in.csv <<-'END'
		import random, sys
		r = random.Random(int(sys.argv[1]))
		b = [b'a', b',', b',', b'"', b'\n', b'\n', b'#', b'\xff', b'\0']
		sys.stdout.buffer.write(b'a,b\n' + b''.join(
		    r.choices(b, k=20000)))
		END
		is 0 recon-clean --plain --rejects bad --comment '^#' \
		    --drop 'a = aa' in.csv
		read -r rows out rejected skipped < <(tr -dc '0-9 \n' <err)
		[ "$rows" -eq $((out + rejected + skipped)) ]
		[ "$(sed 1d out | wc -l)" -eq "$out" ]
		[ "$(wc -l <bad)" -eq "$rejected" ]
		[ "$rows" -gt 1000 ] && [ "$skipped" -gt 100 ]
	done
}

@test "a bad line where the header is guessed ends it, rejects or not" {
	printf 'a,"b\n1,2\n' >in.csv
	is 65 recon-clean --rejects bad in.csv
	says 'recon-clean: in.csv:1: a quoted cell that does not end'
	[ ! -e bad ]
	printf '\xff\na,b\n1,2\n' >in.csv
	is 65 recon-clean --rejects bad in.csv
	says 'recon-clean: in.csv:1: the byte ff at offset 0 is not UTF-8: say --encoding, which --explain may find'
	is 0 recon-clean --plain --rejects bad --header a in.csv
	printf 'a\tb\n1\t2\n' | prints
}

@test "ragged rows are filled up or cut where that was declared" {
	gives 'a,b,c\n1\n1,2,3,,\n' --ragged pad --ragged cut <<-'END'
	a|b|c
	1|-|-
	1|2|3
	END
	refuses 'a,b\n1,2,,x\n' '2: 4 cells, but the header has 2' --ragged cut
	refuses 'a,b\n1\n' '2: 1 cells, but the header has 2' --ragged cut
	usage '--ragged: "both" is neither pad nor cut' --ragged both
}

@test "comments and trailers are lines, not parts of quoted cells" {
	gives '#x "y\na,b\n#"z\n"p\n#q",1\nend,"\n' --comment '^#' \
	    --trailer '^end' <<-'END'
	a|b
	p\n#q|1
	END
}

@test "junk before the header may hold any quotes" {
	gives 'say "id, so to speak\n"id,x\nid,sum\n1,2\n' --header id,sum <<-'END'
	id|sum
	1|2
	END
}

@test "a quote before the header does not hide bytes that do not decode" {
	refuses 'x,"id\nid,sum\n1,\xff\n' '3: the byte ff at offset 15 is not UTF-8: say --encoding, which --explain may find' \
	    --header id,sum
}

@test "a header over two lines is one header" {
	gives 'x\n"a\nb",c\n1,2\n' --header c <<-'END'
	a\nb|c
	1|2
	END
}

@test "select puts in order, rename gives names, both are known by either" {
	gives 'a,b,c\n1,2,3\n' --select c,a --rename a=key <<-'END'
	c|key
	3|1
	END
	gives 'a,b,c\n1,2,3\n' --rename a=key --select a,b \
	    --keep 'key = 1 and a = 1' <<-'END'
	key|b
	1|2
	END
	usage 'in.csv:1: --select: the column a is there twice (--set makes another one of it)' \
	    --select a,b,a
	usage 'in.csv:1: --select: the column key is there twice (--set makes another one of it)' \
	    --select a,key --rename a=key
	gives 'a=b,"c,d"\n1,2\n' --rename 'a\=b=x' --select 'c\,d,x' <<-'END'
	c,d|x
	2|1
	END
	refuses 'a,b\n1,2\n' '1: a cannot be renamed to b, which is there already' \
	    --rename a=b
	refuses 'a,b\n1,2\n' '1: the bill has no column x; its columns are: a, b' \
	    --rename x=y
	usage '--rename: "a" is not OLD=NEW' --rename a
	usage '--select: "a,,b": an empty name' --select a,,b
}

@test "several bills become one table if their columns agree" {
	printf 'a,b\n1,2\n' >one
	printf 'b,x,a\n4,5,3\n' >two
	is 0 recon-clean --select a,b one two
	printf '#recon table 2\na\tb\n1\t2\n3\t4\n#total\trecords=2\n' | prints
	is 65 recon-clean one two
	says 'recon-clean: two:1: the columns are not those of the bill before it: b, x, a, not a, b'
}

@test "conditions: and, or, not, parentheses" {
	all='a,b\n1,x\n2,y\n3,x\n4,y\n'
	cond() {
		printf "$all" >in.csv
		is 0 recon-clean --plain --keep "$1" in.csv
		[ "$(sed 1d out | cut -f1 | tr -d '\n')" = "$2" ] ||
		    { cat out; return 1; }
	}
	cond 'b = x' 13
	cond 'b != x' 24
	cond 'not b = x' 24
	cond 'a > 1 and b = x' 3
	cond 'a > 3 or a < 2 and b = x' 14
	cond '(a > 3 or a < 2) and b = x' 1
	cond 'not (a > 3 or a < 2)' 23
	cond 'a ~ ^[12]$' 12
	cond 'a !~ ^(1|2)$' 34
	cond 'b~^x$ and a>=1' 13
	cond 'a == 2.00' 2
	cond '"a" = "2" or a = 3' 23
	cond 'a <= 1' 1
}

@test "numbers are compared exactly, dates by the day" {
	gives 'n\n0.10\n0.100000000000000001\n99999999999999999999.01\n\n-1\n' \
	    --keep 'n > 0.1' <<-'END'
	n
	0.100000000000000001
	99999999999999999999.01
	END
	gives 't\n2022-11-01 23:59:59\n2022-11-02\n2022-11-03 00:00\n' \
	    --keep 't > 2022-11-01 and t <= 2022-11-02' <<-'END'
	t
	2022-11-02
	END
	refuses 'n\nabc\n' '2: n > 1: n: "abc" is to be compared, but is not a plain number' \
	    --keep 'n > 1'
	refuses 'n\n2.02211E+23\n' '2: n > 1: n: "2.02211E+23" is to be compared, but is not a plain number' \
	    --keep 'n > 1'
	refuses 't\n11/02\n' '2: t > 2022-11-01: t: "11/02" is to be compared, but does not begin with a date YYYY-MM-DD' \
	    --keep 't > 2022-11-01'
	gives 'n,m\n,1\n' --keep 'n > 1' <<<'n|m'
}

@test "replace: patterns with groups, values as one map" {
	gives 'a,b\n¥12,x\n¥,z\n' --replace 'a ~ ^¥(\d+)$ -> $1 ${1}$$' <<-'END'
	a|b
	12 12$|x
	¥|z
	END
	gives 'a\nx1y22\n' --replace 'a ~ \d+ -> ' --replace 'a ~ ^ -> "> "' <<-'END'
	a
	> xy
	END
	gives 's\nA\nB\nC\n' --replace 's = A -> B' --replace 's = B -> A' <<-'END'
	s
	B
	A
	C
	END
	gives 's,n\nA,1\nA,2\n' --replace 's = A -> B if n > 1' <<-'END'
	s|n
	A|1
	B|2
	END
	gives 's\n中文\n' --replace 's ~ "" -> .' <<-'END'
	s
	.中.文.
	END
}

@test "set, default, split and negate" {
	gives 'a,b\n1,x\n,y\n' --set 'c = CNY' --set 'k = {a}-{b}{{' \
	    --default 'a = 0' <<-'END'
	a|b|c|k
	1|x|CNY|1-x{
	0|y|CNY|-y{
	END
	gives 'a,b\n1,x\n2,y\n' --set 'b = z if a = 2' <<-'END'
	a|b
	1|x
	2|z
	END
	gives 'n\nDoe/J\n' --split 'n ~ ^(.*)/(.*)$ -> last,first' <<-'END'
	n|last|first
	Doe/J|Doe|J
	END
	gives 'n\n1.50\n-2\n+3\n0.00\n\n¥1\n' --names n --drop 'n = n' \
	    --negate n <<-'END'
	n
	-1.50
	2
	-3
	0.00
	-¥1
	END
	refuses 'n\nDoe\n' '2: n ~ ^(.*)/(.*)$ -> a,b: n: "Doe" does not match "^(.*)/(.*)$"' \
	    --split 'n ~ ^(.*)/(.*)$ -> a,b'
	for n in '5.00 DR' '-5.00 dr' 'D000000002861' '12 EUR c' '7 Cr' '−5'; do
		refuses "n\n$n\n" "2: n: n: \"$n\" is to be negated, but is not an amount with at most a sign before it" \
		    --negate n
	done
	is 0 recon-clean --plain --negate n - < <(printf 'n\nCZK 5\nCAD7\n8 DKK\n')
	printf 'n\n-CZK 5\n-CAD7\n-8 DKK\n' | prints
	refuses 'n\n(5)\n' '2: n: n: "(5)" is to be negated, but is not an amount with at most a sign before it' \
	    --negate n
}

@test "rules are applied in the order given" {
	gives 's\na\nb\n' --replace 's = a -> b' --keep 's = b' <<-'END'
	s
	b
	b
	END
	gives 's\na\nb\n' --keep 's = b' --replace 's = b -> a' <<-'END'
	s
	a
	END
}

@test "rules that are none are named with the place" {
	usage '--keep: "a": an operator is missing (= != ~ !~ == < <= > >=) at the end' --keep a
	usage '--keep: "a = "1" b": not understood at "b"' --keep 'a = "1" b'
	usage '--keep: "(a = 1": a ")" is missing at the end' --keep '(a = 1'
	many=$(printf '(%.0s' {1..1001})
	usage "--keep: \"${many::156}...\": a condition has at most 1000 tests, \"not\" and parentheses, all together at \"(a = 1\"" --keep "${many}a = 1"
	usage '--keep: "= 1": a column name is missing at "= 1"' --keep '= 1'
	usage '--keep: "a =": a value is missing ("" is the empty one) at the end' --keep 'a ='
	usage '--keep: "a > x": neither a number nor a date at "x"' --keep 'a > x'
	usage '--keep: "a = "x": a quote is not closed at ""x"' --keep 'a = "x'
	usage '--keep: pattern "(": missing closing parenthesis, at character 2' --keep 'a ~ "("'
	usage '--replace: "a ~ x": "->" is missing at the end' --replace 'a ~ x'
	usage '--replace: "a": "~" is missing at the end' --replace 'a'
	usage '--replace: "$1": the pattern has no group 1' --replace 'a ~ x -> $1'
	usage '--replace: "$x": a "$" that is neither $0 to $9, ${10} nor $$' --replace 'a ~ x -> $x'
	usage '--set: "a": "=" is missing at the end' --set a
	usage '--set: "{a": a "}" is missing ("{{" is a plain brace)' --set 'a = {a'
	usage '--split: "a ~ (x) -> b,c": 2 columns for 1 groups' --split 'a ~ (x) -> b,c'
	usage 'in.csv:1: "a ~ (x) -> b": the column b is there already' --split 'a ~ (x) -> b'
}

@test "options that make no sense are refused" {
	usage '--delimiter: a delimiter is at least one byte, and no line end' --delimiter ''
	usage '--quote: a quote is one byte' --quote ab
	usage "quote and delimiter are the same; try 'recon-clean --help'" --delimiter '"'
	usage "--quote does not go with --mark or a delimiter of several bytes; try 'recon-clean --help'" --quote "'" --mark x
	usage "--header is for bills that have one, --names for those that have none; try 'recon-clean --help'" --header a --names b
	usage "--require-total: nothing checks the bill's own totals (--check); try 'recon-clean --help'" --require-total
	usage '--trailer: pattern "[": missing terminating ] for character class, at character 2' --trailer '['
	usage '--encoding: unknown encoding "klingon" (iconv -l lists them)' --encoding klingon
	usage '--encoding: unknown encoding "GBK//IGNORE" (iconv -l lists them)' --encoding GBK//IGNORE
}

@test "options of one kind of bill are refused with another" {
	usage "--credit-types and --debit-types are for --format bai2; try 'recon-clean --help'" --credit-types 720
	usage '--record: more than 90 types of record' --format fixed $(printf -- '--record r%d=^a:a@1-2 ' {1..91})
	usage '--column: more than 1024 columns' --format json $(printf -- '--column c%d=/a ' {1..1025})
}

@test "a column src is not added twice" {
	printf 'src,a\n1,2\n' >in
	is 65 recon-clean --source in
	says 'recon-clean: in:1: there is a column src already, call it something else with --rename'
	is 0 recon-clean --plain --source --rename src=from in
	printf 'from\ta\tsrc\n1\t2\tin:2\n' | prints
}

@test "a header has at most 16384 columns" {
	header() { seq -s, "$1"; }
	header 16384 >in
	is 0 recon-clean in
	header 16385 >in
	is 65 recon-clean in
	says 'recon-clean: in:1: a header of 16385 columns, more than 16384'
}

@test "sums beyond 128 bits are refused, wherever they come up" {
	local n=100000000000000000000000000000000000000
	printf "a,b\n$n,1\n$n,1\nT,$n,-$n\n" >in
	is 65 recon-clean --check '0 = sum a' --trailer ^T in
	says 'recon-clean: in:3: 0 = sum a: the sum of a is too large'
	is 65 recon-clean --trailer ^T --total 'x ~ ^T,([0-9]+)' --check 'x + x = sum b' in
	says 'recon-clean: in: the total x + x is too large'
	printf "a,b\n1,1\n$n,\n$n,\n" >in
	is 65 recon-clean --check 'running b = sum a' in
	says 'recon-clean: in:4: running b = sum a: the sum is too large'
}

@test "a pattern that backtracks without end is given up, rule and line named" {
	x=$(head -c 40 /dev/zero | tr '\0' a)
	refuses "n\n${x}b\n" '2: n ~ ^(a+)+$: pattern "^(a+)+$": gave up: match limit exceeded' \
	    --keep 'n ~ ^(a+)+$'
	is 0 recon-clean --rejects bad --keep 'n ~ ^(a+)+$' in.csv
	grep -q 'gave up' bad
	refuses "n\n${x}b\n" '2: pattern "^(a+)+$": gave up: match limit exceeded' \
	    --trailer '^(a+)+$'
}

@test "a profile says it all" {
	cat >shop.ini <<-'END'
	[recon-clean]
	delimiter = ;
	header = id, amount
	no-trim = no
	keep = status = paid
	replace = amount ~ , -> .
	select = id,amount
	END
	printf 'shop\nid;status;amount\n1;paid;1,50\n2;open;2,50\n' >in.csv
	is 0 recon-clean --plain -p ./shop.ini in.csv
	printf 'id\tamount\n1\t1.50\n' | prints
}

@test "awk makes the same of a simple bill" {
	awk 'BEGIN { print "id,amount,time,note"; for (i = 0; i < 20000; i++)
	    printf "%024d,%d.%02d,2022-11-01 10:%02d:00,%s\n", i * 7919,
	    i % 1000, i % 100, i % 60, i % 3 ? "item" : "" }' >in.csv
	awk -F, -v OFS='\t' '{ for (i = 1; i <= NF; i++)
	    if ($i == "") $i = "-"; $1 = $1; print }' in.csv >want
	is 0 recon-clean --plain in.csv
	same want out
}

@test "a line of 100 MB within quotes, if it is asked for" {
	head -c 100000000 /dev/zero | tr '\0' x >long
	{ printf 'a,b\n1,"'; cat long; printf '\n"\n2,3\n'; } >in.csv
	is 65 recon-clean --plain in.csv
	says 'recon-clean: in.csv:2: a row of more than 16777216 bytes (--row-max takes it)'
	is 0 recon-clean --row-max 128M --plain in.csv
	[ "$(wc -c <out)" -eq 100000013 ]
	[ "$(tail -n 1 out)" = "2${T}3" ]
	rm -f long in.csv out
}
