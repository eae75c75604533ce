#!/usr/bin/env bats
# Every shipped profile reads its sample to the sums that are known of it: of
# files others published, as reckoned with Python's decimal; of those written
# by a format's description, as they were written.

load helper

# refuses PROFILE FILE TEXT: recon-clean ends with bad data, in these words.
refuses() {
	is 65 recon-clean -p "$1" "$DATA/$2"
	says "recon-clean: $DATA/$2$3"
}

# class PROFILE FILE COND WANT [OPTION...]: as sums, of the rows for which it
# holds.
class() {
	local profile=$1 file=$2 cond=$3 want=$4
	shift 4
	sums "$profile" "$file" "$want" "$@" --keep "$cond"
}

# fees PROFILE AMOUNT WANT: as sums, of other amounts in the bill of that name.
fees() {
	recon-clean -p "$1" "$DATA/bills/$1.csv" | recon-key -p "$1" "--amount=$2" |
	    recon-sort | sed -n '/^#total/{s/^#total.//;s/\txxh3=.*//;s/\t/ /g;p;}' \
	    >"$BATS_TEST_TMPDIR/got"
	echo "$3" | diff -u - "$BATS_TEST_TMPDIR/got"
}

@test "every profile has a test here, and a comment that tells its key" {
	for p in "$BATS_TEST_DIRNAME"/../examples/profiles/*.ini; do
		name=$(basename "$p" .ini)
		grep -Eq "^	sums $name " "$BATS_TEST_FILENAME" || {
			echo "no test of $name"
			return 1
		}
		head -1 "$p" | grep -q "^# $name - " || {
			echo "$name does not begin with its name"
			return 1
		}
		grep -q "^# key  " "$p"
	done
}

@test "wechat reads a merchant's bill of 27 columns to its trailer" {
	sums wechat wechat/bill.ALL.csv 'records=45 R.CNY=0.33' -v
	recon-clean -p wechat --select 应结订单金额,退款金额,手续费,代金券金额 \
		--plain "$DATA/wechat/bill.ALL.csv" |
		python3 -c 'import sys
from decimal import Decimal
rows = [l.rstrip("\n").split("\t") for l in sys.stdin][1:]
print(*(sum(Decimal(r[i]) for r in rows) for i in range(4)))' >"$BATS_TEST_TMPDIR/sums"
	echo '0.47 0.14 0.08000 0.04' | diff -u - "$BATS_TEST_TMPDIR/sums"
}

@test "wechat-success reads payments, commas in the names of goods included" {
	sums wechat-success bills/wechat-success.csv 'records=2 R.CNY=187.50'
	grep -q "茶,两罐" "$BATS_TEST_TMPDIR/table"
}

@test "wechat-refund reads refunds, negative, by their own numbers" {
	sums wechat-refund bills/wechat-refund.csv 'records=2 R.CNY=-68.00'
	cut -f 1,2 "$BATS_TEST_TMPDIR/records" | grep -v '^#' >"$BATS_TEST_TMPDIR/keys"
	tsv "R1 -28.00" "R2 -40.00" | diff -u - "$BATS_TEST_TMPDIR/keys"
}

@test "wechat-24 reads the older columns" {
	sums wechat-24 bills/wechat-24.csv 'records=3 R.CNY=6.03'
}

@test "wechat-personal reads what came in and went out, and refuses an edited bill" {
	sums wechat-personal bills/wechat-personal-refunds.csv 'records=4 R.CNY=-78.00'
	class wechat-personal bills/wechat-personal-refunds.csv \
	    '交易类型 ~ 退款' 'records=2 R.CNY=30.00'
	class wechat-personal bills/wechat-personal-refunds.csv \
	    '交易类型 !~ 退款' 'records=2 R.CNY=-108.00'
	# a refund that says neither in nor out is not taken for nothing
	sed '/美团-退款/s/收入/\//; s/^收入：2笔 30/收入：1笔 10/' \
	    "$DATA/bills/wechat-personal-refunds.csv" >"$BATS_TEST_TMPDIR/neither.csv"
	recon-clean -p wechat-personal -o "$BATS_TEST_TMPDIR/table" "$BATS_TEST_TMPDIR/neither.csv"
	is 65 recon-key -p wechat-personal "$BATS_TEST_TMPDIR/table"
	sums wechat-personal bills/wechat-personal.csv \
		'records=16 R.CNY=-2876.04' --no-check
	refuses wechat-personal bills/wechat-personal.csv \
		': the bill says 记录数 43, but its rows come to 27: 16 less (--no-check takes it)'
}

@test "alipay reads a merchant's bill, partial refunds of one order apart" {
	sums alipay bills/alipay.csv 'records=4 R.CNY=69.90'
	cut -f 1 "$BATS_TEST_TMPDIR/records" | grep refund >"$BATS_TEST_TMPDIR/keys"
	printf 'A1|refund|REQ1\nA1|refund|REQ2\n' | diff -u - "$BATS_TEST_TMPDIR/keys"
}

@test "alipay-personal reads what came in and went out, and refuses an edited bill" {
	sums alipay-personal bills/alipay-personal.csv \
		'records=8 R.CNY=222082.89' --no-check
	class alipay-personal bills/alipay-personal.csv \
	    '交易状态 = 退款成功' 'records=2 R.CNY=66.03' --no-check
	class alipay-personal bills/alipay-personal.csv \
	    '交易状态 != 退款成功 and 收/支 = 收入' 'records=1 R.CNY=222228.50' --no-check
	class alipay-personal bills/alipay-personal.csv \
	    '收/支 = 支出' 'records=5 R.CNY=-211.64' --no-check
	refuses alipay-personal bills/alipay-personal.csv \
		': the bill says 记录数 66, but its rows come to 10: 56 less (--no-check takes it)'
}

@test "unionpay-zm reads fixed width in bytes, names of two-byte characters included" {
	sums unionpay-zm bills/unionpay-zm.txt 'records=8 R.CNY=13227.00'
	cut -f 31 "$BATS_TEST_TMPDIR/table" | grep -qx 北京小店
	# fee and settlement, as the report beside it has them
	recon-key -p unionpay-zm --amount=-fee -d 2015-09-05 "$BATS_TEST_TMPDIR/table" |
		recon-sort | grep -q 'R.CNY=79.36.xxh3='
	recon-key -p unionpay-zm -a settlement -d 2015-09-05 \
		"$BATS_TEST_TMPDIR/table" | recon-sort | grep -q 'R.CNY=13147.64.xxh3='
}

@test "unionpay-zm can be held to the report beside it" {
	check="--totals $DATA/bills/unionpay-rd.txt --decimal ."
	is 0 recon-clean -p unionpay-zm $check --total '笔数 ~ 交易笔数：([0-9]+)' \
		--check '笔数 = count' -o "$BATS_TEST_TMPDIR/table" "$DATA/bills/unionpay-zm.txt"
	head -7 "$DATA/bills/unionpay-zm.txt" >"$BATS_TEST_TMPDIR/cut"
	is 65 recon-clean -p unionpay-zm $check --total '笔数 ~ 交易笔数：([0-9]+)' \
		--check '笔数 = count' "$BATS_TEST_TMPDIR/cut"
	says "recon-clean: $BATS_TEST_TMPDIR/cut: the bill says 笔数 8, but its rows come to 7: 1 less (--no-check takes it)"
}

@test "unionpay-zme reads exceptions with their sign" {
	sums unionpay-zme bills/unionpay-zme.txt 'records=2 R.CNY=-74.50'
}

@test "jd reads orders as they were paid, refunds apart, and agrees with the head" {
	sums jd bills/jd.csv 'records=24 R.CNY=-1648.43'
	class jd bills/jd.csv '交易状态 = 退款成功' 'records=7 R.CNY=1097.59'
	class jd bills/jd.csv '交易状态 != 退款成功' 'records=17 R.CNY=-2746.02'
	sed '/^不计收支/s/10/9/' "$DATA/bills/jd.csv" >"$BATS_TEST_TMPDIR/jd.csv"
	is 65 recon-clean -p jd "$BATS_TEST_TMPDIR/jd.csv"
	says "recon-clean: $BATS_TEST_TMPDIR/jd.csv: the bill says 不计笔数 9, but its rows come to 10: 1 more (--no-check takes it)"
}

@test "bills of WeChat Pay of another kind are refused, refunds are not lost" {
	for other in bills/wechat-refund.csv wechat/bill.ALL.csv bills/wechat-24.csv; do
		is 65 recon-clean -p wechat-success "$DATA/$other"
	done
	refuses wechat-success wechat/bill.ALL.csv \
	    ':1: the bill has a column 退款金额: it is one of another kind (--unexpected)'
	refuses wechat bills/wechat-refund.csv \
	    ':1: the bill has a column 退款申请时间: it is one of another kind (--unexpected)'
	for p in wechat wechat-24 wechat-refund; do
		is 65 recon-clean -p $p "$DATA/bills/wechat-success.csv"
	done
	is 65 recon-clean -p wechat-24 "$DATA/wechat/bill.ALL.csv"
	is 65 recon-clean -p wechat-refund "$DATA/wechat/bill.ALL.csv"
}

@test "payments, refunds and fees of a merchant's bill, each by itself" {
	class wechat wechat/bill.ALL.csv '交易状态 = pay' 'records=31 R.CNY=0.47'
	class wechat wechat/bill.ALL.csv '交易状态 = refund' 'records=14 R.CNY=-0.14'
	class wechat-24 bills/wechat-24.csv '交易状态 = pay' 'records=2 R.CNY=10.03'
	class wechat-24 bills/wechat-24.csv '交易状态 = refund' 'records=1 R.CNY=-4.00'
	class alipay bills/alipay.csv '业务类型 = pay' 'records=2 R.CNY=108.40'
	class alipay bills/alipay.csv '业务类型 = refund' 'records=2 R.CNY=-38.50'
	class icbc bills/icbc.csv '摘要 = 退款' 'records=1 R.CNY=1.04' --no-check
	class boc bills/boc.csv '交易名称 ~ 退款' 'records=1 R.CNY=50.00'
	class stripe-balance bills/stripe-balance.csv 'reporting_category = charge' \
	    'records=2 R.JPY=5000 R.USD=120.00'
	class stripe-balance bills/stripe-balance.csv 'reporting_category = refund' \
	    'records=1 R.USD=-20.00'
	fees stripe-balance fee 'records=3 R.JPY=180 R.USD=3.78'
	class paypal-stl bills/paypal-stl.csv 'Transaction Event Code ~ ^T00' \
	    'records=3 R.JPY=10000 R.USD=125.50'
	class paypal-stl bills/paypal-stl.csv 'Transaction Event Code ~ ^T11' \
	    'records=1 R.USD=-30.00'
	class adyen bills/adyen.csv 'Type = Settled' 'records=2 R.EUR=40.00 R.USD=25.00'
	class adyen bills/adyen.csv 'Type = Refunded' 'records=1 R.EUR=-12.50'
}

@test "paypal-stl finds a column whatever blanks stand in its name, and refuses another report" {
	sed 's/Transaction  Debit/Transaction Debit/' "$DATA/bills/paypal-stl.csv" \
	    >"$BATS_TEST_TMPDIR/one.csv"
	DATA=$BATS_TEST_TMPDIR sums paypal-stl one.csv 'records=4 R.JPY=10000 R.USD=95.50'
	sed 's/"Custom Field"/"Transactional Status"/' "$DATA/bills/paypal-stl.csv" \
	    >"$BATS_TEST_TMPDIR/detail.csv"
	is 65 recon-clean -p paypal-stl "$BATS_TEST_TMPDIR/detail.csv"
}

@test "icbc reads a credit card's bill to its own line of sums" {
	sums icbc bills/icbc-credit.csv 'records=9 R.CNY=4257.88' --no-check
	refuses icbc bills/icbc-credit.csv \
	    ': the bill says 收入合计 1234.56, but its rows come to 4621.01: 3386.45 more (--no-check takes it)'
	sed '/^合计/s/.*/合计金额,,,,,"4,621.01  	","363.13  	",	,"4,621.01 	","363.13 	",/' \
	    "$DATA/bills/icbc-credit.csv" >"$BATS_TEST_TMPDIR/true.csv"
	DATA=$BATS_TEST_TMPDIR sums icbc true.csv 'records=9 R.CNY=4257.88'
}

