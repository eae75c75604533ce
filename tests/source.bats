load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	W=$DATA/wechat/bill.ALL.csv
}

@test "every row says the file and the line it begins on" {
	printf 'junk\nid,note\n1,"two\nlines"\n\n2,x\r\n3,y\n' >bill.csv
	is 0 recon-clean --plain --header id --source bill.csv
	printf 'id\tnote\tsrc\n1\ttwo\\nlines\tbill.csv:3\n2\tx\tbill.csv:6\n3\ty\tbill.csv:7\n' |
	    prints
	is 0 recon-clean --plain --header id --source --select id <bill.csv
	printf 'id\tsrc\n1\tstdin:3\n2\tstdin:6\n3\tstdin:7\n' | prints
}

@test "the line of a row is where grep finds it" {
	is 0 recon-clean --plain --source --mark '`' --header 微信订单号 \
	    --trailer '^总交易单数' --select 交易时间,微信订单号 "$W"
	sed 1d out | cut -f 1,3 | sed "s|$W:||" | tr '\t' ' ' >got
	grep -n '^`' "$W" | grep -v '^[0-9]*:`[0-9.]*,`[0-9.]*,' |
	    sed 's/^\([0-9]*\):`\([^,]*\),.*/\2 \1/' >want
	[ "$(wc -l <want)" -eq 45 ]
	same want got
}

@test "rows dropped, rejected and made longer keep their lines" {
	printf 'id,v\n1,a\n2\n3,b\n4,c\n' >bill.csv
	is 0 recon-clean --plain --source --rejects bad --drop 'v = b' \
	    --set 'w = {v}{v}' bill.csv
	printf 'id\tv\tw\tsrc\n1\ta\taa\tbill.csv:2\n4\tc\tcc\tbill.csv:5\n' |
	    prints
}

@test "several bills, each under its own name, however odd" {
	printf 'id\n1\n' >'a	b'
	printf 'id\n2\n' >"c\\d"
	cp "c\\d" $'e\xff'
	is 0 recon-clean --plain --source 'a	b' - "c\\d" $'e\xff' <"c\\d"
	printf 'id\tsrc\n1\ta\\tb:2\n2\tstdin:2\n2\tc\\\\d:2\n2\te\xef\xbf\xbd:2\n' |
	    prints
}

@test "a packed bill has its entry in the name, a statement its lines" {
	python3 - <<-'END'
	import zipfile
	zipfile.ZipFile("b.zip", "w").writestr("in.csv", "id\n7\n")
	END
	is 0 recon-clean --plain --source b.zip
	printf 'id\tsrc\n7\tb.zip/in.csv:2\n' | prints
	is 0 recon-clean --plain --format mt940 --no-check --source --select amount \
	    "$DATA/mt940/abnamro.sta"
	sed 1d out | sed 's/.*://' >got
	grep -n '^:61:' "$DATA/mt940/abnamro.sta" | cut -d : -f 1 | same - got
}

@test "a bill that has a column src is refused, or renamed" {
	printf 'id,src\n1,x\n' >in.csv
	is 65 recon-clean --source in.csv
	says 'recon-clean: in.csv:1: there is a column src already, call it something else with --rename'
	is 0 recon-clean --plain --source --rename src=from in.csv
	printf 'id\tfrom\tsrc\n1\tx\tin.csv:2\n' | prints
	is 0 recon-clean --plain --source --select id in.csv
	printf 'id\tsrc\n1\tin.csv:2\n' | prints
	is 0 recon-clean --plain in.csv
	printf 'id\tsrc\n1\tx\n' | prints
}
