load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# table LINE...: makes t.tab; blanks in the lines are TABs, _ is a blank.
table() {
	local line
	for line; do
		printf '%s\n' "$line" | tr ' _' '\t '
	done >t.tab
}

# gives ARGS...: of t.tab, the records are exactly standard input, whose
# blanks are TABs.
gives() {
	is 0 recon-key --plain "$@" t.tab
	says ''
	tr ' _' '\t ' | prints
}

# refuses TEXT ARGS...: t.tab is bad data, with that message.
refuses() {
	local text=$1
	shift
	is 65 recon-key "$@" t.tab
	says "recon-key: t.tab:$text"
}

# bad_use TEXT ARGS...: status 2 and that message, nothing on stdout.
bad_use() {
	local text=$1
	shift
	is 2 recon-key "$@"
	says "recon-key: $text"
	prints_nothing
}

@test "rows become records, and the totals are told" {
	printf '%s\n' '#recon table 1' "no${T}paid${T}amount${T}status" \
	    "A17${T}2022-11-01 10:00:00${T}12.8${T}ok" \
	    "A18${T}2022-11-01 23:30:00${T}-38${T}" \
	    "#total${T}records=2" >orders.tab
	is 0 recon-key -k no -a amount -s L -c CNY -t paid -x status orders.tab
	says ''
	prints <<-'END'
	#recon record 2
	A17	12.80	CNY	L	2022-11-01	status=ok
	A18	-38.00	CNY	L	2022-11-01	status=-
	#total	records=2	L.CNY=-25.20
	END
}

@test "without currency and time they are -" {
	table 'no amount' 'a 1'
	gives -k no -a amount -s R <<-'END'
	a 1.00 - R -
	END
}

@test "standard input is read, and several files one after the other" {
	table 'no amount' 'a 1'
	printf 'amount\tno\tx\n2\tb\t-\n' >u.tab
	is 0 recon-key --plain -k no -a amount -s L - u.tab <t.tab
	printf 'a\t1.00\t-\tL\t-\nb\t2.00\t-\tL\t-\n' | prints
}

@test "a key of several columns is joined by |, and cannot be mistaken" {
	table 'a b amount' '1 2 1' '1|2 3 1' '1 2|3 1' '#x y 1' '1\\ y 1'
	sed -i 's/^#/\\x23/' t.tab
	gives -k a,b -a amount -s L <<-'END'
	1|2 1.00 - L -
	1\x7c2|3 1.00 - L -
	1|2\x7c3 1.00 - L -
	\x23x|y 1.00 - L -
	1\\|y 1.00 - L -
	END
}

@test "keys are bytes: 24 digits, leading zeros, blanks and case stay" {
	table 'no amount' '100000000000000000000001 1' \
	    '100000000000000000000002 1' '007 1' '7 1' 'a_ 1' 'A_ 1'
	gives -k no -a amount -s L <<-'END'
	100000000000000000000001 1.00 - L -
	100000000000000000000002 1.00 - L -
	007 1.00 - L -
	7 1.00 - L -
	a_ 1.00 - L -
	A_ 1.00 - L -
	END
}

@test "what cannot be seen in a key is told, and folded if asked" {
	printf 'no\tamount\nA1\t1\n\xef\xbb\xbfA2\t2\nA\xe2\x80\x8b3\t3\n' >t.tab
	printf '%s\t1\n' "'004" '="005"' 订6 >>t.tab
	is 0 recon-key --plain -k no -a amount -s R t.tab
	says "recon-key: keys with what cannot be seen: 4, the first at t.tab:3: no: U+FEFF in \"A2\" (--fold invisible takes it away)"
	sed 1d t.tab | sed 's/\t.*//' | same - <(cut -f 1 out)
	is 0 recon-key --plain -k no -a amount -s R --fold invisible t.tab
	says ''
	printf '%s\n' A1 A2 A3 004 005 订6 | same - <(cut -f 1 out)
	is 0 recon-key --plain -k no -a amount -s R --fold invisible \
	    --strip-zeros --pad 2 t.tab
	printf '%s\n' A1 A2 A3 04 05 订6 | same - <(cut -f 1 out)
}

@test "the first key with what cannot be seen is one that became a record" {
	printf "no\tamount\n\xef\xbb\xbfA1\tx\n'A2\t2\nA3\xc2\xa0\t3\n" >t.tab
	is 0 recon-key --plain -k no -a amount -s R --rejects bad - <t.tab
	sed -n 2p err | same - <(echo "recon-key: keys with what cannot be seen: 2, the first at stdin:3: no: an apostrophe before \"A2\" (--fold invisible takes it away)")
}

@test "keys that differ in case or width become one if asked" {
	table 'no amount' 'ab1 1' 'AB1 2' 'ＡＢ１ 3'
	gives -k no -a amount -s L --fold case,width <<-'END'
	ab1 1.00 - L -
	ab1 2.00 - L -
	ab1 3.00 - L -
	END
	gives -k no -a amount -s L --fold width <<-'END'
	ab1 1.00 - L -
	AB1 2.00 - L -
	AB1 3.00 - L -
	END
	printf 'no\tamount\na\xcc\x81\xff\t1\n' >t.tab
	is 65 recon-key -k no -a amount -s L --fold case t.tab
	LC_ALL=C grep -aq '^recon-key: t.tab:2: no: .* cannot be folded: Invalid UTF-8 string$' err
	table 'no amount' '﻿ 1'
	refuses '2: no: the key is empty' -k no -a amount -s L --fold invisible
	bad_use '--fold: "all" is none of invisible, case, width' -k no \
	    -a amount -s L --fold all
	bad_use '--pad: "65" is not a number from 1 to 64' -k no \
	    -a amount -s L --pad 65
}

