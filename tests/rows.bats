# recon-clean: no line of a bill goes astray without a word.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	total=(--header 'id,amount' --trailer '^Total')
}

# gives INPUT ARG...: the table, without control lines, that recon-clean makes
# of the bytes that printf makes of INPUT is exactly standard input, in which
# "|" stands for TAB.
gives() {
	printf "$1" >in.csv
	shift
	is 0 recon-clean --plain "$@" in.csv
	tr '|' '\t' | prints
}

# refuses INPUT TEXT ARG...: status 65 and that text behind "in.csv:".
refuses() {
	local text=$2
	printf "$1" >in.csv
	shift 2
	is 65 recon-clean "$@" in.csv
	says "recon-clean: in.csv:$text"
}

astray='a row behind the trailer of line %d: is that line a row, or does another table follow? (--after-trailer says)'

@test "a row that looks like the trailer does not hide the rows behind it" {
	bill='id,amount\nA,1.00\nTotal Energies,2.00\nB,4.00\nTotal,7.00\n'
	refuses "$bill" "4: $(printf "$astray" 3)" "${total[@]}"
	gives "$bill" "${total[@]}" --after-trailer ignore <<-'END'
	id|amount
	A|1.00
	END
	gives "$bill" "${total[@]}" --after-trailer rows <<-'END'
	id|amount
	A|1.00
	B|4.00
	END
	gives "$bill" --header id,amount --trailer '^Total,' <<-'END'
	id|amount
	A|1.00
	Total Energies|2.00
	B|4.00
	END
}

@test "a second table behind the trailer is told, by its header or its rows" {
	bill='id,amount\n77,2.00\nTotal,2.00\nid,amount\n79,-4.00\nTotal,-4.00\n'
	refuses "$bill" \
	    '4: the header again, behind the trailer of line 3 (--header-again says what it begins)' \
	    "${total[@]}"
	gives "$bill" "${total[@]}" --header-again page <<-'END'
	id|amount
	77|2.00
	79|-4.00
	END
	refuses 'id,amount\n77,2.00\nTotal,2.00\n\nref,sum\n79,-4.00\n' \
	    "5: $(printf "$astray" 3)" "${total[@]}"
	refuses '77,2.00\nTotal,2.00\n79,-4.00\n' "3: $(printf "$astray" 2)" \
	    --names id,amount --trailer '^Total'
}

@test "a row behind the trailer is one whatever its quotes, encoding and blanks" {
	refuses 'id,amount\n1,2\nTotal,2\n"3","4"\n' "4: $(printf "$astray" 3)" \
	    "${total[@]}"
	refuses 'id,amount\n1,2\nTotal,2\n"3\n,","4"\n' \
	    "4: $(printf "$astray" 3)" "${total[@]}"
	refuses 'id,amount\n1,2\nTotal,2\n3,\xff\n' \
	    '4: the byte ff at offset 24 is not UTF-8: say --encoding, which --explain may find' "${total[@]}"
	refuses 'id,amount\n1,2\nTotal,2\n3,4,,\n' "4: $(printf "$astray" 3)" \
	    "${total[@]}" --ragged cut
	refuses 'id,amount\n`1,`2\nTotal,2\n`3,`4\n' "4: $(printf "$astray" 3)" \
	    "${total[@]}" --mark '`'
}

@test "other lines behind the trailer are part of it" {
	for line in 'printed by A' 'printed by A,' 'a,b,c' ',' ' , ' '' '# x,y' 'Total of all,9' \
	    'sum,2' 'n,s\n1,2' 'Shop, "Ltd' '"x,y"'; do
		gives "id,amount\n1,2\nTotal,2\n$line\n" "${total[@]}" \
		    --comment '^#' --total 's ~ ^sum,(.*)' --total n,s <<-'END'
		id|amount
		1|2
		END
	done
}

@test "with --rejects a row behind the trailer is rejected" {
	gives 'id,amount\n1,2\nTotal,2\n3,4\nend\n5,6\n' "${total[@]}" \
	    --rejects bad <<-'END'
	id|amount
	1|2
	END
	says 'recon-clean: in.csv: 3 rows in, 1 record out, 2 rejected, 0 skipped'
	cut -f 1,3 bad >got
	printf 'in.csv:4\t3,4\nin.csv:6\t5,6\n' | same - got
}