@test "icbc reads padded cells, and refuses sums that are not those of the rows" {
	sums icbc bills/icbc.csv 'records=11 R.CNY=-1399.34' --no-check
	refuses icbc bills/icbc.csv \
		': the bill says 收入合计 1234.56, but its rows come to 2841.74: 1607.18 more (--no-check takes it)'
}

@test "boc reads thousands in quotes and rows of dashes as nothing" {
	sums boc bills/boc.csv 'records=17 R.CNY=426.70'
}

@test "cmb turns debt round and takes the country off the amount" {
	sums cmb bills/cmb.csv 'records=6 R.CNY=-7675.98'
	cut -f 7,8 "$BATS_TEST_TMPDIR/table" | sed -n 7p | tr '\t' ' ' >"$BATS_TEST_TMPDIR/cell"
	echo '-3.90 CN' | diff -u - "$BATS_TEST_TMPDIR/cell"
}

@test "stripe-balance reads gross amounts, each currency with its decimals" {
	sums stripe-balance bills/stripe-balance.csv \
		'records=3 R.JPY=5000 R.USD=100.00'
}

@test "stripe-payouts reads what was paid out" {
	sums stripe-payouts bills/stripe-payouts.csv \
		'records=2 R.EUR=40.10 R.USD=96.22'
}