@test "a key without a value is bad data" {
	table 'a b amount' '- - 1'
	refuses '2: a: the key is empty' -k a -a amount -s L
	refuses '2: a: is empty, and part of the key (--allow-empty-part takes it)' \
	    -k a,b -a amount -s L
	refuses '2: the key is empty' -k a,b -a amount -s L --allow-empty-part
	printf 'a\tb\tamount\n\tx\t1\ny\t-\t1\n' >t.tab
	gives -k a,b -a amount -s L --allow-empty-part <<-'END'
	|x 1.00 - L -
	y| 1.00 - L -
	END
}

@test "a number that a spreadsheet has rounded is no key, unless declared" {
	table 'a b amount' 'x 2.02211E+23 1'
	refuses '2: b: "2.02211E+23" is a number a spreadsheet has destroyed, its other digits are lost: get the bill anew (--allow-rounded-key takes it)' \
	    -k a,b -a amount -s L
	gives -k a,b -a amount -s L --allow-rounded-key <<-'END'
	x|2.02211E+23 1.00 - L -
	END
	table 'a b amount' 'x 1 1' '2,02211E+23 2 1' '2e+07 3 1' '2E+5x 4 1' \
	    'E+5 5 1' '20E+5 6 1' '2.E+5 7 1' '2E-5 8 1' '2.5 9 1'
	is 0 recon-key --plain -k a -a amount -s L --rejects bad t.tab
	cut -f 1,3 bad >got
	tsv 't.tab:3 2,02211E+23\t2\t1' 't.tab:4 2e+07\t3\t1' | same - got
	[ "$(wc -l <out)" -eq 7 ]
}

@test "debit and credit columns become one amount" {
	table 'no in out' 'a 5.00 -' 'b - 7.25' 'c 10 2.5' 'd 0.00 0.00'
	gives -k no -a in,-out -s R -c EUR <<-'END'
	a 5.00 EUR R -
	b -7.25 EUR R -
	c 7.50 EUR R -
	d 0.00 EUR R -
	END
	gives -k no -a -in,out -s R -c EUR <<-'END'
	a -5.00 EUR R -
	b 7.25 EUR R -
	c -7.50 EUR R -
	d 0.00 EUR R -
	END
	table 'no in out' 'a - -'
	refuses '2: in: is empty, and so are the other amounts' -k no \
	    -a in,-out -s R
	refuses '2: in: is empty' -k no -a in -s R
}

@test "a column of its own says which way the amount went" {
	table 'no amount type' 'a 5.00 pay' 'b 2.00 refund' 'c 1.00 fee' \
	    'd 0.10 gift'
	refuses '5: type: "gift" is in neither list of --sign' -k no \
	    -a amount -s L --sign type=pay/refund,fee
	sed -i 5d t.tab
	gives -k no -a amount -s L --sign type=pay/refund,fee <<-'END'
	a 5.00 - L -
	b -2.00 - L -
	c -1.00 - L -
	END
	table 'no amount type' 'a -5.00 refund'
	refuses '2: amount: "-5.00" has a sign, and --sign gives it another' \
	    -k no -a amount -s L --sign type=pay/refund
}

@test "a word that would mean in and out is refused" {
	table 'no amount type' 'a 5.00 pay'
	for sign in type=pay/pay type=a,pay/b,pay 'type=-/x,-'; do
		word=pay
		[ "$sign" = 'type=-/x,-' ] && word=-
		is 2 recon-key -k no -a amount -s L --sign "$sign" t.tab
		says "recon-key: --sign: \"$word\" is on both sides of the \"/\""
	done
}

@test "a direction that is not known is never plus" {
	local cell
	for cell in '5.00_S' '5.00_Soll' '借5.00' '5.00_debit' '5.00_XR' \
	    '5.00_Dr.' '5.00_CR_DR' '+5.00-' '(5.00)DR'; do
		table 'no amount' "a $cell"
		refuses "2: amount: \"${cell//_/ }\" is not an amount" -k no \
		    -a amount -s L
	done
	for cell in Pay PAY pay_ ﻿pay ''; do
		table 'no amount type' "a 5.00 $cell"
		is 65 recon-key -k no -a amount -s L --sign type=pay/refund \
		    t.tab
		grep -q 'in neither list of --sign$' err
	done
	table 'no amount' 'a 5.00_dr' 'b Cr_5.00' 'c D5.00' 'd 5.00c'
	gives -k no -a amount -s L <<-'END'
	a -5.00 - L -
	b 5.00 - L -
	c -5.00 - L -
	d 5.00 - L -
	END
}

