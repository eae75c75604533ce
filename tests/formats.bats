#!/usr/bin/env bats
# recon-clean on what is not plain text in lines: packed files, records of
# fixed width, statements; and on bills that changed since their profile was
# written.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	WECHAT=$DATA/wechat/bill.ALL.csv
}

# refused TEXT ARG...: recon-clean ends with bad data, in these words.
refused() {
	local text=$1
	shift
	is 65 recon-clean "$@"
	says "recon-clean: $text"
}

# usage TEXT ARG...: the same for a mistake in the options.
usage() {
	local text=$1
	shift
	is 2 recon-clean "$@"
	says "recon-clean: $text"
}

# zip ARCHIVE NAME=FILE...: names in GB18030, without saying so.
zip() {
	python3 - "$@" <<'PY'
import sys, zipfile

class Entry(zipfile.ZipInfo):
    def _encodeFilenameFlags(self):
        return self.filename.encode('gb18030'), self.flag_bits

with zipfile.ZipFile(sys.argv[1], 'w') as z:
    for a in sys.argv[2:]:
        name, file = a.split('=')
        e = Entry(name)
        e.compress_type = zipfile.ZIP_DEFLATED
        z.writestr(e, open(file, 'rb').read())
PY
}

@test "gzip is read as what is in it, from a file and from a pipe" {
	recon-clean -p wechat "$WECHAT" >want
	gzip <"$WECHAT" >bill.gz
	recon-clean -p wechat bill.gz >got
	same want got
	cat bill.gz | recon-clean -p wechat >got
	same want got
	head -c 1000 bill.gz >cut.gz
	refused 'cut.gz: ends in the middle of its gzip data' -p wechat cut.gz
}

@test "the entry of a zip archive is chosen by its name in GBK" {
	recon-clean -p alipay "$DATA/bills/alipay.csv" >want
	head -3 "$DATA/bills/alipay.csv" >sums
	zip bill.zip "2088_20221101_业务明细.csv=$DATA/bills/alipay.csv" \
		"2088_20221101_业务明细(汇总).csv=sums"
	recon-clean -p alipay bill.zip >got
	same want got
	recon-clean -p alipay <bill.zip >got
	same want got
	cat bill.zip | recon-clean -p alipay >got
	same want got
	refused 'bill.zip: holds several files, choose one with --entry: 2088_20221101_业务明细.csv, 2088_20221101_业务明细(汇总).csv' bill.zip
	refused 'bill.zip: several entries match, of these: 2088_20221101_业务明细.csv, 2088_20221101_业务明细(汇总).csv' --entry 明细 bill.zip
	refused 'bill.zip: no entry matches, of these: 2088_20221101_业务明细.csv, 2088_20221101_业务明细(汇总).csv' --entry ZM_ bill.zip
}

@test "a line of an entry is told with archive and entry" {
	printf 'a,b\n1\n' >bad.csv
	zip bill.zip 明细.csv=bad.csv
	refused 'bill.zip/明细.csv:2: 1 cells, but the header has 2' bill.zip
}

@test "archives that cannot be read say why" {
	python3 -c 'import zipfile; zipfile.ZipFile("none.zip", "w").close()'
	refused 'none.zip: is a zip archive without a file' none.zip
	echo x >x
	zip sheet.zip '[Content_Types].xml=x'
	refused 'sheet.zip: is a spreadsheet: --format xlsx reads it, --explain says how' sheet.zip
	zip bill.zip "a.csv=$WECHAT"
	head -c 2000 bill.zip >cut.zip
	is 65 recon-clean cut.zip
	grep -q '^recon-clean: cut.zip: zip archive: ' err
	python3 - <<'PY'
d = bytearray(open('bill.zip', 'rb').read())
d[6] |= 1                                # the flag "encrypted", here
i = d.index(b'PK\1\2')
d[i + 8] |= 1                            # and in the directory
open('locked.zip', 'wb').write(d)
d = bytearray(open('bill.zip', 'rb').read())
i = d.index(b'PK\1\2')
d[14] ^= 1
d[i + 16] ^= 1                           # the checksum
open('wrong.zip', 'wb').write(d)
PY
	refused 'locked.zip/a.csv: is encrypted: unpack it first, with its password' locked.zip
	refused 'wrong.zip/a.csv: CRC error' -p wechat wrong.zip
}

