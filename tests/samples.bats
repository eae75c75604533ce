#!/usr/bin/env bats
# Bank statements that others published, each read with the profile of its
# name in data/profiles to the counts and sums that Python's decimal found in
# it. Those of a kind that has a shipped profile are in profiles.bats.

load helper

# bank NAME TOTALS [OPTION...]: a sample's records are so many and come to
# that; OPTION... are recon-clean's.
bank() {
	NAME=$1
	FILE=bank/$1.csv
	local totals=$2
	shift 2
	[ -f "$DATA/$FILE" ] || FILE=bills/$NAME.csv
	sums "$DATA/profiles/$NAME.ini" "$FILE" "$totals" "$@"
}

# column NAME TOTALS [OPTION...]: in the table of the last bank so many cells
# of a column have a value, and come to that; OPTION... are recon-key's.
column() {
	local column=$1 totals=$2
	shift 2
	recon-key -p "$DATA/profiles/$NAME.ini" "--amount=$column" "$@" \
		--rejects "$BATS_TEST_TMPDIR/bad" -o "$BATS_TEST_TMPDIR/records2" \
		"$BATS_TEST_TMPDIR/table" 2>/dev/null || return
	if grep -v ': is empty	' "$BATS_TEST_TMPDIR/bad"; then return 1; fi
	sed -n '/^#total/{s/^#total.//;s/\txxh3=.*//;s/\t/ /g;p;}' \
		"$BATS_TEST_TMPDIR/records2" >"$BATS_TEST_TMPDIR/got"
	echo "$totals" | diff -u - "$BATS_TEST_TMPDIR/got"
}

# has KEY AMOUNT CURRENCY DATE: that is among the records of the last bank.
has() {
	printf '%s\t%s\t%s\tR\t%s\n' "$@" >"$BATS_TEST_TMPDIR/want"
	cut -f 1-5 "$BATS_TEST_TMPDIR/records" |
		grep -Fxqf "$BATS_TEST_TMPDIR/want" && return
	cat "$BATS_TEST_TMPDIR/records"
	return 1
}

# rows TEXT: what recon-clean tells of the rows of the last bank.
rows() {
	is 0 recon-clean -v -p "$DATA/profiles/$NAME.ini" "$DATA/$FILE"
	tail -n 1 "$BATS_TEST_TMPDIR/err" | sed 's/.*\.csv: //' \
		>"$BATS_TEST_TMPDIR/got"
	echo "$1" | diff -u - "$BATS_TEST_TMPDIR/got"
}