@test "amounts are read as people write them" {
	table 'no amount' 'a 1,234.56' 'b 1.234,56' 'c 2_500,00_kr' \
	    'd ($1,936.76)' 'e 12.30-' 'f 318.30+' 'g -_$21.59'
	is 65 recon-key --plain -k no -a amount -s L t.tab
	says 'recon-key: t.tab:5: amount: "($1,936.76)" is of another currency than an amount before it, of "kr": say --currency'
	sed -i 4d t.tab
	gives -k no -a amount -s L <<-'END'
	a 1234.56 - L -
	b 1234.56 - L -
	d -1936.76 - L -
	e -12.30 - L -
	f 318.30 - L -
	g -21.59 - L -
	END
}

@test "what is not clearly an amount is bad data" {
	for cell in 12,3x abc 2.02211E+23 '131.77(已退款89.84)' 1..5 '(5'; do
		table 'no amount' "a $cell"
		refuses "2: amount: \"$cell\" is not an amount" -k no \
		    -a amount -s L
	done
	table 'no amount' 'a 1.234'
	refuses '2: amount: "1.234" may have three decimals or none: declare the mark with --decimal or --thousands' \
	    -k no -a amount -s L
	gives -k no -a amount -s L --decimal , <<-'END'
	a 1234.00 - L -
	END
	gives -k no -a amount -s L --decimal . -c KWD <<-'END'
	a 1.234 KWD L -
	END
	table 'no amount' 'a 170141183460469231731687303715884105728'
	refuses '2: amount: "170141183460469231731687303715884105728" is too large' \
	    -k no -a amount -s L
	table 'no amount' 'a 170141183460469231731687303715884105727'
	refuses '2: amount: is too large' -k no -a amount -s L
	table 'no amount' 'a 0.1234567890123456789'
	refuses '2: amount: "0.1234567890123456789" has more than 18 decimals' \
	    -k no -a amount -s L
}

@test "minor units are those of the currency" {
	table 'no amount cur' 'a 10000 USD' 'b 10000 JPY' 'c 10000 kwd' \
	    'd 000000476800 CNY' 'e C000000473939 CNY' 'f D000000002861 CNY'
	gives -k no -a amount -s R -c cur --minor <<-'END'
	a 100.00 USD R -
	b 10000 JPY R -
	c 10.000 KWD R -
	d 4768.00 CNY R -
	e 4739.39 CNY R -
	f -28.61 CNY R -
	END
	table 'no amount cur' 'a 10000 UGX'
	gives -k no -a amount -s R -c cur --minor-digits UGX=2 --scale UGX=2 \
	    <<-'END'
	a 100.00 UGX R -
	END
	table 'no amount' 'a 100.00'
	refuses '2: amount: "100.00" is not an amount' -k no -a amount -s R \
	    --minor
	table 'no amount' 'a 000000476800'
	refuses '2: amount: "000000476800" is padded with zeros: if it counts minor units say --minor, else --decimal' \
	    -k no -a amount -s R
}

@test "the currency is a column or a code, in whatever case" {
	table 'no amount cur' 'a 1 cny' 'b 2 USD' 'c 3 usdt'
	gives -k no -a amount -s L -c cur <<-'END'
	a 1.00 CNY L -
	b 2.00 USD L -
	c 3.00 USDT L -
	END
	gives -k no -a amount -s L -c jpy <<-'END'
	a 1 JPY L -
	b 2 JPY L -
	c 3 JPY L -
	END
	table 'no amount cur' 'a 1 -'
	refuses '2: cur: is not a currency code' -k no -a amount -s L -c cur
	table 'no amount cur' 'a 1 yuan!'
	refuses '2: cur: "yuan!" is not a currency code' -k no -a amount -s L \
	    -c cur
	refuses '1: no column "Currency!"; there are: no, amount, cur' \
	    -k no -a amount -s L -c Currency!
	refuses '1: no column "currency"; there are: no, amount, cur' \
	    -k no -a amount -s L -c currency
	refuses '1: no column "CURRENCY"; there are: no, amount, cur' \
	    -k no -a amount -s L -c CURRENCY
	table 'no amount' 'a $12.00'
	refuses '2: amount: "$12.00" is not an amount of EUR' -k no -a amount \
	    -s L -c EUR
	table 'no amount' 'a €12.00'
	refuses '2: amount: "€12.00" is not an amount of USD' -k no -a amount \
	    -s L -c USD
}

@test "the sign of one currency alone is its code" {
	table 'no amount cur' 'a RMB_5.00 RMB' 'b 6 rmb' 'c 7 CNY' 'd 8 人民币' \
	    'e 9 US$' 'f 1 €' 'g 2 RM' 'h 3 RMBX' 'i 4 rmb'
	gives -k no -a amount -s R -c cur <<-'END'
	a 5.00 CNY R -
	b 6.00 CNY R -
	c 7.00 CNY R -
	d 8.00 CNY R -
	e 9.00 USD R -
	f 1.00 EUR R -
	g 2.00 MYR R -
	h 3.00 RMBX R -
	i 4.00 CNY R -
	END
	table 'no amount' 'a ¥5' 'b RMB6'
	gives -k no -a amount -s R -c RMB --scale RMB=3 <<-'END'
	a 5.000 CNY R -
	b 6.000 CNY R -
	END
	for cell in $ R ¥ руб; do
		table 'no amount cur' "a 1 $cell"
		refuses "2: cur: \"$cell\" is not a currency code" -k no \
		    -a amount -s R -c cur
	done
}