@test "--after-trailer knows three words" {
	printf 'a\n' >in.csv
	is 2 recon-clean --after-trailer skip in.csv
	says 'recon-clean: --after-trailer: "skip" is none of error, rows and ignore'
	is 2 recon-clean --format mt940 --after-trailer rows in.csv
	says 'recon-clean: --after-trailer is for separated values (--format csv); try '\''recon-clean --help'\'''
}

@test "with --rejects a quote that is not closed costs its own line" {
	gives 'id,note,amount\nA0,"oops,1\nA1,x,1\nA2,x,1\n' --rejects bad <<-'END'
	id|note|amount
	A1|x|1
	A2|x|1
	END
	says 'recon-clean: in.csv: 3 rows in, 2 records out, 1 rejected, 0 skipped'
	printf 'in.csv:2\ta quoted cell that does not end\tA0,"oops,1\n' | same - bad
	# closed by the quote of a later row
	gives 'id,note,amount\nA0,"oops,1\nA1,x,1\nA2,"y, z",1\nA3,x,1\n' \
	    --rejects bad <<-'END'
	id|note|amount
	A1|x|1
	A2|y, z|1
	A3|x|1
	END
	gives '"id","note"\n"A0","oops\n"A1","x"\n"A2","x""\n"A3","x"\n' \
	    --rejects bad <<-'END'
	id|note
	A1|x
	A3|x
	END
	says 'recon-clean: in.csv: 4 rows in, 2 records out, 2 rejected, 0 skipped'
}

# told: what -v says of the lines of in.csv is exactly standard input.
told() {
	sed -n 's/^recon-clean: in.csv: //; /decoded as/!p' err >got
	diff -u - got
}

@test "-v tells where each line went" {
	gives 'junk\n\n# c\nid,amount\n1,2\n# c\n\n"3\n\n",4\n5,6\nTotal\n\n# c\nx' \
	    "${total[@]}" --comment '^#' -v <<-'END'
	id|amount
	1|2
	3\n\n|4
	5|6
	END
	told <<-'END'
	15 lines: 3 before the header, 1 header, 3 rows, 2 more within cells, 1 comment, 1 blank, 4 trailer
	5 rows in, 3 records out, 0 rejected, 2 skipped
	END
	gives '1,2' --names a,b -v <<-'END'
	a|b
	1|2
	END
	told <<-'END'
	1 line: 1 row
	1 row in, 1 record out, 0 rejected, 0 skipped
	END
	printf '# c\na\n1\n' >in.csv
	is 0 recon-clean -v --comment '^#' in.csv in.csv
	sed -n 's/^recon-clean: in.csv: //; /lines/p' err >got
	printf '3 lines: 1 before the header, 1 header, 1 row\n%.0s' 1 2 | same - got
}

@test "-v tells which rule dropped how many rows, by its place and text" {
	printf 'id,kind\n1,a\n2,b\n3,c\n4,c\n' >in.csv
	cat >p.ini <<-'END'
	[recon-clean]
	replace = kind = x -> y
	replace = kind = y -> z
	drop = kind = c
	keep = kind = a
	drop = kind = z
	END
	is 0 recon-clean -v -p ./p.ini in.csv in.csv
	for i in 1 2; do
		cat <<-'END'
		5 lines: 1 header, 4 rows
		rule 3, drop kind = c: 2 rows dropped
		rule 4, keep kind = a: 1 row dropped
		4 rows in, 1 record out, 0 rejected, 3 skipped
		END
	done | told
	is 0 recon-clean -p ./p.ini in.csv
	says ''
}

