# What is printed for people obeys nobody but us: bytes that a terminal takes
# for commands, and marks that turn text around, come in by every way that text
# can come, and are shown as \xHH.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	# ESC, U+009B, DEL, U+202E; ours are Chinese letters
	evil=$(printf 'x\033[31m\302\233y\177\342\200\25601订单')
	shown='x\x1b[31m\xc2\x9by\x7f\xe2\x80\xae01订单'
}

# obeys_nobody FILE...: UTF-8, and nothing in it to obey.
obeys_nobody() {
	if LC_ALL=C grep -aHnP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]' "$@" |
	    cat -v | grep .
	then
		return 1
	fi
	iconv -f UTF-8 -t UTF-8 "$@" >/dev/null
}

# tells STATUS COMMAND...: it fails and shows what is in $evil.
tells() {
	is "$@" && obeys_nobody err && grep -qF -- "$shown" err && return
	cat -v err
	return 1
}

@test "an operand, an option, its value, a profile, its key and section" {
	for p in clean key sort join roll notify; do
		p=recon-$p
		case $p in
		recon-key) needs=(-k a -a b -s L) ;;
		recon-roll) needs=(-d 2022-11-01 --open-out new) ;;
		*) needs=() ;;
		esac
		tells 2 $p "${needs[@]}" "$evil"
		tells 2 $p "--$evil"
		tells 2 $p "${needs[@]}" -o "no/$evil" --allow-empty /dev/null
		tells 2 $p -p "$evil"
		tells 2 $p -p "./$evil"
		printf '[%s]\n%s = 1\n' "$p" "$evil" >p.ini
		tells 2 $p -p ./p.ini
		printf '[%s]\na = 1\n' "$evil" >p.ini
		tells 2 $p -p ./p.ini
		printf '[%s]\nplain = %s\n' "$p" "$evil" >p.ini
		tells 2 $p -p ./p.ini
		printf '%s\n' "$evil" >p.ini
		tells 2 $p -p ./p.ini
		printf 'plain = yes\n' >"$evil"
		tells 2 $p -p "./$evil"
		rm "$evil"
	done
}

@test "the value of every option of every program" {
	printf 'a,b\n1,2\n' >in
	for path in "$BUILD"/bin/recon-*; do
		p=$(basename "$path")
		for o in $("$p" --help | grep -o -e '--[a-z][a-z-]*' | sort -u); do
			case $o in --help | --version | --profiles) continue ;; esac
			timeout 20 "$p" "$o=$evil" in >out 2>err || :
			obeys_nobody out err || { echo "$p $o"; return 1; }
			timeout 20 "$p" "$o" "$evil" </dev/null >out 2>err || :
			obeys_nobody out err || { echo "$p $o"; return 1; }
			rm -rf x*
		done
	done
}

@test "a bill's columns, cells and rules" {
	printf 'a,%s\n1,2\n' "$evil" >bill.csv
	tells 65 recon-clean --keep z=1 bill.csv
	tells 65 recon-clean --keep "$evil=1" "$DATA/wechat/bill.ALL.csv"
	printf 'a,b\n1,2\n%s\n' "$evil" >"$evil.csv"
	tells 65 recon-clean "$evil.csv"
	printf 'a,b\n1,2\n' >"$evil.csv"
	tells 0 recon-clean -v "$evil.csv"
	tells 0 recon-clean --rejects "no-$evil" -v "$evil.csv"
	printf 'a,b\n1,%s\n' "$evil" >bill.csv
	tells 65 recon-clean --check 'sum b = 3' bill.csv ||
	    is 2 recon-clean --check 'sum b = 3' bill.csv
	obeys_nobody err
	tells 65 recon-clean --seen s --day 2022-11-01 "no/$evil" ||
	    tells 2 recon-clean --seen s --day 2022-11-01 "no/$evil"
}

@test "bank formats" {
	printf ':20:S\n:25:%s\n:28C:1/1\n:60F:C221101EUR1,00\n:62F:C221101EUR2,00\n-\n' \
	    "$evil" >bill.sta
	is 65 recon-clean --format mt940 bill.sta
	obeys_nobody err
	printf ':20:S\n:25:A\n:28C:1/1\n:60F:%s\n' "$evil" >bill.sta
	is 65 recon-clean --format mt940 bill.sta
	obeys_nobody err
	printf '<Document><%s/></Document>' "$evil" >bill.xml
	is 65 recon-clean --format camt bill.xml
	obeys_nobody err
	printf '01,%s,B,221101,0000,1,,,2/\n' "$evil" >bill.bai
	is 65 recon-clean --format bai2 bill.bai
	obeys_nobody err
	printf '[{"%s": [{"a": {}}]}]' "$evil" >bill.json
	timeout 20 recon-clean --format json bill.json >out 2>err || :
	obeys_nobody err
}