# nets PROFILE FILE KEY AMOUNT WANT...: what rows of one key come to, as
# "KEY AMOUNT CURRENCY"; the options of recon-clean and recon-key stand in
# clean and key.
nets() {
	local p=$1 f=$2 k=$3 a=$4
	shift 4
	recon-clean -p "$p" "${clean[@]}" "$DATA/$f" |
	    recon-key -p "$p" "${key[@]}" "--key=$k" "--amount=$a" | recon-sort |
	    recon-join -g --plain | cut -f 1,4,6 | tr '\t' ' ' >"$BATS_TEST_TMPDIR/got"
	printf '%s\n' "$@" | diff -u - "$BATS_TEST_TMPDIR/got"
}

@test "paypal-account reads what changes the balance, refunds and fees apart, to net 0" {
	f=bills/paypal-account.csv
	sums paypal-account $f 'records=5 R.EUR=30.00 R.USD=33.31'
	class paypal-account $f 'Type ~ Checkout' 'records=3 R.EUR=30.00 R.USD=1150.00'
	class paypal-account $f 'Type ~ Refund' 'records=1 R.USD=-20.00'
	fees paypal-account Fee 'records=5 R.EUR=-1.05 R.USD=-33.31'
	fees paypal-account Net 'records=5 R.EUR=28.95 R.USD=0.00'
	recon-clean -p paypal-account "$DATA/$f" |
	    recon-key -p paypal-account -t when --date-format '%m/%d/%Y %H:%M:%S' |
	    cut -f 1,5 | sed -n 2p >"$BATS_TEST_TMPDIR/got"
	printf '1PP\t2026-06-01\n' | diff -u - "$BATS_TEST_TMPDIR/got"
	sed 's/"0.64"/"0.46"/' "$DATA/$f" >"$BATS_TEST_TMPDIR/fee.csv"
	is 65 recon-clean -p paypal-account "$BATS_TEST_TMPDIR/fee.csv"
	says "recon-clean: $BATS_TEST_TMPDIR/fee.csv: its rows come to -0.18, not 0 (--no-check takes it)"
}