@test "the lines that -v tells add up to those of the bill" {
	for f in "$DATA"/bills/*.csv "$DATA"/bank/*.csv; do
		p=$(basename "$f" .csv)
		for dir in "$DATA/profiles" "$BATS_TEST_DIRNAME/../examples/profiles"; do
			[ -f "$dir/$p.ini" ] && p=$dir/$p.ini
		done
		[ -f "$p" ] || continue
		is 0 recon-clean -v --no-check -p "$p" "$f"
		sed -n "s|^recon-clean: $f: \([0-9]* lines*: \)|\1|p" err |
		    awk -F '[:,]' '{ for (i = 2; i <= NF; i++) n += $i }
			END { exit n == 0 || n != $1 + 0 }'
	done
}

@test "of records of fixed width -v tells how many were what" {
	printf 'Hx\nR12\nM3\n\nTx\nR4\n' >in.txt
	types=(--format fixed --record 'head 1=H: h 2-2' --record 'row 1=R: a 2-3'
	    --record 'more 1=M: a 2-2' --record 'skip 1=T')
	is 65 recon-clean "${types[@]}" in.txt
	is 0 recon-clean -v "${types[@]}" --rejects bad in.txt
	sed '/decoded as/d' err >got
	printf 'recon-clean: in.txt: %s\n' \
	    '6 lines: 1 row, 1 head, 1 more, 1 skip, 1 blank, 1 bad' \
	    '2 rows in, 1 record out, 1 rejected, 0 skipped' | same - got
}

@test "a record to skip does not take others along behind a lone CR" {
	skip=(--format fixed --record 'skip 1=#' --record 'row: a 1-2')
	why='a record to skip with a CR within: do others stand behind it?'
	printf '#h\rD1\rD2\r' >in.txt
	is 65 recon-clean "${skip[@]}" in.txt
	says "recon-clean: in.txt:1: $why"
	printf 'D1\n#h\rD2\nD3\n' >in.txt
	is 65 recon-clean "${skip[@]}" in.txt
	says "recon-clean: in.txt:2: $why"
	is 0 recon-clean --plain "${skip[@]}" --rejects bad in.txt
	printf 'a\nD1\nD3\n' | prints
	printf '#h\r\nD1\r\n' >in.txt
	is 0 recon-clean --plain "${skip[@]}" in.txt
	printf 'a\nD1\n' | prints
	says ''
}

@test "records that only a skip without a test takes are told" {
	printf 'D1\nX2\nD3\nY4\n' >in.txt
	is 0 recon-clean --plain --format fixed --record 'row 1=D: a 1-2' \
	    --record skip in.txt
	printf 'a\nD1\nD3\n' | prints
	says 'recon-clean: in.txt: records that are of no other type were skipped: 2, the first on line 2'
	printf 'D1\nD3\n' >in.txt
	is 0 recon-clean --format fixed --record 'row 1=D: a 1-2' --record skip in.txt
	says ''
}

@test "a lone CR among other line ends is told" {
	cr='a lone CR was taken for the end of a row, where others end with LF'
	gives 'id,amount\n1,2\r3,4\n5,6\r7,8' <<-'END'
	id|amount
	1|2
	3|4
	5|6
	7|8
	END
	says "recon-clean: in.csv: $cr: 2 times, first on line 2"
	gives 'id,amount\r1,2\r3,4\r\n' <<-'END'
	id|amount
	1|2
	3|4
	END
	says "recon-clean: in.csv: $cr: 2 times, first on line 1"
	gives '#c\nid,amount\n#x\r1,2\r\n' --comment '^#' --header id <<-'END'
	id|amount
	1|2
	END
	says "recon-clean: in.csv: $cr: 1 times, first on line 3"
	for bill in 'id,amount\r1,2\r3,4' 'id,amount\r1,2\r3,4\r' \
	    'id,amount\r\n1,2\n3,4\r\n' '"id",amount\n1,2\n3,"4"\n'; do
		gives "$bill" --header id <<-'END'
		id|amount
		1|2
		3|4
		END
		says ''
	done
	gives 'id,amount\n1,"2\r3"\n' <<-'END'
	id|amount
	1|2\r3
	END
	says ''
}

@test "a column's name may have line ends, and be written with them or a blank" {
	hn='"Trans\nDate",Ref,"Amount\n(EUR)","a b"\n2022-11-01,A1,1.00,x\n'
	for name in 'Amount\n(EUR)' 'Amount (EUR)' 'Amount  (EUR)'; do
		gives "$hn" --header 'Trans\nDate' --expect "$name" \
		    --select "Ref,$name" <<-'END'
		Ref|Amount\n(EUR)
		A1|1.00
		END
		gives "$hn" --header "Ref,$name" --rename "${name/\\n/ }=sum" \
		    --select "sum" --keep 'sum == 1' <<-'END'
		sum
		1.00
		END
	done
	gives '1,2\n' --names 'a\nb,c\\nd' <<-'END'
	a\nb|c\\nd
	1|2
	END
	# no blank is not a blank, and the exact name comes first
	gives 'ab,a  b,a b\n1,2,3\n' --select 'a b' <<-'END'
	a b
	3
	END
	refuses 'ab,c\n1,2\n' '1: the bill has no column a b; its columns are: ab, c' \
	    --expect 'a b'
}

@test "a bill with a column it should not have is of another kind" {
	refuses 'id,amount,refund\n1,2,3\n' \
	    '1: the bill has a column refund: it is one of another kind (--unexpected)' \
	    --unexpected 'x,refund'
	gives 'id,amount\n1,2\n' --unexpected x,refund <<-'END'
	id|amount
	1|2
	END
	is 65 recon-clean --format mt940 --unexpected amount "$DATA/mt940/asnb.txt"
}

@test "the header comes again behind a byte order mark in the middle" {
	bom='\xef\xbb\xbf'
	for how in page section; do
		gives "${bom}id,amount\nA1,1\n${bom}id,amount\nA2,2\n" \
		    --header id,amount --header-again $how <<-'END'
		id|amount
		A1|1
		A2|2
		END
	done
	gives "${bom}id,amount\nA1,1\nTotal,1\n${bom}\"id\",\"amount\"\nA2,2\nTotal,2\n" \
	    "${total[@]}" --header-again page -v <<-'END'
	id|amount
	A1|1
	A2|2
	END
	told <<-'END'
	6 lines: 1 header, 1 header again, 2 rows, 2 trailer
	3 rows in, 2 records out, 0 rejected, 1 skipped
	END
	# one that is not at the begin of a line is data
	gives "id,amount\nA${bom}1,1\n" --header id,amount --header-again page <<-END
	id|amount
	A$(printf "$bom")1|1
	END
}

@test "rejects go to standard output behind the table, or are refused there" {
	printf 'id,amount\n1,2\n3\n4,5\n' >in.csv
	is 0 recon-clean --plain --rejects /dev/stdout in.csv
	printf 'id\tamount\n1\t2\n4\t5\nin.csv:3\t1 cells, but the header has 2\t3\n' | prints
	recon-clean --plain --rejects - in.csv | cat >got
	same got out
	recon-clean --plain --rejects /dev/stdout in.csv >>got
	cat out out | same - got
	printf 'id\ta\n1\tx\n2\t5.00\n' >in.tab
	is 0 recon-key --rejects /dev/stdout -k id -a a -s R --plain in.tab
	printf '2\t5.00\t-\tR\t-\nin.tab:2\ta: "x" is not an amount\t1\\tx\n' | prints
	is 0 recon-key --rejects /dev/stdout -k id -a a -s R -o rec in.tab
	printf 'in.tab:2\ta: "x" is not an amount\t1\\tx\n' | prints
	for p in 'recon-clean in.csv' 'recon-key -k id -a a -s R in.tab'; do
		is 2 $p --rejects /dev/stdout
		grep -q 'rejects are no part of the stream' err
		cut -f 1 out | grep -vx '#recon .*' | same - <(echo '#failed')
		is 2 bash -c "$p --plain --rejects /dev/stdout >/dev/full"
	done
}

statement='Opening,100.00\nid,in,out,balance\n1,10.00,,110.00\n2,,5.50,%s\n3,,0.25,\n4,1.25,0.50,105.00\nClosing,105.00\n'
checks=(--header 'id,in,out' --trailer ^Closing --total 'opening ~ ^Opening,(.*)'
    --total 'closing ~ ^Closing,(.*)' --check 'closing - opening = sum in - out'
    --check 'running balance = sum in - out')

@test "a statement's opening balance and its rows make the closing one" {
	gives "$(printf "$statement" 104.50)\n" "${checks[@]}" --select id <<-'END'
	id
	1
	2
	3
	4
	END
	printf "$statement" 104.50 | sed 's/^Opening,.*/Opening,99.00/' >in.csv
	is 65 recon-clean "${checks[@]}" in.csv
	says 'recon-clean: in.csv: the bill says closing - opening 6.00, but its rows come to 5.00: 1.00 less (--no-check takes it)'
	is 0 recon-clean --no-check "${checks[@]}" in.csv
	printf "$statement" 104.50 | sed 1d >in.csv
	is 65 recon-clean "${checks[@]}" in.csv
	says 'recon-clean: in.csv: the bill does not tell its total opening: is it cut short? (--no-check takes it)'
	gives 'n\n1\n-1\n' --check '0 = sum n' <<-'END'
	n
	1
	-1
	END
	refuses 'n\n1\n-2\n' ' its rows come to -1, not 0 (--no-check takes it)' \
	    --check '0 = sum n'
	is 2 recon-clean --check 'running a = count' in.csv
}