@test "a character cut in two between fields is bad data, the field named" {
	printf 'ab\xb1\xb1\xbe\xa9 1\nab\xbe\xa9\xb1\xb1 2\n' >good
	is 0 recon-clean --format fixed --encoding GB18030 \
		--record 'row: a 2, city 4, - 1, n 1' --plain good
	prints <<-END
		a${T}city${T}n
		ab${T}北京${T}1
		ab${T}京北${T}2
	END
	refused 'good:1: field city is not GB18030, or a character of it is cut in two' \
		--format fixed --encoding GB18030 --record 'row: a 2, city 3, n 3' good
	is 0 recon-clean --format fixed --encoding GB18030 --rejects bad \
		--record 'row: a 2, city 3, n 3' --plain good
	cut -f 1,2 bad | diff -u - <(printf '%s\t%s\n' \
		good:1 'field city is not GB18030, or a character of it is cut in two' \
		good:2 'field city is not GB18030, or a character of it is cut in two')
}

@test "bad records of fixed width are put aside with --rejects" {
	printf 'A001\nA02\nX003\nA004\n' >records
	is 0 recon-clean --format fixed --record 'row 1=A: n 2-4' --rejects bad \
		--plain records
	prints <<-END
		n
		001
		004
	END
	says 'recon-clean: records: 4 rows in, 2 records out, 2 rejected, 0 skipped'
	tsv 'records:2 3_bytes,_but_this_record_has_4 A02' \
		'records:3 a_record_of_no_type_that_was_told X003' |
		tr _ ' ' | diff -u - bad
}

@test "an encoding without ASCII cannot be cut by bytes" {
	printf 'A001\n' >records
	is 2 recon-clean --format fixed --encoding IBM037 --record 'row: n 4' records
	says 'recon-clean: records:1: records of fixed width need an encoding that keeps ASCII'
}

@test "options that do not go with the format are refused" {
	local try="; try 'recon-clean --help'"
	usage '--format: "xls" is none of csv, xlsx, json, fixed, mt940, camt and bai2' --format xls
	usage "--record, --record-length, --gap and --pad are for --format fixed$try" --gap 1
	usage "--details and --turn-reversals are for --format camt$try" --details
	usage "--header is for separated values (--format csv)$try" --format mt940 --header a
	usage "--format fixed: no type of record gives a row$try" --format fixed
	usage '--gap: "1x" is not a number of bytes' --gap 1x
	usage '--gap: "1048577" is not a number of bytes' --gap 1048577
	usage '--record-length: "-1" is not a number of bytes' --record-length -1
	usage "--record: \"line\" is none of row, head, more, total and skip$try" \
		--format fixed --record line
	usage "--again is for bills that --seen knows$try" --again
	usage "--require-total: nothing checks the bill's own totals (--check)$try" --require-total
	usage '--check: "many" is neither "count" nor "sum COLUMN"' --check 'n = many'
	usage '--total: "a, b ~ ([0-9]+)": 2 names for 1 groups' --total 'a, b ~ ([0-9]+)'
	usage '--decimal: "12" is no decimal mark' --decimal 12
}

@test "statements are checked, unless told not to, and that is said" {
	is 0 recon-clean --format mt940 --no-check --select amount --plain \
		"$DATA/mt940/postfinance.sta"
	says "recon-clean: $DATA/mt940/postfinance.sta: 4 rows in, 4 records out, 0 rejected, 0 skipped, its own totals not checked"
	prints <<-END
		amount
		79.7
		149.5
		-79.9
		10.1
	END
}

@test "no table of a bill that fails appears, and no total on a pipe" {
	is 65 recon-clean -p mt940 -o out.table "$DATA/mt940/abnamro.sta"
	[ ! -e out.table ]
	recon-clean -p mt940 "$DATA/mt940/abnamro.sta" >part 2>/dev/null || true
	run ! grep -q '^#total' part
	is 65 recon-key -p mt940 "$BATS_TEST_TMPDIR/part"
}

@test "a document type declaration is refused, and nothing is fetched" {
	cat >evil.xml <<-END
		<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>
		<Document><BkToCstmrStmt><Stmt><Id>&x;</Id></Stmt></BkToCstmrStmt></Document>
	END
	refused 'evil.xml: has a document type declaration, which no statement needs' \
		--format camt evil.xml
}

@test "text of another encoding is read in MT940 and BAI2" {
	printf ':20:X\n:25:A\n:28C:1\n:60F:C220101EUR0,\n:61:220101C1,NTRFX\n:86:M\xfcller\n:62F:C220101EUR1,\n-\n' >latin.sta
	is 65 recon-clean -p mt940 latin.sta
	grep -q '^recon-clean: latin.sta: the byte fc at offset 61 is not UTF-8: say --encoding, which --explain may find$' err
	is 0 recon-clean -p mt940 --encoding WINDOWS-1252 --select details --plain latin.sta
	prints <<-END
		details
		Müller
	END
}