@test "an amount has its currency's decimals, or as many as --scale says" {
	table 'no amount' 'a 12.345'
	refuses '2: amount: 12.345 has more than the 2 decimals of CNY: say --round or --scale' \
	    -k no -a amount -s L -c CNY --decimal .
	gives -k no -a amount -s L -c CNY --decimal . --scale 4 <<-'END'
	a 12.3450 CNY L -
	END
	gives -k no -a amount -s L -c CNY --decimal . --scale 4 \
	    --scale CNY=3 <<-'END'
	a 12.345 CNY L -
	END
	gives -k no -a amount -s L -c CNY --decimal . --round half-even \
	    <<-'END'
	a 12.34 CNY L -
	END
	gives -k no -a amount -s L -c CNY --decimal . --round half-up <<-'END'
	a 12.35 CNY L -
	END
	table 'no amount' 'a 12.3000' 'b 0.1' 'c 0.2'
	gives -k no -a amount -s L -c CNY <<-'END'
	a 12.30 CNY L -
	b 0.10 CNY L -
	c 0.20 CNY L -
	END
}

@test "0.1 and 0.2 are 0.3" {
	table 'no a b' 'x 0.1 0.2'
	gives -k no -a a,b -s L --scale 1 <<-'END'
	x 0.3 - L -
	END
}

@test "a cut after noon moves times to the next date, one before to the last" {
	table 'no amount at' 'a 1 2022-11-01_22:59:59' \
	    'b 1 2022-11-01_23:00:00' 'c 1 2022-12-31T23:30:00'
	gives -k no -a amount -s L -t at --cut 23:00 <<-'END'
	a 1.00 - L 2022-11-01
	b 1.00 - L 2022-11-02
	c 1.00 - L 2023-01-01
	END
	table 'no amount at' 'a 1 2022-11-01_03:59:59' \
	    'b 1 2022-11-01_04:00:00' 'c 1 2022-11-01_12:00:00'
	gives -k no -a amount -s L -t at --cut 04:00 <<-'END'
	a 1.00 - L 2022-10-31
	b 1.00 - L 2022-11-01
	c 1.00 - L 2022-11-01
	END
	gives -k no -a amount -s L -t at --cut 12:00 <<-'END'
	a 1.00 - L 2022-11-01
	b 1.00 - L 2022-11-01
	c 1.00 - L 2022-11-02
	END
}

@test "rows of one second are each of the date that they would be of alone" {
	local times=("2022-11-01 22:59:59" "2022-11-01 23:00:00" 2022-11-01
		"2022-11-01 25:00:00" "2022-11-01 22:59:59.000000000000000000000"
		"2022-11-01 22:59:59 " "2022-11-02 00:00:00") options
	for options in "" "--cut 23:00" "--cut 04:00"; do
		for i in 0 0 1 1 0 2 2 3 0 3 1 4 4 5 5 0 6 6 2 1 0; do
			printf 'A\t1\t%s\n' "${times[i]}"
		done >rows
		: >want
		while IFS= read -r row; do
			printf 'no\tamount\tat\n%s\n' "$row" >t.tab
			recon-key --plain --rejects /dev/null -k no -a amount -s L \
			    -t at $options t.tab >>want 2>/dev/null || true
		done <rows
		{ printf 'no\tamount\tat\n'; cat rows; } >t.tab
		recon-key --plain --rejects /dev/null -k no -a amount -s L \
		    -t at $options t.tab >got 2>/dev/null || true
		same want got
		[ "$(wc -l <got)" -gt 8 ]
	done
}

@test "a time is brought to the zone of the accounting day" {
	table 'no amount at' 'a 1 2022-11-01T15:59:59Z' \
	    'b 1 2022-11-01T16:00:00Z' 'c 1 2022-11-02T00:30:00+09:00'
	gives -k no -a amount -s L -t at --zone Asia/Shanghai <<-'END'
	a 1.00 - L 2022-11-01
	b 1.00 - L 2022-11-02
	c 1.00 - L 2022-11-01
	END
	refuses '2: at: "2022-11-01T15:59:59Z" tells its distance from UTC: say with --zone where the accounting day is counted' \
	    -k no -a amount -s L -t at
	table 'no amount at' 'a 1 2022-11-01_15:59:59' \
	    'b 1 2022-11-01_16:00:00'
	gives -k no -a amount -s L -t at --zone Asia/Shanghai <<-'END'
	a 1.00 - L 2022-11-01
	b 1.00 - L 2022-11-01
	END
	gives -k no -a amount -s L -t at --zone Asia/Shanghai \
	    --from-zone UTC <<-'END'
	a 1.00 - L 2022-11-01
	b 1.00 - L 2022-11-02
	END
}