@test "each account has a running balance of its own" {
	bill='no,left,amount\nA 1,10,1\nB,7,7\nA 1,8,-2\nB,,1\nA 1,9,1\nB,10,2\n'
	gives "$bill" --check 'running left by no = sum amount' <<-'END'
	no|left|amount
	A 1|10|1
	B|7|7
	A 1|8|-2
	B|-|1
	A 1|9|1
	B|10|2
	END
	refuses "$bill" \
	    ' line 3: left is 7, but 10 on the row before it and 7 make another (--no-check takes it)' \
	    --check 'running left = sum amount'
	refuses "${bill}B,10,1\n" \
	    ' B: line 8: left is 10, but 10 on the row before it and 1 make another (--no-check takes it)' \
	    --check 'running left by no = sum amount'
	refuses "${bill}C,,1\n" ' C: no row tells its balance in left' \
	    --check 'running left by no = sum amount'
	# a second bill begins anew
	printf 'no,left,amount\nB,1,1\n' >in2.csv
	printf "$bill" >in.csv
	is 0 recon-clean --check 'running left by no = sum amount' in.csv in2.csv
	is 2 recon-clean --check 'running  by no = sum amount' in.csv
	says 'recon-clean: --check: "running  by no" is not "running COLUMN by COLUMN"'
	is 65 recon-clean --check 'running left by account = sum amount' in.csv
	grep -q 'account' err
}

