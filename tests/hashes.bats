# Lines that begin with #, and the end of the last line: nothing of a stream is
# lost in silence.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'A17\t12.80\tCNY\tL\t-\tsrc=bill.csv\nA18\t38.00\tCNY\tL\t-\tsrc=bill.csv:12\n' >plain
	recon-key -k k -a a -s L -c CNY -x x <<-END | recon-sort >rec
		k${T}a${T}x
		A17${T}12.80${T}bill
		A18${T}38.00${T}bill:12
	END
	recon-join rec >res
	{ sed -n '/^#/p' res; sed -n '/^#/!p' res; } >first.res
}

# announced N SIDE: N sorted records with control lines, totals first.
announced() {
	printf '#recon record 1\n#total\trecords=%d\t%s.CNY=%d.00\n' $1 $2 $1
	seq -f "K%010.0f${T}1.00${T}CNY${T}$2${T}-${T}x=y" $1
}

@test "a cut within the last line of an announced stream is found" {
	local size line
	size=$(stat -c %s rec)
	line=$(tail -n 1 rec | wc -c)
	for i in $(seq $((size - line + 1)) $((size - 1))); do
		head -c $i rec >cut
		is 65 recon-join cut
		is 65 recon-sort -o out.rec cut
		is 65 recon-sort -m cut
	done
	says "recon-sort: cut: ends within its last line, which has no LF: what writes it did not finish, or it was cut off"
	size=$(stat -c %s first.res)
	for i in 1 2 3 8; do
		head -c $((size - i)) first.res >cut
		is 65 recon-notify cut
		is 65 recon-roll --open-out new -d 2022-11-01 cut
		[ ! -e new ]
	done
	printf '#recon table 1\n#total\trecords=1\nk\ta\nA\t1.00' >cut
	is 65 recon-key -k k -a a -s L -c CNY cut
}

@test "in one part or several, at the end of either side" {
	for n in 10 200000; do
		for side in L R; do
			announced $n $side >$side
			head -c -1 $side >cut.$side
			announced $((n / 2)) $side >half.$side
			head -c -1 half.$side >cut.half.$side
		done
		for j in 1 2; do
			is 65 recon-join -j $j cut.L R
			says "recon-join: cut.L: ends within its last line, which has no LF: what writes it did not finish, or it was cut off"
			is 65 recon-join -j $j L cut.R
			is 65 recon-join -j $j cut.half.L R
			says "recon-join: cut.half.L: ends within its last line, which has no LF: what writes it did not finish, or it was cut off"
			is 65 recon-join -j $j L cut.half.R
			sed '/^#/d' half.L | head -c -1 >bare
			is 0 recon-join -j $j bare R
		done
	done
}

@test "a stream without control lines may lack the last LF" {
	head -c -1 plain >cut
	is 0 recon-join cut
	mv out want
	is 0 recon-join plain
	same want out
	is 0 recon-sort cut
}

@test "a key that begins with # is no comment" {
	printf '#1001\t10.00\tCNY\tL\t2022-11-01\nA\t1.00\tCNY\tL\t-\n' >rec
	for p in join sort 'sort -g' 'sort -m' 'sort -c'; do
		is 65 recon-$p rec
		grep -qF 'rec:1: "#1001\x0910.00\x09CNY\x09L\x092022-11-01" begins with # and has a TAB: a first field writes # as \x23, and a comment has no TAB (--comments skips the line in a stream without control lines)' err
	done
	printf 'order\tamt\n#1001\t10.00\n' >table
	is 65 recon-key -k order -a amt -s L -c CNY table
	grep -qF 'table:2: "#1001\x0910.00"' err
	printf '#1\tleft\t1.00\t-\t1.00\tCNY\t-\n' >res
	is 65 recon-notify res
	is 65 recon-roll --no-total --open-out new -d 2022-11-01 res
}

@test "--comments takes it in a stream without control lines, and only there" {
	printf '#1001\t10.00\tCNY\tL\t2022-11-01\nA\t1.00\tCNY\tL\t-\n' >bare
	is 0 recon-join --comments bare
	[ "$(grep -c '^[^#]' out)" -eq 1 ]
	is 0 recon-sort --comments bare
	is 0 recon-key --comments -k o -a m -s L -c CNY <<-END
		#x${T}y
		o${T}m
		1${T}2
	END
	{ head -n 1 bare; cat rec; } >announced
	is 65 recon-join --comments announced
	says "recon-join: announced:1: begins with # and has a TAB, which --comments takes only in a stream without control lines"
	{ cat rec; head -n 1 bare; } >announced
	is 65 recon-join --comments announced
	is 65 recon-join announced
}

@test "a comment without a TAB stays one" {
	{ echo '# of the shop'; cat rec; echo '#'; echo '#totals'; } >some
	is 0 recon-join some
	is 0 recon-sort some
	grep -qx '# of the shop' out
}

@test "in several parts the line is named, too" {
	announced 200000 L | sed '/^#/d' >many
	sed "150000i#x${T}y" many >bare
	is 65 recon-join -j 2 bare
	grep -q 'bare:150000: "#x' err
	is 0 recon-join -j 2 --comments bare
	announced 200000 L | sed "150000i#x${T}y" >bare
	is 65 recon-join -j 2 --comments bare
	says "recon-join: bare:150000: begins with # and has a TAB, which --comments takes only in a stream without control lines"
}