@test "a time that did not occur, or twice, is bad data where it matters" {
	table 'no amount at' 'a 1 2022-03-27_02:30:00'
	refuses '2: at: "2022-03-27 02:30:00" did not occur: the clocks of --from-zone were put forward past it' \
	    -k no -a amount -s L -t at --zone UTC --from-zone Europe/Berlin
	table 'no amount at' 'a 1 2022-10-30_02:30:00'
	gives -k no -a amount -s L -t at --zone UTC --from-zone Europe/Berlin \
	    <<-'END'
	a 1.00 - L 2022-10-30
	END
	refuses '2: at: "2022-10-30 02:30:00" occurred twice, on two accounting dates: the clocks of --from-zone were put back; say --ambiguous earlier or later' \
	    -k no -a amount -s L -t at --zone UTC --from-zone Europe/Berlin \
	    --cut 01:00
	gives -k no -a amount -s L -t at --zone UTC --from-zone Europe/Berlin \
	    --cut 01:00 --ambiguous earlier <<-'END'
	a 1.00 - L 2022-10-29
	END
	gives -k no -a amount -s L -t at --zone UTC --from-zone Europe/Berlin \
	    --cut 01:00 --ambiguous later <<-'END'
	a 1.00 - L 2022-10-30
	END
}

@test "times are read by the formats given, in their order" {
	table 'no amount at' 'a 1 01.11.2022' 'b 1 20221102' 'c 1 2022-11-03'
	refuses '2: at: "01.11.2022" is not a time like 2022-11-01 23:59:59; say what it is with --date-format' \
	    -k no -a amount -s L -t at
	refuses '4: at: "2022-11-03" is not a time of the form of --date-format' \
	    -k no -a amount -s L -t at --date-format %d.%m.%Y \
	    --date-format %Y%m%d
	sed -i 4d t.tab
	gives -k no -a amount -s L -t at --date-format %d.%m.%Y \
	    --date-format %Y%m%d <<-'END'
	a 1.00 - L 2022-11-01
	b 1.00 - L 2022-11-02
	END
	refuses '2: at: "01.11.2022" is not a time like 2022-11-01 23:59:59; say what it is with --date-format' \
	    -k no -a amount -s L -t at --cut 23:00
	table 'no amount at' 'a 1 2022-11-03'
	refuses '2: at: "2022-11-03" has no time of day, which --cut needs' \
	    -k no -a amount -s L -t at --cut 23:00
	refuses '2: at: "2022-11-03" has no time of day, which --from-zone needs' \
	    -k no -a amount -s L -t at --zone UTC --from-zone +01:00
	table 'no amount at' 'a 1 -'
	refuses '2: at: is not a time like 2022-11-01 23:59:59; say what it is with --date-format' \
	    -k no -a amount -s L -t at
	table 'no amount at' 'a 1 9999-12-31_23:00:00'
	refuses '2: at: "9999-12-31 23:00:00" falls outside the years 0000 to 9999' \
	    -k no -a amount -s L -t at --cut 23:00
}

@test "one date holds for all rows, and of --time and --date the later counts" {
	table 'no amount at' 'a 1 2022-11-03'
	gives -k no -a amount -s L -d 2022-11-01 <<-'END'
	a 1.00 - L 2022-11-01
	END
	gives -k no -a amount -s L -t at -d 2022-11-01 <<-'END'
	a 1.00 - L 2022-11-01
	END
	gives -k no -a amount -s L -d 2022-11-01 -t at <<-'END'
	a 1.00 - L 2022-11-03
	END
}

@test "rows of another date than was expected are refused, kept or told" {
	table 'no amount at' 'a 1 2022-11-02_10:00:00' 'b 2 2022-11-01_23:59:59' \
	    'c 3 2022-11-03_00:00:01' 'd 4 2022-11-02_23:30:00'
	is 65 recon-key -k no -a amount -s L -t at -d 2022-11-02 \
	    --expect-date refuse t.tab
	says 'recon-key: t.tab:3: at: "2022-11-01 23:59:59" is of 2022-11-01, not of 2022-11-02, as --expect-date demands; of 4 rows 2 are not'
	run ! grep '^#total' out
	gives_all() {
		is 0 recon-key --plain -k no -a amount -s L -d 2022-11-02 -t at "$@" \
		    t.tab
		says 'recon-key: rows of another accounting date than 2022-11-02: 2 of 4, the first at t.tab:3: at: "2022-11-01 23:59:59" is of 2022-11-01, not of 2022-11-02'
		tr ' _' '\t ' | prints
	}
	gives_all --expect-date keep <<-'END'
	a 1.00 - L 2022-11-02
	b 2.00 - L 2022-11-01
	c 3.00 - L 2022-11-03
	d 4.00 - L 2022-11-02
	END
	gives_all --expect-date tell <<-'END'
	a 1.00 - L 2022-11-02
	b 2.00 - L 2022-11-02
	c 3.00 - L 2022-11-02
	d 4.00 - L 2022-11-02
	END
	is 0 recon-key --plain -k no -a amount -s L -d 2022-11-02 -t at \
	    --expect-date refuse --rejects bad t.tab
	says 'recon-key: t.tab: 4 rows in, 2 records out, 2 rejected'
	printf 't.tab:3\tat: "2022-11-01 23:59:59" is of 2022-11-01, not of 2022-11-02\tb\\t2\\t2022-11-01 23:59:59\n' |
	    same - <(head -n 1 bad)
	sed -i '3,4d' t.tab
	gives -k no -a amount -s L -d 2022-11-02 -t at --expect-date refuse \
	    <<-'END'
	a 1.00 - L 2022-11-02
	d 4.00 - L 2022-11-02
	END
}