@test "no sample file is without a test" {
	cd "$BATS_TEST_DIRNAME"
	bad=
	for f in $(find data -type f ! -name README.md ! -path '*/spectrum/*'); do
		name=${f##*/}
		grep -qF -e "$name" -e "bank ${name%.*} " ./*.bats unit/*/*.c unit/*/*/*.c \
			exact_cases.py || bad+="$f"$'\n'
	done
	[ -z "$bad" ] || { printf 'not in any test: %s' "$bad"; return 1; }
}

@test "a plain statement with signed amounts" {
	bank 20180226_12345678 'records=1 R.GBP=-5.00'
	column Balance 'records=1 R.GBP=995.00'
	has '10/02/2018|MERCHANT NAME@12:34' -5.00 GBP 2018-02-10
	bank broker_canada_example 'records=12 R.CAD=4677.51 R.USD=105.40'
	column amount 'records=12 R.XXX=4782.91' -c XXX
}

@test "debit and credit, a column each" {
	bank test_BOI_TransactionExport 'records=27 R.EUR=-419.61'
	column Debit 'records=21 R.EUR=4260.83'
	column Credit 'records=6 R.EUR=3841.22'
	has '28/09/2017|CU Lin SO' -818.00 EUR 2017-09-28
	bank 51-sample 'records=8 R.USD=-79.25'
	column out 'records=8 R.USD=79.25'
	column balance 'records=8 R.USD=8000.00'
	bank td 'records=9 R.CAD=13.06'
	column out 'records=7 R.CAD=319.17'
	column in 'records=2 R.CAD=332.23'
	column balance 'records=9 R.CAD=714.56'
}

@test "a 0 in the column that says nothing counts as nothing" {
	bank suntrust 'records=7 R.USD=700.00'
	column out 'records=7 R.USD=500.00'
	column in 'records=7 R.USD=1200.00'
	column balance 'records=7 R.USD=2200.00'
}

@test "signs in both columns are taken as they are" {
	bank two_money_columns 'records=5 R.USD=-548.51'
	column out 'records=3 R.USD=-964.55'
	column in 'records=2 R.USD=416.04'
	column balance 'records=5 R.USD=7671.83'
	has '3/28/2008|BLARG    R SH 456930' 327.49 USD 2008-03-28
}

@test "currency signs, parentheses, no digit before the point" {
	bank 73-sample 'records=1 R.USD=27.00'
	bank some_other 'records=9 R.USD=6954.57'
	has '2011/12/24|HOST 037196321563 MO        12/22SLICEHOST' -85.00 USD \
		2011-12-24
	has '2006/12/24|WEBSITE-BALANCE-17DEC09 12        12/17WEBSITE-BAL' 0.23 \
		USD 2006-12-24
	bank nationwide 'records=4 R.GBP=360.23'
	column out 'records=3 R.GBP=139.77'
	column in 'records=1 R.GBP=500.00'
	column balance 'records=4 R.GBP=1800.46'
	has '09 Oct 2013|Withdrawal' -20.00 GBP 2013-10-09
}

@test "decimal commas, a plus before what came in" {
	bank austrian_example 'records=13 R.EUR=-149.57'
	bank danish_kroner_nordea_example 'records=6 R.DKK=-4732.00'
	column balance 'records=6 R.DKK=153270.20'
	bank french_example 'records=9 R.EUR=-337.44'
	bank nordea_v2 'records=4 R.SEK=330.33'
	column Saldo 'records=4 R.SEK=12885.08'
	has '2021-04-24|Återköp||123456789' 368.37 SEK 2021-04-24
	bank export_BE11123456789012_20180304_1422 'records=1 R.EUR=-3.40'
	column debet 'records=1 R.EUR=-3.40'
	column credit 'records=0'
	column Saldo 'records=1 R.EUR=219.95'
	has 'BE11123456789012|02018038' -3.40 EUR 2018-02-28
}

@test "without the mark declared, decimal commas are read where they are clear" {
	bank french_example 'records=9 R.EUR=-337.44'
	sed '/^decimal/d' "$DATA/profiles/french_example.ini" \
		>"$BATS_TEST_TMPDIR/french_example.ini"
	is 0 recon-key -p "$BATS_TEST_TMPDIR/french_example.ini" \
		"$BATS_TEST_TMPDIR/table"
	same "$BATS_TEST_TMPDIR/records" "$BATS_TEST_TMPDIR/out"
}

@test "encodings of one byte: Latin-1 and Windows-1250" {
	bank extratofake 'records=23 R.BRL=905.00'
	has 51924256267021 -10.00 BRL 2012-11-05
	grep -q 'Saque com cartão - 05/11 19:24' "$BATS_TEST_TMPDIR/table"
	bank extratofake 'records=22 R.BRL=805.00' --drop 'Histórico = Saldo Anterior'
	bank simple1 'records=2 R.EUR=-1111.56'
	grep -q 'text=Geschenk Hans Meyer abzügl. Schulden' "$BATS_TEST_TMPDIR/records"
	bank TH_20180101-20180523_page_1 'records=9 R.CZK=-2599.99'
	grep -q 'party=XX účXX X ČX, X.X.$' "$BATS_TEST_TMPDIR/records"
	is 65 recon-clean --delimiter ';' "$DATA/$FILE"
	says "recon-clean: $DATA/$FILE:5: the byte e1 at offset 944 is not UTF-8: say --encoding, which --explain may find"
}

@test "rows that are shorter than the others" {
	bank test_raiffeisen_01 'records=73 R.EUR=-4580.70'
	rows '74 rows in, 73 records out, 0 rejected, 1 skipped'
	bank TransactionHistory_20180418043121 'records=8 R.SGD=-173.28'
	column 'Withdrawals (SGD)' 'records=8 R.SGD=173.28'
	column 'Deposits (SGD)' 'records=0'
	rows '17 rows in, 8 records out, 0 rejected, 9 skipped'
	is 65 recon-clean --header 'Transaction date' "$DATA/$FILE"
	says "recon-clean: $DATA/$FILE:8: 3 cells, but the header has 5"
}

@test "the sign from a column, and a value that it should not have" {
	P=$DATA/profiles/test_row_format_CD_flag.ini
	F=$DATA/bank/test_row_format_CD_flag.csv
	cd "$BATS_TEST_TMPDIR"
	recon-clean -p "$P" -o table "$F"
	is 65 recon-key -p "$P" table
	says 'recon-key: table:73: way: "EUR" is in neither list of --sign'
	is 0 recon-key -p "$P" --rejects bad table
	says 'recon-key: table: 73 rows in, 70 records out, 3 rejected'
	tail -n 1 out | sed 's/\txxh3=.*//' >got
	tsv '#total records=70 R.EUR=-4441.16' | same - got
	for want in 'I 9 1878.20' 'O 61 6319.36' 'EUR 3 139.54'; do
		set -- $want
		recon-clean -p "$P" --keep "way = $1" -o table "$F"
		is 0 recon-key -p "$P" --sign "way=$1/none" table
		tail -n 1 out | sed 's/\txxh3=.*//' >got
		tsv "#total records=$2 R.EUR=$3" | same - got
	done
}

@test "a card's statement counts debt, and is turned round" {
	bank inversed_credit_card 'records=16 R.NZD=187.01'
	column amount 'records=16 R.NZD=-187.01'
	bank inversed_credit_card 'records=4 R.NZD=557.75' --keep 'type = CREDIT'
	bank inversed_credit_card 'records=12 R.NZD=-370.74' --keep 'type = DEBIT'
}

@test "a header without a row is no records, not an error" {
	bank bom_utf8_file 'records=0'
	head -n 2 "$BATS_TEST_TMPDIR/table" | tail -n 1 | tr '\t' '\n' \
		>"$BATS_TEST_TMPDIR/names"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/names")" -eq 41 ]
	[ "$(head -n 1 "$BATS_TEST_TMPDIR/names")" = Date ]
}

