#!/usr/bin/env bats
# Bills change without notice. After each of these changes a bill is read to
# the same records as before, or refused with the reason; never to others.
# Cut anywhere: unit/clean/cut_anywhere.c.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	W=$DATA/wechat/bill.ALL.csv
}

# Profiles with a sample of theirs.
BILLS="wechat:wechat/bill.ALL.csv wechat-success:bills/wechat-success.csv
wechat-24:bills/wechat-24.csv alipay:bills/alipay.csv jd:bills/jd.csv
boc:bills/boc.csv cmb:bills/cmb.csv stripe-balance:bills/stripe-balance.csv
stripe-payouts:bills/stripe-payouts.csv adyen:bills/adyen.csv
csv:bills/csv.csv icbc:bills/icbc.csv
wechat-personal:bills/wechat-personal.csv
alipay-personal:bills/alipay-personal.csv"

# take PROFILE:SAMPLE: sets P, F, and CHECK where the sample's own totals are
# not those of its rows; its records are in before.
take() {
	P=${1%%:*}
	F=$DATA/${1#*:}
	CHECK=
	case $P in
	icbc | *-personal) CHECK=--no-check ;;
	esac
	reads "$F"
	mv got before
}

# reads FILE: its records are in got, what went wrong is in why.
reads() {
	recon-clean -p "$P" $CHECK -o table "$1" 2>why || return
	recon-key -p "$P" -o got table 2>why
}

drift() {
	python3 "$BATS_TEST_DIRNAME/drift.py" "$@"
}

# differ A B: the change did change something.
differ() {
	if cmp -s "$1" "$2"; then
		echo "$P: no difference"
		return 1
	fi
}

# unchanged FILE: the same records as before.
unchanged() {
	reads "$1" || { echo "$P $1"; cat why; return 1; }
	same before got
}

@test "a line more or less before the header changes nothing" {
	for b in jd:bills/jd.csv boc:bills/boc.csv cmb:bills/cmb.csv \
	    icbc:bills/icbc.csv wechat-personal:bills/wechat-personal.csv \
	    alipay-personal:bills/alipay-personal.csv; do
		take $b
		sed 1d "$F" >less
		unchanged less
		{ printf 'a "line", more\n\n'; cat less; } >more
		unchanged more
	done
}

@test "a column more, or all in the other order, changes nothing" {
	for b in $BILLS; do
		take $b
		drift shift . "$F"
		for other in more* turned; do
			differ "$F" "$other"
			unchanged "$other"
		done
		rm more* turned
	done
}

@test "without a column a bill is read the same, or the column is missed by name" {
	for b in wechat:wechat/bill.ALL.csv stripe-balance:bills/stripe-balance.csv \
	    adyen:bills/adyen.csv alipay:bills/alipay.csv csv:bills/csv.csv; do
		take $b
		refused=0
		i=0
		drift drop . "$F"
		while read -r name; do
			i=$((i + 1))
			if reads $i; then
				same before got
				continue
			fi
			refused=$((refused + 1))
			grep -qF "$name" why || { echo "$P: $name"; cat why; return 1; }
		done <names
		[ "$refused" -ge 4 ]
		[ "$refused" -lt "$(wc -l <names)" ] || [ "$P" = csv ]
	done
}

@test "a column under another name is missed, both headers shown" {
	drift name amount=value "$DATA/bills/csv.csv" >other
	is 65 recon-clean -p csv other
	says 'recon-clean: other: no line has the columns id, amount; the nearest, line 1, is: id,date,value,currency'
	drift name currency=cur "$DATA/bills/csv.csv" >other
	is 65 recon-clean -p csv other
	says 'recon-clean: other:1: the bill has no column currency; its columns are: id, date, amount, cur'
	for name in 订单金额 申请退款金额 货币种类; do
		drift name $name=别的 "$W" >other
		is 65 recon-clean -p wechat other
		grep -q "^recon-clean: other:1: the bill has no column $name; its columns are: 交易时间, " err
		grep -q ', 别的' err
	done
}