@test "the date that is expected is compared behind zone and cut" {
	table 'no amount at' 'a 1 2022-11-01_16:30:00' 'b 2 2022-11-02_15:59:59'
	gives -k no -a amount -s L -d 2022-11-02 -t at --zone +08:00 \
	    --from-zone UTC --expect-date refuse <<-'END'
	a 1.00 - L 2022-11-02
	b 2.00 - L 2022-11-02
	END
	is 65 recon-key -k no -a amount -s L -d 2022-11-02 -t at --cut 15:00 \
	    --expect-date refuse t.tab
	says 'recon-key: t.tab:3: at: "2022-11-02 15:59:59" is of 2022-11-03, not of 2022-11-02, as --expect-date demands; of 2 rows 1 are not'
	table 'no amount at' 'a 1 soon'
	for how in refuse keep tell; do
		refuses '2: at: "soon" is not a time like 2022-11-01 23:59:59; say what it is with --date-format' \
		    -k no -a amount -s L -d 2022-11-02 -t at \
		    --expect-date $how
	done
	bad_use "--expect-date compares the date of --time with --date: give both; try 'recon-key --help'" \
	    -k no -a amount -s L -t at --expect-date keep
	bad_use "--expect-date compares the date of --time with --date: give both; try 'recon-key --help'" \
	    -k no -a amount -s L -d 2022-11-02 --expect-date keep
	bad_use '--expect-date: "own" is none of refuse, keep, tell' \
	    -k no -a amount -s L --expect-date own
}

@test "columns are carried under their names or others" {
	printf 'no\tamount\tfee, tax\tn\na\t1\tx=y\\tz\t3\n' >t.tab
	gives -k no -a amount -s L -x 'fee\, tax,count=n,key=no' <<-'END'
	a 1.00 - L - fee,_tax=x=y\tz count=3 key=a
	END
	printf 'no\tamount\tx\na\t1\tb\001\n' >t.tab
	refuses '2: x: "b\x01" has a byte no field may have' -k no -a amount \
	    -s L -x x
}

@test "a column is found by its name wherever it stands" {
	printf '\\x23no\tamount\n\\x231\t1\n' >t.tab
	gives -k '#no' -a amount -s L <<-'END'
	\x231 1.00 - L -
	END
	table 'amount no amount' '1 a 2'
	refuses '1: two columns are named "amount"' -k no -a amount -s L
	refuses '1: no column "paid"; there are: amount, no, amount' -k no \
	    -a paid -s L
	refuses '1: no column "x"; there are: amount, no, amount' -k x -a no \
	    -s L
}

@test "bad rows are put aside with their reasons, and counted" {
	printf '%s\n' "no${T}amount" "a${T}1" "b${T}x" "c" "d${T}4" \
	    "${T}5" >t.tab
	is 0 recon-key -k no -a amount -s L -c CNY --rejects bad t.tab
	says 'recon-key: t.tab: 5 rows in, 2 records out, 3 rejected'
	prints <<-'END'
	#recon record 2
	a	1.00	CNY	L	-
	d	4.00	CNY	L	-
	#total	records=2	L.CNY=5.00
	END
	printf '%s\n' \
	    "t.tab:3${T}amount: \"x\" is not an amount${T}b\\tx" \
	    "t.tab:4${T}1 fields, but the table has 2 columns${T}c" \
	    "t.tab:6${T}no: the key is empty${T}\\t5" >want
	same want bad
	refuses '3: amount: "x" is not an amount' -k no -a amount -s L
	printf '%s\n' "no${T}amount" "c" >t.tab
	refuses '2: 1 fields, but the table has 2 columns' -k no -a amount -s L
}

@test "-v tells the counts, and a failed run leaves no file" {
	table 'no amount' 'a 1' 'b 2'
	is 0 recon-key -v -k no -a amount -s L t.tab -o out.rec
	says 'recon-key: t.tab: 2 rows in, 2 records out, 0 rejected'
	rm out.rec
	table 'no amount' 'a 1' 'b x'
	is 65 recon-key -k no -a amount -s L t.tab -o out.rec
	[ ! -e out.rec ]
	printf '#recon table 1\nno\tamount\na\t1\n' >t.tab
	is 65 recon-key -k no -a amount -s L t.tab -o out.rec --rejects bad
	says 'recon-key: t.tab: ends without its #total: what writes it did not finish'
	[ ! -e out.rec ]
	[ ! -e bad ]
}

@test "a sum beyond 128 bits is refused where it happens" {
	table 'no amount' 'a 170141183460469231731687303715884105727' 'b 1'
	refuses '3: the sum of L.- is too large' -k no -a amount -s L --scale 0
}

@test "a table without rows is no records, one of no bytes is bad data" {
	printf '#recon table 1\nno\tamount\n#total\trecords=0\n' >t.tab
	is 0 recon-key -k no -a amount -s L t.tab
	printf '#recon record 2\n#total\trecords=0\n' | prints
	: >t.tab
	is 65 recon-key -k no -a amount -s L t.tab
	says 'recon-key: t.tab: is empty, not even a #recon line: did what writes it run? (--allow-empty takes it)'
	is 0 recon-key -k no -a amount -s L --allow-empty t.tab
	printf '#recon record 2\n#total\trecords=0\n' | prints
	recon-clean --allow-empty /dev/null >t.tab
	is 0 recon-key -k no -a amount -s L t.tab
	printf '#recon record 2\n#total\trecords=0\n' | prints
	printf '# of today\n' >t.tab
	is 65 recon-key -k no -a amount -s L t.tab
	says 'recon-key: t.tab: has no line of column names'
}

