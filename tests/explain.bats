# recon-clean --explain: what a newcomer runs first. Row counts are those that
# were reckoned apart from our programs.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# alone: recon-clean as it is without a single profile beside it.
alone() {
	[ -x bin/recon-clean ] || {
		mkdir -p bin
		cp "$(command -v recon-clean)" bin
	}
	bin/recon-clean "$@"
}

# proposes ROWS FILE...: for each file, what is proposed reads it, and to so
# many rows.
proposes() {
	local rows=$1 f got
	shift
	for f; do
		alone --explain "$DATA/$f" >start.ini || return
		recon-clean -p ./start.ini --plain "$DATA/$f" >out 2>err || {
			echo "$f"
			cat start.ini err
			return 1
		}
		got=$(($(wc -l <out) - 1))
		[ "$got" -eq "$rows" ] || {
			echo "$f: $got rows, want $rows"
			cat start.ini
			return 1
		}
	done
}

# finds LINE: the proposed profile has it.
finds() {
	grep -Fqx -e "$1" start.ini && return
	cat start.ini
	return 1
}

@test "what is proposed, saved as a profile, reads the bill: China" {
	proposes 45 wechat/bill.ALL.csv
	proposes 27 bills/wechat-personal.csv
	proposes 10 bills/alipay-personal.csv
	finds 'encoding = GB18030'
	proposes 26 bills/jd.csv
	proposes 11 bills/icbc.csv
	finds 'trailer = ^人民币合计'
	finds 'ragged = cut'
	finds 'amount = 记账金额(收入),-记账金额(支出)'
	proposes 17 bills/boc.csv
	proposes 6 bills/cmb.csv
}

@test "what is proposed, saved as a profile, reads the bill: banks" {
	proposes 10 bills/hsbc-hk.csv
	proposes 9 bills/td.csv bank/TH_20180101-20180523_page_1.csv \
	    bank/some_other.csv bank/french_example.csv
	proposes 13 bank/austrian_example.csv
	proposes 6 bank/danish_kroner_nordea_example.csv
	proposes 5 bank/two_money_columns.csv
	finds 'amount = column4,column5'
	proposes 4 bank/nationwide.csv bank/nordea_v2.csv
	proposes 7 bank/suntrust.csv
	proposes 12 bank/broker_canada_example.csv
	proposes 8 bank/51-sample.csv
	proposes 1 bank/73-sample.csv bank/20180226_12345678.csv \
	    bank/export_BE11123456789012_20180304_1422.csv
	proposes 16 bank/inversed_credit_card.csv \
	    bank/TransactionHistory_20180418043121.csv
	finds 'ragged = pad'
	proposes 23 bank/extratofake.csv
	finds 'encoding = WINDOWS-1252'
	proposes 74 bank/test_raiffeisen_01.csv bank/test_row_format_CD_flag.csv
	proposes 27 bank/test_BOI_TransactionExport.csv
	finds 'amount = Credit,-Debit'
	finds 'date-format = %d/%m/%Y'
	proposes 2 bank/simple1.csv
	proposes 0 bank/bom_utf8_file.csv
}

@test "what is proposed, saved as a profile, reads the bill: statements" {
	proposes 8 mt940/asnb.txt
	proposes 4 mt940/rabobank.sta
	proposes 2 mt940/sns.sta mt940/generic.sta
	proposes 3 mt940/mbank.sta
	proposes 1 camt/report.v6.xml
	proposes 4 camt/example.v2.xml
	proposes 17 fixed/bai2-1.txt
	proposes 4 fixed/bai2-2.txt
	proposes 3 csv/w3c/test-utf16.csv csv/w3c/test-utf16-bom.csv \
	    csv/w3c/test-utf8.csv csv/w3c/test-utf8-bom.csv
}

@test "records come out where the bill leaves no doubt" {
	cat >bill.csv <<-'END'
	Report of November 2022
	Order no;Booked;Kind;Amount;Currency
	A-10001;01.11.2022 10:00;C;1.012,50;EUR
	A-10002;01.11.2022 11:30;D;3,25;EUR
	A-10003;13.11.2022 09:15;C;20,00;EUR
	Total;;;1.029,25;
	END
	is 0 alone --explain bill.csv
	mv out start.ini
	sed -n '/^\[recon-clean/,$p' start.ini >got
	same - got <<-'END'
	[recon-clean]
	delimiter = ;
	header = Order no, Booked, Kind, Amount
	trailer = ^Total

	[recon-key]
	key = Order no
	amount = Amount
	decimal = ,
	sign = Kind=C/D
	currency = Currency
	time = Booked
	date-format = %d.%m.%Y %H:%M
	side = R
	END
	recon-clean -p ./start.ini bill.csv | recon-key -p ./start.ini >records
	same - records <<-END
	#recon record 1
	A-10001	1012.50	EUR	R	2022-11-01
	A-10002	-3.25	EUR	R	2022-11-01
	A-10003	20.00	EUR	R	2022-11-13
	#total	records=3	R.EUR=1029.25
	END
}