# statement N: one whose entry has a text of N bytes.
statement() {
	printf ':20:X\n:25:A\n:28C:1\n:60F:C220101EUR0,\n:61:220101C1,NTRFX\n:86:'
	head -c "$1" /dev/zero | tr '\0' x
	printf '\n:62F:C220101EUR1,\n-\n'
}

@test "lines of 100 MB in a statement are told, in bounded time" {
	statement 16000000 | recon-clean -p mt940 | wc -c >size
	[ "$(cat size)" -gt 16000000 ]
	statement 100000000 | is 65 recon-clean -p mt940
	says 'recon-clean: stdin: a line of more than 16777216 bytes'
	head -c 100000000 /dev/zero | tr '\0' x |
		is 65 recon-clean -p nacha
	says 'recon-clean: stdin: a line of more than 16777216 bytes'
	head -c 16000000 /dev/zero | tr '\0' x |
		is 65 recon-clean -p nacha
	says 'recon-clean: stdin:1: a record of no type that was told'
}

@test "a missing file of totals and a directory are system trouble" {
	is 2 recon-clean -p wechat --totals nowhere "$WECHAT"
	says 'recon-clean: nowhere: No such file or directory'
	is 2 recon-clean -p mt940 .
	says 'recon-clean: .: is a directory'
}

@test "drift: preamble lines more or less do not matter" {
	recon-clean -p jd "$DATA/bills/jd.csv" >want
	{ sed -n 1p "$DATA/bills/jd.csv"; echo 新的一行; sed 1d "$DATA/bills/jd.csv"; } >more.csv
	recon-clean -p jd more.csv >got
	same want got
	sed '11,12d' "$DATA/bills/jd.csv" >less.csv
	recon-clean -p jd less.csv >got
	same want got
}

@test "drift: a column more or in another place does not matter" {
	recon-clean -p csv "$DATA/bills/csv.csv" --select id,date,amount,currency >want 2>&1
	printf 'new,currency,id,amount,date\nx,EUR,A1,10.00,2022-11-01\nx,EUR,A2,"1,234.50",2022-11-01\nx,USD,A3,-3.25,2022-11-02\n' >moved.csv
	recon-clean -p csv moved.csv --select id,date,amount,currency 2>&1 |
		sed 's/moved.csv/X/' >got
	sed "s|$DATA/bills/csv.csv|X|" want | diff -u - got
}

@test "drift: a column gone or renamed is refused, expected and seen side by side" {
	sed '1s/订单金额/订单总额/3' "$WECHAT" >renamed.csv
	grep -q 订单总额 renamed.csv || sed '1s/,订单金额,/,订单总额,/' "$WECHAT" >renamed.csv
	is 65 recon-clean -p wechat renamed.csv
	grep -q 'renamed.csv:1: the bill has no column 订单金额; its columns are: 交易时间, .*, 订单总额, ' err
	sed 's/商户订单号/订单编号/' "$WECHAT" >header.csv
	is 65 recon-clean -p wechat header.csv
	grep -q 'header.csv: no line has the columns 交易时间, 微信订单号, 商户订单号, 交易状态; the nearest, line 1, is: ' err
}

@test "drift: a trailer gone and a file cut in the middle are refused" {
	head -46 "$WECHAT" >notrailer.csv
	refused 'notrailer.csv: the bill does not tell its total 总交易单数: is it cut short? (--no-check takes it)' -p wechat notrailer.csv
	head -c 8000 "$WECHAT" >cut.csv
	is 65 recon-clean -p wechat cut.csv
	{ head -30 "$WECHAT"; tail -2 "$WECHAT"; } >gap.csv
	refused 'gap.csv: the bill says 总交易单数 45.0, but its rows come to 29: 16.0 less (--no-check takes it)' -p wechat gap.csv
}

@test "drift: the sign of the currency may come and go" {
	sed 's/¥//g' "$DATA/bills/wechat-personal.csv" >plain.csv
	for f in "$DATA/bills/wechat-personal.csv" plain.csv; do
		recon-clean --no-check -p wechat-personal "$f" 2>/dev/null |
			recon-key -p wechat-personal | recon-sort | grep '^#total' >>totals
	done
	[ "$(sort -u totals | wc -l)" -eq 1 ]
}

@test "drift: numbers a spreadsheet turned into 2.02211E+23 are no amounts" {
	printf 'id,amount,currency,date\nA,1.5E+3,EUR,2022-11-01\n' >saved.csv
	recon-clean -p csv saved.csv 2>/dev/null >table
	is 65 recon-key -p csv table
	grep -q '1.5E+3' err
}

