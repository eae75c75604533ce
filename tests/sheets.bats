#!/usr/bin/env bats
# recon-clean --format xlsx: sheets of spreadsheets as bills.

load helper
load explain

setup() {
	cd "$BATS_TEST_TMPDIR"
	KINDS=$DATA/xlsx/kinds.xlsx
	WECHAT=$DATA/xlsx/wechat-personal.xlsx
}

# refused TEXT ARG...: recon-clean ends with bad data, in these words.
refused() {
	local text=$1
	shift
	is 65 recon-clean --format xlsx "$@"
	says "recon-clean: $text"
}

# sheet FILE DATA [STRINGS [STYLES [WORKBOOK]]]: a workbook whose only sheet has
# this XML in its sheetData, and what of other parts is not told is plain.
sheet() {
	python3 - "$@" <<'PY'
import sys, zipfile

def part(n, default):
    return sys.argv[n] if len(sys.argv) > n else default

rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
def rels(*pairs):
    return '<Relationships>' + ''.join(
        f'<Relationship Id="r{i}" Type="{rel}{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(pairs)) + '</Relationships>'

with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('[Content_Types].xml', '<Types/>')
    z.writestr('_rels/.rels', rels(('officeDocument', 'xl/workbook.xml')))
    z.writestr('xl/_rels/workbook.xml.rels', rels(
        ('worksheet', 'worksheets/sheet1.xml'), ('sharedStrings', '/xl/sharedStrings.xml'),
        ('styles', 'styles.xml'), ('chartsheet', 'chart.xml')))
    z.writestr('xl/workbook.xml', part(5, '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r0"/></sheets></workbook>'))
    z.writestr('xl/worksheets/sheet1.xml', '<?xml version="1.0"?>\n<worksheet><sheetData>' + part(2, '') + '</sheetData></worksheet>')
    z.writestr('xl/sharedStrings.xml', '<sst>' + part(3, '') + '</sst>')
    z.writestr('xl/styles.xml', '<styleSheet>' + part(4, '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>') + '</styleSheet>')
PY
}

@test "every kind of cell is read as it was meant" {
	is 0 recon-clean --format xlsx --plain --source "$KINDS"
	prints <<END
id	amount	day	at	clock	code	flag	formula	text	src
k1	0.3	2022-11-01	2022-11-01 10:20:30	06:30:00	000042	TRUE	2	 two  blanks 	$KINDS:2
k2	-1234567.89	2024-02-29	2024-02-29 00:00:00	-	7	FALSE	ab	x"y,z	$KINDS:3
k3	1.00000000000000E+15	-	-	-	-	-	-	a\nb	$KINDS:4
k5	5	-	-	-	-	-	-	-	$KINDS:6
END
}

@test "a profile for a bill as CSV reads the bill as a sheet, checks and all" {
	recon-clean -p wechat-personal --format xlsx "$WECHAT" >table
	recon-key -p wechat-personal table >got
	digested >want <<-END
	#recon record 2
	4200001610202211021234567890	-12.35	CNY	R	2022-11-02	party=某店	type=商户消费	status=支付成功
	1000050001202211030012345678901234	5.20	CNY	R	2022-11-03	party=朋友	type=转账	status=已存入零钱
	1000107301202211040000000000001	-20.00	CNY	R	2022-11-04	party=摊主	type=扫二维码付款	status=已转账
	#total	records=3	R.CNY=-27.15
	END
	same want got
	recon-clean -p wechat-personal --format xlsx <"$WECHAT" >piped
	same table piped
}

@test "a workbook in a zip archive is read, the entry chosen as others are" {
	python3 -c 'import sys, zipfile
z = zipfile.ZipFile("mail.zip", "w")
z.write(sys.argv[1], "bill.xlsx")
z.writestr("read.txt", "me")' "$KINDS"
	recon-clean --format xlsx "$KINDS" >want
	recon-clean --format xlsx --entry '\.xlsx$' mail.zip >got
	same want got
	refused 'mail.zip: holds several files, choose one with --entry: bill.xlsx, read.txt' mail.zip
	is 65 recon-clean --entry '\.xlsx$' mail.zip
	refused 'mail.zip/read.txt: zip archive: Not a zip archive' --entry txt mail.zip
}

@test "a sheet is chosen by its name, or its number; a hidden one only then" {
	recon-clean --format xlsx "$KINDS" >want
	recon-clean --format xlsx --sheet 'R & D' "$KINDS" >got
	same want got
	recon-clean --format xlsx --sheet 1 "$KINDS" >got
	same want got
	is 0 recon-clean --format xlsx --sheet notes --plain "$KINDS"
	prints <<<'nothing here'
	refused "$KINDS: has no such sheet, but these: R & D, notes" --sheet 3 "$KINDS"
	refused "$KINDS: has no such sheet, but these: R & D, notes" --sheet r "$KINDS"
	two='<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r0"/><sheet name="b" r:id="r3"/></sheets></workbook>'
	sheet two.xlsx '<row><c><v>1</v></c></row>' '' '' "$two"
	refused 'two.xlsx: holds several sheets, choose one with --sheet: a, b' two.xlsx
	refused 'two.xlsx: sheet b is no table of cells, but a chartsheet' --sheet b two.xlsx
}

@test "cells and rows may leave out their places, and cells be missing" {
	sheet s.xlsx '<row><c t="str"><v>a</v></c><c t="inlineStr"><is><t>b</t></is></c></row><row r="3" hidden="1"><c r="B3"><v>1</v></c><c><v>2</v></c></row><row/><row><c s="1"/><c/><c/></row><row><c r="A6"><v>3</v></c></row>'
	is 0 recon-clean --format xlsx --plain --source --rejects bad s.xlsx
	prints <<END
a	b	src
3	-	s.xlsx:6
END
	printf 's.xlsx:3\t3 cells, but the header has 2\t,1,2\n' >want
	same want bad
}

@test "rows and cells out of order, and places that are none, end the sheet" {
	sheet s.xlsx '<row r="2"><c><v>1</v></c></row><row r="2"/>'
	refused 's.xlsx:2: row 2 stands behind this one' s.xlsx
	sheet s.xlsx '<row r="3"><c r="B3"><v>1</v></c><c r="A3"><v>1</v></c></row>'
	refused 's.xlsx:3: its cells are not in order' s.xlsx
	sheet s.xlsx '<row r="3"><c r="B4"><v>1</v></c></row>'
	refused 's.xlsx:3: a cell "B4" in row 3' s.xlsx
	sheet s.xlsx '<row><c><row/></c></row>'
	refused 's.xlsx:1: a row or cell within another' s.xlsx
	sheet s.xlsx '<row><c><c/></c></row>'
	refused 's.xlsx:1: a row or cell within another' s.xlsx
	sheet s.xlsx '<row r="0"/>'
	refused 's.xlsx: a row "0"' s.xlsx
	sheet s.xlsx '<row r="1048577"/>'
	refused 's.xlsx: a row "1048577"' s.xlsx
	sheet s.xlsx '<row><c r="XFE1"><v>1</v></c></row>'
	refused 's.xlsx:1: a cell "XFE1" in row 1' s.xlsx
	sheet s.xlsx '<row><c t="x"><v>1</v></c></row>'
	refused 's.xlsx:1: a cell of type "x"' s.xlsx
	sheet s.xlsx '<row><c s="2"><v>1</v></c></row>'
	refused 's.xlsx:1: a cell of style "2"' s.xlsx
}

@test "a formula that nobody reckoned makes its row bad" {
	rows='<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row><c><f>1-1</f><v>0</v></c><c t="str"><f>""</f><v></v></c></row>'
	sheet s.xlsx "$rows"
	is 0 recon-clean --format xlsx --plain s.xlsx
	prints <<-'END'
	a	b
	0	-
	END
	# as xlsxwriter and openpyxl leave it
	book='<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r0"/></sheets><calcPr calcId="1" fullCalcOnLoad="1"/></workbook>'
	sheet s.xlsx "$rows" '' '' "$book"
	refused 's.xlsx:2: cell A2: a formula whose result is not stored: save it once with a program that reckons' s.xlsx
	sheet s.xlsx "${rows/<v>0/<v>3}" '' '' "$book"
	is 0 recon-clean --format xlsx --plain s.xlsx
	for v in '<v></v>' '<v/>' ''; do
		sheet s.xlsx "${rows/<v>0<\/v>/$v}"
		refused 's.xlsx:2: cell A2: a formula whose result is not stored: save it once with a program that reckons' s.xlsx
	done
	is 0 recon-clean --format xlsx --plain --rejects bad s.xlsx
	printf 's.xlsx:2\tcell A2: a formula whose result is not stored: save it once with a program that reckons\t=\n' >want
	same want bad
}

@test "a cell has one value" {
	for c in '<v>1</v><v>2</v>' '<v>1</v><is><t>2</t></is>'; do
		sheet s.xlsx "<row><c>$c</c></row>"
		refused 's.xlsx:1: a cell with two values' s.xlsx
	done
}

@test "a cell with an error, or that cannot be read, makes its row bad" {
	sheet s.xlsx '<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row><c><v>1</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row><row><c><v>2</v></c></row><row><c t="s"><v>7</v></c></row><row><c s="1"><v>60</v></c><c t="e"><v>#N/A</v></c></row><row><c><v>x</v></c></row><row><c><v>3</v></c><c t="d"><v>2022-11-01T10:20:30.5</v></c></row>'
	refused 's.xlsx:2: cell B2: the error #DIV/0!' s.xlsx
	is 0 recon-clean --format xlsx --plain --rejects bad s.xlsx
	prints <<END
a	b
2	-
3	2022-11-01 10:20:30
END
	cat >want <<-END
	s.xlsx:2	cell B2: the error #DIV/0!	1,#DIV/0!
	s.xlsx:4	cell A4: there is no shared string 7	7
	s.xlsx:5	cell A5: 60 is shown as a date, but is none	60,#N/A
	s.xlsx:6	cell A6: "x" is not a number	x
	END
	same want bad
}

@test "shared strings are put together, without how they are read aloud" {
	sheet s.xlsx '<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row><row><c t="s"><v>2</v></c></row><row><c t="inlineStr"><is><r><t>x</t></r><rPh sb="0" eb="1"><t>no</t></rPh><r><t>y</t></r></is></c></row>' \
		'<si><t>id</t></si><si><t xml:space="preserve"> 0042_x000D_&#10;</t></si><si><r><rPr><b/></rPr><t>東</t></r><r><t>京</t></r><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr fontId="1"/></si>'
	is 0 recon-clean --format xlsx --plain s.xlsx
	printf 'id\n 0042\\r\\n\n東京\nxy\n' | prints
}

@test "a trailer's pattern sees a row, not the lines within its cells" {
	sheet s.xlsx '<row><c t="str"><v>bill&#10;of</v></c></row><row><c t="str"><v>id</v></c></row><row><c t="str"><v>1&#10;Total</v></c></row><row><c t="str"><v>2</v></c></row><row><c t="str"><v>Total&#10;n</v></c><c><v>2</v></c></row>'
	is 0 recon-clean --format xlsx --plain --source --header id --trailer '^"Total' --total 'n ~ ^"Total\nn",([0-9]+)' --check 'n = count' s.xlsx
	printf 'id\tsrc\n1\\nTotal\ts.xlsx:3\n2\ts.xlsx:4\n' | prints
}

@test "an order number that a spreadsheet destroyed is refused as a key" {
	sheet s.xlsx '<row><c t="str"><v>id</v></c><c t="str"><v>a</v></c></row><row><c><v>4200001234567890123456789012</v></c><c><v>1</v></c></row>'
	recon-clean --format xlsx s.xlsx >table
	is 65 recon-key -k id -a a -s L -c CNY table
	grep -q '"4.20000123456789E+27" is a number a spreadsheet has destroyed' err
}

@test "what is no .xlsx file, or not whole, is told" {
	echo a,b >text.csv
	refused 'text.csv: is no .xlsx spreadsheet' text.csv
	: >empty
	refused 'empty: is empty, it has not even a header (--allow-empty takes it)' empty
	is 0 recon-clean --format xlsx --allow-empty --plain empty
	python3 -c 'import zipfile
z = zipfile.ZipFile("odd.xlsx", "w")
z.writestr("[Content_Types].xml", "<Types/>")
z = zipfile.ZipFile("sheet.ods", "w")
z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
z.writestr("content.xml", "<x/>")'
	refused 'odd.xlsx: is no .xlsx spreadsheet: it has no _rels/.rels' odd.xlsx
	refused 'sheet.ods: is a spreadsheet (OpenDocument): save it as CSV or .xlsx' sheet.ods
	is 65 recon-clean "$KINDS"
	says "recon-clean: $KINDS: is a spreadsheet: --format xlsx reads it, --explain says how"
	head -c 3000 "$KINDS" >cut.xlsx
	is 65 recon-clean --format xlsx cut.xlsx
	sheet s.xlsx '<row><c></row>'
	is 65 recon-clean --format xlsx s.xlsx
	grep -q '^recon-clean: s.xlsx/xl/worksheets/sheet1.xml:2: not well-formed XML: ' err
	for code in EUC-JP UTF-16 UTF-8 X-NONE; do
		python3 -c 'import sys, zipfile
old = zipfile.ZipFile("s.xlsx")
with zipfile.ZipFile("code.xlsx", "w") as z:
    for n in old.namelist():
        z.writestr(n, old.read(n) if "sheet1" not in n else
            b"<?xml version=\"1.0\" encoding=\"%s\"?><w><sheetData><row><c t=\"str\"><v>a\xff\xff b</v></c></row></sheetData></w>" % sys.argv[1].encode())' "$code"
		is 65 recon-clean --format xlsx code.xlsx
		grep -q '^recon-clean: code.xlsx/xl/worksheets/sheet1.xml:*[0-9]*: not well-formed XML' err
		[ "$(wc -l <err)" -eq 1 ]
	done
	sheet s.xlsx '<row/>' '' '' '<!DOCTYPE w [<!ENTITY a "aaa">]><workbook>&a;</workbook>'
	refused 's.xlsx/xl/workbook.xml: has a document type declaration, which no such file needs' s.xlsx
	sheet none.xlsx ''
	refused 'none.xlsx: is empty, it has not even a header (--allow-empty takes it)' none.xlsx
}

@test "--sheet is for sheets, and options of separated values do not matter to them" {
	is 2 recon-clean --sheet 1 x.csv
	says "recon-clean: --sheet is for --format xlsx; try 'recon-clean --help'"
	recon-clean --format xlsx "$KINDS" >want
	recon-clean --format xlsx --delimiter ';' --no-quote --no-trim "$KINDS" >got
	same want got
}

@test "a sheet of many rows is read in little memory" {
	sheet many.xlsx "$(printf '<row><c t="str"><v>id</v></c></row>%s' ROWS)"
	python3 -c 'import zipfile
rows = "".join(f"<row><c t=\"str\"><v>k{i}</v></c><c><v>{i}.25</v></c></row>" for i in range(200000))
old = zipfile.ZipFile("many.xlsx")
with zipfile.ZipFile("big.xlsx", "w", zipfile.ZIP_DEFLATED) as z:
    for n in old.namelist():
        z.writestr(n, old.read(n).decode().replace("ROWS", rows))'
	peak recon-clean --format xlsx --names id,n big.xlsx >table
	tail -n 1 table | grep -q 'records=200001.xxh3='
	! sanitized || skip "a sanitizer takes memory of its own"
	[ "$peak" -lt 40000 ]
}

@test "a sheet that was seen before is known by its cells" {
	recon-clean --format xlsx --seen seen "$KINDS" >want
	python3 -c 'import sys, zipfile
old = zipfile.ZipFile(sys.argv[1])
with zipfile.ZipFile("other.xlsx", "w") as z:
    for n in reversed(old.namelist()):
        z.writestr(n, old.read(n))' "$KINDS"
	is 1 recon-clean --format xlsx --seen seen other.xlsx
	is 0 recon-clean --format xlsx --seen seen --sheet notes other.xlsx
}

@test "--explain proposes for a sheet what it proposes for it as CSV, and its format" {
	sheet s.xlsx '<row><c t="str"><v>Shop 7</v></c></row><row/>
	    <row><c t="str"><v>no</v></c><c t="str"><v>at</v></c><c t="str"><v>amount</v></c><c t="str"><v>balance</v></c></row>
	    <row><c t="str"><v>A17</v></c><c s="1"><v>44866</v></c><c><v>12.5</v></c><c><v>112.5</v></c></row>
	    <row><c t="str"><v>A18</v></c><c s="1"><v>44867</v></c><c><v>-3</v></c><c><v>109.5</v></c></row>
	    <row><c t="str"><v>A19</v></c><c s="1"><v>44868</v></c><c><v>1.25</v></c><c><v>110.75</v></c></row>'
	is 65 recon-clean --format xlsx s.xlsx
	says 'recon-clean: s.xlsx:3: 4 cells, but the header has 1: say --header if that is another row'
	gives 0 s.xlsx <<-END
	A17	12.50	-
	A18	-3.00	-
	A19	1.25	-
	END
	printf 'Shop 7,,,\r\n,,,\r\nno,at,amount,balance\r\nA17,2022-11-01,12.5,112.5\r\nA18,2022-11-02,-3,109.5\r\nA19,2022-11-03,1.25,110.75\r\n' >s.csv
	sed -n '/^\[/,$p' start.ini >of_sheet
	profile s.csv
	sed -n '/^\[/,$p' start.ini | sed '1a format = xlsx' >want
	same want of_sheet
	sees alone --explain s.xlsx
	grep -Fqx '# format      sheet of a spreadsheet (.xlsx)' out
	grep -Fqx '# header      line 3, 4 columns' out
	run ! grep -q 'line ends' out
	# a workbook in an archive
	python3 -c 'import zipfile
z = zipfile.ZipFile("mail.zip", "w")
z.write("s.xlsx", "bill.xlsx")
z.writestr("read.txt", "me")'
	is 0 alone --explain --entry xlsx mail.zip
	sed -n '/^\[/,$p' out >got
	same of_sheet got
}

@test "--explain looks at the sheet that is named, and asks where there are several" {
	two='<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r0"/><sheet name="b" r:id="r3"/></sheets></workbook>'
	sheet two.xlsx '<row><c><v>1</v></c></row>' '' '' "$two"
	is 65 alone --explain two.xlsx
	says 'recon-clean: two.xlsx: holds several sheets, choose one with --sheet: a, b'
	sees alone --explain --sheet 'R & D' "$KINDS"
	grep -Fqx 'sheet = R & D' out
	is 65 alone --explain --sheet none "$KINDS"
	says "recon-clean: $KINDS: has no such sheet, but these: R & D, notes"
}

@test "--explain finds a profile for CSV that reads a sheet, and writes it for sheets" {
	is 0 recon-clean --explain "$WECHAT"
	grep -Fqx "# profile     this looks like wechat-personal, which reads it: 3 rows" out
	grep -Fqx "#             below is a copy; recon-clean -p wechat-personal --format xlsx does the same" out
	mv out mine.ini
	recon-clean -p ./mine.ini "$WECHAT" >got
	recon-clean -p wechat-personal --format xlsx "$WECHAT" >want
	same want got
}

# instead FILE PART [FILE]: another part in a workbook, or none.
instead() {
	python3 - "$@" <<'PY'
import sys, zipfile
file, name, *text = sys.argv[1:]
text = [open(t).read() for t in text]
with zipfile.ZipFile(file) as z:
    parts = {n: z.read(n) for n in z.namelist() if n != name}
parts.update({name: t for t in text})
with zipfile.ZipFile(file, 'w') as z:
    for n, t in parts.items():
        z.writestr(n, t)
PY
}

@test "a workbook whose parts make no sense is refused" {
	sheet a.xlsx '<row><c s="0"><v>1</v></c></row>' '' '<numFmts><numFmt numFmtId="" formatCode="0"/></numFmts>'
	is 65 recon-clean --format xlsx a.xlsx
	says 'recon-clean: a.xlsx/xl/styles.xml: a number format without a number'
	for id in x 65536 -1; do
		sheet a.xlsx '<row><c s="0"><v>1</v></c></row>' '' "<cellXfs><xf numFmtId='$id'/></cellXfs>"
		is 65 recon-clean --format xlsx a.xlsx
		says 'recon-clean: a.xlsx/xl/styles.xml: a cell format that makes no sense'
	done
	sheet a.xlsx '<row><c s="0"><v>1</v></c></row>' '' '' '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r9"/></sheets></workbook>'
	refused 'a.xlsx: sheet a is not in the file' a.xlsx
	sheet a.xlsx
	instead a.xlsx xl/worksheets/sheet1.xml
	refused 'a.xlsx: sheet a is not in the file' a.xlsx
	instead a.xlsx _rels/.rels <(echo '<Relationships/>')
	refused 'a.xlsx: is no .xlsx spreadsheet: it has no workbook' a.xlsx
	instead a.xlsx _rels/.rels <(echo '<Relationships><Relationship Id="r" Type="officeDocument" Target="xl/workbook.bin"/></Relationships>')
	refused 'a.xlsx: is a spreadsheet (.xlsb): save it as .xlsx or CSV' a.xlsx
	sheet a.xlsx
	{
		echo '<Relationships>'
		printf '<Relationship/>%.0s' {1..65537}
		echo '</Relationships>'
	} >many
	instead a.xlsx xl/_rels/workbook.xml.rels many
	is 65 recon-clean --format xlsx a.xlsx
	says 'recon-clean: a.xlsx/xl/_rels/workbook.xml.rels: more than 65536 parts'
}

@test "of many sheets the first are named" {
	sheet a.xlsx '' '' '' "<workbook xmlns:r='r'><sheets>$(printf '<sheet name="%s" r:id="r0"/>' {1..9})</sheets></workbook>"
	refused 'a.xlsx: has no such sheet, but these: 1, 2, 3, 4, 5, 6, 7, 8, ...' --sheet b a.xlsx
}

@test "parts may be told by a path that goes up" {
	sheet a.xlsx '<row><c t="s"><v>0</v></c></row><row><c><v>7</v></c></row>' '<si><t>no</t></si>'
	cat >up <<-'END'
	<Relationships><Relationship Id="r0" Type="worksheet" Target="../xl/worksheets/sheet1.xml"/>
	<Relationship Id="r1" Type="sharedStrings" Target="../xl/sharedStrings.xml"/></Relationships>
	END
	instead a.xlsx xl/_rels/workbook.xml.rels up
	is 0 recon-clean --format xlsx --plain a.xlsx
	printf 'no\n7\n' | prints
}