@test "stripe-by-payout adds up to the payouts that reach the bank" {
	f=bills/stripe-by-payout.csv
	sums stripe-by-payout $f 'records=5 R.EUR=40.10 R.USD=96.22'
	class stripe-by-payout $f 'reporting_category = charge' \
	    'records=2 R.EUR=58.25 R.USD=116.22'
	class stripe-by-payout $f 'reporting_category = refund' 'records=1 R.USD=-20.00'
	fees stripe-by-payout fee 'records=5 R.EUR=16.75 R.USD=3.78'
	nets stripe-by-payout $f automatic_payout_id net \
	    'po_1A 96.22 USD' 'po_2A 40.10 EUR'
	nets stripe-payouts bills/stripe-payouts.csv payout_id gross \
	    'po_1A 96.22 USD' 'po_2A 40.10 EUR'
	# of another report: a row that is in no payout
	recon-clean -p stripe-by-payout -o "$BATS_TEST_TMPDIR/table" \
	    "$DATA/bills/stripe-balance.csv"
	is 65 recon-key -p stripe-by-payout "$BATS_TEST_TMPDIR/table"
}

@test "shopify-payments reads charges, refunds and chargebacks to the net of a payout" {
	f=bills/shopify-payments.csv
	sums shopify-payments $f 'records=5 R.EUR=115.00'
	class shopify-payments $f 'Type = charge' 'records=3 R.EUR=170.00'
	class shopify-payments $f 'Type = refund' 'records=1 R.EUR=-30.00'
	class shopify-payments $f 'Type = chargeback' 'records=1 R.EUR=-25.00'
	fees shopify-payments Fee 'records=5 R.EUR=20.60'
	clean=(--keep 'Payout Status = paid')
	nets shopify-payments $f 'Payout ID' Net \
	    '90001 84.94 EUR'
	sed 's/,116.40,/,116.50,/' "$DATA/$f" >"$BATS_TEST_TMPDIR/net.csv"
	is 65 recon-clean -p shopify-payments "$BATS_TEST_TMPDIR/net.csv"
}