@test "what is seen stands in comments, all before the first section" {
	is 0 alone --explain "$DATA/bank/austrian_example.csv"
	sed '/^$/,$d' out | grep -v '^#' >got || true
	[ ! -s got ]
	printf 'a,b\n1,"x\n[recon-clean]\nkeep = y"\n' >odd.csv
	is 0 alone --explain odd.csv
	sed '/^$/,$d' out | grep -v '^#' >got || true
	[ ! -s got ]
}

@test "what is not sure is said and not chosen" {
	printf 'id,when,in\nx0000001,10/02/2018,1\nx0000002,11/02/2018,2\nx0000003,12/02/2018,3\n' >bill.csv
	is 0 alone --explain bill.csv
	grep -Fq 'when: the day first, or the month? date-format = %d/%m/%Y, or %m/%d/%Y' out
	grep -Fqx '# time = a column; or give recon-key -d DATE' out
	printf 'id,when,in\nx0000001,10/02/2018,1\nx0000002,11/22/2018,2\n' >bill.csv
	is 0 alone --explain bill.csv
	grep -Fqx 'date-format = %m/%d/%Y' out
	is 0 alone --explain "$DATA/bank/suntrust.csv"
	grep -Fq 'column4: one way, and the other way:' out
	grep -Fqx '# amount = a column, or two: IN,-OUT' out
	grep -Fq 'the columns have no names: give them some below' out
	is 0 alone --explain "$DATA/bank/test_row_format_CD_flag.csv"
	grep -Fq 'column5: says in and out, and other things or nothing' out
	is 0 alone --explain "$DATA/bank/TH_20180101-20180523_page_1.csv"
	grep -Fq 'try WINDOWS-1250' out
	printf 'no,sum\nA100001,1.234\nA100002,5.678\n' >bill.csv
	is 0 alone --explain bill.csv
	run ! grep -q '^amount' out
	printf 'no,amount\nA100001,1234\nA100002,5678\n' >bill.csv
	is 0 alone --explain bill.csv
	grep -Fq 'amount: whole numbers; if they count cents or the like: minor = yes' out
}

@test "rows that do not fit are told, with the first" {
	is 0 alone --explain "$DATA/csv/frictionless/structure-errors.csv"
	grep -Fq ' that do not fit:' out
	is 0 alone --explain "$DATA/mt940/abnamro.sta"
	grep -Fq '# rows        8, and then:' out
	grep -Fq 'the balances do not agree: opening 3236.28' out
	grep -Fq 'no-check = yes takes one that does not add up' out
}

@test "a profile that reads the bill is named, and copied" {
	is 0 recon-clean --explain "$DATA/wechat/bill.ALL.csv"
	grep -Fqx '# profile     this looks like wechat, which reads it: 45 rows' out
	sed '1,/^$/d' out | same "$BATS_TEST_DIRNAME/../examples/profiles/wechat.ini" -
	mv out start.ini
	is 0 recon-clean -p ./start.ini "$DATA/wechat/bill.ALL.csv"
	mv out want
	is 0 recon-clean -p wechat "$DATA/wechat/bill.ALL.csv"
	same want out
}

@test "every shipped profile is known again in its sample" {
	for p in alipay-personal boc cmb icbc jd \
	    wechat-personal wechat-refund wechat-success wechat-24 alipay \
	    stripe-balance stripe-payouts adyen paypal-stl; do
		is 0 recon-clean --explain "$DATA/bills/$p.csv"
		grep -Eq "^# +(profile +this looks like|others that read it:.*) $p(,|$)" out || {
			echo "$p"
			head -20 out
			return 1
		}
	done
	for p in unionpay-zm unionpay-zme; do
		is 0 recon-clean --explain "$DATA/bills/$p.txt"
		grep -q "^# profile     this looks like $p, " out
	done
	is 0 recon-clean --explain "$DATA/fixed/ppd-debit.ach"
	grep -q '^# profile     this looks like nacha, ' out
	is 0 recon-clean --explain "$DATA/fixed/itau.ret"
	grep -q '^# profile     this looks like cnab240, ' out
	is 0 recon-clean --explain "$DATA/mt940/sns.sta"
	grep -q '^# profile     this looks like mt940, ' out
	is 0 recon-clean --explain "$DATA/camt/example.v2.xml"
	grep -q '^# profile     this looks like camt053, ' out
	is 0 recon-clean --explain "$DATA/fixed/bai2-1.txt"
	grep -q '^# profile     this looks like bai2, ' out
}