@test "bytes that are no table are refused" {
	printf 'no\tamount\r\na\t1\r\n' >t.tab
	refuses '1: the line ends in CR LF, not in LF' -k no -a amount -s L
	printf 'no\tamount\na\t1\r\n' >t.tab
	refuses '2: amount: "1\x0d" is not an amount' -k no -a amount -s L
	printf 'no\tamount\na\0b\t1\n' >t.tab
	refuses '2: no: "a\x00b" has a byte or an escape that no field may have' \
	    -k no -a amount -s L
	printf 'no\tamount\na\\q\t1\n' >t.tab
	refuses '2: no: "a\q" has a byte or an escape that no field may have' \
	    -k no -a amount -s L
	is 2 recon-key -k no -a amount -s L .
	says 'recon-key: .: is a directory'
}

@test "a line of 100 MB is a record like any other" {
	{ printf 'no\tamount\tx\na\t1\t'; head -c 100000000 /dev/zero |
	    tr '\0' x; echo; } >t.tab
	is 0 recon-key --plain -k no -a amount -s L -x x t.tab
	[ "$(wc -c <out)" -eq 100000016 ]
	printf 'a\t1.00\t-\tL\t-\tx=xxx' | cmp -n 17 - out
	rm t.tab out
}

@test "what is missing or wrong in the options is told" {
	t="; try 'recon-key --help'"
	bad_use "what identifies a payment? give --key$t" -a a -s L
	bad_use "which column is the amount? give --amount$t" -k a -s L
	bad_use "which side is it? give --side L or R$t" -k a -a a
	bad_use '-s: "left" is neither L nor R' -s left
	bad_use '-k: "a,,b": an empty name' -k a,,b
	bad_use '-a: "": an empty name' -a ''
	bad_use '-x: "=a": an empty name' -x b,=a
	bad_use '-t: takes one column' -t a,b
	bad_use '-c: takes one column' -c a,b
	bad_use '-d: "2022-02-30" is not a day YYYY-MM-DD' -d 2022-02-30
	bad_use '-x: the name "n" is kept for counts; carry the column under another, NAME=n' \
	    -x a,n
	bad_use '-x: the name "date" is kept for the dates of both sides; carry the column under another, NAME=date' \
	    -x date,n
	bad_use '-x: the name "id" is kept for the ids of open items; carry the column under another, NAME=id' \
	    -x a,id
	bad_use '-x: the name "first" is kept for the day an open item was first seen; carry the column under another, NAME=first' \
	    -x first
	bad_use '-x: "a" is carried twice' -x a,a=b
	bad_use '--scale: "x" is not N or CODE=N, N from 0 to 18' --scale x
	bad_use '--minor-digits: "19" is not N or CODE=N, N from 0 to 18' \
	    --minor-digits 19
	bad_use '--round: "nearest" is none of half-even, half-up, up, down' \
	    --round nearest
	bad_use '--decimal: "5" cannot be a mark between digits' --decimal 5
	bad_use '--thousands: "ab" cannot be a mark between digits' \
	    --thousands ab
	bad_use '--sign: "type=pay" is not COLUMN=VALUES/VALUES' \
	    --sign type=pay
	bad_use '--cut: "24:00" is not a time HH:MM' --cut 24:00
	bad_use '--ambiguous: "both" is neither earlier nor later' \
	    --ambiguous both
	bad_use '--zone: "Mars/Base" is not a zone: neither UTC, nor +HH:MM, nor in the system'"'"'s tz data as Asia/Shanghai is' \
	    --zone Mars/Base
	bad_use '--date-format: unknown conversion "%q"' --date-format %q
	bad_use '--date-format: "%Y-%m" does not tell a day: it takes %m and %d, or %j' \
	    --date-format %Y-%m
	bad_use '--date-format: more than 16 formats' \
	    $(printf -- '--date-format %%F%d ' {1..17})
}

@test "a time without a year is of the year that brings it nearest" {
	table 'no amount at' 'a 1 1231235959' 'b 2 0102000000'
	gives -k no -a amount -s L -t at --date-format %m%d%H%M%S \
	    --year-near 2023-01-01 <<-'END'
	a 1.00 - L 2022-12-31
	b 2.00 - L 2023-01-02
	END
	gives -k no -a amount -s L -t at --year-near 2023-01-01 \
	    --date-format %m%d%H%M%S --cut 23:00 <<-'END'
	a 1.00 - L 2023-01-01
	b 2.00 - L 2023-01-02
	END
	gives -k no -a amount -s L -t at --date-format %m%d%H%M%S \
	    -d 2023-01-01 <<-'END'
	a 1.00 - L 2023-01-01
	b 2.00 - L 2023-01-01
	END
}

@test "24:00:00 is the beginning of the next day" {
	table 'no amount at' 'a 1 2022-12-31_24:00:00' 'b 2 2022-12-31_23:59:59'
	gives -k no -a amount -s L -t at <<-'END'
	a 1.00 - L 2023-01-01
	b 2.00 - L 2022-12-31
	END
}