@test "entries of an archive" {
	local entry # libzip takes no name that has both kinds
	for entry in 'x\033[31m' 'x\177' 'x\302\2331m' 'x\342\200\25601'; do
		python3 -c 'import sys, zipfile
with zipfile.ZipFile("evil.zip", "w") as z:
	z.writestr(sys.argv[1] + ".csv", "a,b\n1\n")
	z.writestr(sys.argv[1] + ".pdf", "%PDF-1.4")' "$(printf "$entry")"
		is 65 recon-clean --entry csv evil.zip
		obeys_nobody err
		grep -qF 'evil.zip/x\x' err
		is 65 recon-clean --entry nix evil.zip
		obeys_nobody err
		timeout 20 recon-clean evil.zip >out 2>err || :
		obeys_nobody err
		timeout 20 recon-clean --explain --entry csv evil.zip >out 2>err || :
		obeys_nobody out err
	done
}

@test "a stream's columns, lines, keys and control lines" {
	printf 'a\t%s\n1\t2\n' "$evil" >table
	is 65 recon-key -k z -a a -s L table
	obeys_nobody err
	printf 'a\tb\n1\t%s\n' "$evil" >table
	is 65 recon-key -k a -a b -s L table
	obeys_nobody err
	clean=$(printf '%s' "$evil" | tr -d '\033') # a stream has no ESC
	printf '%s\t1.00\tCNY\tL\t-\na\t1.00\tCNY\tL\t-\n' "$clean" >rec
	is 65 recon-join rec
	obeys_nobody err
	is 1 recon-sort -c rec
	obeys_nobody err
	printf '#recon %s 1\n' "$evil" >rec
	for p in key sort join notify; do
		timeout 20 recon-$p rec >out 2>err || :
		obeys_nobody err
	done
	is 65 recon-join rec
	obeys_nobody err
	printf '#recon record 1\n#total\t%s=1\n' "$evil" >rec
	is 65 recon-join rec
	obeys_nobody err
}

@test "the reason of another program" {
	printf '#recon record 1\n#failed\t65\t%s\t%s\n' "$evil" "$evil" >rec
	tells 65 recon-join rec
	printf '#recon record 1\n#failed\t65\tx\\n\\x1b[31m\ty\\n\\x1b[31m\n' >rec
	is 65 recon-join rec
	obeys_nobody err out
	[ "$(grep -c . out)" -eq 2 ]
}

@test "recon-notify's tables" {
	clean=$(printf '%s' "$evil" | tr -d '\033')
	printf '%s\tleft\t1.00\t-\t1.00\tCNY\t2022-11-01\tl.s=%s\n' \
	    "$clean" "$clean" >res
	for f in text markdown html json; do
		is 0 recon-notify --format $f --title "$evil" --by l.s --top 3 res
		obeys_nobody out
		grep -q 订单 out
	done
}

@test "--explain's words and the profile it proposes" {
	printf 'Day,%s,Amount,%s2\n13.11.2022,P1,12.50,%s\n14.11.2022,P2,3.25,b\n15.11.2022,P3,1.00,c\n' \
	    "$evil" "$evil" "$evil" >bill.csv
	timeout 20 recon-clean --explain bill.csv >out 2>err || :
	obeys_nobody out err
	grep -qF 'key = Day, x\x1b[31m\xc2\x9by\x7f\xe2\x80\xae01订单' out
	mv out p.ini
	cp bill.csv "$evil.csv"
	timeout 20 recon-clean --explain "$evil.csv" >out 2>err || :
	obeys_nobody out err
	is 0 recon-clean -p ./p.ini -o table bill.csv
	is 0 recon-key -p ./p.ini -s L -c CNY table
}

@test "profiles that are listed" {
	mkdir profiles
	printf '# a - %s\n' "$evil" >profiles/a.ini
	cp profiles/a.ini "profiles/$evil.ini"
	export RECON_PROFILES=$PWD/profiles
	is 0 recon-clean -p list
	obeys_nobody out
}