@test "a currency sign that goes or comes changes nothing" {
	take wechat-personal:bills/wechat-personal.csv
	sed 's/¥//' "$F" >other
	differ "$F" other
	unchanged other
	take jd:bills/jd.csv
	sed '/^20/s/,\([0-9][0-9.]*\),/,¥\1,/' "$F" >other
	if reads other; then same before got; else grep -q '金额.*"¥' why; fi
	for b in nationwide:£ 73-sample:$ two_money_columns:$; do
		P=$DATA/profiles/${b%:*}.ini
		F=$DATA/bank/${b%:*}.csv
		reads "$F"
		mv got before
		sed "s/[${b#*:}]//g" "$F" >other
		differ "$F" other
		unchanged other
	done
	take csv:bills/csv.csv
	sed 's/,10.00/,€10.00/; s/,-3.25/,-$3.25/' "$F" >other
	unchanged other
	sed 's/,10.00/,£10.00/' "$F" >other
	is 0 recon-clean -p csv -o table other
	is 65 recon-key -p csv table
	says 'recon-key: table:3: amount: "£10.00" is not an amount of EUR'
}

@test "a bill without its trailer is refused" {
	sed '/^总交易单数/,$d' "$W" >other
	is 65 recon-clean -p wechat other
	says 'recon-clean: other: the bill does not tell its total 总交易单数: is it cut short? (--no-check takes it)'
	is 0 recon-clean -p wechat --no-check other
	says 'recon-clean: other: 45 rows in, 45 records out, 0 rejected, 0 skipped, its own totals not checked'
	iconv -f GB18030 -t UTF-8 "$DATA/bills/alipay.csv" | sed '/^#交易合计/d' |
		iconv -f UTF-8 -t GB18030 >other
	is 65 recon-clean -p alipay other
	says 'recon-clean: other: the bill does not tell its total 交易笔数: is it cut short? (--no-check takes it)'
	sed '/RC/d' "$DATA/bills/paypal-stl.csv" >other
	is 65 recon-clean -p paypal-stl other
	says 'recon-clean: other: the bill does not tell its total rows: is it cut short? (--no-check takes it)'
	sed '/^9/d' "$DATA/fixed/ppd-debit.ach" >other
	is 65 recon-clean -p nacha other
	says 'recon-clean: other: the bill does not tell its total debits: is it cut short? (--no-check takes it)'
	sed '$d' "$DATA/fixed/bai2-2.txt" >other
	is 65 recon-clean -p bai2 other
}

@test "a bill without one of its rows is refused, by how much" {
	sed 7d "$W" >other
	is 65 recon-clean -p wechat other
	says 'recon-clean: other: the bill says 总交易单数 45.0, but its rows come to 44: 1.0 less (--no-check takes it)'
	sed 25d "$DATA/bills/jd.csv" >other
	is 65 recon-clean -p jd other
	says 'recon-clean: other: the bill says 记录数 26, but its rows come to 25: 1 less (--no-check takes it)'
}

@test "saved by a spreadsheet: a BOM, CR LF, longer rows change nothing" {
	for b in $BILLS; do
		take $b
		drift resave minimal "$F" >other
		case $P in
		alipay*) # no longer in the encoding it should have
			is 65 recon-clean -p $P other
			says 'recon-clean: other: begins with the byte order mark of UTF-8, and is to be GB18030: was it saved by another program? (--encoding)'
			CHECK="$CHECK --encoding auto" ;;
		wechat-success) # a comma in a cell has become another cell
			is 65 recon-clean -p $P other
			says 'recon-clean: other:2: 20 cells, but the header has 21'
			continue ;;
		esac
		unchanged other
	done
}

@test "saved by a spreadsheet, every cell in quotes: the same, or refused" {
	same=0
	for b in $BILLS; do
		take $b
		drift resave all "$F" >other
		case $P in
		alipay-personal) CHECK="$CHECK --encoding auto" ;;
		esac
		if reads other; then
			same before got
			same=$((same + 1))
		else
			grep -Eq 'no line has the columns|does not tell its total|begins with the byte order mark|in neither list of --sign' why ||
				{ echo "$P"; cat why; return 1; }
		fi
	done
	[ "$same" -ge 8 ]
}

@test "saved by a spreadsheet, order numbers destroyed: refused" {
	drift resave long "$DATA/bills/wechat-personal.csv" >other
	is 0 recon-clean -p wechat-personal --no-check -o table other
	is 65 recon-key -p wechat-personal table
	says 'recon-key: table:8: 交易单号: "4.20000E+25" is a number a spreadsheet has destroyed, its other digits are lost: get the bill anew (--allow-rounded-key takes it)'
	drift resave long "$DATA/bills/jd.csv" >other
	is 0 recon-clean -p jd -o table other
	is 65 recon-key -p jd table
	grep -q '^recon-key: table:4: 交易订单号: "1.00000E+11" is a number a spreadsheet has destroyed' err
	# a backtick before them keeps them whole
	take wechat:wechat/bill.ALL.csv
	drift resave long "$F" >other
	unchanged other
}