@test "options that do not go together are told" {
	t="; try 'recon-key --help'" n='-k a -a a -s L'
	bad_use "--decimal and --thousands are the same mark$t" $n \
	    --decimal , --thousands ,
	bad_use "--decimal and --minor exclude each other: minor units have no decimals$t" \
	    $n --decimal , --minor
	for o in '--cut 23:00' '--zone UTC' '--zone UTC --from-zone UTC' \
	    '--date-format %F'; do
		bad_use "--date-format, --zone, --from-zone and --cut are about the time of --time$t" \
		    $n $o
	done
	bad_use "a --date-format has no year: say with --year-near a date that its times are near to$t" \
	    $n -t a --date-format %m%d
	bad_use "--year-near is for a --date-format without a year$t" \
	    $n -t a --year-near 2022-11-01
	bad_use '--year-near: "1.1." is not a day YYYY-MM-DD' $n --year-near 1.1.
	bad_use "--output and --rejects are the same file$t" $n -o x \
	    --rejects x
	bad_use "--from-zone needs --zone, to which its times are brought$t" \
	    $n -t a --from-zone UTC
	bad_use "--ambiguous is about the times of --from-zone$t" $n -t a \
	    --zone UTC --ambiguous later
	bad_use "--date-format \"%F\" has no time of day, which --cut and --from-zone need$t" \
	    $n -t a --date-format %F --cut 23:00
}

@test "a profile has the same options, and the command line the last word" {
	table 'no amount at type' 'a 1 2022-11-01_23:00:00 x' \
	    'b 2 2022-11-01_10:00:00 x'
	cat >shop.ini <<-'END'
	[recon-key]
	key = type,no
	amount = amount
	currency = CNY
	side = R
	time = at
	cut = 23:00
	minor = yes
	END
	gives -p ./shop.ini -k no <<-'END'
	a 0.01 CNY R 2022-11-02
	b 0.02 CNY R 2022-11-01
	END
}

@test "of a plain table awk makes the same records" {
	awk 'BEGIN {
		OFS = "\t"
		print "fee", "no", "at", "amount", "cur"
		for (i = 0; i < 20000; i++)
			print i * i % 97, sprintf("2022%020d", i * 7919),
			    sprintf("2022-11-%02d 10:00:%02d", 1 + i % 30,
			    i % 60),
			    (i % 9 ? "" : "-") sprintf("%d.%02d", 1 + i % 4000,
			    i % 100), i % 3 ? "CNY" : "USD"
	}' >t.tab
	awk -F '\t' -v OFS='\t' 'NR > 1 {
		print $2, $4, $5, "R", substr($3, 1, 10), "fee=" $1
	}' t.tab >want
	is 0 recon-key --plain -k no -a amount -c cur -t at -s R -x fee t.tab
	same want out
}

@test "a merchant bill's own sums come out, its refunds beside its payments" {
	is 0 recon-clean --header '交易时间, 商户订单号' --mark '`' \
	    --trailer '^总交易单数,' -o bill.tab "$DATA/wechat/bill.ALL.csv"
	for sum in 应结订单金额=0.47 代金券金额=0.04 退款金额=0.14 \
	    手续费=0.08000 订单金额=0.47; do
		decimals=${sum#*=0.}
		is 0 recon-key -k 微信订单号 -a "${sum%=*}" -s R \
		    -c 货币种类 -t 交易时间 --scale ${#decimals} bill.tab
		[ "$(grep -v '^#' out | cut -f 1 | sort -u | wc -l)" -eq 43 ]
		[ "$(grep -c -v '^#' out)" -eq 45 ]
		tail -n 1 out | sed 's/\txxh3=.*//' >last
		echo "#total${T}records=45${T}R.CNY=${sum#*=}" | same - last
	done
	is 0 recon-key -k 商户订单号,商户退款单号 -a 应结订单金额,-退款金额 \
	    -s R -c 货币种类 -t 交易时间 bill.tab
	[ "$(grep -v '^#' out | cut -f 1 | sort -u | wc -l)" -eq 45 ]
	echo "#total${T}records=45${T}R.CNY=0.33" >want
	tail -n 1 out | sed 's/\txxh3=.*//' | same want -
}

@test "the environment does not matter" {
	table 'no amount at' 'a 1.234,5 2022-03-27_02:30:00'
	recon-key -k no -a amount -s L -t at t.tab >want
	is 0 env -i "$BUILD/bin/recon-key" -k no -a amount -s L -t at t.tab
	same want out
	is 0 env LC_ALL=de_DE.UTF-8 TZ=America/New_York recon-key -k no \
	    -a amount -s L -t at t.tab
	same want out
}

@test "a full disk is told, a bad row's file too" {
	table 'no amount' 'a x'
	is 2 recon-key -k no -a amount -s L t.tab -o /dev/full --rejects bad
	says 'recon-key: t.tab: 1 row in, 0 records out, 1 rejected
recon-key: /dev/full: write: No space left on device'
	is 2 recon-key -k no -a amount -s L t.tab --rejects /dev/full
	says 'recon-key: t.tab: 1 row in, 0 records out, 1 rejected
recon-key: /dev/full: write: No space left on device'
	is 2 recon-key -k no -a amount -s L t.tab --rejects none/bad
	says 'recon-key: none/bad: No such file or directory'
}
