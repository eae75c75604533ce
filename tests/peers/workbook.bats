# Workbooks of recon-report, opened by a spreadsheet: Gnumeric, by its ssconvert.

load ../helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	export HOME=$BATS_TEST_TMPDIR
	command -v ssconvert >/dev/null || skip "no ssconvert here (gnumeric)"
}

@test "report: --xlsx: Gnumeric has each key as it was, each amount, and no formula" {
	printf '%s\t%s\n' \
	    123456789012345678901234 "left${T}1234567890123.45${T}-${T}1234567890123.45${T}CNY${T}2022-11-01${T}l.shop==1+1" \
	    00017 "matched${T}0.10${T}0.10${T}0.00${T}CNY${T}2022-11-01" >day
	recon-report -d 2022-11-01 -o day.html --xlsx day.xlsx day 2>err ||
	    skip "$(cat err)"
	timeout 100 ssconvert -S day.xlsx sheet-%n.csv >/dev/null 2>ssconvert.err ||
	    { cat ssconvert.err; false; }
	same - sheet-0.csv <<-'END'
	Currency,Class,State,Lines,Left,Right,Difference
	CNY,matched,closed,1,0.1,0.1,0
	CNY,left,open,1,1234567890123.45,,1234567890123.45
	CNY,all,,2,1234567890123.55,0.1,1234567890123.45
	END
	same - sheet-1.csv <<-'END'
	Key,Class,Currency,Left,Right,Difference,Date,"Open for",l.shop
	123456789012345678901234,left,CNY,1234567890123.45,,1234567890123.45,2022/11/01,,=1+1
	END
	same - sheet-2.csv <<-'END'
	Key,Class,Currency,Left,Right,Difference,Date,"Open for"
	00017,matched,CNY,0.1,0.1,0,2022/11/01,
	END
	# a number that begins with noughts is text there, too
	timeout 100 ssconvert -T Gnumeric_XmlIO:sax:0 day.xlsx day.xml 2>ssconvert.err
	grep -q 'ValueType="60"[^>]*>00017<' day.xml
	grep -q 'ValueType="60"[^>]*>123456789012345678901234<' day.xml
}
