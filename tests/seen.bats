load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	printf 'id,sum\n1,2.00\n' >a.csv
	printf 'id,sum\n2,3.00\n' >b.csv
	sum_a=$(sha256sum <a.csv | cut -c 1-64)
	sum_b=$(sha256sum <b.csv | cut -c 1-64)
}

# was NAME BILL: stderr says that NAME is the bill once called BILL.
was() {
	sed 's/on 20[0-9-]*T[0-9:]*Z as/on TIME as/' err >got
	echo "recon-clean: $1: the same bill was seen before, on TIME as $2; --again takes it" |
	    same - got
}

# holds LINE...: the file of bills seen, its times left out.
holds() {
	sed 's/\t20[0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z\t/ TIME /' \
	    seen | tr '\t' ' ' >got
	printf '%s\n' "$@" | same - got
}

@test "the same bill again is status 1, with when and under which name" {
	is 0 recon-clean --seen seen a.csv
	holds "$sum_a TIME 14 a.csv"
	cp a.csv c.csv
	is 1 recon-clean --seen seen c.csv
	was c.csv a.csv
	is 1 recon-clean --seen seen - <a.csv
	was stdin a.csv
	is 0 recon-clean --seen seen b.csv
	holds "$sum_a TIME 14 a.csv" "$sum_b TIME 14 b.csv"
}

@test "a bill seen before is never a whole table" {
	is 0 recon-clean --seen seen a.csv
	is 1 recon-clean --seen seen a.csv
	run ! grep -q '^#total' out
	echo old >a.tab
	is 1 recon-clean --seen seen -o a.tab a.csv
	echo old | same - a.tab
	is 1 recon-clean --seen seen --rejects bad a.csv
	[ ! -e bad ]
}

@test "--again takes it, and it stays as it was first seen" {
	is 0 recon-clean --seen seen a.csv
	cp seen first
	cp a.csv c.csv
	is 0 recon-clean --seen seen --again c.csv b.csv
	head -n 1 seen | same first -
	holds "$sum_a TIME 14 a.csv" "$sum_b TIME 14 b.csv"
}

@test "twice in one run is twice" {
	cp a.csv c.csv
	is 1 recon-clean --seen seen a.csv b.csv c.csv
	was c.csv a.csv
	[ ! -e seen ]
	is 0 recon-clean --seen seen --again a.csv b.csv c.csv
	holds "$sum_a TIME 14 a.csv" "$sum_b TIME 14 b.csv"
}

@test "what is packed is the bill that is in it" {
	gzip <a.csv >a.gz
	python3 -c 'import zipfile as z
with z.ZipFile("z.zip", "w") as f: f.write("a.csv"); f.write("b.csv")'
	is 0 recon-clean --seen seen a.csv
	is 1 recon-clean --seen seen a.gz
	was a.gz a.csv
	is 1 recon-clean --seen seen --entry '^a' z.zip
	was z.zip/a.csv a.csv
	is 0 recon-clean --seen seen --entry '^b' z.zip
	holds "$sum_a TIME 14 a.csv" "$sum_b TIME 14 z.zip/b.csv"
}

@test "the digest is that of every byte, in every format" {
	for args in "mt940 $DATA/mt940/generic.sta" \
	    "camt $DATA/camt/statement.v4.xml" "bai2 $DATA/fixed/bai2-1.txt"; do
		set -- $args
		is 0 recon-clean --no-check --seen seen --format "$1" "$2"
		grep -q "^$(sha256sum <"$2" | cut -c 1-64)" seen
	done
	f=$DATA/fixed/ppd-debit.ach
	is 0 recon-clean --no-check --seen seen --format fixed \
	    --record 'row 1=6: trace 80-94' --record 'skip: x 1-1' "$f"
	grep -q "^$(sha256sum <"$f" | cut -c 1-64)" seen
	f=$DATA/wechat/bill.ALL.csv
	is 0 recon-clean --seen seen --mark '`' --header 微信订单号 \
	    --trailer '^总交易单数' "$f"
	grep -q "^$(sha256sum <"$f" | cut -c 1-64)" seen
	[ "$(wc -l <seen)" -eq 5 ]
}

@test "a day without rows is not the day before" {
	echo id,sum >none.csv
	: >nothing
	for _ in 1 2; do
		is 0 recon-clean --seen seen none.csv
		is 0 recon-clean --seen seen --allow-empty nothing
	done
	[ ! -s seen ]
}

@test "a run that failed has seen nothing" {
	printf 'id,sum\n1\n' >bad.csv
	is 65 recon-clean --seen seen a.csv bad.csv
	[ ! -e seen ]
	is 2 recon-clean --seen seen a.csv missing.csv
	[ ! -e seen ]
	is 2 bash -c 'recon-clean --seen seen a.csv >/dev/full'
	says 'recon-clean: stdout: write: No space left on device'
	[ ! -e seen ]
	is 2 recon-clean --seen seen -o /missing/dir/x a.csv
	[ ! -e seen ]
	[ "$(ls -A | grep -c '^[.]seen')" -eq 0 ]
	is 0 recon-clean --seen seen a.csv
}