@test "records that lost the blanks at their end are read with --pad" {
	local ach=("$DATA"/fixed/*.ach)
	recon-clean -p nacha --plain "${ach[0]}" >want
	sed 's/ *$//' "${ach[0]}" >cut.ach
	run ! cmp -s "${ach[0]}" cut.ach
	is 65 recon-clean -p nacha cut.ach
	recon-clean -p nacha --pad --plain cut.ach >got
	same want got
	usage "--record, --record-length, --gap and --pad are for --format fixed; try 'recon-clean --help'" --pad
}

@test "pages of a statement, one file each, are one table" {
	page() { # NUMBER LAST OPEN CLOSE AMOUNT
		printf '<Document><BkToCstmrStmt><Stmt><Id>S</Id><StmtPgntn><PgNb>%s</PgNb><LastPgInd>%s</LastPgInd></StmtPgntn>' "$1" "$2"
		for b in "$3" "$4"; do
			printf '<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="CHF">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>' "${b%=*}" "${b#*=}"
		done
		printf '<Ntry><Amt Ccy="CHF">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry></Stmt></BkToCstmrStmt></Document>' "$5"
	}
	page 1 false OPBD=100 ITBD=110 10 >1.xml
	page 2 false ITBD=110 ITBD=112 2 >2.xml
	page 3 true ITBD=112 CLBD=115 3 >3.xml
	is 0 recon-clean --format camt --plain --select amount 1.xml 2.xml 3.xml
	prints <<END
amount
10
2
3
END
	page 3 true ITBD=112 CLBD=116 3 >4.xml
	refused '4.xml:1: the balances do not agree: opening 112 and 1 entry of 3 make 115, but closing is 116 CHF: 1 more' --format camt 4.xml
}

@test "old Excel, and Excel with a password, are named, whatever is asked" {
	{ printf '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'; head -c 600 /dev/zero; } >old.xls
	local why='is a spreadsheet (old Excel, or one with a password): save it as CSV, or as .xlsx without a password'
	refused "old.xls: $why" old.xls
	refused "old.xls: $why" -p alipay-personal old.xls
	refused "old.xls: $why" --format mt940 old.xls
	refused "old.xls: $why" --explain old.xls
	refused "stdin: $why" <old.xls
}

@test "several entries of an archive are bills of their own" {
	printf 'a,b\n1,2\n' >one.csv
	printf 'b,a\n4,3\n' >two.csv
	printf 'x\n1\n' >sum.csv
	zip bill.zip '明细 (1)\.csv=one.csv' 明细2.csv=two.csv 汇总.csv=sum.csv
	recon-clean --plain --source one.csv two.csv | sed 's/one.csv/bill.zip\/明细 (1)\\\\.csv/; s/two.csv/bill.zip\/明细2.csv/' >want
	is 0 recon-clean --plain --source --entries ^明细 -v bill.zip
	same want out
	cat >want.err <<-'END'
	recon-clean: bill.zip/明细 (1)\.csv: decoded as UTF-8
	recon-clean: bill.zip/明细 (1)\.csv: 2 lines: 1 header, 1 row
	recon-clean: bill.zip/明细 (1)\.csv: 1 row in, 1 record out, 0 rejected, 0 skipped
	recon-clean: bill.zip/明细2.csv: decoded as UTF-8
	recon-clean: bill.zip/明细2.csv: 2 lines: 1 header, 1 row
	recon-clean: bill.zip/明细2.csv: 1 row in, 1 record out, 0 rejected, 0 skipped
	END
	same want.err err
	is 0 recon-clean --plain --source --entry 2.csv --entry '\(1' bill.zip
	same want out
	refused 'bill.zip: several entries match 明细, of these: 明细 (1)\.csv, 明细2.csv, 汇总.csv' --entry 明细 --entry 汇 bill.zip
	refused 'bill.zip: no entry matches x, of these: 明细 (1)\.csv, 明细2.csv, 汇总.csv' --entries x bill.zip
	is 65 recon-clean --entries . bill.zip
	printf '[recon-clean]\nentry = 明细2\nselect = a\n' >one.ini
	is 0 recon-clean -p ./one.ini --plain bill.zip
	printf 'a\n3\n' | prints
	is 0 recon-clean -p ./one.ini --entry '\(1' --plain bill.zip
	printf 'a\n1\n' | prints
	is 2 recon-clean --entries . <bill.zip
	says 'recon-clean: stdin: several entries of an archive are read one by one: make a file of it'
	is 0 recon-clean --plain --entries . one.csv
	printf 'a\tb\n1\t2\n' | prints
}

@test "auto never makes Chinese of letters of Europe" {
	cd "$BATS_TEST_TMPDIR"
	printf 'id,amount,currency,date\nM\374ller-77,12.50,EUR,2022-11-01\n' >de.csv
	is 65 recon-clean --encoding auto de.csv
	says 'recon-clean: de.csv: is neither UTF-8 nor clearly Chinese in GB18030: say --encoding (WINDOWS-1252 is likely; see also --explain)'
	is 0 recon-clean --plain --encoding WINDOWS-1252 de.csv
	grep -q '^Müller-77' out
	printf ':20:R\r\n:25:1\r\n:28C:1\r\n:60F:C221231EUR0,\r\n:61:221231C1,00NTRFX\r\n:86:M\374ller\r\n:62F:C221231EUR1,\r\n-\r\n' >um.sta
	is 65 recon-clean --format mt940 --encoding auto um.sta
	grep -q 'um.sta: is neither UTF-8 nor clearly Chinese' err
}

@test "what auto takes is told, for every format" {
	cd "$BATS_TEST_TMPDIR"
	is 0 recon-clean --encoding auto --header 金额 -o t "$DATA/bills/alipay-personal.csv"
	says "recon-clean: $DATA/bills/alipay-personal.csv: decoded as GB18030"
	printf ':20:R\r\n:25:1\r\n:28C:1\r\n:60F:C221231CNY0,\r\n:61:221231C1,00NTRFX\r\n:86:交易订单\r\n:62F:C221231CNY1,\r\n-\r\n' |
		iconv -f UTF-8 -t GB18030 >cn.sta
	is 0 recon-clean --format mt940 --encoding auto -o t cn.sta
	says 'recon-clean: cn.sta: decoded as GB18030'
}

@test "what is no bill in text is refused by its name, by --explain too" {
	cd "$BATS_TEST_TMPDIR"
	foreign() {
		printf "$1" >f
		is 65 recon-clean f
		says "recon-clean: f: is $2"
		is 65 recon-clean --explain f
		says "recon-clean: f: is $2"
		gzip <f >f.gz
		is 65 recon-clean f.gz
		says "recon-clean: f.gz: is $2"
	}
	not=', not a bill: get it as CSV, or as MT940 or CAMT'
	foreign '\320\317\021\340\241\261\032\341\0\0' \
	    'a spreadsheet (old Excel, or one with a password): save it as CSV, or as .xlsx without a password'
	foreign '%%PDF-1.7\n' "a PDF document$not"
	foreign '<!DOCTYPE html>\n<p>x' "an HTML page$not"
	foreign 'OFXHEADER:100\n' "OFX$not"
	foreign '!Type:Bank\n' "QIF$not"
	foreign '7z\274\257\047\034' 'an archive (7z): unpack it first'
	printf '\n  { "amount": 1 }' >f
	is 65 recon-clean f
	says 'recon-clean: f: is JSON: --format json reads it, --explain says how'
	printf '<?xml version="1.0"?><a/>' >f
	is 65 recon-clean f
	says 'recon-clean: f: is XML, of which CAMT statements are read, with --format camt'
	is 65 recon-clean --format mt940 "$(printf '%%PDF-1' >p; echo p)"
	says "recon-clean: p: is a PDF document$not"
}

@test "-v tells where the lines of a statement went, or what it holds" {
	tells() {
		recon-clean -v --plain --format "$1" "$DATA/$2" 2>err >table
		grep -Fqx "recon-clean: $DATA/$2: $3" err && return
		cat err
		return 1
	}
	tells mt940 mt940/sns.sta '26 lines: 6 of the head, 4 of balances, 4 of entries, 10 of their details, 2 around messages'
	[ "$(wc -l <"$DATA/mt940/sns.sta")" -eq 26 ]
	tells bai2 fixed/bai2-1.txt '27 lines: 2 of heads of files and groups, 4 of accounts and their balances, 17 of transactions, 4 of trailers'
	tells camt camt/example.v2.xml '1 statement: 2 balances, 4 entries booked'
	printf '{1:F01}{4:\n:20:A\n:25:1\n:28C:1\n:60F:C221101EUR1,\n:61:221101C1,NTRFA\n:86:x\ny\n\n:62F:C221101EUR2,\n:86:about\nit\n-}\n\n:20:B\n:25:1\n:34F:EUR0,\n:61:221101C1,NTRFA\n:90C:1EUR1,\n-\n' >two.sta
	is 0 recon-clean -v --plain --format mt940 two.sta
	grep -Fqx 'recon-clean: two.sta: 20 lines: 5 of the head, 2 of balances, 2 of entries, 3 of their details, 2 of text about the statement, which goes nowhere, 2 of limits and totals, 4 around messages' err
}