@test "a minus, a blank and a dollar sign; text over four lines" {
	bank multi-line-field 'records=1 R.USD=-21.59'
	rows '2 rows in, 1 record out, 0 rejected, 1 skipped'
	has 311053760 -21.59 USD 2002-09-10
	cd "$BATS_TEST_TMPDIR"
	sed '/^drop/d' "$DATA/profiles/$NAME.ini" >all.ini
	is 0 recon-clean --plain -p ./all.ini --select closing,disclaimer \
		"$DATA/$FILE"
	tr '|' '\t' >want <<-'END'
	closing|disclaimer
	-|-
	$23.40|In case of errors or questions about your\n        electronic transfers:\n        This is a multi-line string\n        
	END
	same want out
}

@test "a TAB between the closing quote and the comma, two currencies" {
	bank hsbc-hk 'records=10 R.CNY=12500.00 R.HKD=9478.95'
	column 'Billing amount' 'records=10 R.XXX=21978.95' -c XXX
	column Balance 'records=10 R.XXX=61563.01' -c XXX
}

@test "bai2: what the entries come to, either way, is as their amounts say" {
	recon-clean -p bai2 -o "$BATS_TEST_TMPDIR/table" "$DATA/fixed/bai2-1.txt"
	python3 - "$BATS_TEST_TMPDIR/table" >"$BATS_TEST_TMPDIR/got" <<-'END'
	import sys
	rows = [l.rstrip("\n").split("\t") for l in open(sys.argv[1])
	        if l[0] != "#"]
	i = rows[0].index("amount")
	print(sum(abs(int(r[i])) for r in rows[1:]))
	END
	echo 640000 | diff -u - "$BATS_TEST_TMPDIR/got"
}