@test "of two runs at once the second is told to try again" {
	mkfifo bill
	recon-clean --seen seen bill >first &
	exec 9>bill
	head -n 1 a.csv >&9
	for _ in $(seq 100); do
		[ -e seen.lock ] && break
		sleep 0.1
	done
	# the lock is taken before the bill is opened
	is 75 recon-clean --seen seen b.csv
	says "recon-clean: seen: process $! is at work here; try again when it is done"
	printf '#recon table 2\n#failed\t75\trecon-clean\tseen: process %s is at work here; try again when it is done\n' $! |
	    prints
	tail -n 1 a.csv >&9
	exec 9>&-
	wait $!
	is 0 recon-clean --seen seen b.csv
	holds "$sum_a TIME 14 bill" "$sum_b TIME 14 b.csv"
}

@test "a killed run leaves no lock and an old file whole" {
	is 0 recon-clean --seen seen a.csv
	cp seen before
	mkfifo bill
	recon-clean --seen seen bill >first &
	exec 9>bill
	kill -9 $!
	wait $! || true
	exec 9>&-
	same before seen
	is 0 recon-clean --seen seen b.csv
}

@test "a file that was written by hand, and one that is none" {
	printf '# bills of the shop\n%s\t2022-11-01\t14\tby hand' "$sum_a" >seen
	is 1 recon-clean --seen seen a.csv
	says 'recon-clean: a.csv: the same bill was seen before, on 2022-11-01 as by hand; --again takes it'
	is 0 recon-clean --seen seen b.csv
	holds '# bills of the shop' "$sum_a 2022-11-01 14 by hand" \
	    "$sum_b TIME 14 b.csv"
	is 65 recon-clean --seen b.csv a.csv
	says 'recon-clean: b.csv:1: is not digest, time, bytes and name of a bill: id,sum'
	is 2 recon-clean --seen . a.csv
	is 2 recon-clean --seen missing/seen a.csv
	says 'recon-clean: missing/seen.lock: No such file or directory'
}

@test "--again without --seen is refused; a profile may say where" {
	is 2 recon-clean --again a.csv
	says "recon-clean: --again is for bills that --seen knows; try 'recon-clean --help'"
	printf '[recon-clean]\nseen = seen\n' >p.ini
	is 0 recon-clean -p ./p.ini a.csv
	is 1 recon-clean -p ./p.ini a.csv
	is 0 recon-clean -p ./p.ini --again a.csv
}

@test "the same bill for the same day is welcome, for another it is bad data" {
	is 0 recon-clean --seen seen --day 2022-11-01 a.csv
	holds "$sum_a TIME 14 a.csv 2022-11-01"
	cp seen first
	cp a.csv c.csv
	is 0 recon-clean --plain --seen seen --day 2022-11-01 c.csv b.csv
	printf 'id\tsum\n1\t2.00\n2\t3.00\n' | prints
	head -n 1 seen | same first -
	holds "$sum_a TIME 14 a.csv 2022-11-01" "$sum_b TIME 14 b.csv 2022-11-01"
	cp seen first
	is 65 recon-clean --seen seen --day 2022-11-02 c.csv
	says 'recon-clean: c.csv: the same bill was taken for 2022-11-01, as a.csv: it is none of 2022-11-02 (--again takes it)'
	run ! grep -q '^#total' out
	is 0 recon-clean --seen seen --day 2022-11-02 --again c.csv
	is 1 recon-clean --seen seen c.csv
	was c.csv a.csv
	same first seen
}

@test "--day takes no bill twice in one run, and none that was seen without a day" {
	cp a.csv c.csv
	is 1 recon-clean --seen seen --day 2022-11-01 a.csv c.csv
	was c.csv a.csv
	[ ! -e seen ]
	is 0 recon-clean --seen seen --day 2022-11-01 a.csv
	is 1 recon-clean --seen seen --day 2022-11-01 a.csv c.csv
	was c.csv a.csv
	is 0 recon-clean --seen seen b.csv
	is 1 recon-clean --seen seen --day 2022-11-01 b.csv
	was b.csv b.csv
	is 2 recon-clean --day 2022-11-01 a.csv
	is 2 recon-clean --seen seen --day 2022-02-30 a.csv
	says 'recon-clean: --day: "2022-02-30" is no day, like 2022-11-01'
	printf '%s\t2022-11-01T00:00:00Z\t14\ta.csv\tmonday\n' "$sum_a" >seen
	is 65 recon-clean --seen seen b.csv
}