@test "amazon-settlement adds up to what is paid out" {
	f=bills/amazon-settlement.txt
	sums amazon-settlement $f 'records=13 R.-=0.58'
	class amazon-settlement $f 'transaction-type = Order and amount-type = ItemPrice' \
	    'records=3 R.-=74.02'
	class amazon-settlement $f 'transaction-type = Refund' 'records=3 R.-=-15.84'
	class amazon-settlement $f 'amount-type = ItemFees' 'records=5 R.-=-13.83'
	key=(-c USD)
	nets amazon-settlement $f \
	    settlement-id amount '18100000001 0.58 USD'
	sed '/Subscription/d' "$DATA/$f" >"$BATS_TEST_TMPDIR/less.txt"
	is 65 recon-clean -p amazon-settlement "$BATS_TEST_TMPDIR/less.txt"
	says "recon-clean: $BATS_TEST_TMPDIR/less.txt: the bill says total-amount 0.58, but its rows come to 40.57: 39.99 more (--no-check takes it)"
	sed 2d "$DATA/$f" >"$BATS_TEST_TMPDIR/head.txt"
	is 65 recon-clean -p amazon-settlement "$BATS_TEST_TMPDIR/head.txt"
	# as Europe writes it
	tr . , <"$DATA/$f" | sed '1s/,/./g; s/Amazon,com/Amazon.com/' >"$BATS_TEST_TMPDIR/eu.txt"
	DATA=$BATS_TEST_TMPDIR sums amazon-settlement eu.txt 'records=13 R.-=0.58'
}

@test "paypal-stl reads minor units of every section, signed by their column" {
	sums paypal-stl bills/paypal-stl.csv 'records=4 R.JPY=10000 R.USD=95.50'
}

@test "adyen reads gross amounts and leaves out fees and the payout" {
	sums adyen bills/adyen.csv 'records=3 R.EUR=27.50 R.USD=25.00'
	# a fee may have a currency and no amount in it
	sed '/,Fee,/s/October,,/October,EUR,/' "$DATA/bills/adyen.csv" \
	    >"$BATS_TEST_TMPDIR/fee.csv"
	grep -q 'October,EUR,' "$BATS_TEST_TMPDIR/fee.csv"
	DATA=$BATS_TEST_TMPDIR sums adyen fee.csv 'records=3 R.EUR=27.50 R.USD=25.00'
}

@test "mt940 reads statements whose balances hold" {
	sums mt940 mt940/asnb.txt 'records=8 R.EUR=56.94'
	sums mt940 mt940/rabobank.sta 'records=4 R.EUR=-70.00'
	sums mt940 mt940/sns.sta 'records=2 R.EUR=-25.00'
	sums mt940 mt940/generic.sta 'records=2 R.EUR=-20.00'
	sums mt940 mt940/mbank.sta 'records=3 R.PLN=0.03'
	sums mt940 mt940/mbank-mt942.sta 'records=3 R.PLN=0.03'
	sums mt940 mt940/citi.txt 'records=5 R.USD=-1142.75'
	sums mt940 mt940/abnamro.sta 'records=10 R.EUR=-345.93' --no-check
	sums mt940 mt940/postfinance.sta 'records=4 R.CHF=159.40' --no-check
}