@test "a profile whose header is there but that refuses the bill is near" {
	sed '3d' "$DATA/wechat/bill.ALL.csv" >cut.csv
	is 0 recon-clean --explain cut.csv
	grep -Fqx '# profile     this looks like wechat, which refuses it:' out
	grep -Fq '#             cut.csv: the bill says 总交易单数 45.0, but its rows come to 44: 1.0 less (--no-check takes it)' out
	mkdir own
	printf '[recon-clean]\nheader = a,b\n' >own/mine.ini
	printf 'a,b\n1,2\n' >in.csv
	RECON_PROFILES=own is 0 recon-clean --explain in.csv
	grep -q '^# profile     this looks like mine, which reads it: 1 rows' out
	printf '[recon-clean]\nheader = a,b\nnonsense = 1\nkeep = (\n' >own/mine.ini
	RECON_PROFILES=own is 0 recon-clean --explain in.csv
	run ! grep -q mine out
}

@test "packing, encoding, line ends and width are told" {
	is 0 alone --explain "$DATA/bills/unionpay-zm.txt"
	grep -Fqx '# format      records of fixed width, 607 bytes' out
	grep -Fqx '# encoding    GB18030' out
	gzip <"$DATA/wechat/bill.ALL.csv" >bill.gz
	is 0 alone --explain bill.gz
	grep -Fqx '# packed      gzip' out
	grep -Fqx '# line ends   48 CR LF' out
	grep -Fqx '# trailer     from line 47: 总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请�' out ||
	    grep -q '^# trailer     from line 47: 总交易单数,' out
	printf 'a,b\r1,2\n3,4\r\n5,6' >in.csv
	is 0 alone --explain in.csv
	grep -Fqx '# line ends   1 CR LF, 1 LF, 1 CR; none at the end' out
	python3 -c 'import zipfile as z
with z.ZipFile("z.zip", "w") as f:
    f.writestr("a.csv", "a,b\n1,2\n"); f.writestr("b.csv", "c,d\n1,2\n")'
	is 0 alone --explain --entry '^b' z.zip
	grep -Fqx 'header = c, d' out
}

@test "what the user knows better is taken" {
	printf 'a;b,c\n1;2,5\n3;4,5\n' >in.csv
	is 0 alone --explain --delimiter , in.csv
	grep -Fqx 'header = a;b, c' out
	is 0 alone --explain in.csv
	grep -Fqx 'delimiter = ;' out
	is 0 alone --explain --encoding WINDOWS-1250 \
	    "$DATA/bank/TH_20180101-20180523_page_1.csv"
	grep -Fqx 'encoding = WINDOWS-1250' out
	run ! grep -q 'letters below look wrong' out
	is 65 alone --explain --encoding UTF-8 \
	    "$DATA/bank/TH_20180101-20180523_page_1.csv"
	says "recon-clean: $DATA/bank/TH_20180101-20180523_page_1.csv: is not UTF-8"
}

@test "nothing to explain, and what does not go with it" {
	: >empty
	is 65 recon-clean --explain empty
	says 'recon-clean: empty: is empty'
	is 2 recon-clean --explain missing
	says 'recon-clean: missing: No such file or directory'
	is 2 recon-clean --explain .
	says 'recon-clean: .: is a directory'
	printf 'a\n' >in.csv
	is 2 recon-clean --explain <in.csv
	says "recon-clean: --explain reads one bill, more than once: name its file; try 'recon-clean --help'"
	is 2 bash -c 'recon-clean --explain <(cat in.csv)'
	grep -q ': cannot be read more than once: make a file of it$' err
	is 2 recon-clean --explain in.csv in.csv
	says "recon-clean: --explain reads one bill, more than once: name its file; try 'recon-clean --help'"
	is 2 recon-clean --explain --keep 'a = 1' in.csv
	says 'recon-clean: --keep: does not go with --explain, which finds out by itself; only --entry, --encoding and --delimiter help it'
	is 2 recon-clean --explain --delimiter ,, in.csv
	says "recon-clean: --explain knows delimiters of one byte only; try 'recon-clean --help'"
	is 2 bash -c 'recon-clean --explain in.csv >/dev/full'
	says 'recon-clean: stdout: write: No space left on device'
	is 0 recon-clean --explain -o p.ini in.csv
	recon-clean --explain in.csv | same p.ini -
}

@test "bytes of any kind are explained somehow" {
	for seed in 1 2 3 4 5 6; do
		python3 - $seed >noise <<-'END'
		import random, sys
		r = random.Random(int(sys.argv[1]))
		bytes_ = [b',', b';', b'"', b'\n', b'\r', b'`', b'\xff', b'1',
		          b'.', b'-', b' ', b'\t', b'a', b'\xe4\xb8\xad', b'#',
		          b'|', b'\0', b'=', b'[']
		sys.stdout.buffer.write(b''.join(r.choice(bytes_)
		    for _ in range(4000)))
		END
		is 0 recon-clean --explain noise
		sed '/^$/,$d' out | grep -v '^#' >got || true
		[ ! -s got ]
		status=0
		mv out start.ini
		recon-clean -p ./start.ini noise >/dev/null 2>err || status=$?
		[ "$status" -eq 0 ] || [ "$status" -eq 65 ] || {
			cat start.ini err
			return 1
		}
	done
}
