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
		'records=6 R.CNY=222016.86' --no-check
	refuses alipay-personal bills/alipay-personal.csv \
		': the bill says 记录数 66, but its rows come to 10: 56 less (--no-check takes it)'
}

@test "unionpay-zm reads fixed width in bytes, names of two-byte characters included" {
	sums unionpay-zm bills/unionpay-zm.txt 'records=8 R.CNY=13227.00'
	cut -f 31 "$BATS_TEST_TMPDIR/table" | grep -qx 北京小店
	# fee and settlement, as the report beside it has them
	recon-key -p unionpay-zm --amount=-fee -d 2015-09-05 "$BATS_TEST_TMPDIR/table" |
		recon-sort | grep -q 'R.CNY=79.36$'
	recon-key -p unionpay-zm -a settlement -d 2015-09-05 \
		"$BATS_TEST_TMPDIR/table" | recon-sort | grep -q 'R.CNY=13147.64$'
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

@test "jd takes what was refunded off the amounts and agrees with the head" {
	sums jd bills/jd.csv 'records=16 R.CNY=-1648.43'
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

@test "paypal-stl reads minor units of every section, signed by their column" {
	sums paypal-stl bills/paypal-stl.csv 'records=4 R.JPY=10000 R.USD=95.50'
}

@test "adyen reads gross amounts and leaves out fees and the payout" {
	sums adyen bills/adyen.csv 'records=3 R.EUR=27.50 R.USD=25.00'
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
	grep -q '^#total.records=0$' "$BATS_TEST_TMPDIR/out"
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