@test "a running balance has to follow from row to row, the oldest first or last" {
	refuses "$(printf "$statement" 104.40)\n" \
	    ' line 4: balance is 104.40, but 110.00 on the row before it and -5.50 make another (--no-check takes it)' \
	    "${checks[@]}"
	head='balance,amount\n'
	gives "${head}7,2\n5,-1\n6,6\n" --check 'running balance = sum amount' <<-'END'
	balance|amount
	7|2
	5|-1
	6|6
	END
	refuses "${head}7,2\n6,6\n" \
	    ' line 3: balance is 6, but 7 on the row before it and 6 make another (--no-check takes it)' \
	    --check 'running balance = sum amount'
	refuses 'balance,amount\n,2\n' ' no row tells its balance in balance' \
	    --check 'running balance = sum amount'
	# it falls by what is paid
	gives 'left,paid\n90,10\n85,5\n' --check 'running left = sum - paid' <<-'END'
	left|paid
	90|10
	85|5
	END
	refuses 'left,paid\n90,10\n85,5\n' \
	    ' line 3: left is 85, but 90 on the row before it and 5 make another (--no-check takes it)' \
	    --check 'running left = sum paid'
	# each currency by itself
	gives 'b,a,c\n1,1,EUR\n5,5,USD\n2,1,EUR\n4,-1,USD\n' --select c \
	    --check 'running b = sum a if c = EUR' --check 'running b = sum a if c = USD' <<-'END'
	c
	EUR
	USD
	EUR
	USD
	END
}