@test "mt940 refuses a broken chain and says by how much" {
	refuses mt940 mt940/abnamro.sta ':27: the balances do not agree: opening 3236.28 and 8 entries of -321.44 make 2914.84, but closing is 876.84 EUR: 2038.00 less'
	refuses mt940 mt940/postfinance.sta ':27: the balances do not agree: opening 229.2 and 2 entries of -69.8 make 159.4, but closing is 159.6 CHF: 0.2 more'
	refuses mt940 mt940/multiline.sta ':38: field 61 outside a message: no field 20 before it'
	refuses mt940 mt940/amount-formats.sta ':1: field 60F outside a message: no field 20 before it'
}

@test "camt053 reads booked entries, by entry and by transaction" {
	sums camt053 camt/example.v2.xml 'records=4 R.EUR=-10.00'
	sums camt053 camt/example.v2.xml 'records=5 R.EUR=-10.00' --details
	sums camt053 camt/batch.v2.xml 'records=3 R.EUR=2934.26' --no-check
	is 0 recon-clean -p camt053 "$DATA/camt/report.v6.xml"
	grep -q '^#total.records=0.xxh3=' "$BATS_TEST_TMPDIR/out"
}

@test "camt053 refuses balances that do not agree and says by how much" {
	refuses camt053 camt/batch.v2.xml ':8: the balances do not agree: opening 7329.80 and 3 entries of 2934.26 make 10264.06, but closing is 23038.20 EUR: 12774.14 more'
	refuses camt053 camt/balance-types.v2.xml ':10: the balances do not agree: opening 1.01 and 1 entry of 8.850 make 9.860, but closing is 4.04 EUR: 5.820 less'
	refuses camt053 camt/minimal.v2.xml ':26: opens in EUR and closes in SEK'
	refuses camt053 camt/ultimate.v2.xml ':26: opens in EUR and closes in SEK'
	refuses camt053 camt/statement.v4.xml ':30: opens in EUR and closes in SEK'
}

@test "nacha reads entries with their addenda and agrees with the file's control" {
	sums nacha fixed/ppd-mixedDebitCredit.ach 'records=3 R.USD=0.00'
	sums nacha fixed/ppd-debit.ach 'records=1 R.USD=-2000000.00'
	sums nacha fixed/web-credit.ach 'records=1 R.USD=100.00'
	sums nacha fixed/iat-mixed.ach 'records=2 R.USD=0.00'
	grep -q 'ANN000000000000100000928383' "$BATS_TEST_TMPDIR/table"
}

@test "nacha refuses a file without one of its entries" {
	grep -v '^622231380104987654321' "$DATA/fixed/ppd-mixedDebitCredit.ach" \
		>"$BATS_TEST_TMPDIR/less.ach"
	is 65 recon-clean -p nacha "$BATS_TEST_TMPDIR/less.ach"
	says "recon-clean: $BATS_TEST_TMPDIR/less.ach: the bill says credits 200000000, but its rows come to 100000000: 100000000 less (--no-check takes it)"
}

@test "cnab240 joins the segments of a title and agrees with the lot's trailer" {
	sums cnab240 fixed/itau.ret 'records=2 R.BRL=300.00'
}

@test "bai2 reads transactions and checks every control total" {
	sums bai2 fixed/bai2-1.txt 'records=17 R.CAD=0.00'
	sums bai2 fixed/bai2-2.txt 'records=4 R.USD=309500.00'
}

@test "csv reads a plain table" {
	sums csv bills/csv.csv 'records=3 R.EUR=1244.50 R.USD=-3.25'
}

@test "every profile is named in recon-profile(5)" {
	for p in "$BATS_TEST_DIRNAME"/../examples/profiles/*.ini; do
		name=$(basename "$p" .ini)
		grep -Eq "(^\.It Pa |[ ;]|^)$name([:,]|$| )" \
			"$BATS_TEST_DIRNAME/../man/recon-profile.5" || {
			echo "$name is not in the page"
			return 1
		}
	done
}
